/* engine/scene/screens/field.c: a text that is being typed, of one line or of many: its letters,
 * the selection, the caret.  What is too long shows the lines around the caret. */
#include "scene/screens/screens.h"

#include <assert.h>
#include <math.h>

#define PADDING_X 24
#define PADDING_Y 16

/* A line on the screen; all blocks are measured from parts of one copy of the draft, which the
 * field's area has too, so that a press finds its byte. */
typedef struct row {
    const kj_text_block *block; /* of the draft's line that it is a part of */
    size_t line;                /* of the block */
    size_t start, len;          /* of the draft's line */
} row;

typedef struct rows {
    KJ_LIST(row) list;
    size_t capacity;
} rows;

static void add_rows(kj_draw *draw, rows *out, kj_span text, size_t start, double width)
{
    kj_arena *arena = draw->scene->arena;
    kj_text_block *block = KJ_NEW(arena, kj_text_block, 1);
    /* An empty line is as high as one with a blank. */
    const kj_span shown = text.len ? text : KJ_LIT(" ");
    *block = kj_draw_measure(draw, kj_plain(shown), width, 0,
                             kj_style(KJ_SIZE_BODY, KJ_FONT_SANS, KJ_COLOR_INK));
    for (size_t i = 0; i < block->paragraph.line_count; i++)
        *KJ_PUSH(arena, &out->list, &out->capacity, row) = (row){block, i, start, text.len};
}

/* Where the row's text begins and ends in the draft; the end of a block's last one takes in what
 * follows, so that the caret behind a blank has its place. */
static size_t row_start(const row *r)
{
    const kj_line *line = &r->block->paragraph.lines[r->line];
    return r->start + (line->text.len ? (size_t)(line->text.ptr - r->block->text.plain.ptr) : 0);
}

static size_t row_end(const row *r)
{
    if (r->line + 1 == r->block->paragraph.line_count)
        return r->start + r->len + 1;
    const row next = {r->block, r->line + 1, r->start, r->len};
    return row_start(&next);
}

/* From the row's left to byte `at` of the draft. */
static double x_of(const row *r, size_t at)
{
    const kj_line *line = &r->block->paragraph.lines[r->line];
    double em = 0;
    for (size_t i = 0; i < line->cluster_count && r->start + line->clusters[i].start < at; i++)
        em = (double)line->clusters[i].x_em + (double)line->clusters[i].advance_em;
    return em * r->block->size;
}

/* The byte of the draft before which a caret that far along would stand. */
static size_t byte_at(const row *r, double x)
{
    const kj_line *line = &r->block->paragraph.lines[r->line];
    size_t at = row_start(r);
    for (size_t i = 0; i < line->cluster_count && r->len; i++) {
        const kj_cluster *c = &line->clusters[i];
        if (x < ((double)c->x_em + (double)c->advance_em / 2) * r->block->size)
            return r->start + c->start;
        at = r->start + c->start + c->len;
    }
    /* Behind the last character of a line that goes on: that is where the next one begins. */
    return at < row_end(r) ? at : row_end(r) - 1;
}

static void draw_selection(kj_draw *draw, const row *r, const kj_draft *draft, double x, double y)
{
    const size_t low = draft->caret < draft->anchor ? draft->caret : draft->anchor;
    const size_t high = draft->caret < draft->anchor ? draft->anchor : draft->caret;
    const size_t from = low > row_start(r) ? low : row_start(r);
    const size_t to = high < row_end(r) ? high : row_end(r);
    if (from >= to)
        return;
    const double left = x_of(r, from), right = x_of(r, to);
    if (right > left)
        kj_draw_box(draw, (kj_rect){x + left, y, right - left, r->block->line_height},
                    (kj_box_style){.fill = KJ_COLOR_DAI3, .filled = true});
}

static void draw_row(kj_draw *draw, const row *r, double x, double y)
{
    kj_text_block one = *r->block;
    one.paragraph.lines += r->line;
    one.paragraph.line_count = 1;
    one.height = one.line_height;
    kj_draw_block(draw, &one, x, y);
}

double kj_field_height(const kj_draw *draw, size_t lines)
{
    return (double)lines * 4 * round(kj_draw_size(draw, KJ_SIZE_BODY) * 1.55 / 4) + 2 * PADDING_Y;
}

void kj_draw_field(kj_draw *draw, const kj_draft *draft, kj_rect rect, kj_span ghost)
{
    const kj_span typed =
        kj_arena_copy(draw->scene->arena, (kj_span){draft->text, draft->text_len});
    const double width = rect.w - 2 * PADDING_X, x = rect.x + PADDING_X, y = rect.y + PADDING_Y;
    rows all = {.capacity = 0};
    for (size_t at = 0; at <= typed.len;) {
        const size_t feed = kj_span_find(typed, KJ_LIT("\n"), at);
        const size_t end = feed == SIZE_MAX ? typed.len : feed;
        add_rows(draw, &all, kj_span_sub(typed, at, end), at, width);
        at = end + 1;
    }
    kj_draw_row(draw, rect, KJ_ROW_SELECTED);
    kj_draw_box(draw, (kj_rect){rect.x + 2, rect.y + 2, rect.w - 4, rect.h - 4},
                (kj_box_style){.fill = KJ_COLOR_CARD, .filled = true, .radius = 10});
    const row *list = all.list.ptr;
    assert(list); /* nothing written is a row too */
    const double line = list[0].block->line_height;
    const size_t room = (size_t)fmax(1, floor((rect.h - 2 * PADDING_Y + 0.5) / line));
    size_t caret = 0;
    while (caret + 1 < all.list.count && row_end(&list[caret]) <= draft->caret)
        caret++;
    /* With the line after it, where there is one, so that it can be gone to. */
    const size_t shown = caret + 1 < all.list.count && room > 1 ? caret + 2 : caret + 1;
    const size_t first = shown > room ? shown - room : 0;
    const double along = x_of(&list[caret], draft->caret);
    draw->list.caret_above = caret ? byte_at(&list[caret - 1], along) : 0;
    draw->list.caret_below =
        caret + 1 < all.list.count ? byte_at(&list[caret + 1], along) : typed.len;
    if (typed.len == 0) {
        const kj_text_block block =
            kj_measure_cut(draw, ghost, width - 8, rect.h - 2 * PADDING_Y,
                           kj_style(KJ_SIZE_BODY, KJ_FONT_SANS, KJ_COLOR_INK3));
        kj_draw_block(draw, &block, x + 8, y);
    }
    for (size_t i = first; i < all.list.count && i < first + room; i++) {
        const double top = y + line * (double)(i - first);
        draw_selection(draw, &list[i], draft, x, top);
        if (list[i].len)
            draw_row(draw, &list[i], x, top);
    }
    draw->list.caret = (kj_rect){x + fmin(x_of(&list[caret], draft->caret), width),
                                 y + line * (double)(caret - first) + 6, 3, line - 12};
    kj_draw_box(draw, draw->list.caret, (kj_box_style){.fill = KJ_COLOR_DAI, .filled = true});
    kj_draw_area(draw, KJ_ROLE_TEXT_FIELD, KJ_LIT("field"), typed.len ? typed : ghost, rect);
}
