/* engine/live/live.c: the shell's side: opening, what phones see, what they sent. */
#include "live/inner.h"
#include "live/address.h"

#include "os/clock.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <sodium.h>
#include <sys/socket.h>
#include <unistd.h>

int64_t kj_live_now_ms(void)
{
    return kj_clock_monotonic_ns() / 1000000;
}

void kj_live_ring(kj_live *live)
{
    const uint64_t one = 1;
    (void)!write(live->event_fd, &one, sizeof one); /* full: it rings already */
}

static kj_span new_token(kj_arena *arena)
{
    static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
    char token[KJ_LIVE_TOKEN_LEN];
    for (size_t i = 0; i < sizeof token; i++)
        token[i] = letters[randombytes_uniform(sizeof letters - 1)];
    return kj_arena_copy(arena, (kj_span){token, sizeof token});
}

static bool listen_on(kj_live *live, uint32_t address, uint16_t port, kj_sink *sink)
{
    struct sockaddr_in at = {
        .sin_family = AF_INET,
        .sin_port = htons(port),
        .sin_addr.s_addr = htonl(address),
    };
    socklen_t len = sizeof at;
    const int yes = 1;
    live->listen_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (live->listen_fd >= 0 &&
        setsockopt(live->listen_fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
        bind(live->listen_fd, (const struct sockaddr *)&at, sizeof at) == 0 &&
        listen(live->listen_fd, CONNECTIONS_MAX) == 0 &&
        getsockname(live->listen_fd, (struct sockaddr *)&at, &len) == 0) {
        live->port = ntohs(at.sin_port);
        char dotted[INET_ADDRSTRLEN] = "";
        (void)inet_ntop(AF_INET, &at.sin_addr, dotted, sizeof dotted);
        live->url = kj_arena_format(live->arena, "http://%s:%u/%.*s", dotted, live->port,
                                    KJ_ARG(live->token));
        return true;
    }
    kj_report(sink, KJ_NOWHERE, "E0906", "cannot listen on %u.%u.%u.%u, port %u: %s", address >> 24,
              address >> 16 & 255, address >> 8 & 255, address & 255, port, strerror(errno));
    return false;
}

static kj_live *make(const kj_live_options *options)
{
    kj_arena *arena = kj_arena_new();
    kj_live *live = KJ_NEW(arena, kj_live, 1);
    live->arena = arena;
    live->state_arena = kj_arena_new();
    live->scratch = kj_arena_new();
    live->listen_fd = live->event_fd = live->epoll_fd = -1;
    live->wake = options->wake;
    live->ctx = options->ctx;
    live->token = options->token.len > 0 ? kj_arena_copy(arena, options->token) : new_token(arena);
    live->epoch = randombytes_random();
    live->ids = kj_arena_take(arena, CLIENTS_MAX, sizeof *live->ids, 1);
    live->clients = KJ_NEW(arena, client, CLIENTS_MAX);
    live->queue = KJ_NEW(arena, uint16_t, POSTS_MAX);
    live->limits = KJ_NEW(arena, kj_address_limits, 1);
    live->connections = KJ_NEW(arena, connection, CONNECTIONS_MAX);
    live->bodies = kj_arena_take(arena, CONNECTIONS_MAX, sizeof *live->bodies, 1);
    live->state = kj_wire_state(&live->shown, live->state_arena);
    pthread_mutex_init(&live->lock, NULL);
    kj_live_page_make(live, options);
    return live;
}

static bool read_bind(kj_span bind, uint32_t *address, uint16_t *port, kj_sink *sink)
{
    if (kj_live_bind_read(bind, address, port))
        return true;
    kj_report(sink, KJ_NOWHERE, "E0901",
              "'%.*s' is no ADDRESS:PORT of this computer, as 192.168.1.2:8080", KJ_ARG(bind));
    return false;
}

bool kj_live_can_bind(kj_span bind, kj_sink *sink)
{
    uint32_t address;
    uint16_t port;
    return read_bind(bind, &address, &port, sink);
}

kj_live *kj_live_open(const kj_live_options *options, kj_sink *sink)
{
    uint32_t address;
    uint16_t port;
    if (!read_bind(options->bind, &address, &port, sink))
        return NULL;
    if (address == 0 && !kj_live_find(&address, sink))
        return NULL;
    if (sodium_init() < 0) {
        kj_report(sink, KJ_NOWHERE, "E0906", "the system gives no random numbers");
        return NULL;
    }
    assert(options->token.len == 0 || options->token.len == KJ_LIVE_TOKEN_LEN);
    kj_live *live = make(options);
    if (listen_on(live, address, port, sink) && kj_live_serve(live, sink))
        return live;
    kj_live_close(live);
    return NULL;
}

void kj_live_close(kj_live *live)
{
    if (!live)
        return;
    kj_live_serve_end(live);
    const int fds[] = {live->listen_fd, live->event_fd, live->epoll_fd};
    for (size_t i = 0; i < KJ_COUNT(fds); i++)
        if (fds[i] >= 0)
            close(fds[i]);
    pthread_mutex_destroy(&live->lock);
    kj_arena_free(live->state_arena);
    kj_arena_free(live->scratch);
    kj_arena_free(live->arena);
}

kj_span kj_live_url(const kj_live *live)
{
    return live->url;
}

kj_span kj_live_token(const kj_live *live)
{
    return live->token;
}

uint16_t kj_live_port(const kj_live *live)
{
    return live->port;
}

void kj_live_publish(kj_live *live, const kj_live_state *state)
{
    assert(state->poll.len <= KJ_LIVE_POLL_MAX && state->choice_count <= KJ_OPTIONS_MAX);
    kj_arena *arena = kj_arena_new();
    const kj_span wire = kj_wire_state(state, arena);
    pthread_mutex_lock(&live->lock);
    const bool news = live->version == 0 || !kj_span_equal(wire, live->state) ||
                      state->page != live->shown.page || state->until_ms != live->shown.until_ms;
    if (news) {
        kj_arena_free(live->state_arena);
        live->state_arena = arena;
        live->state = wire;
        live->shown = *state;
        if (state->poll.len > 0)
            memcpy(live->shown_poll, state->poll.ptr, state->poll.len);
        live->shown.poll = (kj_span){live->shown_poll, state->poll.len};
        live->version++;
        live->sweep = true;
    }
    pthread_mutex_unlock(&live->lock);
    if (news)
        kj_live_ring(live);
    else
        kj_arena_free(arena);
}

void kj_live_take(kj_live *live, kj_arena *arena, kj_live_event_list *out)
{
    pthread_mutex_lock(&live->lock);
    const uint32_t count = live->queue_count;
    *out = (kj_live_event_list){0};
    if (count > 0)
        out->ptr = KJ_NEW(arena, kj_live_event, count);
    for (uint32_t i = 0; i < count; i++) {
        const uint16_t place = live->queue[(live->queue_from + i) % POSTS_MAX];
        const client *c = &live->clients[place / POSTS_KEPT];
        post *p = &live->clients[place / POSTS_KEPT].posts[place % POSTS_KEPT];
        const kj_span text = kj_arena_copy(arena, (kj_span){p->text, p->text_len});
        out->ptr[out->count++] = (kj_live_event){
            .kind = p->kind,
            .ticket = p->ticket,
            .client =
                kj_arena_copy(arena, (kj_span){live->ids[place / POSTS_KEPT], KJ_LIVE_CLIENT_LEN}),
            .name = p->kind == KJ_LIVE_JOINED
                        ? text
                        : kj_arena_copy(arena, (kj_span){c->name, c->name_len}),
            .poll = kj_arena_copy(arena, (kj_span){p->poll, p->poll_len}),
            .chosen = p->chosen,
            .text = p->kind == KJ_LIVE_ASKED ? text : (kj_span){NULL, 0},
        };
        p->state = POST_TAKEN;
    }
    live->queue_from = (uint32_t)((live->queue_from + count) % POSTS_MAX);
    live->queue_count = 0;
    live->wake_due_ms = 0;
    pthread_mutex_unlock(&live->lock);
}

/* What the saved post changes about its phone; the lock is held. */
static void keep(kj_live *live, client *c, const post *p)
{
    switch (p->kind) {
    case KJ_LIVE_JOINED:
        live->figures.joined += c->joined ? 0 : 1;
        c->joined = true;
        memcpy(c->name, p->text, p->text_len);
        c->name_len = (uint8_t)p->text_len;
        break;
    case KJ_LIVE_VOTED:
        if (p->seq < c->vote.seq)
            break;
        memcpy(c->vote.poll, p->poll, p->poll_len);
        c->vote.poll_len = p->poll_len;
        c->vote.chosen = p->chosen;
        c->vote.seq = p->seq;
        break;
    case KJ_LIVE_ASKED:
        break;
    }
}

void kj_live_settle(kj_live *live, uint64_t ticket, kj_live_outcome outcome)
{
    const uint32_t place = (uint32_t)(ticket % POSTS_MAX);
    pthread_mutex_lock(&live->lock);
    client *c = &live->clients[place / POSTS_KEPT];
    post *p = &c->posts[place % POSTS_KEPT];
    const bool fits = p->ticket == ticket && p->state == POST_TAKEN;
    if (fits) {
        p->state = outcome == KJ_LIVE_SAVED     ? POST_SAVED
                   : outcome == KJ_LIVE_REFUSED ? POST_REFUSED
                                                : POST_UNSAVED;
        if (outcome == KJ_LIVE_SAVED)
            keep(live, c, p);
        live->sweep = true;
    }
    pthread_mutex_unlock(&live->lock);
    if (fits)
        kj_live_ring(live);
}

kj_live_figures kj_live_counts(kj_live *live)
{
    const int64_t now_ms = kj_live_now_ms();
    pthread_mutex_lock(&live->lock);
    kj_live_figures figures = live->figures;
    for (uint32_t i = 0; i < live->client_count; i++)
        if (live->clients[i].joined && now_ms - live->clients[i].seen_ms < NEAR_MS)
            figures.near++;
    pthread_mutex_unlock(&live->lock);
    return figures;
}
