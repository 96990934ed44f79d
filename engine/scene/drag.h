/* engine/scene/drag.h: what dragging means: (list, area picked up, area dropped on) → actions.
 *
 * Pure, so that a window, a script and a test drag the same way.  Every drag does what clicks and
 * keys can do as well; where something is dropped that does not take it, nothing happens. */
#ifndef KJ_SCENE_DRAG_H
#define KJ_SCENE_DRAG_H

#include "scene/list.h"

/* Whether a press on this area and a movement pick it up; -1 and what is disabled: no. */
bool kj_drag_takes(const kj_list *list, int from);
/* Whether `from`, which can be picked up, may be dropped on `onto`. */
bool kj_drag_lands(const kj_list *list, int from, int onto);
/* The area under a point on which `from` may be dropped; -1: there is none. */
int kj_drag_onto(const kj_list *list, int from, double x, double y);

/* The session's actions, in this order.  None: it lies there already. */
typedef struct kj_drop {
    kj_span actions[2];
    size_t count;
} kj_drop;
kj_drop kj_drag_drop(const kj_list *list, int from, int onto, kj_arena *arena);

#endif
