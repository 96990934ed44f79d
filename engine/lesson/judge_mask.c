/* engine/lesson/judge_mask.c: what looks like a sign of a question and asks nothing.
 *
 * 没什么, 什么都, 无论怎么; 近几年, 好几家; 我知道您为什么着急; 如果有什么问题，随时找我. */
#include "lesson/judge_inner.h"

/* Words that hold an interrogative but deny or blur it. */
static const kj_word blurred[] = {
    U"没什么", U"没有什么", U"不是什么", U"不算什么", U"不了什么", U"没多少",   U"没有多少",
    U"没几",   U"没有几",   U"不怎么",   U"没怎么",   U"没有哪",   U"没哪",     U"多少有",
    U"多少会", U"多少都",   U"多多少少", U"说什么也", U"不知怎么", U"差不多",   U"不得不",
    U"没多久", U"不多久",   U"不几天",   U"不知不觉", U"说不说得", U"什么似的", U"没谁",
    U"没有谁", U"动不动",   U"时不时",   U"要不要紧", U"怎么说呢", U"那么多大",
};

/* 几 that counts vaguely: before it … */
static const kj_word before_few[] = {
    U"近",     U"好",         U"十",     U"这",     U"那",   U"过",     U"前",     U"后",   U"头",
    U"另外",   U"其他",       U"其余",   U"上",     U"下",   U"剩下",   U"剩下的", U"某",   U"未来",
    U"接下来", U"提到的",     U"说的",   U"讲的",   U"谈的", U"聊",     U"请教",   U"问",   U"问您",
    U"说",     U"讲",         U"谈",     U"举",     U"提",   U"补充",   U"列的",   U"寥寥", U"少数",
    U"仅有",   U"为数不多的", U"占用您", U"耽误您", U"给我", U"同样的", U"列出的", U"确认",
};
/* … and behind it. */
static const kj_word after_few[] = {U"分钟", U"句话", U"句",   U"十",  U"百",
                                    U"千",   U"万",   U"天前", U"年前"};

/* 过几天 is vague, 要过几道审批 asks: behind 过 it is vague only before a length of time. */
static const kj_word spans_of_time[] = {U"天",   U"日",     U"周",     U"年",
                                        U"个月", U"个星期", U"个礼拜", U"个钟头",
                                        U"小时", U"个小时", U"分钟",   U"秒"};

/* Whatever it is: 什么都, 谁也, 哪家都. */
static const kj_word generic[] = {U"什么", U"谁",   U"哪里", U"哪儿", U"哪个",
                                  U"哪家", U"哪位", U"怎么", U"多少", U"哪种"};
static const char32_t all_marks[] = U"都也";
#define GENERIC_GAP 2 /* characters between, as in 什么问题都 */

static const kj_word whatever[] = {U"无论", U"不管", U"不论", U"任凭", U"别管"};
static const kj_word conditions[] = {U"如果", U"要是", U"假如", U"万一", U"一旦", U"倘若",
                                     U"若",   U"只要", U"假设", U"哪怕", U"除非"};

/* Who knows or tells something asks nothing by it. */
static const kj_word tellers[] = {U"我",   U"我们", U"咱们", U"我方", U"我司",
                                  U"他们", U"他",   U"她",   U"大家", U"让我"};
static const kj_word openers[] = {U"好的", U"好",   U"嗯",     U"是的", U"所以", U"其实", U"当然",
                                  U"而且", U"那么", U"那",     U"不过", U"但",   U"但是", U"现在",
                                  U"今天", U"下面", U"接下来", U"这次", U"首先", U"最后", U"另外"};
