/* engine/player/timer.h: what time it is for a shell: real, running from a given instant, or moved
 * by a script. */
#ifndef KJ_PLAYER_TIMER_H
#define KJ_PLAYER_TIMER_H

#include "player/player.h"

typedef struct kj_timer {
    enum { KJ_TIMER_REAL, KJ_TIMER_GIVEN, KJ_TIMER_STEPPED } kind;
    kj_time began;
    int64_t began_ns;
    int64_t moved_ms; /* how far a script has moved it */
} kj_timer;

kj_timer kj_timer_begin(const kj_play_options *options);
kj_time kj_timer_now(const kj_timer *timer);

#endif
