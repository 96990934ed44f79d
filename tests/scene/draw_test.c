/* tests/scene/draw_test.c: texts with marks, sizes, figures, buttons, head and foot. */
#include "gallery.h"

#include "scene/draw.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void begin(kj_gallery *g, kj_draw *draw, kj_scene *scene, double text_scale)
{
    kj_arena_reset(g->frame);
    *scene = (kj_scene){.course = g->course,
                        .theme = &kj_theme_light,
                        .typesetter = g->typesetter,
                        .canvas = kj_canvas_for(1920, 1080, text_scale),
                        .arena = g->frame};
    kj_draw_begin(draw, scene);
}

static const struct {
    const char *name;
    double scale, size, drawn;
} sizes[] = {
    {"body as it is", 1, KJ_SIZE_BODY, 32},        {"body doubled", 2, KJ_SIZE_BODY, 64},
    {"caption by half", 1.5, KJ_SIZE_CAPTION, 36}, {"heading in full", 2, KJ_SIZE_HEADING, 76},
    {"title by half of it", 2, KJ_SIZE_TITLE, 90}, {"display too", 2, KJ_SIZE_DISPLAY, 192},
};

static void enlarges_by_size(void **state)
{
    kj_draw draw;
    kj_scene scene;
    for (size_t i = 0; i < KJ_COUNT(sizes); i++) {
        begin(*state, &draw, &scene, sizes[i].scale);
        const double drawn = kj_draw_size(&draw, sizes[i].size);
        if (fabs(drawn - sizes[i].drawn) > 0.001)
            fail_msg("%s: %.2f, not %.2f", sizes[i].name, drawn, sizes[i].drawn);
    }
}

/* 先问**清楚**[痛点](term:pareto)再看[四步](slide:arrow-typical)。 */
static const kj_mark marks[] = {
    {KJ_MARK_STRONG, 6, 6, {KJ_SPAN("")}},
    {KJ_MARK_TERM, 12, 6, {KJ_SPAN("pareto")}},
    {KJ_MARK_LINK, 24, 6, {KJ_SPAN("arrow-typical")}},
};
static const kj_text marked = {
    .plain = {KJ_SPAN("先问清楚痛点再看四步。")}, .marks = marks, .mark_count = KJ_COUNT(marks)};

static const kj_command *run_of(const kj_list *list, const char *text)
{
    for (size_t i = 0; i < list->commands.count; i++)
        if (list->commands.ptr[i].kind == KJ_DRAW_GLYPHS &&
            kj_span_is(list->commands.ptr[i].text, text))
            return &list->commands.ptr[i];
    return NULL;
}

static void marks_change_what_is_drawn(void **state)
{
    kj_draw draw;
    kj_scene scene;
    begin(*state, &draw, &scene, 1);
    kj_draw_text(&draw, marked, (kj_rect){100, 100, 900, 0},
                 kj_style(KJ_SIZE_BODY, KJ_FONT_SANS, KJ_COLOR_INK));
    const kj_command *strong = run_of(&draw.list, "清楚"), *term = run_of(&draw.list, "痛点"),
                     *link = run_of(&draw.list, "四步"), *rest = run_of(&draw.list, "先问");
    assert_non_null(strong);
    assert_non_null(term);
    assert_non_null(link);
    assert_non_null(rest);
    assert_int_equal(strong->fill, kj_theme_light.colors[KJ_COLOR_ZHU]);
    assert_int_equal(strong->glyphs[0].font, KJ_FONT_SANS_BOLD);
    assert_int_equal(term->fill, kj_theme_light.colors[KJ_COLOR_INK]);
    assert_int_equal(link->fill, kj_theme_light.colors[KJ_COLOR_DAI]);
    /* Each piece begins where the one before it ends. */
    assert_true(fabs(rest->rect.x + rest->rect.w - strong->rect.x) < 0.1);
    assert_true(fabs(strong->rect.x + strong->rect.w - term->rect.x) < 0.1);
    assert_true(fabs((double)strong->glyphs[0].x_em) < 0.01);
    size_t dotted = 0;
    for (size_t i = 0; i < draw.list.commands.count; i++)
        dotted +=
            draw.list.commands.ptr[i].kind == KJ_DRAW_PATH && draw.list.commands.ptr[i].dash > 0
                ? 1
                : 0;
    assert_int_equal(dotted, 1);
    const int area = kj_list_action(&draw.list, KJ_LIT("peek:arrow-typical"));
    assert_int_equal(area, 0);
    assert_true(draw.list.areas.ptr[area].rect.h >= 56);
    assert_int_equal(kj_list_hit(&draw.list, link->rect.x + 5, link->rect.y - 5), area);
}

