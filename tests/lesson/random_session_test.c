/* tests/lesson/random_session_test.c: thousands of presses by nobody who thinks.
 *
 * Whatever is pressed: each event is accepted by the fold, comes back from its JSON, and the log
 * alone gives the same bytes of state; any part of the log gives a state that can be drawn. */
#include "lesson/state_kit.h"

#include "base/random.h"

#include <inttypes.h>
#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define PRESSES 10000
#define SEEDS 5

typedef struct monkey {
    kj_test_shell *shell;
    kj_arena *scratch; /* of one press */
    uint64_t random;
} monkey;

static uint32_t below(monkey *m, uint32_t bound)
{
    return kj_random_below(&m->random, bound);
}

static kj_span named(monkey *m, const char *verb, kj_span id)
{
    return kj_arena_format(m->scratch, "%s:%.*s", verb, KJ_ARG(id));
}

/* Something of the question on the screen, if there is one. */
static kj_span about_question(monkey *m)
{
    const kj_test_shell *shell = m->shell;
    const kj_run *run = &shell->lesson->run;
    if (shell->lesson->place != KJ_PLACE_RUN)
        return KJ_LIT("next");
    kj_question *q = KJ_NEW(m->scratch, kj_question, 1);
    kj_run_question(shell->course, run, m->scratch, q);
    if (q->control == KJ_CONTROL_CASE && below(m, 4) == 0)
        return kj_arena_format(m->scratch, "sub:%" PRIu32, below(m, 3));
    if (q->control == KJ_CONTROL_CASE)
        q = &q->subs[shell->session.sub];
    if (q->control == KJ_CONTROL_HOTSPOT)
        return KJ_LIT("option:left");
    if (q->option_count == 0)
        return KJ_LIT("clear");
    const kj_span option = q->options[below(m, (uint32_t)q->option_count)].id;
    switch (below(m, 6)) {
    case 0:
        return named(m, "up", option);
    case 1:
        return named(m, "down", option);
    case 2:
        if (q->target_count > 0)
            return named(m, "target", q->targets[below(m, (uint32_t)q->target_count)].id);
        return named(m, "option", option);
    default:
        return named(m, "option", option);
    }
}

static kj_span about_course(monkey *m)
{
    const kj_course *c = m->shell->course;
    switch (below(m, 11)) {
    case 0:
        return named(m, "slide", c->slides.ptr[below(m, (uint32_t)c->slides.count)].id);
    case 1:
        return named(m, "part", c->parts.ptr[below(m, (uint32_t)c->parts.count)].id);
    case 2:
        return named(m, "test", c->parts.ptr[below(m, (uint32_t)c->parts.count)].id);
    case 3:
        return named(m, "drill", c->drills.ptr[below(m, (uint32_t)c->drills.count)].id);
    case 4:
        return named(m, "calm", c->drills.ptr[below(m, (uint32_t)c->drills.count)].id);
    case 5:
        return named(m, "peek", c->slides.ptr[below(m, (uint32_t)c->slides.count)].id);
    case 6:
        return KJ_LIT("home");
    case 7:
        return KJ_LIT("cover:talk");
    case 8:
        return KJ_LIT("hard:talk");
    case 9:
        return KJ_LIT("fresh:talk");
    default:
        return KJ_LIT("roleplay:talk");
    }
}

static kj_span any_action(monkey *m)
{
    static const char *const plain[] = {
        "next",     "next",       "next",        "next",        "back",        "continue",
        "submit",   "submit",     "submit",      "clear",       "retry",       "again",
        "contest",  "close",      "help",        "quit",        "quit:no",     "turn:0",
        "turn:1",   "replay:0",   "replay:1",    "sub:9",       "option:",     "",
        ":",        "replay:-1",  "turn:99999",  "choice:ask",  "next:1",      "quit:yes",
        "option:b", "choice:sum", "choice:tell", "choice:plan", "choice:long", "choice:wait",
        "review",   "review",     "more",        "undo",        "undo",        "final",
        "look:0",   "look:2",     "look:6",      "back",
    };
    static const char *const answers[] = {"sure:1", "sure:2", "sure:3", "sure:3",
                                          "sure:0", "sure:4", "close"};
    const kj_session *session = &m->shell->session;
    const kj_run *run = &m->shell->lesson->run;
    if (run->kind == KJ_RUN_REVIEW && run->shown < run->answered && below(m, 2) == 0)
        return KJ_LIT("undo");
    if (session->asks_sure && below(m, 8))
        return kj_span_of(answers[below(m, KJ_COUNT(answers))]);
    if ((session->help || session->leaving || session->peek != KJ_NONE) && below(m, 2) == 0)
        return KJ_LIT("close");
    switch (below(m, 10)) {
    case 0:
    case 1:
        return about_course(m);
    case 2:
    case 3:
    case 4:
    case 5:
        return about_question(m);
    default:
        return kj_span_of(plain[below(m, KJ_COUNT(plain))]);
    }
}

static kj_input any_input(monkey *m)
{
    static const char *const texts[] = {"3",    "开放", "您觉得两家外包在维护上有哪些地方费心？",
                                        "\x01", "\xFF", "\xF0\x9F\x91\xA8\xE2\x80\x8D",
                                        "三"};
    static const int64_t waits[] = {0, 10, 900, 3000, 7000, 400000, -50};
    m->shell->now.ms += waits[below(m, KJ_COUNT(waits))];
    switch (below(m, 12)) {
    case 0:
        return (kj_input){.kind = KJ_INPUT_TEXT,
                          .text = kj_span_of(texts[below(m, KJ_COUNT(texts))])};
    case 1:
        return (kj_input){.kind = KJ_INPUT_EDIT, .edit = (kj_edit)below(m, KJ_EDIT_COUNT)};
    case 2:
        return (kj_input){.kind = KJ_INPUT_TIMEOUT};
    default:
        return (kj_input){.kind = KJ_INPUT_ACTION, .action = any_action(m)};
    }
}

