/* engine/lesson/judge_rubric.c: 100 points for a rewritten question, each with its reason.
 *
 * 形式 40: open 40, narrow 20.  中立 20: less 20 for a presumption, less 15 for a word to avoid.
 * 语气 15: for addressing the customer, less 10 for an accusation.  承接 15: for a word of the
 * customer's line; a task without such words takes nothing off.  简洁 10: 10 to 45 characters and
 * one question; 5 up to 60.  Nothing goes below zero.  Passed: 80 points, an open form, no
 * presumption, accusation or avoided word. */
#include "lesson/judge_inner.h"

#define PASS 80
#define CHARACTERS_MIN 4
#define SHORT_MIN 10
#define SHORT_MAX 45
#define LONG_MAX 60

static const kj_word courtesies[] = {U"您", U"请", U"方便", U"麻烦"};
/* 贵公司, 贵院 …: 贵 as "your". */
static const char32_t your[] = U"公行院方司厂店部集企单校处所局中平团站社馆";
static const char32_t before_please[] = U"申邀聘宴吁";

typedef struct rubric {
    const kj_rewrite *task;
    kj_sentence *s;
    kj_ruling ruling;
    kj_form_verdict *form;
    kj_arena *arena;
    kj_verdict *out;
    bool avoids;
    kj_span advice[5]; /* per criterion: the next step, where points are missing */
} rubric;

static const char *const names[] = {"形式", "中立", "语气", "承接", "简洁"};
enum { FORM, NEUTRAL, TONE, ANCHOR, BRIEF };

/* What stands at [at, at + len) in the learner's own writing. */
static kj_span own(const rubric *r, size_t at, size_t len)
{
    if (len == 0 || at + len > r->s->count)
        return (kj_span){NULL, 0};
    return kj_span_sub(r->task->text, r->s->start[at], r->s->to[at + len - 1]);
}

static kj_span own_part(const rubric *r, kj_sign sign)
{
    for (size_t i = 0; i < r->form->part_count; i++)
        if (r->form->parts[i].sign == sign)
            return kj_span_sub(r->task->text, r->form->parts[i].start,
                               r->form->parts[i].start + r->form->parts[i].len);
    return (kj_span){NULL, 0};
}

static void give(rubric *r, size_t criterion, double points, double max, kj_span reason)
{
    r->out->criteria[criterion] = (kj_criterion){
        .name = kj_span_of(names[criterion]), .points = points, .max = max, .reason = reason};
    r->out->criterion_count = criterion + 1;
    r->out->score += points;
    r->out->max += max;
    if (points < max)
        r->advice[criterion] = reason;
}

/* What to say to each rule; "%.*s" is the learner's own word. */
static const char *const form_reasons[KJ_RULE_COUNT] = {
    [KJ_RULE_RHETORICAL] = "“%.*s”是反问，客户听到的是责备。换成“是什么让……”，他才愿意讲。",
    [KJ_RULE_REQUEST] = "“%.*s”是请客户自己讲，一个字答不完。",
    [KJ_RULE_TAG] = "句末的“%.*s”只等客户点头。想听新东西，改用“哪些”或“怎么”。",
    [KJ_RULE_MIXED] = "“%.*s”配上句末的问法，一句“没有”就挡回来了。改成“有哪些……”。",
    [KJ_RULE_A_NOT_A] = "“%.*s”只给了两条路。换成“哪些”或“怎么”，客户才会展开。",
    [KJ_RULE_YES_NO] = "句末的“%.*s”让客户答“是”或“不是”就完了。试试“哪些”。",
    [KJ_RULE_ALTERNATIVE] = "“%.*s”只让客户二选一。问他“怎么权衡”，能听到理由。",
    [KJ_RULE_WIDE] = "“%.*s”让客户有话可讲。",
    [KJ_RULE_NARROW] = "“%.*s”只能换来一个事实。再问“怎么定的”“看重哪些”，话才多。",
    [KJ_RULE_INTONATION] = "句里没有疑问词，客户嗯一声就过去了%.*s。加上“哪些”或“怎么”。",
    [KJ_RULE_STATEMENT] = "这句还不是在问%.*s。加上“哪些”“怎么”，或“能说说……吗”。",
};

