/* engine/sync/sync.c: batches, and what an answer means for them. */
#include "sync/sync.h"

#include "base/random.h"
#include "os/clock.h"
#include "os/files.h"
#include "sync/http.h"

#include <sodium.h>

#define AUTH_BYTES_MAX 1024
#define NOTE_BYTES 300

/* An event and what it says. */
typedef struct parcel {
    kj_span event;
    kj_span said[KJ_XAPI_STATEMENTS_MAX];
    size_t count;
    size_t bytes;
} parcel;

typedef struct syncing {
    kj_store *store;
    const kj_sync_options *options;
    kj_span target;
    kj_http *http;
    kj_sync_count *count;
    uint64_t random;
    size_t bytes_max; /* of a request: less once the other side has found one too large */
    kj_arena *arena;  /* of a batch */
    kj_sink *sink;
} syncing;

typedef enum result { SENT, BAD, CONFLICT, TOO_LARGE, STOP } result;

/* ---- one request ---- */

static bool is_passing(long status)
{
    return status == 0 || status == 408 || status == 429 || status >= 500;
}

/* In 1, 2, 4 … seconds; a shop full of laptops does not come back at one moment. */
static void wait_for(syncing *s, uint32_t tried, const kj_http_answer *answer)
{
    double wait = (double)(1u << (tried < 16 ? tried : 16));
    if (wait > s->options->wait_s)
        wait = s->options->wait_s;
    wait *= 0.5 + 0.5 * (double)kj_random_below(&s->random, 1001) / 1000;
    if (answer->retry_after_s > wait)
        wait =
            answer->retry_after_s < s->options->wait_s ? answer->retry_after_s : s->options->wait_s;
    kj_clock_sleep_ms((int64_t)(wait * 1000));
}

static kj_span short_body(const kj_http_answer *answer, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    for (size_t pos = 0; pos < answer->body.len && out.len < NOTE_BYTES;) {
        char bytes[4];
        const uint32_t c = kj_utf8_next(answer->body, &pos);
        const uint32_t shown = c == KJ_UTF8_BAD ? 0xFFFD : c < ' ' || c == 0x7F ? ' ' : c;
        kj_put(&out, (kj_span){bytes, kj_utf8_put(bytes, shown)});
    }
    return kj_span_trim(kj_put_span(&out));
}

static result stop(syncing *s, const kj_http_answer *answer)
{
    const char *url = s->options->url;
    const kj_span said = short_body(answer, s->arena);
    if (answer->status == 401 || answer->status == 403)
        kj_report_hint(s->sink, KJ_NOWHERE, "E0711", KJ_LIT("--auth-file FILE: user:password"),
                       "%s does not let us in (%ld)", url, answer->status);
    else if (answer->status == 0)
        kj_report_hint(s->sink, KJ_NOWHERE, "E0710",
                       KJ_LIT("nothing is lost: the next sync goes on from here"),
                       "%s cannot be reached: %.*s", url, KJ_ARG(answer->why));
    else
        kj_report_hint(s->sink, KJ_NOWHERE, "E0710",
                       KJ_LIT("nothing is lost: the next sync goes on from here"),
                       "%s answers %ld: %.*s", url, answer->status, KJ_ARG(said));
    return STOP;
}

static result post(syncing *s, kj_span json, kj_span *note)
{
    for (uint32_t tried = 0;; tried++) {
        const kj_http_answer answer = kj_http_post(s->http, json, s->arena);
        *note = short_body(&answer, s->arena);
        if (answer.status >= 200 && answer.status < 300)
            return SENT;
        if (answer.status == 400)
            return BAD;
        if (answer.status == 409)
            return CONFLICT;
        if (answer.status == 413)
            return TOO_LARGE;
        if (!is_passing(answer.status) || tried + 1 >= s->options->tries)
            return stop(s, &answer);
        wait_for(s, tried, &answer);
    }
}

/* ---- a batch ---- */

