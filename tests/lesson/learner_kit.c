/* tests/lesson/learner_kit.c: a day's learning, drawn from a seed. */
#include "lesson/learner_kit.h"

#include "lesson/debrief.h"
#include "lesson/key.h"
#include "lesson/pass.h"

#include "base/random.h"

#include <inttypes.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define DAY_MS ((int64_t)24 * 3600 * 1000)

static uint32_t below(kj_test_learner *l, uint32_t bound)
{
    return kj_random_below(&l->random, bound);
}

static bool chance(kj_test_learner *l, double share)
{
    return below(l, 1000) < share * 1000;
}

static void wait(kj_test_learner *l, uint32_t low_ms, uint32_t high_ms)
{
    l->shell->now.ms += low_ms + below(l, high_ms - low_ms);
}

/* false: it means nothing here. */
static bool press(kj_test_learner *l, const char *verb, kj_span id)
{
    const kj_span action = id.len > 0
                               ? kj_arena_format(l->shell->arena, "%s:%.*s", verb, KJ_ARG(id))
                               : kj_span_of(verb);
    const kj_input input = {.kind = KJ_INPUT_ACTION, .action = action};
    return !kj_test_give(l->shell, &input)->refused;
}

static bool plain(kj_test_learner *l, const char *verb)
{
    return press(l, verb, (kj_span){NULL, 0});
}

static bool stands(const kj_test_learner *l, kj_place_kind place)
{
    return l->shell->session.screen == KJ_SCREEN_PLACE && l->shell->lesson->place == place;
}

/* ---- answering ---- */

/* The left and the right of "left=right". */
static void split(kj_span pair, kj_span *left, kj_span *right)
{
    const size_t by = kj_span_find(pair, KJ_LIT("="), 0);
    *left = kj_span_sub(pair, 0, by);
    *right = kj_span_sub(pair, by + 1, pair.len);
}

static void type(kj_test_learner *l, kj_span text)
{
    const kj_input input = {.kind = KJ_INPUT_TEXT, .text = text};
    (void)kj_test_give(l->shell, &input);
}

/* Any order of the question's options. */
static void shuffled(kj_test_learner *l, const kj_question *q, uint32_t out[KJ_OPTIONS_MAX])
{
    for (uint32_t i = 0; i < q->option_count; i++)
        out[i] = i;
    kj_random_shuffle(&l->random, out, q->option_count);
}

static void put_key(kj_test_learner *l, const kj_question *q, const kj_response *key,
                    kj_span prefix)
{
    for (size_t i = 0; i < key->count; i++) {
        if (!kj_span_starts(key->values[i], prefix))
            continue; /* of another question of the case */
        const kj_span value = kj_span_sub(key->values[i], prefix.len, key->values[i].len);
        kj_span left, right;
        if (q->control == KJ_CONTROL_PAIRS || q->control == KJ_CONTROL_BINS) {
            split(value, &left, &right);
            (void)press(l, "option", left);
            (void)press(l, "target", right);
        } else if (q->control == KJ_CONTROL_NUMBER || q->control == KJ_CONTROL_TEXT) {
            type(l, value);
        } else {
            (void)press(l, "option", value);
        }
    }
}

static void put_guess(kj_test_learner *l, const kj_question *q, const kj_response *key)
{
    uint32_t order[KJ_OPTIONS_MAX] = {0};
    shuffled(l, q, order);
    switch (q->control) {
    case KJ_CONTROL_CHOICE:
        (void)press(l, "option", q->options[order[0]].id);
        break;
    case KJ_CONTROL_CHOICES:
        for (size_t i = 0; i < 1 + below(l, (uint32_t)q->option_count); i++)
            (void)press(l, "option", q->options[order[i]].id);
        break;
    case KJ_CONTROL_ORDER:
    case KJ_CONTROL_CHAIN:
        for (size_t i = 0; i < (q->pick_count ? q->pick_count : q->option_count); i++)
            (void)press(l, "option", q->options[order[i]].id);
        break;
    case KJ_CONTROL_PAIRS:
    case KJ_CONTROL_BINS:
        for (size_t i = 0; i < q->option_count; i++) {
            (void)press(l, "option", q->options[i].id);
            (void)press(l, "target", q->targets[order[i] % q->target_count].id);
        }
        break;
    case KJ_CONTROL_NUMBER:
        type(l, KJ_LIT("7"));
        break;
    case KJ_CONTROL_TEXT:
        type(l, chance(l, 0.5) && q->quote.plain.len > 0 ? q->quote.plain
                                                         : KJ_LIT("您对现在的做法满意吗？"));
        break;
    case KJ_CONTROL_HOTSPOT: /* its places are not of the question: right, all the same */
        put_key(l, q, key, (kj_span){NULL, 0});
        break;
    case KJ_CONTROL_CASE:
        break; /* asked one by one */
    }
}

