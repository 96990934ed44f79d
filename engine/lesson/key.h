/* engine/lesson/key.h: the key of a question, found by asking its judge.
 *
 * Nothing here knows an item type or a drill family.  A probe, any answer that the judge takes for
 * one, is judged; the verdict says what would have been right. */
#ifndef KJ_LESSON_KEY_H
#define KJ_LESSON_KEY_H

#include "lesson/question.h"

/* The key itself, as a response; a round of a drill's likewise. */
kj_response kj_key_of_item(const kj_item *item, kj_arena *arena);
kj_response kj_key_of_round(const kj_drill *drill, size_t round, kj_arena *arena);

/* What it is found with, for who makes other answers from it. */

/* A question and who judges it. */
typedef struct kj_judged {
    const kj_item *item; /* NULL: a round of `drill` */
    const kj_drill *drill;
    size_t round;
    kj_arena *arena;
} kj_judged;

#define KJ_ANSWER_VALUES_MAX 128
typedef struct kj_answer {
    kj_span values[KJ_ANSWER_VALUES_MAX];
    size_t count;
} kj_answer;

/* The question as the course has it, the probe's verdict, and the key that the verdict tells. */
typedef struct kj_keyed {
    kj_question *question;
    kj_answer *probe, *key;
    kj_verdict verdict;
} kj_keyed;
kj_keyed kj_key_find(const kj_judged *a);

/* A value behind the others; `sub`: the question of a case that it belongs to, empty elsewhere. */
void kj_answer_put(const kj_judged *a, kj_answer *out, kj_span sub, kj_span value);
void kj_answer_put_pair(const kj_judged *a, kj_answer *out, kj_span sub, kj_span left,
                        kj_span right);
/* The probe's answer to the question, and the key's by a verdict on it. */
void kj_answer_probe(const kj_judged *a, const kj_question *q, kj_answer *out);
void kj_answer_key(const kj_judged *a, const kj_question *q, const kj_verdict *v, kj_answer *out);
/* Share 0..1 that it gets. */
double kj_answer_share(const kj_judged *a, const kj_answer *given);

#endif
