/* engine/scene/room/people.c: who was picked, and who works with whom. */
#include "scene/room/parts.h"

#include <math.h>

#define NAME 220

void kj_draw_room_picked(kj_draw *draw, const kj_room_view *view)
{
    const kj_class *class = view->class;
    if (view->room->picked >= class->attendees.count)
        return;
    const kj_span name = kj_room_name(view, class->attendees.ptr[view->room->picked].id);
    const double x = kj_draw_margin(draw), width = draw->list.width - 2 * x;
    const kj_text_block block =
        kj_draw_measure(draw, kj_plain(name), width, draw->list.height * 0.7,
                        (kj_text_style){.size = NAME,
                                        .smallest = KJ_SIZE_TITLE,
                                        .leading = 1.25,
                                        .role = KJ_FONT_SERIF_BOLD,
                                        .color = KJ_COLOR_INK,
                                        .align = KJ_ALIGN_CENTRE,
                                        .balance = true});
    const kj_rect box = {x, (draw->list.height - block.height) / 2, width, block.height};
    kj_draw_block(draw, &block, box.x, box.y);
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, name, box);
}

/* ---- groups ---- */

#define GAP 24.0
#define PADDING 28.0

typedef struct group {
    kj_span head, names;
    kj_text_block head_block, block;
} group;

static void collect(const kj_draw *draw, const kj_room_view *view, group *groups, uint32_t count)
{
    kj_arena *arena = draw->scene->arena;
    const kj_class *class = view->class;
    uint32_t *of = KJ_NEW(arena, uint32_t, class->attendees.count);
    kj_text_buffer *names = KJ_NEW(arena, kj_text_buffer, count);
    const kj_span between = kj_draw_word(draw, KJ_W_ROOM_NAMES_BETWEEN);
    kj_class_groups(class, count, view->room->groups_seed, of);
    for (size_t i = 0; i < class->attendees.count; i++) {
        if (of[i] >= count)
            continue;
        kj_text_buffer *out = &names[of[i]];
        out->arena = arena;
        if (out->len)
            kj_put(out, between);
        kj_put(out, kj_room_name(view, class->attendees.ptr[i].id));
    }
    for (uint32_t g = 0; g < count; g++) {
        groups[g].head = KJ_DRAW_FILL(draw, KJ_W_ROOM_GROUP, kj_n("n", g + 1));
        groups[g].names = kj_put_span(&names[g]);
    }
}

/* How high a row of such cells must be, and whether all rows have room. */
static double cells_height(kj_draw *draw, group *groups, uint32_t count, uint32_t columns,
                           double size, double width)
{
    double most = 0;
    for (uint32_t g = 0; g < count; g++) {
        kj_text_style style = kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK);
        style.leading = 1.45;
        groups[g].head_block =
            kj_draw_measure(draw, kj_plain(groups[g].head), 0, 0,
                            kj_style(size * 0.9, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI));
        groups[g].block =
            kj_draw_measure(draw, kj_plain(groups[g].names), width - 2 * PADDING, 0, style);
        most = fmax(most, groups[g].head_block.height + 4 + groups[g].block.height);
    }
    const double rows = ceil((double)count / columns);
    return rows * (most + 2 * PADDING) + (rows - 1) * GAP;
}

static void put_group(kj_draw *draw, const group *g, kj_rect cell)
{
    kj_draw_panel(draw, cell, false);
    const double h = g->head_block.height + 4 + g->block.height;
    const double y = cell.y + fmax(PADDING, (cell.h - h) / 2);
    kj_draw_block(draw, &g->head_block, cell.x + PADDING, y);
    kj_draw_block(draw, &g->block, cell.x + PADDING, y + g->head_block.height + 4);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                 kj_say(draw->scene->arena, g->head, g->names), cell);
}

/* The letters as large as some number of columns lets them be. */
void kj_draw_room_groups(kj_draw *draw, const kj_room_view *view)
{
    const uint32_t count = view->room->groups;
    if (count == 0)
        return;
    group *groups = KJ_NEW(draw->scene->arena, group, count);
    collect(draw, view, groups, count);
    const kj_rect head = kj_draw_head(
        draw, (kj_span){NULL, 0}, kj_plain(KJ_DRAW_FILL(draw, KJ_W_ROOM_GROUPS, kj_n("n", count))),
        (kj_text){.plain = {NULL, 0}});
    const kj_rect box = {head.x, head.y, head.w, draw->list.height - 72 - head.y};
    static const double sizes[] = {52, 46, 42, 38, 36, 34, 32, 30, 28, 26, 24};
    uint32_t columns = 1;
    double width = box.w, height = 0;
    bool fits = false;
    for (size_t k = 0; k < KJ_COUNT(sizes) && !fits; k++)
        for (uint32_t c = 1; c <= 6 && c <= count && !fits; c++) {
            columns = c;
            width = (box.w - GAP * (c - 1)) / c;
            height = cells_height(draw, groups, count, c, sizes[k], width);
            fits = height <= box.h + 0.5 && width >= 6 * kj_draw_size(draw, sizes[k]);
        }
    draw->list.overfull += fits ? 0 : 1;
    const uint32_t rows = (count + columns - 1) / columns;
    const double high =
        fmin((height - GAP * (rows - 1)) / rows * 1.35, (box.h - GAP * (rows - 1)) / rows);
    const double y = kj_centred(box, high * rows + GAP * (rows - 1));
    for (uint32_t g = 0; g < count; g++)
        put_group(draw, &groups[g],
                  (kj_rect){box.x + (g % columns) * (width + GAP), y + (g / columns) * (high + GAP),
                            width, high});
}
