/* engine/lesson/reply.h: the judge of a reply to an objection, one step at a time.
 *
 * By words that can be read and contested, as judge.h, and with its reading of a sentence.  A step
 * is worth 20 points; nothing goes below zero.
 *   同理  10 a word of understanding, lost where a clause turns with 但是, 不过 …; 10 the concern
 *   确认  10 exactly one question, lost by an accusation; 10 the concern
 *   处理  10 one of the four answers to this kind of objection; 10 evidence: number, case, pilot
 *   保证  5 who, 10 does what, lost by what nobody can promise (绝对 …); 5 by when */
#ifndef KJ_LESSON_REPLY_H
#define KJ_LESSON_REPLY_H

#include "lesson/question.h"

typedef enum kj_reply_step {
    KJ_REPLY_LISTEN,
    KJ_REPLY_EMPATHISE,
    KJ_REPLY_CLARIFY,
    KJ_REPLY_HANDLE,
    KJ_REPLY_ASSURE,
    KJ_REPLY_STEPS
} kj_reply_step;
extern const kj_word_id kj_reply_names[KJ_REPLY_STEPS];

typedef enum kj_objection {
    KJ_OBJECTION_PRICE,
    KJ_OBJECTION_TIME,
    KJ_OBJECTION_RISK,
    KJ_OBJECTION_DECISION
} kj_objection;
extern const char *const kj_objection_words[]; /* "price" … */

#define KJ_REPLY_STEP_POINTS 20

typedef struct kj_reply {
    kj_span text;
    kj_reply_step step;   /* any but KJ_REPLY_LISTEN, which is chosen, not written */
    kj_objection kind;    /* HANDLE */
    kj_span_list anchors; /* EMPATHISE, CLARIFY: the concern and its synonyms; HANDLE: words of the
                             answer beside those of its kind; ASSURE: names of who acts */
} kj_reply;

/* Fills score, max, passed (all points), criteria, parts and next; judged = false with a hint for
 * what is no answer: empty, fewer than four characters, not Chinese. */
void kj_reply_judge(const kj_reply *reply, kj_arena *arena, kj_verdict *out);

#endif
