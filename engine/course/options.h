/* engine/course/options.h: the options of all choices of a course, whatever types they are of. */
#ifndef KJ_COURSE_OPTIONS_H
#define KJ_COURSE_OPTIONS_H

#include "course/course.h"

#define KJ_CHOICE_OPTIONS_MAX 64

/* The options of one form: elements of one list that have a "text", and perhaps a "right". */
typedef struct kj_choice_options {
    const kj_field *text; /* the field of that name that was met first */
    kj_span texts[KJ_CHOICE_OPTIONS_MAX];
    kj_at at[KJ_CHOICE_OPTIONS_MAX];
    bool right[KJ_CHOICE_OPTIONS_MAX];
    size_t count;
    bool keyed; /* there is a "right" */
} kj_choice_options;
void kj_choice_options_of(const kj_form *form, kj_choice_options *out);
/* The index of the one right option; SIZE_MAX: there is none, or several. */
size_t kj_choice_key(const kj_choice_options *options);
/* Whether option `index` is longer than every other, in characters. */
bool kj_choice_is_longest(const kj_choice_options *options, size_t index);

/* How the keys of the single choices lie, in items, their cases and drills. */
#define KJ_KEY_POSITIONS 12
typedef struct kj_key_spread {
    size_t singles, longest; /* longest: the key is longer than every other option */
    size_t at[KJ_KEY_POSITIONS];
} kj_key_spread;
kj_key_spread kj_course_keys(const kj_course *course, kj_arena *scratch);

#endif
