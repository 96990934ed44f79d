/* engine/author/simulate.c: simulated learners go through a course (simulate.h has the model). */
#include "author/simulate.h"

#include "author/answers.h"
#include "base/random.h"

#include <math.h>
#include <stdlib.h>

enum { DISCRIMINATION_MIN = 50, ROLEPLAYS_MORE = 16 };

#define READ_PER_SECOND 5.0
#define THINK_SECONDS 8.0
#define WRITE_SECONDS 30.0
#define LEARNT_BY_FAILING 0.4
#define ABILITY_MEAN 1.0
#define ROLEPLAY_DIFFICULTY 0.5

/* Sums for Pearson's r of an item. */
typedef struct moments {
    double x, y, xx, yy, xy;
    uint32_t n;
} moments;

typedef struct sample {
    double *values;
    size_t count;
} sample;

typedef struct simulator {
    const kj_course *course;
    kj_simulation *out;
    uint64_t random;
    kj_answers *items;
    kj_answers **rounds; /* a drill's */
    double *slide_seconds;
    kj_lesson *lesson; /* of the learner who is on */
    double ability;
    double *first;        /* his first share of each item; negative: not answered */
    double *part_seconds; /* of the learner, a part */
    moments *moments;     /* an item */
    sample final_first, final_best, minutes;
    sample *part_first, *part_minutes;
} simulator;

/* --- chance ------------------------------------------------------------------------------- */

static double chance(simulator *s) /* even on [0, 1) */
{
    return (double)(kj_random_next(&s->random) >> 11) * 0x1p-53;
}

/* The sum of twelve even numbers less six: normal enough, and the same on every machine. */
static double normal(simulator *s)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += chance(s);
    return sum;
}

static bool knows(simulator *s, double ability, double difficulty)
{
    return chance(s) < 1 / (1 + exp(-1.7 * (ability - difficulty)));
}

/* The share that an answer gets. */
static double answer(simulator *s, const kj_answers *a, double ability, int32_t difficulty)
{
    if (knows(s, ability, difficulty - 2) || a->miss_count == 0)
        return a->right;
    const uint32_t ways = (uint32_t)a->miss_count + (a->guessed ? 1 : 0);
    const uint32_t way = kj_random_below(&s->random, ways);
    return way < a->miss_count ? a->missed[way] : a->right;
}

static double seconds_for(const kj_answers *a)
{
    return THINK_SECONDS + a->characters / READ_PER_SECOND + (a->written ? WRITE_SECONDS : 0);
}

static void keep(sample *to, double value)
{
    to->values[to->count++] = value;
}

/* --- tests and drills --------------------------------------------------------------------- */

/* The mean share of a run over these items. */
static double take_test(simulator *s, const uint32_t *items, uint32_t count, double ability)
{
    double sum = 0, points = 0;
    for (uint32_t i = 0; i < count; i++) {
        const kj_item *item = &s->course->items.ptr[items[i]];
        const kj_answers *a = &s->items[items[i]];
        const double share = answer(s, a, ability, item->difficulty);
        if (s->first[items[i]] < 0)
            s->first[items[i]] = share;
        sum += share * item->points;
        points += item->points;
        s->part_seconds[item->part] += seconds_for(a);
    }
    return points > 0 ? sum / points : 0;
}

static void pass_part_test(simulator *s, uint32_t part)
{
    kj_simulated_part *out = &s->out->parts[part];
    kj_part_record *record = kj_lesson_part(s->lesson, part);
    double ability = s->ability;
    for (uint32_t i = 0; i < KJ_SIMULATED_TRIES; i++) {
        uint32_t items[KJ_RUN_MAX];
        const uint32_t count = kj_test_draw(s->course, part, kj_random_next(&s->random), items);
        const double share = take_test(s, items, count, ability);
        out->tests++;
        if (i == 0) {
            keep(&s->part_first[part], share);
            record->test_first = share;
        }
        record->tests++;
        record->test_best = fmax(record->test_best, share);
        if (share >= s->course->pass.test) {
            out->passed_first += i == 0;
            out->passed++;
            record->completed = true;
            return;
        }
        ability += LEARNT_BY_FAILING;
    }
}

static double take_drill(simulator *s, uint32_t index, double ability)
{
    const kj_drill *drill = &s->course->drills.ptr[index];
    const size_t rounds = kj_drill_rounds(drill);
    double *shares = s->rounds[index] ? malloc((rounds + 1) * sizeof *shares) : NULL, sum = 0;
    if (!shares)
        return 0;
    for (size_t i = 0; i < rounds; i++) {
        shares[i] = answer(s, &s->rounds[index][i], ability, drill->level);
        sum += shares[i];
        s->part_seconds[drill->part] += seconds_for(&s->rounds[index][i]);
    }
    const kj_question_type *type = kj_drill_type(drill);
    const double total = type->total ? type->total(drill->form.data, shares, rounds)
                                     : sum / (double)(rounds ? rounds : 1);
    free(shares);
    return total;
}

