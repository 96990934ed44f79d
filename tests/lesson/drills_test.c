/* tests/lesson/drills_test.c: every drill family: rounds, questions, points, totals, refusals. */
#include "lesson/question_kit.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define CLASSIFY \
    "\"type\":\"classify\",\"forms\":true,\"sentences\":[" \
    "{\"id\":\"s1\",\"text\":\"“您怎么看？”\",\"bin\":\"open\",\"form\":\"open\",\"feedback\":" \
    "\"一\"}," \
    "{\"id\":\"s2\",\"text\":\"“先看安全，对吗？”\",\"bin\":\"confirming\",\"form\":\"closed\"," \
    "\"feedback\":\"二\"}]"
#define NEXT \
    "\"type\":\"next-question\",\"rounds\":[" \
    "{\"id\":\"r1\",\"scene\":\"景\",\"quote\":\"“话”\",\"by\":\"闵岚\",\"options\":[" \
    "{\"id\":\"a\",\"text\":\"好\",\"score\":2,\"feedback\":\"好处\"}," \
    "{\"id\":\"b\",\"text\":\"行\",\"score\":1,\"feedback\":\"尚可\"}," \
    "{\"id\":\"c\",\"text\":\"空\",\"score\":0,\"feedback\":\"没用\"}," \
    "{\"id\":\"d\",\"text\":\"伤\",\"score\":-1,\"feedback\":\"伤人\"}]}]"
#define REWRITE \
    "\"type\":\"rewrite\",\"rounds\":[" \
    "{\"id\":\"r1\",\"scene\":\"景\",\"quote\":\"“维护外包给两家公司在做。”\",\"by\":\"邵远\"," \
    "\"original\":\"“您对他们满意吗？”\",\"anchors\":[\"外包\",\"两家\",\"维护\",\"配合\"]," \
    "\"avoid\":[\"报价\"],\"models\":[" \
    "\"“两家外包配合下来，您觉得哪些地方顺手，哪些地方费心？”\"," \
    "\"“两家一起做维护，您这边的分工是怎么安排的？”\"]}," \
    "{\"id\":\"r2\",\"quote\":\"“今年要上三个新门店系统。”\",\"by\":\"舒扬\",\"original\":" \
    "\"“预算批了吗？”\",\"anchors\":[\"门店\",\"三个\",\"新店\",\"系统\"],\"models\":[" \
    "\"“三个门店的预算，贵公司一般是怎么走审批的？”\"]}]"
#define CARD(id, purpose, needs, gives) \
    "{\"id\":\"" id "\",\"text\":\"“" id "”\",\"purpose\":\"" purpose "\",\"needs\":[" needs \
    "],\"gives\":[" gives "],\"reply\":\"" id "答\",\"evasive\":\"" id "躲\"}"
#define CARDS \
    "\"cards\":[" CARD("one", "open", "", "\"k1\"") "," CARD("two", "detail", "\"k1\"", "\"k2\"") "," CARD( \
        "three", "effect", "\"k2\"", \
        "\"k3\"") "," CARD("four", "value", "\"k3\"", \
                           "\"k4\"") "," CARD("five", "confirming", "\"k4\"", \
                                              "") "," CARD("lead", "leading", "", \
                                                           "") "," CARD("pitch", "pitch", "", \
                                                                        "") "," CARD("brand", \
                                                                                     "detail", \
                                                                                     "\"k2\"", \
                                                                                     "") "]"
#define CHAIN \
    "\"type\":\"chain\",\"scene\":\"景\",\"quote\":\"“话”\",\"by\":\"邵远\",\"pick\":5," CARDS \
    ",\"models\":[[\"one\",\"two\",\"three\",\"four\",\"five\"]]"
#define RAPID \
    "\"type\":\"rapid\",\"choices\":[{\"id\":\"open\",\"text\":\"开放式\"}," \
    "{\"id\":\"closed\",\"text\":\"封闭式\"}],\"sentences\":[" \
    "{\"id\":\"s1\",\"text\":\"“您怎么看？”\",\"answer\":\"open\",\"feedback\":\"一\"}," \
    "{\"id\":\"s2\",\"text\":\"“行吗？”\",\"answer\":\"closed\",\"feedback\":\"二\"}]"

/* A reply whose first step has the options, and whose second step is as given. */
#define OPTION(id, score) \
    "{\"id\":\"" id "\",\"text\":\"" id "\",\"score\":" score ",\"feedback\":\"答\"}"
