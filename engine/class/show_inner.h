/* engine/class/show_inner.h: one input while it is being turned into events; inside `class` only.
 */
#ifndef KJ_CLASS_SHOW_INNER_H
#define KJ_CLASS_SHOW_INNER_H

#include "class/show.h"

typedef struct kj_show_press {
    const kj_course *course;
    kj_show *show;
    const kj_class *class; /* show->class: only kj_show_commit changes it */
    const kj_show_input *input;
    kj_arena *arena;
    kj_show_outcome *out;
    kj_room_page page; /* that the room will see once the events are folded in */
    bool room;         /* its picture may change */
} kj_show_press;

/* A new event at the input's time; never more than the outcome can hold (asserted). */
kj_event *kj_show_event(kj_show_press *p, kj_event_type type, kj_span object);
/* Says on the console why not; returns false, for who refuses. */
bool kj_show_tell(kj_show_press *p, kj_word_id word);
bool kj_show_tell_of(kj_show_press *p, kj_word_id word, const kj_word_arg *args, size_t count);

/* The room becomes `next`: a question that is left, or whose distribution is shown, is tallied; a
 * cover goes when something else comes under it.  Returns true. */
bool kj_show_become(kj_show_press *p, const kj_room *next);
/* What follows from a change: a cover that lay over something else is gone, and so is the zoom. */
void kj_room_settle(const kj_room *was, kj_room *room);
/* The events made will put that page on the screen. */
void kj_show_coming(kj_show_press *p, kj_room_page page);
/* A slide as a page of its own, nothing over it. */
void kj_room_to_slide(kj_room *room, uint32_t slide, uint32_t step);
/* What lies over slide, question or role-play is taken away; false: nothing does. */
bool kj_room_uncover_page(kj_room *room);
/* The class is over. */
bool kj_show_end(kj_show_press *p);
bool kj_show_jump(kj_show_press *p, uint32_t slide, uint32_t step);
/* Whether nothing may be done to what the frozen picture shows; says so. */
bool kj_show_held(kj_show_press *p, kj_room_page page);

/* Takes out what the room must not know; counts who has answered. */
void kj_room_hide(kj_room *room);
bool kj_show_takes_several(const kj_item *item);
/* Whether the room can be asked it, with an arena that the caller resets. */
bool kj_show_can_ask_in(const kj_item *item, kj_arena *scratch);

/* ---- show_poll.c ---- */
/* The hands and phones of the question that is on, if they are not in the record yet. */
void kj_show_tally(kj_show_press *p);
bool kj_show_ask_item(kj_show_press *p, uint32_t item);
bool kj_show_vote(kj_show_press *p);
/* ---- show_play.c ---- */
bool kj_show_begin_play(kj_show_press *p, uint32_t roleplay);
bool kj_show_choose_most(kj_show_press *p);
const kj_class_play *kj_show_play(const kj_class *class, const kj_room *room); /* NULL: none */
/* The place of the role-play's N-th choice on the screen, N from 0; KJ_NONE: there is none. */
uint32_t kj_show_choice(const kj_show_press *p, uint32_t shown);
bool kj_show_play_vote(kj_show_press *p, kj_span node, kj_span choice);
/* ---- show_tools.c ---- */
bool kj_show_pointer(kj_show_press *p);
void kj_show_end_stroke(kj_show_press *p);
/* ---- show_lists.c ---- */
bool kj_show_take_row(kj_show_press *p);
bool kj_show_typed(kj_show_press *p);
bool kj_show_attend(kj_show_press *p, kj_span id);
bool kj_show_release(kj_show_press *p, kj_room_asked *asked);

/* `arg` is what stands behind the colon.  Returns whether it means something here. */
typedef bool kj_show_act(kj_show_press *p, kj_span arg);
/* show_slides.c */
kj_show_act kj_show_act_next, kj_show_act_back, kj_show_act_first, kj_show_act_last,
    kj_show_act_again, kj_show_act_return, kj_show_act_digit, kj_show_act_erase, kj_show_act_enter,
    kj_show_act_slide, kj_show_act_black, kj_show_act_white, kj_show_act_freeze,
    kj_show_act_bookmark;
/* show_lists.c */
kj_show_act kj_show_act_overview, kj_show_act_find, kj_show_act_at, kj_show_act_left,
    kj_show_act_right, kj_show_act_up, kj_show_act_down, kj_show_act_keys, kj_show_act_questions,
    kj_show_act_roleplays, kj_show_act_roster, kj_show_act_attend, kj_show_act_of_room,
    kj_show_act_release, kj_show_act_dismiss;
/* show_console.c */
kj_show_act kj_show_act_close, kj_show_act_notes, kj_show_act_pane, kj_show_act_swap,
    kj_show_act_live, kj_show_act_handout, kj_show_act_quit;
/* show_poll.c */
kj_show_act kj_show_act_ask, kj_show_act_option, kj_show_act_hand, kj_show_act_tally,
    kj_show_act_reveal, kj_show_act_compare;
/* show_play.c */
kj_show_act kj_show_act_play, kj_show_act_choice, kj_show_act_turn_back;
/* show_tools.c */
kj_show_act kj_show_act_tool, kj_show_act_undo, kj_show_act_clear, kj_show_act_unzoom;
/* show_room.c */
kj_show_act kj_show_act_countdown, kj_show_act_pick, kj_show_act_groups, kj_show_act_join;

#endif
