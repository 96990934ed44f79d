/* engine/scene/screens/result.c: what a finished test or drill came to, question by question. */
#include "lesson/review.h"
#include "scene/screens/screens.h"

#include <math.h>

typedef struct summary {
    double share;
    bool passed, placement;
} summary;

static summary sum_up(kj_draw *draw, const kj_run *run)
{
    const kj_course *course = draw->scene->course;
    double score = 0, max = 0;
    kj_run_total(course, run, &score, &max);
    summary s = {.share = max > 0 ? score / max : 0};
    s.placement = run->kind == KJ_RUN_DRILL && course->drills.ptr[run->object].placement;
    s.passed = s.share >= kj_run_needed(course, run) - 1e-9;
    return s;
}

static kj_span title(kj_draw *draw, const kj_run *run, summary s)
{
    if (s.placement)
        return kj_draw_word(draw, KJ_W_RESULT_PLACED);
    if (run->kind == KJ_RUN_REVIEW)
        return kj_draw_word(draw, KJ_W_REVIEW_TITLE);
    if (s.passed)
        return kj_draw_word(draw, run->kind == KJ_RUN_DRILL ? KJ_W_RESULT_DRILL_PASSED
                                                            : KJ_W_RESULT_TEST_PASSED);
    return kj_draw_word(draw, run->kind == KJ_RUN_DRILL ? KJ_W_RESULT_DRILL_CLOSE
                                                        : KJ_W_RESULT_TEST_CLOSE);
}

static uint32_t still_due(kj_draw *draw, const kj_session *session)
{
    uint32_t items[KJ_RUN_MAX];
    return kj_review_due(draw->scene->course, session->lesson, draw->scene->local_day, items);
}

static kj_span lead(kj_draw *draw, const kj_session *session, summary s)
{
    const kj_run *run = &session->lesson->run;
    const double need = kj_run_needed(draw->scene->course, run) * 100;
    if (run->kind == KJ_RUN_REVIEW) {
        const uint32_t due = still_due(draw, session);
        return due ? KJ_DRAW_FILL(draw, KJ_W_REVIEW_LEAD_MORE, kj_n("n", due))
                   : kj_draw_word(draw, KJ_W_REVIEW_LEAD);
    }
    if (s.placement)
        return s.share >= 0.75 ? kj_draw_word(draw, KJ_W_RESULT_LEVEL_TWO)
                               : kj_draw_word(draw, KJ_W_RESULT_LEVEL_ONE);
    if (s.passed)
        return kj_draw_word(draw, KJ_W_RESULT_BEST_COUNTS);
    return KJ_DRAW_FILL(draw, KJ_W_RESULT_NEED, kj_n("points", lrint(need)));
}

/* The words of a question, short: the stem of an item, the sentence of a round. */
static kj_span words(kj_draw *draw, const kj_run *run, uint32_t i)
{
    const kj_course *course = draw->scene->course;
    if (run->kind != KJ_RUN_DRILL)
        return course->items.ptr[run->question[i]].stem.plain;
    kj_question *q = KJ_NEW(draw->scene->arena, kj_question, 1);
    q->words = draw->scene->words;
    kj_drill_ask(&course->drills.ptr[run->object], run->question[i], 0, draw->scene->arena, q);
    if (q->original.plain.len)
        return q->original.plain;
    if (q->quote.plain.len)
        return q->quote.plain;
    return q->prompt.plain;
}

static kj_span explains(kj_draw *draw, const kj_run *run, uint32_t i)
{
    const kj_course *course = draw->scene->course;
    return run->kind == KJ_RUN_DRILL ? course->drills.ptr[run->object].explains
                                     : course->items.ptr[run->question[i]].explains;
}

/* At the row's end: where to look, or the points; and that the learner was very sure, or what the
 * answer took, which in a narrow row stands alone: the row leads to the page all the same. */
static kj_text_block row_tag(kj_draw *draw, kj_span page, kj_span more, bool link, double room)
{
    const kj_text_style style = kj_style(KJ_SIZE_CAPTION, link ? KJ_FONT_SANS_BOLD : KJ_FONT_SANS,
                                         link ? KJ_COLOR_DAI : KJ_COLOR_INK2);
    const kj_span said =
        more.len ? KJ_DRAW_FILL(draw, KJ_W_RESULT_TAG, kj_w("more", more), kj_w("page", page))
                 : page;
    const kj_text_block tag = kj_draw_measure(draw, kj_plain(said), 0, 0, style);
    if (more.len == 0 || tag.width < room / 2)
        return tag;
    return kj_draw_measure(draw, kj_plain(more), 0, 0, style);
}

