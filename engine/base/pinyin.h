/* engine/base/pinyin.h: how Han characters are read, for finding and sorting by letters.
 *
 * From Unicode's Unihan_Readings (kMandarin, kTGHZ2013, kHanyuPinlu, kXHC1983), made a table at
 * build time; U+3400 … U+9FFF. */
#ifndef KJ_BASE_PINYIN_H
#define KJ_BASE_PINYIN_H

#include "base/span.h"

/* The readings of a character without tones, ü as v, blank between, the most usual first: "xing
 * hang heng" of 行; empty: it has none. */
kj_span kj_pinyin(uint32_t character);

/* Order of texts as a Chinese index has it: characters by their most usual reading, among Latin
 * letters without case; alike: by code point.  As memcmp. */
int kj_pinyin_compare(kj_span a, kj_span b);

/* Where `word` (letters a–z) is the pinyin of characters of `text` from `at` on:
 * whole syllables, initials (also zh, ch, sh) or both mixed, the last syllable perhaps unfinished;
 * any reading counts, Latin letters stand for themselves, marks are passed over.  Returns the
 * offset behind the last character; SIZE_MAX: it does not match here. */
size_t kj_pinyin_match(kj_span text, size_t at, kj_span word);

#endif
