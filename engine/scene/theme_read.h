/* engine/scene/theme_read.h: a company's own theme: one JSON file on top of a built-in theme.
 *
 *   {"name": "某某公司", "base": "light", "colors": {"dai": "#0B5D3B", "dai-wash": "#E2F1EA"},
 *    "logo": {"file": "logo.svg", "on-opener": "logo-white.svg"},
 *    "fonts": {"serif-bold": "Brand-Bold.otf"}} */
#ifndef KJ_SCENE_THEME_READ_H
#define KJ_SCENE_THEME_READ_H

#include "base/diag.h"
#include "scene/theme.h"

#define KJ_THEME_BYTES_MAX ((size_t)1 << 20)

/* NULL: something is wrong, all of it reported at its place: keys, values, and pairs of colours
 * that cannot be told apart (E0606).  `source` and the theme live as long as their arenas.  The
 * files that it names are not looked at here: folder and shapes are the caller's to fill. */
kj_theme *kj_theme_read(const kj_source *source, kj_arena *arena, kj_sink *sink);

#endif
