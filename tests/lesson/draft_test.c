/* tests/lesson/draft_test.c: the unfinished answer, press by press and key by key. */
#include "lesson/draft.h"

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

/* Presses: a letter picks that option; X Y Z a target; + - with a letter move; ! clears.  A press
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
    {"broken bytes stay out",
     "a\xFF\xE6"
     "b",
     "ab", 2},
};

static kj_edit edit_of(char key)
{
    static const char keys[] = "lrhebdaLRHE";
    static const kj_edit edits[] = {
        KJ_EDIT_LEFT,         KJ_EDIT_RIGHT,       KJ_EDIT_HOME,       KJ_EDIT_END,
        KJ_EDIT_BACKSPACE,    KJ_EDIT_DELETE,      KJ_EDIT_ALL,        KJ_EDIT_SELECT_LEFT,
        KJ_EDIT_SELECT_RIGHT, KJ_EDIT_SELECT_HOME, KJ_EDIT_SELECT_END,
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
    for (int i = 0; i < 600; i++)
        (void)kj_draft_insert(&draft, KJ_LIT("字"), KJ_DRAFT_BYTES_MAX);
    assert_int_equal(draft.text_len, KJ_DRAFT_BYTES_MAX / 3 * 3);
    (void)kj_draft_edit(&draft, KJ_EDIT_ALL);
    assert_true(kj_draft_insert(&draft, KJ_LIT("字"), KJ_DRAFT_BYTES_MAX));
    assert_int_equal(draft.text_len, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_by_presses),
        cmocka_unit_test(types),
        cmocka_unit_test(stops_at_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
