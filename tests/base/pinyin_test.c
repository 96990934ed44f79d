/* tests/base/pinyin_test.c: readings, the order of an index, and finding by letters. */
#include "base/pinyin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void reads_characters(void **state)
{
    static const struct {
        uint32_t character;
        const char *readings;
    } rows[] = {
        {0x75DB, "tong"},           /* 痛 */
        {0x884C, "xing hang heng"}, /* 行 */
        {0x7EFF, "lv lu"},          /* 绿: ü is v */
        {0x4E86, "le liao"},        /* 了 */
        {0x91CD, "zhong chong"},    /* 重 */
        {0x3400, "qiu"},            /* the first of the table */
        {'a', ""},
        {0x3002, ""}, /* 。 */
        {0x20000, ""},
        {0x10FFFF, ""},
    };
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        const kj_span readings = kj_pinyin(rows[i].character);
        if (!kj_span_is(readings, rows[i].readings))
            fail_msg("U+%04X: '%.*s', not '%s'", (unsigned)rows[i].character, KJ_ARG(readings),
                     rows[i].readings);
    }
}

static void sorts_as_an_index(void **state)
{
    /* In this order. */
    static const char *const rows[] = {"",         "3C",   "ABC分类", "BANT",     "标杆效应",
                                       "采购",     "采用", "产品",    "成功标准", "客户",
                                       "客户画像", "RFM",  "痛点",    "战略客户", "𠮷"};
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(rows); i++)
        for (size_t k = 0; k < KJ_COUNT(rows); k++) {
            const int order = kj_pinyin_compare(kj_span_of(rows[i]), kj_span_of(rows[k]));
            if ((i < k && order >= 0) || (i == k && order != 0) || (i > k && order <= 0))
                fail_msg("%s and %s: %d", rows[i], rows[k], order);
        }
}

static void finds_by_letters(void **state)
{
    static const struct {
        const char *text, *word, *matched; /* "": it does not begin here */
    } rows[] = {
        {"痛点要找到根", "td", "痛点"},
        {"痛点要找到根", "tongdian", "痛点"},
        {"痛点要找到根", "tongd", "痛点"},
        {"痛点要找到根", "tdian", "痛点"},
        {"痛点要找到根", "tongdi", "痛点"},
        {"痛点要找到根", "t", "痛"},
        {"痛点要找到根", "ton", "痛"},
        {"痛点", "tdy", ""},
        {"痛点", "tongdianx", ""},
        {"战略客户", "zlkh", "战略客户"},
        {"战略客户", "zhlkh", "战略客户"},
        {"战略客户", "zhanlvekehu", "战略客户"}, /* ü as v */
        {"战略客户", "zhanlvek", "战略客"},
        {"银行", "yinhang", "银行"},
        {"银行", "yinxing", "银行"},
        {"银行", "yh", "银行"},
        {"银行", "yx", "银行"},
        {"绿灯", "lvdeng", "绿灯"},
        {"ABC分类", "abcfl", "ABC分类"},
        {"ABC分类", "abcfenlei", "ABC分类"},
        {"ABC分类", "abd", ""},
        {"“痛点”、需求", "tdxq", "“痛点”、需求"},
        {"", "td", ""},
        {"痛点", "", ""},
        {"能能能能能能能能能能能能能能能能能能能能能能能能能能能能能能能能",
         "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnx", ""}, /* at once, however many ways there are */
        {"痛点", "tdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtdtd", ""},
    };
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        const kj_span text = kj_span_of(rows[i].text);
        const size_t end = kj_pinyin_match(text, 0, kj_span_of(rows[i].word));
        const kj_span matched = kj_span_sub(text, 0, end == SIZE_MAX ? 0 : end);
        if (!kj_span_is(matched, rows[i].matched))
            fail_msg("%s in %s: '%.*s'", rows[i].word, rows[i].text, KJ_ARG(matched));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_characters),
        cmocka_unit_test(sorts_as_an_index),
        cmocka_unit_test(finds_by_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
