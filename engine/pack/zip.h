/* engine/pack/zip.h: the container of a pack: a ZIP file of the plainest kind.
 *
 * Any ZIP program opens what is written here; read is only that same form, so that a byte has one
 * meaning: members one behind the other without a gap, in the order of their names, stored as they
 * are, each described alike in front of it and in the list at the end.  Then nothing can overlap,
 * come twice, unfold into more than the file is long, or be seen otherwise by another program; and
 * a member is a part of the file's bytes, to be mapped in place.
 *
 * Format: PKWARE's APPNOTE 6.3, 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (end). */
#ifndef KJ_PACK_ZIP_H
#define KJ_PACK_ZIP_H

#include "base/diag.h"

#define KJ_ZIP_MEMBERS_MAX 8192u
#define KJ_ZIP_NAME_BYTES_MAX 1024u
#define KJ_ZIP_BYTES_MAX ((size_t)1 << 30) /* far below where ZIP64 begins */

typedef struct kj_zip_member {
    kj_span name; /* relative, '/' between its parts, none of them empty, "." or ".." */
    kj_span bytes;
    uint32_t crc; /* CRC-32 as the file says it is */
} kj_zip_member;

typedef struct kj_zip {
    KJ_LIST(kj_zip_member) members; /* ascending by the bytes of their names */
} kj_zip;

/* `name` is the file's, for messages: E1101 where it is damaged or no ZIP file, E1102 for a member
 * that a pack must not have, E1106 for limits.  The result points into `file`. */
bool kj_zip_read(kj_span file, kj_span name, kj_zip *out, kj_arena *arena, kj_sink *sink);

const kj_zip_member *kj_zip_find(const kj_zip *zip, kj_span name); /* NULL: none */

/* Whether the bytes are those that the check sum is of: sees damage, not malice. */
bool kj_zip_is_whole(const kj_zip_member *member);

/* NULL: it may stand in a pack; else why not, as half a sentence. */
const char *kj_zip_name_fault(kj_span name);

/* Into the order of their names. */
void kj_zip_sort(kj_zip_member *members, size_t count);
/* The file.  The members get into order; their names are different (asserted) and without fault.
 * Equal members give equal bytes: no time, no owner, nothing of this machine. */
kj_span kj_zip_write(kj_zip_member *members, size_t count, kj_arena *arena);

#endif
