/* engine/lesson/session_answer.c: answering the question on the screen. */
#include "lesson/press.h"
#include "lesson/review.h"

#define TEXT_BYTES_MAX 1024

/* A case's questions share the room that an event has: of five 250 Han characters each, of four
 * more than the 200 that any of them may ask for. */
static size_t text_bytes_max(const kj_question *whole)
{
    return whole->control == KJ_CONTROL_CASE
               ? KJ_RESPONSE_BYTES_MAX / whole->sub_count - KJ_ID_MAX - 2
               : TEXT_BYTES_MAX;
}

const kj_question *kj_sub_question(const kj_session *session, const kj_question *whole)
{
    if (whole->control != KJ_CONTROL_CASE || session->sub >= whole->sub_count)
        return whole;
    return &whole->subs[session->sub];
}

kj_draft *kj_sub_draft(kj_session *session, const kj_question *whole)
{
    return &session->drafts[whole->control == KJ_CONTROL_CASE ? session->sub : 0];
}

/* The open question; NULL: there is none. */
static const kj_question *ask(const kj_course *course, const kj_session *session, kj_arena *arena)
{
    if (!kj_at_question(session))
        return NULL;
    kj_question *question = KJ_NEW(arena, kj_question, 1);
    kj_run_question(course, &session->lesson->run, arena, question);
    return question;
}

static void judge(const kj_course *course, const kj_run *run, const kj_response *response,
                  kj_arena *arena, kj_verdict *out)
{
    const uint32_t question = run->question[run->shown];
    if (run->kind == KJ_RUN_DRILL)
        kj_drill_judge(&course->drills.ptr[run->object], question, response, arena, out);
    else
        kj_item_judge(&course->items.ptr[question], response, arena, out);
}

/* ---- the response ---- */

static bool respond(const kj_session *session, const kj_question *question, kj_arena *arena,
                    kj_response *out)
{
    kj_values *values = KJ_NEW(arena, kj_values, 1);
    bool complete = true;
    if (question->control != KJ_CONTROL_CASE)
        complete =
            kj_draft_values(&session->drafts[0], question, (kj_span){NULL, 0}, values, arena);
    for (size_t i = 0; i < question->sub_count && i < KJ_SUBS_MAX; i++) {
        const kj_question *sub = &question->subs[i];
        const kj_span prefix = kj_arena_format(arena, "%.*s:", KJ_ARG(sub->sub_id));
        complete = kj_draft_values(&session->drafts[i], sub, prefix, values, arena) && complete;
    }
    *out = (kj_response){values->values, values->count};
    return complete;
}

bool kj_session_response(const kj_course *course, const kj_session *session, kj_arena *arena,
                         kj_response *out)
{
    const kj_question *question = ask(course, session, arena);
    *out = (kj_response){NULL, 0};
    return question && respond(session, question, arena, out);
}

kj_span kj_session_hint(const kj_course *course, const kj_session *session, const kj_words *words,
                        kj_arena *arena)
{
    const kj_question *question = session->hint ? ask(course, session, arena) : NULL;
    if (!question)
        return (kj_span){NULL, 0};
    kj_response response;
    (void)respond(session, question, arena, &response);
    kj_verdict *verdict = KJ_NEW(arena, kj_verdict, 1);
    verdict->words = words;
    judge(course, &session->lesson->run, &response, arena, verdict);
    return verdict->next;
}

/* ---- saying it ---- */

static void limit_score(kj_event *event)
{
    if (!(event->max > 0))
        event->max = 1;
    if (!(event->score > 0))
        event->score = 0;
    if (event->score > event->max)
        event->score = event->max;
}

