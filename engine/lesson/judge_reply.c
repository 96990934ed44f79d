/* engine/lesson/judge_reply.c: the steps of a reply to an objection, each by words of its own. */
#include "lesson/reply.h"

#include <assert.h>

#include "lesson/judge_inner.h"

#define CHARACTERS_MIN 4

const kj_word_id kj_reply_names[KJ_REPLY_STEPS] = {KJ_W_REPLY_LISTEN, KJ_W_REPLY_EMPATHISE,
                                                   KJ_W_REPLY_CLARIFY, KJ_W_REPLY_HANDLE,
                                                   KJ_W_REPLY_ASSURE};
const char *const kj_objection_words[] = {"price", "time", "risk", "decision", NULL};

typedef struct found {
    size_t at, len; /* len 0: nothing */
} found;

typedef struct reading {
    const kj_reply *reply;
    kj_sentence *s;
    kj_form_verdict form;
    kj_arena *arena;
    kj_verdict *out;
    kj_span advice;
} reading;

static found first_of(const reading *r, const kj_word *words, size_t count)
{
    found f = {0, 0};
    f.at = kj_any_in(r->s, 0, r->s->count, words, count, &f.len);
    return f.at == SIZE_MAX ? (found){0, 0} : f;
}

static found first_anchor(const reading *r)
{
    found f = {0, 0};
    for (size_t i = 0; i < r->reply->anchors.count; i++)
        if (kj_sentence_holds(r->s, r->reply->anchors.ptr[i], r->arena, &f.at, &f.len))
            return f;
    return (found){0, 0};
}

static kj_span own(const reading *r, found f)
{
    return kj_span_sub(r->reply->text, r->s->start[f.at], r->s->to[f.at + f.len - 1]);
}

static void give(reading *r, kj_word_id name, double points, double max, kj_span reason)
{
    r->out->criteria[r->out->criterion_count++] = (kj_criterion){
        .name = kj_words_get(r->out->words, name), .points = points, .max = max, .reason = reason};
    if (points < max && r->advice.len == 0)
        r->advice = reason;
}

static kj_span plain(const reading *r, kj_word_id id)
{
    return kj_words_get(r->out->words, id);
}

static kj_span quoting(const reading *r, kj_word_id id, kj_span word)
{
    return KJ_FILL(r->out->words, r->arena, id, kj_w("word", word));
}

/* All points where the words are there, with the words; none, with what to do, where not. */
static void find(reading *r, kj_word_id name, double max, found f, kj_word_id there,
                 kj_span missing)
{
    if (f.len == 0) {
        give(r, name, 0, max, missing);
        return;
    }
    kj_add_part(&r->form, r->s, f.at, f.len, KJ_SIGN_WIDE);
    give(r, name, max, max, quoting(r, there, own(r, f)));
}

/* What spoils a criterion: nothing is left of it, and it is the first thing to mend. */
static void spoil(reading *r, kj_word_id name, double max, found f, kj_sign sign, kj_word_id said)
{
    kj_add_part(&r->form, r->s, f.at, f.len, sign);
    r->advice = (kj_span){NULL, 0};
    give(r, name, 0, max, quoting(r, said, own(r, f)));
}

static kj_span missing_concern(const reading *r, kj_word_id id)
{
    if (r->reply->anchors.count == 0)
        return plain(r, KJ_W_REPLY_CONCERN_NONE);
    return quoting(r, id, r->reply->anchors.ptr[0]);
}

/* ---- 同理 ---- */

