/* engine/player/script.c: the script's lines, their blocks and conditions. */
#include "player/script_inner.h"

#include "os/files.h"

#include <stdarg.h>

#define SCRIPT_BYTES_MAX ((size_t)1 << 20)

kj_span kj_script_word(kj_span *rest)
{
    const kj_span text = kj_span_trim(*rest);
    size_t end = 0;
    while (end < text.len && text.ptr[end] != ' ' && text.ptr[end] != '\t')
        end++;
    *rest = kj_span_trim(kj_span_sub(text, end, text.len));
    return kj_span_sub(text, 0, end);
}

kj_span kj_script_unquote(kj_span text)
{
    text = kj_span_trim(text);
    if (text.len >= 2 && text.ptr[0] == '"' && text.ptr[text.len - 1] == '"')
        return kj_span_sub(text, 1, text.len - 1);
    return text;
}

static kj_span shown_briefly(kj_script *script)
{
    const kj_span texts = script->host->shown(script);
    kj_text_buffer out = {.arena = script->arena};
    kj_put(&out, KJ_LIT("on the screen "));
    for (size_t i = 0; i < texts.len && i < 3000; i++) {
        if (texts.ptr[i] != '\n')
            kj_put_char(&out, texts.ptr[i]);
        else
            kj_put(&out, KJ_LIT(" | "));
    }
    return kj_put_span(&out);
}

bool kj_script_fail(kj_script *script, const kj_script_line *line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const kj_span message = kj_arena_vformat(script->arena, format, args);
    va_end(args);
    kj_report_hint(script->host->sink, (kj_loc){script->source, line->offset}, "E1001",
                   shown_briefly(script), "%.*s", KJ_ARG(message));
    return false;
}

static bool wrong(kj_script *script, size_t offset, const char *message)
{
    kj_report(script->host->sink, (kj_loc){script->source, offset}, "E1001", "%s", message);
    return false;
}

static void read_lines(kj_script *script)
{
    const kj_span text = script->source->text;
    size_t capacity = 0;
    for (size_t at = 0; at < text.len;) {
        size_t end = kj_span_find(text, KJ_LIT("\n"), at);
        if (end == SIZE_MAX)
            end = text.len;
        const kj_span line = kj_span_trim(kj_span_sub(text, at, end));
        if (line.len > 0 && line.ptr[0] != '#') {
            kj_script_line *new = KJ_PUSH(script->arena, &script->lines, &capacity, kj_script_line);
            new->offset = (size_t)(line.ptr - text.ptr);
            new->rest = line;
            new->word = kj_script_word(&new->rest);
        }
        at = end + 1;
    }
}

/* A condition ends at `:` or at the line's end: its text is in quotes where a `:` follows. */
static bool read_condition(kj_script *script, const kj_script_line *line, kj_span *rest,
                           kj_condition *out)
{
    *out = (kj_condition){0};
    kj_span word = kj_script_word(rest);
    if (kj_span_is(word, "no")) {
        out->no = true;
        word = kj_script_word(rest);
    }
    out->kind = word;
    size_t end = rest->len;
    if (rest->len > 0 && rest->ptr[0] == '"') {
        const size_t quote = kj_span_find(*rest, KJ_LIT("\""), 1);
        if (quote == SIZE_MAX)
            return wrong(script, line->offset, "the quotation mark is never closed");
        out->what = kj_span_sub(*rest, 1, quote);
        *rest = kj_span_trim(kj_span_sub(*rest, quote + 1, rest->len));
        return true;
    }
    const size_t colon = kj_span_find(*rest, KJ_LIT(": "), 0);
    if (colon != SIZE_MAX)
        end = colon;
    out->what = kj_span_trim(kj_span_sub(*rest, 0, end));
    *rest = kj_span_trim(kj_span_sub(*rest, end, rest->len));
    return true;
}

static bool cut_colon(kj_span *rest)
{
    if (rest->len == 0 || rest->ptr[0] != ':')
        return false;
    *rest = kj_span_trim(kj_span_sub(*rest, 1, rest->len));
    return true;
}

