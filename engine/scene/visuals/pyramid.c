/* engine/scene/visuals/pyramid.c: "pyramid", levels that rest on one another, and beside each what
 * it is.  Where the page is narrow, the list stands under the pyramid. */
#include "scene/visual.h"

#include <math.h>

typedef struct level {
    kj_at at;
    kj_span id;
    kj_text name, text;
    bool dashed, accent;
} level;

typedef struct pyramid {
    kj_at at;
    KJ_LIST(level) levels;
} pyramid;

static const kj_field level_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(level, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the level."},
    {.key = "name",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(level, name),
     .min = 1,
     .max = 12,
     .about = "Stands in the level and heads its text."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(level, text),
     .min = 1,
     .max = 80,
     .about = "What belongs to the level."},
    {.key = "dashed",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(level, dashed),
     .about = "Whether it is drawn with a broken line: something unseen."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(level, accent),
     .about = "Whether this level is the one that matters."},
};
static const kj_object level_object = {
    .name = "level",
    .fields = level_fields,
    .field_count = KJ_COUNT(level_fields),
    .size = sizeof(level),
    .align = _Alignof(level),
    .id_offset = offsetof(level, id),
    .about = "A level of the visual 'pyramid'.",
};

static const kj_field fields[] = {
    {.key = "levels",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(pyramid, levels),
     .min = 2,
     .max = 6,
     .object = &level_object,
     .about = "The levels, from the bottom to the top."},
};

#define GAP 12.0 /* between levels */
#define COLUMN_GAP 40.0
#define SWATCH 22.0
#define APEX 1.3 /* the top level is higher, so that its name has room */

typedef struct layout {
    bool stacked;
    double size, list_x, list_width, pyramid_width, pyramid_height;
    kj_text_block *names, *texts; /* by level, from the bottom */
    double row, height;           /* row: of the list */
    bool fits;
} layout;

static layout measure(kj_draw *draw, const pyramid *data, kj_rect box, bool stacked, double size)
{
    const size_t n = data->levels.count;
    const double padding = kj_padding(size, 10, 22);
    layout l = {.stacked = stacked, .size = size, .fits = true};
    l.pyramid_width = stacked ? fmin(box.w, 720) : floor(box.w * 0.5);
    l.list_x = stacked ? SWATCH + 18 : l.pyramid_width + COLUMN_GAP;
    l.list_width = box.w - l.list_x;
    l.names = KJ_NEW(draw->scene->arena, kj_text_block, n);
    l.texts = KJ_NEW(draw->scene->arena, kj_text_block, n);
    if (l.list_width < 10 * kj_draw_size(draw, size)) {
        l.fits = false;
        return l;
    }
    for (size_t i = 0; i < n; i++) {
        const level *v = &data->levels.ptr[i];
        l.names[i] = kj_draw_measure(draw, v->name, l.list_width, 0,
                                     kj_style(fmin(KJ_SIZE_HEADING, size + 6), KJ_FONT_SERIF_BOLD,
                                              v->accent ? KJ_COLOR_ZHU : KJ_COLOR_INK));
        l.texts[i] =
            kj_draw_measure(draw, v->text, fmin(l.list_width, 34 * kj_draw_size(draw, size)), 0,
                            kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK2));
        l.row = fmax(l.row, l.names[i].height + l.texts[i].height + 2 * padding);
        l.fits = l.fits && l.names[i].fits && l.texts[i].fits;
    }
    if (stacked) {
        l.row -= padding;
        l.pyramid_height = fmin(box.h - 36 - l.row * (double)n, l.pyramid_width * 0.7);
        l.fits = l.fits && l.pyramid_height >= 56 * (double)n;
        l.height = l.pyramid_height + 36 + l.row * (double)n;
    } else {
        const double least = fmax(l.row, 76);
        l.fits = l.fits && least * (double)n <= box.h;
        /* As tall as the room allows, but not steeper than pleases. */
        l.pyramid_height = l.height =
            fmin(box.h, fmax(least * (double)n, fmin(l.pyramid_width * 0.72, 168 * (double)n)));
    }
    return l;
}

static layout choose(kj_draw *draw, const pyramid *data, kj_rect box)
{
    static const double sizes[] = {32, 30, 28, 26, 24};
    layout l = {0};
    const bool narrow = box.w < box.h * 1.15;
    for (size_t s = 0; s < KJ_COUNT(sizes); s++)
        for (int k = 0; k < 2; k++) {
            l = measure(draw, data, box, (k == 1) != narrow, sizes[s]);
            if (l.fits)
                return l;
        }
    draw->list.overfull++;
    return l;
}