static const kj_word understanding[] = {
    U"理解",     U"明白",     U"换作我",   U"换成我", U"换做我",   U"换了我",   U"要是我",
    U"如果我是", U"如果是我", U"我要是您", U"放在我", U"搁我",     U"我也会",   U"谁都会",
    U"谁都怕",   U"谁都想",   U"任谁",     U"确实",   U"的确",     U"正常",     U"应该的",
    U"应当的",   U"难怪",     U"难免",     U"怪不得", U"有道理",   U"在情理",   U"人之常情",
    U"体会",     U"感受到",   U"懂您",     U"我懂",   U"不容易",   U"为难",     U"感同身受",
    U"是该",     U"很自然",   U"有同感",   U"能想到", U"想象得到", U"听得出",   U"看得出",
    U"站在您",   U"换位",     U"可不是",   U"该慎重", U"该谨慎",   U"设身处地",
};
/* Not our understanding of him: 不理解, 请您理解, 您要明白. */
static const kj_word not_understanding[] = {
    U"不理解",   U"不明白",   U"没明白",   U"不太理解", U"不太明白", U"不正常",   U"请您理解",
    U"请理解",   U"您要理解", U"您得理解", U"您应理解", U"希望您理", U"您要明白", U"您得明白",
    U"望您理解", U"互相理解", U"不能理解", U"没法理解", U"难理解",   U"您理解错", U"理解错",
    U"您该明白", U"也请理解", U"您能理解", U"多理解",   U"不体会",   U"没道理",
};
static const kj_word turns[] = {U"但是", U"不过", U"可是", U"然而",   U"但",    U"可我",
                                U"可您", U"可这", U"可他", U"只是我", U"只不过"};

static void hide(reading *r, const kj_word *words, size_t count)
{
    for (size_t i = 0; i < r->s->count;) {
        const size_t len = kj_any_at(r->s, i, r->s->count, words, count);
        for (size_t k = i; k < i + len; k++)
            r->s->c[k] = U'，';
        i += len > 0 ? len : 1;
    }
}

/* A turn counts where a clause begins with it: 不但 and 不过 within one do not. */
static found turn(const reading *r)
{
    for (size_t n = 0; n < r->s->segment_count; n++) {
        const kj_segment *g = &r->s->segments[n];
        const size_t len = kj_any_at(r->s, g->from, g->to, KJ_WORDS(turns));
        if (len > 0 && n > 0)
            return (found){g->from, len};
    }
    return (found){0, 0};
}

static void empathise(reading *r)
{
    const found concern = first_anchor(r), turned = turn(r);
    hide(r, KJ_WORDS(not_understanding));
    const found word = first_of(r, KJ_WORDS(understanding));
    if (turned.len > 0)
        spoil(r, KJ_W_REPLY_UNDERSTANDING, 10, turned, KJ_SIGN_TONE, KJ_W_REPLY_UNDERSTANDING_TURN);
    else
        find(r, KJ_W_REPLY_UNDERSTANDING, 10, word, KJ_W_REPLY_UNDERSTANDING_GOOD,
             plain(r, KJ_W_REPLY_UNDERSTANDING_MISSING));
    find(r, KJ_W_REPLY_CONCERN, 10, concern, KJ_W_REPLY_CONCERN_SAID,
         missing_concern(r, KJ_W_REPLY_CONCERN_UNSAID));
}

/* ---- 确认 ---- */

static found accusation(const reading *r)
{
    for (size_t i = 0; r->form.harsh && i < r->form.part_count; i++) {
        const kj_signed_part *p = &r->form.parts[i];
        for (size_t at = 0; p->sign == KJ_SIGN_TONE && at < r->s->count; at++) {
            size_t len = 0;
            while (at + len < r->s->count && r->s->start[at] == p->start &&
                   r->s->to[at + len] <= p->start + p->len)
                len++;
            if (len > 0)
                return (found){at, len};
        }
    }
    return (found){0, 0};
}

static void clarify(reading *r)
{
    const uint32_t questions = r->form.questions;
    const found harsh = accusation(r);
    if (harsh.len > 0)
        spoil(r, KJ_W_REPLY_QUESTION, 10, harsh, KJ_SIGN_TONE, KJ_W_REPLY_QUESTION_HARSH);
    else
        give(r, KJ_W_REPLY_QUESTION, questions == 1 ? 10 : 0, 10,
             plain(r, questions == 1  ? KJ_W_REPLY_QUESTION_GOOD
                      : questions > 1 ? KJ_W_REPLY_QUESTION_TWO
                                      : KJ_W_REPLY_QUESTION_NONE));
    find(r, KJ_W_REPLY_CONCERN, 10, first_anchor(r), KJ_W_REPLY_CONCERN_ASKED,
         missing_concern(r, KJ_W_REPLY_CONCERN_UNASKED));
}

/* ---- 处理 ---- */

