/* engine/base/json_explain.c: what is wrong where JSON cannot be read on, and how to mend it. */
#include "base/json_inner.h"

#define SHOWN_MAX 24 /* bytes of what was found that a message quotes */

static const char *const expected_words[] = {
    [KJ_EXPECTED_VALUE] = "a value",
    [KJ_EXPECTED_ELEMENT] = "a value or ']'",
    [KJ_EXPECTED_KEY] = "a key in double quotes",
    [KJ_EXPECTED_FIRST_KEY] = "a key in double quotes or '}'",
    [KJ_EXPECTED_COLON] = "':' after the key",
    [KJ_EXPECTED_COMMA_OBJECT] = "',' or '}' after the value",
    [KJ_EXPECTED_COMMA_ARRAY] = "',' or ']' after the value",
    [KJ_EXPECTED_END] = "the end of the file",
};

/* Words that other languages use, and marks that an input method makes. */
static const struct {
    kj_span found, hint;
} confused[] = {
    {{KJ_SPAN("True")}, {KJ_SPAN("JSON writes true")}},
    {{KJ_SPAN("TRUE")}, {KJ_SPAN("JSON writes true")}},
    {{KJ_SPAN("yes")}, {KJ_SPAN("JSON writes true")}},
    {{KJ_SPAN("False")}, {KJ_SPAN("JSON writes false")}},
    {{KJ_SPAN("FALSE")}, {KJ_SPAN("JSON writes false")}},
    {{KJ_SPAN("no")}, {KJ_SPAN("JSON writes false")}},
    {{KJ_SPAN("None")}, {KJ_SPAN("JSON writes null")}},
    {{KJ_SPAN("nil")}, {KJ_SPAN("JSON writes null")}},
    {{KJ_SPAN("Null")}, {KJ_SPAN("JSON writes null")}},
    {{KJ_SPAN("NULL")}, {KJ_SPAN("JSON writes null")}},
    {{KJ_SPAN("undefined")}, {KJ_SPAN("leave the key out, or write null")}},
    {{KJ_SPAN("NaN")}, {KJ_SPAN("JSON has no such number; leave the key out")}},
    {{KJ_SPAN("Infinity")}, {KJ_SPAN("JSON has no such number; leave the key out")}},
    {{KJ_SPAN("//")}, {KJ_SPAN("JSON has no comments; remove it")}},
    {{KJ_SPAN("/*")}, {KJ_SPAN("JSON has no comments; remove it")}},
    {{KJ_SPAN("#")}, {KJ_SPAN("JSON has no comments; remove it")}},
    {{KJ_SPAN("'")}, {KJ_SPAN("texts and keys stand in double quotes (\"), not in single ones")}},
    {{KJ_SPAN("“")}, {KJ_SPAN("texts and keys stand in straight double quotes (\")")}},
    {{KJ_SPAN("”")}, {KJ_SPAN("texts and keys stand in straight double quotes (\")")}},
    {{KJ_SPAN("‘")}, {KJ_SPAN("texts and keys stand in straight double quotes (\")")}},
    {{KJ_SPAN("’")}, {KJ_SPAN("texts and keys stand in straight double quotes (\")")}},
    {{KJ_SPAN("＂")}, {KJ_SPAN("texts and keys stand in straight double quotes (\")")}},
    {{KJ_SPAN("「")}, {KJ_SPAN("texts and keys stand in straight double quotes (\")")}},
    {{KJ_SPAN("，")}, {KJ_SPAN("this comma is full-width; JSON needs ','")}},
    {{KJ_SPAN("、")}, {KJ_SPAN("this comma is Chinese; JSON needs ','")}},
    {{KJ_SPAN("；")}, {KJ_SPAN("members and elements are separated by ','")}},
    {{KJ_SPAN(";")}, {KJ_SPAN("members and elements are separated by ','")}},
    {{KJ_SPAN("：")}, {KJ_SPAN("this colon is full-width; JSON needs ':'")}},
    {{KJ_SPAN("｛")}, {KJ_SPAN("this bracket is full-width; JSON needs '{'")}},
    {{KJ_SPAN("｝")}, {KJ_SPAN("this bracket is full-width; JSON needs '}'")}},
    {{KJ_SPAN("【")}, {KJ_SPAN("this bracket is full-width; JSON needs '['")}},
    {{KJ_SPAN("】")}, {KJ_SPAN("this bracket is full-width; JSON needs ']'")}},
    {{KJ_SPAN("［")}, {KJ_SPAN("this bracket is full-width; JSON needs '['")}},
    {{KJ_SPAN("］")}, {KJ_SPAN("this bracket is full-width; JSON needs ']'")}},
    {{KJ_SPAN("\xE3\x80\x80")}, {KJ_SPAN("this blank is full-width (U+3000); JSON needs ' '")}},
    {{KJ_SPAN("\xC2\xA0")}, {KJ_SPAN("this is a no-break space (U+00A0); JSON needs ' '")}},
    {{KJ_SPAN("=")}, {KJ_SPAN("a key and its value are separated by ':'")}},
    {{KJ_SPAN("+")}, {KJ_SPAN("numbers have no plus sign")}},
    {{KJ_SPAN(".")}, {KJ_SPAN("write a digit before the point: 0.5")}},
};

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || c == '-' || c == '.';
}