#define CHOSEN "\"options\":[" OPTION("y", "20") "," OPTION("z", "0") "]"
#define WRITTEN "\"anchors\":[\"贵\"],\"models\":[\"“换作我也嫌贵。”\"]"
#define LSCPA(listen, empathise) \
    "\"type\":\"lscpa\",\"rounds\":[{\"id\":\"r1\",\"quote\":\"“贵。”\",\"by\":\"曲衡\"," \
    "\"kind\":\"price\",\"listen\":{" listen "},\"empathise\":{" empathise \
    "},\"clarify\":{" WRITTEN "},\"handle\":{" CHOSEN "}," \
    "\"assure\":{" CHOSEN "}}]"

static int set_up(void **state)
{
    *state = kj_arena_new();
    return 0;
}

static int tear_down(void **state)
{
    kj_arena_free(*state);
    return 0;
}

static const kj_drill *drill_of(const char *body, kj_arena *arena)
{
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_drill *drill = kj_test_drill(body, arena, sink);
    if (!drill)
        fail_msg("%.*s", KJ_ARG(kj_test_sink_text(sink)));
    return drill;
}

static kj_verdict *verdict(const char *body, size_t round, const char *line, kj_arena *arena)
{
    const kj_response response = kj_test_response(line, arena);
    kj_verdict *v = KJ_NEW(arena, kj_verdict, 1);
    kj_drill_judge(drill_of(body, arena), round, &response, arena, v);
    return v;
}

static void is(double value, double wanted, const char *name)
{
    if (fabs(value - wanted) > 1e-9)
        fail_msg("%s: %g, not %g", name, value, wanted);
}

/* ---- points of a round ---- */

static const struct {
    const char *name, *body;
    size_t round;
    const char *response;
    double score, max; /* max 0: not judged */
    bool passed;
} judged[] = {
    {"classify, right", CLASSIFY, 0, "open", 1, 1, true},
    {"classify, wrong", CLASSIFY, 0, "probing", 0, 1, false},
    {"classify, the form", CLASSIFY, 1, "open", 1, 1, true},
    {"classify, the form of the second", CLASSIFY, 3, "closed", 1, 1, true},
    {"classify, a purpose for a form", CLASSIFY, 3, "confirming", 0, 0, false},
    {"classify, nothing", CLASSIFY, 2, "", 0, 0, false},
    {"next, best", NEXT, 0, "a", 3, 3, true},
    {"next, fair", NEXT, 0, "b", 2, 3, false},
    {"next, no help", NEXT, 0, "c", 1, 3, false},
    {"next, harmful", NEXT, 0, "d", 0, 3, false},
    {"next, unknown", NEXT, 0, "e", 0, 0, false},
    {"rewrite, worked example of 75", REWRITE, 0, "你们为什么还用两家？", 75, 100, false},
    {"rewrite, worked example of 40", REWRITE, 1, "预算有多少？", 40, 100, false},
    {"rewrite, a model", REWRITE, 1, "三个门店的预算，贵公司一般是怎么走审批的？", 100, 100, true},
    {"rewrite, the original", REWRITE, 1, "预算批了吗", 0, 0, false},
    {"chain, the model", CHAIN, 0, "one|two|three|four|five", 100, 100, true},
    {"chain, first two swapped: opening, a need, a swap", CHAIN, 0, "two|one|three|four|five",
     20 * 0 + 32 + 10 + 20, 100, false},
    {"chain, last two swapped: a need and a swap", CHAIN, 0, "one|two|three|five|four",
     20 + 32 + 10 + 20, 100, true},
    {"chain, a pitch for the check: missing and unclean", CHAIN, 0, "one|two|three|four|pitch",
     20 + 40 + 10 + 0, 100, false},
    {"chain, a detail too many for the value", CHAIN, 0, "one|two|brand|three|five",
     20 + 32 + 10 + 20, 100, true},
    {"chain, backwards", CHAIN, 0, "five|four|three|two|one", 0 + 8 + 0 + 20, 100, false},
    {"chain, half", CHAIN, 0, "one|two|three", 20 + 24 + 0 + 20, 100, false},
    {"chain, twice the same", CHAIN, 0, "one|one|two|two|three|four|five|lead", 100, 100, true},
    {"chain, nothing known", CHAIN, 0, "x|y", 0, 0, false},
    {"rapid, right", RAPID, 0, "open", 1, 1, true},
    {"rapid, wrong", RAPID, 1, "open", 0, 1, false},
    {"rapid, out of time", RAPID, 1, "", 0, 1, false},
};

