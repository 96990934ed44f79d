/* engine/record/rehearsal.h: how long the last rehearsal stayed on each slide.
 *
 * The presenter's own (personal.h), of one course: no event says that somebody rehearsed, and the
 * next rehearsal takes the place of the last. */
#ifndef KJ_RECORD_REHEARSAL_H
#define KJ_RECORD_REHEARSAL_H

#include "record/store.h"

typedef struct kj_rehearsed {
    kj_span slide; /* id */
    int64_t ms;    /* shown, in all; 0: not shown, and not kept */
} kj_rehearsed;

typedef struct kj_rehearsal {
    int64_t at_ms; /* when it was saved */
    KJ_LIST(kj_rehearsed) times;
} kj_rehearsal;

/* true: on disk.  A store that can only be read, or a full disk: E0701.  Nothing shown: what was
 * saved before stays.  Ids are of the course (asserted: none empty, none with a space). */
bool kj_rehearsal_save(kj_store *store, kj_span presenter, kj_span course,
                       const kj_rehearsed *times, size_t count, int64_t at_ms, kj_sink *sink);

/* false: there is none (nothing is reported), or the store fails (which is).  In `arena`. */
bool kj_rehearsal_load(kj_store *store, kj_span presenter, kj_span course, kj_rehearsal *out,
                       kj_arena *arena, kj_sink *sink);

/* Of one slide; -1: it was not shown. */
int64_t kj_rehearsal_ms(const kj_rehearsal *rehearsal, kj_span slide);

#endif
