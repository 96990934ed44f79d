/* engine/lesson/judge_signs.c: the single signs of a question. */
#include "lesson/judge_inner.h"

/* Rule 8.  The longest word at a place counts, so 怎么样 stands beside 怎么. */
static const kj_word wide_words[] = {
    U"什么", U"为什么", U"为何", U"哪些", U"哪几", U"哪方面", U"哪一方面", U"怎么", U"怎么样",
    U"怎样", U"如何",   U"何以", U"有何", U"作何", U"何种",   U"缘何",     U"因何", U"何故",
};

/* Behind 什么: the question is for one fact only (rule 9). */
static const kj_word fact_nouns[] = {
    U"时候", U"时间", U"日期", U"日子", U"时段", U"牌子", U"品牌", U"型号", U"价位", U"价格",
    U"价钱", U"价",   U"职务", U"职位", U"职级", U"岗位", U"人",   U"名字", U"年份", U"时点",
};
static const kj_word not_persons[] = {U"人员", U"人手", U"人力", U"人才", U"人群"};
/* Behind 怎么, 如何: likewise. */
static const kj_word fact_verbs[] = {U"称呼", U"联系"};

static const kj_word narrow_words[] = {
    U"多少", U"多久", U"何时", U"何人", U"何地", U"何处", U"何日", U"几时", U"谁", U"贵姓",
};
static const char32_t measured[] = U"大长高快远宽深厚早晚"; /* 多大, 多长 … */
/* 很多大客户, 更多高层: the 多 belongs to what stands before it. */
static const char32_t before_many[] = U"很许更众诸最过较增那这不好太繁";
static const kj_word after_many[] = {U"大客户", U"大型", U"大企业", U"大单", U"大项目",
                                     U"高层",   U"高管", U"长期",   U"大批", U"大部"};
static const char32_t not_which[] = U"怕能知有曾"; /* 哪怕, 哪能, 哪知 … */
static const char32_t not_few[] = U"乎率何经番许"; /* 几乎, 几率 … */

/* 有多严重, 有多难; not 有多家, 有多种. */
static const kj_word degrees[] = {U"严重", U"重要", U"紧", U"急",   U"频繁", U"难",   U"贵",
                                  U"强",   U"忙",   U"慢", U"满意", U"稳定", U"复杂", U"累",
                                  U"迫切", U"准",   U"好", U"差",   U"广",   U"可靠"};

static bool is_measured(const kj_sentence *s, size_t from, size_t i, size_t to)
{
    return s->c[i] == U'多' && i + 1 < to && kj_one_of(s->c[i + 1], measured) &&
           !kj_one_of(kj_before(s, from, i), before_many) &&
           kj_any_at(s, i + 1, to, KJ_WORDS(after_many)) == 0;
}

static kj_asks narrow_at(const kj_sentence *s, size_t from, size_t i, size_t to, size_t *len)
{
    *len = kj_any_at(s, i, to, KJ_WORDS(narrow_words));
    if (*len > 0)
        return KJ_ASKS_NARROW;
    if (is_measured(s, from, i, to)) {
        *len = kj_word_at(s, i, to, U"多长时间") ? 4 : 2;
        return KJ_ASKS_NARROW;
    }
    if (s->c[i] == U'多' && kj_before(s, from, i) == U'有') {
        *len = kj_any_at(s, i + 1, to, KJ_WORDS(degrees));
        *len += *len > 0;
        if (*len > 0)
            return KJ_ASKS_NARROW;
    }
    const char32_t next = i + 1 < to ? s->c[i + 1] : 0;
    if (s->c[i] == U'哪' && !kj_one_of(next, not_which)) {
        *len = next == 0 ? 1 : next == U'一' && i + 2 < to ? 3 : 2;
        return KJ_ASKS_NARROW;
    }
    if (s->c[i] == U'几' && next == 0 && kj_one_of(kj_before(s, from, i), U"期拜周第月")) {
        *len = 1; /* 星期几, 周几, 第几: nothing need follow */
        return KJ_ASKS_NARROW;
    }
    if (s->c[i] == U'几' && next != 0 && !kj_one_of(next, not_few)) {
        *len = 2;
        return KJ_ASKS_NARROW;
    }
    return KJ_ASKS_NOTHING;
}

