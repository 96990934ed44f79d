/* engine/lesson/fold_runs.c: tests, drills and reviews, their answers, and the cards that follow.
 */
#include "lesson/fold.h"

/* The questions of the run that begins; 0: none. */
static uint32_t questions_of(const kj_course *course, const kj_lesson *lesson, kj_run_kind kind,
                             uint32_t object, const kj_event *event, uint32_t out[KJ_RUN_MAX])
{
    if (kind != KJ_RUN_REVIEW)
        return kj_run_questions(course, kind, object, event->seed, out);
    uint32_t count = kj_review_due(course, lesson, kj_time_local_day(event->at), out);
    if (count > KJ_RUN_MAX)
        count = KJ_RUN_MAX;
    const uint32_t wanted = event->has & KJ_HAS_STEP ? event->step : KJ_REVIEW_A_DAY;
    return count < wanted ? count : wanted;
}

bool kj_fold_run_started(const kj_course *course, kj_lesson *lesson, const kj_event *event)
{
    kj_run_kind kind;
    bool timed;
    if (!kj_run_read(event->kind, &kind, &timed) || event->id.len >= sizeof lesson->run.id)
        return false;
    uint32_t object = 0;
    if (kind == KJ_RUN_TEST || kind == KJ_RUN_DRILL)
        object =
            kj_course_find(course, kind == KJ_RUN_TEST ? KJ_REF_PART : KJ_REF_DRILL, event->object);
    else if (!kj_span_equal(event->object, course->id))
        object = KJ_NONE;
    if (object == KJ_NONE)
        return false;
    kj_run *run = &lesson->run;
    uint32_t questions[KJ_RUN_MAX];
    const uint32_t count = questions_of(course, lesson, kind, object, event, questions);
    if (count == 0)
        return false;
    memset(run, 0, sizeof *run);
    run->kind = kind;
    run->timed = timed;
    run->object = object;
    kj_fold_set_id(run->id, sizeof run->id, event->id);
    run->seed = event->seed;
    run->started_ms = event->at.ms;
    run->count = count;
    memcpy(run->question, questions, count * sizeof questions[0]);
    lesson->place = KJ_PLACE_RUN;
    return true;
}

/* On to the next question, back into the run from elsewhere, or the same round once more. */
bool kj_fold_run_moved(const kj_course *course, kj_lesson *lesson, const kj_event *event)
{
    (void)course;
    kj_run *run = &lesson->run;
    if (!kj_fold_is_run(lesson, event->within) || run->finished)
        return false;
    const bool here = lesson->place == KJ_PLACE_RUN;
    const bool feedback = run->shown < run->answered;
    if (event->step == run->answered && run->answered < run->count && (feedback || !here)) {
        if (feedback)
            run->tries = 0;
        run->shown = run->answered;
        run->contested = false;
    } else if (event->step + 1 == run->answered && here && feedback && run->kind == KJ_RUN_DRILL) {
        run->answered--;
        run->shown = run->answered;
        run->contested = false;
    } else if (event->step + 1 == run->answered && !here && feedback) {
        run->shown = run->answered - 1;
    } else {
        return false;
    }
    lesson->place = KJ_PLACE_RUN;
    return true;
}

static uint32_t duration_of(const kj_event *event)
{
    return event->duration_ms < 0            ? 0
           : event->duration_ms > UINT32_MAX ? UINT32_MAX
                                             : (uint32_t)event->duration_ms;
}

static uint8_t confidence_of(const kj_event *event)
{
    return (event->has & KJ_HAS_CONFIDENCE) && event->confidence < KJ_CONFIDENCE_COUNT
               ? (uint8_t)event->confidence
               : 0;
}

/* Keeps an answer whose feedback is on the screen. */
static void keep_answer(kj_run *run, const kj_event *event)
{
    memset(run->response, 0, sizeof run->response);
    run->response_bytes = 0;
    run->response_count = 0;
    for (size_t i = 0; i < event->response_count && i < KJ_RESPONSES_MAX; i++) {
        const kj_span value = event->response[i];
        if (value.len + 1 > sizeof run->response - run->response_bytes)
            break;
        if (value.len > 0)
            memcpy(run->response + run->response_bytes, value.ptr, value.len);
        run->response_bytes += (uint32_t)value.len + 1;
        run->response_count++;
    }
    const uint32_t at = run->answered;
    run->score[at] = event->score < event->max ? event->score : event->max; /* as the share */
    run->max[at] = event->max;
    run->duration_ms[at] = duration_of(event);
    run->confidence[at] = confidence_of(event);
    run->shown = at;
    run->answered = at + 1;
    run->tries++;
    run->contested = false;
}

