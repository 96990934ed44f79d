/* tests/scene/gallery.h: a course to draw, and the fonts to set it with: the gallery, which
 * holds every visual with little, usual and much content, or the real one. */
#ifndef KJ_TESTS_SCENE_GALLERY_H
#define KJ_TESTS_SCENE_GALLERY_H

#include "scene/visual.h"
#include "support.h"

typedef struct kj_gallery {
    kj_arena *arena; /* of the course */
    kj_arena *frame; /* reset before each page */
    kj_test_sink *sink;
    const kj_course *course;
    kj_typesetter *typesetter;
    kj_font_files fonts;
    const kj_words *words; /* of the program; NULL: zh-Hans */
} kj_gallery;

/* As cmocka's group set-up and tear-down; *state is the gallery. */
int kj_gallery_open(void **state);        /* courses/gallery */
int kj_gallery_open_course(void **state); /* courses/key-account */
int kj_gallery_close(void **state);

/* A page of a slide at a window's shape; the list holds until the next one. */
kj_list kj_gallery_draw(kj_gallery *gallery, uint32_t slide, uint32_t step, int width, int height,
                        double text_scale, const kj_theme *theme);

/* What a session shows at an instant. */
kj_list kj_gallery_screen(kj_gallery *gallery, const kj_session *session, int64_t now_ms, int width,
                          int height, double text_scale, const kj_theme *theme);

#endif
