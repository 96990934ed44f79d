/* tests/class/figures_test.c: votes, attendance, the picker, groups and the pace, by hand. */
#include "class/kit.h"
#include "base/random.h"

#include <inttypes.h>
#include <stdlib.h>

#include "test.h"

static kj_test_room *with(kj_arena *arena, const char *actions)
{
    kj_test_room *test = kj_test_room_begun(kj_test_little(arena), arena);
    kj_test_room_do(test, actions);
    return test;
}

/* ---- phones ---- */

static const struct {
    const char *name, *actions, *vote, *replaces;
    bool counts;
    const char *state;
} votes[] = {
    {"counts", "ask:q-last", "q-last=true", "", true, "question hello:0 q-last=1,0,0,0"},
    {"hands besides", "ask:q-last option:1 option:1", "q-last=true", "", true,
     "question hello:0 q-last=2,0,0,0"},
    {"changed", "ask:q-last vote:q-last=true", "q-last=false", "true", true,
     "question hello:0 q-last=0,1,0,0"},
    {"what was never counted takes nothing away", "ask:q-last", "q-last=false", "true", true,
     "question hello:0 q-last=0,1,0,0"},
    {"of another question", "ask:q-last", "q-single=a", "", false,
     "question hello:0 q-last=0,0,0,0"},
    {"no such option", "ask:q-last", "q-last=perhaps", "", false,
     "question hello:0 q-last=0,0,0,0"},
    {"no such option before", "ask:q-last", "q-last=true", "perhaps", false,
     "question hello:0 q-last=0,0,0,0"},
    {"two of which one is asked", "ask:q-last", "q-last=true,false", "", false,
     "question hello:0 q-last=0,0,0,0"},
    {"none", "ask:q-last", "q-last=", "", false, "question hello:0 q-last=0,0,0,0"},
    {"no form", "ask:q-last", "q-last", "", false, "question hello:0 q-last=0,0,0,0"},
    {"several", "ask:q-multiple", "q-multiple=a,c", "", true,
     "question hello:0 q-multiple=1,0,1,0"},
    {"several changed", "ask:q-multiple vote:q-multiple=a,c", "q-multiple=c,d", "a,c", true,
     "question hello:0 q-multiple=0,0,1,1"},
    {"while the distribution is shown", "ask:q-last tally", "q-last=true", "", true,
     "question hello:0 q-last=1,0,0,0 tally"},
    {"not when the answer is out", "ask:q-last reveal", "q-last=true", "", false,
     "question hello:0 q-last=0,0,0,0 tally revealed"},
    {"under somebody picked", "attend:1001 ask:q-last pick", "q-last=true", "", true,
     "picked hello:0 q-last=1,0,0,0"},
    {"nothing is asked", "next", "q-last=true", "", false, "slide map:0"},
    {"a turn", "play:talk", "n1=tell", "", true, "play hello:0 node=n1=0,1,0"},
    {"a turn changed", "play:talk vote:n1=tell", "n1=ask", "tell", true,
     "play hello:0 node=n1=1,0,0"},
    {"another turn", "play:talk", "n2=plan", "", false, "play hello:0 node=n1=0,0,0"},
    {"a choice of the turn before", "play:talk choice:ask", "n1=tell", "", false,
     "play hello:0 node=n2=0,0,0"},
    {"a choice that is not offered", "play:talk choice:tell", "n2=sum", "", false,
     "play hello:0 node=n2=0,0,0"},
    {"after the ending", "play:talk choice:ask choice:sum", "n2=sum", "", false,
     "play hello:0 ending=win=0,0,0"},
};

static bool vote(kj_test_room *test, kj_span action, kj_span replaces)
{
    return !kj_test_room_give(
                test, (kj_show_input){.kind = KJ_SHOW_VOTE, .action = action, .text = replaces})
                ->refused;
}

