/* tests/course/text_test.c: inline markup, and figures with their formulas. */
#include "course/kit.h"
#include "test.h"

#include <math.h>

static const struct {
    const char *name, *json; /* the content of a JSON text */
    const char *plain;       /* NULL: refused */
    const char *marks;       /* "S0+6 T6+6:pain": kind, start + length in bytes, target */
    size_t column;           /* where it is refused; the text begins in column 1 */
} cases[] = {
    {"nothing", "先问再答", "先问再答", "", 0},
    {"strong", "**重点**是问", "重点是问", "S0+6", 0},
    {"strong beside full-width marks", "**“重点”**，是问", "“重点”，是问", "S0+12", 0},
    {"two strong", "**一**二**三**", "一二三", "S0+3 S6+3", 0},
    {"dots", "==重点==是问", "重点是问", "D0+6", 0},
    {"dots beside full-width marks", "先==“问”==，再答", "先“问”，再答", "D3+9", 0},
    {"dots and strong", "==一==**二**", "一二", "D0+3 S3+3", 0},
    {"one equals sign", "1+1=2，a = b", "1+1=2，a = b", "", 0},
    {"equals sign in dots", "==a=b==", "a=b", "D0+3", 0},
    {"equals signs within code", "`a==b`", "a==b", "C0+4", 0},
    {"equals signs that mean themselves", "a\\\\=\\\\=b", "a==b", "", 0},
    {"term", "找[痛点](term:pain)", "找痛点", "T3+6:pain", 0},
    {"link", "见[此](slide:s)页", "见此页", "L3+3:s", 0},
    {"code", "用`a*b[0]`写", "用a*b[0]写", "C3+6", 0},
    {"figure", "约{rate}", "约12.5%", "", 0},
    {"figure, negative", "{loss}", "−3万元", "", 0},
    {"figure within a mark", "**{words}**", "三五家", "S0+9", 0},
    {"figure within code", "`{words}`", "三五家", "C0+9", 0},
    {"escapes", "\\\\*\\\\*\\\\[\\\\]\\\\`\\\\{\\\\}\\\\\\\\", "**[]`{}\\", "", 0},
    {"escape within code", "`\\\\``", "`", "C0+1", 0},
    {"gap of a fill-in", "先____再答", "先____再答", "", 0},
    {"parentheses alone", "（a）(b)", "（a）(b)", "", 0},
    {"strong open", "先**问", NULL, NULL, 2},
    {"dots open", "先==问", NULL, NULL, 2},
    {"no dots", "先====", NULL, NULL, 2},
    {"dots in strong", "**先==问==**", NULL, NULL, 4},
    {"bracket open", "先[问", NULL, NULL, 2},
    {"code open", "先`问", NULL, NULL, 2},
    {"bracket without target", "先[问]答", NULL, NULL, 4},
    {"bracket with a web address", "先[问](http://a)", NULL, NULL, 4},
    {"bracket closed only", "先]", NULL, NULL, 2},
    {"brace closed only", "先}", NULL, NULL, 2},
    {"brace open", "先{rate", NULL, NULL, 2},
    {"brace with a blank", "先{a b}", NULL, NULL, 2},
    {"one star", "先*问", NULL, NULL, 2},
    {"three stars", "***问***", NULL, NULL, 3},
    {"nothing marked", "先****", NULL, NULL, 2},
    {"marks in one another", "**先[问](term:pain)**", NULL, NULL, 4},
    {"strong within a label", "[先**问**](term:pain)", NULL, NULL, 3},
    {"backslash before a letter", "先\\\\n", NULL, NULL, 2},
    {"backslash at the end", "先\\\\", NULL, NULL, 2},
    {"line feed", "先\\n问", NULL, NULL, 0},
    {"bad id of a term", "先[问](term:A)", NULL, NULL, 11},
};

static kj_span marks_of(const kj_text *text, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    for (size_t i = 0; i < text->mark_count; i++) {
        const kj_mark *mark = &text->marks[i];
        kj_putf(&out, "%s%c%u+%u", i ? " " : "", "STLCD"[mark->kind], mark -> start, mark -> len);
        if (mark->target.len)
            kj_putf(&out, ":%.*s", KJ_ARG(mark->target));
    }
    return kj_put_span(&out);
}

static void takes_markup_apart(void **state)
{
    kj_arena *arena = *state;
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_test_sink *sink = kj_test_sink_new(arena);
        const kj_span visual =
            kj_arena_format(arena, "{\"type\":\"probe\",\"text\":\n\"%s\"}", cases[i].json);
        const kj_course *course = kit_read_visual(visual.ptr, arena, sink);
        const kj_span said = kj_test_sink_text(sink);
        if (!cases[i].plain) {
            if (course || sink->diags.count != 1)
                fail_msg("%s: not refused once:\n%.*s", cases[i].name, KJ_ARG(said));
            const kj_loc at = sink->diags.ptr[0].at;
            const kj_place place = kj_place_of(at.source->text, at.offset);
            /* A text with escapes is a copy: then its opening quote is named. */
            const size_t column = strchr(cases[i].json, '\\') ? 1 : cases[i].column + 1;
            if (place.line != 3 || place.column != column)
                fail_msg("%s: at %zu:%zu, not 3:%zu:\n%.*s", cases[i].name, place.line,
                         place.column, column, KJ_ARG(said));
            continue;
        }
        if (!course)
            fail_msg("%s: refused:\n%.*s", cases[i].name, KJ_ARG(said));
        const kit_probe *probe = course->slides.ptr[0].visual.data;
        if (!kj_span_is(probe->text.plain, cases[i].plain))
            fail_msg("%s: plain is \"%.*s\"", cases[i].name, KJ_ARG(probe->text.plain));
        const kj_span marks = marks_of(&probe->text, arena);
        if (!kj_span_is(marks, cases[i].marks))
            fail_msg("%s: marks are \"%.*s\"", cases[i].name, KJ_ARG(marks));
    }
}

