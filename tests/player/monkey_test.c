/* tests/player/monkey_test.c: the window in the hands of nobody who thinks.
 *
 * Ten thousand keys, clicks, drags, texts and sizes through SDL's queue and the window's own loop
 * (with SDL's dummy display), from a seed that is printed.  After each: the loop comes to rest
 * within a few turns, and an answer whose feedback is on the screen is on the disk, as another
 * connection to the store reads it.  Now and then, after a restart, and at the end: all events of
 * the store, folded anew, are the state that was lived, byte by byte.
 *
 * $KJ_SEED plays one seed only. */
#include "player/kit.h"
#include "player/window.h"

#include "base/random.h"

#include <inttypes.h>
#include <sqlite3.h>

#define TURNS_MAX 12
#define INPUTS 10000

typedef struct monkey {
    kj_player_kit kit;
    kj_window window;
    sqlite3 *reader; /* a connection of its own */
    sqlite3_stmt *last;
    uint64_t seed, random;
    uint32_t number; /* of the input */
    char what[64], last_answer[40];
    kj_arena *scratch;
    size_t answers, restarts, folds;
    bool seen[KJ_SCREEN_COUNT], seen_places[KJ_PLACE_DEBRIEF + 1];
} monkey;

#define FAIL(m, ...) \
    do { \
        print_error("KJ_SEED=%" PRIu64 ", input %" PRIu32 " (%s): ", (m)->seed, (m)->number, \
                    (m)->what); \
        fail_msg(__VA_ARGS__); \
    } while (0)

static uint32_t below(monkey *m, uint32_t bound)
{
    return kj_random_below(&m->random, bound);
}

/* ---- what is to hold ---- */

typedef struct folding {
    const kj_course *course;
    kj_lesson *lesson;
} folding;

static bool fold_one(void *ctx, const kj_event *event)
{
    folding *f = ctx;
    kj_lesson_step(f->course, f->lesson, event);
    return true;
}

static void check_fold(monkey *m)
{
    kj_player *player = &m->kit.player;
    folding f = {player->course,
                 kj_arena_take(m->scratch, 1, player->lesson->bytes, _Alignof(max_align_t))};
    const kj_event_filter filter = {.learner = player->learner,
                                    .course = player->course->id,
                                    .attempt = kj_span_of(player->lesson->attempt)};
    kj_lesson_init(f.lesson, player->course);
    if (!kj_store_events(player->store, &filter, fold_one, &f, player->sink))
        FAIL(m, "the store cannot be read");
    if (f.lesson->events != player->lesson->events)
        FAIL(m, "%" PRIu64 " events on disk, %" PRIu64 " lived", f.lesson->events,
             player->lesson->events);
    if (memcmp(f.lesson, player->lesson, player->lesson->bytes) != 0)
        FAIL(m, "the store folds to another state than the one lived");
    m->folds++;
}

/* The newest answer in the store is the one that the screen acknowledges. */
static void check_answer(monkey *m)
{
    const kj_player *player = &m->kit.player;
    const kj_run *run = &player->lesson->run;
    const kj_course *course = player->course;
    const uint32_t question = run->question[run->shown];
    const kj_span object = run->kind == KJ_RUN_DRILL ? course->drills.ptr[run->object].id
                                                     : course->items.ptr[question].id;
    sqlite3_reset(m->last);
    if (sqlite3_step(m->last) != SQLITE_ROW)
        FAIL(m, "an answer is shown, and the store has none");
    const kj_span about = kj_span_of((const char *)sqlite3_column_text(m->last, 0));
    const kj_span id = kj_span_of((const char *)sqlite3_column_text(m->last, 1));
    if (!kj_span_equal(about, object))
        FAIL(m, "'%.*s' is answered on the screen, and the last answer is '%.*s'", KJ_ARG(object),
             KJ_ARG(about));
    m->answers += !kj_span_is(id, m->last_answer);
    snprintf(m->last_answer, sizeof m->last_answer, "%.*s", KJ_ARG(id));
    sqlite3_reset(m->last);
}

