/* engine/present/phones.c: the page for phones on and off, and what phones see. */
#include "present/phones.h"

#include "lesson/key.h"
#include "os/clock.h"
#include "scene/screens/play_parts.h"

#include <stdio.h>

static int64_t monotonic_ms(void)
{
    return kj_clock_monotonic_ns() / 1000000;
}

/* ---- what they see ---- */

static void add_choice(kj_phone_poll *out, kj_span id, kj_span text, uint32_t votes, bool right)
{
    out->ids[out->state.choice_count] = id;
    out->state.choices[out->state.choice_count++] = (kj_live_choice){text, votes, right};
}

static bool is_among(const kj_response *key, kj_span id)
{
    for (size_t i = 0; i < key->count; i++)
        if (kj_span_equal(key->values[i], id))
            return true;
    return false;
}

static void set_question(const kj_presenter *p, const kj_room *room, kj_arena *arena,
                         kj_phone_poll *out)
{
    const kj_class_question *asked = &p->class.questions.ptr[room->poll.question];
    const kj_item *item = &p->course->items.ptr[asked->item];
    kj_question *shown = KJ_NEW(arena, kj_question, 1);
    kj_question *written = KJ_NEW(arena, kj_question, 1);
    kj_class_ask(p->course, asked, arena, shown);
    kj_class_options(p->course, asked, arena, written);
    const kj_response key =
        room->poll.revealed ? kj_key_of_item(item, arena) : (kj_response){NULL, 0};
    out->item = asked->item;
    out->object = item->id;
    out->asked_ms = asked->asked_ms;
    out->state.page = KJ_LIVE_QUESTION;
    out->state.poll = kj_span_of(asked->id);
    out->state.number = room->poll.question + 1;
    out->state.quote = shown->quote.plain;
    out->state.by = shown->by;
    out->state.stem = shown->prompt.plain;
    out->state.several = room->poll.several;
    out->state.revealed = room->poll.revealed;
    for (size_t i = 0; i < shown->option_count; i++) {
        uint32_t votes = 0;
        for (size_t k = 0; k < written->option_count; k++)
            if (kj_span_equal(written->options[k].id, shown->options[i].id))
                votes = room->poll.hands[k] + room->poll.phones[k];
        add_choice(out, shown->options[i].id, shown->options[i].text.plain, votes,
                   is_among(&key, shown->options[i].id));
    }
}

static void set_play(const kj_presenter *p, const kj_room *room, kj_arena *arena,
                     kj_phone_poll *out)
{
    const kj_class_play *play = &p->class.plays.ptr[room->vote.play];
    const kj_roleplay *roleplay = &p->course->roleplays.ptr[play->roleplay];
    uint32_t choices[KJ_ROLEPLAY_CHOICES_MAX];
    if (play->state.node == KJ_NONE)
        return; /* it has ended */
    const kj_node *node = &roleplay->nodes.ptr[play->state.node];
    const kj_person *by = kj_play_person(roleplay, node->by);
    const uint32_t count = kj_class_choices(p->course, play, choices);
    out->play = true;
    out->object = node->id;
    out->state.page = KJ_LIVE_PLAY;
    out->state.poll = kj_arena_format(arena, "%s/%u/%u", play->id, play->turn_count, play->returns);
    out->state.quote = kj_play_opening(node).plain;
    out->state.by = by ? by->name : (kj_span){NULL, 0};
    for (uint32_t i = 0; i < count; i++) {
        const kj_choice *choice = &node->choices.ptr[choices[i]];
        add_choice(out, choice->id, choice->text.plain,
                   room->vote.votes[choices[i]] + room->vote.phones[choices[i]], false);
    }
}

/* Over a question or a role-play that is on other things may lie: phones stay at it, but for a
 * countdown, which they show large. */
void kj_phones_poll(const kj_presenter *p, const kj_room *room, kj_arena *arena, kj_phone_poll *out)
{
    *out = (kj_phone_poll){0};
    if (room->under == KJ_ROOM_QUESTION && room->poll.question < p->class.questions.count)
        set_question(p, room, arena, out);
    else if (room->under == KJ_ROOM_PLAY && room->vote.play < p->class.plays.count)
        set_play(p, room, arena, out);
    else if (room->page == KJ_ROOM_COUNTDOWN)
        out->state = (kj_live_state){.page = KJ_LIVE_COUNTDOWN};
    if (room->page == KJ_ROOM_ASKED) {
        out->state.asked = room->asked;
        out->state.asked_by = room->asked_by;
    }
}

static void publish(kj_presenter *p)
{
    kj_phones *phones = p->phones;
    kj_phone_poll *seen = KJ_NEW(phones->call, kj_phone_poll, 1);
    kj_phone_poll *now = KJ_NEW(phones->call, kj_phone_poll, 1);
    kj_phones_poll(p, kj_show_room(&p->show), phones->call, seen);
    kj_phones_poll(p, &p->show.room, phones->call, now);
    /* What a frozen screen still asks can be answered only if it is still asked. */
    seen->state.open = !now->state.revealed && now->state.poll.len > 0 &&
                       kj_span_equal(seen->state.poll, now->state.poll);
    if (seen->state.page == KJ_LIVE_COUNTDOWN) /* on the wall's clock, not the class's */
        seen->state.until_ms =
            kj_clock_now().ms + kj_show_room(&p->show)->countdown_until_ms - kj_presenter_now(p).ms;
    if (now->state.poll.len > 0)
        kj_ballot_begin(now->play ? phones->play_ballot : phones->question_ballot, now->state.poll);
    kj_live_publish(phones->server, &seen->state);
    phones->published = p->changes;
    kj_arena_reset(phones->call);
}

