/* engine/report/build.c: fills a kj_report_result, cell after cell. */
#include "report/build.h"

#include <math.h>

kj_build kj_build_begin(kj_report_result *out, const char *key, kj_word_id title,
                        const kj_words *words, kj_arena *arena)
{
    *out = (kj_report_result){.key = key, .title = kj_words_get(words, title), .words = words};
    return (kj_build){.arena = arena, .out = out};
}

kj_span kj_build_word(const kj_build *build, kj_word_id id)
{
    return kj_words_get(build->out->words, id);
}

void kj_head_put(kj_build *build, const char *key, kj_span title, kj_cell value)
{
    *KJ_PUSH(build->arena, &build->out->head, &build->heads, kj_head) =
        (kj_head){key, title, value};
}

void kj_head_say(kj_build *build, const char *key, kj_word_id title, kj_cell value)
{
    kj_head_put(build, key, kj_build_word(build, title), value);
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

void kj_table_say(kj_build *build, const char *key, kj_word_id title)
{
    kj_table_begin(build, key, kj_build_word(build, title));
}

void kj_columns_put(kj_build *build, const kj_column *columns, size_t count)
{
    for (size_t i = 0; i < count; i++)
        *KJ_PUSH(build->arena, &last_table(build)->columns, &build->columns, kj_column) =
            columns[i];
}

void kj_columns_say(kj_build *build, const kj_column_row *columns, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const kj_column column = {columns[i].key, kj_build_word(build, columns[i].title),
                                  kj_build_word(build, columns[i].definition), columns[i].decimals};
        kj_columns_put(build, &column, 1);
    }
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

kj_cell kj_cell_yes(bool yes)
{
    return (kj_cell){.kind = KJ_CELL_YES, .number = yes ? 1 : 0};
}

kj_cell kj_cell_code(const char *code, kj_span text)
{
    return (kj_cell){.kind = KJ_CELL_CODE, .code = code, .text = text};
}

kj_cell kj_how_cell(const kj_build *build, kj_span how)
{
    static const struct {
        const char *code;
        kj_word_id word;
    } ways[] = {
        {"hand", KJ_W_REPORT_CLASS_BY_HAND},
        {"list", KJ_W_REPORT_CLASS_BY_LIST},
        {"qr", KJ_W_REPORT_CLASS_BY_QR},
        {"live", KJ_W_REPORT_CLASS_BY_LIVE},
    };

    for (size_t i = 0; i < KJ_COUNT(ways); i++)
        if (kj_span_is(how, ways[i].code))
            return kj_cell_code(ways[i].code, kj_build_word(build, ways[i].word));
    return kj_cell_text(how);
}

static kj_span day_text(const kj_build *build, int64_t day, kj_word_id otherwise)
{
    return day == KJ_NO_DAY ? kj_build_word(build, otherwise) : kj_date_write(day, build->arena);
}

kj_span kj_period_text(const kj_build *build, int64_t since, int64_t until)
{
    if (since == KJ_NO_DAY && until == KJ_NO_DAY)
        return kj_build_word(build, KJ_W_REPORT_ALL_RECORDS);
    return KJ_FILL(build->out->words, build->arena, KJ_W_REPORT_PERIOD_DAYS,
                   kj_w("from", day_text(build, since, KJ_W_REPORT_EARLIEST)),
                   kj_w("to", day_text(build, until, KJ_W_REPORT_LATEST)));
}
