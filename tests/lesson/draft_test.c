/* tests/lesson/draft_test.c: the unfinished answer, press by press and key by key. */
#include "lesson/draft.h"

#include "base/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static kj_question question(kj_control control)
{
    kj_question q;
    memset(&q, 0, sizeof q);
    q.control = control;
    q.option_count = 4;
    q.options[0].id = KJ_LIT("a");
    q.options[1].id = KJ_LIT("b");
    q.options[2].id = KJ_LIT("c");
    q.options[3].id = KJ_LIT("d");
    if (control == KJ_CONTROL_PAIRS || control == KJ_CONTROL_BINS) {
        q.option_count = 2;
        q.target_count = 3;
        q.targets[0].id = KJ_LIT("x");
        q.targets[1].id = KJ_LIT("y");
        q.targets[2].id = KJ_LIT("z");
    }
    q.pick_count = control == KJ_CONTROL_CHAIN ? 2 : 0;
    return q;
}

/* Presses: a letter picks that option; X Y Z a target; + - with a letter move; > with
 * a letter and a digit moves to that place; ! clears.  A press
 * behind '?' must mean nothing. */
static const struct {
    const char *name;
    kj_control control;
    const char *presses, *response; /* values with blanks between */
    bool complete;
} presses[] = {
    {"nothing", KJ_CONTROL_CHOICE, "", "", false},
    {"one", KJ_CONTROL_CHOICE, "b", "b", true},
    {"the last one counts", KJ_CONTROL_CHOICE, "bd", "d", true},
    {"picked twice stays", KJ_CONTROL_CHOICE, "bb", "b", true},
    {"no such option", KJ_CONTROL_CHOICE, "?q", "", false},
    {"several, toggled", KJ_CONTROL_CHOICES, "dabb", "a d", true},
    {"cleared", KJ_CONTROL_CHOICES, "da!", "", false},
    {"nothing to clear", KJ_CONTROL_CHOICES, "?!", "", false},
    {"in order", KJ_CONTROL_ORDER, "cadb", "c a d b", true},
    {"not all yet", KJ_CONTROL_ORDER, "ca", "c a", false},
    {"taken out, the rest closes ranks", KJ_CONTROL_ORDER, "cadbab", "c d", false},
    {"up from nowhere places all", KJ_CONTROL_ORDER, "+c", "a c b d", true},
    {"up and down", KJ_CONTROL_ORDER, "cadb+d-c", "d c a b", false},
    {"no higher than the top", KJ_CONTROL_ORDER, "cadb?+c", "c a d b", true},
    {"no lower than the bottom", KJ_CONTROL_ORDER, "cadb?-b", "c a d b", true},
    {"to a place", KJ_CONTROL_ORDER, "cadb>b1", "b c a d", true},
    {"to the last place", KJ_CONTROL_ORDER, "cadb>c4", "a d b c", true},
    {"to a place before all have one", KJ_CONTROL_ORDER, "c>a3", "c b a d", true},
    {"to where it would be anyway", KJ_CONTROL_ORDER, ">a1", "a b c d", true},
    {"to where it is", KJ_CONTROL_ORDER, "cadb?>c1", "c a d b", true},
    {"there is no place 0", KJ_CONTROL_ORDER, "?>a0", "", false},
    {"there is no place 5", KJ_CONTROL_ORDER, "?>a5", "", false},
    {"into a chain", KJ_CONTROL_CHAIN, "c>a1", "a c", true},
    {"within a chain", KJ_CONTROL_CHAIN, "ca>c2", "a c", true},
    {"not into a full chain", KJ_CONTROL_CHAIN, "ca?>b1", "c a", true},
    {"no gap in a chain", KJ_CONTROL_CHAIN, "c?>a3", "c", false},
    {"a choice has no places", KJ_CONTROL_CHOICE, "?>a1", "", false},
    {"chain", KJ_CONTROL_CHAIN, "ca", "c a", true},
    {"chain is full", KJ_CONTROL_CHAIN, "ca?b", "c a", true},
    {"chain takes back the last", KJ_CONTROL_CHAIN, "ca!b", "c b", true},
    {"placed once only", KJ_CONTROL_CHAIN, "c?c", "c", false},
    {"pairs", KJ_CONTROL_PAIRS, "aXbZ", "a=x b=z", true},
    {"a pair alone", KJ_CONTROL_PAIRS, "aX", "a=x", false},
    {"a target has one only", KJ_CONTROL_PAIRS, "aXbX", "b=x", false},
    {"put down again", KJ_CONTROL_PAIRS, "aa?X", "", false},
    {"a target gives back what it has", KJ_CONTROL_PAIRS, "aXXY", "a=y", false},
    {"bins hold many", KJ_CONTROL_BINS, "aXbX", "a=x b=x", true},
    {"no bin without something held", KJ_CONTROL_BINS, "aX?X", "a=x", false},
    {"nothing to pick in a number", KJ_CONTROL_NUMBER, "?a", "", false},
};

