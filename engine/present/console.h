/* engine/present/console.h: the presenter's page with the pictures of the room in it.
 *
 * The pictures are painted once and kept: the room's and the next until something of them changes,
 * whole slides of the overview as long as there is room for them. */
#ifndef KJ_PRESENT_CONSOLE_H
#define KJ_PRESENT_CONSOLE_H

#include "player/surface.h"
#include "present/inner.h"

#define KJ_THUMBS_MAX 64 /* the overview shows 20 */

typedef struct kj_thumb {
    uint32_t slide; /* KJ_NONE: none */
    kj_pixels pixels;
    uint64_t used;
} kj_thumb;

typedef struct kj_kept_view {
    kj_pixels pixels;
    bool fresh;
} kj_kept_view;

typedef struct kj_console_views {
    kj_arena *arena; /* of a list that is being painted */
    kj_kept_view now, next, seen;
    uint64_t changes; /* kj_presenter.changes when they were painted */
    kj_thumb thumbs[KJ_THUMBS_MAX];
    uint64_t tick;
} kj_console_views;

kj_console_views kj_console_views_new(void);
void kj_console_views_free(kj_console_views *views);
/* Theme or size of the room are others: nothing kept holds. */
void kj_console_views_forget(kj_console_views *views);

/* Paints presenter->console_drawn and what belongs into it.  `wait`: whole slides that are not kept
 * yet stay blank, and kj_console_views_step paints them; true: there are such. */
bool kj_console_paint(kj_presenter *presenter, kj_console_views *views, kj_pixels target,
                      bool wait);
/* One of them, and where it stands; false: there is none left. */
bool kj_console_views_step(kj_presenter *presenter, kj_console_views *views, kj_pixels target,
                           SDL_Rect *where);

/* A place on the console, in its canvas units, as one on the room's canvas: true where it is on the
 * picture that is worked on (kj_console.now). */
bool kj_console_to_room(const kj_presenter *presenter, double x, double y, double *room_x,
                        double *room_y);

#endif
