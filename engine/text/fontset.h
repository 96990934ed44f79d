/* engine/text/fontset.h: HarfBuzz fonts over the mapped bytes, made when first asked for. */
#ifndef KJ_TEXT_FONTSET_H
#define KJ_TEXT_FONTSET_H

#include "text/fonts.h"

#include <hb.h>

/* HarfBuzz counts in these, so that fonts of every design size measure alike. */
#define KJ_UNITS_PER_EM 65536

#define KJ_GRID_KEPT 2048u /* a power of two */

typedef struct kj_fontset {
    kj_font_files files;
    hb_font_t *fonts[KJ_FONT_MAX]; /* NULL: not made yet, or no such file */
    bool asked[KJ_FONT_ROLE_COUNT], in_grid[KJ_FONT_ROLE_COUNT]; /* grid_glyph may answer */
    /* Its answers, code << 16 | glyph, each where the code's last bits say: cmap is a search. */
    uint32_t grid[KJ_FONT_ROLE_COUNT][KJ_GRID_KEPT];
} kj_fontset;

void kj_fontset_close(kj_fontset *set);

/* NULL: the file is not there or holds no font. */
hb_font_t *kj_fontset_get(kj_fontset *set, uint32_t index);

/* The glyph of an ideograph or a common full-width mark where shaping could only look the same one
 * up and set it one em wide: then it need not be shaped, which is what a long Chinese text would
 * spend most of its time in.  0: shape it. */
uint32_t kj_fontset_grid_glyph(kj_fontset *set, kj_font_role role, uint32_t code);

typedef struct kj_font_pick {
    uint32_t index; /* into kj_font_files; the role's own where nothing has the characters */
    bool missing;
} kj_font_pick;

/* The first font that has all code points of one cluster: the role's own, what stands behind it,
 * then the fall-backs in order, then the other roles. */
kj_font_pick kj_fontset_pick(kj_fontset *set, kj_font_role role, const uint32_t *codes,
                             size_t count);

#endif
