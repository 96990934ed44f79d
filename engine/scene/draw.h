/* engine/scene/draw.h: the few strokes that visuals and screens are made of.  A kj_draw collects
 * commands and areas; sizes are in canvas units; text is measured before it is placed. */
#ifndef KJ_SCENE_DRAW_H
#define KJ_SCENE_DRAW_H

#include "scene/scene.h"

typedef struct kj_draw {
    const kj_scene *scene;
    kj_list list;
    size_t command_capacity, area_capacity;
    uint32_t build;    /* step that new commands belong to */
    kj_when when;      /* of new commands */
    bool terms;        /* marked terms can be pressed */
    double text_scale; /* in force: the learner's, or less where the page could not hold it */
} kj_draw;

void kj_draw_begin(kj_draw *draw, const kj_scene *scene);

/* Draws a page at the learner's text scale; where it is overfull, again with a smaller one, down to
 * 1.  `page` draws everything from the start and must not depend on earlier runs. */
void kj_draw_fitting(kj_draw *draw, const kj_scene *scene, void (*page)(kj_draw *draw, void *ctx),
                     void *ctx);
/* Once a page: what did not fit as E0605 at `at`, to scene->sink (NULL: nobody asks). */
void kj_draw_report(const kj_draw *draw, kj_at at, kj_span what);
static inline kj_color kj_draw_color(const kj_draw *draw, kj_color_name name)
{
    return draw->scene->theme->colors[name];
}

/* A word of the program, and one with its values: KJ_DRAW_FILL(draw, KJ_W_SLIDE_LABEL,
 * kj_n("n", 15), kj_w("title", title)). */
static inline kj_span kj_draw_word(const kj_draw *draw, kj_word_id id)
{
    return kj_words_get(draw->scene->words, id);
}
#define KJ_DRAW_FILL(draw, id, ...) \
    KJ_FILL((draw)->scene->words, (draw)->scene->arena, (id), __VA_ARGS__)

typedef struct kj_box_style {
    kj_color_name fill, stroke;
    bool filled, stroked, shadow;
    double stroke_width, radius, dash;
} kj_box_style;
void kj_draw_box(kj_draw *draw, kj_rect rect, kj_box_style style);
void kj_draw_line(kj_draw *draw, double x0, double y0, double x1, double y1, kj_color_name color,
                  double width);
/* Takes the steps as they are (they must live in the frame's arena); colours are the caller's to
 * set.  The pointer holds until the next command. */
kj_command *kj_draw_path(kj_draw *draw, const kj_path_step *steps, size_t count);
typedef struct kj_point {
    double x, y;
} kj_point;
kj_command *kj_draw_polygon(kj_draw *draw, const kj_point *points, size_t count,
                            kj_color_name fill);
/* An open line through the points. */
kj_command *kj_draw_polyline(kj_draw *draw, const kj_point *points, size_t count,
                             kj_color_name stroke, double width);
void kj_draw_circle(kj_draw *draw, double cx, double cy, double r, kj_box_style style);
void kj_draw_image(kj_draw *draw, kj_rect rect, kj_span picture, kj_span variant);
/* The company's logo, where the theme has one, at the upper right corner of the page; on the ground
 * of an opener the one made for it, or a plate under the other. */
void kj_draw_logo(kj_draw *draw, double height);
void kj_draw_clip(kj_draw *draw, kj_rect rect, double radius);
void kj_draw_end(kj_draw *draw);
/* All of another list, `k` times as large, with its corner at (x, y): its text stays text. */
void kj_draw_placed(kj_draw *draw, const kj_list *list, double x, double y, double k);

/* Text.  Sizes are in units before the learner's text scale, which is applied here: in full up to
 * the heading size, by half for titles and figures, which are large already. */
double kj_draw_size(const kj_draw *draw, double size);
typedef struct kj_text_style {
    double size; /* kj_size */
    double
        leading; /* of the size; 0: 1.55 body, 1.3 for SERIF_BOLD; lines stand on a 4-unit grid */
    kj_font_role role;
    kj_color_name color;
    kj_align align;
    bool balance;
    bool plain_marks; /* marks are not coloured (on a coloured ground) */
    double smallest;  /* may shrink down to this size to fit; 0: does not shrink */
    double indent_em; /* of the first line */
    bool vertical;    /* lines run down and follow each other from right to left */
} kj_text_style;

static inline kj_text_style kj_style(double size, kj_font_role role, kj_color_name color)
{
    return (kj_text_style){.size = size, .role = role, .color = color};
}

typedef struct kj_text_block {
    kj_paragraph paragraph;
    kj_text text;
    kj_text_style style;
    double size; /* used, in units */
    double width, height, line_height;
    double ascent; /* from the block's top to its first baseline; of a vertical one, its right edge
                      to the first axis */
    bool fits;
} kj_text_block;

/* Measures in a width (0: one line); with max_height > 0 shrinks towards style.smallest until it
 * fits.  An empty text has no height.  `fits` also says whether no line is wider than asked.
 * Vertical: max_height is how long a line may be (0: one line), width (0: any) what all may take.
 */
kj_text_block kj_draw_measure(kj_draw *draw, kj_text text, double width, double max_height,
                              kj_text_style style);
/* Places a measured block with its top left corner at (x, y), aligned within the width it was
 * measured in; a block that does not fit counts in list.overfull. */
