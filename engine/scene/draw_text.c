/* engine/scene/draw_text.c: text is measured by the typesetter, placed on a grid of 4 units, and
 * its marks become weight, colour, lines and links. */
#include "scene/draw.h"

#include "text/emphasis.h"

#include <assert.h>
#include <math.h>

#define LEAST_TARGET 36.0

#define EM_ABOVE 0.88   /* of the ideographic em box, above the baseline */
#define SHRINK_STEP 2   /* units */
#define DOT_BELOW 0.24  /* of the size, below the baseline: 0.12 below the em box */
#define DOT_BESIDE 0.62 /* … to the right of a vertical line's axis: likewise */
#define DOT_RADIUS 0.065
#define DOT_LEADING 1.4 /* at least: a dot stays in its block, clear of the next line */
#define SLACK_EM 0.004  /* a block measured at its own width must not break anew */

double kj_draw_size(const kj_draw *draw, double size)
{
    const double grown = draw->text_scale - 1;
    const double over =
        fmin(1, fmax(0, (size - KJ_SIZE_HEADING) / ((double)KJ_SIZE_TITLE - KJ_SIZE_HEADING)));
    return size * (1 + grown * (1 - 0.5 * over));
}

static double leading_of(kj_text_style style)
{
    if (style.leading > 0)
        return style.leading;
    return style.role == KJ_FONT_SERIF_BOLD ? 1.3 : 1.55;
}

static bool has_dots(kj_text text)
{
    for (size_t i = 0; i < text.mark_count; i++)
        if (text.marks[i].kind == KJ_MARK_DOTS)
            return true;
    return false;
}

static double line_height_of(kj_text text, kj_text_style style, double size)
{
    const double height = 4 * round(size * leading_of(style) / 4);
    return has_dots(text) ? fmax(height, 4 * ceil(size * DOT_LEADING / 4)) : height;
}

/* Marks that change the font, as the typesetter wants them. */
static size_t runs_of(kj_draw *draw, kj_text text, kj_font_role role, kj_font_run **out)
{
    kj_font_run *runs = KJ_NEW(draw->scene->arena, kj_font_run, text.mark_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < text.mark_count; i++) {
        const kj_mark *mark = &text.marks[i];
        if (mark->len == 0)
            continue;
        if (mark->kind == KJ_MARK_CODE)
            runs[count++] = (kj_font_run){mark->start, mark->len, KJ_FONT_MONO};
        else if (mark->kind == KJ_MARK_STRONG && role == KJ_FONT_SANS)
            runs[count++] = (kj_font_run){mark->start, mark->len, KJ_FONT_SANS_BOLD};
    }
    *out = runs;
    return count;
}

/* Words of the program and texts of the course come here alike.  Where the program speaks English,
 * what has words with spaces between them, and more of those than of full-width marks, is its own,
 * even with a Chinese title in it; a course's Chinese has no spaces. */
static bool is_english(const kj_draw *draw, kj_span text)
{
    size_t spaces = 0, wide = 0;
    bool letter = false; /* the character before is one */
    if (!kj_span_is(kj_words_language(draw->scene->words), "en"))
        return false;
    for (size_t at = 0; at < text.len;) {
        const uint32_t c = kj_utf8_next(text, &at);
        const bool is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        spaces += c == ' ' && letter ? 1 : 0;
        wide += (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF5E) ? 1 : 0;
        letter = is_letter || (letter && (c == ',' || c == ':' || c == '.'));
    }
    return spaces > wide;
}

/* `length`: of a line; 0: one line. */
static void set(kj_draw *draw, kj_text_block *block, double size, double length)
{
    const kj_text_style *style = &block->style;
    kj_font_run *runs;
    const size_t run_count = runs_of(draw, block->text, style->role, &runs);
    const kj_paragraph_style paragraph = {
        .role = style->role,
        .width_em = length > 0 ? length / size + SLACK_EM : 0,
        /* Lines are moved by this file, so that each command starts where its ink does. */
        .align = style->align == KJ_ALIGN_JUSTIFY ? KJ_ALIGN_JUSTIFY : KJ_ALIGN_LEFT,
        .balance = style->balance,
        .indent_em = style->indent_em,
        .vertical = style->vertical,
        .english = is_english(draw, block->text.plain),
        .runs = runs,
        .run_count = run_count,
    };
    block->size = size;
    block->paragraph = kj_typeset(draw->scene->typesetter, block->text.plain, paragraph,
                                  draw->scene->arena, NULL, KJ_NOWHERE);
    block->line_height = line_height_of(block->text, *style, size);
    const double lines = block->line_height * (double)block->paragraph.line_count;
    const double along = length > 0 ? length : block->paragraph.width_em * size;
    block->width = style->vertical ? lines : along;
    block->height = style->vertical ? along : lines;
    block->ascent = style->vertical ? block->line_height / 2
                                    : (block->line_height - size) / 2 + EM_ABOVE * size;
}

