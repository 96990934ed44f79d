/* engine/scene/visuals/table.c: "table", rows compared in the same respects.  Where the page is too
 * narrow for its columns, each row becomes a block of its own. */
#include "scene/visual.h"

#include <math.h>

typedef struct table_row {
    kj_at at;
    kj_span id;
    kj_text head;
    KJ_LIST(kj_text) cells;
} table_row;

typedef struct table {
    kj_at at;
    KJ_LIST(kj_text) columns;
    KJ_LIST(table_row) rows;
} table;

static const kj_field row_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(table_row, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the row."},
    {.key = "head",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(table_row, head),
     .min = 1,
     .max = 30,
     .about = "What the row is about."},
    {.key = "cells",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(table_row, cells),
     .min = 1,
     .max = 5,
     .about = "Its cells, one for each further column."},
};
static const kj_object row_object = {
    .name = "row",
    .fields = row_fields,
    .field_count = KJ_COUNT(row_fields),
    .size = sizeof(table_row),
    .align = _Alignof(table_row),
    .id_offset = offsetof(table_row, id),
    .about = "A row of the visual 'table'.",
};

static const kj_field fields[] = {
    {.key = "columns",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(table, columns),
     .min = 2,
     .max = 6,
     .about = "The column heads; the first heads the heads of the rows."},
    {.key = "rows",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(table, rows),
     .min = 2,
     .max = 8,
     .object = &row_object,
     .about = "The rows, in reading order."},
};

static void check(const void *p, const kj_checker *checker)
{
    const table *data = p;
    for (size_t i = 0; i < data->rows.count; i++) {
        const table_row *row = &data->rows.ptr[i];
        if (row->cells.count + 1 != data->columns.count)
            kj_check_report(
                checker, row->at, "cells", SIZE_MAX, "E0502", (kj_span){NULL, 0},
                "row '%.*s' has %zu cells, but the table has %zu columns after the first",
                KJ_ARG(row->id), row->cells.count, data->columns.count - 1);
    }
}

#define COLUMNS_MAX 6
#define GAP 36.0
#define LEAST_EM 5.0 /* narrower columns become blocks */

typedef struct layout {
    bool stacked;
    double size, x[COLUMNS_MAX], w[COLUMNS_MAX];
    kj_text_block heads[COLUMNS_MAX];
    kj_text_block *cells; /* rows × columns; column 0: the row's head */
    kj_text_block *names; /* stacked: the column's name before each cell */
    double *rows, head_height, height;
    bool fits;
} layout;

static const kj_text *cell_of(const table *data, size_t row, size_t column)
{
    static const kj_text none = {.plain = {KJ_SPAN("")}};
    const table_row *r = &data->rows.ptr[row];
    if (column == 0)
        return &r->head;
    return column - 1 < r->cells.count ? &r->cells.ptr[column - 1] : &none;
}

static kj_text_style cell_style(size_t column, double size)
{
    return column == 0
               ? kj_style(size + 2, KJ_FONT_SERIF_BOLD, KJ_COLOR_INK)
               : (kj_text_style){
                     .size = size, .leading = 1.45, .role = KJ_FONT_SANS, .color = KJ_COLOR_INK2};
}

/* Widths by need: every column gets its widest text where all fit; else the room is dealt out by
 * the square root of the need, since long texts may break and short ones should not.  A head of a
 * row is kept on one line where it is short. */
static bool share_widths(kj_draw *draw, const table *data, double width, layout *l)
{
    const size_t n = data->columns.count;
    const double em = kj_draw_size(draw, l->size), room = width - GAP * (double)(n - 1);
    double need[COLUMNS_MAX] = {0}, least[COLUMNS_MAX] = {0}, sum = 0, roots = 0;
    for (size_t c = 0; c < n; c++) {
        need[c] = kj_draw_measure(draw, data->columns.ptr[c], 0, 0,
                                  kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI))
                      .width;
        for (size_t r = 0; r < data->rows.count; r++)
            need[c] = fmax(
                need[c],
                kj_draw_measure(draw, *cell_of(data, r, c), 0, 0, cell_style(c, l->size)).width);
        need[c] += 1;
        least[c] = fmin(need[c], (c == 0 ? 6.2 : LEAST_EM) * em);
        sum += need[c];
    }
    double spare = room;
    for (size_t c = 0; c < n; c++) {
        spare -= least[c];
        roots += sqrt(need[c] - least[c]);
    }
    if (spare < 0)
        return false;
    for (size_t c = 0; c < n; c++)
        l->w[c] = sum <= room ? need[c] + (room - sum) / (double)n
                              : least[c] + spare * sqrt(need[c] - least[c]) / fmax(1, roots);
    for (size_t c = 1; c < n; c++)
        l->x[c] = l->x[c - 1] + l->w[c - 1] + GAP;
    return true;
}

