/* tests/paint/picture_test.c: pictures, good and hostile. */
#include "paint/kit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define SVG "<svg xmlns=\"http://www.w3.org/2000/svg\" "
#define MOODS \
    SVG "viewBox=\"0 0 20 20\"><rect width=\"20\" height=\"20\" fill=\"#00ff00\"/>" \
        "<g id=\"mood-calm\"><rect width=\"20\" height=\"20\" fill=\"#ff0000\"/></g>" \
        "<g id=\"mood-hesitant\"><rect width=\"20\" height=\"20\" fill=\"#0000ff\"/></g></svg>"

/* Ten times ten times … : a few hundred bytes that mean a billion. */
#define LAUGHS \
    "<!DOCTYPE svg [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">" \
    "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">" \
    "<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\">" \
    "<!ENTITY g \"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\"><!ENTITY h \"&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;\">" \
    "<!ENTITY i \"&h;&h;&h;&h;&h;&h;&h;&h;&h;&h;\">]>" SVG \
    "width=\"9\" height=\"9\"><text>&i;</text></svg>"

static const struct {
    const char *name;
    kj_span bytes;
    const char *problem; /* part of the message; NULL: it can be used */
} cases[] = {
    {"an SVG with a size", {KJ_SPAN(SVG "width=\"30\" height=\"20\"/>")}, NULL},
    {"an SVG with a viewBox", {KJ_SPAN(MOODS)}, NULL},
    {"an SVG behind a byte order mark",
     {KJ_SPAN("\xef\xbb\xbf<?xml version=\"1.0\"?>" SVG "width=\"3\" height=\"2\"/>")},
     NULL},
    {"nothing", {KJ_SPAN("")}, "neither PNG, JPEG nor SVG"},
    {"a text", {KJ_SPAN("hello")}, "neither PNG, JPEG nor SVG"},
    {"a GIF", {KJ_SPAN("GIF89a\1\0\1\0\0\0\0;")}, "neither PNG, JPEG nor SVG"},
    {"half an SVG", {KJ_SPAN(SVG "width=\"3\" height=\"2\"><g>")}, "damaged SVG"},
    {"HTML", {KJ_SPAN("<html><body>hello</body></html>")}, "damaged SVG"},
    {"an SVG without a size", {KJ_SPAN(SVG "><g/></svg>")}, "neither a size nor a viewBox"},
    {"an SVG too wide", {KJ_SPAN(SVG "width=\"9000\" height=\"2\"/>")}, "at most 8192 a side"},
    {"an SVG that swells", {KJ_SPAN(LAUGHS)}, "SVG"},
    {"a PNG's head only", {KJ_SPAN("\x89PNG\r\n\x1a\n")}, "damaged PNG"},
    {"a PNG of 20000 by 20000",
     {KJ_SPAN("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x4e\x20\0\0\x4e\x20\x08\2\0\0\0\x8c\xda\xb4\xf2")},
     "PNG"},
    {"a JPEG's head only", {KJ_SPAN("\xff\xd8\xff\xe0\0\x10JFIF")}, "damaged JPEG"},
};

static void check(const char *name, kj_span bytes, const char *problem)
{
    kj_arena *arena = kj_arena_new();
    kj_test_sink *sink = kj_test_sink_new(arena);
    kj_picture_info info = {0};
    const bool good = kj_picture_check(bytes, &info, KJ_NOWHERE, &sink->sink);
    const kj_span text = kj_test_sink_text(sink);
    if (good != (problem == NULL))
        fail_msg("%s: %s; %.*s", name, good ? "taken" : "refused", KJ_ARG(text));
    if (good && (info.width < 1 || info.height < 1))
        fail_msg("%s: no size", name);
    if (problem && (!kj_test_sink_find(sink, "E0602") ||
                    kj_span_find(text, kj_span_of(problem), 0) == SIZE_MAX))
        fail_msg("%s: no word of '%s' in: %.*s", name, problem, KJ_ARG(text));
    kj_arena_free(arena);
}

static void says_what_is_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(cases); i++)
        check(cases[i].name, cases[i].bytes, cases[i].problem);
}

/* Cut at any place, a picture is refused with a reason and nothing else happens. */
static void cut_off_anywhere(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_span whole[] = {kj_kit_png(arena, 64, 48), kj_kit_jpeg(arena, 64, 48)};
    for (size_t i = 0; i < KJ_COUNT(whole); i++) {
        check("whole", whole[i], NULL);
        for (size_t len = 12; len + 12 < whole[i].len; len += whole[i].len / 7)
            check("cut", kj_span_sub(whole[i], 0, len), "damaged");
    }
    kj_arena_free(arena);
}

static void limits_hold(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    char *many = KJ_NEW(arena, char, KJ_PICTURE_BYTES_MAX + 1);
    memcpy(many, SVG, sizeof SVG);
    check("too many bytes", (kj_span){many, KJ_PICTURE_BYTES_MAX + 1}, "are allowed");
    check("too wide", kj_kit_png(arena, KJ_PICTURE_SIDE_MAX + 1, 1), "at most 8192 a side");
    check("at the limit", kj_kit_png(arena, KJ_PICTURE_SIDE_MAX, 1), NULL);
    check("too many pixels", kj_kit_png(arena, 8000, 4100), "million are allowed");
    kj_arena_free(arena);
}

static kj_paint_kit *with_picture(kj_span bytes, kj_span variant)
{
    kj_paint_kit *kit = kj_paint_kit_new(80, 40);
    kit->picture = bytes;
    kj_kit_add(kit, (kj_command){.kind = KJ_DRAW_IMAGE,
                                 .rect = {0, 0, 80, 40},
                                 .picture = KJ_LIT("a"),
                                 .variant = variant});
    kj_kit_paint(kit, 1);
    return kit;
}

