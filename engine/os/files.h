/* engine/os/files.h: files, for shells only.  Paths are NUL-terminated, as the system wants. */
#ifndef KJ_OS_FILES_H
#define KJ_OS_FILES_H

#include "base/diag.h"

/* The whole file, at most `bytes_max`; false: reported as E0902 (or E0107) with the system's own
 * text.  The span lives in `arena` and is NUL-terminated behind its end. */
bool kj_file_read(const char *path, size_t bytes_max, kj_arena *arena, kj_span *out, kj_sink *sink);

/* Whole or not at all: written aside in the same folder, fsync, rename, fsync of the folder. */
bool kj_file_write(const char *path, kj_span bytes, kj_sink *sink);

/* The same at `relative` below the folder `root`; folders on the way are made. */
bool kj_file_write_below(const char *root, kj_span relative, kj_span bytes, kj_sink *sink);

/* Standard input to its end. */
bool kj_stdin_read(size_t bytes_max, kj_arena *arena, kj_span *out, kj_sink *sink);

/* A file mapped read-only, for fonts.  ptr NULL: it cannot be (no report: the caller tries the
 * next place). */
kj_span kj_file_map(const char *path);
/* Of a part of a mapped file: it is read soon, and whole; its pages are not needed for a while. */
void kj_file_map_expect(kj_span part);
void kj_file_map_give_back(kj_span part);

bool kj_path_is_folder(const char *path);
bool kj_file_is_open_to_others(const char *path);     /* to its group or all, in any way */
bool kj_folder_is_free(const char *path);             /* nothing is there, or an empty folder */
bool kj_folder_make(const char *path, kj_sink *sink); /* with its parents, mode 0700 */

/* Calls `visit` for every regular file below the folder, with its path from there; in no certain
 * order.  Names that begin with a dot are left out, links are not followed.  false: `visit` said
 * so, or a folder cannot be read (E0902) or lies over 16 folders deep. */
bool kj_folder_walk(const char *folder, bool (*visit)(void *ctx, const char *relative), void *ctx,
                    kj_sink *sink);

/* Opens `relative` below the folder `root`, never outside it: no absolute path, no "..", no
 * symbolic link, no device (E0209, E0210).  Reads it whole as kj_file_read does.  `at` is where
 * the course names the file. */
bool kj_file_read_below(const char *root, kj_span relative, size_t bytes_max, kj_arena *arena,
                        kj_span *out, kj_loc at, kj_sink *sink);

/* Messages on stderr, one by one: compiler style, or JSON lines when `json`.  Colour only on a
 * terminal and without NO_COLOR. */
kj_sink kj_stderr_sink(bool json);

#endif
