/* engine/lesson/debrief.h: what can be said of a role-play that was played, by computation over its
 * reachable states: where it turned, what was missed and how it could have been found, what the
 * other choices would have led to.  Pure; everything lives in the arena given.
 *
 * A way is a list of turns from the start; one that does not fit the role-play (a damaged log, a
 * changed course) is cut before the first turn that is not on offer.
 *
 * Best grade of a state: the best ending that some way of going on reaches.  Points of a state:
 * what its ending brings on average if from there on each choice on offer is taken with equal
 * probability.  Both leave the limit of turns aside (states.h). */
#ifndef KJ_LESSON_DEBRIEF_H
#define KJ_LESSON_DEBRIEF_H

#include "lesson/lesson.h"

/* A turning point is
 * - LOST: a turn after which the best grade that can still be reached is worse than before it;
 * and only where a way has none of those, one more:
 * - WEIGHTY: the turn at which the points after the choice taken and after the best of the others
 *   differ most, the first of equals; `gain` is that difference, below zero where another choice
 *   would have been better.  A way on which no choice made a difference has none. */
typedef enum kj_turning { KJ_TURNING_NONE, KJ_TURNING_LOST, KJ_TURNING_WEIGHTY } kj_turning;

typedef struct kj_debrief_turn {
    kj_turn turn;
    kj_roleplay_state before, after;
    uint32_t best_before, best_after; /* grades; KJ_NONE: not known */
    double gain;                      /* points after the choice taken, less the best other */
    kj_turning turning;
} kj_debrief_turn;

/* A hidden fact that stayed hidden, and the question that would have found it: at the first turn of
 * the way where one was on offer; else on the shortest detour, from the last turn that has one. */
typedef struct kj_missed_fact {
    uint32_t fact;
    uint32_t turn;         /* leave the way here; KJ_NONE: no way from any turn finds it */
    uint32_t first;        /* by this choice */
    uint32_t node, choice; /* the question; equal to the turn's node and `first` where it was on
                              offer at once */
} kj_missed_fact;

/* Another choice at a turn. */
typedef struct kj_whatif {
    kj_roleplay_state after;
    uint32_t learns; /* facts that it would have added to those known at that turn */
    uint32_t best;   /* grade that could still be reached after it; KJ_NONE: not known */
    /* With the same later choices, each at its node (a node that is skipped takes its choice with
     * it): the ending; KJ_NONE: it comes to where one of them is not on offer. */
    uint32_t same;
    uint32_t same_turns; /* turns that it took, from the start */
} kj_whatif;

typedef struct kj_debrief {
    const kj_roleplay *play;
    const struct kj_outlook *outlook; /* NULL: too many states, and grades are not known */
    const kj_debrief_turn *turns;
    uint32_t turn_count;
    kj_roleplay_state end;
    uint32_t found; /* facts, by bit */
    kj_missed_fact missed[KJ_ROLEPLAY_FACTS_MAX];
    uint32_t missed_count;
    uint32_t turning; /* the first turning point; KJ_NONE: none */
} kj_debrief;

/* Beyond so many states grades are left out, and missed facts have no question. */
#define KJ_DEBRIEF_STATES_MAX ((size_t)20000)

const kj_debrief *kj_debrief_new(const kj_roleplay *play, const kj_turn *turns, uint32_t count,
                                 kj_arena *arena);
/* `choice` must be on offer at that turn (asserted). */
kj_whatif kj_debrief_whatif(const kj_debrief *debrief, uint32_t turn, uint32_t choice);

/* Best grade and points of any reachable state of the play. */
uint32_t kj_debrief_best(const kj_debrief *debrief, const kj_roleplay_state *s);
double kj_debrief_points(const kj_debrief *debrief, const kj_roleplay_state *s);

/* The node's recommended choice; KJ_NONE: none, or not on offer in `s`. */
uint32_t kj_debrief_better(const kj_roleplay *play, const kj_roleplay_state *s);

#endif
