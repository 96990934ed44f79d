/* engine/cli/cmd_translate.c: kejian translate: a course's text to a PO file, and back. */
#include "author/translate.h"
#include "cli/verbs.h"
#include "load/load.h"
#include "os/files.h"

#include <stdio.h>

static bool is_language(const char *tag)
{
    bool good = tag[0] != '\0' && strlen(tag) <= 35;
    for (const char *c = tag; *c && good; c++)
        good = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') ||
               *c == '-' || *c == '_';
    return good;
}

static int export(int argc, char **argv, kj_sink *sink)
{
    const char *to = NULL, *language = NULL;
    const kj_option_row options[] = {
        {"-o", false, &to, "the PO file to write"},
        {"--to", false, &language, "the language of the translation"},
    };
    const char *given[1] = {NULL};
    size_t count = 0;
    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), given, 1, &count, sink))
        return KJ_EXIT_USAGE;
    if (count == 0 || (language && !is_language(language))) {
        kj_report_hint(sink, KJ_NOWHERE, "E0901",
                       KJ_LIT("kejian translate export courses/key-account --to en -o en.po"),
                       count ? "'%s' is no language tag" : "which course?%s",
                       count ? language : "");
        return KJ_EXIT_USAGE;
    }
    kj_arena *arena = kj_arena_new();
    const kj_course *course = kj_load_course(given[0], arena, sink);
    if (course) {
        const kj_phrases phrases = kj_phrases_of(course, arena);
        kj_cli_write(to, kj_po_write(course, &phrases, kj_span_of(language), arena), sink);
    }
    kj_arena_free(arena);
    return kj_exit_for(sink);
}

static void apply(const char *path, const char *po_path, const char *to, kj_sink *sink)
{
    kj_arena *arena = kj_arena_new();
    kj_po po;
    kj_translation t;
    const kj_course *course = kj_load_course(path, arena, sink);
    if (course && kj_po_read(po_path, arena, &po, sink) &&
        kj_translate(course, &po, to, &t, sink)) {
        printf("%s: %zu of %zu texts translated; left as they were: %zu fuzzy, %zu changed since\n",
               to, t.translated, t.phrases, t.fuzzy, t.stale);
        if (t.unknown)
            printf("  %zu translations are of no text of this course\n", t.unknown);
        (void)kj_load_course(to, arena, sink); /* says what in the translation is no course */
    }
    kj_arena_free(arena);
}

static int import(int argc, char **argv, kj_sink *sink)
{
    const char *to = NULL;
    const kj_option_row options[] = {{"-o", false, &to, "the folder to write"}};
    const char *given[2] = {NULL};
    size_t count = 0;
    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), given, 2, &count, sink))
        return KJ_EXIT_USAGE;
    if (count < 2 || !to) {
        kj_report_hint(
            sink, KJ_NOWHERE, "E0901",
            KJ_LIT("kejian translate import courses/key-account en.po -o key-account-en"),
            "a course, its PO file, and -o with the folder to write");
        return KJ_EXIT_USAGE;
    }
    apply(given[0], given[1], to, sink);
    return kj_exit_for(sink);
}

static int run(int argc, char **argv)
{
    static const kj_verb verbs[] = {{"export", export}, {"import", import}};
    return kj_verbs_run(verbs, KJ_COUNT(verbs), argc, argv);
}

const kj_command_row kj_command_translate = {
    .name = "translate",
    .usage = "usage: kejian translate export COURSE [--to LANGUAGE] [-o FILE.po]\n"
             "       kejian translate import COURSE FILE.po -o DIR\n\n"
             "  export      every text that people read, as a PO file of GNU gettext: translate it "
             "with\n"
             "              any editor for PO files; msgmerge brings an older one up to date\n"
             "  import      writes the course with the translated texts to DIR; what is not "
             "translated,\n"
             "              fuzzy, or has changed since stays as it is\n\n"
             "Exit codes: 0 done, 1 the file or the course has problems, 2 wrong usage, 3 a file "
             "cannot\n"
             "be read or written.",
    .about = "Brings a course's text to a PO file, and its translation back.",
    .run = run,
};
