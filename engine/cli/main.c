/* engine/cli/main.c: kejian. */
#include "cli/command.h"
#include "os/files.h"

#include <errno.h>
#include <stdio.h>

static const kj_command_row *find(kj_span name)
{
    for (size_t i = 0; i < kj_command_row_count; i++)
        if (kj_span_is(name, kj_command_rows[i]->name))
            return kj_command_rows[i];
    return NULL;
}

static void put_overview(FILE *out)
{
    fputs("kejian plays courses that are described by JSON.\n\nusage: kejian COMMAND …\n\n", out);
    for (size_t i = 0; i < kj_command_row_count; i++)
        fprintf(out, "  %-10s %s\n", kj_command_rows[i]->name, kj_command_rows[i]->about);
    fputs("\n'kejian COMMAND --help' tells more about one of them.\n"
          "Exit codes: 0 done, 1 the input has problems, 2 wrong usage, 3 the surroundings failed "
          "(disk, display, network).\n",
          out);
}

static void put_help(const kj_command_row *row)
{
    printf("%s\n\n%s\n", row->about, row->usage);
}

static int unknown(kj_span name)
{
    kj_sink sink = kj_stderr_sink(false);
    kj_arena *arena = kj_arena_new();
    kj_span *names = KJ_NEW(arena, kj_span, kj_command_row_count);
    for (size_t i = 0; i < kj_command_row_count; i++)
        names[i] = kj_span_of(kj_command_rows[i]->name);
    const kj_span nearest = kj_nearest(name, names, kj_command_row_count);
    const kj_span hint = nearest.len
                             ? kj_arena_format(arena, "did you mean '%.*s'?", KJ_ARG(nearest))
                             : KJ_LIT("'kejian --help' lists all commands");
    kj_report_hint(&sink, KJ_NOWHERE, "E0901", hint, "there is no command '%.*s'", KJ_ARG(name));
    kj_arena_free(arena);
    return KJ_EXIT_USAGE;
}

static bool wants_help(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0)
            return false;
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    }
    return false;
}

static int run(int argc, char **argv)
{
    if (argc < 2) {
        put_overview(stderr);
        return KJ_EXIT_USAGE;
    }
    const kj_span name = kj_span_of(argv[1]);
    if (kj_span_is(name, "--help") || kj_span_is(name, "-h") ||
        (kj_span_is(name, "help") && argc == 2)) {
        put_overview(stdout);
        return KJ_EXIT_DONE;
    }
    if (kj_span_is(name, "--version")) {
        puts("kejian " KJ_VERSION);
        return KJ_EXIT_DONE;
    }
    const bool help = kj_span_is(name, "help");
    const kj_command_row *row = find(help ? kj_span_of(argv[2]) : name);
    if (!row)
        return unknown(help ? kj_span_of(argv[2]) : name);
    if (help || wants_help(argc - 1, argv + 1)) {
        put_help(row);
        return KJ_EXIT_DONE;
    }
    return row->run(argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
    const int code = run(argc, argv);
    const bool failed = ferror(stdout) != 0; /* long ago: its errno is gone */
    if (fflush(stdout) == 0 && !failed)
        return code;
    const char *reason = failed ? "it is full or closed" : strerror(errno);
    kj_sink sink = kj_stderr_sink(false);
    kj_report(&sink, KJ_NOWHERE, "E0903", "cannot write to standard output: %s", reason);
    return KJ_EXIT_WORLD;
}
