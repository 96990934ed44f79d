/* engine/player/run.c: a lesson from its beginning to its end. */
#include "player/inner.h"

#include "os/files.h"
#include "player/watch.h"

int kj_player_run(const kj_play_options *options)
{
    kj_sink sink = kj_stderr_sink(false);
    kj_player player;
    int code;

    if (!kj_player_open(&player, options, &sink) ||
        (options->watch && !kj_player_watch_open(&player)))
        code = sink.world > 0 ? 3 : 1;
    else if (options->text)
        code = kj_player_start(&player) ? kj_terminal_run(&player) : 1;
    else if (options->headless)
        code = kj_player_start(&player) ? kj_headless_run(&player) : 1;
    else
        code = kj_window_run(&player);
    kj_player_watch_close(&player);
    kj_player_close(&player);
    return code;
}
