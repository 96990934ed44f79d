/* engine/cli/cmd_events.c: kejian events: the record itself, out, in and proved. */
#include "cli/verbs.h"

#include <stdio.h>

#define BUNDLE_BYTES_MAX ((size_t)2 << 30)
#define BUNDLES_MAX 1000

static bool print_line(void *ctx, kj_span line)
{
    (void)ctx;
    return fwrite(line.ptr, 1, line.len, stdout) == line.len && putchar('\n') != EOF;
}

static bool keep_line(void *ctx, kj_span line)
{
    kj_put(ctx, line);
    kj_put_char(ctx, '\n');
    return true;
}

static int export(int argc, char **argv, kj_sink *sink)
{
    const char *store_path = NULL, *out_path = NULL, *learner = NULL, *course = NULL;
    const kj_option_row options[] = {
        {"-o", false, &out_path, "the file to write"},
        {"--learner", false, &learner, "of one learner"},
        {"--course", false, &course, "of one course, by its id"},
        {"--store", false, &store_path, "the store's file"},
    };
    size_t count = 0;
    kj_store *store = NULL;
    kj_arena *arena = NULL;

    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), NULL, 0, &count, sink))
        return KJ_EXIT_USAGE;
    store = kj_cli_store(store_path, KJ_STORE_READ, sink);
    if (!store)
        return kj_exit_for(sink);
    const kj_event_filter filter = {.learner = kj_span_of(learner), .course = kj_span_of(course)};
    arena = kj_arena_new();
    if (out_path) {
        kj_text_buffer text = {.arena = arena};
        if (kj_bundle_export(store, &filter, keep_line, &text, sink))
            kj_cli_write(out_path, kj_put_span(&text), sink);
    } else
        kj_bundle_export(store, &filter, print_line, NULL, sink);
    kj_arena_free(arena);
    kj_store_close(store);
    return kj_exit_for(sink);
}

static int import(int argc, char **argv, kj_sink *sink)
{
    const char *store_path = NULL, *paths[BUNDLES_MAX];
    const kj_option_row options[] = {
        {"--store", false, &store_path, "the store's file"},
    };
    size_t count = 0;
    kj_store *store = NULL;

    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), paths, BUNDLES_MAX, &count, sink))
        return KJ_EXIT_USAGE;
    if (count == 0) {
        kj_report(sink, KJ_NOWHERE, "E0901", "give a bundle's file, or - for standard input");
        return KJ_EXIT_USAGE;
    }
    store = kj_cli_store(store_path, KJ_STORE_WRITE, sink);
    for (size_t i = 0; store && i < count; i++) {
        kj_arena *arena = kj_arena_new();
        kj_source source;
        kj_import_count done;
        if (kj_cli_read(paths[i], BUNDLE_BYTES_MAX, arena, &source, sink)) {
            if (kj_bundle_import(store, &source, &done, arena, sink))
                fprintf(stderr, "%s: %zu events: %zu new, %zu proved now, %zu known\n", paths[i],
                        done.rows, done.added, done.changed, done.same);
            else
                fprintf(stderr, "%s: nothing of it is taken\n", paths[i]);
        }
        kj_arena_free(arena);
    }
    kj_store_close(store);
    return kj_exit_for(sink);
}

static int verify(int argc, char **argv, kj_sink *sink)
{
    const char *store_path = NULL;
    const kj_option_row options[] = {
        {"--store", false, &store_path, "the store's file"},
    };
    size_t count = 0;
    kj_store *store = NULL;
    kj_arena *arena = NULL;
    kj_verify_count found;

    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), NULL, 0, &count, sink))
        return KJ_EXIT_USAGE;
    store = kj_cli_store(store_path, KJ_STORE_READ, sink);
    if (!store)
        return kj_exit_for(sink);
    arena = kj_arena_new();
    kj_store_verify(store, &found, arena, sink);
    printf("%zu events of %zu devices; %zu unproved, %zu problems\n", found.events, found.devices,
           found.unproved, found.broken);
    kj_arena_free(arena);
    kj_store_close(store);
    return kj_exit_for(sink);
}

static int run(int argc, char **argv)
{
    static const kj_verb verbs[] = {{"export", export}, {"import", import}, {"verify", verify}};

    return kj_verbs_run(verbs, KJ_COUNT(verbs), argc, argv);
}

const kj_command_row kj_command_events = {
    .name = "events",
    .usage =
        "usage: kejian events export [-o FILE] [--learner ID] [--course ID] [--store FILE]\n"
        "       kejian events import FILE… [--store FILE]\n"
        "       kejian events verify [--store FILE]\n\n"
        "  export    every event as a line of JSON, in the order of their ids, each with its "
        "place\n"
        "            in the chain of its device\n"
        "  import    such lines from other devices: the same twice, or in any order, gives the\n"
        "            same store; a file with any problem changes nothing\n"
        "  verify    proves each device's chain: what is missing or altered is named, and events\n"
        "            without a chain are called unproved\n"
        "  --store   the store's file; else $KEJIAN_STORE, else\n"
        "            $XDG_DATA_HOME/kejian/records.db",
    .about = "The record itself: exports, imports and proves events.",
    .run = run,
};
