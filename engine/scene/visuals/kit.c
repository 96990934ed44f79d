/* engine/scene/visuals/kit.c: see kit.h. */
#include "scene/visuals/kit.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define TURN 6.283185307179586

const double kj_word_sizes[KJ_WORD_SIZES] = {32, 30, 28, 26, 24};
const kj_trial kj_trials[KJ_TRIALS] = {
    {32, false}, {30, false}, {28, false}, {32, true},  {30, true},
    {28, true},  {26, false}, {26, true},  {24, false}, {24, true},
};

#define LEGEND_GAP 48.0 /* between columns */

/* Rows of one line of the legend are as high as the highest; heights are set by then. */
static void place_rows(kj_legend *l)
{
    size_t shown = 0;
    double top = 0, height = 0;
    l->height = 0;
    for (size_t i = 0; i < l->count; i++) {
        kj_rect *place = &l->places[i];
        if (place->h <= 0)
            continue;
        const size_t column = shown++ % l->columns;
        if (column == 0) {
            top = l->height;
            height = 0;
        }
        height = fmax(height, place->h);
        *place = (kj_rect){(double)column * (l->width + LEGEND_GAP), top, l->width, place->h};
        l->height = top + height;
    }
    for (size_t i = 0; i < l->count; i++)
        for (size_t k = 0; k < l->count; k++)
            if (l->places[i].h > 0 && l->places[k].h > l->places[i].h &&
                fabs(l->places[i].y - l->places[k].y) < 0.5)
                l->places[i].h = l->places[k].h;
}

kj_legend kj_measure_legend(kj_draw *draw, const kj_legend_row *rows, size_t count, double width,
                            double size, size_t columns)
{
    kj_legend l = {.count = count, .columns = columns, .fits = true};
    const double padding = kj_padding(size, 8, 18), em = kj_draw_size(draw, size);
    kj_arena *arena = draw->scene->arena;
    l.width = (width - LEGEND_GAP * (double)(columns - 1)) / (double)columns;
    l.names = KJ_NEW(arena, kj_text_block, count);
    l.texts = KJ_NEW(arena, kj_text_block, count);
    l.places = KJ_NEW(arena, kj_rect, count);
    if (l.width < 9 * em) {
        l.fits = false;
        return l;
    }
    for (size_t i = 0; i < count; i++) {
        if (rows[i].text.plain.len == 0)
            continue;
        l.names[i] = kj_draw_measure(draw, rows[i].name, l.width, 0,
                                     kj_style(fmin(KJ_SIZE_HEADING, size + 4), KJ_FONT_SERIF_BOLD,
                                              rows[i].accent ? KJ_COLOR_ZHU : KJ_COLOR_INK));
        l.texts[i] = kj_draw_measure(
            draw, rows[i].text, fmin(l.width, 34 * em), 0,
            (kj_text_style){
                .size = size, .leading = 1.45, .role = KJ_FONT_SANS, .color = KJ_COLOR_INK2});
        l.places[i].h = l.names[i].height + l.texts[i].height + 2 * padding;
        l.fits = l.fits && l.names[i].fits && l.texts[i].fits;
    }
    place_rows(&l);
    return l;
}

void kj_stretch_legend(kj_legend *l, double room)
{
    size_t shown = 0;
    for (size_t i = 0; i < l->count; i++)
        shown += l->places[i].h > 0 ? 1 : 0;
    if (shown == 0)
        return;
    const double lines = (double)((shown + l->columns - 1) / l->columns);
    const double extra = fmin(fmax(0, room - l->height) * 0.7, 48 * lines);
    for (size_t i = 0; i < l->count; i++)
        l->places[i].h += l->places[i].h > 0 ? extra / lines : 0;
    place_rows(l);
}

void kj_draw_legend(kj_draw *draw, const kj_legend *l, size_t i, double x, double y)
{
    assert(i < l->count);
    const kj_rect place = l->places[i];
    if (place.h <= 0)
        return;
    const double left = x + place.x, top = y + place.y;
    if (place.y > 0)
        kj_draw_line(draw, left, top, left + place.w, top, KJ_COLOR_LINE, 1.5);
    const double words = l->names[i].height + l->texts[i].height;
    const double first = top + (place.h - words) / 2;
    kj_draw_block(draw, &l->names[i], left, first);
    kj_draw_block(draw, &l->texts[i], left, first + l->names[i].height);
}

kj_text_block kj_measure_disc_word(kj_draw *draw, kj_text word, double size, kj_color_name color)
{
    const kj_text_style style = {.size = size,
                                 .leading = 1.25,
                                 .role = KJ_FONT_SANS_BOLD,
                                 .color = color,
                                 .align = KJ_ALIGN_CENTRE,
                                 .balance = true,
                                 .plain_marks = true};
    const double em = kj_draw_size(draw, size);
    const kj_text_block line = kj_draw_measure(draw, word, 0, 0, style);
    if (line.width <= 3.1 * em)
        return line;
    kj_text_block best = line;
    for (double lines = 2; lines <= 3; lines++) {
        const kj_text_block block =
            kj_draw_measure(draw, word, ceil(line.width / lines / em) * em + 2, 0, style);
        if (block.fits && kj_disc_radius(&block) < kj_disc_radius(&best))
            best = block;
    }
    return best;
}

