/* engine/class/show_poll.c: a question to the room: hands and phones, the distribution, the answer.
 */
#include "class/show_inner.h"

#define HANDS_MOST 9999

/* ---- the question ---- */

/* That is on, with its options in the course's order or as the room sees them; NULL: none is. */
static const kj_question *question_of(const kj_show_press *p, bool shuffled)
{
    const kj_room *room = &p->show->room;
    if (room->under != KJ_ROOM_QUESTION || room->poll.question >= p->class->questions.count)
        return NULL;
    const kj_class_question *asked = &p->class->questions.ptr[room->poll.question];
    kj_question *question = KJ_NEW(p->arena, kj_question, 1);
    (shuffled ? kj_class_ask : kj_class_options)(p->course, asked, p->arena, question);
    return question;
}

static uint32_t place_of(const kj_question *question, kj_span id)
{
    for (uint32_t i = 0; i < question->option_count; i++)
        if (kj_span_equal(question->options[i].id, id))
            return i;
    return KJ_NONE;
}

/* The place in the course's file of the option that stands N-th on the screen, from 0. */
static uint32_t shown_place(const kj_show_press *p, uint32_t shown)
{
    const kj_question *as_shown = question_of(p, true), *as_written = question_of(p, false);
    return as_shown && shown < as_shown->option_count
               ? place_of(as_written, as_shown->options[shown].id)
               : KJ_NONE;
}

/* What an item asks for; where there are more options than the room can choose from, or it asks
 * for something else, one of the others. */
static kj_control control_of(const kj_item *item, kj_arena *scratch)
{
    kj_question *question = KJ_NEW(scratch, kj_question, 1);
    kj_item_ask(item, 0, scratch, question);
    const bool fits = question->option_count > 1 && question->option_count <= KJ_VOTES_MAX;
    return fits ? question->control : KJ_CONTROL_TEXT;
}

bool kj_show_can_ask_in(const kj_item *item, kj_arena *scratch)
{
    const kj_control control = control_of(item, scratch);
    return control == KJ_CONTROL_CHOICE || control == KJ_CONTROL_CHOICES;
}

bool kj_show_can_ask(const kj_item *item)
{
    kj_arena *scratch = kj_arena_new();
    const bool can = kj_show_can_ask_in(item, scratch);
    kj_arena_free(scratch);
    return can;
}

bool kj_show_takes_several(const kj_item *item)
{
    kj_arena *scratch = kj_arena_new();
    const bool several = control_of(item, scratch) == KJ_CONTROL_CHOICES;
    kj_arena_free(scratch);
    return several;
}

/* ---- the record ---- */

void kj_show_tally(kj_show_press *p)
{
    const kj_poll *poll = &p->show->room.poll;
    const kj_question *question = question_of(p, false);
    if (!question)
        return;
    const kj_class_question *asked = &p->class->questions.ptr[poll->question];
    kj_span *response = KJ_NEW(p->arena, kj_span, question->option_count + 1);
    bool news = false;
    for (size_t i = 0; i < question->option_count; i++) {
        const uint32_t votes = poll->hands[i] + poll->phones[i];
        news = news || votes != asked->votes[i];
        response[i] = kj_arena_format(p->arena, "%.*s=%u", KJ_ARG(question->options[i].id), votes);
    }
    if (!news)
        return;
    kj_event *event =
        kj_show_event(p, KJ_EVENT_CLASS_TALLIED, p->course->items.ptr[asked->item].id);
    event->has = KJ_HAS_WITHIN | KJ_HAS_RESPONSE;
    event->within = kj_arena_copy(p->arena, kj_span_of(asked->id));
    event->response_count = question->option_count;
    for (size_t i = 0; i < question->option_count; i++)
        event->response[i] = response[i];
}

bool kj_show_ask_item(kj_show_press *p, uint32_t item)
{
    if (!kj_show_can_ask(&p->course->items.ptr[item]))
        return kj_show_tell(p, KJ_W_SHOW_CANNOT_ASK);
    if (p->show->room.under == KJ_ROOM_QUESTION)
        kj_show_tally(p);
    kj_event *event = kj_show_event(p, KJ_EVENT_CLASS_ASKED, p->course->items.ptr[item].id);
    event->has = KJ_HAS_SEED;
    event->seed = p->input->seed;
    kj_show_coming(p, KJ_ROOM_QUESTION);
    return true;
}

bool kj_show_act_ask(kj_show_press *p, kj_span arg)
{
    const uint32_t item = kj_course_find(p->course, KJ_REF_ITEM, arg);
    return item != KJ_NONE && kj_show_ask_item(p, item);
}

/* ---- hands ---- */

static bool add_hand(uint32_t *hands, bool more)
{
    if (more ? *hands >= HANDS_MOST : *hands == 0)
        return false;
    *hands += more ? 1 : UINT32_MAX;
    return true;
}

/* What + and - count for; NULL: nothing is counted now. */
static uint32_t *hands_of(const kj_show_press *p)
{
    kj_room *room = &p->show->room;
    if (room->under == KJ_ROOM_PLAY) {
        const uint32_t choice = kj_show_choice(p, room->vote.current);
        return choice == KJ_NONE ? NULL : &room->vote.votes[choice];
    }
    const uint32_t place = shown_place(p, room->poll.current);
    return place == KJ_NONE || room->poll.revealed ? NULL : &room->poll.hands[place];
}

