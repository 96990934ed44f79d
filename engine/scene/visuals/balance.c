/* engine/scene/visuals/balance.c: "balance", what two sides of a negotiation can accept, on one
 * axis.  Who sells accepts its floor and everything above, who buys its ceiling and everything
 * below; where both do, there is room for an agreement, and its width is computed here. */
#include "scene/visuals/balance.h"

#include <math.h>

#define SIDE_FIELDS \
    {.key = "id", \
     .kind = KJ_FIELD_ID, \
     .flags = KJ_REQUIRED, \
     .offset = offsetof(kj_balance_side, id), \
     .ref = KJ_REF_LOCAL, \
     .about = "Names the range between the side's limit and its target."}, \
    { \
        .key = "name", .kind = KJ_FIELD_TEXT, .flags = KJ_REQUIRED, \
        .offset = offsetof(kj_balance_side, name), .min = 1, .max = 12, .about = "Who it is." \
    }

static const kj_field seller_fields[] = {
    SIDE_FIELDS,
    {.key = "floor",
     .kind = KJ_FIELD_NUMBER,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_balance_side, limit),
     .min = -KJ_CHART_MOST,
     .max = KJ_CHART_MOST,
     .about = "The least that it accepts."},
    {.key = "target",
     .kind = KJ_FIELD_NUMBER,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_balance_side, target),
     .min = -KJ_CHART_MOST,
     .max = KJ_CHART_MOST,
     .about = "What it hopes for."},
    {.key = "floor_label",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_balance_side, limit_label),
     .min = 1,
     .max = 8,
     .about = "The word at the floor."},
    {.key = "target_label",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_balance_side, target_label),
     .min = 1,
     .max = 8,
     .about = "The word at the target."},
};
static const kj_object seller_object = {
    .name = "seller",
    .fields = seller_fields,
    .field_count = KJ_COUNT(seller_fields),
    .size = sizeof(kj_balance_side),
    .align = _Alignof(kj_balance_side),
    .id_offset = offsetof(kj_balance_side, id),
    .about = "Who sells, in the visual 'balance'.",
};

static const kj_field buyer_fields[] = {
    SIDE_FIELDS,
    {.key = "target",
     .kind = KJ_FIELD_NUMBER,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_balance_side, target),
     .min = -KJ_CHART_MOST,
     .max = KJ_CHART_MOST,
     .about = "What it hopes for."},
    {.key = "ceiling",
     .kind = KJ_FIELD_NUMBER,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_balance_side, limit),
     .min = -KJ_CHART_MOST,
     .max = KJ_CHART_MOST,
     .about = "The most that it accepts."},
    {.key = "target_label",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_balance_side, target_label),
     .min = 1,
     .max = 8,
     .about = "The word at the target."},
    {.key = "ceiling_label",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_balance_side, limit_label),
     .min = 1,
     .max = 8,
     .about = "The word at the ceiling."},
};
static const kj_object buyer_object = {
    .name = "buyer",
    .fields = buyer_fields,
    .field_count = KJ_COUNT(buyer_fields),
    .size = sizeof(kj_balance_side),
    .align = _Alignof(kj_balance_side),
    .id_offset = offsetof(kj_balance_side, id),
    .about = "Who buys, in the visual 'balance'.",
};

static const kj_field segment_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_balance_segment, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the segment."},
    {.key = "label",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_balance_segment, label),
     .min = 1,
     .max = 20,
     .about = "What the segment is."},
};
static const kj_object segment_object = {
    .name = "balance-segment",
    .fields = segment_fields,
    .field_count = KJ_COUNT(segment_fields),
    .size = sizeof(kj_balance_segment),
    .align = _Alignof(kj_balance_segment),
    .id_offset = offsetof(kj_balance_segment, id),
    .about = "A segment of the visual 'balance' that is computed from the sides.",
};

static const kj_field remark_fields[] = {
    {.key = "title",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_balance_remark, title),
     .min = 1,
     .max = 8,
     .about = "What it is about."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_balance_remark, text),
     .min = 1,
     .max = 40,
     .about = "The remark."},
};
static const kj_object remark_object = {
    .name = "balance-remark",
    .fields = remark_fields,
    .field_count = KJ_COUNT(remark_fields),
    .size = sizeof(kj_balance_remark),
    .align = _Alignof(kj_balance_remark),
    .about = "A remark under the axis of the visual 'balance'.",
};

