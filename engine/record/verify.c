/* engine/record/verify.c: proves what can be proved of a store: each device's chain, that the
 * columns say what the lines say, and that the kept-up tables say what the events say. */
#include "record/db.h"

#include <stdio.h>
#include <string.h>

typedef struct proof {
    kj_store *store;
    kj_verify_count *count;
    kj_sink *sink;
    /* The event before, of the same device. */
    char device[KJ_ID_MAX + 1];
    int64_t seq;
    unsigned char hash[KJ_HASH_BYTES];
    size_t told;
} proof;

__attribute__((format(printf, 3, 4))) static void broken(proof *p, const char *code,
                                                         const char *format, ...)
{
    char message[512];
    va_list args;

    p->count->broken++;
    if (++p->told > KJ_PROBLEMS_MAX)
        return;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    kj_report(p->sink, KJ_NOWHERE, code, "%s", message);
}

static bool same_number(sqlite3_stmt *row, int column, bool there, double number)
{
    if (!there)
        return sqlite3_column_type(row, column) == SQLITE_NULL;
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return false;
    const double stored = sqlite3_column_double(row, column);
    return !(stored < number) && !(stored > number);
}

#define COLUMNS \
    "SELECT line, seq, prev, hash, id, device, learner, course, version, attempt, type, object," \
    " within, at_ms, at_offset_min, score, max, passed, duration_ms, try FROM event"

/* Do the columns, which reports read, say the same as the line, which the chain covers? */
static bool columns_agree(sqlite3_stmt *row, kj_arena *arena)
{
    const kj_source source = {.name = KJ_LIT("store"), .text = kj_column_text(row, 0)};
    kj_sink quiet = kj_sink_silent();
    const kj_json *json = kj_json_parse(&source, arena, &quiet);
    kj_event e;

    if (!json || !kj_event_read(json, &source, &e, arena, &quiet))
        return false;
    const kj_span texts[] = {e.id,
                             e.device,
                             e.learner,
                             e.course,
                             e.version,
                             e.attempt,
                             kj_span_of(kj_event_words[e.type]),
                             e.object,
                             e.within};
    for (size_t i = 0; i < KJ_COUNT(texts); i++)
        if (!kj_span_equal(kj_column_text(row, 4 + (int)i), texts[i]))
            return false;
    return sqlite3_column_int64(row, 13) == e.at.ms &&
           sqlite3_column_int(row, 14) == e.at.offset_min &&
           same_number(row, 15, e.has & KJ_HAS_SCORE, e.score) &&
           same_number(row, 16, e.has & KJ_HAS_SCORE, e.max) &&
           same_number(row, 17, e.has & KJ_HAS_PASSED, e.passed) &&
           same_number(row, 18, e.has & KJ_HAS_DURATION, (double)e.duration_ms) &&
           same_number(row, 19, e.has & KJ_HAS_TRY, e.try_count);
}

static bool is_hash(sqlite3_stmt *row, int column, const unsigned char hash[KJ_HASH_BYTES])
{
    return sqlite3_column_bytes(row, column) == KJ_HASH_BYTES &&
           memcmp(sqlite3_column_blob(row, column), hash, KJ_HASH_BYTES) == 0;
}

static void missing(proof *p, kj_span device, int64_t from, int64_t to)
{
    if (from == to)
        broken(p, "E0704", "device %.*s: event %lld of its chain is missing", KJ_ARG(device),
               (long long)from);
    else
        broken(p, "E0704", "device %.*s: events %lld to %lld of its chain are missing",
               KJ_ARG(device), (long long)from, (long long)to);
}

/* One event of a chain; rows come by device and seq. */
static void prove_link(proof *p, sqlite3_stmt *row, kj_arena *arena)
{
    const kj_span device = kj_column_text(row, 5), id = kj_column_text(row, 4);
    const int64_t seq = sqlite3_column_int64(row, 1);
    unsigned char hash[KJ_HASH_BYTES] = {0};

    if (!kj_span_is(device, p->device)) {
        const size_t len = device.len < KJ_ID_MAX ? device.len : KJ_ID_MAX;
        memset(p->device, 0, sizeof p->device);
        memcpy(p->device, device.ptr, len);
        memset(p->hash, 0, sizeof p->hash);
        p->seq = 0;
    }
    if (sqlite3_column_bytes(row, 2) == KJ_HASH_BYTES)
        kj_chain_hash(sqlite3_column_blob(row, 2), kj_column_text(row, 0), hash);
    if (!is_hash(row, 3, hash) || !columns_agree(row, arena))
        broken(p, "E0704", "device %.*s: event %lld of its chain has been altered (%.*s)",
               KJ_ARG(device), (long long)seq, KJ_ARG(id));
    if (seq == p->seq)
        broken(p, "E0704", "device %.*s: its chain has two events %lld (%.*s)", KJ_ARG(device),
               (long long)seq, KJ_ARG(id));
    else if (seq > p->seq + 1)
        missing(p, device, p->seq + 1, seq - 1);
    else if (!is_hash(row, 2, p->hash))
        broken(p, "E0704", "device %.*s: event %lld does not follow from the one before (%.*s)",
               KJ_ARG(device), (long long)seq, KJ_ARG(id));
    p->seq = seq;
    if (sqlite3_column_bytes(row, 3) == KJ_HASH_BYTES)
        memcpy(p->hash, sqlite3_column_blob(row, 3), KJ_HASH_BYTES);
}

