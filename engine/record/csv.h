/* engine/record/csv.h: a table in text becomes cells with their places (RFC 4180, and the tab and
 * semicolon forms that spreadsheets write). */
#ifndef KJ_RECORD_CSV_H
#define KJ_RECORD_CSV_H

#include "base/diag.h"

#define KJ_CSV_ROWS_MAX 1000000
#define KJ_CSV_CELLS_MAX 256 /* in a row */
#define KJ_CSV_CELL_BYTES_MAX 4096
#define KJ_CSV_PROBLEMS_MAX 100 /* reported of one text */

typedef struct kj_csv_cell {
    kj_span text; /* unquoted and trimmed */
    size_t offset;
} kj_csv_cell;

typedef struct kj_csv_row {
    KJ_LIST(kj_csv_cell) cells; /* at least one */
    size_t offset;
} kj_csv_row;

typedef KJ_LIST(kj_csv_row) kj_csv_rows;

/* The same text in UTF-8 without a byte order mark: from UTF-8, UTF-16 with a mark, or GB18030.
 * false: none of them, reported as E0801.  `out` keeps the name; its text may point into `in`. */
bool kj_csv_decode(const kj_source *in, kj_source *out, kj_arena *arena, kj_sink *sink);

/* Rows that hold something.  The separator is the one of `,` `;` tab that the first row has most
 * of outside quotes.  false: something was wrong and is reported as E0801; `out` has the rest. */
bool kj_csv_read(const kj_source *source, kj_csv_rows *out, kj_arena *arena, kj_sink *sink);

#endif
