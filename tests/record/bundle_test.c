/* tests/record/bundle_test.c: events of other stores: any order, any number of times, all of a
 * bundle or nothing; and what the chain proves. */
#include "record/kit.h"

#include <stdio.h>
#include <stdlib.h>

/* A laptop's store with some events; its export. */
static kj_span laptop(kit *k, const char *name, const char *learner, int count)
{
    kj_store *store = kit_open(k, name);
    kj_event finished = kit_event(KJ_EVENT_ATTEMPT_FINISHED, learner, learner, "key-account", 900);

    kit_append(k, store, kit_event(KJ_EVENT_ATTEMPT_STARTED, learner, learner, "key-account", 0));
    for (int i = 0; i < count; i++)
        kit_append(k, store, kit_answer(learner, learner, i % 3 ? "q1" : "q2", i, i % 2, 1));
    finished.has = KJ_HAS_SCORE | KJ_HAS_PASSED | KJ_HAS_DURATION;
    finished.score = 80;
    finished.max = 100;
    finished.passed = true;
    finished.duration_ms = 900000;
    kit_append(k, store, finished);
    const kj_span lines = kit_export(k, store);
    kj_store_close(store);
    return lines;
}

static void any_order_gives_one_store(void **state)
{
    kit *k = *state;
    const kj_span bundles[3] = {laptop(k, "a.db", "E1", 20), laptop(k, "b.db", "E2", 13),
                                laptop(k, "c.db", "E3", 1)};
    static const int orders[][5] = {{0, 1, 2, 0, 1}, {2, 1, 0, 2, 2}, {1, 0, 1, 2, 0}};
    kj_span first = {0};

    for (size_t o = 0; o < KJ_COUNT(orders); o++) {
        const char *name = kj_arena_format(k->arena, "merged%zu.db", o).ptr;
        kj_store *store = kit_open(k, name);
        kj_verify_count count;
        for (size_t i = 0; i < KJ_COUNT(orders[o]); i++) {
            kj_import_count done;
            assert_true(kit_import(k, store, "bundle", bundles[orders[o][i]], &done));
            assert_int_equal(done.rows, done.added + done.same);
        }
        const kj_span all = kit_export(k, store);
        if (o == 0)
            first = all;
        assert_true(kj_span_equal(first, all));
        assert_true(kj_store_verify(store, &count, k->arena, &k->sink));
        assert_int_equal(count.events, 20 + 13 + 1 + 6);
        assert_int_equal(count.devices, 3);
        assert_int_equal(count.unproved, 0);
        kj_store_close(store);
    }
    assert_int_equal(k->sink.errors, 0);
}

/* Lines in any order, half of the bundle before the whole: the kept-up tables come out the same
 * (verify holds them against the events). */
static void lines_in_any_order(void **state)
{
    kit *k = *state;
    const kj_span lines = laptop(k, "a.db", "E1", 30);
    kj_span each[64] = {0};
    size_t count = 0;
    uint64_t seed = 20261123;

    for (size_t from = 0; from < lines.len;) {
        const size_t end = kj_span_find(lines, KJ_LIT("\n"), from);
        each[count++] = kj_span_sub(lines, from, end + 1);
        from = end + 1;
    }
    for (int round = 0; round < 4; round++) {
        kj_store *store = kit_open(k, kj_arena_format(k->arena, "r%d.db", round).ptr);
        kj_import_count done;
        kj_verify_count verified;
        for (size_t i = count; i > 1; i--) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            const size_t other = (size_t)(seed >> 33) % i;
            const kj_span kept = each[other];
            each[other] = each[i - 1];
            each[i - 1] = kept;
        }
        for (size_t i = 0; i < count; i++)
            assert_true(kit_import(k, store, "line", each[i], &done));
        assert_true(kj_span_equal(kit_export(k, store), lines));
        if (!kj_store_verify(store, &verified, k->arena, &k->sink))
            fail_msg("round %d: %.*s", round, KJ_ARG(kj_put_span(&k->said)));
        kj_store_close(store);
    }
}

static kj_span without_chain(kit *k, kj_span lines)
{
    kj_text_buffer out = {.arena = k->arena};

    for (size_t from = 0; from < lines.len;) {
        const size_t end = kj_span_find(lines, KJ_LIT("\n"), from);
        const size_t chain = kj_span_find(lines, KJ_LIT(",\"chain\":"), from);
        assert_true(chain < end);
        kj_put(&out, kj_span_sub(lines, from, chain));
        kj_put(&out, KJ_LIT("}\r\n\n"));
        from = end + 1;
    }
    return kj_put_span(&out);
}

