/* engine/present/phones.h: inside of the page for phones in a class: what they see, and what
 * becomes of what they send.
 *
 * Who joins with an employee number of the roster is that trainee: present (class.attended, kind
 * "live"), and each answer is the trainee's own (item.answered within the class, without `try`).
 * Any other name is a guest: votes and asks, and is nobody's record, since names identify nobody.
 * A phone hears that its vote counts once it is on disk; of a guest, and in a role-play, there is
 * nothing to be saved but the counts (class.tallied, class.chose). */
#ifndef KJ_PRESENT_PHONES_H
#define KJ_PRESENT_PHONES_H

#include "live/ballot.h"
#include "live/live.h"
#include "present/inner.h"

#define KJ_ASKED_MAX 500       /* questions of a room */
#define KJ_PHONES_TAKE_MS 150  /* what came is saved so often at most: an fsync each */
#define KJ_PHONES_SHOW_MS 1000 /* … and counted on the screens: a picture each */

typedef struct kj_phone {
    kj_span client;
    kj_span learner; /* empty: a guest */
    kj_span attempt; /* of the learner; empty: none */
} kj_phone;

struct kj_phones {
    kj_live *server; /* NULL: the page is off */
    kj_arena *arena; /* of what is kept until the class ends */
    kj_arena *call;
    /* Apart, since a role-play goes on after a question that was asked in between. */
    kj_ballot *question_ballot, *play_ballot;
    KJ_LIST(kj_phone) phones;
    size_t phone_capacity, asked_capacity;
    kj_span token, bind;        /* of the page while it was on: it comes back to the same address */
    uint64_t published;         /* presenter->changes as the phones have it */
    uint64_t taken;             /* posts, in all */
    bool woken;                 /* there is something to take */
    int64_t took_ms, showed_ms; /* monotonic */
    bool room_waits;            /* counts have changed that the screens do not show yet */
};

/* What is voted on as the room has it: `out` as phones see it (strings in `arena`), and what its
 * choices are called in events. */
typedef struct kj_phone_poll {
    kj_live_state state;
    bool play;
    kj_span object; /* the item's id, or the node's */
    kj_span ids[KJ_OPTIONS_MAX];
    uint32_t item; /* of a question */
    int64_t asked_ms;
} kj_phone_poll;
void kj_phones_poll(const kj_presenter *presenter, const kj_room *room, kj_arena *arena,
                    kj_phone_poll *out);

/* phones_take.c: takes all there is, saves it in one commit, counts, settles.  true: the counts
 * have changed. */
bool kj_phones_take(kj_presenter *presenter);

#endif
