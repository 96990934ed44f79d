/* engine/cli/cmd_play.c: kejian play: a lesson, in a window or headless. */
#include "cli/command.h"
#include "os/files.h"
#include "player/player.h"
#include "record/store_path.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* As they stand on the command line. */
typedef struct given {
    const char *learner, *store, *at, *window, *lang, *headless, *script, *shots, *trace, *clock;
    const char *seed, *theme, *text_scale, *full_screen, *reduced_motion;
    const char *text, *voice, *voice_log, *who, *watch;
} given;

static bool wrong(kj_sink *sink, const char *option, const char *value, const char *wanted)
{
    kj_report(sink, KJ_NOWHERE, "E0901", "%s %s: %s", option, value, wanted);
    return false;
}

static bool read_number(const char *text, uint64_t most, uint64_t *out)
{
    char *end = NULL;
    errno = 0;
    if (text[0] < '0' || text[0] > '9')
        return false;
    const unsigned long long number = strtoull(text, &end, 0);
    if (errno != 0 || *end != '\0' || number > most)
        return false;
    *out = number;
    return true;
}

static bool read_window(const char *text, kj_play_options *out, kj_arena *arena, kj_sink *sink)
{
    const kj_span span = kj_span_of(text);
    const size_t by = kj_span_find(span, KJ_LIT("x"), 0);
    uint64_t width = 0, height = 0;
    if (by == SIZE_MAX ||
        !read_number(kj_arena_copy(arena, kj_span_sub(span, 0, by)).ptr, 8192, &width) ||
        !read_number(text + by + 1, 8192, &height) || width < 320 || height < 240)
        return wrong(sink, "--window", text, "WxH is wanted, from 320x240 to 8192x8192");
    out->width = (int)width;
    out->height = (int)height;
    return true;
}

static bool read_values(const given *g, kj_play_options *out, kj_arena *arena, kj_sink *sink)
{
    uint64_t percent = 100;
    out->has_clock = g->clock != NULL;
    out->has_seed = g->seed != NULL;
    if (g->window && !read_window(g->window, out, arena, sink))
        return false;
    if (g->clock && !kj_time_read(kj_span_of(g->clock), &out->clock))
        return wrong(sink, "--clock", g->clock,
                     "an instant as in RFC 3339 is wanted, 2026-11-23T09:15:00+08:00");
    if (g->seed && !read_number(g->seed, UINT64_MAX, &out->seed))
        return wrong(sink, "--seed", g->seed, "a whole number is wanted");
    if (g->text_scale && (!read_number(g->text_scale, 200, &percent) || percent < 100))
        return wrong(sink, "--text-scale", g->text_scale, "100 to 200 is wanted, in per cent");
    if (g->theme && !kj_theme_find(kj_span_of(g->theme)) &&
        !kj_span_ends(kj_span_of(g->theme), KJ_LIT(".json")))
        return wrong(sink, "--theme", g->theme,
                     "light, dark and high-contrast exist, and files, FILE.json");
    if (!kj_options_words(g->lang, kj_cli_locale(), &out->words, sink))
        return false;
    if ((g->script || g->shots) && !g->headless) {
        kj_report(sink, KJ_NOWHERE, "E0901", "--script and --shots need --headless");
        return false;
    }
    if (g->text && g->headless) {
        kj_report(sink, KJ_NOWHERE, "E0901", "--text and --headless exclude each other");
        return false;
    }
    if (g->watch && (g->text || g->headless)) {
        kj_report(sink, KJ_NOWHERE, "E0901", "--watch needs a window");
        return false;
    }
    out->text_scale = g->text_scale ? (double)percent / 100 : 0;
    out->has_words = g->lang != NULL;
    return true;
}

static const char *default_course(void)
{
    return access("course.json", F_OK) == 0 ? "." : "courses/key-account";
}

static int run(int argc, char **argv)
{
    given g = {0};
    const kj_option_row options[] = {
        {"--learner", false, &g.learner, "who learns: an employee number"},
        {"--who", true, &g.who, "ask who learns"},
        {"--store", false, &g.store, "the file that keeps the records"},
        {"--at", false, &g.at, "the slide to begin at"},
        {"--window", false, &g.window, "WxH in pixels"},
        {"--lang", false, &g.lang, "the language of the player"},
        {"--text", true, &g.text, "in the terminal"},
        {"--voice", true, &g.voice, "read aloud"},
        {"--voice-log", false, &g.voice_log, "the file that gets what would be said"},
        {"--headless", true, &g.headless, "without a window"},
        {"--script", false, &g.script, "commands to play"},
        {"--shots", false, &g.shots, "the folder for the script's pictures"},
        {"--trace", true, &g.trace, "each event on standard output once it is saved"},
        {"--clock", false, &g.clock, "the time at which it begins"},
        {"--seed", false, &g.seed, "the same questions in the same order"},
        {"--theme", false, &g.theme, "light, dark, high-contrast or a FILE.json"},
        {"--text-scale", false, &g.text_scale, "the size of all text, 100 to 200"},
        {"--full-screen", true, &g.full_screen, "over the whole screen"},
        {"--watch", true, &g.watch, "a saved file of the course shows at once"},
        {"--reduced-motion", true, &g.reduced_motion, "nothing moves"},
    };
    const char *course = default_course();
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
    play.store_path = kj_store_path(g.store, arena, &sink);
    play.learner = kj_span_of(g.learner);
    play.who = g.who != NULL;
    play.at = kj_span_of(g.at);
    play.theme = kj_span_of(g.theme);
    play.headless = g.headless != NULL;
    play.text = g.text != NULL;
    play.voice = g.voice != NULL;
    play.voice_log = g.voice_log;
    play.trace = g.trace != NULL;
    play.full_screen = g.full_screen != NULL;
    play.reduced_motion = g.reduced_motion != NULL;
    play.watch = g.watch != NULL;
    play.script = g.script;
    play.shots = g.shots;
    code = play.store_path ? kj_player_run(&play) : KJ_EXIT_WORLD;

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
