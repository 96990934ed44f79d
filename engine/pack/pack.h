/* engine/pack/pack.h: a course in one file, FILE.kej: what is in it, and whether it is as it was
 * packed.
 *
 * A ZIP file (zip.h) with
 *   course/…       the files of the course, under the paths that it has for them
 *   fonts/ROLE.otf the fonts of the roles, subset; fonts/more-N.otf for what those lack
 *   manifest.json  {"format", "engine", "course": {"id", "version", "title"}, "by", "members":
 *                  [{"name", "bytes", "sha256"}, …]}, and of a signed pack "key" and "signature"
 *                  at its end, as record/seal.h writes them
 *
 * Opening takes no look at the members' bytes, but for the manifest: a lesson begins as soon as
 * that of a folder.  kj_pack_prove hashes them all (350 MB a second). */
#ifndef KJ_PACK_PACK_H
#define KJ_PACK_PACK_H

#include "pack/zip.h"

#define KJ_PACK_FORMAT 1
#define KJ_PACK_BYTES_MAX ((size_t)1000 << 20) /* of its members; the rest is lists */
#define KJ_PACK_COURSE "course/"               /* in front of the course's own paths */
#define KJ_PACK_FONTS "fonts/"
#define KJ_PACK_MANIFEST "manifest.json"
#define KJ_PACK_MANIFEST_BYTES_MAX ((size_t)4 << 20)

#define KJ_SHA256_BYTES 32
typedef struct kj_sha256 {
    unsigned char bytes[KJ_SHA256_BYTES];
} kj_sha256;
kj_sha256 kj_sha256_of(kj_span bytes);

/* What the manifest says. */
typedef struct kj_pack_facts {
    kj_span engine;             /* the oldest kejian that plays it: "1.2.0" */
    kj_span id, version, title; /* of the course */
    kj_span by;                 /* who packed it; may be empty */
} kj_pack_facts;

typedef struct kj_pack {
    kj_span path; /* as the user names it */
    kj_zip zip;
    kj_span manifest; /* its text: what a signature covers */
    kj_pack_facts facts;
    kj_sha256 *hashes; /* one a member of `zip`; that of the manifest is left zero */
} kj_pack;

/* Whether a path is one of a pack, by its name: ".kej". */
bool kj_pack_path(const char *path);

/* Maps the file, for good: course texts, pictures and fonts are read where they lie in it, and
 * Cairo keeps fonts beyond the end of whoever drew with them.  NULL: reported: E0902, and as below.
 */
const kj_pack *kj_pack_open(const char *path, kj_arena *arena, kj_sink *sink);

/* The same of bytes, which must outlive it: E1101, E1102 and E1106 as zip.h says; E1104 where the
 * manifest is missing, wrong or speaks of other members; E1105 where it needs a newer program. */
const kj_pack *kj_pack_read(kj_span bytes, kj_span name, kj_arena *arena, kj_sink *sink);

/* Whether each member is the one that the manifest means (E1103), and whether a signature that is
 * there fits (E1107): whose it is, only `verify` asks. */
bool kj_pack_prove(const kj_pack *pack, kj_sink *sink);

/* The same bit by bit, under a millisecond each, for who has a window to serve meanwhile. */
typedef struct kj_pack_proof kj_pack_proof;
typedef enum kj_proof_state { KJ_PROOF_MORE, KJ_PROOF_GOOD, KJ_PROOF_BAD } kj_proof_state;
kj_pack_proof *kj_pack_proof_new(const kj_pack *pack, kj_arena *arena, kj_sink *sink);
kj_proof_state kj_pack_proof_step(kj_pack_proof *proof, kj_sink *sink);

/* A file of the course; false: reported at `at`, E0210, or E1103 where it is damaged. */
bool kj_pack_file(const kj_pack *pack, kj_span path, size_t bytes_max, kj_loc at, kj_span *out,
                  kj_sink *sink);

/* The manifest of members, without a signature. */
kj_span kj_pack_manifest(const kj_pack_facts *facts, const kj_zip_member *members, size_t count,
                         kj_arena *arena);

#endif
