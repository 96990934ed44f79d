/* engine/scene/visuals/arrow.c: "arrow", the stages of a process one after the other, each with
 * what it yields.  Where the page is narrow, they run downwards. */
#include "scene/icons.h"
#include "scene/visual.h"

#include <math.h>

typedef struct stage {
    kj_at at;
    kj_span id;
    kj_text title, text, output;
    uint32_t icon;
} stage;

typedef struct arrow {
    kj_at at;
    KJ_LIST(stage) stages;
    kj_span output_label;
} arrow;

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
     .max = 16,
     .about = "Stands in the arrow."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(stage, text),
     .min = 1,
     .max = 100,
     .about = "What is done."},
    {.key = "output",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(stage, output),
     .min = 1,
     .max = 60,
     .about = "What the stage yields."},
    KJ_ICON_FIELD(stage),
};
static const kj_object stage_object = {
    .name = "stage",
    .fields = stage_fields,
    .field_count = KJ_COUNT(stage_fields),
    .size = sizeof(stage),
    .align = _Alignof(stage),
    .id_offset = offsetof(stage, id),
    .about = "A stage of the visual 'arrow'.",
};

static const kj_field fields[] = {
    {.key = "stages",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(arrow, stages),
     .min = 2,
     .max = 7,
     .object = &stage_object,
     .about = "The stages, from the first to the last."},
    {.key = "output_label",
     .kind = KJ_FIELD_STRING,
     .offset = offsetof(arrow, output_label),
     .min = 1,
     .max = 12,
     .about = "Stands before what each stage yields."},
};

#define SEAM 16.0 /* the white between two arrows */
#define TIP 48.0
#define PADDING 24.0
#define ROW_GAP 20.0
#define ICON_GAP 8.0 /* between an icon and the title under it */

typedef struct measured {
    kj_text_block title, text, label, output;
} measured;

typedef struct layout {
    bool down;
    double size, width, head, text, panel, gap, height; /* width: of a stage */
    double text_width, output_x, output_width;          /* down */
    double icon;                                        /* with its gap; 0: there is none */
    double *rows;
    measured *items;
    bool fits;
} layout;

static measured measure_stage(kj_draw *draw, const arrow *data, const stage *s, double title_width,
                              double text_width, double output_width, double size)
{
    measured m = {.label = {.fits = true}, .output = {.fits = true}};
    m.title = kj_draw_measure(draw, s->title, title_width, 0,
                              (kj_text_style){.size = fmin(KJ_SIZE_HEADING, size + 6),
                                              .role = KJ_FONT_SERIF_BOLD,
                                              .color = KJ_COLOR_ON_DAI,
                                              .align = KJ_ALIGN_CENTRE,
                                              .balance = true,
                                              .plain_marks = true});
    m.text =
        kj_draw_measure(draw, s->text, text_width, 0, kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK2));
    if (s->output.plain.len) {
        m.label = kj_draw_measure(draw, kj_plain(data->output_label), output_width, 0,
                                  kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, KJ_COLOR_ZHU));
        m.output = kj_draw_measure(draw, s->output, output_width, 0,
                                   kj_style(size, KJ_FONT_SANS_BOLD, KJ_COLOR_INK));
    }
    return m;
}

static bool whole(const measured *m)
{
    return m->title.fits && m->text.fits && m->output.fits && m->label.fits;
}

static double icon_of(const arrow *data, double size)
{
    for (size_t i = 0; i < data->stages.count; i++)
        if (data->stages.ptr[i].icon)
            return round(size * 2.25) + ICON_GAP;
    return 0;
}

static layout measure_across(kj_draw *draw, const arrow *data, kj_rect box, double size)
{
    const size_t n = data->stages.count;
    layout l = {.size = size, .fits = true, .head = kj_padding(size, 136, 184)};
    l.icon = icon_of(data, size);
    l.width = (box.w - TIP + SEAM) / (double)n;
    l.items = KJ_NEW(draw->scene->arena, measured, n);
    const double inner = l.width - TIP - 28, column = l.width - 36;
    if (inner < 3.2 * kj_draw_size(draw, size) || column < 6.5 * kj_draw_size(draw, size)) {
        l.fits = false;
        return l;
    }
    for (size_t i = 0; i < n; i++) {
        const measured m = l.items[i] = measure_stage(draw, data, &data->stages.ptr[i], inner,
                                                      column, l.width - SEAM - 2 * PADDING, size);
        l.head = fmax(l.head, l.icon + m.title.height + 56);
        l.text = fmax(l.text, m.text.height);
        l.panel = fmax(
            l.panel, m.output.height > 0 ? m.label.height + m.output.height + 2 * PADDING - 8 : 0);
        l.fits = l.fits && whole(&m);
    }
    l.gap = kj_padding(size, 24, 44);
    l.height = l.head + l.gap + l.text + (l.panel > 0 ? l.gap + l.panel : 0);
    l.fits = l.fits && l.height <= box.h;
    return l;
}

