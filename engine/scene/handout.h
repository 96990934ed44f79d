/* engine/scene/handout.h: slides on paper: A4 upright, with the presenter's notes or with lines to
 * write on.  The pages are lists like any other, in canvas units of their own: half points, as the
 * PDF has them.  They are white whatever the theme, so that they can be printed. */
#ifndef KJ_SCENE_HANDOUT_H
#define KJ_SCENE_HANDOUT_H

#include "scene/scene.h"

#define KJ_SHEET_WIDTH 1190.551 /* 210 mm */
#define KJ_SHEET_HEIGHT 1683.780

/* What stands in a slide's place where it is no slide of the course as it is: of a class, say. */
typedef struct kj_handout_picture {
    kj_list list;
    kj_span caption;
} kj_handout_picture;

typedef struct kj_handout {
    uint32_t first, last; /* slides from 0, both included */
    uint32_t a_page;      /* slides a page: 1 with lines below, 2, 3 with lines beside, 6 */
    bool notes;           /* instead: a slide with its notes, the question and the minutes */
    const kj_handout_picture *pictures; /* instead of slides, without notes: `first` and `last` are
                                           of these; NULL: slides */
    kj_span head;                       /* … and what stands above them */
} kj_handout;

uint32_t kj_handout_pages(const kj_handout *handout);
/* The slides of a page, both included. */
void kj_handout_slides(const kj_handout *handout, uint32_t page, uint32_t *first, uint32_t *last);
/* scene->canvas is the shape of the slides; scene->theme theirs, but with white for paper where
 * it is a light one; dark slides stay dark.  Notes that do not fit are reported as E0605. */
kj_list kj_handout_page(const kj_scene *scene, const kj_handout *handout, uint32_t page);
/* The theme of the slides on paper, as above. */
kj_theme kj_handout_theme(const kj_theme *theme);

#endif
