/* tests/lesson/fold_test.c: events that do not come from one well-behaved session. */
#include "lesson/kit.h"

#include <inttypes.h>
#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define EVENTS_MAX 10

/* An event in a line: "TYPE OBJECT key=value…", a second after the one before.  Its id is "e1",
 * "e2" …; the keys: within, score (of 1), step, round, kind, seed, node, choice, ending, after. */
typedef struct log {
    const char *name;
    const char *lines[EVENTS_MAX];
    uint32_t refused;
    const char *state; /* as `describe` puts it */
} log;

static void set_key(kj_event *event, kj_span key, kj_span value, kj_arena *arena)
{
    const double number = strtod(kj_arena_copy(arena, value).ptr, NULL);
    if (kj_span_is(key, "within")) {
        event->within = value;
        event->has |= KJ_HAS_WITHIN;
    } else if (kj_span_is(key, "score")) {
        event->score = number;
        event->max = 1;
        event->passed = number >= 0.8;
        event->has |= KJ_HAS_SCORE;
    } else if (kj_span_is(key, "try")) {
        event->try_count = (uint32_t)number;
        event->has |= KJ_HAS_TRY;
    } else if (kj_span_is(key, "saw")) { /* one a key */
        event->response[event->response_count++] = value;
        event->has |= KJ_HAS_RESPONSE | KJ_HAS_WITHIN;
    } else if (kj_span_is(key, "course")) {
        event->course = value;
    } else if (kj_span_is(key, "step")) {
        event->step = (uint32_t)number;
        event->has |= KJ_HAS_STEP;
    } else if (kj_span_is(key, "round")) {
        event->round = value;
        event->has |= KJ_HAS_ROUND;
    } else if (kj_span_is(key, "kind")) {
        event->kind = value;
        event->has |= KJ_HAS_KIND;
    } else if (kj_span_is(key, "seed")) {
        event->seed = (uint64_t)number;
    } else if (kj_span_is(key, "node")) {
        event->node = value;
    } else if (kj_span_is(key, "choice")) {
        event->choice = value;
    } else if (kj_span_is(key, "ending")) {
        event->ending = value;
    } else if (kj_span_is(key, "after")) {
        event->at.ms += (int64_t)(number * 1000);
    } else if (kj_span_is(key, "attempt")) {
        event->attempt = value;
    } else {
        fail_msg("no key '%.*s'", KJ_ARG(key));
    }
}

static kj_span word(kj_span *rest)
{
    const size_t end = kj_span_find(*rest, KJ_LIT(" "), 0);
    const kj_span first = kj_span_sub(*rest, 0, end);
    *rest = end == SIZE_MAX ? (kj_span){NULL, 0} : kj_span_sub(*rest, end + 1, rest->len);
    return first;
}

static kj_event event_of(const char *line, size_t index, int64_t *ms, kj_arena *arena)
{
    kj_event event;
    memset(&event, 0, sizeof event);
    kj_span rest = kj_span_of(line);
    const kj_span type = word(&rest);
    size_t t = 0;
    while (t < KJ_EVENT_COUNT && !kj_span_is(type, kj_event_words[t]))
        t++;
    if (t == KJ_EVENT_COUNT)
        fail_msg("no type '%.*s'", KJ_ARG(type));
    event.type = (kj_event_type)t;
    event.id = kj_arena_format(arena, "e%zu", index + 1);
    event.object = word(&rest);
    event.at.ms = *ms + 1000;
    while (rest.len > 0) {
        const kj_span pair = word(&rest);
        const size_t is = kj_span_find(pair, KJ_LIT("="), 0);
        set_key(&event, kj_span_sub(pair, 0, is), kj_span_sub(pair, is + 1, pair.len), arena);
    }
    *ms = event.at.ms;
    return event;
}

