/* engine/cli/cmd_import.c: kejian import: outlines and question files become a part of a course. */
#include "author/beginning.h"
#include "author/import.h"
#include "cli/verbs.h"
#include "course/reader.h"
#include "os/files.h"

enum { FILES_MAX = 64 };

typedef struct arguments {
    const char *part, *number, *explains, *objective, *to;
} arguments;

/* The part's id out of the first file's name, its ending left aside. */
static kj_span id_from(const char *path, kj_arena *arena)
{
    kj_span name = kj_span_of(path);
    size_t dot = name.len;
    while (dot > 0 && name.ptr[dot - 1] != '.' && name.ptr[dot - 1] != '/')
        dot--;
    if (dot > 1 && name.ptr[dot - 1] == '.')
        name.len = dot - 1;
    return kj_beginning_id(name, arena);
}

static bool read_frame(const arguments *a, const char *first, kj_import_frame *frame,
                       kj_arena *arena, kj_sink *sink)
{
    const char *number = a->number ? a->number : "1";
    *frame = (kj_import_frame){
        .part = a->part ? kj_span_of(a->part) : id_from(first, arena),
        .number = number[0] - '0',
        .explains = kj_span_of(a->explains),
        .objective = kj_span_of(a->objective),
    };
    if (number[0] < '0' || number[0] > '9' || number[1] != '\0') {
        kj_report(sink, KJ_NOWHERE, "E0901", "--number is 0 to 9, not '%s'", number);
        return false;
    }
    const kj_span ids[] = {frame->part, frame->explains, frame->objective};
    for (size_t i = 0; i < KJ_COUNT(ids); i++)
        if (ids[i].len && !kj_id_is_valid(ids[i])) {
            kj_report_hint(sink, KJ_NOWHERE, "E0901",
                           KJ_LIT("an id has only a-z, 0-9, '-' and '.', a letter or digit first"),
                           "'%.*s' is no id", KJ_ARG(ids[i]));
            return false;
        }
    return true;
}

static bool read_file(const char *path, kj_imported *all, kj_arena *arena, kj_sink *sink)
{
    kj_source *source = KJ_NEW(arena, kj_source, 1), *text = KJ_NEW(arena, kj_source, 1);
    if (!kj_file_read(path, KJ_IMPORT_BYTES_MAX, arena, &source->text, sink))
        return false;
    *text = *source;
    text->name = source->name = kj_span_of(path);
    if (!kj_span_ends(source->name, KJ_LIT(".csv"))) {
        const size_t bad = kj_utf8_bad(source->text);
        if (bad != SIZE_MAX) {
            kj_report(sink, (kj_loc){source, bad}, "E0812", "this is not UTF-8");
            return false;
        }
        if (kj_span_starts(text->text, KJ_LIT("\xef\xbb\xbf")))
            text->text = kj_span_sub(text->text, 3, text->text.len);
    }
    return kj_import(text, all, sink);
}

static int run(int argc, char **argv)
{
    arguments a = {0};
    const kj_option_row options[] = {
        {"--part", false, &a.part, "id of the part"},
        {"--number", false, &a.number, "number of the part"},
        {"--explains", false, &a.explains, "slide that explains the items"},
        {"--objective", false, &a.objective, "objective of slides and items"},
        {"-o", false, &a.to, "the file to write"},
    };
    const char *files[FILES_MAX];
    size_t count = 0;
    kj_sink sink = kj_stderr_sink(false);
    kj_import_frame frame;
    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), files, FILES_MAX, &count, &sink))
        return KJ_EXIT_USAGE;
    if (count == 0) {
        kj_report_hint(&sink, KJ_NOWHERE, "E0901",
                       KJ_LIT("kejian import outline.md questions.csv -o parts/2-new.json"),
                       "which files?");
        return KJ_EXIT_USAGE;
    }
    kj_arena *arena = kj_arena_new();
    int code = KJ_EXIT_USAGE;
    if (read_frame(&a, files[0], &frame, arena, &sink)) {
        kj_imported all = {.arena = arena};
        bool sound = true;
        for (size_t i = 0; i < count; i++)
            sound = read_file(files[i], &all, arena, &sink) && sound;
        if (sound)
            kj_cli_write(a.to, kj_import_write(&all, &frame, arena), &sink);
        code = kj_exit_for(&sink);
    }
    kj_arena_free(arena);
    return code;
}

const kj_command_row kj_command_import = {
    .name = "import",
    .usage =
        "usage: kejian import FILE… [--part ID] [--number N] [--objective ID] [--explains SLIDE]\n"
        "                     [-o PART.json]\n\n"
        "  FILE            .md: an outline; # the part, ## a slide, lists, pictures, > notes\n"
        "                  .gift, .txt: questions in GIFT\n"
        "                  .csv: questions, one a row; columns type, stem, A … H, answer, why,\n"
        "                  feedback A … H, unit, tolerance, formula, explains, objective,\n"
        "                  difficulty, or their Chinese names\n"
        "  --part ID       of the part (default: out of the first file's name)\n"
        "  --number N      of the part: 1\n"
        "  --objective ID  of the slides, and of items that do not say\n"
        "  --explains ID   the slide that explains items that do not say\n"
        "  -o FILE         write there, whole or not at all\n\n"
        "Writes one part of a course.  Nothing is made up: what a course needs and the files have\n"
        "not is left out, and `kejian check` asks for it at its place.\n"
        "Exit codes: 0 done, 1 a file has problems, 2 wrong usage, 3 it cannot be read or written.",
    .about = "Makes a part of a course of outlines and question files.",
    .run = run,
};
