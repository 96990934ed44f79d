/* engine/class/show.c: an input finds its act; what the room sees is said; events that were made
 * are folded in and move the picture. */
#include "class/show_inner.h"

#include <assert.h>

void kj_show_init(kj_show *show, const kj_course *course, kj_class *class, kj_arena *arena)
{
    memset(show, 0, sizeof *show);
    show->class = class;
    show->seen = KJ_NEW(arena, kj_room, 1);
    show->room.poll.question = show->room.vote.play = show->room.picked = KJ_NONE;
    show->before = KJ_NONE;
    show->said.slide = KJ_NONE;
    show->find.held = KJ_NONE;
    show->notes_size = 1;
    show->pane_side = 0.335;
    show->pane_notes = 0.24;
    show->bookmarks = KJ_NEW(arena, uint64_t, course->slides.count / 64 + 1);
    show->drawn = KJ_NEW(arena, kj_ink_point, KJ_STROKE_POINTS_MAX);
    if (class->slide != KJ_NONE) { /* it goes on */
        show->room.slide = class->slide;
        show->room.step = class->step;
    }
}

kj_event *kj_show_event(kj_show_press *p, kj_event_type type, kj_span object)
{
    assert(p->out->event_count < KJ_COUNT(p->out->events));
    kj_event *event = &p->out->events[p->out->event_count++];
    event->type = type;
    event->object = object;
    event->at = p->input->now;
    return event;
}

bool kj_show_tell_of(kj_show_press *p, kj_word_id word, const kj_word_arg *args, size_t count)
{
    kj_show *show = p->show;
    const kj_span text =
        kj_words_fill(kj_words_for(p->course->language), word, args, count, p->arena);
    const size_t len = text.len < sizeof show->told_text ? text.len : 0;
    memcpy(show->told_text, text.ptr, len);
    show->told = (kj_span){show->told_text, len};
    show->told_bad = false;
    p->out->console = true;
    return false;
}

bool kj_show_tell(kj_show_press *p, kj_word_id word)
{
    return kj_show_tell_of(p, word, NULL, 0);
}

/* ---- the room ---- */

static const kj_room *on_screen(const kj_show *show)
{
    return show->is_frozen ? &show->frozen : &show->room;
}

/* Nobody could see what is taken away here: but what is not there needs no care when it is drawn.
 */
void kj_room_hide(kj_room *room)
{
    kj_poll *poll = &room->poll;
    poll->answered = room->vote.answered = 0;
    for (size_t i = 0; !poll->several && i < KJ_OPTIONS_MAX; i++)
        poll->answered += poll->hands[i] + poll->phones[i];
    for (size_t i = 0; i < KJ_ROLEPLAY_CHOICES_MAX; i++)
        room->vote.answered += room->vote.votes[i] + room->vote.phones[i];
    if (!poll->tally) {
        memset(poll->hands, 0, sizeof poll->hands);
        memset(poll->phones, 0, sizeof poll->phones);
    }
    if (!poll->tally || !poll->compared || room->alone.n < KJ_ALONE_LEAST)
        memset(&room->alone, 0, sizeof room->alone);
    if (!room->vote.tally) {
        memset(room->vote.votes, 0, sizeof room->vote.votes);
        memset(room->vote.phones, 0, sizeof room->vote.phones);
    }
}

const kj_room *kj_show_room(const kj_show *show)
{
    *show->seen = *on_screen(show);
    kj_room_hide(show->seen);
    return show->seen;
}

static bool differs(const kj_room *a, const kj_room *b)
{
    return a->slide != b->slide || a->step != b->step || a->page != b->page || a->under != b->under;
}

void kj_room_settle(const kj_room *was, kj_room *room)
{
    if (differs(was, room) && room->cover == was->cover)
        room->cover = KJ_COVER_NONE;
    if (was->slide != room->slide || was->page != room->page)
        room->zoom.w = 0;
}

bool kj_show_become(kj_show_press *p, const kj_room *next)
{
    kj_show *show = p->show;
    const kj_room was = show->room;
    const bool shows = next->poll.tally && !was.poll.tally;
    if (was.under == KJ_ROOM_QUESTION && (next->under != KJ_ROOM_QUESTION || shows))
        kj_show_tally(p);
    show->room = *next;
    kj_room_settle(&was, &show->room);
    if (was.slide != next->slide)
        show->notes_from = 0;
    p->page = next->page;
    return true;
}

