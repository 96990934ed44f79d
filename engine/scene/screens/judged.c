/* engine/scene/screens/judged.c: a sentence of the learner's own, judged: what decided is marked in
 * it, each point has its reason, and a better one stands beside it. */
#include "scene/screens/feedback.h"

#include <math.h>

#define PADDING 48
#define FARTHEST 80 /* between the points and the end */

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

/* From the left end of a part's ink in a line to its right end, in em; false: none of it is here.
 */
static bool extent(const kj_line *line, const kj_signed_part *part, double *left, double *right)
{
    bool any = false;
    for (size_t k = 0; k < line->cluster_count; k++) {
        const kj_cluster *c = &line->clusters[k];
        if (c->start < part->start || c->start >= part->start + part->len)
            continue;
        *left = any ? *left : (double)c->x_em;
        *right = (double)c->x_em + (double)c->advance_em;
        any = true;
    }
    return any;
}

/* Two marks on the same words would blur: the longer one stays. */
static bool is_covered(const kj_verdict *v, size_t part)
{
    const kj_signed_part *p = &v->parts[part];
    for (size_t i = 0; i < v->part_count; i++) {
        const kj_signed_part *o = &v->parts[i];
        if (i != part && o->start <= p->start && o->start + o->len >= p->start + p->len &&
            (o->len > p->len || i < part))
            return true;
    }
    return false;
}

void kj_draw_signs(kj_draw *draw, const kj_text_block *block, const kj_verdict *v, double x,
                   double y)
{
    for (size_t p = 0; p < v->part_count; p++)
        for (size_t i = 0; i < block->paragraph.line_count; i++) {
            double left = 0, right = 0;
            if (is_covered(v, p) ||
                !extent(&block->paragraph.lines[i], &v->parts[p], &left, &right))
                continue;
            const double under =
                y + block->line_height * (double)i + block->ascent + block->size * 0.28;
            const kj_point ends[] = {{x + left * block->size, under},
                                     {x + right * block->size, under}};
            const kj_color_name color = sign_color(v->parts[p].sign);
            kj_draw_polyline(draw, ends, 2, color, 5)->dash = color == KJ_COLOR_ZHU ? 8 : 0;
        }
}

/* What was said and what was to be rewritten. */
static double heading(kj_draw *draw, const kj_panel *panel, kj_rect box, double size)
{
    const kj_question *q = panel->asked->question;
    double y = box.y;
    if (q->quote.plain.len) {
        const kj_span said = kj_say(draw, q->by, q->quote.plain);
        const double h =
            kj_draw_text(draw, kj_plain(said), (kj_rect){box.x, y, box.w, 0},
                         kj_style(fmax(KJ_SIZE_CAPTION, size - 2), KJ_FONT_SANS, KJ_COLOR_INK2));
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, said, (kj_rect){box.x, y, box.w, h});
        y += h + 4;
    }
    if (q->original.plain.len) {
        const kj_span said =
            KJ_DRAW_FILL(draw, KJ_W_JUDGED_ORIGINAL, kj_w("said", q->original.plain));
        const double h = kj_draw_text(draw, kj_plain(said), (kj_rect){box.x, y, box.w, 0},
                                      (kj_text_style){.size = size + 12,
                                                      .role = KJ_FONT_SERIF_BOLD,
                                                      .color = KJ_COLOR_INK,
                                                      .balance = true});
        kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, said,
                     (kj_rect){box.x, y, box.w, h});
        y += h + 20;
    }
    return y - box.y;
}

