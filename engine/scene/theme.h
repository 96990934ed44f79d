/* engine/scene/theme.h: colours, sizes and shapes by name (look: Tokens).  Built in: light, dark,
 * high-contrast, drawn from the same names. */
#ifndef KJ_SCENE_THEME_H
#define KJ_SCENE_THEME_H

#include "base/diag.h"
#include "text/fonts.h"

typedef uint32_t kj_color; /* 0xRRGGBBAA */

/* clang-format off */
#define KJ_COLORS(X) \
    X(PAPER, "paper") \
    X(CARD, "card") \
    X(WASH, "wash") \
    X(LINE, "line") \
    X(INK, "ink") \
    X(INK2, "ink-2") \
    X(INK3, "ink-3") \
    X(ZHU, "zhu") \
    X(ZHU_WASH, "zhu-wash") \
    X(DAI, "dai") \
    X(DAI2, "dai-2") \
    X(DAI3, "dai-3") \
    X(DAI_WASH, "dai-wash") \
    X(SONG, "song") \
    X(SONG_WASH, "song-wash") \
    X(ZHE, "zhe") \
    X(ZI, "zi") \
    X(ON_DAI, "on-dai") \
    X(ON_ZHU, "on-zhu") \
    X(ON_SONG, "on-song") \
    X(FOCUS, "focus") \
    X(OPENER, "opener") \
    X(ON_OPENER, "on-opener") \
    X(OPENER_RULE, "opener-rule") \
    X(GHOST, "ghost") \
    X(SHADOW, "shadow")
/* clang-format on */
#define KJ_AS_CONSTANT(name, word) KJ_COLOR_##name,
typedef enum kj_color_name { KJ_COLORS(KJ_AS_CONSTANT) KJ_COLOR_COUNT } kj_color_name;
#undef KJ_AS_CONSTANT

/* A file of a company's theme, below the folder that its theme lies in; path empty: none. */
typedef struct kj_theme_file {
    kj_span path;
    kj_loc at;
} kj_theme_file;

/* The names under which lists ask for the company's logo (kj_command.picture). */
#define KJ_LOGO_PICTURE "theme:logo"
#define KJ_LOGO_OPENER_PICTURE "theme:logo-on-opener"

typedef struct kj_theme {
    const char *name;
    kj_color colors[KJ_COLOR_COUNT];
    kj_theme_file logo, logo_on_opener, fonts[KJ_FONT_ROLE_COUNT];
    double logo_shape, logo_on_opener_shape; /* width ÷ height; 0: not known, nothing is drawn */
    /* Set by who loads the theme, and for it: where its files lie, and the folder in there, with
     * its '/'. */
    const struct kj_files *files;
    kj_span folder;
} kj_theme;

extern const kj_theme kj_theme_light, kj_theme_dark, kj_theme_contrast;
extern const kj_theme *const kj_themes[]; /* these three */
extern const size_t kj_theme_count;
const kj_theme *kj_theme_find(kj_span name); /* "light", "dark", "high-contrast"; NULL: none */

/* Every pair of text and ground that the kit may use, and shapes that mean something; `least` is
 * the contrast that WCAG 2.2 AA asks for: 4.5 for texts, 3 for shapes. */
typedef struct kj_color_pair {
    kj_color_name color, ground;
    double least;
} kj_color_pair;
extern const kj_color_pair kj_color_pairs[];
extern const size_t kj_color_pair_count;
/* In the high-contrast theme, and those drawn from it, texts have AAA. */
#define KJ_HIGH_CONTRAST 7.0

/* WCAG 2.x contrast ratio of two opaque colours, 1..21. */
double kj_contrast(kj_color a, kj_color b);

/* The type scale, in units of the 1080-unit canvas. */
typedef enum kj_size {
    KJ_SIZE_SMALLEST = 22,
    KJ_SIZE_CAPTION = 24,
    KJ_SIZE_SECOND = 28,
    KJ_SIZE_BODY = 32,
    KJ_SIZE_HEADING = 38,
    KJ_SIZE_TITLE = 60,
    KJ_SIZE_FIGURE = 96,
    KJ_SIZE_DISPLAY = 128
} kj_size;

#endif
