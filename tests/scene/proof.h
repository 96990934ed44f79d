/* tests/scene/proof.h: what can be proved from a display list alone: no two texts overlap, nothing
 * leaves the page or straddles the edge of the panel it stands on, and every text has the contrast
 * that WCAG AA asks for on what lies behind it. */
#ifndef KJ_TESTS_SCENE_PROOF_H
#define KJ_TESTS_SCENE_PROOF_H

#include "scene/list.h"

/* Empty: everything holds; else a sentence for each fault, in `arena`. */
kj_span kj_prove(const kj_list *list, kj_arena *arena);

#endif