/* What is on the screen can be drawn, hit and left. */
static void check_page(monkey *m)
{
    const kj_player *player = &m->kit.player;
    const kj_session *session = &player->session;
    const int focus = kj_player_focus(player);
    if (player->failed || session->unsaved)
        FAIL(m, "something is not saved: %.*s", KJ_ARG(kj_test_sink_text(m->kit.scratch->sink)));
    if (player->lesson->refused > 0)
        FAIL(m, "an event of its own is refused");
    if (player->list.commands.count == 0)
        FAIL(m, "an empty page");
    if (focus >= (int)player->list.areas.count)
        FAIL(m, "the focus is nowhere");
    if (m->window.screen.surface->w != player->width ||
        m->window.screen.surface->h != player->height)
        FAIL(m, "a page of another size than the window's");
    m->seen[session->screen] = true;
    if (session->screen == KJ_SCREEN_PLACE)
        m->seen_places[player->lesson->place] = true;
}

/* ---- beginning and end ---- */

static void open_reader(monkey *m)
{
    const char *path = m->kit.options.store_path;
    if (sqlite3_open_v2(path, &m->reader, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(m->reader,
                           "SELECT object, id FROM event WHERE type LIKE '%.answered'"
                           " ORDER BY id DESC LIMIT 1",
                           -1, &m->last, NULL) != SQLITE_OK)
        FAIL(m, "no second connection: %s", sqlite3_errmsg(m->reader));
}

static void close_reader(monkey *m)
{
    sqlite3_finalize(m->last);
    sqlite3_close(m->reader);
}

static void begin(monkey *m)
{
    static const int sizes[][2] = {{640, 360}, {480, 360}, {640, 480}, {360, 480}};
    const int *size = sizes[below(m, KJ_COUNT(sizes))];
    int code = 0;
    m->kit.options.width = size[0];
    m->kit.options.height = size[1];
    m->kit.options.reduced_motion = below(m, 2) == 0;
    m->kit.options.words = kj_words_for(below(m, 3) == 0 ? KJ_LIT("en") : KJ_LIT("zh-Hans"));
    if (!kj_player_open(&m->kit.player, &m->kit.options, &m->kit.scratch->sink->sink) ||
        !kj_window_open(&m->window, &m->kit.player, &code))
        FAIL(m, "does not open: %.*s", KJ_ARG(kj_test_sink_text(m->kit.scratch->sink)));
    open_reader(m);
}

static void end(monkey *m)
{
    close_reader(m);
    kj_window_close(&m->window);
    kj_player_close(&m->kit.player);
}

/* Left by whatever way, and begun again: what was lived is there. */
static void restart(monkey *m)
{
    const kj_lesson *lived = m->kit.player.lesson;
    kj_lesson *before = kj_arena_take(m->scratch, 1, lived->bytes, _Alignof(max_align_t));
    const int64_t moved = m->kit.player.timer.moved_ms;
    memcpy(before, lived, lived->bytes);
    check_fold(m);
    end(m);
    m->kit.options.clock.ms += moved;
    int code = 0;
    if (!kj_player_open(&m->kit.player, &m->kit.options, &m->kit.scratch->sink->sink))
        FAIL(m, "does not open again: %.*s", KJ_ARG(kj_test_sink_text(m->kit.scratch->sink)));
    if (memcmp(before, m->kit.player.lesson, before->bytes) != 0)
        FAIL(m, "resumes to another state than the one left");
    if (!kj_window_open(&m->window, &m->kit.player, &code))
        FAIL(m, "no window: %s", SDL_GetError());
    open_reader(m);
    m->restarts++;
}

/* ---- what it does ---- */

static void push(SDL_Event *event)
{
    SDL_PushEvent(event);
}

static void key(monkey *m)
{
    static const SDL_Keycode keys[] = {
        SDLK_RETURN,   SDLK_RETURN,    SDLK_RETURN, SDLK_RIGHT,    SDLK_RIGHT,   SDLK_RIGHT,
        SDLK_LEFT,     SDLK_UP,        SDLK_DOWN,   SDLK_TAB,      SDLK_TAB,     SDLK_SPACE,
        SDLK_ESCAPE,   SDLK_BACKSPACE, SDLK_DELETE, SDLK_HOME,     SDLK_END,     SDLK_PAGEUP,
        SDLK_RETURN,   SDLK_RETURN,    SDLK_RETURN, SDLK_RETURN,   SDLK_TAB,     SDLK_TAB,
        SDLK_PAGEDOWN, SDLK_F1,        SDLK_F2,     SDLK_F3,       SDLK_F4,      SDLK_F5,
        SDLK_F6,       SDLK_F7,        SDLK_F8,     SDLK_F9,       SDLK_F10,     SDLK_F11,
        SDLK_SLASH,    SDLK_EQUALS,    SDLK_MINUS,  SDLK_KP_ENTER, SDLK_KP_PLUS, SDLK_LSHIFT,
    };
    const uint32_t n = below(m, KJ_COUNT(keys) + 46);
    SDL_Event e = {.type = SDL_KEYDOWN};
    e.key.state = SDL_PRESSED;
    e.key.keysym.sym = n < KJ_COUNT(keys)        ? keys[n]
                       : n < KJ_COUNT(keys) + 10 ? (SDL_Keycode)('0' + (int)n % 10)
                                                 : (SDL_Keycode)('a' + (int)n % 26);
    const uint32_t mods = below(m, 12);
    e.key.keysym.mod = mods == 0   ? KMOD_LCTRL
                       : mods == 1 ? KMOD_LSHIFT
                       : mods == 2 ? (Uint16)(KMOD_LCTRL | KMOD_LSHIFT)
                       : mods == 3 ? KMOD_LALT
                                   : KMOD_NONE;
    e.key.repeat = below(m, 20) == 0;
    snprintf(m->what, sizeof m->what, "key %s mod %x", SDL_GetKeyName(e.key.keysym.sym),
             e.key.keysym.mod);
    push(&e);
}

/* What leads on: else it would seldom get to an answer. */
static bool leads_on(kj_span action)
{
    static const char *const ways[] = {"option:", "target:", "submit", "next",      "test:",
                                       "drill:",  "choice:", "part:",  "roleplay:", "continue",
                                       "review",  "retry",   "calm:",  "field",     "fresh:"};
    for (size_t i = 0; i < KJ_COUNT(ways); i++)
        if (kj_span_starts(action, kj_span_of(ways[i])))
            return true;
    return false;
}

/* Mostly within something that can be pressed. */
static void anywhere(monkey *m, int *x, int *y)
{
    const kj_list *list = &m->kit.player.list;
    *x = (int)below(m, (uint32_t)m->window.screen.surface->w + 40) - 20;
    *y = (int)below(m, (uint32_t)m->window.screen.surface->h + 40) - 20;
    if (list->areas.count == 0 || below(m, 5) == 0)
        return;
    const kj_area *area = &list->areas.ptr[below(m, (uint32_t)list->areas.count)];
    for (int i = 0; i < 4 && (area->rect.w <= 0 || !leads_on(area->action)); i++)
        area = &list->areas.ptr[below(m, (uint32_t)list->areas.count)];
    const double scale = kj_player_scale(&m->kit.player);
    if (area->action.len == 0 || area->rect.w <= 0)
        return;
    *x = (int)((area->rect.x + area->rect.w * (0.1 + 0.8 * below(m, 1000) / 1000)) * scale);
    *y = (int)((area->rect.y + area->rect.h * (0.1 + 0.8 * below(m, 1000) / 1000)) * scale);
}

static void point(int x, int y)
{
    SDL_Event e = {.type = SDL_MOUSEMOTION};
    e.motion.x = x;
    e.motion.y = y;
    push(&e);
}

static void button(bool down, int x, int y, uint8_t clicks, uint8_t which)
{
    SDL_Event e = {.type = down ? SDL_MOUSEBUTTONDOWN : SDL_MOUSEBUTTONUP};
    e.button.button = which;
    e.button.state = down ? SDL_PRESSED : SDL_RELEASED;
    e.button.clicks = clicks;
    e.button.x = x;
    e.button.y = y;
    push(&e);
}

static void click(monkey *m)
{
    int x, y;
    anywhere(m, &x, &y);
    const uint8_t clicks = (uint8_t)(1 + (below(m, 8) == 0 ? below(m, 3) : 0));
    const uint8_t which = below(m, 20) == 0 ? SDL_BUTTON_RIGHT : SDL_BUTTON_LEFT;
    snprintf(m->what, sizeof m->what, "click %d,%d", x, y);
    point(x, y);
    button(true, x, y, clicks, which);
    button(false, x, y, clicks, which);
}

static void wheel(monkey *m)
{
    SDL_Event e = {.type = SDL_MOUSEWHEEL};
    e.wheel.y = below(m, 2) ? 1 : -1;
    snprintf(m->what, sizeof m->what, "wheel %d", e.wheel.y);
    push(&e);
}

static void drag(monkey *m)
{
    int x, y, to_x, to_y;
    anywhere(m, &x, &y);
    anywhere(m, &to_x, &to_y);
    snprintf(m->what, sizeof m->what, "drag %d,%d to %d,%d", x, y, to_x, to_y);
    button(true, x, y, 1, SDL_BUTTON_LEFT);
    for (int i = 1; i <= 3; i++) {
        point(x + (to_x - x) * i / 3, y + (to_y - y) * i / 3);
        kj_window_turn(&m->window, 0);
        if (m->kit.player.quit)
            return;
    }
    if (below(m, 10) == 0) { /* the window is left meanwhile */
        SDL_Event e = {.type = SDL_WINDOWEVENT};
        e.window.event = SDL_WINDOWEVENT_FOCUS_LOST;
        push(&e);
    }
    button(false, to_x, to_y, 1, SDL_BUTTON_LEFT);
}

static void text(monkey *m)
{
    static const char *const texts[] = {"3",         "您",
                                        "开放",      "您觉得两家外包在维护上有哪些地方费心？",
                                        "a",         "1.5",
                                        " ",         "60",
                                        "xq",        "\xF0\xA0\xAE\xB7",
                                        "e\xCC\x81", "\xF0\x9F\x91\xA8"};
    const char *const chosen = texts[below(m, KJ_COUNT(texts))];
    SDL_Event e = {.type = below(m, 4) == 0 ? SDL_TEXTEDITING : SDL_TEXTINPUT};
    if (e.type == SDL_TEXTINPUT)
        snprintf(e.text.text, sizeof e.text.text, "%.30s", chosen);
    else
        snprintf(e.edit.text, sizeof e.edit.text, "%.30s", below(m, 2) ? chosen : "");
    /* What was cut off within a character SDL would not have given. */
    if (kj_utf8_bad(kj_span_of(e.text.text)) != SIZE_MAX)
        return;
    snprintf(m->what, sizeof m->what, "%s %s", e.type == SDL_TEXTINPUT ? "text" : "compose",
             e.text.text);
    push(&e);
}

static void window(monkey *m)
{
    static const Uint8 events[] = {SDL_WINDOWEVENT_EXPOSED,  SDL_WINDOWEVENT_HIDDEN,
                                   SDL_WINDOWEVENT_SHOWN,    SDL_WINDOWEVENT_MINIMIZED,
                                   SDL_WINDOWEVENT_RESTORED, SDL_WINDOWEVENT_MOVED};
    if (below(m, 3) == 0) {
        const int w = 480 + (int)below(m, 400), h = 360 + (int)below(m, 300);
        snprintf(m->what, sizeof m->what, "size %dx%d", w, h);
        SDL_SetWindowSize(m->window.screen.window, w, h);
        return;
    }
    SDL_Event e = {.type = SDL_WINDOWEVENT};
    e.window.windowID = SDL_GetWindowID(m->window.screen.window);
    e.window.event = events[below(m, KJ_COUNT(events))];
    snprintf(m->what, sizeof m->what, "window event %d", e.window.event);
    push(&e);
}

static void other(monkey *m)
{
    SDL_Event e = {.type = SDL_MOUSEWHEEL};
    e.wheel.y = (int)below(m, 5) - 2;
    snprintf(m->what, sizeof m->what, "wheel");
    if (below(m, 8) == 0) {
        e.type = SDL_QUIT;
        snprintf(m->what, sizeof m->what, "quit");
    } else if (below(m, 4) == 0) {
        SDL_SetClipboardText("一行\n两行\x01");
    }
    push(&e);
}

static void pass_time(monkey *m)
{
    static const int64_t waits[] = {0, 10, 300, 900, 900, 3000, 7000, -50};
    kj_player *player = &m->kit.player;
    player->timer.moved_ms += waits[below(m, KJ_COUNT(waits))];
    if (below(m, 400) == 0)
        player->timer.moved_ms += (int64_t)36 * 3600 * 1000; /* what was missed is due */
    if (below(m, 300) == 0)
        SDL_Delay(17); /* a motion goes on by the real clock */
}

static void act(monkey *m)
{
    const uint32_t n = below(m, 100);
    if (n < 35)
        key(m);
    else if (n < 80)
        click(m);
    else if (n < 86)
        drag(m);
    else if (n < 88)
        wheel(m);
    else if (n < 96)
        text(m);
    else if (n < 98)
        window(m);
    else
        other(m);
}

static bool shows_feedback(const kj_player *player)
{
    const kj_lesson *lesson = player->lesson;
    return player->session.screen == KJ_SCREEN_PLACE && lesson->place == KJ_PLACE_RUN &&
           lesson->run.shown < lesson->run.answered;
}

/* One input, as the loop handles it. */
static void one(monkey *m)
{
    kj_player *player = &m->kit.player;
    pass_time(m);
    act(m);
    int turns = 0;
    do
        kj_window_turn(&m->window, 0);
    while (!player->quit && ++turns < TURNS_MAX &&
           (SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT) || kj_window_rest(&m->window) == 0));
    if (turns == TURNS_MAX)
        FAIL(m, "the loop does not come to rest");
    check_page(m);
    if (shows_feedback(player))
        check_answer(m);
}

