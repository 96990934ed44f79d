/* tests/record/rehearsal_test.c: the times of the last rehearsal: kept, replaced, and no event. */
#include "record/kit.h"

#include "record/personal.h"
#include "record/rehearsal.h"

#include <string.h>
#include <sys/stat.h>

#define SPAN(s) kj_span_of(s)

static void kept_and_replaced(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "own.db");
    const kj_rehearsed first[] = {{SPAN("cover"), 61000}, {SPAN("why"), 0}, {SPAN("map"), 95500}};
    const kj_rehearsed second[] = {{SPAN("why"), INT64_MAX}};
    kj_rehearsal got;

    kit_append(k, store, kit_answer("E1", "A1", "q1", 0, 1, 1));
    const kj_span before = kit_export(k, store);
    assert_false(kj_rehearsal_load(store, SPAN("T1"), SPAN("c"), &got, k->arena, &k->sink));
    assert_int_equal(got.times.count, 0);
    assert_true(kj_rehearsal_save(store, SPAN("T1"), SPAN("c"), first, 3, 42, &k->sink));
    assert_true(kj_rehearsal_load(store, SPAN("T1"), SPAN("c"), &got, k->arena, &k->sink));
    assert_int_equal(got.at_ms, 42);
    assert_int_equal(got.times.count, 2);
    assert_int_equal(kj_rehearsal_ms(&got, SPAN("cover")), 61000);
    assert_int_equal(kj_rehearsal_ms(&got, SPAN("map")), 95500);
    assert_int_equal(kj_rehearsal_ms(&got, SPAN("why")), -1);
    /* Of nobody else, and of no other course. */
    assert_false(kj_rehearsal_load(store, SPAN("T2"), SPAN("c"), &got, k->arena, &k->sink));
    assert_false(kj_rehearsal_load(store, SPAN("T1"), SPAN("d"), &got, k->arena, &k->sink));
    /* A rehearsal in which nothing was shown says nothing. */
    assert_true(kj_rehearsal_save(store, SPAN("T1"), SPAN("c"), first + 1, 1, 43, &k->sink));
    assert_true(kj_rehearsal_load(store, SPAN("T1"), SPAN("c"), &got, k->arena, &k->sink));
    assert_int_equal(got.times.count, 2);
    assert_true(kj_rehearsal_save(store, SPAN("T1"), SPAN("c"), second, 1, 44, &k->sink));
    assert_true(kj_rehearsal_load(store, SPAN("T1"), SPAN("c"), &got, k->arena, &k->sink));
    assert_int_equal(got.times.count, 1);
    assert_int_equal(kj_rehearsal_ms(&got, SPAN("why")), (int64_t)7 * 24 * 3600 * 1000);
    /* No event tells of it. */
    assert_true(kj_span_equal(before, kit_export(k, store)));
    assert_int_equal(k->sink.errors, 0);
    kj_store_close(store);
}

/* Lines that are no times are passed over, whoever wrote them. */
static void strange_lines(void **state)
{
    static const struct {
        const char *text;
        size_t count;
    } cases[] = {
        {"cover 1000\n", 1},
        {"cover 1000", 1},
        {"cover\nmap 5\n", 1},
        {"cover \nmap 5\n", 1},
        {" 5\nmap -5\nmap 5x\n", 0},
        {"map 99999999999999999999999999\n", 0},
        {"\n\n\n", 0},
    };
    kit *k = *state;
    kj_store *store = kit_open(k, "strange.db");

    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        const kj_personal_row row = {SPAN("T1"), SPAN("c"),           SPAN("rehearsal"),
                                     {0},        SPAN(cases[i].text), 7};
        kj_rehearsal got;
        assert_true(kj_personal_put(store, &row, 1, &k->sink));
        assert_true(kj_rehearsal_load(store, SPAN("T1"), SPAN("c"), &got, k->arena, &k->sink));
        assert_int_equal(got.times.count, cases[i].count);
    }
    kj_store_close(store);
}

static void not_on_disk(void **state)
{
    kit *k = *state;
    const kj_rehearsed one[] = {{SPAN("cover"), 61000}};
    kj_store *store = kit_open(k, "read.db");
    const char *path = kit_path(k, "read.db");

    kj_store_close(store);
    store = kj_store_open(path, KJ_STORE_READ, &k->sink);
    assert_non_null(store);
    assert_false(kj_rehearsal_save(store, SPAN("T1"), SPAN("c"), one, 1, 42, &k->sink));
    assert_true(kit_said(k, "E0701"));
    kj_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(kept_and_replaced, kit_set_up, kit_tear_down),
        cmocka_unit_test_setup_teardown(strange_lines, kit_set_up, kit_tear_down),
        cmocka_unit_test_setup_teardown(not_on_disk, kit_set_up, kit_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
