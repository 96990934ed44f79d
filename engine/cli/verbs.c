/* engine/cli/verbs.c: a subcommand with verbs; and what commands about records share. */
#include "cli/verbs.h"

#include "os/files.h"
#include "record/store_path.h"

#include <stdio.h>

static int unknown(const kj_verb *verbs, size_t count, int argc, char **argv, kj_arena *arena,
                   kj_sink *sink)
{
    kj_text_buffer list = {.arena = arena};
    kj_span *names = KJ_NEW(arena, kj_span, count);
    kj_span nearest = {0};

    for (size_t i = 0; i < count; i++) {
        names[i] = kj_span_of(verbs[i].name);
        kj_putf(&list, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " or ", verbs[i].name);
    }
    if (argc < 2) {
        kj_report(sink, KJ_NOWHERE, "E0901", "kejian %s what? %.*s", argv[0],
                  KJ_ARG(kj_put_span(&list)));
        return KJ_EXIT_USAGE;
    }
    nearest = kj_nearest(kj_span_of(argv[1]), names, count);
    kj_report_hint(sink, KJ_NOWHERE, "E0901",
                   nearest.len > 0 ? kj_arena_format(arena, "did you mean '%.*s'?", KJ_ARG(nearest))
                                   : (kj_span){0},
                   "kejian %s knows %.*s, not '%s'", argv[0], KJ_ARG(kj_put_span(&list)), argv[1]);
    return KJ_EXIT_USAGE;
}

int kj_verbs_run(const kj_verb *verbs, size_t count, int argc, char **argv)
{
    kj_sink sink = kj_stderr_sink(false);
    kj_arena *arena = kj_arena_new();
    const kj_verb *verb = NULL;
    int code = KJ_EXIT_USAGE;

    for (size_t i = 0; i < count && argc > 1; i++)
        if (strcmp(argv[1], verbs[i].name) == 0)
            verb = &verbs[i];
    if (!verb)
        code = unknown(verbs, count, argc, argv, arena, &sink);
    else {
        char **rest = KJ_NEW(arena, char *, (size_t)argc);
        char name[64];
        snprintf(name, sizeof name, "%s %s", argv[0], verb->name);
        rest[0] = name;
        for (int i = 2; i < argc; i++)
            rest[i - 1] = argv[i];
        code = verb->run(argc - 1, rest, &sink);
    }
    kj_arena_free(arena);
    return code;
}

kj_store *kj_cli_store(const char *given, kj_store_mode mode, kj_sink *sink)
{
    kj_arena *arena = kj_arena_new();
    const char *path = kj_store_path(given, arena, sink);
    kj_store *store = path ? kj_store_open(path, mode, sink) : NULL;

    kj_arena_free(arena);
    return store;
}

bool kj_cli_write(const char *path, kj_span bytes, kj_sink *sink)
{
    if (path)
        return kj_file_write(path, bytes, sink);
    if (bytes.len > 0)
        (void)fwrite(bytes.ptr, 1, bytes.len, stdout); /* main says when this has failed */
    return true;
}

bool kj_cli_read(const char *path, size_t bytes_max, kj_arena *arena, kj_source *out, kj_sink *sink)
{
    *out = (kj_source){.name = kj_span_of(path)};
    if (strcmp(path, "-") != 0)
        return kj_file_read(path, bytes_max, arena, &out->text, sink);
    out->name = KJ_LIT("<stdin>");
    return kj_stdin_read(bytes_max, arena, &out->text, sink);
}

const kj_report_format *kj_cli_format(const char *name, kj_sink *sink)
{
    for (size_t i = 0; i < kj_report_format_count; i++)
        if (!name || strcmp(name, kj_report_formats[i]->name) == 0)
            return kj_report_formats[i];
    kj_report(sink, KJ_NOWHERE, "E0901", "there is no format '%s'; text, csv and json exist", name);
    return NULL;
}
