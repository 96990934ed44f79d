/* engine/scene/visual.h: a visual is a row: its JSON keys, its steps, and how it is drawn. */
#ifndef KJ_SCENE_VISUAL_H
#define KJ_SCENE_VISUAL_H

#include "scene/draw.h"

/* The slide that the visual stands on, and what is to be seen. */
typedef struct kj_visual_frame {
    const kj_slide *slide;
    const kj_lesson *lesson; /* progress on the course map; NULL: none */
    kj_rect box;             /* the room under the title */
    uint32_t step;           /* elements with a later step are not drawn */
    /* HOTSPOT: every element becomes an area "option:ID"; `picked` is outlined; after the answer
     * `right` is marked with a tick.  */
    bool hotspot, answered;
    kj_span picked, right;
} kj_visual_frame;

typedef struct kj_visual_type {
    kj_form_type form; /* first: the reader sees only this */
    bool full_page;    /* draws its own title: cover, opener */
    void (*draw)(kj_draw *draw, const void *data, const kj_visual_frame *frame);
    /* Ids of its elements that a hotspot item can ask for; NULL: none. */
    bool (*has_element)(const void *data, kj_span id);
} kj_visual_type;

/* For the files of visuals/.  An element of a slide that builds shows from its own step on. */
bool kj_visual_shows(const kj_visual_frame *frame, size_t element);
void kj_visual_at(kj_draw *draw, const kj_visual_frame *frame, size_t element);

/* What is heard of an element and, in a hotspot, pressed: its area, outline and letter. */
typedef struct kj_element {
    kj_span id, label;
    size_t index;
    kj_rect rect;
    kj_point badge; /* centre of the letter, where no text is */
} kj_element;
void kj_draw_element(kj_draw *draw, const kj_visual_frame *frame, kj_element element);
#define KJ_BADGE_RADIUS 23.0

/* A panel, with the accent's outline or without. */
void kj_draw_panel(kj_draw *draw, kj_rect rect, bool accent);
/* Vertical rhythm: line heights, paddings and what rows are stretched by are whole steps, so that
 * lines of one size keep to one grid. */
#define KJ_RHYTHM 4.0
/* Padding that goes with a size of letters: about `least` with the smallest, `most` with body text,
 * in steps of the rhythm. */
double kj_padding(double size, double least, double most);
/* What each of so many rows gets of `room`: an even number of steps, since rows centre what they
 * hold. */
double kj_row_share(double room, size_t row_count);
/* Texts joined for speaking, with the marks of the program's language: "a：b", "a" or "b"; and a
 * further text behind a mark, KJ_W_SAY_COMMA and the like, or nothing where it is empty. */
kj_span kj_say(const kj_draw *draw, kj_span a, kj_span b);
void kj_say_more(const kj_draw *draw, kj_text_buffer *out, kj_word_id mark, kj_span text);
/* "a（aside）", or "a" without one. */
kj_span kj_say_aside(const kj_draw *draw, kj_span a, kj_span aside);
/* Where a block of that height stands in the room: a little above its middle. */
double kj_centred(kj_rect box, double height);

/* A key line under a visual, on a quiet ground; measured first, since it takes room. */
typedef struct kj_key_line {
    kj_text_block block;
    double height; /* with the gap above it; 0: no such line */
} kj_key_line;
kj_key_line kj_measure_key_line(kj_draw *draw, kj_text text, double width, double size);
void kj_draw_key_line(kj_draw *draw, const kj_key_line *line, double x, double bottom,
                      double width);

extern const kj_visual_type *const kj_visual_types[];
extern const size_t kj_visual_type_count;

static inline const kj_visual_type *kj_visual_of(const kj_slide *slide)
{
    return (const kj_visual_type *)(const void *)slide->visual.type;
}

#endif
