/* engine/load/packfonts.h: the fonts that a course is set with, where it has some of its own. */
#ifndef KJ_LOAD_PACKFONTS_H
#define KJ_LOAD_PACKFONTS_H

#include "pack/pack.h"
#include "text/fonts.h"

/* The roles' fonts are the pack's.  Behind them stand, for what those lack: those that it brings
 * beside, its font of texts (with all that learners may type), and the system's, where there are
 * any.  Without a pack (NULL), or where it has no fonts, the system's as ever (E0603).  E0607: a
 * member is no font.  `before`: as in os/fontfiles.h. */
bool kj_load_pack_fonts(const kj_pack *pack, const kj_font_files *before, kj_font_files *out,
                        kj_arena *arena, kj_sink *sink);

#endif
