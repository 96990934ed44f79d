/* engine/report/class_fold.h: one class's events become the rows of its report.
 *
 * By ids alone, so that a class is reported whatever has become of its course; class/class.h folds
 * the same events for the screen, and a test holds the two together. */
#ifndef KJ_REPORT_CLASS_FOLD_H
#define KJ_REPORT_CLASS_FOLD_H

#include "report/report.h"

typedef struct kj_class_slide_row {
    kj_span id;
    int64_t ms;
    uint32_t visits;
} kj_class_slide_row;

typedef struct kj_class_person_row {
    kj_span id, how;
    bool present;
    kj_time since;
    uint32_t picked, answers; /* by phone */
} kj_class_person_row;

typedef struct kj_class_votes {
    kj_span id;
    uint32_t votes;
} kj_class_votes;
typedef KJ_LIST(kj_class_votes) kj_class_votes_list;

typedef struct kj_class_asked_row {
    kj_span event, item;
    kj_time at;
    kj_class_votes_list votes; /* as last counted */
    uint32_t phones;           /* answers by phone, contained in the votes */
} kj_class_asked_row;

typedef struct kj_class_turn_row {
    size_t play;
    uint32_t turn; /* from 0 */
    kj_span node, choice;
    kj_class_votes_list votes;
    bool stands; /* the room did not go back on it */
} kj_class_turn_row;

typedef struct kj_class_play_row {
    kj_span event, roleplay;
    kj_time at;
    uint32_t turns, returns; /* turns that stand */
} kj_class_play_row;

typedef struct kj_class_pick_row {
    kj_time at;
    kj_span learner;
} kj_class_pick_row;

typedef struct kj_class_work {
    kj_arena *arena;
    kj_span id, course, version, presenter;
    kj_time started, last;
    bool began, ended;
    int64_t duration_ms;
    size_t current; /* into slides; SIZE_MAX: none */
    int64_t since_ms;
    KJ_LIST(kj_class_slide_row) slides; /* in the order in which they were shown first */
    KJ_LIST(kj_class_person_row) people;
    KJ_LIST(kj_class_asked_row) asked;
    KJ_LIST(kj_class_play_row) plays;
    KJ_LIST(kj_class_turn_row) turns;
    KJ_LIST(kj_class_pick_row) picks;
    size_t sizes[6];
} kj_class_work;

/* For kj_store_events with `class` of the filter: `ctx` is a kj_class_work with its arena and id.
 */
bool kj_class_fold(void *ctx, const kj_event *event);
/* After the last: a class that was not ended is taken to end with its last event. */
void kj_class_fold_end(kj_class_work *w);

kj_class_person_row *kj_class_person(const kj_class_work *w, kj_span id); /* NULL: nobody */
uint32_t kj_class_votes_sum(const kj_class_votes_list *votes);

#endif
