/* engine/scene/screens/feedback.c: the panel beside a question. */
#include "scene/screens/feedback.h"

#include <math.h>

#define PADDING 36
#define BUTTON 72

typedef struct cursor {
    kj_draw *draw;
    double x, y, w;
} cursor;

static void put(cursor *at, kj_text text, kj_text_style style, double after)
{
    if (text.plain.len == 0)
        return;
    const kj_text_block block = kj_draw_measure(at->draw, text, at->w, 0, style);
    kj_draw_block(at->draw, &block, at->x, at->y);
    kj_draw_area(at->draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, text.plain,
                 (kj_rect){at->x, at->y, at->w, block.height});
    at->y += block.height + after;
}

static void card(kj_draw *draw, kj_rect box)
{
    kj_draw_box(draw, box,
                (kj_box_style){.fill = KJ_COLOR_CARD,
                               .filled = true,
                               .stroke = KJ_COLOR_LINE,
                               .stroked = true,
                               .stroke_width = 1.5,
                               .radius = 14});
}

static void timer(cursor *at, double left, int32_t seconds)
{
    kj_arena *arena = at->draw->scene->arena;
    put(at, kj_plain(kj_arena_format(arena, "还剩%.0f秒", ceil(left * (double)seconds))),
        kj_style(KJ_SIZE_SECOND, KJ_FONT_SANS_BOLD, left < 0.34 ? KJ_COLOR_ZHU : KJ_COLOR_DAI), 8);
    kj_draw_bar(at->draw, (kj_rect){at->x, at->y, at->w, 12}, left,
                left < 0.34 ? KJ_COLOR_ZHU : KJ_COLOR_DAI);
    at->y += 40;
}

static bool can_clear(kj_control control)
{
    return control == KJ_CONTROL_ORDER || control == KJ_CONTROL_PAIRS ||
           control == KJ_CONTROL_BINS || control == KJ_CONTROL_CHAIN;
}

static double asking_at(kj_draw *draw, const kj_panel *panel, kj_rect box)
{
    const kj_question *q = panel->asked->question;
    const bool at_once = q->seconds > 0; /* picking is answering */
    cursor at = {draw, box.x + PADDING, box.y + PADDING - 8, box.w - 2 * PADDING};
    if (panel->time_left >= 0)
        timer(&at, panel->time_left, q->seconds);
    put(&at, kj_plain(KJ_LIT("怎么作答")),
        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI), 4);
    put(&at,
        kj_plain(at_once ? KJ_LIT("看准了直接点，点下就算作答。")
                         : kj_span_of(kj_control_how(panel->control))),
        kj_style(KJ_SIZE_SECOND, KJ_FONT_SANS, KJ_COLOR_INK2), 24);
    put(&at, kj_plain(panel->hint), kj_style(KJ_SIZE_SECOND, KJ_FONT_SANS_BOLD, KJ_COLOR_ZHU), 24);
    if (at_once)
        return at.y - 24 + PADDING - box.y;
    if (can_clear(q->control)) {
        kj_draw_button(draw, (kj_rect){at.x, at.y, at.w, BUTTON}, KJ_BUTTON_QUIET, KJ_LIT("clear"),
                       q->control == KJ_CONTROL_CHAIN ? KJ_LIT("收回一张") : KJ_LIT("重新来"),
                       "Backspace");
        at.y += BUTTON + 12;
    }
    kj_draw_button(draw, (kj_rect){at.x, at.y, at.w, BUTTON},
                   panel->complete ? KJ_BUTTON_PRIMARY : KJ_BUTTON_SECOND, KJ_LIT("submit"),
                   KJ_LIT("提交"), "Return");
    draw->list.areas.ptr[draw->list.areas.count - 1].disabled = !panel->complete;
    return at.y + BUTTON + PADDING - box.y;
}

