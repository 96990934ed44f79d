/* tests/player/play_test.c: a lesson that goes on, keys, and a disk that fails. */
#include "player/kit.h"
#include "player/script.h"

#include <signal.h>
#include <sys/resource.h>

static kj_arena *frame;

static void show(void *ctx, kj_player *player)
{
    (void)ctx;
    kj_player_take(player, kj_player_draw(player, &player->session, frame));
}

static void begin(kj_player_kit *kit, scratch *s)
{
    frame = kj_arena_new();
    kj_kit_open(kit, s);
    kit->player.shower = (kj_shower){show, NULL};
    show(NULL, &kit->player);
}

static void end(kj_player_kit *kit)
{
    kj_kit_close(kit);
    kj_arena_free(frame);
}

static void act(kj_player_kit *kit, const char *action)
{
    kit->player.timer.moved_ms += 1000;
    if (!kj_player_action(&kit->player, kj_span_of(action)))
        fail_msg("'%s' means nothing here", action);
}

static kj_key_result press(kj_player_kit *kit, const char *name, bool shift)
{
    kit->player.timer.moved_ms += 1000;
    return kj_player_key(&kit->player, (kj_key){.name = kj_span_of(name), .shift = shift});
}

static bool is_at(kj_player_kit *kit, const char *place)
{
    return kj_span_is(kj_player_place(&kit->player, kit->scratch->arena), place);
}

/* Left in the middle of everything, and opened again: at the same place. */
static void goes_on_where_it_was_left(void **state)
{
    static const struct {
        const char *way, *place;
    } stops[] = {
        {"act slide:steps\nkey Right\n", "slide steps 1"},
        {"act slide:list\n", "slide list 0"},
        {"act test:one\n", "question one 0"},
        {"if text 一加一: click text 得一个\nif text 二比一: click text 错\nif text 展开: type "
         "封闭\n"
         "if action submit: click submit\nclick sure:1\n",
         "feedback one 0"},
        {"click next\n", "question one 1"},
        {"act roleplay:talk\n", "roleplay talk n1 0"},
        {"click choice:ask\n", "roleplay talk n2 1"},
        {"click choice:sum\n", "debrief talk win"},
        {"act drill:quick\n", "question quick 0"},
    };
    scratch *s = *state;
    for (size_t i = 0; i < KJ_COUNT(stops); i++) {
        const char *script = kj_arena_format(s->arena,
                                             "if action continue: click continue\n%s"
                                             "expect place %s\n",
                                             stops[i].way, stops[i].place)
                                 .ptr;
        kj_span said;
        if (kj_kit_play(s, script, &said) != 0)
            fail_msg("%s: %.*s", stops[i].place, KJ_ARG(said));
        script = kj_arena_format(s->arena, "if screen home: click continue\nexpect place %s\n",
                                 stops[i].place)
                     .ptr;
        if (kj_kit_play(s, script, &said) != 0)
            fail_msg("again at %s: %.*s", stops[i].place, KJ_ARG(said));
    }
}

static void keys_mean_what_the_screen_says(void **state)
{
    kj_player_kit kit;
    begin(&kit, *state);
    assert_int_equal(press(&kit, "Return", false), KJ_KEY_DONE);
    assert_true(is_at(&kit, "slide front 0"));
    assert_int_equal(press(&kit, "Right", false), KJ_KEY_DONE);
    assert_int_equal(press(&kit, "Space", false), KJ_KEY_DONE);
    assert_true(is_at(&kit, "slide steps 1"));
    assert_int_equal(press(&kit, "Left", false), KJ_KEY_DONE);
    assert_true(is_at(&kit, "slide steps 0"));
    assert_int_equal(press(&kit, "/", true), KJ_KEY_DONE); /* types "?" */
    assert_true(kit.player.session.help);
    assert_int_equal(press(&kit, "Escape", false), KJ_KEY_DONE);
    assert_int_equal(press(&kit, "F12", false), KJ_KEY_NOTHING);
    end(&kit);
}

