/* engine/record/personal.c: the table of what is the learner's own. */
#include "record/personal.h"

#include "record/db.h"

#include <assert.h>

static void bind_key(sqlite3_stmt *statement, const kj_personal_row *row)
{
    kj_bind(statement, 1, row->learner);
    kj_bind(statement, 2, row->course);
    kj_bind(statement, 3, row->kind);
    kj_bind(statement, 4, row->object);
}

static bool put_one(kj_store *store, const kj_personal_row *row, kj_sink *sink)
{
    const bool keep = row->value.len > 0;
    sqlite3_stmt *put =
        kj_sql_kept(store, keep ? KJ_SQL_PERSONAL_PUT : KJ_SQL_PERSONAL_REMOVE, "E0701", sink);

    assert(row->learner.len > 0 && row->kind.len > 0);
    if (!put)
        return false;
    bind_key(put, row);
    if (keep) {
        kj_bind(put, 5, row->value);
        sqlite3_bind_int64(put, 6, row->at_ms);
    }
    return kj_sql_run(store, put, "E0701", "what is the learner's own is not saved", sink);
}

bool kj_personal_put(kj_store *store, const kj_personal_row *rows, size_t count, kj_sink *sink)
{
    bool saved = true;

    if (!kj_transaction_begin(store, "E0701", sink))
        return false;
    for (size_t i = 0; saved && i < count; i++)
        saved = put_one(store, &rows[i], sink);
    return kj_transaction_end(store, saved, "E0701", sink) && saved;
}

/* A store of version 1 that can only be read has not got the table, and nobody's own. */
static bool has_table(kj_store *store, kj_sink *sink, bool *failed)
{
    sqlite3_stmt *ask =
        kj_sql_new(store, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'personal'",
                   "E0706", sink);
    int result;

    *failed = !ask;
    if (!ask)
        return false;
    result = sqlite3_step(ask);
    *failed = result != SQLITE_ROW && result != SQLITE_DONE;
    if (*failed)
        kj_sql_failed(store, "E0706", "the store cannot be read", sink);
    sqlite3_finalize(ask);
    return result == SQLITE_ROW;
}

bool kj_personal_get(kj_store *store, const kj_personal_row *key, kj_personal_row *out,
                     kj_arena *arena, kj_sink *sink)
{
    sqlite3_stmt *get;
    bool failed = false;
    int result;

    *out = *key;
    out->value = (kj_span){0};
    out->at_ms = 0;
    if (store->read_only && !has_table(store, sink, &failed))
        return false;
    get = kj_sql_kept(store, KJ_SQL_PERSONAL_GET, "E0706", sink);
    if (!get)
        return false;
    bind_key(get, key);
    result = sqlite3_step(get);
    if (result == SQLITE_ROW) {
        out->value = kj_arena_copy(arena, kj_column_text(get, 0));
        out->at_ms = sqlite3_column_int64(get, 1);
    } else if (result != SQLITE_DONE)
        kj_sql_failed(store, "E0706", "the store cannot be read", sink);
    sqlite3_reset(get);
    return result == SQLITE_ROW;
}

bool kj_personal_each(kj_store *store, kj_span learner, kj_span course,
                      bool (*each)(void *ctx, const kj_personal_row *row), void *ctx, kj_sink *sink)
{
    sqlite3_stmt *select;
    bool failed = false, on = true;
    int result = SQLITE_ROW;

    if (store->read_only && !has_table(store, sink, &failed))
        return !failed;
    /* Not a kept statement: `each` may ask the store for something too. */
    select = kj_sql_new(store,
                        "SELECT course, kind, object, value, at_ms FROM personal WHERE learner = ?1"
                        " AND (?2 = '' OR course IN ('', ?2)) ORDER BY course, kind, object",
                        "E0706", sink);
    if (!select)
        return false;
    kj_bind(select, 1, learner);
    kj_bind(select, 2, course);
    while (on && (result = sqlite3_step(select)) == SQLITE_ROW) {
        const kj_personal_row row = {.learner = learner,
                                     .course = kj_column_text(select, 0),
                                     .kind = kj_column_text(select, 1),
                                     .object = kj_column_text(select, 2),
                                     .value = kj_column_text(select, 3),
                                     .at_ms = sqlite3_column_int64(select, 4)};
        on = each(ctx, &row);
    }
    if (on && result != SQLITE_DONE)
        kj_sql_failed(store, "E0706", "the store cannot be read", sink);
    sqlite3_finalize(select);
    return !on || result == SQLITE_DONE;
}

bool kj_personal_clear(kj_store *store, kj_span learner, kj_sink *sink)
{
    sqlite3_stmt *clear =
        kj_sql_new(store, "DELETE FROM personal WHERE learner = ?1", "E0701", sink);
    bool done;

    if (!clear)
        return false;
    kj_bind(clear, 1, learner);
    done = kj_sql_run(store, clear, "E0701", "what is the learner's own is not removed", sink);
    sqlite3_finalize(clear);
    return done;
}
