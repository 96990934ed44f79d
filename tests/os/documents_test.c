/* tests/os/documents_test.c: where documents are kept. */
#include "scratch.h"

#include "os/documents.h"

static const struct {
    const char *name, *text, *folder;
} cases[] = {
    {"below home", "# c\nXDG_DESKTOP_DIR=\"$HOME/D\"\nXDG_DOCUMENTS_DIR=\"$HOME/文档\"\n",
     "/home/a/文档"},
    {"absolute", "XDG_DOCUMENTS_DIR=\"/data/docs\"", "/data/docs"},
    {"home itself", "XDG_DOCUMENTS_DIR=\"$HOME\"\n", "/home/a"},
    {"escaped", "XDG_DOCUMENTS_DIR=\"$HOME/a\\\"b\"\n", "/home/a/a\"b"},
    {"the last one", "XDG_DOCUMENTS_DIR=\"/a\"\nXDG_DOCUMENTS_DIR=\"/b\"\n", "/b"},
    {"relative", "XDG_DOCUMENTS_DIR=\"docs\"\n", ""},
    {"near home only", "XDG_DOCUMENTS_DIR=\"$HOMEX/docs\"\n", ""},
    {"not closed", "XDG_DOCUMENTS_DIR=\"/a\n", ""},
    {"in a comment", "#XDG_DOCUMENTS_DIR=\"/a\"\n", ""},
    {"empty", "", ""},
};

static void reads_the_file(void **state)
{
    scratch *s = *state;
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        const kj_span folder =
            kj_documents_read(kj_span_of(cases[i].text), KJ_LIT("/home/a"), s->arena);
        if (!kj_span_is(folder, cases[i].folder))
            fail_msg("%s: %.*s", cases[i].name, KJ_ARG(folder));
    }
}

static kj_span below(scratch *s, const char *name)
{
    return kj_arena_format(s->arena, "%s/%s", s->folder, name);
}

static void finds_the_folder(void **state)
{
    scratch *s = *state;
    assert_int_equal(setenv("HOME", s->folder, 1), 0);
    assert_int_equal(unsetenv("XDG_CONFIG_HOME"), 0);
    assert_true(kj_span_is(kj_documents_folder(s->arena), s->folder));
    assert_true(kj_folder_make(below(s, ".config").ptr, &s->sink->sink));
    assert_true(kj_file_write(below(s, ".config/user-dirs.dirs").ptr,
                              KJ_LIT("XDG_DOCUMENTS_DIR=\"$HOME/docs\"\n"), &s->sink->sink));
    /* Named, but not there. */
    assert_true(kj_span_is(kj_documents_folder(s->arena), s->folder));
    assert_true(kj_folder_make(below(s, "docs").ptr, &s->sink->sink));
    assert_true(kj_span_equal(kj_documents_folder(s->arena), below(s, "docs")));
    assert_int_equal(setenv("XDG_CONFIG_HOME", below(s, "docs").ptr, 1), 0);
    assert_true(kj_span_is(kj_documents_folder(s->arena), s->folder));
    assert_int_equal(unsetenv("XDG_CONFIG_HOME"), 0);
    assert_int_equal(setenv("HOME", "", 1), 0);
    assert_int_equal(kj_documents_folder(s->arena).len, 0);
    assert_int_equal(s->sink->sink.errors, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_the_file, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(finds_the_folder, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
