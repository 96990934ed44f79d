/* engine/scene/visuals/chart.c: see chart.h. */
#include "scene/visuals/chart.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

/* Binary fractions leave crumbs: 0.1 * 3 must not need another tick than 0.3. */
#define CRUMB 1e-9

kj_scale kj_scale_over(double least, double most, size_t ticks)
{
    assert(ticks >= 3);
    if (!(most > least))
        most = least + 1;
    static const double rounds[] = {1, 2, 5};
    const double rough = (most - least) / (double)(ticks - 1);
    for (double power = pow(10, floor(log10(rough)));; power *= 10)
        for (size_t i = 0; i < KJ_COUNT(rounds); i++) {
            const double step = rounds[i] * power;
            const double first = floor(least / step + CRUMB), last = ceil(most / step - CRUMB);
            if (last - first + 1 <= (double)ticks)
                return (kj_scale){first * step, last * step, step, (size_t)(last - first) + 1};
        }
}

double kj_scale_tick(const kj_scale *scale, size_t i)
{
    return round(scale->min / scale->step + (double)i) * scale->step;
}

double kj_scale_share(const kj_scale *scale, double value)
{
    return (value - scale->min) / (scale->max - scale->min);
}

int kj_chart_decimals(double value)
{
    double scaled = fabs(value);
    int decimals = 0;
    while (decimals < KJ_AS_GIVEN && fabs(scaled - round(scaled)) > CRUMB * fmax(1, scaled)) {
        scaled *= 10;
        decimals++;
    }
    return decimals;
}

kj_span kj_chart_fixed(kj_arena *arena, double value, int decimals, kj_span unit)
{
    const double power = pow(10, decimals), rounded = round(fabs(value) * power * (1 + 1e-12));
    kj_text_buffer out = {.arena = arena};
    if (value < 0 && rounded > 0)
        kj_put(&out, KJ_LIT("\xe2\x88\x92"));
    kj_putf(&out, "%.*f%.*s", decimals, rounded / power, KJ_ARG(unit));
    return kj_put_span(&out);
}

kj_span kj_chart_number(kj_arena *arena, double value, int decimals, kj_span unit)
{
    const double power = pow(10, decimals);
    const int needed = kj_chart_decimals(round(value * power * (1 + 1e-12)) / power);
    return kj_chart_fixed(arena, value, needed < decimals ? needed : decimals, unit);
}

kj_span kj_chart_tick(kj_arena *arena, const kj_scale *scale, size_t i, kj_span unit)
{
    const bool shown = kj_span_is(unit, "%") || i + 1 == scale->ticks;
    return kj_chart_number(arena, kj_scale_tick(scale, i), KJ_AS_GIVEN,
                           shown ? unit : (kj_span){NULL, 0});
}

kj_span kj_chart_percent(kj_arena *arena, double part, double whole)
{
    const double percent = whole > 0 ? 100 * part / whole : 0;
    if (percent < 100 && round(percent) >= 100)
        return kj_chart_number(arena, floor(percent * 10) / 10, 1, KJ_LIT("%"));
    const bool trace = percent > 0 && percent < 0.05;
    return kj_chart_number(arena, percent, trace ? 2 : percent < 10 ? 1 : 0, KJ_LIT("%"));
}

kj_text_block kj_chart_words(kj_draw *draw, kj_span words, double size, kj_font_role role,
                             kj_color_name color)
{
    return kj_draw_measure(
        draw, kj_plain(words), 0, 0,
        (kj_text_style){.size = size, .leading = 1.3, .role = role, .color = color});
}

kj_series_look kj_series_look_of(size_t i, size_t n, bool accent)
{
    static const kj_series_look looks[] = {
        {KJ_COLOR_DAI, KJ_COLOR_ON_DAI, KJ_COLOR_DAI, false},
        {KJ_COLOR_DAI3, KJ_COLOR_INK, KJ_COLOR_DAI2, true},
        {KJ_COLOR_DAI2, KJ_COLOR_ON_DAI, KJ_COLOR_DAI2, false},
        {KJ_COLOR_WASH, KJ_COLOR_INK, KJ_COLOR_INK3, true},
    };
    assert(n > 0 && i < n && n <= KJ_COUNT(looks));
    const size_t back = n - 1 - i; /* from the strongest */
    /* Of three, the middle one lies between the others in lightness too. */
    kj_series_look look = looks[n >= 3 && back == 1 ? 2 : n >= 3 && back == 2 ? 1 : back];
    if (accent) {
        look.edge = KJ_COLOR_ZHU;
        look.fill = look.outlined ? KJ_COLOR_ZHU_WASH : KJ_COLOR_ZHU;
        look.on = look.outlined ? KJ_COLOR_INK : KJ_COLOR_ON_ZHU;
    }
    return look;
}

