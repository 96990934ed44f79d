/* tools/bench/layout_pango.c: the typesetter against PangoLayout: the same long text, font and
 * width, in one run.
 *
 * Prints a JSON object a line: what, both in microseconds (medians), ours / Pango's, and the goal
 * for that (0: only told); run.py judges.  Exit 1: they did not set the same.  Font files are found
 * before the clock starts, for both. */
#include "os/files.h"
#include "os/fontfiles.h"
#include "prose.h"
#include "text/typeset.h"

#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define TURNS ((size_t)15)
#define SIZE_PX 32.0
#define NARROW_EM 20.0
#define WIDE_EM 40.0

typedef struct bench {
    kj_arena *arena, *frame;
    kj_font_files files;
    kj_span paragraphs[KJ_PROSE_PARAGRAPHS];
    kj_typesetter *typesetter;
    PangoFontMap *map;
    PangoContext *context;
    PangoFontDescription *font;
    PangoLayout *layouts[KJ_PROSE_PARAGRAPHS];
    double width_em;
    size_t lines; /* of all layouts made so far: nothing is left out as unused */
} bench;

static double now_us(void)
{
    struct timespec t;
    timespec_get(&t, TIME_UTC);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void ours_again(bench *b)
{
    kj_arena_reset(b->frame);
    for (size_t i = 0; i < KJ_PROSE_PARAGRAPHS; i++)
        b->lines +=
            kj_typeset(b->typesetter, b->paragraphs[i],
                       (kj_paragraph_style){.width_em = b->width_em}, b->frame, NULL, KJ_NOWHERE)
                .line_count;
}

static void ours_anew(bench *b)
{
    kj_typesetter_free(b->typesetter);
    b->typesetter = kj_typesetter_new(&b->files);
    ours_again(b);
}

static void pango_again(bench *b)
{
    for (size_t i = 0; i < KJ_PROSE_PARAGRAPHS; i++) {
        pango_layout_set_width(b->layouts[i], (int)(b->width_em * SIZE_PX * PANGO_SCALE));
        b->lines += (size_t)pango_layout_get_line_count(b->layouts[i]);
    }
}

/* New layouts with fonts that are open already and have been shaped with. */
static void pango_layouts_anew(bench *b)
{
    for (size_t i = 0; i < KJ_PROSE_PARAGRAPHS; i++) {
        g_clear_object(&b->layouts[i]);
        b->layouts[i] = pango_layout_new(b->context);
        pango_layout_set_font_description(b->layouts[i], b->font);
        pango_layout_set_wrap(b->layouts[i], PANGO_WRAP_WORD_CHAR);
        pango_layout_set_text(b->layouts[i], b->paragraphs[i].ptr, (int)b->paragraphs[i].len);
    }
    pango_again(b);
}

static void pango_fonts_anew(bench *b)
{
    g_clear_object(&b->context);
    g_clear_object(&b->map);
    b->map = pango_cairo_font_map_new();
    b->context = pango_font_map_create_context(b->map);
    pango_context_set_language(b->context, pango_language_from_string("zh-Hans"));
    pango_layouts_anew(b);
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

typedef struct row {
    const char *name;
    void (*ours)(bench *b), (*pango)(bench *b);
    double goal;               /* ours / Pango's; 0: only told */
    double times_us[2][TURNS]; /* ours, Pango's */
} row;

static double timed(bench *b, void (*run)(bench *b))
{
    const double start = now_us();
    run(b);
    return now_us() - start;
}

/* In turns, so that whatever else the machine does meets both alike.  No width comes again. */
static void measure(bench *b, row *r)
{
    r->ours(b);
    r->pango(b);
    for (size_t turn = 0; turn < TURNS; turn++) {
        b->width_em = b->width_em + 0.37 < WIDE_EM ? b->width_em + 0.37 : NARROW_EM;
        r->times_us[0][turn] = timed(b, r->ours);
        r->times_us[1][turn] = timed(b, r->pango);
    }
    for (size_t who = 0; who < 2; who++)
        qsort(r->times_us[who], TURNS, sizeof *r->times_us[who], by_size);
}

static void tell(const row *r)
{
    const double ours = r->times_us[0][TURNS / 2], pango = r->times_us[1][TURNS / 2];
    printf("{\"name\":\"%s\",\"ours_us\":%.1f,\"pango_us\":%.1f,\"ratio\":%.4f,\"goal\":%.3f}\n",
           r->name, ours, pango, ours / pango, r->goal);
}

/* Both must have set the same text in the same font: as many characters fit on a line. */
static bool agree(bench *b)
{
    b->lines = 0;
    ours_again(b);
    const size_t ours = b->lines;
    pango_again(b);
    const size_t pango = b->lines - ours;
    if (ours > pango + pango / 20 || pango > ours + ours / 20) {
        fprintf(stderr, "%zu lines, Pango %zu: not the same text, font and width\n", ours, pango);
        return false;
    }
    return true;
}

int main(void)
{
    row rows[] = {
        {.name = "warm", .ours = ours_again, .pango = pango_again, .goal = 0.1},
        {.name = "cold", .ours = ours_anew, .pango = pango_fonts_anew, .goal = 0.25},
        {.name = "cold, Pango's fonts warm", .ours = ours_anew, .pango = pango_layouts_anew},
    };
    bench b = {.arena = kj_arena_new(), .frame = kj_arena_new(), .width_em = NARROW_EM};
    kj_sink sink = kj_stderr_sink(false);
    if (!kj_font_files_find(&b.files, b.arena, &sink))
        return 3;
    kj_prose(b.arena, b.paragraphs);
    b.font = pango_font_description_from_string("Noto Sans CJK SC");
    pango_font_description_set_absolute_size(b.font, SIZE_PX * PANGO_SCALE);
    ours_anew(&b);
    pango_fonts_anew(&b);
    const bool same = agree(&b);
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        measure(&b, &rows[i]);
        tell(&rows[i]);
    }
    for (size_t i = 0; i < KJ_PROSE_PARAGRAPHS; i++)
        g_object_unref(b.layouts[i]);
    pango_font_description_free(b.font);
    g_object_unref(b.context);
    g_object_unref(b.map);
    kj_typesetter_free(b.typesetter);
    kj_arena_free(b.frame);
    kj_arena_free(b.arena);
    return same ? 0 : 1;
}
