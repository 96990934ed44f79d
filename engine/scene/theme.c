/* engine/scene/theme.c: the three built-in palettes; tests/scene/contrast_test.c holds them to
 * the contrast of kj_color_pairs, and theme_read.c a company's own. */
#include "scene/theme.h"

#include <math.h>

const kj_theme kj_theme_light = {
    .name = "light",
    .colors =
        {
            [KJ_COLOR_PAPER] = 0xFBF9F4FF,     [KJ_COLOR_CARD] = 0xFFFFFFFF,
            [KJ_COLOR_WASH] = 0xF1EDE3FF,      [KJ_COLOR_LINE] = 0xDED8CBFF,
            [KJ_COLOR_INK] = 0x1C2530FF,       [KJ_COLOR_INK2] = 0x4A5563FF,
            [KJ_COLOR_INK3] = 0x5E6874FF,      [KJ_COLOR_ZHU] = 0xB8341BFF,
            [KJ_COLOR_ZHU_WASH] = 0xFBEBE6FF,  [KJ_COLOR_DAI] = 0x1E4A63FF,
            [KJ_COLOR_DAI2] = 0x47708AFF,      [KJ_COLOR_DAI3] = 0xC8D6DDFF,
            [KJ_COLOR_DAI_WASH] = 0xE4EEF3FF,  [KJ_COLOR_SONG] = 0x3E6B52FF,
            [KJ_COLOR_SONG_WASH] = 0xE5F0E9FF, [KJ_COLOR_ZHE] = 0xB97A22FF,
            [KJ_COLOR_ZI] = 0x6A4C7DFF,        [KJ_COLOR_ON_DAI] = 0xFFFFFFFF,
            [KJ_COLOR_ON_ZHU] = 0xFFFFFFFF,    [KJ_COLOR_ON_SONG] = 0xFFFFFFFF,
            [KJ_COLOR_FOCUS] = 0x1E4A63FF,     [KJ_COLOR_OPENER] = 0x1E4A63FF,
            [KJ_COLOR_ON_OPENER] = 0xFFFFFFFF, [KJ_COLOR_OPENER_RULE] = 0xE79A86FF,
            [KJ_COLOR_GHOST] = 0xFFFFFF14,     [KJ_COLOR_SHADOW] = 0x1C253024,
        },
};

const kj_theme kj_theme_dark = {
    .name = "dark",
    .colors =
        {
            [KJ_COLOR_PAPER] = 0x14191FFF,     [KJ_COLOR_CARD] = 0x1D242CFF,
            [KJ_COLOR_WASH] = 0x262E37FF,      [KJ_COLOR_LINE] = 0x3E4854FF,
            [KJ_COLOR_INK] = 0xF3EFE6FF,       [KJ_COLOR_INK2] = 0xC8CED6FF,
            [KJ_COLOR_INK3] = 0x9DA8B4FF,      [KJ_COLOR_ZHU] = 0xF0917AFF,
            [KJ_COLOR_ZHU_WASH] = 0x3A231EFF,  [KJ_COLOR_DAI] = 0x93BED5FF,
            [KJ_COLOR_DAI2] = 0x6E9AB3FF,      [KJ_COLOR_DAI3] = 0x2B4453FF,
            [KJ_COLOR_DAI_WASH] = 0x1F303BFF,  [KJ_COLOR_SONG] = 0x8AC7A4FF,
            [KJ_COLOR_SONG_WASH] = 0x1D3328FF, [KJ_COLOR_ZHE] = 0xE0A958FF,
            [KJ_COLOR_ZI] = 0xB99DCDFF,        [KJ_COLOR_ON_DAI] = 0x0F1D27FF,
            [KJ_COLOR_ON_ZHU] = 0x260D06FF,    [KJ_COLOR_ON_SONG] = 0x0C2216FF,
            [KJ_COLOR_FOCUS] = 0x93BED5FF,     [KJ_COLOR_OPENER] = 0x17394DFF,
            [KJ_COLOR_ON_OPENER] = 0xF6F3ECFF, [KJ_COLOR_OPENER_RULE] = 0xF0917AFF,
            [KJ_COLOR_GHOST] = 0xFFFFFF12,     [KJ_COLOR_SHADOW] = 0x00000066,
        },
};

