/* tests/lesson/items_test.c: every item type: asked, judged, refused. */
#include "lesson/question_kit.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define SINGLE \
    "\"type\":\"single\",\"options\":[{\"id\":\"a\",\"text\":\"甲\",\"feedback\":\"甲错。\"}," \
    "{\"id\":\"b\",\"text\":\"乙\",\"right\":true,\"feedback\":\"乙对。\"}," \
    "{\"id\":\"c\",\"text\":\"丙\",\"feedback\":\"丙错。\"}]"
#define MULTIPLE \
    "\"type\":\"multiple\",\"options\":[" \
    "{\"id\":\"a\",\"text\":\"甲\",\"right\":true,\"feedback\":\"是。\"}," \
    "{\"id\":\"b\",\"text\":\"乙\",\"right\":true,\"feedback\":\"是。\"}," \
    "{\"id\":\"c\",\"text\":\"丙\",\"right\":true,\"feedback\":\"是。\"}," \
    "{\"id\":\"d\",\"text\":\"丁\",\"feedback\":\"不是。\"}," \
    "{\"id\":\"e\",\"text\":\"戊\",\"feedback\":\"不是。\"}]"
#define TRUE_FALSE "\"type\":\"true-false\",\"answer\":false,\"feedback\":\"看全了再说。\""
#define ORDER \
    "\"type\":\"order\",\"feedback\":\"再排。\",\"steps\":[{\"id\":\"a\",\"text\":\"一\"}," \
    "{\"id\":\"b\",\"text\":\"二\"},{\"id\":\"c\",\"text\":\"三\"},{\"id\":\"d\",\"text\":\"四\"}" \
    "]"
#define MATCH \
    "\"type\":\"match\",\"feedback\":\"再连。\",\"pairs\":[" \
    "{\"id\":\"a\",\"left\":\"1\",\"right\":\"一\"},{\"id\":\"b\",\"left\":\"2\",\"right\":" \
    "\"二\"}," \
    "{\"id\":\"c\",\"left\":\"3\",\"right\":\"三\"},{\"id\":\"d\",\"left\":\"4\",\"right\":" \
    "\"四\"}]," \
    "\"extra\":[{\"id\":\"x\",\"text\":\"九\"}]"
#define BINS \
    "\"type\":\"categorise\",\"feedback\":\"再分。\",\"bins\":[{\"id\":\"odd\",\"text\":\"奇\"}," \
    "{\"id\":\"even\",\"text\":\"偶\"}],\"things\":[{\"id\":\"t1\",\"text\":\"1\",\"bin\":" \
    "\"odd\"}," \
    "{\"id\":\"t2\",\"text\":\"2\",\"bin\":\"even\"},{\"id\":\"t3\",\"text\":\"3\",\"bin\":" \
    "\"odd\"}," \
    "{\"id\":\"t4\",\"text\":\"4\",\"bin\":\"even\"}]"
#define MONEY \
    "\"type\":\"numeric\",\"answer\":144,\"unit\":\"万元\",\"formula\":\"2.5×1.2×4×12=144\"," \
    "\"near\":[{\"value\":12,\"feedback\":\"只算了一个月。\"}]"
#define THOUSANDS \
    "\"type\":\"numeric\",\"answer\":12500,\"tolerance\":0.5,\"unit\":\"元\",\"formula\":\"算式\""
#define QUARTER \
    "\"type\":\"numeric\",\"answer\":25,\"unit\":\"%\",\"formula\":\"4÷16\",\"accept\":[" \
    "\"二十五\"]"
#define SHORT \
    "\"type\":\"short-answer\",\"max\":10,\"rubric\":[{\"id\":\"a\",\"name\":\"甲\"," \
    "\"points\":3,\"any\":[\"好处\"],\"and\":[\"价格\"],\"missing\":\"补甲。\"},{\"id\":\"b\"," \
    "\"name\":\"乙\",\"points\":1,\"any\":[\"roi\"],\"missing\":\"补乙。\"}]," \
    "\"models\":[\"价格好处ROI。\"]"
#define PERCENT "\"type\":\"numeric\",\"answer\":25,\"unit\":\"%\",\"formula\":\"4÷16\""
#define FILL \
    "\"type\":\"fill-in\",\"answers\":[\"验证\",\"确认性\",\"Economic Buyer\"]," \
    "\"near\":[{\"text\":\"开放\",\"feedback\":\"开放是另一类。\"}],\"feedback\":\"想想核对。\""
