/* What holds for every text, width and style; the caches; what is missing; the outer edges. */
#include "text/kit.h"

#include "base/random.h"
#include "text/breaks.h"
#include "text/cache.h"
#include "text/fontset.h"

#include <hb.h>
#include <math.h>

#define EM 1000.0 /* what the test's own font counts in */
#define TOLERANCE_EM 0.002
#define SEED 20260301u
#define ROUNDS 3000

static const kj_span pieces[] = {
    {KJ_SPAN("客")},
    {KJ_SPAN("户")},
    {KJ_SPAN("的")},
    {KJ_SPAN("预算")},
    {KJ_SPAN("由谁批准")},
    {KJ_SPAN("CRM")},
    {KJ_SPAN("SPIN")},
    {KJ_SPAN("office")},
    {KJ_SPAN("e-mail")},
    {KJ_SPAN("it’s")},
    {KJ_SPAN("100万元")},
    {KJ_SPAN("3.5")},
    {KJ_SPAN("1,200,000")},
    {KJ_SPAN("20%")},
    {KJ_SPAN("￥8")},
    {KJ_SPAN("９")},
    {KJ_SPAN("，")},
    {KJ_SPAN("。")},
    {KJ_SPAN("：“")},
    {KJ_SPAN("”")},
    {KJ_SPAN("（")},
    {KJ_SPAN("）")},
    {KJ_SPAN("《")},
    {KJ_SPAN("》、")},
    {KJ_SPAN("？")},
    {KJ_SPAN("！")},
    {KJ_SPAN("……")},
    {KJ_SPAN("——")},
    {KJ_SPAN("～")},
    {KJ_SPAN("·")},
    {KJ_SPAN("/")},
    {KJ_SPAN(" ")},
    {KJ_SPAN("  ")},
    {KJ_SPAN("　")},
    {KJ_SPAN("\t")},
    {KJ_SPAN("\n")},
    {KJ_SPAN("\r\n")},
    {KJ_SPAN("\xC2\xA0")},
    {KJ_SPAN("\xE2\x80\x8B")},
    {KJ_SPAN("\xE2\x81\xA0")},
    {KJ_SPAN("\xC2\xAD")},
    {KJ_SPAN("👨‍💼")},
    {KJ_SPAN("🇨🇳")},
    {KJ_SPAN("𠮷")},
    {KJ_SPAN("e\xCC\x81")},
    {KJ_SPAN("葛\xF3\xA0\x84\x80")},
    {KJ_SPAN("\"")},
    {KJ_SPAN("(")},
    {KJ_SPAN(")")},
    {KJ_SPAN("αβ")},
    {KJ_SPAN("①")},
    {KJ_SPAN("→")},
    {KJ_SPAN("カタログ")},
    {KJ_SPAN("한국")},
    {KJ_SPAN("\x01")},
    {KJ_SPAN("https://example.com/a?b=c")},
};

static kj_span random_text(uint64_t *random, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    const uint32_t count = kj_random_below(random, 40);
    kj_put(&out, KJ_LIT(""));
    for (uint32_t i = 0; i < count; i++) {
        /* half of it plain Han, as in prose */
        const uint32_t among = kj_random_below(random, 2) ? (uint32_t)KJ_COUNT(pieces) : 5;
        kj_put(&out, pieces[kj_random_below(random, among)]);
    }
    return kj_put_span(&out);
}

static kj_paragraph_style random_style(uint64_t *random)
{
    static const double widths[] = {0, 0.4, 1, 1.5, 2, 3, 4.4, 7, 10, 11.3, 20, 34, 500};
    return (kj_paragraph_style){
        .role = (kj_font_role)kj_random_below(random, KJ_FONT_ROLE_COUNT),
        .width_em = widths[kj_random_below(random, KJ_COUNT(widths))],
        .align = (kj_align)kj_random_below(random, 4),
        .balance = kj_random_below(random, 4) == 0,
        .indent_em = kj_random_below(random, 8) == 0 ? 2 : 0,
        .vertical = kj_random_below(random, 4) == 0,
    };
}

