/* engine/text/grapheme.h: boundaries of user-perceived characters, code point by code point
 * (UAX #29, extended grapheme clusters).  typeset.h has the functions on text. */
#ifndef KJ_TEXT_GRAPHEME_H
#define KJ_TEXT_GRAPHEME_H

#include "text/ucd.h"

/* What must be remembered of the text so far; zero: nothing before. */
typedef struct kj_grapheme {
    kj_gcb last;
    bool any;        /* a code point came before */
    bool pictograph; /* the last ones were ExtPict Extend* */
    bool joined;     /* … and a ZWJ */
    bool odd_flag;   /* an odd number of regional indicators */
} kj_grapheme;

/* Takes the next code point's properties (kj_ucd): true when a cluster begins with it. */
bool kj_grapheme_begins(kj_grapheme *state, uint32_t properties);

#endif
