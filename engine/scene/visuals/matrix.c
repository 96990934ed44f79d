/* engine/scene/visuals/matrix.c: "matrix", cells of a grid between two axes. */
#include "scene/visuals/kit.h"

#include <math.h>

typedef struct axis {
    kj_at at;
    kj_text title;
    KJ_LIST(kj_text) labels;
} axis;

typedef struct cell {
    kj_at at;
    kj_span id;
    int32_t row, column;
    kj_text text;
    bool accent;
} cell;

typedef struct matrix {
    kj_at at;
    axis x, y;
    KJ_LIST(cell) cells;
    kj_text foot;
} matrix;

#define SIDE_MAX 6

static const kj_field axis_fields[] = {
    {.key = "title",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(axis, title),
     .min = 1,
     .max = 12,
     .about = "What the axis measures or sorts by."},
    {.key = "labels",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(axis, labels),
     .min = 1,
     .max = SIDE_MAX,
     .about = "Its values: columns from the left, rows from the top."},
};
static const kj_object axis_object = {
    .name = "axis",
    .fields = axis_fields,
    .field_count = KJ_COUNT(axis_fields),
    .size = sizeof(axis),
    .align = _Alignof(axis),
    .about = "An axis of the visual 'matrix'.",
};

static const kj_field cell_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(cell, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the cell."},
    {.key = "row",
     .kind = KJ_FIELD_INT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(cell, row),
     .min = 0,
     .max = SIDE_MAX - 1,
     .about = "Its row, 0 at the top."},
    {.key = "column",
     .kind = KJ_FIELD_INT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(cell, column),
     .min = 0,
     .max = SIDE_MAX - 1,
     .about = "Its column, 0 at the left."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(cell, text),
     .min = 1,
     .max = 80,
     .about = "What stands in it."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(cell, accent),
     .about = "Whether this cell is the one that matters."},
};
static const kj_object cell_object = {
    .name = "cell",
    .fields = cell_fields,
    .field_count = KJ_COUNT(cell_fields),
    .size = sizeof(cell),
    .align = _Alignof(cell),
    .id_offset = offsetof(cell, id),
    .about = "A cell of the visual 'matrix'.",
};

static const kj_field fields[] = {
    {.key = "x",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(matrix, x),
     .object = &axis_object,
     .about = "The axis to the right."},
    {.key = "y",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(matrix, y),
     .object = &axis_object,
     .about = "The axis upwards."},
    {.key = "cells",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(matrix, cells),
     .min = 1,
     .max = SIDE_MAX * SIDE_MAX,
     .object = &cell_object,
     .about = "The cells, in reading order."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(matrix, foot),
     .min = 1,
     .max = 100,
     .about = "One line under the grid."},
};

static void check(const void *p, const kj_checker *checker)
{
    const matrix *data = p;
    bool taken[SIDE_MAX][SIDE_MAX] = {{false}};
    for (size_t i = 0; i < data->cells.count; i++) {
        const cell *c = &data->cells.ptr[i];
        const kj_span none = {NULL, 0};
        if (c->row < 0 || (size_t)c->row >= data->y.labels.count)
            kj_check_report(checker, c->at, "row", SIZE_MAX, "E0502", none,
                            "cell '%.*s' stands in row %d, but the matrix has %zu rows",
                            KJ_ARG(c->id), (int)c->row, data->y.labels.count);
        else if (c->column < 0 || (size_t)c->column >= data->x.labels.count)
            kj_check_report(checker, c->at, "column", SIZE_MAX, "E0502", none,
                            "cell '%.*s' stands in column %d, but the matrix has %zu columns",
                            KJ_ARG(c->id), (int)c->column, data->x.labels.count);
        else if (taken[c->row][c->column])
            kj_check_report(checker, c->at, "row", SIZE_MAX, "E0502", none,
                            "cell '%.*s' stands where another cell stands", KJ_ARG(c->id));
        else
            taken[c->row][c->column] = true;
    }
}

#define GAP 16.0
#define PADDING 24.0
#define CORNER 10.0 /* KJ_BADGE_RADIUS into the cell, less the padding that is there */

typedef struct layout {
    double size;
    kj_text_block x_labels[SIDE_MAX], y_labels[SIDE_MAX], *cells;
    kj_text_block x_title, y_title;
    double title_width, label_width, head, cell_width, row[SIDE_MAX], height;
    kj_key_line key;
    bool fits;
} layout;

static kj_text_block measure_label(kj_draw *draw, kj_text text, double width, double size)
{
    return kj_draw_measure(
        draw, text, width, 0,
        (kj_text_style){
            .size = size, .leading = 1.35, .role = KJ_FONT_SANS_BOLD, .color = KJ_COLOR_INK});
}

