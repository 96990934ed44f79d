#include "text/units.h"

#include "base/span.h"

/* Measure words and units after figures in business prose; the longest that fits is taken, so
 * 个月 wins over 个. */
/* A line a word would hide the list. */
/* clang-format off */
static const kj_span han_units[] = {
    /* time */
    {KJ_SPAN("年")}, {KJ_SPAN("年代")}, {KJ_SPAN("年期")}, {KJ_SPAN("年级")}, {KJ_SPAN("月")},
    {KJ_SPAN("月份")}, {KJ_SPAN("日")}, {KJ_SPAN("号")}, {KJ_SPAN("天")}, {KJ_SPAN("周")},
    {KJ_SPAN("周年")}, {KJ_SPAN("季")}, {KJ_SPAN("季度")}, {KJ_SPAN("时")}, {KJ_SPAN("小时")},
    {KJ_SPAN("点")}, {KJ_SPAN("点钟")}, {KJ_SPAN("点半")}, {KJ_SPAN("分")}, {KJ_SPAN("分钟")},
    {KJ_SPAN("秒")}, {KJ_SPAN("秒钟")}, {KJ_SPAN("毫秒")}, {KJ_SPAN("刻")}, {KJ_SPAN("刻钟")},
    {KJ_SPAN("世纪")}, {KJ_SPAN("星期")}, {KJ_SPAN("工作日")}, {KJ_SPAN("岁")}, {KJ_SPAN("个月")},
    {KJ_SPAN("个小时")}, {KJ_SPAN("个工作日")}, {KJ_SPAN("个季度")}, {KJ_SPAN("个星期")},
    {KJ_SPAN("个年头")}, {KJ_SPAN("人天")}, {KJ_SPAN("人月")}, {KJ_SPAN("人日")},
    {KJ_SPAN("工时")},
    /* counting */
    {KJ_SPAN("个")}, {KJ_SPAN("位")}, {KJ_SPAN("名")}, {KJ_SPAN("人")}, {KJ_SPAN("人次")},
    {KJ_SPAN("人份")}, {KJ_SPAN("家")}, {KJ_SPAN("件")}, {KJ_SPAN("次")}, {KJ_SPAN("项")},
    {KJ_SPAN("条")}, {KJ_SPAN("份")}, {KJ_SPAN("台")}, {KJ_SPAN("套")}, {KJ_SPAN("张")},
    {KJ_SPAN("页")}, {KJ_SPAN("步")}, {KJ_SPAN("章")}, {KJ_SPAN("节")}, {KJ_SPAN("级")},
    {KJ_SPAN("层")}, {KJ_SPAN("种")}, {KJ_SPAN("类")}, {KJ_SPAN("组")}, {KJ_SPAN("倍")},
    {KJ_SPAN("成")}, {KJ_SPAN("折")}, {KJ_SPAN("批")}, {KJ_SPAN("轮")}, {KJ_SPAN("期")},
    {KJ_SPAN("届")}, {KJ_SPAN("场")}, {KJ_SPAN("门")}, {KJ_SPAN("本")}, {KJ_SPAN("篇")},
    {KJ_SPAN("句")}, {KJ_SPAN("字")}, {KJ_SPAN("段")}, {KJ_SPAN("行")}, {KJ_SPAN("列")},
    {KJ_SPAN("题")}, {KJ_SPAN("道")}, {KJ_SPAN("款")}, {KJ_SPAN("部")}, {KJ_SPAN("辆")},
    {KJ_SPAN("座")}, {KJ_SPAN("间")}, {KJ_SPAN("栋")}, {KJ_SPAN("箱")}, {KJ_SPAN("包")},
    {KJ_SPAN("盒")}, {KJ_SPAN("瓶")}, {KJ_SPAN("袋")}, {KJ_SPAN("块")}, {KJ_SPAN("片")},
    {KJ_SPAN("根")}, {KJ_SPAN("支")}, {KJ_SPAN("枝")}, {KJ_SPAN("只")}, {KJ_SPAN("双")},
    {KJ_SPAN("对")}, {KJ_SPAN("笔")}, {KJ_SPAN("单")}, {KJ_SPAN("户")}, {KJ_SPAN("席")},
    {KJ_SPAN("集")}, {KJ_SPAN("回")}, {KJ_SPAN("遍")}, {KJ_SPAN("趟")}, {KJ_SPAN("代")},
    {KJ_SPAN("楼")}, {KJ_SPAN("路")}, {KJ_SPAN("票")}, {KJ_SPAN("股")}, {KJ_SPAN("颗")},
    {KJ_SPAN("粒")}, {KJ_SPAN("棵")}, {KJ_SPAN("头")}, {KJ_SPAN("匹")}, {KJ_SPAN("艘")},
    {KJ_SPAN("架")}, {KJ_SPAN("幅")}, {KJ_SPAN("封")}, {KJ_SPAN("束")}, {KJ_SPAN("朵")},
    {KJ_SPAN("杯")}, {KJ_SPAN("碗")}, {KJ_SPAN("桶")}, {KJ_SPAN("版")}, {KJ_SPAN("例")},
    {KJ_SPAN("则")}, {KJ_SPAN("起")}, {KJ_SPAN("枚")}, {KJ_SPAN("把")}, {KJ_SPAN("声")},
    {KJ_SPAN("遭")}, {KJ_SPAN("所")}, {KJ_SPAN("通")}, {KJ_SPAN("档")}, {KJ_SPAN("格")},
    {KJ_SPAN("环")}, {KJ_SPAN("维")}, {KJ_SPAN("线")}, {KJ_SPAN("星")}, {KJ_SPAN("强")},
    {KJ_SPAN("问")}, {KJ_SPAN("大类")}, {KJ_SPAN("分之")}, {KJ_SPAN("个百分点")},
    {KJ_SPAN("百分点")}, {KJ_SPAN("个点")},
    /* money */
    {KJ_SPAN("元")}, {KJ_SPAN("元整")}, {KJ_SPAN("块钱")}, {KJ_SPAN("角")}, {KJ_SPAN("美元")},
    {KJ_SPAN("欧元")}, {KJ_SPAN("日元")}, {KJ_SPAN("港元")}, {KJ_SPAN("英镑")}, {KJ_SPAN("美分")},
    /* measures */
    {KJ_SPAN("米")}, {KJ_SPAN("千米")}, {KJ_SPAN("公里")}, {KJ_SPAN("厘米")}, {KJ_SPAN("毫米")},
    {KJ_SPAN("微米")}, {KJ_SPAN("里")}, {KJ_SPAN("海里")}, {KJ_SPAN("英里")}, {KJ_SPAN("英寸")},
    {KJ_SPAN("寸")}, {KJ_SPAN("尺")}, {KJ_SPAN("丈")}, {KJ_SPAN("平方米")}, {KJ_SPAN("平米")},
    {KJ_SPAN("平方公里")}, {KJ_SPAN("立方米")}, {KJ_SPAN("亩")}, {KJ_SPAN("公顷")},
    {KJ_SPAN("克")}, {KJ_SPAN("千克")}, {KJ_SPAN("公斤")}, {KJ_SPAN("毫克")}, {KJ_SPAN("斤")},
    {KJ_SPAN("两")}, {KJ_SPAN("吨")}, {KJ_SPAN("磅")}, {KJ_SPAN("升")}, {KJ_SPAN("毫升")},
    {KJ_SPAN("度")}, {KJ_SPAN("摄氏度")}, {KJ_SPAN("千瓦")}, {KJ_SPAN("千瓦时")}, {KJ_SPAN("瓦")},
    {KJ_SPAN("伏")}, {KJ_SPAN("安")}, {KJ_SPAN("赫兹")}, {KJ_SPAN("兆赫")}, {KJ_SPAN("字节")},
    {KJ_SPAN("像素")}, {KJ_SPAN("码")},
};

