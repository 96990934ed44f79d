/* engine/present/phones_take.c: what phones have sent becomes events and counts. */
#include "present/phones.h"

#include <assert.h>

/* One thing that came, on its way. */
typedef struct coming {
    const kj_live_event *event;
    kj_live_outcome outcome;
    kj_phone *phone;
    bool counts;  /* a vote that changes something */
    bool attends; /* a trainee who was not there yet */
    size_t saved; /* its event, from 1; 0: none */
} coming;

typedef struct taking {
    kj_presenter *p;
    kj_phones *phones;
    kj_arena *arena; /* of this call */
    kj_phone_poll poll;
    kj_event *events;
    size_t event_count;
    coming *all;
    size_t count;
} taking;

/* ---- who ---- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Employee numbers are typed on phones: e00123 is E00123. */
static bool same_number(kj_span a, kj_span b)
{
    bool same = a.len == b.len;
    for (size_t i = 0; same && i < a.len; i++)
        same = lower(a.ptr[i]) == lower(b.ptr[i]);
    return same;
}

static kj_span learner_of(const kj_show *show, kj_span name)
{
    for (size_t i = 0; i < show->roster.count; i++)
        if (same_number(show->roster.ptr[i].id, name))
            return show->roster.ptr[i].id;
    return (kj_span){NULL, 0};
}

static kj_phone *phone_of(kj_phones *phones, kj_span client)
{
    for (size_t i = 0; i < phones->phones.count; i++)
        if (kj_span_equal(phones->phones.ptr[i].client, client))
            return &phones->phones.ptr[i];
    return NULL;
}

/* The phone as who its name says; a page that was closed and opened may bring it without its
 * joining again first. */
static kj_phone *identify(taking *t, const kj_live_event *event)
{
    kj_phones *phones = t->phones;
    kj_phone *phone = phone_of(phones, event->client);
    const kj_span learner = learner_of(&t->p->show, event->name);
    if (phone && kj_span_equal(phone->learner, learner))
        return phone;
    if (!phone) {
        phone = KJ_PUSH(phones->arena, &phones->phones, &phones->phone_capacity, kj_phone);
        phone->client = kj_arena_copy(phones->arena, event->client);
    }
    phone->learner = learner; /* of the roster, which outlives the class */
    phone->attempt = (kj_span){NULL, 0};
    if (learner.len > 0 && !t->p->options->rehearse)
        phone->attempt =
            kj_store_attempt(t->p->store, learner, t->p->course->id, phones->arena, t->p->sink);
    return phone;
}

static kj_span voter_of(const kj_phone *phone)
{
    return phone->learner.len > 0 ? phone->learner : phone->client;
}

/* ---- events ---- */

static kj_event *new_event(taking *t, kj_event_type type, kj_span object, const kj_phone *phone)
{
    kj_event *event = &t->events[t->event_count++];
    event->type = type;
    event->at = kj_presenter_now(t->p);
    event->object = object;
    event->learner = phone->learner;
    event->within = kj_arena_copy(t->arena, kj_span_of(t->p->class.id));
    event->has = KJ_HAS_WITHIN;
    return event;
}

static void join(taking *t, coming *c)
{
    if (c->phone->learner.len == 0)
        return;
    const kj_attendee *there = kj_class_attendee(&t->p->class, c->phone->learner);
    if (there && there->presence != KJ_ABSENT)
        return;
    for (const coming *other = t->all; other < c; other++)
        if (other->attends && kj_span_equal(other->phone->learner, c->phone->learner))
            return; /* a second phone of the same person, at the same time */
    kj_event *event = new_event(t, KJ_EVENT_CLASS_ATTENDED, t->p->course->id, c->phone);
    event->has |= KJ_HAS_KIND | KJ_HAS_PASSED;
    event->kind = KJ_LIT("live");
    event->passed = true;
    kj_presenter_sign(t->p, event, event->within, t->arena);
    c->attends = true;
    c->saved = t->event_count;
}

static kj_ballot *ballot_of(const taking *t)
{
    return t->poll.play ? t->phones->play_ballot : t->phones->question_ballot;
}

/* What this voter's vote was before, also among those that have come just now. */
static uint32_t before(const taking *t, const coming *c)
{
    const kj_span voter = voter_of(c->phone);
    for (const coming *other = c; other > t->all; other--)
        if (other[-1].counts && kj_span_equal(voter_of(other[-1].phone), voter))
            return other[-1].event->chosen;
    return kj_ballot_of(ballot_of(t), voter);
}

static void answer(taking *t, coming *c)
{
    kj_event *event = new_event(t, KJ_EVENT_ITEM_ANSWERED, t->poll.object, c->phone);
    for (uint32_t i = 0; i < t->poll.state.choice_count; i++)
        if (c->event->chosen & (1u << i))
            event->response[event->response_count++] = t->poll.ids[i];
    kj_verdict *verdict = KJ_NEW(t->arena, kj_verdict, 1);
    const kj_response response = {event->response, event->response_count};
    kj_item_judge(&t->p->course->items.ptr[t->poll.item], &response, t->arena, verdict);
    event->has |= KJ_HAS_RESPONSE | KJ_HAS_SCORE | KJ_HAS_DURATION;
    event->score = verdict->score;
    event->max = verdict->max;
    const int64_t took_ms = event->at.ms - t->poll.asked_ms;
    event->duration_ms = took_ms > 0 ? took_ms : 0;
    kj_presenter_sign(t->p, event, c->phone->attempt.len > 0 ? c->phone->attempt : event->within,
                      t->arena);
    c->saved = t->event_count;
}

