/* engine/paint/paint.h: a display list becomes pixels, a PNG or a PDF, with the same glyphs at the
 * same places.  Cairo is met in this folder only. */
#ifndef KJ_PAINT_PAINT_H
#define KJ_PAINT_PAINT_H

#include "scene/list.h"

/* Owns Cairo's font faces over the mapped fonts and a bounded cache of decoded pictures. */
typedef struct kj_painter kj_painter;

/* Gives the bytes of a picture that a list names; false: there is none: what the list holds
 * for its place (KJ_WITHOUT_PICTURE) is painted instead. */
typedef struct kj_picture_source {
    bool (*load)(void *ctx, kj_span picture, kj_arena *arena, kj_span *bytes);
    void *ctx;
} kj_picture_source;

kj_painter *kj_painter_new(const kj_font_files *files, kj_picture_source pictures);
void kj_painter_free(kj_painter *painter);

/* Pixels: 32 bits, 0x00RRGGBB in native order (SDL_PIXELFORMAT_RGB888), `stride` bytes a row. */
typedef struct kj_pixels {
    unsigned char *data;
    int width, height, stride;
} kj_pixels;

/* Paints the whole list, `scale` pixels a unit. */
void kj_paint(kj_painter *painter, const kj_list *list, kj_pixels pixels, double scale);
/* The same over [0, 1] of a change: commands of `build` == step fade in and rise 8 units. */
void kj_paint_step(kj_painter *painter, const kj_list *list, kj_pixels pixels, double scale,
                   uint32_t step, double progress);
/* The focus outline of an area, over what is there; `around` runs along both its sides, so that it
 * shows on a ground of its own colour too (WCAG's technique C40). */
void kj_paint_focus(kj_painter *painter, kj_rect rect, kj_color color, kj_color around,
                    kj_pixels pixels, double scale);
/* to = from × (1 − t) + to × t, over whole surfaces of one size: a fade of two kept pictures. */
void kj_paint_blend(kj_pixels out, kj_pixels from, kj_pixels to, double t);

/* PNG bytes of pixels. */
bool kj_pixels_png(kj_pixels pixels, kj_arena *arena, kj_span *out, kj_sink *sink);

/* PNG bytes of a list at that width in pixels (height by its shape). */
bool kj_paint_png(kj_painter *painter, const kj_list *list, int width_px, kj_arena *arena,
                  kj_span *out, kj_sink *sink);

/* PDF: a page a list, real text (glyphs with their text clusters), fonts embedded as subsets. */
typedef struct kj_pdf kj_pdf;
kj_pdf *kj_pdf_new(kj_painter *painter, kj_span title);
/* Before the first page: areas with this action become links to that page, counted from 1, which
 * the file must come to have. */
void kj_pdf_lead(kj_pdf *pdf, kj_span action, uint32_t page);
/* An outline entry for the page that comes next: of level 0, or of level 1 under the last of 0. */
void kj_pdf_outline(kj_pdf *pdf, kj_span title, int level);
void kj_pdf_page(kj_pdf *pdf, const kj_list *list,
                 kj_span outline); /* entry of level 1; may be empty */
bool kj_pdf_finish(kj_pdf *pdf, kj_arena *arena, kj_span *out, kj_sink *sink); /* frees it */

/* Whether the bytes are a picture that can be painted (PNG, JPEG, SVG, within limits), and its
 * size; false: reported at `at` as E0602. */
typedef struct kj_picture_info {
    double width, height;
} kj_picture_info;
#define KJ_PICTURE_BYTES_MAX ((size_t)16 << 20)
#define KJ_PICTURE_SIDE_MAX 8192
#define KJ_PICTURE_PIXELS_MAX 32000000
bool kj_picture_check(kj_span bytes, kj_picture_info *out, kj_loc at, kj_sink *sink);

#endif
