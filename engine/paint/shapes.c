/* engine/paint/shapes.c: rectangles, paths, the soft shadow.
 *
 * On pixels, edges that are parallel to the axes are moved to the nearest pixel boundary, so that
 * a hairline is one sharp pixel and not two grey ones. */
#include "paint/painter.h"

#include <math.h>

#define QUARTER 1.5707963267948966

void kj_rounded(cairo_t *cairo, double x, double y, double w, double h, double radius)
{
    const double r = fmin(radius, fmin(w, h) / 2);
    if (r <= 0) {
        cairo_rectangle(cairo, x, y, w, h);
        return;
    }
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, x + w - r, y + r, r, -QUARTER, 0);
    cairo_arc(cairo, x + w - r, y + h - r, r, 0, QUARTER);
    cairo_arc(cairo, x + r, y + h - r, r, QUARTER, 2 * QUARTER);
    cairo_arc(cairo, x + r, y + r, r, 2 * QUARTER, 3 * QUARTER);
    cairo_close_path(cairo);
}

/* A line's thickness: whole pixels, at least one, and rather thin: a hairline of 1.5 units is one
 * pixel at 1080 and three at 2160. */
static double thickness(const kj_brush *brush, double units)
{
    const double px = units * brush->scale;
    return brush->paper ? px : fmax(1.0, floor(px + 0.25));
}

/* The middle of a line `thick` wide such that its sides lie on pixel boundaries. */
static double snap(const kj_brush *brush, double at, double thick)
{
    return brush->paper ? at : round(at - thick / 2) + thick / 2;
}

static kj_rect device_rect(const kj_brush *brush, kj_rect rect, double thick)
{
    const double s = brush->scale;
    const double y = rect.y + brush->lift;
    const double x0 = snap(brush, rect.x * s, thick),
                 x1 = snap(brush, (rect.x + rect.w) * s, thick);
    const double y0 = snap(brush, y * s, thick), y1 = snap(brush, (y + rect.h) * s, thick);
    kj_rect device = {x0, y0, x1 - x0, y1 - y0};
    if (!brush->paper && thick <= 0) { /* a thin rule does not vanish */
        device.w = rect.w > 0 ? fmax(1.0, device.w) : device.w;
        device.h = rect.h > 0 ? fmax(1.0, device.h) : device.h;
    }
    return device;
}

/* Rings of little opacity, one over the other: as soft as a blur at this strength, vectors in
 * PDF, and under 0.3 ms for a panel of 800 × 600 pixels, since nothing is drawn beneath it. */
static void draw_shadow(const kj_brush *brush, kj_rect box, double radius)
{
    enum { RINGS = 7 };
    const double reach = 28 * brush->scale, drop = 8 * brush->scale;
    cairo_t *cairo = brush->cairo;

    cairo_save(cairo);
    cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_set_source_rgba(cairo, 28 / 255.0, 37 / 255.0, 48 / 255.0, 0.009 * brush->alpha);
    for (int i = 1; i <= RINGS; i++) {
        const double out = reach * i / RINGS;
        cairo_new_path(cairo);
        kj_rounded(cairo, box.x - out, box.y - out + drop, box.w + 2 * out, box.h + 2 * out,
                   radius + out);
        kj_rounded(cairo, box.x, box.y, box.w, box.h, radius);
        cairo_fill(cairo);
    }
    cairo_restore(cairo);
}

static void set_dash(const kj_brush *brush, double dash)
{
    const double lengths[2] = {dash * brush->scale, dash * brush->scale};
    cairo_set_dash(brush->cairo, lengths, dash > 0 ? 2 : 0, 0);
}