static kj_event *answer(kj_press *p, const kj_response *response, const kj_verdict *verdict)
{
    const kj_run *run = &p->lesson->run;
    const uint32_t question = run->question[run->shown];
    const int64_t took_ms = p->input->now.ms - p->session->shown_ms;
    kj_event *event;
    if (run->kind == KJ_RUN_DRILL) {
        const kj_drill *drill = &p->course->drills.ptr[run->object];
        event = kj_press_event(p, KJ_EVENT_DRILL_ANSWERED, drill->id);
        event->try_count = run->tries + 1;
        event->round = kj_drill_round_id(drill, question, p->arena);
        event->has = event->round.len > 0 ? KJ_HAS_ROUND : 0;
    } else {
        const bool review = run->kind == KJ_RUN_REVIEW;
        event = kj_press_event(p, review ? KJ_EVENT_REVIEW_ANSWERED : KJ_EVENT_ITEM_ANSWERED,
                               p->course->items.ptr[question].id);
        event->try_count = kj_lesson_item(p->lesson, question)->tries + 1;
        event->has = review ? KJ_HAS_RATING : 0;
    }
    event->has |= KJ_HAS_RESPONSE | KJ_HAS_SCORE | KJ_HAS_DURATION | KJ_HAS_TRY | KJ_HAS_WITHIN;
    event->within = kj_arena_copy(p->arena, kj_span_of(run->id));
    event->score = verdict->score;
    event->max = verdict->max;
    limit_score(event);
    if (event->has & KJ_HAS_RATING)
        event->rating = kj_rating_of(event->score / event->max);
    event->duration_ms = took_ms > 0 ? took_ms : 0;
    for (size_t i = 0; i < response->count && i < KJ_RESPONSES_MAX; i++)
        event->response[event->response_count++] = response->values[i];
    p->out->first_save = true;
    return event;
}

static bool sub_complete(const kj_press *p, const kj_question *question, size_t sub)
{
    kj_values values = {.count = 0};
    return kj_draft_values(&p->session->drafts[sub], &question->subs[sub], (kj_span){NULL, 0},
                           &values, p->arena);
}

/* Enter on an answered question of a case leads to the next open one. */
static bool to_open_sub(kj_press *p, const kj_question *question)
{
    if (question->control != KJ_CONTROL_CASE || !sub_complete(p, question, p->session->sub))
        return false;
    for (uint32_t step = 1; step < question->sub_count; step++) {
        const uint32_t sub = (p->session->sub + step) % (uint32_t)question->sub_count;
        if (!sub_complete(p, question, sub)) {
            p->session->sub = sub;
            return true;
        }
    }
    return false;
}

static bool submit(kj_press *p, const kj_question *question)
{
    kj_response response;
    const bool complete = respond(p->session, question, p->arena, &response);
    if (!complete && to_open_sub(p, question))
        return true;
    kj_verdict *verdict = KJ_NEW(p->arena, kj_verdict, 1);
    judge(p->course, &p->lesson->run, &response, p->arena, verdict);
    if (!verdict->judged) { /* no answer yet: a hint, and nothing is recorded */
        p->session->hint = true;
        return true;
    }
    if (!complete)
        return false;
    if (kj_run_asks_confidence(p->course, &p->lesson->run))
        p->session->asks_sure = true;
    else
        (void)answer(p, &response, verdict);
    return true;
}

bool kj_act_sure(kj_press *p, kj_span arg)
{
    uint32_t confidence;
    kj_response response;
    const kj_question *question =
        p->session->asks_sure ? ask(p->course, p->session, p->arena) : NULL;
    if (!question || !kj_read_index(arg, KJ_CONFIDENCE_COUNT, &confidence) || confidence == 0)
        return false;
    (void)respond(p->session, question, p->arena, &response);
    kj_verdict *verdict = KJ_NEW(p->arena, kj_verdict, 1);
    judge(p->course, &p->lesson->run, &response, p->arena, verdict);
    p->session->asks_sure = false; /* also where it cannot be saved: the page says so */
    kj_event *event = answer(p, &response, verdict);
    event->has |= KJ_HAS_CONFIDENCE;
    event->confidence = confidence;
    return true;
}

bool kj_act_submit(kj_press *p, kj_span arg)
{
    (void)arg;
    if (kj_who_submit(p))
        return true;
    const kj_question *question = ask(p->course, p->session, p->arena);
    return question && submit(p, question);
}

/* ---- the unfinished answer ---- */

static bool edited(kj_press *p, bool done)
{
    if (done)
        p->session->hint = false;
    return done;
}

