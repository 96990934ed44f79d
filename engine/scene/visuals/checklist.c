/* engine/scene/visuals/checklist.c: "checklist", what has been reached or is to be checked, a tick
 * each; a panel beside it for what goes with all of them. */
#include "scene/icons.h"
#include "scene/visual.h"

#include <math.h>

typedef struct entry {
    kj_at at;
    kj_span id;
    kj_text title, text;
    uint32_t icon;
} entry;

typedef struct aside {
    kj_at at;
    kj_text title;
    KJ_LIST(kj_text) lines;
} aside;

typedef struct checklist {
    kj_at at;
    KJ_LIST(entry) entries;
    aside aside;
} checklist;

static const kj_field entry_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(entry, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the entry."},
    {.key = "title",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(entry, title),
     .min = 1,
     .max = 40,
     .about = "What is reached or checked."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(entry, text),
     .min = 1,
     .max = 100,
     .about = "A sentence about it."},
    KJ_ICON_FIELD(entry),
};
static const kj_object entry_object = {
    .name = "entry",
    .fields = entry_fields,
    .field_count = KJ_COUNT(entry_fields),
    .size = sizeof(entry),
    .align = _Alignof(entry),
    .id_offset = offsetof(entry, id),
    .about = "An entry of the visual 'checklist'.",
};

static const kj_field aside_fields[] = {
    {.key = "title",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(aside, title),
     .min = 1,
     .max = 30,
     .about = "Heads the panel."},
    {.key = "lines",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(aside, lines),
     .min = 1,
     .max = 8,
     .about = "Its lines."},
};
static const kj_object aside_object = {
    .name = "aside",
    .fields = aside_fields,
    .field_count = KJ_COUNT(aside_fields),
    .size = sizeof(aside),
    .align = _Alignof(aside),
    .about = "A panel beside a visual.",
};

static const kj_field fields[] = {
    {.key = "entries",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(checklist, entries),
     .min = 2,
     .max = 8,
     .object = &entry_object,
     .about = "The entries, in reading order."},
    {.key = "aside",
     .kind = KJ_FIELD_OBJECT,
     .offset = offsetof(checklist, aside),
     .object = &aside_object,
     .about = "A panel beside them."},
};

#define GAP 64.0 /* between list and panel */
#define PADDING 36.0
#define INDENT 68.0 /* of the words behind the tick */
#define ICON_GAP 28.0
#define LINE_GAP 12.0

typedef struct layout {
    bool stacked; /* the panel under the list */
    kj_text_block *titles, *texts;
    double *rows, list_width, list_height;
    double icon, indent; /* icon: 0: there is none; indent: of the words */
    double letter;       /* room for the letters of a question behind the words */
    kj_text_block aside_title, *lines;
    double aside_width, aside_height;
    double height;
    bool fits;
} layout;

/* As high as the two lines that most entries have. */
static double icon_of(const checklist *data, double size)
{
    for (size_t i = 0; i < data->entries.count; i++)
        if (data->entries.ptr[i].icon)
            return round(size * 2);
    return 0;
}

static void measure_list(kj_draw *draw, const checklist *data, double size, layout *l)
{
    const size_t count = data->entries.count;
    l->icon = icon_of(data, size);
    l->indent = l->icon > 0 ? INDENT + l->icon + ICON_GAP : INDENT;
    const double room = l->list_width - l->indent - l->letter;
    const double width = fmin(room, 34 * kj_draw_size(draw, size));
    l->titles = KJ_NEW(draw->scene->arena, kj_text_block, count);
    l->texts = KJ_NEW(draw->scene->arena, kj_text_block, count);
    l->rows = KJ_NEW(draw->scene->arena, double, count);
    for (size_t i = 0; i < count; i++) {
        const entry *e = &data->entries.ptr[i];
        l->titles[i] = kj_draw_measure(
            draw, e->title, room, 0,
            kj_style(fmin(KJ_SIZE_HEADING, size + 4), KJ_FONT_SERIF_BOLD, KJ_COLOR_INK));
        l->texts[i] =
            kj_draw_measure(draw, e->text, width, 0, kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK2));
        l->rows[i] =
            fmax(l->icon, l->titles[i].height + l->texts[i].height) + 2 * kj_padding(size, 10, 18);
        l->list_height += l->rows[i];
        l->fits = l->fits && l->titles[i].fits && l->texts[i].fits;
    }
}

static void measure_aside(kj_draw *draw, const checklist *data, double size, layout *l)
{
    const size_t count = data->aside.lines.count;
    if (count == 0)
        return;
    const double width = l->aside_width - 2 * PADDING;
    l->lines = KJ_NEW(draw->scene->arena, kj_text_block, count);
    l->aside_title = kj_draw_measure(draw, data->aside.title, width, 0,
                                     kj_style(fmax(28, size), KJ_FONT_SANS_BOLD, KJ_COLOR_ZHU));
    l->aside_height = 2 * PADDING - 8 + l->aside_title.height + 8;
    for (size_t i = 0; i < count; i++) {
        l->lines[i] = kj_draw_measure(draw, data->aside.lines.ptr[i], width, 0,
                                      kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK2));
        l->aside_height += l->lines[i].height + (i ? LINE_GAP : 0);
        l->fits = l->fits && l->lines[i].fits;
    }
    l->fits = l->fits && l->aside_title.fits;
}

