/* engine/player/headless.c: a lesson without a window, by a script and its own clock. */
#include "player/script_inner.h"

#include "player/voice.h"

/* Two arenas by turns: what asked for the new list may still point into the old one. */
typedef struct headless {
    kj_arena *frames[2];
    unsigned turn;
} headless;

static void show(void *ctx, kj_player *player)
{
    headless *h = ctx;
    h->turn ^= 1;
    kj_arena_reset(h->frames[h->turn]);
    kj_player_take(player, kj_player_draw(player, &player->session, h->frames[h->turn]));
}

void kj_headless_redraw(kj_player *player)
{
    player->shower.show(player->shower.ctx, player);
}

void kj_headless_wait(kj_player *player, int64_t ms)
{
    int64_t left = ms;
    for (;;) {
        const int64_t due = kj_session_deadline(player->course, &player->session);
        const int64_t until = due - kj_player_now(player).ms;
        if (due == 0 || until > left)
            break;
        if (until > 0) {
            player->timer.moved_ms += until;
            left -= until;
        }
        kj_player_check_deadline(player);
        if (kj_session_deadline(player->course, &player->session) == due)
            break; /* the lesson does not want to hear of it */
    }
    player->timer.moved_ms += left;
    if (kj_session_deadline(player->course, &player->session) != 0)
        kj_headless_redraw(player); /* a clock is on the screen */
}

int kj_headless_run(kj_player *player)
{
    headless h = {.frames = {kj_arena_new(), kj_arena_new()}};
    const kj_play_options *options = player->options;
    kj_source *source = KJ_NEW(player->arena, kj_source, 1); /* messages point to it */
    bool done;

    player->shower = (kj_shower){show, &h};
    kj_headless_redraw(player);
    kj_voice_tell(player);
    done = kj_script_open(options, source, player->arena, player->sink);
    if (!done) {
        kj_arena_free(h.frames[0]);
        kj_arena_free(h.frames[1]);
        player->shower = (kj_shower){0};
        return 3;
    }
    if (options->script)
        done = kj_script_play(player, source);
    player->shower = (kj_shower){0};
    kj_arena_free(h.frames[0]);
    kj_arena_free(h.frames[1]);
    if (!done)
        return 1;
    return player->failed ? 3 : 0;
}
