/* tests/paint/agree_test.c: a slide in the window, as a PNG and on the page of a PDF is one
 * picture.
 *
 * Window and PNG are painted by the same call and must be equal to the bit.  The PDF's page, made a
 * picture of the same size by poppler, has its own anti-aliasing, does not move lines to whole
 * pixels, and hints no glyph.  What is tolerated: over all channels a mean difference of MEAN of
 * 255; and FAR pixels in a thousand that have no pixel of a like colour (within NEAR in each
 * channel) among themselves and their eight neighbours in the other picture. */
#include "gallery.h"

#include "load/load.h"
#include "scene/draw.h"
#include "os/files.h"
#include "os/fontfiles.h"
#include "test.h"

#include <math.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define COURSE KJ_ROOT "/courses/key-account"
#define MEAN 2.0
#define NEAR 64
#define FAR 2.5

enum { WIDTH = 1920, HEIGHT = 1080, SIZE = WIDTH * HEIGHT * 3 };

/* Cairo 1.16 forgets one array a font while it makes the subset for a PDF. */
const char *__lsan_default_suppressions(void); /* NOLINT(bugprone-reserved-identifier) */
const char *__lsan_default_suppressions(void)  /* NOLINT(bugprone-reserved-identifier) */
{
    return "leak:libcairo.so";
}

typedef struct measure {
    double mean, far;
} measure;

static bool near_in(const unsigned char *pixel, const unsigned char *other, int x, int y)
{
    for (int v = y > 0 ? y - 1 : 0; v <= y + 1 && v < HEIGHT; v++)
        for (int u = x > 0 ? x - 1 : 0; u <= x + 1 && u < WIDTH; u++) {
            const unsigned char *p = other + ((ptrdiff_t)v * WIDTH + u) * 3;
            if (abs(p[0] - pixel[0]) <= NEAR && abs(p[1] - pixel[1]) <= NEAR &&
                abs(p[2] - pixel[2]) <= NEAR)
                return true;
        }
    return false;
}

static measure compare(const unsigned char *a, const unsigned char *b)
{
    double sum = 0;
    size_t far = 0;
    for (size_t i = 0; i < SIZE; i++)
        sum += abs(a[i] - b[i]);
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            const ptrdiff_t at = ((ptrdiff_t)y * WIDTH + x) * 3;
            far += !near_in(a + at, b, x, y) || !near_in(b + at, a, x, y);
        }
    return (measure){sum / SIZE, 1000.0 * (double)far / ((double)WIDTH * HEIGHT)};
}

static unsigned char *from_png(kj_gallery *g, kj_painter *painter, const kj_list *list)
{
    kj_span bytes;
    png_image image = {.version = PNG_IMAGE_VERSION};
    assert_true(kj_paint_png(painter, list, WIDTH, g->arena, &bytes, &g->sink->sink));
    assert_true(png_image_begin_read_from_memory(&image, bytes.ptr, bytes.len) != 0);
    assert_int_equal(image.width, WIDTH);
    assert_int_equal(image.height, HEIGHT);
    image.format = PNG_FORMAT_RGB;
    unsigned char *pixels = KJ_NEW(g->arena, unsigned char, SIZE);
    assert_true(png_image_finish_read(&image, NULL, pixels, 0, NULL) != 0);
    return pixels;
}

static unsigned char *from_window(kj_gallery *g, kj_painter *painter, const kj_list *list)
{
    const kj_pixels window = {KJ_NEW(g->arena, unsigned char, (size_t)WIDTH *HEIGHT * 4), WIDTH,
                              HEIGHT, WIDTH * 4};
    unsigned char *pixels = KJ_NEW(g->arena, unsigned char, SIZE);
    kj_paint(painter, list, window, WIDTH / list->width);
    for (size_t i = 0; i < (size_t)WIDTH * HEIGHT; i++) {
        uint32_t pixel;
        memcpy(&pixel, window.data + i * 4, 4);
        pixels[i * 3] = (unsigned char)(pixel >> 16);
        pixels[i * 3 + 1] = (unsigned char)(pixel >> 8);
        pixels[i * 3 + 2] = (unsigned char)pixel;
    }
    return pixels;
}

/* A page as a file; its name is XXXXXX at the end of `path` before. */
static void write_pdf(kj_gallery *g, kj_painter *painter, const kj_list *list, char *path)
{
    kj_span bytes;
    kj_pdf *pdf = kj_pdf_new(painter, KJ_LIT("slide"));
    kj_pdf_page(pdf, list, (kj_span){NULL, 0});
    assert_true(kj_pdf_finish(pdf, g->arena, &bytes, &g->sink->sink));
    const int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes.ptr, bytes.len), bytes.len);
    close(file);
}

/* pdftoppm writes a PPM: "P6", width, height, 255, one white space, then the bytes. */
static unsigned char *from_pdf(kj_gallery *g, kj_painter *painter, const kj_list *list)
{
    char path[] = "/tmp/kejian-agree-XXXXXX";
    write_pdf(g, painter, list, path);
    const kj_span command = kj_arena_format(
        g->arena, "pdftoppm -singlefile -scale-to-x %d -scale-to-y %d %s", WIDTH, HEIGHT, path);
    FILE *ppm = popen(command.ptr, "r"); /* NOLINT(cert-env33-c): the command is ours */
    assert_non_null(ppm);
    char head[32] = {0};
    for (int lines = 0, n = 0; lines < 3 && n < 31; n++) {
        head[n] = (char)fgetc(ppm);
        lines += head[n] == '\n';
    }
    unsigned char *pixels = KJ_NEW(g->arena, unsigned char, SIZE);
    const size_t got = fread(pixels, 1, SIZE, ppm);
    assert_int_equal(pclose(ppm), 0);
    unlink(path);
    assert_string_equal(head, "P6\n1920 1080\n255\n");
    assert_int_equal(got, SIZE);
    return pixels;
}

