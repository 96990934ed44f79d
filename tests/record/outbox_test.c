/* tests/record/outbox_test.c: what another system has is noted by event, for each target apart. */
#include "record/kit.h"

#include "record/outbox.h"

static const char *const target = "https://lrs.example.com/xapi";

static void append(kit *k, kj_store *store, kj_event_type type, const char *object)
{
    kj_event event =
        kit_event(type, "E1", "0193a1f2-0000-7000-8000-000000000001", object, (int64_t)type);
    if (type == KJ_EVENT_ATTEMPT_FINISHED) {
        event.has = KJ_HAS_SCORE | KJ_HAS_PASSED | KJ_HAS_DURATION;
        event.max = 100;
    }
    kit_append(k, store, event);
}

/* The types of what comes next, a letter each, in capitals where it is settled; and all ids. */
static kj_span next(kit *k, kj_store *store, const char *whose, size_t most, kj_span *last,
                    kj_outbox_list *out)
{
    kj_text_buffer seen = {.arena = k->arena};
    const kj_span after = *last;
    assert_true(
        kj_outbox_next(store, kj_span_of(whose), after, most, out, last, k->arena, &k->sink));
    for (size_t i = 0; i < out->count; i++) {
        const char letter = out->ptr[i].event.type == KJ_EVENT_SLIDE_VIEWED ? 's' : 'f';
        kj_put_char(&seen, out->ptr[i].settled ? (char)(letter - 'a' + 'A') : letter);
    }
    return kj_put_span(&seen);
}

static void settled_and_kept(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "outbox.db");
    kj_outbox_list list;
    kj_span last = {NULL, 0};

    append(k, store, KJ_EVENT_SLIDE_VIEWED, "s1");
    append(k, store, KJ_EVENT_ATTEMPT_FINISHED, "key-account");
    append(k, store, KJ_EVENT_SLIDE_VIEWED, "s2");
    assert_true(kj_span_is(next(k, store, target, 2, &last, &list), "sf"));
    assert_true(last.len > 0);
    const kj_outbox_row rows[] = {
        {.event = list.ptr[0].event.id, .state = KJ_OUTBOX_SENT},
        {.event = list.ptr[1].event.id, .state = KJ_OUTBOX_REFUSED, .note = KJ_LIT("不对")},
    };
    assert_true(kj_span_is(next(k, store, target, 2, &last, &list), "s"));
    assert_int_equal(last.len, 0);
    assert_true(kj_outbox_settle(store, kj_span_of(target), rows, KJ_COUNT(rows), &k->sink));
    /* What is settled comes again only where others' statements depend on it. */
    assert_true(kj_span_is(next(k, store, target, 9, &last, &list), "Fs"));
    assert_true(kj_span_is(next(k, store, "https://other.example.com/", 9, &last, &list), "sfs"));
    kj_store_close(store);
}

static void from_the_version_before(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "five.db");
    kj_outbox_list list;
    kj_span last = {NULL, 0};

    append(k, store, KJ_EVENT_SLIDE_VIEWED, "s1");
    const kj_span before = kit_export(k, store);
    kj_store_close(store);
    kit_sql(kit_path(k, "five.db"), "DROP TABLE outbox; PRAGMA user_version = 5;");
    store = kit_open(k, "five.db");
    assert_true(kj_span_equal(before, kit_export(k, store)));
    assert_true(kj_span_is(next(k, store, target, 9, &last, &list), "s"));
    kj_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(settled_and_kept, kit_set_up, kit_tear_down),
        cmocka_unit_test_setup_teardown(from_the_version_before, kit_set_up, kit_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
