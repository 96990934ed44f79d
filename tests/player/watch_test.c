/* tests/player/watch_test.c: a course that is being written, in a window that plays it. */
#include "player/kit.h"
#include "player/watch.h"
#include "player/window.h"

#include "os/clock.h"

#define TURNS_MAX 100

typedef struct stage {
    scratch *s;
    kj_player_kit kit;
    kj_window window;
    kj_span course, part, talk; /* the files as they are */
    double slowest_ms;
} stage;

static kj_span read_file(scratch *s, const char *path)
{
    kj_span text;
    assert_true(kj_file_read(path, 1 << 20, s->arena, &text, &s->sink->sink));
    return text;
}

static void put(stage *t, const char *name, kj_span text)
{
    const char *path = scratch_path(t->s, kj_arena_format(t->s->arena, "course/%s", name).ptr);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
    assert_int_equal(fclose(file), 0);
}

static kj_span replaced(stage *t, kj_span text, const char *old, const char *new)
{
    const size_t at = kj_span_find(text, kj_span_of(old), 0);
    if (at == SIZE_MAX)
        fail_msg("no '%s' in the file", old);
    return kj_arena_format(t->s->arena, "%.*s%s%.*s", (int)at, text.ptr, new,
                           (int)(text.len - at - strlen(old)), text.ptr + at + strlen(old));
}

static bool shows(const stage *t, const char *words)
{
    kj_arena *arena = kj_arena_new();
    const kj_span page = kj_list_dump(&t->kit.player.list, arena);
    const bool found = kj_span_find(page, kj_span_of(words), 0) != SIZE_MAX;
    kj_arena_free(arena);
    return found;
}

static void act(stage *t, const char *action)
{
    if (!kj_player_action(&t->kit.player, kj_span_of(action)))
        fail_msg("'%s' means nothing here", action);
    kj_window_turn(&t->window, 0);
}

/* Writes and waits until the page shows the words; how long that took is kept. */
static void save(stage *t, const char *name, kj_span text, const char *words)
{
    const int64_t begun = kj_clock_monotonic_ns();
    put(t, name, text);
    for (int i = 0; i < TURNS_MAX; i++) {
        kj_window_turn(&t->window, KJ_WATCH_MS);
        if (shows(t, words)) {
            const double ms = (double)(kj_clock_monotonic_ns() - begun) / 1e6;
            t->slowest_ms = ms > t->slowest_ms ? ms : t->slowest_ms;
            return;
        }
    }
    fail_msg("saved, and '%s' never shows; wrong: %.*s", words,
             KJ_ARG(t->kit.player.session.wrong));
}

static void begin(stage *t, scratch *s)
{
    static const char *const files[] = {"course.json", "part.json", "talk.json", "min.svg"};
    *t = (stage){.s = s};
    assert_true(kj_folder_make(scratch_path(s, "course"), &s->sink->sink));
    for (size_t i = 0; i < KJ_COUNT(files); i++)
        put(t, files[i], read_file(s, kj_arena_format(s->arena, "%s/%s", KJ_COURSE, files[i]).ptr));
    t->course = read_file(s, KJ_COURSE "/course.json");
    t->part = read_file(s, KJ_COURSE "/part.json");
    t->talk = read_file(s, KJ_COURSE "/talk.json");
    t->kit.scratch = s;
    t->kit.options = kj_kit_options(s);
    t->kit.options.course_folder = scratch_path(s, "course");
    t->kit.options.headless = false;
    t->kit.options.watch = true;
    int code = 0;
    if (!kj_player_open(&t->kit.player, &t->kit.options, &s->sink->sink) ||
        !kj_player_watch_open(&t->kit.player) || !kj_window_open(&t->window, &t->kit.player, &code))
        fail_msg("%.*s", KJ_ARG(kj_test_sink_text(s->sink)));
}

static void end(stage *t)
{
    kj_window_close(&t->window);
    kj_player_watch_close(&t->kit.player);
    kj_player_close(&t->kit.player);
}

static void shows_what_is_saved_at_the_same_place(void **state)
{
    stage t;
    begin(&t, *state);
    kj_player *player = &t.kit.player;
    act(&t, "slide:steps");
    assert_true(shows(&t, "一步一步来"));
    const uint64_t events = player->lesson->events;
    char attempt[37];
    memcpy(attempt, player->lesson->attempt, sizeof attempt);

    t.part = replaced(&t, t.part, "一步一步来", "换过的标题");
    save(&t, "part.json", t.part, "换过的标题");
    assert_string_equal(player->lesson->attempt, attempt);
    assert_int_equal(player->lesson->events, events);
    assert_int_equal(player->lesson->slide, 1);

    /* A slide before it: the place is the slide's, not its number's. */
    const kj_span more =
        replaced(&t, t.part, "\"slides\": [",
                 "\"slides\": [{\"id\":\"new\",\"title\":\"新的一页\",\"menu\":\"新\",\"visual\":"
                 "{\"type\":\"quote\",\"text\":\"话\"},\"minutes\":1,\"objectives\":[]},");
    put(&t, "part.json", more);
    save(&t, "course.json", replaced(&t, t.course, "走一遍", "再走一遍"), "再走一遍");
    assert_int_equal(player->course->slides.count, 4);
    assert_int_equal(player->lesson->slide, 2);
    assert_true(shows(&t, "换过的标题"));
    print_message("slowest from saved to drawn: %.0f ms\n", t.slowest_ms);
    end(&t);
}

