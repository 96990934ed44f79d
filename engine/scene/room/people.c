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
    kj_span head, said;
    kj_text_block head_block;
    kj_text_block *names; /* a line each, never broken */
    size_t count;
    double height;
} group;

static void add_name(kj_draw *draw, group *g, kj_span name)
{
    const kj_span between = kj_draw_word(draw, KJ_W_ROOM_NAMES_BETWEEN);
    g->names[g->count++].text = kj_plain(name);
    g->said = g->said.len ? kj_arena_format(draw->scene->arena, "%.*s%.*s%.*s", KJ_ARG(g->said),
                                            KJ_ARG(between), KJ_ARG(name))
                          : name;
}

static void collect(kj_draw *draw, const kj_room_view *view, group *groups, uint32_t count)
{
    kj_arena *arena = draw->scene->arena;
    const kj_class *class = view->class;
    uint32_t *of = KJ_NEW(arena, uint32_t, class->attendees.count + 1);
    kj_class_groups(class, count, view->room->groups_seed, of);
    for (uint32_t g = 0; g < count; g++) {
        groups[g].head = KJ_DRAW_FILL(draw, KJ_W_ROOM_GROUP, kj_n("n", g + 1));
        groups[g].names = KJ_NEW(arena, kj_text_block, class->attendees.count / count + 2);
    }
    for (size_t i = 0; i < class->attendees.count; i++)
        if (of[i] < count)
            add_name(draw, &groups[of[i]], kj_room_name(view, class->attendees.ptr[i].id));
}

/* Names side by side as far as they fit, or where `draw_at` is NULL only measured. */
static double flow(kj_draw *draw, group *g, double width, const kj_point *draw_at)
{
    double x = 0, y = 0, line = 0;
    for (size_t i = 0; i < g->count; i++) {
        const kj_text_block *name = &g->names[i];
        if (x > 0 && x + name->width > width) {
            x = 0;
            y += line;
        }
        if (draw_at)
            kj_draw_block(draw, name, draw_at->x + x, draw_at->y + y);
        x += name->width + name->size * 0.9;
        line = name->line_height;
    }
    return y + line;
}

/* How high all rows of such cells are; below 0: a name is wider than a cell. */
static double cells_height(kj_draw *draw, group *groups, uint32_t count, uint32_t columns,
                           double size, double width)
{
    const double inner = width - 2 * PADDING;
    double most = 0;
    for (uint32_t i = 0; i < count; i++) {
        group *g = &groups[i];
        kj_text_style style = kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK);
        style.leading = 1.45;
        g->head_block = kj_draw_measure(draw, kj_plain(g->head), 0, 0,
                                        kj_style(size * 0.8, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI));
        for (size_t k = 0; k < g->count; k++) {
            g->names[k] = kj_draw_measure(draw, g->names[k].text, 0, 0, style);
            if (g->names[k].width > inner)
                return -1;
        }
        g->height = g->head_block.height + 4 + flow(draw, g, inner, NULL);
        most = fmax(most, g->height);
    }
    const double rows = ceil((double)count / columns);
    return rows * (most + 2 * PADDING) + (rows - 1) * GAP;
}

static void put_group(kj_draw *draw, group *g, double top, kj_rect cell)
{
    kj_draw_panel(draw, cell, false);
    const kj_point at = {cell.x + PADDING, cell.y + top + g->head_block.height + 4};
    kj_draw_block(draw, &g->head_block, cell.x + PADDING, cell.y + top);
    flow(draw, g, cell.w - 2 * PADDING, &at);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, kj_say(draw, g->head, g->said), cell);
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
            fits = height > 0 && height <= box.h + 0.5;
        }
    draw->list.overfull += fits ? 0 : 1;
    const uint32_t rows = (count + columns - 1) / columns;
    const double high =
        fmin((height - GAP * (rows - 1)) / rows * 1.35, (box.h - GAP * (rows - 1)) / rows);
    const double y = kj_centred(box, high * rows + GAP * (rows - 1));
    /* All begin at one height, however many names they have. */
    double most = 0;
    for (uint32_t g = 0; g < count; g++)
        most = fmax(most, groups[g].height);
    for (uint32_t g = 0; g < count; g++)
        put_group(draw, &groups[g], (high - most) / 2,
                  (kj_rect){box.x + (g % columns) * (width + GAP), y + (g / columns) * (high + GAP),
                            width, high});
}
