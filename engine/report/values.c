/* engine/report/values.c: cells as the reports write them. */
#include "report/formats.h"

#include <math.h>

kj_span kj_yes_text(const kj_words *words, const kj_cell *cell)
{
    return kj_words_get(words, cell->number > 0 ? KJ_W_REPORT_YES : KJ_W_REPORT_NO);
}

kj_span kj_duration_text(double ms, kj_arena *arena)
{
    const long long seconds = llround(ms / 1000);

    return kj_arena_format(arena, "%lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60,
                           seconds % 60);
}

kj_span kj_time_text(kj_time time, kj_arena *arena)
{
    const kj_date d = kj_time_local(time);

    return kj_arena_format(arena, "%04d-%02d-%02d %02d:%02d:%02d", d.year, d.month, d.day, d.hour,
                           d.minute, d.second);
}

/* What a terminal might obey (escape sequences, line feeds, changes of direction) is not passed
 * on. */
static kj_span harmless(kj_span text, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};

    for (size_t at = 0; at < text.len;) {
        const size_t from = at;
        const uint32_t c = kj_utf8_next(text, &at);
        const bool bad = c < 0x20 || (c >= 0x7f && c < 0xa0) || c == KJ_UTF8_BAD || c == 0x200e ||
                         c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
                         (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
        if (bad)
            kj_put_char(&out, ' ');
        else
            kj_put(&out, kj_span_sub(text, from, at));
    }
    return kj_put_span(&out);
}

kj_span kj_cell_written(const kj_words *words, const kj_cell *cell, int decimals, kj_arena *arena)
{
    switch (cell->kind) {
    case KJ_CELL_EMPTY:
        return KJ_LIT("—");
    case KJ_CELL_TEXT:
    case KJ_CELL_CODE:
        return harmless(cell->text, arena);
    case KJ_CELL_YES:
        return kj_yes_text(words, cell);
    case KJ_CELL_NUMBER:
        return kj_arena_format(arena, "%.*f", decimals, cell->number);
    case KJ_CELL_SHARE:
        return kj_arena_format(arena, "%.*f%%", decimals, 100 * cell->number);
    case KJ_CELL_TIME:
        return kj_time_text(cell->time, arena);
    case KJ_CELL_DURATION:
        return kj_duration_text(cell->number, arena);
    }
    return (kj_span){0};
}

bool kj_column_is_figure(const kj_table *table, size_t column)
{
    for (size_t i = column; i < table->cells.count; i += table->columns.count) {
        const kj_cell_kind kind = table->cells.ptr[i].kind;
        if (kind == KJ_CELL_TEXT || kind == KJ_CELL_TIME || kind == KJ_CELL_YES ||
            kind == KJ_CELL_CODE)
            return false;
    }
    return true;
}
