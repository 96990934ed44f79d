/* engine/cli/cmd_render.c: kejian render: the slides of a course as a PDF or as pictures. */
#include "cli/verbs.h"
#include "load/load.h"
#include "os/files.h"
#include "print/print.h"
#include "scene/draw.h"
#include "scene/handout.h"

#include <stdio.h>
#include <stdlib.h>

enum { SIDE_MIN = 320, SIDE_MAX = KJ_PICTURE_SIDE_MAX };
enum { SHEET_PIXELS = 1240 }; /* the width of A4 at 150 dots an inch */

typedef struct job {
    const kj_course *course;
    const kj_theme *theme;
    kj_font_files files;
    kj_typesetter *typesetter;
    kj_painter *painter;
    const kj_words *words;
    const char *out;
    uint32_t first, last; /* slides from 0, both included */
    int width, height;
    kj_handout handout; /* a_page 0: a page a slide */
    const char *class, *store;
    kj_arena *arena;
    kj_sink *sink;
} job;

/* "3", "3-7", "3-": slides counted from 1. */
static bool read_range(job *j, const char *text)
{
    const unsigned long count = j->course->slides.count;
    char *end = NULL;
    unsigned long from = 1, to = count;
    if (text) {
        from = to = strtoul(text, &end, 10);
        if (*end == '-' && end[1] == '\0')
            to = count;
        else if (*end == '-' && end[1] >= '0' && end[1] <= '9')
            to = strtoul(end + 1, &end, 10);
        else if (*end == '-')
            from = 0;
        if ((*end != '\0' && strcmp(end, "-") != 0) || text[0] < '0' || text[0] > '9')
            from = 0;
    }
    if (from < 1 || to < from || to > count) {
        kj_report(j->sink, KJ_NOWHERE, "E0901",
                  "--slides %s: the course has slides 1 to %lu; A-B is wanted", text, count);
        return false;
    }
    j->first = (uint32_t)from - 1;
    j->last = (uint32_t)to - 1;
    return true;
}

static bool read_size(job *j, const char *text)
{
    char *end = NULL;
    unsigned long width = 1920, height = 1080;
    if (text) {
        width = strtoul(text, &end, 10);
        height = *end == 'x' ? strtoul(end + 1, &end, 10) : 0;
        if (*end != '\0')
            height = 0;
    }
    if (width < SIDE_MIN || height < SIDE_MIN || width > SIDE_MAX || height > SIDE_MAX) {
        kj_report(j->sink, KJ_NOWHERE, "E0901",
                  "--size %s: WxH is wanted, each from %d to %d pixels", text, SIDE_MIN, SIDE_MAX);
        return false;
    }
    j->width = (int)width;
    j->height = (int)height;
    return true;
}

/* The shapes of `--size all`: the five that people have. */
static const struct {
    int width, height;
} shapes[] = {{1024, 768}, {1280, 800}, {1920, 1080}, {2560, 1080}, {768, 1024}};

static bool is_all(const char *text)
{
    return text && strcmp(text, "all") == 0;
}

/* Every shape, every theme, or both: pictures of slides only. */
static bool may_be_all(const job *j, const char *size, const char *theme)
{
    if ((is_all(size) || is_all(theme)) &&
        (j->handout.a_page || kj_span_ends(kj_span_of(j->out), KJ_LIT(".pdf")))) {
        kj_report(j->sink, KJ_NOWHERE, "E0901",
                  "'all' makes folders of pictures: -o DIR is wanted, without --notes or "
                  "--handout");
        return false;
    }
    return true;
}

static bool read_handout(job *j, const char *a_page, const char *notes)
{
    static const char *const words[] = {"1", "2", "3", "6"};
    j->handout = (kj_handout){.first = j->first, .last = j->last, .notes = notes != NULL};
    if (notes && a_page) {
        kj_report(j->sink, KJ_NOWHERE, "E0901", "--notes and --handout are two kinds of paper");
        return false;
    }
    if (notes)
        j->handout.a_page = 1;
    for (size_t i = 0; i < KJ_COUNT(words) && a_page; i++)
        if (strcmp(a_page, words[i]) == 0)
            j->handout.a_page = (uint32_t)(words[i][0] - '0');
    if (a_page && j->handout.a_page == 0) {
        kj_report(j->sink, KJ_NOWHERE, "E0901", "--handout %s: 1, 2, 3 or 6 slides a page", a_page);
        return false;
    }
    return true;
}

