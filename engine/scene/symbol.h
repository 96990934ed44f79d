/* engine/scene/symbol.h: QR codes (ISO/IEC 18004), level M. */
#ifndef KJ_SCENE_SYMBOL_H
#define KJ_SCENE_SYMBOL_H

#include "scene/draw.h"

#define KJ_SYMBOL_BYTES_MAX 600

/* Square, true: dark, row by row, without the quiet zone; NULL: the bytes are too many for one, or
 * none. */
const bool *kj_symbol_make(kj_span bytes, uint32_t *side, kj_arena *arena);

/* One with its quiet zone in a square; `dark` stands on what lies there, which is light.  false: as
 * above, and nothing is drawn. */
bool kj_draw_symbol(kj_draw *draw, kj_span bytes, kj_rect square, kj_color dark);

#endif
