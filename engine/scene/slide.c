/* engine/scene/slide.c: a slide's page: head, visual, notice, footer, and the keys of the player.
 */
#include "scene/visual.h"

#include <assert.h>
#include <math.h>

/* The language's word for ten stands behind its ten digits; without one, there are digits only. */
kj_span kj_number_word(const kj_words *words, int32_t number, kj_arena *arena)
{
    const kj_span given = kj_words_get(words, KJ_W_NUMBER_DIGITS);
    kj_span digits[11];
    size_t count = 0;
    for (size_t at = 0, from = 0; at < given.len && count < KJ_COUNT(digits); from = at) {
        kj_utf8_next(given, &at);
        digits[count++] = kj_span_sub(given, from, at);
    }
    if (count < KJ_COUNT(digits) || number < 0 || number > 99)
        return kj_arena_format(arena, "%d", (int)number);
    const int tens = number / 10, ones = number % 10;
    kj_text_buffer out = {.arena = arena};
    if (tens > 1)
        kj_put(&out, digits[tens]);
    if (tens > 0)
        kj_put(&out, digits[10]);
    if (ones > 0 || tens == 0)
        kj_put(&out, digits[ones]);
    return kj_put_span(&out);
}

kj_span kj_count_word(const kj_words *words, int32_t number, kj_arena *arena)
{
    return number == 2 ? kj_words_get(words, KJ_W_NUMBER_TWO)
                       : kj_number_word(words, number, arena);
}

kj_span kj_part_name(const kj_words *words, const kj_part *part, kj_arena *arena)
{
    if (part->number <= 0)
        return (kj_span){NULL, 0};
    return KJ_FILL(words, arena, KJ_W_PART_NAME,
                   kj_w("n", kj_number_word(words, part->number, arena)));
}

static kj_span eyebrow_of(const kj_draw *draw, const kj_part *part)
{
    if (part->number <= 0)
        return part->title;
    return KJ_DRAW_FILL(draw, KJ_W_PART_HEADING,
                        kj_w("part", kj_part_name(draw->scene->words, part, draw->scene->arena)),
                        kj_w("title", part->title));
}

/* One segment a part, filled up to this slide. */
static void draw_foot(kj_draw *draw, uint32_t index, uint32_t step)
{
    const kj_course *course = draw->scene->course;
    const kj_slide *slide = &course->slides.ptr[index];
    kj_segment *segments = KJ_NEW(draw->scene->arena, kj_segment, course->parts.count);
    size_t count = 0;
    for (size_t i = 0; i < course->parts.count; i++) {
        const kj_part *part = &course->parts.ptr[i];
        if (part->slide_count == 0)
            continue;
        const double behind = (double)index + 1 - part->first_slide;
        segments[count++] = (kj_segment){part->slide_count, behind / part->slide_count};
    }
    kj_span right =
        kj_arena_format(draw->scene->arena, "%u / %zu", (unsigned)index + 1, course->slides.count);
    if (slide->steps > 0 && step < slide->steps)
        right =
            KJ_DRAW_FILL(draw, KJ_W_SLIDE_STEP, kj_w("page", right), kj_n("n", (unsigned)step + 1),
                         kj_n("all", (unsigned)slide->steps + 1));
    kj_draw_foot_segments(draw, course->title, segments, count, right);
}

/* Small, above the footer; takes its room from the visual. */
static void draw_notice(kj_draw *draw, kj_rect *box)
{
    const kj_text_block notice = kj_draw_measure(
        draw, kj_plain(draw->scene->course->notice), box->w, 0,
        (kj_text_style){.size = KJ_SIZE_CAPTION, .role = KJ_FONT_SANS, .color = KJ_COLOR_INK3});
    const double y = kj_draw_foot_top(draw) - 16 - notice.height;
    kj_draw_block(draw, &notice, box->x, y);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, draw->scene->course->notice,
                 (kj_rect){box->x, y, box->w, notice.height});
    box->h = fmax(0, y - 20 - box->y);
}

static void draw_controls(kj_draw *draw)
{
    kj_draw_key_only(draw, "next", KJ_W_KEY_NEXT_STEP, "Right Space PageDown Return");
    kj_draw_key_only(draw, "back", KJ_W_KEY_BACK_STEP, "Left Backspace PageUp");
    kj_draw_key_only(draw, "home", KJ_W_KEY_HOME_SLIDE, "Escape H");
    kj_draw_key_only(draw, "help", KJ_W_KEY_HELP_SHORT, "?");
}

void kj_slide_page(kj_draw *draw, uint32_t index, uint32_t step, const kj_lesson *lesson,
                   bool controls)
{
    const kj_course *course = draw->scene->course;
    assert(index < course->slides.count);
    const kj_slide *slide = &course->slides.ptr[index];
    const kj_visual_type *visual = kj_visual_of(slide);
    kj_visual_frame frame = {.slide = slide, .lesson = lesson, .step = step};
    if (visual->full_page) {
        frame.box = (kj_rect){0, 0, draw->list.width, draw->list.height};
        visual->draw(draw, slide->visual.data, &frame);
        kj_draw_logo(draw, 72);
    } else {
        frame.box =
            kj_draw_head(draw, eyebrow_of(draw, &course->parts.ptr[slide->part]), slide->title,
                         (kj_text){.plain = slide->lead.plain,
                                   .marks = slide->lead.marks,
                                   .mark_count = slide->lead.mark_count});
        if (slide->example && course->notice.len)
            draw_notice(draw, &frame.box);
        if (slide->alt.plain.len)
            kj_draw_area(draw, KJ_ROLE_FIGURE, (kj_span){NULL, 0}, slide->alt.plain, frame.box);
        visual->draw(draw, slide->visual.data, &frame);
        draw_foot(draw, index, step);
        kj_draw_logo(draw, 44);
    }
    if (controls)
        draw_controls(draw);
}

typedef struct one_slide {
    uint32_t slide, step;
} one_slide;

static void draw_page(kj_draw *draw, void *ctx)
{
    const one_slide *one = ctx;
    kj_slide_page(draw, one->slide, one->step, NULL, false);
}

kj_list kj_scene_slide(const kj_scene *scene, uint32_t slide, uint32_t step)
{
    kj_draw draw;
    one_slide one = {slide, step};
    kj_draw_fitting(&draw, scene, draw_page, &one);
    kj_draw_report(&draw, scene->course->slides.ptr[slide].at, scene->course->slides.ptr[slide].id);
    return draw.list;
}
