/* tools/bench/layout.c: the typesetter against bare hb_shape of the same paragraphs, in one run.
 *
 * Prints a line a figure: name, nanoseconds a character, ratio to the floor, goal.  Exit 1: a goal
 * is missed.  The text is prose of the course's kind: marks, figures, Latin names. */
#include "os/fontfiles.h"
#include "os/files.h"
#include "text/typeset.h"

#include <hb.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define REPEATS 9
#define PARAGRAPHS 300

/* clang-format off */
static const char *const sentences[] = {
    "关系建立不是请客吃饭，而是让对方相信：把难题交给你，比交给自己人更省心。",
    "用SPIN四类问题推进谈话：背景问题要少，难点问题要准，影响问题要深，价值问题要客户自己说出。",
    "销售周期通常为90～180天，平均有6～8位决策人参与，立项要等3个月。",
    "采购总监反问：“你们和上一家有什么不同？”（停顿了很久。）他在等一个具体的例子。",
    "年采购额超过100万元的客户才进入名单，单笔合同约￥1,200,000，是普通客户的4倍。",
    "真正的决策人——分管生产的副总——往往不会在第一次会议上出现。",
    "先读《顾问式销售》和《提问的艺术》（任选一本），再写下“我最想问客户的三个问题”。",
    "客户沉默了……不要急着填补空白，数到五……再开口。",
};
/* clang-format on */

static double now_ns(void)
{
    struct timespec t;
    timespec_get(&t, TIME_UTC);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

typedef struct bench {
    kj_arena *arena, *frame;
    kj_font_files files;
    kj_span paragraphs[PARAGRAPHS];
    size_t characters;
    kj_typesetter *typesetter;
    hb_font_t *font;
    hb_buffer_t *buffer;
    double width_em;
} bench;

/* Paragraphs of two to six sentences, each different from the others. */
static void make_text(bench *b)
{
    for (size_t i = 0; i < PARAGRAPHS; i++) {
        kj_text_buffer out = {.arena = b->arena};
        kj_putf(&out, "第%zu段：", i + 1);
        for (size_t k = 0; k < 2 + i % 5; k++)
            kj_put(&out, kj_span_of(sentences[(i * 3 + k * 5) % KJ_COUNT(sentences)]));
        b->paragraphs[i] = kj_put_span(&out);
        b->characters += kj_utf8_count(b->paragraphs[i]);
    }
}

static void shape_bare(bench *b)
{
    for (size_t i = 0; i < PARAGRAPHS; i++) {
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
    for (size_t i = 0; i < PARAGRAPHS; i++)
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

/* The median of some runs after one that warms up, in nanoseconds a character. */
static double measure(bench *b, void (*run)(bench *b))
{
    double times[REPEATS];
    run(b);
    for (size_t i = 0; i < REPEATS; i++) {
        const double start = now_ns();
        run(b);
        times[i] = (now_ns() - start) / (double)b->characters;
    }
    qsort(times, REPEATS, sizeof *times, by_size);
    return times[REPEATS / 2];
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

int main(void)
{
    static const struct {
        const char *name;
        void (*run)(bench *b);
        double goal; /* ratio to the floor; 0: only told */
    } rows[] = {
        {"layout cold (fonts opened)", cold, 0},
        {"layout warm", warm, 0.35},
        {"re-flow at a new width", reflow, 0.1},
        {"re-flow, justified", reflow_justified, 0},
    };
    bench b = {.arena = kj_arena_new(), .frame = kj_arena_new(), .width_em = 28};
    kj_sink sink = kj_stderr_sink(false);
    if (!kj_font_files_find(&b.files, b.arena, &sink) || !open_bare(&b))
        return 3;
    make_text(&b);
    b.typesetter = kj_typesetter_new(&b.files);
    bool met = true;
    const double floor_ns = measure(&b, shape_bare);
    printf("%-28s %8.2f ns/character\n", "floor: hb_shape", floor_ns);
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        const double ns = measure(&b, rows[i].run);
        printf("%-28s %8.2f ns/character  %6.3f x", rows[i].name, ns, ns / floor_ns);
        if (rows[i].goal > 0) {
            const bool row_met = ns <= rows[i].goal * floor_ns;
            met = met && row_met;
            printf("  goal %.2f %s", rows[i].goal, row_met ? "met" : "MISSED");
        }
        putchar('\n');
    }
    printf("caches: %zu KiB for %zu characters\n", kj_typesetter_bytes(b.typesetter) / 1024,
           b.characters);
    kj_typesetter_free(b.typesetter);
    hb_buffer_destroy(b.buffer);
    hb_font_destroy(b.font);
    kj_arena_free(b.frame);
    kj_arena_free(b.arena);
    return met ? 0 : 1;
}
