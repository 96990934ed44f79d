/* engine/base/text_buffer.c: what grows in an arena: a text, a list.  Each doubles, so the space
 * left behind in the arena is at most what is used in the end. */
#include "base/arena.h"

#include <assert.h>
#include <stdio.h>

static void make_room(kj_text_buffer *out, size_t more)
{
    assert(more < SIZE_MAX / 4);
    if (out->size - out->len >= more)
        return;
    size_t size = out->size ? out->size * 2 : 64;
    while (size - out->len < more)
        size *= 2;
    char *bigger = kj_arena_take(out->arena, size, 1, 1);
    if (out->len > 0)
        memcpy(bigger, out->ptr, out->len);
    out->ptr = bigger;
    out->size = size;
}

void kj_put(kj_text_buffer *out, kj_span s)
{
    if (s.len == 0)
        return;
    make_room(out, s.len);
    memcpy(out->ptr + out->len, s.ptr, s.len);
    out->len += s.len;
}

void kj_put_char(kj_text_buffer *out, char c)
{
    make_room(out, 1);
    out->ptr[out->len++] = c;
}

static void put_formatted(kj_text_buffer *out, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    const int len = vsnprintf(NULL, 0, format, args);
    assert(len >= 0);
    make_room(out, (size_t)len + 1); /* the terminating NUL is overwritten by what comes next */
    vsnprintf(out->ptr + out->len, (size_t)len + 1, format, again);
    va_end(again);
    out->len += (size_t)len;
}

void kj_putf(kj_text_buffer *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put_formatted(out, format, args);
    va_end(args);
}

void *kj_list_grow(kj_arena *arena, void *list, size_t *capacity, size_t size, size_t align)
{
    /* By memcpy, since the caller's struct has a T * where kj_any_list has a void *. */
    kj_any_list view;
    memcpy(&view, list, sizeof view);
    if (view.count == *capacity) {
        const size_t bigger = *capacity ? *capacity * 2 : 8;
        void *moved = kj_arena_take(arena, bigger, size, align);
        if (view.count > 0)
            memcpy(moved, view.ptr, view.count * size);
        view.ptr = moved;
        *capacity = bigger;
    }
    void *element = (char *)view.ptr + view.count * size;
    view.count++;
    memcpy(list, &view, sizeof view);
    return element;
}
