/* engine/record/kept_fold.h: the fold of a long record, kept, so that it need not be read whole at
 * every start.
 *
 * What is kept is a cache and never the truth: it is taken only where it is the fold of exactly the
 * events that the store holds up to its last one, by the program and for the course that made it
 * (`key`); in every other case all events are folded.  Only states that were read from the store
 * are kept, never one that has lived.  One row an attempt; bundles and reports do not see it, and
 * whoever erases a learner drops it with kj_fold_drop. */
#ifndef KJ_RECORD_KEPT_FOLD_H
#define KJ_RECORD_KEPT_FOLD_H

#include "record/store.h"

/* A start reads at most about so many events; when it read as many, it keeps what came out. */
#define KJ_FOLD_KEEP_EVERY 200

/* What tells one fold from another: all parts, as 64 hexadecimal digits in `arena`. */
kj_span kj_fold_key(const kj_span *parts, size_t count, kj_arena *arena);

/* Brings `state` (flat, without pointers, as it is before the first event) to where the events of
 * `of` (learner, course and attempt, none empty) lead: from what is kept where that holds, and
 * `step` for each event behind it.  All of one instant of the store.  `from_kept`: how many events
 * were not read; may be NULL.  false: the store cannot be read (reported). */
bool kj_fold_resume(kj_store *store, const kj_event_filter *of, kj_span key, void *state,
                    size_t bytes, bool (*step)(void *ctx, const kj_event *event), void *ctx,
                    uint64_t *from_kept, kj_sink *sink);

/* Forgets those of a learner. */
bool kj_fold_drop(kj_store *store, kj_span learner, kj_sink *sink);

#endif
