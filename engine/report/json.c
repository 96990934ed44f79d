/* engine/report/json.c: "json", for programs: shares from 0 to 1, durations in milliseconds, times
 * as RFC 3339, true and false, null for what is not there.  Titles and definitions are in the
 * reader's language; keys and codes are the same in every one. */
#include "report/formats.h"

static void put_cell(kj_text_buffer *out, const kj_cell *cell)
{
    switch (cell->kind) {
    case KJ_CELL_EMPTY:
        kj_put(out, KJ_LIT("null"));
        break;
    case KJ_CELL_TEXT:
        kj_json_put_string(out, cell->text);
        break;
    case KJ_CELL_CODE:
        kj_json_put_string(out, kj_span_of(cell->code));
        break;
    case KJ_CELL_YES:
        kj_put(out, cell->number > 0 ? KJ_LIT("true") : KJ_LIT("false"));
        break;
    case KJ_CELL_NUMBER:
    case KJ_CELL_SHARE:
    case KJ_CELL_DURATION:
        kj_json_put_number(out, cell->number);
        break;
    case KJ_CELL_TIME:
        kj_json_put_string(out, kj_time_write(cell->time, out->arena));
        break;
    }
}

static void put_columns(kj_text_buffer *out, const kj_table *table)
{
    for (size_t c = 0; c < table->columns.count; c++) {
        const kj_column *column = &table->columns.ptr[c];
        kj_putf(out, "%s\n        {\"key\": \"%s\", \"title\": ", c > 0 ? "," : "", column->key);
        kj_json_put_string(out, column->title);
        if (column->definition.len > 0) {
            kj_put(out, KJ_LIT(", \"definition\": "));
            kj_json_put_string(out, column->definition);
        }
        kj_put_char(out, '}');
    }
}

static void put_rows(kj_text_buffer *out, const kj_table *table)
{
    const size_t columns = table->columns.count;

    for (size_t i = 0; i < table->cells.count; i++) {
        const size_t c = i % columns;
        if (c == 0)
            kj_putf(out, "%s\n        {", i > 0 ? "," : "");
        kj_putf(out, "%s\"%s\": ", c > 0 ? ", " : "", table->columns.ptr[c].key);
        put_cell(out, &table->cells.ptr[i]);
        if (c + 1 == columns)
            kj_put_char(out, '}');
    }
}

static kj_span write(const kj_report_result *report, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};

    kj_putf(&out, "{\n  \"report\": \"%s\",\n  \"title\": ", report->key);
    kj_json_put_string(&out, report->title);
    kj_put(&out, KJ_LIT(",\n  \"head\": {"));
    for (size_t i = 0; i < report->head.count; i++) {
        kj_putf(&out, "%s\n    \"%s\": ", i > 0 ? "," : "", report->head.ptr[i].key);
        put_cell(&out, &report->head.ptr[i].value);
    }
    kj_put(&out, KJ_LIT("\n  },\n  \"tables\": {"));
    for (size_t t = 0; t < report->tables.count; t++) {
        const kj_table *table = &report->tables.ptr[t];
        kj_putf(&out, "%s\n    \"%s\": {\n      \"title\": ", t > 0 ? "," : "", table->key);
        kj_json_put_string(&out, table->title);
        kj_put(&out, KJ_LIT(",\n      \"columns\": ["));
        put_columns(&out, table);
        kj_put(&out, KJ_LIT("\n      ],\n      \"rows\": ["));
        put_rows(&out, table);
        kj_put(&out, KJ_LIT("\n      ]\n    }"));
    }
    kj_put(&out, KJ_LIT("\n  }\n}\n"));
    return kj_put_span(&out);
}

const kj_report_format kj_format_json = {"json", "for programs", write};
