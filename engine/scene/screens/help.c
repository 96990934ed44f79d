/* engine/scene/screens/help.c: what lies over a page: its keys, and the question whether to leave.
 *
 * The keys are read from the areas of the page below, so this list cannot lie.  The page's own
 * areas go, as nothing under the panel can be pressed. */
#include "scene/screens/screens.h"

#include <math.h>

static void veil(kj_draw *draw)
{
    const kj_color paper = kj_draw_color(draw, KJ_COLOR_PAPER);
    kj_draw_box(draw, (kj_rect){0, 0, draw->list.width, draw->list.height},
                (kj_box_style){.fill = KJ_COLOR_PAPER, .filled = true});
    draw->list.commands.ptr[draw->list.commands.count - 1].fill = (paper & 0xFFFFFF00u) | 0xD8u;
}

static void panel(kj_draw *draw, kj_rect rect)
{
    kj_draw_box(draw, rect,
                (kj_box_style){.fill = KJ_COLOR_CARD,
                               .filled = true,
                               .stroke = KJ_COLOR_LINE,
                               .stroked = true,
                               .stroke_width = 1.5,
                               .radius = 14,
                               .shadow = true});
}

typedef struct key_row {
    kj_span keys, label;
} key_row;

/* One row an action; options and the like stand as one row: "A–D 选项". */
static size_t collect(const kj_list *list, key_row *rows, size_t max)
{
    size_t count = 0;
    for (size_t i = 0; i < list->areas.count; i++) {
        const kj_area *area = &list->areas.ptr[i];
        if (area->keys.len == 0 || area->disabled)
            continue;
        size_t same = 0;
        while (same < count && !kj_span_equal(rows[same].keys, area->keys))
            same++;
        if (same == count && count < max)
            rows[count++] = (key_row){area->keys, area->label};
    }
    return count;
}

static void key_rows(kj_draw *draw, const key_row *rows, size_t count, kj_rect box)
{
    const size_t columns = count > 8 && box.w > 900 ? 2 : 1;
    const size_t per_column = (count + columns - 1) / columns;
    const double line = fmin(64, box.h / (double)(per_column ? per_column : 1));
    const double width = box.w / (double)columns;
    for (size_t i = 0; i < count; i++) {
        const double x = box.x + width * (double)(i / per_column);
        const double y = box.y + line * (double)(i % per_column);
        const double used =
            kj_draw_keycap(draw, x, y + line * 0.62, rows[i].keys, (kj_span){NULL, 0});
        const double at = x + fmax(120, used + 24);
        kj_text_block block = kj_draw_measure(
            draw, kj_plain(rows[i].label), x + width - at - 24, line,
            (kj_text_style){
                .size = KJ_SIZE_SECOND, .smallest = KJ_SIZE_CAPTION, .color = KJ_COLOR_INK2});
        /* A long label (an option's text) is cut to its first line. */
        if (block.paragraph.line_count > 1) {
            block.paragraph.line_count = 1;
            block.fits = true;
        }
        kj_draw_block(draw, &block, at, y + line * 0.62 - block.ascent);
    }
}

void kj_screen_help(kj_draw *draw)
{
    key_row rows[40];
    const size_t count = collect(&draw->list, rows, KJ_COUNT(rows));
    draw->list.areas.count = 0;
    veil(draw);
    const double w = fmin(draw->list.width - 96, 1400);
    const double h =
        fmin(draw->list.height - 120, 230 + 64 * (double)(count > 8 ? (count + 1) / 2 : count));
    const kj_rect rect = {(draw->list.width - w) / 2, (draw->list.height - h) / 2, w, h};
    panel(draw, rect);
    kj_draw_text(draw, kj_plain(KJ_LIT("这一页能用的键")),
                 (kj_rect){rect.x + 48, rect.y + 32, w - 96, 0},
                 kj_style(KJ_SIZE_HEADING, KJ_FONT_SERIF_BOLD, KJ_COLOR_INK));
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, KJ_LIT("这一页能用的键"),
                 (kj_rect){rect.x + 48, rect.y + 32, w - 96, 50});
    for (size_t i = 0; i < count; i++)
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                     kj_say(draw->scene->arena, kj_draw_key_name(rows[i].keys), rows[i].label),
                     (kj_rect){0, 0, 0, 0});
    key_rows(draw, rows, count, (kj_rect){rect.x + 48, rect.y + 104, w - 96, h - 104 - 104});
    kj_draw_button(draw, (kj_rect){rect.x + 48, rect.y + h - 88, 0, 64}, KJ_BUTTON_PRIMARY,
                   KJ_LIT("close"), KJ_LIT("知道了"), "Escape");
    kj_draw_key_only(draw, "close", "知道了", "? Return Space");
}

void kj_screen_leaving(kj_draw *draw)
{
    draw->list.areas.count = 0;
    veil(draw);
    const double w = fmin(draw->list.width - 96, 860), h = 320;
    const kj_rect rect = {(draw->list.width - w) / 2, (draw->list.height - h) / 2, w, h};
    panel(draw, rect);
    const kj_span title = KJ_LIT("先歇一会儿？");
    const kj_span text = KJ_LIT("答过的都已存好，下次打开就接着这一题。");
    kj_draw_text(draw, kj_plain(title), (kj_rect){rect.x + 48, rect.y + 40, w - 96, 0},
                 kj_style(KJ_SIZE_HEADING, KJ_FONT_SERIF_BOLD, KJ_COLOR_INK));
    kj_draw_text(draw, kj_plain(text), (kj_rect){rect.x + 48, rect.y + 112, w - 96, 0},
                 kj_style(KJ_SIZE_SECOND, KJ_FONT_SANS, KJ_COLOR_INK2));
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, title, rect);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, text, rect);
    const kj_rect first =
        kj_draw_button(draw, (kj_rect){rect.x + 48, rect.y + h - 104, 0, 64}, KJ_BUTTON_PRIMARY,
                       KJ_LIT("quit:no"), KJ_LIT("接着做"), "Return");
    kj_draw_button(draw, (kj_rect){first.x + first.w + 24, first.y, 0, 64}, KJ_BUTTON_SECOND,
                   KJ_LIT("quit:yes"), KJ_LIT("退出"), "Q");
    kj_draw_key_only(draw, "quit:no", "接着做", "Escape");
}
