/* engine/scene/screens/final.c: what a final test came to, part by part, with the objectives that
 * were missed. */
#include "scene/screens/screens.h"

#include <math.h>

typedef struct part_sum {
    double score, max;
    kj_span missed; /* the objectives' short names; empty: none */
} part_sum;

static bool named_before(const kj_course *course, const kj_run *run, uint32_t i)
{
    const kj_item *item = &course->items.ptr[run->question[i]];
    for (uint32_t k = 0; k < i; k++) {
        const kj_item *other = &course->items.ptr[run->question[k]];
        if (run->score[k] < run->max[k] - 1e-9 && other->part == item->part &&
            kj_span_equal(other->objective, item->objective))
            return true;
    }
    return false;
}

static part_sum sum_of(kj_draw *draw, const kj_run *run, uint32_t part)
{
    const kj_course *course = draw->scene->course;
    kj_text_buffer missed = {.arena = draw->scene->arena};
    part_sum sum = {0, 0, {NULL, 0}};
    for (uint32_t i = 0; i < run->answered; i++) {
        const kj_item *item = &course->items.ptr[run->question[i]];
        if (item->part != part)
            continue;
        sum.score += run->score[i];
        sum.max += run->max[i];
        const uint32_t objective = kj_course_find(course, KJ_REF_OBJECTIVE, item->objective);
        if (run->score[i] >= run->max[i] - 1e-9 || objective == KJ_NONE ||
            named_before(course, run, i))
            continue;
        if (missed.len)
            kj_put(&missed, kj_draw_word(draw, KJ_W_MISSING_JOIN));
        kj_put(&missed, course->objectives.ptr[objective].brief.plain);
    }
    sum.missed = kj_put_span(&missed);
    return sum;
}

#define TWO_LINES 76 /* a row of less has name and objectives beside each other */
#define ROW_LEAST 44

static kj_span part_name(const kj_draw *draw, uint32_t part, part_sum sum)
{
    kj_arena *arena = draw->scene->arena;
    return KJ_DRAW_FILL(
        draw, KJ_W_FINAL_PART, kj_w("part", draw->scene->course->parts.ptr[part].title),
        kj_w("score", kj_points(arena, sum.score)), kj_w("max", kj_points(arena, sum.max)));
}

static kj_text_style name_style(void)
{
    return (kj_text_style){.size = 26, .role = KJ_FONT_SANS_BOLD, .color = KJ_COLOR_INK};
}

/* `name_w`: of the widest name. */
static void part_row(kj_draw *draw, uint32_t part, part_sum sum, double name_w, kj_rect box)
{
    const kj_course *course = draw->scene->course;
    kj_arena *arena = draw->scene->arena;
    const bool full = sum.missed.len == 0, low = box.h < TWO_LINES;
    const kj_span name = part_name(draw, part, sum);
    const kj_span said = full ? kj_draw_word(draw, KJ_W_FINAL_FULL)
                              : KJ_DRAW_FILL(draw, KJ_W_FINAL_MISSED, kj_w("what", sum.missed));
    const double badge = kj_draw_size(draw, 16), x = box.x + 24 + 2 * badge + 16;
    const double room = box.x + box.w - 24 - x, aside = low ? name_w + 24 : 0;
    kj_draw_row(draw, box, full ? KJ_ROW_QUIET : KJ_ROW_PLAIN);
    kj_draw_badge(draw, full ? KJ_BADGE_TICK : KJ_BADGE_CROSS, box.x + 24 + badge,
                  box.y + box.h / 2, badge);
    const kj_text_block head =
        kj_measure_cut(draw, name, room, low ? box.h : box.h / 2, name_style());
    const kj_text_block line = kj_measure_cut(
        draw, said, fmax(1, room - aside), fmax(1, box.h - (low ? 4 : head.height + 8)),
        (kj_text_style){.size = KJ_SIZE_CAPTION, .leading = 1.3, .color = KJ_COLOR_INK2});
    const double h = low ? fmax(head.height, line.height) : head.height + line.height;
    draw->list.overfull += h > box.h || room - aside < 6 * line.size ? 1 : 0;
    const double top = box.y + (box.h - h) / 2;
    kj_draw_block(draw, &head, x, low ? box.y + (box.h - head.height) / 2 : top);
    kj_draw_block(draw, &line, x + aside,
                  low ? box.y + (box.h - line.height) / 2 : top + head.height);
    kj_draw_area(draw, KJ_ROLE_LINK, kj_action(arena, "part", course->parts.ptr[part].id),
                 kj_say(draw, name, said), box);
}

static void part_rows(kj_draw *draw, const kj_run *run, kj_rect box)
{
    const kj_course *course = draw->scene->course;
    part_sum *sums = KJ_NEW(draw->scene->arena, part_sum, course->parts.count);
    size_t count = 0, at = 0;
    double name_w = 0;
    for (uint32_t p = 0; p < course->parts.count; p++) {
        sums[p] = sum_of(draw, run, p);
        count += sums[p].max > 0;
        if (sums[p].max > 0)
            name_w = fmax(name_w, kj_draw_measure(draw, kj_plain(part_name(draw, p, sums[p])), 0, 0,
                                                  name_style())
                                      .width);
    }
    const double gap = count > 5 ? 8 : 12, n = (double)(count ? count : 1);
    const double h = fmin(104, (box.h - gap * (n - 1)) / n);
    draw->list.overfull += h < ROW_LEAST ? 1 : 0;
    for (uint32_t p = 0; p < course->parts.count; p++)
        if (sums[p].max > 0)
            part_row(draw, p, sums[p], name_w,
                     (kj_rect){box.x, box.y + (h + gap) * (double)at++, box.w, h});
}

