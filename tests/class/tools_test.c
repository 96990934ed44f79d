/* tests/class/tools_test.c: the pointer on the room's page, and what becomes of it. */
#include "class/kit.h"

#include <math.h>

#include "test.h"

static bool point(kj_test_room *test, kj_show_kind kind, double x, double y)
{
    test->now.ms += 10;
    return !kj_test_room_give(test, (kj_show_input){.kind = kind, .x = x, .y = y, .pressure = 500})
                ->refused;
}

/* A line of a point every ten units; "" or the words of the events that come when it is lifted. */
static void draw(kj_test_room *test, double x, double y, double to_x, double to_y)
{
    const int points = (int)(hypot(to_x - x, to_y - y) / 10) + 1;
    assert_true(point(test, KJ_SHOW_PRESS, x, y));
    for (int i = 1; i <= points; i++)
        assert_true(
            point(test, KJ_SHOW_DRAG, x + (to_x - x) * i / points, y + (to_y - y) * i / points));
    assert_true(point(test, KJ_SHOW_LIFT, to_x, to_y));
}

static kj_test_room *with(kj_arena *arena, const char *actions)
{
    kj_test_room *test = kj_test_room_begun(kj_test_little(arena), arena);
    kj_test_room_do(test, actions);
    return test;
}

static void draws(void **state)
{
    kj_test_room *test = with(*state, "next tool:pen");
    draw(test, 100, 100, 400, 100);
    assert_true(kj_span_is(kj_test_room_events(test), "class.drew"));
    assert_int_equal(test->class.ink.count, 1);
    const kj_stroke *stroke = &test->class.ink.ptr[0];
    assert_int_equal(stroke->count, 2); /* it is straight */
    assert_int_equal(stroke->points[0].x, 1000);
    assert_int_equal(stroke->points[1].x, 4000);
    assert_int_equal(stroke->slide, 1);
    assert_int_equal(stroke->tool, KJ_TOOL_PEN);
    assert_int_equal(test->show.room.drawing.count, 0);
}

static void shows_what_is_being_drawn(void **state)
{
    kj_test_room *test = with(*state, "tool:highlighter");
    assert_true(point(test, KJ_SHOW_PRESS, 10, 10));
    assert_true(point(test, KJ_SHOW_DRAG, 20, 10));
    assert_true(point(test, KJ_SHOW_DRAG, 20, 10)); /* where it was: no point more */
    const kj_stroke *drawing = &kj_show_room(&test->show)->drawing;
    assert_int_equal(drawing->count, 2);
    assert_int_equal(drawing->tool, KJ_TOOL_HIGHLIGHTER);
    assert_int_equal(drawing->points[1].x, 200);
    assert_true(test->last.room);
}

static void long_strokes_go_on(void **state)
{
    kj_test_room *test = with(*state, "tool:pen");
    assert_true(point(test, KJ_SHOW_PRESS, 0, 500));
    for (int i = 1; i <= 1200; i++)
        assert_true(point(test, KJ_SHOW_DRAG, i, 500 + 20 * sin(i / 3.0)));
    assert_true(point(test, KJ_SHOW_LIFT, 1200, 500));
    assert_int_equal(test->class.ink.count, 3);
    for (size_t i = 1; i < 3; i++) {
        const kj_stroke *before = &test->class.ink.ptr[i - 1], *stroke = &test->class.ink.ptr[i];
        assert_int_equal(stroke->points[0].x, before->points[before->count - 1].x);
        assert_int_equal(stroke->points[0].y, before->points[before->count - 1].y);
    }
}

/* A key in the middle of a stroke ends it: it belongs to the slide on which it began. */
static void a_key_ends_a_stroke(void **state)
{
    kj_test_room *test = with(*state, "tool:pen");
    assert_true(point(test, KJ_SHOW_PRESS, 10, 10));
    assert_true(point(test, KJ_SHOW_DRAG, 90, 10));
    kj_test_room_do(test, "next");
    assert_true(kj_span_is(kj_test_room_events(test), "class.drew class.shown"));
    assert_int_equal(test->class.ink.ptr[0].slide, 0);
    assert_false(point(test, KJ_SHOW_DRAG, 200, 10));
    assert_false(point(test, KJ_SHOW_LIFT, 200, 10));
    assert_int_equal(test->class.ink.count, 1);
}

