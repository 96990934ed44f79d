/* tests/lesson/whole_log_test.c: logs of the real course, several thousand events each, and what
 * happens to such logs: two devices' of one attempt are put together in any order, events are
 * damaged, and others' are among them.
 *
 * Every prefix of every log folds to a state that is checked (state_kit.h).  All bytes of all of
 * these states go into a number a log, which stands in the golden file with the last state of the
 * first: whatever compiler made the program, it is the same. */
#include "golden.h"
#include "lesson/learner_kit.h"
#include "lesson/state_kit.h"
#include "test.h"

#include "base/random.h"
#include "scene/scene.h"

#include <inttypes.h>

#define GOLDEN "lesson/golden/whole_log.txt"
#define SEEDS 2
#define EVENTS 5000
#define APART 2500 /* events of it on each of two devices, after as many in common */

typedef struct paper {
    const kj_course *course;
    kj_text_buffer out;
    kj_arena *arena;
} paper;

static kj_lesson *fold(paper *p, const char *name, uint64_t seed, const kj_event *log, size_t count)
{
    uint64_t hash = 14695981039346656037u;
    print_message("%s, seed %" PRIu64 ": %zu events\n", name, seed, count);
    kj_lesson *lesson = kj_test_fold_checked(p->course, log, count, &hash, p->arena);
    kj_putf(&p->out,
            "%s, seed %" PRIu64 ": %zu events, %" PRIu64 " refused, states %016" PRIx64 "\n", name,
            seed, count, lesson->refused, hash);
    return lesson;
}

static kj_event *copy(const kj_event *log, size_t count, size_t room, kj_arena *arena)
{
    kj_event *out = KJ_NEW(arena, kj_event, room);
    memcpy(out, log, count * sizeof *log);
    return out;
}

/* Everything happens to such a learner: each type of event of one who learns alone is
 * there, and the course is passed. */
static void check_complete(const paper *p, const kj_test_shell *shell)
{
    uint64_t seen = 0;
    for (size_t i = 0; i < shell->log.count; i++)
        seen |= (uint64_t)1 << shell->log.ptr[i].type;
    if (seen != ((uint64_t)1 << KJ_EVENT_CLASS_STARTED) - 1)
        fail_msg("only events %" PRIx64, seen);
    assert_true(shell->lesson->passed && shell->lesson->completed);
    for (uint32_t i = 0; i < p->course->items.count; i++)
        assert_true(kj_lesson_item(shell->lesson, i)->tries > 0);
}

/* Each device's own order stays, as when two laptops' bundles are read in. */
static void interleaved(paper *p, uint64_t seed, const kj_test_shell *a, const kj_test_shell *b,
                        size_t common)
{
    uint64_t random = seed;
    size_t i = common, k = common, count = common;
    kj_event *log = copy(a->log.ptr, common, a->log.count + b->log.count, p->arena);
    while (i < a->log.count || k < b->log.count) {
        const bool first = k == b->log.count || (i < a->log.count && kj_random_below(&random, 2));
        log[count++] = first ? a->log.ptr[i++] : b->log.ptr[k++];
    }
    (void)fold(p, "two devices", seed, log, count);
    for (size_t e = 0; e < count; e++) { /* and in no order at all */
        const size_t other = kj_random_below(&random, (uint32_t)count);
        const kj_event kept = log[e];
        log[e] = log[other];
        log[other] = kept;
    }
    (void)fold(p, "shuffled", seed, log, count);
}

static void damaged(paper *p, uint64_t seed, const kj_test_shell *a, const kj_test_shell *other)
{
    uint64_t random = seed;
    kj_event *log = copy(a->log.ptr, a->log.count, a->log.count, p->arena);
    for (size_t i = 0; i < a->log.count / 20;
         i++) { /* another's attempt, and their events in this */
        kj_event *event = &log[kj_random_below(&random, (uint32_t)a->log.count)];
        const kj_span attempt = event->attempt;
        *event = other->log.ptr[kj_random_below(&random, (uint32_t)other->log.count)];
        event->attempt = kj_random_below(&random, 2) ? KJ_LIT("another") : attempt;
    }
    kj_test_damage(p->course, log, a->log.count, &random);
    (void)fold(p, "damaged", seed, log, a->log.count);
}

static void any_prefix_of_any_log(void **state)
{
    const kj_forms visuals = kj_visual_forms();
    paper p = {.arena = *state, .course = kj_test_key_account(&visuals, *state)};
    p.out.arena = p.arena;
    kj_test_learner *learners[SEEDS];
    const kj_lesson *first = NULL;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        kj_test_learner *learner = learners[seed - 1] =
            kj_test_learner_new(p.course, seed, p.arena);
        kj_test_learner_until(learner, APART);
        const size_t common = learner->shell->log.count;
        kj_test_learner *elsewhere = kj_test_learner_elsewhere(learner, 1, seed + 100, p.arena);
        kj_test_learner_until(learner, EVENTS);
        kj_test_learner_until(elsewhere, EVENTS);
        check_complete(&p, learner->shell);
        const kj_lesson *last =
            fold(&p, "a learner", seed, learner->shell->log.ptr, learner->shell->log.count);
        assert_int_equal(last->refused, 0);
        first = first ? first : last;
        interleaved(&p, seed, learner->shell, elsewhere->shell, common);
        damaged(&p, seed, learner->shell, learners[0]->shell);
    }
    kj_putf(&p.out, "\nThe first learner's last state\n");
    kj_put(&p.out, kj_test_state_text(p.course, first, p.arena));
    kj_golden_check(GOLDEN, kj_put_span(&p.out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {KJ_TEST(any_prefix_of_any_log)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
