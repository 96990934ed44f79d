/* engine/live/server.c: the server's thread: connections come, requests are read under limits,
 * waits end.  libmicrohttpd is driven from here (its own threads would need theirs for the waits),
 * and is met in this file and answer.c only. */
#include "live/inner.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static void note_due(kj_live *live, int64_t due_ms)
{
    if (due_ms < live->next_due_ms)
        live->next_due_ms = due_ms;
}

/* ---- a connection ---- */

static uint32_t address_of(struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (!info || info->client_addr->sa_family != AF_INET)
        return 0;
    struct sockaddr_in in;
    memcpy(&in, info->client_addr, sizeof in);
    return ntohl(in.sin_addr.s_addr);
}

/* How long it may read and write: not as long where others wait for a place. */
static int64_t patience_ms(const kj_live *live, const connection *c)
{
    return live->connected > CONNECTIONS_MAX / 2 && !c->known ? CROWDED_MS : READ_MS;
}

static void on_connection(void *cls, struct MHD_Connection *mhd, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
    kj_live *live = cls;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        connection *c = *context;
        if (c) {
            c->phase = PHASE_FREE;
            live->connected--;
        }
        return;
    }
    for (uint32_t i = 0; i < CONNECTIONS_MAX; i++) {
        connection *c = &live->connections[i];
        if (c->phase != PHASE_FREE)
            continue;
        const union MHD_ConnectionInfo *fd =
            MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
        *c = (connection){
            .mhd = mhd,
            .phase = PHASE_READING,
            .fd = fd ? fd->connect_fd : -1,
            .address = address_of(mhd),
            .since_ms = kj_live_now_ms(),
        };
        live->connected++;
        note_due(live, c->since_ms + patience_ms(live, c));
        *context = c;
        return;
    }
}

static void on_completed(void *cls, struct MHD_Connection *mhd, void **request,
                         enum MHD_RequestTerminationCode code)
{
    (void)mhd;
    (void)code;
    kj_live *live = cls;
    connection *c = *request;
    if (!c)
        return;
    if (c->phase == PHASE_GO_ON)
        kj_live_let_go(live, c);
    c->phase = PHASE_READING;
    c->since_ms = kj_live_now_ms();
    note_due(live, c->since_ms + patience_ms(live, c));
    kj_arena_reset(live->scratch);
}

/* ---- a request ---- */

/* 0, or the status of a path that is none of ours, or not with that method. */
static unsigned find_route(const kj_live *live, const char *url, const char *method, route *out)
{
    static const struct {
        const char *path, *method;
        route route;
    } routes[] = {
        {"", "GET", ROUTE_PAGE},       {"/state", "GET", ROUTE_STATE},
        {"/join", "POST", ROUTE_JOIN}, {"/vote", "POST", ROUTE_VOTE},
        {"/ask", "POST", ROUTE_ASK},
    };
    const kj_span path = kj_span_of(url);
    const kj_span token = kj_span_sub(path, 1, 1 + KJ_LIVE_TOKEN_LEN);
    if (path.len == 0 || path.ptr[0] != '/' || !kj_wire_same(live->token, token))
        return MHD_HTTP_NOT_FOUND;
    for (size_t i = 0; i < KJ_COUNT(routes); i++) {
        if (strcmp(url + 1 + KJ_LIVE_TOKEN_LEN, routes[i].path) != 0)
            continue;
        *out = routes[i].route;
        return strcmp(method, routes[i].method) == 0 ? 0 : MHD_HTTP_METHOD_NOT_ALLOWED;
    }
    return MHD_HTTP_NOT_FOUND;
}

/* 0, or why its body is not read: no length is said (it might never end), too long, or none at all
 * was to come. */
