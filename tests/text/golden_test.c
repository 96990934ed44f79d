/* Whole layouts against files that people have read: lines, clusters, glyphs. */
#include "golden.h"
#include "text/kit.h"

static const struct {
    const char *file;
    kj_span text;
    kj_paragraph_style style;
} cases[] = {
    {
        "text/golden/body.txt",
        {KJ_SPAN("采购总监反问：“你们和上一家有什么不同？”（停顿了很久。）他在等一个例子——"
                 "不是PPT，而是去年那3个月里，我们怎样把交付从48小时缩短到20%的故事……")},
        {.width_em = 14, .align = KJ_ALIGN_JUSTIFY},
    },
    {
        "text/golden/title.txt",
        {KJ_SPAN("信任不是请客吃饭，而是一次次准时兑现的小承诺")},
        {.role = KJ_FONT_SERIF_BOLD, .width_em = 14, .balance = true, .align = KJ_ALIGN_CENTRE},
    },
    {
        "text/golden/mixed.txt",
        {KJ_SPAN("联系人𠮷野・Müller，👨‍💼，α=0."
                 "5，“it’s”；\n（见《CRM手册》第3章）")},
        {.width_em = 12, .indent_em = 2},
    },
    {
        "text/golden/code.txt",
        {KJ_SPAN("kejian check --strict 课程")},
        {.role = KJ_FONT_MONO, .width_em = 8},
    },
};

static void layouts_are_as_agreed(void **state)
{
    kj_arena *arena = *state;
    kj_typesetter *typesetter = kj_typesetter_new(kj_test_fonts(arena));
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        const kj_paragraph p =
            kj_typeset(typesetter, cases[i].text, cases[i].style, arena, NULL, KJ_NOWHERE);
        kj_golden_check(cases[i].file, kj_dump_layout(arena, cases[i].text, &p, 2));
    }
    kj_typesetter_free(typesetter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {KJ_TEST(layouts_are_as_agreed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
