/* engine/cli/cmd_learners.c: kejian learners: who is who. */
#include "cli/verbs.h"
#include "record/pin.h"
#include "report/build.h"
#include "report/formats.h"

#include <stdio.h>

#define ROSTER_BYTES_MAX ((size_t)64 << 20)

static int add(int argc, char **argv, kj_sink *sink)
{
    const char *store_path = NULL, *texts[5] = {NULL};
    static const size_t offsets[] = {offsetof(kj_learner, department), offsetof(kj_learner, region),
                                     offsetof(kj_learner, email), offsetof(kj_learner, joined),
                                     offsetof(kj_learner, left)};
    const kj_option_row options[] = {
        {"--department", false, &texts[0], "where the learner belongs"},
        {"--region", false, &texts[1], "where the department belongs"},
        {"--email", false, &texts[2], "e-mail address"},
        {"--joined", false, &texts[3], "date, as 2026-11-23"},
        {"--left", false, &texts[4], "date, as 2026-11-23"},
        {"--store", false, &store_path, "the store's file"},
    };
    const char *given[2];
    size_t count = 0;
    kj_store *store = NULL;
    kj_arena *arena = NULL;
    kj_learner learner;

    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), given, 2, &count, sink))
        return KJ_EXIT_USAGE;
    if (count != 2) {
        kj_report(sink, KJ_NOWHERE, "E0901", "give an employee number and a name");
        return KJ_EXIT_USAGE;
    }
    store = kj_cli_store(store_path, KJ_STORE_WRITE, sink);
    if (!store)
        return kj_exit_for(sink);
    arena = kj_arena_new();
    /* What is not given stays as it is. */
    kj_learner_get(store, kj_span_of(given[0]), &learner, arena, sink);
    learner.id = kj_span_of(given[0]);
    learner.name = kj_span_of(given[1]);
    for (size_t i = 0; i < KJ_COUNT(texts); i++)
        if (texts[i])
            *(kj_span *)(void *)((char *)&learner + offsets[i]) = kj_span_of(texts[i]);
    if (sink->errors == 0)
        kj_learner_put(store, &learner, sink);
    kj_arena_free(arena);
    kj_store_close(store);
    return kj_exit_for(sink);
}

/* What the list shows: the roster, and who has a PIN. */
typedef struct listed {
    kj_learner_list learners;
    const bool *pins; /* of each */
} listed;

static kj_span as_json(const listed *all, kj_arena *arena)
{
    const kj_learner_list *learners = &all->learners;
    kj_text_buffer out = {.arena = arena};

    kj_put_char(&out, '[');
    for (size_t i = 0; i < learners->count; i++) {
        const kj_learner *l = &learners->ptr[i];
        const struct {
            const char *key;
            kj_span value;
        } members[] = {{"id", l->id},         {"name", l->name},   {"department", l->department},
                       {"region", l->region}, {"email", l->email}, {"joined", l->joined},
                       {"left", l->left}};
        kj_put(&out, i > 0 ? KJ_LIT(",\n  {") : KJ_LIT("\n  {"));
        for (size_t m = 0; m < KJ_COUNT(members); m++) {
            kj_putf(&out, "%s\"%s\": ", m > 0 ? ", " : "", members[m].key);
            kj_json_put_string(&out, members[m].value);
        }
        kj_putf(&out, ", \"pin\": %s}", all->pins[i] ? "true" : "false");
    }
    kj_put(&out, learners->count > 0 ? KJ_LIT("\n]\n") : KJ_LIT("]\n"));
    return kj_put_span(&out);
}

