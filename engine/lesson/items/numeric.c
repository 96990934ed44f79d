/* engine/lesson/items/numeric.c: "numeric", a number that is right within a tolerance.
 *
 * One point or none, as QTI's `equal` with an absolute tolerance: the edges count as right.
 * Full-width digits, thousands separators and the unit behind the number are understood; 万 and
 * Chinese numerals are only where `accept` lists them, since who writes them may mean another
 * unit. */
#include "lesson/items/types.h"

#include <math.h>

#include "base/json.h"
#include "lesson/items/parts.h"

typedef struct near_value {
    kj_at at;
    double value;
    kj_text feedback;
} near_value;

typedef struct numeric {
    kj_at at;
    double answer, tolerance;
    kj_span unit;
    kj_text formula;
    kj_span_list accept;
    KJ_LIST(near_value) near;
} numeric;

static const kj_field near_fields[] = {
    {.key = "value",
     .kind = KJ_FIELD_NUMBER,
     .flags = KJ_REQUIRED,
     .offset = offsetof(near_value, value),
     .about = "A wrong answer that a known mistake leads to."},
    {.key = "feedback",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(near_value, feedback),
     .about = "The mistake that leads there."},
};
static const kj_object near_object = {
    .name = "near-value",
    .fields = near_fields,
    .field_count = KJ_COUNT(near_fields),
    .size = sizeof(near_value),
    .align = _Alignof(near_value),
    .about = "A known wrong answer.",
};

static const kj_field fields[] = {
    {.key = "answer",
     .kind = KJ_FIELD_NUMBER,
     .flags = KJ_REQUIRED,
     .offset = offsetof(numeric, answer),
     .about = "The right number, or \"{figure}\"."},
    {.key = "tolerance",
     .kind = KJ_FIELD_NUMBER,
     .offset = offsetof(numeric, tolerance),
     .min = 0,
     .max = 1e12,
     .about = "How far from it still counts as right; 0 where it is left out."},
    {.key = "unit",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_REQUIRED,
     .offset = offsetof(numeric, unit),
     .min = 1,
     .max = 12,
     .about = "The unit, shown behind the field: 万元, %, 个月."},
    {.key = "formula",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(numeric, formula),
     .about = "How the number is found, shown with the feedback."},
    {.key = "accept",
     .kind = KJ_FIELD_STRING,
     .flags = KJ_MANY,
     .offset = offsetof(numeric, accept),
     .min = 0,
     .max = 12,
     .about = "Other ways to write the right number: 二十五, 四分之一."},
    {.key = "near",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_MANY,
     .offset = offsetof(numeric, near),
     .min = 1,
     .max = 12,
     .object = &near_object,
     .about = "Known wrong answers."},
};

static bool is_within(double given, double wanted, double tolerance)
{
    /* Figures are computed, so the edge itself may be off by a few units in the last place. */
    return fabs(given - wanted) <= tolerance + 1e-9 * fmax(1, fabs(wanted));
}

static void check(const void *data, const kj_checker *checker)
{
    const numeric *item = data;
    for (size_t i = 0; i < item->near.count; i++)
        if (is_within(item->near.ptr[i].value, item->answer, item->tolerance))
            kj_check_report(checker, item->near.ptr[i].at, "value", SIZE_MAX, "E0502",
                            (kj_span){NULL, 0}, "this wrong answer counts as right");
}

static void ask(const void *data, size_t round, kj_arena *arena, kj_question *out)
{
    (void)round;
    (void)arena;
    const numeric *item = data;
    out->control = KJ_CONTROL_NUMBER;
    out->unit = item->unit;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "1,234,567": groups of three behind a separator.  ’ was dropped with the quotation marks. */
static bool read_whole(kj_span s, size_t *pos, double *out, size_t *digits)
{
    size_t group = 0;
    bool grouped = false;
    for (;; (*pos)++) {
        if (*pos < s.len && is_digit(s.ptr[*pos])) {
            *out = *out * 10 + (s.ptr[*pos] - '0');
            group++;
            (*digits)++;
            continue;
        }
        if (grouped ? group != 3 : group == 0)
            return false;
        if (*pos >= s.len || s.ptr[*pos] != ',')
            return true;
        if (group > 3)
            return false;
        grouped = true;
        group = 0;
    }
}

/* Reads a folded answer: a sign, digits, decimals; `*rest` is what follows. */
static bool read_number(kj_span s, double *out, kj_span *rest)
{
    size_t pos = 0, digits = 0;
    double value = 0, scale = 1;
    bool negative = false;
    const kj_span minus = {KJ_SPAN("−")};
    if (kj_span_starts(s, minus)) {
        negative = true;
        pos = minus.len;
    } else if (s.len > 0 && (s.ptr[0] == '-' || s.ptr[0] == '+')) {
        negative = s.ptr[0] == '-';
        pos = 1;
    }
    if (!read_whole(s, &pos, &value, &digits))
        return false;
    if (pos + 1 < s.len && s.ptr[pos] == '.' && is_digit(s.ptr[pos + 1]))
        for (pos++; pos < s.len && is_digit(s.ptr[pos]); pos++, digits++) {
            value = value * 10 + (s.ptr[pos] - '0');
            scale *= 10;
        }
    if (digits > 15) /* more than a double holds */
        return false;
    *out = (negative ? -value : value) / scale;
    *rest = kj_span_sub(s, pos, s.len);
    return true;
}

/* As listed, with the unit behind it or without. */
static bool is_accepted(const numeric *item, kj_span typed, kj_span unit, kj_arena *arena)
{
    for (size_t i = 0; i < item->accept.count; i++) {
        const kj_span listed = kj_answer_fold(item->accept.ptr[i], arena);
        if (kj_span_starts(typed, listed) &&
            (typed.len == listed.len ||
             kj_span_equal(kj_span_sub(typed, listed.len, typed.len), unit)))
            return true;
    }
    return false;
}

static void judge(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out)
{
    (void)round;
    const numeric *item = data;
    const kj_span typed = kj_answer_fold(kj_response_text(response), arena);
    const kj_span unit = kj_answer_fold(item->unit, arena);
    double number = 0;
    kj_span rest = {NULL, 0};
    const bool accepted = typed.len > 0 && is_accepted(item, typed, unit, arena);
    const bool is_number = read_number(typed, &number, &rest);

    kj_verdict_whole(out, false);
    if (!is_number && !accepted) {
        kj_verdict_refuse(out, KJ_W_REFUSE_NUMBER);
        return;
    }
    if (!accepted && rest.len > 0 && !kj_span_equal(rest, unit)) {
        kj_verdict_refuse(out, KJ_W_NONE);
        out->next = KJ_FILL(out->words, arena, KJ_W_REFUSE_UNIT, kj_w("unit", item->unit));
        return;
    }
    kj_verdict_whole(out, accepted || is_within(number, item->answer, item->tolerance));
    kj_text_buffer key = {.arena = arena};
    kj_json_put_number(&key, item->answer);
    kj_put(&key, item->unit);
    out->key = kj_put_span(&key);
    out->feedback = item->formula;
    for (size_t i = 0; i < item->near.count && out->score < 1; i++)
        if (is_within(number, item->near.ptr[i].value, item->tolerance)) {
            out->feedback = kj_text_join(item->near.ptr[i].feedback, item->formula, arena);
            break;
        }
}

const kj_question_type kj_item_numeric = {
    .form = {.name = "numeric",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(numeric),
             .align = _Alignof(numeric),
             .about = "A number that is right within a tolerance.",
             .check = check},
    .ask = ask,
    .judge = judge,
};
