/* engine/scene/visuals/cycle.c: "cycle", stages that lead back to the first, and beside each what
 * is done; in the middle a word or a formula.  Where the page is narrow, the words stand under it.
 */
#include "scene/visuals/kit.h"

#include <math.h>

typedef struct stage {
    kj_at at;
    kj_span id;
    kj_text title, text;
    bool accent;
} stage;

typedef struct formula {
    kj_at at;
    kj_text is, over, under;
} formula;

typedef struct cycle {
    kj_at at;
    KJ_LIST(stage) stages;
    kj_text centre;
    formula formula;
    kj_text foot;
} cycle;

static const kj_field stage_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(stage, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the stage."},
    {.key = "title",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(stage, title),
     .min = 1,
     .max = 8,
     .about = "Stands on the circle."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(stage, text),
     .min = 1,
     .max = 60,
     .about = "What is done."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(stage, accent),
     .about = "Whether this stage is the one that matters."},
};
static const kj_object stage_object = {
    .name = "cycle-stage",
    .fields = stage_fields,
    .field_count = KJ_COUNT(stage_fields),
    .size = sizeof(stage),
    .align = _Alignof(stage),
    .id_offset = offsetof(stage, id),
    .about = "A stage of the visual 'cycle'.",
};

static const kj_field formula_fields[] = {
    {.key = "is",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(formula, is),
     .min = 1,
     .max = 8,
     .about = "What the fraction amounts to."},
    {.key = "over",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(formula, over),
     .min = 1,
     .max = 20,
     .about = "Above the line."},
    {.key = "under",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(formula, under),
     .min = 1,
     .max = 20,
     .about = "Under the line."},
};
static const kj_object formula_object = {
    .name = "formula",
    .fields = formula_fields,
    .field_count = KJ_COUNT(formula_fields),
    .size = sizeof(formula),
    .align = _Alignof(formula),
    .about = "A fraction and what it amounts to.",
};

static const kj_field fields[] = {
    {.key = "stages",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(cycle, stages),
     .min = 3,
     .max = 6,
     .object = &stage_object,
     .about = "The stages, clockwise from the top."},
    {.key = "centre",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(cycle, centre),
     .min = 1,
     .max = 16,
     .about = "Stands in the middle."},
    {.key = "formula",
     .kind = KJ_FIELD_OBJECT,
     .offset = offsetof(cycle, formula),
     .object = &formula_object,
     .about = "Stands in the middle, under the words."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(cycle, foot),
     .min = 1,
     .max = 80,
     .about = "One line under it."},
};

#define COLUMN_GAP 72.0
#define ARROW_LEAST 44.0  /* of the arc between two discs */
#define DISC_GAP 12.0     /* between a disc and the arc */
#define CENTRE_GAP 20.0   /* between the discs and what stands in the middle */
#define BAR 3.0           /* of the fraction */
#define UNDER_GAP 36.0    /* between the figure and the words under it */
#define LEAST_RADIUS 60.0 /* below it nothing could be told apart */
#define PI 3.141592653589793

typedef struct middle {
    kj_text_block words, is, equals, over, under;
    double formula_width, formula_height, width, height;
} middle;

typedef struct layout {
    bool stacked;
    double size, radius, disc; /* of the circle, of a stage */
    double lower;              /* what stands in the middle, than its centre */
    double figure_width, figure_height, height;
    kj_text_block *titles;
    middle middle;
    kj_legend legend;
    kj_key_line key;
    bool fits;
} layout;

