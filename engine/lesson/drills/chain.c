/* engine/lesson/drills/chain.c: "chain", questions in an order that leads somewhere.
 *
 * Of 100 points 20 are for an open beginning, 40 for cards whose needs are met by those before
 * them, 20 for the run 开放 → 引导（细节） → 引导（影响） → 价值 → 验证 (10 less for each swap and
 * for each step that is missing), 20 for no leading question and no pitch.  A card out of order
 * gets an evasive answer, so that the effect is felt while the chain is laid. */
#include "lesson/drills/types.h"

#include "lesson/items/parts.h"

#define PASS 80

typedef enum purpose {
    PURPOSE_OPEN,
    PURPOSE_DETAIL,
    PURPOSE_EFFECT,
    PURPOSE_VALUE,
    PURPOSE_CONFIRMING,
    PURPOSE_STEPS, /* those before it are the steps of a good chain */
    PURPOSE_LEADING = PURPOSE_STEPS,
    PURPOSE_PITCH
} purpose;
static const char *const purpose_words[] = {"open",       "detail",  "effect", "value",
                                            "confirming", "leading", "pitch",  NULL};

typedef struct card {
    kj_at at;
    kj_span id;
    kj_text text;
    uint32_t purpose;
    kj_span_list needs, gives;
    kj_text reply, evasive;
} card;

typedef struct chain {
    kj_at at;
    kj_text scene, quote;
    kj_span by;
    int32_t pick;
    KJ_LIST(card) cards;
    KJ_LIST(kj_span_list) models;
} chain;

static const kj_field card_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(card, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the card in records."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(card, text),
     .about = "What the learner would say."},
    {.key = "purpose",
     .kind = KJ_FIELD_WORD,
     .flags = KJ_REQUIRED,
     .offset = offsetof(card, purpose),
     .words = purpose_words,
     .about = "What the question is for; 'leading' and 'pitch' have no place in a chain."},
    {.key = "needs",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_MANY | KJ_TOKEN,
     .offset = offsetof(card, needs),
     .min = 0,
     .max = 8,
     .about = "What must be known before it is asked."},
    {.key = "gives",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_MANY | KJ_TOKEN,
     .offset = offsetof(card, gives),
     .min = 0,
     .max = 8,
     .about = "What is known after its answer."},
    {.key = "reply",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(card, reply),
     .about = "The customer's answer when its needs are met."},
    {.key = "evasive",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(card, evasive),
     .about = "The customer's answer when it comes too early."},
};
static const kj_object card_object = {
    .name = "chain-card",
    .fields = card_fields,
    .field_count = KJ_COUNT(card_fields),
    .size = sizeof(card),
    .align = _Alignof(card),
    .about = "A question, or something that should not be said.",
};

static const kj_field fields[] = {
    {.key = "scene",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(chain, scene),
     .about = "Where the talk takes place."},
    {.key = "quote",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(chain, quote),
     .about = "The customer's first line."},
    {.key = "by",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_REQUIRED,
     .offset = offsetof(chain, by),
     .about = "Who says it."},
    {.key = "pick",
     .kind = KJ_FIELD_INT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(chain, pick),
     .min = 2,
     .max = 8,
     .about = "How many cards make the chain."},
    {.key = "cards",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(chain, cards),
     .min = 3,
     .max = 12,
     .object = &card_object,
     .about = "The cards."},
    {.key = "models",
     .kind = KJ_FIELD_REF,
     .flags = KJ_REQUIRED | KJ_MANY | KJ_NESTED,
     .offset = offsetof(chain, models),
     .min = 1,
     .max = 4,
     .ref = KJ_REF_LOCAL,
     .about = "The best chains, as lists of card ids."},
};

static const card *find_card(const chain *drill, kj_span id)
{
    for (size_t i = 0; i < drill->cards.count; i++)
        if (kj_span_equal(drill->cards.ptr[i].id, id))
            return &drill->cards.ptr[i];
    return NULL;
}

