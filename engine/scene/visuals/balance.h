/* engine/scene/visuals/balance.h: "balance": its data, and the ranges that it shows. */
#ifndef KJ_SCENE_VISUALS_BALANCE_H
#define KJ_SCENE_VISUALS_BALANCE_H

#include "scene/visuals/chart.h"

#define KJ_BALANCE_REMARKS 6

typedef struct kj_balance_side {
    kj_at at;
    kj_span id;
    kj_text name, limit_label, target_label;
    double limit, target;
} kj_balance_side;

typedef struct kj_balance_segment {
    kj_at at;
    kj_span id;
    kj_text label;
} kj_balance_segment;

typedef struct kj_balance_remark {
    kj_at at;
    kj_text title, text;
} kj_balance_remark;

typedef struct kj_balance {
    kj_at at;
    kj_span unit;
    kj_balance_side seller, buyer;
    kj_balance_segment zone, targets;
    KJ_LIST(kj_balance_remark) remarks;
    kj_text foot;
} kj_balance;

/* A range each; their ids are what a question can ask for. */
typedef enum kj_balance_lane_kind {
    KJ_BALANCE_SELLER,
    KJ_BALANCE_BUYER,
    KJ_BALANCE_ZONE,
    KJ_BALANCE_TARGETS,
    KJ_BALANCE_LANES
} kj_balance_lane_kind;

typedef struct kj_balance_lane {
    kj_span id;
    double from, to; /* from may be the larger: no room for an agreement */
} kj_balance_lane;

/* Returns how many there are. */
size_t kj_balance_lanes(const kj_balance *data, kj_balance_lane out[KJ_BALANCE_LANES]);
void kj_draw_balance(kj_draw *draw, const void *data, const kj_visual_frame *frame);

#endif
