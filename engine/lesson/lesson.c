/* engine/lesson/lesson.c: the block of an attempt's state, and the fold of events into it. */
#include "lesson/fold.h"

#define GAP_MAX_MS ((int64_t)5 * 60 * 1000)

/* ---- the block ---- */

#define ALIGN 16 /* of each array's start */
static size_t aligned(size_t bytes)
{
    return (bytes + ALIGN - 1) / ALIGN * ALIGN;
}

typedef struct layout {
    size_t slides, items, drills, roleplays, parts, end;
} layout;

static layout layout_of(size_t slides, size_t items, size_t drills, size_t roleplays, size_t parts)
{
    layout l = {.slides = aligned(sizeof(kj_lesson))};
    l.items = l.slides + aligned(slides * sizeof(kj_slide_record));
    l.drills = l.items + aligned(items * sizeof(kj_item_record));
    l.roleplays = l.drills + aligned(drills * sizeof(kj_drill_record));
    l.parts = l.roleplays + aligned(roleplays * sizeof(kj_roleplay_record));
    l.end = l.parts + aligned(parts * sizeof(kj_part_record));
    return l;
}

static layout layout_in(const kj_lesson *lesson)
{
    return layout_of(lesson->slide_count, lesson->item_count, lesson->drill_count,
                     lesson->roleplay_count, lesson->part_count);
}

static layout layout_for(const kj_course *course)
{
    return layout_of(course->slides.count, course->items.count, course->drills.count,
                     course->roleplays.count, course->parts.count);
}

size_t kj_lesson_bytes(const kj_course *course)
{
    return layout_for(course).end;
}

void kj_lesson_init(kj_lesson *lesson, const kj_course *course)
{
    const size_t bytes = kj_lesson_bytes(course);
    memset(lesson, 0, bytes);
    lesson->bytes = bytes;
    lesson->slide_count = (uint32_t)course->slides.count; /* limited by read.h */
    lesson->item_count = (uint32_t)course->items.count;
    lesson->drill_count = (uint32_t)course->drills.count;
    lesson->roleplay_count = (uint32_t)course->roleplays.count;
    lesson->part_count = (uint32_t)course->parts.count;
    lesson->play.state.node = KJ_NONE;
    lesson->play.state.ending = KJ_NONE;
    lesson->play.branch = KJ_NONE;
    lesson->run.finished = true; /* none is on */
    for (uint32_t i = 0; i < lesson->roleplay_count; i++)
        kj_lesson_roleplay(lesson, i)->best_grade = kj_lesson_roleplay(lesson, i)->best_hard =
            KJ_NONE;
}

static void *at_offset(const kj_lesson *lesson, size_t offset)
{
    return (char *)lesson + offset;
}

kj_slide_record *kj_lesson_slide(const kj_lesson *lesson, uint32_t slide)
{
    assert(slide < lesson->slide_count);
    return (kj_slide_record *)at_offset(lesson, layout_in(lesson).slides) + slide;
}

kj_item_record *kj_lesson_item(const kj_lesson *lesson, uint32_t item)
{
    assert(item < lesson->item_count);
    return (kj_item_record *)at_offset(lesson, layout_in(lesson).items) + item;
}

kj_drill_record *kj_lesson_drill(const kj_lesson *lesson, uint32_t drill)
{
    assert(drill < lesson->drill_count);
    return (kj_drill_record *)at_offset(lesson, layout_in(lesson).drills) + drill;
}

kj_roleplay_record *kj_lesson_roleplay(const kj_lesson *lesson, uint32_t roleplay)
{
    assert(roleplay < lesson->roleplay_count);
    return (kj_roleplay_record *)at_offset(lesson, layout_in(lesson).roleplays) + roleplay;
}

kj_part_record *kj_lesson_part(const kj_lesson *lesson, uint32_t part)
{
    assert(part < lesson->part_count);
    return (kj_part_record *)at_offset(lesson, layout_in(lesson).parts) + part;
}

/* ---- the fold ---- */

