/* tests/player/own_test.c: what is the learner's own comes back at the next start, and what cannot
 * be saved is told and stays on the screen. */
#include "player/kit.h"

#include "record/personal.h"

#include "player/script.h"

#include <math.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>

static void act(kj_player_kit *kit, const char *action)
{
    if (!kj_player_action(&kit->player, kj_span_of(action)))
        fail_msg("'%s' means nothing here", action);
}

static void again(kj_player_kit *kit, scratch *s)
{
    kj_kit_close(kit);
    kj_kit_open(kit, s);
}

/* Whether the page that is shown now has that text. */
static bool says(kj_player_kit *kit, kj_span text)
{
    kj_arena *frame = kj_arena_new();
    const kj_list list = kj_player_draw(&kit->player, &kit->player.session, frame);
    const bool shown = kj_script_shows(&list, text);
    kj_arena_free(frame);
    return shown;
}

static bool scale_is(const kj_player_kit *kit, double wanted)
{
    return fabs(kit->player.text_scale - wanted) < 1e-9;
}

static void settings_come_back(void **state)
{
    scratch *s = *state;
    kj_player_kit kit = {0};

    kj_kit_open(&kit, s);
    const kj_theme *theme = kit.player.theme;
    assert_true(scale_is(&kit, 1));
    act(&kit, "set:text=150");
    act(&kit, "set:theme=dark");
    act(&kit, "set:language=en");
    act(&kit, "set:motion=off");
    act(&kit, "bookmark:steps");
    for (int round = 0; round < 2; round++) {
        assert_true(scale_is(&kit, 1.5));
        assert_ptr_equal(kit.player.theme, kj_theme_find(KJ_LIT("dark")));
        assert_ptr_equal(kit.player.words, kj_words_for(KJ_LIT("en")));
        assert_true(kit.player.reduced_motion);
        assert_int_equal(
            kj_own_get(kit.player.session.personal, KJ_OWN_BOOKMARK, KJ_LIT("steps")).len, 1);
        again(&kit, s);
    }
    act(&kit, "set:text=");
    act(&kit, "set:theme=");
    act(&kit, "set:language=");
    act(&kit, "set:motion=");
    assert_true(scale_is(&kit, 1));
    assert_true(kit.player.theme != kj_theme_find(KJ_LIT("dark")) && theme != NULL);
    assert_false(kit.player.reduced_motion);
    assert_false(kit.player.failed);
    kj_kit_close(&kit);
}

/* The command line counts until the learner sets something. */
static void the_command_line_first(void **state)
{
    scratch *s = *state;
    kj_player_kit kit = {0};

    kj_kit_open(&kit, s);
    act(&kit, "set:text=150");
    act(&kit, "set:theme=dark");
    again(&kit, s);
    kit.player.fixed.text = kit.player.fixed.theme = true;
    kit.player.text_scale = 1.2;
    kit.player.theme = kj_theme_find(KJ_LIT("light"));
    kj_player_apply_settings(&kit.player);
    assert_true(scale_is(&kit, 1.2));
    assert_ptr_equal(kit.player.theme, kj_theme_find(KJ_LIT("light")));
    act(&kit, "set:text=130");
    assert_true(scale_is(&kit, 1.3));
    assert_ptr_equal(kit.player.theme, kj_theme_find(KJ_LIT("light")));
    kj_kit_close(&kit);
}