static bool press(kj_draft *draft, const kj_question *q, char what, const char **rest)
{
    char id = what;
    if (what == '!')
        return kj_draft_clear(draft, q);
    if (what == '+' || what == '-') {
        id = *(*rest)++;
        return kj_draft_shift(draft, q, (kj_span){&id, 1}, what == '+');
    }
    if (what == '>') {
        id = *(*rest)++;
        return kj_draft_move(draft, q, (kj_span){&id, 1}, (uint32_t)(*(*rest)++ - '0'));
    }
    if (what >= 'X' && what <= 'Z') {
        id = (char)(what - 'X' + 'x');
        return kj_draft_target(draft, q, (kj_span){&id, 1});
    }
    return kj_draft_option(draft, q, (kj_span){&id, 1});
}

static void answers_by_presses(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(presses); i++) {
        kj_arena *arena = kj_arena_new();
        const kj_question q = question(presses[i].control);
        kj_draft draft;
        kj_draft_reset(&draft);
        for (const char *p = presses[i].presses; *p;) {
            const bool means_nothing = *p == '?';
            p += means_nothing;
            const char what = *p++;
            if (press(&draft, &q, what, &p) == means_nothing)
                fail_msg("%s: '%c'", presses[i].name, what);
        }
        kj_values values = {.count = 0};
        const bool complete = kj_draft_values(&draft, &q, (kj_span){NULL, 0}, &values, arena);
        kj_text_buffer text = {.arena = arena};
        for (size_t v = 0; v < values.count; v++)
            kj_putf(&text, "%s%.*s", v > 0 ? " " : "", KJ_ARG(values.values[v]));
        if (!kj_span_is(kj_put_span(&text), presses[i].response) ||
            (presses[i].complete && !complete))
            fail_msg("%s: '%.*s', complete %d", presses[i].name, KJ_ARG(kj_put_span(&text)),
                     complete);
        kj_arena_free(arena);
    }
}

/* Keys: text is typed, and within < >: l r h e, L R H E with selection, b backspace, d delete,
 * a all. */
