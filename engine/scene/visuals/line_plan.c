/* engine/scene/visuals/line_plan.c: the scale of a line chart, and room for names and values. */
#include "scene/visuals/line.h"

#include <math.h>

#define LEAST_EM 7.0 /* of the plot's height */
#define MARKER 12.0
#define UNITS_MOST 12 /* more values than that stand without their unit */

static kj_scale scale_of(const kj_lines *data, size_t ticks)
{
    double least = data->from, most = -HUGE_VAL;
    for (size_t k = 0; k < data->series.count; k++)
        for (size_t i = 0; i < data->series.ptr[k].values.count; i++) {
            least = fmin(least, data->series.ptr[k].values.ptr[i]);
            most = fmax(most, data->series.ptr[k].values.ptr[i]);
        }
    /* The highest value is written above its point, one below the beginning beneath it. */
    const double range = most - least;
    return kj_scale_over(least < data->from ? least - 0.06 * range : least, most + 0.08 * range,
                         ticks);
}

static void measure_ticks(kj_draw *draw, const kj_lines *data, kj_line_plan *l)
{
    kj_arena *arena = draw->scene->arena;
    double widest = 0;
    l->ticks = KJ_NEW(arena, kj_text_block, l->scale.ticks);
    for (size_t i = 0; i < l->scale.ticks; i++) {
        l->ticks[i] = kj_chart_words(draw, kj_chart_tick(arena, &l->scale, i, data->unit),
                                     KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK3);
        widest = fmax(widest, l->ticks[i].width);
    }
    l->plot.x = widest + KJ_LINE_AXIS_GAP;
    l->plot.y = l->ticks[0].height / 2;
}

static void measure_names(kj_draw *draw, const kj_lines *data, kj_rect box, bool stressed,
                          kj_line_plan *l)
{
    double widest = 0;
    if (l->keyed) {
        kj_text names[KJ_LINE_SERIES_MAX] = {{{NULL, 0}, NULL, 0, false}};
        for (size_t k = 0; k < data->series.count; k++)
            names[k] = data->series.ptr[k].name;
        l->key = kj_measure_chart_key(draw, names, data->series.count, box.w,
                                      fmax(KJ_SIZE_CAPTION, l->size - 4));
        l->fits = l->fits && l->key.fits;
        l->plot.y += l->key.height + 24;
        l->plot.w = box.w - l->plot.x;
        return;
    }
    for (size_t k = 0; k < data->series.count; k++) {
        l->names[k] = kj_draw_measure(
            draw, data->series.ptr[k].name, fmin(7 * kj_draw_size(draw, l->size), box.w * 0.24), 0,
            (kj_text_style){.size = l->size,
                            .leading = 1.25,
                            .role = KJ_FONT_SANS_BOLD,
                            .color = stressed && data->series.ptr[k].accent ? KJ_COLOR_ZHU
                                                                            : KJ_COLOR_INK});
        widest = fmax(widest, l->names[k].paragraph.width_em * l->names[k].size);
        l->fits = l->fits && l->names[k].fits;
    }
    l->plot.w = box.w - l->plot.x - KJ_LINE_NAME_GAP - ceil(widest);
}

static void measure_labels(kj_draw *draw, const kj_lines *data, bool stressed, kj_line_plan *l)
{
    const size_t n = data->points.count;
    const size_t lines = n > 6 && l->size > KJ_SIZE_CAPTION ? 1 : 2;
    /* Half a step before the first and behind the last: their labels need it. */
    l->pitch = l->plot.w / (double)n;
    for (size_t i = 0; i < n; i++) {
        const bool accent = stressed && data->points.ptr[i].accent;
        l->labels[i] =
            kj_draw_measure(draw, data->points.ptr[i].label, fmax(1, l->pitch - 10), 0,
                            (kj_text_style){.size = fmax(KJ_SIZE_CAPTION, l->size - 4),
                                            .leading = 1.3,
                                            .role = accent ? KJ_FONT_SANS_BOLD : KJ_FONT_SANS,
                                            .color = accent ? KJ_COLOR_ZHU : KJ_COLOR_INK2,
                                            .align = KJ_ALIGN_CENTRE,
                                            .balance = true});
        l->label_height = fmax(l->label_height, l->labels[i].height);
        l->fits = l->fits && l->labels[i].fits && l->labels[i].paragraph.line_count <= lines;
    }
}

static void place_points(const kj_lines *data, kj_line_plan *l)
{
    for (size_t k = 0; k < data->series.count; k++)
        for (size_t i = 0; i < data->points.count; i++)
            l->points[k][i] = (kj_point){
                l->plot.x + l->pitch * ((double)i + 0.5),
                l->plot.y +
                    l->plot.h * (1 - kj_scale_share(&l->scale, data->series.ptr[k].values.ptr[i]))};
}

/* At the ends of the lines, as near to them as they may be to one another. */
static void place_names(const kj_lines *data, kj_line_plan *l)
{
    size_t order[KJ_LINE_SERIES_MAX] = {0}, count = 0;
    double tops[KJ_LINE_SERIES_MAX] = {0}, heights[KJ_LINE_SERIES_MAX] = {0};
    for (size_t k = 0; k < data->series.count; k++) {
        const double y = l->points[k][data->points.count - 1].y;
        const double top = y - l->names[k].line_height / 2;
        size_t at = count++;
        for (; at > 0 && tops[at - 1] > top; at--) {
            tops[at] = tops[at - 1];
            order[at] = order[at - 1];
        }
        tops[at] = top;
        order[at] = k;
    }
    for (size_t i = 0; i < count; i++)
        heights[i] = l->names[order[i]].height + 4;
    l->fits =
        kj_spread(tops, heights, count, 0, l->plot.y + l->plot.h + 14 + l->label_height) && l->fits;
    for (size_t i = 0; i < count; i++)
        l->name_top[order[i]] = tops[i];
}

