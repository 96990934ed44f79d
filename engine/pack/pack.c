/* engine/pack/pack.c: packs opened, proved and read. */
#include "pack/pack.h"

#include "os/files.h"
#include "pack/manifest.h"
#include "record/seal.h"

#include <errno.h>
#include <sodium.h>

#define PROOF_STEP ((size_t)256 << 10) /* 0.7 ms: nobody waits for it */

_Static_assert(KJ_SHA256_BYTES == crypto_hash_sha256_BYTES, "SHA-256");

kj_sha256 kj_sha256_of(kj_span bytes)
{
    kj_sha256 hash;
    crypto_hash_sha256(hash.bytes, (const unsigned char *)bytes.ptr, bytes.len);
    return hash;
}

bool kj_pack_path(const char *path)
{
    return kj_span_ends(kj_span_of(path), KJ_LIT(".kej"));
}

/* ---- opening ---- */

static bool is_of_a_pack(kj_span name)
{
    return kj_span_is(name, KJ_PACK_MANIFEST) || kj_span_starts(name, KJ_LIT(KJ_PACK_COURSE)) ||
           kj_span_starts(name, KJ_LIT(KJ_PACK_FONTS));
}

static bool only_known_members(const kj_pack *pack, kj_sink *sink)
{
    for (size_t i = 0; i < pack->zip.members.count; i++) {
        const kj_span name = pack->zip.members.ptr[i].name;
        if (is_of_a_pack(name))
            continue;
        kj_report(sink, KJ_NOWHERE, "E1102",
                  "%.*s: '%.*s' is neither of the course nor a font nor the manifest",
                  KJ_ARG(pack->path), KJ_ARG(name));
        return false;
    }
    return true;
}

static bool find_manifest(kj_pack *pack, kj_sink *sink)
{
    const kj_zip_member *member = kj_zip_find(&pack->zip, KJ_LIT(KJ_PACK_MANIFEST));
    if (!member) {
        kj_report_hint(sink, KJ_NOWHERE, "E1104",
                       KJ_LIT("kejian pack makes packs; an ordinary ZIP file is none"),
                       "%.*s has no " KJ_PACK_MANIFEST, KJ_ARG(pack->path));
        return false;
    }
    if (member->bytes.len > KJ_PACK_MANIFEST_BYTES_MAX) {
        kj_report(sink, KJ_NOWHERE, "E1106",
                  "%.*s: its manifest has %zu bytes; at most %zu are allowed", KJ_ARG(pack->path),
                  member->bytes.len, KJ_PACK_MANIFEST_BYTES_MAX);
        return false;
    }
    pack->manifest = member->bytes;
    return true;
}

const kj_pack *kj_pack_read(kj_span bytes, kj_span name, kj_arena *arena, kj_sink *sink)
{
    kj_pack *pack = KJ_NEW(arena, kj_pack, 1);
    pack->path = kj_arena_copy(arena, name);
    if (!kj_zip_read(bytes, pack->path, &pack->zip, arena, sink) ||
        !only_known_members(pack, sink) || !find_manifest(pack, sink))
        return NULL;
    pack->hashes = KJ_NEW(arena, kj_sha256, pack->zip.members.count);
    return kj_manifest_read(pack, arena, sink) ? pack : NULL;
}

/* All but the fonts is read soon and from beginning to end. */
static void expect_reading(const kj_pack *pack)
{
    for (size_t i = 0; i < pack->zip.members.count; i++) {
        const kj_zip_member *member = &pack->zip.members.ptr[i];
        if (kj_span_ends(member->name, KJ_LIT(".json")))
            kj_file_map_expect(member->bytes);
    }
}

const kj_pack *kj_pack_open(const char *path, kj_arena *arena, kj_sink *sink)
{
    errno = 0;
    const kj_span bytes = kj_file_map(path);
    if (!bytes.ptr && errno != 0) {
        kj_report(sink, KJ_NOWHERE, "E0902", "cannot read %s: %s", path, strerror(errno));
        return NULL;
    }
    const kj_pack *pack = kj_pack_read(bytes, kj_span_of(path), arena, sink);
    if (pack)
        expect_reading(pack);
    return pack;
}

/* ---- proving ---- */

struct kj_pack_proof {
    const kj_pack *pack;
    size_t member, offset; /* what is hashed next */
    crypto_hash_sha256_state state;
    bool bad;
};

