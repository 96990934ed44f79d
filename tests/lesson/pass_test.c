/* tests/lesson/pass_test.c: totals of runs and the rules of passing, by hand. */
#include "lesson/kit.h"
#include "lesson/pass.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static bool is(double a, double b)
{
    return fabs(a - b) < 1e-12;
}

static void adds_up_a_test(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_course *course = kj_test_little(arena);
    kj_run run;
    memset(&run, 0, sizeof run);
    run.object = 1;
    run.count = kj_test_draw(course, 1, 5, run.question);
    assert_int_equal(run.count, 4);
    double score, max;
    kj_run_total(course, &run, &score, &max);
    assert_true(is(score, 0) && is(max, 4)); /* nothing answered: every item is worth a point */
    static const double scores[] = {1, 0.5, 0, 0.75};
    for (run.answered = 0; run.answered < 4; run.answered++) {
        run.score[run.answered] = scores[run.answered];
        run.max[run.answered] = 1;
    }
    kj_run_total(course, &run, &score, &max);
    assert_true(is(score, 2.25) && is(max, 4));
    kj_arena_free(arena);
}

static void adds_up_a_drill(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_course *course = kj_test_little(arena);
    kj_run run;
    memset(&run, 0, sizeof run);
    run.kind = KJ_RUN_DRILL;
    run.object = kj_course_find(course, KJ_REF_DRILL, KJ_LIT("rewrite"));
    run.count = kj_run_questions(course, true, run.object, 1, run.question);
    assert_int_equal(run.count, 2);
    double score, max;
    kj_run_total(course, &run, &score, &max);
    assert_true(is(score, 0) && is(max, 100));
    run.score[0] = 90;
    run.score[1] = 60;
    run.max[0] = run.max[1] = 100;
    run.answered = 2;
    kj_run_total(course, &run, &score, &max);
    assert_true(is(score, 75) && is(max, 100)); /* the mean */
    kj_arena_free(arena);
}

/* Everything done but what is named; the course is done only when nothing is missing. */
static const struct {
    const char *name;
    bool slide, test, drills, roleplay, second;
    bool part_done, course_done;
} cases[] = {
    {"all", true, true, true, true, true, true, true},
    {"a slide is missing", false, true, true, true, true, false, false},
    {"the test is not good enough", true, false, true, true, true, false, false},
    {"too few drills", true, true, false, true, true, true, false},
    {"no good ending", true, true, true, false, true, true, false},
    {"the other part", true, true, true, true, false, true, false},
};

static void needs_everything(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_course *course = kj_test_little(arena);
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_lesson *lesson = kj_test_fold(course, NULL, 0, arena);
        for (uint32_t slide = 2; slide < lesson->slide_count;
             slide++) /* not those of the opening */
            kj_lesson_slide(lesson, slide)->seen = true;
        kj_lesson_slide(lesson, 3)->seen = cases[i].slide;
        *kj_lesson_part(lesson, 1) = (kj_part_record){
            .tests = 2, .test_first = 0.5, .test_best = cases[i].test ? 0.8 : 0.79};
        *kj_lesson_part(lesson, 2) = (kj_part_record){
            .tests = cases[i].second, .test_first = 1, .test_best = cases[i].second ? 1 : 0};
        /* Three count, half of them is two; the placement does not. */
        kj_lesson_drill(lesson, 0)->passed = true;
        kj_lesson_drill(lesson, 1)->passed = cases[i].drills;
        kj_lesson_drill(lesson, 3)->passed = true;
        kj_lesson_roleplay(lesson, 0)->best_grade =
            cases[i].roleplay ? KJ_GRADE_GOOD : KJ_GRADE_FAIR;
        if (kj_part_done(course, lesson, 1) != cases[i].part_done ||
            kj_course_done(course, lesson) != cases[i].course_done)
            fail_msg("%s", cases[i].name);
    }
    kj_arena_free(arena);
}

static void scores_the_course(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_course *course = kj_test_little(arena);
    kj_lesson *lesson = kj_test_fold(course, NULL, 0, arena);
    kj_lesson_part(lesson, 1)->test_best = 0.85;
    kj_lesson_part(lesson, 2)->test_best = 1;
    assert_true(is(kj_course_score(course, lesson), 92.5));
    kj_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adds_up_a_test),
        cmocka_unit_test(adds_up_a_drill),
        cmocka_unit_test(needs_everything),
        cmocka_unit_test(scores_the_course),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
