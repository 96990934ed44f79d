/* tests/lesson/event_json_test.c: events as lines of JSON, and what is refused. */
#include "lesson/event.h"

#include "base/random.h"
#include "support.h"

#include <inttypes.h>
#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define HEAD \
    "{\"id\":\"0193a1f2-0000-7000-8000-000000000001\",\"at\":\"2026-11-23T09:15:02.120+08:00\"," \
    "\"device\":\"d1\",\"learner\":\"E00123\",\"course\":\"key-account\",\"version\":\"1.0.0\"," \
    "\"attempt\":\"0193a1f2-0000-7000-8000-000000000000\","
#define ANSWERED HEAD "\"type\":\"item.answered\",\"object\":\"needs-q07\","

static bool read(kj_arena *arena, kj_span line, kj_event *out, kj_test_sink *sink)
{
    const kj_source *source = kj_test_source(arena, "bundle.jsonl", line);
    const kj_json *json = kj_json_parse(source, arena, &sink->sink);
    return json && kj_event_read(json, source, out, arena, &sink->sink);
}

/* Lines that come out as they went in. */
static const struct {
    const char *name, *line;
} kept[] = {
    {"the design's own", ANSWERED
     "\"data\":{\"response\":[\"b\"],\"score\":1,\"max\":1,\"duration_ms\":8350,\"try\":1}}"},
    {"no data", HEAD "\"type\":\"attempt.resumed\",\"object\":\"key-account\",\"data\":{}}"},
    {"a seed that no double holds",
     HEAD "\"type\":\"run.started\",\"object\":\"needs\",\"data\":{\"seed\":\"fedcba9876543211\","
          "\"kind\":\"test\"}}"},
    {"a choice", HEAD "\"type\":\"roleplay.chose\",\"object\":\"rp-needs\",\"data\":{\"within\":"
                      "\"r1\",\"node\":\"n1\",\"choice\":\"walk\"}}"},
    {"what a newer program adds",
     ANSWERED "\"data\":{\"score\":0.5,\"max\":1,\"mood\":{\"a\":[1.50,null,true,\"\\\"\"]},"
              "\"big\":123456789012345678901234567890}}"},
    {"how sure", ANSWERED "\"data\":{\"score\":1,\"max\":1,\"confidence\":3}}"},
    {"a class begins",
     HEAD "\"type\":\"class.started\",\"object\":\"key-account\",\"data\":{\"seed\":"
          "\"fedcba9876543211\",\"kind\":\"1920x1080\"}}"},
    {"a slide for the room", HEAD "\"type\":\"class.shown\",\"object\":\"needs-01\",\"data\":{"
                                  "\"step\":2,\"kind\":\"black\"}}"},
    {"who was there, and what was shown", HEAD
     "\"type\":\"class.attended\",\"object\":\"key-account\",\"data\":{\"response\":[\"a\",\"b\"],"
     "\"passed\":true,\"within\":\"c1\",\"kind\":\"hand\"}}"},
    {"a question to the room", HEAD "\"type\":\"class.asked\",\"object\":\"needs-q07\",\"data\":{"
                                    "\"seed\":\"0000000000000001\"}}"},
    {"hands", HEAD "\"type\":\"class.tallied\",\"object\":\"needs-q07\",\"data\":{\"response\":["
                   "\"a=12\",\"b=0\"],\"within\":\"q1\"}}"},
    {"nobody's hand", HEAD "\"type\":\"class.tallied\",\"object\":\"needs-q07\",\"data\":{"
                           "\"response\":[],\"within\":\"q1\"}}"},
    {"the room's choice",
     HEAD "\"type\":\"class.chose\",\"object\":\"rp-needs\",\"data\":{\"response\":[\"walk=3\"],"
          "\"within\":\"p1\",\"node\":\"n1\",\"choice\":\"walk\"}}"},
    {"a stroke", HEAD "\"type\":\"class.drew\",\"object\":\"needs-01\",\"data\":{\"response\":["
                      "\"1 2 500;-3 4\"],\"round\":\"pen\"}}"},
    {"a class ends", HEAD "\"type\":\"class.ended\",\"object\":\"key-account\",\"data\":{"
                          "\"duration_ms\":28800000}}"},
    {"thirds", ANSWERED "\"data\":{\"score\":0.6666666666666666,\"max\":1}}"},
};

static void keeps_every_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(kept); i++) {
        kj_arena *arena = kj_arena_new();
        kj_test_sink *sink = kj_test_sink_new(arena);
        kj_event event;
        if (!read(arena, kj_span_of(kept[i].line), &event, sink))
            fail_msg("%s: %.*s", kept[i].name, KJ_ARG(kj_test_sink_text(sink)));
        const kj_span line = kj_event_write(&event, arena);
        if (!kj_span_is(line, kept[i].line))
            fail_msg("%s:\n%s\n%.*s", kept[i].name, kept[i].line, KJ_ARG(line));
        kj_arena_free(arena);
    }
}

