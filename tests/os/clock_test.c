/* tests/os/clock_test.c */
#include "test.h"

#include <stdlib.h>
#include <time.h>

#include "os/clock.h"

static void tells_the_local_offset(void **state)
{
    (void)state;
    setenv("TZ", "CST-8", 1);
    tzset();
    const kj_time shanghai = kj_clock_now();
    setenv("TZ", "XXX+3:30", 1);
    tzset();
    const kj_time west = kj_clock_now();
    unsetenv("TZ");
    tzset();
    assert_int_equal(shanghai.offset_min, 480);
    assert_int_equal(west.offset_min, -210);
    const int64_t by_libc = (int64_t)time(NULL) * 1000;
    assert_in_range(west.ms - shanghai.ms, 0, 1000);
    assert_true(west.ms > by_libc - 2000 && west.ms < by_libc + 2000);
}

static void runs_forward(void **state)
{
    (void)state;
    int64_t before = kj_clock_monotonic_ns();
    for (int i = 0; i < 1000; i++) {
        const int64_t now = kj_clock_monotonic_ns();
        assert_true(now >= before);
        before = now;
    }
}

static void makes_uuids_of_version_7(void **state)
{
    (void)state;
    uint32_t counter = 0;
    char id[KJ_UUID_LEN + 1];
    kj_uuid7(0x017F22E279B0, &counter, id); /* the instant of RFC 9562's example */
    assert_int_equal(strlen(id), KJ_UUID_LEN);
    assert_memory_equal(id, "017f22e2-79b0-7", 15);
    assert_non_null(strchr("89ab", id[19]));
    for (size_t i = 0; i < KJ_UUID_LEN; i++) {
        if (i == 8 || i == 13 || i == 18 || i == 23)
            assert_int_equal(id[i], '-');
        else
            assert_non_null(strchr("0123456789abcdef", id[i]));
    }
}

static void uuids_sort_as_they_were_made(void **state)
{
    (void)state;
    uint32_t counter = 0;
    char before[KJ_UUID_LEN + 1], id[KJ_UUID_LEN + 1];
    kj_uuid7(1795396502120, &counter, before);
    for (int i = 0; i < 100000; i++) { /* many within one millisecond, then the next */
        kj_uuid7(1795396502120 + i / 50000, &counter, id);
        if (strcmp(before, id) >= 0)
            fail_msg("%s was made before %s", before, id);
        memcpy(before, id, sizeof id);
    }
    /* The counter crosses the place where its bits are split. */
    counter = (1u << 20) - 2;
    kj_uuid7(1, &counter, before);
    for (int i = 0; i < 5; i++) {
        kj_uuid7(1, &counter, id);
        assert_true(strcmp(before, id) < 0);
        memcpy(before, id, sizeof id);
    }
}

static void two_devices_do_not_meet(void **state)
{
    (void)state;
    for (int i = 0; i < 1000; i++) {
        uint32_t a = 5, b = 5;
        char one[KJ_UUID_LEN + 1], other[KJ_UUID_LEN + 1];
        kj_uuid7(1, &a, one);
        kj_uuid7(1, &b, other);
        assert_string_not_equal(one, other);
    }
    assert_true(kj_random_seed() != kj_random_seed());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_the_local_offset),   cmocka_unit_test(runs_forward),
        cmocka_unit_test(makes_uuids_of_version_7), cmocka_unit_test(uuids_sort_as_they_were_made),
        cmocka_unit_test(two_devices_do_not_meet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
