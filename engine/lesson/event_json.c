/* engine/lesson/event_json.c: an event as one line of JSON, and back.
 *
 * A line may come from another machine, an older or newer program, or an enemy: everything is
 * checked, and everything wrong in a line is reported.  An event type, or a key beside `data`,
 * that this program does not know is refused: a bundle of a newer program must not be half
 * imported.  A key within `data` is kept (`rest`), since newer programs add details there. */
#include "lesson/event.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#define REST_BYTES_MAX 4096
#define SCORE_MAX 1e9
#define DURATION_MAX_MS 3.2e11 /* ten years */
#define COUNT_MAX 1e6
#define UUID_LEN 36
#define ROUND_MAX (KJ_ID_MAX + 16) /* an id of the course, and which step of it */

static const char newer[] = "a newer kejian may have written it: update this one first";

typedef enum member_kind {
    AS_NAME,     /* kj_span: an id */
    AS_RESPONSE, /* response, response_count */
    AS_SCORE,    /* double */
    AS_BOOL,
    AS_MS,    /* int64_t */
    AS_COUNT, /* uint32_t */
    AS_SEED   /* uint64_t */
} member_kind;

/* The members of `data`, in the order in which they are written. */
static const struct member {
    const char *key;
    member_kind kind;
    uint32_t has;
    size_t offset;
} members[] = {
    {"response", AS_RESPONSE, KJ_HAS_RESPONSE, offsetof(kj_event, response)},
    {"score", AS_SCORE, KJ_HAS_SCORE, offsetof(kj_event, score)},
    {"max", AS_SCORE, KJ_HAS_SCORE, offsetof(kj_event, max)},
    {"passed", AS_BOOL, KJ_HAS_PASSED, offsetof(kj_event, passed)},
    {"duration_ms", AS_MS, KJ_HAS_DURATION, offsetof(kj_event, duration_ms)},
    {"try", AS_COUNT, KJ_HAS_TRY, offsetof(kj_event, try_count)},
    {"within", AS_NAME, KJ_HAS_WITHIN, offsetof(kj_event, within)},
    {"step", AS_COUNT, KJ_HAS_STEP, offsetof(kj_event, step)},
    {"seed", AS_SEED, KJ_HAS_SEED, offsetof(kj_event, seed)},
    {"round", AS_NAME, KJ_HAS_ROUND, offsetof(kj_event, round)},
    {"node", AS_NAME, KJ_HAS_CHOICE, offsetof(kj_event, node)},
    {"choice", AS_NAME, KJ_HAS_CHOICE, offsetof(kj_event, choice)},
    {"ending", AS_NAME, KJ_HAS_ENDING, offsetof(kj_event, ending)},
    {"kind", AS_NAME, KJ_HAS_KIND, offsetof(kj_event, kind)},
    {"rating", AS_COUNT, KJ_HAS_RATING, offsetof(kj_event, rating)},
    {"confidence", AS_COUNT, KJ_HAS_CONFIDENCE, offsetof(kj_event, confidence)},
};

/* The strings beside `data`. */
static const struct heading {
    const char *key;
    size_t offset;
} headings[] = {
    {"id", offsetof(kj_event, id)},           {"device", offsetof(kj_event, device)},
    {"learner", offsetof(kj_event, learner)}, {"course", offsetof(kj_event, course)},
    {"version", offsetof(kj_event, version)}, {"attempt", offsetof(kj_event, attempt)},
    {"object", offsetof(kj_event, object)},
};

