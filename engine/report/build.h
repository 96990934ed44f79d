/* engine/report/build.h: fills a kj_report_result, cell after cell. */
#ifndef KJ_REPORT_BUILD_H
#define KJ_REPORT_BUILD_H

#include "report/report.h"

typedef struct kj_build {
    kj_arena *arena;
    kj_report_result *out;
    size_t heads, tables;  /* capacities */
    size_t columns, cells; /* of the last table, which is the one being filled */
} kj_build;

void kj_head_put(kj_build *build, const char *key, kj_span title, kj_cell value);
void kj_table_begin(kj_build *build, const char *key, kj_span title);
void kj_columns_put(kj_build *build, const kj_column *columns, size_t count);
void kj_cell_put(kj_build *build, kj_cell cell);

kj_cell kj_cell_text(kj_span text);    /* empty: an empty cell */
kj_cell kj_cell_number(double number); /* not a number: an empty cell; so below */
kj_cell kj_cell_share(double share);
kj_cell kj_cell_duration(double ms);
kj_cell kj_cell_time(kj_time time);

/* "2026-10-01 至 2026-11-23", with words for an open end. */
kj_span kj_period_text(int64_t since, int64_t until, kj_arena *arena);

#endif
