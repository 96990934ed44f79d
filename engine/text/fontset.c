#include "text/fontset.h"

#include <assert.h>
#include <hb-ot.h>

hb_font_t *kj_fontset_get(kj_fontset *set, uint32_t index)
{
    assert(index < KJ_FONT_MAX);
    if (set->fonts[index] || index >= set->files.count || !set->files.files[index].bytes.ptr)
        return set->fonts[index];
    const kj_font_file *file = &set->files.files[index];
    if (file->bytes.len > UINT32_MAX)
        return NULL;
    hb_blob_t *blob = hb_blob_create(file->bytes.ptr, (unsigned)file->bytes.len,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, file->face_index);
    if (hb_face_get_glyph_count(face) > 0) {
        set->fonts[index] = hb_font_create(face);
        hb_font_set_scale(set->fonts[index], KJ_UNITS_PER_EM, KJ_UNITS_PER_EM);
    }
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return set->fonts[index];
}

void kj_fontset_close(kj_fontset *set)
{
    for (size_t i = 0; i < KJ_FONT_MAX; i++)
        if (set->fonts[i])
            hb_font_destroy(set->fonts[i]);
}

/* Joiners, variation selectors and the like need no glyph of their own. */
static bool is_silent(uint32_t c)
{
    return c == 0x200C || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) ||
           (c >= 0xE0000 && c <= 0xE0FFF) || c == 0x034F || c == 0x180E ||
           (c >= 0x180B && c <= 0x180D);
}

static bool has_all(hb_font_t *font, const uint32_t *codes, size_t count)
{
    hb_codepoint_t glyph = 0;
    bool all = true;
    for (size_t i = 0; i < count && all; i++)
        all = is_silent(codes[i]) || hb_font_get_nominal_glyph(font, codes[i], &glyph);
    if (all || count != 2)
        return all;
    hb_codepoint_t composed = 0; /* a letter and its accent may be one glyph */
    return hb_unicode_compose(hb_unicode_funcs_get_default(), codes[0], codes[1], &composed) &&
           hb_font_get_nominal_glyph(font, composed, &glyph);
}

/* The n-th font to ask for a role; SIZE_MAX at the end. */
static size_t nth_choice(const kj_fontset *set, kj_font_role role, size_t n)
{
    const size_t fallbacks =
        set->files.count > KJ_FONT_ROLE_COUNT ? set->files.count - KJ_FONT_ROLE_COUNT : 0;
    if (n == 0)
        return role;
    if (n <= fallbacks)
        return KJ_FONT_ROLE_COUNT + n - 1;
    n -= fallbacks + 1;
    if (n >= role)
        n++; /* the roles other than this one */
    return n < KJ_FONT_ROLE_COUNT ? n : SIZE_MAX;
}

kj_font_pick kj_fontset_pick(kj_fontset *set, kj_font_role role, const uint32_t *codes,
                             size_t count)
{
    size_t base = SIZE_MAX, first = SIZE_MAX, choice = SIZE_MAX;
    for (size_t n = 0; (choice = nth_choice(set, role, n)) != SIZE_MAX; n++) {
        hb_font_t *font = kj_fontset_get(set, (uint32_t)choice);
        if (!font)
            continue;
        if (has_all(font, codes, count))
            return (kj_font_pick){(uint32_t)choice, false};
        if (first == SIZE_MAX)
            first = choice;
        if (base == SIZE_MAX && count > 1 && has_all(font, codes, 1))
            base = choice;
    }
    const size_t fallback = base != SIZE_MAX ? base : first;
    return (kj_font_pick){fallback == SIZE_MAX ? role : (uint32_t)fallback, true};
}