static layout measure_down(kj_draw *draw, const arrow *data, kj_rect box, double size)
{
    const size_t n = data->stages.count;
    layout l = {.down = true, .size = size, .fits = true, .icon = icon_of(data, size)};
    const double em = kj_draw_size(draw, size);
    l.width = fmin(box.w * 0.3, 7.5 * em);
    l.text_width = box.w - l.width - 32;
    l.items = KJ_NEW(draw->scene->arena, measured, n);
    l.rows = KJ_NEW(draw->scene->arena, double, n);
    bool outputs = false;
    for (size_t i = 0; i < n; i++)
        outputs = outputs || data->stages.ptr[i].output.plain.len > 0;
    l.output_width = l.text_width;
    if (outputs && l.text_width > 24 * em) { /* beside the text, else under it */
        l.output_width = floor(l.text_width * 0.4);
        l.text_width -= l.output_width + 40;
        l.output_x = l.width + 32 + l.text_width + 40;
    }
    for (size_t i = 0; i < n; i++) {
        const measured m = l.items[i] = measure_stage(
            draw, data, &data->stages.ptr[i], l.width - 36, l.text_width, l.output_width, size);
        const double output = m.label.height + m.output.height;
        const double beside = l.output_x > 0 ? fmax(m.text.height, output)
                                             : m.text.height + (output > 0 ? 8 + output : 0);
        l.rows[i] = fmax(beside, l.icon + m.title.height + 24) + 24;
        l.height += l.rows[i] + (i ? ROW_GAP : 0);
        l.fits = l.fits && whole(&m);
    }
    l.height += 24; /* the last tip */
    l.fits = l.fits && l.height <= box.h;
    return l;
}

static layout choose(kj_draw *draw, const arrow *data, kj_rect box)
{
    static const double sizes[] = {32, 30, 28, 26, 24};
    layout l = {0};
    const bool tall = box.h > box.w;
    for (size_t s = 0; s < KJ_COUNT(sizes); s++)
        for (int k = 0; k < 2; k++) {
            l = (k == 0) == tall ? measure_down(draw, data, box, sizes[s])
                                 : measure_across(draw, data, box, sizes[s]);
            if (l.fits)
                return l;
        }
    draw->list.overfull++;
    return l;
}

/* An icon and its title under it, in the middle of a stage. */
static void draw_name(kj_draw *draw, const layout *l, const stage *s, const kj_text_block *title,
                      double middle, kj_point title_at)
{
    const double side = l->icon - ICON_GAP, lift = s->icon ? l->icon / 2 : 0;
    if (s->icon)
        kj_draw_icon(draw, s->icon, (kj_rect){middle - side / 2, title_at.y - lift, side, side},
                     KJ_COLOR_ON_DAI);
    kj_draw_block(draw, title, title_at.x, title_at.y + lift);
}

static void draw_head(kj_draw *draw, const layout *l, const stage *s, size_t i, double x, double y)
{
    const double w = l->width + TIP - SEAM, h = l->head, mid = y + h / 2;
    const double notch = i ? TIP : 0;
    const kj_point points[] = {{x, y},     {x + w - TIP, y}, {x + w, mid}, {x + w - TIP, y + h},
                               {x, y + h}, {x + notch, mid}};
    kj_draw_polygon(draw, points, i ? 6 : 5, KJ_COLOR_DAI);
    const kj_text_block *title = &l->items[i].title;
    const double left = x + (i ? TIP : 12), right = x + w - TIP / 2;
    draw_name(draw, l, s, title, (left + right) / 2,
              (kj_point){(left + right - title->width) / 2, mid - title->height / 2});
}

static void draw_output(kj_draw *draw, const measured *m, kj_rect rect)
{
    kj_draw_box(draw, rect,
                (kj_box_style){.fill = KJ_COLOR_CARD,
                               .filled = true,
                               .stroke = KJ_COLOR_LINE,
                               .stroked = true,
                               .stroke_width = 1.5,
                               .radius = 14});
    kj_draw_block(draw, &m->label, rect.x + PADDING, rect.y + PADDING - 4);
    kj_draw_block(draw, &m->output, rect.x + PADDING, rect.y + PADDING - 4 + m->label.height);
}

