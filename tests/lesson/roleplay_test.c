/* tests/lesson/roleplay_test.c: what a choice does. */
#include "lesson/kit.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static const kj_roleplay *play_of(kj_arena *arena)
{
    return &kj_test_little(arena)->roleplays.ptr[0];
}

/* Choices by index: n1 ask, tell, wait; n2 sum (needs what ask learns), plan, long. */
static const struct {
    const char *name, *choices;
    const char *ending; /* NULL: not yet */
    double trust, time;
    uint32_t turns, refused, facts;
} ways[] = {
    {"the start", "", NULL, 40, 20, 0, 0, 0},
    {"a fact and its reward", "00", "win", 70, 12, 2, 0, 1},
    {"the reward is not offered without the fact", "20", NULL, 40, 18, 1, 1, 0},
    {"no such choice changes nothing", "7", NULL, 40, 20, 0, 1, 0},
    {"an edge counts: 45 is at least 45", "21", "again", 45, 15, 2, 0, 0},
    {"clamped at the minimum", "1", NULL, 0, 8, 1, 0, 0},
    {"clamped, then up again", "11", "lost", 5, 5, 2, 0, 0},
    {"the clock ends it although the choice leads on", "12", "lost", 0, 0, 2, 0, 0},
    {"round once, and then no time", "222", "lost", 40, 0, 3, 0, 0},
    {"over is over", "0012", "win", 70, 12, 2, 2, 1},
};

static void follows_each_way(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_roleplay *play = play_of(arena);
    for (size_t i = 0; i < KJ_COUNT(ways); i++) {
        kj_roleplay_state s = kj_roleplay_start(play);
        for (const char *c = ways[i].choices; *c; c++)
            s = kj_roleplay_step(play, s, (uint32_t)(*c - '0'));
        const bool ended = s.ending != KJ_NONE;
        const bool right_end =
            ended == (ways[i].ending != NULL) &&
            (!ended || kj_span_is(play->endings.ptr[s.ending].id, ways[i].ending));
        if (!right_end || fabs(s.vars[0] - ways[i].trust) > 0 ||
            fabs(s.vars[1] - ways[i].time) > 0 || s.turns != ways[i].turns ||
            s.refused != ways[i].refused || s.facts != ways[i].facts ||
            ended != (s.node == KJ_NONE))
            fail_msg("%s: node %u ending %u trust %g time %g turns %u refused %u facts %u",
                     ways[i].name, s.node, s.ending, s.vars[0], s.vars[1], s.turns, s.refused,
                     s.facts);
    }
    kj_arena_free(arena);
}

static void stops_at_the_limit_of_turns(void **state)
{
    (void)state;
    static const kj_test_file files[] = {
        {"talk.json",
         "{\"id\":\"talk\",\"title\":\"谈\",\"place\":\"室\",\"situation\":\"谈\",\"goal\":\"谈\","
         "\"objectives\":[\"o3\"],\"minutes\":5,\"cast\":[{\"id\":\"min\",\"name\":\"闵\","
         "\"role\":\"总\",\"about\":\"快\",\"portrait\":\"min.svg\"}],\"variables\":[{\"id\":\"t\","
         "\"name\":\"信任\",\"start\":0,\"min\":0,\"max\":100}],\"facts\":[],\"nodes\":[{\"id\":"
         "\"n\",\"by\":\"min\",\"mood\":\"calm\",\"say\":\"说\",\"better\":\"a\",\"because\":"
         "\"因\","
         "\"choices\":[{\"id\":\"a\",\"text\":\"说\",\"effects\":{\"t\":1},\"reply\":\"嗯\","
         "\"mood\":\"calm\",\"why\":\"因\",\"goto\":\"n\"}]}],\"endings\":[{\"id\":\"e\",\"title\":"
         "\"完\",\"grade\":\"fair\",\"text\":\"完\"}],\"review\":[\"second\"]}"},
    };
    kj_arena *arena = kj_arena_new();
    const kj_course *course =
        kj_test_course(KJ_TESTS "/lesson/data/little", files, KJ_COUNT(files), arena);
    kj_roleplay_state s = kj_roleplay_start(&course->roleplays.ptr[0]);
    for (uint32_t i = 0; i < KJ_ROLEPLAY_TURNS_MAX; i++) {
        assert_int_equal(s.ending, KJ_NONE);
        s = kj_roleplay_step(&course->roleplays.ptr[0], s, 0);
    }
    assert_int_equal(s.ending, 0);
    assert_int_equal(s.turns, KJ_ROLEPLAY_TURNS_MAX);
    kj_arena_free(arena);
}

static void gives_points(void **state)
{
    (void)state;
    static const double points[] = {100, 85, 60, 0, 0};
    for (uint32_t grade = 0; grade < KJ_COUNT(points); grade++)
        assert_true(fabs(kj_grade_points(grade) - points[grade]) <= 0);
    assert_true(fabs(kj_grade_points(KJ_NONE)) <= 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_each_way),
        cmocka_unit_test(stops_at_the_limit_of_turns),
        cmocka_unit_test(gives_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
