/* engine/lesson/items/order.c: "order", steps to put in order.
 *
 * Points: pairs in the right order ÷ all pairs, counted only from 0.6 up: a random order has half
 * of its pairs right and should earn nothing.  A step left out has no pair right. */
#include "lesson/items/types.h"

#include "lesson/items/parts.h"

#define SHARE_MIN 0.6

typedef struct order {
    kj_at at;
    kj_item_labels steps;
    kj_text feedback;
} order;

static const kj_field fields[] = {
    {.key = "steps",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(order, steps),
     .min = 2,
     .max = 12,
     .object = &kj_object_item_label,
     .about = "The steps in their right order."},
    {.key = "feedback",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(order, feedback),
     .about = "The usual mistake and why it is one."},
};

static void ask(const void *data, size_t round, kj_arena *arena, kj_question *out)
{
    (void)round;
    (void)arena;
    const order *item = data;
    out->control = KJ_CONTROL_ORDER;
    for (size_t i = 0; i < item->steps.count; i++)
        kj_question_option(out, item->steps.ptr[i].id, item->steps.ptr[i].text);
}

/* Where each step was put, counted among the known ids of the response only; SIZE_MAX: nowhere. */
static size_t place_steps(const order *item, const kj_response *response, size_t *place)
{
    size_t placed = 0;
    for (size_t i = 0; i < item->steps.count; i++)
        place[i] = SIZE_MAX;
    for (size_t i = 0; i < response->count; i++)
        for (size_t k = 0; k < item->steps.count; k++)
            if (place[k] == SIZE_MAX && kj_span_equal(item->steps.ptr[k].id, response->values[i])) {
                place[k] = placed++;
                break;
            }
    return placed;
}

static void judge(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out)
{
    (void)round;
    const order *item = data;
    size_t place[KJ_OPTIONS_MAX];
    const size_t placed = place_steps(item, response, place);
    size_t right = 0, all = 0;
    for (size_t i = 0; i < item->steps.count; i++)
        for (size_t k = i + 1; k < item->steps.count; k++) {
            all++;
            right += place[i] != SIZE_MAX && place[k] != SIZE_MAX && place[i] < place[k];
        }
    kj_verdict_whole(out, right == all);
    const double share = all > 0 ? (double)right / (double)all : 1;
    out->score = share >= SHARE_MIN ? share : 0;
    for (size_t i = 0; i < item->steps.count; i++) {
        const kj_mark_of mark = place[i] == SIZE_MAX ? KJ_OF_MISSED
                                : place[i] == i      ? KJ_OF_RIGHT
                                                     : KJ_OF_WRONG;
        kj_verdict_option(out, item->steps.ptr[i].id, mark)->right = kj_number_text(i + 1, arena);
    }
    if (placed == 0)
        kj_verdict_refuse(out, KJ_W_REFUSE_ORDER);
    else if (right < all)
        out->feedback = item->feedback;
}

const kj_question_type kj_item_order = {
    .form = {.name = "order",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(order),
             .align = _Alignof(order),
             .about = "Steps to put in order."},
    .ask = ask,
    .judge = judge,
};
