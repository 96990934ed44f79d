/* tools/bench/append.c: one answer on disk, against a bare append of 4 KB and fdatasync.
 *
 *   bench_append FOLDER [ANSWERS]
 *
 * Both write to files of FOLDER, in turn, so that a slow moment of the disk meets both. */
#define _GNU_SOURCE
#include "lesson/event.h"
#include "os/clock.h"
#include "os/files.h"
#include "record/store.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define ANSWERS_MAX 20000

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double ms_since(int64_t begun)
{
    return (double)(kj_clock_monotonic_ns() - begun) / 1e6;
}

int main(int argc, char **argv)
{
    const int answers = argc > 2 ? atoi(argv[2]) : 500;
    if (argc < 2 || answers < 1 || answers > ANSWERS_MAX) {
        fprintf(stderr, "use: bench_append FOLDER [ANSWERS]\n");
        return 2;
    }
    kj_sink sink = kj_stderr_sink(false);
    kj_arena *arena = kj_arena_new();
    const kj_span store_path = kj_arena_format(arena, "%s/bench.db", argv[1]);
    const kj_span floor_path = kj_arena_format(arena, "%s/bench.log", argv[1]);
    kj_store *store = kj_store_open(store_path.ptr, KJ_STORE_WRITE, &sink);
    const int file = open(floor_path.ptr, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (!store || file < 0)
        return 3;
    static char block[4096];
    static double ours[ANSWERS_MAX], bare[ANSWERS_MAX];
    char attempt[KJ_UUID_LEN + 1];
    uint32_t counter = 0;
    kj_uuid7(kj_clock_now().ms, &counter, attempt);
    for (int i = 0; i < answers; i++) {
        kj_arena *call = kj_arena_new();
        int64_t begun = kj_clock_monotonic_ns();
        if (write(file, block, sizeof block) != (ssize_t)sizeof block || fdatasync(file) != 0)
            return 3;
        bare[i] = ms_since(begun);
        kj_event event = {
            .at = kj_clock_now(),
            .learner = KJ_LIT("E00123"),
            .course = KJ_LIT("key-account"),
            .version = KJ_LIT("0.2.0"),
            .attempt = kj_span_of(attempt),
            .type = KJ_EVENT_ITEM_ANSWERED,
            .object = KJ_LIT("needs-q07"),
            .has = KJ_HAS_RESPONSE | KJ_HAS_SCORE | KJ_HAS_DURATION | KJ_HAS_TRY | KJ_HAS_WITHIN,
            .response = {KJ_LIT("b")},
            .response_count = 1,
            .score = 1,
            .max = 1,
            .duration_ms = 8350,
            .try_count = (uint32_t)i + 1,
            .within = kj_span_of(attempt),
        };
        begun = kj_clock_monotonic_ns();
        if (!kj_store_append(store, &event, call, &sink))
            return 3;
        ours[i] = ms_since(begun);
        kj_arena_free(call);
    }
    qsort(ours, (size_t)answers, sizeof ours[0], by_value);
    qsort(bare, (size_t)answers, sizeof bare[0], by_value);
    printf("{\"answers\":%d,\"append_p50_ms\":%.4f,\"append_p95_ms\":%.4f,\"floor_p50_ms\":%.4f,"
           "\"floor_p95_ms\":%.4f}\n",
           answers, ours[answers / 2], ours[answers * 95 / 100], bare[answers / 2],
           bare[answers * 95 / 100]);
    kj_store_close(store);
    close(file);
    kj_arena_free(arena);
    return 0;
}
