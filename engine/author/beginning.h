/* engine/author/beginning.h: the course that `kejian new` puts into a folder: a small one that
 * plays at once and explains itself by `$comment`s. */
#ifndef KJ_AUTHOR_BEGINNING_H
#define KJ_AUTHOR_BEGINNING_H

#include "base/diag.h"

#define KJ_BEGINNING_TITLE_MAX 24 /* characters: it also stands on the cover */

typedef struct kj_beginning {
    const char *folder; /* made with its parents; what is there must be empty (E0903) */
    kj_span id;         /* of the course; valid (kj_id_is_valid) */
    kj_span title;      /* 1 … KJ_BEGINNING_TITLE_MAX characters */
} kj_beginning;

/* An id for a course in this folder: its name in lower case, other signs as hyphens; "course"
 * where nothing of it is left. */
kj_span kj_beginning_id(kj_span folder, kj_arena *arena);

/* And a title: its last name as it stands, cut to the length that is allowed. */
kj_span kj_beginning_title(kj_span folder);

/* Writes the course and its schema, which editors complete by; course.json comes last, so that what
 * was broken off is no course.  false: reported. */
bool kj_beginning_write(const kj_beginning *beginning, kj_sink *sink);

#endif
