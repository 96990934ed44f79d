/* engine/scene/visuals/funnel.c: "funnel", how many are left after each stage, and what share of
 * them goes on.  Bars are as wide as their numbers, so that the narrow step is seen; the rates
 * between them are computed here, and the lowest is the bottleneck. */
#include "scene/visuals/chart.h"

#include <math.h>

#define STAGES_MAX 7

typedef struct stage {
    kj_at at;
    kj_span id;
    kj_text label, note;
    double value;
} stage;

typedef struct funnel {
    kj_at at;
    kj_span unit;
    KJ_LIST(stage) stages;
    kj_text bottleneck, total, foot;
} funnel;

static const kj_field stage_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(stage, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the stage and the step that leads to it."},
    {.key = "label",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(stage, label),
     .min = 1,
     .max = 12,
     .about = "What the stage is called."},
    {.key = "value",
     .kind = KJ_FIELD_NUMBER,
     .flags = KJ_REQUIRED,
     .offset = offsetof(stage, value),
     .min = 0,
     .max = KJ_CHART_MOST,
     .about = "How many reach it."},
    {.key = "note",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(stage, note),
     .min = 1,
     .max = 30,
     .about = "A few words on the step that leads to it."},
};
static const kj_object stage_object = {
    .name = "funnel-stage",
    .fields = stage_fields,
    .field_count = KJ_COUNT(stage_fields),
    .size = sizeof(stage),
    .align = _Alignof(stage),
    .id_offset = offsetof(stage, id),
    .about = "A stage of the visual 'funnel'.",
};

static const kj_field fields[] = {
    {.key = "unit",
     .kind = KJ_FIELD_STRING,
     .offset = offsetof(funnel, unit),
     .min = 1,
     .max = 8,
     .about = "Of all values."},
    {.key = "stages",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(funnel, stages),
     .min = 2,
     .max = STAGES_MAX,
     .object = &stage_object,
     .about = "The stages, from the widest to the narrowest."},
    {.key = "bottleneck",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(funnel, bottleneck),
     .min = 1,
     .max = 8,
     .about = "The word at the step with the lowest rate; without it, no step is marked."},
    {.key = "total",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(funnel, total),
     .min = 1,
     .max = 12,
     .about = "The word at the rate from the first stage to the last; without it, none is shown."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(funnel, foot),
     .min = 1,
     .max = 100,
     .about = "One line under the funnel."},
};

static void check(const void *p, const kj_checker *checker)
{
    const funnel *data = p;
    const kj_span none = {NULL, 0};
    if (data->stages.ptr[0].note.plain.len)
        kj_check_report(checker, data->stages.ptr[0].at, "note", SIZE_MAX, "E0502", none,
                        "a note is about the step to its stage, and no step leads to the first");
    for (size_t i = 0; i < data->stages.count; i++) {
        const stage *s = &data->stages.ptr[i];
        if (i == 0 && s->value <= 0)
            kj_check_report(checker, s->at, "value", SIZE_MAX, "E0502", none,
                            "nothing enters the funnel: stage '%.*s' is zero", KJ_ARG(s->id));
        if (i == 0 || s->value <= data->stages.ptr[i - 1].value)
            continue;
        char more[32], less[32];
        kj_check_report(checker, s->at, "value", SIZE_MAX, "E0502",
                        KJ_LIT("a funnel only narrows; compare growing values with 'bars'"),
                        "stage '%.*s' has %.*s, more than the %.*s of the stage before",
                        KJ_ARG(s->id), KJ_ARG(kj_check_number(more, s->value)),
                        KJ_ARG(kj_check_number(less, data->stages.ptr[i - 1].value)));
    }
}

/* The step that the fewest take; 0: none, since all rates are equal. */
static size_t bottleneck_of(const funnel *data)
{
    size_t at = 0;
    double least = 0, most = 0;
    for (size_t i = 1; i < data->stages.count; i++) {
        const double before = data->stages.ptr[i - 1].value;
        const double rate = before > 0 ? data->stages.ptr[i].value / before : 1;
        if (at == 0 || rate < least) {
            least = rate;
            at = i;
        }
        most = fmax(most, rate);
    }
    return most - least > 1e-9 ? at : 0;
}

