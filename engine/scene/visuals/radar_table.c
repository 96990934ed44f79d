/* engine/scene/visuals/radar_table.c: the figures of a radar, a row an axis; under them what the
 * weights make of them. */
#include "scene/visuals/radar.h"

#include <math.h>

#define COLUMN_GAP 36.0
#define LINE_SAMPLE 44.0

kj_span kj_radar_weights(const kj_draw *draw, const kj_radar *data)
{
    return data->weights.plain.len ? data->weights.plain : kj_draw_word(draw, KJ_W_RADAR_WEIGHTS);
}

static kj_text_block head_block(kj_draw *draw, kj_span words, double size)
{
    return kj_chart_words(draw, words, fmax(KJ_SIZE_CAPTION, size - 4), KJ_FONT_SANS_BOLD,
                          KJ_COLOR_DAI);
}

static int decimals_of(const kj_radar *data)
{
    int most = 0;
    for (size_t k = 0; k < data->series.count; k++)
        for (size_t i = 0; i < data->axes.count; i++) {
            const int given = kj_chart_decimals(data->series.ptr[k].values.ptr[i]);
            most = given > most ? given : most;
        }
    return most;
}

/* One decimal more than the values have: what weights make of whole numbers is seldom whole. */
static int sum_decimals(const kj_radar *data)
{
    const int given = decimals_of(data);
    return given < 2 ? given + 1 : 2;
}

static void measure_cells(kj_draw *draw, const kj_radar *data, kj_radar_table *t, double size)
{
    kj_arena *arena = draw->scene->arena;
    const bool weighted = kj_radar_weighted(data), summed = data->sum.plain.len > 0;
    const kj_span none = {NULL, 0};
    if (weighted)
        t->heads[0] = head_block(draw, kj_radar_weights(draw, data), size);
    for (size_t k = 0; k < data->series.count; k++) {
        t->heads[k + 1] = head_block(draw, data->series.ptr[k].name.plain, size);
        if (summed)
            t->sums[k + 1] = kj_chart_words(
                draw,
                data->series.count > 1
                    ? kj_chart_fixed(arena, kj_radar_sum(data, k), sum_decimals(data), data->unit)
                    : kj_chart_number(arena, kj_radar_sum(data, k), sum_decimals(data), data->unit),
                size + 8, KJ_FONT_SERIF_BOLD, k ? KJ_COLOR_INK : KJ_COLOR_DAI);
    }
    for (size_t i = 0; i < data->axes.count; i++) {
        const bool weak = data->weakest.plain.len && i == kj_radar_weakest(data);
        if (weighted)
            t->cells[i][0] = kj_chart_words(
                draw, kj_chart_number(arena, data->axes.ptr[i].weight, KJ_AS_GIVEN, KJ_LIT("%")),
                size, KJ_FONT_SANS, KJ_COLOR_INK2);
        for (size_t k = 0; k < data->series.count; k++)
            t->cells[i][k + 1] = kj_chart_words(
                draw,
                kj_chart_fixed(arena, data->series.ptr[k].values.ptr[i], decimals_of(data),
                               summed || data->series.count > 1 ? none : data->unit),
                size, KJ_FONT_SANS_BOLD, weak && k == 0 ? KJ_COLOR_ZHU : KJ_COLOR_INK);
    }
    for (size_t c = 0; c < KJ_RADAR_COLUMNS; c++) {
        const double sample = c ? LINE_SAMPLE + 10 : 0;
        if (t->heads[c].height <= 0)
            continue;
        t->column[c] = fmax(t->heads[c].width + sample, t->sums[c].width);
        for (size_t i = 0; i < data->axes.count; i++)
            t->column[c] = fmax(t->column[c], t->cells[i][c].width);
    }
}

static kj_text_block measure_name(kj_draw *draw, const kj_radar *data, size_t i, double width,
                                  double size)
{
    const bool weak = data->weakest.plain.len && i == kj_radar_weakest(data);
    return kj_draw_measure(draw, data->axes.ptr[i].label, width, 0,
                           (kj_text_style){.size = size,
                                           .leading = 1.3,
                                           .role = KJ_FONT_SANS_BOLD,
                                           .color = weak ? KJ_COLOR_ZHU : KJ_COLOR_INK});
}

