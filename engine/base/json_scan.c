/* engine/base/json_scan.c: from a place in the text to its pointer, and back.  Both scan again
 * and believe nothing, since messages are also about texts that are broken. */
#include "base/json_inner.h"

#define LEVELS_MAX (KJ_JSON_DEPTH_MAX + 1)

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static size_t skip_blanks(kj_span text, size_t pos)
{
    while (pos < text.len && is_blank(text.ptr[pos]))
        pos++;
    return pos;
}

/* `pos` is at a quote; returns the place behind the closing one, at most text.len. */
static size_t skip_string(kj_span text, size_t pos)
{
    for (pos++; pos < text.len && text.ptr[pos] != '"'; pos++)
        if (text.ptr[pos] == '\\')
            pos++;
    return pos < text.len ? pos + 1 : text.len;
}

/* Past a number or word. */
static size_t skip_scalar(kj_span text, size_t pos)
{
    static const char ends[] = {',', ':', '[', ']', '{', '}', '"'};
    while (pos < text.len && !is_blank(text.ptr[pos]) && !memchr(ends, text.ptr[pos], sizeof ends))
        pos++;
    return pos;
}

static size_t skip_value(kj_span text, size_t pos)
{
    if (pos < text.len && text.ptr[pos] == '"')
        return skip_string(text, pos);
    if (pos >= text.len || (text.ptr[pos] != '{' && text.ptr[pos] != '['))
        return skip_scalar(text, pos);
    size_t depth = 0;
    while (pos < text.len) {
        const char c = text.ptr[pos];
        if (c == '"') {
            pos = skip_string(text, pos);
            continue;
        }
        pos++;
        if (c == '{' || c == '[')
            depth++;
        else if ((c == '}' || c == ']') && --depth == 0)
            break;
    }
    return pos;
}

/* The content of the text between its quotes [from, to), unescaped. */
static kj_span content(kj_span text, size_t from, size_t to, kj_arena *arena)
{
    const kj_span raw = kj_span_sub(text, from + 1, to - 1);
    if (raw.len == 0 || !memchr(raw.ptr, '\\', raw.len))
        return raw;
    kj_text_buffer out = {.arena = arena};
    for (size_t pos = 0; pos < raw.len;) {
        uint32_t c;
        char utf8[4];
        if (raw.ptr[pos] != '\\') {
            kj_put_char(&out, raw.ptr[pos++]);
            continue;
        }
        switch (kj_json_read_escape(raw, &pos, &c)) {
        case KJ_ESCAPE_OK:
            kj_put(&out, (kj_span){utf8, kj_utf8_put(utf8, c)});
            break;
        case KJ_ESCAPE_SURROGATE:
            kj_put(&out, KJ_LIT("\xEF\xBF\xBD"));
            break;
        case KJ_ESCAPE_UNKNOWN:
            kj_put_char(&out, raw.ptr[pos++]);
            break;
        }
    }
    return kj_put_span(&out);
}

/* An open object or array on the way to the place. */
typedef struct level {
    bool object, keyed;      /* keyed: the key of the current member is known */
    size_t index;            /* of the current element */
    size_t key_from, key_to; /* of the current key, with its quotes */
} level;

static kj_span path(kj_span text, const level *levels, size_t count, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    for (size_t i = 0; i < count; i++) {
        if (!levels[i].object) {
            kj_putf(&out, "/%zu", levels[i].index);
            continue;
        }
        if (!levels[i].keyed)
            break;
        kj_put_char(&out, '/');
        const kj_span key = content(text, levels[i].key_from, levels[i].key_to, arena);
        for (size_t k = 0; k < key.len; k++) {
            if (key.ptr[k] == '~')
                kj_put(&out, KJ_LIT("~0"));
            else if (key.ptr[k] == '/')
                kj_put(&out, KJ_LIT("~1"));
            else
                kj_put_char(&out, key.ptr[k]);
        }
    }
    return kj_put_span(&out);
}

kj_span kj_json_pointer(kj_span text, size_t offset, kj_arena *arena)
{
    static const kj_span root = {KJ_SPAN("")};
    level levels[LEVELS_MAX];
    size_t depth = 0;
    bool expects_key = false, after_value = false;
    for (size_t pos = 0;;) {
        pos = skip_blanks(text, pos);
        /* Between the tokens: what holds them is meant; between key and value, the member. */
        if (pos >= text.len || pos > offset) {
            const bool member = depth > 0 && levels[depth - 1].keyed && !after_value;
            return path(text, levels, depth > 0 && !member ? depth - 1 : depth, arena);
        }
        level *here = depth > 0 ? &levels[depth - 1] : NULL;
        const char c = text.ptr[pos];
        if (c == '{' || c == '[') {
            if (pos == offset)
                return path(text, levels, depth, arena);
            if (depth == LEVELS_MAX)
                return root;
            levels[depth++] = (level){.object = c == '{'};
            expects_key = c == '{';
            after_value = false;
            pos++;
        } else if (c == '}' || c == ']') {
            if (!here || here->object != (c == '}'))
                return root;
            if (pos == offset)
                return path(text, levels, depth - 1, arena);
            depth--;
            expects_key = false;
            after_value = true;
            pos++;
        } else if (c == ',' || c == ':') {
            if (!here || (c == ':' && !here->keyed))
                return root;
            if (pos == offset)
                return path(text, levels, c == ':' ? depth : depth - 1, arena);
            if (c == ',') {
                here->index++;
                here->keyed = false;
                expects_key = here->object;
                after_value = false;
            }
            pos++;
        } else {
            const size_t end = c == '"' ? skip_string(text, pos) : skip_scalar(text, pos);
            if (expects_key && here) {
                here->keyed = c == '"' && end - pos >= 2;
                here->key_from = pos;
                here->key_to = end;
                expects_key = false;
            } else {
                after_value = true;
            }
            if (offset < end)
                return path(text, levels, depth, arena);
            pos = end;
        }
    }
}

/* The element `index` of the array at `array`; its own place when there are not so many. */
static size_t locate_element(kj_span text, size_t array, size_t index)
{
    size_t pos = skip_blanks(text, array + 1);
    for (size_t i = 0; pos < text.len && text.ptr[pos] != ']'; i++) {
        if (i == index)
            return pos;
        const size_t end = skip_value(text, pos);
        pos = skip_blanks(text, end);
        if (pos >= text.len || text.ptr[pos] != ',')
            break;
        pos = skip_blanks(text, pos + 1);
    }
    return array;
}

size_t kj_json_locate(kj_span text, size_t object_offset, kj_span key, size_t index)
{
    if (object_offset >= text.len || text.ptr[object_offset] != '{')
        return object_offset;
    size_t found = object_offset;
    kj_arena *scratch = kj_arena_new();
    size_t pos = skip_blanks(text, object_offset + 1);
    while (pos < text.len && text.ptr[pos] == '"') {
        const size_t key_end = skip_string(text, pos);
        const bool same =
            key_end - pos >= 2 && kj_span_equal(content(text, pos, key_end, scratch), key);
        pos = skip_blanks(text, key_end);
        if (pos >= text.len || text.ptr[pos] != ':')
            break;
        pos = skip_blanks(text, pos + 1);
        if (same) {
            const bool element = index != SIZE_MAX && pos < text.len && text.ptr[pos] == '[';
            found = element ? locate_element(text, pos, index) : pos;
            break;
        }
        pos = skip_blanks(text, skip_value(text, pos));
        if (pos >= text.len || text.ptr[pos] != ',')
            break;
        pos = skip_blanks(text, pos + 1);
    }
    kj_arena_free(scratch);
    return found < text.len ? found : object_offset;
}