bool kj_act_option(kj_press *p, kj_span arg)
{
    const kj_question *question = ask(p->course, p->session, p->arena);
    if (!question)
        return false;
    const kj_question *sub = kj_sub_question(p->session, question);
    if (!edited(p, kj_draft_option(kj_sub_draft(p->session, question), sub, arg)))
        return false;
    /* Rapid fire: one press is the answer.  Elsewhere a slip can be mended before it counts. */
    if (question->control == KJ_CONTROL_CHOICE && question->seconds > 0)
        return submit(p, question);
    return true;
}

bool kj_act_target(kj_press *p, kj_span arg)
{
    const kj_question *question = ask(p->course, p->session, p->arena);
    return question && edited(p, kj_draft_target(kj_sub_draft(p->session, question),
                                                 kj_sub_question(p->session, question), arg));
}

static bool shift(kj_press *p, kj_span arg, bool up)
{
    const kj_question *question = ask(p->course, p->session, p->arena);
    return question && edited(p, kj_draft_shift(kj_sub_draft(p->session, question),
                                                kj_sub_question(p->session, question), arg, up));
}

bool kj_act_up(kj_press *p, kj_span arg)
{
    return shift(p, arg, true);
}

bool kj_act_down(kj_press *p, kj_span arg)
{
    return shift(p, arg, false);
}

bool kj_act_move(kj_press *p, kj_span arg)
{
    const kj_question *question = ask(p->course, p->session, p->arena);
    const size_t by = kj_span_find(arg, KJ_LIT("="), 0);
    uint32_t place;
    if (!question || by == SIZE_MAX ||
        !kj_read_index(kj_span_sub(arg, by + 1, arg.len), KJ_OPTIONS_MAX + 1, &place))
        return false;
    return edited(p, kj_draft_move(kj_sub_draft(p->session, question),
                                   kj_sub_question(p->session, question), kj_span_sub(arg, 0, by),
                                   place));
}

bool kj_act_clear(kj_press *p, kj_span arg)
{
    (void)arg;
    const kj_question *question = ask(p->course, p->session, p->arena);
    return question && edited(p, kj_draft_clear(kj_sub_draft(p->session, question),
                                                kj_sub_question(p->session, question)));
}

/* Also after the answer: each question of a case has a verdict of its own. */
bool kj_act_sub(kj_press *p, kj_span arg)
{
    if (!kj_at_question(p->session) && !kj_at_feedback(p->session))
        return false;
    kj_question *question = KJ_NEW(p->arena, kj_question, 1);
    kj_run_question(p->course, &p->lesson->run, p->arena, question);
    return kj_read_index(arg, (uint32_t)question->sub_count, &p->session->sub);
}

bool kj_press_text(kj_press *p)
{
    if (kj_beside_writes(p->session))
        return kj_beside_text(p);
    if (!kj_session_wants_text(p->course, p->session))
        return false;
    const kj_question *question = ask(p->course, p->session, p->arena);
    return edited(p, kj_draft_insert(kj_sub_draft(p->session, question), p->input->text,
                                     text_bytes_max(question)));
}

static bool place_caret(kj_press *p, kj_span arg, bool select)
{
    uint32_t at;
    if (!kj_session_wants_text(p->course, p->session) ||
        !kj_read_index(arg, KJ_DRAFT_BYTES_MAX + 1, &at))
        return false;
    if (kj_beside_writes(p->session))
        return kj_draft_caret(kj_beside_typed(p->session), at, select);
    const kj_question *question = ask(p->course, p->session, p->arena);
    return kj_draft_caret(kj_sub_draft(p->session, question), at, select);
}

bool kj_act_caret(kj_press *p, kj_span arg)
{
    return place_caret(p, arg, false);
}

bool kj_act_select(kj_press *p, kj_span arg)
{
    return place_caret(p, arg, true);
}

bool kj_press_edit(kj_press *p)
{
    if (kj_beside_writes(p->session))
        return kj_beside_edit(p);
    if (!kj_session_wants_text(p->course, p->session))
        return false;
    const kj_question *question = ask(p->course, p->session, p->arena);
    return edited(p, kj_draft_edit(kj_sub_draft(p->session, question), p->input->edit));
}

/* ---- the clock ---- */

