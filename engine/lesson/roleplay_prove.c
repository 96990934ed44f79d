/* engine/lesson/roleplay_prove.c: what can be known of a role-play before anybody plays it.
 *
 * Reachability in the graph of nodes proves little, since choices need facts, the clock ends a
 * scene and endings depend on variables.  So the states themselves are enumerated, breadth first,
 * each with the way that led to it first: messages show that way.  What leads on from where is then
 * read backwards from the endings. */
#include "lesson/roleplay.h"

#define CHUNK 1024
#define NOT_OFFERED UINT32_MAX
#define ENDS 0x80000000u /* a `next` that is an ending, not a state */
#define WAY_MAX 12       /* choices of a way that a message shows */

typedef struct record {
    uint32_t node, facts;
    uint32_t parent;
    uint32_t next[KJ_ROLEPLAY_CHOICES_MAX];
} record;

/* In chunks, since a growing array would copy hundreds of megabytes and leave half behind. */
typedef struct chunk {
    record *records;
    double *vars;
} chunk;

typedef struct proof {
    const kj_course *course;
    const kj_roleplay *play;
    kj_arena *arena;    /* working memory */
    kj_arena *messages; /* the caller's: a sink may keep what it gets */
    kj_sink *sink;
    chunk *chunks;
    size_t count;
    size_t vars; /* variables of a state */
    uint32_t *table;
    size_t slots; /* a power of two, at least twice the count */
    bool taken[KJ_ROLEPLAY_NODES_MAX][KJ_ROLEPLAY_CHOICES_MAX];
    bool reached[KJ_ROLEPLAY_NODES_MAX];
    bool ended[KJ_ROLEPLAY_ENDINGS_MAX];
} proof;

static record *record_of(const proof *p, size_t index)
{
    return &p->chunks[index / CHUNK].records[index % CHUNK];
}

static double *vars_of(const proof *p, size_t index)
{
    return p->chunks[index / CHUNK].vars + (index % CHUNK) * p->vars;
}

