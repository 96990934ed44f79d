/* engine/scene/visuals/ring.c: "ring", a core and those who stand round it: a word or a few members
 * within, three to eight without, and beside it what each is for.  Where the page is narrow, the
 * words stand under it. */
#include "scene/visuals/kit.h"

#include <math.h>

typedef struct member {
    kj_at at;
    kj_span id;
    kj_text title, text;
    bool accent;
} member;

typedef struct ring {
    kj_at at;
    kj_text centre;
    KJ_LIST(member) inner;
    KJ_LIST(member) outer;
    kj_text foot;
} ring;

static const kj_field member_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(member, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the member; unique in the whole ring."},
    {.key = "title",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(member, title),
     .min = 1,
     .max = 8,
     .about = "Stands in the ring."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(member, text),
     .min = 1,
     .max = 60,
     .about = "What it is for."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(member, accent),
     .about = "Whether this is the one that matters."},
};
static const kj_object member_object = {
    .name = "ring-member",
    .fields = member_fields,
    .field_count = KJ_COUNT(member_fields),
    .size = sizeof(member),
    .align = _Alignof(member),
    .id_offset = offsetof(member, id),
    .about = "A member of the visual 'ring'.",
};

static const kj_field fields[] = {
    {.key = "centre",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(ring, centre),
     .min = 1,
     .max = 12,
     .about = "What all of it stands round; heads the core where that has members."},
    {.key = "inner",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_MANY,
     .offset = offsetof(ring, inner),
     .min = 1,
     .max = 4,
     .object = &member_object,
     .about = "The members of the core."},
    {.key = "outer",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(ring, outer),
     .min = 3,
     .max = 8,
     .object = &member_object,
     .about = "Those round it, clockwise from the top."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(ring, foot),
     .min = 1,
     .max = 80,
     .about = "One line under it."},
};

#define COLUMN_GAP 72.0
#define INNER_ROW 44.0
#define PRESSED_ROW 56.0 /* what can be pressed is never lower */
#define SPOKE_LEAST 20.0
#define UNDER_GAP 36.0
#define LEAST_RADIUS 60.0 /* below it nothing could be told apart */
#define PI 3.141592653589793

static size_t count_of(const ring *data)
{
    return data->inner.count + data->outer.count;
}

/* The members of the core come first. */
static const member *member_at(const ring *data, size_t i)
{
    return i < data->inner.count ? &data->inner.ptr[i] : &data->outer.ptr[i - data->inner.count];
}

static void check(const void *p, const kj_checker *checker)
{
    const ring *data = p;
    for (size_t i = data->inner.count; i < count_of(data); i++)
        for (size_t k = 0; k < data->inner.count; k++)
            if (kj_span_equal(member_at(data, i)->id, member_at(data, k)->id))
                kj_check_report(checker, member_at(data, i)->at, "id", SIZE_MAX, "E0502",
                                (kj_span){NULL, 0}, "'%.*s' stands within and without the core",
                                KJ_ARG(member_at(data, i)->id));
}

typedef struct layout {
    bool stacked;
    double least_row, size, core, disc,
        radius;                     /* radii: of the core, of an outer member, of their circle */
    double inner_row, inner_height; /* with the head */
    double figure_width, figure_height, height;
    kj_text_block centre, *titles;
    kj_legend legend;
    kj_key_line key;
    bool fits;
} layout;

static kj_text_block measure_centre(kj_draw *draw, const ring *data, double size)
{
    kj_text_style style = {.size = size + 6,
                           .leading = 1.25,
                           .role = KJ_FONT_SERIF_BOLD,
                           .color = KJ_COLOR_ON_DAI,
                           .align = KJ_ALIGN_CENTRE,
                           .balance = true,
                           .plain_marks = true};
    const kj_text_block line = kj_draw_measure(draw, data->centre, 0, 0, style);
    if (line.width <= 4.1 * line.size)
        return line;
    return kj_draw_measure(draw, data->centre, ceil(line.width / line.size / 2) * line.size + 2, 0,
                           style);
}

