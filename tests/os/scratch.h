/* tests/os/scratch.h: a folder of a test's own, removed when it ends. */
#ifndef KJ_TESTS_OS_SCRATCH_H
#define KJ_TESTS_OS_SCRATCH_H

#include "test.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/files.h"
#include "support.h"

typedef struct scratch {
    kj_arena *arena;
    kj_test_sink *sink;
    char folder[64];
} scratch;

static inline int scratch_setup(void **state)
{
    scratch *s = calloc(1, sizeof *s);
    assert_non_null(s);
    s->arena = kj_arena_new();
    s->sink = kj_test_sink_new(s->arena);
    snprintf(s->folder, sizeof s->folder, "/tmp/kejian-test-XXXXXX");
    assert_non_null(mkdtemp(s->folder));
    *state = s;
    return 0;
}

static inline int scratch_remove(const char *path, const struct stat *status, int kind,
                                 struct FTW *where)
{
    (void)status, (void)kind, (void)where;
    return remove(path);
}

static inline int scratch_teardown(void **state)
{
    scratch *s = *state;
    nftw(s->folder, scratch_remove, 8, FTW_DEPTH | FTW_PHYS);
    kj_arena_free(s->arena);
    free(s);
    return 0;
}

#define SCRATCH_TEST(function) \
    cmocka_unit_test_setup_teardown(function, scratch_setup, scratch_teardown)

/* The path of `name` in the folder. */
static inline const char *scratch_path(const scratch *s, const char *name)
{
    return kj_arena_format(s->arena, "%s/%s", s->folder, name).ptr;
}

/* By stdio, so that it does not depend on what is tested. */
static inline const char *scratch_make(const scratch *s, const char *name, const char *text)
{
    const char *path = scratch_path(s, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    return path;
}

/* Fails unless exactly this one message came since the last call; `part` stands in it. */
static inline void scratch_expect(scratch *s, const char *code, const char *part)
{
    if (s->sink->diags.count != 1 || strcmp(s->sink->diags.ptr[0].code, code) != 0 ||
        kj_span_find(s->sink->diags.ptr[0].message, kj_span_of(part), 0) == SIZE_MAX)
        fail_msg("expected %s \"%s\", not:\n%.*s", code, part, KJ_ARG(kj_test_sink_text(s->sink)));
    s->sink = kj_test_sink_new(s->arena);
}

#endif
