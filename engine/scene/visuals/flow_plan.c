/* engine/scene/visuals/flow_plan.c: ranks by the longest way, then the order by the means of the
 * neighbours (Sugiyama, Tagawa, Toda 1981), a few times forth and back. */
#include "scene/visuals/flow_plan.h"

#include <assert.h>
#include <stdint.h>

#define SWEEPS 4

/* The longest way to each node, by relaxing the links as often as there are nodes. */
static kj_flow_fault rank_nodes(size_t nodes, const kj_flow_link *links, size_t link_count,
                                size_t *rank, size_t *where)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < link_count; i++) {
            const kj_flow_link *l = &links[i];
            if (l->back || rank[l->to] > rank[l->from])
                continue;
            rank[l->to] = rank[l->from] + 1;
            changed = true;
            if (rank[l->to] >= nodes) {
                *where = i;
                return KJ_FLOW_ROUND;
            }
        }
    }
    for (size_t i = 0; i < link_count; i++)
        if (links[i].back && rank[links[i].to] > rank[links[i].from]) {
            *where = i;
            return KJ_FLOW_FORWARD;
        }
    return KJ_FLOW_SOUND;
}

static kj_flow_fault place_nodes(size_t nodes, const size_t *rank, kj_flow_plan *plan,
                                 size_t *where)
{
    for (size_t i = 0; i < nodes; i++) {
        *where = i;
        if (rank[i] >= KJ_FLOW_RANKS)
            return KJ_FLOW_TOO_LONG;
        if (plan->in_rank[rank[i]] >= KJ_FLOW_WIDE)
            return KJ_FLOW_TOO_WIDE;
        plan->places[i] = (kj_flow_place){rank[i], plan->in_rank[rank[i]]++};
        if (rank[i] >= plan->ranks)
            plan->ranks = rank[i] + 1;
    }
    return KJ_FLOW_SOUND;
}

/* Where a node stands in its rank, in thousandths. */
static size_t height_of(const kj_flow_plan *plan, size_t node)
{
    const kj_flow_place *at = &plan->places[node];
    return (2 * at->order + 1) * 1000 / (2 * plan->in_rank[at->rank]);
}

/* The mean height of those that a node is linked to, on the side of the start or of the end. */
static size_t mean_height(const kj_flow_plan *plan, const kj_flow_link *links, size_t link_count,
                          size_t node, bool before)
{
    size_t sum = 0, count = 0;
    for (size_t i = 0; i < link_count; i++) {
        if (links[i].back || (before ? links[i].to : links[i].from) != node)
            continue;
        sum += height_of(plan, before ? links[i].from : links[i].to);
        count++;
    }
    return count ? sum / count : height_of(plan, node);
}

static void sort_rank(kj_flow_plan *plan, size_t nodes, const kj_flow_link *links,
                      size_t link_count, size_t rank, bool before)
{
    size_t row[KJ_FLOW_WIDE] = {0}, mean[KJ_FLOW_WIDE] = {0};
    const size_t count = plan->in_rank[rank];
    for (size_t i = 0; i < nodes; i++)
        if (plan->places[i].rank == rank)
            row[plan->places[i].order] = i;
    for (size_t k = 0; k < count; k++)
        mean[k] = mean_height(plan, links, link_count, row[k], before);
    /* By insertion: equals keep their order. */
    for (size_t k = 1; k < count; k++)
        for (size_t at = k; at > 0 && mean[at] < mean[at - 1]; at--) {
            const size_t node = row[at], value = mean[at];
            row[at] = row[at - 1];
            mean[at] = mean[at - 1];
            row[at - 1] = node;
            mean[at - 1] = value;
        }
    for (size_t k = 0; k < count; k++)
        plan->places[row[k]].order = k;
}

bool kj_flow_outermost(const kj_flow_plan *plan, size_t node, kj_flow_side side)
{
    const kj_flow_place *at = &plan->places[node];
    return side == KJ_FLOW_ABOVE ? at->order == 0 : at->order + 1 == plan->in_rank[at->rank];
}

static size_t span_of(const kj_flow_plan *plan, const kj_flow_link *l)
{
    const size_t a = plan->places[l->from].rank, b = plan->places[l->to].rank;
    return a > b ? a - b : b - a;
}

/* Ways back run below; ways over several ranks above, unless they start at the very bottom. */
static void place_lanes(kj_flow_plan *plan, const kj_flow_link *links, size_t link_count)
{
    for (size_t i = 0; i < link_count; i++) {
        const kj_flow_link *l = &links[i];
        if (l->back)
            plan->sides[i] = KJ_FLOW_BELOW;
        else if (span_of(plan, l) > 1)
            plan->sides[i] = kj_flow_outermost(plan, l->from, KJ_FLOW_ABOVE) ||
                                     !kj_flow_outermost(plan, l->from, KJ_FLOW_BELOW)
                                 ? KJ_FLOW_ABOVE
                                 : KJ_FLOW_BELOW;
    }
    for (size_t i = 0; i < link_count; i++)
        for (size_t k = 0; k < link_count; k++) {
            const size_t own = span_of(plan, &links[i]), other = span_of(plan, &links[k]);
            if (plan->sides[k] == plan->sides[i] && (other < own || (other == own && k < i)))
                plan->lanes[i]++;
        }
}

kj_flow_fault kj_flow_plan_make(size_t nodes, const kj_flow_link *links, size_t link_count,
                                kj_flow_plan *out, size_t *where)
{
    assert(nodes <= KJ_FLOW_NODES && link_count <= KJ_FLOW_LINKS);
    size_t rank[KJ_FLOW_NODES] = {0};
    *out = (kj_flow_plan){0};
    kj_flow_fault fault = rank_nodes(nodes, links, link_count, rank, where);
    if (fault == KJ_FLOW_SOUND)
        fault = place_nodes(nodes, rank, out, where);
    if (fault != KJ_FLOW_SOUND)
        return fault;
    for (size_t sweep = 0; sweep < SWEEPS; sweep++)
        for (size_t r = 0; r < out->ranks; r++) {
            const bool forth = sweep % 2 == 0;
            sort_rank(out, nodes, links, link_count, forth ? r : out->ranks - 1 - r, forth);
        }
    place_lanes(out, links, link_count);
    return KJ_FLOW_SOUND;
}
