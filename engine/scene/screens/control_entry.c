/* engine/scene/screens/control_entry.c: a number with its unit, or a sentence, written by the
 * learner.  The caret and the selection are drawn from the draft; the input method's candidates
 * stand at list.caret. */
#include "scene/screens/screens.h"

#include <math.h>

#define PADDING 24
#define LEAST_FIELD 240

/* Where byte `at` of the draft stands. */
static kj_point caret_at(const kj_text_block *block, size_t at, double x, double y)
{
    const char *base = block->text.plain.ptr;
    for (size_t i = 0; i < block->paragraph.line_count; i++) {
        const kj_line *line = &block->paragraph.lines[i];
        const size_t start = line->text.ptr ? (size_t)(line->text.ptr - base) : 0;
        const bool last = i + 1 == block->paragraph.line_count;
        const size_t next =
            last ? SIZE_MAX : (size_t)(block->paragraph.lines[i + 1].text.ptr - base);
        if (at >= next)
            continue;
        double em = 0;
        for (size_t k = 0; k < line->cluster_count; k++) {
            const kj_cluster *c = &line->clusters[k];
            if (c->start >= at && c->start >= start)
                break;
            em = (double)c->x_em + (double)c->advance_em;
        }
        return (kj_point){x + em * block->size, y + block->line_height * (double)i};
    }
    return (kj_point){x, y};
}

static void selection(kj_draw *draw, const kj_text_block *block, const kj_draft *draft, double x,
                      double y)
{
    const size_t from = draft->caret < draft->anchor ? draft->caret : draft->anchor;
    const size_t to = draft->caret < draft->anchor ? draft->anchor : draft->caret;
    for (size_t i = 0; from < to && i < block->paragraph.line_count; i++) {
        const kj_line *line = &block->paragraph.lines[i];
        double left = -1, right = -1;
        for (size_t k = 0; k < line->cluster_count; k++) {
            const kj_cluster *c = &line->clusters[k];
            if (c->start < from || c->start >= to)
                continue;
            if (left < 0)
                left = (double)c->x_em;
            right = (double)c->x_em + (double)c->advance_em;
        }
        if (left >= 0)
            kj_draw_box(draw,
                        (kj_rect){x + left * block->size, y + block->line_height * (double)i,
                                  (right - left) * block->size, block->line_height},
                        (kj_box_style){.fill = KJ_COLOR_DAI3, .filled = true});
    }
}

static double field(kj_draw *draw, const kj_asked *asked, kj_rect box, double lines)
{
    const kj_draft *draft = asked->draft;
    kj_arena *arena = draw->scene->arena;
    const kj_span typed =
        draft ? kj_arena_copy(arena, (kj_span){draft->text, draft->text_len}) : (kj_span){NULL, 0};
    const kj_span unit = asked->question->unit;
    const kj_text_block u = kj_draw_measure(
        draw, kj_plain(unit), 0, 0, kj_style(KJ_SIZE_BODY, KJ_FONT_SANS_BOLD, KJ_COLOR_INK2));
    const double field_w = fmax(LEAST_FIELD, box.w - (unit.len ? u.width + 24 : 0));
    draw->list.overfull += field_w > box.w + 0.5 ? 1 : 0;
    const kj_text_style style = kj_style(KJ_SIZE_BODY, KJ_FONT_SANS, KJ_COLOR_INK);
    kj_text_block text = kj_draw_measure(draw, kj_plain(typed), field_w - 2 * PADDING, 0, style);
    const double height = fmax(lines * text.line_height, text.height) + 2 * PADDING;
    const kj_rect rect = {box.x, box.y, field_w, height};
    const bool open = asked->verdict == NULL;
    kj_draw_row(draw, rect,
                open ? KJ_ROW_SELECTED : (asked->verdict->passed ? KJ_ROW_RIGHT : KJ_ROW_WRONG));
    if (open)
        kj_draw_box(draw, (kj_rect){rect.x + 2, rect.y + 2, rect.w - 4, rect.h - 4},
                    (kj_box_style){.fill = KJ_COLOR_CARD, .filled = true, .radius = 10});
    const double x = rect.x + PADDING, y = rect.y + PADDING;
    if (typed.len == 0 && open) {
        const kj_text_block ghost = kj_draw_measure(
            draw, kj_plain(kj_draw_word(draw, KJ_W_ENTRY_HERE)), field_w - 2 * PADDING, 0,
            kj_style(KJ_SIZE_BODY, KJ_FONT_SANS, KJ_COLOR_INK3));
        kj_draw_block(draw, &ghost, x + 8, y);
    }
    if (draft && open)
        selection(draw, &text, draft, x, y);
    kj_draw_block(draw, &text, x, y);
    if (!open)
        kj_draw_signs(draw, &text, asked->verdict, x, y);
    if (open) {
        const kj_point at = typed.len ? caret_at(&text, draft->caret, x, y) : (kj_point){x, y};
        draw->list.caret = (kj_rect){at.x, at.y + 6, 3, text.line_height - 12};
        kj_draw_box(draw, draw->list.caret, (kj_box_style){.fill = KJ_COLOR_DAI, .filled = true});
    }
    if (unit.len)
        kj_draw_block(draw, &u, rect.x + rect.w + 24, rect.y + (height - u.height) / 2);
    kj_area *area = kj_draw_area(draw, KJ_ROLE_TEXT_FIELD, KJ_LIT("field"),
                                 typed.len ? typed : kj_draw_word(draw, KJ_W_ENTRY_HERE), rect);
    area->disabled = !open;
    return height;
}

double kj_control_entry(kj_draw *draw, const kj_asked *asked, kj_rect box)
{
    const bool number = asked->question->control == KJ_CONTROL_NUMBER;
    if (number)
        box.w = fmin(box.w, kj_draw_size(draw, 560));
    /* A sentence takes two lines; a word or a number one. */
    const uint32_t lines = asked->question->lines;
    return field(draw, asked, box, lines ? lines : asked->question->original.plain.len ? 2 : 1);
}
