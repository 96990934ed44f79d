/* engine/scene/visuals/opener.c: "opener", the one page of a part in full colour: its number, its
 * message, what one can do afterwards, how much it holds, and its place on the path. */
#include "scene/visuals/map.h"

#include <math.h>

typedef struct opener {
    kj_at at;
    KJ_LIST(kj_text) sections;
} opener;

static const kj_field fields[] = {
    {.key = "sections",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_MANY,
     .offset = offsetof(opener, sections),
     .min = 1,
     .max = 8,
     .about = "What the part deals with, in short."},
};

#define RULE_WIDTH 120.0
#define LIST_GAP 64.0
#define LIST_MOST 5 /* lines in one column, where there is room for two */

static kj_text_style on_opener(double size, kj_font_role role)
{
    return (kj_text_style){
        .size = size, .role = role, .color = KJ_COLOR_ON_OPENER, .plain_marks = true};
}

/* Ornament, not text: the run has glyphs and no characters, so that nobody reads it out. */
static void ghost(kj_draw *draw, int32_t number, double size, double right, double baseline)
{
    kj_text_style style = on_opener(size / kj_draw_size(draw, 1), KJ_FONT_SERIF_BOLD);
    style.size = size / (1 + (draw->text_scale - 1) * 0.5);
    const kj_text_block block = kj_draw_measure(
        draw, kj_plain(kj_arena_format(draw->scene->arena, "%d", (int)number)), 0, 0, style);
    kj_draw_block(draw, &block, right - block.width, baseline - block.ascent);
    kj_command *run = &draw->list.commands.ptr[draw->list.commands.count - 1];
    run->fill = kj_draw_color(draw, KJ_COLOR_GHOST);
    run->text = run->base = (kj_span){NULL, 0};
    run->cluster_count = 0;
}

/* Without a number for nought; all are written in the same way. */
static kj_span count_of(kj_draw *draw, uint32_t count, kj_word_id words)
{
    if (count == 0)
        return (kj_span){NULL, 0};
    return KJ_DRAW_FILL(
        draw, words,
        kj_n_as("n", count, kj_count_word(draw->scene->words, (int32_t)count, draw->scene->arena)));
}

static kj_span contents_of(kj_draw *draw, const kj_part *part)
{
    const kj_span parts[] = {count_of(draw, part->slide_count, KJ_W_OPENER_PAGES),
                             count_of(draw, part->item_count, KJ_W_OPENER_ITEMS),
                             count_of(draw, part->drill_count, KJ_W_OPENER_DRILLS),
                             count_of(draw, part->roleplay_count, KJ_W_OPENER_ROLEPLAYS)};
    kj_text_buffer out = {.arena = draw->scene->arena};
    for (size_t i = 0; i < KJ_COUNT(parts); i++) {
        if (parts[i].len && out.len)
            kj_put(&out, KJ_LIT(" · "));
        kj_put(&out, parts[i]);
    }
    if (part->minutes >= 1) {
        kj_put(&out, out.len ? KJ_LIT(" · ") : KJ_LIT(""));
        kj_put(&out, KJ_DRAW_FILL(draw, KJ_W_OPENER_MINUTES, kj_n("n", lrint(part->minutes))));
    }
    return kj_put_span(&out);
}

typedef struct column {
    kj_text_block head, *lines;
    size_t count;
    double width, height, gap;
    bool headed; /* else the rest of the column before it: the head only keeps its place */
} column;

static column measure_column(kj_draw *draw, kj_span head, const kj_text *lines, size_t count,
                             double width, double size)
{
    column c = {.count = count, .headed = true, .gap = size < KJ_SIZE_SECOND ? 4 : 8};
    if (count == 0)
        return c;
    c.head = kj_draw_measure(draw, kj_plain(head), width, 0,
                             on_opener(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD));
    c.lines = KJ_NEW(draw->scene->arena, kj_text_block, count);
    c.height = c.head.height + 20;
    for (size_t i = 0; i < count; i++) {
        kj_text_style style = on_opener(size, KJ_FONT_SANS);
        style.leading = 1.4;
        c.lines[i] = kj_draw_measure(draw, lines[i], width - 28, 0, style);
        c.width = fmax(c.width, c.lines[i].paragraph.width_em * c.lines[i].size + 28);
        c.height += c.lines[i].height + (i ? c.gap : 0);
    }
    c.width = fmax(c.width, c.head.paragraph.width_em * c.head.size);
    return c;
}