/* Above or below its point, where there is neither a line nor a word. */
static void place_value(kj_line_plan *l, kj_crowd *crowd, size_t k, size_t i, bool above)
{
    const kj_text_block *v = &l->values[k][i];
    const kj_point p = l->points[k][i];
    const double ink = v->size * 0.86, off = 17;
    const double shifts[] = {0, 0.35, -0.35, 0.62, -0.62};
    for (size_t s = 0; s < KJ_COUNT(shifts); s++)
        for (int side = 0; side < 2; side++) {
            const bool up = (side == 0) == above;
            const double x = p.x - v->width / 2 + shifts[s] * v->width;
            const double top = up ? p.y - off - ink : p.y + off;
            const kj_rect box = {x - 5, top - 3, v->width + 10, ink + 6};
            if (!kj_crowd_has_room(crowd, box))
                continue;
            kj_crowd_box(crowd, box);
            l->shown[k][i] = true;
            l->value_at[k][i] = (kj_point){x, top - (v->ascent - 0.87 * v->size)};
            return;
        }
}

/* A peak's value goes above it, a valley's below. */
static bool goes_above(const kj_line_plan *l, size_t k, size_t i, size_t n)
{
    const double here = l->points[k][i].y;
    const double before = i ? l->points[k][i - 1].y : here;
    const double after = i + 1 < n ? l->points[k][i + 1].y : here;
    return before + after >= 2 * here - 1;
}

static void place_values(kj_draw *draw, const kj_lines *data, bool stressed, kj_line_plan *l)
{
    const size_t n = data->points.count;
    const bool bare = n * data->series.count > UNITS_MOST && !kj_span_is(data->unit, "%");
    kj_crowd crowd = {.arena = draw->scene->arena,
                      .bounds = {l->plot.x + 2, l->plot.y - l->ticks[0].height / 2, l->plot.w - 4,
                                 l->plot.h + l->ticks[0].height / 2 - 3}};
    if (l->scale.min < 0) { /* zero is a line of its own */
        const double zero = l->plot.y + l->plot.h * (1 - kj_scale_share(&l->scale, 0));
        kj_crowd_stroke(&crowd, (kj_point){l->plot.x, zero},
                        (kj_point){l->plot.x + l->plot.w, zero});
    }
    for (size_t k = 0; k < data->series.count; k++)
        for (size_t i = 0; i < n; i++) {
            const kj_point p = l->points[k][i];
            const bool accent =
                stressed && (data->points.ptr[i].accent || data->series.ptr[k].accent);
            kj_crowd_box(&crowd, (kj_rect){p.x - MARKER, p.y - MARKER, 2 * MARKER, 2 * MARKER});
            if (i)
                kj_crowd_stroke(&crowd, l->points[k][i - 1], p);
            l->values[k][i] = kj_chart_words(
                draw,
                kj_chart_number(draw->scene->arena, data->series.ptr[k].values.ptr[i], KJ_AS_GIVEN,
                                bare ? (kj_span){NULL, 0} : data->unit),
                fmax(KJ_SIZE_CAPTION, l->size - 4), KJ_FONT_SANS_BOLD,
                accent ? KJ_COLOR_ZHU : KJ_COLOR_INK);
        }
    /* First those that are asked for most: ends, stressed points; then the others. */
    for (int turn = 0; turn < 2; turn++)
        for (size_t k = 0; k < data->series.count; k++)
            for (size_t i = 0; i < n; i++) {
                const bool first = i == 0 || i + 1 == n || data->points.ptr[i].accent;
                if (first == (turn == 0))
                    place_value(l, &crowd, k, i, goes_above(l, k, i, n));
            }
    l->gaps = crowd.boxes.ptr;
    l->gap_count = crowd.boxes.count;
}

kj_line_plan kj_measure_lines(kj_draw *draw, const kj_lines *data, kj_rect box, bool stressed,
                              bool keyed, double size)
{
    kj_line_plan l = {.size = size, .keyed = keyed, .fits = true};
    const double em = kj_draw_size(draw, size);
    l.scale = scale_of(data, 6);
    l.foot = kj_measure_key_line(draw, data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    measure_ticks(draw, data, &l);
    measure_names(draw, data, box, stressed, &l);
    if (l.plot.w < 2.2 * em * (double)data->points.count) {
        l.fits = false;
        l.plot.w = fmax(l.plot.w, em * (double)data->points.count);
    }
    measure_labels(draw, data, stressed, &l);
    const double under = 14 + l.label_height + l.foot.height;
    l.plot.h = fmin(box.h - l.plot.y - under, fmax(LEAST_EM * em, box.w * 0.52));
    l.fits = l.fits && l.plot.h >= LEAST_EM * em;
    l.plot.h = fmax(l.plot.h, LEAST_EM * em);
    l.height = l.plot.y + l.plot.h + under;
    place_points(data, &l);
    if (!keyed)
        place_names(data, &l);
    place_values(draw, data, stressed, &l);
    return l;
}
