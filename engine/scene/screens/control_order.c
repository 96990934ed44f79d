/* engine/scene/screens/control_order.c: options to put in order.  Before the answer each row bears
 * its number and can be moved; after it the rows stand in the right order, with the learner's. */
#include "scene/screens/screens.h"

#include <math.h>
#include <stdlib.h>

#define GAP 16
#define PADDING 18
#define MOVE 56

static uint32_t number_of(kj_span digits)
{
    uint32_t n = 0;
    for (size_t i = 0; i < digits.len; i++)
        n = n * 10 + (uint32_t)(digits.ptr[i] - '0');
    return n;
}

static bool all_placed(const kj_asked *asked)
{
    const kj_question *q = asked->question;
    bool all = asked->draft != NULL;
    for (size_t i = 0; all && i < q->option_count; i++)
        all = asked->draft->value[i] != 0;
    return all;
}

/* The option that belongs on row `row`: after the answer by the verdict; before it as shuffled,
 * until all have a place: then in the learner's order. */
static size_t on_row(const kj_asked *asked, size_t row)
{
    const kj_question *q = asked->question;
    const bool placed = !asked->verdict && all_placed(asked);
    for (size_t i = 0; placed && i < q->option_count; i++)
        if (asked->draft->value[i] == row + 1)
            return i;
    for (size_t i = 0; asked->verdict && i < q->option_count; i++) {
        const kj_option_verdict *v = kj_verdict_of(asked->verdict, q->options[i].id);
        if (v && number_of(v->right) == row + 1)
            return i;
    }
    return row;
}

static void move_buttons(kj_draw *draw, const kj_option *o, kj_rect rect)
{
    static const struct {
        const char *verb;
        kj_word_id say;
        double turn;
    } moves[] = {{"up", KJ_W_ORDER_EARLIER, -1}, {"down", KJ_W_ORDER_LATER, 1}};
    for (size_t i = 0; i < KJ_COUNT(moves); i++) {
        const kj_rect at = {rect.x + rect.w - 12 - MOVE * (double)(2 - i),
                            rect.y + (rect.h - MOVE) / 2, MOVE, MOVE};
        const double cx = at.x + MOVE / 2, cy = at.y + MOVE / 2;
        const double a = 5 + kj_draw_size(draw, 5);
        const kj_point arrow[] = {{cx - a, cy - moves[i].turn * a * 0.5},
                                  {cx, cy + moves[i].turn * a * 0.5},
                                  {cx + a, cy - moves[i].turn * a * 0.5}};
        kj_draw_polyline(draw, arrow, KJ_COUNT(arrow), KJ_COLOR_DAI, 3);
        kj_draw_area(draw, KJ_ROLE_BUTTON, kj_action(draw->scene->arena, moves[i].verb, o->id),
                     kj_say(draw, kj_draw_word(draw, moves[i].say), o->text.plain), at);
    }
}

static kj_span said_place(kj_draw *draw, const kj_asked *asked, uint32_t place)
{
    if (place == 0)
        return asked->verdict ? kj_draw_word(draw, KJ_W_ORDER_UNPLACED) : KJ_LIT("");
    return KJ_DRAW_FILL(draw, asked->verdict ? KJ_W_ORDER_YOURS : KJ_W_ORDER_PLACE,
                        kj_n("n", place));
}

static double step_row(kj_draw *draw, const kj_asked *asked, size_t index, size_t row, kj_rect box,
                       double height)
{
    const kj_option *o = &asked->question->options[index];
    const kj_option_verdict *v = kj_verdict_of(asked->verdict, o->id);
    const uint32_t place = asked->draft ? asked->draft->value[index] : 0;
    const double badge = kj_letter_radius(draw, 28, asked->size);
    const double text_x = box.x + PADDING + 2 * badge + 24;
    /* The same before and after the answer, so that no line breaks anew. */
    const double tail = fmax(kj_draw_size(draw, 4.5 * 24), 2 * MOVE) + 24;
    const kj_text_block text =
        kj_draw_measure(draw, o->text, fmax(1, box.x + box.w - PADDING - tail - text_x), 0,
                        kj_style(asked->size, KJ_FONT_SANS, KJ_COLOR_INK));
    const kj_rect rect = {box.x, box.y, box.w, fmax(height, text.height + 2 * PADDING)};
    const double middle = rect.y + rect.h / 2;
    const bool right = v && v->mark == KJ_OF_RIGHT;
    kj_draw_row(draw, rect,
                v ? (right ? KJ_ROW_RIGHT : KJ_ROW_WRONG)
                  : (place ? KJ_ROW_SELECTED : KJ_ROW_PLAIN));
    const kj_span said = said_place(draw, asked, place);
    if (v) {
        kj_draw_badge(draw, right ? KJ_BADGE_TICK : KJ_BADGE_CROSS, box.x + PADDING + badge, middle,
                      badge);
        const kj_text_block tag = kj_draw_measure(
            draw, kj_plain(said), 0, 0,
            kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, right ? KJ_COLOR_SONG : KJ_COLOR_ZHU));
        kj_draw_block(draw, &tag, rect.x + rect.w - PADDING - tag.width, middle - tag.height / 2);
    } else {
        kj_draw_letter(draw,
                       place ? kj_count_text(draw->scene->arena, place)
                             : kj_option_key(draw->scene->arena, index),
                       box.x + PADDING + badge, middle, badge, place != 0);
    }
    kj_draw_block(draw, &text, text_x, middle - text.height / 2);
    kj_area *area =
        kj_draw_area(draw, KJ_ROLE_OPTION, kj_action(draw->scene->arena, "option", o->id),
                     kj_say(draw,
                            v ? KJ_DRAW_FILL(draw, KJ_W_ORDER_PLACE, kj_n("n", (int64_t)(row + 1)))
                              : (kj_span){NULL, 0},
                            kj_say(draw, o->text.plain, said)),
                     rect);
    area->disabled = asked->verdict != NULL;
    area->selected = place != 0;
    area->drag = KJ_DRAG_STEP;
    area->place = (uint8_t)place;
    area->keys = kj_option_key(draw->scene->arena, index);
    if (!v)
        move_buttons(draw, o, rect);
    return rect.h;
}

double kj_control_order(kj_draw *draw, const kj_asked *asked, kj_rect box)
{
    const size_t n = asked->question->option_count;
    const double height = fmin(96, fmax(64, (box.h - GAP * (double)(n - 1)) / (double)(n ? n : 1)));
    double y = box.y;
    for (size_t i = 0; i < n; i++)
        y += step_row(draw, asked, on_row(asked, i), i, (kj_rect){box.x, y, box.w, box.h}, height) +
             GAP;
    return y - GAP - box.y;
}
