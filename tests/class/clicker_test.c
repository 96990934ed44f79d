/* tests/class/clicker_test.c: what each key means, by what is on; which presses count. */
#include "class/kit.h"

#include "test.h"

typedef struct key_case {
    const char *actions; /* done before */
    const char *key;     /* "Shift+F5", "Ctrl+Z" */
    const char *action;  /* NULL: nothing */
} key_case;

static const key_case rows[] = {
    /* forward and back */
    {"", "PageDown", "next"},
    {"", "Right", "next"},
    {"", "Down", "next"},
    {"", "Space", "next"},
    {"", "Return", "enter"},
    {"", "Keypad Enter", "enter"},
    {"", "PageUp", "back"},
    {"", "Left", "back"},
    {"", "Up", "back"},
    {"", "Backspace", "back"},
    {"", "Home", "first"},
    {"", "F5", "first"},
    {"", "Shift+F5", "again"},
    {"", "End", "last"},
    /* the room's screen */
    {"", "B", "black"},
    {"", "b", "black"},
    {"", ".", "black"},
    {"", "W", "white"},
    {"", ",", "white"},
    {"", "F", "freeze"},
    {"", "X", "swap"},
    /* finding */
    {"", "1", "digit:1"},
    {"", "Keypad 7", "digit:7"},
    {"", "0", "digit:0"},
    {"digit:1", "Backspace", "erase"},
    {"digit:1", "Return", "enter"},
    {"digit:1", "PageDown", "next"},
    {"digit:1", "Escape", "close"},
    {"", "O", "overview"},
    {"", "/", "find"},
    {"", "M", "bookmark"},
    {"", "R", "return"},
    /* tools */
    {"", "L", "tool:laser"},
    {"", "S", "tool:spot"},
    {"", "Z", "tool:zoom"},
    {"", "D", "tool:pen"},
    {"", "H", "tool:highlighter"},
    {"", "E", "tool:eraser"},
    {"", "U", "undo"},
    {"", "Ctrl+Z", "undo"},
    {"", "Shift+U", "clear"},
    /* the room */
    {"", "V", "questions"},
    {"", "P", "roleplays"},
    {"", "C", "countdown:300"},
    {"", "K", "pick"},
    {"", "G", "groups:4"},
    {"", "A", "roster"},
    {"", "I", "live"},
    {"", "J", "join"},
    {"", "Q", "questions-of-room"},
    /* the console */
    {"", "+", "notes:+"},
    {"", "Shift+=", "notes:+"},
    {"", "Shift++", "notes:+"},
    {"", "Keypad +", "notes:+"},
    {"", "-", "notes:-"},
    {"", "Keypad -", "notes:-"},
    {"", "Shift+Down", "notes:down"},
    {"", "Shift+Up", "notes:up"},
    {"", "?", "keys"},
    {"", "Shift+/", "keys"},
    {"", "F1", "keys"},
    {"", "Ctrl+P", "handout"},
    {"", "Escape", "close"},
    /* nothing */
    {"", "Tab", NULL},
    {"", "F12", NULL},
    {"", "Left Shift", NULL},
    {"", "Ctrl+B", NULL},
    {"", "Shift+B", NULL},
    {"", "Ctrl+Shift", NULL},
    {"", "", NULL},
    {"", "Y", NULL},
    {"", "T", NULL},
    {"", "N", NULL},
    /* a question: digits choose, + and - count; it is not left by a number */
    {"ask:q-last", "1", "option:1"},
    {"ask:q-last", "Keypad 9", "option:9"},
    {"ask:q-last", "0", "digit:0"},
    {"ask:q-last", "+", "hand:+"},
    {"ask:q-last", "Keypad -", "hand:-"},
    {"ask:q-last", "T", "tally"},
    {"ask:q-last", "Shift+T", "compare"},
    {"ask:q-last", "N", "reveal"},
    {"ask:q-last", "Return", "enter"},
    {"ask:q-last", "PageDown", "next"},
    {"ask:q-last", "Backspace", "back"},
    {"play:talk", "2", "option:2"},
    {"play:talk", "+", "hand:+"},
    {"play:talk", "T", "tally"},
    {"play:talk", "N", NULL},
    /* a countdown, groups */
    {"countdown:60", "+", "countdown:+"},
    {"countdown:60", "-", "countdown:-"},
    {"countdown:60", "2", "digit:2"},
    {"attend:1001 attend:1002 groups:2", "+", "groups:+"},
    {"attend:1001 attend:1002 groups:2", "-", "groups:-"},
    /* the overview and lists; the clicker goes on moving the room */
    {"overview", "Left", "left"},
    {"overview", "Right", "right"},
    {"overview", "Up", "up"},
    {"overview", "Down", "down"},
    {"overview", "Return", "enter"},
    {"overview", "Space", "enter"},
    {"overview", "PageDown", "next"},
    {"overview", "PageUp", "back"},
    {"overview", "3", "digit:3"},
    {"overview digit:3", "Backspace", "erase"},
    {"overview", "O", "overview"},
    {"overview", "M", "bookmark"},
    {"overview", "/", "find"},
    {"overview", "Escape", "close"},
    {"questions", "Down", "down"},
    {"questions", "Left", NULL},
    {"questions", "Return", "enter"},
    {"roster", "A", "roster"},
    {"keys", "PageDown", "next"},
    {"keys", "?", "keys"},
    {"ask:q-last questions", "1", "digit:1"},
    /* words are typed */
    {"find", "B", NULL},
    {"find", "1", NULL},
    {"find", "Space", NULL},
    {"find", "Backspace", NULL},
    {"find", ".", NULL},
    {"find", "/", NULL},
    {"find", "?", NULL},
    {"find", "+", NULL},
    {"find", "Left", "left"},
    {"find", "Down", "down"},
    {"find", "Return", "enter"},
    {"find", "PageDown", "next"},
    {"find", "Escape", "close"},
    /* asked whether to end */
    {"quit", "Y", "quit:yes"},
    {"quit", "Return", "quit:yes"},
    {"quit", "Keypad Enter", "quit:yes"},
    {"quit", "N", "quit:no"},
    {"quit", "Escape", "quit:no"},
    {"quit", "PageDown", "next"},
    {"quit", "B", "black"},
};

