/* engine/lesson/drills/rewrite.c: "rewrite", a closed question to be opened.
 *
 * Free text, judged by the rubric of judge.h: 100 points a round, a run is their mean. */
#include "lesson/drills/types.h"

#include "lesson/items/parts.h"
#include "lesson/judge.h"

typedef struct task {
    kj_at at;
    kj_span id;
    kj_text scene, quote;
    kj_span by;
    kj_text original;
    kj_span_list anchors, avoid;
    KJ_LIST(kj_text) models;
} task;

typedef struct rewrite {
    kj_at at;
    KJ_LIST(task) rounds;
} rewrite;

static const kj_field task_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(task, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the round in records."},
    {.key = "scene",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(task, scene),
     .about = "Where the talk stands."},
    {.key = "quote",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(task, quote),
     .about = "The customer's last line."},
    {.key = "by",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_REQUIRED,
     .offset = offsetof(task, by),
     .about = "Who says it."},
    {.key = "original",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(task, original),
     .about = "The closed question to rewrite."},
    {.key = "anchors",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(task, anchors),
     .min = 1,
     .max = 24,
     .about = "Words of the customer's line, with synonyms: one of them should be taken up."},
    {.key = "avoid",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_MANY,
     .offset = offsetof(task, avoid),
     .min = 0,
     .max = 48,
     .about = "Own products, prices and promises that have no place in the question."},
    {.key = "models",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(task, models),
     .min = 1,
     .max = 4,
     .about = "Model answers; two are best."},
};
static const kj_object task_object = {
    .name = "rewrite-round",
    .fields = task_fields,
    .field_count = KJ_COUNT(task_fields),
    .size = sizeof(task),
    .align = _Alignof(task),
    .about = "A closed question in its situation.",
};

static const kj_field fields[] = {
    {.key = "rounds",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(rewrite, rounds),
     .min = 1,
     .max = 32,
     .object = &task_object,
     .about = "The questions to rewrite."},
};

static kj_rewrite rewrite_of(const task *t, kj_span text)
{
    return (kj_rewrite){
        .text = text, .anchors = t->anchors, .avoid = t->avoid, .original = t->original.plain};
}

/* A model that would not pass, or an original that is open already, contradicts the drill. */
static void check(const void *data, const kj_checker *checker)
{
    const rewrite *drill = data;
    if (!checker->strict)
        return;
    kj_arena *scratch = kj_arena_new();
    for (size_t i = 0; i < drill->rounds.count; i++) {
        const task *t = &drill->rounds.ptr[i];
        const kj_form_verdict original = kj_form_judge(t->original.plain, scratch);
        if (original.form == KJ_FORM_OPEN && !original.harsh && !original.leading)
            kj_check_report(checker, t->at, "original", SIZE_MAX, "W0501", (kj_span){NULL, 0},
                            "this question is open already");
        for (size_t k = 0; k < t->models.count; k++) {
            kj_form_verdict form;
            kj_verdict verdict = {.judged = true};
            const kj_rewrite model = rewrite_of(t, t->models.ptr[k].plain);
            kj_rewrite_judge(&model, scratch, &form, &verdict);
            if (!verdict.passed)
                kj_check_report(checker, t->at, "models", k, "W0501", verdict.next,
                                "this model answer would get %g points and not pass",
                                verdict.score);
        }
    }
    kj_arena_free(scratch);
}

static size_t rounds(const void *data)
{
    const rewrite *drill = data;
    return drill->rounds.count;
}

static kj_span round_id(const void *data, size_t round)
{
    const rewrite *drill = data;
    return drill->rounds.ptr[round].id;
}

static void ask(const void *data, size_t round, kj_arena *arena, kj_question *out)
{
    (void)arena;
    const rewrite *drill = data;
    const task *t = &drill->rounds.ptr[round];
    out->control = KJ_CONTROL_TEXT;
    out->passage = t->scene;
    out->quote = t->quote;
    out->by = t->by;
    out->original = t->original;
}

static void judge(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out)
{
    const rewrite *drill = data;
    const task *t = &drill->rounds.ptr[round];
    kj_form_verdict form;
    /* Not trimmed: the marked parts count bytes of the response as it was given. */
    const kj_span text = response->count > 0 ? response->values[0] : (kj_span){NULL, 0};
    const kj_rewrite given = rewrite_of(t, text);
    kj_rewrite_judge(&given, arena, &form, out);
    for (size_t i = 0; i < t->models.count && out->judged; i++)
        out->models[out->model_count++] = t->models.ptr[i];
}

const kj_question_type kj_drill_rewrite = {
    .form = {.name = "rewrite",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(rewrite),
             .align = _Alignof(rewrite),
             .about = "A closed question to be opened.",
             .check = check},
    .rounds = rounds,
    .round_id = round_id,
    .ask = ask,
    .judge = judge,
};
