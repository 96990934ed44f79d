/* engine/scene/screens/advice.c: two tests were not passed: what to see before the next one. */
#include "lesson/review.h"
#include "scene/screens/screens.h"

#include <assert.h>
#include <math.h>

#define LINKS_MAX 12
#define GAP 12
#define TALLEST 64
#define LOWEST 44

static void link(kj_draw *draw, uint32_t slide, kj_rect box)
{
    const kj_text_block text =
        kj_measure_cut(draw, kj_slide_label(draw, slide), box.w - 40, box.h - 8,
                       (kj_text_style){.size = 26, .leading = 1.3, .color = KJ_COLOR_INK});
    draw->list.overfull += text.height > box.h ? 1 : 0;
    kj_draw_row(draw, box, KJ_ROW_PLAIN);
    kj_draw_block(draw, &text, box.x + 20, box.y + (box.h - text.height) / 2);
    kj_draw_area(draw, KJ_ROLE_LINK,
                 kj_action(draw->scene->arena, "peek", draw->scene->course->slides.ptr[slide].id),
                 kj_slide_label(draw, slide), box);
}

static void links(kj_draw *draw, const uint32_t *slides, uint32_t count, kj_rect box)
{
    const size_t columns = draw->list.width >= 1300 && count > 5 ? 2 : 1;
    const size_t rows = (count + columns - 1) / columns;
    assert(rows > 0); /* there is something to look at, else no advice */
    const double w = (box.w - 24 * (double)(columns - 1)) / (double)columns;
    const double gaps = GAP * (double)(rows - 1);
    const double h = fmin(kj_draw_size(draw, TALLEST), (box.h - gaps) / (double)rows);
    const double top = kj_centred(box, h * (double)rows + gaps);
    draw->list.overfull += h < LOWEST ? 1 : 0;
    for (size_t i = 0; i < count; i++)
        link(draw, slides[i],
             (kj_rect){box.x + (w + 24) * (double)(i / rows), top + (h + GAP) * (double)(i % rows),
                       w, h});
}

void kj_screen_advice(kj_draw *draw, const kj_session *session)
{
    const kj_course *course = draw->scene->course;
    const bool final = session->part == KJ_NONE;
    uint32_t slides[LINKS_MAX];
    const uint32_t count =
        kj_missed_slides(course, session->lesson, session->part, slides, LINKS_MAX);
    const kj_rect box = kj_draw_head(draw,
                                     final ? kj_draw_word(draw, KJ_W_FINAL_EYEBROW)
                                           : course->parts.ptr[session->part].title,
                                     kj_plain(kj_draw_word(draw, KJ_W_ADVICE_TITLE)),
                                     kj_plain(kj_draw_word(draw, KJ_W_ADVICE_LEAD)));
    const kj_button buttons[] = {
        {KJ_BUTTON_PRIMARY,
         final ? KJ_LIT("final")
               : kj_action(draw->scene->arena, "test", course->parts.ptr[session->part].id),
         kj_draw_word(draw, final ? KJ_W_ADVICE_START_FINAL : KJ_W_ADVICE_START), "Return"},
        {KJ_BUTTON_SECOND, KJ_LIT("back"), kj_draw_word(draw, KJ_W_ADVICE_BACK), "Escape"}};
    const double foot = kj_measure_buttons(draw, buttons, KJ_COUNT(buttons), box.w);
    links(draw, slides, count, (kj_rect){box.x, box.y, box.w, box.h - foot - 24});
    kj_draw_buttons(draw, buttons, KJ_COUNT(buttons),
                    (kj_rect){box.x, box.y + box.h - foot, box.w, 0}, false);
    kj_draw_foot(draw, (kj_span){NULL, 0}, 1,
                 KJ_DRAW_FILL(draw, KJ_W_COUNT_PAGES, kj_n("n", count)));
    kj_draw_key_only(draw, "help", KJ_W_KEY_HELP, "?");
}
