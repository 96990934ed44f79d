/* engine/lesson/session_move.c: from slide to slide, into tests, drills and role-plays, and out. */
#include "lesson/pass.h"
#include "lesson/press.h"
#include "lesson/review.h"

/* ---- slides ---- */

static bool view(kj_press *p, uint32_t slide, uint32_t step)
{
    const kj_lesson *lesson = p->lesson;
    if (slide >= p->course->slides.count)
        return false;
    if (lesson->place == KJ_PLACE_SLIDE && lesson->slide == slide &&
        kj_lesson_slide(lesson, slide)->step == step) {
        p->session->screen = KJ_SCREEN_PLACE; /* it never left the record */
        return true;
    }
    kj_event *event = kj_press_event(p, KJ_EVENT_SLIDE_VIEWED, p->course->slides.ptr[slide].id);
    event->has = KJ_HAS_STEP;
    event->step = step;
    return true;
}

static bool go_home(kj_press *p)
{
    kj_press_leave_slide(p);
    p->session->screen = KJ_SCREEN_HOME;
    return true;
}

static bool open_part(kj_press *p, uint32_t part)
{
    kj_press_leave_slide(p);
    p->session->screen = KJ_SCREEN_PART;
    p->session->part = part;
    return true;
}

/* The first slide after a part; home, if it was the last. */
static bool leave_part(kj_press *p, uint32_t part)
{
    for (uint32_t i = part + 1; i < p->course->parts.count; i++) {
        if (p->course->parts.ptr[i].slide_count > 0)
            return view(p, p->course->parts.ptr[i].first_slide, 0);
    }
    return go_home(p);
}

static bool has_tasks(const kj_part *part)
{
    return kj_part_has_test(part) || part->drill_count > 0 || part->roleplay_count > 0;
}

static bool next_slide(kj_press *p)
{
    const uint32_t slide = p->lesson->slide;
    const uint32_t step = kj_lesson_slide(p->lesson, slide)->step;
    const uint32_t index = p->course->slides.ptr[slide].part;
    const kj_part *part = &p->course->parts.ptr[index];
    if (step < p->course->slides.ptr[slide].steps)
        return view(p, slide, step + 1);
    if (slide + 1 < part->first_slide + part->slide_count)
        return view(p, slide + 1, 0);
    return has_tasks(part) ? open_part(p, index) : leave_part(p, index);
}

static bool previous_slide(kj_press *p)
{
    const uint32_t slide = p->lesson->slide;
    const uint32_t step = kj_lesson_slide(p->lesson, slide)->step;
    if (step > 0)
        return view(p, slide, step - 1);
    return slide > 0 && view(p, slide - 1, p->course->slides.ptr[slide - 1].steps);
}

bool kj_act_home(kj_press *p, kj_span arg)
{
    (void)arg;
    return p->session->screen != KJ_SCREEN_HOME && go_home(p);
}

bool kj_act_continue(kj_press *p, kj_span arg)
{
    (void)arg;
    if (p->session->screen == KJ_SCREEN_PLACE)
        return false;
    if (p->lesson->place == KJ_PLACE_NOWHERE)
        return view(p, 0, 0);
    p->session->screen = KJ_SCREEN_PLACE;
    p->session->shown_ms = p->input->now.ms;
    return true;
}

bool kj_act_part(kj_press *p, kj_span arg)
{
    const uint32_t part = kj_course_find(p->course, KJ_REF_PART, arg);
    return part != KJ_NONE && open_part(p, part);
}

bool kj_act_slide(kj_press *p, kj_span arg)
{
    const uint32_t slide = kj_course_find(p->course, KJ_REF_SLIDE, arg);
    return slide != KJ_NONE && view(p, slide, kj_lesson_slide(p->lesson, slide)->step);
}

/* ---- runs ---- */

static kj_event *start_run(kj_press *p, kj_span object, kj_run_kind kind, bool timed)
{
    kj_event *event = kj_press_event(p, KJ_EVENT_RUN_STARTED, object);
    event->has = KJ_HAS_KIND | KJ_HAS_SEED;
    event->kind = kj_run_word(kind, timed);
    event->seed = p->input->seed;
    return event;
}

static kj_span run_object(const kj_press *p)
{
    const kj_run *run = &p->lesson->run;
    switch (run->kind) {
    case KJ_RUN_TEST:
        return p->course->parts.ptr[run->object].id;
    case KJ_RUN_DRILL:
        return p->course->drills.ptr[run->object].id;
    case KJ_RUN_FINAL:
    case KJ_RUN_REVIEW:
        break;
    }
    return p->course->id;
}

static kj_event *run_event(kj_press *p, kj_event_type type)
{
    kj_event *event = kj_press_event(p, type, run_object(p));
    event->has = KJ_HAS_WITHIN;
    event->within = kj_arena_copy(p->arena, kj_span_of(p->lesson->run.id));
    return event;
}

