/* engine/scene/visuals/points.c: "points", a few short points, each with the word that it hangs on.
 * Where the page is narrow, the words stand above their sentences. */
#include "scene/icons.h"
#include "scene/visuals/kit.h"

#include <math.h>

typedef struct point {
    kj_at at;
    kj_span id;
    kj_text lead, text;
    uint32_t icon;
    bool accent;
} point;

typedef struct points {
    kj_at at;
    KJ_LIST(point) points;
    bool numbered;
    kj_text foot;
} points;

static const kj_field point_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(point, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the point."},
    {.key = "lead",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(point, lead),
     .min = 1,
     .max = 12,
     .about = "The word that the point hangs on."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(point, text),
     .min = 1,
     .max = 80,
     .about = "The point, in a sentence."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(point, accent),
     .about = "Whether this point is the one that matters."},
    KJ_ICON_FIELD(point),
};
static const kj_object point_object = {
    .name = "point",
    .fields = point_fields,
    .field_count = KJ_COUNT(point_fields),
    .size = sizeof(point),
    .align = _Alignof(point),
    .id_offset = offsetof(point, id),
    .about = "A point of the visual 'points'.",
};

static const kj_field fields[] = {
    {.key = "points",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(points, points),
     .min = 1,
     .max = 6,
     .object = &point_object,
     .about = "The points, in reading order."},
    {.key = "numbered",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(points, numbered),
     .about = "Whether their order matters: each has its number."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(points, foot),
     .min = 1,
     .max = 80,
     .about = "One line under them."},
};

#define COLUMN_GAP 48.0
#define ICON_GAP 28.0
#define ROW_MOST 56.0 /* of room that a row may take besides its words */

typedef struct layout {
    bool beside; /* sentences beside their words, else under them */
    double size, number_width, lead_width, text_x, height;
    double icon, lead_x; /* icon: 0: there is none */
    kj_text_block *numbers, *leads, *texts;
    double *rows;
    size_t lines; /* of the longest sentence */
    kj_key_line key;
    bool fits;
} layout;

static double words_height(const layout *l, size_t i)
{
    return l->beside ? fmax(l->leads[i].height, l->texts[i].height)
                     : l->leads[i].height + l->texts[i].height;
}

static void measure_leads(kj_draw *draw, const points *data, double width, layout *l)
{
    for (size_t i = 0; i < data->points.count; i++) {
        const point *p = &data->points.ptr[i];
        const kj_color_name color = p->accent ? KJ_COLOR_ZHU : KJ_COLOR_INK;
        if (data->numbered) {
            const kj_span number = kj_arena_format(draw->scene->arena, "%zu", i + 1);
            l->numbers[i] = kj_draw_measure(
                draw, kj_plain(number), 0, 0,
                kj_style(l->size + 8, KJ_FONT_SERIF_BOLD, p->accent ? KJ_COLOR_ZHU : KJ_COLOR_DAI));
            l->number_width = fmax(l->number_width, l->numbers[i].width + 32);
        }
        l->leads[i] = kj_draw_measure(draw, p->lead, l->beside ? 0 : width, 0,
                                      kj_style(l->size + 8, KJ_FONT_SERIF_BOLD, color));
        l->lead_width = fmax(l->lead_width, l->leads[i].width);
        l->fits = l->fits && l->leads[i].fits;
    }
}

static double icon_of(const points *data, double size)
{
    for (size_t i = 0; i < data->points.count; i++)
        if (data->points.ptr[i].icon)
            return round(size * 2);
    return 0;
}

static layout measure(kj_draw *draw, const points *data, kj_rect box, bool beside, double size)
{
    const size_t n = data->points.count;
    kj_arena *arena = draw->scene->arena;
    layout l = {.beside = beside, .size = size, .fits = true};
    l.numbers = KJ_NEW(arena, kj_text_block, n);
    l.leads = KJ_NEW(arena, kj_text_block, n);
    l.texts = KJ_NEW(arena, kj_text_block, n);
    l.rows = KJ_NEW(arena, double, n);
    const double em = kj_draw_size(draw, size);
    l.icon = icon_of(data, size);
    const double icon_width = l.icon > 0 ? l.icon + ICON_GAP : 0;
    measure_leads(draw, data, box.w - icon_width - (data->numbered ? 2.2 * em : 0), &l);
    l.lead_x = l.number_width + icon_width;
    l.text_x = l.lead_x + (beside ? l.lead_width + COLUMN_GAP : 0);
    const double width = box.w - l.text_x;
    l.key = kj_measure_key_line(draw, data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    l.height = l.key.height;
    if (beside && width < 14 * em) {
        l.fits = false;
        return l;
    }
    for (size_t i = 0; i < n; i++) {
        l.texts[i] = kj_draw_measure(draw, data->points.ptr[i].text, fmin(width, 34 * em), 0,
                                     kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK2));
        if (l.texts[i].paragraph.line_count > l.lines)
            l.lines = l.texts[i].paragraph.line_count;
        l.rows[i] = fmax(l.icon, words_height(&l, i)) + 2 * kj_padding(size, 10, 22);
        l.height += l.rows[i];
        l.fits = l.fits && l.texts[i].fits;
    }
    l.fits = l.fits && l.height <= box.h;
    return l;
}

