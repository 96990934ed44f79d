/* engine/present/windows.c: the loop of a class, which sleeps while nothing changes. */
#include "present/window.h"

#include "os/clock.h"

/* How often the monitors are asked for: with the clock, which ticks every second, so that it needs
 * no wake-up of its own. */
#define LOOK_NS 1030000000
#define LOOK_SOON_NS 900000000

static int64_t sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* ms until something is to be done. */
static int rest(const kj_windows *w)
{
    const kj_presenter *p = w->presenter;
    int64_t left = 60000;
    if (kj_windows_waits(w))
        return 0;
    if (w->watch)
        left = sooner(left, (w->asked_ns + LOOK_NS - kj_clock_monotonic_ns()) / 1000000 + 1);
    const int64_t due = kj_presenter_deadline(p);
    if (due != 0)
        left = sooner(left, due - kj_presenter_now(p).ms);
    const int phones = kj_presenter_phones_rest(p);
    if (phones >= 0)
        left = sooner(left, phones);
    const int cursor = kj_windows_cursor_rest(w);
    if (cursor >= 0)
        left = sooner(left, cursor);
    return left < 0 ? 0 : (int)left;
}

static void on_time(kj_windows *w)
{
    if (w->watch && kj_clock_monotonic_ns() - w->asked_ns >= LOOK_SOON_NS)
        kj_stands_look(w);
    kj_presenter_tick(w->presenter);
    kj_presenter_phones_tick(w->presenter, false);
    kj_windows_cursor(w);
}

/* Events first, then one thing that waits, so that a press never waits for more than one. */
static void turn(kj_windows *w)
{
    SDL_Event event;
    bool got = SDL_WaitEventTimeout(&event, rest(w));
    while (got && !w->presenter->quit) {
        kj_windows_event(w, &event);
        got = SDL_PollEvent(&event);
    }
    if (!w->presenter->quit && !kj_windows_idle(w))
        on_time(w);
}

/* From the thread of the page for phones: SDL's queue is there for any. */
static void wake(void *ctx)
{
    const kj_windows *w = ctx;
    SDL_Event event = {.type = w->phones_event};
    (void)SDL_PushEvent(&event);
}

static bool no_display(kj_presenter *p)
{
    kj_report_hint(p->sink, KJ_NOWHERE, "E0904",
                   KJ_LIT("with --headless --script the class runs without a display"),
                   "there is no display for the windows: %s", SDL_GetError());
    return false;
}

static bool open(kj_windows *w, kj_presenter *p)
{
    *w = (kj_windows){.presenter = p,
                      .pages = {{.arena = kj_arena_new()}, {.arena = kj_arena_new()}},
                      .spare = kj_arena_new(),
                      .console_arenas = {kj_arena_new(), kj_arena_new()},
                      .views = kj_console_views_new(),
                      .room_stand = 1,
                      .pressure = 500};
    if (!kj_video_open())
        return no_display(p);
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0");
    /* SDL would give what is dragged to the window with the keys, whichever it began in. */
    SDL_SetHint(SDL_HINT_MOUSE_AUTO_CAPTURE, "0");
    SDL_DisableScreenSaver();
    if (!kj_stands_open(w))
        return no_display(p);
    return true;
}

static void close(kj_windows *w)
{
    for (int i = 0; i < 2; i++) {
        kj_surface_free(&w->stands[i].screen);
        kj_page_free(&w->pages[i]);
        kj_arena_free(w->console_arenas[i]);
    }
    kj_monitor_watch_close(w->watch);
    SDL_Quit();
    kj_console_views_free(&w->views);
    kj_arena_free(w->spare);
}

static void swap(void *ctx)
{
    kj_stands_swap(ctx);
}

int kj_present_windows(kj_presenter *p)
{
    kj_windows w;
    int code = 3;
    if (open(&w, p)) {
        w.phones_event = SDL_RegisterEvents(1);
        p->wake = wake;
        p->wake_ctx = &w;
        kj_presenter_begin(p);
        kj_windows_repaint(&w);
        p->screens = (kj_screens){kj_windows_room, kj_windows_console, swap, &w};
        while (!p->quit)
            turn(&w);
        kj_presenter_end(p);
        code = p->failed ? 3 : 0;
    }
    close(&w);
    return code;
}
