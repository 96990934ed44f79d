/* engine/lesson/draft.c: picking, placing and ordering; and the response that comes of it. */
#include "lesson/draft.h"

void kj_draft_reset(kj_draft *draft)
{
    memset(draft, 0, sizeof *draft);
    draft->held = KJ_NONE;
}

static uint32_t index_of(const kj_option *options, size_t count, kj_span id)
{
    for (size_t i = 0; i < count && i < KJ_OPTIONS_MAX; i++) {
        if (kj_span_equal(options[i].id, id))
            return (uint32_t)i;
    }
    return KJ_NONE;
}

static uint32_t set_count(const kj_draft *draft, const kj_question *q)
{
    uint32_t count = 0;
    for (size_t i = 0; i < q->option_count; i++)
        count += draft->value[i] != 0;
    return count;
}

static void pick_only(kj_draft *draft, uint32_t option)
{
    memset(draft->value, 0, sizeof draft->value);
    draft->value[option] = 1;
}

/* Takes an option out of an order; the others close ranks. */
static void unplace(kj_draft *draft, uint32_t option)
{
    const uint8_t was = draft->value[option];
    draft->value[option] = 0;
    for (size_t i = 0; i < KJ_OPTIONS_MAX; i++) {
        if (draft->value[i] > was)
            draft->value[i]--;
    }
}

static void place_last(kj_draft *draft, const kj_question *q, uint32_t option)
{
    draft->value[option] = (uint8_t)(set_count(draft, q) + 1);
}

static void place_all(kj_draft *draft, const kj_question *q)
{
    for (uint32_t i = 0; i < q->option_count; i++) {
        if (!draft->value[i])
            place_last(draft, q, i);
    }
}

/* The figure's elements are the slide's, not the question's: the id itself is kept. */
static bool pick_element(kj_draft *draft, kj_span id)
{
    if (id.len == 0 || id.len > KJ_ID_MAX)
        return false;
    memset(draft->text, 0, sizeof draft->text);
    memcpy(draft->text, id.ptr, id.len);
    draft->text_len = (uint32_t)id.len;
    return true;
}

bool kj_draft_option(kj_draft *draft, const kj_question *q, kj_span id)
{
    if (q->control == KJ_CONTROL_HOTSPOT)
        return pick_element(draft, id);
    const uint32_t option = index_of(q->options, q->option_count, id);
    if (option == KJ_NONE)
        return false;
    switch (q->control) {
    case KJ_CONTROL_CHOICE:
        pick_only(draft, option);
        return true;
    case KJ_CONTROL_CHOICES:
        draft->value[option] = !draft->value[option];
        return true;
    case KJ_CONTROL_ORDER:
        if (draft->value[option])
            unplace(draft, option);
        else
            place_last(draft, q, option);
        return true;
    case KJ_CONTROL_CHAIN:
        if (draft->value[option] || set_count(draft, q) >= q->pick_count)
            return false;
        place_last(draft, q, option);
        return true;
    case KJ_CONTROL_PAIRS:
    case KJ_CONTROL_BINS:
        draft->held = draft->held == option ? KJ_NONE : option;
        return true;
    case KJ_CONTROL_HOTSPOT:
    case KJ_CONTROL_NUMBER:
    case KJ_CONTROL_TEXT:
    case KJ_CONTROL_CASE:
        break;
    }
    return false;
}

bool kj_draft_target(kj_draft *draft, const kj_question *q, kj_span id)
{
    const uint32_t target = index_of(q->targets, q->target_count, id);
    if (target == KJ_NONE || (q->control != KJ_CONTROL_PAIRS && q->control != KJ_CONTROL_BINS))
        return false;
    const uint8_t value = (uint8_t)(target + 1);
    uint32_t there = KJ_NONE; /* who has a target that only one may have */
    for (uint32_t i = 0; q->control == KJ_CONTROL_PAIRS && i < q->option_count; i++) {
        if (draft->value[i] == value)
            there = i;
    }
    if (draft->held == KJ_NONE) { /* picks up what lies there */
        if (there == KJ_NONE)
            return false;
        draft->value[there] = 0;
        draft->held = there;
        return true;
    }
    if (there != KJ_NONE)
        draft->value[there] = 0;
    draft->value[draft->held] = value;
    draft->held = KJ_NONE;
    return true;
}

bool kj_draft_shift(kj_draft *draft, const kj_question *q, kj_span id, bool up)
{
    const uint32_t option = index_of(q->options, q->option_count, id);
    if (option == KJ_NONE || q->control != KJ_CONTROL_ORDER)
        return false;
    const bool whole = set_count(draft, q) == q->option_count;
    place_all(draft, q);
    const uint8_t from = draft->value[option];
    if (up ? from == 1 : from == q->option_count)
        return !whole;
    const uint8_t to = (uint8_t)(up ? from - 1 : from + 1);
    for (size_t i = 0; i < q->option_count; i++) {
        if (draft->value[i] == to)
            draft->value[i] = from;
    }
    draft->value[option] = to;
    return true;
}

