/* tests/paint/screens.c: makes pictures of every kind of screen of the real course, to be looked
 * at.
 *
 *   paint_screens FOLDER [--lang L] [--theme T] [--scale PERCENT] [--size WxH] [--each] [--slides]
 *
 * A learner comes by all of them (tests/scene/tour.h); of each kind in each condition the first one
 * is taken, of questions and slides one of each form.  Each language, theme and enlargement, or the
 * one that is asked for, gets its sheets of six pages, LANG-THEME-PERCENT-NN.png, and screens.txt
 * says what is where; with --each every page is a picture of its own; with --slides the pages are
 * the course's slides, all of them and nothing else. */
#include "scene/tour.h"

#include "load/load.h"
#include "os/files.h"
#include "paint/paint.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { COLUMNS = 2, ROWS = 3, PAGES = 6, GAP = 12, SEEN_MAX = 512 };

static const char *const langs[] = {"zh-Hans", "en"};
static const kj_theme *const themes[] = {&kj_theme_light, &kj_theme_dark, &kj_theme_contrast};
static const int percents[] = {100, 150, 200};

typedef struct job {
    const char *folder, *lang, *theme;
    int percent, width, height;
    bool each, slides;
    kj_gallery *gallery;
    kj_painter *painter;
    kj_arena *arena;
    kj_pixels sheet;
    struct {
        const char *lang;
        const kj_theme *theme;
        int percent;
    } now;
    kj_span seen[SEEN_MAX];
    size_t seen_count, on_sheet, sheets, pages;
    kj_text_buffer index;
} job;

static void fail(const char *what, const char *which)
{
    fprintf(stderr, "paint_screens: %s %s\n", what, which);
    exit(1);
}

static void write_png(const job *j, kj_pixels pixels, const char *name)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)pixels.width,
                       .height = (png_uint_32)pixels.height,
                       .format = PNG_FORMAT_BGRA};
    kj_arena *arena = kj_arena_new();
    for (int y = 0; y < pixels.height; y++)
        for (int x = 0; x < pixels.width; x++)
            pixels.data[(size_t)y * (size_t)pixels.stride + (size_t)4 * (size_t)x + 3] = 0xFF;
    if (!png_image_write_to_file(&image, kj_arena_format(arena, "%s/%s", j->folder, name).ptr, 0,
                                 pixels.data, pixels.stride, NULL))
        fail("cannot write", name);
    kj_arena_free(arena);
}

/* ---- which screens ---- */

/* What tells one kind of screen from another. */
static kj_span kind_of(const job *j, const kj_stop *stop, kj_arena *arena)
{
    const kj_course *course = j->gallery->course;
    const kj_session *session = stop->session;
    if (strcmp(stop->kind, "slide") == 0 && j->slides)
        return kj_arena_format(arena, "slide %s %.*s", stop->what, KJ_ARG(stop->name));
    if (strcmp(stop->kind, "slide") == 0)
        return kj_arena_format(arena, "slide %s %s", stop->what,
                               course->slides.ptr[session->lesson->slide].visual.type->name);
    if (strcmp(stop->kind, "list") == 0 && strcmp(stop->what, "full") == 0)
        return kj_arena_format(arena, "list %.*s", KJ_ARG(stop->name));
    if (strcmp(stop->kind, "question") == 0 || strcmp(stop->kind, "feedback") == 0) {
        const kj_run *run = &session->lesson->run;
        const uint32_t question = run->question[run->shown];
        const char *form = run->kind == KJ_RUN_DRILL
                               ? course->drills.ptr[run->object].form.type->name
                               : course->items.ptr[question].form.type->name;
        return kj_arena_format(arena, "%s %s %s", stop->kind, stop->what, form);
    }
    return kj_arena_format(arena, "%s %s", stop->kind, stop->what);
}

static bool is_new(job *j, kj_span kind)
{
    for (size_t i = 0; i < j->seen_count; i++)
        if (kj_span_equal(j->seen[i], kind))
            return false;
    if (j->seen_count == SEEN_MAX)
        fail("too many kinds of screens, not taken:", kind.ptr);
    j->seen[j->seen_count++] = kj_arena_copy(j->arena, kind);
    return true;
}

/* ---- pictures ---- */

static void blank(job *j)
{
    for (int y = 0; y < j->sheet.height; y++)
        memset(j->sheet.data + (size_t)y * (size_t)j->sheet.stride, 0x80,
               (size_t)4 * (size_t)j->sheet.width);
}

static kj_span sheet_name(const job *j, size_t number)
{
    return kj_arena_format(j->arena, "%s-%s-%d-%02zu.png", j->now.lang, j->now.theme->name,
                           j->now.percent, number);
}

static void end_sheet(job *j)
{
    if (j->on_sheet == 0)
        return;
    write_png(j, j->sheet, sheet_name(j, ++j->sheets).ptr);
    j->on_sheet = 0;
    blank(j);
}

static kj_pixels cell_of(const job *j)
{
    const int column = (int)j->on_sheet % COLUMNS, row = (int)j->on_sheet / COLUMNS;
    const int x = GAP + column * (j->width + GAP), y = GAP + row * (j->height + GAP);
    return (kj_pixels){j->sheet.data + (size_t)y * (size_t)j->sheet.stride + (size_t)x * 4,
                       j->width, j->height, j->sheet.stride};
}