static void phones_vote(void **state)
{
    const kj_course *course = kj_test_little(*state);
    for (size_t i = 0; i < KJ_COUNT(votes); i++) {
        kj_test_room *test = kj_test_room_begun(course, *state);
        const kj_span actions = kj_span_of(votes[i].actions);
        const size_t first = kj_span_find(actions, KJ_LIT(" vote:"), 0);
        kj_test_room_do(test, kj_arena_copy(*state, kj_span_sub(actions, 0, first)).ptr);
        if (first != SIZE_MAX)
            assert_true(vote(test, kj_span_sub(actions, first + 6, actions.len), (kj_span){0}));
        if (vote(test, kj_span_of(votes[i].vote), kj_span_of(votes[i].replaces)) != votes[i].counts)
            fail_msg("%s: %s", votes[i].name, votes[i].counts ? "refused" : "taken");
        const kj_span is = kj_test_room_state(test);
        if (!kj_span_is(is, votes[i].state))
            fail_msg("%s: '%.*s', not '%s'", votes[i].name, KJ_ARG(is), votes[i].state);
    }
}

/* What is recorded: hands and phones together, by the option's id. */
static void a_tally_is_recorded(void **state)
{
    kj_test_room *test = with(*state, "ask:q-multiple");
    assert_true(vote(test, KJ_LIT("q-multiple=a,c"), (kj_span){0}));
    kj_test_room_do(test, "option:1 hand:+ hand:+ next");
    assert_true(test->last.first_save);
    assert_int_equal(test->last.event_count, 1);
    const kj_event *event = &test->last.events[0];
    uint32_t total = 0;
    assert_int_equal(event->response_count, 4);
    assert_true(kj_span_starts(event->response[0], KJ_LIT("a=")));
    assert_true(kj_span_starts(event->response[3], KJ_LIT("d=")));
    const kj_class_question *question = &test->class.questions.ptr[0];
    assert_true(question->tallied);
    for (size_t i = 0; i < 4; i++)
        total += question->votes[i];
    assert_int_equal(total, 4);
    assert_true(question->votes[0] >= 1 && question->votes[2] >= 1);
    assert_true(kj_span_is(event->within, question->id));
}

/* ---- what the room is told ---- */

static uint32_t sum(const uint32_t *values, size_t count)
{
    uint32_t total = 0;
    for (size_t i = 0; i < count; i++)
        total += values[i];
    return total;
}

static void a_hidden_distribution_is_not_there(void **state)
{
    kj_test_room *test = with(*state, "ask:q-last option:1 hand:+ hand:+");
    const kj_room *room = kj_show_room(&test->show);
    assert_int_equal(sum(room->poll.hands, KJ_OPTIONS_MAX), 0);
    assert_int_equal(room->poll.answered, 2);
    kj_test_room_do(test, "tally");
    room = kj_show_room(&test->show);
    assert_int_equal(sum(room->poll.hands, KJ_OPTIONS_MAX), 2);
    kj_test_room_do(test, "freeze hand:+");
    assert_int_equal(sum(kj_show_room(&test->show)->poll.hands, KJ_OPTIONS_MAX), 2);
    kj_test_room_do(test, "freeze ask:q-multiple hand:+");
    assert_int_equal(kj_show_room(&test->show)->poll.answered, 0); /* votes are not people */
    kj_test_room_do(test, "play:talk option:1 hand:+");
    room = kj_show_room(&test->show);
    assert_int_equal(sum(room->vote.votes, KJ_ROLEPLAY_CHOICES_MAX), 0);
    assert_int_equal(room->vote.answered, 1);
    kj_test_room_do(test, "tally");
    assert_int_equal(sum(kj_show_room(&test->show)->vote.votes, KJ_ROLEPLAY_CHOICES_MAX), 1);
}

