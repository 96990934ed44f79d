/* engine/scene/screens/result_times.c: how long each sentence of a rapid drill took, and the
 * slowest three with their right class.  Only where the clock ran: whoever left it out is shown no
 * times. */
#include "scene/screens/screens.h"

#include <math.h>

bool kj_run_shows_times(const kj_draw *draw, const kj_run *run)
{
    if (run->kind != KJ_RUN_DRILL || !run->timed || run->answered == 0)
        return false;
    kj_question *q = KJ_NEW(draw->scene->arena, kj_question, 1);
    q->words = draw->scene->words;
    kj_drill_ask(&draw->scene->course->drills.ptr[run->object], run->question[0], 0,
                 draw->scene->arena, q);
    return q->seconds > 0;
}

kj_span kj_time_took(const kj_draw *draw, const kj_run *run, uint32_t i)
{
    const double seconds = floor(run->duration_ms[i] / 100.0 + 0.5) / 10;
    return KJ_DRAW_FILL(draw, KJ_W_RESULT_TOOK,
                        kj_w("n", kj_arena_format(draw->scene->arena, "%.1f", seconds)));
}

#define SLOWEST 3

/* Slowest first; of equals the earlier. */
static size_t slowest(const kj_run *run, uint32_t out[SLOWEST])
{
    size_t count = 0;
    for (uint32_t i = 0; i < run->answered; i++) {
        size_t at = count;
        while (at > 0 && run->duration_ms[out[at - 1]] < run->duration_ms[i])
            at--;
        if (at == SLOWEST)
            continue;
        count += count < SLOWEST;
        for (size_t k = count - 1; k > at; k--)
            out[k] = out[k - 1];
        out[at] = i;
    }
    return count;
}

/* "3.2秒　“您怎么看？”　开放式" */
static kj_span line_of(kj_draw *draw, const kj_run *run, uint32_t i)
{
    const kj_drill *drill = &draw->scene->course->drills.ptr[run->object];
    kj_arena *arena = draw->scene->arena;
    kj_question *q = KJ_NEW(arena, kj_question, 1);
    kj_verdict *v = KJ_NEW(arena, kj_verdict, 1);
    const kj_response nothing = {NULL, 0};
    q->words = v->words = draw->scene->words;
    kj_drill_ask(drill, run->question[i], 0, arena, q);
    kj_drill_judge(drill, run->question[i], &nothing, arena, v);
    return KJ_DRAW_FILL(draw, KJ_W_RESULT_SLOW, kj_w("time", kj_time_took(draw, run, i)),
                        kj_w("said", q->quote.plain.len ? q->quote.plain : q->prompt.plain),
                        kj_w("key", v->key));
}

double kj_draw_slowest(kj_draw *draw, const kj_run *run, kj_rect box)
{
    uint32_t which[SLOWEST];
    const size_t count = slowest(run, which);
    const kj_text_style style = kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2);
    const kj_text_block head =
        kj_draw_measure(draw, kj_plain(kj_draw_word(draw, KJ_W_RESULT_SLOWEST)), box.w, 0,
                        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI));
    double y = box.y;
    for (size_t i = 0; i < count; i++) {
        const kj_span said = line_of(draw, run, which[i]);
        const kj_text_block line = kj_draw_measure(draw, kj_plain(said), box.w, 0, style);
        if (y + (i ? 0 : head.height + 4) + line.height > box.y + box.h)
            break; /* the rows have the times of all */
        if (i == 0) {
            kj_draw_block(draw, &head, box.x, y);
            kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, head.text.plain,
                         (kj_rect){box.x, y, box.w, head.height});
            y += head.height + 4;
        }
        kj_draw_block(draw, &line, box.x, y);
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, said,
                     (kj_rect){box.x, y, box.w, line.height});
        y += line.height + 8;
    }
    return y - box.y;
}