static const kj_word price_answers[] = {
    U"总成本", U"总花费", U"总费用", U"总账", U"合计", U"全周期", U"加起来",   U"算下来",
    U"维护费", U"回报",   U"回本",   U"节省", U"省下", U"省出",   U"收益",     U"多赚",
    U"省了",   U"少花",   U"拆开",   U"拆成", U"拆分", U"分项",   U"分模块",   U"分批",
    U"摊到",   U"摊下来", U"每天只", U"先买", U"先上", U"分期",   U"按季付",   U"按月付",
    U"分次付", U"分两次", U"分三次", U"首付", U"尾款", U"账期",   U"验收后付", U"按年付",
};
static const kj_word time_answers[] = {
    U"分阶段", U"分步",   U"分批",   U"一期",   U"第一步", U"阶段",   U"先急后缓", U"最急",
    U"急用",   U"优先",   U"先把",   U"先上",   U"先做",   U"先交",   U"先保",     U"加人",
    U"增派",   U"加派",   U"驻场",   U"专人",   U"调人",   U"调来",   U"抽调",     U"两班",
    U"并行",   U"加开",   U"里程碑", U"节点",   U"倒排",   U"时间表", U"排期",     U"进度表",
    U"抽出",   U"加一组", U"增加",   U"每周一", U"先用",
};
static const kj_word risk_answers[] = {
    U"试点", U"试用", U"试运行", U"先试",   U"小范围", U"样板",   U"先在", U"案例",
    U"同行", U"同业", U"类似",   U"参观",   U"实地看", U"共担",   U"分担", U"承担",
    U"赔",   U"退费", U"退款",   U"不收",   U"免费",   U"违约金", U"扣款", U"保险",
    U"退回", U"退出", U"回退",   U"切回",   U"解约",   U"备份",   U"双轨", U"并行",
    U"终止", U"停用", U"先跑",   U"我们担", U"由我们",
};
static const kj_word decision_answers[] = {
    U"材料",   U"说明",   U"汇报",   U"报告",   U"测算表", U"对比表", U"方案书", U"摘要",   U"提纲",
    U"幻灯片", U"陪您",   U"一起去", U"一起讲", U"宣讲",   U"讲解",   U"当面讲", U"到会",   U"列席",
    U"答疑",   U"第三方", U"评估",   U"检测",   U"审计",   U"专家",   U"先定",   U"小决定", U"先批",
    U"先签",   U"只定",   U"拆成",   U"分步",   U"只批",   U"试点",   U"评审",   U"一页",
};
static const struct answers {
    const kj_word *words;
    size_t count;
    kj_word_id missing;
} answers[] = {
    [KJ_OBJECTION_PRICE] = {KJ_WORDS(price_answers), KJ_W_REPLY_ANSWER_PRICE},
    [KJ_OBJECTION_TIME] = {KJ_WORDS(time_answers), KJ_W_REPLY_ANSWER_TIME},
    [KJ_OBJECTION_RISK] = {KJ_WORDS(risk_answers), KJ_W_REPLY_ANSWER_RISK},
    [KJ_OBJECTION_DECISION] = {KJ_WORDS(decision_answers), KJ_W_REPLY_ANSWER_DECISION},
};

static const kj_word proofs[] = {U"案例",   U"同行", U"同业",   U"样板",     U"试点",
                                 U"试运行", U"试用", U"测算表", U"检测报告", U"评估报告",
                                 U"实测",   U"先试", U"数据",   U"客户名单", U"第三方"};
static const char32_t numerals[] = U"两二三四五六七八九十百千半";
static const char32_t measures[] = U"个家台周天月年项次万元成倍点小分人页件条套期季班份步名位轮折%"
                                   U"千百日号吨米公种类档场店院";
static const char32_t one_of[] = U"年月周天万成倍季半百千"; /* 一年, 一成; not 一个, 一次 */

static bool is_digit(char32_t c)
{
    return c >= '0' && c <= '9';
}

