/* engine/lesson/plan.c: reading the date of a plan. */
#include "lesson/plan.h"

#include <stdio.h>

#define NUMBERS_MAX 3
#define DIGITS_MAX 8

typedef struct numbers {
    int32_t value[NUMBERS_MAX];
    size_t digits[NUMBERS_MAX], count;
} numbers;

/* -1: no digit. */
static int32_t digit_of(uint32_t c)
{
    if (c >= '0' && c <= '9')
        return (int32_t)(c - '0');
    return c >= 0xFF10 && c <= 0xFF19 ? (int32_t)(c - 0xFF10) : -1;
}

static bool is_between(uint32_t c)
{
    static const uint32_t marks[] = {'-',    '/',    '.',    ' ',    0x3000, 0xFF0D,
                                     0xFF0F, 0xFF0E, 0x5E74, 0x6708, 0x65E5, 0x53F7};
    for (size_t i = 0; i < KJ_COUNT(marks); i++)
        if (marks[i] == c)
            return true;
    return false;
}

static bool scan(kj_span typed, numbers *out)
{
    bool within = false;
    for (size_t at = 0; at < typed.len;) {
        const uint32_t c = kj_utf8_next(typed, &at);
        const int32_t digit = digit_of(c);
        if (digit < 0 && !is_between(c))
            return false;
        if (digit >= 0 && !within && out->count++ == NUMBERS_MAX)
            return false;
        within = digit >= 0;
        if (!within)
            continue;
        if (out->digits[out->count - 1]++ == DIGITS_MAX)
            return false;
        out->value[out->count - 1] = out->value[out->count - 1] * 10 + digit;
    }
    return true;
}

/* Year, month, day; year 0: not said. */
static bool arrange(const numbers *n, int32_t date[3])
{
    const int32_t whole = n->value[0];
    if (n->count == 1 && n->digits[0] == 8) {
        date[0] = whole / 10000;
        date[1] = whole / 100 % 100;
        date[2] = whole % 100;
        return true;
    }
    if (n->count == 1 && (n->digits[0] == 3 || n->digits[0] == 4)) {
        date[1] = whole / 100;
        date[2] = whole % 100;
        return true;
    }
    if (n->count < 2 || (n->count == 3 && n->digits[0] != 4))
        return false;
    date[0] = n->count == 3 ? whole : 0;
    date[1] = n->value[n->count - 2];
    date[2] = n->value[n->count - 1];
    return n->digits[n->count - 1] <= 2 && n->digits[n->count - 2] <= 2;
}

static bool calendar(int32_t year, int32_t month, int32_t day, int64_t *out)
{
    char text[40];
    const int len = snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    return kj_date_read((kj_span){text, len > 0 ? (size_t)len : 0}, out);
}

kj_plan_read kj_plan_day(kj_span typed, int64_t today, int64_t *day)
{
    const int32_t year = kj_time_local((kj_time){today * 86400000, 0}).year;
    numbers n = {.count = 0};
    int32_t date[3] = {0, 0, 0};
    int64_t found = 0;
    if (kj_span_trim(typed).len == 0)
        return KJ_PLAN_EMPTY;
    if (!scan(typed, &n) || !arrange(&n, date))
        return KJ_PLAN_UNREADABLE;
    bool real = calendar(date[0] ? date[0] : year, date[1], date[2], &found);
    if (date[0] == 0 && (!real || found < today))
        real = calendar(year + 1, date[1], date[2], &found);
    if (!real)
        return KJ_PLAN_IMPOSSIBLE;
    if (found < today)
        return KJ_PLAN_PAST;
    if (found - today > KJ_PLAN_DAYS_MAX)
        return KJ_PLAN_FAR;
    *day = found;
    return KJ_PLAN_DAY;
}
