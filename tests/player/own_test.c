/* tests/player/own_test.c: what is the learner's own comes back at the next start, and what cannot
 * be saved is told and stays on the screen. */
#include "player/kit.h"

#include "record/personal.h"

#include <math.h>
#include <sqlite3.h>

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
    assert_true(kit.player.session.unsaved);
    assert_true(kit.player.failed);
    assert_true(scale_is(&kit, 1.5));
    again(&kit, s);
    assert_true(scale_is(&kit, 1));
    act(&kit, "set:text=140");
    assert_false(kit.player.session.unsaved);
    kj_kit_close(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(settings_come_back),
        SCRATCH_TEST(the_command_line_first),
        SCRATCH_TEST(belongs_to_whom_it_belongs),
        SCRATCH_TEST(what_is_not_saved_is_told_and_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
