/* Lines become glyphs and clusters in their places. */
#include "text/flow.h"

/* Where the output goes; both arrays are as long as the shape's. */
typedef struct output {
    kj_glyph *glyphs;
    kj_cluster *clusters;
} output;

/* What a line takes from the blank sides of a mark. */
static double taken_share(const kj_flow_line *line, uint16_t flags)
{
    return (double)(flags & KJ_IS_STRONG ? line->squeeze_strong : line->squeeze);
}

/* Copied as a block, then moved, reading from where nothing was just written: a load that waits
 * for a wider store made this a third slower. */
static void copy_clusters(kj_cluster *restrict to, const kj_cluster *restrict from, size_t count,
                          float shift)
{
    memcpy(to, from, count * sizeof *to);
    for (size_t i = 0; i < count; i++)
        to[i].x_em = from[i].x_em + shift;
}

static void copy_glyphs(kj_glyph *restrict to, const kj_glyph *restrict from, size_t count,
                        float shift)
{
    memcpy(to, from, count * sizeof *to);
    for (size_t i = 0; i < count; i++)
        to[i].x_em = from[i].x_em + shift;
}

/* Nothing inside the line is squeezed or opened: everything moves by the same. */
static void emit_as_shaped(const kj_shape *s, const kj_flow_line *line, double origin, output *out)
{
    const float shift = (float)(origin - s->x_em[line->from] - kj_left_blank(s->flags[line->from]));
    const uint32_t clusters = line->to - line->from;
    const uint32_t glyphs = s->glyph[line->to] - s->glyph[line->from];
    copy_clusters(out->clusters, s->clusters + line->from, clusters, shift);
    copy_glyphs(out->glyphs, s->glyphs + s->glyph[line->from], glyphs, shift);
    out->clusters += clusters;
    out->glyphs += glyphs;
}

/* A justified line without squeezed marks, which most are: only the places that open move on. */
static void emit_opened(const kj_shape *s, const kj_flow_line *line, double origin, output *out)
{
    float step[KJ_STRETCH_THIRD + 1] = {0};
    for (unsigned kind = KJ_STRETCH_FIRST; kind <= line->open; kind++)
        step[kind] = line->stretch_em;
    float shift = (float)(origin - s->x_em[line->from] - kj_left_blank(s->flags[line->from]));
    kj_cluster *clusters = out->clusters;
    kj_glyph *glyphs = out->glyphs;
    uint32_t g = s->glyph[line->from];
    for (uint32_t i = line->from; i < line->to; i++) {
        if (i > line->from)
            shift += step[s->stretch[i]];
        *clusters = s->clusters[i];
        clusters->x_em += shift;
        clusters++->advance_em += step[s->stretch[i + 1]];
        for (const uint32_t end = s->glyph[i + 1]; g < end; g++) {
            *glyphs = s->glyphs[g];
            glyphs++->x_em += shift;
        }
    }
    out->clusters = clusters;
    out->glyphs = glyphs;
}

/* … and with them. */
static void emit_squeezed(const kj_shape *s, const kj_flow_line *line, double origin, output *out)
{
    double shift = origin - s->x_em[line->from];
    for (uint32_t i = line->from; i < line->to; i++) {
        const uint16_t flags = s->flags[i];
        const double share = i == line->from ? 1 : taken_share(line, flags);
        *out->clusters = s->clusters[i];
        out->clusters->x_em += (float)shift;
        if (i > line->from)
            out->clusters[-1].advance_em = out->clusters->x_em - out->clusters[-1].x_em;
        out->clusters++;
        shift -= share * kj_left_blank(flags);
        for (uint32_t g = s->glyph[i]; g < s->glyph[i + 1]; g++) {
            *out->glyphs = s->glyphs[g];
            out->glyphs++->x_em += (float)shift;
        }
        if (i + 1 < line->to)
            shift -= taken_share(line, flags) * kj_right_blank(flags);
    }
}

static double offset_of(const kj_flow_line *line, kj_align align, double width_em)
{
    if (width_em <= 0 || align == KJ_ALIGN_LEFT || align == KJ_ALIGN_JUSTIFY)
        return (double)line->indent_em;
    double spare = width_em - (double)line->width_em;
    if (spare < 0)
        spare = 0; /* one cluster wider than the box */
    return align == KJ_ALIGN_RIGHT ? spare : spare / 2;
}

static void emit_hyphen(const kj_shape *s, uint32_t cluster, double x, output *out)
{
    *out->glyphs = s->hyphen;
    out->glyphs->offset = s->clusters[cluster].start;
    out->glyphs->x_em = (float)x;
    out->glyphs++;
}

/* The first cluster begins, and the last ends, at the line's edges without the blank halves. */
static void set_edges(kj_cluster *first, kj_cluster *last, double origin, double width_em)
{
    if (first < last)
        first->advance_em -= (float)origin - first->x_em;
    first->x_em = (float)origin;
    last->advance_em = (float)(origin + width_em) - last->x_em;
}

static void emit_line(const kj_shape *s, const kj_flow_line *line, double origin, output *out,
                      kj_line *to)
{
    to->glyphs = out->glyphs;
    to->clusters = out->clusters;
    if (line->to > line->from) {
        kj_cluster *first = out->clusters;
        if (line->squeeze > 0 || line->squeeze_strong > 0)
            emit_squeezed(s, line, origin, out);
        else if (line->open > 0)
            emit_opened(s, line, origin, out);
        else
            emit_as_shaped(s, line, origin, out);
        set_edges(first, out->clusters - 1, origin, (double)line->width_em);
        if (line->hyphen)
            emit_hyphen(s, line->to - 1,
                        origin + (double)line->width_em - (double)s->hyphen.advance_em, out);
    }
    to->glyph_count = (size_t)(out->glyphs - to->glyphs);
    to->cluster_count = (size_t)(out->clusters - to->clusters);
    to->width_em = (double)line->width_em;
}

kj_paragraph kj_flow_emit(const kj_shape *shape, const kj_flow_lines *lines, kj_span text,
                          kj_align align, double width_em, kj_arena *arena)
{
    kj_line *to = KJ_NEW(arena, kj_line, lines->count);
    output out = {
        .glyphs = KJ_NEW(arena, kj_glyph, shape->glyph_count + lines->count), /* hyphens */
        .clusters = KJ_NEW(arena, kj_cluster, shape->count + 1),
    };
    kj_paragraph paragraph = {
        .lines = to, .line_count = lines->count, .missing = shape->missing_count};
    for (size_t i = 0; i < lines->count; i++) {
        const kj_flow_line *line = &lines->ptr[i];
        const double origin = offset_of(line, align, width_em);
        to[i].text =
            kj_span_sub(text, shape->clusters[line->from].start, shape->clusters[line->to].start);
        emit_line(shape, line, origin, &out, &to[i]);
        const double width = (double)(line->indent_em + line->width_em);
        if (width > paragraph.width_em)
            paragraph.width_em = width;
    }
    return paragraph;
}