typedef struct look {
    kj_color_name fill, on;
    bool dashed;
} look;

static look quiet_look(const pyramid *data, size_t i)
{
    const size_t from_top = data->levels.count - 1 - i;
    if (data->levels.ptr[i].dashed)
        return (look){KJ_COLOR_DAI_WASH, KJ_COLOR_INK, true};
    if (i == 0)
        return (look){KJ_COLOR_DAI3, KJ_COLOR_INK, false};
    if (from_top <= 1)
        return (look){KJ_COLOR_DAI, KJ_COLOR_ON_DAI, false};
    return (look){KJ_COLOR_DAI2, KJ_COLOR_ON_DAI, false};
}

static look look_of(const pyramid *data, size_t i)
{
    const level *v = &data->levels.ptr[i];
    return v->accent ? (look){KJ_COLOR_ZHU, KJ_COLOR_ON_ZHU, v->dashed} : quiet_look(data, i);
}

/* A level between two heights, measured from the apex, of a pyramid w wide and h high. */
typedef struct slice {
    double cx, apex, top, bottom, w, h;
} slice;

static double half_width(const slice *s, double y)
{
    return fmax(0, y - s->apex) / s->h * s->w / 2;
}

static void fill_slice(kj_draw *draw, const slice *s, look style)
{
    const double a = half_width(s, s->top), b = half_width(s, s->bottom);
    const kj_point points[] = {
        {s->cx - a, s->top}, {s->cx + a, s->top}, {s->cx + b, s->bottom}, {s->cx - b, s->bottom}};
    kj_command *path = kj_draw_polygon(draw, points, KJ_COUNT(points), style.fill);
    if (style.dashed) {
        path->stroke = kj_draw_color(draw, KJ_COLOR_DAI2);
        path->stroke_width = 2.5;
        path->dash = 10;
    }
}

/* The name in its level, at the largest size that the slope leaves room for; a level too narrow for
 * it at the smallest size stays without, since the list names it too. */
static void name_slice(kj_draw *draw, const slice *s, const level *v, look style)
{
    const double grown = kj_draw_size(draw, 1);
    for (double size = 34; size * grown > 23.9; size -= 2) {
        kj_text_block b = kj_draw_measure(draw, v->name, 0, 0,
                                          (kj_text_style){.size = size,
                                                          .leading = 1.2,
                                                          .role = KJ_FONT_SANS_BOLD,
                                                          .color = style.on,
                                                          .plain_marks = true});
        const double height = s->bottom - s->top;
        /* In a triangle the middle of the room lies lower than half its height. */
        const double lower = half_width(s, s->top) < 1 ? 0.7 : 0.5;
        const double middle = s->top + height * lower;
        const double room = 2 * half_width(s, middle - b.size / 2) - 14;
        if (b.width <= room && b.size * 1.1 <= height) {
            kj_draw_block(draw, &b, s->cx - b.width / 2, middle - b.height / 2);
            return;
        }
    }
}

static void draw_levels(kj_draw *draw, const pyramid *data, kj_rect rect,
                        const kj_visual_frame *frame, slice *slices)
{
    const size_t n = data->levels.count;
    const double room = rect.h - GAP * (double)(n - 1);
    const double unit = room / ((double)n - 1 + APEX);
    double y = rect.y;
    for (size_t i = n; i-- > 0;) {
        const double height = i + 1 == n ? unit * APEX : unit;
        slices[i] = (slice){rect.x + rect.w / 2, rect.y, y, y + height, rect.w, rect.h};
        y += height + GAP;
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        const look style = look_of(data, i);
        fill_slice(draw, &slices[i], style);
        name_slice(draw, &slices[i], &data->levels.ptr[i], style);
    }
}

static void draw_row(kj_draw *draw, const pyramid *data, const layout *l, size_t i, kj_rect row)
{
    const double height = l->names[i].height + l->texts[i].height;
    const double y = row.y + (row.h - height) / 2;
    if (l->stacked) {
        const look style = look_of(data, i);
        kj_draw_box(
            draw,
            (kj_rect){row.x - SWATCH - 18, y + l->names[i].height / 2 - SWATCH / 2, SWATCH, SWATCH},
            (kj_box_style){.fill = style.fill,
                           .filled = true,
                           .stroke = KJ_COLOR_DAI2,
                           .stroked = style.dashed,
                           .stroke_width = 2,
                           .dash = 6,
                           .radius = 4});
    }
    kj_draw_block(draw, &l->names[i], row.x, y);
    kj_draw_block(draw, &l->texts[i], row.x, y + l->names[i].height);
}

