/* tests/base/time_test.c: the instants are checked against `date -u -d …`. */
#include "test.h"

#include "base/time.h"

#define BAD INT64_MIN

static void reads_rfc_3339(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t ms;
        int32_t offset_min;
    } cases[] = {
        {"1970-01-01T00:00:00Z", 0, 0},
        {"2026-11-23T09:15:02.120+08:00", 1795396502120, 480},
        {"2026-11-23T01:15:02.120Z", 1795396502120, 0},
        {"2026-11-22T20:45:02.12-04:30", 1795396502120, -270},
        {"2026-11-23t01:15:02.1209999z", 1795396502120, 0},
        {"2024-02-29T12:00:00+00:00", 1709208000000, 0},
        {"2000-02-29T00:00:00Z", 951782400000, 0},
        {"1969-12-31T23:59:59.999Z", -1, 0},
        {"0000-01-01T00:00:00Z", -62167219200000, 0},
        {"9999-12-31T23:59:59.999Z", 253402300799999, 0},
        {"2016-12-31T23:59:60Z", 1483228800000, 0},        /* a leap second */
        {"2017-01-01T07:59:60+08:00", 1483228800000, 480}, /* the same, in Shanghai */
        {"2026-11-23T09:15:02-00:00", 1795425302000, 0},
        {"2016-12-31T23:58:60Z", BAD, 0},
        {"2026-02-29T00:00:00Z", BAD, 0},
        {"1900-02-29T00:00:00Z", BAD, 0},
        {"2026-13-01T00:00:00Z", BAD, 0},
        {"2026-00-01T00:00:00Z", BAD, 0},
        {"2026-01-00T00:00:00Z", BAD, 0},
        {"2026-04-31T00:00:00Z", BAD, 0},
        {"2026-11-23T24:00:00Z", BAD, 0},
        {"2026-11-23T23:60:00Z", BAD, 0},
        {"2026-11-23T23:59:61Z", BAD, 0},
        {"2026-11-23T09:15:02", BAD, 0},
        {"2026-11-23T09:15Z", BAD, 0},
        {"2026-11-23", BAD, 0},
        {"2026-11-23 09:15:02Z", BAD, 0},
        {"2026-11-23T09:15:02.Z", BAD, 0},
        {"2026-11-23T09:15:02+0800", BAD, 0},
        {"2026-11-23T09:15:02+24:00", BAD, 0},
        {"2026-11-23T09:15:02+08:60", BAD, 0},
        {"2026-11-23T09:15:02Zx", BAD, 0},
        {"26-11-23T09:15:02Z", BAD, 0},
        {"-026-11-23T09:15:02Z", BAD, 0},
        {"2026-11-2３T09:15:02Z", BAD, 0},
        {"0000-01-01T00:00:00+08:00", BAD, 0}, /* UTC is in the year before 0000 */
        {"9999-12-31T23:59:59-08:00", BAD, 0},
        {"", BAD, 0},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_time time = {.ms = BAD};
        const bool read = kj_time_read(kj_span_of(cases[i].text), &time);
        if (read != (cases[i].ms != BAD) || time.ms != cases[i].ms ||
            time.offset_min != cases[i].offset_min)
            fail_msg("%s: %lld, %d", cases[i].text, (long long)time.ms, time.offset_min);
    }
}

static void writes_what_it_reads(void **state)
{
    kj_arena *arena = *state;
    static const struct {
        const char *local, *utc;
    } cases[] = {
        {"2026-11-23T09:15:02.120+08:00", "2026-11-23T01:15:02.120Z"},
        {"2026-01-01T00:00:00.001+08:00", "2025-12-31T16:00:00.001Z"},
        {"1969-12-31T23:59:59.999-03:30", "1970-01-01T03:29:59.999Z"},
        {"0000-03-01T00:00:00.000+00:00", "0000-03-01T00:00:00.000Z"},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_time time;
        assert_true(kj_time_read(kj_span_of(cases[i].local), &time));
        if (!kj_span_is(kj_time_write(time, arena), cases[i].local) ||
            !kj_span_is(kj_time_write_utc(time, arena), cases[i].utc))
            fail_msg("%s", cases[i].local);
    }
}

static void every_day_comes_back(void **state)
{
    kj_arena *arena = *state;
    for (int64_t day = -719528; day < 2932897; day += 97) { /* 0000-01-01 to 9999-12-31 */
        int64_t back = 0;
        const kj_span text = kj_date_write(day, arena);
        if (!kj_date_read(text, &back) || back != day)
            fail_msg("day %lld is written %.*s", (long long)day, KJ_ARG(text));
    }
    int64_t day;
    assert_false(kj_date_read(KJ_LIT("2026-11-31"), &day));
    assert_false(kj_date_read(KJ_LIT("2026-11-30 "), &day));
    assert_false(kj_date_read(KJ_LIT("2026-1-30"), &day));
}

static void knows_the_local_day(void **state)
{
    (void)state;
    kj_time time;
    int64_t day;
    assert_true(kj_time_read(KJ_LIT("2026-11-23T00:30:00+08:00"), &time));
    assert_true(kj_date_read(KJ_LIT("2026-11-23"), &day));
    assert_int_equal(kj_time_local_day(time), day);
    time.offset_min = 0;
    assert_int_equal(kj_time_local_day(time), day - 1);
    time.offset_min = 480;
    const kj_date d = kj_time_local(time);
    assert_int_equal(d.year, 2026);
    assert_int_equal(d.month, 11);
    assert_int_equal(d.day, 23);
    assert_int_equal(d.hour, 0);
    assert_int_equal(d.minute, 30);
    assert_int_equal(d.second, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(reads_rfc_3339),
        KJ_TEST(writes_what_it_reads),
        KJ_TEST(every_day_comes_back),
        KJ_TEST(knows_the_local_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