static bool opens_block(kj_script *script, kj_script_line *line)
{
    if (kj_span_is(line->word, "repeat"))
        return true;
    if (!kj_span_is(line->word, "if"))
        return false;
    kj_span rest = line->rest;
    kj_condition condition;
    return read_condition(script, line, &rest, &condition) && rest.len == 0;
}

/* Finds the `else` and `end` of every block; they must fit before anything is played. */
static bool match_blocks(kj_script *script)
{
    size_t open[KJ_SCRIPT_DEPTH_MAX], depth = 0;
    for (size_t i = 0; i < script->lines.count; i++) {
        kj_script_line *line = &script->lines.ptr[i];
        const size_t errors = script->host->sink->errors;
        line->other = line->end = i;
        const bool opens = opens_block(script, line);
        if (script->host->sink->errors > errors)
            return false;
        if (opens) {
            if (depth == KJ_SCRIPT_DEPTH_MAX)
                return wrong(script, line->offset, "blocks are nested too deep");
            line->block = true;
            open[depth++] = i;
        } else if (kj_span_is(line->word, "else")) {
            if (depth == 0 || !kj_span_is(script->lines.ptr[open[depth - 1]].word, "if"))
                return wrong(script, line->offset, "'else' without 'if'");
            script->lines.ptr[open[depth - 1]].other = i;
        } else if (kj_span_is(line->word, "end")) {
            if (depth == 0)
                return wrong(script, line->offset, "'end' without 'if' or 'repeat'");
            kj_script_line *opener = &script->lines.ptr[open[--depth]];
            opener->end = i;
            if (opener->other == open[depth])
                opener->other = i;
        }
    }
    if (depth > 0)
        return wrong(script, script->lines.ptr[open[depth - 1]].offset, "the block has no 'end'");
    return true;
}

/* 1 it holds, 0 not, -1 it is no condition (reported). */
static int holds(kj_script *script, const kj_script_line *line, const kj_condition *condition)
{
    const kj_script_host *host = script->host;
    for (size_t i = 0; i < host->condition_count; i++) {
        const kj_script_condition_row *row = &host->conditions[i];
        if (kj_span_is(condition->kind, row->kind))
            return row->holds(script, condition->what) != condition->no;
    }
    kj_text_buffer kinds = {.arena = script->arena};
    for (size_t i = 0; i < host->condition_count; i++)
        kj_putf(&kinds, "%s%s", i > 0 ? ", " : "", host->conditions[i].kind);
    kj_script_fail(script, line, "'%.*s' is none of %.*s", KJ_ARG(condition->kind),
                   KJ_ARG(kj_put_span(&kinds)));
    return -1;
}

static bool expect(kj_script *script, const kj_script_line *line, kj_span rest)
{
    kj_condition condition;
    kj_span word = kj_script_word(&rest);
    condition.no = kj_span_is(word, "no");
    condition.kind = condition.no ? kj_script_word(&rest) : word;
    condition.what = kj_script_unquote(rest);
    const int is = holds(script, line, &condition);
    if (is == 0)
        return kj_script_fail(script, line, "expected %s%.*s '%.*s'", condition.no ? "no " : "",
                              KJ_ARG(condition.kind), KJ_ARG(condition.what));
    return is > 0;
}

static bool stop(kj_script *script, const kj_script_line *line, kj_span rest)
{
    (void)line;
    (void)rest;
    script->stopped = true;
    return true;
}

/* The end of a block: reached when the `if` part before an `else` is over, or by falling out. */
static bool do_nothing(kj_script *script, const kj_script_line *line, kj_span rest)
{
    (void)script;
    (void)line;
    (void)rest;
    return true;
}

static const kj_script_command_row own_rows[] = {
    {"expect", expect},
    {"stop", stop},
    {"end", do_nothing},
    {"else", do_nothing},
};

static const kj_script_command_row *command_row(const kj_script_host *host, size_t i)
{
    return i < KJ_COUNT(own_rows) ? &own_rows[i] : &host->commands[i - KJ_COUNT(own_rows)];
}