void kj_draw_bar_shape(kj_draw *draw, kj_rect rect, kj_series_look look)
{
    if (rect.w <= 0 || rect.h <= 0)
        return;
    const double inset = look.outlined ? fmin(1, fmin(rect.w, rect.h) / 4) : 0;
    kj_draw_box(draw,
                (kj_rect){rect.x + inset, rect.y + inset, rect.w - 2 * inset, rect.h - 2 * inset},
                (kj_box_style){.fill = look.fill,
                               .filled = true,
                               .stroke = look.edge,
                               .stroked = look.outlined,
                               .stroke_width = 2,
                               .radius = fmin(4, fmin(rect.w, rect.h) / 2)});
}

void kj_draw_marker(kj_draw *draw, size_t series, kj_point at, double r, kj_color_name color)
{
    const double a = r * 0.88;
    const kj_point square[] = {
        {at.x - a, at.y - a}, {at.x + a, at.y - a}, {at.x + a, at.y + a}, {at.x - a, at.y + a}};
    const kj_point triangle[] = {
        {at.x, at.y - r * 1.2}, {at.x + r * 1.1, at.y + r * 0.8}, {at.x - r * 1.1, at.y + r * 0.8}};
    if (series == 0)
        kj_draw_circle(draw, at.x, at.y, r, (kj_box_style){.fill = color, .filled = true});
    else if (series == 1)
        kj_draw_polygon(draw, square, KJ_COUNT(square), color);
    else
        kj_draw_polygon(draw, triangle, KJ_COUNT(triangle), color);
}

kj_chart_key kj_measure_chart_key(kj_draw *draw, const kj_text *names, size_t count, double width,
                                  double size)
{
    kj_chart_key key = {.count = count, .fits = true};
    key.names = KJ_NEW(draw->scene->arena, kj_text_block, count);
    key.at = KJ_NEW(draw->scene->arena, kj_point, count);
    double x = 0, y = 0, line = 0;
    for (size_t i = 0; i < count; i++) {
        key.names[i] = kj_draw_measure(
            draw, names[i], 0, 0,
            (kj_text_style){
                .size = size, .leading = 1.35, .role = KJ_FONT_SANS, .color = KJ_COLOR_INK2});
        const double item = KJ_SWATCH + 12 + key.names[i].width;
        line = fmax(line, key.names[i].height);
        if (i && x + item > width) {
            x = 0;
            y += line + 8;
        }
        key.at[i] = (kj_point){x, y + (key.names[i].height - KJ_SWATCH) / 2};
        key.width = fmax(key.width, x + item);
        key.fits = key.fits && item <= width;
        x += item + 40;
    }
    key.height = count ? y + line : 0;
    return key;
}

kj_rect kj_draw_chart_key(kj_draw *draw, const kj_chart_key *key, size_t i, double x, double y)
{
    const kj_rect swatch = {x + key->at[i].x, y + key->at[i].y, KJ_SWATCH, KJ_SWATCH};
    kj_draw_block(draw, &key->names[i], swatch.x + KJ_SWATCH + 12,
                  swatch.y + (KJ_SWATCH - key->names[i].height) / 2);
    return swatch;
}

/* Boxes that touch move as one group, to the mean of where they want to be (as in isotonic
 * regression); then the ends push back. */
bool kj_spread(double *tops, const double *heights, size_t count, double from, double to)
{
    double all = 0;
    for (size_t i = 0; i < count; i++)
        all += heights[i];
    if (all > to - from + 0.5)
        return false;
    for (size_t pass = 0; pass < 4 * count; pass++) {
        bool moved = false;
        for (size_t i = 0; i + 1 < count; i++) {
            const double over = tops[i] + heights[i] - tops[i + 1];
            if (over > 0.01) {
                tops[i] -= over / 2;
                tops[i + 1] += over / 2;
                moved = true;
            }
        }
        if (!moved)
            break;
    }
    double edge = from;
    for (size_t i = 0; i < count; i++) {
        tops[i] = fmax(tops[i], edge);
        edge = tops[i] + heights[i];
    }
    edge = to;
    for (size_t i = count; i-- > 0;) {
        tops[i] = fmin(tops[i], edge - heights[i]);
        edge = tops[i];
    }
    return true;
}

