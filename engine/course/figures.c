/* engine/course/figures.c: the figures that a company replaces by its own.
 *
 *   sum     = product { ("+" | "-") product }
 *   product = factor { ("*" | "/") factor }
 *   factor  = number | id | "(" sum ")" | "-" factor
 *
 * Ids hold hyphens, so "a-b" is one id and "a - b" a difference. */
#include "course/reader.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { FORMULA_DEPTH_MAX = 32 }; /* parentheses, signs, and figures out of figures */

typedef struct formula {
    kj_reader *r;
    const kj_json *json; /* the formula's string */
    kj_span text;
    size_t pos;
    unsigned depth;
    bool sound; /* false: reported, or a figure in it is broken */
} formula;

static double sum(formula *f);
static bool compute(kj_reader *r, uint32_t index, unsigned depth);

size_t kj_reader_within(const kj_reader *r, const kj_json *json, size_t pos)
{
    const kj_span file = r->sources[r->source].text;
    const uintptr_t first = (uintptr_t)file.ptr, at = (uintptr_t)json->string.ptr;
    if (json->string.len == 0 || at < first || at >= first + file.len)
        return json->offset;
    return (size_t)(at - first) + pos;
}

static double wrong(formula *f, size_t pos, kj_span hint, kj_span message)
{
    if (f->sound)
        kj_reader_report(f->r, kj_reader_within(f->r, f->json, pos), "E0211", hint, "%.*s",
                         KJ_ARG(message));
    f->sound = false;
    f->pos = f->text.len; /* what follows would only be noise */
    return NAN;
}

static char peek(formula *f)
{
    while (f->pos < f->text.len && f->text.ptr[f->pos] == ' ')
        f->pos++;
    return f->pos < f->text.len ? f->text.ptr[f->pos] : '\0';
}

static bool of_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

/* Digits with at most one point between them. */
static bool is_number(kj_span word)
{
    size_t points = 0;
    for (size_t i = 0; i < word.len; i++) {
        points += word.ptr[i] == '.';
        if (word.ptr[i] != '.' && (word.ptr[i] < '0' || word.ptr[i] > '9'))
            return false;
    }
    return points <= 1 && word.ptr[word.len - 1] != '.';
}

static double number(kj_span word)
{
    char digits[KJ_ID_BYTES_MAX + 1] = {0};
    memcpy(digits, word.ptr, word.len);
    return strtod(digits, NULL); /* the program never leaves the C locale's LC_NUMERIC */
}

static kj_span suggest_figure(kj_reader *r, kj_span id)
{
    const size_t count = r->course->figures.count;
    kj_span *ids = KJ_NEW(r->tree, kj_span, count);
    for (size_t i = 0; i < count; i++)
        ids[i] = r->course->figures.ptr[i].id;
    return kj_reader_suggest(r, id, ids, count);
}

/* "rate-1": a difference, or an id that is spelled wrong? */
static kj_span hint_for_unknown(kj_reader *r, kj_span given)
{
    const size_t hyphen = kj_span_find(given, KJ_LIT("-"), 0);
    if (hyphen != SIZE_MAX &&
        kj_ids_find(&r->figure_ids, KJ_REF_FIGURE, kj_span_sub(given, 0, hyphen)) != KJ_NONE)
        return KJ_LIT("a minus sign needs a blank on both sides");
    return suggest_figure(r, given);
}

static double word(formula *f)
{
    const size_t begin = f->pos;
    while (f->pos < f->text.len && of_word(f->text.ptr[f->pos]))
        f->pos++;
    const kj_span given = kj_span_sub(f->text, begin, f->pos);
    if (given.len <= KJ_ID_BYTES_MAX && is_number(given))
        return number(given);
    if (!kj_id_is_valid(given))
        return wrong(f, begin, (kj_span){0},
                     kj_reader_format(f->r, "'%.*s' is neither a number nor an id", KJ_ARG(given)));
    const uint32_t index = kj_ids_find(&f->r->figure_ids, KJ_REF_FIGURE, given);
    if (index == KJ_NONE) {
        const kj_span hint = hint_for_unknown(f->r, given);
        return wrong(f, begin, hint,
                     kj_reader_format(f->r, "there is no figure '%.*s'", KJ_ARG(given)));
    }
    if (f->r->figure_states[index] == KJ_FIGURE_RUNNING)
        return wrong(
            f, begin, (kj_span){0},
            kj_reader_format(f->r, "figure '%.*s' is computed from itself", KJ_ARG(given)));
    if (!compute(f->r, index, f->depth)) {
        f->sound = false;
        return NAN;
    }
    const double value = f->r->course->figures.ptr[index].value;
    if (isnan(value))
        return wrong(f, begin, KJ_LIT("give that figure a 'value' or a 'formula'"),
                     kj_reader_format(f->r, "figure '%.*s' is only a text", KJ_ARG(given)));
    return value;
}

static double factor(formula *f)
{
    const char c = peek(f);
    if (++f->depth > FORMULA_DEPTH_MAX)
        return wrong(f, f->pos, (kj_span){0}, KJ_LIT("the formula is nested too deep"));
    double value;
    if (c == '(') {
        f->pos++;
        value = sum(f);
        if (f->sound && peek(f) != ')')
            return wrong(f, f->pos, (kj_span){0}, KJ_LIT("a ) is missing here"));
        f->pos += f->sound;
    } else if (c == '-') {
        f->pos++;
        value = -factor(f);
    } else if (c != '-' && c != '.' && of_word(c)) {
        value = word(f);
    } else {
        value = wrong(f, f->pos, KJ_LIT("a formula has numbers, ids of figures, + - * / ( )"),
                      c ? KJ_LIT("here a number or the id of a figure must stand")
                        : KJ_LIT("the formula ends too early"));
    }
    f->depth--;
    return value;
}

