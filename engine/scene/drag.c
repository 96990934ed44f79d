/* engine/scene/drag.c: who can be dropped on whom, a row each, and what comes of it. */
#include "scene/drag.h"

static const struct {
    kj_drag_part from, onto;
} pairs[] = {
    {KJ_DRAG_THING, KJ_DRAG_TARGET}, {KJ_DRAG_STEP, KJ_DRAG_STEP},   {KJ_DRAG_CARD, KJ_DRAG_CARD},
    {KJ_DRAG_CARD, KJ_DRAG_END},     {KJ_DRAG_CHOICE, KJ_DRAG_SLOT},
};

static bool within(const kj_list *list, int area)
{
    return area >= 0 && (size_t)area < list->areas.count;
}

bool kj_drag_takes(const kj_list *list, int from)
{
    if (!within(list, from))
        return false;
    const kj_area *area = &list->areas.ptr[from];
    bool takes = false;
    for (size_t i = 0; i < KJ_COUNT(pairs); i++)
        takes |= area->drag != KJ_DRAG_NONE && area->drag == pairs[i].from;
    return takes && !area->disabled && area->action.len > 0;
}

static uint32_t placed(const kj_list *list)
{
    uint32_t count = 0;
    for (size_t i = 0; i < list->areas.count; i++)
        count += list->areas.ptr[i].place != 0;
    return count;
}

bool kj_drag_lands(const kj_list *list, int from, int onto)
{
    if (!kj_drag_takes(list, from) || !within(list, onto) || from == onto)
        return false;
    const kj_area *a = &list->areas.ptr[from], *b = &list->areas.ptr[onto];
    if (b->disabled || (b->drag == KJ_DRAG_CARD && b->place == 0))
        return false; /* a card that lies loose has no place to give */
    for (size_t i = 0; i < KJ_COUNT(pairs); i++)
        if (a->drag == pairs[i].from && b->drag == pairs[i].onto)
            return true;
    return false;
}

int kj_drag_onto(const kj_list *list, int from, double x, double y)
{
    for (int i = (int)list->areas.count; i-- > 0;) {
        const kj_rect r = list->areas.ptr[i].rect;
        if (x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h && kj_drag_lands(list, from, i))
            return i;
    }
    return -1;
}

/* In an order, what has no place yet comes behind what has, as it stands on the page. */
static uint32_t place_of(const kj_list *list, int area)
{
    const kj_area *a = &list->areas.ptr[area];
    if (a->place || a->drag != KJ_DRAG_STEP)
        return a->place;
    uint32_t place = placed(list) + 1;
    for (int i = 0; i < area; i++)
        place += list->areas.ptr[i].drag == KJ_DRAG_STEP && list->areas.ptr[i].place == 0;
    return place;
}

/* "option:b" → "move:b=3". */
static kj_span move_to(const kj_area *area, uint32_t place, kj_arena *arena)
{
    const size_t colon = kj_span_find(area->action, KJ_LIT(":"), 0);
    const size_t id = colon == SIZE_MAX ? 0 : colon + 1;
    return kj_arena_format(arena, "move:%.*s=%u",
                           KJ_ARG(kj_span_sub(area->action, id, area->action.len)), place);
}

kj_drop kj_drag_drop(const kj_list *list, int from, int onto, kj_arena *arena)
{
    kj_drop drop = {.count = 0};
    if (!kj_drag_lands(list, from, onto))
        return drop;
    const kj_area *a = &list->areas.ptr[from], *b = &list->areas.ptr[onto];
    switch (a->drag) {
    case KJ_DRAG_THING:
        if (!a->selected) /* else it is held already */
            drop.actions[drop.count++] = a->action;
        drop.actions[drop.count++] = b->action;
        break;
    case KJ_DRAG_STEP:
        drop.actions[drop.count++] = move_to(a, place_of(list, onto), arena);
        break;
    case KJ_DRAG_CARD: {
        const uint32_t last = placed(list) + (a->place == 0);
        const uint32_t place = b->drag == KJ_DRAG_END ? last : b->place;
        if (place != a->place)
            drop.actions[drop.count++] = move_to(a, place, arena);
        break;
    }
    case KJ_DRAG_CHOICE:
        if (!a->selected)
            drop.actions[drop.count++] = a->action;
        break;
    case KJ_DRAG_NONE:
    case KJ_DRAG_TARGET:
    case KJ_DRAG_END:
    case KJ_DRAG_SLOT:
        break;
    }
    return drop;
}
