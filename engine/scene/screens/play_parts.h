/* engine/scene/screens/play_parts.h: what the pages of a role-play have in common. */
#ifndef KJ_SCENE_SCREENS_PLAY_PARTS_H
#define KJ_SCENE_SCREENS_PLAY_PARTS_H

#include "scene/screens/screens.h"

/* The person of that id; the first of the cast where there is none; NULL: an empty cast. */
const kj_person *kj_play_person(const kj_roleplay *play, kj_span id);
kj_word_id kj_mood_word(uint32_t mood);

/* What a turn begins with: what is said, or where nobody speaks what is seen. */
kj_text kj_play_opening(const kj_node *node);

/* Picture, name, mood and position; the picture takes the height that the words leave.  Returns the
 * height used. */
double kj_draw_portrait(kj_draw *draw, const kj_person *person, uint32_t mood, kj_rect box);

/* roleplay.c: who speaks now, above the gauges, or beside them where the panel lies across the
 * page; then it is at least so high. */
void kj_draw_person_panel(kj_draw *draw, const kj_roleplay *play, const kj_play *state, kj_rect box,
                          bool across);
double kj_person_panel_height(const kj_draw *draw, const kj_roleplay *play, const kj_play *state);

/* A thing said, or told. */
typedef struct kj_bubble {
    kj_span who;
    kj_text text;
    bool own; /* the learner's */
} kj_bubble;
/* Returns the height used, with the gap below. */
double kj_draw_bubble(kj_draw *draw, const kj_bubble *bubble, kj_rect box, double size);

uint32_t kj_endings_seen(const kj_roleplay *play, const kj_roleplay_record *record);
bool kj_ending_seen(const kj_roleplay_record *record, uint32_t ending);
/* `reached`: by the play that is looked at; `seen`: by any. */
void kj_draw_ending(kj_draw *draw, const kj_ending *ending, bool reached, bool seen, kj_rect box);

#endif
