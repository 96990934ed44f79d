/* tests/lesson/who_test.c: who learns, who is new, the PIN: what a press does and what the shell is
 * asked for. */
#include "lesson/kit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

static kj_people people_of(kj_arena *arena)
{
    const kj_member all[] = {
        {KJ_LIT("E1"), KJ_LIT("刘欣"), KJ_LIT("华东销售部"), -1, KJ_STANDING_NEW, false},
        {KJ_LIT("E2"), KJ_LIT("曾子轩"), KJ_LIT("华南"), 20000, KJ_STANDING_LEARNING, true},
        {KJ_LIT("E3"), KJ_LIT("Anna"), {NULL, 0}, 20001, KJ_STANDING_PASSED, false},
        {KJ_LIT("a:b"), KJ_LIT("陈默"), {NULL, 0}, -1, KJ_STANDING_NEW, false},
    };
    kj_people people = {KJ_NEW(arena, kj_member, KJ_COUNT(all)), KJ_COUNT(all)};
    memcpy(people.ptr, all, sizeof all);
    return people;
}

static void sorted_and_found(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_people people = people_of(arena);
    kj_people_sort(&people);
    const char *const order[] = {"E3", "E2", "a:b", "E1"}; /* chén before liú */
    for (size_t i = 0; i < KJ_COUNT(order); i++)
        assert_true(kj_span_is(people.ptr[i].id, order[i]));
    static const struct {
        const char *query, *found;
    } cases[] = {
        {"", "E3 E2 a:b E1 "}, {"zzx", "E2 "},   {"liuxin", "E1 "}, {"lx", "E1 "},
        {"e", "E3 E2 E1 "},    {"华", "E2 E1 "}, {"华 zz", "E2 "},  {"hd", ""},
        {"ANNA", "E3 "},       {"ｅ２", "E2 "},  {"没有", ""},      {":", "a:b "},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        uint32_t found[8];
        kj_text_buffer out = {.arena = arena};
        const size_t count = kj_people_find(&people, kj_span_of(cases[i].query), found, arena);
        for (size_t k = 0; k < count; k++)
            kj_putf(&out, "%.*s ", KJ_ARG(people.ptr[found[k]].id));
        if (!kj_span_is(kj_put_span(&out), cases[i].found))
            fail_msg("'%s' finds %.*s", cases[i].query, KJ_ARG(kj_put_span(&out)));
    }
    kj_arena_free(arena);
}

/* A press and what the shell is asked for; "!": it means nothing. */
typedef struct press {
    const char *action;
    kj_ask ask;
    kj_who_step step;
    kj_word_id said;
} press;

static void walk(kj_test_shell *shell, const char *name, const press *presses, size_t count)
{
    const kj_session *session = &shell->session;
    for (size_t i = 0; i < count; i++) {
        const press *p = &presses[i];
        const bool refused = p->action[0] == '!';
        const kj_input input = {.kind = KJ_INPUT_ACTION, .action = kj_span_of(p->action + refused)};
        const kj_outcome *out = kj_test_give(shell, &input);
        if (out->refused != refused || out->ask != p->ask || out->event_count > 0 ||
            session->screen != KJ_SCREEN_WHO || session->who.step != p->step ||
            session->who.said != p->said)
            fail_msg("%s, %zu '%s': refused %d, asks %d, screen %d, step %d, said %d", name, i,
                     p->action, out->refused, (int)out->ask, (int)session->screen,
                     (int)session->who.step, (int)session->who.said);
    }
}

