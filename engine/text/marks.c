#include "text/marks.h"

kj_mark kj_mark_of(uint32_t code)
{
    switch (code) {
    case 0x2018:
    case 0x201C: /* ‘ “ */
    case 0x3008:
    case 0x300A:
    case 0x300C:
    case 0x300E:
    case 0x3010: /* 〈 《 「 『 【 */
    case 0x3014:
    case 0x3016:
    case 0x3018:
    case 0x301A:
    case 0x301D: /* 〔 〖 〘 〚 〝 */
    case 0xFF08:
    case 0xFF3B:
    case 0xFF5B:
    case 0xFF5F: /* （ ［ ｛ ｟ */
        return KJ_MARK_OPEN;
    case 0x2019:
    case 0x201D: /* ’ ” */
    case 0x3001:
    case 0x3002: /* 、 。 */
    case 0x3009:
    case 0x300B:
    case 0x300D:
    case 0x300F:
    case 0x3011: /* 〉 》 」 』 】 */
    case 0x3015:
    case 0x3017:
    case 0x3019:
    case 0x301B:
    case 0x301E: /* 〕 〗 〙 〛 〞 */
    case 0x301F: /* 〟 */
    case 0xFF09:
    case 0xFF3D:
    case 0xFF5D:
    case 0xFF60: /* ） ］ ｝ ｠ */
    case 0xFF0C:
    case 0xFF0E:
    case 0xFF1A:
    case 0xFF1B: /* ， ． ： ； */
        return KJ_MARK_CLOSE;
    case 0xFF01:
    case 0xFF1F: /* ！ ？ */
        return KJ_MARK_STRONG;
    case 0x00B7:
    case 0x2022:
    case 0x2027:
    case 0x30FB: /* · • ‧ ・ */
        return KJ_MARK_MIDDLE;
    default:
        return KJ_MARK_NONE;
    }
}

bool kj_is_han(uint32_t c)
{
    return kj_is_plain_han(c) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x3FFFD) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x3005 && c <= 0x3007) ||
           (c >= 0x3021 && c <= 0x3029) || (c >= 0x3041 && c <= 0x30FA) ||
           (c >= 0x30FC && c <= 0x312F) || (c >= 0x31A0 && c <= 0x31BF) ||
           (c >= 0x31F0 && c <= 0x31FF) || (c >= 0x2E80 && c <= 0x2FDF);
}

bool kj_is_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

bool kj_is_interpunct(uint32_t c)
{
    return c == 0x00B7 || c == 0x2022 || c == 0x2027 || c == 0x2219 || c == 0x22C5 || c == 0x30FB ||
           c == 0xFF65;
}

bool kj_is_dash(uint32_t c)
{
    return c == 0x2014 || c == 0x2015 || c == 0x2500;
}

bool kj_is_quote(uint32_t c)
{
    return c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D;
}

bool kj_is_western(uint32_t code, uint32_t properties)
{
    if (properties & KJ_UCD_WIDE || kj_is_han(code))
        return false;
    switch ((int)kj_ucd_lb(properties)) {
    case KJ_LB_AL:
    case KJ_LB_HL:
        return code > 0x7F || (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z') ||
               code == '#' || code == '@' || code == '&';
    case KJ_LB_NU:
        return true;
    case KJ_LB_PR:
        return code == '$' || code == '+' || code == 0xA3 || code == 0xA5 || code == 0x20AC ||
               code == 0x2212 || code == 0xB1;
    case KJ_LB_PO:
        return code == '%' || code == 0xB0 || code == 0xA2;
    case KJ_LB_AI: /* ª ² ³ ¹ º ¼ ½ ¾ */
        return code == 0xAA || code == 0xB2 || code == 0xB3 || (code >= 0xB9 && code <= 0xBE);
    default:
        return false;
    }
}