static void fill_in(kj_test_learner *l, const kj_question *q, const kj_response *key, bool knows)
{
    for (uint32_t i = 0; i < q->sub_count; i++) {
        const kj_question *sub = &q->subs[i];
        (void)press(l, "sub", kj_arena_format(l->shell->arena, "%" PRIu32, i));
        if (knows || chance(l, 0.3))
            put_key(l, sub, key, kj_arena_format(l->shell->arena, "%.*s:", KJ_ARG(sub->sub_id)));
        else
            put_guess(l, sub, key);
    }
    if (q->control != KJ_CONTROL_CASE && knows)
        put_key(l, q, key, (kj_span){NULL, 0});
    else if (q->control != KJ_CONTROL_CASE)
        put_guess(l, q, key);
}

static bool timed(const kj_test_learner *l)
{
    return kj_session_deadline(l->shell->course, &l->shell->session) > 0;
}

/* The question on the screen; false: what was given was no answer. */
static bool answer(kj_test_learner *l, bool knows)
{
    kj_test_shell *shell = l->shell;
    const kj_run *run = &shell->lesson->run;
    const uint32_t before = run->answered;
    kj_question *q = KJ_NEW(shell->arena, kj_question, 1);
    kj_run_question(shell->course, run, shell->arena, q);
    const uint32_t question = run->question[run->shown];
    const kj_response key =
        run->kind == KJ_RUN_DRILL
            ? kj_key_of_round(&shell->course->drills.ptr[run->object], question, shell->arena)
            : kj_key_of_item(&shell->course->items.ptr[question], shell->arena);
    if (timed(l) && chance(l, 0.05)) { /* the time is over */
        const kj_input input = {.kind = KJ_INPUT_TIMEOUT};
        shell->now.ms = kj_session_deadline(shell->course, &shell->session) + 1;
        (void)kj_test_give(shell, &input);
        return true;
    }
    wait(l, 500, timed(l) ? 3000 : 45000);
    fill_in(l, q, &key, knows);
    if (run->answered == before)
        (void)plain(l, "submit");
    if (shell->session.asks_sure)
        (void)press(l, "sure", kj_arena_format(shell->arena, "%" PRIu32, 1 + below(l, 3)));
    return run->answered > before;
}

/* What was answered: read, contested, tried again, taken back; then on. */
static void leave_feedback(kj_test_learner *l)
{
    const kj_run *run = &l->shell->lesson->run;
    wait(l, 1000, 12000);
    if (chance(l, 0.03))
        (void)plain(l, "contest");
    if (run->kind == KJ_RUN_REVIEW && chance(l, 0.1))
        (void)plain(l, "undo");
    else if (run->kind == KJ_RUN_DRILL && run->score[run->shown] < run->max[run->shown] &&
             chance(l, 0.3))
        (void)plain(l, "retry");
    else
        (void)plain(l, "next");
}

/* Whatever run is on, to its end; now and then it is left before. */
static void answer_all(kj_test_learner *l)
{
    const kj_run *run = &l->shell->lesson->run;
    uint32_t lost = 0;
    while (stands(l, KJ_PLACE_RUN) && lost < 5) {
        if (run->shown < run->answered)
            leave_feedback(l);
        else
            lost += !answer(l, lost > 0 || chance(l, l->knows));
        if (chance(l, 0.004))
            break;
    }
    if (lost == 5)
        fail_msg("a question that its own key does not answer");
}

static void finish_run(kj_test_learner *l)
{
    do
        answer_all(l);
    while (stands(l, KJ_PLACE_RESULT) && chance(l, 0.2) && plain(l, "again"));
    (void)plain(l, "home");
}

/* ---- what a day holds ---- */

static void read_slides(kj_test_learner *l)
{
    const kj_test_shell *shell = l->shell;
    uint32_t at = 0;
    while (at + 1 < shell->course->slides.count && kj_lesson_slide(shell->lesson, at)->seen)
        at++;
    if (chance(l, 0.2))
        at = below(l, (uint32_t)shell->course->slides.count);
    (void)press(l, "slide", shell->course->slides.ptr[at].id);
    for (uint32_t i = 0; i < 24 && stands(l, KJ_PLACE_SLIDE); i++) {
        wait(l, 800, 40000);
        (void)plain(l, chance(l, 0.1) ? "back" : "next");
    }
    (void)plain(l, "home");
}

static void take_test(kj_test_learner *l)
{
    const kj_test_shell *shell = l->shell;
    kj_missing missing[KJ_MISSING_MAX];
    const size_t count = kj_course_missing(shell->course, shell->lesson, missing);
    uint32_t part = below(l, (uint32_t)shell->course->parts.count);
    for (size_t i = 0; i < count && i < KJ_MISSING_MAX; i++)
        if (missing[i].kind == KJ_MISSING_TEST && chance(l, 0.5))
            part = missing[i].part;
    const kj_span id = shell->course->parts.ptr[part].id;
    (void)press(l, "test", id);
    if (shell->session.screen == KJ_SCREEN_ADVICE)
        (void)press(l, "test", id);
    finish_run(l);
}

