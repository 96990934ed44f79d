#include "text/shape.h"

#include "text/breaks.h"
#include "text/grapheme.h"
#include "text/marks.h"

#include <assert.h>

#define TAB_EM 2.0f
/* Of a longer cluster HarfBuzz sees the beginning only: it takes time by the square of one. */
#define CLUSTER_CODES_MAX 256u
#define FEATURES_MAX 6
#define NO_FONT UINT8_MAX /* of a cluster that is not given to HarfBuzz */

static bool is_cjk_mark(uint32_t c)
{
    return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF5E);
}

static void read_text(kj_shaping *s)
{
    const kj_span text = s->key->text;
    const size_t room = kj_utf8_count(text) + 1;
    s->codes = KJ_NEW(s->scratch, uint32_t, room);
    s->chars = KJ_NEW(s->scratch, kj_break_char, room);
    for (size_t pos = 0; pos < text.len;) {
        const uint32_t c = kj_utf8_next(text, &pos);
        assert(c != KJ_UTF8_BAD);
        s->codes[s->code_count++] = c;
    }
    kj_break_chars(s->codes, s->code_count, s->chars);
}

static size_t utf8_len(uint32_t c)
{
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

/* Clusters; and whether the text is Chinese, where nobody says: it holds Han or full-width marks,
 * or no Latin letter at all. */
static void find_clusters(kj_shaping *s)
{
    kj_shape *shape = s->shape;
    s->cluster_of = KJ_NEW(s->scratch, uint32_t, s->code_count + 1);
    s->first = KJ_NEW(s->scratch, uint32_t, s->code_count + 1);
    shape->clusters = KJ_NEW(s->scratch, kj_cluster, s->code_count + 1);
    kj_grapheme grapheme = {0};
    bool han = false, letters = false;
    uint32_t count = 0;
    size_t byte = 0;
    for (size_t n = 0; n < s->code_count; n++) {
        const uint32_t c = s->codes[n];
        if (kj_grapheme_begins(&grapheme, s->chars[n].properties)) {
            s->first[count] = (uint32_t)n;
            shape->clusters[count++].start = (uint32_t)byte;
        }
        s->cluster_of[n] = count - 1;
        byte += utf8_len(c);
        han = han || kj_is_han(c) || is_cjk_mark(c);
        letters = letters || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
    s->first[count] = (uint32_t)s->code_count;
    shape->clusters[count].start = (uint32_t)byte;
    shape->count = count;
    s->chinese = !s->key->english && (han || !letters);
}

static bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == 0x3000 || c == 0x1680 || c == 0x205F ||
           (c >= 0x2000 && c <= 0x200A && c != 0x2007);
}

static uint16_t flags_of(uint32_t c, uint32_t properties)
{
    const kj_lb lb = kj_ucd_lb(properties);
    if (lb == KJ_LB_LF || lb == KJ_LB_CR || lb == KJ_LB_BK || lb == KJ_LB_NL)
        return KJ_IS_HARD;
    if (is_space(c))
        return KJ_IS_SPACE;
    if (c == 0x00AD)
        return KJ_IS_HIDDEN | KJ_IS_SOFT_HYPHEN;
    if (kj_ucd_gcb(properties) == KJ_GCB_Control)
        return KJ_IS_HIDDEN;
    return 0;
}

/* For last lines of one character: letters, figures, signs; …… and —— are as wide. */
static bool counts_as_character(kj_lb lb)
{
    switch ((int)lb) {
    case KJ_LB_AL:
    case KJ_LB_HL:
    case KJ_LB_NU:
    case KJ_LB_ID:
    case KJ_LB_EB:
    case KJ_LB_EM:
    case KJ_LB_PO:
    case KJ_LB_PR:
    case KJ_LB_RI:
    case KJ_LB_IN:
    case KJ_LB_B2:
    case KJ_LB_H2:
    case KJ_LB_H3:
    case KJ_LB_JL:
    case KJ_LB_JV:
    case KJ_LB_JT:
        return true;
    default:
        return false;
    }
}

static void find_breaks(kj_shaping *s)
{
    kj_shape *shape = s->shape;
    uint8_t *breaks = KJ_NEW(s->scratch, uint8_t, s->code_count + 1);
    kj_breaks_zh(s->codes, s->code_count, s->chinese, s->chars, breaks);

    shape->flags = KJ_NEW(s->scratch, uint16_t, shape->count + 1);
    shape->breaks = KJ_NEW(s->scratch, uint8_t, shape->count + 1);
    shape->hard = KJ_NEW(s->scratch, uint32_t, shape->count + 1);
    for (uint32_t i = 0; i < shape->count; i++) {
        const kj_break_char *c = &s->chars[s->first[i]];
        shape->breaks[i] = breaks[s->first[i]];
        if (kj_is_plain_han(c->code)) {
            shape->flags[i] = KJ_IS_CHAR;
            continue;
        }
        shape->flags[i] = flags_of(c->code, c->properties);
        if (shape->flags[i] & KJ_IS_HARD)
            shape->hard[shape->hard_count++] = i;
        const bool counts = counts_as_character((kj_lb)c->lb);
        if (counts && !shape->flags[i])
            shape->flags[i] |= KJ_IS_CHAR;
    }
}

static kj_font_role role_at(const kj_shape_key *key, size_t *run, uint32_t offset)
{
    while (*run < key->run_count && offset >= key->runs[*run].start + key->runs[*run].len)
        ++*run;
    return *run < key->run_count && offset >= key->runs[*run].start ? key->runs[*run].role
                                                                    : key->role;
}

static bool is_upright(const kj_shaping *s, uint32_t i)
{
    return s->key->vertical && (s->shape->flags[i] & KJ_IS_UPRIGHT);
}

static bool is_pair(const kj_shaping *s, uint32_t i)
{
    return s->key->vertical && kj_shape_is_pair(s->shape, i);
}

/* A curly quotation mark that Latin letters use: narrow. */
static bool is_narrow_quote(const kj_shaping *s, uint32_t code_index)
{
    return kj_is_quote(s->codes[code_index]) &&
           (!s->chinese || kj_is_apostrophe(s->codes, s->code_count, code_index));
}

static hb_script_t script_of(const kj_shaping *s, uint32_t i, hb_script_t before)
{
    const uint32_t c = s->codes[s->first[i]];
    if (kj_is_han(c) || s->chars[s->first[i]].properties & KJ_UCD_WIDE)
        return HB_SCRIPT_HAN;
    if (c == ' ' && before != HB_SCRIPT_INVALID)
        return before;
    if (c < 0x80 || is_narrow_quote(s, s->first[i]))
        return HB_SCRIPT_LATIN;
    if (is_upright(s, i))
        return HB_SCRIPT_HAN;
    const hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), c);
    if (script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN)
        return s->chinese ? HB_SCRIPT_HAN : HB_SCRIPT_LATIN;
    return script;
}

