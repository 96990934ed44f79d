/* tests/lesson/debrief_test.c: looking back at a role-play: turning points, what was missed, what
 * else it would have led to. */
#include "lesson/debrief.h"

#include "lesson/kit.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

/* The role-play of data/little, worked out by hand.  Choices: n1 ask, tell, wait; n2 sum (needs
 * what ask learns), plan, long (round to n2).  T trust, D time; it ends at D0.
 *
 *   after ask   T50 D15   sum → T70 win 100, plan → T55 again 85, long → T50 D6
 *     T50 D6              sum → win 100, plan → again 85, long → D0, T50: again 85: 90 on average
 *     T50 D15             (100 + 85 + 90) / 3 = 91.667, at best 优
 *   after tell  T0 D8     plan → T5 lost 0, long → D0 lost 0: 0, at best 败
 *   after wait  T40 D18   plan → T45 again 85, long → T40 D9
 *     T40 D9              plan → again 85, long → D0, T40: lost 0: 42.5 on average
 *     T40 D18             (85 + 42.5) / 2 = 63.75, at best 良 */
#define ASKED (275.0 / 3)
static const struct {
    const char *name, *choices;
    const char *best;  /* before each turn and at the end: 0 优 … 3 败 */
    const char *marks; /* a turn each: L lost, W weighty, . none */
    double gain[3];
    uint32_t turning;
} ways[] = {
    {"the best way: nothing lost, the first turn weighed most",
     "00",
     "000",
     "W.",
     {ASKED - 63.75, 100 - 90.0},
     0},
    {"one word short of the best", "01", "001", ".L", {ASKED - 63.75, 85 - 100.0}, 1},
    {"the fact was not asked for", "21", "011", "L.", {63.75 - ASKED, 85 - 42.5}, 0},
    {"twice lost", "222", "0113", "L.L", {63.75 - ASKED, 42.5 - 85, 0 - 85.0}, 0},
    {"lost at once", "11", "033", "L.", {0 - ASKED, 0}, 0},
    {"a detour that costs nothing at last",
     "020",
     "0000",
     "W..",
     {ASKED - 63.75, 90 - 100.0, 100 - 85.0},
     0},
};

/* A way by the digits of its choices; nodes are found by going it. */
static uint32_t way_of(const kj_roleplay *play, const char *choices, kj_turn *out)
{
    kj_roleplay_state s = kj_roleplay_start(play);
    uint32_t count = 0;
    for (const char *c = choices; *c; c++) {
        out[count++] = (kj_turn){s.node, (uint32_t)(*c - '0')};
        s = kj_roleplay_step(play, s, (uint32_t)(*c - '0'));
        assert_int_equal(s.refused, 0);
    }
    return count;
}

static const kj_debrief *debrief_of(const kj_roleplay *play, const char *choices, kj_arena *arena)
{
    kj_turn turns[KJ_ROLEPLAY_TURNS_MAX];
    return kj_debrief_new(play, turns, way_of(play, choices, turns), arena);
}

static void finds_where_it_turned(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_roleplay *play = &kj_test_little(arena)->roleplays.ptr[0];
    for (size_t i = 0; i < KJ_COUNT(ways); i++) {
        const kj_debrief *d = debrief_of(play, ways[i].choices, arena);
        assert_int_equal(d->turn_count, strlen(ways[i].choices));
        if (d->turning != ways[i].turning)
            fail_msg("%s: turned at %u", ways[i].name, d->turning);
        for (uint32_t t = 0; t < d->turn_count; t++) {
            const kj_debrief_turn *turn = &d->turns[t];
            const char mark = ".LW"[turn->turning];
            if (turn->best_before != (uint32_t)(ways[i].best[t] - '0') ||
                turn->best_after != (uint32_t)(ways[i].best[t + 1] - '0') ||
                mark != ways[i].marks[t] || fabs(turn->gain - ways[i].gain[t]) > 1e-6)
                fail_msg("%s, turn %u: best %u → %u, %c, gain %g", ways[i].name, t,
                         turn->best_before, turn->best_after, mark, turn->gain);
        }
    }
    kj_arena_free(arena);
}