static void pass_drill(simulator *s, uint32_t index)
{
    kj_simulated_drill *out = &s->out->drills[index];
    kj_drill_record *record = kj_lesson_drill(s->lesson, index);
    double ability = s->ability;
    const uint32_t tries = s->course->drills.ptr[index].placement ? 1 : KJ_SIMULATED_TRIES;
    for (uint32_t i = 0; i < tries && !record->passed; i++) {
        const double share = take_drill(s, index, ability);
        out->runs++;
        record->runs++;
        record->best = fmax(record->best, share);
        record->passed = share >= s->course->pass.drill;
        out->passed_first += record->passed && i == 0;
        ability += LEARNT_BY_FAILING;
    }
    out->passed += record->passed;
}

/* --- role-plays --------------------------------------------------------------------------- */

static uint32_t choose(simulator *s, const kj_roleplay *play, const kj_roleplay_state *state,
                       double ability)
{
    const kj_node *node = &play->nodes.ptr[state->node];
    uint32_t offered[KJ_ROLEPLAY_CHOICES_MAX], count = 0, better = KJ_NONE;
    for (uint32_t i = 0; i < node->choices.count && count < KJ_ROLEPLAY_CHOICES_MAX; i++)
        if (kj_roleplay_offered(play, state, i)) {
            if (kj_span_equal(node->choices.ptr[i].id, node->better))
                better = i;
            offered[count++] = i;
        }
    if (count == 0)
        return KJ_NONE;
    if (better != KJ_NONE && knows(s, ability, ROLEPLAY_DIFFICULTY))
        return better;
    return offered[kj_random_below(&s->random, count)];
}

static void play(simulator *s, uint32_t index, double ability)
{
    const kj_roleplay *play = &s->course->roleplays.ptr[index];
    kj_simulated_roleplay *out = &s->out->roleplays[index];
    kj_roleplay_record *record = kj_lesson_roleplay(s->lesson, index);
    kj_roleplay_state state = kj_roleplay_start(play);
    double *seconds = &s->part_seconds[play->part];
    out->plays++;
    while (state.ending == KJ_NONE) {
        const kj_node *node = &play->nodes.ptr[state.node];
        const uint32_t way = choose(s, play, &state, ability);
        if (way == KJ_NONE) {
            out->stuck++;
            return;
        }
        for (size_t i = 0; i < node->choices.count; i++)
            *seconds += (double)kj_utf8_count(node->choices.ptr[i].text.plain) / READ_PER_SECOND;
        *seconds += THINK_SECONDS +
                    (double)(kj_utf8_count(node->say.plain) + kj_utf8_count(node->scene.plain) +
                             kj_utf8_count(node->choices.ptr[way].reply.plain)) /
                        READ_PER_SECOND;
        state = kj_roleplay_step(play, state, way);
    }
    const uint32_t grade = play->endings.ptr[state.ending].grade;
    out->ended[state.ending]++;
    record->ended++;
    record->endings |= 1ull << state.ending;
    if (record->best_grade == KJ_NONE || grade < record->best_grade)
        record->best_grade = grade;
}

/* The role-play that is worth another try: of `among` first, where one of them is missing. */
static uint32_t next_roleplay(const simulator *s, const kj_missing *missing)
{
    const kj_course *c = s->course;
    for (uint32_t i = 0; i < c->roleplays.count; i++) {
        bool wanted = missing->kind == KJ_MISSING_ROLEPLAYS;
        for (size_t k = 0; k < c->pass.among.count && !wanted; k++)
            wanted = kj_span_equal(c->pass.among.ptr[k], c->roleplays.ptr[i].id);
        const uint32_t best = kj_lesson_roleplay(s->lesson, i)->best_grade;
        if (wanted && (best == KJ_NONE || best > KJ_GRADE_GOOD))
            return i;
    }
    return KJ_NONE;
}

static bool find_missing(const simulator *s, kj_missing *out)
{
    kj_missing all[KJ_MISSING_MAX];
    const size_t count = kj_course_missing(s->course, s->lesson, all);
    for (size_t i = 0; i < count && i < KJ_MISSING_MAX; i++)
        if (all[i].kind == KJ_MISSING_ROLEPLAYS || all[i].kind == KJ_MISSING_AMONG) {
            *out = all[i];
            return true;
        }
    return false;
}

