/* Unicode's own test files: line breaks (untailored) and grapheme clusters, every line of them. */
#include "text/breaks.h"
#include "text/typeset.h"

#include "os/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define POINTS_MAX 64

/* One line of a file: `÷ 0061 × 0308 ÷`; joins[i] is true where × stands before point i. */
typedef struct sample {
    uint32_t points[POINTS_MAX];
    bool joins[POINTS_MAX + 1];
    size_t count;
} sample;

static bool read_sample(kj_span line, sample *out)
{
    const size_t comment = kj_span_find(line, KJ_LIT("#"), 0);
    line = kj_span_trim(kj_span_sub(line, 0, comment == SIZE_MAX ? line.len : comment));
    *out = (sample){.count = 0};
    for (size_t at = 0; at < line.len;) {
        const kj_span rest = kj_span_sub(line, at, line.len);
        if (kj_span_starts(rest, KJ_LIT("÷")) || kj_span_starts(rest, KJ_LIT("×"))) {
            out->joins[out->count] = kj_span_starts(rest, KJ_LIT("×"));
            at += 2;
        } else if (line.ptr[at] == ' ' || line.ptr[at] == '\t') {
            at++;
        } else {
            char *end = NULL;
            assert_true(out->count < POINTS_MAX);
            out->points[out->count++] = (uint32_t)strtoul(line.ptr + at, &end, 16);
            assert_true(end > line.ptr + at);
            at = (size_t)(end - line.ptr);
        }
    }
    return out->count > 0;
}

static kj_span read_file(kj_arena *arena, const char *name)
{
    const kj_span path = kj_arena_format(arena, "/usr/share/unicode/auxiliary/%s", name);
    kj_sink sink = kj_stderr_sink(false);
    kj_span text = {NULL, 0};
    assert_true(kj_file_read(path.ptr, (size_t)4 << 20, arena, &text, &sink));
    return text;
}

typedef bool (*check)(const sample *s);

static void check_file(const char *name, check passes, size_t least)
{
    kj_arena *arena = kj_arena_new();
    const kj_span text = read_file(arena, name);
    size_t samples = 0, failed = 0;
    for (size_t at = 0; at < text.len;) {
        size_t end = kj_span_find(text, KJ_LIT("\n"), at);
        end = end == SIZE_MAX ? text.len : end;
        const kj_span line = kj_span_sub(text, at, end);
        sample s;
        at = end + 1;
        if (!read_sample(line, &s))
            continue;
        samples++;
        if (!passes(&s) && failed++ < 10)
            print_error("%s: %.*s\n", name, KJ_ARG(line));
    }
    kj_arena_free(arena);
    if (failed > 0 || samples < least)
        fail_msg("%s: %zu of %zu samples failed", name, failed, samples);
}

static bool breaks_as_told(const sample *s)
{
    kj_break_char chars[POINTS_MAX];
    uint8_t breaks[POINTS_MAX];
    kj_break_chars(s->points, s->count, chars);
    kj_breaks(chars, s->count, breaks);
    for (size_t i = 1; i < s->count; i++)
        if ((breaks[i] >= KJ_BREAK_ALLOWED) == s->joins[i])
            return false;
    return true;
}

static bool clusters_as_told(const sample *s)
{
    char bytes[POINTS_MAX * 4];
    size_t starts[POINTS_MAX + 1], len = 0;
    for (size_t i = 0; i < s->count; i++) {
        starts[i] = len;
        len += kj_utf8_put(bytes + len, s->points[i]);
    }
    starts[s->count] = len;
    const kj_span text = {bytes, len};
    size_t previous = 0; /* the last boundary */
    for (size_t i = 1; i <= s->count; i++) {
        if (s->joins[i])
            continue;
        if (kj_cluster_next(text, previous) != starts[i] ||
            kj_cluster_prev(text, starts[i]) != previous)
            return false;
        previous = starts[i];
    }
    return true;
}

static void lines_break_as_unicode_says(void **state)
{
    (void)state;
    check_file("LineBreakTest.txt", breaks_as_told, 7000);
}

static void clusters_are_as_unicode_says(void **state)
{
    (void)state;
    check_file("GraphemeBreakTest.txt", clusters_as_told, 600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_break_as_unicode_says),
        cmocka_unit_test(clusters_are_as_unicode_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
