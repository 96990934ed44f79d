/* tests/lesson/learning_test.c: cards and reviews, the final test, rules of passing, mastery, time:
 * on a course of two parts with twelve true-false items each. */
#include "lesson/kit.h"

#include "lesson/pass.h"
#include "lesson/review.h"

#include <inttypes.h>
#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define DAY_MS ((int64_t)86400000)
#define ITEMS 12 /* of a part */

static const char *part_text(kj_arena *arena, const char *id, int number, int draw, int final,
                             const char *more)
{
    kj_text_buffer out = {.arena = arena};
    kj_putf(&out,
            "{\"id\":\"%s\",\"number\":%d,\"title\":\"第%d部分\",\"draw\":%d,\"final\":%d,%s"
            "\"objectives\":[\"%s-1\",\"%s-2\",\"%s-3\"],\"slides\":[",
            id, number, number, draw, final, more, id, id, id);
    for (int i = 1; i <= 3; i++)
        kj_putf(&out,
                "%s{\"id\":\"%s-s%d\",\"title\":\"页\",\"menu\":\"页\",\"minutes\":2,"
                "\"objectives\":[\"%s-%d\"],\"visual\":{\"type\":\"plain\"}}",
                i > 1 ? "," : "", id, i, id, i);
    kj_putf(&out, "],\"items\":[");
    for (int i = 0; i < ITEMS; i++)
        kj_putf(
            &out,
            "%s{\"id\":\"%s-q%d\",\"type\":\"true-false\",\"stem\":\"对不对？\",\"why\":\"对。\","
            "\"explains\":\"%s-s1\",\"objective\":\"%s-%d\",\"difficulty\":1,\"answer\":true,"
            "\"feedback\":\"再想想。\"}",
            i ? "," : "", id, i, id, id, 1 + i % 3);
    kj_putf(&out, "]}");
    kj_put_char(&out, '\0');
    return kj_put_span(&out).ptr;
}

static const char head[] =
    "{\"id\":\"c\",\"title\":\"课\",\"version\":\"1.0.0\",\"language\":\"zh-Hans-CN\","
    "\"objectives\":[{\"id\":\"a-1\",\"text\":\"一\",\"brief\":\"一\"},"
    "{\"id\":\"a-2\",\"text\":\"二\",\"brief\":\"二\"},{\"id\":\"a-3\",\"text\":\"三\",\"brief\":"
    "\"三\"},"
    "{\"id\":\"b-1\",\"text\":\"四\",\"brief\":\"四\"},{\"id\":\"b-2\",\"text\":\"五\",\"brief\":"
    "\"五\"},"
    "{\"id\":\"b-3\",\"text\":\"六\",\"brief\":\"六\"}],\"parts\":[\"a.json\",\"b.json\"]}";

static const kj_course *course_of(kj_arena *arena, int draw, int final_a, int final_b)
{
    const kj_test_file files[] = {
        {"course.json", head},
        {"a.json", part_text(arena, "a", 1, draw, final_a, "")},
        {"b.json", part_text(arena, "b", 2, draw, final_b, "\"requires\":[\"a\"],")},
    };
    return kj_test_course(NULL, files, KJ_COUNT(files), arena);
}

/* Answers the run that is on: `right` of its questions, from the first on. */
static void answer_run(kj_test_shell *shell, uint32_t right)
{
    const kj_run *run = &shell->lesson->run;
    while (shell->lesson->place == KJ_PLACE_RUN) {
        kj_test_act(shell, run->shown < right ? "option:true" : "option:false", 3000);
        kj_test_act(shell, "submit", 1000);
        kj_test_act(shell, "next", 1000);
    }
}

static void see_slides(kj_test_shell *shell)
{
    for (uint32_t i = 0; i < shell->course->slides.count; i++)
        kj_test_act(shell,
                    kj_arena_format(shell->arena, "slide:%.*s%c",
                                    KJ_ARG(shell->course->slides.ptr[i].id), '\0')
                        .ptr,
                    4000);
    kj_test_act(shell, "home", 4000);
}

static int64_t today(const kj_test_shell *shell)
{
    return kj_time_local_day(shell->now);
}

