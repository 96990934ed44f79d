/* engine/lesson/run.c: a part test or a drill while it is on. */
#include "lesson/lesson.h"

#include "base/random.h"

#include <assert.h>

static const struct run_word {
    const char *word;
    kj_run_kind kind;
    bool timed;
} run_words[] = {
    {"test", KJ_RUN_TEST, false},     {"drill", KJ_RUN_DRILL, true},
    {"untimed", KJ_RUN_DRILL, false}, {"final", KJ_RUN_FINAL, false},
    {"review", KJ_RUN_REVIEW, false},
};

kj_span kj_run_word(kj_run_kind kind, bool timed)
{
    size_t i = 0;
    while (run_words[i].kind != kind || run_words[i].timed != (timed && kind == KJ_RUN_DRILL))
        i++;
    return kj_span_of(run_words[i].word);
}

bool kj_run_read(kj_span word, kj_run_kind *kind, bool *timed)
{
    for (size_t i = 0; i < KJ_COUNT(run_words); i++) {
        if (!kj_span_is(word, run_words[i].word))
            continue;
        *kind = run_words[i].kind;
        *timed = run_words[i].timed;
        return true;
    }
    return false;
}

uint32_t kj_run_part(const kj_course *course, const kj_run *run, uint32_t index)
{
    if (run->kind == KJ_RUN_TEST)
        return run->object;
    return run->kind == KJ_RUN_DRILL ? course->drills.ptr[run->object].part
                                     : course->items.ptr[run->question[index]].part;
}

double kj_run_needed(const kj_course *course, const kj_run *run)
{
    const double needed[] = {
        [KJ_RUN_TEST] = course->pass.test,
        [KJ_RUN_DRILL] = course->pass.drill,
        [KJ_RUN_FINAL] = course->pass.final,
        [KJ_RUN_REVIEW] = 0,
    };
    return needed[run->kind];
}

uint32_t kj_run_questions(const kj_course *course, kj_run_kind kind, uint32_t object, uint64_t seed,
                          uint32_t out[KJ_RUN_MAX])
{
    if (kind == KJ_RUN_TEST)
        return kj_test_draw(course, object, seed, out);
    if (kind == KJ_RUN_FINAL)
        return kj_final_draw(course, seed, out);
    if (kind == KJ_RUN_REVIEW)
        return 0;
    const size_t rounds = kj_drill_rounds(&course->drills.ptr[object]);
    const uint32_t count = rounds < KJ_RUN_MAX ? (uint32_t)rounds : KJ_RUN_MAX;
    for (uint32_t i = 0; i < count; i++)
        out[i] = i;
    return count;
}

static const char *round_suffix(const kj_question_type *type, const void *data, uint32_t round)
{
    return type->round_suffix ? type->round_suffix(data, round) : "";
}

kj_span kj_drill_round_id(const kj_drill *drill, uint32_t round, kj_arena *arena)
{
    const kj_question_type *type = kj_drill_type(drill);
    if (!type->round_id || round >= kj_drill_rounds(drill))
        return (kj_span){NULL, 0};
    return kj_arena_format(arena, "%.*s%s", KJ_ARG(type->round_id(drill->form.data, round)),
                           round_suffix(type, drill->form.data, round));
}

uint32_t kj_drill_find_round(const kj_drill *drill, kj_span id)
{
    const kj_question_type *type = kj_drill_type(drill);
    const size_t rounds = type->round_id ? kj_drill_rounds(drill) : 0;
    for (uint32_t i = 0; i < rounds && i < KJ_RUN_MAX; i++) {
        const kj_span head = type->round_id(drill->form.data, i);
        if (kj_span_starts(id, head) &&
            kj_span_is(kj_span_sub(id, head.len, id.len), round_suffix(type, drill->form.data, i)))
            return i;
    }
    return KJ_NONE;
}

uint64_t kj_run_question_seed(const kj_run *run, uint32_t index)
{
    uint64_t state = run->seed ^ (uint64_t)(index + 1) * 0xA24BAED4963EE407u;
    return kj_random_next(&state);
}

void kj_run_question(const kj_course *course, const kj_run *run, kj_arena *arena, kj_question *out)
{
    assert(run->shown < run->count);
    const uint64_t seed = kj_run_question_seed(run, run->shown);
    const uint32_t question = run->question[run->shown];
    if (run->kind == KJ_RUN_DRILL)
        kj_drill_ask(&course->drills.ptr[run->object], question, seed, arena, out);
    else
        kj_item_ask(&course->items.ptr[question], seed, arena, out);
}

bool kj_run_verdict(const kj_course *course, const kj_run *run, kj_arena *arena, kj_verdict *out)
{
    if (run->shown >= run->answered)
        return false;
    kj_span values[KJ_RESPONSES_MAX];
    size_t from = 0;
    for (uint32_t i = 0; i < run->response_count; i++) {
        values[i] = kj_span_of(run->response + from);
        from += values[i].len + 1;
    }
    const kj_response response = {values, run->response_count};
    const uint32_t question = run->question[run->shown];
    if (run->kind == KJ_RUN_DRILL)
        kj_drill_judge(&course->drills.ptr[run->object], question, &response, arena, out);
    else
        kj_item_judge(&course->items.ptr[question], &response, arena, out);
    return true;
}

static void drill_total(const kj_course *course, const kj_run *run, double *score, double *max)
{
    const kj_drill *drill = &course->drills.ptr[run->object];
    const kj_question_type *type = kj_drill_type(drill);
    double shares[KJ_RUN_MAX], sum = 0;
    for (uint32_t i = 0; i < run->answered; i++) {
        shares[i] = run->max[i] > 0 ? run->score[i] / run->max[i] : 0;
        sum += shares[i];
    }
    *max = 100;
    *score = 0;
    if (run->answered > 0)
        *score = 100 * (type->total ? type->total(drill->form.data, shares, run->answered)
                                    : sum / run->answered);
}

bool kj_run_asks_confidence(const kj_course *course, const kj_run *run)
{
    return course->pass.confidence && (run->kind == KJ_RUN_TEST || run->kind == KJ_RUN_FINAL);
}

kj_calibration kj_run_calibration(const kj_run *run)
{
    kj_calibration out = {.over_count = 0};
    for (uint32_t i = 0; i < run->answered; i++) {
        const bool right = run->score[i] >= run->max[i] - 1e-9;
        out.said[run->confidence[i]]++;
        out.right[run->confidence[i]] += right;
        if (run->confidence[i] == KJ_CONFIDENCE_SURE && !right)
            out.over[out.over_count++] = i;
    }
    return out;
}

void kj_run_total(const kj_course *course, const kj_run *run, double *score, double *max)
{
    if (run->kind == KJ_RUN_DRILL) {
        drill_total(course, run, score, max);
        return;
    }
    *score = *max = 0;
    for (uint32_t i = 0; i < run->count; i++) {
        const bool answered = i < run->answered;
        *score += answered ? run->score[i] : 0;
        *max += answered ? run->max[i] : course->items.ptr[run->question[i]].points;
    }
}
