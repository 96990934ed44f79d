/* tests/player/kit.h: a lesson of the little course in course/, with a store of its own. */
#ifndef KJ_TESTS_PLAYER_KIT_H
#define KJ_TESTS_PLAYER_KIT_H

#include "os/scratch.h"
#include "player/inner.h"

typedef struct kj_player_kit {
    scratch *scratch;
    kj_play_options options;
    kj_player player;
} kj_player_kit;

/* The store is "store.db" in the test's folder; a fixed clock and seed. */
kj_play_options kj_kit_options(const scratch *s);
void kj_kit_open(kj_player_kit *kit, scratch *s);
void kj_kit_open_course(kj_player_kit *kit, scratch *s, const char *folder);
void kj_kit_close(kj_player_kit *kit);
/* Opens with the kit's options, plays the text as a script, closes; the exit code, and what was
 * said. */
int kj_kit_run(kj_player_kit *kit, scratch *s, const char *script, kj_span *said);
/* The same with the options as they are. */
int kj_kit_play(scratch *s, const char *script, kj_span *said);

#endif
