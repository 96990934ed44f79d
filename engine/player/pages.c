/* engine/player/pages.c: pages are painted once, kept, copied to the window, faded.
 *
 * What "next" leads to is prepared while nothing happens: the session is a value and its step a
 * function, so a copy of both is stepped and painted.  A press then only copies pixels; the true
 * list is compared afterwards, and where it differs (a clock went on) painted again. */
#include "player/window.h"

#include "os/clock.h"

#include <math.h>

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

bool kj_window_resize(kj_window *window)
{
    if (!kj_surface_resize(&window->screen))
        return false;
    const kj_pixels screen = window->screen.target;
    for (size_t i = 0; i < 2; i++)
        if (!kj_pixels_make(&window->pages[i].pixels, screen.width, screen.height))
            return SDL_OutOfMemory() == 0;
    window->motion = KJ_MOTION_NONE;
    window->ahead = false;
    window->covered = true; /* nothing of the page is on the screen */
    window->player->width = screen.width;
    window->player->height = screen.height;
    return true;
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
    for (int row = y; row < y + 2 && row >= 0 && row < window->screen.target.height; row++) {
        uint32_t *pixels = (uint32_t *)(void *)(window->screen.target.data +
                                                (size_t)row * (size_t)window->screen.target.stride);
        for (int x = x0 < 0 ? 0 : x0; x < x1 && x < window->screen.target.width; x++)
            pixels[x] = ink >> 8;
    }
}

static void draw_over(kj_window *window)
{
    const kj_player *player = window->player;
    const int focus = kj_player_focus(player);
    window->covered = window->preedit[0] != '\0';
    if (focus >= 0 && player->list.areas.ptr[focus].rect.w > 0) {
        window->covered = true;
        kj_paint_focus(player->painter, player->list.areas.ptr[focus].rect,
                       player->theme->colors[KJ_COLOR_FOCUS], player->theme->colors[KJ_COLOR_PAPER],
                       window->screen.target, kj_player_scale(player));
    }
    draw_preedit(window);
    if (window->drag.on) {
        window->covered = true;
        kj_window_drag_draw(window);
    }
}

void kj_window_present(kj_window *window)
{
    const kj_pixels from = page_now(window)->pixels;
    kj_paint_blend(window->screen.target, from, from, 0);
    draw_over(window);
    kj_surface_flush(&window->screen, NULL);
}

/* A picture between the other page and this one.  Where both are alike, the screen has it already
 * unless something lay over it. */
static void present_between(kj_window *window, double t)
{
    const kj_pixels from = page_other(window)->pixels, to = page_now(window)->pixels;
    const bool was_covered = window->covered;
    if (was_covered)
        kj_paint_blend(window->screen.target, from, to, t);
    for (int i = 0; i < window->changed.count && !was_covered; i++) {
        const SDL_Rect rect = window->changed.rects[i];
        kj_paint_blend(kj_pixels_part(window->screen.target, rect), kj_pixels_part(from, rect),
                       kj_pixels_part(to, rect), t);
    }
    draw_over(window);
    kj_surface_flush(&window->screen, was_covered || window->covered ? NULL : &window->changed);
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

void kj_window_first(kj_window *window)
{
    kj_page *page = page_now(window);
    page->list = draw_session(window, page->arena);
    kj_paint(window->player->painter, &page->list, window->screen.target,
             kj_player_scale(window->player));
    kj_surface_flush(&window->screen, NULL);
    kj_paint_blend(page->pixels, window->screen.target, window->screen.target, 0);
    kj_player_take(window->player, page->list);
    kj_window_sync_text(window);
}

void kj_window_repaint(kj_window *window)
{
    window->drag.on = false; /* its areas are those of the page that goes */
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
    kj_player_take(window->player, page->list);
    if (same)
        return;
    paint_page(window, page);
    window->motion = KJ_MOTION_NONE;
    kj_window_present(window);
}

/* Motion. */

static kj_motion motion_between(const kj_window *window, const kj_view *from, const kj_view *to)
{
    if (window->player->reduced_motion || window->hidden || from->over || to->over)
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

/* The first picture of a step is blended as well: it comes 3 ms sooner than a painted one, and so
 * early the rise of 8 units is not to be seen. */
static void begin_motion(kj_window *window)
{
    const int64_t now = kj_clock_monotonic_ns();
    window->motion_began_ns = now - FRAME_NS;
    present_between(window, ease_out(progress(window, now)));
    window->frame_due_ns = kj_clock_monotonic_ns() + FRAME_NS;
}

void kj_window_frame(kj_window *window)
{
    const int64_t now = kj_clock_monotonic_ns();
    const double t = progress(window, now);
    const kj_player *player = window->player;
    if (window->motion == KJ_MOTION_STEP && t < 1.0) {
        kj_paint_step(player->painter, &player->list, window->screen.target,
                      kj_player_scale(player), player->view.step, ease_out(t));
        draw_over(window);
        kj_surface_flush(&window->screen, NULL);
    } else if (window->motion == KJ_MOTION_STEP) {
        kj_window_present(window);
    } else {
        present_between(window, ease_out(t));
    }
    if (t >= 1.0)
        window->motion = KJ_MOTION_NONE;
    window->frame_due_ns = now + FRAME_NS;
}

/* The way of a press: pixels first, then everything else. */
void kj_window_show(void *ctx, kj_player *player)
{
    kj_window *window = ctx;
    window->drag.on = false;
    const kj_view from = player->view, to = kj_view_of(&player->session);
    kj_page *page = page_other(window);
    const bool forecast = window->ahead && window->taking_next;

    if (!forecast) {
        kj_arena_reset(page->arena);
        page->list = draw_session(window, page->arena);
        paint_page(window, page);
        window->changed = kj_bands_between(page_now(window)->pixels, page->pixels);
    }
    window->now ^= 1;
    window->ahead = window->ahead_tried = window->taking_next = false;
    kj_player_take(player, page->list);
    window->motion = motion_between(window, &from, &to);
    if (window->motion != KJ_MOTION_NONE)
        begin_motion(window);
    else
        present_between(window, 1);
    if (forecast)
        check_forecast(window);
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
    window->ahead_session.unsaved = player->session.unsaved;
    window->ahead_session.own_unsaved = player->session.own_unsaved;
    page->list = kj_player_draw(player, &window->ahead_session, page->arena);
    paint_page(window, page);
    window->changed = kj_bands_between(page_now(window)->pixels, page->pixels);
    window->ahead = true;
}
