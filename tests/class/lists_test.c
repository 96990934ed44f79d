/* tests/class/lists_test.c: the console's lists, finding in them, what phones ask; and what the
 * shell does. */
#include "class/kit.h"

#include "test.h"

static kj_test_room *with(kj_arena *arena, const char *actions)
{
    kj_test_room *test = kj_test_room_begun(kj_test_little(arena), arena);
    kj_test_room_do(test, actions);
    return test;
}

static bool type(kj_test_room *test, const char *text)
{
    return !kj_test_room_give(test, (kj_show_input){.kind = KJ_SHOW_TEXT, .text = kj_span_of(text)})
                ->refused;
}

static bool edit(kj_test_room *test, kj_edit edit)
{
    return !kj_test_room_give(test, (kj_show_input){.kind = KJ_SHOW_EDIT, .edit = edit})->refused;
}

/* The rows of the list that is open, by the ids of what they stand for. */
static kj_span rows_of(kj_test_room *test)
{
    const kj_course *course = test->course;
    const kj_show *show = &test->show;
    kj_text_buffer out = {.arena = test->arena};
    uint32_t *rows;
    const uint32_t count = kj_show_rows(course, show, test->arena, &rows);
    for (uint32_t i = 0; i < count; i++) {
        const kj_span id =
            show->console == KJ_CONSOLE_OVERVIEW    ? course->slides.ptr[rows[i]].id
            : show->console == KJ_CONSOLE_QUESTIONS ? course->items.ptr[rows[i]].id
            : show->console == KJ_CONSOLE_ROLEPLAYS ? course->roleplays.ptr[rows[i]].id
            : show->console == KJ_CONSOLE_ROSTER
                ? show->roster.ptr[rows[i]].id
                : kj_arena_format(test->arena, "%u", show->asked.ptr[rows[i]].number);
        kj_putf(&out, "%s%.*s", i > 0 ? " " : "", KJ_ARG(id));
    }
    return kj_put_span(&out);
}

static const struct {
    const char *name, *actions, *typed, *rows, *state;
} finds[] = {
    {"all", "overview", NULL, "hello map first second last", "slide hello:0 overview@hello"},
    {"nothing typed", "find", "", "hello map first second last",
     "slide hello:0 overview@hello finding"},
    {"by a word", "find", "一页", "first last", "slide hello:0 overview@first finding"},
    {"by initials of pinyin", "find", "lx", "map", "slide hello:0 overview@map finding"},
    {"by pinyin", "find", "zuihou", "last", "slide hello:0 overview@last finding"},
    {"two words", "find", "页 最后", "last", "slide hello:0 overview@last finding"},
    {"what is looked at stays if it is found", "overview right right right find", "第",
     "first second", "slide hello:0 overview@second finding"},
    {"nothing", "find", "没有", "", "slide hello:0 overview@hello finding"},
    {"questions", "questions", NULL, "q-single q-multiple q-last", "slide hello:0 questions@0"},
    {"those about the slide come first", "slide:last questions", NULL, "q-last q-single q-multiple",
     "slide last:0 questions@0"},
    {"questions by word", "questions find", "水", "q-last", "slide hello:0 questions@0 finding"},
    {"role-plays", "roleplays find", "tanhua", "talk", "slide hello:0 roleplays@0 finding"},
    {"people", "roster", NULL, "1001 1002 1003", "slide hello:0 roster@0"},
    {"people by name", "roster find", "lin", "1002", "slide hello:0 roster@0 finding"},
    {"people by number", "roster find", "1003", "1003", "slide hello:0 roster@0 finding"},
    {"people by department", "roster down find", "华东", "1001 1003",
     "slide hello:0 roster@0 finding"},
    {"no list", "", NULL, "", "slide hello:0"},
};