static void row(kj_draw *draw, const kj_run *run, uint32_t i, bool times, kj_rect box)
{
    const kj_course *course = draw->scene->course;
    kj_arena *arena = draw->scene->arena;
    const bool full = run->score[i] >= run->max[i] - 1e-9;
    const kj_span said = words(draw, run, i);
    const uint32_t slide = kj_course_find(course, KJ_REF_SLIDE, explains(draw, run, i));
    const bool link = !full && slide != KJ_NONE;
    const bool over = link && run->confidence[i] == KJ_CONFIDENCE_SURE;
    const kj_span page = link ? KJ_DRAW_FILL(draw, KJ_W_RESULT_PAGE, kj_n("n", slide + 1))
                              : KJ_DRAW_FILL(draw, KJ_W_PART_POINTS,
                                             kj_w("points", kj_points(arena, run->score[i])));
    const double badge = kj_draw_size(draw, 16), text_x = box.x + 18 + 2 * badge + 16;
    const kj_span more = times  ? kj_time_took(draw, run, i)
                         : over ? kj_draw_word(draw, KJ_W_SURE_SURE)
                                : (kj_span){NULL, 0};
    const kj_text_block tag = times && !link
                                  ? row_tag(draw, more, (kj_span){NULL, 0}, false, 0)
                                  : row_tag(draw, page, more, link, box.x + box.w - text_x);
    kj_draw_row(draw, box, link ? KJ_ROW_PLAIN : KJ_ROW_QUIET);
    const double room = box.x + box.w - 20 - tag.width - 24 - text_x;
    kj_draw_badge(draw, full ? KJ_BADGE_TICK : KJ_BADGE_CROSS, box.x + 18 + badge,
                  box.y + box.h / 2, badge);
    const kj_text_block text = kj_measure_cut(
        draw, said, fmax(1, room), box.h - 8,
        (kj_text_style){.size = KJ_SIZE_CAPTION, .leading = 1.3, .color = KJ_COLOR_INK});
    draw->list.overfull += room < 6 * text.size || text.height > box.h ? 1 : 0;
    kj_draw_block(draw, &text, text_x, box.y + (box.h - text.height) / 2);
    kj_draw_block(draw, &tag, box.x + box.w - 20 - tag.width, box.y + (box.h - tag.height) / 2);
    kj_draw_area(draw, link ? KJ_ROLE_LINK : KJ_ROLE_TEXT,
                 link ? kj_action(arena, "peek", explains(draw, run, i)) : (kj_span){NULL, 0},
                 KJ_DRAW_FILL(draw,
                              full   ? KJ_W_RESULT_ROW_RIGHT
                              : over ? KJ_W_SURE_ROW
                              : link ? KJ_W_RESULT_ROW_LOOK
                                     : KJ_W_RESULT_ROW_WRONG,
                              kj_n("n", i + 1), kj_w("said", said)),
                 box);
}

static void rows(kj_draw *draw, const kj_run *run, kj_rect box)
{
    const bool times = kj_run_shows_times(draw, run);
    size_t columns = 1;
    if (box.w > 860 * kj_draw_size(draw, 1) && run->count > 7)
        columns = 2;
    const size_t per_column = (run->count + columns - 1) / columns;
    const double gap = per_column > 8 ? 8 : 12;
    const double h =
        fmin(kj_draw_size(draw, 84), (box.h - gap * (double)(per_column - 1)) / (double)per_column);
    const double w = (box.w - gap * 2 * (double)(columns - 1)) / (double)columns;
    draw->list.overfull += h < 44 ? 1 : 0;
    for (uint32_t i = 0; i < run->count; i++)
        row(draw, run, i, times,
            (kj_rect){box.x + (w + gap * 2) * (double)(i / per_column),
                      box.y + (h + gap) * (double)(i % per_column), w, h});
}

static kj_span duration(const kj_draw *draw, const kj_run *run)
{
    uint64_t ms = 0;
    for (uint32_t i = 0; i < run->answered; i++)
        ms += run->duration_ms[i];
    const unsigned long long seconds = (ms + 500) / 1000;
    if (seconds < 60)
        return KJ_DRAW_FILL(draw, KJ_W_RESULT_SECONDS, kj_n("n", (int64_t)(seconds)));
    if (seconds % 60 == 0)
        return KJ_DRAW_FILL(draw, KJ_W_HOME_PART_MINUTES, kj_n("n", (int64_t)(seconds / 60)));
    return KJ_DRAW_FILL(draw, KJ_W_RESULT_MINUTES_SECONDS, kj_n("m", (int64_t)(seconds / 60)),
                        kj_n("s", (int64_t)(seconds % 60)));
}

