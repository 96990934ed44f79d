/* engine/cli/verbs.h: a subcommand with verbs, as `kejian learners add`; and what commands about
 * records share. */
#ifndef KJ_CLI_VERBS_H
#define KJ_CLI_VERBS_H

#include "cli/command.h"
#include "record/store.h"
#include "report/report.h"

typedef struct kj_verb {
    const char *name;
    int (*run)(int argc, char **argv, kj_sink *sink); /* argv[0] is "learners add" */
} kj_verb;

int kj_verbs_run(const kj_verb *verbs, size_t count, int argc, char **argv);

/* The store that --store (may be NULL), the environment or habit name.  NULL: reported. */
kj_store *kj_cli_store(const char *given, kj_store_mode mode, kj_sink *sink);

/* To the file, whole or not at all; NULL: to standard output. */
bool kj_cli_write(const char *path, kj_span bytes, kj_sink *sink);

/* What --format names, text where it is NULL.  NULL: reported (E0901). */
const kj_report_format *kj_cli_format(const char *name, kj_sink *sink);

/* A file, or standard input for "-". */
bool kj_cli_read(const char *path, size_t bytes_max, kj_arena *arena, kj_source *out,
                 kj_sink *sink);

#endif
