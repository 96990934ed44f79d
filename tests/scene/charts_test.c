/* tests/scene/charts_test.c: what charts work out: round scales, numbers as text, labels that keep
 * apart, and the rates, shares, sums and widths that slides show. */
#include "scene/visuals/chart.h"

#include "gallery.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const struct {
    double least, most;
    size_t at_most;
    double min, max, step;
} scales[] = {
    {0, 80, 6, 0, 80, 20},         {0, 81, 6, 0, 100, 20},
    {0, 0.3, 6, 0, 0.3, 0.1},      {0, 12, 6, 0, 15, 5},
    {70, 86, 6, 70, 90, 5},        {-48, 64, 6, -50, 100, 50},
    {82.3, 96.7, 9, 82, 98, 2},    {0, 1, 3, 0, 1, 0.5},
    {5, 5, 6, 5, 6, 0.2},          {0, 12500, 6, 0, 15000, 5000},
    {0, 0.0007, 6, 0, 8e-4, 2e-4}, {999999999, 1e9, 6, 999999999, 1e9, 0.2},
};

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(1, fmax(fabs(a), fabs(b)));
}

static void scales_are_round(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(scales); i++) {
        const kj_scale s = kj_scale_over(scales[i].least, scales[i].most, scales[i].at_most);
        if (!near(s.min, scales[i].min) || !near(s.max, scales[i].max) ||
            !near(s.step, scales[i].step))
            fail_msg("[%g, %g]: %g to %g by %g", scales[i].least, scales[i].most, s.min, s.max,
                     s.step);
        assert_true(s.ticks >= 2 && s.ticks <= scales[i].at_most);
        assert_true(near(kj_scale_tick(&s, 0), s.min));
        assert_true(near(kj_scale_tick(&s, s.ticks - 1), s.max));
        assert_true(near(kj_scale_share(&s, s.min), 0) && near(kj_scale_share(&s, s.max), 1));
    }
}

static const struct {
    double value;
    int decimals;
    const char *unit, *text;
} numbers[] = {
    {80, KJ_AS_GIVEN, "%", "80%"},
    {3.5, KJ_AS_GIVEN, "年", "3.5年"},
    {0, KJ_AS_GIVEN, "", "0"},
    {-12, KJ_AS_GIVEN, "万元", "−12万元"},
    {-0.0001, 2, "", "0"},
    {65.5, 1, "分", "65.5分"},
    {64.999, 1, "", "65"},
    {2.675, 2, "", "2.68"}, /* as people round, not as the binary fraction would */
    {0.1 + 0.2, KJ_AS_GIVEN, "", "0.3"},
    {1200000, KJ_AS_GIVEN, "", "1200000"},
    {100.0 / 3, 1, "", "33.3"},
    {10, KJ_AS_GIVEN, "", "10"},
};

static const struct {
    double part, whole;
    const char *text;
} percents[] = {
    {120, 200, "60%"},
    {18, 72, "25%"},
    {12, 18, "67%"},
    {12, 200, "6%"},
    {3, 97, "3.1%"},
    {3, 12500, "0.02%"},
    {0, 40, "0%"},
    {40, 40, "100%"},
    {996, 1000, "99.6%"},
    {1, 8, "13%"},
    {999999, 1000000, "99.9%"},
    {5, 0, "0%"},
};

static void numbers_are_rounded_as_people_do(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    for (size_t i = 0; i < KJ_COUNT(numbers); i++) {
        const kj_span text = kj_chart_number(arena, numbers[i].value, numbers[i].decimals,
                                             kj_span_of(numbers[i].unit));
        if (!kj_span_is(text, numbers[i].text))
            fail_msg("%g is written '%.*s', not '%s'", numbers[i].value, KJ_ARG(text),
                     numbers[i].text);
    }
    for (size_t i = 0; i < KJ_COUNT(percents); i++) {
        const kj_span text = kj_chart_percent(arena, percents[i].part, percents[i].whole);
        if (!kj_span_is(text, percents[i].text))
            fail_msg("%g of %g is '%.*s', not '%s'", percents[i].part, percents[i].whole,
                     KJ_ARG(text), percents[i].text);
    }
    assert_true(kj_span_is(kj_chart_fixed(arena, 4, 1, KJ_LIT("分")), "4.0分"));
    assert_true(kj_span_is(kj_chart_fixed(arena, -2.45, 1, KJ_LIT("")), "−2.5"));
    kj_arena_free(arena);
}

/* Boxes that want to stand anywhere: afterwards none overlaps, none leaves the room, and where
 * there was nothing to do nothing moved. */