/* A justified line within a paragraph reaches the edge, if it holds Han that can give. */
static void check_flush(const kj_layout_case *c, const kj_paragraph *p)
{
    if (c->style.align != KJ_ALIGN_JUSTIFY || c->style.width_em < 7 || c->style.balance)
        return;
    for (size_t i = 0; i + 1 < p->line_count; i++) {
        const kj_line *line = &p->lines[i];
        const char *end = line->text.ptr + line->text.len;
        if (kj_span_find(c->text, KJ_LIT("\n"), 0) != SIZE_MAX || *end == '\0' ||
            kj_span_find(line->text, KJ_LIT("户"), 0) == SIZE_MAX || line->cluster_count < 2 ||
            c->style.indent_em > 0)
            continue;
        if (fabs(line->width_em - c->style.width_em) > TOLERANCE_EM)
            fail_msg("%s: line %zu ends at %.3f of %.3f em", c->name, i, line->width_em,
                     c->style.width_em);
    }
}

static void any_text_fits_and_stays_whole(void **state)
{
    kj_arena *arena = *state, *round = kj_arena_new();
    kj_typesetter *typesetter = kj_typesetter_new(kj_test_fonts(arena));
    uint64_t random = SEED;
    for (size_t i = 0; i < ROUNDS; i++) {
        const uint64_t seed = random;
        kj_arena_reset(round);
        const kj_span text = random_text(&random, round);
        const kj_paragraph_style style = random_style(&random);
        const kj_span name =
            kj_arena_format(round, "seed %llu: '%.*s'", (unsigned long long)seed, KJ_ARG(text));
        const kj_layout_case c = {name.ptr, text, style};
        const kj_paragraph p = kj_typeset(typesetter, text, style, round, NULL, KJ_NOWHERE);
        kj_check_layout(&c, &p);
        check_flush(&c, &p);
    }
    kj_typesetter_free(typesetter);
    kj_arena_free(round);
}

/* Fresh, from the cached shape, and from the cached lines. */
static void a_cached_layout_is_the_same(void **state)
{
    kj_arena *arena = *state, *round = kj_arena_new();
    const kj_font_files *files = kj_test_fonts(arena);
    kj_typesetter *kept = kj_typesetter_new(files);
    uint64_t random = SEED + 1;
    for (size_t i = 0; i < 200; i++) {
        kj_arena_reset(round);
        kj_typesetter *fresh = kj_typesetter_new(files);
        const kj_span text = random_text(&random, round);
        kj_paragraph_style style = random_style(&random), other = style;
        other.width_em += 0.75;
        const kj_paragraph a = kj_typeset(fresh, text, style, round, NULL, KJ_NOWHERE);
        kj_typeset(kept, text, other, round, NULL, KJ_NOWHERE);
        const kj_paragraph b = kj_typeset(kept, text, style, round, NULL, KJ_NOWHERE);
        const kj_paragraph c = kj_typeset(kept, text, style, round, NULL, KJ_NOWHERE);
        const kj_span dump = kj_dump_layout(round, text, &a, 6);
        assert_true(kj_span_equal(dump, kj_dump_layout(round, text, &b, 6)));
        assert_true(kj_span_equal(dump, kj_dump_layout(round, text, &c, 6)));
        assert_true(kj_typesetter_bytes(kept) > 0);
        kj_typesetter_free(fresh);
    }
    kj_typesetter_free(kept);
    kj_arena_free(round);
}