double kj_draw_panel_asking(kj_draw *draw, const kj_panel *panel, kj_rect box)
{
    const kj_draw before = *draw;
    const double h = asking_at(draw, panel, box);
    *draw = before;
    card(draw, (kj_rect){box.x, box.y, box.w, h});
    asking_at(draw, panel, box);
    draw->list.overfull += h > box.h + 0.5;
    return h;
}

static kj_span headline(const kj_verdict *v, kj_color_name *color)
{
    if (v->passed) {
        *color = KJ_COLOR_SONG;
        return KJ_LIT("对了");
    }
    *color = KJ_COLOR_ZHU;
    return v->score > 0 ? KJ_LIT("对了一部分") : KJ_LIT("还差一步");
}

/* The feedback to what was picked, then to what was missed: what the learner did comes first. */
static void options(cursor *at, const kj_asked *asked, double size)
{
    const kj_verdict *v = asked->verdict;
    static const kj_mark_of order[] = {KJ_OF_WRONG, KJ_OF_MISSED, KJ_OF_RIGHT};
    const kj_question *q = asked->question;
    /* Where each row already shows what belongs there, only the first few mistakes need words. */
    const bool choice = q->control == KJ_CONTROL_CHOICE || q->control == KJ_CONTROL_CHOICES;
    size_t left = choice ? KJ_OPTIONS_MAX : 3;
    bool any_wrong = false;
    for (size_t k = 0; k < KJ_COUNT(order); k++) {
        for (size_t i = 0; i < q->option_count; i++) {
            const kj_option_verdict *o = kj_verdict_of(v, q->options[i].id);
            if (!o || o->mark != order[k] || o->feedback.plain.len == 0)
                continue;
            /* What was right needs no words where something was wrong. */
            if (left == 0 || (o->mark == KJ_OF_RIGHT && (any_wrong || !choice)))
                continue;
            left--;
            any_wrong = any_wrong || o->mark != KJ_OF_RIGHT;
            const kj_text_block text = kj_draw_measure(at->draw, o->feedback, at->w - 52, 0,
                                                       kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK));
            const double cy = at->y + text.line_height / 2;
            kj_draw_letter(at->draw, kj_option_key(at->draw->scene->arena, i), at->x + 18, cy, 18,
                           false);
            kj_draw_block(at->draw, &text, at->x + 52, at->y);
            kj_draw_area(at->draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, o->feedback.plain,
                         (kj_rect){at->x, at->y, at->w, text.height});
            at->y += text.height + 12;
        }
    }
}

static void criteria(cursor *at, const kj_verdict *v, double size)
{
    kj_arena *arena = at->draw->scene->arena;
    for (size_t i = 0; i < v->criterion_count; i++) {
        const kj_criterion *c = &v->criteria[i];
        const double gained = c->points;
        kj_draw_badge(at->draw, gained >= c->max - 1e-9 ? KJ_BADGE_TICK : KJ_BADGE_CROSS,
                      at->x + 16, at->y + kj_draw_size(at->draw, size) * 0.78, 16);
        const kj_span text = kj_arena_format(arena, "%.*s　%.*s／%.*s：%.*s", KJ_ARG(c->name),
                                             KJ_ARG(kj_points(arena, gained)),
                                             KJ_ARG(kj_points(arena, c->max)), KJ_ARG(c->reason));
        cursor inner = {at->draw, at->x + 48, at->y, at->w - 48};
        put(&inner, kj_plain(text), kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK2), 8);
        at->y = inner.y;
    }
}

