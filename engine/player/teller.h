/* engine/player/teller.h: what of the page has not been told yet: for the voice and the terminal.
 */
#ifndef KJ_PLAYER_TELLER_H
#define KJ_PLAYER_TELLER_H

#include "player/inner.h"
#include "scene/speak.h"

/* Keeps what it has told of; owned by who tells. */
typedef struct kj_teller {
    kj_arena *arenas[2];
    unsigned turn;
    kj_reading reading; /* as last told */
    kj_view view;
    char focus[KJ_ACTION_MAX];
    bool begun;
} kj_teller;

void kj_teller_open(kj_teller *teller);
void kj_teller_close(kj_teller *teller);

/* What is new on the page, and where the focus has come to; holds until the next call. */
kj_news_list kj_teller_news(kj_teller *teller, const kj_player *player);
/* The whole page once more. */
kj_news_list kj_teller_again(kj_teller *teller);

#endif