static kj_span array_of(const kj_span *said, size_t count, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    kj_put_char(&out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            kj_put_char(&out, ',');
        kj_put(&out, said[i]);
    }
    kj_put_char(&out, ']');
    return kj_put_span(&out);
}

static bool settle_sent(syncing *s, const parcel *parcels, size_t count)
{
    kj_outbox_row *rows = KJ_NEW(s->arena, kj_outbox_row, count);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (kj_outbox_row){.event = parcels[i].event, .state = KJ_OUTBOX_SENT};
        s->count->statements += parcels[i].count;
    }
    s->count->events += count;
    if (!kj_outbox_settle(s->store, s->target, rows, count, s->sink))
        return false;
    if (s->options->progress)
        s->options->progress(s->options->progress_ctx, s->count->events);
    return true;
}

/* Its id stands in front, as statement.c writes it. */
static kj_span id_of(kj_span statement)
{
    return kj_span_sub(statement, 7, 43);
}

static bool keep_back(syncing *s, const parcel *p, kj_span statement, result why, kj_span note)
{
    const bool conflict = why == CONFLICT;
    const kj_outbox_row row = {.event = p->event,
                               .state = conflict ? KJ_OUTBOX_CONFLICT : KJ_OUTBOX_REFUSED,
                               .note = note};
    const kj_span id = id_of(statement);
    s->count->refused++;
    kj_report(s->sink, KJ_NOWHERE, conflict ? "E0814" : "E0813",
              "event %.*s: %s statement %.*s%s%.*s", KJ_ARG(p->event),
              conflict           ? "there is another"
              : why == TOO_LARGE ? "too large is"
                                 : "refused is",
              KJ_ARG(id), note.len > 0 ? ": " : "", KJ_ARG(note));
    return kj_outbox_settle(s->store, s->target, &row, 1, s->sink);
}

/* One event alone: where it says two things, the good one still arrives. */
static bool send_apart(syncing *s, const parcel *p, result why, kj_span note)
{
    if (p->count == 1)
        return keep_back(s, p, p->said[0], why, note);
    bool kept = false;
    for (size_t i = 0; i < p->count; i++) {
        const result r = post(s, array_of(&p->said[i], 1, s->arena), &note);
        if (r == STOP)
            return false;
        if (r == SENT)
            s->count->statements++;
        else {
            if (!keep_back(s, p, p->said[i], r, note))
                return false;
            kept = true;
        }
    }
    if (kept)
        return true;
    const kj_outbox_row row = {.event = p->event, .state = KJ_OUTBOX_SENT};
    s->count->events++;
    return kj_outbox_settle(s->store, s->target, &row, 1, s->sink);
}

static bool send(syncing *s, const parcel *parcels, size_t count)
{
    size_t statements = 0;
    kj_span note;
    kj_span *said = KJ_NEW(s->arena, kj_span, count * KJ_XAPI_STATEMENTS_MAX);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < parcels[i].count; k++)
            said[statements++] = parcels[i].said[k];
    if (statements == 0)
        return settle_sent(s, parcels, count);
    const kj_span json = array_of(said, statements, s->arena);
    const result r = post(s, json, &note);
    if (r == STOP)
        return false;
    if (r == TOO_LARGE && json.len / 2 < s->bytes_max)
        s->bytes_max = json.len / 2;
    if (r == SENT)
        return settle_sent(s, parcels, count);
    if (count == 1)
        return send_apart(s, parcels, r, note);
    return send(s, parcels, count / 2) && send(s, parcels + count / 2, count - count / 2);
}

/* ---- the whole record ---- */

static size_t make_parcels(const kj_outbox_list *events, kj_xapi *xapi, parcel *out,
                           kj_arena *arena)
{
    size_t count = 0;
    for (size_t i = 0; i < events->count; i++) {
        const kj_event *event = &events->ptr[i].event;
        parcel *p = &out[count];
        *p = (parcel){.event = event->id};
        p->count = kj_xapi_statements(xapi, event, (kj_span){NULL, 0}, arena, p->said);
        for (size_t k = 0; k < p->count; k++)
            p->bytes += p->said[k].len;
        count += !events->ptr[i].settled;
    }
    return count;
}