/* What answers the question on the screen. */
static bool takes_answer(const kj_lesson *lesson, const kj_event *event)
{
    static const kj_event_type answers[] = {
        [KJ_RUN_TEST] = KJ_EVENT_ITEM_ANSWERED,
        [KJ_RUN_DRILL] = KJ_EVENT_DRILL_ANSWERED,
        [KJ_RUN_FINAL] = KJ_EVENT_ITEM_ANSWERED,
        [KJ_RUN_REVIEW] = KJ_EVENT_REVIEW_ANSWERED,
    };
    const kj_run *run = &lesson->run;
    return lesson->place == KJ_PLACE_RUN && kj_fold_is_run(lesson, event->within) &&
           answers[run->kind] == event->type && !run->finished && run->shown == run->answered &&
           run->answered < run->count;
}

/* The course may have changed since the run began, and the draw with it: the log knows what was
 * asked.  The question changes places with the one that now stands there. */
static bool ask_instead(kj_run *run, uint32_t question)
{
    const uint32_t at = run->answered;
    for (uint32_t i = 0; i < run->count; i++) {
        if (run->question[i] != question)
            continue;
        if (i < at)
            return false; /* it has been answered in this run */
        run->question[i] = run->question[at];
        break;
    }
    run->question[at] = question;
    return true;
}

/* ---- cards ---- */

static void copy_card(kj_card *to, const kj_card *from)
{
    to->memory.stability = from->memory.stability;
    to->memory.difficulty = from->memory.difficulty;
    to->day = from->day;
    to->due_day = from->due_day;
}

static void rate_card(kj_card *card, kj_rating rating, int64_t day)
{
    const bool is_new = !(card->memory.stability > 0);
    const kj_memory memory = kj_fsrs_rate(card->memory, rating, day - card->day);
    card->memory.stability = memory.stability;
    card->memory.difficulty = memory.difficulty;
    card->day = is_new || day > card->day ? day : card->day; /* a clock set back */
    card->due_day = day + kj_fsrs_interval(memory);
}

static void record_answer(kj_item_record *record, const kj_event *event)
{
    const double share = kj_fold_share_of(event);
    if (record->tries == 0)
        record->first = record->best = share;
    if (share > record->best)
        record->best = share;
    record->last = share;
    record->duration_ms = duration_of(event);
    record->tries++;
    kj_fold_set_id(record->review, sizeof record->review, (kj_span){NULL, 0});
    if (share < 1 || record->card.memory.stability > 0)
        rate_card(&record->card, kj_rating_of(share), kj_time_local_day(event->at));
}

bool kj_fold_item_answered(const kj_course *course, kj_lesson *lesson, const kj_event *event)
{
    const uint32_t item = kj_course_find(course, KJ_REF_ITEM, event->object);
    if (item == KJ_NONE || !kj_fold_has_share(event))
        return false;
    if (takes_answer(lesson, event)) {
        if (!ask_instead(&lesson->run, item))
            return false;
        keep_answer(&lesson->run, event);
    } else if (kj_fold_is_run(lesson, event->within)) {
        return false; /* twice the same question */
    }
    record_answer(kj_lesson_item(lesson, item), event);
    return true;
}

static void count_review(kj_lesson *lesson, int64_t day)
{
    if (lesson->review_count == 0 || day > lesson->review_day) {
        lesson->review_day = day;
        lesson->review_count = 0;
    }
    lesson->review_count += lesson->review_day == day;
}

/* The rating is taken as it was said then, like a score. */
bool kj_fold_review_answered(const kj_course *course, kj_lesson *lesson, const kj_event *event)
{
    const uint32_t item = kj_course_find(course, KJ_REF_ITEM, event->object);
    if (item == KJ_NONE || event->id.len >= sizeof lesson->run.id)
        return false;
    kj_item_record *record = kj_lesson_item(lesson, item);
    kj_card before = {{0, 0}, 0, 0};
    copy_card(&before, &record->card);
    const double last = record->last;
    if (!kj_fold_item_answered(course, lesson, event))
        return false;
    const bool said = (event->has & KJ_HAS_RATING) && event->rating >= KJ_RATING_AGAIN &&
                      event->rating <= KJ_RATING_EASY;
    const int64_t day = kj_time_local_day(event->at);
    copy_card(&record->card, &before);
    rate_card(&record->card,
              said ? (kj_rating)event->rating : kj_rating_of(kj_fold_share_of(event)), day);
    kj_fold_set_id(record->review, sizeof record->review, event->id);
    copy_card(&record->card_before, &before);
    record->last_before = last;
    count_review(lesson, day);
    return true;
}

/* A mis-press is taken back: the card is as it was, and where its feedback is on the screen, the
 * question is asked again.  That it was answered stays true: `tries` and `best` keep it. */
bool kj_fold_review_undone(const kj_course *course, kj_lesson *lesson, const kj_event *event)
{
    const uint32_t item = kj_course_find(course, KJ_REF_ITEM, event->object);
    if (item == KJ_NONE)
        return false;
    kj_item_record *record = kj_lesson_item(lesson, item);
    if (event->within.len == 0 || !kj_span_is(event->within, record->review))
        return false;
    if (lesson->review_count > 0 && lesson->review_day == record->card.day)
        lesson->review_count--;
    copy_card(&record->card, &record->card_before);
    record->last = record->last_before;
    kj_fold_set_id(record->review, sizeof record->review, (kj_span){NULL, 0});
    kj_run *run = &lesson->run;
    if (run->kind == KJ_RUN_REVIEW && !run->finished && run->answered > 0 &&
        run->shown + 1 == run->answered && run->question[run->shown] == item) {
        run->answered--;
        run->contested = false;
    }
    return true;
}

