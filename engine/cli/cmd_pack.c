/* engine/cli/cmd_pack.c: kejian pack: a course in one file, that plays as its folder does. */
#include "cli/command.h"
#include "lesson/roleplay.h"
#include "load/collect.h"
#include "load/load.h"
#include "os/files.h"
#include "os/fontfiles.h"
#include "pack/pack.h"
#include "pack/subset.h"
#include "record/seal.h"

#include <stdio.h>

typedef struct job {
    const char *from, *to;
    const char *key; /* NULL: not signed */
    kj_span by;
    kj_arena *arena;
    kj_sink *sink;
} job;

/* What `check` calls an error: nobody is to meet it in a pack. */
static bool is_sound(const job *j, const kj_course *course, const kj_theme *theme)
{
    const size_t errors = j->sink->errors;
    kj_load_check_pictures(course, j->sink);
    for (size_t i = 0; i < course->roleplays.count; i++) {
        kj_arena *scratch = kj_arena_new();
        kj_roleplay_prove(course, &course->roleplays.ptr[i], scratch, j->sink);
        kj_arena_free(scratch);
    }
    return theme && j->sink->errors == errors;
}

static bool make_fonts(const job *j, const kj_course *course, kj_pack_fonts *out)
{
    kj_font_files files;
    if (!kj_font_files_find(&files, j->arena, j->sink))
        return false;
    kj_charset *used = KJ_NEW(j->arena, kj_charset, 1), *typed = KJ_NEW(j->arena, kj_charset, 1);
    kj_load_collect_characters(course, used);
    kj_charset_add_words(used);
    kj_charset_add_signs(used);
    kj_charset_add_table(typed);
    return kj_pack_fonts_make(&files, used, typed, out, j->arena, j->sink);
}

static bool make_manifest(const job *j, const kj_course *course, kj_zip_member *members,
                          size_t count, kj_span *out)
{
    const kj_pack_facts facts = {.engine = KJ_LIT(KJ_VERSION),
                                 .id = course->id,
                                 .version = course->version,
                                 .title = course->title,
                                 .by = j->by};
    kj_seal_key key;
    kj_zip_sort(members, count);
    *out = kj_pack_manifest(&facts, members, count, j->arena);
    if (!j->key)
        return true;
    if (!kj_seal_read_secret(j->key, &key, j->arena, j->sink))
        return false;
    *out = kj_seal_sign(*out, &key, j->arena);
    kj_seal_close(&key);
    return true;
}

static bool fits(const job *j, const kj_zip_member *members, size_t count)
{
    size_t bytes = 0;
    for (size_t i = 0; i < count && bytes <= KJ_PACK_BYTES_MAX; i++)
        bytes += members[i].bytes.len;
    if (count < KJ_ZIP_MEMBERS_MAX && bytes <= KJ_PACK_BYTES_MAX)
        return true;
    kj_report(
        j->sink, KJ_NOWHERE, "E1106",
        "%s is too large for a pack: %zu files; at most %u, and %zu bytes in all, are allowed",
        j->from, count, KJ_ZIP_MEMBERS_MAX - 1, KJ_PACK_BYTES_MAX);
    return false;
}

static bool write_pack(const job *j, const kj_course *course, const kj_member_list *files,
                       const kj_pack_fonts *fonts)
{
    size_t count = 0;
    kj_zip_member *members = KJ_NEW(j->arena, kj_zip_member, files->count + fonts->count + 1);
    for (size_t i = 0; i < files->count; i++)
        members[count++] = files->ptr[i];
    for (size_t i = 0; i < fonts->count; i++)
        members[count++] = fonts->members[i];
    kj_zip_member *manifest = &members[count];
    manifest->name = KJ_LIT(KJ_PACK_MANIFEST);
    if (!fits(j, members, count) || !make_manifest(j, course, members, count, &manifest->bytes))
        return false;
    const kj_span bytes = kj_zip_write(members, count + 1, j->arena);
    if (!kj_file_write(j->to, bytes, j->sink))
        return false;
    printf("%s: %.*s %.*s, %zu files and %zu fonts, %.1f MB%s\n", j->to, KJ_ARG(course->id),
           KJ_ARG(course->version), files->count, fonts->count, (double)bytes.len / 1e6,
           j->key ? ", signed" : "");
    return true;
}

static bool pack(const job *j)
{
    const kj_course *course = kj_load_course(j->from, j->arena, j->sink);
    if (!course)
        return false;
    const kj_theme *theme = kj_load_theme(course, (kj_span){NULL, 0}, j->arena, j->sink);
    kj_member_list files;
    kj_pack_fonts fonts;
    return is_sound(j, course, theme) &&
           kj_load_collect(course, theme, &files, j->arena, j->sink) &&
           make_fonts(j, course, &fonts) && write_pack(j, course, &files, &fonts);
}

static int run(int argc, char **argv)
{
    const char *course = NULL, *out = NULL, *key = NULL, *by = NULL;
    const kj_option_row options[] = {
        {"-o", false, &out, "the pack to write, FILE.kej"},
        {"--sign", false, &key, "the secret key to sign with, a device.key"},
        {"--by", false, &by, "who packs it, as it is to be read"},
    };
    size_t count;
    kj_sink sink = kj_stderr_sink(false);
    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), &course, 1, &count, &sink))
        return KJ_EXIT_USAGE;
    if (!course || !out || !kj_pack_path(out)) {
        kj_report_hint(&sink, KJ_NOWHERE, "E0901",
                       KJ_LIT("kejian pack courses/key-account -o key-account.kej"),
                       "name the course, and with -o the pack to write, FILE.kej");
        return KJ_EXIT_USAGE;
    }
    kj_arena *arena = kj_arena_new();
    const job j = {course, out, key, kj_span_of(by), arena, &sink};
    const int code = pack(&j) ? KJ_EXIT_DONE : kj_exit_for(&sink);
    kj_arena_free(arena);
    return code;
}

const kj_command_row kj_command_pack = {
    .name = "pack",
    .usage =
        "usage: kejian pack COURSE -o FILE.kej [--sign device.key] [--by NAME]\n\n"
        "One file with all that the course refers to, and with the fonts to set it: it plays on a\n"
        "machine that has none, and learners can type each of the 8,105 characters of China's\n"
        "table of general standard characters. FILE.kej stands wherever a COURSE is asked for;\n"
        "nothing is unpacked.\n"
        "The same course, fonts and kejian give the same bytes.\n\n"
        "  --sign KEY  signs it with an Ed25519 key: the device.key in the folder keys beside a\n"
        "              store; give device.pub to those who verify\n"
        "  --by NAME   stands in the pack and is signed with it\n\n"
        "kejian verify FILE.kej proves a pack. A course with errors is not packed.\n"
        "Exit codes: 0 done, 1 the course has problems, 2 wrong usage, 3 no course, no fonts, no\n"
        "key, or the file cannot be written.",
    .about = "Packs a course into one file, with fonts, that plays as its folder does.",
    .run = run,
};
