/* tests/base/diag_test.c */
#include "test.h"

#include "base/json.h"
#include "support.h"

static void codes_are_in_order_and_unique(void **state)
{
    (void)state;
    assert_true(kj_code_count > 40);
    for (size_t i = 0; i < kj_code_count; i++) {
        const char *code = kj_codes[i].code;
        assert_int_equal(strlen(code), 5);
        assert_true(code[0] == 'E' || code[0] == 'W');
        assert_true(strlen(kj_codes[i].meaning) > 3);
        if (i > 0 && strncmp(kj_codes[i - 1].code + 1, code + 1, 2) > 0)
            fail_msg("%s stands before %s", kj_codes[i - 1].code, code);
        for (size_t j = 0; j < i; j++)
            if (strcmp(kj_codes[j].code, code) == 0)
                fail_msg("%s stands twice", code);
    }
}

static void finds_places(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t offset, line, column;
    } cases[] = {
        {"abc", 0, 1, 1},    {"abc", 2, 1, 3},    {"abc", 3, 1, 4},   {"a\nb", 1, 1, 2},
        {"a\nb", 2, 2, 1},   {"a\n\nb", 3, 3, 1}, {"客户x", 6, 1, 3}, {"\n客户x", 7, 2, 3},
        {"a\r\nb", 3, 2, 1}, {"abc", 99, 1, 4},   {"", 0, 1, 1},      {"\xFF\xFEz", 2, 1, 3},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        const kj_place place = kj_place_of(kj_span_of(cases[i].text), cases[i].offset);
        if (place.line != cases[i].line || place.column != cases[i].column)
            fail_msg("case %zu: %zu:%zu", i, place.line, place.column);
    }
}

static void writes_like_a_compiler(void **state)
{
    kj_arena *arena = *state;
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_source *source =
        kj_test_source(arena, "parts/2-needs.json", KJ_LIT("{\n \"客\": \"buget\"}"));
    kj_report_hint(&sink->sink, (kj_loc){source, 10}, "E0302", KJ_LIT("did you mean 'budget'?"),
                   "node '%s' does not exist", "buget");
    kj_report(&sink->sink, (kj_loc){source, 2}, "W0501", "so so");
    kj_report(&sink->sink, KJ_NOWHERE, "E0902", "cannot read x: %s", "no");
    assert_int_equal(sink->sink.errors, 2);
    assert_int_equal(sink->sink.warnings, 1);
    const kj_span text = kj_test_sink_text(sink);
    assert_string_equal(kj_arena_copy(arena, text).ptr,
                        "parts/2-needs.json:2:7: error: node 'buget' does not exist [E0302]\n"
                        "    did you mean 'budget'?\n"
                        "parts/2-needs.json:2:1: warning: so so [W0501]\n"
                        "kejian: error: cannot read x: no [E0902]\n");
    assert_non_null(kj_test_sink_find(sink, "W0501"));
    assert_null(kj_test_sink_find(sink, "E0101"));

    const kj_span coloured = kj_diag_text(&sink->diags.ptr[0], true, arena);
    assert_true(kj_span_find(coloured, KJ_LIT("\033[1;31merror:\033[0m"), 0) != SIZE_MAX);

    const kj_span json = kj_diag_json(&sink->diags.ptr[0], arena);
    assert_string_equal(kj_arena_copy(arena, json).ptr,
                        "{\"file\":\"parts/2-needs.json\",\"line\":2,\"column\":7,"
                        "\"pointer\":\"/客\",\"code\":\"E0302\",\"severity\":\"error\","
                        "\"message\":\"node 'buget' does not exist\","
                        "\"hint\":\"did you mean 'budget'?\"}\n");
    const kj_span nowhere = kj_diag_json(&sink->diags.ptr[2], arena);
    assert_string_equal(kj_arena_copy(arena, nowhere).ptr,
                        "{\"file\":null,\"line\":null,\"column\":null,\"pointer\":null,"
                        "\"code\":\"E0902\",\"severity\":\"error\","
                        "\"message\":\"cannot read x: no\",\"hint\":null}\n");
}

/* What an untrusted file holds must not reach a terminal as it is. */
static void shows_harmful_characters_as_escapes(void **state)
{
    kj_arena *arena = *state;
    kj_test_sink *sink = kj_test_sink_new(arena);
    kj_report(&sink->sink, KJ_NOWHERE, "E0201", "key '%s'",
              "a\033[2J\nb\xE2\x80\xAE\xC2\x9B\xFF\x7F");
    const kj_span text = kj_test_sink_text(sink);
    assert_string_equal(
        kj_arena_copy(arena, text).ptr,
        "kejian: error: key 'a\\u001B[2J\\u000Ab\\u202E\\u009B\\xFF\\u007F' [E0201]\n");
    const kj_span json = kj_diag_json(&sink->diags.ptr[0], arena);
    assert_true(kj_span_find(json, KJ_LIT("a\\u001b[2J\\nb\\u202e\\u009b\xEF\xBF\xBD\\u007f"), 0) !=
                SIZE_MAX);
    assert_int_equal(kj_span_find(json, KJ_LIT("\n"), 0), json.len - 1);
}

static void takes_long_messages(void **state)
{
    kj_arena *arena = *state;
    kj_test_sink *sink = kj_test_sink_new(arena);
    char *text = kj_arena_take(arena, 100001, 1, 1);
    memset(text, 'x', 100000);
    kj_report(&sink->sink, KJ_NOWHERE, "E0201", "%s", text);
    assert_int_equal(sink->diags.ptr[0].message.len, 100000);
    kj_sink counts_only = {.emit = NULL};
    kj_report(&counts_only, KJ_NOWHERE, "E0201", "x");
    assert_int_equal(counts_only.errors, 1);
}

static void suggests_the_nearest_word(void **state)
{
    (void)state;
    static const kj_span words[] = {
        {KJ_SPAN("budget")}, {KJ_SPAN("options")},  {KJ_SPAN("option")},   {KJ_SPAN("stem")},
        {KJ_SPAN("id")},     {KJ_SPAN("客户需求")}, {KJ_SPAN("feedback")},
    };
    static const struct {
        const char *given, *nearest;
    } cases[] = {
        {"buget", "budget"},
        {"budgte", "budget"}, /* a swap is one edit */
        {"opitons", "options"},
        {"optionz", "options"},
        {"feedbakc", "feedback"},
        {"feedbak", "feedback"},
        {"stam", "stem"},
        {"xd", "id"},
        {"客户须求", "客户需求"},
        {"zzzzzz", ""},
        {"", ""},
        {"x", ""},
        {"bxdxxt", ""},
        {"fedbakk", "feedback"},
        {"stem", "stem"},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", ""},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        const kj_span nearest = kj_nearest(kj_span_of(cases[i].given), words, KJ_COUNT(words));
        if (!kj_span_is(nearest, cases[i].nearest))
            fail_msg("'%s': '%.*s', not '%s'", cases[i].given, KJ_ARG(nearest), cases[i].nearest);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(codes_are_in_order_and_unique), KJ_TEST(finds_places),
        KJ_TEST(writes_like_a_compiler),        KJ_TEST(shows_harmful_characters_as_escapes),
        KJ_TEST(takes_long_messages),           KJ_TEST(suggests_the_nearest_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
