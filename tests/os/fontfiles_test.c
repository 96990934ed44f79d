/* tests/os/fontfiles_test.c */
#include "scratch.h"

#include "os/fontfiles.h"

#define NOTO "/usr/share/fonts/opentype/noto"

static void finds_debians_fonts(void **state)
{
    scratch *s = *state;
    kj_font_files fonts;
    unsetenv("KEJIAN_FONTS");
    assert_true(kj_font_files_find(&fonts, s->arena, &s->sink->sink));
    assert_int_equal(s->sink->diags.count, 0);
    static const struct {
        const char *file;
        uint32_t face;
    } roles[KJ_FONT_ROLE_COUNT] = {
        [KJ_FONT_SANS] = {NOTO "/NotoSansCJK-Regular.ttc", 2},
        [KJ_FONT_SANS_BOLD] = {NOTO "/NotoSansCJK-Bold.ttc", 2},
        [KJ_FONT_SERIF_BOLD] = {NOTO "/NotoSerifCJK-Bold.ttc", 2},
        [KJ_FONT_MONO] = {NOTO "/NotoSansCJK-Regular.ttc", 7},
    };
    for (size_t i = 0; i < KJ_FONT_ROLE_COUNT; i++) {
        assert_true(kj_span_is(fonts.files[i].name, roles[i].file));
        assert_int_equal(fonts.files[i].face_index, roles[i].face);
        assert_true(fonts.files[i].bytes.len > 1000000);
    }
    /* One mapping serves two faces of one file. */
    assert_ptr_equal(fonts.files[KJ_FONT_SANS].bytes.ptr, fonts.files[KJ_FONT_MONO].bytes.ptr);
    assert_int_equal(fonts.count, KJ_FONT_ROLE_COUNT + 7); /* every fall-back is installed */
    for (uint32_t i = KJ_FONT_ROLE_COUNT; i < fonts.count; i++)
        assert_non_null(fonts.files[i].bytes.ptr);
}

static void looks_only_where_it_is_told(void **state)
{
    scratch *s = *state;
    kj_font_files fonts;
    setenv("KEJIAN_FONTS", s->folder, 1);
    assert_false(kj_font_files_find(&fonts, s->arena, &s->sink->sink));
    assert_int_equal(s->sink->sink.errors, KJ_FONT_ROLE_COUNT);
    const kj_diag *d = kj_test_sink_find(s->sink, "E0603");
    assert_non_null(d);
    assert_true(kj_span_find(d->message, kj_span_of(s->folder), 0) != SIZE_MAX);
    assert_true(kj_span_find(d->hint, KJ_LIT("KEJIAN_FONTS"), 0) != SIZE_MAX);
    unsetenv("KEJIAN_FONTS");
}

static void passes_over_what_is_no_font(void **state)
{
    scratch *s = *state;
    kj_font_files fonts;
    setenv("KEJIAN_FONTS", s->folder, 1);
    scratch_make(s, "NotoSansCJK-Regular.ttc", "not a font at all");
    scratch_make(s, "NotoSansCJK-Bold.ttc", "ttcf");
    scratch_make(s, "NotoSerifCJK-Bold.ttc", "");
    assert_int_equal(
        symlink("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", scratch_path(s, "wqy-zenhei.ttc")),
        0);
    assert_true(kj_font_files_find(&fonts, s->arena, &s->sink->sink));
    for (size_t i = 0; i < KJ_FONT_ROLE_COUNT; i++)
        assert_true(kj_span_ends(fonts.files[i].name, KJ_LIT("wqy-zenhei.ttc")));
    assert_int_equal(fonts.files[KJ_FONT_MONO].face_index, 1);
    unsetenv("KEJIAN_FONTS");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(finds_debians_fonts),
        SCRATCH_TEST(looks_only_where_it_is_told),
        SCRATCH_TEST(passes_over_what_is_no_font),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
