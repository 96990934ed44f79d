/* engine/lesson/judge_request.c: rule 2, a request to tell: 能谈谈……吗, 请介绍……, 给我讲讲…….
 *
 * It is open although 吗 may end it.  Four things must hold: a verb of telling is used as a verb;
 * a modal, 请 or 给我 stands before it, as a word of its own; who is to tell is the hearer; and
 * what is framed is not itself a closed or narrow question. */
#include "lesson/judge_inner.h"

/* Verbs of telling that can be nothing else. */
static const kj_word clear_verbs[] = {
    U"谈谈",     U"聊聊",     U"说说",     U"讲讲",     U"说一下",   U"谈一下",   U"聊一下",
    U"讲一下",   U"谈一谈",   U"聊一聊",   U"说一说",   U"讲一讲",   U"说下",     U"讲下",
    U"聊下",     U"谈下",     U"介绍一下", U"介绍下",   U"分享一下", U"分享下",   U"描述一下",
    U"描述下",   U"说明一下", U"说明下",   U"解释一下", U"解释下",   U"回顾一下", U"回顾下",
    U"梳理一下", U"梳理下",   U"告诉我们", U"告诉我",   U"告知",     U"透露一下", U"透露一点",
    U"透露",     U"举个例子", U"举个例",   U"举例",     U"举一个例", U"举几个例", U"举一两个例",
    U"说几句",   U"讲几句",   U"多说说",   U"多讲讲",   U"多聊聊",   U"细说",     U"细讲",
    U"详谈",     U"展开说",   U"展开讲",   U"展开聊",   U"展开谈",   U"说来听听", U"概括一下",
    U"讲述",     U"讲一遍",   U"说一遍",   U"形容一下", U"描绘一下", U"复盘一下", U"介绍介绍",
    U"讲解一下", U"讲给我",   U"说给我",   U"过一遍",   U"捋一遍",   U"捋一捋",   U"回忆一下",
    U"具体说",   U"具体讲",   U"详细说",   U"详细讲",   U"说具体",   U"说详细",   U"评价一下",
};
/* Verbs that are nouns as well: a full 介绍, your 说明. */
static const kj_word doubtful_verbs[] = {U"介绍", U"分享", U"描述", U"说明", U"解释",
                                         U"回顾", U"梳理", U"讲解", U"评价"};
static const kj_word tours[] = {U"带我", U"领我"};
static const kj_word tour_verbs[] = {U"走一遍", U"看一遍", U"走一走", U"看一看", U"看看",
                                     U"走走",   U"过一遍", U"走一圈", U"看一圈", U"走一趟",
                                     U"转一圈", U"转转",   U"捋一遍", U"走遍"};
/* Behind a verb: it is no telling, or it is over. */
static const kj_word not_telling_behind[] = {
    U"的",     U"过",   U"了",     U"书",     U"会",       U"人",     U"权",     U"信",   U"费",
    U"材料",   U"资料", U"性",     U"给您",   U"我们认识", U"我认识", U"我们给", U"我给", U"一位",
    U"一个人", U"几位", U"问题吗", U"问题么", U"页",       U"片",     U"册",     U"率",   U"文",
};
/* Right before a doubtful verb: it is a noun. */
static const char32_t noun_before[] = U"的个份次场品用务度节些段张篇本有";
static const kj_word noun_verbs[] = {U"提供",   U"发",   U"安排", U"做",   U"给一", U"一份",
                                     U"参加",   U"准备", U"组织", U"需要", U"出具", U"收到",
                                     U"得到",   U"按",   U"写",   U"听听", U"看看", U"看一下",
                                     U"有没有", U"补充", U"更新"};