static void self_study_is_shown_from_five_on(void **state)
{
    kj_test_room *test = with(*state, "ask:q-last");
    test->show.room.alone = (kj_alone){.n = 9, .votes = {4, 5}};
    assert_int_equal(kj_show_room(&test->show)->alone.n, 0);
    kj_test_room_do(test, "compare");
    assert_int_equal(test->last.ask, KJ_SHOW_ASK_ALONE);
    assert_int_equal(kj_show_room(&test->show)->alone.n, 9);
    test->show.room.alone.n = KJ_ALONE_LEAST - 1;
    assert_int_equal(sum(kj_show_room(&test->show)->alone.votes, KJ_OPTIONS_MAX), 0);
    kj_test_room_do(test, "compare");
    assert_int_equal(test->last.ask, KJ_SHOW_ASK_NOTHING);
    kj_test_room_do(test, "ask:q-single");
    assert_int_equal(test->show.room.alone.n, 0); /* it was of another question */
}

static void next_is_drawn_ahead(void **state)
{
    static const struct {
        const char *actions;
        bool any;
        kj_room_page page;
        uint32_t slide, step;
    } rows[] = {
        {"", true, KJ_ROOM_SLIDE, 1, 0},
        {"next", true, KJ_ROOM_SLIDE, 1, 1},
        {"last", false, KJ_ROOM_SLIDE, 4, 0},
        {"last black", true, KJ_ROOM_SLIDE, 4, 0},
        {"ask:q-last", true, KJ_ROOM_QUESTION, 0, 0},
        {"ask:q-last next next", true, KJ_ROOM_SLIDE, 0, 0},
        {"play:talk", false, KJ_ROOM_PLAY, 0, 0},
        {"play:talk choice:ask choice:sum", true, KJ_ROOM_SLIDE, 0, 0},
        {"next countdown:60", true, KJ_ROOM_SLIDE, 1, 0},
    };
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        kj_test_room *test = with(*state, rows[i].actions);
        kj_room next;
        const bool any = kj_show_next(test->course, &test->show, &next);
        if (any != rows[i].any || next.page != rows[i].page || next.slide != rows[i].slide ||
            next.step != rows[i].step)
            fail_msg("'%s': %d, page %d, slide %u:%u", rows[i].actions, any, (int)next.page,
                     next.slide, next.step);
    }
}

/* ---- people ---- */

static void attend(kj_test_room *test, uint32_t people)
{
    for (uint32_t i = 0; i < people; i++) {
        const kj_event event = {.type = KJ_EVENT_CLASS_ATTENDED,
                                .object = test->course->id,
                                .learner = kj_arena_format(test->arena, "p%u", i),
                                .within = kj_span_of(test->class.id),
                                .kind = KJ_LIT("list")};
        kj_show_commit(test->course, &test->show, &event);
    }
    assert_int_equal(kj_class_present(&test->class), people);
}

static void everybody_is_picked_as_often(void **state)
{
    for (uint32_t people = 1; people <= 30; people += people < 4 ? 1 : 13) {
        kj_test_room *test = with(*state, "");
        attend(test, people);
        for (uint32_t round = 1; round <= 3; round++) {
            for (uint32_t i = 0; i < people; i++) {
                kj_test_room_do(test, "pick");
                assert_true(test->show.room.picked < people);
            }
            for (uint32_t i = 0; i < people; i++)
                if (test->class.attendees.ptr[i].picked != round)
                    fail_msg("of %u, after %u rounds p%u was picked %u times", people, round, i,
                             test->class.attendees.ptr[i].picked);
        }
    }
}

/* Each of four is first about as often: within four standard deviations, 2000 tries. */
static void the_first_is_picked_by_chance(void **state)
{
    kj_test_room *test = with(*state, "");
    uint32_t first[4] = {0};
    attend(test, 4);
    for (uint64_t seed = 0; seed < 2000; seed++)
        first[kj_class_pick(&test->class, seed)]++;
    for (size_t i = 0; i < 4; i++)
        assert_in_range(first[i], 500 - 78, 500 + 78);
}

static void who_is_away_is_not_picked(void **state)
{
    kj_test_room *test = with(*state, "attend:1001 attend:1002 attend:1001");
    for (uint64_t seed = 0; seed < 50; seed++)
        assert_int_equal(kj_class_pick(&test->class, seed), 1);
    kj_test_room_do(test, "attend:1002");
    assert_int_equal(kj_class_pick(&test->class, 1), KJ_NONE);
    assert_int_equal(kj_class_present(&test->class), 0);
    assert_null(kj_class_attendee(&test->class, KJ_LIT("1003")));
    assert_int_equal(kj_class_attendee(&test->class, KJ_LIT("1001"))->presence, KJ_ABSENT);
}

