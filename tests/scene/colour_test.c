/* tests/scene/colour_test.c: what WCAG 2.2 AA asks of controls besides their words, on every screen
 * of the course, from the display lists: that they and their states stand out by 3 : 1 (1.4.11),
 * and that no state is told by colour alone (1.4.1).  Texts are held to 4.5 : 1 by proof.h.
 *
 * A control is found by its words, which have their own contrast, or by a frame or ground that
 * stands out; a field that may be empty needs the frame. */
#include "tour.h"

#include "proof.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define LEAST 3.0
#define REPORTS_MAX 30
/* The sanitizers look at what is done, not at what comes out: there every few stops are enough. */
#ifdef __SANITIZE_ADDRESS__
#define EVERY 10
#else
#define EVERY 1
#endif

typedef struct checks {
    kj_gallery *gallery;
    const kj_stop *stop;
    const kj_theme *theme;
    const kj_list *list;
    size_t stops, frames, pairs, selected, faulty;
} checks;

static void fault(checks *c, const kj_area *area, const char *what)
{
    if (c->faulty++ < REPORTS_MAX)
        print_error("%s, %.*s, %s: '%.*s' %s\n", c->stop->kind, KJ_ARG(c->stop->name),
                    c->theme->name, KJ_ARG(area->action), what);
}

static bool inside(kj_rect inner, kj_rect outer)
{
    return inner.x >= outer.x - 1 && inner.y >= outer.y - 1 &&
           inner.x + inner.w <= outer.x + outer.w + 1 && inner.y + inner.h <= outer.y + outer.h + 1;
}

/* The box that an area was drawn as: the last rectangle of its size; NULL: it has none. */
static const kj_command *frame_of(const kj_list *list, const kj_area *area, size_t *index)
{
    const kj_command *frame = NULL;
    for (size_t i = list->covered; i < list->commands.count && i < area->drawn; i++) {
        const kj_command *command = &list->commands.ptr[i];
        const kj_rect r = command->rect, a = area->rect;
        if (command->kind != KJ_DRAW_RECT || command->text.len > 0 || fabs(r.x - a.x) > 3 ||
            fabs(r.y - a.y) > 3 || fabs(r.w - a.w) > 6 || fabs(r.h - a.h) > 6)
            continue;
        if (frame && (command->stroke & 0xFFu) == 0)
            continue; /* a ground within the frame */
        frame = command;
        *index = i;
    }
    return frame;
}

/* By how much it stands out from what lies around it, at its left and right. */
static double stands_out(const kj_list *list, const kj_command *frame, size_t index)
{
    double least = 21;
    const double y = frame->rect.y + frame->rect.h / 2;
    const double xs[] = {frame->rect.x - 3, frame->rect.x + frame->rect.w + 3};
    for (size_t i = 0; i < KJ_COUNT(xs); i++) {
        const kj_color around = kj_prove_ground(list, index, xs[i], y);
        double most = 1;
        if ((frame->stroke & 0xFFu) == 0xFF)
            most = fmax(most, kj_contrast(frame->stroke, around));
        if ((frame->fill & 0xFFu) == 0xFF)
            most = fmax(most, kj_contrast(frame->fill, around));
        least = fmin(least, most);
    }
    return least;
}

/* Words within an area, or a drawing that stands out. */
static bool has_words(const kj_list *list, const kj_area *area)
{
    for (size_t i = list->covered; i < list->commands.count; i++) {
        const kj_command *c = &list->commands.ptr[i];
        if (c->kind == KJ_DRAW_GLYPHS && c->text.len > 0 &&
            inside(kj_command_em_box(c), area->rect))
            return true;
        if (c->kind != KJ_DRAW_PATH || c->path_count == 0)
            continue;
        const kj_rect at = {c->path[0].x[0], c->path[0].y[0], 0, 0};
        const kj_color ink = (c->stroke & 0xFFu) ? c->stroke : c->fill;
        if (inside(at, area->rect) &&
            kj_contrast(ink, kj_prove_ground(list, i, at.x, at.y)) >= LEAST)
            return true;
    }
    return false;
}

/* Shapes within an area, its frame first, and what is written in it besides its own words: how many
 * texts, and of marks (a digit, a letter, a word of one character) which kind. */
#define SHAPES_MAX 64
typedef struct shapes {
    const kj_command *ptr[SHAPES_MAX];
    size_t count, texts;
    const char *text; /* the last one of them */
    char marks[SHAPES_MAX];
    size_t mark_count;
} shapes;

static void add_words(shapes *out, kj_span text, kj_span whole)
{
    out->texts += out->text != whole.ptr; /* not one a line */
    out->text = whole.ptr;
    size_t at = 0;
    if (kj_utf8_count(text) > 2 || out->mark_count + 4 >= SHAPES_MAX)
        return;
    const uint32_t c = kj_utf8_next(text, &at);
    if (c < 0x80) {
        out->marks[out->mark_count++] = c <= '9' ? '0' : 'a';
        return;
    }
    for (size_t i = 0; i < at; i++)
        out->marks[out->mark_count++] = text.ptr[i];
}

