/* engine/scene/visuals/chart.h: what charts share: scales with round ticks, numbers as they are
 * written, keys to their series, and room for labels that must not lie over anything. */
#ifndef KJ_SCENE_VISUALS_CHART_H
#define KJ_SCENE_VISUALS_CHART_H

#include "scene/visuals/kit.h"

/* A scale whose ends and ticks are round: 1, 2 or 5 times a power of ten apart. */
typedef struct kj_scale {
    double min, max, step;
    size_t ticks; /* with both ends */
} kj_scale;
/* The narrowest such scale over [least, most] with at most `ticks` ticks (3 or more). */
kj_scale kj_scale_over(double least, double most, size_t ticks);
double kj_scale_tick(const kj_scale *scale, size_t i);
double kj_scale_share(const kj_scale *scale, double value); /* 0 at min, 1 at max */

/* Numbers as text, in the frame's arena: without needless zeros, with a true minus sign and the
 * unit.  `decimals` as many at most. */
#define KJ_AS_GIVEN 6
kj_span kj_chart_number(kj_arena *arena, double value, int decimals, kj_span unit);
/* With exactly so many decimals, for numbers that stand under one another. */
kj_span kj_chart_fixed(kj_arena *arena, double value, int decimals, kj_span unit);
int kj_chart_decimals(double value); /* that it is given with */
/* A tick's number; a unit but % stands at the last one only. */
kj_span kj_chart_tick(kj_arena *arena, const kj_scale *scale, size_t i, kj_span unit);
/* part ÷ whole: whole percents from 10 on, one place below; never "100%" for less than all. */
kj_span kj_chart_percent(kj_arena *arena, double part, double whole);

/* One line of plain words, closely set. */
kj_text_block kj_chart_words(kj_draw *draw, kj_span words, double size, kj_font_role role,
                             kj_color_name color);
/* How series i of n is told from the others: by lightness and outline, never by colour
 * alone.  The last one is the strongest. */
typedef struct kj_series_look {
    kj_color_name fill, on, edge;
    bool outlined;
} kj_series_look;
kj_series_look kj_series_look_of(size_t i, size_t n, bool accent);
void kj_draw_bar_shape(kj_draw *draw, kj_rect rect, kj_series_look look);
/* Round, square, upright triangle. */
void kj_draw_marker(kj_draw *draw, size_t series, kj_point at, double radius, kj_color_name color);

/* A row of "swatch name" for the series, broken into lines where it must. */
typedef struct kj_chart_key {
    size_t count;
    kj_text_block *names;
    kj_point *at;         /* of each swatch, from the key's corner */
    double width, height; /* 0: no key */
    bool fits;
} kj_chart_key;
#define KJ_SWATCH 28.0
kj_chart_key kj_measure_chart_key(kj_draw *draw, const kj_text *names, size_t count, double width,
                                  double size);
/* Where swatch i is to be drawn; the name is drawn by this. */
kj_rect kj_draw_chart_key(kj_draw *draw, const kj_chart_key *key, size_t i, double x, double y);

/* Moves boxes of these heights along a line until none overlaps, each as near to where it wants to
 * be as its neighbours let it; `tops` comes in sorted.  false: they do not fit. */
bool kj_spread(double *tops, const double *heights, size_t count, double from, double to);

/* What is in the way of a label: boxes and straight strokes. */
typedef struct kj_stroke {
    kj_point a, b;
} kj_stroke;
typedef struct kj_crowd {
    kj_arena *arena;
    kj_rect bounds;
    KJ_LIST(kj_rect) boxes;
    KJ_LIST(kj_stroke) strokes;
    size_t box_capacity, stroke_capacity;
} kj_crowd;
bool kj_rects_meet(kj_rect a, kj_rect b);
void kj_crowd_box(kj_crowd *crowd, kj_rect box);
void kj_crowd_stroke(kj_crowd *crowd, kj_point a, kj_point b);
bool kj_crowd_has_room(const kj_crowd *crowd, kj_rect box);
/* Whether a leader from a to b meets none of the boxes but those that hold one of its ends. */
bool kj_crowd_has_way(const kj_crowd *crowd, kj_point a, kj_point b);

/* A level or upright hairline that leaves the boxes out. */
void kj_draw_quiet_line(kj_draw *draw, kj_point a, kj_point b, const kj_rect *boxes, size_t count);

/* For checks: a list of values must hold as many as there are of `what`, each in
 * [least, KJ_CHART_MOST]. */
#define KJ_CHART_MOST 1e9
typedef KJ_LIST(double) kj_doubles;
bool kj_check_values(const kj_checker *checker, kj_at at, const kj_doubles *values, size_t wanted,
                     double least, const char *whose, const char *what);
/* The number as messages write it. */
kj_span kj_check_number(char buffer[32], double value);

#endif
