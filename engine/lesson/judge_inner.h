/* engine/lesson/judge_inner.h: what the files of the judge share; inside judge*.c only. */
#ifndef KJ_LESSON_JUDGE_INNER_H
#define KJ_LESSON_JUDGE_INNER_H

#include "lesson/judge.h"
#include "lesson/judge_text.h"

typedef enum kj_asks {
    KJ_ASKS_NOTHING,
    KJ_ASKS_WIDE,
    KJ_ASKS_NARROW,
    KJ_ASKS_EITHER /* only to search for */
} kj_asks;

/* What one clause is, and the sign that says so: [at, at + len) in the sentence. */
typedef struct kj_ruling {
    kj_question_form form;
    kj_form_rule rule;
    size_t at, len;
    bool confirming;
} kj_ruling;

/* judge_signs.c: single signs.  `from` is where the segment begins, `to` where it ends. */
kj_asks kj_asks_at(const kj_sentence *s, size_t from, size_t i, size_t to, size_t *len);
size_t kj_find_asking(const kj_sentence *s, size_t from, size_t to, kj_asks what, size_t *len);
/* A不A, 是否, a final 没有 …: the first one in the segment that asks. */
size_t kj_find_a_not_a(const kj_sentence *s, const kj_clause *clause, const kj_segment *segment,
                       size_t *len);

/* judge_mask.c: switches off what looks like a sign and asks nothing. */
void kj_mask_clause(kj_sentence *s, const kj_clause *clause);

/* judge_request.c: rule 2.  false: no request to tell.  Switches the frame off and has what it
 * frames judged by `kj_rule_rest`. */
bool kj_rule_request(kj_sentence *s, const kj_clause *clause, kj_ruling *out);

/* judge.c: rules 3 to 11.  `framed`: behind a request, where 好吗 and 可以吗 belong to it. */
kj_ruling kj_rule_rest(const kj_sentence *s, const kj_clause *clause, bool framed);

/* judge.c: the whole sentence; returns what decided. */
kj_ruling kj_judge_sentence(kj_sentence *s, kj_form_verdict *out);

/* judge_tone.c: words that lead or accuse; each found part is added. */
void kj_find_leading(const kj_sentence *s, const kj_clause *clause, const kj_ruling *ruling,
                     kj_form_verdict *out);
void kj_find_harsh(const kj_sentence *s, const kj_clause *clause, kj_form_verdict *out);
size_t kj_find_rhetorical(const kj_sentence *s, const kj_clause *clause, size_t *len);

void kj_add_part(kj_form_verdict *out, const kj_sentence *s, size_t at, size_t len, kj_sign sign);

#endif
