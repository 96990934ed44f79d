/* engine/course/strict_text.c: marks and characters that do not belong into a Chinese text. */
#include "course/reader.h"

static bool is_han(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

/* Full-width marks, which follow Han as Han itself does. */
static bool is_wide_mark(uint32_t c)
{
    return (c >= 0x3001 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF5E) || c == 0x201C ||
           c == 0x201D || c == 0x2018 || c == 0x2019;
}

static const struct {
    char half;
    const char *hint;
} half_width[] = {
    {',', "write ，"}, {'.', "write 。"}, {';', "write ；"}, {':', "write ："},
    {'?', "write ？"}, {'!', "write ！"}, {'(', "write （"}, {')', "write ）"},
};

static const char *hint_for_half(uint32_t c)
{
    for (size_t i = 0; i < KJ_COUNT(half_width); i++)
        if (c == (uint32_t)half_width[i].half)
            return half_width[i].hint;
    return NULL;
}

/* Marks of which two in a row are a slip. */
static bool is_stop(uint32_t c)
{
    return c == 0x3002 || c == 0xFF0C || c == 0x3001 || c == 0xFF1B || c == 0xFF1A;
}

/* Traditional forms that simplified texts never hold, in the order of their code points: only
 * characters whose simplified form is another one in every word. */
static const uint16_t traditional[] = {
    0x4F86, 0x500B, 0x5011, 0x5099, 0x50B3, 0x50B5, 0x50F9, 0x5169, 0x52D5, 0x52D9, 0x52DD, 0x554F,
    0x5718, 0x5716, 0x570B, 0x5831, 0x5834, 0x58D3, 0x5BE6, 0x5BEB, 0x5C08, 0x5C0D, 0x5E36, 0x5EE0,
    0x5F35, 0x5F8C, 0x5F9E, 0x61C9, 0x6230, 0x64DA, 0x6642, 0x66F8, 0x6703, 0x689D, 0x696D, 0x6A5F,
    0x6A19, 0x6A23, 0x6B61, 0x6C92, 0x6E96, 0x7121, 0x7522, 0x7576, 0x767C, 0x76E1, 0x78BC, 0x7A31,
    0x7C21, 0x7D1A, 0x7D30, 0x7D44, 0x7D50, 0x7D66, 0x7D71, 0x7D93, 0x7DB2, 0x7E3D, 0x7E7C, 0x7E8C,
    0x8072, 0x807D, 0x8207, 0x8209, 0x8655, 0x8853, 0x898B, 0x898F, 0x89BA, 0x89C0, 0x8A08, 0x8A0E,
    0x8A13, 0x8A18, 0x8A2A, 0x8A2D, 0x8A31, 0x8A3C, 0x8A55, 0x8A66, 0x8A71, 0x8A72, 0x8A8D, 0x8A9E,
    0x8AAA, 0x8AB0, 0x8AB2, 0x8ABF, 0x8AC7, 0x8ACB, 0x8AD6, 0x8B1B, 0x8B1D, 0x8B58, 0x8B70, 0x8B8A,
    0x8B93, 0x8CA0, 0x8CA1, 0x8CA8, 0x8CB7, 0x8CBB, 0x8CBF, 0x8CC7, 0x8CE3, 0x8CEA,
};

static bool is_traditional(uint32_t c)
{
    for (size_t i = 0; i < KJ_COUNT(traditional); i++)
        if (c == traditional[i])
            return true;
    return false;
}

bool kj_text_fault_find(kj_span text, kj_text_fault *out)
{
    uint32_t before = 0;
    bool han = false;
    size_t quote = SIZE_MAX;
    for (size_t pos = 0; pos < text.len;) {
        const size_t start = pos;
        const uint32_t c = kj_utf8_next(text, &pos);
        size_t ahead = pos;
        const uint32_t after = pos < text.len ? kj_utf8_next(text, &ahead) : 0;
        const char *hint = c < 0x80 ? hint_for_half(c) : NULL;
        out->where = kj_span_sub(text, start, pos);
        if (hint && (is_han(before) || is_wide_mark(before)) &&
            (after == 0 || is_han(after) || is_wide_mark(after))) {
            out->message = "a half-width mark stands between Chinese characters";
            out->hint = hint;
            return true;
        }
        if (c == before && is_stop(c)) {
            out->message = "the same mark stands twice";
            out->hint = "leave one";
            return true;
        }
        if (is_traditional(c)) {
            out->message = "a traditional character stands in a simplified text";
            out->hint = "write its simplified form";
            return true;
        }
        han |= is_han(c);
        if (c == '"' && quote == SIZE_MAX)
            quote = start;
        before = c;
    }
    if (!han || quote == SIZE_MAX)
        return false;
    *out = (kj_text_fault){"straight quotes stand in a Chinese text", "write “ and ”",
                           kj_span_sub(text, quote, quote + 1)};
    return true;
}
