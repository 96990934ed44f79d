/* engine/author/stats.h: a course in figures: what it holds, how its items are spread and keyed,
 * how much there is to read. */
#ifndef KJ_AUTHOR_STATS_H
#define KJ_AUTHOR_STATS_H

#include "course/course.h"
#include "report/report.h"

/* As tables, for any format of reports. */
void kj_stats_report(const kj_course *course, kj_arena *arena, kj_report_result *out);

#endif
