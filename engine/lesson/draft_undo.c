/* engine/lesson/draft_undo.c: what was written and erased, to be undone and done again.
 *
 * Records lie one behind another: a head, the bytes that were removed, the bytes that came in their
 * place.  When there is no room the oldest go. */
#include "lesson/draft.h"

#include <string.h>

typedef struct head {
    uint16_t at, removed, inserted;
} head;

_Static_assert(KJ_DRAFT_BYTES_MAX <= UINT16_MAX && KJ_PAST_BYTES_MAX <= UINT16_MAX,
               "places and lengths are of 16 bits");
_Static_assert(sizeof(head) + 2 * (size_t)KJ_DRAFT_BYTES_MAX <= KJ_PAST_BYTES_MAX,
               "the largest change finds room");

#define TYPED_MAX 8 /* bytes of one press; more is an input method's phrase, or pasted */
#define RUN_MAX 60  /* bytes that are undone in one go: 20 characters */

static head head_at(const kj_draft *draft, uint32_t at)
{
    head h;
    memcpy(&h, draft->past + at, sizeof h);
    return h;
}

static void set_head(kj_draft *draft, uint32_t at, head h)
{
    memcpy(draft->past + at, &h, sizeof h);
}

static uint32_t length(head h)
{
    return (uint32_t)(sizeof h + h.removed + h.inserted);
}

/* Where the last record that stands begins; UINT32_MAX: there is none. */
static uint32_t last_record(const kj_draft *draft)
{
    uint32_t last = UINT32_MAX;
    for (uint32_t at = 0; at < draft->past_at; at += length(head_at(draft, at)))
        last = at;
    return last;
}

static void drop_oldest(kj_draft *draft)
{
    const uint32_t len = length(head_at(draft, 0));
    memmove(draft->past, draft->past + len, draft->past_len - len);
    draft->past_len -= len;
    draft->past_at -= len;
}

static bool ends_in_mark(kj_span text)
{
    static const char *const marks[] = {"，", "。", "？", "！", "；", "：",
                                        "、", " ",  ",",  ".",  "?"};
    for (size_t i = 0; i < KJ_COUNT(marks); i++)
        if (kj_span_ends(text, kj_span_of(marks[i])))
            return true;
    return false;
}

/* One more character of a run that is typed, or erased backwards: into the record of the run. */
static bool goes_on(kj_draft *draft, size_t at, kj_span removed, kj_span inserted)
{
    const uint32_t last = last_record(draft);
    if (last == UINT32_MAX || removed.len + inserted.len > TYPED_MAX)
        return false;
    head h = head_at(draft, last);
    char *const bytes = draft->past + last + sizeof h;
    const size_t len = removed.len + inserted.len;
    if (length(h) + len > sizeof h + RUN_MAX || draft->past_len + len > sizeof draft->past)
        return false;
    const bool typed = removed.len == 0 && h.removed == 0 && h.at + (size_t)h.inserted == at &&
                       !ends_in_mark((kj_span){bytes, h.inserted});
    const bool erased = inserted.len == 0 && h.inserted == 0 && at + removed.len == h.at;
    if (typed) {
        memcpy(bytes + h.inserted, inserted.ptr, inserted.len);
        h.inserted = (uint16_t)(h.inserted + inserted.len);
    } else if (erased) {
        memmove(bytes + removed.len, bytes, h.removed);
        memcpy(bytes, removed.ptr, removed.len);
        h.removed = (uint16_t)(h.removed + removed.len);
        h.at = (uint16_t)at;
    } else
        return false;
    set_head(draft, last, h);
    draft->past_len += (uint32_t)len;
    draft->past_at = draft->past_len;
    return true;
}

void kj_draft_remember(kj_draft *draft, size_t at, kj_span removed, kj_span inserted)
{
    draft->past_len = draft->past_at;
    if (goes_on(draft, at, removed, inserted))
        return;
    const head h = {(uint16_t)at, (uint16_t)removed.len, (uint16_t)inserted.len};
    while (draft->past_len + length(h) > sizeof draft->past)
        drop_oldest(draft);
    set_head(draft, draft->past_len, h);
    char *const bytes = draft->past + draft->past_len + sizeof h;
    if (removed.len)
        memcpy(bytes, removed.ptr, removed.len);
    if (inserted.len)
        memcpy(bytes + removed.len, inserted.ptr, inserted.len);
    draft->past_len += length(h);
    draft->past_at = draft->past_len;
}

void kj_draft_put(kj_draft *draft, uint32_t at, uint32_t len, kj_span with)
{
    const uint32_t rest = draft->text_len - at - len;
    memmove(draft->text + at + with.len, draft->text + at + len, rest);
    if (with.len)
        memcpy(draft->text + at, with.ptr, with.len);
    draft->text_len = at + (uint32_t)with.len + rest;
    memset(draft->text + draft->text_len, 0, sizeof draft->text - draft->text_len);
    draft->caret = draft->anchor = at + (uint32_t)with.len;
}

bool kj_draft_undo(kj_draft *draft)
{
    const uint32_t last = last_record(draft);
    if (last == UINT32_MAX)
        return false;
    const head h = head_at(draft, last);
    const char *bytes = draft->past + last + sizeof h;
    kj_draft_put(draft, h.at, h.inserted, (kj_span){bytes, h.removed});
    draft->past_at = last;
    return true;
}

bool kj_draft_redo(kj_draft *draft)
{
    if (draft->past_at >= draft->past_len)
        return false;
    const head h = head_at(draft, draft->past_at);
    const char *bytes = draft->past + draft->past_at + sizeof h;
    kj_draft_put(draft, h.at, h.removed, (kj_span){bytes + h.removed, h.inserted});
    draft->past_at += length(h);
    return true;
}