void kj_draw_block(kj_draw *draw, const kj_text_block *block, double x, double y);
/* Both in one; box.h 0: as high as it gets.  Returns the height used. */
double kj_draw_text(kj_draw *draw, kj_text text, kj_rect box, kj_text_style style);
/* A text without marks. */
static inline kj_text kj_plain(kj_span plain)
{
    return (kj_text){.plain = plain};
}

/* A figure: a serif number and its unit at 40 % (at least 24) in sans bold on the same
 * baseline.  The wave of a
 * range, 6～8, is as wide as a Han character; between large digits it is set narrower. */
#define KJ_FIGURE_PIECES 4
typedef struct kj_figure_block {
    kj_text_block pieces[KJ_FIGURE_PIECES];
    double x[KJ_FIGURE_PIECES], lift[KJ_FIGURE_PIECES]; /* lift: above the baseline */
    size_t count;
    kj_span number, unit;
    double size; /* of the number, before the text scale */
    double width, height, ascent;
    bool fits;
} kj_figure_block;
/* `size` and `smallest` as in kj_text_style: shrinks until it is no wider than `width`. */
kj_figure_block kj_draw_measure_figure(kj_draw *draw, kj_span number, kj_span unit, double width,
                                       double size, double smallest, kj_color_name color);
void kj_draw_figure(kj_draw *draw, const kj_figure_block *figure, double x, double y);
/* Number and unit of a text such as "90～180天" or "400%": the unit is what follows the last digit,
 * where it is short; else everything is number. */
void kj_figure_split(kj_span text, kj_span *number, kj_span *unit);

/* Round signs, drawn as shapes, never as characters: a tick or a cross on a filled circle, or a
 * letter in a ring. */
typedef enum kj_badge { KJ_BADGE_TICK, KJ_BADGE_CROSS } kj_badge;
void kj_draw_badge(kj_draw *draw, kj_badge badge, double cx, double cy, double r);
void kj_draw_letter(kj_draw *draw, kj_span letter, double cx, double cy, double r, bool selected);
/* A bar of `share` (0..1) of its width on a quiet ground. */
void kj_draw_bar(kj_draw *draw, kj_rect rect, double share, kj_color_name fill);

/* Areas.  `keys` are shown where the action is drawn; see kj_draw_button. */
kj_area *kj_draw_area(kj_draw *draw, kj_role role, kj_span action, kj_span label, kj_rect rect);
void kj_draw_key_only(kj_draw *draw, const char *action, kj_word_id label, const char *keys);

typedef enum kj_button_kind { KJ_BUTTON_PRIMARY, KJ_BUTTON_SECOND, KJ_BUTTON_QUIET } kj_button_kind;
/* A verb on a rounded box at least 56 units high, as wide as its label unless rect.w says more;
 * returns its rectangle. */
kj_rect kj_draw_button(kj_draw *draw, kj_rect rect, kj_button_kind kind, kj_span action,
                       kj_span label, const char *keys);
/* How a key of kj_area.keys (the first of several) is written on a cap: "Return" as "Enter". */
kj_span kj_draw_key_name(const kj_draw *draw, kj_span keys);
/* "Enter 下一题" in the footer: a key cap and its verb; returns the width used.  `key` as in
 * kj_area.keys. */
double kj_draw_keycap(kj_draw *draw, double x, double baseline, kj_span key, kj_span verb);

/* The frame of every page but the opener: eyebrow (朱, small), title, lead.  Returns the box that
 * is left under them and above the footer. */
kj_rect kj_draw_head(kj_draw *draw, kj_span eyebrow, kj_text title, kj_text lead);
double kj_draw_lead_height(kj_draw *draw, kj_span lead); /* that such a lead takes */
/* Footer: text at the left, a bar with `share` filled, text at the right. */
void kj_draw_foot(kj_draw *draw, kj_span left, double share, kj_span right);
/* The same with a bar in segments, each as long as its weight. */
typedef struct kj_segment {
    double weight, share;
} kj_segment;
void kj_draw_foot_segments(kj_draw *draw, kj_span left, const kj_segment *segments, size_t count,
                           kj_span right);
/* Top of the footer's line of text, where a row of key caps may stand instead, and its baseline. */
double kj_draw_foot_top(const kj_draw *draw);
double kj_draw_foot_baseline(const kj_draw *draw);

/* One slide as the player shows it: `controls` adds the areas of its keys.  `lesson`: progress on
 * the course map; NULL: none. */
void kj_slide_page(kj_draw *draw, uint32_t slide, uint32_t step, const kj_lesson *lesson,
                   bool controls);
/* "第二部分", "Part 2" (or empty for parts without a number), in the frame's arena. */
kj_span kj_part_name(const kj_words *words, const kj_part *part, kj_arena *arena);
/* 0 … 99 as the language writes small numbers: 零 … 九十九, or in digits. */
kj_span kj_number_word(const kj_words *words, int32_t number, kj_arena *arena);
/* The same before what is counted; Chinese counts two things with another word: 两个部分. */
kj_span kj_count_word(const kj_words *words, int32_t number, kj_arena *arena);

/* Margins of the canvas: look.md's 112, less where the page is narrow. */
double kj_draw_margin(const kj_draw *draw);

#endif
