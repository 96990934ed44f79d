/* engine/scene/icons.c: icons out of their tables. */
#include "scene/icons.h"

#include <assert.h>
#include <math.h>

/* A path: a letter a step, M, L, C or Z, and its coordinates in hundredths of the grid's unit. */
typedef struct layer {
    const char *verbs; /* NULL: the icon has no such layer */
    const int16_t *numbers;
} layer;

typedef struct icon {
    const char *name;
    layer tint, flat, stroke;
} icon;

#include "icons_data.h"

#define GRID 48.0
#define STROKE 3.0
#define TINT 0x4Du /* of 0xFF */

static kj_path_step step_of(char verb, const int16_t **numbers, kj_point origin, double scale)
{
    kj_path_step step = {.verb = verb == 'M'   ? KJ_PATH_MOVE
                                 : verb == 'L' ? KJ_PATH_LINE
                                 : verb == 'C' ? KJ_PATH_CURVE
                                               : KJ_PATH_CLOSE};
    const size_t points = verb == 'C' ? 3 : verb == 'Z' ? 0 : 1;
    for (size_t i = 0; i < points; i++) {
        step.x[i] = origin.x + *(*numbers)++ * scale / 100;
        step.y[i] = origin.y + *(*numbers)++ * scale / 100;
    }
    return step;
}

static kj_command *put(kj_draw *draw, layer l, kj_point origin, double scale)
{
    if (!l.verbs)
        return NULL;
    const size_t count = strlen(l.verbs);
    kj_path_step *steps = KJ_NEW(draw->scene->arena, kj_path_step, count);
    const int16_t *numbers = l.numbers;
    for (size_t i = 0; i < count; i++)
        steps[i] = step_of(l.verbs[i], &numbers, origin, scale);
    return kj_draw_path(draw, steps, count);
}

void kj_draw_icon(kj_draw *draw, uint32_t index, kj_rect box, kj_color_name color)
{
    assert(index <= KJ_COUNT(icons));
    if (index == 0)
        return;
    const icon *drawn = &icons[index - 1];
    const double side = fmin(box.w, box.h), scale = side / GRID;
    const kj_point origin = {box.x + (box.w - side) / 2, box.y + (box.h - side) / 2};
    const kj_color full = kj_draw_color(draw, color);
    kj_command *path = put(draw, drawn->tint, origin, scale);
    if (path)
        path->fill = (full & 0xFFFFFF00u) | TINT;
    path = put(draw, drawn->flat, origin, scale);
    if (path)
        path->fill = full;
    path = put(draw, drawn->stroke, origin, scale);
    if (path) {
        path->stroke = full;
        path->stroke_width = STROKE * scale;
    }
}

void kj_draw_icon_named(kj_draw *draw, kj_span name, kj_rect box, kj_color_name color)
{
    uint32_t index = 0;
    while (kj_icon_words[index] && !kj_span_is(name, kj_icon_words[index]))
        index++;
    assert(kj_icon_words[index] != NULL);
    kj_draw_icon(draw, index, box, color);
}
