/* engine/present/pages.c: the two pictures, in this order: the room's, the console's, what comes.
 *
 * The room's next picture is painted while nothing happens.  A press draws the true list and, where
 * it is the one that was painted, copies only what differs; nothing moves and nothing fades, so one
 * frame shows all of it. */
#include "present/window.h"

#include <SDL.h>

static kj_page *page_now(kj_windows *w)
{
    return &w->pages[w->now];
}

static kj_page *page_other(kj_windows *w)
{
    return &w->pages[w->now ^ 1];
}

static bool same_list(const kj_list *a, const kj_list *b, kj_arena *arena)
{
    return a->commands.count == b->commands.count && a->ground == b->ground &&
           kj_span_equal(kj_list_dump(a, arena), kj_list_dump(b, arena));
}

static void paint(kj_windows *w, kj_page *page)
{
    kj_paint(w->presenter->painter, &page->list, page->pixels,
             kj_presenter_room_scale(w->presenter));
}

/* To the screen: the page, or of it what has changed. */
static void present(kj_windows *w, kj_stand *stand, const kj_bands *bands)
{
    const kj_pixels from = page_now(w)->pixels, target = stand->screen.target;
    if (!bands)
        kj_paint_blend(target, from, from, 0);
    for (int i = 0; bands && i < bands->count; i++) {
        const kj_pixels part = kj_pixels_part(from, bands->rects[i]);
        kj_paint_blend(kj_pixels_part(target, bands->rects[i]), part, part, 0);
    }
    kj_surface_flush(&stand->screen, bands);
}

static void take(kj_windows *w)
{
    w->presenter->room_list = page_now(w)->list;
    w->ahead = w->ahead_tried = false;
    w->console_waits = true; /* its picture is in there */
}

void kj_windows_room(void *ctx)
{
    kj_windows *w = ctx;
    kj_presenter *p = w->presenter;
    kj_stand *stand = kj_stand_of(w, KJ_SIDE_ROOM);
    kj_page *other = page_other(w);

    w->room_waits = w->holds;
    if (w->holds)
        return;
    kj_arena_reset(w->spare);
    const kj_list list = kj_presenter_draw_room(p, kj_show_room(&p->show), w->spare);
    const bool ready = w->ahead && stand && same_list(&list, &other->list, w->spare);
    if (!ready) {
        kj_arena *old = other->arena;
        other->list = list;
        other->arena = w->spare;
        w->spare = old;
    }
    if (stand && !ready) {
        paint(w, other);
        w->changed = kj_bands_between(page_now(w)->pixels, other->pixels);
    }
    w->now ^= 1;
    if (stand)
        present(w, stand, w->stale ? NULL : &w->changed);
    w->stale = !stand;
    take(w);
}

void kj_windows_console(void *ctx)
{
    kj_windows *w = ctx;
    w->console_waits = true;
}

static void draw_console(kj_windows *w)
{
    kj_presenter *p = w->presenter;
    const kj_stand *stand = kj_stand_of(w, KJ_SIDE_CONSOLE);
    w->console_waits = w->thumbs_wait = false;
    if (!stand)
        return;
    w->console_turn ^= 1;
    kj_arena *arena = w->console_arenas[w->console_turn];
    kj_arena_reset(arena);
    p->console_drawn = kj_presenter_draw_console(p, arena);
    w->thumbs_wait = kj_console_paint(p, &w->views, stand->screen.target, true);
    kj_surface_flush(&stand->screen, NULL);
}

static void draw_thumb(kj_windows *w)
{
    const kj_stand *stand = kj_stand_of(w, KJ_SIDE_CONSOLE);
    kj_bands bands = {.count = 1};
    w->thumbs_wait = stand && kj_console_views_step(w->presenter, &w->views, stand->screen.target,
                                                    &bands.rects[0]);
    if (w->thumbs_wait)
        kj_surface_flush(&stand->screen, &bands);
}

/* What "next" would show. */
static void prepare(kj_windows *w)
{
    kj_presenter *p = w->presenter;
    kj_page *page = page_other(w);
    kj_room room;
    w->ahead_tried = true;
    if (!kj_stand_of(w, KJ_SIDE_ROOM) || p->show.is_frozen ||
        !kj_show_next(p->course, &p->show, &room))
        return;
    kj_arena_reset(page->arena);
    page->list = kj_presenter_draw_room(p, &room, page->arena);
    paint(w, page);
    w->changed = kj_bands_between(page_now(w)->pixels, page->pixels);
    w->ahead = true;
}

void kj_windows_repaint(kj_windows *w)
{
    kj_presenter *p = w->presenter;
    kj_stand *room = kj_stand_of(w, KJ_SIDE_ROOM);
    kj_page *page = page_now(w);
    kj_arena_reset(page->arena);
    page->list = kj_presenter_draw_room(p, kj_show_room(&p->show), page->arena);
    if (room) {
        paint(w, page);
        present(w, room, NULL);
    }
    w->stale = !room;
    p->changes++;
    take(w);
    draw_console(w);
}

void kj_windows_expose(kj_windows *w, kj_stand *stand)
{
    if (stand->side == KJ_SIDE_CONSOLE)
        w->console_waits = true;
    else if (!w->stale)
        present(w, stand, NULL);
}

bool kj_windows_waits(const kj_windows *w)
{
    return w->room_waits || w->console_waits || !w->ahead_tried || w->thumbs_wait;
}

bool kj_windows_idle(kj_windows *w)
{
    if (w->room_waits)
        kj_windows_room(w);
    else if (w->console_waits)
        draw_console(w);
    else if (!w->ahead_tried)
        prepare(w);
    else if (w->thumbs_wait)
        draw_thumb(w);
    else
        return false;
    return true;
}
