/* engine/class/show_tools.c: the pointer on the room's page: laser, spotlight, zoom, pen, eraser.
 */
#include "class/show_inner.h"

#include <math.h>

#define PAGE_HEIGHT 1080.0
#define REACH 120        /* tenths of a unit that the eraser takes around its place */
#define FRAME_LEAST 54.0 /* units high; a smaller rectangle is a click */
#define CLICK_ZOOM 2.0

static double page_width(const kj_class *class)
{
    return class->height > 0 ? PAGE_HEIGHT * class->width / class->height : PAGE_HEIGHT * 16 / 9;
}

static double between(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

static bool draws(kj_tool tool)
{
    return tool == KJ_TOOL_PEN || tool == KJ_TOOL_HIGHLIGHTER;
}

/* Drawings belong to slides: nothing else on the screen takes them. */
static bool on_slide(kj_show_press *p)
{
    const kj_room *room = &p->show->room;
    return room->page == KJ_ROOM_SLIDE && room->cover == KJ_COVER_NONE &&
           !kj_show_held(p, KJ_ROOM_SLIDE);
}

/* ---- which tool ---- */

static void take_tool(kj_show *show, const kj_class *class, kj_tool tool)
{
    show->tool = tool;
    show->drag.on = false;
    show->room.frame.w = 0;
    memset(&show->room.point, 0, sizeof show->room.point);
    if (tool == KJ_TOOL_LASER || tool == KJ_TOOL_SPOT)
        show->room.point.tool = tool;
    if (tool == KJ_TOOL_SPOT) {
        show->room.point.x = page_width(class) / 2;
        show->room.point.y = PAGE_HEIGHT / 2;
        show->room.point.on = true;
    }
}

bool kj_show_act_tool(kj_show_press *p, kj_span arg)
{
    const kj_tool tool = kj_tool_read(arg);
    if (tool == KJ_TOOL_NONE && !kj_span_is(arg, "none"))
        return false;
    if (tool == KJ_TOOL_ZOOM && p->show->room.zoom.w > 0)
        return kj_show_act_unzoom(p, arg);
    take_tool(p->show, p->class, tool == p->show->tool ? KJ_TOOL_NONE : tool);
    return true;
}

/* ---- drawing ---- */

static kj_ink_point point_of(const kj_show_press *p)
{
    const kj_show_input *input = p->input;
    return kj_ink_keep((kj_ink_point){(int32_t)lround(between(input->x, -1e6, 1e6) * 10),
                                      (int32_t)lround(between(input->y, -1e6, 1e6) * 10),
                                      input->pressure});
}

static void begin_stroke(kj_show *show, kj_ink_point point)
{
    show->drawn[0] = point;
    show->room.drawing = (kj_stroke){
        .slide = show->room.slide, .tool = show->tool, .points = show->drawn, .count = 1};
}

void kj_show_end_stroke(kj_show_press *p)
{
    kj_show *show = p->show;
    const kj_stroke drawing = show->room.drawing;
    if (drawing.count == 0)
        return;
    const size_t count = kj_stroke_simplify(show->drawn, drawing.count);
    memset(&show->room.drawing, 0, sizeof show->room.drawing);
    show->drag.on = false;
    p->room = true;
    kj_event *event =
        kj_show_event(p, KJ_EVENT_CLASS_DREW, p->course->slides.ptr[drawing.slide].id);
    event->has = KJ_HAS_ROUND | KJ_HAS_RESPONSE;
    event->round = kj_tool_word(drawing.tool);
    event->response[0] = kj_stroke_write(show->drawn, count, p->arena);
    event->response_count = 1;
}

static void draw_on(kj_show_press *p)
{
    kj_show *show = p->show;
    kj_stroke *drawing = &show->room.drawing;
    const kj_ink_point point = point_of(p), last = show->drawn[drawing->count - 1];
    if (point.x == last.x && point.y == last.y)
        return;
    if (drawing->count == KJ_STROKE_POINTS_MAX) {
        kj_show_end_stroke(p);
        begin_stroke(show, last);
        show->drag.on = true;
    }
    show->drawn[drawing->count++] = point;
}

static bool say_erased(kj_show_press *p, uint32_t slide, kj_span stroke)
{
    kj_event *event = kj_show_event(p, KJ_EVENT_CLASS_ERASED, p->course->slides.ptr[slide].id);
    event->has = stroke.len > 0 ? KJ_HAS_WITHIN : 0;
    event->within = kj_arena_copy(p->arena, stroke);
    return true;
}

static bool erase_here(kj_show_press *p)
{
    const kj_ink_point at = point_of(p);
    const kj_stroke *stroke = kj_ink_hit(&p->class->ink, p->show->room.slide, at.x, at.y, REACH);
    p->room = p->room || stroke;
    return stroke && say_erased(p, stroke->slide, kj_span_of(stroke->id));
}

static const kj_stroke *last_stroke(const kj_class *class, uint32_t slide)
{
    for (size_t i = class->ink.count; i > 0; i--)
        if (class->ink.ptr[i - 1].slide == slide && !class->ink.ptr[i - 1].erased)
            return &class->ink.ptr[i - 1];
    return NULL;
}

bool kj_show_act_undo(kj_show_press *p, kj_span arg)
{
    (void)arg;
    const kj_stroke *stroke = last_stroke(p->class, p->show->room.slide);
    return stroke && on_slide(p) && say_erased(p, stroke->slide, kj_span_of(stroke->id));
}

bool kj_show_act_clear(kj_show_press *p, kj_span arg)
{
    (void)arg;
    const kj_stroke *stroke = last_stroke(p->class, p->show->room.slide);
    return stroke && on_slide(p) && say_erased(p, stroke->slide, (kj_span){NULL, 0});
}

/* ---- zoom ---- */

/* Of the page's shape, with the pressed place as a corner and the pointer on its border, within the
 * page. */
static kj_room_area frame_to(const kj_show_press *p)
{
    const double width = page_width(p->class), shape = width / PAGE_HEIGHT;
    const double x = between(p->show->drag.x, 0, width),
                 y = between(p->show->drag.y, 0, PAGE_HEIGHT);
    const double dx = between(p->input->x, 0, width) - x;
    const double dy = between(p->input->y, 0, PAGE_HEIGHT) - y;
    const double room_x = dx < 0 ? x : width - x, room_y = dy < 0 ? y : PAGE_HEIGHT - y;
    const double h = fmin(fmax(fabs(dy), fabs(dx) / shape), fmin(room_y, room_x / shape));
    return (kj_room_area){dx < 0 ? x - h * shape : x, dy < 0 ? y - h : y, h * shape, h};
}

static kj_room_area around(const kj_show_press *p)
{
    const double w = page_width(p->class) / CLICK_ZOOM, h = PAGE_HEIGHT / CLICK_ZOOM;
    return (kj_room_area){between(p->input->x - w / 2, 0, page_width(p->class) - w),
                          between(p->input->y - h / 2, 0, PAGE_HEIGHT - h), w, h};
}

static void end_zoom(kj_show_press *p)
{
    const kj_room_area frame = frame_to(p);
    p->show->room.zoom = frame.h < FRAME_LEAST ? around(p) : frame;
    take_tool(p->show, p->class, KJ_TOOL_NONE);
}

bool kj_show_act_unzoom(kj_show_press *p, kj_span arg)
{
    (void)arg;
    kj_room *room = &p->show->room;
    if (room->zoom.w <= 0)
        return false;
    room->zoom.w = 0;
    return true;
}

/* ---- the pointer ---- */

/* Laser and spotlight follow; once it has left, the spotlight stays where it was. */
static bool point_at(kj_show_press *p)
{
    kj_room *room = &p->show->room;
    const bool here = p->input->x >= 0;
    if (room->point.tool == KJ_TOOL_NONE || (!here && room->point.tool == KJ_TOOL_SPOT) ||
        (!here && !room->point.on))
        return false;
    room->point.on = here;
    if (here) {
        room->point.x = p->input->x;
        room->point.y = p->input->y;
    }
    p->room = true;
    return true;
}

static bool press(kj_show_press *p)
{
    kj_show *show = p->show;
    const kj_tool tool = show->tool;
    if (tool == KJ_TOOL_NONE || ((draws(tool) || tool == KJ_TOOL_ERASER) && !on_slide(p)))
        return false;
    show->drag.on = true;
    show->drag.x = p->input->x;
    show->drag.y = p->input->y;
    p->room = true;
    if (draws(tool))
        begin_stroke(show, point_of(p));
    else if (tool == KJ_TOOL_ERASER)
        (void)erase_here(p);
    else if (tool != KJ_TOOL_ZOOM)
        (void)point_at(p);
    return true;
}

static bool drag(kj_show_press *p)
{
    kj_show *show = p->show;
    if (!show->drag.on)
        return false;
    p->room = true;
    if (show->room.drawing.count > 0)
        draw_on(p);
    else if (show->tool == KJ_TOOL_ERASER)
        (void)(on_slide(p) && erase_here(p));
    else if (show->tool == KJ_TOOL_ZOOM)
        show->room.frame = frame_to(p);
    else
        (void)point_at(p);
    return true;
}

static bool lift(kj_show_press *p)
{
    kj_show *show = p->show;
    if (!show->drag.on)
        return false;
    p->room = true;
    if (show->room.drawing.count > 0)
        kj_show_end_stroke(p);
    else if (show->tool == KJ_TOOL_ZOOM)
        end_zoom(p);
    show->drag.on = false;
    return true;
}

bool kj_show_pointer(kj_show_press *p)
{
    if (!isfinite(p->input->x) || !isfinite(p->input->y))
        return false;
    switch (p->input->kind) {
    case KJ_SHOW_PRESS:
        return press(p);
    case KJ_SHOW_DRAG:
        return drag(p);
    case KJ_SHOW_LIFT:
        return lift(p);
    case KJ_SHOW_HOVER:
        return point_at(p);
    case KJ_SHOW_BEGIN:
    case KJ_SHOW_ACTION:
    case KJ_SHOW_TEXT:
    case KJ_SHOW_EDIT:
    case KJ_SHOW_VOTE:
    case KJ_SHOW_TICK:
    case KJ_SHOW_END:
        break;
    }
    return false;
}
