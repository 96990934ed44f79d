/* tests/lesson/reply_test.c: the steps of a reply to an objection, from a table of labelled ones.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lesson/reply.h"

#define FRESH_FLOOR 0.9 /* share of the replies never tuned for */

static const char *const step_words[] = {"listen", "empathise", "clarify", "handle", "assure"};

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

static size_t index_of(const char *const *words, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    fail_msg("'%s' is none of the words", word);
    return 0;
}

static char *next_field(char **rest, const char *ends)
{
    char *field = *rest;
    char *end = field + strcspn(field, ends);
    *rest = *end ? end + 1 : end;
    *end = '\0';
    return field;
}

typedef struct tally {
    size_t right, all;
} tally;

/* What holds for every verdict, right or not. */
static void is_explained(const kj_verdict *v, const char *text)
{
    double sum = 0;
    for (size_t i = 0; i < v->criterion_count; i++) {
        assert_true(v->criteria[i].reason.len > 0);
        assert_true(v->criteria[i].points >= 0 && v->criteria[i].points <= v->criteria[i].max);
        sum += v->criteria[i].points;
    }
    assert_true(fabs(sum - v->score) < 1e-9);
    assert_true(v->passed == (v->next.len == 0));
    for (size_t i = 0; i < v->part_count; i++)
        assert_true(v->parts[i].start + v->parts[i].len <= strlen(text));
}

static void judge_case(char *line, tally *tuned, tally *fresh, kj_arena *arena)
{
    const char *set = next_field(&line, "\t");
    kj_reply reply = {
        .step = (kj_reply_step)index_of(step_words, KJ_REPLY_STEPS, next_field(&line, "\t"))};
    reply.kind = (kj_objection)index_of(kj_objection_words, 4, next_field(&line, "\t"));
    char *anchors = next_field(&line, "\t");
    const double points = strtod(next_field(&line, "\t"), NULL);
    const char *text = next_field(&line, "\n");
    kj_span words[8];
    while (*anchors && reply.anchors.count < 8)
        words[reply.anchors.count++] = kj_span_of(next_field(&anchors, "|"));
    reply.anchors.ptr = words;
    reply.text = kj_span_of(text);
    kj_verdict v = {.judged = true};
    kj_reply_judge(&reply, arena, &v);
    assert_true(v.judged);
    is_explained(&v, text);
    tally *t = strcmp(set, "tuned") == 0 ? tuned : fresh;
    t->all++;
    const bool right = fabs(v.score - points) < 1e-9;
    t->right += right;
    if (!right)
        print_message("%s: %g, not %g (%s): %s\n", set, v.score, points, step_words[reply.step],
                      text);
}

static void knows_the_labelled_replies(void **state)
{
    char line[1024];
    tally tuned = {0}, fresh = {0};
    FILE *file = fopen(KJ_TESTS "/lesson/reply_cases.tsv", "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        if (line[0] != '#')
            judge_case(line, &tuned, &fresh, *state);
    assert_int_equal(fclose(file), 0);
    print_message("tuned %zu/%zu, fresh %zu/%zu\n", tuned.right, tuned.all, fresh.right, fresh.all);
    assert_true(tuned.all + fresh.all >= 60);
    assert_int_equal(tuned.right, tuned.all);
    assert_true((double)fresh.right >= FRESH_FLOOR * (double)fresh.all);
}

static void refuses_what_is_no_reply(void **state)
{
    static const char *const texts[] = {"",      "  ", "嗯", "好的", "……？？！！", "ok, no problem",
                                        "asdfgh"};
    for (size_t i = 0; i < KJ_COUNT(texts); i++)
        for (kj_reply_step step = KJ_REPLY_EMPATHISE; step < KJ_REPLY_STEPS; step++) {
            const kj_reply reply = {.text = kj_span_of(texts[i]), .step = step};
            kj_verdict v = {.judged = true};
            kj_reply_judge(&reply, *state, &v);
            assert_false(v.judged);
            assert_true(v.next.len > 0);
            assert_true(v.criterion_count == 0 && !v.passed);
        }
}

/* The marks lie on the learner's own bytes, half-width marks and all. */
static void marks_the_learners_own_words(void **state)
{
    const char *text = "理解, 但是 我们绝对最好";
    const kj_reply reply = {.text = kj_span_of(text), .step = KJ_REPLY_EMPATHISE};
    kj_verdict v = {.judged = true};
    kj_reply_judge(&reply, *state, &v);
    assert_int_equal(v.part_count, 1);
    assert_int_equal(v.parts[0].sign, KJ_SIGN_TONE);
    assert_true(kj_span_is(
        kj_span_sub(reply.text, v.parts[0].start, v.parts[0].start + v.parts[0].len), "但是"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(knows_the_labelled_replies, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_is_no_reply, set_up, tear_down),
        cmocka_unit_test_setup_teardown(marks_the_learners_own_words, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