/* 12, 17:00; 两家, 四周, 一半: a number with its measure.  Not the 三 of 第三方. */
static found number_in(const reading *r)
{
    const kj_sentence *s = r->s;
    for (size_t i = 0; i < s->count; i++) {
        size_t end = i;
        while (end < s->count && (is_digit(s->c[end]) || s->c[end] == '.'))
            end++;
        if (end > i)
            return (found){i, end + (end < s->count && kj_one_of(s->c[end], measures)) - i};
        if (s->c[i] == U'一' && i + 1 < s->count && kj_one_of(s->c[i + 1], one_of))
            return (found){i, 2};
        while (end < s->count && kj_one_of(s->c[end], numerals))
            end++;
        if (end > i && end < s->count && kj_one_of(s->c[end], measures) &&
            kj_before(s, 0, i) != U'第')
            return (found){i, end + 1 - i};
        if (end > i)
            i = end - 1;
    }
    return (found){0, 0};
}

static void handle(reading *r)
{
    const struct answers *a = &answers[r->reply->kind];
    found answer = first_of(r, a->words, a->count);
    if (answer.len == 0)
        answer = first_anchor(r);
    find(r, KJ_W_REPLY_ANSWER, 10, answer, KJ_W_REPLY_ANSWER_GOOD, plain(r, a->missing));
    found proof = number_in(r);
    if (proof.len == 0)
        proof = first_of(r, KJ_WORDS(proofs));
    find(r, KJ_W_REPLY_PROOF, 10, proof, KJ_W_REPLY_PROOF_GOOD, plain(r, KJ_W_REPLY_PROOF_MISSING));
}

/* ---- 保证 ---- */

static const kj_word actors[] = {U"我",     U"咱们",   U"同事", U"顾问",   U"经理", U"工程师",
                                 U"专人",   U"团队",   U"专家", U"负责人", U"总监", U"客服",
                                 U"项目组", U"技术员", U"主管", U"小组"};
static const kj_word acts[] = {
    U"发给", U"发您",   U"发到",   U"发一",   U"发出", U"寄",   U"送到", U"送来", U"送上", U"给您",
    U"交给", U"交付",   U"提交",   U"出具",   U"出一", U"拿出", U"核",   U"派",   U"驻场", U"陪",
    U"完成", U"做完",   U"做好",   U"回复",   U"答复", U"回您", U"整理", U"准备", U"备好", U"备一",
    U"安排", U"上门",   U"到场",   U"到您",   U"跟进", U"汇报", U"演示", U"讲一", U"讲给", U"测",
    U"改完", U"改好",   U"修好",   U"更新",   U"联系", U"打电", U"带着", U"带上", U"带去", U"带来",
    U"写进", U"写好",   U"写明",   U"提供",   U"组织", U"协调", U"落实", U"通知", U"列出", U"盯着",
    U"确认", U"检查",   U"排查",   U"培训",   U"复盘", U"对账", U"报给", U"报一", U"报到", U"约",
    U"拜访", U"到现场", U"来现场", U"去现场", U"签",   U"补上", U"补齐", U"调试", U"上线", U"装好",
    U"换好", U"恢复",   U"算一",   U"算好",   U"请财", U"请技", U"请专", U"请服", U"请我",
};
static const kj_word times[] = {
    U"今天",   U"明天",   U"后天",   U"当天", U"今晚",   U"明早",   U"上午",   U"中午",   U"下午",
    U"晚上",   U"下班前", U"周一",   U"周二", U"周三",   U"周四",   U"周五",   U"周六",   U"周日",
    U"周末",   U"星期",   U"礼拜",   U"下周", U"本周",   U"这周",   U"月底",   U"月初",   U"月中",
    U"年底",   U"年前",   U"下个月", U"本月", U"下月",   U"季度末", U"每天",   U"每周",   U"每月",
    U"每日",   U"小时内", U"天内",   U"日内", U"分钟内", U"周内",   U"月内",   U"工作日", U"以内",
    U"之内",   U"之前",   U"号前",   U"日前", U"点前",   U"会前",   U"节前",   U"结束前", U"验收前",
    U"签约前", U"上线前", U"开工前", U"明日", U"今日",   U"次日",   U"半小时", U"一小时",
};
static const kj_word vague_times[] = {U"尽快", U"马上", U"立刻", U"立即", U"第一时间", U"随时",
                                      U"很快", U"及时", U"抓紧", U"尽早", U"过几天"};