/* What is not as at the beginning. */
static kj_span describe(const kj_course *course, const kj_lesson *l, kj_arena *arena)
{
    static const char *const places[] = {"nowhere", "slide",    "run",
                                         "result",  "roleplay", "debrief"};
    kj_text_buffer out = {.arena = arena};
    kj_putf(&out, "%s", places[l->place]);
    if (l->place == KJ_PLACE_RUN)
        kj_putf(&out, " %u/%u", l->run.shown, l->run.answered);
    for (uint32_t i = 0; i < l->slide_count; i++) {
        if (kj_lesson_slide(l, i)->seen)
            kj_putf(&out, " seen:%.*s", KJ_ARG(course->slides.ptr[i].id));
    }
    for (uint32_t i = 0; i < l->item_count; i++) {
        const kj_item_record *r = kj_lesson_item(l, i);
        if (r->tries > 0)
            kj_putf(&out, " %.*s:%u:%g:%g:%g", KJ_ARG(course->items.ptr[i].id), r->tries, r->first,
                    r->best, r->last);
        if (r->contested)
            kj_putf(&out, " contested:%.*s", KJ_ARG(course->items.ptr[i].id));
    }
    for (uint32_t i = 0; i < l->drill_count; i++) {
        const kj_drill_record *r = kj_lesson_drill(l, i);
        if (r->runs > 0)
            kj_putf(&out, " %.*s:%u:%g%s", KJ_ARG(course->drills.ptr[i].id), r->runs, r->best,
                    r->passed ? ":passed" : "");
    }
    for (uint32_t i = 0; i < l->part_count; i++) {
        const kj_part_record *r = kj_lesson_part(l, i);
        if (r->tests > 0)
            kj_putf(&out, " %.*s:%u:%g:%g", KJ_ARG(course->parts.ptr[i].id), r->tests,
                    r->test_first, r->test_best);
    }
    if (kj_lesson_roleplay(l, 0)->ended > 0)
        kj_putf(&out, " talk:%u:%s", kj_lesson_roleplay(l, 0)->ended,
                kj_grade_words[kj_lesson_roleplay(l, 0)->best_grade]);
    return kj_put_span(&out);
}

#define START "attempt.started little"
#define TEST "run.started one kind=test seed=5"
#define DRILL "run.started rewrite kind=drill seed=5"

static const log logs[] = {
    {"nothing", {NULL}, 0, "nowhere"},
    {"begun", {START}, 0, "nowhere"},
    {"begun twice", {START, START}, 1, "nowhere"},
    {"another attempt's event", {START, "slide.viewed first attempt=e9"}, 1, "nowhere"},
    {"a slide that is gone", {START, "slide.viewed gone"}, 1, "nowhere"},
    {"three seconds less a bit",
     {START, "slide.viewed first", "slide.viewed second after=1.9"},
     0,
     "slide"},
    {"three seconds",
     {START, "slide.viewed first", "slide.viewed second after=2"},
     0,
     "slide seen:first"},
    {"its steps add up",
     {START, "slide.viewed first", "slide.viewed first step=1", "slide.viewed first",
      "slide.viewed first step=1"},
     0,
     "slide seen:first"},
    {"away, not there",
     {START, "slide.viewed first", "attempt.resumed little after=99", TEST},
     0,
     "run 0/0"},
    {"a test counts the slide before",
     {START, "slide.viewed first", "run.started one kind=test after=2"},
     0,
     "run 0/0 seen:first"},
    {"a clock set back",
     {START, "slide.viewed first", "slide.viewed second after=-9000"},
     0,
     "slide"},
    {"a run of no kind", {START, "run.started one kind=exam"}, 1, "nowhere"},
    {"a test of nothing", {START, "run.started opening kind=test"}, 1, "nowhere"},
    {"a step that no slide has", {START, "slide.viewed first step=77"}, 0, "slide"},
    {"the answer of a test",
     {START, TEST, "item.answered q-single within=e2 score=1"},
     0,
     "run 0/1 q-single:1:1:1:1"},
    {"twice the same question",
     {START, TEST, "item.answered q-single within=e2 score=1", "run.moved one within=e2 step=1",
      "item.answered q-single within=e2 score=0"},
     1,
     "run 1/1 q-single:1:1:1:1"},
    {"an answer to feedback",
     {START, TEST, "item.answered q-single within=e2 score=1",
      "item.answered q-fill within=e2 score=1"},
     1,
     "run 0/1 q-single:1:1:1:1"},
    {"no way back in a test",
     {START, TEST, "item.answered q-single within=e2 score=1", "run.moved one within=e2 step=0"},
     1,
     "run 0/1 q-single:1:1:1:1"},
    {"no way ahead", {START, TEST, "run.moved one within=e2 step=1"}, 1, "run 0/0"},
    {"from another laptop",
     {START, TEST, DRILL, "item.answered q-single within=e2 score=0.5 try=1"},
     0,
     "run 0/0 q-single:1:0.5:0.5:0.5"},
    {"without a run",
     {START, "item.answered q-single score=0", "item.answered q-single score=1",
      "review.answered q-single score=0.5"},
     0,
     "nowhere q-single:3:0:1:0.5"},
    {"an item that is gone", {START, TEST, "item.answered q-gone within=e2 score=1"}, 1, "run 0/0"},
    {"a test that is over elsewhere",
     {START, TEST, DRILL, "run.finished one within=e2 score=0.5",
      "run.finished one within=e7 score=0.75"},
     0,
     "run 0/0 one:2:0.5:0.75"},
    {"over is over",
     {START, TEST, "run.finished one within=e2 score=0.5", "run.finished one within=e2 score=1"},
     1,
     "result one:1:0.5:0.5"},
    {"the same round again",
     {START, DRILL, "drill.answered rewrite within=e2 round=r1 score=0.4",
      "run.moved rewrite within=e2 step=0", "drill.answered rewrite within=e2 round=r1 score=0.9",
      "run.moved rewrite within=e2 step=1"},
     0,
     "run 1/1"},
    {"a drill passed",
     {START, DRILL, "run.finished rewrite within=e2 score=0.9", DRILL,
      "run.finished rewrite within=e4 score=0.2"},
     0,
     "result rewrite:2:0.9:passed"},
    {"a drill's answer without its run",
     {START, "drill.answered rewrite within=e9 round=r1 score=1"},
     1,
     "nowhere"},
    {"a choice that is not offered",
     {START, "roleplay.started talk", "roleplay.chose talk within=e2 node=n1 choice=sum"},
     1,
     "roleplay"},
    {"a node that is not on",
     {START, "roleplay.started talk", "roleplay.chose talk within=e2 node=n2 choice=plan"},
     1,
     "roleplay"},
    {"an ending that is not this one",
     {START, "roleplay.started talk", "roleplay.ended talk within=e2 ending=win"},
     1,
     "roleplay"},
    {"an ending elsewhere",
     {START, "roleplay.ended talk within=e9 ending=again",
      "roleplay.ended talk within=e8 ending=lost"},
     0,
     "nowhere talk:2:good"},
    {"from a turn that is not there",
     {START, "roleplay.started talk", "roleplay.started talk within=e2 step=1"},
     1,
     "roleplay"},
    {"a difficulty that is none",
     {START, "roleplay.started talk kind=drill", "roleplay.started talk kind=hard"},
     1,
     "roleplay"},
    {"seen in a class before",
     {"class.attended little attempt=c1 saw=first saw=gone saw=second", START},
     0,
     "nowhere seen:first seen:second"},
    {"seen in a class, standing elsewhere",
     {START, "slide.viewed first", "class.attended little attempt=c1 saw=second after=9999",
      "attempt.resumed little", "slide.viewed second after=1"},
     0,
     "slide seen:second"},
    {"a class that showed what is gone", {START, "class.attended little saw=gone"}, 1, "nowhere"},
    {"a class of another course",
     {START, "class.attended little saw=first course=big"},
     1,
     "nowhere"},
    {"what else happens in a class",
     {START, "class.attended little", "class.shown first step=1", "class.drew first"},
     3,
     "nowhere"},
    {"an answer in a class is no try",
     {START, TEST, "item.answered q-single within=c1 score=1 after=9",
      "item.answered q-single within=e2 score=0 try=1"},
     1,
     "run 0/1 q-single:1:0:0:0"},
    {"contested",
     {START, "answer.contested q-single", "answer.contested rewrite round=r1",
      "answer.contested q-gone"},
     1,
     "nowhere contested:q-single"},
};

