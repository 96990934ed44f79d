/* engine/scene/visuals/bars_across.c: bars that run to the right, a row a group. */
#include "scene/visuals/bars.h"

#include <math.h>

#define LABEL_GAP 28.0
#define END_GAP 14.0
#define BAR_GAP 6.0
#define PIECE_GAP 3.0
#define GROUP_GAP 20.0
#define THICKEST 64.0 /* and a quarter more where there are few */
#define NAMED_MOST 8  /* bars; more of them take a key instead of names at their ends */

static size_t bars_of_group(const kj_bars_layout *l)
{
    return l->stacked ? 1 : l->data->series.count;
}

static double end_width(const kj_bars_layout *l, size_t group, size_t series)
{
    return l->values[group][series].width + (l->named ? 12 + l->names[series].width : 0);
}

/* Inside its piece, or too wide for it. */
static bool inside(const kj_bars_layout *l, size_t group, size_t series)
{
    const double piece =
        l->length * kj_scale_share(&l->scale, l->data->groups.ptr[group].values.ptr[series]);
    return l->values[group][series].width + 12 <= piece - PIECE_GAP;
}

static void measure_labels(kj_draw *draw, kj_bars_layout *l, kj_rect box)
{
    const kj_bars *data = l->data;
    const double em = kj_draw_size(draw, l->size), most = fmin(11 * em, box.w * 0.28);
    for (size_t i = 0; i < data->groups.count; i++) {
        const kj_text_block label =
            kj_draw_measure(draw, data->groups.ptr[i].label, 0, 0,
                            kj_style(l->size, KJ_FONT_SANS_BOLD, KJ_COLOR_INK));
        const kj_text_block note = kj_draw_measure(
            draw, data->groups.ptr[i].note, 0, 0,
            kj_style(fmax(KJ_SIZE_CAPTION, l->size - 4), KJ_FONT_SANS, KJ_COLOR_INK2));
        l->label_side = fmax(l->label_side, fmax(label.width, note.width) + 2);
    }
    l->label_side = ceil(fmin(l->label_side, most));
    kj_measure_bars(draw, l, box.w, l->label_side);
}

static void measure_ends(kj_draw *draw, kj_bars_layout *l)
{
    const kj_bars *data = l->data;
    for (size_t k = 0; l->named && k < data->series.count; k++)
        l->names[k] = kj_draw_measure(draw, data->series.ptr[k].name, 0, 0,
                                      (kj_text_style){.size = fmax(KJ_SIZE_CAPTION, l->size - 4),
                                                      .leading = 1.3,
                                                      .role = KJ_FONT_SANS,
                                                      .color = KJ_COLOR_INK2});
    l->end_side = l->tick_width / 2;
    for (size_t i = 0; i < data->groups.count; i++) {
        for (size_t k = 0; !l->stacked && k < data->series.count; k++)
            l->end_side = fmax(l->end_side, END_GAP + end_width(l, i, k));
        if (l->totals[i].width > 0)
            l->end_side = fmax(l->end_side, END_GAP + l->totals[i].width);
    }
}

void kj_measure_bars_across(kj_draw *draw, kj_bars_layout *l, kj_rect box)
{
    const kj_bars *data = l->data;
    const size_t n = bars_of_group(l);
    l->named = !l->stacked && data->series.count > 1 &&
               data->series.count * data->groups.count <= NAMED_MOST;
    measure_labels(draw, l, box);
    measure_ends(draw, l);
    l->length = box.w - l->label_side - LABEL_GAP - l->end_side;
    if (l->length < 8 * kj_draw_size(draw, l->size)) {
        l->fits = false;
        return;
    }
    while (l->scale.ticks > 3 && l->length / (double)(l->scale.ticks - 1) < l->tick_width + 24) {
        const size_t fewer = l->scale.ticks - 1;
        kj_scale next = kj_scale_over(l->scale.min, l->scale.max, fewer);
        if (next.max > l->scale.max * 1.3)
            break;
        l->scale = next;
    }
    const double line = l->values[0][0].size;
    for (size_t i = 0; l->stacked && i < data->groups.count; i++)
        for (size_t k = 0; k < data->series.count; k++)
            if (!inside(l, i, k) && data->groups.ptr[i].values.ptr[k] > 0)
                l->above = line + 14;
    l->bar = ceil(line + 8);
    double labels = 0;
    for (size_t i = 0; i < data->groups.count; i++)
        labels = fmax(labels, l->labels[i].height + l->notes[i].height);
    l->gap = GROUP_GAP;
    l->group = fmax(labels, (double)n * (l->bar + BAR_GAP) - BAR_GAP) + l->above;
    const double groups = (double)data->groups.count;
    const double fixed = kj_bars_key_height(l) + 10 + l->tick_height + l->foot.height;
    l->height = fixed + groups * (l->group + l->gap);
    l->fits = l->fits && l->height <= box.h;
    /* What is left: bars grow first, then the gaps between the groups. */
    double left = fmax(0, box.h - l->height);
    const double thickest = groups * (double)n <= 4 ? 1.25 * THICKEST : THICKEST;
    const double thick = fmin(thickest, l->bar + left * 0.6 / groups / (double)n);
    const double grown =
        fmax(l->group, (double)n * (thick + BAR_GAP) - BAR_GAP + l->above) - l->group;
    l->bar = fmax(l->bar, thick);
    l->group += grown;
    left -= grown * groups;
    l->gap += fmin(left / groups, l->stacked ? 72 : 44);
    l->height = fixed + groups * (l->group + l->gap);
}

