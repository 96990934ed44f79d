/* engine/cli/cmd_report.c: kejian report: figures from the record. */
#include "cli/verbs.h"
#include "load/load.h"
#include "os/clock.h"
#include "os/files.h"
#include "print/print.h"
#include "report/report.h"

typedef struct arguments {
    const char *store, *course, *by, *department, *since, *until, *at, *small, *format, *out, *lang;
} arguments;

static bool read_day(const char *option, const char *text, int64_t *day, kj_sink *sink)
{
    *day = KJ_NO_DAY;
    if (!text || kj_date_read(kj_span_of(text), day))
        return true;
    kj_report(sink, KJ_NOWHERE, "E0901", "%s '%s' is not a date such as 2026-11-23", option, text);
    return false;
}

/* One of two words, the first when nothing is given. */
static bool read_word(const char *option, const char *given, const char *first, const char *second,
                      kj_sink *sink)
{
    if (!given || strcmp(given, first) == 0 || strcmp(given, second) == 0)
        return true;
    kj_report(sink, KJ_NOWHERE, "E0901", "%s is %s or %s, not '%s'", option, first, second, given);
    return false;
}

static bool read_request(const arguments *a, kj_report_request *request, kj_sink *sink)
{
    if (!read_word("--by", a->by, "department", "region", sink) ||
        !read_word("--department", a->department, "now", "then", sink) ||
        !read_day("--since", a->since, &request->since, sink) ||
        !read_day("--until", a->until, &request->until, sink) ||
        !read_day("--at", a->at, &request->at, sink) ||
        !kj_options_words(a->lang, kj_cli_locale(), &request->words, sink))
        return false;
    if (request->until != KJ_NO_DAY && request->since > request->until) {
        kj_report(sink, KJ_NOWHERE, "E0901", "--since lies behind --until");
        return false;
    }
    request->department_then = a->department && strcmp(a->department, "then") == 0;
    /* Whose department then? asks for groups. */
    request->by = kj_span_of(a->by ? a->by : request->department_then ? "department" : NULL);
    request->small_groups = a->small != NULL;
    request->now = kj_clock_now();
    return true;
}

static const kj_report_row *find_report(const char *name, kj_arena *arena, kj_sink *sink)
{
    kj_span *names = KJ_NEW(arena, kj_span, kj_report_count);

    for (size_t i = 0; i < kj_report_count; i++) {
        names[i] = kj_span_of(kj_reports[i]->name);
        if (name && strcmp(name, kj_reports[i]->name) == 0)
            return kj_reports[i];
    }
    const kj_span near = name ? kj_nearest(kj_span_of(name), names, kj_report_count) : (kj_span){0};
    kj_report_hint(sink, KJ_NOWHERE, "E0901",
                   near.len > 0 ? kj_arena_format(arena, "did you mean '%.*s'?", KJ_ARG(near))
                                : KJ_LIT("'kejian report --help' lists them"),
                   name ? "there is no report '%s'" : "which report?%s", name ? name : "");
    return NULL;
}

/* `format` NULL: a PDF, which is not made of the table alone. */
static void make(const arguments *a, const kj_report_row *row, const kj_report_format *format,
                 kj_report_request *request, kj_arena *arena, kj_sink *sink)
{
    kj_report_result result;
    kj_store *store = NULL;

    if (a->course) {
        request->course = kj_load_course(a->course, arena, sink);
        if (!request->course)
            return;
    }
    store = kj_cli_store(a->store, KJ_STORE_READ, sink);
    if (store && row->make(store, request, arena, &result, sink)) {
        kj_span pdf;
        if (format)
            kj_cli_write(a->out, format->write(&result, arena), sink);
        else if (kj_print_report(&result, request->course, &pdf, arena, sink))
            kj_cli_write(a->out, pdf, sink);
    }
    kj_store_close(store);
}

static int run(int argc, char **argv)
{
    arguments a = {0};
    const kj_option_row options[] = {
        {"--by", false, &a.by, "department or region"},
        {"--department", false, &a.department, "now or then"},
        {"--since", false, &a.since, "the first day, as 2026-11-23"},
        {"--until", false, &a.until, "the last day"},
        {"--at", false, &a.at, "the day that decides who is staff"},
        {"--small-groups", true, &a.small, "show groups of fewer than five people as well"},
        {"--course", false, &a.course, "the folder of a course, for its titles"},
        {"--format", false, &a.format, "text, csv, json or pdf"},
        {"--lang", false, &a.lang, "zh-Hans or en"},
        {"-o", false, &a.out, "the file to write"},
        {"--store", false, &a.store, "the store's file"},
    };
    const char *given[2] = {NULL};
    size_t count = 0;
    kj_sink sink = kj_stderr_sink(false);
    kj_arena *arena = kj_arena_new();
    kj_report_request request = {0};
    const kj_report_row *row = NULL;
    const kj_report_format *format = NULL;
    int code = KJ_EXIT_USAGE;

    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), given, 2, &count, &sink))
        goto done;
    row = find_report(given[0], arena, &sink);
    if (!row || !read_request(&a, &request, &sink))
        goto done;
    if (!a.format || strcmp(a.format, "pdf") != 0) {
        format = kj_cli_format(a.format, &sink);
        if (!format)
            goto done;
    }
    if ((count == 2 && row->subject == KJ_REPORT_OF_ALL) ||
        (count < 2 && row->subject == KJ_REPORT_OF_ONE)) {
        kj_report(&sink, KJ_NOWHERE, "E0901",
                  count < 2 ? "whose record? give an employee number"
                            : "this report is about nobody in particular");
        goto done;
    }
    request.subject = kj_span_of(given[1]);
    make(&a, row, format, &request, arena, &sink);
    code = kj_exit_for(&sink);

done:
    kj_arena_free(arena);
    return code;
}

const kj_command_row kj_command_report = {
    .name = "report",
    .usage =
        "usage: kejian report completion [--by department|region] [--department now|then]\n"
        "                                [--small-groups] [options]\n"
        "       kejian report learner ID [options]\n"
        "       kejian report class [ID] [options]\n"
        "       kejian report rehearsal ID --course PATH [options]\n\n"
        "  completion     who has started, finished and passed; departments as in the roster "
        "now,\n"
        "                 or as on the day of passing (then); groups of fewer than five people\n"
        "                 are not shown apart unless --small-groups\n"
        "  learner        one learner's record: slides, tests, answers, drills, role-plays,\n"
        "                 classes\n"
        "  class          the classes there were; of one, by its number: who was there, time per\n"
        "                 part and slide against the plan, the room's answers beside those of\n"
        "                 self-study, role-plays; --course gives titles, plan and right answers\n"
        "  rehearsal      the last rehearsal of a presenter: time per slide, minutes proposed\n\n"
        "  --since DATE   only what happened from that local day on\n"
        "  --until DATE   only what happened up to that local day\n"
        "  --at DATE      who counts as staff is decided by that day (default: today)\n"
        "  --course PATH  a course's folder or pack: only this course, with its titles\n"
        "  --format F     text (default), csv, json or pdf\n"
        "  --lang LANG    the language of titles and notes, zh-Hans or en; else as LC_ALL,\n"
        "                 LC_MESSAGES or LANG say, else zh-Hans; keys are the same in both\n"
        "  -o FILE        write there, whole or not at all\n"
        "  --store FILE   the store's file; else $KEJIAN_STORE, else\n"
        "                 $XDG_DATA_HOME/kejian/records.db",
    .about = "Figures from the record, each with what it means and how many it counts.",
    .run = run,
};