static bool holds(kj_span_list list, kj_span word)
{
    for (size_t i = 0; i < list.count; i++)
        if (kj_span_equal(list.ptr[i], word))
            return true;
    return false;
}

/* The known cards of a response, each once, at most as many as are to be picked. */
typedef struct laid {
    const card *cards[KJ_OPTIONS_MAX];
    size_t count;
} laid;

static laid lay(const chain *drill, const kj_span *ids, size_t count)
{
    laid line = {.count = 0};
    for (size_t i = 0; i < count && line.count < (size_t)drill->pick; i++) {
        const card *c = find_card(drill, ids[i]);
        bool again = !c;
        for (size_t k = 0; k < line.count && !again; k++)
            again = line.cards[k] == c;
        if (!again)
            line.cards[line.count++] = c;
    }
    return line;
}

static bool is_misplaced(const laid *line, size_t place)
{
    const card *c = line->cards[place];
    for (size_t i = 0; i < c->needs.count; i++) {
        bool known = false;
        for (size_t k = 0; k < place && !known; k++)
            known = holds(line->cards[k]->gives, c->needs.ptr[i]);
        if (!known)
            return true;
    }
    return false;
}

static bool is_question(const card *c)
{
    return c->purpose < PURPOSE_STEPS;
}

/* How many cards must change places two by two until the purposes ascend: the number of swaps of
 * a selection sort, which is the least there is when all differ. */
static size_t swaps_to_sort(const laid *line)
{
    uint32_t steps[KJ_OPTIONS_MAX];
    size_t count = 0, swaps = 0;
    for (size_t i = 0; i < line->count; i++)
        if (is_question(line->cards[i]))
            steps[count++] = line->cards[i]->purpose;
    for (size_t i = 0; i < count; i++) {
        size_t least = i;
        for (size_t k = i + 1; k < count; k++)
            if (steps[k] < steps[least])
                least = k;
        if (steps[least] < steps[i]) {
            const uint32_t kept = steps[i];
            steps[i] = steps[least];
            steps[least] = kept;
            swaps++;
        }
    }
    return swaps;
}

/* Steps of the good chain that no laid card takes; a chain of fewer cards needs fewer. */
static size_t missing_steps(const chain *drill, const laid *line)
{
    bool taken[PURPOSE_STEPS] = {false};
    size_t count = 0;
    for (size_t i = 0; i < line->count; i++)
        if (is_question(line->cards[i]) && !taken[line->cards[i]->purpose]) {
            taken[line->cards[i]->purpose] = true;
            count++;
        }
    const size_t wanted =
        (size_t)drill->pick < PURPOSE_STEPS ? (size_t)drill->pick : (size_t)PURPOSE_STEPS;
    return count < wanted ? wanted - count : 0;
}

static void add(kj_verdict *out, kj_word_id name, double points, double max, kj_span reason)
{
    out->criteria[out->criterion_count++] = (kj_criterion){
        .name = kj_words_get(out->words, name), .points = points, .max = max, .reason = reason};
    out->score += points;
    out->max += max;
}

static void judge_opening(const laid *line, kj_verdict *out)
{
    const bool open = line->count > 0 && line->cards[0]->purpose == PURPOSE_OPEN;
    add(out, KJ_W_CHAIN_OPENING, open ? 20 : 0, 20,
        open ? kj_words_get(out->words, KJ_W_CHAIN_OPENING_GOOD)
             : kj_words_get(out->words, KJ_W_CHAIN_OPENING_NARROW));
}

static void judge_needs(const chain *drill, const laid *line, kj_arena *arena, kj_verdict *out)
{
    size_t met = 0, first = SIZE_MAX;
    for (size_t i = 0; i < line->count; i++)
        if (is_misplaced(line, i)) {
            if (first == SIZE_MAX)
                first = i;
        } else {
            met++;
        }
    kj_span reason = kj_words_get(out->words, KJ_W_CHAIN_LINKS_GOOD);
    if (first != SIZE_MAX)
        reason = KJ_FILL(out->words, arena, KJ_W_CHAIN_LINKS_EARLY, kj_n("n", (int64_t)(first + 1)),
                         kj_w("text", line->cards[first]->text.plain));
    else if (line->count < (size_t)drill->pick)
        reason = kj_words_get(out->words, KJ_W_CHAIN_LINKS_SHORT);
    add(out, KJ_W_CHAIN_LINKS, 40.0 * (double)met / drill->pick, 40, reason);
}

