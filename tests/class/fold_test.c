/* tests/class/fold_test.c: events that do not come from one well-behaved class. */
#include "class/kit.h"

#include "test.h"

#define AT(s) \
    { \
        .ms = 1795507200000 + (s)*INT64_C(1000) \
    }
#define STARTED(id_, kind_) \
    { \
        .type = KJ_EVENT_CLASS_STARTED, .id = {KJ_SPAN(id_)}, .object = {KJ_SPAN("little")}, \
        .kind = {KJ_SPAN(kind_)}, .at = AT(0) \
    }
#define BEGUN STARTED("c", "1920x1080")
#define SHOWN(s, slide_, step_) \
    { \
        .type = KJ_EVENT_CLASS_SHOWN, .object = {KJ_SPAN(slide_)}, .step = (step_), .at = AT(s) \
    }
#define ATTENDED(who_, kind_, class_, has_) \
    { \
        .type = KJ_EVENT_CLASS_ATTENDED, .object = {KJ_SPAN("little")}, \
        .learner = {KJ_SPAN(who_)}, .within = {KJ_SPAN(class_)}, .kind = {KJ_SPAN(kind_)}, \
        .at = AT(5), .has = (has_) \
    }
#define ASKED(id_, item_) \
    { \
        .type = KJ_EVENT_CLASS_ASKED, .id = {KJ_SPAN(id_)}, .object = {KJ_SPAN(item_)}, \
        .at = AT(9) \
    }
#define TALLIED(within_, item_, a_, b_) \
    { \
        .type = KJ_EVENT_CLASS_TALLIED, .within = {KJ_SPAN(within_)}, .object = {KJ_SPAN(item_)}, \
        .response = {{KJ_SPAN(a_)}, {KJ_SPAN(b_)}}, .response_count = 2, .at = AT(9) \
    }
#define PLAYED(id_) \
    { \
        .type = KJ_EVENT_CLASS_PLAYED, .id = {KJ_SPAN(id_)}, .object = {KJ_SPAN("talk")}, \
        .at = AT(9) \
    }
#define CHOSE(within_, node_, choice_) \
    { \
        .type = KJ_EVENT_CLASS_CHOSE, .within = {KJ_SPAN(within_)}, .object = {KJ_SPAN("talk")}, \
        .node = {KJ_SPAN(node_)}, .choice = {KJ_SPAN(choice_)}, .at = AT(9) \
    }
#define RETURNED(within_, step_) \
    { \
        .type = KJ_EVENT_CLASS_RETURNED, .within = {KJ_SPAN(within_)}, \
        .object = {KJ_SPAN("talk")}, .step = (step_), .at = AT(9) \
    }
#define PICKED(who_, within_) \
    { \
        .type = KJ_EVENT_CLASS_PICKED, .object = {KJ_SPAN(who_)}, .within = {KJ_SPAN(within_)}, \
        .at = AT(9) \
    }
#define DREW(id_, slide_, tool_, text_) \
    { \
        .type = KJ_EVENT_CLASS_DREW, .id = {KJ_SPAN(id_)}, .object = {KJ_SPAN(slide_)}, \
        .round = {KJ_SPAN(tool_)}, .response = {{KJ_SPAN(text_)}}, .response_count = 1, \
        .at = AT(9) \
    }
#define ERASED(slide_, within_) \
    { \
        .type = KJ_EVENT_CLASS_ERASED, .object = {KJ_SPAN(slide_)}, .within = {KJ_SPAN(within_)}, \
        .at = AT(9) \
    }
#define ENDED(s) \
    { \
        .type = KJ_EVENT_CLASS_ENDED, .object = {KJ_SPAN("little")}, \
        .duration_ms = (s)*INT64_C(1000), .at = AT(s) \
    }

