/* engine/lesson/debrief.c: a role-play looked back at. */
#include "lesson/debrief.h"

#include "lesson/states.h"

#include <assert.h>
#include <math.h>

/* Two averages that differ by less are the same. */
#define CLOSE 1e-9

typedef struct kj_outlook {
    kj_states states;
    uint32_t *best;
    double *points;
} outlook;

/* ---- of every state ---- */

static uint32_t ending_grade(const kj_roleplay *play, uint32_t ending)
{
    return ending < play->endings.count ? play->endings.ptr[ending].grade : KJ_NONE;
}

static bool ends_with(const outlook *o, size_t index, uint32_t grade)
{
    for (size_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
        const uint32_t next = kj_states_record(&o->states, index)->next[c];
        if (next != KJ_NEXT_NONE && (next & KJ_NEXT_ENDS) &&
            ending_grade(o->states.play, next & ~KJ_NEXT_ENDS) == grade)
            return true;
    }
    return false;
}

/* A grade after the other, the best first: who can reach it, and has no better one. */
static void find_best(outlook *o)
{
    const size_t count = o->states.count;
    const kj_states_before before = kj_states_turn_round(&o->states);
    uint32_t *queue = KJ_NEW(o->states.arena, uint32_t, count);
    o->best = KJ_NEW(o->states.arena, uint32_t, count);
    for (size_t i = 0; i < count; i++)
        o->best[i] = KJ_NONE;
    for (uint32_t grade = KJ_GRADE_EXCELLENT; grade <= KJ_GRADE_FAILED; grade++) {
        size_t filled = 0;
        for (size_t i = 0; i < count; i++) {
            if (o->best[i] == KJ_NONE && ends_with(o, i, grade)) {
                o->best[i] = grade;
                queue[filled++] = (uint32_t)i;
            }
        }
        kj_states_spread_back(&before, o->best, KJ_NONE, grade, queue, filled);
    }
}

static double mean_of_next(const outlook *o, size_t index)
{
    double sum = 0;
    uint32_t offered = 0;
    for (size_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
        const uint32_t next = kj_states_record(&o->states, index)->next[c];
        if (next == KJ_NEXT_NONE)
            continue;
        sum += next & KJ_NEXT_ENDS
                   ? kj_grade_points(ending_grade(o->states.play, next & ~KJ_NEXT_ENDS))
                   : o->points[next];
        offered++;
    }
    return offered ? sum / offered : 0;
}

/* States are numbered breadth first, so a pass from the last to the first settles nearly all; as
 * many passes as a play has turns settle every state that is not on a round. */
static void find_points(outlook *o)
{
    bool moved = true;
    o->points = KJ_NEW(o->states.arena, double, o->states.count);
    for (uint32_t pass = 0; pass < KJ_ROLEPLAY_TURNS_MAX && moved; pass++) {
        moved = false;
        for (size_t i = o->states.count; i-- > 0;) {
            const double mean = mean_of_next(o, i);
            moved = moved || fabs(mean - o->points[i]) > CLOSE;
            o->points[i] = mean;
        }
    }
}

static const outlook *look_out(const kj_roleplay *play, kj_arena *arena)
{
    outlook *o = KJ_NEW(arena, outlook, 1);
    if (play->nodes.count == 0 ||
        !kj_states_enumerate(&o->states, play, KJ_DEBRIEF_STATES_MAX, arena))
        return NULL;
    find_best(o);
    find_points(o);
    return o;
}

static uint32_t number_of(const kj_debrief *d, const kj_roleplay_state *s)
{
    return d->outlook && s->node != KJ_NONE ? kj_states_find(&d->outlook->states, s) : KJ_NONE;
}

uint32_t kj_debrief_best(const kj_debrief *d, const kj_roleplay_state *s)
{
    const uint32_t number = number_of(d, s);
    if (s->node == KJ_NONE)
        return ending_grade(d->play, s->ending);
    return number == KJ_NONE ? KJ_NONE : d->outlook->best[number];
}

