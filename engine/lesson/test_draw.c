/* engine/lesson/test_draw.c: which items of its bank a part's test asks. */
#include "lesson/lesson.h"

#include "base/random.h"

#define TYPES_MAX 32

/* How much of a type has been drawn.  Each pick takes the type that is furthest behind its share
 * of the bank; `late` is a random fraction of an item, so that over many tests every type comes as
 * often as the bank has it, and rare ones are neither always nor never there. */
typedef struct type_share {
    const kj_form_type *type;
    uint64_t bank, drawn, late;
} type_share;
#define WHOLE 1024

typedef struct drawing {
    const kj_course *course;
    const kj_part *part;
    uint64_t seed;
    type_share types[TYPES_MAX];
    size_t type_count;
    uint32_t *out;
    uint32_t count;
} drawing;

static type_share *share_of_type(drawing *d, const kj_form_type *type)
{
    for (size_t i = 0; i < d->type_count; i++) {
        if (d->types[i].type == type)
            return &d->types[i];
    }
    if (d->type_count == TYPES_MAX)
        return &d->types[TYPES_MAX - 1]; /* whatever is beyond shares the last place */
    d->types[d->type_count].type = type;
    return &d->types[d->type_count++];
}

static bool covered(const drawing *d, kj_span objective)
{
    for (uint32_t i = 0; i < d->count; i++) {
        if (kj_span_equal(d->course->items.ptr[d->out[i]].objective, objective))
            return true;
    }
    return false;
}

static bool drawn(const drawing *d, uint32_t item)
{
    for (uint32_t i = 0; i < d->count; i++) {
        if (d->out[i] == item)
            return true;
    }
    return false;
}

/* An item's place in a random order that needs no memory. */
static uint64_t rank(const drawing *d, uint32_t item)
{
    uint64_t state = d->seed ^ (uint64_t)(item + 1) * 0xD1342543DE82EF95u;
    return kj_random_next(&state);
}

typedef struct candidate {
    uint32_t item;
    bool fresh; /* its objective has no item yet */
    const type_share *type;
    uint64_t rank;
} candidate;

static bool better(const candidate *a, const candidate *b)
{
    if (a->fresh != b->fresh)
        return a->fresh;
    const uint64_t left = (a->type->drawn * WHOLE + a->type->late) * b->type->bank;
    const uint64_t right = (b->type->drawn * WHOLE + b->type->late) * a->type->bank;
    return left != right ? left < right : a->rank < b->rank;
}

static void pick(drawing *d)
{
    candidate best = {.item = KJ_NONE};
    for (uint32_t i = 0; i < d->part->item_count; i++) {
        const uint32_t item = d->part->first_item + i;
        if (drawn(d, item))
            continue;
        const kj_item *it = &d->course->items.ptr[item];
        const candidate next = {item, !covered(d, it->objective), share_of_type(d, it->form.type),
                                rank(d, item)};
        if (best.item == KJ_NONE || better(&next, &best))
            best = next;
    }
    share_of_type(d, d->course->items.ptr[best.item].form.type)->drawn++;
    d->out[d->count++] = best.item;
}

/* `wanted` items of the part's bank, or as many as there are, unshuffled. */
static uint32_t draw_part(const kj_course *course, uint32_t part, int32_t wanted, uint64_t *state,
                          uint32_t room, uint32_t *out)
{
    const kj_part *p = &course->parts.ptr[part];
    drawing d = {.course = course, .part = p, .seed = *state, .out = out};
    for (uint32_t i = 0; i < p->item_count; i++) {
        type_share *share = share_of_type(&d, course->items.ptr[p->first_item + i].form.type);
        if (share->bank++ == 0)
            share->late = kj_random_below(state, WHOLE);
    }
    uint32_t count = wanted < 0 ? 0 : (uint32_t)wanted;
    if (count > room)
        count = room;
    if (count > p->item_count)
        count = p->item_count;
    while (d.count < count)
        pick(&d);
    return d.count;
}

uint32_t kj_test_draw(const kj_course *course, uint32_t part, uint64_t seed,
                      uint32_t out[KJ_RUN_MAX])
{
    uint64_t state = seed;
    const uint32_t count =
        draw_part(course, part, course->parts.ptr[part].draw, &state, KJ_RUN_MAX, out);
    kj_random_shuffle(&state, out, count);
    return count;
}

uint32_t kj_final_draw(const kj_course *course, uint64_t seed, uint32_t out[KJ_RUN_MAX])
{
    uint64_t state = seed;
    uint32_t count = 0;
    for (uint32_t i = 0; i < course->parts.count; i++) {
        const int32_t wanted = course->parts.ptr[i].final;
        if (wanted > 0)
            count += draw_part(course, i, wanted, &state, KJ_RUN_MAX - count, out + count);
    }
    kj_random_shuffle(&state, out, count);
    return count;
}
