/* engine/lesson/items/types.h: the item types, one file each.  question.c holds their table. */
#ifndef KJ_LESSON_ITEMS_TYPES_H
#define KJ_LESSON_ITEMS_TYPES_H

#include "lesson/question.h"

extern const kj_question_type kj_item_single, kj_item_multiple, kj_item_true_false, kj_item_order,
    kj_item_match, kj_item_categorise, kj_item_numeric, kj_item_fill_in, kj_item_hotspot,
    kj_item_case, kj_item_short_answer;

#endif
