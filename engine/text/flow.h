/* engine/text/flow.h: a shaped text and a width become lines; lines become glyphs in place. */
#ifndef KJ_TEXT_FLOW_H
#define KJ_TEXT_FLOW_H

#include "text/shape.h"

/* What a line is, in clusters of its shape; glyphs come later (kj_flow_emit). */
typedef struct kj_flow_line {
    uint32_t from, to; /* shown: without the spaces at the end */
    uint32_t next;     /* the next line's first cluster */
    bool hyphen;       /* a soft hyphen ends it */
    uint8_t open;      /* kj_stretch: places up to this kind open … */
    float stretch_em;  /* … by so much each */
    float squeeze;     /* part of every blank half inside the line that is taken away, 0 … 1 */
    float squeeze_strong;
    float indent_em, width_em;
} kj_flow_line;

typedef KJ_LIST(kj_flow_line) kj_flow_lines;

/* What decides the lines, besides the shape. */
typedef struct kj_flow_key {
    double width_em, indent_em;
    bool justify, balance;
} kj_flow_key;

/* At least one line.  First-fit, the rules of typeset.h; justified lines adjusted. */
kj_flow_lines kj_flow(const kj_shape *shape, kj_flow_key key, kj_arena *arena);

/* Glyphs and clusters of the lines, placed; `text` is what was shaped. */
kj_paragraph kj_flow_emit(const kj_shape *shape, const kj_flow_lines *lines, kj_span text,
                          kj_align align, double width_em, kj_arena *arena);

/* What a mark can give up at its sides, in em. */
static inline double kj_left_blank(uint16_t flags)
{
    return flags & KJ_HAS_LEFT_HALF ? 0.5 : flags & KJ_HAS_QUARTERS ? 0.25 : 0;
}

static inline double kj_right_blank(uint16_t flags)
{
    return flags & KJ_HAS_RIGHT_HALF ? 0.5 : flags & KJ_HAS_QUARTERS ? 0.25 : 0;
}

/* Between flow_fit.c and flow.c.  A stretch of clusters up to a hard end, and its room. */
typedef struct kj_fit {
    const kj_shape *shape;
    uint32_t end;    /* the hard end: a line feed's cluster, or the count */
    double width_em; /* of a line */
    bool squeeze;    /* marks inside a line may give way */
} kj_fit;

uint32_t kj_fit_trim(const kj_shape *shape, uint32_t from, uint32_t to);
/* From edge to edge, marks at the edges half-width; `to` as kj_fit_trim gives it. */
double kj_fit_width(const kj_fit *fit, uint32_t from, uint32_t to);
/* What the marks inside can give way: [0] the common ones, [1] ！？. */
void kj_fit_blank(const kj_shape *shape, uint32_t from, uint32_t to, double blank_em[2]);
/* The end of the line that begins at `from` and may be `room_em` wide: > from. */
uint32_t kj_fit_line(const kj_fit *fit, uint32_t from, double room_em);

#endif