static const struct {
    const char *name, *keys, *text;
    uint32_t caret;
} typing[] = {
    {"typed", "您好", "您好", 6},
    {"in the middle", "您好<l>们", "您们好", 6},
    {"backspace takes a whole character", "您好<b>", "您", 3},
    {"delete", "您好<hd>", "好", 0},
    {"nothing to delete", "您好<d>", "您好", 6},
    {"a selection is replaced", "abc<LL>x", "ax", 2},
    {"a selection is deleted", "abc<hRd>", "bc", 0},
    {"left of a selection", "abc<LLl>x", "axbc", 2},
    {"all, again", "abc<a>z", "z", 1},
    {"to the start with selection", "abc<lH>z", "zc", 1},
    {"a variant goes with its character", "葛\xF3\xA0\x84\x80好<lb>", "好", 0},
    {"a joined family is one", "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9<b>", "", 0},
    {"two flags are two", "\xF0\x9F\x87\xA8\xF0\x9F\x87\xB3\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7<b>",
     "\xF0\x9F\x87\xA8\xF0\x9F\x87\xB3", 8},
    {"an accent goes with its letter", "e\xCC\x81<b>", "", 0},
    {"control characters and turners stay out",
     "a\n\x01\xE2\x80\xAE"
     "b",
     "ab", 2},
    {"undo takes a press back", "您好<u>", "", 0},
    {"redo brings it again", "您好<uy>", "您好", 6},
    {"nothing to undo or redo", "<uy>a<y>", "a", 1},
    {"typing anew forgets what was undone", "您好<u>大家<y>", "大家", 6},
    {"what was selected comes back", "您好吗<LL>x<u>", "您好吗", 9},
    {"erasing in a run comes back in one go", "您好吗<bbb>x<uu>", "您好吗", 9},
    {"deleting, then typing elsewhere", "您好吗<hd>我<e>吧<uuu>", "您好吗", 3},
    {"words: Latin, Han, marks", "用CRM管理，先看<ww>|", "用CRM管理|，先看", 13},
    {"a word to the right", "用CRM 管理<hvv>|", "用CRM |管理", 8},
    {"a word selected and written over", "问 ROI 吗<wW>TCO", "问 TCO吗", 7},
    {"to the end by words, once more too", "甲乙<hvvv>丙", "甲乙丙", 9},
    {"broken bytes stay out",
     "a\xFF\xE6"
     "b",
     "ab", 2},
};

static kj_edit edit_of(char key)
{
    static const char keys[] = "lrhebdaLRHEwvWVuy";
    static const kj_edit edits[] = {
        KJ_EDIT_LEFT,
        KJ_EDIT_RIGHT,
        KJ_EDIT_HOME,
        KJ_EDIT_END,
        KJ_EDIT_BACKSPACE,
        KJ_EDIT_DELETE,
        KJ_EDIT_ALL,
        KJ_EDIT_SELECT_LEFT,
        KJ_EDIT_SELECT_RIGHT,
        KJ_EDIT_SELECT_HOME,
        KJ_EDIT_SELECT_END,
        KJ_EDIT_WORD_LEFT,
        KJ_EDIT_WORD_RIGHT,
        KJ_EDIT_SELECT_WORD_LEFT,
        KJ_EDIT_SELECT_WORD_RIGHT,
        KJ_EDIT_UNDO,
        KJ_EDIT_REDO,
    };
    return edits[strchr(keys, key) - keys];
}

static void types(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(typing); i++) {
        kj_draft draft;
        kj_draft_reset(&draft);
        for (const char *k = typing[i].keys; *k;) {
            if (*k == '<') {
                for (k++; *k != '>'; k++)
                    (void)kj_draft_edit(&draft, edit_of(*k));
                k++;
                continue;
            }
            const size_t len = strcspn(k, "<");
            assert_true(kj_draft_insert(&draft, (kj_span){k, len}, KJ_DRAFT_BYTES_MAX));
            k += len;
        }
        const kj_span text = {draft.text, draft.text_len};
        if (!kj_span_is(text, typing[i].text) || draft.caret != typing[i].caret)
            fail_msg("%s: '%.*s' caret %u", typing[i].name, KJ_ARG(text), draft.caret);
    }
}

static void stops_at_the_limit(void **state)
{
    (void)state;
    kj_draft draft;
    kj_draft_reset(&draft);
    assert_true(kj_draft_insert(&draft, KJ_LIT("您好吗"), 8)); /* two whole characters */
    assert_int_equal(draft.text_len, 6);
    assert_false(kj_draft_insert(&draft, KJ_LIT("好"), 8));
    for (int i = 0; i < KJ_DRAFT_BYTES_MAX; i++)
        (void)kj_draft_insert(&draft, KJ_LIT("字"), KJ_DRAFT_BYTES_MAX);
    assert_int_equal(draft.text_len, KJ_DRAFT_BYTES_MAX / 3 * 3);
    (void)kj_draft_edit(&draft, KJ_EDIT_ALL);
    assert_true(kj_draft_insert(&draft, KJ_LIT("字"), KJ_DRAFT_BYTES_MAX));
    assert_int_equal(draft.text_len, 3);
}

