/* engine/cli/cmd_schema.c: kejian schema. */
#include "cli/command.h"
#include "load/load.h"
#include "os/files.h"

#include <stdio.h>

static int run(int argc, char **argv)
{
    kj_sink sink = kj_stderr_sink(false);
    size_t count;
    if (!kj_options_read(argc, argv, NULL, 0, NULL, 0, &count, &sink))
        return KJ_EXIT_USAGE;
    kj_arena *arena = kj_arena_new();
    kj_forms forms[KJ_LOAD_FORMS];
    const kj_tables tables = kj_load_tables(forms);
    const kj_span schema = kj_course_schema(&tables, arena);
    fwrite(schema.ptr, 1, schema.len, stdout);
    kj_arena_free(arena);
    return KJ_EXIT_DONE;
}

const kj_command_row kj_command_schema = {
    .name = "schema",
    .usage = "usage: kejian schema\n\n"
             "Editors complete and check a course's files with it: save it beside the course and\n"
             "name it in the \"$schema\" of each file.",
    .about = "Prints the JSON Schema (draft 2020-12) of a course's files.",
    .run = run,
};
