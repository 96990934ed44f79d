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

/* How groups stand: as cards, their number above the names; many of them as lines, the number
 * before the names. */
typedef struct look {
    double gap, padding, leading; /* gap: between rows */
    bool lines;
} look;
static const look cards = {24, 28, 1.45, false}, lines = {10, 4, 1.35, true},
                  close = {4, 0, 1.3, true};

#define COLUMN_GAP 24.0

#define BETWEEN_EM 0.9 /* names */
#define HEAD_GAP 4.0

typedef struct group {
    kj_span head, said;
    kj_span *names; /* a line each, never broken */
    double *widths; /* of them, in em, as of the head: nothing is set anew for each trial */
    double head_width;
    size_t count;
} group;

/* How large, and in how many columns. */
typedef struct plan {
    const look *look;
    group *groups;
    uint32_t count, columns;
    double size, width, head_width; /* of the letters, of a cell; em of the longest head */
    double *heights;                /* of the rows: of cards all alike */
    double content;                 /* the highest of what stands in them */
} plan;

static double em_of(kj_draw *draw, kj_span said, kj_font_role role)
{
    const kj_text_block block =
        kj_draw_measure(draw, kj_plain(said), 0, 0, kj_style(KJ_SIZE_BODY, role, KJ_COLOR_INK));
    return block.width / block.size;
}

static void add_name(kj_draw *draw, group *g, kj_span name)
{
    const kj_span between = kj_draw_word(draw, KJ_W_ROOM_NAMES_BETWEEN);
    g->widths[g->count] = em_of(draw, name, KJ_FONT_SANS);
    g->names[g->count++] = name;
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
        groups[g].head_width = em_of(draw, groups[g].head, KJ_FONT_SANS_BOLD);
        groups[g].names = KJ_NEW(arena, kj_span, class->attendees.count + 1);
        groups[g].widths = KJ_NEW(arena, double, class->attendees.count + 1);
    }
    for (size_t i = 0; i < class->attendees.count; i++)
        if (of[i] < count)
            add_name(draw, &groups[of[i]], kj_room_name(view, class->attendees.ptr[i].id));
}

static kj_text_style name_style(const plan *p)
{
    kj_text_style style = kj_style(p->size, KJ_FONT_SANS, KJ_COLOR_INK);
    style.leading = p->look->leading;
    return style;
}

static kj_text_style head_style(const plan *p)
{
    kj_text_style style =
        kj_style(p->look->lines ? p->size : p->size * 0.8, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI);
    style.leading = p->look->leading;
    return style;
}

static double line_of(const kj_draw *draw, kj_text_style style)
{
    return 4 * round(kj_draw_size(draw, style.size) * style.leading / 4);
}

/* Names side by side as far as they fit, drawn where `at` is not NULL.  Returns the height of the
 * group; below 0: a name is wider than the cell. */
static double flow(kj_draw *draw, const plan *p, const group *g, const kj_point *at)
{
    const double em = kj_draw_size(draw, p->size), room = p->width - 2 * p->look->padding;
    const double line = line_of(draw, name_style(p));
    const double indent = p->look->lines ? (p->head_width + BETWEEN_EM) * em : 0;
    const double top = p->look->lines ? 0 : line_of(draw, head_style(p)) + HEAD_GAP;
    double x = indent, y = top;
    if (at)
        kj_draw_text(draw, kj_plain(g->head), (kj_rect){at->x, at->y, 0, 0}, head_style(p));
    for (size_t i = 0; i < g->count; i++) {
        const double w = g->widths[i] * em;
        if (indent + w > room)
            return -1;
        if (x > indent && x + w > room) {
            x = indent;
            y += line;
        }
        if (at)
            kj_draw_text(draw, kj_plain(g->names[i]), (kj_rect){at->x + x, at->y + y, 0, 0},
                         name_style(p));
        x += w + BETWEEN_EM * em;
    }
    return y + line;
}

