/* engine/xapi/statement.c: an event becomes its statements. */
#include "xapi/inner.h"

#include <inttypes.h>
#include <stdio.h>
#include <uuid/uuid.h>

#define UUID_LEN 36

/* In the order of `verbs`. */
typedef enum verb {
    INITIALIZED,
    RESUMED,
    EXPERIENCED,
    ANSWERED,
    COMPLETED,
    PASSED,
    FAILED,
    TERMINATED,
    COMMENTED,
    ATTENDED,
    VOIDED,
    VERB_COUNT
} verb;

/* ADL's registry; the display's language is the verbs' own. */
static const char *const verbs[VERB_COUNT] = {
    "initialized", "resumed",    "experienced", "answered", "completed", "passed",
    "failed",      "terminated", "commented",   "attended", "voided",
};
#define VERB_BASE "http://adlnet.gov/expapi/verbs/"
#define PROFILE "profiles/kejian"

/* What was said of an attempt and a learner, and may be said only once; or of a run and a learner,
 * what it is a run of. */
typedef struct said {
    kj_span key, learner; /* key empty: a free place */
    bool completed, passed;
    kj_activity_kind kind;       /* of a run */
    char attended[UUID_LEN + 1]; /* the statement that stands; empty: none */
} said;

struct kj_xapi {
    const kj_course *const *courses;
    size_t course_count;
    kj_xapi_options options;
    kj_arena *arena;
    said *table; /* open addressing, a power of two */
    size_t size, used;
};

bool kj_xapi_home_good(kj_span home)
{
    size_t host = kj_span_starts(home, KJ_LIT("https://"))  ? 8
                  : kj_span_starts(home, KJ_LIT("http://")) ? 7
                                                            : 0;
    if (host == 0 || home.len > 512 || !kj_span_ends(home, KJ_LIT("/")) || home.len <= host + 1 ||
        home.ptr[host] == '/')
        return false;
    for (size_t i = 0; i < home.len; i++)
        if (home.ptr[i] <= ' ' || home.ptr[i] >= 0x7F || strchr("\"<>\\^`{|}?#", home.ptr[i]))
            return false;
    return true;
}

kj_xapi *kj_xapi_new(const kj_course *const *courses, size_t course_count, kj_xapi_options options,
                     kj_arena *arena)
{
    kj_xapi *xapi = KJ_NEW(arena, kj_xapi, 1);
    *xapi = (kj_xapi){.courses = courses,
                      .course_count = course_count,
                      .options = options,
                      .arena = arena,
                      .size = 64};
    xapi->table = KJ_NEW(arena, said, xapi->size);
    return xapi;
}

static said *place_of(said *table, size_t size, kj_span key, kj_span learner)
{
    size_t at = (kj_span_hash(key) ^ (kj_span_hash(learner) * 31)) & (size - 1);
    while (table[at].key.len > 0 &&
           !(kj_span_equal(table[at].key, key) && kj_span_equal(table[at].learner, learner)))
        at = (at + 1) & (size - 1);
    return &table[at];
}

static said *said_of(kj_xapi *xapi, kj_span key, kj_span learner)
{
    if (xapi->used * 2 >= xapi->size) {
        said *larger = KJ_NEW(xapi->arena, said, xapi->size * 2);
        for (size_t i = 0; i < xapi->size; i++)
            if (xapi->table[i].key.len > 0)
                *place_of(larger, xapi->size * 2, xapi->table[i].key, xapi->table[i].learner) =
                    xapi->table[i];
        xapi->table = larger;
        xapi->size *= 2;
    }
    said *found = place_of(xapi->table, xapi->size, key, learner);
    if (found->key.len == 0) {
        found->key = kj_arena_copy(xapi->arena, key);
        found->learner = kj_arena_copy(xapi->arena, learner);
        xapi->used++;
    }
    return found;
}

static const kj_course *course_of(const kj_xapi *xapi, const kj_event *event)
{
    for (size_t i = 0; i < xapi->course_count; i++)
        if (kj_span_equal(xapi->courses[i]->id, event->course))
            return xapi->courses[i];
    return NULL;
}

