/* engine/player/pages.c: pages are painted once, kept, copied to the window, faded.
 *
 * What "next" leads to is prepared while nothing happens: the session is a value and its step a
 * function, so a copy of both is stepped and painted.  A press then only copies pixels; the true
 * list is compared afterwards, and where it differs (a clock went on) painted again. */
#include "player/window.h"

#include "os/clock.h"

#include <math.h>
#include <stdlib.h>

#define STEP_NS 160000000
#define FADE_NS 200000000
#define FRAME_NS 16000000

static kj_page *page_now(kj_window *window)
{
    return &window->pages[window->now];
}

static kj_page *page_other(kj_window *window)
{
    return &window->pages[window->now ^ 1];
}

/* Surfaces. */

static bool make_pixels(kj_pixels *pixels, int width, int height)
{
    const size_t stride = ((size_t)width * 4 + 63) & ~(size_t)63;
    free(pixels->data);
    *pixels = (kj_pixels){aligned_alloc(64, stride * (size_t)height), width, height, (int)stride};
    return pixels->data != NULL;
}

void kj_window_free_pages(kj_window *window)
{
    for (size_t i = 0; i < 2; i++) {
        free(window->pages[i].pixels.data);
        kj_arena_free(window->pages[i].arena);
    }
    kj_arena_free(window->spare);
    if (window->converts)
        free(window->target.data);
}

bool kj_window_resize(kj_window *window)
{
    window->surface = SDL_GetWindowSurface(window->window);
    if (!window->surface)
        return false;
    const int width = window->surface->w, height = window->surface->h;
    if (window->converts)
        free(window->target.data);
    window->target = (kj_pixels){window->surface->pixels, width, height, window->surface->pitch};
    window->converts = window->surface->format->format != SDL_PIXELFORMAT_RGB888;
    if (window->converts) {
        window->target.data = NULL;
        if (!make_pixels(&window->target, width, height))
            return SDL_OutOfMemory() == 0;
    }
    for (size_t i = 0; i < 2; i++)
        if (!make_pixels(&window->pages[i].pixels, width, height))
            return SDL_OutOfMemory() == 0;
    window->motion = KJ_MOTION_NONE;
    window->ahead = false;
    window->player->width = width;
    window->player->height = height;
    return true;
}

static void flush(kj_window *window)
{
    const kj_pixels from = window->target;
    if (window->converts)
        SDL_ConvertPixels(from.width, from.height, SDL_PIXELFORMAT_RGB888, from.data, from.stride,
                          window->surface->format->format, window->surface->pixels,
                          window->surface->pitch);
    SDL_UpdateWindowSurface(window->window);
}

/* What lies over a page. */

static void draw_preedit(kj_window *window)
{
    const kj_rect from = window->preedit_from, to = window->player->list.caret;
    if (window->preedit[0] == '\0' || to.w <= 0 || from.y < to.y || from.y > to.y)
        return;
    const double scale = kj_player_scale(window->player);
    const int x0 = (int)round(from.x * scale), x1 = (int)round(to.x * scale);
    const int y = (int)round((to.y + to.h) * scale);
    const kj_color ink = window->player->theme->colors[KJ_COLOR_FOCUS];
    for (int row = y; row < y + 2 && row >= 0 && row < window->target.height; row++) {
        uint32_t *pixels =
            (uint32_t *)(void *)(window->target.data + (size_t)row * (size_t)window->target.stride);
        for (int x = x0 < 0 ? 0 : x0; x < x1 && x < window->target.width; x++)
            pixels[x] = ink >> 8;
    }
}

static void draw_over(kj_window *window)
{
    const kj_player *player = window->player;
    const int focus = kj_player_focus(player);
    if (focus >= 0 && player->list.areas.ptr[focus].rect.w > 0)
        kj_paint_focus(player->painter, player->list.areas.ptr[focus].rect,
                       player->theme->colors[KJ_COLOR_FOCUS], window->target,
                       kj_player_scale(player));
    draw_preedit(window);
}

void kj_window_present(kj_window *window)
{
    const kj_pixels from = page_now(window)->pixels;
    kj_paint_blend(window->target, from, from, 0);
    draw_over(window);
    flush(window);
}

/* Lists. */

/* While something is being composed, the page shows the answer as it would be with it. */
static kj_list draw_session(kj_window *window, kj_arena *arena)
{
    kj_player *player = window->player;
    if (window->preedit[0] == '\0')
        return kj_player_draw(player, &player->session, arena);
    window->preedit_from = kj_player_draw(player, &player->session, arena).caret;
    window->preedit_session = player->session;
    const kj_input input = {
        .kind = KJ_INPUT_TEXT, .text = kj_span_of(window->preedit), .now = kj_player_now(player)};
    kj_session_input(player->course, &window->preedit_session, &input, arena);
    return kj_player_draw(player, &window->preedit_session, arena);
}

static void paint_page(kj_window *window, kj_page *page)
{
    kj_paint(window->player->painter, &page->list, page->pixels, kj_player_scale(window->player));
}

void kj_window_repaint(kj_window *window)
{
    kj_page *page = page_now(window);
    kj_arena_reset(page->arena);
    page->list = draw_session(window, page->arena);
    paint_page(window, page);
    kj_player_take(window->player, page->list);
    window->motion = KJ_MOTION_NONE;
    window->ahead = window->ahead_tried = false;
    kj_window_present(window);
    kj_window_sync_text(window);
}