static uint32_t page_count(const job *j)
{
    return j->handout.a_page ? kj_handout_pages(&j->handout) : j->last - j->first + 1;
}

/* The slides of a page, both included. */
static void slides_of(const job *j, uint32_t page, uint32_t *first, uint32_t *last)
{
    *first = *last = j->first + page;
    if (j->handout.a_page)
        kj_handout_slides(&j->handout, page, first, last);
}

static kj_list draw(const job *j, uint32_t page, kj_arena *arena)
{
    const kj_scene scene = {
        .course = j->course,
        .theme = j->theme,
        .words = j->words,
        .typesetter = j->typesetter,
        .canvas = kj_canvas_for(j->width, j->height, 1.0),
        .arena = arena,
        .sink = j->handout.a_page ? j->sink : NULL,
    };
    if (j->handout.a_page)
        return kj_handout_page(&scene, &j->handout, page);
    return kj_scene_slide(&scene, j->first + page, UINT32_MAX);
}

/* Links to a slide, and to the first slide of a part, where the file has it. */
static void lead(const job *j, kj_pdf *pdf, kj_arena *scratch)
{
    for (uint32_t page = 0; page < page_count(j); page++) {
        uint32_t first, last;
        slides_of(j, page, &first, &last);
        for (uint32_t i = first; i <= last; i++) {
            const kj_slide *slide = &j->course->slides.ptr[i];
            const kj_part *part = &j->course->parts.ptr[slide->part];
            kj_pdf_lead(pdf, kj_arena_format(scratch, "peek:%.*s", KJ_ARG(slide->id)), page + 1);
            if (part->first_slide == i)
                kj_pdf_lead(pdf, kj_arena_format(scratch, "part:%.*s", KJ_ARG(part->id)), page + 1);
        }
    }
}

/* Entries for the slides of the page that comes next, under those of their parts. */
static void outline(const job *j, kj_pdf *pdf, uint32_t page, kj_arena *scratch)
{
    uint32_t first, last;
    slides_of(j, page, &first, &last);
    for (uint32_t i = first; i <= last; i++) {
        const kj_slide *slide = &j->course->slides.ptr[i];
        const kj_part *part = &j->course->parts.ptr[slide->part];
        if (part->first_slide == i || i == j->first) {
            const kj_span name = kj_part_name(j->words, part, scratch);
            kj_pdf_outline(pdf,
                           kj_arena_format(scratch, "%.*s%s%.*s", KJ_ARG(name),
                                           name.len ? "　" : "", KJ_ARG(part->title)),
                           0);
        }
        kj_pdf_outline(pdf, slide->menu.len > 0 ? slide->menu : slide->title.plain, 1);
    }
}

static bool render_pdf(const job *j)
{
    kj_arena *frame = kj_arena_new();
    kj_pdf *pdf = kj_pdf_new(j->painter, j->course->title);
    kj_span bytes;
    lead(j, pdf, frame);
    for (uint32_t page = 0; page < page_count(j); page++) {
        kj_arena_reset(frame);
        const kj_list list = draw(j, page, frame);
        outline(j, pdf, page, frame);
        kj_pdf_page(pdf, &list, (kj_span){NULL, 0});
    }
    const bool done =
        kj_pdf_finish(pdf, j->arena, &bytes, j->sink) && kj_file_write(j->out, bytes, j->sink);
    kj_arena_free(frame);
    return done;
}

static kj_span picture_path(const job *j, uint32_t page, kj_arena *arena)
{
    const uint32_t slide = j->first + page;
    if (j->handout.a_page && !j->handout.notes)
        return kj_arena_format(arena, "%s/handout-%02u.png", j->out, (unsigned)page + 1);
    return kj_arena_format(arena, "%s/%s%02u-%.*s.png", j->out, j->handout.notes ? "notes-" : "",
                           (unsigned)slide + 1, KJ_ARG(j->course->slides.ptr[slide].id));
}

static bool render_pictures(const job *j)
{
    kj_arena *frame = kj_arena_new();
    bool done = kj_path_is_folder(j->out) || kj_folder_make(j->out, j->sink);
    for (uint32_t page = 0; page < page_count(j) && done; page++) {
        const kj_list list = draw(j, page, frame);
        const kj_span path = picture_path(j, page, frame);
        kj_span bytes;
        done = kj_paint_png(j->painter, &list, j->handout.a_page ? SHEET_PIXELS : j->width, frame,
                            &bytes, j->sink) &&
               kj_file_write(path.ptr, bytes, j->sink);
        kj_arena_reset(frame);
    }
    kj_arena_free(frame);
    return done;
}

