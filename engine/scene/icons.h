/* engine/scene/icons.h: our own icons.
 *
 * They are the drawings of assets/icons, which the build turns into tables (tools/icons): vectors
 * in the window and in a PDF, in a colour of the theme, and no file at run time.  Each has one
 * colour: flat shapes and strokes in it, and a tint of it.  An icon says again what a text beside
 * it says; it is never spoken and never the only sign. */
#ifndef KJ_SCENE_ICONS_H
#define KJ_SCENE_ICONS_H

#include "scene/draw.h"

/* "none", then the names in the order of the alphabet, then NULL: for fields of kind WORD. */
extern const char *const kj_icon_words[];

/* A field of an element: which icon stands with it, 0 (none) where the key is missing. */
#define KJ_ICON_FIELD(T) \
    { \
        .key = "icon", .kind = KJ_FIELD_WORD, .offset = offsetof(T, icon), .words = kj_icon_words, \
        .about = "A drawing that goes with it." \
    }

/* As large as fits into the box, in its middle.  `icon` is an index into the words; 0 draws
 * nothing. */
void kj_draw_icon(kj_draw *draw, uint32_t icon, kj_rect box, kj_color_name color);
/* The same by name, one of the words. */
void kj_draw_icon_named(kj_draw *draw, kj_span name, kj_rect box, kj_color_name color);

#endif
