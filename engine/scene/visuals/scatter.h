/* engine/scene/visuals/scatter.h: "scatter": its data. */
#ifndef KJ_SCENE_VISUALS_SCATTER_H
#define KJ_SCENE_VISUALS_SCATTER_H

#include "scene/visuals/chart.h"

#define KJ_SCATTER_POINTS 12

typedef struct kj_scatter_axis {
    kj_at at;
    kj_text title, low, high;
    double min, max;
    kj_span unit;
} kj_scatter_axis;

typedef struct kj_scatter_spot {
    kj_at at;
    kj_span id;
    kj_text label;
    double x, y;
    bool accent;
} kj_scatter_spot;

typedef struct kj_scatter_quadrant {
    kj_at at;
    uint32_t corner; /* kj_scatter_corner */
    kj_text text;
    bool accent;
} kj_scatter_quadrant;

typedef struct kj_scatter {
    kj_at at;
    kj_scatter_axis x, y;
    KJ_LIST(kj_scatter_quadrant) quadrants;
    KJ_LIST(kj_scatter_spot) points;
    kj_text foot;
} kj_scatter;

typedef enum kj_scatter_corner {
    KJ_SCATTER_TOP_LEFT,
    KJ_SCATTER_TOP_RIGHT,
    KJ_SCATTER_BOTTOM_LEFT,
    KJ_SCATTER_BOTTOM_RIGHT,
    KJ_SCATTER_CORNERS
} kj_scatter_corner;

void kj_draw_scatter(kj_draw *draw, const void *data, const kj_visual_frame *frame);

#endif