static bool attempt_started(kj_lesson *lesson, const kj_event *event)
{
    const kj_span attempt = event->attempt.len > 0 ? event->attempt : event->id;
    if (lesson->started || attempt.len >= sizeof lesson->attempt)
        return false;
    kj_fold_set_id(lesson->attempt, sizeof lesson->attempt, attempt);
    lesson->seed = event->seed;
    lesson->started = true;
    lesson->started_ms = event->at.ms;
    return true;
}

static bool attempt_finished(kj_lesson *lesson, const kj_event *event)
{
    const double score = kj_fold_has_share(event) ? 100 * kj_fold_share_of(event) : 0;
    if (!lesson->finished || score > lesson->score)
        lesson->score = score;
    lesson->finished = true;
    lesson->passed = lesson->passed || event->passed;
    return true;
}

static bool slide_viewed(const kj_course *course, kj_lesson *lesson, const kj_event *event)
{
    const uint32_t slide = kj_course_find(course, KJ_REF_SLIDE, event->object);
    if (slide == KJ_NONE)
        return false;
    const uint32_t steps = course->slides.ptr[slide].steps;
    kj_slide_record *record = kj_lesson_slide(lesson, slide);
    if (lesson->place != KJ_PLACE_SLIDE || lesson->slide != slide)
        lesson->slide_since_ms = event->at.ms;
    lesson->place = KJ_PLACE_SLIDE;
    lesson->slide = slide;
    record->visited = true;
    record->step = event->step < steps ? event->step : steps;
    return true;
}

/* Member by member, because of the padding. */
static void set_state(kj_play *play, kj_roleplay_state s)
{
    play->state.node = s.node;
    play->state.ending = s.ending;
    play->state.turns = s.turns;
    play->state.refused = s.refused;
    play->state.facts = s.facts;
    for (size_t i = 0; i < KJ_ROLEPLAY_VARIABLES_MAX; i++)
        play->state.vars[i] = s.vars[i];
}

/* From a turn of the play before.  An unfinished one that goes on where it was is no replay, or
 * stays the one that it was. */
static bool branch_off(const kj_course *course, kj_play *play, uint32_t turn)
{
    if (turn > play->turn_count)
        return false;
    if (turn < play->turn_count || play->state.ending != KJ_NONE) {
        memcpy(play->old, play->turns, sizeof play->old);
        play->old_count = play->turn_count;
        play->old_ending = play->state.ending;
        play->branch = turn;
    }
    set_state(play, kj_play_state_at(course, play, turn));
    memset(play->turns + turn, 0, (KJ_ROLEPLAY_TURNS_MAX - turn) * sizeof play->turns[0]);
    play->turn_count = turn;
    return true;
}

static bool roleplay_started(const kj_course *course, kj_lesson *lesson, const kj_event *event)
{
    const uint32_t roleplay = kj_course_find(course, KJ_REF_ROLEPLAY, event->object);
    const bool hard = kj_span_is(event->kind, "hard");
    kj_play *play = &lesson->play;
    if (roleplay == KJ_NONE || event->id.len >= sizeof play->id ||
        ((event->has & KJ_HAS_KIND) && !hard && !kj_span_is(event->kind, "standard")))
        return false;
    if (event->has & KJ_HAS_WITHIN) {
        if (!kj_fold_is_play(lesson, event->within) || play->roleplay != roleplay ||
            !branch_off(course, play, event->step))
            return false;
    } else {
        memset(play, 0, sizeof *play);
        play->roleplay = roleplay;
        play->branch = KJ_NONE;
        set_state(play, kj_roleplay_start(&course->roleplays.ptr[roleplay]));
    }
    kj_fold_set_id(play->id, sizeof play->id, event->id);
    play->seed = event->seed;
    play->hard = hard;
    lesson->place = KJ_PLACE_ROLEPLAY;
    return true;
}

