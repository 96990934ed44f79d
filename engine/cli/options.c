/* engine/cli/options.c: what stands behind a subcommand. */
#include "cli/command.h"

#include <stdlib.h>

static kj_span nearest_option(const kj_option_row *rows, size_t count, kj_span given,
                              kj_arena *arena)
{
    kj_span *names = KJ_NEW(arena, kj_span, count);
    for (size_t i = 0; i < count; i++)
        names[i] = kj_span_of(rows[i].name);
    const kj_span nearest = kj_nearest(given, names, count);
    if (nearest.len)
        return kj_arena_format(arena, "did you mean '%.*s'?", KJ_ARG(nearest));
    kj_text_buffer out = {.arena = arena};
    kj_put(&out, count ? KJ_LIT("the options here are:") : KJ_LIT("there are no options here"));
    for (size_t i = 0; i < count; i++)
        kj_putf(&out, " %s", rows[i].name);
    return kj_put_span(&out);
}

/* `given` up to '=', if it is an option of the table. */
static const kj_option_row *find(const kj_option_row *rows, size_t count, kj_span name)
{
    for (size_t i = 0; i < count; i++)
        if (kj_span_is(name, rows[i].name))
            return &rows[i];
    return NULL;
}

typedef struct arguments {
    int argc, next;
    char **argv;
    kj_sink *sink;
    kj_arena *scratch;
} arguments;

static bool read_option(arguments *a, const kj_option_row *rows, size_t count)
{
    const char *given = a->argv[a->next++];
    const char *equals = strchr(given, '=');
    const kj_span name = {given, equals ? (size_t)(equals - given) : strlen(given)};
    const kj_option_row *row = find(rows, count, name);
    if (!row) {
        kj_report_hint(a->sink, KJ_NOWHERE, "E0901", nearest_option(rows, count, name, a->scratch),
                       "%s has no option '%.*s'", a->argv[0], KJ_ARG(name));
        return false;
    }
    if (row->kind == KJ_OPTION_FLAG && equals) {
        kj_report(a->sink, KJ_NOWHERE, "E0901", "the option '%s' takes no value", row->name);
        return false;
    }
    if (row->kind == KJ_OPTION_FLAG || (row->kind == KJ_OPTION_MAYBE && !equals)) {
        *row->value = "";
    } else if (equals) {
        *row->value = equals + 1;
    } else if (a->next < a->argc) {
        *row->value = a->argv[a->next++];
    } else {
        kj_report_hint(a->sink, KJ_NOWHERE, "E0901", kj_span_of(row->about),
                       "the option '%s' needs a value", row->name);
        return false;
    }
    return true;
}

bool kj_options_read(int argc, char **argv, const kj_option_row *rows, size_t row_count,
                     const char **positionals, size_t positional_max, size_t *count, kj_sink *sink)
{
    arguments a = {argc, 1, argv, sink, kj_arena_new()};
    bool sound = true, options = true;
    *count = 0;
    while (a.next < argc && sound) {
        const char *given = argv[a.next];
        if (options && strcmp(given, "--") == 0) {
            options = false;
            a.next++;
        } else if (options && given[0] == '-' && given[1] != '\0') { /* "-": standard input */
            sound = read_option(&a, rows, row_count);
        } else if (*count < positional_max) {
            positionals[(*count)++] = given;
            a.next++;
        } else {
            kj_report_hint(
                sink, KJ_NOWHERE, "E0901",
                kj_arena_format(a.scratch, "'kejian %s --help' tells how it is used", argv[0]),
                "'%s' is one argument too many", given);
            sound = false;
        }
    }
    kj_arena_free(a.scratch);
    return sound;
}

int kj_exit_for(const kj_sink *sink)
{
    if (sink->errors == 0)
        return KJ_EXIT_DONE;
    return sink->world ? KJ_EXIT_WORLD : KJ_EXIT_INPUT;
}

bool kj_options_words(const char *lang, kj_span otherwise, const kj_words **out, kj_sink *sink)
{
    *out = lang ? kj_words_for(kj_span_of(lang)) : kj_words_for_locale(otherwise);
    if (lang && !*out)
        kj_report(sink, KJ_NOWHERE, "E0901", "--lang %s: zh-Hans and en exist", lang);
    return !lang || *out;
}

kj_span kj_cli_locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < KJ_COUNT(names); i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return kj_span_of(value);
    }
    return (kj_span){NULL, 0};
}
