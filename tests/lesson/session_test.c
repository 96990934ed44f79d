/* tests/lesson/session_test.c: walks through the course: action → events and screen. */
#include "lesson/kit.h"

#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void put_way(kj_text_buffer *out, const kj_play *play)
{
    if (play->hard)
        kj_put(out, KJ_LIT(" hard"));
    if (play->branch != KJ_NONE)
        kj_putf(out, " from %u", play->branch);
}

/* Where the session is, in a word: "home", "part one", "slide map/1", "question q-single",
 * "feedback q-single", "result", "node n1", "ending win"; with "?" while it asks whether to quit,
 * "+help", "+peek first". */
static kj_span where(const kj_test_shell *shell)
{
    const kj_session *s = &shell->session;
    const kj_lesson *l = shell->lesson;
    const kj_course *c = shell->course;
    kj_text_buffer out = {.arena = shell->arena};
    if (s->screen == KJ_SCREEN_HOME) {
        kj_put(&out, KJ_LIT("home"));
    } else if (s->screen == KJ_SCREEN_PART) {
        kj_putf(&out, "part %.*s", KJ_ARG(c->parts.ptr[s->part].id));
    } else if (s->screen == KJ_SCREEN_COVER) {
        kj_putf(&out, "cover %.*s", KJ_ARG(c->roleplays.ptr[s->cover].id));
    } else if (l->place == KJ_PLACE_SLIDE) {
        kj_putf(&out, "slide %.*s/%u", KJ_ARG(c->slides.ptr[l->slide].id),
                kj_lesson_slide(l, l->slide)->step);
    } else if (l->place == KJ_PLACE_RUN) {
        const kj_run *run = &l->run;
        const uint32_t q = run->question[run->shown];
        kj_putf(&out, "%s ", run->shown < run->answered ? "feedback" : "question");
        if (run->kind == KJ_RUN_DRILL)
            kj_put(&out, kj_drill_round_id(&c->drills.ptr[run->object], q, shell->arena));
        else
            kj_put(&out, c->items.ptr[q].id);
    } else if (l->place == KJ_PLACE_RESULT) {
        kj_put(&out, KJ_LIT("result"));
    } else if (l->place == KJ_PLACE_ROLEPLAY) {
        kj_putf(&out, "node %.*s",
                KJ_ARG(c->roleplays.ptr[l->play.roleplay].nodes.ptr[l->play.state.node].id));
        put_way(&out, &l->play);
    } else if (l->place == KJ_PLACE_DEBRIEF) {
        kj_putf(&out, "ending %.*s",
                KJ_ARG(c->roleplays.ptr[l->play.roleplay].endings.ptr[l->play.state.ending].id));
        put_way(&out, &l->play);
        if (s->turn != KJ_NONE)
            kj_putf(&out, " turn %u", s->turn);
        if (s->look != KJ_NONE)
            kj_putf(&out, " look %u", s->look);
    }
    if (s->help)
        kj_put(&out, KJ_LIT(" +help"));
    if (s->peek != KJ_NONE)
        kj_putf(&out, " +peek %.*s", KJ_ARG(c->slides.ptr[s->peek].id));
    if (s->leaving)
        kj_put(&out, KJ_LIT(" ?"));
    return kj_put_span(&out);
}

/* A press `after` seconds later.  "!" before the action: it must mean nothing.  "START" begins the
 * program, "RESTART" ends it without a word and begins it again, "TIMEOUT" lets the clock run
 * out; "type …" types. */
typedef struct press {
    const char *action;
    double after;
    const char *events, *where;
} press;

