/* engine/scene/room/console_head.c: what the pages over the main one have in common: their name and
 * the way back, the words to find, what the room sees meanwhile. */
#include "scene/room/console.h"

#include <math.h>

#define TOP 28.0
#define HEIGHT 76.0
#define BUTTON 56.0

/* The words typed, or the button by which they are. */
static void put_search(kj_draw *draw, const kj_show *show, kj_rect at)
{
    const kj_span ghost = kj_draw_word(draw, KJ_W_CONSOLE_FIND);
    if (show->finding) {
        kj_draw_field(draw, &show->find, at, ghost);
        draw->list.areas.ptr[draw->list.areas.count - 1].action = KJ_LIT("find");
        return;
    }
    const kj_span typed =
        kj_arena_copy(draw->scene->arena, (kj_span){show->find.text, show->find.text_len});
    kj_draw_row(draw, at, KJ_ROW_PLAIN);
    kj_console_line(draw, typed.len ? typed : ghost, at.x + 24, at.y + (at.h - 44) / 2, at.w - 48,
                    kj_style(28, KJ_FONT_SANS, typed.len ? KJ_COLOR_INK : KJ_COLOR_INK3));
    kj_draw_area(draw, KJ_ROLE_BUTTON, KJ_LIT("find"), typed.len ? typed : ghost, at)->keys =
        KJ_LIT("/");
}

double kj_console_head(kj_draw *draw, kj_console_view *view, kj_word_id title, kj_span said,
                       bool search)
{
    const kj_show *show = view->show;
    const double x = KJ_CONSOLE_SIDE, right = draw->list.width - KJ_CONSOLE_SIDE;
    const kj_text_block name = kj_draw_measure(draw, kj_plain(kj_draw_word(draw, title)), 0, 0,
                                               kj_style(40, KJ_FONT_SERIF_BOLD, KJ_COLOR_INK));
    const double y = TOP + (HEIGHT - name.height) / 2;
    kj_draw_block(draw, &name, x, y);
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, kj_draw_word(draw, title),
                 (kj_rect){x, TOP, name.width, HEIGHT});
    /* From the right: the way back, what the room sees, the words to find. */
    const kj_span back = kj_draw_word(draw, KJ_W_CONSOLE_BACK);
    double edge = right - kj_console_button_width(draw, back);
    kj_console_button(draw, (kj_rect){edge, TOP + (HEIGHT - BUTTON) / 2, 0, BUTTON},
                      KJ_LIT("close"), back, false);
    draw->list.areas.ptr[draw->list.areas.count - 1].keys = KJ_LIT("Escape");
    const double w = HEIGHT * view->shape;
    edge -= 28 + w;
    view->out->seen = (kj_rect){edge, TOP, w, HEIGHT};
    kj_console_frame(draw, view->out->seen, KJ_COLOR_ZHE, 3);
    kj_draw_area(draw, KJ_ROLE_FIGURE, (kj_span){NULL, 0}, kj_draw_word(draw, KJ_W_CONSOLE_SEEN),
                 view->out->seen);
    const kj_text_block seen =
        kj_draw_measure(draw, kj_plain(kj_draw_word(draw, KJ_W_CONSOLE_SEEN)), 0, 0,
                        kj_style(24, KJ_FONT_SANS, KJ_COLOR_INK3));
    edge -= 14 + seen.width;
    kj_draw_block(draw, &seen, edge, TOP + (HEIGHT - seen.height) / 2);
    edge -= 32;
    const double from = x + name.width + 28;
    const kj_text_style style = kj_style(26, KJ_FONT_SANS, KJ_COLOR_INK2);
    const double says = kj_draw_measure(draw, kj_plain(said), 0, 0, style).width;
    if (search) {
        const double wide = fmin(480, fmax(200, edge - from - says - 28));
        put_search(draw, show, (kj_rect){edge - wide, TOP + (HEIGHT - 76) / 2, wide, 76});
        edge -= wide + 24;
    }
    if (said.len > 0 && edge > from)
        kj_console_line(draw, said, from, TOP + (HEIGHT - 40) / 2, edge - from, style);
    return TOP + HEIGHT + 24;
}
