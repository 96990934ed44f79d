/* engine/scene/visuals/columns.c: "columns", two to five things of one kind side by side, each with
 * a few points, and a worked example under them. */
#include "scene/icons.h"
#include "scene/visual.h"

#include <math.h>

typedef struct column {
    kj_at at;
    kj_span id;
    kj_text title, text;
    KJ_LIST(kj_text) points;
    uint32_t icon;
} column;

typedef struct example {
    kj_at at;
    kj_text title, text;
} example;

typedef struct columns {
    kj_at at;
    KJ_LIST(column) columns;
    example example;
} columns;

static const kj_field column_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(column, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the column."},
    {.key = "title",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(column, title),
     .min = 1,
     .max = 30,
     .about = "What the column is about."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(column, text),
     .min = 1,
     .max = 120,
     .about = "Its sentence."},
    {.key = "points",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_MANY,
     .offset = offsetof(column, points),
     .min = 1,
     .max = 6,
     .about = "Its points, a line each."},
    KJ_ICON_FIELD(column),
};
static const kj_object column_object = {
    .name = "column",
    .fields = column_fields,
    .field_count = KJ_COUNT(column_fields),
    .size = sizeof(column),
    .align = _Alignof(column),
    .id_offset = offsetof(column, id),
    .about = "A column of the visual 'columns'.",
};

static const kj_field example_fields[] = {
    {.key = "title",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(example, title),
     .min = 1,
     .max = 30,
     .about = "What the example shows."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(example, text),
     .min = 1,
     .max = 200,
     .about = "The example."},
};
static const kj_object example_object = {
    .name = "example",
    .fields = example_fields,
    .field_count = KJ_COUNT(example_fields),
    .size = sizeof(example),
    .align = _Alignof(example),
    .about = "A worked example under a visual.",
};

static const kj_field fields[] = {
    {.key = "columns",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(columns, columns),
     .min = 2,
     .max = 5,
     .object = &column_object,
     .about = "The columns, in reading order."},
    {.key = "example",
     .kind = KJ_FIELD_OBJECT,
     .offset = offsetof(columns, example),
     .object = &example_object,
     .about = "A worked example that goes with all of them."},
};

#define LEADING 1.45 /* of text and points, which stand beside each other */
#define GAP 40.0
#define INDENT 28.0 /* of a point behind its dot */
#define EXAMPLE_PADDING 32.0
#define ICON_GAP 16.0 /* between an icon and the title under it */

typedef struct measured {
    kj_text_block title, text, *points;
    double height;
} measured;

typedef struct layout {
    size_t columns, rows;
    double size, width, icon, title, height; /* icon: with the gap under it; 0: there is none */
    double *row;                             /* heights */
    measured *items;
    kj_text_block example_title, example_text;
    double example_height; /* with the gap above it */
    bool example_beside;   /* title left of the text */
    bool fits;
} layout;

static double icon_side(double size)
{
    return round(size * 2.5);
}

/* Between points, and between a title and what follows it. */
static double gap_between(double size)
{
    return kj_padding(size, 6, 14);
}

static measured measure_column(kj_draw *draw, const column *c, double width, double size)
{
    measured m = {0};
    const double line = 34 * kj_draw_size(draw, size);
    m.title = kj_draw_measure(
        draw, c->title, width, 0,
        kj_style(fmin(KJ_SIZE_HEADING, size + 8), KJ_FONT_SERIF_BOLD, KJ_COLOR_INK));
    const kj_text_style style = {
        .size = size, .leading = LEADING, .role = KJ_FONT_SANS, .color = KJ_COLOR_INK2};
    m.text = kj_draw_measure(draw, c->text, fmin(width, line), 0, style);
    m.points = KJ_NEW(draw->scene->arena, kj_text_block, c->points.count + 1);
    m.height = m.text.height;
    for (size_t i = 0; i < c->points.count; i++) {
        m.points[i] = kj_draw_measure(draw, c->points.ptr[i], fmin(width - INDENT, line), 0, style);
        m.height += m.points[i].height + (i || m.text.height > 0 ? gap_between(size) : 0);
    }
    return m;
}