void kj_show_coming(kj_show_press *p, kj_room_page page)
{
    p->page = page;
    p->show->room.cover = KJ_COVER_NONE;
    p->show->room.zoom.w = 0;
}

/* What class.shown calls it; NULL: a slide. */
static const char *const page_kinds[] = {
    [KJ_ROOM_SLIDE] = NULL,      [KJ_ROOM_QUESTION] = "question",
    [KJ_ROOM_PLAY] = "roleplay", [KJ_ROOM_COUNTDOWN] = "countdown",
    [KJ_ROOM_PICKED] = "picked", [KJ_ROOM_GROUPS] = "groups",
    [KJ_ROOM_ASKED] = "asked",   [KJ_ROOM_JOIN] = "join",
};

static const char *kind_of(const kj_show_press *p)
{
    if (p->show->is_frozen)
        return "frozen";
    switch (p->show->room.cover) {
    case KJ_COVER_BLACK:
        return "black";
    case KJ_COVER_WHITE:
        return "white";
    case KJ_COVER_NONE:
        break;
    }
    return page_kinds[p->page];
}

/* class.shown, if the room sees something else than was said last. */
static void say_shown(kj_show_press *p)
{
    kj_show *show = p->show;
    const kj_room *room = on_screen(show);
    const char *kind = kind_of(p);
    if (show->said.slide == room->slide && show->said.step == room->step && show->said.kind == kind)
        return;
    kj_event *event = kj_show_event(p, KJ_EVENT_CLASS_SHOWN, p->course->slides.ptr[room->slide].id);
    event->has = KJ_HAS_STEP | (kind ? KJ_HAS_KIND : 0);
    event->step = room->step;
    event->kind = kj_span_of(kind);
    show->said.slide = room->slide;
    show->said.step = room->step;
    show->said.kind = kind;
}

/* ---- actions ---- */

typedef enum row_flags {
    ARG = 1,         /* something stands behind the colon */
    ROOM = 2,        /* the room's picture may change */
    KEEPS_NUMBER = 4 /* that is being typed */
} row_flags;

static const struct {
    const char *word;
    kj_show_act *act;
    unsigned flags;
} verbs[] = {
    {"next", kj_show_act_next, ROOM},
    {"back", kj_show_act_back, ROOM},
    {"first", kj_show_act_first, ROOM},
    {"last", kj_show_act_last, ROOM},
    {"again", kj_show_act_again, ROOM},
    {"return", kj_show_act_return, ROOM},
    {"digit", kj_show_act_digit, ARG | KEEPS_NUMBER},
    {"erase", kj_show_act_erase, KEEPS_NUMBER},
    {"enter", kj_show_act_enter, ROOM | KEEPS_NUMBER},
    {"slide", kj_show_act_slide, ARG | ROOM},
    {"black", kj_show_act_black, ROOM},
    {"white", kj_show_act_white, ROOM},
    {"freeze", kj_show_act_freeze, ROOM},
    {"bookmark", kj_show_act_bookmark, 0},
    {"overview", kj_show_act_overview, 0},
    {"find", kj_show_act_find, 0},
    {"at", kj_show_act_at, ARG},
    {"left", kj_show_act_left, 0},
    {"right", kj_show_act_right, 0},
    {"up", kj_show_act_up, 0},
    {"down", kj_show_act_down, 0},
    {"keys", kj_show_act_keys, 0},
    {"close", kj_show_act_close, ROOM | KEEPS_NUMBER},
    {"notes", kj_show_act_notes, ARG},
    {"pane", kj_show_act_pane, ARG},
    {"swap", kj_show_act_swap, 0},
    {"live", kj_show_act_live, 0},
    {"handout", kj_show_act_handout, 0},
    {"questions", kj_show_act_questions, 0},
    {"ask", kj_show_act_ask, ARG | ROOM},
    {"option", kj_show_act_option, ARG | ROOM},
    {"hand", kj_show_act_hand, ARG | ROOM},
    {"tally", kj_show_act_tally, ROOM},
    {"reveal", kj_show_act_reveal, ROOM},
    {"compare", kj_show_act_compare, ROOM},
    {"roleplays", kj_show_act_roleplays, 0},
    {"play", kj_show_act_play, ARG | ROOM},
    {"choice", kj_show_act_choice, ARG | ROOM},
    {"turn-back", kj_show_act_turn_back, ROOM},
    {"countdown", kj_show_act_countdown, ARG | ROOM},
    {"pick", kj_show_act_pick, ROOM},
    {"groups", kj_show_act_groups, ARG | ROOM},
    {"roster", kj_show_act_roster, 0},
    {"attend", kj_show_act_attend, ARG | ROOM},
    {"join", kj_show_act_join, ROOM},
    {"questions-of-room", kj_show_act_of_room, 0},
    {"release", kj_show_act_release, ARG | ROOM},
    {"dismiss", kj_show_act_dismiss, ARG},
    {"tool", kj_show_act_tool, ARG | ROOM},
    {"undo", kj_show_act_undo, ROOM},
    {"clear", kj_show_act_clear, ROOM},
    {"unzoom", kj_show_act_unzoom, ROOM},
};

