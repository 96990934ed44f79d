/* tests/report/report_test.c: reports as people and programs read them, against files that people
 * have read; and what a report refuses. */
#include "report/kit.h"

#include "golden.h"
#include "os/files.h"
#include "report/formats.h"

static kj_store *small_company(kit *k)
{
    kj_store *store = kit_open(k, "s.db");
    kj_source *roster = KJ_NEW(k->arena, kj_source, 1);
    kj_span lines;
    kj_import_count count;

    roster->name = KJ_LIT("roster.csv");
    assert_true(kj_file_read(KJ_TESTS "/report/data/roster.csv", 1 << 20, k->arena, &roster->text,
                             &k->sink));
    assert_true(
        kj_file_read(KJ_TESTS "/report/data/lesson.jsonl", 1 << 20, k->arena, &lines, &k->sink));
    if (!kj_roster_import(store, roster, false, &count, k->arena, &k->sink) ||
        !kit_import(k, store, "lesson.jsonl", lines, &count))
        fail_msg("%.*s", KJ_ARG(kj_put_span(&k->said)));
    return store;
}

#define CLASS "019aae38-7a00-7000-8000-000000000001"

/* A class of the same people. */
static void hold_class(kit *k, kj_store *store)
{
    kj_span lines;
    kj_import_count count;

    assert_true(
        kj_file_read(KJ_TESTS "/report/data/class.jsonl", 1 << 20, k->arena, &lines, &k->sink));
    if (!kit_import(k, store, "class.jsonl", lines, &count))
        fail_msg("%.*s", KJ_ARG(kj_put_span(&k->said)));
}

static void classes_as_written(void **state)
{
    kit *k = *state;
    kj_store *store = small_company(k);
    static const struct {
        const char *report, *subject, *format, *golden, *lang;
    } cases[] = {
        {"class", "", "text", "report/golden/classes.txt", "zh-Hans"},
        {"class", CLASS, "text", "report/golden/class.txt", "zh-Hans"},
        {"class", CLASS, "csv", "report/golden/class.csv", "zh-Hans"},
        {"class", CLASS, "json", "report/golden/class.json", "zh-Hans"},
        {"class", CLASS, "text", "report/golden/class.en.txt", "en"},
        {"learner", "E2", "text", "report/golden/learner-in-class.txt", "zh-Hans"},
    };

    hold_class(k, store);
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_report_request request = report_request();
        request.subject = kj_span_of(cases[i].subject);
        request.words = kj_words_for(kj_span_of(cases[i].lang));
        kj_golden_check(cases[i].golden,
                        report_text(k, store, cases[i].report, &request, cases[i].format));
    }
    kj_store_close(store);
}

static void as_written(void **state)
{
    kit *k = *state;
    kj_store *store = small_company(k);
    static const struct {
        const char *report, *by, *learner, *format, *golden, *lang;
    } cases[] = {
        {"completion", "department", "", "text", "report/golden/completion.txt", "zh-Hans"},
        {"completion", "department", "", "csv", "report/golden/completion.csv", "zh-Hans"},
        {"completion", "region", "", "json", "report/golden/completion.json", "zh-Hans"},
        {"learner", "", "E1", "text", "report/golden/learner.txt", "zh-Hans"},
        {"learner", "", "E1", "csv", "report/golden/learner.csv", "zh-Hans"},
        {"learner", "", "E1", "json", "report/golden/learner.json", "zh-Hans"},
        {"learner", "", "E3", "csv", "report/golden/learner-without-events.csv", "zh-Hans"},
        {"completion", "department", "", "text", "report/golden/completion.en.txt", "en"},
        {"completion", "region", "", "csv", "report/golden/completion.en.csv", "en"},
        {"learner", "", "E1", "text", "report/golden/learner.en.txt", "en"},
    };

    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_report_request request = report_request();
        request.by = kj_span_of(cases[i].by);
        request.subject = kj_span_of(cases[i].learner);
        request.words = kj_words_for(kj_span_of(cases[i].lang));
        kj_golden_check(cases[i].golden,
                        report_text(k, store, cases[i].report, &request, cases[i].format));
    }
    kj_store_close(store);
}

/* JSON that our own strict reader takes, whatever the names hold. */
static void json_is_json(void **state)
{
    kit *k = *state;
    kj_store *store = small_company(k);
    kj_report_request request = report_request();
    kj_learner odd = {.id = KJ_LIT("E\"9\\"),
                      .name = KJ_LIT("\"=cmd|' /C calc'!A0\\"),
                      .department = KJ_LIT("\"")};

    assert_true(kj_learner_put(store, &odd, &k->sink));
    request.by = KJ_LIT("department");
    request.small_groups = true;
    hold_class(k, store);
    kj_event odd_one = kit_event(KJ_EVENT_CLASS_ATTENDED, "E\"9\\", CLASS, "key-account", 0);
    odd_one.has = KJ_HAS_WITHIN | KJ_HAS_KIND;
    odd_one.within = KJ_LIT(CLASS);
    odd_one.kind = KJ_LIT("by\\\"");
    kit_append(k, store, odd_one);
    static const struct {
        const char *report, *subject;
    } cases[] = {{"completion", ""}, {"learner", "E\"9\\"}, {"class", ""}, {"class", CLASS}};
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_source source = {.name = KJ_LIT("report"), .json = true};
        request.subject = kj_span_of(cases[i].subject);
        source.text = report_text(k, store, cases[i].report, &request, "json");
        assert_non_null(kj_json_parse(&source, k->arena, &k->sink));
    }
    assert_int_equal(k->sink.errors, 0);
    kj_store_close(store);
}