static void a_list_and_a_form(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_people people = people_of(arena);
    kj_test_shell *shell = kj_test_shell_new(kj_test_little(arena), arena);
    static const press list[] = {
        {"!home", KJ_ASK_NOTHING, KJ_WHO_LIST, KJ_W_NONE},
        {"!continue", KJ_ASK_NOTHING, KJ_WHO_LIST, KJ_W_NONE},
        {"!part:one", KJ_ASK_NOTHING, KJ_WHO_LIST, KJ_W_NONE},
        {"!screen:search", KJ_ASK_NOTHING, KJ_WHO_LIST, KJ_W_NONE},
        {"!set:text=150", KJ_ASK_NOTHING, KJ_WHO_LIST, KJ_W_NONE},
        {"!people", KJ_ASK_NOTHING, KJ_WHO_LIST, KJ_W_NONE},
        {"!sheet", KJ_ASK_NOTHING, KJ_WHO_LIST, KJ_W_NONE},
        {"!who:E9", KJ_ASK_NOTHING, KJ_WHO_LIST, KJ_W_NONE},
        {"!submit", KJ_ASK_NOTHING, KJ_WHO_LIST, KJ_W_NONE},
        {"!digit:1", KJ_ASK_NOTHING, KJ_WHO_LIST, KJ_W_NONE},
        {"!close", KJ_ASK_NOTHING, KJ_WHO_LIST, KJ_W_NONE}, /* nobody's lesson is open */
        {"list:2", KJ_ASK_NOTHING, KJ_WHO_LIST, KJ_W_NONE},
        {"who:a:b", KJ_ASK_ENTER, KJ_WHO_LIST, KJ_W_NONE},
        {"newcomer", KJ_ASK_NOTHING, KJ_WHO_FORM, KJ_W_NONE},
        {"!newcomer", KJ_ASK_NOTHING, KJ_WHO_FORM, KJ_W_NONE},
        {"!who:E1", KJ_ASK_NOTHING, KJ_WHO_FORM, KJ_W_NONE},
        {"submit", KJ_ASK_NOTHING, KJ_WHO_FORM, KJ_W_WHO_NO_NAME},
        {"!fill:3", KJ_ASK_NOTHING, KJ_WHO_FORM, KJ_W_WHO_NO_NAME},
    };
    kj_who_open(&shell->session, &people, false);
    walk(shell, "list", list, KJ_COUNT(list));
    static const struct {
        uint32_t field;
        const char *typed;
        press then;
    } form[] = {
        {0, " 新来的 ", {"submit", KJ_ASK_NOTHING, KJ_WHO_FORM, KJ_W_WHO_NO_ID}},
        {1, "E 5", {"submit", KJ_ASK_NOTHING, KJ_WHO_FORM, KJ_W_WHO_BAD_ID}},
        {1, "E2", {"submit", KJ_ASK_NOTHING, KJ_WHO_FORM, KJ_W_WHO_TAKEN}},
        {1,
         "1234567890123456789012345678901234567890123456789012345678901234x",
         {"submit", KJ_ASK_NOTHING, KJ_WHO_FORM, KJ_W_WHO_BAD_ID}},
        {1, "E5", {"submit", KJ_ASK_ADD, KJ_WHO_FORM, KJ_W_NONE}},
        {2, "华北", {"submit", KJ_ASK_ADD, KJ_WHO_FORM, KJ_W_NONE}},
    };
    for (size_t i = 0; i < KJ_COUNT(form); i++) {
        char fill[16];
        snprintf(fill, sizeof fill, "fill:%u", form[i].field);
        kj_test_act(shell, fill, 1);
        kj_test_give(shell, &(kj_input){.kind = KJ_INPUT_EDIT, .edit = KJ_EDIT_ALL});
        kj_test_type(shell, form[i].typed);
        walk(shell, form[i].typed, &form[i].then, 1);
    }
    assert_true(kj_span_is(kj_who_text(&shell->session, KJ_WHO_NAME), "新来的"));
    assert_true(kj_span_is(kj_who_text(&shell->session, KJ_WHO_ID), "E5"));
    assert_true(kj_span_is(kj_who_text(&shell->session, KJ_WHO_DEPARTMENT), "华北"));
    static const press back[] = {{"close", KJ_ASK_NOTHING, KJ_WHO_LIST, KJ_W_NONE}};
    walk(shell, "back", back, 1);
    /* One's own: the number is known and stays. */
    kj_test_start(shell);
    kj_who_open_own(&shell->session, KJ_LIT("E7"));
    static const press own[] = {
        {"!fill:1", KJ_ASK_NOTHING, KJ_WHO_FORM, KJ_W_NONE},
        {"submit", KJ_ASK_NOTHING, KJ_WHO_FORM, KJ_W_WHO_NO_NAME},
    };
    walk(shell, "own", own, KJ_COUNT(own));
    kj_test_type(shell, "何苗");
    static const press done[] = {{"submit", KJ_ASK_ADD, KJ_WHO_FORM, KJ_W_NONE}};
    walk(shell, "own, named", done, 1);
    kj_test_act(shell, "close", 1);
    assert_int_equal(shell->session.screen, KJ_SCREEN_HOME);
    kj_arena_free(arena);
}

static void digits(kj_test_shell *shell, const char *text)
{
    for (; *text; text++) {
        char action[] = "digit:0";
        action[6] = *text;
        kj_test_act(shell, action, 1);
    }
}

static bool given(const kj_test_shell *shell, const char *text)
{
    return kj_span_is((kj_span){shell->session.who.pin, shell->session.who.pin_len}, text);
}