static void draw_column(kj_draw *draw, const column *c, double x, double y)
{
    if (c->count == 0)
        return;
    if (c->headed) {
        kj_draw_block(draw, &c->head, x, y);
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, c->head.text.plain,
                     (kj_rect){x, y, c->width, c->head.height});
    }
    y += c->head.height + 20;
    for (size_t i = 0; i < c->count; i++) {
        const kj_text_block *line = &c->lines[i];
        kj_draw_circle(draw, x + 7, y + line->ascent - 0.38 * line->size, 4.5,
                       (kj_box_style){.fill = KJ_COLOR_OPENER_RULE, .filled = true});
        kj_draw_block(draw, line, x + 28, y);
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, line->text.plain,
                     (kj_rect){x, y, c->width, line->height});
        y += line->height + c->gap;
    }
}

/* A long list beside nothing else stands in two columns: `rest` takes its second half. */
static void break_in_two(kj_draw *draw, const opener *data, kj_span head, double width, double size,
                         column *about, column *rest)
{
    const size_t half = (data->sections.count + 1) / 2;
    const column first = measure_column(draw, head, data->sections.ptr, half, width, size);
    column second = measure_column(draw, head, data->sections.ptr + half,
                                   data->sections.count - half, width, size);
    second.headed = false;
    *about = first;
    *rest = second;
}

static column objectives_of(kj_draw *draw, const kj_part *part, double width, double size)
{
    const kj_course *course = draw->scene->course;
    kj_text *lines = KJ_NEW(draw->scene->arena, kj_text, part->objectives.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < part->objectives.count; i++) {
        const uint32_t index = kj_course_find(course, KJ_REF_OBJECTIVE, part->objectives.ptr[i]);
        if (index == KJ_NONE)
            continue;
        const kj_objective *o = &course->objectives.ptr[index];
        lines[count++] = o->brief.plain.len ? o->brief : o->text;
    }
    return measure_column(draw, kj_draw_word(draw, KJ_W_OPENER_CAN), lines, count, width, size);
}

typedef struct stop {
    int32_t number;
    kj_span verb;
} stop;

/* The stops of the course map; without one, the parts that have a number. */
static size_t stops_of(kj_draw *draw, const stop **out)
{
    const kj_course *course = draw->scene->course;
    const kj_map *map = kj_map_of(course);
    const size_t most = (map ? map->stops.count : course->parts.count) + 1;
    stop *stops = KJ_NEW(draw->scene->arena, stop, most);
    size_t count = 0;
    for (size_t i = 0; map && i < map->stops.count; i++)
        stops[count++] = (stop){map->stops.ptr[i].number, map->stops.ptr[i].verb};
    for (size_t i = 0; !map && i < course->parts.count; i++)
        if (course->parts.ptr[i].number > 0)
            stops[count++] = (stop){course->parts.ptr[i].number, course->parts.ptr[i].verb};
    *out = stops;
    return count;
}

/* A row of dots with their verbs, this part's larger; without room for all the verbs, only its own.
 * Its height is that of the words plus 44. */
static void draw_path(kj_draw *draw, const stop *stops, size_t count, int32_t here, double x,
                      double y, double width)
{
    const double step = width / (double)count;
    double widest = 0;
    kj_text_block *verbs = KJ_NEW(draw->scene->arena, kj_text_block, count);
    for (size_t i = 0; i < count; i++) {
        const bool current = stops[i].number == here;
        verbs[i] =
            kj_draw_measure(draw, kj_plain(stops[i].verb), 0, 0,
                            on_opener(KJ_SIZE_CAPTION, current ? KJ_FONT_SANS_BOLD : KJ_FONT_SANS));
        widest = fmax(widest, verbs[i].width);
    }
    if (count > 1)
        kj_draw_line(draw, x + 8, y + 12, x + step * (double)(count - 1) + 8, y + 12,
                     KJ_COLOR_ON_OPENER, 1.5);
    for (size_t i = 0; i < count; i++) {
        const bool current = stops[i].number == here;
        const double left = x + step * (double)i;
        kj_draw_circle(draw, left + (current ? 12 : 8), y + 12, current ? 12 : 7,
                       (kj_box_style){.fill = current ? KJ_COLOR_OPENER_RULE : KJ_COLOR_OPENER,
                                      .filled = true,
                                      .stroke = KJ_COLOR_ON_OPENER,
                                      .stroked = !current,
                                      .stroke_width = 2});
        if (current || widest + 16 <= step)
            kj_draw_block(draw, &verbs[i], fmin(left, x + width - verbs[i].width), y + 32);
    }
}

static void full_ground(kj_draw *draw)
{
    draw->list.ground = kj_draw_color(draw, KJ_COLOR_OPENER);
}

static kj_rect speak(kj_draw *draw, kj_role role, const kj_text_block *block, double x, double y)
{
    const kj_rect rect = {x, y, block->width, block->height};
    kj_draw_block(draw, block, x, y);
    kj_draw_area(draw, role, (kj_span){NULL, 0}, block->text.plain, rect);
    return rect;
}

