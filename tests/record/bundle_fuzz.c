/* tests/record/bundle_fuzz.c: bundles of enemies.  Refused, a bundle leaves nothing; taken, it is
 * proved, and taken again it changes nothing. */
#include "record/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool keep_line(void *ctx, kj_span line)
{
    kj_put(ctx, line);
    kj_put_char(ctx, '\n');
    return true;
}

static kj_span export_all(kj_store *store, kj_arena *arena, kj_sink *sink)
{
    kj_text_buffer out = {.arena = arena};

    if (!kj_bundle_export(store, &(kj_event_filter){0}, keep_line, &out, sink))
        abort();
    return kj_put_span(&out);
}

static void check(kj_store *store, kj_span text, kj_arena *arena)
{
    kj_sink sink = {.emit = NULL}, proof = {.emit = NULL};
    const kj_source bundle = {.name = KJ_LIT("bundle"), .text = text};
    kj_import_count count;
    kj_verify_count verified;

    if (!kj_bundle_import(store, &bundle, &count, arena, &sink)) {
        if (sink.errors == 0 || export_all(store, arena, &sink).len > 0)
            abort();
        return;
    }
    const kj_source again = {.name = KJ_LIT("again"), .text = export_all(store, arena, &sink)};
    kj_store_verify(store, &verified, arena, &proof);
    /* A part of a chain may be missing; what is there has its proof, or none to show. */
    if (verified.events != count.added)
        abort();
    if (!kj_bundle_import(store, &again, &count, arena, &sink) || count.added + count.changed > 0)
        abort();
    if (!kj_span_equal(again.text, export_all(store, arena, &sink)))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    kj_arena *arena = kj_arena_new();
    kj_sink sink = {.emit = NULL};
    kj_store *store;

    snprintf(path, sizeof path, "/tmp/kj-bundle-fuzz-%ld.db", (long)getpid());
    (void)remove(path);
    store = kj_store_open(path, KJ_STORE_WRITE, &sink);
    if (!store)
        abort();
    check(store, (kj_span){(const char *)data, size}, arena);
    kj_store_close(store);
    (void)remove(path);
    kj_arena_free(arena);
    return 0;
}
