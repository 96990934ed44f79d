/* tests/lesson/personal_test.c: what is the learner's own: values that fit, look-ups, and the
 * inputs that change it. */
#include "lesson/kit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void takes_what_fits(void **state)
{
    static const struct {
        kj_own_kind kind;
        const char *object, *value;
        bool fits;
    } rows[] = {
        {KJ_OWN_SETTING, "text", "100", true},
        {KJ_OWN_SETTING, "text", "200", true},
        {KJ_OWN_SETTING, "text", "99", false},
        {KJ_OWN_SETTING, "text", "201", false},
        {KJ_OWN_SETTING, "text", "1e2", false},
        {KJ_OWN_SETTING, "text", "", true},
        {KJ_OWN_SETTING, "theme", "high-contrast", true},
        {KJ_OWN_SETTING, "theme", "pink", false},
        {KJ_OWN_SETTING, "language", "en", true},
        {KJ_OWN_SETTING, "language", "fr", false},
        {KJ_OWN_SETTING, "motion", "off", true},
        {KJ_OWN_SETTING, "motion", "maybe", false},
        {KJ_OWN_SETTING, "colour", "red", false},
        {KJ_OWN_BOOKMARK, "map", "1", true},
        {KJ_OWN_BOOKMARK, "map", "2", false},
        {KJ_OWN_BOOKMARK, "", "1", false},
        {KJ_OWN_NOTE, "map", "先问现状", true},
        {KJ_OWN_NOTE, "", "of nothing", false},
        {KJ_OWN_PLAN, "", "2026-12-31", true},
        {KJ_OWN_PLAN, "", "2026-02-30", false},
        {KJ_OWN_PLAN, "map", "2026-12-31", false},
    };
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        kj_arena *arena = kj_arena_new();
        kj_personal personal = {.arena = arena};
        const kj_own own = {rows[i].kind, kj_span_of(rows[i].object), kj_span_of(rows[i].value)};
        if (kj_own_set(&personal, &own) != rows[i].fits)
            fail_msg("row %zu: %s=%s", i, rows[i].object, rows[i].value);
        const kj_span kept = kj_own_get(&personal, own.kind, own.object);
        assert_true(kj_span_equal(kept, rows[i].fits ? own.value : (kj_span){0}));
        kj_arena_free(arena);
    }
}

static void a_note_has_an_end(void **state)
{
    kj_arena *arena = kj_arena_new();
    char *text = KJ_NEW(arena, char, KJ_OWN_VALUE_BYTES_MAX + 1);
    kj_own own = {KJ_OWN_NOTE, KJ_LIT("map"), {text, KJ_OWN_VALUE_BYTES_MAX}};

    (void)state;
    memset(text, 'n', KJ_OWN_VALUE_BYTES_MAX + 1);
    assert_true(kj_own_fits(&own));
    own.value.len++;
    assert_false(kj_own_fits(&own));
    kj_arena_free(arena);
}

static void one_value_a_key(void **state)
{
    kj_arena *arena = kj_arena_new();
    kj_personal personal = {.arena = arena};
    const kj_own rows[] = {
        {KJ_OWN_NOTE, KJ_LIT("a"), KJ_LIT("first")},
        {KJ_OWN_BOOKMARK, KJ_LIT("a"), KJ_LIT("1")},
        {KJ_OWN_NOTE, KJ_LIT("b"), KJ_LIT("b's")},
        {KJ_OWN_NOTE, KJ_LIT("a"), KJ_LIT("second")},
        {KJ_OWN_NOTE, KJ_LIT("c"), {0}},
        {KJ_OWN_BOOKMARK, KJ_LIT("a"), {0}},
    };

    (void)state;
    for (size_t i = 0; i < KJ_COUNT(rows); i++)
        assert_true(kj_own_set(&personal, &rows[i]));
    assert_int_equal(personal.all.count, 2);
    assert_true(kj_span_is(kj_own_get(&personal, KJ_OWN_NOTE, KJ_LIT("a")), "second"));
    assert_true(kj_span_is(kj_own_get(&personal, KJ_OWN_NOTE, KJ_LIT("b")), "b's"));
    assert_int_equal(kj_own_get(&personal, KJ_OWN_BOOKMARK, KJ_LIT("a")).len, 0);
    assert_int_equal(kj_own_get(NULL, KJ_OWN_NOTE, KJ_LIT("a")).len, 0);
    kj_arena_free(arena);
}

