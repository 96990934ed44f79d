/* engine/live/ballot.c: voters in an open hash table with the longest keys that a phone may give.
 */
#include "live/ballot.h"

#include "lesson/event.h"
#include "live/live.h"

#include <assert.h>

#define SLOTS ((size_t)2 * KJ_BALLOT_VOTERS_MAX) /* a power of two, never over half full */

typedef struct voter {
    char key[KJ_ID_MAX + 1];
    uint8_t len; /* 0: free */
    uint32_t chosen;
} voter;

struct kj_ballot {
    char poll[KJ_LIVE_POLL_MAX];
    size_t poll_len;
    uint32_t voters;
    uint32_t votes[KJ_OPTIONS_MAX];
    voter slots[SLOTS];
};

kj_ballot *kj_ballot_new(kj_arena *arena)
{
    return KJ_NEW(arena, kj_ballot, 1);
}

kj_span kj_ballot_poll(const kj_ballot *ballot)
{
    return (kj_span){ballot->poll, ballot->poll_len};
}

void kj_ballot_begin(kj_ballot *ballot, kj_span poll)
{
    assert(poll.len <= sizeof ballot->poll);
    if (kj_span_equal(kj_ballot_poll(ballot), poll))
        return;
    memset(ballot, 0, sizeof *ballot);
    if (poll.len > 0)
        memcpy(ballot->poll, poll.ptr, poll.len);
    ballot->poll_len = poll.len;
}

/* Where the voter is, or would be. */
static size_t slot_of(const kj_ballot *ballot, kj_span key)
{
    size_t at = (size_t)kj_span_hash(key) % SLOTS;
    while (ballot->slots[at].len > 0 &&
           !kj_span_equal((kj_span){ballot->slots[at].key, ballot->slots[at].len}, key))
        at = (at + 1) % SLOTS;
    return at;
}

uint32_t kj_ballot_of(const kj_ballot *ballot, kj_span key)
{
    return ballot->slots[slot_of(ballot, key)].chosen;
}

static void count(kj_ballot *ballot, uint32_t chosen, uint32_t by)
{
    for (uint32_t i = 0; i < KJ_OPTIONS_MAX; i++)
        if (chosen & (1u << i))
            ballot->votes[i] += by;
}

bool kj_ballot_cast(kj_ballot *ballot, kj_span key, uint32_t chosen)
{
    assert(key.len > 0 && key.len <= KJ_ID_MAX);
    voter *v = &ballot->slots[slot_of(ballot, key)];
    if (v->len == 0) {
        if (ballot->voters == KJ_BALLOT_VOTERS_MAX)
            return false;
        memcpy(v->key, key.ptr, key.len);
        v->len = (uint8_t)key.len;
        ballot->voters++;
    }
    count(ballot, v->chosen, UINT32_MAX); /* modulo 2^32: one less */
    v->chosen = chosen;
    count(ballot, v->chosen, 1);
    return true;
}

uint32_t kj_ballot_voters(const kj_ballot *ballot)
{
    return ballot->voters;
}

uint32_t kj_ballot_votes(const kj_ballot *ballot, uint32_t choice)
{
    return choice < KJ_OPTIONS_MAX ? ballot->votes[choice] : 0;
}
