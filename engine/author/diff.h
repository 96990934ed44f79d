/* engine/author/diff.h: two versions of a course: what is new to learners, what it means for
 * records.
 *
 * Things are the same by their id, which is what records hold; so a changed id is a removal and an
 * addition, and said to be so where the content is alike.  Whether an answer is judged otherwise is
 * found by judging it: the old key by the new version, and the new key by the old one. */
#ifndef KJ_AUTHOR_DIFF_H
#define KJ_AUTHOR_DIFF_H

#include "course/course.h"
#include "report/report.h"

/* Compared once, in `arena`; the courses must outlive it. */
typedef struct kj_diff kj_diff;
const kj_diff *kj_diff_new(const kj_course *old, const kj_course *new, kj_arena *arena);

/* As tables, for any format of reports, in the same arena.  `out->tables` holds "changes", one row
 * a thing. */
void kj_diff_report(const kj_diff *diff, kj_report_result *out);

/* What the author may have overlooked, at its place in the new version (W0504): a version that
 * stands still although something changed, another course id, ids that were renamed. */
void kj_diff_check(const kj_diff *diff, kj_sink *sink);

#endif
