/* engine/record/pin.h: a learner's PIN, which keeps others from learning in one's name by mistake
 * or for fun on a shared computer.
 *
 * Not more: the store is a file, and four digits are tried quickly by who has it.  Kept as the
 * encoded Argon2id hash in `personal`, which neither bundles nor exports hold; its salt is random.
 * 19 MiB, two passes, one lane: the least that OWASP's Password Storage Cheat Sheet recommends for
 * Argon2id; about 20 ms, so that who types does not notice.
 *
 * After n wrong ones in a row none is taken for 1, 2, 4 … 256, then 300 s, also after a restart: a
 * try is on disk before it is judged. */
#ifndef KJ_RECORD_PIN_H
#define KJ_RECORD_PIN_H

#include "record/store.h"

#define KJ_PIN_DIGITS_LEAST 4
#define KJ_PIN_DIGITS_MOST 12
#define KJ_PIN_WAIT_MOST_MS 300000

typedef enum kj_pin_state {
    KJ_PIN_RIGHT,
    KJ_PIN_WRONG,
    KJ_PIN_WAIT,  /* not looked at: it is too early */
    KJ_PIN_BROKEN /* what is kept is no hash: only a reset helps */
} kj_pin_state;

bool kj_pin_fits(kj_span digits);
bool kj_pin_has(kj_store *store, kj_span learner, kj_arena *arena, kj_sink *sink);
/* false: reported.  What was wrong before is forgotten. */
bool kj_pin_set(kj_store *store, kj_span learner, kj_span digits, int64_t now_ms, kj_sink *sink);
bool kj_pin_remove(kj_store *store, kj_span learner, kj_sink *sink);
/* Judges; `until_ms`: when the next one is taken, 0: at once.  Empty digits: only asks for that
 * (RIGHT then means that one may be given, or that there is no PIN).  A clock that was put back
 * makes nobody wait longer than the whole delay from now on. */
kj_pin_state kj_pin_try(kj_store *store, kj_span learner, kj_span digits, int64_t now_ms,
                        int64_t *until_ms, kj_arena *arena, kj_sink *sink);

#endif
