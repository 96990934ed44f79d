/* engine/base/time.h: an instant with the local offset it was recorded at; calendar without a
 * clock (the clock is in os/clock.h). */
#ifndef KJ_BASE_TIME_H
#define KJ_BASE_TIME_H

#include "base/arena.h"

typedef struct kj_time {
    int64_t ms;         /* since 1970-01-01T00:00:00Z */
    int32_t offset_min; /* local time minus UTC, -1439..1439 */
} kj_time;

/* RFC 3339, as "2026-11-23T09:15:02.120+08:00"; 'Z' is read as +00:00.  false: not a valid one. */
bool kj_time_read(kj_span text, kj_time *out);
kj_span kj_time_write(kj_time time, kj_arena *arena);     /* always three decimals */
kj_span kj_time_write_utc(kj_time time, kj_arena *arena); /* with Z, as xAPI wants it */

typedef struct kj_date {
    int32_t year, month, day, hour, minute, second; /* local, month and day from 1 */
} kj_date;
kj_date kj_time_local(kj_time time);
int64_t kj_time_local_day(kj_time time); /* days since 1970-01-01, local */
bool kj_date_read(kj_span yyyy_mm_dd, int64_t *day);
kj_span kj_date_write(int64_t day, kj_arena *arena);

#endif