static void cells_are_neutralised(void **state)
{
    kit *k = *state;
    static const struct {
        const char *text, *csv;
    } cases[] = {
        {"=1+1", "\"'=1+1\""},  {"+86 21", "\"'+86 21\""}, {"-王", "\"'-王\""},
        {"@x", "\"'@x\""},      {"\t=1", "\"'\t=1\""},     {"1=1", "1=1"},
        {"a\"b", "\"a\"\"b\""}, {"a,b", "\"a,b\""},        {"a\r\nb", "\"a\r\nb\""},
        {"张三", "张三"},
    };

    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_head head = {"x", kj_span_of(cases[i].text), {.kind = KJ_CELL_NUMBER, .number = -5}};
        const kj_report_result result = {.key = "x", .title = KJ_LIT("t"), .head = {&head, 1}};
        const kj_span csv = kj_format_csv.write(&result, k->arena);
        const kj_span want = kj_arena_format(k->arena, "\xef\xbb\xbft\r\n%s,-5\r\n", cases[i].csv);
        if (!kj_span_starts(csv, want))
            fail_msg("%s: %.*s", cases[i].text, KJ_ARG(csv));
    }
}

static void widths(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t width;
    } cases[] = {
        {"", 0},     {"abc", 3}, {"张三", 4},       {"张a", 3},        {"“”", 2},
        {"（）", 4}, {"é", 1},   {"e\u0301", 1},    {"\U00020bb7", 2}, {"각", 2},
        {"ｶ", 1},    {"—", 1},   {"\U0001f600", 2}, {"\u200b", 0},     {"〇", 2},
    };

    for (size_t i = 0; i < KJ_COUNT(cases); i++)
        if (kj_width(kj_span_of(cases[i].text)) != cases[i].width)
            fail_msg("'%s' is %zu wide, not %zu", cases[i].text,
                     kj_width(kj_span_of(cases[i].text)), cases[i].width);
}

static void a_terminal_is_not_commanded(void **state)
{
    kit *k = *state;
    kj_head head = {"x",
                    KJ_LIT("n"),
                    {.kind = KJ_CELL_TEXT,
                     .text = {KJ_SPAN("a\x1b[31mb\u202ec\xc2\x9b"
                                      "d\ne")}}};
    const kj_report_result result = {.key = "x", .title = KJ_LIT("t"), .head = {&head, 1}};

    assert_true(kj_span_is(kj_format_text.write(&result, k->arena), "t\nn：a [31mb c d e\n"));
}

static void nobody_has_no_record(void **state)
{
    kit *k = *state;
    kj_store *store = small_company(k);
    kj_report_request request = report_request();
    kj_report_result result;

    request.subject = KJ_LIT("E404");
    assert_false(report_row("learner")->make(store, &request, k->arena, &result, &k->sink));
    assert_true(kit_said(k, "[E0804]"));
    request.subject = (kj_span){0};
    assert_false(report_row("learner")->make(store, &request, k->arena, &result, &k->sink));
    assert_true(kit_said(k, "[E0901]"));
    kj_store_close(store);
}

static void an_empty_store_gives_an_empty_report(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    kj_report_request request = report_request();

    request.by = KJ_LIT("department");
    kj_golden_check("report/golden/empty.txt",
                    report_text(k, store, "completion", &request, "text"));
    kj_store_close(store);
}

/* A later final test does not count before the day on which it was taken. */
static void the_best_up_to_a_day(void **state)
{
    kit *k = *state;
    kj_store *store = kit_open(k, "s.db");
    static const struct {
        int64_t seconds;
        double score;
        bool passed;
    } finals[] = {{100, 60, false}, {172800, 70, false}, {345600, 90, true}};
    static const struct {
        const char *until, *figures;
    } cases[] = {{"2026-11-23", "key-account,1,1,1,1,0,0,1,0.6,0.6,"},
                 {"2026-11-24", "key-account,1,1,1,1,0,0,1,0.6,0.6,"},
                 {"2026-11-25", "key-account,1,1,1,1,0,0,1,0.6,0.7,"},
                 {"2026-11-26", "key-account,1,1,1,1,0,0,1,0.6,0.7,"},
                 {"2026-11-27", "key-account,1,1,1,1,1,1,1,0.6,0.9,"}};
    const kj_learner learner = {.id = KJ_LIT("E1"), .name = KJ_LIT("刘欣")};

    assert_true(kj_learner_put(store, &learner, &k->sink));
    kit_append(k, store, kit_event(KJ_EVENT_ATTEMPT_STARTED, "E1", "A1", "key-account", 0));
    for (size_t i = 0; i < KJ_COUNT(finals); i++) {
        kj_event event =
            kit_event(KJ_EVENT_ATTEMPT_FINISHED, "E1", "A1", "key-account", finals[i].seconds);
        event.has = KJ_HAS_SCORE | KJ_HAS_PASSED | KJ_HAS_DURATION;
        event.score = finals[i].score;
        event.max = 100;
        event.passed = finals[i].passed;
        kit_append(k, store, event);
    }
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_report_request request = report_request();
        assert_true(kj_date_read(kj_span_of(cases[i].until), &request.until));
        const kj_span csv = report_text(k, store, "completion", &request, "csv");
        const kj_span wanted = kj_span_of(cases[i].figures);
        if (kj_span_find(csv, wanted, 0) == SIZE_MAX)
            fail_msg("until %s: no '%.*s' in\n%.*s", cases[i].until, KJ_ARG(wanted), KJ_ARG(csv));
    }
    kj_store_close(store);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, kit_set_up, kit_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(as_written),
        TEST(classes_as_written),
        TEST(json_is_json),
        TEST(cells_are_neutralised),
        TEST(widths),
        TEST(a_terminal_is_not_commanded),
        TEST(nobody_has_no_record),
        TEST(an_empty_store_gives_an_empty_report),
        TEST(the_best_up_to_a_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
