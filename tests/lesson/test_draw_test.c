/* tests/lesson/test_draw_test.c: what a part's test asks. */
#include "lesson/kit.h"

#include <inttypes.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define BANK 24
#define TYPES 6

/* A bank without texts: the draw looks at objectives and types only. */
typedef struct bank {
    kj_form_type types[TYPES];
    kj_item items[BANK];
    kj_part part;
    kj_course course;
} bank;

static bank *bank_new(kj_arena *arena, int32_t draw)
{
    static const char *const objectives[] = {"o1", "o2", "o3", "o4", "o5"};
    bank *b = KJ_NEW(arena, bank, 1);
    for (size_t i = 0; i < BANK; i++) {
        /* Half are of the first type, one only is of the last, as in real banks. */
        const size_t type = i % 2 == 0 ? 0 : i == 23 ? TYPES - 1 : 1 + i % (TYPES - 2);
        b->items[i].form.type = &b->types[type];
        /* The fifth objective has a single item. */
        b->items[i].objective = kj_span_of(objectives[i == 7 ? 4 : i % 4]);
        b->items[i].points = 1;
    }
    b->part = (kj_part){.draw = draw, .first_item = 0, .item_count = BANK};
    b->course.items.ptr = b->items;
    b->course.items.count = BANK;
    b->course.parts.ptr = &b->part;
    b->course.parts.count = 1;
    return b;
}

static size_t objectives_in(const bank *b, const uint32_t *drawn, uint32_t count)
{
    size_t different = 0;
    for (uint32_t i = 0; i < count; i++) {
        bool new = true;
        for (uint32_t k = 0; k < i; k++)
            new = new && !kj_span_equal(b->items[drawn[i]].objective, b->items[drawn[k]].objective);
        different += new;
    }
    return different;
}

static size_t of_type(const bank *b, const uint32_t *drawn, uint32_t count, size_t type)
{
    size_t found = 0;
    for (uint32_t i = 0; i < count; i++)
        found += b->items[drawn[i]].form.type == &b->types[type];
    return found;
}

static void draws_by_the_rules(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    for (int32_t draw = 1; draw <= 12; draw++) {
        const bank *b = bank_new(arena, draw);
        for (uint64_t seed = 0; seed < 500; seed++) {
            uint32_t drawn[KJ_RUN_MAX], again[KJ_RUN_MAX];
            const uint32_t count = kj_test_draw(&b->course, 0, seed, drawn);
            assert_int_equal(count, draw);
            assert_int_equal(kj_test_draw(&b->course, 0, seed, again), draw);
            assert_memory_equal(drawn, again, count * sizeof drawn[0]);
            for (uint32_t i = 0; i < count; i++)
                for (uint32_t k = 0; k < i; k++)
                    if (drawn[i] == drawn[k])
                        fail_msg("seed %" PRIu64 ": item %" PRIu32 " twice", seed, drawn[i]);
            const size_t wanted = draw < 5 ? (size_t)draw : 5;
            if (objectives_in(b, drawn, count) != wanted)
                fail_msg("seed %" PRIu64 ": not every objective", seed);
            const size_t first = of_type(b, drawn, count, 0);
            if (draw == 10 && (first < 3 || first > 7))
                fail_msg("seed %" PRIu64 ": %zu of the common type", seed, first);
        }
    }
    kj_arena_free(arena);
}

/* Over many tests each item gets its turn, in every place, and the rare type its share. */
static void draws_everything(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const bank *b = bank_new(arena, 10);
    size_t item[BANK] = {0}, at_first[BANK] = {0}, rare = 0;
    const uint64_t tests = 4000;
    for (uint64_t seed = 0; seed < tests; seed++) {
        uint32_t drawn[KJ_RUN_MAX];
        const uint32_t count = kj_test_draw(&b->course, 0, seed * 7919, drawn);
        for (uint32_t i = 0; i < count; i++)
            item[drawn[i]]++;
        at_first[drawn[0]]++;
        rare += of_type(b, drawn, count, TYPES - 1);
    }
    for (size_t i = 0; i < BANK; i++) {
        if (item[i] < tests / 8 || at_first[i] == 0)
            fail_msg("item %zu: %zu times, %zu times first", i, item[i], at_first[i]);
    }
    assert_int_equal(item[7], tests); /* the only one of its objective */
    assert_in_range(rare, tests / 4, tests * 3 / 4);
    kj_arena_free(arena);
}

static void draws_no_more_than_there_is(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    uint32_t drawn[KJ_RUN_MAX];
    assert_int_equal(kj_test_draw(&bank_new(arena, 60)->course, 0, 1, drawn), BANK);
    assert_int_equal(kj_test_draw(&bank_new(arena, 0)->course, 0, 1, drawn), 0);
    kj_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_by_the_rules),
        cmocka_unit_test(draws_everything),
        cmocka_unit_test(draws_no_more_than_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
