/* engine/lesson/items/true_false.c: "true-false", a statement to accept or refuse.
 *
 * One point or none.  The response is "true" or "false". */
#include "lesson/items/types.h"

#include "lesson/items/parts.h"

typedef struct true_false {
    kj_at at;
    bool answer;
    kj_text feedback;
} true_false;

static const kj_field fields[] = {
    {.key = "answer",
     .kind = KJ_FIELD_BOOL,
     .flags = KJ_REQUIRED,
     .offset = offsetof(true_false, answer),
     .about = "Whether the statement is true."},
    {.key = "feedback",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(true_false, feedback),
     .about = "What is tempting in the wrong answer and why it is wrong."},
};

/* Shown texts of the two answers, in the order they are shown. */
static const struct {
    kj_span id;
    kj_word_id text;
    bool value;
} answers[] = {
    {{KJ_SPAN("true")}, KJ_W_TRUTH_TRUE, true},
    {{KJ_SPAN("false")}, KJ_W_TRUTH_FALSE, false},
};

static void ask(const void *data, size_t round, kj_arena *arena, kj_question *out)
{
    (void)data;
    (void)round;
    (void)arena;
    out->control = KJ_CONTROL_CHOICE;
    out->fixed = true;
    for (size_t i = 0; i < KJ_COUNT(answers); i++)
        kj_question_option(out, answers[i].id,
                           kj_text_of(kj_words_get(out->words, answers[i].text)));
}

static void judge(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out)
{
    (void)round;
    (void)arena;
    const true_false *item = data;
    const kj_span picked = kj_response_text(response);
    bool known = false, right = false;
    for (size_t i = 0; i < KJ_COUNT(answers); i++) {
        const bool is_key = answers[i].value == item->answer;
        const bool chosen = kj_span_equal(answers[i].id, picked);
        known = known || chosen;
        right = right || (chosen && is_key);
        kj_option_verdict *option =
            kj_verdict_option(out, answers[i].id, kj_mark_for(chosen, is_key));
        if (!is_key)
            option->feedback = item->feedback;
    }
    kj_verdict_whole(out, right);
    if (!known)
        kj_verdict_refuse(out, KJ_W_REFUSE_TRUE_FALSE);
    else if (!right)
        out->feedback = item->feedback;
}

const kj_question_type kj_item_true_false = {
    .form = {.name = "true-false",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(true_false),
             .align = _Alignof(true_false),
             .about = "A statement that is true or false."},
    .ask = ask,
    .judge = judge,
};
