/* engine/lesson/states.c: the reachable states of a role-play, by number. */
#include "lesson/states.h"

#define CHUNK 1024

/* In chunks, since a growing array would copy hundreds of megabytes and leave half behind. */
typedef struct kj_state_chunk {
    kj_state_record *records;
    double *vars;
} chunk;

kj_state_record *kj_states_record(const kj_states *states, size_t index)
{
    return &states->chunks[index / CHUNK].records[index % CHUNK];
}

static double *vars_of(const kj_states *states, size_t index)
{
    return states->chunks[index / CHUNK].vars + (index % CHUNK) * states->vars;
}

kj_roleplay_state kj_states_get(const kj_states *states, size_t index, uint32_t turns)
{
    const kj_state_record *r = kj_states_record(states, index);
    kj_roleplay_state s = {.node = r->node, .ending = KJ_NONE, .turns = turns, .facts = r->facts};
    if (states->vars > 0)
        memcpy(s.vars, vars_of(states, index), states->vars * sizeof(double));
    return s;
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

static uint64_t hash_of(uint32_t node, uint32_t facts, const double *vars, size_t count)
{
    uint64_t hash = mix(0xCBF29CE484222325u, (uint64_t)node << 32 | facts);
    for (size_t i = 0; i < count; i++) {
        uint64_t bits;
        memcpy(&bits, &vars[i], sizeof bits);
        hash = mix(hash, bits);
    }
    return hash;
}

/* The slot of that state, or the empty one where it belongs.  Slots hold index + 1. */
static size_t find_slot(const kj_states *states, const kj_roleplay_state *s)
{
    size_t slot = (size_t)hash_of(s->node, s->facts, s->vars, states->vars) & (states->slots - 1);
    for (;; slot = (slot + 1) & (states->slots - 1)) {
        if (states->table[slot] == 0)
            return slot;
        const size_t index = states->table[slot] - 1;
        const kj_state_record *r = kj_states_record(states, index);
        if (r->node == s->node && r->facts == s->facts &&
            (states->vars == 0 ||
             memcmp(vars_of(states, index), s->vars, states->vars * sizeof(double)) == 0))
            return slot;
    }
}

uint32_t kj_states_find(const kj_states *states, const kj_roleplay_state *s)
{
    const uint32_t slot = states->table[find_slot(states, s)];
    return slot == 0 ? KJ_NONE : slot - 1;
}

static void grow_table(kj_states *states)
{
    states->slots = states->slots ? states->slots * 2 : 1024;
    states->table = KJ_NEW(states->arena, uint32_t, states->slots);
    for (size_t i = 0; i < states->count; i++) {
        const kj_roleplay_state s = kj_states_get(states, i, 0);
        states->table[find_slot(states, &s)] = (uint32_t)i + 1;
    }
}

/* The index of that state, new or not; KJ_NONE: there are too many. */
static uint32_t intern(kj_states *states, const kj_roleplay_state *s, uint32_t parent)
{
    size_t slot = find_slot(states, s);
    if (states->table[slot] != 0)
        return states->table[slot] - 1;
    if (states->count == states->limit)
        return KJ_NONE;
    if ((states->count + 1) * 2 > states->slots) {
        grow_table(states);
        slot = find_slot(states, s);
    }
    if (states->count % CHUNK == 0) {
        chunk *fresh = &states->chunks[states->count / CHUNK];
        fresh->records = KJ_NEW(states->arena, kj_state_record, CHUNK);
        if (states->vars > 0)
            fresh->vars = KJ_NEW(states->arena, double, CHUNK * states->vars);
    }
    const uint32_t index = (uint32_t)states->count++;
    kj_state_record *r = kj_states_record(states, index);
    r->node = s->node;
    r->facts = s->facts;
    r->parent = parent;
    if (states->vars > 0)
        memcpy(vars_of(states, index), s->vars, states->vars * sizeof(double));
    states->table[slot] = index + 1;
    return index;
}

/* Where each offered choice of a state leads; false: too many states. */
static bool expand(kj_states *states, uint32_t index)
{
    const kj_roleplay_state s = kj_states_get(states, index, 0);
    kj_state_record *r = kj_states_record(states, index);
    for (uint32_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
        r->next[c] = KJ_NEXT_NONE;
        if (!kj_roleplay_offered(states->play, &s, c))
            continue;
        const kj_roleplay_state next = kj_roleplay_step(states->play, s, c);
        if (next.node == KJ_NONE) {
            r->next[c] = KJ_NEXT_ENDS | (next.ending & ~KJ_NEXT_ENDS);
            continue;
        }
        r->next[c] = intern(states, &next, index);
        if (r->next[c] == KJ_NONE)
            return false;
    }
    return true;
}

bool kj_states_enumerate(kj_states *states, const kj_roleplay *play, size_t limit, kj_arena *arena)
{
    *states = (kj_states){.play = play, .arena = arena, .limit = limit};
    states->chunks = KJ_NEW(arena, chunk, limit / CHUNK + 1);
    states->vars = play->variables.count < KJ_ROLEPLAY_VARIABLES_MAX ? play->variables.count
                                                                     : KJ_ROLEPLAY_VARIABLES_MAX;
    const kj_roleplay_state start = kj_roleplay_start(play);
    grow_table(states);
    if (intern(states, &start, KJ_NONE) == KJ_NONE)
        return false;
    for (size_t i = 0; i < states->count; i++) {
        if (!expand(states, (uint32_t)i))
            return false;
    }
    return true;
}

kj_states_before kj_states_turn_round(const kj_states *states)
{
    kj_states_before b = {.first = KJ_NEW(states->arena, uint32_t, states->count + 1)};
    size_t ways = 0;
    for (size_t i = 0; i < states->count; i++) {
        for (size_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
            const uint32_t next = kj_states_record(states, i)->next[c];
            if (next != KJ_NEXT_NONE && !(next & KJ_NEXT_ENDS)) {
                b.first[next + 1]++;
                ways++;
            }
        }
    }
    for (size_t i = 0; i < states->count; i++)
        b.first[i + 1] += b.first[i];
    b.from = KJ_NEW(states->arena, uint32_t, ways);
    uint32_t *used = KJ_NEW(states->arena, uint32_t, states->count);
    for (size_t i = 0; i < states->count; i++) {
        for (size_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
            const uint32_t next = kj_states_record(states, i)->next[c];
            if (next != KJ_NEXT_NONE && !(next & KJ_NEXT_ENDS))
                b.from[b.first[next] + used[next]++] = (uint32_t)i;
        }
    }
    return b;
}

void kj_states_spread_back(const kj_states_before *before, uint32_t *mark, uint32_t unmarked,
                           uint32_t value, uint32_t *queue, size_t filled)
{
    for (size_t done = 0; done < filled; done++) {
        const uint32_t at = queue[done];
        for (uint32_t w = before->first[at]; w < before->first[at + 1]; w++) {
            const uint32_t from = before->from[w];
            if (mark[from] == unmarked) {
                mark[from] = value;
                queue[filled++] = from;
            }
        }
    }
}
