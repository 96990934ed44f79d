/* engine/report/learner_fold.h: one learner's events become the rows of the record. */
#ifndef KJ_REPORT_LEARNER_FOLD_H
#define KJ_REPORT_LEARNER_FOLD_H

#include "report/report.h"

/* A row is found by its course and id; there are a few hundred at most, in the order in which
 * they first came up. */
typedef struct kj_attempt_row {
    kj_span id, course, version;
    kj_time started, finished;
    bool has_started, has_finished, has_result, passed;
    double share, duration_ms;
} kj_attempt_row;

typedef struct kj_part_row {
    kj_span course, id;
    size_t tests;
    double first, best, last;
    bool completed;
    kj_time completed_at;
} kj_part_row;

typedef struct kj_slide_row {
    kj_span course, id;
} kj_slide_row;

typedef struct kj_item_row {
    kj_span course, id, response;
    size_t answers, contested;
    uint32_t confidence; /* of the last answer; 0: was not asked */
    double first, last;
    kj_time first_at, last_at;
} kj_item_row;

typedef struct kj_drill_row {
    kj_span course, id;
    size_t runs, rounds;
    double best, last;
    bool passed;
} kj_drill_row;

typedef struct kj_play_row {
    kj_span course, id, event, ending;
    kj_span kind; /* "standard", "hard"; empty: before there was a choice */
    kj_time started;
    bool is_replay; /* it branches off a play that had ended; else it may go on with one that had
                       not */
    uint32_t from;  /* the turn at which it does */
    size_t turns;
    double share;
} kj_play_row;

typedef struct kj_run_row {
    kj_span event, object, kind;
} kj_run_row;

typedef struct kj_event_row {
    kj_time at;
    kj_event_type type;
    kj_span object, detail;
    double score, max;
} kj_event_row;

/* A class that the learner was in. */
typedef struct kj_learner_class_row {
    kj_span id, course, how;
    bool present;
    kj_time since;
    size_t slides, answers; /* seen there; by phone */
} kj_learner_class_row;

typedef struct kj_learner_work {
    const kj_report_request *request;
    kj_arena *arena;
    int64_t until;
    KJ_LIST(kj_attempt_row) attempts;
    KJ_LIST(kj_part_row) parts;
    KJ_LIST(kj_slide_row) slides;
    KJ_LIST(kj_item_row) items;
    KJ_LIST(kj_drill_row) drills;
    KJ_LIST(kj_play_row) plays;
    KJ_LIST(kj_run_row) runs;
    KJ_LIST(kj_event_row) events;
    KJ_LIST(kj_learner_class_row) classes;
    size_t sizes[9];
} kj_learner_work;

/* For kj_store_events: `ctx` is a kj_learner_work. */
bool kj_learner_fold(void *ctx, const kj_event *event);
/* KJ_W_NONE: was not asked, or nothing that we know. */
kj_word_id kj_confidence_word(uint32_t confidence);
/* With the course, its parts stand there whether they were opened or not. */
void kj_learner_add_parts(kj_learner_work *w);

#endif