bool kj_draft_move(kj_draft *draft, const kj_question *q, kj_span id, uint32_t place)
{
    const uint32_t option = index_of(q->options, q->option_count, id);
    if (option == KJ_NONE || (q->control != KJ_CONTROL_ORDER && q->control != KJ_CONTROL_CHAIN))
        return false;
    const bool order = q->control == KJ_CONTROL_ORDER, new = draft->value[option] == 0;
    const uint32_t count = set_count(draft, q);
    const uint32_t last = order ? (uint32_t)q->option_count : count + new;
    if (place == 0 || place > last || (!order && last > q->pick_count))
        return false;
    const bool whole = count == q->option_count;
    if (order)
        place_all(draft, q);
    if (draft->value[option] == place)
        return order && !whole;
    if (draft->value[option])
        unplace(draft, option);
    for (size_t i = 0; i < q->option_count; i++)
        draft->value[i] = (uint8_t)(draft->value[i] + (draft->value[i] >= place));
    draft->value[option] = (uint8_t)place;
    return true;
}

bool kj_draft_clear(kj_draft *draft, const kj_question *q)
{
    if (q->control == KJ_CONTROL_CHAIN) {
        const uint32_t count = set_count(draft, q);
        for (uint32_t i = 0; count > 0 && i < q->option_count; i++) {
            if (draft->value[i] == count)
                draft->value[i] = 0;
        }
        return count > 0;
    }
    const bool empty = set_count(draft, q) == 0 && draft->text_len == 0 && draft->held == KJ_NONE;
    kj_draft_reset(draft);
    return !empty;
}

bool kj_draft_takes_text(const kj_question *q)
{
    return q->control == KJ_CONTROL_TEXT || q->control == KJ_CONTROL_NUMBER;
}

/* ---- the response ---- */

static bool put(kj_values *out, kj_span prefix, kj_span value, kj_arena *arena)
{
    const size_t bytes = prefix.len + value.len + 1;
    if (out->count == KJ_RESPONSES_MAX || bytes > KJ_RESPONSE_BYTES_MAX - out->bytes)
        return false;
    kj_text_buffer buffer = {.arena = arena};
    kj_put(&buffer, prefix);
    kj_put(&buffer, value);
    out->values[out->count++] = kj_put_span(&buffer);
    out->bytes += bytes;
    return true;
}

static bool put_chosen(const kj_draft *draft, const kj_question *q, kj_span prefix, kj_values *out,
                       kj_arena *arena)
{
    bool room = true;
    for (size_t i = 0; i < q->option_count && room; i++) {
        if (draft->value[i])
            room = put(out, prefix, q->options[i].id, arena);
    }
    return room && set_count(draft, q) > 0;
}

static bool put_order(const kj_draft *draft, const kj_question *q, size_t wanted, kj_span prefix,
                      kj_values *out, kj_arena *arena)
{
    bool room = true;
    const uint32_t count = set_count(draft, q);
    for (uint32_t position = 1; position <= count; position++) {
        for (size_t i = 0; i < q->option_count && room; i++) {
            if (draft->value[i] == position)
                room = put(out, prefix, q->options[i].id, arena);
        }
    }
    return room && count > 0 && count >= wanted;
}

static bool put_pairs(const kj_draft *draft, const kj_question *q, kj_span prefix, kj_values *out,
                      kj_arena *arena)
{
    bool room = true;
    for (size_t i = 0; i < q->option_count && room; i++) {
        const uint8_t target = draft->value[i];
        if (target > 0 && target <= q->target_count)
            room = put(out, prefix,
                       kj_arena_format(arena, "%.*s=%.*s", KJ_ARG(q->options[i].id),
                                       KJ_ARG(q->targets[target - 1].id)),
                       arena);
    }
    size_t wanted = q->option_count;
    if (q->control == KJ_CONTROL_PAIRS && q->target_count < wanted)
        wanted = q->target_count;
    return room && wanted > 0 && set_count(draft, q) >= wanted;
}

static bool put_text(const kj_draft *draft, kj_span prefix, kj_values *out, kj_arena *arena)
{
    const kj_span text = kj_span_trim((kj_span){draft->text, draft->text_len});
    return text.len > 0 && put(out, prefix, text, arena);
}

bool kj_draft_values(const kj_draft *draft, const kj_question *q, kj_span prefix, kj_values *out,
                     kj_arena *arena)
{
    switch (q->control) {
    case KJ_CONTROL_CHOICE:
    case KJ_CONTROL_CHOICES:
        return put_chosen(draft, q, prefix, out, arena);
    case KJ_CONTROL_ORDER:
        return put_order(draft, q, q->option_count, prefix, out, arena);
    case KJ_CONTROL_CHAIN:
        return put_order(draft, q, q->pick_count, prefix, out, arena);
    case KJ_CONTROL_PAIRS:
    case KJ_CONTROL_BINS:
        return put_pairs(draft, q, prefix, out, arena);
    case KJ_CONTROL_HOTSPOT:
    case KJ_CONTROL_NUMBER:
    case KJ_CONTROL_TEXT:
        return put_text(draft, prefix, out, arena);
    case KJ_CONTROL_CASE:
        break; /* its questions, one by one */
    }
    return false;
}
