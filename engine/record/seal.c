/* engine/record/seal.c: keys, signatures and numbers, by libsodium. */
#include "record/seal.h"

#include "os/files.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static_assert(KJ_SEAL_PUBLIC_BYTES == crypto_sign_PUBLICKEYBYTES, "Ed25519");
static_assert(KJ_SEAL_SECRET_BYTES == crypto_sign_SECRETKEYBYTES, "Ed25519");

#define SIGNATURE_DIGITS ((size_t)2 * crypto_sign_BYTES)
#define KEY_FILE_BYTES_MAX 4096
#define KEY_MEMBER ",\"key\":\""
#define SIGNATURE_MEMBER "\",\"signature\":\""

static kj_span hex(const unsigned char *bytes, size_t count, kj_arena *arena)
{
    char *out = KJ_NEW(arena, char, 2 * count + 1);

    sodium_bin2hex(out, 2 * count + 1, bytes, count);
    return (kj_span){out, 2 * count};
}

static bool unhex(kj_span text, unsigned char *out, size_t count)
{
    size_t len = 0;
    const char *end = NULL;

    return text.len == 2 * count &&
           sodium_hex2bin(out, count, text.ptr, text.len, NULL, &len, &end) == 0 && len == count &&
           end == text.ptr + text.len;
}

/* ---- key files ---- */

const char *kj_seal_folder(const char *store_path, kj_arena *arena)
{
    const char *slash = strrchr(store_path, '/');

    if (!slash)
        return "keys";
    return kj_arena_format(arena, "%.*s/keys", (int)(slash - store_path), store_path).ptr;
}

static bool no_key(const char *path, kj_sink *sink)
{
    kj_report(sink, KJ_NOWHERE, "E0707", "%s is not a key of kejian", path);
    return false;
}

/* One line of digits behind a word that says what they are. */
static bool read_key(const char *path, kj_span word, unsigned char *out, size_t count,
                     kj_arena *arena, kj_sink *sink)
{
    kj_span text;

    if (!kj_file_read(path, KEY_FILE_BYTES_MAX, arena, &text, sink))
        return false;
    if (text.len > 0 && text.ptr[text.len - 1] == '\n')
        text.len--;
    if (!kj_span_starts(text, word) || !unhex(kj_span_sub(text, word.len, text.len), out, count))
        return no_key(path, sink);
    return true;
}

static bool make_keys(const char *folder, const char *secret, const char *public, kj_seal_key *key,
                      kj_arena *arena, kj_sink *sink)
{
    size_t written = 0;

    crypto_sign_keypair(key->public, key->secret);
    const kj_span secret_digits = hex(key->secret, sizeof key->secret, arena);
    const kj_span line = kj_arena_format(arena, "kejian-secret-key %.*s\n", KJ_ARG(secret_digits));

    if (!kj_path_is_folder(folder) && !kj_folder_make(folder, sink))
        return false;
    /* Made by nobody but this call: two programs do not make two keys. */
    const int file = open(secret, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 && errno == EEXIST)
        return read_key(secret, KJ_LIT("kejian-secret-key "), key->secret, sizeof key->secret,
                        arena, sink);
    while (file >= 0 && written < line.len) {
        const ssize_t now = write(file, line.ptr + written, line.len - written);
        if (now <= 0)
            break;
        written += (size_t)now;
    }
    const bool kept = file >= 0 && written == line.len && fsync(file) == 0;
    const int why = errno;
    if (file >= 0)
        close(file);
    sodium_memzero((void *)(uintptr_t)line.ptr, line.len);
    sodium_memzero((void *)(uintptr_t)secret_digits.ptr, secret_digits.len);
    if (!kept) {
        if (file >= 0)
            unlink(secret);
        kj_report(sink, KJ_NOWHERE, "E0707", "the key %s cannot be written: %s", secret,
                  strerror(why));
        return false;
    }
    const kj_span shown = hex(key->public, sizeof key->public, arena);
    return kj_file_write(public, kj_arena_format(arena, "kejian-public-key %.*s\n", KJ_ARG(shown)),
                         sink);
}

static bool is_random(kj_sink *sink)
{
    if (sodium_init() >= 0)
        return true;
    kj_report(sink, KJ_NOWHERE, "E0707", "the system gives no randomness");
    return false;
}

