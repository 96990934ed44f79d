/* engine/scene/screens/control_sort.c: pairs and bins: each option goes to one of the targets.
 *
 * Bins stand in a row above the things, since a sentence needs the width; the right sides of pairs
 * stand beside the left ones.  Targets have digits, options letters. */
#include "scene/screens/screens.h"

#include <math.h>

#define GAP 14
#define PADDING 16

/* Where only small letters fit, the rows stand closer too. */
static double tight(const kj_asked *asked, double usual, double least)
{
    return asked->size < 28 ? least : usual;
}

static double badge_of(const kj_draw *draw, const kj_asked *asked)
{
    return kj_letter_radius(draw, 24, asked->size);
}

static uint32_t target_of(const kj_asked *asked, size_t i)
{
    return asked->draft ? asked->draft->value[i] : 0;
}

static size_t find_target(const kj_question *q, kj_span id)
{
    for (size_t t = 0; t < q->target_count; t++)
        if (kj_span_equal(q->targets[t].id, id))
            return t;
    return SIZE_MAX;
}

static kj_row_look thing_look(const kj_asked *asked, size_t i, const kj_option_verdict *v)
{
    if (v)
        return v->mark == KJ_OF_RIGHT ? KJ_ROW_RIGHT : KJ_ROW_WRONG;
    if (asked->draft && asked->draft->held == i)
        return KJ_ROW_SELECTED;
    return target_of(asked, i) ? KJ_ROW_QUIET : KJ_ROW_PLAIN;
}

/* What stands at the end of a thing's row: where it was put, and where it belongs. */
static kj_span tail_text(kj_draw *draw, const kj_asked *asked, size_t i, const kj_option_verdict *v)
{
    const kj_question *q = asked->question;
    const uint32_t put = target_of(asked, i);
    const bool bins = q->control == KJ_CONTROL_BINS;
    kj_arena *arena = draw->scene->arena;
    if (v && v->mark != KJ_OF_RIGHT) {
        const size_t right = find_target(q, v->right);
        if (right == SIZE_MAX)
            return (kj_span){NULL, 0};
        return bins ? KJ_DRAW_FILL(draw, KJ_W_SORT_BIN, kj_w("name", q->targets[right].text.plain))
                    : KJ_DRAW_FILL(draw, KJ_W_SORT_PAIR, kj_n("n", (int64_t)(right + 1)));
    }
    if (put == 0 || put > q->target_count)
        return (kj_span){NULL, 0};
    return bins ? q->targets[put - 1].text.plain : kj_arena_format(arena, "→%u", put);
}

/* Room for the widest of the words that may come to stand there, so that no line breaks anew. */
static double tail_room(kj_draw *draw, const kj_question *q)
{
    const kj_text_style style = kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, KJ_COLOR_INK);
    double widest =
        kj_draw_measure(draw, kj_plain(KJ_DRAW_FILL(draw, KJ_W_SORT_PAIR, kj_n("n", 9))), 0, 0,
                        style)
            .width;
    for (size_t t = 0; q->control == KJ_CONTROL_BINS && t < q->target_count; t++) {
        const kj_span said =
            KJ_DRAW_FILL(draw, KJ_W_SORT_BIN, kj_w("name", q->targets[t].text.plain));
        widest = fmax(widest, kj_draw_measure(draw, kj_plain(said), 0, 0, style).width);
    }
    return widest + 16;
}