double kj_debrief_points(const kj_debrief *d, const kj_roleplay_state *s)
{
    const uint32_t number = number_of(d, s);
    if (s->node == KJ_NONE)
        return kj_grade_points(ending_grade(d->play, s->ending));
    return number == KJ_NONE ? 0 : d->outlook->points[number];
}

/* ---- turning points ---- */

static double gain_of(const kj_debrief *d, const kj_debrief_turn *t)
{
    double other = -1;
    for (uint32_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
        if (c == t->turn.choice || !kj_roleplay_offered(d->play, &t->before, c))
            continue;
        const kj_roleplay_state after = kj_roleplay_step(d->play, t->before, c);
        other = fmax(other, kj_debrief_points(d, &after));
    }
    return d->outlook && other >= 0 ? kj_debrief_points(d, &t->after) - other : 0;
}

static void mark_turning(kj_debrief *d, kj_debrief_turn *turns)
{
    uint32_t weighty = KJ_NONE;
    d->turning = KJ_NONE;
    for (uint32_t i = 0; i < d->turn_count; i++) {
        kj_debrief_turn *t = &turns[i];
        if (t->best_before != KJ_NONE && t->best_after != KJ_NONE &&
            t->best_after > t->best_before) {
            t->turning = KJ_TURNING_LOST;
            d->turning = d->turning == KJ_NONE ? i : d->turning;
        }
        if (fabs(t->gain) > CLOSE &&
            (weighty == KJ_NONE || fabs(t->gain) > fabs(turns[weighty].gain) + CLOSE))
            weighty = i;
    }
    if (d->turning == KJ_NONE && weighty != KJ_NONE) {
        turns[weighty].turning = KJ_TURNING_WEIGHTY;
        d->turning = weighty;
    }
}

/* ---- missed facts ---- */

/* A choice on offer in `s` that reveals the fact; KJ_NONE: none. */
static uint32_t asks_for(const kj_roleplay *play, const kj_roleplay_state *s, uint32_t fact)
{
    for (uint32_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
        if (kj_roleplay_offered(play, s, c) && (kj_roleplay_step(play, *s, c).facts >> fact & 1))
            return c;
    }
    return KJ_NONE;
}

/* A breadth-first search from one state. */
typedef struct search {
    uint32_t *first; /* of a state met: by which choice at the beginning */
    uint32_t *queue;
    size_t filled;
} search;

static void meet(search *s, uint32_t state, uint32_t first)
{
    if (s->first[state] != KJ_NONE)
        return;
    s->first[state] = first;
    s->queue[s->filled++] = state;
}

/* The nearest question for the fact after leaving the way at `turn`. */
static bool detour(const kj_debrief *d, uint32_t turn, kj_missed_fact *out, kj_arena *arena)
{
    const kj_states *states = &d->outlook->states;
    const uint32_t start = kj_states_find(states, &d->turns[turn].before);
    search s = {.first = KJ_NEW(arena, uint32_t, states->count),
                .queue = KJ_NEW(arena, uint32_t, states->count)};
    if (start == KJ_NONE)
        return false;
    for (size_t i = 0; i < states->count; i++)
        s.first[i] = KJ_NONE;
    for (uint32_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
        const uint32_t next = kj_states_record(states, start)->next[c];
        if (next != KJ_NEXT_NONE && !(next & KJ_NEXT_ENDS))
            meet(&s, next, c);
    }
    for (size_t done = 0; done < s.filled; done++) {
        const uint32_t at = s.queue[done];
        const kj_roleplay_state state = kj_states_get(states, at, turn + 1);
        const uint32_t choice = asks_for(d->play, &state, out->fact);
        if (choice != KJ_NONE) {
            *out = (kj_missed_fact){out->fact, turn, s.first[at], state.node, choice};
            return true;
        }
        for (uint32_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
            const uint32_t next = kj_states_record(states, at)->next[c];
            if (next != KJ_NEXT_NONE && !(next & KJ_NEXT_ENDS))
                meet(&s, next, s.first[at]);
        }
    }
    return false;
}