static void give(kj_test_shell *shell, const press *p)
{
    kj_input input = {.kind = KJ_INPUT_ACTION};
    const char *action = p->action;
    const bool nothing = action[0] == '!';
    action += nothing;
    shell->now.ms += (int64_t)(p->after * 1000);
    if (strcmp(action, "RESTART") == 0)
        kj_test_shell_restart(shell);
    if (strcmp(action, "START") == 0 || strcmp(action, "RESTART") == 0)
        input.kind = KJ_INPUT_START;
    else if (strcmp(action, "TIMEOUT") == 0)
        input.kind = KJ_INPUT_TIMEOUT;
    else if (strncmp(action, "type ", 5) == 0)
        input = (kj_input){.kind = KJ_INPUT_TEXT, .text = kj_span_of(action + 5)};
    else
        input.action = kj_span_of(action);
    if (kj_test_give(shell, &input)->refused != nothing)
        fail_msg("'%s' at '%.*s'", p->action, KJ_ARG(where(shell)));
}

static void walk(kj_test_shell *shell, const char *name, const press *presses, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        give(shell, &presses[i]);
        const kj_span words = kj_test_words(&shell->last, shell->arena);
        if (!kj_span_is(words, presses[i].events))
            fail_msg("%s, press %zu '%s': events '%.*s', not '%s'", name, i + 1, presses[i].action,
                     KJ_ARG(words), presses[i].events);
        if (shell->lesson->refused > 0)
            fail_msg("%s, press %zu '%s': an event is refused", name, i + 1, presses[i].action);
        if (presses[i].where && !kj_span_is(where(shell), presses[i].where))
            fail_msg("%s, press %zu '%s': at '%.*s', not '%s'", name, i + 1, presses[i].action,
                     KJ_ARG(where(shell)), presses[i].where);
    }
}

static const press slides[] = {
    {"START", 0, "attempt.started", "home"},
    {"!next", 1, "", "home"},
    {"!submit", 1, "", "home"},
    {"!nonsense", 1, "", "home"},
    {"!slide:nowhere", 1, "", "home"},
    {"continue", 1, "slide.viewed", "slide hello/0"},
    {"!continue", 1, "", "slide hello/0"},
    {"!back", 1, "", "slide hello/0"},
    {"next", 3, "slide.viewed", "slide map/0"},
    {"next", 1, "slide.viewed", "slide map/1"},
    {"next", 1, "slide.viewed", "slide map/2"},
    {"back", 1, "slide.viewed part.completed", "slide map/1"}, /* three seconds in all */
    {"next", 1, "slide.viewed", "slide map/2"},
    {"next", 1, "slide.viewed", "slide first/0"}, /* the opening has nothing to do */
    {"back", 1, "slide.viewed", "slide map/2"},   /* all its steps are shown */
    {"next", 1, "slide.viewed", "slide first/0"},
    {"next", 1, "slide.viewed", "slide first/1"},
    {"next", 1, "slide.viewed", "slide second/0"}, /* first: two seconds only */
    {"next", 1, "", "part one"},
    {"back", 1, "", "slide second/0"},
    {"help", 1, "", "slide second/0 +help"},
    {"!submit", 1, "", "slide second/0 +help"},
    {"close", 1, "", "slide second/0"},
    {"!close", 1, "", "slide second/0"},
    {"peek:map", 1, "", "slide second/0 +peek map"},
    {"!next", 1, "", "slide second/0 +peek map"},
    {"peek:hello", 1, "", "slide second/0 +peek hello"},
    {"close", 1, "", "slide second/0"},
    {"home", 1, "slide.viewed", "home"}, /* it has been seen: said when it is left */
    {"continue", 1, "", "slide second/0"},
    {"home", 9, "", "home"}, /* no news */
    {"help", 1, "", "home +help"},
    {"!sheet:x", 1, "", "home +help"},
    {"part:two", 1, "", "part two"}, /* the help shows it: it can be pressed there */
    {"back", 1, "", "home"},
    {"slide:map", 1, "slide.viewed", "slide map/2"}, /* where it was left */
    {"quit", 1, "", "slide map/2"},
};

