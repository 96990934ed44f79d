/* engine/record/append.c: one event onto the disk, with its place in the chain and the tables
 * that are kept up for reports.
 *
 * An answer changes some seven pages.  In WAL mode they leave in one write-ahead and one
 * fdatasync, so that most of the cost is the disk's own. */
#include "record/db.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

void kj_chain_hash(const unsigned char prev[KJ_HASH_BYTES], kj_span line,
                   unsigned char out[KJ_HASH_BYTES])
{
    crypto_generichash_state state;

    crypto_generichash_init(&state, NULL, 0, KJ_HASH_BYTES);
    crypto_generichash_update(&state, prev, KJ_HASH_BYTES);
    crypto_generichash_update(&state, (const unsigned char *)line.ptr, line.len);
    crypto_generichash_final(&state, out, KJ_HASH_BYTES);
}

bool kj_chain_head(kj_store *store, kj_span device, kj_link *head, char id[KJ_UUID_LEN + 1],
                   const char *code, kj_sink *sink)
{
    sqlite3_stmt *get = kj_sql_kept(store, KJ_SQL_HEAD, code, sink);
    int result;

    *head = (kj_link){0};
    memset(id, 0, KJ_UUID_LEN + 1);
    if (!get)
        return false;
    kj_bind(get, 1, device);
    result = sqlite3_step(get);
    if (result == SQLITE_ROW) {
        const kj_span event = kj_column_text(get, 2);
        head->seq = sqlite3_column_int64(get, 0);
        if (sqlite3_column_bytes(get, 1) == KJ_HASH_BYTES)
            memcpy(head->hash, sqlite3_column_blob(get, 1), KJ_HASH_BYTES);
        if (event.len == KJ_UUID_LEN)
            memcpy(id, event.ptr, KJ_UUID_LEN);
    } else if (result != SQLITE_DONE)
        kj_sql_failed(store, code, "nothing is saved", sink);
    sqlite3_reset(get);
    return result == SQLITE_ROW || result == SQLITE_DONE;
}

bool kj_chain_head_put(kj_store *store, kj_span device, const kj_link *link, kj_span id,
                       const char *code, kj_sink *sink)
{
    sqlite3_stmt *put = kj_sql_kept(store, KJ_SQL_HEAD_PUT, code, sink);

    if (!put)
        return false;
    kj_bind(put, 1, device);
    sqlite3_bind_int64(put, 2, link->seq);
    sqlite3_bind_blob(put, 3, link->hash, KJ_HASH_BYTES, SQLITE_STATIC);
    kj_bind(put, 4, id);
    return kj_sql_run(store, put, code, "nothing is saved", sink);
}

kj_span kj_response_json(const kj_event *event, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};

    kj_put_char(&out, '[');
    for (size_t i = 0; i < event->response_count; i++) {
        if (i > 0)
            kj_put_char(&out, ',');
        kj_json_put_string(&out, event->response[i]);
    }
    kj_put_char(&out, ']');
    return kj_put_span(&out);
}

static bool has(const kj_event *event, kj_event_has what)
{
    return (event->has & what) != 0;
}

static void bind_score(sqlite3_stmt *statement, int score, int max, const kj_event *event)
{
    if (has(event, KJ_HAS_SCORE)) {
        sqlite3_bind_double(statement, score, event->score);
        sqlite3_bind_double(statement, max, event->max);
    } else {
        sqlite3_bind_null(statement, score);
        sqlite3_bind_null(statement, max);
    }
}

static void bind_number(sqlite3_stmt *statement, int at, bool there, int64_t number)
{
    if (there)
        sqlite3_bind_int64(statement, at, number);
    else
        sqlite3_bind_null(statement, at);
}

