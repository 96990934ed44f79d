/* tests/record/store_test.c: what is appended can be read back, by whom and in which state. */
#include "record/kit.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct seen {
    kj_arena *arena;
    kj_text_buffer lines;
    size_t count, stop_after;
    char last[37];
    bool in_order;
} seen;

static bool see(void *ctx, const kj_event *event)
{
    seen *s = ctx;

    kj_put(&s->lines, kj_event_write(event, s->arena));
    kj_put_char(&s->lines, '\n');
    if (s->count > 0 && memcmp(s->last, event->id.ptr, 36) >= 0)
        s->in_order = false;
    memcpy(s->last, event->id.ptr, 36);
    return ++s->count != s->stop_after;
}

static void reads_back_what_was_appended(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    kj_text_buffer wrote = {.arena = k->arena};
    seen s = {.arena = k->arena, .lines = {.arena = k->arena}, .in_order = true};
    kj_event started = kit_event(KJ_EVENT_ATTEMPT_STARTED, "E1", "", "key-account", 0);

    assert_true(kj_store_append(store, &started, k->arena, &k->sink));
    assert_true(kj_span_equal(started.attempt, started.id));
    assert_true(kj_span_equal(started.device, kj_store_device(store)));
    kj_put(&wrote, kj_event_write(&started, k->arena));
    kj_put_char(&wrote, '\n');
    for (int i = 0; i < 200; i++) {
        kj_event event = kit_answer("E1", started.attempt.ptr, "needs-q07", i / 7, i % 2, 1);
        /* The clock is put back an hour half-way: the order of making stays. */
        if (i > 100)
            event.at.ms -= 3600000;
        assert_true(kj_store_append(store, &event, k->arena, &k->sink));
        kj_put(&wrote, kj_event_write(&event, k->arena));
        kj_put_char(&wrote, '\n');
    }
    kj_store_close(store);
    store = kj_store_open(kit_path(k, "s.db"), KJ_STORE_READ, &k->sink);
    assert_non_null(store);
    assert_true(kj_store_events(store, &(kj_event_filter){0}, see, &s, &k->sink));
    assert_int_equal(s.count, 201);
    assert_true(s.in_order);
    assert_true(kj_span_equal(kj_put_span(&s.lines), kj_put_span(&wrote)));
    kj_store_close(store);
    assert_int_equal(k->sink.errors, 0);
}

static void filters(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    static const struct {
        const char *name;
        kj_event_filter filter;
        size_t stop_after, count;
    } cases[] = {
        {"all", {.learner = {0}}, 0, 6},
        {"ended early", {.learner = {0}}, 2, 2},
        {"a learner", {.learner = {KJ_SPAN("E1")}}, 0, 4},
        {"a course", {.course = {KJ_SPAN("key-account")}}, 0, 6},
        {"another course", {.course = {KJ_SPAN("other")}}, 0, 0},
        {"an attempt", {.attempt = {KJ_SPAN("A2")}}, 0, 2},
        {"an attempt of a learner", {.learner = {KJ_SPAN("E1")}, .attempt = {KJ_SPAN("A2")}}, 0, 2},
        {"an attempt of another", {.learner = {KJ_SPAN("E2")}, .attempt = {KJ_SPAN("A2")}}, 0, 0},
        {"nobody", {.learner = {KJ_SPAN("' OR 1=1 --")}}, 0, 0},
    };

    for (int i = 0; i < 2; i++) {
        kit_append(k, store, kit_answer("E1", "A1", "q1", i, 1, 1));
        kit_append(k, store, kit_answer("E1", "A2", "q1", i, 1, 1));
        kit_append(k, store, kit_answer("E2", "A3", "q1", i, 1, 1));
    }
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        seen s = {
            .arena = k->arena, .lines = {.arena = k->arena}, .stop_after = cases[i].stop_after};
        assert_true(kj_store_events(store, &cases[i].filter, see, &s, &k->sink));
        if (s.count != cases[i].count)
            fail_msg("%s: %zu events, not %zu", cases[i].name, s.count, cases[i].count);
    }
    kj_store_close(store);
}

