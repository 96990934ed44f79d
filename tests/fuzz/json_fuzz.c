/* tests/fuzz/json_fuzz.c: the JSON reader, the scans for messages, and the writer. */
#include "base/json.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_out(void *ctx, const kj_diag *diag)
{
    kj_arena *arena = ctx;
    const kj_span line = kj_diag_json(diag, arena);
    /* A message is one line of JSON whatever it quotes. */
    const kj_source source = {.name = KJ_LIT("message"),
                              .text = kj_span_sub(line, 0, line.len - 1)};
    kj_sink sink = {.emit = NULL};
    if (kj_span_find(source.text, KJ_LIT("\n"), 0) != SIZE_MAX)
        abort();
    /* What our own reader would refuse is written as an escape; all else must read back. */
    const bool escapes = kj_span_find(source.text, KJ_LIT("\\u"), 0) != SIZE_MAX ||
                         kj_span_find(source.text, KJ_LIT("\\r"), 0) != SIZE_MAX;
    if (!kj_json_parse(&source, arena, &sink) && !escapes)
        abort();
    kj_diag_text(diag, true, arena);
}

/* Every value is where it says, and is found again through its pointer's place. */
static void check_places(kj_span text, const kj_json *value, kj_arena *arena)
{
    if (value->offset >= text.len)
        abort();
    size_t count = 0;
    for (const kj_json *child = value->first; child; child = child->next, count++) {
        if (value->type == KJ_JSON_OBJECT) {
            if (text.ptr[child->key_offset] != '"')
                abort();
            if (kj_json_locate(text, value->offset, child->key, SIZE_MAX) != child->offset)
                abort();
        }
        check_places(text, child, arena);
    }
    if (count != value->count)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kj_arena *arena = kj_arena_new();
    kj_sink sink = {.emit = write_out, .ctx = arena};
    const kj_source source = {
        .name = KJ_LIT("fuzz.json"), .text = {(const char *)data, size}, .json = true};
    const kj_json *root = kj_json_parse(&source, arena, &sink);
    if (!root && sink.errors == 0)
        abort(); /* refused without saying why */
    if (root && sink.errors > 0)
        abort();
    if (root)
        check_places(source.text, root, arena);
    for (size_t i = 0; i < size; i += 1 + size / 16)
        kj_json_pointer(source.text, i, arena);
    kj_arena_free(arena);
    return 0;
}
