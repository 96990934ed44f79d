/* tests/lesson/kit.h: courses for tests of the lesson, and a shell that keeps nothing on disk. */
#ifndef KJ_TESTS_LESSON_KIT_H
#define KJ_TESTS_LESSON_KIT_H

#include "course/read.h"
#include "lesson/session.h"
#include "support.h"

typedef struct kj_test_file {
    const char *path, *text;
} kj_test_file;

/* A course from texts; what is not among them is read from `folder` (NULL: nothing else).  Its
 * slides have the one visual "plain": `steps` presses, `elements` with ids.  Fails the test with
 * the messages if it is no course. */
const kj_course *kj_test_course(const char *folder, const kj_test_file *files, size_t count,
                                kj_arena *arena);
/* The same without failing: NULL where it is no course, and `sink` has the messages. */
const kj_course *kj_test_read(const char *folder, const kj_test_file *files, size_t count,
                              kj_arena *arena, kj_test_sink *sink);
/* tests/lesson/data/little: three parts, every item type, three drills, a role-play. */
const kj_course *kj_test_little(kj_arena *arena);
/* courses/key-account, with scene's visuals (the lesson itself knows none). */
const kj_course *kj_test_key_account(const kj_forms *visuals, kj_arena *arena);

/* The shell: gives inputs, names and keeps the events, folds them in. */
typedef struct kj_test_shell {
    const kj_course *course;
    kj_arena *arena;
    kj_lesson *lesson;
    kj_session session;
    kj_time now;
    uint64_t seed;
    uint32_t device; /* below 4096; its events have ids of their own */
    KJ_LIST(kj_event) log;
    size_t capacity;
    kj_outcome last;
} kj_test_shell;

kj_test_shell *kj_test_shell_new(const kj_course *course, kj_arena *arena);
/* The same learner after the program was ended: state from the log alone. */
void kj_test_shell_restart(kj_test_shell *shell);
const kj_outcome *kj_test_give(kj_test_shell *shell, const kj_input *input);
/* `after_ms` later; fails the test if the action means nothing. */
const kj_outcome *kj_test_act(kj_test_shell *shell, const char *action, int64_t after_ms);
const kj_outcome *kj_test_start(kj_test_shell *shell);
void kj_test_type(kj_test_shell *shell, const char *text);
/* "item.answered part.completed": the types of an outcome's events. */
kj_span kj_test_words(const kj_outcome *outcome, kj_arena *arena);

/* A lesson folded from the first `count` events. */
kj_lesson *kj_test_fold(const kj_course *course, const kj_event *events, size_t count,
                        kj_arena *arena);

#endif