static kj_roleplay_state state_of(const proof *p, size_t index, uint32_t turns)
{
    const record *r = record_of(p, index);
    kj_roleplay_state s = {.node = r->node, .ending = KJ_NONE, .turns = turns, .facts = r->facts};
    if (p->vars > 0)
        memcpy(s.vars, vars_of(p, index), p->vars * sizeof(double));
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
static size_t find_slot(const proof *p, const kj_roleplay_state *s)
{
    size_t slot = (size_t)hash_of(s->node, s->facts, s->vars, p->vars) & (p->slots - 1);
    for (;; slot = (slot + 1) & (p->slots - 1)) {
        if (p->table[slot] == 0)
            return slot;
        const size_t index = p->table[slot] - 1;
        const record *r = record_of(p, index);
        if (r->node == s->node && r->facts == s->facts &&
            (p->vars == 0 || memcmp(vars_of(p, index), s->vars, p->vars * sizeof(double)) == 0))
            return slot;
    }
}

static void grow_table(proof *p)
{
    p->slots = p->slots ? p->slots * 2 : 4096;
    p->table = KJ_NEW(p->arena, uint32_t, p->slots);
    for (size_t i = 0; i < p->count; i++) {
        const kj_roleplay_state s = state_of(p, i, 0);
        p->table[find_slot(p, &s)] = (uint32_t)i + 1;
    }
}

/* The index of that state, new or not; KJ_NONE: there are too many. */
static uint32_t intern(proof *p, const kj_roleplay_state *s, uint32_t parent)
{
    size_t slot = find_slot(p, s);
    if (p->table[slot] != 0)
        return p->table[slot] - 1;
    if (p->count == KJ_ROLEPLAY_STATES_MAX)
        return KJ_NONE;
    if ((p->count + 1) * 2 > p->slots) {
        grow_table(p);
        slot = find_slot(p, s);
    }
    if (p->count % CHUNK == 0) {
        p->chunks[p->count / CHUNK].records = KJ_NEW(p->arena, record, CHUNK);
        if (p->vars > 0)
            p->chunks[p->count / CHUNK].vars = KJ_NEW(p->arena, double, CHUNK * p->vars);
    }
    const uint32_t index = (uint32_t)p->count++;
    record *r = record_of(p, index);
    r->node = s->node;
    r->facts = s->facts;
    r->parent = parent;
    if (p->vars > 0)
        memcpy(vars_of(p, index), s->vars, p->vars * sizeof(double));
    p->table[slot] = index + 1;
    return index;
}

/* Where each offered choice of a state leads; false: too many states. */
static bool expand(proof *p, uint32_t index)
{
    const kj_roleplay_state s = state_of(p, index, 0);
    record *r = record_of(p, index);
    p->reached[s.node] = true;
    for (uint32_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
        r->next[c] = NOT_OFFERED;
        if (!kj_roleplay_offered(p->play, &s, c))
            continue;
        p->taken[s.node][c] = true;
        const kj_roleplay_state next = kj_roleplay_step(p->play, s, c);
        if (next.node == KJ_NONE) {
            if (next.ending < KJ_ROLEPLAY_ENDINGS_MAX)
                p->ended[next.ending] = true;
            r->next[c] = ENDS | (next.ending & ~ENDS);
            continue;
        }
        r->next[c] = intern(p, &next, index);
        if (r->next[c] == KJ_NONE)
            return false;
    }
    return true;
}

static bool enumerate(proof *p)
{
    const kj_roleplay_state start = kj_roleplay_start(p->play);
    grow_table(p);
    (void)intern(p, &start, KJ_NONE);
    for (size_t i = 0; i < p->count; i++) {
        if (!expand(p, (uint32_t)i))
            return false;
    }
    return true;
}

/* ---- backwards from the endings ---- */

/* Who comes before a state: from[first[i] … first[i + 1]) of state i. */
typedef struct before {
    uint32_t *first, *from;
} before;

static before turn_round(const proof *p)
{
    before b = {.first = KJ_NEW(p->arena, uint32_t, p->count + 1)};
    size_t ways = 0;
    for (size_t i = 0; i < p->count; i++) {
        for (size_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
            const uint32_t next = record_of(p, i)->next[c];
            if (next != NOT_OFFERED && !(next & ENDS)) {
                b.first[next + 1]++;
                ways++;
            }
        }
    }
    for (size_t i = 0; i < p->count; i++)
        b.first[i + 1] += b.first[i];
    b.from = KJ_NEW(p->arena, uint32_t, ways);
    uint32_t *used = KJ_NEW(p->arena, uint32_t, p->count);
    for (size_t i = 0; i < p->count; i++) {
        for (size_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
            const uint32_t next = record_of(p, i)->next[c];
            if (next != NOT_OFFERED && !(next & ENDS))
                b.from[b.first[next] + used[next]++] = (uint32_t)i;
        }
    }
    return b;
}

static bool good_ending(const proof *p, uint32_t next)
{
    const uint32_t ending = next & ~ENDS;
    return (next & ENDS) && next != NOT_OFFERED && ending < p->play->endings.count &&
           p->play->endings.ptr[ending].grade <= KJ_GRADE_GOOD;
}

/* Whether a state leads on at once: to a good ending, or to any.  One where nothing is offered
 * counts as an end here: it is reported as such. */
static bool leads(const proof *p, size_t index, bool good)
{
    bool offered = false;
    for (size_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
        const uint32_t next = record_of(p, index)->next[c];
        if (next == NOT_OFFERED)
            continue;
        offered = true;
        if (good ? good_ending(p, next) : (next & ENDS) != 0)
            return true;
    }
    return !good && !offered;
}

/* For every state whether some way leads on to an ending (a good one). */
static bool *can_reach(const proof *p, const before *b, bool good)
{
    bool *can = KJ_NEW(p->arena, bool, p->count);
    uint32_t *queue = KJ_NEW(p->arena, uint32_t, p->count);
    size_t filled = 0;
    for (size_t i = 0; i < p->count; i++) {
        can[i] = leads(p, i, good);
        if (can[i])
            queue[filled++] = (uint32_t)i;
    }
    for (size_t done = 0; done < filled; done++) {
        const uint32_t at = queue[done];
        for (uint32_t w = b->first[at]; w < b->first[at + 1]; w++) {
            if (!can[b->from[w]]) {
                can[b->from[w]] = true;
                queue[filled++] = b->from[w];
            }
        }
    }
    return can;
}

/* ---- messages ---- */

/* "n1:a → n2:c": the shortest way to a state. */
static kj_span way_to(const proof *p, uint32_t index)
{
    uint32_t states[WAY_MAX], count = 0;
    bool cut = false;
    for (uint32_t at = index; record_of(p, at)->parent != KJ_NONE; at = record_of(p, at)->parent) {
        cut = count == WAY_MAX;
        if (cut)
            break;
        states[count++] = at;
    }
    kj_text_buffer out = {.arena = p->messages};
    kj_put(&out, count == 0 ? KJ_LIT("at once") : KJ_LIT("for example after "));
    if (cut)
        kj_put(&out, KJ_LIT("… → "));
    for (uint32_t i = count; i > 0; i--) {
        const record *from = record_of(p, record_of(p, states[i - 1])->parent);
        const kj_node *node = &p->play->nodes.ptr[from->node];
        size_t c = 0;
        while (c + 1 < node->choices.count && from->next[c] != states[i - 1])
            c++;
        kj_putf(&out, "%s%.*s:%.*s", i == count ? "" : " → ", KJ_ARG(node->id),
                KJ_ARG(node->choices.ptr[c].id));
    }
    return kj_put_span(&out);
}

static void report_unreached(const proof *p)
{
    for (size_t n = 0; n < p->play->nodes.count; n++) {
        const kj_node *node = &p->play->nodes.ptr[n];
        if (!p->reached[n]) {
            kj_report(p->sink, kj_course_place(p->course, node->at, "id", SIZE_MAX), "E0401",
                      "no path reaches node '%.*s'", KJ_ARG(node->id));
            continue;
        }
        for (size_t c = 0; c < node->choices.count && c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
            const kj_choice *choice = &node->choices.ptr[c];
            if (!p->taken[n][c])
                kj_report(p->sink, kj_course_place(p->course, choice->at, "needs", SIZE_MAX),
                          "E0402", "no path can take choice '%.*s' of node '%.*s'",
                          KJ_ARG(choice->id), KJ_ARG(node->id));
        }
    }
    for (size_t e = 0; e < p->play->endings.count && e < KJ_ROLEPLAY_ENDINGS_MAX; e++) {
        const kj_ending *ending = &p->play->endings.ptr[e];
        if (!p->ended[e])
            kj_report(p->sink, kj_course_place(p->course, ending->at, "id", SIZE_MAX), "E0403",
                      "no path reaches ending '%.*s'", KJ_ARG(ending->id));
    }
}

static void report_hopeless(const proof *p, const before *b)
{
    const bool *good = can_reach(p, b, true);
    const record *start = record_of(p, 0);
    const kj_node *node = &p->play->nodes.ptr[start->node];
    for (size_t c = 0; c < node->choices.count && c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
        const uint32_t next = start->next[c];
        if (next == NOT_OFFERED || good_ending(p, next) || (!(next & ENDS) && good[next]))
            continue;
        const kj_choice *choice = &node->choices.ptr[c];
        kj_report_hint(p->sink, kj_course_place(p->course, choice->at, "id", SIZE_MAX), "E0404",
                       KJ_LIT("a first mistake should cost something, not everything"),
                       "after the first choice '%.*s' no path leads to a good ending",
                       KJ_ARG(choice->id));
    }
}

/* Once a node: the first of its states from which no way leads out. */
static void report_loops(const proof *p, const before *b)
{
    const bool *out = can_reach(p, b, false);
    bool said[KJ_ROLEPLAY_NODES_MAX] = {false};
    for (size_t i = 0; i < p->count; i++) {
        const uint32_t n = record_of(p, i)->node;
        if (out[i] || said[n])
            continue;
        said[n] = true;
        const kj_node *node = &p->play->nodes.ptr[n];
        kj_report_hint(p->sink, kj_course_place(p->course, node->at, "choices", SIZE_MAX), "E0405",
                       way_to(p, (uint32_t)i),
                       "from node '%.*s' the talk goes round and no path leads to an ending",
                       KJ_ARG(node->id));
    }
}

static void report_gated(const kj_course *course, const kj_roleplay *play, kj_sink *sink)
{
    for (size_t n = 0; n < play->nodes.count; n++) {
        const kj_node *node = &play->nodes.ptr[n];
        bool open = false;
        for (size_t c = 0; c < node->choices.count && !open; c++)
            open = node->choices.ptr[c].needs.count == 0;
        if (!open)
            kj_report(sink, kj_course_place(course, node->at, "choices", SIZE_MAX), "E0406",
                      "node '%.*s' has no choice that is always offered", KJ_ARG(node->id));
    }
}

/* ---- random play ---- */

/* How probable each state is after so many turns, and how many ways lead there.  A turn at a time
 * to the limit of turns, so that loops need no special case. */
typedef struct wave {
    double *probable, *ways;
    uint32_t *states;
    size_t count;
} wave;

static wave wave_new(const proof *p)
{
    return (wave){KJ_NEW(p->arena, double, p->count), KJ_NEW(p->arena, double, p->count),
                  KJ_NEW(p->arena, uint32_t, p->count), 0};
}

static void wave_add(wave *w, uint32_t state, double probable, double ways)
{
    if (w->ways[state] <= 0)
        w->states[w->count++] = state;
    w->probable[state] += probable;
    w->ways[state] += ways;
}

static void spread_from(const proof *p, uint32_t turn, uint32_t at, double probable, double ways,
                        wave *next, kj_roleplay_proof *out)
{
    const record *r = record_of(p, at);
    uint32_t offered = 0;
    for (size_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++)
        offered += r->next[c] != NOT_OFFERED;
    for (uint32_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
        uint32_t to = r->next[c];
        if (to == NOT_OFFERED)
            continue;
        if (!(to & ENDS) && turn + 1 == KJ_ROLEPLAY_TURNS_MAX)
            to = ENDS | kj_roleplay_step(p->play, state_of(p, at, turn), c).ending;
        if (!(to & ENDS)) {
            wave_add(next, to, probable / offered, ways);
            continue;
        }
        out->paths += ways;
        if ((to & ~ENDS) < KJ_ROLEPLAY_ENDINGS_MAX) {
            out->spread[to & ~ENDS] += probable / offered;
            out->path_share[to & ~ENDS] += ways;
        }
    }
}

static void play_at_random(const proof *p, kj_roleplay_proof *out)
{
    wave waves[2] = {wave_new(p), wave_new(p)};
    wave_add(&waves[0], 0, 1, 1);
    for (uint32_t turn = 0; turn < KJ_ROLEPLAY_TURNS_MAX && waves[turn % 2].count > 0; turn++) {
        wave *now = &waves[turn % 2], *next = &waves[(turn + 1) % 2];
        for (size_t i = 0; i < now->count; i++) {
            const uint32_t at = now->states[i];
            spread_from(p, turn, at, now->probable[at], now->ways[at], next, out);
            now->probable[at] = now->ways[at] = 0;
        }
        now->count = 0;
    }
    for (size_t e = 0; e < KJ_ROLEPLAY_ENDINGS_MAX && out->paths > 0; e++)
        out->path_share[e] /= out->paths;
}

kj_roleplay_proof kj_roleplay_prove(const kj_course *course, const kj_roleplay *play,
                                    kj_arena *arena, kj_sink *sink)
{
    kj_roleplay_proof out = {.complete = true};
    report_gated(course, play, sink);
    if (play->nodes.count == 0 || play->nodes.count > KJ_ROLEPLAY_NODES_MAX)
        return out; /* the reader has said so */

    kj_arena *scratch = kj_arena_new();
    proof *p = KJ_NEW(arena, proof, 1);
    *p = (proof){.course = course, .play = play, .arena = scratch, .messages = arena, .sink = sink};
    p->chunks = KJ_NEW(scratch, chunk, KJ_ROLEPLAY_STATES_MAX / CHUNK + 1);
    p->vars = play->variables.count < KJ_ROLEPLAY_VARIABLES_MAX ? play->variables.count
                                                                : KJ_ROLEPLAY_VARIABLES_MAX;
    out.complete = enumerate(p);
    out.states = p->count;
    if (!out.complete) {
        kj_report_hint(sink, kj_course_place(course, play->at, "variables", SIZE_MAX), "E0407",
                       KJ_LIT("fewer variables, coarser effects or fewer loops make it provable"),
                       "role-play '%.*s' has more than %zu states", KJ_ARG(play->id),
                       KJ_ROLEPLAY_STATES_MAX);
    } else {
        const before b = turn_round(p);
        report_unreached(p);
        report_hopeless(p, &b);
        report_loops(p, &b);
        play_at_random(p, &out);
    }
    kj_arena_free(scratch);
    return out;
}
