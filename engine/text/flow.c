/* Which clusters stand on which line, and how far a justified line is squeezed or opened. */
#include "text/flow.h"

#include "text/breaks.h"

#define NO_LIMIT_EM 1e9
#define OPEN_MAX_EM 0.5 /* a place that would open more than this asks others to help */

/* Growing list of lines. */
typedef struct lines {
    kj_flow_lines list;
    size_t room;
    kj_arena *arena;
} lines;

static void add_line(lines *out, uint32_t from, uint32_t next)
{
    kj_flow_line *line = KJ_PUSH(out->arena, &out->list, &out->room, kj_flow_line);
    *line = (kj_flow_line){.from = from, .next = next}; /* the list may have been shortened */
}

static double room_of(const kj_flow_key *key, uint32_t from)
{
    return from == 0 ? key->width_em - key->indent_em : key->width_em;
}

/* First fit from `from` to the hard end. */
static void fill(const kj_fit *fit, const kj_flow_key *key, uint32_t from, lines *out)
{
    do {
        const uint32_t next = kj_fit_line(fit, from, room_of(key, from));
        add_line(out, from, next);
        from = next;
    } while (from < fit->end);
}

#define LAST_LINE 3       /* characters that it has at least, where lines are long enough */
#define LAST_LINE_SHORT 2 /* in narrower columns words matter more, and justified lines tear */
#define NARROW_EM 20.0

static size_t last_line_least(const kj_fit *fit, const kj_flow_key *key)
{
    return key->justify || fit->width_em < NARROW_EM ? LAST_LINE_SHORT : LAST_LINE;
}

/* Up to LAST_LINE are counted. */
static size_t chars_in(const kj_shape *shape, uint32_t from, uint32_t to)
{
    size_t count = 0;
    for (uint32_t i = from; i < to && count < LAST_LINE; i++)
        count += (shape->flags[i] & KJ_IS_CHAR) != 0;
    return count;
}

/* A last line of one character or two, its marks not counted, takes some from the line before; of a
 * word that had to be cut, a letter. */
static void mend_orphan(const kj_fit *fit, const kj_flow_key *key, size_t first, lines *out)
{
    const kj_shape *s = fit->shape;
    const size_t least = last_line_least(fit, key);
    if (out->list.count < first + 2)
        return;
    kj_flow_line *last = &out->list.ptr[out->list.count - 1], *before = last - 1;
    if (chars_in(s, last->from, last->next) >= least)
        return;
    const unsigned cut = s->breaks[last->from];
    const unsigned worst = cut < KJ_BREAK_ALLOWED ? cut : KJ_BREAK_ALLOWED;
    for (uint32_t at = last->from - 1; at > before->from; at--) {
        if (kj_fit_width(fit, at, kj_fit_trim(s, at, fit->end)) > fit->width_em)
            return;
        if (s->breaks[at] >= worst && !(s->flags[at] & KJ_IS_LIGATURE_PART) &&
            chars_in(s, at, last->next) >= least) {
            before->next = last->from = at;
            return;
        }
    }
}

/* Two lines: the place after a mark wins over one that makes the lines a little more even. */
static bool split_in_two(const kj_fit *fit, const kj_flow_key *key, uint32_t from, lines *out)
{
    const kj_shape *s = fit->shape;
    const uint16_t blanks = KJ_HAS_RIGHT_HALF | KJ_IS_SPACE;
    uint32_t best = 0;
    double least = NO_LIMIT_EM;
    for (uint32_t at = from + 1; at < fit->end; at++) {
        if (s->breaks[at] < KJ_BREAK_ALLOWED)
            continue;
        const double one = kj_fit_width(fit, from, kj_fit_trim(s, from, at));
        const double two = kj_fit_width(fit, at, kj_fit_trim(s, at, fit->end));
        if (one > room_of(key, from) || two > fit->width_em ||
            chars_in(s, at, fit->end) < last_line_least(fit, key))
            continue;
        const double bonus = s->flags[at - 1] & blanks ? (one + two) / 5 : 0;
        const double cost = (one > two ? one : two) - bonus;
        if (cost < least) {
            least = cost;
            best = at;
        }
    }
    if (best == 0)
        return false;
    add_line(out, from, best);
    add_line(out, best, fit->end);
    return true;
}