/* One statement being written. */
typedef struct writing {
    kj_xapi *xapi;
    const kj_course *course; /* NULL: not at hand */
    const kj_event *event;
    kj_span name;
    kj_arena *arena;
    kj_text_buffer out;
    kj_span *done;
    size_t count;
} writing;

/* ---- parts of a statement ---- */

static void make_id(kj_span event, verb v, char out[UUID_LEN + 1])
{
    char iri[64], text[UUID_LEN + 1] = {0};
    uuid_t space, id;
    const int len = snprintf(iri, sizeof iri, VERB_BASE "%s", verbs[v]);
    memcpy(text, event.ptr, event.len < UUID_LEN ? event.len : UUID_LEN);
    if (uuid_parse(text, space) != 0)
        uuid_clear(space);
    uuid_generate_sha1(id, space, iri, (size_t)len);
    uuid_unparse_lower(id, out);
}

static void put_actor(writing *w)
{
    kj_text_buffer *out = &w->out;
    kj_xapi_open(out, "actor", '{');
    kj_xapi_text(out, "objectType", KJ_LIT("Agent"));
    if (w->xapi->options.names && w->name.len > 0)
        kj_xapi_text(out, "name", w->name);
    kj_xapi_open(out, "account", '{');
    kj_xapi_text(out, "homePage", w->xapi->options.home);
    kj_xapi_text(out, "name", w->event->learner);
    kj_xapi_close(out, '}');
    kj_xapi_close(out, '}');
}

static void put_verb(writing *w, verb v)
{
    kj_text_buffer *out = &w->out;
    kj_xapi_open(out, "verb", '{');
    kj_xapi_text(out, "id", kj_arena_format(w->arena, VERB_BASE "%s", verbs[v]));
    kj_xapi_open(out, "display", '{');
    kj_xapi_text(out, "en", kj_span_of(verbs[v]));
    kj_xapi_close(out, '}');
    kj_xapi_close(out, '}');
}

static void put_number(writing *w, const char *key, double number)
{
    kj_xapi_key(&w->out, key);
    kj_json_put_number(&w->out, number);
}

static void put_bool(writing *w, const char *key, bool value)
{
    kj_xapi_key(&w->out, key);
    kj_put(&w->out, value ? KJ_LIT("true") : KJ_LIT("false"));
}

/* raw lies between min and max, or it is left out: stores refuse it otherwise. */
static void put_score(writing *w)
{
    const kj_event *event = w->event;
    if (!(event->has & KJ_HAS_SCORE) || !(event->max > 0) || event->score < 0 ||
        event->score > event->max)
        return;
    kj_xapi_open(&w->out, "score", '{');
    put_number(w, "scaled", event->score / event->max);
    put_number(w, "raw", event->score);
    put_number(w, "min", 0);
    put_number(w, "max", event->max);
    kj_xapi_close(&w->out, '}');
}

static void put_duration(writing *w)
{
    const int64_t ms = w->event->duration_ms;
    if (!(w->event->has & KJ_HAS_DURATION) || ms < 0)
        return;
    kj_xapi_text(&w->out, "duration",
                 ms % 1000 == 0 ? kj_arena_format(w->arena, "PT%" PRId64 "S", ms / 1000)
                                : kj_arena_format(w->arena, "PT%" PRId64 ".%02" PRId64 "S",
                                                  (ms + 5) / 10 / 100, (ms + 5) / 10 % 100));
}

/* Whether it went well, where the event says so. */
static bool success(const kj_event *event, bool *out)
{
    if (event->has & KJ_HAS_PASSED) {
        *out = event->passed;
        return true;
    }
    *out = event->score >= event->max;
    return (event->has & KJ_HAS_SCORE) && event->max > 0 && event->type != KJ_EVENT_RUN_FINISHED &&
           event->type != KJ_EVENT_ROLEPLAY_ENDED;
}

static void put_extension(writing *w, const char *name, kj_span value)
{
    kj_xapi_text(
        &w->out,
        kj_arena_format(w->arena, "%.*sextensions/%s", KJ_ARG(w->xapi->options.home), name).ptr,
        value);
}

