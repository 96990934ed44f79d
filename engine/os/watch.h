/* engine/os/watch.h: whether anything below a folder has been saved since it was last asked. */
#ifndef KJ_OS_WATCH_H
#define KJ_OS_WATCH_H

#include "base/diag.h"

typedef struct kj_watch kj_watch;

/* Of the folder and those below it, which may come later; names that begin with a dot or end with
 * a tilde (what editors keep beside a file) do not count.  NULL: reported (E0902). */
kj_watch *kj_watch_new(const char *folder, kj_sink *sink);
void kj_watch_free(kj_watch *watch); /* NULL is fine */

/* Never waits. */
bool kj_watch_changed(kj_watch *watch);

#endif
