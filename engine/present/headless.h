/* engine/present/headless.h: inside of a class without a window: its two lists, and its script. */
#ifndef KJ_PRESENT_HEADLESS_H
#define KJ_PRESENT_HEADLESS_H

#include "player/script_inner.h"
#include "present/console.h"
#include "present/inner.h"

typedef struct kj_headless {
    kj_presenter *presenter;
    /* Two by turns each: what asked for the new list may still point into the old one. */
    kj_arena *rooms[2], *consoles[2];
    unsigned room_turn, console_turn;
    kj_console_views views;
} kj_headless;

/* Takes over the presenter's screens. */
void kj_headless_open(kj_headless *headless, kj_presenter *presenter);
void kj_headless_close(kj_headless *headless);

/* Time passes: what is due on the way happens at its own instant. */
void kj_headless_pass(kj_headless *headless, int64_t ms);
void kj_headless_draw(kj_headless *headless); /* both lists anew */
/* Both pictures; false: reported, and there are none.  To be freed with kj_pixels_free. */
bool kj_headless_paint(kj_headless *headless, kj_pixels *room, kj_pixels *console);
/* DIR/NAME-room.png and DIR/NAME-console.png. */
bool kj_headless_shot(kj_headless *headless, const char *folder, kj_span name);

bool kj_headless_play(kj_headless *headless, const kj_source *source);

#endif
