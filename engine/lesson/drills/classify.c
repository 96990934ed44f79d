/* engine/lesson/drills/classify.c: "classify", what a question is for.
 *
 * One round a sentence: into 开放, 引导, 验证, 价值, or not to be asked like this.  With `forms`,
 * a second round asks for its form; it is called as the sentence with ".form" behind it.  A round
 * is worth one point; a run is the mean of its rounds. */
#include "lesson/drills/types.h"

#include "lesson/items/parts.h"
#include "lesson/judge.h"

typedef struct sentence {
    kj_at at;
    kj_span id;
    kj_text text;
    uint32_t bin, form; /* into bins, forms */
    kj_text feedback;
} sentence;

typedef struct classify {
    kj_at at;
    KJ_LIST(sentence) sentences;
    bool forms;
} classify;

/* The fixed options and what is asked, as the screen shows them. */
typedef struct answer {
    kj_span id;
    kj_word_id text;
} answer;
static const answer bins[] = {
    {{KJ_SPAN("open")}, KJ_W_CLASSIFY_OPEN},
    {{KJ_SPAN("probing")}, KJ_W_CLASSIFY_PROBING},
    {{KJ_SPAN("confirming")}, KJ_W_CLASSIFY_CONFIRMING},
    {{KJ_SPAN("value")}, KJ_W_CLASSIFY_VALUE},
    {{KJ_SPAN("unfit")}, KJ_W_CLASSIFY_UNFIT},
};
static const answer forms[] = {
    {{KJ_SPAN("open")}, KJ_W_CLASSIFY_FORM_OPEN},
    {{KJ_SPAN("closed")}, KJ_W_CLASSIFY_FORM_CLOSED},
};

static const char *const bin_words[] = {"open", "probing", "confirming", "value", "unfit", NULL};
static const char *const form_words[] = {"open", "closed", NULL};

static const kj_field sentence_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(sentence, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the round in records; '.form' is added for the second step."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(sentence, text),
     .about = "The sentence to classify."},
    {.key = "bin",
     .kind = KJ_FIELD_WORD,
     .flags = KJ_REQUIRED,
     .offset = offsetof(sentence, bin),
     .words = bin_words,
     .about = "What it is for, or 'unfit' for what should not be asked like this."},
    {.key = "form",
     .kind = KJ_FIELD_WORD,
     .flags = KJ_REQUIRED,
     .offset = offsetof(sentence, form),
     .words = form_words,
     .about = "Whether its form is open or closed."},
    {.key = "feedback",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(sentence, feedback),
     .about = "Why it belongs there."},
};
static const kj_object sentence_object = {
    .name = "classified-sentence",
    .fields = sentence_fields,
    .field_count = KJ_COUNT(sentence_fields),
    .size = sizeof(sentence),
    .align = _Alignof(sentence),
    .about = "A sentence with its purpose and form.",
};

static const kj_field fields[] = {
    {.key = "sentences",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(classify, sentences),
     .min = 1,
     .max = 32,
     .object = &sentence_object,
     .about = "The sentences."},
    {.key = "forms",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(classify, forms),
     .about = "Whether each sentence's form is asked as a second step."},
};

/* A form that the judge of rewrites would call otherwise teaches two things at once. */
static void check(const void *data, const kj_checker *checker)
{
    const classify *drill = data;
    if (!checker->strict)
        return;
    kj_arena *scratch = kj_arena_new();
    for (size_t i = 0; i < drill->sentences.count; i++) {
        const sentence *s = &drill->sentences.ptr[i];
        const kj_form_verdict verdict = kj_form_judge(s->text.plain, scratch);
        const bool open = verdict.form == KJ_FORM_OPEN;
        if (verdict.form != KJ_FORM_NARROW && open != (s->form == 0))
            kj_check_report(checker, s->at, "form", SIZE_MAX, "W0501", (kj_span){NULL, 0},
                            "the judge of rewrites calls this sentence '%s' by the rule '%s'",
                            kj_form_words[verdict.form], kj_rule_words[verdict.rule]);
    }
    kj_arena_free(scratch);
}

static size_t rounds(const void *data)
{
    const classify *drill = data;
    return drill->sentences.count * (drill->forms ? 2 : 1);
}

static const sentence *sentence_of(const classify *drill, size_t round)
{
    return &drill->sentences.ptr[drill->forms ? round / 2 : round];
}

static bool asks_form(const classify *drill, size_t round)
{
    return drill->forms && round % 2 == 1;
}

static kj_span round_id(const void *data, size_t round)
{
    return sentence_of(data, round)->id;
}

static const char *round_suffix(const void *data, size_t round)
{
    return asks_form(data, round) ? ".form" : "";
}

static void ask(const void *data, size_t round, kj_arena *arena, kj_question *out)
{
    (void)arena;
    const classify *drill = data;
    const bool form = asks_form(drill, round);
    const answer *answers = form ? forms : bins;
    const size_t count = form ? KJ_COUNT(forms) : KJ_COUNT(bins);
    out->control = KJ_CONTROL_CHOICE;
    out->fixed = true;
    out->prompt = kj_text_of(
        kj_words_get(out->words, form ? KJ_W_CLASSIFY_ASK_FORM : KJ_W_CLASSIFY_ASK_PURPOSE));
    out->quote = sentence_of(drill, round)->text;
    for (size_t i = 0; i < count; i++)
        kj_question_option(out, answers[i].id,
                           kj_text_of(kj_words_get(out->words, answers[i].text)));
}

static void judge(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out)
{
    (void)arena;
    const classify *drill = data;
    const sentence *s = sentence_of(drill, round);
    const bool form = asks_form(drill, round);
    const answer *answers = form ? forms : bins;
    const size_t count = form ? KJ_COUNT(forms) : KJ_COUNT(bins);
    const size_t key = form ? s->form : s->bin;
    const kj_span picked = kj_response_text(response);
    bool known = false;
    for (size_t i = 0; i < count; i++) {
        const bool chosen = kj_span_equal(answers[i].id, picked);
        known = known || chosen;
        kj_verdict_option(out, answers[i].id, kj_mark_for(chosen, i == key));
    }
    kj_verdict_whole(out, kj_span_equal(answers[key].id, picked));
    out->passed = out->score >= 1;
    out->key = kj_words_get(out->words, answers[key].text);
    out->feedback = s->feedback;
    if (!known)
        kj_verdict_refuse(out, KJ_W_REFUSE_CLASS);
}

const kj_question_type kj_drill_classify = {
    .form = {.name = "classify",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(classify),
             .align = _Alignof(classify),
             .about = "What a question is for, and its form.",
             .check = check},
    .rounds = rounds,
    .round_id = round_id,
    .round_suffix = round_suffix,
    .ask = ask,
    .judge = judge,
};
