/* engine/cli/cmd_drill.c: kejian drill judge: the judge of questions, a line in and a line out. */
#include "base/json.h"
#include "cli/verbs.h"
#include "lesson/judge.h"
#include "os/files.h"

#include <stdio.h>

#define INPUT_BYTES_MAX ((size_t)64 << 20)

typedef struct judging {
    kj_source source; /* the whole input */
    kj_sink *sink;
    kj_arena *arena; /* of one line */
    bool json;
    const kj_words *words;
} judging;

static void note_first(void *ctx, const kj_diag *diag)
{
    size_t *offset = ctx;
    if (*offset == SIZE_MAX)
        *offset = diag->at.offset;
}

/* The line is JSON of its own, but messages should name its place in the input: where it cannot
 * be read it is read once more behind as many line feeds as lines stand before it. */
static void explain(judging *j, size_t start, kj_span line)
{
    kj_text_buffer padded = {.arena = j->arena};
    const size_t lines = kj_place_of(j->source.text, start).line;
    for (size_t i = 1; i < lines; i++)
        kj_put_char(&padded, '\n');
    kj_put(&padded, line);
    const kj_source again = {.name = j->source.name, .text = kj_put_span(&padded), .json = true};
    kj_json_parse(&again, j->arena, j->sink);
}

static bool complain(judging *j, size_t start, size_t offset, const char *code, const char *about,
                     kj_span key)
{
    kj_report_hint(j->sink, (kj_loc){&j->source, start + offset}, code,
                   KJ_LIT("the keys are text, anchors, avoid and original"), "'%.*s' %s",
                   KJ_ARG(key), about);
    return false;
}

static bool read_list(judging *j, size_t start, const kj_json *value, kj_span_list *out)
{
    if (value->type != KJ_JSON_ARRAY)
        return complain(j, start, value->offset, "E0203", "is not an array", value->key);
    out->ptr = KJ_NEW(j->arena, kj_span, value->count + 1);
    out->count = 0;
    for (const kj_json *e = value->first; e; e = e->next) {
        if (e->type != KJ_JSON_STRING)
            return complain(j, start, e->offset, "E0203", "holds what is not a text", value->key);
        out->ptr[out->count++] = e->string;
    }
    return true;
}

static bool read_member(judging *j, size_t start, const kj_json *member, kj_rewrite *out)
{
    const bool is_text = kj_span_is(member->key, "text");
    if (is_text || kj_span_is(member->key, "original")) {
        if (member->type != KJ_JSON_STRING)
            return complain(j, start, member->offset, "E0203", "is not a text", member->key);
        *(is_text ? &out->text : &out->original) = member->string;
        return true;
    }
    if (kj_span_is(member->key, "anchors"))
        return read_list(j, start, member, &out->anchors);
    if (kj_span_is(member->key, "avoid"))
        return read_list(j, start, member, &out->avoid);
    return complain(j, start, member->key_offset, "E0201", "is not known", member->key);
}

static bool read_object(judging *j, size_t start, kj_span line, kj_rewrite *out)
{
    const kj_source own = {.name = j->source.name, .text = line, .json = true};
    size_t first = SIZE_MAX;
    kj_sink quiet = {.emit = note_first, .ctx = &first};
    const kj_json *object = kj_json_parse(&own, j->arena, &quiet);
    if (!object) {
        explain(j, start, line);
        return false;
    }
    bool good = true;
    for (const kj_json *member = object->first; member; member = member->next)
        good = read_member(j, start, member, out) && good;
    if (!kj_json_get(object, "text"))
        good = complain(j, start, 0, "E0202", "is missing", KJ_LIT("text"));
    return good;
}

static void put_json(kj_text_buffer *out, const kj_form_verdict *form, const kj_verdict *verdict)
{
    kj_putf(out, "{\"form\":\"%s\",\"rule\":\"%s\",\"score\":", kj_form_words[form->form],
            kj_rule_words[form->rule]);
    if (verdict->judged)
        kj_json_put_number(out, verdict->score);
    else
        kj_put(out, KJ_LIT("null"));
    kj_putf(out, ",\"passed\":%s,\"criteria\":[", verdict->passed ? "true" : "false");
    for (size_t i = 0; i < verdict->criterion_count; i++) {
        const kj_criterion *c = &verdict->criteria[i];
        kj_put(out, i > 0 ? KJ_LIT(",{\"name\":") : KJ_LIT("{\"name\":"));
        kj_json_put_string(out, c->name);
        kj_put(out, KJ_LIT(",\"points\":"));
        kj_json_put_number(out, c->points);
        kj_put(out, KJ_LIT(",\"max\":"));
        kj_json_put_number(out, c->max);
        kj_put(out, KJ_LIT(",\"reason\":"));
        kj_json_put_string(out, c->reason);
        kj_put_char(out, '}');
    }
    kj_put_char(out, ']');
    if (!verdict->judged) {
        kj_put(out, KJ_LIT(",\"hint\":"));
        kj_json_put_string(out, verdict->next);
    }
    kj_put(out, KJ_LIT("}\n"));
}

