/* tests/record/pin_test.c: a PIN is set, judged, waited for, taken away, and stays on this
 * computer; and everybody whom a store knows. */
#include "record/kit.h"

#include "record/people.h"
#include "record/personal.h"
#include "record/pin.h"

#include <stdio.h>
#include <string.h>

static const int64_t noon = 1795396502120;

static kj_pin_state give(kit *k, kj_store *store, const char *digits, int64_t now, int64_t *until)
{
    return kj_pin_try(store, KJ_LIT("E1"), kj_span_of(digits), now, until, k->arena, &k->sink);
}

static void expect(kit *k, kj_store *store, const char *digits, int64_t now, kj_pin_state state,
                   int64_t wait)
{
    int64_t until = -1;
    const kj_pin_state got = give(k, store, digits, now, &until);
    if (got != state || until != (wait ? now + wait : 0))
        fail_msg("'%s' at %lld: state %d, not %d; waits %lld", digits, (long long)(now - noon),
                 (int)got, (int)state, (long long)(until ? until - now : 0));
}

static void which_fit(void **state)
{
    (void)state;
    static const struct {
        const char *digits;
        bool fits;
    } cases[] = {
        {"", false},     {"123", false},           {"1234", true},      {"123456789012", true},
        {"12a4", false}, {"1234567890123", false}, {"１２３４", false}, {" 1234", false}};
    for (size_t i = 0; i < KJ_COUNT(cases); i++)
        assert_int_equal(kj_pin_fits(kj_span_of(cases[i].digits)), cases[i].fits);
}

static void judged_and_waited_for(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    assert_false(kj_pin_has(store, KJ_LIT("E1"), k->arena, &k->sink));
    expect(k, store, "0000", noon, KJ_PIN_RIGHT, 0); /* none is asked for */
    assert_true(kj_pin_set(store, KJ_LIT("E1"), KJ_LIT("4711"), noon, &k->sink));
    assert_true(kj_pin_has(store, KJ_LIT("E1"), k->arena, &k->sink));
    assert_false(kj_pin_has(store, KJ_LIT("E2"), k->arena, &k->sink));
    expect(k, store, "4711", noon, KJ_PIN_RIGHT, 0);
    expect(k, store, "", noon, KJ_PIN_RIGHT, 0);

    int64_t now = noon;
    for (int n = 0; n < 11; n++) {
        const int64_t wait = n < 9 ? (int64_t)1000 << n : 300000;
        expect(k, store, "4712", now, KJ_PIN_WRONG, wait);
        expect(k, store, "4711", now + wait - 1, KJ_PIN_WAIT, 1);
        expect(k, store, "", now, KJ_PIN_WAIT, wait);
        if (n % 4 == 1) { /* the program begins anew */
            kj_store_close(store);
            store = kit_open(k, "s.db");
            expect(k, store, "4711", now + 1, KJ_PIN_WAIT, wait - 1);
        }
        now += wait;
    }
    /* The clock is put back by a year: the whole delay, but from now on. */
    expect(k, store, "4711", noon - 31536000000, KJ_PIN_WAIT, 300000);
    expect(k, store, "4711", now, KJ_PIN_RIGHT, 0);
    expect(k, store, "4712", now, KJ_PIN_WRONG, 1000); /* it counts from the beginning */
    assert_true(kj_pin_set(store, KJ_LIT("E1"), KJ_LIT("123456789012"), now, &k->sink));
    expect(k, store, "123456789012", now, KJ_PIN_RIGHT, 0);
    assert_true(kj_pin_remove(store, KJ_LIT("E1"), &k->sink));
    expect(k, store, "1", now, KJ_PIN_RIGHT, 0);
    assert_int_equal(k->sink.errors, 0);
    assert_false(kj_pin_set(store, KJ_LIT("E1"), KJ_LIT("12"), now, &k->sink));
    assert_true(kit_said(k, "E0708"));
    kj_store_close(store);
}

