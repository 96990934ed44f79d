/* engine/base/json_write.c: texts and numbers as JSON. */
#include "base/json_inner.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void put_escaped(kj_text_buffer *out, uint32_t c)
{
    switch (c) {
    case '"':
        kj_put(out, KJ_LIT("\\\""));
        break;
    case '\\':
        kj_put(out, KJ_LIT("\\\\"));
        break;
    case '\n':
        kj_put(out, KJ_LIT("\\n"));
        break;
    case '\t':
        kj_put(out, KJ_LIT("\\t"));
        break;
    case '\r':
        kj_put(out, KJ_LIT("\\r"));
        break;
    case KJ_UTF8_BAD:
        kj_put(out, KJ_LIT("\xEF\xBF\xBD")); /* U+FFFD: what is written is always valid */
        break;
    default:
        kj_putf(out, "\\u%04x", (unsigned)c);
    }
}

void kj_json_put_string(kj_text_buffer *out, kj_span s)
{
    kj_put_char(out, '"');
    size_t written = 0;
    for (size_t pos = 0; pos < s.len;) {
        const size_t start = pos;
        const uint32_t c = kj_utf8_next(s, &pos);
        if (c >= 0x20 && c != '"' && c != '\\' && c != KJ_UTF8_BAD && kj_json_allowed(c))
            continue;
        kj_put(out, kj_span_sub(s, written, start));
        put_escaped(out, c);
        written = pos;
    }
    kj_put(out, kj_span_sub(s, written, s.len));
    kj_put_char(out, '"');
}

/* The fewest significant digits that read back the same, without trailing zeros; `*exponent` is
 * that of the first digit.  Decimal points never pass through the C library, since it takes them
 * from the locale. */
static size_t shortest_digits(double magnitude, char digits[18], int *exponent)
{
    char text[40];
    size_t len = 0;
    /* Any normal number keeps 15 digits, so no shorter form is missed; small ones have fewer. */
    for (int precision = magnitude < DBL_MIN ? 0 : 14; precision <= 16; precision++) {
        snprintf(text, sizeof text, "%.*e", precision, magnitude);
        const char *e = strchr(text, 'e');
        assert(e);
        len = 0;
        for (const char *p = text; p < e; p++)
            if (*p >= '0' && *p <= '9')
                digits[len++] = *p;
        *exponent = (int)strtol(e + 1, NULL, 10);
        snprintf(text, sizeof text, "%.*se%d", (int)len, digits, *exponent - precision);
        const double back = strtod(text, NULL);
        if (back >= magnitude && back <= magnitude)
            break;
    }
    while (len > 1 && digits[len - 1] == '0')
        len--;
    return len;
}

/* The forms of ECMAScript: plain between 1e-6 and 1e21, else with an exponent. */
void kj_json_put_number(kj_text_buffer *out, double number)
{
    assert(isfinite(number));
    if (signbit(number))
        kj_put_char(out, '-');
    const double magnitude = fabs(number);
    if (magnitude < 9007199254740992.0 && magnitude <= floor(magnitude)) {
        kj_putf(out, "%lld", (long long)magnitude);
        return;
    }
    char digits[18];
    int exponent;
    const int len = (int)shortest_digits(magnitude, digits, &exponent);
    if (exponent >= 21 || exponent < -6) {
        kj_put_char(out, digits[0]);
        if (len > 1)
            kj_putf(out, ".%.*s", len - 1, digits + 1);
        kj_putf(out, "e%+d", exponent);
        return;
    }
    if (exponent < 0)
        kj_put(out, KJ_LIT("0."));
    for (int zero = -1; zero > exponent; zero--)
        kj_put_char(out, '0');
    for (int i = 0; i < len || i <= exponent; i++) {
        if (i == exponent + 1 && i > 0)
            kj_put_char(out, '.');
        kj_put_char(out, '0');
        if (i < len)
            out->ptr[out->len - 1] = digits[i];
    }
}
