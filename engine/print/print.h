/* engine/print/print.h: what goes on paper from the record, as PDF.
 *
 * A folder of its own, since neither side may know the other: a report knows no page, and a scene
 * no record.  Pages are display lists like all others, in half points of A4. */
#ifndef KJ_PRINT_PRINT_H
#define KJ_PRINT_PRINT_H

#include "report/report.h"
#include "scene/scene.h"

/* Any report: A4 across, tables over as many pages as they need, with their heads on each. `course`
 * gives its fonts; NULL: the system's.  false: reported. */
bool kj_print_report(const kj_report_result *report, const kj_course *course, kj_span *pdf,
                     kj_arena *arena, kj_sink *sink);

#endif