bool kj_show_act_hand(kj_show_press *p, kj_span arg)
{
    uint32_t *hands = hands_of(p);
    const bool more = kj_span_is(arg, "+");
    return hands && (more || kj_span_is(arg, "-")) && add_hand(hands, more);
}

static bool choose(kj_show_press *p, uint32_t shown, uint32_t *current, bool *chosen)
{
    const bool same = *chosen && *current == shown;
    *current = shown;
    *chosen = true;
    uint32_t *hands = hands_of(p);
    return hands && (!same || add_hand(hands, true));
}

bool kj_show_act_option(kj_show_press *p, kj_span arg)
{
    kj_room *room = &p->show->room;
    uint32_t number;
    if (!kj_span_count(arg, KJ_VOTES_MAX, &number) || number == 0)
        return false;
    if (room->under == KJ_ROOM_PLAY)
        return kj_show_choice(p, number - 1) != KJ_NONE &&
               choose(p, number - 1, &room->vote.current, &room->vote.chosen);
    return shown_place(p, number - 1) != KJ_NONE && !room->poll.revealed &&
           choose(p, number - 1, &room->poll.current, &room->poll.chosen);
}

/* ---- what is shown of it ---- */

bool kj_show_act_tally(kj_show_press *p, kj_span arg)
{
    (void)arg;
    kj_room next = p->show->room;
    if (next.under == KJ_ROOM_PLAY) {
        next.vote.tally = !next.vote.tally;
    } else if (next.under == KJ_ROOM_QUESTION) {
        next.poll.tally = !next.poll.tally;
        p->out->first_save = next.poll.tally;
        if (!next.poll.tally)
            next.poll.revealed = next.poll.compared = false;
    } else {
        return false;
    }
    return kj_show_become(p, &next);
}

bool kj_show_act_reveal(kj_show_press *p, kj_span arg)
{
    (void)arg;
    kj_room next = p->show->room;
    if (next.under != KJ_ROOM_QUESTION)
        return false;
    next.poll.revealed = !next.poll.revealed;
    if (next.poll.revealed)
        next.poll.tally = p->out->first_save = true;
    return kj_show_become(p, &next);
}

bool kj_show_act_compare(kj_show_press *p, kj_span arg)
{
    (void)arg;
    kj_room next = p->show->room;
    if (next.under != KJ_ROOM_QUESTION)
        return false;
    next.poll.compared = !next.poll.compared;
    if (next.poll.compared) {
        next.poll.tally = p->out->first_save = true;
        p->out->ask = KJ_SHOW_ASK_ALONE;
    }
    return kj_show_become(p, &next);
}

/* ---- phones ---- */

/* The options of "ID,ID", a bit each; false: one of them is none. */
static bool read_options(const kj_question *question, kj_span ids, uint32_t *out)
{
    size_t at = 0;
    *out = 0;
    while (at < ids.len) {
        const size_t comma = kj_span_find(ids, KJ_LIT(","), at);
        const size_t end = comma == SIZE_MAX ? ids.len : comma;
        const uint32_t place = place_of(question, kj_span_sub(ids, at, end));
        if (place == KJ_NONE)
            return false;
        *out |= (uint32_t)1 << place;
        at = end + 1;
    }
    return true;
}

static uint32_t bits(uint32_t set)
{
    uint32_t count = 0;
    for (; set != 0; set &= set - 1)
        count++;
    return count;
}

static bool poll_vote(kj_show_press *p, kj_span item, kj_span options)
{
    kj_poll *poll = &p->show->room.poll;
    const kj_question *question = question_of(p, false);
    uint32_t chosen, before;
    if (!question || poll->revealed ||
        !kj_span_equal(item,
                       p->course->items.ptr[p->class->questions.ptr[poll->question].item].id) ||
        !read_options(question, options, &chosen) ||
        !read_options(question, p->input->text, &before) || chosen == 0 ||
        (question->control == KJ_CONTROL_CHOICE && (bits(chosen) > 1 || bits(before) > 1)))
        return false;
    for (uint32_t i = 0; i < question->option_count; i++) {
        if ((before >> i & 1) && poll->phones[i] > 0)
            poll->phones[i]--;
        if (chosen >> i & 1)
            poll->phones[i]++;
    }
    return true;
}

bool kj_show_vote(kj_show_press *p)
{
    const kj_span action = p->input->action;
    const size_t equals = kj_span_find(action, KJ_LIT("="), 0);
    if (equals == SIZE_MAX)
        return false;
    const kj_span object = kj_span_sub(action, 0, equals);
    const kj_span option = kj_span_sub(action, equals + 1, action.len);
    const kj_room *room = &p->show->room;
    p->room = room->under == KJ_ROOM_PLAY || room->under == KJ_ROOM_QUESTION;
    return room->under == KJ_ROOM_PLAY ? kj_show_play_vote(p, object, option)
                                       : poll_vote(p, object, option);
}
