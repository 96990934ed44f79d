/* tests/lesson/state_kit.h: what holds for every state of a lesson, whatever log gave it; logs that
 * are damaged; and a state as text, alike for whoever compiled the program. */
#ifndef KJ_TESTS_LESSON_STATE_KIT_H
#define KJ_TESTS_LESSON_STATE_KIT_H

#include "lesson/kit.h"

/* Fails the test where an index points nowhere, a count contradicts another, a share is none, a
 * card or a date is impossible, or a screen could not be drawn. */
void kj_test_check_state(const kj_course *course, const kj_lesson *lesson, kj_arena *scratch);

/* Leaves out, doubles, exchanges, sets back, and makes events say what they cannot mean, as many
 * times as `count` / 5.  `random` is stepped (base/random.h). */
void kj_test_damage(const kj_course *course, kj_event *log, size_t count, uint64_t *random);

/* Folds the log; every state on the way is checked and goes with all its bytes into `hash`.  An
 * event that is refused changes nothing but the count of such. */
kj_lesson *kj_test_fold_checked(const kj_course *course, const kj_event *log, size_t count,
                                uint64_t *hash, kj_arena *arena);

/* All that has been recorded, every number to its last bit. */
kj_span kj_test_state_text(const kj_course *course, const kj_lesson *lesson, kj_arena *arena);

#endif
