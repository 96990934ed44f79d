/* engine/class/show_slides.c: from step to step and slide to slide, and what covers them. */
#include "class/show_inner.h"

void kj_room_to_slide(kj_room *room, uint32_t slide, uint32_t step)
{
    room->page = room->under = KJ_ROOM_SLIDE;
    room->slide = slide;
    room->step = step;
}

bool kj_room_uncover_page(kj_room *room)
{
    if (room->page == room->under)
        return false;
    room->page = room->under;
    room->countdown_until_ms = 0;
    return true;
}

/* ---- on and back ---- */

static bool is_over(const kj_class *class, const kj_room *room)
{
    const kj_class_play *play = kj_show_play(class, room);
    return !play || play->state.node == KJ_NONE;
}

/* Of a role-play's turn nothing: what follows depends on the room. */
static bool step_on(const kj_course *course, const kj_class *class, kj_room *room)
{
    if (room->cover != KJ_COVER_NONE) {
        room->cover = KJ_COVER_NONE;
        return true;
    }
    if (kj_room_uncover_page(room))
        return true;
    if (room->page == KJ_ROOM_QUESTION && !room->poll.tally) {
        room->poll.tally = true;
        return true;
    }
    if (room->page == KJ_ROOM_QUESTION && !room->poll.revealed) {
        room->poll.revealed = true;
        return true;
    }
    if (room->page == KJ_ROOM_PLAY && !is_over(class, room))
        return false;
    if (room->page != KJ_ROOM_SLIDE) {
        kj_room_to_slide(room, room->slide, room->step);
        return true;
    }
    if (room->step < course->slides.ptr[room->slide].steps) {
        room->step++;
        return true;
    }
    if (room->slide + 1 >= course->slides.count)
        return false;
    kj_room_to_slide(room, room->slide + 1, 0);
    return true;
}

bool kj_show_next(const kj_course *course, const kj_show *show, kj_room *out)
{
    *out = show->room;
    memset(&out->drawing, 0, sizeof out->drawing);
    const bool any = step_on(course, show->class, out);
    kj_room_settle(&show->room, out);
    kj_room_hide(out);
    return any;
}

bool kj_show_act_next(kj_show_press *p, kj_span arg)
{
    (void)arg;
    kj_room next = p->show->room;
    if (step_on(p->course, p->class, &next)) {
        p->out->first_save = next.poll.tally && !p->show->room.poll.tally;
        return kj_show_become(p, &next);
    }
    return next.page == KJ_ROOM_PLAY ? kj_show_choose_most(p) : kj_show_tell(p, KJ_W_SHOW_LAST);
}

bool kj_show_act_back(kj_show_press *p, kj_span arg)
{
    kj_room next = p->show->room;
    const kj_class_play *play = kj_show_play(p->class, &next);
    if (next.cover != KJ_COVER_NONE) {
        next.cover = KJ_COVER_NONE;
        return kj_show_become(p, &next);
    }
    if (kj_room_uncover_page(&next))
        return kj_show_become(p, &next);
    switch (next.page) {
    case KJ_ROOM_QUESTION:
        if (next.poll.revealed)
            next.poll.revealed = false;
        else if (next.poll.tally)
            next.poll.tally = next.poll.compared = false;
        else
            kj_room_to_slide(&next, next.slide, next.step);
        return kj_show_become(p, &next);
    case KJ_ROOM_PLAY:
        if (play && play->turn_count > 0)
            return kj_show_act_turn_back(p, arg);
        kj_room_to_slide(&next, next.slide, next.step);
        return kj_show_become(p, &next);
    case KJ_ROOM_SLIDE:
    case KJ_ROOM_COUNTDOWN:
    case KJ_ROOM_PICKED:
    case KJ_ROOM_GROUPS:
    case KJ_ROOM_ASKED:
    case KJ_ROOM_JOIN:
        break;
    }
    if (next.step > 0)
        next.step--;
    else if (next.slide > 0)
        kj_room_to_slide(&next, next.slide - 1, p->course->slides.ptr[next.slide - 1].steps);
    else
        return kj_show_tell(p, KJ_W_SHOW_FIRST);
    return kj_show_become(p, &next);
}

