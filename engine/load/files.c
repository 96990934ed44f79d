/* engine/load/files.c: one way to read a file of a course, whatever it lies in. */
#include "load/files.h"

#include "os/files.h"

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
                       KJ_LIT("a course is a folder with a course.json in it, or a pack, FILE.kej"),
                       "'%s' is not a course: %s: %s", path, file, strerror(errno));
        return false;
    }
    return true;
}

const kj_files *kj_files_of_folder(const char *folder, kj_arena *arena)
{
    kj_files *files = KJ_NEW(arena, kj_files, 1);
    files->folder = kj_arena_copy(arena, kj_span_of(folder)).ptr;
    return files;
}

const kj_files *kj_files_open(const char *path, kj_arena *arena, kj_sink *sink)
{
    if (kj_pack_path(path) && !kj_path_is_folder(path)) {
        kj_files *files = KJ_NEW(arena, kj_files, 1);
        files->pack = kj_pack_open(path, arena, sink);
        return files->pack ? files : NULL;
    }
    const char *folder = folder_of(path, arena);
    return is_there(path, folder, arena, sink) ? kj_files_of_folder(folder, arena) : NULL;
}

bool kj_files_read(const kj_files *files, kj_span path, size_t bytes_max, kj_loc at,
                   kj_arena *arena, kj_span *out, kj_sink *sink)
{
    return files->pack ? kj_pack_file(files->pack, path, bytes_max, at, out, sink)
                       : kj_file_read_below(files->folder, path, bytes_max, arena, out, at, sink);
}

bool kj_files_each(const kj_files *files, bool (*visit)(void *ctx, const char *path), void *ctx,
                   kj_sink *sink)
{
    if (files->folder)
        return kj_folder_walk(files->folder, visit, ctx, sink);
    const kj_zip *zip = &files->pack->zip;
    const size_t before = sizeof KJ_PACK_COURSE - 1;
    kj_arena *scratch = kj_arena_new();
    bool going = true;
    for (size_t i = 0; going && i < zip->members.count; i++) {
        const kj_span name = zip->members.ptr[i].name;
        if (kj_span_starts(name, KJ_LIT(KJ_PACK_COURSE)))
            going = visit(ctx, kj_arena_copy(scratch, kj_span_sub(name, before, name.len)).ptr);
    }
    kj_arena_free(scratch);
    return going;
}