static unsigned body_refused(const connection *c)
{
    const char *length =
        MHD_lookup_connection_value(c->mhd, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
    const bool chunked = MHD_lookup_connection_value(c->mhd, MHD_HEADER_KIND,
                                                     MHD_HTTP_HEADER_TRANSFER_ENCODING) != NULL;
    const bool posts = c->route != ROUTE_PAGE && c->route != ROUTE_STATE;
    if (chunked || (posts && !length))
        return MHD_HTTP_LENGTH_REQUIRED;
    /* MHD has refused what is no number; one digit more than of BODY_MAX is too many. */
    if (length && (strlen(length) > 4 || strtoul(length, NULL, 10) > BODY_MAX))
        return MHD_HTTP_CONTENT_TOO_LARGE;
    return length && !posts && strtoul(length, NULL, 10) > 0 ? MHD_HTTP_BAD_REQUEST : 0;
}

/* Whoever has joined has its own number of requests; all others share their address's. */
static bool may_come(kj_live *live, connection *c)
{
    const int64_t now_ms = kj_live_now_ms();
    pthread_mutex_lock(&live->lock);
    live->figures.requests++;
    const uint32_t at = c->has_client ? kj_live_client(live, c->client) : UINT32_MAX;
    c->known = at != UINT32_MAX && live->clients[at].joined;
    bool may = true;
    if (c->known) {
        live->clients[at].seen_ms = now_ms;
        may = kj_bucket_take(&live->clients[at].bucket, CLIENT_RATE, now_ms);
    }
    pthread_mutex_unlock(&live->lock);
    return c->known ? may : kj_address_take(live->limits, c->address, ADDRESS_RATE, now_ms);
}

static bool stops(kj_live *live)
{
    pthread_mutex_lock(&live->lock);
    const bool stop = live->stop;
    pthread_mutex_unlock(&live->lock);
    return stop;
}

static enum MHD_Result begin(kj_live *live, connection *c, const char *url, const char *method)
{
    c->route = ROUTE_STATE; /* of what is none: no page */
    c->body_len = 0;
    c->has_client = false;
    unsigned status = find_route(live, url, method, &c->route);
    if (status == 0) {
        const char *id = MHD_lookup_connection_value(c->mhd, MHD_GET_ARGUMENT_KIND, "client");
        c->has_client = kj_wire_is_client(kj_span_of(id));
        if (c->has_client)
            memcpy(c->client, id, KJ_LIVE_CLIENT_LEN);
    }
    if (!may_come(live, c))
        status = MHD_HTTP_TOO_MANY_REQUESTS;
    if (status == 0 && stops(live)) /* there are no news any more; posts are sent again */
        status = c->route == ROUTE_STATE ? MHD_HTTP_GONE : MHD_HTTP_SERVICE_UNAVAILABLE;
    if (status == 0)
        status = body_refused(c);
    return status == 0 ? MHD_YES : kj_live_refuse(live, c, status);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *mhd, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **request)
{
    (void)version;
    kj_live *live = cls;
    connection *c = *request;
    if (!c) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
        c = info ? info->socket_context : NULL;
        if (!c)
            return MHD_NO;
        *request = c;
        return begin(live, c, url, method);
    }
    if (*upload_size > 0) {
        if (*upload_size > BODY_MAX - c->body_len)
            return MHD_NO; /* more than was announced */
        memcpy(live->bodies[c - live->connections] + c->body_len, upload, *upload_size);
        c->body_len += *upload_size;
        *upload_size = 0;
        return MHD_YES;
    }
    return c->phase == PHASE_GO_ON ? kj_live_go_on(live, c) : kj_live_act(live, c);
}

/* Paths and queries are compared as they came: none of ours needs an escape. */
static size_t as_it_came(void *cls, struct MHD_Connection *mhd, char *text)
{
    (void)cls;
    (void)mhd;
    return strlen(text);
}

static void say_nothing(void *cls, const char *format, va_list args)
{
    (void)cls;
    (void)format;
    (void)args;
}

/* ---- the thread ---- */

/* The lock is held. */
static bool wait_is_over(const kj_live *live, const connection *c, int64_t now_ms)
{
    const uint32_t self = (uint32_t)(c - live->connections) + 1;
    const client *phone = &live->clients[c->client_at];
    if (live->stop || now_ms >= c->due_ms)
        return true;
    if (c->phase == PHASE_NEWS)
        return c->version != live->version || phone->waiter != self;
    const post *p = &phone->posts[c->post_at];
    return p->ticket != c->ticket || p->waiter != self ||
           (p->state != POST_QUEUED && p->state != POST_TAKEN);
}

/* Ends the waits that are over, cuts who reads or writes for too long, and finds when to look
 * again. */
static void sweep(kj_live *live, int64_t now_ms)
{
    live->next_due_ms = INT64_MAX;
    pthread_mutex_lock(&live->lock);
    live->sweep = false;
    for (uint32_t i = 0; i < CONNECTIONS_MAX; i++) {
        connection *c = &live->connections[i];
        if (c->phase == PHASE_NEWS || c->phase == PHASE_SETTLING) {
            if (!wait_is_over(live, c, now_ms)) {
                note_due(live, c->due_ms);
                continue;
            }
            c->waited = c->phase;
            c->phase = PHASE_GO_ON;
            c->since_ms = now_ms;
            MHD_resume_connection(c->mhd);
        } else if (c->phase != PHASE_FREE) {
            if (now_ms - c->since_ms >= patience_ms(live, c)) {
                (void)shutdown(c->fd, SHUT_RDWR); /* MHD sees its end, and closes */
                c->since_ms = now_ms;
            }
            note_due(live, c->since_ms + patience_ms(live, c));
        }
    }
    const bool wakes = live->wake_due_ms != 0 && now_ms >= live->wake_due_ms;
    if (wakes)
        live->wake_due_ms = 0;
    else if (live->wake_due_ms != 0)
        note_due(live, live->wake_due_ms);
    pthread_mutex_unlock(&live->lock);
    if (wakes && live->wake)
        live->wake(live->ctx);
}

