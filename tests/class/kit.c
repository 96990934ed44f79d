/* tests/class/kit.c: a class in no room. */
#include "class/kit.h"

#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

kj_test_room *kj_test_room_new(const kj_course *course, kj_arena *arena)
{
    static const kj_roster_name names[] = {
        {{KJ_SPAN("1001")}, {KJ_SPAN("方舟")}, {KJ_SPAN("华东")}},
        {{KJ_SPAN("1002")}, {KJ_SPAN("林夏")}, {KJ_SPAN("华南")}},
        {{KJ_SPAN("1003")}, {KJ_SPAN("陶然")}, {KJ_SPAN("华东")}},
    };
    kj_test_room *room = KJ_NEW(arena, kj_test_room, 1);
    room->course = course;
    room->arena = arena;
    room->now.ms = 1795507200000;
    room->seed = 1;
    kj_class_init(&room->class, course, arena);
    kj_show_init(&room->show, course, &room->class, arena);
    room->show.roster.ptr = KJ_NEW(arena, kj_roster_name, KJ_COUNT(names));
    memcpy(room->show.roster.ptr, names, sizeof names);
    room->show.roster.count = KJ_COUNT(names);
    return room;
}

static kj_span keep(kj_test_room *room, kj_span text)
{
    return kj_arena_copy(room->arena, text);
}

static void save(kj_test_room *room, const kj_event *made)
{
    kj_event event = *made;
    event.id = kj_arena_format(room->arena, "e%zu", room->log.count + 1);
    event.course = room->course->id;
    event.version = room->course->version;
    event.attempt = room->class.id[0] ? keep(room, kj_span_of(room->class.id)) : event.id;
    if (event.learner.len == 0)
        event.learner = KJ_LIT("presenter");
    event.object = keep(room, event.object);
    event.learner = keep(room, event.learner);
    event.within = keep(room, event.within);
    for (size_t i = 0; i < event.response_count; i++)
        event.response[i] = keep(room, event.response[i]);
    *KJ_PUSH(room->arena, &room->log, &room->capacity, kj_event) = event;
    kj_show_commit(room->course, &room->show, &event);
}

const kj_show_outcome *kj_test_room_give(kj_test_room *room, kj_show_input input)
{
    input.now = room->now;
    input.seed = room->seed++;
    room->last = kj_show_input_take(room->course, &room->show, &input, room->arena);
    for (size_t i = 0; i < room->last.event_count; i++)
        save(room, &room->last.events[i]);
    return &room->last;
}

kj_test_room *kj_test_room_begun(const kj_course *course, kj_arena *arena)
{
    kj_test_room *room = kj_test_room_new(course, arena);
    const kj_show_input input = {.kind = KJ_SHOW_BEGIN, .text = KJ_LIT("1920x1080")};
    if (kj_test_room_give(room, input)->refused)
        fail_msg("the class does not begin");
    return room;
}

bool kj_test_room_act(kj_test_room *room, kj_span action)
{
    room->now.ms += 1000;
    return !kj_test_room_give(room, (kj_show_input){.kind = KJ_SHOW_ACTION, .action = action})
                ->refused;
}

static void do_one(kj_test_room *room, kj_span action)
{
    const bool not = kj_span_starts(action, KJ_LIT("!"));
    if (kj_span_starts(action, KJ_LIT("wait:"))) {
        room->now.ms += 1000 * strtoll(keep(room, action).ptr + 5, NULL, 10);
        return;
    }
    if (kj_test_room_act(room, not ? kj_span_sub(action, 1, action.len) : action) == not )
        fail_msg("'%.*s': %s, in %.*s", KJ_ARG(action), not ? "taken" : "refused",
                 KJ_ARG(kj_test_room_state(room)));
}

void kj_test_room_do(kj_test_room *room, const char *actions)
{
    const kj_span all = kj_span_of(actions);
    size_t at = 0;
    while (at < all.len) {
        const size_t blank = kj_span_find(all, KJ_LIT(" "), at);
        const size_t end = blank == SIZE_MAX ? all.len : blank;
        if (end > at)
            do_one(room, kj_span_sub(all, at, end));
        at = end + 1;
    }
}

