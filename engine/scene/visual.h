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

extern const kj_visual_type *const kj_visual_types[];
extern const size_t kj_visual_type_count;

#endif