/* Only its hash is on disk, no two are alike, and neither leaves with the events. */
static void stays_here(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    kit_append(k, store, kit_answer("E1", "0193a1f2-0000-7000-8000-000000000001", "q1", 0, 1, 1));
    assert_true(kj_pin_set(store, KJ_LIT("E1"), KJ_LIT("90210731"), noon, &k->sink));
    assert_true(kj_pin_set(store, KJ_LIT("E2"), KJ_LIT("90210731"), noon, &k->sink));
    assert_int_equal(kit_number(kit_path(k, "s.db"),
                                "SELECT count(DISTINCT value) FROM personal WHERE kind = 'pin' AND"
                                " value LIKE '$argon2id$v=19$m=19456,t=2,p=1$%'"),
                     2);
    assert_int_equal(kit_number(kit_path(k, "s.db"),
                                "SELECT count(*) FROM personal WHERE instr(value, '90210731')"),
                     0);
    const kj_span out = kit_export(k, store);
    assert_true(out.len > 0);
    assert_true(kj_span_find(out, KJ_LIT("argon2"), 0) == SIZE_MAX &&
                kj_span_find(out, KJ_LIT("\"pin\""), 0) == SIZE_MAX);
    kj_store_close(store);
}

/* What is no hash of ours lets nobody in, whatever is given, and costs nothing. */
static void unreadable(void **state)
{
    kit *k = *state;
    static const char *const values[] = {
        "4711", "$argon2id$", "$argon2id$v=19$m=4194304,t=9,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA",
        "$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$MTIzNDU2Nzg5MDEy"};
    kj_store *store = kit_open(k, "s.db");
    for (size_t i = 0; i < KJ_COUNT(values); i++) {
        const kj_personal_row row = {.learner = KJ_LIT("E1"),
                                     .kind = KJ_LIT("pin"),
                                     .value = kj_span_of(values[i]),
                                     .at_ms = noon};
        assert_true(kj_personal_put(store, &row, 1, &k->sink));
        expect(k, store, "", noon, KJ_PIN_BROKEN, 0);
        expect(k, store, "4711", noon, KJ_PIN_BROKEN, 0);
        assert_true(kj_pin_has(store, KJ_LIT("E1"), k->arena, &k->sink));
    }
    assert_true(kj_pin_remove(store, KJ_LIT("E1"), &k->sink)); /* the reset */
    expect(k, store, "", noon, KJ_PIN_RIGHT, 0);
    /* A count that is none counts as very many. */
    assert_true(kj_pin_set(store, KJ_LIT("E1"), KJ_LIT("4711"), noon, &k->sink));
    const kj_personal_row wrong = {.learner = KJ_LIT("E1"),
                                   .kind = KJ_LIT("pin"),
                                   .object = KJ_LIT("wrong"),
                                   .value = KJ_LIT("-5 apples"),
                                   .at_ms = noon};
    assert_true(kj_personal_put(store, &wrong, 1, &k->sink));
    expect(k, store, "4711", noon, KJ_PIN_WAIT, 300000);
    expect(k, store, "4711", noon + 300000, KJ_PIN_RIGHT, 0);
    kj_store_close(store);
}

static kj_span people_of(kit *k, kj_store *store)
{
    kj_known_list list;
    kj_text_buffer out = {.arena = k->arena};
    assert_true(kj_people_known(store, KJ_LIT("key-account"), &list, k->arena, &k->sink));
    for (size_t i = 0; i < list.count; i++) {
        const kj_known *p = &list.ptr[i];
        kj_putf(&out, "%.*s/%.*s/%.*s/%.*s %lld%s%s%s\n", KJ_ARG(p->id), KJ_ARG(p->name),
                KJ_ARG(p->department), KJ_ARG(p->left), (long long)p->last_ms,
                p->begun ? " begun" : "", p->passed ? " passed" : "", p->pin ? " pin" : "");
    }
    return kj_put_span(&out);
}

