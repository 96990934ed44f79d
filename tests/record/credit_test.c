/* tests/record/credit_test.c: what a class has shown is seen at home: from the class's state to the
 * events of its trainees, through the store, and into their lessons. */
#include "record/kit.h"

#include "class/class.h"
#include "lesson/kit.h"
#include "lesson/pass.h"
#include "record/kept_fold.h"

#include <stdio.h>
#include <string.h>

#define CLASS "0193a1f2-0000-7000-8000-0000000000c1"

/* E1 by hand, E2 by phone, E3 was taken back; `ms` of the slides. */
static kj_class *class_of(const kj_course *course, const int64_t *ms, size_t count, kj_arena *arena)
{
    kj_class *class = KJ_NEW(arena, kj_class, 1);
    static const struct {
        const char *id;
        kj_presence presence;
    } there[] = {{"E1", KJ_BY_HAND}, {"E2", KJ_BY_LIVE}, {"E3", KJ_ABSENT}};

    kj_class_init(class, course, arena);
    snprintf(class->id, sizeof class->id, "%s", CLASS);
    class->slide = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        class->times[i].ms = ms[i];
        class->times[i].visits = ms[i] >= 0;
    }
    for (size_t i = 0; i < KJ_COUNT(there); i++)
        *KJ_PUSH(arena, &class->attendees, &class->attendee_capacity, kj_attendee) =
            (kj_attendee){.id = kj_span_of(there[i].id), .presence = there[i].presence};
    return class;
}

typedef struct folding {
    const kj_course *course;
    kj_lesson *lesson;
} folding;

static bool fold(void *ctx, const kj_event *event)
{
    folding *f = ctx;

    kj_lesson_step(f->course, f->lesson, event);
    return true;
}

/* As a start at home does it. */
static kj_lesson *at_home(kit *k, kj_store *store, const kj_course *course, const char *learner)
{
    kj_event_filter of = {.learner = kj_span_of(learner), .course = course->id, .credits = true};
    folding f = {course, kj_test_fold(course, NULL, 0, k->arena)};

    of.attempt = kj_store_attempt(store, of.learner, of.course, k->arena, &k->sink);
    if (of.attempt.len > 0)
        assert_true(kj_fold_resume(store, &of, KJ_LIT("key"), f.lesson, f.lesson->bytes, fold, &f,
                                   NULL, &k->sink));
    else
        assert_true(kj_store_events(store, &of, fold, &f, &k->sink));
    return f.lesson;
}

static kj_span seen(const kj_course *course, const kj_lesson *lesson, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};

    for (uint32_t i = 0; i < course->slides.count; i++)
        if (kj_lesson_slide(lesson, i)->seen)
            kj_putf(&out, "%.*s ", KJ_ARG(course->slides.ptr[i].id));
    return kj_put_span(&out);
}

static void append(kit *k, kj_store *store, kj_class_events *events)
{
    assert_true(kj_store_append_all(store, events->ptr, events->count, k->arena, &k->sink));
}

static void seen_at_home(void **state)
{
    kit *k = *state;
    const kj_course *course = kj_test_little(k->arena);
    kj_store *store = kit_open(k, "s.db");
    const int64_t first[] = {2999, 3000, -1}, second[] = {-1, 500, 90000};
    kj_class *class = class_of(course, first, 3, k->arena);
    kj_event begun = kit_event(KJ_EVENT_ATTEMPT_STARTED, "E1", "A1", "little", 0);
    kj_class_events credits;
    char want[256];

    begun.course = course->id;
    kit_append(k, store, begun);
    kj_class_credit(course, class, kit_time(60), &credits, k->arena);
    assert_int_equal(credits.count, 2);
    append(k, store, &credits);
    snprintf(want, sizeof want, "%.*s ", KJ_ARG(course->slides.ptr[1].id));
    assert_true(kj_span_is(seen(course, at_home(k, store, course, "E1"), k->arena), want));
    assert_true(kj_span_is(seen(course, at_home(k, store, course, "E2"), k->arena), want));
    assert_int_equal(seen(course, at_home(k, store, course, "E3"), k->arena).len, 0);

    /* Nobody has begun by it, and nobody stands elsewhere. */
    assert_int_equal(kj_store_attempt(store, KJ_LIT("E2"), course->id, k->arena, &k->sink).len, 0);
    const kj_lesson *mine = at_home(k, store, course, "E1");
    assert_true(mine->started);
    assert_int_equal(mine->events, 1);
    assert_int_equal(mine->place, KJ_PLACE_NOWHERE);
    assert_false(at_home(k, store, course, "E2")->started);

    /* Once begun, the class before is in the same attempt; a second class adds to it. */
    begun = kit_event(KJ_EVENT_ATTEMPT_STARTED, "E2", "A2", "little", 100);
    begun.course = course->id;
    kit_append(k, store, begun);
    class = class_of(course, second, 3, k->arena);
    kj_class_credit(course, class, kit_time(200), &credits, k->arena);
    append(k, store, &credits);
    snprintf(want, sizeof want, "%.*s %.*s ", KJ_ARG(course->slides.ptr[1].id),
             KJ_ARG(course->slides.ptr[2].id));
    assert_true(kj_span_is(seen(course, at_home(k, store, course, "E2"), k->arena), want));
    assert_true(at_home(k, store, course, "E2")->started);

    /* On another machine, from the trainee's own events. */
    kj_store *home = kit_open(k, "home.db");
    kj_text_buffer mine_only = {.arena = k->arena};
    kj_import_count count;
    const kj_span all = kit_export(k, store);
    for (size_t at = 0; at < all.len;) {
        const size_t end = kj_span_find(all, KJ_LIT("\n"), at) + 1;
        const kj_span line = kj_span_sub(all, at, end);
        if (kj_span_find(line, KJ_LIT("\"learner\":\"E2\""), 0) != SIZE_MAX)
            kj_put(&mine_only, line);
        at = end;
    }
    assert_true(kit_import(k, home, "mine", kj_put_span(&mine_only), &count));
    assert_true(kj_span_is(seen(course, at_home(k, home, course, "E2"), k->arena), want));
    kj_store_close(home);
    kj_store_close(store);
    assert_int_equal(k->sink.errors, 0);
}

