/* engine/scene/visuals/bars_up.c: bars that stand, a column or several a group. */
#include "scene/visuals/bars.h"

#include <math.h>

#define AXIS_GAP 16.0
#define BAR_GAP 6.0
#define PIECE_GAP 3.0
#define WIDEST 120.0
#define BESIDE 26.0  /* from a stack to a value beside it, and from there to the next group */
#define LEAST_EM 7.0 /* of the scale's height */

static size_t bars_of_group(const kj_bars_layout *l)
{
    return l->stacked ? 1 : l->data->series.count;
}

static bool inside(const kj_bars_layout *l, size_t group, size_t series)
{
    const kj_text_block *value = &l->values[group][series];
    const double piece =
        l->length * l->data->groups.ptr[group].values.ptr[series] / l->scale.max - PIECE_GAP;
    return value->size + 8 <= piece && value->width + 12 <= l->bar;
}

/* Beside the stack: half of what is left of the group's width. */
static bool beside_fits(const kj_bars_layout *l, size_t group)
{
    double heights = 0, widest = 0;
    for (size_t k = 0; k < l->data->series.count; k++)
        if (!inside(l, group, k) && l->data->groups.ptr[group].values.ptr[k] > 0) {
            heights += l->values[group][k].height;
            widest = fmax(widest, l->values[group][k].width);
        }
    return heights <= l->length && (heights <= 0 || widest + BESIDE <= (l->group - l->bar) / 2);
}

void kj_measure_bars_up(kj_draw *draw, kj_bars_layout *l, kj_rect box)
{
    const kj_bars *data = l->data;
    const double n = (double)bars_of_group(l), groups = (double)data->groups.count;
    const double em = kj_draw_size(draw, l->size);
    /* The ticks' width is known only after measuring; three digits and a unit are the usual. */
    kj_measure_bars(draw, l, box.w, fmax(1, (box.w - 5 * em) / groups - 24));
    l->label_side = 14;
    const double first = l->tick_width + AXIS_GAP;
    l->group = (box.w - first) / groups;
    l->bar = fmin(WIDEST, (l->group * 0.72 - BAR_GAP * (n - 1)) / n);
    double widest = 0, labels = 0;
    for (size_t i = 0; i < data->groups.count; i++) {
        labels = fmax(labels, l->labels[i].height + l->notes[i].height);
        l->fits = l->fits && l->labels[i].paragraph.line_count <= 3;
        for (size_t k = 0; k < data->series.count; k++)
            widest = fmax(widest, l->values[i][k].width);
        if (l->totals[i].width > 0)
            l->fits = l->fits && l->totals[i].width <= l->group - 8;
    }
    if (l->stacked && data->series.count > 1) /* some value may have to stand beside */
        l->bar = fmin(l->bar, fmax(40, l->group - 2 * (widest + BESIDE)));
    const bool apart = l->stacked || widest <= l->bar + BAR_GAP - 4 || data->series.count == 1;
    l->fits = l->fits && apart && l->bar >= 24 && (l->stacked || widest <= l->group - 8);
    l->label_side += labels;
    const double value = l->values[0][0].height + 4;
    const double fixed = kj_bars_key_height(l) + value + l->label_side + l->foot.height;
    l->end_side = value;
    l->length = fmin(box.h - fixed, fmax(LEAST_EM * em, box.w * 0.5));
    l->fits = l->fits && l->length >= LEAST_EM * em;
    if (l->length < LEAST_EM * em)
        l->length = LEAST_EM * em; /* overfull: still drawn, and told */
    for (size_t i = 0; l->stacked && i < data->groups.count; i++)
        l->fits = l->fits && beside_fits(l, i);
    l->height = fixed + l->length;
}

/* --- drawing ------------------------------------------------------------------------------- */

typedef struct place {
    double x, right, zero; /* zero: of the scale, downwards */
} place;

static kj_rect bar_rect(const kj_bars_layout *l, const place *at, size_t group, size_t series)
{
    const double n = (double)bars_of_group(l), bars = n * (l->bar + BAR_GAP) - BAR_GAP;
    double x = at->x + (double)group * l->group + (l->group - bars) / 2, before = 0;
    for (size_t k = 0; k < series && l->stacked; k++)
        before += l->data->groups.ptr[group].values.ptr[k];
    if (!l->stacked)
        x += (double)series * (l->bar + BAR_GAP);
    const double h = l->length * l->data->groups.ptr[group].values.ptr[series] / l->scale.max;
    const double bottom = at->zero - l->length * before / l->scale.max;
    const double gap = l->stacked ? PIECE_GAP : 0;
    return (kj_rect){x, bottom - h + fmin(gap, h), l->bar, fmax(0, h - gap)};
}

static kj_rect value_box(const kj_bars_layout *l, const place *at, size_t group, size_t series)
{
    const kj_rect r = bar_rect(l, at, group, series);
    const kj_text_block *v = &l->values[group][series];
    return (kj_rect){r.x + (r.w - v->width) / 2, r.y - 4 - v->height, v->width, v->height};
}

typedef struct beside {
    double tops[KJ_BAR_SERIES_MAX], heights[KJ_BAR_SERIES_MAX];
    size_t series[KJ_BAR_SERIES_MAX], count;
    double top; /* of the stack or of the highest value: what is written on it stands above */
} beside;

