#include "text/fontset.h"

#include "text/marks.h"

#include <assert.h>
#include <hb-ot.h>

bool kj_font_files_lead(kj_font_files *files, kj_font_role role, kj_font_file font)
{
    if (files->count >= KJ_FONT_MAX)
        return false;
    files->files[files->count] = files->files[role];
    files->behind[role] = files->count++;
    files->files[role] = font;
    return true;
}

/* NULL: no font, or none with glyphs. */
static hb_font_t *open_font(const kj_font_file *file)
{
    hb_font_t *font = NULL;
    if (file->bytes.len > UINT32_MAX)
        return NULL;
    hb_blob_t *blob = hb_blob_create(file->bytes.ptr, (unsigned)file->bytes.len,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, file->face_index);
    if (hb_face_get_glyph_count(face) > 0) {
        font = hb_font_create(face);
        hb_font_set_scale(font, KJ_UNITS_PER_EM, KJ_UNITS_PER_EM);
    }
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return font;
}

hb_font_t *kj_fontset_get(kj_fontset *set, uint32_t index)
{
    assert(index < KJ_FONT_MAX);
    if (set->fonts[index] || index >= set->files.count || !set->files.files[index].bytes.ptr)
        return set->fonts[index];
    set->fonts[index] = open_font(&set->files.files[index]);
    return set->fonts[index];
}

bool kj_font_usable(const kj_font_file *file)
{
    hb_font_t *font = open_font(file);
    if (font)
        hb_font_destroy(font);
    return font != NULL;
}

void kj_fontset_close(kj_fontset *set)
{
    for (size_t i = 0; i < KJ_FONT_MAX; i++)
        if (set->fonts[i])
            hb_font_destroy(set->fonts[i]);
}

/* Characters whose form differs most between the regions, and marks that fonts substitute: a font
 * that sets these as its cmap says does so with all (the tests prove it of ours). */
static const uint32_t probe[] = {
    0x9AA8, 0x76F4, 0x89D2, 0x6B21, 0x8AA4, 0x8FD4, 0x4EE4, 0x5316, 0x4ECA, 0x6D77, 0x8FB6,
    0x9063, 0x95E8, 0xFF0C, 0x3002, 0x3001, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF01, 0xFF08, 0xFF09,
};

static bool sets_as_mapped(hb_font_t *font)
{
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf32(buffer, probe, KJ_COUNT(probe), 0, KJ_COUNT(probe));
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
    hb_buffer_set_language(buffer,
                           hb_language_from_string("zh-Hans", -1)); /* as shape.c does Han */
    const hb_feature_t no_kern = {HB_TAG('k', 'e', 'r', 'n'), 0, HB_FEATURE_GLOBAL_START,
                                  HB_FEATURE_GLOBAL_END};
    hb_shape(font, buffer, &no_kern, 1);
    unsigned count = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
    bool same = count == KJ_COUNT(probe);
    for (unsigned i = 0; i < count && same; i++) {
        hb_codepoint_t glyph = 0;
        same = hb_font_get_nominal_glyph(font, probe[i], &glyph) && infos[i].codepoint == glyph &&
               positions[i].x_advance == KJ_UNITS_PER_EM && positions[i].x_offset == 0 &&
               positions[i].y_offset == 0;
    }
    hb_buffer_destroy(buffer);
    return same;
}

static bool is_grid_mark(uint32_t c)
{
    switch (c) {
    case 0x3001: /* 、 */
    case 0x3002: /* 。 */
    case 0xFF01: /* ！ */
    case 0xFF08: /* （ */
    case 0xFF09: /* ） */
    case 0xFF0C: /* ， */
    case 0xFF1A: /* ： */
    case 0xFF1B: /* ； */
    case 0xFF1F: /* ？ */
        return true;
    default:
        return false;
    }
}

static uint32_t find_grid_glyph(kj_fontset *set, kj_font_role role, uint32_t code)
{
    hb_font_t *font = kj_fontset_get(set, role);
    if (font && !set->asked[role]) {
        set->asked[role] = true;
        set->in_grid[role] = sets_as_mapped(font);
    }
    hb_codepoint_t glyph = 0;
    if (!set->in_grid[role] || !hb_font_get_nominal_glyph(font, code, &glyph))
        return 0;
    return hb_font_get_glyph_h_advance(font, glyph) == KJ_UNITS_PER_EM ? glyph : 0;
}

uint32_t kj_fontset_grid_glyph(kj_fontset *set, kj_font_role role, uint32_t code)
{
    if (!kj_is_plain_han(code) && !is_grid_mark(code))
        return 0;
    uint32_t *kept = &set->grid[role][code % KJ_GRID_KEPT];
    if (*kept >> 16 != code) /* both of 16 bits: see what is asked for, and OpenType */
        *kept = code << 16 | find_grid_glyph(set, role, code);
    return *kept & 0xFFFF;
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
    if (set->files.behind[role] && n-- == 1)
        return set->files.behind[role];
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
