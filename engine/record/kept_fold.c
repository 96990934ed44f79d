/* engine/record/kept_fold.c: the table of folds that were made before. */
#include "record/kept_fold.h"

#include "record/db.h"

#include <sodium.h>
#include <string.h>

kj_span kj_fold_key(const kj_span *parts, size_t count, kj_arena *arena)
{
    crypto_generichash_state hash;
    unsigned char bytes[KJ_HASH_BYTES];
    char hex[2 * KJ_HASH_BYTES + 1];

    crypto_generichash_init(&hash, NULL, 0, sizeof bytes);
    for (size_t i = 0; i < count; i++) {
        const uint64_t len = parts[i].len; /* so that parts cannot run into each other */
        crypto_generichash_update(&hash, (const unsigned char *)&len, sizeof len);
        crypto_generichash_update(&hash, (const unsigned char *)parts[i].ptr, parts[i].len);
    }
    crypto_generichash_final(&hash, bytes, sizeof bytes);
    sodium_bin2hex(hex, sizeof hex, bytes, sizeof bytes);
    return kj_arena_copy(arena, kj_span_of(hex));
}

static void seal(kj_span state, unsigned char out[KJ_HASH_BYTES])
{
    crypto_generichash(out, KJ_HASH_BYTES, (const unsigned char *)state.ptr, state.len, NULL, 0);
}

/* The learner's events up to and with the one of that id.  The index has both columns: no row is
 * read. */
static bool count_known(kj_store *store, kj_span learner, kj_span upto, uint64_t *out,
                        kj_sink *sink)
{
    sqlite3_stmt *count = kj_sql_new(
        store, "SELECT count(*) FROM event WHERE learner = ?1 AND id <= ?2", "E0706", sink);
    bool done;

    if (!count)
        return false;
    kj_bind(count, 1, learner);
    kj_bind(count, 2, upto);
    done = sqlite3_step(count) == SQLITE_ROW;
    if (done)
        *out = (uint64_t)sqlite3_column_int64(count, 0);
    else
        kj_sql_failed(store, "E0706", "the store cannot be read", sink);
    sqlite3_finalize(count);
    return done;
}

static void bind_of(sqlite3_stmt *statement, const kj_event_filter *of)
{
    kj_bind(statement, 1, of->learner);
    kj_bind(statement, 2, of->course);
    kj_bind(statement, 3, of->attempt);
}

typedef struct kept {
    char upto[KJ_UUID_LEN + 1]; /* id of the last event in it; empty: none */
    uint64_t events;            /* of the attempt, in it */
} kept;

/* The row into `state`, where it is whole and of that size. */
static bool take_row(sqlite3_stmt *row, kept *out, void *state, size_t bytes)
{
    unsigned char hash[KJ_HASH_BYTES];
    const void *blob = sqlite3_column_blob(row, 3);
    const kj_span upto = kj_column_text(row, 0);

    if (!blob || (size_t)sqlite3_column_bytes(row, 3) != bytes || upto.len != KJ_UUID_LEN ||
        sqlite3_column_bytes(row, 4) != KJ_HASH_BYTES)
        return false;
    seal((kj_span){blob, bytes}, hash);
    if (memcmp(hash, sqlite3_column_blob(row, 4), sizeof hash) != 0)
        return false;
    memcpy(state, blob, bytes);
    memcpy(out->upto, upto.ptr, upto.len);
    out->events = (uint64_t)sqlite3_column_int64(row, 2);
    return true;
}

/* Leaves `state` alone where nothing is kept that holds.  A store that is only read may be of a
 * version without the table: then nothing is. */
static void get(kj_store *store, const kj_event_filter *of, kj_span key, void *state, size_t bytes,
                kept *out)
{
    kj_sink silent = {0};
    sqlite3_stmt *get =
        kj_sql_new(store,
                   "SELECT upto, known, events, state, hash FROM kept_fold WHERE learner = ?1"
                   " AND course = ?2 AND attempt = ?3 AND made_by = ?4",
                   "E0706", &silent);
    uint64_t known = 0;

    *out = (kept){0};
    if (!get)
        return;
    bind_of(get, of);
    kj_bind(get, 4, key);
    /* An event of an earlier id that came since (another laptop's bundle) belongs before it. */
    if (sqlite3_step(get) == SQLITE_ROW &&
        count_known(store, of->learner, kj_column_text(get, 0), &known, &silent) &&
        known == (uint64_t)sqlite3_column_int64(get, 1) && !take_row(get, out, state, bytes))
        *out = (kept){0};
    sqlite3_finalize(get);
}

