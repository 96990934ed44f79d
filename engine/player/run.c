/* engine/player/run.c: a lesson from its beginning to its end. */
#include "player/inner.h"

#include "os/files.h"

/* Hears every message on its way out: whether it was the surroundings that failed. */
typedef struct ear {
    kj_sink out;
    bool world;
} ear;

static void hear(void *ctx, const kj_diag *diag)
{
    ear *e = ctx;
    const kj_span code = kj_span_of(diag->code);
    if (kj_span_starts(code, KJ_LIT("E07")) || kj_span_starts(code, KJ_LIT("E09")) ||
        kj_span_is(code, "E0603"))
        e->world = true;
    e->out.emit(e->out.ctx, diag);
}

int kj_player_run(const kj_play_options *options)
{
    ear e = {.out = kj_stderr_sink(false)};
    kj_sink sink = {.emit = hear, .ctx = &e};
    kj_player player;
    int code;

    if (!kj_player_open(&player, options, &sink))
        code = e.world ? 3 : 1;
    else if (options->headless)
        code = kj_headless_run(&player);
    else
        code = kj_window_run(&player);
    kj_player_close(&player);
    return code;
}