static void caches_stay_within_their_limit(void **state)
{
    kj_arena *arena = *state, *round = kj_arena_new();
    kj_typesetter *typesetter = kj_typesetter_new(kj_test_fonts(arena));
    uint64_t random = SEED + 2;
    size_t most = 0;
    for (size_t i = 0; i < 400; i++) {
        kj_arena_reset(round);
        kj_text_buffer out = {.arena = round};
        const uint32_t count = 1 + kj_random_below(&random, 1500);
        kj_putf(&out, "%zu", i);
        for (uint32_t k = 0; k < count; k++)
            kj_put(&out, pieces[kj_random_below(&random, (uint32_t)KJ_COUNT(pieces))]);
        const kj_paragraph_style style = {.width_em = 1.5 + kj_random_below(&random, 40)};
        kj_typeset(typesetter, kj_put_span(&out), style, round, NULL, KJ_NOWHERE);
        const size_t bytes = kj_typesetter_bytes(typesetter);
        most = bytes > most ? bytes : most;
        assert_true(bytes <= KJ_CACHE_SHAPE_BYTES_MAX + KJ_CACHE_LINES_BYTES_MAX);
    }
    assert_true(most > KJ_CACHE_SHAPE_BYTES_MAX / 2); /* so that something was dropped */
    kj_typesetter_free(typesetter);
    kj_arena_free(round);
}

/* Two fonts in one paragraph; a run's glyphs come from its role. */
static void runs_take_their_role(void **state)
{
    kj_arena *arena = *state;
    kj_typesetter *typesetter = kj_typesetter_new(kj_test_fonts(arena));
    const kj_span text = KJ_LIT("先问清楚再报价");
    const kj_font_run run = {.start = 3, .len = 9, .role = KJ_FONT_SANS_BOLD};
    const kj_paragraph_style style = {.width_em = 20, .runs = &run, .run_count = 1};
    const kj_paragraph p = kj_typeset(typesetter, text, style, arena, NULL, KJ_NOWHERE);
    assert_int_equal(p.lines[0].glyph_count, 7);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(p.lines[0].glyphs[i].font, i >= 1 && i < 4 ? KJ_FONT_SANS_BOLD : 0);
    const kj_paragraph plain =
        kj_typeset(typesetter, text, (kj_paragraph_style){.width_em = 20}, arena, NULL, KJ_NOWHERE);
    assert_int_equal(plain.lines[0].glyphs[2].font, KJ_FONT_SANS); /* another cache entry */
    kj_typesetter_free(typesetter);
}

/* The same glyphs as HarfBuzz gives for the whole paragraph, in the same order. */
static void glyphs_are_those_of_harfbuzz(void **state)
{
    kj_arena *arena = *state;
    const kj_font_files *files = kj_test_fonts(arena);
    kj_typesetter *typesetter = kj_typesetter_new(files);
    const kj_span text =
        KJ_LIT("采购总监反问：“用CRM和office管理客户，有什么不同？”——他在等《提问的艺术》。");
    for (uint32_t role = 0; role < KJ_FONT_ROLE_COUNT; role++) {
        const kj_font_file *file = &files->files[role];
        hb_blob_t *blob = hb_blob_create(file->bytes.ptr, (unsigned)file->bytes.len,
                                         HB_MEMORY_MODE_READONLY, NULL, NULL);
        hb_face_t *face = hb_face_create(blob, file->face_index);
        hb_font_t *font = hb_font_create(face);
        hb_buffer_t *buffer = hb_buffer_create();
        hb_buffer_add_utf8(buffer, text.ptr, (int)text.len, 0, (int)text.len);
        hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
        hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
        hb_buffer_set_language(buffer, hb_language_from_string("zh-Hans", -1));
        hb_shape(font, buffer, NULL, 0);
        const kj_paragraph_style style = {.role = (kj_font_role)role};
        const kj_paragraph p = kj_typeset(typesetter, text, style, arena, NULL, KJ_NOWHERE);
        unsigned count = 0;
        const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
        assert_int_equal(p.lines[0].glyph_count, count);
        for (unsigned i = 0; i < count; i++)
            assert_int_equal(p.lines[0].glyphs[i].id, infos[i].codepoint);
        hb_buffer_destroy(buffer);
        hb_font_destroy(font);
        hb_face_destroy(face);
        hb_blob_destroy(blob);
    }
    kj_typesetter_free(typesetter);
}

