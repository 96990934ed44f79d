/* tests/record/kept_fold_test.c: a state that comes from what was kept is, byte for byte, the fold
 * of all events; and where it would not be, nothing that was kept is taken. */
#include "record/kit.h"

#include "base/random.h"
#include "lesson/kit.h"
#include "record/kept_fold.h"

#include <stdio.h>
#include <string.h>

#define EVENTS 1500
#define SEED 20261124u

/* A learner who presses what comes; the same log each time. */
static kj_test_shell *busy_learner(kj_arena *arena)
{
    static const char *const acts[] = {"next",     "next",          "continue",   "home",
                                       "submit",   "option:a",      "option:b",   "option:c",
                                       "test:one", "roleplay:talk", "choice:ask", "review",
                                       "back",     "again",         "contest",    "part:one"};
    kj_test_shell *shell = kj_test_shell_new(kj_test_little(arena), arena);
    uint64_t random = SEED;
    kj_test_start(shell);
    for (size_t i = 0; shell->log.count < EVENTS && i < 400000; i++) {
        const kj_course *c = shell->course;
        const uint32_t which = kj_random_below(&random, KJ_COUNT(acts) + 3);
        kj_span action;
        if (which < KJ_COUNT(acts))
            action = kj_span_of(acts[which]);
        else if (which == KJ_COUNT(acts))
            action = kj_arena_format(
                arena, "drill:%.*s",
                KJ_ARG(c->drills.ptr[kj_random_below(&random, (uint32_t)c->drills.count)].id));
        else if (which == KJ_COUNT(acts) + 1)
            action = kj_arena_format(
                arena, "test:%.*s",
                KJ_ARG(c->parts.ptr[kj_random_below(&random, (uint32_t)c->parts.count)].id));
        else
            action = kj_arena_format(
                arena, "slide:%.*s",
                KJ_ARG(c->slides.ptr[kj_random_below(&random, (uint32_t)c->slides.count)].id));
        shell->now.ms += 1500;
        kj_test_give(shell, &(kj_input){.kind = KJ_INPUT_ACTION, .action = action});
    }
    if (shell->log.count < EVENTS)
        fail_msg("seed %u: only %zu events", SEED, shell->log.count);
    return shell;
}

static void import(kit *k, kj_store *store, const kj_test_shell *shell, size_t from, size_t to)
{
    kj_text_buffer lines = {.arena = k->arena};
    kj_import_count count;
    for (size_t i = from; i < to; i++) {
        kj_put(&lines, kj_event_write(&shell->log.ptr[i], k->arena));
        kj_put_char(&lines, '\n');
    }
    if (!kit_import(k, store, "bundle", kj_put_span(&lines), &count))
        fail_msg("%.*s", KJ_ARG(kj_put_span(&k->said)));
}

typedef struct stepping {
    const kj_course *course;
    kj_lesson *lesson;
} stepping;

static bool step(void *ctx, const kj_event *event)
{
    const stepping *s = ctx;
    kj_lesson_step(s->course, s->lesson, event);
    return true;
}

/* Resumes as a start of the program does, and holds the state against the fold of the first
 * `count` events.  Returns how many of them were not read. */
static uint64_t resumed(kit *k, kj_store *store, const kj_test_shell *shell, size_t count,
                        const char *key)
{
    const kj_event_filter of = {
        .learner = KJ_LIT("E00123"), .course = shell->course->id, .attempt = shell->log.ptr[0].id};
    const kj_lesson *whole = kj_test_fold(shell->course, shell->log.ptr, count, k->arena);
    stepping s = {shell->course, kj_test_fold(shell->course, NULL, 0, k->arena)};
    const kj_span part = kj_span_of(key);
    uint64_t from_kept = UINT64_MAX;
    assert_true(kj_fold_resume(store, &of, kj_fold_key(&part, 1, k->arena), s.lesson,
                               s.lesson->bytes, step, &s, &from_kept, &k->sink));
    assert_memory_equal(s.lesson, whole, whole->bytes);
    return from_kept;
}

static void equals_the_full_fold(void **state)
{
    static const struct {
        size_t upto;
        uint64_t from_kept;
    } rows[] = {
        {120, 0},   /* too short to be kept */
        {450, 0},   /* read, and kept */
        {450, 450}, /* nothing left to read */
        {600, 450}, /* 150 behind it: not kept anew */
        {900, 450}, /* 450 behind it: kept */
        {901, 900}, {EVENTS, 900}, {EVENTS, EVENTS},
    };
    kit *k = *state;
    kj_store *store = kit_open(k, "a.db");
    const kj_test_shell *shell = busy_learner(k->arena);
    size_t there = 0;
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        import(k, store, shell, there, rows[i].upto);
        there = rows[i].upto;
        const uint64_t from_kept = resumed(k, store, shell, there, "one");
        if (from_kept != rows[i].from_kept)
            fail_msg("at %zu: %llu came from what was kept, not %llu", there,
                     (unsigned long long)from_kept, (unsigned long long)rows[i].from_kept);
    }
    kj_store_close(store);
}