static bool is_word_start(char c)
{
    return is_word_byte(c) && c != '-' && c != '.' && !(c >= '0' && c <= '9');
}

/* What stands at `offset`: a word or number, a comment's two bytes, else one character. */
static kj_span found_at(kj_span text, size_t offset)
{
    size_t end = offset;
    while (end < text.len && is_word_byte(text.ptr[end]))
        end++;
    if (end > offset && text.ptr[offset] != '.')
        return kj_span_sub(text, offset, end);
    const kj_span rest = kj_span_sub(text, offset, text.len);
    if (kj_span_starts(rest, KJ_LIT("//")) || kj_span_starts(rest, KJ_LIT("/*")))
        return kj_span_sub(rest, 0, 2);
    size_t len = 0;
    if (rest.len > 0)
        kj_utf8_next(rest, &len);
    return kj_span_sub(rest, 0, len);
}

/* "the text \"abc…\"", "'True'", "'，' (U+FF0C)", "the end of the file". */
static kj_span describe(kj_span text, size_t offset, kj_span found, kj_arena *arena)
{
    if (found.len == 0)
        return KJ_LIT("the end of the file");
    if (found.ptr[0] == '"') {
        size_t end = offset + 1;
        while (end < text.len && end - offset <= SHOWN_MAX && text.ptr[end] != '"' &&
               text.ptr[end] != '\n' && text.ptr[end] != '\\')
            end++;
        const bool whole = end < text.len && text.ptr[end] == '"';
        while (!whole && end > offset + 1 &&
               kj_utf8_bad(kj_span_sub(text, offset, end)) != SIZE_MAX)
            end--; /* cut between characters */
        return kj_arena_format(arena, "the text %.*s%s", KJ_ARG(kj_span_sub(text, offset, end)),
                               whole ? "\"" : "…");
    }
    size_t pos = 0;
    const uint32_t c = kj_utf8_next(found, &pos);
    if (c >= 0x80 || c < 0x21)
        return kj_arena_format(arena, "'%.*s' (U+%04X)", KJ_ARG(found), (unsigned)c);
    if (found.len > SHOWN_MAX)
        return kj_arena_format(arena, "'%.*s…'", SHOWN_MAX, found.ptr);
    return kj_arena_format(arena, "'%.*s'", KJ_ARG(found));
}

static bool begins_value(kj_span found)
{
    const char c = found.len > 0 ? found.ptr[0] : '\0';
    return c == '"' || c == '{' || c == '[' || c == '-' || is_word_byte(c);
}

