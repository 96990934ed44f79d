/* engine/scene/visuals/line.c: "line", one to three series over named points, each named at its
 * end; values stand at their points wherever nothing is in the way. */
#include "scene/visuals/line.h"

#include <math.h>

static const kj_field point_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_line_point, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the point."},
    {.key = "label",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_line_point, label),
     .min = 1,
     .max = 10,
     .about = "Stands under the axis."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(kj_line_point, accent),
     .about = "Whether this point is the one that matters."},
};
static const kj_object point_object = {
    .name = "line-point",
    .fields = point_fields,
    .field_count = KJ_COUNT(point_fields),
    .size = sizeof(kj_line_point),
    .align = _Alignof(kj_line_point),
    .id_offset = offsetof(kj_line_point, id),
    .about = "A point of the visual 'line'.",
};

static const kj_field series_fields[] = {
    {.key = "name",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_line_series, name),
     .min = 1,
     .max = 12,
     .about = "What is measured; stands at the end of its line."},
    {.key = "values",
     .kind = KJ_FIELD_NUMBER,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(kj_line_series, values),
     .min = 2,
     .max = KJ_LINE_POINTS_MAX,
     .about = "Its values, one for each point."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(kj_line_series, accent),
     .about = "Whether this series is the one that matters."},
};
static const kj_object series_object = {
    .name = "line-series",
    .fields = series_fields,
    .field_count = KJ_COUNT(series_fields),
    .size = sizeof(kj_line_series),
    .align = _Alignof(kj_line_series),
    .about = "A series of the visual 'line'.",
};

static const kj_field fields[] = {
    {.key = "unit",
     .kind = KJ_FIELD_STRING,
     .offset = offsetof(kj_lines, unit),
     .min = 1,
     .max = 8,
     .about = "Of all values."},
    {.key = "from",
     .kind = KJ_FIELD_NUMBER,
     .offset = offsetof(kj_lines, from),
     .min = -KJ_CHART_MOST,
     .max = KJ_CHART_MOST,
     .about = "Where the upright axis begins; else at 0, or at the least value below it."},
    {.key = "points",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(kj_lines, points),
     .min = 2,
     .max = KJ_LINE_POINTS_MAX,
     .object = &point_object,
     .about = "What the lines run over, from the left."},
    {.key = "series",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(kj_lines, series),
     .min = 1,
     .max = KJ_LINE_SERIES_MAX,
     .object = &series_object,
     .about = "The lines, one to three."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(kj_lines, foot),
     .min = 1,
     .max = 100,
     .about = "One line under the chart."},
};

static void check(const void *p, const kj_checker *checker)
{
    const kj_lines *data = p;
    char buffer[32], from[32];
    for (size_t k = 0; k < data->series.count; k++) {
        const kj_line_series *s = &data->series.ptr[k];
        if (!kj_check_values(checker, s->at, &s->values, data->points.count, -KJ_CHART_MOST,
                             "this series", "points"))
            continue;
        for (size_t i = 0; i < s->values.count; i++)
            if (data->from > 0 && s->values.ptr[i] < data->from)
                kj_check_report(checker, s->at, "values", i, "E0502",
                                KJ_LIT("let the axis begin lower"),
                                "%.*s lies below the beginning of the axis, %.*s",
                                KJ_ARG(kj_check_number(buffer, s->values.ptr[i])),
                                KJ_ARG(kj_check_number(from, data->from)));
    }
}

kj_line_look kj_line_look_of(const kj_lines *data, size_t series, bool stressed)
{
    static const kj_line_look looks[] = {{KJ_COLOR_DAI, 0}, {KJ_COLOR_ZHE, 14}, {KJ_COLOR_ZI, 4}};
    kj_line_look look = looks[series];
    if (stressed && data->series.ptr[series].accent)
        look.color = KJ_COLOR_ZHU;
    return look;
}

