/* engine/lesson/judge.c: the form of a Chinese question, by rules that can be read and contested.
 *
 * A sentence is normalised, cut into clauses at 。！？；, and each clause gets the first rule that
 * fits:
 *   1  反问          难道, 何必, 不就……吗, 怎么能不……                         closed, harsh
 *   2  请求式开放    能/请/给我 … 谈谈, 介绍, 说说 …                             open
 *   3  附加问        at the end 对吗, 是吧, 好吗 …; 怎么样 alone behind a comma  closed
 *   4  混合          有什么……吗, 有没有哪些……, 哪里……吗                      closed
 *   5  正反问        A不A, 是否, a final 没有                                    closed
 *   6  是非问        吗, 么, 吧 at the end of a segment                          closed
 *   7  选择问        A还是B without an interrogative                             closed
 *   8  宽特指问      什么, 哪些, 怎么, 如何, 为什么 …                            open
 *   9  窄特指问      多少, 几, 谁, 哪个, 什么时候 …                              narrow
 *  10  语调问        nothing but a question mark                                 closed
 *  11  非问句        nothing at all                                              none
 * Of several asking clauses one that is closed makes the whole closed, since it can be answered
 * and the rest ignored; else an open one beats a narrow one.
 *
 * What only looks like a sign is switched off first (judge_mask.c); a request is open only when
 * the hearer is to tell and what is framed is not itself closed (judge_request.c). */
#include "lesson/judge_inner.h"

const char *const kj_form_words[] = {"open", "narrow", "closed", "none"};
const char *const kj_rule_words[KJ_RULE_COUNT] = {
    "rhetorical",  "request", "tag",    "mixed",      "a-not-a",   "yes-no",
    "alternative", "wide",    "narrow", "intonation", "statement",
};

static kj_ruling ruling(kj_question_form form, kj_form_rule rule, size_t at, size_t len)
{
    return (kj_ruling){.form = form, .rule = rule, .at = at, .len = len};
}

static const kj_segment *segment_of(const kj_sentence *s, const kj_clause *clause, size_t n)
{
    return &s->segments[clause->first_segment + n];
}

/* ---- rule 3 ---- */

static const kj_word confirming_tags[] = {U"对吗",   U"对吧", U"是吗", U"是吧",   U"是不是",
                                          U"没错吧", U"对么", U"是么", U"没错吗", U"对不对"};
static const kj_word asking_tags[] = {U"好吗",   U"行吗", U"可以吗", U"好么",   U"行么",
                                      U"可以么", U"好吧", U"行吧",   U"可以吧", U"成吗"};
static const kj_word how_tags[] = {U"怎么样", U"如何", U"怎样"};
static const kj_word you_see[] = {U"您看", U"你看", U"您觉得", U"您认为", U"您说"};
static const kj_word proposals[] = {U"我们", U"咱们", U"不如", U"要不", U"我来", U"由我"};

static bool is_how_tag(const kj_sentence *s, const kj_clause *clause, const kj_segment *last)
{
    if (clause->segment_count < 2)
        return false;
    const size_t how = kj_any_before(s, last->from, last->end, KJ_WORDS(how_tags));
    const size_t rest = last->end - how;
    if (how == 0)
        return false;
    if (rest == last->from)
        return true;
    const size_t see = kj_any_at(s, last->from, rest, KJ_WORDS(you_see));
    if (see == 0 || last->from + see != rest)
        return false;
    /* 我们先试点，您看怎么样: a proposal; 现在的系统，您觉得怎么样: a question. */
    const kj_segment *before = last - 1;
    return kj_any_at(s, before->from, before->end, KJ_WORDS(proposals)) > 0 ||
           (s->c[last->from + 1] == U'看' &&
            kj_any_in(s, before->from, before->end, (const kj_word[]){U"先", U"再", U"下周"}, 3,
                      NULL) != SIZE_MAX);
}

