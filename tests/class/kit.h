/* tests/class/kit.h: a class in no room: gives inputs, names and keeps the events, folds them in.
 */
#ifndef KJ_TESTS_CLASS_KIT_H
#define KJ_TESTS_CLASS_KIT_H

#include "class/show.h"
#include "lesson/kit.h"

typedef struct kj_test_room {
    const kj_course *course;
    kj_arena *arena;
    kj_class class;
    kj_show show;
    kj_time now;
    uint64_t seed;
    KJ_LIST(kj_event) log;
    size_t capacity;
    kj_show_outcome last;
} kj_test_room;

/* Three people in the roster: "1001" 方舟, "1002" 林夏, "1003" 陶然. */
kj_test_room *kj_test_room_new(const kj_course *course, kj_arena *arena);
/* The same with the class begun on its first slide, 1920 by 1080. */
kj_test_room *kj_test_room_begun(const kj_course *course, kj_arena *arena);
const kj_show_outcome *kj_test_room_give(kj_test_room *room, kj_show_input input);
/* A second later; whether it means something. */
bool kj_test_room_act(kj_test_room *room, kj_span action);
/* Actions with blanks between; fails the test at one that means nothing, unless it begins with "!":
 * then it must mean nothing.  "wait:SECONDS" lets time pass. */
void kj_test_room_do(kj_test_room *room, const char *actions);
/* "class.tallied class.shown": the types of the last outcome's events. */
kj_span kj_test_room_events(const kj_test_room *room);
/* All that is not as at the beginning: "slide hello:0", then words in the order of kj_room. */
kj_span kj_test_room_state(const kj_test_room *room);

#endif
