/* engine/load/load.c: the loader of a course folder. */
#include "load/load.h"

#include "lesson/question.h"
#include "load/own.h"
#include "os/files.h"
#include "scene/scene.h"
#include "scene/theme_read.h"

#include <errno.h>
#include <sys/stat.h>

/* The folder of the course: `path` itself, or what holds the file. */
static const char *folder_of(const char *path, kj_arena *arena)
{
    if (kj_path_is_folder(path))
        return kj_arena_copy(arena, kj_span_of(path)).ptr;
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    const size_t len = slash == path ? 1 : (size_t)(slash - path);
    return kj_arena_copy(arena, (kj_span){path, len}).ptr;
}

/* The folder of a file below another: where the theme's own files are looked for. */
static const char *folder_of_file(const char *folder, kj_span file, kj_arena *arena)
{
    size_t end = file.len;
    while (end > 0 && file.ptr[end - 1] != '/')
        end--;
    return end ? kj_arena_format(arena, "%s/%.*s", folder, (int)end - 1, file.ptr).ptr : folder;
}

/* A sink that only keeps the last message: what os says is told in words of the caller. */
typedef struct kept {
    kj_sink sink;
    kj_arena *arena;
    const char *code;
    kj_span message;
} kept;

static void keep(void *ctx, const kj_diag *diag)
{
    kept *k = ctx;
    k->code = diag->code;
    k->message = kj_arena_copy(k->arena, diag->message);
}

/* Under `missing` instead of E0210 where the file cannot be read at all. */
static bool read_below(const char *folder, kj_span file, size_t bytes_max, const char *missing,
                       kj_loc at, kj_arena *arena, kj_span *out, kj_sink *sink)
{
    kept k = {.sink = {.emit = keep}, .arena = arena};
    k.sink.ctx = &k;
    if (kj_file_read_below(folder, file, bytes_max, arena, out, at, &k.sink))
        return true;
    const bool unreadable = strcmp(k.code, "E0210") == 0;
    kj_report(sink, at, unreadable ? missing : k.code, "%.*s", KJ_ARG(k.message));
    return false;
}

static bool load_file(void *ctx, kj_span path, kj_loc at, kj_arena *arena, kj_span *out,
                      kj_sink *sink)
{
    return read_below(ctx, path, KJ_COURSE_FILE_BYTES_MAX, "E0210", at, arena, out, sink);
}

kj_tables kj_load_tables(kj_forms out[KJ_LOAD_FORMS])
{
    out[0] = kj_visual_forms();
    out[1] = kj_item_forms();
    out[2] = kj_drill_forms();
    return (kj_tables){out, KJ_LOAD_FORMS};
}

static bool is_there(const char *path, const char *folder, kj_arena *arena, kj_sink *sink)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        kj_report(sink, KJ_NOWHERE, "E0902", "there is no course at '%s': %s", path,
                  strerror(errno));
        return false;
    }
    const char *file = kj_arena_format(arena, "%s/course.json", folder).ptr;
    if (stat(file, &status) != 0) {
        kj_report_hint(sink, KJ_NOWHERE, "E0902",
                       KJ_LIT("a course is a folder with a course.json in it"),
                       "'%s' is not a course: %s: %s", path, file, strerror(errno));
        return false;
    }
    return true;
}

const kj_course *kj_load_course(const char *path, kj_arena *arena, kj_sink *sink)
{
    kj_forms forms[KJ_LOAD_FORMS];
    const kj_tables tables = kj_load_tables(forms);
    const char *folder = folder_of(path, arena);
    if (!is_there(path, folder, arena, sink))
        return NULL;
    kj_loader loader = {.load = load_file, .ctx = (void *)(uintptr_t)folder};
    return kj_course_read(&loader, &tables, arena, sink);
}

/* Whether the logo is there and can be painted, and how wide it is for its height. */
static bool check_logo(const kj_theme *theme, const kj_theme_file *logo, double *shape,
                       kj_arena *arena, kj_sink *sink)
{
    kj_span bytes;
    kj_picture_info info;
    if (!logo->path.len)
        return true;
    if (!read_below(theme->folder.ptr, logo->path, KJ_PICTURE_BYTES_MAX, "E0601", logo->at, arena,
                    &bytes, sink) ||
        !kj_picture_check(bytes, &info, logo->at, sink))
        return false;
    *shape = info.height > 0 ? info.width / info.height : 0;
    return true;
}

static const kj_theme *read_theme(kj_span name, kj_span text, const char *folder, kj_arena *arena,
                                  kj_sink *sink)
{
    kj_source *source = KJ_NEW(arena, kj_source, 1);
    *source = (kj_source){.name = kj_arena_copy(arena, name), .text = text, .json = true};
    kj_theme *theme = kj_theme_read(source, arena, sink);
    if (!theme)
        return NULL;
    theme->folder = kj_span_of(folder);
    kj_arena *scratch = kj_arena_new();
    const bool main = check_logo(theme, &theme->logo, &theme->logo_shape, scratch, sink);
    const bool opener =
        check_logo(theme, &theme->logo_on_opener, &theme->logo_on_opener_shape, scratch, sink);
    kj_arena_free(scratch);
    return main && opener ? theme : NULL;
}

