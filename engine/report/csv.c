/* engine/report/csv.c: "csv", for spreadsheets (RFC 4180, with the mark by which Excel knows
 * UTF-8).  Each table has its title, a row of titles for people, a row of names for programs, and
 * its rows; an empty row follows. */
#include "report/formats.h"

/* A spreadsheet would run a text that begins so as a formula. */
static bool looks_like_formula(kj_span text)
{
    return text.len > 0 && strchr("=+-@\t\r", text.ptr[0]) != NULL;
}

static void put_text(kj_text_buffer *out, kj_span text)
{
    bool quoted = looks_like_formula(text);

    for (size_t i = 0; i < text.len && !quoted; i++)
        quoted = strchr(",;\"\t\r\n", text.ptr[i]) != NULL;
    if (quoted)
        kj_put_char(out, '"');
    if (looks_like_formula(text))
        kj_put_char(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            kj_put_char(out, '"');
        kj_put_char(out, text.ptr[i]);
    }
    if (quoted)
        kj_put_char(out, '"');
}

static void put_cell(kj_text_buffer *out, const kj_words *words, const kj_cell *cell)
{
    switch (cell->kind) {
    case KJ_CELL_EMPTY:
        break;
    case KJ_CELL_TEXT:
    case KJ_CELL_CODE:
        put_text(out, cell->text);
        break;
    case KJ_CELL_YES:
        put_text(out, kj_yes_text(words, cell));
        break;
    case KJ_CELL_NUMBER:
    case KJ_CELL_SHARE:
        kj_json_put_number(out, cell->number);
        break;
    case KJ_CELL_TIME:
        kj_put(out, kj_time_text(cell->time, out->arena));
        break;
    case KJ_CELL_DURATION:
        kj_put(out, kj_duration_text(cell->number, out->arena));
        break;
    }
}

static void put_end(kj_text_buffer *out)
{
    kj_put(out, KJ_LIT("\r\n"));
}

static void put_table(kj_text_buffer *out, const kj_words *words, const kj_table *table)
{
    put_end(out);
    put_text(out, table->title);
    put_end(out);
    if (table->columns.count == 0)
        return;
    for (size_t c = 0; c < table->columns.count; c++) {
        if (c > 0)
            kj_put_char(out, ',');
        put_text(out, table->columns.ptr[c].title);
    }
    put_end(out);
    for (size_t c = 0; c < table->columns.count; c++)
        kj_putf(out, "%s%s", c > 0 ? "," : "", table->columns.ptr[c].key);
    for (size_t i = 0; i < table->cells.count; i++) {
        if (i % table->columns.count == 0)
            put_end(out);
        else
            kj_put_char(out, ',');
        put_cell(out, words, &table->cells.ptr[i]);
    }
    put_end(out);
}

static void put_definitions(kj_text_buffer *out, const kj_report_result *report)
{
    put_end(out);
    put_text(out, kj_words_get(report->words, KJ_W_REPORT_NOTES));
    put_end(out);
    for (size_t t = 0; t < report->tables.count; t++)
        for (size_t c = 0; c < report->tables.ptr[t].columns.count; c++) {
            const kj_column *column = &report->tables.ptr[t].columns.ptr[c];
            if (column->definition.len == 0)
                continue;
            put_text(out, report->tables.ptr[t].title);
            kj_put_char(out, ',');
            put_text(out, column->title);
            kj_put_char(out, ',');
            put_text(out, column->definition);
            put_end(out);
        }
}

static kj_span write(const kj_report_result *report, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};

    kj_put(&out, KJ_LIT("\xef\xbb\xbf"));
    put_text(&out, report->title);
    put_end(&out);
    for (size_t i = 0; i < report->head.count; i++) {
        put_text(&out, report->head.ptr[i].title);
        kj_put_char(&out, ',');
        put_cell(&out, report->words, &report->head.ptr[i].value);
        put_end(&out);
    }
    for (size_t t = 0; t < report->tables.count; t++)
        put_table(&out, report->words, &report->tables.ptr[t]);
    put_definitions(&out, report);
    return kj_put_span(&out);
}

const kj_report_format kj_format_csv = {"csv", "for spreadsheets, UTF-8 with its mark", write};
