/* tests/paint/kit.c: glyph ids come straight from the font, so that paint is tested without text/.
 */
#include "paint/kit.h"

#include "os/fontfiles.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <math.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jpeglib.h>
#include <png.h>

/* Cairo 1.16 forgets one array a font while it makes the subset for a PDF. */
const char *__lsan_default_suppressions(void); /* NOLINT(bugprone-reserved-identifier) */
const char *__lsan_default_suppressions(void)  /* NOLINT(bugprone-reserved-identifier) */
{
    return "leak:libcairo.so";
}

static bool load(void *ctx, kj_span picture, kj_arena *arena, kj_span *bytes)
{
    const kj_paint_kit *kit = ctx;
    (void)picture;
    (void)arena;
    *bytes = kit->picture;
    return kit->picture.len > 0;
}

kj_paint_kit *kj_paint_kit_new(double width, double height)
{
    kj_arena *arena = kj_arena_new();
    kj_paint_kit *kit = KJ_NEW(arena, kj_paint_kit, 1);
    kit->arena = arena;
    kit->sink = kj_test_sink_new(arena);
    kit->list.width = width;
    kit->list.height = height;
    kit->list.ground = 0xFFFFFFFF;
    if (!kj_font_files_find(&kit->files, arena, &kit->sink->sink))
        fail_msg("%.*s", KJ_ARG(kj_test_sink_text(kit->sink)));
    kit->painter = kj_painter_new(&kit->files, (kj_picture_source){load, kit});
    return kit;
}

void kj_paint_kit_free(kj_paint_kit *kit)
{
    kj_painter_free(kit->painter);
    kj_arena_free(kit->arena);
}

void kj_kit_add(kj_paint_kit *kit, kj_command command)
{
    *KJ_PUSH(kit->arena, &kit->list.commands, &kit->capacity, kj_command) = command;
}

void kj_kit_text(kj_paint_kit *kit, kj_font_role role, const char *text, double x, double y,
                 double size, kj_color color)
{
    const kj_font_file *file = &kit->files.files[role];
    const kj_span span = kj_span_of(text);
    kj_glyph *glyphs = KJ_NEW(kit->arena, kj_glyph, span.len);
    size_t count = 0;
    double pen = 0;
    FT_Library library;
    FT_Face face;

    assert_int_equal(FT_Init_FreeType(&library), 0);
    assert_int_equal(FT_New_Memory_Face(library, (const FT_Byte *)file->bytes.ptr,
                                        (FT_Long)file->bytes.len, (FT_Long)file->face_index, &face),
                     0);
    for (size_t pos = 0; pos < span.len; count++) {
        kj_glyph *glyph = &glyphs[count];
        glyph->offset = (uint32_t)pos;
        glyph->font = (uint8_t)role;
        glyph->id = FT_Get_Char_Index(face, kj_utf8_next(span, &pos));
        FT_Load_Glyph(face, glyph->id, FT_LOAD_NO_SCALE);
        glyph->x_em = (float)pen;
        glyph->advance_em = (float)face->glyph->metrics.horiAdvance / (float)face->units_per_EM;
        pen += (double)glyph->advance_em;
    }
    FT_Done_Face(face);
    FT_Done_FreeType(library);
    kj_kit_add(kit, (kj_command){.kind = KJ_DRAW_GLYPHS,
                                 .rect = {x, y, pen * size, size},
                                 .size = size,
                                 .fill = color,
                                 .glyphs = glyphs,
                                 .glyph_count = count,
                                 .text = span,
                                 .base = span});
}

void kj_kit_paint(kj_paint_kit *kit, double scale)
{
    const int width = (int)round(kit->list.width * scale);
    const int height = (int)round(kit->list.height * scale);
    kit->pixels = (kj_pixels){KJ_NEW(kit->arena, unsigned char, (size_t)width *(size_t)height * 4),
                              width, height, width * 4};
    kj_paint(kit->painter, &kit->list, kit->pixels, scale);
}

uint32_t kj_kit_pixel(const kj_paint_kit *kit, int x, int y)
{
    uint32_t pixel;
    memcpy(&pixel, kit->pixels.data + (ptrdiff_t)y * kit->pixels.stride + (ptrdiff_t)x * 4,
           sizeof pixel);
    return pixel & 0xFFFFFF;
}

/* Rows of RGB: red on the left, blue on the right. */
static unsigned char *rows(kj_arena *arena, int width, int height)
{
    unsigned char *pixels = KJ_NEW(arena, unsigned char, (size_t)width *(size_t)height * 3);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            pixels[((size_t)y * (size_t)width + (size_t)x) * 3 + (x < width / 2 ? 0 : 2)] = 255;
    return pixels;
}

kj_span kj_kit_png(kj_arena *arena, int width, int height)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)width,
                       .height = (png_uint_32)height,
                       .format = PNG_FORMAT_RGB};
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    void *bytes = kj_arena_take(arena, 1, size, 1);
    assert_true(png_image_write_to_memory(&image, bytes, &size, 0, rows(arena, width, height), 0,
                                          NULL) != 0);
    return (kj_span){bytes, size};
}

kj_span kj_kit_jpeg(kj_arena *arena, int width, int height)
{
    struct jpeg_compress_struct info = {0};
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL, *pixels = rows(arena, width, height);
    unsigned long size = 0;
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &bytes, &size);
    info.image_width = (JDIMENSION)width;
    info.image_height = (JDIMENSION)height;
    info.input_components = 3;
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        JSAMPROW row = pixels + (size_t)info.next_scanline * (size_t)width * 3;
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    const kj_span kept = kj_arena_copy(arena, (kj_span){(const char *)bytes, size});
    free(bytes);
    return kept;
}