static bool same_list(const kj_list *a, const kj_list *b)
{
    kj_arena *arena = kj_arena_new();
    const bool same = kj_span_equal(kj_list_dump(a, arena), kj_list_dump(b, arena));
    kj_arena_free(arena);
    return same;
}

/* The page shown was a forecast: what is true takes its place. */
static void check_forecast(kj_window *window)
{
    kj_page *page = page_now(window);
    kj_arena *old = page->arena;
    kj_arena_reset(window->spare);
    const kj_list list = draw_session(window, window->spare);
    const bool same = same_list(&list, &page->list);
    page->list = list;
    page->arena = window->spare;
    window->spare = old;
    if (same)
        return;
    paint_page(window, page);
    window->motion = KJ_MOTION_NONE;
}

/* Motion. */

static kj_motion motion_between(const kj_window *window, const kj_view *from, const kj_view *to)
{
    if (window->player->options->reduced_motion || window->hidden || from->over || to->over)
        return KJ_MOTION_NONE;
    if (!kj_view_same(from, to))
        return KJ_MOTION_FADE;
    if (to->step == from->step + 1 && to->place == KJ_PLACE_SLIDE)
        return KJ_MOTION_STEP;
    return to->step == from->step ? KJ_MOTION_NONE : KJ_MOTION_FADE;
}

static double ease_out(double t)
{
    return 1 - (1 - t) * (1 - t) * (1 - t);
}

static double progress(const kj_window *window, int64_t now_ns)
{
    const double whole = window->motion == KJ_MOTION_STEP ? STEP_NS : FADE_NS;
    return fmin(1.0, (double)(now_ns - window->motion_began_ns) / whole);
}

static void blend_frame(kj_window *window, double t)
{
    kj_paint_blend(window->target, page_other(window)->pixels, page_now(window)->pixels,
                   ease_out(t));
    draw_over(window);
    flush(window);
}

/* The first picture of a step is blended as well: it comes 3 ms sooner than a painted one, and so
 * early the rise of 8 units is not to be seen. */
static void begin_motion(kj_window *window)
{
    const int64_t now = kj_clock_monotonic_ns();
    window->motion_began_ns = now - FRAME_NS;
    blend_frame(window, progress(window, now));
    window->frame_due_ns = kj_clock_monotonic_ns() + FRAME_NS;
}

void kj_window_frame(kj_window *window)
{
    const int64_t now = kj_clock_monotonic_ns();
    const double t = progress(window, now);
    const kj_player *player = window->player;
    if (t >= 1.0) {
        window->motion = KJ_MOTION_NONE;
        kj_window_present(window);
        return;
    }
    if (window->motion == KJ_MOTION_STEP) {
        kj_paint_step(player->painter, &player->list, window->target, kj_player_scale(player),
                      player->view.step, ease_out(t));
        draw_over(window);
        flush(window);
    } else {
        blend_frame(window, t);
    }
    window->frame_due_ns = now + FRAME_NS;
}

/* The way of a press: pixels first, then everything else. */
void kj_window_show(void *ctx, kj_player *player)
{
    kj_window *window = ctx;
    const kj_view from = player->view, to = kj_view_of(&player->session);
    kj_page *page = page_other(window);
    const bool forecast = window->ahead && window->taking_next;

    if (!forecast) {
        kj_arena_reset(page->arena);
        page->list = draw_session(window, page->arena);
        paint_page(window, page);
    }
    window->now ^= 1;
    window->ahead = window->ahead_tried = window->taking_next = false;
    kj_player_take(player, page->list);
    window->motion = motion_between(window, &from, &to);
    if (window->motion != KJ_MOTION_NONE)
        begin_motion(window);
    else
        kj_window_present(window);
    if (forecast) {
        check_forecast(window);
        kj_player_take(player, page->list);
        if (window->motion == KJ_MOTION_NONE && !kj_view_same(&from, &to))
            kj_window_present(window);
    }
    kj_window_sync_text(window);
}

/* What "next" would show. */
void kj_window_prepare(kj_window *window)
{
    kj_player *player = window->player;
    kj_page *page = page_other(window);
    const int next = kj_list_action(&player->list, KJ_LIT("next"));
    window->ahead_tried = true;
    window->ahead = false;
    if (next < 0 || player->list.areas.ptr[next].disabled || window->hidden)
        return;
    kj_arena_reset(page->arena);
    memcpy(window->ahead_lesson, player->lesson, player->lesson->bytes);
    window->ahead_session = player->session;
    window->ahead_session.lesson = window->ahead_lesson;
    const kj_input input = {.kind = KJ_INPUT_ACTION,
                            .action = KJ_LIT("next"),
                            .now = kj_player_now(player),
                            .seed = player->seed};
    kj_outcome outcome =
        kj_session_input(player->course, &window->ahead_session, &input, page->arena);
    if (outcome.refused || outcome.quit)
        return;
    for (size_t i = 0; i < outcome.event_count; i++) {
        kj_event *event = &outcome.events[i];
        kj_player_fill(player, window->ahead_lesson, event);
        event->id = KJ_LIT("00000000-0000-7000-8000-000000000000");
        kj_session_commit(player->course, &window->ahead_session, event);
    }
    page->list = kj_player_draw(player, &window->ahead_session, page->arena);
    paint_page(window, page);
    window->ahead = true;
}