static void link_box(cursor *at, kj_span explains)
{
    kj_draw *draw = at->draw;
    const uint32_t slide = kj_course_find(draw->scene->course, KJ_REF_SLIDE, explains);
    if (slide == KJ_NONE)
        return;
    const kj_text_block small =
        kj_draw_measure(draw, kj_plain(KJ_LIT("讲这一点的是")), at->w, 0,
                        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2));
    const kj_text_block name =
        kj_draw_measure(draw, kj_plain(kj_slide_label(draw, slide)), at->w - 130, 0,
                        kj_style(KJ_SIZE_SECOND, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI));
    const kj_rect box = {at->x, at->y, at->w, small.height + name.height + 24};
    kj_draw_box(draw, box, (kj_box_style){.fill = KJ_COLOR_DAI_WASH, .filled = true, .radius = 12});
    kj_draw_block(draw, &small, box.x + 24, box.y + 12);
    kj_draw_block(draw, &name, box.x + 24, box.y + 12 + small.height);
    kj_draw_keycap(draw, box.x + box.w - 64, box.y + box.h / 2 + 9, KJ_LIT("S"),
                   (kj_span){NULL, 0});
    kj_area *area = kj_draw_area(
        draw, KJ_ROLE_LINK, kj_action(draw->scene->arena, "peek", explains),
        kj_arena_format(draw->scene->arena, "回看%.*s", KJ_ARG(kj_slide_label(draw, slide))), box);
    area->keys = KJ_LIT("S");
    at->y += box.h + 20;
}

static void models(cursor *at, const kj_verdict *v, double size)
{
    for (size_t i = 0; i < v->model_count; i++)
        put(at, v->models[i], kj_style(size, KJ_FONT_SANS, KJ_COLOR_SONG), 8);
}

/* Buttons stand one under the other at the panel's foot, the way on lowest; returns their top. */
static double buttons(kj_draw *draw, const kj_panel *panel, double x, double bottom, double w)
{
    double y = bottom - BUTTON;
    kj_draw_button(draw, (kj_rect){x, y, w, BUTTON}, KJ_BUTTON_PRIMARY, KJ_LIT("next"),
                   panel->last ? KJ_LIT("看结果") : KJ_LIT("下一题"), "Return");
    kj_draw_key_only(draw, "next", "下一题", "Right Space PageDown");
    const bool contested = panel->asked->session->lesson->run.contested;
    y -= 12 + 64;
    const bool drill = panel->asked->drill != NULL && panel->asked->question->seconds == 0;
    const double half = drill ? (w - 12) / 2 : w;
    if (contested) {
        const kj_text_block said = kj_draw_measure(
            draw, kj_plain(KJ_LIT("已记下你的异议")), half, 64,
            (kj_text_style){
                .size = KJ_SIZE_CAPTION, .color = KJ_COLOR_INK2, .align = KJ_ALIGN_CENTRE});
        kj_draw_block(draw, &said, x, y + (64 - said.height) / 2);
        kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, KJ_LIT("已记下你的异议"),
                     (kj_rect){x, y, half, 64});
    } else {
        kj_draw_button(draw, (kj_rect){x, y, half, 64}, KJ_BUTTON_QUIET, KJ_LIT("contest"),
                       drill ? KJ_LIT("有异议") : KJ_LIT("我认为判错了"), "O");
    }
    if (drill)
        kj_draw_button(draw, (kj_rect){x + half + 12, y, half, 64}, KJ_BUTTON_QUIET,
                       KJ_LIT("retry"), KJ_LIT("再答一次"), "R");
    return y;
}

/* Whether the feedback repeats that of an option: then one of the two is enough. */
static bool repeats_option(const kj_verdict *v)
{
    for (size_t i = 0; i < v->option_count; i++)
        if (v->options[i].feedback.plain.len &&
            kj_span_find(v->feedback.plain, v->options[i].feedback.plain, 0) != SIZE_MAX)
            return true;
    return false;
}

