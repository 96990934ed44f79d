/* engine/player/who.c: who learns: chosen, registered, let in; between the store and the page. */
#include "player/inner.h"

#include "player/voice.h"
#include "record/people.h"
#include "record/pin.h"

#include <stdio.h>

/* ---- everybody, for the page ---- */

static kj_standing standing_of(const kj_known *known)
{
    return known->passed  ? KJ_STANDING_PASSED
           : known->begun ? KJ_STANDING_LEARNING
                          : KJ_STANDING_NEW;
}

/* Leavers stay in the record, but do not learn here any more. */
static bool has_left(const kj_known *known, int64_t today)
{
    int64_t day;
    return known->left.len > 0 && kj_date_read(known->left, &day) && day < today;
}

static bool read_people(kj_player *player)
{
    const kj_time now = kj_player_now(player);
    const int64_t today = kj_time_local_day(now);
    kj_known_list known;

    kj_arena_free(player->people_arena);
    player->people_arena = kj_arena_new();
    player->people = (kj_people){.count = 0};
    if (!kj_people_known(player->store, player->course->id, &known, player->people_arena,
                         player->sink))
        return false;
    player->people.ptr = KJ_NEW(player->people_arena, kj_member, known.count + 1);
    for (size_t i = 0; i < known.count; i++) {
        const kj_known *k = &known.ptr[i];
        const kj_time last = {k->last_ms, now.offset_min};
        if (has_left(k, today))
            continue;
        player->people.ptr[player->people.count++] = (kj_member){
            .id = k->id,
            .name = k->name.len ? k->name : k->id,
            .department = k->department,
            .last_day = k->last_ms > 0 ? kj_time_local_day(last) : -1,
            .standing = standing_of(k),
            .pin = k->pin,
        };
    }
    kj_people_sort(&player->people);
    return true;
}

/* ---- what the session tells ---- */

void kj_player_tell(kj_player *player, kj_span said, bool bad)
{
    kj_session *session = &player->session;
    const int len = snprintf(player->told, sizeof player->told, "%.*s", KJ_ARG(said));
    const size_t kept = len > 0 && len < (int)sizeof player->told ? (size_t)len : 0;
    session->told = kept > 0 ? (kj_span){player->told, kept} : (kj_span){NULL, 0};
    session->told_bad = bad;
    session->welcome = false;
}

static void tell(kj_player *player, kj_word_id word, bool bad)
{
    kj_player_tell(player, kj_words_get(player->words, word), bad);
}

static kj_span pin_of(const kj_player *player)
{
    return (kj_span){player->session.who.pin, player->session.who.pin_len};
}

/* ---- who it is at the start ---- */

static bool asks_pin(kj_player *player, kj_span id)
{
    return !player->options->headless && kj_pin_has(player->store, id, player->arena, player->sink);
}

static bool ask_who(kj_player *player)
{
    if (!read_people(player))
        return false;
    kj_who_open(&player->session, &player->people, false);
    return true;
}

bool kj_player_meet(kj_player *player, kj_span system_user)
{
    const kj_play_options *options = player->options;
    const size_t errors = player->sink->errors;
    kj_only only = {.count = 0};
    kj_span id = options->learner;

    kj_session_init(&player->session, player->lesson);
    if (options->who)
        return ask_who(player);
    if (id.len == 0 && !options->headless) {
        if (!kj_people_only(player->store, &only, player->arena, player->sink))
            return false;
        if (only.count > 1)
            return ask_who(player);
        id = only.id;
    }
    if (id.len == 0)
        id = system_user;
    if (!asks_pin(player, id))
        return player->sink->errors == errors && kj_player_enter(player, id);
    /* Only this one, but the others are a key away. */
    if (!ask_who(player))
        return false;
    kj_who_open_pin(&player->session, KJ_PIN_ENTER, kj_arena_copy(player->arena, id));
    player->session.who.until_ms = 0;
    kj_player_check_pin(player);
    return true;
}

/* ---- what the page asks for ---- */

/* The lesson begins within the input that led to it, which shows what has come of all. */
static void begin(kj_player *player)
{
    const kj_shower shower = player->shower;
    player->shower = (kj_shower){0};
    kj_player_begin(player);
    player->shower = shower;
}

