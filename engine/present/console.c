/* engine/present/console.c: see console.h. */
#include "present/console.h"

#include <math.h>

kj_console_views kj_console_views_new(void)
{
    kj_console_views views = {.arena = kj_arena_new()};
    for (size_t i = 0; i < KJ_THUMBS_MAX; i++)
        views.thumbs[i].slide = KJ_NONE;
    return views;
}

void kj_console_views_free(kj_console_views *views)
{
    kj_console_views_forget(views);
    kj_arena_free(views->arena);
    views->arena = NULL;
}

void kj_console_views_forget(kj_console_views *views)
{
    kj_pixels_free(&views->now.pixels);
    kj_pixels_free(&views->next.pixels);
    kj_pixels_free(&views->seen.pixels);
    views->now.fresh = views->next.fresh = views->seen.fresh = false;
    for (size_t i = 0; i < KJ_THUMBS_MAX; i++) {
        kj_pixels_free(&views->thumbs[i].pixels);
        views->thumbs[i].slide = KJ_NONE;
    }
}

/* On the target's pixels; w 0: nothing of it is there. */
static SDL_Rect on_pixels(const kj_presenter *p, kj_rect rect, kj_pixels target)
{
    const double scale = kj_presenter_console_scale(p);
    const SDL_Rect all = {0, 0, target.width, target.height};
    const int x = (int)round(rect.x * scale), y = (int)round(rect.y * scale);
    const SDL_Rect box = {x, y, (int)round((rect.x + rect.w) * scale) - x,
                          (int)round((rect.y + rect.h) * scale) - y};
    SDL_Rect there;
    return rect.w > 0 && SDL_IntersectRect(&box, &all, &there) ? there : (SDL_Rect){0, 0, 0, 0};
}

static bool fits(kj_pixels kept, SDL_Rect where)
{
    return kept.data && kept.width == where.w && kept.height == where.h;
}

static void copy(kj_pixels target, SDL_Rect where, kj_pixels kept)
{
    kj_paint_blend(kj_pixels_part(target, where), kept, kept, 0);
}

static void paint_list(const kj_presenter *p, const kj_list *list, kj_pixels pixels)
{
    kj_paint(p->painter, list, pixels, pixels.width / list->width);
}

static bool is_fresh(const kj_kept_view *view, SDL_Rect where)
{
    return view->fresh && fits(view->pixels, where);
}

static void put(const kj_presenter *p, kj_kept_view *view, const kj_list *list, SDL_Rect where,
                kj_pixels target)
{
    if (list && !is_fresh(view, where) &&
        (fits(view->pixels, where) || kj_pixels_make(&view->pixels, where.w, where.h))) {
        paint_list(p, list, view->pixels);
        view->fresh = true;
    }
    if (is_fresh(view, where))
        copy(target, where, view->pixels);
}

/* A room that is not on its screen. */
static void put_room(const kj_presenter *p, kj_console_views *views, kj_kept_view *view,
                     const kj_room *room, SDL_Rect where, kj_pixels target)
{
    kj_list list;
    if (!is_fresh(view, where)) {
        kj_arena_reset(views->arena);
        list = kj_presenter_draw_room(p, room, views->arena);
    }
    put(p, view, is_fresh(view, where) ? NULL : &list, where, target);
}

/* What is worked on: the room's, but where that is frozen or covered. */
static void put_now(const kj_presenter *p, kj_console_views *views, kj_pixels target)
{
    const SDL_Rect where = on_pixels(p, p->console_drawn.now, target);
    kj_room room = p->show.room;
    if (where.w <= 0 || where.h <= 0)
        return;
    if (!p->show.is_frozen && room.cover == KJ_COVER_NONE) {
        put(p, &views->now, &p->room_list, where, target);
        return;
    }
    room.cover = KJ_COVER_NONE;
    put_room(p, views, &views->now, &room, where, target);
}

static void put_seen(const kj_presenter *p, kj_console_views *views, kj_pixels target)
{
    const SDL_Rect where = on_pixels(p, p->console_drawn.seen, target);
    if (where.w > 0 && where.h > 0)
        put(p, &views->seen, &p->room_list, where, target);
}