static const char *press(const kj_show *show, const char *key)
{
    kj_span name = kj_span_of(key);
    const bool shift = kj_span_starts(name, KJ_LIT("Shift+"));
    const bool ctrl = kj_span_starts(name, KJ_LIT("Ctrl+"));
    if (shift || ctrl)
        name = kj_span_sub(name, shift ? 6 : 5, name.len);
    return kj_show_key(show, name, shift, ctrl);
}

static void keys_mean_this(void **state)
{
    const kj_course *course = kj_test_little(*state);
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        kj_test_room *test = kj_test_room_begun(course, *state);
        kj_test_room_do(test, rows[i].actions);
        const char *action = press(&test->show, rows[i].key);
        if (!kj_span_is(kj_span_of(action), rows[i].action ? rows[i].action : ""))
            fail_msg("'%s' after '%s' is '%s', not '%s'", rows[i].key, rows[i].actions,
                     action ? action : "nothing", rows[i].action ? rows[i].action : "nothing");
    }
}

/* Each row of the page of keys can be reached: some state in which its keys do what it says. */
static void the_page_of_keys_is_true(void **state)
{
    static const char *const states[] = {
        "",           "digit:1",      "overview",
        "questions",  "find",         "quit",
        "ask:q-last", "countdown:60", "attend:1001 attend:1002 groups:2",
    };
    const kj_course *course = kj_test_little(*state);
    for (size_t r = 0; r < kj_show_key_count; r++) {
        const kj_show_key_row *row = &kj_show_keys[r];
        for (size_t k = 0; k < KJ_COUNT(row->keys) && row->keys[k]; k++) {
            const bool last = k + 1 == KJ_COUNT(row->keys) || !row->keys[k + 1];
            const char *action = row->last && last ? row->last : row->action;
            const bool digits = strstr(row->keys[k], "-9") != NULL;
            bool reached = false;
            for (size_t i = 0; i < KJ_COUNT(states) && !reached; i++) {
                kj_test_room *test = kj_test_room_begun(course, *state);
                kj_test_room_do(test, states[i]);
                const char *does = press(&test->show, digits ? "4" : row->keys[k]);
                reached = does && (digits ? strncmp(does, action, strlen(action) - 1) == 0
                                          : strcmp(does, action) == 0);
            }
            if (!reached)
                fail_msg("'%s' never does '%s'", row->keys[k], action);
        }
    }
}

static void groups_have_words(void **state)
{
    (void)state;
    for (kj_key_group group = 0; group < KJ_KEYS_GROUP_COUNT; group++)
        assert_true(kj_words_get(NULL, kj_key_group_word(group)).len > 0);
}

static const struct {
    const char *key;
    int64_t at_ms;
    bool repeat, counts;
} presses[] = {
    {"PageDown", 0, false, true},
    {"PageDown", 40, false, false},
    {"PageDown", 149, false, false}, /* bounces do not make the wait longer */
    {"PageDown", 150, false, true},
    {"PageDown", 400, true, false},
    {"PageDown", 410, false, true},
    {"PageUp", 420, false, true}, /* another key is no bounce */
    {"PageDown", 430, false, true},
    {"PageDown", 100, false, true}, /* a clock that was set back holds nothing up */
    {"B", 5000, true, false},
    {"B", 5001, false, true},
    {"B", 5002, true, false},
    {"a key with a name of more than thirty-one bytes", 6000, false, true},
    {"a key with a name of more than thirty-one bytes", 6100, false, false},
};

static void bounces_do_not_count(void **state)
{
    (void)state;
    kj_bounce bounce = {0};
    for (size_t i = 0; i < KJ_COUNT(presses); i++)
        if (kj_bounce_counts(&bounce, kj_span_of(presses[i].key), presses[i].repeat,
                             1795507200000 + presses[i].at_ms) != presses[i].counts)
            fail_msg("press %zu, '%s' at %d ms: %s", i, presses[i].key, (int)presses[i].at_ms,
                     presses[i].counts ? "does not count" : "counts");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(keys_mean_this),
        KJ_TEST(the_page_of_keys_is_true),
        KJ_TEST(groups_have_words),
        KJ_TEST(bounces_do_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
