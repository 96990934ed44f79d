/* engine/cli/command.h: a subcommand is a row of kj_commands and one file. */
#ifndef KJ_CLI_COMMAND_H
#define KJ_CLI_COMMAND_H

#include "base/diag.h"
#include "base/words.h"

enum { KJ_EXIT_DONE = 0, KJ_EXIT_INPUT = 1, KJ_EXIT_USAGE = 2, KJ_EXIT_WORLD = 3 };

typedef struct kj_command_row {
    const char *name;
    const char *usage; /* one line or more, as --help shows it */
    const char *about;
    int (*run)(int argc, char **argv); /* argv[0] is the subcommand */
} kj_command_row;

extern const kj_command_row *const kj_command_rows[];
extern const size_t kj_command_row_count;

/* Options: `--name value`, `--name=value`, flags; everything else is positional.  Unknown options
 * and missing values are usage errors with a did-you-mean (E0901). */
typedef enum kj_option_kind {
    KJ_OPTION_VALUE, /* false: wants one */
    KJ_OPTION_FLAG,  /* true: takes none */
    KJ_OPTION_MAYBE  /* may have one, behind "=" */
} kj_option_kind;
typedef struct kj_option_row {
    const char *name; /* "--store" */
    kj_option_kind kind;
    const char **value; /* where the value goes; "" where there is none */
    const char *about;
} kj_option_row;
/* Moves positionals to argv[0 … *count); false: reported, the caller returns KJ_EXIT_USAGE. */
bool kj_options_read(int argc, char **argv, const kj_option_row *rows, size_t row_count,
                     const char **positionals, size_t positional_max, size_t *count, kj_sink *sink);

/* The language of the program's own words: --lang where it is given (false: reported, E0901), else
 * by a locale's name or a course's language, else NULL, which is zh-Hans. */
bool kj_options_words(const char *lang, kj_span otherwise, const kj_words **out, kj_sink *sink);

/* The locale of messages, found as setlocale(3) does: LC_ALL, LC_MESSAGES, LANG; may be empty. */
kj_span kj_cli_locale(void);

/* The exit code for what a sink has heard: by the codes' ranges (07, 09 and fonts: world). */
int kj_exit_for(const kj_sink *sink);

#endif
