/* engine/lesson/question.h: anything that is asked and judged: items of a test, rounds of a drill.
 *
 * A type is a row: the table of its JSON keys, how it asks and how it judges.  The screen draws a
 * kj_question by its control and a kj_verdict by what is in it, and never asks for the type.
 * Every judgement is a function of its arguments. */
#ifndef KJ_LESSON_QUESTION_H
#define KJ_LESSON_QUESTION_H

#include "base/words.h"
#include "course/course.h"

typedef enum kj_control {
    KJ_CONTROL_CHOICE,  /* one of the options */
    KJ_CONTROL_CHOICES, /* several of the options */
    KJ_CONTROL_ORDER,   /* all options, in order */
    KJ_CONTROL_PAIRS,   /* each option with one of the targets, each target at most once */
    KJ_CONTROL_BINS,    /* each option into one of the targets */
    KJ_CONTROL_NUMBER,  /* a number with `unit` */
    KJ_CONTROL_TEXT,    /* a sentence */
    KJ_CONTROL_HOTSPOT, /* one of the elements of `figure`'s visual */
    KJ_CONTROL_CHAIN,   /* `pick_count` of the options, in order; each placed one is answered */
    KJ_CONTROL_CASE     /* several questions about one text: `subs` */
} kj_control;

#define KJ_OPTIONS_MAX 24
#define KJ_SUBS_MAX 5

typedef struct kj_option {
    kj_span id;
    kj_text text;
} kj_option;

typedef struct kj_question kj_question;
struct kj_question {
    const kj_words *words; /* set by who asks: the language of what the type itself says; NULL:
                              zh-Hans.  A question and a verdict are given zeroed but for this. */
    kj_control control;
    kj_text prompt;   /* the stem */
    kj_text passage;  /* a text to read first: a case, a situation; may be empty */
    kj_text quote;    /* a line that is quoted: the customer's last, the sentence to classify */
    kj_span by;       /* who says the quote; may be empty */
    kj_text original; /* the sentence to rewrite; may be empty */
    kj_option options[KJ_OPTIONS_MAX];
    size_t option_count;
    kj_option targets[KJ_OPTIONS_MAX]; /* PAIRS: right sides; BINS: bins */
    size_t target_count;
    size_t pick_count; /* CHAIN: how many to place; CHOICES: 0, any number */
    kj_span unit;      /* NUMBER */
    kj_span figure;    /* HOTSPOT: id of the slide whose visual is drawn */
    int32_t seconds;   /* time for it; 0: no limit */
    kj_question *subs; /* CASE */
    size_t sub_count;
    kj_span sub_id;    /* as a part of a case: its id */
    kj_span sub_label; /* … and its tab; empty: its number */
    uint32_t lines;    /* TEXT: how many lines the empty field shows; 0: by what is asked */
    bool says;         /* its model answers are something to say, not to ask */
    bool fixed;        /* the order of options means something: never shuffled */
};

typedef struct kj_response {
    const kj_span *values; /* as kj_event.response */
    size_t count;
} kj_response;

typedef enum kj_mark_of { KJ_OF_NOTHING, KJ_OF_RIGHT, KJ_OF_WRONG, KJ_OF_MISSED } kj_mark_of;

/* How one option, pair or thing fared.  `right` tells where it belongs (bins, pairs, order). */
typedef struct kj_option_verdict {
    kj_span id;
    kj_mark_of mark; /* MISSED: right, and not chosen */
    kj_span right;
    kj_text feedback; /* what is tempting in it and why it is wrong; may be empty */
} kj_option_verdict;

typedef struct kj_criterion {
    kj_span name;
    double points, max;
    kj_span reason;
} kj_criterion;

/* A part of the learner's own sentence. */
typedef enum kj_sign {
    KJ_SIGN_WIDE,
    KJ_SIGN_NARROW,
    KJ_SIGN_CLOSING,
    KJ_SIGN_LEADING,
    KJ_SIGN_TONE
} kj_sign;
typedef struct kj_signed_part {
    uint32_t start, len; /* bytes of the response's text */
    kj_sign sign;
} kj_signed_part;

typedef struct kj_verdict kj_verdict;
struct kj_verdict {
    const kj_words *words; /* as kj_question.words */
    bool judged;           /* false: not an answer (empty, unchanged …): `next` says what to do */
    double score, max;     /* points */
    bool passed;
    kj_option_verdict options[KJ_OPTIONS_MAX];
    size_t option_count;
    kj_text feedback; /* to what was chosen, where it is not per option; may be empty */
    kj_span key;      /* the right answer as a text: numbers, fill-ins; may be empty */
    kj_criterion criteria[8];
    size_t criterion_count;
    kj_signed_part parts[16];
    size_t part_count;
    kj_span next;      /* one next step; may be empty */
    kj_text models[4]; /* model answers */
    size_t model_count;
    kj_verdict *subs; /* CASE, as kj_question.subs */
    size_t sub_count;
};

typedef struct kj_question_type {
    kj_form_type form; /* first: the reader sees only this */
    /* How many rounds a drill has; NULL: one.  Its ids name them in records. */
    size_t (*rounds)(const void *data);
    kj_span (*round_id)(const void *data, size_t round);
    /* What stands behind the id where one element of the file gives two rounds (".form"); NULL:
     * nothing, ever. */
    const char *(*round_suffix)(const void *data, size_t round);
    /* Fills `out` (zeroed by the caller), options in the file's order. */
    void (*ask)(const void *data, size_t round, kj_arena *arena, kj_question *out);
    /* Judges against the same data; total: any response gives a verdict. */
    void (*judge)(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out);
    /* CHAIN: what the customer says after the options `placed` so far; NULL elsewhere. */
    kj_text (*answer)(const void *data, const kj_span *placed, size_t count, kj_arena *arena);
    /* Share of a whole run from its rounds' shares; NULL: their mean. */
    double (*total)(const void *data, const double *shares, size_t count);
} kj_question_type;

extern const kj_question_type *const kj_item_types[];
extern const size_t kj_item_type_count;
extern const kj_question_type *const kj_drill_types[];
extern const size_t kj_drill_type_count;

/* The tables in the form that the reader takes. */
kj_forms kj_item_forms(void);
kj_forms kj_drill_forms(void);

static inline const kj_question_type *kj_item_type(const kj_item *item)
{
    return (const kj_question_type *)(const void *)item->form.type;
}
static inline const kj_question_type *kj_drill_type(const kj_drill *drill)
{
    return (const kj_question_type *)(const void *)drill->form.type;
}

/* The question as it is shown: prompt from the stem, options and targets shuffled by `seed` (and
 * an ordering list never in its right order), unless `fixed`. */
void kj_item_ask(const kj_item *item, uint64_t seed, kj_arena *arena, kj_question *out);
void kj_item_judge(const kj_item *item, const kj_response *response, kj_arena *arena,
                   kj_verdict *out); /* score out of item->points; passed: all points */
void kj_drill_ask(const kj_drill *drill, size_t round, uint64_t seed, kj_arena *arena,
                  kj_question *out);
void kj_drill_judge(const kj_drill *drill, size_t round, const kj_response *response,
                    kj_arena *arena, kj_verdict *out);
size_t kj_drill_rounds(const kj_drill *drill);

#endif
