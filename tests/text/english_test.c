/* An English text with a Chinese name in it, set as English and, where nobody says so, as the
 * Chinese that its Han make it. */
#include "text/kit.h"

#include <math.h>

typedef struct measured {
    double quote_em, space_before_han_em, space_em, width_em;
} measured;

static const kj_span text = {KJ_SPAN("All of “大客户管理” is here: 3 of 5")};

static const kj_cluster *cluster_at(const kj_line *line, const char *what, size_t behind)
{
    const size_t offset = kj_span_find(text, kj_span_of(what), 0) + behind;
    for (size_t i = 0; i < line->cluster_count; i++)
        if (line->clusters[i].start == offset)
            return &line->clusters[i];
    fail_msg("nothing begins at %zu", offset);
    return NULL;
}

static measured measure(kj_typesetter *typesetter, bool english, kj_arena *arena)
{
    const kj_paragraph p = kj_typeset(typesetter, text, (kj_paragraph_style){.english = english},
                                      arena, NULL, KJ_NOWHERE);
    assert_int_equal(p.line_count, 1);
    return (measured){(double)cluster_at(&p.lines[0], "“", 0)->advance_em,
                      (double)cluster_at(&p.lines[0], " “", 0)->advance_em,
                      (double)cluster_at(&p.lines[0], "All ", 3)->advance_em, p.width_em};
}

static void quotes_are_those_of_its_language(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_typesetter *typesetter = kj_typesetter_new(kj_test_fonts(arena));
    /* Once more: from the cache, where the two must not be taken for each other. */
    for (int round = 0; round < 2; round++) {
        const measured chinese = measure(typesetter, false, arena);
        const measured english = measure(typesetter, true, arena);
        assert_true(chinese.quote_em > 0.9);
        assert_true(english.quote_em < 0.6);
        assert_true(english.width_em < chinese.width_em - 0.8);
    }
    kj_typesetter_free(typesetter);
    kj_arena_free(arena);
}

/* Fonts for Chinese set ·, … and — a full em wide, in its middle. */
static void marks_are_narrow(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t at; /* clusters before the mark */
        double most_em;
    } cases[] = {{"a · b", 2, 0.6}, {"a — b", 2, 0.95}};
    kj_arena *arena = kj_arena_new();
    kj_typesetter *typesetter = kj_typesetter_new(kj_test_fonts(arena));
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        const kj_paragraph p =
            kj_typeset(typesetter, kj_span_of(cases[i].text), (kj_paragraph_style){.english = true},
                       arena, NULL, KJ_NOWHERE);
        const double em = (double)p.lines[0].clusters[cases[i].at].advance_em;
        if (em > cases[i].most_em)
            fail_msg("%s: %.3f", cases[i].text, em);
    }
    kj_typesetter_free(typesetter);
    kj_arena_free(arena);
}

/* “the 大 one”: a typed space beside Han stays as wide as the font has it. */
static void spaces_stay_as_typed(void **state)
{
    (void)state;
    static const kj_span mixed = {KJ_SPAN("the 大 one")};
    kj_arena *arena = kj_arena_new();
    kj_typesetter *typesetter = kj_typesetter_new(kj_test_fonts(arena));
    double space[2] = {0, 0};
    for (int english = 0; english < 2; english++) {
        const kj_paragraph p =
            kj_typeset(typesetter, mixed, (kj_paragraph_style){.english = english == 1}, arena,
                       NULL, KJ_NOWHERE);
        space[english] = (double)p.lines[0].clusters[3].advance_em;
    }
    const kj_paragraph plain =
        kj_typeset(typesetter, KJ_LIT("the one"), (kj_paragraph_style){0}, arena, NULL, KJ_NOWHERE);
    assert_true(fabs(space[0] - 0.25) < 0.001); /* CLREQ's gap */
    assert_true(fabs(space[1] - (double)plain.lines[0].clusters[3].advance_em) < 0.001);
    kj_typesetter_free(typesetter);
    kj_arena_free(arena);
}

/* A quotation mark of English may not be parted from a word that touches it; a Chinese one opens or
 * closes and lets go on its other side. */
static void breaks_as_english(void **state)
{
    (void)state;
    static const kj_span close = {KJ_SPAN("word”word 大")};
    kj_arena *arena = kj_arena_new();
    kj_typesetter *typesetter = kj_typesetter_new(kj_test_fonts(arena));
    for (int english = 0; english < 2; english++) {
        const kj_paragraph p = kj_typeset(
            typesetter, close, (kj_paragraph_style){.english = english == 1, .width_em = 4.2},
            arena, NULL, KJ_NOWHERE);
        const bool parted = kj_span_is(p.lines[0].text, "word”");
        assert_int_equal(parted, english == 0);
    }
    kj_typesetter_free(typesetter);
    kj_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_are_those_of_its_language),
        cmocka_unit_test(marks_are_narrow),
        cmocka_unit_test(spaces_stay_as_typed),
        cmocka_unit_test(breaks_as_english),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
