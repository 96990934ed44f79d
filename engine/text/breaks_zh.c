/* The tailorings for Simplified Chinese, each with its reason.
 *
 *  T1  Small kana and ー (CJ) as ID.  Chinese quotes Japanese loosely; UAX #14 offers both.
 *  T2  “ ‘ « as OP and ” ’ » as CL, where the text is Chinese: as QU they glue both neighbours
 *      (LB19), and Chinese sets no spaces around them.  ’ between letters is an apostrophe (AL).
 *      " and ' become OP or CL by what stands beside them, else in turn.
 *  T3  Connectors ～ － ~ and a single dash as NS: they never begin a line (GB/T 15834, 5.1.7;
 *      CLREQ).  Two dashes are the 破折号 (B2): never parted.
 *  T4  Interpuncts as NS: they never begin a line (CLREQ).
 *  T5  ／ as SY, and no break behind any solidus: it neither begins nor ends a line (CLREQ).
 *  T6  A number and its unit hold together (CLREQ); units.c lists the units.  Also across one
 *      typed space, behind 第, and between a currency's code and the amount.
 *  T7  Full-width digits as NU, full-width letters as AL: they are numbers and words all the same.
 *  T8  A space before % ‰ ℃ does not part them from their number.
 *  T9  A typed space before a connector or an interpunct, or on either side of a solidus, is no
 *      place for a break either: the mark would still begin or end the line.
 *  T10 No break behind hyphens that begin a word, as in --strict (LB20a of later versions). */
#include "text/breaks.h"

#include "text/marks.h"
#include "text/units.h"

/* In turn: has a straight quotation mark been opened?  A paragraph begins anew. */
typedef struct straight {
    bool open_double, open_single;
} straight;

static bool is_letter(const kj_break_char *c)
{
    return (c->lb == KJ_LB_AL || c->lb == KJ_LB_HL || c->lb == KJ_LB_NU) && !kj_is_han(c->code);
}

static bool is_hard(uint8_t lb)
{
    return lb == KJ_LB_BK || lb == KJ_LB_CR || lb == KJ_LB_LF || lb == KJ_LB_NL;
}

static bool letter_code(uint32_t code)
{
    const kj_lb lb = kj_ucd_lb(kj_ucd(code));
    return lb == KJ_LB_AL || lb == KJ_LB_HL || lb == KJ_LB_NU;
}

bool kj_is_apostrophe(const uint32_t *codes, size_t count, size_t i)
{
    return codes[i] == 0x2019 && i > 0 && i + 1 < count && letter_code(codes[i - 1]) &&
           letter_code(codes[i + 1]);
}

/* T2 for " and ': the class that the mark at `i` takes. */
static uint8_t straight_class(const kj_break_char *chars, size_t count, size_t i, bool *open)
{
    const uint8_t before = i > 0 ? chars[i - 1].lb : (uint8_t)KJ_LB_SP;
    const uint8_t after = i + 1 < count ? chars[i + 1].lb : (uint8_t)KJ_LB_SP;
    const bool must_open = before == KJ_LB_SP || before == KJ_LB_OP || is_hard(before);
    const bool must_close = after == KJ_LB_SP || after == KJ_LB_CL || after == KJ_LB_CP ||
                            after == KJ_LB_EX || after == KJ_LB_IS || is_hard(after);
    *open = must_open == must_close ? !*open : must_open;
    return (uint8_t)(*open ? KJ_LB_OP : KJ_LB_CL);
}

static void tailor_quote(kj_break_char *chars, size_t count, size_t i, straight *s)
{
    kj_break_char *c = &chars[i];
    const bool inside_word =
        i > 0 && i + 1 < count && is_letter(&chars[i - 1]) && is_letter(&chars[i + 1]);
    switch (c->code) {
    case 0x2018:
    case 0x201C:
    case 0x00AB:
    case 0x2039: /* ‘ “ « ‹ */
        c->lb = KJ_LB_OP;
        c->properties |= KJ_UCD_WIDE; /* LB30 glues only narrow brackets to words */
        return;
    case 0x2019:
    case 0x201D:
    case 0x00BB:
    case 0x203A: /* ’ ” » › */
        c->lb = (uint8_t)(c->code == 0x2019 && inside_word ? KJ_LB_AL : KJ_LB_CL);
        return;
    case '"':
        c->lb = straight_class(chars, count, i, &s->open_double);
        return;
    case '\'':
        c->lb = inside_word ? (uint8_t)KJ_LB_AL : straight_class(chars, count, i, &s->open_single);
        return;
    default:
        return;
    }
}

