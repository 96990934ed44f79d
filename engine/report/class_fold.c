/* engine/report/class_fold.c: one class's events become the rows of its report. */
#include "report/class_fold.h"

static kj_span keep(const kj_class_work *w, kj_span s)
{
    return kj_arena_copy(w->arena, s);
}

/* ---- slides ---- */

/* A clock that was set back gives no time. */
static void leave_slide(kj_class_work *w, int64_t now_ms)
{
    if (w->current != SIZE_MAX && now_ms > w->since_ms)
        w->slides.ptr[w->current].ms += now_ms - w->since_ms;
    w->since_ms = now_ms;
}

static void show(kj_class_work *w, const kj_event *event)
{
    size_t i = 0;

    while (i < w->slides.count && !kj_span_equal(w->slides.ptr[i].id, event->object))
        i++;
    if (i == w->slides.count)
        KJ_PUSH(w->arena, &w->slides, &w->sizes[0], kj_class_slide_row)->id =
            keep(w, event->object);
    leave_slide(w, event->at.ms);
    w->slides.ptr[i].visits += w->current != i;
    w->current = i;
}

static void begin(kj_class_work *w, const kj_event *event)
{
    if (w->began)
        return;
    w->began = true;
    w->current = SIZE_MAX;
    w->course = keep(w, event->course);
    w->version = keep(w, event->version);
    w->presenter = keep(w, event->learner);
    w->started = event->at;
}

static void end(kj_class_work *w, const kj_event *event)
{
    leave_slide(w, event->at.ms);
    w->ended = true;
    w->duration_ms = event->duration_ms;
}

/* ---- people ---- */

kj_class_person_row *kj_class_person(const kj_class_work *w, kj_span id)
{
    for (size_t i = 0; i < w->people.count; i++)
        if (kj_span_equal(w->people.ptr[i].id, id))
            return &w->people.ptr[i];
    return NULL;
}

static void attend(kj_class_work *w, const kj_event *event)
{
    const bool there = !(event->has & KJ_HAS_PASSED) || event->passed;
    kj_class_person_row *row = kj_class_person(w, event->learner);

    if (!row) {
        row = KJ_PUSH(w->arena, &w->people, &w->sizes[1], kj_class_person_row);
        row->id = keep(w, event->learner);
    }
    if (there && !row->present)
        row->since = event->at;
    row->present = there;
    if (there)
        row->how = keep(w, event->kind);
}

static void pick(kj_class_work *w, const kj_event *event)
{
    kj_class_person_row *person = kj_class_person(w, event->object);
    kj_class_pick_row *row = KJ_PUSH(w->arena, &w->picks, &w->sizes[5], kj_class_pick_row);

    row->at = event->at;
    row->learner = keep(w, event->object);
    if (person)
        person->picked++;
}

/* ---- votes ---- */

/* "ID=COUNT" each; what is not such is passed over. */
static void read_votes(const kj_class_work *w, const kj_event *event, kj_class_votes_list *out)
{
    size_t capacity = 0;

    *out = (kj_class_votes_list){0};
    for (size_t i = 0; i < event->response_count; i++) {
        const kj_span text = event->response[i];
        const size_t equals = kj_span_find(text, KJ_LIT("="), 0);
        uint32_t votes = 0;
        if (equals != SIZE_MAX && equals > 0 &&
            kj_span_count(kj_span_sub(text, equals + 1, text.len), UINT32_MAX, &votes))
            *KJ_PUSH(w->arena, out, &capacity, kj_class_votes) =
                (kj_class_votes){keep(w, kj_span_sub(text, 0, equals)), votes};
    }
}

uint32_t kj_class_votes_sum(const kj_class_votes_list *votes)
{
    uint32_t sum = 0;

    for (size_t i = 0; i < votes->count; i++)
        sum += votes->ptr[i].votes;
    return sum;
}

