/* tests/class/show_test.c: every action, by what is on the screens after it and what is recorded.
 */
#include "class/kit.h"

#include "test.h"

/* The little course: hello, map (2 steps), first (1 step), second, last; q-single (a b c),
 * q-multiple (a b c d), q-last (right wrong); talk.  Choices and options lie as the seed shuffles
 * them. */
typedef struct row {
    const char *name, *actions;
    const char *state;  /* kj_test_room_state */
    const char *events; /* of the last action; NULL: any */
} row;

static const row moves[] = {
    {"begun", "", "slide hello:0", "class.started class.shown"},
    {"a slide without steps", "next", "slide map:0", "class.shown"},
    {"a step", "next next", "slide map:1", "class.shown"},
    {"the next slide after the last step", "next next next next", "slide first:0", "class.shown"},
    {"nothing behind the end", "last !next", "slide last:0 told", ""},
    {"nothing before the beginning", "!back", "slide hello:0 told", ""},
    {"back a step", "next next back", "slide map:0", "class.shown"},
    {"back to a slide with all its steps", "next next next next back", "slide map:2",
     "class.shown"},
    {"a jump", "slide:second", "slide second:0", "class.shown"},
    {"a jump to no slide", "!slide:nowhere", "slide hello:0", ""},
    {"a jump to nothing", "!slide", "slide hello:0", ""},
    {"this slide again", "next next again", "slide map:0", "class.shown"},
    {"this slide again from its start", "next again", "slide map:0", ""},
    {"first", "last first", "slide hello:0", "class.shown"},
    {"return without a jump", "!return", "slide hello:0", ""},
    {"return", "next next slide:last return", "slide map:1", "class.shown"},
    {"return and back again", "next next slide:last return return", "slide last:0", "class.shown"},
    {"a step is no jump", "slide:map next return", "slide hello:0", "class.shown"},
    {"a number", "digit:3 enter", "slide first:0", "class.shown"},
    {"a number being typed", "digit:1 digit:2", "slide hello:0 number=12", ""},
    {"a number corrected", "digit:1 digit:2 erase", "slide hello:0 number=1", ""},
    {"a number erased", "digit:1 erase !erase", "slide hello:0", ""},
    {"no slide of that number", "digit:6 !enter", "slide hello:0 told", ""},
    {"what was told goes with the next action", "digit:6 !enter next", "slide map:0", NULL},
    {"no number begins with 0", "!digit:0 !digit:10 !digit:x", "slide hello:0", ""},
    {"five digits are too many", "digit:1 digit:0 digit:0 digit:0 !digit:0",
     "slide hello:0 number=1000", ""},
    {"enter without a number", "enter", "slide map:0", "class.shown"},
    {"another action forgets the number", "digit:3 next", "slide map:0", "class.shown"},
    {"close forgets the number", "digit:3 close", "slide hello:0", ""},
    {"no such action", "!dance !ask !next:1 !: !", "slide hello:0", ""},
};

static const row covers[] = {
    {"black", "black", "slide hello:0 black", "class.shown"},
    {"black again", "black black", "slide hello:0", "class.shown"},
    {"white while black", "black white", "slide hello:0 white", "class.shown"},
    {"next under black only comes back", "black next", "slide hello:0", "class.shown"},
    {"back under white only comes back", "next white back", "slide map:0", "class.shown"},
    {"a jump takes the cover away", "black slide:last", "slide last:0", "class.shown"},
    {"a question takes the cover away", "black ask:q-single", "question hello:0 q-single=0,0,0,0",
     "class.asked class.shown"},
    {"close takes the cover away", "black close", "slide hello:0", "class.shown"},
    {"frozen", "freeze", "slide hello:0 frozen=hello:0", "class.shown"},
    {"moves are not seen while frozen", "freeze next next", "slide map:1 frozen=hello:0", ""},
    {"one class.shown for all of them", "freeze next next freeze", "slide map:1", "class.shown"},
    {"black under frozen is not seen", "freeze black", "slide hello:0 black frozen=hello:0", ""},
};