/* Where the values go that do not fit their pieces: under what is written on the stack. */
static beside place_beside(const kj_bars_layout *l, const place *at, size_t group)
{
    beside b = {.count = 0};
    double all = 0;
    for (size_t k = l->data->series.count; k-- > 0;) {
        if (inside(l, group, k) || l->data->groups.ptr[group].values.ptr[k] <= 0)
            continue;
        const kj_rect r = bar_rect(l, at, group, k);
        b.heights[b.count] = l->values[group][k].height;
        b.tops[b.count] = r.y + (r.h - b.heights[b.count]) / 2;
        all += b.heights[b.count];
        b.series[b.count++] = k;
    }
    b.top = bar_rect(l, at, group, l->data->series.count - 1).y;
    kj_spread(b.tops, b.heights, b.count, fmin(b.top - 4, at->zero - all), at->zero);
    b.top = b.count ? fmin(b.top, b.tops[0]) : b.top;
    return b;
}

/* What hairlines keep away from: a stack with all its words, or the value on a bar. */
static kj_rect kept_free(const kj_bars_layout *l, const place *at, size_t group, size_t series)
{
    const kj_rect v = value_box(l, at, group, series);
    if (!l->stacked)
        return (kj_rect){v.x - 10, v.y + 2, v.w + 20, v.h - 4};
    const double top = place_beside(l, at, group).top - 4 - l->totals[group].height;
    return (kj_rect){at->x + (double)group * l->group, top, l->group, at->zero - top};
}

static void draw_axis(kj_draw *draw, const kj_bars_layout *l, const place *at, double left)
{
    kj_rect boxes[KJ_BAR_GROUPS_MAX * KJ_BAR_SERIES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < l->data->groups.count; i++)
        for (size_t k = 0; k < l->data->series.count; k++)
            boxes[count++] = kept_free(l, at, i, k);
    for (size_t i = 0; i < l->scale.ticks; i++) {
        const double y =
            at->zero - l->length * kj_scale_share(&l->scale, kj_scale_tick(&l->scale, i));
        if (i)
            kj_draw_quiet_line(draw, (kj_point){at->x, y}, (kj_point){at->right, y}, boxes, count);
        kj_draw_block(draw, &l->ticks[i], left + l->tick_width - l->ticks[i].width,
                      y - l->ticks[i].height / 2);
    }
    kj_draw_line(draw, at->x, at->zero, at->right, at->zero, KJ_COLOR_INK3, 2);
}

/* Values beside the stack, from the top. */
static void draw_beside(kj_draw *draw, const kj_bars_layout *l, const place *at, size_t group)
{
    const beside b = place_beside(l, at, group);
    for (size_t c = 0; c < b.count; c++) {
        kj_text_block value = l->values[group][b.series[c]];
        value.style.color = kj_bar_stressed(l, group, b.series[c]) ? KJ_COLOR_ZHU : KJ_COLOR_INK;
        const kj_rect r = bar_rect(l, at, group, b.series[c]);
        const double x = r.x + r.w;
        kj_draw_line(draw, x + 2, r.y + r.h / 2, x + 12, b.tops[c] + b.heights[c] / 2,
                     KJ_COLOR_INK3, 1.5);
        kj_draw_block(draw, &value, x + 16, b.tops[c]);
    }
}

static void draw_group(kj_draw *draw, const kj_bars_layout *l, const place *at, size_t group)
{
    const size_t n = l->data->series.count;
    for (size_t k = 0; k < n; k++)
        kj_draw_bar_shape(draw, bar_rect(l, at, group, k), kj_bar_look(l, group, k));
    for (size_t k = 0; k < n; k++) {
        const kj_text_block *value = &l->values[group][k];
        const kj_rect r = bar_rect(l, at, group, k), v = value_box(l, at, group, k);
        if (!l->stacked)
            kj_draw_block(draw, value, v.x, v.y);
        else if (inside(l, group, k))
            kj_draw_block(draw, value, v.x, r.y + (r.h - value->height) / 2);
    }
    const double x = at->x + (double)group * l->group;
    if (l->stacked)
        draw_beside(draw, l, at, group);
    if (l->totals[group].width > 0)
        kj_draw_block(draw, &l->totals[group], x + (l->group - l->totals[group].width) / 2,
                      place_beside(l, at, group).top - 4 - l->totals[group].height);
    const kj_text_block *label = &l->labels[group], *note = &l->notes[group];
    kj_draw_block(draw, label, x + (l->group - label->width) / 2, at->zero + 14);
    kj_draw_block(draw, note, x + (l->group - note->width) / 2, at->zero + 14 + label->height);
}

void kj_draw_bars_up(kj_draw *draw, const kj_bars_layout *l, kj_rect box,
                     const kj_visual_frame *frame)
{
    const double top = box.y + kj_bars_key_height(l), left = box.x;
    const place at = {left + l->tick_width + AXIS_GAP, box.x + box.w,
                      top + l->end_side + l->length};
    draw_axis(draw, l, &at, left);
    for (size_t i = 0; i < l->data->groups.count; i++) {
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        draw_group(draw, l, &at, i);
        const double above = frame->hotspot ? 2 * KJ_BADGE_RADIUS + 8 : 0;
        const kj_rect pressed = {at.x + (double)i * l->group + 4, top - above, l->group - 8,
                                 at.zero + l->label_side - top + above + 4};
        kj_draw_element(draw, frame,
                        (kj_element){l->data->groups.ptr[i].id,
                                     kj_bars_spoken(draw, l->data, i),
                                     i,
                                     pressed,
                                     {pressed.x + pressed.w / 2, top - KJ_BADGE_RADIUS - 4}});
    }
}
