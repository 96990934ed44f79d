/* tests/cli/options_test.c: what stands behind a subcommand. */
#include "cli/command.h"
#include "support.h"
#include "test.h"

enum { ARGUMENTS_MAX = 6 };

/* The command takes --json, --store FILE, -o OUT and two positionals. */
static const struct {
    const char *name;
    const char *argv[ARGUMENTS_MAX];
    const char *words;              /* of the refusal; NULL: accepted */
    const char *json, *store, *out; /* values; NULL: not given */
    const char *first, *second;     /* positionals */
} cases[] = {
    {"nothing", {NULL}, NULL, NULL, NULL, NULL, NULL, NULL},
    {"a flag", {"--json"}, NULL, "", NULL, NULL, NULL, NULL},
    {"a value behind", {"--store", "a"}, NULL, NULL, "a", NULL, NULL, NULL},
    {"a value behind =", {"--store=a=b"}, NULL, NULL, "a=b", NULL, NULL, NULL},
    {"an empty value", {"--store="}, NULL, NULL, "", NULL, NULL, NULL},
    {"a short one", {"-o", "x.pdf"}, NULL, NULL, NULL, "x.pdf", NULL, NULL},
    {"the last one counts", {"--store", "a", "--store", "b"}, NULL, NULL, "b", NULL, NULL, NULL},
    {"mixed", {"one", "--json", "two"}, NULL, "", NULL, NULL, "one", "two"},
    {"standard input", {"-"}, NULL, NULL, NULL, NULL, "-", NULL},
    {"after --", {"--", "--json"}, NULL, NULL, NULL, NULL, "--json", NULL},
    {"unknown", {"--jsno"}, "did you mean '--json'?", NULL, NULL, NULL, NULL, NULL},
    {"unlike any", {"--verbose"}, "--json --store -o", NULL, NULL, NULL, NULL, NULL},
    {"no value", {"--store"}, "needs a value", NULL, NULL, NULL, NULL, NULL},
    {"a flag with a value", {"--json=1"}, "takes no value", NULL, NULL, NULL, NULL, NULL},
    {"too many", {"a", "b", "c"}, "'c' is one argument too many", NULL, NULL, NULL, NULL, NULL},
};

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static void reads_arguments(void **state)
{
    kj_arena *arena = *state;
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        const char *json = NULL, *store = NULL, *out = NULL;
        const kj_option_row rows[] = {
            {"--json", true, &json, "JSON"},
            {"--store", false, &store, "the store"},
            {"-o", false, &out, "where to"},
        };
        char *argv[ARGUMENTS_MAX + 1] = {(char *)(uintptr_t) "probe"};
        int argc = 1;
        for (size_t k = 0; k < ARGUMENTS_MAX && cases[i].argv[k]; k++)
            argv[argc++] = (char *)(uintptr_t)cases[i].argv[k];
        const char *positionals[2] = {NULL, NULL};
        size_t count;
        kj_test_sink *sink = kj_test_sink_new(arena);
        const bool read =
            kj_options_read(argc, argv, rows, KJ_COUNT(rows), positionals, 2, &count, &sink->sink);
        const kj_span said = kj_test_sink_text(sink);
        if (read == (cases[i].words != NULL) || sink->diags.count != (read ? 0 : 1))
            fail_msg("%s: %s\n%.*s", cases[i].name, read ? "accepted" : "refused", KJ_ARG(said));
        if (!read) {
            assert_non_null(kj_test_sink_find(sink, "E0901"));
            if (kj_span_find(said, kj_span_of(cases[i].words), 0) == SIZE_MAX)
                fail_msg("%s:\n%.*s", cases[i].name, KJ_ARG(said));
            continue;
        }
        if (!same(json, cases[i].json) || !same(store, cases[i].store) ||
            !same(out, cases[i].out) || !same(positionals[0], cases[i].first) ||
            !same(positionals[1], cases[i].second))
            fail_msg("%s: other values", cases[i].name);
    }
}

static void takes_a_value_or_none(void **state)
{
    static const struct {
        const char *given[3], *live, *first;
    } maybes[] = {
        {{"course"}, NULL, "course"},
        {{"--live", "course"}, "", "course"}, /* what stands behind is no value */
        {{"--live=:8080", "course"}, ":8080", "course"},
        {{"--live=", "course"}, "", "course"},
    };
    for (size_t i = 0; i < KJ_COUNT(maybes); i++) {
        const char *live = NULL, *first = NULL;
        const kj_option_row row = {"--live", KJ_OPTION_MAYBE, &live, "with or without a value"};
        char *argv[4] = {(char *)(uintptr_t) "probe"};
        int argc = 1;
        for (size_t k = 0; k < 3 && maybes[i].given[k]; k++)
            argv[argc++] = (char *)(uintptr_t)maybes[i].given[k];
        size_t count;
        kj_test_sink *sink = kj_test_sink_new(*state);
        assert_true(kj_options_read(argc, argv, &row, 1, &first, 1, &count, &sink->sink));
        if (!same(live, maybes[i].live) || !same(first, maybes[i].first))
            fail_msg("case %zu: other values", i);
    }
}

static const struct {
    const char *codes[2];
    int exit;
} exits[] = {
    {{NULL}, KJ_EXIT_DONE},     {{"W0501"}, KJ_EXIT_DONE},  {{"E0201"}, KJ_EXIT_INPUT},
    {{"E0704"}, KJ_EXIT_INPUT}, {{"E0702"}, KJ_EXIT_WORLD}, {{"E0603"}, KJ_EXIT_WORLD},
    {{"E0903"}, KJ_EXIT_WORLD}, {{"E0901"}, KJ_EXIT_INPUT}, {{"E0201", "E0902"}, KJ_EXIT_WORLD},
};

static void tells_exit_codes_by_what_was_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(exits); i++) {
        kj_sink sink = {0};
        for (size_t k = 0; k < 2 && exits[i].codes[k]; k++)
            kj_report(&sink, KJ_NOWHERE, exits[i].codes[k], "x");
        if (kj_exit_for(&sink) != exits[i].exit)
            fail_msg("%s: exit code %d", exits[i].codes[0], kj_exit_for(&sink));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(reads_arguments),
        KJ_TEST(takes_a_value_or_none),
        KJ_TEST(tells_exit_codes_by_what_was_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