static bool rule_tag(const kj_sentence *s, const kj_clause *clause, bool framed, kj_ruling *out)
{
    const kj_segment *last = segment_of(s, clause, clause->segment_count - 1);
    const size_t end = last->end;
    size_t len = kj_any_before(s, last->from, end, KJ_WORDS(confirming_tags));
    const bool confirming = len > 0;
    if (!confirming && !framed) {
        len = kj_any_before(s, last->from, end, KJ_WORDS(asking_tags));
        if (len == 0 && is_how_tag(s, clause, last))
            len = end - last->from;
    }
    if (len == 0 || s->off[end - 1])
        return false;
    if (s->c[end - 1] == U'吧' && !clause->asked && !confirming)
        return false; /* 那好吧。 */
    *out = ruling(KJ_FORM_CLOSED, KJ_RULE_TAG, end - len, len);
    out->confirming = confirming && end - len > clause->from + 1;
    return true;
}

/* ---- rules 4 to 6 ---- */

static bool ends_yes_no(const kj_sentence *s, const kj_segment *g)
{
    const char32_t c = s->c[g->end - 1];
    if (s->off[g->end - 1] || g->end - g->from < 2)
        return false;
    return c == U'吗' || (c == U'么' && !kj_one_of(s->c[g->end - 2], U"什怎那这多要甚"));
}

static bool rule_mixed(const kj_sentence *s, const kj_clause *clause, kj_ruling *out)
{
    static const kj_word has[] = {U"有没有", U"有无",     U"是否有",
                                  U"能否有", U"是不是有", U"会不会有"};
    for (size_t n = 0; n < clause->segment_count; n++) {
        const kj_segment *g = segment_of(s, clause, n);
        size_t len = 0, has_len = 0;
        const size_t asking = kj_find_asking(s, g->from, g->end, KJ_ASKS_EITHER, &len);
        if (asking == SIZE_MAX)
            continue;
        const size_t at = kj_any_in(s, g->from, asking, KJ_WORDS(has), &has_len);
        const bool choice = at != SIZE_MAX && !s->off[at] && asking - (at + has_len) <= 4;
        const bool there = kj_before(s, g->from, asking) == U'有' || s->c[asking] == U'哪' ||
                           s->c[asking] == U'什';
        const bool open_end =
            ends_yes_no(s, g) ||
            (kj_any_before(s, g->from, g->end, (const kj_word[]){U"没有", U"没"}, 2) > 0 &&
             kj_before(s, g->from, asking) == U'有');
        if (choice || (there && open_end)) {
            *out = ruling(KJ_FORM_CLOSED, KJ_RULE_MIXED, asking, len);
            return true;
        }
    }
    return false;
}

static bool rule_a_not_a(const kj_sentence *s, const kj_clause *clause, kj_ruling *out)
{
    for (size_t n = 0; n < clause->segment_count; n++) {
        size_t len = 0;
        const size_t at = kj_find_a_not_a(s, clause, segment_of(s, clause, n), &len);
        if (at != SIZE_MAX) {
            *out = ruling(KJ_FORM_CLOSED, KJ_RULE_A_NOT_A, at, len);
            return true;
        }
    }
    return false;
}

/* 吧 asks where there is a question mark, or where it guesses about the hearer; 我们下周再约吧
 * proposes, 您先忙吧 invites. */
static bool guesses(const kj_sentence *s, const kj_clause *clause, const kj_segment *g, bool last)
{
    static const kj_word guessing[] = {U"肯定", U"应该", U"大概", U"估计", U"可能", U"想必",
                                       U"恐怕", U"不会", U"没",   U"不",   U"已经", U"都",
                                       U"也",   U"还",   U"挺",   U"很",   U"太",   U"是",
                                       U"了吧", U"的吧", U"最",   U"不少", U"难免"};
    static const kj_word proposing[] = {U"我们", U"我", U"咱们", U"那就", U"不如", U"要不", U"先",
                                        U"再",   U"请", U"还是", U"就",   U"让",   U"一起", U"好"};
    if (s->c[g->end - 1] != U'吧' || g->end - g->from < 2 || s->off[g->end - 1])
        return false;
    if (last && clause->asked)
        return true;
    const size_t proposal = kj_any_in(s, g->from, g->end - 1, KJ_WORDS(proposing), NULL);
    return proposal == SIZE_MAX && g->end - g->from > 3 &&
           kj_any_in(s, g->from, g->end, KJ_WORDS(guessing), NULL) != SIZE_MAX;
}