static void pass_roleplays(simulator *s)
{
    double ability = s->ability;
    for (uint32_t i = 0; i < s->course->roleplays.count; i++)
        play(s, i, ability);
    kj_missing missing;
    for (uint32_t i = 0; i < ROLEPLAYS_MORE && find_missing(s, &missing); i++) {
        const uint32_t next = next_roleplay(s, &missing);
        if (next == KJ_NONE)
            return;
        ability += LEARNT_BY_FAILING;
        play(s, next, ability);
    }
}

static void pass_final(simulator *s)
{
    double ability = s->ability;
    kj_part_record *record = &s->lesson->final;
    for (uint32_t i = 0; i < KJ_SIMULATED_TRIES; i++) {
        uint32_t items[KJ_RUN_MAX];
        const uint32_t count = kj_final_draw(s->course, kj_random_next(&s->random), items);
        const double share = take_test(s, items, count, ability);
        record->tests++;
        if (i == 0)
            record->test_first = share;
        record->test_best = fmax(record->test_best, share);
        if (share >= s->course->pass.final)
            break;
        ability += LEARNT_BY_FAILING;
    }
    keep(&s->final_first, record->test_first);
    keep(&s->final_best, record->test_best);
}

/* --- a learner ---------------------------------------------------------------------------- */

static void see_slides(simulator *s)
{
    for (uint32_t i = 0; i < s->course->slides.count; i++) {
        kj_slide_record *record = kj_lesson_slide(s->lesson, i);
        record->seen = record->visited = true;
        s->part_seconds[s->course->slides.ptr[i].part] += s->slide_seconds[i];
    }
}

static void count_items(simulator *s)
{
    double sum = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->course->items.count; i++)
        if (s->first[i] >= 0) {
            sum += s->first[i];
            n++;
        }
    for (uint32_t i = 0; i < s->course->items.count && n > 1; i++) {
        if (s->first[i] < 0)
            continue;
        const double x = s->first[i], y = (sum - x) / (n - 1);
        moments *m = &s->moments[i];
        m->n++;
        m->x += x;
        m->y += y;
        m->xx += x * x;
        m->yy += y * y;
        m->xy += x * y;
    }
}

static void count_learner(simulator *s)
{
    kj_missing missing[KJ_MISSING_MAX];
    const size_t count = kj_course_missing(s->course, s->lesson, missing);
    bool named[KJ_MISSING_FINAL + 1] = {false};
    s->out->passed += count == 0;
    for (size_t i = 0; i < count && i < KJ_MISSING_MAX; i++)
        named[missing[i].kind] = true;
    for (size_t i = 0; i < KJ_COUNT(named); i++)
        s->out->missing[i] += named[i];
    double seconds = 0;
    for (uint32_t i = 0; i < s->course->parts.count; i++) {
        keep(&s->part_minutes[i], s->part_seconds[i] / 60);
        seconds += s->part_seconds[i];
    }
    keep(&s->minutes, seconds / 60);
    count_items(s);
}

static void learn(simulator *s)
{
    const kj_course *c = s->course;
    kj_lesson_init(s->lesson, c);
    s->ability = ABILITY_MEAN + normal(s);
    for (uint32_t i = 0; i < c->items.count; i++)
        s->first[i] = -1;
    memset(s->part_seconds, 0, c->parts.count * sizeof *s->part_seconds);
    see_slides(s);
    for (uint32_t i = 0; i < c->parts.count; i++)
        if (kj_part_has_test(&c->parts.ptr[i]))
            pass_part_test(s, i);
    for (uint32_t i = 0; i < c->drills.count; i++)
        pass_drill(s, i);
    pass_roleplays(s);
    if (kj_final_open(c, s->lesson))
        pass_final(s);
    count_learner(s);
}

/* --- the figures -------------------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static kj_spread spread_of(const sample *of)
{
    static const double at[KJ_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};
    kj_spread out = {.mean = 0};
    if (of->count == 0)
        return out;
    qsort(of->values, of->count, sizeof *of->values, by_size);
    for (size_t i = 0; i < KJ_QUANTILES; i++) {
        const size_t rank = (size_t)ceil(at[i] * (double)of->count);
        out.at[i] = of->values[rank ? rank - 1 : 0];
    }
    for (size_t i = 0; i < of->count; i++)
        out.mean += of->values[i] / (double)of->count;
    return out;
}

static void finish_item(const moments *m, kj_simulated_item *out)
{
    const double n = m->n;
    const double vx = n * m->xx - m->x * m->x, vy = n * m->yy - m->y * m->y;
    out->n = m->n;
    out->facility = m->n ? m->x / n : NAN;
    out->discrimination = NAN;
    if (m->n >= DISCRIMINATION_MIN && vx > 1e-9 && vy > 1e-9)
        out->discrimination = (n * m->xy - m->x * m->y) / sqrt(vx * vy);
}

static void finish(simulator *s)
{
    kj_simulation *out = s->out;
    const double n = out->learners ? out->learners : 1;
    for (uint32_t i = 0; i < s->course->items.count; i++)
        finish_item(&s->moments[i], &out->items[i]);
    for (uint32_t i = 0; i < s->course->drills.count; i++) {
        out->drills[i].runs /= n;
        out->drills[i].passed /= n;
        out->drills[i].passed_first /= n;
    }
    for (uint32_t i = 0; i < s->course->parts.count; i++) {
        out->parts[i].tests /= n;
        out->parts[i].passed /= n;
        out->parts[i].passed_first /= n;
        out->parts[i].first = spread_of(&s->part_first[i]);
        out->parts[i].minutes = spread_of(&s->part_minutes[i]).at[KJ_QUANTILES / 2];
    }
    out->final_first = spread_of(&s->final_first);
    out->final_best = spread_of(&s->final_best);
    out->minutes = spread_of(&s->minutes);
}

/* --- what is the same for all learners ---------------------------------------------------- */