static const struct {
    const char *name, *line, *message;
    const char *at; /* where the message points: the first place of this text */
} refused[] = {
    {"no object", "[1]", "an event is a JSON object", "[1]"},
    {"nothing in it", "{}", "'id' is missing", "{}"},
    {"a type of tomorrow", HEAD "\"type\":\"video.watched\",\"object\":\"x\",\"data\":{}}",
     "no event type 'video.watched'", "\"video.watched\""},
    {"a key of tomorrow", HEAD "\"type\":\"attempt.resumed\",\"object\":\"x\",\"data\":{},\"v\":2}",
     "an event has no key 'v'", "\"v\""},
    {"no UUID",
     "{\"id\":\"7\",\"at\":\"2026-11-23T09:15:02.120+08:00\",\"device\":\"d\",\"learner\":\"E\","
     "\"course\":\"c\",\"version\":\"1\",\"attempt\":\"a\",\"type\":\"attempt.resumed\","
     "\"object\":\"c\",\"data\":{}}",
     "'id' is not a UUID", "\"7\""},
    {"no time",
     "{\"id\":\"0193a1f2-0000-7000-8000-000000000001\",\"at\":\"yesterday\",\"device\":\"d\","
     "\"learner\":\"E\",\"course\":\"c\",\"version\":\"1\",\"attempt\":\"a\","
     "\"type\":\"attempt.resumed\",\"object\":\"c\",\"data\":{}}",
     "'at' is not a time of RFC 3339", "\"yesterday\""},
    {"score above max", ANSWERED "\"data\":{\"score\":2,\"max\":1}}", "'score' is above 'max'",
     "2,\"max"},
    {"negative score", ANSWERED "\"data\":{\"score\":-1,\"max\":1}}",
     "'score' is not within 0 to 1000000000", "-1,"},
    {"score alone", ANSWERED "\"data\":{\"score\":1}}", "'max' is missing beside 'score'",
     "\"score\""},
    {"no score", ANSWERED "\"data\":{}}", "'item.answered' needs 'score'", "{}}"},
    {"half a millisecond", ANSWERED "\"data\":{\"score\":1,\"max\":1,\"duration_ms\":0.5}}",
     "'duration_ms' is not a whole number", "0.5"},
    {"a response that is a text", ANSWERED "\"data\":{\"response\":\"b\",\"score\":1,\"max\":1}}",
     "'response' is not an array", "\"b\""},
    {"a number in a response", ANSWERED "\"data\":{\"response\":[7],\"score\":1,\"max\":1}}",
     "a value of 'response' is not a string", "7]"},
    {"white space in an id", ANSWERED "\"data\":{\"score\":1,\"max\":1,\"within\":\"a b\"}}",
     "'within' holds white space", "\"a b\""},
    {"an empty id", ANSWERED "\"data\":{\"score\":1,\"max\":1,\"within\":\"\"}}",
     "'within' has 0 bytes, not 1 to 80", "\"\""},
    {"sure in a word", ANSWERED "\"data\":{\"score\":1,\"max\":1,\"confidence\":\"sure\"}}",
     "'confidence' is not a number", "\"sure\""},
    {"a seed in capitals",
     HEAD "\"type\":\"run.started\",\"object\":\"n\",\"data\":{\"seed\":\"FEDCBA9876543210\","
          "\"kind\":\"test\"}}",
     "'seed' is not a string of 16 hexadecimal digits", "\"FEDC"},
    {"passed with a number",
     HEAD "\"type\":\"attempt.finished\",\"object\":\"c\",\"data\":{\"score\":1,\"max\":1,"
          "\"passed\":1,\"duration_ms\":1}}",
     "'passed' is neither true nor false", "1,\"duration"},
    {"a class without a seed",
     HEAD "\"type\":\"class.started\",\"object\":\"c\",\"data\":{\"kind\":\"1x1\"}}",
     "'class.started' needs 'seed'", "{\"kind"},
    {"there, but how",
     HEAD "\"type\":\"class.attended\",\"object\":\"c\",\"data\":{\"within\":\"c\"}}",
     "'class.attended' needs 'kind'", "{\"within"},
    {"a tally of nothing",
     HEAD "\"type\":\"class.tallied\",\"object\":\"q\",\"data\":{\"within\":\"c\"}}",
     "'class.tallied' needs 'response'", "{\"within"},
    {"votes for no choice",
     HEAD "\"type\":\"class.chose\",\"object\":\"rp\",\"data\":{\"within\":\"p\",\"node\":\"n\"}}",
     "'choice' is missing beside 'node'", "\"node"},
    {"a stroke of no tool",
     HEAD "\"type\":\"class.drew\",\"object\":\"s\",\"data\":{\"response\":[\"1 2\"]}}",
     "'class.drew' needs 'round'", "{\"response"},
    {"a number of hands",
     HEAD
     "\"type\":\"class.tallied\",\"object\":\"q\",\"data\":{\"within\":\"c\",\"response\":[3]}}",
     "a value of 'response' is not a string", "3]"},
    {"an end without its length", HEAD "\"type\":\"class.ended\",\"object\":\"c\",\"data\":{}}",
     "'class.ended' needs 'duration_ms'", "{}}"},
    {"data that is none", HEAD "\"type\":\"attempt.resumed\",\"object\":\"c\",\"data\":[]}",
     "'data' is not an object", "[]"},
};

