/* tests/base/arena_test.c */
#include "test.h"

#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"

static bool all_zero(const char *p, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (p[i] != 0)
            return false;
    return true;
}

static void takes_zeroed_and_aligned(void **state)
{
    kj_arena *arena = *state;
    static const size_t sizes[] = {0, 1, 3, 8, 100, 4000, 5000, 70000, 2000000, 16};
    for (size_t round = 0; round < 200; round++) {
        for (size_t i = 0; i < KJ_COUNT(sizes) - (round > 3 ? 3 : 0); i++) {
            const size_t align = (size_t)1 << (i % 5);
            char *p = kj_arena_take(arena, sizes[i], 1, align);
            assert_non_null(p);
            assert_int_equal((uintptr_t)p % align, 0);
            assert_true(all_zero(p, sizes[i]));
            memset(p, 0xA5, sizes[i]); /* overlapping pieces would show as not zero */
        }
    }
}

static void is_zeroed_again_after_reset(void **state)
{
    kj_arena *arena = *state;
    for (size_t round = 0; round < 5; round++) {
        for (size_t i = 0; i < 300; i++) {
            char *p = kj_arena_take(arena, 1000, 1, 8);
            assert_true(all_zero(p, 1000));
            memset(p, 0xFF, 1000);
        }
        kj_arena_reset(arena);
    }
    kj_arena *empty = kj_arena_new();
    kj_arena_reset(empty);
    assert_int_equal(kj_arena_bytes(empty), 0);
    kj_arena_free(empty);
    kj_arena_free(NULL);
}

static void reset_settles(void **state)
{
    kj_arena *arena = *state;
    size_t before = 0;
    for (size_t frame = 0; frame < 20; frame++) {
        for (size_t i = 0; i < 100; i++)
            kj_arena_take(arena, 500, 1, 8);
        const size_t bytes = kj_arena_bytes(arena);
        assert_true(frame < 5 || bytes == before); /* frame after frame the same memory */
        before = bytes;
        kj_arena_reset(arena);
    }
}

static void small_takings_cost_little_more(void **state)
{
    kj_arena *arena = *state;
    for (size_t i = 0; i < 100000; i++)
        kj_arena_take(arena, 1, 72, 8);
    assert_true(kj_arena_bytes(arena) < 7200000 + ((size_t)2 << 20));
}

static void exits_with_3_without_memory(void **state)
{
    (void)state;
    const pid_t child = fork();
    if (child == 0) {
        close(STDERR_FILENO); /* what it says there is not for the test's output */
        kj_arena_take(kj_arena_new(), SIZE_MAX / 2, 4, 8);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 3);
}

static void formats_and_copies(void **state)
{
    kj_arena *arena = *state;
    const kj_span s = kj_arena_format(arena, "%s:%d:%.*s", "客户", 7, 2, "abc");
    assert_true(kj_span_is(s, "客户:7:ab"));
    assert_int_equal(s.ptr[s.len], '\0');
    const kj_span copy = kj_arena_copy(arena, kj_span_sub(s, 0, 6));
    assert_string_equal(copy.ptr, "客户");
    assert_int_equal(kj_arena_copy(arena, (kj_span){NULL, 0}).len, 0);
}

static void texts_grow(void **state)
{
    kj_text_buffer out = {.arena = *state};
    assert_int_equal(kj_put_span(&out).len, 0);
    for (int i = 0; i < 1000; i++) {
        kj_put(&out, KJ_LIT("需求"));
        kj_put_char(&out, '-');
        kj_putf(&out, "%03d", i);
        kj_put(&out, (kj_span){NULL, 0});
    }
    const kj_span s = kj_put_span(&out);
    assert_int_equal(s.len, 10000);
    assert_true(kj_span_is(kj_span_sub(s, 0, 20), "需求-000需求-001"));
    assert_true(kj_span_is(kj_span_sub(s, 9990, 10000), "需求-999"));
}

static void lists_grow(void **state)
{
    kj_arena *arena = *state;
    KJ_LIST(uint32_t) list = {NULL, 0};
    size_t capacity = 0;
    for (uint32_t i = 0; i < 1000; i++) {
        uint32_t *added = KJ_PUSH(arena, &list, &capacity, uint32_t);
        assert_int_equal(*added, 0);
        *added = i * 3;
    }
    assert_int_equal(list.count, 1000);
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(list.ptr[i], i * 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(takes_zeroed_and_aligned),
        KJ_TEST(is_zeroed_again_after_reset),
        KJ_TEST(reset_settles),
        KJ_TEST(small_takings_cost_little_more),
        KJ_TEST(exits_with_3_without_memory),
        KJ_TEST(formats_and_copies),
        KJ_TEST(texts_grow),
        KJ_TEST(lists_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
