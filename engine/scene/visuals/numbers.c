/* engine/scene/visuals/numbers.c: "numbers", one to six figures of the course in large letters,
 * each with what it says. */
#include "scene/icons.h"
#include "scene/visual.h"

#include "base/json.h"

#include <math.h>

typedef struct number {
    kj_at at;
    kj_span id, figure;
    kj_text label, note;
    uint32_t icon;
} number;

typedef struct numbers {
    kj_at at;
    KJ_LIST(number) figures;
    kj_text foot;
} numbers;

static const kj_field number_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(number, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the number."},
    {.key = "figure",
     .kind = KJ_FIELD_REF,
     .flags = KJ_REQUIRED,
     .offset = offsetof(number, figure),
     .ref = KJ_REF_FIGURE,
     .about = "The figure of the course that is shown."},
    {.key = "label",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(number, label),
     .min = 1,
     .max = 60,
     .about = "What the figure says."},
    {.key = "note",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(number, note),
     .min = 1,
     .max = 60,
     .about = "A remark in small letters."},
    KJ_ICON_FIELD(number),
};
static const kj_object number_object = {
    .name = "number",
    .fields = number_fields,
    .field_count = KJ_COUNT(number_fields),
    .size = sizeof(number),
    .align = _Alignof(number),
    .id_offset = offsetof(number, id),
    .about = "A figure of the visual 'numbers'.",
};

static const kj_field fields[] = {
    {.key = "figures",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(numbers, figures),
     .min = 1,
     .max = 6,
     .object = &number_object,
     .about = "The figures, the most important one first."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(numbers, foot),
     .min = 1,
     .max = 80,
     .about = "One line under all of them."},
};

#define GAP 56.0
#define ICON_GAP 16.0 /* between a figure and the icon at the end of its line */

typedef struct measured {
    kj_figure_block figure;
    kj_text_block label, note;
} measured;

typedef struct layout {
    size_t columns, rows;
    double size, width, height, row_height;
    double figure; /* the highest */
    double icon;
    double rule_gap, gap;
    measured *items;
    kj_key_line key;
    bool fits;
} layout;

/* Number and unit of a course figure: its text, or what its value reads as. */
static void parts_of(kj_arena *arena, const kj_course *course, kj_span id, kj_span *value,
                     kj_span *unit)
{
    const uint32_t index = kj_course_find(course, KJ_REF_FIGURE, id);
    *value = *unit = (kj_span){NULL, 0};
    if (index == KJ_NONE)
        return;
    const kj_figure *figure = &course->figures.ptr[index];
    if (figure->text.len) {
        const size_t head = figure->text.len - figure->unit.len;
        if (figure->unit.len && figure->unit.len < figure->text.len &&
            kj_span_ends(figure->text, figure->unit)) {
            *value = kj_span_trim(kj_span_sub(figure->text, 0, head));
            *unit = figure->unit;
        } else {
            kj_figure_split(figure->text, value, unit);
        }
        return;
    }
    kj_text_buffer text = {.arena = arena};
    kj_json_put_number(&text, figure->value);
    *value = kj_put_span(&text);
    *unit = figure->unit;
}

static double icon_side(double size)
{
    return round(size * 2.5);
}

/* What an icon leaves of the figure's line. */
static double beside_icon(const number *n, double width, double size)
{
    return n->icon ? width - icon_side(size) - ICON_GAP : width;
}

static kj_figure_block measure_figure(kj_draw *draw, const numbers *data, size_t index,
                                      double width, double size)
{
    kj_span value, unit;
    parts_of(draw->scene->arena, draw->scene->course, data->figures.ptr[index].figure, &value,
             &unit);
    return kj_draw_measure_figure(draw, value, unit, width, size, 56,
                                  index == 0 ? KJ_COLOR_ZHU : KJ_COLOR_DAI);
}

static measured measure_number(kj_draw *draw, const numbers *data, size_t index, double width,
                               double figure, double size)
{
    const number *n = &data->figures.ptr[index];
    return (measured){
        .figure = measure_figure(draw, data, index, beside_icon(n, width, size), figure),
        .label = kj_draw_measure(
            draw, n->label, width, 0,
            (kj_text_style){
                .size = size, .leading = 1.45, .role = KJ_FONT_SANS, .color = KJ_COLOR_INK}),
        .note = kj_draw_measure(draw, n->note, width, 0,
                                kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK3)),
    };
}

