/* tests/text/kit.h: the system's fonts and what holds for every layout. */
#ifndef KJ_TESTS_TEXT_KIT_H
#define KJ_TESTS_TEXT_KIT_H

#include "support.h"
#include "test.h"
#include "text/typeset.h"

/* The fonts that the player would use; fails the test without them. */
const kj_font_files *kj_test_fonts(kj_arena *arena);

typedef struct kj_layout_case {
    const char *name;
    kj_span text;
    kj_paragraph_style style;
} kj_layout_case;

/* Fails the test unless: the lines joined are the text, white space aside; no line passes the
 * width unless it is a single cluster; clusters and glyphs lie in order, one behind the other, and
 * inside their line. */
void kj_check_layout(const kj_layout_case *c, const kj_paragraph *p);

/* The layout as text, to compare or to keep: lines, then every cluster and glyph, in em with so
 * many decimals. */
kj_span kj_dump_layout(kj_arena *arena, kj_span text, const kj_paragraph *p, int decimals);

#endif