static bool han_or_digit(const kj_break_char *chars, size_t count, size_t i)
{
    return i < count && (kj_is_han(chars[i].code) || kj_is_digit(chars[i].code));
}

static void tailor_dash(kj_break_char *chars, size_t count, size_t i)
{
    const bool doubled = (i > 0 && kj_is_dash(chars[i - 1].code)) ||
                         (i + 1 < count && kj_is_dash(chars[i + 1].code));
    if (doubled)
        chars[i].lb = KJ_LB_B2;
    else if (chars[i].code != 0x2500)
        chars[i].lb = KJ_LB_NS;
}

static bool begins_paragraph(const kj_break_char *chars, size_t i)
{
    while (i > 0 && chars[i - 1].lb == KJ_LB_SP)
        i--;
    return i == 0 || is_hard(chars[i - 1].lb);
}

static void tailor_class(kj_break_char *chars, size_t count, size_t i)
{
    kj_break_char *c = &chars[i];
    if (kj_ucd_lb(c->properties) == KJ_LB_CJ)
        c->lb = KJ_LB_ID; /* T1 */
    if (kj_is_dash(c->code))
        tailor_dash(chars, count, i); /* T3 */
    else if (c->code == 0xFF5E || c->code == 0xFF0D || c->code == 0x223C)
        c->lb = KJ_LB_NS; /* T3 */
    else if (c->code == '~' && i > 0 && han_or_digit(chars, count, i - 1) &&
             han_or_digit(chars, count, i + 1))
        c->lb = KJ_LB_NS; /* T3 */
    else if (kj_is_interpunct(c->code) && !begins_paragraph(chars, i))
        c->lb = KJ_LB_NS; /* T4; a bullet before an item stays what it is */
    else if (c->code == 0xFF0F)
        c->lb = KJ_LB_SY; /* T5 */
    else if (kj_is_digit(c->code))
        c->lb = KJ_LB_NU; /* T7 */
    else if (c->code == 0xFF0E && i > 0 && kj_is_digit(chars[i - 1].code))
        c->lb = KJ_LB_IS; /* T7 */
    else if ((c->code >= 0xFF21 && c->code <= 0xFF3A) || (c->code >= 0xFF41 && c->code <= 0xFF5A))
        c->lb = KJ_LB_AL; /* T7 */
}

/* T6: from the place after the number's last digit on.  `at` is the first code point of what may
 * be a unit; a space at `at - 1` is bound as well. */
static void keep_unit(const uint32_t *codes, size_t count, size_t at, bool spaced, uint8_t *out)
{
    size_t n = kj_unit_len(codes + at, count - at, false);
    if (n == 0 && spaced)
        n = kj_unit_len(codes + at, count - at, true);
    for (size_t i = at; i < at + n; i++)
        if (out[i] == KJ_BREAK_ALLOWED)
            out[i] = KJ_BREAK_UNIT;
}

static void keep_numbers(const uint32_t *codes, const kj_break_char *chars, size_t count,
                         uint8_t *out)
{
    for (size_t i = 1; i < count; i++) {
        const size_t spaces = codes[i - 1] == ' ' ? 1 : 0;
        if (kj_is_plain_han(codes[i - 1]) && codes[i - 1] != 0x7B2C)
            continue;
        if (i < 1 + spaces || out[i] != KJ_BREAK_ALLOWED)
            continue;
        const uint32_t before = codes[i - 1 - spaces];
        const bool number = kj_is_digit(before) || (before == '+' && i >= 2 + spaces &&
                                                    kj_is_digit(codes[i - 2 - spaces]));
        if (number && chars[i].lb == KJ_LB_PO && !kj_is_han(codes[i]))
            out[i] = KJ_BREAK_ANY; /* T8 */
        else if (number)
            keep_unit(codes, count, i, spaces > 0, out);
        else if (kj_is_digit(codes[i]) && chars[i - 1 - spaces].lb == KJ_LB_PR)
            out[i] = KJ_BREAK_ANY; /* ￥ 100 */
        else if (kj_is_digit(codes[i]) &&
                 (before == 0x7B2C || kj_currency_before(codes, i - spaces)))
            out[i] = KJ_BREAK_UNIT; /* 第 3, USD 100 */
    }
}

