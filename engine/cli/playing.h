/* engine/cli/playing.h: the options that play and present have in common: one table. */
#ifndef KJ_CLI_PLAYING_H
#define KJ_CLI_PLAYING_H

#include "cli/command.h"
#include "player/player.h"

/* As they stand on the command line. */
typedef struct kj_playing {
    const char *learner, *store, *at, *window, *lang, *headless, *script, *shots, *trace, *clock;
    const char *seed, *theme;
} kj_playing;

#define KJ_PLAYING_ROWS(g) \
    {"--learner", false, &(g).learner, "who: an employee number"}, \
        {"--store", false, &(g).store, "the file that keeps the records"}, \
        {"--at", false, &(g).at, "the slide to begin at"}, \
        {"--window", false, &(g).window, "WxH in pixels"}, \
        {"--lang", false, &(g).lang, "the language of the program"}, \
        {"--headless", true, &(g).headless, "without a window"}, \
        {"--script", false, &(g).script, "commands to play"}, \
        {"--shots", false, &(g).shots, "the folder for the script's pictures"}, \
        {"--trace", true, &(g).trace, "each event on standard output once it is saved"}, \
        {"--clock", false, &(g).clock, "the time at which it begins"}, \
        {"--seed", false, &(g).seed, "the same questions in the same order"}, \
    { \
        "--theme", false, &(g).theme, "light, dark, high-contrast or a FILE.json" \
    }

/* false: reported (E0901). */
bool kj_playing_read(const kj_playing *given, kj_play_options *out, kj_arena *arena, kj_sink *sink);
/* NULL: reported; false of the store's path is a failure of the surroundings (E0903). */
bool kj_playing_store(const kj_playing *given, kj_play_options *out, kj_arena *arena,
                      kj_sink *sink);

/* Strict, decimal or 0x…; at most `most`. */
bool kj_playing_number(const char *text, uint64_t most, uint64_t *out);
/* WxH, from 320x240 to 8192x8192; false: reported. */
bool kj_playing_size(const char *option, const char *text, int *width, int *height, kj_arena *arena,
                     kj_sink *sink);
bool kj_playing_wrong(kj_sink *sink, const char *option, const char *value, const char *wanted);

/* The folder here where it is a course, else the one that comes along. */
const char *kj_playing_course(void);

#endif