typedef enum frame_kind {
    FRAME_MODAL,     /* 能, 可以, 方便: allows a 吗 of its own */
    FRAME_IMPERATIVE /* 请, 麻烦您, 给我 */
} frame_kind;
static const kj_word modals[] = {
    U"能不能",   U"能否",     U"可不可以",   U"可以不可以", U"可否",   U"可以",
    U"能够",     U"能",       U"方便不方便", U"方不方便",   U"方便",   U"是否方便",
    U"愿意",     U"愿不愿意", U"是否愿意",   U"是否可以",   U"介意",   U"不介意",
    U"介不介意", U"乐意",     U"可不可能",   U"有空",       U"肯不肯", U"会否",
};
static const kj_word imperatives[] = {
    U"请",     U"麻烦您",   U"麻烦你", U"麻烦",   U"劳烦",   U"烦请",   U"劳驾", U"有劳", U"辛苦您",
    U"拜托您", U"给我",     U"跟我",   U"和我",   U"向我",   U"为我",   U"帮我", U"与我", U"对我",
    U"同我",   U"让我听听", U"听您",   U"听听您", U"想听您", U"给咱们", U"跟咱",
};
static const char32_t before_can[] = U"功性可智节职产技只不万才动热潜机官储赋体低无"; /* 功能 … */
static const char32_t after_can[] = U"力源量耗效"; /* 能力 … */
static const char32_t before_please[] = U"申邀聘宴敬提吁不别";
static const char32_t after_please[] = U"问假示求客帖柬";

/* I am the teller. */
static const kj_word to_hearer[] = {U"给您", U"为您", U"向您", U"帮您", U"替您",
                                    U"给你", U"向你", U"给贵", U"向贵", U"为贵"};
static const kj_word with_hearer[] = {U"跟您", U"和您", U"与您", U"同您"};
static const kj_word first_person[] = {U"我",   U"我们",   U"咱们",    U"我方",
                                       U"我司", U"我这边", U"我们这边"};
static const kj_word between[] = {U"也",   U"还",   U"先",   U"再",   U"今天",       U"现在",
                                  U"就",   U"是否", U"都",   U"最好", U"不知",       U"想",
                                  U"很",   U"大概", U"随时", U"会",   U"什么时候都", U"简单",
                                  U"应该", U"一定", U"愿意", U"来"};
static const kj_word asked_to_tell[] = {U"请您",   U"请你", U"听您",   U"让您",   U"由您",
                                        U"麻烦您", U"请教", U"劳烦您", U"听听您", U"请贵"};
/* Somebody else is the teller. */
static const kj_word third_person[] = {
    U"他",   U"她",   U"它",   U"他们",   U"她们", U"对方", U"供应商", U"厂家", U"厂商", U"服务商",
    U"系统", U"平台", U"软件", U"数据",   U"报表", U"同事", U"领导",   U"老板", U"财务", U"团队",
    U"部",   U"部门", U"经理", U"工程师", U"总监", U"专员", U"顾问",   U"总",   U"主任", U"老师",
    U"这",   U"这些", U"那些", U"报告",   U"合同", U"客户", U"乙方",   U"对手", U"集团", U"总部",
    U"哪位", U"谁",   U"哪家", U"人",     U"记录", U"曲线", U"图表",   U"指标", U"用户", U"方案",
};
static const kj_word hearers[] = {U"您的团队", U"您团队", U"贵公司", U"贵方",   U"贵司",
                                  U"贵行",     U"贵院",   U"贵部",   U"您部门", U"贵部门",
                                  U"您的部门", U"贵团队", U"您们",   U"贵集团", U"您总"};
static const kj_word others[] = {U"他",     U"她",   U"我",   U"技术", U"财务",   U"法务", U"同事",
                                 U"供应商", U"厂家", U"顾问", U"专家", U"工程师", U"我们", U"客户"};
static const kj_word adverbial[] = {U"什么时候", U"何时", U"几点", U"哪天", U"几号",
                                    U"谁",       U"哪位", U"怎么", U"如何", U"怎样"};
static const kj_word refusals[] = {U"不用", U"不必", U"先不", U"无需", U"不需要", U"不方便"};

/* Questions about being allowed to ask: 可以问一下……吗. */
static const kj_word asking_verbs[] = {U"问一下", U"问下",     U"问问",   U"问一问", U"问您",
                                       U"问你",   U"了解一下", U"了解下", U"了解",   U"知道",
                                       U"打听",   U"咨询",     U"听听",   U"请教",   U"问"};

typedef struct frame {
    size_t from;             /* where the frame begins: who is to tell stands before it */
    size_t modal, modal_len; /* a 吗 behind a modal is its own; 0: there is none */
    size_t word, to;         /* the word nearest to the verb: a modal, or 请 */
    size_t verb, verb_end;
    frame_kind kind;
} frame;