static double thing(kj_draw *draw, const kj_asked *asked, size_t i, kj_rect box, double least)
{
    const kj_option *o = &asked->question->options[i];
    const kj_option_verdict *v = kj_verdict_of(asked->verdict, o->id);
    const kj_span tail = tail_text(draw, asked, i, v);
    const bool wrong = v && v->mark != KJ_OF_RIGHT;
    const kj_text_block tag =
        kj_draw_measure(draw, kj_plain(tail), 0, 0,
                        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD,
                                 wrong ? KJ_COLOR_ZHU : (v ? KJ_COLOR_SONG : KJ_COLOR_DAI)));
    const double badge = badge_of(draw, asked), text_x = box.x + PADDING + 2 * badge + 16;
    const double room = box.x + box.w - PADDING - tail_room(draw, asked->question) - text_x;
    const kj_text_block text = kj_draw_measure(
        draw, o->text, fmax(1, room), 0,
        (kj_text_style){.size = asked->size, .leading = 1.4, .color = KJ_COLOR_INK});
    draw->list.overfull += room < 4 * text.size ? 1 : 0;
    const kj_rect rect = {
        box.x, box.y, box.w,
        fmax(least, fmax(text.height, 2 * badge) + 2 * tight(asked, PADDING, 8) - 8)};
    const double middle = rect.y + rect.h / 2;
    kj_draw_row(draw, rect, thing_look(asked, i, v));
    if (v)
        kj_draw_badge(draw, wrong ? KJ_BADGE_CROSS : KJ_BADGE_TICK, box.x + PADDING + badge, middle,
                      badge);
    else
        kj_draw_letter(draw, kj_option_key(draw->scene->arena, i), box.x + PADDING + badge, middle,
                       badge, asked->draft && asked->draft->held == i);
    kj_draw_block(draw, &text, text_x, middle - text.height / 2);
    if (tag.height > 0)
        kj_draw_block(draw, &tag, rect.x + rect.w - PADDING - tag.width, middle - tag.height / 2);
    kj_area *area =
        kj_draw_area(draw, KJ_ROLE_OPTION, kj_action(draw->scene->arena, "option", o->id),
                     kj_say(draw, o->text.plain, tail), rect);
    area->disabled = asked->verdict != NULL;
    area->selected = asked->draft && asked->draft->held == i;
    area->drag = KJ_DRAG_THING;
    area->keys = kj_option_key(draw->scene->arena, i);
    return rect.h;
}

static kj_area *target_area(kj_draw *draw, const kj_asked *asked, size_t t, kj_rect rect)
{
    const kj_option *o = &asked->question->targets[t];
    kj_area *area = kj_draw_area(
        draw, KJ_ROLE_TARGET, kj_action(draw->scene->arena, "target", o->id), o->text.plain, rect);
    area->disabled = asked->verdict != NULL;
    area->drag = KJ_DRAG_TARGET;
    area->keys = kj_count_text(draw->scene->arena, t + 1);
    return area;
}

static kj_text_block measure_bin(kj_draw *draw, const kj_asked *asked, const kj_option *o,
                                 double width)
{
    return kj_draw_measure(draw, o->text, fmax(1, width - 2 * badge_of(draw, asked) - 44), 0,
                           (kj_text_style){.size = KJ_SIZE_SECOND,
                                           .leading = 1.3,
                                           .role = KJ_FONT_SANS_BOLD,
                                           .color = KJ_COLOR_DAI});
}

static double bin_row(kj_draw *draw, const kj_asked *asked, kj_rect box)
{
    const kj_question *q = asked->question;
    const double n = (double)q->target_count, width = (box.w - GAP * (n - 1)) / n;
    const double badge = badge_of(draw, asked);
    double height = 72;
    for (size_t t = 0; t < q->target_count; t++)
        height = fmax(height, measure_bin(draw, asked, &q->targets[t], width).height + 24);
    for (size_t t = 0; t < q->target_count; t++) {
        const kj_rect rect = {box.x + (width + GAP) * (double)t, box.y, width, height};
        kj_draw_box(draw, rect,
                    (kj_box_style){.fill = KJ_COLOR_DAI_WASH,
                                   .filled = true,
                                   .stroke = KJ_COLOR_DAI,
                                   .stroked = true,
                                   .stroke_width = 1.5,
                                   .radius = 12});
        const kj_text_block text = measure_bin(draw, asked, &q->targets[t], width);
        kj_draw_letter(draw, kj_count_text(draw->scene->arena, t + 1), rect.x + 16 + badge,
                       rect.y + height / 2, badge, false);
        kj_draw_block(draw, &text, rect.x + 2 * badge + 28, rect.y + (height - text.height) / 2);
        target_area(draw, asked, t, rect);
    }
    return height;
}