static void refuses_at_the_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(refused); i++) {
        kj_arena *arena = kj_arena_new();
        kj_test_sink *sink = kj_test_sink_new(arena);
        const kj_span line = kj_span_of(refused[i].line);
        kj_event event;
        if (read(arena, line, &event, sink))
            fail_msg("%s: taken", refused[i].name);
        const kj_diag *diag = kj_test_sink_find(sink, "E0802");
        if (!diag || !kj_span_is(diag->message, refused[i].message))
            fail_msg("%s: %.*s", refused[i].name, KJ_ARG(kj_test_sink_text(sink)));
        const size_t place = kj_span_find(line, kj_span_of(refused[i].at), 0);
        if (diag->at.offset != place)
            fail_msg("%s: at %zu, not %zu", refused[i].name, diag->at.offset, place);
        kj_arena_free(arena);
    }
}

static void says_to_update(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_sink *sink = kj_test_sink_new(arena);
    kj_event event;
    assert_false(read(arena, kj_span_of(refused[2].line), &event, sink));
    assert_true(kj_span_find(sink->diags.ptr[0].hint, KJ_LIT("update"), 0) != SIZE_MAX);
    assert_false(read(arena, KJ_LIT(HEAD "\"type\":\"item.answer\",\"object\":\"x\",\"data\":{}}"),
                      &event, sink));
    assert_true(kj_span_is(sink->diags.ptr[1].hint, "did you mean 'item.answered'?"));
    kj_arena_free(arena);
}

/* Limits: the last that is taken and the first that is not. */
static void holds_the_limits(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    for (size_t extra = 0; extra < 2; extra++) {
        kj_text_buffer count = {.arena = arena}, bytes = {.arena = arena}, rest = {.arena = arena};
        kj_put(&count, KJ_LIT(ANSWERED "\"data\":{\"score\":1,\"max\":1,\"response\":["));
        for (size_t i = 0; i < KJ_RESPONSES_MAX + extra; i++)
            kj_putf(&count, "%s\"x\"", i > 0 ? "," : "");
        kj_put(&count, KJ_LIT("]}}"));
        kj_put(&bytes, KJ_LIT(ANSWERED "\"data\":{\"score\":1,\"max\":1,\"response\":[\""));
        for (size_t i = 0; i < KJ_RESPONSE_BYTES_MAX - 1 + extra; i++)
            kj_put_char(&bytes, 'x');
        kj_put(&bytes, KJ_LIT("\"]}}"));
        kj_put(&rest, KJ_LIT(ANSWERED "\"data\":{\"score\":1,\"max\":1,\"more\":\""));
        for (size_t i = 0; i < 4096 - strlen("\"more\":\"\"") + extra; i++)
            kj_put_char(&rest, 'x');
        kj_put(&rest, KJ_LIT("\"}}"));
        const kj_span lines[] = {kj_put_span(&count), kj_put_span(&bytes), kj_put_span(&rest)};
        for (size_t i = 0; i < KJ_COUNT(lines); i++) {
            kj_event event;
            kj_test_sink *sink = kj_test_sink_new(arena);
            if (read(arena, lines[i], &event, sink) != (extra == 0))
                fail_msg("limit %zu, %zu too much: %.*s", i, extra,
                         KJ_ARG(kj_test_sink_text(sink)));
        }
    }
    kj_arena_free(arena);
}

/* ---- any event comes back as it was ---- */

static kj_span any_id(uint64_t *random, kj_arena *arena)
{
    return kj_arena_format(arena, "id-%" PRIu32, kj_random_below(random, 1000000));
}

