/* tests/scene/contrast_test.c: WCAG 2.2's ratio, and every pair of text and ground that the kit may
 * use, in every theme. */
#include "scene/theme.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const struct {
    const char *name;
    kj_color a, b;
    double ratio;
} ratios[] = {
    {"black on white", 0x000000FF, 0xFFFFFFFF, 21},
    {"the order does not matter", 0xFFFFFFFF, 0x000000FF, 21},
    {"a colour on itself", 0x47708AFF, 0x47708AFF, 1},
    {"the grey that just passes", 0x767676FF, 0xFFFFFFFF, 4.54},
    {"red on white", 0xFF0000FF, 0xFFFFFFFF, 4.0},
};

static void computes_the_ratio(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(ratios); i++) {
        const double ratio = kj_contrast(ratios[i].a, ratios[i].b);
        if (fabs(ratio - ratios[i].ratio) > 0.005)
            fail_msg("%s: %.3f, not %.3f", ratios[i].name, ratio, ratios[i].ratio);
    }
}

#define ON(ground, ...) \
    { \
        KJ_COLOR_##ground, {__VA_ARGS__}, \
            sizeof((kj_color_name[]){__VA_ARGS__}) / sizeof(kj_color_name) \
    }
#define TEXTS \
    KJ_COLOR_INK, KJ_COLOR_INK2, KJ_COLOR_INK3, KJ_COLOR_ZHU, KJ_COLOR_DAI, KJ_COLOR_SONG, \
        KJ_COLOR_ZI

static const struct {
    kj_color_name ground, texts[8];
    size_t count;
} pairs[] = {
    ON(PAPER, TEXTS),
    ON(CARD, TEXTS),
    ON(WASH, TEXTS),
    ON(ZHU_WASH, TEXTS),
    ON(DAI_WASH, TEXTS),
    ON(SONG_WASH, TEXTS),
    ON(DAI3, KJ_COLOR_INK, KJ_COLOR_INK2),
    ON(DAI, KJ_COLOR_ON_DAI),
    ON(DAI2, KJ_COLOR_ON_DAI),
    ON(ZHU, KJ_COLOR_ON_ZHU),
    ON(SONG, KJ_COLOR_ON_SONG),
    ON(OPENER, KJ_COLOR_ON_OPENER),
};

/* Shapes that mean something, and the focus. */
static const struct {
    kj_color_name shape, ground;
} shapes[] = {
    {KJ_COLOR_ZHE, KJ_COLOR_PAPER},   {KJ_COLOR_ZHE, KJ_COLOR_CARD},
    {KJ_COLOR_DAI2, KJ_COLOR_PAPER},  {KJ_COLOR_DAI2, KJ_COLOR_CARD},
    {KJ_COLOR_FOCUS, KJ_COLOR_PAPER}, {KJ_COLOR_FOCUS, KJ_COLOR_CARD},
    {KJ_COLOR_FOCUS, KJ_COLOR_WASH},  {KJ_COLOR_OPENER_RULE, KJ_COLOR_OPENER},
};

static const kj_theme *const themes[] = {&kj_theme_light, &kj_theme_dark, &kj_theme_contrast};

static void texts_can_be_read(void **state)
{
    (void)state;
    for (size_t t = 0; t < KJ_COUNT(themes); t++)
        for (size_t i = 0; i < KJ_COUNT(pairs); i++)
            for (size_t k = 0; k < pairs[i].count; k++) {
                const double ratio = kj_contrast(themes[t]->colors[pairs[i].texts[k]],
                                                 themes[t]->colors[pairs[i].ground]);
                const double least = themes[t] == &kj_theme_contrast ? 7 : 4.5;
                if (ratio < least)
                    fail_msg("%s: text %d on ground %d: %.2f, not %.1f", themes[t]->name,
                             (int)pairs[i].texts[k], (int)pairs[i].ground, ratio, least);
            }
}

static void shapes_can_be_seen(void **state)
{
    (void)state;
    for (size_t t = 0; t < KJ_COUNT(themes); t++)
        for (size_t i = 0; i < KJ_COUNT(shapes); i++) {
            const double ratio = kj_contrast(themes[t]->colors[shapes[i].shape],
                                             themes[t]->colors[shapes[i].ground]);
            if (ratio < 3)
                fail_msg("%s: shape %d on ground %d: %.2f", themes[t]->name, (int)shapes[i].shape,
                         (int)shapes[i].ground, ratio);
        }
}

static void themes_are_whole(void **state)
{
    (void)state;
    for (size_t t = 0; t < KJ_COUNT(themes); t++) {
        assert_ptr_equal(kj_theme_find(kj_span_of(themes[t]->name)), themes[t]);
        for (int c = 0; c < KJ_COLOR_COUNT; c++)
            if (c != KJ_COLOR_SHADOW && c != KJ_COLOR_GHOST)
                assert_int_equal(themes[t]->colors[c] & 0xFFu, 0xFF);
    }
    assert_null(kj_theme_find(KJ_LIT("sepia")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(computes_the_ratio),
        cmocka_unit_test(texts_can_be_read),
        cmocka_unit_test(shapes_can_be_seen),
        cmocka_unit_test(themes_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
