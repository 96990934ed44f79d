/* How far apart clusters stand (CLREQ 3.1.6 and 3.2.2).
 *
 * Two marks whose blank halves meet give one of them up for good: they are squeezed inside a line
 * and at its edges alike.  What only an edge or a justified line takes away stays as a flag. */
#include "text/shape.h"

#include "text/breaks.h"
#include "text/marks.h"

#define HALF_EM 0.5f
#define INK_SLACK_EM 0.03 /* of a glyph beyond its half */
#define GAP_EM 0.25       /* between Han and Western; a single typed space there becomes it */

static bool is_full_width(float advance_em)
{
    return advance_em > 0.9f && advance_em < 1.1f;
}

static uint32_t code_of(const kj_shaping *s, uint32_t i)
{
    return s->codes[s->first[i]];
}

/* In vertical forms the blank halves are above and below, and not every font leaves them blank. */
static bool has_blank_half(const kj_shaping *s, uint32_t i, kj_mark mark)
{
    const kj_shape *shape = s->shape;
    if (!(shape->flags[i] & KJ_IS_UPRIGHT) || shape->glyph[i + 1] != shape->glyph[i] + 1)
        return false;
    const kj_glyph *glyph = &shape->glyphs[shape->glyph[i]];
    hb_glyph_extents_t ink;
    if (!hb_font_get_glyph_extents(kj_fontset_get(s->fonts, glyph->font), glyph->id, &ink))
        return false;
    const double top = (double)glyph->x_em - (double)ink.y_bearing / KJ_UNITS_PER_EM;
    const double bottom = top - (double)ink.height / KJ_UNITS_PER_EM;
    const double above = mark == KJ_MARK_OPEN ? 0.5 : mark == KJ_MARK_MIDDLE ? 0.25 : 0;
    const double below = mark == KJ_MARK_OPEN ? 0 : mark == KJ_MARK_MIDDLE ? 0.25 : 0.5;
    return top >= above - INK_SLACK_EM && bottom <= 1 - below + INK_SLACK_EM;
}

/* Marks are squeezable where the font sets them full-width: then their blank halves are as
 * marks.h says.  In a fall-back font they may be narrow. */
static void flag_marks(kj_shaping *s)
{
    kj_shape *shape = s->shape;
    for (uint32_t i = 0; i < shape->count; i++) {
        const uint32_t c = code_of(s, i);
        if (kj_is_han(c)) {
            shape->flags[i] |= KJ_IS_HAN;
            continue;
        }
        if (!is_full_width(shape->advance_em[i]))
            continue;
        if (s->key->vertical && !has_blank_half(s, i, kj_mark_of(c)))
            continue;
        switch (kj_mark_of(c)) {
        case KJ_MARK_OPEN:
            shape->flags[i] |= KJ_HAS_LEFT_HALF;
            break;
        case KJ_MARK_CLOSE:
            shape->flags[i] |= KJ_HAS_RIGHT_HALF;
            break;
        case KJ_MARK_STRONG:
            shape->flags[i] |= KJ_HAS_RIGHT_HALF | KJ_IS_STRONG;
            break;
        case KJ_MARK_MIDDLE:
            shape->flags[i] |= KJ_HAS_QUARTERS;
            break;
        case KJ_MARK_NONE:
            break;
        }
    }
}

static void drop_left_half(kj_shape *shape, uint32_t i)
{
    shape->flags[i] &= (uint16_t)~KJ_HAS_LEFT_HALF;
    shape->advance_em[i] -= HALF_EM;
    for (uint32_t g = shape->glyph[i]; g < shape->glyph[i + 1]; g++)
        shape->glyphs[g].x_em -= HALF_EM;
}

static void drop_right_half(kj_shape *shape, uint32_t i)
{
    shape->flags[i] &= (uint16_t)~KJ_HAS_RIGHT_HALF;
    shape->advance_em[i] -= HALF_EM;
}

/* Closing before closing or interpunct: the first gives.  Opening after opening, closing or
 * interpunct: the second gives. */
static void squeeze_pair(kj_shape *shape, uint32_t left, uint32_t right, uint16_t left_was)
{
    const uint16_t right_flags = shape->flags[right];
    const uint16_t any_blank = KJ_HAS_LEFT_HALF | KJ_HAS_RIGHT_HALF | KJ_HAS_QUARTERS;
    if ((right_flags & KJ_HAS_LEFT_HALF) && (left_was & any_blank))
        drop_left_half(shape, right);
    else if ((shape->flags[left] & KJ_HAS_RIGHT_HALF) &&
             (right_flags & (KJ_HAS_RIGHT_HALF | KJ_HAS_QUARTERS)))
        drop_right_half(shape, left);
}

static bool is_western(const kj_shaping *s, uint32_t i)
{
    const uint32_t c = code_of(s, i);
    if (s->key->vertical && s->shape->flags[i] & KJ_IS_UPRIGHT)
        return false; /* it stands there as a Han does */
    if (kj_is_western(c, s->chars[s->first[i]].properties))
        return c < 0x250 || !is_full_width(s->shape->advance_em[i]);
    const bool sign = c == '-' || c == '.' || c == '<' || c == '>' || c == '~';
    return sign && i + 1 < s->shape->count && kj_is_digit(code_of(s, i + 1)); /* -5, .5 */
}

