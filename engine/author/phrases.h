/* engine/author/phrases.h: what people read in a course, as it stands in its files.
 *
 * The model has texts taken apart; here are the strings of the JSON itself, with their markup and
 * {figures}, and where they stand, so that another language can take their place. */
#ifndef KJ_AUTHOR_PHRASES_H
#define KJ_AUTHOR_PHRASES_H

#include "course/course.h"

typedef struct kj_phrase {
    uint32_t source;     /* of course->sources */
    uint32_t start, end; /* bytes of the file, quotes included */
    kj_span text;        /* unescaped */
    /* Names it through ids: "parts/1.json:slides/p1-what/visual/cards/amount/title".  It stays the
     * same while ids do; where there is no id, the index from 0 stands. */
    kj_span context;
    const char *about; /* what the key is for */
} kj_phrase;
typedef KJ_LIST(kj_phrase) kj_phrases;

/* All of them, file by file, in the files' order.  They live in `arena`. */
kj_phrases kj_phrases_of(const kj_course *course, kj_arena *arena);

#endif