static void put_result_extensions(writing *w)
{
    const kj_event *event = w->event;
    if (!(event->has & (KJ_HAS_CONFIDENCE | KJ_HAS_ENDING | KJ_HAS_TRY)))
        return;
    kj_xapi_open(&w->out, "extensions", '{');
    if (event->has & KJ_HAS_TRY)
        put_number(
            w, kj_arena_format(w->arena, "%.*sextensions/try", KJ_ARG(w->xapi->options.home)).ptr,
            event->try_count);
    if (event->has & KJ_HAS_CONFIDENCE)
        put_number(
            w,
            kj_arena_format(w->arena, "%.*sextensions/confidence", KJ_ARG(w->xapi->options.home))
                .ptr,
            event->confidence);
    if (event->has & KJ_HAS_ENDING)
        put_extension(w, "ending", event->ending);
    kj_xapi_close(&w->out, '}');
}

static void put_result(writing *w, verb v, const kj_activity *about)
{
    const kj_event *event = w->event;
    const size_t before = w->out.len;
    bool good = false;
    kj_xapi_open(&w->out, "result", '{');
    const size_t empty = w->out.len;
    put_score(w);
    if (v == PASSED || v == FAILED)
        put_bool(w, "success", v == PASSED);
    else if (v != INITIALIZED && success(event, &good))
        put_bool(w, "success", good);
    if (v == COMPLETED || v == PASSED || event->type == KJ_EVENT_PART_COMPLETED)
        put_bool(w, "completion", true);
    if (v == ANSWERED)
        kj_xapi_text(&w->out, "response",
                     kj_interaction_response(w->course, about, event, w->arena));
    else if (v == COMMENTED && event->response_count > 0)
        kj_xapi_text(&w->out, "response", event->response[0]);
    if (v != INITIALIZED)
        put_duration(w);
    put_result_extensions(w);
    if (w->out.len == empty)
        w->out.len = before; /* nothing came of it */
    else
        kj_xapi_close(&w->out, '}');
}

static void put_in_context(writing *w, const char *key, const kj_activity *activity)
{
    kj_xapi_open(&w->out, key, '[');
    kj_activity_put(&w->out, NULL, w->xapi->options.home, w->event->course, w->course, activity);
    kj_xapi_close(&w->out, ']');
}

static void put_context(writing *w, const kj_activity *about)
{
    kj_text_buffer *out = &w->out;
    const kj_event *event = w->event;
    uuid_t id;
    kj_activity parent;
    const kj_activity whole = {.kind = KJ_ACTIVITY_COURSE};
    kj_xapi_open(out, "context", '{');
    if (event->attempt.len == UUID_LEN &&
        uuid_parse(kj_arena_copy(w->arena, event->attempt).ptr, id) == 0)
        kj_xapi_text(out, "registration", event->attempt);
    kj_xapi_open(out, "contextActivities", '{');
    if (kj_activity_parent(w->course, about, &parent))
        put_in_context(w, "parent", &parent);
    if (about->kind != KJ_ACTIVITY_COURSE)
        put_in_context(w, "grouping", &whole);
    kj_xapi_open(out, "category", '[');
    kj_xapi_open(out, NULL, '{');
    kj_xapi_text(out, "id",
                 kj_arena_format(w->arena, "%.*s" PROFILE, KJ_ARG(w->xapi->options.home)));
    kj_xapi_close(out, '}');
    kj_xapi_close(out, ']');
    kj_xapi_close(out, '}');
    kj_xapi_text(out, "revision", event->version);
    kj_xapi_text(out, "platform", KJ_LIT("kejian"));
    if (w->course)
        kj_xapi_text(out, "language", w->course->language);
    if (event->has & KJ_HAS_WITHIN) {
        kj_xapi_open(out, "extensions", '{');
        put_extension(w, "within", event->within);
        kj_xapi_close(out, '}');
    }
    kj_xapi_close(out, '}');
}

/* ---- whole statements ---- */