static bool take_flags(kj_live *live, bool *stop)
{
    pthread_mutex_lock(&live->lock);
    const bool flagged = live->sweep || live->stop;
    *stop = live->stop;
    pthread_mutex_unlock(&live->lock);
    return flagged;
}

/* How long to sleep, -1: until something happens. */
static int sleep_ms(const kj_live *live, int64_t now_ms)
{
    MHD_UNSIGNED_LONG_LONG of_mhd;
    int64_t ms = live->next_due_ms == INT64_MAX ? -1
                 : live->next_due_ms > now_ms   ? live->next_due_ms - now_ms
                                                : 0;
    if (MHD_get_timeout(live->daemon, &of_mhd) == MHD_YES && (ms < 0 || of_mhd < (uint64_t)ms))
        ms = (int64_t)of_mhd;
    return ms > POLL_MS ? POLL_MS : (int)ms;
}

static void *run(void *arg)
{
    kj_live *live = arg;
    /* Of Linux, a thread's own: whatever the phones do, the presenter's next key comes first. */
    (void)setpriority(PRIO_PROCESS, 0, 10);
    for (bool stop = false; !stop;) {
        struct epoll_event ready[2];
        const int count = epoll_wait(live->epoll_fd, ready, 2, sleep_ms(live, kj_live_now_ms()));
        for (int i = 0; i < count; i++) {
            uint64_t rings;
            if (ready[i].data.fd == live->event_fd)
                (void)!read(live->event_fd, &rings, sizeof rings);
        }
        const int64_t now_ms = kj_live_now_ms();
        if (take_flags(live, &stop) || now_ms >= live->next_due_ms)
            sweep(live, now_ms);
        (void)MHD_run(live->daemon);
    }
    /* The last answers.  MHD ends the program if one is suspended still: once the lock has said
     * stop no other will be. */
    for (bool some = true; some;) {
        (void)MHD_run(live->daemon);
        some = false;
        for (uint32_t i = 0; i < CONNECTIONS_MAX; i++)
            some = some || live->connections[i].phase > PHASE_READING;
        if (some)
            sweep(live, kj_live_now_ms());
    }
    return NULL;
}

static bool watch(int epoll_fd, int fd)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    return fd >= 0 && epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

static bool start_thread(kj_live *live)
{
    sigset_t all, before;
    sigfillset(&all);
    /* Signals are the shell's; and a phone that is gone raises no SIGPIPE. */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int failed = pthread_create(&live->thread, NULL, run, live);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = failed;
    return failed == 0;
}

bool kj_live_serve(kj_live *live, kj_sink *sink)
{
    live->next_due_ms = INT64_MAX;
    live->event_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    live->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    live->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL, on_request,
        live, MHD_OPTION_EXTERNAL_LOGGER, say_nothing, NULL, MHD_OPTION_LISTEN_SOCKET,
        live->listen_fd, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)CONNECTIONS_PER_ADDRESS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADERS_MAX, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_UNESCAPE_CALLBACK, as_it_came, NULL, MHD_OPTION_NOTIFY_CONNECTION, on_connection,
        live, MHD_OPTION_NOTIFY_COMPLETED, on_completed, live, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
        MHD_OPTION_END);
    const union MHD_DaemonInfo *epoll =
        live->daemon ? MHD_get_daemon_info(live->daemon, MHD_DAEMON_INFO_EPOLL_FD) : NULL;
    if (epoll && watch(live->epoll_fd, live->event_fd) && watch(live->epoll_fd, epoll->epoll_fd) &&
        start_thread(live))
        return true;
    kj_report(sink, KJ_NOWHERE, "E0906", "the page for phones cannot be served: %s",
              strerror(errno));
    if (live->daemon) {
        MHD_stop_daemon(live->daemon); /* closes the socket, too */
        live->daemon = NULL;
        live->listen_fd = -1;
    }
    return false;
}

void kj_live_serve_end(kj_live *live)
{
    if (!live->daemon)
        return;
    pthread_mutex_lock(&live->lock);
    live->stop = true;
    pthread_mutex_unlock(&live->lock);
    kj_live_ring(live);
    pthread_join(live->thread, NULL);
    MHD_stop_daemon(live->daemon);
    live->listen_fd = -1;
}
