/* engine/scene/visuals/radar.c: "radar", the same thing measured in several respects, with a table
 * beside it that has the figures, the weights and what they add up to. */
#include "scene/visuals/radar.h"

#include <math.h>

static const kj_field axis_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_radar_axis, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the axis."},
    {.key = "label",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_radar_axis, label),
     .min = 1,
     .max = 12,
     .about = "What it measures."},
    {.key = "note",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(kj_radar_axis, note),
     .min = 1,
     .max = 24,
     .about = "A few words on it in the table."},
    {.key = "weight",
     .kind = KJ_FIELD_NUMBER,
     .offset = offsetof(kj_radar_axis, weight),
     .min = 0,
     .max = 100,
     .about = "Its share of the sum in percent; all axes have one, or none."},
};
static const kj_object axis_object = {
    .name = "radar-axis",
    .fields = axis_fields,
    .field_count = KJ_COUNT(axis_fields),
    .size = sizeof(kj_radar_axis),
    .align = _Alignof(kj_radar_axis),
    .id_offset = offsetof(kj_radar_axis, id),
    .about = "An axis of the visual 'radar'.",
};

static const kj_field series_fields[] = {
    {.key = "name",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_radar_series, name),
     .min = 1,
     .max = 10,
     .about = "What is measured."},
    {.key = "values",
     .kind = KJ_FIELD_NUMBER,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(kj_radar_series, values),
     .min = KJ_RADAR_AXES_MIN,
     .max = KJ_RADAR_AXES_MAX,
     .about = "Its values, one for each axis."},
};
static const kj_object series_object = {
    .name = "radar-series",
    .fields = series_fields,
    .field_count = KJ_COUNT(series_fields),
    .size = sizeof(kj_radar_series),
    .align = _Alignof(kj_radar_series),
    .about = "A series of the visual 'radar'.",
};

static const kj_field fields[] = {
    {.key = "unit",
     .kind = KJ_FIELD_STRING,
     .offset = offsetof(kj_radar, unit),
     .min = 1,
     .max = 8,
     .about = "Of all values."},
    {.key = "max",
     .kind = KJ_FIELD_NUMBER,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_radar, max),
     .min = 1,
     .max = KJ_CHART_MOST,
     .about = "The value at the outer end of every axis; the middle is 0."},
    {.key = "axes",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(kj_radar, axes),
     .min = KJ_RADAR_AXES_MIN,
     .max = KJ_RADAR_AXES_MAX,
     .object = &axis_object,
     .about = "The respects, clockwise from the top."},
    {.key = "series",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(kj_radar, series),
     .min = 1,
     .max = KJ_RADAR_SERIES_MAX,
     .object = &series_object,
     .about = "What is measured, one or two."},
    {.key = "weakest",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(kj_radar, weakest),
     .min = 1,
     .max = 6,
     .about = "The word at the lowest axis of the first series; without it, none is marked."},
    {.key = "weights",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(kj_radar, weights),
     .min = 1,
     .max = 8,
     .about = "The head of the column of weights."},
    {.key = "sum",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(kj_radar, sum),
     .min = 1,
     .max = 12,
     .about = "The word at the weighted sum."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(kj_radar, foot),
     .min = 1,
     .max = 100,
     .about = "One line under the radar."},
};

bool kj_radar_weighted(const kj_radar *data)
{
    for (size_t i = 0; i < data->axes.count; i++)
        if (data->axes.ptr[i].weight > 0)
            return true;
    return false;
}

double kj_radar_sum(const kj_radar *data, size_t series)
{
    double sum = 0;
    for (size_t i = 0; i < data->axes.count; i++)
        sum += data->axes.ptr[i].weight * data->series.ptr[series].values.ptr[i] / 100;
    return sum;
}

size_t kj_radar_weakest(const kj_radar *data)
{
    size_t at = 0;
    for (size_t i = 1; i < data->axes.count; i++)
        if (data->series.ptr[0].values.ptr[i] < data->series.ptr[0].values.ptr[at])
            at = i;
    return at;
}

