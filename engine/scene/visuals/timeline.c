/* engine/scene/visuals/timeline.c: "timeline", points of time along a line.  Many of them stand
 * above and under it by turns; where the page is narrow, the line runs downwards. */
#include "scene/visuals/kit.h"

#include <math.h>

typedef struct moment {
    kj_at at;
    kj_span id;
    kj_text date, title, text;
    bool accent;
} moment;

typedef struct timeline {
    kj_at at;
    KJ_LIST(moment) points;
    kj_text foot;
} timeline;

static const kj_field moment_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(moment, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the point."},
    {.key = "date",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(moment, date),
     .min = 1,
     .max = 12,
     .about = "When it is."},
    {.key = "title",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(moment, title),
     .min = 1,
     .max = 16,
     .about = "What happens."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(moment, text),
     .min = 1,
     .max = 60,
     .about = "More about it."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(moment, accent),
     .about = "Whether this point is the one that matters."},
};
static const kj_object moment_object = {
    .name = "timeline-point",
    .fields = moment_fields,
    .field_count = KJ_COUNT(moment_fields),
    .size = sizeof(moment),
    .align = _Alignof(moment),
    .id_offset = offsetof(moment, id),
    .about = "A point of the visual 'timeline'.",
};

static const kj_field fields[] = {
    {.key = "points",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(timeline, points),
     .min = 2,
     .max = 8,
     .object = &moment_object,
     .about = "The points, from the earliest to the latest."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(timeline, foot),
     .min = 1,
     .max = 80,
     .about = "One line under it."},
};

#define DOT 14.0
#define LINE_WIDTH 4.0
#define GAP 28.0  /* between neighbours */
#define STEM 36.0 /* between the line and the words */
#define TIP 22.0

typedef enum course { ACROSS, BY_TURNS, DOWN, COURSE_COUNT } course;

typedef struct measured {
    kj_text_block date, title, text;
    double words; /* height of title and text */
} measured;

typedef struct layout {
    course course;
    double size, width, column; /* of the words; from point to point */
    double date, above, below;  /* heights; DOWN: date is a width */
    double *rows, height;
    measured *items;
    kj_key_line key;
    bool fits;
} layout;

static measured measure_moment(kj_draw *draw, const moment *m, double date_width, double width,
                               double size)
{
    measured out;
    const double title = fmin(KJ_SIZE_HEADING, size + 4);
    out.date = kj_draw_measure(
        draw, m->date, date_width, 0,
        kj_style(size + 2, KJ_FONT_SANS_BOLD, m->accent ? KJ_COLOR_ZHU : KJ_COLOR_DAI));
    out.title = kj_draw_measure(
        draw, m->title, width, 0,
        (kj_text_style){
            .size = title, .role = KJ_FONT_SERIF_BOLD, .color = KJ_COLOR_INK, .balance = true});
    out.text = kj_draw_measure(draw, m->text, fmin(width, 34 * kj_draw_size(draw, size)), 0,
                               (kj_text_style){.size = size,
                                               .leading = 1.45,
                                               .role = KJ_FONT_SANS,
                                               .color = KJ_COLOR_INK2,
                                               .balance = true});
    out.words = out.title.height + (out.text.height > 0 ? 4 + out.text.height : 0);
    return out;
}

static bool whole(const measured *m)
{
    return m->date.fits && m->title.fits && m->text.fits;
}

