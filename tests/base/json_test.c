/* tests/base/json_test.c: what is read and written. */
#include "test.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/random.h"
#include "support.h"

static const kj_json *parse(kj_arena *arena, kj_span text)
{
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_json *root = kj_json_parse(kj_test_source(arena, "t.json", text), arena, &sink->sink);
    if (!root)
        fail_msg("%.*s: %.*s", KJ_ARG(text), KJ_ARG(kj_test_sink_text(sink)));
    assert_int_equal(sink->sink.errors, 0);
    return root;
}

static void reads_structure(void **state)
{
    kj_arena *arena = *state;
    const kj_span text =
        KJ_LIT(" {\n\t\"id\" : \"a\",\r\n\"list\":[1,[],{}, null ,true,false],\"\":-0.5}\n");
    const kj_json *root = parse(arena, text);
    assert_int_equal(root->type, KJ_JSON_OBJECT);
    assert_int_equal(root->offset, 1);
    assert_int_equal(root->count, 3);
    assert_int_equal(root->first->key_offset, 4);
    assert_int_equal(root->first->offset, 11);
    assert_true(kj_span_is(root->first->string, "a"));

    const kj_json *list = kj_json_get(root, "list");
    assert_int_equal(list->count, 6);
    static const kj_json_type types[] = {KJ_JSON_NUMBER, KJ_JSON_ARRAY, KJ_JSON_OBJECT,
                                         KJ_JSON_NULL,   KJ_JSON_TRUE,  KJ_JSON_FALSE};
    size_t i = 0;
    for (const kj_json *e = list->first; e; e = e->next, i++) {
        assert_int_equal(e->type, types[i]);
        assert_int_equal(e->key.len, 0);
    }
    assert_int_equal(i, 6);
    assert_null(list->first->next->first);
    assert_int_equal(list->first->next->count, 0);

    const kj_json *empty = kj_json_get(root, "");
    assert_true(empty->number <= -0.5 && empty->number >= -0.5);
    assert_null(empty->next);
    assert_null(kj_json_get(root, "LIST")); /* case counts */
    assert_null(kj_json_get(root, "lis"));
    assert_null(kj_json_get(list, "0"));
}

static void takes_any_value_as_root(void **state)
{
    static const char *const roots[] = {"1",     "\"\"", "null", "true",
                                        "false", "[]",   " {} ", "\n-1e5\n"};
    for (size_t i = 0; i < KJ_COUNT(roots); i++)
        parse(*state, kj_span_of(roots[i]));
}

static void reads_texts(void **state)
{
    kj_arena *arena = *state;
    static const struct {
        const char *json, *text;
    } cases[] = {
        {"\"\"", ""},
        {"\"abc\"", "abc"},
        {"\"12345678\"", "12345678"},
        {"\"客户需求挖掘，“痛点”。\"", "客户需求挖掘，“痛点”。"},
        {"\"a\\n\\t\\\"\\\\\\/b\"", "a\n\t\"\\/b"},
        {"\"\\u5ba2\\u6237\"", "客户"},
        {"\"\\u00e9\\u20AC\"", "é€"},
        {"\"\\ud842\\udfb7\"", "𠮷"},
        {"\"𠮷野家\"", "𠮷野家"},
        {"\"a\\\\\"", "a\\"},
        {"\"\\\\\\\"\\\\\"", "\\\"\\"},
        {"\"\xEF\xBF\xBD\xE2\x80\xA8\"", "\xEF\xBF\xBD\xE2\x80\xA8"},
        {"\"ÀÖöÿ߿ࠀ퟿\"", "ÀÖöÿ߿ࠀ퟿"},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        const kj_json *v = parse(arena, kj_span_of(cases[i].json));
        if (v->type != KJ_JSON_STRING || !kj_span_is(v->string, cases[i].text))
            fail_msg("%s: '%.*s'", cases[i].json, KJ_ARG(v->string));
        const bool escaped = strchr(cases[i].json, '\\') != NULL;
        const bool inside = v->string.ptr == cases[i].json + 1;
        assert_int_equal(inside, !escaped); /* without escapes nothing is copied */
    }
}

/* Every place within a word of eight bytes, since that is how plain text is passed over. */
static void finds_every_special_at_every_place(void **state)
{
    kj_arena *arena = *state;
    for (size_t before = 0; before < 20; before++) {
        for (size_t after = 0; after < 20; after++) {
            kj_text_buffer json = {.arena = arena}, text = {.arena = arena};
            kj_put_char(&json, '"');
            for (size_t i = 0; i < before; i++)
                kj_put_char(&json, '~'), kj_put_char(&text, '~');
            kj_put(&json, KJ_LIT("客\\n户"));
            kj_put(&text, KJ_LIT("客\n户"));
            for (size_t i = 0; i < after; i++)
                kj_put_char(&json, ' '), kj_put_char(&text, ' ');
            kj_put_char(&json, '"');
            const kj_json *v = parse(arena, kj_put_span(&json));
            assert_true(kj_span_equal(v->string, kj_put_span(&text)));
        }
    }
}

