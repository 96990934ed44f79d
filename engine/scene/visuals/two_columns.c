/* engine/scene/visuals/two_columns.c: "two-columns", a running text and a list beside it, or under
 * it where the page is narrow.  The text is set as in print: justified, paragraphs indented. */
#include "scene/visuals/kit.h"

#include <math.h>

typedef struct entry {
    kj_at at;
    kj_span id;
    kj_text title, text;
    bool accent;
} entry;

typedef struct two_columns {
    kj_at at;
    kj_text left_title, right_title;
    KJ_LIST(kj_text) paragraphs;
    KJ_LIST(entry) entries;
} two_columns;

static const kj_field entry_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(entry, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the entry."},
    {.key = "title",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(entry, title),
     .min = 1,
     .max = 16,
     .about = "Heads the entry."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(entry, text),
     .min = 1,
     .max = 60,
     .about = "The entry."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(entry, accent),
     .about = "Whether this entry is the one that matters."},
};
static const kj_object entry_object = {
    .name = "two-columns-entry",
    .fields = entry_fields,
    .field_count = KJ_COUNT(entry_fields),
    .size = sizeof(entry),
    .align = _Alignof(entry),
    .id_offset = offsetof(entry, id),
    .about = "An entry of the list of the visual 'two-columns'.",
};

static const kj_field fields[] = {
    {.key = "left_title",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(two_columns, left_title),
     .min = 1,
     .max = 16,
     .about = "Heads the text."},
    {.key = "paragraphs",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(two_columns, paragraphs),
     .min = 1,
     .max = 4,
     .about = "The text."},
    {.key = "right_title",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(two_columns, right_title),
     .min = 1,
     .max = 16,
     .about = "Heads the list."},
    {.key = "entries",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(two_columns, entries),
     .min = 1,
     .max = 6,
     .object = &entry_object,
     .about = "The list, in reading order."},
};

#define COLUMN_GAP 96.0 /* with a hairline in its middle */
#define ROW_GAP 40.0
#define LEFT_SHARE 0.48
#define BULLET 28.0
#define INDENT_EM 2.0

typedef struct layout {
    bool stacked;
    double size, left, right; /* widths */
    kj_text_block left_title, right_title, *paragraphs, *titles, *texts;
    double left_height, right_height, height, entry_gap;
    bool fits;
} layout;

/* The text and the list keep to one grid: its lines are so high, and the list's entries stand half
 * a line apart, so that at the least every second entry is level with the text. */
static double leading_of(kj_draw *draw, double size)
{
    const double drawn = kj_draw_size(draw, size), steps = 2 * KJ_RHYTHM;
    return steps * round(1.55 * drawn / steps) / drawn;
}

static double title_gap(double size)
{
    return kj_padding(size, 6, 16);
}

static kj_text_block measure_title(kj_draw *draw, kj_text title, double width, double size)
{
    return kj_draw_measure(
        draw, title, width, 0,
        kj_style(fmin(KJ_SIZE_HEADING, size + 6), KJ_FONT_SERIF_BOLD, KJ_COLOR_INK));
}

static void measure_text(kj_draw *draw, const two_columns *data, layout *l)
{
    const size_t n = data->paragraphs.count;
    l->paragraphs = KJ_NEW(draw->scene->arena, kj_text_block, n);
    l->left_title = measure_title(draw, data->left_title, l->left, l->size);
    l->left_height = l->left_title.height > 0 ? l->left_title.height + title_gap(l->size) : 0;
    const double leading = leading_of(draw, l->size);
    const double width = fmin(l->left, 34 * kj_draw_size(draw, l->size));
    l->fits = l->fits && l->left_title.fits;
    for (size_t i = 0; i < n; i++) {
        l->paragraphs[i] = kj_draw_measure(draw, data->paragraphs.ptr[i], width, 0,
                                           (kj_text_style){.size = l->size,
                                                           .leading = leading,
                                                           .role = KJ_FONT_SANS,
                                                           .color = KJ_COLOR_INK2,
                                                           .align = KJ_ALIGN_JUSTIFY,
                                                           .indent_em = n > 1 ? INDENT_EM : 0});
        l->left_height += l->paragraphs[i].height;
        l->fits = l->fits && l->paragraphs[i].fits;
    }
}

static void measure_list(kj_draw *draw, const two_columns *data, layout *l)
{
    const size_t n = data->entries.count;
    l->titles = KJ_NEW(draw->scene->arena, kj_text_block, n);
    l->texts = KJ_NEW(draw->scene->arena, kj_text_block, n);
    l->right_title = measure_title(draw, data->right_title, l->right, l->size);
    l->right_height = l->right_title.height > 0 ? l->right_title.height + title_gap(l->size) : 0;
    l->fits = l->fits && l->right_title.fits;
    const double leading = leading_of(draw, l->size);
    l->entry_gap = leading * kj_draw_size(draw, l->size) / 2;
    for (size_t i = 0; i < n; i++) {
        const entry *e = &data->entries.ptr[i];
        const double width = fmin(l->right - BULLET, 34 * kj_draw_size(draw, l->size));
        l->titles[i] =
            kj_draw_measure(draw, e->title, width, 0,
                            (kj_text_style){.size = l->size,
                                            .leading = leading,
                                            .role = KJ_FONT_SANS_BOLD,
                                            .color = e->accent ? KJ_COLOR_ZHU : KJ_COLOR_INK});
        l->texts[i] = kj_draw_measure(
            draw, e->text, width, 0,
            (kj_text_style){
                .size = l->size, .leading = leading, .role = KJ_FONT_SANS, .color = KJ_COLOR_INK2});
        l->right_height +=
            fmax(56, l->titles[i].height + l->texts[i].height) + (i ? l->entry_gap : 0);
        l->fits = l->fits && l->titles[i].fits && l->texts[i].fits;
    }
}

