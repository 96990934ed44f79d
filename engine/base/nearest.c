/* engine/base/nearest.c: "did you mean". */
#include "base/diag.h"

#define WORD_MAX \
    64 /* code points; ids and keys are no longer, and longer ones get no suggestion \
        */

typedef struct word {
    uint32_t letters[WORD_MAX];
    size_t len;
} word;

static bool decode(kj_span s, word *out)
{
    out->len = 0;
    for (size_t pos = 0; pos < s.len;) {
        if (out->len == WORD_MAX)
            return false;
        out->letters[out->len++] = kj_utf8_next(s, &pos);
    }
    return true;
}

static size_t min(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Damerau-Levenshtein in its restricted form: no part is edited twice. */
static size_t distance(const word *a, const word *b)
{
    size_t rows[3][WORD_MAX + 1];
    size_t *before = rows[0], *above = rows[1], *here = rows[2];
    for (size_t j = 0; j <= b->len; j++)
        above[j] = before[j] = j;
    for (size_t i = 1; i <= a->len; i++) {
        here[0] = i;
        for (size_t j = 1; j <= b->len; j++) {
            const bool same = a->letters[i - 1] == b->letters[j - 1];
            here[j] = min(above[j - 1] + (same ? 0 : 1), min(above[j], here[j - 1]) + 1);
            if (i > 1 && j > 1 && a->letters[i - 1] == b->letters[j - 2] &&
                a->letters[i - 2] == b->letters[j - 1])
                here[j] = min(here[j], before[j - 2] + 1);
        }
        size_t *oldest = before;
        before = above;
        above = here;
        here = oldest;
    }
    return above[b->len];
}

kj_span kj_nearest(kj_span given, const kj_span *words, size_t count)
{
    kj_span nearest = {NULL, 0};
    word a, b;
    if (!decode(given, &a))
        return nearest;
    size_t best = (a.len / 3 > 0 ? a.len / 3 : 1) + 1;
    for (size_t i = 0; i < count; i++) {
        if (!decode(words[i], &b))
            continue;
        const size_t longer = a.len > b.len ? a.len : b.len;
        if (longer - min(a.len, b.len) >= best)
            continue;
        const size_t d = distance(&a, &b);
        if (d < best && d < longer) { /* nothing in common is no likeness */
            best = d;
            nearest = words[i];
        }
    }
    return nearest;
}
