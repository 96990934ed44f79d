/* tests/base/words_test.c: languages, locales and values within texts. */
#include "base/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static const struct {
    const char *locale, *language; /* NULL: not spoken */
} locales[] = {
    {"zh_CN.UTF-8", "zh-Hans"},
    {"zh", "zh-Hans"},
    {"zh-Hans", "zh-Hans"},
    {"en_GB.UTF-8", "en"},
    {"en", "en"},
    {"en@euro", "en"},
    {"de_DE", NULL},
    {"C.UTF-8", NULL},
    {"POSIX", NULL},
    {"", NULL},
    {"eng", NULL},
};

static void finds_a_language_by_locale(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(locales); i++) {
        const kj_words *words = kj_words_for_locale(kj_span_of(locales[i].locale));
        if (!words != !locales[i].language ||
            (words && !kj_span_is(kj_words_language(words), locales[i].language)))
            fail_msg("%s: not %s", locales[i].locale, locales[i].language);
    }
    assert_null(kj_words_for(KJ_LIT("zh")));
    assert_non_null(kj_words_for(KJ_LIT("en")));
    assert_true(kj_span_is(kj_words_language(NULL), "zh-Hans"));
}

static void puts_values_where_they_are_named(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_words *en = kj_words_for(KJ_LIT("en"));
    const kj_span given = KJ_LIT("{n}"); /* a value is never read as a text with places */
    assert_true(
        kj_span_is(KJ_FILL(NULL, arena, KJ_W_SLIDE_LABEL, kj_w("title", given), kj_n("n", 15)),
                   "第15页　{n}"));
    assert_true(kj_span_is(
        KJ_FILL(en, arena, KJ_W_SLIDE_LABEL, kj_n("n", 15), kj_w("title", given)), "Page 15: {n}"));
    kj_arena_free(arena);
}

static void chooses_one_or_many(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_words *en = kj_words_for(KJ_LIT("en"));
    assert_true(kj_span_is(KJ_FILL(en, arena, KJ_W_COUNT_PAGES, kj_n("n", 1)), "1 page"));
    assert_true(kj_span_is(KJ_FILL(en, arena, KJ_W_COUNT_PAGES, kj_n("n", 0)), "0 pages"));
    assert_true(kj_span_is(KJ_FILL(NULL, arena, KJ_W_COUNT_PAGES, kj_n("n", 1)), "1页"));
    kj_arena_free(arena);
}

static void every_word_has_its_key(void **state)
{
    (void)state;
    const kj_words *en = kj_words_for(KJ_LIT("en"));
    assert_string_equal(kj_word_key(KJ_W_NOTICE_WELCOME), "notice.welcome");
    for (kj_word_id id = KJ_W_NONE + 1; id < KJ_W_COUNT; id++) {
        assert_true(kj_words_get(NULL, id).len > 0);
        const kj_span text = kj_words_get(en, id);
        assert_int_equal(kj_utf8_bad(text), SIZE_MAX);
        for (size_t at = 0; at < text.len;) {
            const uint32_t c = kj_utf8_next(text, &at);
            if (c >= 0x3000 && c < 0xE000)
                fail_msg("%s: Chinese in English", kj_word_key(id));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_a_language_by_locale),
        cmocka_unit_test(puts_values_where_they_are_named),
        cmocka_unit_test(chooses_one_or_many),
        cmocka_unit_test(every_word_has_its_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
