/* tests/lesson/search_test.c: what a query finds, in which order, and what it marks. */
#include "lesson/search.h"

#include "lesson/kit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static const kj_test_file files[] = {
    {"course.json",
     "{\"id\":\"c\",\"title\":\"课\",\"version\":\"1.0.0\",\"language\":\"zh-Hans-CN\","
     "\"objectives\":[{\"id\":\"o1\",\"text\":\"会提问\",\"brief\":\"提问\"}],"
     "\"terms\":["
     "{\"id\":\"pain\",\"name\":\"痛点\",\"english\":\"pain "
     "point\",\"meaning\":\"客户愿意花钱解决的事。\"},"
     "{\"id\":\"abc\",\"name\":\"ABC分类\",\"english\":\"ABC "
     "analysis\",\"meaning\":\"把客户分成三档。\"},"
     "{\"id\":\"bank\",\"name\":\"银行\",\"english\":\"bank\",\"meaning\":\"管钱的地方。\"}],"
     "\"parts\":[\"p.json\"]}"},
    {"p.json",
     "{\"id\":\"p\",\"number\":1,\"title\":\"部分\",\"verb\":\"学\",\"objectives\":[\"o1\"],"
     "\"draw\":1,"
     "\"slides\":["
     "{\"id\":\"s1\",\"title\":\"先问现状，再谈方案\",\"menu\":\"问现状\",\"lead\":\"[痛点](term:"
     "pain)"
     "是问出来的\",\"visual\":{\"type\":\"plain\"},\"notes\":\"讲师说：备忘\",\"minutes\":1},"
     "{\"id\":\"s2\",\"title\":\"痛点要算成钱\",\"menu\":\"算痛点\","
     "\"visual\":{\"type\":\"plain\"},\"notes\":\"讲\",\"minutes\":1},"
     "{\"id\":\"s3\",\"title\":\"ＡＢＣ三档客户\",\"menu\":\"三档\","
     "\"visual\":{\"type\":\"plain\"},\"notes\":\"讲\",\"minutes\":1}],"
     "\"items\":[{\"id\":\"q1\",\"type\":\"true-false\",\"stem\":\"痛点都写在询价单上。\","
     "\"answer\":false,\"feedback\":\"再看一次。\",\"why\":\"痛点要问才有。\",\"explains\":\"s2\","
     "\"objective\":\"o1\","
     "\"difficulty\":1}]}"},
};

typedef struct fixture {
    kj_arena *arena;
    kj_test_shell *shell;
    kj_personal personal;
} fixture;

static void begin(fixture *f)
{
    f->arena = kj_arena_new();
    f->shell = kj_test_shell_new(kj_test_course(NULL, files, KJ_COUNT(files), f->arena), f->arena);
    f->personal = (kj_personal){.arena = f->arena};
    kj_test_start(f->shell);
}

static void own(fixture *f, kj_own_kind kind, const char *slide, const char *value)
{
    const kj_own row = {kind, kj_span_of(slide), kj_span_of(value)};
    assert_true(kj_own_set(&f->personal, &row));
}

static void answer(fixture *f, const char *option)
{
    kj_test_act(f->shell, "test:p", 1000);
    kj_test_act(f->shell, option, 1000);
    kj_test_act(f->shell, "submit", 1000);
    kj_test_act(f->shell, "home", 1000);
}

#define EVERYTHING \
    (KJ_HITS_OF(KJ_HIT_TERM) | KJ_HITS_OF(KJ_HIT_SLIDE) | KJ_HITS_OF(KJ_HIT_NOTE) | \
     KJ_HITS_OF(KJ_HIT_ITEM))

/* "term:pain slide:s2" */
static const char *found(fixture *f, kj_search search)
{
    static const char *const names[] = {"term", "slide", "note", "item"};
    const kj_course *course = f->shell->course;
    const kj_hits hits = kj_search_run(course, f->shell->lesson, &f->personal, &search, f->arena);
    kj_text_buffer out = {.arena = f->arena};
    for (size_t i = 0; i < hits.count; i++) {
        const kj_hit *hit = &hits.ptr[i];
        const kj_span id = hit->kind == KJ_HIT_TERM   ? course->terms.ptr[hit->index].id
                           : hit->kind == KJ_HIT_ITEM ? course->items.ptr[hit->index].id
                                                      : course->slides.ptr[hit->index].id;
        kj_putf(&out, "%s%s:%.*s", i ? " " : "", names[hit->kind], KJ_ARG(id));
    }
    kj_put_char(&out, '\0');
    return out.ptr;
}

static void finds(void **state)
{
    static const struct {
        const char *query, *found;
    } rows[] = {
        {"", ""},
        {"  　", ""},
        {"痛点", "term:pain slide:s2 slide:s1 note:s3 item:q1"}, /* begins, has, text */
        {"td", "term:pain slide:s2"},                            /* pinyin in titles only */
        {"TongDian", "term:pain slide:s2"},
        {"yh", "term:bank"},
        {"yinxing", "term:bank"},
        {"abc", "term:abc slide:s3"}, /* width and case */
        {"ａｂｃ", "term:abc slide:s3"},
        {"客户 三档", "slide:s3 term:abc"}, /* each word, wherever */
        {"三档　客户", "slide:s3 term:abc"},
        {"痛点 钱", "slide:s2 term:pain"},
        {"现状再", ""}, /* a sign between */
        {"现状，再", "slide:s1"},
        {"问出来", "slide:s1"},
        {"PAIN", "term:pain"},
        {"备忘", ""}, /* the presenter's */
        {"询价单", "item:q1"},
        {"x", "slide:s1"}, /* one letter: only where a title begins */
        {"王经理", "note:s3"},
        {"没有", ""},
    };
    fixture f;
    (void)state;
    begin(&f);
    own(&f, KJ_OWN_NOTE, "s3", "王经理：\n痛点在验收");
    answer(&f, "option:true");
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        const char *got =
            found(&f, (kj_search){.query = kj_span_of(rows[i].query), .kinds = EVERYTHING});
        if (strcmp(got, rows[i].found) != 0)
            fail_msg("'%s' finds '%s', not '%s'", rows[i].query, got, rows[i].found);
    }
    kj_arena_free(f.arena);
}