/* Whether all rows of such cells have room; sets how high they are. */
static bool fits(kj_draw *draw, plan *p, kj_rect box)
{
    const uint32_t rows = (p->count + p->columns - 1) / p->columns;
    const double pad = 2 * p->look->padding;
    double all = p->look->gap * (rows - 1);
    p->width = (box.w - COLUMN_GAP * (p->columns - 1)) / p->columns;
    p->content = 0;
    for (uint32_t i = 0; i < p->count; i++) {
        const double h = flow(draw, p, &p->groups[i], NULL);
        double *row = &p->heights[i / p->columns];
        if (h < 0)
            return false;
        *row = i % p->columns == 0 ? h + pad : fmax(*row, h + pad);
        p->content = fmax(p->content, h);
    }
    for (uint32_t r = 0; r < rows; r++) {
        if (!p->look->lines)
            p->heights[r] = p->content + pad;
        all += p->heights[r];
    }
    if (!p->look->lines && all <= box.h) /* cards stretch a little */
        for (uint32_t r = 0; r < rows; r++)
            p->heights[r] += fmin(0.35 * p->heights[r], (box.h - all) / rows);
    return all <= box.h + 0.5;
}

/* The letters as large as some number of columns lets them be. */
static bool choose(kj_draw *draw, plan *p, kj_rect box)
{
    static const struct {
        const look *look;
        double size;
    } trials[] = {{&cards, 52}, {&cards, 46}, {&cards, 42}, {&cards, 38},
                  {&cards, 36}, {&cards, 34}, {&cards, 32}, {&cards, 30},
                  {&cards, 28}, {&lines, 32}, {&lines, 30}, {&lines, 28},
                  {&lines, 26}, {&lines, 24}, {&close, 24}, {&close, 22}};
    for (size_t k = 0; k < KJ_COUNT(trials); k++)
        for (p->columns = 1; p->columns <= 6 && p->columns <= p->count; p->columns++) {
            p->look = trials[k].look;
            p->size = trials[k].size;
            if (fits(draw, p, box))
                return true;
        }
    p->columns = 1;
    fits(draw, p, box);
    return false;
}

/* All begin at one height, however many names they have. */
static void put_group(kj_draw *draw, const plan *p, const group *g, kj_rect cell)
{
    const double top = p->look->lines ? p->look->padding : (cell.h - p->content) / 2;
    const kj_point at = {cell.x + p->look->padding, cell.y + top};
    if (!p->look->lines)
        kj_draw_panel(draw, cell, false);
    flow(draw, p, g, &at);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, kj_say(draw, g->head, g->said), cell);
}

void kj_draw_room_groups(kj_draw *draw, const kj_room_view *view)
{
    plan p = {.count = view->room->groups};
    if (p.count == 0)
        return;
    p.groups = KJ_NEW(draw->scene->arena, group, p.count);
    p.heights = KJ_NEW(draw->scene->arena, double, p.count);
    collect(draw, view, p.groups, p.count);
    for (uint32_t g = 0; g < p.count; g++)
        p.head_width = fmax(p.head_width, p.groups[g].head_width);
    const kj_rect head =
        kj_draw_head(draw, (kj_span){NULL, 0},
                     kj_plain(KJ_DRAW_FILL(draw, KJ_W_ROOM_GROUPS, kj_n("n", p.count))),
                     (kj_text){.plain = {NULL, 0}});
    const kj_rect box = {head.x, head.y, head.w, draw->list.height - 72 - head.y};
    draw->list.overfull += choose(draw, &p, box) ? 0 : 1;
    const uint32_t rows = (p.count + p.columns - 1) / p.columns;
    double all = p.look->gap * (rows - 1);
    for (uint32_t r = 0; r < rows; r++)
        all += p.heights[r];
    double y = kj_centred(box, all);
    for (uint32_t g = 0; g < p.count; g++) {
        const uint32_t column = g % p.columns;
        const double h = p.heights[g / p.columns];
        put_group(draw, &p, &p.groups[g],
                  (kj_rect){box.x + column * (p.width + COLUMN_GAP), y, p.width, h});
        y += column + 1 == p.columns ? h + p.look->gap : 0;
    }
}
