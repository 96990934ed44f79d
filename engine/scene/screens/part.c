/* engine/scene/screens/part.c: one part: its slides, its test, its role-plays, its drills. */
#include "scene/screens/screens.h"

#include <math.h>

#define GAP 12

/* A line that leads somewhere: its words, and at the end how far it is. */
typedef struct entry {
    kj_span action, label, state;
    const char *keys; /* NULL: none */
    bool done, bold;
} entry;

static double line(kj_draw *draw, const entry *e, kj_rect box)
{
    const kj_text_block state = kj_draw_measure(
        draw, kj_plain(e->state), 0, 0,
        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, e->done ? KJ_COLOR_SONG : KJ_COLOR_INK2));
    const double tail = state.width + (e->done ? 36 : 0);
    const kj_text_block text = kj_draw_measure(
        draw, kj_plain(e->label), box.w - 40 - (tail > 0 ? tail + 16 : 0), box.h - 8,
        (kj_text_style){.size = 26,
                        .smallest = KJ_SIZE_SMALLEST,
                        .leading = 1.3,
                        .role = e->bold ? KJ_FONT_SANS_BOLD : KJ_FONT_SANS,
                        .color = KJ_COLOR_INK});
    kj_draw_row(draw, box, KJ_ROW_PLAIN);
    kj_draw_block(draw, &text, box.x + 20, box.y + (box.h - text.height) / 2);
    if (state.height > 0)
        kj_draw_block(draw, &state, box.x + box.w - 20 - state.width,
                      box.y + (box.h - state.height) / 2);
    if (e->done)
        kj_draw_badge(draw, KJ_BADGE_TICK,
                      box.x + box.w - 20 - state.width - (state.width > 0 ? 22 : 12),
                      box.y + box.h / 2, 13);
    kj_area *area = kj_draw_area(draw, KJ_ROLE_BUTTON, e->action,
                                 kj_arena_format(draw->scene->arena, "%.*s%s%.*s%s",
                                                 KJ_ARG(e->label), e->state.len ? "，" : "",
                                                 KJ_ARG(e->state), e->done ? "，已完成" : ""),
                                 box);
    if (e->keys)
        area->keys = kj_span_of(e->keys);
    return box.h;
}

static void heading(kj_draw *draw, const char *text, kj_span more, double x, double y, double w)
{
    const kj_text_block block = kj_draw_measure(draw, kj_plain(kj_span_of(text)), 0, 0,
                                                kj_style(28, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI));
    const kj_text_block right = kj_draw_measure(
        draw, kj_plain(more), 0, 0, kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2));
    kj_draw_block(draw, &block, x, y);
    if (right.height > 0)
        kj_draw_block(draw, &right, x + w - right.width, y + block.ascent - right.ascent);
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, kj_span_of(text),
                 (kj_rect){x, y, w, block.height});
}

static double heading_height(const kj_draw *draw)
{
    return 4 * round(kj_draw_size(draw, 28) * 1.55 / 4) + 8;
}

static void slides(kj_draw *draw, const kj_session *session, const kj_part *part, kj_rect box)
{
    const kj_course *course = draw->scene->course;
    uint32_t seen = 0;
    for (uint32_t i = 0; i < part->slide_count; i++)
        seen += kj_lesson_slide(session->lesson, part->first_slide + i)->seen;
    heading(draw, "课程页",
            kj_arena_format(draw->scene->arena, "看过%u／%u页", seen, part->slide_count), box.x,
            box.y, box.w);
    double y = box.y + heading_height(draw);
    const double h = fmin(64, (box.y + box.h - y - GAP * (part->slide_count - 1)) /
                                  (part->slide_count ? part->slide_count : 1));
    if (h < 44)
        draw->list.overfull++;
    for (uint32_t i = 0; i < part->slide_count; i++) {
        const kj_slide *slide = &course->slides.ptr[part->first_slide + i];
        const entry e = {
            .action = kj_action(draw->scene->arena, "slide", slide->id),
            .label = kj_arena_format(draw->scene->arena, "%u　%.*s", part->first_slide + i + 1,
                                     KJ_ARG(slide->title.plain)),
            .done = kj_lesson_slide(session->lesson, part->first_slide + i)->seen,
            .keys = i == 0 ? "S" : NULL,
        };
        y += line(draw, &e, (kj_rect){box.x, y, box.w, h}) + GAP;
    }
}