/* `length`: that a line may have, `room`: that all lines together may take; 0: any. */
static bool fits_in(const kj_text_block *block, double length, double room)
{
    const double lines = block->line_height * (double)block->paragraph.line_count;
    return (length <= 0 || block->paragraph.width_em * block->size <= length + 0.5) &&
           (room <= 0 || lines <= room + 0.5);
}

kj_text_block kj_draw_measure(kj_draw *draw, kj_text text, double width, double max_height,
                              kj_text_style style)
{
    assert(style.size > 0 && width >= 0);
    kj_text_block block = {.text = text, .style = style, .fits = true};
    const double length = style.vertical ? max_height : width;
    const double room = style.vertical ? width : max_height;
    const double wanted = kj_draw_size(draw, style.size);
    const double least =
        style.smallest > 0 ? fmin(wanted, kj_draw_size(draw, style.smallest)) : wanted;
    if (text.plain.len == 0) {
        block.size = wanted;
        block.line_height = 4 * round(wanted * leading_of(style) / 4);
        return block;
    }
    for (double size = wanted;; size = fmax(least, size - SHRINK_STEP)) {
        set(draw, &block, size, length);
        block.fits = fits_in(&block, length, room);
        if (block.fits || size <= least)
            return block;
    }
}

/* A line's origin, and places on the page for places in it: so far along it from there, and so far
 * below its baseline (to the left of a vertical line's axis). */
typedef struct origin {
    double x, y;
    bool vertical;
} origin;

static kj_point at_line(origin o, double along, double below)
{
    return o.vertical ? (kj_point){o.x - below, o.y + along} : (kj_point){o.x + along, o.y + below};
}

static kj_rect box_on_line(origin o, double along, double below, double length, double depth)
{
    return o.vertical ? (kj_rect){o.x - below - depth, o.y + along, depth, length}
                      : (kj_rect){o.x + along, o.y + below, length, depth};
}

/* Where a line under the words runs: on the left of a vertical one, clear of its em box. */
static double under_of(origin o, double size)
{
    return size * (o.vertical ? 0.58 : 0.2);
}

/* A part [from, to) of a line, in bytes of the paragraph, as a command of its own. */
typedef struct piece {
    size_t from, to;
    kj_color_name color;
} piece;

static kj_span span_in(kj_span base, size_t from, size_t to)
{
    return kj_span_sub(base, from, to);
}

/* Where a part of the line stands, in em from its left end; false: no ink of it is in the line. */
static bool extent(const kj_line *line, size_t from, size_t to, double *left, double *right)
{
    bool any = false;
    for (size_t i = 0; i < line->cluster_count; i++) {
        const kj_cluster *c = &line->clusters[i];
        if (c->start < from || c->start >= to)
            continue;
        const double a = (double)c->x_em, b = a + (double)c->advance_em;
        *left = any ? fmin(*left, a) : a;
        *right = any ? fmax(*right, b) : b;
        any = true;
    }
    return any;
}

