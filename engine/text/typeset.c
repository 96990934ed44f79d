#include "text/typeset.h"

#include "text/cache.h"

#include <assert.h>

/* Below this width two dashes are not one glyph: it would not fit. */
#define PLAIN_BELOW_EM 2.0

struct kj_typesetter {
    kj_fontset fonts;
    hb_buffer_t *buffer;
    kj_arena *scratch; /* of one call */
    kj_arena *owner;   /* holds this */
    kj_cache *cache;   /* NULL: no memory for one, everything is made anew */
};

kj_typesetter *kj_typesetter_new(const kj_font_files *files)
{
    kj_arena *owner = kj_arena_new();
    kj_typesetter *t = KJ_NEW(owner, kj_typesetter, 1);
    t->owner = owner;
    t->fonts.files = *files;
    t->buffer = hb_buffer_create();
    t->scratch = kj_arena_new();
    t->cache = kj_cache_new();
    return t;
}

void kj_typesetter_free(kj_typesetter *t)
{
    if (!t)
        return;
    kj_cache_free(t->cache);
    kj_arena_free(t->scratch);
    hb_buffer_destroy(t->buffer);
    kj_fontset_close(&t->fonts);
    kj_arena_free(t->owner);
}

size_t kj_typesetter_bytes(const kj_typesetter *t)
{
    return t->cache ? kj_cache_shape_bytes(t->cache) + kj_cache_lines_bytes(t->cache) : 0;
}

static kj_span text_of(const kj_shape *shape, kj_span text, uint32_t cluster)
{
    const kj_cluster *c = &shape->clusters[cluster];
    return kj_span_sub(text, c->start, (size_t)c->start + c->len);
}

/* One message for each character, however often it stands there. */
static void report_missing(const kj_shape *shape, kj_span text, kj_sink *sink, kj_loc at)
{
    for (uint32_t i = 0; i < shape->missing_count; i++) {
        const kj_span c = text_of(shape, text, shape->missing[i]);
        bool told = false;
        for (uint32_t k = 0; k < i && !told; k++)
            told = kj_span_equal(c, text_of(shape, text, shape->missing[k]));
        size_t pos = 0;
        if (!told)
            kj_report(sink, at, "W0604", "no font has '%.*s' (U+%04X)", KJ_ARG(c),
                      (unsigned)kj_utf8_next(c, &pos));
    }
}

kj_paragraph kj_typeset(kj_typesetter *t, kj_span text, kj_paragraph_style style, kj_arena *arena,
                        kj_sink *sink, kj_loc at)
{
    assert(style.role < KJ_FONT_ROLE_COUNT);
    const kj_shape_key key = {
        .text = text,
        .role = style.role,
        .plain = style.width_em > 0 && style.width_em < PLAIN_BELOW_EM,
        .vertical = style.vertical,
        .english = style.english,
        .runs = style.runs,
        .run_count = style.run_count,
    };
    const kj_flow_key flow_key = {
        .width_em = style.width_em,
        .indent_em = style.indent_em,
        .justify = style.align == KJ_ALIGN_JUSTIFY,
        .balance = style.balance,
    };
    kj_arena_reset(t->scratch);
    kj_cache_entry *entry = t->cache ? kj_cache_find(t->cache, &key) : NULL;
    const kj_shape *shape = entry ? kj_cache_shape(entry) : NULL;
    if (!shape) {
        shape = kj_shape_make(&t->fonts, &key, t->buffer, t->scratch);
        entry = t->cache ? kj_cache_keep(t->cache, &key, shape) : NULL;
    }
    const kj_flow_lines *lines = entry ? kj_cache_lines(entry, &flow_key) : NULL;
    kj_flow_lines made = {NULL, 0};
    if (!lines) {
        made = kj_flow(shape, flow_key, t->scratch);
        lines = &made;
        if (entry)
            kj_cache_keep_lines(t->cache, entry, &flow_key, &made);
    }
    if (sink && shape->missing_count > 0)
        report_missing(shape, text, sink, at);
    return kj_flow_emit(shape, lines, text, style.align, style.width_em, arena);
}

#define CODES_LOOKED_AT 16 /* of a cluster, beginning with its base */

static bool shows_nothing(uint32_t code)
{
    const uint32_t properties = kj_ucd(code);
    const kj_gcb gcb = kj_ucd_gcb(properties);
    return gcb == KJ_GCB_Control || gcb == KJ_GCB_CR || gcb == KJ_GCB_LF;
}

size_t kj_typeset_missing(kj_typesetter *t, kj_span text, size_t from)
{
    while (from < text.len) {
        uint32_t codes[CODES_LOOKED_AT];
        const size_t next = kj_cluster_next(text, from);
        size_t count = 0;
        for (size_t at = from; at < next && count < CODES_LOOKED_AT;)
            codes[count++] = kj_utf8_next(text, &at);
        assert(count > 0); /* a cluster has a base */
        const bool ready = count == 1 && kj_fontset_grid_glyph(&t->fonts, KJ_FONT_SANS, codes[0]);
        if (!ready && !shows_nothing(codes[0]) &&
            kj_fontset_pick(&t->fonts, KJ_FONT_SANS, codes, count).missing)
            return from;
        from = next;
    }
    return text.len;
}

static hb_font_extents_t extents_of(const kj_typesetter *t, kj_font_role role)
{
    /* Made on first use, so not const inside; what a caller sees does not change. */
    hb_font_t *font = kj_fontset_get((kj_fontset *)&t->fonts, role);
    hb_font_extents_t extents = {.ascender = KJ_UNITS_PER_EM, .descender = -KJ_UNITS_PER_EM / 4};
    if (font)
        hb_font_get_h_extents(font, &extents);
    return extents;
}

double kj_font_ascent(const kj_typesetter *t, kj_font_role role)
{
    return (double)extents_of(t, role).ascender / KJ_UNITS_PER_EM;
}

double kj_font_descent(const kj_typesetter *t, kj_font_role role)
{
    return -(double)extents_of(t, role).descender / KJ_UNITS_PER_EM;
}
