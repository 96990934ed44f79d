/* tests/record/class_test.c: classes in the store: their events are nobody's attempt, are found
 * without a search through the store, and come to their tables in any order and from earlier
 * versions. */
#include "record/kit.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#define CLASS "0193a1f2-0000-7000-8000-0000000000c1"

static kj_event of_class(kj_event_type type, const char *learner, const char *object,
                         int64_t seconds)
{
    kj_event event = kit_event(type, learner, CLASS, object, seconds);

    event.has |= type == KJ_EVENT_CLASS_STARTED    ? KJ_HAS_KIND | KJ_HAS_SEED
                 : type == KJ_EVENT_CLASS_SHOWN    ? KJ_HAS_STEP
                 : type == KJ_EVENT_CLASS_ATTENDED ? KJ_HAS_WITHIN | KJ_HAS_KIND
                 : type == KJ_EVENT_CLASS_ENDED    ? KJ_HAS_DURATION
                                                   : KJ_HAS_SEED;
    event.kind = kj_span_of(type == KJ_EVENT_CLASS_STARTED ? "1920x1080" : "hand");
    event.within = KJ_LIT(CLASS);
    event.duration_ms = seconds * 1000;
    return event;
}

/* A class of T1 with E1 and E2, who is taken back; E1 learns alone as well. */
static void hold_class(kit *k, kj_store *store)
{
    kj_event gone = of_class(KJ_EVENT_CLASS_ATTENDED, "E2", "key-account", 40);
    kj_event seen = of_class(KJ_EVENT_CLASS_ATTENDED, "E1", "key-account", 95);
    kj_event phone = kit_answer("E2", CLASS, "q1", 70, 1, 1);

    kit_append(k, store, kit_event(KJ_EVENT_ATTEMPT_STARTED, "E1", "A1", "key-account", 0));
    kit_append(k, store, of_class(KJ_EVENT_CLASS_STARTED, "T1", "key-account", 10));
    kit_append(k, store, of_class(KJ_EVENT_CLASS_SHOWN, "T1", "cover", 20));
    kit_append(k, store, of_class(KJ_EVENT_CLASS_ATTENDED, "E1", "key-account", 30));
    kit_append(k, store, of_class(KJ_EVENT_CLASS_ATTENDED, "E2", "key-account", 35));
    gone.has |= KJ_HAS_PASSED;
    kit_append(k, store, gone);
    kit_append(k, store, kit_answer("E1", "A1", "q1", 50, 1, 1));
    kit_append(k, store, of_class(KJ_EVENT_CLASS_ASKED, "T1", "q1", 60));
    phone.has = (phone.has & ~(uint32_t)KJ_HAS_TRY) | KJ_HAS_WITHIN;
    phone.within = KJ_LIT(CLASS);
    kit_append(k, store, phone);
    kit_append(k, store, of_class(KJ_EVENT_CLASS_PLAYED, "T1", "rp", 80));
    seen.has |= KJ_HAS_PASSED | KJ_HAS_RESPONSE;
    seen.passed = true;
    seen.response[0] = KJ_LIT("cover");
    seen.response_count = 1;
    kit_append(k, store, seen);
    kit_append(k, store, of_class(KJ_EVENT_CLASS_ENDED, "T1", "key-account", 100));
}

static bool count_event(void *ctx, const kj_event *event)
{
    (void)event;
    ++*(size_t *)ctx;
    return true;
}