static const struct {
    const char *name, *choices;
    uint32_t turn, choice;
    const char *ends; /* NULL: it goes on */
    uint32_t learns, best;
    const char *same; /* NULL: no ending by the same later choices */
    uint32_t same_turns;
} whatifs[] = {
    /* plan after it as before: T45, again. */
    {"waiting instead", "01", 0, 2, NULL, 0, KJ_GRADE_GOOD, "again", 2},
    /* plan: T5, lost. */
    {"telling instead", "01", 0, 1, NULL, 0, KJ_GRADE_FAILED, "lost", 2},
    {"the reward", "01", 1, 0, "win", 0, KJ_GRADE_EXCELLENT, "win", 2},
    /* Nothing was said after plan: there is nothing to go on with. */
    {"going round", "01", 1, 2, NULL, 0, KJ_GRADE_EXCELLENT, NULL, 2},
    /* sum is not on offer without the fact. */
    {"without the fact no reward", "00", 0, 2, NULL, 0, KJ_GRADE_GOOD, NULL, 1},
    /* T50 D13: long, long: T50 D0, again. */
    {"asking instead", "222", 0, 0, NULL, 1, KJ_GRADE_EXCELLENT, "again", 3},
    {"asking instead of telling", "11", 0, 0, NULL, 1, KJ_GRADE_EXCELLENT, "again", 2},
};

static kj_span ending_of(const kj_roleplay *play, uint32_t ending)
{
    return ending == KJ_NONE ? (kj_span){NULL, 0} : play->endings.ptr[ending].id;
}

static void tells_what_else(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_roleplay *play = &kj_test_little(arena)->roleplays.ptr[0];
    for (size_t i = 0; i < KJ_COUNT(whatifs); i++) {
        const kj_debrief *d = debrief_of(play, whatifs[i].choices, arena);
        const kj_whatif w = kj_debrief_whatif(d, whatifs[i].turn, whatifs[i].choice);
        if (!kj_span_is(ending_of(play, w.after.ending), whatifs[i].ends ? whatifs[i].ends : "") ||
            w.learns != whatifs[i].learns || w.best != whatifs[i].best ||
            !kj_span_is(ending_of(play, w.same), whatifs[i].same ? whatifs[i].same : "") ||
            w.same_turns != whatifs[i].same_turns)
            fail_msg("%s: ends %u, learns %u, best %u, same %u after %u", whatifs[i].name,
                     w.after.ending, w.learns, w.best, w.same, w.same_turns);
    }
    kj_arena_free(arena);
}

/* Three facts: one that n1 asks for, one that only the side way n1:side → n2 asks for, one that
 * nobody asks for. */
#define CHOICE(id, more, to) \
    "{\"id\":\"" id "\",\"text\":\"说\",\"effects\":{}," more "\"reply\":\"嗯\",\"mood\":" \
    "\"calm\",\"why\":\"因\",\"goto\":\"" to "\"}"
#define NODE(id, choices) \
    "{\"id\":\"" id "\",\"by\":\"min\",\"mood\":\"calm\",\"say\":\"说\",\"better\":\"a\"," \
    "\"because\":\"因\",\"choices\":[" choices "]}"
