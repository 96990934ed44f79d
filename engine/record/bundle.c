/* engine/record/bundle.c: takes the events of another store. */
#include "record/db.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

typedef struct import {
    kj_store *store;
    const kj_source *bundle;
    kj_import_count *count;
    kj_arena *arena; /* of one line */
    kj_sink *sink;
    size_t problems;
    size_t base;      /* offset of the line in the bundle */
    kj_source line;   /* its text */
    bool cannot_save; /* the store failed: no use to go on */
} import;

/* Messages about a line name its place in the bundle.  Not without end: to print a place means to
 * scan the bundle. */
static void forward(void *ctx, const kj_diag *diag)
{
    import *in = ctx;
    const kj_loc at = {in->bundle, in->base + (diag->at.source ? diag->at.offset : 0)};

    if (in->problems++ < KJ_PROBLEMS_MAX)
        kj_report_hint(in->sink, at, diag->code, diag->hint, "%.*s", KJ_ARG(diag->message));
}

__attribute__((format(printf, 4, 5))) static bool refuse(import *in, size_t offset,
                                                         const char *code, const char *format, ...)
{
    char message[256];
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    forward(in, &(kj_diag){{&in->line, offset}, code, kj_span_of(message), {0}});
    return false;
}

static bool read_hash(const kj_json *chain, const char *key, unsigned char out[KJ_HASH_BYTES])
{
    const kj_json *json = kj_json_get(chain, key);
    size_t got = 0;

    return json && json->type == KJ_JSON_STRING && json->string.len == (size_t)2 * KJ_HASH_BYTES &&
           sodium_hex2bin(out, KJ_HASH_BYTES, json->string.ptr, json->string.len, NULL, &got,
                          NULL) == 0 &&
           got == KJ_HASH_BYTES;
}

/* `link`: seq 0 where the line has no chain. */
static bool read_chain(import *in, const kj_json *json, kj_link *link)
{
    const kj_json *chain = kj_json_get(json, "chain"), *seq = NULL;

    *link = (kj_link){0};
    if (!chain)
        return true;
    if (chain->type == KJ_JSON_OBJECT && chain->count == 3)
        seq = kj_json_get(chain, "seq");
    if (!seq || seq->type != KJ_JSON_NUMBER || !(seq->number >= 1 && seq->number <= 1e15) ||
        (double)(int64_t)seq->number < seq->number || !read_hash(chain, "prev", link->prev) ||
        !read_hash(chain, "hash", link->hash))
        return refuse(in, chain->offset, "E0802",
                      "'chain' holds seq from 1, prev and hash of 64 hexadecimal digits");
    link->seq = (int64_t)seq->number;
    return true;
}

static bool proves(const kj_link *link, kj_span line)
{
    unsigned char hash[KJ_HASH_BYTES];

    kj_chain_hash(link->prev, line, hash);
    return memcmp(hash, link->hash, KJ_HASH_BYTES) == 0;
}

/* The bytes that the chain covers.  First those that stand there without their chain: a newer
 * program may write the same event in other words.  Then our own form: somebody may have set the
 * line anew. */
static bool covered_line(import *in, const kj_json *json, const kj_event *event,
                         const kj_link *link, kj_span *line)
{
    const kj_json *chain = kj_json_get(json, "chain");

    *line = kj_event_write(event, in->arena);
    if (link->seq == 0)
        return true;
    if (!chain->next && chain->key_offset > 0) {
        const kj_span raw =
            kj_arena_format(in->arena, "%.*s}", (int)(chain->key_offset - 1), in->line.text.ptr);
        if (in->line.text.ptr[chain->key_offset - 1] == ',' && proves(link, raw)) {
            *line = raw;
            return true;
        }
    }
    if (proves(link, *line))
        return true;
    return refuse(in, chain->offset, "E0704",
                  "event %.*s has been altered since it was recorded: its hash does not fit",
                  KJ_ARG(event->id));
}

static bool same_chain(sqlite3_stmt *row, const kj_link *link)
{
    return sqlite3_column_int64(row, 1) == link->seq &&
           sqlite3_column_bytes(row, 2) == KJ_HASH_BYTES &&
           sqlite3_column_bytes(row, 3) == KJ_HASH_BYTES &&
           memcmp(sqlite3_column_blob(row, 2), link->prev, KJ_HASH_BYTES) == 0 &&
           memcmp(sqlite3_column_blob(row, 3), link->hash, KJ_HASH_BYTES) == 0;
}