static double product(formula *f)
{
    double value = factor(f);
    for (char c = peek(f); f->sound && (c == '*' || c == '/'); c = peek(f)) {
        const size_t sign = f->pos++;
        const double other = factor(f);
        if (f->sound && c == '/' && !(other < 0 || other > 0))
            return wrong(f, sign, (kj_span){0}, KJ_LIT("this divides by zero"));
        value = c == '*' ? value * other : value / other;
    }
    return value;
}

static double sum(formula *f)
{
    double value = product(f);
    for (char c = peek(f); f->sound && (c == '+' || c == '-'); c = peek(f)) {
        f->pos++;
        const double other = product(f);
        value = c == '+' ? value + other : value - other;
    }
    return value;
}

static bool compute(kj_reader *r, uint32_t index, unsigned depth)
{
    kj_figure_state *state = &r->figure_states[index];
    kj_figure *figure = &r->course->figures.ptr[index];
    if (*state != KJ_FIGURE_OPEN)
        return *state == KJ_FIGURE_DONE;
    if (figure->formula.len == 0) {
        *state = KJ_FIGURE_DONE;
        return true;
    }
    *state = KJ_FIGURE_RUNNING;
    formula f = {r, kj_json_get(r->figure_json[index], "formula"), figure->formula, 0, depth, true};
    const double value = sum(&f);
    if (f.sound && peek(&f))
        wrong(&f, f.pos, KJ_LIT("a formula has numbers, ids of figures, + - * / ( )"),
              KJ_LIT("here the formula should end or go on with + - * or /"));
    if (f.sound && !isfinite(value))
        wrong(&f, 0, (kj_span){0}, KJ_LIT("the result is too large"));
    figure->value = f.sound ? value : NAN;
    *state = f.sound ? KJ_FIGURE_DONE : KJ_FIGURE_BROKEN;
    return f.sound;
}

/* The value with its unit, the minus sign a true one. */
static kj_span shown(kj_reader *r, const kj_figure *figure)
{
    kj_text_buffer out = {.arena = r->arena};
    if (figure->value < 0)
        kj_put(&out, KJ_LIT("\xe2\x88\x92"));
    kj_json_put_number(&out, fabs(figure->value));
    kj_put(&out, figure->unit);
    return kj_put_span(&out);
}

/* Rounds off what binary fractions leave behind (2.4 * 3 = 7.199999999999999): twelve digits are
 * more than any figure of a course means. */
static double rounded(double value)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%.12g", value);
    return strtod(digits, NULL);
}

void kj_figures_resolve(kj_reader *r, const kj_json *figures)
{
    kj_course *course = r->course;
    const size_t count = course->figures.count;
    kj_ids_reserve(&r->figure_ids, count, r->scratch);
    r->figure_states = KJ_NEW(r->scratch, kj_figure_state, count);
    r->figure_json = KJ_NEW(r->tree, const kj_json *, count);
    const kj_json *member = figures ? figures->first : NULL;
    for (uint32_t i = 0; i < count && member; i++, member = member->next) {
        kj_figure *figure = &course->figures.ptr[i];
        r->figure_json[i] = member;
        const bool object = member->type == KJ_JSON_OBJECT;
        const bool given = object && kj_json_get(member, "value");
        const bool computed = object && kj_json_get(member, "formula");
        if (!figure->id.ptr) {
            r->figure_states[i] = KJ_FIGURE_BROKEN;
            continue;
        }
        kj_ids_add(&r->figure_ids, KJ_REF_FIGURE, figure->id, i);
        if (!given)
            figure->value = NAN;
        if (given && computed) {
            kj_reader_report(r, kj_json_get(member, "formula")->offset, "E0502",
                             KJ_LIT("leave one of them out"),
                             "figure '%.*s' has both a value and a formula", KJ_ARG(figure->id));
            r->figure_states[i] = KJ_FIGURE_BROKEN;
        } else if (!given && !computed && !figure->text.ptr) {
            kj_reader_report(r, member->offset, "E0202",
                             KJ_LIT("give it a 'value' with a 'unit', a 'text' or a 'formula'"),
                             "figure '%.*s' says nothing", KJ_ARG(figure->id));
            r->figure_states[i] = KJ_FIGURE_BROKEN;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        kj_figure *figure = &course->figures.ptr[i];
        if (!compute(r, i, 0))
            continue;
        if (figure->formula.len)
            figure->value = rounded(figure->value);
        if (!figure->text.ptr)
            figure->text = shown(r, figure);
    }
}

const kj_figure *kj_figure_find(kj_reader *r, kj_span id, size_t offset, bool *usable)
{
    const uint32_t index = kj_ids_find(&r->figure_ids, KJ_REF_FIGURE, id);
    if (index != KJ_NONE) {
        *usable = r->figure_states[index] == KJ_FIGURE_DONE;
        return &r->course->figures.ptr[index];
    }
    *usable = false;
    kj_reader_report(r, offset, "E0303", suggest_figure(r, id),
                     "there is no figure '%.*s' in course.json", KJ_ARG(id));
    return NULL;
}
