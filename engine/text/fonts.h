/* engine/text/fonts.h: the bytes of the fonts and which one serves which role.
 *
 * The shell finds and maps the files (os/fontfiles.h); this layer and paint read the same bytes,
 * so glyph ids mean the same in both. */
#ifndef KJ_TEXT_FONTS_H
#define KJ_TEXT_FONTS_H

#include "base/diag.h"

typedef enum kj_font_role {
    KJ_FONT_SANS,       /* body: Noto Sans CJK SC Regular */
    KJ_FONT_SANS_BOLD,  /* emphasis: Noto Sans CJK SC Bold */
    KJ_FONT_SERIF_BOLD, /* titles: Noto Serif CJK SC Bold */
    KJ_FONT_MONO,       /* code: Noto Sans Mono CJK SC Regular */
    KJ_FONT_ROLE_COUNT
} kj_font_role;

#define KJ_FONT_MAX 32 /* roles first, then fall-backs in order */

typedef struct kj_font_file {
    kj_span bytes;       /* mapped; ptr NULL: not found */
    uint32_t face_index; /* in a collection */
    kj_span name;        /* for messages */
} kj_font_file;

typedef struct kj_font_files {
    kj_font_file files[KJ_FONT_MAX];
    uint32_t count; /* at least KJ_FONT_ROLE_COUNT */
    /* Asked before the fall-backs, where a company's font has a role: the font that had it; 0:
     * none. */
    uint32_t behind[KJ_FONT_ROLE_COUNT];
} kj_font_files;

/* Whether it is a font with glyphs. */
bool kj_font_usable(const kj_font_file *file);

/* Gives the role to another font; what had it stands behind it.  false: there is no place left. */
bool kj_font_files_lead(kj_font_files *files, kj_font_role role, kj_font_file font);

#endif
