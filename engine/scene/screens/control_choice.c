/* engine/scene/screens/control_choice.c: options to pick one or several of. */
#include "scene/screens/screens.h"

#include <math.h>

#define GAP 20
#define PADDING 20
#define TALLEST 112 /* a row of little text */

static kj_row_look look_of(const kj_asked *asked, size_t i, const kj_option_verdict *v)
{
    const bool picked = asked->draft && asked->draft->value[i];
    if (!asked->verdict)
        return picked ? KJ_ROW_SELECTED : KJ_ROW_PLAIN;
    if (!v)
        return KJ_ROW_PLAIN;
    switch (v->mark) {
    case KJ_OF_RIGHT:
    case KJ_OF_MISSED:
        return KJ_ROW_RIGHT;
    case KJ_OF_WRONG:
        return KJ_ROW_WRONG;
    case KJ_OF_NOTHING:
        break;
    }
    return KJ_ROW_PLAIN;
}

static kj_word_id tag_of(const kj_option_verdict *v)
{
    if (!v)
        return KJ_W_NONE;
    switch (v->mark) {
    case KJ_OF_RIGHT:
        return KJ_W_OPTION_CHOSEN_RIGHT;
    case KJ_OF_MISSED:
        return KJ_W_OPTION_RIGHT;
    case KJ_OF_WRONG:
        return KJ_W_OPTION_YOURS;
    case KJ_OF_NOTHING:
        break;
    }
    return KJ_W_NONE;
}

/* The tag's room is kept from the start, so that a line does not break anew on answering. */
static double tag_room(kj_draw *draw)
{
    static const kj_word_id tags[] = {KJ_W_OPTION_CHOSEN_RIGHT, KJ_W_OPTION_RIGHT,
                                      KJ_W_OPTION_YOURS};
    double room = kj_draw_size(draw, 4 * 24 + 28);
    for (size_t i = 0; i < KJ_COUNT(tags); i++) {
        const kj_text_block tag =
            kj_draw_measure(draw, kj_plain(kj_draw_word(draw, tags[i])), 0, 0,
                            kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, KJ_COLOR_SONG));
        room = fmax(room, tag.width + 28);
    }
    return room;
}

static void sign(kj_draw *draw, const kj_asked *asked, size_t i, const kj_option_verdict *v,
                 double cx, double cy, double r)
{
    const bool picked = asked->draft && asked->draft->value[i];
    if (v && v->mark == KJ_OF_WRONG)
        kj_draw_badge(draw, KJ_BADGE_CROSS, cx, cy, r);
    else if (v && v->mark != KJ_OF_NOTHING)
        kj_draw_badge(draw, KJ_BADGE_TICK, cx, cy, r);
    else
        kj_draw_letter(draw, kj_option_key(draw->scene->arena, i), cx, cy, r,
                       picked && !asked->verdict);
}

static double option(kj_draw *draw, const kj_asked *asked, size_t i, kj_rect box, double height)
{
    const kj_option *o = &asked->question->options[i];
    const kj_option_verdict *v = kj_verdict_of(asked->verdict, o->id);
    const kj_text_block tag =
        kj_draw_measure(draw, kj_plain(kj_draw_word(draw, tag_of(v))), 0, 0,
                        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD,
                                 v && v->mark == KJ_OF_WRONG ? KJ_COLOR_ZHU : KJ_COLOR_SONG));
    const double badge = kj_letter_radius(draw, 28, asked->size);
    const double text_x = box.x + PADDING + 2 * badge + 24;
    const double room = box.x + box.w - PADDING - 8 - text_x - tag_room(draw);
    const kj_text_block text = kj_draw_measure(draw, o->text, fmax(1, room), 0,
                                               kj_style(asked->size, KJ_FONT_SANS, KJ_COLOR_INK));
    const kj_rect rect = {box.x, box.y, box.w,
                          fmax(height, fmax(text.height + 2 * PADDING, 2 * badge + 16))};
    kj_draw_row(draw, rect, look_of(asked, i, v));
    const double middle = rect.y + rect.h / 2;
    sign(draw, asked, i, v, box.x + PADDING + badge, middle, badge);
    kj_draw_block(draw, &text, text_x, middle - text.height / 2);
    if (tag.height > 0)
        kj_draw_block(draw, &tag, box.x + box.w - PADDING - 8 - tag.width, middle - tag.height / 2);
    kj_area *area =
        kj_draw_area(draw, KJ_ROLE_OPTION, kj_action(draw->scene->arena, "option", o->id),
                     kj_say(draw, o->text.plain, kj_draw_word(draw, tag_of(v))), rect);
    area->disabled = asked->verdict != NULL;
    area->selected = asked->draft && asked->draft->value[i];
    if (asked->drill && asked->question->sub_id.len &&
        asked->question->control == KJ_CONTROL_CHOICE)
        area->drag = KJ_DRAG_CHOICE; /* a card of a step: onto the step's tab */
    area->keys = kj_option_key(draw->scene->arena, i);
    return rect.h;
}

double kj_control_choice(kj_draw *draw, const kj_asked *asked, kj_rect box)
{
    const size_t n = asked->question->option_count;
    const double gap = n > 5 ? 14 : GAP;
    const double even = (box.h - gap * (double)(n - 1)) / (double)n;
    const double height = fmin(TALLEST, fmax(64, even));
    double y = box.y;
    for (size_t i = 0; i < n; i++)
        y += option(draw, asked, i, (kj_rect){box.x, y, box.w, box.h}, height) + gap;
    return y - gap - box.y;
}