static void folds_each_log(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(logs); i++) {
        kj_arena *arena = kj_arena_new();
        const kj_course *course = kj_test_little(arena);
        kj_lesson *lesson = kj_test_fold(course, NULL, 0, arena);
        int64_t ms = 1795000000000;
        for (size_t e = 0; e < EVENTS_MAX && logs[i].lines[e]; e++) {
            const kj_event event = event_of(logs[i].lines[e], e, &ms, arena);
            kj_lesson_step(course, lesson, &event);
        }
        const kj_span is = describe(course, lesson, arena);
        if (lesson->refused != logs[i].refused || !kj_span_is(is, logs[i].state))
            fail_msg("%s: %" PRIu64 " refused, '%.*s'", logs[i].name, lesson->refused, KJ_ARG(is));
        kj_arena_free(arena);
    }
}

/* The bank has changed since the test began, and the draw with it: what was answered stays
 * answered, and nothing is asked twice. */
static void goes_on_after_a_change(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_course *course = kj_test_little(arena);
    for (uint64_t seed = 0; seed < 200; seed++) {
        kj_lesson *lesson = kj_test_fold(course, NULL, 0, arena);
        kj_event event;
        memset(&event, 0, sizeof event);
        event = (kj_event){.type = KJ_EVENT_RUN_STARTED,
                           .id = KJ_LIT("e1"),
                           .object = KJ_LIT("one"),
                           .kind = KJ_LIT("test"),
                           .seed = seed};
        kj_lesson_step(course, lesson, &event);
        for (uint32_t i = 0; i < 4; i++) {
            event = (kj_event){.type = KJ_EVENT_ITEM_ANSWERED,
                               .within = KJ_LIT("e1"),
                               .object = course->items.ptr[(seed + (uint64_t)i * 2) % 9].id,
                               .has = KJ_HAS_SCORE,
                               .score = 1,
                               .max = 1};
            kj_lesson_step(course, lesson, &event);
            event = (kj_event){.type = KJ_EVENT_RUN_MOVED, .within = KJ_LIT("e1"), .step = i + 1};
            if (i < 3)
                kj_lesson_step(course, lesson, &event);
        }
        assert_int_equal(lesson->refused, 0);
        assert_int_equal(lesson->run.answered, 4);
        for (uint32_t i = 0; i < 4; i++) {
            assert_int_equal(lesson->run.question[i], (seed + (uint64_t)i * 2) % 9);
            for (uint32_t k = 0; k < i; k++)
                assert_int_not_equal(lesson->run.question[i], lesson->run.question[k]);
        }
    }
    kj_arena_free(arena);
}