static void put_text(kj_text_buffer *out, kj_span text, const kj_form_verdict *form,
                     const kj_verdict *verdict)
{
    kj_putf(out, "%.*s\n  %s (%s)", KJ_ARG(text), kj_form_words[form->form],
            kj_rule_words[form->rule]);
    if (!verdict->judged) {
        kj_putf(out, "\n  %.*s\n", KJ_ARG(verdict->next));
        return;
    }
    kj_putf(out, ", %g, %s\n", verdict->score, verdict->passed ? "passed" : "not passed");
    for (size_t i = 0; i < verdict->criterion_count; i++) {
        const kj_criterion *c = &verdict->criteria[i];
        kj_putf(out, "  %.*s %g/%g %.*s\n", KJ_ARG(c->name), c->points, c->max, KJ_ARG(c->reason));
    }
}

static void judge_line(judging *j, size_t start, kj_span line)
{
    kj_rewrite rewrite = {.text = line};
    const size_t bad = kj_utf8_bad(line);
    if (bad != SIZE_MAX) {
        kj_report(j->sink, (kj_loc){&j->source, start + bad}, "E0102", "this is not valid UTF-8");
        return;
    }
    if (line.len > 0 && line.ptr[0] == '{' && !read_object(j, start, line, &rewrite))
        return;
    kj_form_verdict form;
    kj_verdict *verdict = KJ_NEW(j->arena, kj_verdict, 1);
    kj_text_buffer out = {.arena = j->arena};
    verdict->words = j->words;
    kj_rewrite_judge(&rewrite, j->arena, &form, verdict);
    if (j->json)
        put_json(&out, &form, verdict);
    else
        put_text(&out, rewrite.text, &form, verdict);
    (void)kj_cli_write(NULL, kj_put_span(&out), j->sink);
}

static void judge_lines(judging *j)
{
    const kj_span text = j->source.text;
    size_t start = kj_span_starts(text, KJ_LIT("\xEF\xBB\xBF")) ? 3 : 0;
    while (start < text.len) {
        size_t end = kj_span_find(text, KJ_LIT("\n"), start);
        if (end == SIZE_MAX)
            end = text.len;
        kj_span line = kj_span_sub(text, start, end);
        if (kj_span_ends(line, KJ_LIT("\r")))
            line.len--;
        judge_line(j, start, line);
        kj_arena_reset(j->arena);
        start = end + 1;
    }
}

static int judge(int argc, char **argv, kj_sink *sink)
{
    const char *json = NULL, *lang = NULL, *path = "-";
    const kj_option_row options[] = {{"--json", true, &json, "a line of JSON for each line"},
                                     {"--lang", false, &lang, "zh-Hans or en"}};
    size_t count = 0;
    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), &path, 1, &count, sink))
        return KJ_EXIT_USAGE;
    const kj_words *words;
    if (!kj_options_words(lang, (kj_span){NULL, 0}, &words, sink))
        return KJ_EXIT_USAGE;
    kj_arena *input = kj_arena_new();
    judging j = {.sink = sink, .arena = kj_arena_new(), .json = json != NULL, .words = words};
    if (kj_cli_read(path, INPUT_BYTES_MAX, input, &j.source, sink))
        judge_lines(&j);
    kj_arena_free(j.arena);
    kj_arena_free(input);
    return kj_exit_for(sink);
}

static int run(int argc, char **argv)
{
    static const kj_verb verbs[] = {{"judge", judge}};
    return kj_verbs_run(verbs, KJ_COUNT(verbs), argc, argv);
}

const kj_command_row kj_command_drill = {
    .name = "drill",
    .usage = "usage: kejian drill judge [--json] [--lang LANGUAGE] [FILE|-]\n\n"
             "Each line of the input is a question in Chinese, or a JSON object\n"
             "{\"text\", \"anchors\", \"avoid\", \"original\"}: the words of the customer's line "
             "to take up, words to\n"
             "avoid, the closed question that was to be rewritten.  Each gives a line\n"
             "{\"form\", \"rule\", \"score\", \"passed\", \"criteria\": [{\"name\", \"points\", "
             "\"max\", \"reason\"}]}.\n"
             "  form   open, narrow (one fact), closed or none (no question)\n"
             "  rule   the rule that decided\n"
             "  score  of 100; null with a \"hint\" for what is no answer: empty, under four\n"
             "         characters, not Chinese, or the original unchanged\n"
             "Without anchors nothing had to be taken up, and that criterion gives its full "
             "points.\n"
             "  --json  as above; else for reading\n"
             "  --lang  the language of names and reasons, zh-Hans (the default) or en",
    .about = "Judges questions as the rewriting drills do.",
    .run = run,
};
