/* engine/load/load.h: a course on disk becomes a kj_course, for every shell that needs one.
 *
 * It knows the forms that lesson and scene bring and hands them to the reader; files are read
 * through os, never outside the course folder.  `path` is that folder or its course.json; it is
 * not kept, but for kj_load_pictures, whose copy lives in the arena given. */
#ifndef KJ_LOAD_LOAD_H
#define KJ_LOAD_LOAD_H

#include "course/read.h"
#include "paint/paint.h"

/* NULL: reported.  Where there is no course at all, E0902, a failure of the surroundings. */
const kj_course *kj_load_course(const char *path, kj_arena *arena, kj_sink *sink);

/* All forms of this program, for the schema. */
#define KJ_LOAD_FORMS 3
kj_tables kj_load_tables(kj_forms out[KJ_LOAD_FORMS]);

/* The course's pictures and the theme's logo, for a painter; `theme` may be NULL and is kept. */
kj_picture_source kj_load_pictures(const char *path, const kj_theme *theme, kj_arena *arena);

/* What to draw with: `asked` is a built-in theme's name or a JSON file as the user names it; where
 * it is empty, the course's own theme, whose file is one of the course.  NULL: reported; a file
 * that cannot be read as E0902 or, of the course, E0210; a logo as E0601 or E0602.  The theme lives
 * in `arena`. */
const kj_theme *kj_load_theme(const kj_course *course, const char *path, kj_span asked,
                              kj_arena *arena, kj_sink *sink);

/* Puts the theme's own fonts before those that were found; false: one of them is missing (E0601) or
 * is no font (E0607). */
bool kj_load_fonts(const kj_theme *theme, kj_font_files *files, kj_arena *arena, kj_sink *sink);

/* Whether each picture that the course names is there (E0601) and can be painted (E0602). */
void kj_load_check_pictures(const kj_course *course, const char *path, kj_sink *sink);

#endif
