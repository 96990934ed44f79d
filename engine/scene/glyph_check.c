/* engine/scene/glyph_check.c: characters of a course's files that no font has.
 *
 * The files themselves are searched, not what is drawn: so the place is exact, and titles, notes,
 * questions, feedback and glossary are all there, on whichever page they may stand. */
#include "scene/scene.h"

#include <stdlib.h>

/* What was told of one file: each character once. */
typedef struct search {
    const kj_source *source;
    kj_typesetter *typesetter;
    kj_sink *sink;
    KJ_LIST(kj_span) told;
    size_t room;
    kj_arena *arena;
} search;

/* `c` stands, or is written as an escape, at `offset`. */
static void tell(search *s, kj_span c, size_t offset)
{
    for (size_t i = 0; i < s->told.count; i++)
        if (kj_span_equal(s->told.ptr[i], c))
            return;
    size_t pos = 0;
    kj_report(s->sink, (kj_loc){s->source, offset}, "W0604", "no font has '%.*s' (U+%04X)",
              KJ_ARG(c), (unsigned)kj_utf8_next(c, &pos));
    *KJ_PUSH(s->arena, &s->told, &s->room, kj_span) = c;
}

static void look_at(search *s, kj_span text, size_t offset)
{
    for (size_t at = 0; (at = kj_typeset_missing(s->typesetter, text, at)) < text.len;) {
        const size_t next = kj_cluster_next(text, at);
        tell(s, kj_span_sub(text, at, next), offset + at);
        at = next;
    }
}

static uint32_t hex_of(kj_span digits)
{
    char text[5] = {0};
    memcpy(text, digits.ptr, digits.len < 4 ? digits.len : 4);
    return (uint32_t)strtoul(text, NULL, 16);
}

static bool is_escape(kj_span text, size_t at)
{
    return at + 6 <= text.len && text.ptr[at] == '\\' && text.ptr[at + 1] == 'u';
}

/* The character that \uXXXX, or two of them, stand for; the bytes of the escape. */
static size_t escaped(kj_span text, size_t at, uint32_t *code)
{
    *code = hex_of(kj_span_sub(text, at + 2, at + 6));
    if (*code < 0xD800 || *code > 0xDBFF || !is_escape(text, at + 6))
        return 6;
    *code =
        0x10000 + ((*code - 0xD800) << 10) + (hex_of(kj_span_sub(text, at + 8, at + 12)) & 0x3FF);
    return 12;
}

static void look_at_escapes(search *s, kj_span text)
{
    for (size_t at = 0; at < text.len;) {
        if (text.ptr[at] != '\\') {
            at++;
        } else if (is_escape(text, at)) {
            char *bytes = KJ_NEW(s->arena, char, 4);
            uint32_t code = 0;
            const size_t len = escaped(text, at, &code);
            if (code < 0xD800 || code > 0xDFFF) {
                const kj_span c = {bytes, kj_utf8_put(bytes, code)};
                if (kj_typeset_missing(s->typesetter, c, 0) < c.len)
                    tell(s, c, at);
            }
            at += len;
        } else {
            at += 2;
        }
    }
}

void kj_scene_check_glyphs(const kj_course *course, kj_typesetter *typesetter, kj_sink *sink)
{
    kj_arena *arena = kj_arena_new();
    for (size_t i = 0; i < course->sources.count; i++) {
        search s = {.source = &course->sources.ptr[i],
                    .typesetter = typesetter,
                    .sink = sink,
                    .arena = arena};
        look_at(&s, s.source->text, 0);
        look_at_escapes(&s, s.source->text);
    }
    kj_arena_free(arena);
}
