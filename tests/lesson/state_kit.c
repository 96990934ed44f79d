/* tests/lesson/state_kit.c: the rules of a state, one record after another. */
#include "lesson/state_kit.h"

#include "lesson/debrief.h"
#include "lesson/pass.h"
#include "lesson/review.h"

#include "base/random.h"

#include <inttypes.h>
#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

/* ---- records ---- */

static bool is_share(double value)
{
    return value >= 0 && value <= 1;
}

static bool is_nothing(double value)
{
    return !(value > 0) && !(value < 0);
}

static bool is_text(const char *text, size_t size)
{
    return memchr(text, 0, size) != NULL;
}

static void check_slides(const kj_course *course, const kj_lesson *l)
{
    assert_true(l->slide < l->slide_count);
    for (uint32_t i = 0; i < l->slide_count; i++) {
        const kj_slide_record *r = kj_lesson_slide(l, i);
        assert_true(r->step <= course->slides.ptr[i].steps);
        assert_true(r->visited || (!r->seen && r->step == 0 && r->stayed_ms == 0));
    }
}

static void check_card(const kj_card *card)
{
    const kj_memory *m = &card->memory;
    assert_true(m->stability >= 0 && m->stability <= 36500);
    if (m->stability > 0)
        assert_true(m->difficulty >= 1 && m->difficulty <= 10);
    else
        assert_true(is_nothing(m->difficulty) && card->day == 0 && card->due_day == 0);
}

static void check_items(const kj_lesson *l)
{
    for (uint32_t i = 0; i < l->item_count; i++) {
        const kj_item_record *r = kj_lesson_item(l, i);
        assert_true(is_share(r->first) && is_share(r->best) && is_share(r->last));
        assert_true(is_text(r->review, sizeof r->review));
        if (r->tries == 0)
            assert_true(is_nothing(r->best) && is_nothing(r->last) && r->duration_ms == 0);
        assert_true(r->best >= r->first && (r->best >= r->last || r->review[0] != '\0'));
        check_card(&r->card);
        if (r->review[0] != '\0') {
            check_card(&r->card_before);
            assert_true(is_share(r->last_before));
        }
    }
}

static void check_drills(const kj_lesson *l)
{
    for (uint32_t i = 0; i < l->drill_count; i++) {
        const kj_drill_record *r = kj_lesson_drill(l, i);
        assert_true(is_share(r->best) && is_share(r->last) && r->best >= r->last);
        assert_true(r->returns <= KJ_DRILL_RETURNS);
        if (r->runs == 0)
            assert_true(is_nothing(r->best) && !r->passed && r->due_day == 0);
        assert_true(r->passed || r->returns == 0);
        assert_true((r->due_day > 0) == (r->runs > 0));
    }
}

static void check_roleplays(const kj_course *course, const kj_lesson *l)
{
    for (uint32_t i = 0; i < l->roleplay_count; i++) {
        const kj_roleplay_record *r = kj_lesson_roleplay(l, i);
        assert_int_equal(r->endings >> course->roleplays.ptr[i].endings.count, 0);
        assert_int_equal(r->ended > 0, r->endings != 0);
        assert_int_equal(r->ended > 0, r->best_grade != KJ_NONE);
        assert_true(r->best_grade == KJ_NONE || r->best_grade < 4);
        assert_true(r->best_hard == KJ_NONE || r->best_hard >= r->best_grade);
    }
}

static void check_test(const kj_part_record *r)
{
    assert_true(is_share(r->test_first) && is_share(r->test_best));
    assert_true(r->test_best >= r->test_first && r->failed <= r->tests);
    assert_true(r->tests > 0 || is_nothing(r->test_best));
}

static void check_attempt(const kj_course *course, const kj_lesson *l)
{
    assert_int_equal(l->bytes, kj_lesson_bytes(course));
    assert_int_equal(l->slide_count, course->slides.count);
    assert_int_equal(l->item_count, course->items.count);
    assert_int_equal(l->drill_count, course->drills.count);
    assert_int_equal(l->roleplay_count, course->roleplays.count);
    assert_int_equal(l->part_count, course->parts.count);
    assert_true(is_text(l->attempt, sizeof l->attempt));
    assert_int_equal(l->started, l->attempt[0] != '\0');
    assert_true(l->active_ms >= 0 && l->place <= KJ_PLACE_DEBRIEF);
    assert_true(l->score >= 0 && l->score <= 100);
    assert_true(l->days_in_row <= l->days && l->days <= l->events);
    assert_int_equal(l->days > 0, l->days_in_row > 0);
    assert_true(l->finished || (!l->passed && is_nothing(l->score)));
}