kj_asks kj_asks_at(const kj_sentence *s, size_t from, size_t i, size_t to, size_t *len)
{
    *len = 0;
    if (s->off[i])
        return KJ_ASKS_NOTHING;
    *len = kj_any_at(s, i, to, KJ_WORDS(wide_words));
    if (*len == 0)
        return narrow_at(s, from, i, to, len);
    const size_t behind = i + *len;
    size_t noun = 0;
    if (*len == 2 && s->c[i] == U'什')
        noun = kj_any_at(s, behind, to, KJ_WORDS(fact_nouns));
    if (noun == 1 && kj_any_at(s, behind, to, KJ_WORDS(not_persons)) > 0)
        noun = 0;
    if (*len == 2 && (s->c[i] == U'怎' || s->c[i] == U'如'))
        noun = kj_any_at(s, behind, to, KJ_WORDS(fact_verbs));
    if (s->c[i] == U'有' && kj_one_of(behind < to ? s->c[behind] : 0, U"时人地处日"))
        return KJ_ASKS_NOTHING; /* 有何时…: 何时 follows */
    *len += noun;
    return noun > 0 ? KJ_ASKS_NARROW : KJ_ASKS_WIDE;
}

size_t kj_find_asking(const kj_sentence *s, size_t from, size_t to, kj_asks what, size_t *len)
{
    for (size_t i = from; i < to; i++) {
        size_t found = 0;
        const kj_asks asks = kj_asks_at(s, from, i, to, &found);
        if (asks == what || (what == KJ_ASKS_EITHER && asks != KJ_ASKS_NOTHING)) {
            if (len)
                *len = found;
            return i;
        }
        if (asks != KJ_ASKS_NOTHING)
            i += found - 1;
    }
    return SIZE_MAX;
}

/* Words whose last character seems to begin an A不A: 系统不统一, 标准不准, 产能不能满足.
 * Found by going through business words character by character. */
static const kj_word compounds[] = {
    U"系统", U"传统", U"标准", U"精准", U"批准", U"基准", U"水准", U"沟通", U"流通", U"交通",
    U"打通", U"普通", U"联通", U"产能", U"功能", U"性能", U"技能", U"智能", U"职能", U"机能",
    U"可能", U"才能", U"效能", U"节能", U"只能", U"机会", U"协会", U"开会", U"例会", U"社会",
    U"晨会", U"工会", U"主要", U"重要", U"必要", U"费用", U"作用", U"信用", U"使用", U"利用",
    U"应用", U"银行", U"同行", U"执行", U"运行", U"流行", U"最好", U"爱好", U"核对", U"针对",
    U"面对", U"应对", U"合同", U"共同", U"相同", U"预算", U"结算", U"核算", U"决算", U"清算",
    U"计划", U"规划", U"策划", U"管理", U"处理", U"代理", U"经理", U"物理", U"整理", U"办理",
    U"说明", U"证明", U"判断", U"中断", U"诊断", U"设备", U"准备", U"具备", U"分配", U"匹配",
    U"配合", U"符合", U"整合", U"结合", U"价值", U"产值", U"影响", U"供应", U"响应", U"反应",
    U"指标", U"目标", U"招标", U"投标", U"审批", U"订单", U"菜单", U"质量", U"减少", U"至少",
    U"将来", U"未来", U"本来", U"原来", U"马上", U"线上", U"一定", U"稳定", U"决定", U"固定",
    U"规定", U"确定", U"完成", U"组成", U"满足", U"充足", U"盈利", U"顺利", U"有利", U"能力",
    U"压力", U"服务", U"业务", U"安全", U"水平", U"正常", U"经常", U"现实", U"落实", U"其实",
    U"认真", U"澄清", U"提高", U"最高", U"扩大", U"最大", U"加大", U"降低", U"最低", U"尽快",
    U"加快", U"困难", U"更新", U"最新", U"创新", U"修改", U"整改", U"改变", U"交期", U"周期",
    U"时间", U"期间", U"随便", U"更换", U"切换", U"维修", U"周转", U"运转", U"续签", U"标签",
    U"直接", U"对接", U"多数", U"能够", U"所有", U"拥有", U"只有", U"具有", U"没有", U"统一",
    U"单一", U"同一", U"唯一", U"及时", U"临时", U"按时", U"总是", U"于是", U"只是", U"不是",
    U"上线", U"生产", U"投产", U"数据", U"依据", U"交付", U"支付", U"反馈", U"需求", U"要求",
    U"效果", U"结果", U"成本", U"价格", U"合格", U"资格", U"责任", U"信任",
};
static const kj_word connectives[] = {U"但是", U"可是", U"还是", U"要是", U"就是", U"或是"};
static const kj_word whole[] = {U"所有", U"每", U"全", U"人人", U"一定"};
static const char32_t never_asks[] = U"得人天年月日时的都也就还很更最越再个点动";

