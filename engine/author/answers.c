/* engine/author/answers.c: a question's key and near misses, found by asking its judge. */
#include "author/answers.h"

enum { VALUES_MAX = 128 };

/* A question and who judges it. */
typedef struct asked {
    const kj_item *item; /* NULL: a round of `drill` */
    const kj_drill *drill;
    size_t round;
    kj_arena *arena;
} asked;

typedef struct answer {
    kj_span values[VALUES_MAX];
    size_t count;
} answer;

/* What stands before every value of a case's question; empty elsewhere. */
static void put(const asked *a, answer *out, kj_span sub, kj_span value)
{
    if (out->count == VALUES_MAX)
        return;
    out->values[out->count++] =
        sub.len ? kj_arena_format(a->arena, "%.*s:%.*s", KJ_ARG(sub), KJ_ARG(value)) : value;
}

static void put_pair(const asked *a, answer *out, kj_span sub, kj_span left, kj_span right)
{
    put(a, out, sub, kj_arena_format(a->arena, "%.*s=%.*s", KJ_ARG(left), KJ_ARG(right)));
}

static kj_verdict judge(const asked *a, const answer *given)
{
    kj_verdict verdict = {.judged = true};
    const kj_response response = {given->values, given->count};
    if (a->item)
        kj_item_judge(a->item, &response, a->arena, &verdict);
    else
        kj_drill_judge(a->drill, a->round, &response, a->arena, &verdict);
    return verdict;
}

static double share(const asked *a, const answer *given)
{
    const kj_verdict verdict = judge(a, given);
    return verdict.judged && verdict.max > 0 && verdict.score > 0 ? verdict.score / verdict.max : 0;
}

/* --- the probe: any answer that the judge takes for one ------------------------------------ */

static kj_span some_sentence(const kj_question *q)
{
    if (q->quote.plain.len)
        return q->quote.plain;
    return q->prompt.plain.len ? q->prompt.plain : q->passage.plain;
}

static void probe(const asked *a, const kj_question *q, answer *out)
{
    const kj_span sub = q->sub_id;
    switch (q->control) {
    case KJ_CONTROL_CHOICE:
    case KJ_CONTROL_CHOICES:
    case KJ_CONTROL_CHAIN:
        if (q->option_count)
            put(a, out, sub, q->options[0].id);
        break;
    case KJ_CONTROL_ORDER:
        for (size_t i = 0; i < q->option_count; i++)
            put(a, out, sub, q->options[i].id);
        break;
    case KJ_CONTROL_PAIRS:
    case KJ_CONTROL_BINS:
        if (q->option_count && q->target_count)
            put_pair(a, out, sub, q->options[0].id, q->targets[0].id);
        break;
    case KJ_CONTROL_NUMBER:
        put(a, out, sub, KJ_LIT("0"));
        break;
    case KJ_CONTROL_TEXT:
        put(a, out, sub, some_sentence(q));
        break;
    case KJ_CONTROL_HOTSPOT:
        put(a, out, sub, KJ_LIT("nowhere"));
        break;
    case KJ_CONTROL_CASE:
        for (size_t i = 0; i < q->sub_count; i++)
            probe(a, &q->subs[i], out);
        break;
    }
}

/* --- the key, by what a verdict says -------------------------------------------------------- */

static bool is_key(const kj_option_verdict *option)
{
    return option->mark == KJ_OF_RIGHT || option->mark == KJ_OF_MISSED;
}

/* The options that have a place, in its order: "1", "2" … */
static void put_places(const asked *a, kj_span sub, const kj_verdict *v, answer *out)
{
    for (size_t place = 1; place <= v->option_count; place++) {
        const kj_span wanted = kj_arena_format(a->arena, "%zu", place);
        for (size_t i = 0; i < v->option_count; i++)
            if (kj_span_equal(v->options[i].right, wanted))
                put(a, out, sub, v->options[i].id);
    }
}

static void put_key(const asked *a, const kj_question *q, const kj_verdict *v, answer *out)
{
    const kj_span sub = q->sub_id;
    switch (q->control) {
    case KJ_CONTROL_CHOICE:
    case KJ_CONTROL_CHOICES:
    case KJ_CONTROL_HOTSPOT:
        for (size_t i = 0; i < v->option_count; i++)
            if (is_key(&v->options[i])) {
                put(a, out, sub, v->options[i].id);
                if (q->control != KJ_CONTROL_CHOICES)
                    break;
            }
        break;
    case KJ_CONTROL_ORDER:
    case KJ_CONTROL_CHAIN:
        put_places(a, sub, v, out);
        break;
    case KJ_CONTROL_PAIRS:
    case KJ_CONTROL_BINS:
        for (size_t i = 0; i < v->option_count; i++)
            put_pair(a, out, sub, v->options[i].id, v->options[i].right);
        break;
    case KJ_CONTROL_NUMBER:
    case KJ_CONTROL_TEXT:
        put(a, out, sub, v->key.len || !v->model_count ? v->key : v->models[0].plain);
        break;
    case KJ_CONTROL_CASE:
        for (size_t i = 0; i < q->sub_count && i < v->sub_count; i++)
            put_key(a, &q->subs[i], &v->subs[i], out);
        break;
    }
}