static bool is_word(const kj_sentence *s, const kj_segment *g, size_t i, size_t len)
{
    const char32_t before = kj_before(s, g->from, i);
    const char32_t after = i + len < g->to ? s->c[i + len] : 0;
    if (len == 1 && s->c[i] == U'能')
        return !kj_one_of(before, before_can) && !kj_one_of(after, after_can);
    if (len == 1 && s->c[i] == U'请')
        return !kj_one_of(before, before_please) && !kj_one_of(after, after_please);
    if (s->c[i] == U'方' || s->c[i] == U'介' || s->c[i] == U'可')
        return before != U'不' && before != U'即' && after != U'面';
    return true;
}

/* 能请您……, 可以把困难跟我说说: the modal that stands before 请 or 跟我; 0 when there is none. */
static size_t modal_before(const kj_sentence *s, const kj_segment *g, size_t word, size_t *at)
{
    for (size_t i = g->from; i < word; i++) {
        const size_t len = kj_any_at(s, i, word, KJ_WORDS(modals));
        if (len > 0 && is_word(s, g, i, len)) {
            *at = i;
            return len;
        }
    }
    return 0;
}

/* The frame that stands nearest before the verb. */
static bool find_frame(const kj_sentence *s, const kj_segment *g, frame *f)
{
    for (size_t i = f->verb; i-- > g->from;) {
        size_t len = kj_any_at(s, i, f->verb, KJ_WORDS(modals));
        f->kind = FRAME_MODAL;
        if (len == 0) {
            len = kj_any_at(s, i, f->verb, KJ_WORDS(imperatives));
            f->kind = FRAME_IMPERATIVE;
        }
        if (len == 0 || !is_word(s, g, i, len))
            continue;
        f->word = i;
        f->to = i + len;
        /* 能不能 ends in 能, 是否方便 in 方便: the modal is the longest word. */
        f->modal_len = modal_before(s, g, f->kind == FRAME_MODAL ? f->to : i, &f->modal);
        if (f->kind == FRAME_MODAL && f->modal_len == 0) {
            f->modal = i;
            f->modal_len = len;
        }
        f->from = f->modal_len > 0 ? f->modal : f->word;
        return true;
    }
    return false;
}

/* Where who is to tell is named: the words before the frame, without adverbs at their end. */
static size_t subject_end(const kj_sentence *s, const kj_segment *g, size_t to)
{
    for (size_t len; to > g->from && (len = kj_any_before(s, g->from, to, KJ_WORDS(between))) > 0;)
        to -= len;
    return to;
}

static bool is_mine(const kj_sentence *s, const kj_segment *g, size_t end)
{
    const size_t len = kj_any_before(s, g->from, end, KJ_WORDS(first_person));
    /* 告诉我, 给我: there I am the one who hears. */
    return len > 0 && !kj_one_of(kj_before(s, g->from, end - len), U"给跟向为帮与对诉带让请");
}

/* 邵经理能讲讲……: a name with a title addresses the hearer; 项目经理 does not. */
static bool is_addressed(const kj_sentence *s, const kj_segment *g, size_t end)
{
    static const kj_word titles[] = {U"总",   U"经理", U"主任", U"处长", U"院长", U"总监", U"部长",
                                     U"老师", U"科长", U"行长", U"工",   U"女士", U"先生", U"厂长"};
    const size_t len = kj_any_before(s, g->from, end, KJ_WORDS(titles));
    return len > 0 && end - len == g->from + 1 && !kj_one_of(s->c[g->from], U"总副项财客");
}