static void finds_rows(void **state)
{
    for (size_t i = 0; i < KJ_COUNT(finds); i++) {
        kj_test_room *test = with(*state, finds[i].actions);
        if (finds[i].typed && finds[i].typed[0] && !type(test, finds[i].typed))
            fail_msg("%s: nothing takes it", finds[i].name);
        const kj_span rows = rows_of(test), is = kj_test_room_state(test);
        if (!kj_span_is(rows, finds[i].rows))
            fail_msg("%s: '%.*s'", finds[i].name, KJ_ARG(rows));
        if (!kj_span_is(is, finds[i].state))
            fail_msg("%s: '%.*s'", finds[i].name, KJ_ARG(is));
        assert_false(finds[i].typed && test->last.room); /* the room sees none of it */
    }
}

static void enter_goes_to_what_was_found(void **state)
{
    kj_test_room *test = with(*state, "find");
    assert_true(type(test, "最"));
    kj_test_room_do(test, "enter");
    assert_true(kj_span_is(kj_test_room_state(test), "slide last:0"));
    kj_test_room_do(test, "find");
    assert_int_equal(test->show.find.text_len, 0); /* it begins anew */
    assert_true(type(test, "没有"));
    kj_test_room_do(test, "!enter");
}

static void words_are_edited(void **state)
{
    kj_test_room *test = with(*state, "");
    assert_false(type(test, "页"));
    assert_false(edit(test, KJ_EDIT_BACKSPACE));
    kj_test_room_do(test, "find");
    assert_true(type(test, "第一"));
    assert_true(kj_span_is(rows_of(test), "first"));
    assert_true(edit(test, KJ_EDIT_BACKSPACE));
    assert_true(kj_span_is(rows_of(test), "first second"));
    assert_true(edit(test, KJ_EDIT_HOME));
    assert_false(edit(test, KJ_EDIT_BACKSPACE));
    assert_true(edit(test, KJ_EDIT_DELETE));
    assert_true(kj_span_is(rows_of(test), "hello map first second last"));
}

/* ---- many rows ---- */

static void the_row_looked_at_is_shown(void **state)
{
    kj_test_room *test = with(*state, "roster");
    kj_roster_name *names = KJ_NEW(*state, kj_roster_name, 40);
    for (uint32_t i = 0; i < 40; i++) {
        names[i].id = kj_arena_format(*state, "%u", 2000 + i);
        names[i].name = names[i].id;
    }
    test->show.roster.ptr = names;
    test->show.roster.count = 40;
    for (uint32_t i = 1; i < 40; i++) {
        kj_test_room_do(test, "down");
        assert_int_equal(test->show.at, i);
        assert_true(test->show.from <= i && i < test->show.from + KJ_LIST_ROWS);
    }
    kj_test_room_do(test, "!down");
    for (uint32_t i = 39; i > 0; i--) {
        kj_test_room_do(test, "up");
        assert_true(test->show.from <= i - 1 && i - 1 < test->show.from + KJ_LIST_ROWS);
    }
    kj_test_room_do(test, "down down down enter");
    assert_int_equal(kj_class_attendee(&test->class, KJ_LIT("2003"))->presence, KJ_BY_HAND);
}

/* A course of 60 slides in the overview. */
static void the_overview_scrolls(void **state)
{
    kj_text_buffer part = {.arena = *state};
    kj_put(&part, KJ_LIT("{\"id\":\"p\",\"number\":0,\"title\":\"多\",\"slides\":["));
    for (int i = 0; i < 60; i++)
        kj_putf(
            &part,
            "%s{\"id\":\"s%d\",\"title\":\"页%d\",\"menu\":\"页\",\"visual\":{\"type\":\"plain\"}}",
            i > 0 ? "," : "", i, i);
    kj_put(&part, KJ_LIT("]}"));
    kj_put_char(&part, '\0');
    const kj_test_file files[] = {
        {"course.json", "{\"id\":\"many\",\"title\":\"多\",\"version\":\"1.0.0\","
                        "\"language\":\"zh-Hans-CN\",\"parts\":[\"p.json\"]}"},
        {"p.json", part.ptr},
    };
    kj_test_room *test =
        kj_test_room_begun(kj_test_course(NULL, files, KJ_COUNT(files), *state), *state);
    kj_test_room_do(test, "digit:4 digit:2 enter overview");
    assert_int_equal(test->show.at, 41);
    assert_int_equal(test->show.from, 41 / KJ_OVERVIEW_COLUMNS - KJ_OVERVIEW_ROWS + 1);
    kj_test_room_do(test, "up up up up up up up up");
    assert_int_equal(test->show.at, 1);
    assert_int_equal(test->show.from, 0);
    kj_test_room_do(test, "!up at:s59");
    assert_int_equal(test->show.from, 12 - KJ_OVERVIEW_ROWS);
    kj_test_room_do(test, "!right !down enter");
    assert_true(kj_span_is(kj_test_room_state(test), "slide s59:0"));
}