static void draw(job *j, const kj_stop *stop, const kj_session *session, kj_span kind)
{
    const double scale = j->now.percent / 100.0;
    const kj_canvas canvas = kj_canvas_for(j->width, j->height, scale);
    const kj_pixels cell = cell_of(j);
    const kj_list list = kj_gallery_screen(j->gallery, session, stop->now_ms, j->width, j->height,
                                           scale, j->now.theme);
    kj_paint(j->painter, &list, cell, kj_canvas_scale(canvas, j->width, j->height));
    kj_putf(&j->index, "%.*s %zu: %.*s, %.*s\n", KJ_ARG(sheet_name(j, j->sheets + 1)),
            j->on_sheet + 1, KJ_ARG(kind), KJ_ARG(stop->name));
    if (j->each)
        write_png(j, cell,
                  kj_arena_format(j->arena, "%s-%s-%d-page-%03zu.png", j->now.lang,
                                  j->now.theme->name, j->now.percent, j->pages)
                      .ptr);
    j->pages++;
    if (++j->on_sheet == PAGES)
        end_sheet(j);
}

/* What can lie over a page, once. */
static void draw_covers(job *j, const kj_stop *stop)
{
    kj_session over = *stop->session;
    over.help = true;
    draw(j, stop, &over, KJ_LIT("help over"));
    over = *stop->session;
    over.leaving = true;
    draw(j, stop, &over, KJ_LIT("leaving"));
    over = *stop->session;
    over.unsaved = true;
    draw(j, stop, &over, KJ_LIT("unsaved"));
    over = *stop->session;
    over.welcome = true;
    draw(j, stop, &over, KJ_LIT("welcome"));
    over = *stop->session;
    over.mute = true;
    draw(j, stop, &over, KJ_LIT("no voice"));
}

static void at_stop(void *ctx, const kj_stop *stop)
{
    job *j = ctx;
    const kj_span kind = kind_of(j, stop, j->arena);
    /* A slide that has not been built yet has little to see. */
    const bool slide = kj_span_starts(kind, KJ_LIT("slide "));
    if (kj_span_starts(kind, KJ_LIT("slide at")) || (j->slides && !slide) || !is_new(j, kind))
        return;
    draw(j, stop, stop->session, kind);
    if (kj_span_is(kind, "home fresh"))
        draw_covers(j, stop);
}

static void make(job *j, const char *lang, const kj_theme *theme, int percent)
{
    kj_arena *tour = kj_arena_new();
    j->now.lang = lang;
    j->now.theme = theme;
    j->now.percent = percent;
    j->gallery->words = kj_words_for(kj_span_of(lang));
    j->seen_count = j->sheets = 0;
    kj_tour(j->gallery, tour, at_stop, j);
    end_sheet(j);
    kj_arena_free(tour);
    printf("%s, %s, %d %%: %zu sheets\n", lang, theme->name, percent, j->sheets);
}

static void make_all(job *j)
{
    for (size_t l = 0; l < KJ_COUNT(langs); l++)
        for (size_t t = 0; t < KJ_COUNT(themes); t++)
            for (size_t p = 0; p < KJ_COUNT(percents); p++)
                if ((!j->lang || strcmp(j->lang, langs[l]) == 0) &&
                    (!j->theme || strcmp(j->theme, themes[t]->name) == 0) &&
                    (j->percent == 0 || j->percent == percents[p]))
                    make(j, langs[l], themes[t], percents[p]);
}

static void read_arguments(job *j, int argc, char **argv)
{
    if (argc < 2)
        fail("which folder?",
             "FOLDER [--lang L] [--theme T] [--scale P] [--size WxH] [--each] [--slides]");
    j->folder = argv[1];
    for (int i = 2; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        if (strcmp(argv[i], "--each") == 0 || strcmp(argv[i], "--slides") == 0) {
            *(argv[i][2] == 'e' ? &j->each : &j->slides) = true;
            continue;
        }
        if (strcmp(argv[i], "--lang") == 0)
            j->lang = value;
        else if (strcmp(argv[i], "--theme") == 0)
            j->theme = value;
        else if (strcmp(argv[i], "--scale") == 0)
            j->percent = (int)strtol(value, NULL, 10);
        else if (strcmp(argv[i], "--size") == 0) {
            char *end = NULL;
            j->width = (int)strtol(value, &end, 10);
            j->height = *end == 'x' ? (int)strtol(end + 1, NULL, 10) : 0;
        } else
            fail("no option", argv[i]);
        i++;
    }
    if (j->width < 320 || j->height < 320 || j->width > 4096 || j->height > 4096)
        fail("--size WxH is wanted,", "from 320x320 to 4096x4096");
}

int main(int argc, char **argv)
{
    void *state = NULL;
    job j = {.width = 960, .height = 540};
    read_arguments(&j, argc, argv);
    if (kj_gallery_open_course(&state) != 0)
        return 1;
    j.gallery = state;
    j.arena = kj_arena_new();
    j.index.arena = j.arena;
    j.painter =
        kj_painter_new(&j.gallery->fonts, kj_load_pictures(j.gallery->course, NULL, j.arena));
    j.sheet.width = GAP + COLUMNS * (j.width + GAP);
    j.sheet.height = GAP + ROWS * (j.height + GAP);
    j.sheet.stride = 4 * j.sheet.width;
    j.sheet.data = KJ_NEW(j.arena, unsigned char, (size_t)j.sheet.stride *(size_t)j.sheet.height);
    blank(&j);
    (void)mkdir(j.folder, 0777); /* or it is there; else the first picture says so */
    make_all(&j);
    kj_file_write(kj_arena_format(j.arena, "%s/screens.txt", j.folder).ptr, kj_put_span(&j.index),
                  &j.gallery->sink->sink);
    const bool made = j.pages > 0 && j.gallery->sink->sink.errors == 0;
    if (!made)
        fprintf(stderr, "no picture: %.*s", KJ_ARG(kj_test_sink_text(j.gallery->sink)));
    kj_painter_free(j.painter);
    kj_arena_free(j.arena);
    kj_gallery_close(&state);
    return made ? 0 : 1;
}