static kj_span any_text(uint64_t *random, kj_arena *arena)
{
    static const char *const bits[] = {"您", "“", "a", " ", "\"", "\\", "\n", "\t", "𠮷", "/", "é"};
    kj_text_buffer text = {.arena = arena};
    for (uint32_t i = kj_random_below(random, 20); i > 0; i--)
        kj_put(&text, kj_span_of(bits[kj_random_below(random, KJ_COUNT(bits))]));
    return kj_put_span(&text);
}

static kj_event any_event(uint64_t *random, kj_arena *arena)
{
    kj_event e;
    memset(&e, 0, sizeof e);
    e.id = kj_arena_format(arena, "0193a1f2-0000-7000-8000-%012" PRIx32,
                           kj_random_below(random, UINT32_MAX));
    e.at = (kj_time){(int64_t)kj_random_below(random, UINT32_MAX) * 1000 + 7,
                     (int32_t)kj_random_below(random, 1600) - 800};
    e.device = any_id(random, arena);
    e.learner = any_id(random, arena);
    e.course = any_id(random, arena);
    e.version = KJ_LIT("1.0.0");
    e.attempt = any_id(random, arena);
    e.object = any_id(random, arena);
    e.type = (kj_event_type)kj_random_below(random, KJ_EVENT_COUNT);
    e.has = 4095; /* all there is */
    e.max = kj_random_below(random, 100);
    e.score = e.max * kj_random_below(random, 1000) / 999;
    e.passed = kj_random_below(random, 2);
    e.duration_ms = kj_random_below(random, UINT32_MAX);
    e.response_count = kj_random_below(random, KJ_RESPONSES_MAX + 1);
    for (size_t i = 0; i < e.response_count; i++)
        e.response[i] = any_text(random, arena);
    e.try_count = kj_random_below(random, 100);
    e.step = kj_random_below(random, 100);
    e.seed = kj_random_next(random);
    e.within = any_id(random, arena);
    e.round = any_id(random, arena);
    e.node = any_id(random, arena);
    e.choice = any_id(random, arena);
    e.ending = any_id(random, arena);
    e.kind = any_id(random, arena);
    return e;
}

static void comes_back(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 2000; seed++) {
        kj_arena *arena = kj_arena_new();
        kj_test_sink *sink = kj_test_sink_new(arena);
        uint64_t random = seed;
        const kj_event event = any_event(&random, arena);
        const kj_span line = kj_event_write(&event, arena);
        kj_event again;
        if (memchr(line.ptr, '\n', line.len) || !read(arena, line, &again, sink))
            fail_msg("seed %" PRIu64 ": %.*s", seed, KJ_ARG(kj_test_sink_text(sink)));
        const kj_span second = kj_event_write(&again, arena);
        if (!kj_span_equal(line, second) || again.has != event.has || again.at.ms != event.at.ms ||
            again.seed != event.seed || again.score < event.score || again.score > event.score)
            fail_msg("seed %" PRIu64 ":\n%.*s\n%.*s", seed, KJ_ARG(line), KJ_ARG(second));
        kj_arena_free(arena);
    }
}

/* Lines with a few bytes changed are refused with a reason, or they are events that come back. */
static void bears_any_bytes(void **state)
{
    (void)state;
    static const char likely[] = "{}[]\",:0129.-eE\\u\n tfn\xE6\xFF\x00";
    for (uint64_t seed = 1; seed <= 20000; seed++) {
        kj_arena *arena = kj_arena_new();
        kj_test_sink *sink = kj_test_sink_new(arena);
        uint64_t random = seed;
        kj_text_buffer text = {.arena = arena};
        kj_put(&text, kj_span_of(kept[kj_random_below(&random, KJ_COUNT(kept))].line));
        for (uint32_t i = 1 + kj_random_below(&random, 3); i > 0; i--)
            text.ptr[kj_random_below(&random, (uint32_t)text.len)] =
                likely[kj_random_below(&random, sizeof likely - 1)];
        kj_event event, again;
        const bool taken = read(arena, kj_put_span(&text), &event, sink);
        if (taken != (sink->sink.errors == 0))
            fail_msg("seed %" PRIu64 ": taken %d, errors %zu", seed, taken, sink->sink.errors);
        if (taken) {
            const kj_span line = kj_event_write(&event, arena);
            if (!read(arena, line, &again, sink) ||
                !kj_span_equal(line, kj_event_write(&again, arena)))
                fail_msg("seed %" PRIu64 ": %.*s", seed, KJ_ARG(line));
        }
        kj_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_every_byte), cmocka_unit_test(refuses_at_the_place),
        cmocka_unit_test(says_to_update),   cmocka_unit_test(holds_the_limits),
        cmocka_unit_test(comes_back),       cmocka_unit_test(bears_any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