static bool roleplay_chose(const kj_course *course, kj_lesson *lesson, const kj_event *event)
{
    kj_play *play = &lesson->play;
    if (lesson->place != KJ_PLACE_ROLEPLAY || !kj_fold_is_play(lesson, event->within))
        return false;
    const kj_roleplay *roleplay = &course->roleplays.ptr[play->roleplay];
    const uint32_t at = play->state.node;
    if (!kj_span_equal(event->object, roleplay->id) || at >= roleplay->nodes.count ||
        !kj_span_equal(event->node, roleplay->nodes.ptr[at].id) ||
        play->turn_count >= KJ_ROLEPLAY_TURNS_MAX)
        return false;
    const kj_node *node = &roleplay->nodes.ptr[at];
    for (uint32_t c = 0; c < node->choices.count; c++) {
        if (!kj_span_equal(node->choices.ptr[c].id, event->choice))
            continue;
        if (!kj_roleplay_offered(roleplay, &play->state, c))
            return false;
        set_state(play, kj_roleplay_step(roleplay, play->state, c));
        play->turns[play->turn_count].node = at;
        play->turns[play->turn_count].choice = c;
        play->turn_count++;
        return true;
    }
    return false;
}

static bool roleplay_ended(const kj_course *course, kj_lesson *lesson, const kj_event *event)
{
    const uint32_t index = kj_course_find(course, KJ_REF_ROLEPLAY, event->object);
    if (index == KJ_NONE)
        return false;
    const kj_roleplay *roleplay = &course->roleplays.ptr[index];
    uint32_t ending = 0;
    while (ending < roleplay->endings.count &&
           !kj_span_equal(roleplay->endings.ptr[ending].id, event->ending))
        ending++;
    if (ending == roleplay->endings.count)
        return false;
    kj_play *play = &lesson->play;
    const bool here = kj_fold_is_play(lesson, event->within);
    if (here && (lesson->place == KJ_PLACE_DEBRIEF || play->state.ending != ending))
        return false;
    kj_roleplay_record *record = kj_lesson_roleplay(lesson, index);
    record->ended++;
    if (ending < 64)
        record->endings |= (uint64_t)1 << ending;
    if (roleplay->endings.ptr[ending].grade < record->best_grade)
        record->best_grade = roleplay->endings.ptr[ending].grade;
    if (here && play->hard && roleplay->endings.ptr[ending].grade < record->best_hard)
        record->best_hard = roleplay->endings.ptr[ending].grade;
    if (here && lesson->place == KJ_PLACE_ROLEPLAY)
        lesson->place = KJ_PLACE_DEBRIEF;
    return true;
}

static bool part_completed(const kj_course *course, kj_lesson *lesson, const kj_event *event)
{
    const uint32_t part = kj_course_find(course, KJ_REF_PART, event->object);
    if (part == KJ_NONE)
        return false;
    kj_lesson_part(lesson, part)->completed = true;
    return true;
}

/* A class that is over says which slides its trainees have seen there.  It is not of the attempt:
 * neither place nor time moves. */
static bool class_attended(const kj_course *course, kj_lesson *lesson, const kj_event *event)
{
    bool fits = false;
    if (event->course.len > 0 && !kj_span_equal(event->course, course->id))
        return false;
    for (size_t i = 0; i < event->response_count; i++) {
        const uint32_t slide = kj_course_find(course, KJ_REF_SLIDE, event->response[i]);
        if (slide == KJ_NONE)
            continue;
        kj_lesson_slide(lesson, slide)->seen = true;
        kj_lesson_slide(lesson, slide)->visited = true;
        fits = true;
    }
    return fits;
}