static void judge_form(rubric *r)
{
    const kj_question_form form = r->form->form;
    const bool quotes = r->ruling.rule != KJ_RULE_INTONATION && r->ruling.rule != KJ_RULE_STATEMENT;
    const kj_span word = quotes ? own(r, r->ruling.at, r->ruling.len) : (kj_span){NULL, 0};
    give(r, FORM,
         form == KJ_FORM_OPEN     ? 40
         : form == KJ_FORM_NARROW ? 20
                                  : 0,
         40, kj_arena_format(r->arena, form_reasons[r->ruling.rule], KJ_ARG(word)));
}

static kj_span find_avoided(rubric *r)
{
    for (size_t i = 0; i < r->task->avoid.count; i++) {
        size_t at = 0, len = 0;
        if (!kj_sentence_holds(r->s, r->task->avoid.ptr[i], r->arena, &at, &len))
            continue;
        r->avoids = true;
        kj_add_part(r->form, r->s, at, len, KJ_SIGN_LEADING);
        return own(r, at, len);
    }
    return (kj_span){NULL, 0};
}

static void judge_neutrality(rubric *r)
{
    const kj_span leading = own_part(r, KJ_SIGN_LEADING);
    const kj_span avoided = find_avoided(r);
    const double points = 20 - (r->form->leading ? 20 : 0) - (r->avoids ? 15 : 0);
    kj_span reason = KJ_LIT("没有替客户作答，也没有带上自家的东西。");
    if (r->form->leading)
        reason =
            kj_arena_format(r->arena, "“%.*s”替客户作了答。去掉它，让他自己说。", KJ_ARG(leading));
    else if (r->avoids)
        reason = kj_arena_format(r->arena, "“%.*s”是自家的话，先问他的事，价格和产品往后放。",
                                 KJ_ARG(avoided));
    give(r, NEUTRAL, points > 0 ? points : 0, 20, reason);
}

static bool find_courtesy(const kj_sentence *s, size_t *at, size_t *len)
{
    for (size_t i = 0; i < s->count; i++) {
        *at = i;
        *len = kj_any_at(s, i, s->count, KJ_WORDS(courtesies));
        const char32_t before = kj_before(s, 0, i);
        if (*len == 1 && s->c[i] == U'请' && kj_one_of(before, before_please))
            *len = 0;
        if (*len == 2 && s->c[i] == U'方' && before == U'不')
            *len = 0;
        if (s->c[i] == U'贵' && i + 1 < s->count && kj_one_of(s->c[i + 1], your))
            *len = kj_word_at(s, i, s->count, U"贵公司") ? 3 : 2;
        if (*len > 0)
            return true;
    }
    return false;
}

static void judge_tone(rubric *r)
{
    size_t at = 0, len = 0;
    const bool polite = find_courtesy(r->s, &at, &len);
    const kj_span harsh = own_part(r, KJ_SIGN_TONE);
    const double points = (polite ? 15 : 0) - (r->form->harsh ? 10 : 0);
    kj_span reason = KJ_LIT("加一个“您”或“贵公司”，听着是在请教。");
    if (r->form->harsh)
        reason =
            kj_arena_format(r->arena, "“%.*s”听着像追责。换成“当初是怎么考虑的”。", KJ_ARG(harsh));
    else if (polite)
        reason = kj_arena_format(r->arena, "“%.*s”让这一问听着像请教。", KJ_ARG(own(r, at, len)));
    give(r, TONE, points > 0 ? points : 0, 15, reason);
}

