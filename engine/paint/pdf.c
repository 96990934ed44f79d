/* engine/paint/pdf.c: lists as pages.  A unit is half a point: 1920 × 1080 units are the common
 * 13.33 × 7.5 inches of a slide. */
#include "paint/painter.h"

#include <cairo-pdf.h>

#define POINTS_A_UNIT 0.5

struct kj_pdf {
    kj_arena *arena;
    kj_painter *painter;
    cairo_surface_t *surface;
    cairo_t *cairo;
    kj_text_buffer bytes;
    int pages;
};

static cairo_status_t take(void *closure, const unsigned char *data, unsigned int length)
{
    kj_put(closure, (kj_span){(const char *)data, length});
    return CAIRO_STATUS_SUCCESS;
}

kj_pdf *kj_pdf_new(kj_painter *painter, kj_span title)
{
    kj_arena *arena = kj_arena_new();
    kj_pdf *pdf = KJ_NEW(arena, kj_pdf, 1);
    pdf->arena = arena;
    pdf->painter = painter;
    pdf->bytes.arena = arena;
    pdf->surface = cairo_pdf_surface_create_for_stream(take, &pdf->bytes, 960, 540);
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_TITLE,
                                   kj_arena_copy(arena, title).ptr);
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_CREATOR, "kejian");
    pdf->cairo = cairo_create(pdf->surface);
    return pdf;
}

void kj_pdf_page(kj_pdf *pdf, const kj_list *list, kj_span outline)
{
    kj_brush brush = {
        .painter = pdf->painter,
        .cairo = pdf->cairo,
        .scale = POINTS_A_UNIT,
        .paper = true,
        .alpha = 1.0,
        .scratch = kj_arena_new(),
    };
    pdf->pages++;
    cairo_pdf_surface_set_size(pdf->surface, list->width * POINTS_A_UNIT,
                               list->height * POINTS_A_UNIT);
    if (outline.len > 0) {
        const kj_span name = kj_arena_copy(brush.scratch, outline);
        const kj_span link = kj_arena_format(brush.scratch, "page=%d", pdf->pages);
        cairo_pdf_surface_add_outline(pdf->surface, CAIRO_PDF_OUTLINE_ROOT, name.ptr, link.ptr,
                                      (cairo_pdf_outline_flags_t)0);
    }
    kj_brush_list(&brush, list, 0);
    cairo_show_page(pdf->cairo);
    kj_arena_free(brush.scratch);
}

bool kj_pdf_finish(kj_pdf *pdf, kj_arena *arena, kj_span *out, kj_sink *sink)
{
    cairo_status_t status = cairo_status(pdf->cairo);
    cairo_destroy(pdf->cairo);
    cairo_surface_finish(pdf->surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(pdf->surface);
    cairo_surface_destroy(pdf->surface);
    if (status == CAIRO_STATUS_SUCCESS)
        *out = kj_arena_copy(arena, kj_put_span(&pdf->bytes));
    else
        kj_report(sink, KJ_NOWHERE, "E0903", "the PDF cannot be made: %s",
                  cairo_status_to_string(status));
    kj_arena_free(pdf->arena);
    return status == CAIRO_STATUS_SUCCESS;
}
