/* engine/player/act.c: one input becomes events; they are saved, and the lesson goes on. */
#include "player/inner.h"

#include "base/random.h"
#include "os/clock.h"
#include "player/voice.h"

#include <stdio.h>

kj_time kj_player_now(const kj_player *player)
{
    kj_time now = kj_timer_now(&player->timer);
    if (now.ms < player->lesson->last_ms) /* a clock put back does not turn time round */
        now.ms = player->lesson->last_ms;
    return now;
}

void kj_player_fill(const kj_player *player, const kj_lesson *lesson, kj_event *event)
{
    event->learner = player->learner;
    event->course = player->course->id;
    event->version = player->course->version;
    if (event->type != KJ_EVENT_ATTEMPT_STARTED)
        event->attempt = kj_span_of(lesson->attempt);
}

static void trace(const kj_player *player, const kj_event *event)
{
    if (!player->options->trace)
        return;
    const kj_span line = kj_event_write(event, player->call);
    printf("%.*s\n", KJ_ARG(line));
    fflush(stdout);
}

static bool append(kj_player *player, kj_event *event)
{
    const bool saved = kj_store_append(player->store, event, player->call, player->sink);
    if (saved)
        trace(player, event);
    else
        player->failed = true;
    player->session.unsaved = !saved;
    return saved;
}

/* What could not be saved goes on in memory only: the learner may look on. */
static void name_unsaved(kj_player *player, kj_event *event)
{
    char id[KJ_UUID_LEN + 1];
    kj_uuid7(event->at.ms, &player->uuid_counter, id);
    event->id = kj_arena_copy(player->call, kj_span_of(id));
    if (event->attempt.len == 0)
        event->attempt = event->id;
}

/* Mere moves: the fold does not need their ids, so the page can be shown before the disk has
 * them; both are done before the next input is read. */
static bool only_moves(const kj_outcome *outcome)
{
    for (size_t i = 0; i < outcome->event_count; i++)
        if (outcome->events[i].type != KJ_EVENT_SLIDE_VIEWED &&
            outcome->events[i].type != KJ_EVENT_RUN_MOVED)
            return false;
    return !outcome->first_save;
}

static void show(kj_player *player)
{
    if (player->shower.show)
        player->shower.show(player->shower.ctx, player);
}

static void move(kj_player *player, kj_outcome *outcome)
{
    const bool unsaved = player->session.unsaved;
    for (size_t i = 0; i < outcome->event_count; i++) {
        kj_player_fill(player, player->lesson, &outcome->events[i]);
        kj_session_commit(player->course, &player->session, &outcome->events[i]);
    }
    player->session.unsaved = unsaved; /* as last heard, until the disk has answered */
    show(player);
    for (size_t i = 0; i < outcome->event_count; i++)
        append(player, &outcome->events[i]);
    if (player->session.unsaved != unsaved)
        show(player);
}

/* Answers, and whatever begins or ends something: on disk first.  An answer that cannot be saved
 * is not taken; anything else goes on in memory. */
static void save_then_move(kj_player *player, kj_outcome *outcome)
{
    for (size_t i = 0; i < outcome->event_count; i++) {
        kj_event *event = &outcome->events[i];
        kj_player_fill(player, player->lesson, event);
        const bool saved = append(player, event);
        if (!saved && outcome->first_save)
            break;
        if (!saved)
            name_unsaved(player, event);
        kj_session_commit(player->course, &player->session, event);
        player->session.unsaved = !saved;
    }
    show(player);
}

static void save_own(kj_player *player, const kj_outcome *outcome, kj_time now)
{
    kj_player_save_own(player, outcome, now);
    kj_voice_sync(player);
}

bool kj_player_input(kj_player *player, kj_input input)
{
    kj_arena_reset(player->call);
    input.now = kj_player_now(player);
    input.seed = player->seed;
    kj_outcome outcome = kj_session_input(player->course, &player->session, &input, player->call);
    if (outcome.event_count > 0)
        player->seed = kj_random_next(&player->random);
    if (outcome.quit)
        player->quit = true;
    if (outcome.change_count > 0)
        save_own(player, &outcome, input.now);
    if (outcome.ask != KJ_ASK_NOTHING)
        kj_player_answer(player, outcome.ask); /* it may go on to another input: no event is lost */
    if (outcome.event_count == 0) {
        if (outcome.redraw || outcome.change_count > 0)
            show(player);
    } else if (only_moves(&outcome)) {
        move(player, &outcome);
    } else {
        save_then_move(player, &outcome);
    }
    /* Where events can be saved again, or at the last chance, so may be what is behind. */
    if (player->own_behind.count > 0 && outcome.change_count == 0 &&
        ((outcome.event_count > 0 && !player->session.unsaved) || outcome.quit)) {
        save_own(player, &outcome, input.now);
        show(player);
    }
    if (player->shower.show)
        kj_voice_tell(player);
    return !outcome.refused;
}

bool kj_player_action(kj_player *player, kj_span action)
{
    char copy[KJ_ACTION_MAX]; /* it may point into the list that this input replaces */
    if (action.len == 0 || action.len > sizeof copy)
        return false;
    memcpy(copy, action.ptr, action.len);
    return kj_player_input(player,
                           (kj_input){.kind = KJ_INPUT_ACTION, .action = {copy, action.len}});
}

void kj_player_check_deadline(kj_player *player)
{
    const int64_t due = kj_session_deadline(player->course, &player->session);
    if (due > 0 && kj_player_now(player).ms >= due)
        kj_player_input(player, (kj_input){.kind = KJ_INPUT_TIMEOUT});
}
