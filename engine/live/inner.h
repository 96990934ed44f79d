/* engine/live/inner.h: what the files of this folder share.
 *
 * Two threads: the shell's, which calls live.h, and the server's.  What both touch lies under
 * `lock`, held for microseconds; HTTP itself is the server's alone. */
#ifndef KJ_LIVE_INNER_H
#define KJ_LIVE_INNER_H

#include "live/limit.h"
#include "live/live.h"
#include "live/wire.h"

#include <microhttpd.h>
#include <pthread.h>

#define CLIENTS_MAX 1024u
#define POSTS_KEPT 4u /* of a phone: those in flight, and the last ones if they come again */
#define POSTS_MAX ((size_t)CLIENTS_MAX * POSTS_KEPT)
#define CONNECTIONS_MAX 640
#define CONNECTIONS_PER_ADDRESS 448 /* a whole room behind one router */
#define BODY_MAX 2048
#define HEADERS_MAX 8192 /* MHD's memory of a connection: request line, headers, answer's head */

#define POLL_MS 25000  /* a phone waits so long for news */
#define SETTLE_MS 5000 /* … and so long for the shell to have saved */
#define READ_MS 15000  /* a request is there whole, and its answer gone, within */
#define CROWDED_MS \
    2000             /* … where more than half of all connections are taken, unless of a phone \
                        that has joined */
#define GATHER_MS 40 /* a burst of posts wakes the shell once */
#define NEAR_MS 60000

/* A phone that has joined has its own; others share what their address may. */
#define CLIENT_RATE ((kj_rate){.burst = 30, .per_1000s = 6000})
#define SLOW_RATE ((kj_rate){.burst = 6, .per_1000s = 100}) /* joining and asking */
#define ADDRESS_RATE ((kj_rate){.burst = 800, .per_1000s = 200000})

typedef enum post_state {
    POST_NONE,
    POST_QUEUED,
    POST_TAKEN, /* by the shell */
    POST_SAVED,
    POST_UNSAVED,
    POST_REFUSED
} post_state;

typedef struct post {
    post_state state;
    kj_live_kind kind;
    uint64_t seq, ticket;
    uint32_t waiter; /* connection that waits for it, from 1; 0: none */
    uint32_t chosen;
    uint8_t poll_len;
    uint16_t text_len;
    char poll[KJ_LIVE_POLL_MAX];
    char text[KJ_LIVE_ASK_MAX]; /* the question, or the name */
} post;

typedef struct client {
    bool joined;
    uint8_t name_len;
    char name[KJ_LIVE_NAME_MAX];
    int64_t seen_ms;
    uint64_t seqs[KJ_LIVE_ASKED + 1]; /* of each kind the highest that came */
    kj_bucket bucket, slow;
    uint32_t waiter; /* its connection that waits for news, from 1; 0: none */
    struct {         /* what counts of its votes: the page shows it again after a reload */
        char poll[KJ_LIVE_POLL_MAX];
        uint8_t poll_len;
        uint32_t chosen;
        uint64_t seq;
    } vote;
    post posts[POSTS_KEPT];
} client;

typedef enum route { ROUTE_PAGE, ROUTE_STATE, ROUTE_JOIN, ROUTE_VOTE, ROUTE_ASK } route;

typedef enum phase {
    PHASE_FREE,     /* no connection */
    PHASE_READING,  /* idle, or a request is coming or being answered */
    PHASE_NEWS,     /* suspended: until the state changes */
    PHASE_SETTLING, /* suspended: until the shell has settled a post */
    PHASE_GO_ON     /* resumed, to be answered */
} phase;

typedef struct connection {
    struct MHD_Connection *mhd;
    phase phase;
    phase waited; /* GO_ON: for what */
    route route;
    int fd;
    uint32_t address;
    int64_t since_ms; /* READING: since when */
    int64_t due_ms;   /* NEWS, SETTLING */
    bool known;       /* its last request was of a phone that has joined */
    char client[KJ_LIVE_CLIENT_LEN];
    bool has_client;
    uint32_t client_at; /* SETTLING, NEWS: its place */
    uint32_t post_at;
    uint64_t ticket;
    uint32_t version; /* NEWS: that it has */
    size_t body_len;
} connection;

struct kj_live {
    kj_arena *arena; /* of what stands here, until the end */
    kj_span token, url;
    uint16_t port;
    kj_span page_before, page_after; /* around the phone's id */
    void (*wake)(void *ctx);
    void *ctx;

    pthread_t thread;
    struct MHD_Daemon *daemon;
    int listen_fd, event_fd, epoll_fd; /* -1: not open */

    pthread_mutex_t lock; /* from here on */
    bool stop;
    bool sweep; /* something changed that connections wait for */
    uint32_t version, epoch;
    kj_arena *state_arena;
    kj_span state;       /* as kj_wire_state */
    kj_live_state shown; /* its values; strings but `poll` are not kept */
    char shown_poll[KJ_LIVE_POLL_MAX];
    char (*ids)[KJ_LIVE_CLIENT_LEN];
    client *clients;
    uint32_t client_count;
    uint16_t *queue; /* places of posts, a ring: client × POSTS_KEPT + post */
    uint32_t queue_from, queue_count;
    uint64_t tickets;
    int64_t wake_due_ms; /* 0: nothing to take, or the shell knows */
    kj_live_figures figures;
    /* … to here */

    kj_arena *scratch; /* of a request */
    kj_address_limits *limits;
    connection *connections;
    char (*bodies)[BODY_MAX];
    uint32_t connected;
    int64_t next_due_ms; /* when a connection or the shell's waking is due; INT64_MAX: none */
};

int64_t kj_live_now_ms(void);
void kj_live_ring(kj_live *live); /* the server looks; from any thread */

/* clients.c; the lock is held. */
uint32_t kj_live_client(const kj_live *live, const char id[KJ_LIVE_CLIENT_LEN]); /* UINT32_MAX */
/* A place for a new phone; who was not heard of for longest makes room.  UINT32_MAX: full. */
uint32_t kj_live_client_new(kj_live *live, const char id[KJ_LIVE_CLIENT_LEN], int64_t now_ms);
/* 0: `*at` is the post, new, in flight or settled before; else the HTTP status that refuses it. */
unsigned kj_live_post(kj_live *live, uint32_t client, kj_live_kind kind, const kj_wire_post *given,
                      int64_t now_ms, uint32_t *at);

/* page.c: the page in its language, cut where the phone's id stands. */
void kj_live_page_make(kj_live *live, const kj_live_options *options);
extern const char *const kj_live_policy; /* its Content-Security-Policy */

/* server.c */
bool kj_live_serve(kj_live *live, kj_sink *sink); /* begins; live->listen_fd listens */
void kj_live_serve_end(kj_live *live);
/* answer.c: what a request that is whole is answered with. */
enum MHD_Result kj_live_refuse(kj_live *live, connection *c, unsigned status);
enum MHD_Result kj_live_act(kj_live *live, connection *c);
enum MHD_Result kj_live_go_on(kj_live *live, connection *c);
void kj_live_let_go(kj_live *live, const connection *c); /* its phone is gone: nobody waits */

#endif
