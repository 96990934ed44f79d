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

static const kj_theme *const themes[] = {&kj_theme_light, &kj_theme_dark, &kj_theme_contrast};

static void colours_can_be_told_apart(void **state)
{
    (void)state;
    assert_true(kj_color_pair_count > 50);
    for (size_t t = 0; t < KJ_COUNT(themes); t++)
        for (size_t i = 0; i < kj_color_pair_count; i++) {
            const kj_color_pair *pair = &kj_color_pairs[i];
            const double ratio =
                kj_contrast(themes[t]->colors[pair->color], themes[t]->colors[pair->ground]);
            const bool high = themes[t] == &kj_theme_contrast && pair->least > 4;
            const double least = high ? KJ_HIGH_CONTRAST : pair->least;
            if (ratio < least)
                fail_msg("%s: colour %d on ground %d: %.2f, not %.1f", themes[t]->name,
                         (int)pair->color, (int)pair->ground, ratio, least);
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
        cmocka_unit_test(colours_can_be_told_apart),
        cmocka_unit_test(themes_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