static kj_missed_fact find_question(const kj_debrief *d, uint32_t fact, kj_arena *arena)
{
    kj_missed_fact out = {fact, KJ_NONE, KJ_NONE, KJ_NONE, KJ_NONE};
    for (uint32_t i = 0; i < d->turn_count; i++) {
        const uint32_t choice = asks_for(d->play, &d->turns[i].before, fact);
        if (choice != KJ_NONE)
            return (kj_missed_fact){fact, i, choice, d->turns[i].turn.node, choice};
    }
    for (uint32_t i = d->turn_count; d->outlook && i-- > 0;) {
        if (detour(d, i, &out, arena))
            return out;
    }
    return out;
}

static void note_missed(kj_debrief *d, kj_arena *arena)
{
    for (uint32_t f = 0; f < d->play->facts.count && f < KJ_ROLEPLAY_FACTS_MAX; f++) {
        if (!(d->found >> f & 1))
            d->missed[d->missed_count++] = find_question(d, f, arena);
    }
}

/* ---- the whole ---- */

const kj_debrief *kj_debrief_new(const kj_roleplay *play, const kj_turn *turns, uint32_t count,
                                 kj_arena *arena)
{
    kj_debrief *d = KJ_NEW(arena, kj_debrief, 1);
    kj_debrief_turn *out = KJ_NEW(arena, kj_debrief_turn, count + 1);
    d->play = play;
    d->outlook = look_out(play, arena);
    d->turns = out;
    d->end = kj_roleplay_start(play);
    for (uint32_t i = 0; i < count; i++) {
        if (d->end.node != turns[i].node || !kj_roleplay_offered(play, &d->end, turns[i].choice))
            break;
        kj_debrief_turn *t = &out[d->turn_count++];
        t->turn = turns[i];
        t->before = d->end;
        t->after = d->end = kj_roleplay_step(play, d->end, turns[i].choice);
        t->best_before = kj_debrief_best(d, &t->before);
        t->best_after = kj_debrief_best(d, &t->after);
        t->gain = gain_of(d, t);
    }
    d->found = d->end.facts;
    mark_turning(d, out);
    note_missed(d, arena);
    return d;
}

kj_whatif kj_debrief_whatif(const kj_debrief *d, uint32_t turn, uint32_t choice)
{
    assert(turn < d->turn_count && kj_roleplay_offered(d->play, &d->turns[turn].before, choice));
    const kj_roleplay_state before = d->turns[turn].before;
    kj_roleplay_state s = kj_roleplay_step(d->play, before, choice);
    kj_whatif out = {.after = s, .learns = s.facts & ~before.facts, .best = kj_debrief_best(d, &s)};
    for (uint32_t i = turn + 1; i < d->turn_count && s.node != KJ_NONE; i++) {
        if (d->turns[i].turn.node != s.node)
            continue;
        if (!kj_roleplay_offered(d->play, &s, d->turns[i].turn.choice))
            break;
        s = kj_roleplay_step(d->play, s, d->turns[i].turn.choice);
    }
    out.same = s.ending;
    out.same_turns = s.turns;
    return out;
}

uint32_t kj_debrief_better(const kj_roleplay *play, const kj_roleplay_state *s)
{
    if (s->node >= play->nodes.count)
        return KJ_NONE;
    const kj_node *node = &play->nodes.ptr[s->node];
    for (uint32_t c = 0; c < node->choices.count; c++) {
        if (kj_span_equal(node->choices.ptr[c].id, node->better))
            return kj_roleplay_offered(play, s, c) ? c : KJ_NONE;
    }
    return KJ_NONE;
}
