/* engine/lesson/items/categorise.c: "categorise", things to put into bins.
 *
 * Points: the share of things in the right bin.  A response is "thing=bin". */
#include "lesson/items/types.h"

#include "lesson/items/parts.h"

typedef struct thing {
    kj_at at;
    kj_span id;
    kj_text text;
    kj_span bin;
    kj_text feedback;
} thing;

typedef struct categorise {
    kj_at at;
    kj_item_labels bins;
    KJ_LIST(thing) things;
    kj_text feedback;
} categorise;

static const kj_field thing_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(thing, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the thing in records."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(thing, text),
     .about = "What the learner puts into a bin."},
    {.key = "bin",
     .kind = KJ_FIELD_REF,
     .flags = KJ_REQUIRED,
     .offset = offsetof(thing, bin),
     .ref = KJ_REF_LOCAL,
     .about = "The id of the bin where it belongs."},
    {.key = "feedback",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(thing, feedback),
     .about = "Why it belongs there."},
};
static const kj_object thing_object = {
    .name = "thing",
    .fields = thing_fields,
    .field_count = KJ_COUNT(thing_fields),
    .size = sizeof(thing),
    .align = _Alignof(thing),
    .about = "A thing that belongs into a bin.",
};

static const kj_field fields[] = {
    {.key = "bins",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(categorise, bins),
     .min = 2,
     .max = 8,
     .object = &kj_object_item_label,
     .about = "The bins, shown in this order."},
    {.key = "things",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(categorise, things),
     .min = 2,
     .max = 16,
     .object = &thing_object,
     .about = "The things."},
    {.key = "feedback",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(categorise, feedback),
     .about = "The usual mistake and why it is one."},
};

static bool has_bin(const categorise *item, kj_span id)
{
    for (size_t i = 0; i < item->bins.count; i++)
        if (kj_span_equal(item->bins.ptr[i].id, id))
            return true;
    return false;
}

static void check(const void *data, const kj_checker *checker)
{
    const categorise *item = data;
    kj_span words[KJ_OPTIONS_MAX];
    for (size_t i = 0; i < item->bins.count; i++)
        words[i] = item->bins.ptr[i].id;
    for (size_t i = 0; i < item->things.count; i++) {
        const thing *t = &item->things.ptr[i];
        if (!has_bin(item, t->bin))
            kj_check_report(checker, t->at, "bin", SIZE_MAX, "E0302",
                            kj_nearest(t->bin, words, item->bins.count),
                            "bin '%.*s' does not exist", KJ_ARG(t->bin));
    }
}

static void ask(const void *data, size_t round, kj_arena *arena, kj_question *out)
{
    (void)round;
    (void)arena;
    const categorise *item = data;
    out->control = KJ_CONTROL_BINS;
    for (size_t i = 0; i < item->things.count; i++)
        kj_question_option(out, item->things.ptr[i].id, item->things.ptr[i].text);
    for (size_t i = 0; i < item->bins.count; i++)
        kj_question_target(out, item->bins.ptr[i].id, item->bins.ptr[i].text);
}

static void judge(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out)
{
    (void)round;
    (void)arena;
    const categorise *item = data;
    size_t right = 0, sorted = 0;
    for (size_t i = 0; i < item->things.count; i++) {
        const thing *t = &item->things.ptr[i];
        const kj_span to = kj_response_pair(response, t->id);
        const bool is_right = kj_span_equal(to, t->bin);
        sorted += to.len > 0;
        right += is_right;
        kj_option_verdict *option = kj_verdict_option(out, t->id,
                                                      to.len == 0 ? KJ_OF_MISSED
                                                      : is_right  ? KJ_OF_RIGHT
                                                                  : KJ_OF_WRONG);
        option->right = t->bin;
        option->feedback = t->feedback;
    }
    kj_verdict_whole(out, false);
    out->score = (double)right / (double)item->things.count;
    if (sorted == 0)
        kj_verdict_refuse(out, KJ_W_REFUSE_BINS);
    else if (right < item->things.count)
        out->feedback = item->feedback;
}

const kj_question_type kj_item_categorise = {
    .form = {.name = "categorise",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(categorise),
             .align = _Alignof(categorise),
             .about = "Things to put into bins.",
             .check = check},
    .ask = ask,
    .judge = judge,
};
