/* engine/live/clients.c: the phones that take part, and their posts until these are settled. */
#include "live/inner.h"

#include <assert.h>

uint32_t kj_live_client(const kj_live *live, const char id[KJ_LIVE_CLIENT_LEN])
{
    for (uint32_t i = 0; i < live->client_count; i++)
        if (memcmp(live->ids[i], id, KJ_LIVE_CLIENT_LEN) == 0)
            return i;
    return UINT32_MAX;
}

static bool in_flight(const post *p)
{
    return p->state == POST_QUEUED || p->state == POST_TAKEN;
}

/* Nothing of it is under way. */
static bool is_idle(const client *c)
{
    for (size_t i = 0; i < POSTS_KEPT; i++)
        if (in_flight(&c->posts[i]) || c->posts[i].waiter != 0)
            return false;
    return c->waiter == 0;
}

uint32_t kj_live_client_new(kj_live *live, const char id[KJ_LIVE_CLIENT_LEN], int64_t now_ms)
{
    uint32_t at = live->client_count;
    if (at == CLIENTS_MAX) {
        int64_t oldest_ms = now_ms - NEAR_MS;
        for (uint32_t i = 0; i < CLIENTS_MAX; i++) {
            if (live->clients[i].seen_ms < oldest_ms && is_idle(&live->clients[i])) {
                at = i;
                oldest_ms = live->clients[i].seen_ms;
            }
        }
        if (at == CLIENTS_MAX)
            return UINT32_MAX;
        live->figures.joined -= live->clients[at].joined ? 1 : 0;
        live->clients[at] = (client){0}; /* if it comes back, it joins again by itself */
    } else {
        live->client_count++;
    }
    memcpy(live->ids[at], id, KJ_LIVE_CLIENT_LEN);
    live->clients[at].seen_ms = now_ms;
    return at;
}

static void enqueue(kj_live *live, uint32_t client_at, uint32_t post_at, int64_t now_ms)
{
    const uint32_t place = client_at * POSTS_KEPT + post_at;
    assert(live->queue_count < POSTS_MAX); /* a post is in it once */
    live->queue[(live->queue_from + live->queue_count++) % POSTS_MAX] = (uint16_t)place;
    post *p = &live->clients[client_at].posts[post_at];
    p->state = POST_QUEUED;
    p->ticket = ++live->tickets * POSTS_MAX + place;
    if (live->queue_count == 1)
        live->wake_due_ms = now_ms + GATHER_MS;
}

/* The one of that number, else one that is free or settled longest; NULL: all are in flight. */
static post *place_for(client *c, uint64_t seq)
{
    post *place = NULL;
    for (size_t i = 0; i < POSTS_KEPT; i++) {
        post *p = &c->posts[i];
        if (p->state != POST_NONE && p->seq == seq)
            return p;
        if (!in_flight(p) && p->waiter == 0 && (!place || p->seq < place->seq))
            place = p;
    }
    return place;
}

/* 0, or why the page as it stands does not take this vote. */
static unsigned vote_refused(const kj_live *live, const kj_wire_post *given)
{
    const kj_live_state *s = &live->shown;
    if (live->version == 0)
        return MHD_HTTP_SERVICE_UNAVAILABLE; /* a class that comes back has not said where it is */
    if (!s->open || !kj_span_equal(s->poll, given->poll))
        return MHD_HTTP_GONE;
    const bool one = (given->chosen & (given->chosen - 1)) == 0;
    return (given->chosen >> s->choice_count) == 0 && (one || s->several) ? 0
                                                                          : MHD_HTTP_BAD_REQUEST;
}

static void fill(post *p, kj_live_kind kind, const kj_wire_post *given)
{
    *p = (post){
        .kind = kind,
        .seq = given->seq,
        .chosen = given->chosen,
        .poll_len = (uint8_t)given->poll.len,
        .text_len = (uint16_t)given->text.len,
    };
    if (given->poll.len > 0)
        memcpy(p->poll, given->poll.ptr, given->poll.len);
    if (given->text.len > 0)
        memcpy(p->text, given->text.ptr, given->text.len);
}

unsigned kj_live_post(kj_live *live, uint32_t client_at, kj_live_kind kind,
                      const kj_wire_post *given, int64_t now_ms, uint32_t *at)
{
    client *c = &live->clients[client_at];
    post *p = place_for(c, given->seq);
    if (!p)
        return MHD_HTTP_TOO_MANY_REQUESTS;
    *at = (uint32_t)(p - c->posts);
    if (p->state != POST_NONE && p->seq == given->seq) { /* it comes again */
        if (p->kind != kind)
            return MHD_HTTP_BAD_REQUEST;
        if (p->state == POST_UNSAVED)
            enqueue(live, client_at, *at, now_ms);
        return 0;
    }
    if (given->seq <= c->seqs[kind])
        return MHD_HTTP_CONFLICT; /* overtaken by a later one */
    const unsigned refused = kind == KJ_LIVE_VOTED ? vote_refused(live, given) : 0;
    if (refused != 0)
        return refused;
    if (kind != KJ_LIVE_VOTED && !kj_bucket_take(&c->slow, SLOW_RATE, now_ms))
        return MHD_HTTP_TOO_MANY_REQUESTS;
    c->seqs[kind] = given->seq;
    fill(p, kind, given);
    enqueue(live, client_at, *at, now_ms);
    return 0;
}