static void settings_and_their_defaults(void **state)
{
    kj_arena *arena = kj_arena_new();
    kj_personal personal = {.arena = arena};
    kj_settings s = kj_own_settings(&personal);

    (void)state;
    assert_int_equal(s.text_percent, 0);
    assert_int_equal(s.theme.len + s.language.len, 0);
    assert_int_equal(s.motion, KJ_SWITCH_UNSET);
    const kj_own rows[] = {
        {KJ_OWN_SETTING, KJ_LIT("text"), KJ_LIT("150")},
        {KJ_OWN_SETTING, KJ_LIT("theme"), KJ_LIT("dark")},
        {KJ_OWN_SETTING, KJ_LIT("language"), KJ_LIT("en")},
        {KJ_OWN_SETTING, KJ_LIT("motion"), KJ_LIT("off")},
        {KJ_OWN_SETTING, KJ_LIT("voice"), KJ_LIT("on")},
    };
    for (size_t i = 0; i < KJ_COUNT(rows); i++)
        assert_true(kj_own_set(&personal, &rows[i]));
    s = kj_own_settings(&personal);
    assert_int_equal(s.text_percent, 150);
    assert_true(kj_span_is(s.theme, "dark") && kj_span_is(s.language, "en"));
    assert_int_equal(s.motion, KJ_SWITCH_OFF);
    assert_int_equal(s.voice, KJ_SWITCH_ON);
    assert_int_equal(s.sound, KJ_SWITCH_UNSET);
    kj_arena_free(arena);
}

static void words_of_the_store_lead_back(void **state)
{
    kj_own_kind found;

    (void)state;
    for (int i = 0; i < KJ_OWN_KIND_COUNT; i++) {
        assert_true(kj_own_find(kj_own_word((kj_own_kind)i), &found));
        assert_int_equal(found, i);
    }
    assert_false(kj_own_find(KJ_LIT("pin"), &found)); /* no lesson sees it */
}

/* ---- inputs ---- */

static const kj_outcome *act(kj_test_shell *shell, const char *action)
{
    return kj_test_give(shell, &(kj_input){.kind = KJ_INPUT_ACTION, .action = kj_span_of(action)});
}

static void inputs_change_it_and_record_nothing(void **state)
{
    kj_arena *arena = kj_arena_new();
    kj_test_shell *shell = kj_test_shell_new(kj_test_little(arena), arena);
    kj_personal personal = {.arena = arena};
    const char *slide = kj_arena_copy(arena, shell->course->slides.ptr[0].id).ptr;
    const char *bookmark = kj_arena_format(arena, "bookmark:%s", slide).ptr;
    const kj_outcome *out;

    (void)state;
    kj_test_start(shell);
    assert_true(act(shell, "set:text=150")->refused); /* nobody who could keep it */
    assert_true(act(shell, bookmark)->refused);
    shell->session.personal = &personal;

    out = act(shell, "set:text=150");
    assert_false(out->refused);
    assert_int_equal(out->event_count, 0);
    assert_int_equal(out->change_count, 1);
    assert_true(kj_span_is(out->changes[0].object, "text") &&
                kj_span_is(out->changes[0].value, "150"));
    assert_int_equal(act(shell, "set:text=")->change_count, 1); /* back to the default */
    static const char *const wrong[] = {"set:text=1000", "set:text", "set:=1", "set:size=1",
                                        "bookmark:nowhere"};
    for (size_t i = 0; i < KJ_COUNT(wrong); i++) {
        out = act(shell, wrong[i]);
        assert_true(out->refused);
        assert_int_equal(out->change_count, 0);
    }

    out = act(shell, bookmark);
    assert_int_equal(out->change_count, 1);
    assert_true(kj_span_is(out->changes[0].value, "1"));
    assert_true(kj_own_set(&personal, &out->changes[0]));
    out = act(shell, bookmark);
    assert_int_equal(out->change_count, 1);
    assert_int_equal(out->changes[0].value.len, 0);

    /* Settings also while something lies above; bookmarks not, but for the help, which they take
     * away. */
    assert_false(act(shell, "help")->refused);
    assert_false(act(shell, "set:theme=dark")->refused);
    assert_true(shell->session.help);
    assert_false(act(shell, bookmark)->refused);
    assert_false(shell->session.help);
    shell->session.leaving = true;
    assert_false(act(shell, "set:theme=light")->refused);
    assert_true(act(shell, bookmark)->refused);
    kj_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_what_fits),
        cmocka_unit_test(a_note_has_an_end),
        cmocka_unit_test(one_value_a_key),
        cmocka_unit_test(settings_and_their_defaults),
        cmocka_unit_test(words_of_the_store_lead_back),
        cmocka_unit_test(inputs_change_it_and_record_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