static void measure_core(kj_draw *draw, const ring *data, layout *l)
{
    const bool members = data->inner.count > 0;
    if (!members) {
        l->centre = measure_centre(draw, data, l->size);
        l->core = kj_disc_radius(&l->centre) + 12;
        return;
    }
    l->centre = kj_draw_measure(draw, data->centre, 0, 0,
                                (kj_text_style){.size = KJ_SIZE_CAPTION,
                                                .leading = 1.4,
                                                .role = KJ_FONT_SANS_BOLD,
                                                .color = KJ_COLOR_ON_DAI,
                                                .align = KJ_ALIGN_CENTRE,
                                                .plain_marks = true});
    const double all = (double)data->inner.count * l->inner_row + l->centre.height;
    double half = hypot(l->centre.width / 2, all / 2 - 6), y = l->centre.height - all / 2;
    for (size_t i = 0; i < data->inner.count; i++, y += l->inner_row) {
        const kj_text_block *t = &l->titles[i];
        const double far = fmax(fabs(y + 8), fabs(y + l->inner_row - 8));
        half = fmax(half, hypot(t->width / 2, far));
    }
    l->core = half + 16;
}

static void measure_titles(kj_draw *draw, const ring *data, layout *l)
{
    const size_t n = count_of(data);
    l->titles = KJ_NEW(draw->scene->arena, kj_text_block, n);
    l->inner_row = l->least_row;
    l->disc = 48;
    for (size_t i = 0; i < n; i++) {
        const member *m = member_at(data, i);
        if (i < data->inner.count) {
            l->titles[i] = kj_draw_measure(draw, m->title, 0, 0,
                                           (kj_text_style){.size = l->size,
                                                           .leading = 1.3,
                                                           .role = KJ_FONT_SANS_BOLD,
                                                           .color = KJ_COLOR_ON_DAI,
                                                           .plain_marks = true});
            l->inner_row = fmax(l->inner_row, l->titles[i].height + 8);
        } else {
            l->titles[i] = kj_measure_disc_word(draw, m->title, l->size,
                                                m->accent ? KJ_COLOR_ON_ZHU : KJ_COLOR_INK);
            l->disc = fmax(l->disc, kj_disc_radius(&l->titles[i]));
        }
    }
}

static bool fit_ring(kj_draw *draw, const ring *data, double width, double height, layout *l)
{
    const double n = (double)data->outer.count, step = sin(PI / n);
    measure_titles(draw, data, l);
    measure_core(draw, data, l);
    const double room = fmin(width, height) / 2;
    /* Larger discs where there is room. */
    const double grown = fmin(l->disc * 1.25, room * 0.22);
    if (l->core + SPOKE_LEAST + 2 * grown <= room)
        l->disc = fmax(l->disc, grown);
    l->radius = fmax(LEAST_RADIUS, fmin(room - l->disc, 300));
    const bool apart =
        room - l->disc >= LEAST_RADIUS && l->core + SPOKE_LEAST + l->disc <= l->radius;
    if (apart) /* the core grows with its circle, and a word with the core */
        l->core = fmax(l->core, fmin(l->radius - l->disc - 2 * SPOKE_LEAST, l->radius * 0.5));
    for (double size = KJ_SIZE_TITLE - 6; apart && data->inner.count == 0 && size > l->size;
         size -= 4) {
        const kj_text_block larger = measure_centre(draw, data, size);
        if (kj_disc_radius(&larger) + 12 <= l->core) {
            l->centre = larger;
            break;
        }
    }
    l->figure_width = l->figure_height = 2 * (l->radius + l->disc);
    return apart && 2 * l->radius * step >= 2 * l->disc + 16;
}

static bool has_texts(const ring *data)
{
    for (size_t i = 0; i < count_of(data); i++)
        if (member_at(data, i)->text.plain.len)
            return true;
    return false;
}

