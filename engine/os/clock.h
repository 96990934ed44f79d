/* engine/os/clock.h: the clock and randomness, for shells only. */
#ifndef KJ_OS_CLOCK_H
#define KJ_OS_CLOCK_H

#include "base/time.h"

kj_time kj_clock_now(void); /* wall clock with the local offset */
int64_t kj_clock_monotonic_ns(void);
void kj_clock_sleep_ms(int64_t ms); /* at least so long; signals do not shorten it */

#define KJ_UUID_LEN 36
/* UUIDv7 (RFC 9562) of that instant, lower case, NUL-terminated; ids made by one process in one
 * millisecond still sort in the order they were made.  `counter` is the caller's: start with 0. */
void kj_uuid7(int64_t unix_ms, uint32_t *counter, char out[KJ_UUID_LEN + 1]);
uint64_t kj_random_seed(void); /* from the system */

#endif