static middle measure_middle(kj_draw *draw, const cycle *data, double size, double room)
{
    middle m = {0};
    if (data->centre.plain.len) {
        m.words = kj_draw_measure(draw, data->centre, fmax(1, room * 0.86), 0,
                                  (kj_text_style){.size = fmin(KJ_SIZE_HEADING, size + 6),
                                                  .role = KJ_FONT_SERIF_BOLD,
                                                  .color = KJ_COLOR_INK,
                                                  .align = KJ_ALIGN_CENTRE,
                                                  .balance = true});
        m.width = m.words.paragraph.width_em * m.words.size;
        m.height = m.words.height;
    }
    if (data->formula.over.plain.len) {
        const kj_text_style term = {
            .size = size, .leading = 1.3, .role = KJ_FONT_SANS, .color = KJ_COLOR_INK};
        kj_text_style strong = term;
        strong.role = KJ_FONT_SANS_BOLD;
        strong.color = KJ_COLOR_ZHU;
        m.is = kj_draw_measure(draw, data->formula.is, 0, 0, strong);
        m.equals = kj_draw_measure(draw, kj_plain(KJ_LIT("=")), 0, 0, term);
        m.over = kj_draw_measure(draw, data->formula.over, 0, 0, term);
        m.under = kj_draw_measure(draw, data->formula.under, 0, 0, term);
        const double fraction = fmax(m.over.width, m.under.width) + 16;
        m.formula_width = m.is.width + m.equals.width + 24 + fraction;
        m.formula_height = m.over.height + m.under.height + 12;
        m.width = fmax(m.width, m.formula_width);
        m.height += m.formula_height + (m.height > 0 ? 12 : 0);
    }
    return m;
}

static kj_text_block *measure_titles(kj_draw *draw, const cycle *data, double size, double *disc)
{
    kj_text_block *titles = KJ_NEW(draw->scene->arena, kj_text_block, data->stages.count);
    *disc = 0;
    for (size_t i = 0; i < data->stages.count; i++) {
        const stage *s = &data->stages.ptr[i];
        titles[i] = kj_measure_disc_word(draw, s->title, size,
                                         s->accent ? KJ_COLOR_ON_ZHU : KJ_COLOR_ON_DAI);
        *disc = fmax(*disc, kj_disc_radius(&titles[i]));
    }
    *disc = fmax(*disc, 52);
    return titles;
}

static bool has_texts(const cycle *data)
{
    for (size_t i = 0; i < data->stages.count; i++)
        if (data->stages.ptr[i].text.plain.len)
            return true;
    return false;
}

static kj_legend measure_words(kj_draw *draw, const cycle *data, double width, double size,
                               size_t columns)
{
    kj_legend_row *rows = KJ_NEW(draw->scene->arena, kj_legend_row, data->stages.count);
    for (size_t i = 0; i < data->stages.count; i++) {
        const stage *s = &data->stages.ptr[i];
        rows[i] = (kj_legend_row){s->title, s->text, s->accent};
    }
    return kj_measure_legend(draw, rows, data->stages.count, width, size, columns);
}

/* What stands in the middle keeps away from the discs and from the way between them. */
static bool is_clear(const cycle *data, const layout *l, double lower)
{
    const double w = l->middle.width / 2, h = l->middle.height / 2;
    for (size_t i = 0; i < data->stages.count; i++) {
        const kj_point at =
            kj_on_circle((kj_point){0, 0}, l->radius, (double)i / (double)data->stages.count);
        const double x = fmax(0, fabs(at.x) - w), y = fmax(0, fabs(at.y - lower) - h);
        if (hypot(x, y) < l->disc + CENTRE_GAP)
            return false;
    }
    return hypot(w, h + lower) <= l->radius - CENTRE_GAP;
}

/* Five discs leave more room a little below their centre. */
static bool place_middle(const cycle *data, layout *l)
{
    l->lower = 0;
    if (l->middle.height <= 0)
        return true;
    if (data->centre.plain.len && !l->middle.words.fits)
        return false;
    if (is_clear(data, l, 0))
        return true;
    l->lower = l->radius * 0.1;
    return is_clear(data, l, l->lower);
}

static bool set_circle(kj_draw *draw, const cycle *data, double room, double disc, layout *l)
{
    const double step = sin(PI / (double)data->stages.count);
    l->disc = disc;
    l->radius = fmax(LEAST_RADIUS, fmin(room / 2 - disc, 300));
    if (room / 2 - disc < LEAST_RADIUS || 2 * l->radius * step < 2 * disc + ARROW_LEAST)
        return false;
    for (double size = l->size; size >= KJ_SIZE_CAPTION; size -= 2) {
        l->middle = measure_middle(draw, data, size, 2 * (l->radius - disc - CENTRE_GAP));
        if (place_middle(data, l))
            return true;
    }
    return false;
}

