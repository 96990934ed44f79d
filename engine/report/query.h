/* engine/report/query.h: SQLite for reports: read-only statements over the kept-up tables. */
#ifndef KJ_REPORT_QUERY_H
#define KJ_REPORT_QUERY_H

#include "record/store.h"

#include <sqlite3.h>

/* Between the two all queries see one state of the store, whatever is appended meanwhile.  false:
 * reported, and there is nothing to end. */
bool kj_query_begin(kj_store *store, kj_sink *sink);
void kj_query_end(kj_store *store);

/* NULL: reported. */
sqlite3_stmt *kj_query(kj_store *store, const char *text, kj_sink *sink);
/* true: there is a row; at the end, or when it fails (*failed, reported), the statement is ended.
 */
bool kj_query_next(kj_store *store, sqlite3_stmt *query, bool *failed, kj_sink *sink);
void kj_query_bind(sqlite3_stmt *query, int at, kj_span text);
kj_span kj_query_text(sqlite3_stmt *query, int column); /* until the next row */
bool kj_query_null(sqlite3_stmt *query, int column);
/* Score / max, at most 1; not a number where there is none. */
double kj_query_share(sqlite3_stmt *query, int score, int max);

#endif