static void expect_grid(hb_font_t *font, const uint32_t *codes, size_t count, uint32_t role)
{
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf32(buffer, codes, (int)count, 0, (int)count);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
    hb_buffer_set_language(buffer, hb_language_from_string("zh-Hans", -1));
    const hb_feature_t no_kern = {HB_TAG('k', 'e', 'r', 'n'), 0, HB_FEATURE_GLOBAL_START,
                                  HB_FEATURE_GLOBAL_END};
    hb_shape(font, buffer, &no_kern, 1);
    unsigned shaped = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &shaped);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
    for (unsigned i = 0; i < shaped; i++) {
        const uint32_t code = codes[infos[i].cluster];
        hb_codepoint_t glyph = 0;
        if (code == 0x2014 || code == 0x2026 || code == 0x201C || code == 0x201D)
            continue; /* company that is always shaped */
        if (!hb_font_get_nominal_glyph(font, code, &glyph))
            continue; /* another font's */
        if (infos[i].codepoint != glyph || positions[i].x_advance != KJ_UNITS_PER_EM ||
            positions[i].x_offset != 0 || positions[i].y_offset != 0)
            fail_msg("role %u: U+%04X is shaped to glyph %u, not %u", role, code,
                     infos[i].codepoint, glyph);
    }
    hb_buffer_destroy(buffer);
}

/* What is set without HarfBuzz is what HarfBuzz gives, for every ideograph of every role, and for
 * the marks in any company. */
static void grid_glyphs_are_those_of_harfbuzz(void **state)
{
    static const uint32_t marks[] = {0x3001, 0x3002, 0xFF01, 0xFF08, 0xFF09, 0xFF0C, 0xFF1A,
                                     0xFF1B, 0xFF1F, 0x201C, 0x201D, 0x2014, 0x2026, 0x6587};
    kj_arena *arena = *state;
    kj_fontset *set = KJ_NEW(arena, kj_fontset, 1);
    set->files = *kj_test_fonts(arena);
    for (uint32_t role = 0; role < KJ_FONT_ROLE_COUNT; role++) {
        hb_font_t *font = kj_fontset_get(set, role);
        assert_non_null(font);
        assert_true(kj_fontset_grid_glyph(set, (kj_font_role)role, 0x5BA2) != 0);
        assert_int_equal(kj_fontset_grid_glyph(set, (kj_font_role)role, 'A'), 0);
        uint32_t codes[64];
        for (uint32_t code = 0x4E00; code <= 0x9FFF; code += KJ_COUNT(codes)) {
            for (uint32_t i = 0; i < KJ_COUNT(codes); i++)
                codes[i] = code + i;
            expect_grid(font, codes, KJ_COUNT(codes), role);
            for (uint32_t i = 0; i < KJ_COUNT(codes); i++) {
                hb_codepoint_t glyph = 0;
                hb_font_get_nominal_glyph(font, code + i, &glyph);
                assert_int_equal(kj_fontset_grid_glyph(set, (kj_font_role)role, code + i), glyph);
            }
        }
        for (size_t a = 0; a < KJ_COUNT(marks); a++)
            for (size_t b = 0; b < KJ_COUNT(marks); b++)
                for (size_t c = 0; c < KJ_COUNT(marks); c++)
                    expect_grid(font, (const uint32_t[]){marks[a], marks[b], marks[c]}, 3, role);
    }
    kj_fontset_close(set);
}

static void missing_characters_are_boxes_and_told_once(void **state)
{
    kj_arena *arena = *state;
    kj_typesetter *typesetter = kj_typesetter_new(kj_test_fonts(arena));
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_span text = KJ_LIT("有\xF4\x8F\xBF\xBD和\xF4\x8F\xBF\xBD没有"); /* U+10FFFD twice */
    const kj_paragraph p = kj_typeset(typesetter, text, (kj_paragraph_style){.width_em = 20}, arena,
                                      &sink->sink, KJ_NOWHERE);
    assert_int_equal(p.missing, 2);
    assert_int_equal(p.lines[0].glyphs[1].id, 0);
    assert_int_equal(sink->sink.warnings, 1);
    assert_non_null(kj_test_sink_find(sink, "W0604"));
    kj_typesetter_free(typesetter);
}

