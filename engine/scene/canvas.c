/* engine/scene/canvas.c: the logical page of a window. */
#include "scene/scene.h"

#include <assert.h>
#include <math.h>

#define SHORT_SIDE 1080.0

kj_canvas kj_canvas_for(int width_px, int height_px, double text_scale)
{
    assert(width_px > 0 && height_px > 0);
    const double w = width_px, h = height_px;
    const double scale = text_scale > 0 ? fmin(2, fmax(1, text_scale)) : 1;
    if (w >= h)
        return (kj_canvas){SHORT_SIDE * w / h, SHORT_SIDE, scale};
    return (kj_canvas){SHORT_SIDE, SHORT_SIDE * h / w, scale};
}

double kj_canvas_scale(kj_canvas canvas, int width_px, int height_px)
{
    return fmin(width_px / canvas.width, height_px / canvas.height);
}