/* A name that does not exist is wrong use; a file says itself what it is. */
static int theme_exit(const char *theme, const kj_sink *sink)
{
    const bool file = !theme || kj_span_ends(kj_span_of(theme), KJ_LIT(".json"));
    return file ? kj_exit_for(sink) : KJ_EXIT_USAGE;
}

/* A folder below `out` for each theme and shape that was asked for as one of all. */
static bool render_all(const job *j, const char *size, const char *theme)
{
    const size_t themes = is_all(theme) ? kj_theme_count : 1;
    const size_t sizes = is_all(size) ? KJ_COUNT(shapes) : 1;
    bool done = kj_path_is_folder(j->out) || kj_folder_make(j->out, j->sink);
    for (size_t t = 0; t < themes && done; t++) {
        job one = *j;
        if (is_all(theme)) {
            one.theme = kj_themes[t];
            one.out = kj_arena_format(j->arena, "%s/%s", j->out, one.theme->name).ptr;
            done = kj_path_is_folder(one.out) || kj_folder_make(one.out, j->sink);
        }
        const char *below = one.out;
        for (size_t s = 0; s < sizes && done; s++) {
            if (is_all(size)) {
                one.width = shapes[s].width;
                one.height = shapes[s].height;
                one.out = kj_arena_format(j->arena, "%s/%dx%d", below, one.width, one.height).ptr;
            }
            done = render_pictures(&one);
        }
    }
    return done;
}

/* The hand-out of a class: what it was shown, and not the course as it is. */
static int render_class(const job *j)
{
    kj_store *store = kj_cli_store(j->store, KJ_STORE_READ, j->sink);
    const kj_print_class_order order = {
        .course = j->course,
        .store = store,
        .class = kj_span_of(j->class),
        .a_page = j->handout.a_page,
        .theme = j->theme,
        .words = j->words,
    };
    kj_span pdf;
    if (store && kj_print_class(&order, &pdf, j->arena, j->sink))
        kj_file_write(j->out, pdf, j->sink);
    kj_store_close(store);
    return kj_exit_for(j->sink);
}

/* It has its own slides and its own shape, and is a PDF. */
static bool may_be_class(const job *j, const char *slides, const char *size, const char *theme)
{
    if (j->store && !j->class) {
        kj_report(j->sink, KJ_NOWHERE, "E0901", "--store is of --class");
        return false;
    }
    if (!j->class || (!slides && !size && !is_all(theme) && !j->handout.notes &&
                      kj_span_ends(kj_span_of(j->out), KJ_LIT(".pdf"))))
        return true;
    kj_report(j->sink, KJ_NOWHERE, "E0901",
              "--class makes a PDF, -o OUT.pdf, of what was shown: without --slides, --size and "
              "--notes");
    return false;
}

static int render(job *j, const char *size, const char *theme)
{
    if (j->class)
        return render_class(j);
    if (!kj_load_fonts(j->course, j->theme, NULL, &j->files, j->arena, j->sink))
        return kj_exit_for(j->sink);
    j->typesetter = kj_typesetter_new(&j->files);
    kj_scene_check_glyphs(j->course, j->typesetter, j->sink);
    j->painter = kj_painter_new(&j->files, kj_load_pictures(j->course, j->theme, j->arena));
    const bool pdf = kj_span_ends(kj_span_of(j->out), KJ_LIT(".pdf"));
    const bool done = pdf ? render_pdf(j) : render_all(j, size, theme);
    kj_painter_free(j->painter);
    kj_typesetter_free(j->typesetter);
    return done && j->sink->errors == 0 ? KJ_EXIT_DONE : kj_exit_for(j->sink);
}

