/* engine/author/import_gift.c: questions in GIFT, the text format of Moodle (its documentation,
 * "GIFT format"): questions stand between blank lines; `//` begins a comment line; a backslash
 * takes the meaning from ~ = # { } : */
#include "author/import.h"

#include <stdlib.h>

enum { NUMBER_BYTES_MAX = 40 };

typedef struct gift {
    const kj_source *source;
    kj_imported *out;
    kj_sink *sink;
    bool sound;
} gift;

static void wrong(gift *g, size_t offset, const char *hint, const char *message)
{
    g->sound = false;
    kj_report_hint(g->sink, (kj_loc){g->source, offset}, "E0812", kj_span_of(hint), "%s", message);
}

static void left_out(const gift *g, size_t offset, const char *message)
{
    kj_report(g->sink, (kj_loc){g->source, offset}, "W0812", "left out: %s", message);
}

static size_t offset_of(const gift *g, kj_span s)
{
    return (size_t)(s.ptr - g->source->text.ptr);
}

/* The first of `signs` from `from` on that no backslash precedes; SIZE_MAX: none. */
static size_t find_sign(kj_span s, const char *signs, size_t from)
{
    for (size_t i = from; i < s.len; i++) {
        if (s.ptr[i] == '\\')
            i++;
        else if (strchr(signs, s.ptr[i]))
            return i;
    }
    return SIZE_MAX;
}

/* Comment lines are taken out, escapes resolved, white space at the ends dropped. */
static kj_span plain(const gift *g, kj_span s)
{
    kj_text_buffer out = {.arena = g->out->arena};
    bool line_begins = false; /* the first line of a piece never is a comment: it was looked at */
    for (size_t i = 0; i < s.len; i++) {
        if (line_begins && i + 1 < s.len && s.ptr[i] == '/' && s.ptr[i + 1] == '/') {
            while (i < s.len && s.ptr[i] != '\n')
                i++;
            continue;
        }
        line_begins = s.ptr[i] == '\n' || (line_begins && s.ptr[i] == ' ');
        if (s.ptr[i] == '\\' && i + 1 < s.len)
            kj_put_char(&out, s.ptr[++i] == 'n' ? ' ' : s.ptr[i]);
        else
            kj_put_char(&out, s.ptr[i] == '\n' || s.ptr[i] == '\r' ? ' ' : s.ptr[i]);
    }
    return kj_span_trim(kj_put_span(&out));
}

/* "%50%" at the beginning: taken off; else what stands there. */
static double take_weight(kj_span *s, double otherwise)
{
    *s = kj_span_trim(*s);
    if (s->len < 3 || s->ptr[0] != '%')
        return otherwise;
    const size_t end = kj_span_find(*s, KJ_LIT("%"), 1);
    char digits[NUMBER_BYTES_MAX] = {0};
    if (end == SIZE_MAX || end - 1 >= sizeof digits)
        return otherwise;
    memcpy(digits, s->ptr + 1, end - 1);
    *s = kj_span_sub(*s, end + 1, s->len);
    return strtod(digits, NULL);
}

/* What stands before the sign `#`; behind it, the feedback. */
static kj_span split_feedback(const gift *g, kj_span s, kj_span *feedback)
{
    const size_t at = find_sign(s, "#", 0);
    *feedback = at == SIZE_MAX ? (kj_span){NULL, 0} : plain(g, kj_span_sub(s, at + 1, s.len));
    return at == SIZE_MAX ? s : kj_span_sub(s, 0, at);
}

/* --- true or false -------------------------------------------------------------------------- */

static bool read_true_false(const gift *g, kj_span answers, kj_imported_item *item)
{
    kj_span feedback;
    const kj_span word = kj_span_trim(split_feedback(g, answers, &feedback));
    const bool yes = kj_span_is(word, "T") || kj_span_is(word, "TRUE") || kj_span_is(word, "true");
    const bool no = kj_span_is(word, "F") || kj_span_is(word, "FALSE") || kj_span_is(word, "false");
    if (!yes && !no)
        return false;
    const size_t hash = find_sign(answers, "#", 0);
    const kj_span behind =
        hash == SIZE_MAX ? (kj_span){NULL, 0} : kj_span_sub(answers, hash + 1, answers.len);
    kj_span right;
    item->kind = KJ_IMPORTED_TRUE_FALSE;
    item->answer = yes;
    item->feedback = plain(g, split_feedback(g, behind, &right)); /* to the wrong answer, first */
    if (item->why.len == 0)
        item->why = right;
    return true;
}

