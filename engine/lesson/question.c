/* engine/lesson/question.c: the tables of item types and drill families, asking and judging. */
#include "lesson/question.h"

#include <assert.h>

#include "base/random.h"
#include "lesson/drills/types.h"
#include "lesson/items/types.h"

const kj_question_type *const kj_item_types[] = {
    &kj_item_single,  &kj_item_multiple, &kj_item_true_false,   &kj_item_order,
    &kj_item_match,   &kj_item_numeric,  &kj_item_categorise,   &kj_item_fill_in,
    &kj_item_hotspot, &kj_item_case,     &kj_item_short_answer,
};
const size_t kj_item_type_count = KJ_COUNT(kj_item_types);

const kj_question_type *const kj_drill_types[] = {
    &kj_drill_classify, &kj_drill_next_question, &kj_drill_rewrite,
    &kj_drill_chain,    &kj_drill_rapid,         &kj_drill_lscpa,
};
const size_t kj_drill_type_count = KJ_COUNT(kj_drill_types);

/* The reader takes rows of kj_form_type; ours begin with one, so a pointer to a row is a pointer
 * to its form. */
static const kj_form_type *const item_rows[] = {
    &kj_item_single.form,     &kj_item_multiple.form,     &kj_item_true_false.form,
    &kj_item_order.form,      &kj_item_match.form,        &kj_item_numeric.form,
    &kj_item_categorise.form, &kj_item_fill_in.form,      &kj_item_hotspot.form,
    &kj_item_case.form,       &kj_item_short_answer.form,
};
static const kj_form_type *const drill_rows[] = {
    &kj_drill_classify.form, &kj_drill_next_question.form, &kj_drill_rewrite.form,
    &kj_drill_chain.form,    &kj_drill_rapid.form,         &kj_drill_lscpa.form,
};

kj_forms kj_item_forms(void)
{
    return (kj_forms){.name = "item", .rows = item_rows, .count = KJ_COUNT(item_rows)};
}

kj_forms kj_drill_forms(void)
{
    return (kj_forms){.name = "drill", .rows = drill_rows, .count = KJ_COUNT(drill_rows)};
}

static void shuffle(uint64_t *state, kj_option *options, size_t count)
{
    kj_option kept[KJ_OPTIONS_MAX];
    uint32_t order[KJ_OPTIONS_MAX];
    for (size_t i = 0; i < count; i++) {
        kept[i] = options[i];
        order[i] = (uint32_t)i;
    }
    kj_random_shuffle(state, order, count);
    for (size_t i = 0; i < count; i++)
        options[i] = kept[order[i]];
}

/* A list to be put in order must not earn points as it stands: at most half of its pairs may be
 * in their right order.  Half is what a random order has, so a few tries do; the reversed order,
 * which has none, ends the loop for certain. */
static void shuffle_away(uint64_t *state, kj_option *options, size_t count)
{
    kj_option kept[KJ_OPTIONS_MAX];
    uint32_t order[KJ_OPTIONS_MAX];
    for (size_t i = 0; i < count; i++) {
        kept[i] = options[i];
        order[i] = (uint32_t)i;
    }
    for (size_t tries = 0; tries < 16; tries++) {
        size_t right = 0;
        kj_random_shuffle(state, order, count);
        for (size_t i = 0; i < count; i++)
            for (size_t k = i + 1; k < count; k++)
                right += order[i] < order[k];
        if (2 * right <= count * (count - 1) / 2)
            break;
        if (tries == 15)
            for (size_t i = 0; i < count; i++)
                order[i] = (uint32_t)(count - 1 - i);
    }
    for (size_t i = 0; i < count; i++)
        options[i] = kept[order[i]];
}

/* Bins stay as they are: they are headings whose order is part of what is taught. */
static void shuffle_question(kj_question *question, uint64_t *state)
{
    if (!question->fixed) {
        if (question->control == KJ_CONTROL_ORDER)
            shuffle_away(state, question->options, question->option_count);
        else
            shuffle(state, question->options, question->option_count);
        if (question->control == KJ_CONTROL_PAIRS)
            shuffle(state, question->targets, question->target_count);
    }
    for (size_t i = 0; i < question->sub_count; i++)
        shuffle_question(&question->subs[i], state);
}

void kj_item_ask(const kj_item *item, uint64_t seed, kj_arena *arena, kj_question *out)
{
    *out = (kj_question){.words = out->words, .prompt = item->stem};
    kj_item_type(item)->ask(item->form.data, 0, arena, out);
    shuffle_question(out, &seed);
}

void kj_item_judge(const kj_item *item, const kj_response *response, kj_arena *arena,
                   kj_verdict *out)
{
    *out = (kj_verdict){.words = out->words, .judged = true};
    kj_item_type(item)->judge(item->form.data, 0, response, arena, out);
    assert(out->max > 0 || !out->judged);
    const double share = out->judged && out->max > 0 ? out->score / out->max : 0;
    out->max = item->points;
    out->score = share * item->points;
    out->passed = share >= 1;
}

size_t kj_drill_rounds(const kj_drill *drill)
{
    const kj_question_type *type = kj_drill_type(drill);
    return type->rounds ? type->rounds(drill->form.data) : 1;
}

void kj_drill_ask(const kj_drill *drill, size_t round, uint64_t seed, kj_arena *arena,
                  kj_question *out)
{
    assert(round < kj_drill_rounds(drill));
    *out = (kj_question){.words = out->words, .prompt = drill->brief};
    kj_drill_type(drill)->ask(drill->form.data, round, arena, out);
    shuffle_question(out, &seed);
}

void kj_drill_judge(const kj_drill *drill, size_t round, const kj_response *response,
                    kj_arena *arena, kj_verdict *out)
{
    assert(round < kj_drill_rounds(drill));
    *out = (kj_verdict){.words = out->words, .judged = true};
    kj_drill_type(drill)->judge(drill->form.data, round, response, arena, out);
}
