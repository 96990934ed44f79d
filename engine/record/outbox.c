/* engine/record/outbox.c: see outbox.h. */
#include "record/outbox.h"

#include "record/db.h"

#define ROW_OF(event) \
    "EXISTS(SELECT 1 FROM outbox o WHERE o.target = ?1 AND o.event = " event ".id)"

static const char next_text[] =
    "SELECT e.line, e.id, " ROW_OF("e") " FROM event e WHERE e.id > ?2 AND (NOT " ROW_OF(
        "e") " OR e.type IN ('attempt.finished', 'course.completed', 'run.started', "
             "'class.attended'))"
             " ORDER BY e.id LIMIT ?3";

static bool take(kj_store *store, sqlite3_stmt *row, kj_outbox_event *out, kj_arena *arena,
                 kj_sink *sink)
{
    out->settled = sqlite3_column_int(row, 2) != 0;
    return kj_event_of_line(store, kj_arena_copy(arena, kj_column_text(row, 0)),
                            kj_column_text(row, 1), &out->event, arena, sink);
}

bool kj_outbox_next(kj_store *store, kj_span target, kj_span after, size_t most,
                    kj_outbox_list *out, kj_span *last, kj_arena *arena, kj_sink *sink)
{
    size_t capacity = 0;
    int result;
    bool whole = true;
    sqlite3_stmt *select = kj_sql_new(store, next_text, "E0706", sink);

    *out = (kj_outbox_list){0};
    *last = (kj_span){NULL, 0};
    if (!select)
        return false;
    kj_bind(select, 1, target);
    kj_bind(select, 2, after);
    sqlite3_bind_int64(select, 3, (int64_t)most);
    while (whole && (result = sqlite3_step(select)) == SQLITE_ROW) {
        whole = take(store, select, KJ_PUSH(arena, out, &capacity, kj_outbox_event), arena, sink);
        *last = kj_arena_copy(arena, kj_column_text(select, 1));
    }
    if (whole && result != SQLITE_DONE) {
        kj_sql_failed(store, "E0706", "the store cannot be read", sink);
        whole = false;
    }
    sqlite3_finalize(select);
    if (out->count < most)
        *last = (kj_span){NULL, 0};
    return whole;
}

bool kj_outbox_settle(kj_store *store, kj_span target, const kj_outbox_row *rows, size_t count,
                      kj_sink *sink)
{
    bool saved = true;

    if (!kj_transaction_begin(store, "E0701", sink))
        return false;
    for (size_t i = 0; saved && i < count; i++) {
        sqlite3_stmt *put = kj_sql_kept(store, KJ_SQL_OUTBOX_PUT, "E0701", sink);
        saved = put != NULL;
        if (!put)
            break;
        kj_bind(put, 1, target);
        kj_bind(put, 2, rows[i].event);
        sqlite3_bind_int(put, 3, (int)rows[i].state);
        kj_bind(put, 4, rows[i].note);
        saved = kj_sql_run(store, put, "E0701", "what was sent is not noted", sink);
    }
    return kj_transaction_end(store, saved, "E0701", sink) && saved;
}

bool kj_outbox_kept(kj_store *store, kj_span target,
                    bool (*each)(void *ctx, const kj_outbox_row *row), void *ctx, kj_sink *sink)
{
    int result;
    sqlite3_stmt *select =
        kj_sql_new(store,
                   "SELECT event, state, note FROM outbox WHERE target = ?1 AND state <> 1"
                   " ORDER BY event",
                   "E0706", sink);

    if (!select)
        return false;
    kj_bind(select, 1, target);
    while ((result = sqlite3_step(select)) == SQLITE_ROW) {
        const kj_outbox_row row = {.event = kj_column_text(select, 0),
                                   .state = (kj_outbox_state)sqlite3_column_int(select, 1),
                                   .note = kj_column_text(select, 2)};
        if (!each(ctx, &row))
            break;
    }
    if (result != SQLITE_DONE && result != SQLITE_ROW)
        kj_sql_failed(store, "E0706", "the store cannot be read", sink);
    sqlite3_finalize(select);
    return result == SQLITE_DONE || result == SQLITE_ROW;
}