static void counts_time_spent(void **state)
{
    (void)state;
    static const char *const lines[] = {
        START,
        "slide.viewed first after=9",          /* 10 s */
        "slide.viewed second after=3599",      /* an hour counts as five minutes */
        "attempt.resumed little after=999999", /* nobody was there */
        "slide.viewed first after=4",          /* 5 s */
        "slide.viewed second after=-500",      /* a clock set back */
        "slide.viewed first after=1",          /* 2 s */
    };
    kj_arena *arena = kj_arena_new();
    const kj_course *course = kj_test_little(arena);
    kj_lesson *lesson = kj_test_fold(course, NULL, 0, arena);
    int64_t ms = 1795000000000;
    for (size_t e = 0; e < KJ_COUNT(lines); e++) {
        const kj_event event = event_of(lines[e], e, &ms, arena);
        kj_lesson_step(course, lesson, &event);
    }
    assert_int_equal(lesson->active_ms, (10 + 300 + 5 + 2) * 1000);
    kj_arena_free(arena);
}

/* `after` as above: of events a second apart, each day later from noon. */
static const struct {
    const char *name;
    const char *lines[6];
    uint32_t days, in_row; /* on the day of the last event */
    uint32_t next_day, day_after;
} rows_of_days[] = {
    {"nothing", {START}, 0, 0, 0, 0},
    {"beginning and resuming are no learning",
     {START, "attempt.resumed little after=86399", "attempt.resumed little after=86399"},
     0,
     0,
     0,
     0},
    {"one day", {START, "slide.viewed first", "slide.viewed second"}, 1, 1, 1, 0},
    {"two in a row", {START, "slide.viewed first", "slide.viewed second after=86399"}, 2, 2, 2, 0},
    {"three in a row",
     {START, "slide.viewed first", "slide.viewed second after=86399",
      "slide.viewed first after=86399"},
     3,
     3,
     3,
     0},
    {"a day left out",
     {START, "slide.viewed first", "slide.viewed second after=86399",
      "slide.viewed first after=172799"},
     3,
     1,
     1,
     0},
    {"a clock set back",
     {START, "slide.viewed first after=86399", "slide.viewed second after=-86401",
      "slide.viewed first after=86399", "slide.viewed second after=86399"},
     2,
     2,
     2,
     0},
    {"what is refused is no learning",
     {START, "slide.viewed first", "slide.viewed gone after=86399"},
     1,
     1,
     0,
     0},
};

static void counts_days(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(rows_of_days); i++) {
        kj_arena *arena = kj_arena_new();
        const kj_course *course = kj_test_little(arena);
        kj_lesson *lesson = kj_test_fold(course, NULL, 0, arena);
        int64_t ms = 1794960000000; /* noon by the events' clock */
        for (size_t e = 0; e < KJ_COUNT(rows_of_days[i].lines) && rows_of_days[i].lines[e]; e++) {
            const kj_event event = event_of(rows_of_days[i].lines[e], e, &ms, arena);
            kj_lesson_step(course, lesson, &event);
        }
        const int64_t today = kj_time_local_day((kj_time){ms, 0});
        const uint32_t is[] = {lesson->days, kj_lesson_days_in_row(lesson, today),
                               kj_lesson_days_in_row(lesson, today + 1),
                               kj_lesson_days_in_row(lesson, today + 2)};
        const uint32_t wanted[] = {rows_of_days[i].days, rows_of_days[i].in_row,
                                   rows_of_days[i].next_day, rows_of_days[i].day_after};
        for (size_t k = 0; k < KJ_COUNT(is); k++)
            if (is[k] != wanted[k])
                fail_msg("%s: figure %zu is %" PRIu32, rows_of_days[i].name, k, is[k]);
        kj_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds_each_log),
        cmocka_unit_test(goes_on_after_a_change),
        cmocka_unit_test(counts_time_spent),
        cmocka_unit_test(counts_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
