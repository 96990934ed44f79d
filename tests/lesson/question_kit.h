/* tests/lesson/question_kit.h: one item or drill from its own keys, and responses from a line. */
#ifndef KJ_TESTS_LESSON_QUESTION_KIT_H
#define KJ_TESTS_LESSON_QUESTION_KIT_H

#include "lesson/kit.h"

/* `body` holds the keys of the type: "\"type\":\"single\",\"options\":[…]".  The course has a slide
 * "s" whose visual has the elements "left" and "right".  NULL: refused, `sink` knows why. */
const kj_item *kj_test_item(const char *body, kj_arena *arena, kj_test_sink *sink);
const kj_course *kj_test_drill_course(const char *body, kj_arena *arena, kj_test_sink *sink);
const kj_drill *kj_test_drill(const char *body, kj_arena *arena, kj_test_sink *sink);

/* "a|b": two values; "": none. */
kj_response kj_test_response(const char *line, kj_arena *arena);

#endif
