/* engine/print/table.c: a table on paper: columns as wide as what they hold, as far as the page
 * goes, rows over several pages with the head on each. */
#include "print/table.h"

#include "report/formats.h"

#include <math.h>

#define GAP 26       /* between columns; */
#define GAP_MORE 26  /* and more where a text follows the right edge of figures */
#define ROW_PAD 9    /* above and below a row's text */
#define WIDEST 460   /* of a column whose texts are long */
#define NARROWEST 76 /* of one that has to give way */
#define SPREAD 110   /* most that a column is given beside what it needs */
#define TITLE 26
#define SMALLEST 10

typedef struct columns {
    size_t count;
    double *width, *x;
    bool *figure;
    double all; /* from the first one's left edge to the last one's right edge */
} columns;

static kj_text_style cell_style(void)
{
    kj_text_style style = kj_style(KJ_PAPER_BODY, KJ_FONT_SANS, KJ_COLOR_INK);
    style.leading = 1.4;
    style.smallest = SMALLEST;
    return style;
}

static kj_text_style head_style(void)
{
    kj_text_style style = kj_style(KJ_PAPER_SMALL, KJ_FONT_SANS, KJ_COLOR_INK3);
    style.leading = 1.3;
    return style;
}

static kj_span text_of(kj_paper *paper, const kj_table *table, size_t cell)
{
    const kj_column *column = &table->columns.ptr[cell % table->columns.count];

    return kj_cell_written(paper->scene.words, &table->cells.ptr[cell], column->decimals,
                           paper->arena);
}

static double width_of(kj_paper *paper, kj_span text, kj_text_style style)
{
    return kj_draw_measure(kj_paper_draw(paper), kj_plain(text), 0, 0, style).width;
}

/* What each column would like to have. */
static void wish(kj_paper *paper, const kj_table *table, columns *c)
{
    for (size_t i = 0; i < c->count; i++) {
        const double head = width_of(paper, table->columns.ptr[i].title, head_style());
        /* A long title may stand in two lines. */
        c->width[i] = head > 130 ? fmax(130, head * 0.58) : head;
        c->figure[i] = kj_column_is_figure(table, i);
    }
    for (size_t i = 0; i < table->cells.count; i++) {
        const double own = width_of(paper, text_of(paper, table, i), cell_style());
        double *width = &c->width[i % c->count];
        *width = fmax(*width, fmin(own, WIDEST));
    }
}

/* What is missing is taken from the widest, as evenly as it goes. */
static void give_way(columns *c, double room)
{
    bool *fixed = c->figure;
    double left = room;
    size_t open = 0;

    for (size_t i = 0; i < c->count; i++) {
        left -= fixed[i] ? c->width[i] : 0;
        open += !fixed[i];
    }
    for (bool again = true; again && open > 0;) {
        const double fair = fmax(NARROWEST, left / (double)open);
        again = false;
        for (size_t i = 0; i < c->count; i++)
            if (!fixed[i] && c->width[i] <= fair && c->width[i] > 0) {
                left -= c->width[i];
                fixed[i] = again = true;
                open--;
            }
    }
    for (size_t i = 0; i < c->count; i++)
        if (!fixed[i])
            c->width[i] = fmax(NARROWEST, left / (double)open);
}

static columns columns_of(kj_paper *paper, const kj_table *table)
{
    columns c = {.count = table->columns.count};
    double sum = 0, all = 0;

    c.width = KJ_NEW(paper->arena, double, c.count);
    c.x = KJ_NEW(paper->arena, double, c.count);
    c.figure = KJ_NEW(paper->arena, bool, c.count);
    wish(paper, table, &c);
    double room = kj_paper_width(paper) - GAP * (double)(c.count - 1);
    for (size_t i = 1; i < c.count; i++)
        room -= c.figure[i - 1] && !c.figure[i] ? GAP_MORE : 0;
    for (size_t i = 0; i < c.count; i++)
        sum += c.width[i];
    if (sum > room)
        give_way(&c, room);
    const double more = sum < room ? fmin(SPREAD, (room - sum) / (double)c.count) : 0;
    sum = 0;
    for (size_t i = 0; i < c.count; i++) {
        c.width[i] += more;
        c.figure[i] = kj_column_is_figure(table, i);
        sum += c.width[i];
    }
    for (size_t i = 0; i < c.count; i++) {
        c.x[i] = all += i > 0 && c.figure[i - 1] && !c.figure[i] ? GAP_MORE : 0;
        /* Too many columns for the page: all become narrower alike. */
        c.width[i] *= sum > room ? room / sum : 1;
        all += c.width[i] + GAP;
    }
    c.all = all - GAP;
    return c;
}

