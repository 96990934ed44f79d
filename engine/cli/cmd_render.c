/* engine/cli/cmd_render.c: kejian render: the slides of a course as a PDF or as pictures. */
#include "cli/command.h"
#include "load/load.h"
#include "os/files.h"
#include "os/fontfiles.h"
#include "scene/scene.h"

#include <stdio.h>
#include <stdlib.h>

enum { SIDE_MIN = 320, SIDE_MAX = KJ_PICTURE_SIDE_MAX };

typedef struct job {
    const kj_course *course;
    const kj_theme *theme;
    kj_font_files files;
    kj_typesetter *typesetter;
    kj_painter *painter;
    const char *out;
    uint32_t first, last; /* slides from 0, both included */
    int width, height;
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

static bool read_theme(job *j, const char *name)
{
    j->theme = kj_theme_find(name ? kj_span_of(name) : j->course->theme);
    if (!j->theme && name) {
        kj_report(j->sink, KJ_NOWHERE, "E0901", "--theme %s: light, dark and high-contrast exist",
                  name);
        return false;
    }
    if (!j->theme)
        j->theme = &kj_theme_light;
    return true;
}

static kj_list draw(const job *j, uint32_t slide, kj_arena *arena)
{
    const kj_scene scene = {
        .course = j->course,
        .theme = j->theme,
        .typesetter = j->typesetter,
        .canvas = kj_canvas_for(j->width, j->height, 1.0),
        .arena = arena,
    };
    return kj_scene_slide(&scene, slide, UINT32_MAX);
}

static bool render_pdf(const job *j)
{
    kj_arena *frame = kj_arena_new();
    kj_pdf *pdf = kj_pdf_new(j->painter, j->course->title);
    kj_span bytes;
    for (uint32_t i = j->first; i <= j->last; i++) {
        const kj_slide *slide = &j->course->slides.ptr[i];
        const kj_list list = draw(j, i, frame);
        kj_pdf_page(pdf, &list, slide->menu.len > 0 ? slide->menu : slide->title.plain);
        kj_arena_reset(frame);
    }
    const bool done =
        kj_pdf_finish(pdf, j->arena, &bytes, j->sink) && kj_file_write(j->out, bytes, j->sink);
    kj_arena_free(frame);
    return done;
}

static bool render_pictures(const job *j)
{
    kj_arena *frame = kj_arena_new();
    bool done = kj_path_is_folder(j->out) || kj_folder_make(j->out, j->sink);
    for (uint32_t i = j->first; i <= j->last && done; i++) {
        const kj_list list = draw(j, i, frame);
        const kj_span path = kj_arena_format(frame, "%s/%02u-%.*s.png", j->out, i + 1,
                                             KJ_ARG(j->course->slides.ptr[i].id));
        kj_span bytes;
        done = kj_paint_png(j->painter, &list, j->width, frame, &bytes, j->sink) &&
               kj_file_write(path.ptr, bytes, j->sink);
        kj_arena_reset(frame);
    }
    kj_arena_free(frame);
    return done;
}

static int render(job *j, const char *course)
{
    if (!kj_font_files_find(&j->files, j->arena, j->sink))
        return KJ_EXIT_WORLD;
    j->typesetter = kj_typesetter_new(&j->files);
    j->painter = kj_painter_new(&j->files, kj_load_pictures(course, j->arena));
    const bool pdf = kj_span_ends(kj_span_of(j->out), KJ_LIT(".pdf"));
    const bool done = pdf ? render_pdf(j) : render_pictures(j);
    kj_painter_free(j->painter);
    kj_typesetter_free(j->typesetter);
    return done ? KJ_EXIT_DONE : kj_exit_for(j->sink);
}

static int run(int argc, char **argv)
{
    const char *out = NULL, *slides = NULL, *size = NULL, *theme = NULL, *course = NULL;
    const kj_option_row options[] = {
        {"-o", false, &out, "a .pdf file, or a folder for pictures"},
        {"--slides", false, &slides, "A-B, counted from 1"},
        {"--size", false, &size, "WxH in pixels"},
        {"--theme", false, &theme, "light, dark or high-contrast"},
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
    job j = {.out = out, .arena = kj_arena_new(), .sink = &sink};
    int code = KJ_EXIT_USAGE;
    j.course = kj_load_course(course, j.arena, &sink);
    if (!j.course)
        code = kj_exit_for(&sink);
    else if (read_range(&j, slides) && read_size(&j, size) && read_theme(&j, theme))
        code = render(&j, course);
    kj_arena_free(j.arena);
    return code;
}

const kj_command_row kj_command_render = {
    .name = "render",
    .usage = "usage: kejian render COURSE -o OUT.pdf|DIR [--slides A-B] [--size WxH] "
             "[--theme NAME]\n\n"
             "  -o OUT.pdf     a PDF, a page a slide, with an outline; its text can be searched\n"
             "  -o DIR         a PNG a slide, DIR/NN-SLIDE-ID.png\n"
             "  --slides A-B   only these, counted from 1; 3, 3-7, 3-\n"
             "  --size WxH     pixels of a picture, and the shape of a page (1920x1080)\n"
             "  --theme NAME   light, dark or high-contrast; else the course's own\n\n"
             "Exit codes: 0 done, 1 the course has problems, 2 wrong usage, 3 no course, no fonts, "
             "or\nthe file cannot be written.",
    .about = "Makes a PDF or pictures of a course's slides.",
    .run = run,
};
