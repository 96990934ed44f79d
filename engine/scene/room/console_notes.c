/* engine/scene/room/console_notes.c: what the presenter says at this slide, large, and as far as it
 * is scrolled. */
#include "scene/room/console.h"

#include <math.h>

#define SIZE 34.0
#define TOP 16.0
#define BUTTON 52.0
#define BUTTON_GAP 8.0

typedef struct notes {
    kj_text_block ask, said;
    double height;
} notes;

static notes measure(kj_draw *draw, const kj_slide *slide, double size, double width)
{
    kj_text_style style = {.size = SIZE * size, .leading = 1.6, .color = KJ_COLOR_INK};
    notes n = {.said = kj_draw_measure(draw, slide->notes, width, 0, style)};
    style.role = KJ_FONT_SANS_BOLD;
    style.color = KJ_COLOR_DAI;
    style.plain_marks = true;
    n.ask = kj_draw_measure(draw, slide->ask, width, 0, style);
    n.height = n.ask.height + n.said.height;
    return n;
}

/* Smaller and larger, up and down: in a column at the right, in two where it is low.  Returns the
 * width that they take. */
static double buttons(kj_draw *draw, kj_rect box)
{
    const struct {
        const char *action;
        kj_word_id label;
        const char *sign;
    } all[] = {{"notes:+", KJ_W_CONSOLE_NOTES_LARGER, "+"},
               {"notes:-", KJ_W_CONSOLE_NOTES_SMALLER, "−"},
               {"notes:up", KJ_W_CONSOLE_NOTES_UP, "↑"},
               {"notes:down", KJ_W_CONSOLE_NOTES_DOWN, "↓"}};
    const double step = BUTTON + BUTTON_GAP;
    const size_t rows = box.h + BUTTON_GAP >= 4 * step ? 4 : 2, columns = KJ_COUNT(all) / rows;
    const double width = step * (double)columns - BUTTON_GAP;
    for (size_t i = 0; i < KJ_COUNT(all); i++) {
        const kj_rect at = {box.x + box.w - width + step * (double)(i / rows),
                            box.y + step * (double)(i % rows), BUTTON, BUTTON};
        const kj_text_block sign = kj_draw_measure(draw, kj_plain(kj_span_of(all[i].sign)), 0, 0,
                                                   kj_style(28, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI));
        kj_draw_box(draw, at, (kj_box_style){.fill = KJ_COLOR_WASH, .filled = true, .radius = 10});
        kj_draw_block(draw, &sign, at.x + (at.w - sign.width) / 2, at.y + (at.h - sign.height) / 2);
        kj_draw_area(draw, KJ_ROLE_BUTTON, kj_span_of(all[i].action),
                     kj_draw_word(draw, all[i].label), at);
    }
    return width;
}

/* Of a block that stands `before` lines below the notes' beginning, the lines of those in view. */
static void put_lines(kj_draw *draw, const kj_text_block *block, size_t before, size_t from,
                      size_t shown, kj_rect room)
{
    const size_t all = block->height > 0 ? block->paragraph.line_count : 0;
    const size_t first = from > before ? from - before : 0;
    const size_t end = from + shown > before ? from + shown - before : 0;
    const size_t last = end < all ? end : all;
    if (first >= last)
        return;
    kj_text_block part = *block;
    part.paragraph.lines += first;
    part.paragraph.line_count = last - first;
    part.height = (double)(last - first) * block->line_height;
    /* What is stressed is amber here, as the mark of the plan is: it is for the presenter. */
    kj_draw_block_stressed(draw, &part, room.x,
                           room.y + (double)(before + first - from) * block->line_height,
                           KJ_COLOR_ZHE);
}

void kj_console_notes(kj_draw *draw, const kj_console_view *view, kj_rect box)
{
    const kj_course *course = draw->scene->course;
    const kj_show *show = view->show;
    kj_console_panel(draw, box);
    const kj_rect inner = {box.x + KJ_CONSOLE_PADDING, box.y + TOP,
                           box.w - KJ_CONSOLE_PADDING - TOP, box.h - 2 * TOP};
    const double x = inner.x, w = inner.w - buttons(draw, inner) - 28;
    if (show->room.slide >= course->slides.count)
        return;
    const kj_slide *slide = &course->slides.ptr[show->room.slide];
    const double size = show->notes_size > 0 ? show->notes_size : 1;
    const notes n = measure(draw, slide, size, w);
    kj_rect room = {x, inner.y, w, inner.h};
    if (n.height <= 0) {
        kj_draw_text(draw, kj_plain(kj_draw_word(draw, KJ_W_CONSOLE_NO_NOTES)),
                     (kj_rect){x, room.y + 4, w, 0}, kj_style(30, KJ_FONT_SANS, KJ_COLOR_INK3));
        return;
    }
    const double line = n.said.height > 0 ? n.said.line_height : n.ask.line_height;
    room.h = line * fmax(1, floor(room.h / line)); /* no line is cut */
    view->out->notes_most = fmax(0, round((n.height - room.h) / line));
    const double from = round(fmin(fmax(0, show->notes_from), view->out->notes_most));
    const size_t shown = (size_t)round(room.h / line), first = (size_t)from;
    const size_t asked = n.ask.height > 0 ? n.ask.paragraph.line_count : 0;
    put_lines(draw, &n.ask, 0, first, shown, room);
    put_lines(draw, &n.said, asked, first, shown, room);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                 kj_arena_format(draw->scene->arena, "%.*s: %.*s %.*s",
                                 KJ_ARG(kj_draw_word(draw, KJ_W_CONSOLE_NOTES)),
                                 KJ_ARG(slide->ask.plain), KJ_ARG(slide->notes.plain)),
                 room);
    if (view->out->notes_most > 0) { /* how far it is scrolled */
        const double part = room.h / n.height, top = from * line / n.height;
        kj_draw_box(draw,
                    (kj_rect){x + w + 10, room.y + room.h * top, 5, room.h * fmin(part, 1 - top)},
                    (kj_box_style){.fill = KJ_COLOR_INK3, .filled = true, .radius = 2.5});
    }
}
