/* engine/text/breaks.h: where a line may end.
 *
 * Two modes: UAX #14 as it stands (LineBreakTest.txt proves it, 100 %), and the same with the
 * tailorings for Simplified Chinese, which breaks_zh.c lists with their reasons. */
#ifndef KJ_TEXT_BREAKS_H
#define KJ_TEXT_BREAKS_H

#include "text/ucd.h"

#include <stddef.h>

/* How good a place is, worst first.  Those before ALLOWED are used only where a whole line cannot
 * hold what stands between two good places. */
typedef enum kj_break {
    KJ_BREAK_LAST,    /* a mark would begin or end a line that never should */
    KJ_BREAK_SIGN,    /* between a number and its sign */
    KJ_BREAK_ANY,     /* within a word or a number */
    KJ_BREAK_JOINT,   /* … behind a comma, full stop or the like in it: 1,|200  example.|com */
    KJ_BREAK_UNIT,    /* between a number and its unit */
    KJ_BREAK_ALLOWED, /* a line may end here */
    KJ_BREAK_MUST     /* a line ends here */
} kj_break;

/* A code point on its way through the rules. */
typedef struct kj_break_char {
    uint32_t code;
    uint16_t properties; /* kj_ucd */
    uint8_t lb;          /* kj_lb after LB1, LB9, LB10 and tailoring */
    bool attached;       /* LB9: belongs to the character before it */
} kj_break_char;

/* Fills code, properties and lb (LB1 only) of `count` code points. */
void kj_break_chars(const uint32_t *codes, size_t count, kj_break_char *chars);

/* LB2 to LB31 on what kj_break_chars gave, with or without changes to `lb`.  out[i] is the place
 * before code point i: MUST, ALLOWED or ANY; out[0] is ANY.  The end of the text is not told. */
void kj_breaks(kj_break_char *chars, size_t count, uint8_t *out);

/* The tailored rules, all values, on what kj_break_chars gave for `codes`.  `chinese`: the text
 * holds Han or full-width marks, so that curly quotes are brackets. */
void kj_breaks_zh(const uint32_t *codes, size_t count, bool chinese, kj_break_char *chars,
                  uint8_t *out);

/* ’ between letters: an apostrophe, no quotation mark.  `i` is the place of the mark. */
bool kj_is_apostrophe(const uint32_t *codes, size_t count, size_t i);

#endif