static kj_span as_text(const listed *all, const kj_words *words, kj_arena *arena)
{
    const kj_learner_list *learners = &all->learners;
    static const kj_column_row columns[] = {
        {"id", KJ_W_REPORT_NUMBER, KJ_W_NONE, 0},
        {"name", KJ_W_REPORT_NAME, KJ_W_NONE, 0},
        {"department", KJ_W_REPORT_DEPARTMENT, KJ_W_NONE, 0},
        {"region", KJ_W_REPORT_REGION, KJ_W_NONE, 0},
        {"email", KJ_W_REPORT_EMAIL, KJ_W_NONE, 0},
        {"joined", KJ_W_REPORT_JOINED, KJ_W_NONE, 0},
        {"left", KJ_W_REPORT_LEFT, KJ_W_NONE, 0},
        {"pin", KJ_W_SETTINGS_PIN, KJ_W_NONE, 0},
    };
    kj_report_result result;
    kj_build build = kj_build_begin(&result, "learners", KJ_W_ROSTER_TITLE, words, arena);

    kj_head_say(&build, "learners", KJ_W_REPORT_PEOPLE, kj_cell_number((double)learners->count));
    kj_table_say(&build, "learners", KJ_W_ROSTER_LEARNERS);
    kj_columns_say(&build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < learners->count; i++) {
        const kj_learner *l = &learners->ptr[i];
        const kj_span texts[] = {l->id,    l->name,   l->department, l->region,
                                 l->email, l->joined, l->left};
        for (size_t t = 0; t < KJ_COUNT(texts); t++)
            kj_cell_put(&build, kj_cell_text(texts[t]));
        kj_cell_put(&build, kj_cell_text(all->pins[i] ? kj_words_get(words, KJ_W_SETTINGS_PIN_ON)
                                                      : (kj_span){NULL, 0}));
    }
    return kj_format_text.write(&result, arena);
}

static bool read_listed(kj_store *store, listed *out, kj_arena *arena, kj_sink *sink)
{
    const size_t errors = sink->errors;

    if (!kj_learner_all(store, &out->learners, arena, sink))
        return false;
    bool *pins = KJ_NEW(arena, bool, out->learners.count + 1);
    for (size_t i = 0; i < out->learners.count; i++)
        pins[i] = kj_pin_has(store, out->learners.ptr[i].id, arena, sink);
    out->pins = pins;
    return sink->errors == errors;
}

/* Whether somebody has a PIN; or the way back in for who has forgotten it. */
static int pin(int argc, char **argv, kj_sink *sink)
{
    const char *store_path = NULL, *reset = NULL, *id = NULL;
    const kj_option_row options[] = {
        {"--reset", true, &reset, "take the PIN away"},
        {"--store", false, &store_path, "the store's file"},
    };
    size_t count = 0;

    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), &id, 1, &count, sink))
        return KJ_EXIT_USAGE;
    if (count != 1) {
        kj_report(sink, KJ_NOWHERE, "E0901", "give an employee number");
        return KJ_EXIT_USAGE;
    }
    kj_store *store = kj_cli_store(store_path, reset ? KJ_STORE_WRITE : KJ_STORE_READ, sink);
    if (!store)
        return kj_exit_for(sink);
    kj_arena *arena = kj_arena_new();
    const size_t errors = sink->errors;
    const bool has = kj_pin_has(store, kj_span_of(id), arena, sink);
    const bool gone = reset && has && kj_pin_remove(store, kj_span_of(id), sink);
    if (sink->errors == errors)
        kj_cli_write(NULL,
                     kj_arena_format(arena, "%s: %s\n", id,
                                     gone  ? "the PIN is taken away"
                                     : has ? "has a PIN"
                                           : "has no PIN"),
                     sink);
    kj_arena_free(arena);
    kj_store_close(store);
    return kj_exit_for(sink);
}

static int list(int argc, char **argv, kj_sink *sink)
{
    const char *store_path = NULL, *json = NULL, *lang = NULL;
    const kj_option_row options[] = {
        {"--json", true, &json, "as JSON"},
        {"--lang", false, &lang, "zh-Hans or en"},
        {"--store", false, &store_path, "the store's file"},
    };
    size_t count = 0;
    kj_store *store = NULL;
    kj_arena *arena = NULL;
    listed all;
    const kj_words *words = NULL;

    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), NULL, 0, &count, sink) ||
        !kj_options_words(lang, kj_cli_locale(), &words, sink))
        return KJ_EXIT_USAGE;
    store = kj_cli_store(store_path, KJ_STORE_READ, sink);
    if (!store)
        return kj_exit_for(sink);
    arena = kj_arena_new();
    if (read_listed(store, &all, arena, sink))
        kj_cli_write(NULL, json ? as_json(&all, arena) : as_text(&all, words, arena), sink);
    kj_arena_free(arena);
    kj_store_close(store);
    return kj_exit_for(sink);
}

