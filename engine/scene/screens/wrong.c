/* engine/scene/screens/wrong.c: while a course is being written: what is wrong with its files, over
 * the page as it was when they were right.  The page goes on: nothing of it is taken away but what
 * the panel lies on. */
#include "scene/screens/screens.h"

#include <math.h>

#define PADDING 28
#define HEIGHT_MAX 0.5 /* of the page */

static kj_span next_line(kj_span text, size_t *at)
{
    const size_t feed = kj_span_find(text, KJ_LIT("\n"), *at);
    const size_t from = *at, end = feed == SIZE_MAX ? text.len : feed;
    *at = end + 1;
    return kj_span_sub(text, from, end);
}

void kj_draw_wrong(kj_draw *draw, kj_span wrong)
{
    const double margin = kj_draw_margin(draw) / 2, w = draw->list.width - 2 * margin;
    const double inner = w - 2 * PADDING, most = draw->list.height * HEIGHT_MAX;
    enum { LINES_MAX = 24 };
    kj_text_block lines[LINES_MAX];
    const kj_text_block head = kj_draw_measure(
        draw, kj_plain(kj_draw_word(draw, KJ_W_WATCH_WRONG)), inner, 0,
        (kj_text_style){.size = KJ_SIZE_CAPTION, .role = KJ_FONT_SANS_BOLD, .color = KJ_COLOR_ZHU});
    double h = PADDING * 2 + head.height;
    size_t count = 0;
    for (size_t at = 0; at < wrong.len && count < LINES_MAX;) {
        const kj_span line = next_line(wrong, &at);
        if (line.len == 0)
            continue;
        lines[count] = kj_draw_measure(draw, kj_plain(line), inner, 0,
                                       (kj_text_style){.size = KJ_SIZE_SMALLEST,
                                                       .leading = 1.35,
                                                       .role = KJ_FONT_MONO,
                                                       .color = KJ_COLOR_INK});
        if (count > 0 && h + lines[count].height > most)
            break; /* the first one is whole; the others come when it is mended */
        h += lines[count++].height;
    }
    const kj_rect panel = {margin, draw->list.height - margin / 2 - h, w, h};
    kj_draw_over_panel(draw, panel);
    kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, wrong, panel);
    double y = panel.y + PADDING;
    kj_draw_block(draw, &head, panel.x + PADDING, y);
    y += head.height;
    for (size_t i = 0; i < count; i++) {
        kj_draw_block(draw, &lines[i], panel.x + PADDING, y);
        y += lines[i].height;
    }
}
