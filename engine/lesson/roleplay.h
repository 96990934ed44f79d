/* engine/lesson/roleplay.h: a branching conversation as a state machine with variables.
 *
 * The same function plays, replays, answers the debrief's "what if" and lets `check` prove every
 * ending reachable.  So it reads its arguments only, allocates nothing and is total. */
#ifndef KJ_LESSON_ROLEPLAY_H
#define KJ_LESSON_ROLEPLAY_H

#include "course/course.h"

typedef struct kj_roleplay_state {
    uint32_t node;   /* into nodes; KJ_NONE: over, by `ending` */
    uint32_t ending; /* into endings; KJ_NONE: not yet */
    uint32_t turns, refused;
    uint32_t facts; /* bit i: fact i is known */
    double vars[KJ_ROLEPLAY_VARIABLES_MAX];
} kj_roleplay_state;

kj_roleplay_state kj_roleplay_start(const kj_roleplay *play);

/* Whether choice `index` of the current node is offered in `s`. */
bool kj_roleplay_offered(const kj_roleplay *play, const kj_roleplay_state *s, uint32_t index);

/* Takes choice `index` of the current node; one that is not offered changes nothing but
 * `refused`.  When the clock variable reaches its minimum, the choice leads to "end", or it was
 * turn KJ_ROLEPLAY_TURNS_MAX, the endings are tested from the first to the last. */
kj_roleplay_state kj_roleplay_step(const kj_roleplay *play, kj_roleplay_state s, uint32_t index);

double kj_grade_points(uint32_t grade); /* 100, 85, 60, 0 */

#define KJ_ROLEPLAY_ENDINGS_MAX 16

/* Proof by enumeration of the reachable (node, variables, facts) states: E0401–E0407 at their
 * places, and the spread of endings under random play (each offered choice equally likely).  A
 * state's variables are compared bit by bit.  Time and memory are linear in the states and the
 * ways between them; the spread takes a pass a turn over the states that this turn can meet. */
typedef struct kj_roleplay_proof {
    bool complete; /* false: the limit of states was met (E0407) */
    size_t states;
    double paths;                               /* number of different ways through; may be large */
    double spread[KJ_ROLEPLAY_ENDINGS_MAX];     /* probability of each under random play */
    double path_share[KJ_ROLEPLAY_ENDINGS_MAX]; /* share of the ways that end there */
} kj_roleplay_proof;
#define KJ_ROLEPLAY_STATES_MAX ((size_t)2000000)
kj_roleplay_proof kj_roleplay_prove(const kj_course *course, const kj_roleplay *play,
                                    kj_arena *arena, kj_sink *sink);

/* For a strict check: W0501 where 优 or 良 is too easy or too hard to come by.  Of the ways
 * through, 1 to 3 % should end with 优 and 7 to 22 % with 良: then an ending is earned, and it can
 * be.  A role-play of under KJ_ROLEPLAY_SKETCH ways is a sketch and not looked at. */
#define KJ_ROLEPLAY_SKETCH 100
void kj_roleplay_check_difficulty(const kj_course *course, const kj_roleplay *play,
                                  const kj_roleplay_proof *found, kj_sink *sink);

#endif
