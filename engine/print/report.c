/* engine/print/report.c: a report on paper: its title, what it is about, its figures, its tables,
 * and what they mean. */
#include "print/table.h"

#include "report/formats.h"

#include <math.h>

#define TITLE 52
#define FIGURE 58
#define FIGURE_WIDEST 420
#define FIGURE_LEAST 190
#define FIGURE_GAP 64
#define FIGURE_ROW (FIGURE * 1.3 + 40)

static bool is_figure(const kj_cell *cell)
{
    return cell->kind == KJ_CELL_NUMBER || cell->kind == KJ_CELL_SHARE ||
           cell->kind == KJ_CELL_DURATION;
}

/* All that is no figure, on a line: "course · period · made". */
static void put_about(kj_paper *paper, const kj_report_result *report)
{
    kj_text_buffer line = {.arena = paper->arena};
    kj_text_style style = kj_style(KJ_PAPER_BODY, KJ_FONT_SANS, KJ_COLOR_INK2);

    style.leading = 1.5;
    for (size_t i = 0; i < report->head.count; i++) {
        const kj_head *head = &report->head.ptr[i];
        if (is_figure(&head->value))
            continue;
        if (line.len > 0)
            kj_put(&line, KJ_LIT("   ·   "));
        const kj_span value = kj_cell_written(report->words, &head->value, 0, paper->arena);
        kj_put(&line, KJ_FILL(report->words, paper->arena, KJ_W_REPORT_PAIR,
                              kj_w("name", head->title), kj_w("value", value)));
    }
    kj_paper_put(paper, kj_put_span(&line), 0, style);
}

/* The figures of the head, large, side by side, over as many rows as they need. */
static void put_figures(kj_paper *paper, const kj_report_result *report)
{
    kj_draw *draw = kj_paper_draw(paper);
    const kj_text_style label_style = kj_style(KJ_PAPER_BODY, KJ_FONT_SANS, KJ_COLOR_INK2);
    double x = 0;
    bool any = false;

    for (size_t i = 0; i < report->head.count; i++) {
        const kj_head *head = &report->head.ptr[i];
        if (!is_figure(&head->value))
            continue;
        kj_span number, unit;
        kj_figure_split(kj_cell_written(report->words, &head->value, 0, paper->arena), &number,
                        &unit);
        const kj_figure_block figure =
            kj_draw_measure_figure(draw, number, unit, FIGURE_WIDEST, FIGURE, 30, KJ_COLOR_INK);
        const kj_text_block label = kj_draw_measure(draw, kj_plain(head->title), 0, 0, label_style);
        const double width = fmax(FIGURE_LEAST, fmax(figure.width, label.width) + FIGURE_GAP);
        if (!any)
            paper->y += 34;
        else if (x + width - FIGURE_GAP > kj_paper_width(paper)) {
            x = 0;
            paper->y += FIGURE_ROW;
        }
        kj_draw_figure(draw, &figure, KJ_PAPER_SIDE + x, paper->y);
        kj_draw_block(draw, &label, KJ_PAPER_SIDE + x, paper->y + figure.height + 2);
        x += width;
        any = true;
    }
    paper->y += any ? FIGURE_ROW : 0;
}

static void put_definition(kj_paper *paper, const kj_report_result *report, const kj_column *column)
{
    kj_text_style style = kj_style(KJ_PAPER_SMALL, KJ_FONT_SANS, KJ_COLOR_INK2);
    const kj_span line = KJ_FILL(report->words, paper->arena, KJ_W_REPORT_PAIR,
                                 kj_w("name", column->title), kj_w("value", column->definition));

    style.leading = 1.5;
    kj_paper_need(paper, 2 * KJ_PAPER_SMALL * style.leading);
    kj_paper_put(paper, line, 24, style);
}

/* Each definition once, with the first table that needs it. */
static bool said_before(const kj_report_result *report, size_t table, size_t column)
{
    const kj_column *own = &report->tables.ptr[table].columns.ptr[column];

    for (size_t t = 0; t < table; t++)
        for (size_t c = 0; c < report->tables.ptr[t].columns.count; c++) {
            const kj_column *other = &report->tables.ptr[t].columns.ptr[c];
            if (report->tables.ptr[t].cells.count > 0 && kj_span_equal(other->title, own->title) &&
                kj_span_equal(other->definition, own->definition))
                return true;
        }
    return false;
}

static void put_definitions(kj_paper *paper, const kj_report_result *report)
{
    bool begun = false;

    for (size_t t = 0; t < report->tables.count; t++) {
        const kj_table *table = &report->tables.ptr[t];
        bool named = false;
        for (size_t c = 0; c < table->columns.count && table->cells.count > 0; c++) {
            if (table->columns.ptr[c].definition.len == 0 || said_before(report, t, c))
                continue;
            if (!begun) {
                kj_paper_need(paper, 140);
                kj_paper_entry(paper, kj_words_get(report->words, KJ_W_REPORT_NOTES));
                kj_paper_put(paper, kj_words_get(report->words, KJ_W_REPORT_NOTES), 0,
                             kj_style(26, KJ_FONT_SERIF_BOLD, KJ_COLOR_DAI));
            }
            if (!named) {
                paper->y += 8;
                kj_paper_need(paper, 3 * KJ_PAPER_SMALL * 1.5);
                kj_paper_put(paper, table->title, 0,
                             kj_style(KJ_PAPER_SMALL, KJ_FONT_SANS_BOLD, KJ_COLOR_INK2));
            }
            begun = named = true;
            put_definition(paper, report, &table->columns.ptr[c]);
        }
    }
}

bool kj_print_report(const kj_report_result *report, const kj_course *course, kj_span *pdf,
                     kj_arena *arena, kj_sink *sink)
{
    kj_paper paper;
    bool done = false;

    if (!kj_paper_open(&paper, course, report->words, true, report->title, arena, sink))
        return false;
    kj_paper_put(&paper, report->title, 0, kj_style(TITLE, KJ_FONT_SERIF_BOLD, KJ_COLOR_INK));
    put_about(&paper, report);
    put_figures(&paper, report);
    paper.y += 34;
    for (size_t t = 0; t < report->tables.count; t++)
        kj_paper_table(&paper, &report->tables.ptr[t]);
    put_definitions(&paper, report);
    done = kj_paper_finish(&paper, course, pdf);
    kj_paper_close(&paper);
    return done;
}
