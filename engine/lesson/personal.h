/* engine/lesson/personal.h: what is the learner's own while a lesson runs: settings, bookmarks,
 * notes, the plan.
 *
 * The shell fills a kj_personal from the store at the start; an input changes it through
 * kj_outcome.changes, which the shell saves.  No events: see record/personal.h. */
#ifndef KJ_LESSON_PERSONAL_H
#define KJ_LESSON_PERSONAL_H

#include "course/course.h"

/* The words are the store's: kj_own_word.  A further kind is a line here and one in personal.c. */
typedef enum kj_own_kind {
    KJ_OWN_SETTING,  /* object: the setting's name; of all courses */
    KJ_OWN_BOOKMARK, /* object: a slide's id; value "1" */
    KJ_OWN_NOTE,     /* object: a slide's id; value: the text */
    KJ_OWN_PLAN,     /* object: empty; value: the date, YYYY-MM-DD */
    KJ_OWN_KIND_COUNT
} kj_own_kind;

kj_span kj_own_word(kj_own_kind kind);
bool kj_own_find(kj_span word, kj_own_kind *out); /* false: no kind of a lesson's */
bool kj_own_of_course(kj_own_kind kind);          /* else it is of all courses */

#define KJ_OWN_VALUE_BYTES_MAX ((size_t)16 << 10)

/* One row, or one change of it: an empty value is none. */
typedef struct kj_own {
    kj_own_kind kind;
    kj_span object, value;
} kj_own;

typedef struct kj_personal {
    kj_arena *arena;     /* texts live here until the run ends */
    KJ_LIST(kj_own) all; /* in no order that means anything */
    size_t capacity;
} kj_personal;

/* Whether the kind takes that value: a setting as below, a date, a note not too long; always an
 * empty one. */
bool kj_own_fits(const kj_own *own);
/* Takes copies.  What does not fit changes nothing: false. */
bool kj_own_set(kj_personal *personal, const kj_own *own);
/* Empty: there is none.  `personal` may be NULL: then there is nothing of anybody's own. */
kj_span kj_own_get(const kj_personal *personal, kj_own_kind kind, kj_span object);

/* The settings: "text" 100 … 200 in per cent, "theme" light, dark or high-contrast, "language"
 * zh-Hans or en, "rate" 50 … 300 (how fast the
 * voice speaks), "motion", "sound", "voice" on or off, "keys" on or off (single letters as
 * shortcuts; WCAG 2.1.4).  Not set is the default: zero, empty, or on. */
typedef enum kj_switch { KJ_SWITCH_UNSET, KJ_SWITCH_ON, KJ_SWITCH_OFF } kj_switch;
typedef struct kj_settings {
    int32_t text_percent, rate_percent; /* 0: not set */
    kj_span theme, language;
    kj_switch motion, sound, voice, keys;
} kj_settings;
kj_settings kj_own_settings(const kj_personal *personal);

#endif
