/* engine/scene/screens/control_chain.c: cards to put in a chain; each placed one is answered. */
#include "scene/screens/screens.h"

#include <math.h>

#define GAP 14
#define PADDING 16

static double card(kj_draw *draw, const kj_asked *asked, size_t i, kj_rect box, double least)
{
    const kj_option *o = &asked->question->options[i];
    const kj_option_verdict *v = kj_verdict_of(asked->verdict, o->id);
    const uint32_t place = asked->draft ? asked->draft->value[i] : 0;
    const double badge = kj_letter_radius(draw, 24, asked->size);
    const double text_x = box.x + PADDING + 2 * badge + 16;
    /* Where the card belongs, unless that is where it lies. */
    const kj_span lies = kj_count_text(draw->scene->arena, place);
    const kj_span belongs = v && v->right.len && !kj_span_equal(v->right, lies)
                                ? KJ_DRAW_FILL(draw, KJ_W_CHAIN_SHOULD, kj_w("n", v->right))
                                : (kj_span){NULL, 0};
    const kj_text_block tag =
        kj_draw_measure(draw, kj_plain(belongs), 0, 0,
                        kj_style(KJ_SIZE_SMALLEST, KJ_FONT_SANS_BOLD, KJ_COLOR_SONG));
    const bool wrong = v && v->mark == KJ_OF_WRONG;
    const bool right = v && v->mark == KJ_OF_RIGHT;
    /* The sign stands over the words, so that they have the room that they had. */
    const double sign = wrong || right ? kj_draw_size(draw, 11) : 0, end = box.x + box.w - PADDING;
    const double tail = fmax(belongs.len ? tag.width : 0, 2 * sign);
    const double room = end - text_x - (tail > 0 ? tail + 12 : 0);
    const kj_text_block text = kj_draw_measure(
        draw, o->text, fmax(1, room), 0,
        (kj_text_style){.size = asked->size, .leading = 1.4, .color = KJ_COLOR_INK});
    draw->list.overfull += room < 4 * text.size ? 1 : 0;
    const kj_rect rect = {box.x, box.y, box.w,
                          fmax(least, fmax(text.height, 2 * badge) + 2 * PADDING - 8)};
    kj_draw_row(draw, rect,
                wrong   ? KJ_ROW_WRONG
                : right ? KJ_ROW_RIGHT
                        : (place ? KJ_ROW_SELECTED : KJ_ROW_PLAIN));
    kj_draw_letter(draw,
                   place ? kj_count_text(draw->scene->arena, place)
                         : kj_option_key(draw->scene->arena, i),
                   box.x + PADDING + badge, rect.y + rect.h / 2, badge, place != 0);
    kj_draw_block(draw, &text, text_x, rect.y + (rect.h - text.height) / 2);
    const double under = belongs.len ? tag.height : 0;
    const double y = rect.y + (rect.h - 2 * sign - under) / 2;
    if (sign > 0)
        kj_draw_badge(draw, right ? KJ_BADGE_TICK : KJ_BADGE_CROSS, end - sign, y + sign, sign);
    if (belongs.len)
        kj_draw_block(draw, &tag, end - tag.width, y + 2 * sign);
    kj_area *area = kj_draw_area(
        draw, KJ_ROLE_OPTION, kj_action(draw->scene->arena, "option", o->id),
        place ? KJ_DRAW_FILL(draw, KJ_W_CHAIN_CARD, kj_n("n", place), kj_w("said", o->text.plain))
              : o->text.plain,
        rect);
    area->disabled = asked->verdict != NULL;
    area->selected = place != 0;
    area->drag = KJ_DRAG_CARD;
    area->place = (uint8_t)place;
    area->keys = kj_option_key(draw->scene->arena, i);
    return rect.h;
}

/* The customer's answer to the last card placed. */
static double answer(kj_draw *draw, const kj_asked *asked, kj_rect box)
{
    const kj_question *q = asked->question;
    kj_span placed[KJ_OPTIONS_MAX];
    size_t count = 0;
    for (uint32_t place = 1; asked->draft && place <= q->option_count; place++)
        for (size_t i = 0; i < q->option_count; i++)
            if (asked->draft->value[i] == place)
                placed[count++] = q->options[i].id;
    kj_text said = q->quote;
    if (count && asked->drill && kj_drill_type(asked->drill)->answer)
        said = kj_drill_type(asked->drill)
                   ->answer(asked->drill->form.data, placed, count, draw->scene->arena);
    const kj_text_block name = kj_draw_measure(
        draw, kj_plain(q->by), 0, 0, kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK3));
    const kj_text_block text =
        kj_draw_measure(draw, said, box.w - 2 * PADDING - 16, 0,
                        kj_style(KJ_SIZE_SECOND, KJ_FONT_SANS, KJ_COLOR_INK));
    const kj_rect rect = {box.x, box.y, box.w, name.height + text.height + 2 * PADDING};
    kj_draw_row(draw, rect, KJ_ROW_QUIET);
    kj_draw_block(draw, &name, rect.x + PADDING + 8, rect.y + PADDING);
    kj_draw_block(draw, &text, rect.x + PADDING + 8, rect.y + PADDING + name.height);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, kj_say(draw, q->by, said.plain), rect)
        ->drag = asked->verdict ? KJ_DRAG_NONE : KJ_DRAG_END;
    return rect.h;
}

double kj_control_chain(kj_draw *draw, const kj_asked *asked, kj_rect box)
{
    const size_t columns = box.w > 700 * kj_draw_size(draw, 1) ? 2 : 1;
    const double top = box.y + answer(draw, asked, box) + 20;
    return top - box.y +
           kj_draw_columns(draw, asked, card, columns, GAP, 64, (kj_rect){box.x, top, box.w, 0});
}
