/* engine/lesson/items/short_answer.c: "short-answer", a few sentences judged by what they name.
 *
 * Each criterion of the rubric is met where one of its words (`any`) stands in the answer and, if
 * it has a second list (`and`), one of that, too.  Points: those of the criteria that are met over
 * all; each group of words to avoid takes its points off once, and nothing goes below zero.  It is
 * judged by words, not by understanding: the reasons say so, and the answer can be contested.
 * Widths of characters, capitals and white space make no difference. */
#include "lesson/items/types.h"

#include "lesson/items/parts.h"
#include "lesson/judge_inner.h"

#define LEAST 4
#define MOST 200

typedef struct criterion {
    kj_at at;
    kj_span id, name;
    int32_t points;
    kj_span_list any, and;
    kj_text missing;
} criterion;

typedef struct avoided {
    kj_at at;
    kj_span_list words;
    int32_t points;
    kj_text why;
} avoided;

typedef struct short_answer {
    kj_at at;
    KJ_LIST(criterion) rubric;
    KJ_LIST(avoided) avoid;
    KJ_LIST(kj_text) models;
    int32_t min, max;
} short_answer;

static const kj_field criterion_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(criterion, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the criterion."},
    {.key = "name",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_REQUIRED,
     .offset = offsetof(criterion, name),
     .min = 1,
     .max = 12,
     .about = "What it is about, in a word or two."},
    {.key = "points",
     .kind = KJ_FIELD_INT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(criterion, points),
     .min = 1,
     .max = 100,
     .about = "Its weight among the criteria."},
    {.key = "any",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(criterion, any),
     .min = 1,
     .max = 32,
     .about = "Words of which one must be there."},
    {.key = "and",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_MANY,
     .offset = offsetof(criterion, and),
     .min = 1,
     .max = 32,
     .about = "Further words of which one must be there, too."},
    {.key = "missing",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(criterion, missing),
     .about = "What to add where it is not met."},
};
static const kj_object criterion_object = {
    .name = "criterion",
    .fields = criterion_fields,
    .field_count = KJ_COUNT(criterion_fields),
    .size = sizeof(criterion),
    .align = _Alignof(criterion),
    .about = "What the answer should name.",
};

static const kj_field avoided_fields[] = {
    {.key = "words",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(avoided, words),
     .min = 1,
     .max = 32,
     .about = "Words that have no place in the answer."},
    {.key = "points",
     .kind = KJ_FIELD_INT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(avoided, points),
     .min = 1,
     .max = 100,
     .about = "What any of them takes off, once."},
    {.key = "why",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(avoided, why),
     .about = "Why."},
};
static const kj_object avoided_object = {
    .name = "avoided",
    .fields = avoided_fields,
    .field_count = KJ_COUNT(avoided_fields),
    .size = sizeof(avoided),
    .align = _Alignof(avoided),
    .about = "What the answer should not say.",
};

static const kj_field fields[] = {
    {.key = "rubric",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(short_answer, rubric),
     .min = 1,
     .max = 6,
     .object = &criterion_object,
     .about = "What the answer should name."},
    {.key = "avoid",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_MANY,
     .offset = offsetof(short_answer, avoid),
     .min = 1,
     .max = 4,
     .object = &avoided_object,
     .about = "What it should not say."},
    {.key = "models",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(short_answer, models),
     .min = 1,
     .max = 4,
     .about = "Model answers; two are best."},
    {.key = "min",
     .kind = KJ_FIELD_INT,
     .offset = offsetof(short_answer, min),
     .min = 1,
     .max = MOST,
     .about = "Characters that it must have, marks not counted; 4 where it is left out."},
    {.key = "max",
     .kind = KJ_FIELD_INT,
     .offset = offsetof(short_answer, max),
     .min = 1,
     .max = MOST,
     .about = "Characters that it may have; 200 where it is left out."},
};

static size_t least(const short_answer *item)
{
    return item->min > 0 ? (size_t)item->min : LEAST;
}

static size_t most(const short_answer *item)
{
    return item->max > 0 ? (size_t)item->max : MOST;
}

static void ask(const void *data, size_t round, kj_arena *arena, kj_question *out)
{
    (void)data;
    (void)round;
    (void)arena;
    out->control = KJ_CONTROL_TEXT;
    out->lines = 3;
    out->says = true;
}

typedef struct reading {
    kj_span text;
    kj_sentence *s;
    kj_form_verdict marks;
    kj_arena *arena;
    kj_verdict *out;
} reading;

/* The first word of the list that stands in the answer, as the learner wrote it; marked. */
static bool holds(reading *r, kj_span_list words, kj_sign sign, kj_span *as_written)
{
    size_t at = 0, len = 0;
    for (size_t i = 0; i < words.count; i++) {
        if (!kj_sentence_holds(r->s, words.ptr[i], r->arena, &at, &len))
            continue;
        kj_add_part(&r->marks, r->s, at, len, sign);
        *as_written = kj_span_sub(r->text, r->s->start[at], r->s->to[at + len - 1]);
        return true;
    }
    return false;
}