static bool put_row(kj_store *store, const kj_event *event, kj_span line, const kj_link *link,
                    const char *code, kj_sink *sink)
{
    sqlite3_stmt *put = kj_sql_kept(store, KJ_SQL_EVENT_PUT, code, sink);

    if (!put)
        return false;
    sqlite3_clear_bindings(put);
    kj_bind(put, 1, event->id);
    sqlite3_bind_int64(put, 2, event->at.ms);
    sqlite3_bind_int(put, 3, event->at.offset_min);
    kj_bind(put, 4, event->device);
    kj_bind(put, 5, event->learner);
    kj_bind(put, 6, event->course);
    kj_bind(put, 7, event->version);
    kj_bind(put, 8, event->attempt);
    kj_bind(put, 9, kj_span_of(kj_event_words[event->type]));
    kj_bind(put, 10, event->object);
    bind_score(put, 11, 12, event);
    bind_number(put, 13, has(event, KJ_HAS_PASSED), event->passed);
    bind_number(put, 14, has(event, KJ_HAS_DURATION), event->duration_ms);
    bind_number(put, 15, has(event, KJ_HAS_TRY), event->try_count);
    if (has(event, KJ_HAS_WITHIN))
        kj_bind(put, 16, event->within);
    if (link->seq > 0) {
        sqlite3_bind_int64(put, 17, link->seq);
        sqlite3_bind_blob(put, 18, link->prev, KJ_HASH_BYTES, SQLITE_STATIC);
        sqlite3_bind_blob(put, 19, link->hash, KJ_HASH_BYTES, SQLITE_STATIC);
    }
    kj_bind(put, 20, line);
    return kj_sql_run(store, put, code, "nothing is saved", sink);
}

/* The key of an attempt's or answer's row, then id, ms and local day of the event. */
static void bind_attempt(sqlite3_stmt *statement, const kj_event *event)
{
    kj_bind(statement, 1, event->learner);
    kj_bind(statement, 2, event->course);
    kj_bind(statement, 3, event->attempt);
}

static void bind_instant(sqlite3_stmt *statement, const kj_event *event)
{
    kj_bind(statement, 4, event->id);
    sqlite3_bind_int64(statement, 5, event->at.ms);
    sqlite3_bind_int64(statement, 6, kj_time_local_day(event->at));
}

static bool keep_attempt(kj_store *store, const kj_event *event, const char *code, kj_sink *sink)
{
    sqlite3_stmt *put = kj_sql_kept(store, KJ_SQL_ATTEMPT_PUT, code, sink);

    if (!put)
        return false;
    bind_attempt(put, event);
    bind_instant(put, event);
    if (!kj_sql_run(store, put, code, "nothing is saved", sink))
        return false;
    if (event->type == KJ_EVENT_ATTEMPT_STARTED) {
        put = kj_sql_kept(store, KJ_SQL_ATTEMPT_STARTED, code, sink);
        if (!put)
            return false;
        bind_attempt(put, event);
        bind_instant(put, event);
        kj_bind(put, 7, event->version);
        return kj_sql_run(store, put, code, "nothing is saved", sink);
    }
    if (event->type == KJ_EVENT_ATTEMPT_FINISHED) {
        put = kj_sql_kept(store, KJ_SQL_ATTEMPT_FINISHED, code, sink);
        if (!put)
            return false;
        bind_attempt(put, event);
        bind_instant(put, event);
        bind_score(put, 7, 8, event);
        bind_number(put, 9, has(event, KJ_HAS_PASSED), event->passed);
        bind_number(put, 10, has(event, KJ_HAS_DURATION), event->duration_ms);
        if (!kj_sql_run(store, put, code, "nothing is saved", sink))
            return false;
        put = kj_sql_kept(store, KJ_SQL_ATTEMPT_BEST, code, sink);
        if (!put)
            return false;
        bind_attempt(put, event);
        bind_instant(put, event);
        bind_score(put, 7, 8, event);
        bind_number(put, 9, has(event, KJ_HAS_PASSED), event->passed);
        return kj_sql_run(store, put, code, "nothing is saved", sink);
    }
    return true;
}