static void check_weights(const kj_radar *data, const kj_checker *checker)
{
    if (!kj_radar_weighted(data)) {
        if (data->sum.plain.len)
            kj_check_report(checker, data->at, "sum", SIZE_MAX, "E0502",
                            KJ_LIT("give every axis a 'weight'"),
                            "a sum needs the weights of the axes");
        return;
    }
    double all = 0;
    for (size_t i = 0; i < data->axes.count; i++)
        all += data->axes.ptr[i].weight;
    char buffer[32];
    if (fabs(all - 100) > 0.05)
        kj_check_report(checker, data->at, "axes", SIZE_MAX, "E0502", (kj_span){NULL, 0},
                        "the weights add up to %.*s, not 100",
                        KJ_ARG(kj_check_number(buffer, all)));
}

static void check(const void *p, const kj_checker *checker)
{
    const kj_radar *data = p;
    char buffer[32], most[32];
    for (size_t k = 0; k < data->series.count; k++) {
        const kj_radar_series *s = &data->series.ptr[k];
        if (!kj_check_values(checker, s->at, &s->values, data->axes.count, 0, "this series",
                             "axes"))
            continue;
        for (size_t i = 0; i < s->values.count; i++)
            if (s->values.ptr[i] > data->max)
                kj_check_report(checker, s->at, "values", i, "E0502",
                                KJ_LIT("'max' is where each axis ends"),
                                "%.*s lies beyond the end of the axes, %.*s",
                                KJ_ARG(kj_check_number(buffer, s->values.ptr[i])),
                                KJ_ARG(kj_check_number(most, data->max)));
    }
    check_weights(data, checker);
}

/* --- the figure ---------------------------------------------------------------------------- */

#define LABEL_GAP 18.0
#define COLUMN_GAP 72.0
#define LEAST_EM 4.2
#define LARGEST 300.0
#define GOOD_BESIDE 0.12 /* of the room's width: a radius that is worth smaller words */
#define GOOD_ABOVE 0.2

typedef struct layout {
    double size, radius;
    kj_text_block labels[KJ_RADAR_AXES_MAX];
    kj_point at[KJ_RADAR_AXES_MAX];   /* of the labels, from the middle */
    double left, right, above, below; /* of the figure, from the middle */
    kj_radar_table table;
    kj_text_block scale;
    bool beside; /* the table right of the figure, else under it */
    kj_key_line foot;
    double figure_width, height;
    bool fits;
} layout;

static double turn_of(const kj_radar *data, size_t i)
{
    return (double)i / (double)data->axes.count;
}

static kj_point label_at(const kj_text_block *label, double turn, double radius, double gap)
{
    const kj_point end = kj_on_circle((kj_point){0, 0}, radius + gap, turn);
    const double side = sin(turn * KJ_RADAR_TURN), down = -cos(turn * KJ_RADAR_TURN);
    /* The corner or side that looks at the middle touches the end of the axis. */
    const double x = fabs(side) < 0.2 ? end.x - label->width / 2
                     : side > 0       ? end.x
                                      : end.x - label->width;
    const double y = fabs(side) < 0.2 && down < 0 ? end.y - label->height
                     : fabs(side) < 0.2           ? end.y
                                        : end.y - label->height / 2 + down * label->height * 0.3;
    return (kj_point){x, y};
}

static void place_labels(const kj_radar *data, layout *l, double gap)
{
    l->left = l->right = l->above = l->below = 0;
    for (size_t i = 0; i < data->axes.count; i++) {
        const kj_text_block *b = &l->labels[i];
        const kj_point end = kj_on_circle((kj_point){0, 0}, l->radius + gap / 2, turn_of(data, i));
        l->left = fmax(l->left, -end.x);
        l->right = fmax(l->right, end.x);
        l->above = fmax(l->above, -end.y);
        l->below = fmax(l->below, end.y);
        l->at[i] = label_at(b, turn_of(data, i), l->radius, gap);
        l->left = fmax(l->left, -l->at[i].x);
        l->right = fmax(l->right, l->at[i].x + b->width);
        l->above = fmax(l->above, -l->at[i].y);
        l->below = fmax(l->below, l->at[i].y + b->height);
    }
    for (size_t i = 0; i < data->axes.count; i++)
        for (size_t k = 0; k < i; k++) {
            const kj_rect a = {l->at[i].x - 8, l->at[i].y, l->labels[i].width + 16,
                               l->labels[i].height};
            const kj_rect b = {l->at[k].x - 8, l->at[k].y, l->labels[k].width + 16,
                               l->labels[k].height};
            l->fits = l->fits && !kj_rects_meet(a, b);
        }
}