static void judges_rounds(void **state)
{
    for (size_t i = 0; i < KJ_COUNT(judged); i++) {
        const kj_verdict *v = verdict(judged[i].body, judged[i].round, judged[i].response, *state);
        if (v->judged != (judged[i].max > 0))
            fail_msg("%s: judged %d", judged[i].name, v->judged);
        is(v->score, judged[i].score, judged[i].name);
        if (v->judged)
            is(v->max, judged[i].max, judged[i].name);
        else
            assert_true(v->next.len > 0);
        if (v->passed != judged[i].passed)
            fail_msg("%s: passed %d", judged[i].name, v->passed);
    }
}

static void gives_models_and_one_next_step(void **state)
{
    const kj_verdict *v = verdict(REWRITE, 0, "你们为什么还用两家？", *state);
    assert_int_equal(v->model_count, 2);
    assert_true(kj_span_find(v->next, KJ_LIT("为什么还"), 0) != SIZE_MAX);
    v = verdict(REWRITE, 1, "预算有多少？", *state);
    assert_int_equal(v->model_count, 1);
    assert_true(kj_span_find(v->next, KJ_LIT("多少"), 0) != SIZE_MAX);
    v = verdict(CHAIN, 0, "one|two|three|four|pitch", *state);
    assert_int_equal(v->criterion_count, 4);
    assert_true(kj_span_is(v->models[0].plain, "“one”→“two”→“three”→“four”→“five”"));
    v = verdict(NEXT, 0, "d", *state);
    assert_true(kj_span_is(v->models[0].plain, "好"));
    assert_true(kj_span_is(v->feedback.plain, "伤人"));
    v = verdict(CLASSIFY, 2, "open", *state);
    assert_true(kj_span_is(v->feedback.plain, "二"));
    assert_true(v->key.len > 0);
}

/* ---- totals ---- */

static const struct {
    const char *name, *body;
    double shares[8];
    size_t count;
    double total;
} totals[] = {
    {"next: best and harmful", NEXT, {1, 0}, 2, 0.25},
    {"next: all best", NEXT, {1, 1, 1}, 3, 1},
    {"next: harmful only is not below zero", NEXT, {0, 0}, 2, 0},
    {"next: fair and no help", NEXT, {2.0 / 3, 1.0 / 3}, 2, 0.25},
    {"next: none yet", NEXT, {0}, 0, 0},
    {"rapid: all", RAPID, {1, 1, 1, 1}, 4, 1},
    {"rapid: two misses in a row are steady", RAPID, {1, 0, 0, 1, 1}, 5, 0.8 * 0.6 + 0.2},
    {"rapid: three are not", RAPID, {1, 1, 0, 0, 0, 1}, 6, 0.4},
    {"rapid: three apart are steady", RAPID, {0, 1, 0, 1, 0, 1}, 6, 0.6},
    {"rapid: none right", RAPID, {0, 0}, 2, 0},
    {"rapid: none yet", RAPID, {0}, 0, 0},
};

static void sums_a_run(void **state)
{
    for (size_t i = 0; i < KJ_COUNT(totals); i++) {
        const kj_drill *drill = drill_of(totals[i].body, *state);
        const kj_question_type *type = kj_drill_type(drill);
        assert_non_null(type->total);
        is(type->total(drill->form.data, totals[i].shares, totals[i].count), totals[i].total,
           totals[i].name);
    }
}

/* ---- rounds and questions ---- */

static void names_rounds(void **state)
{
    const kj_drill *drill = drill_of(CLASSIFY, *state);
    assert_int_equal(kj_drill_rounds(drill), 4);
    assert_true(kj_span_is(kj_drill_round_id(drill, 0, *state), "s1"));
    assert_true(kj_span_is(kj_drill_round_id(drill, 1, *state), "s1.form"));
    assert_int_equal(kj_drill_find_round(drill, KJ_LIT("s2.form")), 3);
    assert_int_equal(kj_drill_find_round(drill, KJ_LIT("s2")), 2);
    assert_int_equal(kj_drill_find_round(drill, KJ_LIT("s3")), KJ_NONE);
    assert_int_equal(kj_drill_rounds(drill_of(CHAIN, *state)), 1);
    assert_int_equal(kj_drill_rounds(drill_of(REWRITE, *state)), 2);
    assert_true(kj_span_is(kj_drill_round_id(drill_of(NEXT, *state), 0, *state), "r1"));
}

