/* engine/scene/visuals/balance_draw.c: the ranges of a balance above one axis, the zone behind
 * them, remarks under it. */
#include "scene/visuals/balance.h"

#include <math.h>

static bool meets(const kj_balance *data)
{
    return data->seller.limit <= data->buyer.limit;
}

static double width_of(kj_arena *arena, const kj_balance *data, kj_span *out)
{
    const double width = data->buyer.limit - data->seller.limit;
    const int a = kj_chart_decimals(data->buyer.limit), b = kj_chart_decimals(data->seller.limit);
    *out = kj_chart_number(arena, fabs(width), a > b ? a : b, data->unit);
    return width;
}

#define NAME_GAP 32.0
#define BAR 26.0
#define DOT 11.0
#define LANE_GAP 20.0
#define REMARK_GAP 32.0

/* Where the words of a lane stand, and whether the zone's edge runs through them. */
typedef struct ends {
    double low, high;
    bool crossed;
} ends;

typedef struct layout {
    double size;
    bool asked;
    ends ends[KJ_BALANCE_LANES];
    size_t lanes;
    kj_balance_lane lane[KJ_BALANCE_LANES];
    kj_scale scale;
    size_t every; /* how many ticks for a number */
    kj_text_block *ticks, names[KJ_BALANCE_LANES], lows[KJ_BALANCE_LANES],
        highs[KJ_BALANCE_LANES]; /* at both ends of a lane */
    kj_text_block zone, width;   /* over the shaded part */
    kj_rect axis;                /* from the figure's corner: x and width of the scale */
    double head, lane_height, axis_height;
    size_t columns;
    kj_text_block titles[KJ_BALANCE_REMARKS], texts[KJ_BALANCE_REMARKS];
    double column_width, remark_row, remarks;
    kj_key_line foot;
    double height;
    bool fits;
} layout;

static double at_value(const layout *l, double value)
{
    return l->axis.x + l->axis.w * kj_scale_share(&l->scale, value);
}

/* "底线 86万元"; as the figure of a question, the range as numbers alone. */
static kj_text_block end_words(kj_draw *draw, const kj_balance *data, kj_span label, double value,
                               double size, bool target)
{
    kj_arena *arena = draw->scene->arena;
    const kj_span number = kj_chart_number(arena, value, KJ_AS_GIVEN, data->unit);
    return kj_chart_words(
        draw,
        label.len ? kj_arena_format(arena, "%.*s %.*s", KJ_ARG(label), KJ_ARG(number)) : number,
        size, target ? KJ_FONT_SANS : KJ_FONT_SANS_BOLD, target ? KJ_COLOR_INK2 : KJ_COLOR_INK);
}

static void measure_scale(kj_draw *draw, const kj_balance *data, layout *l)
{
    const double values[] = {data->seller.limit, data->seller.target, data->buyer.limit,
                             data->buyer.target};
    double least = values[0], most = values[0];
    for (size_t i = 1; i < KJ_COUNT(values); i++) {
        least = fmin(least, values[i]);
        most = fmax(most, values[i]);
    }
    /* Some room on both sides, since each side accepts what lies beyond its target too. */
    const double margin = fmax((most - least) * 0.14, 1e-6);
    l->scale = kj_scale_over(least - margin, most + margin, 9);
    l->ticks = KJ_NEW(draw->scene->arena, kj_text_block, l->scale.ticks);
    for (size_t i = 0; i < l->scale.ticks; i++)
        l->ticks[i] =
            kj_chart_words(draw, kj_chart_tick(draw->scene->arena, &l->scale, i, data->unit),
                           KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK3);
}