static layout measure(kj_draw *draw, const checklist *data, kj_rect box, bool stacked, double size,
                      double letter)
{
    layout l = {.stacked = stacked, .fits = true, .letter = letter};
    const bool has_aside = data->aside.lines.count > 0;
    const bool beside = has_aside && !stacked;
    l.aside_width = beside ? floor(box.w * 0.34) : box.w;
    l.list_width = beside ? box.w - l.aside_width - GAP : box.w;
    if (beside && l.aside_width - 2 * PADDING < 9 * kj_draw_size(draw, size)) {
        l.fits = false;
        return l;
    }
    measure_list(draw, data, size, &l);
    measure_aside(draw, data, size, &l);
    l.height = beside      ? fmax(l.list_height, l.aside_height)
               : has_aside ? l.list_height + 32 + l.aside_height
                           : l.list_height;
    l.fits = l.fits && l.height <= box.h;
    return l;
}

static layout choose(kj_draw *draw, const checklist *data, kj_rect box, double letter)
{
    static const double sizes[] = {32, 30, 28, 26, 24};
    layout l = {0};
    for (size_t s = 0; s < KJ_COUNT(sizes); s++)
        for (int stacked = 0; stacked <= 1; stacked++) {
            l = measure(draw, data, box, stacked == 1, sizes[s], letter);
            if (l.fits)
                return l;
        }
    draw->list.overfull++;
    return l;
}

/* Rows take what room is left, up to a third more each. */
static void stretch(layout *l, size_t count, double room)
{
    const double free = fmin(fmax(0, room - l->list_height) * 0.7, l->list_height * 0.33);
    const double extra = kj_row_share(free, count);
    for (size_t i = 0; i < count; i++)
        l->rows[i] += extra;
    l->list_height += extra * (double)count;
    l->height = fmax(l->height, l->list_height);
}

static void draw_aside(kj_draw *draw, const checklist *data, const layout *l, kj_rect rect)
{
    const double x = rect.x + PADDING;
    double y = rect.y + PADDING - 4;
    kj_draw_panel(draw, rect, false);
    kj_draw_block(draw, &l->aside_title, x, y);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, data->aside.title.plain,
                 (kj_rect){x, y, rect.w - 2 * PADDING, l->aside_title.height});
    y += l->aside_title.height + 8;
    for (size_t i = 0; i < data->aside.lines.count; i++) {
        kj_draw_block(draw, &l->lines[i], x, y);
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, data->aside.lines.ptr[i].plain,
                     (kj_rect){x, y, rect.w - 2 * PADDING, l->lines[i].height});
        y += l->lines[i].height + LINE_GAP;
    }
}

static void draw_entry(kj_draw *draw, const entry *e, const layout *l, size_t i, kj_rect rect)
{
    const double height = l->titles[i].height + l->texts[i].height;
    const double y = rect.y + (rect.h - height) / 2;
    kj_draw_badge(draw, KJ_BADGE_TICK, rect.x + 22,
                  y + l->titles[i].ascent - 0.38 * l->titles[i].size, 20);
    kj_draw_icon(draw, e->icon,
                 (kj_rect){rect.x + INDENT, rect.y + (rect.h - l->icon) / 2, l->icon, l->icon},
                 KJ_COLOR_DAI);
    kj_draw_block(draw, &l->titles[i], rect.x + l->indent, y);
    kj_draw_block(draw, &l->texts[i], rect.x + l->indent, y + l->titles[i].height);
}

static void draw_checklist(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    const checklist *data = p;
    const kj_rect box = frame->box;
    layout l = choose(draw, data, box, frame->hotspot ? 2 * KJ_BADGE_RADIUS + 16 : 0);
    if (!l.stacked)
        stretch(&l, data->entries.count, box.h);
    const double top = kj_centred(box, l.height);
    double y = l.stacked ? top : top + (l.height - l.list_height) / 2;
    for (size_t i = 0; i < data->entries.count; i++) {
        const entry *e = &data->entries.ptr[i];
        const kj_rect rect = {box.x, y, l.list_width, l.rows[i]};
        y += l.rows[i];
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        if (i)
            kj_draw_line(draw, box.x, rect.y, box.x + l.list_width, rect.y, KJ_COLOR_LINE, 1.5);
        draw_entry(draw, e, &l, i, rect);
        kj_draw_element(draw, frame,
                        (kj_element){e->id,
                                     kj_say(draw, e->title.plain, e->text.plain),
                                     i,
                                     rect,
                                     {rect.x + rect.w - 26, rect.y + rect.h / 2}});
    }
    draw->build = 0;
    if (data->aside.lines.count == 0)
        return;
    if (l.stacked)
        draw_aside(draw, data, &l, (kj_rect){box.x, y + 32, box.w, l.aside_height});
    else
        draw_aside(draw, data, &l,
                   (kj_rect){box.x + l.list_width + GAP, top, l.aside_width, l.aside_height});
}

static size_t steps(const void *p)
{
    return ((const checklist *)p)->entries.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const checklist *data = p;
    for (size_t i = 0; i < data->entries.count; i++)
        if (kj_span_equal(data->entries.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_checklist = {
    .form = {.name = "checklist",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(checklist),
             .align = _Alignof(checklist),
             .about = "Things reached or to be checked, a tick each, and a panel beside them.",
             .steps = steps},
    .draw = draw_checklist,
    .has_element = has_element,
};