/* What the learner thought of the answers: under the figure, or where the page is narrow beside it;
 * and the pages to see first, as many as there is room for in box.h.  Returns the height. */
static double sureness(kj_draw *draw, const kj_run *run, kj_rect box, const kj_figure_block *figure,
                       bool wide)
{
    kj_named facts[3];
    kj_button links[KJ_CONFIDENCE_LINKS_MAX];
    const size_t count = kj_confidence_facts(draw, run, facts);
    size_t left = kj_confidence_links(draw, run, links);
    const double x = wide ? box.x : box.x + figure->width + 56;
    const double w = wide ? box.w : fmin(box.x + box.w - x, kj_draw_size(draw, 380));
    const double height = kj_facts_height(draw, count);
    const double top = wide ? figure->height + (count ? 20 : 0) : 0;
    const double used = fmax(top + height, figure->height);
    kj_draw_facts(draw, facts, count, (kj_rect){x, box.y + top, w, height});
    for (size_t i = 0; i < left; i++) /* a narrow column has the words above only */
        if (kj_button_width(draw, &links[i]) > box.w)
            left = 0;
    while (left && used + 16 + kj_measure_buttons(draw, links, left, box.w) > box.h)
        left--;
    draw->list.overfull += wide && used > box.h ? 1 : 0;
    if (left == 0)
        return used;
    return used + 16 +
           kj_draw_buttons(draw, links, left, (kj_rect){box.x, box.y + used + 16, box.w, 0}, wide);
}

void kj_screen_final_result(kj_draw *draw, const kj_session *session)
{
    const kj_course *course = draw->scene->course;
    const kj_run *run = &session->lesson->run;
    double score, max;
    kj_run_total(course, run, &score, &max);
    const double share = max > 0 ? score / max : 0;
    const bool passed = share >= course->pass.final - 1e-9;
    const int64_t need = (int64_t)floor(course->pass.final * 100 + 1e-6);
    const kj_span said = passed ? kj_draw_word(draw, KJ_W_FINAL_LEAD_PASSED)
                                : KJ_DRAW_FILL(draw, KJ_W_FINAL_LEAD_FAILED, kj_n("need", need));
    const kj_rect box =
        kj_draw_head(draw, kj_draw_word(draw, KJ_W_FINAL_EYEBROW),
                     kj_plain(kj_draw_word(draw, passed ? KJ_W_FINAL_PASSED : KJ_W_FINAL_FAILED)),
                     kj_plain(kj_confidence_add(draw, run, said)));
    const kj_button buttons[] = {
        {KJ_BUTTON_PRIMARY, KJ_LIT("next"), kj_draw_word(draw, KJ_W_KEY_HOME), "Return"},
        {KJ_BUTTON_SECOND, KJ_LIT("again"), kj_draw_word(draw, KJ_W_RESULT_TEST_AGAIN), "R"},
        {KJ_BUTTON_SECOND, KJ_LIT("sheet"),
         kj_draw_word(draw, session->lesson->passed ? KJ_W_RESULT_CERTIFICATE : KJ_W_RESULT_RECORD),
         "S"}};
    const double foot = kj_measure_buttons(draw, buttons, KJ_COUNT(buttons), box.w);
    const kj_span points = kj_arena_format(draw->scene->arena, "%.0f", floor(share * 100 + 1e-6));
    const bool wide = draw->list.width >= 1300;
    const double left =
        wide ? kj_confidence_width(draw, run, fmin(kj_draw_size(draw, 360), box.w * 0.24)) : box.w;
    const kj_figure_block figure =
        kj_draw_measure_figure(draw, points, kj_draw_word(draw, KJ_W_RESULT_UNIT), left, 150, 90,
                               passed ? KJ_COLOR_SONG : KJ_COLOR_ZHU);
    kj_draw_figure(draw, &figure, box.x, box.y);
    kj_draw_area(
        draw, KJ_ROLE_FIGURE, (kj_span){NULL, 0},
        KJ_DRAW_FILL(draw, KJ_W_PART_POINTS, kj_n("points", lrint(floor(share * 100 + 1e-6)))),
        (kj_rect){box.x, box.y, figure.width, figure.height});
    const double room = box.h - foot - 24;
    const double used = sureness(
        draw, run, (kj_rect){box.x, box.y, left, wide ? room : room * 0.36}, &figure, wide);
    const double top = wide ? 8 : used + 24, shift = wide ? left + 64 : 0;
    part_rows(draw, run, (kj_rect){box.x + shift, box.y + top, box.w - shift, room - top});
    kj_draw_buttons(draw, buttons, KJ_COUNT(buttons),
                    (kj_rect){box.x, box.y + box.h - foot, box.w, 0}, false);
    kj_draw_foot(draw, kj_draw_word(draw, KJ_W_FOOT_SAVED), 1,
                 KJ_DRAW_FILL(draw, KJ_W_RESULT_COUNT, kj_n("n", run->count)));
    kj_draw_key_only(draw, "home", KJ_W_KEY_HOME, "Escape H");
    kj_draw_key_only(draw, "help", KJ_W_KEY_HELP, "?");
}
