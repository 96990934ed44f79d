/* tests/scene/proof.h: what can be proved from a display list alone: no two texts overlap, nothing
 * leaves the page or straddles the edge of the panel it stands on, and every text has the contrast
 * that WCAG AA asks for on what lies behind it.  What lies under a veil over the whole page need
 * not be read. */
#ifndef KJ_TESTS_SCENE_PROOF_H
#define KJ_TESTS_SCENE_PROOF_H

#include "scene/list.h"

/* Empty: everything holds; else a sentence for each fault, in `arena`. */
kj_span kj_prove(const kj_list *list, kj_arena *arena);

/* The same for what can be pressed: each area is as high as `least_height` says (units), can be hit
 * and is met by Tab, no key means two things, and no text stands across the edge of an area. */
kj_span kj_prove_presses(const kj_list *list, double (*least_height)(const kj_area *area),
                         kj_arena *arena);

/* The colour of what lies at a point before command `before` is painted. */
kj_color kj_prove_ground(const kj_list *list, size_t before, double x, double y);

#endif
