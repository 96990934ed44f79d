/* engine/lesson/key.c: a probe, its verdict, the key. */
#include "lesson/key.h"

/* What stands before every value of a case's question; empty elsewhere. */
void kj_answer_put(const kj_judged *a, kj_answer *out, kj_span sub, kj_span value)
{
    if (out->count == KJ_ANSWER_VALUES_MAX)
        return;
    out->values[out->count++] =
        sub.len ? kj_arena_format(a->arena, "%.*s:%.*s", KJ_ARG(sub), KJ_ARG(value)) : value;
}

void kj_answer_put_pair(const kj_judged *a, kj_answer *out, kj_span sub, kj_span left,
                        kj_span right)
{
    kj_answer_put(a, out, sub, kj_arena_format(a->arena, "%.*s=%.*s", KJ_ARG(left), KJ_ARG(right)));
}

static kj_verdict judge(const kj_judged *a, const kj_answer *given)
{
    kj_verdict verdict = {.judged = true};
    const kj_response response = {given->values, given->count};
    if (a->item)
        kj_item_judge(a->item, &response, a->arena, &verdict);
    else
        kj_drill_judge(a->drill, a->round, &response, a->arena, &verdict);
    return verdict;
}

double kj_answer_share(const kj_judged *a, const kj_answer *given)
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

void kj_answer_probe(const kj_judged *a, const kj_question *q, kj_answer *out)
{
    const kj_span sub = q->sub_id;
    switch (q->control) {
    case KJ_CONTROL_CHOICE:
    case KJ_CONTROL_CHOICES:
    case KJ_CONTROL_CHAIN:
        if (q->option_count)
            kj_answer_put(a, out, sub, q->options[0].id);
        break;
    case KJ_CONTROL_ORDER:
        for (size_t i = 0; i < q->option_count; i++)
            kj_answer_put(a, out, sub, q->options[i].id);
        break;
    case KJ_CONTROL_PAIRS:
    case KJ_CONTROL_BINS:
        if (q->option_count && q->target_count)
            kj_answer_put_pair(a, out, sub, q->options[0].id, q->targets[0].id);
        break;
    case KJ_CONTROL_NUMBER:
        kj_answer_put(a, out, sub, KJ_LIT("0"));
        break;
    case KJ_CONTROL_TEXT:
        kj_answer_put(a, out, sub, some_sentence(q));
        break;
    case KJ_CONTROL_HOTSPOT:
        kj_answer_put(a, out, sub, KJ_LIT("nowhere"));
        break;
    case KJ_CONTROL_CASE:
        for (size_t i = 0; i < q->sub_count; i++)
            kj_answer_probe(a, &q->subs[i], out);
        break;
    }
}

/* --- the key, by what a verdict says -------------------------------------------------------- */

static bool is_key(const kj_option_verdict *option)
{
    return option->mark == KJ_OF_RIGHT || option->mark == KJ_OF_MISSED;
}

/* The options that have a place, in its order: "1", "2" … */
static void put_places(const kj_judged *a, kj_span sub, const kj_verdict *v, kj_answer *out)
{
    for (size_t place = 1; place <= v->option_count; place++) {
        const kj_span wanted = kj_arena_format(a->arena, "%zu", place);
        for (size_t i = 0; i < v->option_count; i++)
            if (kj_span_equal(v->options[i].right, wanted))
                kj_answer_put(a, out, sub, v->options[i].id);
    }
}

void kj_answer_key(const kj_judged *a, const kj_question *q, const kj_verdict *v, kj_answer *out)
{
    const kj_span sub = q->sub_id;
    switch (q->control) {
    case KJ_CONTROL_CHOICE:
    case KJ_CONTROL_CHOICES:
    case KJ_CONTROL_HOTSPOT:
        for (size_t i = 0; i < v->option_count; i++)
            if (is_key(&v->options[i])) {
                kj_answer_put(a, out, sub, v->options[i].id);
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
            kj_answer_put_pair(a, out, sub, v->options[i].id, v->options[i].right);
        break;
    case KJ_CONTROL_NUMBER:
    case KJ_CONTROL_TEXT:
        kj_answer_put(a, out, sub, v->key.len || !v->model_count ? v->key : v->models[0].plain);
        break;
    case KJ_CONTROL_CASE:
        for (size_t i = 0; i < q->sub_count && i < v->sub_count; i++)
            kj_answer_key(a, &q->subs[i], &v->subs[i], out);
        break;
    }
}

kj_keyed kj_key_find(const kj_judged *a)
{
    kj_keyed k = {KJ_NEW(a->arena, kj_question, 1),
                  KJ_NEW(a->arena, kj_answer, 1),
                  KJ_NEW(a->arena, kj_answer, 1),
                  {.judged = true}};
    if (a->item)
        kj_item_ask(a->item, 1, a->arena, k.question);
    else
        kj_drill_ask(a->drill, a->round, 1, a->arena, k.question);
    kj_answer_probe(a, k.question, k.probe);
    k.verdict = judge(a, k.probe);
    kj_answer_key(a, k.question, &k.verdict, k.key);
    return k;
}

static kj_response response_of(const kj_judged *a)
{
    const kj_keyed k = kj_key_find(a);
    return (kj_response){k.key->values, k.key->count};
}

kj_response kj_key_of_item(const kj_item *item, kj_arena *arena)
{
    const kj_judged a = {.item = item, .arena = arena};
    return response_of(&a);
}

kj_response kj_key_of_round(const kj_drill *drill, size_t round, kj_arena *arena)
{
    const kj_judged a = {.drill = drill, .round = round, .arena = arena};
    return response_of(&a);
}