#define COLUMN_GAP 44.0
#define LEAST_FUNNEL_EM 7.0
#define ABOVE_FIRST 26.0 /* no step leads to the first stage: room to press it all the same */
#define TOTAL_PADDING 24.0

typedef struct layout {
    double size;
    size_t narrow; /* the bottleneck; 0: not marked */
    kj_text_block labels[STAGES_MAX], values[STAGES_MAX];
    kj_text_block steps[STAGES_MAX], marks[STAGES_MAX], notes[STAGES_MAX], rates[STAGES_MAX];
    kj_text_block total, total_rate;
    double name_width, value_width, step_width, rate_width; /* columns */
    double funnel_x, funnel_width, rates_x, rates_width;
    double bar, link; /* heights of a stage and of the step between two */
    kj_key_line foot;
    double height;
    bool asked; /* as the figure of a question: the rates are what it asks for */
    bool fits;
} layout;

static kj_span step_name(kj_arena *arena, const stage *from, const stage *to)
{
    return kj_arena_format(arena, "%.*s → %.*s", KJ_ARG(from->label.plain),
                           KJ_ARG(to->label.plain));
}

static kj_text_style rate_style(double size, bool narrow)
{
    const double more = size >= 30 ? 1 : 0.4; /* where the page is full, the words need the room */
    return (kj_text_style){.size = size + more * (narrow ? 26 : 10),
                           .leading = 1.15,
                           .role = KJ_FONT_SERIF_BOLD,
                           .color = narrow ? KJ_COLOR_ZHU : KJ_COLOR_INK2};
}

static void measure_names(kj_draw *draw, const funnel *data, layout *l)
{
    kj_arena *arena = draw->scene->arena;
    for (size_t i = 0; i < data->stages.count; i++) {
        const stage *s = &data->stages.ptr[i];
        l->labels[i] = kj_draw_measure(
            draw, s->label, 0, 0,
            (kj_text_style){
                .size = l->size, .leading = 1.3, .role = KJ_FONT_SANS_BOLD, .color = KJ_COLOR_INK});
        l->values[i] =
            kj_chart_words(draw, kj_chart_number(arena, s->value, KJ_AS_GIVEN, data->unit), l->size,
                           KJ_FONT_SANS, KJ_COLOR_INK2);
        l->name_width = fmax(l->name_width, l->labels[i].width);
        l->value_width = fmax(l->value_width, l->values[i].width);
    }
}

static void measure_steps(kj_draw *draw, const funnel *data, layout *l)
{
    kj_arena *arena = draw->scene->arena;
    const size_t n = data->stages.count;
    for (size_t i = 1; i < n; i++) {
        const stage *from = &data->stages.ptr[i - 1], *to = &data->stages.ptr[i];
        const bool narrow = i == l->narrow;
        l->steps[i] = kj_chart_words(draw, step_name(arena, from, to), l->size,
                                     narrow ? KJ_FONT_SANS_BOLD : KJ_FONT_SANS,
                                     narrow ? KJ_COLOR_ZHU : KJ_COLOR_INK2);
        l->rates[i] =
            kj_draw_measure(draw, kj_plain(kj_chart_percent(arena, to->value, from->value)), 0, 0,
                            rate_style(l->size, narrow));
        double width = l->steps[i].width;
        if (narrow) {
            l->marks[i] =
                kj_draw_measure(draw, data->bottleneck, 0, 0,
                                (kj_text_style){.size = fmax(KJ_SIZE_CAPTION, l->size - 4),
                                                .leading = 1.3,
                                                .role = KJ_FONT_SANS_BOLD,
                                                .color = KJ_COLOR_ON_ZHU,
                                                .plain_marks = true});
            width += 20 + l->marks[i].width + 24;
        }
        l->step_width = fmax(l->step_width, width);
        l->rate_width = fmax(l->rate_width, l->rates[i].width);
    }
    if (data->total.plain.len == 0)
        return;
    l->total = kj_draw_measure(
        draw, data->total, 0, 0,
        (kj_text_style){
            .size = l->size, .leading = 1.3, .role = KJ_FONT_SANS_BOLD, .color = KJ_COLOR_DAI});
    l->total_rate = kj_draw_measure(
        draw,
        kj_plain(kj_chart_percent(arena, data->stages.ptr[n - 1].value, data->stages.ptr[0].value)),
        0, 0,
        (kj_text_style){.size = rate_style(l->size, false).size,
                        .leading = 1.15,
                        .role = KJ_FONT_SERIF_BOLD,
                        .color = KJ_COLOR_DAI});
    l->step_width = fmax(l->step_width, l->total.width);
    l->rate_width = fmax(l->rate_width, l->total_rate.width);
}

