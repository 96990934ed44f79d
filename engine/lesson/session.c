/* engine/lesson/session.c: an input finds its act; what follows from the events is added; saved
 * events are folded in and move the screen. */
#include "lesson/pass.h"
#include "lesson/press.h"
#include "lesson/review.h"

#include <assert.h>

void kj_session_init(kj_session *session, kj_lesson *lesson)
{
    memset(session, 0, sizeof *session);
    session->screen = KJ_SCREEN_HOME;
    session->peek = KJ_NONE;
    session->term = KJ_NONE;
    session->turn = session->look = KJ_NONE;
    session->beside.slide = KJ_NONE;
    kj_draft_reset(&session->beside.query);
    kj_draft_reset(&session->beside.note);
    kj_draft_reset(&session->beside.plan);
    session->lesson = lesson;
    for (size_t i = 0; i < KJ_SUBS_MAX; i++)
        kj_draft_reset(&session->drafts[i]);
}

bool kj_read_index(kj_span text, uint32_t bound, uint32_t *out)
{
    return bound > 0 && kj_span_count(text, bound - 1, out);
}

/* ---- where the session is ---- */

bool kj_at_place(const kj_session *session, kj_place_kind place)
{
    return session->screen == KJ_SCREEN_PLACE && session->lesson->place == place;
}

bool kj_at_question(const kj_session *session)
{
    const kj_run *run = &session->lesson->run;
    return kj_at_place(session, KJ_PLACE_RUN) && run->shown == run->answered &&
           run->shown < run->count;
}

bool kj_at_feedback(const kj_session *session)
{
    const kj_run *run = &session->lesson->run;
    return kj_at_place(session, KJ_PLACE_RUN) && run->shown < run->answered;
}

bool kj_session_offers_sheet(const kj_session *session)
{
    if (session->lesson->events <= 1)
        return false;
    return session->screen == KJ_SCREEN_HOME ||
           (kj_at_place(session, KJ_PLACE_RESULT) && session->lesson->run.kind == KJ_RUN_FINAL);
}

bool kj_session_covered(const kj_session *session)
{
    return session->help || session->leaving || session->asks_sure || session->peek != KJ_NONE ||
           session->term != KJ_NONE;
}

/* ---- events ---- */

static kj_event *add_event(kj_press *p, kj_event_type type, kj_span object)
{
    assert(p->out->event_count < KJ_COUNT(p->out->events));
    kj_event *event = &p->out->events[p->out->event_count++];
    event->type = type;
    event->object = object;
    event->at = p->input->now;
    return event;
}

static void start_attempt(kj_press *p)
{
    kj_event *event = add_event(p, KJ_EVENT_ATTEMPT_STARTED, p->course->id);
    event->has = KJ_HAS_SEED;
    event->seed = p->input->seed;
}

kj_event *kj_press_event(kj_press *p, kj_event_type type, kj_span object)
{
    /* The attempt's first event could not be saved when the program began. */
    if (!p->lesson->started && p->out->event_count == 0)
        start_attempt(p);
    return add_event(p, type, object);
}

void kj_press_leave_slide(kj_press *p)
{
    const kj_lesson *lesson = p->lesson;
    if (!kj_at_place(p->session, KJ_PLACE_SLIDE))
        return;
    const kj_slide_record *record = kj_lesson_slide(lesson, lesson->slide);
    const int64_t stayed_ms = p->input->now.ms - lesson->slide_since_ms;
    if (record->seen || (double)stayed_ms < p->course->pass.slide_seconds * 1000)
        return;
    kj_event *event =
        kj_press_event(p, KJ_EVENT_SLIDE_VIEWED, p->course->slides.ptr[lesson->slide].id);
    event->has = KJ_HAS_STEP;
    event->step = record->step;
}

static bool ends_final(const kj_press *p)
{
    for (size_t i = 0; i < p->out->event_count; i++) {
        if (p->out->events[i].type == KJ_EVENT_RUN_FINISHED)
            return p->lesson->run.kind == KJ_RUN_FINAL;
    }
    return false;
}

/* After each final test, passed or not; and when the course is passed without one, or what was
 * missing beside it is there. */
static void finish_attempt(kj_press *p, const kj_lesson *ahead)
{
    const bool done = kj_course_done(p->course, ahead), final = ends_final(p);
    if (p->out->event_count == KJ_COUNT(p->out->events) || (!final && (!done || ahead->passed)))
        return;
    const kj_run *run = &ahead->run;
    kj_event *event = add_event(p, KJ_EVENT_ATTEMPT_FINISHED, p->course->id);
    event->has = KJ_HAS_SCORE | KJ_HAS_PASSED | KJ_HAS_DURATION;
    event->score = kj_course_score(p->course, ahead);
    event->max = 100;
    event->passed = done;
    if (final) { /* this one's own result */
        double score, max;
        kj_run_total(p->course, run, &score, &max);
        event->score = max > 0 ? 100 * score / max : 0;
        event->passed = done && event->score / 100 >= p->course->pass.final - 1e-9;
    }
    event->duration_ms = ahead->active_ms;
}

