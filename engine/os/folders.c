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