static void play(scratch *s, const char *course, uint64_t seed, size_t answers_least)
{
    monkey *m = KJ_NEW(s->arena, monkey, 1);
    m->seed = m->random = seed;
    m->scratch = kj_arena_new();
    m->kit.scratch = s;
    m->kit.options = kj_kit_options(s);
    m->kit.options.course_folder = course;
    m->kit.options.store_path = scratch_path(
        s, kj_arena_format(s->arena, "%s-%" PRIu64 ".db", answers_least ? "a" : "b", seed).ptr);
    m->kit.options.voice_log = "/dev/null"; /* it may be switched off, never heard */
    m->kit.options.seed = seed;
    begin(m);
    for (; m->number < INPUTS; m->number++) {
        one(m);
        if (m->kit.player.quit)
            restart(m);
        else if (m->number % 1000 == 0)
            check_fold(m);
        kj_arena_reset(m->scratch);
    }
    restart(m);
    end(m);
    size_t screens = 0;
    for (size_t i = 0; i < KJ_COUNT(m->seen); i++)
        screens += m->seen[i];
    for (size_t i = 0; i < KJ_COUNT(m->seen_places); i++)
        screens += m->seen_places[i];
    print_message("KJ_SEED=%" PRIu64
                  ": %zu answers, %zu restarts, %zu folds, %zu kinds of screens\n",
                  seed, m->answers, m->restarts, m->folds, screens);
    if (m->answers < answers_least || screens < 10)
        FAIL(m, "it hardly did anything");
    kj_arena_free(m->scratch);
}

static uint64_t seed_of(uint64_t otherwise)
{
    const char *given = getenv("KJ_SEED");
    return given ? strtoull(given, NULL, 10) : otherwise;
}

static void the_little_course(void **state)
{
    play(*state, KJ_COURSE, seed_of(1), INPUTS / 250);
}

static void the_real_course(void **state)
{
    /* The longer the course, the more of a walk without aim goes by on its pages. */
    play(*state, KJ_ROOT "/courses/key-account", seed_of(2), INPUTS / 500);
}

static int no_display(void **state)
{
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    return scratch_setup(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_little_course, no_display, scratch_teardown),
        cmocka_unit_test_setup_teardown(the_real_course, no_display, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
