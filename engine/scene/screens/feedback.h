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
    bool leads_on;    /* of a case: this question is answered, another one is not */
    kj_span hint;     /* what was submitted is no answer, because … */
    double time_left; /* share of a rapid round's time; negative: not timed */
} kj_panel;

/* Size of its text; brief: without what is the first to go where room is short: reasons for full
 * points, notes to more than a few options. */
typedef struct kj_panel_look {
    double size;
    bool brief;
} kj_panel_look;

/* Asks before the answer, tells after it; as high as what it holds, and returns that. */
double kj_draw_panel_beside(kj_draw *draw, const kj_panel *panel, kj_rect box, kj_panel_look look);
double kj_measure_panel_beside(kj_draw *draw, const kj_panel *panel, double width,
                               kj_panel_look look);

/* A judged sentence, over the whole page: every point with its reason, marked in the learner's own
 * words. */
void kj_draw_judged_sentence(kj_draw *draw, const kj_panel *panel, kj_rect box);

/* "对了", "还差一步" … and its colour; "得1分", "得0.5分，满分1分". */
kj_span kj_verdict_word(const kj_draw *draw, const kj_verdict *verdict, kj_control control,
                        kj_color_name *color);
kj_span kj_score_word(const kj_draw *draw, const kj_verdict *verdict);
/* One of the points that it was judged by says the same. */
bool kj_says_reason(const kj_verdict *verdict, kj_span text);

#endif
