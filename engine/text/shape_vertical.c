/* Vertical lines (CLREQ 2.4; UAX #50): what stands upright in them and what turns with the line. */
#include "text/shape.h"

#include "text/breaks.h"
#include "text/marks.h"

static uint32_t code_of(const kj_shaping *s, uint32_t i)
{
    return s->codes[s->first[i]];
}

static bool is_ascii_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* Belongs to a Western word or number: what touches it is turned along with it. */
static bool is_word(const kj_shaping *s, uint32_t i)
{
    const uint32_t c = code_of(s, i);
    return c > ' ' && c != 0xA0 && !(s->shape->flags[i] & (KJ_IS_HIDDEN | KJ_IS_HARD)) &&
           !kj_is_han(c) && !(s->chars[s->first[i]].properties & KJ_UCD_WIDE) &&
           (c < 0x80 || kj_is_western(c, s->chars[s->first[i]].properties));
}

/* Full-width characters and the signs that Chinese sets as such; their font's 'vert' forms are
 * turned where the sign is (～ —— （）). */
static bool is_upright(const kj_shaping *s, uint32_t i)
{
    const uint32_t c = code_of(s, i);
    const uint32_t properties = s->chars[s->first[i]].properties;
    if (kj_is_han(c) || properties & (KJ_UCD_WIDE | KJ_UCD_PICTOGRAPH))
        return true;
    if (kj_is_quote(c))
        return s->chinese && !kj_is_apostrophe(s->codes, s->code_count, s->first[i]);
    if (kj_is_dash(c) || c == 0x2026 || kj_mark_of(c) != KJ_MARK_NONE)
        return s->chinese;
    return (c >= 0x2460 && c <= 0x24FF) || (c >= 0x25A0 && c <= 0x27BF) || c == 0x203B ||
           c == 0xB1 || c == 0xD7 || c == 0xF7; /* ① ■ ※ ± × ÷ */
}

/* One or two digits, or one capital letter, between what is no word. */
static void stand_short(const kj_shaping *s, uint32_t from, uint32_t to)
{
    kj_shape *shape = s->shape;
    const uint32_t c = code_of(s, from);
    const uint32_t last = code_of(s, to - 1);
    const bool single = to == from + 1 && (is_ascii_digit(c) || (c >= 'A' && c <= 'Z'));
    const bool pair = to == from + 2 && is_ascii_digit(c) && is_ascii_digit(last);
    if (s->first[to] - s->first[from] != to - from || !(single || pair))
        return;
    for (uint32_t i = from; i < to; i++)
        shape->flags[i] |= KJ_IS_UPRIGHT;
    if (pair)
        shape->flags[from + 1] |= KJ_IS_LIGATURE_PART;
}

void kj_shape_stand(kj_shaping *s)
{
    kj_shape *shape = s->shape;
    for (uint32_t i = 0; i < shape->count;) {
        uint32_t end = i;
        while (end < shape->count && is_word(s, end))
            end++;
        if (end > i) {
            stand_short(s, i, end);
            i = end;
            continue;
        }
        if (is_upright(s, i))
            shape->flags[i] |= KJ_IS_UPRIGHT;
        i++;
    }
}