static const row closing[] = {
    {"close asks", "close", "slide hello:0 leaving", ""},
    {"closed again: no", "close close", "slide hello:0", ""},
    {"quit asks", "quit", "slide hello:0 leaving", ""},
    {"quit twice", "quit !quit", "slide hello:0 leaving", ""},
    {"no", "quit quit:no", "slide hello:0", ""},
    {"yes", "quit quit:yes", "slide hello:0 ended", "class.ended"},
    {"not without being asked", "!quit:yes !quit:no !quit:perhaps", "slide hello:0", ""},
    {"another action is no", "quit next", "slide map:0", "class.shown"},
    {"after the end nothing", "quit quit:yes !next !quit !black", "slide hello:0 ended", ""},
    {"one thing at a time", "tool:pen keys digit:1 close", "slide hello:0 keys tool=pen", ""},
    {"then the keys", "tool:pen keys digit:1 close close", "slide hello:0 tool=pen", ""},
    {"then the tool", "tool:pen keys digit:1 close close close", "slide hello:0", ""},
    {"then it asks", "tool:pen close close", "slide hello:0 leaving", ""},
    {"a question", "ask:q-single close", "slide hello:0", "class.shown"},
    {"a countdown over a question", "ask:q-single countdown:60 close",
     "question hello:0 q-single=0,0,0,0", "class.shown"},
    {"a question left with votes is tallied", "ask:q-last hand:+ quit quit:yes",
     "question hello:0 q-last=1,0,0,0 ended", "class.tallied class.ended"},
};

static const row console[] = {
    {"overview", "overview", "slide hello:0 overview@hello", ""},
    {"again", "overview overview", "slide hello:0", ""},
    {"moves", "overview right right", "slide hello:0 overview@first", ""},
    {"and back", "overview right right left", "slide hello:0 overview@map", ""},
    {"not beyond", "overview !left !up !down", "slide hello:0 overview@hello", ""},
    {"enter", "overview right right enter", "slide first:0", "class.shown"},
    {"at", "overview at:second enter", "slide second:0", "class.shown"},
    {"at is of the overview", "!at:second !left", "slide hello:0", ""},
    {"at nothing", "overview !at:nowhere", "slide hello:0 overview@hello", ""},
    {"next moves the room beside it", "overview next", "slide map:0 overview@hello", "class.shown"},
    {"a number there", "overview digit:5 enter", "slide last:0", "class.shown"},
    {"find opens it", "find", "slide hello:0 overview@hello finding", ""},
    {"find twice", "find !find", "slide hello:0 overview@hello finding", ""},
    {"find in a list", "roster find", "slide hello:0 roster@0 finding", ""},
    {"keys", "keys", "slide hello:0 keys", ""},
    {"keys again", "keys keys", "slide hello:0", ""},
    {"keys do not hide the room", "keys next", "slide map:0 keys", "class.shown"},
    {"enter under keys", "keys enter", "slide map:0 keys", "class.shown"},
    {"questions", "questions down", "slide hello:0 questions@1", ""},
    {"questions have no columns", "questions !right !left !up", "slide hello:0 questions@0", ""},
    {"asked from the list", "questions enter", "question hello:0 q-single=0,0,0,0", NULL},
    {"the last of the list", "questions down down !down", "slide hello:0 questions@2", ""},
    {"role-plays", "roleplays enter", "play hello:0 node=n1=0,0,0", "class.played class.shown"},
    {"present by hand", "roster enter", "slide hello:0 roster@0", "class.attended"},
    {"nobody has asked", "questions-of-room !enter", "slide hello:0 of-room@0", ""},
    {"bookmark", "bookmark bookmark", "slide hello:0", ""},
    {"notes", "notes:+ notes:- !notes:- notes:down notes:up !notes:up !notes:x", "slide hello:0",
     ""},
    {"panes", "pane:side=300 pane:notes=1000 !pane:other=3 !pane:side !pane:side=x !pane:side=1001",
     "slide hello:0", ""},
};

static const row room[] = {
    {"countdown", "countdown:60", "countdown hello:0", "class.shown"},
    {"next takes it away", "countdown:60 next", "slide hello:0", "class.shown"},
    {"over, it stays", "countdown:60 wait:100 countdown:+", "countdown hello:0", ""},
    {"no less than over", "countdown:60 wait:100 !countdown:-", "countdown hello:0", ""},
    {"no countdown to change", "!countdown:+ !countdown:0 !countdown:x !countdown:100000",
     "slide hello:0", ""},
    {"nobody to pick", "!pick", "slide hello:0 told", ""},
    {"picked", "attend:1001 pick", "picked hello:0", "class.picked class.shown"},
    {"picked within a question", "attend:1001 ask:q-single pick next",
     "question hello:0 q-single=0,0,0,0", "class.shown"},
    {"nobody to group", "!groups:2", "slide hello:0 told", ""},
    {"too few", "attend:1001 !groups:2", "slide hello:0 told", ""},
    {"groups", "attend:1001 attend:1002 attend:1003 groups:2", "groups hello:0", "class.shown"},
    {"a group more", "attend:1001 attend:1002 attend:1003 groups:2 groups:+ !groups:+ groups:-",
     "groups hello:0", ""},
    {"two at least", "attend:1001 attend:1002 groups:2 !groups:- !groups:1 !groups:41",
     "groups hello:0", ""},
    {"no groups to change", "attend:1001 !groups:+", "slide hello:0", ""},
    {"attendance is taken back", "attend:1001 attend:1001 !pick", "slide hello:0 told", ""},
    {"nobody of that number", "!attend:9999", "slide hello:0", ""},
    {"no page to join by", "!join", "slide hello:0", ""},
    {"nothing was asked by phone", "!release:1 !dismiss:1", "slide hello:0", ""},
};

