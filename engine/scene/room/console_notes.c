/* engine/scene/room/console_notes.c: what the presenter says at this slide, large, and as far as it
 * is scrolled. */
#include "scene/room/console.h"

#include <math.h>

#define SIZE 34.0
#define HEAD 52.0
#define BUTTON 52.0

typedef struct notes {
    kj_text_block ask, said;
    double gap, height;
} notes;

static notes measure(kj_draw *draw, const kj_slide *slide, double size, double width)
{
    kj_text_style style = {.size = SIZE * size, .leading = 1.6, .color = KJ_COLOR_INK};
    notes n = {.said = kj_draw_measure(draw, slide->notes, width, 0, style)};
    style.role = KJ_FONT_SANS_BOLD;
    style.color = KJ_COLOR_DAI;
    style.plain_marks = true;
    n.ask = kj_draw_measure(draw, slide->ask, width, 0, style);
    n.gap = n.ask.height > 0 && n.said.height > 0 ? 12 : 0;
    n.height = n.ask.height + n.gap + n.said.height;
    return n;
}

/* Smaller and larger, up and down. */
static void buttons(kj_draw *draw, kj_rect box)
{
    const struct {
        const char *action;
        kj_word_id label;
        const char *sign;
    } all[] = {{"notes:-", KJ_W_CONSOLE_NOTES_SMALLER, "−"},
               {"notes:+", KJ_W_CONSOLE_NOTES_LARGER, "+"},
               {"notes:up", KJ_W_CONSOLE_NOTES_UP, "↑"},
               {"notes:down", KJ_W_CONSOLE_NOTES_DOWN, "↓"}};
    for (size_t i = 0; i < KJ_COUNT(all); i++) {
        const kj_rect at = {box.x + box.w - (BUTTON + 8) * (double)(KJ_COUNT(all) - i) + 8, box.y,
                            BUTTON, BUTTON};
        const kj_text_block sign = kj_draw_measure(draw, kj_plain(kj_span_of(all[i].sign)), 0, 0,
                                                   kj_style(28, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI));
        kj_draw_box(draw, at, (kj_box_style){.fill = KJ_COLOR_WASH, .filled = true, .radius = 10});
        kj_draw_block(draw, &sign, at.x + (at.w - sign.width) / 2, at.y + (at.h - sign.height) / 2);
        kj_draw_area(draw, KJ_ROLE_BUTTON, kj_span_of(all[i].action),
                     kj_draw_word(draw, all[i].label), at);
    }
}

/* What is stressed in the notes is amber here, as the mark of the plan is: it is for the presenter.
 */
static void put(kj_draw *draw, const notes *n, double x, double y)
{
    const kj_scene *before = draw->scene;
    kj_theme theme = *before->theme;
    theme.colors[KJ_COLOR_ZHU] = theme.colors[KJ_COLOR_ZHE];
    kj_scene amber = *before;
    amber.theme = &theme;
    draw->scene = &amber;
    if (n->ask.height > 0)
        kj_draw_block(draw, &n->ask, x, y);
    if (n->said.height > 0)
        kj_draw_block(draw, &n->said, x, y + n->ask.height + n->gap);
    draw->scene = before;
}

void kj_console_notes(kj_draw *draw, const kj_console_view *view, kj_rect box)
{
    const kj_course *course = draw->scene->course;
    const kj_show *show = view->show;
    kj_console_panel(draw, box);
    const double x = box.x + KJ_CONSOLE_PADDING, w = box.w - 2 * KJ_CONSOLE_PADDING;
    kj_draw_text(draw, kj_plain(kj_draw_word(draw, KJ_W_CONSOLE_NOTES)),
                 (kj_rect){x, box.y + 18, 0, 0}, kj_style(26, KJ_FONT_SANS, KJ_COLOR_INK3));
    buttons(draw, (kj_rect){x, box.y + 12, w, BUTTON});
    if (show->room.slide >= course->slides.count)
        return;
    const kj_slide *slide = &course->slides.ptr[show->room.slide];
    const double size = show->notes_size > 0 ? show->notes_size : 1;
    const notes n = measure(draw, slide, size, w);
    const kj_rect room = {x, box.y + 18 + HEAD, w, box.h - 18 - HEAD - 16};
    if (n.height <= 0) {
        kj_draw_text(draw, kj_plain(kj_draw_word(draw, KJ_W_CONSOLE_NO_NOTES)),
                     (kj_rect){x, room.y, w, 0}, kj_style(30, KJ_FONT_SANS, KJ_COLOR_INK3));
        return;
    }
    const double line = n.said.height > 0 ? n.said.line_height : n.ask.line_height;
    view->out->notes_most = fmax(0, ceil((n.height - room.h) / line));
    const double from = fmin(fmax(0, show->notes_from), view->out->notes_most);
    kj_draw_clip(draw, (kj_rect){box.x, room.y, box.w, room.h}, 0);
    const size_t overfull = draw->list.overfull;
    put(draw, &n, x, room.y - from * line);
    draw->list.overfull = overfull; /* what is below is scrolled to */
    kj_draw_end(draw);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                 kj_say(draw->scene->arena, slide->ask.plain, slide->notes.plain), room);
    if (view->out->notes_most > 0) { /* how far it is scrolled */
        const double shown = room.h / n.height, top = from * line / n.height;
        kj_draw_box(
            draw,
            (kj_rect){box.x + box.w - 12, room.y + room.h * top, 5, room.h * fmin(shown, 1 - top)},
            (kj_box_style){.fill = KJ_COLOR_INK3, .filled = true, .radius = 2.5});
    }
}
