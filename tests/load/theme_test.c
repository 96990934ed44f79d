/* tests/load/theme_test.c: a company's own theme: what is taken, what is refused and where, and
 * which theme a course is drawn with. */
#include "load/load.h"

#include "os/files.h"
#include "os/fontfiles.h"
#include "scene/theme_read.h"
#include "support.h"
#include "test.h"

#include <stdlib.h>
#include <unistd.h>

static const kj_theme *read_text(kj_arena *arena, const char *text, kj_test_sink **sink)
{
    *sink = kj_test_sink_new(arena);
    return kj_theme_read(kj_test_source(arena, "theme.json", kj_span_of(text)), arena,
                         &(*sink)->sink);
}

static void takes_colours_on_top_of_a_base(void **state)
{
    static const struct {
        const char *text;
        const kj_theme *base;
        const char *name;
        kj_color_name set;
        kj_color color;
    } rows[] = {
        {"{\"colors\":{}}", &kj_theme_light, "light", KJ_COLOR_DAI, 0x1E4A63FF},
        {"{\"name\":\"某某公司\",\"base\":\"light\",\"colors\":{\"dai\":\"#0B5D3B\"}}",
         &kj_theme_light, "某某公司", KJ_COLOR_DAI, 0x0B5D3BFF},
        {"{\"base\":\"dark\",\"colors\":{\"zhu\":\"#ff9c8a\"}}", &kj_theme_dark, "dark",
         KJ_COLOR_ZHU, 0xFF9C8AFF},
        {"{\"base\":\"high-contrast\",\"colors\":{\"shadow\":\"#11223344\"}}", &kj_theme_contrast,
         "high-contrast", KJ_COLOR_SHADOW, 0x11223344},
    };
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        kj_test_sink *sink;
        const kj_theme *theme = read_text(*state, rows[i].text, &sink);
        if (!theme)
            fail_msg("%s: %.*s", rows[i].text, KJ_ARG(kj_test_sink_text(sink)));
        assert_string_equal(theme->name, rows[i].name);
        for (int c = 0; c < KJ_COLOR_COUNT; c++)
            assert_int_equal(theme->colors[c], (kj_color_name)c == rows[i].set
                                                   ? rows[i].color
                                                   : rows[i].base->colors[c]);
    }
}

static void says_what_is_wrong_and_where(void **state)
{
    static const struct {
        const char *text, *said; /* in what is said, in the compiler's style */
        size_t count;            /* messages */
    } rows[] = {
        {"[]", "theme.json:1:1: error: a theme is an object", 1},
        {"{\"colors\":", "[E0101]", 1},
        {"{\"name\":\"a\"}", "theme.json:1:1: error: a theme needs the key 'colors' [E0202]", 1},
        {"{\"colors\":[]}", "theme.json:1:11: error: 'colors' is to be an object of colours", 1},
        {"{\"colours\":{},\"colors\":{}}",
         "theme.json:1:2: error: a theme has no key 'colours' [E0201]\n    did you mean 'colors'?",
         1},
        {"{\"name\":\"\",\"colors\":{}}", "theme.json:1:9: error: 'name' has 0 characters", 1},
        {"{\"name\":7,\"colors\":{}}", "theme.json:1:9: error: 'name' is to be a text [E0203]", 1},
        {"{\"base\":\"drak\",\"colors\":{}}",
         "theme.json:1:9: error: 'drak' is not a built-in theme [E0206]\n    did you mean 'dark'?",
         1},
        {"{\"colors\":{\"dia\":\"#000000\"}}",
         "theme.json:1:12: error: there is no colour 'dia' [E0201]\n    did you mean 'dai'?", 1},
        {"{\"colors\":{\n\"dai\": \"blue\"}}",
         "theme.json:2:8: error: 'blue' is not a colour [E0212]\n    write #RRGGBB, two", 1},
        {"{\"colors\":{\"dai\":\"#12345\"}}", "'#12345' is not a colour", 1},
        {"{\"colors\":{\"dai\":\"#12345G\"}}", "'#12345G' is not a colour", 1},
        {"{\"colors\":{\"dai\":\"#1E4A6380\"}}", "'#1E4A6380' is not a colour", 1},
        {"{\"colors\":{\"ghost\":\"#123\"}}", "#RRGGBBAA", 1},
        {"{\"colors\":{\"dai\":12}}", "theme.json:1:18: error: 'dai' is to be a colour such as", 1},
        {"{\"colors\":{\"dai\":\"#1E4A63\",\"dai\":\"#1E4A63\"}}", "[E0105]", 1},
        /* All of it at once. */
        {"{\"base\":\"x\",\"colors\":{\"dia\":\"#000000\",\"zhu\":\"red\"},\"logo\":1}", "'logo'",
         4},
        {"{\"colors\":{},\"logo\":{\"file\":1}}",
         "theme.json:1:29: error: 'file' is to be the name", 1},
        {"{\"colors\":{},\"logo\":{\"on-opener\":\"w.svg\"}}",
         "theme.json:1:21: error: 'logo' needs the key 'file' [E0202]", 1},
        {"{\"colors\":{},\"logo\":{\"flie\":\"l.svg\"}}",
         "theme.json:1:22: error: 'logo' has no key 'flie' [E0201]\n    did you mean 'file'?", 1},
        {"{\"colors\":{},\"fonts\":{\"serif\":\"a.ttf\"}}",
         "theme.json:1:23: error: 'fonts' has no key 'serif' [E0201]", 1},
        {"{\"colors\":{},\"fonts\":[]}", "'fonts' is to be an object of file names [E0203]", 1},
    };
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        kj_test_sink *sink;
        assert_null(read_text(*state, rows[i].text, &sink));
        const kj_span said = kj_test_sink_text(sink);
        if (sink->diags.count != rows[i].count ||
            kj_span_find(said, kj_span_of(rows[i].said), 0) == SIZE_MAX)
            fail_msg("%s:\n%.*s", rows[i].text, KJ_ARG(said));
    }
}

