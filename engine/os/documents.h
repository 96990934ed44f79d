/* engine/os/documents.h: where a person keeps documents. */
#ifndef KJ_OS_DOCUMENTS_H
#define KJ_OS_DOCUMENTS_H

#include "base/arena.h"

/* The folder of documents as xdg-user-dirs keeps it (XDG_DOCUMENTS_DIR in user-dirs.dirs of
 * $XDG_CONFIG_HOME, else ~/.config) where that folder is there, else $HOME; empty: there is no
 * home.  NUL-terminated, in `arena`. */
kj_span kj_documents_folder(kj_arena *arena);

/* The folder that a text of that form names, of these two ways only: "$HOME/…" and "/…", both in
 * quotation marks; a backslash takes the next character as it is.  Empty: none. */
kj_span kj_documents_read(kj_span user_dirs, kj_span home, kj_arena *arena);

#endif