const kj_theme *kj_load_theme(const kj_course *course, const char *path, kj_span asked,
                              kj_arena *arena, kj_sink *sink)
{
    const kj_span name = asked.len ? asked : course->theme;
    const kj_theme *built_in = kj_theme_find(name);
    kj_span text;
    if (built_in)
        return built_in;
    if (!asked.len) {
        const char *folder = folder_of(path, arena);
        const kj_loc at = kj_course_place(course, course->at, "theme", SIZE_MAX);
        return read_below(folder, name, KJ_THEME_BYTES_MAX, "E0210", at, arena, &text, sink)
                   ? read_theme(name, text, folder_of_file(folder, name, arena), arena, sink)
                   : NULL;
    }
    if (kj_span_ends(asked, KJ_LIT(".json"))) {
        const char *file = kj_arena_copy(arena, asked).ptr;
        return kj_file_read(file, KJ_THEME_BYTES_MAX, arena, &text, sink)
                   ? read_theme(name, text, folder_of(file, arena), arena, sink)
                   : NULL;
    }
    kj_report(sink, KJ_NOWHERE, "E0901",
              "there is no theme '%.*s'; light, dark and high-contrast exist, and files, FILE.json",
              KJ_ARG(asked));
    return NULL;
}

#define FONT_BYTES_MAX ((size_t)64 << 20)

static bool load_font(const kj_theme *theme, kj_font_role role, kj_font_files *files,
                      kj_arena *arena, kj_sink *sink)
{
    const kj_theme_file *file = &theme->fonts[role];
    kj_span bytes;
    if (!file->path.len)
        return true;
    if (!read_below(theme->folder.ptr, file->path, FONT_BYTES_MAX, "E0601", file->at, arena, &bytes,
                    sink))
        return false;
    const kj_font_file font = {.bytes = bytes, .name = file->path};
    if (!kj_font_usable(&font)) {
        kj_report_hint(sink, file->at, "E0607",
                       KJ_LIT("TrueType and OpenType files (.ttf, .otf) can be used"),
                       "'%.*s' is not a font", KJ_ARG(file->path));
        return false;
    }
    return kj_font_files_lead(files, role, font);
}

bool kj_load_fonts(const kj_theme *theme, kj_font_files *files, kj_arena *arena, kj_sink *sink)
{
    bool all = true;
    for (int role = 0; theme && role < KJ_FONT_ROLE_COUNT; role++)
        all = load_font(theme, (kj_font_role)role, files, arena, sink) && all;
    return all;
}

typedef struct picture_places {
    const char *folder;
    const kj_theme *theme; /* NULL: without a logo */
} picture_places;

static bool load_picture(void *ctx, kj_span picture, kj_arena *arena, kj_span *bytes)
{
    const picture_places *places = ctx;
    const char *folder = places->folder;
    if (kj_own_path(picture))
        return kj_own_picture(picture, bytes);
    const bool logo = kj_span_is(picture, KJ_LOGO_PICTURE);
    if (logo || kj_span_is(picture, KJ_LOGO_OPENER_PICTURE)) {
        if (!places->theme)
            return false;
        picture = logo ? places->theme->logo.path : places->theme->logo_on_opener.path;
        folder = places->theme->folder.ptr;
    }
    kj_sink silent = {0}; /* `check` has said what is wrong; here the place stays empty */
    return folder && kj_file_read_below(folder, picture, KJ_PICTURE_BYTES_MAX, arena, bytes,
                                        KJ_NOWHERE, &silent);
}

kj_picture_source kj_load_pictures(const char *path, const kj_theme *theme, kj_arena *arena)
{
    picture_places *places = KJ_NEW(arena, picture_places, 1);
    *places = (picture_places){folder_of(path, arena), theme};
    return (kj_picture_source){load_picture, places};
}

/* A picture of the course, or one that the program brings. */
static bool read_picture(const char *folder, kj_span path, kj_loc at, kj_arena *arena,
                         kj_span *bytes, kj_sink *sink)
{
    if (!kj_own_path(path))
        return read_below(folder, path, KJ_PICTURE_BYTES_MAX, "E0601", at, arena, bytes, sink);
    if (kj_own_picture(path, bytes))
        return true;
    const kj_span near = kj_own_nearest(path, arena);
    kj_report_hint(sink, at, "E0601",
                   near.len ? kj_arena_format(arena, "did you mean '%.*s'?", KJ_ARG(near)) : near,
                   "the program brings no picture '%.*s'", KJ_ARG(path));
    return false;
}

void kj_load_check_pictures(const kj_course *course, const char *path, kj_sink *sink)
{
    kj_arena *arena = kj_arena_new();
    const char *folder = kj_arena_copy(arena, kj_span_of(folder_of(path, arena))).ptr;
    kj_arena *bytes = kj_arena_new();
    for (size_t i = 0; i < course->pictures.count; i++) {
        const kj_at at = course->picture_at[i];
        const kj_loc loc = {&course->sources.ptr[at.source], at.offset};
        kj_span picture;
        kj_picture_info info;
        kj_arena_reset(bytes);
        if (read_picture(folder, course->pictures.ptr[i], loc, bytes, &picture, sink))
            kj_picture_check(picture, &info, loc, sink);
    }
    kj_arena_free(bytes);
    kj_arena_free(arena);
}