bool kj_fold_drill_answered(const kj_course *course, kj_lesson *lesson, const kj_event *event)
{
    const uint32_t drill = kj_course_find(course, KJ_REF_DRILL, event->object);
    if (drill == KJ_NONE || !kj_fold_has_share(event) || !takes_answer(lesson, event) ||
        lesson->run.object != drill)
        return false;
    const uint32_t round = kj_drill_find_round(&course->drills.ptr[drill], event->round);
    if ((event->has & KJ_HAS_ROUND) && round != KJ_NONE && !ask_instead(&lesson->run, round))
        return false;
    keep_answer(&lesson->run, event);
    return true;
}

static void record_test(kj_part_record *record, double share, bool passed)
{
    if (record->tests == 0)
        record->test_first = record->test_best = share;
    if (share > record->test_best)
        record->test_best = share;
    record->tests++;
    record->failed = passed ? 0 : record->failed + 1;
}

static void record_drill(kj_drill_record *record, const kj_event *event)
{
    static const int64_t waits[KJ_DRILL_RETURNS] = {1, 3, 7};
    const double share = kj_fold_share_of(event);
    const int64_t day = kj_time_local_day(event->at);
    if (record->runs == 0 || share > record->best)
        record->best = share;
    record->last = share;
    record->duration_ms = duration_of(event);
    record->runs++;
    if (!record->passed) {
        record->passed = event->passed;
        record->due_day = day + waits[0];
    } else if (record->returns < KJ_DRILL_RETURNS && day >= record->due_day) {
        record->returns += event->passed;
        record->due_day =
            day + (event->passed && record->returns < KJ_DRILL_RETURNS ? waits[record->returns]
                                                                       : waits[0]);
    }
}

/* What kind of run has ended: of the one that is on its own, of others what the event says.  Ids of
 * a part and of a drill may be equal, and older events say no kind: then the part is meant, as
 * it was. */
static bool ended_kind(const kj_course *course, const kj_lesson *lesson, const kj_event *event,
                       kj_run_kind *kind)
{
    bool timed;
    if (kj_fold_is_run(lesson, event->within)) {
        *kind = lesson->run.kind;
        return true;
    }
    if (event->has & KJ_HAS_KIND)
        return kj_run_read(event->kind, kind, &timed);
    *kind =
        kj_course_find(course, KJ_REF_PART, event->object) != KJ_NONE ? KJ_RUN_TEST : KJ_RUN_DRILL;
    return true;
}

static bool record_run(const kj_course *course, kj_lesson *lesson, const kj_event *event,
                       kj_run_kind kind)
{
    const double share = kj_fold_share_of(event);
    uint32_t object = 0;
    if (kind == KJ_RUN_TEST)
        object = kj_course_find(course, KJ_REF_PART, event->object);
    else if (kind == KJ_RUN_DRILL)
        object = kj_course_find(course, KJ_REF_DRILL, event->object);
    else if (!kj_span_equal(event->object, course->id))
        object = KJ_NONE;
    if (object == KJ_NONE)
        return false;
    if (kind == KJ_RUN_TEST)
        record_test(kj_lesson_part(lesson, object), share,
                    event->has & KJ_HAS_PASSED ? event->passed : share >= course->pass.test);
    else if (kind == KJ_RUN_DRILL)
        record_drill(kj_lesson_drill(lesson, object), event);
    else if (kind == KJ_RUN_FINAL)
        record_test(&lesson->final, share,
                    event->has & KJ_HAS_PASSED ? event->passed : share >= course->pass.final);
    return true;
}

bool kj_fold_run_finished(const kj_course *course, kj_lesson *lesson, const kj_event *event)
{
    kj_run_kind kind;
    kj_run *run = &lesson->run;
    const bool here = kj_fold_is_run(lesson, event->within);
    if (!kj_fold_has_share(event) || (here && run->finished) ||
        !ended_kind(course, lesson, event, &kind) || !record_run(course, lesson, event, kind))
        return false;
    if (here) {
        run->finished = true;
        if (lesson->place == KJ_PLACE_RUN)
            lesson->place = KJ_PLACE_RESULT;
    }
    return true;
}

bool kj_fold_answer_contested(const kj_course *course, kj_lesson *lesson, const kj_event *event)
{
    const uint32_t item = kj_course_find(course, KJ_REF_ITEM, event->object);
    if (item == KJ_NONE && kj_course_find(course, KJ_REF_DRILL, event->object) == KJ_NONE)
        return false;
    if (item != KJ_NONE)
        kj_lesson_item(lesson, item)->contested = true;
    if (kj_fold_is_run(lesson, event->within) && lesson->run.shown < lesson->run.answered)
        lesson->run.contested = true;
    return true;
}
