/* engine/present/monitors.h: which screens there are, and which of them the room looks at. */
#ifndef KJ_PRESENT_MONITORS_H
#define KJ_PRESENT_MONITORS_H

#include <stdbool.h>
#include <stddef.h>

#define KJ_MONITORS_MAX 8
#define KJ_MONITOR_NAME_MAX 64

typedef struct kj_monitor {
    char name[KJ_MONITOR_NAME_MAX]; /* of its socket: "eDP-1", "HDMI-1" */
    int x, y, width, height;        /* on the desktop, pixels */
    bool primary;
} kj_monitor;

typedef struct kj_monitors {
    kj_monitor list[KJ_MONITORS_MAX];
    size_t count;
} kj_monitors;

/* The laptop's own panel, by its socket. */
bool kj_monitor_is_panel(const kj_monitor *monitor);

/* The one for the room, and the presenter's: a projector is no laptop's panel, and not what the
 * desktop calls its first screen.  One that shows what another does (the desktop is mirrored) is no
 * screen of its own.  `room` -1: there is only the presenter's; both -1: there is none. */
typedef struct kj_monitor_choice {
    int presenter, room;
} kj_monitor_choice;
kj_monitor_choice kj_monitors_choose(const kj_monitors *monitors);
int kj_monitors_find(const kj_monitors *monitors, const char *name); /* -1: it is not there */

/* Asks the system again and again.  SDL 2.26 does not notice screens that come and go under X11,
 * so there RandR is asked on a connection of our own; elsewhere SDL is. */
typedef struct kj_monitor_watch kj_monitor_watch;
kj_monitor_watch *kj_monitor_watch_open(void); /* after kj_video_open; NULL: out of memory */
void kj_monitor_watch_close(kj_monitor_watch *watch);
void kj_monitors_ask(kj_monitor_watch *watch, kj_monitors *out);
/* Whether something places windows; else they go where we say. */
bool kj_monitor_watch_managed(const kj_monitor_watch *watch);

#endif