/* On a coloured ground the same text keeps one colour. */
static void plain_marks_keep_the_colour(void **state)
{
    kj_draw draw;
    kj_scene scene;
    begin(*state, &draw, &scene, 1);
    kj_text_style style = kj_style(KJ_SIZE_BODY, KJ_FONT_SANS, KJ_COLOR_ON_DAI);
    style.plain_marks = true;
    kj_draw_text(&draw, marked, (kj_rect){100, 100, 900, 0}, style);
    for (size_t i = 0; i < draw.list.commands.count; i++)
        if (draw.list.commands.ptr[i].kind == KJ_DRAW_GLYPHS)
            assert_int_equal(draw.list.commands.ptr[i].fill,
                             kj_theme_light.colors[KJ_COLOR_ON_DAI]);
}

/* 先==问：“客户ABC 12台”，再==答. */
static const kj_mark dots[] = {{KJ_MARK_DOTS, 3, 33, {KJ_SPAN("")}}};
static const kj_text dotted = {
    .plain = {KJ_SPAN("先问：“客户ABC 12台”，再答")}, .marks = dots, .mark_count = KJ_COUNT(dots)};

static bool is_dot(const kj_command *c)
{
    return c->kind == KJ_DRAW_RECT && fabs(c->rect.w - c->rect.h) < 0.001 &&
           fabs(c->rect.w - 2 * c->radius) < 0.001;
}

/* One under each Han character, none under marks; one line under the Western words. */
static void dots_stand_under_characters(void **state)
{
    kj_draw draw;
    kj_scene scene;
    begin(*state, &draw, &scene, 1);
    kj_draw_text(&draw, dotted, (kj_rect){100, 100, 900, 0},
                 kj_style(KJ_SIZE_BODY, KJ_FONT_SANS, KJ_COLOR_INK));
    const kj_command *run = run_of(&draw.list, "问：“客户ABC 12台”，再");
    assert_non_null(run);
    assert_int_equal(run->fill, kj_theme_light.colors[KJ_COLOR_INK]);
    double centres[16];
    size_t count = 0, lines = 0;
    for (size_t i = 0; i < draw.list.commands.count; i++) {
        const kj_command *c = &draw.list.commands.ptr[i];
        if (is_dot(c)) {
            assert_true(count < KJ_COUNT(centres));
            assert_int_equal(c->fill, kj_theme_light.colors[KJ_COLOR_ZHU]);
            assert_true(c->rect.y > run->rect.y + 0.12 * run->size); /* below the em box */
            centres[count++] = c->rect.x + c->radius;
        } else if (c->kind == KJ_DRAW_PATH) {
            const double from = c->path[0].x[0], to = c->path[1].x[0];
            lines++;
            assert_true(to - from > 2.5 * run->size && to - from < 4.5 * run->size);
        }
    }
    assert_int_equal(lines, 1);
    size_t at = 0;
    for (size_t i = 0; i < run->glyph_count; i++) {
        const kj_glyph *g = &run->glyphs[i];
        size_t pos = g->offset;
        const uint32_t code = kj_utf8_next(dotted.plain, &pos);
        if (code < 0x4E00 || code > 0x9FFF)
            continue;
        assert_true(at < count);
        assert_true(fabs(centres[at++] - run->rect.x - ((double)g->x_em + 0.5) * run->size) < 0.1);
    }
    assert_int_equal(at, 5);
    assert_int_equal(count, at);
}

/* However tight the style's lines are, a dot stands clear of the next one, and in the block. */
static void dots_open_the_lines(void **state)
{
    kj_draw draw;
    kj_scene scene;
    begin(*state, &draw, &scene, 1);
    static const double leadings[] = {0, 1, 1.3, 1.8};
    for (size_t i = 0; i < KJ_COUNT(leadings); i++) {
        kj_draw_begin(&draw, &scene);
        kj_text_style style = kj_style(KJ_SIZE_BODY, KJ_FONT_SANS, KJ_COLOR_INK);
        style.leading = leadings[i];
        const kj_text_block block = kj_draw_measure(&draw, dotted, 200, 0, style);
        assert_true(block.paragraph.line_count > 1);
        kj_draw_block(&draw, &block, 100, 100);
        double last = 0;
        for (size_t k = 0; k < draw.list.commands.count; k++) {
            const kj_command *c = &draw.list.commands.ptr[k];
            if (!is_dot(c))
                continue;
            last = c->rect.y + c->rect.h;
            const double line = floor((c->rect.y - 100) / block.line_height);
            const double next = 100 + block.ascent + (line + 1) * block.line_height;
            assert_true(last < next - 0.88 * block.size);
        }
        assert_true(last > 0 && last <= 100 + block.height);
    }
}

