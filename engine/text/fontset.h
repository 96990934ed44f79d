/* engine/text/fontset.h: HarfBuzz fonts over the mapped bytes, made when first asked for. */
#ifndef KJ_TEXT_FONTSET_H
#define KJ_TEXT_FONTSET_H

#include "text/fonts.h"

#include <hb.h>

/* HarfBuzz counts in these, so that fonts of every design size measure alike. */
#define KJ_UNITS_PER_EM 65536

typedef struct kj_fontset {
    kj_font_files files;
    hb_font_t *fonts[KJ_FONT_MAX]; /* NULL: not made yet, or no such file */
} kj_fontset;

void kj_fontset_close(kj_fontset *set);

/* NULL: the file is not there or holds no font. */
hb_font_t *kj_fontset_get(kj_fontset *set, uint32_t index);

typedef struct kj_font_pick {
    uint32_t index; /* into kj_font_files; the role's own where nothing has the characters */
    bool missing;
} kj_font_pick;

/* The first font that has all code points of one cluster: the role's own, then the fall-backs in
 * order, then the other roles. */
kj_font_pick kj_fontset_pick(kj_fontset *set, kj_font_role role, const uint32_t *codes,
                             size_t count);

#endif
