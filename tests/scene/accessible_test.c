/* tests/scene/accessible_test.c: what a display list can prove of WCAG 2.2 AA, on every screen of
 * the course, in three sizes of windows and two shapes, with letters of 100 and 200 %: everything
 * that can be pressed has a role and words (4.1.2), is as large as a target must be (2.5.8), is met
 * by Tab in reading order (2.1.1, 2.4.3), and its focus outline is on the page and under nothing
 * else (2.4.7, 2.4.11). */
#include "scene/speak.h"
#include "tour.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define TARGET_PX 24.0
#define REPORTS_MAX 20

static const struct {
    int width, height;
} windows[] = {{1280, 720}, {1920, 1080}, {3840, 2160}, {1024, 768}, {768, 1024}};

typedef struct checks {
    kj_gallery *gallery;
    const kj_stop *stop;
    const kj_list *list;
    double px; /* a unit */
    int width, height;
    size_t stops, targets, faulty;
} checks;

static bool presses(const kj_area *area)
{
    return area->action.len > 0 && !area->disabled && area->rect.w > 0;
}

static void fault(checks *c, const kj_area *area, const char *what)
{
    if (c->faulty++ < REPORTS_MAX)
        print_error("%s, %.*s, %dx%d: '%.*s' %s\n", c->stop->kind, KJ_ARG(c->stop->name), c->width,
                    c->height, KJ_ARG(area->action), what);
}

static bool is_for_pressing(kj_role role)
{
    switch (role) {
    case KJ_ROLE_BUTTON:
    case KJ_ROLE_OPTION:
    case KJ_ROLE_TARGET:
    case KJ_ROLE_LINK:
    case KJ_ROLE_TEXT_FIELD:
    case KJ_ROLE_KEY: /* a sign for the mouse */
        return true;
    case KJ_ROLE_HEADING:
    case KJ_ROLE_TEXT:
    case KJ_ROLE_FIGURE:
    case KJ_ROLE_STATUS:
        break;
    }
    return false;
}

/* How much of `a` lies under `b`, 0 … 1. */
static double covered(kj_rect a, kj_rect b)
{
    const double left = a.x > b.x ? a.x : b.x, top = a.y > b.y ? a.y : b.y;
    const double right = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    const double bottom = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
    return right <= left || bottom <= top ? 0 : (right - left) * (bottom - top) / (a.w * a.h);
}

static bool holds(kj_rect outer, kj_rect inner)
{
    return inner.x >= outer.x - 0.5 && inner.y >= outer.y - 0.5 &&
           inner.x + inner.w <= outer.x + outer.w + 0.5 &&
           inner.y + inner.h <= outer.y + outer.h + 0.5;
}

static void prove_target(checks *c, size_t i)
{
    const kj_area *area = &c->list->areas.ptr[i];
    const kj_rect r = area->rect;
    c->targets++;
    if (area->label.len == 0)
        fault(c, area, "has no words");
    if (!is_for_pressing(area->role))
        fault(c, area, "has a role that is not for pressing");
    if (r.w * c->px < TARGET_PX || r.h * c->px < TARGET_PX)
        fault(c, area, "is smaller than 24 px");
    if (r.x < 0 || r.y < 0 || r.x + r.w > c->list->width || r.y + r.h > c->list->height)
        fault(c, area, "is partly off the page"); /* the outline keeps within it */
    for (size_t k = 0; k < c->list->areas.count; k++) {
        const kj_area *other = &c->list->areas.ptr[k];
        if (k != i && presses(other) && covered(r, other->rect) > 0.25 && !holds(r, other->rect) &&
            !holds(other->rect, r))
            fault(c, area, "lies by more than a quarter under another one");
    }
}

/* Tab meets each area once, in the order of the list, which is the order of reading; not the signs
 * for the mouse of what has its key. */
static void prove_order(checks *c)
{
    int at = -1;
    for (size_t i = 0; i < c->list->areas.count; i++) {
        if (!presses(&c->list->areas.ptr[i]) || c->list->areas.ptr[i].role == KJ_ROLE_KEY)
            continue;
        at = kj_list_focus(c->list, at, 1);
        if (at != (int)i)
            fault(c, &c->list->areas.ptr[i], "is not next for Tab");
    }
}