static void the_focus_goes_round_and_presses(void **state)
{
    kj_player_kit kit;
    begin(&kit, *state);
    assert_int_equal(kj_player_focus(&kit.player), -1);
    assert_int_equal(press(&kit, "Tab", false), KJ_KEY_FOCUS);
    const int first = kj_player_focus(&kit.player);
    assert_true(first >= 0);
    assert_int_equal(press(&kit, "Tab", false), KJ_KEY_FOCUS);
    assert_int_not_equal(kj_player_focus(&kit.player), first);
    assert_int_equal(press(&kit, "Tab", true), KJ_KEY_FOCUS);
    assert_int_equal(kj_player_focus(&kit.player), first);

    int part = kj_list_action(&kit.player.list, KJ_LIT("part:one"));
    assert_true(part >= 0);
    kj_player_set_focus(&kit.player, part);
    assert_int_equal(press(&kit, "Return", false), KJ_KEY_DONE);
    assert_true(is_at(&kit, "part one"));
    assert_int_equal(kj_player_focus(&kit.player), -1); /* another page */
    end(&kit);
}

/* Goes through the test until its fill-in question. */
static void find_fill_in(kj_player_kit *kit)
{
    act(kit, "test:one");
    for (int i = 0; i < 3 && !kj_session_wants_text(kit->player.course, &kit->player.session);
         i++) {
        const kj_list *list = &kit->player.list;
        for (size_t a = 0; a < list->areas.count; a++)
            if (kj_span_starts(list->areas.ptr[a].action, KJ_LIT("option:"))) {
                act(kit, kj_arena_copy(kit->scratch->arena, list->areas.ptr[a].action).ptr);
                break;
            }
        if (kj_span_is(kj_player_screen(&kit->player), "question"))
            act(kit, "submit");
        if (kj_span_is(kj_player_screen(&kit->player), "sure"))
            act(kit, "sure:3");
        act(kit, "next");
    }
    assert_true(kj_player_types(&kit->player));
}

static void type(kj_player_kit *kit, const char *text)
{
    kj_player_input(&kit->player, (kj_input){.kind = KJ_INPUT_TEXT, .text = kj_span_of(text)});
}

static bool reads(const kj_player_kit *kit, const char *text)
{
    const kj_draft *draft = &kit->player.session.drafts[0];
    return kj_span_is((kj_span){draft->text, draft->text_len}, text);
}

static void typing_goes_into_the_text(void **state)
{
    kj_player_kit kit;
    begin(&kit, *state);
    find_fill_in(&kit);
    assert_int_equal(press(&kit, "H", false), KJ_KEY_TEXT); /* elsewhere H goes home */
    assert_int_equal(press(&kit, "Space", false), KJ_KEY_TEXT);
    type(&kit, "开封");
    assert_int_equal(press(&kit, "Backspace", false), KJ_KEY_DONE);
    type(&kit, "放");
    assert_true(reads(&kit, "开放"));
    assert_int_equal(press(&kit, "Left", false), KJ_KEY_DONE);
    type(&kit, "x");
    assert_true(reads(&kit, "开x放"));
    press(&kit, "Home", true);
    assert_true(kj_span_is(kj_player_selection(&kit.player), "开x"));
    press(&kit, "Delete", false);
    assert_true(reads(&kit, "放"));
    kj_player_key(&kit.player, (kj_key){.name = KJ_LIT("A"), .ctrl = true});
    assert_true(kj_span_is(kj_player_selection(&kit.player), "放"));
    type(&kit, "open");
    assert_true(reads(&kit, "open"));
    assert_int_equal(press(&kit, "Return", false), KJ_KEY_DONE);
    assert_true(kj_span_is(kj_player_screen(&kit.player), "sure"));
    assert_false(kj_player_types(&kit.player));
    assert_int_equal(press(&kit, "Backspace", false), KJ_KEY_DONE); /* think again */
    assert_true(kj_player_types(&kit.player) && reads(&kit, "open"));
    press(&kit, "Return", false);
    assert_int_equal(press(&kit, "2", false), KJ_KEY_DONE);
    assert_true(kj_span_is(kj_player_screen(&kit.player), "feedback"));
    end(&kit);
}

static uint32_t caret(const kj_player_kit *kit)
{
    return kit->player.session.beside.note.caret;
}

/* In a note Up and Down go from line to line, as far along as the caret stands, over empty ones
 * too; elsewhere they move the focus. */
