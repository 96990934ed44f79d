/* engine/load/own.h: the pictures that the program brings, for any course to name: the persons of
 * assets/people, as "assets/people/NAME.svg".  They are part of the executable, so that a course
 * needs no folder beside its own. */
#ifndef KJ_LOAD_OWN_H
#define KJ_LOAD_OWN_H

#include "base/arena.h"
#include "base/diag.h"

/* Whether a path is one of the program's, also where there is no such picture: a course's own
 * files never begin so. */
bool kj_own_path(kj_span path);
bool kj_own_picture(kj_span path, kj_span *bytes);
/* For a hint: the one whose name is the most like it; empty: none is. */
kj_span kj_own_nearest(kj_span path, kj_arena *arena);

#endif
