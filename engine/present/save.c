/* engine/present/save.c: events of a class onto the disk.  The show goes on without it: what cannot
 * be saved is kept in its order and tried again; the console says so. */
#include "present/inner.h"

#include <stdio.h>

static void trace(const kj_presenter *p, const kj_event *event)
{
    if (!p->options->play.trace)
        return;
    const kj_span line = kj_event_write(event, p->call);
    printf("%.*s\n", KJ_ARG(line));
    fflush(stdout);
}

static void keep(kj_presenter *p, const kj_event *event)
{
    kj_arena *arena = p->behind.arena;
    kj_event *kept = KJ_PUSH(arena, &p->behind.events, &p->behind.capacity, kj_event);
    *kept = *event;
    kj_span *const texts[] = {&kept->id,      &kept->device,  &kept->learner, &kept->course,
                              &kept->version, &kept->attempt, &kept->object,  &kept->within,
                              &kept->round,   &kept->node,    &kept->choice,  &kept->ending,
                              &kept->kind,    &kept->rest};
    for (size_t i = 0; i < KJ_COUNT(texts); i++)
        *texts[i] = kj_arena_copy(arena, *texts[i]);
    for (size_t i = 0; i < kept->response_count; i++)
        kept->response[i] = kj_arena_copy(arena, kept->response[i]);
}

/* All of them or none. */
static bool append(kj_presenter *p, kj_event *events, size_t count)
{
    if (!kj_store_append_all(p->store, events, count, p->call, p->sink))
        return false;
    for (size_t i = 0; i < count; i++)
        trace(p, &events[i]);
    return true;
}

bool kj_presenter_save_now(kj_presenter *p, kj_event *events, size_t count)
{
    if (count == 0)
        return true;
    if (!p->options->rehearse)
        return p->behind.events.count == 0 && append(p, events, count);
    for (size_t i = 0; i < count; i++)
        trace(p, &events[i]);
    return true;
}

void kj_presenter_retry(kj_presenter *p)
{
    if (p->behind.events.count == 0)
        return;
    p->behind.again_ms = kj_presenter_now(p).ms + KJ_RETRY_MS;
    p->show.unsaved = !append(p, p->behind.events.ptr, p->behind.events.count);
    if (p->show.unsaved)
        return;
    kj_arena_reset(p->behind.arena);
    p->behind.events.ptr = NULL;
    p->behind.events.count = p->behind.capacity = 0;
}

/* A disk that fails is not asked with every key: only when its time has come. */
void kj_presenter_save(kj_presenter *p, kj_event *events, size_t count)
{
    const int64_t now = kj_presenter_now(p).ms;
    if (count == 0)
        return;
    if (p->options->rehearse) {
        for (size_t i = 0; i < count; i++)
            trace(p, &events[i]);
        return;
    }
    if (p->behind.events.count > 0 && now >= p->behind.again_ms)
        kj_presenter_retry(p);
    if (p->behind.events.count == 0 && append(p, events, count))
        return;
    if (p->behind.events.count == 0)
        p->behind.again_ms = now + KJ_RETRY_MS;
    for (size_t i = 0; i < count; i++)
        keep(p, &events[i]);
    p->show.unsaved = true;
}
