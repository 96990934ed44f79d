/* tests/scene/screens_test.c: every kind of screen of the real course, in every shape of window, at
 * every enlargement and in every theme. */
#include "tour.h"

#include "golden.h"
#include "proof.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

typedef struct shape {
    const char *name;
    int width, height;
} shape;

/* 1280×720 and 3840×2160 are the canvas of 1920×1080 (see same_shape_same_page). */
static const shape shapes[] = {{"16x9", 1920, 1080},
                               {"4x3", 1024, 768},
                               {"16x10", 1280, 800},
                               {"21x9", 2560, 1080},
                               {"portrait", 768, 1024}};
static const size_t narrow[] = {1, 4};
static const double scales[] = {1, 1.5, 2};
static const kj_theme *const themes[] = {&kj_theme_light, &kj_theme_dark, &kj_theme_contrast};

/* The sanitizers look at what is done, not at what comes out: there each stop has one shape and
 * size, the next stop another; the release proves all of them. */
#ifdef __SANITIZE_ADDRESS__
#define EVERY 15
#else
#define EVERY 1
#endif

#define KINDS_MAX 24
#define REPORTS_MAX 20 /* the others are only counted */

/* Pages that are kept as text: the first of each name. */
static const struct {
    const char *file, *kind, *name;
    size_t shape;
} kept[] = {
    {"home-fresh", "home", "fresh", 0},
    {"home-end", "home", "at the end", 4},
    {"home-days", "home", "on three days in a row", 0},
    {"home-days-without", "home", "after days without", 0},
    {"part-half", "part", "half done needs", 0},
    {"hotspot", "question", "half-filled needs-q01", 0},
    {"single-wrong", "feedback", "wrong needs-q04", 0},
    {"single-wrong", "feedback", "wrong needs-q04", 1},
    {"sort-half", "question", "half-filled needs-q03", 0},
    {"case-right", "feedback", "right needs-q20", 0},
    {"rewrite-wrong", "feedback", "wrong needs-rw-1 1", 0},
    {"chain-wrong", "feedback", "wrong needs-ch-1 1", 4},
    {"rapid-timed", "question", "timed needs-rf-1 1", 0},
    {"result-failed", "result", "failed needs", 0},
    {"roleplay", "roleplay", "before n3", 0},
    {"debrief", "debrief", "of lost", 0},
};

typedef struct proofs {
    kj_gallery *gallery;
    size_t stops, pages, faulty;
    struct {
        const char *kind;
        size_t stops;
    } kinds[KINDS_MAX];
    bool written[sizeof kept / sizeof kept[0]];
} proofs;

static double least_height(const kj_area *area)
{
    /* Lists of slides, drills and questions are dense: there 44 units, as a page of a book has its
     * lines closer than a form its fields; elsewhere 56. */
    static const char *const dense[] = {"slide:", "drill:", "peek:"};
    /* Words within a text are as high as its lines (WCAG 2.2, 2.5.8, its exception "inline"). */
    if (kj_span_starts(area->action, KJ_LIT("term:")) && area->role == KJ_ROLE_LINK)
        return 24;
    for (size_t i = 0; i < KJ_COUNT(dense); i++)
        if (kj_span_starts(area->action, kj_span_of(dense[i])))
            return 44;
    return 56;
}

static void small_text(const kj_list *list, kj_text_buffer *out)
{
    for (size_t i = 0; i < list->commands.count; i++) {
        const kj_command *c = &list->commands.ptr[i];
        if (c->kind == KJ_DRAW_GLYPHS && c->text.len && c->size < KJ_SIZE_SMALLEST - 0.01 &&
            !kj_span_is(c->text, "～"))
            kj_putf(out, "'%.*s' is only %.1f units high\n", KJ_ARG(c->text), c->size);
    }
}

/* No exclamation marks in words of ours; a customer may raise the voice. */
static void loud_words(const kj_list *list, kj_text_buffer *out)
{
    for (size_t i = 0; i < list->areas.count; i++) {
        const kj_span said = list->areas.ptr[i].label;
        if (kj_span_find(said, KJ_LIT("“"), 0) != SIZE_MAX)
            continue;
        if (kj_span_find(said, KJ_LIT("！"), 0) != SIZE_MAX ||
            kj_span_find(said, KJ_LIT("!"), 0) != SIZE_MAX)
            kj_putf(out, "'%.*s' shouts\n", KJ_ARG(said));
    }
}