static void put_piece(kj_draw *draw, const kj_text_block *block, const kj_line *line, piece p,
                      origin o)
{
    double left = 0, right = 0;
    if (p.to <= p.from || !extent(line, p.from, p.to, &left, &right))
        return;
    const kj_point start = at_line(o, left * block->size, 0);
    kj_arena *arena = draw->scene->arena;
    kj_glyph *glyphs = KJ_NEW(arena, kj_glyph, line->glyph_count);
    kj_cluster *clusters = KJ_NEW(arena, kj_cluster, line->cluster_count);
    size_t glyph_count = 0, cluster_count = 0;
    for (size_t i = 0; i < line->glyph_count; i++)
        if (line->glyphs[i].offset >= p.from && line->glyphs[i].offset < p.to) {
            glyphs[glyph_count] = line->glyphs[i];
            glyphs[glyph_count++].x_em -= (float)left;
        }
    for (size_t i = 0; i < line->cluster_count; i++)
        if (line->clusters[i].start >= p.from && line->clusters[i].start < p.to) {
            clusters[cluster_count] = line->clusters[i];
            clusters[cluster_count++].x_em -= (float)left;
        }
    kj_command *c = KJ_PUSH(arena, &draw->list.commands, &draw->command_capacity, kj_command);
    *c = (kj_command){
        .kind = KJ_DRAW_GLYPHS,
        .build = draw->build,
        .when = draw->when,
        .rect = {start.x, start.y, (right - left) * block->size, block->line_height},
        .vertical = o.vertical,
        .fill = kj_draw_color(draw, p.color),
        .glyphs = glyphs,
        .glyph_count = glyph_count,
        .clusters = clusters,
        .cluster_count = cluster_count,
        .text = span_in(block->text.plain, p.from, p.to),
        .base = block->text.plain,
        .size = block->size,
    };
}

static void put_line(kj_draw *draw, const kj_text_block *block, const kj_line *line, origin o)
{
    kj_command *c =
        KJ_PUSH(draw->scene->arena, &draw->list.commands, &draw->command_capacity, kj_command);
    *c = (kj_command){
        .kind = KJ_DRAW_GLYPHS,
        .build = draw->build,
        .when = draw->when,
        .rect = {o.x, o.y, line->width_em * block->size, block->line_height},
        .vertical = o.vertical,
        .fill = kj_draw_color(draw, block->style.color),
        .glyphs = line->glyphs,
        .glyph_count = line->glyph_count,
        .clusters = line->clusters,
        .cluster_count = line->cluster_count,
        .text = line->text,
        .base = block->text.plain,
        .size = block->size,
    };
}

static kj_color_name mark_color(const kj_text_block *block, const kj_mark *mark)
{
    if (block->style.plain_marks)
        return block->style.color;
    if (mark->kind == KJ_MARK_STRONG)
        return KJ_COLOR_ZHU;
    if (mark->kind == KJ_MARK_LINK)
        return KJ_COLOR_DAI;
    return block->style.color;
}

/* Under each glyph, to the right of it in a vertical line; not of each cluster, which ends where
 * the next begins, gaps and all. */
static void put_dots(kj_draw *draw, const kj_text_block *block, const kj_line *line,
                     const kj_mark *mark, origin o)
{
    const double size = block->size;
    const double dots = (o.vertical ? -DOT_BESIDE : DOT_BELOW) * size;
    const double under = (o.vertical ? -DOT_BESIDE : 0.2) * size;
    const kj_color_name color = block->style.plain_marks ? block->style.color : KJ_COLOR_ZHU;
    double from = 0, to = 0; /* the Western words before this glyph */
    bool western = false;
    for (size_t i = 0; i <= line->glyph_count; i++) {
        const kj_glyph *glyph = i < line->glyph_count ? &line->glyphs[i] : NULL;
        kj_emphasis emphasis = KJ_EMPHASIS_NONE;
        if (glyph && glyph->offset >= mark->start && glyph->offset - mark->start < mark->len)
            emphasis = kj_emphasis_at(block->text.plain, glyph->offset);
        const bool first = i == 0 || !glyph || line->glyphs[i - 1].offset != glyph->offset;
        const double lead = glyph && glyph->upright ? EM_ABOVE : 0; /* from its top to its origin */
        const double left = glyph ? ((double)glyph->x_em - lead) * size : 0;
        const double right = glyph ? left + (double)glyph->advance_em * size : 0;
        if (emphasis == KJ_EMPHASIS_DOT && first) {
            const kj_point dot = at_line(o, (left + right) / 2, dots);
            kj_draw_circle(draw, dot.x, dot.y, DOT_RADIUS * size,
                           (kj_box_style){.fill = color, .filled = true});
        }
        if (emphasis == KJ_EMPHASIS_LINE) {
            from = western ? from : left;
            to = fmax(western ? to : right, right);
            western = true;
        } else if (western && emphasis != KJ_EMPHASIS_JOIN) {
            const kj_point a = at_line(o, from, under), b = at_line(o, to, under);
            kj_draw_line(draw, a.x, a.y, b.x, b.y, color, fmax(1.5, size * 0.04));
            western = false;
        }
    }
}

