/* engine/scene/screens/result.c: what a finished test or drill came to, question by question. */
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
    s.placement = run->drill && course->drills.ptr[run->object].placement;
    s.passed = s.share >= (run->drill ? course->pass.drill : course->pass.test) - 1e-9;
    return s;
}

static kj_span title(kj_draw *draw, const kj_run *run, summary s)
{
    kj_arena *arena = draw->scene->arena;
    if (s.placement)
        return KJ_LIT("起点测好了，从这里往上走");
    const char *what = run->drill ? "这一组" : "测验";
    if (s.passed)
        return kj_arena_format(arena, "%s通过了", what);
    return kj_arena_format(arena, "%s还差一步", what);
}

static kj_span lead(kj_draw *draw, const kj_run *run, summary s)
{
    kj_arena *arena = draw->scene->arena;
    const double need =
        (run->drill ? draw->scene->course->pass.drill : draw->scene->course->pass.test) * 100;
    if (s.placement)
        return s.share >= 0.75 ? KJ_LIT("分得很清楚，可以直接从二级练起。")
                               : KJ_LIT("先从一级练起，把四类问题分清楚。");
    if (s.passed)
        return KJ_LIT("取最好的一次计入成绩，想再练随时可以。");
    return kj_arena_format(arena, "%.0f分通过，次数不限。先回看下面标了叉的几处，再来一次。", need);
}

/* The words of a question, short: the stem of an item, the sentence of a round. */
static kj_span words(kj_draw *draw, const kj_run *run, uint32_t i)
{
    const kj_course *course = draw->scene->course;
    if (!run->drill)
        return course->items.ptr[run->question[i]].stem.plain;
    kj_question *q = KJ_NEW(draw->scene->arena, kj_question, 1);
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
    return run->drill ? course->drills.ptr[run->object].explains
                      : course->items.ptr[run->question[i]].explains;
}

/* A text in a room that may be too low for it: then its first line, with an ellipsis. */
static kj_text_block cut_to(kj_draw *draw, kj_span said, double width, double height,
                            kj_text_style style)
{
    const kj_text_block whole = kj_draw_measure(draw, kj_plain(said), width, 0, style);
    if (whole.height <= height + 0.5 || whole.paragraph.line_count < 2)
        return whole;
    const kj_line *line = &whole.paragraph.lines[0];
    size_t end = line->cluster_count;
    kj_text_block first = whole;
    while (end > 1) {
        end--;
        const kj_span kept = kj_span_sub(said, 0, line->clusters[end].start);
        first = kj_draw_measure(
            draw, kj_plain(kj_arena_format(draw->scene->arena, "%.*s……", KJ_ARG(kept))), width, 0,
            style);
        if (first.paragraph.line_count == 1)
            break;
    }
    return first;
}

static void row(kj_draw *draw, const kj_run *run, uint32_t i, kj_rect box)
{
    const kj_course *course = draw->scene->course;
    kj_arena *arena = draw->scene->arena;
    const bool full = run->score[i] >= run->max[i] - 1e-9;
    const kj_span said = words(draw, run, i);
    const uint32_t slide = kj_course_find(course, KJ_REF_SLIDE, explains(draw, run, i));
    const bool link = !full && slide != KJ_NONE;
    const kj_text_block tag = kj_draw_measure(
        draw,
        kj_plain(link ? kj_arena_format(arena, "看第%u页", slide + 1)
                      : kj_arena_format(arena, "%.*s分", KJ_ARG(kj_points(arena, run->score[i])))),
        0, 0,
        kj_style(KJ_SIZE_CAPTION, link ? KJ_FONT_SANS_BOLD : KJ_FONT_SANS,
                 link ? KJ_COLOR_DAI : KJ_COLOR_INK2));
    kj_draw_row(draw, box, link ? KJ_ROW_PLAIN : KJ_ROW_QUIET);
    kj_draw_badge(draw, full ? KJ_BADGE_TICK : KJ_BADGE_CROSS, box.x + 32, box.y + box.h / 2, 16);
    const kj_text_block text =
        cut_to(draw, said, box.w - 64 - 24 - tag.width - 24, box.h - 8,
               (kj_text_style){.size = KJ_SIZE_CAPTION, .leading = 1.3, .color = KJ_COLOR_INK});
    kj_draw_block(draw, &text, box.x + 64, box.y + (box.h - text.height) / 2);
    kj_draw_block(draw, &tag, box.x + box.w - 20 - tag.width, box.y + (box.h - tag.height) / 2);
    kj_draw_area(draw, link ? KJ_ROLE_LINK : KJ_ROLE_TEXT,
                 link ? kj_action(arena, "peek", explains(draw, run, i)) : (kj_span){NULL, 0},
                 kj_arena_format(arena, "第%u题，%s：%.*s%s", i + 1, full ? "对" : "没有全对",
                                 KJ_ARG(said), link ? "，可以回看" : ""),
                 box);
}

