/* engine/present/act.c: one input becomes events and pictures. */
#include "present/inner.h"

#include "base/random.h"
#include "os/clock.h"

kj_time kj_presenter_now(const kj_presenter *p)
{
    kj_time now = kj_timer_now(&p->timer);
    if (now.ms < p->class.last_ms) /* a clock put back does not turn time round */
        now.ms = p->class.last_ms;
    return now;
}

/* The fold needs the ids before the disk has the events: the room's picture comes first. */
void kj_presenter_sign(kj_presenter *p, kj_event *event, kj_span attempt, kj_arena *arena)
{
    char id[KJ_UUID_LEN + 1];
    kj_uuid7(event->at.ms, &p->uuid_counter, id);
    event->id = kj_arena_copy(arena, (kj_span){id, KJ_UUID_LEN});
    event->course = p->course->id;
    event->version = p->course->version;
    event->attempt = event->type == KJ_EVENT_CLASS_STARTED ? event->id : attempt;
    if (event->learner.len == 0)
        event->learner = p->learner;
}

void kj_presenter_fill(kj_presenter *p, kj_event *event, kj_span class)
{
    kj_presenter_sign(p, event, class, p->call);
}

static void show_room(kj_presenter *p)
{
    p->changes++;
    if (p->screens.room)
        p->screens.room(p->screens.ctx);
}

static void show_console(kj_presenter *p)
{
    if (p->screens.console)
        p->screens.console(p->screens.ctx);
}

void kj_presenter_show(kj_presenter *p)
{
    show_room(p);
    show_console(p);
    kj_presenter_phones_publish(p);
}

/* What the input says may lie in a list that the new one takes the place of. */
static bool keep_texts(kj_show_input *input, char action[KJ_SHOW_ACTION_MAX],
                       char text[KJ_SHOW_TEXT_MAX])
{
    if (input->action.len > KJ_SHOW_ACTION_MAX || input->text.len > KJ_SHOW_TEXT_MAX)
        return false;
    if (input->action.len > 0)
        memcpy(action, input->action.ptr, input->action.len);
    if (input->text.len > 0)
        memcpy(text, input->text.ptr, input->text.len);
    input->action.ptr = action;
    input->text.ptr = text;
    return true;
}

static void take(kj_presenter *p, kj_show_outcome *outcome)
{
    for (size_t i = 0; i < outcome->event_count; i++)
        kj_presenter_fill(p, &outcome->events[i],
                          i > 0 ? outcome->events[i - 1].attempt : kj_span_of(p->class.id));
    if (outcome->first_save)
        kj_presenter_save(p, outcome->events, outcome->event_count);
    for (size_t i = 0; i < outcome->event_count; i++)
        kj_show_commit(p->course, &p->show, &outcome->events[i]);
    if (outcome->ask != KJ_SHOW_ASK_NOTHING)
        kj_presenter_answer(p, outcome->ask);
    if (outcome->room)
        show_room(p);
    if (!outcome->first_save)
        kj_presenter_save(p, outcome->events, outcome->event_count);
    for (size_t i = 0; i < outcome->event_count; i++)
        if (outcome->events[i].type == KJ_EVENT_CLASS_ENDED)
            kj_presenter_credit(p);
}

bool kj_presenter_input(kj_presenter *p, kj_show_input input)
{
    char action[KJ_SHOW_ACTION_MAX], text[KJ_SHOW_TEXT_MAX];
    const bool unsaved = p->show.unsaved;

    if (!keep_texts(&input, action, text))
        return false;
    kj_arena_reset(p->call);
    input.now = kj_presenter_now(p);
    input.seed = p->seed;
    /* Up begins at the notes' end, however often down was pressed there. */
    if (p->console_drawn.now.w > 0 && p->show.notes_from > p->console_drawn.notes_most)
        p->show.notes_from = p->console_drawn.notes_most;
    kj_show_outcome outcome = kj_show_input_take(p->course, &p->show, &input, p->call);
    if (outcome.event_count > 0)
        p->seed = kj_random_next(&p->random);
    take(p, &outcome);
    kj_presenter_save_bookmarks(p);
    if (outcome.room || outcome.console || unsaved != p->show.unsaved)
        show_console(p);
    kj_presenter_phones_publish(p);
    if (outcome.quit)
        p->quit = true;
    return !outcome.refused;
}

bool kj_presenter_action(kj_presenter *p, kj_span action)
{
    return kj_presenter_input(p, (kj_show_input){.kind = KJ_SHOW_ACTION, .action = action});
}

/* What moves the caret and erases while words are typed. */
static bool edit(kj_presenter *p, kj_span name, bool ctrl)
{
    static const struct {
        const char *name;
        bool ctrl;
        kj_edit edit;
    } edits[] = {
        {"Backspace", false, KJ_EDIT_BACKSPACE},
        {"Delete", false, KJ_EDIT_DELETE},
        {"Home", false, KJ_EDIT_HOME},
        {"End", false, KJ_EDIT_END},
        {"A", true, KJ_EDIT_ALL},
        {"Z", true, KJ_EDIT_UNDO},
    };
    for (size_t i = 0; i < KJ_COUNT(edits); i++)
        if (ctrl == edits[i].ctrl && kj_span_is(name, edits[i].name))
            return kj_presenter_input(p,
                                      (kj_show_input){.kind = KJ_SHOW_EDIT, .edit = edits[i].edit});
    return false;
}

bool kj_presenter_key(kj_presenter *p, kj_span name, bool shift, bool ctrl)
{
    if (p->show.finding && edit(p, name, ctrl))
        return true;
    const char *action = kj_show_key(&p->show, name, shift, ctrl);
    return action && kj_presenter_action(p, kj_span_of(action));
}

int64_t kj_presenter_deadline(const kj_presenter *p)
{
    const int64_t due = kj_show_deadline(&p->show, p->ticked_ms);
    if (p->behind.events.count > 0 && (due == 0 || p->behind.again_ms < due))
        return p->behind.again_ms;
    return due;
}

void kj_presenter_tick(kj_presenter *p)
{
    const int64_t now = kj_presenter_now(p).ms;
    const int64_t due = kj_show_deadline(&p->show, p->ticked_ms);
    if (p->behind.events.count > 0 && now >= p->behind.again_ms) {
        kj_presenter_retry(p);
        if (p->behind.events.count == 0)
            show_console(p);
    }
    if (p->panes_ms != 0 && now - p->panes_ms >= KJ_PANES_MS)
        kj_presenter_save_panes(p);
    if (due != 0 && now >= due) {
        p->ticked_ms = now;
        kj_presenter_input(p, (kj_show_input){.kind = KJ_SHOW_TICK});
    }
}

void kj_presenter_tell(kj_presenter *p, kj_span said, bool bad)
{
    const size_t len = said.len < sizeof p->told ? said.len : 0;
    if (len > 0)
        memcpy(p->told, said.ptr, len);
    p->show.told = (kj_span){p->told, len};
    p->show.told_bad = bad;
}
