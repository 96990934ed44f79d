/* tests/scene/speak_test.c: what is drawn is also said: every text of every screen, what is new
 * after an input, the focus; and the small rules by which passages are made. */
#include "scene/speak.h"
#include "tour.h"

#include "proof.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#define REPORTS_MAX 20

typedef struct checks {
    kj_gallery *gallery;
    size_t stops, texts, faulty;
} checks;

/* All that is said of a page, squeezed. */
static kj_span said(const kj_words *words, const kj_reading *reading, kj_arena *arena)
{
    const kj_reading nothing = {{NULL, 0}};
    const kj_news_list news = kj_read_news(&nothing, reading, KJ_TELL_PAGE, arena);
    kj_text_buffer out = {.arena = arena};
    for (size_t i = 0; i < news.count; i++) {
        kj_put(&out, kj_squeeze(kj_say_news(words, &news.ptr[i], arena), arena));
        kj_put_char(&out, '\n');
    }
    return kj_put_span(&out);
}

/* "形式　0 / 40": its parts in one sentence, however they are put. */
static bool has_parts(kj_span sentence, kj_span text)
{
    static const kj_span marks[] = {{KJ_SPAN("/")}, {KJ_SPAN("　")}, {KJ_SPAN(" ")}};
    for (size_t from = 0; from < text.len;) {
        size_t to = text.len, next = text.len;
        for (size_t m = 0; m < KJ_COUNT(marks); m++) {
            const size_t at = kj_span_find(text, marks[m], from);
            if (at < to) {
                to = at;
                next = at + marks[m].len;
            }
        }
        if (kj_span_find(sentence, kj_span_sub(text, from, to), 0) == SIZE_MAX)
            return false;
        from = next;
    }
    return true;
}

/* A line that was cut for want of room says at least what is left of it. */
static bool has(kj_span all, kj_span text, kj_arena *arena)
{
    const kj_span dots = KJ_LIT("…"), bar = KJ_LIT("/");
    while (text.len > dots.len && kj_span_ends(text, dots))
        text = kj_span_sub(text, 0, text.len - dots.len);
    if (kj_span_find(all, kj_squeeze(text, arena), 0) != SIZE_MAX)
        return true;
    for (size_t from = 0; from < all.len && kj_span_find(text, bar, 0) != SIZE_MAX;) {
        const size_t end = kj_span_find(all, KJ_LIT("\n"), from);
        if (has_parts(kj_span_sub(all, from, end), text))
            return true;
        from = end + 1;
    }
    return false;
}

static bool is_within(const kj_reading *reading, kj_span action)
{
    for (size_t i = 0; i < reading->passages.count; i++)
        if (kj_span_equal(reading->passages.ptr[i].action, action))
            return reading->passages.ptr[i].within;
    return false;
}

static void every_text_is_said(checks *c, const kj_stop *stop, const char *how, const kj_list *list)
{
    kj_arena *frame = c->gallery->frame;
    const kj_reading reading = kj_read(c->gallery->words, list, frame);
    const kj_span all = said(c->gallery->words, &reading, frame);
    for (size_t i = list->covered; i < list->commands.count; i++) {
        const kj_command *o = &list->commands.ptr[i];
        if (o->kind != KJ_DRAW_GLYPHS || o->cap || o->text.len == 0)
            continue;
        c->texts++;
        if (has(all, o->base.len ? o->base : o->text, frame))
            continue;
        if (c->faulty++ < REPORTS_MAX)
            print_error("%s, %.*s%s: '%.*s' is not said\n", stop->kind, KJ_ARG(stop->name), how,
                        KJ_ARG(o->text));
    }
    for (size_t i = 0; i < list->areas.count; i++) {
        const kj_area *area = &list->areas.ptr[i];
        /* Further keys of an action have the words of its first place; what moves an option is said
         * when the focus comes to it. */
        if (area->action.len == 0 || kj_list_action(list, area->action) < (int)i ||
            is_within(&reading, area->action) || has(all, area->label, frame))
            continue;
        if (c->faulty++ < REPORTS_MAX)
            print_error("%s, %.*s%s: what '%.*s' does is not said\n", stop->kind,
                        KJ_ARG(stop->name), how, KJ_ARG(area->action));
    }
    if (getenv("KJ_PRINT_SPOKEN")) /* to read it through */
        print_message("== %s, %.*s%s\n%.*s\n", stop->kind, KJ_ARG(stop->name), how, KJ_ARG(all));
}

static void at_stop(void *ctx, const kj_stop *stop)
{
    checks *c = ctx;
    static const struct {
        const char *name;
        bool help, leaving, unsaved, welcome;
    } overs[] = {{"", false, false, false, false},
                 {" under help", true, false, false, false},
                 {" when leaving", false, true, false, false},
                 {" unsaved", false, false, true, false},
                 {" welcomed", false, false, false, true}};
    const size_t n = c->stops++;
    for (size_t i = 0; i < KJ_COUNT(overs); i++) {
        if (i > 0 && n % 9 != i)
            continue;
        kj_session session = *stop->session;
        session.help = overs[i].help;
        session.leaving = overs[i].leaving;
        session.unsaved = overs[i].unsaved;
        session.welcome = overs[i].welcome;
        for (int english = 0; english < 2; english++) {
            c->gallery->words = english ? kj_words_for(KJ_LIT("en")) : NULL;
            const kj_list list =
                kj_gallery_screen(c->gallery, &session, stop->now_ms, n % 2 ? 768 : 1920,
                                  n % 2 ? 1024 : 1080, n % 3 ? 1 : 2, &kj_theme_light);
            every_text_is_said(c, stop, overs[i].name, &list);
        }
        c->gallery->words = NULL;
    }
}

static void nothing_is_silent(void **state)
{
    checks c = {.gallery = *state};
    kj_arena *arena = kj_arena_new();
    kj_tour(c.gallery, arena, at_stop, &c);
    kj_arena_free(arena);
    print_message("%zu texts at %zu stops\n", c.texts, c.stops);
    assert_true(c.texts > 10000);
    assert_int_equal(c.faulty, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_is_silent, kj_gallery_open_course,
                                        kj_gallery_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