/* What the events of this input complete: found by folding them into a copy. */
static void add_completions(kj_press *p)
{
    kj_outcome *out = p->out;
    const size_t max = KJ_COUNT(out->events);
    if (out->event_count == 0 || (p->lesson->passed && !ends_final(p)))
        return;
    kj_lesson *ahead = kj_arena_take(p->arena, 1, p->lesson->bytes, 16);
    memcpy(ahead, p->lesson, p->lesson->bytes);
    for (size_t i = 0; i < out->event_count; i++)
        kj_lesson_step(p->course, ahead, &out->events[i]);
    for (uint32_t i = 0; i < p->course->parts.count && out->event_count < max; i++) {
        const kj_part *part = &p->course->parts.ptr[i];
        if (part->slide_count + part->item_count == 0 || kj_lesson_part(ahead, i)->completed ||
            !kj_part_done(p->course, ahead, i))
            continue;
        kj_lesson_step(p->course, ahead, add_event(p, KJ_EVENT_PART_COMPLETED, part->id));
    }
    if (!ahead->completed && out->event_count < max && kj_course_done(p->course, ahead))
        kj_lesson_step(p->course, ahead, add_event(p, KJ_EVENT_COURSE_COMPLETED, p->course->id));
    finish_attempt(p, ahead);
}

/* ---- what lies above the screen ---- */

bool kj_act_help(kj_press *p, kj_span arg)
{
    if (arg.len > 0)
        return false;
    p->session->help = !p->session->help;
    return true;
}

bool kj_act_close(kj_press *p, kj_span arg)
{
    kj_session *session = p->session;
    if (arg.len > 0)
        return false;
    if (session->leaving)
        session->leaving = false;
    else if (session->help)
        session->help = false;
    else if (session->asks_sure)
        session->asks_sure = false;
    else if (session->term != KJ_NONE)
        session->term = KJ_NONE;
    else if (session->peek != KJ_NONE)
        session->peek = KJ_NONE;
    else if (kj_who_close(p) || kj_beside_close(p))
        return true;
    else if (kj_at_place(session, KJ_PLACE_DEBRIEF) && session->turn != KJ_NONE)
        session->turn = session->look = KJ_NONE;
    else
        return false;
    return true;
}

bool kj_act_peek(kj_press *p, kj_span arg)
{
    const uint32_t slide = kj_course_find(p->course, KJ_REF_SLIDE, arg);
    /* Not while the question is open: it asks what is known, not what can be found. */
    if (slide == KJ_NONE || kj_at_question(p->session) ||
        kj_at_place(p->session, KJ_PLACE_ROLEPLAY))
        return false;
    p->session->term = KJ_NONE;
    p->session->peek = slide;
    return true;
}

bool kj_act_sheet(kj_press *p, kj_span arg)
{
    (void)arg;
    if (!kj_session_offers_sheet(p->session))
        return false;
    p->out->ask = KJ_ASK_SHEET;
    return true;
}

bool kj_act_quit(kj_press *p, kj_span arg)
{
    kj_session *session = p->session;
    if (kj_span_is(arg, "no")) {
        const bool asked = session->leaving;
        session->leaving = false;
        return asked;
    }
    if (arg.len > 0 && !kj_span_is(arg, "yes"))
        return false;
    /* Nothing can be lost; but who is in the middle of something may want to know just that. */
    const bool midway =
        kj_at_place(session, KJ_PLACE_RUN) || kj_at_place(session, KJ_PLACE_ROLEPLAY);
    if (arg.len == 0 && midway && !session->leaving) {
        session->help = false;
        session->leaving = true;
        return true;
    }
    kj_press_leave_slide(p);
    p->out->quit = true;
    return true;
}

/* ---- input ---- */

