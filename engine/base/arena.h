/* engine/base/arena.h: memory with one owner and one end. */
#ifndef KJ_BASE_ARENA_H
#define KJ_BASE_ARENA_H

#include "base/span.h"

#include <stdarg.h>

typedef struct kj_arena kj_arena;

kj_arena *kj_arena_new(void);
void kj_arena_free(kj_arena *arena); /* NULL is fine; everything taken from it ends here */

/* Ends everything taken so far and keeps the largest block for what comes: for frames. */
void kj_arena_reset(kj_arena *arena);
size_t kj_arena_bytes(const kj_arena *arena); /* what it holds of the system's memory */

/* Zeroed, never NULL.  Out of memory, the program says so and exits with 3: the answers are on
 * disk by then.  Hostile counts do not get here: limits are checked first. */
void *kj_arena_take(kj_arena *arena, size_t count, size_t size, size_t align);
#define KJ_NEW(arena, T, count) ((T *)kj_arena_take((arena), (count), sizeof(T), _Alignof(T)))

/* Copies; NUL-terminated behind their end. */
kj_span kj_arena_copy(kj_arena *arena, kj_span s);
kj_span kj_arena_format(kj_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
kj_span kj_arena_vformat(kj_arena *arena, const char *format, va_list args);

/* A growing text in an arena: zero is empty. */
typedef struct kj_text_buffer {
    kj_arena *arena;
    char *ptr;
    size_t len, size;
} kj_text_buffer;

void kj_put(kj_text_buffer *out, kj_span s);
void kj_put_char(kj_text_buffer *out, char c);
void kj_putf(kj_text_buffer *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
static inline kj_span kj_put_span(const kj_text_buffer *out)
{
    return (kj_span){out->ptr, out->len};
}

/* A growing array in an arena; `*list` is any KJ_LIST(T).  Returns the new, zeroed element. */
void *kj_list_grow(kj_arena *arena, void *list, size_t *capacity, size_t size, size_t align);
#define KJ_PUSH(arena, list, capacity, T) \
    ((T *)kj_list_grow((arena), (list), (capacity), sizeof(T), _Alignof(T)))

#endif
