/* engine/lesson/review.h: which cards come today, and how far each objective is mastered. */
#ifndef KJ_LESSON_REVIEW_H
#define KJ_LESSON_REVIEW_H

#include "lesson/lesson.h"

#define KJ_REVIEW_A_DAY 10

/* The items whose cards are due on local day `day` (kj_time_local_day), those most likely forgotten
 * first (lowest recall by FSRS, ties in the course's order): what waits is forgotten more and so
 * moves up, nothing waits for ever.  Returns how many there are; at most KJ_RUN_MAX are written. */
uint32_t kj_review_due(const kj_course *course, const kj_lesson *lesson, int64_t day,
                       uint32_t out[KJ_RUN_MAX]);

/* How many of them are asked today without asking for more: an overdue load is spread over days of
 * KJ_REVIEW_A_DAY; what today has had already is taken off. */
uint32_t kj_review_today(const kj_course *course, const kj_lesson *lesson, int64_t day);

/* wrong again, partly right hard, right good */
kj_rating kj_rating_of(double share);

/* Whether the drill has come back: passed before, 1, 3 and 7 days ago.  It asks the rounds that it
 * has: a drill in the file asks all of its rounds each time, so the sentences are the same ones. */
bool kj_drill_due(const kj_course *course, const kj_lesson *lesson, uint32_t drill, int64_t day);

/* The level to begin at, by the placement drill's last result: 2 from 75 % on, else 1; 1 where it
 * was not done. */
int32_t kj_start_level(const kj_course *course, const kj_lesson *lesson);

/* Mastery of an objective: the mean of the shares of the last answers to its items and of the best
 * runs of its drills, each of weight 1, over those that have been answered; `n` of `of` have. */
typedef struct kj_mastery {
    double share;
    uint32_t n, of;
} kj_mastery;
kj_mastery kj_mastery_of(const kj_course *course, const kj_lesson *lesson, kj_span objective);

typedef enum kj_mastery_word {
    KJ_MASTERY_NONE,   /* nothing answered yet */
    KJ_MASTERY_WEAK,   /* under 60 % */
    KJ_MASTERY_NEARLY, /* under 80 %, or less than half of it tried */
    KJ_MASTERY_FIRM
} kj_mastery_word;
kj_mastery_word kj_mastery_in_a_word(kj_mastery mastery);

/* The slides that a learner should see again before another test of `part` (KJ_NONE: the final
 * test): those of the objectives that items of the last answers missed, where none teaches one,
 * the slides that explain the items.  In the course's order; returns how many (at most `max`). */
uint32_t kj_missed_slides(const kj_course *course, const kj_lesson *lesson, uint32_t part,
                          uint32_t *out, uint32_t max);

/* The first part that `part` requires and that is not done; KJ_NONE: nothing is. */
uint32_t kj_part_required(const kj_course *course, const kj_lesson *lesson, uint32_t part);

/* Minutes that what is missing will take.  Each kind of thing (slides, items, drills) by the
 * learner's own median so far, from five on, before that by the course's minutes, or by
 * KJ_MINUTES_… where it gives none; `low` and `high` by the quartiles, before that by half and one
 * and a half. */
typedef struct kj_estimate {
    double low, likely, high;
    uint32_t own; /* how many of the learner's own times it rests on */
} kj_estimate;
#define KJ_MINUTES_ITEM 0.9
#define KJ_MINUTES_DRILL 1.5
kj_estimate kj_time_left(const kj_course *course, const kj_lesson *lesson);
/* Minutes a due card takes, by the same rule. */
double kj_review_minutes(const kj_course *course, const kj_lesson *lesson, uint32_t count);

/* A plan to a date: minutes a day from local day `today` to `date`, both included; a date that is
 * over counts as today. */
double kj_plan_minutes_a_day(kj_estimate left, int64_t today, int64_t date);

#endif
