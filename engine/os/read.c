/* engine/os/read.c: whole files into memory. */
#include "os/files.h"
#include "os/inner.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK ((size_t)64 << 10) /* the first guess where a size is unknown */

int kj_open_to_read(int folder, const char *name, int more_flags)
{
    const int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOCTTY | more_flags);
    if (fd < 0)
        return -1;
    struct stat status;
    int failure = 0;
    if (fstat(fd, &status) != 0)
        failure = errno;
    else if (S_ISDIR(status.st_mode))
        failure = EISDIR;
    if (failure == 0)
        return fd;
    close(fd);
    errno = failure;
    return -1;
}

/* The size where the system knows it, so that a file is read into one block of its own size. */
static size_t guess_size(int fd, size_t bytes_max)
{
    struct stat status;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size <= 0)
        return bytes_max < CHUNK ? bytes_max : CHUNK;
    const size_t size = (size_t)status.st_size;
    return size < bytes_max ? size : bytes_max;
}

kj_read_result kj_read_all(int fd, size_t bytes_max, kj_arena *arena, kj_span *out)
{
    size_t size = guess_size(fd, bytes_max);
    char *bytes = kj_arena_take(arena, size + 1, 1, 1);
    size_t len = 0;
    for (;;) {
        /* One byte more than fits tells "full" from "ended"; it is the room of the NUL. */
        const ssize_t got = read(fd, bytes + len, size - len + 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return KJ_READ_FAILED;
        len += (size_t)got;
        if (len > bytes_max)
            return KJ_READ_TOO_LARGE;
        if (got == 0)
            break;
        if (len <= size)
            continue;
        size = size < bytes_max / 2 ? size * 2 + 1 : bytes_max;
        char *bigger = kj_arena_take(arena, size + 1, 1, 1);
        memcpy(bigger, bytes, len);
        bytes = bigger;
    }
    bytes[len] = '\0';
    *out = (kj_span){bytes, len};
    return KJ_READ_OK;
}

static bool read_and_say(int fd, const char *name, size_t bytes_max, kj_arena *arena, kj_span *out,
                         kj_sink *sink)
{
    switch (kj_read_all(fd, bytes_max, arena, out)) {
    case KJ_READ_OK:
        return true;
    case KJ_READ_TOO_LARGE:
        kj_report(sink, KJ_NOWHERE, "E0107", "%s is larger than %zu bytes, the most that is read",
                  name, bytes_max);
        return false;
    case KJ_READ_FAILED:
        break;
    }
    kj_report(sink, KJ_NOWHERE, "E0902", "cannot read %s: %s", name, strerror(errno));
    return false;
}

bool kj_file_read(const char *path, size_t bytes_max, kj_arena *arena, kj_span *out, kj_sink *sink)
{
    const int fd = kj_open_to_read(AT_FDCWD, path, 0);
    if (fd < 0) {
        kj_report(sink, KJ_NOWHERE, "E0902", "cannot read %s: %s", path, strerror(errno));
        return false;
    }
    const bool whole = read_and_say(fd, path, bytes_max, arena, out, sink);
    close(fd);
    return whole;
}

bool kj_stdin_read(size_t bytes_max, kj_arena *arena, kj_span *out, kj_sink *sink)
{
    return read_and_say(STDIN_FILENO, "standard input", bytes_max, arena, out, sink);
}

kj_span kj_file_map(const char *path)
{
    kj_span mapped = {NULL, 0};
    const int fd = kj_open_to_read(AT_FDCWD, path, O_NONBLOCK);
    if (fd < 0)
        return mapped;
    struct stat status;
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
        const size_t size = (size_t)status.st_size;
        void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (bytes != MAP_FAILED) {
            /* A page of glyphs here and there: with the system's read-ahead of up to 8 MiB a cold
             * start read 63 MiB of fonts and took 1.66 × the floor, without it 1.43 ×. */
            madvise(bytes, size, MADV_RANDOM);
            mapped = (kj_span){bytes, size};
        }
    }
    close(fd);
    return mapped;
}

static void advise(kj_span part, int advice)
{
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    const uintptr_t from = (uintptr_t)part.ptr / page * page;
    if (part.len > 0)
        madvise((void *)from, (uintptr_t)part.ptr + part.len - from, advice);
}

void kj_file_map_expect(kj_span part)
{
    advise(part, MADV_WILLNEED);
}

void kj_file_map_give_back(kj_span part)
{
    advise(part, MADV_DONTNEED);
}
