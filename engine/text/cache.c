#include "text/cache.h"

#include <stdlib.h>

#define BUCKETS 4096u /* a power of two */

typedef struct kept_lines {
    kj_flow_key key;
    kj_flow_lines lines; /* malloc; ptr NULL: none */
} kept_lines;

struct kj_cache_entry {
    kj_cache_entry *chain;         /* in the bucket */
    kj_cache_entry *newer, *older; /* by use */
    uint64_t hash;
    size_t bytes; /* of the one block that holds everything but the lines */
    kj_shape_key key;
    kj_shape shape;
    kept_lines kept[KJ_CACHE_LINES_KEPT]; /* the last one kept first */
};

struct kj_cache {
    kj_cache_entry *buckets[BUCKETS];
    kj_cache_entry *newest, *oldest;
    size_t shape_bytes, lines_bytes;
};

kj_cache *kj_cache_new(void)
{
    return calloc(1, sizeof(kj_cache));
}

size_t kj_cache_shape_bytes(const kj_cache *cache)
{
    return cache->shape_bytes;
}

size_t kj_cache_lines_bytes(const kj_cache *cache)
{
    return cache->lines_bytes;
}

/* Eight bytes a step, and two chains of steps that the processor takes side by side: looking a
 * paragraph up must cost far less than shaping it. */
static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

static uint64_t hash_of(const kj_shape_key *key)
{
    uint64_t hash = mix((uint64_t)key->role << 3 | (uint64_t)key->english << 2 |
                            (uint64_t)key->plain << 1 | key->vertical,
                        key->text.len),
             other = hash;
    uint64_t words[2] = {0, 0};
    size_t at = 0;
    for (; at + sizeof words <= key->text.len; at += sizeof words) {
        memcpy(words, key->text.ptr + at, sizeof words);
        hash = mix(hash, words[0]);
        other = mix(other, words[1]);
    }
    words[0] = words[1] = 0;
    if (at < key->text.len)
        memcpy(words, key->text.ptr + at, key->text.len - at);
    hash = mix(mix(hash, words[0]), mix(other, words[1]));
    for (size_t i = 0; i < key->run_count; i++) {
        const kj_font_run *run = &key->runs[i];
        hash = mix(hash, ((uint64_t)run->start << 32 | run->len) ^ (uint64_t)run->role << 61);
    }
    return hash ^ hash >> 32;
}

static bool same_key(const kj_shape_key *a, const kj_shape_key *b)
{
    if (a->role != b->role || a->plain != b->plain || a->vertical != b->vertical ||
        a->english != b->english || a->run_count != b->run_count ||
        !kj_span_equal(a->text, b->text))
        return false;
    for (size_t i = 0; i < a->run_count; i++)
        if (a->runs[i].start != b->runs[i].start || a->runs[i].len != b->runs[i].len ||
            a->runs[i].role != b->runs[i].role)
            return false;
    return true;
}

static void unlink_use(kj_cache *cache, kj_cache_entry *entry)
{
    if (entry->newer)
        entry->newer->older = entry->older;
    else
        cache->newest = entry->older;
    if (entry->older)
        entry->older->newer = entry->newer;
    else
        cache->oldest = entry->newer;
}

static void link_newest(kj_cache *cache, kj_cache_entry *entry)
{
    entry->newer = NULL;
    entry->older = cache->newest;
    if (cache->newest)
        cache->newest->newer = entry;
    else
        cache->oldest = entry;
    cache->newest = entry;
}

kj_cache_entry *kj_cache_find(kj_cache *cache, const kj_shape_key *key)
{
    const uint64_t hash = hash_of(key);
    kj_cache_entry *entry = cache->buckets[hash % BUCKETS];
    while (entry && (entry->hash != hash || !same_key(&entry->key, key)))
        entry = entry->chain;
    if (entry && entry != cache->newest) {
        unlink_use(cache, entry);
        link_newest(cache, entry);
    }
    return entry;
}

static void drop_lines(kj_cache *cache, kept_lines *kept)
{
    if (kept->lines.ptr)
        cache->lines_bytes -= kept->lines.count * sizeof *kept->lines.ptr;
    free(kept->lines.ptr);
    kept->lines = (kj_flow_lines){NULL, 0};
}

static void drop(kj_cache *cache, kj_cache_entry *entry)
{
    kj_cache_entry **at = &cache->buckets[entry->hash % BUCKETS];
    while (*at != entry)
        at = &(*at)->chain;
    *at = entry->chain;
    unlink_use(cache, entry);
    for (size_t i = 0; i < KJ_CACHE_LINES_KEPT; i++)
        drop_lines(cache, &entry->kept[i]);
    cache->shape_bytes -= entry->bytes;
    free(entry);
}

void kj_cache_free(kj_cache *cache)
{
    for (kj_cache_entry *entry = cache ? cache->oldest : NULL; entry;) {
        kj_cache_entry *newer = entry->newer;
        drop(cache, entry);
        entry = newer;
    }
    free(cache);
}

/* Copies arrays one behind the other; without a block it only measures. */
typedef struct packer {
    unsigned char *block;
    size_t used;
} packer;