static bool keep_answer(kj_store *store, const kj_event *event, kj_arena *arena, const char *code,
                        kj_sink *sink)
{
    sqlite3_stmt *put = NULL;
    kj_span response = {0};

    if (event->type != KJ_EVENT_ITEM_ANSWERED)
        return true;
    put = kj_sql_kept(store, KJ_SQL_ANSWER_PUT, code, sink);
    if (!put)
        return false;
    bind_attempt(put, event);
    kj_bind(put, 4, event->object);
    kj_bind(put, 5, event->id);
    bind_score(put, 6, 7, event);
    if (!kj_sql_run(store, put, code, "nothing is saved", sink))
        return false;
    if (!has(event, KJ_HAS_TRY) || event->try_count != 1)
        return true;
    put = kj_sql_kept(store, KJ_SQL_ANSWER_FIRST, code, sink);
    if (!put)
        return false;
    bind_attempt(put, event);
    kj_bind(put, 4, event->object);
    kj_bind(put, 5, event->id);
    sqlite3_bind_int64(put, 6, event->at.ms);
    bind_score(put, 7, 8, event);
    bind_number(put, 9, has(event, KJ_HAS_DURATION), event->duration_ms);
    sqlite3_bind_null(put, 10);
    if (has(event, KJ_HAS_RESPONSE)) {
        response = kj_response_json(event, arena);
        kj_bind(put, 10, response);
    }
    return kj_sql_run(store, put, code, "nothing is saved", sink);
}

static bool keep_class_edge(kj_store *store, const kj_event *event, const char *code, kj_sink *sink)
{
    const bool started = event->type == KJ_EVENT_CLASS_STARTED;
    sqlite3_stmt *put =
        kj_sql_kept(store, started ? KJ_SQL_CLASS_STARTED : KJ_SQL_CLASS_ENDED, code, sink);

    if (!put)
        return false;
    kj_bind(put, 1, event->attempt);
    kj_bind(put, 2, event->id);
    sqlite3_bind_int64(put, 3, event->at.ms);
    if (started) {
        sqlite3_bind_int64(put, 4, kj_time_local_day(event->at));
        sqlite3_bind_int(put, 5, event->at.offset_min);
        kj_bind(put, 6, event->version);
        kj_bind(put, 7, event->learner);
    } else
        bind_number(put, 4, has(event, KJ_HAS_DURATION), event->duration_ms);
    return kj_sql_run(store, put, code, "nothing is saved", sink);
}

static bool keep_attendance(kj_store *store, const kj_event *event, const char *code, kj_sink *sink)
{
    sqlite3_stmt *put = kj_sql_kept(store, KJ_SQL_ATTENDANCE_PUT, code, sink);

    if (!put)
        return false;
    kj_bind(put, 1, event->attempt);
    kj_bind(put, 2, event->learner);
    kj_bind(put, 3, event->id);
    sqlite3_bind_int(put, 4, !has(event, KJ_HAS_PASSED) || event->passed);
    return kj_sql_run(store, put, code, "nothing is saved", sink);
}

static bool keep_class(kj_store *store, const kj_event *event, const char *code, kj_sink *sink)
{
    sqlite3_stmt *put = kj_sql_kept(store, KJ_SQL_CLASS_PUT, code, sink);

    if (!put)
        return false;
    kj_bind(put, 1, event->attempt);
    kj_bind(put, 2, event->course);
    sqlite3_bind_int(put, 3, event->type == KJ_EVENT_CLASS_ASKED);
    sqlite3_bind_int(put, 4, event->type == KJ_EVENT_CLASS_PLAYED);
    if (!kj_sql_run(store, put, code, "nothing is saved", sink))
        return false;
    if (event->type == KJ_EVENT_CLASS_STARTED || event->type == KJ_EVENT_CLASS_ENDED)
        return keep_class_edge(store, event, code, sink);
    return event->type != KJ_EVENT_CLASS_ATTENDED || keep_attendance(store, event, code, sink);
}

/* Of an attempt, or of a class; an answer by phone of somebody who has no attempt is of neither. */
static bool keep_up(kj_store *store, const kj_event *event, kj_arena *arena, const char *code,
                    kj_sink *sink)
{
    if (kj_event_of_class(event->type))
        return keep_class(store, event, code, sink);
    if (kj_event_in_class(event) && kj_span_equal(event->within, event->attempt))
        return true;
    return keep_attempt(store, event, code, sink) && keep_answer(store, event, arena, code, sink);
}