static double feedback_at(kj_draw *draw, const kj_panel *panel, kj_rect box, double size)
{
    const kj_verdict *v = panel->asked->verdict;
    const kj_verdict *whole = panel->whole;
    kj_arena *arena = draw->scene->arena;
    cursor at = {draw, box.x + PADDING, box.y + PADDING - 8, box.w - 2 * PADDING};
    kj_color_name color;
    const kj_span said = headline(v, &color);
    put(&at,
        kj_plain(kj_arena_format(arena, "%.*s　得%.*s分，满分%.*s分", KJ_ARG(said),
                                 KJ_ARG(kj_points(arena, whole->score)),
                                 KJ_ARG(kj_points(arena, whole->max)))),
        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, color), 12);
    if (v->key.len && !v->passed)
        put(&at, kj_plain(kj_arena_format(arena, "正确答案：%.*s", KJ_ARG(v->key))),
            kj_style(KJ_SIZE_HEADING - 4, KJ_FONT_SERIF_BOLD, KJ_COLOR_INK), 12);
    put(&at, v->feedback, kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK), 12);
    if (!repeats_option(v))
        options(&at, panel->asked, size);
    criteria(&at, v, size);
    put(&at, panel->why, kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK2), 16);
    /* The cards of a chain show their own places. */
    if (v->model_count && panel->asked->question->control != KJ_CONTROL_CHAIN) {
        put(&at, kj_plain(KJ_LIT("可以这样问")),
            kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, KJ_COLOR_SONG), 4);
        models(&at, v, size);
        at.y += 8;
    }
    if (v->next.len && !v->passed)
        put(&at, kj_plain(v->next), kj_style(size, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI), 12);
    link_box(&at, panel->explains);
    return at.y - box.y;
}

/* Tried from the largest size down; the page is as it was before a size that is too large. */
static double fit_feedback(kj_draw *draw, const kj_panel *panel, kj_rect box, double room)
{
    for (double size = KJ_SIZE_SECOND;; size -= 2) {
        const kj_draw before = *draw;
        const double used = feedback_at(draw, panel, box, size);
        if (used <= room)
            return used;
        if (size <= KJ_SIZE_SMALLEST) {
            draw->list.overfull++;
            return used;
        }
        *draw = before;
    }
}

double kj_draw_panel_feedback(kj_draw *draw, const kj_panel *panel, kj_rect box)
{
    const double buttons_h = BUTTON + 12 + 64, w = box.w - 2 * PADDING;
    /* Measured first: the card must lie under what it holds. */
    const kj_draw before = *draw;
    const double used = fit_feedback(draw, panel, box, box.h - buttons_h - PADDING);
    *draw = before;
    const double h = fmin(box.h, used + 16 + buttons_h + PADDING - 12);
    card(draw, (kj_rect){box.x, box.y, box.w, h});
    fit_feedback(draw, panel, box, box.h - buttons_h - PADDING);
    buttons(draw, panel, box.x + PADDING, box.y + h - PADDING + 12, w);
    return h;
}

static kj_color_name sign_color(kj_sign sign)
{
    switch (sign) {
    case KJ_SIGN_WIDE:
    case KJ_SIGN_NARROW:
        return KJ_COLOR_SONG;
    case KJ_SIGN_CLOSING:
    case KJ_SIGN_LEADING:
    case KJ_SIGN_TONE:
        break;
    }
    return KJ_COLOR_ZHU;
}

/* Bars under the words that decided, full for what opened the question, dashed for what closed it.
 */
static void underline(kj_draw *draw, const kj_text_block *block, const kj_verdict *v, double x,
                      double y)
{
    for (size_t p = 0; p < v->part_count; p++) {
        const kj_signed_part *part = &v->parts[p];
        for (size_t i = 0; i < block->paragraph.line_count; i++) {
            const kj_line *line = &block->paragraph.lines[i];
            double left = -1, right = -1;
            for (size_t k = 0; k < line->cluster_count; k++) {
                const kj_cluster *c = &line->clusters[k];
                if (c->start < part->start || c->start >= part->start + part->len)
                    continue;
                left = left < 0 ? (double)c->x_em : left;
                right = (double)c->x_em + (double)c->advance_em;
            }
            if (left < 0)
                continue;
            const double under =
                y + block->line_height * (double)i + block->ascent + block->size * 0.28;
            const kj_point ends[] = {{x + left * block->size, under},
                                     {x + right * block->size, under}};
            kj_draw_polyline(draw, ends, 2, sign_color(part->sign), 5)->dash =
                sign_color(part->sign) == KJ_COLOR_ZHU ? 8 : 0;
        }
    }
}

