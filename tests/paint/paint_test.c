/* tests/paint/paint_test.c: every command leaves the pixels it should. */
#include "paint/kit.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define RED 0xFF0000FF
#define WHITE 0xFFFFFFFF
#define BLUE 0x0000FFFF

static const kj_path_step triangle[] = {{KJ_PATH_MOVE, {0}, {0}},
                                        {KJ_PATH_LINE, {40}, {0}},
                                        {KJ_PATH_LINE, {0}, {40}},
                                        {KJ_PATH_CLOSE, {0}, {0}}};
static const kj_path_step rule[] = {{KJ_PATH_MOVE, {0}, {20.3}}, {KJ_PATH_LINE, {40}, {20.3}}};

/* One or two commands on 40 by 40 white units, and what some pixels must be. */
static const struct {
    const char *name;
    kj_command commands[3];
    double scale;
    struct {
        int x, y;
        uint32_t color;
    } probes[4];
} cases[] = {
    {"a filled rectangle",
     {{.kind = KJ_DRAW_RECT, .rect = {10, 10, 20, 20}, .fill = RED}},
     1,
     {{9, 9, 0xFFFFFF}, {10, 10, 0xFF0000}, {29, 29, 0xFF0000}, {30, 30, 0xFFFFFF}}},
    {"edges fall on pixels",
     {{.kind = KJ_DRAW_RECT, .rect = {10.3, 10.4, 19.8, 20}, .fill = RED}},
     1,
     {{9, 12, 0xFFFFFF}, {10, 12, 0xFF0000}, {29, 12, 0xFF0000}, {30, 12, 0xFFFFFF}}},
    {"a hairline is one sharp pixel",
     {{.kind = KJ_DRAW_RECT, .rect = {0, 20, 40, 0.4}, .fill = RED}},
     1,
     {{5, 19, 0xFFFFFF}, {5, 20, 0xFF0000}, {5, 21, 0xFFFFFF}, {39, 20, 0xFF0000}}},
    {"an outline of 1.5 units is two sharp pixels at 1.5 pixels a unit",
     {{.kind = KJ_DRAW_RECT, .rect = {10, 10, 20, 20}, .stroke = RED, .stroke_width = 1.5}},
     1.5,
     {{13, 30, 0xFFFFFF}, {14, 30, 0xFF0000}, {15, 30, 0xFF0000}, {16, 30, 0xFFFFFF}}},
    {"a rule as a path is sharp too",
     {{.kind = KJ_DRAW_PATH, .path = rule, .path_count = 2, .stroke = RED, .stroke_width = 1.2}},
     1,
     {{5, 19, 0xFFFFFF}, {5, 20, 0xFF0000}, {5, 21, 0xFFFFFF}, {35, 20, 0xFF0000}}},
    {"a rounded corner is left out",
     {{.kind = KJ_DRAW_RECT, .rect = {0, 0, 40, 40}, .fill = RED, .radius = 14}},
     1,
     {{0, 0, 0xFFFFFF}, {39, 39, 0xFFFFFF}, {20, 0, 0xFF0000}, {0, 20, 0xFF0000}}},
    {"a path",
     {{.kind = KJ_DRAW_PATH, .path = triangle, .path_count = 4, .fill = BLUE}},
     1,
     {{5, 5, 0x0000FF}, {30, 5, 0x0000FF}, {35, 35, 0xFFFFFF}, {5, 30, 0x0000FF}}},
    {"dashes have gaps",
     {{.kind = KJ_DRAW_PATH,
       .path = rule,
       .path_count = 2,
       .stroke = RED,
       .stroke_width = 1,
       .dash = 10}},
     1,
     {{5, 20, 0xFF0000}, {15, 20, 0xFFFFFF}, {25, 20, 0xFF0000}, {35, 20, 0xFFFFFF}}},
    {"a clip holds until its end",
     {{.kind = KJ_DRAW_CLIP, .rect = {0, 0, 20, 40}},
      {.kind = KJ_DRAW_RECT, .rect = {0, 0, 40, 40}, .fill = RED},
      {.kind = KJ_DRAW_END}},
     1,
     {{10, 10, 0xFF0000}, {19, 10, 0xFF0000}, {20, 10, 0xFFFFFF}, {30, 10, 0xFFFFFF}}},
    {"a group is seen through and moved",
     {{.kind = KJ_DRAW_GROUP, .opacity = 0.5, .dy = 20},
      {.kind = KJ_DRAW_RECT, .rect = {0, 0, 40, 20}, .fill = 0x000000FF},
      {.kind = KJ_DRAW_END}},
     1,
     {{10, 10, 0xFFFFFF}, {10, 19, 0xFFFFFF}, {10, 20, 0x808080}, {10, 39, 0x808080}}},
    {"nothing is drawn in no colour",
     {{.kind = KJ_DRAW_RECT,
       .rect = {0, 0, 40, 40},
       .fill = 0xFF000000,
       .stroke = 0xFF000000,
       .stroke_width = 4}},
     1,
     {{0, 0, 0xFFFFFF}, {20, 20, 0xFFFFFF}, {39, 39, 0xFFFFFF}, {1, 1, 0xFFFFFF}}},
};

