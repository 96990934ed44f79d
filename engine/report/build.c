/* engine/report/build.c: fills a kj_report_result, cell after cell. */
#include "report/build.h"

#include <math.h>

void kj_head_put(kj_build *build, const char *key, kj_span title, kj_cell value)
{
    *KJ_PUSH(build->arena, &build->out->head, &build->heads, kj_head) =
        (kj_head){key, title, value};
}

static kj_table *last_table(kj_build *build)
{
    return &build->out->tables.ptr[build->out->tables.count - 1];
}

void kj_table_begin(kj_build *build, const char *key, kj_span title)
{
    kj_table *table = KJ_PUSH(build->arena, &build->out->tables, &build->tables, kj_table);

    table->key = key;
    table->title = title;
    build->columns = build->cells = 0;
}

void kj_columns_put(kj_build *build, const kj_column *columns, size_t count)
{
    for (size_t i = 0; i < count; i++)
        *KJ_PUSH(build->arena, &last_table(build)->columns, &build->columns, kj_column) =
            columns[i];
}

void kj_cell_put(kj_build *build, kj_cell cell)
{
    *KJ_PUSH(build->arena, &last_table(build)->cells, &build->cells, kj_cell) = cell;
}

kj_cell kj_cell_text(kj_span text)
{
    return (kj_cell){.kind = text.len > 0 ? KJ_CELL_TEXT : KJ_CELL_EMPTY, .text = text};
}

static kj_cell number_of(kj_cell_kind kind, double number)
{
    return isfinite(number) ? (kj_cell){.kind = kind, .number = number} : (kj_cell){0};
}

kj_cell kj_cell_number(double number)
{
    return number_of(KJ_CELL_NUMBER, number);
}

kj_cell kj_cell_share(double share)
{
    return number_of(KJ_CELL_SHARE, share);
}

kj_cell kj_cell_duration(double ms)
{
    return number_of(KJ_CELL_DURATION, ms);
}

kj_cell kj_cell_time(kj_time time)
{
    return (kj_cell){.kind = KJ_CELL_TIME, .time = time};
}

kj_span kj_period_text(int64_t since, int64_t until, kj_arena *arena)
{
    const kj_span from = since == KJ_NO_DAY ? KJ_LIT("最早") : kj_date_write(since, arena);
    const kj_span to = until == KJ_NO_DAY ? KJ_LIT("最近") : kj_date_write(until, arena);

    if (since == KJ_NO_DAY && until == KJ_NO_DAY)
        return KJ_LIT("全部记录");
    return kj_arena_format(arena, "%.*s 至 %.*s", KJ_ARG(from), KJ_ARG(to));
}
