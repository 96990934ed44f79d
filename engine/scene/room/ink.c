/* engine/scene/room/ink.c: strokes over a slide, and the pointer: a red point, or all dimmed but a
 * circle.
 *
 * A stroke is one path: a disc at each point and a body from each to the next, all turning the same
 * way, so that what overlaps is filled once and a translucent stroke does not darken where it
 * crosses itself. */
#include "scene/room/parts.h"

#include <math.h>

#define PEN_THIN 4.0
#define PEN_THICK 11.0
#define HIGHLIGHTER_WIDTH 40.0
#define HIGHLIGHTER 0xFFC93359u /* 35 %: what is read under it stays readable */
#define LASER 0xE8240Fu
#define LASER_RADIUS 13.0
#define LASER_RINGS 5
#define SPOT_RADIUS 190.0
#define SPOT_DARK 0x05080CB8u
#define WHITE 0xFFFFFFFFu
#define CURVE 0.5522847498307936 /* a quarter of a circle as one curve */
#define STEPS_A_POINT 11         /* a disc of 6, a body of 5 */

/* Clockwise on the screen, or the other way round. */
static size_t disc(kj_path_step *out, double x, double y, double r, bool back)
{
    const double k = CURVE * r, s = back ? -1 : 1;
    out[0] = (kj_path_step){KJ_PATH_MOVE, {x + r}, {y}};
    out[1] = (kj_path_step){KJ_PATH_CURVE, {x + r, x + k, x}, {y + s * k, y + s * r, y + s * r}};
    out[2] = (kj_path_step){KJ_PATH_CURVE, {x - k, x - r, x - r}, {y + s * r, y + s * k, y}};
    out[3] = (kj_path_step){KJ_PATH_CURVE, {x - r, x - k, x}, {y - s * k, y - s * r, y - s * r}};
    out[4] = (kj_path_step){KJ_PATH_CURVE, {x + k, x + r, x + r}, {y - s * r, y - s * k, y}};
    out[5] = (kj_path_step){.verb = KJ_PATH_CLOSE};
    return 6;
}

typedef struct dab {
    double x, y, r;
} dab;

/* Clockwise, as the discs are: the left side forwards, the right side back. */
static size_t body(kj_path_step *out, dab a, dab b)
{
    const double dx = b.x - a.x, dy = b.y - a.y, length = hypot(dx, dy);
    if (length < 1e-6)
        return 0;
    const double nx = dy / length, ny = -dx / length;
    out[0] = (kj_path_step){KJ_PATH_MOVE, {a.x + nx * a.r}, {a.y + ny * a.r}};
    out[1] = (kj_path_step){KJ_PATH_LINE, {b.x + nx * b.r}, {b.y + ny * b.r}};
    out[2] = (kj_path_step){KJ_PATH_LINE, {b.x - nx * b.r}, {b.y - ny * b.r}};
    out[3] = (kj_path_step){KJ_PATH_LINE, {a.x - nx * a.r}, {a.y - ny * a.r}};
    out[4] = (kj_path_step){.verb = KJ_PATH_CLOSE};
    return 5;
}

/* Drawn on a screen of another shape, places follow its width and height. */
static dab dab_of(const kj_draw *draw, const kj_class *class, const kj_stroke *stroke, size_t i)
{
    const kj_ink_point *p = &stroke->points[i];
    double sx = 1, sy = 1;
    if (class->width > 0 && class->height > 0) {
        const kj_canvas was = kj_canvas_for((int)class->width, (int)class->height, 1);
        sx = draw->list.width / was.width;
        sy = draw->list.height / was.height;
    }
    const double share = fmin(1, p->pressure / 1000.0);
    const double width = stroke->tool == KJ_TOOL_HIGHLIGHTER
                             ? HIGHLIGHTER_WIDTH
                             : PEN_THIN + (PEN_THICK - PEN_THIN) * share;
    return (dab){p->x / 10.0 * sx, p->y / 10.0 * sy, width / 2};
}

static void stroke_path(kj_draw *draw, const kj_class *class, const kj_stroke *stroke)
{
    if (stroke->count == 0)
        return;
    kj_path_step *steps = KJ_NEW(draw->scene->arena, kj_path_step, STEPS_A_POINT * stroke->count);
    size_t count = 0;
    dab last = {0, 0, 0};
    for (size_t i = 0; i < stroke->count; i++) {
        const dab at = dab_of(draw, class, stroke, i);
        if (i > 0)
            count += body(steps + count, last, at);
        count += disc(steps + count, at.x, at.y, at.r, false);
        last = at;
    }
    kj_draw_path(draw, steps, count)->fill =
        stroke->tool == KJ_TOOL_HIGHLIGHTER ? HIGHLIGHTER : kj_draw_color(draw, KJ_COLOR_ZHU);
}

void kj_draw_ink(kj_draw *draw, const kj_room_view *view)
{
    const kj_ink *ink = &view->class->ink;
    for (size_t i = 0; i < ink->count; i++)
        if (!ink->ptr[i].erased && ink->ptr[i].slide == view->room->slide)
            stroke_path(draw, view->class, &ink->ptr[i]);
    if (view->room->drawing.count > 0 && view->room->drawing.slide == view->room->slide)
        stroke_path(draw, view->class, &view->room->drawing);
}

static void put_disc(kj_draw *draw, double x, double y, double r, kj_color fill)
{
    kj_draw_circle(draw, x, y, r, (kj_box_style){.fill = KJ_COLOR_ZHU, .filled = true});
    draw->list.commands.ptr[draw->list.commands.count - 1].fill = fill;
}

/* A red glow, a white ring that shows on any ground, the point. */
static void laser(kj_draw *draw, double x, double y)
{
    for (int i = 0; i < LASER_RINGS; i++)
        put_disc(draw, x, y, LASER_RADIUS * (2.3 - 0.22 * i), LASER << 8 | 0x1Eu);
    put_disc(draw, x, y, LASER_RADIUS + 3, WHITE);
    put_disc(draw, x, y, LASER_RADIUS, LASER << 8 | 0xFFu);
}

static void spot(kj_draw *draw, double x, double y, double r)
{
    const double w = draw->list.width, h = draw->list.height;
    kj_path_step *steps = KJ_NEW(draw->scene->arena, kj_path_step, 11);
    steps[0] = (kj_path_step){KJ_PATH_MOVE, {0}, {0}};
    steps[1] = (kj_path_step){KJ_PATH_LINE, {w}, {0}};
    steps[2] = (kj_path_step){KJ_PATH_LINE, {w}, {h}};
    steps[3] = (kj_path_step){KJ_PATH_LINE, {0}, {h}};
    steps[4] = (kj_path_step){.verb = KJ_PATH_CLOSE};
    const size_t count = 5 + disc(steps + 5, x, y, r, true);
    kj_draw_path(draw, steps, count)->fill = SPOT_DARK;
    kj_draw_circle(draw, x, y, r,
                   (kj_box_style){.stroke = KJ_COLOR_CARD, .stroked = true, .stroke_width = 3});
    draw->list.commands.ptr[draw->list.commands.count - 1].stroke = WHITE;
}

void kj_draw_pointer(kj_draw *draw, kj_tool tool, double x, double y, double grown)
{
    if (tool == KJ_TOOL_LASER)
        laser(draw, x, y);
    else if (tool == KJ_TOOL_SPOT)
        spot(draw, x, y, SPOT_RADIUS * fmax(1, fmin(grown, 1.6)));
}