/* --- the misses ------------------------------------------------------------------------------ */

static void miss(const asked *a, const answer *given, kj_answers *out)
{
    if (out->miss_count < KJ_MISSES_MAX)
        out->missed[out->miss_count++] = share(a, given);
}

/* Every option that is not the key, alone. */
static void miss_choices(const asked *a, const kj_question *q, const answer *key, kj_answers *out)
{
    for (size_t i = 0; i < q->option_count; i++) {
        if (key->count && kj_span_equal(key->values[0], q->options[i].id))
            continue;
        answer other = {.count = 0};
        put(a, &other, q->sub_id, q->options[i].id);
        miss(a, &other, out);
    }
}

/* One too few, and one too many. */
static void miss_sets(const asked *a, const kj_question *q, const answer *key, kj_answers *out)
{
    answer *other = KJ_NEW(a->arena, answer, 1);
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
        put(a, other, q->sub_id, q->options[i].id);
        miss(a, other, out);
    }
}

/* Two neighbours changed about, at every place; and all of it backwards. */
static void miss_orders(const asked *a, const answer *key, kj_answers *out)
{
    answer *other = KJ_NEW(a->arena, answer, 1);
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
static void miss_targets(const asked *a, const kj_question *q, const kj_verdict *v, kj_answers *out)
{
    for (size_t wrong = 1; wrong <= v->option_count; wrong++) {
        answer *other = KJ_NEW(a->arena, answer, 1);
        for (size_t i = 0; i < v->option_count; i++) {
            kj_span to = v->options[i].right;
            for (size_t t = 0; i < wrong && t < q->target_count; t++)
                if (kj_span_equal(q->targets[t].id, v->options[i].right)) {
                    to = q->targets[(t + 1) % q->target_count].id;
                    break;
                }
            put_pair(a, other, q->sub_id, v->options[i].id, to);
        }
        miss(a, other, out);
    }
}

/* One question of the case as in the probe, then one more, and so on. */
static void miss_subs(const asked *a, const kj_question *q, const kj_verdict *v, kj_answers *out)
{
    for (size_t wrong = 1; wrong <= q->sub_count; wrong++) {
        answer *other = KJ_NEW(a->arena, answer, 1);
        for (size_t i = 0; i < q->sub_count && i < v->sub_count; i++)
            if (i < wrong)
                probe(a, &q->subs[i], other);
            else
                put_key(a, &q->subs[i], &v->subs[i], other);
        miss(a, other, out);
    }
}

static void find_misses(const asked *a, const kj_question *q, const kj_verdict *v,
                        const answer *key, const answer *first, kj_answers *out)
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

/* The question as the course has it, the probe's verdict, and the key that the verdict tells. */
typedef struct keyed {
    kj_question *question;
    answer *probe, *key;
    kj_verdict verdict;
} keyed;

static keyed key_of(const asked *a)
{
    keyed k = {KJ_NEW(a->arena, kj_question, 1),
               KJ_NEW(a->arena, answer, 1),
               KJ_NEW(a->arena, answer, 1),
               {.judged = true}};
    if (a->item)
        kj_item_ask(a->item, 1, a->arena, k.question);
    else
        kj_drill_ask(a->drill, a->round, 1, a->arena, k.question);
    probe(a, k.question, k.probe);
    k.verdict = judge(a, k.probe);
    put_key(a, k.question, &k.verdict, k.key);
    return k;
}

static kj_response response_of(const asked *a)
{
    const keyed k = key_of(a);
    return (kj_response){k.key->values, k.key->count};
}

static kj_answers answers_to(const asked *a)
{
    const keyed k = key_of(a);
    kj_answers out = {.right = share(a, k.key)};
    find_misses(a, k.question, &k.verdict, k.key, k.probe, &out);
    read(k.question, &out);
    return out;
}

kj_response kj_key_of_item(const kj_item *item, kj_arena *arena)
{
    const asked a = {.item = item, .arena = arena};
    return response_of(&a);
}

kj_response kj_key_of_round(const kj_drill *drill, size_t round, kj_arena *arena)
{
    const asked a = {.drill = drill, .round = round, .arena = arena};
    return response_of(&a);
}

kj_answers kj_answers_to_item(const kj_item *item, kj_arena *scratch)
{
    const asked a = {.item = item, .arena = scratch};
    return answers_to(&a);
}

kj_answers kj_answers_to_round(const kj_drill *drill, size_t round, kj_arena *scratch)
{
    const asked a = {.drill = drill, .round = round, .arena = scratch};
    return answers_to(&a);
}
