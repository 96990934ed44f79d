/* engine/paint/painter.h: inside of paint: what a painter owns, and one list on its way to Cairo.
 */
#ifndef KJ_PAINT_PAINTER_H
#define KJ_PAINT_PAINTER_H

#include "paint/paint.h"

#include <cairo.h>

/* Decoded pictures that are kept: by path, variant and size on the surface. */
#define KJ_KEPT_PICTURES 48
#define KJ_KEPT_PICTURE_BYTES ((size_t)12 << 20)

typedef struct kj_kept_picture {
    uint64_t key;             /* hash of path and variant; 0: free */
    int width, height;        /* of the box that it was made for, in pixels */
    cairo_surface_t *surface; /* NULL: it cannot be had, and is not asked for again */
    size_t bytes;
    uint64_t used; /* tick of the last use */
} kj_kept_picture;

struct kj_painter {
    kj_arena *arena; /* the painter itself */
    const kj_font_files *files;
    cairo_font_face_t *faces[KJ_FONT_MAX]; /* made when first needed */
    bool tried[KJ_FONT_MAX];
    cairo_font_options_t *options;
    kj_picture_source pictures;
    kj_kept_picture kept[KJ_KEPT_PICTURES];
    size_t kept_bytes;
    uint64_t tick;
};

/* One list on its way to one surface. */
typedef struct kj_brush {
    kj_painter *painter;
    cairo_t *cairo;
    double scale;      /* pixels (or points) a unit */
    bool paper;        /* PDF: nothing is snapped to pixels, glyphs carry their text */
    double alpha;      /* of what is being faded in: 1 but in kj_paint_step */
    double lift;       /* how far that still stands below its place, in units */
    bool pictured;     /* the last picture of the list could be had */
    kj_arena *scratch; /* of the call */
} kj_brush;

cairo_font_face_t *kj_painter_face(kj_painter *painter, uint32_t font); /* NULL: no such font */

/* Commands. */
void kj_brush_list(kj_brush *brush, const kj_list *list, uint32_t fading);
void kj_brush_rect(kj_brush *brush, const kj_command *command);
void kj_brush_path(kj_brush *brush, const kj_command *command);
void kj_brush_glyphs(kj_brush *brush, const kj_command *command);
bool kj_brush_image(kj_brush *brush, const kj_command *command); /* false: cannot be had */
void kj_brush_clip(kj_brush *brush, kj_rect rect, double radius);
void kj_brush_color(const kj_brush *brush, kj_color color);

/* A rounded rectangle as the current path, in device units. */
void kj_rounded(cairo_t *cairo, double x, double y, double w, double h, double radius);

/* A surface over pixels that somebody else owns. */
cairo_surface_t *kj_surface_over(kj_pixels pixels);

#endif
