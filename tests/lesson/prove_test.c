/* tests/lesson/prove_test.c: what `check` finds out about role-plays by enumeration. */
#include "lesson/kit.h"

#include <math.h>
#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define CHOICE(id, more) \
    "{\"id\":\"" id "\",\"text\":\"说\",\"reply\":\"嗯\",\"mood\":\"calm\",\"why\":\"因为\"," more \
    "}"
#define NODE(id, choices) \
    "{\"id\":\"" id "\",\"by\":\"min\",\"mood\":\"calm\",\"say\":\"说\",\"better\":\"a\"," \
    "\"because\":\"因为\",\"choices\":[" choices "]}"
#define GOOD \
    "{\"id\":\"good\",\"title\":\"好\",\"grade\":\"good\",\"at_least\":{\"t\":10},\"text\":" \
    "\"好\"}"
#define BAD "{\"id\":\"bad\",\"title\":\"坏\",\"grade\":\"failed\",\"text\":\"坏\"}"
#define PLAY(variables, facts, nodes, endings) \
    "{\"id\":\"rp\",\"title\":\"谈\",\"place\":\"室\",\"situation\":\"谈\",\"goal\":\"谈\"," \
    "\"objectives\":[\"o1\"],\"minutes\":5,\"cast\":[{\"id\":\"min\",\"name\":\"闵\"," \
    "\"role\":\"总\",\"about\":\"快\",\"portrait\":\"min.svg\"}],\"variables\":[" variables \
    "],\"facts\":[" facts "],\"nodes\":[" nodes "],\"endings\":[" endings "]," \
    "\"review\":[\"s\"]}"
#define T "{\"id\":\"t\",\"name\":\"信任\",\"start\":0,\"min\":0,\"max\":100}"
#define FACT "{\"id\":\"f\",\"text\":\"事\",\"hint\":\"问\"}"

static const kj_test_file frame[] = {
    {"course.json",
     "{\"id\":\"c\",\"title\":\"课\",\"version\":\"1.0.0\",\"language\":\"zh-Hans\","
     "\"objectives\":[{\"id\":\"o1\",\"text\":\"谈\",\"brief\":\"谈\"}],\"parts\":[\"p.json\"]}"},
    {"p.json", "{\"id\":\"p\",\"number\":1,\"title\":\"部\",\"objectives\":[\"o1\"],\"slides\":[{"
               "\"id\":\"s\","
               "\"title\":\"页\",\"menu\":\"页\",\"visual\":{\"type\":\"plain\"}}],\"roleplays\":["
               "\"rp.json\"]}"},
};

static const kj_course *course_of(const char *play, kj_arena *arena)
{
    const kj_test_file files[] = {frame[0], frame[1], {"rp.json", play}};
    return kj_test_course(NULL, files, KJ_COUNT(files), arena);
}

