/* engine/text/typeset.h: one paragraph of text becomes lines of positioned glyphs.
 *
 * Not here: font files (fonts.h takes their bytes), colours, where the box stands (scene).
 * Lengths are in em, x along the line, y downwards from its baseline; pixels exist only in paint.
 *  Breaks: UAX #14, then CLREQ's rules for line start and line end (design: Text).
 *
 * A typesetter owns HarfBuzz fonts and two bounded caches: shaped paragraphs by (text, runs), and
 * finished lines by (shape, style).  The same input gives the same output, cached or not. */
#ifndef KJ_TEXT_TYPESET_H
#define KJ_TEXT_TYPESET_H

#include "text/fonts.h"

/* Opaque: HarfBuzz is inside, and nobody else should know. */
typedef struct kj_typesetter kj_typesetter;

kj_typesetter *kj_typesetter_new(const kj_font_files *files); /* the bytes must outlive it */
void kj_typesetter_free(kj_typesetter *typesetter);           /* NULL is fine */
size_t kj_typesetter_bytes(const kj_typesetter *typesetter);  /* held by the caches */

typedef enum kj_align { KJ_ALIGN_LEFT, KJ_ALIGN_CENTRE, KJ_ALIGN_RIGHT, KJ_ALIGN_JUSTIFY } kj_align;

/* Part of a paragraph in another font than its style's: sorted, not overlapping. */
typedef struct kj_font_run {
    uint32_t start, len; /* bytes, on cluster boundaries */
    kj_font_role role;
} kj_font_run;

/* Transparent: plain values for designated initialisers; zero is a sensible default. */
typedef struct kj_paragraph_style {
    kj_font_role role;
    double width_em;  /* no line is wider, hanging punctuation aside; 0: one line */
    kj_align align;   /* x_em of a line's glyphs includes it */
    bool balance;     /* short titles: lines of like length, no more lines than needed */
    double indent_em; /* of the first line */
    bool vertical;    /* lines run from top to bottom; see kj_glyph */
    bool english; /* set as English, whatever Chinese names it holds: narrow quotation marks, spaces
                     as typed.  Else what it holds decides: Han or full-width marks are Chinese */
    const kj_font_run *runs;
    size_t run_count;
} kj_paragraph_style;

/* A horizontal line's origin is the left end of its baseline.  A vertical line is a horizontal one
 * turned clockwise by a right angle about its origin, the top end of the axis on which Han stand
 * centred: x_em counts downwards along it, y_em to the left.  Its glyphs turn with it (Latin words,
 * long numbers) or stand upright, as Han do: then only their origin is where x_em and y_em say. */
typedef struct kj_glyph {
    uint32_t id;     /* in the font, not a code point */
    uint32_t offset; /* first byte of its cluster in the paragraph's text */
    uint8_t font;    /* index into kj_font_files */
    bool upright;    /* in a vertical line: does not turn with it */
    float x_em, y_em, advance_em;
} kj_glyph;

typedef struct kj_cluster {
    uint32_t start, len; /* bytes of the text: one user-perceived character */
    float x_em, advance_em;
} kj_cluster;

typedef struct kj_line {
    kj_span text; /* a part of the text given, not a copy, without spaces at its end */
    const kj_glyph *glyphs;
    size_t glyph_count;
    const kj_cluster *clusters;
    size_t cluster_count;
    double width_em;
} kj_line;

typedef struct kj_paragraph {
    const kj_line *lines; /* at least one, even for an empty text */
    size_t line_count;
    double width_em; /* of the widest line */
    size_t missing;  /* characters that no font has */
} kj_paragraph;

/* Lays out `text`, valid UTF-8 (asserted); line feeds break lines.  The result lives in `arena`
 * and points into `text`: both must outlive it.  Cannot fail: a character that no font has is set
 * as a box and counted; with a sink, reported as W0604 at `at`. */
kj_paragraph kj_typeset(kj_typesetter *typesetter, kj_span text, kj_paragraph_style style,
                        kj_arena *arena, kj_sink *sink, kj_loc at);

/* Offset of the first character of `text` from `from` on that no font has, in whatever role; its
 * length: there is none. */
size_t kj_typeset_missing(kj_typesetter *typesetter, kj_span text, size_t from);

/* Ascent and descent of a role in em, both positive: where the baseline of a first line stands. */
double kj_font_ascent(const kj_typesetter *typesetter, kj_font_role role);
double kj_font_descent(const kj_typesetter *typesetter, kj_font_role role);

/* Boundaries of user-perceived characters (UAX #29): the next after `offset`, or before it. */
size_t kj_cluster_next(kj_span text, size_t offset);
size_t kj_cluster_prev(kj_span text, size_t offset);

#endif