static void prove(checks *c, const kj_session *session, double scale)
{
    for (size_t w = 0; w < KJ_COUNT(windows); w++) {
        const kj_canvas canvas = kj_canvas_for(windows[w].width, windows[w].height, scale);
        const kj_list list =
            kj_gallery_screen(c->gallery, session, c->stop->now_ms, windows[w].width,
                              windows[w].height, scale, &kj_theme_light);
        c->list = &list;
        c->width = windows[w].width;
        c->height = windows[w].height;
        c->px = kj_canvas_scale(canvas, c->width, c->height);
        for (size_t i = 0; i < list.areas.count; i++)
            if (presses(&list.areas.ptr[i]))
                prove_target(c, i);
        prove_order(c);
    }
}

/* The sanitizers look at what is done, not at what comes out: there every few stops are enough. */
#ifdef __SANITIZE_ADDRESS__
#define EVERY 10
#else
#define EVERY 1
#endif

static void at_stop(void *ctx, const kj_stop *stop)
{
    checks *c = ctx;
    kj_session session = *stop->session;
    const size_t n = c->stops++;
    if (n % EVERY != 0)
        return;
    c->stop = stop;
    prove(c, &session, n / EVERY % 2 ? 1 : 2);
    if (n / EVERY % 9 == 0) {
        session.help = true;
        prove(c, &session, 1);
        session.help = false;
        session.leaving = true;
        prove(c, &session, 2);
    }
}

static void every_target_is_accessible(void **state)
{
    checks c = {.gallery = *state};
    kj_arena *arena = kj_arena_new();
    kj_tour(c.gallery, arena, at_stop, &c);
    kj_arena_free(arena);
    print_message("%zu targets at %zu stops\n", c.targets, c.stops);
    assert_true(c.targets > 10000 / EVERY);
    assert_int_equal(c.faulty, 0);
}

/* Told of a choice: its state, its place among the others, its key; of a field, what is written. */
static void changes_are_told(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_words *zh = kj_words_for(KJ_LIT("zh-Hans")), *en = kj_words_for(KJ_LIT("en"));
    kj_passage option = {.role = KJ_ROLE_OPTION,
                         .text = KJ_LIT("B的话"),
                         .action = KJ_LIT("option:b"),
                         .keys = KJ_LIT("B"),
                         .place = 2,
                         .count = 4};
    const kj_reading before = {{&option, 1}};
    const kj_news focus = {.passage = &option, .detail = KJ_DETAIL_FOCUS};
    assert_true(kj_span_is(kj_say_news(zh, &focus, arena), "B的话，选项，未选，第2项，共4项，按B"));
    assert_true(
        kj_span_is(kj_say_news(en, &focus, arena), "B的话, option, not selected, 2 of 4, press B"));
    kj_passage picked = option;
    picked.selected = true;
    const kj_reading after = {{&picked, 1}};
    const kj_news_list news = kj_read_news(&before, &after, KJ_TELL_CHANGE, arena);
    assert_int_equal(news.count, 1);
    assert_true(kj_span_is(kj_say_news(zh, &news.ptr[0], arena), "B，已选"));
    assert_int_equal(kj_read_news(&after, &after, KJ_TELL_CHANGE, arena).count, 0);
    assert_int_equal(kj_read_news(&after, &after, KJ_TELL_TURN, arena).count, 1);
    static const struct {
        const char *before, *after, *said;
    } fields[] = {{"", "好", "好"},      {"好吗", "好的吗", "的"}, {"好的吗", "好吗", "删去的"},
                  {"好", "", "删去好"},  {"啊啊", "啊啊啊", "啊"}, {"天好", "天很好", "很"},
                  {"是的", "否的", "否"}};
    for (size_t i = 0; i < KJ_COUNT(fields); i++) {
        kj_passage a = {.role = KJ_ROLE_TEXT_FIELD, .action = KJ_LIT("field")}, b = a;
        a.text = kj_span_of(fields[i].before);
        b.text = kj_span_of(fields[i].after);
        const kj_reading x = {{&a, 1}}, y = {{&b, 1}};
        const kj_news_list typed = kj_read_news(&x, &y, KJ_TELL_CHANGE, arena);
        assert_int_equal(typed.count, 1);
        const kj_span said = kj_say_news(zh, &typed.ptr[0], arena);
        if (!kj_span_is(said, fields[i].said))
            fail_msg("%s > %s: '%.*s'", fields[i].before, fields[i].after, KJ_ARG(said));
    }
    kj_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_target_is_accessible, kj_gallery_open_course,
                                        kj_gallery_close),
        cmocka_unit_test(changes_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