static const struct {
    const char *name, *actions;
} no_paper[] = {
    {"no tool", "next"},
    {"black", "tool:pen black"},
    {"a question", "tool:pen ask:q-last"},
    {"a countdown", "tool:pen countdown:60"},
    {"a slide that is frozen", "tool:pen freeze"},
    {"nothing to erase from", "tool:eraser white"},
};

static void draws_on_slides_only(void **state)
{
    for (size_t i = 0; i < KJ_COUNT(no_paper); i++) {
        kj_test_room *test = with(*state, no_paper[i].actions);
        if (point(test, KJ_SHOW_PRESS, 10, 10) || point(test, KJ_SHOW_DRAG, 20, 20) ||
            point(test, KJ_SHOW_LIFT, 20, 20) || test->class.ink.count > 0)
            fail_msg("%s: takes a stroke", no_paper[i].name);
    }
}

static uint32_t left(const kj_test_room *test)
{
    uint32_t count = 0;
    for (size_t i = 0; i < test->class.ink.count; i++)
        count += !test->class.ink.ptr[i].erased;
    return count;
}

static void erases(void **state)
{
    kj_test_room *test = with(*state, "tool:pen");
    draw(test, 100, 100, 400, 100);
    draw(test, 100, 300, 400, 300);
    draw(test, 100, 500, 400, 500);
    kj_test_room_do(test, "tool:eraser");
    draw(test, 250, 200, 250, 400); /* across the second */
    assert_int_equal(left(test), 2);
    assert_true(test->class.ink.ptr[1].erased);
    kj_test_room_do(test, "undo");
    assert_int_equal(left(test), 1);
    assert_true(test->class.ink.ptr[2].erased);
    kj_test_room_do(test, "next !undo !clear back");
    kj_test_room_do(test, "freeze !undo !clear freeze tool:pen");
    draw(test, 100, 700, 400, 700);
    kj_test_room_do(test, "clear");
    assert_int_equal(left(test), 0);
    kj_test_room_do(test, "!undo !clear");
}

static void points(void **state)
{
    kj_test_room *test = with(*state, "tool:laser");
    const kj_room *room = kj_show_room(&test->show);
    assert_int_equal(room->point.tool, KJ_TOOL_LASER);
    assert_false(room->point.on);
    assert_true(point(test, KJ_SHOW_HOVER, 300, 200));
    room = kj_show_room(&test->show);
    assert_true(room->point.on && fabs(room->point.x - 300) < 1e-9);
    assert_true(point(test, KJ_SHOW_PRESS, 310, 200) && point(test, KJ_SHOW_DRAG, 320, 200));
    assert_true(fabs(kj_show_room(&test->show)->point.x - 320) < 1e-9);
    kj_test_room_do(test, "freeze");
    assert_false(kj_show_room(&test->show)->point.on); /* it does not stick */
    kj_test_room_do(test, "freeze");
    assert_true(point(test, KJ_SHOW_HOVER, -1, -1));
    assert_false(kj_show_room(&test->show)->point.on);
    assert_false(point(test, KJ_SHOW_HOVER, -1, -1));
    kj_test_room_do(test, "tool:laser");
    assert_false(point(test, KJ_SHOW_HOVER, 300, 200));
    assert_false(test->last.room);
    assert_false(point(test, KJ_SHOW_HOVER, NAN, 0) || point(test, KJ_SHOW_PRESS, 0, INFINITY));
}