static void enter(kj_player *player, kj_span id)
{
    if (kj_player_enter(player, id))
        begin(player);
    else if (read_people(player)) { /* nobody's lesson is open now */
        kj_session_init(&player->session, player->lesson);
        kj_who_open(&player->session, &player->people, false);
        kj_who_refuse(&player->session, KJ_W_WHO_UNREADABLE);
    } else {
        player->failed = player->quit = true;
    }
}

/* Who walks away must not be looked over the shoulder afterwards: with a PIN there is no way back
 * without it. */
static void people(kj_player *player)
{
    if (read_people(player))
        kj_who_open(&player->session, &player->people, !player->session.has_pin);
    else
        tell(player, KJ_W_WHO_UNREADABLE, true);
}

static void add(kj_player *player)
{
    kj_session *session = &player->session;
    const bool own = session->who.own;
    const kj_learner learner = {
        .id = own ? player->learner : kj_who_text(session, KJ_WHO_ID),
        .name = kj_who_text(session, KJ_WHO_NAME),
        .department = kj_who_text(session, KJ_WHO_DEPARTMENT),
    };
    if (!kj_learner_put(player->store, &learner, player->sink)) {
        kj_who_refuse(session, KJ_W_WHO_NOT_SAVED);
        return;
    }
    if (!own) {
        enter(player, kj_arena_copy(player->arena, learner.id));
        return;
    }
    const kj_span name = kj_arena_copy(player->own, learner.name);
    kj_who_leave(session);
    session->learner_name = name;
    kj_player_sheet(player);
}

static kj_span pin_owner(const kj_player *player)
{
    return player->session.who.why == KJ_PIN_ENTER ? player->session.who.chosen : player->learner;
}

static void take_away(kj_player *player)
{
    kj_session *session = &player->session;
    const bool gone = kj_pin_remove(player->store, player->learner, player->sink);
    session->has_pin = session->has_pin && !gone;
    kj_who_leave(session);
    tell(player, gone ? KJ_W_PIN_GONE : KJ_W_PIN_NOT_SAVED, !gone);
}

static void pin_right(kj_player *player)
{
    kj_session *session = &player->session;
    switch (session->who.why) {
    case KJ_PIN_ENTER:
        enter(player, kj_arena_copy(player->arena, session->who.chosen));
        break;
    case KJ_PIN_OLD:
        kj_who_open_pin(session, KJ_PIN_NEW, (kj_span){NULL, 0});
        break;
    case KJ_PIN_AWAY:
        take_away(player);
        break;
    case KJ_PIN_NEW:
    case KJ_PIN_AGAIN:
        break;
    }
}

void kj_player_check_pin(kj_player *player)
{
    kj_session *session = &player->session;
    const kj_span digits = pin_of(player);
    int64_t until_ms;
    const kj_pin_state state =
        kj_pin_try(player->store, pin_owner(player), digits, kj_player_now(player).ms, &until_ms,
                   player->call, player->sink);
    switch (state) {
    case KJ_PIN_RIGHT:
        if (digits.len > 0)
            pin_right(player);
        break;
    case KJ_PIN_WRONG:
    case KJ_PIN_WAIT:
        kj_who_pin_wrong(session, KJ_W_PIN_WAIT, until_ms);
        break;
    case KJ_PIN_BROKEN:
        kj_who_pin_wrong(session, KJ_W_PIN_BROKEN, 0);
        break;
    }
}

static void set_pin(kj_player *player)
{
    kj_session *session = &player->session;
    const bool saved = kj_pin_set(player->store, player->learner, pin_of(player),
                                  kj_player_now(player).ms, player->sink);
    session->has_pin = session->has_pin || saved;
    kj_who_leave(session);
    tell(player, saved ? KJ_W_PIN_SAVED : KJ_W_PIN_NOT_SAVED, !saved);
}

void kj_player_answer(kj_player *player, kj_ask ask)
{
    switch (ask) {
    case KJ_ASK_NOTHING:
        break;
    case KJ_ASK_SHEET:
        kj_player_sheet(player);
        break;
    case KJ_ASK_PEOPLE:
        people(player);
        break;
    case KJ_ASK_ENTER:
        enter(player, kj_arena_copy(player->arena, player->session.who.chosen));
        break;
    case KJ_ASK_ADD:
        add(player);
        break;
    case KJ_ASK_CHECK:
        kj_player_check_pin(player);
        break;
    case KJ_ASK_SET:
        set_pin(player);
        break;
    }
}
