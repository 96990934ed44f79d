/* engine/scene/visuals/scatter_draw.c: where the words of a scatter find room, and its drawing. */
#include "scene/visuals/scatter.h"

#include "scene/visuals/kit.h"

#include <math.h>

#define DOT 11.0
#define LEAST_EM 9.0 /* of the plot's height */
#define TICKS 7
#define TITLE_GAP 12.0

typedef struct layout {
    double size;
    bool asked;
    kj_rect plot; /* from the chart's corner */
    kj_text_block x_title, y_title, x_ends[2], y_ends[2];
    kj_text_block *x_ticks, *y_ticks;
    kj_scale x_scale, y_scale;
    kj_text_block names[KJ_SCATTER_CORNERS], labels[KJ_SCATTER_POINTS];
    kj_point name_at[KJ_SCATTER_CORNERS];
    kj_rect at[KJ_SCATTER_POINTS]; /* of the labels, with their letters */
    kj_point dots[KJ_SCATTER_POINTS];
    bool away[KJ_SCATTER_POINTS]; /* needs a leader */
    kj_key_line foot;
    double under, height;
    bool fits;
} layout;

static bool in_words(const kj_scatter_axis *a)
{
    return a->low.plain.len > 0 || a->high.plain.len > 0;
}

/* Round ticks within the axis, whose ends are the course's. */
static kj_scale ticks_of(const kj_scatter_axis *a)
{
    return kj_scale_over(a->min, a->max, TICKS);
}

static bool tick_within(const kj_scale *scale, size_t i, const kj_scatter_axis *a)
{
    const double value = kj_scale_tick(scale, i), slack = scale->step * 1e-6;
    return value >= a->min - slack && value <= a->max + slack;
}

/* The unit stands at the last tick that is drawn. */
static kj_text_block *measure_ticks(kj_draw *draw, const kj_scatter_axis *a, const kj_scale *scale)
{
    kj_arena *arena = draw->scene->arena;
    kj_text_block *out = KJ_NEW(arena, kj_text_block, scale->ticks);
    for (size_t i = 0; i < scale->ticks; i++) {
        if (!tick_within(scale, i, a))
            continue;
        const bool last = i + 1 == scale->ticks || !tick_within(scale, i + 1, a);
        const bool shown = last || kj_span_is(a->unit, "%");
        out[i] = kj_chart_words(draw,
                                kj_chart_number(arena, kj_scale_tick(scale, i), KJ_AS_GIVEN,
                                                shown ? a->unit : (kj_span){NULL, 0}),
                                KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK3);
    }
    return out;
}

static kj_text_block caption(kj_draw *draw, kj_text text, kj_color_name color)
{
    return kj_draw_measure(
        draw, text, 0, 0,
        (kj_text_style){
            .size = KJ_SIZE_CAPTION, .leading = 1.3, .role = KJ_FONT_SANS, .color = color});
}

static void measure_axes(kj_draw *draw, const kj_scatter *data, double height, layout *l)
{
    l->x_title = caption(draw, data->x.title, KJ_COLOR_INK2);
    l->y_title = kj_measure_upright(draw, data->y.title, fmax(1, height * 0.6), KJ_SIZE_CAPTION,
                                    KJ_COLOR_INK2);
    double left = 0;
    if (in_words(&data->x)) {
        l->x_ends[0] = caption(draw, data->x.low, KJ_COLOR_INK3);
        l->x_ends[1] = caption(draw, data->x.high, KJ_COLOR_INK3);
    }
    if (in_words(&data->y)) {
        l->y_ends[0] = caption(draw, data->y.low, KJ_COLOR_INK3);
        l->y_ends[1] = caption(draw, data->y.high, KJ_COLOR_INK3);
        left = fmax(l->y_ends[0].width, l->y_ends[1].width);
    }
    l->x_scale = ticks_of(&data->x);
    l->y_scale = ticks_of(&data->y);
    l->x_ticks = measure_ticks(draw, &data->x, &l->x_scale);
    l->y_ticks = measure_ticks(draw, &data->y, &l->y_scale);
    for (size_t i = 0; i < l->y_scale.ticks && !in_words(&data->y); i++)
        left = fmax(left, l->y_ticks[i].width);
    /* The uppermost number rises above the axis by half of itself. */
    l->plot.y = in_words(&data->y) ? 12 : 24;
    l->plot.x = l->y_title.width + TITLE_GAP + left + 16;
    l->under = 12 + l->x_title.height + 4;
    if (!in_words(&data->x))
        l->under += l->x_title.height;
}