static void boxes_keep_apart(void **state)
{
    (void)state;
    uint32_t seed = 20261124;
    for (int turn = 0; turn < 2000; turn++) {
        double tops[8] = {0}, wanted[8] = {0}, heights[8] = {0}, all = 0;
        seed = seed * 1664525u + 1013904223u;
        const size_t count = 1 + (seed >> 16) % 8;
        double at = 0;
        bool apart = true;
        for (size_t i = 0; i < count; i++) {
            seed = seed * 1664525u + 1013904223u;
            const double step = (seed >> 16) % 120;
            heights[i] = 20 + (seed >> 8) % 60;
            apart = apart && (i == 0 || wanted[i - 1] + heights[i - 1] <= at + step);
            at += step;
            tops[i] = wanted[i] = at;
            all += heights[i];
        }
        const bool fits = kj_spread(tops, heights, count, 0, 400);
        if (fits != (all <= 400.5))
            fail_msg("turn %d: %g units in 400: %d", turn, all, fits);
        if (!fits)
            continue;
        apart = apart && wanted[count - 1] + heights[count - 1] <= 400;
        for (size_t i = 0; i < count; i++) {
            const bool in = tops[i] > -0.6 && tops[i] + heights[i] < 400.6;
            const bool after = i == 0 || tops[i] + 0.6 > tops[i - 1] + heights[i - 1];
            const bool moved = fabs(tops[i] - wanted[i]) > 0.01;
            if (!in || !after || (apart && moved))
                fail_msg("turn %d: box %zu stands at %g", turn, i, tops[i]);
        }
    }
}

static void labels_see_what_is_in_the_way(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_crowd crowd = {.arena = arena, .bounds = {0, 0, 100, 100}};
    kj_crowd_box(&crowd, (kj_rect){20, 20, 20, 20});
    kj_crowd_stroke(&crowd, (kj_point){60, 0}, (kj_point){100, 100});
    static const struct {
        kj_rect box;
        bool room;
    } cases[] = {
        {{50, 10, 8, 8}, true},    {{41, 20, 10, 20}, true}, {{39, 20, 10, 20}, false},
        {{70, 10, 20, 30}, false}, {{80, 80, 10, 5}, true},  {{95, 40, 10, 10}, false},
        {{-1, 50, 5, 5}, false},   {{10, 50, 50, 40}, true}, {{10, 10, 60, 60}, false},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++)
        if (kj_crowd_has_room(&crowd, cases[i].box) != cases[i].room)
            fail_msg("case %zu", i);
    assert_false(kj_crowd_has_way(&crowd, (kj_point){10, 30}, (kj_point){50, 30}));
    assert_true(kj_crowd_has_way(&crowd, (kj_point){10, 10}, (kj_point){50, 10}));
    assert_true(kj_crowd_has_way(&crowd, (kj_point){25, 30}, (kj_point){50, 30})); /* from inside */
    kj_arena_free(arena);
}

/* What the engine works out of a slide's values and figures. */
static const struct {
    const char *slide, *text;
} computed[] = {
    {"bars-typical", "80%"}, /* the figure {share} */
    {"bars-largest", "308.5"},
    {"funnel-typical", "60%"},
    {"funnel-typical", "25%"},
    {"funnel-typical", "67%"},
    {"funnel-typical", "6%"},
    {"funnel-typical", "瓶颈"},
    {"funnel-largest", "3.1%"},
    {"funnel-largest", "0.02%"},
    {"donut-typical", "80"},
    {"donut-typical", "55%"},
    {"donut-open", "42.5%"},
    {"radar-typical", "65.5分"},
    {"radar-typical", "最弱"},
    {"radar-pair", "3.73分"},
    {"balance-typical", "宽9万元"},
    {"balance-largest", "宽9.25万元"},
    {"balance-none", "没有重叠，差3.5万元"},
};

static bool shows(const kj_list *list, kj_span text)
{
    for (size_t i = 0; i < list->commands.count; i++)
        if (list->commands.ptr[i].kind == KJ_DRAW_GLYPHS &&
            kj_span_equal(list->commands.ptr[i].text, text))
            return true;
    return false;
}

static void results_are_shown(void **state)
{
    kj_gallery *g = *state;
    for (size_t i = 0; i < KJ_COUNT(computed); i++) {
        const uint32_t slide =
            kj_course_find(g->course, KJ_REF_SLIDE, kj_span_of(computed[i].slide));
        assert_true(slide != KJ_NONE);
        const kj_list list = kj_gallery_draw(g, slide, UINT32_MAX, 1920, 1080, 1, &kj_theme_light);
        if (!shows(&list, kj_span_of(computed[i].text)))
            fail_msg("%s does not show '%s'", computed[i].slide, computed[i].text);
    }
}

/* A bar is as long as its value: the lengths of a chart are to one another as its numbers are. */
static void bars_are_as_long_as_their_values(void **state)
{
    kj_gallery *g = *state;
    static const double values[] = {1.2, 0.95, 0.6, 0.35, 0.08};
    const uint32_t slide = kj_course_find(g->course, KJ_REF_SLIDE, KJ_LIT("bars-across"));
    const kj_list list = kj_gallery_draw(g, slide, UINT32_MAX, 1920, 1080, 1, &kj_theme_light);
    double left = 0, longest = 0;
    size_t count = 0;
    for (size_t i = 0; i < list.commands.count; i++) {
        const kj_command *c = &list.commands.ptr[i];
        const bool bar = c->kind == KJ_DRAW_RECT && c->radius > 3.5 && c->radius < 4.5 &&
                         (c->fill == kj_theme_light.colors[KJ_COLOR_DAI] ||
                          c->fill == kj_theme_light.colors[KJ_COLOR_ZHU]);
        if (!bar)
            continue;
        assert_true(count < KJ_COUNT(values));
        left = count ? left : c->rect.x;
        longest = count ? longest : c->rect.w;
        assert_true(fabs(c->rect.x - left) < 0.01); /* all from zero */
        if (fabs(c->rect.w / longest - values[count] / values[0]) > 0.001)
            fail_msg("bar %zu is %g of %g units long", count, c->rect.w, longest);
        count++;
    }
    assert_int_equal(count, KJ_COUNT(values));
}