static const struct {
    const char *name, *play;
    const char *code; /* the only message; NULL: none */
    const char *message, *at;
} cases[] = {
    {"sound",
     PLAY(
         T, FACT,
         NODE(
             "n1",
             CHOICE(
                 "a",
                 "\"effects\":{\"t\":10},\"learns\":[\"f\"],\"goto\":"
                 "\"n2\"") "," CHOICE("b",
                                      "\"effects\":{},\"goto\":"
                                      "\"n2\"")) "," NODE("n2",
                                                          CHOICE(
                                                              "a",
                                                              "\"effects\":{\"t\":10},"
                                                              "\"goto\":\"end\"") "," CHOICE("b",
                                                                                             "\"eff"
                                                                                             "ects"
                                                                                             "\":{"
                                                                                             "\"t\""
                                                                                             ":-10}"
                                                                                             ",\"go"
                                                                                             "to\":"
                                                                                             "\"end"
                                                                                             "\"") "," CHOICE("c",
                                                                                                              "\"needs\":["
                                                                                                              "\"f\"],"
                                                                                                              "\"effects\""
                                                                                                              ":{},"
                                                                                                              "\"goto\":"
                                                                                                              "\"end\"")),
         GOOD "," BAD),
     NULL, NULL, NULL},
    {"unreached node",
     PLAY(T, "",
          NODE("n1", CHOICE("a", "\"effects\":{\"t\":10},\"goto\":\"n2\"")) "," NODE(
              "n2",
              CHOICE("a", "\"effects\":{},\"goto\":\"end\"") "," CHOICE(
                  "b", "\"effects\":{\"t\":-5},\"goto\":\"end\"")) "," NODE("n3",
                                                                            CHOICE("a",
                                                                                   "\"effects\":{},"
                                                                                   "\"goto\":"
                                                                                   "\"end\"")),
          GOOD "," BAD),
     "E0401", "no path reaches node 'n3'", "\"n3\""},
    {"unreached by time: the clock ends it first",
     PLAY(
         T ",{\"id\":\"d\",\"name\":\"时间\",\"start\":5,\"min\":0,\"max\":5,\"clock\":true}", "",
         NODE("n1", CHOICE("a", "\"effects\":{\"t\":10},\"goto\":\"m\"")) "," NODE(
             "m", CHOICE("a", "\"effects\":{},\"goto\":\"end\"") "," CHOICE(
                      "b", "\"effects\":{"
                           "\"t\":-5},"
                           "\"goto\":"
                           "\"end\"") "," CHOICE("c", "\"effects\":{\"d\":-5},\"goto\":"
                                                      "\"n2\"")) "," NODE("n2",
                                                                          CHOICE("a", "\"effects\":"
                                                                                      "{},"
                                                                                      "\"goto\":"
                                                                                      "\"end\"")),
         GOOD "," BAD),
     "E0401", "no path reaches node 'n2'", "\"n2\""},
    {"choice that needs what nobody learns",
     PLAY(T, FACT,
          NODE("n1",
               CHOICE("a", "\"effects\":{\"t\":10},\"goto\":\"n2\"") "," CHOICE(
                   "b",
                   "\"needs"
                   "\":["
                   "\"f\"],"
                   "\"effect"
                   "s\":{"
                   "\"t\":"
                   "20},"
                   "\"goto\""
                   ":\"n2"
                   "\"")) "," NODE("n2",
                                   CHOICE("a",
                                          "\"effects\":{},\"learns\":[\"f\"],"
                                          "\"goto\":\"end\"") "," CHOICE("b",
                                                                         "\"effects\":{\"t\":-5},"
                                                                         "\"goto\":\"end\"")),
          GOOD "," BAD),
     "E0402", "no path can take choice 'b' of node 'n1'", "[\"f\"],\"effects\":{\"t\":20}"},
    {"ending out of reach",
     PLAY(T, "", NODE("n1", CHOICE("a", "\"effects\":{\"t\":10},\"goto\":\"end\"")), GOOD "," BAD),
     "E0403", "no path reaches ending 'bad'", "\"bad\""},
    {"a first choice that spoils all",
     PLAY(T, "",
          NODE("n1",
               CHOICE("a", "\"effects\":{\"t\":20},\"goto\":\"n2\"") "," CHOICE(
                   "b",
                   "\"effects\":{},\"goto\":\"n2\"")) "," NODE("n2",
                                                               CHOICE("a",
                                                                      "\"effects\":{\"t\":-"
                                                                      "10},\"goto\":"
                                                                      "\"end\"") "," CHOICE("b",
                                                                                            "\"e"
                                                                                            "ffe"
                                                                                            "cts"
                                                                                            "\":"
                                                                                            "{\""
                                                                                            "t\""
                                                                                            ":-"
                                                                                            "20}"
                                                                                            ",\""
                                                                                            "got"
                                                                                            "o\""
                                                                                            ":\""
                                                                                            "end"
                                                                                            "\"")),
          GOOD "," BAD),
     "E0404", "after the first choice 'b' no path leads to a good ending", "\"b\""},
    {"a loop with a way out",
     PLAY(T, "",
          NODE("n1", CHOICE("a", "\"effects\":{},\"goto\":\"m\"")) "," NODE(
              "m", CHOICE("a", "\"effects\":{\"t\":10},\"goto\":\"m\"") "," CHOICE(
                       "b", "\"effects\":{},\"goto\":\"end\"")),
          GOOD "," BAD),
     NULL, NULL, NULL},
    {"a loop without a way out",
     PLAY(T, "",
          NODE("n1", CHOICE("a", "\"effects\":{},\"goto\":\"m\"")) "," NODE(
              "m",
              CHOICE("a", "\"effects\":{\"t\":10},\"goto\":\"end\"") "," CHOICE(
                  "b",
                  "\"effects\":{},\"goto\":\"end\"") "," CHOICE("c",
                                                                "\"effects\":{},\"goto\":"
                                                                "\"n2\"")) "," NODE("n2",
                                                                                    CHOICE("a",
                                                                                           "\"effe"
                                                                                           "cts\":"
                                                                                           "{\"t\""
                                                                                           ":10},"
                                                                                           "\"goto"
                                                                                           "\":"
                                                                                           "\"n2"
                                                                                           "\"")),
          GOOD "," BAD),
     "E0405", "from node 'n2' the talk goes round and no path leads to an ending", NULL},
    {"a node behind a fact",
     PLAY(
         T, FACT,
         NODE("n1",
              CHOICE("a",
                     "\"effects\":{\"t\":10},\"learns\":[\"f\"],\"goto\":"
                     "\"n2\"")) "," NODE("n2",
                                         CHOICE("a",
                                                "\"needs\":[\"f\"],\"effects\":{},"
                                                "\"goto\":\"end\"") "," CHOICE("b",
                                                                               "\"needs\":[\"f\"],"
                                                                               "\"effects\":{"
                                                                               "\"t\":-9},\"goto\":"
                                                                               "\"end\"")),
         GOOD "," BAD),
     "E0406", "node 'n2' has no choice that is always offered", NULL},
};

