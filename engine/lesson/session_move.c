/* engine/lesson/session_move.c: from slide to slide, into tests, drills and role-plays, and out. */
#include "lesson/press.h"

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
    return (part->draw > 0 && part->item_count > 0) || part->drill_count > 0 ||
           part->roleplay_count > 0;
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

static void start_run(kj_press *p, kj_span object, kj_span kind)
{
    kj_event *event = kj_press_event(p, KJ_EVENT_RUN_STARTED, object);
    event->has = KJ_HAS_KIND | KJ_HAS_SEED;
    event->kind = kind;
    event->seed = p->input->seed;
}

static kj_span run_object(const kj_press *p)
{
    const kj_run *run = &p->lesson->run;
    return run->drill ? p->course->drills.ptr[run->object].id
                      : p->course->parts.ptr[run->object].id;
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

static bool is_on(const kj_run *run, bool drill, uint32_t object, bool timed)
{
    return !run->finished && run->drill == drill && run->object == object && run->timed == timed;
}

bool kj_act_test(kj_press *p, kj_span arg)
{
    const uint32_t part = kj_course_find(p->course, KJ_REF_PART, arg);
    if (part == KJ_NONE || p->course->parts.ptr[part].draw < 1 ||
        p->course->parts.ptr[part].item_count == 0)
        return false;
    if (is_on(&p->lesson->run, false, part, false))
        return resume_run(p);
    start_run(p, p->course->parts.ptr[part].id, KJ_LIT("test"));
    return true;
}

static bool start_drill(kj_press *p, kj_span id, bool timed)
{
    const uint32_t drill = kj_course_find(p->course, KJ_REF_DRILL, id);
    if (drill == KJ_NONE || kj_drill_rounds(&p->course->drills.ptr[drill]) == 0)
        return false;
    if (is_on(&p->lesson->run, true, drill, timed))
        return resume_run(p);
    start_run(p, p->course->drills.ptr[drill].id, timed ? KJ_LIT("drill") : KJ_LIT("untimed"));
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
    const double needed = run->drill ? p->course->pass.drill : p->course->pass.test;
    event->passed = event->max > 0 && event->score / event->max >= needed - 1e-9;
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

bool kj_act_roleplay(kj_press *p, kj_span arg)
{
    const uint32_t roleplay = kj_course_find(p->course, KJ_REF_ROLEPLAY, arg);
    const kj_play *play = &p->lesson->play;
    if (roleplay == KJ_NONE)
        return false;
    const bool on =
        play->id[0] != '\0' && play->roleplay == roleplay && play->state.node != KJ_NONE;
    if (on && p->lesson->place == KJ_PLACE_ROLEPLAY) {
        if (p->session->screen == KJ_SCREEN_PLACE)
            return false;
        p->session->screen = KJ_SCREEN_PLACE;
        p->session->shown_ms = p->input->now.ms;
        return true;
    }
    kj_press_start_play(p, roleplay);
    if (on) { /* goes on where it was left */
        kj_event *event = &p->out->events[p->out->event_count - 1];
        event->has |= KJ_HAS_WITHIN | KJ_HAS_STEP;
        event->within = kj_arena_copy(p->arena, kj_span_of(play->id));
        event->step = play->turn_count;
        event->seed = play->seed;
    }
    return true;
}

bool kj_act_again(kj_press *p, kj_span arg)
{
    (void)arg;
    const kj_run *run = &p->lesson->run;
    if (kj_at_place(p->session, KJ_PLACE_RESULT)) {
        start_run(p, run_object(p),
                  !run->drill  ? KJ_LIT("test")
                  : run->timed ? KJ_LIT("drill")
                               : KJ_LIT("untimed"));
        return true;
    }
    if (kj_at_place(p->session, KJ_PLACE_DEBRIEF)) {
        kj_press_start_play(p, p->lesson->play.roleplay);
        return true;
    }
    return false;
}

/* ---- next and back ---- */

static uint32_t part_of_run(const kj_press *p)
{
    const kj_run *run = &p->lesson->run;
    return run->drill ? p->course->drills.ptr[run->object].part : run->object;
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
    if (session->screen == KJ_SCREEN_HOME)
        return false;
    switch (p->lesson->place) {
    case KJ_PLACE_SLIDE:
        return next_slide(p);
    case KJ_PLACE_RUN:
        return next_question(p) || turn_sub(p, true);
    case KJ_PLACE_RESULT:
        return open_part(p, part_of_run(p));
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
    if (session->screen == KJ_SCREEN_HOME)
        return false;
    switch (p->lesson->place) {
    case KJ_PLACE_SLIDE:
        return previous_slide(p);
    case KJ_PLACE_RUN:
        return turn_sub(p, false);
    case KJ_PLACE_RESULT:
        return open_part(p, part_of_run(p));
    case KJ_PLACE_DEBRIEF:
        if (session->turn == KJ_NONE)
            return open_part(p, part_of_play(p));
        session->turn = KJ_NONE;
        return true;
    case KJ_PLACE_NOWHERE:
    case KJ_PLACE_ROLEPLAY:
        break;
    }
    return false;
}
