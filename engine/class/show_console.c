/* engine/class/show_console.c: what only the console shows: closing, notes, panes; and leaving. */
#include "class/show_inner.h"

#define NOTES_STEP 0.25
#define NOTES_LEAST 1.0
#define NOTES_MOST 2.5
#define NOTES_LINES 3 /* that a press scrolls */
#define NOTES_LINES_MOST 9999
#define PANE_LEAST 100u
#define PANE_MOST 900u

/* ---- closing ---- */

static bool close_console(kj_show *show)
{
    if (show->number > 0) {
        show->number = 0;
        return true;
    }
    if (show->console == KJ_CONSOLE_SLIDE)
        return false;
    show->console = KJ_CONSOLE_SLIDE;
    show->finding = false;
    return true;
}

static bool close_tools(kj_show_press *p)
{
    return (p->show->tool != KJ_TOOL_NONE && kj_show_act_tool(p, KJ_LIT("none"))) ||
           kj_show_act_unzoom(p, (kj_span){NULL, 0});
}

static bool close_room(kj_show_press *p)
{
    kj_room next = p->show->room;
    if (next.cover != KJ_COVER_NONE)
        next.cover = KJ_COVER_NONE;
    else if (next.page == KJ_ROOM_QUESTION || next.page == KJ_ROOM_PLAY)
        kj_room_to_slide(&next, next.slide, next.step);
    else if (!kj_room_uncover_page(&next))
        return false;
    return kj_show_become(p, &next);
}

bool kj_show_act_close(kj_show_press *p, kj_span arg)
{
    (void)arg;
    if (!close_console(p->show) && !close_tools(p) && !close_room(p))
        p->show->leaving = true;
    return true;
}

bool kj_show_act_quit(kj_show_press *p, kj_span arg)
{
    kj_show *show = p->show;
    const bool yes = kj_span_is(arg, "yes");
    if (arg.len == 0) {
        const bool asks = !show->leaving;
        show->leaving = true;
        return asks;
    }
    if (!show->leaving || !(yes || kj_span_is(arg, "no")))
        return false;
    show->leaving = false;
    return !yes || kj_show_end(p);
}

/* ---- notes and panes ---- */

static double within(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

bool kj_show_act_notes(kj_show_press *p, kj_span arg)
{
    kj_show *show = p->show;
    const double size = show->notes_size, from = show->notes_from;
    if (kj_span_is(arg, "+"))
        show->notes_size = within(size + NOTES_STEP, NOTES_LEAST, NOTES_MOST);
    else if (kj_span_is(arg, "-"))
        show->notes_size = within(size - NOTES_STEP, NOTES_LEAST, NOTES_MOST);
    else if (kj_span_is(arg, "down"))
        show->notes_from = within(from + NOTES_LINES, 0, NOTES_LINES_MOST);
    else if (kj_span_is(arg, "up"))
        show->notes_from = within(from - NOTES_LINES, 0, NOTES_LINES_MOST);
    else
        return false;
    const bool sized = show->notes_size < size || show->notes_size > size;
    if (sized)
        p->out->ask = KJ_SHOW_ASK_PANES;
    return sized || show->notes_from < from || show->notes_from > from;
}

bool kj_show_act_pane(kj_show_press *p, kj_span arg)
{
    kj_show *show = p->show;
    const size_t equals = kj_span_find(arg, KJ_LIT("="), 0);
    const kj_span name = kj_span_sub(arg, 0, equals);
    uint32_t share;
    double *pane = kj_span_is(name, "side")    ? &show->pane_side
                   : kj_span_is(name, "notes") ? &show->pane_notes
                                               : NULL;
    if (!pane || equals == SIZE_MAX ||
        !kj_span_count(kj_span_sub(arg, equals + 1, arg.len), 1000, &share))
        return false;
    *pane = (share < PANE_LEAST ? PANE_LEAST : share > PANE_MOST ? PANE_MOST : share) / 1000.0;
    p->out->ask = KJ_SHOW_ASK_PANES;
    return true;
}

/* ---- what the shell does ---- */

static bool shell_does(kj_show_press *p, kj_show_ask ask)
{
    p->out->ask = ask;
    return true;
}

bool kj_show_act_swap(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return shell_does(p, KJ_SHOW_ASK_SWAP);
}

bool kj_show_act_live(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return shell_does(p, KJ_SHOW_ASK_LIVE);
}

bool kj_show_act_handout(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return shell_does(p, KJ_SHOW_ASK_HANDOUT);
}
