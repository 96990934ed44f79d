#include "text/breaks.h"

/* What stands before the place in question. */
typedef struct context {
    kj_lb before;        /* class of the character before, spaces included */
    kj_lb before_spaces; /* … before the spaces, if any; else the same */
    kj_lb before_that;   /* of the character one further left: for LB21a */
    uint32_t base;       /* properties of the character before */
    bool joiner;         /* the code point before is a ZWJ (LB8a) */
    bool odd_flag;       /* an odd number of regional indicators (LB30a) */
    bool number;         /* within NU (NU | SY | IS)* */
    bool number_closed;  /* … and one CL or CP behind it */
} context;

static bool one_of(kj_lb c, uint64_t set)
{
    return (set >> c & 1) != 0;
}
#define SET(name) ((uint64_t)1 << KJ_LB_##name)
static const uint64_t LETTERS = SET(AL) | SET(HL);
static const uint64_t HARD = SET(BK) | SET(CR) | SET(LF) | SET(NL);
static const uint64_t HANGUL = SET(JL) | SET(JV) | SET(JT) | SET(H2) | SET(H3);
static const uint64_t IDEOGRAPHIC = SET(ID) | SET(EB) | SET(EM);

static kj_lb resolved(uint32_t properties)
{
    switch ((int)kj_ucd_lb(properties)) { /* LB1 */
    case KJ_LB_AI:
    case KJ_LB_SG:
    case KJ_LB_XX:
        return KJ_LB_AL;
    case KJ_LB_SA:
        return properties & KJ_UCD_MARK ? KJ_LB_CM : KJ_LB_AL;
    case KJ_LB_CJ:
        return KJ_LB_NS;
    default:
        return kj_ucd_lb(properties);
    }
}

void kj_break_chars(const uint32_t *codes, size_t count, kj_break_char *chars)
{
    for (size_t i = 0; i < count; i++) {
        const uint32_t properties = kj_ucd(codes[i]);
        chars[i] =
            (kj_break_char){codes[i], (uint16_t)properties, (uint8_t)resolved(properties), false};
    }
}

/* LB9 and LB10: a combining mark or joiner takes the class of what it stands on. */
static void attach(kj_break_char *chars, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (chars[i].lb != KJ_LB_CM && chars[i].lb != KJ_LB_ZWJ)
            continue;
        const kj_lb before = i > 0 ? (kj_lb)chars[i - 1].lb : KJ_LB_SP;
        chars[i].attached = !one_of(before, HARD | SET(SP) | SET(ZW));
        chars[i].lb = (uint8_t)(chars[i].attached ? before : KJ_LB_AL);
    }
}

/* LB25 as UAX #14, 8.2, example 7 has it: numbers as a regular expression. */
static bool keeps_number(const context *c, kj_lb b, kj_lb next)
{
    const kj_lb a = c->before;
    if (one_of(a, SET(PR) | SET(PO)))
        if (b == KJ_LB_NU || (one_of(b, SET(OP) | SET(HY)) && next == KJ_LB_NU))
            return true;
    if (one_of(a, SET(OP) | SET(HY)) && b == KJ_LB_NU)
        return true;
    if (c->number && one_of(b, SET(NU) | SET(SY) | SET(IS) | SET(CL) | SET(CP)))
        return true;
    return (c->number || c->number_closed) && one_of(b, SET(PO) | SET(PR));
}

/* LB22 to LB30b. */
static bool keeps_words(const context *c, const kj_break_char *b_char, kj_lb next)
{
    const kj_lb a = c->before, b = (kj_lb)b_char->lb;
    if (b == KJ_LB_IN)
        return true; /* LB22 */
    if ((one_of(a, LETTERS) && b == KJ_LB_NU) || (a == KJ_LB_NU && one_of(b, LETTERS)))
        return true; /* LB23 */
    if ((a == KJ_LB_PR && one_of(b, IDEOGRAPHIC)) || (one_of(a, IDEOGRAPHIC) && b == KJ_LB_PO))
        return true; /* LB23a */
    if ((one_of(a, SET(PR) | SET(PO)) && one_of(b, LETTERS)) ||
        (one_of(a, LETTERS) && one_of(b, SET(PR) | SET(PO))))
        return true; /* LB24 */
    if (keeps_number(c, b, next))
        return true; /* LB25 */
    if ((a == KJ_LB_JL && one_of(b, SET(JL) | SET(JV) | SET(H2) | SET(H3))) ||
        (one_of(a, SET(JV) | SET(H2)) && one_of(b, SET(JV) | SET(JT))) ||
        (one_of(a, SET(JT) | SET(H3)) && b == KJ_LB_JT))
        return true; /* LB26 */
    if ((one_of(a, HANGUL) && b == KJ_LB_PO) || (a == KJ_LB_PR && one_of(b, HANGUL)))
        return true; /* LB27 */
    if (one_of(a, LETTERS | SET(IS)) && one_of(b, LETTERS))
        return true; /* LB28, LB29 */
    if (one_of(a, LETTERS | SET(NU)) && b == KJ_LB_OP && !(b_char->properties & KJ_UCD_WIDE))
        return true; /* LB30 */
    if (a == KJ_LB_CP && one_of(b, LETTERS | SET(NU)) && !(c->base & KJ_UCD_WIDE))
        return true; /* LB30 */
    if (a == KJ_LB_RI && b == KJ_LB_RI && c->odd_flag)
        return true; /* LB30a */
    return b == KJ_LB_EM && (a == KJ_LB_EB || ((c->base & KJ_UCD_PICTOGRAPH) &&
                                               (c->base & KJ_UCD_UNASSIGNED))); /* LB30b */
}