#define SPOT \
    "\"type\":\"hotspot\",\"figure\":\"s\",\"answer\":\"left\",\"feedback\":\"换一处。\"," \
    "\"near\":[{\"element\":\"right\",\"feedback\":\"右边是另一层。\"}]"
#define SPOT_ALONE \
    "\"type\":\"hotspot\",\"figure\":\"s\",\"answer\":\"middle\",\"feedback\":\"换一处。\"," \
    "\"near\":[{\"element\":\"left\",\"feedback\":\"左边是另一层。\"}]"
#define CASE \
    "\"type\":\"case\",\"passage\":\"一段话。\",\"questions\":[" \
    "{\"id\":\"q1\",\"stem\":\"问一\",\"why\":\"因一。\"," SINGLE "}," \
    "{\"id\":\"q2\",\"stem\":\"问二\",\"why\":\"因二。\"," PERCENT "}," \
    "{\"id\":\"q3\",\"stem\":\"问三\",\"why\":\"因三。\"," MULTIPLE "}]"

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

static const kj_item *item_of(const char *body, kj_arena *arena)
{
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_item *item = kj_test_item(body, arena, sink);
    if (!item)
        fail_msg("%.*s", KJ_ARG(kj_test_sink_text(sink)));
    return item;
}

/* ---- judging ---- */

#define UNJUDGED (-1.0)