/* What an event is worth nothing without. */
static const struct need {
    kj_event_type type;
    uint32_t has;
} needs[] = {
    {KJ_EVENT_ATTEMPT_FINISHED, KJ_HAS_SCORE | KJ_HAS_PASSED | KJ_HAS_DURATION},
    {KJ_EVENT_RUN_STARTED, KJ_HAS_KIND | KJ_HAS_SEED},
    {KJ_EVENT_RUN_MOVED, KJ_HAS_WITHIN | KJ_HAS_STEP},
    {KJ_EVENT_RUN_FINISHED, KJ_HAS_WITHIN | KJ_HAS_SCORE},
    {KJ_EVENT_ITEM_ANSWERED, KJ_HAS_SCORE},
    {KJ_EVENT_DRILL_ANSWERED, KJ_HAS_SCORE},
    {KJ_EVENT_ROLEPLAY_CHOSE, KJ_HAS_CHOICE},
    {KJ_EVENT_ROLEPLAY_ENDED, KJ_HAS_ENDING | KJ_HAS_SCORE},
    {KJ_EVENT_REVIEW_ANSWERED, KJ_HAS_SCORE},
    {KJ_EVENT_REVIEW_UNDONE, KJ_HAS_WITHIN},
    {KJ_EVENT_CLASS_STARTED, KJ_HAS_KIND | KJ_HAS_SEED},
    {KJ_EVENT_CLASS_SHOWN, KJ_HAS_STEP},
    {KJ_EVENT_CLASS_ATTENDED, KJ_HAS_WITHIN | KJ_HAS_KIND},
    {KJ_EVENT_CLASS_ASKED, KJ_HAS_SEED},
    {KJ_EVENT_CLASS_TALLIED, KJ_HAS_WITHIN | KJ_HAS_RESPONSE},
    {KJ_EVENT_CLASS_PLAYED, KJ_HAS_SEED},
    {KJ_EVENT_CLASS_CHOSE, KJ_HAS_WITHIN | KJ_HAS_CHOICE},
    {KJ_EVENT_CLASS_RETURNED, KJ_HAS_WITHIN | KJ_HAS_STEP},
    {KJ_EVENT_CLASS_PICKED, KJ_HAS_WITHIN},
    {KJ_EVENT_CLASS_DREW, KJ_HAS_ROUND | KJ_HAS_RESPONSE},
    {KJ_EVENT_CLASS_ENDED, KJ_HAS_DURATION},
};

/* ---- writing ---- */

static void put_key(kj_text_buffer *out, bool *first, const char *key)
{
    if (!*first)
        kj_put_char(out, ',');
    *first = false;
    kj_json_put_string(out, kj_span_of(key));
    kj_put_char(out, ':');
}

static void put_response(kj_text_buffer *out, const kj_event *event)
{
    kj_put_char(out, '[');
    for (size_t i = 0; i < event->response_count; i++) {
        if (i > 0)
            kj_put_char(out, ',');
        kj_json_put_string(out, event->response[i]);
    }
    kj_put_char(out, ']');
}

static void put_member(kj_text_buffer *out, const struct member *member, const kj_event *event)
{
    const void *value = (const char *)event + member->offset;
    switch (member->kind) {
    case AS_NAME:
        kj_json_put_string(out, *(const kj_span *)value);
        break;
    case AS_RESPONSE:
        put_response(out, event);
        break;
    case AS_SCORE:
        kj_json_put_number(out, *(const double *)value);
        break;
    case AS_BOOL:
        kj_put(out, *(const bool *)value ? KJ_LIT("true") : KJ_LIT("false"));
        break;
    case AS_MS:
        kj_putf(out, "%" PRId64, *(const int64_t *)value);
        break;
    case AS_COUNT:
        kj_putf(out, "%" PRIu32, *(const uint32_t *)value);
        break;
    case AS_SEED:
        kj_putf(out, "\"%016" PRIx64 "\"", *(const uint64_t *)value);
        break;
    }
}

kj_span kj_event_write(const kj_event *event, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    bool first = true;
    const struct {
        const char *key;
        kj_span value;
    } heads[] = {
        {"id", event->id},           {"at", kj_time_write(event->at, arena)},
        {"device", event->device},   {"learner", event->learner},
        {"course", event->course},   {"version", event->version},
        {"attempt", event->attempt}, {"type", kj_span_of(kj_event_words[event->type])},
        {"object", event->object},
    };
    kj_put_char(&out, '{');
    for (size_t i = 0; i < KJ_COUNT(heads); i++) {
        put_key(&out, &first, heads[i].key);
        kj_json_put_string(&out, heads[i].value);
    }
    put_key(&out, &first, "data");
    kj_put_char(&out, '{');
    first = true;
    for (size_t i = 0; i < KJ_COUNT(members); i++) {
        if (!(event->has & members[i].has))
            continue;
        put_key(&out, &first, members[i].key);
        put_member(&out, &members[i], event);
    }
    if (event->rest.len > 0) {
        if (!first)
            kj_put_char(&out, ',');
        kj_put(&out, event->rest);
    }
    kj_put(&out, KJ_LIT("}}"));
    return kj_put_span(&out);
}

/* ---- reading ---- */

typedef struct reading {
    const kj_source *source;
    kj_arena *arena;
    kj_sink *sink;
    kj_event *out;
    bool wrong;
} reading;

