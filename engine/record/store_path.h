/* engine/record/store_path.h: where the store is when nobody says it. */
#ifndef KJ_RECORD_STORE_PATH_H
#define KJ_RECORD_STORE_PATH_H

#include "base/diag.h"

/* `given` (may be NULL or ""), else $KEJIAN_STORE, else $XDG_DATA_HOME/kejian/records.db, else
 * ~/.local/share/kejian/records.db.  NULL: there is no home; reported as E0702. */
const char *kj_store_path(const char *given, kj_arena *arena, kj_sink *sink);

#endif
