/* engine/author/markup.h: plain text as a text of a course. */
#ifndef KJ_AUTHOR_MARKUP_H
#define KJ_AUTHOR_MARKUP_H

#include "base/arena.h"

/* What means something in a text's markup gets a backslash and so keeps its face; line feeds and
 * tabs become blanks. */
kj_span kj_markup_escape(kj_span plain, kj_arena *arena);

#endif
