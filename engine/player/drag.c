/* engine/player/drag.c: dragging with the mouse: the picked row is a copy of the kept page's pixels
 * that follows the pointer; what it uncovers comes back from that page, so nothing is laid out or
 * painted anew until it is let go. */
#include "scene/drag.h"

#include "player/window.h"

#include <math.h>
#include <stdlib.h>

#define THRESHOLD 8      /* pixels of movement that make a press a drag */
#define OUTLINE_UNITS 10 /* how far the outline reaches out of its rectangle, at most */

static SDL_Rect pixels_of(const kj_window *window, kj_rect rect, int margin)
{
    const double scale = kj_player_scale(window->player);
    const int x0 = (int)floor(rect.x * scale) - margin, y0 = (int)floor(rect.y * scale) - margin;
    const int x1 = (int)ceil((rect.x + rect.w) * scale) + margin;
    const int y1 = (int)ceil((rect.y + rect.h) * scale) + margin;
    const SDL_Rect all = {0, 0, window->screen.target.width, window->screen.target.height};
    const SDL_Rect wanted = {x0, y0, x1 - x0, y1 - y0};
    SDL_Rect out = {0, 0, 0, 0};
    SDL_IntersectRect(&wanted, &all, &out);
    return out;
}

static int margin(const kj_window *window)
{
    return (int)ceil(OUTLINE_UNITS * fmax(1, kj_player_scale(window->player)));
}

static const kj_area *area(const kj_window *window, int index)
{
    return &window->player->list.areas.ptr[index];
}

static SDL_Surface *surface_over(kj_pixels pixels)
{
    return SDL_CreateRGBSurfaceWithFormatFrom(pixels.data, pixels.width, pixels.height, 32,
                                              pixels.stride, SDL_PIXELFORMAT_RGB888);
}

/* Copies a rectangle of the page, shifted, with that opacity of 255. */
static void copy(kj_window *window, SDL_Rect from, int dx, int dy, Uint8 opacity)
{
    SDL_Surface *page = surface_over(window->pages[window->now].pixels);
    SDL_Surface *target = surface_over(window->screen.target);
    SDL_Rect to = {from.x + dx, from.y + dy, from.w, from.h};
    if (page && target) {
        SDL_SetSurfaceBlendMode(page, opacity == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
        SDL_SetSurfaceAlphaMod(page, opacity);
        SDL_BlitSurface(page, &from, target, &to);
    }
    SDL_FreeSurface(page);
    SDL_FreeSurface(target);
}

/* Its place, faded. */
static void fade(kj_window *window, SDL_Rect rect)
{
    SDL_Surface *target = surface_over(window->screen.target);
    if (target)
        SDL_FillRect(target, &rect, window->player->list.ground >> 8);
    SDL_FreeSurface(target);
    copy(window, rect, 0, 0, 96);
}

void kj_window_drag_draw(kj_window *window)
{
    kj_drag *drag = &window->drag;
    const kj_player *player = window->player;
    const SDL_Rect row = pixels_of(window, area(window, drag->from)->rect, 0);
    const SDL_Rect all = {0, 0, window->screen.target.width, window->screen.target.height};
    const int dx = drag->x - drag->press_x, dy = drag->y - drag->press_y;
    const SDL_Rect moved = {row.x + dx, row.y + dy, row.w, row.h};
    drag->drawn[0] = row;
    drag->drawn[1] = (SDL_Rect){0, 0, 0, 0};
    fade(window, row);
    if (drag->onto >= 0) {
        const kj_rect rect = area(window, drag->onto)->rect;
        kj_paint_focus(player->painter, rect, player->theme->colors[KJ_COLOR_FOCUS],
                       player->theme->colors[KJ_COLOR_PAPER], window->screen.target,
                       kj_player_scale(player));
        drag->drawn[1] = pixels_of(window, rect, margin(window));
    }
    copy(window, row, dx, dy, 216);
    if (!SDL_IntersectRect(&moved, &all, &drag->drawn[2]))
        drag->drawn[2] = (SDL_Rect){0, 0, 0, 0};
}

static void add(kj_bands *bands, SDL_Rect rect)
{
    if (rect.w > 0 && rect.h > 0)
        bands->rects[bands->count++] = rect;
}

/* The next place of the pointer: what was covered comes back, what is covered now is drawn. */
static void redraw(kj_window *window)
{
    kj_bands changed = {.count = 0};
    for (size_t i = 0; i < 3; i++) {
        add(&changed, window->drag.drawn[i]);
        if (window->drag.drawn[i].w > 0)
            copy(window, window->drag.drawn[i], 0, 0, 255);
    }
    kj_window_drag_draw(window);
    for (size_t i = 0; i < 3; i++)
        add(&changed, window->drag.drawn[i]);
    kj_surface_flush(&window->screen, &changed);
}

void kj_window_drag_press(kj_window *window, int x, int y)
{
    window->drag = (kj_drag){.press_x = x, .press_y = y, .x = x, .y = y, .from = -1, .onto = -1};
}

static bool begin(kj_window *window, int x, int y)
{
    kj_drag *drag = &window->drag;
    const int from = kj_list_action(&window->player->list, kj_span_of(window->pressed));
    if (!kj_drag_takes(&window->player->list, from) ||
        hypot(x - drag->press_x, y - drag->press_y) <= THRESHOLD)
        return false;
    drag->on = true;
    drag->from = from;
    drag->x = drag->press_x;
    drag->y = drag->press_y;
    kj_player_set_focus(window->player, -1);
    kj_window_present(window);
    return true;
}

bool kj_window_drag_move(kj_window *window, int x, int y)
{
    kj_drag *drag = &window->drag;
    if (window->pressed[0] == '\0' || (!drag->on && !begin(window, x, y)))
        return false;
    const double scale = kj_player_scale(window->player);
    drag->x = x;
    drag->y = y;
    drag->onto = kj_drag_onto(&window->player->list, drag->from, x / scale, y / scale);
    redraw(window);
    return true;
}

bool kj_window_drag_end(kj_window *window, bool drop)
{
    if (!window->drag.on)
        return false;
    kj_arena *arena = kj_arena_new();
    kj_drop drop_on = {.count = 0};
    if (drop)
        drop_on = kj_drag_drop(&window->player->list, window->drag.from, window->drag.onto, arena);
    window->drag.on = false;
    for (size_t i = 0; i < drop_on.count; i++) /* the list is gone when the first has acted */
        drop_on.actions[i] = kj_arena_copy(arena, drop_on.actions[i]);
    if (drop_on.count == 0)
        kj_window_present(window);
    for (size_t i = 0; i < drop_on.count; i++)
        kj_player_action(window->player, drop_on.actions[i]);
    kj_arena_free(arena);
    return true;
}