static const kj_span latin_units[] = {
    {KJ_SPAN("m")}, {KJ_SPAN("km")}, {KJ_SPAN("cm")}, {KJ_SPAN("mm")}, {KJ_SPAN("kg")},
    {KJ_SPAN("g")}, {KJ_SPAN("mg")}, {KJ_SPAN("t")}, {KJ_SPAN("L")}, {KJ_SPAN("mL")},
    {KJ_SPAN("ml")}, {KJ_SPAN("B")}, {KJ_SPAN("KB")}, {KJ_SPAN("MB")}, {KJ_SPAN("GB")},
    {KJ_SPAN("TB")}, {KJ_SPAN("W")}, {KJ_SPAN("kW")}, {KJ_SPAN("MW")}, {KJ_SPAN("V")},
    {KJ_SPAN("A")}, {KJ_SPAN("Hz")}, {KJ_SPAN("kHz")}, {KJ_SPAN("MHz")}, {KJ_SPAN("GHz")},
    {KJ_SPAN("kWh")}, {KJ_SPAN("px")}, {KJ_SPAN("em")}, {KJ_SPAN("s")}, {KJ_SPAN("ms")},
    {KJ_SPAN("min")}, {KJ_SPAN("h")}, {KJ_SPAN("d")}, {KJ_SPAN("K")}, {KJ_SPAN("C")},
    {KJ_SPAN("F")}, {KJ_SPAN("pt")}, {KJ_SPAN("dB")}, {KJ_SPAN("fps")}, {KJ_SPAN("bps")},
    {KJ_SPAN("Mbps")}, {KJ_SPAN("Gbps")},
};