/* The figure, and under or beside it what it is made of.  Returns the height. */
static double sum(kj_draw *draw, const kj_run *run, summary s, kj_rect box, bool beside)
{
    const kj_course *course = draw->scene->course;
    const double points = floor(s.share * 100 + 1e-6);
    const kj_figure_block figure = kj_draw_measure_figure(
        draw, kj_arena_format(draw->scene->arena, "%.0f", points),
        kj_draw_word(draw, KJ_W_RESULT_UNIT), box.w, 150, 90,
        s.placement ? KJ_COLOR_DAI : (s.passed ? KJ_COLOR_SONG : KJ_COLOR_ZHU));
    kj_draw_figure(draw, &figure, box.x, box.y);
    kj_draw_area(draw, KJ_ROLE_FIGURE, (kj_span){NULL, 0},
                 KJ_DRAW_FILL(draw, KJ_W_PART_POINTS, kj_n("points", lrint(points))),
                 (kj_rect){box.x, box.y, figure.width, figure.height});
    uint32_t full = 0;
    for (uint32_t i = 0; i < run->answered; i++)
        full += run->score[i] >= run->max[i] - 1e-9;
    const double need = kj_run_needed(course, run) * 100;
    kj_named facts[6] = {
        {KJ_W_RESULT_FULL,
         KJ_DRAW_FILL(draw, KJ_W_RESULT_FULL_OF, kj_n("n", full), kj_n("all", run->count))},
        {KJ_W_RESULT_TIME, duration(draw, run)},
        {KJ_W_RESULT_LINE, KJ_DRAW_FILL(draw, KJ_W_PART_POINTS, kj_n("points", lrint(need)))}};
    size_t count = s.placement || run->kind == KJ_RUN_REVIEW ? 2 : 3;
    count += kj_confidence_facts(draw, run, &facts[count]);
    const double x = beside ? box.x + figure.width + 56 : box.x;
    const double w = beside ? fmin(box.x + box.w - x, kj_draw_size(draw, 380)) : box.w;
    const double height = kj_facts_height(draw, count);
    const double y =
        beside ? box.y + fmax(0, (figure.height - height) / 2) : box.y + figure.height + 20;
    kj_draw_facts(draw, facts, count, (kj_rect){x, y, w, height});
    return beside ? fmax(figure.height, height) : y + height - box.y;
}

static kj_span eyebrow(kj_draw *draw, const kj_run *run)
{
    const kj_course *course = draw->scene->course;
    if (run->kind == KJ_RUN_REVIEW)
        return kj_draw_word(draw, KJ_W_REVIEW_EYEBROW);
    if (run->kind == KJ_RUN_DRILL)
        return KJ_DRAW_FILL(draw, KJ_W_RESULT_DRILL_HEAD,
                            kj_w("title", course->drills.ptr[run->object].title));
    const kj_part *part = &course->parts.ptr[run->object];
    return KJ_DRAW_FILL(draw, KJ_W_RESULT_TEST_HEAD,
                        kj_w("part", kj_part_name(draw->scene->words, part, draw->scene->arena)),
                        kj_w("title", part->title));
}

void kj_screen_result(kj_draw *draw, const kj_session *session)
{
    if (session->lesson->run.kind == KJ_RUN_FINAL) {
        kj_screen_final_result(draw, session);
        return;
    }
    const kj_run *run = &session->lesson->run;
    const summary s = sum_up(draw, run);
    const kj_rect box =
        kj_draw_head(draw, eyebrow(draw, run), kj_plain(title(draw, run, s)),
                     kj_plain(kj_confidence_add(draw, run, lead(draw, session, s))));
    const bool review = run->kind == KJ_RUN_REVIEW;
    const kj_word_id leave = review ? KJ_W_KEY_HOME : KJ_W_RESULT_TO_PART;
    const kj_button buttons[] = {
        {KJ_BUTTON_PRIMARY, KJ_LIT("next"), kj_draw_word(draw, leave), "Return"},
        {KJ_BUTTON_SECOND, KJ_LIT("again"),
         kj_draw_word(draw, review                      ? KJ_W_REVIEW_MORE
                            : run->kind == KJ_RUN_DRILL ? KJ_W_RESULT_DRILL_AGAIN
                                                        : KJ_W_RESULT_TEST_AGAIN),
         "R"}};
    const size_t button_count = review && still_due(draw, session) == 0 ? 1 : KJ_COUNT(buttons);
    const double foot = kj_measure_buttons(draw, buttons, button_count, box.w);
    const double room = box.h - foot - 24;
    const bool wide = draw->list.width >= 1300;
    const double left =
        wide ? kj_confidence_width(draw, run, fmin(kj_draw_size(draw, 360), box.w * 0.24)) : box.w;
    double used = sum(draw, run, s, (kj_rect){box.x, box.y, left, 0}, !wide);
    if (kj_run_shows_times(draw, run)) /* rows need 52 units each where they follow */
        used += 20 + kj_draw_slowest(draw, run,
                                     (kj_rect){box.x, box.y + used + 20, left,
                                               room - used - 20 - (wide ? 0 : 52.0 * run->count)});
    if (wide) {
        draw->list.overfull += used > room + 0.5 ? 1 : 0;
        rows(draw, run, (kj_rect){box.x + left + 64, box.y + 8, box.w - left - 64, room - 8});
    } else {
        rows(draw, run, (kj_rect){box.x, box.y + used + 24, box.w, room - used - 24});
    }
    kj_draw_buttons(draw, buttons, button_count, (kj_rect){box.x, box.y + box.h - foot, box.w, 0},
                    false);
    kj_draw_foot(draw, kj_draw_word(draw, KJ_W_FOOT_SAVED), 1,
                 KJ_DRAW_FILL(draw, KJ_W_RESULT_COUNT, kj_n("n", run->count)));
    kj_draw_key_only(draw, "next", leave, "Right Space PageDown");
    kj_draw_key_only(draw, "home", KJ_W_KEY_HOME, "Escape H");
    kj_draw_key_only(draw, "help", KJ_W_KEY_HELP, "?");
}
