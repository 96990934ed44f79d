/* engine/load/collect.c: the files of a course, as members of its pack. */
#include "load/collect.h"

#include "load/files.h"
#include "load/own.h"
#include "paint/paint.h"
#include "scene/theme_read.h"

#define FONT_BYTES_MAX ((size_t)64 << 20)

typedef struct collector {
    const kj_files *files;
    kj_member_list *out;
    size_t capacity;
    kj_arena *arena;
    kj_sink *sink;
    bool done;
} collector;

/* Once, however often it is named. */
static bool has(const collector *c, kj_span name)
{
    for (size_t i = 0; i < c->out->count; i++)
        if (kj_span_equal(c->out->ptr[i].name, name))
            return true;
    return false;
}

static void add_bytes(collector *c, kj_span path, kj_span bytes, kj_loc at)
{
    const kj_span name = kj_arena_format(c->arena, KJ_PACK_COURSE "%.*s", KJ_ARG(path));
    const char *fault = kj_zip_name_fault(name);
    if (fault) {
        kj_report(c->sink, at, "E1102", "'%.*s' cannot be packed: %s", KJ_ARG(path), fault);
        c->done = false;
    } else if (!has(c, name)) {
        *KJ_PUSH(c->arena, c->out, &c->capacity, kj_zip_member) =
            (kj_zip_member){.name = name, .bytes = bytes};
    }
}

static void add_file(collector *c, kj_span path, size_t bytes_max, kj_loc at)
{
    kj_span bytes;
    if (kj_files_read(c->files, path, bytes_max, at, c->arena, &bytes, c->sink))
        add_bytes(c, path, bytes, at);
    else
        c->done = false;
}

static void add_of_theme(collector *c, const kj_theme *theme, const kj_theme_file *file,
                         size_t bytes_max)
{
    if (file->path.len)
        add_file(c,
                 kj_arena_format(c->arena, "%.*s%.*s", KJ_ARG(theme->folder), KJ_ARG(file->path)),
                 bytes_max, file->at);
}

static void add_theme(collector *c, const kj_course *course, const kj_theme *theme)
{
    if (theme->files != course->files)
        return; /* a built-in one */
    add_file(c, course->theme, KJ_THEME_BYTES_MAX,
             kj_course_place(course, course->at, "theme", SIZE_MAX));
    add_of_theme(c, theme, &theme->logo, KJ_PICTURE_BYTES_MAX);
    add_of_theme(c, theme, &theme->logo_on_opener, KJ_PICTURE_BYTES_MAX);
    for (int role = 0; role < KJ_FONT_ROLE_COUNT; role++)
        add_of_theme(c, theme, &theme->fonts[role], FONT_BYTES_MAX);
}

bool kj_load_collect(const kj_course *course, const kj_theme *theme, kj_member_list *out,
                     kj_arena *arena, kj_sink *sink)
{
    collector c = {course->files, out, 0, arena, sink, true};
    *out = (kj_member_list){.count = 0};
    for (size_t i = 0; i < course->sources.count; i++)
        add_bytes(&c, course->sources.ptr[i].name, course->sources.ptr[i].text, KJ_NOWHERE);
    for (size_t i = 0; i < course->pictures.count; i++) {
        const kj_at at = course->picture_at[i];
        if (!kj_own_path(course->pictures.ptr[i]))
            add_file(&c, course->pictures.ptr[i], KJ_PICTURE_BYTES_MAX,
                     (kj_loc){&course->sources.ptr[at.source], at.offset});
    }
    add_theme(&c, course, theme);
    return c.done;
}

void kj_load_collect_characters(const kj_course *course, kj_charset *set)
{
    for (size_t i = 0; i < course->sources.count; i++)
        kj_charset_add_json(set, &course->sources.ptr[i]);
}
