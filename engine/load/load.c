/* engine/load/load.c: the loader of a course, and of what is drawn with it. */
#include "load/load.h"

#include "lesson/question.h"
#include "load/files.h"
#include "load/own.h"
#include "load/packfonts.h"
#include "os/files.h"
#include "scene/scene.h"
#include "scene/theme_read.h"

/* Of a file's path, the folder with its '/'; empty: there is none. */
static kj_span folder_in(kj_span path)
{
    size_t end = path.len;
    while (end > 0 && path.ptr[end - 1] != '/')
        end--;
    return kj_span_sub(path, 0, end);
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
static bool read_file(const kj_files *files, kj_span file, size_t bytes_max, const char *missing,
                      kj_loc at, kj_arena *arena, kj_span *out, kj_sink *sink)
{
    kept k = {.sink = {.emit = keep}, .arena = arena};
    k.sink.ctx = &k;
    if (kj_files_read(files, file, bytes_max, at, arena, out, &k.sink))
        return true;
    const bool unreadable = strcmp(k.code, "E0210") == 0;
    kj_report(sink, at, unreadable ? missing : k.code, "%.*s", KJ_ARG(k.message));
    return false;
}

static bool load_file(void *ctx, kj_span path, kj_loc at, kj_arena *arena, kj_span *out,
                      kj_sink *sink)
{
    return kj_files_read(ctx, path, KJ_COURSE_FILE_BYTES_MAX, at, arena, out, sink);
}

kj_tables kj_load_tables(kj_forms out[KJ_LOAD_FORMS])
{
    out[0] = kj_visual_forms();
    out[1] = kj_item_forms();
    out[2] = kj_drill_forms();
    return (kj_tables){out, KJ_LOAD_FORMS};
}

static const kj_course *read_course(const kj_files *files, kj_arena *arena, kj_sink *sink)
{
    kj_forms forms[KJ_LOAD_FORMS];
    const kj_tables tables = kj_load_tables(forms);
    const kj_loader loader = {.load = load_file, .ctx = (void *)(uintptr_t)files, .files = files};
    return kj_course_read(&loader, &tables, arena, sink);
}

const kj_course *kj_load_course(const char *path, kj_arena *arena, kj_sink *sink)
{
    const kj_files *files = kj_files_open(path, arena, sink);
    if (!files || (files->pack && !kj_pack_prove(files->pack, sink)))
        return NULL;
    return read_course(files, arena, sink);
}

const kj_course *kj_load_course_later_proved(const char *path, kj_arena *arena, kj_sink *sink)
{
    const kj_files *files = kj_files_open(path, arena, sink);
    return files ? read_course(files, arena, sink) : NULL;
}

struct kj_pack_proof *kj_load_proof(const kj_course *course, kj_arena *arena, kj_sink *sink)
{
    const kj_pack *pack = course->files->pack;
    return pack ? kj_pack_proof_new(pack, arena, sink) : NULL;
}

/* A file that the theme names, below the folder that its own file lies in. */
static bool read_of_theme(const kj_theme *theme, const kj_theme_file *file, size_t bytes_max,
                          kj_arena *arena, kj_span *out, kj_sink *sink)
{
    const kj_span path =
        kj_arena_format(arena, "%.*s%.*s", KJ_ARG(theme->folder), KJ_ARG(file->path));
    return read_file(theme->files, path, bytes_max, "E0601", file->at, arena, out, sink);
}

/* Whether the logo is there and can be painted, and how wide it is for its height. */
static bool check_logo(const kj_theme *theme, const kj_theme_file *logo, double *shape,
                       kj_arena *arena, kj_sink *sink)
{
    kj_span bytes;
    kj_picture_info info;
    if (!logo->path.len)
        return true;
    if (!read_of_theme(theme, logo, KJ_PICTURE_BYTES_MAX, arena, &bytes, sink) ||
        !kj_picture_check(bytes, &info, logo->at, sink))
        return false;
    *shape = info.height > 0 ? info.width / info.height : 0;
    return true;
}

static const kj_theme *read_theme(kj_span name, kj_span text, const kj_files *files,
                                  kj_arena *arena, kj_sink *sink)
{
    kj_source *source = KJ_NEW(arena, kj_source, 1);
    *source = (kj_source){.name = kj_arena_copy(arena, name), .text = text, .json = true};
    kj_theme *theme = kj_theme_read(source, arena, sink);
    if (!theme)
        return NULL;
    theme->files = files;
    theme->folder = folder_in(source->name);
    kj_arena *scratch = kj_arena_new();
    const bool main = check_logo(theme, &theme->logo, &theme->logo_shape, scratch, sink);
    const bool opener =
        check_logo(theme, &theme->logo_on_opener, &theme->logo_on_opener_shape, scratch, sink);
    kj_arena_free(scratch);
    return main && opener ? theme : NULL;
}

/* The user's own: its files lie beside it. */
static const kj_theme *read_own_theme(kj_span path, kj_span text, kj_arena *arena, kj_sink *sink)
{
    const kj_span folder = folder_in(path);
    const char *place = folder.len ? kj_arena_copy(arena, folder).ptr : ".";
    const kj_files *files = kj_files_of_folder(place, arena);
    return read_theme(kj_span_sub(path, folder.len, path.len), text, files, arena, sink);
}

const kj_theme *kj_load_theme(const kj_course *course, kj_span asked, kj_arena *arena,
                              kj_sink *sink)
{
    const kj_span name = asked.len ? asked : course->theme;
    const kj_theme *built_in = kj_theme_find(name);
    kj_span text;
    if (built_in)
        return built_in;
    if (!asked.len) {
        const kj_loc at = kj_course_place(course, course->at, "theme", SIZE_MAX);
        return kj_files_read(course->files, name, KJ_THEME_BYTES_MAX, at, arena, &text, sink)
                   ? read_theme(name, text, course->files, arena, sink)
                   : NULL;
    }
    if (kj_span_ends(asked, KJ_LIT(".json"))) {
        const char *file = kj_arena_copy(arena, asked).ptr;
        return kj_file_read(file, KJ_THEME_BYTES_MAX, arena, &text, sink)
                   ? read_own_theme(asked, text, arena, sink)
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
    if (!read_of_theme(theme, file, FONT_BYTES_MAX, arena, &bytes, sink))
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

bool kj_load_fonts(const kj_course *course, const kj_theme *theme, const kj_font_files *before,
                   kj_font_files *files, kj_arena *arena, kj_sink *sink)
{
    const kj_pack *pack = course->files ? course->files->pack : NULL;
    bool all = kj_load_pack_fonts(pack, before, files, arena, sink);
    for (int role = 0; all && theme && role < KJ_FONT_ROLE_COUNT; role++)
        all = load_font(theme, (kj_font_role)role, files, arena, sink);
    return all;
}

typedef struct picture_places {
    const kj_files *files; /* NULL: only what the program brings */
    const kj_theme *theme; /* NULL: without a logo */
} picture_places;

static bool load_picture(void *ctx, kj_span picture, kj_arena *arena, kj_span *bytes)
{
    const picture_places *places = ctx;
    const kj_theme *theme = places->theme;
    kj_sink silent = {0}; /* `check` has said what is wrong; here the place stays empty */
    if (kj_own_path(picture))
        return kj_own_picture(picture, bytes);
    const bool logo = kj_span_is(picture, KJ_LOGO_PICTURE);
    if (logo || kj_span_is(picture, KJ_LOGO_OPENER_PICTURE)) {
        const kj_theme_file *file = !theme ? NULL : logo ? &theme->logo : &theme->logo_on_opener;
        return file && file->path.len &&
               read_of_theme(theme, file, KJ_PICTURE_BYTES_MAX, arena, bytes, &silent);
    }
    return places->files && kj_files_read(places->files, picture, KJ_PICTURE_BYTES_MAX, KJ_NOWHERE,
                                          arena, bytes, &silent);
}

kj_picture_source kj_load_pictures(const kj_course *course, const kj_theme *theme, kj_arena *arena)
{
    picture_places *places = KJ_NEW(arena, picture_places, 1);
    *places = (picture_places){course->files, theme};
    return (kj_picture_source){load_picture, places};
}

/* A picture of the course, or one that the program brings. */
static bool read_picture(const kj_files *files, kj_span path, kj_loc at, kj_arena *arena,
                         kj_span *bytes, kj_sink *sink)
{
    if (!kj_own_path(path))
        return read_file(files, path, KJ_PICTURE_BYTES_MAX, "E0601", at, arena, bytes, sink);
    if (kj_own_picture(path, bytes))
        return true;
    const kj_span near = kj_own_nearest(path, arena);
    kj_report_hint(sink, at, "E0601",
                   near.len ? kj_arena_format(arena, "did you mean '%.*s'?", KJ_ARG(near)) : near,
                   "the program brings no picture '%.*s'", KJ_ARG(path));
    return false;
}

void kj_load_check_pictures(const kj_course *course, kj_sink *sink)
{
    kj_arena *bytes = kj_arena_new();
    for (size_t i = 0; i < course->pictures.count; i++) {
        const kj_at at = course->picture_at[i];
        const kj_loc loc = {&course->sources.ptr[at.source], at.offset};
        kj_span picture;
        kj_picture_info info;
        kj_arena_reset(bytes);
        if (read_picture(course->files, course->pictures.ptr[i], loc, bytes, &picture, sink))
            kj_picture_check(picture, &info, loc, sink);
    }
    kj_arena_free(bytes);
}