/* What lies under or behind a marked part: a wash, a dotted or a full line, a link's area. */
/* From x0 to x1 along the line. */
static void decorate(kj_draw *draw, const kj_text_block *block, const kj_mark *mark, double x0,
                     double x1, origin o)
{
    const double size = block->size, middle = size * (o.vertical ? 0 : -0.38);
    const kj_point from = at_line(o, x0, under_of(o, size)), to = at_line(o, x1, under_of(o, size));
    const kj_color_name color = mark_color(block, mark);
    switch (mark->kind) {
    case KJ_MARK_STRONG:
    case KJ_MARK_DOTS: /* by put_dots, character by character */
        return;
    case KJ_MARK_CODE:
        if (!block->style.plain_marks)
            kj_draw_box(draw,
                        box_on_line(o, x0 - size * 0.06, middle - size * 0.58,
                                    x1 - x0 + size * 0.12, size * 1.2),
                        (kj_box_style){.fill = KJ_COLOR_WASH, .filled = true, .radius = 6});
        return;
    case KJ_MARK_TERM: {
        const kj_point ends[] = {from, to};
        kj_draw_polyline(draw, ends, 2, color, 2.5)->dash = 5;
        /* At least 24 px of a window of 1280 by 720. */
        const double wide = fmax(LEAST_TARGET, x1 - x0);
        const double high = fmax(LEAST_TARGET, block->line_height);
        if (draw->terms)
            kj_draw_area(draw, KJ_ROLE_LINK,
                         kj_arena_format(draw->scene->arena, "term:%.*s", KJ_ARG(mark->target)),
                         span_in(block->text.plain, mark->start, (size_t)mark->start + mark->len),
                         box_on_line(o, (x0 + x1 - wide) / 2, middle - high / 2, wide, high));
        return;
    }
    case KJ_MARK_LINK: {
        kj_draw_line(draw, from.x, from.y, to.x, to.y, color, 2);
        const double height = fmax(56, block->line_height);
        kj_draw_area(draw, KJ_ROLE_LINK,
                     kj_arena_format(draw->scene->arena, "peek:%.*s", KJ_ARG(mark->target)),
                     span_in(block->text.plain, mark->start, (size_t)mark->start + mark->len),
                     box_on_line(o, x0, middle - height / 2, x1 - x0, height));
        return;
    }
    }
}

/* A line with marks: parts of one colour each. */
static void put_marked_line(kj_draw *draw, const kj_text_block *block, const kj_line *line,
                            origin o)
{
    const size_t start = (size_t)(line->text.ptr - block->text.plain.ptr);
    const size_t end = start + line->text.len;
    size_t at = start;
    for (size_t i = 0; i < block->text.mark_count; i++) {
        const kj_mark *mark = &block->text.marks[i];
        const size_t from = mark->start > start ? mark->start : start;
        const size_t mark_end = (size_t)mark->start + mark->len;
        const size_t to = mark_end < end ? mark_end : end;
        double left = 0, right = 0;
        if (from >= to || !extent(line, from, to, &left, &right))
            continue;
        put_piece(draw, block, line, (piece){at, from, block->style.color}, o);
        decorate(draw, block, mark, left * block->size, right * block->size, o);
        if (mark->kind == KJ_MARK_DOTS)
            put_dots(draw, block, line, mark, o);
        put_piece(draw, block, line, (piece){from, to, mark_color(block, mark)}, o);
        at = to;
    }
    put_piece(draw, block, line, (piece){at, end, block->style.color}, o);
}

void kj_draw_block(kj_draw *draw, const kj_text_block *block, double x, double y)
{
    draw->list.overfull += block->fits ? 0 : 1;
    for (size_t i = 0; i < block->paragraph.line_count; i++) {
        const kj_line *line = &block->paragraph.lines[i];
        const bool vertical = block->style.vertical;
        const double length = vertical ? block->height : block->width;
        const double spare = length - line->width_em * block->size;
        const double shift = block->style.align == KJ_ALIGN_CENTRE  ? spare / 2
                             : block->style.align == KJ_ALIGN_RIGHT ? spare
                                                                    : 0;
        const double across = block->ascent + block->line_height * (double)i;
        const origin o = vertical ? (origin){x + block->width - across, y + shift, true}
                                  : (origin){x + shift, y + across, false};
        if (line->glyph_count == 0)
            continue;
        /* An indented line is a piece of its own, too: its command begins where its ink does. */
        if (block->text.mark_count || line->clusters[0].x_em > 0)
            put_marked_line(draw, block, line, o);
        else
            put_line(draw, block, line, o);
    }
}