/* A bookmark belongs to its course, a setting to all; another learner has neither. */
static void belongs_to_whom_it_belongs(void **state)
{
    scratch *s = *state;
    kj_player_kit kit = {0};

    kj_kit_open(&kit, s);
    kj_store *store = kit.player.store;
    const kj_span me = kit.player.learner, course = kit.player.course->id;
    const kj_personal_row rows[] = {
        {me, KJ_LIT("elsewhere"), KJ_LIT("bookmark"), KJ_LIT("steps"), KJ_LIT("1"), 0},
        {KJ_LIT("somebody"), course, KJ_LIT("note"), KJ_LIT("steps"), KJ_LIT("theirs"), 0},
        {me, course, KJ_LIT("note"), KJ_LIT("steps"), KJ_LIT("mine"), 0},
        {me, course, KJ_LIT("later-kind"), KJ_LIT("x"), KJ_LIT("y"), 0},
        {me, (kj_span){0}, KJ_LIT("setting"), KJ_LIT("text"), KJ_LIT("900"), 0},
        {me, (kj_span){0}, KJ_LIT("setting"), KJ_LIT("motion"), KJ_LIT("off"), 0},
    };
    assert_true(kj_personal_put(store, rows, KJ_COUNT(rows), kit.player.sink));
    again(&kit, s);
    const kj_personal *own = kit.player.session.personal;
    assert_true(kj_span_is(kj_own_get(own, KJ_OWN_NOTE, KJ_LIT("steps")), "mine"));
    assert_int_equal(kj_own_get(own, KJ_OWN_BOOKMARK, KJ_LIT("steps")).len, 0);
    assert_int_equal(own->all.count, 2);
    assert_true(scale_is(&kit, 1));
    assert_true(kit.player.reduced_motion);
    kj_kit_close(&kit);
}

static void what_is_not_saved_is_told_and_stays(void **state)
{
    scratch *s = *state;
    kj_player_kit kit = {0};

    kj_kit_open(&kit, s);
    assert_int_equal(
        sqlite3_exec(kj_store_handle(kit.player.store), "PRAGMA query_only = ON", NULL, NULL, NULL),
        SQLITE_OK);
    act(&kit, "set:text=150");
    assert_true(kit.player.session.own_unsaved);
    assert_true(kit.player.failed);
    assert_true(scale_is(&kit, 1.5));
    again(&kit, s);
    assert_true(scale_is(&kit, 1));
    act(&kit, "set:text=140");
    assert_false(kit.player.session.own_unsaved);
    kj_kit_close(&kit);
}

static kj_span own(const kj_player_kit *kit, kj_own_kind kind, const char *object)
{
    return kj_own_get(kit->player.session.personal, kind, kj_span_of(object));
}

static void write_note(kj_player_kit *kit, const char *text)
{
    act(kit, "note:steps");
    kj_player_input(&kit->player, (kj_input){.kind = KJ_INPUT_EDIT, .edit = KJ_EDIT_ALL});
    if (text[0])
        kj_player_input(&kit->player, (kj_input){.kind = KJ_INPUT_TEXT, .text = kj_span_of(text)});
    else
        kj_player_input(&kit->player, (kj_input){.kind = KJ_INPUT_EDIT, .edit = KJ_EDIT_DELETE});
    act(kit, "close");
}

static void set_plan(kj_player_kit *kit, const char *date)
{
    act(kit, "screen:plan");
    kj_player_input(&kit->player, (kj_input){.kind = KJ_INPUT_EDIT, .edit = KJ_EDIT_ALL});
    kj_player_input(&kit->player, (kj_input){.kind = KJ_INPUT_TEXT, .text = kj_span_of(date)});
    act(kit, "plan:save");
}

/* The disk is full: a note, a bookmark taken away, a plan and a setting stay in the program, the
 * learner is told so, and with the first thing that can be saved again all of them are. */
