/* engine/lesson/roleplay.c: the course of a branching conversation. */
#include "lesson/roleplay.h"

/* Bounds of endings hold to this: 0.1 + 0.2 is at least 0.3. */
#define CLOSE 1e-9

static size_t variable_count(const kj_roleplay *play)
{
    return play->variables.count < KJ_ROLEPLAY_VARIABLES_MAX ? play->variables.count
                                                             : KJ_ROLEPLAY_VARIABLES_MAX;
}

/* Few enough that a search beats a table. */
static size_t find_variable(const kj_roleplay *play, kj_span id)
{
    const size_t count = variable_count(play);
    for (size_t i = 0; i < count; i++) {
        if (kj_span_equal(play->variables.ptr[i].id, id))
            return i;
    }
    return count;
}

/* The fact's bit; 0: there is no such fact. */
static uint32_t fact_bit(const kj_roleplay *play, kj_span id)
{
    for (size_t i = 0; i < play->facts.count && i < KJ_ROLEPLAY_FACTS_MAX; i++) {
        if (kj_span_equal(play->facts.ptr[i].id, id))
            return (uint32_t)1 << i;
    }
    return 0;
}

static bool all_known(const kj_roleplay *play, kj_span_list facts, uint32_t known)
{
    for (size_t i = 0; i < facts.count; i++) {
        if (!(fact_bit(play, facts.ptr[i]) & known))
            return false;
    }
    return true;
}

static double clamp(double value, const kj_variable *variable)
{
    if (value <= variable->min)
        value = variable->min;
    if (value >= variable->max)
        value = variable->max;
    return value + 0.0; /* no negative zero: states are compared bit by bit */
}

static bool ending_holds(const kj_roleplay *play, const kj_ending *ending,
                         const kj_roleplay_state *s)
{
    const size_t count = variable_count(play);
    for (size_t i = 0; i < ending->at_least.count; i++) {
        const kj_pair *bound = &ending->at_least.ptr[i];
        const size_t at = find_variable(play, bound->key);
        if (at == count || s->vars[at] < bound->value - CLOSE)
            return false;
    }
    for (size_t i = 0; i < ending->at_most.count; i++) {
        const kj_pair *bound = &ending->at_most.ptr[i];
        const size_t at = find_variable(play, bound->key);
        if (at == count || s->vars[at] > bound->value + CLOSE)
            return false;
    }
    return all_known(play, ending->facts, s->facts);
}

static void end(const kj_roleplay *play, kj_roleplay_state *s)
{
    s->node = KJ_NONE;
    for (size_t i = 0; i < play->endings.count; i++) {
        s->ending = (uint32_t)i; /* the last one has no conditions: the reader proves it */
        if (ending_holds(play, &play->endings.ptr[i], s))
            return;
    }
}

kj_roleplay_state kj_roleplay_start(const kj_roleplay *play)
{
    kj_roleplay_state s = {.node = play->nodes.count > 0 ? 0 : KJ_NONE, .ending = KJ_NONE};
    for (size_t i = 0; i < variable_count(play); i++)
        s.vars[i] = clamp(play->variables.ptr[i].start, &play->variables.ptr[i]);
    return s;
}

bool kj_roleplay_offered(const kj_roleplay *play, const kj_roleplay_state *s, uint32_t index)
{
    if (s->node >= play->nodes.count)
        return false;
    const kj_node *node = &play->nodes.ptr[s->node];
    return index < node->choices.count && index < KJ_ROLEPLAY_CHOICES_MAX &&
           all_known(play, node->choices.ptr[index].needs, s->facts);
}

/* The time is up. */
static bool clock_stopped(const kj_roleplay *play, const kj_roleplay_state *s)
{
    for (size_t i = 0; i < variable_count(play); i++) {
        if (play->variables.ptr[i].clock && s->vars[i] <= play->variables.ptr[i].min)
            return true;
    }
    return false;
}

kj_roleplay_state kj_roleplay_step(const kj_roleplay *play, kj_roleplay_state s, uint32_t index)
{
    if (!kj_roleplay_offered(play, &s, index)) {
        s.refused++;
        return s;
    }
    const kj_choice *choice = &play->nodes.ptr[s.node].choices.ptr[index];
    for (size_t i = 0; i < choice->effects.count; i++) {
        const kj_pair *effect = &choice->effects.ptr[i];
        const size_t at = find_variable(play, effect->key);
        if (at < variable_count(play))
            s.vars[at] = clamp(s.vars[at] + effect->value, &play->variables.ptr[at]);
    }
    for (size_t i = 0; i < choice->learns.count; i++)
        s.facts |= fact_bit(play, choice->learns.ptr[i]);
    s.turns++;
    s.node = choice->next_index;
    if (s.node >= play->nodes.count || clock_stopped(play, &s) || s.turns >= KJ_ROLEPLAY_TURNS_MAX)
        end(play, &s);
    return s;
}

double kj_grade_points(uint32_t grade)
{
    static const double points[] = {100, 85, 60, 0};
    return grade < KJ_COUNT(points) ? points[grade] : 0;
}
