/* engine/scene/visuals/bars.h: "bars" and its two directions. */
#ifndef KJ_SCENE_VISUALS_BARS_H
#define KJ_SCENE_VISUALS_BARS_H

#include "scene/visuals/chart.h"

#define KJ_BAR_SERIES_MAX 4
#define KJ_BAR_GROUPS_MAX 8

typedef struct kj_bar_series {
    kj_at at;
    kj_text name;
    bool accent;
} kj_bar_series;

typedef struct kj_bar_group {
    kj_at at;
    kj_span id;
    kj_text label, note;
    kj_doubles values;
    bool accent;
} kj_bar_group;

typedef struct kj_bars {
    kj_at at;
    kj_span unit;
    uint32_t arrangement; /* kj_bar_arrangement */
    uint32_t direction;   /* kj_bar_direction */
    KJ_LIST(kj_bar_series) series;
    KJ_LIST(kj_bar_group) groups;
    kj_text foot;
} kj_bars;

typedef enum kj_bar_arrangement { KJ_BARS_PAIRED, KJ_BARS_STACKED } kj_bar_arrangement;
typedef enum kj_bar_direction { KJ_BARS_AUTO, KJ_BARS_ACROSS, KJ_BARS_UP } kj_bar_direction;

typedef struct kj_bars_layout {
    const kj_bars *data;
    bool up, stacked, stressed, fits;
    double size;
    kj_scale scale;
    kj_chart_key key;
    kj_key_line foot;
    kj_text_block labels[KJ_BAR_GROUPS_MAX], notes[KJ_BAR_GROUPS_MAX], totals[KJ_BAR_GROUPS_MAX];
    kj_text_block values[KJ_BAR_GROUPS_MAX][KJ_BAR_SERIES_MAX]; /* on what it stands on */
    kj_text_block names[KJ_BAR_SERIES_MAX]; /* beside each bar, instead of the key */
    bool named;
    kj_text_block *ticks;
    double tick_width, tick_height;
    double label_side;            /* room that the labels take: left of the bars, or under them */
    double end_side;              /* room for what stands at the ends of the bars */
    double bar, gap;              /* thickness; between groups */
    double above;                 /* across, stacked: for the values of narrow pieces */
    double group, length, height; /* of a group across the bars; of the scale; of everything */
} kj_bars_layout;

/* Common to both: key, scale, values, labels in `label_width`. */
void kj_measure_bars(kj_draw *draw, kj_bars_layout *layout, double width, double label_width);
bool kj_bar_stressed(const kj_bars_layout *layout, size_t group, size_t series);
kj_series_look kj_bar_look(const kj_bars_layout *layout, size_t group, size_t series);
double kj_bars_total(const kj_bars *data, size_t group);
kj_span kj_bars_spoken(const kj_draw *draw, const kj_bars *data, size_t group);
double kj_bars_key_height(const kj_bars_layout *layout); /* with the gap under it */
void kj_draw_bars_key(kj_draw *draw, const kj_bars_layout *layout, double x, double y);

void kj_measure_bars_across(kj_draw *draw, kj_bars_layout *layout, kj_rect box);
void kj_draw_bars_across(kj_draw *draw, const kj_bars_layout *layout, kj_rect box,
                         const kj_visual_frame *frame);
void kj_measure_bars_up(kj_draw *draw, kj_bars_layout *layout, kj_rect box);
void kj_draw_bars_up(kj_draw *draw, const kj_bars_layout *layout, kj_rect box,
                     const kj_visual_frame *frame);

#endif