static void judge_run(const chain *drill, const laid *line, kj_arena *arena, kj_verdict *out)
{
    const size_t swaps = swaps_to_sort(line), missing = missing_steps(drill, line);
    const double cost = 10.0 * (double)(swaps + missing);
    kj_span reason = kj_words_get(out->words, KJ_W_CHAIN_RUN_GOOD);
    if (missing > 0)
        reason = KJ_FILL(out->words, arena, KJ_W_CHAIN_RUN_MISSING, kj_n("n", (int64_t)(missing)));
    else if (swaps > 0)
        reason = KJ_FILL(out->words, arena, KJ_W_CHAIN_RUN_SWAPPED, kj_n("n", (int64_t)(swaps)));
    add(out, KJ_W_CHAIN_RUN, cost < 20 ? 20 - cost : 0, 20, reason);
}

static void judge_cleanness(const laid *line, kj_arena *arena, kj_verdict *out)
{
    const card *bad = NULL;
    for (size_t i = 0; i < line->count && !bad; i++)
        if (!is_question(line->cards[i]))
            bad = line->cards[i];
    if (!bad)
        add(out, KJ_W_CHAIN_CLEAN, 20, 20, kj_words_get(out->words, KJ_W_CHAIN_CLEAN_GOOD));
    else
        add(out, KJ_W_CHAIN_CLEAN, 0, 20,
            KJ_FILL(out->words, arena,
                    bad->purpose == PURPOSE_LEADING ? KJ_W_CHAIN_CLEAN_LEADING
                                                    : KJ_W_CHAIN_CLEAN_SELLING,
                    kj_w("text", bad->text.plain)));
}

static kj_text model_text(const chain *drill, kj_span_list ids, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    for (size_t i = 0; i < ids.count; i++) {
        const card *c = find_card(drill, ids.ptr[i]);
        if (i > 0)
            kj_put(&out, KJ_LIT("→"));
        if (c)
            kj_put(&out, c->text.plain);
    }
    return kj_text_of(kj_put_span(&out));
}

static void mark_cards(const chain *drill, const laid *line, kj_arena *arena, kj_verdict *out)
{
    const kj_span_list best = drill->models.ptr[0];
    for (size_t i = 0; i < drill->cards.count; i++) {
        const card *c = &drill->cards.ptr[i];
        size_t place = SIZE_MAX, wanted = SIZE_MAX;
        for (size_t k = 0; k < line->count; k++)
            if (line->cards[k] == c)
                place = k;
        for (size_t k = 0; k < best.count; k++)
            if (kj_span_equal(best.ptr[k], c->id))
                wanted = k;
        kj_mark_of mark = wanted == SIZE_MAX ? KJ_OF_NOTHING : KJ_OF_MISSED;
        if (place != SIZE_MAX)
            mark = is_question(c) && !is_misplaced(line, place) ? KJ_OF_RIGHT : KJ_OF_WRONG;
        kj_option_verdict *option = kj_verdict_option(out, c->id, mark);
        if (wanted != SIZE_MAX)
            option->right = kj_number_text(wanted + 1, arena);
        if (place != SIZE_MAX)
            option->feedback = mark == KJ_OF_WRONG ? c->evasive : c->reply;
    }
}