/* ---- jumps ---- */

bool kj_show_jump(kj_show_press *p, uint32_t slide, uint32_t step)
{
    kj_show *show = p->show;
    kj_room next = show->room;
    if (slide != next.slide) {
        show->before = next.slide;
        show->before_step = next.step;
    }
    kj_room_to_slide(&next, slide, step);
    next.countdown_until_ms = 0;
    show->console = KJ_CONSOLE_SLIDE;
    show->finding = false;
    return kj_show_become(p, &next);
}

bool kj_show_act_first(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return kj_show_jump(p, 0, 0);
}

bool kj_show_act_last(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return kj_show_jump(p, (uint32_t)p->course->slides.count - 1, 0);
}

bool kj_show_act_again(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return kj_show_jump(p, p->show->room.slide, 0);
}

bool kj_show_act_return(kj_show_press *p, kj_span arg)
{
    (void)arg;
    const kj_show *show = p->show;
    return show->before != KJ_NONE && kj_show_jump(p, show->before, show->before_step);
}

bool kj_show_act_slide(kj_show_press *p, kj_span arg)
{
    const uint32_t slide = kj_course_find(p->course, KJ_REF_SLIDE, arg);
    return slide != KJ_NONE && kj_show_jump(p, slide, 0);
}

bool kj_show_act_digit(kj_show_press *p, kj_span arg)
{
    kj_show *show = p->show;
    uint32_t digit;
    if (!kj_span_count(arg, 9, &digit) || show->number > 999 || (show->number == 0 && digit == 0))
        return false;
    show->number = show->number * 10 + digit;
    return true;
}

bool kj_show_act_erase(kj_show_press *p, kj_span arg)
{
    (void)arg;
    if (p->show->number == 0)
        return false;
    p->show->number /= 10;
    return true;
}

bool kj_show_act_enter(kj_show_press *p, kj_span arg)
{
    kj_show *show = p->show;
    const uint32_t number = show->number;
    show->number = 0;
    if (number == 0)
        return show->console == KJ_CONSOLE_SLIDE || show->console == KJ_CONSOLE_KEYS
                   ? kj_show_act_next(p, arg)
                   : kj_show_take_row(p);
    if (number <= p->course->slides.count)
        return kj_show_jump(p, number - 1, 0);
    return kj_show_tell_of(p, KJ_W_SHOW_NO_SLIDE,
                           (const kj_word_arg[]){kj_n("number", number),
                                                 kj_n("count", (int64_t)p->course->slides.count)},
                           2);
}

bool kj_show_act_bookmark(kj_show_press *p, kj_span arg)
{
    (void)arg;
    kj_show *show = p->show;
    const uint32_t slide = show->console == KJ_CONSOLE_OVERVIEW ? show->at : show->room.slide;
    show->bookmarks[slide / 64] ^= (uint64_t)1 << slide % 64;
    return true;
}

/* ---- covers ---- */

static bool cover(kj_show_press *p, kj_cover by)
{
    kj_room next = p->show->room;
    next.cover = next.cover == by ? KJ_COVER_NONE : by;
    return kj_show_become(p, &next);
}

bool kj_show_act_black(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return cover(p, KJ_COVER_BLACK);
}

bool kj_show_act_white(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return cover(p, KJ_COVER_WHITE);
}

bool kj_show_act_freeze(kj_show_press *p, kj_span arg)
{
    (void)arg;
    kj_show *show = p->show;
    show->is_frozen = !show->is_frozen;
    if (!show->is_frozen)
        return true;
    show->frozen = show->room;
    memset(&show->frozen.drawing, 0, sizeof show->frozen.drawing);
    if (show->frozen.point.tool == KJ_TOOL_LASER)
        show->frozen.point.on = false; /* it would stick where it is */
    show->frozen.frame.w = 0;
    return true;
}

bool kj_show_held(kj_show_press *p, kj_room_page page)
{
    if (!p->show->is_frozen || p->show->frozen.page != page)
        return false;
    (void)kj_show_tell(p, KJ_W_SHOW_FROZEN);
    return true;
}
