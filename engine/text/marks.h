/* engine/text/marks.h: what Chinese typography knows about single characters, beyond Unicode. */
#ifndef KJ_TEXT_MARKS_H
#define KJ_TEXT_MARKS_H

#include "text/ucd.h"

#include <stddef.h>

/* Which half of a full-width mark is blank (CLREQ 3.1.6; Debian's Noto CJK agrees: its `halt`
 * takes half an em from that side, a quarter from both of an interpunct). */
typedef enum kj_mark {
    KJ_MARK_NONE,
    KJ_MARK_OPEN,   /* left half blank: “（《 */
    KJ_MARK_CLOSE,  /* right half blank: ”）》，。、：； */
    KJ_MARK_STRONG, /* … ！？, whose ink nearly fills its half */
    KJ_MARK_MIDDLE  /* a quarter blank on both sides: · */
} kj_mark;

kj_mark kj_mark_of(uint32_t code);

/* The ideographs that nearly all text is made of: one comparison. */
static inline bool kj_is_plain_han(uint32_t code)
{
    return code - 0x4E00u <= 0x9FFFu - 0x4E00u;
}

bool kj_is_han(uint32_t code);   /* ideographs, kana, bopomofo: what stands in the Chinese grid */
bool kj_is_digit(uint32_t code); /* ASCII or full-width */
bool kj_is_interpunct(uint32_t code);
bool kj_is_dash(uint32_t code);  /* one that doubled makes a 破折号 */
bool kj_is_quote(uint32_t code); /* curly quotation marks, wide in Chinese, narrow in Latin */

/* Letters, digits and signs like % that are set a quarter-em apart from Han, when their glyph is
 * not full-width (UAX #59 calls them narrow). */
bool kj_is_western(uint32_t code, uint32_t properties);

#endif