/* Rows and heads alike: blocks side by side, figures at the right of their columns. */
static double measure_row(kj_paper *paper, const columns *c, const kj_span *texts,
                          kj_text_style style, kj_text_block *blocks)
{
    const double most = kj_paper_bottom(paper) - KJ_PAPER_TOP - 120;
    double height = 0;

    for (size_t i = 0; i < c->count; i++) {
        style.align = c->figure[i] ? KJ_ALIGN_RIGHT : KJ_ALIGN_LEFT;
        blocks[i] =
            kj_draw_measure(kj_paper_draw(paper), kj_plain(texts[i]), c->width[i], most, style);
        height = fmax(height, blocks[i].height);
    }
    return height;
}

static void put_row(kj_paper *paper, const columns *c, const kj_text_block *blocks)
{
    for (size_t i = 0; i < c->count; i++)
        kj_draw_block(kj_paper_draw(paper), &blocks[i], KJ_PAPER_SIDE + c->x[i], paper->y);
}

static void rule(kj_paper *paper, const columns *c, kj_color_name color, double width)
{
    kj_draw_line(kj_paper_draw(paper), KJ_PAPER_SIDE, paper->y, KJ_PAPER_SIDE + c->all, paper->y,
                 color, width);
}

/* Returns its height. */
static double put_head(kj_paper *paper, const kj_table *table, const columns *c, bool only_measure)
{
    kj_span *titles = KJ_NEW(paper->arena, kj_span, c->count);
    kj_text_block *blocks = KJ_NEW(paper->arena, kj_text_block, c->count);

    for (size_t i = 0; i < c->count; i++)
        titles[i] = table->columns.ptr[i].title;
    const double height = measure_row(paper, c, titles, head_style(), blocks);
    if (!only_measure) {
        /* Titles of one line stand on the rule with those of two. */
        for (size_t i = 0; i < c->count; i++)
            kj_draw_block(kj_paper_draw(paper), &blocks[i], KJ_PAPER_SIDE + c->x[i],
                          paper->y + height - blocks[i].height);
        paper->y += height + 6;
        rule(paper, c, KJ_COLOR_INK, 1.8);
    }
    return height + 6;
}

static void put_title(kj_paper *paper, const kj_table *table, bool goes_on)
{
    const kj_span title = goes_on ? KJ_FILL(paper->scene.words, paper->arena, KJ_W_REPORT_GOES_ON,
                                            kj_w("title", table->title))
                                  : table->title;

    kj_paper_put(paper, title, 0, kj_style(TITLE, KJ_FONT_SERIF_BOLD, KJ_COLOR_DAI));
    paper->y += 8;
}

static void put_none(kj_paper *paper, const kj_table *table)
{
    kj_paper_need(paper, 90);
    kj_paper_entry(paper, table->title);
    put_title(paper, table, false);
    kj_paper_put(paper, kj_words_get(paper->scene.words, KJ_W_REPORT_NONE), 0,
                 kj_style(KJ_PAPER_BODY, KJ_FONT_SANS, KJ_COLOR_INK3));
    paper->y += 34;
}

void kj_paper_table(kj_paper *paper, const kj_table *table)
{
    if (table->cells.count == 0 || table->columns.count == 0) {
        put_none(paper, table);
        return;
    }
    const columns c = columns_of(paper, table);
    kj_span *texts = KJ_NEW(paper->arena, kj_span, c.count);
    kj_text_block *blocks = KJ_NEW(paper->arena, kj_text_block, c.count);
    const double head = put_head(paper, table, &c, true);

    for (size_t at = 0; at < table->cells.count; at += c.count) {
        for (size_t i = 0; i < c.count; i++)
            texts[i] = text_of(paper, table, at + i);
        const double height = measure_row(paper, &c, texts, cell_style(), blocks) + 2 * ROW_PAD;
        /* No head stands alone at the end of a page. */
        const bool turned = kj_paper_need(paper, height + (at == 0 ? 60 + head : 0));
        if (at == 0)
            kj_paper_entry(paper, table->title);
        if (at == 0 || turned) {
            put_title(paper, table, at > 0);
            put_head(paper, table, &c, false);
        }
        paper->y += ROW_PAD;
        put_row(paper, &c, blocks);
        paper->y += height - ROW_PAD;
        rule(paper, &c, KJ_COLOR_LINE, 1);
    }
    paper->y += 40;
}