/* ---- the run and the play ---- */

static void check_run(const kj_course *course, const kj_lesson *l)
{
    const kj_run *run = &l->run;
    const size_t objects = run->kind == KJ_RUN_TEST    ? course->parts.count
                           : run->kind == KJ_RUN_DRILL ? course->drills.count
                                                       : 1;
    assert_true(run->kind <= KJ_RUN_REVIEW && run->object < objects);
    assert_true(is_text(run->id, sizeof run->id));
    assert_true(run->count <= KJ_RUN_MAX && run->answered <= run->count);
    assert_true(run->shown == run->answered || run->shown + 1 == run->answered);
    assert_true(run->response_bytes <= sizeof run->response);
    assert_true(run->response_count <= KJ_RESPONSES_MAX);
    assert_true(!run->contested || run->shown < run->answered);
    const size_t questions =
        run->kind == KJ_RUN_DRILL
            ? run->count == 0 ? 0 : kj_drill_rounds(&course->drills.ptr[run->object])
            : course->items.count;
    for (uint32_t i = 0; i < run->count; i++) {
        assert_true(run->question[i] < questions);
        for (uint32_t k = 0; k < i; k++)
            assert_int_not_equal(run->question[i], run->question[k]);
    }
    for (uint32_t i = 0; i < run->answered; i++) {
        assert_true(run->max[i] >= 0 && run->score[i] >= 0);
        assert_true(run->confidence[i] < KJ_CONFIDENCE_COUNT);
    }
}

/* A run that is on the screen. */
static void check_run_page(const kj_course *course, const kj_lesson *l, kj_arena *scratch)
{
    const kj_run *run = &l->run;
    double score, max;
    kj_question *q = KJ_NEW(scratch, kj_question, 1);
    kj_verdict *v = KJ_NEW(scratch, kj_verdict, 1);
    assert_true(run->count > 0 && run->shown < run->count);
    assert_int_equal(run->finished, l->place == KJ_PLACE_RESULT);
    kj_run_question(course, run, scratch, q);
    assert_int_equal(kj_run_verdict(course, run, scratch, v), run->shown < run->answered);
    kj_run_total(course, run, &score, &max);
    assert_true(score >= 0 && score <= max + 1e-9);
}

/* A way that was left can be gone again, and is the way that is on up to where it was left. */
static void check_branch(const kj_roleplay *roleplay, const kj_play *play, kj_arena *scratch)
{
    if (play->branch == KJ_NONE)
        return;
    assert_true(play->branch <= play->old_count && play->branch <= play->turn_count);
    assert_memory_equal(play->old, play->turns, play->branch * sizeof play->old[0]);
    const kj_debrief *old = kj_debrief_new(roleplay, play->old, play->old_count, scratch);
    assert_int_equal(old->turn_count, play->old_count);
    assert_int_equal(old->end.ending, play->old_ending);
}

static void check_play(const kj_course *course, const kj_play *play, kj_arena *scratch)
{
    uint32_t choices[KJ_ROLEPLAY_CHOICES_MAX];
    assert_true(is_text(play->id, sizeof play->id) && play->turn_count <= KJ_ROLEPLAY_TURNS_MAX);
    assert_true(play->roleplay < course->roleplays.count);
    const kj_roleplay *roleplay = &course->roleplays.ptr[play->roleplay];
    const kj_roleplay_state now = kj_play_state_at(course, play, play->turn_count);
    assert_int_equal(now.node, play->state.node);
    assert_int_equal(now.ending, play->state.ending);
    assert_int_equal(now.facts, play->state.facts);
    for (size_t i = 0; i < roleplay->variables.count; i++) {
        const kj_variable *v = &roleplay->variables.ptr[i];
        assert_true(play->state.vars[i] >= v->min && play->state.vars[i] <= v->max);
    }
    assert_true((play->state.node == KJ_NONE) == (play->state.ending != KJ_NONE));
    assert_int_equal(kj_play_choices(course, play, choices) > 0, play->state.node != KJ_NONE);
    check_branch(roleplay, play, scratch);
}

/* ---- what is worked out of them ---- */