static void up_and_down_in_a_note(void **state)
{
    kj_player_kit kit;
    begin(&kit, *state);
    act(&kit, "note:steps");
    type(&kit, "先问现状");
    press(&kit, "Return", false);
    press(&kit, "Return", false);
    type(&kit, "再问");
    assert_int_equal(caret(&kit), 20); /* 12 bytes, two line feeds, 6 bytes */
    press(&kit, "Up", false);
    assert_int_equal(caret(&kit), 13); /* the empty line */
    press(&kit, "Up", false);
    assert_int_equal(caret(&kit), 0); /* as far along as it stood there */
    press(&kit, "Right", false);
    press(&kit, "Right", false);
    press(&kit, "Right", false);
    press(&kit, "Down", false);
    press(&kit, "Down", true);
    assert_true(kj_span_is(kj_player_selection(&kit.player), "\n"));
    press(&kit, "Down", false);
    press(&kit, "Down", false);
    assert_int_equal(caret(&kit), 20); /* no line below: its end */
    assert_int_equal(kj_player_focus(&kit.player), -1);
    for (int i = 0; i < 40; i++) { /* more than the page has room for */
        press(&kit, "Return", false);
        type(&kit, "一行");
    }
    for (int i = 0; i < 45; i++)
        press(&kit, "Up", false);
    assert_int_equal(caret(&kit), 0);
    for (int i = 0; i < 45; i++)
        press(&kit, "Down", false);
    assert_int_equal(caret(&kit), kit.player.session.beside.note.text_len);
    end(&kit);
}

static bool count_one(void *ctx, const kj_event *event)
{
    (void)event;
    ++*(size_t *)ctx;
    return true;
}

static size_t saved_events(kj_player_kit *kit)
{
    const kj_event_filter all = {0};
    size_t count = 0;
    assert_true(
        kj_store_events(kit->player.store, &all, count_one, &count, &kit->scratch->sink->sink));
    return count;
}

/* The disk is full: an answer is not taken, the learner is told and can look on; when there is
 * room again, the same answer is. */
static void an_answer_that_is_not_saved_is_not_taken(void **state)
{
    kj_player_kit kit;
    struct rlimit before, none;
    begin(&kit, *state);
    find_fill_in(&kit);
    type(&kit, "开放");
    const uint32_t answered = kit.player.lesson->run.answered;
    const size_t saved = saved_events(&kit);

    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    none = (struct rlimit){1, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    press(&kit, "Return", false);
    press(&kit, "3", false);
    assert_true(kj_span_is(kj_player_screen(&kit.player), "question"));
    assert_int_equal(kit.player.lesson->run.answered, answered);
    assert_true(kit.player.session.unsaved && kit.player.failed);
    assert_non_null(kj_test_sink_find(kit.scratch->sink, "E0701"));
    assert_int_equal(saved_events(&kit), saved);
    act(&kit, "slide:list"); /* looking on */
    assert_true(is_at(&kit, "slide list 0"));
    assert_true(kj_script_shows(&kit.player.list, KJ_LIT("存不上")));
    act(&kit, "back");
    act(&kit, "next"); /* and told as long as it lasts */
    assert_true(kj_script_shows(&kit.player.list, KJ_LIT("存不上")));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);

    act(&kit, "back");
    assert_false(kit.player.session.unsaved);
    assert_true(saved_events(&kit) > saved);
    end(&kit);
}

/* A clock that is put back does not put events before those that were there. */
static void time_does_not_run_back(void **state)
{
    kj_player_kit kit;
    begin(&kit, *state);
    kit.player.timer.moved_ms = 7200000;
    act(&kit, "slide:steps");
    const int64_t last = kit.player.lesson->last_ms;
    end(&kit);
    begin(&kit, *state);
    assert_true(kj_player_now(&kit.player).ms >= last);
    assert_true(is_at(&kit, "slide steps 0"));
    end(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(goes_on_where_it_was_left),
        SCRATCH_TEST(keys_mean_what_the_screen_says),
        SCRATCH_TEST(the_focus_goes_round_and_presses),
        SCRATCH_TEST(typing_goes_into_the_text),
        SCRATCH_TEST(up_and_down_in_a_note),
        SCRATCH_TEST(an_answer_that_is_not_saved_is_not_taken),
        SCRATCH_TEST(time_does_not_run_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
