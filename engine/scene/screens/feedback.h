/* engine/scene/screens/feedback.h: the panel beside a question: how to answer, and what came of it.
 */
#ifndef KJ_SCENE_SCREENS_FEEDBACK_H
#define KJ_SCENE_SCREENS_FEEDBACK_H

#include "scene/screens/screens.h"

/* What the panel needs beside kj_asked. */
typedef struct kj_panel {
    const kj_asked *asked;
    const kj_verdict *whole; /* of a case: the verdict of all its questions; else asked->verdict */
    kj_control control;      /* of the whole question */
    kj_text why;
    kj_span explains; /* slide */
    bool last;        /* the run ends with the next press */
    bool complete;    /* the draft can be submitted */
    kj_span hint;     /* what was submitted is no answer, because … */
    double time_left; /* share of a rapid round's time; negative: not timed */
} kj_panel;

/* Both are as high as what they hold, at most box.h, and return it. */
double kj_draw_panel_asking(kj_draw *draw, const kj_panel *panel, kj_rect box);
double kj_draw_panel_feedback(kj_draw *draw, const kj_panel *panel, kj_rect box);
/* A judged sentence, over the whole page: every point with its reason, marked in the learner's own
 * words. */
void kj_draw_judged_sentence(kj_draw *draw, const kj_panel *panel, kj_rect box);

#endif
