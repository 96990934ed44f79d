/* engine/base/span.h: text is a pointer and a length: UTF-8, not NUL-terminated, never owned. */
#ifndef KJ_BASE_SPAN_H
#define KJ_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct kj_span {
    const char *ptr; /* NULL only when len is 0 */
    size_t len;      /* bytes */
} kj_span;

/* The "" admits literals only.  In a static table write {KJ_SPAN("…")}: there, gcc's -Wpedantic
 * refuses the compound literal of KJ_LIT. */
#define KJ_SPAN(s) .ptr = "" s, .len = sizeof(s) - 1
#define KJ_LIT(s) ((kj_span){KJ_SPAN(s)})
#define KJ_ARG(s) (int)(s).len, (s).ptr /* for "%.*s"; inputs are limited far below INT_MAX */

#define KJ_COUNT(array) (sizeof(array) / sizeof(array)[0])

/* A typed list: what `kj_any_list` is to code that does not know T. */
#define KJ_LIST(T) \
    struct { \
        T *ptr; \
        size_t count; \
    }
typedef KJ_LIST(void) kj_any_list;
typedef KJ_LIST(kj_span) kj_span_list;

static inline kj_span kj_span_of(const char *nul_terminated)
{
    return (kj_span){nul_terminated, nul_terminated ? strlen(nul_terminated) : 0};
}

static inline bool kj_span_equal(kj_span a, kj_span b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool kj_span_is(kj_span a, const char *nul_terminated)
{
    return kj_span_equal(a, kj_span_of(nul_terminated));
}

/* The part [from, to) of `s`, cut to what there is. */
static inline kj_span kj_span_sub(kj_span s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from > to)
        from = to;
    return (kj_span){from > 0 ? s.ptr + from : s.ptr, to - from}; /* NULL + 0 is undefined */
}

bool kj_span_starts(kj_span s, kj_span prefix);
bool kj_span_ends(kj_span s, kj_span suffix);

/* Offset of the first `needle` in `hay` at or after `from`; SIZE_MAX: none. */
size_t kj_span_find(kj_span hay, kj_span needle, size_t from);

/* A whole number of at most six decimal digits and nothing else; false, and `out` as it was: it is
 * none, or over `most`. */
bool kj_span_count(kj_span text, uint32_t most, uint32_t *out);

/* Order by bytes, as memcmp; a prefix comes first. */
int kj_span_compare(kj_span a, kj_span b);

/* Without white space (ASCII and U+3000) at both ends. */
kj_span kj_span_trim(kj_span s);

/* 64-bit FNV-1a: for hash tables and caches, never for trust. */
uint64_t kj_span_hash(kj_span s);

/* UTF-8.  `kj_utf8_next` decodes the code point at *pos (pos < s.len) and moves past it; a byte
 * that begins no valid sequence (overlong, surrogate, beyond U+10FFFF, cut off) gives
 * KJ_UTF8_BAD and moves by one. */
#define KJ_UTF8_BAD 0xFFFFFFFFu
uint32_t kj_utf8_next(kj_span s, size_t *pos);
size_t kj_utf8_put(char out[4], uint32_t code_point); /* bytes written, 1..4 */
size_t kj_utf8_count(kj_span s);                      /* code points */
size_t kj_utf8_bad(kj_span s); /* offset of the first invalid byte; SIZE_MAX: none */

#endif
