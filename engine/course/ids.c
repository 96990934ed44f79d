/* engine/course/ids.c: see ids.h. */
#include "course/ids.h"

#include <assert.h>

static size_t slot_of(const kj_ids *ids, uint32_t kind, kj_span id)
{
    /* FNV's low bits are good; the kind is spread by an odd constant. */
    size_t at = (size_t)(kj_span_hash(id) ^ kind * 0x9e3779b97f4a7c15u) & ids->mask;
    while (ids->slots[at].id.ptr &&
           !(ids->slots[at].kind == kind && kj_span_equal(ids->slots[at].id, id)))
        at = (at + 1) & ids->mask;
    return at;
}

void kj_ids_reserve(kj_ids *ids, size_t count, kj_arena *arena)
{
    size_t size = 16;
    while (size / 2 < count)
        size *= 2;
    if (ids->slots && size <= ids->mask + 1)
        return;
    const kj_ids old = *ids;
    ids->slots = KJ_NEW(arena, kj_id_slot, size);
    ids->mask = size - 1;
    for (size_t i = 0; old.slots && i <= old.mask; i++)
        if (old.slots[i].id.ptr)
            ids->slots[slot_of(ids, old.slots[i].kind, old.slots[i].id)] = old.slots[i];
}

uint32_t kj_ids_add(kj_ids *ids, uint32_t kind, kj_span id, uint32_t index)
{
    assert(id.ptr && (ids->count + 1) * 2 <= ids->mask + 1);
    kj_id_slot *slot = &ids->slots[slot_of(ids, kind, id)];
    if (slot->id.ptr)
        return slot->index;
    *slot = (kj_id_slot){id, kind, index};
    ids->count++;
    return KJ_NONE;
}

uint32_t kj_ids_find(const kj_ids *ids, uint32_t kind, kj_span id)
{
    if (!ids->slots || !id.ptr)
        return KJ_NONE;
    const kj_id_slot *slot = &ids->slots[slot_of(ids, kind, id)];
    return slot->id.ptr ? slot->index : KJ_NONE;
}