static void refuses_what_cannot_be_read(void **state)
{
    static const struct {
        const char *text, *said;
    } rows[] = {
        {"{\"colors\":{\"on-dai\":\"#777777\"}}",
         "theme.json:1:21: error: on-dai on dai has a contrast of 2.11 : 1; at least 4.5 : 1 is "
         "wanted [E0606]\n    #777777 on #1E4A63"},
        /* The ground alone is set: the place is the ground's. */
        {"{\"colors\":{\"opener\":\"#EEEEEE\"}}",
         "theme.json:1:21: error: on-opener on opener has a contrast of 1.16 : 1"},
        {"{\"colors\":{\"focus\":\"#DDDDDD\"}}", "focus on paper has a contrast of 1.29 : 1; at "
                                                 "least 3.0 : 1"},
        /* 4.5 : 1 would do on any other base. */
        {"{\"base\":\"high-contrast\",\"colors\":{\"ink-3\":\"#888888\"}}",
         "ink-3 on paper has a contrast of 5.92 : 1; at least 7.0 : 1 is wanted"},
    };
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        kj_test_sink *sink;
        assert_null(read_text(*state, rows[i].text, &sink));
        const kj_span said = kj_test_sink_text(sink);
        if (!kj_test_sink_find(sink, "E0606") ||
            kj_span_find(said, kj_span_of(rows[i].said), 0) == SIZE_MAX)
            fail_msg("%s:\n%.*s", rows[i].text, KJ_ARG(said));
    }
}

static void put(kj_arena *arena, const char *folder, const char *name, kj_span text)
{
    kj_test_sink *sink = kj_test_sink_new(arena);
    assert_true(
        kj_file_write(kj_arena_format(arena, "%s/%s", folder, name).ptr, text, &sink->sink));
}

/* A small course that names `theme`, and a theme.json in its folder. */
static void make_course(kj_arena *arena, char *folder, const char *theme, const char *own)
{
    assert_non_null(mkdtemp(folder));
    put(arena, folder, "theme.json", kj_span_of(own));
    put(arena, folder, "course.json",
        kj_arena_format(arena,
                        "{\"id\":\"c\",\"title\":\"课\",\"version\":\"1.0.0\",\"language\":\"zh\","
                        "\"theme\":\"%s\",\"parts\":[\"one.json\"]}",
                        theme));
    put(arena, folder, "one.json",
        KJ_LIT("{\"id\":\"one\",\"number\":1,\"title\":\"一\",\"verb\":\"试\",\"slides\":["
               "{\"id\":\"s\",\"title\":\"开始\",\"menu\":\"开始\",\"minutes\":1,"
               "\"visual\":{\"type\":\"cover\",\"line\":\"一行\"}}]}"));
}

static void drop_course(kj_arena *arena, const char *folder)
{
    static const char *const names[] = {"course.json", "one.json",  "theme.json",
                                        "logo.svg",    "brand.ttf", "wrong.txt"};
    for (size_t i = 0; i < KJ_COUNT(names); i++)
        unlink(kj_arena_format(arena, "%s/%s", folder, names[i]).ptr);
    rmdir(folder);
}

static void chooses_the_theme(void **state)
{
    static const char own[] = "{\"colors\":{\"dai\":\"#0B5D3B\"}}";
    static const struct {
        const char *course, *asked; /* FILE: the course's theme.json by its path */
        kj_color dai;               /* 0: none */
        const char *code;
    } rows[] = {
        {"dark", "", 0x93BED5FF, NULL},
        {"dark", "light", 0x1E4A63FF, NULL},
        {"theme.json", "", 0x0B5D3BFF, NULL},
        {"theme.json", "dark", 0x93BED5FF, NULL},
        {"light", "FILE", 0x0B5D3BFF, NULL},
        {"light", "sepia", 0, "E0901"},
        {"light", "/nowhere/at/all.json", 0, "E0902"},
        {"none.json", "", 0, "E0210"},
        {"../theme.json", "", 0, "E0209"},
    };
    kj_arena *arena = *state;
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        char folder[] = "/tmp/kejian-theme-XXXXXX";
        kj_test_sink *sink = kj_test_sink_new(arena);
        make_course(arena, folder, rows[i].course, own);
        const kj_course *course = kj_load_course(folder, arena, &sink->sink);
        if (!course)
            fail_msg("%.*s", KJ_ARG(kj_test_sink_text(sink)));
        const kj_span asked = strcmp(rows[i].asked, "FILE") == 0
                                  ? kj_arena_format(arena, "%s/theme.json", folder)
                                  : kj_span_of(rows[i].asked);
        const kj_theme *theme = kj_load_theme(course, asked, arena, &sink->sink);
        drop_course(arena, folder);
        const bool as_wanted = theme ? theme->colors[KJ_COLOR_DAI] == rows[i].dai
                                     : rows[i].code && kj_test_sink_find(sink, rows[i].code);
        if (!as_wanted || (theme == NULL) != (rows[i].dai == 0))
            fail_msg("%s, %s: %.*s", rows[i].course, rows[i].asked,
                     KJ_ARG(kj_test_sink_text(sink)));
    }
}