static kj_line_plan choose(kj_draw *draw, const kj_lines *data, kj_rect box, bool stressed)
{
    kj_line_plan l = {0};
    for (size_t s = 0; s < KJ_WORD_SIZES; s++)
        for (int k = 0; k < 2; k++) {
            l = kj_measure_lines(draw, data, box, stressed, k == 1, kj_word_sizes[s]);
            if (l.fits)
                return l;
        }
    draw->list.overfull++;
    return l;
}

/* --- drawing ------------------------------------------------------------------------------- */

static void draw_axes(kj_draw *draw, const kj_line_plan *l, kj_point at)
{
    for (size_t i = 0; i < l->scale.ticks; i++) {
        const double y = at.y + l->plot.y +
                         l->plot.h * (1 - kj_scale_share(&l->scale, kj_scale_tick(&l->scale, i)));
        const double left = at.x + l->plot.x, right = left + l->plot.w;
        const double tick = kj_scale_tick(&l->scale, i);
        if (i == 0 || fabs(tick) < l->scale.step / 2)
            kj_draw_line(draw, left, y, right, y, KJ_COLOR_INK3, 2);
        else
            kj_draw_quiet_line(draw, (kj_point){left, y}, (kj_point){right, y}, l->gaps,
                               l->gap_count);
        kj_draw_block(draw, &l->ticks[i], left - KJ_LINE_AXIS_GAP - l->ticks[i].width,
                      y - l->ticks[i].height / 2);
    }
}

/* From point i - 1 to point i; at the first point, the marker alone. */
static void draw_stretch(kj_draw *draw, const kj_lines *data, const kj_line_plan *l, size_t k,
                         size_t i, kj_point at, bool stressed)
{
    const kj_line_look look = kj_line_look_of(data, k, stressed);
    const kj_point p = l->points[k][i], to = {at.x + p.x, at.y + p.y};
    if (i > 0) {
        const kj_point q = l->points[k][i - 1];
        const kj_point ends[] = {{at.x + q.x, at.y + q.y}, to};
        kj_draw_polyline(draw, ends, 2, look.color, 4)->dash = look.dash;
    }
}

static void draw_point(kj_draw *draw, const kj_lines *data, const kj_line_plan *l, size_t i,
                       kj_point at, bool stressed)
{
    const bool accent = stressed && data->points.ptr[i].accent;
    for (size_t k = 0; k < data->series.count; k++)
        draw_stretch(draw, data, l, k, i, at, stressed);
    for (size_t k = 0; k < data->series.count; k++) {
        const kj_point p = l->points[k][i];
        const kj_color_name color =
            accent ? KJ_COLOR_ZHU : kj_line_look_of(data, k, stressed).color;
        kj_draw_marker(draw, k, (kj_point){at.x + p.x, at.y + p.y}, accent ? 11 : 8, color);
        if (l->shown[k][i])
            kj_draw_block(draw, &l->values[k][i], at.x + l->value_at[k][i].x,
                          at.y + l->value_at[k][i].y);
    }
    const kj_text_block *label = &l->labels[i];
    kj_draw_block(draw, label, at.x + l->points[0][i].x - label->width / 2,
                  at.y + l->plot.y + l->plot.h + 14);
}

static kj_span spoken(const kj_draw *draw, const kj_lines *data, size_t i)
{
    kj_arena *arena = draw->scene->arena;
    kj_text_buffer out = {.arena = arena};
    kj_put(&out, data->points.ptr[i].label.plain);
    for (size_t k = 0; k < data->series.count; k++) {
        kj_say_more(draw, &out, k ? KJ_W_SAY_COMMA : KJ_W_SAY_COLON,
                    data->series.ptr[k].name.plain);
        kj_put(&out,
               kj_chart_number(arena, data->series.ptr[k].values.ptr[i], KJ_AS_GIVEN, data->unit));
    }
    return kj_put_span(&out);
}