bool kj_event_insert(kj_store *store, const kj_event *event, kj_span line, const kj_link *link,
                     kj_arena *arena, const char *code, kj_sink *sink)
{
    return put_row(store, event, line, link, code, sink) &&
           keep_up(store, event, arena, code, sink) &&
           (link->seq == 0 || kj_chain_head_put(store, event->device, link, event->id, code, sink));
}

/* The next UUIDv7 after `last`: its 62 random bits count up, then its 12, then its time (RFC
 * 9562, 6.2).  Within a device ids keep the order of the chain even when its clock is put back:
 * the lesson is folded in the order of ids. */
static void count_up(char id[KJ_UUID_LEN + 1], const char last[KJ_UUID_LEN + 1])
{
    static const char digits[] = "0123456789abcdef", variant[] = "89ab";

    memcpy(id, last, KJ_UUID_LEN + 1);
    for (size_t i = KJ_UUID_LEN; i-- > 0;) {
        const char *set = i == 19 ? variant : digits;
        const char *at;
        if (id[i] == '-' || i == 14) /* the version's digit stays */
            continue;
        at = strchr(set, id[i]);
        if (at && at[1] != '\0') {
            id[i] = at[1];
            return;
        }
        id[i] = set[0];
    }
}

static void give_id(kj_store *store, kj_event *event, const char last[KJ_UUID_LEN + 1],
                    kj_arena *arena)
{
    char id[KJ_UUID_LEN + 1];

    if (event->id.len == 0) {
        kj_uuid7(event->at.ms, &store->uuid_counter, id);
        if (memcmp(id, last, KJ_UUID_LEN) <= 0)
            count_up(id, last);
        event->id = kj_arena_copy(arena, (kj_span){id, KJ_UUID_LEN});
    }
    event->device = kj_arena_copy(arena, kj_store_device(store));
    if ((event->type == KJ_EVENT_ATTEMPT_STARTED || event->type == KJ_EVENT_CLASS_STARTED) &&
        event->attempt.len == 0)
        event->attempt = event->id;
    /* Without these the line could not be read again. */
    assert(event->learner.len > 0 && event->course.len > 0 && event->version.len > 0);
    assert(event->attempt.len > 0 && event->object.len > 0);
}

/* Within a transaction: chained to what is there. */
static bool append_one(kj_store *store, kj_event *event, kj_arena *arena, const char *code,
                       kj_sink *sink)
{
    char last[KJ_UUID_LEN + 1];
    kj_link head, link = {0};
    kj_span line;

    if (!kj_chain_head(store, kj_store_device(store), &head, last, code, sink))
        return false;
    give_id(store, event, last, arena);
    line = kj_event_write(event, arena);
    link.seq = head.seq + 1;
    memcpy(link.prev, head.hash, KJ_HASH_BYTES);
    kj_chain_hash(link.prev, line, link.hash);
    return kj_event_insert(store, event, line, &link, arena, code, sink);
}

bool kj_store_append_all(kj_store *store, kj_event *events, size_t count, kj_arena *arena,
                         kj_sink *sink)
{
    static const char code[] = "E0701";
    kj_span *given = KJ_NEW(arena, kj_span, 3 * count + 1);
    bool saved = true;

    if (store->read_only) {
        kj_report(sink, KJ_NOWHERE, code,
                  "nothing is saved: the store can only be read here (store %s)", store->path);
        return false;
    }
    if (!kj_transaction_begin(store, code, sink))
        return false;
    for (size_t i = 0; i < count; i++) {
        given[3 * i] = events[i].id;
        given[3 * i + 1] = events[i].device;
        given[3 * i + 2] = events[i].attempt;
    }
    for (size_t i = 0; i < count && saved; i++)
        saved = append_one(store, &events[i], arena, code, sink);
    saved = kj_transaction_end(store, saved, code, sink) && saved;
    for (size_t i = 0; i < count && !saved; i++) {
        events[i].id = given[3 * i];
        events[i].device = given[3 * i + 1];
        events[i].attempt = given[3 * i + 2];
    }
    return saved;
}

bool kj_store_append(kj_store *store, kj_event *event, kj_arena *arena, kj_sink *sink)
{
    return kj_store_append_all(store, event, 1, arena, sink);
}
