/* tests/base/json_refusal_test.c: what is refused, where, and how it is said. */
#include "test.h"

#include "base/json.h"
#include "support.h"

/* `text` may hold NUL, so it comes with its length; `hint` is a part of the hint, "" is none. */
typedef struct refusal {
    const char *name;
    kj_span text;
    const char *code;
    size_t offset;
    const char *message, *hint;
} refusal;

#define TEXT(s) \
    { \
        KJ_SPAN(s) \
    }

static const refusal cases[] = {
    {"empty", TEXT(""), "E0101", 0, "the file is empty", ""},
    {"blank", TEXT(" \n"), "E0101", 2, "the file is empty", ""},
    {"BOM", TEXT("\xEF\xBB\xBF{}"), "E0101", 0, "byte order mark", "without BOM|with BOM"},
    {"UTF-16 LE", TEXT("\xFF\xFE{\0}\0"), "E0102", 0, "UTF-16", "UTF-8"},
    {"UTF-16 BE", TEXT("\xFE\xFF\0{\0}"), "E0102", 0, "UTF-16", "UTF-8"},
    {"NUL instead of a value", TEXT("[\0]"), "E0101", 1, "found '", ""},
    {"trailing comma in array", TEXT("[1, ]"), "E0101", 2, "trailing comma before ']'", "remove"},
    {"trailing comma in object", TEXT("{\"a\":1,\n}"), "E0101", 6, "trailing comma before '}'",
     "remove"},
    {"leading comma", TEXT("[,1]"), "E0101", 1, "expected a value or ']', found ','",
     "one too many"},
    {"two commas", TEXT("[1,,2]"), "E0101", 3, "expected a value, found ','", "one too many"},
    {"missing comma in array", TEXT("[1 2]"), "E0101", 3, "expected ',' or ']' after the value",
     "a comma is missing"},
    {"missing comma in object", TEXT("{\"a\":1\n\"b\":2}"), "E0101", 7,
     "expected ',' or '}' after the value, found the text \"b\"", "a comma is missing"},
    {"key in an array", TEXT("[\"a\":1]"), "E0101", 4, "found ':'", "in { }"},
    {"line comment", TEXT("{\"a\":1, // why\n\"b\":2}"), "E0101", 8, "found '//'", "no comments"},
    {"block comment", TEXT("/* x */{}"), "E0101", 0, "found '/*'", "no comments"},
    {"hash comment", TEXT("# x\n{}"), "E0101", 0, "found '#'", "no comments"},
    {"single quotes", TEXT("{'a':1}"), "E0101", 1, "expected a key in double quotes",
     "not in single ones"},
    {"curly quotes", TEXT("{“a”:1}"), "E0101", 1, "'“' (U+201C)", "straight double quotes"},
    {"unquoted key", TEXT("{id:1}"), "E0101", 1, "found 'id'", "\"id\""},
    {"number as key", TEXT("{1:1}"), "E0101", 1, "found '1'", "\"1\""},
    {"unquoted text", TEXT("{\"a\":open}"), "E0101", 5, "expected a value, found 'open'",
     "double quotes"},
    {"True", TEXT("[True]"), "E0101", 1, "found 'True'", "true"},
    {"None", TEXT("[None]"), "E0101", 1, "found 'None'", "null"},
    {"NaN", TEXT("[NaN]"), "E0101", 1, "found 'NaN'", "no such number"},
    {"-Infinity", TEXT("[-Infinity]"), "E0101", 2, "expected a digit", ""},
    {"undefined", TEXT("[undefined]"), "E0101", 1, "found 'undefined'", "null"},
    {"trueish", TEXT("[trueish]"), "E0101", 1, "found 'trueish'", "true, false and null"},
    {"true followed by a digit", TEXT("true1"), "E0101", 0, "found 'true1'", ""},
    {"full-width comma", TEXT("[1，2]"), "E0101", 2, "'，' (U+FF0C)", "full-width; JSON needs ','"},
    {"full-width colon", TEXT("{\"a\"：1}"), "E0101", 4, "'：' (U+FF1A)", "JSON needs ':'"},
    {"full-width bracket", TEXT("｛\"a\":1}"), "E0101", 0, "'｛' (U+FF5B)", "JSON needs '{'"},
    {"full-width blank",
     TEXT("[1,\xE3\x80\x80"
          "2]"),
     "E0101", 3, "U+3000", "full-width"},
    {"no-break space", TEXT("[\xC2\xA0]"), "E0101", 1, "U+00A0", "no-break space"},
    {"form feed as blank", TEXT("[\f]"), "E0101", 1, "U+000C", ""},
    {"equals", TEXT("{\"a\"=1}"), "E0101", 4, "expected ':' after the key, found '='", "':'"},
    {"semicolon", TEXT("[1;2]"), "E0101", 2, "found ';'", "','"},
    {"missing colon", TEXT("{\"a\" 1}"), "E0101", 5, "expected ':' after the key, found '1'", ""},
    {"missing value", TEXT("{\"a\":}"), "E0101", 5, "expected a value, found '}'", ""},
    {"unclosed object", TEXT("{\"a\":1"), "E0101", 6, "found the end of the file",
     "the '{' at line 1, column 1 is not closed"},
    {"unclosed inner array", TEXT("{\n\"a\":[1\n}"), "E0101", 9, "found '}'",
     "the '[' at line 2, column 5 is not closed"},
    {"only a bracket", TEXT("["), "E0101", 1, "expected a value or ']'", "not closed"},
    {"closed twice", TEXT("{}}"), "E0101", 2, "expected the end of the file, found '}'",
     "one too many"},
    {"two values", TEXT("{} {}"), "E0101", 3, "expected the end of the file", "one value"},
    {"text behind", TEXT("[]x"), "E0101", 2, "expected the end of the file, found 'x'", ""},
    {"missing closing quote", TEXT("[\"abc\n]"), "E0101", 1, "missing closing quote", "\\n"},
    {"missing closing quote, CR", TEXT("[\"abc\r\n]"), "E0101", 1, "missing closing quote", "\\n"},
    {"missing closing quote at the end", TEXT("[\"abc"), "E0101", 1, "missing closing quote",
     "ends"},
    {"quote escaped at the end", TEXT("[\"abc\\\""), "E0101", 1, "missing closing quote", ""},
    {"backslash at the end", TEXT("[\"abc\\"), "E0101", 1, "missing closing quote", ""},
    {"raw tab", TEXT("[\"a\tb\"]"), "E0101", 3, "U+0009", "\\t"},
    {"raw control",
     TEXT("[\"a\x01"
          "b\"]"),
     "E0101", 3, "U+0001", "escape"},
    {"raw NUL", TEXT("[\"a\0b\"]"), "E0101", 3, "U+0000", ""},
    {"unknown escape", TEXT("[\"C:\\dir\"]"), "E0101", 4, "unknown escape", "\\\\"},
    {"short \\u", TEXT("[\"\\u12\"]"), "E0101", 2, "unknown escape", "hexadecimal"},
    {"\\u with other letters", TEXT("[\"\\u12g4\"]"), "E0101", 2, "unknown escape", ""},
    {"\\U", TEXT("[\"\\U1234\"]"), "E0101", 2, "unknown escape", ""},
    {"escaped NUL", TEXT("[\"a\\u0000\"]"), "E0103", 3, "U+0000", "\\n and \\t"},
    {"escaped control", TEXT("[\"\\u0008\"]"), "E0103", 2, "U+0008", ""},
    {"\\b", TEXT("[\"\\b\"]"), "E0103", 2, "U+0008", ""},
    {"\\r", TEXT("[\"\\r\\n\"]"), "E0103", 2, "U+000D", ""},
    {"escaped DEL", TEXT("[\"\\u007f\"]"), "E0103", 2, "U+007F", ""},
    {"raw DEL", TEXT("[\"ab\x7F\"]"), "E0103", 4, "U+007F", ""},
    {"raw C1", TEXT("[\"\xC2\x85\"]"), "E0103", 2, "U+0085", ""},
    {"bidi override", TEXT("[\"客\xE2\x80\xAE\"]"), "E0103", 5,
     "bidirectional control character U+202E", "direction"},
    {"bidi embedding", TEXT("[\"\xE2\x80\xAA\"]"), "E0103", 2, "U+202A", ""},
    {"bidi isolate", TEXT("[\"\xE2\x81\xA6\"]"), "E0103", 2, "U+2066", ""},
    {"bidi isolate, last", TEXT("[\"\xE2\x81\xA9\"]"), "E0103", 2, "U+2069", ""},
    {"escaped bidi", TEXT("[\"\\u202d\"]"), "E0103", 2, "U+202D", ""},
    {"control in a key", TEXT("{\"a\\u0001\":1}"), "E0103", 3, "U+0001", ""},
    {"high surrogate alone", TEXT("[\"\\ud800\"]"), "E0103", 2, "half of a surrogate pair", "pair"},
    {"low surrogate alone", TEXT("[\"\\udc00\"]"), "E0103", 2, "\\udc00 is half", ""},
    {"surrogates the wrong way", TEXT("[\"\\udc00\\ud800\"]"), "E0103", 2, "half", ""},
    {"high and letter", TEXT("[\"\\ud83dx\"]"), "E0103", 2, "half", ""},
    {"high and no low", TEXT("[\"\\ud83d\\u0041\"]"), "E0103", 2, "half", ""},
    {"Latin-1", TEXT("[\"caf\xE9\"]"), "E0102", 5, "byte 0xE9 is not valid UTF-8", "UTF-8"},
    {"GBK", TEXT("{\"\xB1\xEA\xCC\xE2\":1}"), "E0102", 2, "byte 0xB1", "GBK"},
    {"overlong", TEXT("[\"\xC0\xAF\"]"), "E0102", 2, "0xC0", ""},
    {"overlong of three", TEXT("[\"\xE0\x80\xAF\"]"), "E0102", 2, "0xE0", ""},
    {"CESU surrogate", TEXT("[\"\xED\xA0\x80\"]"), "E0102", 2, "0xED", ""},
    {"beyond U+10FFFF", TEXT("[\"\xF4\x90\x80\x80\"]"), "E0102", 2, "0xF4", ""},
    {"cut off before the quote", TEXT("[\"\xE5\xAE\"]"), "E0102", 2, "0xE5", ""},
    {"cut off at the end", TEXT("[\"\xE5\xAE"), "E0102", 2, "0xE5", ""},
    {"continuation alone", TEXT("[\"ab\x80\"]"), "E0102", 4, "0x80", ""},
    {"invalid outside a text", TEXT("[\xFF]"), "E0102", 1, "0xFF", ""},
    {"number beyond", TEXT("[1e309]"), "E0104", 1, "a double cannot hold the number 1e309", "308"},
    {"negative number beyond", TEXT("[-1e400]"), "E0104", 1, "-1e400", ""},
    {"just beyond", TEXT("[1.7976931348623159e308]"), "E0104", 1, "cannot hold", ""},
    {"too small", TEXT("[1e-400]"), "E0104", 1, "1e-400", "e-324"},
    {"exponent beyond all", TEXT("[1e99999999999999999999]"), "E0104", 1, "cannot hold", ""},
    {"leading zero", TEXT("[012]"), "E0101", 1, "must not begin with 0", "remove"},
    {"leading zero, negative", TEXT("[-01]"), "E0101", 1, "must not begin with 0", ""},
    {"hexadecimal", TEXT("[0x1F]"), "E0101", 2, "found 'x1F'", ""},
    {"no digit after the point", TEXT("[1.]"), "E0101", 3, "expected a digit", "1.0"},
    {"no digit before the point", TEXT("[.5]"), "E0101", 1, "found '.'", "0.5"},
    {"no digit in the exponent", TEXT("[1e+]"), "E0101", 4, "expected a digit", ""},
    {"only a minus", TEXT("[-]"), "E0101", 2, "expected a digit", ""},
    {"plus", TEXT("[+1]"), "E0101", 1, "found '+'", "no plus sign"},
    {"twice", TEXT("{\"a\":1,\"b\":2,\"a\":3}"), "E0105", 13, "key 'a' is given twice",
     "line 1, column 2"},
    {"twice by escape", TEXT("{\"ab\":1,\"\\u0061b\":2}"), "E0105", 8, "key 'ab'", ""},
    {"twice, empty key", TEXT("{\"\":1,\"\":2}"), "E0105", 6, "key ''", ""},
};

