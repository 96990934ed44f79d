/* engine/paint/pdf.c: lists as pages.  A unit is half a point: 1920 × 1080 units are the common
 * 13.33 × 7.5 inches of a slide. */
#include "paint/painter.h"

#include <cairo-pdf.h>

#define POINTS_A_UNIT 0.5

/* Where an action leads. */
typedef struct lead {
    kj_span action;
    uint32_t page;
} lead;

struct kj_pdf {
    kj_arena *arena;
    kj_painter *painter;
    cairo_surface_t *surface;
    cairo_t *cairo;
    kj_text_buffer bytes;
    uint32_t pages;
    int part; /* outline entry that those of level 1 stand under; 0: none */
    KJ_LIST(lead) leads;
    size_t lead_capacity;
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

void kj_pdf_lead(kj_pdf *pdf, kj_span action, uint32_t page)
{
    *KJ_PUSH(pdf->arena, &pdf->leads, &pdf->lead_capacity, lead) =
        (lead){kj_arena_copy(pdf->arena, action), page};
}

void kj_pdf_outline(kj_pdf *pdf, kj_span title, int level)
{
    const kj_span name = kj_arena_copy(pdf->arena, title);
    const kj_span link = kj_arena_format(pdf->arena, "page=%u", (unsigned)pdf->pages + 1);
    const int under = level > 0 && pdf->part > 0 ? pdf->part : CAIRO_PDF_OUTLINE_ROOT;
    const int entry = cairo_pdf_surface_add_outline(pdf->surface, under, name.ptr, link.ptr,
                                                    level > 0 ? (cairo_pdf_outline_flags_t)0
                                                              : CAIRO_PDF_OUTLINE_FLAG_OPEN);
    if (level == 0)
        pdf->part = entry;
}

/* Destinations are names and not page numbers: Cairo 1.16 writes a link as soon as its page is
 * done, and then does not know pages that come later.  Padded, so that they are in order as the
 * file's tree of names must be. */
static void put_links(const kj_pdf *pdf, const kj_list *list, kj_arena *scratch)
{
    const double k = POINTS_A_UNIT;
    cairo_tag_begin(pdf->cairo, CAIRO_TAG_DEST,
                    kj_arena_format(scratch, "name='page-%06u'", (unsigned)pdf->pages).ptr);
    cairo_tag_end(pdf->cairo, CAIRO_TAG_DEST);
    for (size_t i = 0; i < list->areas.count; i++) {
        const kj_area *area = &list->areas.ptr[i];
        for (size_t n = 0; n < pdf->leads.count && area->action.len > 0; n++) {
            const lead *to = &pdf->leads.ptr[n];
            if (area->rect.w <= 0 || !kj_span_equal(to->action, area->action))
                continue;
            cairo_tag_begin(pdf->cairo, CAIRO_TAG_LINK,
                            kj_arena_format(scratch, "dest='page-%06u' rect=[%.2f %.2f %.2f %.2f]",
                                            (unsigned)to->page, area->rect.x * k, area->rect.y * k,
                                            area->rect.w * k, area->rect.h * k)
                                .ptr);
            cairo_tag_end(pdf->cairo, CAIRO_TAG_LINK);
            break;
        }
    }
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
    if (outline.len > 0)
        kj_pdf_outline(pdf, outline, 1);
    pdf->pages++;
    cairo_pdf_surface_set_size(pdf->surface, list->width * POINTS_A_UNIT,
                               list->height * POINTS_A_UNIT);
    kj_brush_list(&brush, list, 0);
    if (pdf->leads.count > 0)
        put_links(pdf, list, brush.scratch);
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
