/* engine/cli/cmd_diff.c: kejian diff: two versions of a course. */
#include "author/diff.h"
#include "cli/verbs.h"
#include "load/load.h"
#include "os/files.h"

static int run(int argc, char **argv)
{
    const char *format = NULL, *to = NULL;
    const kj_option_row options[] = {
        {"--format", false, &format, "text, csv or json"},
        {"-o", false, &to, "the file to write"},
    };
    const char *paths[2] = {NULL};
    size_t count = 0;
    kj_sink sink = kj_stderr_sink(false);
    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), paths, 2, &count, &sink))
        return KJ_EXIT_USAGE;
    const kj_report_format *row = kj_cli_format(format, &sink);
    if (!row)
        return KJ_EXIT_USAGE;
    if (count < 2) {
        kj_report_hint(&sink, KJ_NOWHERE, "E0901", KJ_LIT("kejian diff OLD NEW"),
                       "which two versions of the course?");
        return KJ_EXIT_USAGE;
    }
    kj_arena *arena = kj_arena_new();
    const kj_course *old = kj_load_course(paths[0], arena, &sink);
    const kj_course *new = old ? kj_load_course(paths[1], arena, &sink) : NULL;
    if (new) {
        const kj_diff *diff = kj_diff_new(old, new, arena);
        kj_report_result result;
        kj_diff_report(diff, &result);
        if (kj_cli_write(to, row->write(&result, arena), &sink))
            kj_diff_check(diff, &sink);
    }
    kj_arena_free(arena);
    return sink.warnings && !sink.errors ? KJ_EXIT_INPUT : kj_exit_for(&sink);
}

const kj_command_row kj_command_diff = {
    .name = "diff",
    .usage = "usage: kejian diff OLD NEW [--format F] [-o FILE]\n\n"
             "  OLD, NEW    two versions of a course\n"
             "  --format F  text (default), csv or json\n"
             "  -o FILE     write there, whole or not at all\n\n"
             "Lists what was added, removed, moved, renamed and changed, with what it means for\n"
             "learners and for their records.  On standard error: a version that was not raised,\n"
             "ids that were renamed.\n"
             "Exit codes: 0 done, 1 records cannot follow, 2 wrong usage, 3 no course.",
    .about = "Compares two versions of a course, for learners and for records.",
    .run = run,
};