static const struct {
    const char *name, *figures; /* the members of "figures" */
    const char *text;           /* of the figure "it"; NULL: refused */
    const char *words;          /* in the message */
} figures[] = {
    {"value and unit", "'it':{'kind':'definition','value':100,'unit':'万元','about':'a'}",
     "100万元", NULL},
    {"value alone", "'it':{'kind':'definition','value':0.1,'about':'a'}", "0.1", NULL},
    {"text before value", "'it':{'kind':'definition','value':1,'text':'一','about':'a'}", "一",
     NULL},
    {"precedence", "'it':{'kind':'definition','formula':'2 + 3 * 4 - 6 / 2','about':'a'}", "11",
     NULL},
    {"from the left", "'it':{'kind':'definition','formula':'10 - 4 - 3','about':'a'}", "3", NULL},
    {"parentheses and signs", "'it':{'kind':'definition','formula':'-(2 + 3) * -2','about':'a'}",
     "10", NULL},
    {"no dust of binary fractions", "'it':{'kind':'definition','formula':'0.1 + 0.2','about':'a'}",
     "0.3", NULL},
    {"out of others, in any order",
     "'it':{'kind':'definition','formula':'b-1 * c','about':'a'},"
     "'c':{'kind':'definition','formula':'b-1 + 1','about':'a'},"
     "'b-1':{'kind':'definition','value':3,'about':'a'}",
     "12", NULL},
    {"an id of digits is a number", "'it':{'kind':'definition','formula':'3','about':'a'}", "3",
     NULL},
    {"itself", "'it':{'kind':'definition','formula':'it + 1','about':'a'}", NULL, "from itself"},
    {"in a circle",
     "'it':{'kind':'definition','formula':'b','about':'a'},"
     "'b':{'kind':'definition','formula':'it','about':'a'}",
     NULL, "from itself"},
    {"by zero", "'it':{'kind':'definition','formula':'1 / (1 - 1)','about':'a'}", NULL, "by zero"},
    {"open", "'it':{'kind':'definition','formula':'(1 + 2','about':'a'}", NULL, "a ) is missing"},
    {"ends early", "'it':{'kind':'definition','formula':'1 +','about':'a'}", NULL, "too early"},
    {"two numbers", "'it':{'kind':'definition','formula':'1 2','about':'a'}", NULL, "go on with"},
    {"a letter", "'it':{'kind':'definition','formula':'A','about':'a'}", NULL, "must stand"},
    {"too deep",
     "'it':{'kind':'definition','formula':'((((((((((((((((((((((((((((((((((1"
     "))))))))))))))))))))))))))))))))))','about':'a'}",
     NULL, "too deep"},
    {"beyond doubles",
     "'it':{'kind':'definition','formula':'b * b * b * b','about':'a'},"
     "'b':{'kind':'definition','value':1e100,'about':'a'}",
     NULL, "too large"},
    {"nothing", "'it':{'kind':'definition','about':'a'}", NULL, "says nothing"},
};

static void computes_figures(void **state)
{
    kj_arena *arena = *state;
    for (size_t i = 0; i < KJ_COUNT(figures); i++) {
        const kj_span course_text = kj_arena_format(
            arena,
            "{\"id\":\"c\",\"title\":\"课\",\"version\":\"1.0.0\",\"language\":\"zh\",\"figures\":{"
            "%s},\"parts\":[\"p.json\"]}",
            kit_json(figures[i].figures, arena).ptr);
        const kit_file files[] = {{"course.json", course_text.ptr},
                                  {"p.json", "{\"id\":\"p\",\"number\":0,\"title\":\"一\"}"},
                                  {NULL, NULL}};
        kj_test_sink *sink = kj_test_sink_new(arena);
        const kj_course *course = kit_read(files, arena, sink);
        const kj_span said = kj_test_sink_text(sink);
        if (!figures[i].text) {
            if (course || kj_span_find(said, kj_span_of(figures[i].words), 0) == SIZE_MAX)
                fail_msg("%s: nothing about \"%s\":\n%.*s", figures[i].name, figures[i].words,
                         KJ_ARG(said));
            continue;
        }
        if (!course)
            fail_msg("%s: refused:\n%.*s", figures[i].name, KJ_ARG(said));
        const uint32_t index = kj_course_find(course, KJ_REF_FIGURE, KJ_LIT("it"));
        if (!kj_span_is(course->figures.ptr[index].text, figures[i].text))
            fail_msg("%s: it is \"%.*s\"", figures[i].name,
                     KJ_ARG(course->figures.ptr[index].text));
    }
}

static void keeps_a_textual_figure_without_value(void **state)
{
    kj_arena *arena = *state;
    const kj_course *course =
        kit_read_visual("{\"type\":\"plain\"}", arena, kj_test_sink_new(arena));
    const uint32_t words = kj_course_find(course, KJ_REF_FIGURE, KJ_LIT("words"));
    assert_true(isnan(course->figures.ptr[words].value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(takes_markup_apart),
        KJ_TEST(computes_figures),
        KJ_TEST(keeps_a_textual_figure_without_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
