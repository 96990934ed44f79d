/* engine/report/learner_fold.c: one learner's events become the rows of the record. */
#include "report/learner_fold.h"

#include <math.h>

static kj_span keep(kj_learner_work *w, kj_span s)
{
    return kj_arena_copy(w->arena, s);
}

/* The row of that course and id, made when it is the first. */
#define ROW(list, size_index, type, field, course_value, value) \
    static type *field(kj_learner_work *w, const kj_event *event) \
    { \
        for (size_t i = 0; i < w->list.count; i++) \
            if (kj_span_equal(w->list.ptr[i].id, value) && \
                kj_span_equal(w->list.ptr[i].course, course_value)) \
                return &w->list.ptr[i]; \
        type *row = KJ_PUSH(w->arena, &w->list, &w->sizes[size_index], type); \
        row->id = keep(w, value); \
        row->course = keep(w, course_value); \
        return row; \
    }
ROW(attempts, 0, kj_attempt_row, attempt_of, event->course, event->attempt)
ROW(parts, 1, kj_part_row, part_of, event->course, event->object)
ROW(slides, 2, kj_slide_row, slide_of, event->course, event->object)
ROW(items, 3, kj_item_row, item_of, event->course, event->object)
ROW(drills, 4, kj_drill_row, drill_of, event->course, event->object)
ROW(classes, 8, kj_learner_class_row, class_of, event->course, event->within)
#undef ROW

static double share_of(const kj_event *event)
{
    if (!(event->has & KJ_HAS_SCORE) || !(event->max > 0))
        return NAN;
    return fmin(event->score / event->max, 1);
}

/* ---- folding ---- */

static void add_answer(kj_learner_work *w, const kj_event *event)
{
    kj_item_row *row = item_of(w, event);
    kj_text_buffer response = {.arena = w->arena};

    for (size_t i = 0; i < event->response_count; i++) {
        if (i > 0)
            kj_put_char(&response, ' ');
        kj_put(&response, event->response[i]);
    }
    if (row->answers++ == 0) {
        row->first = share_of(event);
        row->first_at = event->at;
    }
    row->last = share_of(event);
    row->last_at = event->at;
    row->confidence = event->has & KJ_HAS_CONFIDENCE ? event->confidence : 0;
    row->response = kj_put_span(&response);
}

/* Runs of tests and drills look alike; the event that began one says which it is. */
static bool is_test(const kj_learner_work *w, const kj_event *event)
{
    if (event->has & KJ_HAS_KIND)
        return kj_span_is(event->kind, "test");
    for (size_t i = 0; i < w->runs.count; i++)
        if (kj_span_equal(w->runs.ptr[i].event, event->within))
            return kj_span_is(w->runs.ptr[i].kind, "test");
    return w->request->course &&
           kj_course_find(w->request->course, KJ_REF_PART, event->object) != KJ_NONE;
}

static void end_run(kj_learner_work *w, const kj_event *event)
{
    const double share = share_of(event);

    if (is_test(w, event)) {
        kj_part_row *row = part_of(w, event);
        row->first = row->tests == 0 ? share : row->first;
        row->best = row->tests == 0 ? share : fmax(row->best, share);
        row->last = share;
        row->tests++;
        return;
    }
    kj_drill_row *row = drill_of(w, event);
    row->best = row->runs == 0 ? share : fmax(row->best, share);
    row->last = share;
    row->passed = row->passed || ((event->has & KJ_HAS_PASSED) && event->passed);
    row->runs++;
}

static kj_play_row *play_of(kj_learner_work *w, const kj_event *event)
{
    for (size_t i = w->plays.count; i-- > 0;)
        if (kj_span_equal(w->plays.ptr[i].event, event->within))
            return &w->plays.ptr[i];
    return NULL;
}

static void add_play(kj_learner_work *w, const kj_event *event)
{
    const kj_play_row *before = play_of(w, event);
    const bool is_replay = before && before->ending.len > 0;
    kj_play_row *row = KJ_PUSH(w->arena, &w->plays, &w->sizes[5], kj_play_row);

    row->course = keep(w, event->course);
    row->id = keep(w, event->object);
    row->event = keep(w, event->id);
    row->started = event->at;
    row->kind = keep(w, event->kind);
    row->is_replay = is_replay;
    row->from = event->step;
    row->share = NAN;
}

static void add_run(kj_learner_work *w, const kj_event *event)
{
    kj_run_row *row = KJ_PUSH(w->arena, &w->runs, &w->sizes[6], kj_run_row);

    row->event = keep(w, event->id);
    row->object = keep(w, event->object);
    row->kind = keep(w, event->kind);
    if (!kj_span_is(event->kind, "test"))
        (void)drill_of(w, event);
}

static void end_play(kj_learner_work *w, const kj_event *event)
{
    kj_play_row *row = play_of(w, event);

    if (!row)
        return;
    row->ending = keep(w, event->ending);
    row->share = share_of(event);
}

/* An attempt may be finished several times, once a final test: its end is the first, its score the
 * best, and it is passed by any. */
static void end_attempt(kj_attempt_row *row, const kj_event *event)
{
    const double share = share_of(event);
    const bool again = row->has_finished;

    row->share = again ? fmax(row->share, share) : share; /* of a number and NaN the number */
    row->has_result = row->has_result || (event->has & KJ_HAS_PASSED);
    row->passed = row->passed || event->passed;
    if (again)
        return;
    row->has_finished = true;
    row->finished = event->at;
    row->duration_ms = event->has & KJ_HAS_DURATION ? (double)event->duration_ms : NAN;
}

static void start_attempt(kj_learner_work *w, kj_attempt_row *row, const kj_event *event)
{
    if (row->has_started)
        return;
    row->has_started = true;
    row->started = event->at;
    row->version = keep(w, event->version);
}