static const char small_logo[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 30\" width=\"90\" height=\"30\">"
    "<rect width=\"90\" height=\"30\" fill=\"#0B5D3B\"/></svg>";

/* What a company brings beside its colours: a logo and fonts, each a file in the theme's folder. */
static void brings_logo_and_fonts(void **state)
{
    static const struct {
        const char *own, *code; /* NULL: all is well */
        const char *said;
        double shape;
        bool font;
    } rows[] = {
        {"{\"colors\":{},\"logo\":{\"file\":\"logo.svg\"}}", NULL, "", 3, false},
        {"{\"colors\":{},\"fonts\":{\"serif-bold\":\"brand.ttf\"}}", NULL, "", 0, true},
        {"{\"colors\":{},\"logo\":{\"file\":\"none.svg\"}}", "E0601", "theme.json:1:29", 0, false},
        {"{\"colors\":{},\"logo\":{\"file\":\"wrong.txt\"}}", "E0602", "theme.json:1:29", 0, false},
        {"{\"colors\":{},\"logo\":{\"file\":\"logo.svg\",\"on-opener\":\"none.svg\"}}", "E0601",
         "theme.json:1:52", 0, false},
        {"{\"colors\":{},\"logo\":{\"file\":\"../logo.svg\"}}", "E0209", "theme.json:1:29", 0,
         false},
        {"{\"colors\":{},\"fonts\":{\"mono\":\"none.ttf\"}}", "E0601", "theme.json:1:30", 0, false},
        {"{\"colors\":{},\"fonts\":{\"mono\":\"wrong.txt\"}}", "E0607",
         "theme.json:1:30: error: 'wrong.txt' is not a font [E0607]", 0, false},
    };
    kj_arena *arena = *state;
    kj_test_sink *quiet = kj_test_sink_new(arena);
    kj_font_files found;
    kj_span brand;
    assert_true(kj_font_files_find(&found, arena, &quiet->sink));
    assert_true(kj_file_read("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", (size_t)4 << 20,
                             arena, &brand, &quiet->sink));
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        char folder[] = "/tmp/kejian-theme-XXXXXX";
        kj_test_sink *sink = kj_test_sink_new(arena);
        make_course(arena, folder, "theme.json", rows[i].own);
        put(arena, folder, "logo.svg", kj_span_of(small_logo));
        put(arena, folder, "brand.ttf", brand);
        put(arena, folder, "wrong.txt", KJ_LIT("neither a picture nor a font"));
        const kj_course *course = kj_load_course(folder, arena, &sink->sink);
        assert_non_null(course);
        const kj_theme *theme = kj_load_theme(course, (kj_span){NULL, 0}, arena, &sink->sink);
        kj_font_files files = found;
        const bool fonts = theme && kj_load_fonts(course, theme, NULL, &files, arena, &sink->sink);
        kj_span logo = {NULL, 0};
        const kj_picture_source pictures = kj_load_pictures(course, theme, arena);
        const bool pictured = pictures.load(pictures.ctx, KJ_LIT(KJ_LOGO_PICTURE), arena, &logo);
        drop_course(arena, folder);
        const bool as_wanted =
            rows[i].code
                ? !fonts && kj_test_sink_find(sink, rows[i].code) &&
                      kj_span_find(kj_test_sink_text(sink), kj_span_of(rows[i].said), 0) != SIZE_MAX
                : fonts && sink->sink.errors == 0;
        if (!as_wanted)
            fail_msg("%s: %.*s", rows[i].own, KJ_ARG(kj_test_sink_text(sink)));
        if (rows[i].code)
            continue;
        assert_true(theme->logo_shape == rows[i].shape);
        assert_int_equal(pictured, rows[i].shape > 0);
        assert_int_equal(files.count, found.count + (rows[i].font ? 1 : 0));
        const bool leads = kj_span_equal(files.files[KJ_FONT_SERIF_BOLD].bytes, brand);
        assert_int_equal(leads, rows[i].font);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(takes_colours_on_top_of_a_base), KJ_TEST(says_what_is_wrong_and_where),
        KJ_TEST(refuses_what_cannot_be_read),    KJ_TEST(chooses_the_theme),
        KJ_TEST(brings_logo_and_fonts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