static void judge_criterion(reading *r, const criterion *c)
{
    kj_span word = {NULL, 0}, other = {NULL, 0};
    const bool met = holds(r, c->any, KJ_SIGN_WIDE, &word) &&
                     (c->and.count == 0 || holds(r, c->and, KJ_SIGN_WIDE, &other));
    r->out->criteria[r->out->criterion_count++] = (kj_criterion){
        .name = c->name,
        .points = met ? c->points : 0,
        .max = c->points,
        .reason = met ? KJ_FILL(r->out->words, r->arena, KJ_W_SHORT_HERE, kj_w("word", word))
                      : c->missing.plain,
    };
    r->out->score += met ? c->points : 0;
    r->out->max += c->points;
    if (!met && r->out->next.len == 0)
        r->out->next = c->missing.plain;
}

static void judge_avoided(reading *r, const avoided *a)
{
    kj_span word = {NULL, 0};
    if (!holds(r, a->words, KJ_SIGN_LEADING, &word))
        return;
    r->out->score -= a->points;
    const kj_text said =
        kj_text_of(KJ_FILL(r->out->words, r->arena, KJ_W_SHORT_AVOID, kj_w("word", word)));
    r->out->feedback =
        kj_text_join(r->out->feedback, kj_text_join(said, a->why, r->arena), r->arena);
}

/* Whether it is long and short enough, and Chinese; else a hint. */
static bool is_answer(const short_answer *item, reading *r)
{
    const kj_sentence *s = r->s;
    kj_verdict_refuse(r->out, KJ_W_NONE);
    if (s->characters == 0)
        r->out->next = kj_words_get(r->out->words, KJ_W_SHORT_HINT_EMPTY);
    else if (s->han == 0 || s->han < s->latin)
        r->out->next = kj_words_get(r->out->words, KJ_W_SHORT_HINT_CHINESE);
    else if (s->characters < least(item))
        r->out->next = KJ_FILL(r->out->words, r->arena, KJ_W_SHORT_HINT_SHORT,
                               kj_n("n", (int64_t)least(item)));
    else if (s->characters > most(item))
        r->out->next = KJ_FILL(r->out->words, r->arena, KJ_W_SHORT_HINT_LONG,
                               kj_n("n", (int64_t)s->characters), kj_n("max", (int64_t)most(item)));
    else
        r->out->judged = true;
    return r->out->judged;
}

static void judge(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out)
{
    (void)round;
    const short_answer *item = data;
    reading r = {.arena = arena, .out = out};
    /* Not trimmed: the marked parts count bytes of the response as it was given. */
    r.text = response->count > 0 ? response->values[0] : (kj_span){NULL, 0};
    r.s = KJ_NEW(arena, kj_sentence, 1);
    kj_sentence_read(r.s, r.text, arena);
    out->score = out->max = 0;
    if (!is_answer(item, &r)) {
        out->max = 1;
        return;
    }
    for (size_t i = 0; i < item->rubric.count; i++)
        judge_criterion(&r, &item->rubric.ptr[i]);
    for (size_t i = 0; i < item->avoid.count; i++)
        judge_avoided(&r, &item->avoid.ptr[i]);
    out->score = out->score > 0 ? out->score : 0;
    for (size_t i = 0; i < item->models.count; i++)
        out->models[out->model_count++] = item->models.ptr[i];
    out->part_count = r.marks.part_count;
    for (size_t i = 0; i < r.marks.part_count; i++)
        out->parts[i] = r.marks.parts[i];
}

/* A model that would lose points contradicts the item. */
static void check(const void *data, const kj_checker *checker)
{
    const short_answer *item = data;
    if (least(item) > most(item))
        kj_check_report(checker, item->at, "min", SIZE_MAX, "E0501",
                        KJ_LIT("make min the smaller one"), "min is larger than max");
    if (!checker->strict)
        return;
    kj_arena *scratch = kj_arena_new();
    for (size_t k = 0; k < item->models.count; k++) {
        kj_verdict verdict = {.judged = true};
        const kj_response response = {&item->models.ptr[k].plain, 1};
        judge(item, 0, &response, scratch, &verdict);
        if (!verdict.judged || verdict.score < verdict.max)
            kj_check_report(checker, item->at, "models", k, "W0501", verdict.next,
                            "this model answer would not get all points");
    }
    kj_arena_free(scratch);
}

const kj_question_type kj_item_short_answer = {
    .form = {.name = "short-answer",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(short_answer),
             .align = _Alignof(short_answer),
             .about = "A few sentences, judged by what they name.",
             .check = check},
    .ask = ask,
    .judge = judge,
};