/* A command begins where its ink does, also in a line that begins further in. */
static void first_lines_are_indented(void **state)
{
    kj_draw draw;
    kj_scene scene;
    begin(*state, &draw, &scene, 1);
    kj_text_style style = kj_style(KJ_SIZE_BODY, KJ_FONT_SANS, KJ_COLOR_INK);
    style.indent_em = 2;
    kj_draw_text(&draw, kj_plain(KJ_LIT("客户的预算由谁批准")), (kj_rect){100, 100, 6 * 32, 0},
                 style);
    const kj_command *first = run_of(&draw.list, "客户的预"),
                     *next = run_of(&draw.list, "算由谁批准");
    assert_non_null(first);
    assert_non_null(next);
    assert_true(fabs(first->rect.x - 164) < 0.1 && fabs(first->rect.w - 128) < 0.1);
    assert_true(fabs((double)first->glyphs[0].x_em) < 0.01);
    assert_true(fabs(next->rect.x - 100) < 0.1);
}

static void shrinks_to_fit_and_says_when_not(void **state)
{
    kj_draw draw;
    kj_scene scene;
    begin(*state, &draw, &scene, 1);
    const kj_text text = kj_plain(KJ_LIT("采购额只是门票，五项一起看，才看得准。"));
    kj_text_style style = kj_style(40, KJ_FONT_SANS, KJ_COLOR_INK);
    style.smallest = 24;
    const kj_text_block shrunk = kj_draw_measure(&draw, text, 560, 60, style);
    assert_true(shrunk.fits);
    assert_true(shrunk.size < 40 && shrunk.size >= 24);
    assert_int_equal(shrunk.paragraph.line_count, 1);
    const kj_text_block never = kj_draw_measure(&draw, text, 200, 60, style);
    assert_false(never.fits);
    assert_true(fabs(never.size - 24) < 0.001);
    kj_draw_block(&draw, &never, 0, 0);
    assert_int_equal(draw.list.overfull, 1);
    const kj_text_block empty = kj_draw_measure(&draw, kj_plain(KJ_LIT("")), 200, 0, style);
    assert_true(empty.height < 0.001 && empty.fits);
}

static const struct {
    const char *text, *number, *unit;
} figures[] = {
    {"80%", "80", "%"},
    {"90～180天", "90～180", "天"},
    {"100万元", "100", "万元"},
    {"1→N", "1→N", ""},
    {"专", "专", ""},
    {"3.5年", "3.5", "年"},
    {"2小时／24小时", "2小时／24", "小时"},
    {"", "", ""},
    {"4条以上的意见", "4条以上的意见", ""},
};

static void splits_figures(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(figures); i++) {
        kj_span number, unit;
        kj_figure_split(kj_span_of(figures[i].text), &number, &unit);
        if (!kj_span_is(number, figures[i].number) || !kj_span_is(unit, figures[i].unit))
            fail_msg("%s: '%.*s' and '%.*s'", figures[i].text, KJ_ARG(number), KJ_ARG(unit));
    }
}

static void figures_stand_on_one_baseline(void **state)
{
    kj_draw draw;
    kj_scene scene;
    begin(*state, &draw, &scene, 1);
    const kj_figure_block figure =
        kj_draw_measure_figure(&draw, KJ_LIT("3.5"), KJ_LIT("年"), 0, 100, 0, KJ_COLOR_DAI);
    kj_draw_figure(&draw, &figure, 50, 50);
    const kj_command *number = run_of(&draw.list, "3.5"), *unit = run_of(&draw.list, "年");
    assert_non_null(number);
    assert_non_null(unit);
    assert_true(fabs(number->rect.y - unit->rect.y) < 0.01);
    assert_true(fabs(unit->size - 40) < 0.01);
    assert_true(unit->rect.x > number->rect.x + number->rect.w);
    assert_int_equal(number->glyphs[0].font, KJ_FONT_SERIF_BOLD);
    assert_int_equal(unit->glyphs[0].font, KJ_FONT_SANS_BOLD);
    const kj_figure_block narrow =
        kj_draw_measure_figure(&draw, KJ_LIT("90～180"), KJ_LIT("天"), 220, 100, 40, KJ_COLOR_DAI);
    assert_true(narrow.fits && narrow.size < 100 && narrow.width <= 220.5);
}