static const kj_word adverbs[] = {
    U"也",   U"都",   U"很",   U"当然", U"大概", U"大致", U"基本", U"已经", U"现在", U"终于",
    U"完全", U"其实", U"最",   U"特别", U"比较", U"太",   U"想",   U"来",   U"先",   U"可以",
    U"能",   U"会",   U"要",   U"再",   U"给您", U"跟您", U"向您", U"为您", U"和您", U"今天",
    U"待会", U"稍后", U"简单", U"愿意", U"去",   U"就",   U"这就", U"正在", U"一直", U"帮您",
    U"还",   U"一起", U"具体", U"详细", U"能够", U"将",   U"打算", U"准备", U"非常", U"大体",
    U"回去", U"回头", U"马上", U"尽快", U"这边", U"自己",
};
static const kj_word knowing[] = {
    U"知道", U"明白", U"清楚", U"理解", U"记得",   U"懂",     U"看到",   U"看得出", U"听说",
    U"记下", U"记住", U"想好", U"体会", U"了解您", U"了解贵", U"了解你", U"能想象", U"想象得出",
};
static const kj_word telling[] = {
    U"介绍", U"说明", U"讲",   U"演示",   U"汇报",   U"分享",   U"解释",   U"展示", U"告诉",
    U"说说", U"说",   U"整理", U"总结",   U"梳理",   U"回答",   U"补充",   U"研究", U"看看",
    U"分析", U"确认", U"核实", U"查",     U"评估",   U"判断",   U"检查",   U"写",   U"列",
    U"发",   U"算",   U"比较", U"不确定", U"拿不准", U"没把握", U"不敢说",
};
/* In a statement, what stands behind is reported, not asked. */
static const kj_word reporting[] = {
    U"取决于", U"关键看",   U"就看",   U"要看",   U"得看",   U"关系到", U"在于",   U"决定了",
    U"说明了", U"知道了",   U"明白了", U"告诉过", U"说过",   U"提过",   U"提到",   U"讲过",
    U"谈过",   U"介绍过",   U"介绍了", U"解释过", U"解释了", U"问过",   U"写了",   U"写着",
    U"记录了", U"列了",     U"列出了", U"看出",   U"看得出", U"知道",   U"清楚了", U"说清",
    U"讲清",   U"写清",     U"影响到", U"回答了", U"谈到",   U"讲到",   U"说到",   U"聊到",
    U"问到",   U"告诉我了", U"想起",   U"问我",   U"问是否", U"问能",   U"问有",
};

static void blur_words(kj_sentence *s, const kj_segment *g)
{
    for (size_t i = g->from; i < g->to; i++) {
        const size_t len = kj_any_at(s, i, g->to, KJ_WORDS(blurred));
        const bool why = i > g->from && s->c[i - 1] == U'为' && s->c[i] == U'什';
        /* 有没有什么 is a question; 要不要紧 too, and the A不A rule wants its own way with it. */
        const bool in_choice = len > 0 && s->c[i] == U'没' && kj_before(s, g->from, i) == U'有';
        if (len > 0 && !why && !in_choice && !kj_word_at(s, i, g->to, U"要不要紧"))
            kj_switch_off(s, i, i + len);
        else if (kj_word_at(s, i, g->to, U"什么的") && i + 3 == g->end && i > g->from &&
                 s->c[i - 1] != U'为')
            kj_switch_off(s, i, i + 2); /* 打印机什么的 */
    }
}

static void blur_few(kj_sentence *s, const kj_clause *clause, const kj_segment *g)
{
    for (size_t i = g->from; i < g->to; i++) {
        if (s->c[i] != U'几' || kj_before(s, g->from, i) == U'哪')
            continue;
        const bool named = kj_before(s, g->from, i) == U'的' && i + 1 < g->to &&
                           kj_one_of(s->c[i + 1], U"点个件项处条方类");
        const size_t after = kj_any_at(s, i + 1, g->to, KJ_WORDS(after_few));
        const bool minutes = after == 2 && s->c[i + 1] == U'分';
        /* 换型要几分钟？ does ask; 占用您几分钟 does not. */
        const bool really = minutes && clause->asked && i + 3 == g->end &&
                            kj_one_of(kj_before(s, g->from, i), U"要停等是");
        const bool passing = kj_before(s, g->from, i) == U'过' &&
                             kj_any_at(s, i + 1, g->to, KJ_WORDS(spans_of_time)) == 0;
        const bool offered = !clause->asked && kj_word_at(s, i + 1, g->to, U"个问题");
        const size_t before = kj_any_before(s, g->from, i, KJ_WORDS(before_few));
        /* 请问您几点下班？ asks; 想问您几个问题 does not. */
        const bool asks_politely = before > 0 && s->c[i - before] == U'问' &&
                                   kj_before(s, g->from, i - before) == U'请' &&
                                   !kj_word_at(s, i + 1, g->to, U"个问题");
        if ((after > 0 && !really) || named || offered ||
            (before > 0 && !asks_politely && !passing) || clause->stopped)
            kj_switch_off(s, i, i + 1);
    }
}