/* As large as the room allows, and the discs up to a third larger than their words need. */
static bool fit_circle(kj_draw *draw, const cycle *data, double width, double height, layout *l)
{
    double disc;
    l->titles = measure_titles(draw, data, l->size, &disc);
    bool fits = false;
    for (double grown = 1.34; !fits && grown > 0.99; grown -= 0.17)
        fits = set_circle(draw, data, fmin(width, height), round(disc * grown), l);
    l->figure_width = l->figure_height = 2 * (l->radius + l->disc);
    if (data->stages.count == 3) /* the lowest discs end above the circle's foot */
        l->figure_height = 1.5 * l->radius + 2 * l->disc;
    return fits;
}

static layout measure(kj_draw *draw, const cycle *data, kj_rect box, bool stacked, size_t columns,
                      double size)
{
    layout l = {.stacked = stacked, .size = size};
    l.key = kj_measure_key_line(draw, data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    const double room = box.h - l.key.height, beside = kj_figure_width(box);
    if (!has_texts(data)) {
        l.fits = fit_circle(draw, data, box.w, room, &l);
        l.height = l.figure_height + l.key.height;
        return l;
    }
    const double words = stacked ? box.w : fmin(box.w - beside - COLUMN_GAP, 1000);
    l.legend = measure_words(draw, data, words, size, columns);
    const double under = stacked ? l.legend.height + UNDER_GAP : 0;
    l.fits = fit_circle(draw, data, stacked ? box.w : beside, room - under, &l) && l.legend.fits &&
             l.legend.height <= room;
    if (stacked) {
        l.height = l.figure_height + under + l.key.height;
    } else {
        kj_stretch_legend(&l.legend, fmin(room, l.figure_height));
        l.height = fmax(l.figure_height, l.legend.height) + l.key.height;
    }
    return l;
}

static bool find_layout(kj_draw *draw, const cycle *data, kj_rect box, layout *out)
{
    const bool narrow = box.w < box.h * 1.15;
    for (size_t k = 0; k < KJ_TRIALS; k++) {
        const bool stacked = narrow != kj_trials[k].other;
        for (size_t columns = 1; columns <= (stacked ? 2 : 1); columns++) {
            *out = measure(draw, data, box, stacked, columns, kj_trials[k].size);
            if (out->fits)
                return true;
        }
    }
    return false;
}

/* The figure of a question may do without its texts: what is asked for has its name. */
static layout choose(kj_draw *draw, cycle *data, const kj_visual_frame *frame)
{
    layout l = {0};
    bool fits = find_layout(draw, data, frame->box, &l);
    if (!fits && frame->hotspot) {
        for (size_t i = 0; i < data->stages.count; i++)
            data->stages.ptr[i].text = (kj_text){.plain = {NULL, 0}};
        fits = find_layout(draw, data, frame->box, &l);
    }
    draw->list.overfull += fits ? 0 : 1;
    return l;
}

static kj_span formula_spoken(const kj_draw *draw, const formula *f)
{
    kj_arena *arena = draw->scene->arena;
    const bool sum = kj_span_find(f->over.plain, KJ_LIT("+"), 0) != SIZE_MAX;
    const kj_span over =
        sum ? kj_say_aside(draw, (kj_span){NULL, 0}, f->over.plain) : f->over.plain;
    return kj_arena_format(arena, "%.*s=%.*s÷%.*s", KJ_ARG(f->is.plain), KJ_ARG(over),
                           KJ_ARG(f->under.plain));
}

static void draw_formula(kj_draw *draw, const cycle *data, const middle *m, double x, double y)
{
    const double bar = y + m->over.height + 6, axis = bar - m->is.size * 0.02;
    const double from = x + m->is.width + m->equals.width + 24;
    const double width = m->formula_width - (from - x);
    const double lift = m->is.ascent - m->is.size * 0.36; /* the middle of its letters */
    kj_draw_block(draw, &m->is, x, axis - lift);
    kj_draw_block(draw, &m->equals, x + m->is.width + 12,
                  axis - (m->equals.ascent - m->equals.size * 0.36));
    kj_draw_block(draw, &m->over, from + (width - m->over.width) / 2, y);
    kj_draw_box(draw, (kj_rect){from, bar - BAR / 2, width, BAR},
                (kj_box_style){.fill = KJ_COLOR_INK, .filled = true});
    kj_draw_block(draw, &m->under, from + (width - m->under.width) / 2, bar + 6);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, formula_spoken(draw, &data->formula),
                 (kj_rect){x, y, m->formula_width, m->formula_height});
}