/* As the figure of a question a chart marks nothing and keeps its remarks to itself. */
static void questions_point_at_nothing(void **state)
{
    kj_gallery *g = *state;
    static const char *const slides[] = {"bars-typical",  "funnel-largest",  "donut-typical",
                                         "radar-typical", "line-typical",    "balance-typical",
                                         "balance-none",  "scatter-typical", "scatter-largest"};
    static const char *const hints[] = {"瓶颈",      "最弱",   "专人经营",
                                        "打9～10分", "65.5分", "宽9万元"};
    for (size_t i = 0; i < KJ_COUNT(slides); i++) {
        const kj_slide *slide =
            &g->course->slides.ptr[kj_course_find(g->course, KJ_REF_SLIDE, kj_span_of(slides[i]))];
        kj_arena_reset(g->frame);
        const kj_scene scene = {.course = g->course,
                                .theme = &kj_theme_light,
                                .typesetter = g->typesetter,
                                .canvas = kj_canvas_for(1920, 1080, 1),
                                .arena = g->frame};
        kj_draw draw;
        kj_draw_begin(&draw, &scene);
        const kj_visual_frame frame = {
            .slide = slide, .box = {112, 300, 1100, 660}, .step = UINT32_MAX, .hotspot = true};
        kj_visual_of(slide)->draw(&draw, slide->visual.data, &frame);
        for (size_t k = 0; k < KJ_COUNT(hints); k++)
            if (shows(&draw.list, kj_span_of(hints[k])))
                fail_msg("%s gives away '%s'", slides[i], hints[k]);
        for (size_t c = 0; c < draw.list.commands.count; c++) {
            const kj_command *command = &draw.list.commands.ptr[c];
            const kj_color zhu = kj_theme_light.colors[KJ_COLOR_ZHU];
            if (command->fill == zhu || command->stroke == zhu)
                fail_msg("%s stresses '%.*s'", slides[i], KJ_ARG(command->text));
        }
    }
}

static bool finite_rect(kj_rect r)
{
    return isfinite(r.x) && isfinite(r.y) && isfinite(r.w) && isfinite(r.h);
}

/* Boxes that nobody would show a chart in: what is drawn stays finite, and what does not fit is
 * told. */
static void odd_rooms_do_no_harm(void **state)
{
    kj_gallery *g = *state;
    static const kj_rect rooms[] = {{0, 0, 1700, 60}, {0, 0, 150, 900}, {0, 0, 400, 1},
                                    {0, 0, 300, 150}, {0, 0, 400, 400}, {0, 0, 6000, 200}};
    for (uint32_t i = 0; i < g->course->slides.count; i++)
        for (size_t r = 0; r < KJ_COUNT(rooms); r++)
            for (int asked = 0; asked < 2; asked++) {
                const kj_slide *slide = &g->course->slides.ptr[i];
                if (!kj_span_is(g->course->parts.ptr[slide->part].id, "charts") ||
                    kj_visual_of(slide)->full_page)
                    continue;
                kj_arena_reset(g->frame);
                const kj_scene scene = {.course = g->course,
                                        .theme = &kj_theme_light,
                                        .typesetter = g->typesetter,
                                        .canvas = {1920, 1080, asked ? 2 : 1},
                                        .arena = g->frame};
                kj_draw draw;
                kj_draw_begin(&draw, &scene);
                const kj_visual_frame frame = {
                    .slide = slide, .box = rooms[r], .step = UINT32_MAX, .hotspot = asked == 1};
                kj_visual_of(slide)->draw(&draw, slide->visual.data, &frame);
                for (size_t c = 0; c < draw.list.commands.count; c++)
                    assert_true(finite_rect(draw.list.commands.ptr[c].rect));
                for (size_t a = 0; a < draw.list.areas.count; a++)
                    assert_true(finite_rect(draw.list.areas.ptr[a].rect));
                if (r < 4 && draw.list.overfull == 0)
                    fail_msg("%.*s fits a room of %.0f × %.0f", KJ_ARG(slide->id), rooms[r].w,
                             rooms[r].h);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scales_are_round),
        cmocka_unit_test(numbers_are_rounded_as_people_do),
        cmocka_unit_test(boxes_keep_apart),
        cmocka_unit_test(labels_see_what_is_in_the_way),
        cmocka_unit_test(results_are_shown),
        cmocka_unit_test(bars_are_as_long_as_their_values),
        cmocka_unit_test(questions_point_at_nothing),
        cmocka_unit_test(odd_rooms_do_no_harm),
    };
    return cmocka_run_group_tests(tests, kj_gallery_open, kj_gallery_close);
}
