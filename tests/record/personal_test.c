/* tests/record/personal_test.c: what is the learner's own: put, get, each, clear; and a store of
 * version 1, which gets the table when it is opened. */
#include "record/kit.h"

#include "record/people.h"
#include "record/personal.h"
#include "record/pin.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The tables as version 1 made them, with a device and one event: never to be edited. */
static const char version_1[] =
    "CREATE TABLE device("
    " device TEXT NOT NULL PRIMARY KEY, here INTEGER NOT NULL DEFAULT 0,"
    " seq INTEGER NOT NULL DEFAULT 0, hash BLOB NOT NULL, event TEXT NOT NULL DEFAULT ''"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE event("
    " id TEXT NOT NULL, at_ms INTEGER NOT NULL, at_offset_min INTEGER NOT NULL,"
    " device TEXT NOT NULL, learner TEXT NOT NULL, course TEXT NOT NULL, version TEXT NOT NULL,"
    " attempt TEXT NOT NULL, type TEXT NOT NULL, object TEXT NOT NULL,"
    " score REAL, max REAL, passed INTEGER, duration_ms INTEGER, try INTEGER, within TEXT,"
    " seq INTEGER, prev BLOB, hash BLOB, line TEXT NOT NULL,"
    " CHECK ((seq IS NULL) = (hash IS NULL) AND (seq IS NULL) = (prev IS NULL))"
    ") STRICT;"
    "CREATE UNIQUE INDEX event_id ON event(id);"
    "CREATE INDEX event_chain ON event(device, seq) WHERE seq IS NOT NULL;"
    "CREATE INDEX event_learner ON event(learner, id);"
    "CREATE TABLE attempt("
    " learner TEXT NOT NULL, course TEXT NOT NULL, attempt TEXT NOT NULL,"
    " first_id TEXT NOT NULL, first_ms INTEGER NOT NULL, first_day INTEGER NOT NULL,"
    " started_id TEXT, started_ms INTEGER, started_day INTEGER, version TEXT,"
    " finished_id TEXT, finished_ms INTEGER, finished_day INTEGER,"
    " score REAL, max REAL, passed INTEGER, duration_ms INTEGER,"
    " PRIMARY KEY (learner, course, attempt)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX attempt_id ON attempt(attempt);"
    "CREATE TABLE answer("
    " course TEXT NOT NULL, item TEXT NOT NULL, learner TEXT NOT NULL, attempt TEXT NOT NULL,"
    " answers INTEGER NOT NULL, last_id TEXT NOT NULL, last_score REAL, last_max REAL,"
    " first_id TEXT, first_ms INTEGER, first_score REAL, first_max REAL,"
    " first_duration_ms INTEGER, first_response TEXT,"
    " PRIMARY KEY (course, item, learner, attempt)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE learner("
    " learner TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, department TEXT NOT NULL,"
    " region TEXT NOT NULL, email TEXT NOT NULL, joined_on TEXT NOT NULL, left_on TEXT NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE stay("
    " learner TEXT NOT NULL REFERENCES learner(learner), since TEXT NOT NULL,"
    " department TEXT NOT NULL, region TEXT NOT NULL,"
    " PRIMARY KEY (learner, since)"
    ") STRICT, WITHOUT ROWID;"
    "INSERT INTO device VALUES ('01938f00-0000-7000-8000-000000000001', 1, 0, zeroblob(32), '');"
    "INSERT INTO learner VALUES ('E1', '刘欣', '', '', '', '', '');"
    "PRAGMA application_id = 1263161905; PRAGMA user_version = 1;";

static kj_personal_row row(const char *learner, const char *course, const char *kind,
                           const char *object, const char *value)
{
    return (kj_personal_row){.learner = kj_span_of(learner),
                             .course = kj_span_of(course),
                             .kind = kj_span_of(kind),
                             .object = kj_span_of(object),
                             .value = kj_span_of(value),
                             .at_ms = 1000};
}

static bool list(void *ctx, const kj_personal_row *r)
{
    kj_putf(ctx, "%.*s/%.*s/%.*s=%.*s ", KJ_ARG(r->course), KJ_ARG(r->kind), KJ_ARG(r->object),
            KJ_ARG(r->value));
    return true;
}

static kj_span listed(kit *k, kj_store *store, const char *learner, const char *course)
{
    kj_text_buffer out = {.arena = k->arena};
    assert_true(
        kj_personal_each(store, kj_span_of(learner), kj_span_of(course), list, &out, &k->sink));
    return kj_put_span(&out);
}

#define assert_listed(k, store, learner, course, wanted) \
    assert_string_equal(kj_arena_copy((k)->arena, listed(k, store, learner, course)).ptr, wanted)

static void keeps_a_row_a_key(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    const kj_personal_row rows[] = {
        row("E1", "", "setting", "theme", "dark"),    row("E1", "c", "note", "s1", "first"),
        row("E1", "c", "bookmark", "s2", "1"),        row("E1", "d", "note", "s1", "other course"),
        row("E2", "c", "note", "s1", "other person"),
    };
    kj_personal_row got;

    assert_true(kj_personal_put(store, rows, KJ_COUNT(rows), &k->sink));
    assert_listed(k, store, "E1", "c", "/setting/theme=dark c/bookmark/s2=1 c/note/s1=first ");
    assert_listed(k, store, "E1", "",
                  "/setting/theme=dark c/bookmark/s2=1 c/note/s1=first d/note/s1=other course ");
    assert_listed(k, store, "E3", "", "");

    /* Written again it is the same row; empty, it is none. */
    const kj_personal_row again[] = {row("E1", "c", "note", "s1", "second"),
                                     row("E1", "c", "bookmark", "s2", ""),
                                     row("E1", "c", "bookmark", "s9", "")};
    assert_true(kj_personal_put(store, again, KJ_COUNT(again), &k->sink));
    assert_listed(k, store, "E1", "c", "/setting/theme=dark c/note/s1=second ");
    assert_true(kj_personal_get(store, &again[0], &got, k->arena, &k->sink));
    assert_true(kj_span_equal(got.value, KJ_LIT("second")));
    assert_int_equal(got.at_ms, 1000);
    assert_false(kj_personal_get(store, &again[1], &got, k->arena, &k->sink));
    assert_int_equal(got.value.len, 0);
    kj_store_close(store);

    /* It is on disk. */
    store = kj_store_open(kit_path(k, "s.db"), KJ_STORE_READ, &k->sink);
    assert_non_null(store);
    assert_listed(k, store, "E1", "c", "/setting/theme=dark c/note/s1=second ");
    kj_store_close(store);

    store = kit_open(k, "s.db");
    assert_true(kj_personal_clear(store, KJ_LIT("E1"), &k->sink));
    assert_listed(k, store, "E1", "", "");
    assert_listed(k, store, "E2", "", "c/note/s1=other person ");
    assert_int_equal(k->sink.errors, 0);
    kj_store_close(store);
}

static void is_in_no_bundle(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    const kj_personal_row note = row("E1", "c", "note", "s1", "my-own-words");

    kit_append(k, store, kit_answer("E1", "A1", "q1", 1, 1, 1));
    assert_true(kj_personal_put(store, &note, 1, &k->sink));
    const kj_span lines = kit_export(k, store);
    assert_true(lines.len > 0);
    assert_true(kj_span_find(lines, KJ_LIT("my-own-words"), 0) == SIZE_MAX);
    kj_store_close(store);
}

/* The second row cannot be written: the first is not there either. */
static void all_rows_or_none(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    const kj_personal_row rows[] = {row("E1", "", "setting", "theme", "dark"),
                                    row("E1", "", "setting", "text", "150")};

    kit_sql(kit_path(k, "s.db"), "CREATE TRIGGER t BEFORE INSERT ON personal"
                                 " WHEN NEW.object = 'text' BEGIN SELECT RAISE(FAIL, 'no'); END");
    assert_false(kj_personal_put(store, rows, 2, &k->sink));
    assert_true(kit_said(k, "E0701"));
    assert_listed(k, store, "E1", "", "");
    kj_store_close(store);
}

static void a_store_to_look_at_takes_nothing(void **state)
{
    kit *k = *state;
    const kj_personal_row r = row("E1", "", "setting", "theme", "dark");
    kj_store *store = kit_open(k, "s.db");

    kj_store_close(store);
    store = kj_store_open(kit_path(k, "s.db"), KJ_STORE_READ, &k->sink);
    assert_false(kj_personal_put(store, &r, 1, &k->sink));
    assert_true(kit_said(k, "E0701") && kit_said(k, "only be read"));
    assert_false(kj_personal_clear(store, r.learner, &k->sink));
    kj_store_close(store);
}

static void a_damaged_table_is_told(void **state)
{
    kit *k = *state;
    kj_personal_row r = row("E1", "", "setting", "theme", "dark"), got;
    kj_text_buffer out = {.arena = k->arena};
    kj_store *store = kit_open(k, "s.db");

    kit_sql(kit_path(k, "s.db"), "DROP TABLE personal");
    assert_false(kj_personal_put(store, &r, 1, &k->sink));
    assert_false(kj_personal_get(store, &r, &got, k->arena, &k->sink));
    assert_false(kj_personal_each(store, r.learner, r.course, list, &out, &k->sink));
    assert_int_equal(k->sink.errors, 3);
    kj_store_close(store);
}

/* ---- version 1 ---- */

static void a_store_of_version_1_gets_the_table(void **state)
{
    kit *k = *state;
    const char *path = kit_path(k, "one.db");
    const kj_personal_row r = row("E1", "c", "note", "s1", "kept");
    kj_learner learner;
    kj_known_list known;
    kj_store *store;

    kit_sql(path, version_1);
    /* To read, it stays as it is, and nobody has anything of his own. */
    store = kj_store_open(path, KJ_STORE_READ, &k->sink);
    assert_non_null(store);
    assert_listed(k, store, "E1", "", "");
    assert_false(kj_personal_get(store, &r, &(kj_personal_row){0}, k->arena, &k->sink));
    assert_false(kj_pin_has(store, r.learner, k->arena, &k->sink));
    assert_true(kj_people_known(store, r.course, &known, k->arena, &k->sink));
    assert_int_equal(known.count, 0); /* it cannot tell what this version asks */
    kj_store_close(store);
    assert_int_equal(kit_number(path, "PRAGMA user_version"), 1);

    store = kit_open(k, "one.db");
    assert_int_equal(kit_number(path, "PRAGMA user_version"), KJ_STORE_VERSION);
    assert_true(
        kj_span_equal(kj_store_device(store), KJ_LIT("01938f00-0000-7000-8000-000000000001")));
    assert_true(kj_learner_get(store, KJ_LIT("E1"), &learner, k->arena, &k->sink));
    assert_true(kj_personal_put(store, &r, 1, &k->sink));
    assert_listed(k, store, "E1", "c", "c/note/s1=kept ");
    assert_true(kj_pin_set(store, r.learner, KJ_LIT("4711"), 1, &k->sink));
    assert_true(kj_pin_has(store, r.learner, k->arena, &k->sink));
    assert_true(kj_people_known(store, r.course, &known, k->arena, &k->sink));
    assert_int_equal(known.count, 1);
    assert_true(known.ptr[0].pin && kj_span_is(known.ptr[0].name, "刘欣"));
    kit_append(k, store, kit_answer("E1", "A1", "q1", 1, 1, 1));
    assert_int_equal(k->sink.errors, 0);
    kj_store_close(store);
}

/* Killed at many moments of it, the store is of the one version or the other, whole. */
static void killed_while_it_is_migrated(void **state)
{
    kit *k = *state;
    int old = 0;

    for (int round = 0; round < 24; round++) {
        char name[16];
        snprintf(name, sizeof name, "k%d.db", round);
        const char *path = kit_path(k, name);
        kit_sql(path, version_1);
        const pid_t child = fork();
        if (child == 0) {
            kj_store *store = kj_store_open(path, KJ_STORE_WRITE, &k->sink);
            kj_store_close(store);
            _exit(store ? 0 : 1);
        }
        usleep((useconds_t)(round * 250));
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, NULL, 0), child);

        const int64_t version = kit_number(path, "PRAGMA user_version");
        assert_true(version == 1 || version == KJ_STORE_VERSION);
        assert_int_equal(
            kit_number(path, "SELECT count(*) FROM sqlite_schema WHERE name = 'personal'"),
            version == KJ_STORE_VERSION);
        assert_int_equal(kit_number(path, "SELECT count(*) FROM pragma_integrity_check"
                                          " WHERE integrity_check = 'ok'"),
                         1);
        old += version == 1;
        kj_store *store = kit_open(k, name);
        const kj_personal_row r = row("E1", "c", "note", "s1", "kept");
        assert_true(kj_personal_put(store, &r, 1, &k->sink));
        kj_store_close(store);
    }
    assert_true(old > 0); /* the first kill at least came before it was done */
    assert_int_equal(k->sink.errors, 0);
}

/* A step that fails undoes all of it. */
static void a_step_that_fails_changes_nothing(void **state)
{
    kit *k = *state;
    const char *path = kit_path(k, "one.db");

    kit_sql(path, version_1);
    kit_sql(path, "CREATE TABLE personal(x)");
    assert_null(kj_store_open(path, KJ_STORE_WRITE, &k->sink));
    assert_true(kit_said(k, "E0702") && kit_said(k, "cannot be prepared"));
    assert_int_equal(kit_number(path, "PRAGMA user_version"), 1);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, kit_set_up, kit_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(keeps_a_row_a_key),
        TEST(is_in_no_bundle),
        TEST(all_rows_or_none),
        TEST(a_store_to_look_at_takes_nothing),
        TEST(a_damaged_table_is_told),
        TEST(a_store_of_version_1_gets_the_table),
        TEST(killed_while_it_is_migrated),
        TEST(a_step_that_fails_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