/* A hint is one of the parts between '|'. */
static bool has_part(kj_span hint, const char *parts)
{
    const kj_span all = kj_span_of(parts);
    for (size_t from = 0; from <= all.len;) {
        size_t to = kj_span_find(all, KJ_LIT("|"), from);
        to = to == SIZE_MAX ? all.len : to;
        if (kj_span_find(hint, kj_span_sub(all, from, to), 0) != SIZE_MAX)
            return true;
        from = to + 1;
    }
    return false;
}

static void refuses_and_says_why(void **state)
{
    kj_arena *arena = *state;
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        const refusal *c = &cases[i];
        /* A copy of exactly its size, so that AddressSanitizer sees a look beyond the end. */
        char *bytes = test_malloc(c->text.len + 1);
        memcpy(bytes, c->text.ptr, c->text.len);
        kj_test_sink *sink = kj_test_sink_new(arena);
        const kj_source *source = kj_test_source(arena, "t.json", (kj_span){bytes, c->text.len});
        const kj_json *root = kj_json_parse(source, arena, &sink->sink);
        if (root || sink->diags.count == 0)
            fail_msg("%s: taken", c->name);
        const kj_diag *d = &sink->diags.ptr[0];
        if (strcmp(d->code, c->code) != 0 || d->at.offset != c->offset ||
            kj_span_find(d->message, kj_span_of(c->message), 0) == SIZE_MAX ||
            !has_part(d->hint, c->hint))
            fail_msg("%s: at %zu\n%.*s", c->name, d->at.offset, KJ_ARG(kj_test_sink_text(sink)));
        test_free(bytes);
    }
}

