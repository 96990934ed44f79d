/* tests/record/roster_test.c: rosters as spreadsheets write them, and as they should not be. */
#include "record/kit.h"

#include <stdio.h>
#include <sys/wait.h>

static bool import(kit *k, kj_store *store, kj_span text, bool dry_run, kj_import_count *count)
{
    kj_source *source = KJ_NEW(k->arena, kj_source, 1);

    source->name = KJ_LIT("roster.csv");
    source->text = text;
    return kj_roster_import(store, source, dry_run, count, k->arena, &k->sink);
}

static kj_span as_text(kit *k, kj_store *store)
{
    kj_learner_list all;
    kj_text_buffer out = {.arena = k->arena};

    assert_true(kj_learner_all(store, &all, k->arena, &k->sink));
    for (size_t i = 0; i < all.count; i++) {
        const kj_learner *l = &all.ptr[i];
        kj_putf(&out, "%.*s|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s\n", KJ_ARG(l->id), KJ_ARG(l->name),
                KJ_ARG(l->department), KJ_ARG(l->region), KJ_ARG(l->email), KJ_ARG(l->joined),
                KJ_ARG(l->left));
    }
    return kj_put_span(&out);
}

static void reads_what_spreadsheets_write(void **state)
{
    kit *k = *state;
    static const struct {
        const char *name;
        kj_span text;
        const char *all;
    } cases[] = {
        {"plain",
         {KJ_SPAN("工号,姓名,部门\nE1,张三,华东销售部\nE2,李四,\n")},
         "E1|张三|华东销售部||||\nE2|李四|||||\n"},
        {"English, other order, case",
         {KJ_SPAN("Department,NAME,Employee_ID,Region\nSales,Ann,7,North\n")},
         "7|Ann|Sales|North|||\n"},
        {"UTF-8 with its mark, CRLF",
         {KJ_SPAN("\xef\xbb\xbf工号,姓名\r\nE1,张三\r\n")},
         "E1|张三|||||\n"},
        {"CR alone, no end",
         {KJ_SPAN("id,name\rE1,张三\rE2,李四")},
         "E1|张三|||||\nE2|李四|||||\n"},
        {"semicolons", {KJ_SPAN("工号;姓名;部门\nE1;张三;a,b\n")}, "E1|张三|a,b||||\n"},
        {"tabs", {KJ_SPAN("工号\t姓名\nE1\t张三\n")}, "E1|张三|||||\n"},
        {"quotes",
         {KJ_SPAN("\"id\",name,部门\n\"E1\",\"O\"\"Neil, 张\",\"a;b\"\n")},
         "E1|O\"Neil, 张|a;b||||\n"},
        {"white space, also ideographic",
         {KJ_SPAN(" 工号 ,姓名\n E1 ,　张三　\n")},
         "E1|张三|||||\n"},
        {"empty rows and short ones",
         {KJ_SPAN("工号,姓名,部门\n\n,,\nE1,张三\n\n")},
         "E1|张三|||||\n"},
        {"further columns",
         {KJ_SPAN("序号,工号,性别,姓名,备注\n1,E1,女,张三,=1+1\n")},
         "E1|张三|||||\n"},
        {"dates",
         {KJ_SPAN("id,name,入职日期,离职日期\nE1,a,2020/1/5,2024年12月31日\n"
                  "E2,b,2020.01.05,\nE3,c,2020-01-05,2020-01-05\n")},
         "E1|a||||2020-01-05|2024-12-31\nE2|b||||2020-01-05|\nE3|c||||2020-01-05|2020-01-05\n"},
        {"all seven",
         {KJ_SPAN("姓名,工号,邮箱,大区,部门,入职日期,离职日期\n张三,E1,z@x.cn,东,销售,,\n")},
         "E1|张三|销售|东|z@x.cn||\n"},
        {"leading zeroes stay",
         {KJ_SPAN("id,name\n00123,a\n123,b\n")},
         "00123|a|||||\n123|b|||||\n"},
        {"SQL-ish and formula names are but names",
         {KJ_SPAN("id,name\nE1,\"'); DROP TABLE learner;--\"\nE2,=HYPERLINK(1)\n")},
         "E1|'); DROP TABLE learner;--|||||\nE2|=HYPERLINK(1)|||||\n"},
        {"GB18030",
         {KJ_SPAN("\xb9\xa4\xba\xc5,\xd0\xd5\xc3\xfb\nE1,\xd5\xc5\xc8\xfd\n")},
         "E1|张三|||||\n"},
        {"UTF-16, as Excel's 'Unicode text'",
         {KJ_SPAN("\xff\xfei\0d\0\t\0n\0a\0m\0e\0\n\0E\0\x31\0\t\0\x20\x5f\n\0")},
         "E1|张|||||\n"},
    };

    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_store *store = kit_open(k, kj_arena_format(k->arena, "s%zu.db", i).ptr);
        kj_import_count count;
        kit_forget(k);
        const bool done = import(k, store, cases[i].text, false, &count);
        const kj_span all = as_text(k, store);
        if (!done || !kj_span_is(all, cases[i].all))
            fail_msg("%s: %.*s%.*s", cases[i].name, KJ_ARG(kj_put_span(&k->said)), KJ_ARG(all));
        assert_int_equal(count.added, count.rows);
        kj_store_close(store);
    }
}

