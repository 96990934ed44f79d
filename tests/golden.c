/* tests/golden.c */
#include "golden.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "os/files.h"
#include "support.h"

#define GOLDEN_BYTES_MAX ((size_t)16 << 20)

static kj_span line_at(kj_span text, size_t from)
{
    const size_t feed = kj_span_find(text, KJ_LIT("\n"), from);
    return kj_span_sub(text, from, feed == SIZE_MAX ? text.len : feed);
}

static void fail_at_first_difference(const char *name, kj_span golden, kj_span actual)
{
    size_t number = 1, from_golden = 0, from_actual = 0;
    for (;; number++) {
        const kj_span a = line_at(golden, from_golden), b = line_at(actual, from_actual);
        const bool golden_ends = from_golden + a.len >= golden.len;
        const bool actual_ends = from_actual + b.len >= actual.len;
        if (!kj_span_equal(a, b) || golden_ends || actual_ends)
            fail_msg("tests/%s:%zu differs\n  golden: %.*s\n  actual: %.*s\n"
                     "(%zu and %zu bytes; tools/update-golden.sh rewrites it)",
                     name, number, KJ_ARG(a), KJ_ARG(b), golden.len, actual.len);
        from_golden += a.len + 1;
        from_actual += b.len + 1;
    }
}

static void write_golden(const char *path, kj_span actual, kj_test_sink *sink)
{
    kj_span folder = kj_span_of(path);
    while (folder.len > 0 && folder.ptr[folder.len - 1] != '/')
        folder.len--;
    if (!kj_folder_make(kj_arena_copy(sink->arena, folder).ptr, &sink->sink) ||
        !kj_file_write(path, actual, &sink->sink))
        fail_msg("%.*s", KJ_ARG(kj_test_sink_text(sink)));
}

void kj_golden_check(const char *name, kj_span actual)
{
    kj_arena *arena = kj_arena_new();
    kj_test_sink *sink = kj_test_sink_new(arena);
    const char *path = kj_arena_format(arena, "%s/%s", KJ_TESTS, name).ptr;
    kj_span golden = {NULL, 0};
    if (getenv("KJ_UPDATE_GOLDEN"))
        write_golden(path, actual, sink);
    else if (!kj_file_read(path, GOLDEN_BYTES_MAX, arena, &golden, &sink->sink))
        fail_msg("%.*s(tools/update-golden.sh makes it)", KJ_ARG(kj_test_sink_text(sink)));
    else if (!kj_span_equal(golden, actual))
        fail_at_first_difference(name, golden, actual);
    kj_arena_free(arena);
}
