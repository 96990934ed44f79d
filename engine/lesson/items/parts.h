/* engine/lesson/items/parts.h: what item types and drill families have in common.
 *
 * Responses come from records, too: they may name what is not there, name it twice, or lack it.
 * The first mention counts, the rest is ignored. */
#ifndef KJ_LESSON_ITEMS_PARTS_H
#define KJ_LESSON_ITEMS_PARTS_H

#include "lesson/question.h"

/* An option with a verdict of its own: single, multiple. */
typedef struct kj_item_option {
    kj_at at;
    kj_span id;
    kj_text text;
    bool right;
    kj_text feedback;
} kj_item_option;
typedef KJ_LIST(kj_item_option) kj_item_options;
extern const kj_object kj_object_item_option;

/* An id and a text: steps, bins, further targets, choices. */
typedef struct kj_item_label {
    kj_at at;
    kj_span id;
    kj_text text;
} kj_item_label;
typedef KJ_LIST(kj_item_label) kj_item_labels;
extern const kj_object kj_object_item_label;

/* Index of the first value equal to `id`; SIZE_MAX: none. */
size_t kj_response_find(const kj_response *response, kj_span id);
/* The right side of the first "left=right"; empty: none. */
kj_span kj_response_pair(const kj_response *response, kj_span left);
/* What stands behind "id:" in the first value that begins so; empty: none. */
kj_span kj_response_under(const kj_response *response, kj_span id);
/* The first value without white space at its ends; empty: none. */
kj_span kj_response_text(const kj_response *response);

void kj_question_option(kj_question *question, kj_span id, kj_text text);
void kj_question_target(kj_question *question, kj_span id, kj_text text);
kj_option_verdict *kj_verdict_option(kj_verdict *out, kj_span id, kj_mark_of mark);
/* The mark of an option that was chosen or not, and is right or not. */
kj_mark_of kj_mark_for(bool chosen, bool right);

/* Says what to do instead of judging. */
void kj_verdict_refuse(kj_verdict *out, kj_word_id next);
/* All or nothing: one point. */
void kj_verdict_whole(kj_verdict *out, bool right);

/* Plain text; and two texts one after the other, marks included. */
kj_text kj_text_of(kj_span plain);
kj_text kj_text_join(kj_text a, kj_text b, kj_arena *arena);

/* How a typed answer is compared: half-width, small letters, no white space, no quotation marks,
 * no full stop at the end. */
kj_span kj_answer_fold(kj_span text, kj_arena *arena);

kj_span kj_number_text(size_t number, kj_arena *arena);

#endif