static void a_full_disk_loses_nothing_of_ones_own(void **state)
{
    scratch *s = *state;
    kj_player_kit kit = {0};
    struct rlimit before, none;

    kj_kit_open(&kit, s);
    act(&kit, "bookmark:steps");
    write_note(&kit, "第一句");
    set_plan(&kit, "2026-12-15");
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    none = (struct rlimit){1, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    act(&kit, "bookmark:steps");
    assert_true(kit.player.session.own_unsaved);
    assert_true(says(&kit, KJ_LIT("没存上")));
    write_note(&kit, "第二句");
    assert_true(kj_span_is(own(&kit, KJ_OWN_NOTE, "steps"), "第二句"));
    set_plan(&kit, "2026-12-31");
    act(&kit, "set:text=150");
    assert_true(says(&kit, KJ_LIT("没存上")));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    act(&kit, "slide:list"); /* an event: there is room again */
    assert_false(kit.player.session.own_unsaved);
    assert_false(says(&kit, KJ_LIT("没存上")));
    again(&kit, s);
    assert_int_equal(own(&kit, KJ_OWN_BOOKMARK, "steps").len, 0);
    assert_true(kj_span_is(own(&kit, KJ_OWN_NOTE, "steps"), "第二句"));
    assert_true(kj_span_is(own(&kit, KJ_OWN_PLAN, ""), "2026-12-31"));
    assert_true(scale_is(&kit, 1.5));
    kj_kit_close(&kit);
}

/* A note that was emptied while nothing could be written is gone once it can. */
static void what_was_taken_away_stays_away(void **state)
{
    scratch *s = *state;
    kj_player_kit kit = {0};

    kj_kit_open(&kit, s);
    write_note(&kit, "不要了");
    sqlite3 *db = kj_store_handle(kit.player.store);
    assert_int_equal(sqlite3_exec(db, "PRAGMA query_only = ON", NULL, NULL, NULL), SQLITE_OK);
    write_note(&kit, "");
    assert_true(kit.player.session.own_unsaved);
    assert_int_equal(own(&kit, KJ_OWN_NOTE, "steps").len, 0);
    assert_int_equal(sqlite3_exec(db, "PRAGMA query_only = OFF", NULL, NULL, NULL), SQLITE_OK);
    act(&kit, "bookmark:list"); /* the next change takes it along */
    assert_false(kit.player.session.own_unsaved);
    again(&kit, s);
    assert_int_equal(own(&kit, KJ_OWN_NOTE, "steps").len, 0);
    assert_int_equal(own(&kit, KJ_OWN_BOOKMARK, "list").len, 1);
    kj_kit_close(&kit);
}

/* A date in the window: what is wrong is said and not taken; arrows move the day; nothing written
 * is no plan. */
static void a_plan_is_made_changed_and_dropped(void **state)
{
    scratch *s = *state;
    kj_player_kit kit = {0};

    kj_kit_open(&kit, s);
    act(&kit, "screen:plan");
    kj_player_input(&kit.player, (kj_input){.kind = KJ_INPUT_TEXT, .text = KJ_LIT("2026-11-31")});
    assert_true(says(&kit, KJ_LIT("日历上没有这一天")));
    assert_false(kj_player_action(&kit.player, KJ_LIT("plan:save")));
    act(&kit, "plan:+1"); /* from today, 2026-11-23 */
    act(&kit, "plan:+7");
    act(&kit, "plan:-1");
    act(&kit, "plan:save");
    assert_true(kj_span_is(kj_player_screen(&kit.player), "home"));
    assert_true(kj_span_is(own(&kit, KJ_OWN_PLAN, ""), "2026-11-30"));
    again(&kit, s);
    assert_true(kj_span_is(own(&kit, KJ_OWN_PLAN, ""), "2026-11-30"));
    set_plan(&kit, "１２月１日");
    assert_true(kj_span_is(own(&kit, KJ_OWN_PLAN, ""), "2026-12-01"));
    act(&kit, "screen:plan");
    act(&kit, "plan:none");
    again(&kit, s);
    assert_int_equal(own(&kit, KJ_OWN_PLAN, "").len, 0);
    assert_false(kj_player_action(&kit.player, KJ_LIT("plan:save"))); /* not here */
    kj_kit_close(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(settings_come_back),
        SCRATCH_TEST(the_command_line_first),
        SCRATCH_TEST(belongs_to_whom_it_belongs),
        SCRATCH_TEST(what_is_not_saved_is_told_and_stays),
        SCRATCH_TEST(a_full_disk_loses_nothing_of_ones_own),
        SCRATCH_TEST(what_was_taken_away_stays_away),
        SCRATCH_TEST(a_plan_is_made_changed_and_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