static const kj_span currencies[] = {
    {KJ_SPAN("RMB")}, {KJ_SPAN("CNY")}, {KJ_SPAN("USD")}, {KJ_SPAN("EUR")}, {KJ_SPAN("HKD")},
    {KJ_SPAN("JPY")}, {KJ_SPAN("GBP")},
};
/* clang-format on */

/* Code points of `word` if `codes` begin with it, else 0. */
static size_t word_len(kj_span word, const uint32_t *codes, size_t count)
{
    size_t at = 0, n = 0;
    while (at < word.len) {
        if (n == count || kj_utf8_next(word, &at) != codes[n])
            return 0;
        n++;
    }
    return n;
}

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_magnitude(uint32_t c)
{
    return c == 0x5341 || c == 0x767E || c == 0x5343 || c == 0x4E07 || c == 0x4EBF || c == 0x5146;
    /* 十 百 千 万 亿 兆 */
}

static bool is_about(uint32_t c)
{
    return c == 0x591A || c == 0x4F59 || c == 0x51E0 || c == 0x6765; /* 多 余 几 来 */
}

/* The first code point decides in nearly all cases, so its bytes are compared first: a look
 * through the list costs a few instructions a word. */
static size_t longest(const kj_span *words, size_t word_count, const uint32_t *codes, size_t count)
{
    char first[4];
    size_t best = 0;
    if (count == 0)
        return 0;
    const size_t first_len = kj_utf8_put(first, codes[0]);
    for (size_t i = 0; i < word_count; i++) {
        if (words[i].ptr[0] != first[0] || words[i].len < first_len ||
            memcmp(words[i].ptr, first, first_len) != 0)
            continue;
        const size_t n = word_len(words[i], codes, count);
        if (n > best)
            best = n;
    }
    return best;
}

size_t kj_unit_len(const uint32_t *codes, size_t count, bool latin)
{
    if (latin) {
        const size_t n = longest(latin_units, KJ_COUNT(latin_units), codes, count);
        return n == count || !is_letter(codes[n]) ? n : 0;
    }
    size_t magnitude = 0;
    while (magnitude < count && is_magnitude(codes[magnitude]))
        magnitude++;
    size_t at = magnitude;
    if (at < count && is_about(codes[at]))
        at++;
    while (at < count && is_magnitude(codes[at]))
        at++; /* 3000多万 */
    const size_t unit = longest(han_units, KJ_COUNT(han_units), codes + at, count - at);
    if (unit > 0)
        return at + unit;
    /* 多, 余 … count only before a unit or a magnitude: 3来 is no number. */
    return at > magnitude && is_about(codes[at - 1]) ? magnitude : at;
}

bool kj_currency_before(const uint32_t *codes, size_t at)
{
    for (size_t i = 0; i < KJ_COUNT(currencies); i++) {
        const size_t len = currencies[i].len; /* ASCII: as many code points */
        if (at >= len && word_len(currencies[i], codes + at - len, len) == len &&
            (at == len || !is_letter(codes[at - len - 1])))
            return true;
    }
    return false;
}