static void put_next(const kj_presenter *p, kj_console_views *views, kj_pixels target)
{
    const SDL_Rect where = on_pixels(p, p->console_drawn.next, target);
    kj_room room;
    if (where.w <= 0 || where.h <= 0 || p->console_drawn.next_is_slide)
        return;
    if (is_fresh(&views->next, where))
        put(p, &views->next, NULL, where, target);
    else if (kj_show_next(p->course, &p->show, &room))
        put_room(p, views, &views->next, &room, where, target);
}

static kj_thumb *find_thumb(kj_console_views *views, uint32_t slide, SDL_Rect where)
{
    for (size_t i = 0; i < KJ_THUMBS_MAX; i++)
        if (views->thumbs[i].slide == slide && fits(views->thumbs[i].pixels, where))
            return &views->thumbs[i];
    return NULL;
}

/* In place of the one that was used longest ago. */
static kj_thumb *paint_thumb(const kj_presenter *p, kj_console_views *views, uint32_t slide,
                             SDL_Rect where)
{
    kj_thumb *thumb = &views->thumbs[0];
    for (size_t i = 1; i < KJ_THUMBS_MAX; i++)
        if (views->thumbs[i].used < thumb->used)
            thumb = &views->thumbs[i];
    thumb->slide = KJ_NONE;
    if (!fits(thumb->pixels, where) && !kj_pixels_make(&thumb->pixels, where.w, where.h))
        return NULL;
    kj_arena_reset(views->arena);
    const kj_list list = kj_presenter_draw_slide(p, slide, views->arena);
    paint_list(p, &list, thumb->pixels);
    thumb->slide = slide;
    thumb->used = ++views->tick;
    return thumb;
}

/* true: it is there now. */
static bool put_thumb(const kj_presenter *p, kj_console_views *views, const kj_console_thumb *at,
                      kj_pixels target, bool wait)
{
    const SDL_Rect where = on_pixels(p, at->rect, target);
    if (where.w <= 0 || where.h <= 0)
        return true;
    kj_thumb *thumb = find_thumb(views, at->slide, where);
    if (!thumb && wait)
        return false;
    if (!thumb)
        thumb = paint_thumb(p, views, at->slide, where);
    if (thumb) {
        thumb->used = ++views->tick;
        copy(target, where, thumb->pixels);
    }
    return true;
}

bool kj_console_paint(kj_presenter *p, kj_console_views *views, kj_pixels target, bool wait)
{
    const kj_console *console = &p->console_drawn;
    bool missing = false;

    if (views->changes != p->changes)
        views->now.fresh = views->next.fresh = views->seen.fresh = false;
    views->changes = p->changes;
    kj_paint(p->painter, &console->list, target, kj_presenter_console_scale(p));
    put_now(p, views, target);
    put_next(p, views, target);
    put_seen(p, views, target);
    for (size_t i = 0; i < console->thumbs.count; i++)
        missing |= !put_thumb(p, views, &console->thumbs.ptr[i], target, wait);
    return missing;
}

bool kj_console_views_step(kj_presenter *p, kj_console_views *views, kj_pixels target,
                           SDL_Rect *where)
{
    const kj_console *console = &p->console_drawn;
    for (size_t i = 0; i < console->thumbs.count; i++) {
        const kj_console_thumb *at = &console->thumbs.ptr[i];
        *where = on_pixels(p, at->rect, target);
        if (where->w <= 0 || where->h <= 0 || find_thumb(views, at->slide, *where))
            continue;
        put_thumb(p, views, at, target, false);
        return find_thumb(views, at->slide, *where) != NULL;
    }
    return false;
}

bool kj_console_to_room(const kj_presenter *p, double x, double y, double *room_x, double *room_y)
{
    const kj_rect now = p->console_drawn.now;
    const kj_canvas canvas = kj_presenter_room_canvas(p);
    if (now.w <= 0 || x < now.x || y < now.y || x >= now.x + now.w || y >= now.y + now.h)
        return false;
    *room_x = (x - now.x) / now.w * canvas.width;
    *room_y = (y - now.y) / now.h * canvas.height;
    return true;
}