static void measure_lanes(kj_draw *draw, const kj_balance *data, layout *l)
{
    const kj_span none = {NULL, 0};
    const bool a = l->asked;
    const double size = fmax(KJ_SIZE_CAPTION, l->size - 4);
    double names = 0;
    const kj_text *texts[] = {&data->seller.name, &data->buyer.name, NULL, &data->targets.label};
    l->lows[KJ_BALANCE_SELLER] =
        end_words(draw, data, data->seller.limit_label.plain, data->seller.limit, size, false);
    l->highs[KJ_BALANCE_SELLER] =
        end_words(draw, data, data->seller.target_label.plain, data->seller.target, size, true);
    l->lows[KJ_BALANCE_BUYER] =
        end_words(draw, data, data->buyer.target_label.plain, data->buyer.target, size, true);
    l->highs[KJ_BALANCE_BUYER] =
        end_words(draw, data, data->buyer.limit_label.plain, data->buyer.limit, size, false);
    for (size_t i = KJ_BALANCE_ZONE; i < l->lanes; i++) {
        const double low = fmin(l->lane[i].from, l->lane[i].to);
        const double high = fmax(l->lane[i].from, l->lane[i].to);
        l->lows[i] = end_words(draw, data, none, low, size, !a);
        l->highs[i] = end_words(draw, data, none, high, size, !a);
    }
    for (size_t i = 0; i < l->lanes; i++) {
        if (!texts[i] || (a && i >= KJ_BALANCE_ZONE))
            continue;
        l->names[i] = kj_draw_measure(
            draw, *texts[i], 6 * kj_draw_size(draw, l->size), 0,
            (kj_text_style){
                .size = l->size, .leading = 1.3, .role = KJ_FONT_SANS_BOLD, .color = KJ_COLOR_INK});
        names = fmax(names, l->names[i].paragraph.width_em * l->names[i].size);
        l->fits = l->fits && l->names[i].fits;
    }
    l->axis.x = ceil(names) + NAME_GAP;
    l->lane_height = l->lows[KJ_BALANCE_SELLER].height + BAR + LANE_GAP;
    for (size_t i = 0; i < l->lanes; i++)
        l->lane_height = fmax(l->lane_height, l->names[i].height + LANE_GAP);
}

static void measure_zone(kj_draw *draw, const kj_balance *data, layout *l)
{
    kj_span width;
    const bool room = width_of(draw->scene->arena, data, &width) >= 0;
    if (l->asked)
        return;
    const kj_color_name color = room ? KJ_COLOR_SONG : KJ_COLOR_ZHU;
    l->zone = kj_draw_measure(draw, data->zone.label, 0, 0,
                              (kj_text_style){.size = l->size,
                                              .leading = 1.3,
                                              .role = KJ_FONT_SANS_BOLD,
                                              .color = color,
                                              .plain_marks = true});
    l->width = kj_chart_words(
        draw,
        KJ_DRAW_FILL(draw, room ? KJ_W_BALANCE_WIDE : KJ_W_BALANCE_APART, kj_w("width", width)),
        l->size + 6, KJ_FONT_SERIF_BOLD, color);
    l->head = l->zone.height + l->width.height + 12;
}

static void measure_remarks(kj_draw *draw, const kj_balance *data, kj_rect box, layout *l)
{
    const size_t count = l->asked ? 0 : data->remarks.count;
    if (count == 0)
        return;
    const double em = kj_draw_size(draw, l->size);
    const double fit = floor((box.w + REMARK_GAP) / (6.5 * em + REMARK_GAP));
    l->columns = (size_t)fmax(1, fmin((double)count, fit));
    const size_t rows = (count + l->columns - 1) / l->columns;
    l->columns = (count + rows - 1) / rows; /* rows of like length */
    l->column_width = (box.w - REMARK_GAP * (double)(l->columns - 1)) / (double)l->columns;
    for (size_t i = 0; i < count; i++) {
        const kj_balance_remark *r = &data->remarks.ptr[i];
        const double size = fmax(KJ_SIZE_CAPTION, l->size - 4);
        l->titles[i] = kj_draw_measure(
            draw, r->title, l->column_width, 0,
            (kj_text_style){
                .size = l->size, .leading = 1.3, .role = KJ_FONT_SANS_BOLD, .color = KJ_COLOR_DAI});
        l->texts[i] = kj_draw_measure(
            draw, r->text, l->column_width, 0,
            (kj_text_style){
                .size = size, .leading = 1.4, .role = KJ_FONT_SANS, .color = KJ_COLOR_INK2});
        l->remark_row = fmax(l->remark_row, 16 + l->titles[i].height + l->texts[i].height);
        l->fits = l->fits && l->titles[i].fits && l->texts[i].fits;
    }
    l->remarks = 44 + (double)rows * (l->remark_row + 24) - 24;
}

