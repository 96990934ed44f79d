/* engine/report/completion_fold.h: people and their attempts become figures of courses and groups;
 * inside `report` only.
 *
 * One pass a course over the kept-up table of attempts, which comes sorted by learner.  People are
 * folded one by one into the figures of their groups. */
#ifndef KJ_REPORT_COMPLETION_FOLD_H
#define KJ_REPORT_COMPLETION_FOLD_H

#include "report/build.h"

/* What one person's attempts of one course come to. */
typedef struct kj_completion_person {
    bool started, completed, passed;
    kj_span first_attempt; /* of first_ms, while folding */
    int64_t first_ms, finished_day, passed_day;
    double first, best;
    KJ_LIST(double) durations;
    size_t durations_size;
} kj_completion_person;

typedef struct kj_completion_figures {
    size_t people, started, completed, passed, scored_first, scored_best;
    double first_sum, best_sum;
    KJ_LIST(double) durations;
    size_t durations_size;
} kj_completion_figures;

typedef struct kj_completion_stay {
    int64_t since;
    kj_span group;
} kj_completion_stay;

typedef struct kj_completion_member {
    kj_span id, group;
    size_t group_index; /* of kj_completion.groups */
    bool leaver;
    KJ_LIST(kj_completion_stay) stays; /* by since */
    size_t stays_size;
} kj_completion_member;

typedef struct kj_completion_stranger {
    kj_span course, id;
    kj_completion_person person;
    size_t attempts;
} kj_completion_stranger;

typedef struct kj_completion_course {
    kj_span course;
    kj_completion_figures staff, leavers;
    kj_completion_figures *groups; /* of kj_completion.groups */
    size_t strangers;
} kj_completion_course;

typedef struct kj_completion {
    kj_store *store;
    const kj_report_request *request;
    kj_arena *arena;
    kj_sink *sink;
    int64_t date, until; /* the report's date; the end of the period */
    KJ_LIST(kj_completion_member) members;
    KJ_LIST(kj_span) groups; /* sorted */
    KJ_LIST(kj_completion_course) courses;
    KJ_LIST(kj_completion_stranger) strangers;
    size_t members_size, courses_size, strangers_size;
} kj_completion;

/* Members, groups, and all courses asked for.  `w` holds what it is to read from, all else zero;
 * what it finds lives in w->arena.  false: reported. */
bool kj_completion_read(kj_completion *w);

#endif
