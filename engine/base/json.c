/* engine/base/json.c: the reader.  One pass over the bytes; values are taken in batches from the
 * arena; a text without escapes is not copied. */
#include "base/json_inner.h"

#include <stdlib.h>

#define FAULTS_MAX 100 /* of one file; what is that broken needs no longer list */
#define BATCH_MAX 256  /* values taken from the arena at once */
#define FEW_KEYS 16    /* up to here, keys are compared one with another */

typedef unsigned char byte;

typedef struct reader {
    const kj_source *source;
    const byte *start, *p, *end;
    kj_arena *arena;
    kj_sink *sink;
    kj_json *batch;
    size_t batch_left, batch_size;
    size_t depth;
    const byte *opened; /* innermost open bracket, for messages */
    size_t faults;
    bool stopped; /* the error that ends the reading is reported */
} reader;

static bool read_value(reader *r, kj_json *value);

static size_t offset_of(const reader *r, const byte *p)
{
    return (size_t)(p - r->start);
}

static kj_loc loc(const reader *r, const byte *p)
{
    return (kj_loc){r->source, offset_of(r, p)};
}

static bool syntax_error(reader *r, kj_json_expected expected)
{
    if (!r->stopped)
        kj_json_explain(r->source, offset_of(r, r->p), expected,
                        r->opened ? offset_of(r, r->opened) : SIZE_MAX, r->sink);
    r->stopped = true;
    return false;
}

/* An error that does not end the reading.  False: now it does, there were too many. */
static bool count_fault(reader *r)
{
    if (++r->faults >= FAULTS_MAX)
        r->stopped = true;
    return !r->stopped;
}

static kj_json *new_value(reader *r)
{
    if (r->batch_left == 0) {
        if (r->batch_size < BATCH_MAX)
            r->batch_size = r->batch_size ? r->batch_size * 2 : 4;
        r->batch = KJ_NEW(r->arena, kj_json, r->batch_size);
        r->batch_left = r->batch_size;
    }
    r->batch_left--;
    return r->batch++;
}

/* --- bytes ------------------------------------------------------------------------------- */

#define EACH_BYTE(b) (0x0101010101010101u * (b))

static uint64_t load8(const byte *p)
{
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

/* Whether one of eight bytes is zero; exact for that question. */
static bool has_zero(uint64_t word)
{
    return ((word - EACH_BYTE(0x01)) & ~word & EACH_BYTE(0x80)) != 0;
}

/* Eight bytes that can all stand in a text as they are: ASCII, no quote, backslash or control. */
static bool all_plain(uint64_t word)
{
    return ((word | (word - EACH_BYTE(0x20))) & EACH_BYTE(0x80)) == 0 &&
           !has_zero(word ^ EACH_BYTE('"')) && !has_zero(word ^ EACH_BYTE('\\')) &&
           !has_zero(word ^ EACH_BYTE(0x7F));
}

static bool is_plain(byte b)
{
    return b >= 0x20 && b < 0x7F && b != '"' && b != '\\';
}

static void skip_blanks(reader *r)
{
    const byte *p = r->p;
    for (;;) {
        while (r->end - p >= 8 && load8(p) == EACH_BYTE(' '))
            p += 8;
        if (p == r->end || (*p != ' ' && *p != '\n' && *p != '\r' && *p != '\t'))
            break;
        p++;
    }
    r->p = p;
}

/* The three-byte sequences that need no second look: nearly all of Chinese.  Not E0 (overlong
 * forms), ED (surrogates), and those of E2 80 and E2 81 that hold bidirectional overrides. */
static bool is_common_wide(const byte *p)
{
    if ((p[0] & 0xF0) != 0xE0 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80)
        return false;
    if (p[0] == 0xE2)
        return p[1] > 0x81 || (p[1] == 0x80 && p[2] < 0xAA);
    return p[0] != 0xE0 && p[0] != 0xED;
}

/* --- texts ------------------------------------------------------------------------------- */

bool kj_json_allowed(uint32_t c)
{
    return c == '\n' || c == '\t' ||
           !(c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) ||
             (c >= 0x2066 && c <= 0x2069));
}

static bool forbidden(reader *r, const byte *at, uint32_t c)
{
    const bool direction = c >= 0x2000;
    kj_report_hint(r->sink, loc(r, at), "E0103",
                   direction ? KJ_LIT("it would turn the direction of writing; remove it")
                             : KJ_LIT("of the control characters only \\n and \\t may stand here"),
                   "%s character U+%04X is not allowed in a text",
                   direction ? "bidirectional control" : "control", (unsigned)c);
    return count_fault(r);
}