__attribute__((format(printf, 4, 5))) static void refuse(reading *r, uint32_t offset,
                                                         const char *hint, const char *format, ...)
{
    char message[256];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    r->wrong = true;
    kj_report_hint(r->sink, (kj_loc){r->source, offset}, "E0802", kj_span_of(hint), "%s", message);
}

/* As much of `s` as a message should repeat, whole code points. */
static kj_span clip(kj_span s)
{
    size_t end = 0;
    while (end < s.len) {
        size_t next = end;
        (void)kj_utf8_next(s, &next);
        if (next > KJ_ID_MAX)
            break;
        end = next;
    }
    return kj_span_sub(s, 0, end);
}

/* An id of whatever kind: something that is there, of bounded length, without white space. */
static bool read_name(reading *r, const char *key, const kj_json *json, size_t max, kj_span *out)
{
    if (json->type != KJ_JSON_STRING) {
        refuse(r, json->offset, NULL, "'%s' is not a string", key);
        return false;
    }
    if (json->string.len == 0 || json->string.len > max) {
        refuse(r, json->offset, NULL, "'%s' has %zu bytes, not 1 to %zu", key, json->string.len,
               max);
        return false;
    }
    for (size_t i = 0; i < json->string.len; i++) {
        const unsigned char c = (unsigned char)json->string.ptr[i];
        if (c <= ' ' || c == 0x7F) {
            refuse(r, json->offset, NULL, "'%s' holds white space", key);
            return false;
        }
    }
    *out = json->string;
    return true;
}

/* A UUID in small letters, so that one event has one spelling. */
static bool read_uuid(reading *r, const kj_json *json, kj_span *out)
{
    kj_span given;
    if (!read_name(r, "id", json, KJ_ID_MAX, &given))
        return false;
    const kj_span id = kj_arena_copy(r->arena, given);
    bool good = id.len == UUID_LEN;
    char *bytes = KJ_NEW(r->arena, char, UUID_LEN + 1);
    for (size_t i = 0; good && i < UUID_LEN; i++) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        char c = id.ptr[i];
        if (c >= 'A' && c <= 'F')
            c = (char)(c - 'A' + 'a');
        good = dash ? c == '-' : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        bytes[i] = c;
    }
    if (!good) {
        refuse(r, json->offset, NULL, "'id' is not a UUID");
        return false;
    }
    *out = (kj_span){bytes, UUID_LEN};
    return true;
}

static void read_response(reading *r, const kj_json *json)
{
    if (json->type != KJ_JSON_ARRAY) {
        refuse(r, json->offset, NULL, "'response' is not an array");
        return;
    }
    if (json->count > KJ_RESPONSES_MAX) {
        refuse(r, json->offset, NULL, "'response' has %" PRIu32 " values, more than %d",
               json->count, KJ_RESPONSES_MAX);
        return;
    }
    size_t bytes = 0;
    for (const kj_json *value = json->first; value; value = value->next) {
        if (value->type != KJ_JSON_STRING) {
            refuse(r, value->offset, NULL, "a value of 'response' is not a string");
            return;
        }
        bytes += value->string.len + 1;
        if (bytes > KJ_RESPONSE_BYTES_MAX) {
            refuse(r, value->offset, NULL, "'response' has more than %d bytes",
                   KJ_RESPONSE_BYTES_MAX);
            return;
        }
        r->out->response[r->out->response_count++] = value->string;
    }
}

static bool read_number(reading *r, const char *key, const kj_json *json, double max, bool whole,
                        double *out)
{
    if (json->type != KJ_JSON_NUMBER) {
        refuse(r, json->offset, NULL, "'%s' is not a number", key);
        return false;
    }
    if (!(json->number >= 0 && json->number <= max)) {
        refuse(r, json->offset, NULL, "'%s' is not within 0 to %.0f", key, max);
        return false;
    }
    if (whole && floor(json->number) < json->number) {
        refuse(r, json->offset, NULL, "'%s' is not a whole number", key);
        return false;
    }
    *out = json->number + 0.0; /* no negative zero */
    return true;
}