kj_pack_proof *kj_pack_proof_new(const kj_pack *pack, kj_arena *arena, kj_sink *sink)
{
    unsigned char key[KJ_SEAL_PUBLIC_BYTES];
    kj_pack_proof *proof = KJ_NEW(arena, kj_pack_proof, 1);
    proof->pack = pack;
    crypto_hash_sha256_init(&proof->state);
    if (kj_seal_check(pack->manifest, key) == KJ_SEAL_ALTERED) {
        kj_report(sink, KJ_NOWHERE, "E1107",
                  "%.*s: the signature does not fit: the manifest was changed after it was signed",
                  KJ_ARG(pack->path));
        proof->bad = true;
    }
    return proof;
}

static void finish_member(kj_pack_proof *proof, kj_sink *sink)
{
    const kj_pack *pack = proof->pack;
    const kj_zip_member *member = &pack->zip.members.ptr[proof->member];
    const bool listed = !kj_span_is(member->name, KJ_PACK_MANIFEST);
    kj_sha256 hash;
    crypto_hash_sha256_final(&proof->state, hash.bytes);
    const bool same = memcmp(hash.bytes, pack->hashes[proof->member].bytes, sizeof hash.bytes) == 0;
    if (!kj_zip_is_whole(member) || (listed && !same)) {
        kj_report(sink, KJ_NOWHERE, "E1103",
                  "%.*s: '%.*s' is not as it was packed: it is damaged or was changed",
                  KJ_ARG(pack->path), KJ_ARG(member->name));
        proof->bad = true;
    }
    proof->member++;
    proof->offset = 0;
    crypto_hash_sha256_init(&proof->state);
}

kj_proof_state kj_pack_proof_step(kj_pack_proof *proof, kj_sink *sink)
{
    const kj_zip *zip = &proof->pack->zip;
    if (proof->member < zip->members.count) {
        const kj_span bytes = zip->members.ptr[proof->member].bytes;
        const size_t from = proof->offset;
        const kj_span part = kj_span_sub(bytes, from, from + PROOF_STEP);
        kj_file_map_expect(kj_span_sub(bytes, from + part.len, from + part.len + PROOF_STEP));
        crypto_hash_sha256_update(&proof->state, (const unsigned char *)part.ptr, part.len);
        proof->offset += part.len;
        if (proof->offset == bytes.len)
            finish_member(proof, sink);
        return KJ_PROOF_MORE;
    }
    return proof->bad ? KJ_PROOF_BAD : KJ_PROOF_GOOD;
}

bool kj_pack_prove(const kj_pack *pack, kj_sink *sink)
{
    kj_arena *scratch = kj_arena_new();
    kj_pack_proof *proof = kj_pack_proof_new(pack, scratch, sink);
    kj_proof_state state;
    do
        state = kj_pack_proof_step(proof, sink);
    while (state == KJ_PROOF_MORE);
    kj_arena_free(scratch);
    return state == KJ_PROOF_GOOD;
}

/* ---- reading ---- */

bool kj_pack_file(const kj_pack *pack, kj_span path, size_t bytes_max, kj_loc at, kj_span *out,
                  kj_sink *sink)
{
    const char *fault = kj_zip_name_fault(path);
    if (fault) {
        kj_report(sink, at, "E0209", "path '%.*s' is not one of a file of the course: %s",
                  KJ_ARG(path), fault);
        return false;
    }
    kj_arena *scratch = kj_arena_new();
    const kj_zip_member *member =
        kj_zip_find(&pack->zip, kj_arena_format(scratch, KJ_PACK_COURSE "%.*s", KJ_ARG(path)));
    kj_arena_free(scratch);
    if (!member) {
        kj_report(sink, at, "E0210", "cannot read '%.*s': it is not in the pack", KJ_ARG(path));
        return false;
    }
    if (member->bytes.len > bytes_max) {
        kj_report(sink, at, "E0107", "'%.*s' is larger than %zu bytes, the most that is read",
                  KJ_ARG(path), bytes_max);
        return false;
    }
    *out = member->bytes;
    if (kj_zip_is_whole(member))
        return true;
    kj_report(sink, at, "E1103", "'%.*s' is not as it was packed: it is damaged or was changed",
              KJ_ARG(path));
    return false;
}
