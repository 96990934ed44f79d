/* engine/course/strict_inner.h: what the files of the strict checks share. */
#ifndef KJ_COURSE_STRICT_INNER_H
#define KJ_COURSE_STRICT_INNER_H

#include "course/reader.h"

typedef struct kj_strict {
    const kj_course *course;
    kj_sink *sink;
    kj_arena *scratch;
} kj_strict;

/* W0501 at `key` of the object at `at`. */
void kj_object_to(kj_strict *s, kj_at at, const char *key, size_t index, const char *hint,
                  const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Of keys, options, statements and of what is taught and tested, over the whole course. */
void kj_strict_balance(kj_strict *s);

#endif
