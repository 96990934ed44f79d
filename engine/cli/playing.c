/* engine/cli/playing.c: see playing.h. */
#include "cli/playing.h"

#include "record/store_path.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

bool kj_playing_wrong(kj_sink *sink, const char *option, const char *value, const char *wanted)
{
    kj_report(sink, KJ_NOWHERE, "E0901", "%s %s: %s", option, value, wanted);
    return false;
}

bool kj_playing_number(const char *text, uint64_t most, uint64_t *out)
{
    char *end = NULL;
    errno = 0;
    if (text[0] < '0' || text[0] > '9')
        return false;
    const unsigned long long number = strtoull(text, &end, 0);
    if (errno != 0 || *end != '\0' || number > most)
        return false;
    *out = number;
    return true;
}

bool kj_playing_size(const char *option, const char *text, int *width, int *height, kj_arena *arena,
                     kj_sink *sink)
{
    const kj_span span = kj_span_of(text);
    const size_t by = kj_span_find(span, KJ_LIT("x"), 0);
    uint64_t w = 0, h = 0;
    if (by == SIZE_MAX ||
        !kj_playing_number(kj_arena_copy(arena, kj_span_sub(span, 0, by)).ptr, 8192, &w) ||
        !kj_playing_number(text + by + 1, 8192, &h) || w < 320 || h < 240)
        return kj_playing_wrong(sink, option, text, "WxH is wanted, from 320x240 to 8192x8192");
    *width = (int)w;
    *height = (int)h;
    return true;
}

bool kj_playing_read(const kj_playing *g, kj_play_options *out, kj_arena *arena, kj_sink *sink)
{
    out->has_clock = g->clock != NULL;
    out->has_seed = g->seed != NULL;
    if (g->window &&
        !kj_playing_size("--window", g->window, &out->width, &out->height, arena, sink))
        return false;
    if (g->clock && !kj_time_read(kj_span_of(g->clock), &out->clock))
        return kj_playing_wrong(sink, "--clock", g->clock,
                                "an instant as in RFC 3339 is wanted, 2026-11-23T09:15:00+08:00");
    if (g->seed && !kj_playing_number(g->seed, UINT64_MAX, &out->seed))
        return kj_playing_wrong(sink, "--seed", g->seed, "a whole number is wanted");
    if (g->theme && !kj_theme_find(kj_span_of(g->theme)) &&
        !kj_span_ends(kj_span_of(g->theme), KJ_LIT(".json")))
        return kj_playing_wrong(sink, "--theme", g->theme,
                                "light, dark and high-contrast exist, and files, FILE.json");
    if (!kj_options_words(g->lang, kj_cli_locale(), &out->words, sink))
        return false;
    if ((g->script || g->shots) && !g->headless) {
        kj_report(sink, KJ_NOWHERE, "E0901", "--script and --shots need --headless");
        return false;
    }
    out->has_words = g->lang != NULL;
    out->learner = kj_span_of(g->learner);
    out->at = kj_span_of(g->at);
    out->theme = kj_span_of(g->theme);
    out->headless = g->headless != NULL;
    out->trace = g->trace != NULL;
    out->script = g->script;
    out->shots = g->shots;
    return true;
}

bool kj_playing_store(const kj_playing *g, kj_play_options *out, kj_arena *arena, kj_sink *sink)
{
    out->store_path = kj_store_path(g->store, arena, sink);
    return out->store_path != NULL;
}

const char *kj_playing_course(void)
{
    return access("course.json", F_OK) == 0 ? "." : "courses/key-account";
}
