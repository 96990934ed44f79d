/* tools/bench/load.c: reading and checking a course, against cJSON_Parse of the same bytes.
 *
 *   bench_load COURSE [ROUNDS]
 *
 * The rounds take turns; medians are printed. */
#include "load/load.h"
#include "os/clock.h"
#include "os/files.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

#define ROUNDS_MAX 101

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof values[0], by_value);
    return values[count / 2];
}

static double ms_since(int64_t begun)
{
    return (double)(kj_clock_monotonic_ns() - begun) / 1e6;
}

int main(int argc, char **argv)
{
    const int rounds = argc > 2 ? atoi(argv[2]) : 7;
    if (argc < 2 || rounds < 1 || rounds > ROUNDS_MAX) {
        fprintf(stderr, "use: bench_load COURSE [ROUNDS]\n");
        return 2;
    }
    kj_sink sink = kj_stderr_sink(false);
    kj_arena *texts = kj_arena_new();
    const kj_course *course = kj_load_course(argv[1], texts, &sink);
    if (!course)
        return 1;
    size_t bytes = 0;
    for (size_t i = 0; i < course->sources.count; i++)
        bytes += course->sources.ptr[i].text.len;
    double parse[ROUNDS_MAX], load[ROUNDS_MAX], check[ROUNDS_MAX];
    size_t held = 0;
    for (int r = 0; r < rounds; r++) {
        int64_t begun = kj_clock_monotonic_ns();
        for (size_t i = 0; i < course->sources.count; i++) {
            const kj_span text = course->sources.ptr[i].text;
            cJSON_Delete(cJSON_ParseWithLength(text.ptr, text.len));
        }
        parse[r] = ms_since(begun);
        kj_arena *arena = kj_arena_new();
        begun = kj_clock_monotonic_ns();
        const kj_course *again = kj_load_course(argv[1], arena, &sink);
        load[r] = ms_since(begun);
        held = kj_arena_bytes(arena);
        kj_sink quiet = sink;
        kj_course_check_strict(again, &quiet);
        check[r] = ms_since(begun);
        kj_arena_free(arena);
    }
    printf("{\"bytes\":%zu,\"slides\":%zu,\"cjson_ms\":%.2f,\"load_ms\":%.2f,\"check_ms\":%.2f,"
           "\"held_bytes\":%zu}\n",
           bytes, (size_t)course->slides.count, median(parse, rounds), median(load, rounds),
           median(check, rounds), held);
    kj_arena_free(texts);
    return 0;
}
