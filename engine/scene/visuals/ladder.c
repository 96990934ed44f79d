/* engine/scene/visuals/ladder.c: "ladder", steps upwards, each with what it is and what leads on to
 * it.  Where the page is narrow, the steps are rows, the highest on top. */
#include "scene/visuals/kit.h"

#include <math.h>

typedef struct rung {
    kj_at at;
    kj_span id;
    kj_text title, text, action;
    bool accent;
} rung;

typedef struct ladder {
    kj_at at;
    KJ_LIST(rung) steps;
    kj_span action_label;
    kj_text foot;
} ladder;

static const kj_field rung_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(rung, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the step."},
    {.key = "title",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(rung, title),
     .min = 1,
     .max = 12,
     .about = "Stands on the step."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(rung, text),
     .min = 1,
     .max = 60,
     .about = "What it is to stand there."},
    {.key = "action",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(rung, action),
     .min = 1,
     .max = 40,
     .about = "What to do for it."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(rung, accent),
     .about = "Whether this step is the one that matters."},
};
static const kj_object rung_object = {
    .name = "ladder-step",
    .fields = rung_fields,
    .field_count = KJ_COUNT(rung_fields),
    .size = sizeof(rung),
    .align = _Alignof(rung),
    .id_offset = offsetof(rung, id),
    .about = "A step of the visual 'ladder'.",
};

static const kj_field fields[] = {
    {.key = "steps",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(ladder, steps),
     .min = 2,
     .max = 6,
     .object = &rung_object,
     .about = "The steps, from the lowest to the highest."},
    {.key = "action_label",
     .kind = KJ_FIELD_STRING,
     .offset = offsetof(ladder, action_label),
     .min = 1,
     .max = 8,
     .about = "Stands before what to do."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(ladder, foot),
     .min = 1,
     .max = 80,
     .about = "One line under the ladder."},
};

#define GAP 12.0
#define RISE_LEAST 32.0
#define RISE_MOST 96.0
#define INDENT 32.0 /* from row to row on a narrow page */

typedef struct measured {
    kj_text_block title, text, label, action;
    double body;
} measured;

typedef struct layout {
    bool rows;
    double size, padding, width, band, base, rise; /* base: body of the lowest step */
    double text_x, *row;
    double height; /* with the key line */
    measured *steps;
    kj_key_line key;
    bool fits;
} layout;

static measured measure_step(kj_draw *draw, const ladder *data, size_t i, double title_width,
                             double width, double size)
{
    const rung *s = &data->steps.ptr[i];
    measured m = {.label = {.fits = true}};
    m.title =
        kj_draw_measure(draw, s->title, title_width, 0,
                        (kj_text_style){.size = fmin(KJ_SIZE_HEADING, size + 4),
                                        .role = KJ_FONT_SERIF_BOLD,
                                        .color = kj_shade_of(i, data->steps.count, s->accent).on,
                                        .balance = true,
                                        .plain_marks = true});
    m.text = kj_draw_measure(draw, s->text, fmin(width, 34 * kj_draw_size(draw, size)), 0,
                             (kj_text_style){.size = size,
                                             .leading = 1.45,
                                             .role = KJ_FONT_SANS,
                                             .color = KJ_COLOR_INK2,
                                             .balance = true});
    m.action = kj_draw_measure(draw, s->action, fmin(width, 34 * kj_draw_size(draw, size)), 0,
                               (kj_text_style){.size = size,
                                               .leading = 1.45,
                                               .role = KJ_FONT_SANS_BOLD,
                                               .color = KJ_COLOR_INK,
                                               .balance = true});
    if (m.action.height > 0)
        m.label = kj_draw_measure(draw, kj_plain(data->action_label), width, 0,
                                  kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI));
    m.body = m.text.height + m.label.height + m.action.height +
             (m.text.height > 0 && m.action.height > 0 ? kj_padding(size, 8, 20) : 0);
    return m;
}

static bool whole(const measured *m)
{
    return m->title.fits && m->text.fits && m->label.fits && m->action.fits;
}

