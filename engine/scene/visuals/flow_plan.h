/* engine/scene/visuals/flow_plan.h: where the boxes of a flow stand: ranks along the way, and
 * within a rank an order with few crossings; and the lanes on either side of them, in which arrows
 * run that lead back or over more than one rank.  Only numbers: the same plan serves across and
 * down. */
#ifndef KJ_SCENE_VISUALS_FLOW_PLAN_H
#define KJ_SCENE_VISUALS_FLOW_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#define KJ_FLOW_NODES 8
#define KJ_FLOW_LINKS 14
#define KJ_FLOW_RANKS 6 /* one after another */
#define KJ_FLOW_WIDE 4  /* side by side */

typedef struct kj_flow_link {
    size_t from, to;
    bool back;
} kj_flow_link;

typedef struct kj_flow_place {
    size_t rank, order; /* order: within the rank, from the first */
} kj_flow_place;

/* DIRECT: from a rank to the next one. */
typedef enum kj_flow_side { KJ_FLOW_DIRECT, KJ_FLOW_ABOVE, KJ_FLOW_BELOW } kj_flow_side;

typedef struct kj_flow_plan {
    size_t ranks;
    kj_flow_place places[KJ_FLOW_NODES];
    size_t in_rank[KJ_FLOW_RANKS]; /* boxes */
    kj_flow_side sides[KJ_FLOW_LINKS];
    size_t lanes[KJ_FLOW_LINKS]; /* from 0, the nearest to the boxes; longer ways run further out */
} kj_flow_plan;

/* Why there is no plan, and the index of the node or link that shows it. */
typedef enum kj_flow_fault {
    KJ_FLOW_SOUND,
    KJ_FLOW_ROUND,    /* link: the links lead round without one marked as leading back */
    KJ_FLOW_FORWARD,  /* link: marked as leading back, but leads on */
    KJ_FLOW_TOO_LONG, /* node */
    KJ_FLOW_TOO_WIDE  /* node */
} kj_flow_fault;

/* `links` lead from and to indices below `nodes`, never to where they come from. */
kj_flow_fault kj_flow_plan_make(size_t nodes, const kj_flow_link *links, size_t link_count,
                                kj_flow_plan *out, size_t *where);

/* Whether the box is the outermost of its rank on that side. */
bool kj_flow_outermost(const kj_flow_plan *plan, size_t node, kj_flow_side side);

#endif