static double own_words(kj_draw *draw, const kj_panel *panel, kj_rect box, double size)
{
    const kj_draft *draft = panel->asked->draft;
    kj_arena *arena = draw->scene->arena;
    const kj_span typed = kj_arena_copy(arena, (kj_span){draft->text, draft->text_len});
    const kj_text_block label =
        kj_draw_measure(draw, kj_plain(kj_draw_word(draw, KJ_W_JUDGED_YOURS)), 0, 0,
                        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK3));
    const kj_text_block own =
        kj_draw_measure(draw, kj_plain(typed), box.w - 2 * PADDING, 0,
                        (kj_text_style){.size = size + 6, .leading = 1.6, .color = KJ_COLOR_INK});
    const kj_rect card = {box.x, box.y, box.w, label.height + own.height + 44};
    kj_draw_panel(draw, card, false);
    kj_draw_block(draw, &label, box.x + PADDING, box.y + 18);
    kj_draw_block(draw, &own, box.x + PADDING, box.y + 18 + label.height);
    kj_draw_signs(draw, &own, panel->asked->verdict, box.x + PADDING, box.y + 18 + label.height);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                 KJ_DRAW_FILL(draw, KJ_W_JUDGED_YOURS_IS, kj_w("said", typed)), card);
    return card.h;
}

/* What may be done besides: to look the matter up, and to disagree. */
static size_t aside(kj_draw *draw, const kj_panel *panel, kj_button out[2])
{
    size_t count = 0;
    if (kj_course_find(draw->scene->course, KJ_REF_SLIDE, panel->explains) != KJ_NONE)
        out[count++] =
            (kj_button){KJ_BUTTON_QUIET, kj_action(draw->scene->arena, "peek", panel->explains),
                        kj_draw_word(draw, KJ_W_JUDGED_TAUGHT), "S"};
    if (!panel->asked->session->lesson->run.contested)
        out[count++] = (kj_button){KJ_BUTTON_QUIET, KJ_LIT("contest"),
                                   kj_draw_word(draw, KJ_W_FEEDBACK_CONTEST), "O"};
    return count;
}

/* The sum at the left; at the right, or under it, what may be done besides. */
static double total(kj_draw *draw, const kj_panel *panel, kj_rect box, double size)
{
    const kj_verdict *v = panel->asked->verdict;
    const kj_span said = KJ_DRAW_FILL(
        draw,
        panel->asked->session->lesson->run.contested ? KJ_W_JUDGED_SUM_CONTESTED
                                                     : KJ_W_VERDICT_OF_WHOLE,
        kj_w("word", kj_draw_word(draw, v->passed ? KJ_W_VERDICT_PASSED : KJ_W_VERDICT_CLOSE)),
        kj_w("points", kj_score_word(draw, v)));
    const kj_text_block text = kj_draw_measure(
        draw, kj_plain(said), box.w, 0,
        kj_style(size, KJ_FONT_SANS_BOLD, v->passed ? KJ_COLOR_SONG : KJ_COLOR_ZHU));
    kj_button buttons[2];
    const size_t count = aside(draw, panel, buttons);
    double width = 0;
    for (size_t i = 0; i < count; i++)
        width += kj_button_width(draw, &buttons[i]) + (i ? 16 : 0);
    const double words = text.paragraph.width_em * text.size;
    const bool beside = words + 32 + width <= box.w;
    const double below = beside ? 0 : text.height;
    const double buttons_h = count
                                 ? kj_draw_buttons(draw, buttons, count,
                                                   (kj_rect){box.x + box.w - fmin(width, box.w),
                                                             box.y + below, fmin(width, box.w), 0},
                                                   false)
                                 : 0;
    const double h = beside ? fmax(buttons_h, text.height) : text.height + buttons_h;
    const double y = beside ? box.y + (h - text.height) / 2 : box.y;
    kj_draw_block(draw, &text, box.x, y);
    kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, said,
                 (kj_rect){box.x, y, words, text.height});
    return h;
}

static kj_text_block criterion_name(kj_draw *draw, const kj_criterion *c, double size)
{
    kj_arena *arena = draw->scene->arena;
    return kj_draw_measure(
        draw,
        kj_plain(KJ_DRAW_FILL(draw, KJ_W_JUDGED_CRITERION_MARKS, kj_w("name", c->name),
                              kj_w("points", kj_points(arena, c->points)),
                              kj_w("max", kj_points(arena, c->max)))),
        0, 0, kj_style(size, KJ_FONT_SANS_BOLD, KJ_COLOR_INK));
}

