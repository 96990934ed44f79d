/* tests/class/random_test.c: a presenter who presses anything, and logs that were damaged. */
#include "class/kit.h"
#include "base/random.h"
#include "scene/scene.h"

#include <inttypes.h>
#include <stdio.h>

#include "test.h"

#define SEEDS 200 /* of the little course */
#define PRESSES 500
#define REAL_SEEDS 4
#define REAL_PRESSES 4000

static const char *const actions[] = {
    "next",
    "next",
    "next",
    "next",
    "next",
    "back",
    "back",
    "first",
    "last",
    "again",
    "return",
    "slide:second",
    "slide:map",
    "slide:last",
    "slide:none",
    "digit:3",
    "digit:0",
    "erase",
    "enter",
    "enter",
    "black",
    "white",
    "freeze",
    "freeze",
    "overview",
    "find",
    "at:last",
    "left",
    "right",
    "up",
    "down",
    "bookmark",
    "tool:pen",
    "tool:highlighter",
    "tool:eraser",
    "tool:zoom",
    "tool:laser",
    "tool:spot",
    "tool:none",
    "undo",
    "clear",
    "unzoom",
    "keys",
    "close",
    "notes:+",
    "notes:down",
    "pane:side=300",
    "swap",
    "questions",
    "ask:q-single",
    "ask:q-multiple",
    "ask:q-last",
    "ask:q-order",
    "option:1",
    "option:2",
    "option:2",
    "option:4",
    "hand:+",
    "hand:+",
    "hand:-",
    "tally",
    "reveal",
    "compare",
    "roleplays",
    "play:talk",
    "play:talk",
    "choice:ask",
    "choice:tell",
    "choice:wait",
    "choice:sum",
    "choice:plan",
    "choice:long",
    "turn-back",
    "countdown:30",
    "countdown:+",
    "countdown:-",
    "pick",
    "groups:2",
    "groups:+",
    "roster",
    "attend:1001",
    "attend:1002",
    "attend:1003",
    "attend:none",
    "questions-of-room",
    "release:1",
    "dismiss:1",
    "live",
    "join",
    "handout",
    "quit",
    "quit:no",
    "nonsense",
    "next:1",
    ":",
    "",
};
static const char *const keys[] = {
    "PageDown", "PageUp", "Space", "Backspace", "Return", "Escape", "B", "W",  "F", "1",
    "2",        "9",      "0",     "+",         "-",      "V",      "P", "O",  "/", "Left",
    "Down",     "T",      "N",     "?",         "L",      "D",      "Z", "F5", "A", "K"};
static const char *const votes[] = {
    "q-single=a", "q-single=b", "q-multiple=a,c", "q-multiple=d", "q-last=true",
    "n1=ask",     "n1=tell",    "n2=long",        "n9=x",         "=",
    "n1"};

/* ---- what must hold ---- */

static bool same_state(kj_roleplay_state a, kj_roleplay_state b)
{
    bool same =
        a.node == b.node && a.ending == b.ending && a.facts == b.facts && a.turns == b.turns;
    for (size_t i = 0; i < KJ_ROLEPLAY_VARIABLES_MAX; i++)
        same = same && !(a.vars[i] < b.vars[i]) && !(a.vars[i] > b.vars[i]);
    return same;
}

/* NULL: it is a class that can be; else what is wrong with it. */
static const char *wrong_class(const kj_course *course, const kj_class *class)
{
    if (class->id[0] == '\0')
        return class->events > 0 ? "events without a class" : NULL;
    if (class->width == 0 || class->height == 0)
        return "no size";
    if (class->slide != KJ_NONE && (class->slide >= course->slides.count ||
                                    class->step > course->slides.ptr[class->slide].steps))
        return "no such step";
    for (uint32_t i = 0; i < course->slides.count; i++)
        if (class->times[i].slide != i || class->times[i].ms < 0)
            return "no such time";
    for (size_t i = 0; i < class->attendees.count; i++) {
        if (class->attendees.ptr[i].id.len == 0)
            return "somebody without an id";
        for (size_t k = 0; k < i; k++)
            if (kj_span_equal(class->attendees.ptr[i].id, class->attendees.ptr[k].id))
                return "somebody twice";
    }
    for (size_t i = 0; i < class->questions.count; i++)
        if (class->questions.ptr[i].item >= course->items.count || !class->questions.ptr[i].id[0])
            return "no such question";
    for (size_t i = 0; i < class->plays.count; i++) {
        const kj_class_play *play = &class->plays.ptr[i];
        if (play->roleplay >= course->roleplays.count || play->turn_count > KJ_ROLEPLAY_TURNS_MAX)
            return "no such play";
        if (!same_state(play->state, kj_roleplay_after(&course->roleplays.ptr[play->roleplay],
                                                       play->turns, play->turn_count)))
            return "a play that is not where its turns lead";
    }
    for (size_t i = 0; i < class->ink.count; i++) {
        const kj_stroke *stroke = &class->ink.ptr[i];
        if (stroke->slide >= course->slides.count || stroke->count == 0 || !stroke->id[0] ||
            (stroke->tool != KJ_TOOL_PEN && stroke->tool != KJ_TOOL_HIGHLIGHTER))
            return "no such stroke";
    }
    return NULL;
}

