/* engine/lesson/judge.h: the judge of Chinese questions: form, and the rubric of a rewrite.
 *
 * By rules that can be read and contested, not by understanding.  The rules, their order and the
 * traps stand in judge.c beside the code, in our own words; the same sentence gets the same
 * verdict on every machine. */
#ifndef KJ_LESSON_JUDGE_H
#define KJ_LESSON_JUDGE_H

#include "lesson/question.h"

typedef enum kj_question_form {
    KJ_FORM_OPEN,   /* 开放 */
    KJ_FORM_NARROW, /* 窄问: one fact */
    KJ_FORM_CLOSED, /* 封闭 */
    KJ_FORM_NONE    /* 非问句 */
} kj_question_form;
extern const char *const kj_form_words[]; /* "open", "narrow", "closed", "none" */

typedef enum kj_form_rule {
    KJ_RULE_RHETORICAL,  /* 反问 */
    KJ_RULE_REQUEST,     /* 请求式开放 */
    KJ_RULE_TAG,         /* 附加问 */
    KJ_RULE_MIXED,       /* 混合 */
    KJ_RULE_A_NOT_A,     /* 正反问 */
    KJ_RULE_YES_NO,      /* 是非问 */
    KJ_RULE_ALTERNATIVE, /* 选择问 */
    KJ_RULE_WIDE,        /* 宽特指问 */
    KJ_RULE_NARROW,      /* 窄特指问 */
    KJ_RULE_INTONATION,  /* 语调问 */
    KJ_RULE_STATEMENT,   /* 非问句 */
    KJ_RULE_COUNT
} kj_form_rule;
extern const char *const kj_rule_words[KJ_RULE_COUNT]; /* "rhetorical" … as JSON shows them */

typedef struct kj_form_verdict {
    kj_question_form form;
    kj_form_rule rule;        /* the one that decided */
    bool leading;             /* 预设、诱导 */
    bool harsh;               /* 反问、质问 */
    bool confirming;          /* a tag after a restatement: 验证 */
    uint32_t questions;       /* asking clauses */
    kj_signed_part parts[16]; /* in bytes of the sentence as given */
    size_t part_count;
} kj_form_verdict;

kj_form_verdict kj_form_judge(kj_span sentence, kj_arena *arena);

typedef struct kj_rewrite {
    kj_span text;
    kj_span_list anchors; /* words of the customer's line, with their synonyms */
    kj_span_list avoid;   /* own products, prices, promises */
    kj_span original;     /* the closed sentence */
} kj_rewrite;

/* The rubric: 形式 40, 中立 20, 语气 15, 承接 15, 简洁 10; passed: ≥ 80 and 形式 = 40 and no
 * presupposition, harshness or avoided word.  Fills score, max = 100, passed, criteria, parts,
 * next; judged = false with a hint for what is no answer. */
void kj_rewrite_judge(const kj_rewrite *rewrite, kj_arena *arena, kj_form_verdict *form,
                      kj_verdict *out);

#endif