static void check_figures(const kj_course *course, const kj_lesson *l)
{
    uint32_t due[KJ_RUN_MAX];
    kj_missing missing[KJ_MISSING_MAX];
    const int64_t day = kj_time_local_day((kj_time){l->last_ms, 0});
    const uint32_t count = kj_review_due(course, l, day, due);
    for (uint32_t i = 0; i < count && i < KJ_RUN_MAX; i++)
        assert_true(due[i] < l->item_count && kj_lesson_item(l, due[i])->card.due_day <= day);
    assert_true(kj_review_today(course, l, l->review_day) <= KJ_REVIEW_A_DAY);
    const size_t wanted = kj_course_missing(course, l, missing);
    assert_int_equal(kj_course_done(course, l), wanted == 0);
    const double total = kj_certificate_total(course, l);
    assert_true(total >= 0 && total <= 100);
    const kj_estimate left = kj_time_left(course, l);
    assert_true(left.low >= 0 && left.low <= left.likely && left.likely <= left.high);
    for (size_t i = 0; i < course->objectives.count; i++) {
        const kj_mastery m = kj_mastery_of(course, l, course->objectives.ptr[i].id);
        assert_true(is_share(m.share) && m.n <= m.of);
    }
}

void kj_test_check_state(const kj_course *course, const kj_lesson *l, kj_arena *scratch)
{
    check_attempt(course, l);
    check_slides(course, l);
    check_items(l);
    check_drills(l);
    check_roleplays(course, l);
    for (uint32_t i = 0; i < l->part_count; i++)
        check_test(kj_lesson_part(l, i));
    check_test(&l->final);
    check_run(course, l);
    if (l->place == KJ_PLACE_RUN || l->place == KJ_PLACE_RESULT)
        check_run_page(course, l, scratch);
    if (l->place == KJ_PLACE_ROLEPLAY || l->place == KJ_PLACE_DEBRIEF || l->play.id[0] != '\0')
        check_play(course, &l->play, scratch);
    check_figures(course, l);
}

/* ---- damage ---- */

static void damage_one(const kj_course *course, kj_event *a, kj_event *b, uint64_t *random)
{
    const kj_event kept = *a;
    switch (kj_random_below(random, 12)) {
    case 0:
        *a = *b;
        *b = kept;
        break;
    case 1:
        *a = *b;
        break;
    case 2:
        a->object = KJ_LIT("nothing");
        break;
    case 3:
        a->type = (kj_event_type)kj_random_below(random, KJ_EVENT_CLASS_STARTED + 1);
        break;
    case 4:
        a->within = b->id;
        a->step = kj_random_below(random, 70);
        break;
    case 5:
        a->at.ms = kept.at.ms - 86400000;
        break;
    case 6:
        a->kind = kj_random_below(random, 2) ? KJ_LIT("review") : KJ_LIT("final");
        a->has |= KJ_HAS_KIND;
        a->object = course->id;
        break;
    case 7:
        a->type = kj_random_below(random, 2) ? KJ_EVENT_REVIEW_ANSWERED : KJ_EVENT_REVIEW_UNDONE;
        a->rating = kj_random_below(random, 9);
        a->has |= KJ_HAS_RATING;
        break;
    case 8:
        a->confidence = kj_random_below(random, 9);
        a->has |= KJ_HAS_CONFIDENCE;
        break;
    case 9:
        a->score = kept.max * 3; /* more than there is */
        a->duration_ms = -kept.duration_ms;
        break;
    case 10:
        a->object = b->object;
        a->max = 0;
        break;
    default:
        a->course = KJ_LIT("another");
    }
}

void kj_test_damage(const kj_course *course, kj_event *log, size_t count, uint64_t *random)
{
    for (size_t i = 0; i < count / 5; i++) {
        kj_event *a = &log[kj_random_below(random, (uint32_t)count)];
        kj_event *b = &log[kj_random_below(random, (uint32_t)count)];
        damage_one(course, a, b, random);
    }
}

/* ---- folding ---- */

/* FNV-1a over words of 8 bytes: two compilers' states are compared, nobody forges them. */
static void add_to_hash(uint64_t *hash, const kj_lesson *lesson)
{
    const char *bytes = (const char *)lesson;
    for (size_t i = 0; i + 8 <= lesson->bytes; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
        *hash = (*hash ^ word) * 1099511628211u;
        *hash ^= *hash >> 29; /* a multiplication alone never carries downwards */
    }
}

