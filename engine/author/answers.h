/* engine/author/answers.h: the answers that a question invites: usual ways to miss its key.
 *
 * Nothing here knows an item type or a drill family.  From the key (lesson/key.h) its near misses
 * are made, and each is judged in turn.  So what a simulated learner scores is what a learner
 * would. */
#ifndef KJ_AUTHOR_ANSWERS_H
#define KJ_AUTHOR_ANSWERS_H

#include "lesson/question.h"

#define KJ_MISSES_MAX 12

typedef struct kj_answers {
    double right; /* share 0..1 that the key gets: 1, unless the question is broken */
    double missed[KJ_MISSES_MAX]; /* and each miss */
    size_t miss_count;
    bool guessed;        /* who does not know it meets the key by chance, as one among the misses */
    uint32_t characters; /* to read: prompt, passage, quote, options */
    bool written;        /* a sentence is typed */
} kj_answers;

kj_answers kj_answers_to_item(const kj_item *item, kj_arena *scratch);
kj_answers kj_answers_to_round(const kj_drill *drill, size_t round, kj_arena *scratch);

#endif