static void nobodys_attempt(void **state)
{
    static const struct {
        const char *question;
        int64_t number;
    } cases[] = {
        {"SELECT count(*) FROM attempt", 1},
        {"SELECT count(*) FROM answer", 1},
        {"SELECT count(*) FROM class", 1},
        {"SELECT questions * 10 + plays FROM class", 11},
        {"SELECT duration_ms FROM class WHERE presenter = 'T1' AND version = '1.0.0'", 100000},
        {"SELECT count(*) FROM attendance", 2},
        {"SELECT sum(present) FROM attendance WHERE learner = 'E1'", 1},
        {"SELECT sum(present) FROM attendance WHERE learner = 'E2'", 0},
    };
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    const kj_span course = KJ_LIT("key-account");
    kj_verify_count count;

    hold_class(k, store);
    assert_true(
        kj_span_is(kj_store_attempt(store, KJ_LIT("E1"), course, k->arena, &k->sink), "A1"));
    assert_int_equal(kj_store_attempt(store, KJ_LIT("E2"), course, k->arena, &k->sink).len, 0);
    assert_int_equal(kj_store_attempt(store, KJ_LIT("T1"), course, k->arena, &k->sink).len, 0);
    assert_true(kj_store_verify(store, &count, k->arena, &k->sink));
    assert_int_equal(count.events, 12);
    kj_store_close(store);
    for (size_t i = 0; i < KJ_COUNT(cases); i++)
        if (kit_number(kit_path(k, "s.db"), cases[i].question) != cases[i].number)
            fail_msg("%s: %lld", cases[i].question,
                     (long long)kit_number(kit_path(k, "s.db"), cases[i].question));
    assert_int_equal(k->sink.errors, 0);
}

static void filters(void **state)
{
    static const struct {
        const char *name;
        kj_event_filter filter;
        size_t count;
    } cases[] = {
        {"of the class", {.class = {KJ_SPAN(CLASS)}}, 9},
        {"of another class", {.class = {KJ_SPAN("A1")}}, 0},
        {"the attempt alone", {.learner = {KJ_SPAN("E1")}, .attempt = {KJ_SPAN("A1")}}, 2},
        {"with what classes say",
         {.learner = {KJ_SPAN("E1")}, .attempt = {KJ_SPAN("A1")}, .credits = true},
         4},
        {"who has not begun", {.learner = {KJ_SPAN("E2")}, .credits = true}, 2},
        {"the presenter", {.learner = {KJ_SPAN("T1")}, .credits = true}, 0},
    };
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");

    hold_class(k, store);
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        size_t count = 0;
        assert_true(kj_store_events(store, &cases[i].filter, count_event, &count, &k->sink));
        if (count != cases[i].count)
            fail_msg("%s: %zu events, not %zu", cases[i].name, count, cases[i].count);
    }
    kj_store_close(store);
}

/* The plan that SQLite makes for the filter's own text. */
static void not_by_a_search(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    sqlite3_stmt *plan = NULL;
    bool by_index = false;

    assert_int_equal(
        sqlite3_prepare_v2(kj_store_handle(store),
                           "EXPLAIN QUERY PLAN SELECT line, seq, prev, hash, id FROM event WHERE 1"
                           " AND attempt = ?5 AND type >= 'class.' AND type < 'class/' ORDER BY id",
                           -1, &plan, NULL),
        SQLITE_OK);
    while (sqlite3_step(plan) == SQLITE_ROW) {
        const char *detail = (const char *)sqlite3_column_text(plan, 3);
        by_index = by_index || strstr(detail, "USING INDEX event_class");
        assert_null(strstr(detail, "TEMP B-TREE"));
    }
    sqlite3_finalize(plan);
    assert_true(by_index);
    kj_store_close(store);
}

static void in_any_order(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    hold_class(k, store);
    const kj_span text = kit_export(k, store);
    kj_store_close(store);
    kj_span lines[16];
    size_t count = 0;

    for (size_t at = 0; at < text.len; count++) {
        const size_t end = kj_span_find(text, KJ_LIT("\n"), at);
        lines[count] = kj_span_sub(text, at, end + 1);
        at = end + 1;
    }
    for (size_t from = 0; from < count; from++) {
        kj_text_buffer turned = {.arena = k->arena};
        kj_import_count taken;
        kj_verify_count verified;
        const kj_span name = kj_arena_format(k->arena, "turned%zu.db", from);
        for (size_t i = count; i-- > 0;)
            kj_put(&turned, lines[(from + i) % count]);
        kj_store *other = kit_open(k, name.ptr);
        assert_true(kit_import(k, other, "turned", kj_put_span(&turned), &taken));
        assert_int_equal(taken.added, count);
        assert_true(kit_import(k, other, "again", text, &taken));
        assert_int_equal(taken.same, count);
        if (!kj_store_verify(other, &verified, k->arena, &k->sink))
            fail_msg("from %zu: %.*s", from, KJ_ARG(kj_put_span(&k->said)));
        assert_true(kj_span_equal(text, kit_export(k, other)));
        kj_store_close(other);
    }
}

