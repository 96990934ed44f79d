/* engine/base/arena.c: blocks that grow geometrically, ended all at once. */
#include "base/arena.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#define BLOCK_FIRST ((size_t)4 << 10)
#define BLOCK_MAX ((size_t)1 << 20)

typedef struct block {
    struct block *next;
    size_t size, used; /* of `data` */
    _Alignas(max_align_t) char data[];
} block;

struct kj_arena {
    block *current; /* the one taken from; older and own blocks hang behind it */
    size_t next_size;
    size_t bytes;
};

static _Noreturn void out_of_memory(void)
{
    fputs("kejian: error: out of memory; what was answered is saved [E0905]\n", stderr);
    exit(3);
}

/* calloc: fresh pages of the system are zero already, and small ones cost little. */
static block *block_new(kj_arena *arena, size_t size)
{
    block *b = size > SIZE_MAX - sizeof(block) ? NULL : calloc(1, sizeof(block) + size);
    if (!b)
        out_of_memory();
    b->size = size;
    arena->bytes += sizeof(block) + size;
    return b;
}

kj_arena *kj_arena_new(void)
{
    kj_arena *arena = calloc(1, sizeof *arena);
    if (!arena)
        out_of_memory();
    arena->next_size = BLOCK_FIRST;
    return arena;
}

static void free_chain(block *b)
{
    while (b) {
        block *next = b->next;
        free(b);
        b = next;
    }
}

void kj_arena_free(kj_arena *arena)
{
    if (!arena)
        return;
    free_chain(arena->current);
    free(arena);
}

void kj_arena_reset(kj_arena *arena)
{
    block *largest = arena->current;
    for (block *b = arena->current; b; b = b->next)
        if (b->size > largest->size)
            largest = b;
    for (block *b = arena->current; b;) {
        block *next = b->next;
        if (b != largest)
            free(b);
        b = next;
    }
    arena->current = largest;
    arena->bytes = 0;
    if (largest) {
        memset(largest->data, 0, largest->used);
        largest->used = 0;
        largest->next = NULL;
        arena->bytes = sizeof(block) + largest->size;
    }
}

size_t kj_arena_bytes(const kj_arena *arena)
{
    return arena->bytes;
}

/* `align` is a power of two, at most that of max_align_t. */
static void *take_from(block *b, size_t bytes, size_t align)
{
    const size_t start = (b->used + align - 1) & ~(align - 1);
    if (start > b->size || b->size - start < bytes)
        return NULL;
    b->used = start + bytes;
    return b->data + start;
}

void *kj_arena_take(kj_arena *arena, size_t count, size_t size, size_t align)
{
    assert(align > 0 && (align & (align - 1)) == 0 && align <= _Alignof(max_align_t));
    if (size > 0 && count > SIZE_MAX / size)
        out_of_memory();
    const size_t bytes = count * size;
    if (arena->current) {
        void *taken = take_from(arena->current, bytes, align);
        if (taken)
            return taken;
    }
    /* A request that would waste most of a block gets one of its own, behind the current one,
     * which goes on being filled. */
    if (arena->current && bytes > arena->next_size / 4) {
        block *own = block_new(arena, bytes);
        own->next = arena->current->next;
        arena->current->next = own;
        own->used = bytes;
        return own->data;
    }
    block *fresh = block_new(arena, bytes > arena->next_size ? bytes : arena->next_size);
    fresh->next = arena->current;
    arena->current = fresh;
    if (arena->next_size < BLOCK_MAX)
        arena->next_size *= 2;
    return take_from(fresh, bytes, align);
}

kj_span kj_arena_copy(kj_arena *arena, kj_span s)
{
    char *copy = kj_arena_take(arena, s.len + 1, 1, 1);
    if (s.len > 0)
        memcpy(copy, s.ptr, s.len);
    return (kj_span){copy, s.len};
}

kj_span kj_arena_vformat(kj_arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    const int len = vsnprintf(NULL, 0, format, args);
    assert(len >= 0);
    char *text = kj_arena_take(arena, (size_t)len + 1, 1, 1);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return (kj_span){text, (size_t)len};
}

kj_span kj_arena_format(kj_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const kj_span text = kj_arena_vformat(arena, format, args);
    va_end(args);
    return text;
}