static bool put(kj_store *store, const kj_event_filter *of, kj_span key, const kept *fold,
                uint64_t known, kj_span state, kj_sink *sink)
{
    unsigned char hash[KJ_HASH_BYTES];
    sqlite3_stmt *insert = kj_sql_new(
        store,
        "INSERT INTO kept_fold(learner, course, attempt, made_by, upto, known, events, state, hash)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        " ON CONFLICT(learner, course, attempt) DO UPDATE SET made_by = excluded.made_by,"
        " upto = excluded.upto, known = excluded.known, events = excluded.events,"
        " state = excluded.state, hash = excluded.hash",
        "E0701", sink);
    bool done;

    if (!insert)
        return false;
    seal(state, hash);
    bind_of(insert, of);
    kj_bind(insert, 4, key);
    kj_bind(insert, 5, kj_span_of(fold->upto));
    sqlite3_bind_int64(insert, 6, (sqlite3_int64)known);
    sqlite3_bind_int64(insert, 7, (sqlite3_int64)fold->events);
    sqlite3_bind_blob64(insert, 8, state.ptr, state.len, SQLITE_STATIC);
    sqlite3_bind_blob(insert, 9, hash, sizeof hash, SQLITE_STATIC);
    done = kj_sql_run(store, insert, "E0701", "the state of the lesson is not kept", sink);
    sqlite3_finalize(insert);
    return done;
}

typedef struct folding {
    bool (*step)(void *ctx, const kj_event *event);
    void *ctx;
    char last[KJ_UUID_LEN + 1];
    uint64_t count;
} folding;

static bool fold_one(void *ctx, const kj_event *event)
{
    folding *f = ctx;

    if (event->id.len == KJ_UUID_LEN)
        memcpy(f->last, event->id.ptr, KJ_UUID_LEN);
    f->count++;
    return f->step(f->ctx, event);
}

bool kj_fold_resume(kj_store *store, const kj_event_filter *of, kj_span key, void *state,
                    size_t bytes, bool (*step)(void *ctx, const kj_event *event), void *ctx,
                    uint64_t *from_kept, kj_sink *sink)
{
    folding f = {.step = step, .ctx = ctx};
    kj_event_filter rest = *of;
    kj_sink silent = {0};
    uint64_t known = 0;
    kept fold;

    /* A reader's transaction: what is counted is what is folded. */
    const bool one_instant = sqlite3_exec(store->db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
    get(store, of, key, state, bytes, &fold);
    if (from_kept)
        *from_kept = fold.events;
    rest.after = kj_span_of(fold.upto);
    bool done = kj_store_events(store, &rest, fold_one, &f, sink);
    const bool keep = done && one_instant && !store->read_only && f.count >= KJ_FOLD_KEEP_EVERY &&
                      count_known(store, of->learner, kj_span_of(f.last), &known, &silent);
    if (one_instant)
        sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
    if (keep) {
        memcpy(fold.upto, f.last, sizeof fold.upto);
        fold.events += f.count;
        /* A full disk or a lock is no harm here: the next start folds the events again. */
        put(store, of, key, &fold, known, (kj_span){state, bytes}, &silent);
    }
    return done;
}

bool kj_fold_drop(kj_store *store, kj_span learner, kj_sink *sink)
{
    sqlite3_stmt *drop =
        kj_sql_new(store, "DELETE FROM kept_fold WHERE learner = ?1", "E0701", sink);
    bool done;

    if (!drop)
        return false;
    kj_bind(drop, 1, learner);
    done = kj_sql_run(store, drop, "E0701", "the state of the lesson is not dropped", sink);
    sqlite3_finalize(drop);
    return done;
}
