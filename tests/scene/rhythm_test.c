/* tests/scene/rhythm_test.c: vertical rhythm, proved from the display list of the visuals that are
 * read as text.  Of the lines of one size and font, two that stand side by side are level, and one
 * below another is whole steps below it. */
#include "gallery.h"

#include "test.h"

#include <math.h>

#define NEAR 12.0 /* units: closer lines are meant to be level */
#define EXACT 0.05
#define EYEBROW 80.0 /* the page's own line above its title */

static const char *const slides[] = {
    "cards-smallest",      "cards-typical",   "cards-largest",        "columns-smallest",
    "columns-typical",     "columns-largest", "two-columns-smallest", "two-columns-typical",
    "two-columns-largest", "table-smallest",  "table-typical",        "table-largest",
};

static const struct {
    int width, height;
} shapes[] = {{1920, 1080}, {1024, 768}, {768, 1024}};

static bool alike(const kj_command *a, const kj_command *b)
{
    return a->kind == KJ_DRAW_GLYPHS && b->kind == KJ_DRAW_GLYPHS && a->text.len && b->text.len &&
           a->rect.y > EYEBROW && b->rect.y > EYEBROW && fabs(a->size - b->size) < EXACT &&
           a->glyphs[0].font == b->glyphs[0].font;
}

static size_t check_pair(const char *slide, const kj_command *a, const kj_command *b)
{
    const double below = fabs(b->rect.y - a->rect.y), steps = below / KJ_RHYTHM;
    if (below > EXACT && below < NEAR)
        fail_msg("%s: '%.*s' and '%.*s' are nearly level: %.1f and %.1f", slide, KJ_ARG(a->text),
                 KJ_ARG(b->text), a->rect.y, b->rect.y);
    const bool column = fabs(a->rect.x - b->rect.x) < EXACT;
    if (column && fabs(steps - round(steps)) > EXACT)
        fail_msg("%s: '%.*s' is %.1f above '%.*s'", slide, KJ_ARG(a->text), below, KJ_ARG(b->text));
    return below <= EXACT || column;
}

static void lines_keep_to_a_rhythm(void **state)
{
    kj_gallery *g = *state;
    for (size_t s = 0; s < KJ_COUNT(slides); s++)
        for (size_t k = 0; k < KJ_COUNT(shapes); k++) {
            const uint32_t slide = kj_course_find(g->course, KJ_REF_SLIDE, kj_span_of(slides[s]));
            assert_true(slide != KJ_NONE);
            const kj_list list = kj_gallery_draw(g, slide, UINT32_MAX, shapes[k].width,
                                                 shapes[k].height, 1, &kj_theme_light);
            const kj_span lead = g->course->slides.ptr[slide].lead.plain;
            size_t met = 0;
            for (size_t i = 0; i < list.commands.count; i++)
                for (size_t j = 0; j < i; j++)
                    if (list.commands.ptr[i].base.ptr != lead.ptr &&
                        list.commands.ptr[j].base.ptr != lead.ptr &&
                        alike(&list.commands.ptr[j], &list.commands.ptr[i]))
                        met += check_pair(slides[s], &list.commands.ptr[j], &list.commands.ptr[i]);
            assert_true(met > 0);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lines_keep_to_a_rhythm)};
    return cmocka_run_group_tests(tests, kj_gallery_open, kj_gallery_close);
}
