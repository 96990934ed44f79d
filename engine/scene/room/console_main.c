/* engine/scene/room/console_main.c: this slide, what comes next, the clock, the notes, the keys. */
#include "scene/room/console.h"

#include <math.h>

#define SIDE_SHARE 0.335
#define NOTES_SHARE 0.24
#define NEXT_HIGHEST 0.36 /* of the console's height */
#define CAPTION 100.0
#define SMALL_WIDTH 178.0
#define GRIP 44.0

static double share_of(double set, double usual, double least, double most)
{
    return set > 0 ? fmin(most, fmax(least, set)) : usual;
}

/* The largest picture of the room in a box, at its upper left corner. */
static kj_rect picture_in(const kj_console_view *view, kj_rect box)
{
    const double w = fmin(box.w, box.h * view->shape);
    return (kj_rect){box.x, box.y, w, w / view->shape};
}

static bool is_hidden(const kj_show *show)
{
    return show->is_frozen || show->room.cover != KJ_COVER_NONE;
}

/* Of the slide on the screen, steps that are still to come; of anything else none. */
static uint32_t steps_left(const kj_draw *draw, const kj_show *show)
{
    const kj_room *room = &show->room;
    if (room->page != KJ_ROOM_SLIDE || room->slide >= draw->scene->course->slides.count)
        return 0;
    const uint32_t steps = draw->scene->course->slides.ptr[room->slide].steps;
    return steps > room->step ? steps - room->step : 0;
}

static void put_now(kj_draw *draw, kj_console_view *view, kj_rect box)
{
    const kj_rect at = picture_in(view, box);
    view->out->now = at;
    kj_console_frame(draw, at, is_hidden(view->show) ? KJ_COLOR_ZHU : KJ_COLOR_ZHE, 4);
    kj_draw_area(draw, KJ_ROLE_FIGURE, (kj_span){NULL, 0}, kj_draw_word(draw, KJ_W_CONSOLE_NOW),
                 at);
}

/* What follows, in words: under the picture of it. */
static void put_caption(kj_draw *draw, kj_console_view *view, kj_rect box, double shown)
{
    const kj_course *course = draw->scene->course;
    const kj_show *show = view->show;
    const uint32_t next = kj_slide_after(course, show->room.slide), left = steps_left(draw, show);
    const kj_span name = next == KJ_NONE ? kj_draw_word(draw, KJ_W_CONSOLE_LAST)
                                         : KJ_DRAW_FILL(draw, KJ_W_CONSOLE_NEXT,
                                                        kj_w("title", kj_slide_name(course, next)));
    kj_span more = {NULL, 0};
    if (is_hidden(show))
        more = kj_draw_word(draw, KJ_W_CONSOLE_SEEN);
    else if (left > 0)
        more = KJ_DRAW_FILL(draw, KJ_W_CONSOLE_STEPS, kj_n("n", left));
    const kj_text_style first = kj_style(28, KJ_FONT_SANS, KJ_COLOR_INK2);
    const kj_text_style second = kj_style(26, is_hidden(show) ? KJ_FONT_SANS_BOLD : KJ_FONT_SANS,
                                          is_hidden(show) ? KJ_COLOR_ZHU : KJ_COLOR_INK3);
    const double w = box.w - shown, y = box.y + (more.len ? 4 : (box.h - 44) / 2);
    kj_console_line(draw, name, box.x, y, w, first);
    if (more.len)
        kj_console_line(draw, more, box.x, y + 46, w, second);
    kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, kj_say(draw, name, more),
                 (kj_rect){box.x, box.y, w, box.h});
}

/* The next press large; small beside the words what the room sees instead of what is here, or the
 * slide that comes after this one's steps. */
