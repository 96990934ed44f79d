/* tests/text/cases.json and widths.json, case by case: rules of Chinese typesetting, each at one or
 * more widths.
 *
 * Keys: name, text, width_em (a number or a list) or widths (from, to, step: then flush left
 * and justified, across and down; justified it must break alike but for what squeezing brings in),
 * edges (the usual marks begin and end no line, wherever a line can hold what clings together),
 * align (left), balance, indent_em; what must hold: lines (exactly these), never_first (no line but
 * the first begins with any of these), never_last, together (each occurrence lies within one line),
 * x_em (left edges of the first line's clusters), clusters (of the first line), flush (every line
 * but the last reaches the edge).  Always: kit.h, and no last line of one character unless
 * last_may_be_short. */
#include "text/kit.h"

#include "base/json.h"
#include "os/files.h"
#include "os/fontfiles.h"

#include <math.h>

#define TOLERANCE_EM 0.002

typedef struct run {
    const kj_json *row;
    const char *name; /* with the width, for messages */
    kj_span text;
    kj_paragraph_style style;
    const kj_paragraph *paragraph;
} run;

static bool flag(const run *r, const char *key)
{
    const kj_json *value = kj_json_get(r->row, key);
    return value && value->type == KJ_JSON_TRUE;
}

static bool has_char(kj_span set, kj_span line, size_t at)
{
    return at < line.len &&
           kj_span_find(set, kj_span_sub(line, at, kj_cluster_next(line, at)), 0) != SIZE_MAX;
}

static void check_edges(const run *r)
{
    const kj_json *first = kj_json_get(r->row, "never_first");
    const kj_json *last = kj_json_get(r->row, "never_last");
    for (size_t i = 0; i < r->paragraph->line_count; i++) {
        const kj_span line = r->paragraph->lines[i].text;
        if (first && i > 0 && has_char(first->string, line, 0))
            fail_msg("%s: line %zu begins with a mark: %.*s", r->name, i, KJ_ARG(line));
        if (last && i + 1 < r->paragraph->line_count && line.len > 0 &&
            has_char(last->string, line, kj_cluster_prev(line, line.len)))
            fail_msg("%s: line %zu ends with a mark: %.*s", r->name, i, KJ_ARG(line));
    }
}

/* What neither begins nor ends a line, whatever the text is about. */
static const kj_span closing = {KJ_SPAN("，。、；：！？”’）》〉」』】〕〗］｝％‰℃")};
static const kj_span opening = {KJ_SPAN("“‘（《〈「『【〔〖［｛￥¥$€£№")};

static bool all_marks(kj_span part)
{
    for (size_t at = 0; at < part.len; at = kj_cluster_next(part, at))
        if (!has_char(closing, part, at) && !has_char(opening, part, at))
            return false;
    return true;
}

/* Only a line that was too narrow for one character and all marks about it may break the rule. */
static void check_usual_edges(const run *r)
{
    for (size_t i = 1; flag(r, "edges") && i < r->paragraph->line_count; i++) {
        const kj_span line = r->paragraph->lines[i].text, before = r->paragraph->lines[i - 1].text;
        if (line.len == 0 || before.len == 0 || before.ptr[before.len] == '\n')
            continue;
        if (has_char(closing, line, 0) && !all_marks(before) && r->style.width_em >= 4)
            fail_msg("%s: line %zu begins with a mark: %.*s", r->name, i, KJ_ARG(line));
        if (has_char(opening, before, kj_cluster_prev(before, before.len)) && !all_marks(before) &&
            r->style.width_em >= 4)
            fail_msg("%s: line %zu ends with a mark: %.*s", r->name, i - 1, KJ_ARG(before));
    }
}

static bool is_han_cluster(kj_span text, const kj_cluster *c)
{
    size_t at = c->start;
    const uint32_t code = kj_utf8_next(text, &at);
    return code >= 0x4E00 && code <= 0x9FFF;
}

/* Han that follow each other stand equally far apart within a line. */
static void check_even(const run *r)
{
    for (size_t i = 0; i < r->paragraph->line_count; i++) {
        const kj_line *line = &r->paragraph->lines[i];
        double least = 100, most = 0;
        for (size_t k = 1; k < line->cluster_count; k++)
            if (is_han_cluster(r->text, &line->clusters[k - 1]) &&
                is_han_cluster(r->text, &line->clusters[k])) {
                const double apart =
                    (double)line->clusters[k].x_em - (double)line->clusters[k - 1].x_em;
                least = fmin(least, apart);
                most = fmax(most, apart);
            }
        if (most > least + TOLERANCE_EM)
            fail_msg("%s: line %zu has gaps from %.3f to %.3f em", r->name, i, least, most);
    }
}

/* From where both begin a line, a justified one ends where the other does, or later, since it may
 * be squeezed.  The last two share what mends a last line of one character. */
