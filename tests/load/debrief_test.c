/* tests/load/debrief_test.c: every claim of the debriefs of the real role-plays, proved by playing.
 *
 * Random ways, their seed printed on failure.  What the debrief reads off its table of states is
 * found out here again by nothing but kj_roleplay_step: each way on from each turn is gone. */
#include "lesson/debrief.h"

#include "base/random.h"
#include "load/load.h"
#include "support.h"
#include "test.h"

#include <inttypes.h>
#include <math.h>

#define COURSE KJ_ROOT "/courses/key-account"
#define WAYS 60 /* of each role-play */

/* Every way on from `s`: the best grade, and the points of random play. */
typedef struct tried {
    uint32_t best;
    double points;
} tried;

static tried try_all(const kj_roleplay *play, kj_roleplay_state s)
{
    tried out = {KJ_NONE, 0};
    uint32_t offered = 0;
    if (s.node == KJ_NONE) {
        const uint32_t grade = play->endings.ptr[s.ending].grade;
        return (tried){grade, kj_grade_points(grade)};
    }
    for (uint32_t c = 0; c < play->nodes.ptr[s.node].choices.count; c++) {
        if (!kj_roleplay_offered(play, &s, c))
            continue;
        const tried next = try_all(play, kj_roleplay_step(play, s, c));
        out.best = next.best < out.best ? next.best : out.best;
        out.points += next.points;
        offered++;
    }
    out.points /= offered;
    return out;
}

/* Whether some way on from `s` asks `choice` at `node` and so learns the fact. */
static bool can_ask(const kj_roleplay *play, kj_roleplay_state s, const kj_missed_fact *m)
{
    if (s.node == KJ_NONE)
        return false;
    if (s.node == m->node && kj_roleplay_offered(play, &s, m->choice) &&
        (kj_roleplay_step(play, s, m->choice).facts >> m->fact & 1))
        return true;
    for (uint32_t c = 0; c < play->nodes.ptr[s.node].choices.count; c++) {
        if (kj_roleplay_offered(play, &s, c) && can_ask(play, kj_roleplay_step(play, s, c), m))
            return true;
    }
    return false;
}

typedef struct way {
    kj_turn turns[KJ_ROLEPLAY_TURNS_MAX];
    uint32_t count;
    uint64_t seed;
} way;

static way random_way(const kj_roleplay *play, uint64_t seed)
{
    way w = {.seed = seed};
    uint64_t random = seed;
    kj_roleplay_state s = kj_roleplay_start(play);
    while (s.node != KJ_NONE) {
        const uint32_t c =
            kj_random_below(&random, (uint32_t)play->nodes.ptr[s.node].choices.count);
        if (!kj_roleplay_offered(play, &s, c))
            continue;
        w.turns[w.count++] = (kj_turn){s.node, c};
        s = kj_roleplay_step(play, s, c);
    }
    return w;
}

#define CLAIM(holds, what) \
    do { \
        if (!(holds)) \
            fail_msg("%.*s, seed %" PRIu64 ", turn %u: %s", KJ_ARG(d->play->id), w->seed, turn, \
                     what); \
    } while (0)

/* The same later choices by their places in the way, not by the debrief's own loop: the node that
 * is on is looked for among the turns not used yet. */
static void prove_same(const kj_debrief *d, const way *w, uint32_t turn, const kj_whatif *what)
{
    kj_roleplay_state s = what->after;
    uint32_t from = turn + 1;
    for (;;) {
        uint32_t t = from;
        while (t < w->count && (s.node == KJ_NONE || w->turns[t].node != s.node))
            t++;
        if (s.node == KJ_NONE || t == w->count ||
            !kj_roleplay_offered(d->play, &s, w->turns[t].choice))
            break;
        s = kj_roleplay_step(d->play, s, w->turns[t].choice);
        from = t + 1;
    }
    CLAIM(s.ending == what->same && s.turns == what->same_turns, "the same later choices");
}

