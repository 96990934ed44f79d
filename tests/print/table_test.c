/* tests/print/table_test.c: tables on paper: whatever they hold, nothing leaves the page, rows stay
 * whole, and each page has the head. */
#include "print/table.h"

#include "report/build.h"
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#define CHINESE "提问之前先报价的人，往往不知道客户真正担心的是什么，所以要先听完再开口。"
#define WORD "019aae38-7a00-7000-8000-000000000001"

typedef struct shape {
    const char *name;
    size_t columns, rows;
    const char *title, *text; /* of every column and every text */
    size_t figures;           /* the last so many columns are figures */
} shape;

static const shape shapes[] = {
    {"nothing", 3, 0, "部门", "东", 1},
    {"a row", 3, 1, "部门", "东", 1},
    {"many rows", 4, 100, "部门", "华东销售部", 2},
    {"long texts", 5, 60, "题目", CHINESE CHINESE CHINESE, 3},
    {"long words", 6, 40, "课堂", WORD, 2},
    {"long titles", 8, 30, "最近一次试讲时停留在屏幕上的时间", "东", 6},
    {"many columns", 24, 30, "得分率", "东部", 12},
    {"only figures", 14, 50, "完成率", "", 14},
    {"empty texts", 3, 30, "", "", 0},
};

static void fill(const shape *s, kj_build *build, kj_arena *arena)
{
    kj_table_begin(build, "t", KJ_LIT("各部门到课"));
    for (size_t c = 0; c < s->columns; c++) {
        const kj_column column = {kj_arena_format(arena, "c%zu", c).ptr, kj_span_of(s->title),
                                  KJ_LIT("一个数"), 1};
        kj_columns_put(build, &column, 1);
    }
    for (size_t i = 0; i < s->rows * s->columns; i++)
        kj_cell_put(build, i % s->columns + s->figures >= s->columns
                               ? kj_cell_share((double)(i % 997) / 997)
                               : kj_cell_text(kj_span_of(s->text)));
}

/* Every line of text within the margins of its page; and the blocks of one row do not reach into
 * the next column by more than a rounding. */
static void inside(const shape *s, const kj_paper *paper)
{
    for (size_t p = 0; p < paper->pages.count; p++) {
        const kj_list *list = &paper->pages.ptr[p]->draw.list;
        if (list->overfull > 0)
            fail_msg("%s, page %zu: %zu texts do not fit", s->name, p + 1, list->overfull);
        for (size_t i = 0; i < list->commands.count; i++) {
            const kj_command *c = &list->commands.ptr[i];
            if (c->kind != KJ_DRAW_GLYPHS)
                continue;
            if (c->rect.x < KJ_PAPER_SIDE - 1 ||
                c->rect.x + c->rect.w > list->width - KJ_PAPER_SIDE + 1 ||
                c->rect.y > kj_paper_bottom(paper) || c->rect.y < KJ_PAPER_TOP)
                fail_msg("%s, page %zu: '%.*s' at %.0f, %.0f, %.0f wide", s->name, p + 1,
                         KJ_ARG(c->text), c->rect.x, c->rect.y, c->rect.w);
        }
    }
}

static size_t count_of(const kj_list *list, kj_span text)
{
    size_t count = 0;
    for (size_t i = 0; i < list->commands.count; i++)
        count += list->commands.ptr[i].kind == KJ_DRAW_GLYPHS &&
                 kj_span_equal(list->commands.ptr[i].text, text);
    return count;
}

static void within_the_page(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(shapes); i++) {
        kj_arena *arena = kj_arena_new();
        kj_test_sink *sink = kj_test_sink_new(arena);
        kj_report_result result = {.title = KJ_LIT("报告")};
        kj_build build = {.arena = arena, .out = &result};
        kj_paper paper;
        fill(&shapes[i], &build, arena);
        assert_true(kj_paper_open(&paper, NULL, NULL, true, KJ_LIT("报告"), arena, &sink->sink));
        kj_paper_table(&paper, &result.tables.ptr[0]);
        inside(&shapes[i], &paper);
        kj_paper_close(&paper);
        kj_arena_free(arena);
    }
}

/* Each page says which table it is and which columns; the rows are all there, each once. */
static void heads_on_each_page(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_sink *sink = kj_test_sink_new(arena);
    kj_report_result result = {.title = KJ_LIT("报告")};
    kj_build build = {.arena = arena, .out = &result};
    const kj_column columns[] = {{"who", KJ_LIT("工号"), {0}, 0}, {"n", KJ_LIT("次数"), {0}, 0}};
    kj_paper paper;
    size_t rows = 0;

    kj_table_begin(&build, "t", KJ_LIT("到课名单"));
    kj_columns_put(&build, columns, 2);
    for (size_t i = 0; i < 100; i++) {
        kj_cell_put(&build, kj_cell_text(kj_arena_format(arena, "E%zu", i)));
        kj_cell_put(&build, kj_cell_number((double)i));
    }
    assert_true(kj_paper_open(&paper, NULL, NULL, true, KJ_LIT("报告"), arena, &sink->sink));
    kj_paper_table(&paper, &result.tables.ptr[0]);
    assert_true(paper.pages.count >= 4);
    for (size_t p = 0; p < paper.pages.count; p++) {
        const kj_list *list = &paper.pages.ptr[p]->draw.list;
        assert_int_equal(count_of(list, KJ_LIT("到课名单")), p == 0);
        assert_int_equal(count_of(list, KJ_LIT("到课名单（续）")), p > 0);
        assert_int_equal(count_of(list, KJ_LIT("工号")), 1);
        for (size_t i = 0; i < 100; i++)
            rows += count_of(list, kj_arena_format(arena, "E%zu", i));
    }
    assert_int_equal(rows, 100);
    kj_paper_close(&paper);
    kj_arena_free(arena);
}

static void a_whole_report(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    kj_test_sink *sink = kj_test_sink_new(arena);
    kj_report_result result = {.title = KJ_LIT("报告")};
    kj_build build = {.arena = arena, .out = &result};
    kj_span pdf;

    for (size_t i = 0; i < 12; i++)
        kj_head_put(&build, "n", KJ_LIT("手机加入人数"), kj_cell_duration(1e9 * (double)i));
    kj_head_put(&build, "t", KJ_LIT("课程"), kj_cell_text(KJ_LIT(CHINESE CHINESE CHINESE)));
    for (size_t i = 0; i < KJ_COUNT(shapes); i++)
        fill(&shapes[i], &build, arena);
    assert_true(kj_print_report(&result, NULL, &pdf, arena, &sink->sink));
    assert_true(kj_span_starts(pdf, KJ_LIT("%PDF-")));
    kj_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(within_the_page),
                                       cmocka_unit_test(heads_on_each_page),
                                       cmocka_unit_test(a_whole_report)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