static void draw_opener(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    const opener *data = p;
    kj_arena *arena = draw->scene->arena;
    const kj_part *part = &draw->scene->course->parts.ptr[frame->slide->part];
    const double w = draw->list.width, h = draw->list.height;
    const bool tall = w < h;
    const double x = kj_draw_margin(draw) + (tall ? 0 : 48), room = w - 2 * x;
    const double width = tall ? room : room * 0.74;
    full_ground(draw);
    if (part->number > 0)
        ghost(draw, part->number, tall ? 760 : fmin(880, w * 0.47), w - kj_draw_margin(draw),
              tall ? h * 0.72 : h * 0.80);

    const kj_text_block eyebrow = kj_draw_measure(
        draw,
        kj_plain(part->number > 0
                     ? KJ_DRAW_FILL(draw, KJ_W_PART_HEADING,
                                    kj_w("part", kj_part_name(draw->scene->words, part, arena)),
                                    kj_w("title", part->verb))
                     : part->verb),
        width, 0, on_opener(KJ_SIZE_BODY, KJ_FONT_SANS));
    const kj_text_block message = kj_draw_measure(draw, frame->slide->title, width, 0,
                                                  on_opener(KJ_SIZE_HEADING, KJ_FONT_SANS));
    const kj_text_block contents = kj_draw_measure(draw, kj_plain(contents_of(draw, part)), room, 0,
                                                   on_opener(KJ_SIZE_CAPTION, KJ_FONT_SANS));
    const stop *stops;
    const size_t count = stops_of(draw, &stops);
    const double path = count ? 32 + contents.line_height + 20 : 0;
    const double foot = h - 60 - contents.height;
    const double bottom = foot - path - 24;
    const kj_span about_head = kj_draw_word(draw, KJ_W_OPENER_ABOUT);
    /* A full page takes smaller letters, and its title less of the room. */
    static const struct {
        double list, title;
    } sizes[] = {{KJ_SIZE_SECOND, KJ_SIZE_DISPLAY}, {26, 104}, {24, 88}, {24, 72}};
    kj_text_block title = {0};
    column aims = {0}, about = {0}, rest = {0};
    double about_x = x, height = HUGE_VAL;
    bool beside = false;
    for (size_t i = 0; i < KJ_COUNT(sizes) && height > bottom - 56; i++) {
        kj_text_style big = on_opener(sizes[i].title, KJ_FONT_SERIF_BOLD);
        big.smallest = 64;
        big.balance = true;
        title = kj_draw_measure(draw, kj_plain(part->title), width,
                                kj_draw_size(draw, sizes[i].title * 1.3125), big);
        aims = objectives_of(draw, part, tall ? room : room * 0.42, sizes[i].list);
        about = measure_column(draw, about_head, data->sections.ptr, data->sections.count,
                               tall ? room : room * 0.3, sizes[i].list);
        rest = (column){.count = 0};
        if (!tall && aims.count == 0 && data->sections.count > LIST_MOST)
            break_in_two(draw, data, about_head, (width - LIST_GAP) / 2, sizes[i].list, &about,
                         &rest);
        about_x = x + (aims.count ? aims.width + LIST_GAP : 0);
        beside = about_x - x + about.width <= (tall ? width : room);
        const double lists = beside ? fmax(aims.height, about.height)
                                    : aims.height + (about.height > 0 ? 32 + about.height : 0);
        height = eyebrow.height + 12 + title.height + 20 + 6 + 28 + message.height + 44 + lists;
    }
    double y = fmax(56, (bottom - height) * 0.5);
    if (y + height > bottom)
        draw->list.overfull++;

    speak(draw, KJ_ROLE_TEXT, &eyebrow, x, y);
    y += eyebrow.height + 12;
    speak(draw, KJ_ROLE_HEADING, &title, x, y);
    y += title.height + 20;
    kj_draw_box(draw, (kj_rect){x, y, RULE_WIDTH, 6},
                (kj_box_style){.fill = KJ_COLOR_OPENER_RULE, .filled = true});
    y += 6 + 28;
    speak(draw, KJ_ROLE_TEXT, &message, x, y);
    y += message.height + 44;
    draw_column(draw, &aims, x, y);
    if (beside)
        draw_column(draw, &about, about_x, y);
    else
        draw_column(draw, &about, x, y + aims.height + 32);
    draw_column(draw, &rest, x + about.width + LIST_GAP, y);
    if (count)
        draw_path(draw, stops, count, part->number, x, foot - path, room);
    speak(draw, KJ_ROLE_TEXT, &contents, x, foot);
}

const kj_visual_type kj_visual_opener = {
    .form = {.name = "opener",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(opener),
             .align = _Alignof(opener),
             .about =
                 "Opens a part: number, title, objectives and place on the path come from it."},
    .full_page = true,
    .draw = draw_opener,
};