static void take_drill(kj_test_learner *l)
{
    const kj_test_shell *shell = l->shell;
    uint32_t drill = below(l, (uint32_t)shell->course->drills.count);
    for (uint32_t i = 0; i < 4 && kj_lesson_drill(shell->lesson, drill)->passed; i++)
        drill = below(l, (uint32_t)shell->course->drills.count);
    const kj_span id = shell->course->drills.ptr[drill].id;
    if (!chance(l, 0.4) || !press(l, "calm", id))
        (void)press(l, "drill", id);
    finish_run(l);
}

static void take_final(kj_test_learner *l)
{
    (void)plain(l, "final");
    if (l->shell->session.screen == KJ_SCREEN_ADVICE)
        (void)plain(l, "final");
    finish_run(l);
}

static void review(kj_test_learner *l)
{
    if (plain(l, "review"))
        finish_run(l);
    if (chance(l, 0.2) && plain(l, "more"))
        finish_run(l);
}

static void talk_on(kj_test_learner *l)
{
    const kj_play *play = &l->shell->lesson->play;
    const kj_roleplay *roleplay = &l->shell->course->roleplays.ptr[play->roleplay];
    while (stands(l, KJ_PLACE_ROLEPLAY)) {
        uint32_t offered[KJ_ROLEPLAY_CHOICES_MAX];
        const uint32_t count = kj_play_choices(l->shell->course, play, offered);
        const uint32_t better = kj_debrief_better(roleplay, &play->state);
        const uint32_t choice =
            better != KJ_NONE && chance(l, l->knows) ? better : offered[below(l, count)];
        wait(l, 2000, 30000);
        (void)press(l, "choice", roleplay->nodes.ptr[play->state.node].choices.ptr[choice].id);
        if (chance(l, 0.01))
            break;
    }
}

static void take_talk(kj_test_learner *l)
{
    const kj_course *course = l->shell->course;
    const kj_span id = course->roleplays.ptr[below(l, (uint32_t)course->roleplays.count)].id;
    (void)press(l, "cover", id);
    (void)press(l, chance(l, 0.2) ? "hard" : chance(l, 0.5) ? "fresh" : "roleplay", id);
    talk_on(l);
    if (stands(l, KJ_PLACE_DEBRIEF) && chance(l, 0.3)) {
        const uint32_t turn = below(l, l->shell->lesson->play.turn_count);
        (void)press(l, "replay", kj_arena_format(l->shell->arena, "%" PRIu32, turn));
        talk_on(l);
    }
    (void)plain(l, "home");
}

static void learn_a_day(kj_test_learner *l, size_t events)
{
    static void (*const tasks[])(kj_test_learner *) = {read_slides, read_slides, take_test,
                                                       take_test,   take_drill,  take_drill,
                                                       take_drill,  take_talk,   review};
    kj_test_start(l->shell);
    review(l);
    for (uint32_t i = 0; i < 8 && l->shell->log.count < events; i++) {
        if (kj_final_open(l->shell->course, l->shell->lesson) && chance(l, 0.3))
            take_final(l);
        else
            tasks[below(l, KJ_COUNT(tasks))](l);
        if (l->shell->lesson->refused > 0)
            fail_msg("an event of its own is refused");
    }
    kj_test_shell_restart(l->shell);
    l->knows += (0.97 - l->knows) * 0.08;
    l->shell->now.ms += DAY_MS / 2 + below(l, (uint32_t)DAY_MS);
}

kj_test_learner *kj_test_learner_new(const kj_course *course, uint64_t seed, kj_arena *arena)
{
    kj_test_learner *learner = KJ_NEW(arena, kj_test_learner, 1);
    learner->shell = kj_test_shell_new(course, arena);
    learner->random = seed;
    learner->knows = 0.6;
    return learner;
}

kj_test_learner *kj_test_learner_elsewhere(const kj_test_learner *learner, uint32_t device,
                                           uint64_t seed, kj_arena *arena)
{
    const kj_test_shell *from = learner->shell;
    kj_test_learner *other = kj_test_learner_new(from->course, seed, arena);
    other->knows = learner->knows;
    other->shell->device = device;
    other->shell->now = from->now;
    for (size_t i = 0; i < from->log.count; i++)
        *KJ_PUSH(arena, &other->shell->log, &other->shell->capacity, kj_event) = from->log.ptr[i];
    kj_test_shell_restart(other->shell);
    return other;
}

void kj_test_learner_until(kj_test_learner *learner, size_t events)
{
    while (learner->shell->log.count < events)
        learn_a_day(learner, events);
}