void kj_presenter_phones_publish(kj_presenter *p)
{
    if (p->phones && p->phones->server && p->phones->published != p->changes)
        publish(p);
}

/* ---- on and off ---- */

static kj_phones *make(kj_presenter *p)
{
    kj_phones *phones = KJ_NEW(p->arena, kj_phones, 1);
    phones->arena = kj_arena_new();
    phones->call = kj_arena_new();
    phones->question_ballot = kj_ballot_new(phones->arena);
    phones->play_ballot = kj_ballot_new(phones->arena);
    phones->bind = p->options->live_bind;
    return phones;
}

static bool open(kj_presenter *p)
{
    kj_phones *phones = p->phones;
    const kj_time now = kj_presenter_now(p);
    const kj_date date = kj_time_local(now);
    const kj_live_options options = {
        .bind = phones->bind,
        .token = phones->token,
        .title = p->course->title,
        .group = KJ_FILL(p->words, phones->call, KJ_W_LIVE_GROUP, kj_n("month", date.month),
                         kj_n("day", date.day)),
        .words = p->words,
        .wake = p->wake,
        .ctx = p->wake_ctx,
    };
    phones->server = kj_live_open(&options, p->sink);
    if (!phones->server)
        return false;
    if (phones->token.len == 0) { /* the same address if it is switched off and on */
        const kj_span url = kj_live_url(phones->server);
        const size_t host = sizeof "http://" - 1;
        phones->token = kj_arena_copy(phones->arena, kj_live_token(phones->server));
        phones->bind =
            kj_arena_copy(phones->arena, kj_span_sub(url, host, url.len - KJ_LIVE_TOKEN_LEN - 1));
    }
    p->show.room.join_url = kj_arena_copy(phones->arena, kj_live_url(phones->server));
    p->show.phones = kj_live_counts(phones->server).joined;
    printf("{\"live\":\"%.*s\"}\n", KJ_ARG(p->show.room.join_url));
    fflush(stdout);
    publish(p);
    return true;
}

bool kj_presenter_phones_on(kj_presenter *p)
{
    if (!p->phones)
        p->phones = make(p);
    const bool on = p->phones->server || open(p);
    kj_presenter_tell(p, kj_words_get(p->words, on ? KJ_W_LIVE_TOLD_ON : KJ_W_LIVE_TOLD_BAD), !on);
    kj_arena_reset(p->phones->call);
    return on;
}

void kj_presenter_phones_off(kj_presenter *p)
{
    if (!p->phones || !p->phones->server)
        return;
    kj_live_close(p->phones->server);
    p->phones->server = NULL;
    p->phones->woken = false;
    p->show.phones = 0;
    p->show.room.join_url = (kj_span){NULL, 0};
    p->show.frozen.join_url = (kj_span){NULL, 0}; /* nobody is led to a page that is gone */
    kj_presenter_tell(p, kj_words_get(p->words, KJ_W_LIVE_TOLD_OFF), false);
}

void kj_presenter_phones_free(kj_presenter *p)
{
    if (!p->phones)
        return;
    kj_live_close(p->phones->server);
    kj_arena_free(p->phones->call);
    kj_arena_free(p->phones->arena);
}

/* ---- what they send ---- */

void kj_presenter_phones_woken(kj_presenter *p)
{
    if (p->phones && p->phones->server)
        p->phones->woken = true;
}

static int64_t later(int64_t due_ms, int64_t now_ms)
{
    return due_ms > now_ms ? due_ms - now_ms : 0;
}

int kj_presenter_phones_rest(const kj_presenter *p)
{
    const kj_phones *phones = p->phones;
    const int64_t now_ms = monotonic_ms();
    int64_t rest = -1;
    if (!phones || !phones->server)
        return -1;
    if (phones->woken)
        rest = later(phones->took_ms + KJ_PHONES_TAKE_MS, now_ms);
    if (phones->room_waits) {
        const int64_t show = later(phones->showed_ms + KJ_PHONES_SHOW_MS, now_ms);
        rest = rest < 0 || show < rest ? show : rest;
    }
    return (int)rest;
}

void kj_presenter_phones_tick(kj_presenter *p, bool at_once)
{
    kj_phones *phones = p->phones;
    const int64_t now_ms = monotonic_ms();
    if (!phones || !phones->server)
        return;
    if (at_once || (phones->woken && now_ms - phones->took_ms >= KJ_PHONES_TAKE_MS)) {
        phones->woken = false;
        phones->took_ms = now_ms;
        phones->room_waits = kj_phones_take(p) || phones->room_waits;
    }
    if (phones->room_waits && (at_once || now_ms - phones->showed_ms >= KJ_PHONES_SHOW_MS)) {
        phones->room_waits = false;
        phones->showed_ms = now_ms;
        kj_presenter_show(p);
    }
}

uint64_t kj_presenter_phones_taken(const kj_presenter *p)
{
    return p->phones ? p->phones->taken : 0;
}