static bool near(uint32_t a, uint32_t b)
{
    for (int shift = 0; shift < 24; shift += 8) {
        const int difference = (int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF);
        if (difference > 1 || difference < -1)
            return false;
    }
    return true;
}

static void commands_leave_their_pixels(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_paint_kit *kit = kj_paint_kit_new(40, 40);
        for (size_t c = 0; c < 3; c++)
            if (c == 0 || cases[i].commands[c].kind != KJ_DRAW_RECT ||
                cases[i].commands[c].fill != 0)
                kj_kit_add(kit, cases[i].commands[c]);
        kj_kit_paint(kit, cases[i].scale);
        for (size_t p = 0; p < 4; p++) {
            const uint32_t is = kj_kit_pixel(kit, cases[i].probes[p].x, cases[i].probes[p].y);
            if (!near(is, cases[i].probes[p].color))
                fail_msg("%s: pixel %d,%d is %06X, not %06X", cases[i].name, cases[i].probes[p].x,
                         cases[i].probes[p].y, is, cases[i].probes[p].color);
        }
        kj_paint_kit_free(kit);
    }
}

static void a_step_fades_in_and_rises(void **state)
{
    (void)state;
    kj_paint_kit *kit = kj_paint_kit_new(40, 40);
    kj_kit_add(kit, (kj_command){.kind = KJ_DRAW_RECT, .rect = {0, 0, 10, 20}, .fill = 0xFF});
    kj_kit_add(
        kit, (kj_command){.kind = KJ_DRAW_RECT, .rect = {10, 0, 30, 20}, .fill = 0xFF, .build = 2});
    kj_kit_paint(kit, 1);
    kj_paint_step(kit->painter, &kit->list, kit->pixels, 1, 2, 0.5);
    assert_int_equal(kj_kit_pixel(kit, 5, 2), 0x000000); /* what stood stands */
    assert_int_equal(kj_kit_pixel(kit, 20, 2), 0xFFFFFF);
    assert_true(near(kj_kit_pixel(kit, 20, 10), 0x7F7F7F));
    assert_true(near(kj_kit_pixel(kit, 20, 23), 0x7F7F7F)); /* half of 8 units low */
    assert_int_equal(kj_kit_pixel(kit, 20, 24), 0xFFFFFF);
    kj_paint_step(kit->painter, &kit->list, kit->pixels, 1, 2, 1.0);
    assert_int_equal(kj_kit_pixel(kit, 20, 2), 0x000000);
    assert_int_equal(kj_kit_pixel(kit, 20, 20), 0xFFFFFF);
    kj_paint_kit_free(kit);
}

static void a_fade_goes_from_one_to_the_other(void **state)
{
    static const struct {
        double t;
        uint32_t pixel;
    } steps[] = {{-1, 0x102030}, {0, 0x102030}, {0.5, 0x808080}, {1, 0xF0E0D0}, {2, 0xF0E0D0}};
    uint32_t from[4] = {0x102030, 0x102030, 0, 0}, to[4] = {0xF0E0D0, 0xF0E0D0, 0, 0}, out[4];
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(steps); i++) {
        out[2] = 7;
        kj_paint_blend((kj_pixels){(unsigned char *)out, 2, 1, 16},
                       (kj_pixels){(unsigned char *)from, 2, 1, 16},
                       (kj_pixels){(unsigned char *)to, 2, 1, 16}, steps[i].t);
        assert_true(near(out[0], steps[i].pixel) && near(out[1], steps[i].pixel));
        assert_int_equal(out[2], 7); /* nothing beyond the width */
    }
}

static size_t dark_pixels(const kj_paint_kit *kit, int x0, int x1)
{
    size_t count = 0;
    for (int y = 0; y < kit->pixels.height; y++)
        for (int x = x0; x < x1; x++)
            count += (kj_kit_pixel(kit, x, y) & 0xFF) < 128;
    return count;
}

/* The same character is equally sharp wherever it stands. */
static void characters_are_alike_at_every_place(void **state)
{
    (void)state;
    kj_paint_kit *kit = kj_paint_kit_new(300, 60);
    for (int i = 0; i < 6; i++)
        kj_kit_text(kit, KJ_FONT_SANS, "需", i * 50 + i * 0.17, 44 - i * 0.05, 40, 0xFF);
    kj_kit_paint(kit, 1);
    const size_t first = dark_pixels(kit, 0, 50);
    assert_true(first > 200);
    for (int i = 1; i < 6; i++)
        assert_int_equal(dark_pixels(kit, i * 50, i * 50 + 50), first);
    kj_paint_kit_free(kit);
}