bool kj_seal_read_secret(const char *path, kj_seal_key *out, kj_arena *arena, kj_sink *sink)
{
    if (!is_random(sink))
        return false;
    if (kj_file_is_open_to_others(path)) {
        kj_report(sink, KJ_NOWHERE, "E0707",
                  "others may read the key %s: only its owner should (chmod 600)", path);
        return false;
    }
    if (!read_key(path, KJ_LIT("kejian-secret-key "), out->secret, sizeof out->secret, arena, sink))
        return false;
    /* The public half is part of the secret one: no file can contradict it. */
    crypto_sign_ed25519_sk_to_pk(out->public, out->secret);
    return true;
}

bool kj_seal_open(const char *folder, kj_seal_key *out, kj_arena *arena, kj_sink *sink)
{
    const char *secret = kj_arena_format(arena, "%s/device.key", folder).ptr;
    const char *public = kj_arena_format(arena, "%s/device.pub", folder).ptr;
    struct stat status;
    bool opened;

    if (stat(secret, &status) == 0)
        opened = kj_seal_read_secret(secret, out, arena, sink);
    else
        opened = is_random(sink) && make_keys(folder, secret, public, out, arena, sink);
    if (!opened)
        return false;
    if (stat(public, &status) == 0)
        return true;
    return kj_file_write(public,
                         kj_arena_format(arena, "kejian-public-key %.*s\n",
                                         KJ_ARG(hex(out->public, sizeof out->public, arena))),
                         sink);
}

void kj_seal_close(kj_seal_key *key)
{
    sodium_memzero(key->secret, sizeof key->secret);
}

bool kj_seal_read_public(const char *path, unsigned char out[KJ_SEAL_PUBLIC_BYTES], kj_arena *arena,
                         kj_sink *sink)
{
    return read_key(path, KJ_LIT("kejian-public-key "), out, KJ_SEAL_PUBLIC_BYTES, arena, sink);
}

kj_span kj_seal_digits(const unsigned char key[KJ_SEAL_PUBLIC_BYTES], kj_arena *arena)
{
    return hex(key, KJ_SEAL_PUBLIC_BYTES, arena);
}

/* ---- signatures ---- */

kj_span kj_seal_sign(kj_span json, const kj_seal_key *key, kj_arena *arena)
{
    unsigned char signature[crypto_sign_BYTES];
    kj_text_buffer out = {.arena = arena};

    assert(json.len > 2 && json.ptr[0] == '{' && json.ptr[json.len - 1] == '}');
    kj_put(&out, kj_span_sub(json, 0, json.len - 1));
    kj_put(&out, KJ_LIT(KEY_MEMBER));
    kj_put(&out, hex(key->public, sizeof key->public, arena));
    const kj_span covered = kj_put_span(&out);
    crypto_sign_detached(signature, NULL, (const unsigned char *)covered.ptr, covered.len,
                         key->secret);
    kj_put(&out, KJ_LIT(SIGNATURE_MEMBER));
    kj_put(&out, hex(signature, sizeof signature, arena));
    kj_put(&out, KJ_LIT("\"}"));
    return kj_put_span(&out);
}

kj_seal_state kj_seal_check(kj_span sealed, unsigned char key[KJ_SEAL_PUBLIC_BYTES])
{
    unsigned char signature[crypto_sign_BYTES];
    const size_t tail = sizeof SIGNATURE_MEMBER - 1 + SIGNATURE_DIGITS + 2;
    const size_t head = sizeof KEY_MEMBER - 1 + (size_t)2 * KJ_SEAL_PUBLIC_BYTES;

    if (sealed.len < tail + head ||
        !kj_span_starts(kj_span_sub(sealed, sealed.len - tail, sealed.len),
                        KJ_LIT(SIGNATURE_MEMBER)))
        return KJ_SEAL_NONE;
    const kj_span covered = kj_span_sub(sealed, 0, sealed.len - tail);
    const kj_span named = kj_span_sub(covered, covered.len - head, covered.len);
    if (!kj_span_starts(named, KJ_LIT(KEY_MEMBER)) || !kj_span_ends(sealed, KJ_LIT("\"}")) ||
        !unhex(kj_span_sub(named, sizeof KEY_MEMBER - 1, named.len), key, KJ_SEAL_PUBLIC_BYTES) ||
        !unhex(kj_span_sub(sealed, sealed.len - 2 - SIGNATURE_DIGITS, sealed.len - 2), signature,
               sizeof signature))
        return KJ_SEAL_ALTERED;
    return crypto_sign_verify_detached(signature, (const unsigned char *)covered.ptr, covered.len,
                                       key) == 0
               ? KJ_SEAL_GOOD
               : KJ_SEAL_ALTERED;
}

