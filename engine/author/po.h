/* engine/author/po.h: PO files of GNU gettext: written by us, read by its own library. */
#ifndef KJ_AUTHOR_PO_H
#define KJ_AUTHOR_PO_H

#include "author/phrases.h"

/* One message a phrase: msgctxt its context, a reference to file and line, its key's purpose as a
 * comment for translators.  `language`: of the translation; empty: none yet. */
kj_span kj_po_write(const kj_course *course, const kj_phrases *phrases, kj_span language,
                    kj_arena *arena);

typedef struct kj_po_message {
    kj_span context, id, translation; /* translation empty: there is none */
    bool fuzzy;
} kj_po_message;
typedef struct kj_po {
    KJ_LIST(kj_po_message) messages; /* without the header and obsolete ones */
    kj_span language;                /* of the header; may be empty */
} kj_po;

/* false: reported with file, line and column as the library tells them (E0811), or E0902. */
bool kj_po_read(const char *path, kj_arena *arena, kj_po *out, kj_sink *sink);

#endif