/* The largest radius whose labels stay in the room. */
static void fit_figure(kj_draw *draw, const kj_radar *data, layout *l, double width, double height,
                       double gap)
{
    const double least = LEAST_EM * kj_draw_size(draw, l->size);
    const bool fits = l->fits;
    for (l->radius = LARGEST;; l->radius = fmax(least, l->radius - 8)) {
        l->fits = fits;
        place_labels(data, l, gap);
        l->fits = l->fits && l->left + l->right <= width && l->above + l->below <= height;
        if (l->fits || l->radius <= least)
            return;
    }
}

static layout measure(kj_draw *draw, const kj_radar *data, kj_rect box, double gap, bool asked,
                      bool beside, bool in_line, double size)
{
    layout l = {.size = size, .beside = beside, .fits = true};
    const double em = kj_draw_size(draw, size);
    l.foot = kj_measure_key_line(draw, data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    for (size_t i = 0; i < data->axes.count; i++) {
        const bool weak = !asked && data->weakest.plain.len && i == kj_radar_weakest(data);
        kj_text_block b =
            kj_draw_measure(draw, data->axes.ptr[i].label, 0, 0,
                            (kj_text_style){.size = size,
                                            .leading = 1.3,
                                            .role = KJ_FONT_SANS_BOLD,
                                            .color = weak ? KJ_COLOR_ZHU : KJ_COLOR_INK});
        if (b.width > 5.2 * em)
            b = kj_draw_measure(draw, data->axes.ptr[i].label, 5.2 * em, 0, b.style);
        b.width = fmin(b.width, ceil(b.paragraph.width_em * b.size) + 1);
        l.labels[i] = b;
    }
    const kj_scale rings = kj_radar_rings(data);
    l.scale = kj_chart_words(
        draw,
        KJ_DRAW_FILL(
            draw, KJ_W_RADAR_RINGS,
            kj_w("step", kj_chart_number(draw->scene->arena, rings.step, KJ_AS_GIVEN, data->unit)),
            kj_w("max", kj_chart_number(draw->scene->arena, data->max, KJ_AS_GIVEN, data->unit))),
        KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK3);
    const double room = box.h - l.foot.height - l.scale.height - 16;
    if (asked) { /* the figure alone: its table would answer */
        fit_figure(draw, data, &l, box.w, room, gap);
        l.figure_width = box.w;
        l.height = l.above + l.below + 16 + l.scale.height + l.foot.height;
        return l;
    }
    if (beside) {
        l.table = kj_measure_radar_table(draw, data, box.w * (in_line ? 0.64 : 0.5), 11 * em,
                                         in_line, size);
        l.figure_width = box.w - l.table.width - COLUMN_GAP;
        fit_figure(draw, data, &l, l.figure_width, room, gap);
        kj_stretch_radar_table(&l.table, data, box.h - l.foot.height);
        l.height = fmax(l.above + l.below + 16 + l.scale.height, l.table.height) + l.foot.height;
    } else {
        l.table = kj_measure_radar_table(draw, data, box.w, box.w * 0.6, in_line, size);
        l.figure_width = box.w;
        fit_figure(draw, data, &l, box.w, room - l.table.height - 40, gap);
        l.height = l.above + l.below + 16 + l.scale.height + 40 + l.table.height + l.foot.height;
    }
    l.fits = l.fits && l.table.fits && l.height <= box.h + 0.5;
    return l;
}

static layout choose(kj_draw *draw, const kj_radar *data, kj_rect box, double gap, bool asked)
{
    layout l = {0};
    const bool wide = box.w > box.h * 1.1;
    /* Rather smaller words than a small figure or names in pieces; at last, whatever fits. */
    for (int strict = 1; strict >= 0; strict--)
        for (size_t s = 0; s < KJ_WORD_SIZES; s++)
            for (int k = 0; k < 4; k++) {
                l = measure(draw, data, box, gap, asked, (k < 2) == wide, k % 2 == 1,
                            kj_word_sizes[s]);
                const double good = box.w * (l.beside ? GOOD_BESIDE : GOOD_ABOVE);
                if (l.fits && (!strict || asked || (l.radius >= good && l.table.whole)))
                    return l;
            }
    draw->list.overfull++;
    return l;
}

kj_scale kj_radar_rings(const kj_radar *data)
{
    return kj_scale_over(0, data->max, 6);
}

static void draw_web(kj_draw *draw, const kj_radar *data, const layout *l, kj_point centre)
{
    const size_t n = data->axes.count;
    const kj_scale rings = kj_radar_rings(data);
    for (size_t r = 1; r <= rings.ticks; r++) {
        const double value = fmin(data->max, kj_scale_tick(&rings, r));
        const bool outer = value >= data->max;
        kj_point points[KJ_RADAR_AXES_MAX + 1];
        for (size_t i = 0; i <= n; i++)
            points[i] = kj_on_circle(centre, l->radius * value / data->max, turn_of(data, i % n));
        kj_draw_polyline(draw, points, n + 1, outer ? KJ_COLOR_INK3 : KJ_COLOR_LINE, 1.5);
        if (outer)
            break;
    }
    for (size_t i = 0; i < n; i++) {
        const kj_point end = kj_on_circle(centre, l->radius, turn_of(data, i));
        kj_draw_line(draw, centre.x, centre.y, end.x, end.y, KJ_COLOR_LINE, 1.5);
    }
}

void kj_radar_look(size_t series, kj_color_name *line, double *dash)
{
    *line = series ? KJ_COLOR_ZHE : KJ_COLOR_DAI;
    *dash = series ? 12 : 0;
}

static void draw_series(kj_draw *draw, const kj_radar *data, const layout *l, size_t k,
                        kj_point centre, size_t weakest)
{
    const size_t n = data->axes.count;
    kj_point points[KJ_RADAR_AXES_MAX];
    for (size_t i = 0; i < n; i++)
        points[i] = kj_on_circle(centre, l->radius * data->series.ptr[k].values.ptr[i] / data->max,
                                 turn_of(data, i));
    kj_color_name line;
    double dash;
    kj_radar_look(k, &line, &dash);
    kj_command *area = kj_draw_polygon(draw, points, n, line);
    area->fill = k ? 0 : (area->fill & ~(kj_color)0xFF) | 0x2E;
    area->stroke = kj_draw_color(draw, line);
    area->stroke_width = 4;
    area->dash = dash;
    for (size_t i = 0; i < n; i++)
        kj_draw_marker(draw, k, points[i], k == 0 && i == weakest ? 12 : 8,
                       k == 0 && i == weakest ? KJ_COLOR_ZHU : line);
}

static kj_span spoken(const kj_draw *draw, const kj_radar *data, size_t i, bool weak)
{
    kj_arena *arena = draw->scene->arena;
    const kj_radar_axis *axis = &data->axes.ptr[i];
    kj_text_buffer out = {.arena = arena};
    kj_put(&out, axis->label.plain);
    for (size_t k = 0; k < data->series.count; k++) {
        kj_say_more(draw, &out, k ? KJ_W_SAY_COMMA : KJ_W_SAY_COLON,
                    data->series.ptr[k].name.plain);
        kj_put(&out,
               kj_chart_number(arena, data->series.ptr[k].values.ptr[i], KJ_AS_GIVEN, data->unit));
    }
    if (kj_radar_weighted(data)) {
        kj_say_more(draw, &out, KJ_W_SAY_COMMA, kj_radar_weights(draw, data));
        kj_put(&out, kj_chart_number(arena, axis->weight, KJ_AS_GIVEN, KJ_LIT("%")));
    }
    if (weak)
        kj_say_more(draw, &out, KJ_W_SAY_COMMA, data->weakest.plain);
    kj_say_more(draw, &out, KJ_W_SAY_SEMICOLON, axis->note.plain);
    return kj_put_span(&out);
}

/* In a question: the end of the axis with its letter, and its label. */
static kj_element pressed_axis(const kj_radar *data, const layout *l, size_t i, kj_point centre,
                               kj_span label)
{
    const kj_point tip = kj_on_circle(centre, l->radius + KJ_BADGE_RADIUS + 6, turn_of(data, i));
    const double r = KJ_BADGE_RADIUS + 5;
    const double x = centre.x + l->at[i].x, y = centre.y + l->at[i].y;
    const double left = fmin(x - 6, tip.x - r), top = fmin(y, tip.y - r);
    const double right = fmax(x + l->labels[i].width + 6, tip.x + r);
    const double bottom = fmax(y + l->labels[i].height, tip.y + r);
    return (kj_element){
        data->axes.ptr[i].id, label, i, {left, top, right - left, bottom - top}, tip};
}

static void draw_radar(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    kj_radar plain = *(const kj_radar *)p;
    if (frame->hotspot) /* it could point at an answer */
        plain.foot = (kj_text){.plain = {NULL, 0}};
    const kj_radar *data = &plain;
    const kj_rect box = frame->box;
    const bool asked = frame->hotspot, mark = !asked && data->weakest.plain.len > 0;
    const double gap = asked ? 2 * KJ_BADGE_RADIUS + 30 : LABEL_GAP;
    const layout l = choose(draw, data, box, gap, asked);
    const double top = kj_centred(box, l.height), body = l.height - l.foot.height;
    const double figure = l.above + l.below + 16 + l.scale.height;
    const kj_point centre = {box.x + (l.figure_width - l.left - l.right) / 2 + l.left,
                             top + l.above + (l.beside && !asked ? (body - figure) / 2 : 0)};
    const kj_point table = {l.beside ? box.x + box.w - l.table.width
                                     : box.x + (box.w - l.table.width) / 2,
                            l.beside ? top + (body - l.table.height) / 2 : top + figure + 40};
    const size_t weakest = mark ? kj_radar_weakest(data) : KJ_RADAR_AXES_MAX;
    draw_web(draw, data, &l, centre);
    for (size_t k = data->series.count; k-- > 0;)
        draw_series(draw, data, &l, k, centre, weakest);
    kj_draw_block(draw, &l.scale, centre.x + (l.right - l.left - l.scale.width) / 2,
                  centre.y + l.below + 16);
    if (!asked)
        kj_draw_radar_heads(draw, &l.table, table);
    for (size_t i = 0; i < data->axes.count; i++) {
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        kj_draw_block(draw, &l.labels[i], centre.x + l.at[i].x, centre.y + l.at[i].y);
        const kj_span label = spoken(draw, data, i, i == weakest);
        if (asked)
            kj_draw_element(draw, frame,
                            pressed_axis(data, &l, i, centre, data->axes.ptr[i].label.plain));
        else
            kj_draw_element(draw, frame,
                            (kj_element){data->axes.ptr[i].id,
                                         label,
                                         i,
                                         kj_draw_radar_row(draw, data, &l.table, i, table),
                                         {0, 0}});
    }
    kj_visual_at(draw, frame, data->axes.count - 1);
    if (!asked && kj_visual_shows(frame, data->axes.count - 1))
        kj_draw_radar_sum(draw, data, &l.table, table);
    draw->build = 0;
    kj_draw_key_line(draw, &l.foot, box.x, top + l.height, box.w);
}

static size_t steps(const void *p)
{
    return ((const kj_radar *)p)->axes.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const kj_radar *data = p;
    for (size_t i = 0; i < data->axes.count; i++)
        if (kj_span_equal(data->axes.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_radar = {
    .form = {.name = "radar",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(kj_radar),
             .align = _Alignof(kj_radar),
             .about = "One thing or two measured in several respects, with weights and their sum.",
             .steps = steps,
             .check = check},
    .draw = draw_radar,
    .has_element = has_element,
};
