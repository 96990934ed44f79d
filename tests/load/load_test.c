/* tests/load/load_test.c: courses on disk, with the forms of the program. */
#include "load/load.h"
#include "support.h"
#include "test.h"

#define SOUND KJ_TESTS "/course/sound"

static void loads_a_folder_and_its_course_json(void **state)
{
    static const char *const paths[] = {SOUND, SOUND "/", SOUND "/course.json"};
    kj_arena *arena = *state;
    for (size_t i = 0; i < KJ_COUNT(paths); i++) {
        kj_test_sink *sink = kj_test_sink_new(arena);
        const kj_course *course = kj_load_course(paths[i], arena, &sink->sink);
        if (!course)
            fail_msg("%s: %.*s", paths[i], KJ_ARG(kj_test_sink_text(sink)));
        assert_true(kj_span_is(course->id, "tiny"));
        kj_load_check_pictures(course, &sink->sink);
        assert_int_equal(sink->diags.count, 0);
    }
}

static void sets_what_files_do_not_say(void **state)
{
    kj_arena *arena = *state;
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_course *course = kj_load_course(SOUND, arena, &sink->sink);
    assert_non_null(course);
    assert_true(kj_span_is(course->theme, "light"));
    assert_true(course->pass.test > 0.79 && course->pass.test < 0.81);
    assert_true(course->pass.slide_seconds > 2.9 && course->pass.slide_seconds < 3.1);
    const kj_part *part = &course->parts.ptr[0];
    assert_int_equal(part->slide_count, 1);
    assert_int_equal(part->item_count, 1);
    assert_int_equal(part->roleplay_count, 1);
    assert_true(part->minutes > 1.9 && part->minutes < 2.1);
    assert_true(course->items.ptr[0].points > 0.9 && course->items.ptr[0].points < 1.1);
    assert_int_equal(kj_course_find(course, KJ_REF_ITEM, KJ_LIT("q1")), 0);
    assert_int_equal(kj_course_find(course, KJ_REF_ITEM, KJ_LIT("why")), KJ_NONE);

    const kj_roleplay *play = &course->roleplays.ptr[0];
    assert_int_equal(play->part, 0);
    assert_int_equal(play->nodes.ptr[0].choices.ptr[0].next_index, 1);
    assert_int_equal(play->nodes.ptr[1].choices.ptr[0].next_index, KJ_NONE);

    const kj_loc place = kj_course_place(course, play->nodes.ptr[1].at, "better", SIZE_MAX);
    const kj_span value = kj_span_sub(place.source->text, place.offset, place.offset + 7);
    assert_true(kj_span_is(value, "\"split\""));
}

static void gives_pictures_and_nothing_outside(void **state)
{
    kj_arena *arena = *state;
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_course *course = kj_load_course(SOUND, arena, &sink->sink);
    const kj_picture_source pictures = kj_load_pictures(course, NULL, arena);
    kj_span bytes;
    assert_true(pictures.load(pictures.ctx, KJ_LIT("images/lin.svg"), arena, &bytes));
    assert_true(kj_span_starts(bytes, KJ_LIT("<svg")));
    assert_false(pictures.load(pictures.ctx, KJ_LIT("images/none.svg"), arena, &bytes));
    assert_false(pictures.load(pictures.ctx, KJ_LIT("../kit.c"), arena, &bytes));
}

static void says_when_there_is_no_course(void **state)
{
    static const char *const paths[] = {KJ_TESTS "/nowhere", KJ_TESTS "/course", ""};
    kj_arena *arena = *state;
    for (size_t i = 0; i < KJ_COUNT(paths); i++) {
        kj_test_sink *sink = kj_test_sink_new(arena);
        assert_null(kj_load_course(paths[i], arena, &sink->sink));
        if (sink->diags.count != 1 || !kj_test_sink_find(sink, "E0902") || sink->sink.world != 1)
            fail_msg("'%s':\n%.*s", paths[i], KJ_ARG(kj_test_sink_text(sink)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(loads_a_folder_and_its_course_json),
        KJ_TEST(sets_what_files_do_not_say),
        KJ_TEST(gives_pictures_and_nothing_outside),
        KJ_TEST(says_when_there_is_no_course),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