static layout measure(kj_draw *draw, const two_columns *data, kj_rect box, bool stacked,
                      double size)
{
    layout l = {.stacked = stacked, .size = size, .fits = true};
    const double em = kj_draw_size(draw, size);
    l.left = stacked ? box.w : fmin(floor((box.w - COLUMN_GAP) * LEFT_SHARE), 30 * em);
    l.right = stacked ? box.w : box.w - COLUMN_GAP - l.left;
    if (!stacked && l.left < 11 * em) {
        l.fits = false;
        return l;
    }
    measure_text(draw, data, &l);
    measure_list(draw, data, &l);
    l.height =
        stacked ? l.left_height + ROW_GAP + l.right_height : fmax(l.left_height, l.right_height);
    l.fits = l.fits && l.height <= box.h;
    return l;
}

static layout choose(kj_draw *draw, const two_columns *data, kj_rect box)
{
    const bool tall = box.h > box.w;
    for (size_t k = 0; k < KJ_TRIALS; k++) {
        const layout l = measure(draw, data, box, tall != kj_trials[k].other, kj_trials[k].size);
        if (l.fits)
            return l;
    }
    draw->list.overfull++;
    return measure(draw, data, box, true, KJ_SIZE_CAPTION);
}

static void draw_title(kj_draw *draw, const kj_text_block *title, double x, double *y, double size)
{
    if (title->height <= 0)
        return;
    kj_draw_block(draw, title, x, *y);
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, title->text.plain,
                 (kj_rect){x, *y, title->width, title->height});
    *y += title->height + title_gap(size);
}

static void draw_text(kj_draw *draw, const two_columns *data, const layout *l, double x, double y)
{
    draw_title(draw, &l->left_title, x, &y, l->size);
    for (size_t i = 0; i < data->paragraphs.count; i++) {
        const kj_text_block *block = &l->paragraphs[i];
        kj_draw_block(draw, block, x, y);
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, data->paragraphs.ptr[i].plain,
                     (kj_rect){x, y, block->width, block->height});
        y += block->height;
    }
}

static void draw_list(kj_draw *draw, const two_columns *data, const kj_visual_frame *frame,
                      const layout *l, double x, double y)
{
    draw_title(draw, &l->right_title, x, &y, l->size);
    for (size_t i = 0; i < data->entries.count; i++) {
        const entry *e = &data->entries.ptr[i];
        const kj_text_block *title = &l->titles[i], *text = &l->texts[i];
        const kj_text_block *first = title->height > 0 ? title : text;
        const double height = title->height + text->height, row = fmax(56, height), at = y;
        const kj_rect rect = {x, y, l->right + (frame->hotspot ? KJ_LETTER_COLUMN : 0), row};
        y += row + l->entry_gap;
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        kj_draw_box(draw, (kj_rect){x, at + first->ascent - 0.38 * first->size - 6, 12, 12},
                    (kj_box_style){.fill = e->accent ? KJ_COLOR_ZHU : KJ_COLOR_DAI,
                                   .filled = true,
                                   .radius = e->accent ? 0 : 6});
        kj_draw_block(draw, title, x + BULLET, at);
        kj_draw_block(draw, text, x + BULLET, at + title->height);
        kj_draw_element(draw, frame,
                        (kj_element){e->id,
                                     kj_say(draw, e->title.plain, e->text.plain),
                                     i,
                                     rect,
                                     {rect.x + rect.w - 26, rect.y + rect.h / 2}});
    }
    draw->build = 0;
}

static void draw_two_columns(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    two_columns plain = *(const two_columns *)p;
    if (frame->hotspot)
        plain.entries.ptr =
            kj_unstressed(draw->scene->arena, plain.entries.ptr, plain.entries.count, sizeof(entry),
                          offsetof(entry, accent));
    const two_columns *data = &plain;
    const kj_rect box = kj_room_for_letters(frame);
    const layout l = choose(draw, data, box);
    const double top = kj_centred(box, l.height);
    draw_text(draw, data, &l, box.x, top);
    if (l.stacked) {
        const double y = top + l.left_height + ROW_GAP / 2;
        kj_draw_line(draw, box.x, y, box.x + box.w, y, KJ_COLOR_LINE, 1.5);
        draw_list(draw, data, frame, &l, box.x, top + l.left_height + ROW_GAP);
        return;
    }
    const double middle = box.x + l.left + COLUMN_GAP / 2;
    kj_draw_line(draw, middle, top + 8, middle, top + l.height, KJ_COLOR_LINE, 1.5);
    draw_list(draw, data, frame, &l, box.x + l.left + COLUMN_GAP, top);
}

static size_t steps(const void *p)
{
    return ((const two_columns *)p)->entries.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const two_columns *data = p;
    for (size_t i = 0; i < data->entries.count; i++)
        if (kj_span_equal(data->entries.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_two_columns = {
    .form = {.name = "two-columns",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(two_columns),
             .align = _Alignof(two_columns),
             .about = "A running text and a list beside it.",
             .steps = steps},
    .draw = draw_two_columns,
    .has_element = has_element,
};
