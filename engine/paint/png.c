/* engine/paint/png.c: pixels and lists as PNG.  Same list, same width: same bytes. */
#include "paint/painter.h"

#include <math.h>
#include <png.h>

static void pack_rows(kj_pixels pixels, unsigned char *out)
{
    for (int y = 0; y < pixels.height; y++) {
        const uint32_t *row =
            (const uint32_t *)(const void *)(pixels.data + (size_t)y * (size_t)pixels.stride);
        for (int x = 0; x < pixels.width; x++) {
            *out++ = (unsigned char)(row[x] >> 16);
            *out++ = (unsigned char)(row[x] >> 8);
            *out++ = (unsigned char)row[x];
        }
    }
}

bool kj_pixels_png(kj_pixels pixels, kj_arena *arena, kj_span *out, kj_sink *sink)
{
    kj_arena *scratch = kj_arena_new();
    unsigned char *packed =
        KJ_NEW(scratch, unsigned char, (size_t)pixels.width *(size_t)pixels.height * 3);
    bool done = false;
    pack_rows(pixels, packed);

    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)pixels.width,
                       .height = (png_uint_32)pixels.height,
                       .format = PNG_FORMAT_RGB,
                       .flags = PNG_IMAGE_FLAG_FAST};
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    void *bytes = kj_arena_take(scratch, 1, size, 1);
    if (png_image_write_to_memory(&image, bytes, &size, 0, packed, 0, NULL)) {
        *out = kj_arena_copy(arena, (kj_span){bytes, size});
        done = true;
    } else {
        kj_report(sink, KJ_NOWHERE, "E0903", "the picture cannot be made: %s", image.message);
    }
    png_image_free(&image);
    kj_arena_free(scratch);
    return done;
}

bool kj_paint_png(kj_painter *painter, const kj_list *list, int width_px, kj_arena *arena,
                  kj_span *out, kj_sink *sink)
{
    const double scale = width_px / list->width;
    const int height_px = (int)round(list->height * scale);
    kj_arena *scratch = kj_arena_new();

    if (width_px < 1 || height_px < 1 || width_px > KJ_PICTURE_SIDE_MAX ||
        height_px > KJ_PICTURE_SIDE_MAX) {
        kj_report(sink, KJ_NOWHERE, "E0901", "a picture of %d by %d pixels cannot be made",
                  width_px, height_px);
        kj_arena_free(scratch);
        return false;
    }
    const size_t w = (size_t)width_px, h = (size_t)height_px;
    const kj_pixels pixels = {KJ_NEW(scratch, unsigned char, w *h * 4), width_px, height_px,
                              width_px * 4};
    kj_paint(painter, list, pixels, scale);
    const bool done = kj_pixels_png(pixels, arena, out, sink);
    kj_arena_free(scratch);
    return done;
}