const kj_theme kj_theme_contrast = {
    .name = "high-contrast",
    .colors =
        {
            [KJ_COLOR_PAPER] = 0x000000FF,     [KJ_COLOR_CARD] = 0x0B0D10FF,
            [KJ_COLOR_WASH] = 0x1B1F24FF,      [KJ_COLOR_LINE] = 0x6E7A86FF,
            [KJ_COLOR_INK] = 0xFFFFFFFF,       [KJ_COLOR_INK2] = 0xF2F2F2FF,
            [KJ_COLOR_INK3] = 0xDADDE1FF,      [KJ_COLOR_ZHU] = 0xFFA894FF,
            [KJ_COLOR_ZHU_WASH] = 0x33120AFF,  [KJ_COLOR_DAI] = 0xA9DFFFFF,
            [KJ_COLOR_DAI2] = 0x7CC4F0FF,      [KJ_COLOR_DAI3] = 0x123A50FF,
            [KJ_COLOR_DAI_WASH] = 0x0C2431FF,  [KJ_COLOR_SONG] = 0xA4F0C4FF,
            [KJ_COLOR_SONG_WASH] = 0x0A2A19FF, [KJ_COLOR_ZHE] = 0xFFD27AFF,
            [KJ_COLOR_ZI] = 0xE0C2FFFF,        [KJ_COLOR_ON_DAI] = 0x000000FF,
            [KJ_COLOR_ON_ZHU] = 0x000000FF,    [KJ_COLOR_ON_SONG] = 0x000000FF,
            [KJ_COLOR_FOCUS] = 0xFFE14DFF,     [KJ_COLOR_OPENER] = 0x001B2AFF,
            [KJ_COLOR_ON_OPENER] = 0xFFFFFFFF, [KJ_COLOR_OPENER_RULE] = 0xFFA894FF,
            [KJ_COLOR_GHOST] = 0xFFFFFF1C,     [KJ_COLOR_SHADOW] = 0x00000000,
        },
};

const kj_theme *const kj_themes[] = {&kj_theme_light, &kj_theme_dark, &kj_theme_contrast};
const size_t kj_theme_count = KJ_COUNT(kj_themes);

const kj_theme *kj_theme_find(kj_span name)
{
    for (size_t i = 0; i < kj_theme_count; i++)
        if (kj_span_is(name, kj_themes[i]->name))
            return kj_themes[i];
    return NULL;
}

#define TEXT(color, ground) \
    { \
        KJ_COLOR_##color, KJ_COLOR_##ground, 4.5 \
    }
#define SHAPE(color, ground) \
    { \
        KJ_COLOR_##color, KJ_COLOR_##ground, 3 \
    }
#define TEXTS(ground) \
    TEXT(INK, ground), TEXT(INK2, ground), TEXT(INK3, ground), TEXT(ZHU, ground), \
        TEXT(DAI, ground), TEXT(SONG, ground), TEXT(ZI, ground)

const kj_color_pair kj_color_pairs[] = {
    TEXTS(PAPER),
    TEXTS(CARD),
    TEXTS(WASH),
    TEXTS(ZHU_WASH),
    TEXTS(DAI_WASH),
    TEXTS(SONG_WASH),
    TEXT(INK, DAI3),
    TEXT(INK2, DAI3),
    TEXT(ON_DAI, DAI),
    TEXT(ON_DAI, DAI2),
    TEXT(ON_ZHU, ZHU),
    TEXT(ON_SONG, SONG),
    TEXT(ON_OPENER, OPENER),
    SHAPE(ZHE, PAPER),
    SHAPE(ZHE, CARD),
    SHAPE(DAI2, PAPER),
    SHAPE(DAI2, CARD),
    SHAPE(FOCUS, PAPER),
    SHAPE(FOCUS, CARD),
    SHAPE(FOCUS, WASH),
    SHAPE(OPENER_RULE, OPENER),
};
const size_t kj_color_pair_count = KJ_COUNT(kj_color_pairs);

/* https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
static double channel(kj_color color, int shift)
{
    const double c = (double)((color >> shift) & 0xFFu) / 255;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(kj_color color)
{
    return 0.2126 * channel(color, 24) + 0.7152 * channel(color, 16) + 0.0722 * channel(color, 8);
}

double kj_contrast(kj_color a, kj_color b)
{
    const double la = luminance(a), lb = luminance(b);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}
