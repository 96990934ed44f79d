/* engine/base/json_number.c: numbers, read exactly and without regard to the locale. */
#include "base/json_inner.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* 767 digits decide any double; what lies beyond only says "a little more". */
#define DIGITS_MAX 800
#define EXPONENT_CAP 1000000

static const double powers_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                       1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                       1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* Where the parts of a number stand. */
typedef struct parts {
    bool negative;
    size_t whole, whole_end, fraction, fraction_end; /* runs of digits */
    int64_t exponent;
} parts;

static bool is_digit(kj_span s, size_t pos)
{
    return pos < s.len && s.ptr[pos] >= '0' && s.ptr[pos] <= '9';
}

static kj_json_number_result find_parts(kj_span s, size_t *pos, parts *out)
{
    size_t p = *pos;
    if (s.ptr[p] == '-') {
        out->negative = true;
        p++;
    }
    out->whole = p;
    if (!is_digit(s, p)) {
        *pos = p;
        return KJ_NUMBER_NO_DIGIT;
    }
    if (s.ptr[p] == '0' && is_digit(s, p + 1))
        return KJ_NUMBER_LEADING_ZERO;
    while (is_digit(s, p))
        p++;
    out->whole_end = out->fraction = out->fraction_end = p;
    if (p < s.len && s.ptr[p] == '.') {
        out->fraction = ++p;
        while (is_digit(s, p))
            p++;
        out->fraction_end = p;
        if (out->fraction == p) {
            *pos = p;
            return KJ_NUMBER_NO_DIGIT;
        }
    }
    if (p < s.len && (s.ptr[p] == 'e' || s.ptr[p] == 'E')) {
        p++;
        const bool minus = p < s.len && s.ptr[p] == '-';
        if (p < s.len && (s.ptr[p] == '-' || s.ptr[p] == '+'))
            p++;
        if (!is_digit(s, p)) {
            *pos = p;
            return KJ_NUMBER_NO_DIGIT;
        }
        for (; is_digit(s, p); p++)
            if (out->exponent < EXPONENT_CAP)
                out->exponent = out->exponent * 10 + (s.ptr[p] - '0');
        if (minus)
            out->exponent = -out->exponent;
    }
    *pos = p;
    return KJ_NUMBER_OK;
}

/* The significant digits, cut to DIGITS_MAX, and the power of ten that they are multiplied by. */
typedef struct digits {
    char text[DIGITS_MAX + 32];
    size_t len;
    int64_t exponent;
    bool more; /* what was cut off is not all zeros */
} digits;

static void add_digits(digits *d, kj_span run, bool fraction)
{
    for (size_t i = 0; i < run.len; i++) {
        const bool leading = d->len == 0 && run.ptr[i] == '0';
        if (leading || d->len < DIGITS_MAX) {
            if (!leading)
                d->text[d->len++] = run.ptr[i];
            d->exponent -= fraction;
        } else {
            d->more |= run.ptr[i] != '0';
            d->exponent += !fraction;
        }
    }
}

/* By strtod, on digits and exponent without a decimal point, since strtod takes that from the
 * locale. */
static double convert_slowly(kj_span s, const parts *n)
{
    digits d;
    d.len = 0;
    d.exponent = n->exponent;
    d.more = false;
    add_digits(&d, kj_span_sub(s, n->whole, n->whole_end), false);
    add_digits(&d, kj_span_sub(s, n->fraction, n->fraction_end), true);
    if (d.len == 0)
        return 0;
    if (d.more) {
        d.text[d.len++] = '1';
        d.exponent--;
    }
    snprintf(d.text + d.len, sizeof d.text - d.len, "e%lld", (long long)d.exponent);
    const double value = strtod(d.text, NULL);
    return value > 0 ? value : NAN; /* a number that is not zero came out as zero */
}

kj_json_number_result kj_json_read_number(kj_span text, size_t *pos, double *out)
{
    parts n = {.negative = false};
    const kj_json_number_result result = find_parts(text, pos, &n);
    if (result != KJ_NUMBER_OK)
        return result;

    /* Clinger: with at most 15 digits and a power of ten that is exact, one rounding is all. */
    const size_t count = n.whole_end - n.whole + (n.fraction_end - n.fraction);
    const int64_t exponent = n.exponent - (int64_t)(n.fraction_end - n.fraction);
    double value;
    if (count <= 15 && exponent >= -22 && exponent <= 22) {
        int64_t mantissa = 0;
        for (size_t i = n.whole; i < n.whole_end; i++)
            mantissa = mantissa * 10 + (text.ptr[i] - '0');
        for (size_t i = n.fraction; i < n.fraction_end; i++)
            mantissa = mantissa * 10 + (text.ptr[i] - '0');
        value = exponent < 0 ? (double)mantissa / powers_of_ten[-exponent]
                             : (double)mantissa * powers_of_ten[exponent];
    } else {
        value = convert_slowly(text, &n);
    }
    *out = n.negative ? -value : value;
    return isfinite(value) ? KJ_NUMBER_OK : KJ_NUMBER_RANGE;
}
