/* engine/scene/screens/term.c: what a term means, over the page that uses it. */
#include "lesson/search.h"
#include "scene/screens/screens.h"

#include <math.h>

#define PADDING 48
#define SLIDES_MAX 6

/* The term behind the one shown, as the page below has them; empty: there is no other. */
static kj_span next_term(const kj_draw *draw, kj_span action)
{
    const kj_list *list = &draw->list;
    kj_span first = {NULL, 0};
    bool passed = false;
    for (size_t i = 0; i < list->areas.count; i++) {
        const kj_span a = list->areas.ptr[i].action;
        if (!kj_span_starts(a, KJ_LIT("term:")))
            continue;
        if (kj_span_equal(a, action)) {
            passed = true;
            continue;
        }
        if (passed)
            return a;
        if (first.len == 0)
            first = a;
    }
    return first;
}

void kj_screen_term(kj_draw *draw, const kj_session *session)
{
    const kj_course *course = draw->scene->course;
    const kj_term *term = &course->terms.ptr[session->term];
    kj_arena *arena = draw->scene->arena;
    const kj_span next = next_term(draw, kj_action(arena, "term", term->id));
    uint32_t slides[SLIDES_MAX];
    size_t used = kj_term_slides(course, term->id, slides, SLIDES_MAX);
    used = used < SLIDES_MAX ? used : SLIDES_MAX;

    kj_draw_veil(draw);
    const double w = fmin(draw->list.width - 96, fmax(960, kj_draw_size(draw, 760)));
    const double inner = w - 2 * PADDING;
    const kj_text_block name =
        kj_draw_measure(draw, kj_plain(term->name), inner, 0,
                        kj_style(KJ_SIZE_HEADING, KJ_FONT_SERIF_BOLD, KJ_COLOR_INK));
    const kj_text_block english =
        kj_draw_measure(draw, kj_plain(term->english), inner, 0,
                        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2));
    const kj_text_block meaning =
        kj_draw_measure(draw, kj_plain(term->meaning), inner, 0,
                        kj_style(KJ_SIZE_BODY, KJ_FONT_SANS, KJ_COLOR_INK));
    const kj_text_block where = kj_draw_measure(
        draw, kj_plain(kj_draw_word(draw, used ? KJ_W_TERM_USED : KJ_W_TERM_UNUSED)), inner, 0,
        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2));
    kj_button links[SLIDES_MAX];
    for (size_t i = 0; i < used; i++)
        links[i] =
            (kj_button){KJ_BUTTON_QUIET, kj_action(arena, "peek", course->slides.ptr[slides[i]].id),
                        KJ_DRAW_FILL(draw, KJ_W_LIST_OF_PAGE, kj_n("n", slides[i] + 1)), ""};
    const double links_h = used ? kj_measure_buttons(draw, links, used, inner) + 4 : 0;
    kj_button ends[2];
    size_t count = 0;
    ends[count++] = (kj_button){KJ_BUTTON_PRIMARY, KJ_LIT("close"),
                                kj_draw_word(draw, KJ_W_HELP_CLOSE), "Escape"};
    if (next.len)
        ends[count++] = (kj_button){KJ_BUTTON_SECOND, kj_arena_copy(arena, next),
                                    kj_draw_word(draw, KJ_W_TERM_NEXT), "T"};
    const double h = 40 + name.height + english.height + 16 + meaning.height + 24 + where.height +
                     links_h + 28 + kj_measure_buttons(draw, ends, count, inner) + 40;
    draw->list.overfull += h > draw->list.height - 48 ? 1 : 0;
    const kj_rect rect = {(draw->list.width - w) / 2, fmax(0, (draw->list.height - h) / 2), w, h};
    kj_draw_over_panel(draw, rect);
    const double x = rect.x + PADDING;
    double y = rect.y + 40;
    kj_draw_block(draw, &name, x, y);
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, kj_say(draw, term->name, term->english),
                 (kj_rect){x, y, inner, name.height});
    y += name.height;
    kj_draw_block(draw, &english, x, y);
    y += english.height + 16;
    kj_draw_block(draw, &meaning, x, y);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, term->meaning,
                 (kj_rect){x, y, inner, meaning.height});
    y += meaning.height + 24;
    kj_draw_block(draw, &where, x, y);
    y += where.height;
    if (used)
        kj_draw_buttons(draw, links, used, (kj_rect){x - 16, y + 4, inner + 16, 0}, false);
    y += links_h + 28;
    kj_draw_buttons(draw, ends, count, (kj_rect){x, y, inner, 0}, false);
    kj_draw_key_only(draw, "close", KJ_W_HELP_CLOSE, "Return Space");
}