static void events_without_a_chain_are_unproved(void **state)
{
    kit *k = *state;
    const kj_span chained = laptop(k, "a.db", "E1", 5), bare = without_chain(k, chained);
    kj_store *store = kit_open(k, "s.db");
    kj_import_count done;
    kj_verify_count count;

    assert_true(kit_import(k, store, "bare", bare, &done));
    assert_int_equal(done.added, 7);
    assert_true(kj_store_verify(store, &count, k->arena, &k->sink));
    assert_int_equal(count.unproved, 7);
    assert_true(kit_said(k, "W0705"));
    /* Their proof comes later, and leaves with nothing. */
    assert_true(kit_import(k, store, "chained", chained, &done));
    assert_int_equal(done.changed, 7);
    assert_true(kit_import(k, store, "bare", bare, &done));
    assert_int_equal(done.same, 7);
    assert_true(kj_store_verify(store, &count, k->arena, &k->sink));
    assert_int_equal(count.unproved, 0);
    assert_true(kj_span_equal(kit_export(k, store), chained));
    kj_store_close(store);
}

static kj_span replace(kit *k, kj_span text, const char *from, const char *to)
{
    const size_t at = kj_span_find(text, kj_span_of(from), 0);
    kj_text_buffer out = {.arena = k->arena};

    if (at == SIZE_MAX)
        fail_msg("no '%s' in the bundle", from);
    kj_put(&out, kj_span_sub(text, 0, at));
    kj_put(&out, kj_span_of(to));
    kj_put(&out, kj_span_sub(text, at + strlen(from), text.len));
    return kj_put_span(&out);
}

static void a_bundle_with_a_problem_changes_nothing(void **state)
{
    kit *k = *state;
    const kj_span good = laptop(k, "a.db", "E1", 5);
    const kj_span bare = without_chain(k, good);
    char *longest = KJ_NEW(k->arena, char, ((size_t)1 << 20) + 2);
    static const struct {
        const char *name, *from, *to, *says;
    } cases[] = {
        {"an altered score", "\"score\":0", "\"score\":1", "bundle:2:"},
        {"an altered score's code", "\"score\":0", "\"score\":1", "[E0704]"},
        {"an altered hash", "\"hash\":\"", "\"hash\":\"g", "[E0802]"},
        {"a chain that is no chain", "\"seq\":1", "\"seq\":1.5", "[E0802]"},
        {"a chain with a key more", "\"seq\":1", "\"x\":1,\"seq\":1", "[E0802]"},
        {"no JSON", "\"type\"", "type", "[E0101]"},
        {"a key given twice", "\"type\"", "\"id\":1,\"type\"", "[E0105]"},
        {"an unknown type", "item.answered", "item.forgotten", "bundle:3:"},
        {"a newer key", "\"type\"", "\"tenant\":1,\"type\"", "update this one first"},
        {"no learner", "\"learner\":\"E1\",", "", "'learner' is missing"},
        {"invalid UTF-8", "他说", "\xff\xfe", "[E0102]"},
        {"a NUL", "他说", "\\u0000", "[E0103]"},
        {"a score above its maximum", "\"score\":0,\"max\":1", "\"score\":2,\"max\":1", "E0802"},
    };

    memset(longest, ' ', ((size_t)1 << 20) + 1);
    longest[0] = '{';
    for (size_t i = 0; i <= KJ_COUNT(cases); i++) {
        kj_store *store = kit_open(k, kj_arena_format(k->arena, "s%zu.db", i).ptr);
        kj_import_count done;
        const bool last = i == KJ_COUNT(cases);
        const char *name = last ? "a line too long" : cases[i].name;
        const kj_span text = last ? (kj_span){longest, ((size_t)1 << 20) + 1}
                                  : replace(k, i < 5 ? good : bare, cases[i].from, cases[i].to);
        kit_forget(k);
        if (kit_import(k, store, "bundle", text, &done) || k->sink.errors == 0 ||
            !kit_said(k, last ? "longer than 1 MB" : cases[i].says))
            fail_msg("%s: %.*s", name, KJ_ARG(kj_put_span(&k->said)));
        if (kit_export(k, store).len > 0 || done.added != 0)
            fail_msg("%s: something was taken", name);
        kj_store_close(store);
    }
}

static void a_conflict_is_refused_and_named(void **state)
{
    kit *k = *state;
    const kj_span good = laptop(k, "a.db", "E1", 5), bare = without_chain(k, good);
    const kj_span other = laptop(k, "b.db", "E2", 2);
    kj_store *store = kit_open(k, "s.db");
    kj_text_buffer both = {.arena = k->arena};
    kj_import_count done;

    assert_true(kit_import(k, store, "good", good, &done));
    kj_put(&both, other);
    kj_put(&both, replace(k, bare, "\"score\":0", "\"score\":1"));
    assert_false(kit_import(k, store, "bundle", kj_put_span(&both), &done));
    assert_true(kit_said(k, "bundle:"));
    assert_true(kit_said(k, "[E0803]"));
    assert_int_equal(k->sink.errors, 1);
    assert_true(kj_span_equal(kit_export(k, store), good));
    kj_store_close(store);
}