static void put_next(kj_draw *draw, kj_console_view *view, kj_rect box)
{
    const kj_show *show = view->show;
    const uint32_t slide = kj_slide_after(draw->scene->course, show->room.slide);
    kj_room next;
    const bool any = kj_show_next(draw->scene->course, show, &next);
    const bool whole = any && show->room.page == KJ_ROOM_SLIDE && next.page == KJ_ROOM_SLIDE &&
                       next.slide != show->room.slide && next.slide == slide;
    kj_rect at = picture_in(view, (kj_rect){box.x, box.y, box.w, box.h - CAPTION - 12});
    at.x = box.x + (box.w - at.w) / 2;
    if (whole) {
        view->out->next_is_slide = true;
        kj_console_thumb_at(draw, view, slide, at);
    }
    kj_console_frame(draw, at, KJ_COLOR_LINE, 2);
    if (any) {
        view->out->next = at;
        kj_draw_area(draw, KJ_ROLE_BUTTON, KJ_LIT("next"), kj_draw_word(draw, KJ_W_CONSOLE_FOLLOWS),
                     at);
    } else {
        const kj_text_block end = kj_draw_measure(
            draw,
            kj_plain(kj_draw_word(draw, show->room.under == KJ_ROOM_PLAY
                                            ? KJ_W_CONSOLE_MOST_NEXT
                                            : KJ_W_CONSOLE_NOTHING_NEXT)),
            at.w - 32, 0,
            (kj_text_style){
                .size = 28, .color = KJ_COLOR_INK3, .align = KJ_ALIGN_CENTRE, .balance = true});
        kj_draw_block(draw, &end, at.x + 16, at.y + (at.h - end.height) / 2);
        kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, end.text.plain, at);
    }
    kj_rect words = {box.x, box.y + box.h - CAPTION, box.w, CAPTION};
    const double h = fmin(CAPTION - 4, SMALL_WIDTH / view->shape), w = h * view->shape;
    const kj_rect small = {box.x + box.w - w, words.y + (CAPTION - h) / 2, w, h};
    double shown = 0;
    if (is_hidden(show)) {
        kj_console_frame(draw, small, KJ_COLOR_ZHU, 3);
        view->out->seen = small;
        shown = w + 20;
    } else if (any && !whole && slide != KJ_NONE) {
        kj_console_frame(draw, small, KJ_COLOR_LINE, 2);
        kj_console_thumb_at(draw, view, slide, small);
        shown = w + 20;
    }
    put_caption(draw, view, words, shown);
}

/* What lies between two panes and is dragged. */
static void put_separators(kj_draw *draw, double x, double y, kj_rect left)
{
    const kj_rect side = {x - KJ_CONSOLE_GAP, 0, KJ_CONSOLE_GAP, draw->list.height};
    const kj_rect notes = {left.x, y - KJ_CONSOLE_GAP, left.w, KJ_CONSOLE_GAP};
    const kj_box_style style = {.fill = KJ_COLOR_LINE, .filled = true, .radius = 2};
    kj_draw_box(draw, (kj_rect){side.x + side.w / 2 - 2, (side.h - GRIP) / 2, 4, GRIP}, style);
    kj_draw_box(draw, (kj_rect){notes.x + (notes.w - GRIP) / 2, notes.y + notes.h / 2 - 2, GRIP, 4},
                style);
    kj_draw_area(draw, KJ_ROLE_TARGET, KJ_LIT("pane:side"),
                 kj_draw_word(draw, KJ_W_CONSOLE_PANE_SIDE), side);
    kj_draw_area(draw, KJ_ROLE_TARGET, KJ_LIT("pane:notes"),
                 kj_draw_word(draw, KJ_W_CONSOLE_PANE_NOTES), notes);
}

void kj_console_main(kj_draw *draw, kj_console_view *view)
{
    const kj_show *show = view->show;
    const double m = KJ_CONSOLE_MARGIN, gap = KJ_CONSOLE_GAP;
    const double width = draw->list.width, height = draw->list.height;
    const double side = floor(width * share_of(show->pane_side, SIDE_SHARE, 0.24, 0.46));
    const double votes = kj_console_votes_height(draw, view);
    const double notes =
        fmax(votes, floor(height * share_of(show->pane_notes, NOTES_SHARE, 0.16, 0.5)));
    const kj_rect left = {m, m, width - 2 * m - gap - side, height - 2 * m};
    const kj_rect right = {left.x + left.w + gap, m, side, height - 2 * m};
    const double notes_y = height - m - notes;
    const double now_h = notes_y - gap - KJ_CONSOLE_STRIP_HEIGHT - 8 - m;
    put_now(draw, view, (kj_rect){left.x, left.y, left.w, now_h});
    kj_console_strip(draw, view,
                     (kj_rect){left.x, view->out->now.y + view->out->now.h + 8, left.w,
                               KJ_CONSOLE_STRIP_HEIGHT});
    /* Where the picture is as wide as its pane, the notes take the height that is left. */
    const double used = view->out->now.y + view->out->now.h + 8 + KJ_CONSOLE_STRIP_HEIGHT + gap;
    const kj_rect below = {left.x, fmin(notes_y, used), left.w, height - m - fmin(notes_y, used)};
    if (votes > 0)
        kj_console_votes(draw, view, below);
    else
        kj_console_notes(draw, view, below);
    const double next_h = fmin(right.w / view->shape, height * NEXT_HIGHEST) + 12 + CAPTION;
    put_next(draw, view, (kj_rect){right.x, right.y, right.w, next_h});
    double y = right.y + next_h + 16;
    kj_console_clock(draw, view, (kj_rect){right.x, y, right.w, KJ_CONSOLE_CLOCK_HEIGHT});
    y += KJ_CONSOLE_CLOCK_HEIGHT + gap;
    kj_console_few_keys(draw, view, (kj_rect){right.x, y, right.w, height - m - y});
    put_separators(draw, right.x, below.y, left);
}
