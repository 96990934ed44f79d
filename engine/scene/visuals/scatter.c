/* engine/scene/visuals/scatter.c: "scatter", named points between two axes, with four fields if
 * wanted.  Labels look for room round their points; one that must move away has a leader. */
#include "scene/visuals/scatter.h"

static const char *const corners[] = {"top-left", "top-right", "bottom-left", "bottom-right", NULL};

static const kj_field axis_fields[] = {
    {.key = "title",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_scatter_axis, title),
     .min = 1,
     .max = 14,
     .about = "What the axis measures."},
    {.key = "low",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(kj_scatter_axis, low),
     .min = 1,
     .max = 6,
     .about = "The word at its beginning; with 'high', in place of numbers."},
    {.key = "high",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(kj_scatter_axis, high),
     .min = 1,
     .max = 6,
     .about = "The word at its end."},
    {.key = "min",
     .kind = KJ_FIELD_NUMBER,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_scatter_axis, min),
     .min = -KJ_CHART_MOST,
     .max = KJ_CHART_MOST,
     .about = "Where it begins."},
    {.key = "max",
     .kind = KJ_FIELD_NUMBER,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_scatter_axis, max),
     .min = -KJ_CHART_MOST,
     .max = KJ_CHART_MOST,
     .about = "Where it ends."},
    {.key = "unit",
     .kind = KJ_FIELD_STRING,
     .offset = offsetof(kj_scatter_axis, unit),
     .min = 1,
     .max = 8,
     .about = "Of its values."},
};
static const kj_object axis_object = {
    .name = "scatter-axis",
    .fields = axis_fields,
    .field_count = KJ_COUNT(axis_fields),
    .size = sizeof(kj_scatter_axis),
    .align = _Alignof(kj_scatter_axis),
    .about = "An axis of the visual 'scatter'.",
};

static const kj_field spot_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_scatter_spot, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the point."},
    {.key = "label",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_scatter_spot, label),
     .min = 1,
     .max = 12,
     .about = "What the point is."},
    {.key = "x",
     .kind = KJ_FIELD_NUMBER,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_scatter_spot, x),
     .min = -KJ_CHART_MOST,
     .max = KJ_CHART_MOST,
     .about = "Its value on the axis to the right."},
    {.key = "y",
     .kind = KJ_FIELD_NUMBER,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_scatter_spot, y),
     .min = -KJ_CHART_MOST,
     .max = KJ_CHART_MOST,
     .about = "Its value on the axis upwards."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(kj_scatter_spot, accent),
     .about = "Whether this point is the one that matters."},
};
static const kj_object spot_object = {
    .name = "scatter-point",
    .fields = spot_fields,
    .field_count = KJ_COUNT(spot_fields),
    .size = sizeof(kj_scatter_spot),
    .align = _Alignof(kj_scatter_spot),
    .id_offset = offsetof(kj_scatter_spot, id),
    .about = "A point of the visual 'scatter'.",
};

static const kj_field quadrant_fields[] = {
    {.key = "corner",
     .kind = KJ_FIELD_WORD,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_scatter_quadrant, corner),
     .words = corners,
     .about = "Which of the four fields."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_scatter_quadrant, text),
     .min = 1,
     .max = 12,
     .about = "What it means to stand there."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(kj_scatter_quadrant, accent),
     .about = "Whether this field is the one that matters."},
};
static const kj_object quadrant_object = {
    .name = "scatter-quadrant",
    .fields = quadrant_fields,
    .field_count = KJ_COUNT(quadrant_fields),
    .size = sizeof(kj_scatter_quadrant),
    .align = _Alignof(kj_scatter_quadrant),
    .about = "One of the four fields of the visual 'scatter'.",
};

static const kj_field fields[] = {
    {.key = "x",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_scatter, x),
     .object = &axis_object,
     .about = "The axis to the right."},
    {.key = "y",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_scatter, y),
     .object = &axis_object,
     .about = "The axis upwards."},
    {.key = "quadrants",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_MANY,
     .offset = offsetof(kj_scatter, quadrants),
     .min = 1,
     .max = KJ_SCATTER_CORNERS,
     .object = &quadrant_object,
     .about = "Names of the four fields; the axes are halved where there are any."},
    {.key = "points",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(kj_scatter, points),
     .min = 1,
     .max = KJ_SCATTER_POINTS,
     .object = &spot_object,
     .about = "The points, the most important one first."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(kj_scatter, foot),
     .min = 1,
     .max = 100,
     .about = "One line under the chart."},
};

static bool check_axis(const kj_checker *checker, const kj_scatter_axis *a)
{
    char low[32], high[32];
    if (a->min < a->max)
        return true;
    kj_check_report(checker, a->at, "min", SIZE_MAX, "E0502", (kj_span){NULL, 0},
                    "the axis begins at %.*s and ends at %.*s: 'min' must be less than 'max'",
                    KJ_ARG(kj_check_number(low, a->min)), KJ_ARG(kj_check_number(high, a->max)));
    return false;
}

static void check_within(const kj_checker *checker, const kj_scatter_spot *s, const char *key,
                         double value, const kj_scatter_axis *a)
{
    char given[32], low[32], high[32];
    if (value < a->min || value > a->max)
        kj_check_report(checker, s->at, key, SIZE_MAX, "E0502", (kj_span){NULL, 0},
                        "point '%.*s' stands at %.*s, but the axis runs from %.*s to %.*s",
                        KJ_ARG(s->id), KJ_ARG(kj_check_number(given, value)),
                        KJ_ARG(kj_check_number(low, a->min)),
                        KJ_ARG(kj_check_number(high, a->max)));
}

static void check(const void *p, const kj_checker *checker)
{
    const kj_scatter *data = p;
    bool taken[KJ_SCATTER_CORNERS] = {false};
    const bool x = check_axis(checker, &data->x), y = check_axis(checker, &data->y);
    for (size_t i = 0; i < data->points.count; i++) {
        if (x)
            check_within(checker, &data->points.ptr[i], "x", data->points.ptr[i].x, &data->x);
        if (y)
            check_within(checker, &data->points.ptr[i], "y", data->points.ptr[i].y, &data->y);
    }
    for (size_t i = 0; i < data->quadrants.count; i++) {
        const kj_scatter_quadrant *q = &data->quadrants.ptr[i];
        if (taken[q->corner])
            kj_check_report(checker, q->at, "corner", SIZE_MAX, "E0502", (kj_span){NULL, 0},
                            "the field '%s' is named twice", corners[q->corner]);
        taken[q->corner] = true;
    }
}

static size_t steps(const void *p)
{
    return ((const kj_scatter *)p)->points.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const kj_scatter *data = p;
    for (size_t i = 0; i < data->points.count; i++)
        if (kj_span_equal(data->points.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_scatter = {
    .form = {.name = "scatter",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(kj_scatter),
             .align = _Alignof(kj_scatter),
             .about = "Named points between two axes, with four fields if wanted.",
             .steps = steps,
             .check = check},
    .draw = kj_draw_scatter,
    .has_element = has_element,
};
