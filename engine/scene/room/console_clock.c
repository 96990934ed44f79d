/* engine/scene/room/console_clock.c: how long it has lasted, how much is left, and whether that is
 * as it was planned or rehearsed. */
#include "scene/room/console.h"

#include <math.h>

#define PADDING 26.0
#define BAR 12.0
#define SOON_MS ((int64_t)5 * 60 * 1000)
#define ON_TIME_MS ((int64_t)30 * 1000) /* nearer to the plan than that is on time */

/* "3分20秒", "45秒". */
static kj_span span_words(const kj_draw *draw, int64_t ms)
{
    const int64_t s = (ms < 0 ? -ms : ms) / 1000;
    if (s < 60)
        return KJ_DRAW_FILL(draw, KJ_W_CONSOLE_SECONDS, kj_n("n", s));
    if (s % 60 == 0 || s >= 3600)
        return KJ_DRAW_FILL(draw, KJ_W_CONSOLE_MINUTES, kj_n("n", s / 60));
    return KJ_DRAW_FILL(draw, KJ_W_CONSOLE_MINUTES_SECONDS, kj_n("n", s / 60),
                        kj_n("seconds", s % 60));
}

static kj_span pace_words(const kj_draw *draw, const kj_pace *pace)
{
    const int64_t off = pace->behind_ms < 0 ? -pace->behind_ms : pace->behind_ms;
    if (off < ON_TIME_MS)
        return kj_draw_word(draw,
                            pace->rehearsed ? KJ_W_CONSOLE_AS_REHEARSED : KJ_W_CONSOLE_AS_PLANNED);
    const kj_word_id word =
        pace->rehearsed
            ? (pace->behind_ms > 0 ? KJ_W_CONSOLE_SLOWER_REHEARSED : KJ_W_CONSOLE_FASTER_REHEARSED)
            : (pace->behind_ms > 0 ? KJ_W_CONSOLE_SLOWER_PLANNED : KJ_W_CONSOLE_FASTER_PLANNED);
    return KJ_DRAW_FILL(draw, word, kj_w("time", span_words(draw, off)));
}

static kj_word_id left_word(const kj_pace *pace)
{
    if (pace->remaining_ms < 0)
        return KJ_W_CONSOLE_OVERTIME;
    return pace->remaining_ms < SOON_MS ? KJ_W_CONSOLE_LEFT_SOON : KJ_W_CONSOLE_LEFT;
}

static kj_text_block figures(kj_draw *draw, int64_t ms, double width, kj_color_name color)
{
    return kj_draw_measure(draw, kj_plain(kj_clock_text(draw->scene->arena, ms)), width, 96,
                           (kj_text_style){.size = 76,
                                           .smallest = 40,
                                           .leading = 1.25,
                                           .role = KJ_FONT_SANS_BOLD,
                                           .color = color});
}

static void put_bar(kj_draw *draw, const kj_pace *pace, kj_rect bar)
{
    const double whole = (double)(pace->elapsed_ms + pace->remaining_ms);
    const double all = fmax(1, pace->remaining_ms > 0 ? whole : (double)pace->elapsed_ms);
    const double mark = fmin(1, fmax(0, (double)(pace->elapsed_ms - pace->behind_ms) / all));
    kj_draw_bar(draw, bar, (double)pace->elapsed_ms / all, KJ_COLOR_DAI2);
    kj_draw_box(draw, (kj_rect){bar.x + bar.w * mark - 2, bar.y - 6, 4, bar.h + 12},
                (kj_box_style){.fill = KJ_COLOR_ZHE, .filled = true});
}

void kj_console_clock(kj_draw *draw, const kj_console_view *view, kj_rect box)
{
    const kj_show *show = view->show;
    const int64_t now = draw->scene->now_ms;
    const kj_pace pace = kj_show_pace(draw->scene->course, show, now);
    const bool soon = pace.remaining_ms < SOON_MS;
    const double x = box.x + PADDING, w = box.w - 2 * PADDING;
    double y = box.y + 18;
    kj_console_panel(draw, box);
    const kj_text_block done =
        kj_draw_measure(draw, kj_plain(kj_draw_word(draw, KJ_W_CONSOLE_ELAPSED)), 0, 0,
                        kj_style(26, KJ_FONT_SANS, KJ_COLOR_INK3));
    const kj_text_block left = kj_draw_measure(
        draw, kj_plain(kj_draw_word(draw, left_word(&pace))), 0, 0,
        kj_style(26, soon ? KJ_FONT_SANS_BOLD : KJ_FONT_SANS, soon ? KJ_COLOR_ZHU : KJ_COLOR_INK3));
    kj_draw_block(draw, &done, x, y);
    kj_draw_block(draw, &left, x + w - left.width, y);
    y += done.height;
    const kj_text_block a = figures(draw, pace.elapsed_ms, (w - 24) / 2, KJ_COLOR_INK);
    kj_text_block b =
        figures(draw, pace.remaining_ms, (w - 24) / 2, soon ? KJ_COLOR_ZHU : KJ_COLOR_ZHE);
    const double wide = b.paragraph.width_em * b.size;
    kj_draw_block(draw, &a, x, y);
    kj_draw_block(draw, &b, x + w - wide, y);
    y += 96 + 6;
    put_bar(draw, &pace, (kj_rect){x, y, w, BAR});
    y += BAR + 14;
    const kj_span said =
        KJ_DRAW_FILL(draw, KJ_W_CONSOLE_CLOCK, kj_w("pace", pace_words(draw, &pace)),
                     kj_w("now", kj_wall_clock(draw, show, now)),
                     kj_w("end", kj_wall_clock(draw, show, pace.end_ms)));
    const kj_text_block line =
        kj_draw_measure(draw, kj_plain(said), w, 44,
                        (kj_text_style){.size = 26, .smallest = 20, .color = KJ_COLOR_INK2});
    kj_draw_block(draw, &line, x, y);
    kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0},
                 kj_arena_format(draw->scene->arena, "%.*s %.*s, %.*s %.*s. %.*s",
                                 KJ_ARG(kj_draw_word(draw, KJ_W_CONSOLE_ELAPSED)),
                                 KJ_ARG(kj_clock_text(draw->scene->arena, pace.elapsed_ms)),
                                 KJ_ARG(kj_draw_word(draw, left_word(&pace))),
                                 KJ_ARG(kj_clock_text(draw->scene->arena, pace.remaining_ms)),
                                 KJ_ARG(said)),
                 box);
}