static kj_legend measure_words(kj_draw *draw, const ring *data, double width, double size,
                               size_t columns)
{
    const size_t n = count_of(data);
    kj_legend_row *rows = KJ_NEW(draw->scene->arena, kj_legend_row, n);
    for (size_t i = 0; i < n; i++) {
        const member *m = member_at(data, i);
        rows[i] = (kj_legend_row){m->title, m->text, m->accent};
    }
    return kj_measure_legend(draw, rows, n, width, size, columns);
}

static layout measure(kj_draw *draw, const ring *data, kj_rect box, bool stacked, size_t columns,
                      double size, double least_row)
{
    layout l = {.stacked = stacked, .size = size, .least_row = least_row};
    l.key = kj_measure_key_line(draw, data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    const double room = box.h - l.key.height, beside = kj_figure_width(box);
    if (!has_texts(data)) {
        l.fits = fit_ring(draw, data, box.w, room, &l);
        l.height = l.figure_height + l.key.height;
        return l;
    }
    const double words = stacked ? box.w : fmin(box.w - beside - COLUMN_GAP, 1000);
    l.legend = measure_words(draw, data, words, size, columns);
    const double under = stacked ? l.legend.height + UNDER_GAP : 0;
    l.fits = fit_ring(draw, data, stacked ? box.w : beside, room - under, &l) && l.legend.fits &&
             l.legend.height <= room;
    if (stacked) {
        l.height = l.figure_height + under + l.key.height;
    } else {
        kj_stretch_legend(&l.legend, fmin(room, l.figure_height));
        l.height = fmax(l.figure_height, l.legend.height) + l.key.height;
    }
    return l;
}

static member *without_texts(kj_arena *arena, const member *from, size_t count)
{
    member *out = KJ_NEW(arena, member, count);
    for (size_t i = 0; i < count; i++) {
        out[i] = from[i];
        out[i].text = (kj_text){.plain = {NULL, 0}};
    }
    return out;
}

static bool find_layout(kj_draw *draw, const ring *data, kj_rect box, double least_row, layout *out)
{
    const bool narrow = box.w < box.h * 1.15;
    for (size_t k = 0; k < KJ_TRIALS; k++) {
        const bool stacked = narrow != kj_trials[k].other;
        for (size_t columns = 1; columns <= (stacked ? 2 : 1); columns++) {
            *out = measure(draw, data, box, stacked, columns, kj_trials[k].size, least_row);
            if (out->fits)
                return true;
        }
    }
    return false;
}

/* The figure of a question may do without its texts: what is asked for has its name. */
static layout choose(kj_draw *draw, ring *data, const kj_visual_frame *frame)
{
    layout l = {0};
    if (!frame->hotspot) {
        draw->list.overfull += find_layout(draw, data, frame->box, INNER_ROW, &l) ? 0 : 1;
        return l;
    }
    if (find_layout(draw, data, frame->box, PRESSED_ROW, &l))
        return l;
    kj_arena *arena = draw->scene->arena;
    data->inner.ptr = without_texts(arena, data->inner.ptr, data->inner.count);
    data->outer.ptr = without_texts(arena, data->outer.ptr, data->outer.count);
    draw->list.overfull += find_layout(draw, data, frame->box, PRESSED_ROW, &l) ? 0 : 1;
    return l;
}

/* The circle that the outer members stand on is broken: they come when they are called. */
static void draw_core(kj_draw *draw, const ring *data, const layout *l, kj_point centre)
{
    kj_draw_arc(draw, centre, l->radius, 0, 1, KJ_COLOR_DAI2, 2.5)->dash = 10;
    kj_draw_circle(draw, centre.x, centre.y, l->core,
                   (kj_box_style){.fill = KJ_COLOR_DAI, .filled = true});
    const double rows = (double)data->inner.count * l->inner_row;
    const double y = data->inner.count ? centre.y - (rows + l->centre.height) / 2
                                       : centre.y - l->centre.height / 2;
    kj_draw_block(draw, &l->centre, centre.x - l->centre.width / 2, y);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, data->centre.plain,
                 (kj_rect){centre.x - l->centre.width / 2, y, l->centre.width, l->centre.height});
}

