/* engine/cli/cmd_simulate.c: kejian simulate: a course played by simulated learners. */
#include "author/simulate.h"
#include "cli/verbs.h"
#include "load/load.h"
#include "os/files.h"

enum { LEARNERS = 1000 };

static bool read_number(const char *option, const char *text, uint64_t max, uint64_t *out,
                        kj_sink *sink)
{
    uint64_t value = 0;
    const kj_span digits = kj_span_of(text);
    bool good = digits.len > 0 && digits.len < 20;
    for (size_t i = 0; i < digits.len && good; i++) {
        good = digits.ptr[i] >= '0' && digits.ptr[i] <= '9';
        value = value * 10 + (uint64_t)(digits.ptr[i] - '0');
    }
    if (text && (!good || value > max)) {
        kj_report(sink, KJ_NOWHERE, "E0901", "%s is a whole number up to %llu, not '%s'", option,
                  (unsigned long long)max, text);
        return false;
    }
    if (text)
        *out = value;
    return true;
}

static void simulate(const char *path, uint64_t learners, uint64_t seed,
                     const kj_report_format *format, const char *to, kj_sink *sink)
{
    kj_arena *arena = kj_arena_new();
    const kj_course *course = kj_load_course(path, arena, sink);
    if (course) {
        const kj_simulation *s = kj_simulate(course, (uint32_t)learners, seed, arena);
        kj_report_result result;
        kj_simulation_report(course, s, arena, &result);
        if (kj_cli_write(to, format->write(&result, arena), sink))
            kj_simulation_check(course, s, sink);
    }
    kj_arena_free(arena);
}

static int run(int argc, char **argv)
{
    const char *learners = NULL, *seed = NULL, *format = NULL, *to = NULL;
    const kj_option_row options[] = {
        {"--learners", false, &learners, "how many"},
        {"--seed", false, &seed, "of their chance"},
        {"--format", false, &format, "text, csv or json"},
        {"-o", false, &to, "the file to write"},
    };
    const char *course[1] = {NULL};
    size_t count = 0;
    uint64_t number = LEARNERS, chance = 1;
    kj_sink sink = kj_stderr_sink(false);
    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), course, 1, &count, &sink) ||
        !read_number("--learners", learners, KJ_SIMULATED_LEARNERS_MAX, &number, &sink) ||
        !read_number("--seed", seed, INT64_MAX, &chance, &sink))
        return KJ_EXIT_USAGE;
    const kj_report_format *row = kj_cli_format(format, &sink);
    if (!row)
        return KJ_EXIT_USAGE;
    if (count == 0 || number == 0) {
        kj_report_hint(&sink, KJ_NOWHERE, "E0901", KJ_LIT("kejian simulate courses/key-account"),
                       count ? "at least one learner is needed" : "which course?");
        return KJ_EXIT_USAGE;
    }
    simulate(course[0], number, chance, row, to, &sink);
    return sink.warnings && !sink.errors ? KJ_EXIT_INPUT : kj_exit_for(&sink);
}

const kj_command_row kj_command_simulate = {
    .name = "simulate",
    .usage =
        "usage: kejian simulate COURSE [--learners N] [--seed S] [--format F] [-o FILE]\n\n"
        "  --learners N  how many learners of different ability play it: 1000, at most 100000\n"
        "  --seed S      the same seed gives the same figures: 1\n"
        "  --format F    text (default), csv or json\n"
        "  -o FILE       write there, whole or not at all\n\n"
        "Shows the spread of scores and time, how each part, drill and item fares and which\n"
        "endings are met.  On standard error: keys that do not get all points, items that the\n"
        "better learners miss, endings that nobody meets, dead ends, rules that nobody passes.\n"
        "Exit codes: 0 none of these, 1 some, 2 wrong usage, 3 no course.",
    .about = "Lets simulated learners play a course and shows its weak places.",
    .run = run,
};