/* Any line but `if` and `repeat`. */
static bool run_command(kj_script *script, const kj_script_line *line)
{
    const size_t count = KJ_COUNT(own_rows) + script->host->command_count;
    for (size_t i = 0; i < count; i++) {
        const kj_script_command_row *row = command_row(script->host, i);
        if (kj_span_is(line->word, row->word))
            return row->run(script, line, line->rest);
    }
    kj_span *words = KJ_NEW(script->arena, kj_span, count);
    for (size_t i = 0; i < count; i++)
        words[i] = kj_span_of(command_row(script->host, i)->word);
    const kj_span near = kj_nearest(line->word, words, count);
    return near.len > 0
               ? kj_script_fail(script, line, "there is no command '%.*s'; '%.*s'?",
                                KJ_ARG(line->word), KJ_ARG(near))
               : kj_script_fail(script, line, "there is no command '%.*s'", KJ_ARG(line->word));
}

static bool play(kj_script *script, size_t from, size_t to);

static bool play_if(kj_script *script, size_t at)
{
    kj_script_line *line = &script->lines.ptr[at];
    kj_span rest = line->rest;
    kj_condition condition;
    if (!read_condition(script, line, &rest, &condition))
        return false;
    const int is = holds(script, line, &condition);
    if (is < 0)
        return false;
    if (line->block && is)
        return play(script, at + 1, line->other);
    if (line->block)
        return line->other == line->end || play(script, line->other + 1, line->end);
    if (!cut_colon(&rest))
        return kj_script_fail(script, line, "':' and a command must follow the condition");
    if (!is)
        return true;
    kj_script_line inner = {.offset = line->offset, .rest = rest};
    inner.word = kj_script_word(&inner.rest);
    return run_command(script, &inner);
}

static bool play_repeat(kj_script *script, size_t at)
{
    kj_script_line *line = &script->lines.ptr[at];
    kj_span rest = line->rest;
    uint64_t times = 0;
    kj_condition until;
    if (!kj_script_number(kj_script_word(&rest), &times) || times > 100000)
        return kj_script_fail(script, line, "'repeat' wants how many times, at most 100000");
    const bool has_until = rest.len > 0;
    if (has_until && !kj_span_is(kj_script_word(&rest), "until"))
        return kj_script_fail(script, line, "'until' and a condition may follow, nothing else");
    if (has_until && !read_condition(script, line, &rest, &until))
        return false;
    for (uint64_t i = 0; i < times && !script->stopped; i++) {
        const int is = has_until ? holds(script, line, &until) : 0;
        if (is != 0)
            return is > 0;
        if (!play(script, at + 1, line->end))
            return false;
    }
    if (!has_until || script->stopped || holds(script, line, &until) > 0)
        return true;
    return kj_script_fail(script, line, "after %u times there is still not %.*s '%.*s'",
                          (unsigned)times, KJ_ARG(until.kind), KJ_ARG(until.what));
}

static bool play(kj_script *script, size_t from, size_t to)
{
    for (size_t i = from; i < to && !script->stopped; i++) {
        kj_script_line *line = &script->lines.ptr[i];
        bool done;
        if (kj_span_is(line->word, "if"))
            done = play_if(script, i);
        else if (kj_span_is(line->word, "repeat"))
            done = play_repeat(script, i);
        else
            done = run_command(script, line);
        if (!done)
            return false;
        if (line->block)
            i = line->end;
    }
    return true;
}

bool kj_script_run(const kj_script_host *host, const kj_source *source)
{
    kj_script script = {.host = host, .source = source, .arena = kj_arena_new()};
    read_lines(&script);
    const bool done = match_blocks(&script) && play(&script, 0, script.lines.count);
    kj_arena_free(script.arena);
    return done;
}

bool kj_script_open(const kj_play_options *options, kj_source *out, kj_arena *arena, kj_sink *sink)
{
    *out = (kj_source){.name = kj_span_of(options->script)};
    if (options->shots && !kj_path_is_folder(options->shots) &&
        !kj_folder_make(options->shots, sink))
        return false;
    return !options->script ||
           kj_file_read(options->script, SCRIPT_BYTES_MAX, arena, &out->text, sink);
}
