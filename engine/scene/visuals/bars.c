/* engine/scene/visuals/bars.c: "bars", lengths to compare: one, two or more values a group, side by
 * side or stacked, lying or standing.  Every bar begins at zero and has its value at it. */
#include "scene/visuals/bars.h"

#include <math.h>

static const char *const arrangements[] = {"paired", "stacked", NULL};
static const char *const directions[] = {"auto", "across", "up", NULL};

static const kj_field series_fields[] = {
    {.key = "name",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_bar_series, name),
     .min = 1,
     .max = 16,
     .about = "What is measured."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(kj_bar_series, accent),
     .about = "Whether this series is the one that matters."},
};
static const kj_object series_object = {
    .name = "bar-series",
    .fields = series_fields,
    .field_count = KJ_COUNT(series_fields),
    .size = sizeof(kj_bar_series),
    .align = _Alignof(kj_bar_series),
    .about = "A series of the visual 'bars'.",
};

static const kj_field group_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_bar_group, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the group."},
    {.key = "label",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_bar_group, label),
     .min = 1,
     .max = 16,
     .about = "What the group is called."},
    {.key = "values",
     .kind = KJ_FIELD_NUMBER,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(kj_bar_group, values),
     .min = 1,
     .max = KJ_BAR_SERIES_MAX,
     .about = "Its values, one for each series."},
    {.key = "note",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(kj_bar_group, note),
     .min = 1,
     .max = 30,
     .about = "A few words under the label."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(kj_bar_group, accent),
     .about = "Whether this group is the one that matters."},
};
static const kj_object group_object = {
    .name = "bar-group",
    .fields = group_fields,
    .field_count = KJ_COUNT(group_fields),
    .size = sizeof(kj_bar_group),
    .align = _Alignof(kj_bar_group),
    .id_offset = offsetof(kj_bar_group, id),
    .about = "A group of the visual 'bars'.",
};

static const kj_field fields[] = {
    {.key = "unit",
     .kind = KJ_FIELD_STRING,
     .offset = offsetof(kj_bars, unit),
     .min = 1,
     .max = 8,
     .about = "Of all values; stands behind each."},
    {.key = "arrangement",
     .kind = KJ_FIELD_WORD,
     .offset = offsetof(kj_bars, arrangement),
     .words = arrangements,
     .about = "Values of a group side by side (paired) or one behind the other (stacked)."},
    {.key = "direction",
     .kind = KJ_FIELD_WORD,
     .offset = offsetof(kj_bars, direction),
     .words = directions,
     .about = "Which way the bars run, where both ways fit."},
    {.key = "series",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(kj_bars, series),
     .min = 1,
     .max = KJ_BAR_SERIES_MAX,
     .object = &series_object,
     .about = "What is measured in each group."},
    {.key = "groups",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(kj_bars, groups),
     .min = 1,
     .max = KJ_BAR_GROUPS_MAX,
     .object = &group_object,
     .about = "What is compared, in reading order."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(kj_bars, foot),
     .min = 1,
     .max = 100,
     .about = "One line under the chart."},
};

double kj_bars_total(const kj_bars *data, size_t group)
{
    double total = 0;
    for (size_t k = 0; k < data->groups.ptr[group].values.count; k++)
        total += data->groups.ptr[group].values.ptr[k];
    return total;
}

#define UNITS_MOST 6
#define VALUES_MOST 16

static void check(const void *p, const kj_checker *checker)
{
    const kj_bars *data = p;
    const size_t values = data->groups.count * data->series.count;
    double most = 0;
    if (values > VALUES_MOST)
        kj_check_report(checker, data->at, "groups", SIZE_MAX, "E0205",
                        KJ_LIT("show fewer groups or series, or make it two slides"),
                        "%zu values in all, at most %d can be read on a slide", values,
                        VALUES_MOST);
    for (size_t i = 0; i < data->groups.count; i++) {
        const kj_bar_group *g = &data->groups.ptr[i];
        char whose[KJ_ID_BYTES_MAX + 16] = "group '";
        const size_t head = strlen(whose);
        memcpy(whose + head, g->id.ptr, g->id.len);
        memcpy(whose + head + g->id.len, "'", 2);
        if (!kj_check_values(checker, g->at, &g->values, data->series.count, 0, whose, "series"))
            return;
        const double total = kj_bars_total(data, i);
        char buffer[32];
        if (data->arrangement == KJ_BARS_STACKED && kj_span_is(data->unit, "%") && total > 100.05)
            kj_check_report(checker, g->at, "values", SIZE_MAX, "E0502", (kj_span){NULL, 0},
                            "the shares of group '%.*s' add up to %.*s %%", KJ_ARG(g->id),
                            KJ_ARG(kj_check_number(buffer, total)));
        most = fmax(most, total);
    }
    if (most <= 0)
        kj_check_report(checker, data->at, "groups", SIZE_MAX, "E0502", (kj_span){NULL, 0},
                        "all values are zero: there is nothing to compare");
}

