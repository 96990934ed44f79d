/* tests/player/kit.c */
#include "player/kit.h"

kj_play_options kj_kit_options(const scratch *s)
{
    return (kj_play_options){
        .course_folder = KJ_COURSE,
        .store_path = scratch_path(s, "store.db"),
        .learner = KJ_LIT("E00123"),
        .width = 1280,
        .height = 720,
        .headless = true,
        .has_clock = true,
        .clock = {1795396502120, 480},
        .has_seed = true,
        .seed = 7,
    };
}

void kj_kit_open(kj_player_kit *kit, scratch *s)
{
    kj_kit_open_course(kit, s, KJ_COURSE);
}

void kj_kit_open_course(kj_player_kit *kit, scratch *s, const char *folder)
{
    kit->scratch = s;
    kit->options = kj_kit_options(s);
    kit->options.course_folder = folder;
    if (!kj_player_open(&kit->player, &kit->options, &s->sink->sink) ||
        !kj_player_start(&kit->player))
        fail_msg("%.*s", KJ_ARG(kj_test_sink_text(s->sink)));
}

void kj_kit_close(kj_player_kit *kit)
{
    kj_player_close(&kit->player);
}

int kj_kit_run(kj_player_kit *kit, scratch *s, const char *script, kj_span *said)
{
    kit->scratch = s;
    kit->options.script = scratch_make(s, "play.kjs", script);
    kit->options.shots = scratch_path(s, "shots");
    int code = 99;
    if (kj_player_open(&kit->player, &kit->options, &s->sink->sink) &&
        kj_player_start(&kit->player))
        code = kj_headless_run(&kit->player);
    *said = kj_test_sink_text(s->sink);
    kj_player_close(&kit->player);
    return code;
}

int kj_kit_play(scratch *s, const char *script, kj_span *said)
{
    kj_player_kit kit = {.options = kj_kit_options(s)};
    return kj_kit_run(&kit, s, script, said);
}