static bool prove_chains(proof *p, kj_arena *arena)
{
    sqlite3_stmt *select = kj_sql_new(
        p->store, COLUMNS " WHERE seq IS NOT NULL ORDER BY device, seq, id", "E0706", p->sink);
    int result = SQLITE_DONE;

    if (!select)
        return false;
    while ((result = sqlite3_step(select)) == SQLITE_ROW) {
        p->count->events++;
        prove_link(p, select, arena);
        kj_arena_reset(arena);
    }
    if (result != SQLITE_DONE)
        kj_sql_failed(p->store, "E0706", "the store cannot be read", p->sink);
    sqlite3_finalize(select);
    return result == SQLITE_DONE;
}

/* The end of a chain can only be missed by who remembers it. */
static bool prove_heads(proof *p)
{
    sqlite3_stmt *select =
        kj_sql_new(p->store,
                   "SELECT d.device, d.seq, coalesce((SELECT max(e.seq) FROM event e"
                   " WHERE e.device = d.device AND e.seq IS NOT NULL), 0) AS held FROM device d"
                   " WHERE d.seq > held ORDER BY d.device",
                   "E0706", p->sink);
    int result = SQLITE_DONE;

    if (!select)
        return false;
    while ((result = sqlite3_step(select)) == SQLITE_ROW)
        missing(p, kj_column_text(select, 0), sqlite3_column_int64(select, 2) + 1,
                sqlite3_column_int64(select, 1));
    if (result != SQLITE_DONE)
        kj_sql_failed(p->store, "E0706", "the store cannot be read", p->sink);
    sqlite3_finalize(select);
    return result == SQLITE_DONE;
}

static bool prove_unchained(proof *p, kj_arena *arena)
{
    sqlite3_stmt *select =
        kj_sql_new(p->store, COLUMNS " WHERE seq IS NULL ORDER BY id", "E0706", p->sink);
    int result = SQLITE_DONE;

    if (!select)
        return false;
    while ((result = sqlite3_step(select)) == SQLITE_ROW) {
        const kj_span id = kj_column_text(select, 4);
        p->count->events++;
        p->count->unproved++;
        if (!columns_agree(select, arena))
            broken(p, "E0706", "event %.*s: its columns and its line differ", KJ_ARG(id));
        kj_arena_reset(arena);
    }
    if (result != SQLITE_DONE)
        kj_sql_failed(p->store, "E0706", "the store cannot be read", p->sink);
    sqlite3_finalize(select);
    return result == SQLITE_DONE;
}

/* One word a device, not one an event: a whole laptop may be so. */
static bool tell_unproved(proof *p)
{
    sqlite3_stmt *select = kj_sql_new(
        p->store, "SELECT device, sum(seq IS NULL) FROM event GROUP BY device ORDER BY device",
        "E0706", p->sink);
    int result = SQLITE_DONE;

    if (!select)
        return false;
    while ((result = sqlite3_step(select)) == SQLITE_ROW) {
        const kj_span device = kj_column_text(select, 0);
        const int64_t bare = sqlite3_column_int64(select, 1);
        p->count->devices++;
        if (bare > 0)
            kj_report(p->sink, KJ_NOWHERE, "W0705",
                      "device %.*s: %lld of its events have no chain: nothing proves them",
                      KJ_ARG(device), (long long)bare);
    }
    if (result != SQLITE_DONE)
        kj_sql_failed(p->store, "E0706", "the store cannot be read", p->sink);
    sqlite3_finalize(select);
    return result == SQLITE_DONE;
}

/* By phone in a class, of somebody who has no attempt. */
#define ANSWER_OF_NOBODY \
    "(type = 'item.answered' AND try IS NULL AND coalesce(within, '') = attempt)"

/* What the kept-up tables must hold, from the events alone.  A bare column beside min() or max()
 * is of the row that has it (SQLite's rule). */