/* Room for `more` glyphs; usually there is one for each code point. */
static void reserve_glyphs(kj_shaping *s, size_t more)
{
    const kj_shape *shape = s->shape;
    if (shape->glyph_count + more <= s->glyph_room)
        return;
    s->glyph_room = (shape->glyph_count + more) * 2;
    kj_glyph *glyphs = KJ_NEW(s->scratch, kj_glyph, s->glyph_room);
    if (shape->glyph_count > 0)
        memcpy(glyphs, shape->glyphs, shape->glyph_count * sizeof *glyphs);
    s->shape->glyphs = glyphs;
}

static kj_glyph *add_glyph(kj_shaping *s, uint32_t cluster, uint32_t id, uint32_t font)
{
    kj_shape *shape = s->shape;
    kj_glyph *glyph = &shape->glyphs[shape->glyph_count++];
    *glyph = (kj_glyph){.id = id, .offset = shape->clusters[cluster].start, .font = (uint8_t)font};
    return glyph;
}

static double em(hb_position_t units)
{
    return (double)units / KJ_UNITS_PER_EM;
}

/* The clusters that one glyph stands for share its width evenly. */
static void share_ligature(kj_shape *shape, uint32_t first, uint32_t end)
{
    if (end <= first + 1)
        return;
    const float part = shape->advance_em[first] / (float)(end - first);
    for (uint32_t i = first; i < end; i++) {
        shape->advance_em[i] = part;
        shape->glyph[i] = i == first ? shape->glyph[i] : shape->glyph_count;
        if (i > first)
            shape->flags[i] |= KJ_IS_LIGATURE_PART;
    }
}