/* Whether words at [x, x + width] lie across an edge of the zone. */
static bool across_edge(const layout *l, double x, double width)
{
    const double edges[] = {at_value(l, l->lane[KJ_BALANCE_ZONE].from),
                            at_value(l, l->lane[KJ_BALANCE_ZONE].to)};
    for (size_t i = 0; i < KJ_COUNT(edges) && !l->asked; i++)
        if (edges[i] > x - 8 && edges[i] < x + width + 8)
            return true;
    return false;
}

/* Above its ends, or beside them outwards or inwards: first where no edge of the zone runs through
 * the words; else where one does, and the shading leaves their row out. */
static bool place_ends(const layout *l, size_t i, double width, ends *out)
{
    const double from = at_value(l, fmin(l->lane[i].from, l->lane[i].to));
    const double to = at_value(l, fmax(l->lane[i].from, l->lane[i].to));
    const double a = l->lows[i].width, b = l->highs[i].width;
    /* At the page's edge, a little off its end is near enough. */
    const double first = l->axis.x - 8, last = width - b;
    const double lows[] = {from - a / 2, from + 10, from - a - 10,
                           fmax(first, from - a - 10) <= from ? fmax(first, from - a - 10) : from};
    const double highs[] = {to - b / 2, to - b - 10, to + 10,
                            fmin(last, to + 10) + b >= to ? fmin(last, to + 10) : to - b};
    for (int crossed = 0; crossed < 2; crossed++)
        for (size_t k = 0; k < KJ_COUNT(lows); k++)
            for (size_t m = 0; m < KJ_COUNT(highs); m++) {
                const bool across = across_edge(l, lows[k], a) || across_edge(l, highs[m], b);
                if (lows[k] < l->axis.x - 9 || highs[m] + b > width + 1 ||
                    lows[k] + a + 20 > highs[m] || (across && !crossed))
                    continue;
                *out = (ends){lows[k], highs[m], across};
                return true;
            }
    *out = (ends){fmax(l->axis.x - 8, from - a / 2), fmin(width - b, to - b / 2), true};
    return false;
}