static void begin(writing *w, verb v)
{
    char id[UUID_LEN + 1];
    w->out = (kj_text_buffer){.arena = w->arena};
    make_id(w->event->id, v, id);
    kj_put_char(&w->out, '{');
    kj_xapi_text(&w->out, "id", kj_span_of(id));
    put_actor(w);
    put_verb(w, v);
}

static void end(writing *w)
{
    kj_xapi_text(&w->out, "timestamp", kj_time_write_utc(w->event->at, w->arena));
    kj_xapi_close(&w->out, '}');
    w->done[w->count++] = kj_put_span(&w->out);
}

static void say(writing *w, verb v, kj_activity about)
{
    begin(w, v);
    kj_activity_put(&w->out, "object", w->xapi->options.home, w->event->course, w->course, &about);
    put_result(w, v, &about);
    put_context(w, &about);
    end(w);
}

static void say_void(writing *w, kj_span statement)
{
    begin(w, VOIDED);
    kj_xapi_open(&w->out, "object", '{');
    kj_xapi_text(&w->out, "objectType", KJ_LIT("StatementRef"));
    kj_xapi_text(&w->out, "id", statement);
    kj_xapi_close(&w->out, '}');
    end(w);
}

static kj_activity run_activity(const kj_event *event)
{
    kj_run_kind kind;
    bool timed;
    kj_activity out = {.kind = KJ_ACTIVITY_DRILL, .id = event->object};
    if (!kj_run_read(event->kind, &kind, &timed))
        return out;
    switch (kind) {
    case KJ_RUN_TEST:
        out.kind = KJ_ACTIVITY_TEST;
        break;
    case KJ_RUN_FINAL:
        out = (kj_activity){.kind = KJ_ACTIVITY_FINAL};
        break;
    case KJ_RUN_REVIEW:
        out = (kj_activity){.kind = KJ_ACTIVITY_REVIEW};
        break;
    case KJ_RUN_DRILL:
        break;
    }
    return out;
}

/* run.finished names only the run. */
static kj_activity finished_activity(const writing *w)
{
    const kj_event *event = w->event;
    const kj_activity_kind kind = said_of(w->xapi, event->within, event->learner)->kind;
    const bool whole = kind == KJ_ACTIVITY_FINAL || kind == KJ_ACTIVITY_REVIEW;
    /* Its beginning was not in the log: a drill is what most runs are. */
    return (kj_activity){.kind = kind == KJ_ACTIVITY_COURSE ? KJ_ACTIVITY_DRILL : kind,
                         .id = whole ? (kj_span){NULL, 0} : event->object};
}

static void say_run_started(writing *w)
{
    const kj_activity run = run_activity(w->event);
    said_of(w->xapi, w->event->id, w->event->learner)->kind = run.kind;
    say(w, INITIALIZED, run);
}

static kj_activity round_activity(const kj_event *event)
{
    return (kj_activity){.kind = KJ_ACTIVITY_ROUND, .id = event->object, .sub = event->round};
}

static void say_finished(writing *w)
{
    said *before = said_of(w->xapi, w->event->attempt, w->event->learner);
    const kj_activity course = {.kind = KJ_ACTIVITY_COURSE};
    if (!w->event->passed)
        say(w, FAILED, course);
    else if (!before->passed)
        say(w, PASSED, course);
    before->passed = before->passed || w->event->passed;
    say(w, TERMINATED, course);
}

static void say_completed(writing *w)
{
    said *before = said_of(w->xapi, w->event->attempt, w->event->learner);
    if (!before->completed)
        say(w, COMPLETED, (kj_activity){.kind = KJ_ACTIVITY_COURSE});
    before->completed = true;
}

/* Taken back, the statement that stands is voided. */
static void say_attended(writing *w)
{
    const kj_event *event = w->event;
    said *before = said_of(w->xapi, event->attempt, event->learner);
    if ((event->has & KJ_HAS_PASSED) && !event->passed) {
        if (before->attended[0] != '\0')
            say_void(w, kj_span_of(before->attended));
        before->attended[0] = '\0';
    } else if (before->attended[0] == '\0') {
        say(w, ATTENDED, (kj_activity){.kind = KJ_ACTIVITY_CLASS, .id = event->within});
        make_id(event->id, ATTENDED, before->attended);
    }
}

