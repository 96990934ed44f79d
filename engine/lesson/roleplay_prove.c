/* engine/lesson/roleplay_prove.c: what can be known of a role-play before anybody plays it.
 *
 * Reachability in the graph of nodes proves little, since choices need facts, the clock ends a
 * scene and endings depend on variables.  So the states themselves are enumerated, breadth first,
 * each with the way that led to it first: messages show that way.  What leads on from where is then
 * read backwards from the endings. */
#include "lesson/states.h"

#define WAY_MAX 12 /* choices of a way that a message shows */

typedef struct proof {
    const kj_course *course;
    const kj_roleplay *play;
    kj_arena *arena;    /* working memory */
    kj_arena *messages; /* the caller's: a sink may keep what it gets */
    kj_sink *sink;
    kj_states states;
    bool taken[KJ_ROLEPLAY_NODES_MAX][KJ_ROLEPLAY_CHOICES_MAX];
    bool reached[KJ_ROLEPLAY_NODES_MAX];
    bool ended[KJ_ROLEPLAY_ENDINGS_MAX];
} proof;

static void note_reached(proof *p)
{
    for (size_t i = 0; i < p->states.count; i++) {
        const kj_state_record *r = kj_states_record(&p->states, i);
        p->reached[r->node] = true;
        for (size_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
            if (r->next[c] == KJ_NEXT_NONE)
                continue;
            p->taken[r->node][c] = true;
            const uint32_t ending = r->next[c] & ~KJ_NEXT_ENDS;
            if ((r->next[c] & KJ_NEXT_ENDS) && ending < KJ_ROLEPLAY_ENDINGS_MAX)
                p->ended[ending] = true;
        }
    }
}

/* ---- backwards from the endings ---- */

static bool good_ending(const proof *p, uint32_t next)
{
    const uint32_t ending = next & ~KJ_NEXT_ENDS;
    return (next & KJ_NEXT_ENDS) && next != KJ_NEXT_NONE && ending < p->play->endings.count &&
           p->play->endings.ptr[ending].grade <= KJ_GRADE_GOOD;
}

/* Whether a state leads on at once: to a good ending, or to any.  One where nothing is offered
 * counts as an end here: it is reported as such. */
static bool leads(const proof *p, size_t index, bool good)
{
    bool offered = false;
    for (size_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
        const uint32_t next = kj_states_record(&p->states, index)->next[c];
        if (next == KJ_NEXT_NONE)
            continue;
        offered = true;
        if (good ? good_ending(p, next) : (next & KJ_NEXT_ENDS) != 0)
            return true;
    }
    return !good && !offered;
}

/* For every state whether (1) some way leads on to an ending (a good one). */
static uint32_t *can_reach(const proof *p, const kj_states_before *b, bool good)
{
    uint32_t *can = KJ_NEW(p->arena, uint32_t, p->states.count);
    uint32_t *queue = KJ_NEW(p->arena, uint32_t, p->states.count);
    size_t filled = 0;
    for (size_t i = 0; i < p->states.count; i++) {
        can[i] = leads(p, i, good);
        if (can[i])
            queue[filled++] = (uint32_t)i;
    }
    kj_states_spread_back(b, can, 0, 1, queue, filled);
    return can;
}

/* ---- messages ---- */