/* Where a group and a series are both stressed, the bar where they meet. */
bool kj_bar_stressed(const kj_bars_layout *l, size_t group, size_t series)
{
    bool any_group = false, any_series = false;
    for (size_t i = 0; i < l->data->groups.count; i++)
        any_group = any_group || l->data->groups.ptr[i].accent;
    for (size_t i = 0; i < l->data->series.count; i++)
        any_series = any_series || l->data->series.ptr[i].accent;
    return l->stressed && (any_group || any_series) &&
           (!any_group || l->data->groups.ptr[group].accent) &&
           (!any_series || l->data->series.ptr[series].accent);
}

kj_series_look kj_bar_look(const kj_bars_layout *l, size_t group, size_t series)
{
    const size_t n = l->data->series.count;
    /* A stack stands on its strongest piece; of a pair, the second is what the first leads to. */
    const kj_series_look look = kj_series_look_of(l->stacked ? n - 1 - series : series, n, false);
    if (!kj_bar_stressed(l, group, series))
        return look;
    if (l->stacked && l->data->series.ptr[series].accent)
        return kj_series_look_of(0, 1, true);
    if (l->stacked)
        return kj_series_look_of(n - 1 - series, n, true);
    return kj_series_look_of(series, n, true);
}

kj_span kj_bars_spoken(const kj_draw *draw, const kj_bars *data, size_t group)
{
    kj_arena *arena = draw->scene->arena;
    const kj_bar_group *g = &data->groups.ptr[group];
    kj_text_buffer out = {.arena = arena};
    kj_put(&out, g->label.plain);
    for (size_t k = 0; k < data->series.count; k++) {
        kj_say_more(draw, &out, k ? KJ_W_SAY_COMMA : KJ_W_SAY_COLON,
                    data->series.ptr[k].name.plain);
        kj_put(&out, kj_chart_number(arena, g->values.ptr[k], KJ_AS_GIVEN, data->unit));
    }
    kj_say_more(draw, &out, KJ_W_SAY_SEMICOLON, g->note.plain);
    return kj_put_span(&out);
}

/* Where many values stand close together, the scale alone has their unit. */
static void measure_values(kj_draw *draw, kj_bars_layout *l)
{
    const kj_bars *data = l->data;
    kj_arena *arena = draw->scene->arena;
    const bool bare = data->groups.count * data->series.count > UNITS_MOST;
    const kj_span unit = bare && !kj_span_is(data->unit, "%") ? (kj_span){NULL, 0} : data->unit;
    for (size_t i = 0; i < data->groups.count; i++) {
        for (size_t k = 0; k < data->series.count; k++) {
            const kj_color_name on = l->stacked                 ? kj_bar_look(l, i, k).on
                                     : kj_bar_stressed(l, i, k) ? KJ_COLOR_ZHU
                                                                : KJ_COLOR_INK;
            l->values[i][k] = kj_chart_words(
                draw, kj_chart_number(arena, data->groups.ptr[i].values.ptr[k], KJ_AS_GIVEN, unit),
                l->size, KJ_FONT_SANS_BOLD, on);
        }
        if (l->stacked && data->series.count > 1 && !kj_span_is(data->unit, "%"))
            l->totals[i] = kj_chart_words(
                draw, kj_chart_number(arena, kj_bars_total(data, i), KJ_AS_GIVEN, unit), l->size,
                KJ_FONT_SANS_BOLD, KJ_COLOR_INK);
    }
}

static double most_of(const kj_bars_layout *l)
{
    const kj_bars *data = l->data;
    double most = 0;
    for (size_t i = 0; i < data->groups.count; i++)
        for (size_t k = 0; k < data->series.count; k++)
            most =
                fmax(most, l->stacked ? kj_bars_total(data, i) : data->groups.ptr[i].values.ptr[k]);
    return most;
}

void kj_measure_bars(kj_draw *draw, kj_bars_layout *l, double width, double label_width)
{
    const kj_bars *data = l->data;
    const kj_align align = l->up ? KJ_ALIGN_CENTRE : KJ_ALIGN_LEFT;
    measure_values(draw, l);
    for (size_t i = 0; i < data->groups.count; i++) {
        const kj_bar_group *g = &data->groups.ptr[i];
        l->labels[i] = kj_draw_measure(
            draw, g->label, label_width, 0,
            (kj_text_style){.size = l->size,
                            .leading = 1.35,
                            .role = KJ_FONT_SANS_BOLD,
                            .color = l->stressed && g->accent ? KJ_COLOR_ZHU : KJ_COLOR_INK,
                            .align = align,
                            .balance = true});
        l->notes[i] = kj_draw_measure(draw, g->note, label_width, 0,
                                      (kj_text_style){.size = fmax(KJ_SIZE_CAPTION, l->size - 4),
                                                      .leading = 1.35,
                                                      .role = KJ_FONT_SANS,
                                                      .color = KJ_COLOR_INK2,
                                                      .align = align,
                                                      .balance = true});
        l->fits = l->fits && l->labels[i].fits && l->notes[i].fits;
    }
    if (data->series.count > 1 && !l->named) {
        kj_text names[KJ_BAR_SERIES_MAX];
        for (size_t k = 0; k < data->series.count; k++)
            names[k] = data->series.ptr[k].name;
        l->key = kj_measure_chart_key(draw, names, data->series.count, width,
                                      fmax(KJ_SIZE_CAPTION, l->size - 4));
        l->fits = l->fits && l->key.fits;
    }
    l->foot = kj_measure_key_line(draw, data->foot, width, fmax(KJ_SIZE_SECOND, l->size));
    l->scale = l->stacked && kj_span_is(data->unit, "%") ? (kj_scale){0, 100, 20, 6}
                                                         : kj_scale_over(0, most_of(l), 6);
    l->ticks = KJ_NEW(draw->scene->arena, kj_text_block, l->scale.ticks);
    for (size_t i = 0; i < l->scale.ticks; i++) {
        l->ticks[i] =
            kj_chart_words(draw, kj_chart_tick(draw->scene->arena, &l->scale, i, data->unit),
                           KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK3);
        l->tick_width = fmax(l->tick_width, l->ticks[i].width);
        l->tick_height = l->ticks[i].height;
    }
}

