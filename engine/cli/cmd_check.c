/* engine/cli/cmd_check.c: kejian check: all that can be proved before a learner meets a course. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "cli/command.h"
#include "lesson/roleplay.h"
#include "load/load.h"
#include "os/files.h"
#include "scene/scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { COURSES_MAX = 64 };

typedef struct check {
    bool strict;
    kj_sink sink;
    kj_arena *arena; /* of one course */
} check;

static bool is_course_folder(const char *folder, kj_arena *arena)
{
    struct stat status;
    return stat(kj_arena_format(arena, "%s/course.json", folder).ptr, &status) == 0;
}

/* A part or role-play of a course: the folder above it that holds course.json.  Anything else is
 * left to the loader, which says what is wrong with it. */
static const char *course_of(const char *path, kj_arena *arena)
{
    const kj_span given = kj_span_of(path);
    if (kj_path_is_folder(path) || !kj_span_ends(given, KJ_LIT(".json")) ||
        kj_span_is(given, "course.json") || kj_span_ends(given, KJ_LIT("/course.json")))
        return path;
    char *absolute = realpath(path, NULL);
    if (!absolute)
        return path;
    kj_span folder = kj_arena_copy(arena, kj_span_of(absolute));
    free(absolute);
    while (folder.len > 1) {
        while (folder.len > 1 && folder.ptr[folder.len - 1] != '/')
            folder.len--;
        if (folder.len > 1)
            folder.len--; /* the slash */
        const char *name = kj_arena_copy(arena, folder).ptr;
        if (is_course_folder(name, arena))
            return name;
    }
    return path;
}

static void check_fit(check *c, const kj_course *course, const kj_theme *theme,
                      kj_typesetter *typesetter)
{
    kj_arena *frame = kj_arena_new();
    const kj_scene scene = {
        .course = course,
        .theme = theme ? theme : &kj_theme_light,
        .typesetter = typesetter,
        .arena = frame,
        .sink = &c->sink,
    };
    kj_scene_check_fit(&scene, &c->sink);
    kj_arena_free(frame);
}

/* What needs fonts: only for --strict, since looking each character up takes several times as long
 * as all the rest. */
static void check_pages(check *c, const kj_course *course, const kj_theme *theme)
{
    kj_font_files files;
    if (!kj_load_fonts(course, theme, NULL, &files, c->arena, &c->sink))
        return;
    kj_typesetter *typesetter = kj_typesetter_new(&files);
    kj_scene_check_glyphs(course, typesetter, &c->sink);
    check_fit(c, course, theme, typesetter);
    kj_typesetter_free(typesetter);
}

static void put_count(kj_text_buffer *out, const char *before, size_t count, const char *word)
{
    kj_putf(out, "%s%zu %s%s", before, count, word, count == 1 ? "" : "s");
}

static void put_spread(kj_text_buffer *out, const kj_roleplay *play, const double *share)
{
    for (size_t i = 0; i < play->endings.count && i < KJ_ROLEPLAY_ENDINGS_MAX; i++)
        kj_putf(out, "%s %.*s %.1f %%", i ? "," : "", KJ_ARG(play->endings.ptr[i].id),
                share[i] * 100);
}

/* Two lines that must not be taken for each other: of all different ways through, and of what
 * somebody meets who chooses blindly (an early ending has few ways behind it, but is met often). */
static void prove_roleplay(check *c, const kj_course *course, const kj_roleplay *play,
                           kj_text_buffer *out)
{
    kj_arena *scratch = kj_arena_new();
    const kj_roleplay_proof proof = kj_roleplay_prove(course, play, scratch, &c->sink);
    kj_putf(out, "\n  %.*s: ", KJ_ARG(play->id));
    put_count(out, "", proof.states, "state");
    kj_putf(out,
            ", %.0f different paths\n    of the paths, each counted once, end in:", proof.paths);
    put_spread(out, play, proof.path_share);
    if (c->strict)
        kj_roleplay_check_difficulty(course, play, &proof, &c->sink);
    kj_put(out, KJ_LIT("\n    of plays at random, each choice on offer equally likely, end in:"));
    put_spread(out, play, proof.spread);
    kj_arena_free(scratch);
}

static void check_course(check *c, const char *given)
{
    c->arena = kj_arena_new();
    const size_t before = c->sink.errors + c->sink.warnings;
    const char *path = course_of(given, c->arena);
    const kj_course *course = kj_load_course(path, c->arena, &c->sink);
    if (course) {
        kj_text_buffer line = {.arena = c->arena};
        kj_putf(&line, "%s: ", given);
        put_count(&line, "", course->parts.count, "part");
        put_count(&line, ", ", course->slides.count, "slide");
        put_count(&line, ", ", course->items.count, "item");
        put_count(&line, ", ", course->drills.count, "drill");
        put_count(&line, ", ", course->roleplays.count, "role-play");
        kj_load_check_pictures(course, &c->sink);
        const kj_theme *theme = kj_load_theme(course, (kj_span){NULL, 0}, c->arena, &c->sink);
        for (size_t i = 0; i < course->roleplays.count; i++)
            prove_roleplay(c, course, &course->roleplays.ptr[i], &line);
        if (c->strict) {
            kj_course_check_strict(course, &c->sink);
            check_pages(c, course, theme);
        }
        if (c->sink.errors + c->sink.warnings == before)
            printf("%.*s\n", KJ_ARG(kj_put_span(&line)));
    }
    kj_arena_free(c->arena);
}

static int run(int argc, char **argv)
{
    const char *strict = NULL, *json = NULL;
    const kj_option_row options[] = {
        {"--strict", true, &strict, "also what a careful editor would object to"},
        {"--json", true, &json, "messages as JSON lines"},
    };
    const char *courses[COURSES_MAX];
    size_t count;
    check c = {.sink = kj_stderr_sink(false)};
    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), courses, COURSES_MAX, &count,
                         &c.sink))
        return KJ_EXIT_USAGE;
    if (count == 0) {
        kj_report_hint(&c.sink, KJ_NOWHERE, "E0901", KJ_LIT("kejian check courses/key-account"),
                       "name the course to check: its folder, or a file of it");
        return KJ_EXIT_USAGE;
    }
    c.strict = strict != NULL;
    if (json)
        c.sink = kj_stderr_sink(true);
    for (size_t i = 0; i < count; i++)
        check_course(&c, courses[i]);
    if (c.strict && c.sink.errors == 0 && c.sink.warnings)
        return KJ_EXIT_INPUT;
    return kj_exit_for(&c.sink);
}

const kj_command_row kj_command_check = {
    .name = "check",
    .usage =
        "usage: kejian check [--strict] [--json] COURSE|FILE…\n\n"
        "  COURSE    the folder of a course, its course.json, or a pack of it (.kej)\n"
        "  FILE      a part or role-play: its whole course is checked\n"
        "  --strict  also what a careful editor would object to, and whether all content fits\n"
        "            every shape of screen; then warnings count as problems\n"
        "  --json    messages as JSON lines: file, line, column, pointer, code, severity, "
        "message,\n"
        "            hint\n\n"
        "Messages go to standard error, what a course without problems holds to standard output.\n"
        "Exit codes: 0 no problems, 1 problems, 2 wrong usage, 3 no course or no fonts.",
    .about = "Proves what can be proved of a course: its form, references, role-plays, pictures.",
    .run = run,
};
