/* engine/scene/visuals/radar.h: "radar" and the table beside it. */
#ifndef KJ_SCENE_VISUALS_RADAR_H
#define KJ_SCENE_VISUALS_RADAR_H

#include "scene/visuals/chart.h"

#define KJ_RADAR_AXES_MIN 3
#define KJ_RADAR_AXES_MAX 8
#define KJ_RADAR_SERIES_MAX 2
#define KJ_RADAR_TURN 6.283185307179586

typedef struct kj_radar_axis {
    kj_at at;
    kj_span id;
    kj_text label, note;
    double weight;
} kj_radar_axis;

typedef struct kj_radar_series {
    kj_at at;
    kj_text name;
    kj_doubles values;
} kj_radar_series;

typedef struct kj_radar {
    kj_at at;
    kj_span unit;
    double max;
    KJ_LIST(kj_radar_axis) axes;
    KJ_LIST(kj_radar_series) series;
    kj_text weakest, weights, sum, foot;
} kj_radar;

bool kj_radar_weighted(const kj_radar *data);
double kj_radar_sum(const kj_radar *data, size_t series); /* by the weights */
size_t kj_radar_weakest(const kj_radar *data);
/* The word at the weights. */
kj_span kj_radar_weights(const kj_draw *draw, const kj_radar *data);
kj_scale kj_radar_rings(const kj_radar *data);
void kj_radar_look(size_t series, kj_color_name *line, double *dash);

#define KJ_RADAR_COLUMNS (1 + KJ_RADAR_SERIES_MAX) /* the weights and the series */
typedef struct kj_radar_table {
    bool in_line; /* the notes beside the names, else under them */
    double width, height, head, row[KJ_RADAR_AXES_MAX], sum_row, note_x;
    kj_text_block names[KJ_RADAR_AXES_MAX], notes[KJ_RADAR_AXES_MAX];
    kj_text_block cells[KJ_RADAR_AXES_MAX][KJ_RADAR_COLUMNS];
    kj_text_block heads[KJ_RADAR_COLUMNS], sums[KJ_RADAR_COLUMNS], sum_name, mark;
    double column[KJ_RADAR_COLUMNS]; /* widths; 0: no such column */
    bool fits, whole;                /* whole: every name on one line */
} kj_radar_table;
/* As wide as it needs, within [least, most]. */
kj_radar_table kj_measure_radar_table(kj_draw *draw, const kj_radar *data, double most,
                                      double least, bool in_line, double size);
void kj_stretch_radar_table(kj_radar_table *table, const kj_radar *data, double room);
void kj_draw_radar_heads(kj_draw *draw, const kj_radar_table *table, kj_point at);
/* Returns the row's rectangle. */
kj_rect kj_draw_radar_row(kj_draw *draw, const kj_radar *data, const kj_radar_table *table,
                          size_t axis, kj_point at);
void kj_draw_radar_sum(kj_draw *draw, const kj_radar *data, const kj_radar_table *table,
                       kj_point at);

#endif