static void missed_items_come_back(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_course *course = course_of(arena, 12, 0, 0);
    kj_test_shell *shell = kj_test_shell_new(course, arena);
    kj_test_start(shell);
    kj_test_act(shell, "test:a", 1000);
    answer_run(shell, 0); /* all twelve wrong */
    assert_int_equal(kj_review_today(course, shell->lesson, today(shell)), 0);
    shell->now.ms += DAY_MS;
    uint32_t due[KJ_RUN_MAX];
    assert_int_equal(kj_review_due(course, shell->lesson, today(shell), due), 12);
    assert_int_equal(kj_review_today(course, shell->lesson, today(shell)), KJ_REVIEW_A_DAY);
    kj_test_shell_restart(shell);
    kj_test_start(shell);
    assert_int_equal(shell->session.screen, KJ_SCREEN_HOME); /* the first thing to be seen */
    kj_test_act(shell, "review", 1000);
    assert_int_equal(shell->lesson->run.count, 10);
    const uint32_t item = shell->lesson->run.question[0];
    const kj_card before = kj_lesson_item(shell->lesson, item)->card;

    /* A slip, taken back: the card is as it was, and the question is there again. */
    kj_test_act(shell, "option:false", 1000);
    kj_test_act(shell, "submit", 1000);
    const kj_event *said = &shell->log.ptr[shell->log.count - 1];
    assert_int_equal(said->type, KJ_EVENT_REVIEW_ANSWERED);
    assert_int_equal(said->rating, KJ_RATING_AGAIN);
    assert_true(kj_lesson_item(shell->lesson, item)->card.due_day > today(shell));
    kj_test_act(shell, "undo", 1000);
    const kj_card *after = &kj_lesson_item(shell->lesson, item)->card;
    assert_true(after->memory.stability == before.memory.stability &&
                after->memory.difficulty == before.memory.difficulty && after->day == before.day &&
                after->due_day == before.due_day);
    assert_int_equal(shell->lesson->review_count, 0);
    assert_int_equal(shell->lesson->run.answered, 0);
    answer_run(shell, 10);
    assert_int_equal(shell->lesson->refused, 0);
    assert_true(kj_lesson_item(shell->lesson, item)->card.due_day > today(shell));

    /* The day has had its share; who asks gets more. */
    assert_int_equal(kj_review_today(course, shell->lesson, today(shell)), 0);
    assert_int_equal(kj_review_due(course, shell->lesson, today(shell), due), 2);
    kj_test_act(shell, "again", 1000);
    assert_int_equal(shell->lesson->run.count, 2);
    answer_run(shell, 2);
    assert_int_equal(kj_review_due(course, shell->lesson, today(shell), due), 0);

    /* The log alone gives the same bytes. */
    kj_lesson *again = kj_test_fold(course, shell->log.ptr, shell->log.count, arena);
    assert_memory_equal(again, shell->lesson, again->bytes);
    kj_arena_free(arena);
}

static void days_are_local(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_course *course = course_of(arena, 1, 0, 0);
    kj_event events[] = {
        {.id = KJ_LIT("e1"),
         .type = KJ_EVENT_ITEM_ANSWERED,
         .object = KJ_LIT("a-q0"),
         .has = KJ_HAS_SCORE,
         .score = 0,
         .max = 1},
    };
    assert_true(kj_time_read(KJ_LIT("2026-11-23T23:50:00.000+08:00"), &events[0].at));
    const kj_lesson *lesson = kj_test_fold(course, events, 1, arena);
    kj_time next;
    assert_true(kj_time_read(KJ_LIT("2026-11-24T00:10:00.000+08:00"), &next));
    assert_int_equal(kj_review_today(course, lesson, kj_time_local_day(events[0].at)), 0);
    assert_int_equal(kj_review_today(course, lesson, kj_time_local_day(next)), 1);
    kj_arena_free(arena);
}

static void final_draw(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_course *course = course_of(arena, 4, 4, 5);
    assert_int_equal(kj_final_count(course), 9);
    for (uint64_t seed = 1; seed <= 500; seed++) {
        uint32_t out[KJ_RUN_MAX], again[KJ_RUN_MAX], parts[2] = {0, 0};
        bool objectives[6] = {false}, drawn[2 * ITEMS] = {false};
        const uint32_t count = kj_final_draw(course, seed, out);
        assert_int_equal(kj_final_draw(course, seed, again), count);
        assert_memory_equal(out, again, count * sizeof out[0]);
        for (uint32_t i = 0; i < count; i++) {
            const kj_item *item = &course->items.ptr[out[i]];
            if (drawn[out[i]])
                fail_msg("seed %" PRIu64 ": an item twice", seed);
            drawn[out[i]] = true;
            parts[item->part]++;
            objectives[kj_course_find(course, KJ_REF_OBJECTIVE, item->objective)] = true;
        }
        if (parts[0] != 4 || parts[1] != 5)
            fail_msg("seed %" PRIu64 ": %u and %u", seed, parts[0], parts[1]);
        for (size_t i = 0; i < 6; i++)
            if (!objectives[i])
                fail_msg("seed %" PRIu64 ": objective %zu has none", seed, i);
    }
    assert_int_equal(kj_final_count(course_of(arena, 4, 0, 0)), 0);
    kj_arena_free(arena);
}

