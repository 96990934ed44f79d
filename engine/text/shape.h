/* engine/text/shape.h: a text shaped once: everything about it that does not depend on the width
 * of a line.  A new width then costs only the choice of breaks and one copy of the glyphs. */
#ifndef KJ_TEXT_SHAPE_H
#define KJ_TEXT_SHAPE_H

#include "text/breaks.h"
#include "text/fontset.h"
#include "text/typeset.h"

/* Of a cluster. */
/* In a vertical line Han stand centred on its axis: so far above their baseline is the centre of
 * the em box, and where that box begins. */
#define KJ_CENTRE_EM 0.38f
#define KJ_EM_ABOVE 0.88f

enum {
    KJ_IS_SPACE = 1 << 0,  /* dropped at the end of a line */
    KJ_IS_HARD = 1 << 1,   /* line feed and its kin: ends a line, shows nothing */
    KJ_IS_HIDDEN = 1 << 2, /* other characters without width */
    KJ_IS_HAN = 1 << 3,
    KJ_IS_CHAR = 1 << 4,          /* counts when a last line must not be of one character */
    KJ_HAS_LEFT_HALF = 1 << 5,    /* blank half an em that a line's start takes away */
    KJ_HAS_RIGHT_HALF = 1 << 6,   /* … and a line's end */
    KJ_HAS_QUARTERS = 1 << 7,     /* blank quarter on both sides */
    KJ_IS_STRONG = 1 << 8,        /* ！？: squeezed within a line only when nothing else helps */
    KJ_IS_LIGATURE_PART = 1 << 9, /* no break before it: one glyph for it and what precedes */
    KJ_IS_SOFT_HYPHEN = 1 << 10,
    KJ_IS_UPRIGHT = 1 << 11 /* in a vertical line */
};

/* Where a justified line may open, before a cluster; the first kind alone if that is enough. */
typedef enum kj_stretch {
    KJ_STRETCH_NEVER,
    KJ_STRETCH_FIRST,  /* Han beside Han, Han beside Western, spaces */
    KJ_STRETCH_SECOND, /* on the blank side of a mark, beside wide symbols */
    KJ_STRETCH_THIRD   /* wherever full-width characters meet */
} kj_stretch;

/* Positions are those of the clusters between two line feeds in one endless line, with marks
 * squeezed against each other and Han set apart from Western; they grow from one to the next. */
typedef struct kj_shape {
    uint32_t count; /* clusters */
    uint32_t glyph_count, hard_count, missing_count;
    double *x_em;         /* [count + 1]: left edge */
    float *advance_em;    /* to its own right edge: the gap to the next is not in it */
    kj_cluster *clusters; /* [count + 1]: as a line has them, but for its own left edge */
    uint32_t *glyph;      /* [count + 1]: first glyph */
    uint32_t *hard;       /* [hard_count]: clusters with KJ_IS_HARD */
    uint32_t *missing;    /* [missing_count]: clusters that no font has */
    uint16_t *flags;      /* KJ_IS_…, KJ_HAS_… */
    uint8_t *breaks;      /* kj_break, before the cluster */
    uint8_t *stretch;     /* kj_stretch, before the cluster */
    kj_glyph *glyphs;     /* x_em in the endless line */
    kj_glyph hyphen;      /* what a soft hyphen shows at a line's end */
} kj_shape;

/* What is shaped.  `plain`: without ligatures, for columns narrower than the two-em dash.
 * `vertical`: for lines from top to bottom.  `english`: as in kj_paragraph_style. */
typedef struct kj_shape_key {
    kj_span text;
    kj_font_role role;
    bool plain, vertical, english;
    const kj_font_run *runs;
    size_t run_count;
} kj_shape_key;

/* Lives in `scratch`; `buffer` is anyone's, and is left in any state. */
kj_shape *kj_shape_make(kj_fontset *fonts, const kj_shape_key *key, hb_buffer_t *buffer,
                        kj_arena *scratch);

/* A text on its way: code points and clusters.  Between shape.c and shape_spacing.c. */
typedef struct kj_shaping {
    const kj_shape_key *key;
    kj_fontset *fonts;
    hb_buffer_t *buffer;
    kj_arena *scratch;
    kj_shape *shape;
    uint32_t *codes, *cluster_of; /* by code point */
    kj_break_char *chars;         /* … */
    size_t code_count, glyph_room;
    uint32_t *first; /* [count + 1]: first code point of a cluster */
    bool chinese;
} kj_shaping;

/* In a vertical line, on what the clusters' breaks and flags say: those that stand upright (CLREQ
 * 2.4: all but Latin words and numbers of three digits and more). */
void kj_shape_stand(kj_shaping *s);
/* Two digits side by side in the room of one Han (横排于纵). */
static inline bool kj_shape_is_pair(const kj_shape *shape, uint32_t i)
{
    return i + 1 < shape->count && (shape->flags[i + 1] & KJ_IS_LIGATURE_PART) != 0;
}

/* Squeezes, gaps, positions and stretches, once the advances are known. */
void kj_shape_space(kj_shaping *s);

#endif