static layout measure(kj_draw *draw, const kj_balance *data, kj_rect box, bool asked, double size)
{
    layout l = {.size = size, .asked = asked, .fits = true};
    l.lanes = kj_balance_lanes(data, l.lane);
    measure_scale(draw, data, &l);
    measure_lanes(draw, data, &l);
    measure_zone(draw, data, &l);
    measure_remarks(draw, data, box, &l);
    double tick = 0;
    for (size_t i = 0; i < l.scale.ticks; i++)
        tick = fmax(tick, l.ticks[i].width);
    l.axis.w = box.w - l.axis.x - tick / 2;
    l.fits = l.fits && l.axis.w >= 12 * kj_draw_size(draw, size);
    /* Where the ticks stand close, every second or third has a number. */
    const double apart = l.axis.w / (double)(l.scale.ticks - 1);
    l.every = (size_t)fmax(1, ceil((tick * 0.7 + 16) / apart));
    for (size_t i = 0; i < l.lanes; i++)
        if (asked || i != KJ_BALANCE_ZONE)
            l.fits = place_ends(&l, i, box.w, &l.ends[i]) && l.fits;
    l.fits = l.fits && fmax(l.zone.width, l.width.width) <= box.w;
    l.axis_height = 12 + l.ticks[0].height;
    l.foot = kj_measure_key_line(draw, data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    const double lanes = (double)l.lanes - (asked ? 0 : 1); /* the zone is shaded, not a lane */
    const double fixed = l.head + l.axis_height + l.remarks + l.foot.height;
    l.height = fixed + lanes * l.lane_height;
    l.fits = l.fits && l.height <= box.h;
    l.lane_height += fmin(fmax(0, box.h - l.height) / lanes, 48);
    l.height = fixed + lanes * l.lane_height;
    return l;
}

static layout choose(kj_draw *draw, const kj_balance *data, kj_rect box, bool asked)
{
    layout l = {0};
    for (size_t s = 0; s < KJ_WORD_SIZES; s++) {
        l = measure(draw, data, box, asked, kj_word_sizes[s]);
        if (l.fits)
            return l;
    }
    draw->list.overfull++;
    return l;
}

/* --- drawing ------------------------------------------------------------------------------- */

/* The place of lane i among those that are drawn. */
static double lane_top(const layout *l, double top, size_t i)
{
    const size_t row = !l->asked && i > KJ_BALANCE_ZONE ? i - 1 : i;
    return top + l->head + (double)row * l->lane_height;
}

/* The row of words above the range of lane i. */
static double words_top(const layout *l, double top, size_t i)
{
    return lane_top(l, top, i) + (l->lane_height - l->lows[i].height - BAR) / 2;
}

static void draw_axis(kj_draw *draw, const layout *l, double x, double y)
{
    kj_draw_line(draw, x + l->axis.x, y, x + l->axis.x + l->axis.w, y, KJ_COLOR_INK3, 2);
    for (size_t i = 0; i < l->scale.ticks; i++) {
        const double at = x + at_value(l, kj_scale_tick(&l->scale, i));
        kj_draw_line(draw, at, y, at, y + 10, KJ_COLOR_INK3, 2);
        if ((l->scale.ticks - 1 - i) % l->every == 0)
            kj_draw_block(draw, &l->ticks[i], at - l->ticks[i].width / 2, y + 12);
    }
}

static void shade(kj_draw *draw, kj_rect strip, bool room)
{
    if (strip.h < 1)
        return;
    kj_draw_box(
        draw, strip,
        (kj_box_style){.fill = room ? KJ_COLOR_SONG_WASH : KJ_COLOR_ZHU_WASH, .filled = true});
    for (int i = 0; i < 2; i++) {
        const double x = i ? strip.x + strip.w : strip.x;
        const kj_point edge[] = {{x, strip.y}, {x, strip.y + strip.h}};
        kj_draw_polyline(draw, edge, 2, room ? KJ_COLOR_SONG : KJ_COLOR_ZHU, 2.5)->dash = 8;
    }
}

/* Behind the lanes; its words stand above. */
static void draw_zone(kj_draw *draw, const kj_balance *data, const layout *l, double x, double top,
                      double width, double bottom)
{
    const bool room = meets(data);
    const double a = x + at_value(l, fmin(data->seller.limit, data->buyer.limit));
    const double b = x + at_value(l, fmax(data->seller.limit, data->buyer.limit));
    double y = top + l->head;
    for (size_t i = 0; i < l->lanes; i++) {
        if (i == KJ_BALANCE_ZONE || !l->ends[i].crossed)
            continue;
        const double words = words_top(l, top, i);
        shade(draw, (kj_rect){a, y, fmax(4, b - a), words - y}, room);
        y = words + l->lows[i].height;
    }
    shade(draw, (kj_rect){a, y, fmax(4, b - a), bottom - y}, room);
    const kj_text_block *rows[] = {&l->zone, &l->width};
    y = top;
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        const double left = (a + b - rows[i]->width) / 2;
        kj_draw_block(draw, rows[i], fmin(fmax(left, x), x + width - rows[i]->width), y);
        y += rows[i]->height;
    }
}

