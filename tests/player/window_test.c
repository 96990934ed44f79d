/* tests/player/window_test.c: the window shows what paint paints, hears keys and mouse, sleeps.
 *
 * Needs an X server; keys and clicks come through XTEST.  What is expected is asked of the same
 * program without a window: `shot` writes the page that the window must show. */
#include "player/kit.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <png.h>
#include <signal.h>
#include <sys/wait.h>

#define CLOCK "2026-11-23T09:15:00+08:00"

typedef struct window {
    scratch *s;
    Display *display;
    pid_t pid;
    int width, height;
} window;

static const char *const steady[] = {KJ_KEJIAN,  "play",     "--learner", "E00123",
                                     "--window", "1280x720", "--seed",    "7",
                                     "--clock",  CLOCK,      NULL};

/* `more` begins with the course. */
static pid_t run(const char *const *more)
{
    const char *argv[40];
    size_t count = 0;
    for (size_t i = 0; steady[i]; i++)
        argv[count++] = steady[i];
    for (size_t i = 0; more[i]; i++)
        argv[count++] = more[i];
    argv[count] = NULL;
    const pid_t pid = fork();
    if (pid == 0) {
        setenv("LSAN_OPTIONS", "suppressions=" KJ_TESTS "/player/lsan.supp", 1);
        execv(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    assert_true(pid > 0);
    return pid;
}

static int ended(pid_t pid)
{
    int status = 0;
    for (int i = 0; i < 500; i++) {
        if (waitpid(pid, &status, WNOHANG) == pid)
            return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
        usleep(20000);
    }
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    fail_msg("the program does not end");
    return -1;
}

static void play(scratch *s, const char *course, const char *store, const char *way)
{
    const char *script = scratch_make(s, "way.kjs", way);
    const char *const more[] = {
        course,    "--headless",           "--script", script,
        "--store", scratch_path(s, store), "--shots",  scratch_path(s, "shots"),
        NULL};
    assert_int_equal(ended(run(more)), 0);
}

/* The page that a script leads to, as 0xRRGGBB; `before` is played, and left, first. */
static uint32_t *page_of(scratch *s, const char *course, const char *before, const char *way)
{
    remove(scratch_path(s, "headless.db"));
    if (before)
        play(s, course, "headless.db", before);
    play(s, course, "headless.db", kj_arena_format(s->arena, "%s\nshot page\n", way).ptr);

    kj_span bytes;
    png_image image = {.version = PNG_IMAGE_VERSION};
    assert_true(
        kj_file_read(scratch_path(s, "shots/page.png"), 1 << 24, s->arena, &bytes, &s->sink->sink));
    assert_true(png_image_begin_read_from_memory(&image, bytes.ptr, bytes.len) != 0);
    image.format = PNG_FORMAT_BGRA;
    uint32_t *pixels = KJ_NEW(s->arena, uint32_t, (size_t)image.width * image.height);
    assert_true(png_image_finish_read(&image, NULL, pixels, 0, NULL) != 0);
    return pixels;
}

static uint32_t *page_after(scratch *s, const char *way)
{
    return page_of(s, KJ_COURSE, NULL, way);
}

/* How many pixels of the screen are not as expected; the window stands in its middle. */
static size_t differing(const window *w, const uint32_t *page)
{
    const int x0 = (DisplayWidth(w->display, 0) - w->width) / 2;
    const int y0 = (DisplayHeight(w->display, 0) - w->height) / 2;
    XImage *image = XGetImage(w->display, DefaultRootWindow(w->display), x0, y0, (unsigned)w->width,
                              (unsigned)w->height, AllPlanes, ZPixmap);
    size_t count = 0;
    assert_non_null(image);
    for (int y = 0; y < w->height; y++)
        for (int x = 0; x < w->width; x++) {
            const uint32_t is = (uint32_t)XGetPixel(image, x, y);
            const uint32_t should = page[(size_t)y * (size_t)w->width + (size_t)x];
            bool far = false;
            for (int shift = 0; shift < 24; shift += 8)
                far |= abs((int)(is >> shift & 0xFF) - (int)(should >> shift & 0xFF)) > 8;
            count += far;
        }
    XDestroyImage(image);
    return count;
}

/* Waits until the window shows that page; motion and a busy machine have their time. */
static void expect_page(window *w, const char *name, const uint32_t *page)
{
    size_t count = 0;
    for (int i = 0; i < 200; i++) {
        count = differing(w, page);
        if (count == 0)
            return;
        usleep(50000);
    }
    fail_msg("%s: %zu pixels are not as painted", name, count);
}

static void press(window *w, KeySym key)
{
    const KeyCode code = XKeysymToKeycode(w->display, key);
    XTestFakeKeyEvent(w->display, code, True, CurrentTime);
    XTestFakeKeyEvent(w->display, code, False, CurrentTime);
    XFlush(w->display);
}

static long wakeups(pid_t pid)
{
    char path[64], line[256];
    long count = -1;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *status = fopen(path, "r");
    while (status && fgets(line, sizeof line, status))
        if (sscanf(line, "voluntary_ctxt_switches: %ld", &count) == 1)
            break;
    if (status)
        fclose(status);
    return count;
}

static void open_course(window *w, scratch *s, const char *course)
{
    const char *const more[] = {course, "--store", scratch_path(s, "window.db"), NULL};
    *w = (window){.s = s, .display = XOpenDisplay(NULL), .width = 1280, .height = 720};
    if (!w->display)
        skip();
    XTestFakeMotionEvent(w->display, -1, 0, 0, CurrentTime);
    w->pid = run(more);
}

static void open_window(window *w, scratch *s)
{
    open_course(w, s, KJ_COURSE);
}

static void close_window(window *w)
{
    kill(w->pid, SIGTERM); /* as a window manager's close: a request to quit */
    assert_int_equal(ended(w->pid), 0);
    XCloseDisplay(w->display);
}

static void shows_what_is_painted(void **state)
{
    scratch *s = *state;
    const uint32_t *home = page_after(s, "expect screen home");
    const uint32_t *front = page_after(s, "key Return");
    const uint32_t *second = page_after(s, "key Return\nkey Right\nkey Right");
    const uint32_t *back = page_after(s, "key Return\nkey Right\nkey Right\nkey Left");
    window w;
    open_window(&w, s);
    expect_page(&w, "home", home);
    press(&w, XK_Return);
    expect_page(&w, "the first slide", front);
    press(&w, XK_Right);
    usleep(40000); /* a person is no faster; during the motion of the first */
    press(&w, XK_Right);
    expect_page(&w, "a step", second);
    press(&w, XK_Left);
    expect_page(&w, "back", back);
    close_window(&w);
}

static void sleeps_while_nothing_happens(void **state)
{
    scratch *s = *state;
    const uint32_t *front = page_after(s, "key Return");
    window w;
    open_window(&w, s);
    expect_page(&w, "home", page_after(s, "expect screen home"));
    press(&w, XK_Return);
    expect_page(&w, "the first slide", front);
    usleep(1000000); /* the next page is being prepared */
    const long before = wakeups(w.pid);
    usleep(2000000);
    assert_int_equal(wakeups(w.pid), before);
    close_window(&w);
}

/* Pressed and released on the same area: its action; released elsewhere: nothing. */
static void hears_the_mouse(void **state)
{
    scratch *s = *state;
    kj_player_kit kit;
    kj_kit_open(&kit, s);
    kj_arena *frame = kj_arena_new();
    const kj_list list = kj_player_draw(&kit.player, &kit.player.session, frame);
    const int area = kj_list_action(&list, KJ_LIT("part:one"));
    assert_true(area >= 0);
    const double scale = kj_player_scale(&kit.player);
    const kj_rect rect = list.areas.ptr[area].rect;
    kj_arena_free(frame);
    kj_kit_close(&kit);

    window w;
    const uint32_t *home = page_after(s, "expect screen home");
    const uint32_t *part = page_after(s, "click part:one");
    open_window(&w, s);
    expect_page(&w, "home", home);
    const int x0 = (DisplayWidth(w.display, 0) - w.width) / 2;
    const int y0 = (DisplayHeight(w.display, 0) - w.height) / 2;
    const int x = x0 + (int)((rect.x + rect.w / 2) * scale);
    const int y = y0 + (int)((rect.y + rect.h / 2) * scale);
    XTestFakeMotionEvent(w.display, -1, x, y, CurrentTime);
    XTestFakeButtonEvent(w.display, 1, True, CurrentTime);
    XTestFakeMotionEvent(w.display, -1, x0 + 5, y0 + 5, CurrentTime);
    XTestFakeButtonEvent(w.display, 1, False, CurrentTime);
    XFlush(w.display);
    usleep(300000);
    expect_page(&w, "still home", home);
    XTestFakeMotionEvent(w.display, -1, x, y, CurrentTime);
    XTestFakeButtonEvent(w.display, 1, True, CurrentTime);
    XTestFakeButtonEvent(w.display, 1, False, CurrentTime);
    XTestFakeMotionEvent(w.display, -1, x0 + 5, y0 + 5, CurrentTime);
    XFlush(w.display);
    expect_page(&w, "the part", part);
    close_window(&w);
}

/* The middles of areas of a question of pairs, in pixels of the screen. */
typedef struct spot {
    const char *action;
    int x, y;
} spot;

static void find_spots(scratch *s, const window *w, const char *way, spot *spots, size_t count)
{
    kj_player_kit kit;
    kj_kit_open_course(&kit, s, KJ_EVERY);
    assert_true(kj_player_action(&kit.player, kj_span_of(way)));
    kj_arena *frame = kj_arena_new();
    const kj_list list = kj_player_draw(&kit.player, &kit.player.session, frame);
    const double scale = kj_player_scale(&kit.player);
    for (size_t i = 0; i < count; i++) {
        const int area = kj_list_action(&list, kj_span_of(spots[i].action));
        assert_true(area >= 0);
        const kj_rect rect = list.areas.ptr[area].rect;
        spots[i].x = (DisplayWidth(w->display, 0) - w->width) / 2 + (int)((rect.x + 90) * scale);
        spots[i].y =
            (DisplayHeight(w->display, 0) - w->height) / 2 + (int)((rect.y + rect.h / 2) * scale);
    }
    kj_arena_free(frame);
    kj_kit_close(&kit);
}

static void mouse(const window *w, spot at, int dx, int dy)
{
    XTestFakeMotionEvent(w->display, -1, at.x + dx, at.y + dy, CurrentTime);
}

static void mouse_button(const window *w, bool down)
{
    XTestFakeButtonEvent(w->display, 1, down, CurrentTime);
    XFlush(w->display);
}

static void pick_up(const window *w, spot from, spot onto)
{
    mouse(w, from, 0, 0);
    mouse_button(w, true);
    mouse(w, from, 3, 3);
    mouse(w, onto, 0, 0);
    XFlush(w->display);
}

/* Waits until the window does not show that page: what is dragged lies over it. */
static void expect_covered(window *w, const char *name, const uint32_t *page)
{
    for (int i = 0; i < 200; i++) {
        if (differing(w, page) > 1000)
            return;
        usleep(50000);
    }
    fail_msg("%s: nothing lies over the page", name);
}

static void drags_with_the_mouse(void **state)
{
    scratch *s = *state;
    const char *const way = "act test:p-match";
    /* Resumed, the page says so until the first press. */
    const uint32_t *plain = page_of(s, KJ_EVERY, way, "click option:one\nclick option:one");
    const uint32_t *dropped = page_of(s, KJ_EVERY, way, "drag option:one target:two");
    const uint32_t *clicked =
        page_of(s, KJ_EVERY, way, "drag option:one target:two\nclick option:two");
    play(s, KJ_EVERY, "window.db", way);
    window w;
    open_course(&w, s, KJ_EVERY);
    spot spots[] = {{"option:one", 0, 0}, {"option:two", 0, 0}, {"target:two", 0, 0}};
    find_spots(s, &w, "test:p-match", spots, KJ_COUNT(spots));
    const spot one = spots[0], two = spots[1], target = spots[2];
    expect_page(&w, "resumed", page_of(s, KJ_EVERY, way, "expect screen question"));
    for (int i = 0; i < 2; i++) {
        mouse(&w, one, 0, 0);
        mouse_button(&w, true);
        mouse_button(&w, false);
    }
    expect_page(&w, "picked up and put down by clicks", plain);

    pick_up(&w, one, target);
    expect_covered(&w, "dragged", plain);
    press(&w, XK_Escape);
    expect_page(&w, "Escape puts it back", plain);
    mouse_button(&w, false);
    usleep(200000);
    expect_page(&w, "and what is let go of is no press", plain);

    pick_up(&w, one, (spot){NULL, one.x, one.y - 60});
    expect_covered(&w, "dragged beside", plain);
    mouse_button(&w, false);
    expect_page(&w, "let go of beside a target", plain);

    pick_up(&w, one, target);
    expect_covered(&w, "dragged once more", plain);
    mouse_button(&w, false);
    expect_page(&w, "dropped on the target", dropped);

    mouse(&w, two, 0, 0);
    mouse_button(&w, true);
    mouse(&w, two, 4, 4);
    mouse_button(&w, false);
    expect_page(&w, "hardly moved: a click", clicked);
    close_window(&w);
}

static void press_all(window *w, const char *letters)
{
    for (; *letters; letters++)
        press(w, *letters == '\n' ? XK_Return : (KeySym)*letters); /* Latin letters are their own */
}

/* Somebody else learns, who is new; all without leaving the program. */
static void changes_the_learner(void **state)
{
    scratch *s = *state;
    const uint32_t *home = page_after(s, "expect screen home");
    const uint32_t *list = page_after(s, "key Y\nexpect screen who");
    const uint32_t *other =
        page_after(s, "key Y\nkey F2\ntype ann\nkey Return\ntype b\nkey Return\nkey Return\n"
                      "expect text ann\nexpect screen home");
    window w;
    open_window(&w, s);
    expect_page(&w, "home", home);
    press(&w, XK_y);
    expect_page(&w, "who is learning", list);
    press(&w, XK_F2);
    press_all(&w, "ann\nb\n\n");
    expect_page(&w, "the other's home", other);
    close_window(&w);
}

/* In the window --learner says who it is, and the PIN proves it. */
static void asks_for_the_pin(void **state)
{
    scratch *s = *state;
    static const char set[] = "key F2\nkey N\nkey 4\nkey 7\nkey 1\nkey 3\nkey Return\n"
                              "key 4\nkey 7\nkey 1\nkey 3\nkey Return\nexpect screen settings";
    const uint32_t *home = page_of(s, KJ_COURSE, set, "expect screen home");
    play(s, KJ_COURSE, "window.db", set);
    window w;
    open_window(&w, s);
    usleep(500000);
    press_all(&w, "1234\n");
    usleep(1500000); /* a second must go by after a wrong one */
    press_all(&w, "4713\n");
    expect_page(&w, "home", home);
    close_window(&w);
}

static void without_a_display_it_says_so(void **state)
{
    scratch *s = *state;
    const char *const more[] = {KJ_COURSE, "--store", scratch_path(s, "none.db"), NULL};
    const char *display = getenv("DISPLAY");
    const char *before = display ? kj_arena_format(s->arena, "%s", display).ptr : NULL;
    setenv("DISPLAY", ":4711", 1);
    const int code = ended(run(more));
    if (before)
        setenv("DISPLAY", before, 1);
    else
        unsetenv("DISPLAY");
    assert_int_equal(code, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(shows_what_is_painted),
        SCRATCH_TEST(sleeps_while_nothing_happens),
        SCRATCH_TEST(hears_the_mouse),
        SCRATCH_TEST(drags_with_the_mouse),
        SCRATCH_TEST(changes_the_learner),
        SCRATCH_TEST(asks_for_the_pin),
        SCRATCH_TEST(without_a_display_it_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