static void turns_slides(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_shell *shell = kj_test_shell_new(kj_test_little(arena), arena);
    walk(shell, "slides", slides, KJ_COUNT(slides));
    assert_true(shell->last.quit);
    static const bool seen[] = {true, true, false, true, false};
    for (uint32_t i = 0; i < KJ_COUNT(seen); i++)
        assert_int_equal(kj_lesson_slide(shell->lesson, i)->seen, seen[i]);
    kj_arena_free(arena);
}

/* Coming back gives no credit for the time between. */
static const press away[] = {
    {"START", 0, "attempt.started", "home"},
    {"slide:first", 1, "slide.viewed", "slide first/0"},
    {"RESTART", 99999, "attempt.resumed", "slide first/0"},
    {"slide:second", 2, "slide.viewed", "slide second/0"},
    {"RESTART", 4, "attempt.resumed", "slide second/0"},
    {"slide:last", 3, "slide.viewed", "slide last/0"},
};

static void gives_no_credit_for_being_away(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_shell *shell = kj_test_shell_new(kj_test_little(arena), arena);
    walk(shell, "away", away, KJ_COUNT(away));
    assert_false(kj_lesson_slide(shell->lesson, 2)->seen);
    assert_true(kj_lesson_slide(shell->lesson, 3)->seen);
    assert_int_equal(shell->lesson->active_ms, (1 + 2 + 3) * 1000);
    kj_arena_free(arena);
}

static const press talk[] = {
    {"START", 0, "attempt.started", "home"},
    {"roleplay:talk", 1, "roleplay.started", "node n1"},
    {"!choice:sum", 1, "", "node n1"},
    {"!next", 1, "", "node n1"},
    {"!peek:first", 1, "", "node n1"},
    {"choice:wait", 1, "roleplay.chose", "node n2"},
    {"!choice:sum", 1, "", "node n2"}, /* not known yet */
    {"RESTART", 60, "attempt.resumed", "node n2"},
    {"quit", 1, "", "node n2 ?"},
    {"!choice:plan", 1, "", "node n2 ?"},
    {"quit:no", 1, "", "node n2"},
    {"!quit:no", 1, "", "node n2"},
    {"home", 1, "", "home"},
    {"slide:first", 1, "slide.viewed", "slide first/0"},
    {"roleplay:talk", 1, "roleplay.started", "node n2"}, /* goes on where it was */
    {"choice:plan", 1, "roleplay.chose roleplay.ended", "ending again"},
    {"!turn:2", 1, "", "ending again"},
    {"turn:1", 1, "", "ending again turn 1"},
    {"peek:second", 1, "", "ending again turn 1 +peek second"},
    {"close", 1, "", "ending again turn 1"},
    {"back", 1, "", "ending again"},
    {"replay:0", 1, "roleplay.started", "node n1 from 0"},
    {"choice:ask", 1, "roleplay.chose", "node n2 from 0"},
    {"choice:sum", 1, "roleplay.chose roleplay.ended", "ending win from 0"},
    {"replay:1", 1, "roleplay.started", "node n2 from 1"}, /* and the fact is still known */
    {"choice:sum", 1, "roleplay.chose roleplay.ended", "ending win from 1"},
    {"again", 1, "roleplay.started", "node n1"},
    {"choice:tell", 1, "roleplay.chose", "node n2"},
    {"choice:long", 1, "roleplay.chose roleplay.ended", "ending lost"},
    {"RESTART", 60, "attempt.resumed", "ending lost"},
    {"next", 1, "", "part one"},
    {"quit", 1, "", "part one"},
};