kj_span kj_test_room_events(const kj_test_room *room)
{
    kj_text_buffer words = {.arena = room->arena};
    for (size_t i = 0; i < room->last.event_count; i++)
        kj_putf(&words, "%s%s", i > 0 ? " " : "", kj_event_words[room->last.events[i].type]);
    return kj_put_span(&words);
}

/* ---- the state in words ---- */

static void put_flag(kj_text_buffer *out, bool is, const char *word)
{
    if (is)
        kj_putf(out, " %s", word);
}

static void put_poll(kj_text_buffer *out, const kj_test_room *test)
{
    const kj_poll *poll = &test->show.room.poll;
    if (test->show.room.under != KJ_ROOM_QUESTION)
        return;
    const kj_class_question *asked = &test->class.questions.ptr[poll->question];
    kj_putf(out, " %.*s", KJ_ARG(test->course->items.ptr[asked->item].id));
    for (size_t i = 0; i < 4; i++)
        kj_putf(out, "%c%u", i == 0 ? '=' : ',', poll->hands[i] + poll->phones[i]);
    put_flag(out, poll->tally, "tally");
    put_flag(out, poll->revealed, "revealed");
    put_flag(out, poll->compared, "compared");
}

static void put_play(kj_text_buffer *out, const kj_test_room *test)
{
    const kj_room *room = &test->show.room;
    if (room->under != KJ_ROOM_PLAY)
        return;
    const kj_class_play *play = &test->class.plays.ptr[room->vote.play];
    const kj_roleplay *roleplay = &test->course->roleplays.ptr[play->roleplay];
    if (play->state.node != KJ_NONE)
        kj_putf(out, " node=%.*s", KJ_ARG(roleplay->nodes.ptr[play->state.node].id));
    else
        kj_putf(out, " ending=%.*s", KJ_ARG(roleplay->endings.ptr[play->state.ending].id));
    for (size_t i = 0; i < 3; i++)
        kj_putf(out, "%c%u", i == 0 ? '=' : ',', room->vote.votes[i] + room->vote.phones[i]);
    put_flag(out, room->vote.tally, "tally");
}

kj_span kj_test_room_state(const kj_test_room *test)
{
    static const char *const pages[] = {"slide",  "question", "play",  "countdown",
                                        "picked", "groups",   "asked", "join"};
    static const char *const covers[] = {"", "black", "white"};
    static const char *const consoles[] = {"",       "overview", "questions", "roleplays",
                                           "roster", "of-room",  "keys"};
    const kj_show *show = &test->show;
    const kj_room *room = &show->room;
    kj_text_buffer out = {.arena = test->arena};
    kj_putf(&out, "%s %.*s:%u", pages[room->page], KJ_ARG(test->course->slides.ptr[room->slide].id),
            room->step);
    put_poll(&out, test);
    put_play(&out, test);
    put_flag(&out, room->cover != KJ_COVER_NONE, covers[room->cover]);
    if (show->is_frozen)
        kj_putf(&out, " frozen=%.*s:%u", KJ_ARG(test->course->slides.ptr[show->frozen.slide].id),
                show->frozen.step);
    if (show->console != KJ_CONSOLE_SLIDE) {
        kj_putf(&out, " %s", consoles[show->console]);
        if (show->console == KJ_CONSOLE_OVERVIEW)
            kj_putf(&out, "@%.*s", KJ_ARG(test->course->slides.ptr[show->at].id));
        else if (show->console != KJ_CONSOLE_KEYS)
            kj_putf(&out, "@%u", show->at);
    }
    put_flag(&out, show->finding, "finding");
    if (show->number > 0)
        kj_putf(&out, " number=%u", show->number);
    if (show->tool != KJ_TOOL_NONE)
        kj_putf(&out, " tool=%.*s", KJ_ARG(kj_tool_word(show->tool)));
    put_flag(&out, room->zoom.w > 0, "zoomed");
    put_flag(&out, show->leaving, "leaving");
    put_flag(&out, show->told.len > 0, "told");
    put_flag(&out, test->class.ended, "ended");
    return kj_put_span(&out);
}