static const struct verb {
    const char *word;
    kj_act *act;
    bool needs_arg;
} verbs[] = {
    {"next", kj_act_next, false},
    {"back", kj_act_back, false},
    {"home", kj_act_home, false},
    {"continue", kj_act_continue, false},
    {"part", kj_act_part, true},
    {"slide", kj_act_slide, true},
    {"test", kj_act_test, true},
    {"drill", kj_act_drill, true},
    {"roleplay", kj_act_roleplay, true},
    {"final", kj_act_final, false},
    {"review", kj_act_review, false},
    {"more", kj_act_more, false},
    {"undo", kj_act_undo, false},
    {"calm", kj_act_calm, true},
    {"peek", kj_act_peek, true},
    {"close", kj_act_close, false},
    {"option", kj_act_option, true},
    {"target", kj_act_target, true},
    {"up", kj_act_up, true},
    {"down", kj_act_down, true},
    {"move", kj_act_move, true},
    {"clear", kj_act_clear, false},
    {"submit", kj_act_submit, false},
    {"sub", kj_act_sub, true},
    {"sure", kj_act_sure, true},
    {"caret", kj_act_caret, true},
    {"select", kj_act_select, true},
    {"retry", kj_act_retry, false},
    {"again", kj_act_again, false},
    {"contest", kj_act_contest, false},
    {"cover", kj_act_cover, true},
    {"fresh", kj_act_fresh, true},
    {"hard", kj_act_hard, true},
    {"choice", kj_act_choice, true},
    {"turn", kj_act_turn, true},
    {"look", kj_act_look, true},
    {"replay", kj_act_replay, true},
    {"set", kj_act_set, true},
    {"bookmark", kj_act_bookmark, true},
    {"screen", kj_act_screen, true},
    {"list", kj_act_list, true},
    {"missed", kj_act_missed, false},
    {"term", kj_act_term, true},
    {"note", kj_act_note, true},
    {"newline", kj_act_newline, false},
    {"plan", kj_act_plan, true},
    {"sheet", kj_act_sheet, false},
    {"people", kj_act_people, false},
    {"who", kj_act_who, true},
    {"newcomer", kj_act_newcomer, false},
    {"fill", kj_act_fill, true},
    {"digit", kj_act_digit, true},
    {"erase", kj_act_erase, false},
    {"pin", kj_act_pin, true},
    {"help", kj_act_help, false},
    {"quit", kj_act_quit, false},
};

/* What still acts under the thing that lies above; the help aside, from which anything can be
 * pressed. */
static bool reachable(const kj_session *session, kj_act *act)
{
    if (session->screen == KJ_SCREEN_WHO && !kj_who_takes(act))
        return false;
    if (act == kj_act_set)
        return true;
    if (session->leaving)
        return act == kj_act_quit || act == kj_act_close;
    if (session->asks_sure)
        return act == kj_act_quit || act == kj_act_close || act == kj_act_help ||
               act == kj_act_sure;
    if (session->term != KJ_NONE || session->peek != KJ_NONE)
        return act == kj_act_quit || act == kj_act_close || act == kj_act_help ||
               act == kj_act_peek || act == kj_act_term ||
               (kj_session_beside(session) && session->term == KJ_NONE && act == kj_act_slide);
    return true;
}

/* A key of the help that is pressed takes the help away first; a timed round begins anew. */
static bool do_act(kj_press *p, kj_act *act, kj_span arg)
{
    kj_session *session = p->session;
    const bool from_help = session->help && !session->leaving && act != kj_act_quit &&
                           act != kj_act_close && act != kj_act_help && act != kj_act_set;
    const int64_t shown_ms = session->shown_ms;
    if (from_help) {
        session->help = false;
        if (session->lesson->run.timed)
            session->shown_ms = p->input->now.ms;
    }
    const bool done = reachable(session, act) && act(p, arg);
    if (from_help && !done) {
        session->help = true;
        session->shown_ms = shown_ms;
    }
    return done;
}

static bool act(kj_press *p)
{
    const kj_span action = p->input->action;
    const size_t colon = kj_span_find(action, KJ_LIT(":"), 0);
    const kj_span word = kj_span_sub(action, 0, colon);
    const kj_span arg =
        colon == SIZE_MAX ? (kj_span){NULL, 0} : kj_span_sub(action, colon + 1, action.len);
    for (size_t i = 0; i < KJ_COUNT(verbs); i++) {
        if (!kj_span_is(word, verbs[i].word))
            continue;
        if (verbs[i].needs_arg != (arg.len > 0) && verbs[i].act != kj_act_quit)
            return false;
        return do_act(p, verbs[i].act, arg);
    }
    return false;
}

static bool start(kj_press *p)
{
    const kj_lesson *lesson = p->lesson;
    if (!lesson->started) {
        start_attempt(p);
        return true;
    }
    (void)kj_press_event(p, KJ_EVENT_ATTEMPT_RESUMED, p->course->id);
    /* Stopped between the last choice and its ending. */
    if (lesson->place == KJ_PLACE_ROLEPLAY && lesson->play.state.ending != KJ_NONE)
        kj_press_end_play(p, &p->course->roleplays.ptr[lesson->play.roleplay],
                          lesson->play.state.ending);
    return true;
}

static bool take(kj_press *p)
{
    switch (p->input->kind) {
    case KJ_INPUT_ACTION:
        return act(p);
    case KJ_INPUT_TEXT:
        return kj_press_text(p);
    case KJ_INPUT_EDIT:
        return kj_press_edit(p);
    case KJ_INPUT_START:
        return start(p);
    case KJ_INPUT_TIMEOUT:
        return kj_press_timeout(p);
    }
    return false;
}