static void draw_lane(kj_draw *draw, const layout *l, size_t i, double x, double top)
{
    const kj_text_block *low = &l->lows[i], *high = &l->highs[i];
    const double first = words_top(l, top, i), bar = first + low->height;
    const double from = x + at_value(l, fmin(l->lane[i].from, l->lane[i].to));
    const double to = x + at_value(l, fmax(l->lane[i].from, l->lane[i].to));
    const double middle = bar + BAR / 2;
    const bool limit_left = i == KJ_BALANCE_SELLER, plain = i >= KJ_BALANCE_ZONE;
    if (!plain) { /* what lies beyond the target is accepted too */
        const double end = limit_left ? x + l->axis.x + l->axis.w : x + l->axis.x;
        const kj_point beyond[] = {{limit_left ? to : from, middle}, {end, middle}};
        kj_draw_polyline(draw, beyond, 2, KJ_COLOR_DAI2, 3)->dash = 8;
        kj_draw_tip(draw, beyond[0], beyond[1], 16, KJ_COLOR_DAI2);
    }
    kj_draw_box(
        draw, (kj_rect){from, middle - 5, fmax(2, to - from), 10},
        (kj_box_style){.fill = plain ? KJ_COLOR_DAI2 : KJ_COLOR_DAI, .filled = true, .radius = 5});
    for (int end = 0; end < 2; end++) {
        const bool limit = !plain && (end == 0) == limit_left;
        const double at = end ? to : from;
        if (plain)
            kj_draw_box(draw, (kj_rect){at - 2, middle - 12, 4, 24},
                        (kj_box_style){.fill = KJ_COLOR_DAI2, .filled = true});
        else
            kj_draw_circle(draw, at, middle, DOT,
                           (kj_box_style){.fill = limit ? KJ_COLOR_DAI : KJ_COLOR_CARD,
                                          .filled = true,
                                          .stroke = KJ_COLOR_DAI,
                                          .stroked = true,
                                          .stroke_width = 4});
    }
    kj_draw_block(draw, low, x + l->ends[i].low, first);
    kj_draw_block(draw, high, x + l->ends[i].high, first);
    if (l->names[i].height > 0)
        kj_draw_block(draw, &l->names[i], x, /* beside the range, yet within its lane */
                      fmin(middle - l->names[i].height / 2,
                           lane_top(l, top, i) + l->lane_height - 8 - l->names[i].height));
}

static void draw_remarks(kj_draw *draw, const kj_balance *data, const layout *l, double x, double y)
{
    for (size_t i = 0; !l->asked && i < data->remarks.count; i++) {
        const double left = x + (double)(i % l->columns) * (l->column_width + REMARK_GAP);
        const double top = y + (double)(i / l->columns) * (l->remark_row + 24);
        kj_draw_box(draw, (kj_rect){left, top, l->column_width, 3},
                    (kj_box_style){.fill = KJ_COLOR_LINE, .filled = true});
        kj_draw_block(draw, &l->titles[i], left, top + 16);
        kj_draw_block(draw, &l->texts[i], left, top + 16 + l->titles[i].height);
        kj_draw_area(
            draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
            kj_say(draw, data->remarks.ptr[i].title.plain, data->remarks.ptr[i].text.plain),
            (kj_rect){left, top, l->column_width, l->remark_row});
    }
}

static kj_span range_words(const kj_draw *draw, const kj_balance *data, const kj_balance_lane *r)
{
    kj_arena *arena = draw->scene->arena;
    return KJ_DRAW_FILL(
        draw, KJ_W_BALANCE_RANGE,
        kj_w("from", kj_chart_number(arena, fmin(r->from, r->to), KJ_AS_GIVEN, (kj_span){NULL, 0})),
        kj_w("to", kj_chart_number(arena, fmax(r->from, r->to), KJ_AS_GIVEN, data->unit)));
}

