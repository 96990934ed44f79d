/* engine/player/voice.h: the program speaks: what the page says, what is new, where the focus is.
 *
 * A key stops what is being said.  F9 switches the voice on and off, F10 says the page again; with
 * Shift they make it slower and faster. */
#ifndef KJ_PLAYER_VOICE_H
#define KJ_PLAYER_VOICE_H

#include "player/inner.h"

typedef struct kj_voice kj_voice;

/* On or off as options and settings say; where there is no voice, the session tells (session.mute).
 */
void kj_voice_sync(kj_player *player);
void kj_voice_close(kj_player *player);

/* Says what has not been said yet of what is on the screen; nothing where the voice is off. */
void kj_voice_tell(kj_player *player);
/* One sentence besides. */
void kj_voice_say(kj_player *player, kj_span text);
void kj_voice_hush(kj_player *player);
/* What was said since the last input, a line each; holds until the next one.  Empty where the voice
 * is off, too. */
kj_span kj_voice_heard(const kj_player *player);
/* The voice's own keys; false: none of them. */
bool kj_voice_key(kj_player *player, kj_key key);

#endif
