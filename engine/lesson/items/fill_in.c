/* engine/lesson/items/fill_in.c: "fill-in", a word for the gap.
 *
 * One point or none.  White space, capitals, full-width letters, quotation marks and a full stop
 * make no difference (QTI: stringMatch, caseSensitive false). */
#include "lesson/items/types.h"

#include "lesson/items/parts.h"

typedef struct near_text {
    kj_at at;
    kj_span text;
    kj_text feedback;
} near_text;

typedef struct fill_in {
    kj_at at;
    kj_span_list answers;
    KJ_LIST(near_text) near;
    kj_text feedback;
} fill_in;

static const kj_field near_fields[] = {
    {.key = "text",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_REQUIRED,
     .offset = offsetof(near_text, text),
     .min = 1,
     .max = 40,
     .about = "A wrong answer that a known mistake leads to."},
    {.key = "feedback",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(near_text, feedback),
     .about = "The mistake that leads there."},
};
static const kj_object near_object = {
    .name = "near-text",
    .fields = near_fields,
    .field_count = KJ_COUNT(near_fields),
    .size = sizeof(near_text),
    .align = _Alignof(near_text),
    .about = "A known wrong answer.",
};

static const kj_field fields[] = {
    {.key = "answers",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(fill_in, answers),
     .min = 1,
     .max = 16,
     .about = "The answers that count as right, the best one first."},
    {.key = "near",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_MANY,
     .offset = offsetof(fill_in, near),
     .min = 1,
     .max = 12,
     .object = &near_object,
     .about = "Known wrong answers."},
    {.key = "feedback",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(fill_in, feedback),
     .about = "What to say to any other wrong answer."},
};

static bool is_answer(const fill_in *item, kj_span folded, kj_arena *arena)
{
    for (size_t i = 0; i < item->answers.count; i++)
        if (kj_span_equal(kj_answer_fold(item->answers.ptr[i], arena), folded))
            return true;
    return false;
}

static void check(const void *data, const kj_checker *checker)
{
    const fill_in *item = data;
    kj_arena *scratch = kj_arena_new();
    for (size_t i = 0; i < item->answers.count; i++)
        if (kj_answer_fold(item->answers.ptr[i], scratch).len == 0)
            kj_check_report(checker, item->at, "answers", i, "E0502", (kj_span){NULL, 0},
                            "an answer of punctuation only can never be given");
    for (size_t i = 0; i < item->near.count; i++)
        if (is_answer(item, kj_answer_fold(item->near.ptr[i].text, scratch), scratch))
            kj_check_report(checker, item->near.ptr[i].at, "text", SIZE_MAX, "E0502",
                            (kj_span){NULL, 0}, "this wrong answer counts as right");
    kj_arena_free(scratch);
}

static void ask(const void *data, size_t round, kj_arena *arena, kj_question *out)
{
    (void)data;
    (void)round;
    (void)arena;
    out->control = KJ_CONTROL_TEXT;
}

static void judge(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out)
{
    (void)round;
    const fill_in *item = data;
    const kj_span typed = kj_answer_fold(kj_response_text(response), arena);
    kj_verdict_whole(out, typed.len > 0 && is_answer(item, typed, arena));
    if (typed.len == 0) {
        kj_verdict_refuse(out, KJ_W_REFUSE_BLANK);
        return;
    }
    out->key = item->answers.ptr[0];
    if (out->score >= 1)
        return;
    out->feedback = item->feedback;
    for (size_t i = 0; i < item->near.count; i++)
        if (kj_span_equal(kj_answer_fold(item->near.ptr[i].text, arena), typed)) {
            out->feedback = item->near.ptr[i].feedback;
            break;
        }
}

const kj_question_type kj_item_fill_in = {
    .form = {.name = "fill-in",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(fill_in),
             .align = _Alignof(fill_in),
             .about = "A word for the gap, which the stem shows as ____.",
             .check = check},
    .ask = ask,
    .judge = judge,
};
