/* tests/scene/list_test.c: finding areas by place, key, action and focus; the page of a window. */
#include "scene/scene.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static kj_area areas[] = {
    {.role = KJ_ROLE_HEADING, .label = {KJ_SPAN("title")}, .rect = {0, 0, 1000, 100}},
    {.role = KJ_ROLE_OPTION,
     .action = {KJ_SPAN("option:a")},
     .keys = {KJ_SPAN("A 1")},
     .rect = {100, 200, 300, 60}},
    {.role = KJ_ROLE_OPTION,
     .action = {KJ_SPAN("option:b")},
     .keys = {KJ_SPAN("B 2")},
     .rect = {100, 240, 300, 60}},
    {.role = KJ_ROLE_BUTTON,
     .action = {KJ_SPAN("submit")},
     .keys = {KJ_SPAN("Return")},
     .rect = {500, 200, 100, 60},
     .disabled = true},
    {.role = KJ_ROLE_TEXT, .label = {KJ_SPAN("why")}, .rect = {100, 210, 300, 60}},
    {.role = KJ_ROLE_KEY, .action = {KJ_SPAN("next")}, .keys = {KJ_SPAN("Right Space PageDown")}},
    {.role = KJ_ROLE_KEY, .action = {KJ_SPAN("help")}, .keys = {KJ_SPAN("?")}},
};

static const kj_list list = {.width = 1920, .height = 1080, .areas = {areas, KJ_COUNT(areas)}};

static const struct {
    const char *name;
    double x, y;
    int found;
} hits[] = {
    {"inside one", 110, 205, 1},       {"the later of two", 110, 250, 2},
    {"left edge counts", 100, 200, 1}, {"right edge does not", 400, 200, -1},
    {"only spoken", 500, 50, -1},      {"disabled", 550, 230, -1},
    {"a key has no place", 0, 0, -1},  {"outside", 5000, 5000, -1},
};

static void finds_what_is_pressed(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(hits); i++) {
        const int found = kj_list_hit(&list, hits[i].x, hits[i].y);
        if (found != hits[i].found)
            fail_msg("%s: %d, not %d", hits[i].name, found, hits[i].found);
    }
}

static const struct {
    const char *name;
    int from, direction, found;
} moves[] = {
    {"from nowhere forwards", -1, 1, 1}, {"to the next", 1, 1, 2},
    {"past the end", 2, 1, 1},           {"backwards", 2, -1, 1},
    {"past the start", 1, -1, 2},        {"from nowhere back", -1, -1, 2},
};

static void moves_the_focus(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(moves); i++) {
        const int found = kj_list_focus(&list, moves[i].from, moves[i].direction);
        if (found != moves[i].found)
            fail_msg("%s: %d, not %d", moves[i].name, found, moves[i].found);
    }
    const kj_list none = {.areas = {areas, 1}};
    assert_int_equal(kj_list_focus(&none, -1, 1), -1);
}

static const struct {
    const char *key;
    int found;
} keys[] = {
    {"A", 1},     {"a", 1}, {"2", 2},       {"Right", 5}, {"PageDown", 5},
    {"Page", -1}, {"?", 6}, {"Return", -1}, {"", -1},     {"Right Space", -1},
};

static void finds_keys_and_actions(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(keys); i++) {
        const int found = kj_list_key(&list, kj_span_of(keys[i].key));
        if (found != keys[i].found)
            fail_msg("key '%s': %d, not %d", keys[i].key, found, keys[i].found);
    }
    assert_int_equal(kj_list_action(&list, KJ_LIT("option:b")), 2);
    assert_int_equal(kj_list_action(&list, KJ_LIT("submit")), -1); /* disabled */
    assert_int_equal(kj_list_action(&list, KJ_LIT("option:")), -1);
    assert_int_equal(kj_list_action(&list, KJ_LIT("")), -1);
}

