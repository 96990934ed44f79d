/* engine/lesson/items/multiple.c: "multiple", all right options of several.
 *
 * Points: max(0, (hits − false picks) ÷ keys); so neither picking nothing nor picking everything
 * pays (QTI: map_response with 1/keys and −1/keys, lower bound 0). */
#include "lesson/items/types.h"

#include "lesson/items/parts.h"

typedef struct multiple {
    kj_at at;
    kj_item_options options;
} multiple;

static const kj_field fields[] = {
    {.key = "options",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(multiple, options),
     .min = 2,
     .max = 12,
     .object = &kj_object_item_option,
     .about = "The options, at least one of them right and one wrong."},
};

static void check(const void *data, const kj_checker *checker)
{
    const multiple *item = data;
    size_t right = 0;
    for (size_t i = 0; i < item->options.count; i++)
        right += item->options.ptr[i].right;
    if (right == 0 || right == item->options.count)
        kj_check_report(checker, item->at, "options", SIZE_MAX, "E0501",
                        KJ_LIT("give at least one right and one wrong option"),
                        right == 0 ? "none of the options is right" : "all options are right");
}

static void ask(const void *data, size_t round, kj_arena *arena, kj_question *out)
{
    (void)round;
    (void)arena;
    const multiple *item = data;
    out->control = KJ_CONTROL_CHOICES;
    for (size_t i = 0; i < item->options.count; i++)
        kj_question_option(out, item->options.ptr[i].id, item->options.ptr[i].text);
}

static void judge(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out)
{
    (void)round;
    (void)arena;
    const multiple *item = data;
    size_t keys = 0, hits = 0, false_picks = 0;
    for (size_t i = 0; i < item->options.count; i++) {
        const kj_item_option *option = &item->options.ptr[i];
        const bool chosen = kj_response_find(response, option->id) != SIZE_MAX;
        keys += option->right;
        hits += chosen && option->right;
        false_picks += chosen && !option->right;
        kj_verdict_option(out, option->id, kj_mark_for(chosen, option->right))->feedback =
            option->feedback;
    }
    kj_verdict_whole(out, false);
    if (hits > false_picks)
        out->score = (double)(hits - false_picks) / (double)keys;
    if (hits + false_picks == 0)
        kj_verdict_refuse(out, KJ_W_REFUSE_SOME);
}

const kj_question_type kj_item_multiple = {
    .form = {.name = "multiple",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(multiple),
             .align = _Alignof(multiple),
             .about = "All right options of several.",
             .check = check},
    .ask = ask,
    .judge = judge,
};
