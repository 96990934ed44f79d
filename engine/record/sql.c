/* engine/record/sql.c: SQLite met in one place: statements, transactions, and what failed. */
#include "record/db.h"

#include <errno.h>
#include <string.h>

/* The user's sentence first, then the library's and the system's own words. */
void kj_sql_failed(kj_store *store, const char *code, const char *doing, kj_sink *sink)
{
    const int result = sqlite3_errcode(store->db);
    const int primary = result & 0xff;
    const int system_error = sqlite3_system_errno(store->db);
    const char *why = sqlite3_errmsg(store->db);

    if (primary == SQLITE_FULL)
        why = "the disk is full";
    else if (primary == SQLITE_READONLY)
        why = "the store can only be read here";
    else if (primary == SQLITE_IOERR && system_error != 0)
        why = strerror(system_error);
    else if (primary == SQLITE_IOERR)
        why = "the disk reports an error";
    else if (primary == SQLITE_BUSY)
        why = "another program has held it for too long";
    else if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB)
        code = "E0706";
    kj_report(sink, KJ_NOWHERE, code, "%s: %s (store %s)", doing, why, store->path);
}

sqlite3_stmt *kj_sql_kept(kj_store *store, kj_sql which, const char *code, kj_sink *sink)
{
    sqlite3_stmt **kept = &store->kept[which];

    if (!*kept && sqlite3_prepare_v3(store->db, kj_sql_texts[which], -1, SQLITE_PREPARE_PERSISTENT,
                                     kept, NULL) != SQLITE_OK) {
        kj_sql_failed(store, code, "the store does not answer", sink);
        return NULL;
    }
    sqlite3_reset(*kept);
    return *kept;
}

sqlite3_stmt *kj_sql_new(kj_store *store, const char *text, const char *code, kj_sink *sink)
{
    sqlite3_stmt *statement = NULL;

    if (sqlite3_prepare_v2(store->db, text, -1, &statement, NULL) != SQLITE_OK)
        kj_sql_failed(store, code, "the store does not answer", sink);
    return statement;
}

/* Out of memory is the only way for a bind to fail here; the step then says so.  SQLITE_STATIC:
 * callers step before the text goes. */
void kj_bind(sqlite3_stmt *statement, int at, kj_span s)
{
    sqlite3_bind_text(statement, at, s.ptr ? s.ptr : "", (int)s.len, SQLITE_STATIC);
}

kj_span kj_column_text(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);

    return (kj_span){text, text ? (size_t)sqlite3_column_bytes(statement, column) : 0};
}

bool kj_sql_run(kj_store *store, sqlite3_stmt *statement, const char *code, const char *doing,
                kj_sink *sink)
{
    const bool done = sqlite3_step(statement) == SQLITE_DONE;

    if (!done)
        kj_sql_failed(store, code, doing, sink);
    sqlite3_reset(statement);
    return done;
}

bool kj_transaction_begin(kj_store *store, const char *code, kj_sink *sink)
{
    sqlite3_stmt *begin = kj_sql_kept(store, KJ_SQL_BEGIN, code, sink);

    return begin && kj_sql_run(store, begin, code, "nothing is saved", sink);
}

bool kj_transaction_end(kj_store *store, bool keep, const char *code, kj_sink *sink)
{
    bool kept = false;

    if (keep) {
        sqlite3_stmt *commit = kj_sql_kept(store, KJ_SQL_COMMIT, code, sink);
        kept = commit && kj_sql_run(store, commit, code, "nothing is saved", sink);
    }
    /* Some failures have undone all already: then there is no transaction left to end. */
    if (!kept && !sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return kept;
}