/* Whatever was done, undoing all of it leads back to the start, and doing it again to the end, as
 * long as the past found room. */
static void undoes_what_was_done(void **state)
{
    (void)state;
    static const char *const pieces[] = {"您", "好", "，", "a", "停机多吗", "的", "？", "x"};
    for (uint64_t seed = 1; seed <= 200; seed++) {
        uint64_t random = seed;
        kj_draft draft, whole;
        kj_draft_reset(&draft);
        for (int i = 0; i < 60; i++) {
            if (kj_random_below(&random, 3))
                (void)kj_draft_insert(
                    &draft, kj_span_of(pieces[kj_random_below(&random, KJ_COUNT(pieces))]), 400);
            else
                (void)kj_draft_edit(&draft, (kj_edit)kj_random_below(&random, KJ_EDIT_UNDO));
        }
        whole = draft;
        while (kj_draft_edit(&draft, KJ_EDIT_UNDO))
            assert_int_equal(kj_utf8_bad((kj_span){draft.text, draft.text_len}), SIZE_MAX);
        if (draft.text_len != 0)
            fail_msg("seed %d: '%.*s' is left", (int)seed, (int)draft.text_len, draft.text);
        while (kj_draft_edit(&draft, KJ_EDIT_REDO)) {
        }
        if (draft.text_len != whole.text_len || memcmp(draft.text, whole.text, draft.text_len) != 0)
            fail_msg("seed %d: '%.*s' is not '%.*s'", (int)seed, (int)draft.text_len, draft.text,
                     (int)whole.text_len, whole.text);
    }
}

/* More than the past can hold: the oldest is forgotten, and what is left is sound. */
static void forgets_the_oldest(void **state)
{
    (void)state;
    kj_draft draft;
    kj_draft_reset(&draft);
    for (int i = 0; i < 40; i++) {
        for (int k = 0; k < 30; k++)
            (void)kj_draft_insert(&draft, KJ_LIT("一二三四五六七八九"), KJ_DRAFT_BYTES_MAX);
        (void)kj_draft_edit(&draft, KJ_EDIT_ALL);
        (void)kj_draft_edit(&draft, KJ_EDIT_DELETE);
        assert_true(draft.past_len <= KJ_PAST_BYTES_MAX);
    }
    size_t undone = 0;
    while (kj_draft_edit(&draft, KJ_EDIT_UNDO)) {
        undone++;
        assert_int_equal(kj_utf8_bad((kj_span){draft.text, draft.text_len}), SIZE_MAX);
        assert_true(draft.text_len <= KJ_DRAFT_BYTES_MAX);
    }
    assert_true(undone > 10);
}

static void places_the_caret(void **state)
{
    (void)state;
    static const struct {
        size_t at;
        bool select, done;
        uint32_t caret, anchor;
    } rows[] = {{0, false, true, 0, 0}, {3, false, true, 3, 3}, {4, false, true, 3, 3},
                {6, true, true, 6, 3},  {9, false, true, 9, 9}, {10, false, false, 9, 9}};
    kj_draft draft;
    kj_draft_reset(&draft);
    assert_true(kj_draft_insert(&draft, KJ_LIT("您好吗"), KJ_DRAFT_BYTES_MAX));
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        assert_int_equal(kj_draft_caret(&draft, rows[i].at, rows[i].select), rows[i].done);
        assert_int_equal(draft.caret, rows[i].caret);
        assert_int_equal(draft.anchor, rows[i].anchor);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_by_presses), cmocka_unit_test(types),
        cmocka_unit_test(stops_at_the_limit), cmocka_unit_test(undoes_what_was_done),
        cmocka_unit_test(forgets_the_oldest), cmocka_unit_test(places_the_caret),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
