/* tests/os/files_test.c: reading, mapping, folders. */
#include "scratch.h"

#include <fcntl.h>

static void reads_whole_files(void **state)
{
    scratch *s = *state;
    static const char *const texts[] = {"", "x", "客户需求\n"};
    for (size_t i = 0; i < KJ_COUNT(texts); i++) {
        kj_span read;
        const char *path = scratch_make(s, "a", texts[i]);
        assert_true(kj_file_read(path, 100, s->arena, &read, &s->sink->sink));
        assert_true(kj_span_is(read, texts[i]));
        assert_int_equal(read.ptr[read.len], '\0');
        assert_true(kj_file_read(path, read.len, s->arena, &read, &s->sink->sink)); /* just so */
        assert_true(kj_span_is(read, texts[i]));
    }
    assert_int_equal(s->sink->diags.count, 0);
}

static void keeps_the_limit(void **state)
{
    scratch *s = *state;
    kj_span read;
    const char *path = scratch_make(s, "a", "12345");
    assert_false(kj_file_read(path, 4, s->arena, &read, &s->sink->sink));
    scratch_expect(s, "E0107", "larger than 4 bytes");
    /* A file that never ends is left at the limit, whatever its size claims. */
    assert_false(kj_file_read("/dev/zero", 1000000, s->arena, &read, &s->sink->sink));
    scratch_expect(s, "E0107", "/dev/zero");
}

static void says_what_the_system_says(void **state)
{
    scratch *s = *state;
    kj_span read;
    assert_false(kj_file_read(scratch_path(s, "none"), 9, s->arena, &read, &s->sink->sink));
    scratch_expect(s, "E0902", "none: No such file or directory");
    assert_false(kj_file_read(s->folder, 9, s->arena, &read, &s->sink->sink));
    scratch_expect(s, "E0902", "Is a directory");
    scratch_make(s, "a", "x");
    assert_false(kj_file_read(scratch_path(s, "a/b"), 9, s->arena, &read, &s->sink->sink));
    scratch_expect(s, "E0902", "Not a directory");
}

/* Standard input of unknown size: a pipe that another process fills in pieces. */
static void reads_standard_input(void **state)
{
    scratch *s = *state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    if (fork() == 0) {
        close(ends[0]);
        for (int i = 0; i < 40000; i++)
            if (write(ends[1], "12345678", 8) != 8)
                _exit(1);
        _exit(0);
    }
    close(ends[1]);
    const int kept = dup(STDIN_FILENO);
    dup2(ends[0], STDIN_FILENO);
    kj_span read;
    const bool whole = kj_stdin_read(320000, s->arena, &read, &s->sink->sink);
    dup2(kept, STDIN_FILENO);
    close(kept);
    close(ends[0]);
    assert_true(whole);
    assert_int_equal(read.len, 320000);
    assert_memory_equal(read.ptr + 319992, "12345678", 9);
}

static void maps_files(void **state)
{
    scratch *s = *state;
    const kj_span mapped = kj_file_map(scratch_make(s, "a", "font"));
    assert_true(kj_span_is(mapped, "font"));
    assert_null(kj_file_map(scratch_make(s, "empty", "")).ptr);
    assert_null(kj_file_map(scratch_path(s, "none")).ptr);
    assert_null(kj_file_map(s->folder).ptr);
    assert_null(kj_file_map("/dev/zero").ptr);
    assert_int_equal(mkfifo(scratch_path(s, "pipe"), 0600), 0);
    assert_null(kj_file_map(scratch_path(s, "pipe")).ptr); /* and does not wait */
}

static void makes_folders(void **state)
{
    scratch *s = *state;
    const char *deep = scratch_path(s, "a/b//c/");
    assert_true(kj_folder_make(deep, &s->sink->sink));
    assert_true(kj_folder_make(deep, &s->sink->sink)); /* is there already */
    assert_true(kj_path_is_folder(scratch_path(s, "a/b/c")));
    struct stat status;
    assert_int_equal(stat(scratch_path(s, "a"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
    scratch_make(s, "file", "x");
    assert_false(kj_path_is_folder(scratch_path(s, "file")));
    assert_false(kj_folder_make(scratch_path(s, "file"), &s->sink->sink));
    scratch_expect(s, "E0903", "Not a directory");
    assert_false(kj_folder_make(scratch_path(s, "file/x/y"), &s->sink->sink));
    scratch_expect(s, "E0903", "Not a directory");
    assert_false(kj_folder_make("", &s->sink->sink));
    scratch_expect(s, "E0903", "No such file");
}

static kj_span written_to_stderr(scratch *s, bool json)
{
    const char *path = scratch_path(s, "stderr");
    const int kept = dup(STDERR_FILENO), file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    dup2(file, STDERR_FILENO);
    kj_sink sink = kj_stderr_sink(json);
    kj_report(&sink, KJ_NOWHERE, "E0901", "unknown option '%s'", "--sotre");
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(file);
    assert_int_equal(sink.errors, 1);
    kj_span read;
    assert_true(kj_file_read(path, 1000, s->arena, &read, &s->sink->sink));
    return read;
}

static void writes_messages_to_stderr(void **state)
{
    scratch *s = *state;
    assert_string_equal(written_to_stderr(s, false).ptr,
                        "kejian: error: unknown option '--sotre' [E0901]\n");
    assert_non_null(strstr(written_to_stderr(s, true).ptr, "\"code\":\"E0901\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(reads_whole_files),
        SCRATCH_TEST(keeps_the_limit),
        SCRATCH_TEST(says_what_the_system_says),
        SCRATCH_TEST(reads_standard_input),
        SCRATCH_TEST(maps_files),
        SCRATCH_TEST(makes_folders),
        SCRATCH_TEST(writes_messages_to_stderr),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