static bool move_run(kj_press *p, uint32_t step)
{
    kj_event *event = run_event(p, KJ_EVENT_RUN_MOVED);
    event->has |= KJ_HAS_STEP;
    event->step = step;
    return true;
}

/* The run that was left unfinished goes on where it was. */
static bool resume_run(kj_press *p)
{
    const kj_run *run = &p->lesson->run;
    if (p->lesson->place != KJ_PLACE_RUN)
        return move_run(p, run->shown);
    if (p->session->screen == KJ_SCREEN_PLACE)
        return false; /* here it is */
    p->session->screen = KJ_SCREEN_PLACE;
    p->session->shown_ms = p->input->now.ms;
    return true;
}

static bool is_on(const kj_run *run, kj_run_kind kind, uint32_t object, bool timed)
{
    return !run->finished && run->kind == kind && run->object == object && run->timed == timed;
}

/* Who has failed twice is shown what to see again before the third; from there it begins. */
static bool advise(kj_press *p, const kj_part_record *record, uint32_t part)
{
    kj_session *session = p->session;
    uint32_t slide;
    if (record->failed < 2 || (session->screen == KJ_SCREEN_ADVICE && session->part == part) ||
        kj_missed_slides(p->course, p->lesson, part, &slide, 1) == 0)
        return false;
    kj_press_leave_slide(p);
    session->screen = KJ_SCREEN_ADVICE;
    session->part = part;
    return true;
}

static bool start_test(kj_press *p, uint32_t part)
{
    if (!advise(p, kj_lesson_part(p->lesson, part), part))
        start_run(p, p->course->parts.ptr[part].id, KJ_RUN_TEST, false);
    return true;
}

bool kj_act_test(kj_press *p, kj_span arg)
{
    const uint32_t part = kj_course_find(p->course, KJ_REF_PART, arg);
    if (part == KJ_NONE || !kj_part_has_test(&p->course->parts.ptr[part]))
        return false;
    if (is_on(&p->lesson->run, KJ_RUN_TEST, part, false))
        return resume_run(p);
    return start_test(p, part);
}

bool kj_act_final(kj_press *p, kj_span arg)
{
    (void)arg;
    if (is_on(&p->lesson->run, KJ_RUN_FINAL, 0, false))
        return resume_run(p);
    if (!kj_final_open(p->course, p->lesson))
        return false;
    if (!advise(p, &p->lesson->final, KJ_NONE))
        start_run(p, p->course->id, KJ_RUN_FINAL, false);
    return true;
}

static bool start_review(kj_press *p, uint32_t count)
{
    if (is_on(&p->lesson->run, KJ_RUN_REVIEW, 0, false))
        return resume_run(p);
    if (count == 0)
        return false;
    kj_event *event = start_run(p, p->course->id, KJ_RUN_REVIEW, false);
    event->has |= KJ_HAS_STEP;
    event->step = count;
    return true;
}

bool kj_act_review(kj_press *p, kj_span arg)
{
    (void)arg;
    return start_review(p, kj_review_today(p->course, p->lesson, kj_time_local_day(p->input->now)));
}

bool kj_act_more(kj_press *p, kj_span arg)
{
    (void)arg;
    uint32_t items[KJ_RUN_MAX];
    const uint32_t due =
        kj_review_due(p->course, p->lesson, kj_time_local_day(p->input->now), items);
    return start_review(p, due < KJ_REVIEW_A_DAY ? due : KJ_REVIEW_A_DAY);
}

static bool start_drill(kj_press *p, kj_span id, bool timed)
{
    const uint32_t drill = kj_course_find(p->course, KJ_REF_DRILL, id);
    if (drill == KJ_NONE || kj_drill_rounds(&p->course->drills.ptr[drill]) == 0)
        return false;
    if (is_on(&p->lesson->run, KJ_RUN_DRILL, drill, timed))
        return resume_run(p);
    start_run(p, p->course->drills.ptr[drill].id, KJ_RUN_DRILL, timed);
    return true;
}

bool kj_act_drill(kj_press *p, kj_span arg)
{
    return start_drill(p, arg, true);
}

bool kj_act_calm(kj_press *p, kj_span arg)
{
    return start_drill(p, arg, false);
}

