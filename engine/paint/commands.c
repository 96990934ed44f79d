/* engine/paint/commands.c: a list, command by command. */
#include "paint/painter.h"

#include <assert.h>

#define DEPTH_MAX 64

void kj_brush_color(const kj_brush *brush, kj_color color)
{
    cairo_set_source_rgba(brush->cairo, (color >> 24 & 0xFF) / 255.0, (color >> 16 & 0xFF) / 255.0,
                          (color >> 8 & 0xFF) / 255.0, (color & 0xFF) / 255.0 * brush->alpha);
}

static void begin_group(kj_brush *brush, const kj_command *command)
{
    cairo_save(brush->cairo);
    cairo_translate(brush->cairo, 0, command->dy * brush->scale);
    if (command->opacity < 1.0)
        cairo_push_group(brush->cairo);
}

static void end(kj_brush *brush, const kj_command *began)
{
    if (began->kind == KJ_DRAW_GROUP && began->opacity < 1.0) {
        cairo_pop_group_to_source(brush->cairo);
        cairo_paint_with_alpha(brush->cairo, began->opacity);
    }
    cairo_restore(brush->cairo);
}

static void draw(kj_brush *brush, const kj_command *command)
{
    switch (command->kind) {
    case KJ_DRAW_RECT:
        kj_brush_rect(brush, command);
        break;
    case KJ_DRAW_PATH:
        kj_brush_path(brush, command);
        break;
    case KJ_DRAW_GLYPHS:
        kj_brush_glyphs(brush, command);
        break;
    case KJ_DRAW_IMAGE:
        brush->pictured = kj_brush_image(brush, command);
        break;
    case KJ_DRAW_CLIP:
        cairo_save(brush->cairo);
        kj_brush_clip(brush, command->rect, command->radius);
        break;
    case KJ_DRAW_GROUP:
        begin_group(brush, command);
        break;
    case KJ_DRAW_END:
        break;
    }
}

/* What fades in takes its share of opacity command by command instead of as one group: a group of
 * a whole page costs more than the page itself, and over 160 ms nobody sees the difference where
 * a text stands on a box. */
void kj_brush_list(kj_brush *brush, const kj_list *list, uint32_t fading)
{
    const double alpha = brush->alpha, lift = brush->lift;
    const kj_command *open[DEPTH_MAX];
    size_t depth = 0;

    brush->alpha = 1.0;
    kj_brush_color(brush, list->ground);
    cairo_paint(brush->cairo);
    for (size_t i = 0; i < list->commands.count; i++) {
        const kj_command *command = &list->commands.ptr[i];
        const bool fades = fading > 0 && command->build == fading;
        brush->alpha = fades ? alpha : 1.0;
        brush->lift = fades ? lift : 0.0;
        if (command->kind == KJ_DRAW_END) {
            assert(depth > 0); /* scene closes what it opened, and nothing else */
            end(brush, open[--depth]);
            continue;
        }
        if (command->when != KJ_ALWAYS && (command->when == KJ_WITH_PICTURE) != brush->pictured)
            continue;
        draw(brush, command);
        if (command->kind == KJ_DRAW_CLIP || command->kind == KJ_DRAW_GROUP) {
            assert(depth < DEPTH_MAX);
            open[depth++] = command;
        }
    }
    assert(depth == 0);
}