static void measure_axes(kj_draw *draw, const matrix *data, kj_rect box, layout *l)
{
    const double em = kj_draw_size(draw, l->size), most = fmin(10 * em, box.w * 0.22);
    l->y_title = kj_measure_upright(draw, data->y.title, fmax(1, box.h * 0.6), KJ_SIZE_CAPTION,
                                    KJ_COLOR_INK3);
    l->fits = l->fits && l->y_title.fits;
    l->x_title = kj_draw_measure(draw, data->x.title, 0, 0,
                                 kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK3));
    l->title_width = l->y_title.width + 36; /* with the axis */
    for (size_t i = 0; i < data->y.labels.count; i++) {
        l->y_labels[i] = measure_label(draw, data->y.labels.ptr[i], most, l->size);
        l->label_width =
            fmax(l->label_width, l->y_labels[i].paragraph.width_em * l->y_labels[i].size);
        l->fits = l->fits && l->y_labels[i].fits;
    }
    l->label_width = ceil(l->label_width) + 32;
    const double columns = (double)data->x.labels.count;
    l->cell_width = (box.w - l->title_width - l->label_width - GAP * (columns - 1)) / columns;
    for (size_t i = 0; i < data->x.labels.count; i++) {
        l->x_labels[i] =
            measure_label(draw, data->x.labels.ptr[i], fmax(1, l->cell_width - PADDING), l->size);
        l->head = fmax(l->head, l->x_labels[i].height);
        l->fits = l->fits && l->x_labels[i].fits;
    }
    l->head += 12;
}

