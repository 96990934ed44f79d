/* engine/scene/visuals/map.c: "map", the parts of the course as stops of one path, with the
 * learner's progress where it is known. */
#include "scene/visuals/map.h"
#include "lesson/pass.h"

#include <math.h>

static const kj_field stop_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_map_stop, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the stop."},
    {.key = "number",
     .kind = KJ_FIELD_INT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_map_stop, number),
     .min = 1,
     .max = 99,
     .about = "Its number on the path."},
    {.key = "verb",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_map_stop, verb),
     .min = 1,
     .max = 12,
     .about = "What is done there."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_map_stop, text),
     .min = 1,
     .max = 40,
     .about = "What it is about."},
    {.key = "part",
     .kind = KJ_FIELD_REF,
     .offset = offsetof(kj_map_stop, part),
     .ref = KJ_REF_PART,
     .about = "The part that a press on it opens."},
};
static const kj_object stop_object = {
    .name = "stop",
    .fields = stop_fields,
    .field_count = KJ_COUNT(stop_fields),
    .size = sizeof(kj_map_stop),
    .align = _Alignof(kj_map_stop),
    .id_offset = offsetof(kj_map_stop, id),
    .about = "A stop of the visual 'map'.",
};

static const kj_field fields[] = {
    {.key = "stops",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(kj_map, stops),
     .min = 2,
     .max = 9,
     .object = &stop_object,
     .about = "The stops, from the first to the last."},
};

#define NODE 46.0 /* radius */
#define GAP 20.0
#define RISE 46.0 /* from stop to stop, where there is room */
#define LIST_GAP 12.0

typedef enum state { NOT_HERE, NEW, BEGUN, DONE } state;

typedef struct stop {
    kj_text_block verb, text, note;
    state state;
    bool current;
    double share;
} stop;

typedef struct layout {
    bool list; /* downwards: circle, verb, text */
    size_t columns, rows;
    double node, width, words, row, rise, height;
    size_t text_lines; /* of the longest text */
    stop *stops;
    bool fits;
} layout;

static double seen_share(const kj_course *course, const kj_lesson *lesson, uint32_t part)
{
    const kj_part *p = &course->parts.ptr[part];
    uint32_t seen = 0;
    for (uint32_t i = 0; i < p->slide_count; i++)
        seen += kj_lesson_slide(lesson, p->first_slide + i)->seen ? 1 : 0;
    return p->slide_count ? (double)seen / p->slide_count : 0;
}

static stop progress_of(const kj_course *course, const kj_map_stop *data, const kj_lesson *lesson)
{
    stop s = {.state = NOT_HERE};
    const uint32_t part = kj_course_find(course, KJ_REF_PART, data->part);
    if (data->part.len == 0 || part == KJ_NONE)
        return s;
    s.state = NEW;
    if (!lesson)
        return s;
    s.share = seen_share(course, lesson, part);
    s.current =
        lesson->slide < course->slides.count && course->slides.ptr[lesson->slide].part == part;
    if (kj_part_done(course, lesson, part))
        s.state = DONE;
    else if (s.share > 0 || s.current)
        s.state = BEGUN;
    return s;
}

static kj_span note_of(kj_draw *draw, const stop *s, bool known)
{
    if (!known || s->state == NOT_HERE)
        return (kj_span){NULL, 0};
    if (s->state == DONE)
        return kj_draw_word(draw, KJ_W_MAP_DONE);
    if (s->state == BEGUN)
        return s->current
                   ? kj_draw_word(draw, KJ_W_MAP_HERE)
                   : KJ_DRAW_FILL(draw, KJ_W_MAP_SEEN, kj_n("n", (int)round(s->share * 100)));
    return kj_draw_word(draw, KJ_W_MAP_NEW);
}

static kj_color_name note_color(const stop *s)
{
    if (s->state == DONE)
        return KJ_COLOR_SONG;
    return s->current ? KJ_COLOR_ZHU : KJ_COLOR_INK3;
}

static void measure_words(kj_draw *draw, const kj_map *data, const kj_visual_frame *frame,
                          double width, double size, bool list, layout *l)
{
    const kj_align align = list ? KJ_ALIGN_LEFT : KJ_ALIGN_CENTRE;
    for (size_t i = 0; i < data->stops.count; i++) {
        const kj_map_stop *from = &data->stops.ptr[i];
        stop s = progress_of(draw->scene->course, from, frame->lesson);
        s.verb = kj_draw_measure(draw, kj_plain(from->verb), width, 0,
                                 (kj_text_style){.size = fmin(KJ_SIZE_HEADING, size + 6),
                                                 .role = KJ_FONT_SERIF_BOLD,
                                                 .color = KJ_COLOR_INK,
                                                 .align = align,
                                                 .balance = true});
        s.text = kj_draw_measure(draw, from->text, width, 0,
                                 (kj_text_style){.size = size,
                                                 .leading = 1.4,
                                                 .role = KJ_FONT_SANS,
                                                 .color = KJ_COLOR_INK2,
                                                 .align = align,
                                                 .balance = true});
        s.note = kj_draw_measure(draw, kj_plain(note_of(draw, &s, frame->lesson != NULL)), width, 0,
                                 (kj_text_style){.size = KJ_SIZE_CAPTION,
                                                 .role = KJ_FONT_SANS_BOLD,
                                                 .color = note_color(&s),
                                                 .align = align});
        l->words = fmax(l->words, s.verb.height + s.text.height + s.note.height);
        if (s.text.paragraph.line_count > l->text_lines)
            l->text_lines = s.text.paragraph.line_count;
        l->fits = l->fits && s.verb.fits && s.text.fits && s.note.fits &&
                  s.verb.paragraph.line_count == 1;
        l->stops[i] = s;
    }
}

