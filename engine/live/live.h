/* engine/live/live.h: a class's page for the phones in the room, over the room's own network.
 *
 * A small HTTP server in one thread of its own.  It serves one page and takes three things: who
 * joins, what they choose, what they ask.  It decides nothing and saves nothing; the shell does:
 *
 *   a phone's POST → an event → wake() → the shell takes all there is (kj_live_take), saves it in
 *   one go, then settles each (kj_live_settle) → only now the phone hears that it counted.
 *
 * What the phones see is a value that the shell publishes (kj_live_publish); before it says
 * `revealed`, neither answer nor tally leaves this computer.
 *
 * All functions here are for one thread, the shell's.  HTTP is plain: the token in the address
 * keeps out who is not in the room, not who listens to its radio. */
#ifndef KJ_LIVE_LIVE_H
#define KJ_LIVE_LIVE_H

#include "base/diag.h"
#include "base/words.h"
#include "lesson/question.h"

#define KJ_LIVE_TOKEN_LEN 20  /* digits and lower-case letters without i, l, o, u: 100 bits */
#define KJ_LIVE_CLIENT_LEN 32 /* hexadecimal, 128 bits */
#define KJ_LIVE_POLL_MAX 64   /* bytes of a poll's name */
#define KJ_LIVE_NAME_MAX 64   /* bytes of a name or employee number */
#define KJ_LIVE_ASK_MAX 600   /* bytes of a question, 200 Han characters */

typedef struct kj_live kj_live;

typedef struct kj_live_options {
    /* "ADDRESS:PORT", "ADDRESS", ":PORT" or empty: an IPv4 address of this computer, and no other
     * is listened on; without one that of the room's network is found, Wi-Fi first.  Without a
     * port the system chooses one. */
    kj_span bind;
    /* Of a class that had its page before: so phones that have joined go on (kj_live_token). Empty:
     * a new one. */
    kj_span token;
    kj_span title;         /* of the course */
    kj_span group;         /* which class: its date; may be empty */
    const kj_words *words; /* language of the page */
    /* Called in the server's thread once there is something to take, and not again before it was
     * taken; a burst of answers makes one call.  It must do no more than wake the shell's loop
     * (SDL_PushEvent may be called from any thread).  NULL: the shell looks by itself. */
    void (*wake)(void *ctx);
    void *ctx;
} kj_live_options;

/* false: `bind` is none, reported (E0901). */
bool kj_live_can_bind(kj_span bind, kj_sink *sink);

/* NULL: reported (E0901 for a `bind` that is none, E0906 where the network refuses).  Strings are
 * copied. */
kj_live *kj_live_open(const kj_live_options *options, kj_sink *sink);
/* Phones are told that the page is off.  What was not settled is not counted: phones send it again
 * if the class comes back under the same token and port.  NULL is fine. */
void kj_live_close(kj_live *live);

/* "http://192.168.1.23:40123/TOKEN" */
kj_span kj_live_url(const kj_live *live);
kj_span kj_live_token(const kj_live *live);
uint16_t kj_live_port(const kj_live *live);

typedef enum kj_live_page {
    KJ_LIVE_WAIT, /* nothing to do but to look up */
    KJ_LIVE_QUESTION,
    KJ_LIVE_PLAY, /* a role-play: the room votes on what to say next */
    KJ_LIVE_COUNTDOWN
} kj_live_page;

typedef struct kj_live_choice {
    kj_span text;
    uint32_t votes; /* hands and phones; these two are for phones only when `revealed` */
    bool right;
} kj_live_choice;

typedef struct kj_live_state {
    kj_live_page page;
    /* Names what is voted on: votes carry it back.  The id of class.asked; of a role-play also its
     * turn.  The same name: it is still the same vote. */
    kj_span poll;
    uint32_t number;                        /* of the question in this class, from 1; 0: not said */
    kj_span quote, by;                      /* a customer's line; may be empty */
    kj_span stem;                           /* what is asked */
    kj_live_choice choices[KJ_OPTIONS_MAX]; /* in the order in which the room sees them */
    uint32_t choice_count;
    bool several;            /* more than one may be chosen */
    bool open;               /* votes are taken, and may be changed */
    bool revealed;           /* … are over: tally and answer are shown */
    int64_t until_ms;        /* COUNTDOWN: its end, wall clock */
    kj_span asked, asked_by; /* a question of the room that was released; may be empty */
} kj_live_state;

/* What phones see from now on; copied.  Before the first one votes have to wait.  Of a state that
 * says the same nothing is sent. */
void kj_live_publish(kj_live *live, const kj_live_state *state);

typedef enum kj_live_kind { KJ_LIVE_JOINED, KJ_LIVE_VOTED, KJ_LIVE_ASKED } kj_live_kind;

typedef struct kj_live_event {
    kj_live_kind kind;
    uint64_t ticket; /* for kj_live_settle */
    kj_span client;  /* which phone: the same after it was reloaded or out of reach */
    kj_span name;    /* what was given on joining: an employee number or a name, trimmed UTF-8
                        without control characters */
    kj_span poll;    /* VOTED: of the state's */
    uint32_t chosen; /* VOTED: a bit a choice, by its place in the state; never 0 */
    kj_span text;    /* ASKED: as `name`, on one line */
} kj_live_event;
typedef KJ_LIST(kj_live_event) kj_live_event_list;

/* What has come since the last call, in its order.  Each event comes once, and each needs its
 * settling: a phone waits.  A vote that a phone changed comes as another VOTED of the same client
 * and poll, and replaces the first.  Strings live in `arena`. */
void kj_live_take(kj_live *live, kj_arena *arena, kj_live_event_list *out);

typedef enum kj_live_outcome {
    KJ_LIVE_SAVED,   /* is on disk: it counts */
    KJ_LIVE_UNSAVED, /* could not be written: the phone sends it again */
    KJ_LIVE_REFUSED  /* has no place: the question is over */
} kj_live_outcome;
/* Within five seconds of its coming; later the phone has sent it again, and hears it then. */
void kj_live_settle(kj_live *live, uint64_t ticket, kj_live_outcome outcome);

/* How many phones have joined, and were heard of in the last minute. */
typedef struct kj_live_figures {
    uint32_t joined, near;
    uint64_t requests, refused; /* refused: wrong address, too many, too large, malformed */
} kj_live_figures;
kj_live_figures kj_live_counts(kj_live *live);

#endif
