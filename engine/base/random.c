/* engine/base/random.c: SplitMix64. */
#include "base/random.h"

#include <assert.h>

uint64_t kj_random_next(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

uint32_t kj_random_below(uint64_t *state, uint32_t bound)
{
    assert(bound > 0);
    const uint64_t range = (uint64_t)1 << 32;
    const uint64_t even = range - range % bound; /* above it the low results would be favoured */
    uint64_t drawn;
    do
        drawn = kj_random_next(state) >> 32;
    while (drawn >= even);
    return (uint32_t)(drawn % bound);
}

void kj_random_shuffle(uint64_t *state, uint32_t *values, size_t count)
{
    assert(count <= UINT32_MAX);
    for (size_t i = count; i > 1; i--) {
        const uint32_t j = kj_random_below(state, (uint32_t)i);
        const uint32_t kept = values[i - 1];
        values[i - 1] = values[j];
        values[j] = kept;
    }
}
