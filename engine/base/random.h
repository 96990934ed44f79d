/* engine/base/random.h: SplitMix64 (Steele, Lea, Flood 2014): reproducible, not for secrets. */
#ifndef KJ_BASE_RANDOM_H
#define KJ_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

uint64_t kj_random_next(uint64_t *state);
/* Even on [0, bound), bound > 0, by rejection. */
uint32_t kj_random_below(uint64_t *state, uint32_t bound);
/* Fisher-Yates. */
void kj_random_shuffle(uint64_t *state, uint32_t *values, size_t count);

#endif