static void asks_rounds(void **state)
{
    kj_question *q = KJ_NEW(*state, kj_question, 1);
    kj_drill_ask(drill_of(CLASSIFY, *state), 1, 7, *state, q);
    assert_int_equal(q->control, KJ_CONTROL_CHOICE);
    assert_int_equal(q->option_count, 2);
    assert_true(kj_span_is(q->quote.plain, "“您怎么看？”"));
    assert_true(kj_span_is(q->options[0].id, "open"));
    kj_drill_ask(drill_of(NEXT, *state), 0, 7, *state, q);
    assert_int_equal(q->option_count, 4);
    assert_true(kj_span_is(q->by, "闵岚"));
    assert_true(kj_span_is(q->passage.plain, "景"));
    kj_drill_ask(drill_of(REWRITE, *state), 0, 7, *state, q);
    assert_int_equal(q->control, KJ_CONTROL_TEXT);
    assert_true(kj_span_is(q->original.plain, "“您对他们满意吗？”"));
    assert_true(kj_span_is(q->prompt.plain, "做法。"));
    kj_drill_ask(drill_of(CHAIN, *state), 0, 7, *state, q);
    assert_int_equal(q->control, KJ_CONTROL_CHAIN);
    assert_int_equal(q->pick_count, 5);
    assert_int_equal(q->option_count, 8);
    kj_drill_ask(drill_of(RAPID, *state), 0, 7, *state, q);
    assert_int_equal(q->seconds, 6);
    assert_true(q->fixed);
}

/* The customer answers each card that is laid: evasively, when it comes too early. */
static void answers_the_chain(void **state)
{
    const kj_drill *drill = drill_of(CHAIN, *state);
    const kj_question_type *type = kj_drill_type(drill);
    static const struct {
        const char *placed, *answer;
    } laid[] = {
        {"one", "one答"},
        {"one|two", "two答"},
        {"two", "two躲"},
        {"one|three", "three躲"},
        {"one|two|brand", "brand答"},
        {"lead", "lead答"},
        {"", "“话”"},
    };
    for (size_t i = 0; i < KJ_COUNT(laid); i++) {
        const kj_response placed = kj_test_response(laid[i].placed, *state);
        const kj_text answer = type->answer(drill->form.data, placed.values, placed.count, *state);
        if (!kj_span_is(answer.plain, laid[i].answer))
            fail_msg("%s: %.*s", laid[i].placed, KJ_ARG(answer.plain));
    }
}

/* ---- what the reader refuses ---- */

static const struct {
    const char *name, *body, *code, *says;
} refused[] = {
    {"lscpa, no best option",
     LSCPA("\"options\":[" OPTION("n", "15") "," OPTION("m", "0") "]", WRITTEN), "E0501",
     "0 options"},
    {"lscpa, two best options",
     LSCPA("\"options\":[" OPTION("n", "20") "," OPTION("m", "20") "]", WRITTEN), "E0501",
     "2 options"},
    {"lscpa, listening written", LSCPA(WRITTEN, WRITTEN), "E0501", "must have options"},
    {"lscpa, options and models", LSCPA(CHOSEN, CHOSEN ",\"models\":[\"“好。”\"]"), "E0501",
     "options and model answers"},
    {"lscpa, neither", LSCPA(CHOSEN, "\"anchors\":[\"贵\"]"), "E0501", "neither"},
    {"lscpa, no anchors", LSCPA(CHOSEN, "\"models\":[\"“好。”\"]"), "E0501", "no anchors"},
    {"next without a best",
     "\"type\":\"next-question\",\"rounds\":[{\"id\":\"r\",\"scene\":\"s\",\"quote\":\"q\",\"by\":"
     "\"b\",\"options\":[{\"id\":\"a\",\"text\":\"甲\",\"score\":1,\"feedback\":\"f\"},{\"id\":"
     "\"b\",\"text\":\"乙\",\"score\":0,\"feedback\":\"f\"}]}]",
     "E0501", "0 candidates"},
    {"next with a worth of 3",
     "\"type\":\"next-question\",\"rounds\":[{\"id\":\"r\",\"scene\":\"s\",\"quote\":\"q\",\"by\":"
     "\"b\",\"options\":[{\"id\":\"a\",\"text\":\"甲\",\"score\":3,\"feedback\":\"f\"},{\"id\":"
     "\"b\",\"text\":\"乙\",\"score\":2,\"feedback\":\"f\"}]}]",
     "E0204", "score"},
    {"rapid, an answer that is none",
     "\"type\":\"rapid\",\"choices\":[{\"id\":\"open\",\"text\":\"开\"},{\"id\":\"closed\","
     "\"text\":\"闭\"}],\"sentences\":[{\"id\":\"s\",\"text\":\"t\",\"answer\":\"opn\","
     "\"feedback\":\"f\"}]",
     "E0302", "opn"},
    {"chain, a model of four",
     "\"type\":\"chain\",\"scene\":\"s\",\"quote\":\"q\",\"by\":\"b\",\"pick\":5," CARDS
     ",\"models\":[[\"one\",\"two\",\"three\",\"four\"]]",
     "E0502", "4 cards"},
    {"chain, a model that does not score",
     "\"type\":\"chain\",\"scene\":\"s\",\"quote\":\"q\",\"by\":\"b\",\"pick\":5," CARDS
     ",\"models\":[[\"two\",\"one\",\"three\",\"four\",\"five\"]]",
     "E0502", "62 points"},
    {"chain, a card that is none",
     "\"type\":\"chain\",\"scene\":\"s\",\"quote\":\"q\",\"by\":\"b\",\"pick\":5," CARDS
     ",\"models\":[[\"one\",\"two\",\"tree\",\"four\",\"five\"]]",
     "E0302", "tree"},
    {"classify, a bin that is none",
     "\"type\":\"classify\",\"sentences\":[{\"id\":\"s\",\"text\":\"t\",\"bin\":\"opn\",\"form\":"
     "\"open\",\"feedback\":\"f\"}]",
     "E0206", "opn"},
    {"rewrite without anchors",
     "\"type\":\"rewrite\",\"rounds\":[{\"id\":\"r\",\"quote\":\"q\",\"by\":\"b\",\"original\":"
     "\"o\",\"models\":[\"m\"]}]",
     "E0202", "anchors"},
};

