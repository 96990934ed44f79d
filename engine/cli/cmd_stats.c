/* engine/cli/cmd_stats.c: kejian stats: a course in figures. */
#include "author/stats.h"
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
    const char *path[1] = {NULL};
    size_t count = 0;
    kj_sink sink = kj_stderr_sink(false);
    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), path, 1, &count, &sink))
        return KJ_EXIT_USAGE;
    const kj_report_format *row = kj_cli_format(format, &sink);
    if (!row)
        return KJ_EXIT_USAGE;
    if (count == 0) {
        kj_report_hint(&sink, KJ_NOWHERE, "E0901", KJ_LIT("kejian stats courses/key-account"),
                       "which course?");
        return KJ_EXIT_USAGE;
    }
    kj_arena *arena = kj_arena_new();
    const kj_course *course = kj_load_course(path[0], arena, &sink);
    if (course) {
        kj_report_result result;
        kj_stats_report(course, arena, &result);
        (void)kj_cli_write(to, row->write(&result, arena), &sink);
    }
    kj_arena_free(arena);
    return kj_exit_for(&sink);
}

const kj_command_row kj_command_stats = {
    .name = "stats",
    .usage = "usage: kejian stats COURSE [--format F] [-o FILE]\n\n"
             "  --format F  text (default), csv or json\n"
             "  -o FILE     write there, whole or not at all\n\n"
             "What a course holds: parts, items and drills by type, keys, objectives, what each\n"
             "slide shows and is asked for, role-plays.  Exit codes: 0 done, 2 wrong usage,\n"
             "3 no course.",
    .about = "Shows what a course holds, in figures.",
    .run = run,
};
