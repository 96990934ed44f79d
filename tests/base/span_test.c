/* tests/base/span_test.c */
#include "test.h"

#include "base/span.h"

static void searches(void **state)
{
    (void)state;
    static const struct {
        const char *hay, *needle;
        size_t from, at;
    } cases[] = {
        {"abc", "abc", 0, 0},      {"abcabc", "abc", 1, 3},
        {"aab", "ab", 0, 1},       {"abc", "abcd", 0, SIZE_MAX},
        {"abc", "x", 0, SIZE_MAX}, {"", "x", 0, SIZE_MAX},
        {"abc", "", 2, 2},         {"abc", "", 3, 3},
        {"abc", "", 4, SIZE_MAX},  {"客户需求", "需", 0, 6},
        {"aaab", "aab", 0, 1},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        const size_t at =
            kj_span_find(kj_span_of(cases[i].hay), kj_span_of(cases[i].needle), cases[i].from);
        if (at != cases[i].at)
            fail_msg("'%s' in '%s': %zu, not %zu", cases[i].needle, cases[i].hay, at, cases[i].at);
    }
}

static void compares_by_bytes(void **state)
{
    (void)state;
    static const char *const ordered[] = {"", "a", "aa", "ab", "b", "\xE4\xB8\xAD", "\xFF"};
    for (size_t i = 0; i < KJ_COUNT(ordered); i++) {
        for (size_t j = 0; j < KJ_COUNT(ordered); j++) {
            const int order = kj_span_compare(kj_span_of(ordered[i]), kj_span_of(ordered[j]));
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
            assert_int_equal(kj_span_equal(kj_span_of(ordered[i]), kj_span_of(ordered[j])), i == j);
        }
    }
}

static void knows_starts_and_ends(void **state)
{
    (void)state;
    const kj_span s = KJ_LIT("slide:p2");
    assert_true(kj_span_starts(s, KJ_LIT("slide:")));
    assert_true(kj_span_starts(s, s));
    assert_true(kj_span_starts(s, (kj_span){NULL, 0}));
    assert_false(kj_span_starts(s, KJ_LIT("slide:p2x")));
    assert_true(kj_span_ends(s, KJ_LIT("p2")));
    assert_false(kj_span_ends(s, KJ_LIT("p3")));
    assert_true(kj_span_is(kj_span_sub(s, 6, 99), "p2"));
    assert_true(kj_span_is(kj_span_sub(s, 7, 3), ""));
    assert_true(kj_span_is(kj_span_sub((kj_span){NULL, 0}, 0, 5), ""));
}

static void trims(void **state)
{
    (void)state;
    static const struct {
        const char *given, *left;
    } cases[] = {
        {"", ""},
        {" \t\r\n", ""},
        {" a b ", "a b"},
        {"　客户　", "客户"},
        {" 　 需求 　 ", "需求"},
        {"\v\fx", "x"},
        {"\xE3\x80", "\xE3\x80"},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++)
        if (!kj_span_is(kj_span_trim(kj_span_of(cases[i].given)), cases[i].left))
            fail_msg("case %zu: '%s'", i, cases[i].given);
}

static void decodes_only_what_is_valid(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        uint32_t code_point;
        size_t len;
    } cases[] = {
        {"a", 'a', 1},
        {"\x7F", 0x7F, 1},
        {"\xC2\x80", 0x80, 2},
        {"\xDF\xBF", 0x7FF, 2},
        {"\xE0\xA0\x80", 0x800, 3},
        {"\xED\x9F\xBF", 0xD7FF, 3},
        {"\xEE\x80\x80", 0xE000, 3},
        {"\xEF\xBF\xBF", 0xFFFF, 3},
        {"\xF0\x90\x80\x80", 0x10000, 4},
        {"\xF4\x8F\xBF\xBF", 0x10FFFF, 4},
        {"\x80", KJ_UTF8_BAD, 1},             /* continuation alone */
        {"\xC0\xAF", KJ_UTF8_BAD, 1},         /* overlong */
        {"\xC1\xBF", KJ_UTF8_BAD, 1},         /* overlong */
        {"\xE0\x9F\xBF", KJ_UTF8_BAD, 1},     /* overlong */
        {"\xF0\x8F\xBF\xBF", KJ_UTF8_BAD, 1}, /* overlong */
        {"\xED\xA0\x80", KJ_UTF8_BAD, 1},     /* surrogate */
        {"\xED\xBF\xBF", KJ_UTF8_BAD, 1},     /* surrogate */
        {"\xF4\x90\x80\x80", KJ_UTF8_BAD, 1}, /* beyond U+10FFFF */
        {"\xF5\x80\x80\x80", KJ_UTF8_BAD, 1},
        {"\xFF", KJ_UTF8_BAD, 1},
        {"\xC2", KJ_UTF8_BAD, 1}, /* cut off */
        {"\xE4\xB8", KJ_UTF8_BAD, 1},
        {"\xF0\x9F\x98", KJ_UTF8_BAD, 1},
        {"\xE4"
         "a\xAD",
         KJ_UTF8_BAD, 1},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        size_t pos = 0;
        const kj_span s = kj_span_of(cases[i].bytes);
        const uint32_t code_point = kj_utf8_next(s, &pos);
        if (code_point != cases[i].code_point || pos != cases[i].len)
            fail_msg("case %zu: U+%04X, %zu bytes", i, code_point, pos);
        assert_int_equal(kj_utf8_bad(s), code_point == KJ_UTF8_BAD ? 0 : SIZE_MAX);
    }
}

static void every_code_point_comes_back(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        char bytes[4];
        size_t pos = 0;
        const kj_span s = {bytes, kj_utf8_put(bytes, c)};
        if (kj_utf8_next(s, &pos) != c || pos != s.len)
            fail_msg("U+%04X", c);
    }
}

static void counts(void **state)
{
    (void)state;
    assert_int_equal(kj_utf8_count(KJ_LIT("客户a𠮷")), 4);
    assert_int_equal(kj_utf8_count(KJ_LIT("\xFF\xE4\xB8")), 3);
    assert_int_equal(kj_utf8_bad(KJ_LIT("客户\xE4\xB8!")), 6);
    assert_true(kj_span_hash(KJ_LIT("a")) == 0xAF63DC4C8601EC8Cu); /* published vector */
    assert_true(kj_span_hash(KJ_LIT("foobar")) == 0x85944171F73967E8u);
}

static void reads_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t most;
        bool is;
        uint32_t value;
    } rows[] = {
        {"0", 9, true, 0},
        {"007", 9, true, 7},
        {"9", 9, true, 9},
        {"10", 9, false, 0},
        {"", 9, false, 0},
        {"-1", 9, false, 0},
        {"1 ", 9, false, 0},
        {"1x", 9, false, 0},
        {"999999", UINT32_MAX, true, 999999},
        {"1000000", UINT32_MAX, false, 0},
    };
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        uint32_t value = 77;
        assert_int_equal(kj_span_count(kj_span_of(rows[i].text), rows[i].most, &value), rows[i].is);
        assert_int_equal(value, rows[i].is ? rows[i].value : 77);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_numbers),
        cmocka_unit_test(searches),
        cmocka_unit_test(compares_by_bytes),
        cmocka_unit_test(knows_starts_and_ends),
        cmocka_unit_test(trims),
        cmocka_unit_test(decodes_only_what_is_valid),
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
