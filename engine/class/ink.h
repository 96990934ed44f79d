/* engine/class/ink.h: what is drawn on slides: strokes of pen and highlighter.  Pure.
 *
 * Places are tenths of a canvas unit of the audience's page (1080 units high, 10800 tenths).  A
 * stroke is kept simplified (Ramer–Douglas–Peucker, half a unit), so that it fits an event. */
#ifndef KJ_CLASS_INK_H
#define KJ_CLASS_INK_H

#include "base/arena.h"
#include "base/span.h"

#define KJ_STROKE_POINTS_MAX 500 /* a longer one is ended and goes on as the next */

typedef enum kj_tool {
    KJ_TOOL_NONE,
    KJ_TOOL_LASER, /* a red point, never kept */
    KJ_TOOL_SPOT,  /* all but a circle is dimmed */
    KJ_TOOL_ZOOM,  /* a rectangle is dragged and fills the screen */
    KJ_TOOL_PEN,
    KJ_TOOL_HIGHLIGHTER,
    KJ_TOOL_ERASER, /* takes whole strokes */
    KJ_TOOL_COUNT
} kj_tool;
kj_span kj_tool_word(kj_tool tool); /* "pen" …, as in actions and records */
kj_tool kj_tool_read(kj_span word); /* KJ_TOOL_NONE: none of ours */

typedef struct kj_ink_point {
    int32_t x, y;
    uint16_t pressure; /* 0 … 1000; 500 where the device has none */
} kj_ink_point;

typedef struct kj_stroke {
    char id[37]; /* of its class.drew; empty while it is being drawn */
    uint32_t slide;
    kj_tool tool; /* PEN, HIGHLIGHTER */
    bool erased;
    const kj_ink_point *points;
    size_t count;
} kj_stroke;

/* In the order of drawing. */
typedef struct kj_ink {
    kj_stroke *ptr;
    size_t count, capacity;
} kj_ink;

/* Fewer points that run at most half a unit beside the given; at least the first and the last.
 * In place, at most KJ_STROKE_POINTS_MAX (asserted); returns how many. */
size_t kj_stroke_simplify(kj_ink_point *points, size_t count);

/* The points as text for an event, and back.  Eight characters a point at most, so that the longest
 * stroke fits (KJ_RESPONSE_BYTES_MAX); usual are four.  Each point is the steps from the last one
 * in x and in y (the first one's from 0), then the pressure:
 *
 *   a step     zigzag (0, -1, 1, -2 … are 0, 1, 2, 3 …), its low five bits first, one character
 *              for five bits, 32 added while more follow: Google's encoded polyline, in the
 *              alphabet of base64url
 *   pressure   one character, of 20 thousandths each
 *
 * Places are kept to the page and a margin, pressures come back rounded to 20. */
#define KJ_INK_MOST_X 32767 /* tenths, on either side of 0: pages of up to 3 by 1 */
#define KJ_INK_LEAST_Y (-2700)
#define KJ_INK_MOST_Y 13500
kj_ink_point kj_ink_keep(kj_ink_point point); /* the nearest that is kept */
kj_span kj_stroke_write(const kj_ink_point *points, size_t count, kj_arena *arena);
/* false: not such a text. */
bool kj_stroke_read(kj_span text, kj_arena *arena, const kj_ink_point **points, size_t *count);

/* The last stroke of the slide that whose line runs within `reach` tenths of a place; NULL: none.
 */
const kj_stroke *kj_ink_hit(const kj_ink *ink, uint32_t slide, int32_t x, int32_t y, int32_t reach);

#endif
