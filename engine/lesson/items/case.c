/* engine/lesson/items/case.c: "case", two to four questions about one text.
 *
 * Points: the mean of its questions.  A response to question q1 is "q1:" and what the question's
 * own type takes. */
#include "lesson/items/types.h"

#include "lesson/items/parts.h"

#define QUESTIONS_MAX 4

typedef struct case_question {
    kj_at at;
    kj_span id;
    kj_form form;
    kj_text stem, why;
} case_question;

typedef struct case_group {
    kj_at at;
    kj_text passage;
    KJ_LIST(case_question) questions;
} case_group;

static const kj_field question_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(case_question, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the question in records."},
    {.key = "type",
     .kind = KJ_FIELD_FORM,
     .flags = KJ_REQUIRED,
     .offset = offsetof(case_question, form),
     .forms = "item",
     .about = "Any item type but case and hotspot."},
    {.key = "stem",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(case_question, stem),
     .about = "The question."},
    {.key = "why",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(case_question, why),
     .about = "Why the key is right, shown after any answer."},
};
static const kj_object question_object = {
    .name = "case-question",
    .fields = question_fields,
    .field_count = KJ_COUNT(question_fields),
    .size = sizeof(case_question),
    .align = _Alignof(case_question),
    .about = "A question of a case.",
};

static const kj_field fields[] = {
    {.key = "passage",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(case_group, passage),
     .about = "The text to read first."},
    {.key = "questions",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(case_group, questions),
     .min = 2,
     .max = QUESTIONS_MAX,
     .object = &question_object,
     .about = "The questions."},
};

static const kj_question_type *type_of(const case_question *q)
{
    return (const kj_question_type *)(const void *)q->form.type;
}

static void check(const void *data, const kj_checker *checker)
{
    const case_group *group = data;
    for (size_t i = 0; i < group->questions.count; i++) {
        const case_question *q = &group->questions.ptr[i];
        if (type_of(q) == &kj_item_case || type_of(q) == &kj_item_hotspot)
            kj_check_report(checker, q->at, "type", SIZE_MAX, "E0206",
                            KJ_LIT("take any other item type"),
                            "a question of a case cannot be of type '%s'", q->form.type->name);
    }
}

static void ask(const void *data, size_t round, kj_arena *arena, kj_question *out)
{
    (void)round;
    const case_group *group = data;
    out->control = KJ_CONTROL_CASE;
    out->passage = group->passage;
    out->subs = KJ_NEW(arena, kj_question, group->questions.count);
    out->sub_count = group->questions.count;
    for (size_t i = 0; i < out->sub_count; i++) {
        const case_question *q = &group->questions.ptr[i];
        out->subs[i].words = out->words;
        out->subs[i].prompt = q->stem;
        out->subs[i].sub_id = q->id;
        type_of(q)->ask(q->form.data, 0, arena, &out->subs[i]);
    }
}

/* The values that are meant for question `id`, without their "id:". */
static kj_response response_to(const kj_response *response, kj_span id, kj_arena *arena)
{
    kj_span *values = KJ_NEW(arena, kj_span, response->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < response->count; i++) {
        const kj_span value = response->values[i];
        if (value.len > id.len && value.ptr[id.len] == ':' && kj_span_starts(value, id))
            values[count++] = kj_span_sub(value, id.len + 1, value.len);
    }
    return (kj_response){.values = values, .count = count};
}

static void judge(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out)
{
    (void)round;
    const case_group *group = data;
    out->subs = KJ_NEW(arena, kj_verdict, group->questions.count);
    out->sub_count = group->questions.count;
    double sum = 0;
    size_t unjudged = SIZE_MAX;
    for (size_t i = 0; i < out->sub_count; i++) {
        const case_question *q = &group->questions.ptr[i];
        kj_verdict *sub = &out->subs[i];
        sub->words = out->words;
        const kj_response own = response_to(response, q->id, arena);
        type_of(q)->judge(q->form.data, 0, &own, arena, sub);
        sub->passed = sub->judged && sub->score >= sub->max;
        sub->feedback = kj_text_join(sub->feedback, q->why, arena);
        if (!sub->judged && unjudged == SIZE_MAX)
            unjudged = i;
        sum += sub->max > 0 ? sub->score / sub->max : 0;
    }
    kj_verdict_whole(out, false);
    out->score = sum / (double)out->sub_count;
    if (unjudged != SIZE_MAX) {
        kj_verdict_refuse(out, KJ_W_NONE);
        out->next = KJ_FILL(out->words, arena, KJ_W_REFUSE_SUB, kj_n("n", (int64_t)(unjudged + 1)),
                            kj_w("said", out->subs[unjudged].next));
    }
}

const kj_question_type kj_item_case = {
    .form = {.name = "case",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(case_group),
             .align = _Alignof(case_group),
             .about = "Several questions about one text.",
             .check = check},
    .ask = ask,
    .judge = judge,
};