static const struct {
    const char *table, *expected;
} kept_up[] = {
    {"attempt",
     "WITH f AS (SELECT learner, course, attempt, min(id) AS id, at_ms,"
     "  (at_ms + at_offset_min * 60000) AS local FROM event"
     "  WHERE NOT (" KJ_SQL_OF_CLASS ") AND NOT " ANSWER_OF_NOBODY "  GROUP BY 1, 2, 3),"
     " s AS (SELECT learner, course, attempt, min(id) AS id, at_ms, version,"
     "  (at_ms + at_offset_min * 60000) AS local FROM event WHERE type = 'attempt.started'"
     "  GROUP BY 1, 2, 3),"
     " e AS (SELECT learner, course, attempt, min(id) AS id, at_ms, score, max, passed,"
     "  duration_ms, (at_ms + at_offset_min * 60000) AS local FROM event"
     "  WHERE type = 'attempt.finished' GROUP BY 1, 2, 3),"
     " b AS (SELECT learner, course, attempt,"
     "  max(CASE WHEN max > 0 THEN min(score / max, 1.0) END) AS share, min(CASE WHEN passed THEN"
     "   floor((at_ms + at_offset_min * 60000) / 86400000.0) END) AS day FROM event"
     "  WHERE type = 'attempt.finished' GROUP BY 1, 2, 3)"
     " SELECT f.learner, f.course, f.attempt, f.id, f.at_ms, floor(f.local / 86400000.0), s.id,"
     " s.at_ms, floor(s.local / 86400000.0), s.version, e.id, e.at_ms,"
     " floor(e.local / 86400000.0), e.score, e.max, e.passed, e.duration_ms, b.share, b.day FROM f"
     " LEFT JOIN s USING (learner, course, attempt) LEFT JOIN e USING (learner, course, attempt)"
     " LEFT JOIN b USING (learner, course, attempt)"},
    {"answer",
     "WITH a AS (SELECT * FROM event WHERE type = 'item.answered'"
     "  AND NOT " ANSWER_OF_NOBODY "),"
     " l AS (SELECT course, object, learner, attempt, count(*) AS n, max(id) AS id, score, max"
     "  FROM a GROUP BY 1, 2, 3, 4),"
     " f AS (SELECT course, object, learner, attempt, min(id) AS id, at_ms, score, max,"
     "  duration_ms, json_extract(line, '$.data.response') AS response FROM a WHERE try = 1"
     "  GROUP BY 1, 2, 3, 4)"
     " SELECT l.course, l.object, l.learner, l.attempt, l.n, l.id, l.score, l.max, f.id, f.at_ms,"
     " f.score, f.max, f.duration_ms, f.response FROM l"
     " LEFT JOIN f USING (course, object, learner, attempt)"},
    {"class", KJ_SQL_CLASS_WANTED},
    {"attendance", KJ_SQL_ATTENDANCE_WANTED},
};

static bool prove_kept_up(proof *p, kj_arena *arena)
{
    for (size_t i = 0; i < KJ_COUNT(kept_up); i++) {
        const kj_span text = kj_arena_format(
            arena,
            "WITH want AS (%s), have AS (SELECT * FROM %s) SELECT"
            " (SELECT count(*) FROM (SELECT * FROM want EXCEPT SELECT * FROM have)) +"
            " (SELECT count(*) FROM (SELECT * FROM have EXCEPT SELECT * FROM want))",
            kept_up[i].expected, kept_up[i].table);
        sqlite3_stmt *select = kj_sql_new(p->store, text.ptr, "E0706", p->sink);
        if (!select)
            return false;
        const int result = sqlite3_step(select);
        if (result != SQLITE_ROW)
            kj_sql_failed(p->store, "E0706", "the store cannot be read", p->sink);
        else if (sqlite3_column_int64(select, 0) > 0)
            broken(p, "E0706", "table '%s' does not say what the events say", kept_up[i].table);
        sqlite3_finalize(select);
        if (result != SQLITE_ROW)
            return false;
    }
    return true;
}

bool kj_store_verify(kj_store *store, kj_verify_count *count, kj_arena *arena, kj_sink *sink)
{
    kj_arena *row_arena = kj_arena_new();
    proof p = {.store = store, .count = count, .sink = sink};
    bool done = false;

    *count = (kj_verify_count){0};
    /* One picture of the store, whatever is appended meanwhile. */
    if (sqlite3_exec(store->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
        kj_sql_failed(store, "E0706", "the store cannot be read", sink);
    else {
        done = prove_chains(&p, row_arena) && prove_heads(&p) && prove_unchained(&p, row_arena) &&
               tell_unproved(&p) && prove_kept_up(&p, arena);
        sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
    }
    if (p.told > KJ_PROBLEMS_MAX)
        kj_report(sink, KJ_NOWHERE, "E0704", "and %zu more", p.told - KJ_PROBLEMS_MAX);
    kj_arena_free(row_arena);
    return done && count->broken == 0;
}
