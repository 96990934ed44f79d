/* tests/lesson/learner_kit.h: somebody who learns the real course, press by press, for weeks.
 *
 * All of it goes through kj_session_input, so that the log is one that a person could have left:
 * slides in order, tests, drills with and without the clock, role-plays and replays of them, the
 * day's review, slips taken back, answers contested, the program ended and begun again. */
#ifndef KJ_TESTS_LESSON_LEARNER_KIT_H
#define KJ_TESTS_LESSON_LEARNER_KIT_H

#include "lesson/kit.h"

typedef struct kj_test_learner {
    kj_test_shell *shell;
    uint64_t random;
    double knows; /* of what is asked, how often: grows day by day up to nearly always */
} kj_test_learner;

kj_test_learner *kj_test_learner_new(const kj_course *course, uint64_t seed, kj_arena *arena);
/* The same attempt, so far as it has come, gone on with on another device (1 …). */
kj_test_learner *kj_test_learner_elsewhere(const kj_test_learner *learner, uint32_t device,
                                           uint64_t seed, kj_arena *arena);
/* Goes on until the log has at least so many events. */
void kj_test_learner_until(kj_test_learner *learner, size_t events);

#endif
