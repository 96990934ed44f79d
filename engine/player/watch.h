/* engine/player/watch.h: `play --watch`: a saved file of the course shows in the running player. */
#ifndef KJ_PLAYER_WATCH_H
#define KJ_PLAYER_WATCH_H

#include "player/inner.h"

#define KJ_WATCH_MS 40 /* how often the shell asks; what was saved is read at the second asking */

typedef struct kj_player_watch kj_player_watch;

bool kj_player_watch_open(kj_player *player); /* false: reported */
void kj_player_watch_close(kj_player *player);

/* Whether something was read, right or wrong: the page is to be drawn anew, and what was kept of
 * the course or of its lesson is gone.  Never waits. */
bool kj_player_watch_step(kj_player *player);
/* Reads the course now.  false: it is wrong; session.wrong says what, and the old one plays on. */
bool kj_player_watch_read(kj_player *player);

#endif
