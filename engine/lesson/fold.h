/* engine/lesson/fold.h: what the files of the fold share; inside `lesson` only.
 *
 * Members are assigned one by one and texts are padded with NUL, since whole struct copies would
 * bring in padding and the same events must give the same bytes. */
#ifndef KJ_LESSON_FOLD_H
#define KJ_LESSON_FOLD_H

#include "lesson/review.h"

#include <assert.h>

static inline void kj_fold_set_id(char *to, size_t size, kj_span id)
{
    assert(id.len < size);
    memset(to, 0, size);
    if (id.len > 0)
        memcpy(to, id.ptr, id.len);
}

static inline bool kj_fold_is_run(const kj_lesson *lesson, kj_span id)
{
    return id.len > 0 && kj_span_is(id, lesson->run.id);
}

static inline bool kj_fold_is_play(const kj_lesson *lesson, kj_span id)
{
    return id.len > 0 && kj_span_is(id, lesson->play.id);
}

static inline bool kj_fold_has_share(const kj_event *event)
{
    return (event->has & KJ_HAS_SCORE) && event->max > 0 && event->score >= 0;
}

static inline double kj_fold_share_of(const kj_event *event)
{
    const double share = event->score / event->max;
    return share > 1 ? 1 : share;
}

/* Of one event each; false: it does not fit and changes nothing.  fold_runs.c */
typedef bool kj_fold(const kj_course *course, kj_lesson *lesson, const kj_event *event);
kj_fold kj_fold_run_started, kj_fold_run_moved, kj_fold_run_finished, kj_fold_item_answered,
    kj_fold_drill_answered, kj_fold_review_answered, kj_fold_review_undone,
    kj_fold_answer_contested;

#endif