static void groups_are_even(void **state)
{
    kj_test_room *test = with(*state, "");
    uint32_t of[61], later[61];
    attend(test, 60);
    for (uint32_t groups = 2; groups <= KJ_GROUPS_MAX; groups++) {
        uint32_t sizes[KJ_GROUPS_MAX] = {0}, least = UINT32_MAX, most = 0;
        kj_class_groups(&test->class, groups, groups, of);
        for (size_t i = 0; i < 60; i++)
            sizes[of[i]]++;
        for (size_t g = 0; g < groups; g++) {
            least = sizes[g] < least ? sizes[g] : least;
            most = sizes[g] > most ? sizes[g] : most;
        }
        if (most - least > 1)
            fail_msg("%u groups: %u to %u", groups, least, most);
    }
    kj_class_groups(&test->class, 7, 3, of);
    kj_test_room_do(test, "attend:1001");
    kj_class_groups(&test->class, 7, 3, later);
    assert_memory_equal(of, later, 60 * sizeof *of); /* who comes later moves nobody */
    assert_true(later[60] < 7);
}

/* ---- the pace ---- */

/* Minutes by hand: hello 2, map 10, first 5, second 5, last 1; 23 in all. */
static const struct {
    const char *name, *actions; /* each takes a second */
    int64_t elapsed_s, remaining_s, behind_s, slide_s, slide_planned_s;
} paces[] = {
    {"begun", "", 0, 1380, 0, 0, 120},
    {"within the first slide", "wait:60", 60, 1320, 0, 60, 120},
    {"beyond it", "wait:150", 150, 1230, 30, 150, 120},
    {"left early", "wait:59 next", 60, 1320, -60, 0, 600},
    {"left late", "wait:239 next", 240, 1140, 120, 0, 600},
    {"made up for", "wait:239 next wait:400 slide:first", 641, 739, 120 - 199, 0, 300},
    {"passed over", "wait:119 next slide:first", 121, 1259, 1, 0, 300},
    {"jumped over", "wait:119 slide:last", 120, 1260, 0, 0, 60},
    {"come back to", "wait:119 slide:last wait:59 return wait:100", 280, 1100, 100, 220, 120},
    {"over", "wait:1500", 1500, -120, 1380, 1500, 120},
    {"a question counts for its slide", "wait:100 ask:q-last wait:99 close", 201, 1179, 81, 201,
     120},
    {"frozen counts for what is seen", "freeze next wait:198", 200, 1180, 80, 200, 120},
    {"ended", "wait:58 quit quit:yes wait:900", 60, 1320, 0, 60, 120},
};

static const kj_course *timed(kj_arena *arena)
{
    static const double minutes[] = {2, 10, 5, 5, 1};
    kj_course *course = KJ_NEW(arena, kj_course, 1);
    *course = *kj_test_little(arena);
    for (size_t i = 0; i < course->slides.count; i++)
        course->slides.ptr[i].minutes = minutes[i];
    return course;
}

/* The part's time is that of its slides. */
static void check_part(const kj_course *course, const kj_test_room *test, const kj_pace *pace)
{
    const kj_class *class = test->show.class;
    const kj_part *part = &course->parts.ptr[course->slides.ptr[class->slide].part];
    int64_t ms = pace->slide_ms, planned = 0;
    for (uint32_t i = part->first_slide; i < part->first_slide + part->slide_count; i++) {
        ms += i == class->slide ? 0 : class->times[i].ms;
        planned += (int64_t)(course->slides.ptr[i].minutes * 60000);
    }
    assert_int_equal(pace->part_ms, ms);
    assert_int_equal(pace->part_planned_ms, planned);
}