static const row polls[] = {
    {"asked", "ask:q-single", "question hello:0 q-single=0,0,0,0", "class.asked class.shown"},
    {"not of options", "!ask:q-order", "slide hello:0 told", ""},
    {"no such item", "!ask:q-none", "slide hello:0", ""},
    {"true or false", "ask:q-last", "question hello:0 q-last=0,0,0,0", NULL},
    {"+ counts", "ask:q-last hand:+ hand:+", "question hello:0 q-last=2,0,0,0", ""},
    {"- counts", "ask:q-last hand:+ hand:- !hand:-", "question hello:0 q-last=0,0,0,0", ""},
    {"a digit chooses", "ask:q-last option:2 hand:+", "question hello:0 q-last=0,1,0,0", ""},
    {"the same digit counts", "ask:q-last option:2 option:2 option:2",
     "question hello:0 q-last=0,2,0,0", ""},
    {"another only chooses", "ask:q-last option:2 option:2 option:1",
     "question hello:0 q-last=0,1,0,0", ""},
    {"the first also chooses first", "ask:q-last option:1", "question hello:0 q-last=0,0,0,0", ""},
    {"no third of two", "ask:q-last !option:3 !option:0 !option:x",
     "question hello:0 q-last=0,0,0,0", ""},
    {"no hands without a question", "!hand:+ !option:1 !tally !reveal !compare", "slide hello:0",
     ""},
    {"next shows the distribution", "ask:q-last hand:+ next",
     "question hello:0 q-last=1,0,0,0 tally", "class.tallied"},
    {"then the answer", "ask:q-last hand:+ next next",
     "question hello:0 q-last=1,0,0,0 tally revealed", ""},
    {"then the slide", "ask:q-last hand:+ next next next", "slide hello:0", "class.shown"},
    {"then on", "ask:q-last next next next next", "slide map:0", "class.shown"},
    {"no votes, no tally", "ask:q-last next", "question hello:0 q-last=0,0,0,0 tally", ""},
    {"back hides the answer", "ask:q-last next next back", "question hello:0 q-last=0,0,0,0 tally",
     ""},
    {"then the distribution", "ask:q-last next next back back", "question hello:0 q-last=0,0,0,0",
     ""},
    {"then leaves", "ask:q-last next next back back back", "slide hello:0", "class.shown"},
    {"left with votes it is tallied", "ask:q-last hand:+ slide:last", "slide last:0",
     "class.tallied class.shown"},
    {"once", "ask:q-last hand:+ tally slide:last", "slide last:0", "class.shown"},
    {"more hands, once more", "ask:q-last hand:+ tally hand:+ slide:last", "slide last:0",
     "class.tallied class.shown"},
    {"the next question tallies the last", "ask:q-last hand:+ ask:q-single",
     "question hello:0 q-single=0,0,0,0", "class.tallied class.asked"},
    {"no hands after the answer", "ask:q-last reveal !hand:+ !option:1",
     "question hello:0 q-last=0,0,0,0 tally revealed", ""},
    {"the answer hidden again", "ask:q-last reveal reveal hand:+",
     "question hello:0 q-last=1,0,0,0 tally", ""},
    {"hidden distribution hides the answer", "ask:q-last reveal tally",
     "question hello:0 q-last=0,0,0,0", ""},
    {"compared", "ask:q-last compare", "question hello:0 q-last=0,0,0,0 tally compared", ""},
    {"not compared", "ask:q-last compare compare", "question hello:0 q-last=0,0,0,0 tally", ""},
    {"counted under a countdown", "ask:q-last countdown:60 hand:+",
     "countdown hello:0 q-last=1,0,0,0", ""},
};