static double bins(kj_draw *draw, const kj_asked *asked, kj_rect box)
{
    const size_t n = asked->question->option_count;
    const double top = box.y + bin_row(draw, asked, box) + 24;
    const size_t columns = n > 5 && box.w > 880 * kj_draw_size(draw, 1) ? 2 : 1;
    return top - box.y +
           kj_draw_columns(draw, asked, thing, columns, tight(asked, GAP, 8), tight(asked, 64, 56),
                           (kj_rect){box.x, top, box.w, 0});
}

static double right_side(kj_draw *draw, const kj_asked *asked, size_t t, kj_rect box, double least)
{
    const kj_option *o = &asked->question->targets[t];
    const double badge = badge_of(draw, asked), text_x = box.x + PADDING + 2 * badge + 16;
    const double room = box.x + box.w - PADDING - text_x;
    const kj_text_block text = kj_draw_measure(
        draw, o->text, fmax(1, room), 0,
        (kj_text_style){.size = asked->size, .leading = 1.4, .color = KJ_COLOR_INK});
    draw->list.overfull += room < 4 * text.size ? 1 : 0;
    const kj_rect rect = {
        box.x, box.y, box.w,
        fmax(least, fmax(text.height, 2 * badge) + 2 * tight(asked, PADDING, 8) - 8)};
    kj_draw_row(draw, rect, KJ_ROW_PLAIN);
    kj_draw_letter(draw, kj_count_text(draw->scene->arena, t + 1), box.x + PADDING + badge,
                   rect.y + rect.h / 2, badge, false);
    kj_draw_block(draw, &text, text_x, rect.y + (rect.h - text.height) / 2);
    target_area(draw, asked, t, rect);
    return rect.h;
}

/* Both sides stand on the same rows. */
static double pair_row(kj_draw *draw, const kj_asked *asked, size_t i, kj_rect left, kj_rect right,
                       double least)
{
    const kj_question *q = asked->question;
    double height = 0;
    if (i < q->option_count)
        height = thing(draw, asked, i, left, least);
    if (i < q->target_count)
        height = fmax(height, right_side(draw, asked, i, right, least));
    return height;
}

static double pairs(kj_draw *draw, const kj_asked *asked, kj_rect box)
{
    const kj_question *q = asked->question;
    const double middle = 40, gap = tight(asked, GAP, 8);
    /* The left sides are mostly words: as wide as the widest, with letter and tail; a letter or
     * two has the room of a word. */
    double widest = kj_draw_size(draw, 4 * asked->size) + 1;
    for (size_t i = 0; i < q->option_count; i++)
        widest = fmax(widest, kj_draw_measure(draw, q->options[i].text, 0, 0,
                                              kj_style(asked->size, KJ_FONT_SANS, KJ_COLOR_INK))
                                  .width);
    const double extra = 2 * PADDING + 2 * badge_of(draw, asked) + 16 + tail_room(draw, q) + 2;
    const double left = fmin((box.w - middle) * 0.48, fmax(widest + extra, box.w * 0.3));
    const size_t rows = q->option_count > q->target_count ? q->option_count : q->target_count;
    double y = box.y;
    for (size_t i = 0; i < rows; i++) {
        const kj_rect a = {box.x, y, left, 0};
        const kj_rect b = {box.x + left + middle, y, box.w - middle - left, 0};
        const kj_draw before = *draw;
        const double height = pair_row(draw, asked, i, a, b, tight(asked, 72, 56));
        *draw = before;
        y += pair_row(draw, asked, i, a, b, height) + gap;
    }
    return y - gap - box.y;
}

double kj_control_sort(kj_draw *draw, const kj_asked *asked, kj_rect box)
{
    return asked->question->control == KJ_CONTROL_BINS ? bins(draw, asked, box)
                                                       : pairs(draw, asked, box);
}
