/* tests/text/cases.json, case by case: rules of Chinese typesetting, each at one or more widths.
 *
 * Keys: name, text, width_em (a number or a list), align (left), balance, indent_em; what must
 * hold: lines (exactly these), never_first (no line but the first begins with any of these),
 * never_last, together (each occurrence lies within one line), x_em (left edges of the first
 * line's clusters), clusters (of the first line), flush (every line but the last reaches the
 * edge).  Always: kit.h, and no last line of one character unless last_may_be_short. */
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

static void run_case(kj_typesetter *typesetter, const kj_json *row, double width_em)
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
    const kj_paragraph p = kj_typeset(typesetter, r.text, r.style, arena, NULL, KJ_NOWHERE);
    r.paragraph = &p;
    const kj_layout_case always = {r.name, r.text, r.style};
    kj_check_layout(&always, &p);
    check_edges(&r);
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
    const kj_json *widths = kj_json_get(s->row, "width_em");
    assert_non_null(widths);
    if (widths->type == KJ_JSON_NUMBER)
        run_case(s->typesetter, s->row, widths->number);
    for (const kj_json *w = widths->type == KJ_JSON_ARRAY ? widths->first : NULL; w; w = w->next)
        run_case(s->typesetter, s->row, w->number);
}

static const kj_json *read_cases(kj_arena *arena)
{
    kj_sink sink = kj_stderr_sink(false);
    kj_source *source = KJ_NEW(arena, kj_source, 1);
    *source = (kj_source){.name = KJ_LIT("tests/text/cases.json"), .json = true};
    if (!kj_file_read(KJ_TESTS "/text/cases.json", 1u << 20, arena, &source->text, &sink))
        return NULL;
    const kj_json *root = kj_json_parse(source, arena, &sink);
    return root ? kj_json_get(root, "cases") : NULL;
}

int main(void)
{
    kj_arena *arena = kj_arena_new();
    kj_sink sink = kj_stderr_sink(false);
    kj_font_files files;
    const kj_json *cases = read_cases(arena);
    if (!cases || cases->count < 60 || !kj_font_files_find(&files, arena, &sink))
        return 1;
    kj_typesetter *typesetter = kj_typesetter_new(&files);
    struct CMUnitTest *tests = KJ_NEW(arena, struct CMUnitTest, cases->count);
    subject *subjects = KJ_NEW(arena, subject, cases->count);
    size_t i = 0;
    for (const kj_json *row = cases->first; row; row = row->next, i++) {
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
