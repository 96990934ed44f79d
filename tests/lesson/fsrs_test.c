/* FSRS-6 against values published by its authors.
 *
 * Source: github.com/open-spaced-repetition/fsrs-rs, the tests of src/model_v6.rs and
 * src/inference.rs (f32 there, hence 1e-4 relative where a number is over 1), and py-fsrs 6,
 * tests/test_basic.py. */
#include "lesson/fsrs.h"
#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void is_near(double is, double wanted)
{
    const double room = 1e-4 * (fabs(wanted) > 1 ? fabs(wanted) : 1);
    if (!(fabs(is - wanted) <= room))
        fail_msg("%.9g instead of %.9g", is, wanted);
}

static void own_functions_agree_with_the_library(void **state)
{
    (void)state;
    for (int i = -600; i <= 600; i++) {
        const double x = i * 1.0371 + 0.0123;
        assert_true(fabs(kj_exp(x) / exp(x) - 1) < 1e-13);
        assert_true(fabs(kj_log(exp(x)) - x) <= 2e-14 * (fabs(x) > 1 ? fabs(x) : 1));
    }
    for (int i = 1; i < 2000; i++) {
        const double x = i * 0.0173;
        assert_true(fabs(kj_log(x) - log(x)) < 1e-14 * (fabs(log(x)) > 1 ? fabs(log(x)) : 1));
        assert_true(fabs(kj_pow(x, -0.1542) / pow(x, -0.1542) - 1) < 1e-13);
    }
}

static void first_ratings(void **state)
{
    (void)state;
    /* test_init_stability, test_init_difficulty */
    static const double stability[] = {0.212, 1.2931, 2.3065, 8.2956};
    static const double difficulty[] = {6.4133, 5.11217071, 2.11810397, 1};
    for (int r = KJ_RATING_AGAIN; r <= KJ_RATING_EASY; r++) {
        const kj_memory m = kj_fsrs_rate((kj_memory){0, 0}, (kj_rating)r, 0);
        is_near(m.stability, stability[r - 1]);
        is_near(m.difficulty, difficulty[r - 1]);
    }
}

static void forgetting_curve(void **state)
{
    (void)state;
    /* test_power_forgetting_curve */
    static const double s[] = {1, 2, 3, 4, 4, 2};
    static const double wanted[] = {1, 0.9403443, 0.9253786, 0.9185229, 0.9, 0.8261359};
    for (int i = 0; i < 6; i++)
        is_near(kj_fsrs_recall((kj_memory){s[i], 5}, i), wanted[i]);
    is_near(kj_fsrs_recall((kj_memory){4, 5}, -3), 1);
    is_near(kj_fsrs_recall((kj_memory){0, 0}, 3), 0);
}

static void second_ratings(void **state)
{
    (void)state;
    /* test_forward: the same rating twice, 1 day apart (the last two: 2 days). */
    static const struct {
        int rating, days;
        double stability, difficulty;
    } rows[] = {
        {1, 1, 0.10088589, 8.806304}, {2, 1, 3.2494123, 6.7404594},  {3, 1, 7.3153, 2.1112142},
        {4, 1, 18.014914, 1},         {1, 2, 0.112798266, 8.806304}, {2, 2, 4.4694576, 6.7404594},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const kj_rating rating = (kj_rating)rows[i].rating;
        kj_memory m = kj_fsrs_rate((kj_memory){0, 0}, rating, 0);
        m = kj_fsrs_rate(m, rating, rows[i].days);
        is_near(m.stability, rows[i].stability);
        is_near(m.difficulty, rows[i].difficulty);
    }
}

static void single_formulas(void **state)
{
    (void)state;
    /* test_next_difficulty, test_next_stability */
    static const double difficulty[] = {8.341763, 6.6659956, 4.990228, 3.3144615};
    static const double recalled[] = {25.602541, 28.226582, 58.656002, 127.226685};
    static const double forgotten[] = {1.0525396, 1.1894329, 1.3680838, 1.584989};
    for (int i = 0; i < 4; i++) {
        const kj_rating rating = (kj_rating)(i + 1);
        const double recall = 0.9 - 0.1 * i;
        is_near(kj_fsrs_difficulty(5, rating), difficulty[i]);
        is_near(kj_fsrs_stability_recalled(5, i + 1, recall, rating), recalled[i]);
        is_near(kj_fsrs_stability_forgotten(5, i + 1, recall), forgotten[i]);
    }
}

static kj_memory walk(const int *ratings, const int *days, size_t count)
{
    kj_memory m = {0, 0};
    for (size_t i = 0; i < count; i++)
        m = kj_fsrs_rate(m, (kj_rating)ratings[i], days[i]);
    return m;
}

static void a_history(void **state)
{
    (void)state;
    /* test_memo_state of py-fsrs 6, test_memory_state of fsrs-rs */
    const int ratings[] = {1, 3, 3, 3, 3, 3}, days[] = {0, 0, 1, 3, 8, 21};
    const kj_memory m = walk(ratings, days, 6);
    assert_true(fabs(m.stability - 53.62691) <= 1e-4);
    assert_true(fabs(m.difficulty - 6.3574867) <= 1e-4);
    assert_int_equal(kj_fsrs_interval(m), 54);
}

static void intervals(void **state)
{
    (void)state;
    /* test_review_card of py-fsrs 6 without its two learning steps' and relearning step's minutes:
     * each review comes when it is due. */
    static const int ratings[] = {3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3};
    static const int64_t wanted[] = {0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21};
    kj_memory m = {0, 0};
    int64_t waited = 0;
    for (size_t i = 0; i < sizeof ratings / sizeof *ratings; i++) {
        m = kj_fsrs_rate(m, (kj_rating)ratings[i], waited);
        waited = wanted[i] == 0 ? 0 : kj_fsrs_interval(m);
        assert_int_equal(waited, wanted[i]);
    }
    assert_int_equal(kj_fsrs_interval((kj_memory){0.001, 10}), 1);
    assert_int_equal(kj_fsrs_interval((kj_memory){36500, 1}), 36500);
}

static void limits(void **state)
{
    (void)state;
    kj_memory m = {0, 0};
    for (int i = 0; i < 300; i++) {
        m = kj_fsrs_rate(m, KJ_RATING_EASY, kj_fsrs_interval(m));
        assert_true(m.stability <= 36500 && m.difficulty >= 1);
    }
    for (int i = 0; i < 300; i++) {
        m = kj_fsrs_rate(m, KJ_RATING_AGAIN, 36500);
        assert_true(m.stability >= 0.001 && m.difficulty <= 10);
    }
}

/* To the last bit: a build whose compiler fuses or reorders would show here. */
static void bits(void **state)
{
    (void)state;
    uint64_t hash = 14695981039346656037u;
    kj_memory m = {0, 0};
    for (unsigned i = 0; i < 4000; i++) {
        m = kj_fsrs_rate(m, (kj_rating)(1 + (i * 7u + i / 5u) % 4u), (int64_t)(i % 40u));
        uint64_t both[2];
        memcpy(both, &m, sizeof both);
        for (int k = 0; k < 2; k++)
            hash = (hash ^ both[k]) * 1099511628211u;
    }
    assert_true(hash == 0x29755be6d26a7adau);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_functions_agree_with_the_library),
        cmocka_unit_test(first_ratings),
        cmocka_unit_test(forgetting_curve),
        cmocka_unit_test(second_ratings),
        cmocka_unit_test(single_formulas),
        cmocka_unit_test(a_history),
        cmocka_unit_test(intervals),
        cmocka_unit_test(limits),
        cmocka_unit_test(bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