/* Without a single font nothing crashes: boxes of one em. */
static void no_font_at_all(void **state)
{
    kj_arena *arena = *state;
    const kj_font_files none = {.count = KJ_FONT_ROLE_COUNT};
    kj_typesetter *typesetter = kj_typesetter_new(&none);
    const kj_paragraph p = kj_typeset(typesetter, KJ_LIT("无字体 ok"), (kj_paragraph_style){0},
                                      arena, NULL, KJ_NOWHERE);
    assert_int_equal(p.missing, 6);
    assert_true(kj_font_ascent(typesetter, KJ_FONT_SANS) > 0);
    kj_typesetter_free(typesetter);
}

static void ascent_and_descent_hold_the_letters(void **state)
{
    kj_arena *arena = *state;
    kj_typesetter *typesetter = kj_typesetter_new(kj_test_fonts(arena));
    for (int role = 0; role < KJ_FONT_ROLE_COUNT; role++) {
        assert_true(kj_font_ascent(typesetter, (kj_font_role)role) > 0.8);
        assert_true(kj_font_descent(typesetter, (kj_font_role)role) > 0.1);
        assert_true(kj_font_descent(typesetter, (kj_font_role)role) < 0.5);
    }
    kj_typesetter_free(typesetter);
}

static void alignment_moves_lines(void **state)
{
    static const struct {
        const char *name;
        kj_align align;
        float x_em; /* of the only line, 3 em long in a box of 10 */
    } rows[] = {
        {"left", KJ_ALIGN_LEFT, 0},
        {"centre", KJ_ALIGN_CENTRE, 3.5F},
        {"right", KJ_ALIGN_RIGHT, 7},
        {"justify, a last line", KJ_ALIGN_JUSTIFY, 0},
    };
    kj_arena *arena = *state;
    kj_typesetter *typesetter = kj_typesetter_new(kj_test_fonts(arena));
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        const kj_paragraph_style style = {.width_em = 10, .align = rows[i].align};
        const kj_paragraph p =
            kj_typeset(typesetter, KJ_LIT("三个字"), style, arena, NULL, KJ_NOWHERE);
        if (fabsf(p.lines[0].clusters[0].x_em - rows[i].x_em) > (float)TOLERANCE_EM ||
            fabsf(p.lines[0].glyphs[0].x_em - rows[i].x_em) > (float)TOLERANCE_EM)
            fail_msg("%s: begins at %.3f", rows[i].name, (double)p.lines[0].clusters[0].x_em);
        assert_true(fabs(p.width_em - 3) < TOLERANCE_EM);
    }
    kj_typesetter_free(typesetter);
}

/* The first line begins two em in and has so much less room; the others begin at the edge. */
static void first_lines_are_indented(void **state)
{
    static const kj_align aligns[] = {KJ_ALIGN_LEFT, KJ_ALIGN_JUSTIFY};
    kj_arena *arena = *state;
    kj_typesetter *typesetter = kj_typesetter_new(kj_test_fonts(arena));
    for (size_t i = 0; i < KJ_COUNT(aligns); i++) {
        const kj_paragraph_style style = {.width_em = 6, .align = aligns[i], .indent_em = 2};
        const kj_paragraph p = kj_typeset(typesetter, KJ_LIT("客户的预算由谁批准要先问清"), style,
                                          arena, NULL, KJ_NOWHERE);
        assert_int_equal(p.line_count, 3);
        assert_int_equal(p.lines[0].cluster_count, 4);
        assert_int_equal(p.lines[1].cluster_count, 6);
        for (size_t k = 0; k < p.line_count; k++) {
            const double begins = k ? 0 : 2;
            assert_true(fabs((double)p.lines[k].clusters[0].x_em - begins) < TOLERANCE_EM);
            assert_true(fabs((double)p.lines[k].glyphs[0].x_em - begins) < TOLERANCE_EM);
        }
        assert_true(fabs(p.width_em - 6) < TOLERANCE_EM);
    }
    /* All of it in the first line: the box is as wide as the indent and the text. */
    const kj_paragraph_style one = {.width_em = 6, .indent_em = 2};
    const kj_paragraph p = kj_typeset(typesetter, KJ_LIT("预算"), one, arena, NULL, KJ_NOWHERE);
    assert_true(fabs(p.width_em - 4) < TOLERANCE_EM);
    kj_typesetter_free(typesetter);
}

