/* engine/cli/cmd_xapi.c: kejian xapi: the record as other systems read it. */
#include "cli/verbs.h"
#include "cli/xapi_options.h"

#include <stdio.h>

/* One after another onto the output: an array, a statement a line. */
typedef struct exporting {
    kj_xapi *xapi;
    kj_text_buffer *file; /* NULL: standard output */
    kj_arena *call;       /* of one event */
    kj_learner_list learners;
    bool names, any, failed;
} exporting;

static void put(exporting *e, kj_span bytes)
{
    if (e->file)
        kj_put(e->file, bytes);
    else
        e->failed = fwrite(bytes.ptr, 1, bytes.len, stdout) != bytes.len || e->failed;
}

/* The roster is in the order of ids. */
static kj_span name_of(const exporting *e, kj_span learner)
{
    size_t from = 0, to = e->learners.count;
    while (from < to) {
        const size_t at = from + (to - from) / 2;
        const int order = kj_span_compare(e->learners.ptr[at].id, learner);
        if (order == 0)
            return e->learners.ptr[at].name;
        if (order < 0)
            from = at + 1;
        else
            to = at;
    }
    return (kj_span){NULL, 0};
}

static bool take(void *ctx, const kj_event *event)
{
    exporting *e = ctx;
    kj_span said[KJ_XAPI_STATEMENTS_MAX];
    const kj_span name = e->names ? name_of(e, event->learner) : (kj_span){NULL, 0};
    const size_t count = kj_xapi_statements(e->xapi, event, name, e->call, said);
    for (size_t i = 0; i < count; i++) {
        put(e, e->any ? KJ_LIT(",\n") : KJ_LIT("[\n"));
        put(e, said[i]);
        e->any = true;
    }
    kj_arena_reset(e->call);
    return !e->failed;
}

static int export(int argc, char **argv, kj_sink *sink)
{
    const char *store_path = NULL, *out_path = NULL, *learner = NULL, *given_home = NULL,
               *names = NULL, *paths[KJ_CLI_COURSES_MAX];
    const kj_option_row options[] = {
        {"-o", false, &out_path, "the file to write"},
        {"--home", false, &given_home, "below which all ids are"},
        {"--names", true, &names, "names beside employee numbers"},
        {"--learner", false, &learner, "of one learner"},
        {"--store", false, &store_path, "the store's file"},
    };
    size_t count = 0;
    kj_xapi_options said = {.names = false};
    const kj_course *courses[KJ_CLI_COURSES_MAX];

    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), paths, KJ_CLI_COURSES_MAX, &count,
                         sink) ||
        !kj_cli_home(given_home, &said.home, sink))
        return KJ_EXIT_USAGE;
    kj_arena *arena = kj_arena_new(), *call = kj_arena_new();
    kj_text_buffer file = {.arena = arena};
    kj_store *store = kj_cli_store(store_path, KJ_STORE_READ, sink);
    exporting e = {.file = out_path ? &file : NULL, .call = call, .names = names != NULL};
    if (!store || !kj_cli_courses(paths, count, courses, arena, sink) ||
        (names && !kj_learner_all(store, &e.learners, arena, sink)))
        goto done;
    said.names = names != NULL;
    e.xapi = kj_xapi_new(courses, count, said, arena);
    const kj_event_filter filter = {.learner = kj_span_of(learner)};
    if (!kj_store_events(store, &filter, take, &e, sink))
        goto done;
    put(&e, e.any ? KJ_LIT("\n]\n") : KJ_LIT("[]\n"));
    if (out_path)
        kj_cli_write(out_path, kj_put_span(&file), sink);

done:
    kj_store_close(store);
    kj_arena_free(call);
    kj_arena_free(arena);
    return e.failed ? KJ_EXIT_WORLD : kj_exit_for(sink);
}

static int run(int argc, char **argv)
{
    static const kj_verb verbs[] = {{"export", export}};

    return kj_verbs_run(verbs, KJ_COUNT(verbs), argc, argv);
}

const kj_command_row kj_command_xapi = {
    .name = "xapi",
    .usage =
        "usage: kejian xapi export [COURSE…] [-o FILE] [--home IRI] [--names] [--learner ID]\n"
        "                          [--store FILE]\n\n"
        "  export      every event as statements of xAPI 1.0.3, an array with one a line, to be\n"
        "              sent to a Learning Record Store with the header 1.0.3; the same event "
        "gives\n"
        "              the same statement, so that sending it twice is harmless\n"
        "  COURSE…     folders or packs that say what the activities are: titles, options, keys\n"
        "  --home IRI  below which all ids are, also the accounts' home page: the company's own,\n"
        "              https://training.example.com/kejian/; else " KJ_XAPI_HOME "\n"
        "  --names     names beside employee numbers; else numbers only\n"
        "  --learner   of one learner\n"
        "  --store     the store's file; else $KEJIAN_STORE, else\n"
        "              $XDG_DATA_HOME/kejian/records.db",
    .about = "The record as xAPI statements, for other systems.",
    .run = run,
};