static const struct {
    const char *name, *body, *response;
    double score; /* UNJUDGED: a hint instead */
} judged[] = {
    {"single, right", SINGLE, "b", 1},
    {"single, wrong", SINGLE, "c", 0},
    {"single, two: the first counts", SINGLE, "c|b", 0},
    {"single, none", SINGLE, "", UNJUDGED},
    {"single, unknown", SINGLE, "z", UNJUDGED},
    {"multiple, all keys", MULTIPLE, "a|b|c", 1},
    {"multiple, two of three", MULTIPLE, "c|a", 2.0 / 3},
    {"multiple, two and a false one", MULTIPLE, "a|b|d", 1.0 / 3},
    {"multiple, everything", MULTIPLE, "a|b|c|d|e", 1.0 / 3},
    {"multiple, more false than right", MULTIPLE, "a|d|e", 0},
    {"multiple, one thrice", MULTIPLE, "a|a|a", 1.0 / 3},
    {"multiple, none", MULTIPLE, "", UNJUDGED},
    {"multiple, unknown", MULTIPLE, "y|z", UNJUDGED},
    {"true-false, right", TRUE_FALSE, "false", 1},
    {"true-false, wrong", TRUE_FALSE, "true", 0},
    {"true-false, absurd", TRUE_FALSE, "maybe", UNJUDGED},
    {"order, right", ORDER, "a|b|c|d", 1},
    {"order, one swap: five pairs of six", ORDER, "b|a|c|d", 5.0 / 6},
    {"order, four pairs of six", ORDER, "b|c|a|d", 4.0 / 6},
    {"order, three pairs of six are below 0.6", ORDER, "c|a|d|b", 0},
    {"order, backwards", ORDER, "d|c|b|a", 0},
    {"order, one left out: three pairs", ORDER, "a|b|c", 0},
    {"order, named twice", ORDER, "a|a|b|c|d|b", 1},
    {"order, unknown among them", ORDER, "a|z|b|c|d", 1},
    {"order, nothing", ORDER, "", UNJUDGED},
    {"match, all", MATCH, "a=a|b=b|c=c|d=d", 1},
    {"match, half, two crossed", MATCH, "a=b|b=a|c=c|d=d", 0.5},
    {"match, one to the extra", MATCH, "a=x|b=b|c=c|d=d", 0.75},
    {"match, one only", MATCH, "b=b", 0.25},
    {"match, all to one", MATCH, "a=a|b=a|c=a|d=a", 0.25},
    {"match, the first pair counts", MATCH, "a=b|a=a", 0},
    {"match, no pair", MATCH, "a|b|=|==", UNJUDGED},
    {"categorise, all", BINS, "t1=odd|t2=even|t3=odd|t4=even", 1},
    {"categorise, all in one bin", BINS, "t1=odd|t2=odd|t3=odd|t4=odd", 0.5},
    {"categorise, one left", BINS, "t1=odd|t2=even|t3=odd", 0.75},
    {"categorise, unknown bin", BINS, "t1=none|t2=even", 0.25},
    {"categorise, nothing", BINS, "", UNJUDGED},
    {"numeric, right", MONEY, "144", 1},
    {"numeric, with the unit", MONEY, " 144 万元 ", 1},
    {"numeric, full-width", MONEY, "１４４．０", 1},
    {"numeric, known mistake", MONEY, "12", 0},
    {"numeric, other unit", MONEY, "144万", UNJUDGED},
    {"numeric, Chinese numerals", MONEY, "一百四十四", UNJUDGED},
    {"numeric, words", MONEY, "很多", UNJUDGED},
    {"numeric, empty", MONEY, "", UNJUDGED},
    {"numeric, minus", MONEY, "-144", 0},
    {"numeric, true minus", MONEY, "−144", 0},
    {"numeric, far too long", MONEY, "1234567890123456789012345", UNJUDGED},
    {"numeric, thousands", THOUSANDS, "12,500", 1},
    {"numeric, full-width thousands", THOUSANDS, "１２，５００", 1},
    {"numeric, apostrophe", THOUSANDS, "12’500元", 1},
    {"numeric, blank", THOUSANDS, "12 500", 1},
    {"numeric, wrong groups", THOUSANDS, "12,50", UNJUDGED},
    {"numeric, on the edge", THOUSANDS, "12500.5", 1},
    {"numeric, beyond the edge", THOUSANDS, "12500.6", 0},
    {"numeric, percent without its sign", PERCENT, "25", 1},
    {"numeric, percent", PERCENT, "25%", 1},
    {"numeric, full-width percent", PERCENT, "２５％", 1},
    {"numeric, written as listed", QUARTER, "二十五", 1},
    {"numeric, as listed with the unit", QUARTER, "二十五%", 1},
    {"numeric, as listed and more", QUARTER, "二十五万", UNJUDGED},
    {"numeric, not as listed", QUARTER, "廿五", UNJUDGED},
    {"short-answer, too short", SHORT, "需求", UNJUDGED},
    {"short-answer, too long", SHORT, "先把需求问清楚再报价格才好", UNJUDGED},
    {"short-answer, one of two lists", SHORT, "好处先说出来", 0},
    {"short-answer, both lists", SHORT, "价格配好处", 0.75},
    {"short-answer, full-width and capitals", SHORT, "价格、好处、ＲＯＩ", 1},
    {"numeric, a share is no percentage", PERCENT, "0.25", 0},
    {"fill-in, right", FILL, "验证", 1},
    {"fill-in, variant", FILL, "确认性", 1},
    {"fill-in, blanks and quotes", FILL, " “验 证”。", 1},
    {"fill-in, capitals and width", FILL, "ｅｃｏｎｏｍｉｃ BUYER", 1},
    {"fill-in, known mistake", FILL, "开放", 0},
    {"fill-in, wrong", FILL, "引导", 0},
    {"fill-in, marks only", FILL, "“”。", UNJUDGED},
    {"hotspot, right", SPOT, "left", 1},
    {"hotspot, wrong", SPOT, "right", 0},
    {"hotspot, nothing", SPOT, "", UNJUDGED},
    {"hotspot, an element in no list", SPOT_ALONE, "middle", 1},
    {"case, all", CASE, "q1:b|q2:25%|q3:a|q3:b|q3:c", 1},
    {"case, mean of the three", CASE, "q1:b|q2:30|q3:a|q3:b", 5.0 / 9},
    {"case, one without an answer", CASE, "q1:b|q2:25", UNJUDGED},
    {"case, of nothing", CASE, "b|25|q9:a", UNJUDGED},
};

static void judges_responses(void **state)
{
    for (size_t i = 0; i < KJ_COUNT(judged); i++) {
        const kj_item *item = item_of(judged[i].body, *state);
        const kj_response response = kj_test_response(judged[i].response, *state);
        kj_verdict *v = KJ_NEW(*state, kj_verdict, 1);
        kj_item_judge(item, &response, *state, v);
        const double score = v->judged ? v->score : UNJUDGED;
        if (fabs(score - judged[i].score) > 1e-9)
            fail_msg("%s: %g, not %g", judged[i].name, score, judged[i].score);
        assert_true(v->passed == (judged[i].score >= 1));
        assert_true(v->judged || (v->next.len > 0 && fabs(v->score) <= 0));
    }
}

/* Points scale, whatever the type gives. */
static void scales_to_the_items_points(void **state)
{
    kj_item item = *item_of(MULTIPLE, *state);
    const kj_response response = kj_test_response("a|b", *state);
    kj_verdict *v = KJ_NEW(*state, kj_verdict, 1);
    item.points = 3;
    kj_item_judge(&item, &response, *state, v);
    assert_true(fabs(v->score - 2) < 1e-9);
    assert_true(fabs(v->max - 3) <= 0);
    assert_false(v->passed);
}

