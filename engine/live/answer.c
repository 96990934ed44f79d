/* engine/live/answer.c: what each request is answered with. */
#include "live/inner.h"

#include "base/json.h"
#include "os/clock.h"

#include <sodium.h>
#include <stdio.h>

static const struct {
    const char *name, *value;
} always[] = {
    {"Cache-Control", "no-store"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
};

static enum MHD_Result send_body(connection *c, unsigned status, kj_span body, const char *type)
{
    /* MHD copies; it only says so late, and so takes a pointer that is not const. */
    struct MHD_Response *response =
        MHD_create_response_from_buffer(body.len, (void *)body.ptr, MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    bool whole = MHD_add_response_header(response, "Content-Type", type) == MHD_YES;
    for (size_t i = 0; i < KJ_COUNT(always); i++)
        whole =
            whole && MHD_add_response_header(response, always[i].name, always[i].value) == MHD_YES;
    whole = whole && MHD_add_response_header(
                         response, "Content-Security-Policy",
                         c->route == ROUTE_PAGE ? kj_live_policy : "default-src 'none'") == MHD_YES;
    if (status == MHD_HTTP_TOO_MANY_REQUESTS || status == MHD_HTTP_SERVICE_UNAVAILABLE)
        whole = whole && MHD_add_response_header(response, "Retry-After", "1") == MHD_YES;
    if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
        whole = whole && MHD_add_response_header(response, "Allow",
                                                 c->route == ROUTE_PAGE || c->route == ROUTE_STATE
                                                     ? "GET"
                                                     : "POST") == MHD_YES;
    if (status >= MHD_HTTP_BAD_REQUEST && status != MHD_HTTP_FORBIDDEN &&
        status != MHD_HTTP_CONFLICT && status != MHD_HTTP_GONE)
        whole = whole && MHD_add_response_header(response, "Connection", "close") == MHD_YES;
    const enum MHD_Result queued = whole ? MHD_queue_response(c->mhd, status, response) : MHD_NO;
    MHD_destroy_response(response);
    return queued;
}

static enum MHD_Result send_json(connection *c, unsigned status, kj_span json)
{
    return send_body(c, status, json, "application/json; charset=utf-8");
}

enum MHD_Result kj_live_refuse(kj_live *live, connection *c, unsigned status)
{
    pthread_mutex_lock(&live->lock);
    live->figures.refused++;
    pthread_mutex_unlock(&live->lock);
    return send_json(c, status, kj_arena_format(live->scratch, "{\"status\":%u}", status));
}

/* The page, with an id for a phone that has none yet. */
static enum MHD_Result send_page(kj_live *live, connection *c)
{
    unsigned char random[KJ_LIVE_CLIENT_LEN / 2];
    char id[KJ_LIVE_CLIENT_LEN + 1];
    randombytes_buf(random, sizeof random);
    sodium_bin2hex(id, sizeof id, random, sizeof random);
    kj_text_buffer out = {.arena = live->scratch};
    kj_put(&out, live->page_before);
    kj_put(&out, kj_span_of(id));
    kj_put(&out, live->page_after);
    return send_body(c, MHD_HTTP_OK, kj_put_span(&out), "text/html; charset=utf-8");
}

static void put_chosen(kj_text_buffer *out, uint32_t chosen)
{
    kj_put_char(out, '[');
    const char *before = "";
    for (unsigned i = 0; i < KJ_OPTIONS_MAX; i++) {
        if (chosen & (1u << i)) {
            kj_putf(out, "%s%u", before, i);
            before = ",";
        }
    }
    kj_put_char(out, ']');
}

/* The lock is held. */
static kj_span state_for(const kj_live *live, const client *phone)
{
    kj_text_buffer out = {.arena = live->scratch};
    kj_putf(&out, "{\"v\":\"%08x-%u\",", live->epoch, live->version);
    if (live->shown.page == KJ_LIVE_COUNTDOWN) {
        const int64_t left = live->shown.until_ms - kj_clock_now().ms;
        kj_putf(&out, "\"left\":%lld,", (long long)(left > 0 ? left : 0));
    }
    const kj_span voted = {phone->vote.poll, phone->vote.poll_len};
    if (voted.len > 0 && kj_span_equal(voted, live->shown.poll)) {
        kj_put(&out, KJ_LIT("\"mine\":"));
        put_chosen(&out, phone->vote.chosen);
        kj_put_char(&out, ',');
    }
    kj_put(&out, live->state);
    kj_put_char(&out, '}');
    return kj_put_span(&out);
}

static enum MHD_Result wait_for(kj_live *live, connection *c, phase what, int64_t due_ms)
{
    c->phase = what;
    c->due_ms = due_ms;
    if (due_ms < live->next_due_ms)
        live->next_due_ms = due_ms;
    MHD_suspend_connection(c->mhd);
    return MHD_YES;
}

/* News: at once if the phone does not have it, else when there is some.  A phone waits once: an
 * older wait ends. */
static enum MHD_Result act_state(kj_live *live, connection *c)
{
    const char *since = MHD_lookup_connection_value(c->mhd, MHD_GET_ARGUMENT_KIND, "since");
    const int64_t now_ms = kj_live_now_ms();
    char have[32];
    kj_span json = {NULL, 0};
    pthread_mutex_lock(&live->lock);
    c->client_at = c->has_client ? kj_live_client(live, c->client) : UINT32_MAX;
    const bool joined = c->client_at != UINT32_MAX && live->clients[c->client_at].joined;
    (void)snprintf(have, sizeof have, "%08x-%u", live->epoch, live->version);
    if (joined && (!since || strcmp(since, have) != 0)) {
        json = state_for(live, &live->clients[c->client_at]);
    } else if (joined) {
        c->version = live->version;
        live->sweep = live->sweep || live->clients[c->client_at].waiter != 0;
        live->clients[c->client_at].waiter = (uint32_t)(c - live->connections) + 1;
    }
    pthread_mutex_unlock(&live->lock);
    if (!joined)
        return kj_live_refuse(live, c, MHD_HTTP_FORBIDDEN);
    return json.len > 0 ? send_json(c, MHD_HTTP_OK, json)
                        : wait_for(live, c, PHASE_NEWS, now_ms + POLL_MS);
}

static kj_live_kind kind_of(route asked)
{
    return asked == ROUTE_JOIN   ? KJ_LIVE_JOINED
           : asked == ROUTE_VOTE ? KJ_LIVE_VOTED
                                 : KJ_LIVE_ASKED;
}

/* What a post is answered with once nobody waits any longer. */
static unsigned status_of(post_state state)
{
    switch (state) {
    case POST_SAVED:
        return MHD_HTTP_OK;
    case POST_REFUSED:
        return MHD_HTTP_GONE;
    case POST_NONE:
    case POST_QUEUED:
    case POST_TAKEN:
    case POST_UNSAVED:
        break;
    }
    return MHD_HTTP_SERVICE_UNAVAILABLE;
}

static enum MHD_Result send_settled(kj_live *live, connection *c, const post *p)
{
    const unsigned status = status_of(p->state);
    if (status != MHD_HTTP_OK)
        return kj_live_refuse(live, c, status);
    kj_text_buffer out = {.arena = live->scratch};
    kj_putf(&out, "{\"seq\":%llu", (unsigned long long)p->seq);
    if (p->kind == KJ_LIVE_VOTED) {
        kj_put(&out, KJ_LIT(",\"chosen\":"));
        put_chosen(&out, p->chosen);
    } else if (p->kind == KJ_LIVE_JOINED) {
        kj_put(&out, KJ_LIT(",\"name\":"));
        kj_json_put_string(&out, (kj_span){p->text, p->text_len});
    }
    kj_put_char(&out, '}');
    return send_json(c, MHD_HTTP_OK, kj_put_span(&out));
}

static enum MHD_Result act_post(kj_live *live, connection *c)
{
    const kj_live_kind kind = kind_of(c->route);
    const kj_span body = {live->bodies[c - live->connections], c->body_len};
    kj_wire_post given;
    if (!c->has_client || !kj_wire_post_read(kind, body, live->scratch, &given))
        return kj_live_refuse(live, c, MHD_HTTP_BAD_REQUEST);
    const int64_t now_ms = kj_live_now_ms();
    unsigned status = 0;
    post settled = {0};
    pthread_mutex_lock(&live->lock);
    c->client_at = kj_live_client(live, c->client);
    if (c->client_at == UINT32_MAX && kind == KJ_LIVE_JOINED) {
        c->client_at = kj_live_client_new(live, c->client, now_ms);
        if (c->client_at == UINT32_MAX)
            status = MHD_HTTP_SERVICE_UNAVAILABLE;
    } else if (c->client_at == UINT32_MAX ||
               (kind != KJ_LIVE_JOINED && !live->clients[c->client_at].joined)) {
        status = MHD_HTTP_FORBIDDEN;
    }
    if (status == 0)
        status = kj_live_post(live, c->client_at, kind, &given, now_ms, &c->post_at);
    if (status == 0) {
        post *p = &live->clients[c->client_at].posts[c->post_at];
        if (p->state == POST_QUEUED || p->state == POST_TAKEN) {
            live->sweep = live->sweep || p->waiter != 0; /* who waited before is let go */
            p->waiter = (uint32_t)(c - live->connections) + 1;
            c->ticket = p->ticket;
            if (live->wake_due_ms != 0 && live->wake_due_ms < live->next_due_ms)
                live->next_due_ms = live->wake_due_ms;
        } else {
            settled = *p;
        }
    }
    pthread_mutex_unlock(&live->lock);
    if (status != 0)
        return kj_live_refuse(live, c, status);
    return settled.state != POST_NONE ? send_settled(live, c, &settled)
                                      : wait_for(live, c, PHASE_SETTLING, now_ms + SETTLE_MS);
}

enum MHD_Result kj_live_act(kj_live *live, connection *c)
{
    switch (c->route) {
    case ROUTE_PAGE:
        return send_page(live, c);
    case ROUTE_STATE:
        return act_state(live, c);
    case ROUTE_JOIN:
    case ROUTE_VOTE:
    case ROUTE_ASK:
        break;
    }
    return act_post(live, c);
}

/* The wait is over: it was settled, there are news, it took too long, or another wait has taken its
 * place. */
enum MHD_Result kj_live_go_on(kj_live *live, connection *c)
{
    const uint32_t self = (uint32_t)(c - live->connections) + 1;
    kj_span json = {NULL, 0};
    post settled = {0};
    bool replaced = false;
    pthread_mutex_lock(&live->lock);
    const bool stop = live->stop;
    client *phone = &live->clients[c->client_at];
    if (c->waited == PHASE_NEWS) {
        replaced = phone->waiter != self;
        if (!replaced) {
            phone->waiter = 0;
            json = state_for(live, phone);
        }
    } else {
        post *p = &phone->posts[c->post_at];
        replaced = p->ticket != c->ticket || p->waiter != self;
        if (!replaced) {
            p->waiter = 0;
            settled = *p;
        }
    }
    pthread_mutex_unlock(&live->lock);
    c->phase = PHASE_READING;
    c->since_ms = kj_live_now_ms();
    if (replaced)
        return kj_live_refuse(live, c, MHD_HTTP_CONFLICT);
    if (c->waited == PHASE_SETTLING)
        return send_settled(live, c, &settled);
    return stop ? kj_live_refuse(live, c, MHD_HTTP_GONE) /* the page is closed */
                : send_json(c, MHD_HTTP_OK, json);
}

void kj_live_let_go(kj_live *live, const connection *c)
{
    const uint32_t self = (uint32_t)(c - live->connections) + 1;
    pthread_mutex_lock(&live->lock);
    client *phone = &live->clients[c->client_at];
    uint32_t *waiter = c->waited == PHASE_NEWS ? &phone->waiter : &phone->posts[c->post_at].waiter;
    if (*waiter == self)
        *waiter = 0;
    pthread_mutex_unlock(&live->lock);
}
