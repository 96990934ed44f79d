/* engine/lesson/drills/lscpa.c: "lscpa", a reply to an objection in five steps.
 *
 * 倾听, 同理, 确认, 处理, 保证: 20 points each, chosen from options or, but for the first, written
 * and judged by reply.h.  A round is passed from 80 points up with no step at 0; a step at 0 leaves
 * the round at most 79 points, so that its points and its mark say the same. */
#include "lesson/drills/types.h"

#include "lesson/items/parts.h"
#include "lesson/reply.h"

#define PASS 80
#define CAP 79 /* with a step at 0 */

typedef struct reply_option {
    kj_at at;
    kj_span id;
    kj_text text;
    int32_t score;
    kj_text feedback;
} reply_option;

/* Either options, or models (and anchors) of a text. */
typedef struct reply_slot {
    kj_at at;
    KJ_LIST(reply_option) options;
    kj_span_list anchors;
    KJ_LIST(kj_text) models;
} reply_slot;

typedef struct objection {
    kj_at at;
    kj_span id;
    kj_text scene, quote;
    kj_span by;
    uint32_t kind;
    reply_slot slots[KJ_REPLY_STEPS];
} objection;

typedef struct lscpa {
    kj_at at;
    KJ_LIST(objection) rounds;
} lscpa;

static const kj_field option_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(reply_option, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the option in records."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(reply_option, text),
     .about = "What the learner would say or do."},
    {.key = "score",
     .kind = KJ_FIELD_INT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(reply_option, score),
     .min = 0,
     .max = KJ_REPLY_STEP_POINTS,
     .about = "20 the best, 0 no help or harmful, between them what is fair."},
    {.key = "feedback",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(reply_option, feedback),
     .about = "What it would bring."},
};
static const kj_object option_object = {
    .name = "lscpa-option",
    .fields = option_fields,
    .field_count = KJ_COUNT(option_fields),
    .size = sizeof(reply_option),
    .align = _Alignof(reply_option),
    .about = "One way to take a step of the reply.",
};

static const kj_field slot_fields[] = {
    {.key = "options",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_MANY,
     .offset = offsetof(reply_slot, options),
     .min = 2,
     .max = 6,
     .object = &option_object,
     .about = "Ways to take the step, one of them with the score 20."},
    {.key = "anchors",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_MANY,
     .offset = offsetof(reply_slot, anchors),
     .min = 0,
     .max = 24,
     .about = "Of a written step: empathise, clarify: the concern with its synonyms; handle: words "
              "of the answer beside the usual ones; assure: names of who acts."},
    {.key = "models",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_MANY,
     .offset = offsetof(reply_slot, models),
     .min = 1,
     .max = 4,
     .about = "The step is written: model answers; two are best."},
};
static const kj_object slot_object = {
    .name = "lscpa-step",
    .fields = slot_fields,
    .field_count = KJ_COUNT(slot_fields),
    .size = sizeof(reply_slot),
    .align = _Alignof(reply_slot),
    .about = "A step: options to choose from, or model answers where it is written.",
};

static const char *const slot_keys[KJ_REPLY_STEPS] = {"listen", "empathise", "clarify", "handle",
                                                      "assure"};

#define SLOT(name, step, said) \
    { \
        .key = name, .kind = KJ_FIELD_OBJECT, .flags = KJ_REQUIRED, \
        .offset = offsetof(objection, slots) + (step) * sizeof(reply_slot), \
        .object = &slot_object, .about = said \
    }

static const kj_field objection_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(objection, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the round in records."},
    {.key = "scene",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(objection, scene),
     .about = "Where the talk stands."},
    {.key = "quote",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(objection, quote),
     .about = "The objection."},
    {.key = "by",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_REQUIRED,
     .offset = offsetof(objection, by),
     .about = "Who says it."},
    {.key = "kind",
     .kind = KJ_FIELD_WORD,
     .flags = KJ_REQUIRED,
     .offset = offsetof(objection, kind),
     .words = kj_objection_words,
     .about = "What it is about; says which answers fit."},
    SLOT("listen", KJ_REPLY_LISTEN, "Listening; options only."),
    SLOT("empathise", KJ_REPLY_EMPATHISE, "Understanding for the worry."),
    SLOT("clarify", KJ_REPLY_CLARIFY, "One question that finds out about it."),
    SLOT("handle", KJ_REPLY_HANDLE, "An answer with evidence."),
    SLOT("assure", KJ_REPLY_ASSURE, "Who does what by when."),
};
static const kj_object objection_object = {
    .name = "lscpa-round",
    .fields = objection_fields,
    .field_count = KJ_COUNT(objection_fields),
    .size = sizeof(objection),
    .align = _Alignof(objection),
    .about = "An objection and the five steps of the reply.",
};

