/* tests/scene/handout_test.c: sheets of the real course: how many, what stands on them, and that
 * nothing overlaps, in every theme and shape of slide. */
#include "scene/handout.h"

#include "gallery.h"
#include "proof.h"
#include "test.h"

static kj_list draw_sheet(kj_gallery *g, const kj_theme *theme, kj_canvas slides,
                          const kj_handout *handout, uint32_t page, kj_sink *sink)
{
    kj_arena_reset(g->frame);
    const kj_scene scene = {.course = g->course,
                            .theme = theme,
                            .typesetter = g->typesetter,
                            .canvas = slides,
                            .arena = g->frame,
                            .sink = sink};
    return kj_handout_page(&scene, handout, page);
}

static void counts_pages(void **state)
{
    static const struct {
        kj_handout handout;
        uint32_t pages, page, first, last;
    } rows[] = {
        {{.first = 0, .last = 11, .a_page = 1, .notes = false}, 12, 11, 11, 11},
        {{.first = 0, .last = 11, .a_page = 2, .notes = false}, 6, 0, 0, 1},
        {{.first = 0, .last = 11, .a_page = 3, .notes = false}, 4, 3, 9, 11},
        {{.first = 0, .last = 6, .a_page = 3, .notes = false}, 3, 2, 6, 6},
        {{.first = 0, .last = 11, .a_page = 6, .notes = false}, 2, 1, 6, 11},
        {{.first = 4, .last = 4, .a_page = 6, .notes = false}, 1, 0, 4, 4},
        {{.first = 2, .last = 9, .a_page = 1, .notes = true}, 8, 7, 9, 9},
    };
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        uint32_t first, last;
        assert_int_equal(kj_handout_pages(&rows[i].handout), rows[i].pages);
        kj_handout_slides(&rows[i].handout, rows[i].page, &first, &last);
        assert_int_equal(first, rows[i].first);
        assert_int_equal(last, rows[i].last);
    }
}

static void nothing_overlaps(void **state)
{
    static const kj_theme *const themes[] = {&kj_theme_light, &kj_theme_dark, &kj_theme_contrast};
    static const int shapes[][2] = {{1920, 1080}, {1440, 1080}, {1080, 1440}};
    kj_gallery *g = *state;
    const uint32_t last = (uint32_t)g->course->slides.count - 1;
    const kj_handout kinds[] = {{.last = last, .a_page = 1, .notes = true},
                                {.last = last, .a_page = 1, .notes = false},
                                {.last = last, .a_page = 2, .notes = false},
                                {.last = last, .a_page = 3, .notes = false},
                                {.last = last, .a_page = 6, .notes = false}};
    for (size_t t = 0; t < KJ_COUNT(themes); t++)
        for (size_t s = 0; s < KJ_COUNT(shapes); s++)
            for (size_t k = 0; k < KJ_COUNT(kinds); k++)
                for (uint32_t page = 0; page < kj_handout_pages(&kinds[k]); page++) {
                    const kj_list list =
                        draw_sheet(g, themes[t], kj_canvas_for(shapes[s][0], shapes[s][1], 1),
                                   &kinds[k], page, &g->sink->sink);
                    const kj_span faults = kj_prove(&list, g->frame);
                    if (faults.len || list.overfull || list.ground != 0xFFFFFFFF)
                        fail_msg("%s %dx%d kind %zu page %u: %.*s", themes[t]->name, shapes[s][0],
                                 shapes[s][1], k, (unsigned)page, KJ_ARG(faults));
                }
    assert_int_equal(g->sink->diags.count, 0);
}

/* A slide's glyphs keep their places to each other: only origin and size change. */
static void slides_are_only_smaller(void **state)
{
    kj_gallery *g = *state;
    const kj_handout notes = {.first = 0, .last = 3, .a_page = 1, .notes = true};
    kj_arena *kept = kj_arena_new();
    const kj_scene scene = {.course = g->course,
                            .theme = &kj_theme_light,
                            .typesetter = g->typesetter,
                            .canvas = kj_canvas_for(1920, 1080, 1),
                            .arena = kept};
    const kj_list slide = kj_scene_slide(&scene, 3, UINT32_MAX);
    const kj_list sheet =
        draw_sheet(g, &kj_theme_light, kj_canvas_for(1920, 1080, 1), &notes, 3, NULL);
    size_t from = 0;
    while (from < sheet.commands.count && sheet.commands.ptr[from].kind != KJ_DRAW_CLIP)
        from++;
    const kj_command *first = &sheet.commands.ptr[from + 2]; /* clip, ground */
    assert_true(from + 2 + slide.commands.count < sheet.commands.count);
    const double k = sheet.commands.ptr[from].rect.w / slide.width;
    assert_true(k > 0.4 && k < 0.6);
    for (size_t i = 0; i < slide.commands.count; i++) {
        const kj_command *a = &slide.commands.ptr[i], *b = &first[i];
        assert_int_equal(a->kind, b->kind);
        assert_true(b->size > a->size * k - 0.001 && b->size < a->size * k + 0.001);
        assert_int_equal(a->glyph_count, b->glyph_count);
        for (size_t n = 0; n < a->glyph_count; n++) {
            assert_int_equal(a->glyphs[n].id, b->glyphs[n].id);
            assert_memory_equal(&a->glyphs[n].x_em, &b->glyphs[n].x_em, sizeof a->glyphs[n].x_em);
        }
    }
    kj_arena_free(kept);
}

/* Notes of the longest length that a text may have still fit; what does not is said. */
static void long_notes_shrink_or_are_reported(void **state)
{
    static const struct {
        uint32_t characters;
        bool fits;
    } rows[] = {{200, true}, {2000, true}, {6000, false}};
    kj_gallery *g = *state;
    kj_slide *slide = &g->course->slides.ptr[2];
    const kj_text before = slide->notes;
    const kj_handout notes = {.first = 2, .last = 2, .a_page = 1, .notes = true};
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        kj_text_buffer text = {.arena = g->arena};
        for (uint32_t n = 0; n < rows[i].characters; n++)
            kj_put(&text, n % 20 == 19 ? KJ_LIT("。") : KJ_LIT("说"));
        kj_test_sink *sink = kj_test_sink_new(g->arena);
        slide->notes = kj_plain(kj_put_span(&text));
        draw_sheet(g, &kj_theme_light, kj_canvas_for(1920, 1080, 1), &notes, 0, &sink->sink);
        slide->notes = before;
        if (rows[i].fits != (kj_test_sink_find(sink, "E0605") == NULL))
            fail_msg("%u characters: %.*s", (unsigned)rows[i].characters,
                     KJ_ARG(kj_test_sink_text(sink)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_pages),
        cmocka_unit_test(nothing_overlaps),
        cmocka_unit_test(slides_are_only_smaller),
        cmocka_unit_test(long_notes_shrink_or_are_reported),
    };
    return cmocka_run_group_tests(tests, kj_gallery_open_course, kj_gallery_close);
}