static void blur_generic(kj_sentence *s, const kj_segment *g)
{
    if (g->end - g->from == 2 && kj_word_at(s, g->from, g->end, U"怎么"))
        kj_switch_off(s, g->from, g->end); /* 怎么，您不满意？ */
    for (size_t i = g->from; i < g->to; i++) {
        /* 哪天都行, 哪种方案也行; but 哪些环节都 asks. */
        if (s->c[i] == U'哪' && i + 2 < g->to && !kj_one_of(s->c[i + 1], U"些几"))
            for (size_t k = i + 2; k < g->to && k < i + 5; k++)
                if (kj_one_of(s->c[k], all_marks))
                    kj_switch_off(s, i, i + 2);
        const size_t len = kj_any_at(s, i, g->to, KJ_WORDS(generic));
        if (len == 0 || (i > g->from && s->c[i - 1] == U'为' && s->c[i] == U'什'))
            continue;
        const size_t gap = s->c[i] == U'谁' ? 0 : GENERIC_GAP;
        for (size_t k = i + len; k < g->to && k <= i + len + gap; k++) {
            /* 怎么样都, 怎么也, 怎么算都: but 怎么安排，都 is cut by the comma. */
            if (kj_one_of(s->c[k], all_marks) && !(k + 1 < g->to && s->c[k + 1] == U'市'))
                kj_switch_off(s, i, i + len);
            if (kj_one_of(s->c[k], U"您你吗"))
                break;
        }
    }
}

/* 需要什么我们就做什么, 怎么方便怎么来. */
static void blur_pairs(kj_sentence *s, const kj_clause *clause)
{
    static const kj_word paired[] = {U"什么", U"怎么", U"谁", U"哪里", U"哪儿", U"多少", U"哪家"};
    if (clause->asked)
        return;
    for (size_t w = 0; w < KJ_COUNT(paired); w++) {
        const size_t first = kj_word_in(s, clause->from, clause->to, paired[w]);
        if (first == SIZE_MAX || kj_before(s, clause->from, first) == U'为')
            continue;
        size_t len = 0;
        while (paired[w][len])
            len++;
        const size_t second = kj_word_in(s, first + len, clause->to, paired[w]);
        if (second != SIZE_MAX && s->c[second - 1] != U'为' && second - first < 12) {
            kj_switch_off(s, first, first + len);
            kj_switch_off(s, second, second + len);
        }
    }
}

/* Reads over words of the table as long as there are any. */
static size_t skip(const kj_sentence *s, size_t i, size_t to, const kj_word *words, size_t count)
{
    for (size_t len; i < to && (len = kj_any_at(s, i, to, words, count)) > 0;)
        i += len;
    return i;
}

static void blur_tellers(kj_sentence *s, const kj_clause *clause, const kj_segment *g, bool last)
{
    static const kj_word thanks[] = {U"谢谢", U"感谢", U"多谢"};
    size_t i = skip(s, g->from, g->to, KJ_WORDS(openers));
    if (kj_any_at(s, i, g->to, KJ_WORDS(thanks)) > 0) {
        kj_switch_off(s, i, g->to);
        return;
    }
    const size_t subject = kj_any_at(s, i, g->to, KJ_WORDS(tellers));
    if (subject == 0)
        return;
    const size_t start = i + subject;
    i = skip(s, start, g->to, KJ_WORDS(adverbs));
    const bool wants = kj_word_in(s, start, i, U"想") != SIZE_MAX;
    const size_t know = kj_any_at(s, i, g->to, KJ_WORDS(knowing));
    /* 我想知道 asks; 我想了解您 … too. */
    if (know > 0 && !wants) {
        kj_switch_off(s, i, g->to);
        return;
    }
    if (last && clause->asked)
        return; /* 我们先看看哪些环节最慢？ */
    if (kj_any_at(s, i, g->to, KJ_WORDS(telling)) > 0)
        kj_switch_off(s, i, g->to);
}