static void the_pace_is_right(void **state)
{
    const kj_course *course = timed(*state);
    for (size_t i = 0; i < KJ_COUNT(paces); i++) {
        kj_test_room *test = kj_test_room_begun(course, *state);
        kj_test_room_do(test, paces[i].actions);
        const kj_pace pace = kj_show_pace(course, &test->show, test->now.ms);
        const int64_t is[] = {pace.elapsed_ms, pace.remaining_ms, pace.behind_ms, pace.slide_ms,
                              pace.slide_planned_ms};
        const int64_t should[] = {paces[i].elapsed_s, paces[i].remaining_s, paces[i].behind_s,
                                  paces[i].slide_s, paces[i].slide_planned_s};
        for (size_t k = 0; k < KJ_COUNT(is); k++)
            if (is[k] != should[k] * 1000)
                fail_msg("%s: figure %zu is %" PRId64 " s, not %" PRId64, paces[i].name, k,
                         is[k] / 1000, should[k]);
        assert_int_equal(pace.planned_ms, 23 * 60000);
        check_part(course, test, &pace);
        assert_false(pace.rehearsed);
    }
}

static void a_rehearsal_is_a_plan(void **state)
{
    const kj_course *course = timed(*state);
    static const int64_t plan[] = {60000, 300000, -1, 0, 30000};
    kj_test_room *test = kj_test_room_begun(course, *state);
    test->show.plan_ms = plan;
    test->show.plan_rehearsed = true;
    kj_pace pace = kj_show_pace(course, &test->show, test->now.ms + 90000);
    assert_int_equal(pace.planned_ms, 60000 + 300000 + 300000 + 0 + 30000);
    assert_int_equal(pace.behind_ms, 30000);
    assert_int_equal(pace.end_ms, test->now.ms + 690000);
    assert_true(pace.rehearsed);
    test->show.end_ms = test->now.ms + 1000000;
    pace = kj_show_pace(course, &test->show, test->now.ms + 90000);
    assert_int_equal(pace.remaining_ms, 910000);
}

static void clocks_are_due(void **state)
{
    const kj_course *course = kj_test_little(*state);
    kj_test_room *test = kj_test_room_new(course, *state);
    const int64_t now = test->now.ms; /* a full second */
    assert_int_equal(kj_show_deadline(&test->show, now), 0);
    test = kj_test_room_begun(course, *state);
    assert_int_equal(kj_show_deadline(&test->show, now), now + 1000);
    assert_int_equal(kj_show_deadline(&test->show, now + 300), now + 1000);
    test->now.ms += 400;
    kj_test_room_do(test, "countdown:60"); /* at …1.400, so until …61.400 */
    assert_int_equal(kj_show_deadline(&test->show, now + 1400), now + 2000);
    assert_int_equal(kj_show_deadline(&test->show, now + 2000), now + 2400);
    assert_int_equal(kj_show_deadline(&test->show, now + 2399), now + 2400);
    assert_int_equal(kj_show_deadline(&test->show, now + 2400), now + 3000);
    assert_int_equal(kj_show_deadline(&test->show, now + 90500), now + 91000);
    assert_true(kj_test_room_give(test, (kj_show_input){.kind = KJ_SHOW_TICK})->room);
    kj_test_room_do(test, "freeze");
    assert_false(kj_test_room_give(test, (kj_show_input){.kind = KJ_SHOW_TICK})->room);
    kj_test_room_do(test, "quit quit:yes");
    assert_int_equal(kj_show_deadline(&test->show, now + 100000), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(phones_vote),
        KJ_TEST(a_tally_is_recorded),
        KJ_TEST(a_hidden_distribution_is_not_there),
        KJ_TEST(self_study_is_shown_from_five_on),
        KJ_TEST(next_is_drawn_ahead),
        KJ_TEST(everybody_is_picked_as_often),
        KJ_TEST(the_first_is_picked_by_chance),
        KJ_TEST(who_is_away_is_not_picked),
        KJ_TEST(groups_are_even),
        KJ_TEST(the_pace_is_right),
        KJ_TEST(a_rehearsal_is_a_plan),
        KJ_TEST(clocks_are_due),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
