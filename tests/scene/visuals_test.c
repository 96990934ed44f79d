/* tests/scene/visuals_test.c: every visual with little, usual and much content, on every shape of
 * page, in every theme and at every size of letters. */
#include "gallery.h"
#include "golden.h"
#include "os/files.h"
#include "proof.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const struct {
    const char *name;
    int width, height;
} shapes[] = {{"4x3", 1024, 768},   {"16x10", 1280, 800},    {"16x9", 1920, 1080},
              {"21x9", 2560, 1080}, {"portrait", 768, 1024}, {"phone", 1080, 1920}};

static const kj_theme *const themes[] = {&kj_theme_light, &kj_theme_dark, &kj_theme_contrast};

/* Projected text is never smaller than 24 units; the wave of a range is a sign, not a letter. */
static void all_large_enough(const kj_list *list)
{
    for (size_t i = 0; i < list->commands.count; i++) {
        const kj_command *c = &list->commands.ptr[i];
        if (c->kind == KJ_DRAW_GLYPHS && c->text.len && c->size < 23.99 &&
            !kj_span_is(c->text, "～"))
            fail_msg("'%.*s' is only %.1f units high", KJ_ARG(c->text), c->size);
    }
}

static void nothing_overlaps_or_leaves_the_page(void **state)
{
    kj_gallery *g = *state;
    static const double scales[] = {1, 1.5, 2};
    size_t faulty = 0;
    for (uint32_t i = 0; i < g->course->slides.count; i++)
        for (size_t s = 0; s < KJ_COUNT(shapes); s++)
            for (size_t k = 0; k < KJ_COUNT(scales); k++)
                for (size_t t = 0; t < KJ_COUNT(themes); t++) {
                    const kj_list list = kj_gallery_draw(g, i, UINT32_MAX, shapes[s].width,
                                                         shapes[s].height, scales[k], themes[t]);
                    all_large_enough(&list);
                    const kj_span found = kj_prove(&list, g->frame);
                    if (found.len == 0)
                        continue;
                    faulty++;
                    print_error("%.*s at %s, %.0f%%, %s:\n%.*s",
                                KJ_ARG(g->course->slides.ptr[i].id), shapes[s].name,
                                scales[k] * 100, themes[t]->name,
                                (int)(found.len < 600 ? found.len : 600), found.ptr);
                }
    assert_int_equal(faulty, 0);
    if (g->sink->sink.errors)
        fail_msg("%.*s", KJ_ARG(kj_test_sink_text(g->sink)));
}

/* A build only ever adds: what a step shows, the next one shows in the same place. */
static void steps_add_and_never_move(void **state)
{
    kj_gallery *g = *state;
    for (uint32_t i = 0; i < g->course->slides.count; i++) {
        const kj_slide *slide = &g->course->slides.ptr[i];
        size_t before = 0;
        for (uint32_t step = 0; step <= slide->steps; step++) {
            const kj_list list = kj_gallery_draw(g, i, step, 1920, 1080, 1, &kj_theme_light);
            size_t texts = 0, of_step = 0;
            for (size_t c = 0; c < list.commands.count; c++) {
                assert_true(list.commands.ptr[c].build <= step);
                texts += list.commands.ptr[c].kind == KJ_DRAW_GLYPHS ? 1 : 0;
                of_step += list.commands.ptr[c].build == step ? 1 : 0;
            }
            assert_true(of_step > 0);
            assert_true(step == 0 || texts > before);
            before = texts;
        }
        const kj_list last = kj_gallery_draw(g, i, slide->steps, 1920, 1080, 1, &kj_theme_light);
        for (size_t c = 0; slide->build && c < last.commands.count; c++)
            assert_true(last.commands.ptr[c].build <= slide->steps);
    }
}

/* The footer counts the slides of the course: without it, a new page changes no other. */
static void drop_foot(kj_list *list)
{
    const double top = list->height - 72;
    while (list->commands.count && list->commands.ptr[list->commands.count - 1].rect.y >= top)
        list->commands.count--;
    while (list->areas.count && list->areas.ptr[list->areas.count - 1].rect.y >= top)
        list->areas.count--;
}

/* Pages named after their visual are; those of all icons and persons grow with them. */
static bool is_kept(const kj_slide *slide)
{
    return kj_span_starts(slide->id, kj_span_of(kj_visual_of(slide)->form.name));
}

static void is_drawn_as_agreed(void **state)
{
    kj_gallery *g = *state;
    static const size_t kept[] = {2, 0, 4};
    for (uint32_t i = 0; i < g->course->slides.count; i++)
        for (size_t k = 0; k < KJ_COUNT(kept) && is_kept(&g->course->slides.ptr[i]); k++) {
            kj_list list = kj_gallery_draw(g, i, UINT32_MAX, shapes[kept[k]].width,
                                           shapes[kept[k]].height, 1, &kj_theme_light);
            drop_foot(&list);
            const kj_span name =
                kj_arena_format(g->frame, "scene/golden/%.*s.%s.txt",
                                KJ_ARG(g->course->slides.ptr[i].id), shapes[kept[k]].name);
            kj_golden_check(name.ptr, kj_list_dump(&list, g->frame));
        }
}