kj_lesson *kj_test_fold_checked(const kj_course *course, const kj_event *log, size_t count,
                                uint64_t *hash, kj_arena *arena)
{
    kj_arena *scratch = kj_arena_new();
    kj_lesson *lesson = kj_test_fold(course, NULL, 0, arena);
    kj_lesson *before = kj_arena_take(arena, 1, lesson->bytes, _Alignof(max_align_t));
    kj_test_check_state(course, lesson, scratch);
    for (size_t i = 0; i < count; i++) {
        memcpy(before, lesson, lesson->bytes);
        kj_lesson_step(course, lesson, &log[i]);
        kj_test_check_state(course, lesson, scratch);
        if (lesson->refused != before->refused) {
            before->refused++;
            assert_memory_equal(before, lesson, lesson->bytes);
        }
        add_to_hash(hash, lesson);
        kj_arena_reset(scratch);
    }
    assert_int_equal(lesson->events + lesson->refused, count);
    kj_arena_free(scratch);
    return lesson;
}

/* ---- as text ---- */

static void put_test(kj_text_buffer *out, const char *name, kj_span id, const kj_part_record *r)
{
    if (r->tests > 0 || r->completed)
        kj_putf(out, "%s %.*s: tests %" PRIu32 ", first %a, best %a, failed %" PRIu32 "%s\n", name,
                KJ_ARG(id), r->tests, r->test_first, r->test_best, r->failed,
                r->completed ? ", completed" : "");
}

static void put_item(kj_text_buffer *out, kj_span id, const kj_item_record *r)
{
    kj_putf(out, "item %.*s: tries %" PRIu32 ", first %a, best %a, last %a, %" PRIu32 " ms%s",
            KJ_ARG(id), r->tries, r->first, r->best, r->last, r->duration_ms,
            r->contested ? ", contested" : "");
    if (r->card.memory.stability > 0)
        kj_putf(out, ", card %a %a, day %" PRId64 ", due %" PRId64, r->card.memory.stability,
                r->card.memory.difficulty, r->card.day, r->card.due_day);
    kj_putf(out, "\n");
}

kj_span kj_test_state_text(const kj_course *course, const kj_lesson *l, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    kj_putf(&out, "days %" PRIu32 ", in a row %" PRIu32 " up to %" PRId64 "\n", l->days,
            l->days_in_row, l->learnt_day);
    kj_putf(&out, "place %d, slide %" PRIu32 ", active %" PRId64 " ms, score %a%s%s%s\n",
            (int)l->place, l->slide, l->active_ms, l->score, l->finished ? ", finished" : "",
            l->passed ? ", passed" : "", l->completed ? ", completed" : "");
    for (uint32_t i = 0; i < l->part_count; i++)
        put_test(&out, "part", course->parts.ptr[i].id, kj_lesson_part(l, i));
    put_test(&out, "final", course->id, &l->final);
    for (uint32_t i = 0; i < l->slide_count; i++) {
        const kj_slide_record *r = kj_lesson_slide(l, i);
        if (r->visited)
            kj_putf(&out, "slide %.*s: step %" PRIu32 ", %" PRIu32 " ms%s\n",
                    KJ_ARG(course->slides.ptr[i].id), r->step, r->stayed_ms,
                    r->seen ? ", seen" : "");
    }
    for (uint32_t i = 0; i < l->item_count; i++)
        if (kj_lesson_item(l, i)->tries > 0)
            put_item(&out, course->items.ptr[i].id, kj_lesson_item(l, i));
    for (uint32_t i = 0; i < l->drill_count; i++) {
        const kj_drill_record *r = kj_lesson_drill(l, i);
        if (r->runs > 0)
            kj_putf(&out,
                    "drill %.*s: runs %" PRIu32 ", best %a, last %a, returns %" PRIu32
                    ", due %" PRId64 "%s\n",
                    KJ_ARG(course->drills.ptr[i].id), r->runs, r->best, r->last, r->returns,
                    r->due_day, r->passed ? ", passed" : "");
    }
    for (uint32_t i = 0; i < l->roleplay_count; i++) {
        const kj_roleplay_record *r = kj_lesson_roleplay(l, i);
        if (r->ended > 0)
            kj_putf(&out,
                    "role-play %.*s: ended %" PRIu32 ", endings %" PRIx64 ", best %" PRIu32
                    ", hard %" PRIu32 "\n",
                    KJ_ARG(course->roleplays.ptr[i].id), r->ended, r->endings, r->best_grade,
                    r->best_hard);
    }
    return kj_put_span(&out);
}
