/* engine/class/ink.h: what is drawn on slides: strokes of pen and highlighter.  Pure.
 *
 * Places are tenths of a canvas unit of the audience's page (1080 units high, 10800 tenths).  A
 * stroke is kept simplified (Ramer–Douglas–Peucker, half a unit), so that it fits an event. */
#ifndef KJ_CLASS_INK_H
#define KJ_CLASS_INK_H

#include "base/arena.h"
#include "base/span.h"

#define KJ_STROKE_POINTS_MAX 512 /* a longer one is ended and goes on as the next */

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
 * In place; returns how many. */
size_t kj_stroke_simplify(kj_ink_point *points, size_t count);
/* The points as text for an event (at most KJ_RESPONSE_BYTES_MAX bytes), and back; false: not such
 * a text. */
kj_span kj_stroke_write(const kj_ink_point *points, size_t count, kj_arena *arena);
bool kj_stroke_read(kj_span text, kj_arena *arena, const kj_ink_point **points, size_t *count);
/* The last stroke of the slide that lies within `reach` tenths of a place; NULL: none. */
const kj_stroke *kj_ink_hit(const kj_ink *ink, uint32_t slide, int32_t x, int32_t y, int32_t reach);

#endif
