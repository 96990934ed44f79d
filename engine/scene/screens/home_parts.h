/* engine/scene/screens/home_parts.h: the parts of the course on the home page, a card each. */
#ifndef KJ_SCENE_SCREENS_HOME_PARTS_H
#define KJ_SCENE_SCREENS_HOME_PARTS_H

#include "scene/screens/screens.h"

/* How much a card says, from the most to the least. */
typedef enum kj_part_look {
    KJ_PART_CARD,    /* number and standing, title, what it holds where there is room, a bar */
    KJ_PART_COMPACT, /* number and title, standing, a bar */
    KJ_PART_LINE,    /* the same on one line, a bar */
    KJ_PART_BARE,    /* number and title, a bar */
    KJ_PART_LOOKS
} kj_part_look;

/* As few rows as hold; where none do, list.overfull.  The part `current` is outlined; KJ_NONE:
 * none is. */
void kj_home_parts(kj_draw *draw, const kj_session *session, kj_part_look look, uint32_t current,
                   kj_rect box);

#endif
