#include "text/grapheme.h"

#include "text/typeset.h"

static bool is_control(kj_gcb c)
{
    return c == KJ_GCB_CR || c == KJ_GCB_LF || c == KJ_GCB_Control;
}

static bool hangul_joins(kj_gcb a, kj_gcb b)
{
    switch ((int)a) {
    case KJ_GCB_L:
        return b == KJ_GCB_L || b == KJ_GCB_V || b == KJ_GCB_LV || b == KJ_GCB_LVT; /* GB6 */
    case KJ_GCB_LV:
    case KJ_GCB_V:
        return b == KJ_GCB_V || b == KJ_GCB_T; /* GB7 */
    case KJ_GCB_LVT:
    case KJ_GCB_T:
        return b == KJ_GCB_T; /* GB8 */
    default:
        return false;
    }
}

/* The rules that look at two neighbours only. */
static bool pair_joins(kj_gcb a, kj_gcb b)
{
    if (a == KJ_GCB_CR && b == KJ_GCB_LF)
        return true; /* GB3 */
    if (is_control(a) || is_control(b))
        return false; /* GB4, GB5 */
    if (b == KJ_GCB_Extend || b == KJ_GCB_ZWJ || b == KJ_GCB_SpacingMark || a == KJ_GCB_Prepend)
        return true; /* GB9, GB9a, GB9b */
    return hangul_joins(a, b);
}

bool kj_grapheme_begins(kj_grapheme *s, uint32_t properties)
{
    const kj_gcb c = kj_ucd_gcb(properties);
    const bool pictograph = (properties & KJ_UCD_PICTOGRAPH) != 0;
    bool begins = !s->any || !pair_joins(s->last, c);
    if (s->joined && pictograph)
        begins = false; /* GB11 */
    if (s->odd_flag && c == KJ_GCB_Regional_Indicator)
        begins = false; /* GB12, GB13 */

    s->joined = s->pictograph && c == KJ_GCB_ZWJ;
    s->pictograph = pictograph || (s->pictograph && c == KJ_GCB_Extend);
    s->odd_flag = c == KJ_GCB_Regional_Indicator && !s->odd_flag;
    s->last = c;
    s->any = true;
    return begins;
}

size_t kj_cluster_next(kj_span text, size_t offset)
{
    kj_grapheme state = {0};
    size_t at = offset;
    while (at < text.len) {
        size_t next = at;
        if (kj_grapheme_begins(&state, kj_ucd(kj_utf8_next(text, &next))) && at > offset)
            break;
        at = next;
    }
    return at;
}

static size_t code_point_before(kj_span text, size_t offset)
{
    size_t at = offset;
    do
        at--;
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
    return at;
}

/* A boundary whatever stands further left: not before a pictograph after a joiner, nor between
 * regional indicators, where it depends on what came before. */
static bool surely_begins(kj_span text, size_t before, size_t at)
{
    size_t pos = before;
    const kj_gcb a = kj_ucd_gcb(kj_ucd(kj_utf8_next(text, &pos)));
    pos = at;
    const uint32_t properties = kj_ucd(kj_utf8_next(text, &pos));
    if (a == KJ_GCB_ZWJ && (properties & KJ_UCD_PICTOGRAPH))
        return false;
    if (a == KJ_GCB_Regional_Indicator && kj_ucd_gcb(properties) == KJ_GCB_Regional_Indicator)
        return false;
    return !pair_joins(a, kj_ucd_gcb(properties));
}

size_t kj_cluster_prev(kj_span text, size_t offset)
{
    if (offset > text.len)
        offset = text.len;
    if (offset == 0)
        return 0;
    size_t start = code_point_before(text, offset);
    while (start > 0) {
        const size_t before = code_point_before(text, start);
        if (surely_begins(text, before, start))
            break;
        start = before;
    }
    for (size_t next = kj_cluster_next(text, start); next < offset;
         next = kj_cluster_next(text, start))
        start = next;
    return start;
}