static bool same_number(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static void reads_numbers_exactly(void **state)
{
    static const char *const numbers[] = {
        "0",
        "-0",
        "7",
        "80",
        "999",
        "9999",
        "10000",
        "-1",
        "0.1",
        "0.30000000000000004",
        "3.14159",
        "100.50",
        "1e0",
        "1E+2",
        "1e-2",
        "1e22",
        "1e23", /* not exact: needs the slow way */
        "123456789012345",
        "1234567890123456",
        "9007199254740993",
        "9007199254740992.5",
        "0.000001",
        "5e-324",
        "2.2250738585072011e-308",
        "2.2250738585072014e-308",
        "1.7976931348623157e308",
        "1.7976931348623158079e308",
        "8.5e15",
        "179769313486231570000000000000000000000e270",
        "0.0000000000000000000000000000000000000000000000000000000001e40",
        "1.00000000000000011102230246251565404236316680908203125",
        "1.00000000000000011102230246251565404236316680908203124",
        "1.00000000000000011102230246251565404236316680908203126",
        "0e999999999999999999",
        "0.0e-999999999999999999",
        "123e-22",
    };
    for (size_t i = 0; i < KJ_COUNT(numbers); i++) {
        const kj_json *v = parse(*state, kj_span_of(numbers[i]));
        if (v->type != KJ_JSON_NUMBER || !same_number(v->number, strtod(numbers[i], NULL)))
            fail_msg("%s was read as %.17g", numbers[i], v->number);
    }
}

/* Halfway cases with more digits than any double has, where the last digit decides. */
static void reads_very_long_numbers(void **state)
{
    kj_arena *arena = *state;
    kj_text_buffer half = {.arena = arena};
    kj_put(&half, KJ_LIT("1.00000000000000011102230246251565404236316680908203125"));
    for (int i = 0; i < 2000; i++)
        kj_put_char(&half, '0');
    assert_true(same_number(parse(arena, kj_put_span(&half))->number, 1.0));
    kj_put_char(&half, '1');
    assert_true(same_number(parse(arena, kj_put_span(&half))->number, 1.0 + DBL_EPSILON));

    kj_text_buffer large = {.arena = arena};
    kj_put_char(&large, '1');
    for (int i = 0; i < 1500; i++)
        kj_put_char(&large, '0');
    kj_put(&large, KJ_LIT("e-1500"));
    assert_true(same_number(parse(arena, kj_put_span(&large))->number, 1.0));
}

static void random_numbers_come_back(void **state)
{
    kj_arena *arena = *state;
    uint64_t seed = 20261123;
    for (int i = 0; i < 20000; i++) {
        const uint64_t bits = kj_random_next(&seed);
        double number;
        memcpy(&number, &bits, sizeof number);
        if (i % 2)
            number = (double)(int64_t)(bits >> 40) / 100; /* as people write them */
        if (!isfinite(number))
            continue;
        kj_text_buffer out = {.arena = arena};
        kj_json_put_number(&out, number);
        const kj_span text = kj_put_span(&out);
        if (!same_number(parse(arena, text)->number, number))
            fail_msg("seed 20261123, number %d: %.17g is written %.*s", i, number, KJ_ARG(text));
        kj_arena_reset(arena);
    }
}

static void writes_numbers_shortest(void **state)
{
    kj_arena *arena = *state;
    static const struct {
        double number;
        const char *text;
    } cases[] = {
        {0, "0"},
        {-0.0, "-0"},
        {1, "1"},
        {-42, "-42"},
        {0.1, "0.1"},
        {0.8, "0.8"},
        {8.35, "8.35"},
        {1e21, "1e+21"},
        {123456789012345680000.0, "123456789012345680000"},
        {1e-6, "0.000001"},
        {1e-7, "1e-7"},
        {0.1 + 0.2, "0.30000000000000004"},
        {5e-324, "5e-324"},
        {1.5e300, "1.5e+300"},
        {100.25, "100.25"},
        {9007199254740991.0, "9007199254740991"},
        {9007199254740992.0, "9007199254740992"},
        {1.0 / 3, "0.3333333333333333"},
        {DBL_MAX, "1.7976931348623157e+308"},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_text_buffer out = {.arena = arena};
        kj_json_put_number(&out, cases[i].number);
        if (!kj_span_is(kj_put_span(&out), cases[i].text))
            fail_msg("%s is written %.*s", cases[i].text, KJ_ARG(kj_put_span(&out)));
    }
}

static void writes_texts(void **state)
{
    kj_arena *arena = *state;
    static const struct {
        const char *text, *json;
    } cases[] = {
        {"", "\"\""},
        {"客户“需求”", "\"客户“需求”\""},
        {"a\"b\\c/", "\"a\\\"b\\\\c/\""},
        {"\n\t\r\x01\x1F\x7F", "\"\\n\\t\\r\\u0001\\u001f\\u007f\""},
        {"\xE2\x80\xAE", "\"\\u202e\""},
        {"\xFF\xE4\xB8", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
        {"𠮷", "\"𠮷\""},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_text_buffer out = {.arena = arena};
        kj_json_put_string(&out, kj_span_of(cases[i].text));
        if (!kj_span_is(kj_put_span(&out), cases[i].json))
            fail_msg("case %zu: %.*s", i, KJ_ARG(kj_put_span(&out)));
    }
}

static void nests_to_the_limit(void **state)
{
    kj_text_buffer json = {.arena = *state};
    for (int i = 0; i < KJ_JSON_DEPTH_MAX; i++)
        kj_put_char(&json, '[');
    for (int i = 0; i < KJ_JSON_DEPTH_MAX; i++)
        kj_put_char(&json, ']');
    const kj_json *v = parse(*state, kj_put_span(&json));
    int depth = 0;
    for (; v; v = v->first)
        depth++;
    assert_int_equal(depth, KJ_JSON_DEPTH_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(reads_structure),
        KJ_TEST(takes_any_value_as_root),
        KJ_TEST(reads_texts),
        KJ_TEST(finds_every_special_at_every_place),
        KJ_TEST(reads_numbers_exactly),
        KJ_TEST(reads_very_long_numbers),
        KJ_TEST(random_numbers_come_back),
        KJ_TEST(writes_numbers_shortest),
        KJ_TEST(writes_texts),
        KJ_TEST(nests_to_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