static void rows(kj_draw *draw, const kj_run *run, kj_rect box)
{
    const double gap = 12;
    size_t columns = 1;
    if (box.w > 900 && run->count > 7)
        columns = 2;
    const size_t per_column = (run->count + columns - 1) / columns;
    const double h = fmin(84, (box.h - gap * (double)(per_column - 1)) / (double)per_column);
    const double w = (box.w - gap * 2 * (double)(columns - 1)) / (double)columns;
    if (h < 40)
        draw->list.overfull++;
    for (uint32_t i = 0; i < run->count; i++)
        row(draw, run, i,
            (kj_rect){box.x + (w + gap * 2) * (double)(i / per_column),
                      box.y + (h + gap) * (double)(i % per_column), w, h});
}

void kj_screen_result(kj_draw *draw, const kj_session *session)
{
    const kj_course *course = draw->scene->course;
    kj_arena *arena = draw->scene->arena;
    const kj_run *run = &session->lesson->run;
    const summary s = sum_up(draw, run);
    const kj_span eyebrow =
        run->drill ? kj_arena_format(arena, "提问练习 · %.*s",
                                     KJ_ARG(course->drills.ptr[run->object].title))
                   : kj_arena_format(arena, "%.*s　%.*s · 测验",
                                     KJ_ARG(kj_part_name(arena, &course->parts.ptr[run->object])),
                                     KJ_ARG(course->parts.ptr[run->object].title));
    const kj_rect box =
        kj_draw_head(draw, eyebrow, kj_plain(title(draw, run, s)), kj_plain(lead(draw, run, s)));
    const double buttons = 72 + 24;
    const bool wide = draw->list.width >= 1300;
    const double left = wide ? fmin(420, box.w * 0.26) : box.w;
    const kj_figure_block figure = kj_draw_measure_figure(
        draw, kj_arena_format(arena, "%.0f", floor(s.share * 100 + 1e-6)), KJ_LIT("分"), left, 150,
        90, s.placement ? KJ_COLOR_DAI : (s.passed ? KJ_COLOR_SONG : KJ_COLOR_ZHU));
    kj_draw_figure(draw, &figure, box.x, box.y);
    kj_draw_area(draw, KJ_ROLE_FIGURE, (kj_span){NULL, 0},
                 kj_arena_format(arena, "%.0f分", floor(s.share * 100 + 1e-6)),
                 (kj_rect){box.x, box.y, left, figure.height});
    if (wide)
        rows(draw, run, (kj_rect){box.x + left + 48, box.y, box.w - left - 48, box.h - buttons});
    else
        rows(draw, run,
             (kj_rect){box.x, box.y + figure.height + 24, box.w,
                       box.h - buttons - figure.height - 24});
    const double y = box.y + box.h - 72;
    const kj_rect next = kj_draw_button(draw, (kj_rect){box.x, y, 0, 72}, KJ_BUTTON_PRIMARY,
                                        KJ_LIT("next"), KJ_LIT("回到这一部分"), "Return");
    kj_draw_button(draw, (kj_rect){next.x + next.w + 24, y, 0, 72}, KJ_BUTTON_SECOND,
                   KJ_LIT("again"), run->drill ? KJ_LIT("再练一次") : KJ_LIT("再考一次"), "R");
    kj_draw_foot(draw, KJ_LIT("已存"), 1, kj_arena_format(arena, "共%u题", run->count));
    kj_draw_key_only(draw, "next", "回到这一部分", "Right Space PageDown");
    kj_draw_key_only(draw, "home", "回首页", "Escape H");
    kj_draw_key_only(draw, "help", "看这一页的键", "?");
}
