/* engine/os/folders.c: folders. */
#define _POSIX_C_SOURCE 200809L /* lstat */
#include "os/files.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

bool kj_path_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool kj_file_is_open_to_others(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && (status.st_mode & 077) != 0;
}

bool kj_folder_is_free(const char *path)
{
    struct stat status;
    if (lstat(path, &status) != 0)
        return errno == ENOENT;
    DIR *folder = opendir(path);
    if (!folder)
        return false;
    size_t entries = 0;
    while (readdir(folder))
        entries++;
    closedir(folder);
    return entries <= 2; /* "." and ".." */
}

/* mkdir, where a folder that is there already is as good. */
static bool make_one(const char *path)
{
    if (mkdir(path, 0700) == 0)
        return true;
    if (errno != EEXIST)
        return false;
    if (kj_path_is_folder(path))
        return true;
    errno = ENOTDIR;
    return false;
}

bool kj_folder_make(const char *path, kj_sink *sink)
{
    if (kj_path_is_folder(path))
        return true;
    kj_arena *scratch = kj_arena_new();
    const size_t size = strlen(path) + 1;
    char *part = kj_arena_take(scratch, size, 1, 1);
    memcpy(part, path, size);
    bool made = true;
    for (char *p = part; made && *p; p++) {
        if (p[0] != '/' || p == part)
            continue;
        *p = '\0';
        made = make_one(part);
        if (made)
            *p = '/';
    }
    made = made && make_one(part);
    if (!made)
        kj_report(sink, KJ_NOWHERE, "E0903", "cannot make the folder %s: %s", part,
                  strerror(errno));
    kj_arena_free(scratch);
    return made;
}

bool kj_file_write_below(const char *root, kj_span relative, kj_span bytes, kj_sink *sink)
{
    kj_arena *scratch = kj_arena_new();
    const kj_span whole = kj_arena_format(scratch, "%s/%.*s", root, KJ_ARG(relative));
    size_t parent = whole.len;
    while (parent > 0 && whole.ptr[parent - 1] != '/')
        parent--;
    const kj_span above = kj_arena_copy(scratch, kj_span_sub(whole, 0, parent - 1));
    const bool done = kj_folder_make(above.ptr, sink) && kj_file_write(whole.ptr, bytes, sink);
    kj_arena_free(scratch);
    return done;
}

enum { WALK_DEPTH_MAX = 16 };

typedef struct folder_walk {
    const char *root;
    bool (*visit)(void *ctx, const char *relative);
    void *ctx;
    kj_arena *arena;
    kj_sink *sink;
} folder_walk;

static bool walk(const folder_walk *w, kj_span below, int depth);

static bool walk_entry(const folder_walk *w, kj_span below, const char *name, int depth)
{
    struct stat status;
    const kj_span relative =
        kj_arena_format(w->arena, "%.*s%s%s", KJ_ARG(below), below.len ? "/" : "", name);
    const kj_span whole = kj_arena_format(w->arena, "%s/%s", w->root, relative.ptr);
    if (lstat(whole.ptr, &status) != 0)
        return true; /* gone meanwhile */
    if (S_ISDIR(status.st_mode))
        return walk(w, relative, depth + 1);
    return !S_ISREG(status.st_mode) || w->visit(w->ctx, relative.ptr);
}

static bool walk(const folder_walk *w, kj_span below, int depth)
{
    const kj_span path = kj_arena_format(w->arena, "%s/%.*s", w->root, KJ_ARG(below));
    DIR *folder = depth <= WALK_DEPTH_MAX ? opendir(path.ptr) : NULL;
    if (!folder) {
        kj_report(w->sink, KJ_NOWHERE, "E0902", "cannot read the folder %s: %s", path.ptr,
                  depth <= WALK_DEPTH_MAX ? strerror(errno) : "too many folders in each other");
        return false;
    }
    bool going = true;
    for (struct dirent *entry = readdir(folder); entry && going; entry = readdir(folder))
        if (entry->d_name[0] != '.')
            going = walk_entry(w, below, entry->d_name, depth);
    closedir(folder);
    return going;
}

bool kj_folder_walk(const char *folder, bool (*visit)(void *ctx, const char *relative), void *ctx,
                    kj_sink *sink)
{
    const folder_walk w = {folder, visit, ctx, kj_arena_new(), sink};
    const bool done = walk(&w, (kj_span){NULL, 0}, 0);
    kj_arena_free(w.arena);
    return done;
}
