/* engine/live/limit.c */
#include "live/limit.h"

#define ONE ((int64_t)1000000)

bool kj_bucket_take(kj_bucket *bucket, kj_rate rate, int64_t now_ms)
{
    const int64_t full = rate.burst * ONE;
    if (!bucket->begun) {
        *bucket = (kj_bucket){now_ms, full, true};
    } else if (now_ms > bucket->at_ms) {
        /* A day brings 9e7 ms times at most 2^32: far from overflow. */
        const int64_t come = (now_ms - bucket->at_ms) * (int64_t)rate.per_1000s;
        bucket->tokens_e6 = come > full - bucket->tokens_e6 ? full : bucket->tokens_e6 + come;
        bucket->at_ms = now_ms;
    }
    if (bucket->tokens_e6 < ONE)
        return false;
    bucket->tokens_e6 -= ONE;
    return true;
}

bool kj_address_take(kj_address_limits *limits, uint32_t address, kj_rate rate, int64_t now_ms)
{
    const size_t set = (address * 2654435761u) >> 24; /* Knuth's multiplicative hash: 256 sets */
    size_t oldest = 0;
    for (size_t i = 0; i < KJ_ADDRESS_WAYS; i++) {
        if (limits->ways[set][i].bucket.begun && limits->ways[set][i].address == address)
            return kj_bucket_take(&limits->ways[set][i].bucket, rate, now_ms);
        const kj_bucket *b = &limits->ways[set][i].bucket;
        const kj_bucket *than = &limits->ways[set][oldest].bucket;
        if (than->begun && (!b->begun || b->at_ms < than->at_ms))
            oldest = i;
    }
    limits->ways[set][oldest].address = address;
    limits->ways[set][oldest].bucket = (kj_bucket){0};
    return kj_bucket_take(&limits->ways[set][oldest].bucket, rate, now_ms);
}