/* What is wrong within texts and numbers does not end the reading: all of it is reported. */
static void reports_all_that_it_can(void **state)
{
    kj_arena *arena = *state;
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_source *source = kj_test_source(
        arena, "t.json",
        KJ_LIT(
            "{\"a\":\"\\u0001\",\"b\":1e999,\"a\":\"\xFF\xFE\xFF\",\"c\":\"\\ud800\",\"a\":[1,]}"));
    assert_null(kj_json_parse(source, arena, &sink->sink));
    assert_int_equal(sink->sink.errors, 5);
    static const char *const codes[] = {"E0103", "E0104", "E0102", "E0103", "E0101"};
    for (size_t i = 0; i < KJ_COUNT(codes); i++)
        assert_string_equal(sink->diags.ptr[i].code, codes[i]);
}

static void ends_a_list_that_helps_nobody(void **state)
{
    kj_arena *arena = *state;
    kj_text_buffer json = {.arena = arena};
    kj_put_char(&json, '[');
    for (int i = 0; i < 10000; i++)
        kj_put(&json, KJ_LIT("\"\xFF\","));
    kj_put(&json, KJ_LIT("1]"));
    kj_test_sink *sink = kj_test_sink_new(arena);
    assert_null(kj_json_parse(kj_test_source(arena, "t", kj_put_span(&json)), arena, &sink->sink));
    assert_in_range(sink->sink.errors, 50, 200);
}

