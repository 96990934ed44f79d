/* engine/os/below.c: files that a course names, never outside its folder.
 *
 * The path is walked one component at a time on open folders, so that nothing that is swapped for
 * a link meanwhile leads out. */
#include "os/files.h"
#include "os/inner.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

/* NULL: it stays inside. */
static const char *why_outside(kj_span relative)
{
    if (relative.len == 0)
        return "it is empty";
    if (relative.ptr[0] == '/')
        return "it begins with '/', so it does not start at the course folder";
    if (memchr(relative.ptr, '\0', relative.len) || memchr(relative.ptr, '\\', relative.len))
        return "it holds a character that paths of a course must not have";
    for (size_t from = 0; from <= relative.len;) {
        size_t to = kj_span_find(relative, KJ_LIT("/"), from);
        if (to == SIZE_MAX)
            to = relative.len;
        const kj_span part = kj_span_sub(relative, from, to);
        if (kj_span_is(part, ".."))
            return "'..' leads out of a folder";
        if (part.len == 0 || kj_span_is(part, "."))
            return "each part between '/' must be a name";
        if (part.len > NAME_MAX)
            return "a name in it is too long";
        from = to + 1;
    }
    return NULL;
}

static bool is_link(int folder, const char *name)
{
    struct stat status;
    return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
}

typedef struct failure {
    const char *code, *reason;
} failure;

static failure failure_at(int folder, const char *name)
{
    const int number = errno;
    if (is_link(folder, name))
        return (failure){"E0209", "a symbolic link is not followed"};
    return (failure){"E0210", strerror(number)};
}

/* Opens the file; -1: `*why` is set. */
static int open_below(const char *root, kj_span relative, failure *why)
{
    int folder = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) {
        *why = (failure){"E0210", strerror(errno)};
        return -1;
    }
    size_t from = 0;
    for (;;) {
        char name[NAME_MAX + 1];
        size_t to = kj_span_find(relative, KJ_LIT("/"), from);
        const bool last = to == SIZE_MAX;
        if (last)
            to = relative.len;
        memcpy(name, relative.ptr + from, to - from);
        name[to - from] = '\0';
        /* O_NONBLOCK: a named pipe must not make us wait before it is refused. */
        const int next =
            last ? kj_open_to_read(folder, name, O_NOFOLLOW | O_NONBLOCK)
                 : openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (next < 0)
            *why = failure_at(folder, name);
        close(folder);
        if (next < 0 || last)
            return next;
        folder = next;
        from = to + 1;
    }
}

bool kj_file_read_below(const char *root, kj_span relative, size_t bytes_max, kj_arena *arena,
                        kj_span *out, kj_loc at, kj_sink *sink)
{
    const char *outside = why_outside(relative);
    if (outside) {
        kj_report(sink, at, "E0209", "path '%.*s' is not one of a file of the course: %s",
                  KJ_ARG(relative), outside);
        return false;
    }
    failure why = {"E0210", "it is not a regular file"};
    bool whole = false;
    struct stat status;
    const int fd = open_below(root, relative, &why);
    if (fd < 0 || fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        goto done;
    switch (kj_read_all(fd, bytes_max, arena, out)) {
    case KJ_READ_OK:
        whole = true;
        break;
    case KJ_READ_TOO_LARGE:
        kj_report(sink, at, "E0107", "'%.*s' is larger than %zu bytes, the most that is read",
                  KJ_ARG(relative), bytes_max);
        close(fd);
        return false;
    case KJ_READ_FAILED:
        why.reason = strerror(errno);
        break;
    }

done:
    if (fd >= 0)
        close(fd);
    if (!whole)
        kj_report(sink, at, why.code, "cannot read '%.*s': %s", KJ_ARG(relative), why.reason);
    return whole;
}