static bool hearer_tells(const kj_sentence *s, const kj_segment *g, const frame *f, bool doubtful)
{
    const size_t end = subject_end(s, g, f->from);
    if (kj_any_in(s, f->to, f->verb, KJ_WORDS(to_hearer), NULL) != SIZE_MAX)
        return false;
    if (kj_any_before(s, g->from, f->verb, KJ_WORDS(to_hearer)) > 0)
        return false;
    if (kj_any_in(s, g->from, f->verb, KJ_WORDS(refusals), NULL) != SIZE_MAX)
        return false;
    if (f->to + 1 < f->verb && kj_one_of(s->c[f->to], U"跟向给") &&
        !kj_one_of(s->c[f->to + 1], U"我咱您大各"))
        return false; /* 能跟领导说说吗: it is not I who am told */
    const bool asked = kj_any_in(s, g->from, f->verb, KJ_WORDS(asked_to_tell), NULL) != SIZE_MAX;
    if (kj_any_in(s, g->from, f->verb, KJ_WORDS(with_hearer), NULL) != SIZE_MAX) {
        const bool about_him =
            kj_any_in(s, f->verb_end, g->to, (const kj_word[]){U"您", U"贵"}, 2, NULL) != SIZE_MAX;
        return about_him && !is_mine(s, g, end);
    }
    if (f->kind == FRAME_IMPERATIVE) {
        if (s->c[f->word] == U'请' || s->c[f->to - 1] == U'请')
            return kj_any_at(s, f->to, f->verb, KJ_WORDS(others)) == 0;
        return kj_any_before(s, g->from, end, KJ_WORDS(third_person)) == 0 || asked ||
               is_addressed(s, g, end) || kj_any_before(s, g->from, end, KJ_WORDS(hearers)) > 0;
    }
    if (is_mine(s, g, end) && !asked)
        return false;
    if (kj_any_at(s, f->to, f->verb, (const kj_word[]){U"让", U"请", U"叫", U"派", U"安排"}, 5) >
            0 &&
        !asked)
        return false;
    if (kj_any_before(s, g->from, end, KJ_WORDS(hearers)) > 0 || is_addressed(s, g, end))
        return true;
    if (kj_any_before(s, g->from, end, KJ_WORDS(third_person)) > 0)
        return false;
    /* 报表能说明原因吗: a thing before a bare verb is what explains, not what is explained. */
    const bool named = end > g->from;
    const bool hearer =
        kj_any_in(s, g->from, end, (const kj_word[]){U"您", U"你", U"贵"}, 3, NULL) != SIZE_MAX;
    return !(doubtful && named && !hearer &&
             kj_any_before(s, g->from, end, (const kj_word[]){U"不知道", U"请问", U"那", U"所以"},
                           4) == 0);
}

/* 您什么时候方便介绍, 谁能讲讲: the question is another one. */
static bool is_asked_before(const kj_sentence *s, const kj_segment *g, const frame *f)
{
    size_t end = subject_end(s, g, f->from);
    if (end > g->from && kj_one_of(s->c[end - 1], U"您才会"))
        end--;
    return kj_any_before(s, g->from, end, KJ_WORDS(adverbial)) > 0 ||
           kj_any_before(s, g->from, f->from, KJ_WORDS(adverbial)) > 0;
}

static bool is_noun(const kj_sentence *s, const kj_segment *g, const frame *f)
{
    return kj_one_of(kj_before(s, g->from, f->verb), noun_before) ||
           kj_any_in(s, f->to, f->verb, KJ_WORDS(noun_verbs), NULL) != SIZE_MAX;
}

/* 说说您的看法。 without a frame: a request to the hearer where he, and not I, is in it. */
static bool is_bare(const kj_sentence *s, const kj_clause *clause, const kj_segment *g, size_t verb,
                    size_t verb_end)
{
    static const kj_word before[] = {U"您",   U"您先",   U"您再", U"您来", U"先",
                                     U"再",   U"那您",   U"您给", U"那",   U"您具体",
                                     U"具体", U"您简单", U"您多"};
    const size_t len = kj_any_before(s, g->from, verb, KJ_WORDS(before));
    if (verb - len != g->from)
        return false;
    if (kj_any_in(s, verb_end, g->to, (const kj_word[]){U"我们的", U"我司", U"我方"}, 3, NULL) !=
        SIZE_MAX)
        return false;
    return kj_any_in(s, clause->from, clause->to, (const kj_word[]){U"您", U"贵"}, 2, NULL) !=
           SIZE_MAX;
}

