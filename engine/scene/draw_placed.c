/* engine/scene/draw_placed.c: a list within another one: a slide on a sheet, a part of a page that
 * fills the screen. */
#include "scene/draw.h"

static kj_rect moved(kj_rect r, double x, double y, double k)
{
    return (kj_rect){x + r.x * k, y + r.y * k, r.w * k, r.h * k};
}

static const kj_path_step *moved_path(kj_arena *arena, const kj_command *c, double x, double y,
                                      double k)
{
    kj_path_step *steps = KJ_NEW(arena, kj_path_step, c->path_count);
    for (size_t i = 0; i < c->path_count; i++) {
        steps[i] = c->path[i];
        for (int p = 0; p < 3; p++) {
            steps[i].x[p] = x + steps[i].x[p] * k;
            steps[i].y[p] = y + steps[i].y[p] * k;
        }
    }
    return steps;
}

void kj_draw_placed(kj_draw *draw, const kj_list *list, double x, double y, double k)
{
    kj_arena *arena = draw->scene->arena;
    for (size_t i = 0; i < list->commands.count; i++) {
        kj_command c = list->commands.ptr[i];
        c.rect = moved(c.rect, x, y, k);
        if (c.path_count)
            c.path = moved_path(arena, &c, x, y, k);
        c.stroke_width *= k;
        c.radius *= k;
        c.dash *= k;
        c.dy *= k;
        c.size *= k;
        *KJ_PUSH(arena, &draw->list.commands, &draw->command_capacity, kj_command) = c;
    }
    for (size_t i = 0; i < list->areas.count; i++) {
        kj_area a = list->areas.ptr[i];
        a.rect = moved(a.rect, x, y, k);
        *KJ_PUSH(arena, &draw->list.areas, &draw->area_capacity, kj_area) = a;
    }
}
