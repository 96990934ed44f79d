/* tests/pack/fonts_test.c: what the fonts of a pack can set, on a machine that has no others. */
#include "load/packfonts.h"
#include "os/fontfiles.h"
#include "pack/pack.h"
#include "pack/subset.h"
#include "support.h"
#include "test.h"
#include "text/fontset.h"

#include <stdlib.h>

typedef struct kit {
    kj_arena *arena;
    kj_test_sink *sink;
    kj_charset *used, *typed;
    kj_font_files all, files; /* of this machine; of the pack alone */
    kj_fontset *set;          /* of the pack's */
} kit;

static void make_pack(kit *k, kj_pack_fonts *fonts)
{
    if (!kj_font_files_find(&k->all, k->arena, &k->sink->sink) ||
        !kj_pack_fonts_make(&k->all, k->used, k->typed, fonts, k->arena, &k->sink->sink))
        fail_msg("%.*s", KJ_ARG(kj_test_sink_text(k->sink)));
    assert_int_equal(k->sink->diags.count, 0);
}

static int open_kit(void **state)
{
    kit *k = calloc(1, sizeof *k);
    kj_pack_fonts fonts;
    k->arena = kj_arena_new();
    k->sink = kj_test_sink_new(k->arena);
    k->used = KJ_NEW(k->arena, kj_charset, 1);
    k->typed = KJ_NEW(k->arena, kj_charset, 1);
    kj_charset_add_words(k->used);
    kj_charset_add_signs(k->used);
    kj_charset_add_text(k->used, KJ_LIT("𠮷野家的𰻞面")); /* one that no role's font has */
    kj_charset_add_table(k->typed);
    make_pack(k, &fonts);
    kj_pack *pack = KJ_NEW(k->arena, kj_pack, 1);
    const kj_span bytes = kj_zip_write(fonts.members, fonts.count, k->arena);
    assert_true(kj_zip_read(bytes, KJ_LIT("x.kej"), &pack->zip, k->arena, &k->sink->sink));
    setenv("KEJIAN_FONTS", KJ_TESTS, 1); /* no font lies there */
    assert_true(kj_load_pack_fonts(pack, NULL, &k->files, k->arena, &k->sink->sink));
    k->set = KJ_NEW(k->arena, kj_fontset, 1);
    k->set->files = k->files;
    *state = k;
    return 0;
}

static int close_kit(void **state)
{
    kit *k = *state;
    kj_fontset_close(k->set);
    kj_arena_free(k->arena);
    free(k);
    return 0;
}

static void the_table_is_whole(void **state)
{
    const kit *k = *state;
    assert_int_equal(kj_charset_count(k->typed), 8105);
}

/* All 8,105 in the font that learners type with; in the others, which lack most, that one's. */
static void every_character_can_be_set(void **state)
{
    kit *k = *state;
    for (uint32_t code = 0; code < KJ_CODE_COUNT; code++) {
        if (!kj_charset_has(k->typed, code))
            continue;
        const kj_font_pick text = kj_fontset_pick(k->set, KJ_FONT_SANS, &code, 1);
        if (text.missing || text.index != KJ_FONT_SANS)
            fail_msg("U+%04X is not in the font of the texts", code);
        for (int role = 0; role < KJ_FONT_ROLE_COUNT; role++)
            if (kj_fontset_pick(k->set, (kj_font_role)role, &code, 1).missing)
                fail_msg("U+%04X cannot be set in role %d", code, role);
    }
}

/* What is used is set by the font of its role, if the machine that packed had it so. */
static void what_is_used_looks_the_same(void **state)
{
    kit *k = *state;
    kj_fontset *whole = KJ_NEW(k->arena, kj_fontset, 1);
    size_t compared = 0;
    whole->files = k->all;
    for (uint32_t code = 0; code < KJ_CODE_COUNT; code++) {
        if (!kj_charset_has(k->used, code))
            continue;
        for (int role = 0; role < KJ_FONT_ROLE_COUNT; role++) {
            const kj_font_pick before = kj_fontset_pick(whole, (kj_font_role)role, &code, 1);
            const kj_font_pick after = kj_fontset_pick(k->set, (kj_font_role)role, &code, 1);
            if (after.missing != before.missing ||
                (after.index < KJ_FONT_ROLE_COUNT) != (before.index < KJ_FONT_ROLE_COUNT))
                fail_msg("U+%04X in role %d: font %u, missing %d; before %u, %d", code, role,
                         after.index, after.missing, before.index, before.missing);
            if (before.missing)
                continue;
            hb_codepoint_t a = 0, b = 0;
            hb_font_t *one = kj_fontset_get(whole, before.index),
                      *other = kj_fontset_get(k->set, after.index);
            if (!hb_font_get_nominal_glyph(one, code, &a))
                continue; /* a joiner and the like, which needs none */
            assert_true(hb_font_get_nominal_glyph(other, code, &b));
            if (hb_font_get_glyph_h_advance(one, a) != hb_font_get_glyph_h_advance(other, b))
                fail_msg("U+%04X in role %d: another advance", code, role);
            compared++;
        }
    }
    kj_fontset_close(whole);
    assert_true(compared > 4000);
}

/* Without Noto: the pack is made of what there is, and what learners cannot type is said. */
static void says_what_cannot_be_typed(void **state)
{
    kit *k = *state;
    kj_test_sink *sink = kj_test_sink_new(k->arena);
    kj_font_files few = {.count = KJ_FONT_ROLE_COUNT};
    kj_pack_fonts fonts;
    for (size_t i = KJ_FONT_ROLE_COUNT; i < k->all.count; i++)
        if (kj_span_ends(k->all.files[i].name, KJ_LIT("DejaVuSans.ttf")))
            for (size_t role = 0; role < KJ_FONT_ROLE_COUNT; role++)
                few.files[role] = k->all.files[i];
    assert_non_null(few.files[0].bytes.ptr);
    assert_true(kj_pack_fonts_make(&few, k->used, k->typed, &fonts, k->arena, &sink->sink));
    const kj_diag *said = kj_test_sink_find(sink, "W1108");
    assert_non_null(said);
    assert_true(kj_span_starts(said->message, KJ_LIT("8105 of the characters")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_whole),
        cmocka_unit_test(every_character_can_be_set),
        cmocka_unit_test(what_is_used_looks_the_same),
        cmocka_unit_test(says_what_cannot_be_typed),
    };
    return cmocka_run_group_tests(tests, open_kit, close_kit);
}