/* ---- what phones ask ---- */

static void questions_of_the_room_are_released(void **state)
{
    kj_room_asked asked[] = {
        {1, {KJ_SPAN("能再讲一遍吗？")}, {KJ_SPAN("林夏")}, false, false},
        {2, {KJ_SPAN("价格怎么谈？")}, {KJ_SPAN("方舟")}, false, false},
    };
    kj_test_room *test = with(*state, "");
    test->show.asked.ptr = asked;
    test->show.asked.count = 2;
    assert_int_equal(kj_show_room(&test->show)->asked.len, 0);
    kj_test_room_do(test, "release:2");
    assert_true(kj_span_is(kj_test_room_events(test), "class.shown"));
    const kj_room *room = kj_show_room(&test->show);
    assert_int_equal(room->page, KJ_ROOM_ASKED);
    assert_true(kj_span_equal(room->asked, asked[1].text));
    assert_true(kj_span_equal(room->asked_by, asked[1].by));
    assert_true(asked[1].released && !asked[0].released);
    kj_test_room_do(test, "release:2");
    assert_true(kj_span_is(kj_test_room_state(test), "slide hello:0"));
    kj_test_room_do(test, "dismiss:1 !dismiss:1 !release:1 !release:3 !release:x");
    kj_test_room_do(test, "questions-of-room");
    assert_true(kj_span_is(rows_of(test), "2"));
    kj_test_room_do(test, "enter next");
    assert_true(kj_span_is(kj_test_room_state(test), "slide hello:0"));
}

static void how_to_join_is_shown(void **state)
{
    kj_test_room *test = with(*state, "");
    test->show.room.join_url = KJ_LIT("http://192.168.1.2:8080/abc");
    kj_test_room_do(test, "join");
    assert_true(kj_span_is(kj_test_room_state(test), "join hello:0"));
    kj_test_room_do(test, "join");
    assert_true(kj_span_is(kj_test_room_state(test), "slide hello:0"));
    kj_test_room_do(test, "ask:q-last join next");
    assert_true(kj_span_is(kj_test_room_state(test), "question hello:0 q-last=0,0,0,0"));
}

/* ---- the console and the shell ---- */

static const struct {
    const char *action;
    kj_show_ask ask;
} asks[] = {
    {"swap", KJ_SHOW_ASK_SWAP},       {"live", KJ_SHOW_ASK_LIVE},
    {"handout", KJ_SHOW_ASK_HANDOUT}, {"pane:side=400", KJ_SHOW_ASK_PANES},
    {"notes:+", KJ_SHOW_ASK_PANES},   {"notes:down", KJ_SHOW_ASK_NOTHING},
    {"next", KJ_SHOW_ASK_NOTHING},
};

static void the_shell_is_asked(void **state)
{
    kj_test_room *test = with(*state, "");
    for (size_t i = 0; i < KJ_COUNT(asks); i++) {
        kj_test_room_do(test, asks[i].action);
        if (test->last.ask != asks[i].ask)
            fail_msg("'%s' asks %d", asks[i].action, (int)test->last.ask);
    }
}

static void notes_grow_and_scroll(void **state)
{
    kj_test_room *test = with(*state, "notes:+ notes:+ notes:+ notes:+ notes:+ notes:+ !notes:+");
    assert_true(test->show.notes_size > 2.49 && test->show.notes_size < 2.51);
    kj_test_room_do(test, "notes:down notes:down notes:up");
    assert_true(test->show.notes_from > 2.9 && test->show.notes_from < 3.1);
    kj_test_room_do(test, "next");
    assert_true(test->show.notes_from <= 0); /* another slide's begin at their beginning */
    kj_test_room_do(test, "notes:down next");
    assert_true(test->show.notes_from > 2.9); /* a step does not move them */
    kj_test_room_do(test, "pane:side=0 pane:notes=640");
    assert_true(test->show.pane_side > 0.09 && test->show.pane_side < 0.11);
    assert_true(test->show.pane_notes > 0.63 && test->show.pane_notes < 0.65);
}

