/* engine/course/read.h: the texts of a course's files become a kj_course, or located messages.
 *
 * Pure: the caller (os, a test, a fuzzer) reads files; paths stay inside the course folder because
 * the caller's `load` sees to it.  All errors of a run are reported, not the first one only. */
#ifndef KJ_COURSE_READ_H
#define KJ_COURSE_READ_H

#include "course/course.h"

/* The tables that lesson and scene bring. */
typedef struct kj_tables {
    const kj_forms *forms; /* "visual", "item", "drill" */
    size_t count;
} kj_tables;

typedef struct kj_loader {
    /* Gives the bytes of `path` (relative, '/'), or false after a report at `at`. */
    bool (*load)(void *ctx, kj_span path, kj_loc at, kj_arena *arena, kj_span *out, kj_sink *sink);
    void *ctx;
    const struct kj_files *files; /* goes into the course as it is; may be NULL */
} kj_loader;

/* Limits, stated in the schema too. */
#define KJ_COURSE_FILE_BYTES_MAX ((size_t)64 << 20)
#define KJ_COURSE_SLIDES_MAX 20000
#define KJ_COURSE_ITEMS_MAX 20000
#define KJ_COURSE_PARTS_MAX 200
#define KJ_COURSE_ROLEPLAYS_MAX 200
#define KJ_COURSE_MESSAGES_MAX 1000 /* of one reading; then one more says so, and it ends */

/* Reads course.json through the loader, then the parts and role-plays that it names, and checks
 * references, uniqueness and the forms' own rules.  NULL: not a valid course; everything wrong is
 * reported.  The result lives in `arena`. */
const kj_course *kj_course_read(const kj_loader *loader, const kj_tables *tables, kj_arena *arena,
                                kj_sink *sink);

/* What a careful editor would refuse and a player would not mind: missing notes or alt, an
 * objective that nothing teaches or tests, keys always in one place, half-width punctuation …
 * Role-plays are proved by lesson, and whether content fits by scene. */
void kj_course_check_strict(const kj_course *course, kj_sink *sink);

/* JSON Schema (draft 2020-12) of course.json, a part, a role-play: one document with $defs and a
 * top-level `oneOf`, from the same tables. */
kj_span kj_course_schema(const kj_tables *tables, kj_arena *arena);

#endif
