/* engine/record/people.c: see people.h. */
#include "record/people.h"

#include "record/db.h"

/* The last event by index event_learner: one step each, so 5,000 people take some ten
 * milliseconds however much they have learned. */
#define LAST " (SELECT e.at_ms FROM event e WHERE e.learner = p.learner ORDER BY e.id DESC LIMIT 1)"
#define PASSED \
    " (SELECT max(a.passed_day IS NOT NULL) FROM attempt a" \
    "  WHERE a.learner = p.learner AND a.course = ?1)"
#define PIN \
    " EXISTS(SELECT 1 FROM personal o WHERE o.learner = p.learner AND o.course = ''" \
    "  AND o.kind = 'pin' AND o.object = '')"
#define COLUMNS LAST "," PASSED "," PIN

static const char everybody[] =
    "SELECT p.learner, p.name, p.department, p.left_on," COLUMNS " FROM learner p"
    " UNION ALL SELECT p.learner, '', '', ''," COLUMNS
    " FROM (SELECT DISTINCT learner FROM attempt) AS p"
    " WHERE p.learner NOT IN (SELECT learner FROM learner) ORDER BY 1";

static bool is_old(kj_store *store, kj_sink *sink, bool *failed)
{
    sqlite3_stmt *ask = kj_sql_new(store, "PRAGMA user_version", "E0706", sink);
    int64_t version = 0;

    *failed = !ask || sqlite3_step(ask) != SQLITE_ROW;
    if (*failed && ask)
        kj_sql_failed(store, "E0706", "the store cannot be read", sink);
    if (!*failed)
        version = sqlite3_column_int64(ask, 0);
    sqlite3_finalize(ask);
    return version < KJ_STORE_VERSION;
}

bool kj_people_known(kj_store *store, kj_span course, kj_known_list *out, kj_arena *arena,
                     kj_sink *sink)
{
    size_t capacity = 0;
    int result;
    bool failed = false;

    *out = (kj_known_list){0};
    if (store->read_only && is_old(store, sink, &failed))
        return !failed;
    sqlite3_stmt *select = kj_sql_new(store, everybody, "E0706", sink);
    if (!select)
        return false;
    kj_bind(select, 1, course);
    while ((result = sqlite3_step(select)) == SQLITE_ROW) {
        kj_known *known = KJ_PUSH(arena, out, &capacity, kj_known);
        *known = (kj_known){
            .id = kj_arena_copy(arena, kj_column_text(select, 0)),
            .name = kj_arena_copy(arena, kj_column_text(select, 1)),
            .department = kj_arena_copy(arena, kj_column_text(select, 2)),
            .left = kj_arena_copy(arena, kj_column_text(select, 3)),
            .last_ms = sqlite3_column_int64(select, 4),
            .begun = sqlite3_column_type(select, 5) != SQLITE_NULL,
            .passed = sqlite3_column_int(select, 5) != 0,
            .pin = sqlite3_column_int(select, 6) != 0,
        };
    }
    if (result != SQLITE_DONE)
        kj_sql_failed(store, "E0706", "the store cannot be read", sink);
    sqlite3_finalize(select);
    return result == SQLITE_DONE;
}

/* The keys of both tables begin with the learner, so each query ends at its second row. */
static bool add_first(kj_store *store, const char *query, kj_only *out, kj_arena *arena,
                      kj_sink *sink)
{
    sqlite3_stmt *select = kj_sql_new(store, query, "E0706", sink);
    int result;

    if (!select)
        return false;
    while ((result = sqlite3_step(select)) == SQLITE_ROW) {
        const kj_span id = kj_column_text(select, 0);
        if (out->count == 1 && kj_span_equal(id, out->id))
            continue;
        out->id = kj_arena_copy(arena, id);
        out->count++;
    }
    if (result != SQLITE_DONE)
        kj_sql_failed(store, "E0706", "the store cannot be read", sink);
    sqlite3_finalize(select);
    return result == SQLITE_DONE;
}

bool kj_people_only(kj_store *store, kj_only *out, kj_arena *arena, kj_sink *sink)
{
    *out = (kj_only){0};
    if (!add_first(store, "SELECT learner FROM learner ORDER BY 1 LIMIT 2", out, arena, sink) ||
        !add_first(store, "SELECT DISTINCT learner FROM attempt ORDER BY 1 LIMIT 2", out, arena,
                   sink))
        return false;
    if (out->count > 1)
        *out = (kj_only){.count = 2};
    return true;
}