static void finds_each(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_arena *arena = kj_arena_new();
        const kj_course *course = course_of(cases[i].play, arena);
        kj_test_sink *sink = kj_test_sink_new(arena);
        const kj_roleplay_proof proof =
            kj_roleplay_prove(course, &course->roleplays.ptr[0], arena, &sink->sink);
        assert_true(proof.complete);
        const kj_diag *diag = cases[i].code ? kj_test_sink_find(sink, cases[i].code) : NULL;
        const size_t wanted = cases[i].code ? 1 : 0;
        if (sink->diags.count != wanted || (wanted > 0 && !diag))
            fail_msg("%s: %.*s", cases[i].name, KJ_ARG(kj_test_sink_text(sink)));
        if (diag && !kj_span_is(diag->message, cases[i].message))
            fail_msg("%s: %.*s", cases[i].name, KJ_ARG(diag->message));
        const kj_span from = diag ? kj_span_sub(diag->at.source->text, diag->at.offset, SIZE_MAX)
                                  : (kj_span){NULL, 0};
        if (diag && cases[i].at && !kj_span_starts(from, kj_span_of(cases[i].at)))
            fail_msg("%s: at %.*s", cases[i].name, KJ_ARG(kj_span_sub(from, 0, 40)));
        kj_arena_free(arena);
    }
}

static bool close_to(double a, double b)
{
    return fabs(a - b) < 1e-12;
}

/* Five ways, counted by hand: n1 a → n2 (a b c), n1 b → n2 (a b). */
static void counts_ways(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_course *course = course_of(cases[0].play, arena);
    const kj_roleplay_proof proof =
        kj_roleplay_prove(course, &course->roleplays.ptr[0], arena, &sink->sink);
    assert_int_equal(proof.states, 3); /* start; n2 with the fact and 10; n2 without */
    assert_true(close_to(proof.paths, 5));
    /* Good: a a (20), a c (10), b a (10). */
    assert_true(close_to(proof.path_share[0], 3.0 / 5));
    assert_true(close_to(proof.spread[0], 0.5 * 2 / 3 + 0.5 * 1 / 2));
    assert_true(close_to(proof.spread[0] + proof.spread[1], 1));
    kj_arena_free(arena);
}

/* In, round 0 … 62 times and out, or round until there are no turns left. */
static void counts_loops(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_course *course = course_of(cases[6].play, arena);
    const kj_roleplay_proof proof =
        kj_roleplay_prove(course, &course->roleplays.ptr[0], arena, &sink->sink);
    assert_true(close_to(proof.paths, KJ_ROLEPLAY_TURNS_MAX));
    assert_true(close_to(proof.spread[1], 0.5)); /* out at once, with 0 */
    assert_true(close_to(proof.spread[0], 0.5));
    kj_arena_free(arena);
}

static void gives_up_in_time(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_course *course = course_of(
        PLAY(T ",{\"id\":\"u\",\"name\":\"又\",\"start\":0,\"min\":0,\"max\":1000000}"
               ",{\"id\":\"v\",\"name\":\"再\",\"start\":0,\"min\":0,\"max\":1000000}",
             "",
             NODE("n1",
                  CHOICE("a", "\"effects\":{\"u\":1},\"goto\":\"n1\"") "," CHOICE(
                      "b",
                      "\"effects\":{\"v\":1},\"goto\":\"n1\"") "," CHOICE("c",
                                                                          "\"effects\":{\"t\":10},"
                                                                          "\"goto\":\"end\"")),
             GOOD "," BAD),
        arena);
    const kj_roleplay_proof proof =
        kj_roleplay_prove(course, &course->roleplays.ptr[0], arena, &sink->sink);
    assert_false(proof.complete);
    assert_int_equal(proof.states, KJ_ROLEPLAY_STATES_MAX);
    assert_int_equal(sink->diags.count, 1);
    assert_non_null(kj_test_sink_find(sink, "E0407"));
    kj_arena_free(arena);
}