static bool verb_at(const kj_sentence *s, const kj_segment *g, size_t i, frame *f, bool *doubtful)
{
    size_t len = kj_any_at(s, i, g->to, KJ_WORDS(clear_verbs));
    const size_t noun = kj_any_at(s, i, g->to, KJ_WORDS(doubtful_verbs));
    *doubtful = len == 0;
    if (len == 0)
        len = noun;
    f->verb = i;
    f->verb_end = i + len;
    if (len == 0 && s->c[i] == U'举') { /* 举个具体的例子 */
        const size_t example = kj_word_in(s, i, i + 8 < g->to ? i + 8 : g->to, U"例");
        *doubtful = false;
        f->verb_end = example + 1;
        return example != SIZE_MAX;
    }
    if (len == 0) { /* 带我们走一遍, 带我去现场看看 */
        const size_t tour = kj_any_at(s, i, g->to, KJ_WORDS(tours));
        size_t verb_len = 0;
        const size_t at =
            tour > 0 ? kj_any_in(s, i + tour, g->to, KJ_WORDS(tour_verbs), &verb_len) : SIZE_MAX;
        if (at == SIZE_MAX || at > i + tour + 8)
            return false;
        *doubtful = false;
        f->verb_end = at + verb_len;
        return true;
    }
    return kj_any_at(s, f->verb_end, g->to, KJ_WORDS(not_telling_behind)) == 0;
}

static const kj_word own_tags[] = {U"好吗",     U"行吗", U"可以吗", U"方便吗", U"成吗",
                                   U"怎么样",   U"如何", U"好不好", U"行不行", U"可不可以",
                                   U"方不方便", U"好么", U"行么",   U"可否"};

/* 好吗 as a segment of its own, or at the end of the request's. */
static bool take_off_tag(kj_sentence *s, const kj_segment *g, const kj_segment *later,
                         const frame *f)
{
    const size_t tag = kj_any_before(s, later->from, later->end, KJ_WORDS(own_tags));
    const size_t at = later->end - tag;
    if (tag == 0 || (later == g ? at < f->verb_end : at != later->from))
        return false;
    kj_switch_off(s, at, later->end);
    return true;
}

/* What the frame holds is judged without the frame and the verb; without the 好吗 that asks for
 * the favour; and, behind a modal, without its 吗. */
static void take_off(kj_sentence *s, const kj_clause *clause, const kj_segment *g, const frame *f)
{
    kj_switch_off(s, f->modal, f->modal + f->modal_len);
    kj_switch_off(s, f->word, f->to);
    kj_switch_off(s, f->verb, f->verb_end);
    const kj_segment *end = &s->segments[clause->first_segment + clause->segment_count];
    for (const kj_segment *later = g; later < end; later++) {
        if (take_off_tag(s, g, later, f))
            return;
        const size_t last = later->end - 1;
        if (f->modal_len == 0 || !kj_one_of(s->c[last], U"吗么") || s->off[last])
            continue;
        /* 能说说吗，先看安全，对吗: the tag is a question of its own. */
        if (later == g || !kj_one_of(s->c[last - 1], U"对是"))
            kj_switch_off(s, last, later->end);
        return;
    }
}

/* Earlier segments are a lead-in, unless nothing stands behind the verb: 预算批了没有，能说说吗. */
static kj_ruling judge_framed(kj_sentence *s, const kj_clause *clause, const kj_segment *g,
                              const frame *f)
{
    kj_clause inner = *clause;
    size_t left = 0;
    for (size_t i = f->verb_end; i < clause->to; i++)
        left += !s->off[i] && !kj_one_of(s->c[i], U"，吗吧呢呀啊么我们听看您");
    if (left > 1)
        while (&s->segments[inner.first_segment] < g) {
            const kj_segment *early = &s->segments[inner.first_segment];
            const bool closed = kj_one_of(s->c[early->end - 1], U"吗") && !s->off[early->end - 1];
            if (closed)
                break; /* 您满意吗，能说说原因吗: the first can be answered alone */
            inner.from = (early + 1)->from;
            inner.first_segment++;
            inner.segment_count--;
        }
    return kj_rule_rest(s, &inner, true);
}

/* The first final 吗 of this segment or a later one. */
static size_t next_mark(const kj_sentence *s, const kj_clause *clause, size_t n)
{
    for (; n < clause->segment_count; n++) {
        const size_t end = s->segments[clause->first_segment + n].end;
        if (kj_one_of(s->c[end - 1], U"吗么") && !s->off[end - 1])
            return end - 1;
    }
    return SIZE_MAX;
}

