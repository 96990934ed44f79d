/* engine/scene/screens/debrief.h: the pages of a debrief: the whole way as a map, and one turn of
 * it.  debrief.c picks. */
#ifndef KJ_SCENE_SCREENS_DEBRIEF_H
#define KJ_SCENE_SCREENS_DEBRIEF_H

#include "lesson/debrief.h"
#include "scene/screens/play_parts.h"

typedef struct kj_look_back {
    const kj_session *session;
    const kj_roleplay *play;
    const kj_play *state;
    const kj_debrief *debrief;
} kj_look_back;

/* Columns are turns: what could be said, the mood of the answer, the way that was left for this
 * one, how each variable went; at the right the endings. */
double kj_way_map_least(const kj_look_back *look); /* height that it needs */
void kj_draw_way_map(kj_draw *draw, const kj_look_back *look, kj_rect box);
/* The page of one turn: what could be said, and what the choice looked at would have led to. */
void kj_draw_turn_page(kj_draw *draw, const kj_look_back *look, uint32_t turn);

/* "信任 +8　剩余时间 −5分钟": what moved between two states. */
kj_span kj_moves_text(kj_draw *draw, const kj_roleplay *play, const kj_roleplay_state *before,
                      const kj_roleplay_state *after);
/* The button to the first slide of the review; false: there is none. */
bool kj_review_button(kj_draw *draw, const kj_roleplay *play, kj_button *out);

#endif