static kj_verdict *verdict(const char *body, const char *line, kj_arena *arena)
{
    const kj_response response = kj_test_response(line, arena);
    kj_verdict *v = KJ_NEW(arena, kj_verdict, 1);
    kj_item_judge(item_of(body, arena), &response, arena, v);
    return v;
}

static const kj_option_verdict *option(const kj_verdict *v, const char *id)
{
    for (size_t i = 0; i < v->option_count; i++)
        if (kj_span_is(v->options[i].id, id))
            return &v->options[i];
    fail_msg("no verdict on '%s'", id);
    return NULL;
}

static void says_how_each_option_fared(void **state)
{
    const kj_verdict *v = verdict(SINGLE, "a", *state);
    assert_int_equal(option(v, "a")->mark, KJ_OF_WRONG);
    assert_int_equal(option(v, "b")->mark, KJ_OF_MISSED);
    assert_int_equal(option(v, "c")->mark, KJ_OF_NOTHING);
    assert_true(kj_span_is(option(v, "a")->feedback.plain, "甲错。"));
    assert_true(kj_span_is(v->feedback.plain, "甲错。"));
    v = verdict(MULTIPLE, "a|d", *state);
    assert_int_equal(option(v, "a")->mark, KJ_OF_RIGHT);
    assert_int_equal(option(v, "b")->mark, KJ_OF_MISSED);
    assert_int_equal(option(v, "d")->mark, KJ_OF_WRONG);
    assert_int_equal(option(v, "e")->mark, KJ_OF_NOTHING);
    v = verdict(ORDER, "b|a|c|d", *state);
    assert_int_equal(option(v, "a")->mark, KJ_OF_WRONG);
    assert_int_equal(option(v, "c")->mark, KJ_OF_RIGHT);
    assert_true(kj_span_is(option(v, "c")->right, "3"));
    v = verdict(MATCH, "a=b", *state);
    assert_int_equal(option(v, "a")->mark, KJ_OF_WRONG);
    assert_int_equal(option(v, "b")->mark, KJ_OF_MISSED);
    assert_true(kj_span_is(option(v, "a")->right, "a"));
    v = verdict(BINS, "t1=even", *state);
    assert_true(kj_span_is(option(v, "t1")->right, "odd"));
    v = verdict(SPOT, "right", *state);
    assert_int_equal(option(v, "left")->mark, KJ_OF_MISSED);
    assert_int_equal(option(v, "right")->mark, KJ_OF_WRONG);
}

static void answers_known_mistakes(void **state)
{
    const kj_verdict *v = verdict(MONEY, "12", *state);
    assert_true(kj_span_is(v->key, "144万元"));
    assert_true(kj_span_is(v->feedback.plain, "只算了一个月。2.5×1.2×4×12=144"));
    v = verdict(MONEY, "13", *state);
    assert_true(kj_span_is(v->feedback.plain, "2.5×1.2×4×12=144"));
    v = verdict(FILL, "开放。", *state);
    assert_true(kj_span_is(v->key, "验证"));
    assert_true(kj_span_is(v->feedback.plain, "开放是另一类。"));
    v = verdict(SPOT, "right", *state);
    assert_true(kj_span_is(v->feedback.plain, "右边是另一层。"));
    v = verdict(CASE, "q1:a|q2:25|q3:a", *state);
    assert_int_equal(v->sub_count, 3);
    assert_true(kj_span_is(v->subs[0].feedback.plain, "甲错。因一。"));
    assert_true(v->subs[1].passed);
    assert_false(v->subs[2].passed);
}

/* ---- asking ---- */

static const struct {
    const char *body;
    kj_control control;
    size_t options, targets;
} asked[] = {
    {SINGLE, KJ_CONTROL_CHOICE, 3, 0},     {MULTIPLE, KJ_CONTROL_CHOICES, 5, 0},
    {TRUE_FALSE, KJ_CONTROL_CHOICE, 2, 0}, {ORDER, KJ_CONTROL_ORDER, 4, 0},
    {MATCH, KJ_CONTROL_PAIRS, 4, 5},       {BINS, KJ_CONTROL_BINS, 4, 2},
    {MONEY, KJ_CONTROL_NUMBER, 0, 0},      {FILL, KJ_CONTROL_TEXT, 0, 0},
    {SPOT, KJ_CONTROL_HOTSPOT, 0, 0},      {CASE, KJ_CONTROL_CASE, 0, 0},
};

