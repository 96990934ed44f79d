/* engine/present/stands.c: windows on their monitors, whatever is plugged and unplugged.
 *
 * Without a second screen the show goes on in one window, which shows what it showed before, and
 * the other picture on demand. */
#include "present/window.h"

#include "os/clock.h"

#include <stdio.h>

kj_stand *kj_stand_of(kj_windows *w, kj_side side)
{
    for (int i = 0; i < 2; i++)
        if (w->stands[i].shown && w->stands[i].side == side)
            return &w->stands[i];
    return NULL;
}

kj_stand *kj_stand_by_id(kj_windows *w, Uint32 id)
{
    for (int i = 0; i < 2; i++)
        if (w->stands[i].shown && SDL_GetWindowID(w->stands[i].screen.window) == id)
            return &w->stands[i];
    return NULL;
}

/* ---- one window ---- */

static bool create(kj_windows *w, kj_stand *stand)
{
    const bool desk = !w->watch;
    const kj_span title = kj_arena_copy(w->presenter->call, w->presenter->course->title);
    const Uint32 flags =
        SDL_WINDOW_ALLOW_HIGHDPI | (desk ? SDL_WINDOW_RESIZABLE : SDL_WINDOW_BORDERLESS);
    stand->screen.window = SDL_CreateWindow(
        title.ptr, desk ? (int)SDL_WINDOWPOS_CENTERED : stand->rect.x,
        desk ? (int)SDL_WINDOWPOS_CENTERED : stand->rect.y, stand->rect.w, stand->rect.h, flags);
    return stand->screen.window != NULL;
}

/* Over the whole of its monitor.  Who manages windows is asked to do that; else we say where. */
static bool place(kj_windows *w, kj_stand *stand)
{
    const bool managed = w->watch && kj_monitor_watch_managed(w->watch);
    if (!stand->screen.window && !create(w, stand))
        return false;
    SDL_Window *window = stand->screen.window;
    if (managed)
        SDL_SetWindowFullscreen(window, 0);
    if (w->watch) {
        SDL_SetWindowPosition(window, stand->rect.x, stand->rect.y);
        SDL_SetWindowSize(window, stand->rect.w, stand->rect.h);
    }
    SDL_ShowWindow(window);
    if (managed)
        SDL_SetWindowFullscreen(window, SDL_WINDOW_FULLSCREEN_DESKTOP);
    stand->shown = true;
    return kj_surface_resize(&stand->screen);
}

static void hide(kj_stand *stand)
{
    if (stand->shown)
        SDL_HideWindow(stand->screen.window);
    stand->shown = false;
}

static bool put_on(kj_windows *w, kj_stand *stand, const kj_monitor *monitor)
{
    const SDL_Rect rect = {monitor->x, monitor->y, monitor->width, monitor->height};
    const bool same = stand->shown && SDL_RectEquals(&rect, &stand->rect);
    snprintf(stand->monitor, sizeof stand->monitor, "%s", monitor->name);
    stand->rect = rect;
    return same || place(w, stand);
}

/* ---- both ---- */

/* Keys come to the console, or to what there is. */
static void focus(kj_windows *w)
{
    kj_stand *stand = kj_stand_of(w, KJ_SIDE_CONSOLE);
    if (!stand)
        stand = kj_stand_of(w, KJ_SIDE_ROOM);
    if (!stand)
        return;
    SDL_RaiseWindow(stand->screen.window);
    if (w->watch && !kj_monitor_watch_managed(w->watch))
        SDL_SetWindowInputFocus(stand->screen.window);
}

static void measure(kj_windows *w)
{
    kj_presenter *p = w->presenter;
    const kj_stand *room = kj_stand_of(w, KJ_SIDE_ROOM);
    const kj_stand *console = kj_stand_of(w, KJ_SIDE_CONSOLE);
    p->show.one_screen = !room || !console;
    if (room) {
        const kj_pixels target = room->screen.target;
        p->room = (kj_picture_size){target.width, target.height};
        for (size_t i = 0; i < 2; i++)
            if (w->pages[i].pixels.width != target.width ||
                w->pages[i].pixels.height != target.height || !w->pages[i].pixels.data)
                kj_pixels_make(&w->pages[i].pixels, target.width, target.height);
    }
    if (console)
        p->console = (kj_picture_size){console->screen.target.width, console->screen.target.height};
}

void kj_stands_resized(kj_windows *w)
{
    measure(w);
    kj_console_views_forget(&w->views);
    kj_windows_repaint(w);
}