static const press covers[] = {
    {"START", 0, "attempt.started", "home"},
    {"!cover:nothing", 1, "", "home"},
    {"cover:talk", 1, "", "cover talk"},
    {"!next", 1, "", "cover talk"},
    {"back", 1, "", "part one"},
    {"cover:talk", 1, "", "cover talk"},
    {"home", 1, "", "home"},
    {"cover:talk", 1, "", "cover talk"},
    {"!hard:nothing", 1, "", "cover talk"},
    {"hard:talk", 1, "roleplay.started", "node n1 hard"},
    {"choice:wait", 1, "roleplay.chose", "node n2 hard"},
    {"cover:talk", 1, "", "cover talk"},
    {"roleplay:talk", 1, "", "node n2 hard"}, /* still on */
    {"RESTART", 60, "attempt.resumed", "node n2 hard"},
    {"choice:plan", 1, "roleplay.chose roleplay.ended", "ending again hard"},
    {"turn:0", 1, "", "ending again hard turn 0"},
    {"!look:3", 1, "", "ending again hard turn 0"},
    {"look:1", 1, "", "ending again hard turn 0 look 1"},
    {"turn:1", 1, "", "ending again hard turn 1"},
    {"!look:0", 1, "", "ending again hard turn 1"}, /* it was not on offer */
    {"back", 1, "", "ending again hard"},
    {"!look:1", 1, "", "ending again hard"},
    {"replay:1", 1, "roleplay.started", "node n2 hard from 1"}, /* as hard as it was */
    {"slide:first", 1, "slide.viewed", "slide first/0"},
    {"roleplay:talk", 1, "roleplay.started", "node n2 hard from 1"}, /* and still that replay */
    {"choice:long", 1, "roleplay.chose", "node n2 hard from 1"},
    {"choice:plan", 1, "roleplay.chose roleplay.ended", "ending again hard from 1"},
    {"again", 1, "roleplay.started", "node n1 hard"},
    {"fresh:talk", 1, "roleplay.started", "node n1"}, /* begun anew in the middle */
    {"choice:ask", 1, "roleplay.chose", "node n2"},
    {"choice:sum", 1, "roleplay.chose roleplay.ended", "ending win"},
    {"replay:0", 1, "roleplay.started", "node n1 from 0"},
};

static void covers_a_role_play(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_shell *shell = kj_test_shell_new(kj_test_little(arena), arena);
    walk(shell, "cover", covers, KJ_COUNT(covers));
    const kj_roleplay_record *record = kj_lesson_roleplay(shell->lesson, 0);
    assert_int_equal(record->ended, 3);
    assert_int_equal(record->best_grade, KJ_GRADE_EXCELLENT);
    assert_int_equal(record->best_hard, KJ_GRADE_GOOD);
    const kj_play *play = &shell->lesson->play;
    assert_int_equal(play->old_count, 2);
    assert_int_equal(play->old[1].choice, 0);
    assert_int_equal(play->old_ending, 0);
    kj_arena_free(arena);
}

static void plays_a_role(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_shell *shell = kj_test_shell_new(kj_test_little(arena), arena);
    walk(shell, "talk", talk, KJ_COUNT(talk));
    assert_true(shell->last.quit);
    const kj_roleplay_record *record = kj_lesson_roleplay(shell->lesson, 0);
    assert_int_equal(record->ended, 4);
    assert_int_equal(record->endings, 7);
    assert_int_equal(record->best_grade, KJ_GRADE_EXCELLENT);
    kj_arena_free(arena);
}

/* Killed between the choice and its ending: the ending follows at the next start. */
static void ends_what_was_cut_off(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_shell *shell = kj_test_shell_new(kj_test_little(arena), arena);
    walk(shell, "talk", talk, 6);
    (void)kj_test_act(shell, "choice:plan", 1000);
    shell->log.count--;
    static const press again[] = {
        {"RESTART", 60, "attempt.resumed roleplay.ended", "ending again"}};
    walk(shell, "cut off", again, KJ_COUNT(again));
    kj_arena_free(arena);
}