static kj_rect draw_across(kj_draw *draw, const layout *l, const stage *s, size_t i, kj_rect box,
                           double top)
{
    const double x = box.x + (double)i * l->width;
    const measured *m = &l->items[i];
    draw_head(draw, l, s, i, x, top);
    kj_draw_block(draw, &m->text, x, top + l->head + l->gap);
    if (m->output.height > 0)
        draw_output(draw, m,
                    (kj_rect){x, top + l->head + 2 * l->gap + l->text, l->width - SEAM, l->panel});
    /* What can be pressed ends in the middle of the white beside the words. */
    return (kj_rect){x - 10, top - 10, l->width - 8, l->height + 20};
}

static kj_rect draw_down(kj_draw *draw, const layout *l, const stage *s, size_t i, size_t count,
                         kj_rect box, double y)
{
    const measured *m = &l->items[i];
    const double h = l->rows[i], w = l->width, tip = 24, x = box.x;
    const double notch = i ? tip : 0;
    const kj_point points[] = {{x, y},         {x + w / 2, y + notch},   {x + w, y},
                               {x + w, y + h}, {x + w / 2, y + h + tip}, {x, y + h}};
    kj_draw_polygon(draw, points, KJ_COUNT(points), KJ_COLOR_DAI);
    draw_name(draw, l, s, &m->title, x + w / 2,
              (kj_point){x + 18, y + notch / 2 + (h + tip - notch / 2 - m->title.height) / 2 - 2});
    const double output = m->label.height + m->output.height;
    const double text_x = x + w + 32;
    if (l->output_x > 0) {
        kj_draw_block(draw, &m->text, text_x, y + (h - m->text.height) / 2);
        kj_draw_block(draw, &m->label, x + l->output_x, y + (h - output) / 2);
        kj_draw_block(draw, &m->output, x + l->output_x, y + (h - output) / 2 + m->label.height);
    } else {
        const double all = m->text.height + (output > 0 ? 8 + output : 0);
        const double text_y = y + (h - all) / 2;
        kj_draw_block(draw, &m->text, text_x, text_y);
        kj_draw_block(draw, &m->label, text_x, text_y + m->text.height + 8);
        kj_draw_block(draw, &m->output, text_x, text_y + m->text.height + 8 + m->label.height);
    }
    if (i + 1 < count)
        kj_draw_line(draw, text_x, y + h + ROW_GAP / 2, box.x + box.w, y + h + ROW_GAP / 2,
                     KJ_COLOR_LINE, 1.5);
    return (kj_rect){x, y, box.w, h};
}

static kj_span spoken(const kj_draw *draw, const arrow *data, const stage *s)
{
    const kj_span text = kj_say(draw, s->title.plain, s->text.plain);
    if (s->output.plain.len == 0)
        return text;
    const kj_span output = kj_say(draw, data->output_label, s->output.plain);
    return kj_arena_format(draw->scene->arena, "%.*s %.*s", KJ_ARG(text), KJ_ARG(output));
}

/* As the figure of a question it shows names only, and nothing is stressed: the words beside them
 * would tell the answer, and take the room. */
static arrow names_only(kj_arena *arena, const arrow *data)
{
    arrow plain = *data;
    plain.stages.ptr = KJ_NEW(arena, stage, data->stages.count);
    for (size_t i = 0; i < data->stages.count; i++) {
        plain.stages.ptr[i] = data->stages.ptr[i];
        plain.stages.ptr[i].text = plain.stages.ptr[i].output = kj_plain((kj_span){NULL, 0});
    }
    return plain;
}

static void draw_arrow(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    const arrow plain = frame->hotspot ? names_only(draw->scene->arena, p) : *(const arrow *)p;
    const arrow *data = &plain;
    const kj_rect box = frame->box;
    const layout l = choose(draw, data, box);
    const double top = kj_centred(box, l.height);
    double y = top;
    for (size_t i = 0; i < data->stages.count; i++) {
        const stage *s = &data->stages.ptr[i];
        const double row = y;
        if (l.down)
            y += l.rows[i] + ROW_GAP;
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        const kj_rect rect = l.down ? draw_down(draw, &l, s, i, data->stages.count, box, row)
                                    : draw_across(draw, &l, s, i, box, top);
        kj_draw_element(draw, frame,
                        (kj_element){s->id,
                                     spoken(draw, data, s),
                                     i,
                                     rect,
                                     {rect.x + (l.down ? 4 : l.width - 20), rect.y + 4}});
    }
    draw->build = 0;
}

static size_t steps(const void *p)
{
    return ((const arrow *)p)->stages.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const arrow *data = p;
    for (size_t i = 0; i < data->stages.count; i++)
        if (kj_span_equal(data->stages.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_arrow = {
    .form = {.name = "arrow",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(arrow),
             .align = _Alignof(arrow),
             .about = "The stages of a process, each with what it yields.",
             .steps = steps},
    .draw = draw_arrow,
    .has_element = has_element,
};
