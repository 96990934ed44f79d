/* tests/support.c */
#include "support.h"

static void keep(void *ctx, const kj_diag *diag)
{
    kj_test_sink *sink = ctx;
    kj_diag *kept = KJ_PUSH(sink->arena, &sink->diags, &sink->capacity, kj_diag);
    *kept = *diag;
    kept->message = kj_arena_copy(sink->arena, diag->message);
    kept->hint = kj_arena_copy(sink->arena, diag->hint);
}

kj_test_sink *kj_test_sink_new(kj_arena *arena)
{
    kj_test_sink *sink = KJ_NEW(arena, kj_test_sink, 1);
    sink->arena = arena;
    sink->sink = (kj_sink){.emit = keep, .ctx = sink};
    return sink;
}

const kj_diag *kj_test_sink_find(const kj_test_sink *sink, const char *code)
{
    for (size_t i = 0; i < sink->diags.count; i++)
        if (strcmp(sink->diags.ptr[i].code, code) == 0)
            return &sink->diags.ptr[i];
    return NULL;
}

kj_span kj_test_sink_text(const kj_test_sink *sink)
{
    kj_text_buffer out = {.arena = sink->arena};
    for (size_t i = 0; i < sink->diags.count; i++)
        kj_put(&out, kj_diag_text(&sink->diags.ptr[i], false, sink->arena));
    return kj_put_span(&out);
}

const kj_source *kj_test_source(kj_arena *arena, const char *name, kj_span text)
{
    kj_source *source = KJ_NEW(arena, kj_source, 1);
    *source = (kj_source){.name = kj_span_of(name), .text = text, .json = true};
    return source;
}