static void say_undone(writing *w)
{
    char id[UUID_LEN + 1];
    make_id(w->event->within, ANSWERED, id);
    say_void(w, kj_span_of(id));
}

size_t kj_xapi_statements(kj_xapi *xapi, const kj_event *event, kj_span name, kj_arena *arena,
                          kj_span out[KJ_XAPI_STATEMENTS_MAX])
{
    writing w = {.xapi = xapi,
                 .course = course_of(xapi, event),
                 .event = event,
                 .name = name,
                 .arena = arena,
                 .done = out};
    const kj_activity course = {.kind = KJ_ACTIVITY_COURSE};
    const kj_activity roleplay = {.kind = KJ_ACTIVITY_ROLEPLAY, .id = event->object};
    switch (event->type) {
    case KJ_EVENT_ATTEMPT_STARTED:
        say(&w, INITIALIZED, course);
        break;
    case KJ_EVENT_ATTEMPT_RESUMED:
        say(&w, RESUMED, course);
        break;
    case KJ_EVENT_ATTEMPT_FINISHED:
        say_finished(&w);
        break;
    case KJ_EVENT_SLIDE_VIEWED:
        say(&w, EXPERIENCED, (kj_activity){.kind = KJ_ACTIVITY_SLIDE, .id = event->object});
        break;
    case KJ_EVENT_RUN_STARTED:
        say_run_started(&w);
        break;
    case KJ_EVENT_RUN_FINISHED:
        say(&w, TERMINATED, finished_activity(&w));
        break;
    case KJ_EVENT_ITEM_ANSWERED:
    case KJ_EVENT_REVIEW_ANSWERED:
        say(&w, ANSWERED, (kj_activity){.kind = KJ_ACTIVITY_ITEM, .id = event->object});
        break;
    case KJ_EVENT_DRILL_ANSWERED:
        say(&w, ANSWERED, round_activity(event));
        break;
    case KJ_EVENT_ROLEPLAY_STARTED:
        say(&w, INITIALIZED, roleplay);
        break;
    case KJ_EVENT_ROLEPLAY_CHOSE:
        say(&w, ANSWERED,
            (kj_activity){.kind = KJ_ACTIVITY_NODE, .id = event->object, .sub = event->node});
        break;
    case KJ_EVENT_ROLEPLAY_ENDED:
        say(&w, TERMINATED, roleplay);
        break;
    case KJ_EVENT_PART_COMPLETED:
        say(&w, EXPERIENCED, (kj_activity){.kind = KJ_ACTIVITY_PART, .id = event->object});
        break;
    case KJ_EVENT_COURSE_COMPLETED:
        say_completed(&w);
        break;
    case KJ_EVENT_ANSWER_CONTESTED:
        say(&w, COMMENTED,
            event->has & KJ_HAS_ROUND
                ? round_activity(event)
                : (kj_activity){.kind = KJ_ACTIVITY_ITEM, .id = event->object});
        break;
    case KJ_EVENT_REVIEW_UNDONE:
        say_undone(&w);
        break;
    case KJ_EVENT_CLASS_ATTENDED:
        say_attended(&w);
        break;
    case KJ_EVENT_RUN_MOVED:
    case KJ_EVENT_CLASS_STARTED:
    case KJ_EVENT_CLASS_SHOWN:
    case KJ_EVENT_CLASS_ASKED:
    case KJ_EVENT_CLASS_TALLIED:
    case KJ_EVENT_CLASS_PLAYED:
    case KJ_EVENT_CLASS_CHOSE:
    case KJ_EVENT_CLASS_RETURNED:
    case KJ_EVENT_CLASS_PICKED:
    case KJ_EVENT_CLASS_DREW:
    case KJ_EVENT_CLASS_ERASED:
    case KJ_EVENT_CLASS_ENDED:
    case KJ_EVENT_COUNT:
        break;
    }
    return w.count;
}