static double place_x(const kj_scatter *data, const layout *l, double value)
{
    return l->plot.x + l->plot.w * (value - data->x.min) / (data->x.max - data->x.min);
}

static double place_y(const kj_scatter *data, const layout *l, double value)
{
    return l->plot.y + l->plot.h * (1 - (value - data->y.min) / (data->y.max - data->y.min));
}

/* Corner `k` of a field, the outer one first; where its name would begin. */
static kj_point corner_at(const layout *l, size_t field, size_t k)
{
    const kj_text_block *b = &l->names[field];
    const bool right = field == KJ_SCATTER_TOP_RIGHT || field == KJ_SCATTER_BOTTOM_RIGHT,
               bottom = field >= KJ_SCATTER_BOTTOM_LEFT;
    const bool at_right = (k % 2 == 0) == right, at_bottom = (k < 2) == bottom;
    const double w = l->plot.w / 2, h = l->plot.h / 2;
    const double x = l->plot.x + (right ? w : 0), y = l->plot.y + (bottom ? h : 0);
    return (kj_point){at_right ? x + w - 18 - b->width : x + 18,
                      at_bottom ? y + h - 12 - b->height : y + 12};
}

/* In the outer corner of its field, or where no point lies under it. */
static void place_names(kj_draw *draw, const kj_scatter *data, kj_crowd *crowd, layout *l)
{
    for (size_t i = 0; i < data->quadrants.count; i++) {
        const kj_scatter_quadrant *q = &data->quadrants.ptr[i];
        kj_text_block *b = &l->names[q->corner];
        *b = kj_draw_measure(
            draw, q->text, 0, 0,
            (kj_text_style){.size = fmax(KJ_SIZE_CAPTION, l->size - 4),
                            .leading = 1.3,
                            .role = KJ_FONT_SANS_BOLD,
                            .color = q->accent && !l->asked ? KJ_COLOR_ZHU : KJ_COLOR_INK3});
        bool placed = false;
        for (size_t k = 0; k < 4 && !placed; k++) {
            const kj_point at = l->name_at[q->corner] = corner_at(l, q->corner, k);
            const kj_rect box = {at.x - 6, at.y, b->width + 12, b->height};
            placed = kj_crowd_has_room(crowd, box);
            if (placed)
                kj_crowd_box(crowd, box);
        }
        l->fits = l->fits && placed && b->width <= l->plot.w / 2 - 36;
    }
}

static kj_point leader_end(const layout *l, size_t i)
{
    const kj_rect r = l->at[i];
    return (kj_point){r.x > l->dots[i].x ? r.x + 2 : r.x + r.w - 2, r.y + r.h / 2};
}

/* Near its point first: right, left, above, below; then further and further round it. */
static bool place_label(layout *l, kj_crowd *crowd, size_t i, double badge)
{
    const kj_text_block *b = &l->labels[i];
    const kj_point dot = l->dots[i];
    const double w = b->width + badge + 12, h = fmax(b->size * 1.16, l->asked ? 58 : 0);
    const double near = DOT + 8;
    const kj_point beside[] = {{near, -h / 2},
                               {-near - w, -h / 2},
                               {-w / 2, -near - h},
                               {-w / 2, near},
                               {near, -near - h / 2},
                               {near, near - h / 2},
                               {-near - w, -near - h / 2},
                               {-near - w, near - h / 2}};
    for (size_t k = 0; k < KJ_COUNT(beside); k++) {
        const kj_rect box = {dot.x + beside[k].x, dot.y + beside[k].y, w, h};
        if (!kj_crowd_has_room(crowd, box))
            continue;
        l->at[i] = box;
        return true;
    }
    for (double r = 48; r <= 240; r += 24)
        for (int turn = 0; turn < 24; turn++) {
            const kj_point p = kj_on_circle(dot, r, (double)turn / 24 + 0.25);
            const kj_rect box = {p.x > dot.x ? p.x : p.x - w, p.y - h / 2, w, h};
            if (!kj_crowd_has_room(crowd, box))
                continue;
            l->at[i] = box;
            if (!kj_crowd_has_way(crowd, dot, leader_end(l, i)))
                continue;
            l->away[i] = true;
            return true;
        }
    l->at[i] = (kj_rect){dot.x + near, dot.y - h / 2, w, h};
    return false;
}

