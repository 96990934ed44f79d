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

static void emit_glyphs(const kj_shape *s, uint32_t i, double x, output *out)
{
    for (uint32_t g = s->glyph[i]; g < s->glyph[i + 1]; g++) {
        *out->glyphs = s->glyphs[g];
        out->glyphs->x_em += (float)x;
        out->glyphs++;
    }
}

static void emit_cluster(const kj_shape *s, uint32_t i, double x, output *out)
{
    out->clusters->start = s->start[i];
    out->clusters->len = s->start[i + 1] - s->start[i];
    out->clusters->x_em = (float)x;
    out->clusters++;
}

/* Nothing inside the line is squeezed or opened: the shape's own distances. */
static void emit_as_shaped(const kj_shape *s, const kj_flow_line *line, double origin, output *out)
{
    const double shift = origin - s->x_em[line->from] - kj_left_blank(s->flags[line->from]);
    emit_glyphs(s, line->from, origin - kj_left_blank(s->flags[line->from]), out);
    emit_cluster(s, line->from, origin, out);
    for (uint32_t i = line->from + 1; i < line->to; i++) {
        const double x = s->x_em[i] + shift;
        emit_glyphs(s, i, x, out);
        emit_cluster(s, i, x, out);
    }
}

static void emit_adjusted(const kj_shape *s, const kj_flow_line *line, double origin, output *out)
{
    double shift = origin - s->x_em[line->from];
    for (uint32_t i = line->from; i < line->to; i++) {
        const uint16_t flags = s->flags[i];
        const double left = i == line->from ? 1 : taken_share(line, flags);
        if (i > line->from && s->stretch[i] != KJ_STRETCH_NEVER && s->stretch[i] <= line->open)
            shift += (double)line->stretch_em;
        const double x = s->x_em[i] + shift;
        emit_glyphs(s, i, x - left * kj_left_blank(flags), out);
        emit_cluster(s, i, x, out);
        shift -= left * kj_left_blank(flags);
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
    out->glyphs->offset = s->start[cluster];
    out->glyphs->x_em = (float)x;
    out->glyphs++;
}

static void emit_line(const kj_shape *s, const kj_flow_line *line, double origin, output *out,
                      kj_line *to)
{
    to->glyphs = out->glyphs;
    to->clusters = out->clusters;
    if (line->to > line->from) {
        if (line->squeeze > 0 || line->squeeze_strong > 0 || line->open > 0)
            emit_adjusted(s, line, origin, out);
        else
            emit_as_shaped(s, line, origin, out);
        if (line->hyphen)
            emit_hyphen(s, line->to - 1,
                        origin + (double)line->width_em - (double)s->hyphen.advance_em, out);
        kj_cluster *c = out->clusters - (line->to - line->from);
        for (; c + 1 < out->clusters; c++)
            c->advance_em = c[1].x_em - c->x_em;
        c->advance_em = (float)(origin + (double)line->width_em) - c->x_em;
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
        to[i].text = kj_span_sub(text, shape->start[line->from], shape->start[line->to]);
        emit_line(shape, line, origin, &out, &to[i]);
        const double width = (double)(line->indent_em + line->width_em);
        if (width > paragraph.width_em)
            paragraph.width_em = width;
    }
    return paragraph;
}
