/* engine/base/diag.c: messages are made here and written as text or JSON lines. */
#include "base/diag.h"

#include "base/json_inner.h"

#include <assert.h>

/* The surroundings failed (disk, display, fonts), not the input. */
static bool is_of_world(const char *code)
{
    if (strcmp(code, "E0704") == 0 || strcmp(code, "E0901") == 0)
        return false; /* a broken chain is what `verify` looks for; wrong use is the user's */
    return strncmp(code, "E07", 3) == 0 || strncmp(code, "E09", 3) == 0 ||
           strcmp(code, "E0603") == 0;
}

static void report(kj_sink *sink, kj_loc at, const char *code, kj_span hint, const char *format,
                   va_list args)
{
    kj_arena *scratch = kj_arena_new();
    const kj_diag diag = {
        .at = at,
        .code = code,
        .message = kj_arena_vformat(scratch, format, args),
        .hint = hint,
    };
    assert(code[0] == 'E' || code[0] == 'W');
    if (code[0] == 'E')
        sink->errors++;
    else
        sink->warnings++;
    if (is_of_world(code))
        sink->world++;
    if (sink->emit)
        sink->emit(sink->ctx, &diag);
    kj_arena_free(scratch);
}

static void tell_nobody(void *ctx, const kj_diag *diag)
{
    (void)ctx;
    (void)diag;
}

kj_sink kj_sink_silent(void)
{
    return (kj_sink){.emit = tell_nobody};
}

void kj_report(kj_sink *sink, kj_loc at, const char *code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(sink, at, code, (kj_span){NULL, 0}, format, args);
    va_end(args);
}

void kj_report_hint(kj_sink *sink, kj_loc at, const char *code, kj_span hint, const char *format,
                    ...)
{
    va_list args;
    va_start(args, format);
    report(sink, at, code, hint, format, args);
    va_end(args);
}

kj_place kj_place_of(kj_span text, size_t offset)
{
    if (offset > text.len)
        offset = text.len;
    kj_place place = {.line = 1, .column = 1};
    size_t line_start = 0;
    while (line_start < offset) {
        const char *feed = memchr(text.ptr + line_start, '\n', offset - line_start);
        if (!feed)
            break;
        place.line++;
        line_start = (size_t)(feed - text.ptr) + 1;
    }
    place.column += kj_utf8_count(kj_span_sub(text, line_start, offset));
    return place;
}

/* Messages quote what stands in untrusted files: nothing in them may move the cursor, end the
 * line or turn the direction of writing. */
static bool is_harmful(uint32_t c)
{
    return !kj_json_allowed(c) || c == '\n' || c == '\t' || c == 0x2028 || c == 0x2029;
}

static void put_visible(kj_text_buffer *out, kj_span s)
{
    for (size_t pos = 0; pos < s.len;) {
        const size_t start = pos;
        const uint32_t c = kj_utf8_next(s, &pos);
        if (c == KJ_UTF8_BAD)
            kj_putf(out, "\\x%02X", (unsigned)(unsigned char)s.ptr[start]);
        else if (is_harmful(c))
            kj_putf(out, "\\u%04X", (unsigned)c);
        else
            kj_put(out, kj_span_sub(s, start, pos));
    }
}

static const char *severity(const kj_diag *diag)
{
    return diag->code[0] == 'E' ? "error" : "warning";
}

kj_span kj_diag_text(const kj_diag *diag, bool colour, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    const char *bold = colour ? "\033[1m" : "", *plain = colour ? "\033[0m" : "";
    const char *tone = !colour ? "" : diag->code[0] == 'E' ? "\033[1;31m" : "\033[1;35m";

    kj_putf(&out, "%s", bold);
    if (diag->at.source) {
        const kj_place place = kj_place_of(diag->at.source->text, diag->at.offset);
        put_visible(&out, diag->at.source->name);
        kj_putf(&out, ":%zu:%zu: ", place.line, place.column);
    } else {
        kj_putf(&out, "kejian: ");
    }
    kj_putf(&out, "%s%s%s:%s ", plain, tone, severity(diag), plain);
    put_visible(&out, diag->message);
    kj_putf(&out, " [%s]\n", diag->code);
    if (diag->hint.len > 0) {
        kj_putf(&out, "    ");
        put_visible(&out, diag->hint);
        kj_put_char(&out, '\n');
    }
    return kj_put_span(&out);
}

kj_span kj_diag_json(const kj_diag *diag, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    const kj_source *source = diag->at.source;
    if (source) {
        const kj_place place = kj_place_of(source->text, diag->at.offset);
        kj_putf(&out, "{\"file\":");
        kj_json_put_string(&out, source->name);
        kj_putf(&out, ",\"line\":%zu,\"column\":%zu,\"pointer\":", place.line, place.column);
        if (source->json)
            kj_json_put_string(&out, kj_json_pointer(source->text, diag->at.offset, arena));
        else
            kj_putf(&out, "null");
    } else {
        kj_putf(&out, "{\"file\":null,\"line\":null,\"column\":null,\"pointer\":null");
    }
    kj_putf(&out, ",\"code\":\"%s\",\"severity\":\"%s\",\"message\":", diag->code, severity(diag));
    kj_json_put_string(&out, diag->message);
    kj_putf(&out, ",\"hint\":");
    if (diag->hint.len > 0)
        kj_json_put_string(&out, diag->hint);
    else
        kj_putf(&out, "null");
    kj_putf(&out, "}\n");
    return kj_put_span(&out);
}
