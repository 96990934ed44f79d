/* engine/author/answers.c: near misses of a question's key. */
#include "author/answers.h"

#include "lesson/key.h"

static void miss(const kj_judged *a, const kj_answer *given, kj_answers *out)
{
    if (out->miss_count < KJ_MISSES_MAX)
        out->missed[out->miss_count++] = kj_answer_share(a, given);
}

/* Every option that is not the key, alone. */
static void miss_choices(const kj_judged *a, const kj_question *q, const kj_answer *key,
                         kj_answers *out)
{
    for (size_t i = 0; i < q->option_count; i++) {
        if (key->count && kj_span_equal(key->values[0], q->options[i].id))
            continue;
        kj_answer other = {.count = 0};
        kj_answer_put(a, &other, q->sub_id, q->options[i].id);
        miss(a, &other, out);
    }
}

/* One too few, and one too many. */
static void miss_sets(const kj_judged *a, const kj_question *q, const kj_answer *key,
                      kj_answers *out)
{
    kj_answer *other = KJ_NEW(a->arena, kj_answer, 1);
    *other = *key;
    if (other->count > 1) {
        other->count--;
        miss(a, other, out);
    }
    for (size_t i = 0; i < q->option_count; i++) {
        bool in_key = false;
        for (size_t k = 0; k < key->count; k++)
            in_key = in_key || kj_span_equal(key->values[k], q->options[i].id);
        if (in_key)
            continue;
        *other = *key;
        kj_answer_put(a, other, q->sub_id, q->options[i].id);
        miss(a, other, out);
    }
}

/* Two neighbours changed about, at every place; and all of it backwards. */
static void miss_orders(const kj_judged *a, const kj_answer *key, kj_answers *out)
{
    kj_answer *other = KJ_NEW(a->arena, kj_answer, 1);
    for (size_t i = 0; i + 1 < key->count; i += 2) {
        *other = *key;
        other->values[i] = key->values[i + 1];
        other->values[i + 1] = key->values[i];
        miss(a, other, out);
    }
    *other = *key;
    for (size_t i = 0; i < key->count; i++)
        other->values[i] = key->values[key->count - 1 - i];
    miss(a, other, out);
}

/* The first, the first two … things with the next target instead of their own. */
static void miss_targets(const kj_judged *a, const kj_question *q, const kj_verdict *v,
                         kj_answers *out)
{
    for (size_t wrong = 1; wrong <= v->option_count; wrong++) {
        kj_answer *other = KJ_NEW(a->arena, kj_answer, 1);
        for (size_t i = 0; i < v->option_count; i++) {
            kj_span to = v->options[i].right;
            for (size_t t = 0; i < wrong && t < q->target_count; t++)
                if (kj_span_equal(q->targets[t].id, v->options[i].right)) {
                    to = q->targets[(t + 1) % q->target_count].id;
                    break;
                }
            kj_answer_put_pair(a, other, q->sub_id, v->options[i].id, to);
        }
        miss(a, other, out);
    }
}

/* One question of the case as in the probe, then one more, and so on. */
static void miss_subs(const kj_judged *a, const kj_question *q, const kj_verdict *v,
                      kj_answers *out)
{
    for (size_t wrong = 1; wrong <= q->sub_count; wrong++) {
        kj_answer *other = KJ_NEW(a->arena, kj_answer, 1);
        for (size_t i = 0; i < q->sub_count && i < v->sub_count; i++)
            if (i < wrong)
                kj_answer_probe(a, &q->subs[i], other);
            else
                kj_answer_key(a, &q->subs[i], &v->subs[i], other);
        miss(a, other, out);
    }
}

static void find_misses(const kj_judged *a, const kj_question *q, const kj_verdict *v,
                        const kj_answer *key, const kj_answer *first, kj_answers *out)
{
    switch (q->control) {
    case KJ_CONTROL_CHOICE:
        out->guessed = true;
        miss_choices(a, q, key, out);
        break;
    case KJ_CONTROL_CHOICES:
        miss_sets(a, q, key, out);
        break;
    case KJ_CONTROL_ORDER:
    case KJ_CONTROL_CHAIN:
        miss_orders(a, key, out);
        break;
    case KJ_CONTROL_PAIRS:
    case KJ_CONTROL_BINS:
        miss_targets(a, q, v, out);
        break;
    case KJ_CONTROL_CASE:
        miss_subs(a, q, v, out);
        break;
    case KJ_CONTROL_NUMBER:
    case KJ_CONTROL_TEXT:
    case KJ_CONTROL_HOTSPOT:
        miss(a, first, out);
        break;
    }
}

static void read(const kj_question *q, kj_answers *out)
{
    const kj_span texts[] = {q->prompt.plain, q->passage.plain, q->quote.plain, q->original.plain};
    size_t characters = 0;
    for (size_t i = 0; i < KJ_COUNT(texts); i++)
        characters += kj_utf8_count(texts[i]);
    for (size_t i = 0; i < q->option_count; i++)
        characters += kj_utf8_count(q->options[i].text.plain);
    for (size_t i = 0; i < q->target_count; i++)
        characters += kj_utf8_count(q->targets[i].text.plain);
    out->characters += (uint32_t)characters;
    out->written = out->written || q->control == KJ_CONTROL_TEXT;
    for (size_t i = 0; i < q->sub_count; i++)
        read(&q->subs[i], out);
}

static kj_answers answers_to(const kj_judged *a)
{
    const kj_keyed k = kj_key_find(a);
    kj_answers out = {.right = kj_answer_share(a, k.key)};
    find_misses(a, k.question, &k.verdict, k.key, k.probe, &out);
    read(k.question, &out);
    return out;
}

kj_answers kj_answers_to_item(const kj_item *item, kj_arena *scratch)
{
    const kj_judged a = {.item = item, .arena = scratch};
    return answers_to(&a);
}

kj_answers kj_answers_to_round(const kj_drill *drill, size_t round, kj_arena *scratch)
{
    const kj_judged a = {.drill = drill, .round = round, .arena = scratch};
    return answers_to(&a);
}
