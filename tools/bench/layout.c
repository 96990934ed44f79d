/* tools/bench/layout.c: the typesetter against bare hb_shape of the same paragraphs, in one run.
 *
 * Prints a line a figure: name, nanoseconds a character, ratio to the floor, goal; exit 1: a goal
 * is missed.  --json: the whole text's microseconds only. */
#include "os/fontfiles.h"
#include "os/files.h"
#include "prose.h"
#include "text/typeset.h"

#include <hb.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define TURNS ((size_t)7)
#define IN_A_ROW ((size_t)3)
#define TIMES (TURNS * IN_A_ROW)

static double now_ns(void)
{
    struct timespec t;
    timespec_get(&t, TIME_UTC);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

typedef struct bench {
    kj_arena *arena, *frame;
    kj_font_files files;
    kj_span paragraphs[KJ_PROSE_PARAGRAPHS];
    size_t characters;
    kj_typesetter *typesetter;
    hb_font_t *font;
    hb_buffer_t *buffer;
    double width_em;
} bench;

static void shape_bare(bench *b)
{
    for (size_t i = 0; i < KJ_PROSE_PARAGRAPHS; i++) {
        const kj_span text = b->paragraphs[i];
        hb_buffer_reset(b->buffer);
        hb_buffer_add_utf8(b->buffer, text.ptr, (int)text.len, 0, (int)text.len);
        hb_buffer_set_direction(b->buffer, HB_DIRECTION_LTR);
        hb_buffer_set_script(b->buffer, HB_SCRIPT_HAN);
        hb_buffer_set_language(b->buffer, hb_language_from_string("zh-Hans", -1));
        hb_shape(b->font, b->buffer, NULL, 0);
    }
}

static void typeset(bench *b, kj_align align)
{
    kj_arena_reset(b->frame);
    for (size_t i = 0; i < KJ_PROSE_PARAGRAPHS; i++)
        kj_typeset(b->typesetter, b->paragraphs[i],
                   (kj_paragraph_style){.width_em = b->width_em, .align = align}, b->frame, NULL,
                   KJ_NOWHERE);
}

static void cold(bench *b)
{
    kj_typesetter_free(b->typesetter);
    b->typesetter = kj_typesetter_new(&b->files);
    typeset(b, KJ_ALIGN_LEFT);
}

/* As the same page is drawn again. */
static void warm(bench *b)
{
    typeset(b, KJ_ALIGN_LEFT);
}

/* Widths that come again only after more layouts than are kept. */
static void next_width(bench *b)
{
    b->width_em = b->width_em < 40 ? b->width_em + 0.37 : 20;
}

static void reflow(bench *b)
{
    next_width(b);
    typeset(b, KJ_ALIGN_LEFT);
}

static void reflow_justified(bench *b)
{
    next_width(b);
    typeset(b, KJ_ALIGN_JUSTIFY);
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

typedef struct row {
    const char *name, *key;
    void (*run)(bench *b);
    double goal; /* ratio to the floor; 0: only told */
    double times_us[TIMES], median_us;
} row;

/* In turns, so that whatever else the machine does meets all of them alike; each some times in a
 * row after one that warms up; medians. */
static void measure(bench *b, row *rows, size_t count)
{
    for (size_t turn = 0; turn < TURNS; turn++)
        for (size_t i = 0; i < count; i++) {
            rows[i].run(b);
            for (size_t k = 0; k < IN_A_ROW; k++) {
                const double start = now_ns();
                rows[i].run(b);
                rows[i].times_us[turn * IN_A_ROW + k] = (now_ns() - start) / 1e3;
            }
        }
    for (size_t i = 0; i < count; i++) {
        qsort(rows[i].times_us, TIMES, sizeof *rows[i].times_us, by_size);
        rows[i].median_us = rows[i].times_us[TIMES / 2];
    }
}

static bool tell(const bench *b, const row *rows, size_t count)
{
    bool met = true;
    for (size_t i = 0; i < count; i++) {
        const double ratio = rows[i].median_us / rows[0].median_us;
        printf("%-28s %8.2f ns/character  %6.3f x", rows[i].name,
               rows[i].median_us * 1e3 / (double)b->characters, ratio);
        if (rows[i].goal > 0)
            printf("  goal %.2f %s", rows[i].goal, ratio <= rows[i].goal ? "met" : "MISSED");
        met = met && (rows[i].goal <= 0 || ratio <= rows[i].goal);
        putchar('\n');
    }
    printf("caches: %zu KiB for %zu characters\n", kj_typesetter_bytes(b->typesetter) / 1024,
           b->characters);
    return met;
}

static void tell_json(const row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        printf("%s\"%s_us\":%.3f", i > 0 ? "," : "{", rows[i].key, rows[i].median_us);
    puts("}");
}

static bool open_bare(bench *b)
{
    const kj_font_file *file = &b->files.files[KJ_FONT_SANS];
    hb_blob_t *blob = hb_blob_create(file->bytes.ptr, (unsigned)file->bytes.len,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, file->face_index);
    b->font = hb_font_create(face);
    b->buffer = hb_buffer_create();
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return b->buffer != NULL;
}

int main(int argc, char **argv)
{
    row rows[] = {
        {.name = "floor: hb_shape", .key = "floor", .run = shape_bare},
        {.name = "layout cold, fonts opened", .key = "cold", .run = cold},
        {.name = "layout warm", .key = "warm", .run = warm, .goal = 0.35},
        {.name = "re-flow at a new width", .key = "reflow", .run = reflow, .goal = 0.1},
        {.name = "re-flow, justified", .key = "reflow_justified", .run = reflow_justified},
    };
    bench b = {.arena = kj_arena_new(), .frame = kj_arena_new(), .width_em = 28};
    kj_sink sink = kj_stderr_sink(false);
    if (!kj_font_files_find(&b.files, b.arena, &sink) || !open_bare(&b))
        return 3;
    b.characters = kj_prose(b.arena, b.paragraphs);
    measure(&b, rows, KJ_COUNT(rows));
    bool met = true;
    if (argc > 1 && strcmp(argv[1], "--json") == 0)
        tell_json(rows, KJ_COUNT(rows));
    else
        met = tell(&b, rows, KJ_COUNT(rows));
    kj_typesetter_free(b.typesetter);
    hb_buffer_destroy(b.buffer);
    hb_font_destroy(b.font);
    kj_arena_free(b.frame);
    kj_arena_free(b.arena);
    return met ? 0 : 1;
}