void kj_brush_rect(kj_brush *brush, const kj_command *command)
{
    const bool filled = (command->fill & 0xFF) != 0;
    const bool stroked = (command->stroke & 0xFF) != 0 && command->stroke_width > 0;
    const double thick = stroked ? thickness(brush, command->stroke_width) : 0;
    const kj_rect box = device_rect(brush, command->rect, thick);
    const double radius = command->radius * brush->scale;

    if (command->shadow)
        draw_shadow(brush, box, radius);
    cairo_new_path(brush->cairo);
    kj_rounded(brush->cairo, box.x, box.y, box.w, box.h, radius);
    if (filled) {
        kj_brush_color(brush, command->fill);
        cairo_fill_preserve(brush->cairo);
    }
    if (stroked) {
        kj_brush_color(brush, command->stroke);
        cairo_set_line_width(brush->cairo, thick);
        set_dash(brush, command->dash);
        cairo_stroke_preserve(brush->cairo);
    }
    cairo_new_path(brush->cairo);
}

/* A single line along an axis is a rule: snapped as one. */
static bool draw_rule(kj_brush *brush, const kj_command *command, double thick)
{
    if (command->path_count != 2 || command->path[1].verb != KJ_PATH_LINE || brush->paper)
        return false;
    const double s = brush->scale;
    double x0 = command->path[0].x[0] * s, x1 = command->path[1].x[0] * s;
    double y0 = (command->path[0].y[0] + brush->lift) * s;
    double y1 = (command->path[1].y[0] + brush->lift) * s;
    if (fabs(x1 - x0) < 0.01)
        x0 = x1 = snap(brush, x0, thick);
    else if (fabs(y1 - y0) < 0.01)
        y0 = y1 = snap(brush, y0, thick);
    else
        return false;
    cairo_move_to(brush->cairo, x0, y0);
    cairo_line_to(brush->cairo, x1, y1);
    return true;
}

static void add_steps(const kj_brush *brush, const kj_command *command)
{
    const double s = brush->scale, dy = brush->lift;
    for (size_t i = 0; i < command->path_count; i++) {
        const kj_path_step *step = &command->path[i];
        switch (step->verb) {
        case KJ_PATH_MOVE:
            cairo_move_to(brush->cairo, step->x[0] * s, (step->y[0] + dy) * s);
            break;
        case KJ_PATH_LINE:
            cairo_line_to(brush->cairo, step->x[0] * s, (step->y[0] + dy) * s);
            break;
        case KJ_PATH_CURVE:
            cairo_curve_to(brush->cairo, step->x[0] * s, (step->y[0] + dy) * s, step->x[1] * s,
                           (step->y[1] + dy) * s, step->x[2] * s, (step->y[2] + dy) * s);
            break;
        case KJ_PATH_CLOSE:
            cairo_close_path(brush->cairo);
            break;
        }
    }
}

void kj_brush_path(kj_brush *brush, const kj_command *command)
{
    const double thick = thickness(brush, command->stroke_width);
    cairo_new_path(brush->cairo);
    if (!draw_rule(brush, command, thick))
        add_steps(brush, command);
    if ((command->fill & 0xFF) != 0) {
        kj_brush_color(brush, command->fill);
        cairo_fill_preserve(brush->cairo);
    }
    if ((command->stroke & 0xFF) != 0 && command->stroke_width > 0) {
        kj_brush_color(brush, command->stroke);
        /* Curves and slanting lines keep their true width: nothing of them can be snapped. */
        cairo_set_line_width(brush->cairo, command->path_count == 2
                                               ? thick
                                               : fmax(1.0, command->stroke_width * brush->scale));
        cairo_set_line_join(brush->cairo, CAIRO_LINE_JOIN_ROUND);
        set_dash(brush, command->dash);
        cairo_stroke_preserve(brush->cairo);
    }
    cairo_new_path(brush->cairo);
}

void kj_brush_clip(kj_brush *brush, kj_rect rect, double radius)
{
    const kj_rect box = device_rect(brush, rect, 0);
    cairo_new_path(brush->cairo);
    kj_rounded(brush->cairo, box.x, box.y, box.w, box.h, radius * brush->scale);
    cairo_clip(brush->cairo);
}