/* A visual as the figure of a question: each element can be pressed, by mouse and by letter, and
 * after the answer the right one carries a tick and the wrong one a cross. */
static void elements_can_be_asked_for(void **state)
{
    kj_gallery *g = *state;
    for (uint32_t i = 0; i < g->course->slides.count; i++) {
        const kj_slide *slide = &g->course->slides.ptr[i];
        const kj_visual_type *visual = kj_visual_of(slide);
        if (!visual->has_element)
            continue;
        kj_arena_reset(g->frame);
        const kj_scene scene = {.course = g->course,
                                .theme = &kj_theme_light,
                                .typesetter = g->typesetter,
                                .canvas = kj_canvas_for(1920, 1080, 1),
                                .arena = g->frame};
        kj_draw draw;
        kj_draw_begin(&draw, &scene);
        const kj_visual_frame frame = {
            .slide = slide, .box = {112, 300, 1100, 660}, .hotspot = true};
        visual->draw(&draw, slide->visual.data, &frame);
        size_t options = 0;
        for (size_t a = 0; a < draw.list.areas.count; a++) {
            const kj_area *area = &draw.list.areas.ptr[a];
            if (area->role != KJ_ROLE_OPTION)
                continue;
            const kj_span id = kj_span_sub(area->action, strlen("option:"), area->action.len);
            assert_true(visual->has_element(slide->visual.data, id));
            assert_int_equal(kj_list_key(&draw.list, area->keys), (int)a);
            assert_int_equal(kj_list_hit(&draw.list, area->rect.x + area->rect.w / 2,
                                         area->rect.y + area->rect.h / 2),
                             (int)a);
            assert_true(area->rect.h >= 56);
            options++;
        }
        assert_true(options >= 2 || slide->steps == 0);
        const kj_span faults = kj_prove(&draw.list, g->frame);
        if (faults.len && !kj_span_ends(slide->id, KJ_LIT("largest")))
            fail_msg("%.*s as a figure:\n%.*s", KJ_ARG(slide->id), KJ_ARG(faults));
    }
}

static void says_what_does_not_fit(void **state)
{
    kj_gallery *g = *state;
    kj_arena *arena = kj_arena_new();
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_scene scene = {.course = g->course,
                            .theme = &kj_theme_light,
                            .typesetter = g->typesetter,
                            .canvas = {1920, 300, 1}, /* too low for anything */
                            .arena = arena,
                            .sink = &sink->sink};
    const uint32_t slide = kj_course_find(g->course, KJ_REF_SLIDE, KJ_LIT("table-largest"));
    const kj_list list = kj_scene_slide(&scene, slide, UINT32_MAX);
    assert_true(list.overfull > 0);
    assert_non_null(kj_test_sink_find(sink, "E0605"));
    kj_test_sink *whole = kj_test_sink_new(arena);
    kj_scene_check_fit(&scene, &whole->sink);
    if (whole->sink.errors)
        fail_msg("%.*s", KJ_ARG(kj_test_sink_text(whole)));
    kj_arena_free(arena);
}

/* A new visual comes with its pages: least, usual and most content. */
static void every_visual_is_shown_in_three_sizes(void **state)
{
    kj_gallery *g = *state;
    static const char *const sizes[] = {"smallest", "typical", "largest"};
    assert_true(kj_visual_type_count > 0);
    for (size_t v = 0; v < kj_visual_type_count; v++)
        for (size_t s = 0; s < KJ_COUNT(sizes); s++) {
            const kj_visual_type *type = kj_visual_types[v];
            const kj_span id = kj_arena_format(g->frame, "%s-%s", type->form.name, sizes[s]);
            const uint32_t slide = kj_course_find(g->course, KJ_REF_SLIDE, id);
            if (slide == KJ_NONE)
                fail_msg("courses/gallery has no slide '%.*s'", KJ_ARG(id));
            assert_ptr_equal(kj_visual_of(&g->course->slides.ptr[slide]), type);
        }
}

/* While a page is built up, each state of it keeps the promises that the whole page keeps. */
static void every_step_keeps_the_promises(void **state)
{
    kj_gallery *g = *state;
    for (uint32_t i = 0; i < g->course->slides.count; i++)
        for (uint32_t step = 0; step < g->course->slides.ptr[i].steps; step++)
            for (size_t s = 0; s < KJ_COUNT(shapes); s++)
                for (size_t t = 0; t < KJ_COUNT(themes); t++) {
                    const kj_list list = kj_gallery_draw(g, i, step, shapes[s].width,
                                                         shapes[s].height, 1, themes[t]);
                    const kj_span found = kj_prove(&list, g->frame);
                    if (found.len)
                        fail_msg("%.*s, step %u at %s, %s:\n%.*s",
                                 KJ_ARG(g->course->slides.ptr[i].id), step, shapes[s].name,
                                 themes[t]->name, KJ_ARG(found));
                }
}