/* First lines stand on one baseline. */
static double row_content(const kj_text_block *row, size_t count, double *baseline)
{
    double height = 0;
    *baseline = 0;
    for (size_t c = 0; c < count; c++)
        *baseline = fmax(*baseline, row[c].ascent);
    for (size_t c = 0; c < count; c++)
        height = fmax(height, *baseline - row[c].ascent + row[c].height);
    return KJ_RHYTHM * ceil(height / KJ_RHYTHM);
}

static layout measure_grid(kj_draw *draw, const table *data, kj_rect box, double size)
{
    layout l = {.size = size, .fits = true};
    const size_t n = data->columns.count;
    if (!share_widths(draw, data, box.w, &l)) {
        l.fits = false;
        return l;
    }
    l.cells = KJ_NEW(draw->scene->arena, kj_text_block, data->rows.count * n);
    l.rows = KJ_NEW(draw->scene->arena, double, data->rows.count);
    for (size_t c = 0; c < n; c++) {
        l.heads[c] = kj_draw_measure(
            draw, data->columns.ptr[c], l.w[c], 0,
            kj_style(fmax(KJ_SIZE_CAPTION, size - 4), KJ_FONT_SANS_BOLD, KJ_COLOR_DAI));
        l.head_height = fmax(l.head_height, l.heads[c].height);
        l.fits = l.fits && l.heads[c].fits;
    }
    l.head_height += 12;
    l.height = l.head_height;
    for (size_t r = 0; r < data->rows.count; r++) {
        for (size_t c = 0; c < n; c++) {
            const kj_text_block b = l.cells[r * n + c] =
                kj_draw_measure(draw, *cell_of(data, r, c), l.w[c], 0, cell_style(c, size));
            l.fits = l.fits && b.fits;
        }
        double baseline;
        l.rows[r] = row_content(&l.cells[r * n], n, &baseline) + 2 * kj_padding(size, 10, 20);
        l.height += l.rows[r];
    }
    l.fits = l.fits && l.height <= box.h;
    return l;
}

#define BLOCK_PADDING 14.0

static layout measure_stacked(kj_draw *draw, const table *data, kj_rect box, double size)
{
    layout l = {.stacked = true, .size = size, .fits = true};
    const size_t n = data->columns.count;
    double names = 0;
    l.cells = KJ_NEW(draw->scene->arena, kj_text_block, data->rows.count * n);
    l.names = KJ_NEW(draw->scene->arena, kj_text_block, n);
    l.rows = KJ_NEW(draw->scene->arena, double, data->rows.count);
    for (size_t c = 1; c < n; c++) {
        l.names[c] = kj_draw_measure(draw, data->columns.ptr[c], 0, 0,
                                     (kj_text_style){.size = fmax(KJ_SIZE_CAPTION, size - 4),
                                                     .leading = 1.45,
                                                     .role = KJ_FONT_SANS_BOLD,
                                                     .color = KJ_COLOR_DAI});
        names = fmax(names, l.names[c].width);
    }
    l.x[1] = names + 20;
    const double width = box.w - l.x[1];
    if (width < LEAST_EM * kj_draw_size(draw, size)) {
        l.fits = false;
        return l;
    }
    for (size_t r = 0; r < data->rows.count; r++) {
        l.rows[r] = 2 * BLOCK_PADDING;
        for (size_t c = 0; c < n; c++) {
            const kj_text_block b = l.cells[r * n + c] = kj_draw_measure(
                draw, *cell_of(data, r, c), c ? width : box.w, 0, cell_style(c, size));
            l.rows[r] += c ? fmax(b.height, l.names[c].height) : b.height + 4;
            l.fits = l.fits && b.fits;
        }
        l.height += l.rows[r];
    }
    l.fits = l.fits && l.height <= box.h;
    return l;
}

static layout choose(kj_draw *draw, const table *data, kj_rect box)
{
    static const double sizes[] = {32, 30, 28, 26, 24};
    layout l = {0};
    for (size_t s = 0; s < KJ_COUNT(sizes); s++) {
        l = measure_grid(draw, data, box, sizes[s]);
        if (!l.fits)
            l = measure_stacked(draw, data, box, sizes[s]);
        if (l.fits)
            return l;
    }
    draw->list.overfull++;
    return l;
}

