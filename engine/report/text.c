/* engine/report/text.c: "text", tables for a terminal. */
#include "report/formats.h"

#define CELL_WIDTH_MAX 40 /* longer texts end in … */

static kj_span clipped(kj_span text, kj_arena *arena)
{
    size_t at = 0, end = 0;

    if (kj_width(text) <= CELL_WIDTH_MAX)
        return text;
    while (at < text.len && kj_width(kj_span_sub(text, 0, at)) < CELL_WIDTH_MAX) {
        end = at;
        (void)kj_utf8_next(text, &at);
    }
    return kj_arena_format(arena, "%.*s…", (int)end, text.ptr);
}

static void put_padding(kj_text_buffer *out, size_t count)
{
    while (count-- > 0)
        kj_put_char(out, ' ');
}

static void put_cell(kj_text_buffer *out, kj_span text, size_t width, bool right, bool last)
{
    const size_t own = kj_width(text), padding = width > own ? width - own : 0;

    if (right)
        put_padding(out, padding);
    kj_put(out, text);
    if (!right && !last)
        put_padding(out, padding);
    if (!last)
        kj_put(out, KJ_LIT("  "));
}

static void put_table(kj_text_buffer *out, const kj_words *words, const kj_table *table,
                      kj_arena *arena)
{
    const size_t columns = table->columns.count, cells = table->cells.count;
    size_t *width = KJ_NEW(arena, size_t, columns + 1);
    kj_span *texts = KJ_NEW(arena, kj_span, cells + 1);
    size_t sum = 0;

    kj_putf(out, "\n%.*s\n", KJ_ARG(table->title));
    if (cells == 0 || columns == 0) {
        kj_putf(out, "  %.*s\n", KJ_ARG(kj_words_get(words, KJ_W_REPORT_NONE)));
        return;
    }
    for (size_t c = 0; c < columns; c++)
        width[c] = kj_width(table->columns.ptr[c].title);
    for (size_t i = 0; i < cells; i++) {
        const size_t c = i % columns;
        texts[i] = clipped(
            kj_cell_written(words, &table->cells.ptr[i], table->columns.ptr[c].decimals, arena),
            arena);
        if (kj_width(texts[i]) > width[c])
            width[c] = kj_width(texts[i]);
    }
    kj_put(out, KJ_LIT("  "));
    for (size_t c = 0; c < columns; c++) {
        put_cell(out, table->columns.ptr[c].title, width[c], kj_column_is_figure(table, c),
                 c + 1 == columns);
        sum += width[c] + (c > 0 ? 2 : 0);
    }
    kj_put(out, KJ_LIT("\n  "));
    while (sum-- > 0)
        kj_put(out, KJ_LIT("─"));
    for (size_t i = 0; i < cells; i++) {
        const size_t c = i % columns;
        if (c == 0)
            kj_put(out, KJ_LIT("\n  "));
        put_cell(out, texts[i], width[c], kj_column_is_figure(table, c), c + 1 == columns);
    }
    kj_put_char(out, '\n');
}

static kj_span pair(const kj_words *words, kj_span name, kj_span value, kj_arena *arena)
{
    return KJ_FILL(words, arena, KJ_W_REPORT_PAIR, kj_w("name", name), kj_w("value", value));
}

/* Each definition once, with the first table that needs it. */
static void put_definitions(kj_text_buffer *out, const kj_report_result *report)
{
    kj_text_buffer said = {.arena = out->arena};

    for (size_t t = 0; t < report->tables.count; t++) {
        const kj_table *table = &report->tables.ptr[t];
        bool named = false;
        for (size_t c = 0; c < table->columns.count && table->cells.count > 0; c++) {
            const kj_column *column = &table->columns.ptr[c];
            const kj_span line = kj_arena_format(
                out->arena, "\n    %.*s\n",
                KJ_ARG(pair(report->words, column->title, column->definition, out->arena)));
            if (column->definition.len == 0 ||
                kj_span_find(kj_put_span(&said), line, 0) != SIZE_MAX)
                continue;
            if (!named)
                kj_putf(&said, "\n  %.*s\n", KJ_ARG(table->title));
            named = true;
            said.len--; /* each line begins with the feed that ends the one before */
            kj_put(&said, line);
        }
    }
    if (said.len > 0)
        kj_putf(out, "\n%.*s%.*s", KJ_ARG(kj_words_get(report->words, KJ_W_REPORT_NOTES)),
                KJ_ARG(kj_put_span(&said)));
}

static kj_span write(const kj_report_result *report, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};

    kj_putf(&out, "%.*s\n", KJ_ARG(report->title));
    for (size_t i = 0; i < report->head.count; i++) {
        const kj_head *head = &report->head.ptr[i];
        const kj_span value = kj_cell_written(report->words, &head->value, 0, arena);
        kj_putf(&out, "%.*s\n", KJ_ARG(pair(report->words, head->title, value, arena)));
    }
    for (size_t t = 0; t < report->tables.count; t++)
        put_table(&out, report->words, &report->tables.ptr[t], arena);
    put_definitions(&out, report);
    return kj_put_span(&out);
}

const kj_report_format kj_format_text = {"text", "tables for a terminal", write};
