/* engine/player/window.h: inside of the window: kept pages, motion, SDL. */
#ifndef KJ_PLAYER_WINDOW_H
#define KJ_PLAYER_WINDOW_H

#include "player/inner.h"
#include "player/surface.h"

typedef enum kj_motion { KJ_MOTION_NONE, KJ_MOTION_FADE, KJ_MOTION_STEP } kj_motion;

/* What has been picked up with the mouse; its area is window->pressed. */
typedef struct kj_drag {
    bool on;
    int press_x, press_y, x, y; /* pixels of the page: where it was pressed, where it is */
    int from, onto;             /* areas of the list; onto -1: no target under the pointer */
    SDL_Rect drawn[3];          /* what it covers on the screen: its place, the target, itself */
} kj_drag;

typedef struct kj_window {
    kj_player *player;
    kj_surface screen;

    kj_page pages[2]; /* the one on the screen and the other: what was there, or what comes */
    unsigned now;     /* which of them is on the screen */
    kj_arena *spare;  /* of a list that is only compared */

    kj_bands changed; /* between the two pages, for a motion or a page that is ready */
    bool covered;     /* something lies over the page on the screen */

    /* What "next" would show, painted while nothing else is to do. */
    bool ahead, ahead_tried, taking_next;
    kj_session ahead_session;
    kj_arena *ahead_arena; /* of the course that plays: in it */
    kj_lesson *ahead_lesson;

    kj_motion motion;
    int64_t motion_began_ns, frame_due_ns;

    char preedit[256]; /* what the input method is composing */
    kj_session preedit_session;
    kj_rect preedit_from;

    bool selecting;              /* the button went down in the text control */
    char pressed[KJ_ACTION_MAX]; /* action under the mouse button while it is down */
    kj_drag drag;
    bool hidden;
    SDL_Cursor *arrow, *hand;
    bool pointing; /* the hand is shown */
} kj_window;

/* window.c: the loop in pieces, for whoever drives it otherwise. */
/* Opens it over `player` and shows the first page; false: reported, and 1 or 3 is the exit code. */
bool kj_window_open(kj_window *window, kj_player *player, int *code);
void kj_window_close(kj_window *window); /* also after an open that failed */
/* How long nothing will change, in ms; 0: something is to be done; -1: until an event. */
int kj_window_rest(const kj_window *window);
/* Waits for events, at most so long (-1: as long as nothing changes), handles all that are there,
 * and does what is due. */
void kj_window_turn(kj_window *window, int most_ms);

/* pages.c */
bool kj_window_resize(kj_window *window); /* new surfaces; false: SDL_GetError says why */
void kj_window_first(kj_window *window);  /* the first page: onto the screen at once */
void kj_window_show(void *ctx, kj_player *player);
void kj_window_repaint(kj_window *window); /* the same page anew, without motion */
void kj_window_present(kj_window *window); /* the kept page and what lies over it */
void kj_window_prepare(kj_window *window);
void kj_window_frame(kj_window *window); /* the next picture of a motion */

/* drag.c: the row follows the pointer over the kept page; only what it covers is painted. */
void kj_window_drag_press(kj_window *window, int x, int y);
bool kj_window_drag_move(kj_window *window, int x, int y); /* true: something is being dragged */
bool kj_window_drag_end(kj_window *window, bool drop);     /* true: something was */
void kj_window_drag_draw(kj_window *window);               /* over a page that is copied anew */

/* input.c */
void kj_window_event(kj_window *window, const SDL_Event *event);
void kj_window_sync_text(kj_window *window); /* the input method follows the text control */

#endif