static bool any(const uint32_t *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (values[i] > 0)
            return true;
    return false;
}

static const char *wrong_room(const kj_course *course, const kj_class *class, const kj_room *room)
{
    if (room->slide >= course->slides.count || room->step > course->slides.ptr[room->slide].steps)
        return "no such step on the screen";
    if (room->under != KJ_ROOM_SLIDE && room->under != KJ_ROOM_QUESTION &&
        room->under != KJ_ROOM_PLAY)
        return "nothing lies under it";
    if (room->page <= KJ_ROOM_PLAY && room->page != room->under)
        return "a page that is not under itself";
    if (room->under == KJ_ROOM_QUESTION && room->poll.question >= class->questions.count)
        return "no such question on the screen";
    if (room->under == KJ_ROOM_PLAY && room->vote.play >= class->plays.count)
        return "no such play on the screen";
    if (room->page == KJ_ROOM_PICKED && room->picked >= class->attendees.count)
        return "nobody is picked";
    if (room->page == KJ_ROOM_GROUPS && (room->groups < 2 || room->groups > KJ_GROUPS_MAX))
        return "no groups";
    if (room->page == KJ_ROOM_COUNTDOWN && room->countdown_until_ms == 0)
        return "no countdown";
    if (room->poll.revealed && !room->poll.tally)
        return "an answer without its distribution";
    if (!room->poll.tally &&
        (any(room->poll.hands, KJ_OPTIONS_MAX) || any(room->poll.phones, KJ_OPTIONS_MAX)))
        return "votes that are hidden";
    if (!room->vote.tally && (any(room->vote.votes, KJ_ROLEPLAY_CHOICES_MAX) ||
                              any(room->vote.phones, KJ_ROLEPLAY_CHOICES_MAX)))
        return "votes of a role-play that are hidden";
    if (!(room->zoom.w >= 0 && room->zoom.x >= 0 && room->zoom.y >= 0 &&
          room->zoom.x + room->zoom.w <= 1920.001 && room->zoom.y + room->zoom.h <= 1080.001))
        return "zoomed beyond the page";
    return NULL;
}

/* ---- the presenter ---- */

typedef struct monkey {
    kj_test_room *test;
    uint64_t random, seed;
    char what[64]; /* the last press, for messages */
} monkey;

static const char *one_of(monkey *m, const char *const *texts, size_t count)
{
    const char *text = texts[kj_random_below(&m->random, (uint32_t)count)];
    snprintf(m->what, sizeof m->what, "%s", text);
    return text;
}

static kj_show_input pointer_input(monkey *m)
{
    static const kj_show_kind kinds[] = {KJ_SHOW_PRESS, KJ_SHOW_DRAG, KJ_SHOW_DRAG,
                                         KJ_SHOW_DRAG,  KJ_SHOW_LIFT, KJ_SHOW_HOVER};
    const kj_show_kind kind = kinds[kj_random_below(&m->random, KJ_COUNT(kinds))];
    snprintf(m->what, sizeof m->what, "pointer %d", (int)kind);
    return (kj_show_input){.kind = kind,
                           .x = kj_random_below(&m->random, 2400) - 240.0,
                           .y = kj_random_below(&m->random, 1300) - 110.0,
                           .pressure = (uint16_t)kj_random_below(&m->random, 1100)};
}

