/* tests/fuzz/stroke_fuzz.c: strokes as records keep them, and the simplification of any points. */
#include "class/ink.h"
#include "lesson/event.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool same(const kj_ink_point *a, const kj_ink_point *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (a[i].x != b[i].x || a[i].y != b[i].y || a[i].pressure != b[i].pressure)
            return false;
    return true;
}

/* Read, written and read again it is the same stroke, in no more bytes. */
static void check_text(kj_span text, kj_arena *arena)
{
    const kj_ink_point *points, *again;
    size_t count, count_again;
    if (!kj_stroke_read(text, arena, &points, &count))
        return;
    if (count == 0 || count > KJ_STROKE_POINTS_MAX)
        abort();
    const kj_span written = kj_stroke_write(points, count, arena);
    if (written.len > text.len || written.len >= KJ_RESPONSE_BYTES_MAX ||
        !kj_stroke_read(written, arena, &again, &count_again) || count != count_again ||
        !same(points, again, count))
        abort();
}

/* No more than there were, and both ends stay. */
static void check_points(const uint8_t *data, size_t size)
{
    kj_ink_point points[KJ_STROKE_POINTS_MAX] = {{0, 0, 0}}, once[KJ_STROKE_POINTS_MAX];
    size_t count = 0;
    for (; count < KJ_STROKE_POINTS_MAX && 4 * count + 4 <= size; count++)
        points[count] = (kj_ink_point){data[4 * count] * 256 + data[4 * count + 1],
                                       data[4 * count + 2] * 256 + data[4 * count + 3], 500};
    memcpy(once, points, sizeof points);
    const size_t left = kj_stroke_simplify(once, count);
    if (left > count || (count > 0 && left == 0))
        abort();
    if (count > 0 && (!same(once, points, 1) || !same(&once[left - 1], &points[count - 1], 1)))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kj_arena *arena = kj_arena_new();
    check_text((kj_span){(const char *)data, size}, arena);
    check_points(data, size);
    kj_arena_free(arena);
    return 0;
}
