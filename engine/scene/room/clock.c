/* engine/scene/room/clock.c: a countdown for an exercise: minutes and seconds, and nothing else. */
#include "scene/room/parts.h"

#include <stdlib.h>

#define FIGURES 420
#define WORDS 160

kj_span kj_clock_text(kj_arena *arena, int64_t ms)
{
    const long long s = llabs((long long)ms) / 1000;
    if (s >= 3600)
        return kj_arena_format(arena, "%lld:%02lld:%02lld", s / 3600, s / 60 % 60, s % 60);
    return kj_arena_format(arena, "%02lld:%02lld", s / 60, s % 60);
}

void kj_draw_room_countdown(kj_draw *draw, const kj_room_view *view)
{
    const int64_t left = view->room->countdown_until_ms - draw->scene->now_ms;
    const bool over = left <= 0;
    /* Up to the next second, so that 00:00 is not shown while there is time. */
    const kj_span said = over ? kj_draw_word(draw, KJ_W_ROOM_OVER)
                              : kj_clock_text(draw->scene->arena, (left + 999) / 1000 * 1000);
    const double width = draw->list.width - 2 * kj_draw_margin(draw);
    const kj_text_style style = {.size = over ? WORDS : FIGURES,
                                 .smallest = 96,
                                 .leading = 1.2,
                                 .role = KJ_FONT_SERIF_BOLD,
                                 .color = over ? KJ_COLOR_ZHU : KJ_COLOR_INK,
                                 .align = KJ_ALIGN_CENTRE};
    const kj_text_block block =
        kj_draw_measure(draw, kj_plain(said), width, draw->list.height * 0.7, style);
    const kj_rect box = {kj_draw_margin(draw), (draw->list.height - block.height) / 2, width,
                         block.height};
    kj_draw_block(draw, &block, box.x, box.y);
    kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, said, box);
}