static void judge_anchor(rubric *r)
{
    const kj_span_list anchors = r->task->anchors;
    if (anchors.count == 0) {
        give(r, ANCHOR, 15, 15, KJ_LIT("这一题没有指定要接住的词，不扣分。"));
        return;
    }
    for (size_t i = 0; i < anchors.count; i++) {
        size_t at = 0, len = 0;
        if (kj_sentence_holds(r->s, anchors.ptr[i], r->arena, &at, &len)) {
            give(r, ANCHOR, 15, 15,
                 kj_arena_format(r->arena, "“%.*s”接住了客户刚说的话。", KJ_ARG(own(r, at, len))));
            return;
        }
    }
    give(r, ANCHOR, 0, 15,
         kj_arena_format(r->arena, "没有接住客户刚说的“%.*s”。用他的词开头，他知道你在听。",
                         KJ_ARG(anchors.ptr[0])));
}

static void judge_brevity(rubric *r)
{
    const size_t n = r->s->characters;
    double points = 0;
    kj_span reason;
    if (r->s->question_marks > 1 || r->form->questions > 1) {
        reason = r->form->questions > 1 ? KJ_LIT("一次问了两件事，客户会挑容易的答。留一件。")
                                        : KJ_LIT("问号写了不止一个，留一个就够。");
    } else if (r->form->questions == 0) {
        reason = KJ_LIT("还没有问出来，先写成一个问句。");
    } else if (n < SHORT_MIN) {
        reason =
            kj_arena_format(r->arena, "只有%zu个字，客户不知道从哪里答起。补上你问的是哪件事。", n);
    } else if (n <= SHORT_MAX) {
        points = 10;
        reason = kj_arena_format(r->arena, "%zu个字，只问一件事，客户听得清。", n);
    } else {
        points = n <= LONG_MAX ? 5 : 0;
        reason = kj_arena_format(r->arena, "%zu个字，一口气念不完。删到%d个字以内。", n, SHORT_MAX);
    }
    give(r, BRIEF, points, 10, reason);
}

/* One step only: the form first, then what hurts, then what is missing. */
static kj_span next_step(const rubric *r)
{
    for (size_t i = 0; i < KJ_COUNT(r->advice); i++)
        if (r->advice[i].len > 0 && !(i == TONE && !r->form->harsh))
            return r->advice[i];
    return r->advice[TONE];
}

/* What is no answer gets a hint instead of points; an empty one: it is an answer. */
static kj_span hint_for(const rubric *r)
{
    const kj_sentence *s = r->s;
    if (s->characters == 0)
        return KJ_LIT("先写一句你想问客户的话。");
    if (s->han == 0 || s->han < s->latin)
        return KJ_LIT("请用中文来问。");
    if (s->characters < CHARACTERS_MIN)
        return KJ_LIT("再多写几个字，把想问的事说出来。");
    if (r->task->original.len > 0) {
        kj_sentence *original = KJ_NEW(r->arena, kj_sentence, 1);
        kj_sentence_read(original, r->task->original, r->arena);
        if (kj_sentence_same(s, original))
            return KJ_LIT("和原句一样。换个问法，让客户多说几句。");
    }
    return (kj_span){NULL, 0};
}

void kj_rewrite_judge(const kj_rewrite *rewrite, kj_arena *arena, kj_form_verdict *form,
                      kj_verdict *out)
{
    rubric r = {.task = rewrite, .form = form, .arena = arena, .out = out};
    r.s = KJ_NEW(arena, kj_sentence, 1);
    kj_sentence_read(r.s, rewrite->text, arena);
    r.ruling = kj_judge_sentence(r.s, form);
    out->score = out->max = 0;
    out->next = hint_for(&r);
    out->judged = out->next.len == 0;
    if (!out->judged) {
        out->max = 100;
        return;
    }
    judge_form(&r);
    judge_neutrality(&r);
    judge_tone(&r);
    judge_anchor(&r);
    judge_brevity(&r);
    out->passed = out->score >= PASS && form->form == KJ_FORM_OPEN && !form->leading &&
                  !form->harsh && !r.avoids;
    out->next = next_step(&r);
    out->part_count = form->part_count;
    for (size_t i = 0; i < form->part_count; i++)
        out->parts[i] = form->parts[i];
}
