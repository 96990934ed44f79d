/* engine/pack/charset.h: a set of characters: which ones the fonts of a pack must have. */
#ifndef KJ_PACK_CHARSET_H
#define KJ_PACK_CHARSET_H

#include "base/diag.h"

#define KJ_CODE_COUNT 0x110000u

typedef struct kj_charset {
    uint64_t bits[KJ_CODE_COUNT / 64];
} kj_charset;

void kj_charset_add(kj_charset *set, uint32_t code);
bool kj_charset_has(const kj_charset *set, uint32_t code);
size_t kj_charset_count(const kj_charset *set);

void kj_charset_add_text(kj_charset *set, kj_span text); /* UTF-8 */
void kj_charset_add_all(kj_charset *set, const kj_charset *others);
/* Every text value of a JSON file that could be read before. */
void kj_charset_add_json(kj_charset *set, const kj_source *source);

/* What the program's own words need, in all its languages. */
void kj_charset_add_words(kj_charset *set);
/* Signs that the program sets or that are typed: Latin letters, Greek ones, punctuation, arrows,
 * mathematics, numbers in circles, forms, full-width marks. */
void kj_charset_add_signs(kj_charset *set);
/* The 8,105 characters of the 通用规范汉字表 (assets/characters). */
void kj_charset_add_table(kj_charset *set);

#endif
