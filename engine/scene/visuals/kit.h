/* engine/scene/visuals/kit.h: what several figures need: a list of names and texts beside them, or
 * under them where the page is narrow; arcs, tips of arrows, discs with a word in them. */
#ifndef KJ_SCENE_VISUALS_KIT_H
#define KJ_SCENE_VISUALS_KIT_H

#include "scene/visual.h"

/* The letters of a figure's words, from the largest to the smallest. */
extern const double kj_word_sizes[];
#define KJ_WORD_SIZES 5

/* A figure that can stand in two ways is measured in this order until it fits: as it pleases best
 * down to 28 units, then in the other way, then in smaller letters. */
typedef struct kj_trial {
    double size;
    bool other;
} kj_trial;
extern const kj_trial kj_trials[];
#define KJ_TRIALS 10

/* One row of a legend.  A row without a text has no height and is not drawn. */
typedef struct kj_legend_row {
    kj_text name, text;
    bool accent;
} kj_legend_row;

typedef struct kj_legend {
    size_t count, columns;
    double width, height; /* width: of a column */
    kj_text_block *names, *texts;
    kj_rect *places; /* of each row, from the legend's corner; h 0: not shown */
    bool fits;
} kj_legend;

/* In one column, or where `columns` says so in two, row by row. */
kj_legend kj_measure_legend(kj_draw *draw, const kj_legend_row *rows, size_t count, double width,
                            double size, size_t columns);
/* Gives the rows some of the room that is left. */
void kj_stretch_legend(kj_legend *legend, double room);
/* Row i of the legend whose top left corner is (x, y); hairlines between rows. */
void kj_draw_legend(kj_draw *draw, const kj_legend *legend, size_t i, double x, double y);

/* What stands beside an upright axis: from top to bottom, in a second column to its left where it
 * is longer than `height`.  Lines up with the middle of that axis, not with a box. */
kj_text_block kj_measure_upright(kj_draw *draw, kj_text text, double height, double size,
                                 kj_color_name color);

/* A word of a disc, on as many lines as make it nearly square. */
kj_text_block kj_measure_disc_word(kj_draw *draw, kj_text word, double size, kj_color_name color);
/* The radius of a disc that holds such a block. */
double kj_disc_radius(const kj_text_block *block);
void kj_draw_disc_word(kj_draw *draw, const kj_text_block *block, kj_point centre);

/* Where the letter of a disc stands in a question, clear of its word. */
kj_point kj_disc_badge(const kj_text_block *block, kj_point centre, double radius);

/* On a circle, clockwise from the top; `turn` counts from 0 to 1. */
kj_point kj_on_circle(kj_point centre, double radius, double turn);
/* A stroke along a circle; the command is the caller's to dash. */
kj_command *kj_draw_arc(kj_draw *draw, kj_point centre, double radius, double from, double to,
                        kj_color_name color, double width);
/* A filled tip that ends at `at`, coming from `from`. */
void kj_draw_tip(kj_draw *draw, kj_point from, kj_point at, double size, kj_color_name color);

/* The room without the column at its right where the letters of a question stand. */
kj_rect kj_room_for_letters(const kj_visual_frame *frame);
#define KJ_LETTER_COLUMN 60.0

/* As the figure of a question nothing is stressed: it would point at an answer, right or wrong.  A
 * copy of the elements with the bool at `accent_offset` false. */
void *kj_unstressed(kj_arena *arena, const void *elements, size_t count, size_t size,
                    size_t accent_offset);

/* Of a room, what a round figure takes beside its legend. */
double kj_figure_width(kj_rect box);

/* The fill of step i of n, and what stands on it: lighter where it begins. */
typedef struct kj_shade {
    kj_color_name fill, on;
} kj_shade;
kj_shade kj_shade_of(size_t i, size_t n, bool accent);

#endif