static const kj_field fields[] = {
    {.key = "rounds",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(lscpa, rounds),
     .min = 1,
     .max = 32,
     .object = &objection_object,
     .about = "The objections."},
};

static bool is_written(const reply_slot *slot)
{
    return slot->options.count == 0;
}

static kj_reply reply_of(const objection *o, size_t step, kj_span text)
{
    return (kj_reply){.text = text,
                      .step = (kj_reply_step)step,
                      .kind = (kj_objection)o->kind,
                      .anchors = o->slots[step].anchors};
}

static void check_options(const reply_slot *slot, const kj_checker *checker)
{
    size_t best = 0;
    for (size_t i = 0; i < slot->options.count; i++)
        best += slot->options.ptr[i].score == KJ_REPLY_STEP_POINTS;
    if (best != 1)
        kj_check_report(checker, slot->at, "options", SIZE_MAX, "E0501",
                        KJ_LIT("give exactly one option the score 20"),
                        "%zu options are the best, not one", best);
}

/* A model that would lose points contradicts the drill. */
static void check_models(const objection *o, size_t step, const kj_checker *checker)
{
    const reply_slot *slot = &o->slots[step];
    kj_arena *scratch = kj_arena_new();
    for (size_t k = 0; k < slot->models.count; k++) {
        kj_verdict verdict = {.judged = true};
        const kj_reply model = reply_of(o, step, slot->models.ptr[k].plain);
        kj_reply_judge(&model, scratch, &verdict);
        if (!verdict.passed)
            kj_check_report(checker, slot->at, "models", k, "W0501", verdict.next,
                            "this model answer would get %g of %d points", verdict.score,
                            KJ_REPLY_STEP_POINTS);
    }
    kj_arena_free(scratch);
}

static void check_slot(const objection *o, size_t step, const kj_checker *checker)
{
    const reply_slot *slot = &o->slots[step];
    const bool anchored = step == KJ_REPLY_EMPATHISE || step == KJ_REPLY_CLARIFY;
    if (!is_written(slot)) {
        check_options(slot, checker);
        if (slot->models.count > 0)
            kj_check_report(checker, slot->at, "models", SIZE_MAX, "E0501",
                            KJ_LIT("leave one of the two out"),
                            "step '%s' has options and model answers", slot_keys[step]);
        return;
    }
    if (step == KJ_REPLY_LISTEN || slot->models.count == 0)
        kj_check_report(checker, slot->at, "options", SIZE_MAX, "E0501",
                        KJ_LIT("give options, or models where the step is written"),
                        step == KJ_REPLY_LISTEN ? "step '%s' must have options"
                                                : "step '%s' has neither options nor models",
                        slot_keys[step]);
    else if (anchored && slot->anchors.count == 0)
        kj_check_report(checker, slot->at, "anchors", SIZE_MAX, "E0501",
                        KJ_LIT("name the concern and its synonyms"),
                        "written step '%s' has no anchors", slot_keys[step]);
    else if (checker->strict)
        check_models(o, step, checker);
}

static void check(const void *data, const kj_checker *checker)
{
    const lscpa *drill = data;
    for (size_t i = 0; i < drill->rounds.count; i++)
        for (size_t step = 0; step < KJ_REPLY_STEPS; step++)
            check_slot(&drill->rounds.ptr[i], step, checker);
}

static size_t rounds(const void *data)
{
    const lscpa *drill = data;
    return drill->rounds.count;
}

static kj_span round_id(const void *data, size_t round)
{
    const lscpa *drill = data;
    return drill->rounds.ptr[round].id;
}

static const kj_word_id prompts[KJ_REPLY_STEPS] = {KJ_W_REPLY_LISTEN_ASK, KJ_W_REPLY_EMPATHISE_ASK,
                                                   KJ_W_REPLY_CLARIFY_ASK, KJ_W_REPLY_HANDLE_ASK,
                                                   KJ_W_REPLY_ASSURE_ASK};

