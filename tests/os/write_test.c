/* tests/os/write_test.c: a file whole or not at all, also when a system call fails. */
#include "scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>

/* The linker leads these calls here (--wrap).  The `fail_at`-th of kj_file_write fails. */
typedef enum call { CALL_OPEN, CALL_WRITE, CALL_FSYNC, CALL_CLOSE, CALL_RENAME, CALL_COUNT } call;

static struct {
    bool armed;
    call kind;
    int fail_at, seen;
    int error;
    bool short_writes; /* a write takes at most three bytes, as it may */
} fault;

static bool fails(call kind)
{
    if (!fault.armed || fault.kind != kind || fault.seen++ != fault.fail_at)
        return false;
    errno = fault.error;
    return true;
}

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, mode_t mode);
ssize_t __real_write(int fd, const void *bytes, size_t size);
ssize_t __wrap_write(int fd, const void *bytes, size_t size);
int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __real_close(int fd);
int __wrap_close(int fd);
int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);

int __wrap_open(const char *path, int flags, mode_t mode)
{
    return fails(CALL_OPEN) ? -1 : __real_open(path, flags, mode);
}

ssize_t __wrap_write(int fd, const void *bytes, size_t size)
{
    if (fails(CALL_WRITE))
        return -1;
    return __real_write(fd, bytes, fault.short_writes && size > 3 ? 3 : size);
}

int __wrap_fsync(int fd)
{
    return fails(CALL_FSYNC) ? -1 : __real_fsync(fd);
}

int __wrap_close(int fd)
{
    const int closed = __real_close(fd);
    return fails(CALL_CLOSE) ? -1 : closed;
}

int __wrap_rename(const char *from, const char *to)
{
    return fails(CALL_RENAME) ? -1 : __real_rename(from, to);
}

static kj_span content(scratch *s, const char *path)
{
    kj_span read = {NULL, 0};
    assert_true(kj_file_read(path, 1000, s->arena, &read, &s->sink->sink));
    return read;
}

static size_t files_in(const char *folder)
{
    DIR *d = opendir(folder);
    assert_non_null(d);
    size_t count = 0;
    for (const struct dirent *e = readdir(d); e; e = readdir(d))
        count += e->d_name[0] != '.';
    closedir(d);
    return count;
}

static void writes_new_and_over_old(void **state)
{
    scratch *s = *state;
    const char *path = scratch_path(s, "out.txt");
    assert_true(kj_file_write(path, KJ_LIT("first"), &s->sink->sink));
    assert_true(kj_span_is(content(s, path), "first"));
    assert_int_equal(chmod(path, 0640), 0);
    fault.short_writes = true;
    assert_true(kj_file_write(path, KJ_LIT("second, and longer"), &s->sink->sink));
    fault.short_writes = false;
    assert_true(kj_span_is(content(s, path), "second, and longer"));
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640); /* the mode stays */
    assert_true(kj_file_write(path, (kj_span){NULL, 0}, &s->sink->sink));
    assert_int_equal(content(s, path).len, 0);
    assert_int_equal(files_in(s->folder), 1);
}

static void writes_in_the_current_folder(void **state)
{
    scratch *s = *state;
    const int before = open(".", O_RDONLY | O_DIRECTORY);
    assert_int_equal(chdir(s->folder), 0);
    const bool written = kj_file_write("plain", KJ_LIT("x"), &s->sink->sink);
    assert_int_equal(fchdir(before), 0);
    close(before);
    assert_true(written);
    assert_true(kj_span_is(content(s, scratch_path(s, "plain")), "x"));
}

static void writes_through_links_and_devices(void **state)
{
    scratch *s = *state;
    const char *path = scratch_make(s, "real", "old"), *link = scratch_path(s, "link");
    assert_int_equal(symlink("real", link), 0);
    assert_true(kj_file_write(link, KJ_LIT("new"), &s->sink->sink));
    assert_true(kj_span_is(content(s, path), "new"));
    struct stat status;
    assert_int_equal(lstat(link, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_true(kj_file_write("/dev/null", KJ_LIT("x"), &s->sink->sink));
    assert_int_equal(stat("/dev/null", &status), 0);
    assert_true(S_ISCHR(status.st_mode)); /* and is still a device */
    assert_false(kj_file_write("/dev/full", KJ_LIT("x"), &s->sink->sink));
    scratch_expect(s, "E0903", "No space left on device");
}

static void says_why_it_cannot(void **state)
{
    scratch *s = *state;
    assert_false(kj_file_write(scratch_path(s, "no/such"), KJ_LIT("x"), &s->sink->sink));
    scratch_expect(s, "E0903", "no/such: No such file or directory");
    assert_false(kj_file_write(s->folder, KJ_LIT("x"), &s->sink->sink));
    scratch_expect(s, "E0903", "Is a directory");
    scratch_make(s, "file", "x");
    assert_false(kj_file_write(scratch_path(s, "file/y"), KJ_LIT("x"), &s->sink->sink));
    scratch_expect(s, "E0903", "Not a directory");
}

/* Whichever call fails: the old file or the new one is there, whole, nothing lies aside, and the
 * failure is reported once. */
static void is_whole_whatever_fails(void **state)
{
    scratch *s = *state;
    const char *path = scratch_path(s, "out.txt");
    size_t failures = 0;
    for (call kind = CALL_OPEN; kind < CALL_COUNT; kind++) {
        for (int at = 0; at < 8; at++) {
            assert_true(kj_file_write(path, KJ_LIT("old content"), &s->sink->sink));
            memset(&fault, 0, sizeof fault);
            fault.armed = fault.short_writes = true;
            fault.kind = kind;
            fault.fail_at = at;
            fault.error = ENOSPC;
            const bool written = kj_file_write(path, KJ_LIT("new"), &s->sink->sink);
            const bool reached = fault.seen > at;
            memset(&fault, 0, sizeof fault);

            const kj_span now = content(s, path);
            assert_true(kj_span_is(now, "new") || (!written && kj_span_is(now, "old content")));
            assert_int_equal(files_in(s->folder), 1);
            if (!written) {
                scratch_expect(s, "E0903", "No space left on device");
                failures++;
            }
            /* Only closing the folder, after all is on disk, may fail without harm. */
            if (written && reached && kind != CALL_CLOSE)
                fail_msg("call %d, time %d: failed and was not noticed", kind, at);
        }
    }
    assert_true(failures >= 7); /* two opens, a write, two fsyncs, a close, a rename */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(writes_new_and_over_old),          SCRATCH_TEST(writes_in_the_current_folder),
        SCRATCH_TEST(writes_through_links_and_devices), SCRATCH_TEST(says_why_it_cannot),
        SCRATCH_TEST(is_whole_whatever_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