/* The event is here already, without its chain. */
static bool adopt_chain(import *in, const kj_event *event, const kj_link *link)
{
    sqlite3_stmt *put = kj_sql_kept(in->store, KJ_SQL_EVENT_CHAIN, "E0701", in->sink);

    if (!put)
        return false;
    kj_bind(put, 1, event->id);
    sqlite3_bind_int64(put, 2, link->seq);
    sqlite3_bind_blob(put, 3, link->prev, KJ_HASH_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(put, 4, link->hash, KJ_HASH_BYTES, SQLITE_STATIC);
    return kj_sql_run(in->store, put, "E0701", "nothing is imported", in->sink) &&
           kj_chain_head_put(in->store, event->device, link, event->id, "E0701", in->sink);
}

static void conflict(import *in, const kj_event *event)
{
    in->count->refused++;
    refuse(in, 0, "E0803", "event %.*s is in the store already, with other content",
           KJ_ARG(event->id));
}

static void take_event(import *in, const kj_event *event, kj_span line, const kj_link *link)
{
    sqlite3_stmt *get = kj_sql_kept(in->store, KJ_SQL_EVENT_GET, "E0701", in->sink);
    int result = SQLITE_ERROR;
    bool same_line = false, has_chain = false, chain_fits = false;

    if (get) {
        kj_bind(get, 1, event->id);
        result = sqlite3_step(get);
        if (result == SQLITE_ROW) {
            same_line = kj_span_equal(kj_column_text(get, 0), line);
            has_chain = sqlite3_column_type(get, 1) != SQLITE_NULL;
            chain_fits = has_chain && same_chain(get, link);
        } else if (result != SQLITE_DONE)
            kj_sql_failed(in->store, "E0701", "nothing is imported", in->sink);
        sqlite3_reset(get);
    }
    if (result == SQLITE_DONE) {
        in->count->added++;
        in->cannot_save =
            !kj_event_insert(in->store, event, line, link, in->arena, "E0701", in->sink);
    } else if (result != SQLITE_ROW)
        in->cannot_save = true;
    else if (!same_line || (has_chain && link->seq > 0 && !chain_fits))
        conflict(in, event);
    else if (!has_chain && link->seq > 0) {
        in->count->changed++;
        in->cannot_save = !adopt_chain(in, event, link);
    } else
        in->count->same++;
}

static void take_line(import *in)
{
    kj_sink sink = {.emit = forward, .ctx = in};
    const kj_json *json;
    kj_event event;
    kj_link link;
    kj_span line;

    in->count->rows++;
    if (in->line.text.len > KJ_LINE_BYTES_MAX) {
        in->count->refused++;
        refuse(in, 0, "E0802", "the line is longer than 1 MB");
        return;
    }
    json = kj_json_parse(&in->line, in->arena, &sink);
    if (!json || !kj_event_read(json, &in->line, &event, in->arena, &sink) ||
        !read_chain(in, json, &link) || !covered_line(in, json, &event, &link, &line)) {
        in->count->refused++;
        return;
    }
    /* After the first problem the rest is only read, for its own problems. */
    if (in->problems == 0)
        take_event(in, &event, line, &link);
}

static bool is_blank(kj_span s)
{
    return kj_span_trim(s).len == 0;
}

static bool take_lines(import *in)
{
    const kj_span text = in->bundle->text;

    while (in->base < text.len && !in->cannot_save) {
        size_t end = kj_span_find(text, KJ_LIT("\n"), in->base);
        const size_t next = end == SIZE_MAX ? text.len : end + 1;
        end = end == SIZE_MAX ? text.len : end;
        if (end > in->base && text.ptr[end - 1] == '\r')
            end--;
        in->line.text = kj_span_sub(text, in->base, end);
        if (!is_blank(in->line.text))
            take_line(in);
        kj_arena_reset(in->arena);
        in->base = next;
    }
    return !in->cannot_save && in->problems == 0;
}

bool kj_bundle_import(kj_store *store, const kj_source *lines, kj_import_count *count,
                      kj_arena *arena, kj_sink *sink)
{
import in = {.store = store, .bundle = lines, .count = count, .arena = kj_arena_new(), .sink = sink, .line = {.name = lines->name } };
    bool taken = false;

    (void)arena;
    *count = (kj_import_count){0};
    if (kj_transaction_begin(store, "E0701", sink)) {
        taken = take_lines(&in);
        taken = kj_transaction_end(store, taken, "E0701", sink) && taken;
    }
    if (in.problems > KJ_PROBLEMS_MAX)
        kj_report(sink, KJ_NOWHERE, "E0802", "and %zu problems more",
                  in.problems - KJ_PROBLEMS_MAX);
    if (!taken)
        count->added = count->changed = count->same = 0;
    kj_arena_free(in.arena);
    return taken;
}