static double judged_at(kj_draw *draw, const kj_panel *panel, kj_rect box, double size)
{
    const kj_verdict *v = panel->asked->verdict;
    kj_arena *arena = draw->scene->arena;
    double y = box.y;
    const kj_draft *draft = panel->asked->draft;
    const kj_span typed = kj_arena_copy(arena, (kj_span){draft->text, draft->text_len});
    const kj_text_block label =
        kj_draw_measure(draw, kj_plain(KJ_LIT("你的改写")), 0, 0,
                        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK3));
    const kj_text_block own =
        kj_draw_measure(draw, kj_plain(typed), box.w - 96, 0,
                        (kj_text_style){.size = size + 6, .leading = 1.7, .color = KJ_COLOR_INK});
    const kj_rect sentence = {box.x, y, box.w, label.height + own.height + 40};
    card(draw, sentence);
    kj_draw_block(draw, &label, box.x + 48, y + 16);
    kj_draw_block(draw, &own, box.x + 48, y + 16 + label.height);
    underline(draw, &own, v, box.x + 48, y + 16 + label.height);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                 kj_arena_format(arena, "你的改写：%.*s", KJ_ARG(typed)), sentence);
    y += sentence.h + 20;
    const kj_span total =
        kj_arena_format(arena, "%s　%.*s／%.*s分", v->passed ? "过关" : "还差一步",
                        KJ_ARG(kj_points(arena, v->score)), KJ_ARG(kj_points(arena, v->max)));
    y += kj_draw_text(draw, kj_plain(total), (kj_rect){box.x, y, box.w, 0},
                      kj_style(KJ_SIZE_SECOND, KJ_FONT_SANS_BOLD,
                               v->passed ? KJ_COLOR_SONG : KJ_COLOR_ZHU)) +
         8;
    kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, total,
                 (kj_rect){box.x, y - 50, box.w, 42});
    const double name_w = kj_draw_size(draw, 260);
    for (size_t i = 0; i < v->criterion_count; i++) {
        const kj_criterion *c = &v->criteria[i];
        kj_draw_line(draw, box.x, y, box.x + box.w, y, KJ_COLOR_LINE, 1.5);
        const bool full = c->points >= c->max - 1e-9;
        const kj_text_block name =
            kj_draw_measure(draw,
                            kj_plain(kj_arena_format(arena, "%.*s　%.*s／%.*s", KJ_ARG(c->name),
                                                     KJ_ARG(kj_points(arena, c->points)),
                                                     KJ_ARG(kj_points(arena, c->max)))),
                            name_w, 0, kj_style(size, KJ_FONT_SANS_BOLD, KJ_COLOR_INK));
        const kj_text_block reason =
            kj_draw_measure(draw, kj_plain(c->reason), box.w - name_w - 96, 0,
                            (kj_text_style){.size = size, .leading = 1.4, .color = KJ_COLOR_INK2});
        const double h = fmax(name.height, reason.height) + 16;
        kj_draw_badge(draw, full ? KJ_BADGE_TICK : KJ_BADGE_CROSS, box.x + 24, y + h / 2, 20);
        kj_draw_block(draw, &name, box.x + 64, y + (h - name.height) / 2);
        kj_draw_block(draw, &reason, box.x + 96 + name_w, y + (h - reason.height) / 2);
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                     kj_arena_format(arena, "%.*s，%.*s分，满分%.*s分。%.*s", KJ_ARG(c->name),
                                     KJ_ARG(kj_points(arena, c->points)),
                                     KJ_ARG(kj_points(arena, c->max)), KJ_ARG(c->reason)),
                     (kj_rect){box.x, y, box.w, h});
        y += h;
    }
    kj_draw_line(draw, box.x, y, box.x + box.w, y, KJ_COLOR_LINE, 1.5);
    y += 16;
    if (v->next.len && !v->passed) {
        y += kj_draw_text(draw, kj_plain(v->next), (kj_rect){box.x, y, box.w, 0},
                          kj_style(size, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI)) +
             8;
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, v->next,
                     (kj_rect){box.x, y - 50, box.w, 42});
    }
    return y - box.y;
}

