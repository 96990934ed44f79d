/* tests/present/monitors_test.c: which screen is for the room. */
#include "test.h"

#include <string.h>

#include "base/span.h"
#include "present/monitors.h"

#define PANEL \
    { \
        .name = "eDP-1", .x = 0, .y = 0, .width = 1920, .height = 1080 \
    }
#define PANEL_FIRST \
    { \
        .name = "eDP-1", .x = 0, .y = 0, .width = 1920, .height = 1080, .primary = true \
    }
#define PROJECTOR \
    { \
        .name = "HDMI-1", .x = 1920, .y = 0, .width = 1280, .height = 800 \
    }
#define PROJECTOR_FIRST \
    { \
        .name = "HDMI-1", .x = 1920, .y = 0, .width = 1280, .height = 800, .primary = true \
    }
#define DESK \
    { \
        .name = "DP-2", .x = 3200, .y = 0, .width = 2560, .height = 1440 \
    }
#define MIRROR \
    { \
        .name = "HDMI-1", .x = 0, .y = 0, .width = 1280, .height = 800 \
    }

static const struct {
    const char *name;
    kj_monitors monitors;
    kj_monitor_choice choice;
} cases[] = {
    {"none", {.count = 0}, {-1, -1}},
    {"a laptop alone", {{PANEL_FIRST}, 1}, {0, -1}},
    {"a projector alone, the lid is closed", {{PROJECTOR}, 1}, {0, -1}},
    {"laptop and projector", {{PANEL_FIRST, PROJECTOR}, 2}, {0, 1}},
    {"the same, the other way round", {{PROJECTOR, PANEL_FIRST}, 2}, {1, 0}},
    {"the projector is called the first screen", {{PROJECTOR_FIRST, PANEL}, 2}, {1, 0}},
    {"no laptop: the first screen is the presenter's", {{DESK, PROJECTOR_FIRST}, 2}, {1, 0}},
    {"nothing is said: the first is the presenter's", {{PROJECTOR, DESK}, 2}, {0, 1}},
    {"three", {{DESK, PANEL_FIRST, PROJECTOR}, 3}, {1, 0}},
    {"mirrored: one screen", {{PANEL_FIRST, MIRROR}, 2}, {0, -1}},
    {"mirrored, and a third", {{PANEL_FIRST, MIRROR, DESK}, 3}, {0, 2}},
};

static void chooses_the_rooms(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        const kj_monitor_choice is = kj_monitors_choose(&cases[i].monitors);
        if (is.presenter != cases[i].choice.presenter || is.room != cases[i].choice.room)
            fail_msg("%s: presenter %d, room %d", cases[i].name, is.presenter, is.room);
    }
}

static void knows_panels_by_their_sockets(void **state)
{
    static const struct {
        const char *name;
        bool panel;
    } sockets[] = {{"eDP-1", true}, {"LVDS-1", true},    {"DSI-1", true}, {"HDMI-1", false},
                   {"DP-1", false}, {"VIRTUAL1", false}, {"", false}};
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(sockets); i++) {
        kj_monitor monitor = {.width = 1};
        memcpy(monitor.name, sockets[i].name, strlen(sockets[i].name) + 1);
        assert_int_equal(kj_monitor_is_panel(&monitor), sockets[i].panel);
    }
    const kj_monitors two = {{PANEL, PROJECTOR}, 2};
    assert_int_equal(kj_monitors_find(&two, "HDMI-1"), 1);
    assert_int_equal(kj_monitors_find(&two, "HDMI"), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chooses_the_rooms),
        cmocka_unit_test(knows_panels_by_their_sockets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