/* A class is no attempt, and an answer in it no answer given alone. */
static void fold_class(kj_learner_work *w, const kj_event *event)
{
    const bool there = !(event->has & KJ_HAS_PASSED) || event->passed;

    if (event->type == KJ_EVENT_ITEM_ANSWERED) {
        class_of(w, event)->answers++;
        return;
    }
    if (event->type != KJ_EVENT_CLASS_ATTENDED)
        return;
    kj_learner_class_row *row = class_of(w, event);
    if (there && !row->present)
        row->since = event->at;
    row->present = there;
    row->how = there ? keep(w, event->kind) : row->how;
    row->slides += event->response_count;
    for (size_t i = 0; i < event->response_count; i++) {
        kj_event seen = *event;
        seen.object = event->response[i];
        (void)slide_of(w, &seen);
    }
}

static void fold_event(kj_learner_work *w, const kj_event *event)
{
    if (kj_event_in_class(event)) {
        fold_class(w, event);
        return;
    }
    kj_attempt_row *attempt = attempt_of(w, event);
    kj_play_row *play = NULL;

    switch (event->type) {
    case KJ_EVENT_ATTEMPT_STARTED:
        start_attempt(w, attempt, event);
        break;
    case KJ_EVENT_ATTEMPT_FINISHED:
        end_attempt(attempt, event);
        break;
    case KJ_EVENT_SLIDE_VIEWED:
        (void)slide_of(w, event);
        break;
    case KJ_EVENT_RUN_STARTED:
        add_run(w, event);
        break;
    case KJ_EVENT_RUN_FINISHED:
        end_run(w, event);
        break;
    case KJ_EVENT_ITEM_ANSWERED:
        add_answer(w, event);
        break;
    case KJ_EVENT_DRILL_ANSWERED:
        drill_of(w, event)->rounds++;
        break;
    case KJ_EVENT_ROLEPLAY_STARTED:
        add_play(w, event);
        break;
    case KJ_EVENT_ROLEPLAY_CHOSE:
        play = play_of(w, event);
        if (play)
            play->turns++;
        break;
    case KJ_EVENT_ROLEPLAY_ENDED:
        end_play(w, event);
        break;
    case KJ_EVENT_PART_COMPLETED: {
        kj_part_row *part = part_of(w, event);
        if (!part->completed)
            part->completed_at = event->at;
        part->completed = true;
        break;
    }
    case KJ_EVENT_ANSWER_CONTESTED:
        for (size_t i = 0; i < w->items.count; i++)
            w->items.ptr[i].contested += kj_span_equal(w->items.ptr[i].id, event->object) &&
                                         kj_span_equal(w->items.ptr[i].course, event->course);
        break;
    case KJ_EVENT_ATTEMPT_RESUMED:
    case KJ_EVENT_RUN_MOVED:
    case KJ_EVENT_COURSE_COMPLETED:
    case KJ_EVENT_REVIEW_ANSWERED:
    case KJ_EVENT_REVIEW_UNDONE:
        KJ_CASES_OF_CLASS
    case KJ_EVENT_COUNT:
        break;
    }
}

kj_word_id kj_confidence_word(uint32_t confidence)
{
    static const kj_word_id words[] = {KJ_W_NONE, KJ_W_SURE_GUESS, KJ_W_SURE_FAIR, KJ_W_SURE_SURE};
    return words[confidence < KJ_COUNT(words) ? confidence : 0];
}

static kj_span detail_of(kj_learner_work *w, const kj_event *event)
{
    kj_text_buffer out = {.arena = w->arena};

    for (size_t i = 0; i < event->response_count; i++)
        kj_putf(&out, "%s%.*s", i > 0 ? " " : "", KJ_ARG(event->response[i]));
    if (event->has & KJ_HAS_ROUND)
        kj_putf(&out, "%s%.*s", out.len > 0 ? " @ " : "", KJ_ARG(event->round));
    if (event->has & KJ_HAS_CHOICE)
        kj_putf(&out, "%.*s → %.*s", KJ_ARG(event->node), KJ_ARG(event->choice));
    if (event->has & KJ_HAS_ENDING)
        kj_put(&out, event->ending);
    if (event->has & KJ_HAS_KIND)
        kj_put(&out, event->kind);
    if (event->has & KJ_HAS_CONFIDENCE) {
        const kj_span sure = kj_words_get(w->request->words, kj_confidence_word(event->confidence));
        kj_putf(&out, "%s%.*s", out.len > 0 && sure.len > 0 ? " · " : "", KJ_ARG(sure));
    }
    return kj_put_span(&out);
}

bool kj_learner_fold(void *ctx, const kj_event *event)
{
    kj_learner_work *w = ctx;
    const int64_t day = kj_time_local_day(event->at);
    kj_event_row *row;

    if ((w->request->since != KJ_NO_DAY && day < w->request->since) ||
        (w->until != KJ_NO_DAY && day > w->until))
        return true;
    fold_event(w, event);
    row = KJ_PUSH(w->arena, &w->events, &w->sizes[7], kj_event_row);
    row->at = event->at;
    row->type = event->type;
    row->object = keep(w, event->object);
    row->detail = detail_of(w, event);
    row->score = event->has & KJ_HAS_SCORE ? event->score : NAN;
    row->max = event->has & KJ_HAS_SCORE ? event->max : NAN;
    return true;
}

void kj_learner_add_parts(kj_learner_work *w)
{
    const kj_course *course = w->request->course;
    kj_event event = {0};

    for (size_t i = 0; course && i < course->parts.count; i++) {
        event.course = course->id;
        event.object = course->parts.ptr[i].id;
        (void)part_of(w, &event);
    }
}