static void prove(proofs *p, const kj_stop *stop, const char *over, const kj_session *session,
                  size_t s, size_t k, size_t t)
{
    kj_arena *frame = p->gallery->frame;
    const kj_list list = kj_gallery_screen(p->gallery, session, stop->now_ms, shapes[s].width,
                                           shapes[s].height, scales[k], themes[t]);
    kj_text_buffer found = {.arena = frame};
    kj_put(&found, kj_prove(&list, frame));
    kj_put(&found, kj_prove_presses(&list, least_height, frame));
    small_text(&list, &found);
    loud_words(&list, &found);
    p->pages++;
    if (found.len == 0)
        return;
    const kj_span said = kj_put_span(&found);
    if (p->faulty++ < REPORTS_MAX)
        print_error("%s, %.*s%s, %s, %.0f%%, %s:\n%.*s", stop->kind, KJ_ARG(stop->name), over,
                    shapes[s].name, scales[k] * 100, themes[t]->name,
                    (int)(said.len < 500 ? said.len : 500), said.ptr);
}

static size_t count_kind(proofs *p, const char *kind)
{
    size_t i = 0;
    while (p->kinds[i].kind && strcmp(p->kinds[i].kind, kind) != 0)
        i++;
    assert_true(i + 1 < KINDS_MAX);
    p->kinds[i].kind = kind;
    return p->kinds[i].stops++;
}

/* What can lie over a page. */
static void prove_covered(proofs *p, const kj_stop *stop, size_t s, size_t k, size_t t)
{
    static const struct {
        const char *name;
        bool help, leaving, unsaved, welcome;
    } overs[] = {{" under help", true, false, false, false},
                 {" when leaving", false, true, false, false},
                 {" unsaved", false, false, true, false},
                 {" welcomed", false, false, false, true}};
    for (size_t i = 0; i < KJ_COUNT(overs); i++) {
        kj_session session = *stop->session;
        session.help = overs[i].help;
        session.leaving = overs[i].leaving;
        session.unsaved = overs[i].unsaved;
        session.welcome = overs[i].welcome;
        prove(p, stop, overs[i].name, &session, s, k, t);
    }
}

static void keep(proofs *p, const kj_stop *stop)
{
    for (size_t i = 0; i < KJ_COUNT(kept); i++) {
        if (p->written[i] || strcmp(stop->kind, kept[i].kind) != 0 ||
            !kj_span_is(stop->name, kept[i].name))
            continue;
        const shape *s = &shapes[kept[i].shape];
        kj_arena *frame = p->gallery->frame;
        const kj_list list = kj_gallery_screen(p->gallery, stop->session, stop->now_ms, s->width,
                                               s->height, 1, &kj_theme_light);
        const kj_span file =
            kj_arena_format(frame, "scene/golden/screens/%s.%s.txt", kept[i].file, s->name);
        kj_golden_check(file.ptr, kj_list_dump(&list, frame));
        p->written[i] = true;
    }
}

/* Pages whose foot or buttons are fullest: in English in the narrow shapes. */
static bool wholly_english(const kj_stop *stop)
{
    return strcmp(stop->kind, "home") == 0 || strcmp(stop->kind, "who") == 0 ||
           strcmp(stop->kind, "pin") == 0 || strcmp(stop->kind, "settings") == 0 ||
           kj_span_find(stop->name, KJ_LIT("the final test"), 0) != SIZE_MAX;
}

/* Every stop in every shape and at every enlargement; every few stops of a kind also covered.  The
 * theme changes colours only, so a third of the pages each is enough. */
static void at_stop(void *ctx, const kj_stop *stop)
{
    proofs *p = ctx;
    keep(p, stop);
    const size_t n = p->stops++, of_kind = count_kind(p, stop->kind);
    for (size_t s = 0; s < KJ_COUNT(shapes); s++)
        for (size_t k = 0; k < KJ_COUNT(scales); k++)
            if ((n + s * KJ_COUNT(scales) + k) % EVERY == 0)
                prove(p, stop, "", stop->session, s, k, (n + s + k) % KJ_COUNT(themes));
    if (of_kind % 7 == 0)
        prove_covered(p, stop, (of_kind / 7) % KJ_COUNT(shapes), (of_kind / 7 + n) % 3, n % 3);
    /* English is longer: each size in one shape, other stops in other shapes. */
    p->gallery->words = kj_words_for(KJ_LIT("en"));
    for (size_t k = 0; k < KJ_COUNT(scales); k++)
        if ((n + k) % EVERY < KJ_COUNT(scales))
            prove(p, stop, " in English", stop->session, (n + k) % KJ_COUNT(shapes), k,
                  (n + k) % KJ_COUNT(themes));
    for (size_t k = 0; k < KJ_COUNT(scales) && wholly_english(stop); k++)
        for (size_t i = 0; i < KJ_COUNT(narrow); i++)
            prove(p, stop, " in English", stop->session, narrow[i], k, (n + k) % KJ_COUNT(themes));
    if (of_kind % 7 == 0)
        prove_covered(p, stop, n % KJ_COUNT(shapes), of_kind / 7 % KJ_COUNT(scales), n % 3);
    p->gallery->words = NULL;
}

