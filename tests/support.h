/* tests/support.h: a sink that keeps its messages, for tests of any folder. */
#ifndef KJ_TESTS_SUPPORT_H
#define KJ_TESTS_SUPPORT_H

#include "base/diag.h"

typedef struct kj_test_sink {
    kj_sink sink; /* hand out &it->sink */
    kj_arena *arena;
    KJ_LIST(kj_diag) diags; /* copies, in the order they came */
    size_t capacity;
} kj_test_sink;

kj_test_sink *kj_test_sink_new(kj_arena *arena);

/* The first message of that code; NULL: none. */
const kj_diag *kj_test_sink_find(const kj_test_sink *sink, const char *code);

/* All messages as kj_diag_text writes them, for a golden file or a failure's message. */
kj_span kj_test_sink_text(const kj_test_sink *sink);

/* A source from a literal, as if it were a JSON file of that name. */
const kj_source *kj_test_source(kj_arena *arena, const char *name, kj_span text);

#endif
