/* engine/record/outbox.h: what of the record another system has.
 *
 * A row an event and target says how its statements fared; an event without a row has yet to be
 * sent.  So events that are imported later, with earlier ids, wait like new ones, and whoever is
 * killed goes on where the last row stands. */
#ifndef KJ_RECORD_OUTBOX_H
#define KJ_RECORD_OUTBOX_H

#include "record/store.h"

typedef enum kj_outbox_state {
    KJ_OUTBOX_SENT = 1,
    KJ_OUTBOX_REFUSED, /* the target says that a statement of it is bad */
    KJ_OUTBOX_CONFLICT /* … or has another one of its id */
} kj_outbox_state;

typedef struct kj_outbox_row {
    kj_span event; /* its id */
    kj_outbox_state state;
    kj_span note; /* what the target said; empty of what was sent */
} kj_outbox_row;

/* At most `most` events behind the id `after` (empty: from the first), in the order of ids: those
 * without a row, and with `settled` those that others' statements depend on (beginnings and ends of
 * attempts and runs, attendances).  Whole events, read into `arena`; `*last`: the id reached, empty
 * when there are no more.  false: reported. */
typedef struct kj_outbox_event {
    kj_event event;
    bool settled;
} kj_outbox_event;
typedef KJ_LIST(kj_outbox_event) kj_outbox_list;
bool kj_outbox_next(kj_store *store, kj_span target, kj_span after, size_t most,
                    kj_outbox_list *out, kj_span *last, kj_arena *arena, kj_sink *sink);

/* All of them in one transaction: true, they are on disk. */
bool kj_outbox_settle(kj_store *store, kj_span target, const kj_outbox_row *rows, size_t count,
                      kj_sink *sink);

/* What was kept back, in the order of ids; `each` gives false to end early. */
bool kj_outbox_kept(kj_store *store, kj_span target,
                    bool (*each)(void *ctx, const kj_outbox_row *row), void *ctx, kj_sink *sink);

#endif
