/* engine/load/files.h: where the files of a course lie: in a folder or in a pack.
 *
 * Whoever reads a file of a course reads it through this, never outside of it; what it lies in is
 * nobody else's business. */
#ifndef KJ_LOAD_FILES_H
#define KJ_LOAD_FILES_H

#include "pack/pack.h"

typedef struct kj_files {
    const char *folder;  /* NULL: they are in the pack */
    const kj_pack *pack; /* NULL: they are in the folder */
} kj_files;

/* `path` is a course's folder, its course.json, or a pack (.kej).  NULL: reported; where there is
 * no course at all, E0902; of a pack as pack.h says.  Lives in `arena`. */
const kj_files *kj_files_open(const char *path, kj_arena *arena, kj_sink *sink);
/* A folder that need not hold a course. */
const kj_files *kj_files_of_folder(const char *folder, kj_arena *arena);

/* A file, whole; its path is relative to the course, with '/'.  false: reported at `at`: E0209
 * where it leads out, E0210 where it cannot be read, E0107, or E1103 in a damaged pack.  The bytes
 * live in `arena`, those of a pack until the program ends. */
bool kj_files_read(const kj_files *files, kj_span path, size_t bytes_max, kj_loc at,
                   kj_arena *arena, kj_span *out, kj_sink *sink);

/* Calls `visit` for every file, also those that the course does not name, with its path; in no
 * certain order.  false: `visit` said so, or a folder cannot be read (os/files.h). */
bool kj_files_each(const kj_files *files, bool (*visit)(void *ctx, const char *path), void *ctx,
                   kj_sink *sink);

#endif