static bool invalid_utf8(reader *r, const byte *at)
{
    kj_report_hint(r->sink, loc(r, at), "E0102",
                   KJ_LIT("save the file as UTF-8 (not GBK, GB18030 or UTF-16)"),
                   "byte 0x%02X is not valid UTF-8 here", (unsigned)*at);
    return count_fault(r);
}

/* Past a run of bytes of 0x80 and above; NULL: stopped. */
static const byte *skip_wide(reader *r, const byte *p)
{
    while (r->end - p >= 3 && is_common_wide(p))
        p += 3;
    if (p == r->end || *p < 0x80)
        return p;
    const kj_span rest = {(const char *)p, (size_t)(r->end - p)};
    size_t len = 0;
    const uint32_t c = kj_utf8_next(rest, &len);
    if (c != KJ_UTF8_BAD)
        return kj_json_allowed(c) || forbidden(r, p, c) ? p + len : NULL;
    if (!invalid_utf8(r, p))
        return NULL;
    /* One message for a run of such bytes: a whole text in another encoding is one mistake. */
    while (len < rest.len && (byte)rest.ptr[len] >= 0x80) {
        size_t next = len;
        if (kj_utf8_next(rest, &next) != KJ_UTF8_BAD)
            break;
        len++;
    }
    return p + len;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static bool read_hex4(kj_span raw, size_t pos, uint32_t *out)
{
    if (raw.len < 4 || pos > raw.len - 4)
        return false;
    *out = 0;
    for (size_t i = 0; i < 4; i++) {
        const int digit = hex_digit(raw.ptr[pos + i]);
        if (digit < 0)
            return false;
        *out = *out << 4 | (uint32_t)digit;
    }
    return true;
}

kj_json_escape_result kj_json_read_escape(kj_span raw, size_t *pos, uint32_t *code_point)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    const size_t at = *pos + 1;
    if (at >= raw.len)
        return KJ_ESCAPE_UNKNOWN;
    if (raw.ptr[at] != 'u') {
        const char *letter = memchr(letters, raw.ptr[at], sizeof letters - 1);
        if (!letter)
            return KJ_ESCAPE_UNKNOWN;
        *code_point = (uint32_t)meanings[letter - letters];
        *pos = at + 1;
        return KJ_ESCAPE_OK;
    }
    if (!read_hex4(raw, at + 1, code_point))
        return KJ_ESCAPE_UNKNOWN;
    *pos = at + 5;
    if (*code_point < 0xD800 || *code_point > 0xDFFF)
        return KJ_ESCAPE_OK;
    uint32_t low;
    if (*code_point > 0xDBFF || raw.len - *pos < 6 || raw.ptr[*pos] != '\\' ||
        raw.ptr[*pos + 1] != 'u' || !read_hex4(raw, *pos + 2, &low) || low < 0xDC00 || low > 0xDFFF)
        return KJ_ESCAPE_SURROGATE;
    *pos += 6;
    *code_point = 0x10000 + ((*code_point - 0xD800) << 10) + (low - 0xDC00);
    return KJ_ESCAPE_OK;
}

static bool unescape(reader *r, kj_span raw, kj_span *out)
{
    char *text = kj_arena_take(r->arena, raw.len + 1, 1, 1); /* unescaped is never longer */
    size_t len = 0;
    for (size_t pos = 0; pos < raw.len;) {
        const char *slash = memchr(raw.ptr + pos, '\\', raw.len - pos);
        const size_t run = slash ? (size_t)(slash - raw.ptr) - pos : raw.len - pos;
        memcpy(text + len, raw.ptr + pos, run);
        len += run;
        pos += run;
        if (!slash)
            break;
        uint32_t c;
        switch (kj_json_read_escape(raw, &pos, &c)) {
        case KJ_ESCAPE_OK:
            if (!kj_json_allowed(c) && !forbidden(r, (const byte *)slash, c))
                return false;
            len += kj_utf8_put(text + len, c);
            break;
        case KJ_ESCAPE_SURROGATE:
            kj_report_hint(r->sink, loc(r, (const byte *)slash), "E0103",
                           KJ_LIT("write the character itself, or both halves of the pair"),
                           "\\u%04x is half of a surrogate pair", (unsigned)c);
            if (!count_fault(r))
                return false;
            break;
        case KJ_ESCAPE_UNKNOWN:
            kj_report_hint(r->sink, loc(r, (const byte *)slash), "E0101",
                           KJ_LIT("JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four "
                                  "hexadecimal digits; a backslash itself is \\\\"),
                           "unknown escape in a text");
            r->stopped = true;
            return false;
        }
    }
    *out = (kj_span){text, len};
    return true;
}