static kj_text_block measure_note(kj_draw *draw, const kj_radar *data, size_t i, double width,
                                  double size)
{
    return kj_draw_measure(draw, data->axes.ptr[i].note, width, 0,
                           (kj_text_style){.size = fmax(KJ_SIZE_CAPTION, size - 4),
                                           .leading = 1.35,
                                           .role = KJ_FONT_SANS,
                                           .color = KJ_COLOR_INK2});
}

static double used(const kj_text_block *block)
{
    return block->paragraph.width_em * block->size;
}

/* Names, and notes under or beside them, in `room`; returns the width that they use. */
static double measure_words(kj_draw *draw, const kj_radar *data, kj_radar_table *t, double room,
                            double size)
{
    const double em = kj_draw_size(draw, size), pad = kj_padding(size, 6, 12);
    double names = 0, notes = 0;
    for (size_t i = 0; i < data->axes.count; i++) {
        const bool weak = data->weakest.plain.len && i == kj_radar_weakest(data);
        const double mark = weak ? t->mark.width + 40 : 0;
        t->names[i] = measure_name(draw, data, i, t->in_line ? 0 : fmax(em, room - mark), size);
        t->fits = t->fits && t->names[i].fits;
        t->whole = t->whole && t->names[i].paragraph.line_count == 1;
        names = fmax(names, used(&t->names[i]) + mark);
    }
    t->note_x = t->in_line ? names + 28 : 0;
    for (size_t i = 0; i < data->axes.count; i++) {
        t->notes[i] = measure_note(draw, data, i, fmax(em, room - t->note_x), size);
        t->fits = t->fits && t->notes[i].fits;
        notes = fmax(notes, used(&t->notes[i]));
        t->row[i] = 2 * pad + (t->in_line ? fmax(t->names[i].height, t->notes[i].height)
                                          : t->names[i].height + t->notes[i].height);
        t->height += t->row[i];
    }
    t->fits = t->fits && (!t->in_line || (notes > 0 && room - t->note_x >= fmin(notes, 8 * em)));
    return t->in_line ? t->note_x + notes : fmax(names, notes);
}

kj_radar_table kj_measure_radar_table(kj_draw *draw, const kj_radar *data, double most,
                                      double least, bool in_line, double size)
{
    kj_radar_table t = {.in_line = in_line, .fits = true, .whole = true};
    measure_cells(draw, data, &t, size);
    double cells = 0;
    for (size_t c = 0; c < KJ_RADAR_COLUMNS; c++)
        cells += t.column[c] > 0 ? t.column[c] + COLUMN_GAP : 0;
    const double em = kj_draw_size(draw, size), pad = kj_padding(size, 6, 12);
    const double room = fmax(em, most - cells);
    t.fits = most - cells >= 4.5 * em;
    if (data->weakest.plain.len)
        t.mark = kj_draw_measure(draw, data->weakest, 0, 0,
                                 (kj_text_style){.size = KJ_SIZE_CAPTION,
                                                 .leading = 1.3,
                                                 .role = KJ_FONT_SANS_BOLD,
                                                 .color = KJ_COLOR_ON_ZHU,
                                                 .plain_marks = true});
    t.head = fmax(t.heads[0].height, t.heads[1].height) + 12;
    t.height = t.head;
    double widest = measure_words(draw, data, &t, room, size);
    if (data->sum.plain.len) {
        t.sum_name = kj_draw_measure(
            draw, data->sum, room, 0,
            (kj_text_style){
                .size = size, .leading = 1.3, .role = KJ_FONT_SANS_BOLD, .color = KJ_COLOR_DAI});
        t.fits = t.fits && t.sum_name.fits;
        widest = fmax(widest, used(&t.sum_name));
        t.sum_row = fmax(t.sum_name.height, t.sums[1].height) + 2 * pad + 4;
        t.height += t.sum_row;
    }
    t.width = fmin(most, fmax(least, ceil(widest) + cells + 24));
    return t;
}

void kj_stretch_radar_table(kj_radar_table *t, const kj_radar *data, double room)
{
    const double rows = (double)data->axes.count;
    const double extra = fmin(fmax(0, room - t->height), 28 * rows);
    for (size_t i = 0; i < data->axes.count; i++)
        t->row[i] += extra / rows;
    t->height += extra;
}