static void expect_finish(const kj_test_shell *shell, double score, bool passed)
{
    const kj_event *event = &shell->log.ptr[shell->log.count - 1];
    assert_int_equal(event->type, KJ_EVENT_ATTEMPT_FINISHED);
    assert_true(fabs(event->score - score) < 1e-9 && event->max == 100);
    assert_int_equal(event->passed, passed);
}

static void final_failed_twice_then_passed(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_course *course = course_of(arena, 4, 5, 5);
    kj_test_shell *shell = kj_test_shell_new(course, arena);
    kj_input final = {.kind = KJ_INPUT_ACTION, .action = KJ_LIT("final")};
    kj_test_start(shell);
    assert_true(kj_test_give(shell, &final)->refused);
    see_slides(shell);
    assert_int_equal(kj_part_required(course, shell->lesson, 1), 0);
    kj_test_act(shell, "test:a", 1000);
    answer_run(shell, 4);
    assert_int_equal(kj_part_required(course, shell->lesson, 1), KJ_NONE);
    assert_true(kj_test_give(shell, &final)->refused);
    kj_test_act(shell, "test:b", 1000);
    answer_run(shell, 4);
    assert_true(kj_final_open(course, shell->lesson));
    kj_missing missing[KJ_MISSING_MAX];
    assert_int_equal(kj_course_missing(course, shell->lesson, missing), 1);
    assert_int_equal(missing[0].kind, KJ_MISSING_FINAL);

    kj_test_act(shell, "final", 1000);
    answer_run(shell, 5);
    expect_finish(shell, 50, false);
    kj_test_act(shell, "again", 1000);
    answer_run(shell, 7);
    expect_finish(shell, 70, false);
    assert_false(shell->lesson->passed);
    kj_test_act(shell, "again", 1000); /* twice failed: what to see, and only then the third */
    assert_int_equal(shell->session.screen, KJ_SCREEN_ADVICE);
    uint32_t slides[8];
    assert_true(kj_missed_slides(course, shell->lesson, KJ_NONE, slides, 8) > 0);
    kj_test_act(shell, "final", 1000);
    answer_run(shell, 9);
    expect_finish(shell, 90, true);
    assert_true(shell->lesson->passed && shell->lesson->completed);
    assert_true(fabs(shell->lesson->score - 90) < 1e-9);
    kj_test_act(shell, "again", 1000); /* better still, or worse: said, and the best stays */
    answer_run(shell, 2);
    expect_finish(shell, 20, false);
    assert_true(shell->lesson->passed && fabs(shell->lesson->score - 90) < 1e-9);
    assert_true(fabs(kj_course_score(course, shell->lesson) - 90) < 1e-9);
    assert_int_equal(shell->lesson->refused, 0);
    kj_arena_free(arena);
}

/* Exactly what the rules name is missing. */
static void rules(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_course course = *kj_test_little(arena); /* its rules changed, one after another */
    const kj_course *c = &course;
    kj_span talk[] = {KJ_LIT("talk")};
    kj_lesson *lesson = kj_test_fold(c, NULL, 0, arena);
    kj_missing missing[KJ_MISSING_MAX];
    for (uint32_t i = 0; i < lesson->slide_count; i++)
        kj_lesson_slide(lesson, i)->seen = true;
    for (uint32_t i = 1; i <= 2; i++)
        *kj_lesson_part(lesson, i) = (kj_part_record){.tests = 1, .test_best = 0.8};
    for (uint32_t i = 0; i < lesson->drill_count; i++)
        kj_lesson_drill(lesson, i)->passed = true;
    course.pass.roleplays = 0;
    course.pass.among.count = 0;
    assert_true(kj_course_done(c, lesson));
    course.pass.roleplays = 1;
    assert_int_equal(kj_course_missing(c, lesson, missing), 1);
    assert_int_equal(missing[0].kind, KJ_MISSING_ROLEPLAYS);
    course.pass.among.ptr = talk;
    course.pass.among.count = 1;
    assert_int_equal(kj_course_missing(c, lesson, missing), 2);
    assert_int_equal(missing[1].kind, KJ_MISSING_AMONG);
    kj_lesson_roleplay(lesson, 0)->best_grade = KJ_GRADE_FAIR;
    assert_int_equal(kj_course_missing(c, lesson, missing), 2);
    kj_lesson_roleplay(lesson, 0)->best_grade = KJ_GRADE_GOOD;
    assert_true(kj_course_done(c, lesson));
    course.parts.ptr[1].draw = 0; /* a part without a test */
    *kj_lesson_part(lesson, 1) = (kj_part_record){.tests = 0};
    assert_true(kj_course_done(c, lesson));

    /* 60:40 of the score and the best role-play. */
    kj_lesson_part(lesson, 2)->test_best = 0.95;
    assert_true(fabs(kj_certificate_total(c, lesson) - (0.6 * 95 + 0.4 * 85)) < 1e-9);
    kj_lesson_roleplay(lesson, 0)->best_grade = KJ_GRADE_EXCELLENT;
    assert_true(fabs(kj_certificate_total(c, lesson) - (0.6 * 95 + 0.4 * 100)) < 1e-9);
    static const struct {
        double total;
        kj_level level;
    } levels[] = {{80, KJ_LEVEL_PASS},   {89.9, KJ_LEVEL_PASS},    {90, KJ_LEVEL_GOOD},
                  {95.9, KJ_LEVEL_GOOD}, {96, KJ_LEVEL_EXCELLENT}, {100, KJ_LEVEL_EXCELLENT}};
    for (size_t i = 0; i < KJ_COUNT(levels); i++)
        assert_int_equal(kj_certificate_level(c, levels[i].total), levels[i].level);
    kj_arena_free(arena);
}