double kj_bars_key_height(const kj_bars_layout *l)
{
    return l->key.height > 0 ? l->key.height + 24 : 0;
}

void kj_draw_bars_key(kj_draw *draw, const kj_bars_layout *l, double x, double y)
{
    for (size_t k = 0; k < l->key.count; k++) {
        kj_series_look look =
            kj_series_look_of(l->stacked ? l->key.count - 1 - k : k, l->key.count, false);
        /* In the colour of its pieces where all of them are stressed. */
        bool all = true;
        for (size_t i = 0; i < l->data->groups.count; i++)
            all = all && kj_bar_stressed(l, i, k);
        if (all)
            look = kj_bar_look(l, 0, k);
        kj_draw_bar_shape(draw, kj_draw_chart_key(draw, &l->key, k, x, y), look);
    }
}

static bool prefers_up(const kj_bars *data, kj_rect box)
{
    if (data->direction != KJ_BARS_AUTO)
        return data->direction == KJ_BARS_UP;
    return data->arrangement == KJ_BARS_PAIRED && data->groups.count <= 6 && box.w > 1.2 * box.h;
}

static kj_bars_layout choose(kj_draw *draw, const kj_bars *data, kj_rect box, bool stressed)
{
    kj_bars_layout l = {0};
    const bool up = prefers_up(data, box);
    for (size_t s = 0; s < KJ_WORD_SIZES; s++)
        for (int k = 0; k < 2; k++) {
            l = (kj_bars_layout){.data = data,
                                 .up = (k == 0) == up,
                                 .stacked = data->arrangement == KJ_BARS_STACKED,
                                 .stressed = stressed,
                                 .fits = true,
                                 .size = kj_word_sizes[s]};
            if (l.up)
                kj_measure_bars_up(draw, &l, box);
            else
                kj_measure_bars_across(draw, &l, box);
            if (l.fits)
                return l;
        }
    draw->list.overfull++;
    return l;
}

/* As the figure of a question it keeps to itself what could point at an answer. */
static kj_bars figures_only(kj_arena *arena, const kj_bars *data)
{
    kj_bars plain = *data;
    plain.foot = (kj_text){.plain = {NULL, 0}};
    plain.groups.ptr = KJ_NEW(arena, kj_bar_group, data->groups.count);
    for (size_t i = 0; i < data->groups.count; i++) {
        plain.groups.ptr[i] = data->groups.ptr[i];
        plain.groups.ptr[i].note = plain.foot;
    }
    return plain;
}

static void draw_bars(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    const kj_bars plain =
        frame->hotspot ? figures_only(draw->scene->arena, p) : *(const kj_bars *)p;
    const kj_bars *data = &plain;
    kj_rect box = frame->box;
    if (frame->hotspot) { /* letters stand at the right, or above the columns */
        box.w -= 2 * KJ_BADGE_RADIUS + 24;
        box.y += 2 * KJ_BADGE_RADIUS + 16;
        box.h -= 2 * KJ_BADGE_RADIUS + 16;
    }
    const kj_bars_layout l = choose(draw, data, box, !frame->hotspot);
    const double top = kj_centred(box, l.height);
    box.y = top;
    const double letters = frame->hotspot && l.up ? 2 * KJ_BADGE_RADIUS + 16 : 0;
    kj_draw_bars_key(draw, &l, box.x, top - letters);
    if (l.up)
        kj_draw_bars_up(draw, &l, box, frame);
    else
        kj_draw_bars_across(draw, &l, box, frame);
    draw->build = 0;
    kj_draw_key_line(draw, &l.foot, box.x, top + l.height, frame->box.w);
}

static size_t steps(const void *p)
{
    return ((const kj_bars *)p)->groups.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const kj_bars *data = p;
    for (size_t i = 0; i < data->groups.count; i++)
        if (kj_span_equal(data->groups.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_bars = {
    .form = {.name = "bars",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(kj_bars),
             .align = _Alignof(kj_bars),
             .about = "Lengths to compare: a value or several a group, side by side or stacked.",
             .steps = steps,
             .check = check},
    .draw = draw_bars,
    .has_element = has_element,
};
