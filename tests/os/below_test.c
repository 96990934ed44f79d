/* tests/os/below_test.c: what a course names stays in its folder. */
#include "scratch.h"

static const struct {
    const char *name;
    kj_span path;
    const char *code, *part; /* NULL: it is read */
} cases[] = {
    {"at the top", {KJ_SPAN("course.json")}, NULL, NULL},
    {"deeper", {KJ_SPAN("parts/two/a.json")}, NULL, NULL},
    {"dots in a name", {KJ_SPAN("parts/..a")}, NULL, NULL},
    {"empty", {KJ_SPAN("")}, "E0209", "empty"},
    {"absolute", {KJ_SPAN("/etc/passwd")}, "E0209", "'/'"},
    {"parent", {KJ_SPAN("../secret")}, "E0209", "'..'"},
    {"parent inside", {KJ_SPAN("parts/../course.json")}, "E0209", "'..'"},
    {"parent at the end", {KJ_SPAN("parts/..")}, "E0209", "'..'"},
    {"dot", {KJ_SPAN("./course.json")}, "E0209", "must be a name"},
    {"two slashes", {KJ_SPAN("parts//two/a.json")}, "E0209", "must be a name"},
    {"slash at the end", {KJ_SPAN("parts/")}, "E0209", "must be a name"},
    {"backslash", {KJ_SPAN("parts\\a")}, "E0209", "character"},
    {"NUL", {KJ_SPAN("course.json\0x")}, "E0209", "character"},
    {"link to a file inside", {KJ_SPAN("link-in")}, "E0209", "symbolic link"},
    {"link to a file outside", {KJ_SPAN("link-out")}, "E0209", "symbolic link"},
    {"link to a folder", {KJ_SPAN("link-folder/a.json")}, "E0209", "symbolic link"},
    {"link to nothing", {KJ_SPAN("link-nowhere")}, "E0209", "symbolic link"},
    {"missing", {KJ_SPAN("none.json")}, "E0210", "No such file"},
    {"missing folder", {KJ_SPAN("none/a.json")}, "E0210", "No such file"},
    {"file as a folder", {KJ_SPAN("course.json/a")}, "E0210", "Not a directory"},
    {"folder", {KJ_SPAN("parts")}, "E0210", "Is a directory"},
    {"pipe, without waiting", {KJ_SPAN("pipe")}, "E0210", "not a regular file"},
    {"too large", {KJ_SPAN("large")}, "E0107", "larger than 20 bytes"},
};

static void stays_below(void **state)
{
    scratch *s = *state;
    assert_int_equal(mkdir(scratch_path(s, "c"), 0700), 0);
    assert_int_equal(mkdir(scratch_path(s, "c/parts"), 0700), 0);
    assert_int_equal(mkdir(scratch_path(s, "c/parts/two"), 0700), 0);
    scratch_make(s, "secret", "outside");
    scratch_make(s, "c/course.json", "inside");
    scratch_make(s, "c/parts/two/a.json", "inside");
    scratch_make(s, "c/parts/..a", "inside");
    scratch_make(s, "c/large", "123456789012345678901");
    assert_int_equal(symlink("course.json", scratch_path(s, "c/link-in")), 0);
    assert_int_equal(symlink("../secret", scratch_path(s, "c/link-out")), 0);
    assert_int_equal(symlink("parts/two", scratch_path(s, "c/link-folder")), 0);
    assert_int_equal(symlink("nothing", scratch_path(s, "c/link-nowhere")), 0);
    assert_int_equal(mkfifo(scratch_path(s, "c/pipe"), 0600), 0);

    const kj_source *source = kj_test_source(s->arena, "course.json", KJ_LIT("[\"x\"]"));
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_span read = {NULL, 0};
        const bool whole = kj_file_read_below(scratch_path(s, "c"), cases[i].path, 20, s->arena,
                                              &read, (kj_loc){source, 1}, &s->sink->sink);
        if (whole != (cases[i].code == NULL))
            fail_msg("%s: %d", cases[i].name, whole);
        if (whole) {
            assert_true(kj_span_is(read, "inside"));
            continue;
        }
        if (s->sink->diags.count == 1)
            assert_ptr_equal(s->sink->diags.ptr[0].at.source, source);
        scratch_expect(s, cases[i].code, cases[i].part);
    }
}

static void follows_a_link_to_the_course_itself(void **state)
{
    scratch *s = *state;
    assert_int_equal(mkdir(scratch_path(s, "c"), 0700), 0);
    scratch_make(s, "c/a", "inside");
    assert_int_equal(symlink("c", scratch_path(s, "l")), 0);
    kj_span read;
    assert_true(kj_file_read_below(scratch_path(s, "l"), KJ_LIT("a"), 20, s->arena, &read,
                                   KJ_NOWHERE, &s->sink->sink));
    assert_false(kj_file_read_below(scratch_path(s, "none"), KJ_LIT("a"), 20, s->arena, &read,
                                    KJ_NOWHERE, &s->sink->sink));
    scratch_expect(s, "E0210", "No such file");
}

static void refuses_names_longer_than_the_system_has(void **state)
{
    scratch *s = *state;
    char name[300];
    memset(name, 'x', sizeof name);
    kj_span read;
    assert_false(kj_file_read_below(s->folder, (kj_span){name, sizeof name}, 20, s->arena, &read,
                                    KJ_NOWHERE, &s->sink->sink));
    scratch_expect(s, "E0209", "too long");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(stays_below),
        SCRATCH_TEST(follows_a_link_to_the_course_itself),
        SCRATCH_TEST(refuses_names_longer_than_the_system_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