/* Rows take what room is left, up to 40 % more in all. */
static void stretch(const table *data, kj_rect box, layout *l)
{
    const double room = fmin(fmax(0, box.h - l->height), l->height * 0.4);
    const double extra = kj_row_share(room, data->rows.count);
    for (size_t r = 0; r < data->rows.count; r++)
        l->rows[r] += extra;
    l->height += extra * (double)data->rows.count;
}

static void draw_heads(kj_draw *draw, const table *data, const layout *l, kj_rect box, double top)
{
    if (l->stacked)
        return;
    for (size_t c = 0; c < data->columns.count; c++)
        kj_draw_block(draw, &l->heads[c], box.x + l->x[c],
                      top + l->head_height - 12 - l->heads[c].height);
    kj_draw_box(draw, (kj_rect){box.x, top + l->head_height - 3, box.w, 3},
                (kj_box_style){.fill = KJ_COLOR_DAI, .filled = true});
}

static void draw_grid_row(kj_draw *draw, const table *data, const layout *l, size_t r, kj_rect rect)
{
    const size_t n = data->columns.count;
    const kj_text_block *row = &l->cells[r * n];
    double baseline;
    const double height = row_content(row, n, &baseline);
    const double y = rect.y + (rect.h - height) / 2;
    for (size_t c = 0; c < n; c++)
        kj_draw_block(draw, &row[c], rect.x + l->x[c], y + baseline - row[c].ascent);
}

static void draw_stacked_row(kj_draw *draw, const table *data, const layout *l, size_t r,
                             kj_rect rect)
{
    const size_t n = data->columns.count;
    const kj_text_block *row = &l->cells[r * n];
    double y = rect.y + BLOCK_PADDING;
    kj_draw_block(draw, &row[0], rect.x, y);
    y += row[0].height + 4;
    for (size_t c = 1; c < n; c++) {
        kj_draw_block(draw, &l->names[c], rect.x, y + row[c].ascent - l->names[c].ascent);
        kj_draw_block(draw, &row[c], rect.x + l->x[1], y);
        y += fmax(row[c].height, l->names[c].height);
    }
}

static kj_span spoken(const kj_draw *draw, const table *data, size_t r)
{
    kj_text_buffer out = {.arena = draw->scene->arena};
    kj_put(&out, data->rows.ptr[r].head.plain);
    for (size_t c = 1; c < data->columns.count; c++)
        kj_say_more(draw, &out, KJ_W_SAY_SEMICOLON,
                    kj_say(draw, data->columns.ptr[c].plain, cell_of(data, r, c)->plain));
    return kj_put_span(&out);
}

static void draw_table(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    const table *data = p;
    kj_rect box = frame->box;
    if (frame->hotspot) { /* letters stand left of the rows */
        box.x += 2 * KJ_BADGE_RADIUS + 20;
        box.w -= 2 * KJ_BADGE_RADIUS + 40;
    }
    layout l = choose(draw, data, box);
    stretch(data, box, &l);
    const double top = kj_centred(box, l.height);
    double y = top + l.head_height;
    draw_heads(draw, data, &l, box, top);
    for (size_t r = 0; r < data->rows.count; r++) {
        const kj_rect rect = {box.x, y, box.w, l.rows[r]};
        y += l.rows[r];
        if (!kj_visual_shows(frame, r))
            continue;
        kj_visual_at(draw, frame, r);
        if (l.stacked)
            draw_stacked_row(draw, data, &l, r, rect);
        else
            draw_grid_row(draw, data, &l, r, rect);
        if (r + 1 < data->rows.count)
            kj_draw_line(draw, box.x, y, box.x + box.w, y, KJ_COLOR_LINE, 1.5);
        const kj_rect pressed = {frame->box.x, rect.y + 4, frame->box.w, rect.h - 8};
        kj_draw_element(draw, frame,
                        (kj_element){data->rows.ptr[r].id,
                                     spoken(draw, data, r),
                                     r,
                                     frame->hotspot ? pressed : rect,
                                     {frame->box.x + KJ_BADGE_RADIUS + 10, rect.y + rect.h / 2}});
    }
    draw->build = 0;
}

static size_t steps(const void *p)
{
    return ((const table *)p)->rows.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const table *data = p;
    for (size_t i = 0; i < data->rows.count; i++)
        if (kj_span_equal(data->rows.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_table = {
    .form = {.name = "table",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(table),
             .align = _Alignof(table),
             .about = "Rows compared in the same respects.",
             .steps = steps,
             .check = check},
    .draw = draw_table,
    .has_element = has_element,
};