static bool fold(const kj_course *course, kj_lesson *lesson, const kj_event *event)
{
    switch (event->type) {
    case KJ_EVENT_ATTEMPT_STARTED:
        return attempt_started(lesson, event);
    case KJ_EVENT_ATTEMPT_RESUMED:
        lesson->slide_since_ms = event->at.ms; /* whoever was away saw nothing */
        return true;
    case KJ_EVENT_ATTEMPT_FINISHED:
        return attempt_finished(lesson, event);
    case KJ_EVENT_SLIDE_VIEWED:
        return slide_viewed(course, lesson, event);
    case KJ_EVENT_RUN_STARTED:
        return kj_fold_run_started(course, lesson, event);
    case KJ_EVENT_RUN_MOVED:
        return kj_fold_run_moved(course, lesson, event);
    case KJ_EVENT_RUN_FINISHED:
        return kj_fold_run_finished(course, lesson, event);
    case KJ_EVENT_ITEM_ANSWERED:
        return kj_fold_item_answered(course, lesson, event);
    case KJ_EVENT_REVIEW_ANSWERED:
        return kj_fold_review_answered(course, lesson, event);
    case KJ_EVENT_REVIEW_UNDONE:
        return kj_fold_review_undone(course, lesson, event);
    case KJ_EVENT_DRILL_ANSWERED:
        return kj_fold_drill_answered(course, lesson, event);
    case KJ_EVENT_ROLEPLAY_STARTED:
        return roleplay_started(course, lesson, event);
    case KJ_EVENT_ROLEPLAY_CHOSE:
        return roleplay_chose(course, lesson, event);
    case KJ_EVENT_ROLEPLAY_ENDED:
        return roleplay_ended(course, lesson, event);
    case KJ_EVENT_PART_COMPLETED:
        return part_completed(course, lesson, event);
    case KJ_EVENT_COURSE_COMPLETED:
        lesson->completed = true;
        return true;
    case KJ_EVENT_ANSWER_CONTESTED:
        return kj_fold_answer_contested(course, lesson, event);
        KJ_CASES_OF_CLASS
    case KJ_EVENT_COUNT:
        break;
    }
    return false;
}

/* Of this course and this attempt, as far as it says. */
static bool belongs(const kj_course *course, const kj_lesson *lesson, const kj_event *event)
{
    if (event->course.len > 0 && !kj_span_equal(event->course, course->id))
        return false;
    return !lesson->started || event->attempt.len == 0 ||
           kj_span_is(event->attempt, lesson->attempt);
}

/* The slide on the screen counts as seen once it has been there long enough. */
static void credit_slide(const kj_course *course, kj_lesson *lesson, uint32_t slide,
                         int64_t stayed_ms)
{
    if ((double)stayed_ms >= course->pass.slide_seconds * 1000)
        kj_lesson_slide(lesson, slide)->seen = true;
}

/* A day before the last one, of a clock set back or of another device, changes nothing. */
static void count_day(kj_lesson *lesson, const kj_event *event)
{
    const int64_t day = kj_time_local_day(event->at);
    if (event->type == KJ_EVENT_ATTEMPT_STARTED || event->type == KJ_EVENT_ATTEMPT_RESUMED ||
        (lesson->days > 0 && day <= lesson->learnt_day))
        return;
    const bool next = lesson->days > 0 && day == lesson->learnt_day + 1;
    lesson->days_in_row = next ? lesson->days_in_row + 1 : 1;
    lesson->days++;
    lesson->learnt_day = day;
}

uint32_t kj_lesson_days_in_row(const kj_lesson *lesson, int64_t day)
{
    return day <= lesson->learnt_day + 1 ? lesson->days_in_row : 0;
}

void kj_lesson_step(const kj_course *course, kj_lesson *lesson, const kj_event *event)
{
    const kj_place_kind place = lesson->place;
    const uint32_t slide = lesson->slide;
    const int64_t since_ms = lesson->slide_since_ms;
    if (kj_event_in_class(event) && !kj_fold_is_run(lesson, event->within)) {
        lesson->refused +=
            event->type != KJ_EVENT_CLASS_ATTENDED || !class_attended(course, lesson, event);
        return;
    }
    if (!belongs(course, lesson, event) || !fold(course, lesson, event)) {
        lesson->refused++;
        return;
    }
    const bool resumed = event->type == KJ_EVENT_ATTEMPT_RESUMED;
    if (place == KJ_PLACE_SLIDE && !resumed)
        credit_slide(course, lesson, slide, event->at.ms - since_ms);
    if (lesson->events > 0 && !resumed) {
        const int64_t gap = event->at.ms - lesson->last_ms;
        const int64_t spent = gap < 0 ? 0 : gap < GAP_MAX_MS ? gap : GAP_MAX_MS;
        lesson->active_ms += spent; /* a clock set back gives no time */
        if (place == KJ_PLACE_SLIDE &&
            kj_lesson_slide(lesson, slide)->stayed_ms < UINT32_MAX - GAP_MAX_MS)
            kj_lesson_slide(lesson, slide)->stayed_ms += (uint32_t)spent;
    }
    count_day(lesson, event);
    lesson->events++;
    lesson->last_ms = event->at.ms;
}
