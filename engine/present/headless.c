/* engine/present/headless.c: a class without a window, by a script and its own clock. */
#include "present/headless.h"

#include "os/files.h"

static void draw_room(void *ctx)
{
    kj_headless *h = ctx;
    kj_presenter *p = h->presenter;
    h->room_turn ^= 1;
    kj_arena *arena = h->rooms[h->room_turn];
    kj_arena_reset(arena);
    p->room_list = kj_presenter_draw_room(p, kj_show_room(&p->show), arena);
}

static void draw_console(void *ctx)
{
    kj_headless *h = ctx;
    h->console_turn ^= 1;
    kj_arena *arena = h->consoles[h->console_turn];
    kj_arena_reset(arena);
    h->presenter->console_drawn = kj_presenter_draw_console(h->presenter, arena);
}

void kj_headless_draw(kj_headless *h)
{
    draw_room(h);
    draw_console(h);
    h->presenter->changes++;
}

void kj_headless_pass(kj_headless *h, int64_t ms)
{
    kj_presenter *p = h->presenter;
    int64_t left = ms;
    for (;;) {
        const int64_t due = kj_presenter_deadline(p);
        const int64_t until = due - kj_presenter_now(p).ms;
        if (due == 0 || until > left)
            break;
        if (until > 0) {
            p->timer.moved_ms += until;
            left -= until;
        }
        kj_presenter_tick(p);
        if (until <= 0 && kj_presenter_deadline(p) == due)
            break; /* nobody wants to hear of it */
    }
    p->timer.moved_ms += left;
    draw_console(h); /* its clock */
}

static bool shot(kj_headless *h, const char *folder, kj_span name, const char *side,
                 kj_pixels pixels)
{
    kj_sink *sink = h->presenter->sink;
    kj_arena *arena = kj_arena_new();
    const kj_span path = kj_arena_format(arena, "%s/%.*s-%s.png", folder, KJ_ARG(name), side);
    kj_span png;
    const bool done =
        kj_pixels_png(pixels, arena, &png, sink) && kj_file_write(path.ptr, png, sink);
    kj_arena_free(arena);
    return done;
}

bool kj_headless_paint(kj_headless *h, kj_pixels *room, kj_pixels *console)
{
    kj_presenter *p = h->presenter;
    *room = *console = (kj_pixels){0};
    if (!kj_pixels_make(room, p->room.width, p->room.height) ||
        !kj_pixels_make(console, p->console.width, p->console.height)) {
        kj_report(p->sink, KJ_NOWHERE, "E0905", "there is no memory for a picture");
        kj_pixels_free(room);
        kj_pixels_free(console);
        return false;
    }
    kj_paint(p->painter, &p->room_list, *room, kj_presenter_room_scale(p));
    kj_console_paint(p, &h->views, *console, false);
    return true;
}

bool kj_headless_shot(kj_headless *h, const char *folder, kj_span name)
{
    kj_pixels room, console;
    if (!kj_headless_paint(h, &room, &console))
        return false;
    const bool done =
        shot(h, folder, name, "room", room) && shot(h, folder, name, "console", console);
    kj_pixels_free(&room);
    kj_pixels_free(&console);
    return done;
}

void kj_headless_open(kj_headless *h, kj_presenter *p)
{
    *h = (kj_headless){.presenter = p,
                       .rooms = {kj_arena_new(), kj_arena_new()},
                       .consoles = {kj_arena_new(), kj_arena_new()},
                       .views = kj_console_views_new()};
    p->screens = (kj_screens){.room = draw_room, .console = draw_console, .ctx = h};
}

void kj_headless_close(kj_headless *h)
{
    h->presenter->screens = (kj_screens){0};
    for (int i = 0; i < 2; i++) {
        kj_arena_free(h->rooms[i]);
        kj_arena_free(h->consoles[i]);
    }
    kj_console_views_free(&h->views);
}

int kj_present_headless(kj_presenter *p)
{
    kj_headless h;
    kj_source *source = KJ_NEW(p->arena, kj_source, 1); /* messages point to it */
    bool played = true;

    kj_headless_open(&h, p);
    const bool begun = kj_script_open(&p->options->play, source, p->arena, p->sink);
    if (begun) {
        kj_presenter_begin(p);
        kj_headless_draw(&h);
        played = kj_headless_play(&h, source);
        kj_presenter_end(p);
    }
    kj_headless_close(&h);
    if (!begun)
        return 3;
    return !played ? 1 : p->failed ? 3 : 0;
}