/* Any element of the course by its id, whether it fits or not. */
static kj_span any_element(monkey *m)
{
    const kj_course *course = m->test->course;
    const kj_class_play *play = m->test->class.plays.count > 0
                                    ? &m->test->class.plays.ptr[m->test->class.plays.count - 1]
                                    : NULL;
    const uint32_t which = kj_random_below(&m->random, 10);
    kj_span action;
    if (which < 4 && play && play->state.node != KJ_NONE) {
        const kj_node *node = &course->roleplays.ptr[play->roleplay].nodes.ptr[play->state.node];
        action = kj_arena_format(
            m->test->arena, "choice:%.*s",
            KJ_ARG(
                node->choices.ptr[kj_random_below(&m->random, (uint32_t)node->choices.count)].id));
    } else if (which < 6) {
        const uint32_t slide = kj_random_below(&m->random, (uint32_t)course->slides.count);
        action =
            kj_arena_format(m->test->arena, "slide:%.*s", KJ_ARG(course->slides.ptr[slide].id));
    } else if (which < 9) {
        const uint32_t item = kj_random_below(&m->random, (uint32_t)course->items.count);
        action = kj_arena_format(m->test->arena, "ask:%.*s", KJ_ARG(course->items.ptr[item].id));
    } else {
        const uint32_t roleplay = kj_random_below(&m->random, (uint32_t)course->roleplays.count);
        action = kj_arena_format(m->test->arena, "play:%.*s",
                                 KJ_ARG(course->roleplays.ptr[roleplay].id));
    }
    snprintf(m->what, sizeof m->what, "%.*s", KJ_ARG(action));
    return action;
}

static kj_show_input any_input(monkey *m)
{
    const uint32_t which = kj_random_below(&m->random, 100);
    if (which < 6)
        return (kj_show_input){.kind = KJ_SHOW_ACTION, .action = any_element(m)};
    if (which < 45)
        return (kj_show_input){.kind = KJ_SHOW_ACTION,
                               .action = kj_span_of(one_of(m, actions, KJ_COUNT(actions)))};
    if (which < 65) {
        const char *key = one_of(m, keys, KJ_COUNT(keys));
        const char *action = kj_show_key(&m->test->show, kj_span_of(key), false, false);
        if (action && strcmp(action, "quit:yes") == 0)
            action = "quit:no"; /* it ends by itself */
        return (kj_show_input){.kind = KJ_SHOW_ACTION, .action = kj_span_of(action)};
    }
    if (which < 85)
        return pointer_input(m);
    if (which < 92)
        return (kj_show_input){.kind = KJ_SHOW_VOTE,
                               .action = kj_span_of(one_of(m, votes, KJ_COUNT(votes))),
                               .text = kj_random_below(&m->random, 3) ? (kj_span){0} : KJ_LIT("a")};
    if (which < 96)
        return (kj_show_input){.kind = KJ_SHOW_TEXT, .text = KJ_LIT("第")};
    if (which < 98)
        return (kj_show_input){.kind = KJ_SHOW_EDIT,
                               .edit = (kj_edit)kj_random_below(&m->random, KJ_EDIT_COUNT)};
    return (kj_show_input){.kind = KJ_SHOW_TICK};
}

/* What was drawn ahead is what comes. */
static bool as_foreseen(const kj_room *foreseen, const kj_room *room)
{
    return foreseen->page == room->page && foreseen->under == room->under &&
           foreseen->slide == room->slide && foreseen->step == room->step &&
           foreseen->cover == room->cover && foreseen->poll.tally == room->poll.tally &&
           foreseen->poll.revealed == room->poll.revealed &&
           (foreseen->zoom.w > 0) == (room->zoom.w > 0);
}

static void press(monkey *m, uint32_t number)
{
    kj_test_room *test = m->test;
    const kj_show_input input = any_input(m);
    const bool is_next = input.kind == KJ_SHOW_ACTION && kj_span_is(input.action, "next");
    const kj_room before = *kj_show_room(&test->show);
    const bool frozen = test->show.is_frozen;
    kj_room next;
    const bool has_next = kj_show_next(test->course, &test->show, &next);
    test->now.ms += kj_random_below(&m->random, 3000);
    const kj_show_outcome *out = kj_test_room_give(test, input);
    const kj_room *room = kj_show_room(&test->show);
    const char *wrong = wrong_class(test->course, &test->class);
    wrong = wrong ? wrong : wrong_room(test->course, &test->class, room);
    if (!wrong && test->class.refused > 0)
        wrong = "an event of its own was refused";
    if (!wrong && is_next && has_next && (out->refused || !as_foreseen(&next, &test->show.room)))
        wrong = "next is not what was drawn ahead";
    if (!wrong && frozen && test->show.is_frozen && !as_foreseen(&before, room))
        wrong = "a frozen picture has changed";
    if (!wrong && out->refused && (out->event_count > 0 && input.kind != KJ_SHOW_ACTION))
        wrong = "what is refused makes events";
    if (wrong)
        fail_msg("seed %" PRIu64 ", press %u, '%s' (%.*s): %s", m->seed, number, m->what,
                 KJ_ARG(kj_test_room_state(test)), wrong);
}