/* A whole part in class: the test is all that is left of it. */
static void a_part_in_class(void **state)
{
    kit *k = *state;
    const kj_course *course = kj_test_little(k->arena);
    int64_t *ms = KJ_NEW(k->arena, int64_t, course->slides.count);
    uint32_t part = 0;

    while (course->parts.ptr[part].number == 0)
        part++;
    for (size_t i = 0; i < course->slides.count; i++)
        ms[i] = course->slides.ptr[i].part == part ? 60000 : -1;
    kj_class *class = class_of(course, ms, course->slides.count, k->arena);
    kj_store *store = kit_open(k, "s.db");
    kj_class_events credits;
    kj_class_credit(course, class, kit_time(60), &credits, k->arena);
    append(k, store, &credits);
    const kj_lesson *lesson = at_home(k, store, course, "E1");
    assert_true(kj_part_slides_seen(course, lesson, part));
    assert_false(kj_part_done(course, lesson, part)); /* its test */
    kj_store_close(store);
}

/* The slide on the screen counts up to now; a class that has not begun gives nothing; long ones
 * come in several events, each of which fits the record. */
static void what_counts(void **state)
{
    kit *k = *state;
    const kj_course *course = kj_test_little(k->arena);
    const int64_t none[] = {0, -1, -1};
    kj_class *class = class_of(course, none, 3, k->arena);
    kj_class_events credits;

    class->slide = 0;
    class->slide_since_ms = kit_time(0).ms;
    assert_false(kj_class_credits(course, class, 0, kit_time(2).ms));
    assert_true(kj_class_credits(course, class, 0, kit_time(3).ms));
    class->ended = true;
    assert_false(kj_class_credits(course, class, 0, kit_time(9).ms));
    class->ended = false;
    kj_class_credit(course, class, kit_time(9), &credits, k->arena);
    assert_int_equal(credits.count, 2);
    assert_true(kj_span_is(credits.ptr[0].kind, "hand"));
    assert_true(kj_span_is(credits.ptr[1].kind, "live"));
    class->id[0] = '\0';
    kj_class_credit(course, class, kit_time(9), &credits, k->arena);
    assert_int_equal(credits.count, 0);

    kj_course big = *course;
    const uint32_t count = 100;
    kj_slide *slides = KJ_NEW(k->arena, kj_slide, count);
    int64_t *ms = KJ_NEW(k->arena, int64_t, count);
    size_t named = 0;
    for (uint32_t i = 0; i < count; i++) {
        slides[i].id = kj_arena_format(k->arena, "%060u", (unsigned)i);
        ms[i] = 60000;
    }
    big.slides.ptr = slides;
    big.slides.count = count;
    class = class_of(&big, ms, count, k->arena);
    kj_class_credit(&big, class, kit_time(9), &credits, k->arena);
    assert_int_equal(credits.count, 2 * 4);
    for (size_t i = 0; i < credits.count; i++) {
        const kj_event *e = &credits.ptr[i];
        kj_event copy = *e;
        copy.id = KJ_LIT(CLASS);
        copy.device = KJ_LIT("d");
        const kj_span line = kj_event_write(&copy, k->arena);
        const kj_source source = {.name = KJ_LIT("line"), .text = line};
        const kj_json *json = kj_json_parse(&source, k->arena, &k->sink);
        assert_true(json && kj_event_read(json, &source, &copy, k->arena, &k->sink));
        named += e->response_count;
    }
    assert_int_equal(named, 2 * count);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, kit_set_up, kit_tear_down)
    const struct CMUnitTest tests[] = {TEST(seen_at_home), TEST(a_part_in_class),
                                       TEST(what_counts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