/* --- drawing ------------------------------------------------------------------------------- */

typedef struct place {
    double x, top, bottom; /* of the scale */
} place;

static double row_top(const kj_bars_layout *l, const place *at, size_t group)
{
    return at->top + l->gap / 2 + (double)group * (l->group + l->gap);
}

static kj_rect bar_rect(const kj_bars_layout *l, const place *at, size_t group, size_t series)
{
    const size_t n = bars_of_group(l);
    const double bars = (double)n * (l->bar + BAR_GAP) - BAR_GAP;
    double y = row_top(l, at, group) + l->above + (l->group - l->above - bars) / 2;
    double before = 0;
    for (size_t k = 0; k < series && l->stacked; k++)
        before += l->data->groups.ptr[group].values.ptr[k];
    if (!l->stacked)
        y += (double)series * (l->bar + BAR_GAP);
    const double value = l->data->groups.ptr[group].values.ptr[series];
    const double w = l->length * value / l->scale.max;
    const double x = at->x + l->length * before / l->scale.max;
    return (kj_rect){x, y, fmax(0, w - (l->stacked ? PIECE_GAP : 0)), l->bar};
}

static void draw_axis(kj_draw *draw, const kj_bars_layout *l, const place *at)
{
    kj_rect boxes[KJ_BAR_GROUPS_MAX * KJ_BAR_SERIES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < l->data->groups.count; i++)
        for (size_t k = 0; k < l->data->series.count; k++) {
            const kj_rect r = bar_rect(l, at, i, k);
            /* The words at its end; above a stack a value may stand anywhere. */
            const double w = l->stacked ? (l->totals[i].width > 0 ? l->totals[i].width + 20 : 0)
                                        : end_width(l, i, k) + 20;
            boxes[count++] =
                (kj_rect){r.x, r.y - l->above, r.w + (w > 0 ? END_GAP + w : 0), r.h + l->above};
        }
    for (size_t i = 0; i < l->scale.ticks; i++) {
        const double x = at->x + l->length * kj_scale_share(&l->scale, kj_scale_tick(&l->scale, i));
        if (i)
            kj_draw_quiet_line(draw, (kj_point){x, at->top}, (kj_point){x, at->bottom}, boxes,
                               count);
        const kj_text_block tick =
            kj_chart_words(draw, kj_chart_tick(draw->scene->arena, &l->scale, i, l->data->unit),
                           KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK3);
        kj_draw_block(draw, &tick, x - tick.width / 2, at->bottom + 10);
    }
    kj_draw_line(draw, at->x, at->top, at->x, at->bottom, KJ_COLOR_INK3, 2);
}

/* From the stressed piece of one row to that of the next: how much more or less it is. */
static void draw_band(kj_draw *draw, const kj_bars_layout *l, const place *at, size_t group)
{
    for (size_t k = 0; group > 0 && k < l->data->series.count; k++) {
        if (!l->stacked || l->above > 0 || !kj_bar_stressed(l, group, k) ||
            !kj_bar_stressed(l, group - 1, k))
            continue;
        const kj_rect a = bar_rect(l, at, group - 1, k), b = bar_rect(l, at, group, k);
        const kj_point points[] = {
            {a.x, a.y + a.h}, {a.x + a.w, a.y + a.h}, {b.x + b.w, b.y}, {b.x, b.y}};
        kj_draw_polygon(draw, points, KJ_COUNT(points), KJ_COLOR_ZHU_WASH);
    }
}