/* Columns of figures stand under each other: in the roles that tables and charts use, every digit
 * is as wide as any other, whatever stands beside it.  Noto's sans and mono need no feature for
 * that; its serif, for large single figures, is proportional. */
static void figures_are_tabular(void **state)
{
    static const kj_font_role roles[] = {KJ_FONT_SANS, KJ_FONT_SANS_BOLD, KJ_FONT_MONO};
    kj_arena *arena = *state;
    kj_typesetter *typesetter = kj_typesetter_new(kj_test_fonts(arena));
    for (size_t r = 0; r < KJ_COUNT(roles); r++) {
        const kj_paragraph_style style = {.role = roles[r]};
        double width = 0;
        for (unsigned pair = 0; pair < 100; pair++) {
            const kj_span digits =
                kj_arena_format(arena, "%u%u,%u", pair / 10, pair % 10, pair % 10);
            const kj_paragraph p = kj_typeset(typesetter, digits, style, arena, NULL, KJ_NOWHERE);
            if (pair == 0)
                width = p.width_em;
            if (fabs(p.width_em - width) > TOLERANCE_EM)
                fail_msg("role %zu, %.*s: %.3f em, not %.3f", r, KJ_ARG(digits), p.width_em, width);
        }
        assert_true(width > 1);
    }
    kj_typesetter_free(typesetter);
}

/* A squeezed opening mark is drawn half an em further left than its cluster begins. */
static void squeezed_glyphs_are_moved(void **state)
{
    kj_arena *arena = *state;
    kj_typesetter *typesetter = kj_typesetter_new(kj_test_fonts(arena));
    const kj_paragraph p = kj_typeset(typesetter, KJ_LIT("“甲”（乙）"), (kj_paragraph_style){0},
                                      arena, NULL, KJ_NOWHERE);
    static const float x_em[] = {-0.5F, 0.5F, 1.5F, 2.0F, 3.0F, 4.0F};
    assert_int_equal(p.lines[0].glyph_count, KJ_COUNT(x_em));
    for (size_t i = 0; i < KJ_COUNT(x_em); i++)
        assert_true(fabsf(p.lines[0].glyphs[i].x_em - x_em[i]) < (float)TOLERANCE_EM);
    assert_true(fabs(p.lines[0].width_em - 4.5) < TOLERANCE_EM);
    kj_typesetter_free(typesetter);
}

/* Hostile lengths: time stays linear.  A minute would be quadratic; ctest's limit is the judge. */
static void long_texts_end(void **state)
{
    static const kj_span repeated[] = {{KJ_SPAN("字")},
                                       {KJ_SPAN("x")},
                                       {KJ_SPAN(" ")},
                                       {KJ_SPAN("）")},
                                       {KJ_SPAN("（")},
                                       {KJ_SPAN("1")},
                                       {KJ_SPAN("e\xCC\x81")},
                                       {KJ_SPAN("\xCC\x81")},
                                       {KJ_SPAN("\xE2\x81\xA0")},
                                       {KJ_SPAN("\n")},
                                       {KJ_SPAN("\xF0\x9F\x87\xA8")}};
    kj_arena *arena = *state;
    kj_typesetter *typesetter = kj_typesetter_new(kj_test_fonts(arena));
    for (size_t i = 0; i < KJ_COUNT(repeated); i++) {
        kj_arena *round = kj_arena_new();
        kj_text_buffer out = {.arena = round};
        for (size_t k = 0; k < 100000; k++)
            kj_put(&out, repeated[i]);
        const kj_paragraph_style style = {.width_em = 20, .align = KJ_ALIGN_JUSTIFY};
        const kj_paragraph p =
            kj_typeset(typesetter, kj_put_span(&out), style, round, NULL, KJ_NOWHERE);
        assert_true(p.line_count > 0);
        kj_arena_free(round);
    }
    kj_typesetter_free(typesetter);
}

