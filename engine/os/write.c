/* engine/os/write.c: a file whole or not at all. */
#include "os/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define TRIES 16 /* of a random name aside; one is nearly always enough */

static bool write_all(int fd, kj_span bytes)
{
    while (bytes.len > 0) {
        const ssize_t written = write(fd, bytes.ptr, bytes.len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes = kj_span_sub(bytes, (size_t)written, bytes.len);
    }
    return true;
}

/* A terminal, a pipe, /dev/stdout: nothing to replace, the bytes just go there. */
static bool write_through(const char *path, kj_span bytes)
{
    const int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return false;
    const bool written = write_all(fd, bytes);
    const int failure = errno;
    const bool closed = close(fd) == 0;
    if (!written)
        errno = failure;
    return written && closed;
}

/* Opens a new file beside `path` and puts its name into `aside`. */
static int open_aside(const char *path, mode_t mode, kj_arena *arena, const char **aside)
{
    for (int i = 0; i < TRIES; i++) {
        uint64_t number;
        if (getrandom(&number, sizeof number, 0) != (ssize_t)sizeof number)
            return -1;
        *aside = kj_arena_format(arena, "%s.%016llx", path, (unsigned long long)number).ptr;
        const int fd = open(*aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

/* The new name is on disk only when the folder is. */
static bool sync_folder_of(const char *path, kj_arena *arena)
{
    const char *slash = strrchr(path, '/');
    const char *folder = "/";
    if (!slash)
        folder = ".";
    else if (slash != path)
        folder = kj_arena_copy(arena, (kj_span){path, (size_t)(slash - path)}).ptr;
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    /* Some file systems (FUSE, SMB) know no fsync of folders; there, rename is all there is. */
    const bool synced = fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP;
    const int failure = errno;
    close(fd);
    errno = failure;
    return synced;
}

static bool replace(const char *path, mode_t mode, bool keep_mode, kj_span bytes, kj_arena *arena)
{
    const char *aside = NULL;
    const int fd = open_aside(path, mode, arena, &aside);
    if (fd < 0)
        return false;
    bool done = (!keep_mode || fchmod(fd, mode) == 0) && write_all(fd, bytes) && fsync(fd) == 0;
    int failure = errno;
    if (close(fd) != 0 && done) {
        done = false;
        failure = errno;
    }
    if (done && rename(aside, path) != 0) {
        done = false;
        failure = errno;
    }
    if (!done)
        unlink(aside);
    errno = failure;
    return done && sync_folder_of(path, arena);
}

bool kj_file_write(const char *path, kj_span bytes, kj_sink *sink)
{
    kj_arena *scratch = kj_arena_new();
    struct stat status;
    const bool exists = stat(path, &status) == 0;
    bool done = false;
    if (exists && S_ISDIR(status.st_mode)) {
        errno = EISDIR;
    } else if (exists && !S_ISREG(status.st_mode)) {
        done = write_through(path, bytes);
    } else {
        /* Through a link to the file itself: the link stays. */
        char *real = exists ? realpath(path, NULL) : NULL;
        const mode_t mode = exists ? status.st_mode & 07777 : 0666;
        done = replace(real ? real : path, mode, exists, bytes, scratch);
        const int failure = errno;
        free(real);
        errno = failure;
    }
    if (!done)
        kj_report(sink, KJ_NOWHERE, "E0903", "cannot write %s: %s", path, strerror(errno));
    kj_arena_free(scratch);
    return done;
}