static double middle(const kj_text_block *block, kj_rect r)
{
    return r.y + (r.h - block->height) / 2;
}

/* Above the stack, each over its piece as near as the others let it. */
static void draw_outside(kj_draw *draw, const kj_bars_layout *l, const place *at, size_t group)
{
    double tops[KJ_BAR_SERIES_MAX], widths[KJ_BAR_SERIES_MAX];
    size_t series[KJ_BAR_SERIES_MAX], count = 0;
    for (size_t k = 0; k < l->data->series.count; k++) {
        if (inside(l, group, k) || l->data->groups.ptr[group].values.ptr[k] <= 0)
            continue;
        const kj_rect r = bar_rect(l, at, group, k);
        widths[count] = l->values[group][k].width + 16;
        tops[count] = r.x + r.w / 2 - widths[count] / 2;
        series[count++] = k;
    }
    kj_spread(tops, widths, count, at->x - 8, at->x + l->length + l->end_side);
    for (size_t c = 0; c < count; c++) {
        kj_text_block value = l->values[group][series[c]];
        value.style.color = kj_bar_stressed(l, group, series[c]) ? KJ_COLOR_ZHU : KJ_COLOR_INK;
        const kj_rect r = bar_rect(l, at, group, series[c]);
        const double x = tops[c] + 8 + value.width / 2;
        kj_draw_line(draw, x, r.y - 9, r.x + r.w / 2, r.y - 1, KJ_COLOR_INK3, 1.5);
        kj_draw_block(draw, &value, tops[c] + 8,
                      r.y - 10 - value.size - (value.height - value.size) / 2);
    }
}

static void draw_group(kj_draw *draw, const kj_bars_layout *l, const place *at, size_t group,
                       double x)
{
    const size_t n = l->data->series.count;
    double end = at->x;
    draw_band(draw, l, at, group);
    for (size_t k = 0; k < n; k++)
        kj_draw_bar_shape(draw, bar_rect(l, at, group, k), kj_bar_look(l, group, k));
    for (size_t k = 0; k < n; k++) {
        const kj_text_block *value = &l->values[group][k];
        const kj_rect r = bar_rect(l, at, group, k);
        end = fmax(end, r.x + r.w);
        if (l->stacked) {
            if (inside(l, group, k))
                kj_draw_block(draw, value, r.x + (r.w - value->width) / 2, middle(value, r));
            continue;
        }
        const double y = middle(value, r), after = r.x + r.w + END_GAP;
        kj_draw_block(draw, value, after, y);
        if (l->named)
            kj_draw_block(draw, &l->names[k], after + value->width + 12,
                          y + value->ascent - l->names[k].ascent);
    }
    if (l->stacked)
        draw_outside(draw, l, at, group);
    const kj_rect bar = bar_rect(l, at, group, 0);
    if (l->totals[group].width > 0)
        kj_draw_block(draw, &l->totals[group], end + END_GAP, middle(&l->totals[group], bar));
    const double words = l->labels[group].height + l->notes[group].height;
    const double centre = row_top(l, at, group) + l->above + (l->group - l->above) / 2;
    kj_draw_block(draw, &l->labels[group], x, centre - words / 2);
    kj_draw_block(draw, &l->notes[group], x, centre - words / 2 + l->labels[group].height);
}

void kj_draw_bars_across(kj_draw *draw, const kj_bars_layout *l, kj_rect box,
                         const kj_visual_frame *frame)
{
    const double groups = (double)l->data->groups.count;
    const double top = box.y + kj_bars_key_height(l);
    const place at = {box.x + l->label_side + LABEL_GAP, top, top + groups * (l->group + l->gap)};
    draw_axis(draw, l, &at);
    for (size_t i = 0; i < l->data->groups.count; i++) {
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        draw_group(draw, l, &at, i, box.x);
        const double y = row_top(l, &at, i) - l->gap / 2 + 4, h = l->group + l->gap - 8;
        kj_draw_element(draw, frame,
                        (kj_element){l->data->groups.ptr[i].id,
                                     kj_bars_spoken(draw, l->data, i),
                                     i,
                                     {box.x - 12, y, frame->box.w + 12, h},
                                     {box.x + frame->box.w - KJ_BADGE_RADIUS - 12, y + h / 2}});
    }
}
