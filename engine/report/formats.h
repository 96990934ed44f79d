/* engine/report/formats.h: the rows of reports.c, and what the written formats share. */
#ifndef KJ_REPORT_FORMATS_H
#define KJ_REPORT_FORMATS_H

#include "base/width.h"
#include "report/report.h"

extern const kj_report_row kj_report_completion, kj_report_learner, kj_report_class,
    kj_report_rehearsal;
extern const kj_report_format kj_format_text, kj_format_csv, kj_format_json;

/* Of a KJ_CELL_YES. */
kj_span kj_yes_text(const kj_words *words, const kj_cell *cell);
/* "3:42:07" */
kj_span kj_duration_text(double ms, kj_arena *arena);
/* "2026-11-23 09:15:02", local. */
kj_span kj_time_text(kj_time time, kj_arena *arena);

/* A cell as people read it; texts without what a terminal might obey (escape sequences, line feeds,
 * changes of direction). */
kj_span kj_cell_written(const kj_words *words, const kj_cell *cell, int decimals, kj_arena *arena);
/* Figures stand right, so that their digits do. */
bool kj_column_is_figure(const kj_table *table, size_t column);

#endif