/* `corner`: the width that the letter of a hotspot takes from a cell's words. */
static layout measure(kj_draw *draw, const matrix *data, kj_rect box, double size, double corner)
{
    layout l = {.size = size, .fits = true};
    measure_axes(draw, data, box, &l);
    const double inner = l.cell_width - 2 * PADDING - corner;
    l.cells = KJ_NEW(draw->scene->arena, kj_text_block, data->cells.count);
    if (inner < (corner > 0 ? 4 : 4.5) * kj_draw_size(draw, size)) {
        l.fits = false;
        return l;
    }
    for (size_t i = 0; i < data->y.labels.count; i++)
        l.row[i] = fmax(64, l.y_labels[i].height + 16);
    for (size_t i = 0; i < data->cells.count; i++) {
        const cell *c = &data->cells.ptr[i];
        l.cells[i] =
            kj_draw_measure(draw, c->text, inner, 0,
                            (kj_text_style){.size = size,
                                            .leading = 1.45,
                                            .role = KJ_FONT_SANS,
                                            .color = c->accent ? KJ_COLOR_INK : KJ_COLOR_INK2});
        l.row[c->row] = fmax(l.row[c->row], l.cells[i].height + 2 * (PADDING - 6));
        l.fits = l.fits && l.cells[i].fits;
    }
    l.key = kj_measure_key_line(draw, data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    l.height = l.head + 20 + l.x_title.height + l.key.height;
    for (size_t i = 0; i < data->y.labels.count; i++)
        l.height += l.row[i] + (i ? GAP : 0);
    l.fits = l.fits && l.height <= box.h;
    return l;
}

static layout choose(kj_draw *draw, const matrix *data, kj_rect box, double corner)
{
    static const double sizes[] = {32, 30, 28, 26, 24};
    layout l = {0};
    for (size_t s = 0; s < KJ_COUNT(sizes); s++) {
        l = measure(draw, data, box, sizes[s], corner);
        if (l.fits)
            return l;
    }
    draw->list.overfull++;
    return l;
}

static void stretch(const matrix *data, kj_rect box, layout *l)
{
    const size_t rows = data->y.labels.count;
    const double room = fmin(fmax(0, box.h - l->height), (double)rows * 96);
    const double extra = kj_row_share(room, rows);
    for (size_t i = 0; i < data->y.labels.count; i++)
        l->row[i] += extra;
    l->height += extra * (double)rows;
}

/* Both axes with their tips, from the corner of the grid. */
static void draw_axes(kj_draw *draw, const layout *l, double corner_x, double corner_y, double top,
                      double right)
{
    const kj_point up[] = {{corner_x, corner_y}, {corner_x, top}};
    const kj_point along[] = {{corner_x, corner_y}, {right, corner_y}};
    const kj_point up_tip[] = {{corner_x - 8, top + 12}, {corner_x, top}, {corner_x + 8, top + 12}};
    const kj_point along_tip[] = {
        {right - 12, corner_y - 8}, {right, corner_y}, {right - 12, corner_y + 8}};
    kj_draw_polyline(draw, up, 2, KJ_COLOR_INK3, 2);
    kj_draw_polyline(draw, up_tip, 3, KJ_COLOR_INK3, 2);
    kj_draw_polyline(draw, along, 2, KJ_COLOR_INK3, 2);
    kj_draw_polyline(draw, along_tip, 3, KJ_COLOR_INK3, 2);
    kj_draw_block(draw, &l->y_title, corner_x - 16 - l->y_title.width,
                  (top + corner_y - l->y_title.height) / 2);
    kj_draw_block(draw, &l->x_title, (corner_x + right - l->x_title.width) / 2, corner_y + 8);
}

static kj_span spoken(const kj_draw *draw, const matrix *data, const cell *c)
{
    const kj_span place =
        KJ_DRAW_FILL(draw, KJ_W_SAY_PAIR, kj_w("a", data->y.labels.ptr[c->row].plain),
                     kj_w("b", data->x.labels.ptr[c->column].plain));
    return kj_say(draw, place, c->text.plain);
}

static void draw_cell(kj_draw *draw, const cell *c, const kj_text_block *block, kj_rect rect)
{
    kj_draw_box(draw, rect,
                (kj_box_style){.fill = c->accent ? KJ_COLOR_ZHU_WASH : KJ_COLOR_DAI_WASH,
                               .filled = true,
                               .stroke = KJ_COLOR_ZHU,
                               .stroked = c->accent,
                               .stroke_width = 2.5,
                               .radius = 14});
    kj_draw_block(draw, block, rect.x + PADDING, rect.y + (rect.h - block->height) / 2);
}

/* As the figure of a question nothing is stressed, and nothing explained: it would point at an
 * answer, right or wrong. */
static matrix without_accent(kj_arena *arena, const matrix *data)
{
    matrix plain = *data;
    plain.foot = kj_plain((kj_span){NULL, 0});
    plain.cells.ptr = KJ_NEW(arena, cell, data->cells.count);
    for (size_t i = 0; i < data->cells.count; i++) {
        plain.cells.ptr[i] = data->cells.ptr[i];
        plain.cells.ptr[i].accent = false;
    }
    return plain;
}

static void draw_matrix(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    const matrix plain =
        frame->hotspot ? without_accent(draw->scene->arena, p) : *(const matrix *)p;
    const matrix *data = &plain;
    const kj_rect box = frame->box;
    layout l = choose(draw, data, box, frame->hotspot ? CORNER : 0);
    stretch(data, box, &l);
    const double top = kj_centred(box, l.height), grid = top + l.head;
    const double left = box.x + l.title_width + l.label_width;
    double tops[SIDE_MAX] = {0}, y = grid;
    for (size_t i = 0; i < data->y.labels.count; i++) {
        tops[i] = y;
        kj_draw_block(draw, &l.y_labels[i], box.x + l.title_width,
                      y + (l.row[i] - l.y_labels[i].height) / 2);
        y += l.row[i] + GAP;
    }
    for (size_t i = 0; i < data->x.labels.count; i++)
        kj_draw_block(draw, &l.x_labels[i], left + PADDING + (double)i * (l.cell_width + GAP),
                      top + l.head - 12 - l.x_labels[i].height);
    draw_axes(draw, &l, box.x + l.title_width - 20, y - GAP + 12, grid - 4, box.x + box.w);
    for (size_t i = 0; i < data->cells.count; i++) {
        const cell *c = &data->cells.ptr[i];
        if (!kj_visual_shows(frame, i))
            continue;
        const kj_rect rect = {left + (double)c->column * (l.cell_width + GAP), tops[c->row],
                              l.cell_width, l.row[c->row]};
        kj_visual_at(draw, frame, i);
        draw_cell(draw, c, &l.cells[i], rect);
        kj_draw_element(
            draw, frame,
            (kj_element){
                c->id, spoken(draw, data, c), i, rect, {rect.x + rect.w - 10, rect.y + 10}});
    }
    draw->build = 0;
    kj_draw_key_line(draw, &l.key, box.x, top + l.height, box.w);
}

static size_t steps(const void *p)
{
    return ((const matrix *)p)->cells.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const matrix *data = p;
    for (size_t i = 0; i < data->cells.count; i++)
        if (kj_span_equal(data->cells.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_matrix = {
    .form = {.name = "matrix",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(matrix),
             .align = _Alignof(matrix),
             .about = "Cells of a grid between two axes.",
             .steps = steps,
             .check = check},
    .draw = draw_matrix,
    .has_element = has_element,
};