static void asks_by_control(void **state)
{
    for (size_t i = 0; i < KJ_COUNT(asked); i++) {
        kj_question *q = KJ_NEW(*state, kj_question, 1);
        kj_item_ask(item_of(asked[i].body, *state), i, *state, q);
        assert_int_equal(q->control, asked[i].control);
        assert_int_equal(q->option_count, asked[i].options);
        assert_int_equal(q->target_count, asked[i].targets);
        assert_true(kj_span_is(q->prompt.plain, "题干"));
    }
}

static size_t place_of(const kj_option *options, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (kj_span_is(options[i].id, id))
            return i;
    return SIZE_MAX;
}

/* Over many seeds every option stands everywhere, equal seeds give equal orders, and a list to be
 * put in order earns nothing as it stands. */
static void shuffles_by_the_seed(void **state)
{
    const kj_item *single = item_of(SINGLE, *state), *order = item_of(ORDER, *state);
    const kj_item *fixed = item_of(TRUE_FALSE, *state), *bins = item_of(BINS, *state);
    size_t at[3] = {0};
    for (uint64_t seed = 0; seed < 300; seed++) {
        kj_question *q = KJ_NEW(*state, kj_question, 5);
        kj_item_ask(single, seed, *state, &q[0]);
        kj_item_ask(single, seed, *state, &q[1]);
        for (size_t i = 0; i < 3; i++)
            assert_true(kj_span_equal(q[0].options[i].id, q[1].options[i].id));
        at[place_of(q[0].options, 3, "b")]++;
        kj_item_ask(order, seed, *state, &q[2]);
        kj_span shown[4];
        for (size_t i = 0; i < 4; i++)
            shown[i] = q[2].options[i].id;
        const kj_response untouched = {shown, 4};
        kj_verdict *v = KJ_NEW(*state, kj_verdict, 1);
        kj_item_judge(order, &untouched, *state, v);
        assert_true(fabs(v->score) <= 0);
        kj_item_ask(fixed, seed, *state, &q[3]);
        assert_true(kj_span_is(q[3].options[0].id, "true"));
        kj_item_ask(bins, seed, *state, &q[4]);
        assert_true(kj_span_is(q[4].targets[0].id, "odd"));
    }
    for (size_t i = 0; i < 3; i++)
        assert_in_range(at[i], 60, 140);
}

static void shuffles_within_a_case(void **state)
{
    const kj_item *group = item_of(CASE, *state);
    size_t first = 0;
    for (uint64_t seed = 0; seed < 90; seed++) {
        kj_question *q = KJ_NEW(*state, kj_question, 1);
        kj_item_ask(group, seed, *state, q);
        assert_int_equal(q->sub_count, 3);
        assert_true(kj_span_is(q->subs[1].sub_id, "q2"));
        assert_true(kj_span_is(q->subs[0].prompt.plain, "问一"));
        first += place_of(q->subs[0].options, 3, "b") == 0;
    }
    assert_in_range(first, 12, 50);
}

/* ---- what the reader refuses ---- */

