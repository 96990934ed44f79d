/* engine/base/time.c: the proleptic Gregorian calendar, by Howard Hinnant's day counts. */
#include "base/time.h"

#include <assert.h>

#define MS_PER_DAY ((int64_t)86400000)

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Days since 1970-01-01.  The year is counted from March, so that a leap day is its last. */
static int64_t days_from_civil(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2;
    const int64_t era = floor_div(year, 400);
    const int64_t year_of_era = year - era * 400;
    const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static kj_date civil_from_days(int64_t days)
{
    days += 719468;
    const int64_t era = floor_div(days, 146097);
    const int64_t day_of_era = days - era * 146097;
    const int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t month_from_march = (5 * day_of_year + 2) / 153;
    const int64_t month = month_from_march + (month_from_march < 10 ? 3 : -9);
    return (kj_date){
        .year = (int32_t)(year_of_era + era * 400 + (month <= 2)),
        .month = (int32_t)month,
        .day = (int32_t)(day_of_year - (153 * month_from_march + 2) / 5 + 1),
    };
}

static int32_t days_in_month(int32_t year, int32_t month)
{
    static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* `count` digits at *pos as a number in [min, max]. */
static bool read_digits(kj_span s, size_t *pos, size_t count, int32_t min, int32_t max,
                        int32_t *out)
{
    if (s.len - *pos < count)
        return false;
    int32_t value = 0;
    for (size_t i = 0; i < count; i++) {
        const char c = s.ptr[*pos + i];
        if (c < '0' || c > '9')
            return false;
        value = value * 10 + (c - '0');
    }
    *pos += count;
    *out = value;
    return value >= min && value <= max;
}

static bool read_char(kj_span s, size_t *pos, char upper)
{
    if (*pos >= s.len)
        return false;
    const char c = s.ptr[*pos];
    if (c != upper && !(upper >= 'A' && upper <= 'Z' && c == upper + ('a' - 'A')))
        return false;
    ++*pos;
    return true;
}

static bool read_day(kj_span s, size_t *pos, int64_t *day)
{
    int32_t year, month, of_month;
    if (!read_digits(s, pos, 4, 0, 9999, &year) || !read_char(s, pos, '-') ||
        !read_digits(s, pos, 2, 1, 12, &month) || !read_char(s, pos, '-') ||
        !read_digits(s, pos, 2, 1, days_in_month(year, month), &of_month))
        return false;
    *day = days_from_civil(year, month, of_month);
    return true;
}

/* ".120" and any longer or shorter fraction; what is finer than a millisecond is cut off. */
static bool read_fraction(kj_span s, size_t *pos, int32_t *ms)
{
    *ms = 0;
    if (!read_char(s, pos, '.'))
        return true;
    size_t digits = 0;
    for (; *pos < s.len && s.ptr[*pos] >= '0' && s.ptr[*pos] <= '9'; ++*pos, digits++)
        if (digits < 3)
            *ms = *ms * 10 + (s.ptr[*pos] - '0');
    for (size_t i = digits; i < 3; i++)
        *ms *= 10;
    return digits > 0;
}

static bool read_offset(kj_span s, size_t *pos, int32_t *minutes)
{
    *minutes = 0;
    if (read_char(s, pos, 'Z'))
        return true;
    int32_t sign = 1, hour, minute;
    if (read_char(s, pos, '-'))
        sign = -1;
    else if (!read_char(s, pos, '+'))
        return false;
    if (!read_digits(s, pos, 2, 0, 23, &hour) || !read_char(s, pos, ':') ||
        !read_digits(s, pos, 2, 0, 59, &minute))
        return false;
    *minutes = sign * (hour * 60 + minute);
    return true;
}

bool kj_time_read(kj_span text, kj_time *out)
{
    size_t pos = 0;
    int64_t day;
    int32_t hour, minute, second, ms, offset;
    if (!read_day(text, &pos, &day) || !read_char(text, &pos, 'T') ||
        !read_digits(text, &pos, 2, 0, 23, &hour) || !read_char(text, &pos, ':') ||
        !read_digits(text, &pos, 2, 0, 59, &minute) || !read_char(text, &pos, ':') ||
        !read_digits(text, &pos, 2, 0, 60, &second) || !read_fraction(text, &pos, &ms) ||
        !read_offset(text, &pos, &offset) || pos != text.len)
        return false;

    const int64_t utc_min = day * 1440 + (int64_t)hour * 60 + minute - offset;
    /* A leap second ends a day of UTC; POSIX time has no room for it, so it counts as the second
     * after it. */
    if (second == 60 && utc_min - floor_div(utc_min, 1440) * 1440 != 1439)
        return false;
    const int64_t utc_ms = (utc_min * 60 + second) * 1000 + ms;
    /* Both forms of an instant must be writable: years 0000 to 9999 in UTC too. */
    if (utc_ms < days_from_civil(0, 1, 1) * MS_PER_DAY ||
        utc_ms >= days_from_civil(10000, 1, 1) * MS_PER_DAY)
        return false;
    *out = (kj_time){.ms = utc_ms, .offset_min = offset};
    return true;
}

kj_date kj_time_local(kj_time time)
{
    const int64_t local_ms = time.ms + (int64_t)time.offset_min * 60000;
    const int64_t day = floor_div(local_ms, MS_PER_DAY);
    const int64_t second = (local_ms - day * MS_PER_DAY) / 1000;
    kj_date date = civil_from_days(day);
    date.hour = (int32_t)(second / 3600);
    date.minute = (int32_t)(second / 60 % 60);
    date.second = (int32_t)(second % 60);
    return date;
}

int64_t kj_time_local_day(kj_time time)
{
    return floor_div(time.ms + (int64_t)time.offset_min * 60000, MS_PER_DAY);
}

static void put_local(kj_text_buffer *out, kj_time time)
{
    const kj_date d = kj_time_local(time);
    const int ms = (int)(time.ms - floor_div(time.ms, 1000) * 1000);
    kj_putf(out, "%04d-%02d-%02dT%02d:%02d:%02d.%03d", d.year, d.month, d.day, d.hour, d.minute,
            d.second, ms);
}

kj_span kj_time_write(kj_time time, kj_arena *arena)
{
    assert(time.offset_min > -1440 && time.offset_min < 1440);
    kj_text_buffer out = {.arena = arena};
    put_local(&out, time);
    const int32_t minutes = time.offset_min < 0 ? -time.offset_min : time.offset_min;
    kj_putf(&out, "%c%02d:%02d", time.offset_min < 0 ? '-' : '+', minutes / 60, minutes % 60);
    return kj_put_span(&out);
}

kj_span kj_time_write_utc(kj_time time, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    put_local(&out, (kj_time){.ms = time.ms});
    kj_put_char(&out, 'Z');
    return kj_put_span(&out);
}

bool kj_date_read(kj_span yyyy_mm_dd, int64_t *day)
{
    size_t pos = 0;
    return read_day(yyyy_mm_dd, &pos, day) && pos == yyyy_mm_dd.len;
}

kj_span kj_date_write(int64_t day, kj_arena *arena)
{
    const kj_date d = civil_from_days(day);
    return kj_arena_format(arena, "%04d-%02d-%02d", d.year, d.month, d.day);
}
