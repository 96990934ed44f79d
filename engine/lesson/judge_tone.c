/* engine/lesson/judge_tone.c: words that answer for the customer, and words that accuse him. */
#include "lesson/judge_inner.h"

/* Rule 1.  不就……吗 and 怎么能不 have conditions of their own. */
static const kj_word rhetorical[] = {U"难道", U"何苦", U"岂", U"哪能不"};

static const kj_word presuming[] = {
    U"肯定",     U"难道",   U"也觉得",   U"也认为", U"也想",     U"也嫌",     U"应该都",
    U"应该也",   U"应该很", U"应该不",   U"应该没", U"应该是",   U"想必",     U"显然",
    U"一定也",   U"一定很", U"一定都",   U"一定想", U"一定是",   U"一定觉得", U"一定希望",
    U"毫无疑问", U"总不会", U"总不至于", U"当然想", U"当然希望", U"当然也",   U"无非",
};
static const kj_word not_presuming[] = {U"给予肯定", U"得到肯定", U"能肯定",
                                        U"肯定的",   U"的肯定",   U"否肯定"};
/* 您不觉得……吗, 您不想……吗. */
static const kj_word negated[] = {U"不觉得", U"不认为", U"不想", U"不希望", U"不应该",
                                  U"不该",   U"不担心", U"不是", U"不嫌",   U"不怕"};

static const kj_word accusing[] = {U"凭什么",   U"怎么又",   U"怎么老是",   U"怎么总是",
                                   U"怎么这么", U"怎么那么", U"怎么能这样", U"究竟"};
static const kj_word whys[] = {U"为什么", U"为何", U"干什么"};
#define STILL_GAP 5                                        /* 为什么到现在还 */
#define NOT_GAP 2                                          /* 为什么您不 */
static const char32_t not_denying[] = U"同断少仅良足但止"; /* 不同, 不断 … */
static const char32_t not_still[] = U"款原清价";           /* 还款, 还原 … */

void kj_add_part(kj_form_verdict *out, const kj_sentence *s, size_t at, size_t len, kj_sign sign)
{
    if (len == 0 || out->part_count >= KJ_COUNT(out->parts))
        return;
    const kj_signed_part part = {
        .start = s->start[at], .len = s->to[at + len - 1] - s->start[at], .sign = sign};
    for (size_t i = 0; i < out->part_count; i++)
        if (out->parts[i].start == part.start && out->parts[i].sign == sign)
            return;
    out->parts[out->part_count++] = part;
}

/* 怎么能不换？ is rhetorical; 怎么能不停机就换型 at the beginning asks for a way. */
static size_t how_not(const kj_sentence *s, const kj_clause *clause, size_t *len)
{
    static const kj_word words[] = {U"怎么能不", U"怎能不", U"怎么可以不", U"怎么可能不",
                                    U"怎么会不"};
    const size_t at = kj_any_in(s, clause->from, clause->to, KJ_WORDS(words), len);
    if (at == SIZE_MAX)
        return SIZE_MAX;
    const size_t behind = at + *len;
    const char32_t end = s->c[clause->to - 1];
    const bool way =
        kj_any_in(s, behind, clause->to, (const kj_word[]){U"就", U"而", U"又", U"还能", U"也能"},
                  5, NULL) != SIZE_MAX;
    const bool first = at == clause->from && !kj_one_of(end, U"呢啊呀");
    return way || first ? SIZE_MAX : at;
}

/* 不就是浪费吗, but not 不就绪, 要不就. */
static size_t is_not_it(const kj_sentence *s, const kj_clause *clause, size_t *len)
{
    for (size_t g = 0; g < clause->segment_count; g++) {
        const kj_segment *segment = &s->segments[clause->first_segment + g];
        const size_t at = kj_word_in(s, segment->from, segment->end, U"不就");
        if (at == SIZE_MAX || kj_one_of(kj_before(s, segment->from, at), U"要动时来") ||
            (at + 2 < segment->end && kj_one_of(s->c[at + 2], U"绪位近地业医范此")))
            continue;
        if (clause->asked || kj_one_of(s->c[segment->end - 1], U"吗么")) {
            *len = 2;
            return at;
        }
    }
    return SIZE_MAX;
}

/* 何必, 何不: not within 任何必要, 任何不满, 如何不, 为何不. */
static size_t why_bother(const kj_sentence *s, const kj_clause *clause, size_t *len)
{
    static const kj_word words[] = {U"何必", U"何不"};
    const size_t at = kj_any_in(s, clause->from, clause->to, KJ_WORDS(words), len);
    if (at == SIZE_MAX || kj_one_of(kj_before(s, clause->from, at), U"任如为有几因缘作奈"))
        return SIZE_MAX;
    return at;
}

