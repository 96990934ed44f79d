/* engine/paint/painter.c: fonts and surfaces.
 *
 * Glyphs are rasterised without hinting and in grey: their shapes are then the same at every
 * scale and in PDF, and stand where HarfBuzz measured them. */
#include "paint/painter.h"

#include <cairo-ft.h>

#include <assert.h>
#include <math.h>

kj_painter *kj_painter_new(const kj_font_files *files, kj_picture_source pictures)
{
    kj_arena *arena = kj_arena_new();
    kj_painter *painter = KJ_NEW(arena, kj_painter, 1);
    painter->arena = arena;
    painter->files = files;
    painter->pictures = pictures;
    painter->options = cairo_font_options_create();
    cairo_font_options_set_antialias(painter->options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(painter->options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(painter->options, CAIRO_HINT_METRICS_OFF);
    return painter;
}

void kj_painter_free(kj_painter *painter)
{
    if (!painter)
        return;
    for (size_t i = 0; i < KJ_FONT_MAX; i++)
        if (painter->faces[i])
            cairo_font_face_destroy(painter->faces[i]);
    for (size_t i = 0; i < KJ_KEPT_PICTURES; i++)
        if (painter->kept[i].surface)
            cairo_surface_destroy(painter->kept[i].surface);
    cairo_font_options_destroy(painter->options);
    kj_arena_free(painter->arena);
}

/* Cairo keeps scaled fonts for a while after their last use, so the face goes when Cairo lets go
 * of it; it has a library of its own because of that. */
static void done_face(void *data)
{
    FT_Face face = data;
    FT_Library library = face->glyph->library;
    FT_Done_Face(face);
    FT_Done_FreeType(library);
}

static cairo_font_face_t *open_face(const kj_font_file *file)
{
    static const cairo_user_data_key_t key;
    FT_Library library = NULL;
    FT_Face face = NULL;
    cairo_font_face_t *result = NULL;

    if (!file->bytes.ptr || FT_Init_FreeType(&library) != 0)
        return NULL;
    if (FT_New_Memory_Face(library, (const FT_Byte *)file->bytes.ptr, (FT_Long)file->bytes.len,
                           (FT_Long)file->face_index, &face) != 0)
        goto failed;
    result = cairo_ft_font_face_create_for_ft_face(face, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
    if (cairo_font_face_set_user_data(result, &key, face, done_face) != CAIRO_STATUS_SUCCESS)
        goto failed;
    return result;

failed:
    if (result)
        cairo_font_face_destroy(result);
    if (face)
        FT_Done_Face(face);
    FT_Done_FreeType(library);
    return NULL;
}

cairo_font_face_t *kj_painter_face(kj_painter *painter, uint32_t font)
{
    if (font >= KJ_FONT_MAX || font >= painter->files->count)
        return NULL;
    if (!painter->tried[font]) {
        painter->tried[font] = true;
        painter->faces[font] = open_face(&painter->files->files[font]);
    }
    return painter->faces[font];
}

cairo_surface_t *kj_surface_over(kj_pixels pixels)
{
    return cairo_image_surface_create_for_data(pixels.data, CAIRO_FORMAT_RGB24, pixels.width,
                                               pixels.height, pixels.stride);
}

static void paint(kj_painter *painter, const kj_list *list, kj_pixels pixels, double scale,
                  uint32_t fading, double progress)
{
    cairo_surface_t *surface = kj_surface_over(pixels);
    kj_brush brush = {
        .painter = painter,
        .cairo = cairo_create(surface),
        .scale = scale,
        .alpha = progress,
        .lift = 8.0 * (1.0 - progress),
        .scratch = kj_arena_new(),
    };
    kj_brush_list(&brush, list, fading);
    cairo_destroy(brush.cairo);
    cairo_surface_destroy(surface);
    kj_arena_free(brush.scratch);
}

void kj_paint(kj_painter *painter, const kj_list *list, kj_pixels pixels, double scale)
{
    paint(painter, list, pixels, scale, 0, 1.0);
}

void kj_paint_step(kj_painter *painter, const kj_list *list, kj_pixels pixels, double scale,
                   uint32_t step, double progress)
{
    paint(painter, list, pixels, scale, step, fmin(1.0, fmax(0.0, progress)));
}

void kj_paint_focus(kj_painter *painter, kj_rect rect, kj_color color, kj_color around,
                    kj_pixels pixels, double scale)
{
    enum { APART = 4, THICK = 3, AROUND = 2, RADIUS = 12 };
    const double out = APART + THICK / 2.0;
    /* At the edge of the page it goes along the edge instead of beyond it. */
    const double left = fmax(rect.x - out, THICK / 2.0), top = fmax(rect.y - out, THICK / 2.0);
    const double right = fmin(rect.x + rect.w + out, pixels.width / scale - THICK / 2.0);
    const double bottom = fmin(rect.y + rect.h + out, pixels.height / scale - THICK / 2.0);
    kj_command outline = {
        .kind = KJ_DRAW_RECT,
        .rect = {left, top, right - left, bottom - top},
        .stroke = around,
        .stroke_width = THICK + 2 * AROUND,
        .radius = RADIUS + APART,
    };
    cairo_surface_t *surface = kj_surface_over(pixels);
    kj_brush brush = {
        .painter = painter, .cairo = cairo_create(surface), .scale = scale, .alpha = 1.0};
    kj_brush_rect(&brush, &outline);
    outline.stroke = color;
    outline.stroke_width = THICK;
    kj_brush_rect(&brush, &outline);
    cairo_destroy(brush.cairo);
    cairo_surface_destroy(surface);
}