static bool do_act(kj_show_press *p, kj_show_act *act, kj_span arg, unsigned flags)
{
    kj_show *show = p->show;
    if (show->leaving) {
        show->leaving = false;
        if (act == kj_show_act_close)
            return true;
    }
    const uint32_t number = show->number;
    if (!(flags & KEEPS_NUMBER))
        show->number = 0;
    kj_show_end_stroke(p);
    const bool done = act(p, arg);
    p->room = p->room || (flags & ROOM);
    p->out->console = p->out->console || done || number != show->number;
    return done;
}

static bool act(kj_show_press *p)
{
    const kj_span action = p->input->action;
    const size_t colon = kj_span_find(action, KJ_LIT(":"), 0);
    const kj_span word = kj_span_sub(action, 0, colon);
    const kj_span arg =
        colon == SIZE_MAX ? (kj_span){NULL, 0} : kj_span_sub(action, colon + 1, action.len);
    if (kj_span_is(word, "quit"))
        return kj_show_act_quit(p, arg);
    for (size_t i = 0; i < KJ_COUNT(verbs); i++) {
        if (!kj_span_is(word, verbs[i].word))
            continue;
        if (((verbs[i].flags & ARG) != 0) != (arg.len > 0))
            return false;
        return do_act(p, verbs[i].act, arg, verbs[i].flags);
    }
    return false;
}

/* ---- other inputs ---- */

static bool begin(kj_show_press *p)
{
    kj_show *show = p->show;
    const kj_span id = p->input->action;
    const uint32_t slide = id.len > 0 ? kj_course_find(p->course, KJ_REF_SLIDE, id) : 0;
    if (slide >= p->course->slides.count)
        return false;
    if (p->class->id[0] == '\0') {
        kj_event *event = kj_show_event(p, KJ_EVENT_CLASS_STARTED, p->course->id);
        event->has = KJ_HAS_KIND | KJ_HAS_SEED;
        event->kind =
            p->input->text.len > 0 ? kj_arena_copy(p->arena, p->input->text) : KJ_LIT("1920x1080");
        event->seed = p->input->seed;
    }
    if (p->class->slide == KJ_NONE || id.len > 0)
        kj_room_to_slide(&show->room, slide, 0);
    p->page = show->room.page;
    p->room = true;
    return true;
}

bool kj_show_end(kj_show_press *p)
{
    kj_show_end_stroke(p);
    if (p->show->room.under == KJ_ROOM_QUESTION)
        kj_show_tally(p);
    kj_event *event = kj_show_event(p, KJ_EVENT_CLASS_ENDED, p->course->id);
    const int64_t ms = p->input->now.ms - p->class->started.ms;
    event->has = KJ_HAS_DURATION;
    event->duration_ms = ms > 0 ? ms : 0;
    p->show->leaving = false;
    p->out->quit = true;
    return true;
}

static bool tick(kj_show_press *p)
{
    p->room = p->show->room.page == KJ_ROOM_COUNTDOWN;
    return true;
}