static void judge(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out)
{
    (void)round;
    const chain *drill = data;
    const laid line = lay(drill, response->values, response->count);
    out->judged = true;
    judge_opening(&line, out);
    judge_needs(drill, &line, arena, out);
    judge_run(drill, &line, arena, out);
    judge_cleanness(&line, arena, out);
    mark_cards(drill, &line, arena, out);
    if (line.count == 0) {
        out->criterion_count = 0;
        kj_verdict_refuse(out, KJ_W_NONE);
        out->next = KJ_FILL(out->words, arena, KJ_W_CHAIN_PICK, kj_n("n", (int)drill->pick));
        return;
    }
    out->passed = out->score >= PASS;
    for (size_t i = 0; i < out->criterion_count && out->next.len == 0; i++)
        if (out->criteria[i].points < out->criteria[i].max)
            out->next = out->criteria[i].reason;
    for (size_t i = 0; i < drill->models.count && i < KJ_COUNT(out->models); i++)
        out->models[out->model_count++] = model_text(drill, drill->models.ptr[i], arena);
}

static void ask(const void *data, size_t round, kj_arena *arena, kj_question *out)
{
    (void)round;
    (void)arena;
    const chain *drill = data;
    out->control = KJ_CONTROL_CHAIN;
    out->passage = drill->scene;
    out->quote = drill->quote;
    out->by = drill->by;
    out->pick_count = (size_t)drill->pick;
    for (size_t i = 0; i < drill->cards.count; i++)
        kj_question_option(out, drill->cards.ptr[i].id, drill->cards.ptr[i].text);
}

static kj_text reply_to(const void *data, const kj_span *placed, size_t count, kj_arena *arena)
{
    (void)arena;
    const chain *drill = data;
    const laid line = lay(drill, placed, count);
    if (line.count == 0)
        return drill->quote;
    const card *last = line.cards[line.count - 1];
    return is_misplaced(&line, line.count - 1) ? last->evasive : last->reply;
}

/* Whether the chain can be laid as a model says, and scores full points. */
static void check_model(const chain *drill, size_t index, const kj_checker *checker)
{
    const kj_span_list ids = drill->models.ptr[index];
    kj_span words[KJ_OPTIONS_MAX];
    bool known = true;
    for (size_t i = 0; i < drill->cards.count; i++)
        words[i] = drill->cards.ptr[i].id;
    for (size_t i = 0; i < ids.count; i++)
        if (!find_card(drill, ids.ptr[i])) {
            known = false;
            kj_check_report(checker, drill->at, "models", index, "E0302",
                            kj_nearest(ids.ptr[i], words, drill->cards.count),
                            "card '%.*s' does not exist", KJ_ARG(ids.ptr[i]));
        }
    if (!known)
        return;
    kj_arena *scratch = kj_arena_new();
    const kj_response response = {.values = ids.ptr, .count = ids.count};
    kj_verdict *verdict = KJ_NEW(scratch, kj_verdict, 1);
    judge(drill, 0, &response, scratch, verdict);
    if (ids.count != (size_t)drill->pick)
        kj_check_report(checker, drill->at, "models", index, "E0502", (kj_span){NULL, 0},
                        "the model has %zu cards, but %d are to be picked", ids.count,
                        (int)drill->pick);
    else if (verdict->score < verdict->max)
        kj_check_report(checker, drill->at, "models", index, "E0502", verdict->next,
                        "the model would get %g points of %g", verdict->score, verdict->max);
    kj_arena_free(scratch);
}

static void check(const void *data, const kj_checker *checker)
{
    const chain *drill = data;
    if ((size_t)drill->pick > drill->cards.count) {
        kj_check_report(checker, drill->at, "pick", SIZE_MAX, "E0502", (kj_span){NULL, 0},
                        "%d cards are to be picked, but there are %zu", (int)drill->pick,
                        drill->cards.count);
        return;
    }
    for (size_t i = 0; i < drill->models.count; i++)
        check_model(drill, i, checker);
}

const kj_question_type kj_drill_chain = {
    .form = {.name = "chain",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(chain),
             .align = _Alignof(chain),
             .about = "Questions in an order that leads somewhere.",
             .check = check},
    .ask = ask,
    .judge = judge,
    .answer = reply_to,
};
