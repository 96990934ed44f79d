/* engine/lesson/items/single.c: "single", one right option of several.
 *
 * One point or none (QTI: match_correct). */
#include "lesson/items/types.h"

#include "lesson/items/parts.h"

typedef struct single {
    kj_at at;
    kj_item_options options;
} single;

static const kj_field fields[] = {
    {.key = "options",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(single, options),
     .min = 2,
     .max = 8,
     .object = &kj_object_item_option,
     .about = "The options, exactly one of them right."},
};

static void check(const void *data, const kj_checker *checker)
{
    const single *item = data;
    size_t right = 0;
    for (size_t i = 0; i < item->options.count; i++)
        right += item->options.ptr[i].right;
    if (right != 1)
        kj_check_report(checker, item->at, "options", SIZE_MAX, "E0501",
                        KJ_LIT("set 'right': true on exactly one option"),
                        "a single choice has one right option, not %zu", right);
}

static void ask(const void *data, size_t round, kj_arena *arena, kj_question *out)
{
    (void)round;
    (void)arena;
    const single *item = data;
    out->control = KJ_CONTROL_CHOICE;
    for (size_t i = 0; i < item->options.count; i++)
        kj_question_option(out, item->options.ptr[i].id, item->options.ptr[i].text);
}

static void judge(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out)
{
    (void)round;
    (void)arena;
    const single *item = data;
    const kj_span picked = kj_response_text(response);
    bool known = false, right = false;
    for (size_t i = 0; i < item->options.count; i++) {
        const kj_item_option *option = &item->options.ptr[i];
        const bool chosen = kj_span_equal(option->id, picked);
        known = known || chosen;
        right = right || (chosen && option->right);
        kj_verdict_option(out, option->id, kj_mark_for(chosen, option->right))->feedback =
            option->feedback;
        if (chosen)
            out->feedback = option->feedback;
    }
    kj_verdict_whole(out, right);
    if (!known)
        kj_verdict_refuse(out, KJ_W_REFUSE_ONE);
}

const kj_question_type kj_item_single = {
    .form = {.name = "single",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(single),
             .align = _Alignof(single),
             .about = "One right option of several.",
             .check = check},
    .ask = ask,
    .judge = judge,
};
