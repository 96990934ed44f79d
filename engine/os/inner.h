/* engine/os/inner.h: what the files of this folder share; for them only. */
#ifndef KJ_OS_INNER_H
#define KJ_OS_INNER_H

#include "base/diag.h"

typedef enum kj_read_result { KJ_READ_OK, KJ_READ_TOO_LARGE, KJ_READ_FAILED } kj_read_result;

/* Everything from an open descriptor, at most `bytes_max`; KJ_READ_FAILED leaves errno. */
kj_read_result kj_read_all(int fd, size_t bytes_max, kj_arena *arena, kj_span *out);

/* Opened without waiting for the other side of a pipe; folders are refused.  -1: errno says why. */
int kj_open_to_read(int folder, const char *name, int more_flags);

#endif