static void slides_are_bookmarked(void **state)
{
    kj_test_room *test = with(*state, "next bookmark overview right bookmark");
    assert_int_equal(test->show.bookmarks[0], 1u << 1 | 1u << 2);
    kj_test_room_do(test, "left bookmark");
    assert_int_equal(test->show.bookmarks[0], 1u << 2);
    assert_false(test->last.room);
}

/* ---- before, and once more ---- */

static void nothing_before_it_begins(void **state)
{
    kj_test_room *test = kj_test_room_new(kj_test_little(*state), *state);
    kj_test_room_do(test, "!next !quit !ask:q-last !tool:pen");
    assert_true(kj_test_room_give(test, (kj_show_input){.kind = KJ_SHOW_PRESS})->refused);
    assert_true(kj_test_room_give(test, (kj_show_input){.kind = KJ_SHOW_TICK})->refused);
    assert_true(kj_test_room_give(test, (kj_show_input){.kind = KJ_SHOW_END})->refused);
    assert_true(
        kj_test_room_give(test, (kj_show_input){.kind = KJ_SHOW_BEGIN, .action = KJ_LIT("nowhere")})
            ->refused);
    assert_false(
        kj_test_room_give(test, (kj_show_input){.kind = KJ_SHOW_BEGIN, .action = KJ_LIT("second")})
            ->refused);
    assert_true(kj_span_is(kj_test_room_state(test), "slide second:0"));
    assert_int_equal(test->class.width, 1920);
}

/* The program was killed; the class goes on from its events. */
static void a_class_goes_on(void **state)
{
    kj_test_room *test = with(*state, "next next ask:q-last option:1 option:1 tally close");
    kj_test_room *again = kj_test_room_new(test->course, *state);
    for (size_t i = 0; i < test->log.count; i++)
        kj_class_step(test->course, &again->class, &test->log.ptr[i]);
    kj_show_init(&again->show, again->course, &again->class, *state);
    assert_true(kj_span_is(kj_test_room_state(again), "slide map:1"));
    kj_test_room_give(again, (kj_show_input){.kind = KJ_SHOW_BEGIN});
    assert_true(kj_span_is(kj_test_room_events(again), "class.shown"));
    assert_true(kj_span_is(kj_test_room_state(again), "slide map:1"));
    kj_test_room_do(again, "next");
    assert_true(kj_span_is(kj_test_room_state(again), "slide map:2"));
    kj_test_room_do(again, "quit quit:yes");
    assert_true(kj_test_room_give(again, (kj_show_input){.kind = KJ_SHOW_BEGIN})->refused);
}

static void the_window_is_closed(void **state)
{
    kj_test_room *test = with(*state, "ask:q-last option:1 option:1");
    const kj_show_outcome *out = kj_test_room_give(test, (kj_show_input){.kind = KJ_SHOW_END});
    assert_true(out->quit);
    assert_true(kj_span_is(kj_test_room_events(test), "class.tallied class.ended"));
    assert_true(test->class.ended);
    assert_int_equal(test->class.duration_ms, 3000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(finds_rows),
        KJ_TEST(enter_goes_to_what_was_found),
        KJ_TEST(words_are_edited),
        KJ_TEST(the_row_looked_at_is_shown),
        KJ_TEST(the_overview_scrolls),
        KJ_TEST(questions_of_the_room_are_released),
        KJ_TEST(how_to_join_is_shown),
        KJ_TEST(the_shell_is_asked),
        KJ_TEST(notes_grow_and_scroll),
        KJ_TEST(slides_are_bookmarked),
        KJ_TEST(nothing_before_it_begins),
        KJ_TEST(a_class_goes_on),
        KJ_TEST(the_window_is_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