/* Each character of a vertical line: does it stand, where does its cluster begin, how far from the
 * axis is the origin of its glyph. */
static const struct {
    const char *name, *text;
    size_t at; /* cluster */
    bool upright;
    double x_em, advance_em;
} vertical[] = {
    {"Han follow each other by an em", "客户", 1, true, 1, 1},
    {"two digits share an em", "有12家", 1, true, 1, 0.5},
    {"... and take no gap", "有12家", 3, true, 2, 1},
    {"one digit stands like a Han", "有3家", 2, true, 2, 1},
    {"one capital too", "A级", 1, true, 1, 1},
    {"three digits turn", "有120家", 1, false, 1.25, 0.555},
    {"two digits with a sign turn", "占25%", 1, false, 1.25, 0.555},
    {"a decimal turns", "达3.5倍", 1, false, 1.25, 0.555},
    {"a word turns", "与BANT", 1, false, 1.25, 0.657},
    {"a small letter alone turns", "约x", 1, false, 1.25, 0.5},
    {"a comma keeps its blank half", "先，后", 2, true, 2, 1},
    {"two marks are squeezed", "（是）。后", 4, true, 3, 1},
    {"a mark at the beginning", "“是”", 1, true, 0.5, 1},
    {"the dash is two em", "好——坏", 3, true, 3, 1},
};

static void vertical_lines_stand_and_turn(void **state)
{
    kj_arena *arena = *state;
    kj_typesetter *typesetter = kj_typesetter_new(kj_test_fonts(arena));
    for (size_t i = 0; i < KJ_COUNT(vertical); i++) {
        const kj_paragraph_style style = {.vertical = true};
        const kj_paragraph p =
            kj_typeset(typesetter, kj_span_of(vertical[i].text), style, arena, NULL, KJ_NOWHERE);
        const kj_cluster *c = &p.lines[0].clusters[vertical[i].at];
        const kj_glyph *g = p.lines[0].glyphs;
        while (g->offset != c->start)
            g++;
        if (g->upright != vertical[i].upright ||
            fabs((double)c->x_em - vertical[i].x_em) > TOLERANCE_EM ||
            fabs((double)c->advance_em - vertical[i].advance_em) > 0.06)
            fail_msg("%s: %s, at %.3f, %.3f long", vertical[i].name,
                     g->upright ? "stands" : "turns", (double)c->x_em, (double)c->advance_em);
    }
    kj_typesetter_free(typesetter);
}

/* Han and a pair of digits stand centred on the axis; a word's baseline lies left of it, so that
 * its em box is centred, too; marks have their vertical forms, which are other glyphs. */
static void vertical_glyphs_are_centred(void **state)
{
    kj_arena *arena = *state;
    kj_typesetter *typesetter = kj_typesetter_new(kj_test_fonts(arena));
    const kj_paragraph_style down = {.vertical = true}, across = {0};
    const kj_span text = KJ_LIT("国12，word——（");
    const kj_paragraph v = kj_typeset(typesetter, text, down, arena, NULL, KJ_NOWHERE);
    const kj_paragraph h = kj_typeset(typesetter, text, across, arena, NULL, KJ_NOWHERE);
    const kj_glyph *g = v.lines[0].glyphs;
    assert_true(fabs((double)g[0].x_em - 0.88) < 0.001 && fabs((double)g[0].y_em - 0.5) < 0.001);
    assert_true(fabs((double)(g[1].y_em + g[2].y_em) - 0.5) < 0.06);
    assert_true(g[1].y_em > g[2].y_em && g[1].y_em <= 0.5f);
    assert_true(fabs((double)(g[1].x_em - g[2].x_em)) < 0.001);
    assert_true(g[3].id != h.lines[0].glyphs[3].id);
    assert_false(g[4].upright);
    assert_true(fabs((double)g[4].y_em - 0.38) < 0.001);
    assert_int_equal(g[4].id, h.lines[0].glyphs[4].id);
    kj_typesetter_free(typesetter);
}