static bool rule_yes_no(const kj_sentence *s, const kj_clause *clause, kj_ruling *out)
{
    for (size_t n = 0; n < clause->segment_count; n++) {
        const kj_segment *g = segment_of(s, clause, n);
        if (ends_yes_no(s, g) || guesses(s, clause, g, n + 1 == clause->segment_count)) {
            *out = ruling(KJ_FORM_CLOSED, KJ_RULE_YES_NO, g->end - 1, 1);
            return true;
        }
    }
    return false;
}

/* ---- rule 7 ---- */

/* 还是 as "still" or "had better" stands behind a time or an adverb, or before a manner. */
static bool is_still(const kj_sentence *s, const kj_clause *clause, size_t at)
{
    static const kj_word before[] = {
        U"现在", U"目前", U"最后", U"我们", U"一直",   U"却",   U"但",   U"可",   U"结果", U"今年",
        U"都",   U"后来", U"如今", U"依然", U"到现在", U"至今", U"这次", U"今天", U"咱们", U"我",
        U"也",   U"那",   U"这",   U"大家", U"平时",   U"如果", U"当时", U"年底", U"最近",
    };
    static const kj_word behind[] = {U"没",   U"手工", U"老样子", U"要", U"很", U"有点",
                                     U"老",   U"先",   U"得",     U"会", U"靠", U"用",
                                     U"原来", U"以",   U"人工",   U"不", U"挺", U"这样",
                                     U"那样", U"比较", U"老一套"};
    return at == clause->from || kj_one_of(s->c[at - 1], U"，：") ||
           (kj_any_before(s, clause->from, at, KJ_WORDS(before)) > 0) ||
           kj_any_at(s, at + 2, clause->to, KJ_WORDS(behind)) > 0;
}

static bool rule_alternative(const kj_sentence *s, const kj_clause *clause, kj_ruling *out)
{
    if (kj_find_asking(s, clause->from, clause->to, KJ_ASKS_EITHER, NULL) != SIZE_MAX)
        return false;
    static const kj_word either[] = {U"是", U"更", U"选", U"看重", U"想要", U"先", U"走", U"用"};
    for (size_t i = clause->from; i + 2 < clause->to; i++) {
        if (!kj_word_at(s, i, clause->to, U"还是") || s->off[i])
            continue;
        const bool parallel = kj_any_in(s, clause->from, i, KJ_WORDS(either), NULL) != SIZE_MAX;
        const bool comma = i > clause->from && s->c[i - 1] == U'，';
        /* 是自建，还是外包: behind a comma it is a choice where 是 stands before. */
        const bool still = is_still(s, clause, i) && !(comma && parallel);
        if (!still &&
            (clause->asked || (parallel && !clause->stopped) ||
             kj_any_in(s, clause->from, i, (const kj_word[]){U"您", U"贵"}, 2, NULL) != SIZE_MAX)) {
            *out = ruling(KJ_FORM_CLOSED, KJ_RULE_ALTERNATIVE, i, 2);
            return true;
        }
    }
    return false;
}

/* ---- rules 8 and 9 ---- */

