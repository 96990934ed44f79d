/* tests/scene/tour.h: a learner who comes by every kind of screen that a course has: home and parts
 * at the beginning and at the end, every item and every round of every drill before, within and
 * after its answer, right and wrong, results of all sorts, every turn of the role-plays, their
 * debriefs, the final test and the reviews, who learns, and what can lie over a page. */
#ifndef KJ_TESTS_SCENE_TOUR_H
#define KJ_TESTS_SCENE_TOUR_H

#include "gallery.h"

typedef struct kj_stop {
    const char *kind; /* "question", "feedback", "debrief" … */
    const char *what; /* in which condition: "empty", "wrong" … */
    kj_span name;     /* both and which one, for a message */
    const kj_session *session;
    int64_t now_ms;
} kj_stop;

typedef void kj_stop_at(void *ctx, const kj_stop *stop);

/* `arena` holds the learner's log; the session is valid during the call only. */
void kj_tour(kj_gallery *gallery, kj_arena *arena, kj_stop_at *stop_at, void *ctx);

#endif