static void *pack(packer *p, const void *from, size_t count, size_t size)
{
    const size_t align = _Alignof(double);
    p->used = (p->used + align - 1) / align * align;
    unsigned char *to = p->block ? p->block + p->used : NULL;
    if (to && count > 0)
        memcpy(to, from, count * size);
    p->used += count * size;
    return to;
}

static void pack_entry(packer *p, const kj_shape_key *key, const kj_shape *shape,
                       kj_cache_entry *to)
{
    p->used = sizeof *to;
    kj_shape copy = *shape;
    const size_t edges = (size_t)shape->count + 1;
    copy.x_em = pack(p, shape->x_em, edges, sizeof *shape->x_em);
    copy.glyphs = pack(p, shape->glyphs, shape->glyph_count, sizeof *shape->glyphs);
    copy.advance_em = pack(p, shape->advance_em, edges, sizeof *shape->advance_em);
    copy.clusters = pack(p, shape->clusters, edges, sizeof *shape->clusters);
    copy.glyph = pack(p, shape->glyph, edges, sizeof *shape->glyph);
    copy.hard = pack(p, shape->hard, shape->hard_count, sizeof *shape->hard);
    copy.missing = pack(p, shape->missing, shape->missing_count, sizeof *shape->missing);
    copy.flags = pack(p, shape->flags, edges, sizeof *shape->flags);
    copy.breaks = pack(p, shape->breaks, edges, sizeof *shape->breaks);
    copy.stretch = pack(p, shape->stretch, edges, sizeof *shape->stretch);
    kj_shape_key own = *key;
    own.text.ptr = pack(p, key->text.ptr, key->text.len, 1);
    own.runs = pack(p, key->runs, key->run_count, sizeof *key->runs);
    if (to) {
        to->shape = copy;
        to->key = own;
    }
}

kj_cache_entry *kj_cache_keep(kj_cache *cache, const kj_shape_key *key, const kj_shape *shape)
{
    packer p = {NULL, 0};
    pack_entry(&p, key, shape, NULL);
    const size_t bytes = p.used;
    if (bytes > KJ_CACHE_SHAPE_BYTES_MAX / 2)
        return NULL;
    kj_cache_entry *entry = calloc(1, bytes);
    if (!entry)
        return NULL;
    p.block = (unsigned char *)entry;
    pack_entry(&p, key, shape, entry);
    entry->bytes = bytes;
    entry->hash = hash_of(key);
    entry->chain = cache->buckets[entry->hash % BUCKETS];
    cache->buckets[entry->hash % BUCKETS] = entry;
    cache->shape_bytes += bytes;
    link_newest(cache, entry);
    kj_cache_entry *old = cache->oldest;
    while (old && old != entry && cache->shape_bytes > KJ_CACHE_SHAPE_BYTES_MAX) {
        kj_cache_entry *newer = old->newer;
        drop(cache, old);
        old = newer;
    }
    return entry;
}

const kj_shape *kj_cache_shape(const kj_cache_entry *entry)
{
    return &entry->shape;
}

/* Bit for bit: -0.0 or a NaN only miss. */
static uint64_t bits_of(double number)
{
    uint64_t bits = 0;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

static bool same_flow(const kj_flow_key *a, const kj_flow_key *b)
{
    return bits_of(a->width_em) == bits_of(b->width_em) &&
           bits_of(a->indent_em) == bits_of(b->indent_em) && a->justify == b->justify &&
           a->balance == b->balance;
}

const kj_flow_lines *kj_cache_lines(const kj_cache_entry *entry, const kj_flow_key *key)
{
    for (size_t i = 0; i < KJ_CACHE_LINES_KEPT; i++)
        if (entry->kept[i].lines.ptr && same_flow(&entry->kept[i].key, key))
            return &entry->kept[i].lines;
    return NULL;
}

/* Makes room by taking the lines of the entries that were used longest ago. */
static void shed_lines(kj_cache *cache, size_t bytes)
{
    for (kj_cache_entry *e = cache->oldest; e; e = e->newer) {
        if (cache->lines_bytes + bytes <= KJ_CACHE_LINES_BYTES_MAX)
            return;
        for (size_t i = 0; i < KJ_CACHE_LINES_KEPT; i++)
            drop_lines(cache, &e->kept[i]);
    }
}

void kj_cache_keep_lines(kj_cache *cache, kj_cache_entry *entry, const kj_flow_key *key,
                         const kj_flow_lines *lines)
{
    const size_t bytes = lines->count * sizeof *lines->ptr;
    if (bytes > KJ_CACHE_LINES_BYTES_MAX / 2)
        return;
    shed_lines(cache, bytes);
    kj_flow_line *copy = malloc(bytes);
    if (!copy)
        return;
    memcpy(copy, lines->ptr, bytes);
    drop_lines(cache, &entry->kept[KJ_CACHE_LINES_KEPT - 1]);
    memmove(&entry->kept[1], &entry->kept[0], (KJ_CACHE_LINES_KEPT - 1) * sizeof entry->kept[0]);
    entry->kept[0].key = *key;
    entry->kept[0].lines.ptr = copy;
    entry->kept[0].lines.count = lines->count;
    cache->lines_bytes += bytes;
}