static bool overlap(const kj_monitor *monitor, const kj_stand *stand)
{
    const SDL_Rect rect = {monitor->x, monitor->y, monitor->width, monitor->height};
    return stand->shown && SDL_HasIntersection(&rect, &stand->rect);
}

/* What is no longer there gives up its window, or follows a monitor of that name. */
static bool follow(kj_windows *w)
{
    bool changed = false;
    for (int i = 0; i < 2; i++) {
        kj_stand *stand = &w->stands[i];
        const SDL_Rect before = stand->rect;
        const int at = stand->shown ? kj_monitors_find(&w->monitors, stand->monitor) : -1;
        if (!stand->shown)
            continue;
        if (at < 0)
            hide(stand);
        else
            put_on(w, stand, &w->monitors.list[at]);
        changed |= at < 0 || !SDL_RectEquals(&before, &stand->rect);
    }
    return changed;
}

/* A monitor for the window that has none: its own again, else one that is free. */
static int free_monitor(const kj_windows *w, const kj_stand *stand, const kj_stand *other)
{
    const int own = kj_monitors_find(&w->monitors, stand->monitor);
    if (own >= 0 && !overlap(&w->monitors.list[own], other))
        return own;
    for (size_t i = 0; i < w->monitors.count; i++)
        if (!overlap(&w->monitors.list[i], other))
            return (int)i;
    return -1;
}

/* With nothing shown yet, or nothing any more. */
static bool arrange_anew(kj_windows *w)
{
    const kj_monitor_choice choice = kj_monitors_choose(&w->monitors);
    const bool two = choice.room >= 0 && w->presenter->options->screens != 1;
    if (choice.presenter < 0)
        return false;
    w->room_stand = 1;
    w->stands[0].side = two ? KJ_SIDE_CONSOLE : KJ_SIDE_ROOM;
    w->stands[1].side = KJ_SIDE_ROOM;
    return put_on(w, &w->stands[0], &w->monitors.list[choice.presenter]) &&
           (!two || put_on(w, &w->stands[1], &w->monitors.list[choice.room]));
}

static bool add_second(kj_windows *w)
{
    const int missing = w->stands[0].shown ? 1 : 0;
    kj_stand *stand = &w->stands[missing], *other = &w->stands[missing ^ 1];
    const int at = free_monitor(w, stand, other);
    if (at < 0 || w->presenter->options->screens == 1 || !put_on(w, stand, &w->monitors.list[at]))
        return false;
    stand->side = w->room_stand == missing ? KJ_SIDE_ROOM : KJ_SIDE_CONSOLE;
    other->side = stand->side == KJ_SIDE_ROOM ? KJ_SIDE_CONSOLE : KJ_SIDE_ROOM;
    return true;
}

void kj_stands_look(kj_windows *w)
{
    w->asked_ns = kj_clock_monotonic_ns();
    if (!w->watch)
        return;
    kj_monitors_ask(w->watch, &w->monitors);
    if (w->monitors.count == 0)
        return; /* being plugged: there will be one */
    bool changed = follow(w);
    if (!w->stands[0].shown && !w->stands[1].shown)
        changed |= arrange_anew(w);
    else if (!w->stands[0].shown || !w->stands[1].shown)
        changed |= add_second(w);
    if (!changed)
        return;
    kj_stands_resized(w);
    focus(w);
}

bool kj_stands_open(kj_windows *w)
{
    const kj_play_options *play = &w->presenter->options->play;
    bool open;
    if (play->width > 0 && play->height > 0) {
        w->stands[0].rect = (SDL_Rect){0, 0, play->width, play->height};
        w->stands[0].side = KJ_SIDE_ROOM;
        open = place(w, &w->stands[0]);
    } else {
        w->watch = kj_monitor_watch_open();
        if (!w->watch)
            return SDL_OutOfMemory() == 0;
        kj_monitors_ask(w->watch, &w->monitors);
        open = arrange_anew(w);
    }
    w->asked_ns = kj_clock_monotonic_ns();
    if (open) {
        measure(w);
        focus(w);
    }
    return open;
}

void kj_stands_swap(kj_windows *w)
{
    const bool two = w->stands[0].shown && w->stands[1].shown;
    for (int i = 0; i < 2; i++)
        if (w->stands[i].shown)
            w->stands[i].side = w->stands[i].side == KJ_SIDE_ROOM ? KJ_SIDE_CONSOLE : KJ_SIDE_ROOM;
    if (two)
        w->room_stand ^= 1;
    kj_stands_resized(w);
}