static void finds_every_key_given_twice(void **state)
{
    kj_arena *arena = *state;
    static const size_t counts[] = {2, 15, 16, 17, 18, 200, 50000};
    for (size_t i = 0; i < KJ_COUNT(counts); i++) {
        for (int twice = 0; twice < 2; twice++) {
            kj_text_buffer json = {.arena = arena};
            kj_put_char(&json, '{');
            for (size_t k = 0; k < counts[i]; k++)
                kj_putf(&json, "\"k%zu\":0,", k);
            kj_putf(&json, "\"%s\":1}", twice ? "k1" : "other");
            kj_test_sink *sink = kj_test_sink_new(arena);
            const kj_source *source = kj_test_source(arena, "t", kj_put_span(&json));
            const kj_json *root = kj_json_parse(source, arena, &sink->sink);
            if ((root == NULL) != (twice == 1) || sink->sink.errors != (size_t)twice)
                fail_msg("%zu keys: %zu errors", counts[i], sink->sink.errors);
            if (twice)
                assert_non_null(kj_test_sink_find(sink, "E0105"));
        }
        kj_arena_reset(arena);
    }
}

static void refuses_depth(void **state)
{
    kj_arena *arena = *state;
    static const char *const openers[] = {"[", "{\"a\":", "[{\"a\":"};
    for (size_t i = 0; i < KJ_COUNT(openers); i++) {
        kj_text_buffer json = {.arena = arena};
        for (int depth = 0; depth < 100000; depth++)
            kj_put(&json, kj_span_of(openers[i]));
        kj_test_sink *sink = kj_test_sink_new(arena);
        assert_null(
            kj_json_parse(kj_test_source(arena, "t", kj_put_span(&json)), arena, &sink->sink));
        assert_int_equal(sink->sink.errors, 1);
        assert_string_equal(sink->diags.ptr[0].code, "E0106");
    }
}

static void refuses_size(void **state)
{
    kj_arena *arena = *state;
    char *blanks = kj_arena_take(arena, KJ_JSON_BYTES_MAX + 1, 1, 1);
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_source *source = kj_test_source(arena, "t", (kj_span){blanks, KJ_JSON_BYTES_MAX + 1});
    assert_null(kj_json_parse(source, arena, &sink->sink));
    assert_int_equal(sink->sink.errors, 1);
    assert_string_equal(sink->diags.ptr[0].code, "E0107");
}

/* A good text cut anywhere is refused, never read beyond, and always says where. */
static void refuses_every_prefix(void **state)
{
    kj_arena *arena = *state;
    const kj_span whole =
        KJ_LIT("{\"id\":\"客户\\n\\ud83d\\ude00\",\"n\":[-1.5e+3,true,null],\"x\":{}}");
    for (size_t len = 0; len < whole.len; len++) {
        char *bytes = test_malloc(len + 1);
        memcpy(bytes, whole.ptr, len);
        kj_test_sink *sink = kj_test_sink_new(arena);
        const kj_source *source = kj_test_source(arena, "t", (kj_span){bytes, len});
        if (kj_json_parse(source, arena, &sink->sink) || sink->sink.errors == 0 ||
            sink->diags.ptr[0].at.source != source)
            fail_msg("cut at %zu", len);
        test_free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(refuses_and_says_why),
        KJ_TEST(reports_all_that_it_can),
        KJ_TEST(ends_a_list_that_helps_nobody),
        KJ_TEST(finds_every_key_given_twice),
        KJ_TEST(refuses_depth),
        KJ_TEST(refuses_size),
        KJ_TEST(refuses_every_prefix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
