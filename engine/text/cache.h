/* engine/text/cache.h: shapes that were made before, and the lines last made of them, under a
 * limit in bytes; the least recently used goes first.  Nothing outside holds on to an entry
 * longer than one call of kj_typeset, whose result is a copy. */
#ifndef KJ_TEXT_CACHE_H
#define KJ_TEXT_CACHE_H

#include "text/flow.h"

#define KJ_CACHE_SHAPE_BYTES_MAX ((size_t)8 << 20) /* about 150,000 characters */
#define KJ_CACHE_LINES_BYTES_MAX ((size_t)1 << 20)
#define KJ_CACHE_LINES_KEPT 2 /* layouts of one shape: a page and its preview */

typedef struct kj_cache kj_cache;
typedef struct kj_cache_entry kj_cache_entry;

kj_cache *kj_cache_new(void); /* NULL: out of memory */
void kj_cache_free(kj_cache *cache);
size_t kj_cache_shape_bytes(const kj_cache *cache);
size_t kj_cache_lines_bytes(const kj_cache *cache);

/* NULL: not there. */
kj_cache_entry *kj_cache_find(kj_cache *cache, const kj_shape_key *key);
/* Keeps a copy; NULL: too large to be kept, or no memory. */
kj_cache_entry *kj_cache_keep(kj_cache *cache, const kj_shape_key *key, const kj_shape *shape);
const kj_shape *kj_cache_shape(const kj_cache_entry *entry);

/* NULL: not there. */
const kj_flow_lines *kj_cache_lines(const kj_cache_entry *entry, const kj_flow_key *key);
void kj_cache_keep_lines(kj_cache *cache, kj_cache_entry *entry, const kj_flow_key *key,
                         const kj_flow_lines *lines);

#endif
