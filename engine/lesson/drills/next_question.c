/* engine/lesson/drills/next_question.c: "next-question", what to ask next.
 *
 * A situation, the customer's last line, candidates worth 2 (best), 1 (fair), 0 and −1 (harmful).
 * A run is the sum of the candidates' worths over the greatest sum, not below zero, so a harmful
 * question costs what a fair one earns.  No event has points below zero, so a round's points are
 * the worth above the worst: 3, 2, 1, 0 of 3. */
#include "lesson/drills/types.h"

#include "lesson/items/parts.h"

#define BEST 2
#define WORST (-1)

typedef struct candidate {
    kj_at at;
    kj_span id;
    kj_text text;
    int32_t score;
    kj_text feedback;
} candidate;

typedef struct situation {
    kj_at at;
    kj_span id;
    kj_text scene, quote;
    kj_span by;
    KJ_LIST(candidate) options;
} situation;

typedef struct next_question {
    kj_at at;
    KJ_LIST(situation) rounds;
} next_question;

static const kj_field candidate_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(candidate, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the candidate in records."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(candidate, text),
     .about = "What the learner would say."},
    {.key = "score",
     .kind = KJ_FIELD_INT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(candidate, score),
     .min = WORST,
     .max = BEST,
     .about = "2 the best, 1 fair, 0 no help, -1 harmful."},
    {.key = "feedback",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(candidate, feedback),
     .about = "What it would bring."},
};
static const kj_object candidate_object = {
    .name = "candidate",
    .fields = candidate_fields,
    .field_count = KJ_COUNT(candidate_fields),
    .size = sizeof(candidate),
    .align = _Alignof(candidate),
    .about = "Something to say next.",
};

static const kj_field situation_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(situation, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the round in records."},
    {.key = "scene",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(situation, scene),
     .about = "Where the talk stands."},
    {.key = "quote",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(situation, quote),
     .about = "The customer's last line."},
    {.key = "by",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_REQUIRED,
     .offset = offsetof(situation, by),
     .about = "Who says it."},
    {.key = "options",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(situation, options),
     .min = 2,
     .max = 6,
     .object = &candidate_object,
     .about = "The candidates, one of them the best."},
};
static const kj_object situation_object = {
    .name = "next-question-round",
    .fields = situation_fields,
    .field_count = KJ_COUNT(situation_fields),
    .size = sizeof(situation),
    .align = _Alignof(situation),
    .about = "A situation with its candidates.",
};

static const kj_field fields[] = {
    {.key = "rounds",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(next_question, rounds),
     .min = 1,
     .max = 32,
     .object = &situation_object,
     .about = "The situations."},
};

static void check(const void *data, const kj_checker *checker)
{
    const next_question *drill = data;
    for (size_t i = 0; i < drill->rounds.count; i++) {
        const situation *s = &drill->rounds.ptr[i];
        size_t best = 0;
        for (size_t k = 0; k < s->options.count; k++)
            best += s->options.ptr[k].score == BEST;
        if (best != 1)
            kj_check_report(checker, s->at, "options", SIZE_MAX, "E0501",
                            KJ_LIT("give exactly one option the score 2"),
                            "%zu candidates are the best, not one", best);
    }
}

static size_t rounds(const void *data)
{
    const next_question *drill = data;
    return drill->rounds.count;
}

static kj_span round_id(const void *data, size_t round)
{
    const next_question *drill = data;
    return drill->rounds.ptr[round].id;
}

static void ask(const void *data, size_t round, kj_arena *arena, kj_question *out)
{
    (void)arena;
    const next_question *drill = data;
    const situation *s = &drill->rounds.ptr[round];
    out->control = KJ_CONTROL_CHOICE;
    out->passage = s->scene;
    out->quote = s->quote;
    out->by = s->by;
    for (size_t i = 0; i < s->options.count; i++)
        kj_question_option(out, s->options.ptr[i].id, s->options.ptr[i].text);
}

static void judge(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out)
{
    (void)arena;
    const next_question *drill = data;
    const situation *s = &drill->rounds.ptr[round];
    const kj_span picked = kj_response_text(response);
    const candidate *given = NULL;
    for (size_t i = 0; i < s->options.count; i++) {
        const candidate *c = &s->options.ptr[i];
        const bool chosen = kj_span_equal(c->id, picked);
        if (chosen)
            given = c;
        kj_verdict_option(out, c->id, kj_mark_for(chosen, c->score == BEST))->feedback =
            c->feedback;
        if (c->score == BEST && !chosen) {
            out->models[0] = c->text;
            out->model_count = 1;
        }
    }
    out->judged = given != NULL;
    out->max = BEST - WORST;
    if (!given) {
        out->model_count = 0;
        kj_verdict_refuse(out, KJ_W_REFUSE_LINE);
        return;
    }
    out->score = given->score - WORST;
    out->passed = given->score == BEST;
    out->feedback = given->feedback;
}

static double total(const void *data, const double *shares, size_t count)
{
    (void)data;
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += shares[i] * (BEST - WORST) + WORST;
    return count > 0 && sum > 0 ? sum / (BEST * (double)count) : 0;
}

const kj_question_type kj_drill_next_question = {
    .form = {.name = "next-question",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(next_question),
             .align = _Alignof(next_question),
             .about = "What to ask after the customer's last line.",
             .check = check},
    .rounds = rounds,
    .round_id = round_id,
    .ask = ask,
    .judge = judge,
    .total = total,
};
