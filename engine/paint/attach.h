/* engine/paint/attach.h: a file inside a PDF, which Cairo cannot write: an incremental update
 * (ISO 32000-1, 7.5.6) behind the bytes that are there, with an embedded file (7.11.4).
 *
 * The same bytes give the same update, so that who has the body and the file can prove every byte
 * of the whole. */
#ifndef KJ_PAINT_ATTACH_H
#define KJ_PAINT_ATTACH_H

#include "base/diag.h"

/* `pdf` as kj_pdf_finish gives it, without links (they need a tree of names too); `name` is ASCII
 * without brackets.  false: reported as E0903: it is no such PDF. */
bool kj_pdf_attach(kj_span pdf, kj_span name, kj_span file, kj_arena *arena, kj_span *out,
                   kj_sink *sink);
/* The last file attached so, within `pdf`; false: there is none. */
bool kj_pdf_attached(kj_span pdf, kj_span *file);

#endif