static kj_element draw_inner(kj_draw *draw, const ring *data, const layout *l, kj_point centre,
                             size_t i)
{
    const kj_text_block *title = &l->titles[i];
    const double rows = (double)data->inner.count * l->inner_row;
    const double y =
        centre.y - (rows + l->centre.height) / 2 + l->centre.height + l->inner_row * (double)i;
    kj_draw_block(draw, title, centre.x - title->width / 2, y + (l->inner_row - title->height) / 2);
    const double half = title->width / 2 + 12;
    return (kj_element){.rect = {centre.x - half, y, 2 * half, l->inner_row},
                        .badge = {centre.x - half - 18, y + l->inner_row / 2}};
}

static kj_element draw_outer(kj_draw *draw, const ring *data, const layout *l, kj_point centre,
                             size_t k)
{
    const member *m = &data->outer.ptr[k];
    const kj_point at = kj_on_circle(centre, l->radius, (double)k / (double)data->outer.count);
    kj_draw_circle(
        draw, at.x, at.y, l->disc,
        (kj_box_style){.fill = m->accent ? KJ_COLOR_ZHU : KJ_COLOR_DAI3, .filled = true});
    kj_draw_disc_word(draw, &l->titles[data->inner.count + k], at);
    return (kj_element){.rect = {at.x - l->disc, at.y - l->disc, 2 * l->disc, 2 * l->disc},
                        .badge = kj_disc_badge(&l->titles[data->inner.count + k], at, l->disc)};
}

static void draw_ring(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    ring plain = *(const ring *)p;
    if (frame->hotspot) {
        kj_arena *arena = draw->scene->arena;
        plain.outer.ptr = kj_unstressed(arena, plain.outer.ptr, plain.outer.count, sizeof(member),
                                        offsetof(member, accent));
    }
    const kj_rect box = frame->box;
    const layout l = choose(draw, &plain, frame);
    const ring *data = &plain;
    const bool beside = has_texts(data) && !l.stacked;
    const double top = kj_centred(box, l.height), body = l.height - l.key.height;
    const double left = beside ? kj_figure_width(box) : box.w;
    const kj_point centre = {box.x + left / 2, (beside ? top + (body - l.figure_height) / 2 : top) +
                                                   l.radius + l.disc};
    draw_core(draw, data, &l, centre);
    const double words_x = beside ? box.x + left + COLUMN_GAP : box.x;
    const double words_y =
        beside ? top + (body - l.legend.height) / 2 : top + l.figure_height + UNDER_GAP;
    for (size_t i = 0; i < count_of(data); i++) {
        const member *m = member_at(data, i);
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        kj_element e = i < data->inner.count
                           ? draw_inner(draw, data, &l, centre, i)
                           : draw_outer(draw, data, &l, centre, i - data->inner.count);
        if (l.legend.count)
            kj_draw_legend(draw, &l.legend, i, words_x, words_y);
        e.id = m->id;
        e.index = i;
        e.label = kj_say(draw, m->title.plain, m->text.plain);
        kj_draw_element(draw, frame, e);
    }
    draw->build = 0;
    kj_draw_key_line(draw, &l.key, box.x, top + l.height, box.w);
}

static size_t steps(const void *p)
{
    return count_of(p) - 1;
}

static bool has_element(const void *p, kj_span id)
{
    for (size_t i = 0; i < count_of(p); i++)
        if (kj_span_equal(member_at(p, i)->id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_ring = {
    .form = {.name = "ring",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(ring),
             .align = _Alignof(ring),
             .about = "A core and those who stand round it.",
             .steps = steps,
             .check = check},
    .draw = draw_ring,
    .has_element = has_element,
};
