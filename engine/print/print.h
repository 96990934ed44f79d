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

/* The hand-out of a class: what it has shown, in the order in which it was shown first, with what
 * was drawn on it; the questions where they were asked, with votes and answers, beside those of
 * self-study where five or more have answered. */
typedef struct kj_print_class_order {
    const kj_course *course;
    kj_store *store;
    kj_span class;         /* id */
    uint32_t a_page;       /* 1, 2, 3, 6 on A4, as kj_handout; 0: each a page of the room's shape */
    const kj_theme *theme; /* as it was shown in; NULL: light */
    const kj_words *words;
} kj_print_class_order;

/* false: reported; no such class, or one of another course: E0804; nothing shown: E0805. */
bool kj_print_class(const kj_print_class_order *order, kj_span *pdf, kj_arena *arena,
                    kj_sink *sink);

#endif
