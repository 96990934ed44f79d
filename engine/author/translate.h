/* engine/author/translate.h: a course in another language, from the messages of a PO file. */
#ifndef KJ_AUTHOR_TRANSLATE_H
#define KJ_AUTHOR_TRANSLATE_H

#include "author/po.h"

typedef struct kj_translation {
    size_t phrases, translated, fuzzy, stale, unknown;
} kj_translation;

/* Writes the course with every translated phrase in its place into `to`, which must be free: each
 * file as it was but for those strings, pictures and all else beside them, `language` from the PO
 * file's header; course.json last.  What is untranslated, fuzzy, or was translated when the text
 * was another (stale) stays as it is.  A translation that lacks a {figure}, a term or a slide of
 * its text, or has one more, is W0505 at the text's place.  false: reported. */
bool kj_translate(const kj_course *course, const kj_po *po, const char *to, kj_translation *out,
                  kj_sink *sink);

#endif