static void wrong_files_lie_over_the_page_and_it_plays_on(void **state)
{
    stage t;
    begin(&t, *state);
    kj_player *player = &t.kit.player;
    act(&t, "slide:list");
    save(&t, "part.json",
         replaced(&t, t.part, "\"title\": \"先看封面\"", "\"titel\": \"先看封面\""), "part.json:");
    assert_true(shows(&t, "E0201"));
    assert_true(shows(&t, "did you mean 'title'?"));
    assert_true(shows(&t, "收个尾"));
    act(&t, "slide:steps");
    assert_true(shows(&t, "一步一步来"));
    assert_true(shows(&t, "E0201")); /* until it is mended */
    save(&t, "part.json", KJ_LIT("{"), "E0101");
    /* An editor saves aside and renames. */
    put(&t, ".part.json.swp", replaced(&t, t.part, "一步一步来", "改好了"));
    assert_int_equal(
        rename(scratch_path(t.s, "course/.part.json.swp"), scratch_path(t.s, "course/part.json")),
        0);
    for (int i = 0; i < TURNS_MAX && !shows(&t, "改好了"); i++)
        kj_window_turn(&t.window, KJ_WATCH_MS);
    assert_true(shows(&t, "改好了"));
    assert_int_equal(player->session.wrong.len, 0);
    assert_false(shows(&t, "E0101"));
    /* The file is gone: said, and the page stays. */
    assert_int_equal(unlink(scratch_path(t.s, "course/talk.json")), 0);
    for (int i = 0; i < TURNS_MAX && !shows(&t, "talk.json"); i++)
        kj_window_turn(&t.window, KJ_WATCH_MS);
    assert_true(shows(&t, "E0210"));
    assert_true(shows(&t, "改好了"));
    end(&t);
}

/* Every screen that can be reached here, and what is begun on it, outlives a change. */
static void every_screen_stays(void **state)
{
    stage t;
    begin(&t, *state);
    kj_player *player = &t.kit.player;
    static const struct {
        const char *actions[4];
        kj_screen screen;
    } ways[] = {
        {{"slide:front", "home"}, KJ_SCREEN_HOME},
        {{"slide:front", "home", "part:one"}, KJ_SCREEN_PART},
        {{"slide:front", "home", "cover:talk"}, KJ_SCREEN_COVER},
        {{"slide:list", "screen:search"}, KJ_SCREEN_SEARCH},
        {{"slide:list", "screen:settings"}, KJ_SCREEN_SETTINGS},
        {{"slide:list", "note:list"}, KJ_SCREEN_NOTE},
        {{"slide:list", "help"}, KJ_SCREEN_PLACE},
        {{"slide:front", "home", "part:one", "test:one"}, KJ_SCREEN_PLACE},
        {{"slide:front", "home", "cover:talk", "fresh:talk"}, KJ_SCREEN_PLACE},
    };
    for (size_t i = 0; i < KJ_COUNT(ways); i++) {
        player->session.help = false;
        for (size_t k = 0; k < KJ_COUNT(ways[i].actions) && ways[i].actions[k]; k++)
            act(&t, ways[i].actions[k]);
        assert_int_equal(player->session.screen, ways[i].screen);
        const kj_place_kind place = player->lesson->place;
        const bool help = player->session.help;
        const kj_span title = kj_arena_format(t.s->arena, "第%zu回", i);
        put(&t, "course.json", replaced(&t, t.course, "走一遍", title.ptr));
        for (int n = 0; n < TURNS_MAX && !kj_span_equal(player->course->title, title); n++)
            kj_window_turn(&t.window, KJ_WATCH_MS);
        if (!kj_span_equal(player->course->title, title))
            fail_msg("way %zu: not read", i);
        if (player->session.screen != ways[i].screen || player->lesson->place != place ||
            player->session.help != help)
            fail_msg("way %zu: another screen", i);
        assert_true(player->list.commands.count > 0);
        if (help)
            act(&t, "close");
    }
    end(&t);
}