/* --- numbers --------------------------------------------------------------------------------- */

/* "1822", "1822:5" (give or take 5), "1817..1827". */
static bool read_range(kj_span s, kj_imported_item *item)
{
    const size_t colon = kj_span_find(s, KJ_LIT(":"), 0), dots = kj_span_find(s, KJ_LIT(".."), 0);
    double low, high;
    if (dots != SIZE_MAX) {
        if (!kj_import_number(kj_span_sub(s, 0, dots), &low) ||
            !kj_import_number(kj_span_sub(s, dots + 2, s.len), &high) || high < low)
            return false;
        item->number = (low + high) / 2;
        item->tolerance = (high - low) / 2;
        return true;
    }
    item->tolerance = 0;
    return kj_import_number(kj_span_sub(s, 0, colon == SIZE_MAX ? s.len : colon), &item->number) &&
           (colon == SIZE_MAX ||
            (kj_import_number(kj_span_sub(s, colon + 1, s.len), &item->tolerance) &&
             item->tolerance >= 0));
}

static void read_numeric(gift *g, kj_span answers, kj_imported_item *item)
{
    kj_span s = kj_span_trim(answers);
    if (s.len && s.ptr[0] == '=') { /* several: the first that gets all points */
        const size_t next = find_sign(s, "=", 1);
        s = kj_span_sub(s, 1, next == SIZE_MAX ? s.len : next);
        if (take_weight(&s, 100) < 100)
            left_out(g, offset_of(g, s), "answers that get a part of the points");
    }
    item->kind = KJ_IMPORTED_NUMERIC;
    if (!read_range(kj_span_trim(split_feedback(g, s, &item->formula)), item))
        wrong(g, offset_of(g, s), "write 8, 8:0.5 or 7.5..8.5", "this is no number");
}

/* --- answers with = and ~ --------------------------------------------------------------------- */

static void read_option(gift *g, kj_span s, bool equals, kj_imported_item *item)
{
    if (item->option_count == KJ_IMPORTED_OPTIONS_MAX) {
        wrong(g, offset_of(g, s), "an item has at most 12", "this is one option too many");
        return;
    }
    const double weight = take_weight(&s, equals ? 100 : 0);
    kj_imported_option *o = &item->options[item->option_count++];
    kj_span text = split_feedback(g, s, &o->feedback);
    const size_t arrow = equals ? kj_span_find(text, KJ_LIT("->"), 0) : SIZE_MAX;
    o->right = weight > 0;
    if (arrow != SIZE_MAX) {
        o->to = plain(g, kj_span_sub(text, arrow + 2, text.len));
        text = kj_span_sub(text, 0, arrow);
    }
    o->text = plain(g, text);
    if (o->text.len == 0 && o->to.len == 0)
        wrong(g, offset_of(g, s), "write its text behind the sign", "this answer is empty");
}

static void read_options(gift *g, kj_span answers, kj_imported_item *item)
{
    size_t equals = 0, tildes = 0, arrows = 0, right = 0;
    for (size_t at = find_sign(answers, "=~", 0); at != SIZE_MAX;) {
        const size_t next = find_sign(answers, "=~", at + 1);
        const bool equal = answers.ptr[at] == '=';
        equals += equal;
        tildes += !equal;
        read_option(g, kj_span_sub(answers, at + 1, next == SIZE_MAX ? answers.len : next), equal,
                    item);
        at = next;
    }
    for (size_t i = 0; i < item->option_count; i++) {
        arrows += item->options[i].to.len > 0;
        right += item->options[i].right;
    }
    if (arrows) {
        item->kind = KJ_IMPORTED_MATCH;
        if (arrows != item->option_count)
            wrong(g, offset_of(g, answers), "write every answer as =left -> right",
                  "some answers are pairs and some are not");
    } else if (tildes == 0) {
        item->kind = KJ_IMPORTED_FILL_IN;
        if (item->option_count)
            item->feedback = item->options[0].feedback;
    } else {
        item->kind = equals == 1 && right == 1 ? KJ_IMPORTED_SINGLE : KJ_IMPORTED_MULTIPLE;
        if (right == 0)
            wrong(g, offset_of(g, answers), "mark it with = or a positive weight",
                  "none of the options is right");
    }
}

