/* engine/scene/draw.h: the few strokes that visuals and screens are made of.  A kj_draw collects
 * commands and areas; sizes are in canvas units; text is measured before it is placed. */
#ifndef KJ_SCENE_DRAW_H
#define KJ_SCENE_DRAW_H

#include "scene/scene.h"

typedef struct kj_draw {
    const kj_scene *scene;
    kj_list list;
    size_t command_capacity, area_capacity;
    uint32_t build; /* step that new commands belong to */
} kj_draw;

void kj_draw_begin(kj_draw *draw, const kj_scene *scene);
static inline kj_color kj_draw_color(const kj_draw *draw, kj_color_name name)
{
    return draw->scene->theme->colors[name];
}

typedef struct kj_box_style {
    kj_color_name fill, stroke;
    bool filled, stroked, shadow;
    double stroke_width, radius, dash;
} kj_box_style;
void kj_draw_box(kj_draw *draw, kj_rect rect, kj_box_style style);
void kj_draw_line(kj_draw *draw, double x0, double y0, double x1, double y1, kj_color_name color,
                  double width);
/* Takes the steps as they are (they must live in the frame's arena). */
kj_command *kj_draw_path(kj_draw *draw, const kj_path_step *steps, size_t count);
void kj_draw_circle(kj_draw *draw, double cx, double cy, double r, kj_box_style style);
void kj_draw_image(kj_draw *draw, kj_rect rect, kj_span picture, kj_span variant);
void kj_draw_clip(kj_draw *draw, kj_rect rect, double radius);
void kj_draw_end(kj_draw *draw);

/* Text.  `size` is in units before the learner's text scale, which is applied here. */
typedef struct kj_text_style {
    double size;    /* kj_size */
    double leading; /* of the size; 0: 1.55 body, 1.3 for SERIF_BOLD */
    kj_font_role role;
    kj_color_name color;
    kj_align align;
    bool balance;
    bool plain_marks; /* marks are not coloured (on a coloured ground) */
    double smallest;  /* may shrink down to this size to fit; 0: does not shrink */
} kj_text_style;

typedef struct kj_text_block {
    kj_paragraph paragraph;
    kj_text text;
    kj_text_style style;
    double size; /* used, in units */
    double width, height, line_height;
    double ascent; /* from the block's top to its first baseline */
    bool fits;
} kj_text_block;

/* Measures in a width (0: one line); with max_height > 0 shrinks towards style.smallest until it
 * fits, and counts in list.overfull (and reports E0605) what does not. */
kj_text_block kj_draw_measure(kj_draw *draw, kj_text text, double width, double max_height,
                              kj_text_style style);
/* Places a measured block with its top left corner at (x, y). */
void kj_draw_block(kj_draw *draw, const kj_text_block *block, double x, double y);
/* Both in one; returns the height used. */
double kj_draw_text(kj_draw *draw, kj_text text, kj_rect box, kj_text_style style);
/* A text without marks. */
static inline kj_text kj_plain(kj_span plain)
{
    return (kj_text){.plain = plain};
}

/* Areas.  `keys` are shown where the action is drawn; see kj_draw_button. */
kj_area *kj_draw_area(kj_draw *draw, kj_role role, kj_span action, kj_span label, kj_rect rect);
void kj_draw_key_only(kj_draw *draw, const char *action, const char *label, const char *keys);

typedef enum kj_button_kind { KJ_BUTTON_PRIMARY, KJ_BUTTON_SECOND, KJ_BUTTON_QUIET } kj_button_kind;
/* A verb on a rounded box at least 56 units high, as wide as its label unless rect.w says more;
 * returns its rectangle. */
kj_rect kj_draw_button(kj_draw *draw, kj_rect rect, kj_button_kind kind, kj_span action,
                       kj_span label, const char *keys);
/* "Enter 下一题" in the footer: a key cap and its verb; returns the width used. */
double kj_draw_keycap(kj_draw *draw, double x, double baseline, kj_span key, kj_span verb);

/* The frame of every page but the opener: eyebrow (朱, small), title, lead.  Returns the box that
 * is left under them and above the footer. */
kj_rect kj_draw_head(kj_draw *draw, kj_span eyebrow, kj_text title, kj_text lead);
/* Footer: text at the left, a bar with `share` filled, text at the right. */
void kj_draw_foot(kj_draw *draw, kj_span left, double share, kj_span right);

/* Margins of the canvas: look.md's 112, less where the page is narrow. */
double kj_draw_margin(const kj_draw *draw);

#endif