static void replays(monkey *m)
{
    kj_test_room *test = m->test;
    kj_class again;
    kj_class_init(&again, test->course, test->arena);
    for (size_t i = 0; i < test->log.count; i++) {
        kj_class_step(test->course, &again, &test->log.ptr[i]);
        const char *wrong = wrong_class(test->course, &again);
        if (wrong)
            fail_msg("seed %" PRIu64 ", the first %zu events: %s", m->seed, i + 1, wrong);
    }
    bool same = again.slide == test->class.slide && again.step == test->class.step &&
                again.events == test->class.events && again.ink.count == test->class.ink.count &&
                again.questions.count == test->class.questions.count &&
                again.plays.count == test->class.plays.count &&
                kj_class_present(&again) == kj_class_present(&test->class);
    for (size_t i = 0; i < test->course->slides.count; i++)
        same = same && again.times[i].ms == test->class.times[i].ms;
    if (!same)
        fail_msg("seed %" PRIu64 ": from its log it is another class", m->seed);
    /* Shown from the first slide to the end: no moment is lost or counted twice. */
    int64_t shown = 0;
    for (size_t i = 0; i < test->course->slides.count; i++)
        shown += again.times[i].ms;
    assert_int_equal(shown, again.duration_ms);
}

/* Events lost, doubled, changed, in another order: each prefix is a class. */
static void survives_damage(monkey *m)
{
    kj_test_room *test = m->test;
    kj_arena *arena = kj_arena_new();
    kj_class damaged;
    kj_class_init(&damaged, test->course, arena);
    for (size_t i = 0; i < test->log.count; i++) {
        const size_t count = test->log.count;
        kj_event event = test->log.ptr[i];
        const kj_event *other = &test->log.ptr[kj_random_below(&m->random, (uint32_t)count)];
        switch (kj_random_below(&m->random, 12)) {
        case 0:
            continue;
        case 1:
            event = *other;
            break;
        case 2:
            event.object = other->object;
            break;
        case 3:
            event.within = other->within;
            break;
        case 4:
            event.step = (uint32_t)kj_random_next(&m->random);
            break;
        case 5:
            event.at.ms -= 100000;
            break;
        case 6:
            event.response[0] = other->response_count > 0 ? other->response[0] : KJ_LIT("x=1");
            event.response_count = 1;
            break;
        case 7:
            event.type = (kj_event_type)kj_random_below(&m->random, KJ_EVENT_COUNT);
            break;
        default:
            break;
        }
        kj_class_step(test->course, &damaged, &event);
        const char *wrong = wrong_class(test->course, &damaged);
        if (wrong)
            fail_msg("seed %" PRIu64 ", damaged, event %zu (%s): %s", m->seed, i,
                     kj_event_words[event.type], wrong);
    }
    kj_arena_free(arena);
}

/* Which types of events came. */
static uint64_t present(const kj_course *course, uint64_t seed, uint32_t presses, kj_arena *arena)
{
    kj_room_asked asked[] = {{1, {KJ_SPAN("问")}, {KJ_SPAN("林夏")}, false, false}};
    monkey m = {.test = kj_test_room_begun(course, arena), .random = seed, .seed = seed};
    uint64_t seen = 0;
    m.test->show.asked.ptr = asked;
    m.test->show.asked.count = 1;
    m.test->show.room.join_url = KJ_LIT("http://192.168.1.2/x");
    for (uint32_t i = 0; i < presses; i++)
        press(&m, i);
    kj_test_room_give(m.test, (kj_show_input){.kind = KJ_SHOW_END});
    replays(&m);
    survives_damage(&m);
    for (size_t i = 0; i < m.test->log.count; i++)
        seen |= (uint64_t)1 << m.test->log.ptr[i].type;
    return seen;
}

static void check_seen(uint64_t seen)
{
    for (kj_event_type type = KJ_EVENT_CLASS_STARTED; type <= KJ_EVENT_CLASS_ENDED; type++)
        if (!(seen >> type & 1))
            fail_msg("never %s", kj_event_words[type]);
}

static void presses_anything(void **state)
{
    const kj_course *course = kj_test_little(*state);
    uint64_t seen = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        kj_arena *arena = kj_arena_new();
        seen |= present(course, seed, PRESSES, arena);
        kj_arena_free(arena);
    }
    check_seen(seen);
}

static void presses_anything_in_the_real_course(void **state)
{
    const kj_forms visuals = kj_visual_forms();
    const kj_course *course = kj_test_key_account(&visuals, *state);
    uint64_t seen = 0;
    for (uint64_t seed = 1; seed <= REAL_SEEDS; seed++) {
        kj_arena *arena = kj_arena_new();
        seen |= present(course, seed, REAL_PRESSES, arena);
        kj_arena_free(arena);
    }
    check_seen(seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(presses_anything),
        KJ_TEST(presses_anything_in_the_real_course),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