static void place_labels(kj_draw *draw, const kj_scatter *data, double badge, layout *l)
{
    kj_crowd crowd = {.arena = draw->scene->arena,
                      .bounds = {l->plot.x + 4, l->plot.y + 4, l->plot.w - 8, l->plot.h - 8}};
    if (data->quadrants.count) { /* no label lies across the halves */
        const double x = l->plot.x + l->plot.w / 2, y = l->plot.y + l->plot.h / 2;
        kj_crowd_stroke(&crowd, (kj_point){x, l->plot.y}, (kj_point){x, l->plot.y + l->plot.h});
        kj_crowd_stroke(&crowd, (kj_point){l->plot.x, y}, (kj_point){l->plot.x + l->plot.w, y});
    }
    for (size_t i = 0; i < data->points.count; i++) {
        const kj_scatter_spot *s = &data->points.ptr[i];
        const kj_point dot = l->dots[i] =
            (kj_point){place_x(data, l, s->x), place_y(data, l, s->y)};
        kj_crowd_box(&crowd, (kj_rect){dot.x - DOT - 2, dot.y - DOT - 2, 2 * DOT + 4, 2 * DOT + 4});
        l->labels[i] = kj_draw_measure(
            draw, s->label, 0, 0,
            (kj_text_style){.size = l->size,
                            .leading = 1.3,
                            .role = s->accent && !l->asked ? KJ_FONT_SANS_BOLD : KJ_FONT_SANS,
                            .color = s->accent && !l->asked ? KJ_COLOR_ZHU : KJ_COLOR_INK});
    }
    place_names(draw, data, &crowd, l);
    for (size_t i = 0; i < data->points.count; i++) {
        l->fits = place_label(l, &crowd, i, badge) && l->fits;
        kj_crowd_box(&crowd, l->at[i]);
        if (l->away[i])
            kj_crowd_stroke(&crowd, l->dots[i], leader_end(l, i));
    }
}