static const press rapid[] = {
    {"START", 0, "attempt.started", "home"},
    {"drill:rapid", 1, "run.started", "question s1"},
    {"!TIMEOUT", 5.9, "", "question s1"},
    {"TIMEOUT", 0.1, "drill.answered", "feedback s1"},
    {"!option:open", 1, "", "feedback s1"},
    {"peek:second", 1, "", "feedback s1 +peek second"},
    {"close", 1, "", "feedback s1"},
    {"contest", 1, "answer.contested", "feedback s1"},
    {"!contest", 1, "", "feedback s1"},
    {"next", 1, "run.moved", "question s2"},
    {"help", 5, "", "question s2 +help"},
    {"!TIMEOUT", 5, "", "question s2 +help"}, /* the clock stands still */
    {"close", 1, "", "question s2"},
    {"!TIMEOUT", 5.9, "", "question s2"},
    {"option:closed", 0, "drill.answered", "feedback s2"}, /* one press is the answer */
    {"RESTART", 60, "attempt.resumed", "feedback s2"},
    {"next", 1, "run.moved", "question s3"},
    {"RESTART", 60, "attempt.resumed", "question s3"},
    {"!TIMEOUT", 60, "", "question s3"}, /* nobody saw the question come */
    {"help", 3, "", "question s3 +help"},
    {"!submit", 60, "", "question s3 +help"},
    {"option:open", 2, "drill.answered", "feedback s3"},
    {"next", 1, "run.finished", "result"},
    {"again", 1, "run.started", "question s1"},
    {"home", 1, "", "home"},
    {"calm:rapid", 1, "run.started", "question s1"},
    {"!TIMEOUT", 99, "", "question s1"},
    {"option:open", 1, "drill.answered", "feedback s1"},
    {"next", 1, "run.moved", "question s2"},
    {"slide:first", 1, "slide.viewed", "slide first/0"},
    {"calm:rapid", 1, "run.moved", "question s2"}, /* goes on */
    {"option:closed", 1, "drill.answered", "feedback s2"},
    {"slide:first", 1, "slide.viewed", "slide first/0"},
    {"calm:rapid", 1, "run.moved", "feedback s2"}, /* with what was on the screen */
    {"next", 1, "run.moved", "question s3"},
    {"option:open", 1, "drill.answered", "feedback s3"},
    {"next", 1, "run.finished", "result"},
    {"next", 1, "", "part one"},
};

static void fires_rapidly(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_shell *shell = kj_test_shell_new(kj_test_little(arena), arena);
    walk(shell, "rapid", rapid, KJ_COUNT(rapid));
    const kj_drill_record *record = kj_lesson_drill(shell->lesson, 0);
    assert_int_equal(record->runs, 2);
    assert_true(record->passed && record->best > 0.99);
    kj_arena_free(arena);
}

#define OPEN_QUESTION "两家外包配合下来，您觉得哪些地方顺手，哪些地方费心？"

static const press rewriting[] = {
    {"START", 0, "attempt.started", "home"},
    {"drill:rewrite", 1, "run.started", "question r1"},
    {"submit", 1, "", "question r1"}, /* nothing there: a hint */
    {"type 您", 1, "", "question r1"},
    {"submit", 1, "", "question r1"},
    {"clear", 1, "", "question r1"},
    {"type " OPEN_QUESTION, 1, "", "question r1"},
    {"submit", 1, "drill.answered", "feedback r1"},
    {"retry", 1, "run.moved", "question r1"},
    {"submit", 5, "drill.answered", "feedback r1"}, /* the same text is still there */
    {"next", 1, "run.moved", "question r2"},
    {"submit", 1, "", "question r2"}, /* and here it is not */
};

static void rewrites(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_shell *shell = kj_test_shell_new(kj_test_little(arena), arena);
    walk(shell, "rewrite", rewriting, 3);
    assert_true(shell->session.hint);
    assert_true(kj_session_hint(shell->course, &shell->session, NULL, arena).len > 0);
    walk(shell, "rewrite", rewriting + 3, 1);
    assert_false(shell->session.hint);
    walk(shell, "rewrite", rewriting + 4, KJ_COUNT(rewriting) - 4);
    assert_true(shell->session.hint);
    const kj_event *last = NULL;
    for (size_t i = 0; i < shell->log.count; i++) {
        if (shell->log.ptr[i].type == KJ_EVENT_DRILL_ANSWERED)
            last = &shell->log.ptr[i];
    }
    assert_non_null(last);
    assert_int_equal(last->try_count, 2);
    assert_int_equal(last->duration_ms, 5000);
    assert_true(kj_span_is(last->round, "r1"));
    assert_true(kj_span_is(last->response[0], OPEN_QUESTION));
    kj_arena_free(arena);
}