size_t kj_find_rhetorical(const kj_sentence *s, const kj_clause *clause, size_t *len)
{
    size_t at = kj_any_in(s, clause->from, clause->to, KJ_WORDS(rhetorical), len);
    if (at == SIZE_MAX)
        at = how_not(s, clause, len);
    if (at == SIZE_MAX)
        at = is_not_it(s, clause, len);
    if (at == SIZE_MAX)
        at = why_bother(s, clause, len);
    return at;
}

static bool is_presuming(const kj_sentence *s, const kj_clause *clause, size_t at)
{
    for (size_t i = at > clause->from + 2 ? at - 2 : clause->from; i <= at; i++) {
        const size_t len = kj_any_at(s, i, clause->to, KJ_WORDS(not_presuming));
        if (len > 0 && i + len > at)
            return false;
    }
    return true;
}

static void lead(kj_form_verdict *out, const kj_sentence *s, size_t at, size_t len)
{
    out->leading = true;
    kj_add_part(out, s, at, len, KJ_SIGN_LEADING);
}

/* 您不觉得慢吗; 是不是 is no denial. */
static void find_negated(const kj_sentence *s, const kj_segment *g, kj_form_verdict *out)
{
    if (!kj_one_of(s->c[g->end - 1], U"吗么") || s->off[g->end - 1])
        return;
    for (size_t i = g->from; i < g->end; i++) {
        const size_t len = kj_any_at(s, i, g->end, KJ_WORDS(negated));
        if (len > 0 && !s->off[i] && kj_before(s, g->from, i) != s->c[i + 1]) {
            lead(out, s, i, len);
            return;
        }
    }
}

void kj_find_leading(const kj_sentence *s, const kj_clause *clause, const kj_ruling *ruling,
                     kj_form_verdict *out)
{
    for (size_t i = clause->from; i < clause->to; i++) {
        const size_t len = kj_any_at(s, i, clause->to, KJ_WORDS(presuming));
        if (len > 0 && is_presuming(s, clause, i)) {
            lead(out, s, i, len);
            i += len - 1;
        }
    }
    if (ruling->form != KJ_FORM_CLOSED)
        return;
    /* 是不是人手不够 offers the answer; at the end it only asks to confirm. */
    for (size_t g = 0; g < clause->segment_count; g++) {
        const kj_segment *segment = &s->segments[clause->first_segment + g];
        find_negated(s, segment, out);
        size_t len = 0;
        const size_t at = kj_find_a_not_a(s, clause, segment, &len);
        if (at != SIZE_MAX && kj_word_at(s, at, segment->end, U"是不是") && at + 3 < segment->end)
            lead(out, s, at, 3);
    }
    if (ruling->rule == KJ_RULE_YES_NO && s->c[ruling->at] == U'吧')
        lead(out, s, ruling->at, 1);
}

static void accuse(kj_form_verdict *out, const kj_sentence *s, size_t at, size_t len)
{
    out->harsh = true;
    kj_add_part(out, s, at, len, KJ_SIGN_TONE);
}

/* How far the accusing 还 or 不 behind a 为什么 reaches; 0: there is none. */
static size_t accusing_end(const kj_sentence *s, size_t from, size_t to, size_t still, size_t deny)
{
    for (size_t i = from; i < to && i <= from + still; i++) {
        if (kj_one_of(s->c[i], U"，："))
            return 0;
        const char32_t next = i + 1 < to ? s->c[i + 1] : 0;
        if (s->c[i] == U'还' && !kj_one_of(next, not_still))
            return i + 1;
        if (s->c[i] == U'不' && i <= from + deny && !kj_one_of(next, not_denying))
            return i + 1;
    }
    return 0;
}

void kj_find_harsh(const kj_sentence *s, const kj_clause *clause, kj_form_verdict *out)
{
    for (size_t i = clause->from; i < clause->to; i++) {
        size_t len = kj_any_at(s, i, clause->to, KJ_WORDS(accusing));
        if (len > 0)
            accuse(out, s, i, len);
        if (kj_word_at(s, i, clause->to, U"到底") &&
            !kj_one_of(i + 2 < clause->to ? s->c[i + 2] : 0, U"层部座端盘") &&
            !kj_one_of(kj_before(s, clause->from, i), U"做责踪持彻沉"))
            accuse(out, s, i, 2);
        len = kj_any_at(s, i, clause->to, KJ_WORDS(whys));
        size_t end = len > 0 ? accusing_end(s, i + len, clause->to, STILL_GAP, NOT_GAP) : 0;
        if (len == 0 && kj_word_at(s, i, clause->to, U"怎么还") &&
            !kj_one_of(i + 3 < clause->to ? s->c[i + 3] : 0, not_still))
            end = i + 3;
        if (end > 0)
            accuse(out, s, i, end - i);
    }
}