kj_outcome kj_session_input(const kj_course *course, kj_session *session, const kj_input *input,
                            kj_arena *arena)
{
    kj_outcome out;
    memset(&out, 0, sizeof out);
    kj_press press = {course, session, session->lesson, input, arena, &out};
    const bool waited =
        session->welcome || kj_session_covered(session) || kj_session_beside(session);
    const kj_screen screen = session->screen;
    const bool taken = take(&press);
    out.refused = !taken;
    out.redraw = taken || session->welcome || session->mute || session->told.len > 0;
    session->welcome = session->mute = false;
    kj_press_save_note(&press, screen);
    session->told = (kj_span){NULL, 0};
    add_completions(&press);
    /* A timed round begins anew when what lay above it is gone. */
    if (waited && out.event_count == 0 && !kj_session_covered(session) &&
        !kj_session_beside(session) && session->lesson->run.timed)
        session->shown_ms = input->now.ms;
    return out;
}

/* ---- commit ---- */

static void show_place(kj_session *session, const kj_event *event)
{
    session->screen = KJ_SCREEN_PLACE;
    session->peek = KJ_NONE;
    session->term = KJ_NONE;
    session->turn = session->look = KJ_NONE;
    session->hint = session->asks_sure = false;
    session->shown_ms = event->at.ms;
}

/* What was typed is there again when the same round is tried once more. */
static void refill(const kj_course *course, kj_session *session)
{
    const kj_run *run = &session->lesson->run;
    if (run->kind != KJ_RUN_DRILL || run->tries == 0 || run->response_count != 1)
        return;
    kj_arena *arena = kj_arena_new();
    kj_question *question = KJ_NEW(arena, kj_question, 1);
    kj_run_question(course, run, arena, question);
    if (kj_draft_takes_text(question))
        (void)kj_draft_insert(&session->drafts[0], kj_span_of(run->response), KJ_DRAFT_BYTES_MAX);
    kj_arena_free(arena);
}

static void show_question(const kj_course *course, kj_session *session, const kj_event *event)
{
    show_place(session, event);
    session->sub = 0;
    for (size_t i = 0; i < KJ_SUBS_MAX; i++)
        kj_draft_reset(&session->drafts[i]);
    if (kj_at_question(session))
        refill(course, session);
}

/* The slide on the screen once more, as when it is being left (kj_press_leave_slide). */
static bool says_again(const kj_course *course, const kj_lesson *lesson, const kj_event *event)
{
    return event->type == KJ_EVENT_SLIDE_VIEWED && lesson->place == KJ_PLACE_SLIDE &&
           kj_span_equal(event->object, course->slides.ptr[lesson->slide].id) &&
           event->step == kj_lesson_slide(lesson, lesson->slide)->step;
}

void kj_session_commit(const kj_course *course, kj_session *session, const kj_event *event)
{
    kj_lesson *lesson = session->lesson;
    const bool again = says_again(course, lesson, event);
    const uint64_t refused = lesson->refused;
    kj_lesson_step(course, lesson, event);
    session->unsaved = false;
    if (again || lesson->refused != refused)
        return;
    switch (event->type) {
    case KJ_EVENT_ATTEMPT_STARTED:
        session->screen = KJ_SCREEN_HOME;
        break;
    case KJ_EVENT_ATTEMPT_RESUMED:
        show_question(course, session, event);
        /* Today's review is the first thing that whoever comes back sees. */
        if (lesson->place == KJ_PLACE_NOWHERE ||
            kj_review_today(course, lesson, kj_time_local_day(event->at)) > 0)
            session->screen = KJ_SCREEN_HOME;
        session->welcome = true;
        break;
    case KJ_EVENT_RUN_STARTED:
    case KJ_EVENT_RUN_MOVED:
    case KJ_EVENT_REVIEW_UNDONE:
        show_question(course, session, event);
        break;
    case KJ_EVENT_SLIDE_VIEWED:
    case KJ_EVENT_RUN_FINISHED:
    case KJ_EVENT_ITEM_ANSWERED:
    case KJ_EVENT_DRILL_ANSWERED:
    case KJ_EVENT_REVIEW_ANSWERED:
    case KJ_EVENT_ROLEPLAY_STARTED:
    case KJ_EVENT_ROLEPLAY_CHOSE:
    case KJ_EVENT_ROLEPLAY_ENDED:
        show_place(session, event);
        break;
    case KJ_EVENT_ATTEMPT_FINISHED:
    case KJ_EVENT_PART_COMPLETED:
    case KJ_EVENT_COURSE_COMPLETED:
    case KJ_EVENT_ANSWER_CONTESTED:
        KJ_CASES_OF_CLASS
    case KJ_EVENT_COUNT:
        break;
    }
}