static void finds_the_attempt_to_go_on_with(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    kj_event finished = kit_event(KJ_EVENT_ATTEMPT_FINISHED, "E1", "A1", "key-account", 20);
    const kj_span learner = KJ_LIT("E1"), course = KJ_LIT("key-account");

    finished.has = KJ_HAS_SCORE | KJ_HAS_PASSED | KJ_HAS_DURATION;
    finished.max = 100;
    assert_int_equal(kj_store_attempt(store, learner, course, k->arena, &k->sink).len, 0);
    kit_append(k, store, kit_event(KJ_EVENT_ATTEMPT_STARTED, "E1", "A1", "key-account", 0));
    kit_append(k, store, kit_event(KJ_EVENT_ATTEMPT_STARTED, "E1", "A2", "key-account", 10));
    assert_true(kj_span_is(kj_store_attempt(store, learner, course, k->arena, &k->sink), "A2"));
    finished.attempt = KJ_LIT("A2");
    kit_append(k, store, finished);
    assert_true(kj_span_is(kj_store_attempt(store, learner, course, k->arena, &k->sink), "A1"));
    finished.attempt = KJ_LIT("A1");
    kit_append(k, store, finished);
    assert_true(kj_span_is(kj_store_attempt(store, learner, course, k->arena, &k->sink), "A2"));
    assert_int_equal(kj_store_attempt(store, KJ_LIT("E2"), course, k->arena, &k->sink).len, 0);
    kj_store_close(store);
    assert_int_equal(k->sink.errors, 0);
}

/* An attempt is finished once a final test: the row keeps the first, the best share, and the first
 * day on which one passed, in whatever order they come. */
static void finished_several_times(void **state)
{
    kit *k = *state;
    static const struct {
        int64_t seconds;
        double score;
        bool passed;
    } runs[] = {{100, 60, false}, {90000, 85, true}, {200000, 95, true}, {300000, 40, false}};
    for (size_t first = 0; first < KJ_COUNT(runs); first++) {
        const char *name = (const char *[]){"a.db", "b.db", "c.db", "d.db"}[first];
        kj_store *store = kit_open(k, name);
        kj_import_count count;
        for (size_t i = 0; i < KJ_COUNT(runs); i++) {
            const size_t at = (first + i) % KJ_COUNT(runs);
            kj_event e =
                kit_event(KJ_EVENT_ATTEMPT_FINISHED, "E1", "A1", "key-account", runs[at].seconds);
            e.id = kj_arena_format(k->arena, "0193a1f2-0000-7000-8000-00000000000%zu", at);
            e.device = KJ_LIT("0193a1f2-0000-7000-8000-0000000000ff");
            e.has = KJ_HAS_SCORE | KJ_HAS_PASSED | KJ_HAS_DURATION;
            e.score = runs[at].score;
            e.max = 100;
            e.passed = runs[at].passed;
            assert_true(kit_import(
                k, store, "bundle",
                kj_arena_format(k->arena, "%.*s\n", KJ_ARG(kj_event_write(&e, k->arena))), &count));
        }
        kj_verify_count verified;
        assert_true(kj_store_verify(store, &verified, k->arena, &k->sink));
        kj_store_close(store);
        assert_int_equal(kit_number(kit_path(k, name), "SELECT score FROM attempt"), 60);
        assert_int_equal(kit_number(kit_path(k, name), "SELECT passed FROM attempt"), 0);
        assert_int_equal(
            kit_number(kit_path(k, name), "SELECT round(best_share * 100) FROM attempt"), 95);
        assert_int_equal(
            kit_number(kit_path(k, name), "SELECT passed_day - finished_day FROM attempt"), 1);
    }
}