static const struct {
    const char *name;
    kj_event events[8];
    uint32_t refused;
    const char *state; /* as `describe` puts it */
} logs[] = {
    {"nothing", {{.type = KJ_EVENT_CLASS_SHOWN}}, 1, ""},
    {"begun", {BEGUN}, 0, "1920x1080"},
    {"begun twice", {BEGUN, STARTED("d", "1280x720")}, 1, "1920x1080"},
    {"no size", {STARTED("c", "large")}, 1, ""},
    {"no width", {STARTED("c", "0x1080")}, 1, ""},
    {"half a size", {STARTED("c", "1920x")}, 1, ""},
    {"a size of another sign", {STARTED("c", "1920x-1")}, 1, ""},
    {"without an id", {STARTED("", "1920x1080")}, 1, ""},
    {"an id too long", {STARTED("0123456789012345678901234567890123456", "1920x1080")}, 1, ""},
    {"a lesson's events pass by",
     {BEGUN, {.type = KJ_EVENT_SLIDE_VIEWED, .object = {KJ_SPAN("hello")}}},
     0,
     "1920x1080"},
    {"shown before it begins", {SHOWN(1, "hello", 0), BEGUN}, 1, "1920x1080"},
    {"shown",
     {BEGUN, SHOWN(1, "hello", 0), SHOWN(4, "map", 1)},
     0,
     "1920x1080 map:1 hello=3000/1 map=0/1"},
    {"no such slide", {BEGUN, SHOWN(1, "hell", 0)}, 1, "1920x1080"},
    {"no such step is the last", {BEGUN, SHOWN(1, "map", 77)}, 0, "1920x1080 map:2 map=0/1"},
    {"a clock set back",
     {BEGUN, SHOWN(10, "hello", 0), SHOWN(4, "map", 0), SHOWN(6, "hello", 0)},
     0,
     "1920x1080 hello:0 hello=0/2 map=2000/1"},
    {"steps and covers are one visit",
     {BEGUN, SHOWN(1, "map", 0), SHOWN(2, "map", 1), SHOWN(3, "map", 1)},
     0,
     "1920x1080 map:1 map=2000/1"},
    {"another course's",
     {BEGUN,
      {.type = KJ_EVENT_CLASS_SHOWN, .object = {KJ_SPAN("map")}, .course = {KJ_SPAN("big")}}},
     1,
     "1920x1080"},
    {"another class's",
     {BEGUN, {.type = KJ_EVENT_CLASS_SHOWN, .object = {KJ_SPAN("map")}, .attempt = {KJ_SPAN("d")}}},
     1,
     "1920x1080"},
    {"ended",
     {BEGUN, SHOWN(1, "hello", 0), ENDED(5)},
     0,
     "1920x1080 hello:0 hello=4000/1 ended=5000"},
    {"after the end attendance only",
     {BEGUN, ENDED(5), SHOWN(6, "map", 0), ATTENDED("p", "list", "c", 0), ENDED(9)},
     2,
     "1920x1080 p:2 ended=5000"},
    {"there",
     {BEGUN, ATTENDED("p", "hand", "c", 0), ATTENDED("q", "qr", "c", 0)},
     0,
     "1920x1080 p:1 q:3"},
    {"there in another way",
     {BEGUN, ATTENDED("p", "hand", "c", 0), ATTENDED("p", "live", "c", 0)},
     0,
     "1920x1080 p:4"},
    {"taken back",
     {BEGUN, ATTENDED("p", "hand", "c", 0), ATTENDED("p", "hand", "c", KJ_HAS_PASSED)},
     0,
     "1920x1080 p:0"},
    {"nothing to take back", {BEGUN, ATTENDED("p", "hand", "c", KJ_HAS_PASSED)}, 1, "1920x1080"},
    {"of another class", {BEGUN, ATTENDED("p", "hand", "d", 0)}, 1, "1920x1080"},
    {"in no way", {BEGUN, ATTENDED("p", "telepathy", "c", 0)}, 1, "1920x1080"},
    {"nobody", {BEGUN, ATTENDED("", "hand", "c", 0)}, 1, "1920x1080"},
    {"picked", {BEGUN, ATTENDED("p", "hand", "c", 0), PICKED("p", "c")}, 0, "1920x1080 p:1*1"},
    {"nobody there is picked", {BEGUN, PICKED("p", "c")}, 1, "1920x1080"},
    {"picked in another class",
     {BEGUN, ATTENDED("p", "hand", "c", 0), PICKED("p", "d")},
     1,
     "1920x1080 p:1"},
    {"tallied",
     {BEGUN, ASKED("q1", "q-single"), TALLIED("q1", "q-single", "c=3", "a=1")},
     0,
     "1920x1080 q-single=1,0,3"},
    {"the last tally counts",
     {BEGUN, ASKED("q1", "q-single"), TALLIED("q1", "q-single", "c=3", "a=1"),
      TALLIED("q1", "q-single", "b=2", "a=1")},
     0,
     "1920x1080 q-single=1,2,0"},
    {"asked twice under one id",
     {BEGUN, ASKED("q1", "q-single"), ASKED("q1", "q-last")},
     1,
     "1920x1080 q-single"},
    {"no such item", {BEGUN, ASKED("q1", "q-none")}, 1, "1920x1080"},
    {"asked without an id", {BEGUN, ASKED("", "q-single")}, 1, "1920x1080"},
    {"a tally of nothing", {BEGUN, TALLIED("q1", "q-single", "c=3", "a=1")}, 1, "1920x1080"},
    {"a tally of another item",
     {BEGUN, ASKED("q1", "q-single"), TALLIED("q1", "q-last", "true=3", "false=1")},
     1,
     "1920x1080 q-single"},
    {"no such option",
     {BEGUN, ASKED("q1", "q-single"), TALLIED("q1", "q-single", "a=3", "z=1")},
     1,
     "1920x1080 q-single"},
    {"no number",
     {BEGUN, ASKED("q1", "q-single"), TALLIED("q1", "q-single", "a=3", "b=-1")},
     1,
     "1920x1080 q-single"},
    {"no votes",
     {BEGUN, ASKED("q1", "q-single"), TALLIED("q1", "q-single", "a", "b=1")},
     1,
     "1920x1080 q-single"},
    {"played", {BEGUN, PLAYED("t1"), CHOSE("t1", "n1", "ask")}, 0, "1920x1080 talk@n2"},
    {"to its ending",
     {BEGUN, PLAYED("t1"), CHOSE("t1", "n1", "ask"), CHOSE("t1", "n2", "sum")},
     0,
     "1920x1080 talk@end"},
    {"beyond its ending",
     {BEGUN, PLAYED("t1"), CHOSE("t1", "n1", "ask"), CHOSE("t1", "n2", "sum"),
      CHOSE("t1", "n2", "sum")},
     1,
     "1920x1080 talk@end"},
    {"not offered",
     {BEGUN, PLAYED("t1"), CHOSE("t1", "n1", "tell"), CHOSE("t1", "n2", "sum")},
     1,
     "1920x1080 talk@n2"},
    {"another node", {BEGUN, PLAYED("t1"), CHOSE("t1", "n2", "plan")}, 1, "1920x1080 talk@n1"},
    {"no such choice", {BEGUN, PLAYED("t1"), CHOSE("t1", "n1", "shout")}, 1, "1920x1080 talk@n1"},
    {"no such play", {BEGUN, PLAYED("t1"), CHOSE("t2", "n1", "ask")}, 1, "1920x1080 talk@n1"},
    {"returned",
     {BEGUN, PLAYED("t1"), CHOSE("t1", "n1", "ask"), CHOSE("t1", "n2", "sum"), RETURNED("t1", 1)},
     0,
     "1920x1080 talk@n2"},
    {"returned to its beginning",
     {BEGUN, PLAYED("t1"), CHOSE("t1", "n1", "ask"), CHOSE("t1", "n2", "sum"), RETURNED("t1", 0)},
     0,
     "1920x1080 talk@n1"},
    {"returned to what is to come",
     {BEGUN, PLAYED("t1"), RETURNED("t1", 0)},
     1,
     "1920x1080 talk@n1"},
    {"drew", {BEGUN, DREW("d1", "map", "pen", "AAA")}, 0, "1920x1080 map#1"},
    {"drew with no pen", {BEGUN, DREW("d1", "map", "eraser", "AAA")}, 1, "1920x1080"},
    {"drew nothing", {BEGUN, DREW("d1", "map", "pen", "")}, 1, "1920x1080"},
    {"drew nowhere", {BEGUN, DREW("d1", "mop", "pen", "AAA")}, 1, "1920x1080"},
    {"erased",
     {BEGUN, DREW("d1", "map", "pen", "AAA"), DREW("d2", "map", "highlighter", "AAA"),
      ERASED("map", "d1")},
     0,
     "1920x1080 map#0 map#1"},
    {"erased all of the slide",
     {BEGUN, DREW("d1", "map", "pen", "AAA"), DREW("d2", "map", "pen", "AAA"),
      DREW("d3", "hello", "pen", "AAA"), ERASED("map", "")},
     0,
     "1920x1080 map#0 map#0 hello#1"},
    {"erased twice",
     {BEGUN, DREW("d1", "map", "pen", "AAA"), ERASED("map", "d1"), ERASED("map", "d1"),
      ERASED("map", "")},
     2,
     "1920x1080 map#0"},
    {"erased on another slide",
     {BEGUN, DREW("d1", "map", "pen", "AAA"), ERASED("hello", "d1")},
     1,
     "1920x1080 map#1"},
};