/* The course's own: as difficult as it was designed. */
static void proves_needs(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_sink *sink = kj_test_sink_new(arena);
    static const kj_test_file files[] = {
        {"course.json",
         "{\"id\":\"c\",\"title\":\"课\",\"version\":\"1.0.0\",\"language\":\"zh-Hans\","
         "\"objectives\":[{\"id\":\"o2.1\",\"text\":\"谈\",\"brief\":\"谈\"},"
         "{\"id\":\"o2.3\",\"text\":\"谈\",\"brief\":\"谈\"},"
         "{\"id\":\"o2.4\",\"text\":\"谈\",\"brief\":\"谈\"}],\"parts\":[\"p.json\"]}"},
        {"p.json",
#define SLIDE(id) \
    "{\"id\":\"" id "\",\"title\":\"页\",\"menu\":\"页\",\"visual\":{\"type\":\"plain\"}}"
         "{\"id\":\"p\",\"number\":2,\"title\":\"部\",\"objectives\":[\"o2.1\"],\"slides\":"
         "[" SLIDE("p2-levels") "," SLIDE("p2-stages") "," SLIDE("p2-types") "," SLIDE(
             "p2-pain") "," SLIDE("p2-form") "],\"roleplays\":[\"roleplays/rp-needs.json\"]}"},
    };
    const kj_course *course =
        kj_test_course(KJ_ROOT "/courses/key-account", files, KJ_COUNT(files), arena);
    const kj_roleplay *play = &course->roleplays.ptr[0];
    const kj_roleplay_proof proof = kj_roleplay_prove(course, play, arena, &sink->sink);
    if (!proof.complete || sink->diags.count > 0)
        fail_msg("%.*s", KJ_ARG(kj_test_sink_text(sink)));
    for (size_t e = 0; e < play->endings.count; e++)
        print_message("%.*s: %.4f of random plays, %.4f of %.0f ways (%zu states)\n",
                      KJ_ARG(play->endings.ptr[e].id), proof.spread[e], proof.path_share[e],
                      proof.paths, proof.states);
    assert_int_equal(play->endings.ptr[0].grade, KJ_GRADE_EXCELLENT);
    assert_int_equal(play->endings.ptr[1].grade, KJ_GRADE_GOOD);
    assert_true(proof.path_share[0] >= 0.01 && proof.path_share[0] <= 0.03);
    assert_true(proof.path_share[1] >= 0.07 && proof.path_share[1] <= 0.22);
    kj_arena_free(arena);
}

/* 120 ways; by the bound of the first ending `best` of them are excellent, `good` good. */
static const struct {
    double best, good;
    const char *words[2]; /* in the messages; NULL: there is none */
} hardness[] = {
    {2, 15, {NULL, NULL}},
    {1, 15, {"0.8 % of the ways", NULL}},
    {4, 15, {"3.3 % of the ways", NULL}},
    {2, 8, {"6.7 % of the ways", NULL}},
    {2, 27, {"22.5 % of the ways", NULL}},
    {0, 0, {"0.0 % of the ways through role-play 'rp' end with 'excellent'", "end with 'good'"}},
};

static void says_what_is_too_easy_or_too_hard(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_course *course = course_of(
        PLAY(T, FACT, NODE("n1", CHOICE("a", "\"effects\":{\"t\":10},\"goto\":\"end\"")),
             "{\"id\":\"best\",\"title\":\"优\",\"grade\":\"excellent\",\"at_least\":{\"t\":90},"
             "\"text\":\"优\"}," GOOD "," BAD),
        arena);
    for (size_t i = 0; i < KJ_COUNT(hardness); i++) {
        kj_test_sink *sink = kj_test_sink_new(arena);
        kj_roleplay_proof proof = {.complete = true, .paths = 120};
        proof.path_share[0] = hardness[i].best / 120;
        proof.path_share[1] = hardness[i].good / 120;
        kj_roleplay_check_difficulty(course, &course->roleplays.ptr[0], &proof, &sink->sink);
        const kj_span said = kj_test_sink_text(sink);
        size_t wanted = 0;
        for (size_t k = 0; k < 2 && hardness[i].words[k]; k++, wanted++)
            if (kj_span_find(said, kj_span_of(hardness[i].words[k]), 0) == SIZE_MAX)
                fail_msg("case %zu:\n%.*s", i, KJ_ARG(said));
        assert_int_equal(sink->diags.count, wanted);
        proof.paths = KJ_ROLEPLAY_SKETCH - 1; /* a sketch */
        kj_roleplay_check_difficulty(course, &course->roleplays.ptr[0], &proof, &sink->sink);
        assert_int_equal(sink->diags.count, wanted);
    }
    kj_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_each),   cmocka_unit_test(counts_ways),
        cmocka_unit_test(counts_loops), cmocka_unit_test(gives_up_in_time),
        cmocka_unit_test(proves_needs), cmocka_unit_test(says_what_is_too_easy_or_too_hard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