/* "n1:a → n2:c": the shortest way to a state. */
static kj_span way_to(const proof *p, uint32_t index)
{
    uint32_t states[WAY_MAX], count = 0;
    bool cut = false;
    for (uint32_t at = index; kj_states_record(&p->states, at)->parent != KJ_NONE;
         at = kj_states_record(&p->states, at)->parent) {
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
        const kj_state_record *from =
            kj_states_record(&p->states, kj_states_record(&p->states, states[i - 1])->parent);
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

static void report_hopeless(const proof *p, const kj_states_before *b)
{
    const uint32_t *good = can_reach(p, b, true);
    const kj_state_record *start = kj_states_record(&p->states, 0);
    const kj_node *node = &p->play->nodes.ptr[start->node];
    for (size_t c = 0; c < node->choices.count && c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
        const uint32_t next = start->next[c];
        if (next == KJ_NEXT_NONE || good_ending(p, next) || (!(next & KJ_NEXT_ENDS) && good[next]))
            continue;
        const kj_choice *choice = &node->choices.ptr[c];
        kj_report_hint(p->sink, kj_course_place(p->course, choice->at, "id", SIZE_MAX), "E0404",
                       KJ_LIT("a first mistake should cost something, not everything"),
                       "after the first choice '%.*s' no path leads to a good ending",
                       KJ_ARG(choice->id));
    }
}

/* Once a node: the first of its states from which no way leads out. */
static void report_loops(const proof *p, const kj_states_before *b)
{
    const uint32_t *out = can_reach(p, b, false);
    bool said[KJ_ROLEPLAY_NODES_MAX] = {false};
    for (size_t i = 0; i < p->states.count; i++) {
        const uint32_t n = kj_states_record(&p->states, i)->node;
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
    return (wave){KJ_NEW(p->arena, double, p->states.count),
                  KJ_NEW(p->arena, double, p->states.count),
                  KJ_NEW(p->arena, uint32_t, p->states.count), 0};
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
    const kj_state_record *r = kj_states_record(&p->states, at);
    uint32_t offered = 0;
    for (size_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++)
        offered += r->next[c] != KJ_NEXT_NONE;
    for (uint32_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
        uint32_t to = r->next[c];
        if (to == KJ_NEXT_NONE)
            continue;
        if (!(to & KJ_NEXT_ENDS) && turn + 1 == KJ_ROLEPLAY_TURNS_MAX)
            to = KJ_NEXT_ENDS |
                 kj_roleplay_step(p->play, kj_states_get(&p->states, at, turn), c).ending;
        if (!(to & KJ_NEXT_ENDS)) {
            wave_add(next, to, probable / offered, ways);
            continue;
        }
        out->paths += ways;
        if ((to & ~KJ_NEXT_ENDS) < KJ_ROLEPLAY_ENDINGS_MAX) {
            out->spread[to & ~KJ_NEXT_ENDS] += probable / offered;
            out->path_share[to & ~KJ_NEXT_ENDS] += ways;
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
    out.complete = kj_states_enumerate(&p->states, play, KJ_ROLEPLAY_STATES_MAX, scratch);
    out.states = p->states.count;
    if (!out.complete) {
        kj_report_hint(sink, kj_course_place(course, play->at, "variables", SIZE_MAX), "E0407",
                       KJ_LIT("fewer variables, coarser effects or fewer loops make it provable"),
                       "role-play '%.*s' has more than %zu states", KJ_ARG(play->id),
                       KJ_ROLEPLAY_STATES_MAX);
    } else {
        const kj_states_before b = kj_states_turn_round(&p->states);
        note_reached(p);
        report_unreached(p);
        report_hopeless(p, &b);
        report_loops(p, &b);
        play_at_random(p, &out);
    }
    kj_arena_free(scratch);
    return out;
}

/* ---- how hard it is ---- */

static const struct {
    uint32_t grade;
    double least, most;
} difficulty[] = {{KJ_GRADE_EXCELLENT, 0.01, 0.03}, {KJ_GRADE_GOOD, 0.07, 0.22}};

void kj_roleplay_check_difficulty(const kj_course *course, const kj_roleplay *play,
                                  const kj_roleplay_proof *found, kj_sink *sink)
{
    if (!found->complete || found->paths < KJ_ROLEPLAY_SKETCH)
        return;
    for (size_t i = 0; i < KJ_COUNT(difficulty); i++) {
        double share = 0;
        for (size_t e = 0; e < play->endings.count && e < KJ_ROLEPLAY_ENDINGS_MAX; e++)
            if (play->endings.ptr[e].grade == difficulty[i].grade)
                share += found->path_share[e];
        if (share >= difficulty[i].least && share <= difficulty[i].most)
            continue;
        kj_report_hint(
            sink, kj_course_place(course, play->at, "endings", SIZE_MAX), "W0501",
            share < difficulty[i].least
                ? KJ_LIT("soften its conditions, or let more choices lead there")
                : KJ_LIT("sharpen its conditions, or make the other choices cost more"),
            "%.1f %% of the ways through role-play '%.*s' end with '%s': %.0f to %.0f %% "
            "are wanted",
            100 * share, KJ_ARG(play->id), kj_grade_words[difficulty[i].grade],
            100 * difficulty[i].least, 100 * difficulty[i].most);
    }
}