/* LB11 to LB21b, where no space stands between the two. */
static bool keeps_marks(const context *c, kj_lb b)
{
    const kj_lb a = c->before;
    if (one_of(b, SET(WJ)) || one_of(a, SET(WJ) | SET(GL)))
        return true; /* LB11, LB12 */
    if (b == KJ_LB_GL && !one_of(a, SET(SP) | SET(BA) | SET(HY)))
        return true; /* LB12a */
    if (one_of(b, SET(CL) | SET(CP) | SET(EX) | SET(IS) | SET(SY)))
        return true; /* LB13 */
    const kj_lb s = c->before_spaces;
    if (s == KJ_LB_OP || (s == KJ_LB_QU && b == KJ_LB_OP) ||
        (one_of(s, SET(CL) | SET(CP)) && b == KJ_LB_NS) || (s == KJ_LB_B2 && b == KJ_LB_B2))
        return true; /* LB14, LB15, LB16, LB17 */
    return false;
}

static kj_break judge(const context *c, const kj_break_char *b_char, kj_lb next)
{
    const kj_lb a = c->before, b = (kj_lb)b_char->lb;
    if (one_of(a, HARD) && !(a == KJ_LB_CR && b == KJ_LB_LF))
        return KJ_BREAK_MUST; /* LB4, LB5 */
    if (one_of(b, HARD | SET(SP) | SET(ZW)))
        return KJ_BREAK_ANY; /* LB5, LB6, LB7 */
    if (c->before_spaces == KJ_LB_ZW)
        return KJ_BREAK_ALLOWED; /* LB8 */
    if (c->joiner || b_char->attached || keeps_marks(c, b))
        return KJ_BREAK_ANY; /* LB8a, LB9 */
    if (a == KJ_LB_SP)
        return KJ_BREAK_ALLOWED; /* LB18 */
    if (a == KJ_LB_QU || b == KJ_LB_QU)
        return KJ_BREAK_ANY; /* LB19 */
    if (a == KJ_LB_CB || b == KJ_LB_CB)
        return KJ_BREAK_ALLOWED; /* LB20 */
    if (one_of(b, SET(BA) | SET(HY) | SET(NS)) || a == KJ_LB_BB)
        return KJ_BREAK_ANY; /* LB21 */
    if (c->before_that == KJ_LB_HL && one_of(a, SET(HY) | SET(BA)))
        return KJ_BREAK_ANY; /* LB21a */
    if (a == KJ_LB_SY && b == KJ_LB_HL)
        return KJ_BREAK_ANY;                                               /* LB21b */
    return keeps_words(c, b_char, next) ? KJ_BREAK_ANY : KJ_BREAK_ALLOWED; /* LB31 */
}

static void advance(context *c, const kj_break_char *b_char)
{
    const kj_lb b = (kj_lb)b_char->lb;
    c->joiner = kj_ucd_lb(b_char->properties) == KJ_LB_ZWJ;
    if (b_char->attached)
        return;
    c->number_closed = c->number && one_of(b, SET(CL) | SET(CP));
    c->number = b == KJ_LB_NU || (c->number && one_of(b, SET(SY) | SET(IS)));
    c->odd_flag = b == KJ_LB_RI && !c->odd_flag;
    c->before_that = c->before;
    c->before = b;
    c->base = b_char->properties;
    if (b != KJ_LB_SP)
        c->before_spaces = b;
}

/* Of the next character that is not attached; only LB25 asks, and only behind OP and HY, so that
 * a long run of combining marks is not walked again and again. */
static kj_lb class_after(const kj_break_char *chars, size_t count, size_t i)
{
    if (chars[i].attached || !one_of((kj_lb)chars[i].lb, SET(OP) | SET(HY)))
        return KJ_LB_XX;
    size_t next = i + 1;
    while (next < count && chars[next].attached)
        next++;
    return next < count ? (kj_lb)chars[next].lb : KJ_LB_XX;
}

void kj_breaks(kj_break_char *chars, size_t count, uint8_t *out)
{
    attach(chars, count);
    context c = {.before = KJ_LB_WJ, .before_spaces = KJ_LB_WJ}; /* LB2: no break at the start */
    for (size_t i = 0; i < count; i++) {
        if (i == 0)
            out[i] = KJ_BREAK_ANY;
        else if (c.before == KJ_LB_ID && chars[i].lb == KJ_LB_ID && !chars[i].attached && !c.joiner)
            out[i] = KJ_BREAK_ALLOWED; /* LB31, what all rules say of the most frequent pair */
        else
            out[i] = (uint8_t)judge(&c, &chars[i], class_after(chars, count, i));
        advance(&c, &chars[i]);
    }
}
