/* engine/pack/subset.h: the fonts of a pack: as small as what must be set with them allows.
 *
 * Every glyph keeps its outline, its advance and the features that change it, so a page comes out
 * of a pack as of the folder.  Hints are left out: nothing here draws with them. */
#ifndef KJ_PACK_SUBSET_H
#define KJ_PACK_SUBSET_H

#include "pack/charset.h"
#include "pack/zip.h"
#include "text/fonts.h"

#define KJ_PACK_FONTS_MAX KJ_FONT_MAX

typedef struct kj_pack_fonts {
    kj_zip_member members[KJ_PACK_FONTS_MAX];
    size_t count;
} kj_pack_fonts;

/* "fonts/sans.otf" …: the member of a role; and "fonts/more-1.otf" …, the n-th (from 0) of those
 * that are asked for what the roles' fonts lack. */
const char *kj_pack_font_of(kj_font_role role);
kj_span kj_pack_font_more(size_t n, kj_arena *arena);

/* Of `files`, which set the course in its folder: each role's font with the `used` characters, that
 * of the texts with `typed` too (learners type with it, and it stands in for the others), and of
 * the fall-backs what the roles lack of `used`.  false: reported (E0607).  W1108 where no font has
 * some of `typed`. */
bool kj_pack_fonts_make(const kj_font_files *files, const kj_charset *used, const kj_charset *typed,
                        kj_pack_fonts *out, kj_arena *arena, kj_sink *sink);

#endif