static void refuses_with_the_place(void **state)
{
    kit *k = *state;
    static const struct {
        const char *name;
        kj_span text;
        size_t errors;
        const char *says;
    } cases[] = {
        {"nothing", {KJ_SPAN("")}, 1, "the roster is empty"},
        {"only blank rows", {KJ_SPAN("\n,,\n")}, 1, "the roster is empty"},
        {"no number",
         {KJ_SPAN("姓名,部门\n张三,a\n")},
         1,
         "roster.csv:1:1: error: no column for the employee"},
        {"no name", {KJ_SPAN("工号,部门\nE1,a\n")}, 1, "no column for the name"},
        {"two columns for one", {KJ_SPAN("工号,姓名,ID\nE1,张三,E2\n")}, 1, "roster.csv:1:7:"},
        {"an empty number",
         {KJ_SPAN("工号,姓名\n,张三\n")},
         1,
         "roster.csv:2:1: error: 工号: no employee number"},
        {"an empty name", {KJ_SPAN("工号,姓名\nE1,\n")}, 1, "roster.csv:2:4: error: 姓名: no name"},
        {"white space in a number", {KJ_SPAN("工号,姓名\nE 1,a\n")}, 1, "roster.csv:2:1:"},
        {"twice",
         {KJ_SPAN("工号,姓名\nE1,a\nE2,b\nE1,c\nE1,d\n")},
         2,
         "roster.csv:4:1: error: employee number E1 stands in line 2 already"},
        {"a date that is none",
         {KJ_SPAN("工号,姓名,入职日期\nE1,a,2023-02-29\n")},
         1,
         "roster.csv:2:6:"},
        {"a serial date", {KJ_SPAN("工号,姓名,入职日期\nE1,a,44200\n")}, 1, "not a date"},
        {"left before joined",
         {KJ_SPAN("id,name,joined,left\nE1,a,2024-01-02,2024-01-01\n")},
         1,
         "leaving before joining"},
        {"not an address",
         {KJ_SPAN("id,name,email\nE1,a,nobody\n")},
         1,
         "roster.csv:2:6: error: 邮箱:"},
        {"a quotation mark too few", {KJ_SPAN("id,name\nE1,\"a\nE2,b\n")}, 2, "roster.csv:2:4:"},
        {"text behind a quoted cell", {KJ_SPAN("id,name\nE1,\"a\"b\n")}, 1, "roster.csv:2:7:"},
        {"a mark in the middle", {KJ_SPAN("id,name\nE1,a\"b\n")}, 1, "roster.csv:2:5:"},
        {"a cell too many", {KJ_SPAN("id,name\nE1,a,b\n")}, 1, "roster.csv:2:6:"},
        {"a line feed in a name", {KJ_SPAN("id,name\nE1,\"a\nb\"\n")}, 1, "control"},
        {"a change of direction", {KJ_SPAN("id,name\nE1,a\u202eb\n")}, 1, "directional"},
        {"NUL", {KJ_SPAN("id,name\nE1,a\0b\n")}, 1, "control"},
        {"no encoding at all",
         {KJ_SPAN("id,name\nE1,\xff\xff\n")},
         1,
         "roster.csv:2:4: error: the text is neither"},
        {"an Excel workbook", {KJ_SPAN("PK\x03\x04\x14\0\x06\0\x08\0")}, 1, "save it as CSV"},
        {"several at once", {KJ_SPAN("id,name,left\n,a,\nE2,,\nE3,c,x\n")}, 3, "roster.csv:4:6:"},
    };

    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_store *store = kit_open(k, "s.db");
        kj_import_count count;
        kit_forget(k);
        if (import(k, store, cases[i].text, false, &count) || k->sink.errors != cases[i].errors ||
            !kit_said(k, cases[i].says) || !kit_said(k, "[E0801]"))
            fail_msg("%s: %zu: %.*s", cases[i].name, k->sink.errors, KJ_ARG(kj_put_span(&k->said)));
        assert_int_equal(as_text(k, store).len, 0);
        assert_int_equal(count.added + count.changed + count.changes.count, 0);
        kj_store_close(store);
    }
}