static double points(kj_draw *draw, const kj_verdict *v, kj_rect box, double size, double pad)
{
    kj_arena *arena = draw->scene->arena;
    const double badge = kj_draw_size(draw, 18), name_x = box.x + 2 * badge + 24;
    double name_w = 0, y = box.y;
    for (size_t i = 0; i < v->criterion_count; i++)
        name_w = fmax(name_w, criterion_name(draw, &v->criteria[i], size).width);
    const double reason_x = name_x + name_w + 40;
    if (box.x + box.w - reason_x < 8 * kj_draw_size(draw, size))
        draw->list.overfull++;
    for (size_t i = 0; i < v->criterion_count; i++) {
        const kj_criterion *c = &v->criteria[i];
        kj_draw_line(draw, box.x, y, box.x + box.w, y, KJ_COLOR_LINE, 1.5);
        const kj_text_block name = criterion_name(draw, c, size);
        const kj_text_block reason =
            kj_draw_measure(draw, kj_plain(c->reason), fmax(1, box.x + box.w - reason_x), 0,
                            (kj_text_style){.size = size, .leading = 1.4, .color = KJ_COLOR_INK2});
        const double h = fmax(name.height, reason.height) + pad;
        kj_draw_badge(draw, c->points >= c->max - 1e-9 ? KJ_BADGE_TICK : KJ_BADGE_CROSS,
                      box.x + badge, y + h / 2, badge);
        kj_draw_block(draw, &name, name_x, y + (h - name.height) / 2);
        kj_draw_block(draw, &reason, reason_x, y + (h - reason.height) / 2);
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                     KJ_DRAW_FILL(draw, KJ_W_JUDGED_CRITERION, kj_w("name", c->name),
                                  kj_w("points", kj_points(arena, c->points)),
                                  kj_w("max", kj_points(arena, c->max)), kj_w("reason", c->reason)),
                     (kj_rect){box.x, y, box.w, h});
        y += h;
    }
    kj_draw_line(draw, box.x, y, box.x + box.w, y, KJ_COLOR_LINE, 1.5);
    return y - box.y;
}

static double judgement(kj_draw *draw, const kj_panel *panel, kj_rect box, double size, double pad)
{
    const kj_verdict *v = panel->asked->verdict;
    double y = box.y;
    y += heading(draw, panel, box, size);
    y += own_words(draw, panel, (kj_rect){box.x, y, box.w, 0}, size) + pad * 0.6;
    y += total(draw, panel, (kj_rect){box.x, y, box.w, 0}, size) + 8;
    y += points(draw, v, (kj_rect){box.x, y, box.w, 0}, size, pad);
    if (v->next.len && !v->passed && !kj_says_reason(v, v->next)) {
        y += 12;
        const double h = kj_draw_text(draw, kj_plain(v->next), (kj_rect){box.x, y, box.w, 0},
                                      kj_style(size, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI));
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, v->next,
                     (kj_rect){box.x, y, box.w, h});
        y += h;
    }
    return y - box.y;
}

/* Model answers; their label stands beside them where there is room. */
static double models(kj_draw *draw, const kj_verdict *v, kj_rect box, double size, bool place)
{
    kj_arena *arena = draw->scene->arena;
    kj_text_buffer said = {.arena = arena};
    for (size_t i = 0; i < v->model_count; i++)
        kj_putf(&said, "%s%.*s", i ? "\n" : "", KJ_ARG(v->models[i].plain));
    const kj_text_block label = kj_draw_measure(
        draw, kj_plain(kj_draw_word(draw, KJ_W_FEEDBACK_COULD_ASK)), 0, 0,
        (kj_text_style){
            .size = size, .leading = 1.4, .role = KJ_FONT_SANS_BOLD, .color = KJ_COLOR_SONG});
    const bool beside = box.w - 48 - label.width - 24 >= 18 * kj_draw_size(draw, size);
    const double shift = beside ? label.width + 24 : 0;
    const kj_text_block text =
        kj_draw_measure(draw, kj_plain(kj_put_span(&said)), box.w - 48 - shift, 0,
                        (kj_text_style){.size = size, .leading = 1.4, .color = KJ_COLOR_INK});
    const double h = text.height + (beside ? 0 : label.height) + 28;
    if (!place)
        return h;
    const kj_rect rect = {box.x, box.y, box.w, h};
    kj_draw_box(draw, rect,
                (kj_box_style){.fill = KJ_COLOR_SONG_WASH, .filled = true, .radius = 12});
    kj_draw_block(draw, &label, rect.x + 24, rect.y + 14);
    kj_draw_block(draw, &text, rect.x + 24 + shift, rect.y + 14 + (beside ? 0 : label.height));
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                 KJ_DRAW_FILL(draw, KJ_W_FEEDBACK_COULD_ASK_THIS, kj_w("said", kj_put_span(&said))),
                 rect);
    return h;
}