/* What the learner stands on is no longer there. */
static void what_is_gone_leads_home(void **state)
{
    stage t;
    begin(&t, *state);
    kj_player *player = &t.kit.player;
    act(&t, "slide:front");
    act(&t, "home");
    act(&t, "cover:talk");
    put(&t, "part.json", replaced(&t, t.part, "\"talk.json\"", ""));
    for (int n = 0; n < TURNS_MAX && player->course->roleplays.count; n++)
        kj_window_turn(&t.window, KJ_WATCH_MS);
    assert_int_equal(player->course->roleplays.count, 0);
    assert_int_equal(player->session.screen, KJ_SCREEN_HOME);
    assert_true(player->list.commands.count > 0);
    assert_true(kj_player_action(player, KJ_LIT("slide:front")));
    end(&t);
}

/* Who learns is being asked: before anybody's lesson, and in the midst of somebody's. */
static void asks_on_who_learns(void **state)
{
    stage t;
    begin(&t, *state);
    kj_player *player = &t.kit.player;
    act(&t, "people");
    act(&t, "newcomer");
    kj_player_input(player, (kj_input){.kind = KJ_INPUT_TEXT, .text = KJ_LIT("何苗")});
    save(&t, "course.json", replaced(&t, t.course, "走一遍", "再走一遍"), "再走一遍");
    assert_int_equal(player->session.screen, KJ_SCREEN_WHO);
    assert_true(shows(&t, "何苗"));
    act(&t, "close");
    act(&t, "who:E00123");
    assert_int_equal(player->session.screen, KJ_SCREEN_HOME);
    end(&t);
    kj_player_kit kit = {.scratch = *state, .options = kj_kit_options(*state)};
    kit.options.who = true;
    assert_true(kj_player_open(&kit.player, &kit.options, &t.s->sink->sink) &&
                kj_player_watch_open(&kit.player) && kj_player_start(&kit.player));
    assert_true(kj_player_watch_read(&kit.player));
    assert_int_equal(kit.player.session.screen, KJ_SCREEN_WHO);
    assert_true(kj_player_action(&kit.player, KJ_LIT("who:E00123")));
    assert_int_equal(kit.player.session.screen, KJ_SCREEN_HOME);
    kj_player_watch_close(&kit.player);
    kj_player_close(&kit.player);
}

/* How often a font is mapped, of a process that can see it. */
static size_t fonts_mapped(void)
{
    size_t count = 0;
    char line[512];
    FILE *file = fopen("/proc/self/maps", "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        count += strstr(line, ".ttc") || strstr(line, ".otf") || strstr(line, ".ttf");
    assert_int_equal(fclose(file), 0);
    return count;
}

/* A day's writing: what each saving takes, the one after it gives back. */
static void holds_no_more_after_many_savings(void **state)
{
    enum { SAVINGS = 120, WARM = 20 };
    stage t;
    begin(&t, *state);
    const kj_player *player = &t.kit.player;
    const size_t fonts = fonts_mapped();
    size_t early = 0, peak = 0;
    act(&t, "slide:steps");
    for (int i = 0; i < SAVINGS; i++) {
        const kj_span title = kj_arena_format(t.s->arena, "第%03d回", i);
        put(&t, "course.json", replaced(&t, t.course, "走一遍", title.ptr));
        for (int n = 0; n < TURNS_MAX && !kj_span_equal(player->course->title, title); n++)
            kj_window_turn(&t.window, 1);
        if (!kj_span_equal(player->course->title, title))
            fail_msg("saving %d is not read", i);
        for (int n = 0; n < TURNS_MAX && !t.window.ahead_tried; n++)
            kj_window_turn(&t.window, 1);
        assert_true(t.window.ahead);
        const size_t held = kj_arena_bytes(player->arena) + kj_arena_bytes(player->own) +
                            kj_arena_bytes(player->call) + kj_arena_bytes(t.window.ahead_arena) +
                            kj_arena_bytes(t.window.spare) +
                            kj_arena_bytes(t.window.pages[0].arena) +
                            kj_arena_bytes(t.window.pages[1].arena);
        if (i == WARM)
            early = held;
        peak = i >= WARM && held > peak ? held : peak;
    }
    print_message("%zu bytes held after %d savings, at most %zu after %d\n", early, WARM, peak,
                  SAVINGS);
    assert_true(peak <= early && fonts > 0);
    assert_int_equal(fonts_mapped(), fonts);
    end(&t);
}

static int no_display(void **state)
{
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    return scratch_setup(state);
}

#define WATCH_TEST(function) cmocka_unit_test_setup_teardown(function, no_display, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WATCH_TEST(shows_what_is_saved_at_the_same_place),
        WATCH_TEST(wrong_files_lie_over_the_page_and_it_plays_on),
        WATCH_TEST(every_screen_stays),
        WATCH_TEST(what_is_gone_leads_home),
        WATCH_TEST(asks_on_who_learns),
        WATCH_TEST(holds_no_more_after_many_savings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