/* The right presses for every item of the little course, by id. */
static const struct {
    const char *item, *presses[10];
} keys[] = {
    {"q-single", {"option:b"}},
    {"q-multiple", {"option:a", "option:c"}},
    {"q-order", {"option:s1", "option:s2", "option:s3", "option:s4"}},
    {"q-match", {"option:one", "target:one", "option:two", "target:two"}},
    {"q-bins", {"option:t1", "target:odd", "option:t2", "target:even", "option:t3", "target:odd"}},
    {"q-number", {"type 3"}},
    {"q-fill", {"type 开放"}},
    {"q-spot", {"option:left"}},
    {"q-case", {"type 3", "submit", "option:a"}},
    {"q-last", {"option:true"}},
};

static void answer_right(kj_test_shell *shell)
{
    const kj_run *run = &shell->lesson->run;
    const kj_span id = shell->course->items.ptr[run->question[run->shown]].id;
    for (size_t i = 0; i < KJ_COUNT(keys); i++) {
        if (!kj_span_is(id, keys[i].item))
            continue;
        for (size_t k = 0; k < KJ_COUNT(keys[i].presses) && keys[i].presses[k]; k++) {
            const press p = {keys[i].presses[k], 1, "", NULL};
            walk(shell, keys[i].item, &p, 1);
        }
        const kj_outcome *outcome = kj_test_act(shell, "submit", 1000);
        assert_int_equal(outcome->event_count, 1);
        assert_true(outcome->first_save);
        if (outcome->events[0].score < 1)
            fail_msg("%s: %g points", keys[i].item, outcome->events[0].score);
        kj_verdict *verdict = KJ_NEW(shell->arena, kj_verdict, 1);
        assert_true(kj_run_verdict(shell->course, run, shell->arena, verdict));
        assert_true(verdict->passed);
        return;
    }
    fail_msg("no key for %.*s", KJ_ARG(id));
}