static void measure_example(kj_draw *draw, const columns *data, double width, layout *l)
{
    if (data->example.text.plain.len == 0)
        return;
    const double inner = width - 2 * EXAMPLE_PADDING;
    const double size = fmax(28, l->size);
    l->example_title = kj_draw_measure(draw, data->example.title, 0, 0,
                                       kj_style(size, KJ_FONT_SANS_BOLD, KJ_COLOR_ZHU));
    l->example_beside = l->example_title.width < inner * 0.25;
    const double beside = inner - l->example_title.width - 32;
    l->example_text = kj_draw_measure(draw, data->example.text, l->example_beside ? beside : inner,
                                      0, kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK));
    if (!l->example_beside)
        l->example_title = kj_draw_measure(draw, data->example.title, inner, 0,
                                           kj_style(size, KJ_FONT_SANS_BOLD, KJ_COLOR_ZHU));
    l->example_height = 44 + 2 * (EXAMPLE_PADDING - 10) + l->example_text.height +
                        (l->example_beside ? 0 : l->example_title.height);
    l->fits = l->fits && l->example_text.fits && l->example_title.fits;
}

static layout measure(kj_draw *draw, const columns *data, kj_rect box, size_t rows, double size)
{
    const size_t count = data->columns.count;
    layout l = {.rows = rows, .columns = (count + rows - 1) / rows, .size = size, .fits = true};
    l.width = (box.w - GAP * (double)(l.columns - 1)) / (double)l.columns;
    l.items = KJ_NEW(draw->scene->arena, measured, count);
    l.row = KJ_NEW(draw->scene->arena, double, rows);
    if (l.columns > 1 && l.width < 8 * kj_draw_size(draw, size)) {
        l.fits = false;
        l.height = HUGE_VAL;
        return l;
    }
    for (size_t i = 0; i < count; i++) {
        const measured m = l.items[i] = measure_column(draw, &data->columns.ptr[i], l.width, size);
        l.icon = data->columns.ptr[i].icon ? icon_side(size) + ICON_GAP : l.icon;
        l.title = fmax(l.title, m.title.height);
        l.row[i / l.columns] = fmax(l.row[i / l.columns], m.height);
        l.fits = l.fits && m.title.fits && m.text.fits;
        for (size_t k = 0; k < data->columns.ptr[i].points.count; k++)
            l.fits = l.fits && m.points[k].fits;
    }
    measure_example(draw, data, box.w, &l);
    l.height = l.example_height + GAP * (double)(rows - 1);
    for (size_t i = 0; i < rows; i++)
        l.height += l.row[i] += 24 + l.icon + l.title + gap_between(size);
    l.fits = l.fits && l.height <= box.h;
    return l;
}

static layout choose(kj_draw *draw, const columns *data, kj_rect box)
{
    static const double sizes[] = {32, 30, 28, 26, 24};
    layout best = {.height = HUGE_VAL};
    for (size_t s = 0; s < KJ_COUNT(sizes); s++)
        for (size_t rows = 1; rows <= data->columns.count; rows++) {
            const layout l = measure(draw, data, box, rows, sizes[s]);
            if (l.fits)
                return l;
            if (l.height < best.height)
                best = l;
        }
    draw->list.overfull++;
    return best;
}

static void draw_column(kj_draw *draw, const column *c, const layout *l, const measured *m,
                        kj_rect rect)
{
    const double side = l->icon - ICON_GAP;
    double y = rect.y;
    kj_draw_box(draw, (kj_rect){rect.x, y, rect.w, 4},
                (kj_box_style){.fill = KJ_COLOR_DAI, .filled = true});
    y += 24;
    if (c->icon)
        kj_draw_icon(draw, c->icon, (kj_rect){rect.x, y, side, side}, KJ_COLOR_DAI);
    y += l->icon;
    kj_draw_block(draw, &m->title, rect.x, y);
    y += l->title + gap_between(l->size);
    kj_draw_block(draw, &m->text, rect.x, y);
    y += m->text.height;
    for (size_t i = 0; i < c->points.count; i++) {
        const kj_text_block *point = &m->points[i];
        y += i || m->text.height > 0 ? gap_between(l->size) : 0;
        kj_draw_circle(draw, rect.x + 8, y + point->ascent - 0.38 * point->size, 5,
                       (kj_box_style){.fill = KJ_COLOR_DAI2, .filled = true});
        kj_draw_block(draw, point, rect.x + INDENT, y);
        y += point->height;
    }
}

