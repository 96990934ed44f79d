/* tests/present/present_test.c: a disk that fails does not stop the show, and nothing is lost; what
 * is the presenter's own comes back; who is expected. */
#include "present/kit.h"

#include <sqlite3.h>

static bool finds_slide(const kj_class_kit *kit, const char *id)
{
    const kj_course *course = kit->presenter.course;
    return kj_span_is(course->slides.ptr[kit->presenter.class.slide].id, id);
}

/* Another connection that holds the store's lock for writing. */
static sqlite3 *lock(scratch *s)
{
    sqlite3 *other = NULL;
    assert_int_equal(sqlite3_open(scratch_path(s, "store.db"), &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    return other;
}

static void unlock(sqlite3 *other)
{
    assert_int_equal(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
}

static void goes_on_without_a_disk(void **state)
{
    scratch *s = *state;
    kj_class_kit kit = {0};
    kj_class_kit_open(&kit, s);
    kj_class_kit_act(&kit, "slide:p2-levels");
    const size_t before = kj_class_kit_count(&kit, NULL);

    sqlite3 *other = lock(s);
    kj_class_kit_act(&kit, "ask:needs-q04");
    kj_class_kit_act(&kit, "option:1");
    kj_class_kit_act(&kit, "hand:+");
    kj_class_kit_act(&kit, "tally"); /* is shown although it could not be saved */
    assert_true(kit.presenter.show.room.poll.tally);
    kj_class_kit_act(&kit, "close");
    kj_class_kit_act(&kit, "slide:p2-types");
    assert_true(finds_slide(&kit, "p2-types"));
    assert_true(kit.presenter.show.unsaved);
    assert_int_equal(kj_class_kit_count(&kit, NULL), before);
    const size_t kept = kit.presenter.behind.events.count;
    assert_true(kept >= 4);

    unlock(other);
    kit.presenter.timer.moved_ms += KJ_RETRY_MS;
    kj_presenter_tick(&kit.presenter);
    assert_false(kit.presenter.show.unsaved);
    assert_int_equal(kj_class_kit_count(&kit, NULL), before + kept);
    kj_class_kit_act(&kit, "next");
    assert_int_equal(kit.presenter.behind.events.count, 0);

    kj_class_kit_close(&kit);
    assert_false(kit.presenter.failed);
}

typedef struct folding {
    const kj_course *course;
    kj_class *class;
} folding;

static bool fold(void *ctx, const kj_event *event)
{
    folding *f = ctx;
    kj_class_step(f->course, f->class, event);
    return true;
}

/* The record, folded anew, is the class as it was, with events that came to the disk late. */
static void record_is_the_class(void **state)
{
    scratch *s = *state;
    kj_class_kit kit = {0};
    kj_class_kit_open(&kit, s);
    kj_presenter *p = &kit.presenter;
    sqlite3 *other = lock(s);
    kj_class_kit_act(&kit, "ask:needs-q04");
    kj_class_kit_act(&kit, "option:2");
    kj_class_kit_act(&kit, "option:2");
    kj_class_kit_act(&kit, "tally");
    unlock(other);
    kj_class_kit_act(&kit, "close");
    for (int i = 0; i < 6; i++)
        kj_class_kit_act(&kit, "next");
    kj_class_kit_act(&kit, "play:rp-needs");
    kj_class_kit_act(&kit, "option:1");
    kj_class_kit_act(&kit, "option:1");
    kj_class_kit_act(&kit, "next");
    kj_presenter_retry(p);

    kj_class again;
    folding f = {p->course, &again};
    const kj_event_filter filter = {.class = kj_span_of(p->class.id)};
    kj_class_init(&again, p->course, p->arena);
    assert_true(kj_store_events(p->store, &filter, fold, &f, p->sink));
    assert_int_equal(again.refused, 0);
    assert_string_equal(again.id, p->class.id);
    assert_int_equal(again.slide, p->class.slide);
    assert_int_equal(again.step, p->class.step);
    assert_int_equal(again.events, p->class.events);
    assert_int_equal(again.questions.count, 1);
    assert_memory_equal(again.questions.ptr[0].votes, p->class.questions.ptr[0].votes,
                        sizeof again.questions.ptr[0].votes);
    assert_int_equal(again.plays.count, 1);
    assert_int_equal(again.plays.ptr[0].turn_count, 1);
    kj_class_kit_close(&kit);
}

static void never_saved_is_told(void **state)
{
    scratch *s = *state;
    kj_class_kit kit = {0};
    kj_class_kit_open(&kit, s);
    sqlite3 *other = lock(s);
    kj_class_kit_act(&kit, "next");
    kj_store_patience(kit.presenter.store, 1);
    kj_presenter_retry(&kit.presenter);
    assert_true(kit.presenter.show.unsaved);
    sqlite3_close(other);
    assert_int_equal(
        sqlite3_exec(kj_store_handle(kit.presenter.store), "DROP TABLE device", NULL, NULL, NULL),
        SQLITE_OK);
    kj_presenter_end(&kit.presenter);
    assert_true(kit.presenter.failed);
    assert_non_null(kj_test_sink_find(s->sink, "E0701"));
    kj_presenter_close(&kit.presenter);
}

static bool is_about(double a, double b)
{
    return a - b < 1e-6 && b - a < 1e-6;
}

static void own_comes_back(void **state)
{
    scratch *s = *state;
    kj_class_kit kit = {0};
    kj_class_kit_open(&kit, s);
    kj_class_kit_act(&kit, "slide:p2-levels");
    kj_class_kit_act(&kit, "bookmark");
    kj_class_kit_act(&kit, "pane:side=333");
    kj_class_kit_act(&kit, "pane:notes=250");
    kj_class_kit_act(&kit, "notes:+");
    const double size = kit.presenter.show.notes_size;
    for (int round = 0; round < 2; round++) {
        const uint32_t slide =
            kj_course_find(kit.presenter.course, KJ_REF_SLIDE, KJ_LIT("p2-levels"));
        assert_true(kit.presenter.show.bookmarks[slide / 64] >> slide % 64 & 1);
        assert_true(is_about(kit.presenter.show.pane_side, 0.333));
        assert_true(is_about(kit.presenter.show.pane_notes, 0.25));
        assert_true(is_about(kit.presenter.show.notes_size, size));
        if (round == 0) {
            kj_class_kit_close(&kit);
            kj_class_kit_open(&kit, s);
        }
    }
    kj_class_kit_act(&kit, "slide:p2-levels");
    kj_class_kit_act(&kit, "bookmark");
    kj_class_kit_close(&kit);
    kj_class_kit_open(&kit, s);
    assert_int_equal(kit.presenter.show.bookmarks[0], 0);
    kj_class_kit_close(&kit);
}

static void rehearsal_is_the_plan(void **state)
{
    scratch *s = *state;
    kj_class_kit kit = {.options = kj_class_kit_options(s)};
    kit.options.rehearse = true;
    kj_class_kit_open(&kit, s);
    assert_null(kit.presenter.show.plan_ms);
    kit.presenter.timer.moved_ms += 89000;
    kj_class_kit_act(&kit, "next");
    kj_class_kit_close(&kit);

    kit.options.rehearse = false;
    kj_class_kit_open(&kit, s);
    assert_int_equal(kj_class_kit_count(&kit, NULL), 2); /* this class alone */
    assert_true(kit.presenter.show.plan_rehearsed);
    assert_int_equal(kj_show_plan(kit.presenter.course, &kit.presenter.show, 0), 90000);
    kj_class_kit_close(&kit);
}

/* Five who have learned alone; a second answer, and one in a class, do not count. */
static void learn_alone(kj_class_kit *kit)
{
    static const struct {
        const char *learner, *option;
        uint32_t try_count;
    } answers[] = {{"E1", "b", 1}, {"E2", "b", 1}, {"E3", "a", 1}, {"E4", "b", 1},
                   {"E5", "d", 1}, {"E5", "b", 2}, {"E6", "c", 0}};
    kj_presenter *p = &kit->presenter;
    for (size_t i = 0; i < KJ_COUNT(answers); i++) {
        const kj_span learner = kj_span_of(answers[i].learner);
        kj_event event = {
            .type = KJ_EVENT_ITEM_ANSWERED,
            .at = kj_presenter_now(p),
            .learner = learner,
            .course = p->course->id,
            .version = p->course->version,
            .attempt = kj_arena_format(p->arena, "of-%.*s", KJ_ARG(learner)),
            .object = KJ_LIT("needs-q04"),
            .within = KJ_LIT("somewhere"),
            .response = {kj_span_of(answers[i].option)},
            .response_count = 1,
            .max = 1,
            .try_count = answers[i].try_count,
            .has = KJ_HAS_RESPONSE | KJ_HAS_SCORE | KJ_HAS_WITHIN |
                   (answers[i].try_count > 0 ? (uint32_t)KJ_HAS_TRY : 0),
        };
        assert_true(kj_store_append(p->store, &event, p->arena, p->sink));
    }
}

static void compares_with_self_study(void **state)
{
    scratch *s = *state;
    kj_class_kit kit = {0};
    kj_class_kit_open(&kit, s);
    learn_alone(&kit);
    kj_class_kit_act(&kit, "ask:needs-q04");
    kj_class_kit_act(&kit, "option:1");
    kj_class_kit_act(&kit, "tally");
    kj_class_kit_act(&kit, "compare");
    const kj_room *room = kj_show_room(&kit.presenter.show);
    static const uint32_t votes[KJ_OPTIONS_MAX] = {1, 3, 0, 1};
    assert_true(room->poll.compared);
    assert_int_equal(room->alone.n, 5);
    assert_memory_equal(room->alone.votes, votes, sizeof votes);
    kj_class_kit_close(&kit);
}

static void expects_who_is_listed(void **state)
{
    scratch *s = *state;
    static const kj_learner people[] = {
        {.id = {KJ_SPAN("E1")}, .name = {KJ_SPAN("刘欣")}},
        {.id = {KJ_SPAN("E2")}, .name = {KJ_SPAN("王岚")}, .left = {KJ_SPAN("2026-01-31")}},
        {.id = {KJ_SPAN("E3")}, .name = {KJ_SPAN("陈可")}},
    };
    static const struct {
        const char *list, *names;
    } cases[] = {{"", "E1 E3 "}, {"E3\n E1 \nE9\n", "E1 E3 "}, {"E3", "E3 "}, {"E30\nE2", ""}};
    kj_store *store = kj_store_open(scratch_path(s, "store.db"), KJ_STORE_WRITE, &s->sink->sink);
    for (size_t i = 0; i < KJ_COUNT(people); i++)
        assert_true(kj_learner_put(store, &people[i], &s->sink->sink));
    kj_store_close(store);
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_class_kit kit = {.options = kj_class_kit_options(s)};
        kit.options.class_list = kj_span_of(cases[i].list);
        kj_class_kit_open(&kit, s);
        kj_text_buffer found = {.arena = s->arena};
        for (size_t k = 0; k < kit.presenter.show.roster.count; k++)
            kj_putf(&found, "%.*s ", KJ_ARG(kit.presenter.show.roster.ptr[k].id));
        if (!kj_span_is(kj_put_span(&found), cases[i].names))
            fail_msg("'%s': %.*s", cases[i].list, KJ_ARG(kj_put_span(&found)));
        kj_class_kit_close(&kit);
    }
}

static void cannot_begin_nowhere(void **state)
{
    scratch *s = *state;
    kj_presenter presenter;
    kj_present_options options = kj_class_kit_options(s);
    options.play.at = KJ_LIT("p9-nowhere");
    assert_false(kj_presenter_open(&presenter, &options, &s->sink->sink));
    scratch_expect(s, "E0302", "p9-nowhere");
    kj_presenter_close(&presenter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(goes_on_without_a_disk),   SCRATCH_TEST(record_is_the_class),
        SCRATCH_TEST(never_saved_is_told),      SCRATCH_TEST(own_comes_back),
        SCRATCH_TEST(rehearsal_is_the_plan),    SCRATCH_TEST(expects_who_is_listed),
        SCRATCH_TEST(compares_with_self_study), SCRATCH_TEST(cannot_begin_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