/* T5, T9, T10. */
static void keep_separators(const kj_break_char *chars, size_t count, uint8_t *out)
{
    uint8_t before_spaces = KJ_LB_SP;  /* class of the last character that is no space */
    uint8_t before_hyphens = KJ_LB_SP; /* … that is no hyphen */
    for (size_t i = 1; i < count; i++) {
        const uint8_t a = chars[i - 1].lb, b = chars[i].lb;
        if (a != KJ_LB_SP)
            before_spaces = a;
        if (a != KJ_LB_HY)
            before_hyphens = a;
        const bool separated =
            before_spaces == KJ_LB_SY || b == KJ_LB_NS || chars[i].code == 0x2013;
        const bool word =
            before_hyphens == KJ_LB_AL || before_hyphens == KJ_LB_HL || before_hyphens == KJ_LB_NU;
        const bool begins_word = a == KJ_LB_HY && !word && (b == KJ_LB_AL || b == KJ_LB_HL);
        if (out[i] == KJ_BREAK_ALLOWED && (separated || begins_word))
            out[i] = KJ_BREAK_ANY;
    }
}

static bool never_begins(uint8_t lb)
{
    switch ((int)lb) {
    case KJ_LB_CL:
    case KJ_LB_CP:
    case KJ_LB_EX:
    case KJ_LB_IS:
    case KJ_LB_NS:
    case KJ_LB_SY:
    case KJ_LB_BA:
    case KJ_LB_WJ:
    case KJ_LB_GL:
        return true;
    default:
        return false;
    }
}

static bool never_ends(uint8_t lb)
{
    switch ((int)lb) {
    case KJ_LB_OP:
    case KJ_LB_SY:
    case KJ_LB_WJ:
    case KJ_LB_GL:
    case KJ_LB_BB:
        return true;
    default:
        return false;
    }
}

static bool is_joint(const kj_break_char *c)
{
    return c->lb == KJ_LB_IS || c->lb == KJ_LB_HY || c->lb == KJ_LB_EX || c->code == '_' ||
           c->code == '=' || c->code == '&' || c->code == '@';
}

/* The places where no line should end, by how bad it would be. */
static kj_break resort(const kj_break_char *chars, size_t i, uint8_t before_spaces)
{
    const uint8_t a = chars[i - 1].lb, b = chars[i].lb;
    const bool doubled = a == b && (a == KJ_LB_B2 || a == KJ_LB_IN); /* —— and …… */
    if (never_begins(b) || never_ends(before_spaces) || doubled)
        return KJ_BREAK_LAST;
    if (b == KJ_LB_PO || before_spaces == KJ_LB_PR)
        return KJ_BREAK_SIGN;
    return is_joint(&chars[i - 1]) ? KJ_BREAK_JOINT : KJ_BREAK_ANY;
}

static void rank_resorts(const kj_break_char *chars, size_t count, uint8_t *out)
{
    uint8_t before_spaces = KJ_LB_SP;
    for (size_t i = 1; i < count; i++) {
        if (chars[i - 1].lb != KJ_LB_SP)
            before_spaces = chars[i - 1].lb;
        if (out[i] == KJ_BREAK_ANY)
            out[i] = (uint8_t)resort(chars, i, before_spaces);
    }
}

void kj_breaks_zh(const uint32_t *codes, size_t count, bool chinese, kj_break_char *chars,
                  uint8_t *out)
{
    straight s = {false, false};
    for (size_t i = 0; i < count; i++) {
        if (kj_is_plain_han(chars[i].code))
            continue; /* most of the text: no rule here is about it */
        if (is_hard(chars[i].lb))
            s = (straight){false, false};
        if (chinese && chars[i].lb == KJ_LB_QU)
            tailor_quote(chars, count, i, &s);
        else
            tailor_class(chars, count, i);
    }
    kj_breaks(chars, count, out);
    keep_separators(chars, count, out);
    keep_numbers(codes, chars, count, out);
    rank_resorts(chars, count, out);
}
