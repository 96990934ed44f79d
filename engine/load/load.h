/* engine/load/load.h: a course becomes a kj_course, for every shell that needs one.
 *
 * It knows the forms that lesson and scene bring and hands them to the reader.  `path` is a
 * course's folder, its course.json, or a pack of it, FILE.kej; files.h reads their files alike, and
 * the course remembers where they are (kj_course.files). */
#ifndef KJ_LOAD_LOAD_H
#define KJ_LOAD_LOAD_H

#include "course/read.h"
#include "paint/paint.h"

/* NULL: reported.  Where there is no course at all, E0902, a failure of the surroundings; E11…
 * where a pack is not as it was packed. */
const kj_course *kj_load_course(const char *path, kj_arena *arena, kj_sink *sink);

/* The same without hashing a pack's members, for a window that is to open as soon as of a folder
 * (350 MB a second); when it stands, kj_load_proof gives what is to be proved then: NULL, nothing.
 */
const kj_course *kj_load_course_later_proved(const char *path, kj_arena *arena, kj_sink *sink);
struct kj_pack_proof *kj_load_proof(const kj_course *course, kj_arena *arena, kj_sink *sink);

/* All forms of this program, for the schema. */
#define KJ_LOAD_FORMS 3
kj_tables kj_load_tables(kj_forms out[KJ_LOAD_FORMS]);

/* The course's pictures and the theme's logo, for a painter; `theme` may be NULL and is kept. */
kj_picture_source kj_load_pictures(const kj_course *course, const kj_theme *theme, kj_arena *arena);

/* What to draw with: `asked` is a built-in theme's name or a JSON file as the user names it; where
 * it is empty, the course's own theme, whose file is one of the course.  NULL: reported; a file
 * that cannot be read as E0902 or, of the course, E0210; a logo as E0601 or E0602.  The theme lives
 * in `arena`. */
const kj_theme *kj_load_theme(const kj_course *course, kj_span asked, kj_arena *arena,
                              kj_sink *sink);

/* The fonts to set a course with: a pack's own, with the system's behind them; else the system's
 * (E0603 where a role has none).  Before them, the theme's: false where one of them is missing
 * (E0601) or is no font (E0607).  `theme` may be NULL; `before`: as in os/fontfiles.h, for whoever
 * loads anew. */
bool kj_load_fonts(const kj_course *course, const kj_theme *theme, const kj_font_files *before,
                   kj_font_files *files, kj_arena *arena, kj_sink *sink);

/* Whether each picture that the course names is there (E0601) and can be painted (E0602). */
void kj_load_check_pictures(const kj_course *course, kj_sink *sink);

#endif