static const kj_word absolutes[] = {
    U"绝对",     U"百分之百", U"百分百",   U"100%",     U"永远",   U"保证不",   U"保证没",
    U"绝不",     U"万无一失", U"肯定不会", U"一定不会", U"零风险", U"零故障",   U"不可能出",
    U"包您",     U"打包票",   U"毫无风险", U"永不",     U"决不",   U"万万不会", U"肯定没问",
    U"一定没问", U"保您",     U"担保不",   U"不会有任",
};

/* 9:30, 17点, 3月5日, 15号: a date or an hour in digits. */
static found clock_in(const reading *r)
{
    const kj_sentence *s = r->s;
    for (size_t i = 1; i < s->count; i++)
        if (is_digit(s->c[i - 1]) &&
            (kj_one_of(s->c[i], U"点号日") || (s->c[i] == U'：' && is_digit(s->c[i + 1])))) {
            size_t from = i - 1;
            while (from > 0 && is_digit(s->c[from - 1]))
                from--;
            return (found){from, i + 1 - from};
        }
    return (found){0, 0};
}

static void assure(reading *r)
{
    const found absolute = first_of(r, KJ_WORDS(absolutes));
    found who = first_anchor(r), when = first_of(r, KJ_WORDS(times));
    if (who.len == 0)
        who = first_of(r, KJ_WORDS(actors));
    if (when.len == 0)
        when = clock_in(r);
    const found vague = first_of(r, KJ_WORDS(vague_times));
    find(r, KJ_W_REPLY_WHO, 5, who, KJ_W_REPLY_WHO_GOOD, plain(r, KJ_W_REPLY_WHO_MISSING));
    if (absolute.len > 0)
        spoil(r, KJ_W_REPLY_DEED, 10, absolute, KJ_SIGN_LEADING, KJ_W_REPLY_DEED_ABSOLUTE);
    else
        find(r, KJ_W_REPLY_DEED, 10, first_of(r, KJ_WORDS(acts)), KJ_W_REPLY_DEED_GOOD,
             plain(r, KJ_W_REPLY_DEED_MISSING));
    find(r, KJ_W_REPLY_WHEN, 5, when, KJ_W_REPLY_WHEN_GOOD,
         vague.len ? quoting(r, KJ_W_REPLY_WHEN_VAGUE, own(r, vague))
                   : plain(r, KJ_W_REPLY_WHEN_MISSING));
}

/* ---- a step ---- */

static kj_word_id hint_for(const kj_sentence *s)
{
    if (s->characters == 0)
        return KJ_W_REPLY_HINT_EMPTY;
    if (s->han == 0 || s->han < s->latin)
        return KJ_W_REPLY_HINT_CHINESE;
    return s->characters < CHARACTERS_MIN ? KJ_W_REPLY_HINT_SHORT : KJ_W_NONE;
}

void kj_reply_judge(const kj_reply *reply, kj_arena *arena, kj_verdict *out)
{
    static void (*const steps[KJ_REPLY_STEPS])(reading * r) = {
        [KJ_REPLY_EMPATHISE] = empathise,
        [KJ_REPLY_CLARIFY] = clarify,
        [KJ_REPLY_HANDLE] = handle,
        [KJ_REPLY_ASSURE] = assure,
    };
    reading r = {.reply = reply, .arena = arena, .out = out};
    r.s = KJ_NEW(arena, kj_sentence, 1);
    kj_sentence_read(r.s, reply->text, arena);
    out->max = KJ_REPLY_STEP_POINTS;
    out->score = 0;
    out->next = plain(&r, hint_for(r.s));
    out->judged = out->next.len == 0;
    out->passed = false;
    assert(reply->step != KJ_REPLY_LISTEN && reply->step < KJ_REPLY_STEPS);
    if (!out->judged)
        return;
    (void)kj_judge_sentence(r.s, &r.form);
    if (reply->step != KJ_REPLY_CLARIFY)
        r.form.part_count = 0; /* what asks is no matter here */
    steps[reply->step](&r);
    for (size_t i = 0; i < out->criterion_count; i++)
        out->score += out->criteria[i].points;
    out->passed = out->score >= out->max;
    out->next = r.advice;
    out->part_count = r.form.part_count;
    for (size_t i = 0; i < r.form.part_count; i++)
        out->parts[i] = r.form.parts[i];
}
