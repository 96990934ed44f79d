/* engine/paint/glyphs.c: one line of text: glyphs by id, never by string.
 *
 * In PDF each stretch of one font also carries its text, cluster by cluster, so that it can be
 * searched and copied in reading order.  A vertical line is one cluster: readers take characters
 * below each other for as many lines. */
#include "paint/painter.h"

#include <math.h>

static kj_span stretch_text(const kj_command *command, size_t from, size_t to)
{
    const kj_glyph *glyphs = command->glyphs;
    size_t end = command->base.len;
    if (to < command->glyph_count)
        end = glyphs[to].offset;
    else if (command->cluster_count > 0) {
        const kj_cluster *last = &command->clusters[command->cluster_count - 1];
        end = (size_t)last->start + last->len;
    }
    return kj_span_sub(command->base, glyphs[from].offset, end);
}

/* Clusters for Cairo: how many bytes and glyphs each has.  Empty when the glyphs do not follow
 * their text (Cairo then would refuse them). */
static size_t stretch_clusters(const kj_glyph *glyphs, size_t count, kj_span text,
                               cairo_text_cluster_t *out)
{
    const size_t start = glyphs[0].offset;
    size_t used = 0;
    for (size_t i = 0; i < count;) {
        size_t next = i + 1;
        while (next < count && glyphs[next].offset == glyphs[i].offset)
            next++;
        const size_t from = glyphs[i].offset;
        const size_t to = next < count ? glyphs[next].offset : start + text.len;
        if (to < from || to > start + text.len)
            return 0;
        out[used].num_bytes = (int)(to - from);
        out[used].num_glyphs = (int)(next - i);
        used++;
        i = next;
    }
    return used;
}

/* The first stretch carries the text of all, the others none. */
static void show_vertical(kj_brush *brush, const kj_command *command, size_t from, size_t to,
                          const cairo_glyph_t *placed)
{
    const kj_span text =
        from == 0 ? stretch_text(command, 0, command->glyph_count) : (kj_span){"", 0};
    const cairo_text_cluster_t all = {(int)text.len, (int)(to - from)};
    cairo_show_text_glyphs(brush->cairo, text.ptr, all.num_bytes, placed, all.num_glyphs, &all, 1,
                           (cairo_text_cluster_flags_t)0);
}

static void show_stretch(kj_brush *brush, const kj_command *command, size_t from, size_t to,
                         const cairo_glyph_t *placed)
{
    const size_t count = to - from;
    if (brush->paper && command->vertical) {
        show_vertical(brush, command, from, to, placed);
        return;
    }
    if (brush->paper) {
        const kj_span text = stretch_text(command, from, to);
        cairo_text_cluster_t *clusters = KJ_NEW(brush->scratch, cairo_text_cluster_t, count);
        const size_t used = stretch_clusters(&command->glyphs[from], count, text, clusters);
        if (used > 0 && text.len > 0) {
            cairo_show_text_glyphs(brush->cairo, text.ptr, (int)text.len, placed, (int)count,
                                   clusters, (int)used, (cairo_text_cluster_flags_t)0);
            return;
        }
    }
    cairo_show_glyphs(brush->cairo, placed, (int)count);
}

static void set_size(cairo_t *cairo, double size, bool turned)
{
    cairo_matrix_t matrix;
    cairo_matrix_init_scale(&matrix, size, size);
    if (turned)
        cairo_matrix_init(&matrix, 0, size, -size, 0, 0, 0); /* x downwards, y to the left */
    cairo_set_font_matrix(cairo, &matrix);
}

void kj_brush_glyphs(kj_brush *brush, const kj_command *command)
{
    const size_t count = command->glyph_count;
    if (count == 0 || command->size <= 0 || (command->fill & 0xFF) == 0)
        return;
    const double size = command->size * brush->scale;
    double x = command->rect.x * brush->scale;
    double y = (command->rect.y + brush->lift) * brush->scale;
    if (!brush->paper && brush->lift <= 0) { /* the whole line moves, never a single glyph of it */
        x = command->vertical ? round(x) : x;
        y = command->vertical ? y : round(y);
    }

    cairo_glyph_t *placed = KJ_NEW(brush->scratch, cairo_glyph_t, count);
    for (size_t i = 0; i < count; i++) {
        placed[i].index = command->glyphs[i].id;
        const double along = (double)command->glyphs[i].x_em * size;
        const double below = (double)command->glyphs[i].y_em * size;
        placed[i].x = command->vertical ? x - below : x + along;
        placed[i].y = command->vertical ? y + along : y + below;
    }
    kj_brush_color(brush, command->fill);
    for (size_t from = 0; from < count;) {
        const uint8_t font = command->glyphs[from].font;
        size_t to = from + 1;
        const bool turned = command->vertical && !command->glyphs[from].upright;
        while (to < count && command->glyphs[to].font == font &&
               command->glyphs[to].upright == command->glyphs[from].upright)
            to++;
        cairo_font_face_t *face = kj_painter_face(brush->painter, font);
        if (face) {
            cairo_set_font_face(brush->cairo, face);
            cairo_set_font_options(brush->cairo, brush->painter->options);
            set_size(brush->cairo, size, turned);
            show_stretch(brush, command, from, to, &placed[from]);
        }
        from = to;
    }
}