/* Dates above the line, words under it; by turns, every second point has its words above. */
static layout measure_along(kj_draw *draw, const timeline *data, kj_rect box, course way,
                            double size)
{
    const size_t n = data->points.count;
    layout l = {.course = way, .size = size, .fits = true};
    l.column = way == ACROSS ? box.w / (double)n : box.w / ((double)n + 1);
    l.width = l.column * (way == ACROSS ? 1 : 2) - GAP;
    l.items = KJ_NEW(draw->scene->arena, measured, n);
    bool texts = false;
    for (size_t i = 0; i < n; i++)
        texts = texts || data->points.ptr[i].text.plain.len > 0;
    if (l.width < (texts ? 8 : 5) * kj_draw_size(draw, size)) {
        l.fits = false;
        return l;
    }
    for (size_t i = 0; i < n; i++) {
        const measured m = l.items[i] =
            measure_moment(draw, &data->points.ptr[i], l.width, l.width, size);
        if (way == ACROSS)
            l.above = fmax(l.above, m.date.height - 8);
        else if (i % 2 == 0)
            l.above = fmax(l.above, m.date.height + m.words);
        l.below = fmax(l.below, way == ACROSS ? m.words : i % 2 == 1 ? m.date.height + m.words : 0);
        l.fits = l.fits && whole(&m) && m.date.paragraph.line_count <= 1;
    }
    l.key = kj_measure_key_line(draw, data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    l.above += STEM;
    l.below += STEM;
    l.height = l.above + l.below + l.key.height;
    l.fits = l.fits && l.height <= box.h;
    return l;
}

static layout measure_down(kj_draw *draw, const timeline *data, kj_rect box, double size)
{
    const size_t n = data->points.count;
    const double em = kj_draw_size(draw, size);
    layout l = {.course = DOWN, .size = size, .fits = true};
    l.items = KJ_NEW(draw->scene->arena, measured, n);
    l.rows = KJ_NEW(draw->scene->arena, double, n);
    const double most = fmin(box.w * 0.24, 7 * em);
    for (size_t i = 0; i < n; i++) {
        const kj_text_block date =
            kj_draw_measure(draw, data->points.ptr[i].date, most, 0,
                            kj_style(size + 2, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI));
        l.date = fmax(l.date, date.paragraph.width_em * date.size);
    }
    l.date = ceil(l.date) + 1;
    l.width = box.w - l.date - 2 * STEM - 2 * DOT;
    if (l.width < 8 * em) {
        l.fits = false;
        return l;
    }
    for (size_t i = 0; i < n; i++) {
        const measured m = l.items[i] =
            measure_moment(draw, &data->points.ptr[i], l.date, l.width, size);
        l.rows[i] = fmax(56, fmax(m.date.height, m.words)) + kj_padding(size, 10, 32);
        l.height += l.rows[i];
        l.fits = l.fits && whole(&m);
    }
    l.key = kj_measure_key_line(draw, data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    l.height += l.key.height;
    l.fits = l.fits && l.height <= box.h;
    const double extra = fmin(fmax(0, box.h - l.height) * 0.7 / (double)n, 64);
    for (size_t i = 0; i < n; i++) {
        l.rows[i] += extra;
        l.height += extra;
    }
    return l;
}

static layout choose(kj_draw *draw, const timeline *data, kj_rect box)
{
    static const course wide[] = {ACROSS, BY_TURNS, DOWN}, tall[] = {DOWN, ACROSS, BY_TURNS};
    layout l = {0};
    for (size_t s = 0; s < KJ_WORD_SIZES; s++)
        for (size_t k = 0; k < COURSE_COUNT; k++) {
            const course way = box.h > box.w ? tall[k] : wide[k];
            l = way == DOWN ? measure_down(draw, data, box, kj_word_sizes[s])
                            : measure_along(draw, data, box, way, kj_word_sizes[s]);
            if (l.fits)
                return l;
        }
    draw->list.overfull++;
    return l;
}

static void draw_dot(kj_draw *draw, const moment *m, double x, double y)
{
    const kj_color_name color = m->accent ? KJ_COLOR_ZHU : KJ_COLOR_DAI;
    kj_draw_circle(draw, x, y, DOT,
                   (kj_box_style){.fill = m->accent ? color : KJ_COLOR_PAPER,
                                  .filled = true,
                                  .stroke = color,
                                  .stroked = true,
                                  .stroke_width = 5});
    if (m->accent) /* a ring round the dot: seen without its colour */
        kj_draw_circle(draw, x, y, DOT + 8,
                       (kj_box_style){.stroke = color, .stroked = true, .stroke_width = 2.5});
}

static void draw_words(kj_draw *draw, const measured *m, double x, double y)
{
    kj_draw_block(draw, &m->title, x, y);
    kj_draw_block(draw, &m->text, x, y + m->title.height + 4);
}

static kj_rect draw_along(kj_draw *draw, const moment *data, const layout *l, size_t i, double x,
                          double line)
{
    const measured *m = &l->items[i];
    if (l->course == ACROSS) {
        kj_draw_block(draw, &m->date, x, line - STEM + 8 - m->date.height);
        draw_dot(draw, data, x + DOT + 2, line);
        draw_words(draw, m, x, line + STEM);
        return (kj_rect){x - 8, line - l->above, l->column - 12, l->above + l->below};
    }
    const bool above = i % 2 == 0;
    const double height = m->date.height + m->words, stem = x + DOT + 2;
    const double y = above ? line - STEM - height : line + STEM;
    draw_dot(draw, data, stem, line);
    kj_draw_block(draw, &m->date, x, y);
    draw_words(draw, m, x, y + m->date.height);
    return (kj_rect){x - 8, above ? line - l->above : line - 18, l->width + 8,
                     above ? l->above + 18 : l->below + 18};
}

/* On the right of a date, where nothing stands. */
static kj_point date_side(const layout *l, size_t i, kj_rect rect, double line)
{
    const kj_text_block *date = &l->items[i].date;
    const double x = rect.x + 8 + date->paragraph.width_em * date->size + KJ_BADGE_RADIUS + 16;
    const bool above = l->course == ACROSS || i % 2 == 0;
    const double words = l->course == ACROSS ? 8 - date->height : -date->height - l->items[i].words;
    return (kj_point){x, (above ? line - STEM + words : line + STEM) + date->height / 2};
}

static kj_rect draw_down(kj_draw *draw, const moment *data, const layout *l, size_t i, kj_rect box,
                         double y)
{
    const measured *m = &l->items[i];
    const double line = box.x + l->date + STEM + DOT;
    const double text = line + DOT + STEM, top = y + kj_padding(l->size, 4, 12);
    /* Date, dot and title stand on one line. */
    const double middle = top + m->title.ascent - 0.38 * m->title.size;
    draw_dot(draw, data, line, middle);
    kj_draw_block(draw, &m->date, box.x, middle - m->date.ascent + 0.38 * m->date.size);
    draw_words(draw, m, text, top);
    return (kj_rect){box.x, y, box.w, l->rows[i]};
}

static void draw_line(kj_draw *draw, const layout *l, kj_rect box, double top)
{
    if (l->course == DOWN) {
        const double x = box.x + l->date + STEM + DOT;
        const measured *m = &l->items[0];
        const double from =
            top + kj_padding(l->size, 4, 12) + m->title.ascent - 0.38 * m->title.size;
        const double to = top + l->height - l->key.height - 4;
        kj_draw_line(draw, x, from, x, to - TIP + 4, KJ_COLOR_DAI2, LINE_WIDTH);
        kj_draw_tip(draw, (kj_point){x, from}, (kj_point){x, to}, TIP, KJ_COLOR_DAI2);
        return;
    }
    const double y = top + l->above, from = box.x + DOT + 2, to = box.x + box.w;
    kj_draw_line(draw, from, y, to - TIP + 4, y, KJ_COLOR_DAI2, LINE_WIDTH);
    kj_draw_tip(draw, (kj_point){from, y}, (kj_point){to, y}, TIP, KJ_COLOR_DAI2);
}

static kj_span spoken(const kj_draw *draw, const moment *m)
{
    return KJ_DRAW_FILL(draw, KJ_W_SAY_PAIR, kj_w("a", m->date.plain),
                        kj_w("b", kj_say(draw, m->title.plain, m->text.plain)));
}

static void draw_timeline(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    timeline plain = *(const timeline *)p;
    if (frame->hotspot)
        plain.points.ptr = kj_unstressed(draw->scene->arena, plain.points.ptr, plain.points.count,
                                         sizeof(moment), offsetof(moment, accent));
    const timeline *data = &plain;
    const kj_rect box = kj_room_for_letters(frame);
    const layout l = choose(draw, data, box);
    const double top = kj_centred(box, l.height);
    double y = top;
    draw_line(draw, &l, box, top);
    for (size_t i = 0; i < data->points.count; i++) {
        const moment *m = &data->points.ptr[i];
        const double row = y;
        y += l.course == DOWN ? l.rows[i] : 0;
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        kj_rect rect = l.course == DOWN ? draw_down(draw, m, &l, i, box, row)
                                        : draw_along(draw, m, &l, i, box.x + (double)i * l.column,
                                                     top + l.above);
        if (l.course == DOWN)
            rect.w = frame->box.w;
        const kj_point badge = l.course == DOWN
                                   ? (kj_point){rect.x + rect.w - 26, rect.y + rect.h / 2}
                                   : date_side(&l, i, rect, top + l.above);
        kj_draw_element(draw, frame, (kj_element){m->id, spoken(draw, m), i, rect, badge});
    }
    draw->build = 0;
    kj_draw_key_line(draw, &l.key, box.x, top + l.height, box.w);
}

static size_t steps(const void *p)
{
    return ((const timeline *)p)->points.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const timeline *data = p;
    for (size_t i = 0; i < data->points.count; i++)
        if (kj_span_equal(data->points.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_timeline = {
    .form = {.name = "timeline",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(timeline),
             .align = _Alignof(timeline),
             .about = "Points of time along a line.",
             .steps = steps},
    .draw = draw_timeline,
    .has_element = has_element,
};
