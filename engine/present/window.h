/* engine/present/window.h: inside of the two windows of a class.
 *
 * A window belongs to a monitor, not to what it shows: when the two are swapped, each shows the
 * other's picture, and nothing moves that the room could see the desktop behind. */
#ifndef KJ_PRESENT_WINDOW_H
#define KJ_PRESENT_WINDOW_H

#include "present/console.h"
#include "present/inner.h"
#include "present/monitors.h"

typedef enum kj_side { KJ_SIDE_ROOM, KJ_SIDE_CONSOLE } kj_side;

typedef struct kj_stand {
    kj_surface screen;
    char monitor[KJ_MONITOR_NAME_MAX]; /* also while it is unplugged */
    SDL_Rect rect;                     /* of the monitor */
    bool shown;
    kj_side side;
} kj_stand;

typedef struct kj_windows {
    kj_presenter *presenter;
    kj_monitor_watch *watch; /* NULL: one window at a desk, no whole screens */
    kj_monitors monitors;
    int64_t asked_ns; /* when they were last asked for */
    kj_stand stands[2];
    int room_stand; /* of two screens the one that the room looks at */

    /* The room's picture: the page on the screen, and what comes next. */
    kj_page pages[2];
    unsigned now;
    kj_arena *spare;
    kj_bands changed; /* between the two */
    bool ahead, ahead_tried;
    bool stale;      /* its window is not shown: only the list of the page is true */
    bool room_waits; /* it has changed, but a later place of the pointer is known already */
    bool holds;      /* … which is being handled */

    kj_arena *console_arenas[2];
    unsigned console_turn;
    kj_console_views views;
    bool console_waits, thumbs_wait;

    kj_bounce bounce;
    uint16_t pressure;   /* of a finger or pen, 0 … 1000; 500 where nothing says */
    kj_side drawing_on;  /* while drawing: where it was pressed */
    Uint32 phones_event; /* phones have sent something */
    bool drawing, hovering;
    char pressed[KJ_SHOW_ACTION_MAX]; /* action under the mouse button while it is down */
    int64_t moved_ns;                 /* when the pointer last moved */
    bool cursor_hidden;
} kj_windows;

/* stands.c: windows on their monitors. */
bool kj_stands_open(kj_windows *windows); /* nothing is painted yet; false: SDL_GetError says why */
void kj_stands_look(kj_windows *windows); /* asks for the monitors; what has changed is followed */
void kj_stands_swap(kj_windows *windows);
void kj_stands_resized(kj_windows *windows);              /* a window has another size or picture */
kj_stand *kj_stand_of(kj_windows *windows, kj_side side); /* NULL: it is not shown */
kj_stand *kj_stand_by_id(kj_windows *windows, Uint32 id);

/* pages.c: what stands in them. */
void kj_windows_room(void *ctx);              /* has changed: onto the screen at once */
void kj_windows_console(void *ctx);           /* has changed: as soon as nothing else is to do */
void kj_windows_repaint(kj_windows *windows); /* both anew */
void kj_windows_expose(kj_windows *windows, kj_stand *stand);
bool kj_windows_idle(kj_windows *windows); /* does one thing that waits; false: there is none */
bool kj_windows_waits(const kj_windows *windows);

/* input.c */
void kj_windows_event(kj_windows *windows, const SDL_Event *event);
void kj_windows_cursor(kj_windows *windows);           /* hides or shows it */
int kj_windows_cursor_rest(const kj_windows *windows); /* ms until it is to be hidden; -1: never */

#endif