static void buttons_can_be_pressed(void **state)
{
    kj_draw draw;
    kj_scene scene;
    static const double scales[] = {1, 2};
    for (size_t i = 0; i < KJ_COUNT(scales); i++) {
        begin(*state, &draw, &scene, scales[i]);
        const kj_rect rect = kj_draw_button(&draw, (kj_rect){100, 100, 0, 0}, KJ_BUTTON_PRIMARY,
                                            KJ_LIT("next"), KJ_LIT("下一题"), "Return");
        assert_true(rect.h >= 56);
        assert_int_equal(kj_list_hit(&draw.list, 105, 105), 0);
        assert_int_equal(kj_list_key(&draw.list, KJ_LIT("Return")), 0);
        assert_non_null(run_of(&draw.list, "Enter")); /* the key is shown where it acts */
        const kj_command *label = run_of(&draw.list, "下一题");
        assert_non_null(label);
        assert_true(label->rect.x >= rect.x && label->rect.x + label->rect.w <= rect.x + rect.w);
    }
}

static void a_played_slide_has_its_keys(void **state)
{
    kj_gallery *g = *state;
    kj_draw draw;
    kj_scene scene;
    begin(g, &draw, &scene, 1);
    const uint32_t slide = kj_course_find(g->course, KJ_REF_SLIDE, KJ_LIT("arrow-typical"));
    kj_slide_page(&draw, slide, 0, NULL, true);
    static const struct {
        const char *key, *action;
    } keys[] = {{"Right", "next"}, {"Space", "next"}, {"PageUp", "back"},   {"Escape", "home"},
                {"h", "home"},     {"?", "help"},     {"Backspace", "back"}};
    for (size_t i = 0; i < KJ_COUNT(keys); i++) {
        const int area = kj_list_key(&draw.list, kj_span_of(keys[i].key));
        assert_true(area >= 0);
        assert_true(kj_span_is(draw.list.areas.ptr[area].action, keys[i].action));
    }
    assert_int_equal(draw.list.areas.ptr[0].role, KJ_ROLE_HEADING);
}

static const struct {
    int32_t number;
    const char *words;
} numbers[] = {{1, "一"},    {7, "七"},      {10, "十"},     {11, "十一"},
               {20, "二十"}, {35, "三十五"}, {99, "九十九"}, {100, "100"}};

static void counts_in_chinese(void **state)
{
    kj_gallery *g = *state;
    for (size_t i = 0; i < KJ_COUNT(numbers); i++) {
        const kj_span words = kj_number_word(NULL, numbers[i].number, g->frame);
        if (!kj_span_is(words, numbers[i].words))
            fail_msg("%d: %.*s", (int)numbers[i].number, KJ_ARG(words));
    }
}

/* Where the program speaks English, its sentences have English quotation marks even about Chinese;
 * the course's Chinese keeps its own, as everything does where the program speaks Chinese. */
static void english_words_are_set_as_english(void **state)
{
    static const struct {
        const char *lang, *text;
        bool narrow;
    } cases[] = {
        {"en", "Look at “大客户管理” again", true},
        {"zh-Hans", "Look at “大客户管理” again", false},
        {"en", "客户说“CRM 系统”时，先问用途。", false},
        {"en", "谁是“大客户”", false},
        {"en", "Your note: “先听，再问”", true},
    };
    kj_draw draw;
    kj_scene scene;
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        begin(*state, &draw, &scene, 1);
        scene.words = kj_words_for(kj_span_of(cases[i].lang));
        const kj_span text = kj_span_of(cases[i].text);
        const kj_text_block block = kj_draw_measure(
            &draw, kj_plain(text), 0, 0, kj_style(KJ_SIZE_BODY, KJ_FONT_SANS, KJ_COLOR_INK));
        const size_t quote = kj_span_find(text, KJ_LIT("“"), 0);
        const kj_line *line = &block.paragraph.lines[0];
        for (size_t k = 0; k < line->cluster_count; k++)
            if (line->clusters[k].start == quote &&
                (line->clusters[k].advance_em < 0.6f) != cases[i].narrow)
                fail_msg("%s: %s", cases[i].lang, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enlarges_by_size),
        cmocka_unit_test(marks_change_what_is_drawn),
        cmocka_unit_test(plain_marks_keep_the_colour),
        cmocka_unit_test(dots_stand_under_characters),
        cmocka_unit_test(dots_open_the_lines),
        cmocka_unit_test(first_lines_are_indented),
        cmocka_unit_test(shrinks_to_fit_and_says_when_not),
        cmocka_unit_test(splits_figures),
        cmocka_unit_test(figures_stand_on_one_baseline),
        cmocka_unit_test(buttons_can_be_pressed),
        cmocka_unit_test(a_played_slide_has_its_keys),
        cmocka_unit_test(counts_in_chinese),
        cmocka_unit_test(english_words_are_set_as_english),
    };
    return cmocka_run_group_tests(tests, kj_gallery_open, kj_gallery_close);
}