/* Model answers at the left, the buttons at the right, on the page's last lines. */
static double judged_foot(kj_draw *draw, const kj_panel *panel, kj_rect box, double size)
{
    const kj_verdict *v = panel->asked->verdict;
    kj_arena *arena = draw->scene->arena;
    kj_text_buffer said = {.arena = arena};
    for (size_t i = 0; i < v->model_count; i++)
        kj_putf(&said, "%s%.*s", i ? "\n" : "", KJ_ARG(v->models[i].plain));
    const double label_w = kj_draw_size(draw, 170);
    const kj_text_block text =
        kj_draw_measure(draw, kj_plain(kj_put_span(&said)), box.w - label_w - 48, 0,
                        (kj_text_style){.size = size, .leading = 1.4, .color = KJ_COLOR_INK});
    const kj_text_block label = kj_draw_measure(draw, kj_plain(KJ_LIT("可以这样问")), 0, 0,
                                                kj_style(size, KJ_FONT_SANS_BOLD, KJ_COLOR_SONG));
    const double h = text.height + 24;
    const kj_rect rect = {box.x, box.y + box.h - 64 - 20 - h, box.w, h};
    kj_draw_box(draw, rect,
                (kj_box_style){.fill = KJ_COLOR_SONG_WASH, .filled = true, .radius = 12});
    kj_draw_block(draw, &label, rect.x + 24, rect.y + 12);
    kj_draw_block(draw, &text, rect.x + 24 + label_w, rect.y + 12);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                 kj_arena_format(arena, "可以这样问：%.*s", KJ_ARG(kj_put_span(&said))), rect);
    return rect.y;
}

static void judged_buttons(kj_draw *draw, const kj_panel *panel, kj_rect box)
{
    const double y = box.y + box.h - 64;
    double x = box.x;
    const uint32_t slide = kj_course_find(draw->scene->course, KJ_REF_SLIDE, panel->explains);
    if (slide != KJ_NONE)
        x += kj_draw_button(draw, (kj_rect){x, y, 0, 64}, KJ_BUTTON_QUIET,
                            kj_action(draw->scene->arena, "peek", panel->explains),
                            KJ_LIT("回看讲解"), "S")
                 .w +
             12;
    if (panel->asked->session->lesson->run.contested)
        kj_draw_text(draw, kj_plain(KJ_LIT("已记下你的异议")), (kj_rect){x + 12, y + 14, 300, 0},
                     kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2));
    else
        kj_draw_button(draw, (kj_rect){x, y, 0, 64}, KJ_BUTTON_QUIET, KJ_LIT("contest"),
                       KJ_LIT("我认为判错了"), "O");
    const double next_w = kj_draw_size(draw, 280), retry_w = kj_draw_size(draw, 250);
    kj_draw_button(draw, (kj_rect){box.x + box.w - next_w - 20 - retry_w, y, retry_w, 64},
                   KJ_BUTTON_SECOND, KJ_LIT("retry"), KJ_LIT("再改一次"), "R");
    kj_draw_button(draw, (kj_rect){box.x + box.w - next_w, y, next_w, 64}, KJ_BUTTON_PRIMARY,
                   KJ_LIT("next"), panel->last ? KJ_LIT("看结果") : KJ_LIT("下一题"), "Return");
    kj_draw_key_only(draw, "next", "下一题", "Right Space PageDown");
}

void kj_draw_judged_sentence(kj_draw *draw, const kj_panel *panel, kj_rect box)
{
    for (double size = KJ_SIZE_SECOND;; size -= 2) {
        const kj_draw before = *draw;
        const double used = judged_at(draw, panel, box, size);
        const double top = judged_foot(draw, panel, box, size);
        if (box.y + used <= top - 8)
            break;
        if (size <= KJ_SIZE_CAPTION) {
            draw->list.overfull++;
            break;
        }
        *draw = before;
    }
    judged_buttons(draw, panel, box);
}