bool kj_rects_meet(kj_rect a, kj_rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

void kj_crowd_box(kj_crowd *crowd, kj_rect box)
{
    *KJ_PUSH(crowd->arena, &crowd->boxes, &crowd->box_capacity, kj_rect) = box;
}

void kj_crowd_stroke(kj_crowd *crowd, kj_point a, kj_point b)
{
    *KJ_PUSH(crowd->arena, &crowd->strokes, &crowd->stroke_capacity, kj_stroke) = (kj_stroke){a, b};
}

/* Liang and Barsky: the part of the stroke within each pair of sides. */
static bool crosses(kj_stroke s, kj_rect r)
{
    const double dx = s.b.x - s.a.x, dy = s.b.y - s.a.y;
    const double p[] = {-dx, dx, -dy, dy};
    const double q[] = {s.a.x - r.x, r.x + r.w - s.a.x, s.a.y - r.y, r.y + r.h - s.a.y};
    double from = 0, to = 1;
    for (size_t i = 0; i < KJ_COUNT(p); i++) {
        if (fabs(p[i]) < CRUMB) {
            if (q[i] < 0)
                return false;
        } else if (p[i] < 0) {
            from = fmax(from, q[i] / p[i]);
        } else {
            to = fmin(to, q[i] / p[i]);
        }
    }
    return from <= to;
}

bool kj_crowd_has_room(const kj_crowd *crowd, kj_rect box)
{
    const kj_rect *b = &crowd->bounds;
    if (box.x < b->x || box.y < b->y || box.x + box.w > b->x + b->w || box.y + box.h > b->y + b->h)
        return false;
    for (size_t i = 0; i < crowd->boxes.count; i++)
        if (kj_rects_meet(box, crowd->boxes.ptr[i]))
            return false;
    for (size_t i = 0; i < crowd->strokes.count; i++)
        if (crosses(crowd->strokes.ptr[i], box))
            return false;
    return true;
}

static bool holds(kj_rect r, kj_point p)
{
    return p.x >= r.x && p.x <= r.x + r.w && p.y >= r.y && p.y <= r.y + r.h;
}

bool kj_crowd_has_way(const kj_crowd *crowd, kj_point a, kj_point b)
{
    for (size_t i = 0; i < crowd->boxes.count; i++) {
        const kj_rect box = crowd->boxes.ptr[i];
        if (!holds(box, a) && !holds(box, b) && crosses((kj_stroke){a, b}, box))
            return false;
    }
    return true;
}

/* From a on, up to the next box and behind it again. */
void kj_draw_quiet_line(kj_draw *draw, kj_point a, kj_point b, const kj_rect *boxes, size_t count)
{
    const bool level = fabs(b.x - a.x) > fabs(b.y - a.y);
    const double end = level ? b.x : b.y, across = level ? a.y : a.x;
    double at = level ? a.x : a.y;
    while (at < end) {
        double stop = end, next = end;
        for (size_t i = 0; i < count; i++) {
            const kj_rect r = boxes[i];
            const double low = level ? r.y : r.x, high = low + (level ? r.h : r.w);
            const double near = level ? r.x : r.y, far = near + (level ? r.w : r.h);
            if (across < low || across > high || far <= at || near >= stop)
                continue;
            stop = fmax(at, near);
            next = far;
        }
        if (stop - at > 2)
            kj_draw_line(draw, level ? at : across, level ? across : at, level ? stop : across,
                         level ? across : stop, KJ_COLOR_LINE, 1.5);
        at = fmax(next, stop);
    }
}

kj_span kj_check_number(char buffer[32], double value)
{
    const int length = snprintf(buffer, 32, "%.10g", value);
    return (kj_span){buffer, length > 0 ? (size_t)length : 0};
}

bool kj_check_values(const kj_checker *checker, kj_at at, const kj_doubles *values, size_t wanted,
                     double least, const char *whose, const char *what)
{
    const kj_span none = {NULL, 0};
    if (values->count != wanted) {
        kj_check_report(checker, at, "values", SIZE_MAX, "E0502", none,
                        "%s has %zu value%s, but there are %zu %s", whose, values->count,
                        values->count == 1 ? "" : "s", wanted, what);
        return false;
    }
    bool sound = true;
    for (size_t i = 0; i < values->count; i++)
        if (!(values->ptr[i] >= least && values->ptr[i] <= KJ_CHART_MOST)) {
            char buffer[32], from[32], to[32];
            kj_check_report(checker, at, "values", i, "E0204", none,
                            "a value of %s is %.*s, allowed is %.*s to %.*s", whose,
                            KJ_ARG(kj_check_number(buffer, values->ptr[i])),
                            KJ_ARG(kj_check_number(from, least)),
                            KJ_ARG(kj_check_number(to, KJ_CHART_MOST)));
            sound = false;
        }
    return sound;
}