/* A newer program may write an event in words that this one would not choose: what its chain
 * covers is kept as it is. */
static void keeps_the_bytes_that_a_chain_covers(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    kj_verify_count count;
    kj_import_count done;
    /* The hash is of 32 zero bytes and the line without its chain, made with Python's hashlib. */
    static const char line[] =
        "{\"at\":\"2026-11-23T09:15:02.120+08:00\",\"id\":\"0193a1f2-0000-7000-8000-000000000001\","
        "\"device\":\"D9\",\"learner\":\"E9\",\"course\":\"key-account\",\"version\":\"1.0.0\","
        "\"attempt\":\"A9\",\"type\":\"item.answered\",\"object\":\"q1\",\"data\":{\"mood\":"
        "\"calm\",\"score\":1,\"max\":1},\"chain\":{\"seq\":1,\"prev\":"
        "\"0000000000000000000000000000000000000000000000000000000000000000\",\"hash\":"
        "\"7794fe3c17a2f9f48d396054014464692789baf64387858c68e61b80f0f12d85\"}}\n";

    assert_true(kit_import(k, store, "newer", kj_span_of(line), &done));
    assert_true(kj_span_is(kit_export(k, store), line));
    assert_true(kj_store_verify(store, &count, k->arena, &k->sink));
    assert_int_equal(count.unproved, 0);
    kj_store_close(store);
    assert_int_equal(k->sink.errors, 0);
}

/* ---- verify ---- */

static void an_edit_or_a_gap_shows(void **state)
{
    kit *k = *state;
    static const struct {
        const char *name, *sql, *says;
    } cases[] = {
        {"a column", "UPDATE event SET score = 1, max = 1 WHERE seq = 2", "event 2 of its chain"},
        {"a learner", "UPDATE event SET learner = 'E2' WHERE seq = 3", "event 3 of its chain"},
        {"a line", "UPDATE event SET line = replace(line, '8350', '8351') WHERE seq = 4",
         "event 4 of its chain has been altered"},
        {"a hash", "UPDATE event SET hash = zeroblob(32) WHERE seq = 4",
         "event 4 of its chain has been altered"},
        {"an event gone", "DELETE FROM event WHERE seq = 5", "event 5 of its chain is missing"},
        {"events gone", "DELETE FROM event WHERE seq IN (2, 3, 4)",
         "events 2 to 4 of its chain are missing"},
        {"the first gone", "DELETE FROM event WHERE seq = 1", "event 1 of its chain is missing"},
        {"the end gone", "DELETE FROM event WHERE seq >= 20",
         "events 20 to 22 of its chain are missing"},
        {"all gone", "DELETE FROM event", "events 1 to 22 of its chain are missing"},
        {"two of one place", "UPDATE event SET seq = 6 WHERE seq = 7", "two events 6"},
        {"another order",
         "UPDATE event SET seq = 100 WHERE seq = 7; UPDATE event SET seq = 7 WHERE seq = 8;"
         "UPDATE event SET seq = 8 WHERE seq = 100",
         "event 7 does not follow"},
        {"its chain taken away",
         "UPDATE event SET seq = NULL, prev = NULL, hash = NULL"
         " WHERE seq = 7",
         "event 7 of its chain is missing"},
        {"a kept-up attempt", "UPDATE attempt SET passed = 0", "table 'attempt'"},
        {"an attempt made up",
         "INSERT INTO attempt(learner, course, attempt, first_id, first_ms, first_day)"
         " VALUES ('E7', 'key-account', 'A', 'x', 1, 1)",
         "table 'attempt'"},
        {"a kept-up answer", "UPDATE answer SET first_score = 1 WHERE item = 'q2'",
         "table 'answer'"},
    };

    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        const char *name = kj_arena_format(k->arena, "s%zu.db", i).ptr;
        laptop(k, name, "E1", 20);
        kit_sql(kit_path(k, name), cases[i].sql);
        kj_store *store = kj_store_open(kit_path(k, name), KJ_STORE_READ, &k->sink);
        kj_verify_count count;
        assert_non_null(store);
        kit_forget(k);
        if (kj_store_verify(store, &count, k->arena, &k->sink) || count.broken == 0 ||
            !kit_said(k, cases[i].says))
            fail_msg("%s: %.*s", cases[i].name, KJ_ARG(kj_put_span(&k->said)));
        kj_store_close(store);
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, kit_set_up, kit_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(any_order_gives_one_store),
        TEST(lines_in_any_order),
        TEST(events_without_a_chain_are_unproved),
        TEST(a_bundle_with_a_problem_changes_nothing),
        TEST(a_conflict_is_refused_and_named),
        TEST(keeps_the_bytes_that_a_chain_covers),
        TEST(an_edit_or_a_gap_shows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
