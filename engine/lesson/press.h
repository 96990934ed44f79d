/* engine/lesson/press.h: one input while it is being turned into events; inside `lesson` only. */
#ifndef KJ_LESSON_PRESS_H
#define KJ_LESSON_PRESS_H

#include "lesson/draft.h"

typedef struct kj_press {
    const kj_course *course;
    kj_session *session;
    const kj_lesson *lesson; /* session->lesson: only kj_session_commit changes it */
    const kj_input *input;
    kj_arena *arena;
    kj_outcome *out;
} kj_press;

/* A new event at the input's time; never more than the outcome can hold (asserted). */
kj_event *kj_press_event(kj_press *press, kj_event_type type, kj_span object);

/* What the screen shows now. */
bool kj_at_question(const kj_session *session); /* not answered yet */
bool kj_at_feedback(const kj_session *session);
bool kj_at_place(const kj_session *session, kj_place_kind place);
bool kj_session_covered(const kj_session *session); /* help, a slide looked at … lies above */

/* The question that the unfinished answer belongs to: of a case the one on the screen. */
const kj_question *kj_sub_question(const kj_session *session, const kj_question *whole);
kj_draft *kj_sub_draft(kj_session *session, const kj_question *whole);

/* An act: `arg` is what stands behind the colon, empty if there is no colon.  Returns whether it
 * means something here. */
typedef bool kj_act(kj_press *press, kj_span arg);
/* session_move.c */
kj_act kj_act_home, kj_act_continue, kj_act_part, kj_act_slide, kj_act_test, kj_act_drill,
    kj_act_calm, kj_act_final, kj_act_review, kj_act_more, kj_act_next, kj_act_back, kj_act_again;
/* session_answer.c */
kj_act kj_act_option, kj_act_target, kj_act_up, kj_act_down, kj_act_move, kj_act_clear,
    kj_act_submit, kj_act_caret, kj_act_select, kj_act_sub, kj_act_retry, kj_act_undo,
    kj_act_contest, kj_act_sure;
bool kj_press_text(kj_press *press);
bool kj_press_edit(kj_press *press);
bool kj_press_timeout(kj_press *press);
/* session_play.c */
kj_act kj_act_cover, kj_act_roleplay, kj_act_fresh, kj_act_hard, kj_act_choice, kj_act_turn,
    kj_act_look, kj_act_replay;
void kj_press_start_play(kj_press *press, uint32_t roleplay, bool hard);
void kj_press_end_play(kj_press *press, const kj_roleplay *play, uint32_t ending);
/* session_own.c */
kj_act kj_act_set, kj_act_bookmark;
void kj_press_own(kj_press *press, kj_own own); /* a change; copied into the press's arena */
/* session_beside.c */
kj_act kj_act_screen, kj_act_list, kj_act_missed, kj_act_term, kj_act_note, kj_act_newline,
    kj_act_plan;
/* The text control of a page beside the lesson; NULL: it has none, or something lies above. */
const kj_draft *kj_beside_field(const kj_session *session);
kj_draft *kj_beside_typed(kj_session *session); /* the same, whatever lies above */
bool kj_beside_text(kj_press *press);
bool kj_beside_edit(kj_press *press);
bool kj_beside_writes(const kj_session *session); /* such a page, or that of who.h */
bool kj_beside_close(kj_press *press);
/* A note that is written for long enough, or being left (`was` the screen before the input), is
 * saved. */
void kj_press_save_note(kj_press *press, kj_screen was);
/* who.c */
kj_act kj_act_people, kj_act_who, kj_act_newcomer, kj_act_fill, kj_act_digit, kj_act_erase,
    kj_act_pin;
bool kj_who_close(kj_press *press);
bool kj_who_submit(kj_press *press);
bool kj_who_timeout(kj_press *press);
bool kj_who_takes(kj_act *act); /* whether it means something on that page */
/* session.c */
kj_act kj_act_peek, kj_act_close, kj_act_help, kj_act_sheet, kj_act_quit;

/* The slide that is being left without another event has been looked at long enough: say so. */
void kj_press_leave_slide(kj_press *press);

/* "3" → 3; false: no number below `bound`, and `out` is as it was. */
bool kj_read_index(kj_span text, uint32_t bound, uint32_t *out);

#endif
