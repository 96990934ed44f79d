/* tests/paint/kit.h: small lists by hand, and pixels to look at. */
#ifndef KJ_TESTS_PAINT_KIT_H
#define KJ_TESTS_PAINT_KIT_H

#include "paint/paint.h"
#include "support.h"

typedef struct kj_paint_kit {
    kj_arena *arena;
    kj_test_sink *sink;
    kj_font_files files;
    kj_painter *painter;
    kj_list list;
    size_t capacity;
    kj_pixels pixels;
    kj_span picture; /* bytes that any picture of the list has */
} kj_paint_kit;

kj_paint_kit *kj_paint_kit_new(double width, double height);
void kj_paint_kit_free(kj_paint_kit *kit);

void kj_kit_add(kj_paint_kit *kit, kj_command command);
/* A line of text, one glyph a character, advances as the font has them. */
void kj_kit_text(kj_paint_kit *kit, kj_font_role role, const char *text, double x, double y,
                 double size, kj_color color);
void kj_kit_paint(kj_paint_kit *kit, double scale);
uint32_t kj_kit_pixel(const kj_paint_kit *kit, int x, int y); /* 0xRRGGBB */

/* Pictures for tests: a PNG of that size in one colour with a red left half; the same as JPEG. */
kj_span kj_kit_png(kj_arena *arena, int width, int height);
kj_span kj_kit_jpeg(kj_arena *arena, int width, int height);

#endif