static void check_event(const monkey *m, const kj_event *event)
{
    kj_test_sink *sink = kj_test_sink_new(m->scratch);
    const kj_span line = kj_event_write(event, m->scratch);
    const kj_source *source = kj_test_source(m->scratch, "log", line);
    const kj_json *json = kj_json_parse(source, m->scratch, &sink->sink);
    kj_event *again = KJ_NEW(m->scratch, kj_event, 1);
    if (!json || !kj_event_read(json, source, again, m->scratch, &sink->sink) ||
        !kj_span_equal(kj_event_write(again, m->scratch), line))
        fail_msg("%.*s\n%.*s", KJ_ARG(line), KJ_ARG(kj_test_sink_text(sink)));
}

/* The same learner with the same unfinished answer, folded from the log. */
static void check_fold(const monkey *m)
{
    const kj_test_shell *shell = m->shell;
    const kj_lesson *again =
        kj_test_fold(shell->course, shell->log.ptr, shell->log.count, m->scratch);
    assert_int_equal(again->bytes, shell->lesson->bytes);
    assert_memory_equal(again, shell->lesson, again->bytes);
}

static void press(monkey *m, uint64_t seed, uint32_t number)
{
    kj_test_shell *shell = m->shell;
    const kj_input input = any_input(m);
    const size_t before = shell->log.count;
    (void)kj_test_give(shell, &input);
    if (shell->lesson->refused > 0)
        fail_msg("seed %" PRIu64 " press %" PRIu32 " '%.*s': refused", seed, number,
                 KJ_ARG(input.action));
    for (size_t i = before; i < shell->log.count; i++)
        check_event(m, &shell->log.ptr[i]);
    kj_test_check_state(shell->course, shell->lesson, m->scratch);
    kj_response response;
    (void)kj_session_response(shell->course, &shell->session, m->scratch, &response);
    const kj_draft *draft = &shell->session.drafts[shell->session.sub];
    assert_true(draft->text_len <= KJ_DRAFT_BYTES_MAX && draft->caret <= draft->text_len &&
                draft->anchor <= draft->text_len);
    assert_true(kj_utf8_bad((kj_span){draft->text, draft->text_len}) == SIZE_MAX);
}

/* Every other seed is asked how sure it is. */
static const kj_course *course_for(uint64_t seed, kj_arena *arena)
{
    kj_course *course = KJ_NEW(arena, kj_course, 1);
    *course = *kj_test_little(arena);
    course->pass.confidence = seed % 2 == 0;
    return course;
}

static void survives_any_presses(void **state)
{
    (void)state;
    uint64_t seen = 0; /* bit: an event type that came */
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        kj_arena *arena = kj_arena_new();
        monkey m = {kj_test_shell_new(course_for(seed, arena), arena), kj_arena_new(), seed};
        kj_test_start(m.shell);
        for (uint32_t i = 0; i < PRESSES; i++) {
            press(&m, seed, i);
            if (i % 200 == 0)
                check_fold(&m);
            if (i % 500 == 499) { /* killed, and back */
                kj_test_shell_restart(m.shell);
                m.shell->now.ms += (int64_t)36 * 3600 * 1000; /* what was missed is due */
                kj_test_start(m.shell);
                assert_int_equal(m.shell->lesson->refused, 0);
            }
            kj_arena_reset(m.scratch);
        }
        check_fold(&m);
        for (size_t i = 0; i < m.shell->log.count; i++)
            seen |= (uint64_t)1 << m.shell->log.ptr[i].type;
        print_message("seed %" PRIu64 ": %zu events of %d presses\n", seed, m.shell->log.count,
                      PRESSES);
        kj_arena_free(m.scratch);
        kj_arena_free(arena);
    }
    /* All there are of one who learns alone; but whether a monkey passes is luck. */
    const uint64_t luck = (uint64_t)1 << KJ_EVENT_ATTEMPT_FINISHED |
                          (uint64_t)1 << KJ_EVENT_COURSE_COMPLETED |
                          (uint64_t)1 << KJ_EVENT_PART_COMPLETED;
    if ((seen | luck) != ((uint64_t)1 << KJ_EVENT_CLASS_STARTED) - 1)
        fail_msg("seeds 1 to %d: only events %" PRIx64, SEEDS, seen);
}

/* Damaged logs: events left out, doubled, exchanged, of another course or with ids of nothing.  Any
 * prefix of such a log gives a state that can be shown and gone on with. */
static void survives_any_log(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        kj_arena *arena = kj_arena_new();
        monkey m = {kj_test_shell_new(course_for(seed, arena), arena), kj_arena_new(), seed};
        kj_test_start(m.shell);
        for (uint32_t i = 0; i < 1000; i++) {
            press(&m, seed, i);
            kj_arena_reset(m.scratch);
        }
        kj_event *log = m.shell->log.ptr;
        const size_t count = m.shell->log.count;
        kj_test_damage(m.shell->course, log, count, &m.random);
        uint64_t hash = 0;
        kj_lesson *lesson = kj_test_fold_checked(m.shell->course, log, count, &hash, arena);
        m.shell->lesson = lesson;
        kj_session_init(&m.shell->session, lesson);
        kj_test_start(m.shell);
        for (uint32_t i = 0; i < 50; i++) {
            const kj_input input = any_input(&m);
            (void)kj_test_give(m.shell, &input);
            kj_test_check_state(m.shell->course, lesson, m.scratch);
            kj_arena_reset(m.scratch);
        }
        kj_arena_free(m.scratch);
        kj_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(survives_any_presses),
        cmocka_unit_test(survives_any_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