static void describe_people(kj_text_buffer *out, const kj_class *class)
{
    for (size_t i = 0; i < class->attendees.count; i++) {
        const kj_attendee *who = &class->attendees.ptr[i];
        kj_putf(out, " %.*s:%d", KJ_ARG(who->id), (int)who->presence);
        if (who->picked > 0)
            kj_putf(out, "*%u", who->picked);
    }
}

static kj_span describe(const kj_course *course, const kj_class *class, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    if (class->id[0] == '\0')
        return (kj_span){NULL, 0};
    kj_putf(&out, "%ux%u", class->width, class->height);
    if (class->slide != KJ_NONE)
        kj_putf(&out, " %.*s:%u", KJ_ARG(course->slides.ptr[class->slide].id), class->step);
    for (uint32_t i = 0; i < course->slides.count; i++)
        if (class->times[i].visits > 0)
            kj_putf(&out, " %.*s=%d/%u", KJ_ARG(course->slides.ptr[i].id), (int)class->times[i].ms,
                    class->times[i].visits);
    describe_people(&out, class);
    for (size_t i = 0; i < class->questions.count; i++) {
        const kj_class_question *question = &class->questions.ptr[i];
        kj_putf(&out, " %.*s", KJ_ARG(course->items.ptr[question->item].id));
        for (size_t k = 0; question->tallied && k < 3; k++)
            kj_putf(&out, "%c%u", k > 0 ? ',' : '=', question->votes[k]);
    }
    for (size_t i = 0; i < class->plays.count; i++) {
        const kj_roleplay *roleplay = &course->roleplays.ptr[class->plays.ptr[i].roleplay];
        const uint32_t node = class->plays.ptr[i].state.node;
        kj_putf(&out, " %.*s@%.*s", KJ_ARG(roleplay->id),
                KJ_ARG(node == KJ_NONE ? KJ_LIT("end") : roleplay->nodes.ptr[node].id));
    }
    for (size_t i = 0; i < class->ink.count; i++)
        kj_putf(&out, " %.*s#%d", KJ_ARG(course->slides.ptr[class->ink.ptr[i].slide].id),
                !class->ink.ptr[i].erased);
    if (class->ended)
        kj_putf(&out, " ended=%d", (int)class->duration_ms);
    return kj_put_span(&out);
}