static void prove_turn(const kj_debrief *d, const way *w, uint32_t turn)
{
    const kj_debrief_turn *t = &d->turns[turn];
    double taken = 0, other = -1;
    uint32_t before = KJ_NONE, after = KJ_NONE;
    for (uint32_t c = 0; c < d->play->nodes.ptr[t->turn.node].choices.count; c++) {
        if (!kj_roleplay_offered(d->play, &t->before, c))
            continue;
        const kj_whatif what = kj_debrief_whatif(d, turn, c);
        const kj_roleplay_state s = kj_roleplay_step(d->play, t->before, c);
        const tried all = try_all(d->play, s);
        CLAIM(what.after.node == s.node && what.after.ending == s.ending, "where it leads");
        CLAIM(what.best == all.best, "the best grade after a choice");
        CLAIM(what.learns == (s.facts & ~t->before.facts), "what it learns");
        prove_same(d, w, turn, &what);
        before = all.best < before ? all.best : before;
        if (c == t->turn.choice) {
            taken = all.points;
            after = all.best;
        } else {
            other = fmax(other, all.points);
        }
    }
    CLAIM(t->best_before == before && t->best_after == after, "the best grades of the turn");
    CLAIM(fabs(t->gain - (other < 0 ? 0 : taken - other)) < 1e-6, "the gain");
    CLAIM((t->turning == KJ_TURNING_LOST) == (after > before), "whether it lost");
}

static void prove_missed(const kj_debrief *d, const way *w)
{
    uint32_t all = d->found;
    for (uint32_t i = 0; i < d->missed_count; i++) {
        const kj_missed_fact *m = &d->missed[i];
        const uint32_t turn = m->turn;
        CLAIM(!(all >> m->fact & 1), "missed though found");
        all |= (uint32_t)1 << m->fact;
        CLAIM(turn < d->turn_count, "a fact that nobody could ask for");
        const kj_roleplay_state before = d->turns[turn].before;
        CLAIM(kj_roleplay_offered(d->play, &before, m->first), "the first step is not on offer");
        const bool at_once = before.node == m->node && m->first == m->choice;
        CLAIM(at_once ? (kj_roleplay_step(d->play, before, m->choice).facts >> m->fact & 1) != 0
                      : can_ask(d->play, kj_roleplay_step(d->play, before, m->first), m),
              "the question does not find it");
    }
    const uint32_t turn = 0;
    CLAIM(all == (((uint32_t)1 << d->play->facts.count) - 1), "a fact neither found nor missed");
}

/* Where nothing was lost, one turn is the weightiest, and none weighs more. */
static void prove_weighty(const kj_debrief *d, const way *w)
{
    uint32_t lost = 0, weighty = 0, turn;
    double most = 0;
    for (turn = 0; turn < d->turn_count; turn++) {
        lost += d->turns[turn].turning == KJ_TURNING_LOST;
        weighty += d->turns[turn].turning == KJ_TURNING_WEIGHTY;
        most = fmax(most, fabs(d->turns[turn].gain));
    }
    turn = d->turning;
    CLAIM(weighty == (lost == 0 && most > 1e-9), "how many are weighty");
    if (weighty)
        CLAIM(fabs(fabs(d->turns[turn].gain) - most) < 1e-6, "another weighs more");
}

static void claims_are_true(void **state)
{
    kj_arena *arena = *state;
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_course *course = kj_load_course(COURSE, arena, &sink->sink);
    if (!course)
        fail_msg("%.*s", KJ_ARG(kj_test_sink_text(sink)));
    assert_true(course->roleplays.count > 0);
    for (size_t r = 0; r < course->roleplays.count; r++) {
        const kj_roleplay *play = &course->roleplays.ptr[r];
        for (uint64_t seed = 1; seed <= WAYS; seed++) {
            const way w = random_way(play, seed);
            const kj_debrief *d = kj_debrief_new(play, w.turns, w.count, arena);
            assert_non_null(d->outlook);
            assert_int_equal(d->turn_count, w.count);
            for (uint32_t turn = 0; turn < w.count; turn++)
                prove_turn(d, &w, turn);
            prove_missed(d, &w);
            prove_weighty(d, &w);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(claims_are_true),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
