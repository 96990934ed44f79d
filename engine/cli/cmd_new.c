/* engine/cli/cmd_new.c: kejian new: a small course to begin with. */
#include "author/beginning.h"
#include "cli/command.h"
#include "course/reader.h"
#include "os/files.h"

#include <stdio.h>

static bool is_sound(const kj_beginning *b, kj_sink *sink)
{
    const size_t characters = kj_utf8_count(b->title);
    if (!kj_id_is_valid(b->id)) {
        kj_report_hint(sink, KJ_NOWHERE, "E0901",
                       KJ_LIT("an id has only a-z, 0-9, '-' and '.', a letter or digit first"),
                       "'%.*s' cannot be the id of a course", KJ_ARG(b->id));
        return false;
    }
    bool plain = kj_utf8_bad(b->title) == SIZE_MAX;
    for (size_t i = 0; i < b->title.len && plain; i++)
        plain = (unsigned char)b->title.ptr[i] >= 0x20 && b->title.ptr[i] != 0x7f;
    if (plain && characters > 0 && characters <= KJ_BEGINNING_TITLE_MAX &&
        kj_span_trim(b->title).len == b->title.len)
        return true;
    kj_report(sink, KJ_NOWHERE, "E0901",
              "a title is one line of 1 to %d characters without blanks around it",
              KJ_BEGINNING_TITLE_MAX);
    return false;
}

static int begin(const char *folder, const char *id, const char *title, kj_sink *sink)
{
    kj_arena *arena = kj_arena_new();
    const kj_span name = kj_span_of(folder);
    const kj_beginning b = {
        .folder = folder,
        .id = id ? kj_span_of(id) : kj_beginning_id(name, arena),
        .title = title ? kj_span_of(title) : kj_beginning_title(name),
    };
    int code = KJ_EXIT_USAGE;
    if (is_sound(&b, sink)) {
        if (kj_beginning_write(&b, sink))
            printf("%s: a course that plays\n"
                   "  kejian play %s\n"
                   "  kejian check --strict %s\n",
                   folder, folder, folder);
        code = kj_exit_for(sink);
    }
    kj_arena_free(arena);
    return code;
}

static int run(int argc, char **argv)
{
    const char *id = NULL, *title = NULL;
    const kj_option_row options[] = {
        {"--id", false, &id, "what records name the course by"},
        {"--title", false, &title, "what learners read"},
    };
    const char *folder[1] = {NULL};
    size_t count = 0;
    kj_sink sink = kj_stderr_sink(false);
    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), folder, 1, &count, &sink))
        return KJ_EXIT_USAGE;
    if (count == 0 || folder[0][0] == '\0') {
        kj_report_hint(&sink, KJ_NOWHERE, "E0901", KJ_LIT("kejian new my-course"),
                       "where should the course begin?");
        return KJ_EXIT_USAGE;
    }
    return begin(folder[0], id, title, &sink);
}

const kj_command_row kj_command_new = {
    .name = "new",
    .usage =
        "usage: kejian new DIR [--title T] [--id ID]\n\n"
        "  DIR        a folder that does not exist yet, or is empty\n"
        "  --title T  what learners read: at most 24 characters (default: the folder's name)\n"
        "  --id ID    what records name the course by; it never changes (default: made of the\n"
        "             folder's name)\n\n"
        "Writes a small course that plays at once: slides, questions, drills and a role-play,\n"
        "each with a word on how it is made, and the schema by which an editor completes.\n"
        "Exit codes: 0 done, 2 wrong usage, 3 it could not be written.",
    .about = "Begins a course: a small one that plays, explained by example.",
    .run = run,
};
