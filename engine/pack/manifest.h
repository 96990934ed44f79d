/* engine/pack/manifest.h: inside of pack: the text of manifest.json, read. */
#ifndef KJ_PACK_MANIFEST_H
#define KJ_PACK_MANIFEST_H

#include "pack/pack.h"

/* Fills facts and hashes of a pack whose members are known; false: reported (E1104, E1105, or as
 * JSON is). */
bool kj_manifest_read(kj_pack *pack, kj_arena *arena, kj_sink *sink);

#endif