static void drills_return(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_course *course = kj_test_little(arena);
    static const struct {
        int64_t day;
        bool passed;
        int64_t due_after; /* days from then */
    } runs[] = {{0, true, 1}, {0, true, 1}, {1, false, 1}, {2, true, 3},
                {3, true, 2}, {5, true, 7}, {12, true, 0}};
    kj_event events[KJ_COUNT(runs)];
    memset(events, 0, sizeof events);
    for (size_t i = 0; i < KJ_COUNT(runs); i++) {
        events[i] = (kj_event){.id = kj_arena_format(arena, "e%zu", i),
                               .type = KJ_EVENT_RUN_FINISHED,
                               .object = KJ_LIT("rapid"),
                               .within = KJ_LIT("r"),
                               .has = KJ_HAS_SCORE | KJ_HAS_PASSED | KJ_HAS_WITHIN,
                               .score = runs[i].passed ? 100 : 10,
                               .max = 100,
                               .passed = runs[i].passed,
                               .at = {(20000 + runs[i].day) * DAY_MS + DAY_MS / 2, 0}};
        const kj_lesson *lesson = kj_test_fold(course, events, i + 1, arena);
        const int64_t due = 20000 + runs[i].day + runs[i].due_after;
        if (runs[i].due_after == 0) {
            assert_false(kj_drill_due(course, lesson, 0, due + 1000));
            continue;
        }
        if (kj_drill_due(course, lesson, 0, due - 1) || !kj_drill_due(course, lesson, 0, due))
            fail_msg("run %zu: not due after %d days", i + 1, (int)runs[i].due_after);
    }
    kj_arena_free(arena);
}

static void mastery_and_time(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_course *course = course_of(arena, 12, 0, 0);
    kj_test_shell *shell = kj_test_shell_new(course, arena);
    kj_test_start(shell);
    kj_mastery m = kj_mastery_of(course, shell->lesson, KJ_LIT("a-1"));
    assert_int_equal(m.n, 0);
    assert_int_equal(m.of, 4);
    assert_int_equal(kj_mastery_in_a_word(m), KJ_MASTERY_NONE);
    kj_estimate e = kj_time_left(course, shell->lesson);
    /* Six slides of two minutes, two tests of twelve items: the course's minutes. */
    assert_true(fabs(e.likely - (12 + 24 * KJ_MINUTES_ITEM)) < 1e-9);
    assert_true(e.own == 0 && fabs(e.low - e.likely / 2) < 1e-9);
    kj_test_act(shell, "test:a", 1000);
    answer_run(shell, 12);
    m = kj_mastery_of(course, shell->lesson, KJ_LIT("a-1"));
    assert_true(m.n == 4 && m.share == 1);
    assert_int_equal(kj_mastery_in_a_word(m), KJ_MASTERY_FIRM);
    e = kj_time_left(course, shell->lesson);
    assert_int_equal(e.own, 12); /* each answer took some five seconds */
    assert_true(e.likely < 12 + 12 * 0.2 && e.low <= e.likely && e.likely <= e.high);
    const kj_estimate hour = {30, 60, 90, 0};
    assert_true(kj_plan_minutes_a_day(hour, 100, 103) == 15);
    assert_true(kj_plan_minutes_a_day(hour, 100, 100) == 60);
    assert_true(kj_plan_minutes_a_day(hour, 100, 50) == 60);
    kj_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(missed_items_come_back),
        cmocka_unit_test(days_are_local),
        cmocka_unit_test(final_draw),
        cmocka_unit_test(final_failed_twice_then_passed),
        cmocka_unit_test(rules),
        cmocka_unit_test(drills_return),
        cmocka_unit_test(mastery_and_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