static bool take(kj_show_press *p)
{
    const bool on = p->class->id[0] != '\0' && !p->class->ended;
    if (!on && !(p->input->kind == KJ_SHOW_BEGIN && !p->class->ended))
        return false;
    switch (p->input->kind) {
    case KJ_SHOW_BEGIN:
        return begin(p);
    case KJ_SHOW_ACTION:
        return act(p);
    case KJ_SHOW_TEXT:
    case KJ_SHOW_EDIT:
        return kj_show_typed(p);
    case KJ_SHOW_PRESS:
    case KJ_SHOW_DRAG:
    case KJ_SHOW_LIFT:
    case KJ_SHOW_HOVER:
        return kj_show_pointer(p);
    case KJ_SHOW_VOTE:
        return kj_show_vote(p);
    case KJ_SHOW_TICK:
        return tick(p);
    case KJ_SHOW_END:
        return kj_show_end(p);
    }
    return false;
}

/* What was told stands until the presenter does something else. */
static bool is_doing(kj_show_kind kind)
{
    return kind == KJ_SHOW_ACTION || kind == KJ_SHOW_TEXT || kind == KJ_SHOW_EDIT ||
           kind == KJ_SHOW_PRESS;
}

kj_show_outcome kj_show_input_take(const kj_course *course, kj_show *show,
                                   const kj_show_input *input, kj_arena *arena)
{
    kj_show_outcome out;
    memset(&out, 0, sizeof out);
    kj_show_press p = {course, show, show->class, input, arena, &out, show->room.page, false};
    const bool was_frozen = show->is_frozen, was_told = show->told.len > 0;
    if (is_doing(input->kind)) {
        show->told = (kj_span){NULL, 0};
        show->told_bad = false;
        out.console = was_told;
    }
    const bool taken = take(&p);
    out.refused = !taken;
    if (taken && !out.quit)
        say_shown(&p);
    out.room = taken && p.room && (!show->is_frozen || !was_frozen);
    out.console = out.console || (taken && input->kind != KJ_SHOW_HOVER) || out.room;
    return out;
}

/* ---- commit ---- */

static void put_on(kj_show *show, kj_room_page page)
{
    show->room.page = page;
    if (page == KJ_ROOM_QUESTION || page == KJ_ROOM_PLAY)
        show->room.under = page;
    show->room.cover = KJ_COVER_NONE;
    show->console = KJ_CONSOLE_SLIDE;
    show->finding = false;
}

static uint32_t attendee_index(const kj_class *class, kj_span id)
{
    for (uint32_t i = 0; i < class->attendees.count; i++)
        if (kj_span_equal(class->attendees.ptr[i].id, id))
            return i;
    return KJ_NONE;
}

/* Votes are for one turn. */
static void reset_votes(kj_show *show, uint32_t play)
{
    memset(&show->room.vote, 0, sizeof show->room.vote);
    show->room.vote.play = play;
}

void kj_show_commit(const kj_course *course, kj_show *show, const kj_event *event)
{
    kj_class *class = show->class;
    const uint64_t refused = class->refused;
    kj_class_step(course, class, event);
    if (class->refused != refused)
        return;
    switch (event->type) {
    case KJ_EVENT_CLASS_ASKED:
        memset(&show->room.poll, 0, sizeof show->room.poll);
        memset(&show->room.alone, 0, sizeof show->room.alone);
        show->room.poll.question = (uint32_t)(class->questions.count - 1);
        show->room.poll.several = kj_show_takes_several(
            &course->items.ptr[class->questions.ptr[show->room.poll.question].item]);
        put_on(show, KJ_ROOM_QUESTION);
        break;
    case KJ_EVENT_CLASS_PLAYED:
        reset_votes(show, (uint32_t)(class->plays.count - 1));
        put_on(show, KJ_ROOM_PLAY);
        break;
    case KJ_EVENT_CLASS_CHOSE:
    case KJ_EVENT_CLASS_RETURNED:
        reset_votes(show, show->room.vote.play);
        break;
    case KJ_EVENT_CLASS_PICKED:
        show->room.picked = attendee_index(class, event->object);
        put_on(show, KJ_ROOM_PICKED);
        break;
    case KJ_EVENT_CLASS_STARTED:
    case KJ_EVENT_CLASS_SHOWN:
    case KJ_EVENT_CLASS_ATTENDED:
    case KJ_EVENT_CLASS_TALLIED:
    case KJ_EVENT_CLASS_DREW:
    case KJ_EVENT_CLASS_ERASED:
    case KJ_EVENT_CLASS_ENDED:
        KJ_LESSON_EVENT_TYPES(KJ_CASE_OF_EVENT)
    case KJ_EVENT_COUNT:
        break;
    }
}
