/* tests/scene/proof_test.c: the proofs find what they are there for, and nothing in a sound page.
 */
#include "proof.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define WHITE 0xFFFFFFFF
#define BLACK 0x000000FF

/* Ink from (100, 166) to about (297, 203). */
#define WORDS \
    { \
        .kind = KJ_DRAW_GLYPHS, .rect = {100, 200, 200, 60}, .fill = BLACK, .size = 40, .text = { \
            KJ_SPAN("甲乙丙丁戊") \
        } \
    }
#define LINE(x0, y0, x1, y1) \
    { \
        .kind = KJ_DRAW_PATH, .stroke = BLACK, .stroke_width = 2, .path_count = 2, \
        .path = (const kj_path_step[]) \
        { \
            {KJ_PATH_MOVE, {x0}, {y0}}, \
            { \
                KJ_PATH_LINE, {x1}, \
                { \
                    y1 \
                } \
            } \
        } \
    }
#define PANEL(x, y, w, h, color) \
    { \
        .kind = KJ_DRAW_RECT, .rect = {x, y, w, h}, .fill = color \
    }

static const struct {
    const char *name;
    kj_command commands[3];
    size_t count;
    const char *fault; /* NULL: none */
} cases[] = {
    {"words alone", {WORDS}, 1, NULL},
    {"words over words", {WORDS, WORDS}, 2, "lies over"},
    {"a panel that holds them", {PANEL(80, 150, 300, 80, WHITE), WORDS}, 2, NULL},
    {"across the edge of a panel", {PANEL(200, 150, 300, 80, WHITE), WORDS}, 2, "across the edge"},
    {"under a panel", {WORDS, PANEL(80, 150, 300, 80, WHITE)}, 2, "across the edge"},
    {"on a ground too dark", {PANEL(80, 150, 300, 80, 0x444444FF), WORDS}, 2, "contrast"},
    {"out of the page", {PANEL(900, 0, 200, 10, WHITE)}, 1, "leaves the page"},
    {"a line through them", {WORDS, LINE(50, 190, 400, 180)}, 2, "a line runs through"},
    {"a line upright through them", {LINE(200, 100, 200, 300), WORDS}, 2, "a line runs through"},
    {"a line that ends in them", {WORDS, LINE(150, 100, 150, 180)}, 2, "a line runs through"},
    {"a line under them", {WORDS, LINE(100, 208, 300, 208)}, 2, NULL},
    {"a line beside them", {WORDS, LINE(50, 100, 90, 300)}, 2, NULL},
    {"a line past their corner", {WORDS, LINE(50, 180, 120, 100)}, 2, NULL},
    {"a line under their panel",
     {LINE(200, 100, 200, 300), PANEL(80, 150, 300, 80, WHITE), WORDS},
     3,
     NULL},
};

static void finds_what_is_wrong(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_command commands[3];
        memcpy(commands, cases[i].commands, sizeof commands);
        const kj_list list = {
            .width = 1000, .height = 500, .ground = WHITE, .commands = {commands, cases[i].count}};
        const kj_span found = kj_prove(&list, arena);
        if (!cases[i].fault && found.len)
            fail_msg("%s: %.*s", cases[i].name, KJ_ARG(found));
        if (cases[i].fault && kj_span_find(found, kj_span_of(cases[i].fault), 0) == SIZE_MAX)
            fail_msg("%s: nothing about '%s' in '%.*s'", cases[i].name, cases[i].fault,
                     KJ_ARG(found));
    }
    kj_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(finds_what_is_wrong)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
