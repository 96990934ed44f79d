/* engine/player/script_words.c: what stands behind the commands of a script: numbers, times, keys.
 */
#include "player/script_inner.h"

bool kj_script_number(kj_span text, uint64_t *out)
{
    uint64_t number = 0;
    if (text.len == 0 || text.len > 12)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        number = number * 10 + (uint64_t)(text.ptr[i] - '0');
    }
    *out = number;
    return true;
}

bool kj_script_time(kj_span text, int64_t *ms)
{
    uint64_t number = 0, unit = 0;
    if (kj_span_ends(text, KJ_LIT("ms"))) {
        unit = 1;
        text.len -= 2;
    } else if (kj_span_ends(text, KJ_LIT("s"))) {
        unit = 1000;
        text.len -= 1;
    }
    if (unit == 0 || !kj_script_number(text, &number) || number > 100000000)
        return false;
    *ms = (int64_t)(number * unit);
    return true;
}

bool kj_script_size(kj_span text, int *width, int *height)
{
    uint64_t w = 0, h = 0;
    const size_t by = kj_span_find(text, KJ_LIT("x"), 0);
    if (by == SIZE_MAX || !kj_script_number(kj_span_sub(text, 0, by), &w) ||
        !kj_script_number(kj_span_sub(text, by + 1, text.len), &h) || w < 320 || h < 240 ||
        w > KJ_PICTURE_SIDE_MAX || h > KJ_PICTURE_SIDE_MAX)
        return false;
    *width = (int)w;
    *height = (int)h;
    return true;
}

bool kj_script_names_file(kj_span text)
{
    return text.len > 0 && text.ptr[0] != '.' && kj_span_find(text, KJ_LIT("/"), 0) == SIZE_MAX;
}

static bool cut(kj_span *name, kj_span prefix)
{
    if (!kj_span_starts(*name, prefix) || name->len <= prefix.len)
        return false;
    *name = kj_span_sub(*name, prefix.len, name->len);
    return true;
}

kj_key kj_script_key(kj_span text)
{
    kj_key key = {.name = text};
    for (bool more = true; more;) {
        more = false;
        if (cut(&key.name, KJ_LIT("Ctrl+")))
            more = key.ctrl = true;
        else if (cut(&key.name, KJ_LIT("Alt+")))
            more = key.alt = true;
        else if (cut(&key.name, KJ_LIT("Shift+")))
            more = key.shift = true;
    }
    return key;
}