static void refuses_with_a_reason(void **state)
{
    for (size_t i = 0; i < KJ_COUNT(refused); i++) {
        kj_test_sink *sink = kj_test_sink_new(*state);
        const kj_drill *drill = kj_test_drill(refused[i].body, *state, sink);
        const kj_diag *diag = kj_test_sink_find(sink, refused[i].code);
        if (drill || !diag ||
            kj_span_find(diag->message, kj_span_of(refused[i].says), 0) == SIZE_MAX)
            fail_msg("%s: %.*s", refused[i].name, KJ_ARG(kj_test_sink_text(sink)));
    }
}

/* Strict: a model answer must pass, an original must not be open, a form must be what it is. */
static const struct {
    const char *body, *says;
} doubtful[] = {
    {"\"type\":\"rewrite\",\"rounds\":[{\"id\":\"r\",\"quote\":\"“停机。”\",\"by\":\"b\","
     "\"original\":\"“满意吗？”\",\"anchors\":[\"停机\"],\"models\":[\"“停机多吗？”\"]}]",
     "this model answer would get 35 points"},
    {"\"type\":\"rewrite\",\"rounds\":[{\"id\":\"r\",\"quote\":\"“停机。”\",\"by\":\"b\","
     "\"original\":\"“哪些地方停机？”\",\"anchors\":[\"停机\"],\"models\":[\"“停机以后，"
     "您这边一般怎么安排人手？”\"]}]",
     "this question is open already"},
    {"\"type\":\"classify\",\"sentences\":[{\"id\":\"s\",\"text\":\"“您有什么顾虑吗？”\","
     "\"bin\":\"open\",\"form\":\"open\",\"feedback\":\"f\"}]",
     "calls this sentence 'closed' by the rule 'mixed'"},
};

static void warns_of_content_that_the_judge_denies(void **state)
{
    for (size_t i = 0; i < KJ_COUNT(doubtful); i++) {
        kj_test_sink *sink = kj_test_sink_new(*state);
        const kj_course *course = kj_test_drill_course(doubtful[i].body, *state, sink);
        assert_non_null(course);
        assert_int_equal(sink->diags.count, 0);
        kj_course_check_strict(course, &sink->sink);
        const kj_span text = kj_test_sink_text(sink);
        if (kj_span_find(text, kj_span_of(doubtful[i].says), 0) == SIZE_MAX)
            fail_msg("%s is not in:\n%.*s", doubtful[i].says, KJ_ARG(text));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(judges_rounds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(gives_models_and_one_next_step, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sums_a_run, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_rounds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(asks_rounds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(answers_the_chain, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_with_a_reason, set_up, tear_down),
        cmocka_unit_test_setup_teardown(warns_of_content_that_the_judge_denies, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
