/* tests/lesson/judge_test.c: the form of a question, and the rubric of a rewritten one. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "lesson/judge.h"

#define FRESH_FLOOR 0.95 /* share of the sentences never tuned for */

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

/* ---- the labelled sentences ---- */

typedef struct tally {
    size_t right, all;
} tally;

static bool signs_fit(const kj_form_verdict *v, const char *signs)
{
    if (signs[0] == '?')
        return true;
    return v->leading == (strchr(signs, 'L') != NULL) && v->harsh == (strchr(signs, 'H') != NULL) &&
           v->confirming == (strchr(signs, 'C') != NULL);
}

/* Cuts the field that begins at *rest and moves behind it. */
static const char *next_field(char **rest)
{
    char *field = *rest;
    char *end = field + strcspn(field, "\t\n");
    *rest = *end ? end + 1 : end;
    *end = '\0';
    return field;
}

static void judge_case(char *line, tally *gold, tally *tuned, tally *fresh, kj_arena *arena)
{
    const char *set = next_field(&line);
    const char *form = next_field(&line);
    const char *signs = next_field(&line);
    const char *sentence = next_field(&line);
    assert_true(sentence[0] != '\0');
    const kj_form_verdict v = kj_form_judge(kj_span_of(sentence), arena);
    const bool right = strcmp(kj_form_words[v.form], form) == 0 && signs_fit(&v, signs);
    tally *t = strcmp(set, "gold") == 0 ? gold : strcmp(set, "tuned") == 0 ? tuned : fresh;
    t->all++;
    t->right += right;
    if (!right)
        print_message("%s: %s, not %s %s (%s): %s\n", set, kj_form_words[v.form], form, signs,
                      kj_rule_words[v.rule], sentence);
}

