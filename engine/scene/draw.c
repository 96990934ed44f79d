/* engine/scene/draw.c: shapes, areas, and pages that fit. */
#include "scene/draw.h"

#include <assert.h>
#include <math.h>

void kj_draw_begin(kj_draw *draw, const kj_scene *scene)
{
    *draw = (kj_draw){.scene = scene,
                      .text_scale = scene->canvas.text_scale > 0 ? scene->canvas.text_scale : 1};
    draw->list.width = scene->canvas.width;
    draw->list.height = scene->canvas.height;
    draw->list.ground = kj_draw_color(draw, KJ_COLOR_PAPER);
}

void kj_draw_fitting(kj_draw *draw, const kj_scene *scene, void (*page)(kj_draw *draw, void *ctx),
                     void *ctx)
{
    kj_draw_begin(draw, scene);
    for (double scale = draw->text_scale;; scale = fmax(1, scale - 0.1)) {
        kj_draw_begin(draw, scene);
        draw->text_scale = scale;
        page(draw, ctx);
        if (draw->list.overfull == 0 || scale <= 1)
            return;
    }
}

void kj_draw_report(const kj_draw *draw, kj_at at, kj_span what)
{
    kj_sink *sink = draw->scene->sink;
    if (!sink)
        return;
    const kj_loc place = kj_course_place(draw->scene->course, at, "id", SIZE_MAX);
    if (draw->list.overfull)
        kj_report(sink, place, "E0605", "'%.*s' does not fit a page of %.0f × %.0f units",
                  KJ_ARG(what), draw->list.width, draw->list.height);
}

static kj_command *add(kj_draw *draw, kj_command_kind kind)
{
    kj_command *command =
        KJ_PUSH(draw->scene->arena, &draw->list.commands, &draw->command_capacity, kj_command);
    /* Whole: where a page is drawn once more, the place has held another command. */
    *command = (kj_command){.kind = kind, .build = draw->build, .when = draw->when};
    return command;
}

void kj_draw_box(kj_draw *draw, kj_rect rect, kj_box_style style)
{
    kj_command *box = add(draw, KJ_DRAW_RECT);
    box->rect = rect;
    box->radius = style.radius;
    box->shadow = style.shadow;
    if (style.filled)
        box->fill = kj_draw_color(draw, style.fill);
    if (style.stroked) {
        box->stroke = kj_draw_color(draw, style.stroke);
        box->stroke_width = style.stroke_width;
        box->dash = style.dash;
    }
}

void kj_draw_circle(kj_draw *draw, double cx, double cy, double r, kj_box_style style)
{
    style.radius = r;
    kj_draw_box(draw, (kj_rect){cx - r, cy - r, 2 * r, 2 * r}, style);
}

kj_command *kj_draw_path(kj_draw *draw, const kj_path_step *steps, size_t count)
{
    kj_command *path = add(draw, KJ_DRAW_PATH);
    path->path = steps;
    path->path_count = count;
    return path;
}

static kj_path_step *steps_of(kj_draw *draw, const kj_point *points, size_t count, size_t extra)
{
    kj_path_step *steps = KJ_NEW(draw->scene->arena, kj_path_step, count + extra);
    for (size_t i = 0; i < count; i++)
        steps[i] = (kj_path_step){
            .verb = i ? KJ_PATH_LINE : KJ_PATH_MOVE, .x = {points[i].x}, .y = {points[i].y}};
    return steps;
}

kj_command *kj_draw_polygon(kj_draw *draw, const kj_point *points, size_t count, kj_color_name fill)
{
    assert(count > 2);
    kj_path_step *steps = steps_of(draw, points, count, 1);
    steps[count].verb = KJ_PATH_CLOSE;
    kj_command *path = kj_draw_path(draw, steps, count + 1);
    path->fill = kj_draw_color(draw, fill);
    return path;
}

kj_command *kj_draw_polyline(kj_draw *draw, const kj_point *points, size_t count,
                             kj_color_name stroke, double width)
{
    assert(count > 1);
    kj_command *path = kj_draw_path(draw, steps_of(draw, points, count, 0), count);
    path->stroke = kj_draw_color(draw, stroke);
    path->stroke_width = width;
    return path;
}

void kj_draw_line(kj_draw *draw, double x0, double y0, double x1, double y1, kj_color_name color,
                  double width)
{
    const kj_point ends[] = {{x0, y0}, {x1, y1}};
    kj_draw_polyline(draw, ends, 2, color, width);
}

void kj_draw_image(kj_draw *draw, kj_rect rect, kj_span picture, kj_span variant)
{
    kj_command *image = add(draw, KJ_DRAW_IMAGE);
    image->rect = rect;
    image->picture = picture;
    image->variant = variant;
}

void kj_draw_clip(kj_draw *draw, kj_rect rect, double radius)
{
    kj_command *clip = add(draw, KJ_DRAW_CLIP);
    clip->rect = rect;
    clip->radius = radius;
}

void kj_draw_end(kj_draw *draw)
{
    add(draw, KJ_DRAW_END);
}

void kj_draw_badge(kj_draw *draw, kj_badge badge, double cx, double cy, double r)
{
    const bool tick = badge == KJ_BADGE_TICK;
    const kj_color_name on = tick ? KJ_COLOR_ON_SONG : KJ_COLOR_ON_ZHU;
    const double width = fmax(3, r * 0.17), a = r * 0.36;
    kj_draw_circle(draw, cx, cy, r,
                   (kj_box_style){.fill = tick ? KJ_COLOR_SONG : KJ_COLOR_ZHU, .filled = true});
    draw->list.commands.ptr[draw->list.commands.count - 1].text =
        kj_draw_word(draw, tick ? KJ_W_SIGN_TICK : KJ_W_SIGN_CROSS);
    if (tick) {
        const kj_point points[] = {{cx - r * 0.42, cy + r * 0.04},
                                   {cx - r * 0.1, cy + r * 0.36},
                                   {cx + r * 0.44, cy - r * 0.32}};
        kj_draw_polyline(draw, points, KJ_COUNT(points), on, width);
    } else {
        kj_draw_line(draw, cx - a, cy - a, cx + a, cy + a, on, width);
        kj_draw_line(draw, cx - a, cy + a, cx + a, cy - a, on, width);
    }
}

void kj_draw_bar(kj_draw *draw, kj_rect rect, double share, kj_color_name fill)
{
    const double filled = rect.w * fmin(1, fmax(0, share)), radius = rect.h / 2;
    kj_draw_box(draw, rect,
                (kj_box_style){.fill = KJ_COLOR_WASH, .filled = true, .radius = radius});
    if (filled > 0)
        kj_draw_box(draw, (kj_rect){rect.x, rect.y, fmax(filled, rect.h), rect.h},
                    (kj_box_style){.fill = fill, .filled = true, .radius = radius});
}

kj_area *kj_draw_area(kj_draw *draw, kj_role role, kj_span action, kj_span label, kj_rect rect)
{
    kj_area *area = KJ_PUSH(draw->scene->arena, &draw->list.areas, &draw->area_capacity, kj_area);
    *area = (kj_area){.role = role,
                      .action = action,
                      .label = label,
                      .rect = rect,
                      .drawn = draw->list.commands.count};
    return area;
}

void kj_draw_key_only(kj_draw *draw, const char *action, kj_word_id label, const char *keys)
{
    kj_area *area = kj_draw_area(draw, KJ_ROLE_KEY, kj_span_of(action), kj_draw_word(draw, label),
                                 (kj_rect){0, 0, 0, 0});
    area->keys = kj_span_of(keys);
}