static void draw_middle(kj_draw *draw, const cycle *data, const layout *l, kj_point centre)
{
    const middle *m = &l->middle;
    double y = centre.y + l->lower - m->height / 2;
    if (m->words.height > 0) {
        kj_draw_block(draw, &m->words, centre.x - m->words.width / 2, y);
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, data->centre.plain,
                     (kj_rect){centre.x - m->width / 2, y, m->width, m->words.height});
        y += m->words.height + 12;
    }
    if (m->formula_height > 0)
        draw_formula(draw, data, m, centre.x - m->formula_width / 2, y);
}

/* From the disc at `turn` to the next one. */
static void draw_way(kj_draw *draw, const layout *l, kj_point centre, double turn, double step)
{
    const double space = asin(fmin(1, (l->disc + DISC_GAP) / (2 * l->radius))) / PI;
    const double from = turn + space, to = turn + step - space;
    const double tip = 22 / (2 * PI * l->radius);
    kj_draw_arc(draw, centre, l->radius, from, to - tip * 0.8, KJ_COLOR_DAI2, 5);
    kj_draw_tip(draw, kj_on_circle(centre, l->radius, to - tip),
                kj_on_circle(centre, l->radius, to), 22, KJ_COLOR_DAI2);
}

static void draw_stage(kj_draw *draw, const cycle *data, const layout *l, kj_point centre, size_t i)
{
    const stage *s = &data->stages.ptr[i];
    const size_t n = data->stages.count;
    const double step = 1 / (double)n;
    const kj_point at = kj_on_circle(centre, l->radius, step * (double)i);
    if (i > 0)
        draw_way(draw, l, centre, step * (double)(i - 1), step);
    if (i + 1 == n)
        draw_way(draw, l, centre, step * (double)i, step);
    kj_draw_circle(draw, at.x, at.y, l->disc,
                   (kj_box_style){.fill = s->accent ? KJ_COLOR_ZHU : KJ_COLOR_DAI, .filled = true});
    kj_draw_disc_word(draw, &l->titles[i], at);
}

static void draw_cycle(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    cycle plain = *(const cycle *)p;
    if (frame->hotspot)
        plain.stages.ptr = kj_unstressed(draw->scene->arena, plain.stages.ptr, plain.stages.count,
                                         sizeof(stage), offsetof(stage, accent));
    const kj_rect box = frame->box;
    const layout l = choose(draw, &plain, frame);
    const cycle *data = &plain;
    const bool beside = has_texts(data) && !l.stacked;
    const double top = kj_centred(box, l.height), body = l.height - l.key.height;
    const double left = beside ? kj_figure_width(box) : box.w;
    const kj_point centre = {box.x + left / 2, (beside ? top + (body - l.figure_height) / 2 : top) +
                                                   l.radius + l.disc};
    draw_middle(draw, data, &l, centre);
    const double words_x = beside ? box.x + left + COLUMN_GAP : box.x;
    const double words_y =
        beside ? top + (body - l.legend.height) / 2 : top + l.figure_height + UNDER_GAP;
    for (size_t i = 0; i < data->stages.count; i++) {
        const stage *s = &data->stages.ptr[i];
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        draw_stage(draw, data, &l, centre, i);
        if (l.legend.count)
            kj_draw_legend(draw, &l.legend, i, words_x, words_y);
        const kj_point at = kj_on_circle(centre, l.radius, (double)i / (double)data->stages.count);
        kj_draw_element(draw, frame,
                        (kj_element){s->id,
                                     kj_say(draw, s->title.plain, s->text.plain),
                                     i,
                                     {at.x - l.disc, at.y - l.disc, 2 * l.disc, 2 * l.disc},
                                     kj_disc_badge(&l.titles[i], at, l.disc)});
    }
    draw->build = 0;
    kj_draw_key_line(draw, &l.key, box.x, top + l.height, box.w);
}

static size_t steps(const void *p)
{
    return ((const cycle *)p)->stages.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const cycle *data = p;
    for (size_t i = 0; i < data->stages.count; i++)
        if (kj_span_equal(data->stages.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_cycle = {
    .form = {.name = "cycle",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(cycle),
             .align = _Alignof(cycle),
             .about = "Stages that lead back to the first, round a word or a formula.",
             .steps = steps},
    .draw = draw_cycle,
    .has_element = has_element,
};