static void a_pin(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_people people = people_of(arena);
    kj_test_shell *shell = kj_test_shell_new(kj_test_little(arena), arena);
    kj_session *session = &shell->session;
    kj_who_open(session, &people, false);
    static const press asked[] = {
        {"who:E2", KJ_ASK_CHECK, KJ_WHO_PIN, KJ_W_NONE}, /* may one be given yet? */
        {"!erase", KJ_ASK_NOTHING, KJ_WHO_PIN, KJ_W_NONE},
        {"!digit:10", KJ_ASK_NOTHING, KJ_WHO_PIN, KJ_W_NONE},
        {"!digit:a", KJ_ASK_NOTHING, KJ_WHO_PIN, KJ_W_NONE},
        {"digit:1", KJ_ASK_NOTHING, KJ_WHO_PIN, KJ_W_NONE},
        {"submit", KJ_ASK_NOTHING, KJ_WHO_PIN, KJ_W_PIN_SHORT},
        {"!home", KJ_ASK_NOTHING, KJ_WHO_PIN, KJ_W_PIN_SHORT},
        {"digit:2", KJ_ASK_NOTHING, KJ_WHO_PIN, KJ_W_NONE},
        {"erase", KJ_ASK_NOTHING, KJ_WHO_PIN, KJ_W_NONE},
    };
    walk(shell, "asked", asked, KJ_COUNT(asked));
    digits(shell, "23456789012");
    assert_true(given(shell, "123456789012"));
    static const press full[] = {{"!digit:3", KJ_ASK_NOTHING, KJ_WHO_PIN, KJ_W_NONE},
                                 {"submit", KJ_ASK_CHECK, KJ_WHO_PIN, KJ_W_NONE}};
    walk(shell, "full", full, KJ_COUNT(full));
    kj_who_pin_wrong(session, KJ_W_PIN_WAIT, shell->now.ms + 4000);
    assert_int_equal(session->who.pin_len, 0);
    digits(shell, "4711");
    static const press early[] = {{"!submit", KJ_ASK_NOTHING, KJ_WHO_PIN, KJ_W_PIN_WAIT}};
    walk(shell, "early", early, 1);
    const int64_t due = kj_session_deadline(shell->course, session);
    assert_int_equal(due, session->who.until_ms);
    shell->now.ms = due - 1;
    assert_true(kj_test_give(shell, &(kj_input){.kind = KJ_INPUT_TIMEOUT})->refused);
    shell->now.ms = due;
    assert_false(kj_test_give(shell, &(kj_input){.kind = KJ_INPUT_TIMEOUT})->refused);
    assert_int_equal(kj_session_deadline(shell->course, session), 0);
    static const press late[] = {{"submit", KJ_ASK_CHECK, KJ_WHO_PIN, KJ_W_NONE},
                                 {"close", KJ_ASK_NOTHING, KJ_WHO_LIST, KJ_W_NONE}};
    walk(shell, "late", late, KJ_COUNT(late));
    kj_arena_free(arena);
}

static void a_new_pin(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_shell *shell = kj_test_shell_new(kj_test_little(arena), arena);
    kj_session *session = &shell->session;
    kj_personal personal = {.arena = arena};
    kj_test_start(shell);
    kj_test_act(shell, "screen:settings", 1);
    const kj_input set = {.kind = KJ_INPUT_ACTION, .action = KJ_LIT("pin:set")};
    assert_true(kj_test_give(shell, &set)->refused); /* nothing of anybody's own is kept here */
    session->personal = &personal;
    assert_true(
        kj_test_give(shell, &(kj_input){.kind = KJ_INPUT_ACTION, .action = KJ_LIT("pin:change")})
            ->refused); /* there is none */
    assert_false(kj_test_give(shell, &set)->refused);
    digits(shell, "1234");
    kj_test_act(shell, "submit", 1);
    assert_int_equal(session->who.why, KJ_PIN_AGAIN);
    digits(shell, "1235");
    kj_test_act(shell, "submit", 1);
    assert_int_equal(session->who.why, KJ_PIN_NEW);
    assert_int_equal(session->who.said, KJ_W_PIN_DIFFER);
    digits(shell, "12345");
    kj_test_act(shell, "submit", 1);
    digits(shell, "12345");
    assert_int_equal(kj_test_act(shell, "submit", 1)->ask, KJ_ASK_SET);
    assert_true(given(shell, "12345"));
    kj_test_act(shell, "close", 1);
    assert_int_equal(session->screen, KJ_SCREEN_SETTINGS);
    session->has_pin = true;
    assert_true(kj_test_give(shell, &set)->refused);
    assert_int_equal(kj_test_act(shell, "pin:change", 1)->ask, KJ_ASK_CHECK);
    assert_int_equal(session->who.why, KJ_PIN_OLD);
    kj_test_act(shell, "close", 1);
    assert_int_equal(kj_test_act(shell, "pin:remove", 1)->ask, KJ_ASK_CHECK);
    assert_int_equal(session->who.why, KJ_PIN_AWAY);
    kj_who_leave(session);
    kj_test_act(shell, "close", 1);
    assert_int_equal(session->screen, KJ_SCREEN_HOME);
    kj_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorted_and_found),
        cmocka_unit_test(a_list_and_a_form),
        cmocka_unit_test(a_pin),
        cmocka_unit_test(a_new_pin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
