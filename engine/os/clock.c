/* engine/os/clock.c: the clock and randomness. */
#include "os/clock.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <sys/random.h>
#include <time.h>

kj_time kj_clock_now(void)
{
    struct timespec now;
    struct tm local;
    clock_gettime(CLOCK_REALTIME, &now);
    const bool known = localtime_r(&now.tv_sec, &local) != NULL;
    return (kj_time){
        .ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000,
        .offset_min = known ? (int32_t)(local.tm_gmtoff / 60) : 0,
    };
}

int64_t kj_clock_monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void kj_clock_sleep_ms(int64_t ms)
{
    struct timespec left = {.tv_sec = (time_t)(ms / 1000), .tv_nsec = (long)(ms % 1000) * 1000000};
    while (ms > 0 && nanosleep(&left, &left) != 0 && errno == EINTR) {
    }
}

uint64_t kj_random_seed(void)
{
    uint64_t seed;
    ssize_t got;
    do
        got = getrandom(&seed, sizeof seed, 0);
    while (got < 0 && errno == EINTR);
    assert(got == (ssize_t)sizeof seed); /* up to 256 bytes it gives all or, early, waits */
    return seed;
}

/* RFC 9562, 6.2, method 1: the 12 bits behind the version and the first 20 behind the variant are
 * a counter that begins at random in its lower half; 42 random bits follow. */
void kj_uuid7(int64_t unix_ms, uint32_t *counter, char out[KJ_UUID_LEN + 1])
{
    const uint64_t random = kj_random_seed();
    if (*counter == 0)
        *counter = (uint32_t)(kj_random_seed() & 0x7FFFFFFF);
    ++*counter;
    const uint64_t ms = (uint64_t)unix_ms & 0xFFFFFFFFFFFFu;
    const unsigned high = *counter >> 20, low = *counter & 0xFFFFF;
    const unsigned first = 0x8000u | low >> 6; /* variant 10, then 14 bits of the counter */
    const uint64_t last = (uint64_t)(low & 0x3F) << 42 | (random & 0x3FFFFFFFFFFu);
    snprintf(out, KJ_UUID_LEN + 1, "%08llx-%04llx-7%03x-%04x-%012llx",
             (unsigned long long)(ms >> 16), (unsigned long long)(ms & 0xFFFF), high, first,
             (unsigned long long)last);
}