static void folds(void **state)
{
    const kj_course *course = kj_test_little(*state);
    for (size_t i = 0; i < KJ_COUNT(logs); i++) {
        kj_class class;
        kj_class_init(&class, course, *state);
        for (size_t k = 0; k < KJ_COUNT(logs[i].events); k++)
            if (logs[i].events[k].object.len > 0 || k == 0)
                kj_class_step(course, &class, &logs[i].events[k]);
        const kj_span is = describe(course, &class, *state);
        if (!kj_span_is(is, logs[i].state) || class.refused != logs[i].refused)
            fail_msg("%s: '%.*s', refused %u; not '%s', %u", logs[i].name, KJ_ARG(is),
                     (unsigned)class.refused, logs[i].state, logs[i].refused);
    }
}

/* What the room and one who learns alone see of a role-play is in the same order. */
static void choices_lie_as_in_a_lesson(void **state)
{
    const kj_course *course = kj_test_little(*state);
    const kj_roleplay *talk = &course->roleplays.ptr[0];
    for (uint64_t seed = 0; seed < 20; seed++) {
        uint32_t room[KJ_ROLEPLAY_CHOICES_MAX], alone[KJ_ROLEPLAY_CHOICES_MAX];
        const kj_class_play in_room = {.seed = seed, .state = kj_roleplay_start(talk)};
        kj_play play = {.seed = seed, .state = kj_roleplay_start(talk)};
        const uint32_t count = kj_class_choices(course, &in_room, room);
        assert_int_equal(count, 3);
        assert_int_equal(kj_play_choices(course, &play, alone), count);
        assert_memory_equal(room, alone, count * sizeof *room);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {KJ_TEST(folds), KJ_TEST(choices_lie_as_in_a_lesson)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