static int run(int argc, char **argv)
{
    const char *out = NULL, *slides = NULL, *size = NULL, *theme = NULL, *course = NULL;
    const char *handout = NULL, *notes = NULL, *lang = NULL, *class = NULL, *store = NULL;
    const kj_option_row options[] = {
        {"-o", false, &out, "a .pdf file, or a folder for pictures"},
        {"--slides", false, &slides, "A-B, counted from 1"},
        {"--size", false, &size, "WxH in pixels, or all"},
        {"--theme", false, &theme, "light, dark, high-contrast, all or a FILE.json"},
        {"--lang", false, &lang, "zh-Hans or en"},
        {"--notes", true, &notes, "each slide with the presenter's notes, on A4"},
        {"--handout", false, &handout, "1, 2, 3 or 6 slides a page, on A4"},
        {"--class", false, &class, "what a class was shown, by its number"},
        {"--store", false, &store, "the store's file"},
    };
    size_t count;
    kj_sink sink = kj_stderr_sink(false);
    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), &course, 1, &count, &sink))
        return KJ_EXIT_USAGE;
    if (!course || !out) {
        kj_report_hint(&sink, KJ_NOWHERE, "E0901",
                       KJ_LIT("kejian render courses/key-account -o slides.pdf"),
                       "name the course, and with -o what to make of it");
        return KJ_EXIT_USAGE;
    }
    job j = {.out = out, .arena = kj_arena_new(), .sink = &sink, .class = class, .store = store};
    int code = KJ_EXIT_USAGE;
    j.course = kj_load_course(course, j.arena, &sink);
    if (j.course && j.course->specimen && !notes && !handout &&
        !kj_span_ends(kj_span_of(out), KJ_LIT(".pdf"))) {
        size = size ? size : "all";
        theme = theme ? theme : "all";
    }
    if (!j.course)
        code = kj_exit_for(&sink);
    else if (kj_options_words(lang, j.course->language, &j.words, &sink) &&
             read_range(&j, slides) && read_size(&j, is_all(size) ? NULL : size) &&
             read_handout(&j, handout, notes) && may_be_all(&j, size, theme) &&
             may_be_class(&j, slides, size, theme)) {
        const char *one = is_all(theme) ? kj_themes[0]->name : theme;
        j.theme = kj_load_theme(j.course, kj_span_of(one), j.arena, &sink);
        code = j.theme ? render(&j, size, theme) : theme_exit(theme, &sink);
    }
    kj_arena_free(j.arena);
    return code;
}

const kj_command_row kj_command_render = {
    .name = "render",
    .usage =
        "usage: kejian render COURSE -o OUT.pdf|DIR [--slides A-B] [--size WxH] "
        "[--theme NAME] [--lang LANGUAGE] [--notes | --handout N]\n"
        "       kejian render COURSE --class ID -o OUT.pdf [--handout N] [--theme NAME] "
        "[--store FILE]\n\n"
        "  -o OUT.pdf     a PDF, a page a slide, with outline and links; its text can be searched\n"
        "  -o DIR         a PNG a slide, DIR/NN-SLIDE-ID.png\n"
        "  --slides A-B   only these, counted from 1; 3, 3-7, 3-\n"
        "  --size WxH     pixels of a picture, and the shape of a page (1920x1080); all: the five\n"
        "                 shapes 4:3, 16:10, 16:9, 21:9 and 3:4, each in a folder DIR/WxH\n"
        "  --theme NAME   light, dark, high-contrast or a FILE.json; else the course's own; all:\n"
        "                 the first three, each in a folder DIR/NAME (with --size all, in\n"
        "                 DIR/NAME/WxH).  Of a course that calls itself a specimen both are\n"
        "                 'all' where they are left out\n"
        "  --lang LANGUAGE  of the program's own words on the pages, zh-Hans or en; else the\n"
        "                 course's\n"
        "  --notes        A4 upright: each slide with the notes, the question and the minutes\n"
        "  --handout N    A4 upright: 1, 2, 3 or 6 slides a page; 1 and 3 with lines to write\n"
        "                 on; pictures of these pages are 1240 pixels wide, DIR/notes-NN-ID.png\n"
        "                 and DIR/handout-NN.png\n"
        "  --class ID     what that class was shown, in the order of the class, with what was\n"
        "                 drawn on it, and its questions with votes and answers; 'kejian report\n"
        "                 class' tells the numbers\n"
        "  --store FILE   where the class is recorded; else $KEJIAN_STORE, else\n"
        "                 $XDG_DATA_HOME/kejian/records.db\n\n"
        "Exit codes: 0 done, 1 the course has problems, 2 wrong usage, 3 no course, no fonts, "
        "or\nthe file cannot be written.",
    .about = "Makes a PDF or pictures of a course's slides.",
    .run = run,
};