#define LINE_SIGNATURE 86 /* of 64 bytes in base64url without padding */

kj_span kj_seal_sign_line(kj_span line, const kj_seal_key *key, kj_arena *arena)
{
    unsigned char signature[crypto_sign_BYTES];
    char text[LINE_SIGNATURE + 1];

    crypto_sign_detached(signature, NULL, (const unsigned char *)line.ptr, line.len, key->secret);
    sodium_bin2base64(text, sizeof text, signature, sizeof signature,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return kj_arena_format(arena, "%.*s|%s", KJ_ARG(line), text);
}

kj_seal_state kj_seal_check_line(kj_span line, const unsigned char key[KJ_SEAL_PUBLIC_BYTES])
{
    unsigned char signature[crypto_sign_BYTES];
    size_t len = 0;

    if (line.len <= LINE_SIGNATURE || line.ptr[line.len - LINE_SIGNATURE - 1] != '|')
        return KJ_SEAL_NONE;
    if (sodium_base642bin(signature, sizeof signature, line.ptr + line.len - LINE_SIGNATURE,
                          LINE_SIGNATURE, NULL, &len, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        len != sizeof signature)
        return KJ_SEAL_ALTERED;
    return crypto_sign_verify_detached(signature, (const unsigned char *)line.ptr,
                                       line.len - LINE_SIGNATURE - 1, key) == 0
               ? KJ_SEAL_GOOD
               : KJ_SEAL_ALTERED;
}

kj_span kj_seal_hash(kj_span bytes, kj_arena *arena)
{
    unsigned char hash[32];

    crypto_generichash(hash, sizeof hash, (const unsigned char *)bytes.ptr, bytes.len, NULL, 0);
    return hex(hash, sizeof hash, arena);
}

/* ---- numbers ---- */

static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
#define NUMBER_DIGITS 12
#define NUMBER_TAIL 16 /* "XXXX-XXXX-XXXX-C" */

/* Luhn modulo 32: every second value from the end is doubled and its two digits are added. */
static unsigned check_value(const unsigned values[NUMBER_DIGITS])
{
    unsigned sum = 0;

    for (size_t i = 0; i < NUMBER_DIGITS; i++) {
        const unsigned value = values[NUMBER_DIGITS - 1 - i] * (i % 2 == 0 ? 2 : 1);
        sum += value / 32 + value % 32;
    }
    return (32 - sum % 32) % 32;
}

kj_span kj_seal_number(kj_span prefix, int32_t year, kj_span facts, kj_arena *arena)
{
    unsigned char hash[32];
    unsigned values[NUMBER_DIGITS];
    kj_text_buffer out = {.arena = arena};

    crypto_generichash(hash, sizeof hash, (const unsigned char *)facts.ptr, facts.len, NULL, 0);
    if (prefix.len > 0)
        kj_putf(&out, "%.*s-", KJ_ARG(prefix));
    kj_putf(&out, "%04d", (int)year);
    for (size_t i = 0; i < NUMBER_DIGITS; i++) {
        values[i] = hash[i] % 32;
        if (i % 4 == 0)
            kj_put_char(&out, '-');
        kj_put_char(&out, digits[values[i]]);
    }
    kj_putf(&out, "-%c", digits[check_value(values)]);
    return kj_put_span(&out);
}

bool kj_seal_number_fits(kj_span number)
{
    unsigned values[NUMBER_DIGITS];
    size_t count = 0;

    if (number.len < NUMBER_TAIL)
        return false;
    const kj_span tail = kj_span_sub(number, number.len - NUMBER_TAIL, number.len);
    for (size_t i = 0; i < NUMBER_TAIL; i++) {
        const char *at = tail.ptr[i] ? strchr(digits, tail.ptr[i]) : NULL;
        if (i % 5 == 4 ? tail.ptr[i] != '-' : !at)
            return false;
        if (at && count < NUMBER_DIGITS)
            values[count++] = (unsigned)(at - digits);
    }
    return tail.ptr[NUMBER_TAIL - 1] == digits[check_value(values)];
}
