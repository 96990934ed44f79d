/* engine/scene/room/console_overview.c: all slides to choose from, which the room does not see. */
#include "scene/room/console.h"

#include <math.h>

#define NAME 40.0
#define GAP 24.0

/* Where the row stands that is the first: as the show has it, but so that the one looked at is
 * among those shown. */
static uint32_t first_row(const kj_show *show, const uint32_t *found, uint32_t count)
{
    uint32_t at = 0;
    while (at < count && found[at] != show->at)
        at++;
    const uint32_t row = at < count ? at / KJ_OVERVIEW_COLUMNS : 0;
    const uint32_t from = show->from;
    if (row < from)
        return row;
    return row >= from + KJ_OVERVIEW_ROWS ? row + 1 - KJ_OVERVIEW_ROWS : from;
}

static bool is_marked(const kj_show *show, uint32_t slide)
{
    return show->bookmarks && (show->bookmarks[slide / 64] >> slide % 64 & 1);
}

/* The sign of a bookmark, as high as the letters beside it.  Returns its width. */
static double ribbon(kj_draw *draw, double x, double y)
{
    const double w = 16, h = 24;
    const kj_point points[] = {
        {x, y}, {x + w, y}, {x + w, y + h}, {x + w / 2, y + h - 7}, {x, y + h}};
    kj_draw_polygon(draw, points, KJ_COUNT(points), KJ_COLOR_ZHE);
    return w + 10;
}

static kj_word_id tag_of(const kj_show *show, uint32_t slide)
{
    if (slide == show->room.slide)
        return KJ_W_CONSOLE_HERE;
    return slide == show->before ? KJ_W_CONSOLE_BEFORE : KJ_W_NONE;
}

/* The slide's number and name under its picture, with what there is to know about it. */
static void put_name(kj_draw *draw, const kj_show *show, uint32_t slide, kj_span name, kj_rect box)
{
    const bool looked = slide == show->at, here = slide == show->room.slide;
    const kj_text_block tag =
        kj_draw_measure(draw, kj_plain(kj_draw_word(draw, tag_of(show, slide))), 0, 0,
                        kj_style(22, KJ_FONT_SANS_BOLD, here ? KJ_COLOR_DAI : KJ_COLOR_INK2));
    const double beside = tag.text.plain.len ? tag.width + 12 : 0;
    double x = box.x;
    if (is_marked(show, slide))
        x += ribbon(draw, x, box.y + 6);
    kj_console_line(draw, name, x, box.y, box.x + box.w - beside - x,
                    kj_style(24, looked ? KJ_FONT_SANS_BOLD : KJ_FONT_SANS,
                             looked ? KJ_COLOR_INK : KJ_COLOR_INK2));
    if (beside > 0)
        kj_draw_block(draw, &tag, box.x + box.w - tag.width, box.y + 2);
}

static void put_slide(kj_draw *draw, kj_console_view *view, uint32_t slide, kj_rect cell)
{
    const kj_show *show = view->show;
    const kj_course *course = draw->scene->course;
    kj_arena *arena = draw->scene->arena;
    const double h = cell.h - NAME, w = fmin(cell.w, h * view->shape);
    const kj_rect at = {cell.x + (cell.w - w) / 2, cell.y, w, w / view->shape};
    const bool looked = slide == show->at, here = slide == show->room.slide;
    const kj_span name = kj_arena_format(arena, "%u　%.*s", (unsigned)slide + 1,
                                         KJ_ARG(kj_slide_name(course, slide)));
    kj_console_frame(draw, at,
                     looked ? KJ_COLOR_ZHE
                     : here ? KJ_COLOR_DAI
                            : KJ_COLOR_LINE,
                     looked || here ? 5 : 1.5);
    kj_console_thumb_at(draw, view, slide, at);
    put_name(draw, show, slide, name, (kj_rect){at.x, at.y + at.h + 6, at.w, NAME - 6});
    const kj_word_id mark = is_marked(show, slide) ? KJ_W_CONSOLE_MARKED : KJ_W_NONE;
    kj_draw_area(
        draw, KJ_ROLE_BUTTON, kj_action(arena, "slide", course->slides.ptr[slide].id),
        kj_say(draw, name,
               kj_say(draw, kj_draw_word(draw, tag_of(show, slide)), kj_draw_word(draw, mark))),
        cell)
        ->selected = looked;
}

void kj_console_overview(kj_draw *draw, kj_console_view *view)
{
    const kj_show *show = view->show;
    uint32_t *found = NULL;
    const uint32_t count = kj_show_found(draw->scene->course, show, draw->scene->arena, &found);
    const double top =
        kj_console_head(draw, view, KJ_W_CONSOLE_OVERVIEW,
                        KJ_DRAW_FILL(draw, KJ_W_CONSOLE_FOUND, kj_n("n", count)), true);
    if (count == 0) {
        kj_draw_text(draw, kj_plain(kj_draw_word(draw, KJ_W_CONSOLE_NOTHING_FOUND)),
                     (kj_rect){KJ_CONSOLE_SIDE, top + 24, 0, 0},
                     kj_style(30, KJ_FONT_SANS, KJ_COLOR_INK2));
        return;
    }
    const double w = (draw->list.width - 2 * KJ_CONSOLE_SIDE - GAP * (KJ_OVERVIEW_COLUMNS - 1)) /
                     KJ_OVERVIEW_COLUMNS;
    const double room = draw->list.height - 32 - top;
    const double h =
        fmin((room - GAP * (KJ_OVERVIEW_ROWS - 1)) / KJ_OVERVIEW_ROWS, w / view->shape + NAME);
    /* Where pictures are low, the rows stand apart. */
    const double gap = fmin(2 * GAP, (room - h * KJ_OVERVIEW_ROWS) / (KJ_OVERVIEW_ROWS - 1));
    const uint32_t from = first_row(show, found, count) * KJ_OVERVIEW_COLUMNS;
    for (uint32_t i = from; i < count && i < from + KJ_OVERVIEW_ROWS * KJ_OVERVIEW_COLUMNS; i++)
        put_slide(draw, view, found[i],
                  (kj_rect){KJ_CONSOLE_SIDE + (w + GAP) * ((i - from) % KJ_OVERVIEW_COLUMNS),
                            top + (h + gap) * ((i - from) / KJ_OVERVIEW_COLUMNS), w, h});
}
