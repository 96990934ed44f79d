/* engine/base/pinyin.c: see pinyin.h. */
#include "base/pinyin.h"

#include "pinyin_table.h"

kj_span kj_pinyin(uint32_t c)
{
    if (c < PINYIN_FIRST || c > PINYIN_LAST)
        return (kj_span){NULL, 0};
    return kj_span_of(pinyin_sets[pinyin_set_of[c - PINYIN_FIRST]]);
}

static uint32_t lower(uint32_t c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* The next reading of a set from *at on; empty: no more. */
static kj_span next_reading(kj_span set, size_t *at)
{
    const size_t start = *at;
    while (*at < set.len && set.ptr[*at] != ' ')
        (*at)++;
    const kj_span reading = kj_span_sub(set, start, *at);
    *at += *at < set.len ? 1 : 0;
    return reading;
}

/* What a character is sorted by: its reading, or itself. */
static kj_span sort_key(uint32_t c, char own[4])
{
    size_t at = 0;
    const kj_span reading = next_reading(kj_pinyin(c), &at);
    return reading.len ? reading : (kj_span){own, kj_utf8_put(own, lower(c))};
}

int kj_pinyin_compare(kj_span a, kj_span b)
{
    for (size_t i = 0, k = 0; i < a.len && k < b.len;) {
        char first[4], second[4];
        const uint32_t c = kj_utf8_next(a, &i), d = kj_utf8_next(b, &k);
        const int order = kj_span_compare(sort_key(c == KJ_UTF8_BAD ? 0xFFFD : c, first),
                                          sort_key(d == KJ_UTF8_BAD ? 0xFFFD : d, second));
        if (order != 0)
            return order;
    }
    return kj_span_compare(a, b);
}

static bool is_letter(uint32_t c)
{
    c = lower(c);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* The initial of a syllable: its first letter, or zh, ch, sh. */
static size_t initial(kj_span reading)
{
    return reading.len > 1 && reading.ptr[1] == 'h' ? 2 : 1;
}

/* How far the word may have been taken: bit i says that i letters of it are.  All ways at once, so
 * that time stays linear whatever the text and the word are. */
typedef uint64_t progress;
#define WORD_MAX 63

static progress take(progress before, kj_span reading, kj_span word)
{
    progress after = 0;
    for (size_t i = 0; i < word.len; i++) {
        if ((before >> i & 1) == 0)
            continue;
        const size_t left = word.len - i;
        size_t same = 0;
        while (same < left && same < reading.len && reading.ptr[same] == word.ptr[i + same])
            same++;
        if (same == reading.len || same == left) /* the whole syllable; or the word ends in it */
            after |= (progress)1 << (i + same);
        if (same >= initial(reading))
            after |= (progress)1 << (i + initial(reading));
        if (same >= 1)
            after |= (progress)1 << (i + 1);
    }
    return after;
}

static progress take_character(progress before, uint32_t c, kj_span word)
{
    const kj_span set = kj_pinyin(c);
    progress after = 0;
    char own[4];
    for (size_t at = 0; at < set.len;)
        after |= take(before, next_reading(set, &at), word);
    if (set.len == 0)
        after =
            is_letter(c) ? take(before, (kj_span){own, kj_utf8_put(own, lower(c))}, word) : before;
    return after;
}

size_t kj_pinyin_match(kj_span text, size_t at, kj_span word)
{
    progress taken = 1;
    if (word.len == 0 || word.len > WORD_MAX)
        return SIZE_MAX;
    while (taken && at < text.len) {
        const uint32_t c = kj_utf8_next(text, &at);
        taken = c == KJ_UTF8_BAD ? 0 : take_character(taken, c, word);
        if (taken >> word.len & 1)
            return at;
    }
    return SIZE_MAX;
}
