/* engine/scene/scene.h: course + session + theme + canvas → display list.  Pure. */
#ifndef KJ_SCENE_SCENE_H
#define KJ_SCENE_SCENE_H

#include "base/words.h"
#include "lesson/session.h"
#include "scene/list.h"

/* The logical page.  Its height is 1080 units where the window is at least as wide as high; where
 * it is narrower, the width is 1080 and the height grows.  `text_scale` enlarges all text. */
typedef struct kj_canvas {
    double width, height;
    double text_scale; /* 1.0 … 2.0; 0 means 1.0 */
} kj_canvas;
kj_canvas kj_canvas_for(int width_px, int height_px, double text_scale);
double kj_canvas_scale(kj_canvas canvas, int width_px, int height_px); /* px a unit */

typedef struct kj_scene {
    const kj_course *course;
    const kj_theme *theme;
    kj_typesetter *typesetter;
    kj_canvas canvas;
    kj_arena *arena;       /* of the frame: the list lives here */
    kj_sink *sink;         /* content that cannot fit (E0605); may be NULL */
    int64_t now_ms;        /* for clocks on the screen */
    int32_t local_hour;    /* greeting */
    int64_t local_day;     /* kj_time_local_day of now: what is due */
    const kj_words *words; /* of the program itself; NULL: zh-Hans */
    bool speaks;           /* the voice is on, by the learner's setting or otherwise */
} kj_scene;

/* What the session shows. */
kj_list kj_scene_draw(const kj_scene *scene, const kj_session *session);

/* One slide alone, all of its steps up to `step` (UINT32_MAX: all), without the controls of the
 * player: for PDF, PNG, preview and `check`. */
kj_list kj_scene_slide(const kj_scene *scene, uint32_t slide, uint32_t step);

/* Reports every slide, question and role-play node of the course that does not fit one of the
 * supported shapes (4:3, 16:10, 16:9, 21:9, portrait 3:4) as E0605 at its place. */
void kj_scene_check_fit(const kj_scene *scene, kj_sink *sink);

/* Reports every character of the course's files that no font has, once a file, as W0604 where it
 * stands. */
void kj_scene_check_glyphs(const kj_course *course, kj_typesetter *typesetter, kj_sink *sink);

kj_forms kj_visual_forms(void);

#endif