/* 您觉得呢: the particle asks for what the hearer thinks. */
static bool asks_opinion(const kj_sentence *s, const kj_clause *clause, kj_ruling *out)
{
    static const kj_word opinions[] = {U"觉得", U"认为", U"怎么看", U"看",     U"看法", U"意见",
                                       U"想法", U"说",   U"建议",   U"的意思", U"考虑"};
    for (size_t n = 0; n < clause->segment_count; n++) {
        const kj_segment *g = segment_of(s, clause, n);
        if (g->end >= g->to || s->c[g->end] != U'呢')
            continue;
        const size_t len = kj_any_before(s, g->from, g->end, KJ_WORDS(opinions));
        const size_t you =
            kj_any_in(s, g->from, g->end, (const kj_word[]){U"您", U"你", U"贵"}, 3, NULL);
        if (len > 0 && you != SIZE_MAX) {
            *out = ruling(KJ_FORM_OPEN, KJ_RULE_WIDE, g->end - len, len + 1);
            return true;
        }
    }
    return false;
}

/* 那些 typed for 哪些, where nothing else asks: behind a verb or preposition that wants one
 * (卡在那些环节), or before a superlative, since one compares what one asks for (那些环节最慢). */
static bool asks_which(const kj_sentence *s, const kj_clause *clause, kj_ruling *out)
{
    if (clause->stopped)
        return false;
    for (size_t i = clause->from; i < clause->to; i++) {
        if (s->off[i] || !kj_word_at(s, i, clause->to, U"那些"))
            continue;
        bool asks = i > clause->from &&
                    kj_one_of(s->c[i - 1], U"有在是到为做要过需由从得看及含括于了成用碰遇对被靠");
        for (size_t k = i + 3; k < clause->to && clause->asked; k++)
            asks = asks || s->c[k] == U'最';
        if (asks) {
            *out = ruling(KJ_FORM_OPEN, KJ_RULE_WIDE, i, 2);
            return true;
        }
    }
    return false;
}

static bool rule_asking(const kj_sentence *s, const kj_clause *clause, kj_asks what, kj_ruling *out)
{
    for (size_t n = 0; n < clause->segment_count; n++) {
        const kj_segment *g = segment_of(s, clause, n);
        size_t len = 0;
        const size_t at = kj_find_asking(s, g->from, g->to, what, &len);
        if (at != SIZE_MAX) {
            *out = what == KJ_ASKS_WIDE ? ruling(KJ_FORM_OPEN, KJ_RULE_WIDE, at, len)
                                        : ruling(KJ_FORM_NARROW, KJ_RULE_NARROW, at, len);
            return true;
        }
    }
    return false;
}

kj_ruling kj_rule_rest(const kj_sentence *s, const kj_clause *clause, bool framed)
{
    kj_ruling r;
    if (rule_tag(s, clause, framed, &r) || rule_mixed(s, clause, &r) ||
        rule_a_not_a(s, clause, &r) || rule_yes_no(s, clause, &r) ||
        rule_alternative(s, clause, &r) || rule_asking(s, clause, KJ_ASKS_WIDE, &r) ||
        asks_opinion(s, clause, &r) || rule_asking(s, clause, KJ_ASKS_NARROW, &r) ||
        asks_which(s, clause, &r))
        return r;
    if (clause->asked)
        return ruling(KJ_FORM_CLOSED, KJ_RULE_INTONATION, clause->to - 1, 1);
    return ruling(KJ_FORM_NONE, KJ_RULE_STATEMENT, clause->from, 0);
}

static kj_ruling rule_clause(kj_sentence *s, const kj_clause *clause)
{
    kj_ruling r;
    size_t len = 0;
    kj_mask_clause(s, clause);
    const size_t at = kj_find_rhetorical(s, clause, &len);
    if (at != SIZE_MAX)
        return ruling(KJ_FORM_CLOSED, KJ_RULE_RHETORICAL, at, len);
    if (kj_rule_request(s, clause, &r))
        return r;
    return kj_rule_rest(s, clause, false);
}

/* ---- the whole sentence ---- */

/* Which of two rulings decides: closed before open before narrow before none; the first of each. */
static int weight(kj_question_form form)
{
    switch (form) {
    case KJ_FORM_CLOSED:
        return 3;
    case KJ_FORM_OPEN:
        return 2;
    case KJ_FORM_NARROW:
        return 1;
    case KJ_FORM_NONE:
        break;
    }
    return 0;
}