static double test(kj_draw *draw, const kj_session *session, uint32_t p, kj_rect box)
{
    const kj_part *part = &draw->scene->course->parts.ptr[p];
    if (part->draw == 0)
        return 0;
    const kj_part_record *record = kj_lesson_part(session->lesson, p);
    const bool done =
        record->tests > 0 && record->test_best >= draw->scene->course->pass.test - 1e-9;
    const entry e = {
        .action = kj_action(draw->scene->arena, "test", part->id),
        .label = kj_arena_format(draw->scene->arena, "测验　%d题", part->draw),
        .state = record->tests
                     ? kj_arena_format(draw->scene->arena, "最好%.0f分", record->test_best * 100)
                     : KJ_LIT("还没考"),
        .done = done,
        .bold = true,
        .keys = "T",
    };
    return line(draw, &e, box) + GAP;
}

static double plays(kj_draw *draw, const kj_session *session, const kj_part *part, kj_rect box)
{
    const kj_course *course = draw->scene->course;
    double y = box.y;
    for (uint32_t i = 0; i < part->roleplay_count; i++) {
        const kj_roleplay *play = &course->roleplays.ptr[part->first_roleplay + i];
        const kj_roleplay_record *record =
            kj_lesson_roleplay(session->lesson, part->first_roleplay + i);
        const entry e = {
            .action = kj_action(draw->scene->arena, "roleplay", play->id),
            .label = kj_arena_format(draw->scene->arena, "角色扮演　%.*s", KJ_ARG(play->title)),
            .state = record->ended ? kj_arena_format(draw->scene->arena, "最好：%.*s",
                                                     KJ_ARG(kj_grade_name(record->best_grade)))
                                   : KJ_LIT("还没走过"),
            .done = record->ended && record->best_grade <= KJ_GRADE_GOOD,
            .bold = true,
            .keys = i == 0 ? "R" : NULL,
        };
        y += line(draw, &e, (kj_rect){box.x, y, box.w, box.h}) + GAP;
    }
    return y - box.y;
}

static entry drill_entry(kj_draw *draw, const kj_session *session, uint32_t d, bool first)
{
    const kj_drill *drill = &draw->scene->course->drills.ptr[d];
    const kj_drill_record *record = kj_lesson_drill(session->lesson, d);
    entry e = {
        .action = kj_action(draw->scene->arena, "drill", drill->id),
        .label = drill->title,
        .done = drill->placement ? record->runs > 0 : record->passed,
        .keys = first ? "D" : NULL,
    };
    if (record->runs && !drill->placement && !record->passed)
        e.state = kj_arena_format(draw->scene->arena, "%.0f分", record->best * 100);
    return e;
}