/* "new E00123 张三 华东销售部", "changed E00124: department 华东销售部 → 华南销售部". */
static void put_change(kj_text_buffer *out, const kj_learner_change *change)
{
    const kj_learner *b = &change->before, *a = &change->after;
    const struct {
        const char *name;
        kj_span before, after;
    } texts[] = {{"name", b->name, a->name},       {"department", b->department, a->department},
                 {"region", b->region, a->region}, {"email", b->email, a->email},
                 {"joined", b->joined, a->joined}, {"left", b->left, a->left}};
    const char *before = ":";

    if (b->id.len == 0) {
        kj_putf(out, "new %.*s", KJ_ARG(a->id));
        for (size_t i = 0; i < KJ_COUNT(texts); i++)
            if (texts[i].after.len > 0)
                kj_putf(out, " %.*s", KJ_ARG(texts[i].after));
        kj_put_char(out, '\n');
        return;
    }
    kj_putf(out, "changed %.*s", KJ_ARG(a->id));
    for (size_t i = 0; i < KJ_COUNT(texts); i++)
        if (!kj_span_equal(texts[i].before, texts[i].after)) {
            kj_putf(out, "%s %s %.*s → %.*s", before, texts[i].name, KJ_ARG(texts[i].before),
                    KJ_ARG(texts[i].after));
            before = ",";
        }
    kj_put_char(out, '\n');
}

static int import(int argc, char **argv, kj_sink *sink)
{
    const char *store_path = NULL, *dry_run = NULL;
    const kj_option_row options[] = {
        {"--dry-run", true, &dry_run, "show what would change, and write nothing"},
        {"--store", false, &store_path, "the store's file"},
    };
    const char *path = NULL;
    size_t count = 0;
    kj_store *store = NULL;
    kj_arena *arena = NULL;
    kj_source source;
    kj_import_count done;

    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), &path, 1, &count, sink))
        return KJ_EXIT_USAGE;
    if (count != 1) {
        kj_report(sink, KJ_NOWHERE, "E0901", "give the roster's file, or - for standard input");
        return KJ_EXIT_USAGE;
    }
    arena = kj_arena_new();
    if (kj_cli_read(path, ROSTER_BYTES_MAX, arena, &source, sink))
        store = kj_cli_store(store_path, KJ_STORE_WRITE, sink);
    if (store && kj_roster_import(store, &source, dry_run != NULL, &done, arena, sink)) {
        kj_text_buffer out = {.arena = arena};
        for (size_t i = 0; dry_run && i < done.changes.count; i++)
            put_change(&out, &done.changes.ptr[i]);
        kj_cli_write(NULL, kj_put_span(&out), sink);
        fprintf(stderr, "%zu rows: %zu new, %zu changed, %zu as they were%s\n", done.rows,
                done.added, done.changed, done.same, dry_run ? "; nothing is written" : "");
    } else if (store)
        fprintf(stderr, "nothing is written\n");
    kj_store_close(store);
    kj_arena_free(arena);
    return kj_exit_for(sink);
}

static int run(int argc, char **argv)
{
    static const kj_verb verbs[] = {{"add", add}, {"list", list}, {"import", import}, {"pin", pin}};

    return kj_verbs_run(verbs, KJ_COUNT(verbs), argc, argv);
}

const kj_command_row kj_command_learners = {
    .name = "learners",
    .usage =
        "usage: kejian learners add ID NAME [--department D] [--region R] [--email E]\n"
        "                           [--joined DATE] [--left DATE] [--store FILE]\n"
        "       kejian learners list [--json] [--lang zh-Hans|en] [--store FILE]\n"
        "       kejian learners import [--dry-run] FILE [--store FILE]\n"
        "       kejian learners pin ID [--reset] [--store FILE]\n\n"
        "  ID        the employee number: it, not the name, says who somebody is\n"
        "  add       a new learner, or other data of a known one; what is not given stays\n"
        "  import    a roster in CSV: the first row holds the titles, employee_id, name,\n"
        "            department, region, email, joined, left, or what they are called in Chinese;\n"
        "            separated by comma, semicolon or tab; UTF-8, UTF-16 or GB18030.\n"
        "            All problems are shown, and a file with any changes nothing.\n"
        "  pin       says whether somebody has a PIN; --reset takes it away, for who has "
        "forgotten it\n"
        "  --dry-run shows what an import would change\n"
        "  --lang    the language of the list's titles; else as LC_ALL, LC_MESSAGES or LANG say,\n"
        "            else zh-Hans; as JSON it is the same in all of them\n"
        "  --store   the store's file; else $KEJIAN_STORE, else\n"
        "            $XDG_DATA_HOME/kejian/records.db",
    .about = "Who is who: adds, lists and imports learners, resets PINs.",
    .run = run,
};
