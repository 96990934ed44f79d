/* engine/cli/cmd_sync.c: kejian sync: the record to a Learning Record Store. */
#include "cli/verbs.h"
#include "cli/xapi_options.h"
#include "os/files.h"
#include "sync/sync.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void show(void *ctx, size_t sent)
{
    (void)ctx;
    fprintf(stderr, "\r%zu events sent", sent);
}

/* A decimal number in [least, most]; false: reported. */
static bool read_number(const char *option, const char *text, double least, double most,
                        double *out, kj_sink *sink)
{
    char *end = NULL;
    if (!text)
        return true;
    *out = strtod(text, &end);
    if (end != text && *end == '\0' && isfinite(*out) && *out >= least && *out <= most)
        return true;
    kj_report(sink, KJ_NOWHERE, "E0901", "%s %s: a number from %g to %g is wanted", option, text,
              least, most);
    return false;
}

static bool url_good(const char *url, kj_sink *sink)
{
    const kj_span to = kj_span_of(url);
    if ((kj_span_starts(to, KJ_LIT("https://")) || kj_span_starts(to, KJ_LIT("http://"))) &&
        kj_span_find(to, KJ_LIT("@"), 0) == SIZE_MAX)
        return true;
    kj_report_hint(sink, KJ_NOWHERE, "E0901",
                   KJ_LIT("--to https://lrs.example.com/xapi; a password goes into --auth-file"),
                   url ? "--to %s: no address of a Learning Record Store"
                       : "give the address of a Learning Record Store%s",
                   url ? url : "");
    return false;
}

static bool say_kept(void *ctx, const kj_outbox_row *row)
{
    (void)ctx;
    printf("%.*s %s %.*s\n", KJ_ARG(row->event),
           row->state == KJ_OUTBOX_CONFLICT ? "conflict" : "refused", KJ_ARG(row->note));
    return true;
}

static int send(kj_sync_options *options, const char *store_path, const char **paths, size_t count,
                bool list, kj_sink *sink)
{
    kj_sync_count done;
    kj_arena *arena = kj_arena_new();
    const kj_course **courses = KJ_NEW(arena, const kj_course *, count + 1);
    kj_store *store = kj_cli_store(store_path, KJ_STORE_WRITE, sink);
    options->courses = courses;
    options->course_count = count;
    if (store && list)
        kj_outbox_kept(store, kj_span_of(options->url), say_kept, NULL, sink);
    else if (store && kj_cli_courses(paths, count, courses, arena, sink)) {
        if (isatty(STDERR_FILENO))
            options->progress = show;
        kj_sync(store, options, &done, sink);
        fprintf(stderr, "%s%zu statements of %zu events sent, %zu kept back\n",
                options->progress && done.events > 0 ? "\n" : "", done.statements, done.events,
                done.refused);
    }
    kj_store_close(store);
    kj_arena_free(arena);
    return kj_exit_for(sink);
}

static int run(int argc, char **argv)
{
    const char *store_path = NULL, *home = NULL, *tries = NULL, *wait = NULL, *timeout = NULL,
               *kept = NULL, *paths[KJ_CLI_COURSES_MAX];
    kj_sync_options options = {.tries = 8, .wait_s = 60, .timeout_s = 30};
    double times = options.tries;
    kj_sink sink = kj_stderr_sink(false);
    size_t count = 0;
    const kj_option_row rows[] = {
        {"--to", false, &options.url, "the address"},
        {"--auth-file", false, &options.auth_file, "a file with user:password"},
        {"--ca-file", false, &options.ca_file, "certificates to trust"},
        {"--home", false, &home, "below which all ids are"},
        {"--tries", false, &tries, "of one request"},
        {"--wait", false, &wait, "at most between them, in seconds"},
        {"--timeout", false, &timeout, "of one request, in seconds"},
        {"--kept", true, &kept, "lists what was kept back"},
        {"--store", false, &store_path, "the store's file"},
    };
    if (!kj_options_read(argc, argv, rows, KJ_COUNT(rows), paths, KJ_CLI_COURSES_MAX, &count,
                         &sink) ||
        !url_good(options.url, &sink) || !kj_cli_home(home, &options.xapi.home, &sink) ||
        !read_number("--tries", tries, 1, 100, &times, &sink) ||
        !read_number("--wait", wait, 0, 3600, &options.wait_s, &sink) ||
        !read_number("--timeout", timeout, 0.05, 3600, &options.timeout_s, &sink))
        return KJ_EXIT_USAGE;
    options.tries = (uint32_t)times;
    return send(&options, store_path, paths, count, kept != NULL, &sink);
}

const kj_command_row kj_command_sync = {
    .name = "sync",
    .usage =
        "usage: kejian sync [COURSE…] --to URL [--auth-file FILE] [--home IRI] [--store FILE]\n"
        "       kejian sync --to URL --kept\n\n"
        "  Sends to a Learning Record Store (xAPI 1.0.3) what it has not got; killed or cut off "
        "at\n"
        "  any moment, the next run goes on.  A statement that it refuses is kept back and named,\n"
        "  and the others go their way.\n\n"
        "  COURSE…           folders or packs that say what the activities are: titles, options\n"
        "  --to URL          its endpoint: https://lrs.example.com/xapi\n"
        "  --auth-file FILE  one line, user:password, readable by its owner only\n"
        "  --ca-file FILE    certificates to trust instead of the system's\n"
        "  --home IRI        below which all ids are, as in `kejian xapi export`\n"
        "  --tries N         of one request while the other side is busy or away (8)\n"
        "  --wait SECONDS    at most between two of them (60)\n"
        "  --timeout SECONDS of one request (30)\n"
        "  --kept            lists what was kept back, and why\n"
        "  --store FILE      the store's file; else $KEJIAN_STORE, else\n"
        "                    $XDG_DATA_HOME/kejian/records.db\n\n"
        "Exit codes: 0 all of it is there, 1 something was kept back, 2 wrong usage, 3 the other\n"
        "side or the store failed.",
    .about = "Sends the record to a Learning Record Store.",
    .run = run,
};