static void the_spotlight_stays(void **state)
{
    kj_test_room *test = with(*state, "tool:spot");
    const kj_room *room = kj_show_room(&test->show);
    assert_true(room->point.on && fabs(room->point.x - 960) < 1e-9);
    assert_true(point(test, KJ_SHOW_HOVER, 300, 200));
    assert_false(point(test, KJ_SHOW_HOVER, -1, -1));
    room = kj_show_room(&test->show);
    assert_true(room->point.on && fabs(room->point.x - 300) < 1e-9);
    kj_test_room_do(test, "freeze");
    assert_true(kj_show_room(&test->show)->point.on);
}

static const struct {
    const char *name;
    double x, y, to_x, to_y;
    kj_room_area area;
} zooms[] = {
    {"by its height", 480, 270, 500, 810, {480, 270, 960, 540}},
    {"by its width", 480, 270, 1440, 280, {480, 270, 960, 540}},
    {"up and left", 1440, 810, 480, 270, {480, 270, 960, 540}},
    {"beyond the page", 960, 540, 5000, 5000, {960, 540, 960, 540}},
    {"from beyond the page", -100, -100, 960, 540, {0, 0, 960, 540}},
    {"a click", 960, 540, 960, 540, {480, 270, 960, 540}},
    {"a click in a corner", 10, 10, 12, 10, {0, 0, 960, 540}},
};

static void zooms_to_the_page_s_shape(void **state)
{
    for (size_t i = 0; i < KJ_COUNT(zooms); i++) {
        kj_test_room *test = with(*state, "tool:zoom");
        const kj_room_area *a = &zooms[i].area;
        draw(test, zooms[i].x, zooms[i].y, zooms[i].to_x, zooms[i].to_y);
        const kj_room *room = kj_show_room(&test->show);
        if (fabs(room->zoom.x - a->x) > 0.01 || fabs(room->zoom.y - a->y) > 0.01 ||
            fabs(room->zoom.w - a->w) > 0.01 || fabs(room->zoom.h - a->h) > 0.01)
            fail_msg("%s: %g, %g, %g × %g", zooms[i].name, room->zoom.x, room->zoom.y, room->zoom.w,
                     room->zoom.h);
        assert_true(room->frame.w <= 0 && test->show.tool == KJ_TOOL_NONE);
    }
}

static const struct {
    const char *actions;
    bool zoomed;
} unzooms[] = {
    {"", true},          {"next back next", false}, {"unzoom !unzoom", false}, {"tool:zoom", false},
    {"close", false},    {"tool:pen", true},        {"ask:q-last", false},     {"freeze", true},
    {"keys keys", true},
};

static void zoom_goes_with_the_slide(void **state)
{
    for (size_t i = 0; i < KJ_COUNT(unzooms); i++) {
        kj_test_room *test = with(*state, "tool:zoom");
        draw(test, 480, 270, 500, 810);
        kj_test_room_do(test, unzooms[i].actions);
        if ((kj_show_room(&test->show)->zoom.w > 0) != unzooms[i].zoomed)
            fail_msg("'%s': %s", unzooms[i].actions, unzooms[i].zoomed ? "not zoomed" : "zoomed");
    }
}

static void the_frame_is_seen_while_it_is_dragged(void **state)
{
    kj_test_room *test = with(*state, "tool:zoom");
    assert_true(point(test, KJ_SHOW_PRESS, 480, 270) && point(test, KJ_SHOW_DRAG, 500, 810));
    assert_true(fabs(kj_show_room(&test->show)->frame.w - 960) < 0.01);
    kj_test_room_do(test, "tool:zoom");
    assert_true(kj_show_room(&test->show)->frame.w <= 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(draws),
        KJ_TEST(shows_what_is_being_drawn),
        KJ_TEST(long_strokes_go_on),
        KJ_TEST(a_key_ends_a_stroke),
        KJ_TEST(draws_on_slides_only),
        KJ_TEST(erases),
        KJ_TEST(points),
        KJ_TEST(the_spotlight_stays),
        KJ_TEST(zooms_to_the_page_s_shape),
        KJ_TEST(zoom_goes_with_the_slide),
        KJ_TEST(the_frame_is_seen_while_it_is_dragged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