double kj_disc_radius(const kj_text_block *block)
{
    const double ink = block->height - (block->line_height - block->size);
    return ceil(hypot(block->paragraph.width_em * block->size, ink) / 2) + 16;
}

void kj_draw_disc_word(kj_draw *draw, const kj_text_block *block, kj_point centre)
{
    kj_draw_block(draw, block, centre.x - block->width / 2, centre.y - block->height / 2);
}

kj_point kj_disc_badge(const kj_text_block *block, kj_point centre, double radius)
{
    const double word = block->paragraph.width_em * block->size / 2 + KJ_BADGE_RADIUS + 2;
    return (kj_point){centre.x + fmax(radius * 0.72, word), centre.y - radius * 0.72};
}

kj_point kj_on_circle(kj_point centre, double radius, double turn)
{
    return (kj_point){centre.x + radius * sin(turn * TURN), centre.y - radius * cos(turn * TURN)};
}

/* A cubic for each eighth of a circle at most: off by less than a hundredth of a unit. */
kj_command *kj_draw_arc(kj_draw *draw, kj_point centre, double radius, double from, double to,
                        kj_color_name color, double width)
{
    const size_t pieces = (size_t)fmax(1, ceil(fabs(to - from) * 8));
    kj_path_step *steps = KJ_NEW(draw->scene->arena, kj_path_step, pieces + 1);
    const double turn = (to - from) / (double)pieces;
    const double handle = radius * 4 / 3 * tan(turn * TURN / 4);
    kj_point a = kj_on_circle(centre, radius, from);
    steps[0] = (kj_path_step){.verb = KJ_PATH_MOVE, .x = {a.x}, .y = {a.y}};
    for (size_t i = 0; i < pieces; i++) {
        const double at = from + turn * (double)i, next = at + turn;
        const kj_point b = kj_on_circle(centre, radius, next);
        const double ax = cos(at * TURN), ay = sin(at * TURN);
        const double bx = cos(next * TURN), by = sin(next * TURN);
        steps[i + 1] = (kj_path_step){
            .verb = KJ_PATH_CURVE,
            .x = {a.x + handle * ax, b.x - handle * bx, b.x},
            .y = {a.y + handle * ay, b.y - handle * by, b.y},
        };
        a = b;
    }
    kj_command *arc = kj_draw_path(draw, steps, pieces + 1);
    arc->stroke = kj_draw_color(draw, color);
    arc->stroke_width = width;
    return arc;
}

void kj_draw_tip(kj_draw *draw, kj_point from, kj_point at, double size, kj_color_name color)
{
    const double length = hypot(at.x - from.x, at.y - from.y);
    assert(length > 0);
    const double ux = (at.x - from.x) / length, uy = (at.y - from.y) / length;
    const double bx = at.x - ux * size, by = at.y - uy * size, half = size * 0.5;
    const kj_point points[] = {
        at, {bx - uy * half, by + ux * half}, {bx + uy * half, by - ux * half}};
    kj_draw_polygon(draw, points, KJ_COUNT(points), color);
}

kj_text_block kj_measure_upright(kj_draw *draw, kj_text text, double height, double size,
                                 kj_color_name color)
{
    kj_text_style style = {.size = size,
                           .leading = 1.3,
                           .role = KJ_FONT_SANS,
                           .color = color,
                           .align = KJ_ALIGN_CENTRE,
                           .vertical = true};
    const kj_text_block one = kj_draw_measure(draw, text, 0, 0, style);
    if (one.height <= height)
        return one;
    style.balance = true;
    return kj_draw_measure(draw, text, 0, height, style);
}

kj_rect kj_room_for_letters(const kj_visual_frame *frame)
{
    kj_rect box = frame->box;
    box.w -= frame->hotspot ? KJ_LETTER_COLUMN : 0;
    return box;
}

void *kj_unstressed(kj_arena *arena, const void *elements, size_t count, size_t size,
                    size_t accent_offset)
{
    char *copy = kj_arena_take(arena, count, size, _Alignof(max_align_t));
    memcpy(copy, elements, count * size);
    for (size_t i = 0; i < count; i++)
        *(bool *)(void *)(copy + i * size + accent_offset) = false;
    return copy;
}

double kj_figure_width(kj_rect box)
{
    return floor(box.w * (box.w < 1300 ? 0.5 : 0.46));
}

kj_shade kj_shade_of(size_t i, size_t n, bool accent)
{
    if (accent)
        return (kj_shade){KJ_COLOR_ZHU, KJ_COLOR_ON_ZHU};
    if (i == 0 && n > 1)
        return (kj_shade){KJ_COLOR_DAI3, KJ_COLOR_INK};
    if (i + 2 >= n)
        return (kj_shade){KJ_COLOR_DAI, KJ_COLOR_ON_DAI};
    return (kj_shade){KJ_COLOR_DAI2, KJ_COLOR_ON_DAI};
}