/* --- a question --------------------------------------------------------------------------------
 */

/* "::title::" and "[html]": not for learners. */
static kj_span without_head(kj_span q)
{
    q = kj_span_trim(q);
    if (kj_span_starts(q, KJ_LIT("::"))) {
        const size_t end = kj_span_find(q, KJ_LIT("::"), 2);
        if (end != SIZE_MAX)
            q = kj_span_trim(kj_span_sub(q, end + 2, q.len));
    }
    if (q.len && q.ptr[0] == '[') {
        const size_t end = kj_span_find(q, KJ_LIT("]"), 1);
        if (end != SIZE_MAX && end <= 10)
            q = kj_span_trim(kj_span_sub(q, end + 1, q.len));
    }
    return q;
}

static void read_answers(gift *g, kj_span answers, kj_imported_item *item)
{
    const size_t general = kj_span_find(answers, KJ_LIT("####"), 0);
    if (general != SIZE_MAX) {
        item->why = plain(g, kj_span_sub(answers, general + 4, answers.len));
        answers = kj_span_sub(answers, 0, general);
    }
    const kj_span trimmed = kj_span_trim(answers);
    if (trimmed.len && trimmed.ptr[0] == '#')
        read_numeric(g, kj_span_sub(trimmed, 1, trimmed.len), item);
    else if (!read_true_false(g, trimmed, item)) {
        if (trimmed.ptr[0] == '=' || trimmed.ptr[0] == '~')
            read_options(g, trimmed, item);
        else
            wrong(g, offset_of(g, trimmed), "begin an answer with = (right) or ~ (wrong)",
                  "this is no answer of a kind that is known");
    }
}

static void read_question(gift *g, kj_span question)
{
    const kj_span q = without_head(question);
    if (q.len == 0)
        return;
    const size_t open = find_sign(q, "{", 0),
                 close = open == SIZE_MAX ? SIZE_MAX : find_sign(q, "}", open + 1);
    if (open == SIZE_MAX) {
        left_out(g, offset_of(g, q), "a text without a question");
        return;
    }
    if (close == SIZE_MAX) {
        wrong(g, offset_of(g, q) + open, "end the answers with }", "these answers have no end");
        return;
    }
    const kj_span answers = kj_span_sub(q, open + 1, close);
    if (kj_span_trim(answers).len == 0) {
        left_out(g, offset_of(g, q), "an essay, which no rule can judge");
        return;
    }
    const kj_span before = plain(g, kj_span_sub(q, 0, open)),
                  after = plain(g, kj_span_sub(q, close + 1, q.len));
    kj_imported_item *item = kj_imported_add_item(g->out, (kj_loc){g->source, offset_of(g, q)});
    item->stem = after.len
                     ? kj_arena_format(g->out->arena, "%.*s____%.*s", KJ_ARG(before), KJ_ARG(after))
                     : before;
    if (item->stem.len == 0)
        wrong(g, offset_of(g, q), "write it before the {", "this question has no text");
    read_answers(g, answers, item);
}

static bool is_blank(kj_span line)
{
    return kj_span_trim(line).len == 0;
}

static bool is_aside(kj_span line)
{
    line = kj_span_trim(line);
    return kj_span_starts(line, KJ_LIT("//")) || kj_span_starts(line, KJ_LIT("$CATEGORY:"));
}

bool kj_import_gift(const kj_source *source, kj_imported *out, kj_sink *sink)
{
    gift g = {.source = source, .out = out, .sink = sink, .sound = true};
    const kj_span text = source->text;
    size_t from = SIZE_MAX; /* of the question that is being gathered */
    for (size_t at = 0; at < text.len;) {
        const size_t feed = kj_span_find(text, KJ_LIT("\n"), at);
        const size_t end = feed == SIZE_MAX ? text.len : feed;
        const kj_span line = kj_span_sub(text, at, end);
        if (is_blank(line)) {
            if (from != SIZE_MAX)
                read_question(&g, kj_span_sub(text, from, at));
            from = SIZE_MAX;
        } else if (from == SIZE_MAX && !is_aside(line)) {
            from = at;
        }
        at = end + 1;
    }
    if (from != SIZE_MAX)
        read_question(&g, kj_span_sub(text, from, text.len));
    return g.sound;
}
