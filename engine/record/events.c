/* engine/record/events.c: reads events back, in the order of their ids. */
#include "record/db.h"

#include <sodium.h>
#include <string.h>

/* NULL: reported. */
static sqlite3_stmt *select_events(kj_store *store, const kj_event_filter *filter, kj_arena *arena,
                                   kj_sink *sink)
{
    kj_text_buffer text = {.arena = arena};
    sqlite3_stmt *select = NULL;

    kj_put(&text, KJ_LIT("SELECT line, seq, prev, hash, id FROM event WHERE 1"));
    if (filter->learner.len > 0)
        kj_put(&text, KJ_LIT(" AND learner = ?1"));
    if (filter->course.len > 0)
        kj_put(&text, KJ_LIT(" AND course = ?2"));
    if (filter->credits)
        kj_put(&text, KJ_LIT(" AND (attempt = ?3 OR type = 'class.attended')"));
    else if (filter->attempt.len > 0)
        kj_put(&text, KJ_LIT(" AND attempt = ?3"));
    if (filter->class.len > 0)
        kj_put(&text, KJ_LIT(" AND attempt = ?5 AND " KJ_SQL_OF_CLASS));
    /* Events have no index by attempt: it would cost every commit a page, and an attempt has one
     * learner, whose events have one. */
    if (filter->attempt.len > 0 && filter->learner.len == 0)
        kj_put(&text, KJ_LIT(" AND learner IN (SELECT learner FROM attempt WHERE attempt = ?3)"));
    if (filter->after.len > 0)
        kj_put(&text, KJ_LIT(" AND id > ?4"));
    kj_put(&text, KJ_LIT(" ORDER BY id"));
    kj_put_char(&text, '\0');
    select = kj_sql_new(store, text.ptr, "E0706", sink);
    if (!select)
        return NULL;
    /* A number that the text does not use is refused: that is no error here. */
    kj_bind(select, 1, filter->learner);
    kj_bind(select, 2, filter->course);
    kj_bind(select, 3, filter->attempt);
    kj_bind(select, 4, filter->after);
    kj_bind(select, 5, filter->class);
    return select;
}

/* Steps through; `take` gives false to end early. */
static bool walk(kj_store *store, const kj_event_filter *filter,
                 bool (*take)(void *ctx, sqlite3_stmt *row, kj_arena *arena), void *ctx,
                 kj_sink *sink)
{
    kj_arena *arena = kj_arena_new();
    kj_arena *row_arena = kj_arena_new();
    sqlite3_stmt *select = select_events(store, filter, arena, sink);
    bool done = false;
    int result = SQLITE_ROW;

    if (!select)
        goto done;
    while ((result = sqlite3_step(select)) == SQLITE_ROW) {
        if (!take(ctx, select, row_arena))
            break;
        kj_arena_reset(row_arena);
    }
    done = result == SQLITE_DONE || result == SQLITE_ROW;
    if (!done)
        kj_sql_failed(store, "E0706", "the store cannot be read", sink);

done:
    sqlite3_finalize(select);
    kj_arena_free(row_arena);
    kj_arena_free(arena);
    return done;
}

typedef struct reading {
    bool (*each)(void *ctx, const kj_event *event);
    void *ctx;
    kj_store *store;
    kj_sink *sink;
    bool whole;
} reading;

bool kj_event_of_line(const kj_store *store, kj_span line, kj_span id, kj_event *out,
                      kj_arena *arena, kj_sink *sink)
{
    const kj_source source = {.name = KJ_LIT("store"), .text = line};
    kj_sink quiet = kj_sink_silent();
    const kj_json *json = kj_json_parse(&source, arena, &quiet);

    if (json && kj_event_read(json, &source, out, arena, &quiet))
        return true;
    kj_report(sink, KJ_NOWHERE, "E0706", "event %.*s cannot be read (store %s)", KJ_ARG(id),
              store->path);
    return false;
}

static bool take_event(void *ctx, sqlite3_stmt *row, kj_arena *arena)
{
    reading *r = ctx;
    kj_event event;

    if (kj_event_of_line(r->store, kj_column_text(row, 0), kj_column_text(row, 4), &event, arena,
                         r->sink))
        return r->each(r->ctx, &event);
    r->whole = false;
    return true;
}

bool kj_store_events(kj_store *store, const kj_event_filter *filter,
                     bool (*each)(void *ctx, const kj_event *event), void *ctx, kj_sink *sink)
{
    reading r = {each, ctx, store, sink, true};

    return walk(store, filter, take_event, &r, sink) && r.whole;
}

void kj_chain_put(kj_text_buffer *out, kj_span line, const kj_link *link)
{
    char prev[2 * KJ_HASH_BYTES + 1], hash[2 * KJ_HASH_BYTES + 1];

    if (link->seq == 0) {
        kj_put(out, line);
        return;
    }
    kj_put(out, kj_span_sub(line, 0, line.len - 1));
    kj_putf(out, ",\"chain\":{\"seq\":%lld,\"prev\":\"%s\",\"hash\":\"%s\"}}", (long long)link->seq,
            sodium_bin2hex(prev, sizeof prev, link->prev, KJ_HASH_BYTES),
            sodium_bin2hex(hash, sizeof hash, link->hash, KJ_HASH_BYTES));
}

typedef struct exporting {
    bool (*line)(void *ctx, kj_span line);
    void *ctx;
} exporting;

static bool take_line(void *ctx, sqlite3_stmt *row, kj_arena *arena)
{
    const exporting *e = ctx;
    kj_text_buffer out = {.arena = arena};
    kj_link link = {.seq = sqlite3_column_int64(row, 1)};

    if (link.seq > 0 && sqlite3_column_bytes(row, 2) == KJ_HASH_BYTES &&
        sqlite3_column_bytes(row, 3) == KJ_HASH_BYTES) {
        memcpy(link.prev, sqlite3_column_blob(row, 2), KJ_HASH_BYTES);
        memcpy(link.hash, sqlite3_column_blob(row, 3), KJ_HASH_BYTES);
    } else
        link.seq = 0;
    kj_chain_put(&out, kj_column_text(row, 0), &link);
    return e->line(e->ctx, kj_put_span(&out));
}

bool kj_bundle_export(kj_store *store, const kj_event_filter *filter,
                      bool (*line)(void *ctx, kj_span line), void *ctx, kj_sink *sink)
{
    exporting e = {line, ctx};

    return walk(store, filter, take_line, &e, sink);
}

kj_span kj_store_attempt(kj_store *store, kj_span learner, kj_span course, kj_arena *arena,
                         kj_sink *sink)
{
    sqlite3_stmt *newest = kj_sql_kept(store, KJ_SQL_ATTEMPT_NEWEST, "E0706", sink);
    kj_span attempt = {0};
    int result;

    if (!newest)
        return attempt;
    kj_bind(newest, 1, learner);
    kj_bind(newest, 2, course);
    result = sqlite3_step(newest);
    if (result == SQLITE_ROW)
        attempt = kj_arena_copy(arena, kj_column_text(newest, 0));
    else if (result != SQLITE_DONE)
        kj_sql_failed(store, "E0706", "the store cannot be read", sink);
    sqlite3_reset(newest);
    return attempt;
}
