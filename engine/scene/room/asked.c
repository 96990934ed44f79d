/* engine/scene/room/asked.c: a question that somebody in the room has asked, and how to join by
 * phone. */
#include "scene/room/parts.h"
#include "scene/symbol.h"

#include <math.h>

void kj_draw_room_asked(kj_draw *draw, const kj_room_view *view)
{
    const kj_room *room = view->room;
    const double x = kj_draw_margin(draw), width = draw->list.width - 2 * x;
    kj_draw_head(draw, kj_draw_word(draw, KJ_W_ROOM_ASKED), (kj_text){.plain = {NULL, 0}},
                 (kj_text){.plain = {NULL, 0}});
    const kj_text_block block =
        kj_draw_measure(draw, kj_plain(room->asked), fmin(width, 1500), draw->list.height * 0.62,
                        (kj_text_style){.size = 84,
                                        .smallest = KJ_SIZE_BODY,
                                        .leading = 1.4,
                                        .role = KJ_FONT_SERIF_BOLD,
                                        .color = KJ_COLOR_INK,
                                        .balance = true});
    const kj_text_block by =
        kj_draw_measure(draw, kj_plain(room->asked_by), width, 0,
                        kj_style(KJ_SIZE_HEADING, KJ_FONT_SANS, KJ_COLOR_INK2));
    const double gap = by.height > 0 ? 32 : 0;
    const double y = (draw->list.height - block.height - gap - by.height) / 2;
    kj_draw_block(draw, &block, x, y);
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, room->asked,
                 (kj_rect){x, y, width, block.height});
    if (by.height > 0)
        kj_draw_block(draw, &by, x, y + block.height + gap);
}

/* ---- how to join ---- */

typedef struct line {
    kj_word_id said; /* small, above */
    kj_span text;    /* large */
    double size;
} line;

static double put_line(kj_draw *draw, const line *l, kj_rect box, bool measure)
{
    const kj_text_block said =
        kj_draw_measure(draw, kj_plain(kj_draw_word(draw, l->said)), box.w, 0,
                        kj_style(KJ_SIZE_BODY, KJ_FONT_SANS, KJ_COLOR_INK2));
    const kj_text_block text =
        kj_draw_measure(draw, kj_plain(l->text), box.w, 1.4 * kj_draw_size(draw, l->size),
                        (kj_text_style){.size = l->size,
                                        .smallest = 28,
                                        .leading = 1.3,
                                        .role = KJ_FONT_SANS_BOLD,
                                        .color = KJ_COLOR_INK});
    if (!measure) {
        kj_draw_block(draw, &said, box.x, box.y);
        kj_draw_block(draw, &text, box.x, box.y + said.height + 4);
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                     kj_say(draw, kj_draw_word(draw, l->said), l->text),
                     (kj_rect){box.x, box.y, box.w, said.height + 4 + text.height});
    }
    return said.height + 4 + text.height;
}

void kj_draw_room_join(kj_draw *draw, const kj_room_view *view)
{
    const kj_room *room = view->room;
    const kj_rect head =
        kj_draw_head(draw, kj_draw_word(draw, KJ_W_ROOM_JOIN_EYEBROW),
                     kj_plain(kj_draw_word(draw, KJ_W_ROOM_JOIN)), (kj_text){.plain = {NULL, 0}});
    const kj_rect box = {head.x, head.y, head.w, draw->list.height - 84 - head.y};
    const bool beside = box.w >= 1.35 * box.h;
    const double side = fmin(beside ? box.w * 0.46 : box.w, beside ? box.h : box.h * 0.6);
    const kj_rect square = {box.x, beside ? box.y + (box.h - side) / 2 : box.y, side, side};
    kj_draw_box(draw, square,
                (kj_box_style){.fill = KJ_COLOR_CARD,
                               .filled = true,
                               .stroke = KJ_COLOR_LINE,
                               .stroked = true,
                               .stroke_width = 1.5,
                               .radius = 14});
    draw->list.commands.ptr[draw->list.commands.count - 1].fill = 0xFFFFFFFFu;
    kj_draw_symbol(draw, room->join_url, square, 0x1C2530FFu);
    const line lines[] = {{KJ_W_ROOM_JOIN_URL, room->join_url, 44},
                          {KJ_W_ROOM_JOIN_CODE, room->join_code, 120}};
    const size_t count = room->join_code.len ? 2 : 1;
    const double gap = beside ? 56 : 32;
    kj_rect at = {beside ? box.x + side + 96 : box.x, 0, 0, 0};
    at.w = box.x + box.w - at.x;
    double h = gap * (double)(count - 1);
    for (size_t i = 0; i < count; i++)
        h += put_line(draw, &lines[i], at, true);
    at.y = beside ? box.y + (box.h - h) / 2 : box.y + side + 40;
    draw->list.overfull += at.y + h > box.y + box.h + 0.5 ? 1 : 0;
    for (size_t i = 0; i < count; i++)
        at.y += put_line(draw, &lines[i], at, false) + gap;
}