/* What each step added, taken away again: a store as the version before would have it, which took a
 * class for an attempt. */
static const char *const undone[] = {
    "DROP TABLE outbox; PRAGMA user_version = 5;",
    ("DROP INDEX event_class; DROP TABLE class; DROP TABLE attendance;"
     "INSERT INTO attempt(learner, course, attempt, first_id, first_ms, first_day)"
     " SELECT learner, course, attempt, min(id), at_ms, 0 FROM event WHERE type >= 'class.'"
     " AND type < 'class/' GROUP BY 1, 2, 3; PRAGMA user_version = 4;"),
    "DROP TABLE kept_fold; PRAGMA user_version = 3;",
    ("ALTER TABLE attempt DROP COLUMN best_share; ALTER TABLE attempt DROP COLUMN passed_day;"
     "PRAGMA user_version = 2;"),
    "DROP TABLE personal; PRAGMA user_version = 1;",
};

static void from_every_version(void **state)
{
    kit *k = *state;

    for (size_t versions = 2; versions <= KJ_COUNT(undone); versions++) { /* before classes */
        const char *name =
            kj_arena_format(k->arena, "v%zu.db", KJ_COUNT(undone) + 1 - versions).ptr;
        kj_store *store = kit_open(k, name);
        kj_verify_count count;
        hold_class(k, store);
        const kj_span before = kit_export(k, store);
        kj_store_close(store);
        for (size_t i = 0; i < versions; i++)
            kit_sql(kit_path(k, name), undone[i]);
        assert_int_equal(kit_number(kit_path(k, name), "SELECT count(*) FROM attempt"), 4);
        store = kit_open(k, name);
        if (!kj_store_verify(store, &count, k->arena, &k->sink))
            fail_msg("%s: %.*s", name, KJ_ARG(kj_put_span(&k->said)));
        assert_true(kj_span_equal(before, kit_export(k, store)));
        kj_store_close(store);
        assert_int_equal(kit_number(kit_path(k, name), "SELECT count(*) FROM attempt"), 1);
        assert_int_equal(kit_number(kit_path(k, name), "PRAGMA user_version"), KJ_STORE_VERSION);
    }
}

static void all_or_none(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    kj_event events[3] = {
        kit_answer("E1", "A1", "q1", 0, 1, 1),
        kit_answer("E2", "A2", "q1", 0, 1, 1),
        of_class(KJ_EVENT_CLASS_STARTED, "T1", "key-account", 0),
    };
    kj_verify_count count;

    kit_sql(kit_path(k, "s.db"), "CREATE TRIGGER no BEFORE INSERT ON class BEGIN"
                                 " SELECT raise(ABORT, 'not now'); END");
    assert_false(kj_store_append_all(store, events, 3, k->arena, &k->sink));
    assert_true(kit_said(k, "E0701"));
    assert_int_equal(events[0].id.len, 0);
    assert_int_equal(kit_number(kit_path(k, "s.db"), "SELECT count(*) FROM event"), 0);
    kit_sql(kit_path(k, "s.db"), "DROP TRIGGER no");
    kit_forget(k);
    events[2].attempt = (kj_span){0};
    assert_true(kj_store_append_all(store, events, 3, k->arena, &k->sink));
    assert_true(kj_span_equal(events[2].attempt, events[2].id));
    assert_true(kj_store_append_all(store, events, 0, k->arena, &k->sink));
    assert_true(kj_store_verify(store, &count, k->arena, &k->sink));
    assert_int_equal(count.events, 3);
    kj_store_close(store);
    store = kj_store_open(kit_path(k, "s.db"), KJ_STORE_READ, &k->sink);
    assert_false(kj_store_append_all(store, events, 3, k->arena, &k->sink));
    kj_store_close(store);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, kit_set_up, kit_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(nobodys_attempt),    TEST(filters),     TEST(not_by_a_search), TEST(in_any_order),
        TEST(from_every_version), TEST(all_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