/* 可以问一下哪些……吗: the question inside counts. */
static bool is_leave_to_ask(kj_sentence *s, const kj_clause *clause, kj_ruling *out)
{
    for (size_t n = 0; n < clause->segment_count; n++) {
        const kj_segment *g = &s->segments[clause->first_segment + n];
        const size_t mark = next_mark(s, clause, n);
        if (mark == SIZE_MAX)
            return false;
        for (size_t i = g->from; i < g->end; i++) {
            const size_t modal = kj_any_at(s, i, g->end, KJ_WORDS(modals));
            if (modal == 0 || !is_word(s, g, i, modal))
                continue;
            size_t verb = i + modal;
            while (verb < g->end && kj_one_of(s->c[verb], U"向跟请先再您也冒昧"))
                if (kj_any_at(s, verb, g->end, KJ_WORDS(asking_verbs)) > 0)
                    break;
                else
                    verb++;
            const size_t len = kj_any_at(s, verb, g->end, KJ_WORDS(asking_verbs));
            const bool hearer = kj_one_of(kj_before(s, g->from, i), U"您你他她");
            if (len == 0 || hearer ||
                kj_find_asking(s, verb + len, clause->to, KJ_ASKS_EITHER, NULL) == SIZE_MAX)
                continue;
            kj_switch_off(s, i, verb + len);
            kj_switch_off(s, mark, mark + 1);
            *out = kj_rule_rest(s, clause, true);
            return true;
        }
    }
    return false;
}

static bool is_request(const kj_sentence *s, const kj_clause *clause, const kj_segment *g, frame *f,
                       bool doubtful)
{
    if (find_frame(s, g, f)) {
        return !(doubtful && is_noun(s, g, f)) && hearer_tells(s, g, f, doubtful) &&
               !is_asked_before(s, g, f);
    }
    if (doubtful || !is_bare(s, clause, g, f->verb, f->verb_end))
        return false;
    f->from = f->word = f->to = f->verb;
    f->kind = FRAME_IMPERATIVE;
    f->modal_len = 0;
    return true;
}

/* 请教: I ask, you tell. */
static bool is_consultation(const kj_sentence *s, const kj_segment *g, size_t i, frame *f)
{
    static const kj_word wants[] = {U"想",   U"想向您", U"可以",    U"能", U"能不能",
                                    U"可否", U"能否",   U"再",      U"要", U"想跟您",
                                    U"还想", U"方便",   U"可以向您"};
    const size_t want = kj_any_before(s, g->from, i, KJ_WORDS(wants));
    if (!kj_word_at(s, i, g->to, U"请教") || want == 0)
        return false;
    *f = (frame){.from = i - want,
                 .modal = i - want,
                 .modal_len = want,
                 .word = i - want,
                 .to = i,
                 .verb = i,
                 .verb_end = i + 2,
                 .kind = FRAME_MODAL};
    while (f->verb_end < g->to && kj_one_of(s->c[f->verb_end], U"您一下"))
        f->verb_end++;
    return kj_any_at(s, f->verb_end, g->to,
                     (const kj_word[]){U"几个问题", U"个问题", U"一个问题", U"问题"}, 4) == 0 &&
           f->verb_end < g->end;
}

bool kj_rule_request(kj_sentence *s, const kj_clause *clause, kj_ruling *out)
{
    for (size_t n = 0; n < clause->segment_count; n++) {
        const kj_segment *g = &s->segments[clause->first_segment + n];
        for (size_t i = g->from; i < g->end; i++) {
            frame f = {.from = 0};
            bool doubtful = false;
            const bool consults = is_consultation(s, g, i, &f);
            if (!consults &&
                (!verb_at(s, g, i, &f, &doubtful) || !is_request(s, clause, g, &f, doubtful)))
                continue;
            take_off(s, clause, g, &f);
            *out = judge_framed(s, clause, g, &f);
            const bool decided = out->form == KJ_FORM_NARROW || out->form == KJ_FORM_CLOSED;
            if (!decided || out->rule == KJ_RULE_INTONATION)
                *out = (kj_ruling){.form = KJ_FORM_OPEN,
                                   .rule = KJ_RULE_REQUEST,
                                   .at = f.verb,
                                   .len = f.verb_end - f.verb};
            return true;
        }
    }
    return is_leave_to_ask(s, clause, out);
}