static bool unclosed(reader *r, const byte *quote, const byte *at)
{
    if (at < r->end && *at != '\n' && *at != '\r') {
        const bool tab = *at == '\t';
        kj_report_hint(r->sink, loc(r, at), "E0101",
                       tab ? KJ_LIT("write \\t") : KJ_LIT("remove it, or write it as an escape"),
                       "control character U+%04X stands raw in a text", (unsigned)*at);
    } else {
        kj_report_hint(r->sink, loc(r, quote), "E0101",
                       at < r->end ? KJ_LIT("a line break within a text is written \\n")
                                   : KJ_LIT("the file ends before the text does"),
                       "missing closing quote of the text that begins here");
    }
    r->stopped = true;
    return false;
}

/* r->p is at the opening quote and moves behind the closing one. */
static bool read_string(reader *r, kj_span *out)
{
    const byte *const quote = r->p, *const first = quote + 1;
    const byte *p = first;
    bool escaped = false;
    for (;;) {
        while (r->end - p >= 8 && all_plain(load8(p)))
            p += 8;
        while (p < r->end && is_plain(*p))
            p++;
        if (p == r->end)
            return unclosed(r, quote, p);
        if (*p >= 0x80) {
            p = skip_wide(r, p);
            if (!p)
                return false;
        } else if (*p == '"') {
            break;
        } else if (*p == '\\') {
            /* What may follow is judged by unescape; here only that a quote ends nothing. */
            escaped = true;
            p++;
            if (p < r->end && (*p == '"' || *p == '\\'))
                p++;
        } else if (*p == 0x7F) {
            if (!forbidden(r, p, *p))
                return false;
            p++;
        } else {
            return unclosed(r, quote, p);
        }
    }
    r->p = p + 1;
    *out = (kj_span){(const char *)first, (size_t)(p - first)};
    return !escaped || unescape(r, *out, out);
}

/* --- numbers and words ------------------------------------------------------------------- */