#define BLUNT \
    0.34 /* of the height: so much of the tip is cut off where each level bears its name */

/* As the figure of a question: large, with names only, since the words beside them would tell the
 * answer; and nothing is stressed. */
static void draw_figure(kj_draw *draw, const pyramid *data, const kj_visual_frame *frame)
{
    const size_t n = data->levels.count;
    const kj_rect box = frame->box;
    const double margin = 2 * KJ_BADGE_RADIUS + 30; /* the letters stand left of the slope */
    const double h = fmin(box.h, 150 * (double)n), w = fmin(box.w - 2 * margin, h * 1.6);
    const kj_rect rect = {box.x + (box.w - w) / 2, kj_centred(box, h), w, h};
    const double height = (h - GAP * (double)(n - 1)) / (double)n;
    draw->list.overfull += height < 56 ? 1 : 0;
    for (size_t i = 0; i < n; i++) {
        const level *v = &data->levels.ptr[i];
        const double top = rect.y + (height + GAP) * (double)(n - 1 - i);
        const slice s = {rect.x + w / 2, rect.y - BLUNT * h, top, top + height, w, (1 + BLUNT) * h};
        const look style = quiet_look(data, i);
        fill_slice(draw, &s, style);
        const size_t before = draw->list.commands.count;
        name_slice(draw, &s, v, style);
        draw->list.overfull += draw->list.commands.count == before ? 1 : 0;
        const double edge = half_width(&s, (s.top + s.bottom) / 2);
        kj_draw_element(draw, frame,
                        (kj_element){v->id,
                                     v->name.plain,
                                     i,
                                     {rect.x - margin, s.top, rect.w + 2 * margin, height},
                                     {s.cx - edge - 44, (s.top + s.bottom) / 2}});
    }
}

/* Read, spoken and lettered from the bottom to the top, as the levels are given. */
static void draw_pyramid(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    const pyramid *data = p;
    if (frame->hotspot) {
        draw_figure(draw, data, frame);
        return;
    }
    const size_t n = data->levels.count;
    const kj_rect box = frame->box;
    const layout l = choose(draw, data, box);
    const double top = kj_centred(box, l.height);
    const double left = l.stacked ? box.x + (box.w - l.pyramid_width) / 2 : box.x;
    slice *slices = KJ_NEW(draw->scene->arena, slice, n);
    draw_levels(draw, data, (kj_rect){left, top, l.pyramid_width, l.pyramid_height}, frame, slices);
    for (size_t i = 0; i < n; i++) {
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        const slice *s = &slices[i];
        const double under = top + l.pyramid_height + 36 + l.row * (double)(n - 1 - i);
        const kj_rect row = {box.x + l.list_x, l.stacked ? under : s->top, l.list_width,
                             l.stacked ? l.row : s->bottom - s->top};
        draw_row(draw, data, &l, i, row);
        const double line = l.stacked ? row.y : row.y - GAP / 2;
        if (i + 1 < n || l.stacked)
            kj_draw_line(draw, row.x, line, row.x + row.w, line, KJ_COLOR_LINE, 1.5);
        const level *v = &data->levels.ptr[i];
        const kj_rect pressed = {left, s->top, l.stacked ? l.pyramid_width : box.w,
                                 s->bottom - s->top};
        const double edge = half_width(s, (s->top + s->bottom) / 2);
        kj_draw_element(draw, frame,
                        (kj_element){v->id,
                                     kj_say(draw, v->name.plain, v->text.plain),
                                     i,
                                     pressed,
                                     {fmax(left + KJ_BADGE_RADIUS + 4, s->cx - edge - 44),
                                      (s->top + s->bottom) / 2}});
    }
    draw->build = 0;
}

static size_t steps(const void *p)
{
    return ((const pyramid *)p)->levels.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const pyramid *data = p;
    for (size_t i = 0; i < data->levels.count; i++)
        if (kj_span_equal(data->levels.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_pyramid = {
    .form = {.name = "pyramid",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(pyramid),
             .align = _Alignof(pyramid),
             .about = "Levels that rest on one another, and beside each what it is.",
             .steps = steps},
    .draw = draw_pyramid,
    .has_element = has_element,
};
