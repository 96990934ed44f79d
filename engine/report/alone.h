/* engine/report/alone.h: how those who study alone have answered an item: what a class compares
 * itself with. */
#ifndef KJ_REPORT_ALONE_H
#define KJ_REPORT_ALONE_H

#include "lesson/question.h"
#include "record/store.h"

/* First answers: of each person that with `try` 1 in the earliest started attempt that has the
 * item (design: Figures, Items); leavers and strangers count.  An answer given in a class has no
 * `try`. */
typedef struct kj_alone_answers {
    uint32_t people;
    uint32_t votes[KJ_OPTIONS_MAX]; /* by the option's place in the course's file */
} kj_alone_answers;

/* false: reported.  An item without options: votes stay 0. */
bool kj_alone_count(kj_store *store, const kj_course *course, uint32_t item, kj_alone_answers *out,
                    kj_arena *arena, kj_sink *sink);

#endif