int64_t kj_session_deadline(const kj_course *course, const kj_session *session)
{
    const kj_run *run = &session->lesson->run;
    if (session->screen == KJ_SCREEN_WHO)
        return session->who.until_ms;
    if (session->beside.note_due_ms)
        return session->beside.note_due_ms;
    if (!run->timed || !kj_at_question(session) || kj_session_covered(session) || session->welcome)
        return 0;
    kj_arena *arena = kj_arena_new();
    const int32_t seconds = ask(course, session, arena)->seconds;
    kj_arena_free(arena);
    return seconds > 0 ? session->shown_ms + (int64_t)seconds * 1000 : 0;
}

bool kj_press_timeout(kj_press *p)
{
    const int64_t due_ms = kj_session_deadline(p->course, p->session);
    if (due_ms == 0 || p->input->now.ms < due_ms)
        return false;
    if (p->session->screen == KJ_SCREEN_WHO)
        return kj_who_timeout(p);
    if (p->session->beside.note_due_ms)
        return true; /* kj_press_save_note does it */
    const kj_response nothing = {NULL, 0};
    kj_verdict *verdict = KJ_NEW(p->arena, kj_verdict, 1);
    judge(p->course, &p->lesson->run, &nothing, p->arena, verdict);
    verdict->score = 0;
    (void)answer(p, &nothing, verdict);
    return true;
}

const kj_draft *kj_session_text(const kj_course *course, const kj_session *session)
{
    if (kj_beside_writes(session))
        return kj_beside_field(session);
    if (!kj_at_question(session) || kj_session_covered(session))
        return NULL;
    kj_arena *arena = kj_arena_new();
    const kj_question *question = ask(course, session, arena);
    const bool wants = kj_draft_takes_text(kj_sub_question(session, question));
    const bool group = question->control == KJ_CONTROL_CASE;
    kj_arena_free(arena);
    return wants ? &session->drafts[group ? session->sub : 0] : NULL;
}

bool kj_session_wants_text(const kj_course *course, const kj_session *session)
{
    return kj_session_text(course, session) != NULL;
}

/* ---- after the answer ---- */

bool kj_act_retry(kj_press *p, kj_span arg)
{
    (void)arg;
    const kj_run *run = &p->lesson->run;
    if (!kj_at_feedback(p->session) || run->kind != KJ_RUN_DRILL)
        return false;
    kj_event *event = kj_press_event(p, KJ_EVENT_RUN_MOVED, p->course->drills.ptr[run->object].id);
    event->has = KJ_HAS_WITHIN | KJ_HAS_STEP;
    event->within = kj_arena_copy(p->arena, kj_span_of(run->id));
    event->step = run->shown;
    return true;
}

bool kj_act_undo(kj_press *p, kj_span arg)
{
    (void)arg;
    const kj_run *run = &p->lesson->run;
    if (!kj_at_feedback(p->session) || run->kind != KJ_RUN_REVIEW)
        return false;
    const uint32_t item = run->question[run->shown];
    const char *answer = kj_lesson_item(p->lesson, item)->review;
    if (answer[0] == '\0')
        return false;
    kj_event *event = kj_press_event(p, KJ_EVENT_REVIEW_UNDONE, p->course->items.ptr[item].id);
    event->has = KJ_HAS_WITHIN;
    event->within = kj_arena_copy(p->arena, kj_span_of(answer));
    return true;
}

bool kj_act_contest(kj_press *p, kj_span arg)
{
    (void)arg;
    const kj_run *run = &p->lesson->run;
    if (!kj_at_feedback(p->session) || run->contested)
        return false;
    const uint32_t question = run->question[run->shown];
    const kj_drill *drill = run->kind == KJ_RUN_DRILL ? &p->course->drills.ptr[run->object] : NULL;
    kj_event *event = kj_press_event(p, KJ_EVENT_ANSWER_CONTESTED,
                                     drill ? drill->id : p->course->items.ptr[question].id);
    event->has = KJ_HAS_WITHIN | KJ_HAS_RESPONSE;
    event->within = kj_arena_copy(p->arena, kj_span_of(run->id));
    if (drill)
        event->round = kj_drill_round_id(drill, question, p->arena);
    if (event->round.len > 0)
        event->has |= KJ_HAS_ROUND;
    const char *value = run->response;
    for (uint32_t i = 0; i < run->response_count; i++) {
        event->response[event->response_count++] = kj_arena_copy(p->arena, kj_span_of(value));
        value += strlen(value) + 1;
    }
    return true;
}
