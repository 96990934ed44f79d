/* engine/live/limit.h: how often somebody may come: token buckets, one a phone and one an address.
 * Pure. */
#ifndef KJ_LIVE_LIMIT_H
#define KJ_LIVE_LIMIT_H

#include "base/span.h"

/* Fills with `per_s` tokens a second up to `burst`; each coming takes one. */
typedef struct kj_rate {
    uint32_t burst, per_1000s;
} kj_rate;

typedef struct kj_bucket {
    int64_t at_ms;
    int64_t tokens_e6; /* a millionth of a token: per_1000s of them come each millisecond */
    bool begun;        /* zero is a full one */
} kj_bucket;

/* true: there was one to take. */
bool kj_bucket_take(kj_bucket *bucket, kj_rate rate, int64_t now_ms);

/* The buckets of IPv4 addresses: a table of fixed size, in which those unheard of for longest make
 * room.  Zero is empty. */
#define KJ_ADDRESS_SETS 256
#define KJ_ADDRESS_WAYS 4
typedef struct kj_address_limits {
    struct {
        uint32_t address;
        kj_bucket bucket;
    } ways[KJ_ADDRESS_SETS][KJ_ADDRESS_WAYS];
} kj_address_limits;
bool kj_address_take(kj_address_limits *limits, uint32_t address, kj_rate rate, int64_t now_ms);

#endif
