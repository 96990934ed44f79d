/* engine/lesson/states.h: the reachable states of a role-play; inside `lesson` only.
 *
 * A state is (node, variables, facts); variables are compared bit by bit.  How many turns it took
 * is not part of it, so the limit of turns is left aside: who needs it counts along.  States are
 * numbered breadth first from the start, which is 0, each with the one that led to it first. */
#ifndef KJ_LESSON_STATES_H
#define KJ_LESSON_STATES_H

#include "lesson/roleplay.h"

#define KJ_NEXT_NONE UINT32_MAX  /* the choice is not offered */
#define KJ_NEXT_ENDS 0x80000000u /* or'ed to the index of an ending: it leads there */

typedef struct kj_state_record {
    uint32_t node, facts;
    uint32_t parent; /* KJ_NONE: the start */
    uint32_t next[KJ_ROLEPLAY_CHOICES_MAX];
} kj_state_record;

typedef struct kj_states {
    const kj_roleplay *play;
    kj_arena *arena;
    struct kj_state_chunk *chunks;
    size_t count, limit;
    size_t vars; /* variables of a state */
    uint32_t *table;
    size_t slots; /* a power of two, at least twice the count */
} kj_states;

/* false: there are more than `limit`, and the numbers found are of no use. */
bool kj_states_enumerate(kj_states *states, const kj_roleplay *play, size_t limit, kj_arena *arena);
kj_state_record *kj_states_record(const kj_states *states, size_t index);
/* The number of a state of this play; KJ_NONE: it is not among them (an ended one never is). */
uint32_t kj_states_find(const kj_states *states, const kj_roleplay_state *s);
kj_roleplay_state kj_states_get(const kj_states *states, size_t index, uint32_t turns);

/* Who comes before a state: from[first[i] … first[i + 1]) of state i. */
typedef struct kj_states_before {
    uint32_t *first, *from;
} kj_states_before;
kj_states_before kj_states_turn_round(const kj_states *states);

/* Fills the states from which a marked one can be reached: `queue` holds the `filled` marked ones
 * and has room for all; `mark[i]` of those it adds becomes `value`. */
void kj_states_spread_back(const kj_states_before *before, uint32_t *mark, uint32_t unmarked,
                           uint32_t value, uint32_t *queue, size_t filled);

#endif
