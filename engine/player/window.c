/* engine/player/window.c: the window and its loop, which sleeps while nothing changes. */
#include "player/window.h"

#include "os/clock.h"
#include "os/files.h"
#include "pack/pack.h"
#include "player/voice.h"
#include "player/watch.h"

static void choose_size(const kj_play_options *options, int *width, int *height)
{
    SDL_Rect room = {0, 0, 1280, 800};
    *width = options->width;
    *height = options->height;
    if (*width > 0 && *height > 0)
        return;
    SDL_GetDisplayUsableBounds(0, &room);
    *width = room.w * 9 / 10;
    *height = *width * 9 / 16;
    if (*height > room.h * 9 / 10) {
        *height = room.h * 9 / 10;
        *width = *height * 16 / 9;
    }
}

static bool no_display(kj_player *player)
{
    kj_report_hint(player->sink, KJ_NOWHERE, "E0904",
                   KJ_LIT("with --headless the course plays without a display"),
                   "there is no display for the window: %s", SDL_GetError());
    return false;
}

static bool open_window(kj_window *window)
{
    kj_player *player = window->player;
    const kj_span title = kj_arena_copy(player->arena, player->course->title);
    Uint32 flags = SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
    int width, height;

    if (!kj_video_open())
        return no_display(player);
    choose_size(player->options, &width, &height);
    if (player->options->full_screen)
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    window->screen.window = SDL_CreateWindow(title.ptr, SDL_WINDOWPOS_CENTERED,
                                             SDL_WINDOWPOS_CENTERED, width, height, flags);
    if (!window->screen.window)
        return no_display(player);
    SDL_SetWindowMinimumSize(window->screen.window, 480, 360);
    return kj_window_resize(window) || no_display(player);
}

int kj_window_rest(const kj_window *window)
{
    const kj_player *player = window->player;
    if (window->motion != KJ_MOTION_NONE) {
        const int64_t left = window->frame_due_ns - kj_clock_monotonic_ns();
        return left <= 0 ? 0 : (int)(left / 1000000) + 1;
    }
    if (!window->ahead_tried || player->proof)
        return 0;
    const int64_t due = kj_session_deadline(player->course, &player->session);
    if (due == 0)
        return -1;
    const int64_t left = due - kj_player_now(player).ms;
    if (left <= 0)
        return 0;
    if (window->hidden)
        return (int)(left < 3600000 ? left : 3600000);
    return (int)(left % 1000) + 2; /* just after the second on the page has changed */
}

static void make_ahead(kj_window *window)
{
    kj_arena_reset(window->ahead_arena);
    window->ahead_lesson =
        kj_arena_take(window->ahead_arena, 1, window->player->lesson->bytes, _Alignof(max_align_t));
}

/* A course that is being written: its files were read anew. */
static void take_course(kj_window *window)
{
    kj_player *player = window->player;
    make_ahead(window);
    SDL_SetWindowTitle(window->screen.window,
                       kj_arena_copy(player->call, player->course->title).ptr);
    kj_window_repaint(window);
}

/* Pages of the fonts that were read only once are given back; they stay in the system's cache. */
static void give_back(const kj_player *player)
{
    for (uint32_t i = 0; i < player->files.count; i++)
        kj_file_map_give_back(player->files.files[i].bytes);
}

/* A pack is hashed when its first page stands: that must not be later than of a folder. */
static void prove(kj_player *player)
{
    const kj_proof_state state = kj_pack_proof_step(player->proof, player->sink);
    if (state == KJ_PROOF_MORE)
        return;
    player->proof = NULL;
    player->unsound = state == KJ_PROOF_BAD;
    player->quit = player->unsound;
    give_back(player);
}

static void on_time(kj_window *window)
{
    kj_player *player = window->player;
    const int64_t due = kj_session_deadline(player->course, &player->session);
    if (kj_player_watch_step(player)) {
        take_course(window);
    } else if (window->motion != KJ_MOTION_NONE) {
        kj_window_frame(window);
    } else if (!window->ahead_tried) {
        kj_window_prepare(window);
        give_back(player);
    } else if (due != 0 && kj_player_now(player).ms >= due) {
        kj_player_check_deadline(player);
    } else if (player->proof) {
        prove(player);
    } else if (due != 0 && !window->hidden) {
        kj_window_repaint(window); /* the clock on the page */
        window->ahead_tried = true;
    }
}

void kj_window_turn(kj_window *window, int most_ms)
{
    kj_player *player = window->player;
    SDL_Event event;
    int wait = kj_window_rest(window);
    if (most_ms >= 0 && (wait < 0 || wait > most_ms))
        wait = most_ms;
    bool got = wait < 0 ? SDL_WaitEvent(&event) : SDL_WaitEventTimeout(&event, wait);
    const bool slept = wait > 0 && !got;
    while (got && !player->quit) {
        kj_window_event(window, &event);
        got = SDL_PollEvent(&event);
    }
    if (!player->quit && (slept || kj_window_rest(window) == 0))
        on_time(window);
}

bool kj_window_open(kj_window *window, kj_player *player, int *code)
{
    *window = (kj_window){.player = player,
                          .spare = kj_arena_new(),
                          .ahead_arena = kj_arena_new(),
                          .pages = {{.arena = kj_arena_new()}, {.arena = kj_arena_new()}}};
    make_ahead(window);
    *code = 3;
    if (!open_window(window))
        return false;
    *code = 1;
    if (!kj_player_start(player))
        return false;
    kj_window_first(window);
    player->shower = (kj_shower){kj_window_show, window};
    kj_voice_tell(player);
    *code = 0;
    return true;
}

void kj_window_close(kj_window *window)
{
    window->player->shower = (kj_shower){0};
    if (window->hand)
        SDL_FreeCursor(window->hand);
    if (window->arrow)
        SDL_FreeCursor(window->arrow);
    kj_surface_free(&window->screen);
    SDL_Quit();
    kj_page_free(&window->pages[0]);
    kj_page_free(&window->pages[1]);
    kj_arena_free(window->spare);
    kj_arena_free(window->ahead_arena);
}

int kj_window_run(kj_player *player)
{
    kj_window window;
    int code = 3;
    if (kj_window_open(&window, player, &code)) {
        while (!player->quit)
            kj_window_turn(&window, player->watch ? KJ_WATCH_MS : -1);
        code = player->unsound ? 1 : player->failed ? 3 : 0;
    }
    kj_window_close(&window);
    return code;
}