static layout measure_path(kj_draw *draw, const kj_map *data, const kj_visual_frame *frame,
                           size_t rows, double size)
{
    const size_t n = data->stops.count;
    const kj_rect box = frame->box;
    layout l = {.rows = rows, .columns = (n + rows - 1) / rows, .fits = true};
    l.node = NODE;
    l.width = (box.w - GAP * (double)(l.columns - 1)) / (double)l.columns;
    l.stops = KJ_NEW(draw->scene->arena, stop, n);
    if (l.width < 4.4 * kj_draw_size(draw, size)) {
        l.fits = false;
        return l;
    }
    measure_words(draw, data, frame, l.width, size, false, &l);
    l.row = 2 * l.node + 20 + l.words;
    const double least = l.row * (double)rows + 40 * (double)(rows - 1);
    l.rise = rows > 1 ? 0 : fmin(RISE, fmax(0, box.h - least) / (double)(n - 1));
    l.height = least + l.rise * (double)(n - 1);
    l.fits = l.fits && l.height <= box.h;
    return l;
}

static layout measure_list(kj_draw *draw, const kj_map *data, const kj_visual_frame *frame,
                           double size)
{
    const size_t n = data->stops.count;
    const kj_rect box = frame->box;
    layout l = {.list = true, .columns = 1, .rows = n, .fits = true};
    l.node = 36;
    l.width = box.w - 2 * l.node - 32;
    l.stops = KJ_NEW(draw->scene->arena, stop, n);
    measure_words(draw, data, frame, l.width, size, true, &l);
    l.row = fmax(2 * l.node + 8, l.words) + LIST_GAP;
    /* Rows breathe where there is room. */
    l.row += fmin(40, fmax(0, box.h - l.row * (double)n) / (double)n);
    l.height = l.row * (double)n;
    l.fits = l.fits && l.height <= box.h;
    return l;
}

/* A path of one row whose texts need no second line, if need be in smaller letters; then whatever
 * fits. */
static layout choose(kj_draw *draw, const kj_map *data, const kj_visual_frame *frame)
{
    static const double sizes[] = {30, 28, 26, 24};
    const bool wide = frame->box.w > frame->box.h;
    layout l = {0};
    for (size_t s = 0; wide && s < KJ_COUNT(sizes); s++) {
        l = measure_path(draw, data, frame, 1, sizes[s]);
        if (l.fits && l.text_lines <= 1)
            return l;
    }
    for (size_t s = 0; s < KJ_COUNT(sizes); s++) {
        for (size_t rows = 1; wide && rows <= 2; rows++) {
            l = measure_path(draw, data, frame, rows, sizes[s]);
            if (l.fits)
                return l;
        }
        l = measure_list(draw, data, frame, sizes[s]);
        if (l.fits)
            return l;
    }
    draw->list.overfull++;
    return l;
}

static void draw_node(kj_draw *draw, const kj_map_stop *data, const stop *s, kj_point at, double r)
{
    const bool filled = s->state == BEGUN || s->state == DONE;
    const kj_color_name color = s->state == DONE ? KJ_COLOR_SONG
                                : s->current     ? KJ_COLOR_ZHU
                                                 : KJ_COLOR_DAI;
    kj_draw_circle(draw, at.x, at.y, r,
                   (kj_box_style){.fill = filled ? color : KJ_COLOR_CARD,
                                  .filled = true,
                                  .stroke = s->state == NOT_HERE ? KJ_COLOR_DAI2 : color,
                                  .stroked = true,
                                  .stroke_width = s->state == NOT_HERE ? 2 : 3});
    const kj_color_name on = !filled            ? KJ_COLOR_DAI
                             : s->state == DONE ? KJ_COLOR_ON_SONG
                             : s->current       ? KJ_COLOR_ON_ZHU
                                                : KJ_COLOR_ON_DAI;
    const kj_text_block number = kj_draw_measure(
        draw, kj_plain(kj_arena_format(draw->scene->arena, "%d", (int)data->number)), 0, 0,
        kj_style(r * 0.95 / kj_draw_size(draw, 1), KJ_FONT_SERIF_BOLD, on));
    kj_draw_block(draw, &number, at.x - number.width / 2,
                  at.y + 0.35 * number.size - number.ascent);
    if (s->state == DONE)
        kj_draw_badge(draw, KJ_BADGE_TICK, at.x + r * 0.78, at.y - r * 0.78, r * 0.36);
}