static const kj_field fields[] = {
    {.key = "unit",
     .kind = KJ_FIELD_STRING,
     .offset = offsetof(kj_balance, unit),
     .min = 1,
     .max = 8,
     .about = "Of all values."},
    {.key = "seller",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_balance, seller),
     .object = &seller_object,
     .about = "The side that wants more."},
    {.key = "buyer",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_balance, buyer),
     .object = &buyer_object,
     .about = "The side that wants less."},
    {.key = "zone",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_balance, zone),
     .object = &segment_object,
     .about = "From the floor to the ceiling: what both accept."},
    {.key = "targets",
     .kind = KJ_FIELD_OBJECT,
     .offset = offsetof(kj_balance, targets),
     .object = &segment_object,
     .about = "From one target to the other: how far apart the wishes are."},
    {.key = "remarks",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_MANY,
     .offset = offsetof(kj_balance, remarks),
     .min = 1,
     .max = KJ_BALANCE_REMARKS,
     .object = &remark_object,
     .about = "What else to prepare; left out where the figure is asked about."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(kj_balance, foot),
     .min = 1,
     .max = 100,
     .about = "One line under everything."},
};

static void check(const void *p, const kj_checker *checker)
{
    const kj_balance *data = p;
    char a[32], b[32];
    if (data->seller.limit > data->seller.target)
        kj_check_report(checker, data->seller.at, "floor", SIZE_MAX, "E0502", (kj_span){NULL, 0},
                        "the seller's floor %.*s lies above its target %.*s",
                        KJ_ARG(kj_check_number(a, data->seller.limit)),
                        KJ_ARG(kj_check_number(b, data->seller.target)));
    if (data->buyer.target > data->buyer.limit)
        kj_check_report(checker, data->buyer.at, "ceiling", SIZE_MAX, "E0502", (kj_span){NULL, 0},
                        "the buyer's ceiling %.*s lies below its target %.*s",
                        KJ_ARG(kj_check_number(a, data->buyer.limit)),
                        KJ_ARG(kj_check_number(b, data->buyer.target)));
    const kj_span ids[] = {data->seller.id, data->buyer.id, data->zone.id, data->targets.id};
    const kj_at at[] = {data->seller.at, data->buyer.at, data->zone.at, data->targets.at};
    for (size_t i = 1; i < KJ_COUNT(ids); i++)
        for (size_t k = 0; k < i; k++)
            if (ids[i].len && kj_span_equal(ids[i], ids[k]))
                kj_check_report(checker, at[i], "id", SIZE_MAX, "E0502", (kj_span){NULL, 0},
                                "two segments have the id '%.*s'", KJ_ARG(ids[i]));
    if (!(fabs(data->seller.limit - data->buyer.limit) > 0) &&
        !(fabs(data->seller.target - data->buyer.target) > 0) &&
        !(fabs(data->seller.limit - data->seller.target) > 0))
        kj_check_report(checker, data->at, "seller", SIZE_MAX, "E0502", (kj_span){NULL, 0},
                        "all four values are the same");
}

size_t kj_balance_lanes(const kj_balance *data, kj_balance_lane out[KJ_BALANCE_LANES])
{
    out[KJ_BALANCE_SELLER] =
        (kj_balance_lane){data->seller.id, data->seller.limit, data->seller.target};
    out[KJ_BALANCE_BUYER] =
        (kj_balance_lane){data->buyer.id, data->buyer.target, data->buyer.limit};
    out[KJ_BALANCE_ZONE] = (kj_balance_lane){data->zone.id, data->seller.limit, data->buyer.limit};
    out[KJ_BALANCE_TARGETS] =
        (kj_balance_lane){data->targets.id, fmin(data->buyer.target, data->seller.target),
                          fmax(data->buyer.target, data->seller.target)};
    return data->targets.id.len ? KJ_BALANCE_LANES : KJ_BALANCE_TARGETS;
}

static size_t steps(const void *p)
{
    kj_balance_lane lanes[KJ_BALANCE_LANES];
    return kj_balance_lanes(p, lanes) - 1;
}

static bool has_element(const void *p, kj_span id)
{
    kj_balance_lane lanes[KJ_BALANCE_LANES];
    const size_t count = kj_balance_lanes(p, lanes);
    for (size_t i = 0; i < count; i++)
        if (kj_span_equal(lanes[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_balance = {
    .form = {.name = "balance",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(kj_balance),
             .align = _Alignof(kj_balance),
             .about = "What two sides accept on one axis, and where both do.",
             .steps = steps,
             .check = check},
    .draw = kj_draw_balance,
    .has_element = has_element,
};