static hb_font_t *open_font(const kj_font_files *files, kj_font_role role)
{
    const kj_font_file *file = &files->files[role];
    hb_blob_t *blob = hb_blob_create(file->bytes.ptr, (unsigned)file->bytes.len,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, file->face_index);
    hb_font_t *font = hb_font_create(face);
    hb_font_set_scale(font, (int)EM, (int)EM);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return font;
}

/* A line of a mark, a Han and a mark: half an em of either mark is gone, so that ink and edge agree
 * on both sides, however the line is aligned. */
static void marks_at_the_edges_are_optically_aligned(void **state)
{
    static const char *const lines[] = {"“货”",   "‘货’",   "（货）", "《货》", "「货」",
                                        "【货】", "〔货〕", "《货，", "“货。",  "（货：",
                                        "“货！",  "“货？",  "“货；",  "“货、"};
    static const kj_align aligns[] = {KJ_ALIGN_LEFT, KJ_ALIGN_CENTRE, KJ_ALIGN_RIGHT};
    enum { WIDTH = 10, LENGTH = 2, INK_EM = 32 }; /* INK_EM: hundredths that a mark may stay away */
    kj_arena *arena = *state;
    const kj_font_files *files = kj_test_fonts(arena);
    kj_typesetter *typesetter = kj_typesetter_new(files);
    hb_font_t *font = open_font(files, KJ_FONT_SANS);
    for (size_t i = 0; i < KJ_COUNT(lines); i++)
        for (size_t k = 0; k < KJ_COUNT(aligns); k++) {
            const kj_paragraph_style style = {.width_em = WIDTH, .align = aligns[k]};
            const kj_paragraph p =
                kj_typeset(typesetter, kj_span_of(lines[i]), style, arena, NULL, KJ_NOWHERE);
            const kj_line *line = &p.lines[0];
            const double left = (WIDTH - LENGTH) * (double)k / 2, right = left + LENGTH;
            const kj_cluster *last = &line->clusters[2];
            if (fabs((double)line->clusters[0].x_em - left) > TOLERANCE_EM ||
                fabs((double)(last->x_em + last->advance_em) - right) > TOLERANCE_EM)
                fail_msg("%s stands from %.3f to %.3f em", lines[i], (double)line->clusters[0].x_em,
                         (double)(last->x_em + last->advance_em));
            hb_glyph_extents_t ink;
            const kj_glyph *mark = &line->glyphs[0];
            assert_true(hb_font_get_glyph_extents(font, mark->id, &ink));
            const double begins = (double)mark->x_em + ink.x_bearing / EM - left;
            mark = &line->glyphs[2];
            assert_true(hb_font_get_glyph_extents(font, mark->id, &ink));
            const double ends = right - (double)mark->x_em - (ink.x_bearing + ink.width) / EM;
            if (begins < 0 || begins > INK_EM / 100.0 || ends < 0 || ends > INK_EM / 100.0)
                fail_msg("%s: ink keeps %.3f and %.3f em away from the edges", lines[i], begins,
                         ends);
        }
    hb_font_destroy(font);
    kj_typesetter_free(typesetter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(any_text_fits_and_stays_whole),
        KJ_TEST(a_cached_layout_is_the_same),
        KJ_TEST(caches_stay_within_their_limit),
        KJ_TEST(runs_take_their_role),
        KJ_TEST(glyphs_are_those_of_harfbuzz),
        KJ_TEST(grid_glyphs_are_those_of_harfbuzz),
        KJ_TEST(missing_characters_are_boxes_and_told_once),
        KJ_TEST(no_font_at_all),
        KJ_TEST(ascent_and_descent_hold_the_letters),
        KJ_TEST(alignment_moves_lines),
        KJ_TEST(first_lines_are_indented),
        KJ_TEST(figures_are_tabular),
        KJ_TEST(squeezed_glyphs_are_moved),
        KJ_TEST(long_texts_end),
        KJ_TEST(vertical_lines_stand_and_turn),
        KJ_TEST(vertical_glyphs_are_centred),
        KJ_TEST(marks_at_the_edges_are_optically_aligned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
