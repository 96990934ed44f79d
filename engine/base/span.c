/* engine/base/span.c: searching and UTF-8. */
#include "base/span.h"

bool kj_span_starts(kj_span s, kj_span prefix)
{
    return s.len >= prefix.len && kj_span_equal(kj_span_sub(s, 0, prefix.len), prefix);
}

bool kj_span_ends(kj_span s, kj_span suffix)
{
    return s.len >= suffix.len && kj_span_equal(kj_span_sub(s, s.len - suffix.len, s.len), suffix);
}

size_t kj_span_find(kj_span hay, kj_span needle, size_t from)
{
    if (from > hay.len || hay.len - from < needle.len)
        return SIZE_MAX;
    if (needle.len == 0)
        return from;
    const size_t last = hay.len - needle.len;
    while (from <= last) {
        const char *hit = memchr(hay.ptr + from, needle.ptr[0], last - from + 1);
        if (!hit)
            return SIZE_MAX;
        from = (size_t)(hit - hay.ptr);
        if (memcmp(hit, needle.ptr, needle.len) == 0)
            return from;
        from++;
    }
    return SIZE_MAX;
}

bool kj_span_count(kj_span text, uint32_t most, uint32_t *out)
{
    uint32_t value = 0;
    if (text.len == 0 || text.len > 6)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        value = value * 10 + (uint32_t)(text.ptr[i] - '0');
    }
    if (value > most)
        return false;
    *out = value;
    return true;
}

int kj_span_compare(kj_span a, kj_span b)
{
    const size_t common = a.len < b.len ? a.len : b.len;
    const int order = common == 0 ? 0 : memcmp(a.ptr, b.ptr, common);
    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

static const kj_span ideographic_space = {KJ_SPAN("\xE3\x80\x80")};

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

kj_span kj_span_trim(kj_span s)
{
    for (;;) {
        if (s.len > 0 && is_blank(s.ptr[0]))
            s = kj_span_sub(s, 1, s.len);
        else if (kj_span_starts(s, ideographic_space))
            s = kj_span_sub(s, ideographic_space.len, s.len);
        else
            break;
    }
    for (;;) {
        if (s.len > 0 && is_blank(s.ptr[s.len - 1]))
            s.len--;
        else if (kj_span_ends(s, ideographic_space))
            s.len -= ideographic_space.len;
        else
            return s;
    }
}

uint64_t kj_span_hash(kj_span s)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < s.len; i++) {
        hash ^= (unsigned char)s.ptr[i];
        hash *= 0x100000001B3u;
    }
    return hash;
}

/* Length of the sequence that a lead byte announces; 0: no lead byte.  C0, C1 (overlong) and F5
 * and above (beyond U+10FFFF) never lead. */
static size_t sequence_len(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    if (lead >= 0xF0 && lead <= 0xF4)
        return 4;
    return 0;
}

uint32_t kj_utf8_next(kj_span s, size_t *pos)
{
    const unsigned char *p = (const unsigned char *)s.ptr + *pos;
    const size_t len = sequence_len(p[0]);
    if (len == 1) {
        *pos += 1;
        return p[0];
    }
    if (len == 0 || s.len - *pos < len) {
        *pos += 1;
        return KJ_UTF8_BAD;
    }
    uint32_t code_point = p[0] & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            *pos += 1;
            return KJ_UTF8_BAD;
        }
        code_point = code_point << 6 | (p[i] & 0x3Fu);
    }
    const bool overlong = (len == 3 && code_point < 0x800) || (len == 4 && code_point < 0x10000);
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (overlong || surrogate || code_point > 0x10FFFF) {
        *pos += 1;
        return KJ_UTF8_BAD;
    }
    *pos += len;
    return code_point;
}

size_t kj_utf8_put(char out[4], uint32_t code_point)
{
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (char)(0xC0 | code_point >> 6);
        out[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (char)(0xE0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code_point >> 18);
    out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

size_t kj_utf8_count(kj_span s)
{
    size_t count = 0;
    for (size_t pos = 0; pos < s.len; count++)
        kj_utf8_next(s, &pos);
    return count;
}

size_t kj_utf8_bad(kj_span s)
{
    for (size_t pos = 0; pos < s.len;) {
        const size_t here = pos;
        if (kj_utf8_next(s, &pos) == KJ_UTF8_BAD)
            return here;
    }
    return SIZE_MAX;
}
