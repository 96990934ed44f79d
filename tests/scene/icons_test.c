/* tests/scene/icons_test.c: our icons as the scene draws them. */
#include "scene/icons.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static size_t icon_count(void)
{
    size_t count = 0;
    while (kj_icon_words[count])
        count++;
    return count - 1; /* without "none" */
}

static kj_draw drawn(const kj_scene *scene, uint32_t icon, kj_rect box)
{
    kj_draw draw;
    kj_draw_begin(&draw, scene);
    kj_draw_icon(&draw, icon, box, KJ_COLOR_DAI);
    return draw;
}

static kj_scene scene_of(const kj_theme *theme, kj_arena *arena)
{
    return (kj_scene){.theme = theme, .canvas = {1920, 1080, 1}, .arena = arena};
}

static void names_are_sorted_and_many(void **state)
{
    (void)state;
    assert_true(kj_span_is(kj_span_of(kj_icon_words[0]), "none"));
    assert_true(icon_count() >= 40);
    for (size_t i = 1; i < icon_count(); i++)
        assert_true(strcmp(kj_icon_words[i], kj_icon_words[i + 1]) < 0);
}

static void inside(const kj_command *c, kj_rect box)
{
    const double half = c->stroke_width / 2 - 0.2;
    for (size_t i = 0; i < c->path_count; i++) {
        const kj_path_step *s = &c->path[i];
        const size_t end = s->verb == KJ_PATH_CURVE ? 2 : 0; /* control points may lie outside */
        if (s->verb == KJ_PATH_CLOSE)
            continue;
        assert_true(s->x[end] - half >= box.x && s->x[end] + half <= box.x + box.w);
        assert_true(s->y[end] - half >= box.y && s->y[end] + half <= box.y + box.h);
    }
}

/* One colour of the theme, and a tint of it that is never all there is. */
static void each_stays_in_its_box_and_colour(void **state)
{
    static const kj_theme *const themes[] = {&kj_theme_light, &kj_theme_dark, &kj_theme_contrast};
    kj_arena *arena = *state;
    const kj_rect box = {100, 200, 96, 96};
    for (uint32_t i = 1; i <= icon_count(); i++)
        for (size_t t = 0; t < KJ_COUNT(themes); t++) {
            const kj_scene scene = scene_of(themes[t], arena);
            const kj_draw draw = drawn(&scene, i, box);
            const kj_color color = themes[t]->colors[KJ_COLOR_DAI];
            size_t full = 0;
            assert_int_equal(draw.list.areas.count, 0);
            assert_in_range(draw.list.commands.count, 1, 3);
            for (size_t c = 0; c < draw.list.commands.count; c++) {
                const kj_command *command = &draw.list.commands.ptr[c];
                const kj_color used = command->stroke_width > 0 ? command->stroke : command->fill;
                assert_int_equal(command->kind, KJ_DRAW_PATH);
                assert_int_equal(used >> 8, color >> 8);
                full += used == color ? 1 : 0;
                inside(command, box);
            }
            assert_true(full > 0);
        }
}

static void no_two_are_alike(void **state)
{
    kj_arena *arena = *state;
    const kj_scene scene = scene_of(&kj_theme_light, arena);
    kj_span *dumps = KJ_NEW(arena, kj_span, icon_count() + 1);
    for (uint32_t i = 1; i <= icon_count(); i++) {
        const kj_draw draw = drawn(&scene, i, (kj_rect){0, 0, 480, 480});
        dumps[i] = kj_list_dump(&draw.list, arena);
        for (uint32_t k = 1; k < i; k++)
            if (kj_span_equal(dumps[i], dumps[k]))
                fail_msg("%s is %s", kj_icon_words[i], kj_icon_words[k]);
    }
}

/* In the middle of a box that is not square, and strokes as thick as the size asks for. */
static void grows_with_its_box(void **state)
{
    kj_arena *arena = *state;
    const kj_scene scene = scene_of(&kj_theme_light, arena);
    for (uint32_t i = 1; i <= icon_count(); i++) {
        const kj_draw one = drawn(&scene, i, (kj_rect){0, 0, 48, 48});
        const kj_draw two = drawn(&scene, i, (kj_rect){0, 0, 300, 96});
        assert_int_equal(one.list.commands.count, two.list.commands.count);
        for (size_t c = 0; c < one.list.commands.count; c++) {
            const kj_command *a = &one.list.commands.ptr[c], *b = &two.list.commands.ptr[c];
            assert_int_equal(a->path_count, b->path_count);
            assert_true(fabs(b->stroke_width - (2 * a->stroke_width)) < 1e-6);
            assert_true(fabs(b->path[0].x[0] - (102 + 2 * a->path[0].x[0])) < 1e-6);
            assert_true(fabs(b->path[0].y[0] - (2 * a->path[0].y[0])) < 1e-6);
        }
    }
}

/* Holes turn the other way than what they are cut out of. */
static void holes_are_holes(void **state)
{
    kj_arena *arena = *state;
    const kj_scene scene = scene_of(&kj_theme_light, arena);
    kj_draw draw;
    kj_draw_begin(&draw, &scene);
    kj_draw_icon_named(&draw, KJ_LIT("eye"), (kj_rect){0, 0, 48, 48}, KJ_COLOR_DAI);
    assert_int_equal(draw.list.commands.count, 1);
    const kj_command *c = &draw.list.commands.ptr[0];
    double areas[3] = {0}, x = 0, y = 0; /* by the ends of the steps: enough for a direction */
    size_t outline = 0;
    for (size_t i = 0; i < c->path_count; i++) {
        const kj_path_step *s = &c->path[i];
        const size_t end = s->verb == KJ_PATH_CURVE ? 2 : 0;
        assert_true(outline < KJ_COUNT(areas));
        if (s->verb == KJ_PATH_CLOSE) {
            outline++;
            continue;
        }
        if (s->verb != KJ_PATH_MOVE)
            areas[outline] += (x - 24) * (s->y[end] - 24) - (s->x[end] - 24) * (y - 24);
        x = s->x[end];
        y = s->y[end];
    }
    assert_int_equal(outline, 3); /* lid, white, pupil */
    assert_true(areas[0] * areas[1] < 0);
    assert_true(areas[0] * areas[2] > 0);
}

static void none_draws_nothing(void **state)
{
    kj_arena *arena = *state;
    const kj_scene scene = scene_of(&kj_theme_light, arena);
    assert_int_equal(drawn(&scene, 0, (kj_rect){0, 0, 48, 48}).list.commands.count, 0);
}

static int open(void **state)
{
    *state = kj_arena_new();
    return 0;
}

static int close(void **state)
{
    kj_arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_sorted_and_many),
        cmocka_unit_test(each_stays_in_its_box_and_colour),
        cmocka_unit_test(no_two_are_alike),
        cmocka_unit_test(grows_with_its_box),
        cmocka_unit_test(holes_are_holes),
        cmocka_unit_test(none_draws_nothing),
    };
    return cmocka_run_group_tests(tests, open, close);
}
