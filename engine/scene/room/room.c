/* engine/scene/room/room.c: what the room sees: one page, what is drawn on it, the pointer. */
#include "scene/room/parts.h"

#include <math.h>

#define BLACK 0x000000FFu
#define WHITE 0xFFFFFFFFu

static void slide_page(kj_draw *draw, const kj_room_view *view)
{
    const kj_room *room = view->room;
    if (room->slide >= draw->scene->course->slides.count)
        return;
    kj_slide_page(draw, room->slide, room->step, NULL, false);
    kj_draw_ink(draw, view);
}

static void (*const pages[])(kj_draw *draw, const kj_room_view *view) = {
    [KJ_ROOM_SLIDE] = slide_page,           [KJ_ROOM_QUESTION] = kj_draw_room_question,
    [KJ_ROOM_PLAY] = kj_draw_room_play,     [KJ_ROOM_COUNTDOWN] = kj_draw_room_countdown,
    [KJ_ROOM_PICKED] = kj_draw_room_picked, [KJ_ROOM_GROUPS] = kj_draw_room_groups,
    [KJ_ROOM_ASKED] = kj_draw_room_asked,   [KJ_ROOM_JOIN] = kj_draw_room_join,
};

/* What is being dragged to fill the screen: shows on any ground. */
static void put_frame(kj_draw *draw, kj_room_area frame)
{
    const kj_rect at = {frame.x, frame.y, frame.w, frame.h};
    kj_box_style style = {.stroke = KJ_COLOR_DAI, .stroked = true, .stroke_width = 4};
    if (frame.w <= 0)
        return;
    kj_draw_box(draw, at, style);
    draw->list.commands.ptr[draw->list.commands.count - 1].stroke = WHITE;
    style.dash = 12;
    kj_draw_box(draw, at, style);
}

static void page(kj_draw *draw, void *ctx)
{
    const kj_room_view *view = ctx;
    pages[view->room->page](draw, view);
    put_frame(draw, view->room->frame);
}

kj_span kj_room_name(const kj_room_view *view, kj_span id)
{
    for (size_t i = 0; i < view->name_count; i++)
        if (kj_span_equal(view->names[i].id, id))
            return view->names[i].name;
    return id;
}

void kj_draw_block_stressed(kj_draw *draw, const kj_text_block *block, double x, double y,
                            kj_color_name color)
{
    const kj_scene *before = draw->scene;
    kj_theme theme = *before->theme;
    kj_scene scene = *before;
    theme.colors[KJ_COLOR_ZHU] = theme.colors[color];
    scene.theme = &theme;
    draw->scene = &scene;
    kj_draw_block(draw, block, x, y);
    draw->scene = before;
}

/* How the page lies on the screen: `k` times as large, its corner at (x, y). */
typedef struct lie {
    double x, y, k;
} lie;

static lie lie_of(const kj_room *room, kj_canvas canvas)
{
    const kj_room_area z = room->zoom;
    if (z.w <= 0 || z.h <= 0)
        return (lie){0, 0, 1};
    const double k = fmin(canvas.width / z.w, canvas.height / z.h);
    return (lie){canvas.width / 2 - (z.x + z.w / 2) * k, canvas.height / 2 - (z.y + z.h / 2) * k,
                 k};
}

void kj_room_to_page(const kj_room *room, kj_canvas canvas, double x, double y, double *page_x,
                     double *page_y)
{
    const lie l = lie_of(room, canvas);
    *page_x = (x - l.x) / l.k;
    *page_y = (y - l.y) / l.k;
}

kj_list kj_room_draw(const kj_scene *scene, const kj_class *class, const kj_room *room,
                     const kj_roster_name *names, size_t name_count)
{
    kj_room_view view = {class, room, names, name_count};
    kj_draw draw;
    kj_draw_begin(&draw, scene);
    if (room->cover != KJ_COVER_NONE) {
        draw.list.ground = room->cover == KJ_COVER_BLACK ? BLACK : WHITE;
        return draw.list;
    }
    kj_draw_fitting(&draw, scene, page, &view);
    const lie l = lie_of(room, scene->canvas);
    if (l.k > 1 || l.k < 1 || room->zoom.w > 0) {
        const kj_list whole = draw.list;
        kj_draw_begin(&draw, scene);
        draw.list.ground = whole.ground;
        kj_draw_clip(&draw, (kj_rect){0, 0, whole.width, whole.height}, 0);
        kj_draw_placed(&draw, &whole, l.x, l.y, l.k);
        kj_draw_end(&draw);
    }
    /* A slide's links and numbers mean nothing here: only the presenter presses. */
    for (size_t i = 0; i < draw.list.areas.count; i++)
        draw.list.areas.ptr[i].action = draw.list.areas.ptr[i].keys = (kj_span){NULL, 0};
    if (room->point.on)
        kj_draw_pointer(&draw, room->point.tool, l.x + room->point.x * l.k,
                        l.y + room->point.y * l.k, l.k);
    return draw.list;
}
