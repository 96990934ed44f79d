/* engine/lesson/drills/rapid.c: "rapid", sentences to sort against the clock.
 *
 * Of a run's 100 points 80 are for right answers and 20 for steadiness: no three misses in a row.
 * The clock is the player's; a run without it counts equally. */
#include "lesson/drills/types.h"

#include "lesson/items/parts.h"

#define SECONDS 6
#define MISSES_MAX 2 /* in a row */

typedef struct sentence {
    kj_at at;
    kj_span id;
    kj_text text;
    kj_span answer;
    kj_text feedback;
} sentence;

typedef struct rapid {
    kj_at at;
    kj_item_labels choices;
    int32_t seconds;
    KJ_LIST(sentence) sentences;
} rapid;

static const kj_field sentence_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(sentence, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the round in records."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(sentence, text),
     .about = "The sentence."},
    {.key = "answer",
     .kind = KJ_FIELD_REF,
     .flags = KJ_REQUIRED,
     .offset = offsetof(sentence, answer),
     .ref = KJ_REF_LOCAL,
     .about = "The id of the right choice."},
    {.key = "feedback",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(sentence, feedback),
     .about = "Why it is right."},
};
static const kj_object sentence_object = {
    .name = "rapid-sentence",
    .fields = sentence_fields,
    .field_count = KJ_COUNT(sentence_fields),
    .size = sizeof(sentence),
    .align = _Alignof(sentence),
    .about = "A sentence with its answer.",
};

static const kj_field fields[] = {
    {.key = "choices",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(rapid, choices),
     .min = 2,
     .max = 6,
     .object = &kj_object_item_label,
     .about = "The choices, the same for every sentence."},
    {.key = "seconds",
     .kind = KJ_FIELD_INT,
     .offset = offsetof(rapid, seconds),
     .min = 2,
     .max = 60,
     .about = "Time for a sentence; 6 where it is left out."},
    {.key = "sentences",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(rapid, sentences),
     .min = 1,
     .max = 64,
     .object = &sentence_object,
     .about = "The sentences."},
};

static size_t choice_of(const rapid *drill, kj_span id)
{
    for (size_t i = 0; i < drill->choices.count; i++)
        if (kj_span_equal(drill->choices.ptr[i].id, id))
            return i;
    return SIZE_MAX;
}

static void check(const void *data, const kj_checker *checker)
{
    const rapid *drill = data;
    kj_span words[KJ_OPTIONS_MAX];
    for (size_t i = 0; i < drill->choices.count; i++)
        words[i] = drill->choices.ptr[i].id;
    for (size_t i = 0; i < drill->sentences.count; i++) {
        const sentence *s = &drill->sentences.ptr[i];
        if (choice_of(drill, s->answer) == SIZE_MAX)
            kj_check_report(checker, s->at, "answer", SIZE_MAX, "E0302",
                            kj_nearest(s->answer, words, drill->choices.count),
                            "choice '%.*s' does not exist", KJ_ARG(s->answer));
    }
}

static size_t rounds(const void *data)
{
    const rapid *drill = data;
    return drill->sentences.count;
}

static kj_span round_id(const void *data, size_t round)
{
    const rapid *drill = data;
    return drill->sentences.ptr[round].id;
}

static void ask(const void *data, size_t round, kj_arena *arena, kj_question *out)
{
    (void)arena;
    const rapid *drill = data;
    out->control = KJ_CONTROL_CHOICE;
    out->fixed = true;
    out->quote = drill->sentences.ptr[round].text;
    out->seconds = drill->seconds > 0 ? drill->seconds : SECONDS;
    for (size_t i = 0; i < drill->choices.count; i++)
        kj_question_option(out, drill->choices.ptr[i].id, drill->choices.ptr[i].text);
}

/* No choice in time is a miss, not a refusal: the sentence is gone. */
static void judge(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out)
{
    (void)arena;
    const rapid *drill = data;
    const sentence *s = &drill->sentences.ptr[round];
    const kj_span picked = kj_response_text(response);
    for (size_t i = 0; i < drill->choices.count; i++) {
        const kj_span id = drill->choices.ptr[i].id;
        kj_verdict_option(out, id,
                          kj_mark_for(kj_span_equal(id, picked), kj_span_equal(id, s->answer)));
    }
    const size_t key = choice_of(drill, s->answer);
    kj_verdict_whole(out, key != SIZE_MAX && kj_span_equal(s->answer, picked));
    out->passed = out->score >= 1;
    out->feedback = s->feedback;
    if (key != SIZE_MAX)
        out->key = drill->choices.ptr[key].text.plain;
}

static double total(const void *data, const double *shares, size_t count)
{
    (void)data;
    size_t right = 0, misses = 0;
    bool steady = true;
    for (size_t i = 0; i < count; i++) {
        const bool hit = shares[i] >= 1;
        right += hit;
        misses = hit ? 0 : misses + 1;
        steady = steady && misses <= MISSES_MAX;
    }
    if (right == 0) /* a run too short for three misses is not steady for having none right */
        return 0;
    return 0.8 * (double)right / (double)count + (steady ? 0.2 : 0);
}

const kj_question_type kj_drill_rapid = {
    .form = {.name = "rapid",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(rapid),
             .align = _Alignof(rapid),
             .about = "Sentences to sort against the clock.",
             .check = check},
    .rounds = rounds,
    .round_id = round_id,
    .ask = ask,
    .judge = judge,
    .total = total,
};