static void window_png_and_pdf_agree(void **state)
{
    static const char *const slides[] = {"open-cover", "open-hard", "p2-title", "p2-levels"};
    kj_gallery *g = *state;
    kj_painter *painter = kj_painter_new(&g->fonts, kj_load_pictures(g->course, NULL, g->arena));
    const unsigned char *before = NULL;
    for (size_t i = 0; i < KJ_COUNT(slides); i++) {
        const uint32_t slide = kj_course_find(g->course, KJ_REF_SLIDE, kj_span_of(slides[i]));
        assert_true(slide != KJ_NONE);
        const kj_list list =
            kj_gallery_draw(g, slide, UINT32_MAX, WIDTH, HEIGHT, 1, &kj_theme_light);
        const unsigned char *png = from_png(g, painter, &list);
        const unsigned char *pdf = from_pdf(g, painter, &list);
        assert_memory_equal(png, from_window(g, painter, &list), SIZE);
        const measure m = compare(png, pdf);
        if (getenv("KJ_MEASURE"))
            printf("%s: mean %.3f, far %.3f in a thousand\n", slides[i], m.mean, m.far);
        if (m.mean > MEAN || m.far > FAR)
            fail_msg("%s: mean %.3f, far %.3f in a thousand", slides[i], m.mean, m.far);
        /* Another slide is told apart by both. */
        if (before) {
            const measure other = compare(png, before);
            assert_true(other.mean > 2 * MEAN && other.far > 10 * FAR);
        }
        before = pdf;
    }
    kj_painter_free(painter);
}

/* A page of vertical lines: all that stands upright or turns in them, dots and lines beside them.
 */
static kj_list vertical_page(kj_gallery *g, kj_scene *scene)
{
    static const kj_mark marks[] = {
        {.kind = KJ_MARK_DOTS, .start = 0, .len = 12},
        {.kind = KJ_MARK_TERM, .start = 12, .len = 12},
    };
    static const char words[] =
        "客户价值决定价格：2026年，12家客户中有3家“A级”（占25%）……Northgate公司达100万元——"
        "很好！真的吗？是、不是；《合同》·【附录】";
    kj_draw draw;
    *scene = (kj_scene){.theme = &kj_theme_light,
                        .typesetter = g->typesetter,
                        .canvas = kj_canvas_for(WIDTH, HEIGHT, 1),
                        .arena = g->arena,
                        .course = g->course};
    kj_draw_begin(&draw, scene);
    static const double sizes[] = {72, 40, 28};
    double right = 1840;
    for (size_t i = 0; i < KJ_COUNT(sizes); i++) {
        const kj_font_role role = i == 0 ? KJ_FONT_SERIF_BOLD : KJ_FONT_SANS;
        kj_text_style style = kj_style(sizes[i], role, KJ_COLOR_INK);
        style.vertical = true;
        style.align = i == 1 ? KJ_ALIGN_JUSTIFY : KJ_ALIGN_LEFT;
        const kj_text text = {
            .plain = kj_span_of(words), .marks = marks, .mark_count = KJ_COUNT(marks)};
        const kj_text_block block = kj_draw_measure(&draw, text, 0, 800, style);
        assert_true(block.fits && block.height > 700);
        right -= block.width + 60;
        kj_draw_block(&draw, &block, right, 120);
    }
    return draw.list;
}

/* Each line is read as one, whatever turns in it. */
static void expect_lines_read(kj_gallery *g, kj_painter *painter, const kj_list *list)
{
    char path[] = "/tmp/kejian-agree-XXXXXX", text[4096];
    write_pdf(g, painter, list, path);
    const kj_span command = kj_arena_format(g->arena, "pdftotext -raw %s -", path);
    FILE *reader = popen(command.ptr, "r"); /* NOLINT(cert-env33-c): the command is ours */
    assert_non_null(reader);
    const kj_span read = {text, fread(text, 1, sizeof text, reader)};
    assert_int_equal(pclose(reader), 0);
    unlink(path);
    size_t at = 0;
    for (size_t i = 0; i < list->commands.count; i++) {
        const kj_command *c = &list->commands.ptr[i];
        if (c->kind != KJ_DRAW_GLYPHS)
            continue;
        assert_true(c->vertical);
        const kj_span line = kj_arena_format(g->arena, "%.*s\n", KJ_ARG(c->text));
        const size_t found = kj_span_find(read, line, at);
        if (found == SIZE_MAX)
            fail_msg("'%.*s' is not read as a line", KJ_ARG(c->text));
        at = found + line.len;
    }
    assert_true(at > 0);
}

static void vertical_lines_agree_too(void **state)
{
    kj_gallery *g = *state;
    kj_scene scene;
    kj_painter *painter = kj_painter_new(&g->fonts, kj_load_pictures(g->course, NULL, g->arena));
    const kj_list list = vertical_page(g, &scene);
    const unsigned char *png = from_png(g, painter, &list);
    assert_memory_equal(png, from_window(g, painter, &list), SIZE);
    const measure m = compare(png, from_pdf(g, painter, &list));
    if (m.mean > MEAN || m.far > FAR)
        fail_msg("mean %.3f, far %.3f in a thousand", m.mean, m.far);
    expect_lines_read(g, painter, &list);
    kj_painter_free(painter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(window_png_and_pdf_agree),
                                       cmocka_unit_test(vertical_lines_agree_too)};
    return cmocka_run_group_tests(tests, kj_gallery_open_course, kj_gallery_close);
}