static void questions_only_once_they_were_met(void **state)
{
    fixture f;
    const kj_search items = {.kinds = KJ_HITS_OF(KJ_HIT_ITEM), .all = true};
    const kj_search missed = {.kinds = KJ_HITS_OF(KJ_HIT_ITEM), .all = true, .missed = true};
    (void)state;
    begin(&f);
    assert_string_equal(found(&f, items), "");
    answer(&f, "option:true");
    assert_string_equal(found(&f, items), "item:q1");
    assert_string_equal(found(&f, missed), "item:q1");
    kj_test_act(f.shell, "continue", 1000);
    kj_test_act(f.shell, "next", 1000);
    answer(&f, "option:false");
    assert_string_equal(found(&f, items), "item:q1");
    assert_string_equal(found(&f, missed), "");
    kj_arena_free(f.arena);
}

static void lists_in_their_order(void **state)
{
    fixture f;
    (void)state;
    begin(&f);
    assert_string_equal(found(&f, (kj_search){.kinds = KJ_HITS_OF(KJ_HIT_TERM), .all = true}),
                        "term:abc term:pain term:bank");
    const kj_search kept = {.kinds = KJ_HITS_OF(KJ_HIT_SLIDE), .all = true, .bookmarked = true};
    assert_string_equal(found(&f, kept), "");
    own(&f, KJ_OWN_BOOKMARK, "s3", "1");
    own(&f, KJ_OWN_BOOKMARK, "s1", "1");
    own(&f, KJ_OWN_NOTE, "s2", "乙");
    assert_string_equal(found(&f, kept), "slide:s1 slide:s3");
    assert_string_equal(found(&f, (kj_search){.kinds = KJ_HITS_OF(KJ_HIT_NOTE), .all = true}),
                        "note:s2");
    /* Without a learner's own there is none. */
    const kj_hits none = kj_search_run(f.shell->course, f.shell->lesson, NULL, &kept, f.arena);
    assert_int_equal(none.count, 0);
    kj_arena_free(f.arena);
}

static void marks_what_was_found(void **state)
{
    fixture f;
    const kj_search search = {.query = KJ_LIT("客户 td"), .kinds = EVERYTHING};
    (void)state;
    begin(&f);
    const kj_hits hits =
        kj_search_run(f.shell->course, f.shell->lesson, &f.personal, &search, f.arena);
    assert_int_equal(hits.count, 1);
    const kj_text title = hits.ptr[0].title, more = hits.ptr[0].more;
    assert_true(kj_span_is(title.plain, "痛点"));
    assert_int_equal(title.mark_count, 1);
    assert_int_equal(title.marks[0].start, 0);
    assert_int_equal(title.marks[0].len, strlen("痛点"));
    assert_true(kj_span_starts(more.plain, KJ_LIT("客户")));
    assert_int_equal(more.mark_count, 1);
    assert_int_equal(more.marks[0].len, strlen("客户"));

    /* Of a long text the part around the hit, on one line. */
    own(&f, KJ_OWN_NOTE, "s1", "今天去了三家医院，每一家都说要等。\n最后那家的主任提到了验收。");
    const kj_search late = {.query = KJ_LIT("验收"), .kinds = EVERYTHING};
    const kj_hits notes =
        kj_search_run(f.shell->course, f.shell->lesson, &f.personal, &late, f.arena);
    assert_int_equal(notes.count, 1);
    assert_true(kj_span_is(notes.ptr[0].more.plain, "…最后那家的主任提到了验收。"));
    assert_int_equal(notes.ptr[0].more.mark_count, 1);
    kj_arena_free(f.arena);
}

static void a_term_leads_to_its_slides(void **state)
{
    fixture f;
    uint32_t slides[2];
    (void)state;
    begin(&f);
    assert_int_equal(kj_term_slides(f.shell->course, KJ_LIT("pain"), slides, 2), 1);
    assert_int_equal(slides[0], 0);
    assert_int_equal(kj_term_slides(f.shell->course, KJ_LIT("bank"), slides, 2), 0);
    kj_arena_free(f.arena);
}

/* Whatever is typed. */
static void takes_any_query(void **state)
{
    fixture f;
    char text[400];
    (void)state;
    begin(&f);
    for (unsigned n = 0; n < 400; n++) {
        for (size_t i = 0; i < n; i++)
            text[i] = (char)((i * 7919 + (size_t)n * 104729) % 251);
        found(&f, (kj_search){.query = {text, n}, .kinds = EVERYTHING, .all = true});
    }
    kj_arena_free(f.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds),
        cmocka_unit_test(questions_only_once_they_were_met),
        cmocka_unit_test(lists_in_their_order),
        cmocka_unit_test(marks_what_was_found),
        cmocka_unit_test(a_term_leads_to_its_slides),
        cmocka_unit_test(takes_any_query),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