static const struct {
    int width, height;
    double asked, page_width, page_height, scale;
} windows[] = {
    {1280, 720, 1, 1920, 1080, 1},  {1920, 1080, 0, 1920, 1080, 1},
    {1024, 768, 2, 1440, 1080, 2},  {1280, 800, 1.5, 1728, 1080, 1.5},
    {3440, 1440, 9, 2580, 1080, 2}, {1000, 1000, 0.5, 1080, 1080, 1},
    {768, 1024, 1, 1080, 1440, 1},
};

static void shapes_the_page(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(windows); i++) {
        const kj_canvas c = kj_canvas_for(windows[i].width, windows[i].height, windows[i].asked);
        if (fabs(c.width - windows[i].page_width) > 0.01 ||
            fabs(c.height - windows[i].page_height) > 0.01 ||
            fabs(c.text_scale - windows[i].scale) > 0.001)
            fail_msg("%dx%d: %.1f x %.1f at %.1f", windows[i].width, windows[i].height, c.width,
                     c.height, c.text_scale);
        const double px = kj_canvas_scale(c, windows[i].width, windows[i].height);
        assert_true(fabs(px * c.width - windows[i].width) < 0.5);
    }
}

/* Two lines of a field, characters of 32 units: the caret goes to the nearer side of a character on
 * the nearer line. */
static void finds_the_caret(void **state)
{
    (void)state;
    static const char text[] = "您好吗我很好", other[] = "别的";
    static const kj_cluster first[] = {{0, 3, 0, 1}, {3, 3, 1, 1}, {6, 3, 2, 1}};
    static const kj_cluster second[] = {{9, 3, 0, 1}, {12, 3, 1, 1}, {15, 3, 2, 1}};
    kj_command lines[] = {{.kind = KJ_DRAW_GLYPHS,
                           .rect = {100, 128, 96, 48},
                           .size = 32,
                           .base = {text, sizeof text - 1},
                           .clusters = first,
                           .cluster_count = 3},
                          {.kind = KJ_DRAW_GLYPHS,
                           .rect = {100, 176, 96, 48},
                           .size = 32,
                           .base = {text, sizeof text - 1},
                           .clusters = second,
                           .cluster_count = 3},
                          {.kind = KJ_DRAW_GLYPHS,
                           .rect = {100, 176, 96, 48},
                           .size = 32,
                           .base = {other, sizeof other - 1},
                           .clusters = first,
                           .cluster_count = 3}};
    kj_area field = {.role = KJ_ROLE_TEXT_FIELD, .label = {text, sizeof text - 1}};
    const kj_list page = {.commands = {lines, 3}, .areas = {&field, 1}};
    static const struct {
        double x, y;
        size_t at;
    } rows[] = {{0, 0, 0},      {100, 120, 0}, {115, 120, 0}, {117, 120, 3},
                {150, 120, 6},  {400, 120, 9}, {100, 170, 9}, {147, 170, 12},
                {190, 300, 18}, {120, 139, 3}, {120, 144, 12}};
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        const size_t at = kj_list_caret_at(&page, 0, rows[i].x, rows[i].y);
        if (at != rows[i].at)
            fail_msg("at %.0f, %.0f: byte %zu, not %zu", rows[i].x, rows[i].y, at, rows[i].at);
    }
    /* The second line as a text of its own, as where a line feed lies before it. */
    static const kj_cluster own[] = {{0, 3, 0, 1}, {3, 3, 1, 1}, {6, 3, 2, 1}};
    lines[1].base = (kj_span){text + 9, 9};
    lines[1].clusters = own;
    assert_int_equal(kj_list_caret_at(&page, 0, 147, 170), 12);
    assert_int_equal(kj_list_caret_at(&page, 0, 190, 300), 18);
    const kj_list empty = {.areas = {&field, 1}};
    assert_int_equal(kj_list_caret_at(&empty, 0, 100, 100), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_caret), cmocka_unit_test(finds_what_is_pressed),
        cmocka_unit_test(moves_the_focus), cmocka_unit_test(finds_keys_and_actions),
        cmocka_unit_test(shapes_the_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