static bool is_ideograph(char32_t c)
{
    return c >= 0x3400 && c <= 0x9FFF;
}

static size_t doubled_at(const kj_sentence *s, size_t from, size_t i, size_t to, bool asked)
{
    const char32_t *c = s->c + i;
    if (i + 5 <= to && (c[2] == U'不' || c[2] == U'没') && c[0] == c[3] && c[1] == c[4] &&
        is_ideograph(c[0]) && is_ideograph(c[1]))
        return 5;
    if (i + 3 > to || (c[1] != U'不' && c[1] != U'没') || c[0] != c[2] || !is_ideograph(c[0]))
        return 0;
    if (kj_one_of(c[0], never_asks))
        return 0;
    if (c[0] == U'一' && !(i + 3 < to && kj_one_of(c[3], U"样致定")))
        return 0;
    if (kj_any_before(s, from, i + 1, KJ_WORDS(compounds)) > 0)
        return 0;
    if (c[0] == U'是' && kj_any_before(s, from, i + 1, KJ_WORDS(connectives)) > 0 &&
        (!asked || kj_any_at(s, i + 3, to, KJ_WORDS(whole)) > 0))
        return 0;
    return 3;
}

static const kj_word choice_words[] = {U"是否", U"能否", U"可否", U"会否",
                                       U"有无", U"与否", U"可曾", U"有否"};

/* 预算批了没有 asks; 我们还没有 tells. */
static const kj_word telling_before[] = {
    U"还",   U"也",   U"都", U"并", U"从来", U"从",   U"一直", U"暂时", U"目前", U"完全",
    U"根本", U"几乎", U"就", U"又", U"再",   U"至今", U"可能", U"应该", U"好像", U"确实",
    U"其实", U"现在", U"倒", U"却", U"我们", U"他们", U"我",   U"他",   U"一点", U"暂",
    U"这边", U"这里", U"毫", U"所", U"仍",   U"尚",   U"竟",   U"么也", U"说",   U"早就",
};
static const char32_t done[] = U"了过好完到上清定齐成";

static size_t final_not(const kj_sentence *s, const kj_clause *clause, const kj_segment *segment,
                        size_t *len)
{
    size_t end = segment->end;
    while (end > segment->from && s->off[end - 1])
        end--; /* 能告诉我批了没有吗: the 吗 is the frame's */
    if (kj_any_before(s, segment->from, end, &(const kj_word){U"没有"}, 1) == 2)
        *len = 2;
    else if (end > segment->from && kj_one_of(s->c[end - 1], U"没不"))
        *len = 1;
    else
        return SIZE_MAX;
    const size_t at = end - *len;
    if (at == segment->from || s->off[at] ||
        kj_any_before(s, segment->from, at, KJ_WORDS(telling_before)) > 0)
        return SIZE_MAX;
    const char32_t before = s->c[at - 1];
    if (s->c[at] == U'不')
        return kj_one_of(before, U"行好对能会去来成是用够在") || (clause->asked && before != U'要')
                   ? at
                   : SIZE_MAX;
    if (clause->asked || kj_one_of(before, done) ||
        kj_word_in(s, segment->from, at, U"有") != SIZE_MAX)
        return at;
    return SIZE_MAX;
}

size_t kj_find_a_not_a(const kj_sentence *s, const kj_clause *clause, const kj_segment *segment,
                       size_t *len)
{
    for (size_t i = segment->from; i < segment->end; i++) {
        size_t found = 0;
        /* Behind 如何判断, 哪些因素决定 …: the choice is not what is asked. */
        if (kj_asks_at(s, segment->from, i, segment->end, &found) != KJ_ASKS_NOTHING)
            return SIZE_MAX;
        if (s->off[i])
            continue;
        *len = kj_any_at(s, i, segment->end, KJ_WORDS(choice_words));
        if (*len == 0)
            *len = doubled_at(s, segment->from, i, segment->end, clause->asked);
        if (*len > 0)
            return i;
    }
    return final_not(s, clause, segment, len);
}