static kj_span spoken(const kj_draw *draw, const column *c)
{
    kj_text_buffer out = {.arena = draw->scene->arena};
    kj_put(&out, kj_say(draw, c->title.plain, c->text.plain));
    for (size_t i = 0; i < c->points.count; i++)
        kj_say_more(draw, &out, out.len == c->title.plain.len ? KJ_W_SAY_COLON : KJ_W_SAY_SEMICOLON,
                    c->points.ptr[i].plain);
    return kj_put_span(&out);
}

static void draw_example(kj_draw *draw, const layout *l, kj_rect rect)
{
    const double x = rect.x + EXAMPLE_PADDING, y = rect.y + EXAMPLE_PADDING - 10;
    kj_draw_box(draw, rect, (kj_box_style){.fill = KJ_COLOR_WASH, .filled = true, .radius = 14});
    kj_draw_block(draw, &l->example_title, x, y);
    if (l->example_beside)
        kj_draw_block(draw, &l->example_text, x + l->example_title.width + 32, y);
    else
        kj_draw_block(draw, &l->example_text, x, y + l->example_title.height);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                 kj_say(draw, l->example_title.text.plain, l->example_text.text.plain), rect);
}

/* As the figure of a question it shows names only, and nothing is stressed: the words beside them
 * would tell the answer, and take the room. */
static columns names_only(kj_arena *arena, const columns *data)
{
    columns plain = *data;
    plain.example.title = plain.example.text = kj_plain((kj_span){NULL, 0});
    plain.columns.ptr = KJ_NEW(arena, column, data->columns.count);
    for (size_t i = 0; i < data->columns.count; i++) {
        plain.columns.ptr[i] = data->columns.ptr[i];
        plain.columns.ptr[i].text = kj_plain((kj_span){NULL, 0});
        plain.columns.ptr[i].points.count = 0;
    }
    return plain;
}

static void draw_columns(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    const columns plain = frame->hotspot ? names_only(draw->scene->arena, p) : *(const columns *)p;
    const columns *data = &plain;
    const kj_rect box = frame->box;
    const layout l = choose(draw, data, box);
    const double top = kj_centred(box, l.height);
    double y = top;
    for (size_t i = 0; i < data->columns.count; i++) {
        const column *c = &data->columns.ptr[i];
        const kj_rect rect = {box.x + (double)(i % l.columns) * (l.width + GAP), y, l.width,
                              l.row[i / l.columns]};
        if (kj_visual_shows(frame, i)) {
            kj_visual_at(draw, frame, i);
            draw_column(draw, c, &l, &l.items[i], rect);
            kj_draw_element(
                draw, frame,
                (kj_element){c->id, spoken(draw, c), i, rect, {rect.x + rect.w - 26, rect.y + 4}});
        }
        if (i % l.columns + 1 == l.columns)
            y += l.row[i / l.columns] + GAP;
    }
    draw->build = 0;
    if (l.example_height > 0)
        draw_example(
            draw, &l,
            (kj_rect){box.x, top + l.height - l.example_height + 44, box.w, l.example_height - 44});
}

static size_t steps(const void *p)
{
    return ((const columns *)p)->columns.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const columns *data = p;
    for (size_t i = 0; i < data->columns.count; i++)
        if (kj_span_equal(data->columns.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_columns = {
    .form = {.name = "columns",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(columns),
             .align = _Alignof(columns),
             .about = "Two to five things of one kind side by side, each with a few points.",
             .steps = steps},
    .draw = draw_columns,
    .has_element = has_element,
};