static bool mixes(const kj_shaping *s, uint32_t left, uint32_t right)
{
    const uint16_t *flags = s->shape->flags;
    if (!s->chinese || (flags[left] & flags[right] & KJ_IS_HAN))
        return false; /* English has the spaces that were typed */
    return ((flags[left] & KJ_IS_HAN) && is_western(s, right)) ||
           ((flags[right] & KJ_IS_HAN) && is_western(s, left));
}

/* A single typed space between Han and Western is the gap, however wide the font's space is. */
static void narrow_space(const kj_shaping *s, uint32_t left, uint32_t right)
{
    const uint32_t space = right - 1;
    const uint32_t c = code_of(s, space);
    if (space == left + 1 && (c == ' ' || c == 0x00A0) && mixes(s, left, right))
        s->shape->advance_em[space] = (float)GAP_EM;
}

static bool is_wide(const kj_shape *shape, uint32_t i)
{
    const uint16_t marks = KJ_HAS_LEFT_HALF | KJ_HAS_RIGHT_HALF | KJ_HAS_QUARTERS;
    return (shape->flags[i] & (KJ_IS_HAN | marks)) || shape->advance_em[i] > 0.9f;
}

/* Between neighbours without a space. */
static kj_stretch stretch_between(const kj_shaping *s, uint32_t left, uint32_t right, bool gap)
{
    const kj_shape *shape = s->shape;
    if (gap || (shape->flags[left] & shape->flags[right] & KJ_IS_HAN))
        return KJ_STRETCH_FIRST;
    const uint32_t lc = code_of(s, left), rc = code_of(s, right);
    if (!is_wide(shape, left) && !is_wide(shape, right))
        return KJ_STRETCH_NEVER; /* a word, a number */
    if (lc == rc && (kj_is_dash(lc) || lc == 0x2026))
        return KJ_STRETCH_NEVER; /* …… and —— are whole */
    const kj_mark lm = kj_mark_of(lc), rm = kj_mark_of(rc);
    if (lm == KJ_MARK_OPEN || rm == KJ_MARK_CLOSE || rm == KJ_MARK_STRONG)
        return KJ_STRETCH_THIRD; /* a mark clings to what it marks */
    return shape->breaks[right] >= KJ_BREAK_ALLOWED ? KJ_STRETCH_SECOND : KJ_STRETCH_THIRD;
}

/* Where we are in the line without end. */
typedef struct pen {
    double x;
    uint32_t left;     /* the last visible cluster that is no space; UINT32_MAX: none */
    uint16_t left_was; /* its flags before it was squeezed */
} pen;

static bool is_blank(const kj_shaping *s, uint32_t i)
{
    return (s->shape->flags[i] & KJ_IS_SPACE) || code_of(s, i) == 0x00A0;
}

/* Between the pen's cluster and `i`, with nothing but hidden ones between: the gap before `i`. */
static double meet(kj_shaping *s, pen *p, uint32_t i)
{
    kj_shape *shape = s->shape;
    const double before = (double)shape->advance_em[p->left];
    squeeze_pair(shape, p->left, i, p->left_was);
    const double less = before - (double)shape->advance_em[p->left];
    for (uint32_t k = p->left + 1; k < i; k++)
        shape->x_em[k] -= less;
    p->x -= less;
    const double gap = mixes(s, p->left, i) ? GAP_EM : 0;
    shape->stretch[i] = (uint8_t)stretch_between(s, p->left, i, gap > 0);
    return gap;
}

static void place(kj_shaping *s, pen *p, uint32_t i)
{
    kj_shape *shape = s->shape;
    const uint16_t was = shape->flags[i];
    const bool hidden = (was & (KJ_IS_HIDDEN | KJ_IS_LIGATURE_PART)) != 0;
    const bool visible = !hidden && !(was & KJ_IS_HARD) && !is_blank(s, i);
    double gap = 0;
    if (visible && p->left != UINT32_MAX) {
        if (is_blank(s, i - 1)) {
            narrow_space(s, p->left, i);
            p->x = shape->x_em[i - 1] + (double)shape->advance_em[i - 1];
            shape->stretch[i] = KJ_STRETCH_FIRST;
        } else {
            gap = meet(s, p, i);
        }
    }
    shape->x_em[i] = p->x + gap;
    p->x = shape->x_em[i] + (double)shape->advance_em[i];
    if (visible) {
        p->left = i;
        p->left_was = was;
    } else if (was & KJ_IS_HARD) {
        p->left = UINT32_MAX;
        p->x = 0;
    }
}

/* What lines copy: clusters and glyphs with their places in the endless line. */
static void make_templates(kj_shape *shape)
{
    for (uint32_t i = 0; i < shape->count; i++) {
        kj_cluster *c = &shape->clusters[i];
        c->len = c[1].start - c->start;
        c->x_em = (float)shape->x_em[i];
        c->advance_em = (float)(shape->x_em[i + 1] - shape->x_em[i]);
        for (uint32_t g = shape->glyph[i]; g < shape->glyph[i + 1]; g++)
            shape->glyphs[g].x_em += (float)shape->x_em[i];
    }
}

void kj_shape_space(kj_shaping *s)
{
    kj_shape *shape = s->shape;
    shape->x_em = KJ_NEW(s->scratch, double, shape->count + 1);
    shape->stretch = KJ_NEW(s->scratch, uint8_t, shape->count + 1);
    flag_marks(s);
    pen p = {.left = UINT32_MAX};
    for (uint32_t i = 0; i < shape->count; i++)
        place(s, &p, i);
    shape->x_em[shape->count] = p.x;
    make_templates(shape);
}