static void prepare_questions(simulator *s, kj_arena *arena)
{
    const kj_course *c = s->course;
    kj_arena *scratch = kj_arena_new();
    s->items = KJ_NEW(arena, kj_answers, c->items.count + 1);
    s->rounds = KJ_NEW(arena, kj_answers *, c->drills.count + 1);
    for (uint32_t i = 0; i < c->items.count; i++) {
        s->items[i] = kj_answers_to_item(&c->items.ptr[i], scratch);
        s->out->items[i].right = s->items[i].right;
        kj_arena_reset(scratch);
    }
    for (uint32_t i = 0; i < c->drills.count; i++) {
        const size_t rounds = kj_drill_rounds(&c->drills.ptr[i]);
        s->rounds[i] = KJ_NEW(arena, kj_answers, rounds + 1);
        s->out->drills[i].right = 1;
        for (size_t k = 0; k < rounds; k++) {
            s->rounds[i][k] = kj_answers_to_round(&c->drills.ptr[i], k, scratch);
            s->out->drills[i].right = fmin(s->out->drills[i].right, s->rounds[i][k].right);
            kj_arena_reset(scratch);
        }
    }
    kj_arena_free(scratch);
}

static void prepare_slides(simulator *s, kj_arena *arena)
{
    const kj_course *c = s->course;
    s->slide_seconds = KJ_NEW(arena, double, c->slides.count + 1);
    for (uint32_t i = 0; i < c->slides.count; i++) {
        const double read = (double)kj_slide_characters(&c->slides.ptr[i]) / READ_PER_SECOND;
        s->slide_seconds[i] = THINK_SECONDS + fmax(read, c->pass.slide_seconds);
    }
}

static sample sample_of(uint32_t learners, kj_arena *arena)
{
    return (sample){.values = KJ_NEW(arena, double, learners + 1)};
}

kj_simulation *kj_simulate(const kj_course *course, uint32_t learners, uint64_t seed,
                           kj_arena *arena)
{
    kj_arena *scratch = kj_arena_new();
    kj_simulation *out = KJ_NEW(arena, kj_simulation, 1);
    out->learners = learners;
    out->seed = seed;
    out->items = KJ_NEW(arena, kj_simulated_item, course->items.count + 1);
    out->drills = KJ_NEW(arena, kj_simulated_drill, course->drills.count + 1);
    out->parts = KJ_NEW(arena, kj_simulated_part, course->parts.count + 1);
    out->roleplays = KJ_NEW(arena, kj_simulated_roleplay, course->roleplays.count + 1);
    simulator s = {.course = course, .out = out, .random = seed};
    prepare_questions(&s, scratch);
    prepare_slides(&s, scratch);
    s.lesson = kj_arena_take(scratch, 1, kj_lesson_bytes(course), _Alignof(max_align_t));
    s.first = KJ_NEW(scratch, double, course->items.count + 1);
    s.part_seconds = KJ_NEW(scratch, double, course->parts.count + 1);
    s.moments = KJ_NEW(scratch, moments, course->items.count + 1);
    s.part_first = KJ_NEW(scratch, sample, course->parts.count + 1);
    s.part_minutes = KJ_NEW(scratch, sample, course->parts.count + 1);
    s.final_first = sample_of(learners, scratch);
    s.final_best = sample_of(learners, scratch);
    s.minutes = sample_of(learners, scratch);
    for (size_t i = 0; i < course->parts.count; i++) {
        s.part_first[i] = sample_of(learners, scratch);
        s.part_minutes[i] = sample_of(learners, scratch);
    }
    for (uint32_t i = 0; i < learners; i++)
        learn(&s);
    finish(&s);
    kj_arena_free(scratch);
    return out;
}