double kj_draw_text(kj_draw *draw, kj_text text, kj_rect box, kj_text_style style)
{
    const kj_text_block block = kj_draw_measure(draw, text, box.w, box.h, style);
    kj_draw_block(draw, &block, box.x, box.y);
    return block.height;
}

/* "%" or a Han word can be a unit; an arrow or a letter belongs to the number. */
static bool is_unit(kj_span rest)
{
    if (rest.len == 0 || kj_span_is(rest, "%"))
        return true;
    for (size_t at = 0; at < rest.len;) {
        const uint32_t c = kj_utf8_next(rest, &at);
        if (c < 0x3400 || c > 0x9FFF)
            return false;
    }
    return kj_utf8_count(rest) <= 4;
}

void kj_figure_split(kj_span text, kj_span *number, kj_span *unit)
{
    size_t end = 0; /* behind the last digit */
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
            end = i + 1;
    const kj_span rest = kj_span_trim(kj_span_sub(text, end, text.len));
    const bool split = end > 0 && is_unit(rest);
    *number = split ? kj_span_sub(text, 0, end) : text;
    *unit = split ? rest : (kj_span){NULL, 0};
}

static void add_piece(kj_draw *draw, kj_figure_block *f, kj_span text, double size,
                      kj_font_role role, kj_color_name color, double gap, double lift)
{
    if (text.len == 0)
        return;
    assert(f->count < KJ_FIGURE_PIECES);
    const kj_text_block block = kj_draw_measure(
        draw, kj_plain(text), 0, 0,
        (kj_text_style){.size = size, .leading = 1.15, .role = role, .color = color});
    f->x[f->count] = f->width + (f->count ? gap : 0);
    f->lift[f->count] = lift;
    f->width = f->x[f->count] + block.width;
    f->pieces[f->count++] = block;
}

#define WAVE 0.55      /* of the digits' size */
#define WAVE_LIFT 0.15 /* brings its middle to that of the digits */

static kj_figure_block figure_at(kj_draw *draw, kj_span number, kj_span unit, double size,
                                 kj_color_name color)
{
    kj_figure_block f = {.number = number, .unit = unit, .size = size};
    const double scaled = kj_draw_size(draw, size);
    const kj_font_role serif = KJ_FONT_SERIF_BOLD;
    const size_t wave = kj_span_find(number, KJ_LIT("～"), 0);
    if (wave != SIZE_MAX && wave > 0) {
        const size_t after = wave + strlen("～");
        add_piece(draw, &f, kj_span_sub(number, 0, wave), size, serif, color, 0, 0);
        add_piece(draw, &f, KJ_LIT("～"), size * WAVE, serif, color, scaled * 0.02,
                  scaled * WAVE_LIFT);
        add_piece(draw, &f, kj_span_sub(number, after, number.len), size, serif, color,
                  scaled * 0.02, 0);
    } else {
        add_piece(draw, &f, number, size, serif, color, 0, 0);
    }
    /* Percent belongs to the number; a word takes a breath. */
    add_piece(draw, &f, unit, fmax(KJ_SIZE_CAPTION, size * 0.4), KJ_FONT_SANS_BOLD, color,
              scaled * (kj_span_is(unit, "%") ? 0.02 : 0.08), 0);
    if (f.count) {
        f.height = f.pieces[0].height;
        f.ascent = f.pieces[0].ascent;
    }
    return f;
}

kj_figure_block kj_draw_measure_figure(kj_draw *draw, kj_span number, kj_span unit, double width,
                                       double size, double smallest, kj_color_name color)
{
    const double least = smallest > 0 ? fmin(size, smallest) : size;
    for (double at = size;; at = fmax(least, at - 4)) {
        kj_figure_block figure = figure_at(draw, number, unit, at, color);
        figure.fits = width <= 0 || figure.width <= width + 0.5;
        if (figure.fits || at <= least)
            return figure;
    }
}

void kj_draw_figure(kj_draw *draw, const kj_figure_block *figure, double x, double y)
{
    draw->list.overfull += figure->fits ? 0 : 1;
    for (size_t i = 0; i < figure->count; i++)
        kj_draw_block(draw, &figure->pieces[i], x + figure->x[i],
                      y + figure->ascent - figure->lift[i] - figure->pieces[i].ascent);
}
