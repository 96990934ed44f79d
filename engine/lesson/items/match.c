/* engine/lesson/items/match.c: "match", left sides to join with right sides.
 *
 * Points: the share of pairs that is right (QTI: map_response).  A right side has the id of its
 * pair, so a response is "a=a" where it is right; `extra` adds right sides that fit nothing. */
#include "lesson/items/types.h"

#include "lesson/items/parts.h"

typedef struct pair {
    kj_at at;
    kj_span id;
    kj_text left, right, feedback;
} pair;

typedef struct match {
    kj_at at;
    KJ_LIST(pair) pairs;
    kj_item_labels extra;
    kj_text feedback;
} match;

static const kj_field pair_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(pair, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names both sides in records."},
    {.key = "left",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(pair, left),
     .about = "The left side."},
    {.key = "right",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(pair, right),
     .about = "The right side that belongs to it."},
    {.key = "feedback",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(pair, feedback),
     .about = "Why the two belong together."},
};
static const kj_object pair_object = {
    .name = "pair",
    .fields = pair_fields,
    .field_count = KJ_COUNT(pair_fields),
    .size = sizeof(pair),
    .align = _Alignof(pair),
    .about = "Two sides that belong together.",
};

static const kj_field fields[] = {
    {.key = "pairs",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(match, pairs),
     .min = 2,
     .max = 12,
     .object = &pair_object,
     .about = "The pairs."},
    {.key = "extra",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_MANY,
     .offset = offsetof(match, extra),
     .min = 1,
     .max = 6,
     .object = &kj_object_item_label,
     .about = "Right sides that belong to nothing."},
    {.key = "feedback",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(match, feedback),
     .about = "The usual mistake and why it is one."},
};

static void check(const void *data, const kj_checker *checker)
{
    const match *item = data;
    for (size_t i = 0; i < item->extra.count; i++)
        for (size_t k = 0; k < item->pairs.count; k++)
            if (kj_span_equal(item->extra.ptr[i].id, item->pairs.ptr[k].id))
                kj_check_report(checker, item->extra.ptr[i].at, "id", SIZE_MAX, "E0301",
                                KJ_LIT("a right side has the id of its pair"),
                                "id '%.*s' is already that of a pair",
                                KJ_ARG(item->extra.ptr[i].id));
}

static void ask(const void *data, size_t round, kj_arena *arena, kj_question *out)
{
    (void)round;
    (void)arena;
    const match *item = data;
    out->control = KJ_CONTROL_PAIRS;
    for (size_t i = 0; i < item->pairs.count; i++) {
        kj_question_option(out, item->pairs.ptr[i].id, item->pairs.ptr[i].left);
        kj_question_target(out, item->pairs.ptr[i].id, item->pairs.ptr[i].right);
    }
    for (size_t i = 0; i < item->extra.count; i++)
        kj_question_target(out, item->extra.ptr[i].id, item->extra.ptr[i].text);
}

static void judge(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out)
{
    (void)round;
    (void)arena;
    const match *item = data;
    size_t right = 0, joined = 0;
    for (size_t i = 0; i < item->pairs.count; i++) {
        const pair *p = &item->pairs.ptr[i];
        const kj_span to = kj_response_pair(response, p->id);
        const bool is_right = kj_span_equal(to, p->id);
        joined += to.len > 0;
        right += is_right;
        kj_option_verdict *option = kj_verdict_option(out, p->id,
                                                      to.len == 0 ? KJ_OF_MISSED
                                                      : is_right  ? KJ_OF_RIGHT
                                                                  : KJ_OF_WRONG);
        option->right = p->id;
        option->feedback = p->feedback;
    }
    kj_verdict_whole(out, false);
    out->score = (double)right / (double)item->pairs.count;
    if (joined == 0)
        kj_verdict_refuse(out, KJ_W_REFUSE_PAIRS);
    else if (right < item->pairs.count)
        out->feedback = item->feedback;
}

const kj_question_type kj_item_match = {
    .form = {.name = "match",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(match),
             .align = _Alignof(match),
             .about = "Left sides to join with right sides.",
             .check = check},
    .ask = ask,
    .judge = judge,
};
