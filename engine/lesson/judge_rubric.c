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

static const kj_word_id names[] = {KJ_W_RUBRIC_FORM, KJ_W_RUBRIC_NEUTRAL, KJ_W_RUBRIC_TONE,
                                   KJ_W_RUBRIC_ANCHOR, KJ_W_RUBRIC_BRIEF};
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
    r->out->criteria[criterion] =
        (kj_criterion){.name = kj_words_get(r->out->words, names[criterion]),
                       .points = points,
                       .max = max,
                       .reason = reason};
    r->out->criterion_count = criterion + 1;
    r->out->score += points;
    r->out->max += max;
    if (points < max)
        r->advice[criterion] = reason;
}

/* What to say to each rule, most with the learner's own word. */
static const kj_word_id form_reasons[KJ_RULE_COUNT] = {
    [KJ_RULE_RHETORICAL] = KJ_W_RULE_RHETORICAL,
    [KJ_RULE_REQUEST] = KJ_W_RULE_REQUEST,
    [KJ_RULE_TAG] = KJ_W_RULE_TAG,
    [KJ_RULE_MIXED] = KJ_W_RULE_MIXED,
    [KJ_RULE_A_NOT_A] = KJ_W_RULE_A_NOT_A,
    [KJ_RULE_YES_NO] = KJ_W_RULE_YES_NO,
    [KJ_RULE_ALTERNATIVE] = KJ_W_RULE_ALTERNATIVE,
    [KJ_RULE_WIDE] = KJ_W_RULE_WIDE,
    [KJ_RULE_NARROW] = KJ_W_RULE_NARROW,
    [KJ_RULE_INTONATION] = KJ_W_RULE_INTONATION,
    [KJ_RULE_STATEMENT] = KJ_W_RULE_STATEMENT,
};

static void judge_form(rubric *r)
{
    const kj_question_form form = r->form->form;
    const bool quotes = r->ruling.rule != KJ_RULE_INTONATION && r->ruling.rule != KJ_RULE_STATEMENT;
    const kj_word_id reason = form_reasons[r->ruling.rule];
    give(r, FORM,
         form == KJ_FORM_OPEN     ? 40
         : form == KJ_FORM_NARROW ? 20
                                  : 0,
         40,
         quotes ? KJ_FILL(r->out->words, r->arena, reason,
                          kj_w("word", own(r, r->ruling.at, r->ruling.len)))
                : kj_words_get(r->out->words, reason));
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
    kj_span reason = kj_words_get(r->out->words, KJ_W_RUBRIC_NEUTRAL_GOOD);
    if (r->form->leading)
        reason =
            KJ_FILL(r->out->words, r->arena, KJ_W_RUBRIC_NEUTRAL_LEADING, kj_w("word", leading));
    else if (r->avoids)
        reason = KJ_FILL(r->out->words, r->arena, KJ_W_RUBRIC_NEUTRAL_OWN, kj_w("word", avoided));
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
    kj_span reason = kj_words_get(r->out->words, KJ_W_RUBRIC_TONE_ADDRESS);
    if (r->form->harsh)
        reason = KJ_FILL(r->out->words, r->arena, KJ_W_RUBRIC_TONE_HARSH, kj_w("word", harsh));
    else if (polite)
        reason =
            KJ_FILL(r->out->words, r->arena, KJ_W_RUBRIC_TONE_GOOD, kj_w("word", own(r, at, len)));
    give(r, TONE, points > 0 ? points : 0, 15, reason);
}

static void judge_anchor(rubric *r)
{
    const kj_span_list anchors = r->task->anchors;
    if (anchors.count == 0) {
        give(r, ANCHOR, 15, 15, kj_words_get(r->out->words, KJ_W_RUBRIC_ANCHOR_NONE));
        return;
    }
    for (size_t i = 0; i < anchors.count; i++) {
        size_t at = 0, len = 0;
        if (kj_sentence_holds(r->s, anchors.ptr[i], r->arena, &at, &len)) {
            give(r, ANCHOR, 15, 15,
                 KJ_FILL(r->out->words, r->arena, KJ_W_RUBRIC_ANCHOR_GOOD,
                         kj_w("word", own(r, at, len))));
            return;
        }
    }
    give(
        r, ANCHOR, 0, 15,
        KJ_FILL(r->out->words, r->arena, KJ_W_RUBRIC_ANCHOR_MISSING, kj_w("word", anchors.ptr[0])));
}

static void judge_brevity(rubric *r)
{
    const size_t n = r->s->characters;
    double points = 0;
    kj_span reason;
    if (r->s->question_marks > 1 || r->form->questions > 1) {
        reason = r->form->questions > 1 ? kj_words_get(r->out->words, KJ_W_RUBRIC_BRIEF_TWO)
                                        : kj_words_get(r->out->words, KJ_W_RUBRIC_BRIEF_MARKS);
    } else if (r->form->questions == 0) {
        reason = kj_words_get(r->out->words, KJ_W_RUBRIC_BRIEF_UNASKED);
    } else if (n < SHORT_MIN) {
        reason = KJ_FILL(r->out->words, r->arena, KJ_W_RUBRIC_BRIEF_SHORT, kj_n("n", (int64_t)(n)));
    } else if (n <= SHORT_MAX) {
        points = 10;
        reason = KJ_FILL(r->out->words, r->arena, KJ_W_RUBRIC_BRIEF_GOOD, kj_n("n", (int64_t)(n)));
    } else {
        points = n <= LONG_MAX ? 5 : 0;
        reason = KJ_FILL(r->out->words, r->arena, KJ_W_RUBRIC_BRIEF_LONG, kj_n("n", (int64_t)(n)),
                         kj_n("max", SHORT_MAX));
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
        return kj_words_get(r->out->words, KJ_W_RUBRIC_HINT_EMPTY);
    if (s->han == 0 || s->han < s->latin)
        return kj_words_get(r->out->words, KJ_W_RUBRIC_HINT_CHINESE);
    if (s->characters < CHARACTERS_MIN)
        return kj_words_get(r->out->words, KJ_W_RUBRIC_HINT_SHORT);
    if (r->task->original.len > 0) {
        kj_sentence *original = KJ_NEW(r->arena, kj_sentence, 1);
        kj_sentence_read(original, r->task->original, r->arena);
        if (kj_sentence_same(s, original))
            return kj_words_get(r->out->words, KJ_W_RUBRIC_HINT_SAME);
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
