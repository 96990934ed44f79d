/* engine/pack/subset.c: subsetting, by HarfBuzz. */
#include "pack/subset.h"

#include "pack/pack.h"

#include <assert.h>
#include <hb-subset.h>

static const char *const role_members[KJ_FONT_ROLE_COUNT] = {
    [KJ_FONT_SANS] = KJ_PACK_FONTS "sans.otf",
    [KJ_FONT_SANS_BOLD] = KJ_PACK_FONTS "sans-bold.otf",
    [KJ_FONT_SERIF_BOLD] = KJ_PACK_FONTS "serif-bold.otf",
    [KJ_FONT_MONO] = KJ_PACK_FONTS "mono.otf",
};

const char *kj_pack_font_of(kj_font_role role)
{
    return role_members[role];
}

kj_span kj_pack_font_more(size_t n, kj_arena *arena)
{
    return kj_arena_format(arena, KJ_PACK_FONTS "more-%zu.otf", n + 1);
}

static hb_face_t *open_face(const kj_font_file *file)
{
    hb_blob_t *blob = hb_blob_create(file->bytes.ptr, (unsigned)file->bytes.len,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, file->face_index);
    hb_blob_destroy(blob);
    return face;
}

/* Moves those of `wanted` that the font has to `out`; what is left has to come from elsewhere. */
static size_t take_covered(const kj_font_file *file, kj_charset *wanted, kj_charset *out)
{
    hb_face_t *face = open_face(file);
    hb_set_t *covered = hb_set_create();
    hb_codepoint_t code = HB_SET_VALUE_INVALID;
    size_t count = 0;
    hb_face_collect_unicodes(face, covered);
    while (hb_set_next(covered, &code))
        if (kj_charset_has(wanted, code)) {
            wanted->bits[code / 64] &= ~(UINT64_C(1) << code % 64);
            kj_charset_add(out, code);
            count++;
        }
    hb_set_destroy(covered);
    hb_face_destroy(face);
    return count;
}

static hb_subset_input_t *order(const kj_charset *set)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    hb_set_t *unicodes = hb_subset_input_unicode_set(input);
    for (uint32_t code = 0; code < KJ_CODE_COUNT; code++)
        if (kj_charset_has(set, code))
            hb_set_add(unicodes, code);
    /* All features: the typesetter asks for some that are off by default (halt). */
    hb_set_t *features = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
    hb_set_clear(features);
    hb_set_invert(features);
    /* Copyright, licence and where it stands go with the font. */
    hb_set_t *names = hb_subset_input_set(input, HB_SUBSET_SETS_NAME_ID);
    hb_set_add(names, HB_OT_NAME_ID_LICENSE);
    hb_set_add(names, HB_OT_NAME_ID_LICENSE_URL);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
    return input;
}

static bool subset(const kj_font_file *file, const kj_charset *set, kj_span *out, kj_arena *arena)
{
    hb_face_t *face = open_face(file), *small = NULL;
    hb_subset_input_t *input = order(set);
    if (input)
        small = hb_subset_or_fail(face, input);
    if (small) {
        hb_blob_t *blob = hb_face_reference_blob(small);
        unsigned len = 0;
        const char *bytes = hb_blob_get_data(blob, &len);
        *out = kj_arena_copy(arena, (kj_span){bytes, len});
        hb_blob_destroy(blob);
        hb_face_destroy(small);
    }
    if (input)
        hb_subset_input_destroy(input);
    hb_face_destroy(face);
    return small != NULL && out->len > 0;
}

typedef struct maker {
    const kj_font_files *files;
    kj_pack_fonts *out;
    kj_charset *missing; /* of what is used, what a role's font lacks */
    kj_arena *arena;
    kj_sink *sink;
} maker;

static bool add(const maker *m, const kj_font_file *file, const kj_charset *set, kj_span name)
{
    kj_zip_member *member = &m->out->members[m->out->count];
    assert(m->out->count < KJ_PACK_FONTS_MAX);
    member->name = name;
    if (!subset(file, set, &member->bytes, m->arena)) {
        kj_report(m->sink, KJ_NOWHERE, "E0607", "the font %.*s cannot be subset",
                  KJ_ARG(file->name));
        return false;
    }
    m->out->count++;
    return true;
}

static bool add_role(const maker *m, kj_font_role role, const kj_charset *used, kj_arena *scratch)
{
    const kj_font_file *file = &m->files->files[role];
    kj_charset *wanted = KJ_NEW(scratch, kj_charset, 1), *has = KJ_NEW(scratch, kj_charset, 1);
    *wanted = *used;
    take_covered(file, wanted, has);
    kj_charset_add_all(m->missing, wanted);
    return add(m, file, has, kj_span_of(kj_pack_font_of(role)));
}

/* In the order in which the typesetter asks them. */
static bool add_more(const maker *m, kj_arena *scratch)
{
    bool done = true;
    size_t n = 0;
    for (uint32_t i = KJ_FONT_ROLE_COUNT; i < m->files->count && done; i++) {
        kj_charset *has = KJ_NEW(scratch, kj_charset, 1);
        if (take_covered(&m->files->files[i], m->missing, has) > 0)
            done = add(m, &m->files->files[i], has, kj_pack_font_more(n++, m->arena));
    }
    return done;
}

/* Behind the last of the fonts. */
static void say_missing(const maker *m, const kj_charset *typed)
{
    size_t count = 0;
    for (uint32_t code = 0; code < KJ_CODE_COUNT; code++)
        count += kj_charset_has(typed, code) && kj_charset_has(m->missing, code);
    if (count > 0)
        kj_report_hint(m->sink, KJ_NOWHERE, "W1108",
                       KJ_LIT("install Debian's package fonts-noto-cjk, whose fonts have them all"),
                       "%zu of the characters that learners may type are in none of the fonts",
                       count);
}

bool kj_pack_fonts_make(const kj_font_files *files, const kj_charset *used, const kj_charset *typed,
                        kj_pack_fonts *out, kj_arena *arena, kj_sink *sink)
{
    kj_arena *scratch = kj_arena_new();
    const maker m = {files, out, KJ_NEW(scratch, kj_charset, 1), arena, sink};
    kj_charset *both = KJ_NEW(scratch, kj_charset, 1);
    bool done = true;
    *out = (kj_pack_fonts){.count = 0};
    *both = *typed;
    kj_charset_add_all(both, used);
    for (int role = 0; role < KJ_FONT_ROLE_COUNT && done; role++)
        done = add_role(&m, (kj_font_role)role, role == KJ_FONT_SANS ? both : used, scratch);
    done = done && add_more(&m, scratch);
    if (done)
        say_missing(&m, typed);
    kj_arena_free(scratch);
    return done;
}