static void only_is(kit *k, kj_store *store, size_t count, const char *id)
{
    kj_only only;
    assert_true(kj_people_only(store, &only, k->arena, &k->sink));
    assert_int_equal(only.count, count);
    assert_true(kj_span_is(only.id, id));
}

static void knows_everybody(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    only_is(k, store, 0, "");
    assert_int_equal(people_of(k, store).len, 0);
    const kj_learner liu = {.id = KJ_LIT("E2"),
                            .name = KJ_LIT("刘欣"),
                            .department = KJ_LIT("华东"),
                            .left = KJ_LIT("2026-10-01")};
    assert_true(kj_learner_put(store, &liu, &k->sink));
    only_is(k, store, 1, "E2");
    const char *const attempt = "0193a1f2-0000-7000-8000-000000000001";
    kit_append(k, store, kit_event(KJ_EVENT_ATTEMPT_STARTED, "E2", attempt, "key-account", 0));
    only_is(k, store, 1, "E2"); /* the same one */
    kit_append(k, store,
               kit_answer("stranger", "0193a1f2-0000-7000-8000-000000000002", "q1", 9, 1, 1));
    only_is(k, store, 2, "");
    kj_event passed = kit_event(KJ_EVENT_ATTEMPT_FINISHED, "E2", attempt, "key-account", 5);
    passed.has = KJ_HAS_SCORE | KJ_HAS_PASSED;
    passed.score = passed.max = 100;
    passed.passed = true;
    kit_append(k, store, passed);
    assert_true(kj_pin_set(store, KJ_LIT("stranger"), KJ_LIT("4711"), noon, &k->sink));
    const kj_span all = people_of(k, store);
    const kj_span wanted = kj_arena_format(
        k->arena, "E2/刘欣/华东/2026-10-01 %lld begun passed\nstranger/// %lld begun pin\n",
        (long long)kit_time(5).ms, (long long)kit_time(9).ms);
    if (!kj_span_equal(all, wanted))
        fail_msg("%.*s", KJ_ARG(all));
    assert_int_equal(k->sink.errors, 0);
    kj_store_close(store);
}

/* Five thousand learn; each has come, half are on the roster. */
static void many(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    kj_store_close(store);
    kit_sql(kit_path(k, "s.db"),
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
            " INSERT INTO attempt(learner, course, attempt, first_id, first_ms, first_day)"
            " SELECT printf('E%05d', i), 'key-account', printf('a%d', i), 'x', 1, 1 FROM n;"
            "INSERT INTO learner SELECT learner, '某人', '', '', '', '', '' FROM attempt"
            " WHERE CAST(substr(learner, 2) AS INTEGER) % 2;");
    store = kit_open(k, "s.db");
    kj_known_list list;
    assert_true(kj_people_known(store, KJ_LIT("key-account"), &list, k->arena, &k->sink));
    assert_int_equal(list.count, 5000);
    for (size_t i = 0; i < list.count; i++) {
        char id[32];
        snprintf(id, sizeof id, "E%05zu", i + 1);
        assert_true(kj_span_is(list.ptr[i].id, id) && list.ptr[i].begun);
        assert_int_equal(list.ptr[i].name.len > 0, (i + 1) % 2);
    }
    only_is(k, store, 2, "");
    kj_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(which_fit),
        cmocka_unit_test_setup_teardown(judged_and_waited_for, kit_set_up, kit_tear_down),
        cmocka_unit_test_setup_teardown(stays_here, kit_set_up, kit_tear_down),
        cmocka_unit_test_setup_teardown(unreadable, kit_set_up, kit_tear_down),
        cmocka_unit_test_setup_teardown(knows_everybody, kit_set_up, kit_tear_down),
        cmocka_unit_test_setup_teardown(many, kit_set_up, kit_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
