/* engine/lesson/drills/types.h: the drill families, one file each.  question.c holds their table.
 */
#ifndef KJ_LESSON_DRILLS_TYPES_H
#define KJ_LESSON_DRILLS_TYPES_H

#include "lesson/question.h"

extern const kj_question_type kj_drill_classify, kj_drill_next_question, kj_drill_rewrite,
    kj_drill_chain, kj_drill_rapid, kj_drill_lscpa;

#endif
