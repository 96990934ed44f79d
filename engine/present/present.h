/* engine/present/present.h: the shell around a class: two screens, keys of a clicker, the store.
 *
 * As player/player.h for a lesson: something (a key, the pointer, a line of a script) becomes a
 * kj_show_input; what both screens are made of follows from it (class/show.h); the room's picture
 * is on its screen before anything is written to disk. */
#ifndef KJ_PRESENT_PRESENT_H
#define KJ_PRESENT_PRESENT_H

#include "player/player.h"

typedef struct kj_present_options {
    /* Course, store, who presents (learner), where it begins, clock, seed, theme, words, script,
     * shots, trace.  width, height: without a window, the room's picture (0: 1920 × 1080); else one
     * window of that size instead of whole screens. */
    kj_play_options play;
    int screens;                       /* 1: as if there were no second one; 0, 2: as there are */
    int console_width, console_height; /* headless; 0: 1440 × 900 */
    bool rehearse;                     /* saves how long each slide took, and no event */
    bool live;                         /* with the page for phones (phones.h) */
    kj_span live_bind;  /* as kj_live_options.bind; also for when it is switched on later */
    kj_span class_list; /* numbers of those who are expected; empty: everybody */
} kj_present_options;

/* The exit code of design.md: 0, 1 (script or course), 3 (surroundings). */
int kj_present_run(const kj_present_options *options);

#endif