static layout choose(kj_draw *draw, const points *data, kj_rect box)
{
    /* A few words may be larger than body text, as long as each sentence keeps to its line. */
    static const double large[] = {38, 36, 34};
    layout l = {0};
    for (size_t s = 0; s < KJ_COUNT(large); s++) {
        l = measure(draw, data, box, true, large[s]);
        if (l.fits && l.lines <= 1)
            return l;
    }
    for (size_t s = 0; s < KJ_WORD_SIZES; s++)
        for (int beside = 1; beside >= 0; beside--) {
            l = measure(draw, data, box, beside == 1, kj_word_sizes[s]);
            if (l.fits)
                return l;
        }
    draw->list.overfull++;
    return l;
}

/* A word and the first line of its sentence share a baseline; a word alone stands in the middle. */
static void draw_point(kj_draw *draw, const points *data, const layout *l, size_t i, kj_rect row)
{
    const kj_text_block *lead = &l->leads[i], *text = &l->texts[i];
    const double ascent = l->beside ? fmax(lead->ascent, text->ascent) : lead->ascent;
    const double height = l->beside && text->height > 0 ? fmax(ascent - lead->ascent + lead->height,
                                                               ascent - text->ascent + text->height)
                                                        : words_height(l, i);
    const double baseline = row.y + (row.h - height) / 2 + ascent;
    if (data->numbered)
        kj_draw_block(draw, &l->numbers[i], row.x, baseline - l->numbers[i].ascent);
    kj_draw_icon(
        draw, data->points.ptr[i].icon,
        (kj_rect){row.x + l->number_width, row.y + (row.h - l->icon) / 2, l->icon, l->icon},
        data->points.ptr[i].accent ? KJ_COLOR_ZHU : KJ_COLOR_DAI);
    kj_draw_block(draw, lead, row.x + l->lead_x, baseline - lead->ascent);
    kj_draw_block(draw, text, row.x + l->text_x,
                  l->beside ? baseline - text->ascent : baseline - lead->ascent + lead->height);
}

static void draw_points(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    points plain = *(const points *)p;
    if (frame->hotspot)
        plain.points.ptr = kj_unstressed(draw->scene->arena, plain.points.ptr, plain.points.count,
                                         sizeof(point), offsetof(point, accent));
    const points *data = &plain;
    const size_t n = data->points.count;
    const kj_rect box = kj_room_for_letters(frame);
    layout l = choose(draw, data, box);
    const double extra = fmin(fmax(0, box.h - l.height) * 0.6 / (double)n, ROW_MOST);
    l.height += extra * (double)n;
    double y = kj_centred(box, l.height);
    const double bottom = y + l.height;
    for (size_t i = 0; i < n; i++) {
        const point *one = &data->points.ptr[i];
        const kj_rect row = {box.x, y, frame->box.w, l.rows[i] + extra};
        y += row.h;
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        if (i)
            kj_draw_line(draw, row.x, row.y, row.x + box.w, row.y, KJ_COLOR_LINE, 1.5);
        draw_point(draw, data, &l, i, row);
        kj_draw_element(draw, frame,
                        (kj_element){one->id,
                                     kj_say(draw, one->lead.plain, one->text.plain),
                                     i,
                                     row,
                                     {row.x + row.w - 26, row.y + row.h / 2}});
    }
    draw->build = 0;
    kj_draw_key_line(draw, &l.key, box.x, bottom, box.w);
}

static size_t steps(const void *p)
{
    return ((const points *)p)->points.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const points *data = p;
    for (size_t i = 0; i < data->points.count; i++)
        if (kj_span_equal(data->points.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_points = {
    .form = {.name = "points",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(points),
             .align = _Alignof(points),
             .about = "A few short points, each with the word that it hangs on.",
             .steps = steps},
    .draw = draw_points,
    .has_element = has_element,
};