/* Whether a later segment asks, so that this one is a lead-in. */
static bool asks_later(const kj_sentence *s, const kj_clause *clause, const kj_segment *g)
{
    const kj_segment *end = &s->segments[clause->first_segment + clause->segment_count];
    for (const kj_segment *later = g + 1; later < end; later++)
        if (kj_one_of(s->c[later->end - 1], U"吗么吧") ||
            kj_find_asking(s, later->from, later->to, KJ_ASKS_EITHER, NULL) != SIZE_MAX)
            return true;
    return false;
}

static void blur_reports(kj_sentence *s, const kj_clause *clause, const kj_segment *g, bool last)
{
    if (last ? !clause->stopped : !clause->stopped && !asks_later(s, clause, g))
        return;
    size_t len = 0;
    const size_t at = kj_any_in(s, g->from, g->to, KJ_WORDS(reporting), &len);
    if (at == SIZE_MAX || kj_one_of(kj_before(s, g->from, at), U"不想没有"))
        return; /* 不知道, 想知道 */
    kj_switch_off(s, at, g->to);
}

static void blur_conditions(kj_sentence *s, const kj_segment *g, bool last)
{
    size_t len = kj_any_at(s, g->from, g->to, KJ_WORDS(whatever));
    size_t at = len > 0 ? g->from : kj_any_in(s, g->from, g->to, KJ_WORDS(whatever), &len);
    if (at != SIZE_MAX) {
        kj_switch_off(s, at, g->to);
        return;
    }
    at = kj_any_at(s, g->from, g->to, KJ_WORDS(conditions));
    if (at > 0 && !last)
        kj_switch_off(s, g->from, g->to);
}

/* 是否合适，还要看试点。: what is put off is not asked now. */
static void blur_deferred(kj_sentence *s, const kj_clause *clause)
{
    static const kj_word deferring[] = {U"还要看", U"还得看", U"要看试", U"再说",   U"再商量",
                                        U"再定",   U"再看",   U"再议",   U"说了算", U"来决定",
                                        U"再决定", U"不好说", U"说不准", U"不重要", U"都一样"};
    if (clause->stopped && clause->segment_count > 1) {
        const kj_segment *last = &s->segments[clause->first_segment + clause->segment_count - 1];
        if (kj_any_in(s, last->from, last->to, KJ_WORDS(deferring), NULL) != SIZE_MAX)
            kj_switch_off(s, clause->from, last->to);
    }
}

/* 有什么需要随时找我: an offer. */
static void blur_offers(kj_sentence *s, const kj_clause *clause)
{
    static const kj_word offers[] = {U"随时",     U"尽管",   U"直接跟我",   U"直接找我",
                                     U"请告诉我", U"请联系", U"我们都可以", U"都可以找"};
    if (clause->asked || kj_any_in(s, clause->from, clause->to, KJ_WORDS(offers), NULL) == SIZE_MAX)
        return;
    const size_t at = kj_word_in(s, clause->from, clause->to, U"有什么");
    if (at != SIZE_MAX)
        kj_switch_off(s, at, at + 3);
}

void kj_mask_clause(kj_sentence *s, const kj_clause *clause)
{
    for (size_t i = 0; i < clause->segment_count; i++) {
        const kj_segment *g = &s->segments[clause->first_segment + i];
        const bool last = i + 1 == clause->segment_count;
        blur_words(s, g);
        blur_few(s, clause, g);
        blur_generic(s, g);
        blur_tellers(s, clause, g, last);
        blur_reports(s, clause, g, last);
        blur_conditions(s, g, last);
    }
    blur_pairs(s, clause);
    blur_deferred(s, clause);
    blur_offers(s, clause);
}