static void ask(kj_class_work *w, const kj_event *event)
{
    kj_class_asked_row *row = KJ_PUSH(w->arena, &w->asked, &w->sizes[2], kj_class_asked_row);

    row->event = keep(w, event->id);
    row->item = keep(w, event->object);
    row->at = event->at;
}

static void tally(kj_class_work *w, const kj_event *event)
{
    for (size_t i = w->asked.count; i-- > 0;)
        if (kj_span_equal(w->asked.ptr[i].event, event->within)) {
            read_votes(w, event, &w->asked.ptr[i].votes);
            return;
        }
}

/* ---- role-plays ---- */

static size_t find_play(const kj_class_work *w, kj_span event)
{
    for (size_t i = w->plays.count; i-- > 0;)
        if (kj_span_equal(w->plays.ptr[i].event, event))
            return i;
    return SIZE_MAX;
}

static void play(kj_class_work *w, const kj_event *event)
{
    kj_class_play_row *row = KJ_PUSH(w->arena, &w->plays, &w->sizes[3], kj_class_play_row);

    row->event = keep(w, event->id);
    row->roleplay = keep(w, event->object);
    row->at = event->at;
}

static void choose(kj_class_work *w, const kj_event *event)
{
    const size_t at = find_play(w, event->within);

    if (at == SIZE_MAX)
        return;
    kj_class_turn_row *row = KJ_PUSH(w->arena, &w->turns, &w->sizes[4], kj_class_turn_row);
    row->play = at;
    row->turn = w->plays.ptr[at].turns++;
    row->node = keep(w, event->node);
    row->choice = keep(w, event->choice);
    row->stands = true;
    read_votes(w, event, &row->votes);
}

static void go_back(kj_class_work *w, const kj_event *event)
{
    const size_t at = find_play(w, event->within);

    if (at == SIZE_MAX || event->step >= w->plays.ptr[at].turns)
        return;
    w->plays.ptr[at].turns = event->step;
    w->plays.ptr[at].returns++;
    for (size_t i = 0; i < w->turns.count; i++)
        if (w->turns.ptr[i].play == at && w->turns.ptr[i].turn >= event->step)
            w->turns.ptr[i].stands = false;
}

/* ---- the fold ---- */

static void fold_event(kj_class_work *w, const kj_event *event)
{
    switch (event->type) {
    case KJ_EVENT_CLASS_STARTED:
        begin(w, event);
        break;
    case KJ_EVENT_CLASS_SHOWN:
        show(w, event);
        break;
    case KJ_EVENT_CLASS_ATTENDED:
        attend(w, event);
        break;
    case KJ_EVENT_CLASS_ASKED:
        ask(w, event);
        break;
    case KJ_EVENT_CLASS_TALLIED:
        tally(w, event);
        break;
    case KJ_EVENT_CLASS_PLAYED:
        play(w, event);
        break;
    case KJ_EVENT_CLASS_CHOSE:
        choose(w, event);
        break;
    case KJ_EVENT_CLASS_RETURNED:
        go_back(w, event);
        break;
    case KJ_EVENT_CLASS_PICKED:
        pick(w, event);
        break;
    case KJ_EVENT_CLASS_ENDED:
        end(w, event);
        break;
    case KJ_EVENT_CLASS_DREW:
    case KJ_EVENT_CLASS_ERASED:
        KJ_LESSON_EVENT_TYPES(KJ_CASE_OF_EVENT)
    case KJ_EVENT_COUNT:
        break;
    }
}

bool kj_class_fold(void *ctx, const kj_event *event)
{
    kj_class_work *w = ctx;

    /* What comes after the end counts only if it is attendance. */
    if ((!w->began && event->type != KJ_EVENT_CLASS_STARTED) ||
        (w->ended && event->type != KJ_EVENT_CLASS_ATTENDED))
        return true;
    fold_event(w, event);
    if (!w->ended)
        w->last = event->at;
    return true;
}

void kj_class_fold_end(kj_class_work *w)
{
    if (w->began && !w->ended)
        leave_slide(w, w->last.ms);
}