static layout measure(kj_draw *draw, const funnel *data, kj_rect box, bool asked, double size)
{
    layout l = {.size = size, .asked = asked, .fits = true};
    const double em = kj_draw_size(draw, size), n = (double)data->stages.count;
    l.narrow = !asked && data->bottleneck.plain.len ? bottleneck_of(data) : 0;
    measure_names(draw, data, &l);
    if (!asked)
        measure_steps(draw, data, &l);
    const double names = l.name_width + 24 + l.value_width;
    const double least = l.step_width + 28 + l.rate_width;
    l.funnel_x = names + COLUMN_GAP;
    const double rest = box.w - l.funnel_x - COLUMN_GAP;
    l.rates_width = asked ? 0 : fmax(least, fmin(rest * 0.44, least + 8 * em));
    l.funnel_width = rest + (asked ? COLUMN_GAP : 0) - l.rates_width;
    l.rates_x = l.funnel_x + l.funnel_width + COLUMN_GAP;
    l.fits = l.funnel_width >= LEAST_FUNNEL_EM * em;
    l.bar = ceil(em + 10);
    l.link = asked ? l.bar : 0;
    for (size_t i = 1; !asked && i < data->stages.count; i++) {
        l.notes[i] =
            kj_draw_measure(draw, data->stages.ptr[i].note, l.rates_width - 28 - l.rate_width, 0,
                            (kj_text_style){.size = fmax(KJ_SIZE_CAPTION, size - 4),
                                            .leading = 1.3,
                                            .role = KJ_FONT_SANS,
                                            .color = KJ_COLOR_INK2});
        const double words = l.steps[i].height + l.notes[i].height;
        l.link = fmax(l.link, fmax(words, l.rates[i].height) + 2 * kj_padding(size, 3, 8));
        l.fits = l.fits && l.notes[i].fits;
    }
    l.foot = kj_measure_key_line(draw, data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    const double total = l.total.height > 0 ? l.total_rate.height + TOTAL_PADDING - l.bar / 2 : 0;
    /* Rows of rates stand at the middle of their steps and may be higher than these, unless they
     * can be pressed. */
    const double pitch = asked ? l.link + l.bar : fmax(l.link, l.bar + 18);
    l.height = n * l.bar + (n - 1) * (pitch - l.bar) + fmax(0, total) + l.foot.height;
    l.fits = l.fits && l.height <= box.h;
    const double left = fmax(0, box.h - l.height);
    const double grown = pitch + fmin(left / n, 132 - fmin(132, pitch));
    l.bar = fmin(88, fmax(l.bar, asked ? grown - l.link : grown * 0.56));
    l.link = grown - l.bar;
    l.height = n * l.bar + (n - 1) * l.link + fmax(0, total) + l.foot.height;
    return l;
}

static layout choose(kj_draw *draw, const funnel *data, kj_rect box, bool asked)
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

/* Never thinner than can be seen, as long as there is something. */
static double width_of(const funnel *data, const layout *l, size_t i)
{
    const double value = data->stages.ptr[i].value;
    return value > 0 ? fmax(6, l->funnel_width * value / data->stages.ptr[0].value) : 2;
}

static double bar_top(const layout *l, double top, size_t i)
{
    return top + (double)i * (l->bar + l->link);
}

static void draw_shape(kj_draw *draw, const funnel *data, const layout *l, size_t i, double x,
                       double top)
{
    const double cx = x + l->funnel_x + l->funnel_width / 2, y = bar_top(l, top, i);
    const double w = width_of(data, l, i);
    if (i) {
        const double before = width_of(data, l, i - 1), from = y - l->link;
        const kj_point points[] = {{cx - before / 2, from + 2},
                                   {cx + before / 2, from + 2},
                                   {cx + w / 2, y - 2},
                                   {cx - w / 2, y - 2}};
        kj_draw_polygon(draw, points, KJ_COUNT(points),
                        i == l->narrow ? KJ_COLOR_ZHU : KJ_COLOR_DAI3);
    }
    kj_draw_box(draw, (kj_rect){cx - w / 2, y, w, l->bar},
                (kj_box_style){.fill = KJ_COLOR_DAI, .filled = true, .radius = fmin(4, w / 2)});
}

static void draw_names(kj_draw *draw, const layout *l, size_t i, double x, double top)
{
    const double y = bar_top(l, top, i) + (l->bar - l->labels[i].height) / 2;
    kj_draw_block(draw, &l->labels[i], x, y);
    kj_draw_block(draw, &l->values[i], x + l->name_width + 24 + l->value_width - l->values[i].width,
                  y + l->labels[i].ascent - l->values[i].ascent);
}

/* The step to stage i: its name, its mark, its rate, on one baseline. */
static void draw_step(kj_draw *draw, const layout *l, size_t i, kj_point at, double height)
{
    const kj_text_block *step = &l->steps[i], *rate = &l->rates[i], *mark = &l->marks[i];
    const double words = step->height + l->notes[i].height;
    const double y = at.y + (height - words) / 2, baseline = y + step->ascent;
    kj_draw_block(draw, step, at.x, y);
    kj_draw_block(draw, &l->notes[i], at.x, y + step->height);
    if (mark->height > 0) {
        const kj_rect tag = {at.x + step->width + 20, y + (step->height - mark->height) / 2,
                             mark->width + 24, mark->height};
        kj_draw_box(draw, tag, (kj_box_style){.fill = KJ_COLOR_ZHU, .filled = true, .radius = 6});
        kj_draw_block(draw, mark, tag.x + 12, tag.y);
    }
    const double rate_y =
        l->notes[i].height > 0 ? at.y + (height - rate->height) / 2 : baseline - rate->ascent;
    kj_draw_block(draw, rate, at.x + l->rates_width - rate->width, rate_y);
}

static kj_span spoken(const kj_draw *draw, const funnel *data, const layout *l, size_t i)
{
    kj_arena *arena = draw->scene->arena;
    const stage *s = &data->stages.ptr[i];
    kj_text_buffer out = {.arena = arena};
    kj_putf(&out, "%.*s%.*s", KJ_ARG(s->label.plain),
            KJ_ARG(kj_chart_number(arena, s->value, KJ_AS_GIVEN, data->unit)));
    if (i == 0 || l->asked)
        return kj_put_span(&out);
    const stage *from = &data->stages.ptr[i - 1];
    kj_put(&out, KJ_DRAW_FILL(draw, KJ_W_FUNNEL_SHARE, kj_w("from", from->label.plain),
                              kj_w("to", s->label.plain),
                              kj_w("share", kj_chart_percent(arena, s->value, from->value))));
    if (i == l->narrow)
        kj_say_more(draw, &out, KJ_W_SAY_COMMA, data->bottleneck.plain);
    kj_say_more(draw, &out, KJ_W_SAY_SEMICOLON, s->note.plain);
    return kj_put_span(&out);
}

static void draw_total(kj_draw *draw, const funnel *data, const layout *l, double x, double y)
{
    if (l->total.height <= 0)
        return;
    const double baseline = y + 14 + l->total_rate.ascent;
    kj_draw_line(draw, x, y, x + l->rates_width, y, KJ_COLOR_DAI, 3);
    kj_draw_block(draw, &l->total, x, baseline - l->total.ascent);
    kj_draw_block(draw, &l->total_rate, x + l->rates_width - l->total_rate.width,
                  baseline - l->total_rate.ascent);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                 kj_say(draw, data->total.plain, l->total_rate.text.plain),
                 (kj_rect){x, y, l->rates_width, l->total_rate.height + TOTAL_PADDING});
}