static void is_not_taken_where_it_does_not_hold(void **state)
{
    static const struct {
        const char *name, *sql; /* sql: into the file; NULL: nothing */
        const char *key;
        size_t left_out; /* an event that comes only later; 0: none */
        uint64_t from_kept;
    } rows[] = {
        {"all is well", NULL, "one", 0, 500},
        {"another program or course", NULL, "two", 0, 0},
        {"a damaged state", "UPDATE kept_fold SET state = zeroblob(length(state))", "one", 0, 0},
        {"a state cut short", "UPDATE kept_fold SET state = substr(state, 1, 100)", "one", 0, 0},
        {"a damaged hash", "UPDATE kept_fold SET hash = x'00'", "one", 0, 0},
        {"an event lost", "UPDATE kept_fold SET known = known + 1", "one", 0, 0},
        {"an earlier event came since", NULL, "one", 250, 0},
        {"emptied", "DELETE FROM kept_fold", "one", 0, 0},
    };
    kit *k = *state;
    const kj_test_shell *shell = busy_learner(k->arena);
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        const char *name = kj_arena_format(k->arena, "%zu.db", i).ptr;
        kj_store *store = kit_open(k, name);
        const size_t hole = rows[i].left_out;
        if (hole) {
            import(k, store, shell, 0, hole);
            import(k, store, shell, hole + 1, 500);
        } else
            import(k, store, shell, 0, 500);
        const kj_event_filter of = {.learner = KJ_LIT("E00123"),
                                    .course = shell->course->id,
                                    .attempt = shell->log.ptr[0].id};
        stepping s = {shell->course, kj_test_fold(shell->course, NULL, 0, k->arena)};
        const kj_span key = KJ_LIT("one");
        assert_true(kj_fold_resume(store, &of, kj_fold_key(&key, 1, k->arena), s.lesson,
                                   s.lesson->bytes, step, &s, NULL, &k->sink));
        kj_store_close(store);
        if (rows[i].sql)
            kit_sql(kit_path(k, name), rows[i].sql);
        store = kit_open(k, name);
        if (hole)
            import(k, store, shell, hole, hole + 1);
        const uint64_t from_kept = resumed(k, store, shell, 500, rows[i].key);
        if (from_kept != rows[i].from_kept)
            fail_msg("%s: %llu came from what was kept", rows[i].name,
                     (unsigned long long)from_kept);
        kj_store_close(store);
    }
}

static void other_people_and_erasure(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "b.db");
    const kj_test_shell *shell = busy_learner(k->arena);
    import(k, store, shell, 0, 500);
    assert_int_equal(resumed(k, store, shell, 500, "one"), 0);
    /* Somebody else's events, whatever their ids, leave it alone. */
    kit_append(k, store, kit_answer("E2", "A9", "q1", -100000, 1, 1));
    assert_int_equal(resumed(k, store, shell, 500, "one"), 500);
    assert_true(kj_fold_drop(store, KJ_LIT("E2"), &k->sink));
    assert_int_equal(resumed(k, store, shell, 500, "one"), 500);
    assert_true(kj_fold_drop(store, KJ_LIT("E00123"), &k->sink));
    assert_int_equal(resumed(k, store, shell, 500, "one"), 0);
    kj_store_close(store);
    /* A store that is only read: taken, and nothing is written. */
    store = kj_store_open(kit_path(k, "b.db"), KJ_STORE_READ, &k->sink);
    assert_non_null(store);
    assert_int_equal(resumed(k, store, shell, 500, "one"), 500);
    assert_int_equal(resumed(k, store, shell, 500, "two"), 0);
    assert_int_equal(resumed(k, store, shell, 500, "two"), 0);
    assert_false(kj_fold_drop(store, KJ_LIT("E00123"), &k->sink));
    assert_true(kit_said(k, "E0701"));
    kj_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(equals_the_full_fold, kit_set_up, kit_tear_down),
        cmocka_unit_test_setup_teardown(is_not_taken_where_it_does_not_hold, kit_set_up,
                                        kit_tear_down),
        cmocka_unit_test_setup_teardown(other_people_and_erasure, kit_set_up, kit_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
