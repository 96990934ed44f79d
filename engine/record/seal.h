/* engine/record/seal.h: what proves that a certificate was written here and is as it was written:
 * an Ed25519 key of this device, signatures over JSON text, numbers.
 *
 * The key pair is two small text files in the folder `keys` beside the store, made when first
 * needed: device.key, secret, for its owner only; device.pub, to be given to who verifies. */
#ifndef KJ_RECORD_SEAL_H
#define KJ_RECORD_SEAL_H

#include "base/diag.h"

#define KJ_SEAL_PUBLIC_BYTES 32
#define KJ_SEAL_SECRET_BYTES 64

typedef struct kj_seal_key {
    unsigned char public[KJ_SEAL_PUBLIC_BYTES];
    unsigned char secret[KJ_SEAL_SECRET_BYTES]; /* wiped by kj_seal_close */
} kj_seal_key;

/* The folder of the keys of a store. */
const char *kj_seal_folder(const char *store_path, kj_arena *arena);
/* Both keys, made where they are not there; false: reported (E0707): the folder cannot be written,
 * the file is no key, or others may read it. */
bool kj_seal_open(const char *folder, kj_seal_key *out, kj_arena *arena, kj_sink *sink);
/* A device.key; the same reports, and E0902. */
bool kj_seal_read_secret(const char *path, kj_seal_key *out, kj_arena *arena, kj_sink *sink);
void kj_seal_close(kj_seal_key *key);
/* A device.pub; false: reported (E0902, or E0707 where it is no key). */
bool kj_seal_read_public(const char *path, unsigned char out[KJ_SEAL_PUBLIC_BYTES], kj_arena *arena,
                         kj_sink *sink);

/* A public key as its file has it, 64 hexadecimal digits. */
kj_span kj_seal_digits(const unsigned char key[KJ_SEAL_PUBLIC_BYTES], kj_arena *arena);

/* `json` is one object with at least one member; the result is it with "key" and "signature" behind
 * its members.  The signature covers every byte before itself. */
kj_span kj_seal_sign(kj_span json, const kj_seal_key *key, kj_arena *arena);
typedef enum kj_seal_state {
    KJ_SEAL_GOOD, /* by the key it names: whose that is, the caller must know */
    KJ_SEAL_ALTERED,
    KJ_SEAL_NONE /* no signature at its end */
} kj_seal_state;
kj_seal_state kj_seal_check(kj_span sealed, unsigned char key[KJ_SEAL_PUBLIC_BYTES]);

/* "…|SIGNATURE": a line for a QR code, signed alike, in base64url. */
kj_span kj_seal_sign_line(kj_span line, const kj_seal_key *key, kj_arena *arena);
kj_seal_state kj_seal_check_line(kj_span line, const unsigned char key[KJ_SEAL_PUBLIC_BYTES]);

/* BLAKE2b-256 in hexadecimal digits. */
kj_span kj_seal_hash(kj_span bytes, kj_arena *arena);

/* "KJ-2026-7Q4M-X2K9-P0RT-C": 60 bits of a hash of `facts`, in Crockford's base 32 (no I, L, O, U),
 * and a check character by the Luhn rule modulo 32, which sees every single wrong character and
 * every exchange of neighbours but one pair.  The same facts give the same number; among a million
 * certificates two have one number with a chance of one to two million. */
kj_span kj_seal_number(kj_span prefix, int32_t year, kj_span facts, kj_arena *arena);
bool kj_seal_number_fits(kj_span number);

#endif