static void drills(kj_draw *draw, const kj_session *session, const kj_part *part, kj_rect box)
{
    const kj_course *course = draw->scene->course;
    uint32_t passed = 0, count = 0, next = KJ_NONE;
    for (uint32_t i = 0; i < part->drill_count; i++) {
        const uint32_t d = part->first_drill + i;
        if (course->drills.ptr[d].placement)
            continue;
        count++;
        passed += kj_lesson_drill(session->lesson, d)->passed;
        if (next == KJ_NONE && !kj_lesson_drill(session->lesson, d)->passed)
            next = d;
    }
    heading(draw, "提问练习", kj_arena_format(draw->scene->arena, "通过%u／%u组", passed, count),
            box.x, box.y, box.w);
    const double y = box.y + heading_height(draw);
    const double least = kj_draw_size(draw, 300);
    const size_t n = part->drill_count;
    const size_t columns = box.w >= 3 * least + 2 * GAP ? 3 : box.w >= 2 * least + GAP ? 2 : 1;
    const size_t rows = n > columns ? (n + columns - 1) / columns : 1;
    const double w = (box.w - GAP * (double)(columns - 1)) / (double)columns;
    const double h = fmin(64, (box.y + box.h - y - GAP * (double)(rows - 1)) / (double)rows);
    if (h < 44)
        draw->list.overfull++;
    for (size_t i = 0; i < n; i++) {
        const uint32_t d = part->first_drill + (uint32_t)i;
        const entry e = drill_entry(draw, session, d, d == next);
        line(draw, &e,
             (kj_rect){box.x + (w + GAP) * (double)(i / rows), y + (h + GAP) * (double)(i % rows),
                       w, h});
    }
}

void kj_screen_part(kj_draw *draw, const kj_session *session)
{
    const kj_course *course = draw->scene->course;
    const kj_part *part = &course->parts.ptr[session->part];
    kj_arena *arena = draw->scene->arena;
    const kj_span eyebrow =
        part->number > 0 ? kj_arena_format(arena, "%.*s　%.*s", KJ_ARG(kj_part_name(arena, part)),
                                           KJ_ARG(part->verb))
                         : part->verb;
    kj_rect box = kj_draw_head(draw, eyebrow, kj_plain(part->title), (kj_text){.plain = {NULL, 0}});
    const bool has_more = part->draw || part->roleplay_count || part->drill_count;
    if (draw->list.width >= 1300 && has_more) {
        const double left = box.w * 0.36, gap = 48;
        slides(draw, session, part, (kj_rect){box.x, box.y, left, box.h});
        kj_rect right = {box.x + left + gap, box.y, box.w - left - gap, box.h};
        heading(draw, "检验", (kj_span){NULL, 0}, right.x, right.y, right.w);
        double y = right.y + heading_height(draw);
        y += test(draw, session, session->part, (kj_rect){right.x, y, right.w, 64});
        y += plays(draw, session, part, (kj_rect){right.x, y, right.w, 64}) + 12;
        if (part->drill_count)
            drills(draw, session, part, (kj_rect){right.x, y, right.w, right.y + right.h - y});
    } else {
        double y = box.y;
        y += test(draw, session, session->part, (kj_rect){box.x, y, box.w, 64});
        y += plays(draw, session, part, (kj_rect){box.x, y, box.w, 64}) + 12;
        const double slides_h =
            part->drill_count ? heading_height(draw) + 64.0 * part->slide_count : box.y + box.h - y;
        slides(draw, session, part, (kj_rect){box.x, y, box.w, slides_h});
        if (part->drill_count)
            drills(draw, session, part,
                   (kj_rect){box.x, y + slides_h + 16, box.w, box.y + box.h - y - slides_h - 16});
    }
    double x = kj_draw_margin(draw);
    x += kj_draw_keycap(draw, x, kj_draw_foot_baseline(draw), KJ_LIT("Tab"), KJ_LIT("逐项选")) + 32;
    x +=
        kj_draw_keycap(draw, x, kj_draw_foot_baseline(draw), KJ_LIT("Return"), KJ_LIT("进入")) + 32;
    kj_draw_keycap(draw, x, kj_draw_foot_baseline(draw), KJ_LIT("Escape"), KJ_LIT("回首页"));
    kj_draw_key_only(draw, "home", "回首页", "Escape H");
    kj_draw_key_only(draw, "next", "往下学", "Right PageDown");
    kj_draw_key_only(draw, "back", "回到课程页", "Left Backspace PageUp");
    kj_draw_key_only(draw, "help", "看这一页的键", "?");
}