/* As many as a request should hold, at least one. */
static size_t batch_of(const syncing *s, const parcel *parcels, size_t count)
{
    size_t bytes = 0, n = 0;
    while (n < count && n < KJ_SYNC_BATCH && (n == 0 || bytes + parcels[n].bytes <= s->bytes_max))
        bytes += parcels[n++].bytes;
    return n;
}

static bool send_all(syncing *s, kj_xapi *xapi)
{
    char after[64] = "";
    for (bool more = true; more;) {
        kj_outbox_list events;
        kj_span last;
        kj_arena_reset(s->arena);
        if (!kj_outbox_next(s->store, s->target, kj_span_of(after), 8 * (size_t)KJ_SYNC_BATCH,
                            &events, &last, s->arena, s->sink))
            return false;
        parcel *parcels = KJ_NEW(s->arena, parcel, events.count + 1);
        const size_t count = make_parcels(&events, xapi, parcels, s->arena);
        for (size_t at = 0, n; at < count; at += n) {
            n = batch_of(s, parcels + at, count - at);
            if (!send(s, parcels + at, n))
                return false;
        }
        more = last.len > 0 && last.len < sizeof after;
        memcpy(after, last.len > 0 ? last.ptr : "", more ? last.len : 0);
        after[more ? last.len : 0] = '\0';
    }
    return true;
}

/* The secret of the file, without the line's end; NULL: reported. */
static char *read_auth(const char *path, kj_arena *arena, kj_sink *sink)
{
    kj_span text;
    if (kj_file_is_open_to_others(path)) {
        kj_report(sink, KJ_NOWHERE, "E0707",
                  "others may read the password in %s: only its owner should (chmod 600)", path);
        return NULL;
    }
    if (!kj_file_read(path, AUTH_BYTES_MAX, arena, &text, sink))
        return NULL;
    text = kj_span_trim(text);
    if (kj_span_find(text, KJ_LIT(":"), 0) == SIZE_MAX ||
        kj_span_find(text, KJ_LIT("\n"), 0) != SIZE_MAX || kj_utf8_bad(text) != SIZE_MAX) {
        kj_report(sink, KJ_NOWHERE, "E0707", "%s: one line is wanted, user:password", path);
        return NULL;
    }
    return (char *)(uintptr_t)kj_arena_copy(arena, text).ptr;
}

static const char *statements_url(const char *url, kj_arena *arena)
{
    const kj_span given = kj_span_of(url);
    return kj_arena_format(arena, "%s%sstatements", url,
                           kj_span_ends(given, KJ_LIT("/")) ? "" : "/")
        .ptr;
}

bool kj_sync(kj_store *store, const kj_sync_options *options, kj_sync_count *count, kj_sink *sink)
{
    kj_arena *arena = kj_arena_new(), *own = kj_arena_new();
    syncing s = {.store = store,
                 .options = options,
                 .target = kj_span_of(options->url),
                 .count = count,
                 .random = kj_random_seed(),
                 .bytes_max = KJ_SYNC_BATCH_BYTES,
                 .arena = arena,
                 .sink = sink};
    char *auth = options->auth_file ? read_auth(options->auth_file, own, sink) : NULL;
    bool done = false;
    *count = (kj_sync_count){0};
    if (!options->auth_file || auth)
        s.http = kj_http_open(statements_url(options->url, own), auth, options->ca_file,
                              options->timeout_s, sink);
    if (auth)
        sodium_memzero(auth, strlen(auth));
    if (s.http)
        done =
            send_all(&s, kj_xapi_new(options->courses, options->course_count, options->xapi, own));
    kj_http_close(s.http);
    kj_arena_free(own);
    kj_arena_free(arena);
    return done;
}