/* Every item type, answered right by its presses; a whole course, to the end. */
static void passes_the_course(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_shell *shell = kj_test_shell_new(kj_test_little(arena), arena);
    static const press begin[] = {
        {"START", 0, "attempt.started", "home"},
        {"slide:first", 1, "slide.viewed", "slide first/0"},
        {"slide:second", 3, "slide.viewed", "slide second/0"},
        {"slide:last", 3, "slide.viewed", "slide last/0"},
        {"test:one", 3, "run.started", NULL},
    };
    walk(shell, "begin", begin, KJ_COUNT(begin));
    for (int tests = 0; tests < 12; tests++) {
        for (uint32_t i = 0; i < 4; i++) {
            answer_right(shell);
            const kj_outcome *outcome = kj_test_act(shell, "next", 1000);
            const char *words = i < 3        ? "run.moved"
                                : tests == 0 ? "run.finished part.completed"
                                             : "run.finished";
            if (!kj_span_is(kj_test_words(outcome, arena), words))
                fail_msg("test %d question %u: %.*s", tests, i,
                         KJ_ARG(kj_test_words(outcome, arena)));
        }
        (void)kj_test_act(shell, "again", 1000);
    }
    for (uint32_t i = 0; i < shell->lesson->item_count - 1; i++)
        assert_true(kj_lesson_item(shell->lesson, i)->tries > 0); /* twelve draws met them all */
    static const press rest[] = {
        {"drill:rapid", 1, "run.started", NULL},
        {"option:open", 1, "drill.answered", NULL},
        {"next", 1, "run.moved", NULL},
        {"option:closed", 1, "drill.answered", NULL},
        {"next", 1, "run.moved", NULL},
        {"option:open", 1, "drill.answered", NULL},
        {"next", 1, "run.finished", "result"},
        {"drill:chain", 1, "run.started", NULL},
        {"option:focus", 1, "", NULL},
        {"option:save", 1, "", NULL},
        {"clear", 1, "", NULL},
        {"option:where", 1, "", NULL},
        {"option:effect", 1, "", NULL},
        {"option:hope", 1, "", NULL},
        {"option:check", 1, "", NULL},
        {"!option:save", 1, "", NULL},
        {"submit", 1, "drill.answered", NULL},
        {"next", 1, "run.finished", "result"},
        {"roleplay:talk", 1, "roleplay.started", "node n1"},
        {"choice:ask", 1, "roleplay.chose", "node n2"},
        {"choice:sum", 1, "roleplay.chose roleplay.ended", "ending win"},
        {"test:two", 1, "run.started", "question q-last"},
        {"option:true", 1, "", "question q-last"},
        {"submit", 1, "item.answered", "feedback q-last"},
        {"next", 1, "run.finished part.completed course.completed attempt.finished", "result"},
        {"home", 1, "", "home"},
        {"slide:first", 1, "slide.viewed", "slide first/0"}, /* one may go on */
        {"slide:second", 9, "slide.viewed", "slide second/0"},
        {"roleplay:talk", 1, "roleplay.started", "node n1"},
    };
    walk(shell, "rest", rest, KJ_COUNT(rest));
    assert_true(shell->lesson->finished);
    const kj_event *finished = NULL;
    for (size_t i = 0; i < shell->log.count; i++) {
        if (shell->log.ptr[i].type == KJ_EVENT_ATTEMPT_FINISHED)
            finished = &shell->log.ptr[i];
    }
    assert_non_null(finished);
    assert_true(finished->passed && finished->score > 99.9 && finished->score <= 100);
    assert_int_equal(finished->duration_ms, finished->at.ms - shell->log.ptr[0].at.ms);
    kj_arena_free(arena);
}

/* A kill may fall between the events of one press: what is missing comes with the next start. */
static void completes_what_was_cut_off(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_shell *shell = kj_test_shell_new(kj_test_little(arena), arena);
    static const press begin[] = {
        {"START", 0, "attempt.started", "home"},
        {"slide:hello", 1, "slide.viewed", NULL},
        {"slide:map", 3, "slide.viewed", NULL},
        {"slide:first", 3, "slide.viewed part.completed", NULL},
    };
    static const press again[] = {
        {"RESTART", 60, "attempt.resumed part.completed", "slide first/0"}};
    walk(shell, "begin", begin, KJ_COUNT(begin));
    shell->log.count--;
    walk(shell, "again", again, KJ_COUNT(again));
    kj_arena_free(arena);
}

/* What cannot be saved has not happened. */
static void stays_when_nothing_is_saved(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_shell *shell = kj_test_shell_new(kj_test_little(arena), arena);
    kj_test_start(shell);
    (void)kj_test_act(shell, "drill:rapid", 1000);
    const kj_input pick = {
        .kind = KJ_INPUT_ACTION, .action = KJ_LIT("option:open"), .now = shell->now};
    const kj_outcome lost = kj_session_input(shell->course, &shell->session, &pick, arena);
    assert_int_equal(lost.event_count, 1);
    assert_true(kj_span_is(where(shell), "question s1"));
    (void)kj_test_act(shell, "option:open", 1000);
    assert_true(kj_span_is(where(shell), "feedback s1"));
    kj_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(turns_slides),
        cmocka_unit_test(gives_no_credit_for_being_away),
        cmocka_unit_test(plays_a_role),
        cmocka_unit_test(covers_a_role_play),
        cmocka_unit_test(ends_what_was_cut_off),
        cmocka_unit_test(fires_rapidly),
        cmocka_unit_test(rewrites),
        cmocka_unit_test(passes_the_course),
        cmocka_unit_test(completes_what_was_cut_off),
        cmocka_unit_test(stays_when_nothing_is_saved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
