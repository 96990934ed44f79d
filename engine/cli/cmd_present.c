/* engine/cli/cmd_present.c: kejian present: a class in a room, on two screens. */
#include "cli/playing.h"
#include "live/live.h"
#include "os/files.h"
#include "present/present.h"

#define CLASS_LIST_BYTES_MAX ((size_t)1 << 20)

/* As they stand on the command line. */
typedef struct given {
    kj_playing playing;
    const char *screens, *console, *rehearse, *class_list, *live;
} given;

static bool read_values(const given *g, kj_present_options *out, kj_arena *arena, kj_sink *sink)
{
    if (!kj_playing_read(&g->playing, &out->play, arena, sink))
        return false;
    if (g->screens && strcmp(g->screens, "1") != 0 && strcmp(g->screens, "2") != 0)
        return kj_playing_wrong(sink, "--screens", g->screens, "1 or 2 is wanted");
    if (g->console && !kj_playing_size("--console", g->console, &out->console_width,
                                       &out->console_height, arena, sink))
        return false;
    out->screens = g->screens ? g->screens[0] - '0' : 0;
    out->rehearse = g->rehearse != NULL;
    out->live = g->live != NULL;
    out->live_bind = kj_span_of(g->live);
    return !g->live || kj_live_can_bind(out->live_bind, sink);
}

static int run(int argc, char **argv)
{
    given g = {0};
    const kj_option_row options[] = {
        KJ_PLAYING_ROWS(g.playing),
        {"--screens", false, &g.screens, "1 or 2"},
        {"--console", false, &g.console, "WxH of the presenter's page, headless"},
        {"--rehearse", true, &g.rehearse, "keeps how long each slide took, and no record"},
        {"--live", KJ_OPTION_MAYBE, &g.live, "the page for phones, at ADDRESS:PORT"},
        {"--class-list", false, &g.class_list, "a file with the numbers of who is expected"},
    };
    const char *course = kj_playing_course();
    size_t count;
    kj_sink sink = kj_stderr_sink(false);
    kj_present_options present = {0};
    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), &course, 1, &count, &sink))
        return KJ_EXIT_USAGE;

    kj_arena *arena = kj_arena_new();
    int code = KJ_EXIT_USAGE;
    if (read_values(&g, &present, arena, &sink)) {
        present.play.course_folder = course;
        code = KJ_EXIT_WORLD;
        if ((!g.class_list ||
             kj_file_read(g.class_list, CLASS_LIST_BYTES_MAX, arena, &present.class_list, &sink)) &&
            kj_playing_store(&g.playing, &present.play, arena, &sink))
            code = kj_present_run(&present);
    }
    kj_arena_free(arena);
    return code;
}

const kj_command_row kj_command_present = {
    .name = "present",
    .usage =
        "usage: kejian present [COURSE] [options]\n\n"
        "  COURSE              the folder of a course, or a pack of it (.kej); else the folder "
        "here\n"
        "  --screens 1|2       1: as if there were no second screen; else the room's picture is "
        "on\n"
        "                      the second one (projector) and the console on the laptop's; X "
        "swaps\n"
        "                      them, and on one screen shows the other picture\n"
        "  --learner ID        who presents, by employee number; else the only one whom the "
        "records\n"
        "                      know, else the system's user\n"
        "  --store FILE        the file that keeps the records; else $KEJIAN_STORE, else\n"
        "                      $XDG_DATA_HOME/kejian/records.db\n"
        "  --at SLIDE-ID       begin at that slide\n"
        "  --rehearse          nothing is recorded but how long each slide took: the plan of the\n"
        "                      next class\n"
        "  --class-list FILE   employee numbers of those who are expected, one a line; else "
        "everybody\n"
        "                      on the roster\n"
        "  --live[=ADDRESS:PORT]\n"
        "                      with a page for the room's phones on its own network: they join by "
        "number\n"
        "                      or name, answer, vote and ask; J puts on the screen how, I switches "
        "it off\n"
        "                      and on.  Without an address that of the Wi-Fi is taken\n"
        "  --theme NAME        of the room's picture: light, dark, high-contrast or a FILE.json\n"
        "  --window WxH        one window of that size at a desk; headless the size of the room's\n"
        "                      picture (1920x1080)\n"
        "  --console WxH       headless: the size of the console (1440x900)\n"
        "  --lang LANGUAGE     of the program's own words, zh-Hans or en; else as LC_ALL,\n"
        "                      LC_MESSAGES or LANG say, else zh-Hans\n"
        "  --seed N            the same questions in the same order\n"
        "  --trace             each event as a JSON line on standard output once it is saved\n"
        "  --headless          without windows; time passes by the script only\n"
        "  --script FILE       commands, one a line: key PageDown, drag 200 300 400 300, vote "
        "ITEM=b,\n"
        "                      wait 3s, shot NAME, expect room …, expect no room …, expect console "
        "…\n"
        "  --shots DIR         where shot puts NAME-room.png and NAME-console.png\n"
        "  --clock TIME        the time at which it begins: 2026-11-23T09:15:00+08:00\n\n"
        "The keys are on the console (?).  Exit codes: 0 done, 1 the course or the script has "
        "problems,\n"
        "2 wrong usage, 3 no display, no fonts, no course, or something could not be saved.",
    .about = "Presents a course to a room: its picture, and a console for who presents.",
    .run = run,
};
