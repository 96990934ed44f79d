/* engine/os/stderr_sink.c: messages for people and for programs. */
#include "os/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void emit(kj_span (*write)(const kj_diag *diag, kj_arena *arena), const kj_diag *diag)
{
    kj_arena *scratch = kj_arena_new();
    const kj_span line = write(diag, scratch);
    fwrite(line.ptr, 1, line.len, stderr); /* nobody is left to tell when this fails */
    kj_arena_free(scratch);
}

static kj_span plain(const kj_diag *diag, kj_arena *arena)
{
    return kj_diag_text(diag, false, arena);
}

static kj_span coloured(const kj_diag *diag, kj_arena *arena)
{
    return kj_diag_text(diag, true, arena);
}

static void emit_plain(void *ctx, const kj_diag *diag)
{
    (void)ctx;
    emit(plain, diag);
}

static void emit_coloured(void *ctx, const kj_diag *diag)
{
    (void)ctx;
    emit(coloured, diag);
}

static void emit_json(void *ctx, const kj_diag *diag)
{
    (void)ctx;
    emit(kj_diag_json, diag);
}

/* no-color.org: set and not empty. */
static bool wants_colour(void)
{
    const char *no_color = getenv("NO_COLOR");
    return isatty(STDERR_FILENO) && (!no_color || no_color[0] == '\0');
}

kj_sink kj_stderr_sink(bool json)
{
    return (kj_sink){.emit = json ? emit_json : wants_colour() ? emit_coloured : emit_plain};
}
