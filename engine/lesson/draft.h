/* engine/lesson/draft.h: editing the unfinished answer to one question, by its control.
 *
 * Inside `lesson`, and for what a presenter types (class/): else session.h is the way in.  Every
 * function says whether the act meant something; if not, the draft is as it was. */
#ifndef KJ_LESSON_DRAFT_H
#define KJ_LESSON_DRAFT_H

#include "lesson/session.h"

void kj_draft_reset(kj_draft *draft);

bool kj_draft_option(kj_draft *draft, const kj_question *question, kj_span id);
bool kj_draft_target(kj_draft *draft, const kj_question *question, kj_span id);
/* Within an order: what is not placed yet is placed first, as it stands on the screen. */
bool kj_draft_shift(kj_draft *draft, const kj_question *question, kj_span id, bool up);
/* Within an order or a chain: to that place, from 1; what stands there and behind makes room.  In
 * an order, what is not placed yet is placed first; in a chain the card may come anew. */
bool kj_draft_move(kj_draft *draft, const kj_question *question, kj_span id, uint32_t place);
/* CHAIN: takes the last one back; else all. */
bool kj_draft_clear(kj_draft *draft, const kj_question *question);

bool kj_draft_takes_text(const kj_question *question);
/* As much of `text` as leaves at most `max_bytes`; characters that a record refuses are left out.
 * Carets move by what looks like one character (combining marks, variation selectors, joiners). */
bool kj_draft_insert(kj_draft *draft, kj_span text, size_t max_bytes);
/* The same for a text of several lines: line feeds stay. */
bool kj_draft_insert_lines(kj_draft *draft, kj_span text, size_t max_bytes);
bool kj_draft_edit(kj_draft *draft, kj_edit edit);
/* The caret to the start of the character that byte `at` belongs to; `select`: the anchor stays. */
bool kj_draft_caret(kj_draft *draft, size_t at, bool select);

/* draft_undo.c.  Remembers that `removed` gave way to `inserted` at byte `at`, before it is done;
 * what was undone is forgotten.  Typing and erasing in one go are undone in one go, up to a mark.
 */
void kj_draft_remember(kj_draft *draft, size_t at, kj_span removed, kj_span inserted);
/* Puts `with` where `len` bytes stand at `at`, the caret behind it; nothing is remembered. */
void kj_draft_put(kj_draft *draft, uint32_t at, uint32_t len, kj_span with);
bool kj_draft_undo(kj_draft *draft);
bool kj_draft_redo(kj_draft *draft);

/* Appends the draft's values, each behind `prefix` (of a case: "sub:"), as long as the limits of
 * an event allow.  Returns whether the draft is complete and all of it found room. */
typedef struct kj_values {
    kj_span values[KJ_RESPONSES_MAX];
    size_t count, bytes;
} kj_values;
bool kj_draft_values(const kj_draft *draft, const kj_question *question, kj_span prefix,
                     kj_values *out, kj_arena *arena);

#endif
