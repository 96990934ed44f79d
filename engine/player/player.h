/* engine/player/player.h: the shell around a lesson: windows, input, clock, store.
 *
 * One loop for the window and for `--headless`: both turn something (a key, a click, a line of a
 * script) into kj_input, append the events of the outcome, fold them in, draw. */
#ifndef KJ_PLAYER_PLAYER_H
#define KJ_PLAYER_PLAYER_H

#include "course/course.h"
#include "record/store.h"
#include "scene/scene.h"

typedef struct kj_play_options {
    const char *course_folder;
    const char *store_path;
    kj_span learner; /* id; empty: the only one whom the store knows, else the system user's name */
    bool who;        /* asks who learns, also headless; else a shell for people asks where the store
                        knows several */
    kj_span at;      /* slide id to begin at; empty: where the learner was */
    int width, height;
    bool full_screen, headless, trace, reduced_motion;
    bool watch; /* the course is being written: what is saved shows at once (window only) */
    bool text;  /* in the terminal, without a window */
    bool voice; /* asked for; else as the learner has set it */
    const char *voice_log; /* the voice writes to this file instead of speaking; NULL: it speaks */
    const char *script, *shots;
    bool has_clock;
    kj_time clock; /* headless: time starts here and moves by `wait` and a second an input */
    bool has_seed;
    uint64_t seed;
    kj_span theme;         /* a name or a FILE.json; empty: the course's own */
    double text_scale;     /* 0: the learner's own */
    const kj_words *words; /* NULL: zh-Hans */
    bool has_words;        /* they were asked for: the learner's own setting does not count */
} kj_play_options;

/* The exit code of design.md: 0, 1 (script or course), 3 (surroundings). */
int kj_player_run(const kj_play_options *options);

#endif