/* More than two: the narrowest width that needs no more lines. */
static void even_out(const kj_fit *fit, const kj_flow_key *key, uint32_t from, size_t count,
                     lines *out)
{
    const size_t first = out->list.count;
    double low = fit->width_em / 2, high = fit->width_em;
    kj_fit narrow = *fit;
    kj_flow_key narrow_key = *key;
    while (high - low > 0.05) {
        narrow.width_em = narrow_key.width_em = (low + high) / 2;
        fill(&narrow, &narrow_key, from, out);
        if (out->list.count - first <= count)
            high = narrow.width_em;
        else
            low = narrow.width_em;
        out->list.count = first;
    }
    narrow.width_em = narrow_key.width_em = high;
    fill(&narrow, &narrow_key, from, out);
}

/* One paragraph between hard ends. */
static void flow_part(const kj_fit *fit, const kj_flow_key *key, uint32_t from, lines *out)
{
    const size_t first = out->list.count;
    fill(fit, key, from, out);
    const size_t count = out->list.count - first;
    if (key->balance && count >= 2) {
        out->list.count = first;
        if (count > 2)
            even_out(fit, key, from, count, out);
        else if (!split_in_two(fit, key, from, out))
            fill(fit, key, from, out);
    }
    mend_orphan(fit, key, first, out);
}

/* Squeezes a line that is too wide as it stands; by how much that narrows it. */
static double squeeze_in(const kj_shape *shape, kj_flow_line *line, double need)
{
    double blank[2];
    kj_fit_blank(shape, line->from, line->to, blank);
    const double common = need < blank[0] ? need : blank[0];
    const double strong = need - common < blank[1] ? need - common : blank[1];
    line->squeeze = blank[0] > 0 ? (float)(common / blank[0]) : 0;
    line->squeeze_strong = blank[1] > 0 ? (float)(strong / blank[1]) : 0;
    return common + strong;
}

static void open_up(const kj_shape *shape, kj_flow_line *line, double slack)
{
    size_t count[KJ_STRETCH_THIRD + 1] = {0};
    for (uint32_t i = line->from + 1; i < line->to; i++)
        count[shape->stretch[i]]++;
    size_t places = 0;
    for (unsigned kind = KJ_STRETCH_FIRST; kind <= KJ_STRETCH_THIRD; kind++) {
        places += count[kind];
        if (count[kind] > 0)
            line->open = (uint8_t)kind;
        if (places > 0 && slack / (double)places <= OPEN_MAX_EM)
            break;
    }
    if (places > 0)
        line->stretch_em = (float)(slack / (double)places);
}

static void finish(const kj_fit *fit, const kj_flow_key *key, kj_flow_line *line, bool last)
{
    const kj_shape *s = fit->shape;
    line->to = kj_fit_trim(s, line->from, line->next);
    line->hyphen =
        line->to > line->from && s->flags[line->to - 1] & KJ_IS_SOFT_HYPHEN && line->to < fit->end;
    line->indent_em = line->from == 0 ? (float)key->indent_em : 0;
    double width = kj_fit_width(fit, line->from, line->to);
    if (key->justify) {
        const double slack = room_of(key, line->from) - width;
        if (slack < 0)
            width -= squeeze_in(s, line, -slack);
        else if (!last)
            open_up(s, line, slack);
        if (line->open > 0)
            width += slack;
    }
    line->width_em = (float)width;
}

kj_flow_lines kj_flow(const kj_shape *shape, kj_flow_key key, kj_arena *arena)
{
    lines out = {.arena = arena};
    if (key.width_em <= 0) {
        key.width_em = NO_LIMIT_EM;
        key.justify = key.balance = false;
    }
    uint32_t from = 0;
    for (size_t part = 0; part <= shape->hard_count; part++) {
        const kj_fit fit = {
            .shape = shape,
            .end = part < shape->hard_count ? shape->hard[part] : shape->count,
            .width_em = key.width_em,
            .squeeze = key.justify,
        };
        const size_t first = out.list.count;
        flow_part(&fit, &key, from, &out);
        for (size_t i = first; i < out.list.count; i++)
            finish(&fit, &key, &out.list.ptr[i], i + 1 == out.list.count);
        from = fit.end + 1;
    }
    return out.list;
}
