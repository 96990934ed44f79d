/* engine/report/class.h: what the files of the report on one class share. */
#ifndef KJ_REPORT_CLASS_H
#define KJ_REPORT_CLASS_H

#include "report/build.h"
#include "report/class_fold.h"

typedef struct kj_class_job {
    kj_store *store;
    const kj_report_request *request;
    const kj_course *course; /* of the class; NULL: not given */
    kj_class_work w;
    kj_arena *arena;
    kj_sink *sink;
} kj_class_job;

/* class_people.c */
bool kj_class_put_attendance(kj_class_job *job, kj_build *build);
bool kj_class_put_groups(kj_class_job *job, kj_build *build);
bool kj_class_put_picks(kj_class_job *job, kj_build *build);
/* Empty: on no roster; `out` may be NULL. */
kj_span kj_class_name(kj_class_job *job, kj_span learner, kj_learner *out);

/* class_tables.c */
void kj_class_put_times(const kj_class_job *job, kj_build *build);
bool kj_class_put_questions(kj_class_job *job, kj_build *build);
void kj_class_put_plays(const kj_class_job *job, kj_build *build);

#endif