static shapes shapes_of(const kj_list *list, const kj_area *area)
{
    size_t index = 0;
    shapes out = {.ptr = {frame_of(list, area, &index)}, .count = 1};
    for (size_t i = list->covered; i < list->commands.count && out.count < SHAPES_MAX; i++) {
        const kj_command *c = &list->commands.ptr[i];
        const kj_rect at = c->kind == KJ_DRAW_PATH && c->path_count > 0
                               ? (kj_rect){c->path[0].x[0], c->path[0].y[0], 0, 0}
                               : c->rect;
        if (c->kind == KJ_DRAW_GLYPHS && c->text.len > 0 &&
            inside(kj_command_em_box(c), area->rect))
            add_words(&out, c->text, c->base);
        if (c != out.ptr[0] && (c->kind == KJ_DRAW_RECT || c->kind == KJ_DRAW_PATH) &&
            inside(at, area->rect))
            out.ptr[out.count++] = c;
    }
    return out;
}

/* WCAG's own measure: colours that differ by 3 : 1 in lightness are told apart without hue. */
static bool told_apart(kj_color a, kj_color b)
{
    if ((a & 0xFFu) == 0 || (b & 0xFFu) == 0)
        return (a & 0xFFu) != (b & 0xFFu);
    return kj_contrast(a, b) >= LEAST;
}

static bool look_alike(const kj_command *a, const kj_command *b)
{
    return a->kind == b->kind && a->path_count == b->path_count &&
           kj_span_equal(a->text, b->text) && !told_apart(a->fill, b->fill) &&
           !told_apart(a->stroke, b->stroke) && (a->dash > 0) == (b->dash > 0) &&
           (a->kind == KJ_DRAW_PATH || fabs(a->rect.w - b->rect.w) < 2 || a->radius < 4);
}

static bool is_control(const kj_area *area)
{
    return area->rect.w > 0 && area->action.len > 0 && area->role != KJ_ROLE_KEY &&
           area->role != KJ_ROLE_LINK;
}

static bool has_sign(const kj_list *list, const kj_area *area)
{
    const shapes all = shapes_of(list, area);
    for (size_t i = 1; i < all.count; i++) {
        const kj_command *c = all.ptr[i];
        if (c->kind == KJ_DRAW_PATH || c->text.len > 0 ||
            kj_contrast(c->fill, all.ptr[0] ? all.ptr[0]->fill : list->ground) >= LEAST)
            return true;
    }
    return false;
}

static void prove_control(checks *c, const kj_area *area)
{
    size_t index = 0;
    const kj_command *frame = frame_of(c->list, area, &index);
    const double ratio = frame ? stands_out(c->list, frame, index) : 1;
    c->frames += frame != NULL;
    if (area->role == KJ_ROLE_TEXT_FIELD && ratio < LEAST)
        fault(c, area, "is a field whose frame hardly shows");
    if (ratio < LEAST && !has_words(c->list, area))
        fault(c, area, "has neither words nor a frame that shows");
    if (!area->selected)
        return;
    c->selected++;
    if (ratio < LEAST && !has_sign(c->list, area))
        fault(c, area, "is selected, and hardly looks so");
}

static kj_span verb_of(const kj_area *area)
{
    return kj_span_sub(area->action, 0, kj_span_find(area->action, KJ_LIT(":"), 0));
}

/* Two of one kind that differ in the colour of their frames differ in a sign too. */
static void prove_pair(checks *c, const kj_area *a, const kj_area *b)
{
    size_t index = 0;
    const kj_command *x = frame_of(c->list, a, &index), *y = frame_of(c->list, b, &index);
    if (!x || !y || (x->fill == y->fill && x->stroke == y->stroke))
        return;
    c->pairs++;
    const shapes one = shapes_of(c->list, a), other = shapes_of(c->list, b);
    bool alike = one.count == other.count && one.texts == other.texts &&
                 one.mark_count == other.mark_count &&
                 memcmp(one.marks, other.marks, one.mark_count) == 0;
    for (size_t i = 0; alike && i < one.count; i++)
        alike = look_alike(one.ptr[i], other.ptr[i]);
    if (alike)
        fault(c, b, "differs from another of its kind by colour alone");
}

static void prove(checks *c, const kj_session *session, double scale)
{
    for (size_t t = 0; t < kj_theme_count; t++) {
        c->theme = kj_themes[t];
        const kj_list list =
            kj_gallery_screen(c->gallery, session, c->stop->now_ms, 1280, 720, scale, c->theme);
        c->list = &list;
        for (size_t i = 0; i < list.areas.count; i++) {
            const kj_area *area = &list.areas.ptr[i];
            if (!is_control(area))
                continue;
            prove_control(c, area);
            for (size_t k = 0; k < i; k++)
                if (is_control(&list.areas.ptr[k]) && list.areas.ptr[k].role == area->role &&
                    kj_span_equal(verb_of(&list.areas.ptr[k]), verb_of(area)))
                    prove_pair(c, &list.areas.ptr[k], area);
        }
    }
}

static void at_stop(void *ctx, const kj_stop *stop)
{
    checks *c = ctx;
    if (c->stops++ % EVERY != 0)
        return;
    c->stop = stop;
    prove(c, stop->session, c->stops / EVERY % 2 ? 1 : 2);
}

static void controls_and_states_show(void **state)
{
    checks c = {.gallery = *state};
    kj_arena *arena = kj_arena_new();
    kj_tour(c.gallery, arena, at_stop, &c);
    kj_arena_free(arena);
    print_message("%zu frames, %zu selected, %zu pairs of states at %zu stops\n", c.frames,
                  c.selected, c.pairs, c.stops);
    assert_true(c.frames > 10000 / EVERY && c.selected > 100 / EVERY && c.pairs > 100 / EVERY);
    assert_int_equal(c.faulty, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(controls_and_states_show, kj_gallery_open_course,
                                        kj_gallery_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