static void draw_words(kj_draw *draw, const stop *s, double x, double y)
{
    kj_draw_block(draw, &s->verb, x, y);
    y += s->verb.height;
    kj_draw_block(draw, &s->text, x, y);
    kj_draw_block(draw, &s->note, x, y + s->text.height);
}

static kj_point node_at(const layout *l, kj_rect box, double top, size_t i)
{
    const size_t row = i / l->columns, column = i % l->columns;
    if (l->list)
        return (kj_point){box.x + l->node + 2, top + l->row * ((double)i + 0.5)};
    const double lift = l->rise * (double)(l->columns - 1 - column);
    return (kj_point){box.x + l->width / 2 + (double)column * (l->width + GAP),
                      top + (double)row * (l->row + 40) + lift + l->node};
}

/* The path runs from circle to circle; what the learner has behind is drawn full. */
static void draw_path(kj_draw *draw, const layout *l, kj_rect box, double top, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) {
        const kj_point a = node_at(l, box, top, i), b = node_at(l, box, top, i + 1);
        if (!l->list && (i + 1) % l->columns == 0)
            continue; /* to the next row the eye goes by itself */
        const double length = hypot(b.x - a.x, b.y - a.y), space = l->node + 8;
        const double ux = (b.x - a.x) / length, uy = (b.y - a.y) / length;
        if (length <= 2 * space)
            continue;
        const bool behind = l->stops[i].state == DONE;
        const kj_point ends[] = {{a.x + ux * space, a.y + uy * space},
                                 {b.x - ux * space, b.y - uy * space}};
        kj_draw_polyline(draw, ends, 2, behind ? KJ_COLOR_SONG : KJ_COLOR_DAI2, 3)->dash =
            behind ? 0 : 9;
    }
}

static void stop_area(kj_draw *draw, const kj_visual_frame *frame, const kj_map_stop *data,
                      const stop *s, size_t i, kj_rect rect)
{
    kj_arena *arena = draw->scene->arena;
    kj_text_buffer said = {.arena = arena};
    kj_putf(&said, "%d", (int)data->number);
    kj_say_more(draw, &said, KJ_W_SAY_COMMA, kj_say(draw, data->verb, data->text.plain));
    kj_say_more(draw, &said, KJ_W_SAY_COMMA, s->note.text.plain);
    const kj_span label = kj_put_span(&said);
    if (frame->hotspot || s->state == NOT_HERE) {
        kj_draw_element(draw, frame,
                        (kj_element){data->id, label, i, rect, {rect.x + 26, rect.y + 26}});
        return;
    }
    kj_area *area = kj_draw_area(
        draw, KJ_ROLE_BUTTON, kj_arena_format(arena, "part:%.*s", KJ_ARG(data->part)), label, rect);
    area->keys = kj_arena_format(arena, "%d", (int)data->number);
}

static void draw_map(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    const kj_map *data = p;
    const kj_rect box = frame->box;
    const layout l = choose(draw, data, frame);
    const double top = kj_centred(box, l.height);
    draw_path(draw, &l, box, top, data->stops.count);
    for (size_t i = 0; i < data->stops.count; i++) {
        if (!kj_visual_shows(frame, i))
            continue;
        const stop *s = &l.stops[i];
        const kj_point at = node_at(&l, box, top, i);
        kj_visual_at(draw, frame, i);
        draw_node(draw, &data->stops.ptr[i], s, at, l.node);
        if (l.list) {
            const double height = s->verb.height + s->text.height + s->note.height;
            draw_words(draw, s, at.x + l.node + 30, at.y - height / 2);
            stop_area(draw, frame, &data->stops.ptr[i], s, i,
                      (kj_rect){box.x, at.y - l.row / 2, box.w, l.row});
        } else {
            draw_words(draw, s, at.x - l.width / 2, at.y + l.node + 20);
            stop_area(draw, frame, &data->stops.ptr[i], s, i,
                      (kj_rect){at.x - l.width / 2, at.y - l.node, l.width, l.row});
        }
    }
    draw->build = 0;
}

static size_t steps(const void *p)
{
    return ((const kj_map *)p)->stops.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const kj_map *data = p;
    for (size_t i = 0; i < data->stops.count; i++)
        if (kj_span_equal(data->stops.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_map = {
    .form = {.name = "map",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(kj_map),
             .align = _Alignof(kj_map),
             .about = "The parts of the course as stops of one path.",
             .steps = steps},
    .draw = draw_map,
    .has_element = has_element,
};

const kj_map *kj_map_of(const kj_course *course)
{
    for (size_t i = 0; i < course->slides.count; i++)
        if (course->slides.ptr[i].visual.type == &kj_visual_map.form)
            return course->slides.ptr[i].visual.data;
    return NULL;
}