/* Twice as wide as high into a box of that shape: red on the left, blue on the right. */
static void keeps_its_shape(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const struct {
        kj_span bytes;
        int left;
    } pictures[] = {{kj_kit_png(arena, 100, 50), 0},
                    {kj_kit_jpeg(arena, 600, 300), 0},
                    {kj_kit_png(arena, 40, 40), 20},
                    {kj_kit_png(arena, 1, 1), 20}};
    for (size_t i = 0; i < KJ_COUNT(pictures); i++) {
        kj_paint_kit *kit = with_picture(pictures[i].bytes, (kj_span){0});
        if (pictures[i].left > 0)
            assert_int_equal(kj_kit_pixel(kit, pictures[i].left - 2, 20), 0xFFFFFF);
        assert_true((kj_kit_pixel(kit, 75 - pictures[i].left, 20) & 0xFF) > 0xF0);
        assert_true((kj_kit_pixel(kit, 75 - pictures[i].left, 20) & 0xFF0000) < 0x100000);
        kj_paint_kit_free(kit);
    }
    kj_arena_free(arena);
}

static void shows_the_mood_that_is_asked_for(void **state)
{
    static const struct {
        kj_span variant;
        uint32_t color;
    } moods[] = {{{KJ_SPAN("calm")}, 0xFF0000},
                 {{KJ_SPAN("hesitant")}, 0x0000FF},
                 {{KJ_SPAN("mood-calm")}, 0xFF0000},
                 {{KJ_SPAN("approving")}, 0x00FF00}, /* the picture has no such group */
                 {{KJ_SPAN("")}, 0x0000FF},
                 {{KJ_SPAN("x{}")}, 0xFFFFFF}}; /* no name: the place stays empty */
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(moods); i++) {
        kj_paint_kit *kit = with_picture(KJ_LIT(MOODS), moods[i].variant);
        if (kj_kit_pixel(kit, 40, 20) != moods[i].color)
            fail_msg("%.*s: %06X", KJ_ARG(moods[i].variant), kj_kit_pixel(kit, 40, 20));
        kj_paint_kit_free(kit);
    }
}

/* What stands in the place of a picture is painted only where it cannot be had, and its caption
 * only where it can. */
static void says_what_is_missing(void **state)
{
    (void)state;
    static const struct {
        kj_span bytes;
        uint32_t place, caption;
    } pictures[] = {{{KJ_SPAN(MOODS)}, 0x0000FF, 0x112233},
                    {{KJ_SPAN("no picture")}, 0x445566, 0xFFFFFF},
                    {{KJ_SPAN("")}, 0x445566, 0xFFFFFF}};
    for (size_t i = 0; i < KJ_COUNT(pictures); i++) {
        kj_paint_kit *kit = kj_paint_kit_new(80, 60);
        kit->picture = pictures[i].bytes;
        kj_kit_add(kit, (kj_command){
                            .kind = KJ_DRAW_IMAGE, .rect = {0, 0, 40, 40}, .picture = KJ_LIT("a")});
        kj_kit_add(kit, (kj_command){.kind = KJ_DRAW_RECT,
                                     .when = KJ_WITHOUT_PICTURE,
                                     .rect = {0, 0, 40, 40},
                                     .fill = 0x445566FF});
        kj_kit_add(kit, (kj_command){.kind = KJ_DRAW_RECT,
                                     .when = KJ_WITH_PICTURE,
                                     .rect = {0, 44, 40, 10},
                                     .fill = 0x112233FF});
        kj_kit_add(kit,
                   (kj_command){.kind = KJ_DRAW_RECT, .rect = {60, 0, 10, 10}, .fill = 0x778899FF});
        kj_kit_paint(kit, 1);
        assert_int_equal(kj_kit_pixel(kit, 20, 20), pictures[i].place);
        assert_int_equal(kj_kit_pixel(kit, 20, 48), pictures[i].caption);
        assert_int_equal(kj_kit_pixel(kit, 65, 5), 0x778899);
        kj_paint_kit_free(kit);
    }
}

/* Nothing outside the picture is read. */
static void does_not_reach_out(void **state)
{
    (void)state;
    kj_paint_kit *kit = with_picture(
        KJ_LIT(SVG "xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"80\" height=\"40\">"
                   "<image width=\"80\" height=\"40\" xlink:href=\"file:" KJ_ROOT
                   "/tests/paint/golden/page.png\"/></svg>"),
        (kj_span){0});
    for (int x = 0; x < 80; x++)
        assert_int_equal(kj_kit_pixel(kit, x, 20), 0xFFFFFF);
    kj_paint_kit_free(kit);
}

/* More pictures than are kept: they come and go, and the first is right again. */
static void forgets_and_reads_again(void **state)
{
    (void)state;
    kj_paint_kit *kit = kj_paint_kit_new(80, 40);
    kit->picture = kj_kit_png(kit->arena, 80, 40);
    kj_kit_add(kit, (kj_command){.kind = KJ_DRAW_IMAGE, .rect = {0, 0, 80, 40}});
    for (int i = 0; i < 120; i++) {
        kit->list.commands.ptr[0].picture = kj_arena_format(kit->arena, "picture-%d", i % 60);
        kj_kit_paint(kit, 1);
        assert_int_equal(kj_kit_pixel(kit, 20, 20), 0xFF0000);
        assert_int_equal(kj_kit_pixel(kit, 60, 20), 0x0000FF);
    }
    kj_paint_kit_free(kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(cut_off_anywhere),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(keeps_its_shape),
        cmocka_unit_test(shows_the_mood_that_is_asked_for),
        cmocka_unit_test(says_what_is_missing),
        cmocka_unit_test(does_not_reach_out),
        cmocka_unit_test(forgets_and_reads_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
