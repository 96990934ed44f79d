/* How much goes on a line. */
#include "text/flow.h"

#include "text/breaks.h"

#define EPSILON_EM 1e-4

uint32_t kj_fit_trim(const kj_shape *shape, uint32_t from, uint32_t to)
{
    while (to > from && shape->flags[to - 1] & (KJ_IS_SPACE | KJ_IS_HARD))
        to--;
    return to;
}

double kj_fit_width(const kj_fit *fit, uint32_t from, uint32_t to)
{
    const kj_shape *s = fit->shape;
    if (to <= from)
        return 0;
    double width = s->x_em[to - 1] + (double)s->advance_em[to - 1] - s->x_em[from] -
                   kj_left_blank(s->flags[from]) - kj_right_blank(s->flags[to - 1]);
    if (s->flags[to - 1] & KJ_IS_SOFT_HYPHEN && to < fit->end)
        width += (double)s->hyphen.advance_em;
    return width;
}

void kj_fit_blank(const kj_shape *shape, uint32_t from, uint32_t to, double blank_em[2])
{
    blank_em[0] = blank_em[1] = 0;
    for (uint32_t i = from; i < to; i++) {
        const uint16_t flags = shape->flags[i];
        double blank = 0;
        if (i > from)
            blank += kj_left_blank(flags);
        if (i + 1 < to)
            blank += kj_right_blank(flags);
        blank_em[flags & KJ_IS_STRONG ? 1 : 0] += blank;
    }
}

static bool fits(const kj_fit *fit, uint32_t from, uint32_t to, double room_em)
{
    return kj_fit_width(fit, from, kj_fit_trim(fit->shape, from, to)) <= room_em + EPSILON_EM;
}

static bool may_end(const kj_fit *fit, uint32_t at)
{
    return at == fit->end || fit->shape->breaks[at] >= KJ_BREAK_ALLOWED;
}

/* The next place after `after` where a line may end; or any that is too far away for two lines,
 * so that a word without end is not walked for every line of it. */
static uint32_t next_end(const kj_fit *fit, uint32_t after)
{
    const double far = fit->shape->x_em[after] + 2 * fit->width_em + 8;
    uint32_t at = after + 1;
    while (at < fit->end && !may_end(fit, at) && fit->shape->x_em[at] < far)
        at++;
    return at < fit->end ? at : fit->end;
}

/* The last cluster boundary that can be in reach: every later line is too wide, but for spaces. */
static uint32_t reach(const kj_fit *fit, uint32_t from, double room_em)
{
    const kj_shape *s = fit->shape;
    const double limit = s->x_em[from] + kj_left_blank(s->flags[from]) + room_em + EPSILON_EM;
    uint32_t low = from + 1, high = fit->end;
    while (low < high) { /* the first cluster that begins beyond the limit */
        const uint32_t middle = low + (high - low) / 2;
        if (s->x_em[middle] <= limit)
            low = middle + 1;
        else
            high = middle;
    }
    while (low < fit->end && s->flags[low] & KJ_IS_SPACE)
        low++;
    return low;
}

/* The best place in (low, high] where nothing says that a line may end; 0: none fits.  A joint
 * must fill half the line to be worth it. */
static uint32_t forced_end(const kj_fit *fit, uint32_t from, uint32_t low, uint32_t high,
                           double room_em, kj_break worst)
{
    const kj_shape *s = fit->shape;
    for (int level = KJ_BREAK_UNIT; level >= (int)worst; level--)
        for (uint32_t at = high; at > low; at--)
            if (s->breaks[at] == level && !(s->flags[at] & KJ_IS_LIGATURE_PART) &&
                fits(fit, from, at, room_em) &&
                (level != KJ_BREAK_JOINT || s->x_em[at] - s->x_em[from] > room_em / 2))
                return at;
    return 0;
}

/* One character with the marks that cling to it, which would otherwise go to the next line. */
static bool is_pushed_by_mark(const kj_shape *shape, uint32_t from, uint32_t to)
{
    to = kj_fit_trim(shape, from, to);
    size_t chars = 0;
    bool marks = false;
    for (uint32_t i = from; i < to && chars < 2; i++) {
        chars += (shape->flags[i] & KJ_IS_CHAR) != 0;
        marks = marks || kj_right_blank(shape->flags[i]) > 0;
    }
    return chars == 1 && marks;
}

/* Squeeze in before pushing out: the next piece comes into this line if the marks inside can make
 * room, and if that changes the line less than opening it would, or if only a mark that must not
 * begin a line would carry its character away. */
static uint32_t squeezed_end(const kj_fit *fit, uint32_t from, uint32_t end, double room_em)
{
    const kj_shape *s = fit->shape;
    const uint32_t next = next_end(fit, end);
    const uint32_t to = kj_fit_trim(s, from, next);
    const double need = kj_fit_width(fit, from, to) - room_em;
    const double slack =
        end > from ? room_em - kj_fit_width(fit, from, kj_fit_trim(s, from, end)) : room_em;
    if (need > slack && !is_pushed_by_mark(s, end, next))
        return end;
    double blank[2];
    kj_fit_blank(s, from, to, blank);
    return need <= blank[0] + blank[1] + EPSILON_EM && slack > EPSILON_EM ? next : end;
}

/* A piece that no line can hold begins where there is room for two clusters of it at least. */
static uint32_t begun_piece(const kj_fit *fit, uint32_t from, uint32_t end, uint32_t high,
                            double room_em)
{
    const uint32_t next = next_end(fit, end);
    if (next < end + 4 || fits(fit, end, next, fit->width_em))
        return end;
    const uint32_t last = high < next - 2 ? high : next - 2;
    const uint32_t forced = forced_end(fit, from, end + 1, last, room_em, KJ_BREAK_ANY);
    return forced > 0 ? forced : end;
}

/* Nothing between `from` and `high` may end a line, or not within its width. */
static uint32_t broken_piece(const kj_fit *fit, uint32_t from, uint32_t high, double room_em)
{
    const kj_shape *s = fit->shape;
    const uint32_t last = high < fit->end ? high : fit->end - 1;
    uint32_t end = forced_end(fit, from, from, last, room_em, KJ_BREAK_LAST);
    if (end == 0) /* a single cluster wider than the line */
        for (end = from + 1; end < fit->end && s->flags[end] & KJ_IS_LIGATURE_PART;)
            end++;
    while (end < fit->end && s->flags[end] & KJ_IS_SPACE)
        end++; /* no line begins with the spaces */
    return end;
}

uint32_t kj_fit_line(const kj_fit *fit, uint32_t from, double room_em)
{
    if (from >= fit->end || fits(fit, from, fit->end, room_em))
        return fit->end;
    const uint32_t high = reach(fit, from, room_em);
    uint32_t end = high;
    while (end > from && !(may_end(fit, end) && fits(fit, from, end, room_em)))
        end--;
    if (fit->squeeze) {
        const uint32_t squeezed = squeezed_end(fit, from, end, room_em);
        if (squeezed > end)
            return squeezed;
    }
    return end > from ? begun_piece(fit, from, end, high, room_em)
                      : broken_piece(fit, from, high, room_em);
}
