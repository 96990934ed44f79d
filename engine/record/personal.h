/* engine/record/personal.h: what is the learner's own in a store: bookmarks, notes, settings, the
 * plan's date, the PIN.
 *
 * No events: HR neither counts nor exports it, it may be changed and taken back without a trace,
 * and it stays on this machine.  So it has a table of its own, a row a key, which bundles leave
 * out; an export or erasure of everything of one learner must name it, and does so with
 * kj_personal_each and kj_personal_clear. */
#ifndef KJ_RECORD_PERSONAL_H
#define KJ_RECORD_PERSONAL_H

#include "record/store.h"

/* The key is (learner, course, kind, object).  Which kinds there are: lesson/personal.h, and
 * those that no lesson sees: "pin" (pin.h), "rehearsal" (rehearsal.h). */
typedef struct kj_personal_row {
    kj_span learner;
    kj_span course; /* empty: of no single course */
    kj_span kind;
    kj_span object; /* slide, setting …; may be empty */
    kj_span value;  /* valid UTF-8; empty: there is no such row, and putting it removes it */
    int64_t at_ms;  /* when it was last put */
} kj_personal_row;

/* All rows or none: true means that they are on disk.  A store that can only be read, or a full
 * disk: E0701.  Learner and kind must not be empty (asserted). */
bool kj_personal_put(kj_store *store, const kj_personal_row *rows, size_t count, kj_sink *sink);

/* false: there is none (nothing is reported), or the store fails (which is).  `out` is filled but
 * for the key, in `arena`. */
bool kj_personal_get(kj_store *store, const kj_personal_row *key, kj_personal_row *out,
                     kj_arena *arena, kj_sink *sink);

/* All rows of a learner in the order of their keys; false from `each` ends early.  With a course,
 * those of that course and of none; empty: of all.  What a row points to lasts for the call. */
bool kj_personal_each(kj_store *store, kj_span learner, kj_span course,
                      bool (*each)(void *ctx, const kj_personal_row *row), void *ctx,
                      kj_sink *sink);

/* Removes everything of one learner. */
bool kj_personal_clear(kj_store *store, kj_span learner, kj_sink *sink);

#endif