static const struct {
    const char *name, *body, *code, *says;
} refused[] = {
    {"short-answer, min above max",
     "\"type\":\"short-answer\",\"min\":20,\"max\":10,\"rubric\":[{\"id\":\"a\",\"name\":\"甲\","
     "\"points\":1,\"any\":[\"甲\"],\"missing\":\"补甲。\"}],\"models\":[\"甲乙丙丁。\"]",
     "E0501", "larger"},
    {"single without a key",
     "\"type\":\"single\",\"options\":[{\"id\":\"a\",\"text\":\"甲\",\"feedback\":\"f\"},"
     "{\"id\":\"b\",\"text\":\"乙\",\"feedback\":\"f\"}]",
     "E0501", "not 0"},
    {"single with two keys",
     "\"type\":\"single\",\"options\":[{\"id\":\"a\",\"text\":\"甲\",\"right\":true,\"feedback\":"
     "\"f\"},{\"id\":\"b\",\"text\":\"乙\",\"right\":true,\"feedback\":\"f\"}]",
     "E0501", "not 2"},
    {"single with one id twice",
     "\"type\":\"single\",\"options\":[{\"id\":\"a\",\"text\":\"甲\",\"right\":true,\"feedback\":"
     "\"f\"},{\"id\":\"a\",\"text\":\"乙\",\"feedback\":\"f\"}]",
     "E0301", "a"},
    {"multiple, all right",
     "\"type\":\"multiple\",\"options\":[{\"id\":\"a\",\"text\":\"甲\",\"right\":true,"
     "\"feedback\":\"f\"},{\"id\":\"b\",\"text\":\"乙\",\"right\":true,\"feedback\":\"f\"}]",
     "E0501", "all"},
    {"multiple, none right",
     "\"type\":\"multiple\",\"options\":[{\"id\":\"a\",\"text\":\"甲\",\"feedback\":\"f\"},"
     "{\"id\":\"b\",\"text\":\"乙\",\"feedback\":\"f\"}]",
     "E0501", "none"},
    {"match, an extra with a pair's id",
     "\"type\":\"match\",\"feedback\":\"f\",\"pairs\":[{\"id\":\"a\",\"left\":\"1\",\"right\":"
     "\"一\"},{\"id\":\"b\",\"left\":\"2\",\"right\":\"二\"}],\"extra\":[{\"id\":\"a\",\"text\":"
     "\"九\"}]",
     "E0301", "a"},
    {"categorise, a bin that is none",
     "\"type\":\"categorise\",\"feedback\":\"f\",\"bins\":[{\"id\":\"odd\",\"text\":\"奇\"},"
     "{\"id\":\"even\",\"text\":\"偶\"}],\"things\":[{\"id\":\"t\",\"text\":\"1\",\"bin\":\"od\"},"
     "{\"id\":\"u\",\"text\":\"2\",\"bin\":\"even\"}]",
     "E0302", "od"},
    {"numeric, a mistake that is right",
     "\"type\":\"numeric\",\"answer\":10,\"tolerance\":1,\"unit\":\"元\",\"formula\":\"f\","
     "\"near\":[{\"value\":11,\"feedback\":\"f\"}]",
     "E0502", "right"},
    {"fill-in, a mistake that is right",
     "\"type\":\"fill-in\",\"answers\":[\"验证\"],\"feedback\":\"f\",\"near\":[{\"text\":\"验 "
     "证\",\"feedback\":\"f\"}]",
     "E0502", "right"},
    {"fill-in, without an answer", "\"type\":\"fill-in\",\"answers\":[],\"feedback\":\"f\"",
     "E0205", "answers"},
    {"fill-in, an answer of marks", "\"type\":\"fill-in\",\"answers\":[\"。\"],\"feedback\":\"f\"",
     "E0502", "never"},
    {"hotspot, an element that is none",
     "\"type\":\"hotspot\",\"figure\":\"s\",\"answer\":\"lft\",\"feedback\":\"f\"", "E0302", "lft"},
    {"hotspot, a mistake that is right",
     "\"type\":\"hotspot\",\"figure\":\"s\",\"answer\":\"left\",\"feedback\":\"f\",\"near\":[{"
     "\"element\":\"left\",\"feedback\":\"f\"}]",
     "E0502", "right"},
    {"case within a case",
     "\"type\":\"case\",\"passage\":\"p\",\"questions\":[{\"id\":\"q1\",\"stem\":\"s\",\"why\":"
     "\"w\"," CASE "},{\"id\":\"q2\",\"stem\":\"s\",\"why\":\"w\"," TRUE_FALSE "}]",
     "E0206", "case"},
    {"case of one question",
     "\"type\":\"case\",\"passage\":\"p\",\"questions\":[{\"id\":\"q1\",\"stem\":\"s\",\"why\":"
     "\"w\"," TRUE_FALSE "}]",
     "E0205", "questions"},
};

static void refuses_with_a_reason(void **state)
{
    for (size_t i = 0; i < KJ_COUNT(refused); i++) {
        kj_test_sink *sink = kj_test_sink_new(*state);
        const kj_item *item = kj_test_item(refused[i].body, *state, sink);
        const kj_diag *diag = kj_test_sink_find(sink, refused[i].code);
        if (item || !diag ||
            kj_span_find(diag->message, kj_span_of(refused[i].says), 0) == SIZE_MAX)
            fail_msg("%s: %.*s", refused[i].name, KJ_ARG(kj_test_sink_text(sink)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(judges_responses, set_up, tear_down),
        cmocka_unit_test_setup_teardown(scales_to_the_items_points, set_up, tear_down),
        cmocka_unit_test_setup_teardown(says_how_each_option_fared, set_up, tear_down),
        cmocka_unit_test_setup_teardown(answers_known_mistakes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(asks_by_control, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shuffles_by_the_seed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shuffles_within_a_case, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_with_a_reason, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
