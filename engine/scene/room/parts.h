/* engine/scene/room/parts.h: the pages of the room, a file each, and what they share with the
 * console.  room.c picks one. */
#ifndef KJ_SCENE_ROOM_PARTS_H
#define KJ_SCENE_ROOM_PARTS_H

#include "scene/room.h"
#include "scene/screens/screens.h"

typedef struct kj_room_view {
    const kj_class *class;
    const kj_room *room;
    const kj_roster_name *names;
    size_t name_count;
} kj_room_view;

void kj_draw_room_question(kj_draw *draw, const kj_room_view *view);
void kj_draw_room_play(kj_draw *draw, const kj_room_view *view);
void kj_draw_room_countdown(kj_draw *draw, const kj_room_view *view);
void kj_draw_room_picked(kj_draw *draw, const kj_room_view *view);
void kj_draw_room_groups(kj_draw *draw, const kj_room_view *view);
void kj_draw_room_asked(kj_draw *draw, const kj_room_view *view);
void kj_draw_room_join(kj_draw *draw, const kj_room_view *view);

/* ink.c: what is drawn over a slide, which stands on the page; then the pointer, over the whole
 * screen.  `grown`: how many times larger than the page the screen shows it. */
void kj_draw_ink(kj_draw *draw, const kj_room_view *view);
void kj_draw_pointer(kj_draw *draw, kj_tool tool, double x, double y, double grown);

/* The name of somebody in the class. */
kj_span kj_room_name(const kj_room_view *view, kj_span id);

/* A question to the room as it stands: by the options' places on the screen. */
typedef struct kj_tally {
    kj_question question;
    uint32_t votes[KJ_OPTIONS_MAX], hands[KJ_OPTIONS_MAX]; /* votes: with phones */
    uint32_t alone[KJ_OPTIONS_MAX];
    bool right[KJ_OPTIONS_MAX];
    uint32_t sum, most, people; /* people: that have answered; of several choices each not known, 0
                                 */
} kj_tally;
/* false: none is on. */
bool kj_tally_of(const kj_draw *draw, const kj_class *class, const kj_room *room, kj_tally *out);

/* A role-play of the room as the functions of lesson/ want it; false: none is on. */
bool kj_room_play_of(const kj_class *class, const kj_room *room, kj_play *out);

/* A block whose stressed words have a colour of their own here. */
void kj_draw_block_stressed(kj_draw *draw, const kj_text_block *block, double x, double y,
                            kj_color_name color);

/* "05:38", or "1:05:38" from an hour on; below 0 as above it. */
kj_span kj_clock_text(kj_arena *arena, int64_t ms);

#endif