static void check_alike(kj_typesetter *typesetter, const run *r)
{
    kj_arena *arena = kj_arena_new();
    kj_paragraph_style left = r->style;
    left.align = KJ_ALIGN_LEFT;
    const kj_paragraph p = kj_typeset(typesetter, r->text, left, arena, NULL, KJ_NOWHERE);
    const kj_paragraph *q = r->paragraph;
    if (q->line_count > p.line_count)
        fail_msg("%s: justified it takes a line more", r->name);
    for (size_t i = 0, k = 0; i + 2 < p.line_count && k + 2 < q->line_count;) {
        const kj_span a = p.lines[i].text, b = q->lines[k].text;
        if (a.ptr == b.ptr && b.len < a.len)
            fail_msg("%s: line %zu holds less when it is justified: %.*s", r->name, k, KJ_ARG(b));
        i += a.ptr <= b.ptr;
        k += b.ptr <= a.ptr;
    }
    kj_arena_free(arena);
}

static void check_lines(const run *r)
{
    const kj_json *lines = kj_json_get(r->row, "lines");
    if (!lines)
        return;
    const kj_json *line = lines->first;
    for (size_t i = 0; i < r->paragraph->line_count; i++) {
        const kj_span text = r->paragraph->lines[i].text;
        const kj_span wanted = line ? line->string : KJ_LIT("(none)");
        if (!kj_span_equal(wanted, text))
            fail_msg("%s: line %zu is '%.*s', not '%.*s'", r->name, i, KJ_ARG(text),
                     KJ_ARG(wanted));
        line = line ? line->next : NULL;
    }
    if (line)
        fail_msg("%s: %zu lines, not %u", r->name, r->paragraph->line_count, lines->count);
}

static size_t occurrences(kj_span text, kj_span part)
{
    size_t count = 0;
    for (size_t at = 0; (at = kj_span_find(text, part, at)) != SIZE_MAX; at += part.len)
        count++;
    return count;
}

static void check_together(const run *r)
{
    const kj_json *list = kj_json_get(r->row, "together");
    for (const kj_json *part = list ? list->first : NULL; part; part = part->next) {
        size_t count = 0;
        for (size_t i = 0; i < r->paragraph->line_count; i++)
            count += occurrences(r->paragraph->lines[i].text, part->string);
        assert_true(occurrences(r->text, part->string) > 0);
        if (count != occurrences(r->text, part->string))
            fail_msg("%s: '%.*s' is parted", r->name, KJ_ARG(part->string));
    }
}

static void check_first_line(const run *r)
{
    const kj_line *line = &r->paragraph->lines[0];
    const kj_json *x = kj_json_get(r->row, "x_em"), *parts = kj_json_get(r->row, "clusters");
    const kj_json *list = x ? x : parts;
    if (!list)
        return;
    if (list->count != line->cluster_count)
        fail_msg("%s: %zu clusters, not %u", r->name, line->cluster_count, list->count);
    const kj_json *value = list->first;
    for (size_t i = 0; i < line->cluster_count; i++, value = value->next) {
        const kj_cluster *c = &line->clusters[i];
        const kj_span part = kj_span_sub(r->text, c->start, (size_t)c->start + c->len);
        if (x && fabs((double)c->x_em - value->number) > TOLERANCE_EM)
            fail_msg("%s: '%.*s' stands at %.3f, not %.3f", r->name, KJ_ARG(part), (double)c->x_em,
                     value->number);
        if (parts && !kj_span_equal(part, value->string))
            fail_msg("%s: cluster %zu is '%.*s'", r->name, i, KJ_ARG(part));
    }
}

static void check_flush(const run *r)
{
    const double width = r->style.width_em;
    for (size_t i = 0; i + 1 < r->paragraph->line_count; i++) {
        const kj_line *line = &r->paragraph->lines[i];
        if (flag(r, "flush") && fabs(line->width_em - width) > TOLERANCE_EM)
            fail_msg("%s: line %zu ends at %.3f em", r->name, i, line->width_em);
    }
}

/* Characters that are no marks, by the marks that these cases use; …… and —— are wide enough. */
static size_t chars_of(kj_span line)
{
    static const kj_span marks = {KJ_SPAN("，。、；：？！”’）》〉】」』〕“‘（《〈【「『〔·・‧• ")};
    size_t count = 0;
    for (size_t at = 0; at < line.len; at = kj_cluster_next(line, at))
        count += !has_char(marks, line, at);
    return count;
}

static void check_orphan(const run *r)
{
    const size_t count = r->paragraph->line_count;
    if (count < 2 || flag(r, "last_may_be_short") || r->style.width_em < 4)
        return;
    if (chars_of(r->paragraph->lines[count - 1].text) == 1 &&
        kj_span_find(r->text, KJ_LIT("\n"), 0) == SIZE_MAX)
        fail_msg("%s: the last line holds one character", r->name);
}

