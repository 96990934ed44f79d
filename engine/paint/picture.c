/* engine/paint/picture.c: pictures of a list, decoded once for each size and kept for a while. */
#include "paint/decode.h"
#include "paint/painter.h"

#include <math.h>

bool kj_picture_check(kj_span bytes, kj_picture_info *out, kj_loc at, kj_sink *sink)
{
    char problem[sizeof((kj_decoded *)0)->problem];
    const kj_decode_job job = {.bytes = bytes, .box_width = 64, .box_height = 64};
    cairo_surface_t *surface = kj_decode(&job, out, problem);
    if (!surface) {
        kj_report(sink, at, "E0602", "the picture cannot be used: %s", problem);
        return false;
    }
    cairo_surface_destroy(surface);
    return true;
}

static void forget(kj_painter *painter, kj_kept_picture *kept)
{
    if (kept->surface)
        cairo_surface_destroy(kept->surface);
    painter->kept_bytes -= kept->bytes;
    *kept = (kj_kept_picture){0};
}

static kj_kept_picture *oldest(kj_painter *painter)
{
    kj_kept_picture *found = NULL;
    for (size_t i = 0; i < KJ_KEPT_PICTURES; i++) {
        kj_kept_picture *kept = &painter->kept[i];
        if (kept->key != 0 && (!found || kept->used < found->used))
            found = kept;
    }
    return found;
}

static kj_kept_picture *free_place(kj_painter *painter, size_t bytes)
{
    for (;;) {
        kj_kept_picture *place = NULL;
        for (size_t i = 0; i < KJ_KEPT_PICTURES && !place; i++)
            if (painter->kept[i].key == 0)
                place = &painter->kept[i];
        kj_kept_picture *old = oldest(painter);
        if (place && (!old || painter->kept_bytes + bytes <= KJ_KEPT_PICTURE_BYTES))
            return place;
        forget(painter, old);
    }
}

static cairo_surface_t *read_surface(kj_brush *brush, const kj_command *command, int width,
                                     int height)
{
    kj_decode_job job = {.variant = command->variant, .box_width = width, .box_height = height};
    char problem[sizeof((kj_decoded *)0)->problem];
    kj_picture_info info;
    const kj_picture_source *source = &brush->painter->pictures;
    if (!source->load || !source->load(source->ctx, command->picture, brush->scratch, &job.bytes))
        return NULL;
    return kj_decode(&job, &info, problem); /* `check` tells the author; here the place is empty */
}

static cairo_surface_t *surface_for(kj_brush *brush, const kj_command *command, int width,
                                    int height)
{
    kj_painter *painter = brush->painter;
    const uint64_t key = (kj_span_hash(command->picture) * 31 + kj_span_hash(command->variant)) | 1;
    painter->tick++;
    for (size_t i = 0; i < KJ_KEPT_PICTURES; i++) {
        kj_kept_picture *kept = &painter->kept[i];
        if (kept->key == key && kept->width == width && kept->height == height) {
            kept->used = painter->tick;
            return kept->surface;
        }
    }
    cairo_surface_t *surface = read_surface(brush, command, width, height);
    const size_t bytes = surface ? (size_t)width * (size_t)height * 4 : 0;
    kj_kept_picture *place = free_place(painter, bytes);
    *place = (kj_kept_picture){key, width, height, surface, bytes, painter->tick};
    painter->kept_bytes += bytes;
    return surface;
}

bool kj_brush_image(kj_brush *brush, const kj_command *command)
{
    /* PDF has no pixels of its own: four a point, about 290 an inch. */
    const double fine = brush->paper ? 4.0 : 1.0;
    const double s = brush->scale;
    const int width = (int)fmin(KJ_PICTURE_SIDE_MAX, round(command->rect.w * s * fine));
    const int height = (int)fmin(KJ_PICTURE_SIDE_MAX, round(command->rect.h * s * fine));
    if (width < 1 || height < 1)
        return true;
    cairo_surface_t *surface = surface_for(brush, command, width, height);
    if (!surface)
        return false;
    const double w = cairo_image_surface_get_width(surface) / fine;
    const double h = cairo_image_surface_get_height(surface) / fine;
    double x = command->rect.x * s + (command->rect.w * s - w) / 2;
    double y = (command->rect.y + brush->lift) * s + (command->rect.h * s - h) / 2;
    if (!brush->paper) {
        x = round(x);
        y = round(y);
    }
    cairo_save(brush->cairo);
    cairo_translate(brush->cairo, x, y);
    cairo_scale(brush->cairo, 1 / fine, 1 / fine);
    cairo_set_source_surface(brush->cairo, surface, 0, 0);
    cairo_paint_with_alpha(brush->cairo, brush->alpha);
    cairo_restore(brush->cairo);
    return true;
}
