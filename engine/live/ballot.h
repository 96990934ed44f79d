/* engine/live/ballot.h: one vote a person, the last one counts.  Pure; the shell keeps one.
 *
 * Whoever votes is known by a key: the employee number where the roster has it (so a second phone
 * of the same person replaces the first one's vote), else the phone. */
#ifndef KJ_LIVE_BALLOT_H
#define KJ_LIVE_BALLOT_H

#include "lesson/question.h"

#define KJ_BALLOT_VOTERS_MAX 1024

typedef struct kj_ballot kj_ballot;

kj_ballot *kj_ballot_new(kj_arena *arena);
/* Another poll begins, empty; the same one goes on. */
void kj_ballot_begin(kj_ballot *ballot, kj_span poll);
kj_span kj_ballot_poll(const kj_ballot *ballot);
/* What the voter chose last, a bit a choice; 0: has not voted. */
uint32_t kj_ballot_of(const kj_ballot *ballot, kj_span voter);
/* Counts, in place of what the voter chose before.  false: the ballot is full. */
bool kj_ballot_cast(kj_ballot *ballot, kj_span voter, uint32_t chosen);
uint32_t kj_ballot_voters(const kj_ballot *ballot);
uint32_t kj_ballot_votes(const kj_ballot *ballot, uint32_t choice);

#endif
