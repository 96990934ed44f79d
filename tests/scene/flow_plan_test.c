/* tests/scene/flow_plan_test.c: ranks, order and lanes of a flow, and what cannot be planned. */
#include "scene/visuals/flow_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Links as text: "01 12! 03": from a digit to a digit, ! leads back. */
static size_t links_of(const char *text, kj_flow_link *out)
{
    size_t count = 0;
    for (const char *p = text; *p; p++) {
        if (*p == '!')
            out[count - 1].back = true;
        else if (*p != ' ') {
            out[count++] = (kj_flow_link){(size_t)(p[0] - '0'), (size_t)(p[1] - '0'), false};
            p++;
        }
    }
    return count;
}

static const struct {
    const char *name;
    size_t nodes;
    const char *links;
    kj_flow_fault fault;
    size_t where;
    const char *ranks, *orders; /* a digit a node */
    const char *lanes;          /* a link: - direct, a b c… above, A B C… below */
} cases[] = {
    {"a line", 3, "01 12", KJ_FLOW_SOUND, 0, "012", "000", "--"},
    {"alone", 2, "01", KJ_FLOW_SOUND, 0, "01", "00", "-"},
    {"not linked", 3, "01", KJ_FLOW_SOUND, 0, "010", "001", "-"},
    {"parts and meets", 4, "01 02 13 23", KJ_FLOW_SOUND, 0, "0112", "0010", "----"},
    {"the longest way counts", 4, "01 12 03 23", KJ_FLOW_SOUND, 0, "0123", "0000", "--a-"},
    {"one back", 3, "01 12 20!", KJ_FLOW_SOUND, 0, "012", "000", "--A"},
    {"shorter ones run nearer", 4, "01 12 23 30! 21!", KJ_FLOW_SOUND, 0, "0123", "0000", "---BA"},
    {"of a length: in their order", 3, "01 12 10! 21!", KJ_FLOW_SOUND, 0, "012", "000", "--AB"},
    {"back to a neighbour of the rank", 3, "01 02 21!", KJ_FLOW_SOUND, 0, "011", "001", "--A"},
    {"from the bottom below, from the top above", 5, "01 02 13 34 14 24", KJ_FLOW_SOUND, 0, "01123",
     "00100", "----aA"},
    {"crossings are taken out", 6, "01 02 14 23 35 45", KJ_FLOW_SOUND, 0, "011223", "001100",
     "------"},
    {"round", 3, "01 12 20", KJ_FLOW_ROUND, 0, "", "", ""},
    {"two that lead to each other", 2, "01 10", KJ_FLOW_ROUND, 0, "", "", ""},
    {"marked as back, but leads on", 3, "01 12 02!", KJ_FLOW_FORWARD, 2, "", "", ""},
    {"six in a line", 6, "01 12 23 34 45", KJ_FLOW_SOUND, 0, "012345", "000000", "-----"},
    {"seven in a line", 7, "01 12 23 34 45 56", KJ_FLOW_TOO_LONG, 6, "", "", ""},
    {"four side by side", 5, "01 02 03 04", KJ_FLOW_SOUND, 0, "01111", "00123", "----"},
    {"five side by side", 6, "01 02 03 04 05", KJ_FLOW_TOO_WIDE, 5, "", "", ""},
};

static void check_digits(const char *name, const char *what, size_t node, size_t is, char expected)
{
    if (is != (size_t)(expected - '0'))
        fail_msg("%s: the %s of node %zu is %zu, not %c", name, what, node, is, expected);
}

static char lane_letter(const kj_flow_plan *plan, size_t link)
{
    if (plan->sides[link] == KJ_FLOW_DIRECT)
        return '-';
    return (char)((plan->sides[link] == KJ_FLOW_ABOVE ? 'a' : 'A') + (int)plan->lanes[link]);
}

static void plans(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        kj_flow_link links[KJ_FLOW_LINKS] = {{0}};
        const size_t count = links_of(cases[i].links, links);
        kj_flow_plan plan;
        size_t where = 0;
        const kj_flow_fault fault = kj_flow_plan_make(cases[i].nodes, links, count, &plan, &where);
        if (fault != cases[i].fault)
            fail_msg("%s: fault %d, not %d", cases[i].name, (int)fault, (int)cases[i].fault);
        if (fault == KJ_FLOW_ROUND) /* any link of the round will do */
            assert_true(where < count);
        else if (fault != KJ_FLOW_SOUND)
            assert_int_equal(where, cases[i].where);
        if (fault != KJ_FLOW_SOUND)
            continue;
        for (size_t n = 0; n < cases[i].nodes; n++) {
            check_digits(cases[i].name, "rank", n, plan.places[n].rank, cases[i].ranks[n]);
            check_digits(cases[i].name, "order", n, plan.places[n].order, cases[i].orders[n]);
        }
        for (size_t k = 0; k < count; k++)
            if (lane_letter(&plan, k) != cases[i].lanes[k])
                fail_msg("%s: link %zu runs in %c, not %c", cases[i].name, k, lane_letter(&plan, k),
                         cases[i].lanes[k]);
    }
}

/* Every small graph: a plan, or a fault that names what exists; orders are a permutation. */
static void plans_every_small_graph(void **state)
{
    (void)state;
    static const struct {
        size_t from, to;
    } pairs[] = {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3},
                 {1, 0}, {2, 0}, {3, 0}, {2, 1}, {3, 1}, {3, 2}};
    size_t sound = 0;
    for (unsigned set = 1; set < 1u << COUNT(pairs); set++) {
        kj_flow_link links[KJ_FLOW_LINKS];
        size_t count = 0;
        for (size_t p = 0; p < COUNT(pairs); p++)
            if (set >> p & 1u)
                links[count++] = (kj_flow_link){pairs[p].from, pairs[p].to, p >= 6 && set % 2};
        kj_flow_plan plan;
        size_t where = SIZE_MAX;
        const kj_flow_fault fault = kj_flow_plan_make(4, links, count, &plan, &where);
        if (fault == KJ_FLOW_ROUND || fault == KJ_FLOW_FORWARD) {
            assert_true(where < count);
            continue;
        }
        assert_int_equal(fault, KJ_FLOW_SOUND);
        sound++;
        bool taken[KJ_FLOW_RANKS][KJ_FLOW_WIDE] = {{false}};
        for (size_t n = 0; n < 4; n++) {
            assert_true(plan.places[n].order < plan.in_rank[plan.places[n].rank]);
            assert_false(taken[plan.places[n].rank][plan.places[n].order]);
            taken[plan.places[n].rank][plan.places[n].order] = true;
        }
        for (size_t k = 0; k < count; k++)
            if (plan.sides[k] == KJ_FLOW_DIRECT)
                assert_int_equal(plan.places[links[k].from].rank + 1,
                                 plan.places[links[k].to].rank);
    }
    assert_true(sound > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans),
        cmocka_unit_test(plans_every_small_graph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