static void read_seed(reading *r, const kj_json *json, uint64_t *out)
{
    bool good = json->type == KJ_JSON_STRING && json->string.len == 16;
    uint64_t seed = 0;
    for (size_t i = 0; good && i < 16; i++) {
        const char c = json->string.ptr[i];
        uint64_t digit = 0;
        if (c >= '0' && c <= '9')
            digit = (uint64_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = (uint64_t)(c - 'a') + 10;
        else
            good = false;
        seed = seed << 4 | digit;
    }
    if (!good)
        refuse(r, json->offset, NULL, "'seed' is not a string of 16 hexadecimal digits");
    *out = seed;
}

static void read_member(reading *r, const struct member *member, const kj_json *json)
{
    void *place = (char *)r->out + member->offset;
    double number = 0;
    switch (member->kind) {
    case AS_NAME:
        (void)read_name(r, member->key, json, ROUND_MAX, place);
        break;
    case AS_RESPONSE:
        read_response(r, json);
        break;
    case AS_SCORE:
        (void)read_number(r, member->key, json, SCORE_MAX, false, place);
        break;
    case AS_BOOL:
        if (json->type != KJ_JSON_TRUE && json->type != KJ_JSON_FALSE)
            refuse(r, json->offset, NULL, "'%s' is neither true nor false", member->key);
        *(bool *)place = json->type == KJ_JSON_TRUE;
        break;
    case AS_MS:
        if (read_number(r, member->key, json, DURATION_MAX_MS, true, &number))
            *(int64_t *)place = (int64_t)number;
        break;
    case AS_COUNT:
        if (read_number(r, member->key, json, COUNT_MAX, true, &number))
            *(uint32_t *)place = (uint32_t)number;
        break;
    case AS_SEED:
        read_seed(r, json, place);
        break;
    }
}

/* A value as JSON again, on one line.  Numbers keep their digits. */
static void put_value(kj_text_buffer *out, const kj_source *source, const kj_json *json)
{
    bool first = true;
    switch (json->type) {
    case KJ_JSON_NULL:
        kj_put(out, KJ_LIT("null"));
        break;
    case KJ_JSON_FALSE:
        kj_put(out, KJ_LIT("false"));
        break;
    case KJ_JSON_TRUE:
        kj_put(out, KJ_LIT("true"));
        break;
    case KJ_JSON_NUMBER: {
        const kj_span text = source->text;
        size_t end = json->offset;
        while (end < text.len && strchr("+-.eE0123456789", text.ptr[end]) && text.ptr[end])
            end++;
        kj_put(out, kj_span_sub(text, json->offset, end));
        break;
    }
    case KJ_JSON_STRING:
        kj_json_put_string(out, json->string);
        break;
    case KJ_JSON_ARRAY:
        kj_put_char(out, '[');
        for (const kj_json *at = json->first; at; at = at->next) {
            if (!first)
                kj_put_char(out, ',');
            first = false;
            put_value(out, source, at); /* as deep as KJ_JSON_DEPTH_MAX */
        }
        kj_put_char(out, ']');
        break;
    case KJ_JSON_OBJECT:
        kj_put_char(out, '{');
        for (const kj_json *at = json->first; at; at = at->next) {
            if (!first)
                kj_put_char(out, ',');
            first = false;
            kj_json_put_string(out, at->key);
            kj_put_char(out, ':');
            put_value(out, source, at);
        }
        kj_put_char(out, '}');
        break;
    }
}

static const struct member *find_member(kj_span key)
{
    for (size_t i = 0; i < KJ_COUNT(members); i++) {
        if (kj_span_is(key, members[i].key))
            return &members[i];
    }
    return NULL;
}

/* score and max go together, and so do node and choice. */
static void check_pairs(reading *r, const kj_json *data)
{
    static const char *const pairs[][2] = {{"score", "max"}, {"node", "choice"}};
    for (size_t i = 0; i < KJ_COUNT(pairs); i++) {
        const kj_json *first = kj_json_get(data, pairs[i][0]);
        const kj_json *second = kj_json_get(data, pairs[i][1]);
        if (!first != !second)
            refuse(r, (first ? first : second)->key_offset, NULL, "'%s' is missing beside '%s'",
                   pairs[i][first ? 1 : 0], pairs[i][first ? 0 : 1]);
    }
    const kj_json *score = kj_json_get(data, "score");
    /* A sum of thirds may be a rounding above its whole. */
    if (!r->wrong && score && r->out->score > r->out->max + 1e-9)
        refuse(r, score->offset, NULL, "'score' is above 'max'");
}

static void check_needs(reading *r, const kj_json *data)
{
    for (size_t i = 0; i < KJ_COUNT(needs); i++) {
        if (needs[i].type != r->out->type)
            continue;
        for (size_t m = 0; m < KJ_COUNT(members); m++) {
            if ((needs[i].has & members[m].has) && !kj_json_get(data, members[m].key))
                refuse(r, data->offset, NULL, "'%s' needs '%s'", kj_event_words[r->out->type],
                       members[m].key);
        }
    }
}

static void read_data(reading *r, const kj_json *data)
{
    if (data->type != KJ_JSON_OBJECT) {
        refuse(r, data->offset, NULL, "'data' is not an object");
        return;
    }
    kj_text_buffer rest = {.arena = r->arena};
    for (const kj_json *json = data->first; json; json = json->next) {
        const struct member *member = find_member(json->key);
        if (member) {
            r->out->has |= member->has;
            read_member(r, member, json);
            continue;
        }
        if (rest.len > 0)
            kj_put_char(&rest, ',');
        kj_json_put_string(&rest, json->key);
        kj_put_char(&rest, ':');
        put_value(&rest, r->source, json);
        if (rest.len > REST_BYTES_MAX) {
            refuse(r, json->key_offset, NULL, "'data' holds more than %d bytes of unknown keys",
                   REST_BYTES_MAX);
            return;
        }
    }
    r->out->rest = kj_put_span(&rest);
    check_pairs(r, data);
    check_needs(r, data);
}

static bool read_type(reading *r, const kj_json *json)
{
    if (json->type != KJ_JSON_STRING) {
        refuse(r, json->offset, NULL, "'type' is not a string");
        return false;
    }
    for (size_t i = 0; i < KJ_EVENT_COUNT; i++) {
        if (kj_span_is(json->string, kj_event_words[i])) {
            r->out->type = (kj_event_type)i;
            return true;
        }
    }
    kj_span words[KJ_EVENT_COUNT];
    for (size_t i = 0; i < KJ_EVENT_COUNT; i++)
        words[i] = kj_span_of(kj_event_words[i]);
    const kj_span near = kj_nearest(json->string, words, KJ_EVENT_COUNT);
    char hint[KJ_ID_MAX + 32];
    snprintf(hint, sizeof hint, "did you mean '%.*s'?", KJ_ARG(near));
    refuse(r, json->offset, near.len > 0 ? hint : newer, "no event type '%.*s'",
           KJ_ARG(clip(json->string)));
    return false;
}

static bool known_heading(kj_span key)
{
    /* "chain" belongs to record/, which reads it itself. */
    static const char *const others[] = {"at", "type", "data", "chain"};
    for (size_t i = 0; i < KJ_COUNT(others); i++) {
        if (kj_span_is(key, others[i]))
            return true;
    }
    for (size_t i = 0; i < KJ_COUNT(headings); i++) {
        if (kj_span_is(key, headings[i].key))
            return true;
    }
    return false;
}

static const kj_json *get(reading *r, const kj_json *json, const char *key)
{
    const kj_json *found = kj_json_get(json, key);
    if (!found)
        refuse(r, json->offset, NULL, "'%s' is missing", key);
    return found;
}

static void read_heading(reading *r, const struct heading *heading, const kj_json *json)
{
    kj_span *place = (kj_span *)(void *)((char *)r->out + heading->offset);
    if (heading->offset == offsetof(kj_event, id))
        (void)read_uuid(r, json, place);
    else
        (void)read_name(r, heading->key, json, KJ_ID_MAX, place);
}

bool kj_event_read(const kj_json *json, const kj_source *source, kj_event *out, kj_arena *arena,
                   kj_sink *sink)
{
    reading r = {.source = source, .arena = arena, .sink = sink, .out = out};
    memset(out, 0, sizeof *out);
    if (json->type != KJ_JSON_OBJECT) {
        refuse(&r, json->offset, NULL, "an event is a JSON object");
        return false;
    }
    for (const kj_json *member = json->first; member; member = member->next) {
        if (!known_heading(member->key))
            refuse(&r, member->key_offset, newer, "an event has no key '%.*s'",
                   KJ_ARG(clip(member->key)));
    }
    const kj_json *found;
    for (size_t i = 0; i < KJ_COUNT(headings); i++) {
        found = get(&r, json, headings[i].key);
        if (found)
            read_heading(&r, &headings[i], found);
    }
    found = get(&r, json, "at");
    if (found && (found->type != KJ_JSON_STRING || !kj_time_read(found->string, &out->at)))
        refuse(&r, found->offset, "such as 2026-11-23T09:15:02.120+08:00",
               "'at' is not a time of RFC 3339");
    const kj_json *type = get(&r, json, "type");
    const kj_json *data = get(&r, json, "data");
    /* What `data` must hold is a question of the type. */
    if (type && read_type(&r, type) && data)
        read_data(&r, data);
    return !r.wrong;
}