/* The right edge of a column. */
static double edge_of(const kj_radar_table *t, size_t column, double x)
{
    double edge = x + t->width;
    for (size_t c = KJ_RADAR_COLUMNS; c-- > column + 1;)
        edge -= t->column[c] > 0 ? t->column[c] + COLUMN_GAP : 0;
    return edge;
}

void kj_draw_radar_heads(kj_draw *draw, const kj_radar_table *t, kj_point at)
{
    for (size_t c = 0; c < KJ_RADAR_COLUMNS; c++) {
        if (t->column[c] <= 0)
            continue;
        const kj_text_block *head = &t->heads[c];
        const double x = edge_of(t, c, at.x) - head->width, y = at.y + t->head - 12 - head->height;
        kj_draw_block(draw, head, x, y);
        if (c == 0)
            continue;
        kj_color_name line;
        double dash;
        kj_radar_look(c - 1, &line, &dash);
        const kj_point ends[] = {{x - 10 - LINE_SAMPLE, y + head->height / 2},
                                 {x - 10, y + head->height / 2}};
        kj_draw_polyline(draw, ends, 2, line, 4)->dash = dash;
        kj_draw_marker(draw, c - 1, (kj_point){x - 10 - LINE_SAMPLE / 2, ends[0].y}, 7, line);
    }
    kj_draw_box(draw, (kj_rect){at.x, at.y + t->head - 3, t->width, 3},
                (kj_box_style){.fill = KJ_COLOR_DAI, .filled = true});
}

kj_rect kj_draw_radar_row(kj_draw *draw, const kj_radar *data, const kj_radar_table *t, size_t axis,
                          kj_point at)
{
    double y = at.y + t->head;
    for (size_t i = 0; i < axis; i++)
        y += t->row[i];
    const kj_rect row = {at.x, y, t->width, t->row[axis]};
    const kj_text_block *name = &t->names[axis], *note = &t->notes[axis];
    const double words = t->in_line ? name->height : name->height + note->height;
    const double top = y + (row.h - words) / 2;
    if (axis)
        kj_draw_line(draw, row.x, y, row.x + row.w, y, KJ_COLOR_LINE, 1.5);
    kj_draw_block(draw, name, row.x, top);
    if (t->in_line)
        kj_draw_block(draw, note, row.x + t->note_x, y + (row.h - note->height) / 2);
    else
        kj_draw_block(draw, note, row.x, top + name->height);
    if (data->weakest.plain.len && axis == kj_radar_weakest(data)) {
        const double x = row.x + used(name) + 16;
        const kj_rect tag = {x, top + (name->line_height - t->mark.height) / 2, t->mark.width + 24,
                             t->mark.height};
        kj_draw_box(draw, tag, (kj_box_style){.fill = KJ_COLOR_ZHU, .filled = true, .radius = 6});
        kj_draw_block(draw, &t->mark, tag.x + 12, tag.y);
    }
    for (size_t c = 0; c < KJ_RADAR_COLUMNS; c++)
        if (t->column[c] > 0)
            kj_draw_block(draw, &t->cells[axis][c], edge_of(t, c, at.x) - t->cells[axis][c].width,
                          y + (row.h - t->cells[axis][c].height) / 2);
    return row;
}

void kj_draw_radar_sum(kj_draw *draw, const kj_radar *data, const kj_radar_table *t, kj_point at)
{
    if (t->sum_row <= 0)
        return;
    const double y = at.y + t->height - t->sum_row;
    const double baseline = y + (t->sum_row - t->sums[1].height) / 2 + t->sums[1].ascent + 2;
    kj_draw_box(draw, (kj_rect){at.x, y, t->width, 3},
                (kj_box_style){.fill = KJ_COLOR_DAI, .filled = true});
    kj_draw_block(draw, &t->sum_name, at.x, baseline - t->sum_name.ascent);
    kj_text_buffer said = {.arena = draw->scene->arena};
    kj_put(&said, data->sum.plain);
    for (size_t k = 0; k < data->series.count; k++) {
        const kj_text_block *sum = &t->sums[k + 1];
        kj_draw_block(draw, sum, edge_of(t, k + 1, at.x) - sum->width, baseline - sum->ascent);
        kj_say_more(draw, &said, k ? KJ_W_SAY_COMMA : KJ_W_SAY_COLON,
                    data->series.ptr[k].name.plain);
        kj_put(&said, sum->text.plain);
    }
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, kj_put_span(&said),
                 (kj_rect){at.x, y, t->width, t->sum_row});
}