static kj_span hint_for(kj_span text, kj_span found, kj_json_expected expected, size_t opened,
                        kj_arena *arena)
{
    for (size_t i = 0; i < KJ_COUNT(confused); i++)
        if (kj_span_equal(confused[i].found, found))
            return confused[i].hint;

    const bool comma = expected == KJ_EXPECTED_COMMA_OBJECT || expected == KJ_EXPECTED_COMMA_ARRAY;
    const bool closer = found.len == 1 && (found.ptr[0] == ']' || found.ptr[0] == '}');
    if (opened != SIZE_MAX && (found.len == 0 || (comma && closer))) {
        const kj_place place = kj_place_of(text, opened);
        return kj_arena_format(arena, "the '%c' at line %zu, column %zu is not closed",
                               text.ptr[opened], place.line, place.column);
    }
    if (found.len == 0)
        return (kj_span){NULL, 0};
    if (comma && found.ptr[0] == ':')
        return KJ_LIT("a key with its value belongs into an object, in { }");
    if (comma && begins_value(found))
        return KJ_LIT("a comma is missing before it");
    if (expected == KJ_EXPECTED_END)
        return closer ? KJ_LIT("this bracket is one too many")
                      : KJ_LIT("a file holds one value; nothing may stand behind it");
    if ((expected == KJ_EXPECTED_KEY || expected == KJ_EXPECTED_FIRST_KEY) && begins_value(found) &&
        is_word_byte(found.ptr[0]))
        return kj_arena_format(arena, "put the key in double quotes: \"%.*s\"", KJ_ARG(found));
    if (is_word_start(found.ptr[0]))
        return KJ_LIT("texts stand in double quotes; of words JSON knows true, false and null");
    if (found.ptr[0] == ',')
        return KJ_LIT("something is missing before this comma, or it is one too many");
    return (kj_span){NULL, 0};
}

/* Offset of the comma before `offset` if only blanks lie between; SIZE_MAX: none. */
static size_t comma_before(kj_span text, size_t offset)
{
    while (offset > 0 && (text.ptr[offset - 1] == ' ' || text.ptr[offset - 1] == '\n' ||
                          text.ptr[offset - 1] == '\r' || text.ptr[offset - 1] == '\t'))
        offset--;
    return offset > 0 && text.ptr[offset - 1] == ',' ? offset - 1 : SIZE_MAX;
}

void kj_json_explain(const kj_source *source, size_t offset, kj_json_expected expected,
                     size_t opened, kj_sink *sink)
{
    const kj_span text = source->text;
    const kj_loc at = {source, offset};
    const kj_span found = found_at(text, offset);
    if (found.len > 0 && kj_utf8_bad(found) != SIZE_MAX) {
        kj_report_hint(sink, at, "E0102", KJ_LIT("save the file as UTF-8"),
                       "byte 0x%02X is not valid UTF-8 here",
                       (unsigned)(unsigned char)text.ptr[offset]);
        return;
    }
    const bool closer = found.len == 1 && (found.ptr[0] == ']' || found.ptr[0] == '}');
    const size_t comma = comma_before(text, offset);
    if (closer && comma != SIZE_MAX &&
        (expected == KJ_EXPECTED_VALUE || expected == KJ_EXPECTED_KEY)) {
        kj_report_hint(sink, (kj_loc){source, comma}, "E0101",
                       KJ_LIT("remove the comma, or write what should follow it"),
                       "trailing comma before '%c'", found.ptr[0]);
        return;
    }
    if (found.len == 0 && opened == SIZE_MAX && expected == KJ_EXPECTED_VALUE) {
        kj_report(sink, at, "E0101", "the file is empty");
        return;
    }
    kj_arena *scratch = kj_arena_new();
    const kj_span hint = hint_for(text, found, expected, opened, scratch);
    kj_report_hint(sink, at, "E0101", hint, "expected %s, found %.*s", expected_words[expected],
                   KJ_ARG(describe(text, offset, found, scratch)));
    kj_arena_free(scratch);
}
