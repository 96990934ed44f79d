/* engine/class/ink.c: strokes: fewer points, their text, what lies under a place. */
#include "class/ink.h"

#include <assert.h>
#include <math.h>

#define APART 5.0 /* half a unit, in tenths */
#define PRESSURE_STEP 20
#define PRESSURE_MOST 50 /* of such steps */
#define STEP_CHARS 4     /* at most: the zigzag of a step across takes 17 bits, of one down 15 */

static const kj_span words[KJ_TOOL_COUNT] = {
    [KJ_TOOL_NONE] = {KJ_SPAN("none")},     [KJ_TOOL_LASER] = {KJ_SPAN("laser")},
    [KJ_TOOL_SPOT] = {KJ_SPAN("spot")},     [KJ_TOOL_ZOOM] = {KJ_SPAN("zoom")},
    [KJ_TOOL_PEN] = {KJ_SPAN("pen")},       [KJ_TOOL_HIGHLIGHTER] = {KJ_SPAN("highlighter")},
    [KJ_TOOL_ERASER] = {KJ_SPAN("eraser")},
};

kj_span kj_tool_word(kj_tool tool)
{
    return words[tool];
}

kj_tool kj_tool_read(kj_span word)
{
    for (kj_tool tool = KJ_TOOL_NONE + 1; tool < KJ_TOOL_COUNT; tool++)
        if (kj_span_equal(words[tool], word))
            return tool;
    return KJ_TOOL_NONE;
}

/* ---- fewer points ---- */

/* From a point to the nearest of the segment from a to b. */
static double distance(kj_ink_point p, kj_ink_point a, kj_ink_point b)
{
    const double dx = (double)b.x - a.x, dy = (double)b.y - a.y;
    const double px = (double)p.x - a.x, py = (double)p.y - a.y;
    const double square = dx * dx + dy * dy;
    double along = square > 0 ? (px * dx + py * dy) / square : 0;
    along = along < 0 ? 0 : along > 1 ? 1 : along;
    return hypot(px - along * dx, py - along * dy);
}

/* Ramer (1972), Douglas and Peucker (1973): between two kept points the one furthest from their
 * segment is kept if it lies further than APART, and so on on either side of it.  Without
 * recursion: `end` is a stack of kept points still ahead, so that its depth has a limit. */
size_t kj_stroke_simplify(kj_ink_point *points, size_t count)
{
    uint16_t end[KJ_STROKE_POINTS_MAX];
    size_t depth = 0, kept = 1, from = 0;
    assert(count <= KJ_STROKE_POINTS_MAX);
    if (count < 2)
        return count;
    end[depth++] = (uint16_t)(count - 1);
    kj_ink_point first = points[0];
    while (depth > 0) {
        const size_t to = end[depth - 1];
        size_t furthest = 0;
        double most = APART;
        for (size_t i = from + 1; i < to; i++) {
            const double far = distance(points[i], first, points[to]);
            if (far > most) {
                most = far;
                furthest = i;
            }
        }
        if (furthest > 0) {
            end[depth++] = (uint16_t)furthest;
            continue;
        }
        /* Written behind what is read: kept <= to, and points from `to` on are as they were. */
        first = points[to];
        points[kept++] = first;
        from = to;
        depth--;
    }
    return kept;
}

/* ---- as text ---- */

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void put_step(kj_text_buffer *out, int32_t step)
{
    uint32_t zigzag = step < 0 ? (uint32_t)(-(step + 1)) * 2 + 1 : (uint32_t)step * 2;
    while (zigzag > 31) {
        kj_put_char(out, alphabet[32 + (zigzag & 31)]);
        zigzag >>= 5;
    }
    kj_put_char(out, alphabet[zigzag]);
}

static int32_t within(int32_t place, int32_t least, int32_t most)
{
    return place < least ? least : place > most ? most : place;
}

kj_ink_point kj_ink_keep(kj_ink_point point)
{
    return (kj_ink_point){within(point.x, -KJ_INK_MOST_X, KJ_INK_MOST_X),
                          within(point.y, KJ_INK_LEAST_Y, KJ_INK_MOST_Y),
                          point.pressure > 1000 ? 1000 : point.pressure};
}

kj_span kj_stroke_write(const kj_ink_point *points, size_t count, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    int32_t x = 0, y = 0;
    assert(count <= KJ_STROKE_POINTS_MAX);
    for (size_t i = 0; i < count; i++) {
        const kj_ink_point point = kj_ink_keep(points[i]);
        put_step(&out, point.x - x);
        put_step(&out, point.y - y);
        kj_put_char(&out, alphabet[(point.pressure + PRESSURE_STEP / 2) / PRESSURE_STEP]);
        x = point.x;
        y = point.y;
    }
    return kj_put_span(&out);
}

/* The value of the next character; -1: none of the alphabet, or the text is over. */
static int next_value(kj_span text, size_t *at)
{
    if (*at >= text.len || text.ptr[*at] == '\0')
        return -1;
    const char *found = strchr(alphabet, text.ptr[(*at)++]);
    return found ? (int)(found - alphabet) : -1;
}

static bool read_step(kj_span text, size_t *at, int32_t *place, int32_t least, int32_t most)
{
    uint32_t zigzag = 0;
    for (unsigned i = 0; i < STEP_CHARS; i++) {
        const int value = next_value(text, at);
        if (value < 0)
            return false;
        zigzag |= ((uint32_t)value & 31) << (5 * i);
        if (value >= 32)
            continue;
        const int32_t half = (int32_t)(zigzag >> 1);
        *place += zigzag & 1 ? -half - 1 : half;
        return *place >= least && *place <= most;
    }
    return false;
}

bool kj_stroke_read(kj_span text, kj_arena *arena, const kj_ink_point **points, size_t *count)
{
    kj_ink_point read[KJ_STROKE_POINTS_MAX];
    size_t got = 0, at = 0;
    int32_t x = 0, y = 0;
    while (at < text.len) {
        if (got == KJ_STROKE_POINTS_MAX ||
            !read_step(text, &at, &x, -KJ_INK_MOST_X, KJ_INK_MOST_X) ||
            !read_step(text, &at, &y, KJ_INK_LEAST_Y, KJ_INK_MOST_Y))
            return false;
        const int pressure = next_value(text, &at);
        if (pressure < 0 || pressure > PRESSURE_MOST)
            return false;
        read[got++] = (kj_ink_point){x, y, (uint16_t)(pressure * PRESSURE_STEP)};
    }
    if (got == 0)
        return false;
    kj_ink_point *own = KJ_NEW(arena, kj_ink_point, got);
    memcpy(own, read, got * sizeof *own);
    *points = own;
    *count = got;
    return true;
}

/* ---- what lies under a place ---- */

static bool hits(const kj_stroke *stroke, kj_ink_point place, double reach)
{
    for (size_t i = 0; i < stroke->count; i++)
        if (distance(place, stroke->points[i], stroke->points[i + 1 < stroke->count ? i + 1 : i]) <=
            reach)
            return true;
    return false;
}

const kj_stroke *kj_ink_hit(const kj_ink *ink, uint32_t slide, int32_t x, int32_t y, int32_t reach)
{
    for (size_t i = ink->count; i > 0; i--) {
        const kj_stroke *stroke = &ink->ptr[i - 1];
        if (stroke->slide == slide && !stroke->erased &&
            hits(stroke, (kj_ink_point){x, y, 0}, reach))
            return stroke;
    }
    return NULL;
}
