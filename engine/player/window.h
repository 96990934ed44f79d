/* engine/player/window.h: inside of the window: kept pages, motion, SDL. */
#ifndef KJ_PLAYER_WINDOW_H
#define KJ_PLAYER_WINDOW_H

#include "player/inner.h"

#include <SDL.h>

/* A page painted once and kept. */
typedef struct kj_page {
    kj_arena *arena; /* of the list */
    kj_list list;
    kj_pixels pixels;
} kj_page;

typedef enum kj_motion { KJ_MOTION_NONE, KJ_MOTION_FADE, KJ_MOTION_STEP } kj_motion;

typedef struct kj_window {
    kj_player *player;
    SDL_Window *window;
    SDL_Surface *surface;
    kj_pixels target; /* the surface's own pixels where their format allows it */
    bool converts;    /* else `target` is ours and is converted */

    kj_page pages[2]; /* the one on the screen and the other: what was there, or what comes */
    unsigned now;     /* which of them is on the screen */
    kj_arena *spare;  /* of a list that is only compared */

    /* What "next" would show, painted while nothing else is to do. */
    bool ahead, ahead_tried, taking_next;
    kj_session ahead_session;
    kj_lesson *ahead_lesson;

    kj_motion motion;
    int64_t motion_began_ns, frame_due_ns;

    char preedit[256]; /* what the input method is composing */
    kj_session preedit_session;
    kj_rect preedit_from;

    char pressed[KJ_ACTION_MAX]; /* action under the mouse button while it is down */
    bool hidden;
    SDL_Cursor *arrow, *hand;
    bool pointing; /* the hand is shown */
} kj_window;

/* pages.c */
bool kj_window_resize(kj_window *window); /* new surfaces; false: SDL_GetError says why */
void kj_window_show(void *ctx, kj_player *player);
void kj_window_repaint(kj_window *window); /* the same page anew, without motion */
void kj_window_present(kj_window *window); /* the kept page and what lies over it */
void kj_window_prepare(kj_window *window);
void kj_window_frame(kj_window *window); /* the next picture of a motion */
void kj_window_free_pages(kj_window *window);

/* input.c */
void kj_window_event(kj_window *window, const SDL_Event *event);
void kj_window_sync_text(kj_window *window); /* the input method follows the text control */

#endif
