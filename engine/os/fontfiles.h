/* engine/os/fontfiles.h: where the fonts lie.  Looks for the files that fonts/README.md names in
 * $KEJIAN_FONTS (when set: only there), then in Debian's font folders, and maps them. */
#ifndef KJ_OS_FONTFILES_H
#define KJ_OS_FONTFILES_H

#include "text/fonts.h"

/* false: a role has no font at all; reported as E0603 with what to install. */
bool kj_font_files_find(kj_font_files *out, kj_arena *arena, kj_sink *sink);
/* The same once more, with what was found `before` (as below). */
bool kj_font_files_find_again(kj_font_files *out, const kj_font_files *before, kj_arena *arena,
                              kj_sink *sink);

/* Only looks: a role without a font is left empty.  What `before` (NULL: nothing) has mapped
 * already is not mapped once more: a mapping lasts until the program ends. */
void kj_font_files_look(kj_font_files *out, const kj_font_files *before, kj_arena *arena);

#endif