static bool finish_run(kj_press *p)
{
    const kj_run *run = &p->lesson->run;
    kj_event *event = run_event(p, KJ_EVENT_RUN_FINISHED);
    event->has |= KJ_HAS_SCORE | KJ_HAS_PASSED | KJ_HAS_DURATION;
    kj_run_total(p->course, run, &event->score, &event->max);
    event->passed =
        event->max > 0 && event->score / event->max >= kj_run_needed(p->course, run) - 1e-9;
    if (run->kind == KJ_RUN_FINAL || run->kind == KJ_RUN_REVIEW) { /* both are of the course */
        event->has |= KJ_HAS_KIND;
        event->kind = kj_run_word(run->kind, false);
    }
    for (uint32_t i = 0; i < run->answered; i++)
        event->duration_ms += run->duration_ms[i];
    return true;
}

static bool next_question(kj_press *p)
{
    const kj_run *run = &p->lesson->run;
    if (kj_at_feedback(p->session))
        return run->answered < run->count ? move_run(p, run->answered) : finish_run(p);
    return false;
}

bool kj_act_again(kj_press *p, kj_span arg)
{
    (void)arg;
    const kj_run *run = &p->lesson->run;
    if (kj_at_place(p->session, KJ_PLACE_RESULT)) {
        switch (run->kind) {
        case KJ_RUN_TEST:
            return start_test(p, run->object);
        case KJ_RUN_DRILL:
            start_run(p, run_object(p), run->kind, run->timed);
            return true;
        case KJ_RUN_FINAL:
            return kj_act_final(p, arg);
        case KJ_RUN_REVIEW:
            return kj_act_more(p, arg);
        }
    }
    if (kj_at_place(p->session, KJ_PLACE_DEBRIEF)) {
        kj_press_start_play(p, p->lesson->play.roleplay, p->lesson->play.hard);
        return true;
    }
    return false;
}

/* ---- next and back ---- */

/* From a result to where it belongs: the part, or home where it is the whole course's. */
static bool leave_result(kj_press *p)
{
    const kj_run *run = &p->lesson->run;
    if (run->kind == KJ_RUN_FINAL || run->kind == KJ_RUN_REVIEW)
        return go_home(p);
    return open_part(p, kj_run_part(p->course, run, 0));
}

static uint32_t part_of_play(const kj_press *p)
{
    return p->course->roleplays.ptr[p->lesson->play.roleplay].part;
}

/* A case's questions are a row of their own. */
static bool turn_sub(kj_press *p, bool forward)
{
    kj_question *question = KJ_NEW(p->arena, kj_question, 1);
    if (!kj_at_question(p->session))
        return false;
    kj_run_question(p->course, &p->lesson->run, p->arena, question);
    const uint32_t sub = p->session->sub;
    if (forward ? sub + 1 >= question->sub_count : sub == 0)
        return false;
    p->session->sub = forward ? sub + 1 : sub - 1;
    return true;
}

bool kj_act_next(kj_press *p, kj_span arg)
{
    (void)arg;
    kj_session *session = p->session;
    if (session->screen == KJ_SCREEN_PART)
        return leave_part(p, session->part);
    if (session->screen != KJ_SCREEN_PLACE)
        return false;
    switch (p->lesson->place) {
    case KJ_PLACE_SLIDE:
        return next_slide(p);
    case KJ_PLACE_RUN:
        return next_question(p) || turn_sub(p, true);
    case KJ_PLACE_RESULT:
        return leave_result(p);
    case KJ_PLACE_DEBRIEF:
        return open_part(p, part_of_play(p));
    case KJ_PLACE_NOWHERE:
    case KJ_PLACE_ROLEPLAY:
        break;
    }
    return false;
}

static bool back_from_part(kj_press *p)
{
    const kj_lesson *lesson = p->lesson;
    if (lesson->place == KJ_PLACE_SLIDE &&
        p->course->slides.ptr[lesson->slide].part == p->session->part) {
        p->session->screen = KJ_SCREEN_PLACE;
        return true;
    }
    return go_home(p);
}

bool kj_act_back(kj_press *p, kj_span arg)
{
    (void)arg;
    kj_session *session = p->session;
    if (session->screen == KJ_SCREEN_PART)
        return back_from_part(p);
    if (session->screen == KJ_SCREEN_ADVICE)
        return session->part == KJ_NONE ? go_home(p) : open_part(p, session->part);
    if (session->screen == KJ_SCREEN_COVER)
        return open_part(p, p->course->roleplays.ptr[session->cover].part);
    if (session->screen == KJ_SCREEN_HOME)
        return false;
    switch (p->lesson->place) {
    case KJ_PLACE_SLIDE:
        return previous_slide(p);
    case KJ_PLACE_RUN:
        return turn_sub(p, false);
    case KJ_PLACE_RESULT:
        return leave_result(p);
    case KJ_PLACE_DEBRIEF:
        if (session->turn == KJ_NONE)
            return open_part(p, part_of_play(p));
        session->turn = session->look = KJ_NONE;
        return true;
    case KJ_PLACE_NOWHERE:
    case KJ_PLACE_ROLEPLAY:
        break;
    }
    return false;
}