static void the_focus_lies_around(void **state)
{
    (void)state;
    kj_paint_kit *kit = kj_paint_kit_new(60, 60);
    kj_kit_paint(kit, 1);
    kj_paint_focus(kit->painter, (kj_rect){20, 20, 20, 20}, RED, WHITE, kit->pixels, 1);
    assert_int_equal(kj_kit_pixel(kit, 30, 30), 0xFFFFFF);
    assert_int_equal(kj_kit_pixel(kit, 17, 30), 0xFFFFFF); /* 4 units apart */
    assert_int_equal(kj_kit_pixel(kit, 14, 30), 0xFF0000); /* 3 units thick */
    assert_int_equal(kj_kit_pixel(kit, 12, 30), 0xFFFFFF);
    kj_kit_paint(kit, 1);
    kj_paint_focus(kit->painter, (kj_rect){0, 20, 60, 40}, RED, WHITE, kit->pixels, 1);
    assert_int_equal(kj_kit_pixel(kit, 1, 35), 0xFF0000); /* along the edges of the page */
    assert_int_equal(kj_kit_pixel(kit, 58, 35), 0xFF0000);
    assert_int_equal(kj_kit_pixel(kit, 30, 58), 0xFF0000);
    assert_int_equal(kj_kit_pixel(kit, 30, 30), 0xFFFFFF);
    /* On a ground of its own colour it is known by what runs along it. */
    kj_kit_paint(kit, 1);
    kj_paint_focus(kit->painter, (kj_rect){20, 20, 20, 20}, WHITE, RED, kit->pixels, 1);
    assert_int_equal(kj_kit_pixel(kit, 14, 30), 0xFFFFFF);
    assert_int_equal(kj_kit_pixel(kit, 12, 30), 0xFF0000);
    assert_int_equal(kj_kit_pixel(kit, 17, 30), 0xFF0000);
    assert_int_equal(kj_kit_pixel(kit, 19, 30), 0xFFFFFF); /* not on what it is about */
    kj_paint_kit_free(kit);
}

static bool holds(kj_span bytes, const char *part)
{
    return kj_span_find(bytes, kj_span_of(part), 0) != SIZE_MAX;
}

static void a_pdf_has_pages_title_and_outline(void **state)
{
    (void)state;
    kj_paint_kit *kit = kj_paint_kit_new(1920, 1080);
    kj_span bytes;
    kj_kit_text(kit, KJ_FONT_SERIF_BOLD, "需求有四层", 112, 135, 60, 0xFF);
    kj_pdf *pdf = kj_pdf_new(kit->painter, KJ_LIT("Key accounts"));
    kj_pdf_page(pdf, &kit->list, KJ_LIT("One"));
    kj_pdf_page(pdf, &kit->list, (kj_span){0});
    assert_true(kj_pdf_finish(pdf, kit->arena, &bytes, &kit->sink->sink));
    assert_true(kj_span_starts(bytes, KJ_LIT("%PDF-1.")));
    assert_true(holds(bytes, "/Count 2"));
    assert_true(holds(bytes, "/Title (Key accounts)"));
    assert_true(holds(bytes, "/Title (One)"));
    assert_true(holds(bytes, "[ 0 0 960 540 ]"));
    assert_true(holds(bytes, "/ToUnicode")); /* text can be searched */
    assert_true(holds(bytes, "NotoSerifCJK"));
    kj_paint_kit_free(kit);
}

static void a_png_is_the_same_every_time(void **state)
{
    (void)state;
    kj_paint_kit *kit = kj_paint_kit_new(192, 108);
    kj_span first, second;
    kj_kit_text(kit, KJ_FONT_SANS, "需求", 10, 60, 40, 0xFF);
    assert_true(kj_paint_png(kit->painter, &kit->list, 400, kit->arena, &first, &kit->sink->sink));
    assert_true(kj_paint_png(kit->painter, &kit->list, 400, kit->arena, &second, &kit->sink->sink));
    assert_true(kj_span_equal(first, second));
    assert_false(
        kj_paint_png(kit->painter, &kit->list, 9000, kit->arena, &first, &kit->sink->sink));
    assert_non_null(kj_test_sink_find(kit->sink, "E0901"));
    kj_paint_kit_free(kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_leave_their_pixels),
        cmocka_unit_test(a_step_fades_in_and_rises),
        cmocka_unit_test(a_fade_goes_from_one_to_the_other),
        cmocka_unit_test(characters_are_alike_at_every_place),
        cmocka_unit_test(the_focus_lies_around),
        cmocka_unit_test(a_pdf_has_pages_title_and_outline),
        cmocka_unit_test(a_png_is_the_same_every_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
