/* tests/author/simulate_test.c: answers by the judges' own word, and figures that add up. */
#include "author/answers.h"
#include "author/simulate.h"
#include "lesson/kit.h"
#include "test.h"

#include <math.h>

static bool near(double a, double b, double by)
{
    return fabs(a - b) <= by;
}

/* Every item type and drill family: the key gets all, each miss less. */
static void finds_key_and_misses(void **state)
{
    kj_arena *arena = *state;
    const kj_course *course = kj_test_little(arena);
    for (size_t i = 0; i < course->items.count; i++) {
        const kj_item *item = &course->items.ptr[i];
        const kj_answers a = kj_answers_to_item(item, arena);
        if (!near(a.right, 1, 1e-9) || a.miss_count == 0 || a.characters == 0)
            fail_msg("item %.*s: key %.2f, %zu misses", KJ_ARG(item->id), a.right, a.miss_count);
        for (size_t k = 0; k < a.miss_count; k++)
            if (!(a.missed[k] < 1) || a.missed[k] < 0)
                fail_msg("item %.*s: miss %zu gets %.2f", KJ_ARG(item->id), k, a.missed[k]);
    }
    for (size_t i = 0; i < course->drills.count; i++) {
        const kj_drill *drill = &course->drills.ptr[i];
        for (size_t k = 0; k < kj_drill_rounds(drill); k++) {
            const kj_answers a = kj_answers_to_round(drill, k, arena);
            if (a.right < course->pass.drill || a.miss_count == 0)
                fail_msg("drill %.*s, round %zu: key %.2f", KJ_ARG(drill->id), k, a.right);
        }
    }
}

static void same_seed_same_figures(void **state)
{
    kj_arena *arena = *state;
    const kj_course *course = kj_test_little(arena);
    const kj_simulation *a = kj_simulate(course, 200, 7, arena),
                        *b = kj_simulate(course, 200, 7, arena),
                        *c = kj_simulate(course, 200, 8, arena);
    assert_int_equal(a->passed, b->passed);
    bool differs = false;
    for (size_t i = 0; i < course->items.count; i++) {
        assert_int_equal(a->items[i].n, b->items[i].n);
        assert_true(near(a->items[i].facility, b->items[i].facility, 0) || a->items[i].n == 0);
        differs = differs || a->items[i].n != c->items[i].n ||
                  !near(a->items[i].facility, c->items[i].facility, 1e-12);
    }
    assert_true(differs);
    for (size_t i = 0; i < KJ_QUANTILES; i++)
        assert_true(near(a->minutes.at[i], b->minutes.at[i], 0));
}

static void figures_add_up(void **state)
{
    kj_arena *arena = *state;
    const kj_course *course = kj_test_little(arena);
    const kj_simulation *s = kj_simulate(course, 300, 1, arena);
    assert_true(s->passed <= 300);
    for (size_t i = 0; i < course->roleplays.count; i++) {
        uint64_t ended = s->roleplays[i].stuck;
        for (size_t k = 0; k < KJ_ROLEPLAY_ENDINGS_MAX; k++)
            ended += s->roleplays[i].ended[k];
        assert_int_equal(ended, s->roleplays[i].plays);
        assert_true(s->roleplays[i].plays >= 300);
    }
    for (size_t i = 0; i < course->items.count; i++)
        assert_true(s->items[i].n <= 300);
    for (size_t i = 1; i < KJ_QUANTILES; i++)
        assert_true(s->minutes.at[i - 1] <= s->minutes.at[i] && s->minutes.at[0] > 0);
}

/* The model's own expectation, by quadrature over the normal density, beside what was met. */
static double expected(double difficulty, double guess)
{
    double sum = 0, weight = 0;
    for (double z = -6; z <= 6; z += 0.01) {
        const double density = exp(-z * z / 2);
        const double known = 1 / (1 + exp(-1.7 * (1 + z - difficulty)));
        sum += density * (known + (1 - known) * guess);
        weight += density;
    }
    return sum / weight;
}

static void meets_the_model(void **state)
{
    kj_arena *arena = *state;
    const kj_course *course = kj_test_little(arena);
    const kj_simulation *s = kj_simulate(course, 20000, 3, arena);
    size_t looked_at = 0;
    for (size_t i = 0; i < course->items.count; i++) {
        const kj_item *item = &course->items.ptr[i];
        const kj_answers a = kj_answers_to_item(item, arena);
        if (!kj_span_is(kj_span_of(item->form.type->name), "single") || s->items[i].n < 5000)
            continue;
        looked_at++;
        const double want = expected(item->difficulty - 2, 1 / (double)(a.miss_count + 1));
        if (!near(s->items[i].facility, want, 0.03))
            fail_msg("item %.*s: facility %.3f, expected %.3f", KJ_ARG(item->id),
                     s->items[i].facility, want);
    }
    assert_true(looked_at > 0);
}

/* What a simulation may show, and the message that says so; NULL: none. */
static void says_what_is_wrong(void **state)
{
    kj_arena *arena = *state;
    const kj_course *course = kj_test_little(arena);
    enum { SOUND, KEY, REVERSED, FEW, UNMET, STUCK, NOBODY, DRILL, CASES };
    static const char *const words[CASES] = {
        [KEY] = "gets 50 % of its points",     [REVERSED] = "discrimination of -0.20",
        [UNMET] = "nobody met the ending",     [STUCK] = "met a node without a choice",
        [NOBODY] = "not one of 1000 learners", [DRILL] = "the key of a round of drill",
    };
    for (int i = 0; i < CASES; i++) {
        kj_simulation *s = kj_simulate(course, 1, 1, arena);
        s->learners = i == FEW ? 100 : 1000;
        s->passed = i == NOBODY ? 0 : 900;
        memset(s->missing, 0, sizeof s->missing);
        s->missing[KJ_MISSING_DRILLS] = i == NOBODY ? 1000 : 0;
        for (size_t k = 0; k < course->items.count; k++)
            s->items[k] =
                (kj_simulated_item){.right = 1, .n = 900, .facility = 0.7, .discrimination = 0.3};
        for (size_t k = 0; k < course->drills.count; k++)
            s->drills[k].right = i == DRILL && k == 0 ? 0.5 : 1;
        for (size_t k = 0; k < course->roleplays.count; k++)
            for (size_t e = 0; e < KJ_ROLEPLAY_ENDINGS_MAX; e++)
                s->roleplays[k].ended[e] = i == UNMET && k == 0 && e == 0 ? 0 : 10;
        s->roleplays[0].stuck = i == STUCK ? 3 : 0;
        s->items[0].right = i == KEY ? 0.5 : 1;
        s->items[0].discrimination = i == REVERSED || i == FEW ? -0.2 : 0.3;
        kj_test_sink *sink = kj_test_sink_new(arena);
        kj_simulation_check(course, s, &sink->sink);
        const kj_span said = kj_test_sink_text(sink);
        if (sink->diags.count != (words[i] ? 1 : 0) ||
            (words[i] && kj_span_find(said, kj_span_of(words[i]), 0) == SIZE_MAX))
            fail_msg("case %d:\n%.*s", i, KJ_ARG(said));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(finds_key_and_misses), KJ_TEST(same_seed_same_figures), KJ_TEST(figures_add_up),
        KJ_TEST(meets_the_model),      KJ_TEST(says_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