/* `at`: the cluster, whose advance so far is the pen. */
static void place_glyph(const kj_shaping *s, kj_glyph *glyph, uint32_t at,
                        const hb_glyph_position_t *position)
{
    const float pen = s->shape->advance_em[at];
    glyph->upright = s->key->vertical && (s->shape->flags[at] & KJ_IS_UPRIGHT);
    if (glyph->upright) { /* HarfBuzz counts from the line's axis, upwards */
        glyph->x_em = (float)((double)pen + em(-position->y_offset));
        glyph->y_em = (float)em(-position->x_offset);
        glyph->advance_em = (float)em(-position->y_advance);
    } else {
        glyph->x_em = (float)((double)pen + em(position->x_offset));
        glyph->y_em = (float)em(-position->y_offset) + (s->key->vertical ? KJ_CENTRE_EM : 0);
        glyph->advance_em = (float)em(position->x_advance);
    }
}

/* Glyphs of the clusters [from, to), all of one font and script, from the buffer. */
static void take_glyphs(kj_shaping *s, uint32_t from, uint32_t to, uint32_t font)
{
    kj_shape *shape = s->shape;
    unsigned count = 0;
    reserve_glyphs(s, hb_buffer_get_length(s->buffer));
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(s->buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(s->buffer, NULL);
    uint32_t at = from; /* the cluster whose glyphs come now */
    shape->glyph[from] = shape->glyph_count;
    for (unsigned g = 0; g < count; g++) {
        const uint32_t cluster = s->cluster_of[infos[g].cluster];
        if (cluster > at) {
            share_ligature(shape, at, cluster);
            at = cluster;
            shape->glyph[at] = shape->glyph_count;
        }
        kj_glyph *glyph = add_glyph(s, at, infos[g].codepoint, font);
        place_glyph(s, glyph, at, &positions[g]);
        shape->advance_em[at] += glyph->advance_em;
    }
    share_ligature(shape, at, to);
}

static hb_feature_t feature(hb_tag_t tag, uint32_t value)
{
    return (hb_feature_t){tag, value, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
}

/* At most FEATURES_MAX. */
static unsigned features_of(const kj_shaping *s, uint32_t from, uint32_t to, uint32_t font,
                            hb_script_t script, hb_feature_t *out)
{
    unsigned count = 0;
    if (script == HB_SCRIPT_HAN) { /* kana stay in the grid */
        out[count++] = feature(HB_TAG('k', 'e', 'r', 'n'), 0);
        out[count++] = feature(HB_TAG('v', 'k', 'r', 'n'), 0);
    }
    if (is_pair(s, from))
        out[count++] = feature(HB_TAG('h', 'w', 'i', 'd'), 1);
    for (uint32_t i = s->first[from]; i < s->first[to]; i++)
        if (is_narrow_quote(s, i)) { /* half-width where letters are so, too */
            out[count++] = feature(
                font == KJ_FONT_MONO ? HB_TAG('h', 'w', 'i', 'd') : HB_TAG('p', 'w', 'i', 'd'), 1);
            break;
        }
    for (uint32_t i = s->first[from]; i < s->first[to] && s->key->english; i++)
        if (s->codes[i] == 0x00B7) { /* full-width in fonts for Chinese, with no narrow form */
            out[count++] = feature(HB_TAG('h', 'a', 'l', 't'), 1);
            break;
        }
    if (s->key->plain) {
        out[count++] = feature(HB_TAG('c', 'c', 'm', 'p'), 0);
        out[count++] = feature(HB_TAG('l', 'i', 'g', 'a'), 0);
    }
    return count;
}

/* Two digits side by side, centred; wider ones than their room are set closer. */
static void take_pair(kj_shaping *s, uint32_t from, uint32_t font)
{
    kj_shape *shape = s->shape;
    unsigned count = 0;
    reserve_glyphs(s, hb_buffer_get_length(s->buffer));
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(s->buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(s->buffer, NULL);
    double width = 0, pen = 0;
    for (unsigned g = 0; g < count; g++)
        width += em(positions[g].x_advance);
    const double share = width > 1 ? 1 / width : 1;
    for (uint32_t i = from, g = 0; i < from + 2; i++) {
        shape->glyph[i] = shape->glyph_count;
        shape->advance_em[i] = 0.5f;
        for (; g < count && s->cluster_of[infos[g].cluster] == i; g++) {
            kj_glyph *glyph = add_glyph(s, i, infos[g].codepoint, font);
            glyph->upright = true;
            glyph->x_em = KJ_EM_ABOVE - (i > from ? 0.5f : 0);
            glyph->y_em = (float)(width * share / 2 - pen);
            glyph->advance_em = 0.5f;
            pen += em(positions[g].x_advance) * share;
        }
    }
}

static bool is_overlong(const kj_shaping *s, uint32_t cluster)
{
    return s->first[cluster + 1] - s->first[cluster] > CLUSTER_CODES_MAX;
}

/* For the forms that a font keeps for one language.  Han are Chinese in whatever text; "1→N" alone
 * is a Chinese text's as long as nobody says otherwise. */
static hb_language_t language_of(const kj_shaping *s, hb_script_t script)
{
    return hb_language_from_string(s->key->english && script != HB_SCRIPT_HAN ? "en" : "zh-Hans",
                                   -1);
}

static void shape_run(kj_shaping *s, uint32_t from, uint32_t to, uint32_t font, hb_script_t script)
{
    hb_feature_t features[FEATURES_MAX];
    const unsigned count = features_of(s, from, to, font, script, features);
    hb_buffer_reset(s->buffer);
    hb_buffer_set_flags(s->buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    const uint32_t codes = is_overlong(s, from) ? CLUSTER_CODES_MAX : s->first[to] - s->first[from];
    hb_buffer_add_utf32(s->buffer, s->codes, (int)s->code_count, s->first[from], (int)codes);
    const bool pair = is_pair(s, from), upright = is_upright(s, from);
    hb_buffer_set_direction(s->buffer, upright && !pair ? HB_DIRECTION_TTB : HB_DIRECTION_LTR);
    hb_buffer_set_script(s->buffer, script);
    hb_buffer_set_language(s->buffer, language_of(s, script));
    hb_shape(kj_fontset_get(s->fonts, font), s->buffer, features, count);
    if (pair)
        take_pair(s, from, font);
    else
        take_glyphs(s, from, to, font);
}

/* A box, one for the whole cluster. */
static void shape_missing(kj_shaping *s, uint32_t i, uint32_t index)
{
    kj_shape *shape = s->shape;
    hb_font_t *font = kj_fontset_get(s->fonts, index);
    reserve_glyphs(s, 1);
    shape->glyph[i] = shape->glyph_count;
    shape->missing[shape->missing_count++] = i;
    shape->advance_em[i] = font ? (float)em(hb_font_get_glyph_h_advance(font, 0)) : 1.0f;
    kj_glyph *glyph = add_glyph(s, i, 0, index);
    glyph->advance_em = shape->advance_em[i];
    glyph->y_em = s->key->vertical ? KJ_CENTRE_EM : 0;
}

/* What shows nothing is not given to HarfBuzz. */
static void shape_nothing(kj_shaping *s, uint32_t i)
{
    s->shape->glyph[i] = s->shape->glyph_count;
    s->shape->advance_em[i] = s->codes[s->first[i]] == '\t' ? TAB_EM : 0.0f;
}

/* One em, without HarfBuzz. */
static void set_in_grid(kj_shaping *s, uint32_t i, uint32_t glyph, uint32_t font)
{
    kj_shape *shape = s->shape;
    reserve_glyphs(s, 1);
    shape->glyph[i] = shape->glyph_count;
    shape->advance_em[i] = 1;
    add_glyph(s, i, glyph, font)->advance_em = 1;
}

typedef struct choice {
    kj_font_pick pick;
    hb_script_t script;
    uint32_t glyph; /* not 0: the whole cluster, one em wide */
} choice;

/* Two digits that make a pair are one run of their own, in one font. */
static bool parted(const kj_shaping *s, uint32_t from, uint32_t next)
{
    if (!s->key->vertical)
        return false;
    const bool half = (s->shape->flags[next] & KJ_IS_LIGATURE_PART) != 0;
    return !half &&
           (is_pair(s, from) || is_pair(s, next) || is_upright(s, from) != is_upright(s, next));
}

static choice choose(kj_shaping *s, uint32_t i, size_t *run, hb_script_t before)
{
    const kj_shape *shape = s->shape;
    const kj_font_role role = role_at(s->key, run, shape->clusters[i].start);
    const uint32_t *codes = s->codes + s->first[i];
    if (shape->flags[i] & (KJ_IS_HARD | KJ_IS_HIDDEN) || codes[0] == '\t')
        return (choice){{NO_FONT, false}, HB_SCRIPT_INVALID, 0};
    const size_t count = s->first[i + 1] - s->first[i];
    const bool in_grid = count == 1 && !s->key->vertical;
    const uint32_t glyph = in_grid ? kj_fontset_grid_glyph(s->fonts, role, codes[0]) : 0;
    if (glyph)
        return (choice){{role, false}, HB_SCRIPT_HAN, glyph};
    return (choice){kj_fontset_pick(s->fonts, role, codes, count), script_of(s, i, before), 0};
}

static void shape_clusters(kj_shaping *s)
{
    kj_shape *shape = s->shape;
    size_t run = 0;
    hb_script_t before = HB_SCRIPT_INVALID;
    choice next = {{NO_FONT, false}, before, 0};
    if (shape->count > 0)
        next = choose(s, 0, &run, before);
    for (uint32_t i = 0; i < shape->count;) {
        const choice now = next;
        const uint32_t from = i;
        do {
            before = now.script;
            if (++i < shape->count)
                next = choose(s, i, &run, before);
        } while (i < shape->count && !now.glyph && !next.glyph && !now.pick.missing &&
                 !next.pick.missing && next.pick.index == now.pick.index &&
                 next.script == now.script && now.pick.index != NO_FONT && !parted(s, from, i) &&
                 !is_overlong(s, from) && !is_overlong(s, i));
        if (now.glyph)
            set_in_grid(s, from, now.glyph, now.pick.index);
        else if (now.pick.index == NO_FONT)
            shape_nothing(s, from);
        else if (now.pick.missing)
            shape_missing(s, from, now.pick.index);
        else
            shape_run(s, from, i, now.pick.index, now.script);
    }
    shape->glyph[shape->count] = shape->glyph_count;
}

static void shape_hyphen(kj_shaping *s)
{
    const uint32_t hyphen = '-';
    const kj_font_pick pick = kj_fontset_pick(s->fonts, s->key->role, &hyphen, 1);
    hb_font_t *font = kj_fontset_get(s->fonts, pick.index);
    hb_codepoint_t id = 0;
    if (!font || !hb_font_get_nominal_glyph(font, hyphen, &id))
        return;
    s->shape->hyphen = (kj_glyph){.id = id,
                                  .font = (uint8_t)pick.index,
                                  .y_em = s->key->vertical ? KJ_CENTRE_EM : 0,
                                  .advance_em = (float)em(hb_font_get_glyph_h_advance(font, id))};
}

kj_shape *kj_shape_make(kj_fontset *fonts, const kj_shape_key *key, hb_buffer_t *buffer,
                        kj_arena *scratch)
{
    assert(key->text.len < INT32_MAX / 8);
    kj_shape *shape = KJ_NEW(scratch, kj_shape, 1);
    kj_shaping s = {
        .key = key, .fonts = fonts, .buffer = buffer, .scratch = scratch, .shape = shape};
    read_text(&s);
    find_clusters(&s);
    find_breaks(&s);
    if (key->vertical)
        kj_shape_stand(&s);
    shape->advance_em = KJ_NEW(scratch, float, shape->count + 1);
    shape->glyph = KJ_NEW(scratch, uint32_t, shape->count + 1);
    shape->missing = KJ_NEW(scratch, uint32_t, shape->count + 1);
    reserve_glyphs(&s, s.code_count / 2 + 1);
    shape_clusters(&s);
    shape_hyphen(&s);
    kj_shape_space(&s);
    return shape;
}
