/* engine/load/collect.h: what of a course goes into its pack. */
#ifndef KJ_LOAD_COLLECT_H
#define KJ_LOAD_COLLECT_H

#include "course/course.h"
#include "pack/charset.h"
#include "pack/zip.h"
#include "scene/theme.h"

typedef KJ_LIST(kj_zip_member) kj_member_list;

/* The course's files, its pictures, its theme and what that names: what it refers to, and no other
 * file of its folder.  `theme` is the course's own.  false: reported, as when they are read to be
 * played; E1102 for a path that cannot stand in a pack.  Names and bytes live in `arena`, or where
 * the course's do. */
bool kj_load_collect(const kj_course *course, const kj_theme *theme, kj_member_list *out,
                     kj_arena *arena, kj_sink *sink);

/* The characters that the course's own texts use. */
void kj_load_collect_characters(const kj_course *course, kj_charset *set);

#endif