static const row plays[] = {
    {"played", "play:talk", "play hello:0 node=n1=0,0,0", "class.played class.shown"},
    {"no such", "!play:none !choice:ask !turn-back", "slide hello:0", ""},
    {"no votes", "play:talk !next", "play hello:0 node=n1=0,0,0 told", ""},
    {"a tie", "play:talk option:1 hand:+ option:2 hand:+ !next", "play hello:0 node=n1=1,1,0 told",
     ""},
    {"the presenter chooses", "play:talk option:1 hand:+ option:2 hand:+ choice:ask",
     "play hello:0 node=n2=0,0,0", "class.chose"},
    {"most votes", "play:talk option:1 hand:+ option:2 hand:+ hand:+ next",
     "play hello:0 node=n2=0,0,0", "class.chose"},
    {"not offered", "play:talk choice:tell !choice:sum !choice:none", "play hello:0 node=n2=0,0,0",
     ""},
    {"an ending", "play:talk choice:ask choice:sum", "play hello:0 ending=win=0,0,0",
     "class.chose"},
    {"nothing to choose then", "play:talk choice:ask choice:sum !choice:sum !option:1 !hand:+",
     "play hello:0 ending=win=0,0,0", ""},
    {"next leaves the ending", "play:talk choice:ask choice:sum next", "slide hello:0",
     "class.shown"},
    {"a turn back", "play:talk choice:ask turn-back", "play hello:0 node=n1=0,0,0",
     "class.returned"},
    {"back is a turn back", "play:talk choice:ask choice:sum back", "play hello:0 node=n2=0,0,0",
     "class.returned"},
    {"back at its beginning leaves", "play:talk back", "slide hello:0", "class.shown"},
    {"it goes on", "play:talk choice:ask slide:last play:talk", "play last:0 node=n2=0,0,0",
     "class.shown"},
    {"after its ending anew", "play:talk choice:ask choice:sum play:talk",
     "play hello:0 node=n1=0,0,0", "class.played"},
    {"its distribution", "play:talk tally", "play hello:0 node=n1=0,0,0 tally", ""},
    {"frozen it stays at its turn", "play:talk freeze !choice:ask",
     "play hello:0 node=n1=0,0,0 frozen=hello:0 told", ""},
    {"frozen it does not go back", "play:talk choice:ask freeze !turn-back",
     "play hello:0 node=n2=0,0,0 frozen=hello:0 told", ""},
};

static const row tools[] = {
    {"pen", "tool:pen", "slide hello:0 tool=pen", ""},
    {"again", "tool:pen tool:pen", "slide hello:0", ""},
    {"another", "tool:pen tool:eraser", "slide hello:0 tool=eraser", ""},
    {"none such", "!tool:hammer !tool", "slide hello:0", ""},
    {"kept over slides", "tool:pen next", "slide map:0 tool=pen", "class.shown"},
    {"nothing to undo", "!undo !clear !unzoom", "slide hello:0", ""},
};

static void check(const row *rows, size_t count, kj_arena *arena)
{
    const kj_course *course = kj_test_little(arena);
    for (size_t i = 0; i < count; i++) {
        kj_test_room *test = kj_test_room_begun(course, arena);
        kj_test_room_do(test, rows[i].actions);
        const kj_span state = kj_test_room_state(test), events = kj_test_room_events(test);
        if (!kj_span_is(state, rows[i].state))
            fail_msg("%s: '%s' is '%.*s', not '%s'", rows[i].name, rows[i].actions, KJ_ARG(state),
                     rows[i].state);
        if (rows[i].events && !kj_span_is(events, rows[i].events))
            fail_msg("%s: '%s' gives '%.*s', not '%s'", rows[i].name, rows[i].actions,
                     KJ_ARG(events), rows[i].events);
        if (test->class.refused > 0)
            fail_msg("%s: an event of its own was refused", rows[i].name);
    }
}

#define CHECKS(name) \
    static void check_##name(void **state) \
    { \
        check(name, KJ_COUNT(name), *state); \
    }
CHECKS(moves)
CHECKS(covers)
CHECKS(closing)
CHECKS(console)
CHECKS(room)
CHECKS(polls)
CHECKS(plays)
CHECKS(tools)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(check_moves), KJ_TEST(check_covers), KJ_TEST(check_closing), KJ_TEST(check_console),
        KJ_TEST(check_room),  KJ_TEST(check_polls),  KJ_TEST(check_plays),   KJ_TEST(check_tools),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
