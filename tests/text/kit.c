#include "text/kit.h"

#include "os/files.h"
#include "os/fontfiles.h"

#define EPSILON_EM 0.002

const kj_font_files *kj_test_fonts(kj_arena *arena)
{
    kj_font_files *files = KJ_NEW(arena, kj_font_files, 1);
    kj_sink sink = kj_stderr_sink(false);
    assert_true(kj_font_files_find(files, arena, &sink));
    return files;
}

static bool is_white(uint32_t c)
{
    return c <= ' ' || c == 0x85 || c == 0xA0 || c == 0x3000 || c == 0x2028 || c == 0x2029;
}

/* The next code point that is no white space; KJ_UTF8_BAD at the end. */
static uint32_t next_black(kj_span text, size_t *at)
{
    while (*at < text.len) {
        const uint32_t c = kj_utf8_next(text, at);
        if (!is_white(c))
            return c;
    }
    return KJ_UTF8_BAD;
}

static void check_text(const kj_layout_case *c, const kj_paragraph *p)
{
    size_t at = 0;
    for (size_t i = 0; i < p->line_count; i++) {
        size_t in_line = 0;
        const kj_span line = p->lines[i].text;
        if (line.ptr < c->text.ptr || line.ptr + line.len > c->text.ptr + c->text.len)
            fail_msg("%s: line %zu is no part of the text", c->name, i);
        for (uint32_t code; (code = next_black(line, &in_line)) != KJ_UTF8_BAD;)
            if (next_black(c->text, &at) != code)
                fail_msg("%s: line %zu: text lost or changed", c->name, i);
    }
    if (next_black(c->text, &at) != KJ_UTF8_BAD)
        fail_msg("%s: text lost at the end", c->name);
}

static void check_clusters(const kj_layout_case *c, const kj_line *line, size_t number)
{
    const char *name = c->name;
    const size_t begin = line->cluster_count ? line->clusters[0].start : 0;
    size_t end = begin;
    for (size_t i = 0; i < line->cluster_count; i++) {
        const kj_cluster *k = &line->clusters[i];
        if (k->start != end || k->len == 0)
            fail_msg("%s: line %zu: cluster %zu does not follow", name, number, i);
        end = k->start + k->len;
        if (i > 0 && line->clusters[i - 1].x_em > k->x_em + (float)EPSILON_EM)
            fail_msg("%s: line %zu: cluster %zu stands left of the one before", name, number, i);
        if (kj_cluster_next(c->text, k->start) != end)
            fail_msg("%s: line %zu: cluster %zu is not one character", name, number, i);
    }
    if (line->cluster_count && end - begin != line->text.len)
        fail_msg("%s: line %zu: clusters are not the line's text", name, number);
    for (size_t g = 0; g < line->glyph_count; g++)
        if (line->glyphs[g].offset < begin || line->glyphs[g].offset >= end)
            fail_msg("%s: line %zu: glyph %zu is from elsewhere", name, number, g);
}

static double line_end(const kj_line *line)
{
    const kj_cluster *last = &line->clusters[line->cluster_count - 1];
    return (double)(last->x_em + last->advance_em);
}

static void check_width(const kj_layout_case *c, const kj_line *line, size_t number)
{
    if (line->cluster_count == 0)
        return;
    const double end = line_end(line);
    if (c->style.width_em > 0 && end > c->style.width_em + EPSILON_EM && line->cluster_count > 1)
        fail_msg("%s: line %zu ends at %.3f of %.3f em", c->name, number, end, c->style.width_em);
    if (line->clusters[0].x_em < -(float)EPSILON_EM)
        fail_msg("%s: line %zu begins before its edge", c->name, number);
    const double width = end - (double)line->clusters[0].x_em;
    if (width > line->width_em + EPSILON_EM || width < line->width_em - EPSILON_EM)
        fail_msg("%s: line %zu: width_em %.3f, not %.3f", c->name, number, line->width_em, width);
}

void kj_check_layout(const kj_layout_case *c, const kj_paragraph *p)
{
    assert_true(p->line_count > 0);
    check_text(c, p);
    for (size_t i = 0; i < p->line_count; i++) {
        check_clusters(c, &p->lines[i], i);
        check_width(c, &p->lines[i], i);
    }
}

static void dump_cluster(kj_text_buffer *out, kj_span text, const kj_line *line, size_t index,
                         int decimals)
{
    const kj_cluster *c = &line->clusters[index];
    const kj_span part = kj_span_sub(text, c->start, (size_t)c->start + c->len);
    kj_putf(out, "  %.*s at %.*f, %.*f wide", KJ_ARG(part), decimals, (double)c->x_em, decimals,
            (double)c->advance_em);
    for (size_t i = 0; i < line->glyph_count; i++) {
        const kj_glyph *g = &line->glyphs[i];
        if (g->offset == c->start)
            kj_putf(out, "; glyph %u of font %u at %.*f %.*f", g->id, g->font, decimals,
                    (double)g->x_em, decimals, (double)g->y_em);
    }
    kj_put_char(out, '\n');
}

kj_span kj_dump_layout(kj_arena *arena, kj_span text, const kj_paragraph *p, int decimals)
{
    kj_text_buffer out = {.arena = arena};
    for (size_t i = 0; i < p->line_count; i++) {
        const kj_line *line = &p->lines[i];
        kj_putf(&out, "line %zu: %.*f em: %.*s\n", i, decimals, line->width_em, KJ_ARG(line->text));
        for (size_t k = 0; k < line->cluster_count; k++)
            dump_cluster(&out, text, line, k, decimals);
    }
    return kj_put_span(&out);
}
