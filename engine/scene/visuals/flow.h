/* engine/scene/visuals/flow.h: inside of the visual "flow": what it is given, and where everything
 * stands.
 *
 * Everything is laid out along the way (u) and across it (v), and turned into x and y when it is
 * drawn. */
#ifndef KJ_SCENE_VISUALS_FLOW_H
#define KJ_SCENE_VISUALS_FLOW_H

#include "scene/visuals/flow_plan.h"
#include "scene/visuals/kit.h"

typedef struct kj_flow_node {
    kj_at at;
    kj_span id;
    kj_text title, text;
    bool decision, accent;
} kj_flow_node;

typedef struct kj_flow_arrow {
    kj_at at;
    kj_span from, to;
    kj_text label;
    bool back;
} kj_flow_arrow;

typedef struct kj_flow {
    kj_at at;
    KJ_LIST(kj_flow_node) nodes;
    KJ_LIST(kj_flow_arrow) links;
    kj_text foot;
} kj_flow;

#define KJ_FLOW_STUB 22.0  /* before a bend */
#define KJ_FLOW_TIP 18.0   /* of an arrow */
#define KJ_FLOW_POINT 26.0 /* how far a decision is pointed */
#define KJ_FLOW_LABEL_GAP 12.0

/* The lanes of one side. */
typedef struct kj_flow_lanes {
    size_t count;
    double first, pitch, taken; /* from the boxes: to the first, between two, to the end */
} kj_flow_lanes;

typedef struct kj_flow_layout {
    bool down;
    double size, pad;
    kj_text_block titles[KJ_FLOW_NODES], texts[KJ_FLOW_NODES], labels[KJ_FLOW_LINKS];
    double box_u[KJ_FLOW_RANKS], box_v; /* sizes of boxes: by rank, and all */
    double start[KJ_FLOW_RANKS];        /* where a rank begins */
    double gaps[KJ_FLOW_RANKS];         /* behind it */
    double v[KJ_FLOW_NODES];            /* middles */
    double body_v;                      /* of all boxes, without the lanes */
    kj_flow_lanes above, below;
    double u, all_v; /* sizes of all of it */
    kj_key_line key;
    bool fits;
} kj_flow_layout;

typedef struct kj_flow_drawing {
    kj_draw *draw;
    const kj_flow *data;
    kj_flow_link links[KJ_FLOW_LINKS];
    kj_flow_plan plan;
    kj_flow_layout l;
    kj_point origin;
} kj_flow_drawing;

/* Measures everything in the room, with plan and links at hand, and chooses how it stands; counts
 * in list.overfull what cannot. */
void kj_flow_measure(kj_flow_drawing *d, kj_rect room);

#endif
