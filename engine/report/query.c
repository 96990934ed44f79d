/* engine/report/query.c: SQLite for reports. */
#include "report/query.h"

#include <math.h>

static void failed_to_read(kj_store *store, kj_sink *sink)
{
    kj_report(sink, KJ_NOWHERE, "E0706", "the store cannot be read: %s",
              sqlite3_errmsg(kj_store_handle(store)));
}

bool kj_query_begin(kj_store *store, kj_sink *sink)
{
    if (sqlite3_exec(kj_store_handle(store), "BEGIN", NULL, NULL, NULL) == SQLITE_OK)
        return true;
    failed_to_read(store, sink);
    return false;
}

void kj_query_end(kj_store *store)
{
    sqlite3_exec(kj_store_handle(store), "COMMIT", NULL, NULL, NULL);
}

sqlite3_stmt *kj_query(kj_store *store, const char *text, kj_sink *sink)
{
    sqlite3_stmt *query = NULL;

    if (sqlite3_prepare_v2(kj_store_handle(store), text, -1, &query, NULL) != SQLITE_OK)
        failed_to_read(store, sink);
    return query;
}

bool kj_query_next(kj_store *store, sqlite3_stmt *query, bool *failed, kj_sink *sink)
{
    const int result = sqlite3_step(query);

    if (result == SQLITE_ROW)
        return true;
    *failed = result != SQLITE_DONE;
    if (*failed)
        failed_to_read(store, sink);
    sqlite3_finalize(query);
    return false;
}

void kj_query_bind(sqlite3_stmt *query, int at, kj_span text)
{
    sqlite3_bind_text(query, at, text.ptr ? text.ptr : "", (int)text.len, SQLITE_STATIC);
}

kj_span kj_query_text(sqlite3_stmt *query, int column)
{
    const char *text = (const char *)sqlite3_column_text(query, column);

    return (kj_span){text, text ? (size_t)sqlite3_column_bytes(query, column) : 0};
}

bool kj_query_null(sqlite3_stmt *query, int column)
{
    return sqlite3_column_type(query, column) == SQLITE_NULL;
}

double kj_query_share(sqlite3_stmt *query, int score, int max)
{
    const double whole = sqlite3_column_double(query, max);

    if (kj_query_null(query, score) || !(whole > 0))
        return NAN;
    return fmin(sqlite3_column_double(query, score) / whole, 1);
}