/* How large the letters of each visual's typical page may get in every shape before the page sets
 * them smaller again: docs/course-format.md tells authors the same. */
static double grows_to(kj_gallery *g, uint32_t slide)
{
    static const double scales[] = {2, 1.75, 1.5, 1.25};
    for (size_t k = 0; k < KJ_COUNT(scales); k++) {
        size_t overfull = 0;
        for (size_t s = 0; s < KJ_COUNT(shapes); s++) {
            kj_arena_reset(g->frame);
            const kj_scene scene = {.course = g->course,
                                    .theme = &kj_theme_light,
                                    .typesetter = g->typesetter,
                                    .canvas =
                                        kj_canvas_for(shapes[s].width, shapes[s].height, scales[k]),
                                    .arena = g->frame};
            kj_draw draw;
            kj_draw_begin(&draw, &scene);
            kj_slide_page(&draw, slide, UINT32_MAX, NULL, false);
            overfull += draw.list.overfull;
        }
        if (overfull == 0)
            return scales[k];
    }
    return 1;
}

static void letters_grow_as_promised(void **state)
{
    kj_gallery *g = *state;
    kj_span manual = {NULL, 0};
    kj_arena *arena = kj_arena_new();
    assert_true(kj_file_read_below(KJ_TESTS "/../docs", KJ_LIT("course-format.md"), (size_t)1 << 20,
                                   arena, &manual, KJ_NOWHERE, &g->sink->sink));
    size_t wrong = 0;
    for (size_t v = 0; v < kj_visual_type_count; v++) {
        const char *name = kj_visual_types[v]->form.name;
        const kj_span id = kj_arena_format(arena, "%s-typical", name);
        const uint32_t slide = kj_course_find(g->course, KJ_REF_SLIDE, id);
        const kj_span row =
            kj_arena_format(arena, "| `%s` | %.0f %% |", name, grows_to(g, slide) * 100);
        if (kj_span_find(manual, row, 0) != SIZE_MAX)
            continue;
        wrong++;
        print_error("docs/course-format.md lacks '%.*s'\n", KJ_ARG(row));
    }
    kj_arena_free(arena);
    assert_int_equal(wrong, 0);
}

/* Five objectives beside the sections of a usual part, under a long title. */
static void an_opener_holds_objectives_and_sections(void **state)
{
    kj_gallery *g = *state;
    void *other = NULL;
    assert_int_equal(kj_gallery_open_course(&other), 0);
    kj_gallery *real = other;
    const kj_course *plain = real->course;
    kj_course course = *plain;
    const uint32_t full = kj_course_find(g->course, KJ_REF_SLIDE, KJ_LIT("opener-typical"));
    uint32_t slide = 0;
    while (plain->parts.ptr[plain->slides.ptr[slide].part].number != 2)
        slide++;
    kj_slide *slides = KJ_NEW(real->arena, kj_slide, plain->slides.count);
    memcpy(slides, plain->slides.ptr, plain->slides.count * sizeof *slides);
    slides[slide].visual = g->course->slides.ptr[full].visual;
    slides[slide].title = g->course->slides.ptr[full].title;
    kj_part *parts = KJ_NEW(real->arena, kj_part, plain->parts.count);
    memcpy(parts, plain->parts.ptr, plain->parts.count * sizeof *parts);
    kj_part *part = &parts[slides[slide].part];
    kj_span *ids = KJ_NEW(real->arena, kj_span, 5);
    for (size_t i = 0; i < 5; i++)
        ids[i] = plain->objectives.ptr[i].id;
    part->objectives.ptr = ids;
    part->objectives.count = 5;
    part->title = KJ_LIT("客户需求挖掘：问到根上，再算成钱");
    course.slides.ptr = slides;
    course.parts.ptr = parts;
    real->course = &course;
    for (size_t s = 0; s < KJ_COUNT(shapes); s++) {
        const kj_list list = kj_gallery_draw(real, slide, UINT32_MAX, shapes[s].width,
                                             shapes[s].height, 1, &kj_theme_light);
        const kj_span found = kj_prove(&list, real->frame);
        if (found.len || list.overfull)
            fail_msg("%s: %zu overfull, %.*s", shapes[s].name, list.overfull, KJ_ARG(found));
    }
    kj_gallery_close(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_visual_is_shown_in_three_sizes),
        cmocka_unit_test(nothing_overlaps_or_leaves_the_page),
        cmocka_unit_test(every_step_keeps_the_promises),
        cmocka_unit_test(steps_add_and_never_move),
        cmocka_unit_test(elements_can_be_asked_for),
        cmocka_unit_test(says_what_does_not_fit),
        cmocka_unit_test(letters_grow_as_promised),
        cmocka_unit_test(an_opener_holds_objectives_and_sections),
        cmocka_unit_test(is_drawn_as_agreed),
    };
    return cmocka_run_group_tests(tests, kj_gallery_open, kj_gallery_close);
}