static void only_the_owner_reads_the_file(void **state)
{
    kit *k = *state;
    struct stat status;
    const char *path = kit_path(k, "s.db");
    kj_store *store = kit_open(k, "s.db");

    kit_append(k, store, kit_answer("E1", "A1", "q1", 0, 1, 1));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(stat(kit_path(k, "s.db-wal"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    kj_store_close(store);
}

/* ---- what cannot be opened ---- */

static kj_span newer_store(kit *k)
{
    kj_store *store = kit_open(k, "newer.db");
    FILE *file;
    char *bytes = KJ_NEW(k->arena, char, 1 << 20);

    kj_store_close(store);
    kit_sql(kit_path(k, "newer.db"), "PRAGMA user_version = 1000");
    file = fopen(kit_path(k, "newer.db"), "rb");
    assert_non_null(file);
    const size_t len = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return (kj_span){bytes, len};
}

static void refuses_what_is_no_store(void **state)
{
    kit *k = *state;
    char *garbage = KJ_NEW(k->arena, char, 8192);
    const kj_span newer = newer_store(k);

    for (size_t i = 0; i < 8192; i++)
        garbage[i] = (char)(i * 7);
    kit_write(k, "text.db", KJ_LIT("not a database\n"));
    kit_write(k, "garbage.db", (kj_span){garbage, 8192});
    kit_write(k, "cut.db", kj_span_sub(newer, 0, 50));
    kit_sql(kit_path(k, "other.db"), "CREATE TABLE t(x); PRAGMA user_version = 1");
    kit_sql(kit_path(k, "foreign.db"), "PRAGMA application_id = 7; CREATE TABLE t(x)");
    assert_int_equal(mkdir(kit_path(k, "folder.db"), 0700), 0);
    static const struct {
        const char *file, *says;
    } cases[] = {
        {"text.db", "E0702"},   {"garbage.db", "E0702"},   {"cut.db", "E0702"},
        {"other.db", "E0702"},  {"foreign.db", "E0702"},   {"newer.db", "E0703"},
        {"folder.db", "E0702"}, {"text.db/s.db", "E0702"},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++)
        for (int mode = KJ_STORE_WRITE; mode <= KJ_STORE_READ; mode++) {
            kit_forget(k);
            kj_store *store =
                kj_store_open(kit_path(k, cases[i].file), (kj_store_mode)mode, &k->sink);
            if (store || k->sink.errors != 1 || !kit_said(k, cases[i].says))
                fail_msg("%s: %.*s", cases[i].file, KJ_ARG(kj_put_span(&k->said)));
        }
    kit_forget(k);
    assert_null(kj_store_open(kit_path(k, "nowhere.db"), KJ_STORE_READ, &k->sink));
    assert_true(kit_said(k, "there is no such file"));
    assert_int_not_equal(access(kit_path(k, "nowhere.db"), F_OK), 0);
    /* The newer store is untouched, byte for byte. */
    FILE *file = fopen(kit_path(k, "newer.db"), "rb");
    char *after = KJ_NEW(k->arena, char, 1 << 20);
    assert_non_null(file);
    assert_int_equal(fread(after, 1, 1 << 20, file), newer.len);
    fclose(file);
    assert_memory_equal(after, newer.ptr, newer.len);
    (void)rmdir(kit_path(k, "folder.db"));
}

static void says_when_the_file_is_damaged(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    int file;

    for (int i = 0; i < 50; i++)
        kit_append(k, store, kit_answer("E1", "A1", "q1", i, 1, 1));
    kj_store_close(store);
    file = open(kit_path(k, "s.db"), O_WRONLY);
    assert_true(file >= 0);
    static const char noise[4096] = {1, 2, 3};
    for (off_t page = 1; page < 12; page++)
        assert_int_equal(pwrite(file, noise, sizeof noise, page * 4096), sizeof noise);
    close(file);
    store = kj_store_open(kit_path(k, "s.db"), KJ_STORE_WRITE, &k->sink);
    assert_null(store);
    assert_true(kit_said(k, "E0706"));
}

/* As nobody, since root may write everywhere. */
static void a_store_that_can_only_be_read(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    int status = 0;

    kit_append(k, store, kit_answer("E1", "A1", "q1", 0, 1, 1));
    kj_store_close(store);
    assert_int_equal(chmod(kit_path(k, "s.db"), 0444), 0);
    assert_int_equal(chmod(k->folder, 0555), 0);
    const pid_t child = fork();
    if (child == 0) {
        if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(20);
        seen s = {.arena = k->arena, .lines = {.arena = k->arena}};
        kj_event event = kit_answer("E1", "A1", "q1", 1, 1, 2);
        kj_verify_count count;
        store = kj_store_open(kit_path(k, "s.db"), KJ_STORE_WRITE, &k->sink);
        if (!store || k->sink.errors > 0)
            _exit(21);
        if (!kj_store_events(store, &(kj_event_filter){0}, see, &s, &k->sink) || s.count != 1)
            _exit(22);
        if (kj_store_append(store, &event, k->arena, &k->sink) || event.id.len > 0)
            _exit(23);
        if (k->sink.errors != 1 || !kit_said(k, "E0701") || !kit_said(k, "only be read"))
            _exit(24);
        if (!kj_store_verify(store, &count, k->arena, &k->sink) || count.events != 1)
            _exit(25);
        kj_store_close(store);
        kit_forget(k);
        if (kj_store_open(kit_path(k, "new.db"), KJ_STORE_WRITE, &k->sink) || !kit_said(k, "E0702"))
            _exit(26);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(chmod(k->folder, 0755), 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* ---- several processes ---- */

enum { WRITERS = 4, EACH = 60 };

static void two_programs_at_once(void **state)
{
    kit *k = *state;
    pid_t children[WRITERS];
    kj_verify_count count;
    kj_store *store;

    /* All make the store, if they are quick enough, and all write. */
    for (int c = 0; c < WRITERS; c++) {
        children[c] = fork();
        if (children[c] == 0) {
            store = kj_store_open(kit_path(k, "s.db"), KJ_STORE_WRITE, &k->sink);
            if (!store)
                _exit(30);
            for (int i = 0; i < EACH; i++) {
                kj_event event = kit_answer("E1", "A1", "q1", i, 1, 1);
                if (!kj_store_append(store, &event, k->arena, &k->sink))
                    _exit(31);
                seen s = {.arena = k->arena, .lines = {.arena = k->arena}};
                if (i % 20 == 0 &&
                    !kj_store_events(store, &(kj_event_filter){0}, see, &s, &k->sink))
                    _exit(32);
            }
            kj_store_close(store);
            _exit(k->sink.errors > 0 ? 33 : 0);
        }
    }
    for (int c = 0; c < WRITERS; c++) {
        int status = 0;
        assert_int_equal(waitpid(children[c], &status, 0), children[c]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    store = kit_open(k, "s.db");
    assert_true(kj_store_verify(store, &count, k->arena, &k->sink));
    assert_int_equal(count.events, WRITERS * EACH);
    assert_int_equal(count.devices, 1);
    kj_store_close(store);
}

static size_t count_lines(kj_span text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == '\n';
    return count;
}

static void killed_at_any_moment(void **state)
{
    kit *k = *state;
    kj_text_buffer told = {.arena = k->arena};

    for (unsigned round = 0; round < 20; round++) {
        int pipes[2];
        char part[4096];
        ssize_t got;
        assert_int_equal(pipe(pipes), 0);
        const pid_t child = fork();
        if (child == 0) {
            close(pipes[0]);
            kj_store *writer = kj_store_open(kit_path(k, "s.db"), KJ_STORE_WRITE, &k->sink);
            if (!writer)
                _exit(1);
            for (int i = 0;; i++) {
                kj_event event = kit_answer("E1", "A1", "q1", i, 1, 1);
                if (!kj_store_append(writer, &event, k->arena, &k->sink) ||
                    write(pipes[1], event.id.ptr, 36) != 36)
                    _exit(1);
            }
        }
        close(pipes[1]);
        usleep(2000 + round * 1777);
        kill(child, SIGKILL);
        while ((got = read(pipes[0], part, sizeof part)) > 0)
            kj_put(&told, (kj_span){part, (size_t)got});
        close(pipes[0]);
        assert_int_equal(waitpid(child, NULL, 0), child);
    }
    kj_verify_count count;
    kj_store *store = kit_open(k, "s.db");
    assert_true(kj_store_verify(store, &count, k->arena, &k->sink));
    const kj_span lines = kit_export(k, store), ids = kj_put_span(&told);
    assert_true(ids.len >= 36);
    assert_int_equal(count_lines(lines), count.events);
    /* One that was committed and not yet told, per kill, is as it should be. */
    assert_true(count.events >= ids.len / 36 && count.events <= ids.len / 36 + 20);
    size_t from = 0;
    for (size_t i = 0; i + 36 <= ids.len; i += 36) {
        from = kj_span_find(lines, kj_span_sub(ids, i, i + 36), from);
        if (from == SIZE_MAX)
            fail_msg("%.36s was told and is gone", ids.ptr + i);
    }
    kj_store_close(store);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, kit_set_up, kit_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(reads_back_what_was_appended),
        TEST(filters),
        TEST(finds_the_attempt_to_go_on_with),
        TEST(finished_several_times),
        TEST(only_the_owner_reads_the_file),
        TEST(refuses_what_is_no_store),
        TEST(says_when_the_file_is_damaged),
        TEST(a_store_that_can_only_be_read),
        TEST(two_programs_at_once),
        TEST(killed_at_any_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
