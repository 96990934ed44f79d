/* tests/os/watch_test.c: what is saved below a folder is seen, once. */
#include "os/files.h"
#include "os/watch.h"
#include "support.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void write_to(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void sees_what_is_saved(void **state)
{
    kj_arena *arena = *state;
    kj_test_sink *sink = kj_test_sink_new(arena);
    char root[] = "/tmp/kejian-watch-XXXXXX";
    assert_non_null(mkdtemp(root));
#define AT(name) kj_arena_format(arena, "%s/%s", root, name).ptr
    assert_true(kj_folder_make(AT("parts/deep"), &sink->sink));
    kj_watch *watch = kj_watch_new(root, &sink->sink);
    assert_non_null(watch);
    assert_false(kj_watch_changed(watch));

    write_to(AT("course.json"), "1");
    assert_true(kj_watch_changed(watch));
    assert_false(kj_watch_changed(watch));
    write_to(AT("parts/deep/x.json"), "1");
    assert_true(kj_watch_changed(watch));
    /* As editors save: aside, then renamed. */
    write_to(AT("parts/.x.json.swp"), "2");
    write_to(AT("parts/x.json~"), "2");
    assert_false(kj_watch_changed(watch));
    assert_int_equal(rename(AT("parts/.x.json.swp"), AT("parts/x.json")), 0);
    assert_true(kj_watch_changed(watch));
    assert_int_equal(unlink(AT("parts/x.json")), 0);
    assert_true(kj_watch_changed(watch));
    /* A folder that comes later. */
    assert_true(kj_folder_make(AT("later"), &sink->sink));
    assert_true(kj_watch_changed(watch));
    write_to(AT("later/y.json"), "1");
    assert_true(kj_watch_changed(watch));
    assert_false(kj_watch_changed(watch));
    kj_watch_free(watch);

    assert_null(kj_watch_new(AT("nowhere"), &sink->sink));
    assert_non_null(kj_test_sink_find(sink, "E0902"));
    kj_watch_free(NULL);
    const char *const files[] = {"course.json", "parts/deep/x.json", "parts/x.json~",
                                 "later/y.json"};
    for (size_t i = 0; i < KJ_COUNT(files); i++)
        unlink(AT(files[i]));
    const char *const folders[] = {"parts/deep", "parts", "later", ""};
    for (size_t i = 0; i < KJ_COUNT(folders); i++)
        rmdir(AT(folders[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {KJ_TEST(sees_what_is_saved)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
