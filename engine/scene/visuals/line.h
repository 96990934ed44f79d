/* engine/scene/visuals/line.h: "line", and where everything of it stands. */
#ifndef KJ_SCENE_VISUALS_LINE_H
#define KJ_SCENE_VISUALS_LINE_H

#include "scene/visuals/chart.h"

#define KJ_LINE_POINTS_MAX 12
#define KJ_LINE_SERIES_MAX 3
#define KJ_LINE_AXIS_GAP 16.0
#define KJ_LINE_NAME_GAP 24.0

typedef struct kj_line_point {
    kj_at at;
    kj_span id;
    kj_text label;
    bool accent;
} kj_line_point;

typedef struct kj_line_series {
    kj_at at;
    kj_text name;
    kj_doubles values;
    bool accent;
} kj_line_series;

typedef struct kj_lines {
    kj_at at;
    kj_span unit;
    double from;
    KJ_LIST(kj_line_point) points;
    KJ_LIST(kj_line_series) series;
    kj_text foot;
} kj_lines;

typedef struct kj_line_look {
    kj_color_name color;
    double dash;
} kj_line_look;
kj_line_look kj_line_look_of(const kj_lines *data, size_t series, bool stressed);

/* Places are from the chart's corner. */
typedef struct kj_line_plan {
    double size, pitch, label_height, height;
    kj_rect plot;
    kj_scale scale;
    kj_text_block *ticks;
    kj_text_block labels[KJ_LINE_POINTS_MAX], names[KJ_LINE_SERIES_MAX];
    double name_top[KJ_LINE_SERIES_MAX];
    bool keyed; /* the names in a key above, not at the ends of the lines */
    kj_chart_key key;
    kj_point points[KJ_LINE_SERIES_MAX][KJ_LINE_POINTS_MAX];
    kj_text_block values[KJ_LINE_SERIES_MAX][KJ_LINE_POINTS_MAX];
    kj_point value_at[KJ_LINE_SERIES_MAX][KJ_LINE_POINTS_MAX];
    bool shown[KJ_LINE_SERIES_MAX][KJ_LINE_POINTS_MAX]; /* values that found room */
    const kj_rect *gaps;                                /* where hairlines keep out */
    size_t gap_count;
    kj_key_line foot;
    bool fits;
} kj_line_plan;
kj_line_plan kj_measure_lines(kj_draw *draw, const kj_lines *data, kj_rect box, bool stressed,
                              bool keyed, double size);

#endif
