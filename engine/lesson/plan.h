/* engine/lesson/plan.h: the date up to which a learner wants to be done, as people write it. */
#ifndef KJ_LESSON_PLAN_H
#define KJ_LESSON_PLAN_H

#include "base/time.h"

typedef enum kj_plan_read {
    KJ_PLAN_DAY, /* a day from today on */
    KJ_PLAN_EMPTY,
    KJ_PLAN_UNREADABLE,
    KJ_PLAN_IMPOSSIBLE, /* no such day in the calendar */
    KJ_PLAN_PAST,
    KJ_PLAN_FAR /* more than KJ_PLAN_DAYS_MAX away */
} kj_plan_read;

#define KJ_PLAN_DAYS_MAX 730

/* Reads 2026-12-5, 2026/12/05, 2026年12月5日, 20261205; and without the year, for the next such
 * day: 12-5, 12月5日, 1205.  Digits and marks may be full-width.  `day`: local days since
 * 1970-01-01, set only for KJ_PLAN_DAY; `today` likewise. */
kj_plan_read kj_plan_day(kj_span typed, int64_t today, int64_t *day);

#endif
