/* tests/paint/golden_test.c: a page of everything against the picture that was agreed to.
 *
 * Compared pixel by pixel with a tolerance, since FreeType's versions round differently: no
 * channel of more than one pixel in a thousand may differ by more than 24 of 255. */
#include "golden.h"
#include "paint/kit.h"

#include "os/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>
#include <png.h>

#define GOLDEN KJ_TESTS "/paint/golden/page.png"

static const kj_path_step wave[] = {{KJ_PATH_MOVE, {420}, {250}},
                                    {KJ_PATH_CURVE, {480, 540, 600}, {150, 350, 250}}};

static void fill_page(kj_paint_kit *kit)
{
    kit->list.ground = 0xFBF9F4FF;
    kj_kit_text(kit, KJ_FONT_SANS_BOLD, "第二部分　客户需求挖掘", 40, 50, 24, 0xB8341BFF);
    kj_kit_text(kit, KJ_FONT_SERIF_BOLD, "说出口的只是塔底", 40, 110, 48, 0x1C2530FF);
    kj_kit_add(kit, (kj_command){.kind = KJ_DRAW_RECT,
                                 .rect = {40, 150, 340, 190},
                                 .fill = 0xFFFFFFFF,
                                 .stroke = 0xDED8CBFF,
                                 .stroke_width = 1.5,
                                 .radius = 14,
                                 .shadow = true});
    kj_kit_text(kit, KJ_FONT_SANS, "准时率是 99.2%", 64, 210, 32, 0x4A5563FF);
    kj_kit_text(kit, KJ_FONT_SANS, "BANT 与 MEDDIC", 64, 260, 22, 0x6B7582FF);
    kj_kit_add(kit, (kj_command){.kind = KJ_DRAW_PATH,
                                 .path = wave,
                                 .path_count = KJ_COUNT(wave),
                                 .stroke = 0x1E4A63FF,
                                 .stroke_width = 3,
                                 .dash = 9});
    kj_kit_add(kit, (kj_command){.kind = KJ_DRAW_GROUP, .opacity = 0.5, .dy = 10});
    kj_kit_add(kit, (kj_command){.kind = KJ_DRAW_RECT,
                                 .rect = {420, 290, 180, 50},
                                 .fill = 0x3E6B52FF,
                                 .radius = 12});
    kj_kit_add(kit, (kj_command){.kind = KJ_DRAW_END});
}

static unsigned char *decode(kj_paint_kit *kit, kj_span png, png_image *image)
{
    *image = (png_image){.version = PNG_IMAGE_VERSION};
    assert_true(png_image_begin_read_from_memory(image, png.ptr, png.len) != 0);
    image->format = PNG_FORMAT_RGB;
    unsigned char *pixels = KJ_NEW(kit->arena, unsigned char, PNG_IMAGE_SIZE(*image));
    assert_true(png_image_finish_read(image, NULL, pixels, 0, NULL) != 0);
    return pixels;
}

static void looks_as_agreed(void **state)
{
    (void)state;
    kj_paint_kit *kit = kj_paint_kit_new(640, 360);
    kj_span actual, agreed;
    fill_page(kit);
    assert_true(kj_paint_png(kit->painter, &kit->list, 640, kit->arena, &actual, &kit->sink->sink));
    if (getenv("KJ_UPDATE_GOLDEN"))
        assert_true(kj_file_write(GOLDEN, actual, &kit->sink->sink));
    assert_true(kj_file_read(GOLDEN, 1 << 20, kit->arena, &agreed, &kit->sink->sink));

    png_image a, b;
    const unsigned char *is = decode(kit, actual, &a), *should = decode(kit, agreed, &b);
    assert_int_equal(a.width, b.width);
    assert_int_equal(a.height, b.height);
    size_t differ = 0;
    for (size_t i = 0; i < PNG_IMAGE_SIZE(a); i++)
        differ += abs((int)is[i] - (int)should[i]) > 24;
    if (differ * 1000 > PNG_IMAGE_SIZE(a))
        fail_msg("%zu of %zu channels differ from %s", differ, (size_t)PNG_IMAGE_SIZE(a), GOLDEN);
    kj_paint_kit_free(kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(looks_as_agreed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
