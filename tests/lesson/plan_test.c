/* tests/lesson/plan_test.c: the day of a plan, as people write it; today is Tuesday 2026-11-24. */
#include "lesson/plan.h"

#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const struct {
    const char *typed;
    kj_plan_read read;
    const char *day;
} cases[] = {
    {"2026-12-15", KJ_PLAN_DAY, "2026-12-15"},
    {"2026-12-5", KJ_PLAN_DAY, "2026-12-05"},
    {" 2026/12/05 ", KJ_PLAN_DAY, "2026-12-05"},
    {"2026年12月5日", KJ_PLAN_DAY, "2026-12-05"},
    {"20261205", KJ_PLAN_DAY, "2026-12-05"},
    {"２０２６－１２－５", KJ_PLAN_DAY, "2026-12-05"},
    {"12月5日", KJ_PLAN_DAY, "2026-12-05"},
    {"12月5号", KJ_PLAN_DAY, "2026-12-05"},
    {"12-5", KJ_PLAN_DAY, "2026-12-05"},
    {"1205", KJ_PLAN_DAY, "2026-12-05"},
    {"305", KJ_PLAN_DAY, "2027-03-05"},   /* the next such day */
    {"11-24", KJ_PLAN_DAY, "2026-11-24"}, /* today is one */
    {"11-23", KJ_PLAN_DAY, "2027-11-23"}, /* yesterday's next */
    {"2028-02-29", KJ_PLAN_DAY, "2028-02-29"},
    {"", KJ_PLAN_EMPTY, NULL},
    {"   ", KJ_PLAN_EMPTY, NULL},
    {"下周", KJ_PLAN_UNREADABLE, NULL},
    {"12", KJ_PLAN_UNREADABLE, NULL},
    {"26-12-5", KJ_PLAN_UNREADABLE, NULL},
    {"2026-12", KJ_PLAN_UNREADABLE, NULL},
    {"2026-12-5-1", KJ_PLAN_UNREADABLE, NULL},
    {"99999999999999999999", KJ_PLAN_UNREADABLE, NULL},
    {"-", KJ_PLAN_UNREADABLE, NULL},
    {"2026-13-01", KJ_PLAN_IMPOSSIBLE, NULL},
    {"2026-02-29", KJ_PLAN_IMPOSSIBLE, NULL},
    {"11月31日", KJ_PLAN_IMPOSSIBLE, NULL},
    {"0000", KJ_PLAN_IMPOSSIBLE, NULL},
    {"2026-11-23", KJ_PLAN_PAST, NULL},
    {"1999-01-01", KJ_PLAN_PAST, NULL},
    {"2028-11-23", KJ_PLAN_DAY, "2028-11-23"}, /* 730 days */
    {"2028-11-24", KJ_PLAN_FAR, NULL},
};

static void reads_a_day(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    int64_t today;
    assert_true(kj_date_read(KJ_LIT("2026-11-24"), &today));
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        int64_t day = -1;
        const kj_plan_read read = kj_plan_day(kj_span_of(cases[i].typed), today, &day);
        if (read != cases[i].read)
            fail_msg("'%s' is read as %d, not %d", cases[i].typed, (int)read, (int)cases[i].read);
        if (!cases[i].day)
            assert_int_equal(day, -1);
        else if (!kj_span_is(kj_date_write(day, arena), cases[i].day))
            fail_msg("'%s' is read as %.*s, not %s", cases[i].typed,
                     KJ_ARG(kj_date_write(day, arena)), cases[i].day);
    }
    kj_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(reads_a_day)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
