/* engine/text/emphasis.h: what 着重号 do to each character (CLREQ on emphasis dots; GB/T
 * 15834, 4.12). */
#ifndef KJ_TEXT_EMPHASIS_H
#define KJ_TEXT_EMPHASIS_H

#include "base/span.h"

typedef enum kj_emphasis {
    KJ_EMPHASIS_NONE, /* punctuation and symbols */
    KJ_EMPHASIS_DOT,  /* what stands in the Chinese grid: ideographs, kana, bopomofo */
    KJ_EMPHASIS_LINE, /* Western letters and digits, which take no dots */
    KJ_EMPHASIS_JOIN  /* a blank, hyphen or point: underlined between Western words only */
} kj_emphasis;

/* Of the character that begins at `offset` of a valid UTF-8 text. */
kj_emphasis kj_emphasis_at(kj_span text, size_t offset);

#endif
