/* engine/lesson/made.c: the name of the program's own way to fold. */
#include "lesson/lesson.h"

#include "lesson/fold_made.h"

const char kj_lesson_made[] = KJ_FOLD_MADE;
