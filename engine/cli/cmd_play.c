/* engine/cli/cmd_play.c: kejian play: a lesson, in a window or headless. */
#include "cli/playing.h"
#include "os/files.h"

/* As they stand on the command line. */
typedef struct given {
    kj_playing playing;
    const char *text_scale, *full_screen, *reduced_motion, *text, *voice, *voice_log, *who, *watch;
} given;

static bool read_values(const given *g, kj_play_options *out, kj_arena *arena, kj_sink *sink)
{
    uint64_t percent = 100;
    if (!kj_playing_read(&g->playing, out, arena, sink))
        return false;
    if (g->text_scale && (!kj_playing_number(g->text_scale, 200, &percent) || percent < 100))
        return kj_playing_wrong(sink, "--text-scale", g->text_scale,
                                "100 to 200 is wanted, in per cent");
    if (g->text && out->headless) {
        kj_report(sink, KJ_NOWHERE, "E0901", "--text and --headless exclude each other");
        return false;
    }
    if (g->watch && (g->text || out->headless)) {
        kj_report(sink, KJ_NOWHERE, "E0901", "--watch needs a window");
        return false;
    }
    out->text_scale = g->text_scale ? (double)percent / 100 : 0;
    out->who = g->who != NULL;
    out->text = g->text != NULL;
    out->voice = g->voice != NULL;
    out->voice_log = g->voice_log;
    out->full_screen = g->full_screen != NULL;
    out->reduced_motion = g->reduced_motion != NULL;
    out->watch = g->watch != NULL;
    return true;
}

static int run(int argc, char **argv)
{
    given g = {0};
    const kj_option_row options[] = {
        KJ_PLAYING_ROWS(g.playing),
        {"--who", true, &g.who, "ask who learns"},
        {"--text", true, &g.text, "in the terminal"},
        {"--voice", true, &g.voice, "read aloud"},
        {"--voice-log", false, &g.voice_log, "the file that gets what would be said"},
        {"--text-scale", false, &g.text_scale, "the size of all text, 100 to 200"},
        {"--full-screen", true, &g.full_screen, "over the whole screen"},
        {"--watch", true, &g.watch, "a saved file of the course shows at once"},
        {"--reduced-motion", true, &g.reduced_motion, "nothing moves"},
    };
    const char *course = kj_playing_course();
    size_t count;
    kj_sink sink = kj_stderr_sink(false);
    kj_play_options play = {0};
    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), &course, 1, &count, &sink))
        return KJ_EXIT_USAGE;

    kj_arena *arena = kj_arena_new();
    int code = KJ_EXIT_USAGE;
    if (!read_values(&g, &play, arena, &sink))
        goto done;
    play.course_folder = course;
    code = kj_playing_store(&g.playing, &play, arena, &sink) ? kj_player_run(&play) : KJ_EXIT_WORLD;

done:
    kj_arena_free(arena);
    return code;
}

const kj_command_row kj_command_play = {
    .name = "play",
    .usage =
        "usage: kejian play [COURSE] [options]\n\n"
        "  COURSE              the folder of a course, or a pack of it (.kej); else the folder "
        "here\n"
        "  --learner ID        who learns, by employee number; else the only one whom the records\n"
        "                      know, else the system's user\n"
        "  --who               asks who learns; without it that is asked in the window and in the\n"
        "                      terminal where the records know several, and a PIN of who has one\n"
        "  --store FILE        the file that keeps the records; else $KEJIAN_STORE, else\n"
        "                      $XDG_DATA_HOME/kejian/records.db\n"
        "  --at SLIDE-ID       begin at that slide; else where the learner was\n"
        "  --window WxH        size of the window, or headless of the page (1920x1080)\n"
        "  --full-screen       over the whole screen (F11)\n"
        "  --theme NAME        light, dark, high-contrast or a FILE.json; else the course's own\n"
        "  --text-scale PCT    the size of all text, 100 to 200 (Ctrl and +, -, 0)\n"
        "  --reduced-motion    pages change at once\n"
        "  --watch             for authors: a saved file of the course shows at once, at the same\n"
        "                      place; what is wrong with it is shown over the page\n"
        "  --lang LANGUAGE     of the player's own words, zh-Hans or en; else as LC_ALL,\n"
        "                      LC_MESSAGES or LANG say, else zh-Hans\n"
        "  --text              in the terminal: reads lines, a letter, number or key each; ? "
        "helps\n"
        "  --voice             reads aloud (F9 on and off, F10 again; with Shift slower, faster)\n"
        "  --voice-log FILE    writes what would be said to FILE, a line each, instead of saying "
        "it\n"
        "  --seed N            the same questions in the same order\n"
        "  --trace             each event as a JSON line on standard output once it is saved\n"
        "  --headless          without a window; time passes by the script only\n"
        "  --script FILE       commands, one a line: key Right, click option:b, type …, wait 3s,\n"
        "                      shot NAME, expect text …, if text \"…\": …, repeat N … end\n"
        "  --shots DIR         where shot puts its pictures\n"
        "  --clock TIME        the time at which it begins: 2026-11-23T09:15:00+08:00\n\n"
        "Exit codes: 0 done, 1 the course or the script has problems, 2 wrong usage, 3 no "
        "display,\n"
        "no fonts, no course, or something could not be saved.",
    .about = "Plays a course; goes on where the learner was.",
    .run = run,
};