static void draw_names(kj_draw *draw, const kj_lines *data, const kj_line_plan *l, kj_point at)
{
    const size_t last = data->points.count - 1;
    if (l->keyed)
        return;
    for (size_t k = 0; k < data->series.count; k++) {
        const kj_text_block *name = &l->names[k];
        const kj_point end = l->points[k][last];
        const double x = l->plot.x + l->plot.w + KJ_LINE_NAME_GAP, y = l->name_top[k];
        if (fabs(y + name->line_height / 2 - end.y) > 8)
            kj_draw_line(draw, at.x + end.x + 12, at.y + end.y, at.x + x - 6,
                         at.y + y + name->line_height / 2, KJ_COLOR_INK3, 1.5);
        kj_draw_block(draw, name, at.x + x, at.y + y);
    }
}

static void draw_key(kj_draw *draw, const kj_lines *data, const kj_line_plan *l, kj_point at,
                     bool stressed)
{
    for (size_t k = 0; k < l->key.count; k++) {
        const kj_rect r = kj_draw_chart_key(draw, &l->key, k, at.x, at.y);
        const kj_line_look look = kj_line_look_of(data, k, stressed);
        const kj_point ends[] = {{r.x - 4, r.y + r.h / 2}, {r.x + r.w + 4, r.y + r.h / 2}};
        kj_draw_polyline(draw, ends, 2, look.color, 4)->dash = look.dash * 0.6;
        kj_draw_marker(draw, k, (kj_point){r.x + r.w / 2, r.y + r.h / 2}, 8, look.color);
    }
}

static void draw_lines(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    kj_lines plain = *(const kj_lines *)p;
    if (frame->hotspot) /* it could point at an answer */
        plain.foot = (kj_text){.plain = {NULL, 0}};
    const kj_lines *data = &plain;
    kj_rect box = frame->box;
    const double above = frame->hotspot ? 2 * KJ_BADGE_RADIUS + 12 : 0; /* for the letters */
    box.y += above;
    box.h -= above;
    const bool stressed = !frame->hotspot;
    const kj_line_plan l = choose(draw, data, box, stressed);
    const kj_point at = {box.x, kj_centred(box, l.height)};
    const size_t n = data->points.count;
    kj_rect *gaps = KJ_NEW(draw->scene->arena, kj_rect, l.gap_count + 1);
    for (size_t i = 0; i < l.gap_count; i++)
        gaps[i] = (kj_rect){at.x + l.gaps[i].x, at.y + l.gaps[i].y, l.gaps[i].w, l.gaps[i].h};
    kj_line_plan placed = l;
    placed.gaps = gaps;
    draw_axes(draw, &placed, at);
    draw_key(draw, data, &l, (kj_point){at.x + 4, at.y - above}, stressed);
    const double letters =
        at.y + (l.keyed ? l.key.height + 24 : 0) - (frame->hotspot ? KJ_BADGE_RADIUS + 8 : 0);
    for (size_t i = 0; i < n; i++) {
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        draw_point(draw, data, &l, i, at, stressed);
        if (i + 1 == n)
            draw_names(draw, data, &l, at);
        const double half = l.pitch / 2, x = at.x + l.points[0][i].x;
        const double top = letters - (frame->hotspot ? KJ_BADGE_RADIUS + 2 : 0);
        const kj_rect pressed = {x - half + 2, top, 2 * half - 4,
                                 at.y + l.plot.y + l.plot.h + l.label_height + 18 - top};
        kj_draw_element(
            draw, frame,
            (kj_element){data->points.ptr[i].id, spoken(draw, data, i), i, pressed, {x, letters}});
    }
    draw->build = 0;
    kj_draw_key_line(draw, &l.foot, box.x, at.y + l.height, box.w);
}

static size_t steps(const void *p)
{
    return ((const kj_lines *)p)->points.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const kj_lines *data = p;
    for (size_t i = 0; i < data->points.count; i++)
        if (kj_span_equal(data->points.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_line = {
    .form = {.name = "line",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(kj_lines),
             .align = _Alignof(kj_lines),
             .about = "One to three series over named points.",
             .steps = steps,
             .check = check},
    .draw = draw_lines,
    .has_element = has_element,
};