static layout measure(kj_draw *draw, const numbers *data, kj_rect box, size_t rows, double size)
{
    const size_t count = data->figures.count;
    layout l = {.rows = rows, .columns = (count + rows - 1) / rows, .size = size, .fits = true};
    l.width = (box.w - GAP * (double)(l.columns - 1)) / (double)l.columns;
    l.icon = icon_side(size);
    l.items = KJ_NEW(draw->scene->arena, measured, count);
    if (l.columns > 1 && l.width < 8.5 * kj_draw_size(draw, size)) {
        l.fits = false;
        l.height = HUGE_VAL;
        return l;
    }
    /* One size for all: that of the widest, and smaller where the words are. */
    double under = 0, figure = 128 - (32 - size) * 7;
    for (size_t i = 0; i < count; i++)
        figure =
            fmin(figure, measure_figure(draw, data, i,
                                        beside_icon(&data->figures.ptr[i], l.width, size), figure)
                             .size);
    for (size_t i = 0; i < count; i++) {
        const measured m = l.items[i] = measure_number(draw, data, i, l.width, figure, size);
        l.figure = fmax(l.figure, m.figure.height);
        under = fmax(under, m.label.height + (m.note.height > 0 ? 12 + m.note.height : 0));
        l.fits = l.fits && m.figure.fits && m.label.fits && m.note.fits;
    }
    l.key = kj_measure_key_line(draw, data->foot, box.w, fmax(28, size));
    l.rule_gap = kj_padding(size, 16, 28);
    l.gap = kj_padding(size, 32, 56);
    l.row_height = l.rule_gap + l.figure + 16 + under;
    l.height = l.row_height * (double)rows + l.gap * (double)(rows - 1) +
               (l.key.height > 0 ? l.key.height + 24 : 0);
    l.fits = l.fits && l.height <= box.h;
    return l;
}

static layout choose(kj_draw *draw, const numbers *data, kj_rect box)
{
    static const double sizes[] = {32, 30, 28, 26, 24};
    layout best = {.height = HUGE_VAL};
    for (size_t s = 0; s < KJ_COUNT(sizes); s++)
        for (size_t rows = 1; rows <= data->figures.count; rows++) {
            const layout l = measure(draw, data, box, rows, sizes[s]);
            if (l.fits)
                return l;
            if (l.height < best.height)
                best = l;
        }
    draw->list.overfull++;
    return best;
}

static void draw_number(kj_draw *draw, const number *n, const layout *l, size_t index, kj_rect rect)
{
    const measured *m = &l->items[index];
    double y = rect.y;
    kj_draw_box(draw, (kj_rect){rect.x, y, rect.w, 3},
                (kj_box_style){.fill = index == 0 ? KJ_COLOR_ZHU : KJ_COLOR_LINE, .filled = true});
    y += l->rule_gap;
    /* One baseline for all, also where one had to shrink. */
    kj_draw_figure(draw, &m->figure, rect.x, y + l->figure - m->figure.height);
    kj_draw_icon(draw, n->icon,
                 (kj_rect){rect.x + rect.w - l->icon,
                           y + l->figure - m->figure.height + m->figure.ascent - l->icon, l->icon,
                           l->icon},
                 index == 0 ? KJ_COLOR_ZHU : KJ_COLOR_DAI);
    y += l->figure + 16;
    kj_draw_block(draw, &m->label, rect.x, y);
    if (m->note.height > 0)
        kj_draw_block(draw, &m->note, rect.x, y + m->label.height + 12);
}

static kj_span spoken(const kj_draw *draw, const measured *m)
{
    kj_text_buffer out = {.arena = draw->scene->arena};
    kj_put(&out, m->figure.number);
    kj_put(&out, m->figure.unit);
    kj_say_more(draw, &out, KJ_W_SAY_COMMA, m->label.text.plain);
    kj_say_more(draw, &out, KJ_W_SAY_SEMICOLON, m->note.text.plain);
    return kj_put_span(&out);
}

static void draw_numbers(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    const numbers *data = p;
    const kj_rect box = frame->box;
    const layout l = choose(draw, data, box);
    const double top = kj_centred(box, l.height);
    for (size_t i = 0; i < data->figures.count; i++) {
        if (!kj_visual_shows(frame, i))
            continue;
        const kj_rect rect = {box.x + (double)(i % l.columns) * (l.width + GAP),
                              top + (double)(i / l.columns) * (l.row_height + l.gap), l.width,
                              l.row_height};
        kj_visual_at(draw, frame, i);
        draw_number(draw, &data->figures.ptr[i], &l, i, rect);
        kj_draw_element(draw, frame,
                        (kj_element){data->figures.ptr[i].id,
                                     spoken(draw, &l.items[i]),
                                     i,
                                     rect,
                                     {rect.x + rect.w - 26, rect.y + 4}});
    }
    draw->build = 0;
    kj_draw_key_line(draw, &l.key, box.x, top + l.height, box.w);
}

static size_t steps(const void *p)
{
    return ((const numbers *)p)->figures.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const numbers *data = p;
    for (size_t i = 0; i < data->figures.count; i++)
        if (kj_span_equal(data->figures.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_numbers = {
    .form = {.name = "numbers",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(numbers),
             .align = _Alignof(numbers),
             .about = "Figures of the course in large letters, each with what it says.",
             .steps = steps},
    .draw = draw_numbers,
    .has_element = has_element,
};