#define FACT(id) "{\"id\":\"" id "\",\"text\":\"事\",\"hint\":\"问\"}"
static const char sideways[] =
    "{\"id\":\"talk\",\"title\":\"谈\",\"place\":\"室\",\"situation\":\"谈\",\"goal\":\"谈\","
    "\"objectives\":[\"o3\"],\"minutes\":5,\"cast\":[{\"id\":\"min\",\"name\":\"闵\",\"role\":"
    "\"总\",\"about\":\"快\",\"portrait\":\"min.svg\"}],\"variables\":[{\"id\":\"t\",\"name\":"
    "\"信任\",\"start\":0,\"min\":0,\"max\":100}],\"facts\":[" FACT("near") "," FACT("far") "," FACT("never") "],\"nodes\":[" NODE(
        "n1",
        CHOICE("a", "", "n3") "," CHOICE(
            "ask",
            "\"learns\":"
            "[\"near\"],",
            "n3") "," CHOICE("side", "",
                             "n2")) "," NODE("n2",
                                             CHOICE("a", "", "n3") "," CHOICE(
                                                 "deep", "\"learns\":[\"far\"],",
                                                 "n3")) "," NODE("n3",
                                                                 CHOICE("a", "", "end") "," CHOICE(
                                                                     "ask",
                                                                     "\"learns\":[\"near\"],",
                                                                     "end")) "],"
                                                                             "\"endings\":[{\"id\":"
                                                                             "\"e\",\"title\":"
                                                                             "\"完\",\"grade\":"
                                                                             "\"fair\",\"text\":"
                                                                             "\"完\"}],"
                                                                             "\"review\":["
                                                                             "\"second\"]}";

static const struct {
    const char *name, *choices;
    const char *missed; /* "fact turn first node choice", one after another; - for KJ_NONE */
} misses[] = {
    /* near could have been asked for at both turns: the first counts.  far: leave at turn 0. */
    {"nothing asked", "00", "0 0 1 0 1; 1 0 2 1 1; 2 - - - -; "},
    {"one asked", "10", "1 0 2 1 1; 2 - - - -; "},
    /* On the side way far was on offer at once. */
    {"the side way", "200", "0 0 1 0 1; 1 1 1 1 1; 2 - - - -; "},
    {"both found", "211", "2 - - - -; "},
};

static void put_number(kj_text_buffer *out, uint32_t number, const char *end)
{
    if (number == KJ_NONE)
        kj_putf(out, "-%s", end);
    else
        kj_putf(out, "%u%s", number, end);
}

static void finds_the_question(void **state)
{
    (void)state;
    static const kj_test_file files[] = {{"talk.json", sideways}};
    kj_arena *arena = kj_arena_new();
    const kj_roleplay *play =
        &kj_test_course(KJ_TESTS "/lesson/data/little", files, 1, arena)->roleplays.ptr[0];
    for (size_t i = 0; i < KJ_COUNT(misses); i++) {
        const kj_debrief *d = debrief_of(play, misses[i].choices, arena);
        kj_text_buffer out = {.arena = arena};
        for (uint32_t m = 0; m < d->missed_count; m++) {
            put_number(&out, d->missed[m].fact, " ");
            put_number(&out, d->missed[m].turn, " ");
            put_number(&out, d->missed[m].first, " ");
            put_number(&out, d->missed[m].node, " ");
            put_number(&out, d->missed[m].choice, "; ");
        }
        if (!kj_span_is(kj_put_span(&out), misses[i].missed))
            fail_msg("%s: %.*s", misses[i].name, KJ_ARG(kj_put_span(&out)));
        assert_int_equal(d->turning, KJ_NONE); /* one ending: no choice makes a difference */
    }
    kj_arena_free(arena);
}

static void cuts_a_way_that_does_not_fit(void **state)
{
    (void)state;
    static const kj_turn gated[] = {{0, 2}, {1, 0}}, elsewhere[] = {{1, 1}},
                         over[] = {{0, 0}, {1, 0}, {1, 1}};
    kj_arena *arena = kj_arena_new();
    const kj_roleplay *play = &kj_test_little(arena)->roleplays.ptr[0];
    assert_int_equal(kj_debrief_new(play, gated, 2, arena)->turn_count, 1);
    assert_int_equal(kj_debrief_new(play, elsewhere, 1, arena)->turn_count, 0);
    assert_int_equal(kj_debrief_new(play, over, 3, arena)->turn_count, 2);
    assert_int_equal(kj_debrief_new(play, NULL, 0, arena)->turning, KJ_NONE);
    kj_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_where_it_turned),
        cmocka_unit_test(tells_what_else),
        cmocka_unit_test(finds_the_question),
        cmocka_unit_test(cuts_a_way_that_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