/* As the figure of a question it keeps to itself what could point at an answer. */
static funnel figures_only(kj_arena *arena, const funnel *data)
{
    funnel plain = *data;
    plain.foot = plain.total = (kj_text){.plain = {NULL, 0}};
    plain.stages.ptr = KJ_NEW(arena, stage, data->stages.count);
    for (size_t i = 0; i < data->stages.count; i++) {
        plain.stages.ptr[i] = data->stages.ptr[i];
        plain.stages.ptr[i].note = plain.foot;
    }
    return plain;
}

static void draw_funnel(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    const funnel plain = frame->hotspot ? figures_only(draw->scene->arena, p) : *(const funnel *)p;
    const funnel *data = &plain;
    const size_t n = data->stages.count;
    kj_rect box = frame->box;
    if (frame->hotspot) { /* letters stand at the left */
        box.x += 2 * KJ_BADGE_RADIUS + 24;
        box.w -= 2 * KJ_BADGE_RADIUS + 24;
        box.y += ABOVE_FIRST;
        box.h -= ABOVE_FIRST;
    }
    const layout l = choose(draw, data, box, frame->hotspot);
    const double top = kj_centred(box, l.height), rates = box.x + l.rates_x;
    const double bottom = bar_top(&l, top, n - 1) + l.bar, pitch = l.bar + l.link;
    for (size_t i = 0; i < n; i++) {
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        draw_shape(draw, data, &l, i, box.x, top);
        draw_names(draw, &l, i, box.x, top);
        const double y = bar_top(&l, top, i), middle = y - l.link / 2;
        if (i && !l.asked)
            draw_step(draw, &l, i, (kj_point){rates, middle - pitch / 2}, pitch);
        if (i > 1 && !l.asked)
            kj_draw_line(draw, rates, middle - pitch / 2, rates + l.rates_width, middle - pitch / 2,
                         KJ_COLOR_LINE, 1.5);
        const double from = i ? y - l.link + 3 : y - (frame->hotspot ? ABOVE_FIRST : 0);
        kj_draw_element(draw, frame,
                        (kj_element){data->stages.ptr[i].id,
                                     spoken(draw, data, &l, i),
                                     i,
                                     {frame->box.x, from, frame->box.w, y + l.bar - from},
                                     {frame->box.x + KJ_BADGE_RADIUS + 8, y + l.bar / 2}});
    }
    /* Under the last step, which ends in the middle of the last bar. */
    kj_visual_at(draw, frame, n - 1);
    if (kj_visual_shows(frame, n - 1))
        draw_total(draw, data, &l, rates, bottom - l.bar / 2 + 2);
    draw->build = 0;
    kj_draw_key_line(draw, &l.foot, frame->box.x, top + l.height, frame->box.w);
}

static size_t steps(const void *p)
{
    return ((const funnel *)p)->stages.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const funnel *data = p;
    for (size_t i = 0; i < data->stages.count; i++)
        if (kj_span_equal(data->stages.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_funnel = {
    .form = {.name = "funnel",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(funnel),
             .align = _Alignof(funnel),
             .about = "How many are left after each stage, and what share of them goes on.",
             .steps = steps,
             .check = check},
    .draw = draw_funnel,
    .has_element = has_element,
};