static void knows_the_labelled_sentences(void **state)
{
    char line[1024];
    tally gold = {0}, tuned = {0}, fresh = {0};
    FILE *file = fopen(KJ_TESTS "/lesson/judge_cases.tsv", "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        if (line[0] != '#')
            judge_case(line, &gold, &tuned, &fresh, *state);
    assert_int_equal(fclose(file), 0);
    print_message("gold %zu/%zu, tuned %zu/%zu, fresh %zu/%zu\n", gold.right, gold.all, tuned.right,
                  tuned.all, fresh.right, fresh.all);
    assert_int_equal(gold.all, 27);
    assert_int_equal(gold.right, gold.all);
    assert_true(tuned.all >= 200);
    assert_int_equal(tuned.right, tuned.all);
    assert_true(fresh.all >= 80);
    assert_true((double)fresh.right >= FRESH_FLOOR * (double)fresh.all);
}

/* ---- which rule decided ---- */

static const struct {
    const char *sentence;
    kj_form_rule rule;
} by_rule[] = {
    {"难道你们不想省钱吗？", KJ_RULE_RHETORICAL},
    {"能谈谈贵公司今年的设备计划吗？", KJ_RULE_REQUEST},
    {"您的意思是先试点，对吗？", KJ_RULE_TAG},
    {"我们先做试点，怎么样？", KJ_RULE_TAG},
    {"您有什么顾虑吗？", KJ_RULE_MIXED},
    {"有没有什么要补充的？", KJ_RULE_MIXED},
    {"满不满意？", KJ_RULE_A_NOT_A},
    {"预算批了没有？", KJ_RULE_A_NOT_A},
    {"您对现在的供应商满意吗？", KJ_RULE_YES_NO},
    {"您更看重价格还是交期？", KJ_RULE_ALTERNATIVE},
    {"您还有哪些顾虑？", KJ_RULE_WIDE},
    {"谁来拍板？", KJ_RULE_NARROW},
    {"贵公司准备续签？", KJ_RULE_INTONATION},
    {"我想了解一下贵公司的情况。", KJ_RULE_STATEMENT},
    {"", KJ_RULE_STATEMENT},
    {"？？", KJ_RULE_STATEMENT},
    {"What do you need?", KJ_RULE_STATEMENT},
    {"能说说您的预算是多少吗？", KJ_RULE_NARROW},
};

static void names_the_rule(void **state)
{
    for (size_t i = 0; i < KJ_COUNT(by_rule); i++) {
        const kj_form_verdict v = kj_form_judge(kj_span_of(by_rule[i].sentence), *state);
        if (v.rule != by_rule[i].rule)
            fail_msg("%s: %s, not %s", by_rule[i].sentence, kj_rule_words[v.rule],
                     kj_rule_words[by_rule[i].rule]);
    }
}

/* ---- signed parts ---- */

static const struct {
    const char *sentence, *part;
    kj_sign sign;
} by_part[] = {
    {"您还有哪些顾虑？", "哪些", KJ_SIGN_WIDE},
    {"您对他们满意吗?", "吗", KJ_SIGN_CLOSING},
    {"  您“更看重”价格 还是 交期 ?", "还是", KJ_SIGN_CLOSING},
    {"一个月停机多少次？", "多少", KJ_SIGN_NARROW},
    {"您肯定嫌慢吧？", "肯定", KJ_SIGN_LEADING},
    {"为啥到现在还是手工录入？", "为啥到现在还", KJ_SIGN_TONE},
    {"夜班故障多是为啥？", "为啥", KJ_SIGN_WIDE},
    {"方便介绍一下审批是怎么走的吗？", "介绍一下", KJ_SIGN_WIDE},
};

/* The bytes are those of the sentence as given, whatever was folded or dropped before them. */
static void marks_the_learners_words(void **state)
{
    for (size_t i = 0; i < KJ_COUNT(by_part); i++) {
        const kj_span sentence = kj_span_of(by_part[i].sentence);
        const kj_form_verdict v = kj_form_judge(sentence, *state);
        bool found = false;
        for (size_t p = 0; p < v.part_count; p++) {
            const kj_signed_part *part = &v.parts[p];
            assert_true(part->start + part->len <= sentence.len);
            found =
                found || (part->sign == by_part[i].sign &&
                          kj_span_is(kj_span_sub(sentence, part->start, part->start + part->len),
                                     by_part[i].part));
        }
        if (!found)
            fail_msg("%s: '%s' is not marked", by_part[i].sentence, by_part[i].part);
    }
}

/* ---- the rubric ---- */

static kj_span anchor_words[] = {
    {KJ_SPAN("外包")}, {KJ_SPAN("两家")}, {KJ_SPAN("维护")}, {KJ_SPAN("配合")}};
static kj_span avoid_words[] = {{KJ_SPAN("报价")}, {KJ_SPAN("我们平台")}};

static kj_verdict *rewrite(const char *text, kj_arena *arena)
{
    const kj_rewrite task = {.text = kj_span_of(text),
                             .anchors = {anchor_words, KJ_COUNT(anchor_words)},
                             .avoid = {avoid_words, KJ_COUNT(avoid_words)},
                             .original = KJ_LIT("“您对他们满意吗？”")};
    kj_form_verdict form;
    kj_verdict *out = KJ_NEW(arena, kj_verdict, 1);
    kj_rewrite_judge(&task, arena, &form, out);
    return out;
}

/* Points of 形式, 中立, 语气, 承接, 简洁. */
static const struct {
    const char *text;
    double points[5];
    bool passed;
} scored[] = {
    {"两家外包配合下来，您觉得哪些地方顺手，哪些地方费心？", {40, 20, 15, 15, 10}, true},
    {"你们为什么还用两家？", {40, 20, 0, 15, 0}, false},
    {"预算有多少？", {20, 20, 0, 0, 0}, false},
    {"您对两家外包满意吗？", {0, 20, 15, 15, 0}, false},
    {"您对这两家外包还满意吗？", {0, 20, 15, 15, 10}, false},
    {"您肯定对两家外包有哪些不满？", {40, 0, 15, 15, 10}, false},
    {"用了我们平台以后，两家外包怎么安排，您想过吗，怎么看？", {0, 5, 15, 15, 10}, false},
    {"看过报价之后，您打算怎么安排两家外包？", {40, 5, 15, 15, 10}, false},
    {"您为什么还让两家外包一起做维护呢？", {40, 20, 5, 15, 10}, false},
    {"难道两家外包配合得很好吗？", {0, 0, 0, 15, 10}, false},
    {"您是怎么安排现在这些人手的？", {40, 20, 15, 0, 10}, true},
    {"现在这些人手是怎么安排的呢？", {40, 20, 0, 0, 10}, false},
    {"两家外包配合得怎么样？您还想换哪些？", {40, 20, 15, 15, 0}, true},
    {"两家外包，您觉得哪些地方最费心？？", {40, 20, 15, 15, 0}, true},
    {"我想了解一下两家外包的情况。", {0, 20, 0, 15, 0}, false},
};

static void scores_by_the_rubric(void **state)
{
    for (size_t i = 0; i < KJ_COUNT(scored); i++) {
        const kj_verdict *v = rewrite(scored[i].text, *state);
        double sum = 0;
        assert_true(v->judged);
        assert_int_equal(v->criterion_count, 5);
        for (size_t k = 0; k < 5; k++) {
            sum += scored[i].points[k];
            assert_true(v->criteria[k].reason.len > 0);
            if (fabs(v->criteria[k].points - scored[i].points[k]) > 0)
                fail_msg("%s: %.*s %g, not %g", scored[i].text, KJ_ARG(v->criteria[k].name),
                         v->criteria[k].points, scored[i].points[k]);
        }
        assert_true(fabs(v->score - sum) <= 0);
        assert_true(fabs(v->max - 100) <= 0);
        if (v->passed != scored[i].passed)
            fail_msg("%s: passed %d", scored[i].text, v->passed);
        if (v->score < 100)
            assert_true(v->next.len > 0);
    }
}

/* 10, 45 and 60 characters are within; marks are not counted. */
static void counts_characters_at_the_edges(void **state)
{
    static const struct {
        size_t characters;
        double points;
    } edges[] = {{9, 0}, {10, 10}, {45, 10}, {46, 5}, {60, 5}, {61, 0}};
    for (size_t i = 0; i < KJ_COUNT(edges); i++) {
        kj_text_buffer text = {.arena = *state};
        kj_put(&text, KJ_LIT("您这边"));
        for (size_t k = 0; k + 7 < edges[i].characters; k++)
            kj_put(&text, KJ_LIT("人"));
        kj_put(&text, KJ_LIT("，“怎么安排”？"));
        kj_put_char(&text, '\0');
        const kj_verdict *v = rewrite(text.ptr, *state);
        if (fabs(v->criteria[4].points - edges[i].points) > 0)
            fail_msg("%zu characters: %g, not %g", edges[i].characters, v->criteria[4].points,
                     edges[i].points);
    }
}

static const struct {
    const char *name, *text;
} unjudged[] = {
    {"empty", ""},
    {"blank", "  　 "},
    {"marks only", "？？！"},
    {"three characters", "为什么？"},
    {"not Chinese", "What do you think of them?"},
    {"one Chinese word among others", "Tell me your 预算 plan please and why"},
    {"the original", "您对他们满意吗？"},
    {"the original with other marks", " “您对他们满意吗?” "},
    {"the original with a particle", "您对他们满意吗呀"},
};

static void refuses_what_is_no_answer(void **state)
{
    for (size_t i = 0; i < KJ_COUNT(unjudged); i++) {
        const kj_verdict *v = rewrite(unjudged[i].text, *state);
        if (v->judged || v->score > 0 || v->passed || v->next.len == 0 || v->criterion_count > 0)
            fail_msg("%s is judged", unjudged[i].name);
    }
}

static void takes_nothing_off_without_anchors(void **state)
{
    const kj_rewrite task = {.text = KJ_LIT("您平时是怎么安排人手的？")};
    kj_form_verdict form;
    kj_verdict out = {0};
    kj_rewrite_judge(&task, *state, &form, &out);
    assert_true(fabs(out.score - 100) <= 0);
    assert_true(out.passed);
    assert_int_equal(out.next.len, 0);
}

/* Anything that a keyboard or a damaged record can give is judged without harm. */
static void survives_any_bytes(void **state)
{
    static const char *const pieces[] = {"吗",   "？", "您",       "能",   "说说", "什么", "几",
                                         "没有", "，", "\xE4\xBD", "\xFF", "还是", "A",    "。",
                                         " ",    "呢", "不",       "怎么", "请",   "到底", "为什么",
                                         "哪",   "是", "有",       "吧"};
    uint64_t seed = 20261123;
    kj_arena *arena = kj_arena_new();
    (void)state;
    for (size_t n = 0; n < 20000; n++) {
        kj_text_buffer text = {.arena = arena};
        for (uint64_t k = 0, len = 1 + n % 17; k < len; k++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            kj_put(&text, kj_span_of(pieces[(seed >> 33) % KJ_COUNT(pieces)]));
        }
        const kj_form_verdict v = kj_form_judge(kj_put_span(&text), arena);
        assert_true(v.form <= KJ_FORM_NONE && v.rule < KJ_RULE_COUNT);
        for (size_t p = 0; p < v.part_count; p++)
            assert_true(v.parts[p].start + v.parts[p].len <= text.len);
        kj_arena_reset(arena);
    }
    kj_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(knows_the_labelled_sentences, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_the_rule, set_up, tear_down),
        cmocka_unit_test_setup_teardown(marks_the_learners_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(scores_by_the_rubric, set_up, tear_down),
        cmocka_unit_test_setup_teardown(counts_characters_at_the_edges, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_is_no_answer, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_nothing_off_without_anchors, set_up, tear_down),
        cmocka_unit_test_setup_teardown(survives_any_bytes, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