static void ask(const void *data, size_t round, kj_arena *arena, kj_question *out)
{
    const lscpa *drill = data;
    const objection *o = &drill->rounds.ptr[round];
    out->control = KJ_CONTROL_CASE;
    out->passage = o->scene;
    out->quote = o->quote;
    out->by = o->by;
    out->subs = KJ_NEW(arena, kj_question, KJ_REPLY_STEPS);
    out->sub_count = KJ_REPLY_STEPS;
    for (size_t step = 0; step < KJ_REPLY_STEPS; step++) {
        const reply_slot *slot = &o->slots[step];
        kj_question *sub = &out->subs[step];
        sub->sub_id = kj_span_of(slot_keys[step]);
        sub->sub_label = kj_words_get(out->words, kj_reply_names[step]);
        sub->prompt = kj_text_of(kj_words_get(out->words, prompts[step]));
        sub->says = step != KJ_REPLY_CLARIFY;
        sub->control = is_written(slot) ? KJ_CONTROL_TEXT : KJ_CONTROL_CHOICE;
        sub->lines = 2;
        for (size_t i = 0; i < slot->options.count; i++)
            kj_question_option(sub, slot->options.ptr[i].id, slot->options.ptr[i].text);
    }
}

static void judge_choice(const reply_slot *slot, kj_span picked, kj_verdict *out)
{
    const reply_option *given = NULL;
    out->max = KJ_REPLY_STEP_POINTS;
    for (size_t i = 0; i < slot->options.count; i++) {
        const reply_option *o = &slot->options.ptr[i];
        const bool chosen = kj_span_equal(o->id, picked);
        const bool best = o->score == KJ_REPLY_STEP_POINTS;
        given = chosen ? o : given;
        kj_verdict_option(out, o->id, kj_mark_for(chosen, best))->feedback = o->feedback;
    }
    if (!given) {
        kj_verdict_refuse(out, KJ_W_REFUSE_LINE);
        return;
    }
    out->score = given->score;
    out->passed = given->score == KJ_REPLY_STEP_POINTS;
    out->feedback = given->feedback;
}

static void judge_slot(const objection *o, size_t step, const kj_response *response,
                       kj_arena *arena, kj_verdict *out)
{
    const reply_slot *slot = &o->slots[step];
    /* Not trimmed: the marked parts count bytes of the response as it was given. */
    const kj_span given = kj_response_under(response, kj_span_of(slot_keys[step]));
    if (!is_written(slot)) {
        judge_choice(slot, kj_span_trim(given), out);
        return;
    }
    const kj_reply reply = reply_of(o, step, given);
    kj_reply_judge(&reply, arena, out);
    for (size_t i = 0; i < slot->models.count && out->judged; i++)
        out->models[out->model_count++] = slot->models.ptr[i];
}

static void judge(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out)
{
    const lscpa *drill = data;
    const objection *o = &drill->rounds.ptr[round];
    out->subs = KJ_NEW(arena, kj_verdict, KJ_REPLY_STEPS);
    out->sub_count = KJ_REPLY_STEPS;
    out->max = KJ_REPLY_STEPS * KJ_REPLY_STEP_POINTS;
    size_t empty = KJ_REPLY_STEPS, at_zero = KJ_REPLY_STEPS;
    for (size_t step = 0; step < KJ_REPLY_STEPS; step++) {
        kj_verdict *sub = &out->subs[step];
        *sub = (kj_verdict){.words = out->words, .judged = true};
        judge_slot(o, step, response, arena, sub);
        out->score += sub->score;
        if (!sub->judged && empty == KJ_REPLY_STEPS)
            empty = step;
        if (!(sub->score > 0) && at_zero == KJ_REPLY_STEPS)
            at_zero = step;
    }
    if (empty < KJ_REPLY_STEPS) {
        kj_verdict_refuse(out, KJ_W_NONE);
        out->next = KJ_FILL(out->words, arena, KJ_W_REFUSE_STEP,
                            kj_w("step", kj_words_get(out->words, kj_reply_names[empty])),
                            kj_w("next", out->subs[empty].next));
        return;
    }
    if (at_zero < KJ_REPLY_STEPS && out->score > CAP)
        out->score = CAP;
    out->passed = out->score >= PASS;
}

const kj_question_type kj_drill_lscpa = {
    .form = {.name = "lscpa",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(lscpa),
             .align = _Alignof(lscpa),
             .about = "A reply to an objection in five steps.",
             .check = check},
    .rounds = rounds,
    .round_id = round_id,
    .ask = ask,
    .judge = judge,
};