static void vote(taking *t, coming *c)
{
    const kj_live_state *state = &t->poll.state;
    if (!kj_span_equal(state->poll, c->event->poll) || state->revealed ||
        c->event->chosen >> state->choice_count != 0) {
        c->outcome = KJ_LIVE_REFUSED;
        return;
    }
    c->counts = before(t, c) != c->event->chosen;
    if (c->counts && !t->poll.play && c->phone->learner.len > 0)
        answer(t, c);
}

static void ask(taking *t, coming *c)
{
    kj_show *show = &t->p->show;
    if (show->asked.count >= KJ_ASKED_MAX) {
        c->outcome = KJ_LIVE_REFUSED;
        return;
    }
    kj_room_asked *asked =
        KJ_PUSH(t->phones->arena, &show->asked, &t->phones->asked_capacity, kj_room_asked);
    asked->number = (uint32_t)show->asked.count;
    asked->text = kj_arena_copy(t->phones->arena, c->event->text);
    asked->by = kj_arena_copy(t->phones->arena, c->event->name);
}

static void prepare(taking *t, coming *c)
{
    c->phone = identify(t, c->event);
    switch (c->event->kind) {
    case KJ_LIVE_JOINED:
        join(t, c);
        break;
    case KJ_LIVE_VOTED:
        vote(t, c);
        break;
    case KJ_LIVE_ASKED:
        ask(t, c);
        break;
    }
}

/* ---- counts ---- */

static kj_span ids_of(const taking *t, uint32_t chosen)
{
    kj_text_buffer out = {.arena = t->arena};
    for (uint32_t i = 0; i < t->poll.state.choice_count; i++) {
        if (!(chosen & (1u << i)))
            continue;
        if (out.len > 0)
            kj_put_char(&out, ',');
        kj_put(&out, t->poll.ids[i]);
    }
    return kj_put_span(&out);
}

/* On disk, if there was something to save: now it counts. */
static void count(taking *t, coming *c)
{
    kj_presenter *p = t->p;
    if (c->attends)
        kj_show_commit(p->course, &p->show, &t->events[c->saved - 1]);
    if (!c->counts)
        return;
    kj_ballot *ballot = ballot_of(t);
    const kj_span voter = voter_of(c->phone);
    const kj_span chosen = ids_of(t, c->event->chosen);
    const kj_show_input input = {
        .kind = KJ_SHOW_VOTE,
        .action = kj_arena_format(t->arena, "%.*s=%.*s", KJ_ARG(t->poll.object), KJ_ARG(chosen)),
        .text = ids_of(t, kj_ballot_of(ballot, voter)),
        .now = kj_presenter_now(p),
    };
    const bool room =
        kj_ballot_of(ballot, voter) != 0 || kj_ballot_voters(ballot) < KJ_BALLOT_VOTERS_MAX;
    if (!room || kj_show_input_take(p->course, &p->show, &input, t->arena).refused)
        c->outcome = KJ_LIVE_REFUSED;
    else
        (void)kj_ballot_cast(ballot, voter, c->event->chosen);
}

bool kj_phones_take(kj_presenter *p)
{
    kj_phones *phones = p->phones;
    kj_live_event_list came;
    taking t = {.p = p, .phones = phones, .arena = phones->call};
    kj_live_take(phones->server, t.arena, &came);
    kj_phones_poll(p, &p->show.room, t.arena, &t.poll);
    if (t.poll.state.poll.len > 0)
        kj_ballot_begin(ballot_of(&t), t.poll.state.poll);
    t.all = KJ_NEW(t.arena, coming, came.count + 1);
    t.events = KJ_NEW(t.arena, kj_event, came.count + 1);
    t.count = came.count;
    for (size_t i = 0; i < t.count; i++) {
        t.all[i] = (coming){.event = &came.ptr[i], .outcome = KJ_LIVE_SAVED};
        prepare(&t, &t.all[i]);
    }
    const bool saved = kj_presenter_save_now(p, t.events, t.event_count);
    for (size_t i = 0; i < t.count; i++) {
        coming *c = &t.all[i];
        const bool is_record = c->phone->learner.len > 0 && c->event->kind != KJ_LIVE_ASKED;
        if (!saved && is_record && c->outcome == KJ_LIVE_SAVED)
            c->outcome = KJ_LIVE_UNSAVED;
        else if (c->outcome == KJ_LIVE_SAVED)
            count(&t, c);
        kj_live_settle(phones->server, c->event->ticket, c->outcome);
    }
    phones->taken += t.count;
    p->show.phones = kj_live_counts(phones->server).joined;
    kj_arena_reset(phones->call);
    return t.count > 0;
}