/* The lowest step is as high as its words need, the others a rise more each. */
static layout measure_across(kj_draw *draw, const ladder *data, kj_rect box, double size)
{
    const size_t n = data->steps.count;
    layout l = {.size = size, .padding = kj_padding(size, 16, 28), .fits = true};
    l.width = fmin(560, (box.w - GAP * (double)(n - 1)) / (double)n);
    l.steps = KJ_NEW(draw->scene->arena, measured, n);
    const double inner = l.width - 2 * l.padding;
    if (inner < 5.4 * kj_draw_size(draw, size)) {
        l.fits = false;
        return l;
    }
    for (size_t i = 0; i < n; i++) {
        l.steps[i] = measure_step(draw, data, i, inner, inner, size);
        l.band = fmax(l.band, l.steps[i].title.height + 28);
        l.fits = l.fits && whole(&l.steps[i]);
    }
    l.key = kj_measure_key_line(draw, data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    const double room = box.h - l.key.height;
    for (l.rise = RISE_MOST;; l.rise -= 4) {
        l.base = 56;
        for (size_t i = 0; i < n; i++)
            if (l.steps[i].body > 0)
                l.base = fmax(l.base, l.steps[i].body + 2 * l.padding - 8 - l.rise * (double)i);
        l.height = l.base + l.band + l.rise * (double)(n - 1);
        if (l.height <= room || l.rise <= RISE_LEAST)
            break;
    }
    l.fits = l.fits && l.height <= room;
    l.base += fmin(48, fmax(0, room - l.height) * 0.4);
    l.height = l.base + l.band + l.rise * (double)(n - 1) + l.key.height;
    return l;
}

static layout measure_rows(kj_draw *draw, const ladder *data, kj_rect box, double size)
{
    const size_t n = data->steps.count;
    const double em = kj_draw_size(draw, size);
    layout l = {.rows = true, .size = size, .padding = 20, .fits = true};
    bool words = false;
    for (size_t i = 0; i < n; i++)
        words = words || data->steps.ptr[i].text.plain.len || data->steps.ptr[i].action.plain.len;
    l.width = words ? fmin(box.w * 0.32, 8.2 * em)
                    : box.w - INDENT * (double)(n - 1) - 32 - 8 * em; /* titles only */
    l.text_x = INDENT * (double)(n - 1) + l.width + 32;
    l.steps = KJ_NEW(draw->scene->arena, measured, n);
    l.row = KJ_NEW(draw->scene->arena, double, n);
    const double text = box.w - l.text_x;
    if (text < 8 * em) {
        l.fits = false;
        return l;
    }
    for (size_t i = 0; i < n; i++) {
        const measured m = l.steps[i] =
            measure_step(draw, data, i, l.width - 2 * l.padding, text, size);
        l.row[i] = fmax(fmax(m.body + kj_padding(size, 16, 40), m.title.height + 32), 84);
        l.height += l.row[i] + (i ? GAP : 0);
        l.fits = l.fits && whole(&m);
    }
    l.key = kj_measure_key_line(draw, data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    l.height += l.key.height;
    l.fits = l.fits && l.height <= box.h;
    const double extra = fmin(fmax(0, box.h - l.height) * 0.6 / (double)n, 56);
    for (size_t i = 0; i < n; i++) {
        l.row[i] += extra;
        l.height += extra;
    }
    return l;
}

static layout choose(kj_draw *draw, const ladder *data, kj_rect box)
{
    layout l = {0};
    const bool tall = box.h > box.w;
    for (size_t k = 0; k < KJ_TRIALS; k++) {
        l = tall != kj_trials[k].other ? measure_rows(draw, data, box, kj_trials[k].size)
                                       : measure_across(draw, data, box, kj_trials[k].size);
        if (l.fits)
            return l;
    }
    draw->list.overfull++;
    return l;
}

static void draw_body(kj_draw *draw, const layout *l, const measured *m, double x, double y)
{
    kj_draw_block(draw, &m->text, x, y);
    y += m->text.height +
         (m->text.height > 0 && m->action.height > 0 ? kj_padding(l->size, 8, 20) : 0);
    kj_draw_block(draw, &m->label, x, y);
    kj_draw_block(draw, &m->action, x, y + m->label.height);
}

static kj_rect draw_across(kj_draw *draw, const layout *l, size_t i, kj_shade shade, double x,
                           double foot)
{
    const measured *m = &l->steps[i];
    const double height = l->base + l->rise * (double)i, top = foot - height - l->band;
    kj_draw_box(draw, (kj_rect){x, top + l->band, l->width, height},
                (kj_box_style){.fill = KJ_COLOR_DAI_WASH, .filled = true});
    kj_draw_box(draw, (kj_rect){x, top, l->width, l->band},
                (kj_box_style){.fill = shade.fill, .filled = true});
    kj_draw_block(draw, &m->title, x + l->padding, top + (l->band - m->title.height) / 2);
    draw_body(draw, l, m, x + l->padding, top + l->band + l->padding - 4);
    return (kj_rect){x, top, l->width, height + l->band};
}

static kj_rect draw_row(kj_draw *draw, const layout *l, size_t i, kj_shade shade, kj_rect box,
                        double y)
{
    const measured *m = &l->steps[i];
    const double band = box.x + INDENT * (double)i, text = box.x + l->text_x;
    kj_draw_box(draw, (kj_rect){band, y, l->width, l->row[i]},
                (kj_box_style){.fill = shade.fill, .filled = true});
    kj_draw_block(draw, &m->title, band + l->padding, y + (l->row[i] - m->title.height) / 2);
    draw_body(draw, l, m, text, y + (l->row[i] - m->body) / 2);
    if (i > 0 && m->body > 0)
        kj_draw_line(draw, text, y + l->row[i] + GAP / 2, box.x + box.w, y + l->row[i] + GAP / 2,
                     KJ_COLOR_LINE, 1.5);
    return (kj_rect){band, y, box.w - INDENT * (double)i, l->row[i]};
}

static kj_span spoken(const kj_draw *draw, const ladder *data, const rung *s)
{
    const kj_span head = kj_say(draw, s->title.plain, s->text.plain);
    if (s->action.plain.len == 0)
        return head;
    const kj_span action = kj_say(draw, data->action_label, s->action.plain);
    return kj_arena_format(draw->scene->arena, "%.*s %.*s", KJ_ARG(head), KJ_ARG(action));
}

static void draw_ladder(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    ladder plain = *(const ladder *)p;
    if (frame->hotspot)
        plain.steps.ptr = kj_unstressed(draw->scene->arena, plain.steps.ptr, plain.steps.count,
                                        sizeof(rung), offsetof(rung, accent));
    const ladder *data = &plain;
    const size_t n = data->steps.count;
    const kj_rect box = frame->box;
    const layout l = choose(draw, data, box);
    const double top = kj_centred(box, l.height), foot = top + l.height - l.key.height;
    const double left = box.x + (box.w - l.width * (double)n - GAP * (double)(n - 1)) / 2;
    double y = foot;
    for (size_t i = 0; i < n; i++) {
        const rung *s = &data->steps.ptr[i];
        y -= l.rows ? l.row[i] + (i ? GAP : 0) : 0;
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        const kj_shade shade = kj_shade_of(i, n, s->accent);
        const kj_rect rect =
            l.rows ? draw_row(draw, &l, i, shade, box, y)
                   : draw_across(draw, &l, i, shade, left + (double)i * (l.width + GAP), foot);
        kj_draw_element(draw, frame,
                        (kj_element){s->id,
                                     spoken(draw, data, s),
                                     i,
                                     rect,
                                     {rect.x + (l.rows ? l.width : rect.w) - 10, rect.y + 4}});
    }
    draw->build = 0;
    kj_draw_key_line(draw, &l.key, box.x, top + l.height, box.w);
}

static size_t steps(const void *p)
{
    return ((const ladder *)p)->steps.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const ladder *data = p;
    for (size_t i = 0; i < data->steps.count; i++)
        if (kj_span_equal(data->steps.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_ladder = {
    .form = {.name = "ladder",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(ladder),
             .align = _Alignof(ladder),
             .about = "Steps upwards, each with what it is and what to do for it.",
             .steps = steps},
    .draw = draw_ladder,
    .has_element = has_element,
};
