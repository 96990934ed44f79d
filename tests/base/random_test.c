/* tests/base/random_test.c */
#include "test.h"

#include "base/random.h"
#include "base/span.h"

/* From the published reference implementation. */
static void gives_the_published_sequence(void **state)
{
    (void)state;
    static const uint64_t expected[] = {6457827717110365317u, 3203168211198807973u,
                                        9817491932198370423u, 4593380528125082431u,
                                        16408922859458223821u};
    uint64_t seed = 1234567;
    for (size_t i = 0; i < KJ_COUNT(expected); i++)
        assert_true(kj_random_next(&seed) == expected[i]);
}

static void is_even(void **state)
{
    (void)state;
    static const uint32_t bounds[] = {1, 2, 3, 7, 10};
    uint64_t seed = 42;
    for (size_t b = 0; b < KJ_COUNT(bounds); b++) {
        uint32_t hits[10] = {0};
        for (uint32_t i = 0; i < 100000; i++) {
            const uint32_t drawn = kj_random_below(&seed, bounds[b]);
            assert_true(drawn < bounds[b]);
            hits[drawn]++;
        }
        const uint32_t mean = 100000 / bounds[b];
        for (uint32_t v = 0; v < bounds[b]; v++)
            assert_in_range(hits[v], mean - mean / 20, mean + mean / 20);
    }
    for (int i = 0; i < 1000; i++)
        assert_true(kj_random_below(&seed, 0x80000001u) < 0x80000001u);
}

static void shuffles(void **state)
{
    (void)state;
    uint64_t seed = 7;
    uint32_t orders[6] = {0};
    for (int i = 0; i < 60000; i++) {
        uint32_t v[] = {0, 1, 2};
        kj_random_shuffle(&seed, v, 3);
        assert_int_equal(v[0] + v[1] + v[2], 3);
        assert_true(v[0] != v[1] && v[1] != v[2] && v[0] != v[2]);
        orders[v[0] * 2 + (v[1] > v[2])]++;
    }
    for (size_t i = 0; i < KJ_COUNT(orders); i++)
        assert_in_range(orders[i], 9500, 10500);
    kj_random_shuffle(&seed, NULL, 0);

    uint64_t again = 99, same = 99;
    uint32_t a[50], b[50];
    for (uint32_t i = 0; i < 50; i++)
        a[i] = b[i] = i;
    kj_random_shuffle(&again, a, 50);
    kj_random_shuffle(&same, b, 50);
    assert_memory_equal(a, b, sizeof a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_published_sequence),
        cmocka_unit_test(is_even),
        cmocka_unit_test(shuffles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