static bool read_number(reader *r, kj_json *value)
{
    value->type = KJ_JSON_NUMBER;
    /* One to four digits and then neither digit, point nor exponent: most numbers of a course. */
    const byte *p = r->p;
    unsigned small = 0;
    while (r->end - p > 0 && p - r->p < 4 && *p >= '0' && *p <= '9')
        small = small * 10 + (unsigned)(*p++ - '0');
    if (p > r->p && p < r->end && (*r->p != '0' || p - r->p == 1) && *p != '.' &&
        (*p | 0x20) != 'e' && (*p < '0' || *p > '9')) {
        value->number = small;
        r->p = p;
        return true;
    }

    const kj_span text = r->source->text;
    const kj_loc at = loc(r, r->p);
    size_t pos = at.offset;
    const kj_json_number_result result = kj_json_read_number(text, &pos, &value->number);
    r->p = r->start + pos;
    switch (result) {
    case KJ_NUMBER_OK:
        return true;
    case KJ_NUMBER_RANGE:
        kj_report_hint(r->sink, at, "E0104",
                       KJ_LIT("numbers lie between 4.9e-324 and 1.8e308 in size"),
                       "a double cannot hold the number %.*s%s",
                       (int)(pos - at.offset > 40 ? 40 : pos - at.offset), text.ptr + at.offset,
                       pos - at.offset > 40 ? "…" : "");
        return count_fault(r);
    case KJ_NUMBER_LEADING_ZERO:
        kj_report_hint(r->sink, at, "E0101", KJ_LIT("remove the zero, or write a text in quotes"),
                       "a number must not begin with 0");
        break;
    case KJ_NUMBER_NO_DIGIT:
        kj_report_hint(r->sink, loc(r, r->p), "E0101", KJ_LIT("write 1.0, 1e3 or -1"),
                       "expected a digit of the number that begins at column %zu",
                       kj_place_of(text, at.offset).column);
        break;
    }
    r->stopped = true;
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool read_word(reader *r, kj_json *value)
{
    static const struct {
        kj_span word;
        kj_json_type type;
    } words[] = {
        {{KJ_SPAN("true")}, KJ_JSON_TRUE},
        {{KJ_SPAN("false")}, KJ_JSON_FALSE},
        {{KJ_SPAN("null")}, KJ_JSON_NULL},
    };
    const kj_span rest = {(const char *)r->p, (size_t)(r->end - r->p)};
    for (size_t i = 0; i < KJ_COUNT(words); i++) {
        const size_t len = words[i].word.len;
        if (kj_span_starts(rest, words[i].word) && (rest.len == len || !is_letter(rest.ptr[len]))) {
            value->type = words[i].type;
            r->p += len;
            return true;
        }
    }
    return false;
}

/* --- objects and arrays ------------------------------------------------------------------ */

static void report_twice(reader *r, const kj_json *first, const kj_json *again)
{
    const kj_place place = kj_place_of(r->source->text, first->key_offset);
    kj_arena *scratch = kj_arena_new();
    kj_report_hint(r->sink, (kj_loc){r->source, again->key_offset}, "E0105",
                   kj_arena_format(scratch, "it was given before at line %zu, column %zu",
                                   place.line, place.column),
                   "key '%.*s' is given twice in one object", KJ_ARG(again->key));
    kj_arena_free(scratch);
    count_fault(r);
}

static int by_key_then_place(const void *a, const void *b)
{
    const kj_json *const x = *(const kj_json *const *)a, *const y = *(const kj_json *const *)b;
    const int order = kj_span_compare(x->key, y->key);
    return order != 0 ? order : (x->key_offset > y->key_offset) - (x->key_offset < y->key_offset);
}

/* Many keys are sorted: unlike a hash without a secret, nobody can make that quadratic. */
static void find_twice_among_many(reader *r, const kj_json *object)
{
    kj_arena *scratch = kj_arena_new();
    const kj_json **sorted = KJ_NEW(scratch, const kj_json *, object->count);
    size_t count = 0;
    for (const kj_json *m = object->first; m; m = m->next)
        sorted[count++] = m;
    qsort(sorted, count, sizeof(*sorted), by_key_then_place);
    const kj_json *first = sorted[0];
    for (size_t i = 1; i < count && !r->stopped; i++) {
        if (kj_span_equal(first->key, sorted[i]->key))
            report_twice(r, first, sorted[i]);
        else
            first = sorted[i];
    }
    kj_arena_free(scratch);
}

static void find_twice(reader *r, const kj_json *object)
{
    if (object->count > FEW_KEYS) {
        find_twice_among_many(r, object);
        return;
    }
    for (const kj_json *m = object->first; m; m = m->next) {
        const kj_json *before = object->first;
        while (before != m && !kj_span_equal(before->key, m->key))
            before = before->next;
        if (before != m)
            report_twice(r, before, m);
    }
}

/* A bit by the key's length and ends: only if one is met twice can a key be given twice. */
static uint64_t key_bit(kj_span key)
{
    if (key.len == 0)
        return 1;
    const uint64_t ends = (uint64_t)(byte)key.ptr[0] | (uint64_t)(byte)key.ptr[key.len - 1] << 8 |
                          (uint64_t)key.len << 16;
    return (uint64_t)1 << (ends * 0x9E3779B97F4A7C15u >> 58);
}

/* Reads `"key" : value`; r->p is where the key should begin. */
static bool read_member(reader *r, kj_json *member, bool first)
{
    if (r->p == r->end || *r->p != '"')
        return syntax_error(r, first ? KJ_EXPECTED_FIRST_KEY : KJ_EXPECTED_KEY);
    member->key_offset = (uint32_t)offset_of(r, r->p);
    if (!read_string(r, &member->key))
        return false;
    skip_blanks(r);
    if (r->p == r->end || *r->p != ':')
        return syntax_error(r, KJ_EXPECTED_COLON);
    r->p++;
    skip_blanks(r);
    return read_value(r, member) || syntax_error(r, KJ_EXPECTED_VALUE);
}

static bool read_members(reader *r, kj_json *value)
{
    const bool object = value->type == KJ_JSON_OBJECT;
    const byte close = object ? '}' : ']';
    const kj_json **link = &value->first;
    uint64_t seen = 0;
    bool again = false;

    r->p++;
    skip_blanks(r);
    if (r->p < r->end && *r->p == close) {
        r->p++;
        return true;
    }
    for (;;) {
        kj_json *child = new_value(r);
        if (object) {
            if (!read_member(r, child, value->count == 0))
                return false;
            const uint64_t bit = key_bit(child->key);
            again |= (seen & bit) != 0;
            seen |= bit;
        } else if (!read_value(r, child)) {
            return syntax_error(r, value->count == 0 ? KJ_EXPECTED_ELEMENT : KJ_EXPECTED_VALUE);
        }
        *link = child;
        link = &child->next;
        value->count++;
        skip_blanks(r);
        if (r->p < r->end && *r->p == ',') {
            r->p++;
            skip_blanks(r);
            continue;
        }
        if (r->p < r->end && *r->p == close)
            break;
        return syntax_error(r, object ? KJ_EXPECTED_COMMA_OBJECT : KJ_EXPECTED_COMMA_ARRAY);
    }
    r->p++;
    if (again)
        find_twice(r, value);
    return !r->stopped;
}

static bool read_container(reader *r, kj_json *value)
{
    if (r->depth == KJ_JSON_DEPTH_MAX) {
        kj_report(r->sink, loc(r, r->p), "E0106", "nested deeper than %d levels",
                  KJ_JSON_DEPTH_MAX);
        r->stopped = true;
        return false;
    }
    const byte *outer = r->opened;
    r->opened = r->p;
    r->depth++;
    value->type = *r->p == '{' ? KJ_JSON_OBJECT : KJ_JSON_ARRAY;
    const bool whole = read_members(r, value);
    r->depth--;
    r->opened = outer;
    return whole;
}

/* False without r->stopped: no value begins here; the caller says what it expected. */
static bool read_value(reader *r, kj_json *value)
{
    if (r->p == r->end)
        return false;
    value->offset = (uint32_t)offset_of(r, r->p);
    switch (*r->p) {
    case '"':
        value->type = KJ_JSON_STRING;
        return read_string(r, &value->string);
    case '{':
    case '[':
        return read_container(r, value);
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        return read_number(r, value);
    default:
        return read_word(r, value);
    }
}

/* Files that are no JSON at all, told apart by how they begin. */
static bool begins_well(reader *r)
{
    const kj_span text = r->source->text;
    if (text.len > KJ_JSON_BYTES_MAX) {
        kj_report(r->sink, KJ_NOWHERE, "E0107",
                  "%.*s: the file has %zu bytes; at most %zu are read", KJ_ARG(r->source->name),
                  text.len, KJ_JSON_BYTES_MAX);
        return false;
    }
    if (kj_span_starts(text, KJ_LIT("\xEF\xBB\xBF"))) {
        kj_report_hint(r->sink, loc(r, r->start), "E0101",
                       KJ_LIT("save it as \"UTF-8\", not as \"UTF-8 with BOM\""),
                       "the file begins with a byte order mark (BOM)");
        return false;
    }
    if (kj_span_starts(text, KJ_LIT("\xFF\xFE")) || kj_span_starts(text, KJ_LIT("\xFE\xFF"))) {
        kj_report_hint(r->sink, loc(r, r->start), "E0102", KJ_LIT("save the file as UTF-8"),
                       "the file is in UTF-16");
        return false;
    }
    return true;
}

const kj_json *kj_json_parse(const kj_source *source, kj_arena *arena, kj_sink *sink)
{
    /* An empty span may have no bytes to point to; pointers are only compared then. */
    const byte *bytes = (const byte *)(source->text.ptr ? source->text.ptr : "");
    reader r = {
        .source = source,
        .start = bytes,
        .p = bytes,
        .end = bytes + source->text.len,
        .arena = arena,
        .sink = sink,
    };
    if (!begins_well(&r))
        return NULL;
    skip_blanks(&r);
    kj_json *root = new_value(&r);
    if (!read_value(&r, root)) {
        syntax_error(&r, KJ_EXPECTED_VALUE);
        return NULL;
    }
    skip_blanks(&r);
    if (r.p != r.end) {
        syntax_error(&r, KJ_EXPECTED_END);
        return NULL;
    }
    return r.faults == 0 ? root : NULL;
}

const kj_json *kj_json_get(const kj_json *object, const char *key)
{
    const size_t len = strlen(key);
    if (object->type != KJ_JSON_OBJECT)
        return NULL;
    for (const kj_json *m = object->first; m; m = m->next)
        if (m->key.len == len && memcmp(m->key.ptr, key, len) == 0)
            return m;
    return NULL;
}