static kj_paragraph_style style_of(const kj_json *row, double width_em)
{
    const kj_json *align = kj_json_get(row, "align"), *balance = kj_json_get(row, "balance");
    const kj_json *indent = kj_json_get(row, "indent_em");
    return (kj_paragraph_style){
        .width_em = width_em,
        .align = align && kj_span_is(align->string, "justify") ? KJ_ALIGN_JUSTIFY : KJ_ALIGN_LEFT,
        .balance = balance && balance->type == KJ_JSON_TRUE,
        .indent_em = indent ? indent->number : 0,
    };
}

static void run_case(kj_typesetter *typesetter, const kj_json *row, double width_em,
                     kj_paragraph_style set)
{
    kj_arena *arena = kj_arena_new();
    const kj_json *name = kj_json_get(row, "name"), *text = kj_json_get(row, "text");
    assert_non_null(name);
    assert_non_null(text);
    run r = {
        .row = row,
        .name = kj_arena_format(arena, "%.*s (%g em)", KJ_ARG(name->string), width_em).ptr,
        .text = text->string,
        .style = style_of(row, width_em),
    };
    if (set.align == KJ_ALIGN_JUSTIFY)
        r.style.align = set.align;
    r.style.vertical = set.vertical;
    const kj_paragraph p = kj_typeset(typesetter, r.text, r.style, arena, NULL, KJ_NOWHERE);
    r.paragraph = &p;
    const kj_layout_case always = {r.name, r.text, r.style};
    kj_check_layout(&always, &p);
    check_edges(&r);
    check_usual_edges(&r);
    check_even(&r);
    if (set.align == KJ_ALIGN_JUSTIFY)
        check_alike(typesetter, &r);
    check_lines(&r);
    check_together(&r);
    check_first_line(&r);
    check_flush(&r);
    check_orphan(&r);
    kj_arena_free(arena);
}

/* What all cases share, and the one that a test is about. */
typedef struct subject {
    kj_typesetter *typesetter;
    const kj_json *row;
} subject;

static void case_holds(void **state)
{
    const subject *s = *state;
    const kj_paragraph_style as_it_is = {.align = KJ_ALIGN_LEFT};
    const kj_json *range = kj_json_get(s->row, "widths");
    if (range) {
        const double from = range->first->number, to = range->first->next->number;
        const double step = range->first->next->next->number;
        const kj_paragraph_style sets[] = {as_it_is,
                                           {.align = KJ_ALIGN_JUSTIFY},
                                           {.vertical = true},
                                           {.align = KJ_ALIGN_JUSTIFY, .vertical = true}};
        for (size_t set = 0; set < KJ_COUNT(sets); set++)
            for (long i = 0; from + step * (double)i < to + step / 2; i++)
                run_case(s->typesetter, s->row, from + step * (double)i, sets[set]);
        return;
    }
    const kj_json *widths = kj_json_get(s->row, "width_em");
    assert_non_null(widths);
    if (widths->type == KJ_JSON_NUMBER)
        run_case(s->typesetter, s->row, widths->number, as_it_is);
    for (const kj_json *w = widths->type == KJ_JSON_ARRAY ? widths->first : NULL; w; w = w->next)
        run_case(s->typesetter, s->row, w->number, as_it_is);
}

static const kj_json *read_cases(kj_arena *arena, const char *name)
{
    kj_sink sink = kj_stderr_sink(false);
    kj_source *source = KJ_NEW(arena, kj_source, 1);
    const kj_span path = kj_arena_format(arena, KJ_TESTS "/text/%s", name);
    *source = (kj_source){.name = kj_span_of(name), .json = true};
    if (!kj_file_read(path.ptr, 1u << 20, arena, &source->text, &sink))
        return NULL;
    const kj_json *root = kj_json_parse(source, arena, &sink);
    return root ? kj_json_get(root, "cases") : NULL;
}

int main(void)
{
    kj_arena *arena = kj_arena_new();
    kj_sink sink = kj_stderr_sink(false);
    kj_font_files files;
    const kj_json *const lists[] = {read_cases(arena, "cases.json"),
                                    read_cases(arena, "widths.json")};
    if (!lists[0] || lists[0]->count < 60 || !lists[1] || lists[1]->count < 60 ||
        !kj_font_files_find(&files, arena, &sink))
        return 1;
    kj_typesetter *typesetter = kj_typesetter_new(&files);
    const size_t count = (size_t)lists[0]->count + lists[1]->count;
    struct CMUnitTest *tests = KJ_NEW(arena, struct CMUnitTest, count);
    subject *subjects = KJ_NEW(arena, subject, count);
    size_t i = 0;
    for (size_t list = 0; list < KJ_COUNT(lists); list++)
        for (const kj_json *row = lists[list]->first; row; row = row->next, i++) {
            subjects[i] = (subject){typesetter, row};
            tests[i] = (struct CMUnitTest){
                .name = kj_arena_copy(arena, kj_json_get(row, "name")->string).ptr,
                .test_func = case_holds,
                .initial_state = &subjects[i],
            };
        }
    const int failed = _cmocka_run_group_tests("typesetting", tests, i, NULL, NULL);
    kj_typesetter_free(typesetter);
    kj_arena_free(arena);
    return failed;
}