static void mark_asking(const kj_sentence *s, const kj_clause *clause, kj_form_verdict *out)
{
    for (size_t n = 0; n < clause->segment_count; n++) {
        const kj_segment *g = segment_of(s, clause, n);
        for (size_t i = g->from; i < g->to; i++) {
            size_t len = 0;
            const kj_asks asks = kj_asks_at(s, g->from, i, g->to, &len);
            if (asks == KJ_ASKS_NOTHING)
                continue;
            kj_add_part(out, s, i, len, asks == KJ_ASKS_WIDE ? KJ_SIGN_WIDE : KJ_SIGN_NARROW);
            i += len - 1;
        }
    }
}

static void mark_ruling(const kj_sentence *s, const kj_ruling *r, kj_form_verdict *out)
{
    switch (r->rule) {
    case KJ_RULE_RHETORICAL:
        kj_add_part(out, s, r->at, r->len, KJ_SIGN_TONE);
        break;
    case KJ_RULE_REQUEST:
        kj_add_part(out, s, r->at, r->len, KJ_SIGN_WIDE);
        break;
    case KJ_RULE_TAG:
    case KJ_RULE_A_NOT_A:
    case KJ_RULE_YES_NO:
    case KJ_RULE_ALTERNATIVE:
        kj_add_part(out, s, r->at, r->len, KJ_SIGN_CLOSING);
        break;
    case KJ_RULE_WIDE: /* 您觉得呢, 那些: not found by mark_asking */
        kj_add_part(out, s, r->at, r->len, KJ_SIGN_WIDE);
        break;
    case KJ_RULE_MIXED: /* its 吗 is marked by the caller */
    case KJ_RULE_NARROW:
    case KJ_RULE_INTONATION:
    case KJ_RULE_STATEMENT:
    case KJ_RULE_COUNT:
        break;
    }
}

static void mark_final(const kj_sentence *s, const kj_clause *clause, kj_form_verdict *out)
{
    const kj_segment *last = segment_of(s, clause, clause->segment_count - 1);
    if (kj_one_of(s->c[last->end - 1], U"吗吧"))
        kj_add_part(out, s, last->end - 1, 1, KJ_SIGN_CLOSING);
}

kj_ruling kj_judge_sentence(kj_sentence *s, kj_form_verdict *out)
{
    kj_ruling best = ruling(KJ_FORM_NONE, KJ_RULE_STATEMENT, 0, 0);
    *out = (kj_form_verdict){.form = KJ_FORM_NONE, .rule = KJ_RULE_STATEMENT};
    for (size_t i = 0; i < s->clause_count && s->han > 0; i++) {
        const kj_clause *clause = &s->clauses[i];
        const kj_ruling r = rule_clause(s, clause);
        out->questions += r.form != KJ_FORM_NONE;
        out->confirming = out->confirming || r.confirming;
        out->harsh = out->harsh || r.rule == KJ_RULE_RHETORICAL;
        if (r.form != KJ_FORM_NONE) {
            mark_asking(s, clause, out);
            mark_ruling(s, &r, out);
            if (r.rule == KJ_RULE_MIXED || r.rule == KJ_RULE_RHETORICAL)
                mark_final(s, clause, out);
        }
        kj_find_leading(s, clause, &r, out);
        kj_find_harsh(s, clause, out);
        if (weight(r.form) > weight(best.form))
            best = r;
    }
    out->form = best.form;
    out->rule = best.rule;
    return best;
}

kj_form_verdict kj_form_judge(kj_span sentence, kj_arena *arena)
{
    kj_sentence *s = KJ_NEW(arena, kj_sentence, 1);
    kj_form_verdict out;
    kj_sentence_read(s, sentence, arena);
    kj_judge_sentence(s, &out);
    return out;
}