/* At the page's end: how else it could be asked, and the way on.  Returns its top. */
static double ending(kj_draw *draw, const kj_panel *panel, kj_rect box, double size)
{
    const kj_verdict *v = panel->asked->verdict;
    const kj_button buttons[] = {
        {KJ_BUTTON_SECOND, KJ_LIT("retry"), kj_draw_word(draw, KJ_W_JUDGED_AGAIN), "R"},
        {KJ_BUTTON_PRIMARY, KJ_LIT("next"),
         panel->last ? kj_draw_word(draw, KJ_W_FEEDBACK_RESULT)
                     : kj_draw_word(draw, KJ_W_FEEDBACK_NEXT),
         "Return"}};
    const double row = kj_button_width(draw, &buttons[0]) + 16 + kj_button_width(draw, &buttons[1]);
    const bool beside = box.w - row - 32 >= 24 * kj_draw_size(draw, size);
    const double width = beside ? row : box.w;
    const double buttons_h = kj_measure_buttons(draw, buttons, KJ_COUNT(buttons), width);
    const kj_rect room = {box.x, 0, beside ? box.w - row - 32 : box.w, 0};
    const double models_h = v->model_count ? models(draw, v, room, size, false) : 0;
    const double bottom = box.y + box.h;
    const double h = beside ? fmax(models_h, buttons_h) : models_h + 16 + buttons_h;
    const double buttons_y = beside ? bottom - (h + buttons_h) / 2 : bottom - buttons_h;
    if (v->model_count)
        models(draw, v,
               (kj_rect){room.x, bottom - h + (beside ? (h - models_h) / 2 : 0), room.w, 0}, size,
               true);
    kj_draw_buttons(draw, buttons, KJ_COUNT(buttons),
                    (kj_rect){box.x + box.w - width, buttons_y, width, 0}, !beside);
    kj_draw_key_only(draw, "next", KJ_W_FEEDBACK_NEXT, "Right Space PageDown");
    return bottom - h;
}

void kj_draw_judged_sentence(kj_draw *draw, const kj_panel *panel, kj_rect box)
{
    static const struct {
        double size, pad;
    } tries[] = {{28, 36}, {28, 28}, {28, 20}, {26, 20}, {26, 14}, {24, 14}, {24, 8}, {22, 8}};
    for (size_t i = 0; i < KJ_COUNT(tries); i++) {
        const kj_draw before = *draw;
        const double used = judgement(draw, panel, box, tries[i].size, tries[i].pad);
        const double top = ending(draw, panel, box, tries[i].size);
        if (box.y + used <= top - 16) {
            /* On a high page the end follows what it ends. */
            const double spare = top - (box.y + used) - FARTHEST;
            if (spare > 0) {
                *draw = before;
                judgement(draw, panel, box, tries[i].size, tries[i].pad);
                ending(draw, panel, (kj_rect){box.x, box.y, box.w, box.h - spare}, tries[i].size);
            }
            return;
        }
        if (i + 1 < KJ_COUNT(tries))
            *draw = before;
    }
    draw->list.overfull++;
}