static layout measure(kj_draw *draw, const kj_scatter *data, kj_rect box, bool asked, double size)
{
    layout l = {.size = size, .asked = asked, .fits = true};
    const double em = kj_draw_size(draw, size), least = LEAST_EM * em;
    l.foot = kj_measure_key_line(draw, data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    measure_axes(draw, data, box.h, &l);
    const double wide = box.w - l.plot.x - 16;
    const double high = box.h - l.plot.y - l.under - l.foot.height;
    l.fits = wide >= 12 * em && high >= least;
    /* Neither a strip nor a tower. */
    l.plot.h = fmax(least, fmin(high, fmax(least, wide)));
    l.plot.w = fmin(wide, 2.1 * l.plot.h);
    l.height = l.plot.y + l.plot.h + l.under + l.foot.height;
    place_labels(draw, data, asked ? 2 * KJ_BADGE_RADIUS + 8 : 0, &l);
    return l;
}

static layout choose(kj_draw *draw, const kj_scatter *data, kj_rect box, bool asked)
{
    layout l = {0};
    for (size_t s = 0; s < KJ_WORD_SIZES; s++) {
        l = measure(draw, data, box, asked, kj_word_sizes[s]);
        if (l.fits)
            return l;
    }
    draw->list.overfull++;
    return l;
}

/* --- drawing ------------------------------------------------------------------------------- */

static void draw_fields(kj_draw *draw, const kj_scatter *data, const layout *l, kj_point at)
{
    const double w = l->plot.w / 2, h = l->plot.h / 2;
    for (size_t i = 0; i < data->quadrants.count; i++) {
        const kj_scatter_quadrant *q = &data->quadrants.ptr[i];
        const bool right =
            q->corner == KJ_SCATTER_TOP_RIGHT || q->corner == KJ_SCATTER_BOTTOM_RIGHT;
        const kj_rect field = {at.x + l->plot.x + (right ? w + 3 : 0),
                               at.y + l->plot.y + (q->corner >= KJ_SCATTER_BOTTOM_LEFT ? h + 3 : 0),
                               w - 3, h - 3};
        const bool accent = q->accent && !l->asked;
        kj_draw_box(draw, field,
                    (kj_box_style){.fill = accent ? KJ_COLOR_ZHU_WASH : KJ_COLOR_DAI_WASH,
                                   .filled = true,
                                   .stroke = KJ_COLOR_ZHU,
                                   .stroked = accent,
                                   .stroke_width = 2,
                                   .radius = 10});
        const kj_point name = l->name_at[q->corner];
        kj_draw_block(draw, &l->names[q->corner], at.x + name.x, at.y + name.y);
    }
}

static void draw_axis_lines(kj_draw *draw, const layout *l, kj_point at)
{
    const double left = at.x + l->plot.x - 4, bottom = at.y + l->plot.y + l->plot.h + 4;
    const double right = at.x + l->plot.x + l->plot.w, top = at.y + l->plot.y;
    const kj_point up[] = {{left, bottom}, {left, top}},
                   along[] = {{left, bottom}, {right, bottom}};
    const kj_point up_tip[] = {{left - 8, top + 12}, {left, top}, {left + 8, top + 12}};
    const kj_point along_tip[] = {
        {right - 12, bottom - 8}, {right, bottom}, {right - 12, bottom + 8}};
    kj_draw_polyline(draw, up, 2, KJ_COLOR_INK3, 2);
    kj_draw_polyline(draw, up_tip, 3, KJ_COLOR_INK3, 2);
    kj_draw_polyline(draw, along, 2, KJ_COLOR_INK3, 2);
    kj_draw_polyline(draw, along_tip, 3, KJ_COLOR_INK3, 2);
}

static void draw_axis_words(kj_draw *draw, const kj_scatter *data, const layout *l, kj_point at)
{
    const double left = at.x + l->plot.x, bottom = at.y + l->plot.y + l->plot.h;
    double y = bottom + 12;
    if (in_words(&data->x)) {
        kj_draw_block(draw, &l->x_ends[0], left, y);
        kj_draw_block(draw, &l->x_ends[1], left + l->plot.w - l->x_ends[1].width, y);
    } else {
        double from = 0; /* where the last one before ends */
        for (size_t i = 0; i < l->x_scale.ticks; i++)
            if (l->x_ticks[i].height > 0) {
                const double x = at.x + place_x(data, l, kj_scale_tick(&l->x_scale, i));
                kj_draw_line(draw, x, bottom + 4, x, bottom + 12, KJ_COLOR_INK3, 2);
                /* The last one, with its unit, stays within the margin if there is room. */
                const double w = l->x_ticks[i].width;
                const double most = draw->list.width - kj_draw_margin(draw) - w;
                const double left_end = fmin(x - w / 2, fmax(most, from + 12));
                kj_draw_block(draw, &l->x_ticks[i], left_end, y);
                from = left_end + w;
            }
        y += l->x_title.height;
    }
    kj_draw_block(draw, &l->x_title, left + (l->plot.w - l->x_title.width) / 2, y);
    kj_draw_block(draw, &l->y_title, at.x, at.y + l->plot.y + (l->plot.h - l->y_title.height) / 2);
    if (in_words(&data->y)) {
        const double right = left - 14;
        kj_draw_block(draw, &l->y_ends[1], right - l->y_ends[1].width, at.y + l->plot.y + 12);
        kj_draw_block(draw, &l->y_ends[0], right - l->y_ends[0].width,
                      bottom - l->y_ends[0].height);
        return;
    }
    for (size_t i = 0; i < l->y_scale.ticks; i++)
        if (l->y_ticks[i].height > 0) {
            const double tick = at.y + place_y(data, l, kj_scale_tick(&l->y_scale, i));
            kj_draw_line(draw, left - 12, tick, left - 4, tick, KJ_COLOR_INK3, 2);
            kj_draw_block(draw, &l->y_ticks[i], left - 16 - l->y_ticks[i].width,
                          tick - l->y_ticks[i].height / 2);
        }
}

static void draw_spot(kj_draw *draw, const kj_scatter *data, const layout *l, size_t i, kj_point at)
{
    const bool accent = data->points.ptr[i].accent && !l->asked;
    const kj_point dot = {at.x + l->dots[i].x, at.y + l->dots[i].y};
    const kj_rect r = {at.x + l->at[i].x, at.y + l->at[i].y, l->at[i].w, l->at[i].h};
    if (l->away[i]) {
        const kj_point end = leader_end(l, i);
        kj_draw_line(draw, dot.x, dot.y, at.x + end.x, at.y + end.y, KJ_COLOR_INK3, 1.5);
    }
    if (accent) /* the larger one: seen without its colour too */
        kj_draw_marker(draw, 2, dot, DOT + 3, KJ_COLOR_ZHU);
    else
        kj_draw_marker(draw, 0, dot, DOT, KJ_COLOR_DAI);
    const double badge = l->asked ? 2 * KJ_BADGE_RADIUS + 8 : 0;
    kj_draw_block(draw, &l->labels[i], r.x + 6 + badge, r.y + (r.h - l->labels[i].height) / 2);
}

static kj_span spoken(const kj_draw *draw, const kj_scatter *data, size_t i)
{
    kj_arena *arena = draw->scene->arena;
    const kj_scatter_spot *s = &data->points.ptr[i];
    kj_span x = kj_chart_number(arena, s->x, KJ_AS_GIVEN, data->x.unit);
    kj_span y = kj_chart_number(arena, s->y, KJ_AS_GIVEN, data->y.unit);
    if (in_words(&data->x) && in_words(&data->y)) { /* nobody reads their numbers */
        x = s->x * 2 < data->x.min + data->x.max ? data->x.low.plain : data->x.high.plain;
        y = s->y * 2 < data->y.min + data->y.max ? data->y.low.plain : data->y.high.plain;
    }
    kj_text_buffer out = {.arena = arena};
    kj_put(&out, kj_say(draw, s->label.plain, data->x.title.plain));
    kj_put(&out, x);
    kj_say_more(draw, &out, KJ_W_SAY_COMMA, data->y.title.plain);
    kj_put(&out, y);
    return kj_put_span(&out);
}

void kj_draw_scatter(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    kj_scatter plain = *(const kj_scatter *)p;
    if (frame->hotspot) /* it could point at an answer */
        plain.foot = (kj_text){.plain = {NULL, 0}};
    const kj_scatter *data = &plain;
    const kj_rect box = frame->box;
    const layout l = choose(draw, data, box, frame->hotspot);
    const double chart = l.plot.x + l.plot.w + 16;
    const kj_point at = {box.x + fmax(0, (box.w - chart) / 2), kj_centred(box, l.height)};
    draw_fields(draw, data, &l, at);
    draw_axis_lines(draw, &l, at);
    draw_axis_words(draw, data, &l, at);
    for (size_t i = 0; i < data->points.count; i++) {
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        draw_spot(draw, data, &l, i, at);
        const kj_rect r = {at.x + l.at[i].x, at.y + l.at[i].y, l.at[i].w, l.at[i].h};
        kj_draw_element(draw, frame,
                        (kj_element){data->points.ptr[i].id,
                                     spoken(draw, data, i),
                                     i,
                                     r,
                                     {r.x + 6 + KJ_BADGE_RADIUS, r.y + r.h / 2}});
    }
    draw->build = 0;
    kj_draw_key_line(draw, &l.foot, box.x, at.y + l.height, box.w);
}
