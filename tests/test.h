/* tests/test.h: cmocka with what it wants included before it, and an arena a test. */
#ifndef KJ_TESTS_TEST_H
#define KJ_TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

static inline int kj_test_setup(void **state)
{
    *state = kj_arena_new();
    return 0;
}

static inline int kj_test_teardown(void **state)
{
    kj_arena_free(*state);
    return 0;
}

/* A row of the list of tests: `*state` is an arena of its own. */
#define KJ_TEST(function) cmocka_unit_test_setup_teardown(function, kj_test_setup, kj_test_teardown)

#endif