static void tells_what_would_change(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    kj_import_count count;
    const kj_span next = KJ_LIT("id,name,department\nE1,a,南\nE2,b,东\nE3,c,东\n");

    assert_true(import(k, store, KJ_LIT("id,name,department,email\nE1,a,东,a@x\nE2,b,东,\n"), false,
                       &count));
    const kj_span before = as_text(k, store);
    assert_true(import(k, store, next, true, &count));
    assert_int_equal(count.added, 1);
    assert_int_equal(count.changed, 1);
    assert_int_equal(count.same, 1);
    assert_int_equal(count.changes.count, 2);
    assert_true(kj_span_is(count.changes.ptr[0].before.department, "东"));
    assert_true(kj_span_is(count.changes.ptr[0].after.department, "南"));
    assert_int_equal(count.changes.ptr[1].before.id.len, 0);
    assert_true(kj_span_equal(as_text(k, store), before));
    assert_true(import(k, store, next, false, &count));
    /* The e-mail address is no column of the second file: it stays. */
    assert_true(kj_span_is(as_text(k, store), "E1|a|南||a@x||\nE2|b|东||||\nE3|c|东||||\n"));
    assert_true(import(k, store, next, false, &count));
    assert_int_equal(count.same, 3);
    kj_store_close(store);
    /* A move is remembered with its day; whoever only came has one stay. */
    const char *path = kit_path(k, "s.db");
    assert_int_equal(kit_number(path, "SELECT count(*) FROM stay WHERE learner = 'E1'"), 2);
    assert_int_equal(kit_number(path, "SELECT count(*) FROM stay WHERE learner <> 'E1'"), 2);
    assert_int_equal(kit_number(path, "SELECT count(*) FROM stay WHERE learner = 'E1' AND"
                                      " since = '' AND department = '东'"),
                     1);
}

static void one_learner_at_a_time(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    kj_learner learner = {.id = KJ_LIT("E1"), .name = KJ_LIT("张三")}, got;

    assert_true(kj_learner_put(store, &learner, &k->sink));
    learner.department = KJ_LIT("东");
    assert_true(kj_learner_put(store, &learner, &k->sink));
    assert_true(kj_learner_get(store, KJ_LIT("E1"), &got, k->arena, &k->sink));
    assert_true(kj_span_is(got.department, "东"));
    assert_false(kj_learner_get(store, KJ_LIT("E2"), &got, k->arena, &k->sink));
    assert_int_equal(k->sink.errors, 0);
    learner.joined = KJ_LIT("yesterday");
    assert_false(kj_learner_put(store, &learner, &k->sink));
    assert_true(kit_said(k, "[E0801]"));
    kj_store_close(store);
}

/* 20,000 wrong rows are not 20,000 messages, and take no time worth speaking of. */
static void many_problems_are_counted(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    kj_text_buffer text = {.arena = k->arena};
    kj_import_count count;

    kj_put(&text, KJ_LIT("id,name\n"));
    for (int i = 0; i < 20000; i++)
        kj_putf(&text, "E%d,\n", i);
    assert_false(import(k, store, kj_put_span(&text), false, &count));
    assert_int_equal(k->sink.errors, 101);
    assert_true(kit_said(k, "and 19900 problems more"));
    assert_int_equal(count.refused, 20000);
    kj_store_close(store);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, kit_set_up, kit_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(reads_what_spreadsheets_write), TEST(refuses_with_the_place),
        TEST(tells_what_would_change),       TEST(one_learner_at_a_time),
        TEST(many_problems_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