/* In a question the computed segments keep their names to themselves. */
static kj_span named_pair(const kj_draw *draw, kj_span name, kj_span a, kj_span b)
{
    return kj_say(draw, name, KJ_DRAW_FILL(draw, KJ_W_SAY_PAIR, kj_w("a", a), kj_w("b", b)));
}

static kj_span spoken(const kj_draw *draw, const kj_balance *data, const layout *l, size_t i)
{
    const kj_span range = range_words(draw, data, &l->lane[i]);
    if (i >= KJ_BALANCE_ZONE && l->asked)
        return range;
    if (i == KJ_BALANCE_TARGETS)
        return kj_say(draw, data->targets.label.plain, range);
    if (i == KJ_BALANCE_ZONE)
        return named_pair(draw, data->zone.label.plain, range, l->width.text.plain);
    const kj_span low = l->lows[i].text.plain, high = l->highs[i].text.plain;
    const kj_balance_side *s = i == KJ_BALANCE_SELLER ? &data->seller : &data->buyer;
    return named_pair(draw, s->name.plain, low, high);
}

void kj_draw_balance(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    kj_balance plain = *(const kj_balance *)p;
    if (frame->hotspot) /* it could point at an answer */
        plain.foot = (kj_text){.plain = {NULL, 0}};
    const kj_balance *data = &plain;
    kj_rect box = frame->box;
    const double badges = frame->hotspot ? 2 * KJ_BADGE_RADIUS + 20 : 0;
    box.x += badges;
    box.w -= badges;
    const layout l = choose(draw, data, box, frame->hotspot);
    const double top = kj_centred(box, l.height);
    const double lanes = (double)l.lanes - (l.asked ? 0 : 1);
    const double bottom = top + l.head + lanes * l.lane_height;
    static const size_t order[] = {KJ_BALANCE_SELLER, KJ_BALANCE_BUYER, KJ_BALANCE_TARGETS,
                                   KJ_BALANCE_ZONE}; /* what is computed comes last */
    static const size_t asked[] = {KJ_BALANCE_SELLER, KJ_BALANCE_BUYER, KJ_BALANCE_ZONE,
                                   KJ_BALANCE_TARGETS};
    /* The shading lies behind the lanes, so it is drawn first and appears last. */
    const size_t last = l.lanes - 1;
    if (!l.asked && kj_visual_shows(frame, last)) {
        kj_visual_at(draw, frame, last);
        draw_zone(draw, data, &l, box.x, top, box.w, bottom);
    }
    draw->build = 0;
    draw_axis(draw, &l, box.x, bottom);
    size_t step = 0;
    for (size_t o = 0; o < KJ_BALANCE_LANES; o++) {
        const size_t i = l.asked ? asked[o] : order[o];
        if (i >= l.lanes)
            continue;
        const size_t at = step++;
        if (!kj_visual_shows(frame, at))
            continue;
        kj_visual_at(draw, frame, at);
        if (l.asked || i != KJ_BALANCE_ZONE)
            draw_lane(draw, &l, i, box.x, top);
        const double y = lane_top(&l, top, i);
        const kj_rect rect = !l.asked && i == KJ_BALANCE_ZONE
                                 ? (kj_rect){box.x, top, box.w, l.head}
                                 : (kj_rect){frame->box.x, y + 4, frame->box.w, l.lane_height - 8};
        kj_draw_element(draw, frame,
                        (kj_element){l.lane[i].id,
                                     spoken(draw, data, &l, i),
                                     i,
                                     rect,
                                     {frame->box.x + KJ_BADGE_RADIUS + 8, y + l.lane_height / 2}});
    }
    draw->build = 0;
    draw_remarks(draw, data, &l, box.x, bottom + l.axis_height + 44);
    kj_draw_key_line(draw, &l.foot, box.x, top + l.height, box.w);
}
