/* tests/scene/drag_test.c: what is picked up, where it may be let go, and what comes of it. */
#include "scene/drag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define AREA(ACTION, PART, PLACE, Y) \
    { \
        .role = KJ_ROLE_OPTION, .action = {KJ_SPAN(ACTION)}, .rect = {0, Y, 100, 40}, \
        .drag = PART, .place = PLACE \
    }

static kj_area sorted[] = {
    AREA("option:a", KJ_DRAG_THING, 0, 0),       AREA("option:held", KJ_DRAG_THING, 0, 50),
    AREA("target:x", KJ_DRAG_TARGET, 0, 100),    AREA("option:over", KJ_DRAG_THING, 0, 150),
    AREA("target:over", KJ_DRAG_TARGET, 0, 200), AREA("submit", KJ_DRAG_NONE, 0, 250),
};
static kj_area none_placed[] = {
    AREA("option:a", KJ_DRAG_STEP, 0, 0),
    AREA("option:b", KJ_DRAG_STEP, 0, 50),
    AREA("up:b", KJ_DRAG_NONE, 0, 50),
    AREA("option:c", KJ_DRAG_STEP, 0, 100),
};
static kj_area one_placed[] = {
    AREA("option:a", KJ_DRAG_STEP, 0, 0),
    AREA("option:b", KJ_DRAG_STEP, 0, 50),
    AREA("option:c", KJ_DRAG_STEP, 1, 100),
};
static kj_area chain[] = {
    {.role = KJ_ROLE_TEXT, .rect = {0, 0, 100, 40}, .drag = KJ_DRAG_END},
    AREA("option:first", KJ_DRAG_CARD, 1, 50),
    AREA("option:second", KJ_DRAG_CARD, 2, 100),
    AREA("option:loose", KJ_DRAG_CARD, 0, 150),
    AREA("option:other", KJ_DRAG_CARD, 0, 200),
};
static kj_area cards[] = {
    AREA("sub:0", KJ_DRAG_SLOT, 0, 0),
    AREA("sub:1", KJ_DRAG_NONE, 0, 50),
    AREA("option:a", KJ_DRAG_CHOICE, 0, 100),
    AREA("option:chosen", KJ_DRAG_CHOICE, 0, 150),
};

#define LIST(AREAS) \
    { \
        .areas = { AREAS, KJ_COUNT(AREAS) } \
    }
static const kj_list lists[] = {LIST(sorted), LIST(none_placed), LIST(one_placed), LIST(chain),
                                LIST(cards)};
enum { SORTED, NONE_PLACED, ONE_PLACED, CHAIN, CARDS };

/* Dragged from the middle of one area to the middle of another; "-": it goes back. */
static const struct {
    const char *name;
    int list, from, onto;
    const char *actions;
} drags[] = {
    {"a thing to a target", SORTED, 0, 2, "option:a target:x"},
    {"what is held already", SORTED, 1, 2, "target:x"},
    {"a thing on a thing", SORTED, 0, 1, "-"},
    {"a thing on a button", SORTED, 0, 5, "-"},
    {"onto itself", SORTED, 0, 0, "-"},
    {"a target is not picked up", SORTED, 2, 0, "-"},
    {"what is over is not picked up", SORTED, 3, 2, "-"},
    {"and takes nothing", SORTED, 0, 4, "-"},
    {"a button is not picked up", SORTED, 5, 2, "-"},
    {"a step downwards", NONE_PLACED, 0, 3, "move:a=3"},
    {"a step upwards, over a button", NONE_PLACED, 3, 1, "move:c=2"},
    {"behind what has a place", ONE_PLACED, 2, 1, "move:c=3"},
    {"to the first place", ONE_PLACED, 1, 2, "move:b=1"},
    {"a card to the end", CHAIN, 3, 0, "move:loose=3"},
    {"the first card to the end", CHAIN, 1, 0, "move:first=2"},
    {"the last card is at the end", CHAIN, 2, 0, ""},
    {"a card into the chain", CHAIN, 3, 1, "move:loose=1"},
    {"cards change places", CHAIN, 2, 1, "move:second=1"},
    {"a loose card has no place", CHAIN, 1, 4, "-"},
    {"a card chosen", CARDS, 2, 0, "option:a"},
    {"a card chosen already", CARDS, 3, 0, ""},
    {"to another step", CARDS, 2, 1, "-"},
};

static void drags_become_actions(void **state)
{
    (void)state;
    sorted[1].selected = cards[3].selected = true;
    sorted[3].disabled = sorted[4].disabled = true;
    for (size_t i = 0; i < KJ_COUNT(drags); i++) {
        kj_arena *arena = kj_arena_new();
        const kj_list *list = &lists[drags[i].list];
        const kj_rect at = list->areas.ptr[drags[i].onto].rect;
        const int onto = kj_drag_onto(list, drags[i].from, at.x + at.w / 2, at.y + at.h / 2);
        const kj_drop drop = kj_drag_drop(list, drags[i].from, onto, arena);
        kj_text_buffer text = {.arena = arena};
        for (size_t a = 0; a < drop.count; a++)
            kj_putf(&text, "%s%.*s", a ? " " : "", KJ_ARG(drop.actions[a]));
        if (onto < 0)
            kj_put(&text, KJ_LIT("-"));
        if (!kj_span_is(kj_put_span(&text), drags[i].actions))
            fail_msg("%s: '%.*s', not '%s'", drags[i].name, KJ_ARG(kj_put_span(&text)),
                     drags[i].actions);
        kj_arena_free(arena);
    }
}

static void there_may_be_nothing(void **state)
{
    (void)state;
    const kj_list *list = &lists[SORTED];
    assert_false(kj_drag_takes(list, -1));
    assert_false(kj_drag_takes(list, (int)list->areas.count));
    assert_false(kj_drag_lands(list, 0, -1));
    assert_int_equal(kj_drag_onto(list, 0, 5000, 5000), -1);
    assert_int_equal(kj_drag_onto(list, -1, 50, 120), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drags_become_actions),
        cmocka_unit_test(there_may_be_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