static void every_screen_holds(void **state)
{
    proofs p = {.gallery = *state};
    kj_arena *arena = kj_arena_new();
    kj_tour(p.gallery, arena, at_stop, &p);
    kj_arena_free(arena);
    for (size_t i = 0; p.kinds[i].kind; i++)
        print_message("%s: %zu stops\n", p.kinds[i].kind, p.kinds[i].stops);
    print_message("%zu pages of %zu stops\n", p.pages, p.stops);
    for (size_t i = 0; i < KJ_COUNT(kept); i++)
        if (!p.written[i])
            fail_msg("no stop is called '%s'", kept[i].name);
    assert_int_equal(p.faulty, 0);
}

/* Windows of one shape have one page; only its scale differs. */
static void same_shape_same_page(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1280, 720}, {1920, 1080}, {3840, 2160}};
    for (size_t i = 0; i < KJ_COUNT(sizes); i++) {
        const kj_canvas canvas = kj_canvas_for(sizes[i][0], sizes[i][1], 1);
        assert_true(canvas.width > 1919.99 && canvas.width < 1920.01);
        assert_true(canvas.height > 1079.99 && canvas.height < 1080.01);
    }
}

static kj_text long_text(kj_arena *arena, kj_span part, size_t times)
{
    kj_text_buffer out = {.arena = arena};
    for (size_t i = 0; i < times; i++)
        kj_put(&out, part);
    return (kj_text){.plain = kj_put_span(&out)};
}

static const kj_diag *find_fit(const kj_test_sink *sink, kj_span id)
{
    for (size_t i = 0; i < sink->diags.count; i++)
        if (strcmp(sink->diags.ptr[i].code, "E0605") == 0 &&
            kj_span_find(sink->diags.ptr[i].message, id, 0) != SIZE_MAX)
            return &sink->diags.ptr[i];
    return NULL;
}

/* What authors are told: nothing of this course; of one with too long a question, a feedback or a
 * customer who never stops, which it is. */
static void says_which_does_not_fit(void **state)
{
    kj_gallery *g = *state;
    kj_arena *arena = kj_arena_new();
    kj_course course = *g->course;
    const kj_scene scene = {.course = &course,
                            .theme = &kj_theme_light,
                            .typesetter = g->typesetter,
                            .arena = g->frame};
    kj_test_sink *clean = kj_test_sink_new(arena);
    kj_scene_check_fit(&scene, &clean->sink);
    if (clean->sink.errors + clean->sink.warnings)
        fail_msg("%.*s", KJ_ARG(kj_test_sink_text(clean)));

    const kj_span much = KJ_LIT("客户的话要一句一句听完，再想该问什么。");
    course.items.ptr = KJ_NEW(arena, kj_item, course.items.count);
    memcpy(course.items.ptr, g->course->items.ptr, course.items.count * sizeof(kj_item));
    course.items.ptr[1].stem = long_text(arena, much, 60);
    course.items.ptr[3].why = long_text(arena, much, 60);
    kj_roleplay *play = KJ_NEW(arena, kj_roleplay, course.roleplays.count);
    memcpy(play, g->course->roleplays.ptr, course.roleplays.count * sizeof(kj_roleplay));
    course.roleplays.ptr = play;
    play->nodes.ptr = KJ_NEW(arena, kj_node, play->nodes.count);
    memcpy(play->nodes.ptr, g->course->roleplays.ptr[0].nodes.ptr,
           play->nodes.count * sizeof(kj_node));
    play->nodes.ptr[1].say = long_text(arena, much, 60);
    kj_test_sink *sink = kj_test_sink_new(arena);
    kj_scene_check_fit(&scene, &sink->sink);
    const kj_span wrong[] = {course.items.ptr[1].id, course.items.ptr[3].id, play->nodes.ptr[1].id};
    for (size_t i = 0; i < KJ_COUNT(wrong); i++) {
        const kj_diag *said = find_fit(sink, wrong[i]);
        assert_non_null(said);
        assert_non_null(said->at.source);
    }
    assert_null(find_fit(sink, course.items.ptr[2].id));
    kj_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_shape_same_page),
        cmocka_unit_test(every_screen_holds),
        cmocka_unit_test(says_which_does_not_fit),
    };
    return cmocka_run_group_tests(tests, kj_gallery_open_course, kj_gallery_close);
}
