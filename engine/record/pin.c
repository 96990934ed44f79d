/* engine/record/pin.c: see pin.h. */
#include "record/pin.h"

#include "record/personal.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#define PASSES 2
#define MEMORY_BYTES ((size_t)19456 * 1024)
#define HASH_TEXT_MAX 128 /* crypto_pwhash_STRBYTES */
#define TRIES_MOST 1000000

static_assert(HASH_TEXT_MAX == crypto_pwhash_STRBYTES, "the encoded hash");

/* Two rows: "pin" of no object the hash, of object "wrong" how many times since when. */
static kj_personal_row row_of(kj_span learner, const char *object)
{
    return (kj_personal_row){
        .learner = learner, .kind = KJ_LIT("pin"), .object = kj_span_of(object)};
}

bool kj_pin_fits(kj_span digits)
{
    if (digits.len < KJ_PIN_DIGITS_LEAST || digits.len > KJ_PIN_DIGITS_MOST)
        return false;
    for (size_t i = 0; i < digits.len; i++)
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
            return false;
    return true;
}

bool kj_pin_has(kj_store *store, kj_span learner, kj_arena *arena, kj_sink *sink)
{
    const kj_personal_row key = row_of(learner, "");
    kj_personal_row row;
    return kj_personal_get(store, &key, &row, arena, sink) && row.value.len > 0;
}

bool kj_pin_set(kj_store *store, kj_span learner, kj_span digits, int64_t now_ms, kj_sink *sink)
{
    char hash[HASH_TEXT_MAX];
    kj_personal_row rows[] = {row_of(learner, ""), row_of(learner, "wrong")};

    if (!kj_pin_fits(digits)) {
        kj_report(sink, KJ_NOWHERE, "E0708", "a PIN has 4 to 12 digits");
        return false;
    }
    if (sodium_init() < 0 ||
        crypto_pwhash_str_alg(hash, digits.ptr, digits.len, PASSES, MEMORY_BYTES,
                              crypto_pwhash_ALG_ARGON2ID13) != 0) {
        kj_report(sink, KJ_NOWHERE, "E0905", "there is not enough memory");
        return false;
    }
    rows[0].value = kj_span_of(hash);
    rows[0].at_ms = now_ms;
    return kj_personal_put(store, rows, KJ_COUNT(rows), sink);
}

bool kj_pin_remove(kj_store *store, kj_span learner, kj_sink *sink)
{
    const kj_personal_row rows[] = {row_of(learner, ""), row_of(learner, "wrong")};
    return kj_personal_put(store, rows, KJ_COUNT(rows), sink);
}

static int64_t delay_ms(int64_t wrong)
{
    if (wrong <= 0)
        return 0;
    return wrong > 9 ? KJ_PIN_WAIT_MOST_MS : (int64_t)1000 << (wrong - 1);
}

/* Digits only; anything else counts as very many, since nobody but us writes there. */
static int64_t read_wrong(kj_span value)
{
    int64_t count = 0;
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9' || count > TRIES_MOST)
            return TRIES_MOST;
        count = 10 * count + (value.ptr[i] - '0');
    }
    return count;
}

static bool put_wrong(kj_store *store, kj_span learner, int64_t wrong, int64_t now_ms,
                      kj_arena *arena, kj_sink *sink)
{
    kj_personal_row row = row_of(learner, "wrong");
    if (wrong > 0)
        row.value = kj_arena_format(arena, "%lld", (long long)wrong);
    row.at_ms = now_ms;
    return kj_personal_put(store, &row, 1, sink);
}

/* Whether the text is one of ours; its cost is bounded, whatever somebody has written there. */
static bool is_hash(kj_span value, char out[HASH_TEXT_MAX])
{
    if (value.len >= HASH_TEXT_MAX || !kj_span_starts(value, KJ_LIT("$argon2id$")))
        return false;
    memset(out, 0, HASH_TEXT_MAX);
    memcpy(out, value.ptr, value.len);
    /* 0: made with exactly these costs; -1: no such text; 1: other costs, which we never wrote. */
    return crypto_pwhash_str_needs_rehash(out, PASSES, MEMORY_BYTES) == 0;
}

kj_pin_state kj_pin_try(kj_store *store, kj_span learner, kj_span digits, int64_t now_ms,
                        int64_t *until_ms, kj_arena *arena, kj_sink *sink)
{
    const kj_personal_row key = row_of(learner, ""), wrong_key = row_of(learner, "wrong");
    const size_t errors = sink->errors;
    kj_personal_row kept, wrong;
    char hash[HASH_TEXT_MAX];

    *until_ms = 0;
    const bool has = kj_personal_get(store, &key, &kept, arena, sink);
    (void)kj_personal_get(store, &wrong_key, &wrong, arena, sink);
    if (sink->errors != errors)
        return KJ_PIN_BROKEN;
    if (!has)
        return KJ_PIN_RIGHT;
    if (sodium_init() < 0 || !is_hash(kept.value, hash))
        return KJ_PIN_BROKEN;
    const int64_t count = read_wrong(wrong.value),
                  since = wrong.at_ms < now_ms ? wrong.at_ms : now_ms;
    if (count > 0 && since + delay_ms(count) > now_ms) {
        *until_ms = since + delay_ms(count);
        return KJ_PIN_WAIT;
    }
    if (digits.len == 0)
        return KJ_PIN_RIGHT;
    /* On a disk that takes nothing the wait is only in the program; the report says so. */
    (void)put_wrong(store, learner, count + 1, now_ms, arena, sink);
    if (crypto_pwhash_str_verify(hash, digits.ptr, digits.len) == 0) {
        (void)put_wrong(store, learner, 0, now_ms, arena, sink);
        return KJ_PIN_RIGHT;
    }
    *until_ms = now_ms + delay_ms(count + 1);
    return KJ_PIN_WRONG;
}
